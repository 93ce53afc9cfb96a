//! Who takes part: states, organisations, armed groups, institutions and persons; and third parties.

use super::codes::ActorKind;
use super::date::Edtf;
use super::ids::{ActorId, EventId, RoundId, SourceId};
use serde::{Deserialize, Serialize};

/// Anybody who acts, speaks or is harmed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// Id, for example "PAK".
    pub id: ActorId,
    /// Full name, neutral; the vocabulary of a party belongs in quotations only.
    pub name: String,
    /// Name for narrow places.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub short_name: String,
    /// State, armed group, person …
    pub kind: ActorKind,
    /// For a person or an institution: whom it acts for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<ActorId>,
    /// For a person: the office held during the process.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub office: String,
    /// Other names and spellings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Anything to say about the actor.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Where the office is attested.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

impl Actor {
    /// The short name, or the full one where there is none.
    pub fn short(&self) -> &str {
        if self.short_name.is_empty() {
            &self.name
        } else {
            &self.short_name
        }
    }
}

/// A mediator or would-be mediator, over the whole process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThirdParty {
    /// Id, for example "M1".
    pub id: String,
    /// Who it is.
    pub actor: ActorId,
    /// Its part in the process in a few words.
    pub role: String,
    /// What it did or offered, in the order of time.
    #[serde(default)]
    pub acts: Vec<ThirdPartyAct>,
    /// Sources for the acts as a whole.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// One thing that a third party did or offered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThirdPartyAct {
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Edtf>,
    /// What, in our own words.
    pub text: String,
    /// The rounds in which it was done; none for an offer outside the rounds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<RoundId>,
    /// The events that record it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventId>,
    /// Sources for this act, where they are known one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}
