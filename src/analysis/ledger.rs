//! Which acts count on a dyad, each of them once.
//!
//! 1. An act counts if one of its sources is a party of the dyad and one of its targets is the
//!    other party. Further actors beside them do not matter; an act of somebody else is a marker.
//!    A mutual act (both on both sides) counts once, also in either directed view.
//! 2. Talks and signatures have no direction: one of a code and day counts, its mirrored twin is
//!    dropped.
//! 3. Of acts with the same sources, targets and code, one counts on a day.
//!    If their days are uncertain, their parts of a day add up to one at most.
//!    (The `one_a_day` filter of the Kansas Event Data System.)
//! 4. A disputed act has three weights, for the line and the two edges of its band.
//!
//! Invariants: the sums do not depend on the order of the acts; of equal acts the one with the
//! greatest weight counts; every act that adds nothing gets a [`Reason`].

use std::collections::BTreeMap;
use std::fmt;

use super::act::{Act, CodeFilter, Direction};
use super::escalation::Settings;
use super::placement::{Chunk, Placement, place};
use super::scale::{Scale, is_reciprocal, quad_class};
use crate::model::date::Day;

/// What one act adds to one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// The index of the act in the input.
    pub act_idx: usize,
    /// How much of the act falls on the day and counts, 0 to 1; below 1 if its day is uncertain,
    /// 0 if only the band counts it.
    pub share: f64,
    /// Value times share times best weight, in Goldstein points; negative is conflict.
    pub points: f64,
}

/// An act whose code has no value of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Inherited {
    /// The index of the act in the input.
    pub act_idx: usize,
    /// The id of the act.
    pub id: String,
    /// The code whose value it takes.
    pub parent: String,
}

/// An act that does not contribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The index of the act in the input.
    pub act_idx: usize,
    /// The id of the act.
    pub id: String,
    /// Why it does not contribute.
    pub reason: Reason,
}

/// Why an act does not contribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Neither party of the dyad is a source, as of mediation: it is a marker.
    SourceOutsideDyad,
    /// A party of the dyad acts, but not on the other one.
    TargetOutsideDyad,
    /// The coder does not count it on a dyad.
    NotCounted,
    /// It goes the way that the chosen direction leaves out.
    OtherDirection,
    /// It has no code.
    NoCode,
    /// Neither its code nor a parent of it is in the scale.
    UnknownCode,
    /// It is words, and only deeds are asked for.
    Verbal,
    /// All its weights are 0.
    Rejected,
    /// Its date is open or unknown where it matters.
    OpenDate,
    /// None of its days is in the period.
    OutsidePeriod,
    /// The act with this id has the same sources, targets, code and day.
    OneADay {
        /// The id of the act that counts.
        of: String,
    },
    /// The act with this id is the same talks or signature, recorded from the other side.
    MirroredTwin {
        /// The id of the act that counts.
        of: String,
    },
}

/// The sums of one day. Arrays are low, best, high.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) cooperation: [f64; 3],
    pub(super) conflict: [f64; 3],
    pub(super) contributions: Vec<Contribution>,
    pub(super) uncertain: bool,
}

/// The sums of all days of a period, and the acts behind them.
pub(super) struct Ledger<'a> {
    acts: &'a [Act],
    scale: &'a Scale,
    settings: &'a Settings,
    pub(super) tallies: Vec<Tally>,
    pub(super) inherited: Vec<Inherited>,
    /// How much of a day acts of one key already take.
    taken: BTreeMap<(Key<'a>, usize), Taken>,
    meetings: Meetings<'a>,
}

/// The days of the acts that count with a reciprocal code, by code and first day.
type Meetings<'a> = BTreeMap<(&'a str, Option<Day>), Vec<(usize, Placement)>>;

