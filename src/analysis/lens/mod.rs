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
//! - A version in a dispute goes with those who hold it, an act of a third party with its day and its sources,
//!   a position with its party, a reaction to a round with whoever reacted, a judgement with whoever judged, a
//!   source with its publisher. A dispute or a third party of which nothing is left goes as a whole.
//! - **As known on a day**: what began later or was published later goes, rounds and ceasefires too.
//!   A date known to the month only counts as its last day, so that nothing is known too early.
//!   A record with a source without a date stays, because nothing says that it came later.
//!
//! What stays whatever the lens: actors and issues, and promises and quoted extracts, which only the views of the
//! file show. The analyst's own marks and background data go with their day only; so does what could not be
//! found, as soon as one of the records where it is missing came later.
//!
//! Limits: when a claim was denied or corrected is not recorded, so its status is always today's; and the
//! words of a record may know more than its day.
//!
//! Invariants: a lens only takes away; a later day never shows less; everything is shown or hidden.

mod sieve;

use super::trace::RecordRef;
use crate::model::date::{Day, Edtf};
use crate::model::{
    ActorId, AnyId, Ceasefire, Claim, Dossier, Event, RecordKind, Round, Statement,
};
use sieve::Sieve;

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

/// A version of a dispute, an act of a third party or a reaction to a round that the view takes away.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HiddenPart {
    /// The dispute, the third party or the round.
    pub record: RecordRef,
    /// Its place in the list of the record.
    pub idx: usize,
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
    /// The versions, acts and reactions that are taken away, those of records that are hidden as a whole too.
    pub hidden_parts: Vec<HiddenPart>,
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
            hidden_parts: Vec::new(),
        };
        let sieve = Sieve { dossier, view };
        let hidden = &mut shown.hidden;
        let mut left = |kind, id: &str, why: Option<Why>| {
            note(hidden, kind, id, why);
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
        if *view != View::default() {
            shown.hide_the_rest(&sieve);
        }
        shown
    }

    /// What is not measured, and so has no list of its own.
    fn hide_the_rest(&mut self, sieve: &Sieve<'_>) {
        let dossier = self.dossier;
        for position in &dossier.positions {
            let why = sieve.position(position);
            self.hide(RecordKind::Position, &position.id, why);
        }
        for it in &dossier.assessments {
            self.hide(RecordKind::Assessment, &it.id, sieve.assessment(it));
        }
        for it in &dossier.annotations {
            self.hide(RecordKind::Annotation, &it.id, sieve.begun(&it.date));
        }
        for source in &dossier.sources {
            let why = sieve.source(source);
            self.hide(RecordKind::Source, source.id.as_str(), why);
        }
        for third_party in &dossier.third_parties {
            let acts = third_party.acts.iter();
            let acts: Vec<_> = acts.map(|act| sieve.act(third_party, act)).collect();
            let is_involved = self.rounds.iter().any(|round| {
                let mut involved = round.third_parties.iter();
                involved.any(|it| it.actor == third_party.actor)
            });
            let why = why_nothing_is_left(&acts).filter(|_| !is_involved);
            self.hide(RecordKind::ThirdParty, &third_party.id, why);
            self.hide_parts(RecordKind::ThirdParty, &third_party.id, acts);
        }
        for round in &dossier.rounds {
            let reactions = round.reactions.iter().map(|it| sieve.reaction(it));
            self.hide_parts(RecordKind::Round, round.id.as_str(), reactions.collect());
        }
        for dispute in &dossier.disputes {
            let versions = dispute.versions.iter();
            let versions: Vec<_> = versions.map(|it| sieve.version(it)).collect();
            let about: Vec<_> = dispute.about.iter().map(|id| self.later(id)).collect();
            let why = why_nothing_is_left(&about).or_else(|| why_nothing_is_left(&versions));
            self.hide(RecordKind::Dispute, &dispute.id, why);
            self.hide_parts(RecordKind::Dispute, &dispute.id, versions);
        }
        for gap in &dossier.gaps {
            let why = gap.about.iter().find_map(|id| self.later(id));
            self.hide(RecordKind::Gap, &gap.id, why);
        }
    }

    fn hide(&mut self, kind: RecordKind, id: &str, why: Option<Why>) {
        note(&mut self.hidden, kind, id, why);
    }

    fn hide_parts(&mut self, kind: RecordKind, id: &str, parts: Vec<Option<Why>>) {
        for (idx, why) in parts.into_iter().enumerate() {
            self.hidden_parts.extend(why.map(|why| HiddenPart {
                record: RecordRef::new(kind, id),
                idx,
                why,
            }));
        }
    }

    /// Whether a record is hidden because it came later.
    fn later(&self, id: &AnyId) -> Option<Why> {
        let of_id = self.hidden.iter().find(|it| it.record.id == id.as_str());
        of_id.map(|it| it.why).filter(|why| why.is_later())
    }

    /// How many records of a kind are hidden, for each reason that there is.
    pub fn counts(&self, kind: RecordKind) -> Vec<(Why, usize)> {
        hidden_counts(&self.hidden, kind)
    }
}

fn note(hidden: &mut Vec<Hidden>, kind: RecordKind, id: &str, why: Option<Why>) {
    hidden.extend(why.map(|why| Hidden {
        record: RecordRef::new(kind, id),
        why,
    }));
}

/// Why a record goes as a whole: all that it consists of is hidden, and it consists of something.
fn why_nothing_is_left(parts: &[Option<Why>]) -> Option<Why> {
    let first = parts.first().copied().flatten();
    first.filter(|_| parts.iter().all(Option::is_some))
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
    /// Whether the day is the reason, and not the lens.
    pub fn is_later(self) -> bool {
        matches!(self, Self::Later | Self::PublishedLater)
    }

    /// The reason as words for a list of records of this kind.
    pub fn label(self, kind: RecordKind) -> &'static str {
        match self {
            Self::BelligerentSources if kind == RecordKind::Source => "those who fight publish it",
            Self::NoPrimaryDocument if kind == RecordKind::Source => "it is no primary document",
            Self::NotGraded if kind == RecordKind::Source => "it is not graded",
            Self::GradedLower if kind == RecordKind::Source => "it is graded C or lower",
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
