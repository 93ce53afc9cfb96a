//! Questions and messages in front of the window.

mod about;
mod columns;
mod comments;
pub mod delete;
mod draft;
mod keys;
mod merge;
pub mod new;
mod not_taken_over;
mod paste;
mod recovery;

pub use columns::ColumnsDialog;
pub use paste::Paste;

pub use draft::DraftAnswer;
pub use merge::{MergeDialog, MergePurpose};
pub use recovery::{Lost, Recovery, RecoveryDialog};

use super::inspector::NotTakenOver;
use super::theme::{self, Palette};
use crate::document::{Document, Edit, Focus, Side};
use crate::model::track::Track;
use egui::{Button, ComboBox, Id, Key, Label, Modal, Response, RichText, TextEdit, Ui};
use std::path::{Path, PathBuf};

/// What happens when the question is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum After {
    /// Nothing more.
    Nothing,
    /// The window closes.
    Quit,
    /// Another file is opened.
    Open(PathBuf),
    /// The built-in dossier is opened.
    OpenBuiltIn,
    /// Not the document is saved, but a copy of the unsaved changes that were found, by their number.
    CopyOf(usize),
    /// A new dossier with this text is opened.
    OpenNew(String),
}

/// What a file is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A dossier to open.
    Open,
    /// Where to save, and what comes then.
    SaveAs {
        /// What was asked for.
        after: After,
    },
    /// A file of background data.
    AddTrack,
}

/// A dialog that is open.
#[derive(Debug)]
pub enum Dialog {
    /// There are unsaved changes.
    Unsaved {
        /// What was asked for.
        after: After,
    },
    /// Two sides changed the same things.
    Merge(Box<MergeDialog>),
    /// Unsaved changes of an earlier sitting were found.
    Recovery(Box<RecoveryDialog>),
    /// A path is typed, where the system has no file dialog.
    Path {
        /// What for.
        purpose: Purpose,
        /// What was typed.
        text: String,
        /// What is wrong with it.
        problem: Option<String>,
    },
    /// A change would take comments away.
    LosesComments {
        /// The change.
        edit: Edit,
        /// The comments, as they stand in the file.
        comments: Vec<String>,
    },
    /// A record is deleted that others refer to, or that has comments.
    Delete(Box<delete::DeleteDialog>),
    /// The form for a new dossier.
    New(Box<new::NewDialog>),
    /// A field holds a text that could not be taken over.
    NotTakenOver {
        /// The text and its field.
        held: NotTakenOver,
        /// What was asked for.
        after: After,
    },
    /// There is a draft of the text that cannot become a step.
    Draft {
        /// What was asked for.
        after: After,
        /// Whether that was saving.
        saving: bool,
        /// Why it cannot become a step.
        reason: String,
    },
    /// Rows are pasted.
    Paste(Box<Paste>),
    /// The columns of a table get their meaning.
    Columns(Box<ColumnsDialog>),
    /// Something to be read.
    Message {
        /// In a few words.
        title: String,
        /// In full.
        text: String,
    },
    /// All keys.
    Keys,
    /// Version, licence, sources.
    About {
        /// Where backups and unsaved changes are kept.
        state_folder: Option<PathBuf>,
    },
}

/// How a dialog was answered.
#[derive(Clone, Debug)]
pub enum DialogAnswer {
    /// Nothing is to be done.
    Close,
    /// Save, then go on.
    Save(After),
    /// Save under another name, then go on.
    SaveElsewhere(After),
    /// These decisions for the conflicts of a merge.
    Merge(Vec<Side>),
    /// This with the unsaved changes that were found.
    Recover {
        /// Which ones.
        idx: usize,
        /// What is to be done.
        choice: Recovery,
    },
    /// Let the changes go, then go on.
    Discard(After),
    /// This file.
    Path {
        /// What for.
        purpose: Purpose,
        /// The file.
        path: PathBuf,
    },
    /// This track, with its columns as they were chosen.
    Track(Box<Track>),
    /// This is to happen with the draft of the text.
    Draft {
        /// What.
        answer: DraftAnswer,
        /// What was asked for.
        after: After,
        /// Whether that was saving.
        saving: bool,
    },
    /// Open an address.
    Browse(String),
    /// Make this change.
    Apply(Edit),
    /// Go to this record or value.
    Select(Focus),
    /// Drop what was typed and could not be taken over, then go on.
    LetGo(After),
    /// Open a new dossier with this text.
    Begin(String),
}