/// What makes acts of one day the same act.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    /// Talks and signatures: the code is enough, both parties take part.
    Meeting(&'a str),
    /// Sorted sources, sorted targets, code.
    Directed(Vec<&'a str>, Vec<&'a str>, &'a str),
}

#[derive(Clone, Copy, Debug, Default)]
struct Taken {
    /// The parts of the day that are taken; low, best, high.
    shares: [f64; 3],
    /// The act that took the first part.
    act_idx: usize,
}

/// Sums of parts such as 31 × 1/31 miss one by less than this.
const TOLERANCE: f64 = 1e-9;

const BEST: usize = 1;

impl<'a> Ledger<'a> {
    /// An empty ledger with a tally for each of the `n_days` of the period.
    pub(super) fn new(
        acts: &'a [Act],
        scale: &'a Scale,
        settings: &'a Settings,
        n_days: usize,
    ) -> Self {
        Self {
            acts,
            scale,
            settings,
            tallies: vec![Tally::default(); n_days],
            inherited: Vec::new(),
            taken: BTreeMap::new(),
            meetings: BTreeMap::new(),
        }
    }

    /// Enters all acts; gives back those that add nothing, in the order of the input.
    pub(super) fn enter_all(&mut self) -> Vec<Skipped> {
        let acts = self.acts;
        let mut order: Vec<(usize, &Act)> = acts.iter().enumerate().collect();
        // The heaviest of equal acts comes first and takes the day.
        order.sort_by(|(_, a), (_, b)| {
            let key = |act: &Act| {
                let [low, best, high] = act.weight.in_order();
                [best, high, low]
            };
            let (a, b) = (key(a), key(b));
            b.iter()
                .zip(&a)
                .map(|(b, a)| b.total_cmp(a))
                .find(|order| order.is_ne())
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        let mut skipped = Vec::new();
        for (act_idx, act) in order {
            if let Err(reason) = self.enter(act_idx, act) {
                skipped.push(Skipped {
                    act_idx,
                    id: act.id.clone(),
                    reason,
                });
            }
        }
        skipped.sort_by_key(|skipped| skipped.act_idx);
        self.inherited.sort_by_key(|inherited| inherited.act_idx);
        skipped
    }

    fn enter(&mut self, act_idx: usize, act: &'a Act) -> Result<(), Reason> {
        self.on_dyad(act)?;
        if act.code.is_empty() {
            return Err(Reason::NoCode);
        }
        let value = self.scale.lookup(&act.code).ok_or(Reason::UnknownCode)?;
        if self.settings.filter == CodeFilter::MaterialOnly
            && !quad_class(&act.code).is_some_and(super::QuadClass::is_material)
        {
            return Err(Reason::Verbal);
        }
        let weights = act.weight.in_order();
        if weights.iter().all(|&weight| weight <= 0.0) {
            return Err(Reason::Rejected);
        }
        let placement = place(act).ok_or(Reason::OpenDate)?;
        let days: Vec<(usize, f64)> = placement
            .chunks
            .iter()
            .flat_map(|chunk| self.days_of(chunk))
            .collect();
        if days.is_empty() {
            return Err(Reason::OutsidePeriod);
        }
        let key = if is_reciprocal(&act.code) {
            self.not_yet_met(act, &placement)?;
            Key::Meeting(&act.code)
        } else {
            Key::Directed(sorted(&act.from), sorted(&act.to), &act.code)
        };
        self.add(
            act_idx,
            key,
            &days,
            value.value,
            weights,
            placement.uncertain,
        )?;
        if let Some(parent) = value.inherited_from {
            self.inherited.push(Inherited {
                act_idx,
                id: act.id.clone(),
                parent: parent.to_owned(),
            });
        }
        if is_reciprocal(&act.code) {
            let place = (act.code.as_str(), placement.first());
            let meetings = self.meetings.entry(place).or_default();
            meetings.push((act_idx, placement));
        }
        Ok(())
    }

    fn on_dyad(&self, act: &Act) -> Result<(), Reason> {
        let (a, b) = (&self.settings.dyad.a, &self.settings.dyad.b);
        let a_to_b = act.from.contains(a) && act.to.contains(b);
        let b_to_a = act.from.contains(b) && act.to.contains(a);
        if !act.from.contains(a) && !act.from.contains(b) {
            return Err(Reason::SourceOutsideDyad);
        }
        if !a_to_b && !b_to_a {
            return Err(Reason::TargetOutsideDyad);
        }
        if !act.counted {
            return Err(Reason::NotCounted);
        }
        match self.settings.direction {
            Direction::AToB if !a_to_b => Err(Reason::OtherDirection),
            Direction::BToA if !b_to_a => Err(Reason::OtherDirection),
            _ => Ok(()),
        }
    }

    /// The days of a chunk that are in the period, as indices into the tallies, with their share.
    fn days_of(&self, chunk: &Chunk) -> impl Iterator<Item = (usize, f64)> + use<'a> {
        let (first, share) = (self.settings.first, chunk.share);
        let from = i64::from(chunk.first.max(first).0) - i64::from(first.0);
        let until = i64::from(chunk.last.0) - i64::from(first.0) + 1;
        let n_days = self.tallies.len();
        let index = move |day: i64| usize::try_from(day).unwrap_or(0).min(n_days);
        (index(from)..index(until)).map(move |day_idx| (day_idx, share))
    }

    /// Fails if talks or a signature on the very same days already count.
    fn not_yet_met(&self, act: &Act, placement: &Placement) -> Result<(), Reason> {
        let earlier = self
            .meetings
            .get(&(act.code.as_str(), placement.first()))
            .and_then(|meetings| {
                meetings
                    .iter()
                    .find(|(_, earlier)| earlier.chunks == placement.chunks)
            })
            .map(|&(act_idx, _)| act_idx);
        match earlier {
            Some(act_idx) => Err(self.repeats(act, act_idx)),
            None => Ok(()),
        }
    }

    fn repeats(&self, act: &Act, earlier_idx: usize) -> Reason {
        let Some(earlier) = self.acts.get(earlier_idx) else {
            return Reason::OneADay { of: String::new() };
        };
        let of = earlier.id.clone();
        let same =
            sorted(&act.from) == sorted(&earlier.from) && sorted(&act.to) == sorted(&earlier.to);
        if same {
            Reason::OneADay { of }
        } else {
            Reason::MirroredTwin { of }
        }
    }

    /// Adds what of the act the days have room for.
    fn add(
        &mut self,
        act_idx: usize,
        key: Key<'a>,
        days: &[(usize, f64)],
        value: f64,
        weights: [f64; 3],
        uncertain: bool,
    ) -> Result<(), Reason> {
        let mut place = (key, 0);
        let mut earlier_idx = None;
        let mut adds = false;
        for &(day_idx, share) in days {
            let Some(tally) = self.tallies.get_mut(day_idx) else {
                continue;
            };
            place.1 = day_idx;
            // The key is copied for days that are new to it only.
            let taken = match self.taken.get_mut(&place) {
                Some(taken) => taken,
                None => self.taken.entry(place.clone()).or_insert(Taken {
                    shares: [0.0; 3],
                    act_idx,
                }),
            };
            let mut counted = [0.0; 3];
            for ((counted, taken), weight) in counted.iter_mut().zip(&mut taken.shares).zip(weights)
            {
                let free = share.min(1.0 - *taken);
                if weight > 0.0 && free > TOLERANCE {
                    *taken += free;
                    *counted = free;
                }
            }
            if counted.iter().all(|&share| share <= 0.0) {
                earlier_idx = earlier_idx.or(Some(taken.act_idx));
                continue;
            }
            adds = true;
            let sums = if value < 0.0 {
                &mut tally.conflict
            } else {
                &mut tally.cooperation
            };
            for ((sum, share), weight) in sums.iter_mut().zip(counted).zip(weights) {
                *sum += value.abs() * share * weight;
            }
            tally.uncertain |= uncertain;
            tally.contributions.push(Contribution {
                act_idx,
                share: counted[BEST],
                points: value * counted[BEST] * weights[BEST],
            });
        }
        match (adds, earlier_idx, self.acts.get(act_idx)) {
            (false, Some(earlier_idx), Some(act)) => Err(self.repeats(act, earlier_idx)),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Reason {
    /// Writes the reason as words for a list, as in `the coder does not count it on a dyad`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SourceOutsideDyad => "no party of the dyad is its source",
            Self::TargetOutsideDyad => "the other party of the dyad is not its target",
            Self::NotCounted => "the coder does not count it on a dyad",
            Self::OtherDirection => "it goes the other way",
            Self::NoCode => "it has no CAMEO code",
            Self::UnknownCode => "the scale has no value for its code",
            Self::Verbal => "it is words, and only deeds are shown",
            Self::Rejected => "it is disputed and left out",
            Self::OpenDate => "its date is open",
            Self::OutsidePeriod => "it is outside the period",
            Self::OneADay { of } => return write!(f, "{of} is the same act on the same day"),
            Self::MirroredTwin { of } => {
                return write!(f, "{of} is the same talks from the other side");
            }
        })
    }
}

/// A set of actors: sorted, each once.
fn sorted(actors: &[String]) -> Vec<&str> {
    let mut actors: Vec<&str> = actors.iter().map(String::as_str).collect();
    actors.sort_unstable();
    actors.dedup();
    actors
}
