//! The columns of the table of events: what they say and how they sort.

use super::filter::quad_class;
use super::sort::{Sort, compare, id_key};
use crate::model::codebook::{Codebook, QuadClass};
use crate::model::codes::{ActorKind, Confidence, DatePrecision};
use crate::model::{ActorId, Dossier, Event};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Column {
    Id,
    Date,
    Event,
    Actors,
    Class,
    Code,
    Confidence,
    Claims,
    Sources,
}

impl Column {
    /// All columns, from the left.
    pub(super) const ALL: [Self; 9] = [
        Self::Id,
        Self::Date,
        Self::Event,
        Self::Actors,
        Self::Class,
        Self::Code,
        Self::Confidence,
        Self::Claims,
        Self::Sources,
    ];

    /// The heading.
    pub(super) fn title(self, roomy: bool) -> &'static str {
        match self {
            Self::Confidence if !roomy => "Conf.",
            Self::Sources if !roomy => "Src.",
            Self::Id => "Id",
            Self::Date => "Date",
            Self::Event => "Event",
            Self::Actors => "Actors",
            Self::Class => "Class",
            Self::Code => "Code",
            Self::Confidence => "Confidence",
            Self::Claims => "Claims",
            Self::Sources => "Sources",
        }
    }

    /// What it holds, in words that stand alone.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Date => "date",
            Self::Event => "title",
            Self::Actors => "actors",
            Self::Class => "class of the act",
            Self::Code => "Goldstein value of the event code",
            Self::Confidence => "confidence",
            Self::Claims => "number of casualty claims",
            Self::Sources => "number of sources",
        }
    }

    /// Whether it holds numbers, which stand at the right.
    pub(super) fn is_right(self) -> bool {
        matches!(self, Self::Claims | Self::Sources)
    }

    /// Width in points, also when there is little room; `None` takes what is left.
    pub(super) fn width(self, roomy: bool) -> Option<f32> {
        let (wide, narrow) = match self {
            Self::Id => (48.0, 42.0),
            Self::Date => (150.0, 114.0),
            Self::Event => return None,
            Self::Actors => (130.0, 88.0),
            Self::Class => (156.0, 46.0),
            Self::Code => (96.0, 54.0),
            Self::Confidence => (88.0, 60.0),
            Self::Claims => (60.0, 52.0),
            Self::Sources => (66.0, 58.0),
        };
        Some(if roomy { wide } else { narrow })
    }
}

/// Numbers of casualty claims by event.
pub(super) type NClaims<'a> = BTreeMap<&'a str, usize>;

/// Counts the casualty claims about each event.
pub(super) fn n_claims(dossier: &Dossier) -> NClaims<'_> {
    let mut counts = BTreeMap::new();
    for event in dossier.claims.iter().flat_map(|claim| &claim.events) {
        *counts.entry(event.as_str()).or_insert(0) += 1;
    }
    counts
}

/// Sorts events; equal ones keep the order of the file.
pub(super) fn sort_events(
    events: &mut [&Event],
    dossier: &Dossier,
    claims: &NClaims<'_>,
    sort: Sort<Column>,
) {
    let up = sort.ascending;
    let n = |event: &Event| claims.get(event.id.as_str()).copied().unwrap_or(0);
    events.sort_by(|a, b| match sort.column {
        Column::Id => compare(Some(id_key(a.id.as_str())), Some(id_key(b.id.as_str())), up),
        Column::Date => compare(Some(&a.date), Some(&b.date), up),
        Column::Event => compare(
            Some(a.title.to_lowercase()),
            Some(b.title.to_lowercase()),
            up,
        ),
        Column::Actors => {
            let text = |event| Some(actors(dossier, event)).filter(|text| !text.is_empty());
            compare(text(a), text(b), up)
        }
        Column::Class => compare(class_rank(a), class_rank(b), up),
        Column::Code => compare(goldstein(a), goldstein(b), up),
        Column::Confidence => compare(sureness(a), sureness(b), up),
        Column::Claims => compare(Some(n(a)), Some(n(b)), up),
        Column::Sources => compare(Some(a.sources.len()), Some(b.sources.len()), up),
    });
}

/// From cooperation to conflict.
fn class_rank(event: &Event) -> Option<u8> {
    quad_class(event).map(|class| match class {
        QuadClass::MaterialCooperation => 0,
        QuadClass::VerbalCooperation => 1,
        QuadClass::VerbalConflict => 2,
        QuadClass::MaterialConflict => 3,
    })
}

fn goldstein(event: &Event) -> Option<f64> {
    let score = Codebook::built_in().score(event.cameo.as_deref()?)?;
    Some(score.value)
}

/// The surer, the higher.
fn sureness(event: &Event) -> Option<u8> {
    event.confidence.and_then(|confidence| match confidence {
        Confidence::Low => Some(0),
        Confidence::Medium => Some(1),
        Confidence::High => Some(2),
        Confidence::Unrecognised => None,
    })
}

/// Whether an event counts between the first two parties.
pub(super) fn is_on_dyad(dossier: &Dossier, event: &Event) -> bool {
    dossier
        .dyad()
        .is_some_and(|(a, b)| event.dyad.contains(a) && event.dyad.contains(b))
}

