//! New records from the texts of cells.
//!
//! It has no opinion on where a record is put; its id is given.

use super::cell::{self, Column};
use crate::format::Value;
use crate::model::RecordKind;
use std::collections::BTreeMap;

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
    use super::*;

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
