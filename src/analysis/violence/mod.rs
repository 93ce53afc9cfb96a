//! How many people were killed, day by day, as a range over what is claimed.
//!
//! ```text
//! F_d = sum over harms of x / n     x the figure of the chosen claim, n the days of the harm
//! low_d, high_d                     the same with the lowest and the highest accepted claim
//! T_d = F_{d-6} + … + F_d           drawn as ln(1 + T)
//! ```
//!
//! Low, best and high are those of UCDP's event data (Sundberg & Melander 2013, JPR 50(4)), the axis
//! is that of VIEWS. What differs: a dossier holds competing claims and not one coder's estimate.
//!
//! 1. **Claims about the same harm are alternatives and are never added.** A harm is an event, the
//!    side of those harmed, and whether they are civilians or fighters. Its range goes from the lowest
//!    to the highest accepted claim; `best` is the claim that the [`BestRule`] chooses.
//! 2. Different harms are different people and are added.
//! 3. **A claim about a whole competes with the sum of its parts**: "anyone" with civilians and
//!    fighters, "all of the 15th" with the events of that day. If it covers days beyond those of its
//!    parts (a week, a quarter), its own part of a day is not known: it is not used, and said so. It is
//!    used, evenly over its days, where nothing finer is claimed.
//! 4. A claim that hangs on an event of words (a briefing, a denial) and gives no period does not say
//!    when people died: it is not used.
//! 5. Denied, corrected, retracted and deprecated claims are not used.
//! 6. A claim "200 or more" has no upper end: the band ends at its lower end and is marked open. What a range states is
//!    its best estimate where it has one, else its lower end.
//! 7. A day about which nobody says anything is a gap and not a zero; "none" is a zero.
//!
//! It has no opinion on which claim is true. The dead and the wounded are never mixed.
//! Limits: the group of those harmed is read from the words of the claim ([`Group`]); claims that name
//! none count as "anyone". Within a harm the claims of one speaker about several places are not added.
//!
//! - `figure`: from a claim to a figure with its days, or why it is not used.
//! - `harm`: which claims are alternatives, which are parts of which.
//! - `series`: days, trailing sums.
//!
//! Invariants: every claim is used or has a reason; the band includes the best; all is finite.

mod figure;
mod harm;
mod series;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::model::codes::ClaimStatus;
use crate::model::date::Day;
use crate::model::{ActorId, Claim, Count, Dossier, Event, EventId};

use super::act::Dyad;
use super::lens::Shown;
use super::standing::standing;
use super::trace::{Formula, Part, RecordRef, Traced};
pub use figure::Group;
use harm::Tree;
pub use series::{TRAILING_DAYS, Trailing, log_axis};

/// What to count, and how.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ViolenceSettings {
    /// The dead or the wounded.
    pub toll: Toll,
    /// The side of those harmed; `None` for everybody.
    pub side: Option<ActorId>,
    /// Only harm in events that count on this dyad; `None` for all.
    pub dyad: Option<Dyad>,
    /// Which claim gives the line.
    pub best: BestRule,
    /// The first day.
    pub first: Day,
    /// The last day, included.
    pub last: Day,
}

/// Who is counted.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Toll {
    /// People killed.
    #[default]
    Killed,
    /// People wounded.
    Wounded,
}

/// Which of the claims about one harm gives the line. Where several are left, the lowest is taken, and
/// that it was one of several is said ([`Harm::is_tied`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BestRule {
    /// The lowest.
    #[default]
    Lowest,
    /// The highest.
    Highest,
    /// The one of the highest rank: preferred before normal.
    ByRank,
    /// What one party says, about its own dead and the other side's.
    Party(ActorId),
    /// What third parties say.
    ThirdParties,
}

/// The violence of a period, and what became of every claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Violence {
    /// The settings as used; `last` is earlier than asked for if the period was cut.
    pub settings: ViolenceSettings,
    /// One entry for each day, in order.
    pub days: Vec<DeathDay>,
    /// What is counted once, in the order of time.
    pub harms: Vec<Harm>,
    /// Every claim, in the order of the file.
    pub claims: Vec<ClaimUse>,
}

/// Low, best and high of a day, or of several together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Toll3 {
    /// By the lowest claims, 0 or more.
    pub low: f64,
    /// By the chosen claims; `None` where the rule chooses none.
    pub best: Option<f64>,
    /// By the highest claims, not below `best`.
    pub high: f64,
    /// Whether a claim says "or more", so that nothing is said about the upper end.
    pub is_open: bool,
}

