//! Sums of events for the pixel columns of a timeline, whatever the zoom.
//!
//! The smallest cell is a day on which something happened; above it every level joins two cells of the one
//! below. A column of any width is put together from few cells, so that a picture costs as much as it has
//! columns, with a thousand events or ten million.
//!
//! An event counts on its first day, whole; how deaths spread over its days is told in `spread`. Its value is what
//! the table draws. An event without a value counts as an event, and adds to no sum.
//! No opinion on how columns look.
//!
//! Invariants: a day belongs to one column of a picture, so that the columns add up to what is seen;
//! the columns of a zoom begin at the same days wherever the view begins, so that nothing flickers while it
//! moves; sums are sums of `f64`, and counts are exact.

use std::ops::Range;

use super::columns::NO_NUMBER;
use super::table::EventTable;
use super::{to_u32, to_usize};

/// Days that may lie between the first and the last event for a table of all of them.
const MAX_LISTED_DAYS: i64 = 1 << 20;

/// The events of a track, summed up.
#[derive(Clone, Debug)]
pub struct Pyramid {
    /// The days on which there are events, ascending.
    pub(super) days: Vec<i32>,
    /// For each of these days the position of its first event, and at the end the number of events.
    pub(super) first: Vec<u32>,
    /// Sums of days; at level k of 2^k days. Only full cells.
    pub(super) levels: Vec<Vec<Cell>>,
    /// For each day of the calendar from the first event on, how many days with events lie before it; empty
    /// where the events lie too far apart.
    nth: Vec<u32>,
    /// The values by position: in a day ascending, what is not known last.
    pub(super) values: Vec<f32>,
    /// The rows of the table by position; empty if they are the same.
    rows: Vec<u32>,
}

/// The values of some days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    sum: f64,
    pub(super) min: f32,
    pub(super) max: f32,
    pub(super) n_valued: u32,
}

/// What is seen of a timeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The left edge, in days since 1970-01-01.
    pub from_day: f64,
    /// The width of a column in days, above 0; below 1 where a day is wider than a column.
    pub days_per_column: f64,
    /// How many columns there are.
    pub n_columns: usize,
}

/// Some days of a picture, with what happened on them.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The first day, since 1970-01-01.
    pub first_day: i32,
    /// The day after the last.
    pub end_day: i32,
    /// Events that begin on these days, or in sums of deaths days on which an event goes on; never 0.
    pub n: u32,
    /// How many of them have a value.
    pub n_valued: u32,
    /// The sum of their values; 0 if none has one.
    pub sum: f64,
    /// The smallest and the greatest value; `None` if none has one.
    pub range: Option<(f32, f32)>,
    /// The positions of the events; [`Pyramid::row`] gives their rows.
    pub positions: Range<usize>,
}

impl Cell {
    const EMPTY: Self = Self {
        sum: 0.0,
        min: f32::INFINITY,
        max: f32::NEG_INFINITY,
        n_valued: 0,
    };

    fn and(self, other: Self) -> Self {
        Self {
            sum: self.sum + other.sum,
            min: self.min.min(other.min),
            max: self.max.max(other.max),
            n_valued: self.n_valued + other.n_valued,
        }
    }

    /// The values of one day, ascending, unknown last.
    fn of_day(values: &[f32]) -> Self {
        let n_valued = if values.last().is_some_and(|last| *last < NO_NUMBER) {
            values.len()
        } else {
            values.partition_point(|value| *value < NO_NUMBER)
        };
        let known = values.get(..n_valued).unwrap_or_default();
        match (known.first(), known.last()) {
            (Some(min), Some(max)) => Self {
                sum: sum(known),
                min: *min,
                max: *max,
                n_valued: to_u32(n_valued),
            },
            _ => Self::EMPTY,
        }
    }
}

/// A column in these rows.
fn gathered<T: Copy + Default>(column: &[T], rows: &[u32]) -> Vec<T> {
    let at = |row: &u32| column.get(to_usize(*row)).copied().unwrap_or_default();
    rows.iter().map(at).collect()
}

