//! Which column of a file means what.
//!
//! A [`Layout`] is found once for a file and used for each of its rows. No opinion on what the fields of a
//! row hold; that is `decode`.
//!
//! Invariant: every role refers to a column that a row of the layout has.

use super::fields::Dialect;
use crate::model::track::{DateForm, TrackKind};

/// What a column can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Id,
    Date,
    EndDate,
    DatePrecision,
    Latitude,
    Longitude,
    PlacePrecision,
    Place,
    Country,
    Actor,
    /// Where the actor's column is empty.
    ActorName,
    Target,
    /// Where the target's column is empty.
    TargetName,
    Type,
    Code,
    Low,
    Best,
    High,
    Value,
    Title,
    Source,
}

impl Role {
    pub(super) const COUNT: usize = Self::Source as usize + 1;
}

/// Columns by role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles([Option<u16>; Role::COUNT]);

impl Roles {
    #[inline]
    pub(super) fn get(&self, role: Role) -> Option<usize> {
        self.0
            .get(role as usize)
            .copied()
            .flatten()
            .map(usize::from)
    }

    pub(super) fn set(&mut self, role: Role, column: usize) {
        if let Some(place) = self.0.get_mut(role as usize) {
            *place = u16::try_from(column).ok();
        }
    }

    pub(super) fn has(&self, role: Role) -> bool {
        self.get(role).is_some()
    }
}

/// Rows of a number of fields, and what their columns mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) n_fields: usize,
    pub(super) roles: Roles,
    /// The names of the columns.
    pub(super) names: Vec<String>,
}

/// How a file is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) kind: TrackKind,
    pub(super) dialect: Dialect,
    pub(super) date_form: DateForm,
    /// The shapes that rows can have; the first is that of the file. There is one, but GDELT has grown
    /// columns in the course of years.
    pub(super) shapes: Vec<Shape>,
    /// Rows before the data: a header, a row of HXL tags.
    pub(super) n_header_rows: usize,
}

impl Layout {
    /// The shape of a row of so many fields. Fields beyond the header count for nothing if they are empty,
    /// which `is_empty` tells.
    #[inline]
    pub(super) fn shape(
        &self,
        n_fields: usize,
        is_empty: impl Fn(usize) -> bool,
    ) -> Option<&Shape> {
        let exact = self.shapes.iter().find(|shape| shape.n_fields == n_fields);
        exact.or_else(|| {
            self.shapes.first().filter(|shape| {
                n_fields > shape.n_fields && (shape.n_fields..n_fields).all(is_empty)
            })
        })
    }

    /// Whether the first row holds the names of the columns.
    pub(super) fn has_header(&self) -> bool {
        self.n_header_rows > 0
    }

    /// The shape of the file as a whole.
    pub(super) fn roles(&self) -> Roles {
        self.shapes
            .first()
            .map(|shape| shape.roles)
            .unwrap_or_default()
    }

    /// How many fields a row should have, in words.
    pub(super) fn n_fields_text(&self) -> String {
        let numbers: Vec<String> = self
            .shapes
            .iter()
            .map(|shape| shape.n_fields.to_string())
            .collect();
        numbers.join(" or ")
    }

    /// Whether what stands in a field means that it is missing.
    #[inline]
    pub(super) fn is_missing(&self, field: &[u8]) -> bool {
        match field {
            b"" => true,
            b"NA" | b"NULL" => matches!(self.kind, TrackKind::Icews | TrackKind::PaX),
            _ => false,
        }
    }
}

/// The name of a column as it is compared: lower case, without spaces around it.
pub(super) fn normal(name: &str) -> String {
    name.trim().to_lowercase()
}
