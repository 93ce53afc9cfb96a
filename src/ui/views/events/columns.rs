//! The columns of the table of events: what they are called, and what the table knows better than the
//! values themselves.

use super::filter::quad_class;
use crate::model::codebook::{Codebook, QuadClass};
use crate::model::codes::{Confidence, DatePrecision};
use crate::model::{Dossier, Event, RecordKind};
use crate::ui::views::table_edit::{Named, Spec};
use std::collections::BTreeMap;

const fn named(
    key: &'static str,
    titles: (&'static str, &'static str),
    name: &'static str,
    widths: (f32, f32),
) -> Named {
    Named {
        key,
        titles,
        name,
        widths,
        standard: true,
    }
}

/// The table of events.
pub(super) static SPEC: Spec = Spec {
    kind: RecordKind::Event,
    name: "Table of events",
    add: "Add an event…",
    columns: &[
        named("id", ("Id", "Id"), "id", (48.0, 42.0)),
        named("date", ("Date", "Date"), "date", (150.0, 106.0)),
        named("title", ("Event", "Event"), "title", (0.0, 0.0)),
        named("from", ("Who", "Who"), "who acts", (96.0, 62.0)),
        named("to", ("Towards whom", "To"), "towards whom", (108.0, 62.0)),
        named(
            "class",
            ("Class", "Class"),
            "class of the act",
            (156.0, 46.0),
        ),
        named(
            "cameo",
            ("Code", "Code"),
            "Goldstein value of the event code",
            (96.0, 54.0),
        ),
        named(
            "confidence",
            ("Confidence", "Conf."),
            "confidence",
            (88.0, 60.0),
        ),
        named(
            "claims",
            ("Claims", "Claims"),
            "number of casualty claims",
            (60.0, 52.0),
        ),
        named(
            "sources",
            ("Sources", "Sources"),
            "number of sources",
            (120.0, 76.0),
        ),
    ],
    right: &["claims"],
};

/// Numbers of casualty claims by event.
pub(super) type NClaims = BTreeMap<String, usize>;

/// Counts the casualty claims about each event.
pub(super) fn n_claims(dossier: &Dossier) -> NClaims {
    let mut counts = BTreeMap::new();
    for event in dossier.claims.iter().flat_map(|claim| &claim.events) {
        *counts.entry(event.as_str().to_owned()).or_insert(0) += 1;
    }
    counts
}

/// From cooperation to conflict.
pub(super) fn class_rank(event: &Event) -> Option<u8> {
    quad_class(event).map(|class| match class {
        QuadClass::MaterialCooperation => 0,
        QuadClass::VerbalCooperation => 1,
        QuadClass::VerbalConflict => 2,
        QuadClass::MaterialConflict => 3,
    })
}

pub(super) fn goldstein(event: &Event) -> Option<f64> {
    let score = Codebook::built_in().score(event.cameo.as_deref()?)?;
    Some(score.value)
}

/// The surer, the higher.
pub(super) fn sureness(event: &Event) -> Option<u8> {
    event.confidence.map(|confidence| match confidence {
        Confidence::Low => 0,
        Confidence::Medium => 1,
        Confidence::High => 2,
    })
}

/// Whether an event counts between the first two parties.
pub(super) fn is_on_dyad(dossier: &Dossier, event: &Event) -> bool {
    dossier
        .dyad()
        .is_some_and(|(a, b)| event.dyad.contains(a) && event.dyad.contains(b))
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

    fn event(id: &str) -> Event {
        let document = Document::built_in();
        let events = &document.snapshot().dossier().events;
        events
            .iter()
            .find(|event| event.id.as_str() == id)
            .unwrap()
            .clone()
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
