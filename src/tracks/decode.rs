//! A record to one row of the columns.
//!
//! It decides what makes a row unusable (it is then skipped with a reason) and what only deserves a remark.
//! No opinion on the order of rows.
//!
//! Invariant: a record adds one row to every column that the layout has, or one skipped row to the report.

use std::borrow::Cow;

use super::columns::{DatePrecision, NO_NUMBER, Rows, UNKNOWN};
use super::kinds;
use super::layout::{Layout, Role, Roles, Shape};
use super::records::Records;
use super::report::{Reason, Remark, Report, shown};
use super::scalar::{self, Dates, Scalar, trimmed};
use super::to_u32;
use crate::model::track::TrackKind;

/// Reads records into rows.
pub(super) struct Decoder<'a> {
    layout: &'a Layout,
    /// Which columns there are; the same for all shapes of a layout.
    roles: Roles,
    pub(super) rows: Rows,
    pub(super) report: Report,
    /// The last text of each column, because the next is often the same.
    last_texts: [u32; N_TEXTS],
}

/// Columns of texts.
const N_TEXTS: usize = 7;

/// What they hold, and what stands in where one is empty.
const TEXTS: [(Role, Option<Role>); N_TEXTS] = [
    (Role::Place, None),
    (Role::Country, None),
    (Role::Actor, Some(Role::ActorName)),
    (Role::Target, Some(Role::TargetName)),
    (Role::Type, None),
    (Role::Code, None),
    (Role::Title, None),
];

/// Deaths as they stand in a row.
struct Figures {
    low: u32,
    best: u32,
    high: u32,
}

/// Why a row is skipped, and what was found.
type Refusal = (Reason, String);

impl<'a> Decoder<'a> {
    pub(super) fn new(layout: &'a Layout) -> Self {
        Self {
            layout,
            roles: layout.roles(),
            rows: Rows::new(),
            report: Report::default(),
            last_texts: [0; N_TEXTS],
        }
    }

    /// Enters a record. `offset` is where its block begins in the file. False if it has the wrong number of
    /// fields, so that it may not be a record at all.
    pub(super) fn enter(&mut self, record: &Records<'_>, offset: u64) -> bool {
        self.report.n_rows += 1;
        match self.decode(record, offset) {
            Ok(()) => {
                self.report.n_read += 1;
                true
            }
            Err((reason, found)) => {
                let line = record.start_line + 1;
                self.report.skipped.note(reason, line, || found);
                reason != Reason::FieldCount
            }
        }
    }

    /// Enters a row that could not even be split into fields.
    pub(super) fn skip(&mut self, reason: Reason, record: &Records<'_>) {
        self.report.n_rows += 1;
        let begin = record.raw().get(..200).unwrap_or_else(|| record.raw());
        let found = || format!("“{}”", shown(begin));
        self.report
            .skipped
            .note(reason, record.start_line + 1, found);
    }

    fn decode(&mut self, record: &Records<'_>, offset: u64) -> Result<(), Refusal> {
        let layout = self.layout;
        let shape = layout
            .shape(record.n_fields(), |idx| record.field(idx).is_empty())
            .ok_or_else(|| self.wrong_size(record))?;
        if layout.has_header() && is_header(record, shape) {
            return Err((
                Reason::RepeatedHeader,
                "the names of the columns".to_owned(),
            ));
        }
        let dates = self.dates(record, shape)?;
        let figures = self.figures(record, shape)?;
        // From here on the row is taken.
        let line = record.start_line + 1;
        let value = if self.roles.has(Role::Best) {
            known(figures.best)
        } else {
            self.number(record, shape, Role::Value)
        };
        if self.roles.has(Role::Best) {
            self.rows.columns.best.push(figures.best);
        }
        if self.roles.has(Role::Low) || self.roles.has(Role::High) {
            self.rows.columns.low.push(figures.low);
            self.rows.columns.high.push(figures.high);
        }
        self.place(record, shape);
        for (nth, (role, instead)) in TEXTS.into_iter().enumerate() {
            if self.roles.has(role) {
                let id = self.text(record, shape, (nth, role, instead));
                self.column_of(role).push(id);
            }
        }
        let columns = &mut self.rows.columns;
        if let Some(idx) = shape.roles.get(Role::Id) {
            let id = record.field(idx);
            columns.id.push(self.rows.ids.add(trimmed(&id)));
        }
        columns.first_day.push(dates.first);
        columns.last_day.push(dates.last);
        columns.precision.push(dates.precision);
        columns.value.push(value);
        columns.line.push(u32::try_from(line).unwrap_or(u32::MAX));
        columns
            .start
            .push(offset + u64::try_from(record.start).unwrap_or(0));
        columns.length.push(to_u32(record.raw().len()));
        Ok(())
    }

