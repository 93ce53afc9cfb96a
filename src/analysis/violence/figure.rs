//! From a claim to a figure with its days, or why the claim is not used.
//!
//! It has no opinion on other claims about the same harm; that is `harm`'s matter.

use crate::model::codes::{ClaimRank, ClaimStatus};
use crate::model::date::{Day, Edtf};
use crate::model::{Claim, Count, Event};

use super::super::lens::Shown;
use super::{Unused, ViolenceSettings};

/// Who was harmed, as far as the words of the claim tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Civilians.
    Civilians,
    /// Soldiers, fighters, police and militants.
    Fighters,
    /// It is not said, or both: the claim is about anyone.
    Anyone,
}

/// Whether a claim is about one event, several, or a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scope {
    /// One event, and no other period.
    Event,
    /// Several events together.
    Events,
    /// A period, whatever happened in it.
    Period,
}

/// The days of a harm: disjoint spans in order.
pub(super) type Spans = Vec<(Day, Day)>;

/// A claim that can be used.
#[derive(Clone, Debug)]
pub(super) struct Figure<'a> {
    pub(super) claim_idx: usize,
    pub(super) claim: &'a Claim,
    pub(super) count: Count,
    pub(super) group: Group,
    pub(super) scope: Scope,
    pub(super) spans: Spans,
    pub(super) is_uncertain: bool,
}

impl Figure<'_> {
    /// The lower end; 0 where only an upper end is stated, as in "up to 5".
    pub(super) fn low(&self) -> f64 {
        f64::from(
            self.count
                .low
                .unwrap_or(0)
                .min(self.count.high.unwrap_or(u32::MAX)),
        )
    }

    /// The upper end, or where none is stated the best estimate or the lower end.
    pub(super) fn high(&self) -> f64 {
        let high = self.count.high.or(self.count.best).unwrap_or(0);
        f64::from(high.max(self.count.low.unwrap_or(0)))
    }

    /// The number that it states: its best estimate, else the lower end, or the only one.
    pub(super) fn stated(&self) -> f64 {
        match (self.count.best, self.count.low) {
            // A best estimate outside its range is a finding, and never outside the band.
            (Some(best), _) => f64::from(best).max(self.low()).min(self.high()),
            (None, Some(_)) => self.low(),
            (None, None) => self.high(),
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.count.high.is_none()
    }

    pub(super) fn is_preferred(&self) -> bool {
        self.claim.rank == Some(ClaimRank::Preferred)
    }

    pub(super) fn n_days(&self) -> f64 {
        n_days(&self.spans)
    }
}

/// The number of days, 1 or more.
pub(super) fn n_days(spans: &Spans) -> f64 {
    let n: i64 = spans
        .iter()
        .map(|(first, last)| i64::from(last.0) - i64::from(first.0) + 1)
        .sum();
    n.max(1) as f64
}

/// The figure of a claim, or why it is not used.
///
/// `events` are those that the claim names, shown or not: what a claim is about does not depend on the
/// view.
pub(super) fn figure<'a>(
    settings: &ViolenceSettings,
    claim_idx: usize,
    claim: &'a Claim,
    events: &[&Event],
) -> Result<Figure<'a>, Unused> {
    let count = settings.toll.of(claim).ok_or(Unused::NoFigure)?;
    // A best estimate alone is all that is said.
    let count = match (count.low, count.high) {
        (None, None) if count.best.is_none() => return Err(Unused::NoFigure),
        (None, None) => Count {
            low: count.best,
            high: count.best,
            ..count
        },
        _ => count,
    };
    match claim.status {
        None | Some(ClaimStatus::Asserted) => {}
        Some(status) => return Err(Unused::Status(status)),
    }
    if claim.rank == Some(ClaimRank::Deprecated) {
        return Err(Unused::Deprecated);
    }
    match (&settings.side, &claim.side) {
        (Some(_), None) => return Err(Unused::NoSide),
        (Some(asked), Some(side)) if asked != side => return Err(Unused::OtherSide),
        _ => {}
    }
    if events.is_empty() && claim.period.is_none() {
        return Err(Unused::NoHarm);
    }
    if let Some(dyad) = &settings.dyad {
        let is_on = |event: &&Event| {
            let has = |id: &str| event.dyad.iter().any(|actor| actor.as_str() == id);
            has(&dyad.a) && has(&dyad.b)
        };
        if !events.iter().any(is_on) {
            return Err(Unused::OffDyad);
        }
    }
    let (scope, spans, is_uncertain) = days(claim, events)?;
    let is_inside = |(first, last): &(Day, Day)| *first <= settings.last && *last >= settings.first;
    if !spans.iter().any(is_inside) {
        return Err(Unused::OutsidePeriod);
    }
    Ok(Figure {
        claim_idx,
        claim,
        count,
        group: Group::of(&claim.harmed),
        scope,
        spans,
        is_uncertain,
    })
}

