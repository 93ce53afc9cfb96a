//! What an event is for the escalation index, and who faces whom.
//!
//! It has no opinion on where acts come from; ids and actors are compared as text.

use crate::model::date::Edtf;
use serde::{Deserialize, Serialize};

/// One coded act: somebody did something to somebody, once or over some days.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// The id of the event, for tooltips and lists; it need not be unique.
    pub id: String,
    /// The actor ids of the sources. Order and repetition do not matter.
    pub from: Vec<String>,
    /// The actor ids of the targets. Order and repetition do not matter.
    pub to: Vec<String>,
    /// The CAMEO code as text, because its leading zero counts; empty if there is none.
    pub code: String,
    /// When it happened.
    pub date: Edtf,
    /// On which of its days an act of several days counts.
    pub spread: Spread,
    /// How far it counts in view of disputes.
    pub weight: Weight,
    /// Whether the coder says that it counts on a dyad; `false` draws it as a marker only.
    pub counted: bool,
    /// Whether an interval as date means "some day in it" and not "all of it".
    /// Other dates are not affected.
    pub date_is_uncertain: bool,
}

/// On which of its days an act of several days counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spread {
    /// Per day for fighting and other acts that go on (roots 15, 17, 18, 19, 20), else at the
    /// start; see [`lasts_per_day`](super::lasts_per_day).
    #[default]
    ByCode,
    /// In full on each day.
    PerDay,
    /// On the first day, as an announcement does.
    AtStart,
    /// On the last day, as a signature does.
    AtEnd,
}

/// How far an act counts: 0 not at all, 1 in full.
///
/// `low` and `high` are the ends of the band that is drawn around the line of `best`; an act that
/// nobody disputes has 1 in all three.
/// Numbers that are negative or not finite count as 0, numbers above [`Weight::MAX`] as that, and
/// the band always includes `best`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    /// The least it may count.
    pub low: f64,
    /// What it counts for the line.
    pub best: f64,
    /// The most it may count.
    pub high: f64,
}

/// The two actors whose interaction is measured.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dyad {
    /// The id of the one actor.
    pub a: String,
    /// The id of the other actor.
    pub b: String,
}

/// Which side's acts count.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Direction {
    /// Both sides' acts, pooled.
    #[default]
    Both,
    /// What A does to B; mutual acts included.
    AToB,
    /// What B does to A; mutual acts included.
    BToA,
}

/// Which codes count.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum CodeFilter {
    /// All codes.
    #[default]
    All,
    /// Deeds only: the quad classes material cooperation and material conflict.
    MaterialOnly,
}

impl Act {
    /// An undisputed act that the coder counts, spread by its code.
    pub fn new(id: &str, from: &[&str], to: &[&str], code: &str, date: Edtf) -> Self {
        let owned = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect();
        Self {
            id: id.to_owned(),
            from: owned(from),
            to: owned(to),
            code: code.to_owned(),
            date,
            spread: Spread::ByCode,
            weight: Weight::ACCEPTED,
            counted: true,
            date_is_uncertain: false,
        }
    }
}

impl Weight {
    /// Nobody disputes that it happened.
    pub const ACCEPTED: Self = Self {
        low: 1.0,
        best: 1.0,
        high: 1.0,
    };

    /// The view leaves it out, also from the band.
    pub const REJECTED: Self = Self {
        low: 0.0,
        best: 0.0,
        high: 0.0,
    };

    /// The largest weight, so that sums stay finite.
    pub const MAX: f64 = 1e6;

    /// A disputed act: the band reaches from leaving it out to counting it in full, the line
    /// counts it by `best`, 0 to 1.
    pub fn disputed(best: f64) -> Self {
        Self {
            low: 0.0,
            best,
            high: 1.0,
        }
    }

    /// Low, best, high: finite, not negative, in this order.
    pub(super) fn in_order(self) -> [f64; 3] {
        let clean = |weight: f64| {
            if weight.is_finite() {
                weight.clamp(0.0, Self::MAX)
            } else {
                0.0
            }
        };
        let (low, best, high) = (clean(self.low), clean(self.best), clean(self.high));
        [low.min(best).min(high), best, high.max(best).max(low)]
    }
}

impl Default for Weight {
    fn default() -> Self {
        Self::ACCEPTED
    }
}

impl Dyad {
    /// The dyad of two actors.
    pub fn new(a: &str, b: &str) -> Self {
        Self {
            a: a.to_owned(),
            b: b.to_owned(),
        }
    }
}

impl Direction {
    /// All directions, for a picker.
    pub const ALL: [Self; 3] = [Self::Both, Self::AToB, Self::BToA];
}

impl CodeFilter {
    /// All filters, for a picker.
    pub const ALL: [Self; 2] = [Self::All, Self::MaterialOnly];
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weights come out in order and finite, whatever a file holds.
    #[test]
    #[expect(
        clippy::float_cmp,
        reason = "weights are copied or clamped, never computed"
    )]
    fn cleans_weights() {
        let clean = |low, best, high| Weight { low, best, high }.in_order();
        assert_eq!(clean(0.0, 0.5, 1.0), [0.0, 0.5, 1.0]);
        assert_eq!(clean(1.0, 0.5, 0.0), [0.0, 0.5, 1.0]);
        assert_eq!(clean(f64::NAN, 1.0, f64::INFINITY), [0.0, 1.0, 1.0]);
        assert_eq!(clean(-1.0, 2.0, 1e300), [0.0, 2.0, Weight::MAX]);
    }
}
