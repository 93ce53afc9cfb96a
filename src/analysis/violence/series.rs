//! The days of a period and their trailing sums.
//!
//! It has no opinion on claims. A day without harm is a gap; the trailing sum adds what is known and
//! says how many of its days that were.

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
    let tolls: Vec<Option<Toll3>> = days.iter().map(|entry| entry.toll).collect();
    for (day_idx, entry) in days.iter_mut().enumerate() {
        let from = (day_idx + 1).saturating_sub(TRAILING_DAYS);
        let week = tolls.get(from..=day_idx).unwrap_or_default();
        let known: Vec<Toll3> = week.iter().flatten().copied().collect();
        entry.trailing = (!known.is_empty()).then(|| Trailing {
            toll: holding_best(known.iter().copied().fold(NOTHING, plus)),
            n_known_days: known.len(),
        });
    }
    days
}

/// The rule may choose nothing for some of the harms; the band still holds what is drawn.
fn holding_best(toll: Toll3) -> Toll3 {
    Toll3 {
        low: toll.best.map_or(toll.low, |best| toll.low.min(best)),
        high: toll.best.map_or(toll.high, |best| toll.high.max(best)),
        ..toll
    }
}
