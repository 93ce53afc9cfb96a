//! Changes as the difference of two typed values.
//!
//! No opinion on what changed: the images of both values by serde are compared, and only where
//! they differ the text is touched. So what the text leaves out stays left out, fields and items
//! that the type does not know stay in it, and every spelling is kept.
//!
//! Limits: the window does not use this yet, its edits name their places. A change after which an item
//! that could not be read would be gone is refused; a comment behind the last part of a bracket on one
//! line stays the last when a part is added.
//!
//! Invariants: a patch is given only if the patched text, read by our reader and by `ron`, is
//! exactly the new value; and two equal values give an empty patch.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::compare::Wanted;
use super::image::to_named_value;
use super::items::Foreign;
use super::names::Names;
use super::work::Work;
use super::{OpError, Patch, Read, Severity, Tree, ValueError, read, read_by_ron, to_value};

/// Why a change cannot be made.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeError {
    /// One of the values has no image.
    Value(ValueError),
    /// The text does not say the old value.
    Stale,
    /// The text layer could not find or build a place.
    Op(OpError),
    /// The changed text would not be read as the new value.
    Unfaithful(String),
}

impl fmt::Display for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(error) => error.fmt(f),
            Self::Stale => f.write_str("the text is not the one that was changed"),
            Self::Op(error) => error.fmt(f),
            Self::Unfaithful(why) => {
                write!(f, "the text would not be read as what was meant: {why}")
            }
        }
    }
}

impl std::error::Error for ChangeError {}

/// Plans the change of a text from what it says, `old`, to `new`, as one patch; `tree` is the
/// tree of `text`. Parts of the text that could not be read stay as they are.
///
/// Records of lists are told apart by their `id`, where all have one. New records look like
/// their neighbours, and leave out what is empty if those do.
///
/// # Errors
///
/// If the text says something else than `old`, or if no patch was found after which the text
/// would say `new`.
pub fn plan_change<T>(text: &str, tree: &Tree, old: &T, new: &T) -> Result<Patch, ChangeError>
where
    T: Serialize + DeserializeOwned + PartialEq,
{
    if old == new {
        return Ok(Patch::default());
    }
    let before = read::<T>(text, tree);
    if before.value.as_ref() != Some(old) {
        return Err(ChangeError::Stale);
    }
    let was = to_value(old).map_err(ChangeError::Value)?;
    let wanted = to_value(new).map_err(ChangeError::Value)?;
    let names = if tree.extensions.explicit_struct_names {
        let named = to_named_value(new).map_err(ChangeError::Value)?;
        Names::new(&wanted, &named)
    } else {
        Names::default()
    };
    let foreign = Foreign::of(text, tree, &before.left_out);
    let mut refused = None;
    // What a new record leaves out must be what its type takes for granted; if it is not, the
    // record is written in full.
    for brief in [true, false] {
        let mut work = Work::new(text, tree).knowing(names.clone(), foreign.clone(), brief);
        let change = Wanted {
            old: Some(&was),
            new: &wanted,
        };
        let changed = work.root(change).and_then(|()| work.finish());
        let patch = changed
            .map(|changed| changed.patch)
            .map_err(ChangeError::Op);
        match patch.and_then(|patch| verified(text, &before, patch, new)) {
            Ok(patch) => return Ok(patch),
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    Err(refused.unwrap_or(ChangeError::Stale))
}

/// The patch, if the patched text is the new value to us and to `ron` and no more is wrong in it.
fn verified<T>(text: &str, before: &Read<T>, patch: Patch, new: &T) -> Result<Patch, ChangeError>
where
    T: DeserializeOwned + PartialEq,
{
    let unfaithful = |why: &str| Err(ChangeError::Unfaithful(why.to_owned()));
    let after = patch.apply(text);
    let parsed = Tree::parse(&after);
    let found = read::<T>(&after, &parsed.tree);
    if found.value.as_ref() != Some(new) {
        let first = found.diagnostics.first();
        return unfaithful(first.map_or("it means something else", |found| &found.message));
    }
    let n_errors = |read: &Read<T>| {
        let errors = read.diagnostics.iter();
        errors
            .filter(|found| found.severity == Severity::Error)
            .count()
    };
    if n_errors(&found) > n_errors(before) {
        return unfaithful("a part of it could not be read any more");
    }
    if found.left_out.0.len() < before.left_out.0.len() {
        return unfaithful("a part that could not be read would go with it");
    }
    match read_by_ron::<T>(&after, &parsed.tree, &found.left_out) {
        Ok(value) if value == *new => Ok(patch),
        Ok(_) => unfaithful("another reader would see other values"),
        Err(error) => unfaithful(&error.message),
    }
}

#[cfg(test)]
mod tests;
