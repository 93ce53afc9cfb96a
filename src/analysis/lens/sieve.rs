//! Whether one record passes a view, and why not.

use super::{Lens, View, Why};
use crate::analysis::standing::{Standing, standing, standing_of_source};
use crate::model::codes::{Attribution, PositionBasis, Reliability, SourceKind};
use crate::model::date::Edtf;
use crate::model::{
    ActorId, Assessment, Claim, Dossier, Event, Position, Reaction, Source, SourceId, Statement,
    ThirdParty, ThirdPartyAct, Version,
};

/// A view at work on the records of a dossier.
pub(super) struct Sieve<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) view: &'a View,
}

impl Sieve<'_> {
    pub(super) fn event(&self, event: &Event) -> Option<Why> {
        self.begun(&event.date)
            .or_else(|| self.published(&event.sources))
            .or_else(|| self.event_through_lens(event))
    }

    fn event_through_lens(&self, event: &Event) -> Option<Why> {
        if let Lens::OneParty(party) = &self.view.lens {
            let speaks_for = |actor| standing(self.dossier, Some(actor)).is_party(party);
            let is_said_to = event.attribution == Some(Attribution::Alleged)
                && event.from.iter().any(speaks_for);
            if is_said_to {
                return Some(Why::NotOwnedUpTo);
            }
        }
        self.reported(&event.sources)
    }

    /// Whether what these sources report is common ground for the lens.
    fn reported(&self, sources: &[SourceId]) -> Option<Why> {
        match &self.view.lens {
            Lens::OneParty(party) => {
                let is_of_others = |standing: Standing<'_>| {
                    standing.is_of_belligerent() && !standing.is_party(party)
                };
                // Without sources nobody else's word is behind it.
                (!sources.is_empty() && self.all_sources(sources, is_of_others))
                    .then_some(Why::BelligerentSources)
            }
            Lens::ThirdParties if sources.is_empty() => Some(Why::NoSource),
            Lens::ThirdParties => self
                .all_sources(sources, is_of_belligerent)
                .then_some(Why::BelligerentSources),
            _ => self.graded(sources),
        }
    }

    pub(super) fn claim(&self, claim: &Claim) -> Option<Why> {
        let made = claim.date.as_ref().and_then(|date| self.begun(date));
        let harm = claim.period.as_ref().and_then(|date| self.begun(date));
        made.or(harm)
            .or_else(|| self.published(&claim.sources))
            .or_else(|| self.spoken(claim.by.as_ref(), &claim.sources))
    }

    pub(super) fn statement(&self, statement: &Statement) -> Option<Why> {
        self.begun(&statement.date)
            .or_else(|| self.published(&statement.sources))
            .or_else(|| self.spoken(Some(&statement.speaker), &statement.sources))
    }

    /// A position goes with its party; that none could be found is nobody's word.
    pub(super) fn position(&self, position: &Position) -> Option<Why> {
        let mut rounds = self.dossier.rounds.iter();
        let round = rounds.find(|round| round.id == position.round);
        let later = round.and_then(|round| self.begun(&round.when.dates));
        if position.basis == Some(PositionBasis::NotFound) {
            return later;
        }
        later
            .or_else(|| self.published(&position.sources))
            .or_else(|| match &self.view.lens {
                Lens::OneParty(_) => self.spoken(Some(&position.party), &position.sources),
                _ => self.reported(&position.sources),
            })
    }

    /// One version of what is disputed goes with those who hold it.
    pub(super) fn version(&self, version: &Version) -> Option<Why> {
        self.published(&version.sources)
            .or_else(|| self.held(&version.actors, &version.sources))
    }

    /// What somebody said or did about a round; a joint text is common ground. Without sources of its own it rests
    /// on those of its statements.
    pub(super) fn reaction(&self, reaction: &Reaction) -> Option<Why> {
        let mut sources = reaction.sources.clone();
        if sources.is_empty() {
            let statements = self.dossier.statements.iter();
            let of_reaction = statements.filter(|it| reaction.statements.contains(&it.id));
            sources.extend(of_reaction.flat_map(|it| it.sources.iter().cloned()));
        }
        self.published(&sources).or_else(|| match &reaction.actor {
            Some(actor) => self.spoken(Some(actor), &sources),
            None => self.reported(&sources),
        })
    }

    /// What somebody judged.
    pub(super) fn assessment(&self, assessment: &Assessment) -> Option<Why> {
        let made = assessment.made.as_ref().and_then(|date| self.begun(date));
        made.or_else(|| self.begun(&assessment.date))
            .or_else(|| self.published(&assessment.sources))
            .or_else(|| self.held(assessment.by.as_slice(), &assessment.sources))
    }

    /// Something that a third party did or offered. Acts without sources of their own rest on those of the
    /// whole.
    pub(super) fn act(&self, third_party: &ThirdParty, act: &ThirdPartyAct) -> Option<Why> {
        let sources = match act.sources.as_slice() {
            [] => &third_party.sources,
            sources => sources,
        };
        let rounds = self.dossier.rounds.iter();
        let mut of_act = rounds.filter(|round| act.rounds.contains(&round.id));
        let begun = match &act.date {
            Some(date) => self.begun(date),
            None => of_act.find_map(|round| self.begun(&round.when.dates)),
        };
        begun
            .or_else(|| self.published(sources))
            .or_else(|| self.reported(sources))
    }

    /// A source is what it publishes.
    pub(super) fn source(&self, source: &Source) -> Option<Why> {
        let this = std::slice::from_ref(&source.id);
        self.published(this).or_else(|| self.reported(this))
    }

    /// Whether one of those who hold something passes the lens. Where they are not coded its sources count, and
    /// it is no party's.
    fn held(&self, actors: &[ActorId], sources: &[SourceId]) -> Option<Why> {
        let Some(first) = actors.first() else {
            return match &self.view.lens {
                Lens::OneParty(_) => Some(Why::UnknownSpeaker),
                _ => self.reported(sources),
            };
        };
        let mut others = actors.iter().skip(1);
        self.spoken(Some(first), sources)
            .filter(|_| others.all(|it| self.spoken(Some(it), sources).is_some()))
    }

    /// Whether the speaker or the sources pass the lens.
    fn spoken(&self, speaker: Option<&ActorId>, sources: &[SourceId]) -> Option<Why> {
        let standing = standing(self.dossier, speaker);
        match &self.view.lens {
            Lens::OneParty(_) | Lens::ThirdParties if standing == Standing::Unknown => {
                Some(Why::UnknownSpeaker)
            }
            Lens::OneParty(party) => (!standing.is_party(party)).then_some(Why::OtherSpeaker),
            Lens::ThirdParties => standing
                .is_of_belligerent()
                .then_some(Why::BelligerentSpeaker),
            _ => self.graded(sources),
        }
    }

    /// Whether the sources pass a lens that looks at sources only.
    fn graded(&self, ids: &[SourceId]) -> Option<Why> {
        let mut sources = self.sources(ids).peekable();
        match &self.view.lens {
            Lens::PrimaryDocuments | Lens::GradeAB if sources.peek().is_none() => {
                Some(Why::NoSource)
            }
            Lens::PrimaryDocuments => {
                let is_primary = |source: &Source| source.kind == Some(SourceKind::PrimaryDocument);
                (!sources.any(is_primary)).then_some(Why::NoPrimaryDocument)
            }
            Lens::GradeAB => {
                let grades: Vec<Reliability> =
                    sources.filter_map(|source| source.reliability).collect();
                if grades.is_empty() {
                    return Some(Why::NotGraded);
                }
                let is_good = |grade: &Reliability| *grade <= Reliability::B;
                (!grades.iter().any(is_good)).then_some(Why::GradedLower)
            }
            Lens::Everything | Lens::OneParty(_) | Lens::ThirdParties => None,
        }
    }

    fn all_sources(&self, ids: &[SourceId], is: impl Fn(Standing<'_>) -> bool) -> bool {
        self.sources(ids)
            .all(|source| is(standing_of_source(self.dossier, source)))
    }

    fn sources(&self, ids: &[SourceId]) -> impl Iterator<Item = &Source> {
        self.dossier
            .sources
            .iter()
            .filter(|source| ids.contains(&source.id))
    }

    /// Whether what has this date began by the day of the view.
    pub(super) fn begun(&self, date: &Edtf) -> Option<Why> {
        (!self.view.has_begun(date)).then_some(Why::Later)
    }

    /// Whether one of these sources was out by the day of the view.
    fn published(&self, ids: &[SourceId]) -> Option<Why> {
        let known_on = self.view.known_on?;
        let mut out = self.sources(ids).map(|source| {
            let day = source.date.as_ref().and_then(Edtf::latest);
            day.is_none_or(|day| day <= known_on)
        });
        // Without sources nothing says that it came later.
        let first = out.next()?;
        (!first && !out.any(|is_out| is_out)).then_some(Why::PublishedLater)
    }
}

fn is_of_belligerent(standing: Standing<'_>) -> bool {
    standing.is_of_belligerent()
}
