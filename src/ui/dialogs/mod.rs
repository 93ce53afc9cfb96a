//! Questions and messages in front of the window.

mod about;
mod comments;
mod keys;
mod paste;

pub use paste::Paste;

use super::theme::{self, Palette};
use crate::document::{Document, Edit};
use egui::{Button, Id, Key, Label, Modal, RichText, TextEdit, Ui};
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
}

/// A dialog that is open.
#[derive(Clone, Debug)]
pub enum Dialog {
    /// There are unsaved changes.
    Unsaved {
        /// What was asked for.
        after: After,
    },
    /// Another program changed the file.
    ChangedOnDisk {
        /// What was asked for.
        after: After,
    },
    /// A path is typed, where the system has no file dialog.
    Path {
        /// For saving, not for opening.
        saving: bool,
        /// What was typed.
        text: String,
        /// What was asked for.
        after: After,
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
    /// Rows are pasted.
    Paste(Box<Paste>),
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
    About,
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
    /// Save over what somebody else wrote, then go on.
    Overwrite(After),
    /// Let the changes go, then go on.
    Discard(After),
    /// This file.
    Path {
        /// For saving, not for opening.
        saving: bool,
        /// The file.
        path: PathBuf,
        /// What was asked for.
        after: After,
    },
    /// Open an address.
    Browse(String),
    /// Make this change.
    Apply(Edit),
}

impl Dialog {
    /// Draws the dialog; returns the answer once there is one.
    pub fn ui(&mut self, ctx: &egui::Context, document: &Document) -> Option<DialogAnswer> {
        let screen = ctx.content_rect().width();
        let width = match self {
            Self::Keys => 620.0,
            Self::Paste(_) => (screen - 80.0).clamp(430.0, 1240.0),
            _ => 430.0,
        };
        let modal = Modal::new(Id::unique("dialog")).show(ctx, |ui| {
            ui.set_width(width);
            self.content(ui, document)
        });
        let dismissed = modal.should_close().then_some(DialogAnswer::Close);
        modal.inner.or(dismissed)
    }

    fn content(&mut self, ui: &mut Ui, document: &Document) -> Option<DialogAnswer> {
        match self {
            Self::Unsaved { after } => unsaved(ui, document, after),
            Self::ChangedOnDisk { after } => changed_on_disk(ui, document, after),
            Self::Path {
                saving,
                text,
                after,
                problem,
            } => path_ui(ui, *saving, text, after, problem),
            Self::Paste(paste) => paste.ui(ui, document),
            Self::LosesComments { edit, comments } => comments::ui(ui, edit, comments),
            Self::Message { title, text } => {
                heading(ui, title);
                ui.add(Label::new(text.as_str()).wrap());
                ui.add_space(10.0);
                buttons(ui, |ui| {
                    ui.button("OK").clicked().then_some(DialogAnswer::Close)
                })
            }
            Self::Keys => keys::ui(ui),
            Self::About => about::ui(ui),
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

fn changed_on_disk(ui: &mut Ui, document: &Document, after: &After) -> Option<DialogAnswer> {
    heading(
        ui,
        &format!("{} was changed by another program", document.file_name()),
    );
    ui.label("The file on disk is no longer the one that was opened here. Saving over it would undo that change.");
    ui.add_space(10.0);
    buttons(ui, |ui| {
        let mut answer = None;
        if primary(ui, "Save under another name…") {
            answer = Some(DialogAnswer::SaveElsewhere(after.clone()));
        }
        if ui.button("Cancel").clicked() {
            answer = Some(DialogAnswer::Close);
        }
        if ui.button("Save over it").clicked() {
            answer = Some(DialogAnswer::Overwrite(after.clone()));
        }
        answer
    })
}

fn path_ui(
    ui: &mut Ui,
    saving: bool,
    text: &mut String,
    after: &After,
    problem: &mut Option<String>,
) -> Option<DialogAnswer> {
    heading(ui, if saving { "Save as" } else { "Open a dossier" });
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
        let go = primary(ui, if saving { "Save" } else { "Open" }) || enter;
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
            saving,
            path: Path::new(typed).to_path_buf(),
            after: after.clone(),
        })
    })
}
