//! The open file: its text and all that is derived from it, its history, and how it is read and saved.
//!
//! A [`Document`] is the only mutable thing. A [`Change`] is the only way to change a dossier: prepared,
//! carried out, and taken in by [`Document::commit`]; [`Document::apply`], [`Document::undo`],
//! [`Document::redo`] and [`Document::go_to`] do all three at once. The module has no opinion on how
//! anything is shown.

mod change;
mod difference;
mod edit;
mod file;
mod history;
mod index;
mod references;
mod snapshot;

pub use change::{Change, Job, Outcome};
pub use edit::{Edit, EditError, List};
pub use file::{OpenError, ReadFile, SaveError, file_n_bytes, is_same_file, read, read_from, save};
pub use history::{Moment, Standing, StepId, StepInfo};
pub use references::is_web_address;
pub use snapshot::{Finding, Focus, RecordRef, Snapshot, severity_word};

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
    /// What the file held when it was last read or written; absent for the built-in dossier.
    on_disk: Option<Arc<str>>,
    snapshot: Arc<Snapshot>,
    history: History,
}

impl Document {
    /// The dossier that ships with the program. It has no file until it is saved.
    pub fn built_in() -> Self {
        Self {
            path: None,
            on_disk: None,
            snapshot: Arc::new(Snapshot::new(BUILT_IN.into(), 0)),
            history: History::default(),
        }
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

    /// A document from a text, for tests and tools; `path` is where it would be saved.
    pub fn from_text(path: Option<PathBuf>, text: Arc<str>) -> Self {
        let on_disk = path.is_some().then(|| Arc::clone(&text));
        Self {
            path,
            on_disk,
            snapshot: Arc::new(Snapshot::new(text, 0)),
            history: History::default(),
        }
    }

    /// The file, or `None` for the built-in dossier that was not saved yet.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The name of the file as it is shown.
    pub fn file_name(&self) -> String {
        self.path.as_deref().and_then(Path::file_name).map_or_else(
            || BUILT_IN_NAME.to_owned(),
            |name| name.to_string_lossy().into_owned(),
        )
    }

    /// The text and everything that is derived from it.
    pub fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// Whether there are changes that were not saved.
    pub fn is_modified(&self) -> bool {
        self.history.is_modified()
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

    /// Whether the file on disk is no longer what was last read or written.
    pub fn changed_on_disk(&self) -> bool {
        match (&self.path, &self.on_disk) {
            (Some(path), Some(known)) => {
                read(path).is_ok_and(|file| file.text.as_str() != &**known)
            }
            _ => false,
        }
    }

    /// Writes the text to its file.
    ///
    /// # Errors
    ///
    /// When there is no file yet, or the file cannot be replaced. The old file is whole then, and the
    /// changes are still here.
    pub fn save(&mut self) -> Result<(), SaveError> {
        let path = self.path.clone().ok_or(SaveError::NoFile)?;
        self.save_as(&path)
    }

    /// Writes the text to another file, which becomes the document's own.
    ///
    /// # Errors
    ///
    /// When the file cannot be written. Nothing has changed then.
    pub fn save_as(&mut self, path: &Path) -> Result<(), SaveError> {
        save(path, self.snapshot.text())?;
        self.path = Some(path.to_path_buf());
        self.on_disk = Some(Arc::clone(self.snapshot.shared_text()));
        self.history.mark_saved();
        Ok(())
    }
}
