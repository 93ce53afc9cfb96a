//! Edits of whole records and of the groups within them, in the words of the field: add, duplicate,
//! delete, move, rename.
//!
//! Everything here is a pure function of a snapshot to an [`Edit`]; nothing is changed, and there is no
//! opinion on how it is shown. Places and ids are those of the snapshot that was given.
//!
//! Invariants:
//! - A new record is complete: what its kind requires is there, with a fresh id in the file's own
//!   pattern. What it has to refer to and does not exist is made in the same step.
//! - Nothing is invented: what is not known is left out, or is "…" where a text is required.
//! - After a deletion or a renaming nothing refers to an id that is not there.

mod delete;
mod drafts;
mod ids;
mod items;
mod make;
mod rename;
mod request;

pub use delete::{Removal, pointing_elsewhere, references_to, removal};
pub(in crate::document) use ids::slug;
pub use ids::{IdError, check_id, fresh_id};
pub use items::{Item, add_item, begin_group, duplicate_item, schema_field, shift_item};
pub use rename::rename;
pub use request::{Planned, Request};

use super::edit::{Edit, List};
use super::snapshot::{Focus, RecordRef, Snapshot};
use crate::format::{Seg, Value};
use crate::model::date::Day;
use crate::model::{RecordKind, RoundId};
pub use drafts::{Draft, add_drafts};
use make::Maker;

/// What a required text says until somebody writes it.
pub const TO_BE_WRITTEN: &str = "…";

/// What is near when something is added; its defaults come from there.
#[derive(Clone, Copy, Debug)]
pub struct Near<'a> {
    /// The selected record.
    pub selected: Option<&'a RecordRef>,
    /// The round that is shown.
    pub round: Option<&'a RoundId>,
    /// The day on which the user works.
    pub today: Day,
    /// The first and last of the days that somebody pointed at; they are the date of what is added.
    pub days: Option<(Day, Day)>,
}

/// A record that is added, and how.
#[derive(Clone, Debug)]
pub struct Added {
    /// The step.
    pub edit: Edit,
    /// The record, which is there after the step.
    pub record: RecordRef,
}

/// The field of a record that is filled in first; a name given to a new record goes there.
pub fn first_field(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Dossier | RecordKind::Issue | RecordKind::Event | RecordKind::Source => "title",
        RecordKind::Actor | RecordKind::Round | RecordKind::Ceasefire => "name",
        RecordKind::Position
        | RecordKind::Commitment
        | RecordKind::Extract
        | RecordKind::Gap
        | RecordKind::Annotation => "text",
        RecordKind::ThirdParty => "role",
        RecordKind::Assessment => "judged_by",
        RecordKind::Track => "path",
        RecordKind::Claim => "claimant",
        RecordKind::Statement => "words[0]",
        RecordKind::Dispute => "question",
    }
}

/// Adds a record of this kind. `None` for the dossier itself.
pub fn add(snapshot: &Snapshot, near: Near<'_>, kind: RecordKind) -> Option<Added> {
    add_named(snapshot, near, kind, "", false)
}

/// Adds a record of this kind with a name, which may be empty. `of_person` says that an actor is a person.
pub fn add_named(
    snapshot: &Snapshot,
    near: Near<'_>,
    kind: RecordKind,
    name: &str,
    of_person: bool,
) -> Option<Added> {
    if kind == RecordKind::Dossier {
        return None;
    }
    let mut maker = Maker::new(snapshot, near);
    let id = maker.record(kind, name.trim(), of_person);
    let edit = maker.into_edit(&format!("Add {} {id}", kind.word()))?;
    let record = RecordRef { kind, id };
    Some(Added { edit, record })
}

