//! Deaths per day, as the data have them.
//!
//! An event over the days s to e spreads evenly: each of its days gets `x / (e - s + 1)` of its figure, for
//! the lowest, the best and the highest figure (UCDP counts direct deaths; Sundberg & Melander 2013, JPR
//! 50(4)). So nothing is known of the single day of a figure for a month, and the sum over all days is that of
//! the events.
//!
//! Where an event has no lowest or highest figure the best stands for it. What has no best figure adds
//! nothing, and is counted. No opinion on smoothing.
//!
//! Invariants: one result for each day of the period; `0 <= low <= best <= high`, and finite.

use super::Pyramid;
use super::table::{EventTable, row_indices};
use crate::model::date::Day;

/// The most days a period can have; a longer one is cut at its end.
const MAX_DAYS: i64 = 200_000;

/// Deaths on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DayDeaths {
    /// By the lowest figures.
    pub low: f64,
    /// By the best figures.
    pub best: f64,
    /// By the highest figures.
    pub high: f64,
    /// Events of which this is one of the days.
    pub n_events: u32,
    /// Those among them without a figure.
    pub n_unknown: u32,
}

/// What begins on a day (and stops on another, if negative).
#[derive(Clone, Copy, Default)]
struct Change {
    figures: [f64; 3],
    n_events: i64,
    n_unknown: i64,
}

impl EventTable {
    /// Deaths on each day from `first` to `last`, both included, by these rows or by all.
    pub fn deaths_per_day(&self, rows: Option<&[u32]>, first: Day, last: Day) -> Vec<DayDeaths> {
        let n_days = (i64::from(last.0) - i64::from(first.0) + 1).clamp(0, MAX_DAYS);
        let n_days = usize::try_from(n_days).unwrap_or(0);
        // Most events are of one day; the others are noted where they begin and where they have ended.
        let mut of_one_day = vec![Change::default(); n_days];
        let mut of_more = vec![Change::default(); n_days + 1];
        let place = |day: i32| i64::from(day) - i64::from(first.0);
        for row in row_indices(self, rows) {
            let (first_day, last_day) = self.days(row);
            let (from, to) = (place(first_day.0), place(last_day.0));
            let Ok(end) = usize::try_from(to) else {
                continue;
            };
            let begin = usize::try_from(from).unwrap_or(0);
            if begin >= n_days {
                continue;
            }
            let change = self.change(row, (to - from + 1) as f64);
            if to == from {
                add_at(&mut of_one_day, begin, &change, 1.0);
            } else {
                add_at(&mut of_more, begin, &change, 1.0);
                add_at(&mut of_more, (end + 1).min(n_days), &change, -1.0);
            }
        }
        let mut going_on = Change::default();
        of_one_day
            .iter()
            .zip(&of_more)
            .map(|(single, more)| {
                going_on.add(more, 1.0);
                let mut all = going_on;
                all.add(single, 1.0);
                all.deaths()
            })
            .collect()
    }

    /// What an event adds to each of its days.
    fn change(&self, row: usize, n_days: f64) -> Change {
        let deaths = self.deaths(row);
        let figures = deaths.best.map(|best| {
            let part = |figure: Option<u32>| f64::from(figure.unwrap_or(best)) / n_days;
            [part(deaths.low), part(deaths.best), part(deaths.high)]
        });
        Change {
            figures: figures.unwrap_or_default(),
            n_events: 1,
            n_unknown: i64::from(figures.is_none()),
        }
    }
}

fn add_at(changes: &mut [Change], day: usize, change: &Change, sign: f64) {
    if let Some(all) = changes.get_mut(day) {
        all.add(change, sign);
    }
}

impl Change {
    fn add(&mut self, other: &Self, sign: f64) {
        for (sum, figure) in self.figures.iter_mut().zip(other.figures) {
            *sum += sign * figure;
        }
        let sign = if sign < 0.0 { -1 } else { 1 };
        self.n_events += sign * other.n_events;
        self.n_unknown += sign * other.n_unknown;
    }

    /// The sums, without what rounding leaves of events that have ended.
    fn deaths(self) -> DayDeaths {
        let [low, best, high] = self.figures.map(|sum| if sum < 1e-9 { 0.0 } else { sum });
        DayDeaths {
            low: low.min(best),
            best,
            high: high.max(best),
            n_events: u32::try_from(self.n_events).unwrap_or(0),
            n_unknown: u32::try_from(self.n_unknown).unwrap_or(0),
        }
    }
}

/// Deaths by day, spread over the days of each event and summed up for any zoom.
#[derive(Clone, Debug)]
pub struct DeathDays {
    first: Day,
    /// For each day, and the one after the last, the lowest, best and highest figures of all days before it.
    before: Vec<[f64; 3]>,
    pyramid: Pyramid,
}

impl DeathDays {
    /// Sums up these rows of a table, or all of them. `None` where nobody is said to have died, and where the rows
    /// lie more than 200,000 days apart.
    pub fn of(table: &EventTable, rows: Option<&[u32]>) -> Option<Self> {
        if !table.has_deaths() {
            return None;
        }
        let days = || row_indices(table, rows).map(|row| table.days(row));
        let first = days().map(|(first, _)| first).min()?;
        let last = days().map(|(_, last)| last).max()?;
        if i64::from(last.0) - i64::from(first.0) >= MAX_DAYS {
            return None;
        }
        let days = table.deaths_per_day(rows, first, last);
        let mut sums = [0.0; 3];
        let mut before = vec![sums];
        before.extend(days.iter().map(|day| {
            for (sum, figure) in sums.iter_mut().zip([day.low, day.best, day.high]) {
                *sum += figure;
            }
            sums
        }));
        if sums.iter().all(|sum| *sum <= 0.0) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "to draw by")]
        let value = |day: &DayDeaths| (day.n_unknown < day.n_events).then_some(day.best as f32);
        let events = (first.0..).zip(&days).filter(|(_, day)| day.n_events > 0);
        let pyramid = Pyramid::of_events(events.map(|(number, day)| (number, value(day))));
        Some(Self {
            first,
            before,
            pyramid,
        })
    }

    /// The days on which an event goes on, each with its best figure as its value.
    pub fn pyramid(&self) -> &Pyramid {
        &self.pyramid
    }

    /// The lowest, best and highest figures of some days, in people; the end is not included.
    pub fn between(&self, first_day: i32, end_day: i32) -> [f64; 3] {
        let at = |day: i32| {
            let days = i64::from(day) - i64::from(self.first.0);
            let idx = usize::try_from(days.max(0)).unwrap_or(0);
            let last = self.before.len().saturating_sub(1);
            self.before.get(idx.min(last)).copied().unwrap_or_default()
        };
        let mut sums = at(end_day);
        for (sum, start) in sums.iter_mut().zip(at(first_day)) {
            *sum -= start;
            if *sum < 1e-6 {
                // What rounding leaves.
                *sum = 0.0;
            }
        }
        let [low, best, high] = sums;
        [low.min(best), best, high.max(best)]
    }
}