/// One day.
#[derive(Clone, Debug, PartialEq)]
pub struct DeathDay {
    /// The day.
    pub day: Day,
    /// People per day; `None` is a gap: nobody says anything about the day.
    pub toll: Option<Toll3>,
    /// The sum over this day and the six before; `None` if none of them is known.
    pub trailing: Option<Trailing>,
    /// The harms that reach over the day, as indices into [`Violence::harms`].
    pub harms: Vec<usize>,
    /// Whether a harm counts here whose day is not known exactly.
    pub is_uncertain: bool,
}

/// What is counted once: the claims in it are alternatives to each other or parts of each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Harm {
    /// The events, sorted; none for a claim about a period only.
    pub events: Vec<String>,
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// The whole range over all its days, before they are cut to the period.
    pub toll: Toll3,
    /// The claims in it, in the order of the file.
    pub claims: Vec<String>,
    /// The claims that give the best; those of parts are added.
    pub chosen: Vec<String>,
    /// Whether the rule left several claims and the lowest of them was taken.
    pub is_tied: bool,
}

/// What became of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimUse {
    /// The id of the claim.
    pub id: String,
    /// Used in which harm, or why not.
    pub used: Result<Used, Unused>,
}

/// How a claim is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Used {
    /// The harm, as an index into [`Violence::harms`].
    pub harm_idx: usize,
    /// Whether it gives the line; else it is in the band only.
    pub is_best: bool,
}

/// Why a claim is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unused {
    /// It gives no figure for what is counted.
    NoFigure,
    /// It was denied, corrected or retracted.
    Status(ClaimStatus),
    /// Its rank is deprecated.
    Deprecated,
    /// It is about another side than the one asked for.
    OtherSide,
    /// It names no side, and one side is asked for.
    NoSide,
    /// None of its events counts on the dyad.
    OffDyad,
    /// It is about no event and no period of the dossier.
    NoHarm,
    /// Its event is words: when people died is not said.
    EventOfWords,
    /// Its date is open.
    OpenDate,
    /// None of its days is in the period.
    OutsidePeriod,
    /// It covers more days than the claims about its parts, which are counted.
    PartsCounted,
    /// It covers part of what another claim covers, and that claim covers part of this one.
    Crosses,
    /// It is about a part of those harmed, and the same speaker gives a figure for all of them, which is counted.
    WholeCounted,
}

/// Counts the violence of a period from the claims that a view leaves.
///
/// ```
/// use roundtable::analysis::{BestRule, Lens, Shown, Toll, View, ViolenceSettings, violence};
/// use roundtable::model::{Dossier, date::Day};
///
/// // Two accounts of one night of fighting, and of one side's dead.
/// let dossier: Dossier = ron::from_str(r#"#![enable(implicit_some)] (
///     format: 1, id: "x", title: "x", parties: ["A", "B"],
///     events: [(id: "E1", date: "2025-10-11/2025-10-12", title: "Fighting", priority: Core, cameo: "190")],
///     claims: [
///         (id: "C1", events: ["E1"], claimant: "A", by: "A", harmed: "soldiers", side: "A", killed: (low: 23, high: 23)),
///         (id: "C2", events: ["E1"], claimant: "B", by: "B", harmed: "soldiers", side: "A", killed: (low: 58, high: 58)),
///     ],
/// )"#)?;
/// let settings = ViolenceSettings {
///     toll: Toll::Killed,
///     side: None,
///     dyad: None,
///     best: BestRule::Lowest,
///     first: Day::parse("2025-10-10").ok_or("no day")?,
///     last: Day::parse("2025-10-13").ok_or("no day")?,
/// };
/// let counted = violence(&Shown::new(&dossier, &View::default()), &settings);
///
/// // 23 or 58, never 81; over two days, so half of it on each.
/// let toll = counted.days[1].toll.ok_or("a gap")?;
/// assert_eq!((toll.low, toll.best, toll.high), (11.5, Some(11.5), 29.0));
/// // Nobody says anything about the 10th: a gap, not a zero.
/// assert!(counted.days[0].toll.is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn violence(shown: &Shown<'_>, settings: &ViolenceSettings) -> Violence {
    let settings = ViolenceSettings {
        last: settings
            .last
            .min(settings.first + (super::escalation::MAX_DAYS - 1)),
        ..settings.clone()
    };
    let mut uses: Vec<ClaimUse> = Vec::with_capacity(shown.claims.len());
    let mut tree = Tree::new(shown, &settings);
    let by_id: BTreeMap<&EventId, &Event> = shown
        .dossier
        .events
        .iter()
        .map(|event| (&event.id, event))
        .collect();
    let mut figures = Vec::new();
    for (claim_idx, claim) in shown.claims.iter().enumerate() {
        let named = claim.events.iter().filter_map(|id| by_id.get(id).copied());
        let events: Vec<&Event> = named.collect();
        let figure = figure::figure(&settings, claim_idx, claim, &events);
        uses.push(ClaimUse {
            id: claim.id.clone(),
            used: match figure {
                Ok(_) => Err(Unused::OutsidePeriod),
                Err(unused) => Err(unused),
            },
        });
        figures.extend(figure);
    }
    for (claim_idx, unused) in tree.grow(figures) {
        if let Some(claim) = uses.get_mut(claim_idx) {
            claim.used = Err(unused);
        }
    }
    let harms = tree.harms();
    for (harm_idx, estimate) in harms.iter().enumerate() {
        for &claim_idx in &estimate.claims {
            if let Some(claim) = uses.get_mut(claim_idx) {
                claim.used = Ok(Used {
                    harm_idx,
                    is_best: estimate.chosen.contains(&claim_idx),
                });
            }
        }
    }
    Violence {
        days: series::days(&settings, &harms),
        harms: harms
            .into_iter()
            .map(|estimate| estimate.into_harm(shown))
            .collect(),
        claims: uses,
        settings,
    }
}

