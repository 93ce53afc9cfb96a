//! The days of a period and their trailing sums.
//!
//! It has no opinion on claims. A day without harm is a gap; the trailing sum adds what is known and
//! says how many of its days that were.

use std::collections::BTreeSet;

use super::harm::{Estimate, NOTHING, plus};
use super::{DeathDay, Toll3, ViolenceSettings};

/// The days of the trailing sum, the day itself included.
pub const TRAILING_DAYS: usize = 7;

/// The sum over a week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trailing {
    /// The sum of what is known.
    pub toll: Toll3,
    /// The days of the week that are known, 1 to 7.
    pub n_known_days: usize,
}

/// Where a number of people is drawn: ln(1 + x), so that 0 is at 0.
pub fn log_axis(people: f64) -> f64 {
    people.max(0.0).ln_1p()
}

/// One entry for each day of the period.
pub(super) fn days(settings: &ViolenceSettings, harms: &[Estimate]) -> Vec<DeathDay> {
    let n_days = (settings.last - settings.first).saturating_add(1).max(0);
    let mut days: Vec<DeathDay> = (0..n_days)
        .map(|offset| DeathDay {
            day: settings.first + offset,
            toll: None,
            trailing: None,
            harms: Vec::new(),
            is_uncertain: false,
        })
        .collect();
    for (harm_idx, harm) in harms.iter().enumerate() {
        for (day, toll) in &harm.days {
            let day_idx = i64::from(day.0) - i64::from(settings.first.0);
            let entry = usize::try_from(day_idx).ok().and_then(|i| days.get_mut(i));
            if let Some(entry) = entry {
                entry.toll = Some(plus(entry.toll.unwrap_or(NOTHING), *toll));
                entry.harms.push(harm_idx);
                entry.is_uncertain |= harm.is_uncertain;
            }
        }
    }
    for entry in &mut days {
        entry.toll = entry.toll.map(holding_best);
    }
    let weeks: Vec<Option<Trailing>> = (0..days.len())
        .map(|day_idx| {
            let from = (day_idx + 1).saturating_sub(TRAILING_DAYS);
            trailing(days.get(from..=day_idx).unwrap_or_default(), harms)
        })
        .collect();
    for (entry, week) in days.iter_mut().zip(weeks) {
        entry.trailing = week;
    }
    days
}

/// The sum over some days. A harm that lies within them is as large as its claims say, whatever they say of its single
/// days; of one that does not, its days are added.
fn trailing(week: &[DeathDay], harms: &[Estimate]) -> Option<Trailing> {
    let (first, last) = (week.first()?.day, week.last()?.day);
    let n_known_days = week.iter().filter(|entry| entry.toll.is_some()).count();
    let in_week: BTreeSet<usize> = week.iter().flat_map(|it| &it.harms).copied().collect();
    let of_harm = |idx: usize| {
        let harm = harms.get(idx)?;
        let days = harm.days.range(first..=last);
        let added = days.fold(NOTHING, |sum, (_, toll)| plus(sum, *toll));
        let whole = (first <= harm.first && harm.last <= last).then_some(harm.total);
        Some(whole.map_or(added, |whole| Toll3 {
            best: added.best,
            ..whole
        }))
    };
    let sum = in_week.into_iter().filter_map(of_harm).fold(NOTHING, plus);
    (n_known_days > 0).then(|| Trailing {
        toll: holding_best(sum),
        n_known_days,
    })
}

/// The rule may choose nothing for some of the harms; the band still holds what is drawn.
fn holding_best(toll: Toll3) -> Toll3 {
    Toll3 {
        low: toll.best.map_or(toll.low, |best| toll.low.min(best)),
        high: toll.best.map_or(toll.high, |best| toll.high.max(best)),
        ..toll
    }
}
