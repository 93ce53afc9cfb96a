//! Which rows a table shows, in which order.
//!
//! The rows are found anew when the text, the filter or the sorting changes, not in every frame. A change
//! of the text alone leaves every row where it is, so that the row one edits does not jump away; sorting
//! and filtering are then asked for again.

use super::sort::{Key, Sort, compare};
use super::{Records, generic_key};
use crate::document::Snapshot;
use crate::document::cell;
use crate::model::RecordKind;
use std::collections::{BTreeMap, BTreeSet};

/// A record of the table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) id: String,
    /// Its node in the tree.
    pub(super) node: u32,
    /// Its index among the records of its kind in the dossier.
    pub(super) record: usize,
    /// Another record before it has the same id, so that edits by id would not find it.
    pub(super) is_twin: bool,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The heading of a group.
    Group(usize),
    /// A record, by its index in the rows.
    Record(usize),
    /// The last line, in which a new record begins.
    New,
}

/// A group of rows that belong together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ui::views) struct Group {
    /// Where it stands among the groups.
    pub(in crate::ui::views) rank: usize,
    /// What its rows have in common.
    pub(in crate::ui::views) key: String,
    /// Its heading.
    pub(in crate::ui::views) title: String,
}

/// The rows of a table.
#[derive(Debug, Default)]
pub(super) struct Rows {
    revision: Option<u64>,
    wanted: String,
    pub(super) all: Vec<Row>,
    pub(super) lines: Vec<Line>,
    pub(super) groups: Vec<(Group, usize)>,
    line_of: BTreeMap<String, usize>,
    /// Number of records that are shown.
    pub(super) n_shown: usize,
    /// The rows stand where they stood, though the filter or the sorting would have them otherwise.
    pub(super) is_stale: bool,
}

impl Rows {
    /// Whether they were found at least once.
    pub(super) fn is_known(&self) -> bool {
        self.revision.is_some()
    }

    /// Sorts and filters again.
    pub(super) fn renew(&mut self) {
        self.wanted.clear();
        self.revision = None;
    }

    /// The line of a record.
    pub(super) fn line_of(&self, id: &str) -> Option<usize> {
        self.line_of.get(id).copied()
    }

    /// The row of a line.
    pub(super) fn row_at(&self, line: usize) -> Option<&Row> {
        match self.lines.get(line)? {
            Line::Record(idx) => self.all.get(*idx),
            _ => None,
        }
    }

    /// The ids of the records that are shown, from one line to another.
    pub(super) fn ids(&self, from: usize, to: usize) -> Vec<&str> {
        (from.min(to)..=from.max(to))
            .filter_map(|line| Some(self.row_at(line)?.id.as_str()))
            .collect()
    }

    /// Finds the rows, if anything changed since. `wanted` says what is filtered, searched for and seen;
    /// `is_shown` which records are seen at all, by their id. Returns whether they were found anew.
    pub(super) fn refresh(
        &mut self,
        snapshot: &Snapshot,
        kind: RecordKind,
        wanted: &str,
        sort: Option<&Sort<String>>,
        records: &dyn Records,
        is_shown: &dyn Fn(&str) -> bool,
    ) -> bool {
        let wanted = format!("{wanted}\n{sort:?}");
        let same_wish = self.wanted == wanted;
        if same_wish && self.revision == Some(snapshot.revision()) {
            return false;
        }
        let before: Option<Vec<String>> = (same_wish && self.revision.is_some()).then(|| {
            let rows = self.lines.iter().filter_map(|line| match line {
                Line::Record(idx) => self.all.get(*idx),
                _ => None,
            });
            rows.map(|row| row.id.clone()).collect()
        });
        self.all = rows_of(snapshot, kind);
        let fresh = self.order(snapshot, kind, sort, records, is_shown);
        let is_grouped = sort.is_none()
            && self
                .all
                .first()
                .is_some_and(|row| records.group(row.record).is_some());
        let order = match before {
            Some(before) if !is_grouped => self.kept(&before, &fresh, sort.is_some()),
            _ => fresh.clone(),
        };
        self.is_stale = order != fresh;
        self.n_shown = order.len();
        self.set_lines(&order, is_grouped, records);
        self.revision = Some(snapshot.revision());
        self.wanted = wanted;
        true
    }

    /// The rows that pass, in their order.
    fn order(
        &self,
        snapshot: &Snapshot,
        kind: RecordKind,
        sort: Option<&Sort<String>>,
        records: &dyn Records,
        is_shown: &dyn Fn(&str) -> bool,
    ) -> Vec<usize> {
        let passing = self.all.iter().enumerate();
        let passing = passing.filter(|(_, row)| is_shown(&row.id) && records.passes(row.record));
        if let Some(sort) = sort {
            let column = cell::column(kind, &sort.column);
            let key = |row: &Row| {
                if records.sorts(&sort.column) {
                    return records.sort_key(row.record, &sort.column);
                }
                let node = snapshot.tree().node(snapshot.text(), row.node)?;
                generic_key(column?, node)
            };
            let mut keyed: Vec<(usize, Option<Key>)> =
                passing.map(|(idx, row)| (idx, key(row))).collect();
            keyed.sort_by(|(_, a), (_, b)| compare(a.as_ref(), b.as_ref(), sort.ascending));
            return keyed.into_iter().map(|(idx, _)| idx).collect();
        }
        let mut ranked: Vec<(usize, Option<Group>)> = passing
            .map(|(idx, row)| (idx, records.group(row.record)))
            .collect();
        ranked.sort_by(|(_, a), (_, b)| a.cmp(b));
        ranked.into_iter().map(|(idx, _)| idx).collect()
    }

