//! Which events are shown.

use super::choice::choice;
use super::columns::is_on_dyad;
use crate::model::codebook::{Codebook, QuadClass};
use crate::model::codes::{ActorKind, Priority};
use crate::model::{ActorId, Dossier, Event, RoundId};
use crate::ui::widgets::matches;
use egui::Ui;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What an event must have to be shown, besides what is searched for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Filter {
    /// It acts, is acted on or takes part, itself or through one of its people.
    pub(super) actor: Option<ActorId>,
    /// Class of the act.
    pub(super) class: Option<Class>,
    /// Core event or context.
    pub(super) priority: Option<Priority>,
    /// The round that it belongs to.
    pub(super) round: Option<InRound>,
    /// Whether it counts between the first two parties.
    pub(super) dyad: Option<OnDyad>,
}

/// Class of an act, or that it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Class {
    /// The code belongs to this class.
    Coded(QuadClass),
    /// There is no code.
    Uncoded,
}

/// A round, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::ui::views) enum InRound {
    /// It belongs to this round.
    In(RoundId),
    /// It belongs to no round.
    Outside,
}

/// Whether an event counts between the first two parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum OnDyad {
    /// It counts.
    On,
    /// It does not.
    Off,
}

/// The class of an event's code.
pub(super) fn quad_class(event: &Event) -> Option<QuadClass> {
    Codebook::built_in().quad_class(event.cameo.as_deref()?)
}

impl Filter {
    /// Whether anything is filtered.
    pub(super) fn is_active(&self) -> bool {
        *self != Self::default()
    }

    /// Whether an event passes the filters and the search.
    pub(super) fn passes(&self, dossier: &Dossier, event: &Event, query: &str) -> bool {
        let takes_part = |wanted: &ActorId| {
            let mut actors = event.from.iter().chain(&event.to).chain(&event.with);
            actors.any(|id| {
                id == wanted
                    || dossier
                        .actor(id)
                        .is_some_and(|actor| actor.of.as_ref() == Some(wanted))
            })
        };
        self.actor.as_ref().is_none_or(takes_part)
            && self
                .priority
                .is_none_or(|priority| event.priority == priority)
            && self.class.is_none_or(|class| match class {
                Class::Coded(class) => quad_class(event) == Some(class),
                Class::Uncoded => quad_class(event).is_none(),
            })
            && self.round.as_ref().is_none_or(|round| match round {
                InRound::In(id) => event.round.as_ref() == Some(id),
                InRound::Outside => event.round.is_none(),
            })
            && self
                .dyad
                .is_none_or(|dyad| is_on_dyad(dossier, event) == (dyad == OnDyad::On))
            && is_found(dossier, event, query)
    }

    /// The combo boxes; `all_actors` are those of [`actors`].
    pub(super) fn ui(&mut self, ui: &mut Ui, dossier: &Dossier, all_actors: &[(ActorId, String)]) {
        choice(ui, "Actor", "All actors", &mut self.actor, all_actors);
        choice(ui, "Class", "All classes", &mut self.class, &classes());
        let priorities: Vec<_> = Priority::ALL
            .iter()
            .map(|priority| (*priority, priority.label().to_owned()))
            .collect();
        choice(
            ui,
            "Priority",
            "Core and context",
            &mut self.priority,
            &priorities,
        );
        choice(ui, "Round", "All rounds", &mut self.round, &rounds(dossier));
        if let Some((a, b)) = dossier.dyad() {
            let dyad = format!("{} – {}", dossier.actor_name(a), dossier.actor_name(b));
            let options = [
                (OnDyad::On, dyad.clone()),
                (OnDyad::Off, format!("Not {dyad}")),
            ];
            choice(
                ui,
                "Counts on the dyad",
                "On any dyad",
                &mut self.dyad,
                &options,
            );
        }
    }

    /// The filters in words, for a place where they hide everything.
    pub(super) fn in_words(&self, dossier: &Dossier) -> Vec<String> {
        let mut words = Vec::new();
        if let Some(actor) = &self.actor {
            words.push(format!("actor {}", dossier.actor_name(actor)));
        }
        match self.class {
            Some(Class::Coded(class)) => words.push(format!("class {}", class.label())),
            Some(Class::Uncoded) => words.push("no code".to_owned()),
            None => {}
        }
        if let Some(priority) = self.priority {
            words.push(priority.label().to_lowercase());
        }
        match &self.round {
            Some(InRound::In(id)) => {
                let round = dossier.rounds.iter().find(|round| round.id == *id);
                let name = round.map_or(id.as_str(), |round| round.short());
                words.push(format!("round {name}"));
            }
            Some(InRound::Outside) => words.push("in no round".to_owned()),
            None => {}
        }
        match self.dyad {
            Some(OnDyad::On) => words.push("counts between the parties".to_owned()),
            Some(OnDyad::Off) => words.push("does not count between the parties".to_owned()),
            None => {}
        }
        words
    }
}