    fn wrong_size(&self, record: &Records<'_>) -> Refusal {
        let n = record.n_fields();
        let beginning = record.raw().get(..60).unwrap_or_else(|| record.raw());
        let found = format!(
            "{n} field{} instead of {}: “{}”",
            if n == 1 { "" } else { "s" },
            self.layout.n_fields_text(),
            shown(beginning.trim_ascii_end()),
        );
        (Reason::FieldCount, found)
    }

    /// The days of an event, and how well they are known by what the kind says.
    #[inline]
    fn dates(&self, record: &Records<'_>, shape: &Shape) -> Result<Dates, Refusal> {
        let read = |role| -> Result<Option<Dates>, Refusal> {
            let Some(idx) = shape.roles.get(role) else {
                return Ok(None);
            };
            let field = record.field(idx);
            if self.layout.is_missing(trimmed(&field)) {
                return Ok(None);
            }
            scalar::dates(&field, self.layout.date_form)
                .map_err(|_unreadable| (Reason::BadDate, format!("“{}”", shown(&field))))
        };
        let start = read(Role::Date)?.ok_or((Reason::NoDate, "no date".to_owned()))?;
        let end = read(Role::EndDate)?.unwrap_or(start);
        if end.last < start.first {
            let shown_day = |day| crate::model::date::Day(day).to_string();
            let (first, last) = (shown_day(start.first), shown_day(end.last));
            return Err((Reason::EndBeforeStart, format!("from {first} to {last}")));
        }
        let told = match shape.roles.get(Role::DatePrecision) {
            Some(idx) => trimmed(&record.field(idx)).first().copied(),
            None => None,
        };
        let precision = match (self.layout.kind, told) {
            (TrackKind::UcdpGed, Some(b'2'..=b'5')) => DatePrecision::Range,
            (TrackKind::Acled, Some(b'2')) => DatePrecision::Near,
            (TrackKind::Acled, Some(b'3')) => DatePrecision::Month,
            _ if start == end => start.precision,
            _ if start.precision == DatePrecision::Day && end.precision == DatePrecision::Day => {
                DatePrecision::Day
            }
            _ => DatePrecision::Range,
        };
        Ok(Dates {
            first: start.first,
            last: end.last,
            precision,
        })
    }

    /// Deaths; what cannot be read is not known.
    #[inline]
    fn figures(&mut self, record: &Records<'_>, shape: &Shape) -> Result<Figures, Refusal> {
        let mut read = |role| {
            let Some(idx) = shape.roles.get(role) else {
                return UNKNOWN;
            };
            let field = record.field(idx);
            if self.layout.is_missing(trimmed(&field)) {
                return UNKNOWN;
            }
            let number = scalar::whole(&field).and_then(|number| match number {
                Some(number) => match u32::try_from(number) {
                    Ok(UNKNOWN) | Err(_) => Err(scalar::Unreadable),
                    Ok(number) => Ok(number),
                },
                None => Ok(UNKNOWN),
            });
            number.unwrap_or_else(|_unreadable| {
                bad_number(&mut self.report, record, &field);
                UNKNOWN
            })
        };
        let (mut low, best, mut high) = (read(Role::Low), read(Role::Best), read(Role::High));
        if low != UNKNOWN && high != UNKNOWN && low > high {
            let found = format!("low {low}, high {high}");
            return Err((Reason::LowAboveHigh, found));
        }
        if best != UNKNOWN && ((low != UNKNOWN && best < low) || (high != UNKNOWN && best > high)) {
            let line = record.start_line + 1;
            let found = || {
                format!(
                    "low {}, best {best}, high {}",
                    in_words(low),
                    in_words(high)
                )
            };
            self.report
                .remarks
                .note(Remark::BestOutsideBand, line, found);
            low = low.min(best);
            if high != UNKNOWN {
                high = high.max(best);
            }
        }
        Ok(Figures { low, best, high })
    }

    /// A decimal number; what cannot be read is not known.
    #[inline]
    fn number(&mut self, record: &Records<'_>, shape: &Shape, role: Role) -> f32 {
        let Some(idx) = shape.roles.get(role) else {
            return NO_NUMBER;
        };
        let field = record.field(idx);
        if self.layout.is_missing(trimmed(&field)) {
            return NO_NUMBER;
        }
        narrow(scalar::decimal(&field)).unwrap_or_else(|| {
            bad_number(&mut self.report, record, &field);
            NO_NUMBER
        })
    }