    /// The rows as they stood, without those that are gone; new ones come last, or where the file has
    /// them if nothing is sorted.
    fn kept(&self, before: &[String], fresh: &[usize], is_sorted: bool) -> Vec<usize> {
        let stood: BTreeSet<&str> = before.iter().map(String::as_str).collect();
        if !is_sorted {
            let passes: BTreeSet<usize> = fresh.iter().copied().collect();
            let rows = self.all.iter().enumerate();
            return rows
                .filter(|(idx, row)| passes.contains(idx) || stood.contains(row.id.as_str()))
                .map(|(idx, _)| idx)
                .collect();
        }
        let place: BTreeMap<&str, usize> = self
            .all
            .iter()
            .enumerate()
            .filter(|(_, row)| !row.is_twin)
            .map(|(idx, row)| (row.id.as_str(), idx))
            .collect();
        let mut order: Vec<usize> = before
            .iter()
            .filter_map(|id| place.get(id.as_str()).copied())
            .collect();
        let known: BTreeSet<usize> = order.iter().copied().collect();
        order.extend(fresh.iter().filter(|idx| !known.contains(idx)));
        order
    }

    fn set_lines(&mut self, order: &[usize], is_grouped: bool, records: &dyn Records) {
        self.lines.clear();
        self.groups.clear();
        self.line_of.clear();
        for idx in order {
            let Some(row) = self.all.get(*idx) else {
                continue;
            };
            if is_grouped && let Some(group) = records.group(row.record) {
                match self.groups.last_mut() {
                    Some((last, n)) if last.key == group.key => *n += 1,
                    _ => {
                        self.lines.push(Line::Group(self.groups.len()));
                        self.groups.push((group, 1));
                    }
                }
            }
            self.line_of
                .entry(row.id.clone())
                .or_insert(self.lines.len());
            self.lines.push(Line::Record(*idx));
        }
        self.lines.push(Line::New);
    }
}

/// The records of a kind that could be read, in the order of the file.
fn rows_of(snapshot: &Snapshot, kind: RecordKind) -> Vec<Row> {
    let ids = snapshot.dossier().ids(kind);
    let mut seen = BTreeSet::new();
    let mut record = 0;
    let list = snapshot
        .tree()
        .root(snapshot.text())
        .and_then(|root| root.field(kind.list_field()));
    let mut rows = Vec::with_capacity(ids.len());
    for node in list.iter().flat_map(crate::format::Node::items) {
        let id = node.field("id").and_then(|id| id.as_str());
        // What could not be read is in the tree and not in the dossier.
        let Some(id) = id.filter(|id| ids.get(record).is_some_and(|read| *read == id.as_ref()))
        else {
            continue;
        };
        rows.push(Row {
            is_twin: !seen.insert(id.clone().into_owned()),
            id: id.into_owned(),
            node: node.index(),
            record,
        });
        record += 1;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Edit, Focus};
    use crate::format::Value;

    struct All;

    impl Records for All {
        fn name(&self, _: usize) -> String {
            String::new()
        }
    }

    fn titles(rows: &Rows) -> Vec<&str> {
        rows.ids(0, rows.lines.len())
    }

    /// A change of what is sorted by leaves the row where it is, until sorting is asked for again; new
    /// records come last, and those that are gone go.
    #[test]
    fn rows_stay_while_they_are_edited() {
        let text = "(format: 1, id: \"d\", title: \"T\", sources: [\
            (id: \"S1\", publisher: \"b\", title: \"t\"),\
            (id: \"S2\", publisher: \"a\", title: \"t\"),\
            (id: \"S3\", publisher: \"c\", title: \"t\")])";
        let mut document = Document::from_text(None, text.into());
        let sort = Some(Sort {
            column: "publisher".to_owned(),
            ascending: true,
        });
        let mut rows = Rows::default();
        let refresh = |document: &Document, rows: &mut Rows| {
            rows.refresh(
                document.snapshot(),
                RecordKind::Source,
                "",
                sort.as_ref(),
                &All,
                &|_| true,
            )
        };
        assert!(refresh(&document, &mut rows));
        assert!(!refresh(&document, &mut rows), "nothing changed");
        assert_eq!(titles(&rows), ["S2", "S1", "S3"]);
        let publisher = |id: &str| Focus::record(RecordKind::Source, id).field("publisher");
        document
            .apply(&Edit::set("", publisher("S2"), Value::str("z")))
            .unwrap();
        assert!(refresh(&document, &mut rows));
        assert_eq!(titles(&rows), ["S2", "S1", "S3"]);
        assert!(rows.is_stale);
        rows.renew();
        refresh(&document, &mut rows);
        assert_eq!(titles(&rows), ["S1", "S3", "S2"]);
        assert!(!rows.is_stale);
        let gone = Edit::clear("", Focus::record(RecordKind::Source, "S3"));
        document.apply(&gone).unwrap();
        refresh(&document, &mut rows);
        assert_eq!(titles(&rows), ["S1", "S2"]);
    }
}
