//! What has to be done so that a node says a value.
//!
//! Where the value that the node was read as is known, that one is compared with the new one, so
//! that what the text leaves out stays left out and what the value does not know stays in the
//! text; otherwise the text itself is compared.
//!
//! No opinion on how it is done. Invariant: nothing is to be done where the node says the value
//! already, and a part is replaced as a whole only if its kind or its name changes.

use super::align::{self, Step};
use super::value::Inside;
use super::{Kind, LeftOut, Node, Path, Span, Tree, Value};

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
    fn part(
        self,
        new: &'v Value,
        old: impl FnOnce(&'v Value) -> Option<&'v Value>,
    ) -> Self {
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

/// The texts of the items that are in the lists of a text but could not be read; they are no
/// part of any value, and stay.
#[derive(Clone, Debug, Default)]
pub(super) struct Foreign(std::collections::BTreeSet<String>);

impl Foreign {
    /// The list items among the nodes that were passed over.
    pub(super) fn of(text: &str, tree: &Tree, out: &LeftOut) -> Self {
        let node = |at: &u32| Node::new(tree, text, *at);
        let texts = out.0.iter().filter_map(node);
        Self(texts.map(|node| node.text().to_owned()).collect())
    }

    fn holds(&self, item: Node<'_>) -> bool {
        item.kind() == Kind::Error || self.0.contains(item.text())
    }
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
            return inside(path, node, wanted.part(inner, some)).unwrap_or_else(replace);
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
        (_, Value::Tuple { name: Some(_), items }) if value.is_newtype_variant() && node.is_unwrapped_variant() => {
            let same_variant = |old: &'v Value| match old {
                Value::Tuple { name, items } if name.as_deref() == node.name() => items.first(),
                _ => None,
            };
            match items.first() {
                Some(only) if name_of(value) == node.name() => {
                    inside(path, node, wanted.part(only, same_variant)).unwrap_or_else(replace)
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
fn inside<'v>(path: &Path, node: Node<'_>, wanted: Wanted<'v>) -> Option<Vec<Todo<'v>>> {
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
            Some(vec![Todo::Set(path.index(0), wanted.part(value, old))])
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
        match order.iter().position(|known| known == name) {
            Some(at) => after = at + 1,
            None => {
                order.insert(after, name);
                after += 1;
            }
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
            todo.push(Todo::Set(path.key(found.key_text()), wanted.part(value, old)));
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

/// What an item of a list is to be.
#[derive(Clone, Copy)]
enum Target<'v> {
    /// This value.
    New(&'v Value),
    /// What it is, the item at this index, which could not be read.
    Kept(usize),
}

/// A list, with what is known of its items before.
struct Items<'n, 'v> {
    nodes: Vec<Node<'n>>,
    /// For every node the value it was read as.
    old: Vec<Option<&'v Value>>,
    is_foreign: Vec<bool>,
    targets: Vec<Target<'v>>,
}

fn list<'v>(
    path: &Path,
    node: Node<'_>,
    wanted: Wanted<'v>,
    new: &'v [Value],
    foreign: &Foreign,
) -> Todo<'v> {
    let nodes: Vec<_> = node.items().collect();
    let is_foreign: Vec<bool> = nodes.iter().map(|item| foreign.holds(*item)).collect();
    let n_own = is_foreign.iter().filter(|foreign| !**foreign).count();
    let mut values = match wanted.old {
        Some(Value::List(old)) if old.len() == n_own => Some(old.iter()),
        _ => None,
    };
    let old = is_foreign
        .iter()
        .map(|foreign| if *foreign { None } else { values.as_mut()?.next() })
        .collect();
    // What could not be read stays behind the item that it stands behind now.
    let mut targets: Vec<_> = new.iter().map(Target::New).collect();
    for (at, _) in is_foreign.iter().enumerate().filter(|(_, foreign)| **foreign) {
        targets.insert(at.min(targets.len()), Target::Kept(at));
    }
    let items = Items {
        nodes,
        old,
        is_foreign,
        targets,
    };
    let steps = items.steps();
    let value = |target: &Target<'v>| match target {
        Target::New(value) => Some(*value),
        Target::Kept(_) => None,
    };
    Todo::Steps {
        list: path.clone(),
        steps,
        items: items.targets.iter().map(value).collect(),
        old: items.old,
    }
}

impl Items<'_, '_> {
    /// Items are told apart by their `id` where all have one, otherwise by what they say.
    fn steps(&self) -> Vec<Step> {
        if let Some(pairs) = self.pairs_by_id() {
            return align::by_identity(self.nodes.len(), &pairs);
        }
        let same = |at: usize, new: usize| self.is_same(at, new);
        align::by_sameness(self.nodes.len(), self.targets.len(), same)
    }

    fn is_same(&self, at: usize, new: usize) -> bool {
        let new = match self.targets.get(new) {
            Some(Target::New(new)) => *new,
            Some(Target::Kept(kept)) => return *kept == at,
            None => return false,
        };
        match self.old_at(at) {
            Some(old) => old == new,
            None => self.nodes.get(at).is_some_and(|node| node.says(new)),
        }
    }

    fn old_at(&self, at: usize) -> Option<&Value> {
        self.old.get(at).copied().flatten()
    }

    /// For each new item the old one with its id; then, for those left over, the old one at the
    /// same index, which has only got another id.
    fn pairs_by_id(&self) -> Option<Vec<Option<usize>>> {
        let mut known = std::collections::BTreeMap::new();
        for (at, node) in self.nodes.iter().enumerate() {
            if self.is_foreign.get(at) == Some(&true) {
                continue;
            }
            let id = node.through_some().field("id")?.as_str()?;
            if known.insert(id.into_owned(), at).is_some() {
                return None;
            }
        }
        let mut taken = vec![false; self.nodes.len()];
        let mut pairs = Vec::with_capacity(self.targets.len());
        let mut seen = std::collections::BTreeSet::new();
        for target in &self.targets {
            let item = match target {
                Target::New(item) => item,
                Target::Kept(at) => {
                    pairs.push(Some(*at));
                    if let Some(slot) = taken.get_mut(*at) {
                        *slot = true;
                    }
                    continue;
                }
            };
            let id = item.id()?;
            if !seen.insert(id) {
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
            if pair.is_none() && free && self.is_renamed(at) {
                *pair = Some(at);
            }
        }
        Some(pairs)
    }

    /// Whether all but the id is the same at this index.
    fn is_renamed(&self, at: usize) -> bool {
        let (Some(node), Some(Target::New(value))) = (self.nodes.get(at), self.targets.get(at))
        else {
            return false;
        };
        let Value::Struct { fields, .. } = value.through_some() else {
            return false;
        };
        let old = self.old_at(at);
        if let Some(Value::Struct { fields: old, .. }) = old.map(Value::through_some) {
            let others = |fields: &[(String, Value)]| {
                let others = fields.iter().filter(|(name, _)| name != "id");
                others.cloned().collect::<Vec<_>>()
            };
            return fields.len() > 1 && others(old) == others(fields);
        }
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
}