impl Dialog {
    /// Draws the dialog; returns the answer once there is one.
    pub fn ui(&mut self, ctx: &egui::Context, document: &Document) -> Option<DialogAnswer> {
        let width: f32 = match self {
            Self::Keys | Self::New(_) | Self::Delete(_) => 620.0,
            Self::Merge(_) | Self::Recovery(_) => 940.0,
            Self::Paste(_) | Self::Columns(_) => 1240.0,
            _ => 430.0,
        };
        let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(16);
        let modal = Modal::new(Id::unique("dialog"))
            .frame(frame)
            .show(ctx, |ui| {
                ui.set_width(width.min(ctx.content_rect().width() - 80.0));
                self.content(ui, document)
            });
        let dismissed = modal.should_close().then_some(DialogAnswer::Close);
        modal.inner.or(dismissed)
    }

    fn content(&mut self, ui: &mut Ui, document: &Document) -> Option<DialogAnswer> {
        match self {
            Self::Unsaved { after } => unsaved(ui, document, after),
            Self::Merge(merge) => merge.ui(ui),
            Self::Recovery(recovery) => recovery.ui(ui),
            Self::Path {
                purpose,
                text,
                problem,
            } => path_ui(ui, purpose, text, problem),
            Self::Columns(columns) => columns.ui(ui),
            Self::Paste(paste) => paste.ui(ui, document),
            Self::LosesComments { edit, comments } => comments::ui(ui, edit, comments),
            Self::Delete(dialog) => dialog.ui(ui, document),
            Self::New(dialog) => dialog.ui(ui),
            Self::NotTakenOver { held, after } => not_taken_over::ui(ui, held, after),
            Self::Draft {
                after,
                saving,
                reason,
            } => draft::ui(ui, after, *saving, reason),
            Self::Message { title, text } => {
                heading(ui, title);
                ui.add(Label::new(text.as_str()).wrap());
                ui.add_space(10.0);
                buttons(ui, |ui| {
                    ui.button("OK").clicked().then_some(DialogAnswer::Close)
                })
            }
            Self::Keys => keys::ui(ui),
            Self::About { state_folder } => about::ui(ui, state_folder.as_deref()),
        }
    }
}

fn heading(ui: &mut Ui, text: &str) {
    ui.add(Label::new(theme::strong(text, theme::SECTION)).wrap());
    ui.add_space(4.0);
}

/// The buttons at the foot of a dialog.
fn buttons<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), content)
        .inner
}

/// A choice with its name before it.
fn combo(ui: &mut Ui, name: &str, chosen: &str, content: impl FnOnce(&mut Ui)) -> Response {
    let label = ui.label(theme::weak(ui, name));
    ComboBox::from_id_salt(name)
        .selected_text(chosen)
        .show_ui(ui, content)
        .response
        .labelled_by(label.id)
}

/// The button that does what most people want.
fn primary(ui: &mut Ui, text: &str) -> bool {
    let palette = Palette::of(ui);
    ui.add(Button::new(RichText::new(text).color(palette.on_accent)).fill(palette.accent))
        .clicked()
}

fn unsaved(ui: &mut Ui, document: &Document, after: &After) -> Option<DialogAnswer> {
    heading(
        ui,
        &format!("Save the changes to {}?", document.file_name()),
    );
    ui.label("They are lost if you do not save them.");
    ui.add_space(10.0);
    buttons(ui, |ui| {
        let mut answer = None;
        if primary(ui, "Save") {
            answer = Some(DialogAnswer::Save(after.clone()));
        }
        if ui.button("Cancel").clicked() {
            answer = Some(DialogAnswer::Close);
        }
        if ui.button("Do not save").clicked() {
            answer = Some(DialogAnswer::Discard(after.clone()));
        }
        answer
    })
}

fn path_ui(
    ui: &mut Ui,
    purpose: &Purpose,
    text: &mut String,
    problem: &mut Option<String>,
) -> Option<DialogAnswer> {
    let (title, go) = match purpose {
        Purpose::Open => ("Open a dossier", "Open"),
        Purpose::SaveAs { .. } => ("Save as", "Save"),
        Purpose::AddTrack => ("Add a data file that lies beside the dossier", "Add"),
    };
    heading(ui, title);
    let label = ui.label("Path of the file");
    let field = ui
        .add(TextEdit::singleline(text).desired_width(f32::INFINITY))
        .labelled_by(label.id);
    if ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
    if field.changed() {
        *problem = None;
    }
    if let Some(problem) = problem {
        ui.label(RichText::new(problem.as_str()).color(Palette::of(ui).error));
    }
    ui.label(
        theme::weak(
            ui,
            "This system offers no file dialog, so the path is typed here",
        )
        .size(theme::SMALL),
    );
    ui.add_space(10.0);
    let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    buttons(ui, |ui| {
        let go = primary(ui, go) || enter;
        if ui.button("Cancel").clicked() {
            return Some(DialogAnswer::Close);
        }
        if !go {
            return None;
        }
        let typed = text.trim();
        if typed.is_empty() {
            *problem = Some("Type the path of a file".to_owned());
            return None;
        }
        Some(DialogAnswer::Path {
            purpose: purpose.clone(),
            path: Path::new(typed).to_path_buf(),
        })
    })
}
