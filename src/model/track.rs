//! Background data of a dossier: a data file that lies beside it, and what of it is shown.
//!
//! Nothing here has an opinion on how such a file is read or drawn; the file is never part of the dossier,
//! and none of its rows is until a curator takes it over.
//! Not to be confused with the diplomatic [`Track`](super::codes::Track) of a round.
//!
//! Invariant: what is left empty or out restricts nothing.

pub use super::codes::{DateForm, Delimiter, TrackKind};
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

/// A field of a [`ColumnMap`]: what a column can mean.
#[derive(Clone, Copy, Debug)]
pub struct Meaning {
    /// The words that are shown.
    pub label: &'static str,
    /// The name of the column with this meaning.
    pub of: fn(&mut ColumnMap) -> &mut String,
}

/// All meanings, those that are given most often first.
pub const MEANINGS: [Meaning; 17] = {
    macro_rules! meanings {
        ($($label:literal $field:ident),* $(,)?) => {
            [$(Meaning { label: $label, of: |map| &mut map.$field }),*]
        };
    }
    meanings![
        "Date" date,
        "Last day" end_date,
        "Who acted" actor,
        "Towards whom" target,
        "Kind of event" event_type,
        "Code" code,
        "Deaths" deaths_best,
        "Deaths, low" deaths_low,
        "Deaths, high" deaths_high,
        "Value" value,
        "Country" country,
        "Place" place,
        "Latitude" latitude,
        "Longitude" longitude,
        "Title" title,
        "Source" source,
        "Id" id,
    ]
};

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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ColumnMap {
    /// What stands between two fields; found by looking if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<Delimiter>,
    /// Whether the table has no row of headings, so that its columns have places only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub headless: bool,
    /// In which order day and month stand, where they are numbers behind each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_form: Option<DateForm>,
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
    /// Whether no person has checked the rows. Such data are labelled so and never drawn like a checked
    /// event.
    pub fn is_machine_coded(self) -> bool {
        matches!(self, Self::GdeltEvents | Self::Icews)
    }
}

impl Default for TrackKind {
    /// A table that is none of the known ones.
    fn default() -> Self {
        Self::Mapped
    }
}

impl Default for DateForm {
    /// Only the unmistakable spellings.
    fn default() -> Self {
        Self::YearFirst
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

impl Delimiter {
    /// The character.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma | Self::Unrecognised => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }
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
        let text = r##"(id:"B2",path:"data/own.csv",kind:Mapped,filter:(countries:["Pakistan"],period:Some("2025-10/2025-11"),one_a_day:true),accessed:Some("2025-11-20"),columns:Some((headless:true,date_form:Some(DayMonthYear),date:"#1",deaths_best:"#4")))"##;
        let track: Track = ron::from_str(text).unwrap();
        assert_eq!(ron::to_string(&track).unwrap(), text);
        assert!(track.columns.unwrap().headless);
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
