//! Changes in the words of the document: set, insert, remove, move at a path.
//!
//! No opinion on types: whether the changed text still is a document of the right type is for
//! the caller to check, by reading it again. What no change mentions keeps its bytes.
//!
//! Invariants: several changes act one after the other, each on the result of the one before,
//! and together give one patch against the text they began with; a change that would make a
//! sound text unreadable is refused.

use std::fmt;

use super::work::Work;
use super::{Diagnostic, Parsed, Patch, Path, Tree, Value};

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    /// Makes the value at a path say something else, changing as little as possible: parts
    /// that say the right thing already stay untouched. A field that is absent is put into its
    /// record; if the new value is `None`, it stays absent. Parts of the old value that the new
    /// one does not have are taken out.
    Set {
        /// The value, or a field or map key that is to be.
        path: Path,
        /// What it is to say.
        value: Value,
        /// The fields of the record in the order they are declared in; an absent field goes
        /// behind the nearest one before it that is present.
        order: Vec<&'static str>,
    },
    /// Puts an item into a list, so that it has this index afterwards.
    Insert {
        /// The list.
        path: Path,
        /// From zero to the length of the list.
        index: usize,
        /// The item.
        value: Value,
    },
    /// Takes out a field, a list item or a map entry, with the comments that belong to it.
    Remove {
        /// What goes.
        path: Path,
    },
    /// Moves an item of a list with the comments that belong to it.
    Move {
        /// The list.
        path: Path,
        /// The item's index now.
        from: usize,
        /// The item's index afterwards.
        to: usize,
    },
}

/// Plans changes to a text as one patch; `tree` is the tree of `text`.
///
/// # Errors
///
/// If a path leads nowhere, an index is too large, or the result could not be read.
pub fn plan(text: &str, tree: &Tree, ops: &[Op]) -> Result<Patch, OpError> {
    Ok(carry_out(text, tree, ops)?.patch)
}

/// A text after changes to it.
#[derive(Clone, Debug)]
pub struct Changed {
    /// What was done to the text before.
    pub patch: Patch,
    /// The text that the patch gives, and what parsing it gave; `None` if nothing changes.
    pub after: Option<(String, Parsed)>,
}

/// Like [`plan`], and gives the changed text and its tree as well, which were needed for the plan.
///
/// # Errors
///
/// Those of [`plan`].
pub fn carry_out(text: &str, tree: &Tree, ops: &[Op]) -> Result<Changed, OpError> {
    let mut work = Work::new(text, tree);
    for op in ops {
        work.op(op)?;
    }
    work.finish()
}

/// Why a change cannot be made.
#[derive(Clone, Debug, PartialEq)]
pub enum OpError {
    /// There is nothing at the path.
    NotFound(Path),
    /// The value at the path has no fields, or none of this kind.
    NoRecord(Path),
    /// The value at the path is no list.
    NoList(Path),
    /// The list is shorter than that.
    OutOfRange {
        /// The list.
        path: Path,
        /// The index asked for.
        index: usize,
        /// How many items there are.
        len: usize,
    },
    /// The changed text would not be readable.
    Unreadable(Box<Diagnostic>),
}

impl fmt::Display for OpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound(path) => write!(f, "there is nothing at `{path}`"),
            Self::NoRecord(path) => write!(f, "the value at `{path}` cannot have such a field"),
            Self::NoList(path) => write!(f, "the value at `{path}` is not a list"),
            Self::OutOfRange { path, index, len } => {
                write!(f, "`{path}` has {len} items, there is no place {index}")
            }
            Self::Unreadable(found) => {
                write!(
                    f,
                    "the text would not be readable after this change: {}",
                    found.message
                )
            }
        }
    }
}

impl std::error::Error for OpError {}

#[cfg(test)]
mod tests;