/// Who acts on whom: "PAK → AFG", "PAK, AFG" for what they do together or to each other, and after a
/// dot who else takes part.
pub(super) fn actors(dossier: &Dossier, event: &Event) -> String {
    let names = |ids: &[ActorId]| {
        let names: Vec<&str> = ids.iter().map(|id| brief(dossier, id)).collect();
        names.join(", ")
    };
    let (from, to) = (names(&event.from), names(&event.to));
    let mutual = !from.is_empty()
        && event.from.len() == event.to.len()
        && event.from.iter().all(|id| event.to.contains(id));
    let mut text = match (from.is_empty(), to.is_empty()) {
        (true, true) => String::new(),
        (_, true) => from,
        (true, false) => format!("→ {to}"),
        _ if mutual => from,
        _ => format!("{from} → {to}"),
    };
    if !event.with.is_empty() {
        if !text.is_empty() {
            text.push_str(" · ");
        }
        text.push_str(&names(&event.with));
    }
    text
}

/// The id where it is the usual abbreviation; people and institutions by name.
fn brief<'a>(dossier: &'a Dossier, id: &'a ActorId) -> &'a str {
    match dossier.actor(id) {
        Some(actor) if matches!(actor.kind, ActorKind::Person | ActorKind::Institution) => {
            actor.short()
        }
        _ => id.as_str(),
    }
}

/// A word for a date that is not simply a day.
pub(super) fn date_mark(event: &Event) -> Option<&'static str> {
    match event.date_precision {
        Some(DatePrecision::Night) => Some("night"),
        Some(DatePrecision::Range) => Some("range"),
        Some(DatePrecision::Approx) => Some("one of"),
        Some(DatePrecision::Day) | None => (!event.date.is_exact()).then_some("inexact"),
    }
}

/// The sign of a class, the same as on the timeline; each has a shape of its own, so that it is not
/// told by colour alone.
pub(super) fn class_glyph(class: Option<QuadClass>) -> &'static str {
    match class {
        Some(QuadClass::VerbalCooperation) => "●",
        Some(QuadClass::MaterialCooperation) => "■",
        Some(QuadClass::VerbalConflict) => "▲",
        Some(QuadClass::MaterialConflict) => "◆",
        None => "×",
    }
}

/// A Goldstein value with its sign: "+7.0", "−10.0", "0.0".
pub(super) fn signed(value: f64) -> String {
    let sign = match value {
        v if v < 0.0 => "−",
        v if v > 0.0 => "+",
        _ => "",
    };
    format!("{sign}{:.1}", value.abs())
}

/// The value of a code as the table shows it, with a star where it is that of a parent.
pub(super) fn value_label(code: &str) -> Option<String> {
    let score = Codebook::built_in().score(code)?;
    let star = if score.inherited { "*" } else { "" };
    Some(format!("{}{star}", signed(score.value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn sorted(column: Column, ascending: bool) -> Vec<Event> {
        let document = Document::built_in();
        let dossier = document.snapshot().dossier();
        let mut events: Vec<&Event> = dossier.events.iter().collect();
        sort_events(
            &mut events,
            dossier,
            &n_claims(dossier),
            Sort { column, ascending },
        );
        events.into_iter().cloned().collect()
    }

    fn event(id: &str) -> Event {
        let document = Document::built_in();
        let events = &document.snapshot().dossier().events;
        events
            .iter()
            .find(|event| event.id.as_str() == id)
            .unwrap()
            .clone()
    }

    /// Every column sorts both ways, without losing an event.
    #[test]
    fn columns_sort() {
        let n_events = Document::built_in().snapshot().dossier().events.len();
        for column in Column::ALL {
            for ascending in [true, false] {
                assert_eq!(sorted(column, ascending).len(), n_events);
            }
        }
        assert!(sorted(Column::Date, true).is_sorted_by(|a, b| a.date <= b.date));
        assert!(sorted(Column::Date, false).is_sorted_by(|a, b| a.date >= b.date));
        for ascending in [true, false] {
            let values: Vec<Option<f64>> = sorted(Column::Code, ascending)
                .iter()
                .map(goldstein)
                .collect();
            let n_coded = values.iter().flatten().count();
            assert!(
                values.iter().take(n_coded).all(Option::is_some),
                "missing values come last"
            );
        }
    }

    /// Directed and mutual acts read differently.
    #[test]
    fn actors_read_as_who_to_whom() {
        let document = Document::built_in();
        let dossier = document.snapshot().dossier();
        assert_eq!(actors(dossier, &event("E02")), "PAK → AFG");
        assert_eq!(actors(dossier, &event("E12")), "AFG, PAK");
        assert_eq!(actors(dossier, &event("E13")), "AFG → PAK · QAT, SAU");
    }

    /// Values carry a sign that is no hyphen, and a star where they are inherited.
    #[test]
    fn values_have_signs() {
        assert_eq!(signed(-10.0), "−10.0");
        assert_eq!(signed(7.0), "+7.0");
        assert_eq!(signed(0.0), "0.0");
        assert_eq!(value_label("194").as_deref(), Some("−10.0"));
        assert_eq!(value_label("1952").as_deref(), Some("−10.0*"));
        assert_eq!(value_label("99"), None);
    }

    /// Only dates that are not simply a day are marked.
    #[test]
    fn inexact_dates_are_marked() {
        assert_eq!(date_mark(&event("E12")), Some("night"));
        assert_eq!(date_mark(&event("E01")), Some("range"));
        assert_eq!(date_mark(&event("E02")), None);
    }
}