/// The sum, in an order that lets the processor add several at once.
fn sum(values: &[f32]) -> f64 {
    let (chunks, rest) = values.as_chunks::<4>();
    let mut sums = [0.0; 4];
    for chunk in chunks {
        for (sum, value) in sums.iter_mut().zip(chunk) {
            *sum += f64::from(*value);
        }
    }
    let [a, b, c, d] = sums;
    (a + b) + (c + d) + rest.iter().map(|value| f64::from(*value)).sum::<f64>()
}

impl Pyramid {
    /// Sums up these rows of a table, or all of them.
    pub fn of(table: &EventTable, rows: Option<&[u32]>) -> Self {
        let Some(rows) = rows else {
            let values = table.values().to_vec();
            return Self::of_sorted(table.first_days(), values, Vec::new());
        };
        let mut rows = rows.to_vec();
        if !rows.is_sorted() {
            rows.sort_unstable();
        }
        rows.retain(|row| to_usize(*row) < table.len());
        let days = gathered(table.first_days(), &rows);
        Self::of_sorted(&days, gathered(table.values(), &rows), rows)
    }

    /// Sums up events that are given as days since 1970-01-01 and values, in any order. An event on the very
    /// last day of the calendar is in no column, because no day ends it.
    pub fn of_events(events: impl IntoIterator<Item = (i32, Option<f32>)>) -> Self {
        let stored =
            |value: Option<f32>| value.filter(|v| v.abs() < NO_NUMBER).unwrap_or(NO_NUMBER);
        let mut events: Vec<(i32, f32, u32)> = (0..)
            .zip(events)
            .map(|(row, (day, value))| (day, stored(value), row))
            .collect();
        events.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let days: Vec<i32> = events.iter().map(|event| event.0).collect();
        let values = events.iter().map(|event| event.1).collect();
        Self::of_sorted(&days, values, events.iter().map(|event| event.2).collect())
    }

