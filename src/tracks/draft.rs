//! A row as a draft event for the dossier.
//!
//! A draft is plain data; writing it into a dossier, under an id and with actors of the dossier instead of
//! names, is a curator's act. The notes and sources of a row are not kept in memory; [`Detail`] reads them
//! again from the bytes where the table says the record lies.
//!
//! Dates are told no better than the data have them: UCDP date precision 1 is a day, 2 to 5 the days from the
//! first to the last; ACLED time precision 1 is a day, 2 about a day, 3 about a month.
//! No opinion on whether a row deserves to become an event.

use super::columns::DatePrecision;
use super::kinds;
use super::layout::{Role, normal};
use super::records::{Records, Step};
use super::table::{Deaths, EventTable};
use crate::model::codes::PlacePrecision;
use crate::model::date::{Day, Edtf};
use crate::model::track::{Track, TrackKind};

/// All fields of one row of a file, as they stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The fields that are not empty, in the order of the file.
    pub fields: Vec<RowField>,
    source_column: Option<String>,
}

/// One field of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowField {
    /// The name of its column.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// Why the fields of a row cannot be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// Other bytes lie where the record was.
    #[error("The file has changed since it was read; read it again")]
    FileChanged,
    /// There is no such row.
    #[error("There is no such row")]
    NoRow,
}

/// What a curator may take over as an event.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftEvent {
    /// The event in a few words.
    pub title: String,
    /// The day or days, as well as they are known.
    pub date: Edtf,
    /// What the data say about how the date is known; may be empty.
    pub date_note: String,
    /// Where.
    pub place: DraftPlace,
    /// Who acted, or the two sides, as the data name them.
    pub actors: Vec<String>,
    /// Towards whom; empty if the actors are just two sides.
    pub targets: Vec<String>,
    /// CAMEO code, where the data have one.
    pub cameo: Option<String>,
    /// People killed, as the data have it.
    pub deaths: Deaths,
    /// What the data say about the figures; may be empty.
    pub deaths_note: String,
    /// The description in the data; empty if there is none.
    pub text: String,
    /// Whom the data name as their source; empty if nobody.
    pub source: String,
    /// An address in the data, http or https; empty if there is none.
    pub url: String,
    /// The data set, the id of the row and its line in the file.
    pub origin: String,
    /// Licence and wish for citation.
    pub licence: String,
    /// No person has checked it.
    pub is_machine_coded: bool,
}

/// The place of a draft event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftPlace {
    /// The place in words; may be empty.
    pub name: String,
    /// The country as the data name it; may be empty.
    pub country: String,
    /// Degrees north and east.
    pub coordinates: Option<(f32, f32)>,
    /// How exact they are.
    pub precision: Option<PlacePrecision>,
    /// The same in the words of the data set; may be empty.
    pub note: String,
}

impl Detail {
    /// The field of a column, by its name without regard to case; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        let name = normal(name);
        let is_it = |field: &&RowField| normal(&field.name) == name;
        self.fields
            .iter()
            .find(is_it)
            .map_or("", |field| field.text.as_str())
    }

    /// The first of these columns that is not empty.
    fn first_of(&self, names: &[&str]) -> &str {
        let texts = names.iter().map(|name| self.get(name));
        texts
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or("")
    }
}

impl EventTable {
    /// All fields of a row. `record` are the bytes of the file at [`EventTable::bytes_in_file`].
    ///
    /// # Errors
    ///
    /// If there is no such row, or if the bytes are not those of the row.
    pub fn detail(&self, row: usize, record: &[u8]) -> Result<Detail, DraftError> {
        if row >= self.len() {
            return Err(DraftError::NoRow);
        }
        let mut records = Records::new(record, 0, self.layout.dialect, true);
        let is_record = records.step() == Step::Record && records.start == 0;
        let shape = self
            .layout
            .shape(records.n_fields(), |idx| records.field(idx).is_empty())
            .filter(|_| is_record && records.at == record.len())
            .ok_or(DraftError::FileChanged)?;
        let text = |idx| {
            String::from_utf8_lossy(&records.field(idx))
                .trim()
                .to_owned()
        };
        if let Some(idx) = shape.roles.get(Role::Id)
            && text(idx) != self.id(row)
        {
            return Err(DraftError::FileChanged);
        }
        let fields = shape.names.iter().enumerate().map(|(idx, name)| RowField {
            name: name.trim().to_owned(),
            text: text(idx),
        });
        let source_column = shape
            .roles
            .get(Role::Source)
            .and_then(|idx| shape.names.get(idx));
        Ok(Detail {
            fields: fields
                .filter(|field| !self.layout.is_missing(field.text.as_bytes()))
                .collect(),
            source_column: source_column.map(|name| name.trim().to_owned()),
        })
    }

