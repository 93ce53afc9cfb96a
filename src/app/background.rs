//! Work on large texts in a thread of its own, so that the window stays alive.
//!
//! One thing is worked on at a time. While it is, the old state is shown; what would change the document,
//! save it or put another in its place waits in the order in which it was asked for, and everything else
//! is done at once. Small texts are worked on at once, without a thread.
//!
//! Invariants: nothing that waits is dropped, nothing overtakes what was asked for before it, and what was
//! asked for while a document was shown never reaches another one.

use super::App;
use crate::analysis::HalfLife;
use crate::analysis::dossier::DossierAnalysis;
use crate::command::{Action, Command};
use crate::document::{
    Change, Document, Edit, EditError, Moment, OpenError, Outcome, file_n_bytes,
};
use crate::ui::dialogs::Dialog;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::thread::{Builder, JoinHandle};
use std::time::{SystemTime, UNIX_EPOCH};

/// Texts of this many bytes and more are worked on in a thread.
const LARGE_BYTES: usize = 1_000_000;

/// What is being worked on, and what waits for it.
pub(super) struct Background {
    /// Is told when something is finished, so that the window takes it in.
    ctx: egui::Context,
    running: Option<Running>,
    waiting: VecDeque<Command>,
}

enum Running {
    Change(Change, JoinHandle<Carried>),
    Open(PathBuf, JoinHandle<Result<Document, OpenError>>),
}

/// A change that was carried out, with the analysis of its result.
struct Carried {
    outcome: Outcome,
    analysis: Option<(HalfLife, DossierAnalysis)>,
}

impl Background {
    pub(super) fn new(ctx: egui::Context) -> Self {
        Self {
            ctx,
            running: None,
            waiting: VecDeque::new(),
        }
    }

    fn is_busy(&self) -> bool {
        self.running.is_some()
    }

    /// Starts something in a thread; an error where the system has none to give.
    fn start<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> std::io::Result<JoinHandle<T>> {
        let ctx = self.ctx.clone();
        Builder::new().spawn(move || {
            // The window is told when the thread is done with it, also by a panic.
            let _told = Told(ctx);
            work()
        })
    }

    /// What was started, if it is finished.
    fn take_finished(&mut self) -> Option<Running> {
        self.running.take_if(|running| match running {
            Running::Change(_, thread) => thread.is_finished(),
            Running::Open(_, thread) => thread.is_finished(),
        })
    }
}

/// Wakes the window when it goes.
struct Told(egui::Context);

impl Drop for Told {
    fn drop(&mut self) {
        self.0.request_repaint();
    }
}

impl App {
    /// Whether something is being worked on, or waits for a question to be answered first.
    pub fn is_working(&self) -> bool {
        self.background.is_busy() || !self.background.waiting.is_empty()
    }

    /// What is being worked on, for the status bar.
    pub(super) fn at_work(&self) -> Option<String> {
        let what = match self.background.running.as_ref()? {
            Running::Change(Change::Edit { edit, .. }, _) => edit.label.clone(),
            Running::Change(Change::Undo, _) => "Undo".to_owned(),
            Running::Change(Change::Redo, _) => "Redo".to_owned(),
            Running::Change(Change::GoTo(_), _) => "Go to another step".to_owned(),
            Running::Open(path, _) => format!("Open {}", path.display()),
        };
        Some(match self.background.waiting.len() {
            0 => format!("Working: {what}"),
            n => format!("Working: {what}; {n} more to do"),
        })
    }

    /// Whether the open dialog asks for something that has to wait.
    pub(super) fn question_waits(&self) -> bool {
        let tells = |dialog: &Dialog| {
            matches!(
                dialog,
                Dialog::Message { .. } | Dialog::Keys | Dialog::About
            )
        };
        self.background.is_busy() && self.dialog.as_ref().is_some_and(|dialog| !tells(dialog))
    }

    /// The command, unless it has to wait until what was asked for before it is done.
    pub(super) fn unless_it_waits(&mut self, command: Command) -> Option<Command> {
        if !self.is_working() || !may_wait(&command) {
            return Some(command);
        }
        self.background.waiting.push_back(command);
        None
    }

    /// Makes a change, at once or in the background.
    pub(super) fn change(&mut self, change: Change) {
        let Some(job) = self.document.prepare(change.clone()) else {
            match change {
                Change::Undo => self.say("Nothing to undo"),
                Change::Redo => self.say("Nothing to redo"),
                Change::Edit { .. } | Change::GoTo(_) => {}
            }
            return;
        };
        if self.document.snapshot().text().len() >= LARGE_BYTES {
            let half_life = self.half_life();
            let job = job.clone();
            let thread = self.background.start(move || {
                let outcome = job.carry_out();
                let analysis = outcome.snapshot().map(|after| {
                    let analysis = DossierAnalysis::new(after.dossier(), half_life);
                    (half_life, analysis)
                });
                Carried { outcome, analysis }
            });
            if let Ok(thread) = thread {
                self.background.running = Some(Running::Change(change, thread));
                return;
            }
        }
        self.take_in(&change, job.carry_out());
    }

