//! New records: an id in the pattern of the file, and a value from the texts of cells.
//!
//! It has no opinion on where a record is put.

use super::cell::{self, Column};
use super::snapshot::Snapshot;
use crate::format::Value;
use crate::model::RecordKind;
use std::collections::{BTreeMap, BTreeSet};

/// An id for a new record, in the pattern of the others of its kind and after the last of them. `taken`
/// are ids that are spoken for besides those in the file.
pub fn fresh_id(snapshot: &Snapshot, kind: RecordKind, taken: &BTreeSet<String>) -> String {
    let mut patterns: BTreeMap<&str, (usize, u64, usize)> = BTreeMap::new();
    let ids = snapshot.dossier().ids(kind).into_iter();
    for id in ids.chain(taken.iter().map(String::as_str)) {
        let digits = id.trim_start_matches(|c: char| !c.is_ascii_digit());
        let Ok(number) = digits.parse::<u64>() else {
            continue;
        };
        let prefix = id.strip_suffix(digits).unwrap_or_default();
        let (n, last, width) = patterns.entry(prefix).or_insert((0, 0, usize::MAX));
        *n += 1;
        *last = number.max(*last);
        *width = digits.len().min(*width);
    }
    let usual = patterns.iter().max_by_key(|(_, (n, ..))| *n);
    let (prefix, last, width) = usual.map_or((first_prefix(kind), 0, 2), |(prefix, found)| {
        (*prefix, found.1, found.2)
    });
    let mut number = last;
    loop {
        number = number.saturating_add(1);
        let id = format!("{prefix}{number:0width$}");
        if (snapshot.kind_of(&id).is_none() && !taken.contains(&id)) || number == u64::MAX {
            return id;
        }
    }
}

fn first_prefix(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Event => "E",
        RecordKind::Claim => "C",
        RecordKind::Source => "S",
        RecordKind::Round => "R",
        RecordKind::Statement => "Q",
        RecordKind::Dispute => "D",
        RecordKind::Issue => "I",
        RecordKind::Position => "P",
        RecordKind::Actor => "A",
        RecordKind::ThirdParty => "M",
        RecordKind::Ceasefire => "CF",
        RecordKind::Commitment => "K",
        RecordKind::Extract => "SF",
        RecordKind::Gap => "G",
        RecordKind::Annotation => "N",
        RecordKind::Dossier => "",
    }
}

/// What a required value of a new record is where nobody says anything: the path of the column and a code
/// that claims the least.
pub fn default_of(kind: RecordKind, path: &str) -> Option<&'static str> {
    match (kind, path) {
        (RecordKind::Event, "priority") => Some("Context"),
        _ => None,
    }
}

/// The required columns of a kind besides the id.
pub fn required(kind: RecordKind) -> impl Iterator<Item = &'static Column> {
    cell::columns(kind)
        .iter()
        .filter(|column| column.required && column.path != "id")
}

/// A new record from the values of its cells, by path; fields in the order of the type.
pub fn record_value(kind: RecordKind, id: &str, cells: &BTreeMap<String, Value>) -> Value {
    let mut fields: Vec<(String, Value)> = vec![("id".to_owned(), Value::str(id))];
    for column in cell::columns(kind) {
        let value = cells.get(&column.path).cloned();
        let default = || default_of(kind, &column.path).map(|code| Value::Ident(code.to_owned()));
        let Some(value) = value.or_else(default) else {
            continue;
        };
        if column.path == "id" {
            continue;
        }
        let Some((group, name)) = column.path.split_once('.') else {
            fields.push((column.path.clone(), value));
            continue;
        };
        let part = (name.to_owned(), value);
        match fields.iter_mut().find(|(other, _)| other == group) {
            Some((_, Value::Struct { fields, .. })) => fields.push(part),
            _ => fields.push((group.to_owned(), Value::record([part]))),
        }
    }
    Value::Struct { name: None, fields }
}

#[cfg(test)]
mod tests {
    use super::super::Document;
    use super::*;

    fn check(text: &str, kind: RecordKind, taken: &[&str], wanted: &str) {
        let document = Document::from_text(None, text.into());
        let taken = taken.iter().map(|id| (*id).to_owned()).collect();
        assert_eq!(fresh_id(document.snapshot(), kind, &taken), wanted);
    }

    /// Ids go on where the file ends, in its pattern, and never twice; gaps stay gaps.
    #[test]
    fn ids_are_fresh() {
        let text = "(format: 1, id: \"d\", title: \"T\", events: [\
            (id: \"E01\", date: \"2025\", title: \"a\", priority: Core),\
            (id: \"E07\", date: \"2025\", title: \"b\", priority: Core),\
            (id: \"A15\", date: \"2025\", title: \"c\", priority: Core)],\
            sources: [(id: \"E09\", publisher: \"p\", title: \"t\")])";
        check(text, RecordKind::Event, &[], "E08");
        check(text, RecordKind::Event, &["E08"], "E10");
        check(text, RecordKind::Claim, &[], "C01");
        let empty = "(format: 1, id: \"d\", title: \"T\")";
        check(empty, RecordKind::Source, &["S01"], "S02");
    }

    /// Groups are put together, and what must be there and is not given is the code that claims least.
    #[test]
    fn records_are_built() {
        let cells = [
            ("place.city", "Doha"),
            ("title", "T"),
            ("place.name", "Palace"),
        ];
        let cells = cells
            .into_iter()
            .map(|(path, text)| (path.to_owned(), Value::str(text)))
            .collect();
        let value = record_value(RecordKind::Event, "E1", &cells);
        let Value::Struct { fields, .. } = &value else {
            panic!("no record");
        };
        let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["id", "place", "title", "priority"]);
        assert_eq!(
            value.field("place").unwrap().field("city"),
            Some(&Value::str("Doha"))
        );
    }
}
