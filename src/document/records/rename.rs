//! A new id for a record, in every place that refers to it.

use super::super::edit::Edit;
use super::super::snapshot::{Focus, RecordRef, Snapshot};
use super::ids::{IdError, check_id};
use crate::format::Value;
use crate::model::RecordKind;

/// Changes the id of a record, and every reference to it, as one step.
///
/// # Errors
///
/// When the text cannot be an id, or another record has it.
pub fn rename(snapshot: &Snapshot, record: &RecordRef, id: &str) -> Result<Edit, IdError> {
    check_id(snapshot, record, id)?;
    let label = match record.kind {
        RecordKind::Dossier => format!("Rename the dossier to {id}"),
        kind => format!("Rename {} {} to {id}", kind.word(), record.id),
    };
    let own = Focus {
        record: record.clone(),
        field: "id".to_owned(),
    };
    let mut edit = Edit::set(label, own, Value::str(id));
    if record.kind != RecordKind::Dossier {
        for user in snapshot.used_by(&record.id) {
            edit = edit.and(Edit::set("", user.clone(), Value::str(id)));
        }
    }
    Ok(edit)
}