    /// Opens a file in place of the open document, at once or in the background. What was not saved goes.
    pub(super) fn open_file(&mut self, path: PathBuf) {
        if file_n_bytes(&path) >= LARGE_BYTES as u64 {
            let file = path.clone();
            if let Ok(thread) = self.background.start(move || Document::open(&file)) {
                self.background.running = Some(Running::Open(path, thread));
                return;
            }
        }
        let result = Document::open(&path);
        self.opened(path, result);
    }

    /// Takes in what is finished, and does what waited for it.
    pub(super) fn take_in_background(&mut self) {
        match self.background.take_finished() {
            Some(Running::Change(change, thread)) => match thread.join() {
                Ok(carried) => self.take_in_change(&change, carried),
                Err(_) => self.complain("Not changed: the work on it failed"),
            },
            Some(Running::Open(path, thread)) => match thread.join() {
                Ok(result) => self.take_in_file(path, result),
                Err(_) => self.complain(format!("Not opened: {}", path.display())),
            },
            None => {}
        }
        let ctx = self.background.ctx.clone();
        // A question that is open is about what was done last, so it is answered first.
        while !self.background.is_busy() && self.dialog.is_none() {
            let Some(command) = self.background.waiting.pop_front() else {
                return;
            };
            self.carry_out(&ctx, command);
            ctx.request_repaint();
        }
    }

    fn take_in_change(&mut self, change: &Change, carried: Carried) {
        let before = std::sync::Arc::clone(self.document.snapshot());
        self.take_in(change, carried.outcome);
        let revision = self.document.snapshot().revision();
        if revision == before.revision() {
            return;
        }
        // What was typed meanwhile belongs to a field, not to the state that was shown.
        self.inspector.carry_over(&before, revision);
        if let Some((half_life, analysis)) = carried.analysis {
            self.analysis = analysis;
            self.analysed = (revision, half_life);
        }
        // To give so many small parts back takes long. Without a thread for it, it is done here.
        self.background.start(move || drop(before)).ok();
    }

    fn take_in(&mut self, change: &Change, outcome: Outcome) {
        match self.document.commit(outcome) {
            Ok(Some(label)) => {
                self.state.selection.repair(self.document.snapshot());
                self.say(match change {
                    Change::Edit { .. } => label,
                    Change::Undo => format!("Undone: {label}"),
                    Change::Redo => format!("Done again: {label}"),
                    Change::GoTo(_) => format!("Gone to: {label}"),
                });
            }
            Ok(None) => {}
            Err(EditError::LosesComments(comments)) => {
                if let Change::Edit { edit, .. } = change {
                    let edit = edit.clone();
                    self.dialog = Some(Dialog::LosesComments { edit, comments });
                }
            }
            Err(error) => self.complain(format!("Not changed: {error}")),
        }
    }

    fn take_in_file(&mut self, path: PathBuf, result: Result<Document, OpenError>) {
        if result.is_ok() {
            let typed = self.inspector.take_pending(&self.document);
            let waiting = &mut self.background.waiting;
            waiting.extend(typed.map(Command::Edit));
            let leaves = |command: &Command| {
                matches!(
                    command,
                    Command::Open(_)
                        | Command::Act(Action::Open | Action::OpenBuiltIn | Action::Quit)
                )
            };
            if waiting.iter().any(|command| !leaves(command)) {
                // The open document was worked on meanwhile; that comes first, and then the question
                // whether to leave it.
                waiting.push_back(Command::Open(path));
                return;
            }
        }
        self.opened(path, result);
    }

    /// Carries out an edit, at once or in the background.
    pub(super) fn apply(&mut self, edit: &Edit) {
        let edit = edit.clone();
        if self.background.is_busy() {
            self.background.waiting.push_back(Command::Edit(edit));
            return;
        }
        let at = (self.clock)();
        self.change(Change::Edit { edit, at });
    }
}

/// Whether a command changes the document, saves it or leaves it, so that it keeps its turn.
fn may_wait(command: &Command) -> bool {
    match command {
        Command::Select(_)
        | Command::Show(_)
        | Command::Reveal(_)
        | Command::Browse(_)
        | Command::Copy(_)
        | Command::SetHalfLife(_) => false,
        Command::Act(action) => matches!(
            action,
            Action::Open
                | Action::OpenBuiltIn
                | Action::Save
                | Action::SaveAs
                | Action::Quit
                | Action::Undo
                | Action::Redo
        ),
        Command::Edit(_) | Command::GoTo(_) | Command::Open(_) => true,
    }
}

/// The moment that the system's clock shows; `None` where it stands before 1970.
pub(super) fn now() -> Option<Moment> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok().map(Moment)
}
