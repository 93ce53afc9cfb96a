//! Means before and after each round.
//!
//! For round `[s, e]` and a window of W days:
//!
//! ```text
//! pre   = mean of X over [max(s-W, previous round end + 1, first day), s-1]
//! post  = mean of X over [e+1, min(e+W, next round start - 1, last day)]
//! delta = post - pre
//! ```
//!
//! The days of the round itself are left out, because the acts of talking would count the talks
//! as their own success.
//! It has no opinion on what X is: net points, net points of deeds, deaths.
//! A difference is no effect; [`CAPTION`] belongs beside every table.
//!
//! Missing days and values that are not finite count neither as days nor as zero.
//! Invariants: a mean stands with the numbers of its days and events; a difference of fewer than
//! [`MIN_DAYS`] days on either side is not given.

use std::collections::BTreeSet;

use super::escalation::DayScore;
use crate::model::date::Day;

/// What a table of these numbers must say.
pub const CAPTION: &str = "not a causal effect; mediators choose when to act";

/// The windows to choose from, in days.
pub const WINDOWS_DAYS: [u16; 3] = [7, 14, 30];

/// The days that each side needs for a difference.
pub const MIN_DAYS: usize = 3;

/// The days of a round, both included; the ends may come in either order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoundDays {
    /// The first day of talks.
    pub first: Day,
    /// The last day of talks.
    pub last: Day,
}

/// X on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// The day.
    pub day: Day,
    /// X, in its own unit; a day with a value that is not finite is left out.
    pub value: f64,
    /// The events behind the value; those of several days are added up.
    pub n_events: usize,
}

/// The mean of X over one side of a round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SideMean {
    /// The first day of the side.
    pub first: Day,
    /// The last day of the side, included; before `first` if neighbouring rounds leave no day.
    pub last: Day,
    /// The days of the side that have a value.
    pub n_days: usize,
    /// The events behind the values.
    pub n_events: usize,
    /// The mean, in the unit of X; `None` without days.
    pub mean: Option<f64>,
}

/// X around one round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BeforeAfter {
    /// The round.
    pub round: RoundDays,
    /// Before its first day.
    pub pre: SideMean,
    /// After its last day.
    pub post: SideMean,
    /// Mean after minus mean before; `None` if a side is too short.
    pub delta: Option<f64>,
}

impl BeforeAfter {
    /// Whether one side has fewer days than [`MIN_DAYS`], to be said in place of a difference.
    pub fn is_too_short(&self) -> bool {
        self.pre.n_days < MIN_DAYS || self.post.n_days < MIN_DAYS
    }
}

/// Net points (N) around each round, in the order of `rounds`.
///
/// An act of several days is one event. For deeds only, compute the days with
/// [`CodeFilter::MaterialOnly`](super::CodeFilter::MaterialOnly).
/// `window_days` is one of [`WINDOWS_DAYS`], though any number will do.
pub fn before_after(days: &[DayScore], rounds: &[RoundDays], window_days: u16) -> Vec<BeforeAfter> {
    table(days, rounds, window_days, |side| SideSums {
        sum: side.iter().map(|score| score.net).sum(),
        n_events: side
            .iter()
            .flat_map(|score| &score.contributions)
            // What only the band counts is no event behind the line.
            .filter(|contribution| contribution.share > 0.0)
            .map(|contribution| contribution.act_idx)
            .collect::<BTreeSet<_>>()
            .len(),
    })
}

/// Any X around each round, in the order of `rounds`; the samples may come in any order.
pub fn before_after_of(
    samples: &[Sample],
    rounds: &[RoundDays],
    window_days: u16,
) -> Vec<BeforeAfter> {
    table(samples, rounds, window_days, |side| SideSums {
        sum: side.iter().map(|sample| sample.value).sum(),
        n_events: side.iter().map(|sample| sample.n_events).sum(),
    })
}

/// What has a value on a day.
trait Daily {
    fn day(&self) -> Day;
    fn value(&self) -> f64;
}

impl Daily for DayScore {
    fn day(&self) -> Day {
        self.day
    }

    fn value(&self) -> f64 {
        self.net
    }
}

impl Daily for Sample {
    fn day(&self) -> Day {
        self.day
    }

    fn value(&self) -> f64 {
        self.value
    }
}

struct SideSums {
    sum: f64,
    n_events: usize,
}

