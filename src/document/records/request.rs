//! What can be asked for about records and the groups within them, as data; and the step that it means.

use super::super::edit::Edit;
use super::super::snapshot::{Focus, RecordRef, Snapshot};
use super::items::{add_item, begin_group, duplicate_item, schema_field, shift_item, split_item};
use super::{Near, add, add_named, duplicate, first_field, move_to, rename, shift};
use crate::format::Value;
use crate::model::date::Day;
use crate::model::schema::{Content, Field};
use crate::model::{RecordKind, schema};

/// A wish about a record, or about a group or list within one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Add a record of this kind.
    Add(RecordKind),
    /// Mark days of the timeline, from the first to the last, with an annotation.
    Mark(Day, Day),
    /// Copy a record.
    Duplicate(RecordRef),
    /// Delete a record. What refers to it has to be settled first, so this is no single step.
    Delete(RecordRef),
    /// Move a record up (negative) or down.
    Shift(RecordRef, isize),
    /// Move a record to this index of its list.
    MoveTo(RecordRef, usize),
    /// Give a record another id.
    Rename(RecordRef, String),
    /// Add an item to a list within a record.
    AddItem(Focus),
    /// Copy an item of a list.
    DuplicateItem(Focus),
    /// Move an item of a list up (negative) or down.
    ShiftItem(Focus, isize),
    /// Take an item of a list, or a group, out.
    Remove(Focus),
    /// Write an absent group.
    BeginGroup(Focus),
    /// Make a record that is missing, and refer to it.
    Create {
        /// Its kind.
        kind: RecordKind,
        /// Its name or title.
        name: String,
        /// The reference, or the list of references, that names it afterwards.
        place: Focus,
    },
}

/// The step that a wish means, and what the cursor goes to after it.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The step.
    pub edit: Edit,
    /// What is selected afterwards; nothing changes where it is absent.
    pub select: Option<Focus>,
    /// Whether the cursor goes into the field that is selected.
    pub edits_field: bool,
}

impl Request {
    /// The step; `Ok(None)` where there is nothing to do.
    ///
    /// # Errors
    ///
    /// Why it cannot be done, in words for the user.
    pub fn plan(&self, snapshot: &Snapshot, near: Near<'_>) -> Result<Option<Planned>, String> {
        let planned = |edit: Edit, select: Option<Focus>, edits_field: bool| Planned {
            edit,
            select,
            edits_field,
        };
        let whole = |record: &RecordRef| Focus {
            record: record.clone(),
            field: String::new(),
        };
        Ok(match self {
            Self::Add(kind) => add(snapshot, near, *kind).map(|added| {
                let focus = whole(&added.record).field(first_field(*kind));
                planned(added.edit, Some(focus), true)
            }),
            Self::Mark(first, last) => {
                let near = Near {
                    selected: None,
                    round: None,
                    days: Some((*first, *last)),
                    ..near
                };
                add(snapshot, near, RecordKind::Annotation).map(|added| {
                    let focus = whole(&added.record).field(first_field(RecordKind::Annotation));
                    planned(added.edit, Some(focus), true)
                })
            }
            Self::Duplicate(record) => duplicate(snapshot, record).map(|added| {
                let focus = whole(&added.record).field(first_field(record.kind));
                planned(added.edit, Some(focus), true)
            }),
            Self::Delete(_) => None,
            Self::Shift(record, by) => {
                shift(snapshot, record, *by).map(|edit| planned(edit, Some(whole(record)), false))
            }
            Self::MoveTo(record, to) => {
                move_to(snapshot, record, *to).map(|edit| planned(edit, Some(whole(record)), false))
            }
            Self::Rename(record, id) => {
                let edit = rename(snapshot, record, id).map_err(|error| error.to_string())?;
                Some(planned(edit, None, false))
            }
            Self::AddItem(list) => add_item(snapshot, near, list).map(|item| {
                let focus = first_field_within(&item.focus);
                planned(item.edit, Some(focus), true)
            }),
            Self::DuplicateItem(item) => duplicate_item(snapshot, item).map(|copy| {
                let focus = first_field_within(&copy.focus);
                planned(copy.edit, Some(focus), false)
            }),
            Self::ShiftItem(item, by) => shift_item(snapshot, item, *by)
                .map(|moved| planned(moved.edit, Some(moved.focus), false)),
            Self::Remove(place) => Some(planned(remove(place), None, false)),
            Self::BeginGroup(group) => begin_group(snapshot, near, group).map(|edit| {
                let focus = first_field_within(group);
                planned(edit, Some(focus), true)
            }),
            Self::Create { kind, name, place } => {
                create(snapshot, near, *kind, name, place).map(|edit| planned(edit, None, false))
            }
        })
    }
}

fn remove(place: &Focus) -> Edit {
    let field = schema_field(place.record.kind, &place.field);
    let what = match (split_item(&place.field), field) {
        (
            Some((_, idx)),
            Some(Field {
                content: Content::Groups(_, word),
                ..
            }),
        ) => format!("{word} {}", idx + 1),
        (Some((_, idx)), Some(field)) => format!("{} {}", field.label.to_lowercase(), idx + 1),
        (_, Some(field)) => field.label.to_lowercase(),
        _ => "it".to_owned(),
    };
    let of = match place.record.kind {
        RecordKind::Dossier => "the dossier",
        _ => &place.record.id,
    };
    Edit::clear(format!("Take {what} out of {of}"), place.clone())
}

/// The field of a group that is filled in first.
fn first_field_within(group: &Focus) -> Focus {
    let fields: &[Field] = if group.field.is_empty() {
        schema::fields(group.record.kind)
    } else {
        match schema_field(group.record.kind, &group.field).map(|field| field.content) {
            Some(Content::Group(fields) | Content::Groups(fields, _)) => fields,
            _ => &[],
        }
    };
    match fields.first() {
        Some(field) => group
            .clone()
            .field(format!("{}.{}", group.field, field.name)),
        None => group.clone(),
    }
}

/// Makes a record and refers to it from a reference or a list of references.
fn create(
    snapshot: &Snapshot,
    near: Near<'_>,
    kind: RecordKind,
    name: &str,
    place: &Focus,
) -> Option<Edit> {
    let field = schema_field(place.record.kind, &place.field)?;
    let of_person = ["person", "head", "speaker"].contains(&field.name);
    // The new record goes to the end of its list, not beside the one that refers to it.
    let near = Near {
        selected: near.selected.filter(|record| record.kind != kind),
        ..near
    };
    let added = add_named(snapshot, near, kind, name, of_person)?;
    let id = Value::Str(added.record.id);
    let place_name = match place.record.kind {
        RecordKind::Dossier => "the dossier",
        _ => &place.record.id,
    };
    let label = format!(
        "Add {} “{name}” to {} of {place_name}",
        kind.word(),
        field.label.to_lowercase()
    );
    let refer = match field.content {
        Content::Ref(_) => Edit::set(label, place.clone(), id),
        Content::Refs(_) | Content::AnyRefs => {
            let n = super::items::n_items(snapshot, place);
            Edit::insert(label, super::List::Within(place.clone()), n, id)
        }
        _ => return None,
    };
    Some(refer.and(added.edit))
}
