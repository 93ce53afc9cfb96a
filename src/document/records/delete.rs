//! Taking a record out, and what becomes of the references to it.
//!
//! A reference that may be absent is taken out. One that is required cannot: the group that holds it goes
//! with it, or where there is none the whole record, and then the same holds for that record.

use super::super::edit::Edit;
use super::super::snapshot::{Focus, RecordRef, Snapshot};
use super::items::{n_items, schema_field, split_item};
use crate::format::{Path, Seg, Value};
use crate::model::schema::Content;

/// Taking a record out with all references to it.
#[derive(Clone, Debug)]
pub struct Removal {
    /// The step; comments that belong to what goes are not yet allowed to go.
    pub edit: Edit,
    /// Records that cannot stay without it, in the order in which they were found.
    pub records: Vec<RecordRef>,
    /// Groups within records that cannot stay without it: delegations, violations and so on.
    pub groups: Vec<Focus>,
    /// References that are taken out and leave no gap.
    pub references: Vec<Focus>,
}

/// Everything outside of a record that refers to it.
pub fn references_to(snapshot: &Snapshot, record: &RecordRef) -> Vec<Focus> {
    snapshot
        .used_by(&record.id)
        .iter()
        .filter(|focus| focus.record != *record)
        .cloned()
        .collect()
}

/// Takes a record out, with the references to it and with what cannot be without them.
pub fn removal(snapshot: &Snapshot, record: &RecordRef) -> Removal {
    let mut gone = vec![record.clone()];
    let mut groups: Vec<Focus> = Vec::new();
    let mut references: Vec<Focus> = Vec::new();
    let mut at = 0;
    while let Some(target) = gone.get(at).cloned() {
        at += 1;
        for user in references_to(snapshot, &target) {
            if gone.contains(&user.record) {
                continue;
            }
            match holder(&user) {
                Holder::Nothing(place) => {
                    if !references.contains(&place) {
                        references.push(place);
                    }
                }
                Holder::Group(place) => {
                    if !groups.contains(&place) {
                        groups.push(place);
                    }
                }
                Holder::Record => gone.push(user.record),
            }
        }
    }
    // What lies in something that goes anyway is not counted twice.
    let stays = |focus: &Focus| !gone.contains(&focus.record);
    groups.retain(stays);
    references.retain(|focus| stays(focus) && !groups.iter().any(|group| lies_in(focus, group)));
    let label = format!("Delete {} {}", record.kind.word(), record.id);
    let whole = |record: &RecordRef| Focus {
        record: record.clone(),
        field: String::new(),
    };
    let mut edit = Edit::clear(label, whole(record));
    let places = gone.iter().skip(1).map(whole);
    for place in places
        .chain(groups.iter().cloned())
        .chain(references.iter().cloned())
    {
        edit = edit.and(Edit::clear("", place));
    }
    Removal {
        edit,
        records: gone.split_off(1),
        groups,
        references,
    }
}

/// Takes a record out and makes everything that refers to it refer to another one of its kind.
pub fn pointing_elsewhere(snapshot: &Snapshot, record: &RecordRef, other: &str) -> Edit {
    let label = format!(
        "Delete {} {}, use {other} instead",
        record.kind.word(),
        record.id
    );
    let whole = Focus {
        record: record.clone(),
        field: String::new(),
    };
    let mut edit = Edit::clear(label, whole);
    for user in references_to(snapshot, record) {
        // Nothing stands twice in a list, and nothing refers to itself.
        let twice = split_item(&user.field).is_some_and(|(list, _)| {
            let list = Focus {
                record: user.record.clone(),
                field: list.to_owned(),
            };
            holds(snapshot, &list, other)
        });
        let own = user.record.id == other && user.record.kind == record.kind;
        let step = match holder(&user) {
            Holder::Nothing(place) if twice || own => Edit::clear("", place),
            _ => Edit::set("", user, Value::str(other)),
        };
        edit = edit.and(step);
    }
    edit
}

fn holds(snapshot: &Snapshot, list: &Focus, id: &str) -> bool {
    (0..n_items(snapshot, list)).any(|idx| {
        let item = list.clone().field(format!("{}[{idx}]", list.field));
        let text = snapshot
            .node(&item)
            .and_then(|node| node.as_str().map(|s| s == id));
        text == Some(true)
    })
}

/// What goes with a reference.
enum Holder {
    /// Nothing: this place is taken out.
    Nothing(Focus),
    /// This group.
    Group(Focus),
    /// The record in which it stands.
    Record,
}

fn holder(user: &Focus) -> Holder {
    let place = |field: &str| Focus {
        record: user.record.clone(),
        field: field.to_owned(),
    };
    if let Some((list, _)) = split_item(&user.field) {
        // A dyad of one actor is none.
        return Holder::Nothing(if list == "dyad" {
            place(list)
        } else {
            user.clone()
        });
    }
    let Some(mut path) = Path::parse(&user.field) else {
        return Holder::Record;
    };
    loop {
        let field = path.to_string();
        let Some(schema) = schema_field(user.record.kind, &field) else {
            return Holder::Record;
        };
        let is_item = matches!(path.last(), Some(Seg::Index(_)));
        if is_item || !schema.required {
            return match schema.content {
                Content::Group(_) | Content::Groups(..) => Holder::Group(place(&field)),
                _ => Holder::Nothing(place(&field)),
            };
        }
        match path.parent() {
            Some(parent) if !parent.is_root() => path = parent,
            _ => return Holder::Record,
        }
    }
}

fn lies_in(focus: &Focus, group: &Focus) -> bool {
    focus.record == group.record
        && focus
            .field
            .strip_prefix(&group.field)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
