//! What the fields of every record are called, and what may stand in them.
//!
//! The inspector builds its forms from this table, and an edit uses it to find the place of a field that
//! is not yet in the text. The table lists the fields in the order of the types; a test holds the two
//! together, so a field that is added to a type without an entry here does not go unnoticed.

mod background;

use super::codes::{
    ActorKind, Attribution, CeasefireClass, CeasefireStatus, ClaimRank, ClaimStatus, Confidence,
    Credibility, DatePrecision, Implementation, MediationStrategy, Movement, PaxStage,
    PlacePrecision, PositionBasis, Priority, Reliability, RoundOutcome, SourceKind, Spread,
    TalksFormat, TalksLevel, TextStatus, ThirdPartyRole, Track, Vocabulary,
};
use super::ids::RecordKind;
use background::{ASSESSMENT, TRACK};

/// One field of a record.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in the file.
    pub name: &'static str,
    /// Its name on screen, in sentence case.
    pub label: &'static str,
    /// What may stand in it, and so how it is edited.
    pub content: Content,
    /// Whether every record has it.
    pub required: bool,
}

/// What may stand in a field.
#[derive(Clone, Copy, Debug)]
pub enum Content {
    /// The id of the record itself.
    Id,
    /// One line of text.
    Line,
    /// Text of any length.
    Text,
    /// A list of texts.
    Texts,
    /// An EDTF date.
    Date,
    /// A whole number that is not negative.
    Whole,
    /// A decimal number within the limits given.
    Decimal(f64, f64),
    /// Yes or no.
    Switch,
    /// A web address.
    Address,
    /// A CAMEO code.
    Cameo,
    /// One code of a vocabulary.
    Code(&'static Vocabulary),
    /// Several codes of a vocabulary.
    Codes(&'static Vocabulary),
    /// A reference to a record.
    Ref(RecordKind),
    /// References to records.
    Refs(RecordKind),
    /// References to records of any kind.
    AnyRefs,
    /// A group of fields.
    Group(&'static [Field]),
    /// A list of groups, with the word for one of them.
    Groups(&'static [Field], &'static str),
}

const fn need(name: &'static str, label: &'static str, content: Content) -> Field {
    Field {
        name,
        label,
        content,
        required: true,
    }
}

const fn may(name: &'static str, label: &'static str, content: Content) -> Field {
    Field {
        name,
        label,
        content,
        required: false,
    }
}

const SOURCES: Field = may("sources", "Sources", Content::Refs(RecordKind::Source));

macro_rules! code {
    ($vocabulary:ident) => {
        Content::Code(&$vocabulary::VOCABULARY)
    };
}

const ACTOR: Content = Content::Ref(RecordKind::Actor);
const ACTORS: Content = Content::Refs(RecordKind::Actor);
const EVENTS: Content = Content::Refs(RecordKind::Event);
const ROUND_REF: Content = Content::Ref(RecordKind::Round);

const WHEN: &[Field] = &[
    need("dates", "Dates", Content::Date),
    may("note", "How the dates are known", Content::Text),
    SOURCES,
];

const PLACE: &[Field] = &[
    may("name", "Place", Content::Line),
    may("venue", "Venue", Content::Line),
    may("city", "City", Content::Line),
    may("country", "Country", Content::Line),
    may("latitude", "Latitude", Content::Decimal(-90.0, 90.0)),
    may("longitude", "Longitude", Content::Decimal(-180.0, 180.0)),
    may("precision", "Precision", code!(PlacePrecision)),
    may("note", "Note", Content::Text),
    SOURCES,
];

const MEMBER: &[Field] = &[
    may("person", "Person", ACTOR),
    may("office", "Office", Content::Line),
    may("note", "Note", Content::Text),
    SOURCES,
];

const INVOLVEMENT: &[Field] = &[
    need("actor", "Third party", ACTOR),
    may(
        "roles",
        "Roles",
        Content::Codes(&ThirdPartyRole::VOCABULARY),
    ),
    may("strategy", "Strategy", code!(MediationStrategy)),
    may("text", "What it did", Content::Text),
    may(
        "people",
        "Representatives",
        Content::Groups(MEMBER, "representative"),
    ),
    may("people_note", "Note on representatives", Content::Text),
    SOURCES,
];

const DELEGATION: &[Field] = &[
    need("party", "Party", ACTOR),
    may("head", "Head", ACTOR),
    may("head_note", "Note on the head", Content::Text),
    may("members", "Members", Content::Groups(MEMBER, "member")),
    may("note", "Note", Content::Text),
    SOURCES,
];

const AGENDA_ITEM: &[Field] = &[
    need("text", "Point", Content::Text),
    may("issues", "Issues", Content::Refs(RecordKind::Issue)),
    SOURCES,
];

const PROCESS_NOTE: &[Field] = &[
    may("date", "Date", Content::Date),
    need("text", "Text", Content::Text),
    SOURCES,
];

const TERM: &[Field] = &[
    need("text", "Point", Content::Text),
    may("according_to", "According to", ACTOR),
    SOURCES,
];

const NOTE: &[Field] = &[
    need("text", "Text", Content::Text),
    may("date", "Date", Content::Date),
    SOURCES,
];

const OUTCOME: &[Field] = &[
    need("kind", "Outcome", code!(RoundOutcome)),
    may("text_status", "Form of the text", code!(TextStatus)),
    may("published_by", "Published by", ACTORS),
    may("denied_by", "Denied by", ACTORS),
    may("pax_stage", "PA-X stage", code!(PaxStage)),
    may("summary", "Summary", Content::Text),
    SOURCES,
    may("terms", "Terms", Content::Groups(TERM, "term")),
    may(
        "terms_sources",
        "Sources of the terms",
        Content::Refs(RecordKind::Source),
    ),
    may("signatories", "Signatories", Content::Group(NOTE)),
    may("follow_up", "Follow-up agreed", Content::Group(NOTE)),
];

const CEASEFIRE_AFTER: &[Field] = &[
    need("status", "Status", code!(CeasefireStatus)),
    may("text", "Text", Content::Text),
    SOURCES,
];

const REACTION: &[Field] = &[
    may("actor", "Who", ACTOR),
    may("text", "What", Content::Text),
    may(
        "statements",
        "Statements",
        Content::Refs(RecordKind::Statement),
    ),
    SOURCES,
];

const ROUND: &[Field] = &[
    need("id", "Id", Content::Id),
    need("ordinal", "Number", Content::Whole),
    need("name", "Name", Content::Line),
    may("short_name", "Short name", Content::Line),
    may("summary", "Summary", Content::Text),
    need("when", "When", Content::Group(WHEN)),
    may("place", "Where", Content::Group(PLACE)),
    may("host", "Host", ACTOR),
    may("format", "Format", code!(TalksFormat)),
    may("level", "Level", code!(TalksLevel)),
    may("track", "Track", code!(Track)),
    may("format_note", "Note on format", Content::Text),
    may(
        "sources",
        "Sources of name and number",
        Content::Refs(RecordKind::Source),
    ),
    may(
        "third_parties",
        "Third parties",
        Content::Groups(INVOLVEMENT, "third party"),
    ),
    may(
        "delegations",
        "Delegations",
        Content::Groups(DELEGATION, "delegation"),
    ),
    may(
        "agenda",
        "Agenda",
        Content::Groups(AGENDA_ITEM, "agenda item"),
    ),
    may(
        "process",
        "Process",
        Content::Groups(PROCESS_NOTE, "process note"),
    ),
    need("outcome", "Outcome", Content::Group(OUTCOME)),
    may(
        "ceasefire_after",
        "Ceasefire afterwards",
        Content::Group(CEASEFIRE_AFTER),
    ),
    may(
        "reactions",
        "Reactions",
        Content::Groups(REACTION, "reaction"),
    ),
];

const CROSS_REFERENCE: &[Field] = &[
    need("scheme", "Data set", Content::Line),
    need("id", "Id there", Content::Line),
    may("note", "Note", Content::Text),
];

const CODING_RULE: &[Field] = &[
    need("code", "Code", Content::Cameo),
    need("rule", "Rule", Content::Text),
    may("alternative", "Alternative", Content::Text),
    need("sureness", "Sureness", code!(Confidence)),
];

const DOSSIER: &[Field] = &[
    need("format", "Format version", Content::Whole),
    need("id", "Id", Content::Id),
    need("title", "Title", Content::Line),
    may("summary", "Summary", Content::Text),
    may("parties", "Parties", ACTORS),
    may("coverage", "Coverage", Content::Date),
    may("cutoff", "Data cut-off", Content::Date),
    may("cutoff_note", "What the cut-off means", Content::Text),
    may("licence", "Licence", Content::Text),
    may("authors", "Authors", Content::Texts),
    may("conventions", "Conventions", Content::Texts),
    may(
        "cross_references",
        "Cross-references",
        Content::Groups(CROSS_REFERENCE, "cross-reference"),
    ),
    may(
        "coding",
        "Coding rules",
        Content::Groups(CODING_RULE, "coding rule"),
    ),
];

const ACTOR_FIELDS: &[Field] = &[
    need("id", "Id", Content::Id),
    need("name", "Name", Content::Line),
    may("short_name", "Short name", Content::Line),
    need("kind", "Kind", code!(ActorKind)),
    may("of", "Acts for", ACTOR),
    may("office", "Office", Content::Line),
    may("aliases", "Other names", Content::Texts),
    may("note", "Note", Content::Text),
    SOURCES,
];

const ISSUE: &[Field] = &[
    need("id", "Id", Content::Id),
    need("title", "Title", Content::Line),
    may("description", "Description", Content::Text),
];

const POSITION: &[Field] = &[
    need("id", "Id", Content::Id),
    need("issue", "Issue", Content::Ref(RecordKind::Issue)),
    need("round", "Round", ROUND_REF),
    need("party", "Party", ACTOR),
    need("text", "Position", Content::Text),
    may("basis", "How it is known", code!(PositionBasis)),
    may("reported_by", "Reported by", Content::Line),
    may("movement", "Movement", code!(Movement)),
    SOURCES,
];

const THIRD_PARTY_ACT: &[Field] = &[
    may("date", "Date", Content::Date),
    need("text", "What", Content::Text),
    may("rounds", "Rounds", Content::Refs(RecordKind::Round)),
    may("events", "Events", EVENTS),
    SOURCES,
];

const THIRD_PARTY: &[Field] = &[
    need("id", "Id", Content::Id),
    need("actor", "Actor", ACTOR),
    need("role", "Role", Content::Line),
    may("acts", "Acts", Content::Groups(THIRD_PARTY_ACT, "act")),
    SOURCES,
];

const CEASEFIRE: &[Field] = &[
    need("id", "Id", Content::Id),
    need("name", "Name", Content::Line),
    need("dates", "Dates", Content::Date),
    may("class", "Class", code!(CeasefireClass)),
    may("status", "Status", code!(CeasefireStatus)),
    may("declared_by", "Declared by", ACTORS),
    may("mediated_by", "Mediated by", ACTORS),
    may("events", "Events", EVENTS),
    may("note", "Note", Content::Text),
    may(
        "developments",
        "Developments",
        Content::Groups(NOTE, "development"),
    ),
    SOURCES,
];

const EVENT: &[Field] = &[
    need("id", "Id", Content::Id),
    need("date", "Date", Content::Date),
    may("date_precision", "Kind of date", code!(DatePrecision)),
    may("time", "Time", Content::Line),
    may("place", "Where", Content::Group(PLACE)),
    need("title", "Title", Content::Line),
    may("text", "What happened", Content::Text),
    may("from", "Who", ACTORS),
    may("to", "Towards whom", ACTORS),
    may("with", "With", ACTORS),
    may("attribution", "Attribution", code!(Attribution)),
    may("actors_note", "Note on the actors", Content::Text),
    may("cameo", "CAMEO code", Content::Cameo),
    may("coding_note", "Note on the code", Content::Text),
    may("dyad", "Counts on the dyad", ACTORS),
    may("spread", "Counts on days", code!(Spread)),
    need("priority", "Priority", code!(Priority)),
    may("confidence", "Confidence", code!(Confidence)),
    may(
        "attribution_confidence",
        "Confidence in the attribution",
        code!(Confidence),
    ),
    may(
        "figures_confidence",
        "Confidence in the figures",
        code!(Confidence),
    ),
    may("confidence_note", "Note on confidence", Content::Text),
    may("round", "Round", ROUND_REF),
    SOURCES,
];

const COUNT: &[Field] = &[
    may("low", "At least", Content::Whole),
    may("high", "At most", Content::Whole),
    may("best", "Best estimate", Content::Whole),
];

const CLAIM: &[Field] = &[
    need("id", "Id", Content::Id),
    may("events", "Events", EVENTS),
    may("period", "Period", Content::Date),
    need("claimant", "Claimant", Content::Line),
    may("by", "Actor behind it", ACTOR),
    need("harmed", "Who was harmed", Content::Line),
    may("side", "Their side", ACTOR),
    may("killed", "Killed", Content::Group(COUNT)),
    may("wounded", "Wounded", Content::Group(COUNT)),
    may("posts", "Posts taken", Content::Group(COUNT)),
    may("date", "Claimed on", Content::Date),
    may("quote", "Words", Content::Text),
    may("status", "Status", code!(ClaimStatus)),
    may("rank", "Rank", code!(ClaimRank)),
    may("credibility", "Credibility", code!(Credibility)),
    may("note", "Note", Content::Text),
    SOURCES,
];

const STATEMENT: &[Field] = &[
    need("id", "Id", Content::Id),
    need("date", "Date", Content::Date),
    need("speaker", "Speaker", ACTOR),
    may("office", "Office", Content::Line),
    need("words", "Words", Content::Texts),
    may("context", "Context", Content::Text),
    may("occasion", "Occasion", Content::Line),
    may("language", "Language", Content::Line),
    may(
        "other_translation",
        "Other translation",
        Content::Group(NOTE),
    ),
    may("round", "Round", ROUND_REF),
    may("events", "Events", EVENTS),
    SOURCES,
];

const VERSION: &[Field] = &[
    need("held_by", "Held by", Content::Line),
    may("actors", "Actors", ACTORS),
    need("text", "Version", Content::Text),
    SOURCES,
];

const DISPUTE: &[Field] = &[
    need("id", "Id", Content::Id),
    need("question", "Question", Content::Line),
    may("about", "About", Content::AnyRefs),
    may("versions", "Versions", Content::Groups(VERSION, "version")),
    may("treatment", "Treatment here", Content::Text),
];

const VIOLATION: &[Field] = &[
    need("alleged_by", "Alleged by", ACTOR),
    need("text", "What", Content::Text),
    may("events", "Events", EVENTS),
    may("confidence", "Confidence", code!(Confidence)),
    SOURCES,
];

const COMMITMENT: &[Field] = &[
    need("id", "Id", Content::Id),
    may("round", "Round", ROUND_REF),
    need("text", "Promise", Content::Text),
    may("owed_by", "Owed by", ACTORS),
    may("owed_to", "Owed to", ACTORS),
    may("due", "Due", Content::Date),
    may("status", "Carried out", code!(Implementation)),
    may("note", "Note", Content::Text),
    may(
        "violations",
        "Alleged violations",
        Content::Groups(VIOLATION, "violation"),
    ),
    SOURCES,
];

const EXTRACT: &[Field] = &[
    need("id", "Id", Content::Id),
    need("source", "Source", Content::Ref(RecordKind::Source)),
    need("text", "Fact", Content::Text),
    may("used_in", "Used in", Content::AnyRefs),
    may(
        "corroborated_by",
        "Corroborated by",
        Content::Refs(RecordKind::Source),
    ),
    may("note", "Note", Content::Text),
];

const GAP: &[Field] = &[
    need("id", "Id", Content::Id),
    need("text", "What is missing", Content::Text),
    may("about", "About", Content::AnyRefs),
];

const ANNOTATION: &[Field] = &[
    need("id", "Id", Content::Id),
    need("date", "Date", Content::Date),
    need("text", "Note", Content::Text),
    may("about", "About", Content::AnyRefs),
    may("private", "Private", Content::Switch),
];

const SOURCE: &[Field] = &[
    need("id", "Id", Content::Id),
    need("publisher", "Publisher", Content::Line),
    may("via", "Citing or from", Content::Line),
    need("title", "Title", Content::Line),
    may(
        "title_described",
        "The title is our description",
        Content::Switch,
    ),
    may("date", "Date", Content::Date),
    may("url", "Address", Content::Address),
    may("language", "Language", Content::Line),
    may("kind", "Kind", code!(SourceKind)),
    may("reliability", "Reliability", code!(Reliability)),
    may("note", "Note", Content::Text),
];

/// All fields of the dossier, its lists of records among them, in the order of its type.
pub const DOSSIER_ORDER: &[&str] = &[
    "format",
    "id",
    "title",
    "summary",
    "parties",
    "coverage",
    "cutoff",
    "cutoff_note",
    "licence",
    "authors",
    "conventions",
    "cross_references",
    "actors",
    "issues",
    "rounds",
    "positions",
    "third_parties",
    "ceasefires",
    "events",
    "claims",
    "statements",
    "disputes",
    "commitments",
    "coding",
    "extracts",
    "gaps",
    "annotations",
    "assessments",
    "tracks",
    "sources",
];

/// The fields of a record of this kind, in the order of its type.
/// For the dossier itself the lists of records are left out.
pub fn fields(kind: RecordKind) -> &'static [Field] {
    match kind {
        RecordKind::Dossier => DOSSIER,
        RecordKind::Actor => ACTOR_FIELDS,
        RecordKind::Issue => ISSUE,
        RecordKind::Round => ROUND,
        RecordKind::Position => POSITION,
        RecordKind::ThirdParty => THIRD_PARTY,
        RecordKind::Ceasefire => CEASEFIRE,
        RecordKind::Event => EVENT,
        RecordKind::Claim => CLAIM,
        RecordKind::Statement => STATEMENT,
        RecordKind::Dispute => DISPUTE,
        RecordKind::Commitment => COMMITMENT,
        RecordKind::Extract => EXTRACT,
        RecordKind::Gap => GAP,
        RecordKind::Annotation => ANNOTATION,
        RecordKind::Assessment => ASSESSMENT,
        RecordKind::Track => TRACK,
        RecordKind::Source => SOURCE,
    }
}

#[cfg(test)]
mod tests {
    use super::background::{TRACK_AREA, TRACK_COLUMNS, TRACK_DYAD, TRACK_FILTER};
    use super::*;
    use crate::model;
    use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};
    use serde::forward_to_deserialize_any;

    /// A reader that reads nothing but notes which fields a type asks for.
    struct Names<'a>(&'a mut Vec<&'static str>);

    impl<'de> Deserializer<'de> for Names<'_> {
        type Error = serde::de::value::Error;

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
            Err(Self::Error::custom("nothing to read"))
        }

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            fields: &'static [&'static str],
            _: V,
        ) -> Result<V::Value, Self::Error> {
            self.0.extend(fields);
            Err(Self::Error::custom("nothing to read"))
        }

        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
            unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }

    fn fields_of<T: DeserializeOwned>() -> Vec<&'static str> {
        let mut names = Vec::new();
        assert!(T::deserialize(Names(&mut names)).is_err());
        names
    }

    fn names(fields: &[Field]) -> Vec<&'static str> {
        fields.iter().map(|field| field.name).collect()
    }

    /// Every field of every type stands in the table, in the order of the type.
    #[test]
    fn the_table_holds_every_field() {
        assert_eq!(names(ACTOR_FIELDS), fields_of::<model::Actor>());
        assert_eq!(names(ISSUE), fields_of::<model::Issue>());
        assert_eq!(names(ROUND), fields_of::<model::Round>());
        assert_eq!(names(POSITION), fields_of::<model::Position>());
        assert_eq!(names(THIRD_PARTY), fields_of::<model::ThirdParty>());
        assert_eq!(names(CEASEFIRE), fields_of::<model::Ceasefire>());
        assert_eq!(names(EVENT), fields_of::<model::Event>());
        assert_eq!(names(CLAIM), fields_of::<model::Claim>());
        assert_eq!(names(STATEMENT), fields_of::<model::Statement>());
        assert_eq!(names(DISPUTE), fields_of::<model::Dispute>());
        assert_eq!(names(COMMITMENT), fields_of::<model::Commitment>());
        assert_eq!(names(EXTRACT), fields_of::<model::Extract>());
        assert_eq!(names(GAP), fields_of::<model::Gap>());
        assert_eq!(names(ANNOTATION), fields_of::<model::Annotation>());
        assert_eq!(names(ASSESSMENT), fields_of::<model::Assessment>());
        assert_eq!(names(TRACK), fields_of::<model::track::Track>());
        assert_eq!(names(SOURCE), fields_of::<model::Source>());
    }

    /// The groups within records are complete too.
    #[test]
    fn the_groups_hold_every_field() {
        assert_eq!(names(WHEN), fields_of::<model::When>());
        assert_eq!(
            names(TRACK_FILTER),
            fields_of::<model::track::TrackFilter>()
        );
        assert_eq!(names(TRACK_DYAD), fields_of::<model::track::TrackDyad>());
        assert_eq!(names(TRACK_AREA), fields_of::<model::track::TrackArea>());
        assert_eq!(names(TRACK_COLUMNS), fields_of::<model::track::ColumnMap>());
        assert_eq!(names(PLACE), fields_of::<model::Place>());
        assert_eq!(names(MEMBER), fields_of::<model::Member>());
        assert_eq!(names(INVOLVEMENT), fields_of::<model::Involvement>());
        assert_eq!(names(DELEGATION), fields_of::<model::Delegation>());
        assert_eq!(names(AGENDA_ITEM), fields_of::<model::AgendaItem>());
        assert_eq!(names(PROCESS_NOTE), fields_of::<model::ProcessNote>());
        assert_eq!(names(TERM), fields_of::<model::Term>());
        assert_eq!(names(NOTE), fields_of::<model::Note>());
        assert_eq!(names(OUTCOME), fields_of::<model::Outcome>());
        assert_eq!(names(CEASEFIRE_AFTER), fields_of::<model::CeasefireAfter>());
        assert_eq!(names(REACTION), fields_of::<model::Reaction>());
        assert_eq!(names(THIRD_PARTY_ACT), fields_of::<model::ThirdPartyAct>());
        assert_eq!(names(COUNT), fields_of::<model::Count>());
        assert_eq!(names(VERSION), fields_of::<model::Version>());
        assert_eq!(names(VIOLATION), fields_of::<model::Violation>());
        assert_eq!(names(CODING_RULE), fields_of::<model::CodingRule>());
        assert_eq!(names(CROSS_REFERENCE), fields_of::<model::CrossReference>());
    }

    /// The dossier's own fields and its lists of records are all of its fields.
    #[test]
    fn the_dossier_is_its_head_and_its_lists() {
        let mut listed = names(DOSSIER);
        listed.extend(RecordKind::LISTED.map(RecordKind::list_field));
        listed.sort_unstable();
        let mut all = fields_of::<model::Dossier>();
        assert_eq!(all, DOSSIER_ORDER);
        all.sort_unstable();
        assert_eq!(listed, all);
    }
}
