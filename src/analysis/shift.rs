//! How often a difference as large comes about when the date is moved, without any assumption on how
//! the days are distributed.
//!
//! The days are taken as a circle. The windows before and after are moved by every number of days, the
//! difference is computed each time, and the share of moves with `|difference|` at least as large as
//! the observed one is the result. No move at all is one of the moves, so the share is never zero.
//! It has no opinion on causes: what the talks reacted to moves with nothing.
//!
//! It is optional, needs a value on every day, at least [`MIN_SHIFT_DAYS`] days and
//! [`MIN_SHIFT_RECORDS`] records, and is deterministic.

use std::collections::BTreeSet;

use super::around::{Comparison, DayValue, Side};
use super::trace::RecordRef;
use crate::model::date::Day;

/// The days that the test needs.
pub const MIN_SHIFT_DAYS: usize = 60;

/// The records that the test needs.
pub const MIN_SHIFT_RECORDS: usize = 30;

/// The result of the test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShiftTest {
    /// The share of moves with a difference at least as large, above 0 and up to 1.
    pub share: f64,
    /// How many moves that are.
    pub n_as_large: usize,
    /// How many moves there are: one for each day.
    pub n_shifts: usize,
    /// The records behind the days.
    pub n_records: usize,
}

/// Moves the windows of a comparison around all its samples, which are given day by day in order.
///
/// `None` if there are too few days or records, if a day is missing, or if there is no difference.
///
/// ```
/// use roundtable::analysis::{Comparison, DayValue, RecordRef, RoundDays, Subject, circular_shift};
/// use roundtable::model::{RecordKind, date::Day};
///
/// // Sixty days; ten points of conflict on the three days before a round, nothing else ever.
/// let samples: Vec<DayValue> = (0..60)
///     .map(|n| DayValue {
///         day: Day(n),
///         value: if (27..30).contains(&n) { -10.0 } else { 0.0 },
///         records: vec![RecordRef::event(&format!("E{n}"))],
///     })
///     .collect();
/// let round = Subject {
///     record: RecordRef::new(RecordKind::Round, "R1"),
///     core: RoundDays { first: Day(30), last: Day(30) },
///     until: None,
///     neighbours: Vec::new(),
/// };
/// let compared = Comparison::new(&samples, &round, 7);
/// assert_eq!(compared.delta, Some(30.0 / 7.0));
/// // All three days lie before the date for shifts by 0 to 4 days, and after it as often.
/// let test = circular_shift(&samples, &compared).ok_or("too short")?;
/// assert_eq!((test.n_as_large, test.n_shifts), (10, 60));
/// # Ok::<(), &str>(())
/// ```
pub fn circular_shift(samples: &[DayValue], compared: &Comparison) -> Option<ShiftTest> {
    Circle::new(samples)?.shift(compared)
}

/// Days taken as a circle, for several comparisons over the same days.
pub(super) struct Circle {
    first: Day,
    /// Sums up to each day, twice around, so that every window is a difference of two of them.
    sums: Vec<f64>,
    n_days: usize,
    n_records: usize,
}

impl Circle {
    /// `None` if there are too few days or records, or if a day is missing.
    pub(super) fn new(samples: &[DayValue]) -> Option<Self> {
        let first = samples.first()?.day;
        let in_order = samples
            .iter()
            .zip(0..)
            .all(|(sample, offset)| sample.day == first + offset && sample.value.is_finite());
        let records: BTreeSet<&RecordRef> = samples.iter().flat_map(|it| &it.records).collect();
        if samples.len() < MIN_SHIFT_DAYS || records.len() < MIN_SHIFT_RECORDS || !in_order {
            return None;
        }
        let mut sums = vec![0.0];
        for sample in samples.iter().chain(samples) {
            sums.push(sums.last().copied().unwrap_or(0.0) + sample.value);
        }
        Some(Self {
            first,
            sums,
            n_days: samples.len(),
            n_records: records.len(),
        })
    }

    /// Moves the windows of a comparison around the circle; `None` if it has no difference.
    pub(super) fn shift(&self, compared: &Comparison) -> Option<ShiftTest> {
        let observed = compared.delta?.abs();
        let place = |side: &Side| {
            let from = usize::try_from(side.first - self.first).ok()?;
            Some((from, side.days.len()))
        };
        let (pre, post) = (place(&compared.pre)?, place(&compared.post)?);
        let mean = |(from, n_days): (usize, usize), shift: usize| {
            let from = (from + shift) % self.n_days;
            Some((self.sums.get(from + n_days)? - self.sums.get(from)?) / n_days as f64)
        };
        let mut n_as_large = 0;
        for shift in 0..self.n_days {
            let delta = mean(post, shift)? - mean(pre, shift)?;
            // Sums in another order miss each other by a hair.
            n_as_large += usize::from(delta.abs() >= observed - 1e-9);
        }
        Some(ShiftTest {
            share: n_as_large as f64 / self.n_days as f64,
            n_as_large,
            n_shifts: self.n_days,
            n_records: self.n_records,
        })
    }
}
