//! Opening and saving: dialogs, guards against losing changes, errors.

use super::App;
use crate::command::Command;
use crate::document::{Document, OpenError, SaveError};
use crate::ui::dialogs::{After, Dialog, DialogAnswer, Purpose};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// The system's file dialog answers "cancelled" at once where there is no such dialog.
const NO_DIALOG: Duration = Duration::from_millis(300);

/// A system file dialog that is open; it runs in a thread of its own, so that the window stays alive.
pub(super) struct FileDialog {
    purpose: Purpose,
    answer: JoinHandle<(Option<PathBuf>, Duration)>,
}

impl App {
    /// Asks the system's dialog for a file to open.
    pub(super) fn ask_for_file(&mut self, ctx: &egui::Context) {
        self.start_dialog(ctx, Purpose::Open);
    }

    /// Asks where to save.
    pub(super) fn ask_where_to_save(&mut self, ctx: &egui::Context) {
        self.start_dialog(
            ctx,
            Purpose::SaveAs {
                after: After::Nothing,
            },
        );
    }

    pub(super) fn start_dialog(&mut self, ctx: &egui::Context, purpose: Purpose) {
        if self.file_dialog.is_some() {
            return;
        }
        let folder = self
            .document
            .path()
            .and_then(Path::parent)
            .map(Path::to_path_buf);
        let name = self.document.file_name();
        let saving = matches!(purpose, Purpose::SaveAs { .. });
        let is_data = purpose == Purpose::AddTrack;
        let ctx = ctx.clone();
        let answer = std::thread::spawn(move || {
            let started = Instant::now();
            let mut dialog = rfd::FileDialog::new();
            dialog = if is_data {
                dialog.add_filter("Tables", &["csv", "CSV", "tsv", "tab", "txt"])
            } else {
                dialog.add_filter("Dossiers", &["ron"])
            };
            dialog = dialog.add_filter("All files", &["*"]);
            if let Some(folder) = folder {
                dialog = dialog.set_directory(folder);
            }
            let path = if saving {
                dialog.set_file_name(name).save_file()
            } else {
                dialog.pick_file()
            };
            ctx.request_repaint();
            (path, started.elapsed())
        });
        self.file_dialog = Some(FileDialog { purpose, answer });
    }

    /// Takes in the answer of the system's dialog.
    pub(super) fn take_in_file_dialog(&mut self, ctx: &egui::Context) {
        // The answer is about the document as it will be.
        if self.is_working() {
            return;
        }
        let Some(dialog) = self
            .file_dialog
            .take_if(|dialog| dialog.answer.is_finished())
        else {
            return;
        };
        let purpose = dialog.purpose;
        match dialog.answer.join() {
            Ok((Some(path), _)) => self.use_path(ctx, &purpose, path),
            // There is no dialog on this system: ask in the window.
            Ok((None, took)) if took < NO_DIALOG => {
                let path = self.document.path();
                let text = match (&purpose, path) {
                    (Purpose::AddTrack, _) => path
                        .and_then(Path::parent)
                        .map_or_else(String::new, |folder| folder.join("").display().to_string()),
                    (_, Some(path)) => path.display().to_string(),
                    (Purpose::SaveAs { .. }, None) => self.document.file_name(),
                    (Purpose::Open, None) => String::new(),
                };
                self.dialog = Some(Dialog::Path {
                    purpose,
                    text,
                    problem: None,
                });
            }
            Ok((None, _)) => {}
            Err(_) => self.complain(
                "The file dialog of this system failed; name the file on the command line",
            ),
        }
    }

    fn use_path(&mut self, ctx: &egui::Context, purpose: &Purpose, path: PathBuf) {
        match purpose {
            Purpose::Open => self.open(path),
            Purpose::AddTrack => self.add_track(&path),
            Purpose::SaveAs { after } => {
                let path = if path.extension().is_none() {
                    path.with_extension("ron")
                } else {
                    path
                };
                match after {
                    After::CopyOf(idx) => self.save_copy(*idx, &path),
                    after => self.save_to(ctx, &path, after.clone()),
                }
            }
        }
    }

    /// Opens a file; asks first if changes would be lost.
    pub(super) fn open(&mut self, path: PathBuf) {
        if self.asks_about_fields(After::Open(path.clone()))
            || self.asks_about_draft(&After::Open(path.clone()), false)
        {
            return;
        }
        if self.has_unsaved() {
            self.dialog = Some(Dialog::Unsaved {
                after: After::Open(path),
            });
            return;
        }
        self.open_file(path);
    }

    pub(super) fn opened(&mut self, path: PathBuf, result: Result<Document, OpenError>) {
        match result {
            Ok(document) => {
                self.replace_document(document);
                self.remember_file(path);
            }
            Err(error) => {
                self.state.recent.retain(|other| *other != path);
                self.dialog = Some(Dialog::Message {
                    title: "This file could not be opened".to_owned(),
                    text: error.to_string(),
                });
            }
        }
    }

    /// Opens the dossier that ships with the program; asks first if changes would be lost.
    pub(super) fn open_built_in(&mut self) {
        if self.asks_about_fields(After::OpenBuiltIn)
            || self.asks_about_draft(&After::OpenBuiltIn, false)
        {
            return;
        }
        if self.has_unsaved() {
            self.dialog = Some(Dialog::Unsaved {
                after: After::OpenBuiltIn,
            });
        } else {
            self.replace_document(Document::built_in());
        }
    }

    /// Saves, or asks where to if there is no file yet or somebody else changed it.
    pub(super) fn save(&mut self, ctx: &egui::Context) {
        if !self.asks_about_draft(&After::Nothing, true) {
            self.save_then(ctx, After::Nothing);
        }
    }

