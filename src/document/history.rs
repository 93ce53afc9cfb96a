//! Undo and redo without limit, across saving.
//!
//! A step keeps the patch that did it and the patch that undoes it, not the whole text, so that a
//! thousand edits of a large file stay small.

use crate::format::{Patch, Span, TextEdit};

/// One named step.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was done, in the words of the field: "Change the outcome of R2".
    pub label: String,
    /// Takes it back.
    pub undo: Patch,
    /// Does it (again).
    pub redo: Patch,
}

/// The steps of a sitting. `current` steps are done, the rest can be done again.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    steps: Vec<Step>,
    current: usize,
    /// Number of steps done when the text was last saved; `None` once that state cannot be reached.
    saved: Option<usize>,
    /// Whether the text was ever saved or opened; a new history counts as saved.
    diverged: bool,
}

impl History {
    pub(super) fn push(&mut self, step: Step) {
        if self.saved_idx().is_some_and(|saved| saved > self.current) {
            self.saved = None;
            self.diverged = true;
        }
        self.steps.truncate(self.current);
        self.steps.push(step);
        self.current += 1;
    }

    pub(super) fn undo_step(&self) -> Option<&Step> {
        self.steps.get(self.current.checked_sub(1)?)
    }

    pub(super) fn redo_step(&self) -> Option<&Step> {
        self.steps.get(self.current)
    }

    pub(super) fn step_back(&mut self) {
        self.current = self.current.saturating_sub(1);
    }

    pub(super) fn step_forward(&mut self) {
        self.current = (self.current + 1).min(self.steps.len());
    }

    pub(super) fn mark_saved(&mut self) {
        self.saved = Some(self.current);
        self.diverged = false;
    }

    /// The text stands in no file.
    pub(super) fn mark_unsaved(&mut self) {
        self.saved = None;
        self.diverged = true;
    }

    pub(super) fn is_modified(&self) -> bool {
        self.saved_idx() != Some(self.current)
    }

    fn saved_idx(&self) -> Option<usize> {
        if self.diverged {
            None
        } else {
            Some(self.saved.unwrap_or(0))
        }
    }
}

/// The patch that turns the result of `patch` back into `text`.
pub(super) fn inverse(patch: &Patch, text: &str) -> Patch {
    let mut shift = 0isize;
    let edits = patch
        .edits
        .iter()
        .map(|edit| {
            let start = edit.span.start.saturating_add_signed(shift);
            let end = start + edit.text.len();
            shift +=
                edit.text.len().cast_signed() - (edit.span.end - edit.span.start).cast_signed();
            TextEdit {
                span: Span { start, end },
                text: text
                    .get(edit.span.start..edit.span.end)
                    .unwrap_or_default()
                    .to_owned(),
            }
        })
        .collect();
    Patch { edits }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(label: &str) -> Step {
        Step {
            label: label.to_owned(),
            undo: Patch { edits: vec![] },
            redo: Patch { edits: vec![] },
        }
    }

    /// Undoing back to the saved state is not a modification; leaving it on another branch is.
    #[test]
    fn modified_follows_the_saved_state() {
        let mut history = History::default();
        assert!(!history.is_modified());
        history.push(step("a"));
        assert!(history.is_modified());
        history.mark_saved();
        history.push(step("b"));
        history.step_back();
        assert!(!history.is_modified());
        history.step_back();
        assert!(history.is_modified());
        history.push(step("c"));
        history.step_back();
        assert!(
            history.is_modified(),
            "the saved state is on the abandoned branch"
        );
        history.step_forward();
        assert!(history.is_modified());
    }

    /// The inverse of several edits of different lengths restores the text exactly.
    #[test]
    fn inverse_restores_the_text() {
        let text = "one two three";
        let patch = Patch {
            edits: vec![
                TextEdit {
                    span: Span { start: 0, end: 3 },
                    text: "a longer one".to_owned(),
                },
                TextEdit {
                    span: Span { start: 4, end: 7 },
                    text: String::new(),
                },
                TextEdit {
                    span: Span { start: 13, end: 13 },
                    text: "!".to_owned(),
                },
            ],
        };
        let after = patch.apply(text);
        assert_eq!(after, "a longer one  three!");
        assert_eq!(inverse(&patch, text).apply(&after), text);
    }
}
