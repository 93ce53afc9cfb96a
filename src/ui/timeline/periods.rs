//! The rounds and ceasefires that stand on the timeline, as plain data without geometry.

use super::when::When;
use crate::analysis::dossier::DossierAnalysis;
use crate::model::codes::{CeasefireStatus, RoundOutcome};
use crate::model::{Dossier, RecordKind, RoundId};

/// A round of talks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RoundSpan {
    /// Its id.
    pub id: RoundId,
    /// Its place in the dossier's list.
    pub idx: usize,
    /// Its short name.
    pub name: String,
    /// What came out.
    pub outcome: RoundOutcome,
    /// When it was.
    pub when: When,
}

/// A ceasefire.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CeasefireSpan {
    /// Its id.
    pub id: String,
    /// Its place in the dossier's list.
    pub idx: usize,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub status: CeasefireStatus,
    /// When it was.
    pub when: When,
    /// Ceasefires that share more than a day stand in different rows, counted from 0.
    pub row: usize,
}

/// A row while it is filled from left to right.
#[derive(Clone, Copy, Debug)]
struct Row {
    /// The end of what stands last in it.
    free_from: f64,
    /// Whether something without an end stands in it.
    is_open: bool,
}

impl Row {
    /// Whether a ceasefire fits into the row.
    ///
    /// It may begin on the day on which the one before it ends: that day is the hand-over, and the
    /// later one is drawn on top. It may lie within one that has no end; a second one without an end
    /// may not, since it would hide the first.
    fn takes(&self, span: &CeasefireSpan) -> bool {
        self.free_from <= span.when.first() + 1.0 && !(self.is_open && span.when.to.is_none())
    }
}

/// Reads the rounds that are shown, in the order of time.
pub(super) fn rounds(dossier: &Dossier, analysis: &DossierAnalysis) -> Vec<RoundSpan> {
    let mut rounds: Vec<RoundSpan> = dossier
        .rounds
        .iter()
        .enumerate()
        .filter(|(_, round)| !analysis.is_hidden(RecordKind::Round, round.id.as_str()))
        .filter_map(|(idx, round)| {
            Some(RoundSpan {
                id: round.id.clone(),
                idx,
                name: round.short().to_owned(),
                outcome: analysis.outcome(round),
                when: When::of(&round.when.dates)?,
            })
        })
        .collect();
    rounds.sort_by(|a, b| a.when.first().total_cmp(&b.when.first()));
    rounds
}

/// Reads the ceasefires that are shown, in the order of time, and gives each a row.
pub(super) fn ceasefires(dossier: &Dossier, is_shown: &dyn Fn(&str) -> bool) -> Vec<CeasefireSpan> {
    let mut spans: Vec<CeasefireSpan> = dossier
        .ceasefires
        .iter()
        .enumerate()
        .filter(|(_, ceasefire)| is_shown(&ceasefire.id))
        .filter_map(|(idx, ceasefire)| {
            Some(CeasefireSpan {
                id: ceasefire.id.clone(),
                idx,
                name: ceasefire.name.clone(),
                status: ceasefire.status.unwrap_or(CeasefireStatus::Unknown),
                when: When::of(&ceasefire.dates)?,
                row: 0,
            })
        })
        .collect();
    spans.sort_by(|a, b| a.when.first().total_cmp(&b.when.first()));
    let mut rows: Vec<Row> = Vec::new();
    for span in &mut spans {
        if let Some((idx, row)) = rows.iter_mut().enumerate().find(|(_, row)| row.takes(span)) {
            span.row = idx;
            row.free_from = span.when.last();
            row.is_open |= span.when.to.is_none();
        } else {
            span.row = rows.len();
            rows.push(Row {
                free_from: span.when.last(),
                is_open: span.when.to.is_none(),
            });
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::super::scene::tests::{dossier, scene};

    /// Ceasefires that share days stand in different rows, but for a day of hand-over, and but
    /// for what lies within one that has no end.
    #[test]
    fn ceasefire_rows() {
        let ceasefire =
            |id: &str, dates: &str| format!(r#"(id: "{id}", name: "{id}", dates: "{dates}"),"#);
        let list = [
            ceasefire("c", "2025-10-19/.."),
            ceasefire("a", "2025-10-15/2025-10-17"),
            ceasefire("b", "2025-10-16/2025-10-19"),
            ceasefire("e", "2025-11-19/.."),
            ceasefire("d", "2026-03-18/2026-03-23"),
        ];
        let scene = scene(&dossier("", &format!("ceasefires: [{}]", list.concat())));
        let rows: Vec<(&str, usize)> = scene
            .ceasefires
            .iter()
            .map(|c| (c.id.as_str(), c.row))
            .collect();
        assert_eq!(rows, [("a", 0), ("b", 1), ("c", 0), ("e", 1), ("d", 0)]);
    }
}