fn table<T: Daily>(
    days: &[T],
    rounds: &[RoundDays],
    window_days: u16,
    sums: impl Fn(&[&T]) -> SideSums,
) -> Vec<BeforeAfter> {
    let window = i32::from(window_days);
    let first_day = days.iter().map(Daily::day).min().unwrap_or(Day::MAX);
    let last_day = days.iter().map(Daily::day).max().unwrap_or(Day::MIN);
    let mean = |first: Day, last: Day| {
        let side: Vec<&T> = days
            .iter()
            .filter(|day| (first..=last).contains(&day.day()) && day.value().is_finite())
            .collect();
        let SideSums { sum, n_events } = sums(&side);
        SideMean {
            first,
            last,
            n_days: side.len(),
            n_events,
            mean: (!side.is_empty()).then(|| sum / side.len() as f64),
        }
    };
    let ordered: Vec<RoundDays> = rounds
        .iter()
        .map(|round| RoundDays {
            first: round.first.min(round.last),
            last: round.first.max(round.last),
        })
        .collect();
    let neighbours = |round_idx: usize, round: &RoundDays| {
        // Rounds on the same days follow each other in the order of the input.
        let key = (*round, round_idx);
        let others = || ordered.iter().enumerate().map(|(i, other)| (*other, i));
        let before = others().filter(|other| *other < key);
        let after = others().filter(|other| *other > key);
        (
            before.map(|(other, _)| other.last).max(),
            after.map(|(other, _)| other.first).min(),
        )
    };
    ordered
        .iter()
        .enumerate()
        .map(|(round_idx, round)| {
            let (previous_end, next_start) = neighbours(round_idx, round);
            let pre_first = (round.first - window)
                .max(first_day)
                .max(previous_end.map_or(Day::MIN, |end| end + 1));
            let post_last = (round.last + window)
                .min(last_day)
                .min(next_start.map_or(Day::MAX, |start| start - 1));
            let mut row = BeforeAfter {
                round: *round,
                pre: mean(pre_first, round.first - 1),
                post: mean(round.last + 1, post_last),
                delta: None,
            };
            if !row.is_too_short() {
                row.delta = row
                    .post
                    .mean
                    .zip(row.pre.mean)
                    .map(|(post, pre)| post - pre);
            }
            row
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn round(first: &str, last: &str) -> RoundDays {
        RoundDays {
            first: day(first),
            last: day(last),
        }
    }

    /// One sample a day from `first` on.
    fn samples(first: &str, values: &[f64]) -> Vec<Sample> {
        values
            .iter()
            .zip(0..)
            .map(|(&value, i)| Sample {
                day: day(first) + i,
                value,
                n_events: 2,
            })
            .collect()
    }

    /// Rounds bound each other's windows, whatever their order in the list.
    #[test]
    fn neighbours_clip() {
        let values: Vec<f64> = (0..30).map(f64::from).collect();
        let days = samples("2025-10-01", &values);
        let rounds = [
            round("2025-10-20", "2025-10-21"),
            round("2025-10-11", "2025-10-10"),
        ];
        let rows = before_after_of(&days, &rounds, 14);
        assert_eq!(
            (rows[0].pre.first, rows[0].pre.n_days),
            (day("2025-10-12"), 8)
        );
        assert_eq!(
            (rows[0].post.last, rows[0].post.n_days),
            (day("2025-10-30"), 9)
        );
        assert_eq!(
            (rows[1].pre.first, rows[1].pre.n_days),
            (day("2025-10-01"), 9)
        );
        assert_eq!(
            (rows[1].post.last, rows[1].post.n_days),
            (day("2025-10-19"), 8)
        );
        assert_eq!(
            (rows[1].pre.mean, rows[1].post.mean),
            (Some(4.0), Some(14.5))
        );
        assert_eq!((rows[1].delta, rows[1].pre.n_events), (Some(10.5), 18));
    }

    /// Fewer than three days on a side give no difference.
    #[test]
    fn too_short() {
        let days = samples("2025-10-01", &[1.0; 10]);
        let rows = before_after_of(&days, &[round("2025-10-03", "2025-10-04")], 7);
        assert_eq!((rows[0].pre.n_days, rows[0].pre.mean), (2, Some(1.0)));
        assert!(rows[0].is_too_short() && rows[0].delta.is_none());
        let rows = before_after_of(&[], &[round("2025-10-03", "2025-10-04")], 7);
        assert_eq!((rows[0].pre.n_days, rows[0].pre.mean), (0, None));
    }

    /// Missing days and values are no zeros.
    #[test]
    fn gaps_are_no_zeros() {
        let mut days = samples("2025-10-01", &[4.0, f64::NAN, 4.0, 4.0, 0.0, 1.0, 1.0, 1.0]);
        days.remove(2);
        days.reverse();
        let rows = before_after_of(&days, &[round("2025-10-05", "2025-10-05")], 7);
        assert_eq!((rows[0].pre.n_days, rows[0].pre.mean), (2, Some(4.0)));
        assert_eq!((rows[0].post.n_days, rows[0].post.mean), (3, Some(1.0)));
    }

    /// Overlapping rounds leave no day between them, and nothing panics at the ends of time.
    #[test]
    fn odd_rounds() {
        let days = samples("2025-10-01", &[1.0; 10]);
        let rounds = [
            round("2025-10-03", "2025-10-06"),
            round("2025-10-05", "2025-10-07"),
            round("2025-10-05", "2025-10-07"),
            RoundDays {
                first: Day::MIN,
                last: Day::MAX,
            },
        ];
        let rows = before_after_of(&days, &rounds, u16::MAX);
        assert!(rows.iter().all(|row| row.delta.is_none()));
        assert_eq!(rows[1].pre.n_days, 0);
    }
}
