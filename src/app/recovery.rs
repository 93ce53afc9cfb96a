//! Unsaved changes of a program that was killed: found at the start, shown, restored or given up.
//!
//! Invariant: the dossier's file is not touched here, and a journal goes only after what it holds is in the
//! journal of this window, or on the user's word.

use super::App;
use super::foreign::Sides;
use super::keep::time_in_words;
use crate::command::View;
use crate::document::{Document, Expected, JournalEntry, Snapshot, is_same_file, read, save};
use crate::ui::dialogs::{Dialog, Lost, Recovery, RecoveryDialog};
use std::path::Path;
use std::sync::Arc;

const LABEL: &str = "Restore unsaved changes";

impl App {
    /// Looks for journals that were left behind and offers them.
    pub(super) fn look_for_lost_changes(&mut self) {
        let damaged = self.keep.look_for_orphans();
        // Killed between saving and clearing: everything is in the file.
        let orphans = std::mem::take(&mut self.keep.orphans);
        for orphan in orphans {
            if is_saved(&orphan.entry) {
                orphan.discard().ok();
            } else {
                self.keep.orphans.push(orphan);
            }
        }
        self.offer_lost_changes();
        if !damaged.is_empty() {
            let paths: Vec<String> = damaged
                .iter()
                .map(|path| path.display().to_string())
                .collect();
            let text = format!(
                "The note of unsaved changes that an earlier sitting left is damaged. It was kept, and an editor may still find the text in it.\n\n{}",
                paths.join("\n")
            );
            if self.dialog.is_none() {
                self.dialog = Some(Dialog::Message {
                    title: "Unsaved changes could not be read".to_owned(),
                    text,
                });
            } else {
                self.complain(format!(
                    "A damaged journal was kept as {}",
                    paths.join(", ")
                ));
            }
        }
    }

    /// Shows what was found, if there is anything.
    pub(super) fn offer_lost_changes(&mut self) {
        let now = self.keep.seconds();
        let lost: Vec<Lost> = self
            .keep
            .orphans
            .iter()
            .map(|orphan| lost(&orphan.entry, now))
            .collect();
        if !lost.is_empty() {
            self.dialog = Some(Dialog::Recovery(Box::new(RecoveryDialog::new(lost))));
        }
    }

    /// Whether there are changes that can be restored.
    pub(super) fn has_lost_changes(&self) -> bool {
        !self.keep.orphans.is_empty()
    }

    /// Does what was answered about one of the journals.
    pub(super) fn recover(&mut self, ctx: &egui::Context, idx: usize, choice: Recovery) {
        match choice {
            Recovery::Restore => self.restore(idx),
            Recovery::SaveCopy => self.ask_for_copy(ctx, idx),
            Recovery::Discard => {
                if idx < self.keep.orphans.len() {
                    let orphan = self.keep.orphans.remove(idx);
                    if let Err(error) = orphan.discard() {
                        self.complain(format!("The journal could not be removed: {error}"));
                    }
                }
                self.offer_lost_changes();
            }
            Recovery::Later => self.say(
                "The unsaved changes are kept; File, Recover unsaved changes shows them again",
            ),
        }
    }

    fn restore(&mut self, idx: usize) {
        let Some(entry) = self
            .keep
            .orphans
            .get(idx)
            .map(|orphan| orphan.entry.clone())
        else {
            return;
        };
        let is_open = match (&entry.path, self.document.path()) {
            (None, None) => true,
            (Some(path), Some(open)) => is_same_file(path, open),
            _ => false,
        };
        if !is_open {
            if self.document.is_modified() {
                self.dialog = Some(Dialog::Message {
                    title: "Save what is open first".to_owned(),
                    text: format!(
                        "{} has unsaved changes of its own. Save them, then restore the others with File, Recover unsaved changes.",
                        self.document.file_name()
                    ),
                });
                return;
            }
            let document = document_for(&entry);
            self.replace_document(document);
            if let Some(path) = &entry.path {
                self.remember_file(path.clone());
            }
        }
        if let Some(draft) = &entry.draft {
            // The text view brings it together with what the dossier holds now.
            let typed_in = Arc::new(Snapshot::new(Arc::clone(&entry.text), u64::MAX));
            self.state.views.restore_draft(&typed_in, draft);
            self.show(View::Text);
        }
        let theirs = Arc::clone(self.document.snapshot().shared_text());
        let sides = Sides {
            base: entry.on_disk,
            ours: entry.text,
            theirs,
            label: LABEL,
            orphan: Some(idx),
        };
        self.bring_together(sides, move |app| {
            app.say("The unsaved changes are back; the file was not touched");
            app.settle_orphan(idx);
        });
    }

