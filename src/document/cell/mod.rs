//! The cells of a table of records: which values of a record can be written as one text, what that text
//! is, and what a typed or pasted text means.
//!
//! It has no opinion on how a cell looks, and it guesses nothing: a text that can be read in two ways is
//! refused with both.
//!
//! Invariant: what [`Column::text`] writes, [`Column::parse`] reads as the same value.

use super::edit::Edit;
use super::snapshot::{Focus, RecordRef, Snapshot};
use crate::format::{Node, Value};
use crate::model::RecordKind;
use crate::model::schema::{self, Content, Field};
use std::collections::BTreeMap;
use std::sync::LazyLock;

mod count;
mod parse;

pub use parse::{parts, required_date, required_decimal, required_text, required_whole};

use parse::{cameo, code, decimal_within, reference, references, switch};

/// A value of every record of a kind that is written as one text.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its path within the record: "title", "place.city".
    pub path: String,
    /// Its name on screen, which no other column of the kind has.
    pub label: String,
    /// What may stand in it.
    pub content: Content,
    /// Whether every record has it.
    pub required: bool,
}

/// The columns of a kind, in the order of its type. Lists of groups and lists of texts are none.
pub fn columns(kind: RecordKind) -> &'static [Column] {
    static COLUMNS: LazyLock<BTreeMap<RecordKind, Vec<Column>>> = LazyLock::new(|| {
        let kinds = RecordKind::LISTED.into_iter();
        kinds.map(|kind| (kind, columns_of(kind))).collect()
    });
    COLUMNS.get(&kind).map_or(&[], Vec::as_slice)
}

/// The column with this path.
pub fn column(kind: RecordKind, path: &str) -> Option<&'static Column> {
    columns(kind).iter().find(|column| column.path == path)
}

fn columns_of(kind: RecordKind) -> Vec<Column> {
    let mut columns = Vec::new();
    for field in schema::fields(kind) {
        match field.content {
            Content::Group(inner) if !count::is_count(field.content) => {
                for part in inner {
                    let path = format!("{}.{}", field.name, part.name);
                    columns.extend(column_of(part, path, field.required && part.required));
                }
            }
            _ => columns.extend(column_of(field, field.name.to_owned(), field.required)),
        }
    }
    let labels: Vec<String> = columns.iter().map(|column| column.label.clone()).collect();
    for column in &mut columns {
        let is_twin = labels
            .iter()
            .filter(|label| **label == column.label)
            .count()
            > 1;
        if let (true, Some((group, _))) = (is_twin, column.path.split_once('.')) {
            let group = schema::fields(kind)
                .iter()
                .find(|field| field.name == group)
                .map_or(group, |field| field.label);
            column.label = format!("{group}, {}", column.label.to_lowercase());
        }
    }
    columns
}

fn column_of(field: &Field, path: String, required: bool) -> Option<Column> {
    let is_cell = match field.content {
        Content::Groups(..) | Content::Texts => false,
        Content::Group(_) => count::is_count(field.content),
        _ => true,
    };
    is_cell.then(|| Column {
        path,
        label: field.label.to_owned(),
        content: field.content,
        required,
    })
}

impl Column {
    /// The place of the value in a record.
    pub fn focus(&self, record: &RecordRef) -> Focus {
        Focus {
            record: record.clone(),
            field: self.path.clone(),
        }
    }

    /// Whether it holds a range of numbers.
    pub fn is_count(&self) -> bool {
        count::is_count(self.content)
    }

