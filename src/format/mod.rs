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
mod compare;
mod diagnostic;
mod edit;
mod emit;
mod image;
mod layout;
mod lex;
mod mistaken;
mod node;
mod number;
mod op;
mod oracle;
mod parse;
mod patch;
mod path;
mod read;
mod recover;
mod string;
mod suspects;
mod text;
mod tokens;
mod tree;
mod value;
mod work;

pub use diagnostic::{Diagnostic, Severity, suggest};
pub use image::to_value;
pub use node::{Field, Node};
pub use op::{Changed, Op, OpError, carry_out, plan};
pub use oracle::accepted_by_ron;
pub use patch::{Patch, TextEdit};
pub use path::{Path, Seg};
pub use read::{Read, read};
pub use text::{LineIndex, Position, Span};
pub use tokens::{TokenKind, tokens};
pub use tree::{Kind, MAX_DEPTH, Parsed, Tree};
pub use value::{Value, ValueError};

#[cfg(test)]
mod laws;
#[cfg(test)]
mod mistakes;