/// What the figure that a claim states gives to one day; `None` if it is not used or not on the day.
pub(super) fn share_on(
    shown: &Shown<'_>,
    claim: &Claim,
    day: Day,
    settings: &ViolenceSettings,
) -> Option<f64> {
    let events: Vec<&Event> = shown
        .dossier
        .events
        .iter()
        .filter(|event| claim.events.contains(&event.id))
        .collect();
    let figure = figure(settings, 0, claim, &events).ok()?;
    let is_on = figure
        .spans
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&day));
    is_on.then(|| super::harm::by_rule(&settings.best, &figure) / figure.n_days())
}

fn days(claim: &Claim, events: &[&Event]) -> Result<(Scope, Spans, bool), Unused> {
    if let Some(period) = &claim.period {
        let spans = closed(period).ok_or(Unused::OpenDate)?;
        // A period is spread over its days, but that is no doubt about its dates.
        return Ok((Scope::Period, spans, false));
    }
    let is_words = |event: &&Event| event.cameo.as_deref().is_some_and(|code| !is_force(code));
    if events.iter().all(is_words) {
        return Err(Unused::EventOfWords);
    }
    let mut spans = Vec::new();
    for event in events {
        spans.extend(closed(&event.date).ok_or(Unused::OpenDate)?);
    }
    let scope = if events.len() == 1 {
        Scope::Event
    } else {
        Scope::Events
    };
    let is_uncertain = events.iter().any(|event| !event.date.is_exact());
    Ok((scope, joined(spans), is_uncertain))
}

/// The days of a date; `None` if an end is open.
fn closed(date: &Edtf) -> Option<Spans> {
    date.spans()
        .into_iter()
        .map(|(first, last)| first.zip(last).filter(|(first, last)| first <= last))
        .collect()
}

/// The same days as disjoint spans in order that do not touch.
pub(super) fn joined(mut spans: Spans) -> Spans {
    spans.sort_unstable();
    let mut joined: Spans = Vec::with_capacity(spans.len());
    for (first, last) in spans {
        match joined.last_mut() {
            Some((_, before)) if first <= *before + 1 => *before = (*before).max(last),
            _ => joined.push((first, last)),
        }
    }
    joined
}

/// Whether people can die of the act itself: protest, force posture, coercion, assault, fighting.
/// Breaking off relations and everything that is words is left out.
fn is_force(code: &str) -> bool {
    ["14", "15", "17", "18", "19", "20"]
        .iter()
        .any(|root| code.starts_with(root))
}

impl Group {
    /// The group that the words name; "anyone" where they name none or both.
    ///
    /// ```
    /// use roundtable::analysis::Group;
    ///
    /// assert_eq!(Group::of("civilians, Spin Boldak"), Group::Civilians);
    /// assert_eq!(Group::of("Pakistani soldiers"), Group::Fighters);
    /// assert_eq!(Group::of("people at the court"), Group::Anyone);
    /// assert_eq!(Group::of("soldiers and civilians"), Group::Anyone);
    /// ```
    pub fn of(words: &str) -> Self {
        const FIGHTERS: [&str; 14] = [
            "army",
            "attacker",
            "combatant",
            "fighter",
            "force",
            "gunm",
            "insurgent",
            "militant",
            "military",
            "police",
            "rebel",
            "soldier",
            "taliban",
            "troop",
        ];
        let words = words.to_lowercase();
        let civilians = words.contains("civilian");
        let fighters = FIGHTERS.iter().any(|word| words.contains(word));
        match (civilians, fighters) {
            (true, false) => Self::Civilians,
            (false, true) => Self::Fighters,
            _ => Self::Anyone,
        }
    }

    /// The name that is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Civilians => "Civilians",
            Self::Fighters => "Soldiers and fighters",
            Self::Anyone => "Anyone",
        }
    }
}
