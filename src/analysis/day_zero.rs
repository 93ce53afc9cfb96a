//! Rounds laid over each other by days since their start, and statistics of a range of days.
//!
//! It has no opinion on what the values are. A day without a value is a gap.

use super::around::{DayValue, Subject};
use super::before_after::RoundDays;
use super::trace::RecordRef;
use crate::model::date::Day;

/// A series around the start of one round.
#[derive(Clone, Debug, PartialEq)]
pub struct Laid {
    /// The round.
    pub record: RecordRef,
    /// Day 0.
    pub start: Day,
    /// The length of the round in days, 1 or more.
    pub n_days: i32,
    /// The points from the first to the last offset; outside the data there are none.
    pub points: Vec<LaidPoint>,
}

/// One day of it.
#[derive(Clone, Debug, PartialEq)]
pub struct LaidPoint {
    /// Days since the start of the round, negative before it.
    pub offset: i32,
    /// The value; `None` is a gap.
    pub value: Option<f64>,
    /// Another round that this day belongs to.
    pub in_other: Option<RecordRef>,
}

/// Lays a series over itself at the start of each subject, from `before` days before to `after` days
/// after it.
///
/// ```
/// use roundtable::analysis::{DayValue, RecordRef, RoundDays, Subject, day_zero};
/// use roundtable::model::{RecordKind, date::Day};
///
/// let samples: Vec<DayValue> = [10, 11, 13]
///     .map(|n| DayValue { day: Day(n), value: f64::from(n), records: Vec::new() })
///     .to_vec();
/// let round = |id: &str, first, last| Subject {
///     record: RecordRef::new(RecordKind::Round, id),
///     core: RoundDays { first: Day(first), last: Day(last) },
///     until: None,
///     neighbours: vec![(RecordRef::new(RecordKind::Round, "R2"), RoundDays { first: Day(13), last: Day(13) })],
/// };
/// let laid = day_zero(&samples, &[round("R1", 11, 11)], 2, 2);
/// let shown: Vec<_> = laid[0].points.iter().map(|p| (p.offset, p.value)).collect();
/// // Day 9 is before the data, day 12 is a gap in them.
/// assert_eq!(shown, [(-1, Some(10.0)), (0, Some(11.0)), (1, None), (2, Some(13.0))]);
/// assert!(laid[0].points[3].in_other.is_some());
/// ```
pub fn day_zero(samples: &[DayValue], subjects: &[Subject], before: u16, after: u16) -> Vec<Laid> {
    let days = || samples.iter().map(|sample| sample.day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Vec::new();
    };
    subjects
        .iter()
        .map(|subject| {
            let RoundDays { first: a, last: b } = subject.core;
            let (start, end) = (a.min(b), a.max(b));
            let points = (-i32::from(before)..=i32::from(after))
                .map(|offset| (offset, start + offset))
                .filter(|(_, day)| (first..=last).contains(day))
                .map(|(offset, day)| LaidPoint {
                    offset,
                    value: samples
                        .iter()
                        .find(|sample| sample.day == day && sample.value.is_finite())
                        .map(|sample| sample.value),
                    in_other: subject
                        .neighbours
                        .iter()
                        .find(|(_, days)| (days.first..=days.last).contains(&day))
                        .map(|(record, _)| record.clone()),
                })
                .collect();
            Laid {
                record: subject.record.clone(),
                start,
                n_days: (end - start).saturating_add(1),
                points,
            }
        })
        .collect()
}

/// What is in a range of days.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeStatistics {
    /// The days that have a value.
    pub n_days: usize,
    /// The days that have none.
    pub n_gaps: usize,
    /// Different records behind the values, sorted.
    pub records: Vec<RecordRef>,
    /// The sum.
    pub sum: f64,
    /// The mean of the days that have a value.
    pub mean: f64,
    /// The smallest value and its first day.
    pub min: (f64, Day),
    /// The largest value and its first day.
    pub max: (f64, Day),
}

/// Mean, minimum, maximum, sum and n of the days from `first` to `last`; `None` if none has a value.
pub fn range_statistics(samples: &[DayValue], first: Day, last: Day) -> Option<RangeStatistics> {
    let (first, last) = (first.min(last), first.max(last));
    let mut inside: Vec<&DayValue> = samples
        .iter()
        .filter(|it| (first..=last).contains(&it.day) && it.value.is_finite())
        .collect();
    inside.sort_by_key(|it| it.day);
    let head = inside.first()?;
    let (mut min, mut max) = ((head.value, head.day), (head.value, head.day));
    for sample in &inside {
        if sample.value < min.0 {
            min = (sample.value, sample.day);
        }
        if sample.value > max.0 {
            max = (sample.value, sample.day);
        }
    }
    let sum: f64 = inside.iter().map(|it| it.value).sum();
    let n_wide = usize::try_from(i64::from(last.0) - i64::from(first.0) + 1).unwrap_or(0);
    let mut records: Vec<RecordRef> = inside
        .iter()
        .flat_map(|it| it.records.iter().cloned())
        .collect();
    records.sort_unstable();
    records.dedup();
    Some(RangeStatistics {
        n_days: inside.len(),
        n_gaps: n_wide.saturating_sub(inside.len()),
        records,
        sum,
        mean: sum / inside.len() as f64,
        min,
        max,
    })
}
