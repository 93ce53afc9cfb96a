//! The dossier: one peace process with everything that is known and claimed about it.

use super::date::Edtf;
use super::track::Track;
use super::{
    Actor, Annotation, Assessment, Ceasefire, Claim, CodingRule, Commitment, Dispute, Event,
    Extract, Gap, Issue, Position, Round, Source, Statement, ThirdParty,
    ids::{ActorId, RecordKind},
};
use serde::{Deserialize, Serialize};

/// The version of the dossier format that this program writes and fully understands.
pub const FORMAT_VERSION: u32 = 1;

/// One peace process. Lists keep the order that the curator chose.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dossier {
    /// Version of the format; see [`FORMAT_VERSION`].
    pub format: u32,
    /// Short stable name of the dossier.
    pub id: String,
    /// What the process is called.
    pub title: String,
    /// What this dossier is about, in a few sentences.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// The negotiating parties, most often two.
    #[serde(default)]
    pub parties: Vec<ActorId>,
    /// The period that the dossier covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Edtf>,
    /// The day after which nothing was looked for or found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cutoff: Option<Edtf>,
    /// What the cut-off means, and how the material was searched.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cutoff_note: String,
    /// Licence of the data.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub licence: String,
    /// Who coded it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// Coding rules that hold for the whole dossier, one sentence or two each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conventions: Vec<String>,
    /// Names of the same process elsewhere (PA-X, UCDP …).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cross_references: Vec<CrossReference>,
    /// States, organisations, armed groups and persons.
    #[serde(default)]
    pub actors: Vec<Actor>,
    /// What is negotiated about.
    #[serde(default)]
    pub issues: Vec<Issue>,
    /// The rounds of talks.
    #[serde(default)]
    pub rounds: Vec<Round>,
    /// What each party wanted on each issue in each round.
    #[serde(default)]
    pub positions: Vec<Position>,
    /// Mediators and would-be mediators, with what they did in and outside the rounds.
    #[serde(default)]
    pub third_parties: Vec<ThirdParty>,
    /// Truces and ceasefires.
    #[serde(default)]
    pub ceasefires: Vec<Ceasefire>,
    /// What happened.
    #[serde(default)]
    pub events: Vec<Event>,
    /// Casualty figures and the like, one record for every claimant.
    #[serde(default)]
    pub claims: Vec<Claim>,
    /// Short verbatim statements.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// Questions on which the sources disagree.
    #[serde(default)]
    pub disputes: Vec<Dispute>,
    /// Promises made in a text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<Commitment>,
    /// Which event code was used for what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coding: Vec<CodingRule>,
    /// Single facts that one source states, and where they went.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extracts: Vec<Extract>,
    /// What could not be found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
    /// The analyst's own marks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annotations: Vec<Annotation>,
    /// Levels and stages as somebody judged them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<Assessment>,
    /// Files with background data that lie beside the dossier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracks: Vec<Track>,
    /// What everything rests on.
    #[serde(default)]
    pub sources: Vec<Source>,
}

/// The name of the process in another data set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CrossReference {
    /// The data set, for example "PA-X" or "UCDP conflict".
    pub scheme: String,
    /// The id in that data set.
    pub id: String,
    /// Anything to say about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Dossier {
    /// The ids of all records of a kind, in the order of the file.
    pub fn ids(&self, kind: RecordKind) -> Vec<&str> {
        match kind {
            RecordKind::Dossier => vec![&self.id],
            RecordKind::Actor => self.actors.iter().map(|r| r.id.as_str()).collect(),
            RecordKind::Issue => self.issues.iter().map(|r| r.id.as_str()).collect(),
            RecordKind::Round => self.rounds.iter().map(|r| r.id.as_str()).collect(),
            RecordKind::Position => self.positions.iter().map(|r| r.id.as_str()).collect(),
            RecordKind::ThirdParty => self.third_parties.iter().map(|r| r.id.as_str()).collect(),
            RecordKind::Ceasefire => self.ceasefires.iter().map(|r| r.id.as_str()).collect(),
            RecordKind::Event => self.events.iter().map(|r| r.id.as_str()).collect(),
            RecordKind::Claim => self.claims.iter().map(|r| r.id.as_str()).collect(),
            RecordKind::Statement => self.statements.iter().map(|r| r.id.as_str()).collect(),
            RecordKind::Dispute => self.disputes.iter().map(|r| r.id.as_str()).collect(),
            RecordKind::Commitment => self.commitments.iter().map(|r| r.id.as_str()).collect(),
            RecordKind::Extract => self.extracts.iter().map(|r| r.id.as_str()).collect(),
            RecordKind::Gap => self.gaps.iter().map(|r| r.id.as_str()).collect(),
            RecordKind::Annotation => self.annotations.iter().map(|r| r.id.as_str()).collect(),
            RecordKind::Assessment => self.assessments.iter().map(|r| r.id.as_str()).collect(),
            RecordKind::Track => self.tracks.iter().map(|r| r.id.as_str()).collect(),
            RecordKind::Source => self.sources.iter().map(|r| r.id.as_str()).collect(),
        }
    }

    /// The actor with this id.
    pub fn actor(&self, id: &ActorId) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.id == *id)
    }

    /// The short name of an actor, or its id where there is no such actor.
    pub fn actor_name<'a>(&'a self, id: &'a ActorId) -> &'a str {
        self.actor(id).map_or(id.as_str(), Actor::short)
    }

    /// The first two parties: the dyad whose interaction the escalation curve follows.
    pub fn dyad(&self) -> Option<(&ActorId, &ActorId)> {
        match self.parties.as_slice() {
            [a, b, ..] => Some((a, b)),
            _ => None,
        }
    }
}
