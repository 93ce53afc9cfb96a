//! The merge of two dossiers that come from one: what was changed here and what was changed elsewhere.
//!
//! Records are compared by kind and id and field by field, not line by line. What only one side changed is
//! taken over; what both changed differently is a [`Conflict`], to be decided by the user. The result is
//! made as a small patch of one side's text, and then what the other side's text has beyond its values,
//! comments and layout, is carried over, so that the comments of both sides survive.
//!
//! Pure functions of three texts; no opinion on where they come from. Invariants: the result says exactly
//! the values that were decided upon, or there is no result; if only one side differs from the base, the
//! result is that side, byte for byte.

mod carry;
mod lists;
mod values;

use super::snapshot::{Focus, RecordRef};
use crate::format::{self, Op, Path, Tree, Value};
use crate::model::{Dossier, RecordKind};
use std::sync::Arc;
use thiserror::Error;

/// One of the two sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// What is in the window.
    #[default]
    Ours,
    /// What somebody else wrote into the file.
    Theirs,
}

/// In what way two changes are at odds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collision {
    /// Both changed the same value.
    Value,
    /// We deleted a record that they changed.
    DeletedHere,
    /// They deleted a record that we changed.
    DeletedThere,
    /// Both added a record with the same id.
    SameId,
    /// Both put the records of a list into another order.
    Order,
}

/// Two changes that cannot both be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The record, or the value in it.
    pub focus: Focus,
    /// In what way.
    pub collision: Collision,
    /// What it was before, as text to be read; `None` if it was not there.
    pub base: Option<String>,
    /// What it is in the window.
    pub ours: Option<String>,
    /// What it is in the file.
    pub theirs: Option<String>,
}

/// Why two texts cannot be merged record by record.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoMerge {
    /// One of the texts cannot be read as a dossier.
    #[error("{0} cannot be read as a dossier")]
    NotADossier(&'static str),
    /// The merged text would not say what was decided.
    #[error("the merged text would not be read as meant")]
    NotFaithful,
}

/// A merge: what is at odds, and the texts that come of it.
#[derive(Clone, Debug)]
pub struct Merge {
    parts: Parts,
    conflicts: Vec<Conflict>,
    n_ours: usize,
    n_theirs: usize,
}

#[derive(Clone, Debug)]
enum Parts {
    /// Only one side changed anything, or both the same.
    One(Arc<str>),
    Three(Box<[Parsed; 3]>),
}

#[derive(Clone, Debug)]
struct Parsed {
    text: Arc<str>,
    tree: Tree,
    value: Value,
    /// Whether `ron` itself reads the text as a dossier.
    is_plain: bool,
}

impl Parsed {
    fn new(text: &Arc<str>, whose: &'static str) -> Result<Self, NoMerge> {
        let tree = Tree::parse(text).tree;
        let is_dossier = format::read::<Dossier>(text, &tree).value.is_some();
        let value = tree.root(text).filter(|_| is_dossier);
        let value = value.map(|root| root.to_value());
        let value = value.ok_or(NoMerge::NotADossier(whose))?;
        Ok(Self {
            is_plain: format::accepted_by_ron::<Dossier>(text).is_ok(),
            text: Arc::clone(text),
            tree,
            value,
        })
    }
}

impl Merge {
    /// Compares three texts.
    ///
    /// # Errors
    ///
    /// When one of them is not a dossier; then only a whole text can be chosen.
    pub fn new(base: &Arc<str>, ours: &Arc<str>, theirs: &Arc<str>) -> Result<Self, NoMerge> {
        let one = |text: &Arc<str>| {
            Ok(Self {
                parts: Parts::One(Arc::clone(text)),
                conflicts: Vec::new(),
                n_ours: usize::from(text != theirs),
                n_theirs: usize::from(text != ours),
            })
        };
        if base == theirs || ours == theirs {
            return one(ours);
        }
        if base == ours {
            return one(theirs);
        }
        let parts = [
            Parsed::new(base, "the text that both come from")?,
            Parsed::new(ours, "the text in the window")?,
            Parsed::new(theirs, "the text in the file")?,
        ];
        let merged = values::merge(parts.each_ref().map(|parsed| &parsed.value), &[]);
        let conflicts = merged
            .conflicts
            .into_iter()
            .map(|found| found.into_conflict(&parts))
            .collect();
        Ok(Self {
            parts: Parts::Three(Box::new(parts)),
            conflicts,
            n_ours: merged.n_ours,
            n_theirs: merged.n_theirs,
        })
    }

    /// What is at odds, in the order of the dossier.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// How many changes of ours are at odds with nothing.
    pub fn n_ours(&self) -> usize {
        self.n_ours
    }

    /// How many changes of theirs are at odds with nothing.
    pub fn n_theirs(&self) -> usize {
        self.n_theirs
    }

