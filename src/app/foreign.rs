//! What other programs do to the open file: reading it again, merging, asking.
//!
//! Invariant: a change of the file is taken over or asked about before anything is written over it; the
//! window's own changes are never dropped on the way.

use super::App;
use crate::command::View;
use crate::document::{Edit, Merge, Seen, Side, read};
use crate::ui::dialogs::{Dialog, MergeDialog, MergePurpose};
use std::sync::Arc;

/// A merge that the user is asked about.
pub(super) struct PendingMerge {
    /// `None` where only a whole text can be chosen.
    merge: Option<Merge>,
    ours: Arc<str>,
    theirs: Arc<str>,
    /// The step that it will be.
    label: &'static str,
    /// The journal that it comes from, if it is not a change of the file.
    orphan: Option<usize>,
}

/// How the texts of the two sides come together.
pub(super) enum Outcome {
    /// They did; this is what changed on either side, and which comments are lost.
    Done,
    /// The user is asked.
    Asked,
}

impl App {
    /// Takes in that another program changed the file. Waits while something is being typed or asked.
    pub(super) fn take_in_file_changes(&mut self, ctx: &egui::Context) {
        self.keep.look();
        if let Some(problem) = self.keep.new_problem() {
            self.complain(format!(
                "Unsaved changes cannot be kept for recovery, so save often: {problem}"
            ));
        }
        if self.dialog.is_some() || (self.inspector.is_typing() && ctx.text_edit_focused()) {
            return;
        }
        match self.keep.seen.take() {
            None => {}
            Some(Seen::Text(text)) => self.meet(text, false),
            Some(Seen::Gone) => {
                self.document.lose_file();
                let name = self.document.file_name();
                self.complain(format!(
                    "{name} was deleted or moved by another program; saving writes it again"
                ));
            }
            Some(Seen::Unreadable(reason)) => self.complain(format!(
                "Another program changed the file, and it cannot be read now: {reason}"
            )),
        }
    }

    /// A save was refused because the file is another than the one that is known.
    pub(super) fn meet_before_saving(&mut self) {
        let Some(path) = self.document.path() else {
            return;
        };
        match read(path) {
            Ok(file) => self.meet(file.text.into(), true),
            Err(error) => {
                let text = format!(
                    "Another program changed the file, and it cannot be read now: {error}\n\nYour changes are still here; save them under another name."
                );
                self.dialog = Some(Dialog::Message {
                    title: "The dossier was not saved".to_owned(),
                    text,
                });
            }
        }
    }

    /// Another program wrote this text into the file. `saving` is set if a save was refused for it.
    fn meet(&mut self, theirs: Arc<str>, saving: bool) {
        let name = self.document.file_name();
        if theirs == *self.document.base() {
            let was_gone = self.document.file_is_gone();
            self.document.rebase(theirs);
            if was_gone {
                self.say(format!("{name} is there again"));
            }
            return;
        }
        if !self.document.is_modified() || theirs == *self.document.snapshot().shared_text() {
            if self.take_over("Read again from disk", Arc::clone(&theirs)) {
                self.document.rebase(theirs);
                self.after_new_text();
                self.say(format!(
                    "{name} was changed by another program and read again; Undo shows what it was"
                ));
            }
            return;
        }
        let base = Arc::clone(self.document.base());
        let ours = Arc::clone(self.document.snapshot().shared_text());
        let label = "Merge with the file on disk";
        let outcome = self.bring_together(&base, ours, theirs, label, None);
        if matches!(outcome, Outcome::Done) && saving && self.dialog.is_none() {
            self.dialog = Some(Dialog::Message {
                title: format!("{name} was changed by another program"),
                text: "Those changes and yours do not touch each other, and both are in the window now. Nothing was saved yet: look at the result, then save again.".to_owned(),
            });
        }
    }

