//! Work on large texts in a thread of its own, so that the window stays alive.
//!
//! One thing is worked on at a time. While it is, the old state is shown; what would change the document,
//! save it or put another in its place waits in the order in which it was asked for, and everything else
//! is done at once. Small texts are worked on at once, without a thread.
//!
//! Invariants: nothing that waits is dropped, nothing overtakes what was asked for before it, and what was
//! asked for while a document was shown never reaches another one.

use super::App;
use crate::command::{Action, Command, DraftWish};
use crate::document::{Document, Edit, OpenError, file_n_bytes};
use crate::ui::dialogs::Dialog;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// Texts of this many bytes and more are worked on in a thread.
const LARGE_BYTES: usize = 1_000_000;

/// When to look again whether a thread is done.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// What goes on once it is known whether an edit changed anything.
pub(super) type AfterEdit = Box<dyn FnOnce(&mut App, bool)>;

/// What is being worked on, and what waits for it.
pub(super) struct Background {
    /// Is told when something is finished, so that the window takes it in.
    ctx: egui::Context,
    running: Option<Running>,
    waiting: VecDeque<Waiting>,
}

struct Running {
    /// What it is, for the status bar.
    what: String,
    thread: JoinHandle<()>,
    take_in: Box<dyn FnOnce(&mut App)>,
}

enum Waiting {
    Command(Command),
    Edit(Edit, AfterEdit),
}

impl Background {
    pub(super) fn new(ctx: egui::Context) -> Self {
        Self {
            ctx,
            running: None,
            waiting: VecDeque::new(),
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        self.running.is_some()
    }

    /// Starts something in a thread; an error where the system has none to give.
    fn start(&self, work: impl FnOnce() + Send + 'static) -> std::io::Result<JoinHandle<()>> {
        let ctx = self.ctx.clone();
        Builder::new().spawn(move || {
            // The window is told when the thread is done with it, also by a panic.
            let _told = Told(ctx);
            work();
        })
    }

    /// Lets go of something that has many small parts to give back, without holding the window up.
    pub(super) fn let_go(&self, what: impl Send + 'static) {
        // Without a thread for it, it is done here.
        self.start(move || drop(what)).ok();
    }
}

/// Wakes the window when it goes.
struct Told(egui::Context);

impl Drop for Told {
    fn drop(&mut self) {
        self.0.request_repaint();
    }
}

/// Whether work on this text would hold the window up.
pub(super) fn is_large(text: &str) -> bool {
    text.len() >= LARGE_BYTES
}

impl App {
    /// Whether something is being worked on, or waits for a question to be answered first.
    pub fn is_working(&self) -> bool {
        self.background.is_busy() || !self.background.waiting.is_empty()
    }

