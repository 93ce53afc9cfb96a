//! The fields of judgements and of background data.

use super::super::codes::{AssessmentScale, DateForm, Delimiter, TrackKind};
use super::{ACTOR, Content, Field, ROUND_REF, SOURCES, may, need};

pub(super) const ASSESSMENT: &[Field] = &[
    need("id", "Id", Content::Id),
    need(
        "scale",
        "Scale",
        Content::Code(&AssessmentScale::VOCABULARY),
    ),
    need("level", "Level", Content::Whole),
    need("date", "Days that are judged", Content::Date),
    may("region", "Region", Content::Line),
    may("round", "Round", ROUND_REF),
    need("judged_by", "Judged by", Content::Line),
    may("by", "Actor behind it", ACTOR),
    may("made", "Judged on", Content::Date),
    may("reason", "Why this level", Content::Text),
    SOURCES,
];

pub(super) const TRACK: &[Field] = &[
    need("id", "Id", Content::Id),
    need("path", "Data file, beside the dossier", Content::Line),
    need(
        "kind",
        "Kind of data",
        Content::Code(&TrackKind::VOCABULARY),
    ),
    may("filter", "What is shown", Content::Group(TRACK_FILTER)),
    may("caption", "Caption", Content::Line),
    may("licence", "Licence", Content::Text),
    may("accessed", "Fetched on", Content::Date),
    may("columns", "Columns", Content::Group(TRACK_COLUMNS)),
];

pub(super) const TRACK_FILTER: &[Field] = &[
    may("countries", "Countries", Content::Texts),
    may("actors", "Actors", Content::Texts),
    may(
        "dyads",
        "Pairs of actors",
        Content::Groups(TRACK_DYAD, "pair"),
    ),
    may("types", "Types of events", Content::Texts),
    may("codes", "Beginnings of codes", Content::Texts),
    may("period", "Period", Content::Date),
    may("area", "Part of the earth", Content::Group(TRACK_AREA)),
    may(
        "one_a_day",
        "Same actors and code once a day",
        Content::Switch,
    ),
    may(
        "drop_mirrored",
        "Talks and signatures once",
        Content::Switch,
    ),
];

pub(super) const TRACK_DYAD: &[Field] = &[
    need("a", "One actor", Content::Line),
    need("b", "The other actor", Content::Line),
];

pub(super) const TRACK_AREA: &[Field] = &[
    need("south", "Southern edge", Content::Decimal(-90.0, 90.0)),
    need("west", "Western edge", Content::Decimal(-180.0, 180.0)),
    need("north", "Northern edge", Content::Decimal(-90.0, 90.0)),
    need("east", "Eastern edge", Content::Decimal(-180.0, 180.0)),
];

pub(super) const TRACK_COLUMNS: &[Field] = &[
    may(
        "delimiter",
        "Between two fields",
        Content::Code(&Delimiter::VOCABULARY),
    ),
    may("headless", "No row of headings", Content::Switch),
    may(
        "date_form",
        "Order of dates",
        Content::Code(&DateForm::VOCABULARY),
    ),
    may("id", "Column: id", Content::Line),
    may("date", "Column: day", Content::Line),
    may("end_date", "Column: last day", Content::Line),
    may("latitude", "Column: latitude", Content::Line),
    may("longitude", "Column: longitude", Content::Line),
    may("place", "Column: place", Content::Line),
    may("country", "Column: country", Content::Line),
    may("actor", "Column: who acted", Content::Line),
    may("target", "Column: towards whom", Content::Line),
    may("event_type", "Column: type of event", Content::Line),
    may("code", "Column: code", Content::Line),
    may("deaths_low", "Column: deaths, lowest", Content::Line),
    may("deaths_best", "Column: deaths, best", Content::Line),
    may("deaths_high", "Column: deaths, highest", Content::Line),
    may("value", "Column: other number", Content::Line),
    may("title", "Column: words", Content::Line),
    may("source", "Column: who reported it", Content::Line),
];
