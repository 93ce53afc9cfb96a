//! What is left of a dossier if only some sources count, or only what was known on a day.
//!
//! A lens is put on before anything is measured, and what it takes away is part of the result, each
//! record with its reason.
//! It has no opinion on which sources deserve to be believed.
//!
//! - **One party's claims**: claims and statements of whoever speaks for the party. Events stay as
//!   common ground, but for acts that the party is said to have done and does not own up to, and
//!   events that only the other side's own publications report.
//! - **Only third parties**: claims and statements of whoever speaks neither for a party nor for an
//!   armed group; events that at least one source other than their own publications reports.
//! - **Only primary documents**, **only grades A and B**: records with at least one such source.
//! - **As known on a day**: what began later or was published later goes, rounds and ceasefires too.
//!   A date known to the month only counts as its last day, so that nothing is known too early.
//!   A record with a source without a date stays, because nothing says that it came later.
//!
//! Limits: when a claim was denied or corrected is not recorded, so its status is always today's; and the
//! words of a record may know more than its day.
//!
//! Invariants: a lens only takes away; a later day never shows less; everything is shown or hidden.

use crate::model::codes::{Attribution, Reliability, SourceKind};
use crate::model::date::{Day, Edtf};
use crate::model::{
    ActorId, Ceasefire, Claim, Dossier, Event, RecordKind, Round, Source, SourceId, Statement,
};

use super::standing::{Standing, standing, standing_of_source};
use super::trace::RecordRef;

/// Whose word counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lens {
    /// Everybody's.
    #[default]
    Everything,
    /// One party's claims only.
    OneParty(ActorId),
    /// Only third parties.
    ThirdParties,
    /// Only primary documents.
    PrimaryDocuments,
    /// Only sources graded A or B.
    GradeAB,
}

/// Through what a dossier is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct View {
    /// Whose word counts.
    pub lens: Lens,
    /// Only what was known on this day; `None` for everything.
    pub known_on: Option<Day>,
}

impl View {
    /// Whether what has this date had begun on the day of the view. A date known to the month only counts as its
    /// last day.
    pub fn has_begun(&self, date: &Edtf) -> bool {
        let Some(known_on) = self.known_on else {
            return true;
        };
        let start = match date.start() {
            Some(start) => start.latest().or_else(|| date.latest()),
            None => date.latest(),
        };
        start.is_none_or(|start| start <= known_on)
    }

    /// Whether what has this date was over on the day of the view; without an end it never is.
    pub fn is_over(&self, date: &Edtf) -> bool {
        let over = |known_on| date.latest().is_some_and(|end| end <= known_on);
        self.known_on.is_none_or(over)
    }
}

/// Why a record is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// It is not the chosen party that says so.
    OtherSpeaker,
    /// A party or an armed group says so.
    BelligerentSpeaker,
    /// It is not said who says so.
    UnknownSpeaker,
    /// The chosen party is said to have done it and does not own up to it.
    NotOwnedUpTo,
    /// Only publications of the other side, or of those who fight, report it.
    BelligerentSources,
    /// It names no source.
    NoSource,
    /// None of its sources is a primary document.
    NoPrimaryDocument,
    /// None of its sources is graded.
    NotGraded,
    /// Its sources are graded C or lower.
    GradedLower,
    /// It began later.
    Later,
    /// It was published later.
    PublishedLater,
}

/// A record that the view takes away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// The record.
    pub record: RecordRef,
    /// Why.
    pub why: Why,
}

/// What a view leaves of a dossier, each list in the order of the file.
#[derive(Clone, Debug)]
pub struct Shown<'a> {
    /// The whole dossier.
    pub dossier: &'a Dossier,
    /// The view.
    pub view: View,
    /// The events that are left.
    pub events: Vec<&'a Event>,
    /// The claims that are left.
    pub claims: Vec<&'a Claim>,
    /// The statements that are left.
    pub statements: Vec<&'a Statement>,
    /// The rounds that had begun; a lens takes none away.
    pub rounds: Vec<&'a Round>,
    /// The ceasefires that had begun; a lens takes none away.
    pub ceasefires: Vec<&'a Ceasefire>,
    /// What is taken away, by kind, then in the order of the file.
    pub hidden: Vec<Hidden>,
}

impl<'a> Shown<'a> {
    /// Puts a view on a dossier.
    pub fn new(dossier: &'a Dossier, view: &View) -> Self {
        let mut shown = Self {
            dossier,
            view: view.clone(),
            events: Vec::new(),
            claims: Vec::new(),
            statements: Vec::new(),
            rounds: Vec::new(),
            ceasefires: Vec::new(),
            hidden: Vec::new(),
        };
        let sieve = Sieve { dossier, view };
        let hidden = &mut shown.hidden;
        let mut left = |kind, id: &str, why: Option<Why>| {
            if let Some(why) = why {
                let record = RecordRef::new(kind, id);
                hidden.push(Hidden { record, why });
            }
            why.is_none()
        };
        shown.events.extend(dossier.events.iter().filter(|event| {
            let why = sieve.event(event);
            left(RecordKind::Event, event.id.as_str(), why)
        }));
        shown.claims.extend(dossier.claims.iter().filter(|claim| {
            let why = sieve.claim(claim);
            left(RecordKind::Claim, &claim.id, why)
        }));
        shown
            .statements
            .extend(dossier.statements.iter().filter(|statement| {
                let why = sieve.statement(statement);
                left(RecordKind::Statement, statement.id.as_str(), why)
            }));
        shown.rounds.extend(dossier.rounds.iter().filter(|round| {
            let why = sieve.begun(&round.when.dates);
            left(RecordKind::Round, round.id.as_str(), why)
        }));
        shown
            .ceasefires
            .extend(dossier.ceasefires.iter().filter(|ceasefire| {
                let why = sieve.begun(&ceasefire.dates);
                left(RecordKind::Ceasefire, &ceasefire.id, why)
            }));
        shown
    }

