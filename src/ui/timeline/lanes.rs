//! Into which lanes the events are divided, in which order, and which of them are folded.
//!
//! An event stands in one lane. Lanes without events are left out. The order and the folding are the
//! reader's and kept by the names of the lanes, so that they hold when the dossier changes.

use crate::model::codebook::QuadClass;
use crate::model::{ActorId, Dossier, Event};
use serde::{Deserialize, Serialize};

/// Most lanes of single actors; the others share one.
const MAX_ACTORS: usize = 7;
/// How many principals may stand between a person and the party it acts for.
const MAX_PRINCIPALS: usize = 4;

/// By what the events are divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Division {
    /// By the party that acts.
    #[default]
    Party,
    /// By the actor that acts.
    Actor,
    /// By the class of the act.
    Class,
    /// By the round that it belongs to.
    Round,
}

/// The reader's choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct LaneChoice {
    /// By what.
    pub by: Division,
    /// Names of lanes that stand in front, in this order.
    pub first: Vec<String>,
    /// Names of lanes that are folded.
    pub folded: Vec<String>,
}

/// A lane of events.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lane {
    /// Its name.
    pub name: String,
    /// What stands in it, in a sentence.
    pub help: String,
    /// Most events that fall on one day; 0 where it is folded.
    pub n_busiest_day: usize,
    /// Whether it is folded.
    pub is_folded: bool,
}

/// The lanes that there may be.
pub(super) struct Kinds<'a> {
    choice: &'a LaneChoice,
    /// Name and help of each.
    names: Vec<(String, String)>,
    /// The actors or rounds that the first of them stand for.
    ids: Vec<&'a str>,
}

impl Division {
    /// All of them, for a picker.
    pub(super) const ALL: [Self; 4] = [Self::Party, Self::Actor, Self::Class, Self::Round];

    /// The name that is shown.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Party => "Lanes by party",
            Self::Actor => "Lanes by actor",
            Self::Class => "Lanes by class",
            Self::Round => "Lanes by round",
        }
    }
}

impl LaneChoice {
    /// Puts a lane in front of all others.
    pub(super) fn pin(&mut self, name: &str) {
        self.first.retain(|other| other != name);
        self.first.insert(0, name.to_owned());
    }

    /// Moves a lane of these up (negative) or down.
    pub(super) fn shift(&mut self, lanes: &[Lane], name: &str, by: isize) {
        let mut names: Vec<String> = lanes.iter().map(|lane| lane.name.clone()).collect();
        let Some(at) = names.iter().position(|other| other == name) else {
            return;
        };
        let to = at.saturating_add_signed(by).min(names.len() - 1);
        let name = names.remove(at);
        names.insert(to, name);
        self.first = names;
    }

    /// Folds a lane, or unfolds it.
    pub(super) fn toggle_fold(&mut self, name: &str) {
        if self.folded.iter().any(|other| other == name) {
            self.folded.retain(|other| other != name);
        } else {
            self.folded.push(name.to_owned());
        }
    }
}

/// The lanes for a dossier.
pub(super) fn kinds<'a>(dossier: &'a Dossier, choice: &'a LaneChoice) -> Kinds<'a> {
    let lane = |name: &str, help: &str| (name.to_owned(), help.to_owned());
    let mut ids = Vec::new();
    let names = match choice.by {
        Division::Party => sides(dossier),
        Division::Actor => {
            ids = busiest_actors(dossier);
            let names = ids.iter().map(|id| {
                let id = ActorId::from(*id);
                let name = dossier.actor_name(&id).to_owned();
                let help = format!("Events in which {name} acts first");
                (name, help)
            });
            let mut names: Vec<_> = names.collect();
            names.push(lane("Others", "Events of all other actors"));
            names
        }
        Division::Class => [
            ("Verbal cooperation", "Words of cooperation"),
            ("Material cooperation", "Deeds of cooperation"),
            ("Verbal conflict", "Hostile words"),
            ("Material conflict", "Hostile deeds"),
            ("No code", "Events that nobody has coded"),
        ]
        .map(|(name, help)| lane(name, help))
        .into(),
        Division::Round => {
            ids = dossier
                .rounds
                .iter()
                .map(|round| round.id.as_str())
                .collect();
            let rounds = dossier.rounds.iter();
            let names = rounds.map(|round| lane(round.short(), "Events of this round"));
            let mut names: Vec<_> = names.collect();
            names.push(lane("No round", "Events that belong to no round"));
            names
        }
    };
    Kinds { choice, names, ids }
}

impl Kinds<'_> {
    /// In which of them an event stands.
    pub(super) fn of(&self, dossier: &Dossier, event: &Event, class: Option<QuadClass>) -> usize {
        let last = self.names.len().saturating_sub(1);
        let place = |id: Option<&str>| {
            id.and_then(|id| self.ids.iter().position(|other| *other == id))
                .unwrap_or(last)
        };
        match self.choice.by {
            Division::Party => side_of(dossier, event),
            Division::Actor => place(event.from.first().map(ActorId::as_str)),
            Division::Class => match class {
                Some(QuadClass::VerbalCooperation) => 0,
                Some(QuadClass::MaterialCooperation) => 1,
                Some(QuadClass::VerbalConflict) => 2,
                Some(QuadClass::MaterialConflict) => 3,
                None => 4,
            },
            Division::Round => place(event.round.as_ref().map(crate::model::RoundId::as_str)),
        }
    }

    /// All of them, those that the reader put in front first.
    pub(super) fn order(&self) -> Vec<usize> {
        let rank = |kind: &usize| {
            let name = self.names.get(*kind).map(|(name, _)| name);
            let mut first = self.choice.first.iter();
            first
                .position(|other| Some(other) == name)
                .unwrap_or(usize::MAX)
        };
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_by_key(rank);
        order
    }

    /// The lane of one of them.
    pub(super) fn lane(&self, kind: usize, n_busiest_day: usize) -> Option<Lane> {
        let (name, help) = self.names.get(kind)?;
        let is_folded = self.choice.folded.contains(name);
        Some(Lane {
            name: name.clone(),
            help: help.clone(),
            n_busiest_day: if is_folded { 0 } else { n_busiest_day },
            is_folded,
        })
    }
}

