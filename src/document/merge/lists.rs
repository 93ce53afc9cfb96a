//! Lists of three sides: by ids, as sets of words, or item by item.
//!
//! No opinion on what the items are. Invariants: every id of any side has a place in the woven order, once;
//! what one side put in stands behind the item that is before it there.

use crate::document::diff::{Stretch, three_way};
use crate::document::merge::Side;
use crate::format::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Three lists whose items have an id each, no id twice in a list.
pub(super) struct Keyed<'v> {
    sides: [Vec<&'v str>; 3],
    values: BTreeMap<&'v str, [Option<&'v Value>; 3]>,
}

/// The id of a record.
pub(super) fn id_of(record: &Value) -> Option<&str> {
    match record.field("id") {
        Some(Value::Str(id)) => Some(id),
        _ => None,
    }
}

/// A word that is its own id: a reference, a code.
pub(super) fn word_of(value: &Value) -> Option<&str> {
    match value {
        Value::Str(word) | Value::Ident(word) => Some(word),
        _ => None,
    }
}

impl<'v> Keyed<'v> {
    /// `None` if an item has no id, or an id stands twice in one list.
    pub(super) fn new(lists: [&'v [Value]; 3], key: fn(&Value) -> Option<&str>) -> Option<Self> {
        let mut values: BTreeMap<&str, [Option<&Value>; 3]> = BTreeMap::new();
        let mut sides: [Vec<&str>; 3] = Default::default();
        for (side, (list, ids)) in lists.into_iter().zip(&mut sides).enumerate() {
            for item in list {
                let id = key(item)?;
                let slot = values.entry(id).or_default().get_mut(side)?;
                if slot.replace(item).is_some() {
                    return None;
                }
                ids.push(id);
            }
        }
        Some(Self { sides, values })
    }

    /// All ids, in the order of the base and then as they come on the sides.
    pub(super) fn ids(&self) -> Vec<&'v str> {
        let mut seen = BTreeSet::new();
        let all = self.sides.iter().flatten().copied();
        all.filter(|id| seen.insert(*id)).collect()
    }

    /// The values of an id: base, ours, theirs.
    pub(super) fn three(&self, id: &str) -> [Option<&'v Value>; 3] {
        self.values.get(id).copied().unwrap_or_default()
    }

    /// The ids that all three have, in the order of one of them.
    pub(super) fn order_of_common(&self, side: usize) -> Vec<&'v str> {
        let in_all = |id: &&str| self.three(id).iter().all(Option::is_some);
        let side = self.sides.get(side).into_iter().flatten().copied();
        side.filter(in_all).collect()
    }

    /// The side whose order is to be followed; `None` if both changed it, differently.
    pub(super) fn who_reordered(&self) -> Option<Side> {
        let [base, ours, theirs] = [0, 1, 2].map(|side| self.order_of_common(side));
        if ours == base || ours == theirs {
            Some(Side::Theirs)
        } else if theirs == base {
            Some(Side::Ours)
        } else {
            None
        }
    }

    /// The order of all ids: that of the leading side, and what else there is behind its neighbour.
    pub(super) fn woven(&self, leading: Side) -> Vec<String> {
        let [base, ours, theirs] = &self.sides;
        let (first, second) = match leading {
            Side::Ours => (ours, theirs),
            Side::Theirs => (theirs, ours),
        };
        let mut order: Vec<&str> = first.clone();
        let mut placed: BTreeSet<&str> = order.iter().copied().collect();
        let is_new = |id: &str| !base.contains(&id) && !second.contains(&id);
        for others in [second, base] {
            let mut before: Option<&str> = None;
            for id in others {
                if placed.insert(id) {
                    let mut at = before
                        .and_then(|before| order.iter().position(|known| *known == before))
                        .map_or(0, |before| before + 1);
                    // What both sides put in at one place: the leading side comes first.
                    if before.is_some() {
                        while order.get(at).is_some_and(|next| is_new(next)) {
                            at += 1;
                        }
                    }
                    order.insert(at, id);
                }
                before = Some(id);
            }
        }
        order.into_iter().map(str::to_owned).collect()
    }
}

/// The values that stay, in an order.
pub(super) fn arranged(order: &[String], values: Vec<(&str, Option<Value>)>) -> Vec<Value> {
    let mut values: BTreeMap<&str, Option<Value>> = values.into_iter().collect();
    order
        .iter()
        .filter_map(|id| values.remove(id.as_str()).flatten())
        .collect()
}

/// The merge of lists whose items have no id; `None` if changes of both sides overlap.
pub(super) fn merge_items(base: &[Value], ours: &[Value], theirs: &[Value]) -> Option<Vec<Value>> {
    // Values cannot be put in an order; their spelling can.
    let spelled =
        |items: &[Value]| -> Vec<String> { items.iter().map(|item| format!("{item:?}")).collect() };
    let stretches = three_way(&spelled(base), &spelled(ours), &spelled(theirs));
    let mut merged = Vec::new();
    for stretch in stretches {
        let items = match stretch {
            Stretch::Kept(range) => base.get(range),
            Stretch::Ours(range) => ours.get(range),
            Stretch::Theirs(range) => theirs.get(range),
            Stretch::Clash { .. } => return None,
        };
        merged.extend(items.unwrap_or_default().iter().cloned());
    }
    Some(merged)
}
