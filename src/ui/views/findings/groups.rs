//! The findings in groups: what the list shows, from top to bottom.
//!
//! Plain data without a window.

use crate::document::{Finding, RecordRef, Snapshot, title_of};
use crate::format::Severity;
use crate::model::RecordKind;
use crate::ui::widgets::matches;

/// By what the findings are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Grouping {
    /// By severity, then by the kind of mistake.
    #[default]
    Kind,
    /// By the record that they are about.
    Record,
    /// Not at all, in the order of the file.
    Place,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Row {
    /// What the findings below it have in common.
    Heading {
        title: String,
        n: usize,
        severity: Severity,
        /// The kind, if that is what they have in common.
        code: Option<&'static str>,
    },
    /// A finding, by its index in the snapshot.
    Item(usize),
}

impl Row {
    pub(super) fn item(&self) -> Option<usize> {
        match self {
            Self::Item(idx) => Some(*idx),
            Self::Heading { .. } => None,
        }
    }
}

/// What two findings of one group have in common; groups come in this order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    severity: Severity,
    /// Where in the file the first of the group stands, for records.
    first: usize,
    name: String,
}

/// The rows for the findings that match a query.
pub(super) fn rows(snapshot: &Snapshot, query: &str, grouping: Grouping) -> Vec<Row> {
    let findings = snapshot.findings();
    let found = findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| passes(finding, query));
    if grouping == Grouping::Place {
        return found.map(|(idx, _)| Row::Item(idx)).collect();
    }
    let mut groups: Vec<(Key, Option<&'static str>, Vec<usize>)> = Vec::new();
    for (idx, finding) in found {
        let (name, code) = if grouping == Grouping::Kind {
            (title_of(finding.code), Some(finding.code))
        } else {
            let record = finding.focus.as_ref().map(|focus| &focus.record);
            let title = record.map(record_title);
            (title.unwrap_or_else(|| "The file".to_owned()), None)
        };
        let alike = groups.iter_mut().find(|(key, ..)| {
            key.name == name && (code.is_none() || key.severity == finding.severity)
        });
        if let Some((key, _, members)) = alike {
            key.severity = key.severity.min(finding.severity);
            members.push(idx);
        } else {
            let key = Key {
                severity: finding.severity,
                first: if code.is_some() { 0 } else { idx },
                name,
            };
            groups.push((key, code, vec![idx]));
        }
    }
    groups.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    groups
        .into_iter()
        .flat_map(|(key, code, members)| {
            let heading = Row::Heading {
                title: key.name,
                n: members.len(),
                severity: key.severity,
                code,
            };
            std::iter::once(heading).chain(members.into_iter().map(Row::Item))
        })
        .collect()
}

fn passes(finding: &Finding, query: &str) -> bool {
    if query.trim().is_empty() {
        return true;
    }
    let kind = title_of(finding.code);
    let focus = finding.focus.as_ref();
    let record = focus.map(|focus| record_title(&focus.record));
    let texts = [
        finding.message.as_str(),
        finding.hint.as_deref().unwrap_or_default(),
        kind.as_str(),
        record.as_deref().unwrap_or_default(),
        focus.map_or("", |focus| focus.field.as_str()),
    ];
    matches(query, texts)
}

/// "Event E34", "Round R2", "Dossier".
pub(super) fn record_title(record: &RecordRef) -> String {
    let word = record.kind.word();
    let mut chars = word.chars();
    let word: String = chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    });
    if record.kind == RecordKind::Dossier {
        word
    } else {
        format!("{word} {}", record.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "(format: 1, id: \"d\", title: \"T\", parties: [\"A\", \"X\"],
  actors: [(id: \"A\", name: \"a\", kind: State)],
  sources: [(id: \"S1\", publisher: \"P\", title: \"t\"), (id: \"S2\", publisher: \"P\", title: \"t\")],
  claims: [(id: \"C1\", claimant: \"A\", harmed: \"x\", sources: [\"S1\", \"Z\"])],
)";

    fn shown(grouping: Grouping, query: &str) -> Vec<String> {
        let snapshot = Snapshot::new(TEXT.into(), 0);
        let rows = rows(&snapshot, query, grouping);
        rows.iter()
            .map(|row| match row {
                Row::Heading { title, n, .. } => format!("{title} {n}"),
                Row::Item(idx) => snapshot.findings()[*idx].code.to_owned(),
            })
            .collect()
    }

    /// By kind, the gravest come first, and each kind once.
    #[test]
    fn by_kind() {
        let rows = shown(Grouping::Kind, "");
        assert_eq!(
            rows[..3],
            [
                "Unknown reference 2",
                "unknown-reference",
                "unknown-reference"
            ]
        );
        assert_eq!(
            rows[rows.len() - 3..],
            ["No address 2", "no-address", "no-address"]
        );
    }

    /// By record, each record has all of its findings below it.
    #[test]
    fn by_record() {
        let rows = shown(Grouping::Record, "C1");
        let headings: Vec<&String> = rows.iter().filter(|row| row.contains(' ')).collect();
        assert_eq!(headings.len(), 1, "{rows:?}");
        assert!(headings[0].starts_with("Claim C1 "), "{headings:?}");
        assert!(rows.contains(&"unknown-reference".to_owned()));
        assert!(rows.contains(&"no-figure".to_owned()));
    }

    /// In the order of the file there are no headings, and the filter looks at message, kind and record.
    #[test]
    fn by_place_and_filter() {
        assert_eq!(shown(Grouping::Place, "address S2"), ["no-address"]);
        assert_eq!(
            shown(Grouping::Place, "nothing like it"),
            Vec::<String>::new()
        );
        assert!(shown(Grouping::Place, "").len() > 4);
    }
}