/// Puts a copy of a record with a fresh id right behind it. Comments are not copied.
pub fn duplicate(snapshot: &Snapshot, record: &RecordRef) -> Option<Added> {
    let idx = index_of(snapshot, record)?;
    let whole = Focus {
        record: record.clone(),
        field: String::new(),
    };
    let mut value = snapshot.node(&whole)?.inner()?.to_value();
    let mut ids = ids::Ids::new(snapshot);
    let id = if ids.are_words(record.kind) {
        ids.named(record.kind, &format!("{} copy", record.id), false)
    } else {
        ids.fresh(record.kind, Some(&record.id))
    };
    let title =
        matches!(first_field(record.kind), "title" | "name").then(|| first_field(record.kind));
    let Value::Struct { fields, .. } = &mut value else {
        return None;
    };
    for (name, value) in fields {
        match value {
            Value::Str(text) if name == "id" => text.clone_from(&id),
            Value::Str(text) if Some(name.as_str()) == title => text.push_str(" (copy)"),
            Value::Int(number) if name == "ordinal" && record.kind == RecordKind::Round => {
                *number = number.saturating_add(1);
            }
            _ => {}
        }
    }
    let label = format!("Duplicate {} {} as {id}", record.kind.word(), record.id);
    let mut edit = Edit::insert(label, List::Records(record.kind), idx + 1, value);
    if record.kind == RecordKind::Round {
        // The rounds behind it move up by one where their number would stand twice.
        let rounds = &snapshot.dossier().rounds;
        let mut last = rounds
            .get(idx)
            .map_or(0, |round| round.ordinal)
            .saturating_add(1);
        for round in rounds.get(idx + 1..).unwrap_or_default() {
            if round.ordinal > last {
                break;
            }
            last = last.saturating_add(1);
            edit = edit.and(set_ordinal(&round.id, last));
        }
    }
    Some(Added {
        edit,
        record: RecordRef::new(record.kind, id),
    })
}

fn set_ordinal(round: &RoundId, ordinal: u32) -> Edit {
    let focus = Focus::record(RecordKind::Round, round).field("ordinal");
    Edit::set("", focus, Value::Int(i64::from(ordinal)))
}

/// Moves a record up (negative) or down in its list; `None` where it is at the end already.
pub fn shift(snapshot: &Snapshot, record: &RecordRef, by: isize) -> Option<Edit> {
    let from = index_of(snapshot, record)?;
    let last = n_listed(snapshot, record.kind).saturating_sub(1);
    let to = from.saturating_add_signed(by).min(last);
    move_to(snapshot, record, to)
}

/// Moves a record to an index of its list; `None` where it is there already. Rounds keep their numbers
/// in the order of the file, so the round takes the number of its new place.
pub fn move_to(snapshot: &Snapshot, record: &RecordRef, to: usize) -> Option<Edit> {
    let from = index_of(snapshot, record)?;
    let n = n_listed(snapshot, record.kind);
    if from == to || to >= n {
        return None;
    }
    let way = if to < from { "up" } else { "down" };
    let label = format!("Move {} {} {way}", record.kind.word(), record.id);
    let mut edit = Edit::shift(label, List::Records(record.kind), from, to);
    let rounds = &snapshot.dossier().rounds;
    // Where a round could not be read, nobody can tell the numbers; they stay as they are.
    if record.kind == RecordKind::Round && rounds.len() == n {
        let mut order: Vec<&RoundId> = rounds.iter().map(|round| &round.id).collect();
        let moved = order.remove(from);
        order.insert(to, moved);
        for (id, place) in order.into_iter().zip(rounds) {
            let changes = rounds
                .iter()
                .any(|round| round.id == *id && round.ordinal != place.ordinal);
            if changes {
                edit = edit.and(set_ordinal(id, place.ordinal));
            }
        }
    }
    Some(edit)
}

/// Number of items in the list of a kind, those that could not be read among them.
fn n_listed(snapshot: &Snapshot, kind: RecordKind) -> usize {
    let root = snapshot.tree().root(snapshot.text());
    root.and_then(|root| root.field(kind.list_field()))
        .map_or(0, |list| list.len())
}

/// Where a record stands in its list.
pub fn index_of(snapshot: &Snapshot, record: &RecordRef) -> Option<usize> {
    match snapshot.record_path(record)?.0.last()? {
        Seg::Index(idx) => Some(*idx),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