    fn of_sorted(all_days: &[i32], values: Vec<f32>, rows: Vec<u32>) -> Self {
        let (mut days, mut first, mut cells) = (Vec::new(), Vec::new(), Vec::new());
        let mut position = 0;
        for of_day in all_days.chunk_by(|a, b| a == b) {
            days.extend(of_day.first());
            first.push(to_u32(position));
            let end = position + of_day.len();
            cells.push(Cell::of_day(values.get(position..end).unwrap_or_default()));
            position = end;
        }
        first.push(to_u32(position));
        let mut levels = vec![cells];
        while let Some(below) = levels.last().filter(|below| below.len() > 1) {
            let (pairs, _) = below.as_chunks::<2>();
            levels.push(pairs.iter().map(|[a, b]| a.and(*b)).collect());
        }
        let nth = nth_days(&days);
        Self {
            days,
            first,
            levels,
            nth,
            values,
            rows,
        }
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The first and the last day on which an event begins, since 1970-01-01.
    pub fn period(&self) -> Option<(i32, i32)> {
        Some((*self.days.first()?, *self.days.last()?))
    }

    /// The row of the table at a position.
    pub fn row(&self, position: usize) -> usize {
        match self.rows.get(position) {
            Some(row) => to_usize(*row),
            None => position,
        }
    }

    /// The columns of a picture from left to right, without those in which nothing happened.
    ///
    /// There are at most as many as the view has, and one or two more at its edges: a column begins at a whole
    /// day, and one that is seen in part is given whole. Where a day is wider than a column there is one for
    /// each day.
    pub fn columns(&self, view: &View) -> Vec<Column> {
        let mut columns = Vec::new();
        self.columns_into(view, &mut columns);
        columns
    }

    /// The same into a list whose memory is used again; what is in it is removed.
    pub fn columns_into(&self, view: &View, columns: &mut Vec<Column>) {
        columns.clear();
        let width = view.days_per_column.max(1.0);
        let to = view.from_day + view.days_per_column * view.n_columns as f64;
        let is_view = view.days_per_column > 0.0 && to.is_finite() && to > view.from_day;
        let (Some((first_day, last_day)), true) = (self.period(), is_view) else {
            return;
        };
        // Only where there is something, in columns counted from day 0.
        let from = view.from_day.max(f64::from(first_day));
        let to = to.min(f64::from(last_day) + 1.0);
        if from >= to {
            return;
        }
        let mut number = (from / width).floor();
        let mut start = self.place_of(whole_day(number * width));
        loop {
            let begin = number * width;
            if begin.floor() >= to {
                return;
            }
            number += 1.0;
            let end_day = whole_day(number * width);
            let end = self.place_of(end_day);
            if end > start {
                columns.push(self.column((whole_day(begin), end_day), start..end));
            }
            start = end;
        }
    }

    /// All events of some days in one sum; `None` if there are none. The end is not included.
    pub fn sum_of_days(&self, first_day: i32, end_day: i32) -> Option<Column> {
        let places = self.place_of(first_day)..self.place_of(end_day);
        (places.start < places.end).then(|| self.column((first_day, end_day), places))
    }

    fn column(&self, (first_day, end_day): (i32, i32), places: Range<usize>) -> Column {
        let cell = self.cell(&places);
        let positions = self.position_of(places.start)..self.position_of(places.end);
        Column {
            first_day,
            end_day,
            n: to_u32(positions.len()),
            n_valued: cell.n_valued,
            sum: cell.sum,
            range: (cell.n_valued > 0).then_some((cell.min, cell.max)),
            positions,
        }
    }

    /// The sum of days by their places in the list of days.
    fn cell(&self, places: &Range<usize>) -> Cell {
        let (mut start, mut end) = (places.start, places.end);
        let mut cell = Cell::EMPTY;
        for level in &self.levels {
            if start >= end {
                break;
            }
            let at = |idx: usize| level.get(idx).copied().unwrap_or(Cell::EMPTY);
            if start % 2 == 1 {
                cell = cell.and(at(start));
                start += 1;
            }
            if end % 2 == 1 && start < end {
                end -= 1;
                cell = cell.and(at(end));
            }
            start /= 2;
            end /= 2;
        }
        cell
    }

    /// How many days with events lie before a day.
    pub(super) fn place_of(&self, day: i32) -> usize {
        let Some(first_day) = self.days.first() else {
            return 0;
        };
        if self.nth.is_empty() {
            return self.days.partition_point(|other| *other < day);
        }
        match usize::try_from(i64::from(day) - i64::from(*first_day)) {
            Ok(idx) => self.nth.get(idx).map_or(self.days.len(), |n| to_usize(*n)),
            Err(_) => 0,
        }
    }

    /// The position of the first event of the day at a place.
    pub(super) fn position_of(&self, place: usize) -> usize {
        self.first
            .get(place)
            .copied()
            .map_or(self.values.len(), to_usize)
    }

    /// Bytes of memory that it takes.
    pub fn n_bytes(&self) -> usize {
        let n_cells: usize = self.levels.iter().map(Vec::capacity).sum();
        n_cells * size_of::<Cell>()
            + 4 * (self.days.capacity()
                + self.first.capacity()
                + self.nth.capacity()
                + self.values.capacity()
                + self.rows.capacity())
    }
}

/// For each day of the calendar, from the first of these to the last, how many of them lie before it.
fn nth_days(days: &[i32]) -> Vec<u32> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Vec::new();
    };
    let n_days = i64::from(*last) - i64::from(*first) + 1;
    let few = MAX_LISTED_DAYS.max(i64::try_from(days.len()).unwrap_or(0).saturating_mul(4));
    let (Ok(n_days), true) = (usize::try_from(n_days), n_days <= few) else {
        return Vec::new();
    };
    let mut nth = Vec::with_capacity(n_days);
    for (place, day) in days.iter().enumerate() {
        let idx = usize::try_from(i64::from(*day) - i64::from(*first)).unwrap_or(0);
        nth.resize(idx + 1, to_u32(place));
    }
    nth
}