    /// A row as a draft event; without the detail it lacks description and source.
    ///
    /// # Errors
    ///
    /// If there is no such row.
    pub fn draft(
        &self,
        row: usize,
        track: &Track,
        detail: Option<&Detail>,
    ) -> Result<DraftEvent, DraftError> {
        if row >= self.len() {
            return Err(DraftError::NoRow);
        }
        let kind = self.kind();
        let (date, date_note) = self.date(row);
        let names = |name: &str| -> Vec<String> {
            Some(name)
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .into_iter()
                .collect()
        };
        let (mut actors, mut targets) = (names(self.actor(row)), names(self.target(row)));
        if !self.has_direction(row) {
            actors.append(&mut targets);
        }
        if let (TrackKind::PaX, Some(detail)) = (kind, detail) {
            actors = parties(detail.get("Part"));
        }
        let code = self.code(row);
        let has_cameo = matches!(kind, TrackKind::GdeltEvents | TrackKind::Icews)
            || (kind == TrackKind::Mapped && is_cameo(code));
        let (text, source, url) =
            detail.map_or_else(Default::default, |detail| self.words(row, detail));
        let licence = kinds::terms(track, kind);
        let accessed = track.accessed.as_ref();
        Ok(DraftEvent {
            title: self.title_of(row),
            date,
            date_note: date_note.to_owned(),
            place: self.draft_place(row),
            actors,
            targets,
            cameo: has_cameo
                .then(|| code.to_owned())
                .filter(|code| !code.is_empty()),
            deaths: self.deaths(row),
            deaths_note: if self.is_zero_ambiguous() && self.deaths(row).best == Some(0) {
                "0 means none or not known".to_owned()
            } else {
                String::new()
            },
            text,
            source,
            url,
            origin: self.origin(row, track),
            licence: match accessed {
                Some(day) => format!("{licence}; accessed {}", day.display_long()),
                None => licence.to_owned(),
            },
            is_machine_coded: kind.is_machine_coded(),
        })
    }

    /// The date of a row in EDTF, and what the data say about it.
    fn date(&self, row: usize) -> (Edtf, &'static str) {
        let (first, last) = self.days(row);
        let is_ucdp = self.kind() == TrackKind::UcdpGed;
        let (text, note) = match self.precision(row) {
            DatePrecision::Day => {
                let note = match self.kind() {
                    TrackKind::PaX => "PA-X keeps only the last day where an agreement has several",
                    _ => "",
                };
                (interval(first, last, ""), note)
            }
            DatePrecision::Near => (interval(first, last, "~"), "The data know the week"),
            DatePrecision::Month if first == last => {
                let (year, month, _) = first.ymd();
                (format!("{year:04}-{month:02}~"), "The data know the month")
            }
            DatePrecision::Month => {
                let (year, month, _) = first.ymd();
                (format!("{year:04}-{month:02}"), "The data know the month")
            }
            DatePrecision::Range => {
                let (year, ..) = first.ymd();
                let ends = (Day::from_ymd(year, 1, 1), Day::from_ymd(year, 12, 31));
                if ends == (Some(first), Some(last)) && !is_ucdp {
                    (format!("{year:04}"), "The data know the year")
                } else {
                    let note = "The data know only that it lies between these days";
                    (interval(first, last, ""), note)
                }
            }
        };
        // All of these forms are EDTF; years have four digits.
        (
            Edtf::parse(&text).unwrap_or_else(|_| Edtf::from(first)),
            note,
        )
    }

    fn title_of(&self, row: usize) -> String {
        if !self.title(row).is_empty() {
            return self.title(row).to_owned();
        }
        let (actor, target) = (self.actor(row), self.target(row));
        let link = if self.has_direction(row) {
            " → "
        } else {
            " – "
        };
        let who: Vec<&str> = [actor, target]
            .into_iter()
            .filter(|name| !name.is_empty())
            .collect();
        let what = match self.kind() {
            TrackKind::Acled if !self.code(row).is_empty() => self.code(row),
            _ => self.event_type(row),
        };
        let mut title = what.to_owned();
        for (before, text) in [(": ", who.join(link)), (", ", self.place(row).to_owned())] {
            if !text.is_empty() {
                if !title.is_empty() {
                    title.push_str(before);
                }
                title.push_str(&text);
            }
        }
        if title.is_empty() {
            title = format!("Event in {}", self.kind().label());
        }
        title
    }