    /// What is being worked on, for the status bar.
    pub(super) fn at_work(&self) -> Option<String> {
        let what = &self.background.running.as_ref()?.what;
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
                Dialog::Message { .. } | Dialog::Keys | Dialog::About { .. }
            )
        };
        self.background.is_busy() && self.dialog.as_ref().is_some_and(|dialog| !tells(dialog))
    }

    /// The command, unless it has to wait until what was asked for before it is done.
    pub(super) fn unless_it_waits(&mut self, command: Command) -> Option<Command> {
        if !self.is_working() || !may_wait(&command) {
            return Some(command);
        }
        self.background.waiting.push_back(Waiting::Command(command));
        None
    }

    /// Keeps an edit for the time after what is worked on now.
    pub(super) fn put_off(&mut self, edit: Edit, then: AfterEdit) {
        self.background.waiting.push_back(Waiting::Edit(edit, then));
    }

    /// Works something out, in a thread if it is large, and goes on with the result.
    ///
    /// Nothing else may be running.
    pub(super) fn work<T: Send + Sync + 'static>(
        &mut self,
        what: impl Into<String>,
        is_large: bool,
        work: impl Fn() -> T + Send + Sync + 'static,
        then: impl FnOnce(&mut Self, T) + 'static,
    ) {
        if !is_large {
            let result = work();
            return then(self, result);
        }
        let work = Arc::new(work);
        let result = Arc::new(OnceLock::new());
        let started = {
            let (work, result) = (Arc::clone(&work), Arc::clone(&result));
            self.background.start(move || {
                result.get_or_init(|| work());
            })
        };
        let Ok(thread) = started else {
            let result = work();
            return then(self, result);
        };
        let take_in = Box::new(move |app: &mut Self| {
            if let Some(result) = Arc::into_inner(result).and_then(OnceLock::into_inner) {
                then(app, result);
            }
        });
        self.background.running = Some(Running {
            what: what.into(),
            thread,
            take_in,
        });
    }

    /// Opens a file in place of the open document, at once or in the background. What was not saved goes.
    pub(super) fn open_file(&mut self, path: PathBuf) {
        let is_large = file_n_bytes(&path) >= LARGE_BYTES as u64;
        let revision = self.document.snapshot().revision();
        let file = path.clone();
        self.work(
            format!("Open {}", path.display()),
            is_large,
            move || Document::open(&file),
            move |app, result| app.take_in_file(path, result, revision),
        );
    }

    /// Takes in what is finished, and does what waited for it.
    pub(super) fn take_in_background(&mut self) {
        let background = &mut self.background;
        if let Some(Running {
            what,
            thread,
            take_in,
        }) = background
            .running
            .take_if(|running| running.thread.is_finished())
        {
            match thread.join() {
                Ok(()) => take_in(self),
                Err(_) => self.complain(format!("This failed, and nothing was changed: {what}")),
            }
        }
        let ctx = self.background.ctx.clone();
        if self.background.is_busy() {
            // A thread is done a moment after it has said so.
            ctx.request_repaint_after(LOOK_AGAIN);
        }
        // A question that is open is about what was done last, so it is answered first.
        while !self.background.is_busy() && self.dialog.is_none() {
            match self.background.waiting.pop_front() {
                None => return,
                Some(Waiting::Command(command)) => self.carry_out_command(&ctx, command),
                Some(Waiting::Edit(edit, then)) => self.apply_then(edit, then),
            }
            ctx.request_repaint();
        }
    }

    /// Shows what was opened. `revision` is that of the open document when it was asked for.
    fn take_in_file(&mut self, path: PathBuf, result: Result<Document, OpenError>, revision: u64) {
        if result.is_ok() {
            self.take_pending();
            let leaves = |waiting: &Waiting| {
                matches!(
                    waiting,
                    Waiting::Command(
                        Command::Open(_)
                            | Command::Act(
                                Action::New | Action::Open | Action::OpenBuiltIn | Action::Quit
                            )
                    )
                )
            };
            let waits = self.background.waiting.iter().any(|one| !leaves(one));
            let is_changed = self.document.snapshot().revision() != revision;
            if self.background.is_busy() || waits || is_changed {
                // The open document was worked on meanwhile; that comes first, and then the question
                // whether to leave it.
                let again = Waiting::Command(Command::Open(path));
                self.background.waiting.push_back(again);
                self.background.ctx.request_repaint();
                return;
            }
        }
        self.opened(path, result);
    }
}

/// Whether a command changes the document, saves it or leaves it, so that it keeps its turn.
fn may_wait(command: &Command) -> bool {
    match command {
        Command::Select(_)
        | Command::Show(_)
        | Command::ShowDays
        | Command::ReadTrack(_)
        | Command::CancelTrack(_)
        | Command::MapColumns(_)
        | Command::Reveal(_)
        | Command::Browse(_)
        | Command::Copy(_)
        | Command::Measure(_)
        | Command::GoToFinding(_)
        | Command::ShowText(_) => false,
        Command::Draft(wish) => *wish == DraftWish::Apply,
        Command::Act(action) => {
            action.kind_to_add().is_some()
                || matches!(
                    action,
                    Action::New
                        | Action::Open
                        | Action::OpenBuiltIn
                        | Action::Save
                        | Action::SaveAs
                        | Action::Recover
                        | Action::Quit
                        | Action::Undo
                        | Action::Redo
                        | Action::PasteRows
                        | Action::AddDataFile
                        | Action::Duplicate
                        | Action::Delete
                        | Action::MoveUp
                        | Action::MoveDown
                )
        }
        Command::Edit(_)
        | Command::TakeOverRows(..)
        | Command::Records(_)
        | Command::GoTo(_)
        | Command::PasteRows(_)
        | Command::AddTrack(_)
        | Command::Open(_) => true,
    }
}
