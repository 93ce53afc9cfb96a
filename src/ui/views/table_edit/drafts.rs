//! Texts in cells that are not in the file: those that could not be taken, and those of a new record that
//! is not complete yet.

use crate::document::Snapshot;
use crate::document::cell;
use crate::document::fresh;
use crate::format::Value;
use crate::model::RecordKind;
use std::collections::BTreeMap;

/// The texts by record and column; the record that is not in the file yet has no id.
#[derive(Debug, Default)]
pub(super) struct Drafts(BTreeMap<(String, String), String>);

impl Drafts {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn get(&self, id: &str, path: &str) -> Option<&str> {
        // A lookup by borrowed keys would need a type of its own; there is hardly ever a draft.
        if self.0.is_empty() {
            return None;
        }
        self.0
            .get(&(id.to_owned(), path.to_owned()))
            .map(String::as_str)
    }

    pub(super) fn put(&mut self, id: &str, path: &str, text: &str) {
        self.0
            .insert((id.to_owned(), path.to_owned()), text.to_owned());
    }

    pub(super) fn drop(&mut self, id: &str, path: &str) -> bool {
        self.0.remove(&(id.to_owned(), path.to_owned())).is_some()
    }

    /// Drops those of records that are gone.
    pub(super) fn retain(&mut self, is_there: impl Fn(&str) -> bool) {
        self.0.retain(|(id, _), _| is_there(id));
    }

    /// Drops those of the new record.
    pub(super) fn drop_new(&mut self) {
        self.0.retain(|(id, _), _| !id.is_empty());
    }

    /// Whether a new record was begun.
    pub(super) fn has_new(&self) -> bool {
        self.0.keys().any(|(id, _)| id.is_empty())
    }

    /// The first text that could not be taken: record and column.
    pub(super) fn first_wrong(&self) -> Option<(&str, &str)> {
        let mut keys = self.0.keys().filter(|(id, _)| !id.is_empty());
        keys.next().map(|(id, path)| (id.as_str(), path.as_str()))
    }

    /// Number of texts that could not be taken.
    pub(super) fn n_wrong(&self) -> usize {
        self.0.keys().filter(|(id, _)| !id.is_empty()).count()
    }

    /// The values of the new record, if what it must have is there and all of it can be read; else what
    /// is missing.
    pub(super) fn new_record(
        &self,
        snapshot: &Snapshot,
        kind: RecordKind,
    ) -> Result<BTreeMap<String, Value>, String> {
        let mut values = BTreeMap::new();
        let mut problems = Vec::new();
        for ((id, path), text) in &self.0 {
            let Some(column) = cell::column(kind, path).filter(|_| id.is_empty()) else {
                continue;
            };
            match column.parse(snapshot, text) {
                Ok(Some(value)) => {
                    values.insert(path.clone(), value);
                }
                Ok(None) => {}
                Err(problem) => problems.push(format!("{}: {problem}", column.label)),
            }
        }
        let missing: Vec<&str> = fresh::required(kind)
            .filter(|column| {
                self.get("", &column.path).is_none()
                    && fresh::default_of(kind, &column.path).is_none()
            })
            .map(|column| column.label.as_str())
            .collect();
        match missing.as_slice() {
            [] => {}
            [one] => problems.push(format!("{one} is missing")),
            several => problems.push(format!("{} are missing", several.join(" and "))),
        }
        if problems.is_empty() {
            Ok(values)
        } else {
            Err(problems.join("; "))
        }
    }
}
