//! The open file: its text and all that is derived from it, its history, and how it is read and saved.
//!
//! A [`Document`] is the only mutable thing. A [`Change`] is the only way to change a dossier: prepared,
//! carried out, and taken in by [`Document::commit`]; [`Document::apply`], [`Document::undo`],
//! [`Document::redo`] and [`Document::go_to`] do all three at once. The module has no opinion on how
//! anything is shown.
//!
//! That nothing is lost is the matter of `save` (whole files or none), `journal` (what was not saved),
//! `backup`, `watch` (what others do to the file) and `merge` (their changes and ours).

mod backup;
pub mod cell;
mod change;
mod diff;
mod difference;
mod edit;
mod faithful;
mod file;
mod fixes;
pub mod fresh;
mod history;
mod index;
mod journal;
mod merge;
pub mod new;
pub mod paste;
pub mod records;
mod references;
mod save;
pub mod sheet;
mod snapshot;
mod watch;

pub use backup::{MAX_BACKUPS, back_up, backup_folder};
pub use change::{Change, Job, Outcome};
pub use diff::{Hunk, hunks, lines};
pub use edit::{Edit, EditError, List};
pub use file::{
    DataFileStamp, OpenError, ReadFile, beginning_of, data_file_stamp, file_n_bytes, is_same_file,
    open_data_file, read, read_from,
};
pub use fixes::{Fix, fix_all, fixes, title_of};
pub use history::{Moment, Standing, StepId, StepInfo};
pub use journal::{Found, Journal, JournalEntry, Orphan, key_of, orphans, recovery_folder};
pub use merge::{Collision, Conflict, Merge, NoMerge, Side};
pub use paste::PasteStart;
pub use references::is_web_address;
pub use save::{Expected, SaveError, save};
pub use snapshot::{Finding, Focus, RecordRef, Snapshot, severity_word};
pub use watch::{Seen, Watch};

use history::History;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The dossier that ships with the program and opens when no file is named.
pub const BUILT_IN: &str = include_str!("../../data/pakistan-afghanistan-2025.ron");

/// The name under which the built-in dossier is first offered for saving.
pub const BUILT_IN_NAME: &str = "pakistan-afghanistan-2025.ron";

/// An open dossier.
#[derive(Clone, Debug)]
pub struct Document {
    path: Option<PathBuf>,
    /// What the file held when it was last read or written; for a document without a file, what it was
    /// at first.
    base: Arc<str>,
    /// Whether the file was seen to be gone since then.
    file_is_gone: bool,
    snapshot: Arc<Snapshot>,
    history: History,
    /// Begun here, not read from anywhere.
    is_new: bool,
}

impl Document {
    /// The dossier that ships with the program. It has no file until it is saved.
    pub fn built_in() -> Self {
        Self::from_text(None, BUILT_IN.into())
    }

