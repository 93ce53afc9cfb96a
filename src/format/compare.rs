//! What has to be done so that a node says a value.
//!
//! No opinion on how it is done. Invariant: nothing is to be done where the node says the value
//! already, and a part is replaced as a whole only if its kind or its name changes.

use super::align::{self, Step};
use super::{Kind, Node, Path, Span, Value};

/// One thing to be done.
pub(super) enum Todo<'v> {
    /// Replace this text by the value.
    Replace(Span, &'v Value),
    /// Go on inside.
    Set(Path, &'v Value),
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
        items: &'v [Value],
    },
}

/// What has to be done so that `node`, which is at `path`, says `value`.
pub(super) fn compare<'v>(path: &Path, node: Node<'_>, value: &'v Value) -> Vec<Todo<'v>> {
    if node.says(value) {
        return Vec::new();
    }
    let replace = || vec![Todo::Replace(node.span(), value)];
    match (node.some_value(), value) {
        (Some(_), Value::None) => return replace(),
        (Some(inner), Value::Some(value)) => return compare(path, inner, value),
        (Some(inner), value) => return compare(path, inner, value),
        (None, Value::Some(inner)) => {
            let nested = matches!(**inner, Value::None | Value::Some(_));
            let stays_bare = node.tree().implicit_some() && !nested && !node.is_none();
            return if stays_bare {
                compare(path, node, inner)
            } else {
                replace()
            };
        }
        (None, _) => (),
    }
    let named =
        |name: &Option<String>| name.as_deref().is_none_or(|name| node.name() == Some(name));
    match (node.kind(), value) {
        (Kind::List, Value::List(items)) => {
            let steps = list_steps(node, items);
            vec![Todo::Steps {
                list: path.clone(),
                steps,
                items,
            }]
        }
        (_, Value::Struct { name, fields }) if node.has_fields() && named(name) => {
            record(path, node, fields)
        }
        (Kind::Tuple, Value::Tuple { name, items }) if node.len() == items.len() && named(name) => {
            let items = items.iter().enumerate();
            items
                .map(|(at, item)| Todo::Set(path.index(at), item))
                .collect()
        }
        (_, Value::Tuple { name: None, items }) if node.tree().unwrap_newtypes() => {
            match items.as_slice() {
                [only] if !matches!(node.kind(), Kind::Tuple) => compare(path, node, only),
                _ => replace(),
            }
        }
        (Kind::Map, Value::Map(entries)) => map(path, node, entries),
        _ => replace(),
    }
}

fn record<'v>(path: &Path, node: Node<'_>, fields: &'v [(String, Value)]) -> Vec<Todo<'v>> {
    let order: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
    let mut todo = Vec::new();
    // What is there changes first, so that the indices of what goes stay right.
    for (name, value) in fields {
        if node.field(name).is_some() {
            todo.push(Todo::Set(path.field(name.clone()), value));
        }
    }
    let present: Vec<_> = node.fields().collect();
    for (index, field) in present.iter().enumerate().rev() {
        if !order.contains(&field.name) && !field.value.is_none() {
            todo.push(Todo::Remove(path.clone(), index));
        }
    }
    for (name, value) in fields {
        if node.field(name).is_none() && *value != Value::None {
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

fn map<'v>(path: &Path, node: Node<'_>, entries: &'v [(Value, Value)]) -> Vec<Todo<'v>> {
    let present: Vec<_> = node.entries().map(|(key, _)| key).collect();
    let mut todo = Vec::new();
    for (key, value) in entries {
        if let Some(found) = present.iter().find(|found| found.says(key)) {
            todo.push(Todo::Set(path.key(found.key_text()), value));
        }
    }
    for (index, found) in present.iter().enumerate().rev() {
        if !entries.iter().any(|(key, _)| found.says(key)) {
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

/// Items are told apart by their `id` where all have one, otherwise by what they say.
fn list_steps(node: Node<'_>, items: &[Value]) -> Vec<Step> {
    let old: Vec<_> = node.items().collect();
    if let Some(pairs) = pairs_by_id(&old, items) {
        return align::by_identity(old.len(), &pairs);
    }
    let same = |at: usize, new: usize| match (old.get(at), items.get(new)) {
        (Some(node), Some(value)) => node.says(value),
        _ => false,
    };
    align::by_sameness(old.len(), items.len(), same)
}

/// For each new item the old one with its id; then, for those left over, the old one at the
/// same index, which has only got another id.
fn pairs_by_id(old: &[Node<'_>], items: &[Value]) -> Option<Vec<Option<usize>>> {
    let mut known = std::collections::BTreeMap::new();
    for (at, node) in old.iter().enumerate() {
        let id = node.through_some().field("id")?.as_str()?;
        if known.insert(id.into_owned(), at).is_some() {
            return None;
        }
    }
    let mut taken = vec![false; old.len()];
    let mut pairs = Vec::with_capacity(items.len());
    let mut seen = std::collections::BTreeSet::new();
    for item in items {
        let Some(Value::Str(id)) = item.field("id").map(Value::through_some) else {
            return None;
        };
        if !seen.insert(id.as_str()) {
            return None;
        }
        let pair = known.get(id).copied();
        if let Some(slot) = pair.and_then(|at| taken.get_mut(at)) {
            *slot = true;
        }
        pairs.push(pair);
    }
    for (at, pair) in pairs.iter_mut().enumerate() {
        let free = taken.get(at).is_some_and(|taken| !taken);
        let renamed = match (old.get(at), items.get(at)) {
            (Some(node), Some(value)) => pair.is_none() && free && is_renamed(*node, value),
            _ => false,
        };
        if renamed {
            *pair = Some(at);
        }
    }
    Some(pairs)
}

/// Whether all but the id is the same.
fn is_renamed(node: Node<'_>, value: &Value) -> bool {
    let Value::Struct { fields, .. } = value.through_some() else {
        return false;
    };
    let node = node.through_some();
    let others = fields.iter().filter(|(name, _)| name != "id");
    let mut n_others = 0;
    for (name, value) in others {
        n_others += 1;
        let same = match node.field(name) {
            Some(found) => found.says(value),
            None => *value == Value::None,
        };
        if !same {
            return false;
        }
    }
    n_others > 0
}
