//! From tree to typed value, finding every error of a file in one run.
//!
//! Serde gives a value or one error, and a failed part cannot be tried again by itself. So the
//! whole document is read again and again: what failed is *poisoned*, which makes a field as
//! good as absent and a list item skipped, until a run succeeds. Errors of a thousand records
//! do not cost a thousand full runs, because the runs that only look for errors leave out the
//! list items that are known to be sound.
//!
//! No opinion on what a value means; a type's own `Deserialize` may refuse one, and its words
//! are reported at the value's place.
//! Invariants: no error is reported twice, and an absent field that is absent only because it
//! was poisoned or damaged is not reported at all.

mod access;
mod context;
mod de;
mod failure;
mod numbers;
mod range;

use serde::de::DeserializeOwned;

use super::tree::Raw;
use super::{Diagnostic, Kind, Node, Span, Tree};
use context::{Context, Mode};
use de::Reader;

/// How often a document is searched for errors at most; each run is short and finds one.
const MAX_SEARCHES: usize = 100_000;

/// How often a whole document is read again at most. The search finds nearly everything, so a
/// few runs are enough; what is left are types that refuse again and again.
const MAX_RUNS: usize = 200;

/// A typed value, as far as there is one, and everything that was wrong.
#[derive(Clone, Debug)]
pub struct Read<T> {
    /// The value without its broken parts; `None` if not even the root could be read.
    pub value: Option<T>,
    /// Errors and warnings in order of place. Syntax errors are not repeated here.
    pub diagnostics: Vec<Diagnostic>,
    /// What was passed over.
    pub left_out: LeftOut,
}

/// The parts of a text that could not be read, or stand there twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut(pub(super) Vec<u32>);

impl LeftOut {
    /// The ranges of the fields, items and entries that were passed over, in order and none inside
    /// another. What is not even a value to the parser is among them.
    pub fn spans(&self, tree: &Tree) -> Vec<Span> {
        let is_out =
            |at: &u32, raw: &Raw| raw.kind == Kind::Error || self.0.binary_search(at).is_ok();
        let mut spans: Vec<Span> = Vec::new();
        for (_, raw) in (0_u32..)
            .zip(&tree.nodes)
            .filter(|(at, raw)| is_out(at, raw))
        {
            let span = raw.span();
            if spans.last().is_none_or(|last| last.end < span.end) {
                spans.push(span);
            }
        }
        spans
    }
}

/// Reads a value from a tree and its text.
pub fn read<T: DeserializeOwned>(text: &str, tree: &Tree) -> Read<T> {
    let Some(root) = tree.root(text) else {
        return Read {
            value: None,
            diagnostics: Vec::new(),
            left_out: LeftOut::default(),
        };
    };
    let cx = Context::new(tree, text);
    let value = run_until_sound(&cx, root);
    let left_out = LeftOut(cx.poisoned());
    Read {
        value,
        diagnostics: cx.into_diagnostics(),
        left_out,
    }
}

fn run_until_sound<T: DeserializeOwned>(cx: &Context<'_>, root: Node<'_>) -> Option<T> {
    // The first run is plain: most documents have no error.
    let mut value = run(cx, root);
    if value.is_some() {
        return value;
    }
    cx.set_mode(Mode::Search);
    for _ in 0..MAX_SEARCHES {
        if cx.is_hopeless() || cx.mode() != Mode::Search || run::<T>(cx, root).is_some() {
            break;
        }
    }
    cx.set_mode(Mode::Plain);
    for _ in 0..MAX_RUNS {
        if cx.is_hopeless() {
            return None;
        }
        value = run(cx, root);
        if value.is_some() {
            break;
        }
    }
    value
}

fn run<T: DeserializeOwned>(cx: &Context<'_>, root: Node<'_>) -> Option<T> {
    if root.kind() == Kind::Error {
        cx.set_hopeless();
        return None;
    }
    match T::deserialize(Reader::new(cx, root)) {
        Ok(value) => Some(value),
        Err(failure) => {
            cx.fail_root(failure, root);
            None
        }
    }
}

#[cfg(test)]
mod tests;