    /// The node of the value in the node of a record, if it is in the text.
    pub fn node<'a>(&self, record: Node<'a>) -> Option<Node<'a>> {
        let mut node = record;
        for name in self.path.split('.') {
            node = node.inner()?.field(name)?;
        }
        node.inner()
    }

    /// The value in the node of a record as one text, empty where it is absent.
    pub fn text(&self, record: Node<'_>) -> String {
        self.node(record)
            .map_or_else(String::new, |node| self.text_of(node))
    }

    fn text_of(&self, node: Node<'_>) -> String {
        let plain = |node: Node<'_>| match node.as_str() {
            Some(text) => text.into_owned(),
            None => node.name().unwrap_or(node.text()).to_owned(),
        };
        match self.content {
            Content::Refs(_) | Content::AnyRefs | Content::Codes(_) => {
                let items: Vec<String> = node.items().map(plain).collect();
                items.join(", ")
            }
            Content::Switch => match node.as_bool() {
                Some(true) => "yes".to_owned(),
                _ => String::new(),
            },
            Content::Group(_) => count::text(node),
            _ => plain(node),
        }
    }

    /// What a text means; `None` takes the value away. Spaces around it do not count, except in texts.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words for the user.
    pub fn parse(&self, snapshot: &Snapshot, text: &str) -> Result<Option<Value>, String> {
        if text.trim().is_empty() {
            return if self.required {
                Err(format!("{} cannot be empty", self.label))
            } else {
                Ok(None)
            };
        }
        let value = match self.content {
            Content::Id | Content::Line | Content::Text | Content::Texts | Content::Address => {
                Value::str(text)
            }
            Content::Date => required_date(text)?,
            Content::Whole => required_whole(text)?,
            Content::Decimal(low, high) => decimal_within(text, low, high)?,
            Content::Switch => return switch(text),
            Content::Cameo => cameo(text.trim())?,
            Content::Code(vocabulary) => Value::Ident(code(vocabulary, text.trim())?.to_owned()),
            Content::Codes(vocabulary) => {
                let codes = parts(text)
                    .map(|part| Ok(Value::Ident(code(vocabulary, part)?.to_owned())))
                    .collect::<Result<_, String>>()?;
                Value::List(codes)
            }
            Content::Ref(kind) => Value::str(reference(snapshot, Some(kind), text.trim())?),
            Content::Refs(kind) => references(snapshot, Some(kind), text)?,
            Content::AnyRefs => references(snapshot, None, text)?,
            Content::Group(_) => count::parse(text)?,
            Content::Groups(..) => return Err("this is not written as one text".to_owned()),
        };
        Ok(Some(if self.is_option() {
            Value::some(value)
        } else {
            value
        }))
    }

    /// Whether the type of the value is an `Option`, so that a text without `implicit_some` needs `Some`.
    fn is_option(&self) -> bool {
        !self.required
            && matches!(
                self.content,
                Content::Date
                    | Content::Whole
                    | Content::Decimal(..)
                    | Content::Cameo
                    | Content::Code(_)
                    | Content::Ref(_)
                    | Content::Group(_)
            )
    }

    /// The change of this value of a record as one step.
    pub fn edit(&self, record: &RecordRef, value: Option<Value>) -> Edit {
        let label = format!("Change {} of {}", lower(&self.label), record.id);
        match value {
            Some(value) => Edit::set(label, self.focus(record), value),
            None => Edit::clear(label, self.focus(record)),
        }
    }
}

/// A value of a cell as the text that [`Column::text`] would write.
pub fn show(value: &Value) -> String {
    match value {
        Value::Some(value) => show(value),
        Value::Str(text) | Value::Ident(text) | Value::Verbatim(text) => text.clone(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(show).collect();
            items.join(", ")
        }
        Value::Struct { .. } => count::show(value),
        Value::Bool(true) => "yes".to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        _ => String::new(),
    }
}

