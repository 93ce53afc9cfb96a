//! The ids by which records refer to each other.
//!
//! Every kind of record has a type of its own, so that a round cannot be named where a source is meant.
//! In the file an id is plain text (`"R1"`, `"S48"`); all ids of a dossier share one namespace, so that
//! a reader can say "E12" without saying what E12 is.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! ids {
    ($($(#[doc = $doc:literal])* $name:ident;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as it stands in the file.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// Id of an [`Actor`](super::Actor): a state, an organisation, an armed group or a person.
    ActorId;
    /// Id of an [`Issue`](super::Issue) on the agenda.
    IssueId;
    /// Id of a negotiation [`Round`](super::Round).
    RoundId;
    /// Id of an [`Event`](super::Event).
    EventId;
    /// Id of a [`Statement`](super::Statement).
    StatementId;
    /// Id of a [`Source`](super::Source).
    SourceId;
    /// Id of a record of any kind, where a record may be about several kinds of things.
    AnyId;
}

/// The kinds of records that have an id and can be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RecordKind {
    /// The dossier itself; its id is the dossier's own.
    Dossier,
    /// [`Actor`](super::Actor).
    Actor,
    /// [`Issue`](super::Issue).
    Issue,
    /// [`Round`](super::Round).
    Round,
    /// [`Position`](super::Position).
    Position,
    /// [`ThirdParty`](super::ThirdParty).
    ThirdParty,
    /// [`Ceasefire`](super::Ceasefire).
    Ceasefire,
    /// [`Event`](super::Event).
    Event,
    /// [`Claim`](super::Claim).
    Claim,
    /// [`Statement`](super::Statement).
    Statement,
    /// [`Dispute`](super::Dispute).
    Dispute,
    /// [`Commitment`](super::Commitment).
    Commitment,
    /// [`Extract`](super::Extract).
    Extract,
    /// [`Gap`](super::Gap).
    Gap,
    /// [`Annotation`](super::Annotation).
    Annotation,
    /// [`Assessment`](super::Assessment).
    Assessment,
    /// [`Track`](super::track::Track).
    Track,
    /// [`Source`](super::Source).
    Source,
}

impl RecordKind {
    /// All kinds that are kept in lists, in the order in which a dossier lists them.
    pub const LISTED: [Self; 17] = [
        Self::Actor,
        Self::Issue,
        Self::Round,
        Self::Position,
        Self::ThirdParty,
        Self::Ceasefire,
        Self::Event,
        Self::Claim,
        Self::Statement,
        Self::Dispute,
        Self::Commitment,
        Self::Extract,
        Self::Gap,
        Self::Annotation,
        Self::Assessment,
        Self::Track,
        Self::Source,
    ];

    /// The field of the dossier that holds the records of this kind; empty for the dossier itself.
    pub fn list_field(self) -> &'static str {
        match self {
            Self::Dossier => "",
            Self::Actor => "actors",
            Self::Issue => "issues",
            Self::Round => "rounds",
            Self::Position => "positions",
            Self::ThirdParty => "third_parties",
            Self::Ceasefire => "ceasefires",
            Self::Event => "events",
            Self::Claim => "claims",
            Self::Statement => "statements",
            Self::Dispute => "disputes",
            Self::Commitment => "commitments",
            Self::Extract => "extracts",
            Self::Gap => "gaps",
            Self::Annotation => "annotations",
            Self::Assessment => "assessments",
            Self::Track => "tracks",
            Self::Source => "sources",
        }
    }

    /// The word for one such record, as it is shown: "round", "third party".
    pub fn word(self) -> &'static str {
        match self {
            Self::Dossier => "dossier",
            Self::Actor => "actor",
            Self::Issue => "issue",
            Self::Round => "round",
            Self::Position => "position",
            Self::ThirdParty => "third party",
            Self::Ceasefire => "ceasefire",
            Self::Event => "event",
            Self::Claim => "claim",
            Self::Statement => "statement",
            Self::Dispute => "dispute",
            Self::Commitment => "commitment",
            Self::Extract => "extract",
            Self::Gap => "gap",
            Self::Annotation => "annotation",
            Self::Assessment => "assessment",
            Self::Track => "track",
            Self::Source => "source",
        }
    }
}
