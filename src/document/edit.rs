//! An edit: what the user asked for, as operations on values, and how it becomes a patch of the text.

use super::faithful;
use super::snapshot::{Focus, Snapshot};
use crate::format::{self, Op, Patch, Seg, Severity, Value};
use crate::model::schema::{self, Content, Field};
use thiserror::Error;

/// One named change of the dossier. Carried out whole or not at all.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What is done, in the words of the field: "Change the outcome of R2".
    pub label: String,
    changes: Vec<Change>,
}

#[derive(Clone, Debug)]
enum Change {
    Set { focus: Focus, value: Value },
    Clear { focus: Focus },
}

/// Why an edit was refused. Nothing has changed then.
#[derive(Debug, Error)]
pub enum EditError {
    /// The record is not in the text any more.
    #[error("{0} is not in the file any more")]
    Gone(String),
    /// The text layer could not find or build the place.
    #[error("this cannot be changed here: {0}")]
    Place(String),
    /// The value is not one that may stand there.
    #[error("{0}")]
    Invalid(String),
    /// The new text would not be read as what was meant.
    #[error(
        "the change was not made, because the file would not be read back as meant; change it as text ({0})"
    )]
    NotFaithful(String),
}

impl Edit {
    /// Sets one value.
    pub fn set(label: impl Into<String>, focus: Focus, value: Value) -> Self {
        Self {
            label: label.into(),
            changes: vec![Change::Set { focus, value }],
        }
    }

    /// Takes an optional value away.
    pub fn clear(label: impl Into<String>, focus: Focus) -> Self {
        Self {
            label: label.into(),
            changes: vec![Change::Clear { focus }],
        }
    }

    /// The patch and the snapshot after it, or `None` where the text would stay the same.
    pub(super) fn carry_out(
        &self,
        snapshot: &Snapshot,
    ) -> Result<Option<(Patch, Snapshot)>, EditError> {
        let mut ops = Vec::new();
        for change in &self.changes {
            match change {
                Change::Set { focus, value } => ops.push(set(snapshot, focus, value)?),
                Change::Clear { focus } => {
                    let path = snapshot
                        .path_of(focus)
                        .ok_or_else(|| EditError::Gone(focus.record.id.clone()))?;
                    if snapshot.node(focus).is_some() {
                        ops.push(Op::Remove { path });
                    }
                }
            }
        }
        let patch = format::plan(snapshot.text(), snapshot.tree(), &ops)
            .map_err(|error| EditError::Place(error.to_string()))?;
        if patch.is_empty() {
            return Ok(None);
        }
        let text = patch.apply(snapshot.text());
        if text == snapshot.text() {
            return Ok(None);
        }
        let after = Snapshot::new(text.into(), snapshot.revision() + 1);
        if after.n_reading_errors() > snapshot.n_reading_errors() || !after.is_dossier() {
            let new_error = after
                .findings()
                .iter()
                .find(|finding| {
                    finding.severity == Severity::Error
                        && !snapshot
                            .findings()
                            .iter()
                            .any(|old| old.message == finding.message)
                })
                .map_or_else(
                    || "the file could not be read any more".to_owned(),
                    |finding| match &finding.hint {
                        Some(hint) => format!("{} ({hint})", finding.message),
                        None => finding.message.clone(),
                    },
                );
            return Err(EditError::Invalid(new_error));
        }
        faithful::must_be_faithful(snapshot, &after)?;
        Ok(Some((patch, after)))
    }
}

/// The operation that sets a value, building the groups around it that are not in the text yet.
fn set(snapshot: &Snapshot, focus: &Focus, value: &Value) -> Result<Op, EditError> {
    let gone = || EditError::Gone(focus.record.id.clone());
    let record = snapshot.record_path(&focus.record).ok_or_else(gone)?;
    let mut path = snapshot.path_of(focus).ok_or_else(gone)?;
    let mut value = value.clone();
    // An absent value in an absent group: the group is written with this one value in it.
    while path.0.len() > record.0.len() + 1 {
        let parent = path.parent();
        let Some(parent) = parent else { break };
        if snapshot.tree().at(snapshot.text(), &parent).is_some() {
            break;
        }
        let Some(Seg::Field(name)) = path.0.last() else {
            return Err(EditError::Place(format!("{path} does not exist")));
        };
        value = Value::Struct {
            name: None,
            fields: vec![(name.clone(), value)],
        };
        path = parent;
    }
    let within = path.0.get(record.0.len()..).unwrap_or_default();
    let order = field_order(schema::fields(focus.record.kind), within);
    Ok(Op::Set { path, value, order })
}

/// The fields of the group in which the last segment of a path lies, in the order of the type.
fn field_order(fields: &'static [Field], within: &[Seg]) -> Vec<&'static str> {
    let mut fields = fields;
    let depth = within
        .iter()
        .filter(|segment| matches!(segment, Seg::Field(_)))
        .count();
    let mut seen = 0;
    for segment in within {
        let Seg::Field(name) = segment else { continue };
        seen += 1;
        if seen == depth {
            break;
        }
        match fields
            .iter()
            .find(|field| field.name == name)
            .map(|field| field.content)
        {
            Some(Content::Group(inner) | Content::Groups(inner, _)) => fields = inner,
            _ => return Vec::new(),
        }
    }
    fields.iter().map(|field| field.name).collect()
}