/// A label within a sentence: without its capital, unless it is an abbreviation.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            let rest = label.get(first.len_utf8()..).unwrap_or_default();
            format!("{}{rest}", first.to_lowercase())
        }
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn check(kind: RecordKind, path: &str, text: &str, wanted: Result<Option<Value>, &str>) {
        let document = Document::built_in();
        let found = column(kind, path).unwrap().parse(document.snapshot(), text);
        match (found, wanted) {
            (Ok(found), Ok(wanted)) => assert_eq!(found, wanted, "{path}: {text}"),
            (Err(found), Err(wanted)) => assert!(found.contains(wanted), "{found}"),
            (found, wanted) => panic!("{path}: {text}: {found:?}, not {wanted:?}"),
        }
    }

    fn list(ids: &[&str]) -> Value {
        Value::List(ids.iter().map(|id| Value::str(*id)).collect())
    }

    /// Typed texts become values; what is wrong is named, with what was perhaps meant.
    #[test]
    fn texts_become_values() {
        use RecordKind::{Claim, Event, Source};
        let medium = Value::some(Value::Ident("Medium".to_owned()));
        check(Event, "title", " a ", Ok(Some(Value::str(" a "))));
        check(Event, "title", "  ", Err("Title cannot be empty"));
        check(Event, "text", "  ", Ok(None));
        check(Event, "date", " 2025-10 ", Ok(Some(Value::str("2025-10"))));
        check(Event, "date", "18/10/2025", Err("2025-10-18"));
        check(Event, "confidence", "medium", Ok(Some(medium)));
        check(Event, "confidence", "Mediun", Err("did you mean Medium?"));
        check(
            Event,
            "priority",
            "core event",
            Ok(Some(Value::Ident("Core".to_owned()))),
        );
        check(
            Event,
            "from",
            "PAK; afghan side",
            Ok(Some(list(&["PAK", "AFG"]))),
        );
        check(
            Event,
            "sources",
            "S02,\nS03",
            Ok(Some(list(&["S02", "S03"]))),
        );
        check(
            Event,
            "sources",
            "E02",
            Err("E02 is not a source but an event"),
        );
        check(Event, "sources", "S002", Err("did you mean S02?"));
        check(Event, "cameo", "46", Err("did you mean 046?"));
        check(Event, "place.latitude", "91", Err("outside -90 to 90"));
        check(
            Source,
            "title_described",
            "Yes",
            Ok(Some(Value::Bool(true))),
        );
        check(Claim, "killed", "5–2", Err("5 is more than 2"));
    }

    /// Every cell of the shipped dossier is read back as the value that stands there.
    #[test]
    fn cells_are_read_back() {
        let document = Document::built_in();
        let snapshot = document.snapshot();
        let root = snapshot.tree().root(snapshot.text()).unwrap();
        let mut n = 0;
        for kind in [RecordKind::Event, RecordKind::Claim, RecordKind::Source] {
            for record in root.field(kind.list_field()).unwrap().items() {
                for column in columns(kind) {
                    let Some(node) = column.node(record) else {
                        continue;
                    };
                    let text = column.text(record);
                    let value = column.parse(snapshot, &text).unwrap_or_else(|error| {
                        panic!("{}: {text}: {error}", column.path);
                    });
                    let found = value.map(|value| match value {
                        Value::Some(value) => *value,
                        value => value,
                    });
                    let plain = match (found, node.to_value()) {
                        // 70.60 and 70.6 are the same number.
                        (Some(Value::Float(a)), Value::Float(b)) => {
                            assert!((a - b).abs() < 1e-12);
                            continue;
                        }
                        (found, plain) => {
                            let found = count::bare(found);
                            (found, Some(plain))
                        }
                    };
                    assert_eq!(plain.0, plain.1, "{}", column.path);
                    n += 1;
                }
            }
        }
        assert!(n > 2500, "{n}");
    }

    /// No two columns of a kind have the same name.
    #[test]
    fn names_are_unique() {
        for kind in RecordKind::LISTED {
            let mut labels: Vec<&str> = columns(kind).iter().map(|c| c.label.as_str()).collect();
            labels.sort_unstable();
            let n = labels.len();
            labels.dedup();
            assert_eq!(labels.len(), n, "{kind:?}");
        }
        let city = column(RecordKind::Event, "place.city").unwrap();
        assert_eq!((city.label.as_str(), city.required), ("City", false));
        let note = column(RecordKind::Event, "place.note").unwrap();
        assert_eq!(note.label, "Note");
        let sources = column(RecordKind::Event, "place.sources").unwrap();
        assert_eq!(sources.label, "Where, sources");
    }

    /// A step says what it changes.
    #[test]
    fn steps_have_names() {
        let record = RecordRef::new(RecordKind::Event, "E12");
        let label = |path| {
            column(RecordKind::Event, path)
                .unwrap()
                .edit(&record, None)
                .label
        };
        assert_eq!(label("title"), "Change title of E12");
        assert_eq!(label("cameo"), "Change CAMEO code of E12");
    }
}