/// The day in which a point of time lies.
#[expect(
    clippy::cast_possible_truncation,
    reason = "stops at the ends of the calendar"
)]
fn whole_day(day: f64) -> i32 {
    day.floor() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Events = Vec<(i32, Option<f32>)>;

    fn events() -> impl Strategy<Value = Events> {
        let day = prop_oneof![9 => -40..400_i32, 1 => -3_000_000..3_000_000_i32];
        let value =
            prop_oneof![4 => (-50..50_i16).prop_map(|v| Some(f32::from(v) / 2.0)), 1 => Just(None)];
        prop::collection::vec((day, value), 0..200)
    }

    /// What a column should say, by looking at every event.
    fn naive(events: &Events, first_day: i32, end_day: i32) -> (u32, u32, f64, Option<(f32, f32)>) {
        let in_it: Vec<Option<f32>> = events
            .iter()
            .filter(|(day, _)| (first_day..end_day).contains(day))
            .map(|(_, value)| *value)
            .collect();
        let valued: Vec<f32> = in_it.iter().copied().flatten().collect();
        let low = valued.iter().copied().fold(f32::INFINITY, f32::min);
        let high = valued.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        (
            to_u32(in_it.len()),
            to_u32(valued.len()),
            valued.iter().map(|value| f64::from(*value)).sum(),
            (!valued.is_empty()).then_some((low, high)),
        )
    }

    fn view(from_day: f64, days_per_column: f64, n_columns: usize) -> View {
        View {
            from_day,
            days_per_column,
            n_columns,
        }
    }

    proptest! {
        /// Every column says what a look at all events says; together they hold every event that is seen.
        #[test]
        fn equals_a_scan(
            events in events(),
            from in -100.0..500.0_f64,
            width in prop_oneof![0.01..1.0_f64, 1.0..40.0_f64, Just(1.0), Just(7.0), Just(60_000.0)],
            n_columns in 1..300_usize,
        ) {
            let pyramid = Pyramid::of_events(events.clone());
            let columns = pyramid.columns(&view(from, width, n_columns));
            prop_assert!(columns.len() <= n_columns + 2);
            let mut end = i32::MIN;
            for column in &columns {
                prop_assert!(column.first_day >= end && column.end_day > column.first_day);
                end = column.end_day;
                let (n, n_valued, sum, range) = naive(&events, column.first_day, column.end_day);
                prop_assert!(n > 0);
                prop_assert_eq!((column.n, column.n_valued, column.sum, column.range), (n, n_valued, sum, range));
                prop_assert_eq!(column.positions.len(), to_usize(n));
                for position in column.positions.clone() {
                    let (day, _) = events[pyramid.row(position)];
                    prop_assert!((column.first_day..column.end_day).contains(&day));
                }
            }
            // Every event whose day is seen is in a column.
            let to = from + width * n_columns as f64;
            for (day, _) in &events {
                if f64::from(*day) + 1.0 > from && f64::from(*day) < to {
                    prop_assert!(columns.iter().any(|c| (c.first_day..c.end_day).contains(day)), "{day}");
                }
            }
        }

        /// The columns of a zoom are the same ones wherever the view begins.
        #[test]
        fn columns_stay_while_the_view_moves(events in events(), width in 1.0..30.0_f64, by in 0.0..30.0_f64) {
            let pyramid = Pyramid::of_events(events);
            let before = pyramid.columns(&view(-50.0, width, 30));
            let after = pyramid.columns(&view(-50.0 + by, width, 30));
            for column in after {
                let overlaps = |other: &&Column| other.first_day < column.end_day && column.first_day < other.end_day;
                for other in before.iter().filter(overlaps) {
                    prop_assert_eq!(other, &column);
                }
            }
        }

        /// A sum over any days is that of a scan.
        #[test]
        fn sums_any_days(events in events(), a in -60..500_i32, b in -60..500_i32) {
            let pyramid = Pyramid::of_events(events.clone());
            let (n, _, sum, _) = naive(&events, a, b);
            let found = pyramid.sum_of_days(a, b);
            prop_assert_eq!(found.map(|column| (column.n, column.sum)), (n > 0).then_some((n, sum)));
        }
    }

    /// A view that is none gives nothing.
    #[test]
    fn no_view() {
        let pyramid = Pyramid::of_events([(0, Some(1.0)), (i32::MAX - 1, None), (i32::MIN, None)]);
        for (from, width) in [
            (f64::NAN, 1.0),
            (0.0, f64::NAN),
            (0.0, 0.0),
            (0.0, -1.0),
            (0.0, f64::INFINITY),
        ] {
            assert_eq!(
                pyramid.columns(&view(from, width, 10)),
                [],
                "{from} {width}"
            );
        }
        assert_eq!(pyramid.columns(&view(0.0, 1.0, 0)), []);
        let all = pyramid.columns(&view(-3e9, 3e6, 2000));
        assert_eq!(all.iter().map(|column| column.n).sum::<u32>(), 3);
        assert!(
            Pyramid::of_events([])
                .columns(&view(0.0, 1.0, 10))
                .is_empty()
        );
    }
}
