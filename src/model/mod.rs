//! What a dossier is: plain data and the rules between its fields.
//!
//! The model has no opinion on how a dossier is written down, shown or changed; it uses no other module
//! of the program. Dates are [EDTF](date::Edtf), contested values are sets of claims, references are ids.

mod actor;
mod assessment;
pub mod check;
pub mod codebook;
pub mod codes;
pub mod date;
mod dossier;
mod event;
mod ids;
pub mod plover;
mod round;
pub mod schema;
pub mod track;

pub use actor::{Actor, ThirdParty, ThirdPartyAct};
pub use assessment::Assessment;
pub use dossier::{CrossReference, Dossier, FORMAT_VERSION};
pub use event::{
    Annotation, Claim, CodingRule, Count, Dispute, Event, Extract, Gap, Source, Statement, Version,
};
pub use ids::{ActorId, AnyId, EventId, IssueId, RecordKind, RoundId, SourceId, StatementId};
pub use round::{
    AgendaItem, Ceasefire, CeasefireAfter, Commitment, Delegation, Involvement, Issue, Member,
    Note, Outcome, Place, Position, ProcessNote, Reaction, Round, Term, Violation, When,
};