/// The lanes by party: the first alone, the second alone, both, all others.
fn sides(dossier: &Dossier) -> Vec<(String, String)> {
    let party = |id: Option<&ActorId>| id.map_or("?", |id| dossier.actor_name(id)).to_owned();
    let dyad = dossier.dyad();
    let (a, b) = (party(dyad.map(|(a, _)| a)), party(dyad.map(|(_, b)| b)));
    let alone = |name: &str| format!("Events in which {name} alone acts");
    let (both, others) = (
        "Events in which both parties act, and nobody else",
        "Third parties and others: events in which somebody else than the two parties acts",
    );
    let others = if dyad.is_none() {
        ("Events".to_owned(), "All events".to_owned())
    } else {
        ("Third parties".to_owned(), others.to_owned())
    };
    vec![
        (a.clone(), alone(&a)),
        (b.clone(), alone(&b)),
        ("Both".to_owned(), both.to_owned()),
        others,
    ]
}

/// The actors that act first in most events, the busiest first.
fn busiest_actors(dossier: &Dossier) -> Vec<&str> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for actor in dossier.events.iter().filter_map(|event| event.from.first()) {
        match counts.iter_mut().find(|(id, _)| *id == actor.as_str()) {
            Some((_, n)) => *n += 1,
            None => counts.push((actor.as_str(), 1)),
        }
    }
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counts
        .into_iter()
        .take(MAX_ACTORS)
        .map(|(id, _)| id)
        .collect()
}

/// The lane by party of an event: that of all who act. Who acts for a party stands for it.
fn side_of(dossier: &Dossier, event: &Event) -> usize {
    const OTHERS: usize = 3;
    let Some((a, b)) = dossier.dyad() else {
        return OTHERS;
    };
    let (mut of_a, mut of_b) = (false, false);
    for actor in &event.from {
        let principal = principal_of(dossier, actor, [a, b]);
        if principal == a {
            of_a = true;
        } else if principal == b {
            of_b = true;
        } else {
            return OTHERS;
        }
    }
    match (of_a, of_b) {
        (true, false) => 0,
        (false, true) => 1,
        (true, true) => 2,
        (false, false) => OTHERS,
    }
}

/// The party for which an actor acts, or the last one on the way there.
fn principal_of<'a>(
    dossier: &'a Dossier,
    actor: &'a ActorId,
    parties: [&ActorId; 2],
) -> &'a ActorId {
    let mut principal = actor;
    for _ in 0..MAX_PRINCIPALS {
        if parties.contains(&principal) {
            break;
        }
        let Some(of) = dossier.actor(principal).and_then(|actor| actor.of.as_ref()) else {
            break;
        };
        principal = of;
    }
    principal
}

#[cfg(test)]
mod tests {
    use super::super::scene::Scene;
    use super::super::scene::tests::{dossier, event};
    use super::*;
    use crate::analysis::MeasureSettings;
    use crate::analysis::dossier::DossierAnalysis;

    fn names(choice: &LaneChoice) -> Vec<String> {
        let events = [
            event("E1", "2025-10-18", r#""PAK""#),
            event("E2", "2025-10-19", r#""AFG""#),
            event("E3", "2025-10-20", r#""AFG""#),
            event("E4", "2025-10-21", r#""asif""#),
        ];
        let dossier = dossier(&events.concat(), "");
        let analysis = DossierAnalysis::new(&dossier, &MeasureSettings::default());
        let scene = Scene::new(&dossier, &analysis, choice);
        assert_eq!(scene.events.len(), 4, "each stands somewhere");
        scene.lanes.into_iter().map(|lane| lane.name).collect()
    }

    /// Each division has its lanes, the busiest actor first, and none without events.
    #[test]
    fn divisions() {
        let by = |by| LaneChoice {
            by,
            ..LaneChoice::default()
        };
        assert_eq!(names(&by(Division::Party)), ["Pakistan", "Afghan side"]);
        assert_eq!(
            names(&by(Division::Actor)),
            ["Afghan side", "Pakistan", "Asif"]
        );
        assert_eq!(names(&by(Division::Class)), ["No code"]);
        assert_eq!(names(&by(Division::Round)), ["No round"]);
    }

    /// Lanes keep the place that the reader gave them; folded ones stay there.
    #[test]
    fn order_and_folding() {
        let mut choice = LaneChoice::default();
        choice.pin("Afghan side");
        assert_eq!(names(&choice), ["Afghan side", "Pakistan"]);
        choice.toggle_fold("Pakistan");
        assert_eq!(names(&choice), ["Afghan side", "Pakistan"]);
        assert_eq!(choice.folded, ["Pakistan"]);
        choice.toggle_fold("Pakistan");
        assert!(choice.folded.is_empty());
    }
}
