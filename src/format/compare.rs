//! What has to be done so that a node says a value.
//!
//! Where the value that the node was read as is known, that one is compared with the new one, so
//! that what the text leaves out stays left out and what the value does not know stays in the
//! text; otherwise the text itself is compared.
//!
//! No opinion on how it is done. Invariant: nothing is to be done where the node says the value
//! already, and a part is replaced as a whole only if its kind or its name changes.

use super::align::Step;
use super::items::{Foreign, list};
use super::value::Inside;
use super::{Kind, Node, Path, Span, Value};

/// A value and, where that is known, the one it takes the place of.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'v> {
    pub(super) old: Option<&'v Value>,
    pub(super) new: &'v Value,
}

impl<'v> Wanted<'v> {
    /// A value that takes the place of what the text says.
    pub(super) fn only(new: &'v Value) -> Self {
        Self { old: None, new }
    }

    /// Parts of both.
    fn part(self, new: &'v Value, old: impl FnOnce(&'v Value) -> Option<&'v Value>) -> Self {
        Self {
            old: self.old.and_then(old),
            new,
        }
    }

    fn is_same(self) -> bool {
        self.old == Some(self.new)
    }
}

/// One thing to be done.
pub(super) enum Todo<'v> {
    /// Replace this text by the value.
    Replace(Span, &'v Value),
    /// Go on inside.
    Set(Path, Wanted<'v>),
    /// Put a field into a record.
    Field {
        record: Path,
        name: &'v str,
        value: &'v Value,
        order: Vec<&'v str>,
    },
    /// Put an entry into a map.
    Entry {
        map: Path,
        key: &'v Value,
        value: &'v Value,
    },
    /// Take out a part.
    Remove(Path, usize),
    /// Rearrange a list.
    Steps {
        list: Path,
        steps: Vec<Step>,
        /// What the old items were read as.
        old: Vec<Option<&'v Value>>,
        /// The new items; nothing for one that stays as it is.
        items: Vec<Option<&'v Value>>,
    },
}

/// What has to be done so that `node`, which is at `path`, says the wanted value.
pub(super) fn compare<'v>(
    path: &Path,
    node: Node<'_>,
    wanted: Wanted<'v>,
    foreign: &Foreign,
) -> Vec<Todo<'v>> {
    if wanted.is_same() || node.says(wanted.new) {
        return Vec::new();
    }
    let value = wanted.new;
    let replace = || vec![Todo::Replace(node.span(), value)];
    let some = |old: &'v Value| match old {
        Value::Some(inner) => Some(&**inner),
        _ => None,
    };
    match (node.some_value(), value) {
        (_, Value::Some(inner)) if node.is_unwrapped_some() => {
            let todo = inside(path, node, wanted.part(inner, some), foreign);
            return todo.unwrap_or_else(replace);
        }
        (Some(_), Value::None) => return replace(),
        (Some(inner), Value::Some(value)) => {
            return compare(path, inner, wanted.part(value, some), foreign);
        }
        (Some(inner), _) => return compare(path, inner, wanted, foreign),
        (None, Value::Some(inner)) => {
            let nested = matches!(**inner, Value::None | Value::Some(_));
            let stays_bare = node.tree().implicit_some() && !nested && !node.is_none();
            return if stays_bare {
                compare(path, node, wanted.part(inner, some), foreign)
            } else {
                replace()
            };
        }
        (None, _) => (),
    }
    let named =
        |name: &Option<String>| name.as_deref().is_none_or(|name| node.name() == Some(name));
    let item = |at: usize| {
        move |old: &'v Value| match old {
            Value::Tuple { items, .. } => items.get(at),
            _ => None,
        }
    };
    match (node.kind(), value) {
        (Kind::List, Value::List(items)) => vec![list(path, node, wanted, items, foreign)],
        (_, Value::Struct { name, fields }) if node.has_fields() && named(name) => {
            record(path, node, wanted, fields)
        }
        (
            _,
            Value::Tuple {
                name: Some(_),
                items,
            },
        ) if value.is_newtype_variant() && node.is_unwrapped_variant() => {
            let same_variant = |old: &'v Value| match old {
                Value::Tuple { name, items } if name.as_deref() == node.name() => items.first(),
                _ => None,
            };
            match items.first() {
                Some(only) if name_of(value) == node.name() => {
                    let only = wanted.part(only, same_variant);
                    inside(path, node, only, foreign).unwrap_or_else(replace)
                }
                _ => replace(),
            }
        }
        (Kind::Tuple, Value::Tuple { name, items }) if node.len() == items.len() && named(name) => {
            let items = items.iter().enumerate();
            items
                .map(|(at, value)| Todo::Set(path.index(at), wanted.part(value, item(at))))
                .collect()
        }
        (_, Value::Tuple { name: None, items }) if node.tree().unwrap_newtypes() => {
            match items.as_slice() {
                [only] if !matches!(node.kind(), Kind::Tuple) => {
                    compare(path, node, wanted.part(only, item(0)), foreign)
                }
                _ => replace(),
            }
        }
        (Kind::Map, Value::Map(entries)) => map(path, node, wanted, entries),
        _ => replace(),
    }
}

