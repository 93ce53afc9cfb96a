//! Where a derived number comes from: its formula with the source, and what went into it.
//!
//! It has no opinion on how that is shown. Every number of the measures carries a [`Traced`] or can be
//! asked for one.
//! Invariant: the parts of a sum add up to its value.

use crate::model::RecordKind;

/// How a number is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Formula {
    /// K, the cooperation of a day.
    Cooperation,
    /// C, the conflict of a day.
    Conflict,
    /// N, the net of a day.
    Net,
    /// L, the decayed level.
    Level,
    /// E, the escalation index.
    Escalation,
    /// F, deaths per day.
    DeathsPerDay,
    /// F over seven days.
    TrailingDeaths,
    /// The mean before, the mean after, and their difference.
    BeforeAfter,
    /// The share of shifted dates with a difference as large.
    CircularShift,
    /// HS, the change in conflict over months.
    HurtingStalemate,
}

/// A record of the dossier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordRef {
    /// Its kind.
    pub kind: RecordKind,
    /// Its id.
    pub id: String,
}

/// What one record gives to a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The record.
    pub record: RecordRef,
    /// How much of the number is its own, in the unit of the number.
    pub amount: f64,
}

/// A number with where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Traced<T> {
    /// The number.
    pub value: T,
    /// How it is computed.
    pub formula: Formula,
    /// What went into it; for a sum, what each record gives.
    pub parts: Vec<Part>,
    /// The days behind it.
    pub n_days: usize,
}

impl Formula {
    /// All formulas, for the help.
    pub const ALL: [Self; 10] = [
        Self::Cooperation,
        Self::Conflict,
        Self::Net,
        Self::Level,
        Self::Escalation,
        Self::DeathsPerDay,
        Self::TrailingDeaths,
        Self::BeforeAfter,
        Self::CircularShift,
        Self::HurtingStalemate,
    ];

    /// The formula as it is shown.
    pub fn text(self) -> &'static str {
        match self {
            Self::Cooperation => "K = sum of max(0, g) · w over the acts of the day",
            Self::Conflict => "C = sum of max(0, −g) · w over the acts of the day",
            Self::Net => "N = K − C",
            Self::Level => "L = r · L of the day before + N, r = 2^(−1/h)",
            Self::Escalation => "E = −L; up is worse",
            Self::DeathsPerDay => {
                "F = deaths by the chosen claim of each harm, divided by its days; low and high over all accepted claims"
            }
            Self::TrailingDeaths => {
                "sum of F over seven days, on the axis ln(1 + F); days that nobody says anything about are left out"
            }
            Self::BeforeAfter => {
                "mean of the days after − mean of the days before; the days themselves are left out"
            }
            Self::CircularShift => {
                "share of all shifts of the date, by whole days around the period, with |difference| at least as large"
            }
            Self::HurtingStalemate => {
                "HS = mean conflict of this month and the two before − mean of the six before those"
            }
        }
    }

    /// The formula with its source in brackets.
    pub fn with_source(self) -> String {
        format!("{} ({})", self.text(), self.source())
    }

    /// Whose formula it is.
    pub fn source(self) -> &'static str {
        match self {
            Self::Cooperation | Self::Conflict | Self::Net => {
                "Goldstein 1992, Journal of Conflict Resolution 36(2); Goldstein & Pevehouse 1997, American Political Science Review 91(3)"
            }
            Self::Level | Self::Escalation => {
                "Exponential decay; the half-life h is a choice for display, not an estimate"
            }
            Self::DeathsPerDay | Self::TrailingDeaths => {
                "Sundberg & Melander 2013, Journal of Peace Research 50(4) for low, best and high; Hegre et al. (VIEWS) for the axis"
            }
            Self::BeforeAfter => {
                "Schrodt & Gerner 2004, Journal of Conflict Resolution 48(3) for the use on mediation; windows by Roundtable"
            }
            Self::CircularShift => "Permutation by circular shift, Roundtable",
            Self::HurtingStalemate => {
                "Schrodt, Yilmaz & Gerner 2003, ISA paper, for the idea; the months are Roundtable's"
            }
        }
    }
}

impl RecordRef {
    /// A record by kind and id.
    pub fn new(kind: RecordKind, id: &str) -> Self {
        Self {
            kind,
            id: id.to_owned(),
        }
    }

    /// An event.
    pub fn event(id: &str) -> Self {
        Self::new(RecordKind::Event, id)
    }

    /// A claim.
    pub fn claim(id: &str) -> Self {
        Self::new(RecordKind::Claim, id)
    }
}

impl<T> Traced<T> {
    /// How many records are behind the number.
    pub fn n_records(&self) -> usize {
        self.parts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every formula has a text of its own and a source.
    #[test]
    fn formulas_are_told() {
        for (i, formula) in Formula::ALL.iter().enumerate() {
            assert!(!formula.source().is_empty());
            let same = |other: &&Formula| other.text() == formula.text();
            assert_eq!(Formula::ALL.iter().position(|other| same(&other)), Some(i));
        }
    }
}