    /// Coordinates and their precision.
    #[inline]
    fn place(&mut self, record: &Records<'_>, shape: &Shape) {
        if self.roles.has(Role::Latitude) && self.roles.has(Role::Longitude) {
            let mut latitude = self.number(record, shape, Role::Latitude);
            let mut longitude = self.number(record, shape, Role::Longitude);
            let is_known = latitude < NO_NUMBER && longitude < NO_NUMBER;
            let is_on_earth = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
            if is_known && !is_on_earth {
                let found = || format!("latitude {latitude}, longitude {longitude}");
                let line = record.start_line + 1;
                self.report
                    .remarks
                    .note(Remark::BadCoordinates, line, found);
            }
            if !is_known || !is_on_earth {
                (latitude, longitude) = (NO_NUMBER, NO_NUMBER);
            }
            self.rows.columns.latitude.push(latitude);
            self.rows.columns.longitude.push(longitude);
        }
        if self.roles.has(Role::PlacePrecision) {
            let told = shape
                .roles
                .get(Role::PlacePrecision)
                .map(|idx| record.field(idx));
            let told = told.map_or(Ok(None), |field| scalar::whole(&field));
            let told = told.ok().flatten().and_then(|told| u8::try_from(told).ok());
            self.rows.columns.place_precision.push(told.unwrap_or(0));
        }
    }

    /// The number of one text, or of the one that stands in for it.
    #[inline]
    fn text(
        &mut self,
        record: &Records<'_>,
        shape: &Shape,
        (nth, role, instead): (usize, Role, Option<Role>),
    ) -> u32 {
        let field_of = |role| match shape.roles.get(role) {
            Some(idx) => record.field(idx),
            None => Cow::default(),
        };
        let mut field = field_of(role);
        if let (true, Some(instead)) = (field.is_empty(), instead) {
            field = field_of(instead);
        }
        let text = trimmed(&field);
        if self.layout.is_missing(text) {
            return 0;
        }
        let text = match kinds::type_in_words(self.layout.kind, text) {
            Some(words) if role == Role::Type => words.as_bytes(),
            _ => text,
        };
        let last = self.last_texts.get(nth).copied().unwrap_or(0);
        if self.rows.strings.get(last).as_bytes() == text {
            return last;
        }
        let (id, is_text) = self.rows.strings.intern(text);
        if let Some(last) = self.last_texts.get_mut(nth) {
            *last = id;
        }
        if !is_text {
            let found = || format!("“{}”", shown(text));
            let line = record.start_line + 1;
            self.report.remarks.note(Remark::InvalidUtf8, line, found);
        }
        id
    }

    fn column_of(&mut self, role: Role) -> &mut Vec<u32> {
        let columns = &mut self.rows.columns;
        match role {
            Role::Place => &mut columns.place,
            Role::Country => &mut columns.country,
            Role::Actor => &mut columns.actor,
            Role::Target => &mut columns.target,
            Role::Type => &mut columns.event_type,
            Role::Code => &mut columns.code,
            _ => &mut columns.title,
        }
    }
}

/// Whether every field is the name of its column.
#[inline]
fn is_header(record: &Records<'_>, shape: &Shape) -> bool {
    let mut names = shape.names.iter().enumerate();
    names.all(|(idx, name)| trimmed(&record.field(idx)) == name.trim().as_bytes())
}

fn bad_number(report: &mut Report, record: &Records<'_>, field: &[u8]) {
    let found = || format!("“{}”", shown(field));
    report
        .remarks
        .note(Remark::BadNumber, record.start_line + 1, found);
}

/// A decimal number as the columns store it; `None` if it cannot be read.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the columns store less precision"
)]
#[inline]
fn narrow(number: Scalar<f64>) -> Option<f32> {
    match number {
        Ok(Some(number)) if number.abs() < f64::from(NO_NUMBER) => Some(number as f32),
        Ok(None) => Some(NO_NUMBER),
        _ => None,
    }
}

/// A count as a value to draw.
#[inline]
fn known(count: u32) -> f32 {
    if count == UNKNOWN {
        NO_NUMBER
    } else {
        count as f32
    }
}

fn in_words(count: u32) -> String {
    if count == UNKNOWN {
        "not known".to_owned()
    } else {
        count.to_string()
    }
}
