//! From a dossier to the inputs of the analysis, and what is computed from them.
//!
//! This is the one place that knows how the fields of an event become an [`Act`].

use super::{
    Act, CodeFilter, Direction, Dyad, Escalation, HalfLife, Scale, Settings, Spread, Weight,
    escalation,
};
use crate::model::codebook::Codebook;
use crate::model::codes;
use crate::model::date::Day;
use crate::model::{Dossier, Event};

/// What the window shows of the analysis of a dossier.
#[derive(Clone, Debug)]
pub struct DossierAnalysis {
    /// The half-life with which it was computed.
    pub half_life: HalfLife,
    /// First and last day on which anything in the dossier happens.
    pub period: (Day, Day),
    /// The events that have a code, as acts.
    pub acts: Vec<Act>,
    /// The escalation between the first two parties; `None` where there are fewer than two.
    pub escalation: Option<Escalation>,
}

impl DossierAnalysis {
    /// Computes everything for the pooled dyad of the first two parties.
    pub fn new(dossier: &Dossier, half_life: HalfLife) -> Self {
        let period = period(dossier);
        let acts: Vec<Act> = dossier
            .events
            .iter()
            .filter_map(|event| act(dossier, event))
            .collect();
        let escalation = dossier.dyad().map(|(a, b)| {
            let settings = Settings {
                dyad: Dyad::new(a.as_str(), b.as_str()),
                direction: Direction::Both,
                filter: CodeFilter::All,
                half_life,
                first: period.0,
                last: period.1,
            };
            escalation(&acts, &goldstein(), &settings)
        });
        Self {
            half_life,
            period,
            acts,
            escalation,
        }
    }
}

/// The Goldstein values of the codebook.
pub fn goldstein() -> Scale {
    let actions = &Codebook::built_in().cameo.actions;
    Scale::from_entries(
        actions
            .iter()
            .map(|action| (action.code.clone(), action.goldstein)),
    )
}

/// The act that an event is, or `None` where it has no code.
fn act(dossier: &Dossier, event: &Event) -> Option<Act> {
    let code = event.cameo.clone()?;
    let ids = |ids: &[crate::model::ActorId]| ids.iter().map(|id| id.as_str().to_owned()).collect();
    let counted = dossier
        .dyad()
        .is_some_and(|(a, b)| event.dyad.contains(a) && event.dyad.contains(b));
    Some(Act {
        id: event.id.as_str().to_owned(),
        from: ids(&event.from),
        to: ids(&event.to),
        code,
        date: event.date.clone(),
        spread: match event.spread {
            None | Some(codes::Spread::ByCode | codes::Spread::Unrecognised) => Spread::ByCode,
            Some(codes::Spread::PerDay) => Spread::PerDay,
            Some(codes::Spread::AtStart) => Spread::AtStart,
            Some(codes::Spread::AtEnd) => Spread::AtEnd,
        },
        weight: Weight::ACCEPTED,
        counted,
        // An interval in a dossier means "on all of these days"; "on one of them" is a one-of set.
        date_is_uncertain: false,
    })
}

/// First and last day of rounds and events; a year around the epoch where nothing is dated.
fn period(dossier: &Dossier) -> (Day, Day) {
    let dates = dossier
        .events
        .iter()
        .map(|event| &event.date)
        .chain(dossier.rounds.iter().map(|round| &round.when.dates));
    let mut period: Option<(Day, Day)> = None;
    for date in dates {
        let first = date.earliest().or_else(|| date.latest());
        let last = date.latest().or_else(|| date.earliest());
        if let (Some(first), Some(last)) = (first, last) {
            let (start, end) = period.unwrap_or((first, last));
            period = Some((start.min(first), end.max(last)));
        }
    }
    period.unwrap_or((Day(0), Day(365)))
}