fn is_found(dossier: &Dossier, event: &Event, query: &str) -> bool {
    if query.trim().is_empty() {
        return true;
    }
    let place = event.place.label();
    let mut texts = vec![
        event.id.as_str(),
        event.title.as_str(),
        event.text.as_str(),
        place.as_str(),
        event.actors_note.as_str(),
        event.cameo.as_deref().unwrap_or_default(),
        event.date.as_str(),
    ];
    for id in event.from.iter().chain(&event.to).chain(&event.with) {
        texts.push(id.as_str());
        if let Some(actor) = dossier.actor(id) {
            texts.push(&actor.name);
            texts.push(&actor.short_name);
        }
    }
    matches(query, texts)
}

/// The actors of any event, the parties first, then by name; people and institutions stand under
/// whom they act for.
pub(super) fn actors(dossier: &Dossier) -> Vec<(ActorId, String)> {
    let mut ids = BTreeSet::new();
    for event in &dossier.events {
        for id in event.from.iter().chain(&event.to).chain(&event.with) {
            let actor = dossier.actor(id);
            let own = actor.filter(|actor| actor.kind == ActorKind::Person);
            ids.insert(own.and_then(|actor| actor.of.as_ref()).unwrap_or(id));
        }
    }
    let mut actors: Vec<_> = ids
        .into_iter()
        .map(|id| (id.clone(), dossier.actor_name(id).to_owned()))
        .collect();
    actors.sort_by_key(|(id, name)| {
        let party = dossier.parties.iter().position(|party| party == id);
        (party.unwrap_or(usize::MAX), name.to_lowercase())
    });
    actors
}

fn classes() -> Vec<(Class, String)> {
    let classes = [
        QuadClass::VerbalCooperation,
        QuadClass::MaterialCooperation,
        QuadClass::VerbalConflict,
        QuadClass::MaterialConflict,
    ];
    classes
        .into_iter()
        .map(|class| (Class::Coded(class), class.label().to_owned()))
        .chain([(Class::Uncoded, "Without a code".to_owned())])
        .collect()
}

/// The rounds by name, and that there is none.
pub(in crate::ui::views) fn rounds(dossier: &Dossier) -> Vec<(InRound, String)> {
    dossier
        .rounds
        .iter()
        .map(|round| (InRound::In(round.id.clone()), round.short().to_owned()))
        .chain([(InRound::Outside, "In no round".to_owned())])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn shown(filter: &Filter, query: &str) -> Vec<String> {
        let document = Document::built_in();
        let dossier = document.snapshot().dossier();
        dossier
            .events
            .iter()
            .filter(|event| filter.passes(dossier, event, query))
            .map(|event| event.id.to_string())
            .collect()
    }

    /// Without filters everything is shown; a search finds ids, titles and names.
    #[test]
    fn search_finds_events() {
        let document = Document::built_in();
        let n_events = document.snapshot().dossier().events.len();
        assert_eq!(shown(&Filter::default(), "  ").len(), n_events);
        assert_eq!(shown(&Filter::default(), "E12"), ["E12"]);
        assert!(shown(&Filter::default(), "afghan forces attack").contains(&"E12".to_owned()));
        assert_eq!(shown(&Filter::default(), "no such thing"), [""; 0]);
    }

    /// Each filter and its opposite divide the events between them.
    #[test]
    fn filters_divide_the_events() {
        let document = Document::built_in();
        let dossier = document.snapshot().dossier();
        let n = |filter: Filter| shown(&filter, "").len();
        let n_events = dossier.events.len();
        let dyad = |dyad| {
            n(Filter {
                dyad: Some(dyad),
                ..Filter::default()
            })
        };
        assert_eq!(dyad(OnDyad::On) + dyad(OnDyad::Off), n_events);
        let by_class: usize = classes()
            .into_iter()
            .map(|(class, _)| {
                n(Filter {
                    class: Some(class),
                    ..Filter::default()
                })
            })
            .sum();
        assert_eq!(by_class, n_events);
        let by_round: usize = rounds(dossier)
            .into_iter()
            .map(|(round, _)| {
                n(Filter {
                    round: Some(round),
                    ..Filter::default()
                })
            })
            .sum();
        assert_eq!(by_round, n_events);
        assert!(
            n(Filter {
                actor: Some("QAT".into()),
                ..Filter::default()
            }) > 2
        );
    }

    /// An active filter says what it is.
    #[test]
    fn filters_in_words() {
        let document = Document::built_in();
        let filter = Filter {
            actor: Some("PAK".into()),
            class: Some(Class::Uncoded),
            ..Filter::default()
        };
        assert!(filter.is_active() && !Filter::default().is_active());
        assert_eq!(
            filter.in_words(document.snapshot().dossier()),
            ["actor Pakistan", "no code"]
        );
    }
}