    /// Merges two texts into the document, or asks.
    pub(super) fn bring_together(
        &mut self,
        base: &Arc<str>,
        ours: Arc<str>,
        theirs: Arc<str>,
        label: &'static str,
        orphan: Option<usize>,
    ) -> Outcome {
        let merge = Merge::new(base, &ours, &theirs).ok();
        if let Some(merge) = &merge
            && merge.conflicts().is_empty()
            && let Ok(merged) = merge.text(&[])
        {
            let lost = merge.lost_comments(&merged);
            let told = (orphan.is_none()).then(|| told(merge.n_ours(), merge.n_theirs()));
            if !self.take_over_merged(merged, theirs, label, orphan) {
                return Outcome::Asked;
            }
            if let Some(told) = told {
                let name = self.document.file_name();
                self.say(format!("{name} was changed by another program; {told}"));
            }
            self.mourn(&lost);
            return Outcome::Done;
        }
        let merge = merge.filter(|merge| !merge.conflicts().is_empty());
        let purpose = match orphan {
            None => MergePurpose::ChangedOnDisk,
            Some(_) => MergePurpose::Recovery,
        };
        self.dialog = Some(Dialog::Merge(Box::new(MergeDialog::new(
            self.document.file_name(),
            purpose,
            merge.as_ref(),
            [&ours, &theirs],
            self.document.snapshot().dossier(),
        ))));
        self.pending_merge = Some(PendingMerge {
            merge,
            ours,
            theirs,
            label,
            orphan,
        });
        Outcome::Asked
    }

    /// The user has chosen, for every conflict or for the whole text.
    pub(super) fn finish_merge(&mut self, choices: &[Side]) {
        let Some(pending) = self.pending_merge.take() else {
            return;
        };
        let PendingMerge {
            merge,
            ours,
            theirs,
            label,
            orphan,
        } = pending;
        let (merged, lost) = match &merge {
            Some(merge) => {
                let Ok(text) = merge.text(choices) else {
                    // The texts cannot be put together as decided: then one of them has to do.
                    self.ask_for_whole_text(ours, theirs, label, orphan);
                    return;
                };
                let lost = merge.lost_comments(&text);
                (text, lost)
            }
            None if choices == [Side::Ours] => (Arc::clone(&ours), Vec::new()),
            None => (Arc::clone(&theirs), Vec::new()),
        };
        if !self.take_over_merged(merged, theirs, label, orphan) {
            return;
        }
        self.say(if self.document.is_modified() {
            format!("{label}; nothing was saved yet")
        } else {
            label.to_owned()
        });
        self.mourn(&lost);
        if let Some(orphan) = orphan {
            self.settle_orphan(orphan);
        }
    }

    fn ask_for_whole_text(
        &mut self,
        ours: Arc<str>,
        theirs: Arc<str>,
        label: &'static str,
        orphan: Option<usize>,
    ) {
        self.dialog = Some(Dialog::Merge(Box::new(MergeDialog::new(
            self.document.file_name(),
            MergePurpose::ChangedOnDisk,
            None,
            [&ours, &theirs],
            self.document.snapshot().dossier(),
        ))));
        self.pending_merge = Some(PendingMerge {
            merge: None,
            ours,
            theirs,
            label,
            orphan,
        });
    }

    /// What a journal held comes into the window and changes nothing about what the file holds; what was
    /// found in the file is known from now on.
    fn take_over_merged(
        &mut self,
        merged: Arc<str>,
        theirs: Arc<str>,
        label: &'static str,
        orphan: Option<usize>,
    ) -> bool {
        if !self.take_over(label, merged) {
            return false;
        }
        if orphan.is_none() {
            self.document.rebase(theirs);
        }
        self.after_new_text();
        true
    }

    /// Makes the whole text another one, as one step. Returns whether that could be done.
    fn take_over(&mut self, label: &str, text: Arc<str>) -> bool {
        match self.document.apply(&Edit::take_over(label, text)) {
            Ok(_) => true,
            Err(error) => {
                self.complain(format!("Not changed: {error}"));
                false
            }
        }
    }

    /// The text was replaced as a whole: what is shown follows.
    pub(super) fn after_new_text(&mut self) {
        self.state.selection.repair(self.document.snapshot());
        if !self.document.snapshot().is_dossier() {
            self.state.view = View::Text;
        }
        self.keep.note(&self.document);
    }

    fn mourn(&mut self, lost: &[String]) {
        if lost.is_empty() {
            return;
        }
        self.dialog = Some(Dialog::Message {
            title: "Comments could not be kept".to_owned(),
            text: format!(
                "They stood in what the other side deleted or replaced. Undo takes the merge back.\n\n{}",
                lost.join("\n")
            ),
        });
    }
}

/// What was merged, in words.
fn told(n_ours: usize, n_theirs: usize) -> String {
    let changes = |n: usize| match n {
        1 => "1 change".to_owned(),
        n => format!("{n} changes"),
    };
    format!(
        "{} from there and {} of yours were merged, nothing was saved yet",
        changes(n_theirs),
        changes(n_ours)
    )
}