    fn draft_place(&self, row: usize) -> DraftPlace {
        let coordinates = self.coordinates(row);
        let (precision, note) = match coordinates {
            Some(_) => place_precision(self.kind(), self.place_precision(row)),
            None => (None, ""),
        };
        DraftPlace {
            name: self.place(row).to_owned(),
            country: self.country(row).to_owned(),
            coordinates,
            precision,
            note: note.to_owned(),
        }
    }

    /// Description, source and address of a row.
    fn words(&self, row: usize, detail: &Detail) -> (String, String, String) {
        let mapped_source = detail.source_column.as_deref().unwrap_or_default();
        let (text, source) = match self.kind() {
            TrackKind::UcdpGed => (
                detail.get("where_description"),
                detail.first_of(&["source_article", "source_headline", "source_office"]),
            ),
            TrackKind::Acled => (detail.get("notes"), detail.get("source")),
            TrackKind::GdeltEvents => ("", detail.get("SOURCEURL")),
            TrackKind::Icews => (detail.get("Event Text"), detail.get("Publisher")),
            TrackKind::PaX => ("", "PA-X Peace Agreements Database"),
            TrackKind::Mapped | TrackKind::Unrecognised => ("", detail.get(mapped_source)),
        };
        let url = match self.kind() {
            TrackKind::PaX => {
                let id = self.id(row);
                let number = id.split('.').next().unwrap_or_default();
                format!("https://www.peaceagreements.org/agreements/{number}/")
            }
            _ if source.starts_with("http://") || source.starts_with("https://") => {
                source.to_owned()
            }
            _ => String::new(),
        };
        (text.to_owned(), source.to_owned(), url)
    }

    fn origin(&self, row: usize, track: &Track) -> String {
        let label = self.kind().label();
        let mut origin = match self.kind() {
            TrackKind::Mapped => track.label().to_owned(),
            _ => label.to_owned(),
        };
        let id = self.id(row);
        if !id.is_empty() {
            origin = format!("{origin}, id {id}");
        }
        format!("{origin}, line {} of {}", self.line(row), track.path)
    }
}

/// A day, or the days from the first to the last, each with this qualifier.
fn interval(first: Day, last: Day, qualifier: &str) -> String {
    if first == last {
        format!("{first}{qualifier}")
    } else {
        format!("{first}{qualifier}/{last}{qualifier}")
    }
}

fn is_cameo(code: &str) -> bool {
    (2..=4).contains(&code.len()) && code.bytes().all(|digit| digit.is_ascii_digit())
}

/// The parties to an agreement, which stand one on each line or between semicolons.
fn parties(field: &str) -> Vec<String> {
    field
        .split([';', '\n', '\r'])
        .map(|party| party.trim().trim_end_matches(',').to_owned())
        .filter(|party| !party.is_empty())
        .collect()
}

/// How exact a place is, from the number that the data give.
fn place_precision(kind: TrackKind, told: u8) -> (Option<PlacePrecision>, &'static str) {
    use PlacePrecision::{City, District, NotStated, Region};
    let (precision, note) = match (kind, told) {
        (TrackKind::UcdpGed | TrackKind::Acled, 1) => (City, "Exact place"),
        (TrackKind::UcdpGed, 2) => (District, "Within about 25 km of a place"),
        (TrackKind::UcdpGed, 3) => (District, "Centre of the second-order division"),
        (TrackKind::UcdpGed, 4) => (Region, "Centre of the first-order division"),
        (TrackKind::UcdpGed, 5) => (Region, "Part of a region, or along a line"),
        (TrackKind::UcdpGed, 6) | (TrackKind::GdeltEvents, 1) => {
            (Region, "Only the country is known")
        }
        (TrackKind::UcdpGed, 7) => (NotStated, "International waters or airspace"),
        (TrackKind::Acled, 2) => (District, "Near a town or in part of a region"),
        (TrackKind::Acled, 3) => (Region, "Only the region is known"),
        (TrackKind::GdeltEvents, 2 | 5) => (Region, "Centre of a state or province"),
        (TrackKind::GdeltEvents, 3 | 4) => (City, "A city or landmark, found by machine"),
        _ => return (None, ""),
    };
    (Some(precision), note)
}
