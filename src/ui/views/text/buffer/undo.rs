//! What was typed, in steps that can be taken back, until it becomes a step of the dossier.
//!
//! Letters typed one after the other are one step, up to the next word; so are letters deleted one after
//! the other. No opinion on texts.

use super::Cursor;

/// What a change is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Kind {
    /// Letters, one after the other.
    Typing,
    /// Letters taken away before or behind the caret.
    Deleting,
    /// A step by itself.
    Other,
}

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) at: usize,
    pub(super) removed: String,
    pub(super) inserted: String,
}

#[derive(Clone, Debug)]
struct Step {
    kind: Kind,
    change: Change,
    before: Cursor,
    after: Cursor,
}

/// The steps; `n_done` of them are done.
#[derive(Clone, Debug, Default)]
pub(super) struct Log {
    steps: Vec<Step>,
    n_done: usize,
    sealed: bool,
    /// Before the first step the text was not that of the dossier.
    rootless: bool,
}

impl Log {
    /// Steps of a text that is not that of the dossier even before the first one.
    pub(super) fn rootless() -> Self {
        Self {
            rootless: true,
            ..Self::default()
        }
    }

    /// The next change is a new step, whatever it is.
    pub(super) fn seal(&mut self) {
        self.sealed = true;
    }

    pub(super) fn note(&mut self, kind: Kind, change: Change, before: Cursor, after: Cursor) {
        self.steps.truncate(self.n_done);
        let sealed = std::mem::take(&mut self.sealed);
        if let Some(last) = self.steps.last_mut()
            && !sealed
            && last.kind == kind
            && join(kind, &mut last.change, &change)
        {
            last.after = after;
            return;
        }
        self.steps.push(Step {
            kind,
            change,
            before,
            after,
        });
        self.n_done = self.steps.len();
    }

    pub(super) fn step_back(&mut self) -> Option<(Change, Cursor)> {
        let idx = self.n_done.checked_sub(1)?;
        let step = self.steps.get(idx)?;
        self.n_done = idx;
        self.sealed = true;
        Some((step.change.clone(), step.before))
    }

    pub(super) fn step_forward(&mut self) -> Option<(Change, Cursor)> {
        let step = self.steps.get(self.n_done)?;
        self.n_done += 1;
        self.sealed = true;
        Some((step.change.clone(), step.after))
    }

    /// Whether everything is taken back, so that the text is that of the dossier again.
    pub(super) fn is_at_start(&self) -> bool {
        self.n_done == 0 && !self.rootless
    }
}

/// Makes a change part of the one before it, where they belong together.
fn join(kind: Kind, last: &mut Change, next: &Change) -> bool {
    match kind {
        Kind::Typing => {
            let goes_on = next.removed.is_empty() && next.at == last.at + last.inserted.len();
            let new_word = last.inserted.ends_with(char::is_whitespace)
                && !next.inserted.starts_with(char::is_whitespace);
            if !goes_on || new_word || next.inserted.contains('\n') {
                return false;
            }
            last.inserted.push_str(&next.inserted);
            true
        }
        Kind::Deleting => {
            let plain = next.inserted.is_empty() && last.inserted.is_empty();
            if plain && next.at + next.removed.len() == last.at {
                last.at = next.at;
                last.removed.insert_str(0, &next.removed);
                true
            } else if plain && next.at == last.at {
                last.removed.push_str(&next.removed);
                true
            } else {
                false
            }
        }
        Kind::Other => false,
    }
}
