//! The negotiation round, the object around which everything else is arranged.

use super::codes::{
    CeasefireClass, CeasefireStatus, Confidence, Implementation, MediationStrategy, Movement,
    PaxStage, PlacePrecision, PositionBasis, RoundOutcome, TalksFormat, TalksLevel, TextStatus,
    ThirdPartyRole, Track,
};
use super::date::Edtf;
use super::ids::{ActorId, EventId, IssueId, RoundId, SourceId, StatementId};
use serde::{Deserialize, Serialize};

/// One round of talks, from the first meeting to the announced end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Round {
    /// Id, for example "R1".
    pub id: RoundId,
    /// Which round it is, counted from 1.
    pub ordinal: u32,
    /// Full name.
    pub name: String,
    /// Name for cards and the timeline.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub short_name: String,
    /// The round in a sentence or two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// When it took place.
    pub when: When,
    /// Where it took place.
    #[serde(default)]
    pub place: Place,
    /// Who hosted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<ActorId>,
    /// How the parties talked to each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<TalksFormat>,
    /// The rank of those who led the delegations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<TalksLevel>,
    /// The diplomatic track.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<Track>,
    /// What format, level and track rest on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub format_note: String,
    /// Sources of the name and the number of the round.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
    /// Third parties with their roles.
    #[serde(default)]
    pub third_parties: Vec<Involvement>,
    /// The delegations of the parties.
    #[serde(default)]
    pub delegations: Vec<Delegation>,
    /// What was to be talked about.
    #[serde(default)]
    pub agenda: Vec<AgendaItem>,
    /// How the talks went.
    #[serde(default)]
    pub process: Vec<ProcessNote>,
    /// What came out.
    pub outcome: Outcome,
    /// Where the ceasefire stood afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceasefire_after: Option<CeasefireAfter>,
    /// What was said about the round, beyond the verbatim statements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
}

impl Round {
    /// The short name, or the full one where there is none.
    pub fn short(&self) -> &str {
        if self.short_name.is_empty() {
            &self.name
        } else {
            &self.short_name
        }
    }
}

/// A date with what there is to say about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct When {
    /// First to last day.
    pub dates: Edtf,
    /// How the dates are known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Sources of the dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// A place, as well as it is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The place in words, for example "Torkham and Chaman".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The building.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub venue: String,
    /// City.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// Country.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// Latitude in degrees north, −90 to 90.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Longitude in degrees east, −180 to 180.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// How exact the coordinates are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<PlacePrecision>,
    /// What is not known about the place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Sources of the place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

impl Place {
    /// The place in the words that name it best: the name, else city and country.
    pub fn label(&self) -> String {
        if !self.name.is_empty() {
            return self.name.clone();
        }
        [self.city.as_str(), self.country.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// What one third party did in one round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Involvement {
    /// Who.
    pub actor: ActorId,
    /// In which roles.
    #[serde(default)]
    pub roles: Vec<ThirdPartyRole>,
    /// How it mediated, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strategy: Option<MediationStrategy>,
    /// What it did, in our own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Who represented it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Member>,
    /// What is not known or contradictory about its representatives.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub people_note: String,
    /// Sources of role and people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// The delegation of one party in one round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delegation {
    /// The party.
    pub party: ActorId,
    /// Its head; absent where it was not disclosed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<ActorId>,
    /// What there is to say about the head.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub head_note: String,
    /// The other members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// What is not known about the delegation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Sources of the delegation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// A member of a delegation, or a mediator's representative.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// The person; absent where only an office is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<ActorId>,
    /// The office as it was named for this round, where it differs from the person's own entry.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub office: String,
    /// Anything to say about the member.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Sources for this member, where they are known one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// One point on the agenda.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// The point in our own words.
    pub text: String,
    /// The issues that it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<IssueId>,
    /// Sources of this point.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// One thing that is known about the course of the talks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProcessNote {
    /// The day or days that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Edtf>,
    /// What is known, in our own words.
    pub text: String,
    /// Sources of this note.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// What came out of a round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The category.
    pub kind: RoundOutcome,
    /// In which form it exists as a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_status: Option<TextStatus>,
    /// Who made the outcome public.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub published_by: Vec<ActorId>,
    /// Who denies it, in whole or in part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub denied_by: Vec<ActorId>,
    /// Stage of the text in the PA-X codebook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pax_stage: Option<PaxStage>,
    /// The outcome in a sentence or two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// Sources of the outcome.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
    /// What was agreed, point by point.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Term>,
    /// Sources of the terms as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms_sources: Vec<SourceId>,
    /// Who signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatories: Option<Note>,
    /// What was agreed to come next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<Note>,
}

/// One point of what was agreed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// The point in our own words.
    pub text: String,
    /// Whose account this is; absent where it is common ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub according_to: Option<ActorId>,
    /// Sources of this point, where they are known one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// A sentence with its sources.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// The sentence in our own words.
    pub text: String,
    /// Its date, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Edtf>,
    /// Its sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// Where the ceasefire stood after a round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CeasefireAfter {
    /// In one word.
    pub status: CeasefireStatus,
    /// In our own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// What somebody said or did about a round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reaction {
    /// Who; absent for a joint text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorId>,
    /// What, in our own words; may be empty where a statement says it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The verbatim statements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<StatementId>,
    /// Sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// Something that is negotiated about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    /// Id, for example "I3".
    pub id: IssueId,
    /// What it is called.
    pub title: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

/// What one party wanted on one issue in one round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Id, for example "P01".
    pub id: String,
    /// The issue.
    pub issue: IssueId,
    /// The round.
    pub round: RoundId,
    /// The party.
    pub party: ActorId,
    /// The position in our own words.
    pub text: String,
    /// How it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<PositionBasis>,
    /// Who reported it, where the party did not state it itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reported_by: String,
    /// Movement against the party's previous position; absent where nobody judged it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub movement: Option<Movement>,
    /// Sources.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// A truce or ceasefire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ceasefire {
    /// Id, for example "CF1".
    pub id: String,
    /// What it is called.
    pub name: String,
    /// From when to when; an open end where no end was declared.
    pub dates: Edtf,
    /// Its class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<CeasefireClass>,
    /// Where it stands at the data cut-off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<CeasefireStatus>,
    /// Who declared it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declared_by: Vec<ActorId>,
    /// Who mediated it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mediated_by: Vec<ActorId>,
    /// The events that started, prolonged or ended it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventId>,
    /// What there is to say about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What was said about its standing, in the order of time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub developments: Vec<Note>,
    /// Sources.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// A promise made in a text or announced as an outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// Id, for example "K1".
    pub id: String,
    /// The round in which it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<RoundId>,
    /// The promise in our own words.
    pub text: String,
    /// Who owes it.
    #[serde(default)]
    pub owed_by: Vec<ActorId>,
    /// To whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owed_to: Vec<ActorId>,
    /// When it falls due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Edtf>,
    /// How far it is carried out; absent where nobody judged it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Implementation>,
    /// What the judgement rests on, or why there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Violations that somebody alleges.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub violations: Vec<Violation>,
    /// Sources.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// An alleged violation of a commitment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Violation {
    /// Who alleges it.
    pub alleged_by: ActorId,
    /// What is alleged.
    pub text: String,
    /// The events that it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventId>,
    /// How sure the coder is that the allegation was made as described.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// Sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}
