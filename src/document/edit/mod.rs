//! An edit: what the user asked for, as operations on values, and how it becomes a patch of the text.
//!
//! The places that an edit names are those of the text before it. Values are set first, then parts are
//! taken out from the last to the first, then items are moved and put in, in the order given.

use super::difference::difference;
use super::faithful;
use super::snapshot::{Focus, Snapshot};
use crate::format::{self, Op, Parsed, Patch, Path, Seg, Severity, Tree, Value};
use crate::model::RecordKind;
use crate::model::schema::{self, Content, Field};
use std::sync::Arc;
use thiserror::Error;

/// One named change of the dossier. Carried out whole or not at all.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What is done, in the words of the field: "Change the outcome of R2".
    pub label: String,
    changes: Vec<Change>,
    comments_may_go: bool,
}

/// A list that items can be put into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum List {
    /// The records of a kind.
    Records(RecordKind),
    /// A list within a record; it need not be in the text yet.
    Within(Focus),
}

#[derive(Clone, Debug)]
enum Change {
    Set {
        focus: Focus,
        value: Value,
    },
    Clear {
        focus: Focus,
    },
    Insert {
        list: List,
        idx: usize,
        value: Value,
    },
    Move {
        list: List,
        from: usize,
        to: usize,
    },
    Text {
        text: Arc<str>,
        as_it_is: bool,
    },
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
    /// The text was changed by something else while the change was on its way.
    #[error("the dossier was changed in the meantime; make the change again")]
    Overtaken,
    /// Comments would go with it; [`Edit::comments_may_go`] lets them.
    #[error("{} would go with it: {}", n_comments(.0.len()), .0.join(" "))]
    LosesComments(Vec<String>),
}

fn n_comments(n: usize) -> String {
    match n {
        1 => "a comment".to_owned(),
        _ => format!("{n} comments"),
    }
}

impl Edit {
    fn new(label: impl Into<String>, change: Change) -> Self {
        Self {
            label: label.into(),
            changes: vec![change],
            comments_may_go: false,
        }
    }

    /// Sets one value.
    pub fn set(label: impl Into<String>, focus: Focus, value: Value) -> Self {
        Self::new(label, Change::Set { focus, value })
    }

    /// Takes an optional value, an item of a list within a record, or a whole record away, with the
    /// comments that belong to it.
    pub fn clear(label: impl Into<String>, focus: Focus) -> Self {
        Self::new(label, Change::Clear { focus })
    }

    /// Puts an item into a list, so that it has this index afterwards; beyond its end, as the last.
    pub fn insert(label: impl Into<String>, list: List, idx: usize, value: Value) -> Self {
        Self::new(label, Change::Insert { list, idx, value })
    }

    /// Moves an item of a list, with the comments that belong to it, so that it has the index `to`.
    pub fn shift(label: impl Into<String>, list: List, from: usize, to: usize) -> Self {
        Self::new(label, Change::Move { list, from, to })
    }

    /// Makes the whole text another one, which must not have more errors.
    pub fn replace_text(label: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let change = Change::Text {
            text: text.into(),
            as_it_is: false,
        };
        Self::new(label, change)
    }

    /// Makes the whole text another one, whatever is wrong with it: what was read from the disk.
    pub fn take_over(label: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let change = Change::Text {
            text: text.into(),
            as_it_is: true,
        };
        Self::new(label, change)
    }

    /// This edit and another one as one step, under the label of this one.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.changes.extend(other.changes);
        self.comments_may_go |= other.comments_may_go;
        self
    }

    /// The same edit, with the consent of the user to lose comments.
    #[must_use]
    pub fn comments_may_go(mut self) -> Self {
        self.comments_may_go = true;
        self
    }

    /// The patch and the snapshot after it, or `None` where the text would stay the same.
    pub(super) fn carry_out(
        &self,
        snapshot: &Snapshot,
    ) -> Result<Option<(Patch, Snapshot)>, EditError> {
        let Some((patch, text, parsed)) = self.plan(snapshot)? else {
            return Ok(None);
        };
        let text: Arc<str> = text.into();
        let revision = snapshot.revision() + 1;
        if let [Change::Text { as_it_is: true, .. }] = self.changes.as_slice() {
            return Ok(Some((patch, Snapshot::of_parsed(text, parsed, revision))));
        }
        let (after, by_ron) = alongside(
            || faithful::read_whole(&text),
            || Snapshot::of_parsed(Arc::clone(&text), parsed, revision),
        );
        let no_dossier = snapshot.is_dossier() && !after.is_dossier();
        if after.n_reading_errors() > snapshot.n_reading_errors() || no_dossier {
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
        faithful::must_be_faithful(snapshot, &after, by_ron)?;
        if !self.comments_may_go && !matches!(self.changes.as_slice(), [Change::Text { .. }]) {
            let lost = patch.lost_comments(snapshot.text());
            if !lost.is_empty() {
                return Err(EditError::LosesComments(lost));
            }
        }
        Ok(Some((patch, after)))
    }

    /// The patch, the text that it gives and what parsing that gave; `None` where nothing changes.
    fn plan(&self, snapshot: &Snapshot) -> Result<Option<(Patch, String, Parsed)>, EditError> {
        let before = snapshot.text();
        let (patch, text, parsed) = match self.changes.as_slice() {
            [Change::Text { text, .. }] => {
                let patch = difference(before, text);
                (patch, text.as_ref().to_owned(), Tree::parse(text))
            }
            changes => {
                let ops = ops(snapshot, changes)?;
                let done = format::carry_out(before, snapshot.tree(), &ops)
                    .map_err(|error| EditError::Place(error.to_string()))?;
                let Some((text, parsed)) = done.after else {
                    return Ok(None);
                };
                (done.patch, text, parsed)
            }
        };
        Ok((text != before).then_some((patch, text, parsed)))
    }
}

