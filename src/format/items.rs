//! Which items of a list are to be which.
//!
//! Items are told apart by their `id` where all have one, otherwise by what they say. No opinion on
//! what is done inside of an item. Invariant: an item that could not be read is never touched.

use std::collections::{BTreeMap, BTreeSet};

use super::align::{self, Step};
use super::compare::{Todo, Wanted};
use super::{Kind, LeftOut, Node, Path, Tree, Value};

/// The texts of the items that are in the lists of a text but could not be read; they are no
/// part of any value, and stay.
#[derive(Clone, Debug, Default)]
pub(super) struct Foreign(BTreeSet<String>);

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

/// What has to be done to a list.
pub(super) fn list<'v>(
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
        .map(|foreign| {
            if *foreign {
                None
            } else {
                values.as_mut()?.next()
            }
        })
        .collect();
    // What could not be read stays behind the item that it stands behind now.
    let mut targets: Vec<_> = new.iter().map(Target::New).collect();
    for (at, _) in is_foreign
        .iter()
        .enumerate()
        .filter(|(_, foreign)| **foreign)
    {
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
        let mut known = BTreeMap::new();
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
        let mut seen = BTreeSet::new();
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