    /// What a journal held is in the window. It goes once it is in the journal of this window.
    pub(super) fn settle_orphan(&mut self, idx: usize) {
        self.keep.set_draft(self.state.views.draft());
        self.keep.note(&self.document);
        self.keep.flush();
        self.keep.settle(idx);
        if self.has_lost_changes() && self.dialog.is_none() {
            self.say("There are more unsaved changes; File, Recover unsaved changes shows them");
        }
    }

    /// Writes what a journal holds to a new file.
    pub(super) fn save_copy(&mut self, idx: usize, path: &Path) {
        let Some(orphan) = self.keep.orphans.get(idx) else {
            return;
        };
        let entry = &orphan.entry;
        let text = entry.draft.as_ref().unwrap_or(&entry.text);
        match save(path, text, Expected::Nothing) {
            Ok(()) => {
                self.say(format!("A copy was saved as {}", path.display()));
                self.offer_lost_changes();
            }
            Err(error) => {
                self.dialog = Some(Dialog::Message {
                    title: "The copy was not saved".to_owned(),
                    text: match error {
                        crate::document::SaveError::ChangedOnDisk(path) => format!(
                            "there is a file of this name already; choose another: {}",
                            path.display()
                        ),
                        other => other.to_string(),
                    },
                });
            }
        }
    }
}

/// Whether the file holds what the journal holds.
fn is_saved(entry: &JournalEntry) -> bool {
    let in_file = |path: &Path| read(path).is_ok_and(|file| *file.text == *entry.text);
    entry.draft.is_none() && entry.path.as_deref().is_some_and(in_file)
}

/// The document in which the changes are restored.
fn document_for(entry: &JournalEntry) -> Document {
    let Some(path) = &entry.path else {
        return Document::built_in();
    };
    Document::open(path).unwrap_or_else(|_| {
        // The file is gone or cannot be read; saving will say what can be done.
        let mut document = Document::from_text(Some(path.clone()), Arc::clone(&entry.on_disk));
        document.lose_file();
        document
    })
}

/// A journal as it is shown.
fn lost(entry: &JournalEntry, now: u64) -> Lost {
    let (name, folder) = match &entry.path {
        None => (
            crate::document::BUILT_IN_NAME.to_owned(),
            "never saved".to_owned(),
        ),
        Some(path) => (
            path.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            path.parent().unwrap_or(Path::new("")).display().to_string(),
        ),
    };
    let on_disk = entry.path.as_deref().map(read);
    let (old, note) = match &on_disk {
        None => (&*entry.on_disk, None),
        Some(Ok(file)) if *file.text == *entry.on_disk => (&*file.text, None),
        Some(Ok(file)) => (
            &*file.text,
            Some("The file was changed since; both changes are merged when you restore"),
        ),
        Some(Err(_)) => (
            &*entry.on_disk,
            Some("The file is gone or cannot be read; it is not needed to restore the changes"),
        ),
    };
    let new = entry.draft.as_ref().unwrap_or(&entry.text);
    Lost::new(
        name,
        folder,
        time_in_words(entry.saved_at, now),
        note,
        entry.draft.is_some(),
        old,
        new,
    )
}
