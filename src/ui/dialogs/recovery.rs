//! Unsaved changes of a program that was killed: what they are, and what is to become of them.

use super::{DialogAnswer, buttons, heading, primary};
use crate::ui::status_bar::plural;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{Difference, caption, columns};
use egui::{Label, ScrollArea, Ui};

/// Height of the difference, in points.
const DIFFERENCE_HEIGHT: f32 = 330.0;

/// What is to be done with unsaved changes that were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// Put them into the window.
    Restore,
    /// Write them to another file.
    SaveCopy,
    /// Throw them away.
    Discard,
    /// Decide another time.
    Later,
}

/// Unsaved changes of one file.
#[derive(Clone, Debug)]
pub struct Lost {
    name: String,
    folder: String,
    when: String,
    note: Option<&'static str>,
    is_draft: bool,
    difference: Difference,
}

impl Lost {
    /// Changes of the file `name` in `folder`, noted at a time given in words. `note` is what else is to
    /// be known. `old` is the file and `new` what was not saved.
    pub fn new(
        name: String,
        folder: String,
        when: String,
        note: Option<&'static str>,
        is_draft: bool,
        old: &str,
        new: &str,
    ) -> Self {
        Self {
            name,
            folder,
            when,
            note,
            is_draft,
            difference: Difference::new(old, new),
        }
    }
}

/// The dialog.
#[derive(Clone, Debug)]
pub struct RecoveryDialog {
    lost: Vec<Lost>,
    shown: usize,
}

impl RecoveryDialog {
    /// Offers these changes, the first one in front.
    pub fn new(lost: Vec<Lost>) -> Self {
        Self { lost, shown: 0 }
    }

    /// Draws the dialog.
    pub(super) fn ui(&mut self, ui: &mut Ui) -> Option<DialogAnswer> {
        let answer = |idx, choice| Some(DialogAnswer::Recover { idx, choice });
        let Some(lost) = self.lost.get(self.shown) else {
            return answer(0, Recovery::Later);
        };
        heading(ui, "Unsaved changes were found");
        ui.add(
            Label::new("Roundtable ended before these changes were saved. The file itself was not touched, and restoring does not touch it either.")
                .wrap(),
        );
        ui.add_space(8.0);
        let mut shown = self.shown;
        if self.lost.len() > 1 {
            ui.horizontal_wrapped(|ui| {
                for (idx, lost) in self.lost.iter().enumerate() {
                    ui.selectable_value(&mut shown, idx, format!("{}. {}", idx + 1, lost.name));
                }
            });
            ui.add_space(4.0);
        }
        about(ui, lost);
        ui.add_space(8.0);
        columns(ui, 2, |ui, side| {
            caption(
                ui,
                if side == 0 {
                    "In the file"
                } else {
                    "Not saved"
                },
            );
        });
        ScrollArea::vertical()
            .id_salt(("difference", self.shown))
            .max_height(DIFFERENCE_HEIGHT)
            .auto_shrink([false, true])
            .show(ui, |ui| lost.difference.ui(ui));
        ui.add_space(12.0);
        let idx = self.shown;
        self.shown = shown;
        buttons(ui, |ui| {
            if primary(ui, "Restore") {
                return answer(idx, Recovery::Restore);
            }
            if ui.button("Save a copy…").clicked() {
                return answer(idx, Recovery::SaveCopy);
            }
            if ui.button("Later").clicked() {
                return answer(idx, Recovery::Later);
            }
            if ui.button("Discard").clicked() {
                return answer(idx, Recovery::Discard);
            }
            None
        })
    }
}

fn about(ui: &mut Ui, lost: &Lost) {
    ui.add(Label::new(theme::strong(&lost.name, theme::BODY)).wrap());
    ui.add(Label::new(theme::weak(ui, &lost.folder).size(theme::SMALL)).wrap());
    let n_lines = lost.difference.n_lines();
    let differ = if n_lines == 1 { "differs" } else { "differ" };
    ui.label(format!(
        "{}; {} {differ}",
        lost.when,
        plural(n_lines, "line")
    ));
    let notes = [
        lost.note,
        lost.is_draft
            .then_some("The text was being typed and cannot be read as a dossier yet"),
    ];
    for note in notes.into_iter().flatten() {
        let colour = Palette::of(ui).warning;
        ui.add(Label::new(egui::RichText::new(note).color(colour)).wrap());
    }
}
