//! What the window does with the text and the findings: the draft, whether there is one and how it becomes a
//! step, and where one is.

use super::Views;
use super::text::Standing;
use crate::document::{Edit, Snapshot};
use std::sync::Arc;

impl Views {
    /// The text as it is being edited, where it is not that of the dossier. It is kept in a journal, so that
    /// nothing is lost.
    pub fn draft(&self) -> Option<&str> {
        self.text.draft()
    }

    /// Takes a text as draft, as it was when the program ended.
    pub fn restore_draft(&mut self, snapshot: &Arc<Snapshot>, text: &str) {
        self.text.restore_draft(snapshot, text);
    }

    /// The draft as one step of the dossier, if it can be one.
    pub fn take_draft(&mut self, snapshot: &Snapshot) -> Option<Edit> {
        self.text.take_edit(snapshot)
    }

    /// The draft as one step, whatever is wrong with it.
    pub fn take_draft_as_it_is(&self) -> Option<Edit> {
        self.text.take_edit_as_it_is()
    }

    /// Why the draft cannot become a step, where there is one.
    pub fn why_held(&mut self, snapshot: &Snapshot) -> Option<String> {
        match self.text.check(snapshot) {
            Standing::None => None,
            Standing::Held(reason, Some(finding)) => {
                let line = finding.position.line;
                Some(format!("Line {line}: {reason}"))
            }
            Standing::Held(reason, None) => Some(reason),
            Standing::Collides => Some(
                "The dossier was changed elsewhere in lines that the draft changes too".to_owned(),
            ),
            Standing::Ready | Standing::Unchecked => {
                Some("It was not applied to the dossier yet".to_owned())
            }
        }
    }

    /// Notes that the dossier did not take the draft, and why.
    pub fn refuse_draft(&mut self, reason: String) {
        self.text.refuse_draft(reason);
    }

    /// Drops the draft.
    pub fn discard_draft(&mut self, snapshot: &Snapshot) {
        self.text.discard_draft(snapshot);
    }

    /// Forgets everything about the text that was open.
    pub fn forget_text(&mut self) {
        self.text = super::text::TextView::default();
        self.findings = super::findings::FindingsView::default();
    }

    /// Takes back what was typed last into the text, or does it again; `false` where that is for the dossier
    /// to do.
    pub fn step_draft(&mut self, back: bool) -> bool {
        self.text.step_draft(back)
    }

    /// Shows a byte of the dossier's text at the next frame.
    pub fn show_byte(&mut self, byte: usize) {
        self.text.show_byte(byte);
    }

    /// Where the caret is in the dossier's text, if the text was shown.
    pub fn caret(&self) -> Option<usize> {
        self.text.caret()
    }

    /// The finding that was visited last, by its index.
    pub fn visited_finding(&self) -> Option<usize> {
        self.findings.current
    }

    /// Notes that a finding is visited.
    pub fn visit_finding(&mut self, idx: usize) {
        self.findings.visit(idx);
    }

    /// Opens the fields for replacing in the text.
    pub fn open_replacing(&mut self) {
        self.text.open_replacing();
    }

    /// Opens the field for a line number.
    pub fn open_going(&mut self) {
        self.text.open_going();
    }
}