fn name_of(value: &Value) -> Option<&str> {
    match value {
        Value::Tuple { name, .. } => name.as_deref(),
        _ => None,
    }
}

/// For the bracket of a variant that is that of its value as well (`unwrap_variant_newtypes`).
/// `None` if the value has to be written anew.
fn inside<'v>(
    path: &Path,
    node: Node<'_>,
    wanted: Wanted<'v>,
    foreign: &Foreign,
) -> Option<Vec<Todo<'v>>> {
    match (Inside::of(wanted.new), node.kind()) {
        (Inside::Fields(fields), _) if node.has_fields() => {
            Some(record(path, node, wanted, fields))
        }
        (Inside::Items(items), Kind::Tuple) if items.len() == node.len() => {
            let items = items.iter().enumerate();
            let todo = items.map(|(at, value)| {
                let old = |old: &'v Value| match Inside::of(old) {
                    Inside::Items(items) => items.get(at),
                    _ => None,
                };
                Todo::Set(path.index(at), wanted.part(value, old))
            });
            Some(todo.collect())
        }
        (Inside::One(value), Kind::Tuple) if node.len() == 1 => {
            let old = |old: &'v Value| match Inside::of(old) {
                Inside::One(old) => Some(old),
                _ => None,
            };
            let only = wanted.part(value, old);
            match node.some_value() {
                // An option leaves no trace in a path.
                Some(item) => Some(compare(path, item, only, foreign)),
                None => Some(vec![Todo::Set(path.index(0), only)]),
            }
        }
        _ => None,
    }
}

fn record<'v>(
    path: &Path,
    node: Node<'_>,
    wanted: Wanted<'v>,
    fields: &'v [(String, Value)],
) -> Vec<Todo<'v>> {
    let old_fields = match wanted.old {
        Some(Value::Struct { fields, .. }) => Some(fields.as_slice()),
        _ => None,
    };
    let old = |name: &str| {
        let fields = old_fields?;
        fields
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value)
    };
    let order = declared(old_fields.unwrap_or_default(), fields);
    let is_wanted = |name: &str| fields.iter().any(|(wanted, _)| wanted == name);
    let mut todo = Vec::new();
    // What is there changes first, so that the indices of what goes stay right.
    for (name, value) in fields {
        if node.field(name).is_some() {
            let wanted = Wanted {
                old: old(name),
                new: value,
            };
            todo.push(Todo::Set(path.field(name.clone()), wanted));
        }
    }
    let present: Vec<_> = node.fields().collect();
    for (index, field) in present.iter().enumerate().rev() {
        // A field that the old value did not have either is not the value's to take out.
        let was_there = old_fields.is_none() || old(field.name).is_some();
        if !is_wanted(field.name) && was_there && !field.value.is_none() {
            todo.push(Todo::Remove(path.clone(), index));
        }
    }
    for (name, value) in fields {
        let is_new = old(name) != Some(value) && *value != Value::None;
        if node.field(name).is_none() && is_new {
            todo.push(Todo::Field {
                record: path.clone(),
                name,
                value,
                order: order.clone(),
            });
        }
    }
    todo
}

/// The names of the fields of two values of one type, in the order they are declared in; either
/// may leave some out.
fn declared<'v>(old: &'v [(String, Value)], new: &'v [(String, Value)]) -> Vec<&'v str> {
    let mut order: Vec<&str> = new.iter().map(|(name, _)| name.as_str()).collect();
    let mut after = 0;
    for (name, _) in old {
        if let Some(at) = order.iter().position(|known| known == name) {
            after = at + 1;
        } else {
            order.insert(after, name);
            after += 1;
        }
    }
    order
}

fn map<'v>(
    path: &Path,
    node: Node<'_>,
    wanted: Wanted<'v>,
    entries: &'v [(Value, Value)],
) -> Vec<Todo<'v>> {
    let present: Vec<_> = node.entries().map(|(key, _)| key).collect();
    let mut todo = Vec::new();
    for (key, value) in entries {
        if let Some(found) = present.iter().find(|found| found.says(key)) {
            let old = |old: &'v Value| match old {
                Value::Map(entries) => {
                    let entry = entries.iter().find(|(known, _)| known == key);
                    entry.map(|(_, value)| value)
                }
                _ => None,
            };
            todo.push(Todo::Set(
                path.key(found.key_text()),
                wanted.part(value, old),
            ));
        }
    }
    for (index, found) in present.iter().enumerate().rev() {
        // An entry that could not be read is not the value's to take out.
        let was_there = match wanted.old {
            Some(Value::Map(old)) => old.iter().any(|(key, _)| found.says(key)),
            _ => true,
        };
        if was_there && !entries.iter().any(|(key, _)| found.says(key)) {
            todo.push(Todo::Remove(path.clone(), index));
        }
    }
    for (key, value) in entries {
        if !present.iter().any(|found| found.says(key)) {
            todo.push(Todo::Entry {
                map: path.clone(),
                key,
                value,
            });
        }
    }
    todo
}
