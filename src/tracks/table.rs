//! Events in memory, in the order of their days.
//!
//! Within a day they are in the order of what is drawn (deaths, or the intensity of the kind), unknown last,
//! and then as in the file. No opinion on which of them are shown.
//!
//! What the file says beyond the columns (notes, sources) stays in the file: the table knows where each
//! record lies, and [`Detail`](super::Detail) reads one again.

use std::ops::Range;

use super::columns::{DatePrecision, NO_NUMBER, Rows, UNKNOWN};
use super::kinds;
use super::layout::Layout;
use super::to_usize;
use crate::model::date::Day;
use crate::model::track::TrackKind;

/// The events of a data file.
#[derive(Clone, Debug)]
pub struct EventTable {
    pub(super) rows: Rows,
    pub(super) layout: Layout,
}

/// People killed in one event, as the file has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deaths {
    /// Lowest figure; `None` if not known or not given.
    pub low: Option<u32>,
    /// Best figure; `None` if not known.
    pub best: Option<u32>,
    /// Highest figure; `None` if not known or not given.
    pub high: Option<u32>,
}

impl EventTable {
    pub(super) fn new(rows: Rows, layout: Layout) -> Self {
        Self { rows, layout }
    }

    /// The kind of data.
    pub fn kind(&self) -> TrackKind {
        self.layout.kind
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a number of deaths of 0 may also mean that nothing is known: so in ACLED.
    pub fn is_zero_ambiguous(&self) -> bool {
        self.kind() == TrackKind::Acled
    }

    /// Whether the file has numbers of deaths.
    pub fn has_deaths(&self) -> bool {
        !self.rows.columns.best.is_empty()
    }

    /// The names of the columns of the file.
    pub fn column_names(&self) -> &[String] {
        match self.layout.shapes.first() {
            Some(shape) => &shape.names,
            None => &[],
        }
    }

    /// The first days of all events, since 1970-01-01, in ascending order.
    pub fn first_days(&self) -> &[i32] {
        &self.rows.columns.first_day
    }

    /// The last days of all events, in the order of the first days.
    pub fn last_days(&self) -> &[i32] {
        &self.rows.columns.last_day
    }

    pub(super) fn values(&self) -> &[f32] {
        &self.rows.columns.value
    }

    /// The first and the last day of an event.
    pub fn days(&self, row: usize) -> (Day, Day) {
        let columns = &self.rows.columns;
        (
            Day(at(&columns.first_day, row)),
            Day(at(&columns.last_day, row)),
        )
    }

    /// How well the days of an event are known.
    pub fn precision(&self, row: usize) -> DatePrecision {
        at(&self.rows.columns.precision, row)
    }

    /// All days on which the event may have been: the whole month if no more is known.
    pub fn possible_days(&self, row: usize) -> (Day, Day) {
        let (first, last) = self.days(row);
        if self.precision(row) != DatePrecision::Month {
            return (first, last);
        }
        let (year, month, _) = first.ymd();
        let start = Day::from_ymd(year, month, 1).unwrap_or(first);
        let (year, month, _) = last.ymd();
        let end = match month {
            12 => Day::from_ymd(year, 12, 31),
            _ => Day::from_ymd(year, month + 1, 1).map(|day| day - 1),
        };
        (start, end.unwrap_or(last))
    }

    /// What is drawn of an event: its deaths, best figure; where the kind has none its intensity (Goldstein
    /// points in GDELT and ICEWS). `None` if not known.
    pub fn value(&self, row: usize) -> Option<f32> {
        number(&self.rows.columns.value, row)
    }

    /// People killed.
    pub fn deaths(&self, row: usize) -> Deaths {
        let columns = &self.rows.columns;
        Deaths {
            low: count(&columns.low, row),
            best: count(&columns.best, row),
            high: count(&columns.high, row),
        }
    }

    /// Degrees north and east; `None` if not known.
    pub fn coordinates(&self, row: usize) -> Option<(f32, f32)> {
        let columns = &self.rows.columns;
        Some((
            number(&columns.latitude, row)?,
            number(&columns.longitude, row)?,
        ))
    }

    /// How exact the coordinates are, in the numbers of the kind; 0 if not told.
    pub fn place_precision(&self, row: usize) -> u8 {
        at(&self.rows.columns.place_precision, row)
    }

    /// The place in words; empty if not told.
    pub fn place(&self, row: usize) -> &str {
        self.text(&self.rows.columns.place, row)
    }

    /// The country; empty if not told.
    pub fn country(&self, row: usize) -> &str {
        self.text(&self.rows.columns.country, row)
    }

    /// Who acted, or one of the two sides; empty if not told.
    pub fn actor(&self, row: usize) -> &str {
        self.text(&self.rows.columns.actor, row)
    }

    /// Towards whom, or the other side; empty if not told.
    pub fn target(&self, row: usize) -> &str {
        self.text(&self.rows.columns.target, row)
    }

    /// Whether the actor acts on the target, and they are not just two sides.
    pub fn has_direction(&self, row: usize) -> bool {
        kinds::has_direction(self.kind(), self.event_type(row))
    }

    /// The type of the event; empty if not told.
    pub fn event_type(&self, row: usize) -> &str {
        self.text(&self.rows.columns.event_type, row)
    }

    /// The code of the event: CAMEO in GDELT and ICEWS, the sub-type in ACLED; empty if not told.
    pub fn code(&self, row: usize) -> &str {
        self.text(&self.rows.columns.code, row)
    }

    /// The title; empty if the file has none.
    pub fn title(&self, row: usize) -> &str {
        self.text(&self.rows.columns.title, row)
    }

    /// The id as it stands in the file; empty if it has none.
    pub fn id(&self, row: usize) -> String {
        let stored = self.rows.columns.id.get(row);
        stored
            .map(|stored| self.rows.ids.get(*stored))
            .unwrap_or_default()
    }

    /// The line of the file at which the record begins, from 1.
    pub fn line(&self, row: usize) -> u32 {
        at(&self.rows.columns.line, row)
    }

    /// Where the record lies in the file, in bytes.
    pub fn bytes_in_file(&self, row: usize) -> Range<u64> {
        let start = at(&self.rows.columns.start, row);
        start..start + u64::from(at(&self.rows.columns.length, row))
    }

    /// Bytes of memory that the table takes.
    pub fn n_bytes(&self) -> usize {
        self.rows.columns.n_bytes() + self.rows.strings.n_bytes() + self.rows.ids.n_bytes()
    }

    fn text(&self, column: &[u32], row: usize) -> &str {
        self.rows.strings.get(at(column, row))
    }
}

fn at<T: Copy + Default>(column: &[T], row: usize) -> T {
    column.get(row).copied().unwrap_or_default()
}

fn number(column: &[f32], row: usize) -> Option<f32> {
    column
        .get(row)
        .copied()
        .filter(|number| *number < NO_NUMBER)
}

fn count(column: &[u32], row: usize) -> Option<u32> {
    column.get(row).copied().filter(|count| *count != UNKNOWN)
}

/// The rows that are meant: these, or all.
pub(super) fn row_indices(table: &EventTable, rows: Option<&[u32]>) -> impl Iterator<Item = usize> {
    let n_all = match rows {
        Some(_) => 0,
        None => table.len(),
    };
    let chosen = rows.unwrap_or_default().iter().map(|row| to_usize(*row));
    (0..n_all).chain(chosen)
}