/// Two things at the same time, the second one in this thread; one after the other where the system has no
/// second thread to give.
fn alongside<A: Send, B>(first: impl Fn() -> A + Sync, second: impl FnOnce() -> B) -> (B, A) {
    std::thread::scope(|scope| {
        let started = std::thread::Builder::new().spawn_scoped(scope, &first);
        let second = second();
        let first = match started.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(done)) => done,
            // A panic there is a panic here.
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => first(),
        };
        (second, first)
    })
}

/// The operations of the changes, in an order in which each finds its place.
fn ops(snapshot: &Snapshot, changes: &[Change]) -> Result<Vec<Op>, EditError> {
    let mut sets: Vec<Op> = Vec::new();
    let mut removed: Vec<Path> = Vec::new();
    let mut lists: Vec<Op> = Vec::new();
    for change in changes {
        match change {
            Change::Set { focus, value } => join_sets(&mut sets, set(snapshot, focus, value)?),
            Change::Clear { focus } => {
                let path = snapshot
                    .path_of(focus)
                    .ok_or_else(|| EditError::Gone(focus.record.id.clone()))?;
                if snapshot.tree().at(snapshot.text(), &path).is_some() {
                    removed.push(path);
                }
            }
            Change::Insert { list, idx, value } => {
                insert(snapshot, list, *idx, value, &mut sets, &mut lists)?;
            }
            Change::Move { list, from, to } => lists.push(Op::Move {
                path: list_path(snapshot, list)?,
                from: *from,
                to: *to,
            }),
            Change::Text { .. } => {
                return Err(EditError::Place(
                    "a new text cannot be one change among others".to_owned(),
                ));
            }
        }
    }
    removed.sort();
    removed.dedup();
    // What lies in something that goes, goes with it.
    let outermost: Vec<Path> = removed
        .iter()
        .filter(|path| {
            !removed
                .iter()
                .any(|outer| *outer != **path && path.starts_with(outer))
        })
        .cloned()
        .collect();
    let removals = outermost.into_iter().rev().map(|path| Op::Remove { path });
    Ok(sets.into_iter().chain(removals).chain(lists).collect())
}

/// Adds an operation; two that both build the same absent group become one.
fn join_sets(sets: &mut Vec<Op>, op: Op) {
    if let Op::Set { path, value, .. } = &op {
        let twin = sets.iter_mut().find_map(|other| match other {
            Op::Set {
                path: other,
                value: into,
                ..
            } if other == path => Some(into),
            _ => None,
        });
        if let Some(into) = twin {
            join_values(into, value);
            return;
        }
    }
    sets.push(op);
}

fn join_values(into: &mut Value, value: &Value) {
    match (into, value) {
        (Value::Struct { fields, .. }, Value::Struct { fields: more, .. }) => {
            for (name, value) in more {
                match fields.iter_mut().find(|(other, _)| other == name) {
                    Some((_, into)) => join_values(into, value),
                    None => fields.push((name.clone(), value.clone())),
                }
            }
        }
        (Value::List(items), Value::List(more)) => items.extend(more.iter().cloned()),
        (into, value) => *into = value.clone(),
    }
}

fn list_path(snapshot: &Snapshot, list: &List) -> Result<Path, EditError> {
    match list {
        List::Records(kind) => Ok(Path::root().field(kind.list_field())),
        List::Within(focus) => snapshot
            .path_of(focus)
            .ok_or_else(|| EditError::Gone(focus.record.id.clone())),
    }
}

/// Puts an item into a list; a list that is not in the text yet is written with it.
fn insert(
    snapshot: &Snapshot,
    list: &List,
    idx: usize,
    value: &Value,
    sets: &mut Vec<Op>,
    lists: &mut Vec<Op>,
) -> Result<(), EditError> {
    let path = list_path(snapshot, list)?;
    let present = snapshot
        .tree()
        .at(snapshot.text(), &path)
        .and_then(|node| node.inner());
    if let Some(node) = present {
        let before = |op: &&Op| matches!(op, Op::Insert { path: other, .. } if *other == path);
        let len = node.len() + lists.iter().filter(before).count();
        lists.push(Op::Insert {
            path,
            index: idx.min(len),
            value: value.clone(),
        });
        return Ok(());
    }
    let items = Value::List(vec![value.clone()]);
    let op = match list {
        List::Records(_) => Op::Set {
            path,
            value: items,
            order: schema::DOSSIER_ORDER.to_vec(),
        },
        List::Within(focus) => set(snapshot, focus, &items)?,
    };
    join_sets(sets, op);
    Ok(())
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

#[cfg(test)]
mod tests;
