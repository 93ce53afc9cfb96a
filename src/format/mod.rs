//! RON as text: a tree of byte ranges over it, what is wrong with it, and small patches to it.
//!
//! No opinion on what a document means; types come from the caller by serde, and reading and
//! writing files is the caller's too.
//!
//! Invariants:
//! - Parsing never fails and never panics, is linear and does not recurse.
//! - Whatever an edit does not touch keeps its bytes: comments, order, spelling, line ends.
//! - What is written is plain RON; the `ron` crate is asked, not trusted from memory.

mod align;
mod attributes;
mod change;
mod compare;
mod diagnostic;
mod edit;
mod emit;
mod encoding;
mod image;
mod items;
mod layout;
mod lex;
mod misplaced;
mod mistaken;
mod names;
mod node;
mod number;
mod op;
mod oracle;
mod parse;
mod patch;
mod path;
mod read;
mod recover;
mod report;
mod sound;
mod string;
mod suspects;
mod text;
mod tokens;
mod tree;
mod value;
mod work;

pub use change::{ChangeError, plan_change};
pub use diagnostic::{Diagnostic, Repair, Severity, suggest};
pub use encoding::{NotText, decode};
pub use image::to_value;
pub use node::{Field, Node};
pub use op::{Changed, Op, OpError, carry_out, plan};
pub use oracle::accepted_by_ron;
pub use patch::{Patch, TextEdit};
pub use path::{Path, Seg};
pub use read::{LeftOut, Read, read};
pub use sound::{is_sound, read_by_ron};
pub use text::{LineIndex, Position, Span};
pub use tokens::{TokenKind, tokens, tokens_from};
pub use tree::{Kind, MAX_DEPTH, Parsed, Tree};
pub use value::{Value, ValueError};

#[cfg(test)]
mod features;
#[cfg(any(test, fuzzing))]
pub(crate) mod laws;
#[cfg(test)]
mod mistakes;
#[cfg(test)]
mod mistakes_table;
