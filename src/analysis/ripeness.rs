//! The hurting stalemate: how conflict changed over months.
//!
//! ```text
//! C_m  = sum of C_d over the days of month m
//! HS_m = mean(C_{m-2} … C_m) - mean(C_{m-8} … C_{m-3})
//! ```
//!
//! After Schrodt, Yilmaz & Gerner 2003 (ISA paper): ripeness is better told from the long-term change
//! in conflict than from its level. The months are ours.
//! It has no opinion on whether a conflict is ripe. A positive value is more conflict than before.
//!
//! Only whole calendar months count; a month that the data cut at either end would look calmer than it
//! was. Nine of them are needed.

use super::escalation::DayScore;
use super::trace::{Formula, Part, RecordRef, Traced};
use crate::model::date::Day;
use std::collections::BTreeMap;

/// The whole months that are needed.
pub const MIN_MONTHS: usize = 9;

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// The astronomical year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
}

/// Conflict in one month.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthOfConflict {
    /// The month.
    pub month: Month,
    /// C, the hostile points of its days, 0 or more, with the acts behind them.
    pub conflict: Traced<f64>,
    /// HS, in points per month; `None` for the first eight months.
    pub change: Option<f64>,
}

/// The strip, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Ripeness {
    /// The months, in order.
    Months(Vec<MonthOfConflict>),
    /// There are fewer than [`MIN_MONTHS`] whole months.
    TooShort {
        /// How many there are.
        n_months: usize,
    },
}

/// The strip of consecutive days; `id_of` gives the id of the act with an index.
pub fn ripeness<'a>(days: &[DayScore], id_of: impl Fn(usize) -> Option<&'a str>) -> Ripeness {
    let mut months: Vec<MonthOfConflict> = Vec::new();
    // What each act adds to each month; one that lasts is one act, however many of the days are its own.
    let mut amounts: Vec<BTreeMap<usize, f64>> = Vec::new();
    for score in days {
        let month = Month::of(score.day);
        let is_first = score.day.ymd().2 == 1;
        if is_first {
            amounts.push(BTreeMap::new());
            months.push(MonthOfConflict {
                month,
                conflict: Traced {
                    value: 0.0,
                    formula: Formula::Conflict,
                    parts: Vec::new(),
                    n_days: 0,
                },
                change: None,
            });
        }
        // The days before the first of a month belong to a month that is cut.
        let (Some(current), Some(of_month)) = (months.last_mut(), amounts.last_mut()) else {
            continue;
        };
        current.conflict.value += score.conflict;
        current.conflict.n_days += 1;
        for part in score.contributions.iter().filter(|it| it.points < 0.0) {
            *of_month.entry(part.act_idx).or_default() -= part.points;
        }
    }
    for (month, of_month) in months.iter_mut().zip(amounts) {
        let parts = of_month.into_iter().filter_map(|(act_idx, amount)| {
            let record = RecordRef::event(id_of(act_idx)?);
            Some(Part { record, amount })
        });
        month.conflict.parts = parts.collect();
    }
    let is_cut = days.last().is_some_and(|score| {
        let tomorrow = score.day + 1;
        Month::of(tomorrow) == Month::of(score.day)
    });
    if is_cut {
        months.pop();
    }
    if months.len() < MIN_MONTHS {
        return Ripeness::TooShort {
            n_months: months.len(),
        };
    }
    let levels: Vec<f64> = months.iter().map(|month| month.conflict.value).collect();
    let mean = |levels: &[f64]| levels.iter().sum::<f64>() / levels.len() as f64;
    for (month, window) in months
        .iter_mut()
        .skip(MIN_MONTHS - 1)
        .zip(levels.windows(MIN_MONTHS))
    {
        let (before, now) = window.split_at(MIN_MONTHS - 3);
        month.change = Some(mean(now) - mean(before));
    }
    Ripeness::Months(months)
}

impl Month {
    /// The month of a day.
    pub fn of(day: Day) -> Self {
        let (year, month, _) = day.ymd();
        Self { year, month }
    }

    /// Its first day, for an axis; `None` beyond the calendar.
    pub fn first_day(self) -> Option<Day> {
        Day::from_ymd(self.year, self.month, 1)
    }
}
