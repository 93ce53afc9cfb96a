//! Which columns a table has, what they are called and how wide they are.
//!
//! A view names the columns that it cares for; every other value of a record that can be written as one
//! text is a column as well, which the chooser can show.

use crate::document::cell::{self, Column};
use crate::model::RecordKind;

/// A column as a view names it.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui::views) struct Named {
    /// Path of the value, or the name of something computed.
    pub(in crate::ui::views) key: &'static str,
    /// The heading, also where there is little room.
    pub(in crate::ui::views) titles: (&'static str, &'static str),
    /// What it holds, in words that stand alone.
    pub(in crate::ui::views) name: &'static str,
    /// Width in points, also where there is little room; 0 takes what is left.
    pub(in crate::ui::views) widths: (f32, f32),
    /// Whether it is shown until the user says otherwise.
    pub(in crate::ui::views) standard: bool,
}

/// The table of a view.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui::views) struct Spec {
    /// What stands in its rows.
    pub(in crate::ui::views) kind: RecordKind,
    /// Its accessible name.
    pub(in crate::ui::views) name: &'static str,
    /// What the last row says: "Add an event…".
    pub(in crate::ui::views) add: &'static str,
    /// The columns that the view cares for, from the left.
    pub(in crate::ui::views) columns: &'static [Named],
    /// Keys of the columns that hold numbers and stand at the right.
    pub(in crate::ui::views) right: &'static [&'static str],
}

/// A column of a table.
#[derive(Clone, Debug)]
pub(in crate::ui::views) struct Head {
    pub(in crate::ui::views) key: String,
    pub(super) titles: (String, String),
    pub(super) name: String,
    pub(super) widths: (f32, f32),
    pub(super) standard: bool,
    pub(in crate::ui::views) right: bool,
    /// The value that it shows and edits; `None` where it is computed.
    pub(super) column: Option<&'static Column>,
}

impl Head {
    pub(super) fn title(&self, roomy: bool) -> &str {
        if roomy {
            &self.titles.0
        } else {
            &self.titles.1
        }
    }

    /// Width in points; `None` takes what is left.
    pub(super) fn width(&self, roomy: bool) -> Option<f32> {
        let width = if roomy { self.widths.0 } else { self.widths.1 };
        (width > 0.0).then_some(width)
    }

    /// The column, if its values can be changed in the table.
    pub(super) fn editable(&self) -> Option<&'static Column> {
        self.column.filter(|column| column.path != "id")
    }
}

impl Spec {
    /// All columns: those that the view cares for, then the others in the order of the type.
    pub(super) fn heads(&self) -> Vec<Head> {
        let named = self.columns.iter().map(|named| Head {
            key: named.key.to_owned(),
            titles: (named.titles.0.to_owned(), named.titles.1.to_owned()),
            name: named.name.to_owned(),
            widths: named.widths,
            standard: named.standard,
            right: self.right.contains(&named.key),
            column: cell::column(self.kind, named.key),
        });
        let is_named = |path: &str| self.columns.iter().any(|named| named.key == path);
        let others = cell::columns(self.kind)
            .iter()
            .filter(|column| !is_named(&column.path))
            .map(|column| Head {
                key: column.path.clone(),
                titles: (column.label.clone(), column.label.clone()),
                name: column.label.to_lowercase(),
                widths: (150.0, 110.0),
                standard: false,
                right: false,
                column: Some(column),
            });
        named.chain(others).collect()
    }
}