impl Violence {
    /// The entry of a day; `None` outside the period.
    pub fn at(&self, day: Day) -> Option<&DeathDay> {
        let day_idx = i64::from(day.0) - i64::from(self.settings.first.0);
        self.days.get(usize::try_from(day_idx).ok()?)
    }

    /// The best of a day with the claims behind it; `None` where there is none.
    ///
    /// The parts name the claims that were chosen; what each gives to the day is its figure over its
    /// days, so that they add up to the value.
    pub fn trace(&self, day: Day, shown: &Shown<'_>) -> Option<Traced<f64>> {
        let entry = self.at(day)?;
        let value = entry.toll?.best?;
        let mut parts = Vec::new();
        for harm in entry.harms.iter().filter_map(|&idx| self.harms.get(idx)) {
            for id in &harm.chosen {
                let claim = shown.claims.iter().find(|claim| claim.id == *id);
                let share =
                    claim.and_then(|claim| figure::share_on(shown, claim, day, &self.settings));
                if let Some(amount) = share {
                    let record = RecordRef::claim(id);
                    parts.push(Part { record, amount });
                }
            }
        }
        Some(Traced {
            value,
            formula: Formula::DeathsPerDay,
            parts,
            n_days: 1,
        })
    }
}

impl Toll {
    /// Both, for a picker.
    pub const ALL: [Self; 2] = [Self::Killed, Self::Wounded];

    /// The figure of a claim.
    fn of(self, claim: &Claim) -> Option<Count> {
        match self {
            Self::Killed => claim.killed,
            Self::Wounded => claim.wounded,
        }
    }
}

impl BestRule {
    /// All rules for a dossier, for a picker: one for each party among them.
    pub fn all(dossier: &Dossier) -> Vec<Self> {
        let mut all = vec![Self::Lowest, Self::Highest, Self::ByRank];
        all.extend(dossier.parties.iter().cloned().map(Self::Party));
        all.push(Self::ThirdParties);
        all
    }

    /// The name that is shown.
    pub fn label(&self, dossier: &Dossier) -> String {
        match self {
            Self::Lowest => "Lowest claim".to_owned(),
            Self::Highest => "Highest claim".to_owned(),
            Self::ByRank => "Claim of the highest rank".to_owned(),
            Self::Party(party) => format!("Claims of {}", dossier.actor_name(party)),
            Self::ThirdParties => "Claims of third parties".to_owned(),
        }
    }

    /// Whether a claim may be chosen, as far as its speaker is concerned.
    fn admits(&self, dossier: &Dossier, claim: &Claim) -> bool {
        use super::standing::Standing;
        match self {
            Self::Lowest | Self::Highest | Self::ByRank => true,
            Self::Party(party) => standing(dossier, claim.by.as_ref()).is_party(party),
            Self::ThirdParties => standing(dossier, claim.by.as_ref()) == Standing::Third,
        }
    }
}

impl Unused {
    /// The reason as words for a list.
    pub fn label(self) -> &'static str {
        match self {
            Self::NoFigure => "it gives no such figure",
            Self::Status(ClaimStatus::Denied) => "it was denied",
            Self::Status(ClaimStatus::Corrected) => "it was corrected",
            Self::Status(_) => "it was retracted",
            Self::Deprecated => "its rank is deprecated",
            Self::OtherSide => "it is about another side",
            Self::NoSide => "it names no side",
            Self::OffDyad => "none of its events counts on the dyad",
            Self::NoHarm => "it names no event and no period",
            Self::EventOfWords => "when people died is not said",
            Self::OpenDate => "its date is open",
            Self::OutsidePeriod => "it is outside the period",
            Self::PartsCounted => "it covers more days than its parts, which are counted",
            Self::Crosses => "it covers part of what another claim covers",
            Self::WholeCounted => "the same speaker gives a figure for all those harmed",
        }
    }
}
