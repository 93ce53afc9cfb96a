//! Background data of a dossier: a data file that lies beside it, and what of it is shown.
//!
//! Nothing here has an opinion on how such a file is read or drawn; the file is never part of the dossier,
//! and none of its rows is until a curator takes it over.
//! Not to be confused with the diplomatic [`Track`](super::codes::Track) of a round.
//!
//! Invariant: what is left empty or out restricts nothing.

use super::date::Edtf;
use serde::{Deserialize, Serialize};
use std::path::{Component, Path};

/// A file with background data, shown as a grey track behind the events of the dossier.
///
/// In the file of the dossier:
///
/// ```ron
/// (
///     id: "B1",
///     path: "gedevent_v25_0_10.csv",
///     kind: UcdpGed,
///     filter: (countries: ["Afghanistan", "Pakistan"], period: Some("2025-08/2025-11")),
///     caption: "Deaths in organised violence (UCDP Candidate)",
///     licence: "CC BY 4.0",
///     accessed: Some("2025-11-20"),
/// )
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Track {
    /// Id, for example "B1".
    pub id: String,
    /// Path of the data file, relative to the folder of the dossier, with `/` between its parts.
    pub path: String,
    /// What kind of data it holds.
    pub kind: TrackKind,
    /// Which of its rows are shown.
    #[serde(default, skip_serializing_if = "TrackFilter::is_empty")]
    pub filter: TrackFilter,
    /// What the track is called on the timeline.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
    /// Licence of the data, and how it wants to be cited.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub licence: String,
    /// When the file was fetched; some providers want it told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessed: Option<Edtf>,
    /// Which column means what; only where the kind does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<ColumnMap>,
}

/// What kind of data a file holds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum TrackKind {
    /// Georeferenced events of the Uppsala Conflict Data Program, annual or candidate.
    UcdpGed,
    /// Events of Armed Conflict Location & Event Data.
    Acled,
    /// Events of the GDELT project, version 1.0 or 2.0; coded by machine.
    GdeltEvents,
    /// Events of the Integrated Crisis Early Warning System; coded by machine.
    Icews,
    /// Agreements of the PA-X database.
    PaX,
    /// Any other table, with its columns named by a [`ColumnMap`].
    #[default]
    Mapped,
}

/// Which rows of a track are shown: those that satisfy everything that is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TrackFilter {
    /// Countries as the file names them; one of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// Actors as the file names them; one of them on either side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<String>,
    /// Pairs of actors, in either direction; one of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dyads: Vec<TrackDyad>,
    /// Types of events as the file names them; one of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// Beginnings of event codes: "19" stands for 190 to 196 as well; one of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// The days; an event that lasts counts if one of its days is in the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Edtf>,
    /// The part of the earth; events without coordinates are outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<TrackArea>,
    /// Of rows with the same source, target and code only one counts on a day (the `one_a_day` filter of
    /// the Kansas Event Data System); for data coded by machine.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub one_a_day: bool,
    /// Talks and signatures, which such data record once from each side, count once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub drop_mirrored: bool,
}

/// Two actors of a track, as the file names them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TrackDyad {
    /// The one actor.
    pub a: String,
    /// The other actor.
    pub b: String,
}

/// A part of the earth between two parallels and two meridians, its edges included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrackArea {
    /// Southern edge, degrees north, −90 to 90.
    pub south: f32,
    /// Western edge, degrees east, −180 to 180; east of the eastern edge where the area crosses the date
    /// line.
    pub west: f32,
    /// Northern edge, degrees north, −90 to 90.
    pub north: f32,
    /// Eastern edge, degrees east, −180 to 180.
    pub east: f32,
}

/// Which column of a table means what.
///
/// A column is named by its heading, without regard to case, or by its place: `#3` is the third.
/// What is left empty is not in the table. Only a date is needed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnMap {
    /// What stands between two fields; found by looking if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<Delimiter>,
    /// Whether the first row holds headings.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub has_header: bool,
    /// In which order day and month stand, where they are numbers behind each other.
    #[serde(default, skip_serializing_if = "DateForm::is_default")]
    pub date_form: DateForm,
    /// Id of the row.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The day, or the first of several.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// The last day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub end_date: String,
    /// Degrees north.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub latitude: String,
    /// Degrees east.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub longitude: String,
    /// The place in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The country.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// Who acted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub actor: String,
    /// Towards whom.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub target: String,
    /// What kind of event it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub event_type: String,
    /// The code of the event, as text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Deaths, lowest figure.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deaths_low: String,
    /// Deaths, best figure.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deaths_best: String,
    /// Deaths, highest figure.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deaths_high: String,
    /// A number to draw where there are no deaths, for example an intensity.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// The event in a few words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Who reported it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// What stands between two fields of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab; quotation marks then mean nothing.
    Tab,
    /// `|`
    Bar,
}

/// In which order day and month stand where they are numbers behind each other.
///
/// `2025-10-19`, `20251019` and `19 October 2025` are read in each of them.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum DateForm {
    /// Only the unmistakable spellings.
    #[default]
    YearFirst,
    /// `19/10/2025`, `19.10.2025`, `19-10-2025`.
    DayMonthYear,
    /// `10/19/2025`.
    MonthDayYear,
}

impl Track {
    /// Whether the file lies beside the dossier or in a folder below: the path is relative and does not lead
    /// up.
    pub fn is_beside(&self) -> bool {
        !self.path.is_empty()
            && !self.path.contains('\\')
            && Path::new(&self.path)
                .components()
                .all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
    }