    /// How many records of a kind are hidden, for each reason that there is.
    pub fn counts(&self, kind: RecordKind) -> Vec<(Why, usize)> {
        hidden_counts(&self.hidden, kind)
    }
}

/// How many records of a kind are hidden, for each reason that there is.
pub fn hidden_counts(hidden: &[Hidden], kind: RecordKind) -> Vec<(Why, usize)> {
    let mut reasons: Vec<Why> = hidden
        .iter()
        .filter(|hidden| hidden.record.kind == kind)
        .map(|hidden| hidden.why)
        .collect();
    reasons.sort_unstable();
    reasons
        .chunk_by(|a, b| a == b)
        .filter_map(|same| Some((*same.first()?, same.len())))
        .collect()
}

/// A view at work on the records of a dossier.
struct Sieve<'a> {
    dossier: &'a Dossier,
    view: &'a View,
}

impl Sieve<'_> {
    fn event(&self, event: &Event) -> Option<Why> {
        self.begun(&event.date)
            .or_else(|| self.published(&event.sources))
            .or_else(|| self.event_through_lens(event))
    }

    fn event_through_lens(&self, event: &Event) -> Option<Why> {
        let speaks_for = |actor, party| standing(self.dossier, Some(actor)).is_party(party);
        match &self.view.lens {
            Lens::OneParty(party) => {
                let is_said_to = event.attribution == Some(Attribution::Alleged)
                    && event.from.iter().any(|actor| speaks_for(actor, party));
                if is_said_to {
                    return Some(Why::NotOwnedUpTo);
                }
                let is_of_others = |standing: Standing<'_>| {
                    standing.is_of_belligerent() && !standing.is_party(party)
                };
                // Without sources nobody else's word is behind it.
                (!event.sources.is_empty() && self.all_sources(&event.sources, is_of_others))
                    .then_some(Why::BelligerentSources)
            }
            Lens::ThirdParties if event.sources.is_empty() => Some(Why::NoSource),
            Lens::ThirdParties => self
                .all_sources(&event.sources, is_of_belligerent)
                .then_some(Why::BelligerentSources),
            _ => self.graded(&event.sources),
        }
    }

    fn claim(&self, claim: &Claim) -> Option<Why> {
        let made = claim.date.as_ref().and_then(|date| self.begun(date));
        let harm = claim.period.as_ref().and_then(|date| self.begun(date));
        made.or(harm)
            .or_else(|| self.published(&claim.sources))
            .or_else(|| self.spoken(claim.by.as_ref(), &claim.sources))
    }

    fn statement(&self, statement: &Statement) -> Option<Why> {
        self.begun(&statement.date)
            .or_else(|| self.published(&statement.sources))
            .or_else(|| self.spoken(Some(&statement.speaker), &statement.sources))
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
    fn begun(&self, date: &Edtf) -> Option<Why> {
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

impl Lens {
    /// All lenses for a dossier, for a picker: one for each party among them.
    pub fn all(dossier: &Dossier) -> Vec<Self> {
        let mut all = vec![Self::Everything];
        all.extend(dossier.parties.iter().cloned().map(Self::OneParty));
        all.extend([Self::ThirdParties, Self::PrimaryDocuments, Self::GradeAB]);
        all
    }

    /// The name that is shown.
    pub fn label(&self, dossier: &Dossier) -> String {
        match self {
            Self::Everything => "All sources".to_owned(),
            Self::OneParty(party) => format!("Only claims of {}", dossier.actor_name(party)),
            Self::ThirdParties => "Only third parties".to_owned(),
            Self::PrimaryDocuments => "Only primary documents".to_owned(),
            Self::GradeAB => "Only sources graded A or B".to_owned(),
        }
    }
}

impl Why {
    /// The reason as words for a list.
    pub fn label(self) -> &'static str {
        match self {
            Self::OtherSpeaker => "somebody else says so",
            Self::BelligerentSpeaker => "a party or an armed group says so",
            Self::UnknownSpeaker => "it is not said who says so",
            Self::NotOwnedUpTo => "the party does not own up to it",
            Self::BelligerentSources => "only those who fight report it",
            Self::NoSource => "it names no source",
            Self::NoPrimaryDocument => "no source is a primary document",
            Self::NotGraded => "no source is graded",
            Self::GradedLower => "its sources are graded C or lower",
            Self::Later => "it began later",
            Self::PublishedLater => "it was published later",
        }
    }
}