    /// Opens a file.
    ///
    /// A file that is not a valid dossier opens all the same, as text with findings.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or is not text.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let file = read(path)?;
        Ok(Self::from_text(Some(path.to_path_buf()), file.text.into()))
    }

    /// A new dossier that has no file yet. It counts as changed until it is saved.
    pub fn begin(text: String) -> Self {
        let mut document = Self::from_text(None, text.into());
        document.history.mark_saved(false);
        document.is_new = true;
        document
    }

    /// Whether it was begun here and never saved.
    pub fn is_new(&self) -> bool {
        self.is_new && self.path.is_none()
    }

    /// A document from a text, for tests and tools; `path` is where it would be saved.
    pub fn from_text(path: Option<PathBuf>, text: Arc<str>) -> Self {
        Self {
            path,
            base: Arc::clone(&text),
            file_is_gone: false,
            snapshot: Arc::new(Snapshot::new(text, 0)),
            history: History::default(),
            is_new: false,
        }
    }

    /// The file, or `None` for the built-in dossier that was not saved yet.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The name of the file as it is shown.
    pub fn file_name(&self) -> String {
        self.path.as_deref().and_then(Path::file_name).map_or_else(
            || match self.snapshot.dossier().id.as_str() {
                "" => BUILT_IN_NAME.to_owned(),
                id => format!("{id}.ron"),
            },
            |name| name.to_string_lossy().into_owned(),
        )
    }

    /// The text and everything that is derived from it.
    pub fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// Whether the text is another than that of the file, so that there is something to save.
    pub fn is_modified(&self) -> bool {
        let text = self.snapshot.shared_text();
        self.file_is_gone || self.is_new() || !(Arc::ptr_eq(text, &self.base) || *text == self.base)
    }

    /// What the file held when it was last read or written; for a document without a file, what it was at
    /// first.
    pub fn base(&self) -> &Arc<str> {
        &self.base
    }

    /// The label of the step that undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.back()?;
        self.history.label(self.history.current())
    }

    /// The label of the step that redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.label(self.history.ahead()?)
    }

    /// All steps of the sitting in the order in which they were made, with those on abandoned branches.
    /// The first is the text as it was opened.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = StepInfo<'_>> + ExactSizeIterator {
        self.history.steps()
    }

    /// The step whose text is shown.
    pub fn current_step(&self) -> StepId {
        self.history.current()
    }

    /// The memory that the steps take, in bytes, without the text itself.
    pub fn history_n_bytes(&self) -> usize {
        self.history.n_bytes()
    }

    /// Carries out an edit as one step: patch, read again, compare. Returns whether anything changed.
    ///
    /// # Errors
    ///
    /// When the result would not be a readable dossier. Nothing has changed then.
    pub fn apply(&mut self, edit: &Edit) -> Result<bool, EditError> {
        self.apply_at(edit, None)
    }

    /// Carries out an edit like [`Self::apply`] and notes when that was.
    ///
    /// # Errors
    ///
    /// When the result would not be a readable dossier. Nothing has changed then.
    pub fn apply_at(&mut self, edit: &Edit, at: Option<Moment>) -> Result<bool, EditError> {
        let edit = edit.clone();
        self.change(Change::Edit { edit, at })
            .map(|label| label.is_some())
    }

    /// Tries an edit out without making it: whether it would change anything.
    ///
    /// # Errors
    ///
    /// What [`Document::apply`] would say.
    pub fn try_out(&self, edit: &Edit) -> Result<bool, EditError> {
        Ok(edit.carry_out(&self.snapshot)?.is_some())
    }

    /// Takes the last step back. Returns its label.
    pub fn undo(&mut self) -> Option<String> {
        self.change(Change::Undo).ok()?
    }

    /// Does the step again that was current last. Returns its label.
    pub fn redo(&mut self) -> Option<String> {
        self.change(Change::Redo).ok()?
    }

    /// Goes to the state after any step, on whatever branch. Returns the label of that step; `None` where
    /// there is no such step or it is the current one.
    pub fn go_to(&mut self, step: StepId) -> Option<String> {
        self.change(Change::GoTo(step)).ok()?
    }

    fn change(&mut self, change: Change) -> Result<Option<String>, EditError> {
        match self.prepare(change) {
            Some(job) => self.commit(job.carry_out()),
            None => Ok(None),
        }
    }

    /// Takes note of what the file holds now. The text stays as it is.
    pub fn rebase(&mut self, on_disk: Arc<str>) {
        self.file_is_gone = false;
        self.base = on_disk;
        self.history.mark_saved(!self.is_modified());
    }

    /// Takes note that the file is gone: all of the text is unsaved.
    pub fn lose_file(&mut self) {
        self.file_is_gone = self.path.is_some();
    }

    /// Whether the file was seen to be gone.
    pub fn file_is_gone(&self) -> bool {
        self.file_is_gone
    }

    /// Writes the text to its file, if that still holds what is known.
    ///
    /// # Errors
    ///
    /// When there is no file yet, somebody else changed it, or it cannot be replaced. The old file is whole
    /// then, and the changes are still here.
    pub fn save(&mut self) -> Result<(), SaveError> {
        let path = self.path.clone().ok_or(SaveError::NoFile)?;
        self.save_as(&path)
    }

    /// Writes the text to another file, which becomes the document's own. What that file held is replaced;
    /// whoever chose it was asked. The document's own file is replaced only if it holds what is known.
    ///
    /// # Errors
    ///
    /// When the file cannot be written. Nothing has changed then.
    pub fn save_as(&mut self, path: &Path) -> Result<(), SaveError> {
        let is_own = |own: &Path| is_same_file(own, path);
        let expected = if self.path.as_deref().is_some_and(is_own) {
            Expected::Text(&self.base)
        } else {
            Expected::Anything
        };
        save(path, self.snapshot.text(), expected)?;
        self.path = Some(path.to_path_buf());
        self.base = Arc::clone(self.snapshot.shared_text());
        self.file_is_gone = false;
        self.history.mark_saved(true);
        Ok(())
    }
}