    /// Goes on after the question about the draft was answered.
    fn go_on_without_draft(&mut self, ctx: &egui::Context, after: After, saving: bool) {
        if saving {
            self.save_then(ctx, after);
        } else {
            self.ask_again(ctx, after);
        }
    }

    /// Does what was asked for before a question came between; further questions may follow.
    pub(super) fn ask_again(&mut self, ctx: &egui::Context, after: After) {
        match after {
            After::Nothing | After::CopyOf(_) => {}
            After::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            After::Open(path) => self.open(path),
            After::OpenBuiltIn => self.open_built_in(),
            After::OpenNew(text) => self.begin(text),
        }
    }

    fn save_then(&mut self, ctx: &egui::Context, after: After) {
        match self.document.path().map(Path::to_path_buf) {
            None => self.start_dialog(ctx, Purpose::SaveAs { after }),
            Some(path) => self.save_to(ctx, &path, after),
        }
    }

    fn save_to(&mut self, ctx: &egui::Context, path: &Path, after: After) {
        let is_first = self.keep.backup_of(path).is_none();
        let problem = self.keep.before_saving(&self.document, path);
        let is_other = self.document.path() != Some(path);
        match self.document.save_as(path) {
            Ok(()) => {
                // What was seen of the file before is out of date from now on.
                self.keep.note(&self.document);
                if is_other {
                    self.remember_file(path.to_path_buf());
                    self.begin_keeping();
                }
                self.say_saved(path, is_first, problem);
                self.go_on(ctx, after);
            }
            Err(SaveError::ChangedOnDisk(_)) => self.meet_before_saving(),
            Err(error) => {
                let text = format!("{error}\n\nYour changes are still here.");
                self.dialog = Some(Dialog::Message {
                    title: "The dossier was not saved".to_owned(),
                    text,
                });
            }
        }
    }

    fn say_saved(&mut self, path: &Path, is_first: bool, problem: Option<String>) {
        let name = self.document.file_name();
        let backup = self.keep.backup_of(path).filter(|_| is_first);
        match (problem, backup) {
            (Some(problem), _) => self.complain(format!("Saved {name}, but {problem}")),
            (None, Some(backup)) => {
                let backup = backup.display();
                self.say(format!(
                    "Saved {name}; what it held before is kept as {backup}"
                ));
            }
            (None, None) => self.say(format!("Saved {name}")),
        }
    }

    /// Begins to keep the document that is open now, and says if another window has it open as well.
    pub(super) fn begin_keeping(&mut self) {
        self.keep.begin(&self.document);
        if self.keep.open_elsewhere().is_some() {
            self.dialog = Some(Dialog::Message {
                title: format!("{} is open in another window", self.document.file_name()),
                text: "What is saved in one window is taken over by the other as soon as it is noticed, and nothing is written over unseen. It is simpler to work in one of them.".to_owned(),
            });
        }
    }

    /// Asks where to write a copy of the unsaved changes that were found.
    pub(super) fn ask_for_copy(&mut self, ctx: &egui::Context, idx: usize) {
        let after = After::CopyOf(idx);
        self.start_dialog(ctx, Purpose::SaveAs { after });
    }

    fn go_on(&mut self, ctx: &egui::Context, after: After) {
        match after {
            After::Nothing | After::CopyOf(_) => {}
            After::Quit => {
                self.may_close = true;
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            After::Open(path) => self.open_file(path),
            After::OpenBuiltIn => self.replace_document(Document::built_in()),
            After::OpenNew(text) => self.begin_now(text),
        }
    }

    /// Draws the dialog that is open and does what it was answered.
    pub(super) fn dialogs(&mut self, ctx: &egui::Context) {
        if self.question_waits() {
            return;
        }
        let Some(mut dialog) = self.dialog.take() else {
            return;
        };
        let answer = dialog.ui(ctx, &self.document);
        match answer {
            None => {
                self.dialog = Some(dialog);
                return;
            }
            Some(DialogAnswer::Close) => self.pending_merge = None,
            Some(DialogAnswer::Save(after)) => self.save_then(ctx, after),
            Some(DialogAnswer::SaveElsewhere(after)) => {
                self.start_dialog(ctx, Purpose::SaveAs { after });
            }
            Some(DialogAnswer::Merge(choices)) => self.finish_merge(&choices),
            Some(DialogAnswer::Recover { idx, choice }) => self.recover(ctx, idx, choice),
            Some(DialogAnswer::Discard(after)) => {
                self.keep.give_up(&self.document);
                self.go_on(ctx, after);
            }
            Some(DialogAnswer::Path { purpose, path }) => self.use_path(ctx, &purpose, path),
            Some(DialogAnswer::Track(track)) => self.take_track(&track),
            Some(DialogAnswer::Apply(edit)) => {
                self.apply(edit);
            }
            Some(DialogAnswer::Select(focus)) => {
                self.commands.push(Command::Reveal(focus));
                self.execute(ctx);
            }
            Some(DialogAnswer::LetGo(after)) => self.let_fields_go(ctx, after),
            Some(DialogAnswer::Begin(text)) => self.begin(text),
            Some(DialogAnswer::Draft {
                answer,
                after,
                saving,
            }) => {
                self.after_draft(answer);
                self.go_on_without_draft(ctx, after, saving);
            }
            Some(DialogAnswer::Browse(address)) => {
                self.browse(ctx, &address);
                self.dialog = Some(dialog);
            }
        }
        ctx.request_repaint();
    }
}