    /// What the track is called: its caption, or its path where it has none.
    pub fn label(&self) -> &str {
        if self.caption.is_empty() {
            &self.path
        } else {
            &self.caption
        }
    }
}

impl TrackKind {
    /// All kinds, in the order of a list to choose from.
    pub const ALL: &'static [Self] = &[
        Self::UcdpGed,
        Self::Acled,
        Self::GdeltEvents,
        Self::Icews,
        Self::PaX,
        Self::Mapped,
    ];

    /// The name that is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::UcdpGed => "UCDP GED",
            Self::Acled => "ACLED",
            Self::GdeltEvents => "GDELT events",
            Self::Icews => "ICEWS",
            Self::PaX => "PA-X",
            Self::Mapped => "Other table",
        }
    }

    /// The name that stands in the file.
    pub fn code(self) -> &'static str {
        match self {
            Self::UcdpGed => "UcdpGed",
            Self::Acled => "Acled",
            Self::GdeltEvents => "GdeltEvents",
            Self::Icews => "Icews",
            Self::PaX => "PaX",
            Self::Mapped => "Mapped",
        }
    }

    /// Whether no person has checked the rows. Such data are labelled so and never drawn like a checked
    /// event.
    pub fn is_machine_coded(self) -> bool {
        matches!(self, Self::GdeltEvents | Self::Icews)
    }
}

impl TrackFilter {
    /// Whether it lets every row through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl TrackArea {
    /// Whether a place lies inside or on the edge.
    pub fn contains(&self, latitude: f32, longitude: f32) -> bool {
        let between = if self.west <= self.east {
            (self.west..=self.east).contains(&longitude)
        } else {
            longitude >= self.west || longitude <= self.east
        };
        between && (self.south..=self.north).contains(&latitude)
    }
}

impl Default for ColumnMap {
    fn default() -> Self {
        Self {
            delimiter: None,
            has_header: true,
            date_form: DateForm::default(),
            id: String::new(),
            date: String::new(),
            end_date: String::new(),
            latitude: String::new(),
            longitude: String::new(),
            place: String::new(),
            country: String::new(),
            actor: String::new(),
            target: String::new(),
            event_type: String::new(),
            code: String::new(),
            deaths_low: String::new(),
            deaths_best: String::new(),
            deaths_high: String::new(),
            value: String::new(),
            title: String::new(),
            source: String::new(),
        }
    }
}

impl Delimiter {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    /// The character.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }

    /// The name that is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Comma => "Comma",
            Self::Semicolon => "Semicolon",
            Self::Tab => "Tab",
            Self::Bar => "Vertical bar",
        }
    }
}

impl DateForm {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::YearFirst, Self::DayMonthYear, Self::MonthDayYear];

    /// The name that is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::YearFirst => "Year first",
            Self::DayMonthYear => "Day, month, year",
            Self::MonthDayYear => "Month, day, year",
        }
    }

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the form that serde asks for"
    )]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

fn yes() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the form that serde asks for"
)]
fn is_yes(flag: &bool) -> bool {
    *flag
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A track reads from the few fields that it needs; the rest restricts nothing.
    #[test]
    fn reads_with_few_fields() {
        let text = r#"(id: "B1", path: "ged.csv", kind: UcdpGed)"#;
        let track: Track = ron::from_str(text).unwrap();
        assert!(track.filter.is_empty() && track.columns.is_none());
        assert_eq!(track.label(), "ged.csv");
    }

    /// What is written is read again, and what is not given is not written.
    #[test]
    fn round_trip() {
        let text = r##"(id:"B2",path:"data/own.csv",kind:Mapped,filter:(countries:["Pakistan"],period:Some("2025-10/2025-11"),one_a_day:true),accessed:Some("2025-11-20"),columns:Some((has_header:false,date_form:DayMonthYear,date:"#1",deaths_best:"#4")))"##;
        let track: Track = ron::from_str(text).unwrap();
        assert_eq!(ron::to_string(&track).unwrap(), text);
        assert!(!track.columns.unwrap().has_header);
    }

    /// Only a file beside the dossier or below it is named.
    #[test]
    fn lies_beside_the_dossier() {
        let is_beside = |path: &str| {
            let path = path.to_owned();
            Track {
                path,
                ..Track::default()
            }
            .is_beside()
        };
        for good in ["ged.csv", "data/ged.csv", "./ged.csv", "Größe 1.csv"] {
            assert!(is_beside(good), "{good}");
        }
        for bad in ["", "/etc/passwd", "../ged.csv", "data/../../x", "a\\b"] {
            assert!(!is_beside(bad), "{bad}");
        }
    }

    /// An area may lie over the date line.
    #[test]
    fn areas() {
        let area = |west, east| TrackArea {
            south: -10.0,
            west,
            north: 10.0,
            east,
        };
        assert!(area(60.0, 75.0).contains(10.0, 75.0));
        assert!(!area(60.0, 75.0).contains(10.1, 70.0));
        assert!(!area(60.0, 75.0).contains(0.0, 59.9));
        assert!(area(170.0, -170.0).contains(0.0, -179.0));
        assert!(!area(170.0, -170.0).contains(0.0, 0.0));
    }

    /// The code is the name that serde writes.
    #[test]
    fn codes_are_what_is_written() {
        for kind in TrackKind::ALL {
            assert_eq!(ron::to_string(kind).unwrap(), kind.code());
        }
    }
}