    /// The merged text, with these decisions for the [conflicts](Self::conflicts), in their order.
    ///
    /// # Errors
    ///
    /// When the merged text would not say what was decided.
    pub fn text(&self, choices: &[Side]) -> Result<Arc<str>, NoMerge> {
        let parts = match &self.parts {
            Parts::One(text) => return Ok(Arc::clone(text)),
            Parts::Three(parts) => parts,
        };
        let [base, ours, theirs] = &**parts;
        let merged = values::merge(parts.each_ref().map(|parsed| &parsed.value), choices).value;
        let faithful = |text: &str| {
            let tree = Tree::parse(text).tree;
            let says = tree.root(text).map(|root| in_order(root.to_value()));
            says == Some(in_order(merged.clone()))
                && (!(ours.is_plain && theirs.is_plain)
                    || format::accepted_by_ron::<Dossier>(text).is_ok())
        };
        // A record that they deleted and that is to stay has its comments in our text only.
        let is_kept = |(conflict, choice): (&Conflict, &Side)| {
            conflict.collision == Collision::DeletedThere && *choice == Side::Ours
        };
        let on_ours = self.conflicts.iter().zip(choices).any(is_kept);
        let (patched, other) = if on_ours {
            (ours, theirs)
        } else {
            (theirs, ours)
        };
        let said_so = said(patched, &merged)?;
        // The values of the other side on the text that both come from: what still differs from its own
        // text is no value, but a comment, a space or a spelling.
        if let Ok(like_other) = said(base, &other.value) {
            let carried = carry::carry(&like_other, &other.text, &said_so);
            if carried == said_so || faithful(&carried) {
                return Ok(carried.into());
            }
        }
        if faithful(&said_so) {
            Ok(said_so.into())
        } else {
            Err(NoMerge::NotFaithful)
        }
    }

    /// The comments of either side that are not in a merged text: those of records that the other side
    /// deleted, or of values that it replaced.
    pub fn lost_comments(&self, merged: &str) -> Vec<String> {
        match &self.parts {
            Parts::One(_) => Vec::new(),
            Parts::Three(parts) => {
                let [base, ours, theirs] = &**parts;
                carry::lost_comments(&base.text, [&ours.text, &theirs.text], merged)
            }
        }
    }
}

/// A text changed as little as possible so that it says a value.
fn said(parsed: &Parsed, value: &Value) -> Result<String, NoMerge> {
    let op = Op::Set {
        path: Path::root(),
        value: value.clone(),
        order: Vec::new(),
    };
    let patch = format::plan(&parsed.text, &parsed.tree, &[op]);
    let patch = patch.map_err(|_refused| NoMerge::NotFaithful)?;
    Ok(patch.apply(&parsed.text))
}

/// The value with the fields of every record in alphabetical order: their order says nothing.
fn in_order(value: Value) -> Value {
    match value {
        Value::Some(inner) => Value::some(in_order(*inner)),
        Value::List(items) => Value::List(items.into_iter().map(in_order).collect()),
        Value::Tuple { name, items } => Value::Tuple {
            name,
            items: items.into_iter().map(in_order).collect(),
        },
        Value::Struct { name, fields } => {
            let mut fields: Vec<_> = fields
                .into_iter()
                .map(|(name, value)| (name, in_order(value)))
                .filter(|(_, value)| *value != Value::None)
                .collect();
            fields.sort_by(|(a, _), (b, _)| a.cmp(b));
            Value::Struct { name, fields }
        }
        other => other,
    }
}

/// A value as text to be read: without quotation marks, lists line by line.
fn shown(value: &Value) -> String {
    let mut text = String::new();
    show(value, 0, &mut text);
    text
}

fn show(value: &Value, depth: usize, text: &mut String) {
    let new_line = |text: &mut String| {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.extend(std::iter::repeat_n("    ", depth));
    };
    match value {
        Value::Some(inner) => show(inner, depth, text),
        Value::Str(content) | Value::Verbatim(content) | Value::Ident(content) => {
            text.push_str(content);
        }
        Value::Int(number) => text.push_str(&number.to_string()),
        Value::UInt(number) => text.push_str(&number.to_string()),
        Value::Float(number) => text.push_str(&number.to_string()),
        Value::Bool(true) => text.push_str("yes"),
        Value::Bool(false) => text.push_str("no"),
        Value::Char(letter) => text.push(*letter),
        Value::Bytes(bytes) => text.push_str(&String::from_utf8_lossy(bytes)),
        Value::Unit | Value::None => text.push_str("nothing"),
        Value::List(items) | Value::Tuple { items, .. } => {
            let is_plain = |item: &Value| !matches!(item, Value::Struct { .. } | Value::List(_));
            if items.iter().all(is_plain) {
                for (idx, item) in items.iter().enumerate() {
                    text.push_str(if idx > 0 { ", " } else { "" });
                    show(item, depth, text);
                }
            } else {
                for item in items {
                    new_line(text);
                    text.push_str("– ");
                    show(item, depth + 1, text);
                }
            }
        }
        Value::Struct { fields, .. } => {
            for (idx, (name, value)) in fields.iter().enumerate() {
                // The first field of an item stands behind its dash.
                if idx > 0 || !text.ends_with("– ") {
                    new_line(text);
                }
                text.push_str(name);
                text.push(' ');
                if matches!(value, Value::Struct { .. }) {
                    text.push('\n');
                }
                show(value, depth + 1, text);
            }
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                new_line(text);
                show(key, depth, text);
                text.push(' ');
                show(value, depth + 1, text);
            }
        }
    }
}

/// The record that the dossier itself is.
fn dossier_ref(parsed: &Parsed) -> RecordRef {
    let id = match parsed.value.field("id") {
        Some(Value::Str(id)) => id.as_str(),
        _ => "",
    };
    RecordRef::new(RecordKind::Dossier, id)
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
