//! What other programs do to the open file: reading it again, merging, asking.
//!
//! Invariant: a change of the file is taken over or asked about before anything is written over it; the
//! window's own changes are never dropped on the way.

use super::App;
use super::background::is_large;
use crate::command::View;
use crate::document::{Edit, Merge, Seen, Side, read};
use crate::ui::dialogs::{Dialog, MergeDialog, MergePurpose};
use std::sync::Arc;

/// Two texts that both come from a third.
#[derive(Clone)]
pub(super) struct Sides {
    pub(super) base: Arc<str>,
    pub(super) ours: Arc<str>,
    pub(super) theirs: Arc<str>,
    /// The step that it will be when they are one.
    pub(super) label: &'static str,
    /// The journal that `ours` comes from, if `theirs` is not a change of the file.
    pub(super) orphan: Option<usize>,
}

/// A merge that the user is asked about.
pub(super) struct PendingMerge {
    /// `None` where only a whole text can be chosen.
    merge: Option<Merge>,
    sides: Sides,
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
        if self.is_working()
            || self.dialog.is_some()
            || (self.inspector.is_typing() && ctx.text_edit_focused())
        {
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
            let known = Arc::clone(&theirs);
            let then = move |app: &mut Self| {
                app.document.rebase(known);
                app.after_new_text();
                app.say(format!(
                    "{name} was changed by another program and read again; Undo shows what it was"
                ));
            };
            self.take_over("Read again from disk", theirs, then);
            return;
        }
        let sides = Sides {
            base: Arc::clone(self.document.base()),
            ours: Arc::clone(self.document.snapshot().shared_text()),
            theirs,
            label: "Merge with the file on disk",
            orphan: None,
        };
        self.bring_together(sides, move |app| {
            if saving && app.dialog.is_none() {
                app.dialog = Some(Dialog::Message {
                    title: format!("{name} was changed by another program"),
                    text: "Those changes and yours do not touch each other, and both are in the window now. Nothing was saved yet: look at the result, then save again.".to_owned(),
                });
            }
        });
    }

    /// Merges two texts into the document and goes on, or asks.
    pub(super) fn bring_together(&mut self, sides: Sides, then: impl FnOnce(&mut Self) + 'static) {
        let is_large = is_large(&sides.ours) || is_large(&sides.theirs);
        let texts = sides.clone();
        self.work(
            sides.label,
            is_large,
            move || {
                let merge = Merge::new(&texts.base, &texts.ours, &texts.theirs).ok()?;
                let merged = merge
                    .text(&[])
                    .ok()
                    .filter(|_| merge.conflicts().is_empty());
                Some((merge, merged))
            },
            move |app, done| match done {
                Some((merge, Some(merged))) => {
                    let lost = merge.lost_comments(&merged);
                    let counts = [merge.n_ours(), merge.n_theirs()];
                    let is_foreign = sides.orphan.is_none();
                    app.take_over_merged(merged, sides, move |app| {
                        if is_foreign {
                            let (name, told) = (app.document.file_name(), told(counts));
                            app.say(format!("{name} was changed by another program; {told}"));
                        }
                        app.mourn(&lost);
                        then(app);
                    });
                }
                Some((merge, None)) if !merge.conflicts().is_empty() => {
                    app.ask_to_merge(Some(merge), sides);
                }
                _ => app.ask_to_merge(None, sides),
            },
        );
    }

    /// Asks what is to be taken: for every conflict, or as the whole text where there is no merge.
    fn ask_to_merge(&mut self, merge: Option<Merge>, sides: Sides) {
        let purpose = match sides.orphan {
            None => MergePurpose::ChangedOnDisk,
            Some(_) => MergePurpose::Recovery,
        };
        self.dialog = Some(Dialog::Merge(Box::new(MergeDialog::new(
            self.document.file_name(),
            purpose,
            merge.as_ref(),
            [&sides.ours, &sides.theirs],
            self.document.snapshot().dossier(),
        ))));
        self.pending_merge = Some(PendingMerge { merge, sides });
    }

    /// The user has chosen, for every conflict or for the whole text.
    pub(super) fn finish_merge(&mut self, choices: &[Side]) {
        let Some(PendingMerge { merge, sides }) = self.pending_merge.take() else {
            return;
        };
        let (merged, lost) = match &merge {
            Some(merge) => {
                let Ok(text) = merge.text(choices) else {
                    // The texts cannot be put together as decided: then one of them has to do.
                    self.ask_to_merge(None, sides);
                    return;
                };
                let lost = merge.lost_comments(&text);
                (text, lost)
            }
            None if choices == [Side::Ours] => (Arc::clone(&sides.ours), Vec::new()),
            None => (Arc::clone(&sides.theirs), Vec::new()),
        };
        let (label, orphan) = (sides.label, sides.orphan);
        self.take_over_merged(merged, sides, move |app| {
            app.say(if app.document.is_modified() {
                format!("{label}; nothing was saved yet")
            } else {
                label.to_owned()
            });
            app.mourn(&lost);
            if let Some(orphan) = orphan {
                app.settle_orphan(orphan);
            }
        });
    }

    /// What a journal held comes into the window and changes nothing about what the file holds; what was
    /// found in the file is known from now on.
    fn take_over_merged(
        &mut self,
        merged: Arc<str>,
        sides: Sides,
        then: impl FnOnce(&mut Self) + 'static,
    ) {
        self.take_over(sides.label, merged, move |app| {
            if sides.orphan.is_none() {
                app.document.rebase(sides.theirs);
            }
            app.after_new_text();
            then(app);
        });
    }

    /// Makes the whole text another one, as one step, and goes on if that could be done.
    fn take_over(&mut self, label: &str, text: Arc<str>, then: impl FnOnce(&mut Self) + 'static) {
        if text == *self.document.snapshot().shared_text() {
            then(self);
            return;
        }
        let then = |app: &mut Self, is_changed: bool| {
            if is_changed {
                then(app);
            }
        };
        self.apply_then(Edit::take_over(label, text), Box::new(then));
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
fn told([n_ours, n_theirs]: [usize; 2]) -> String {
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
