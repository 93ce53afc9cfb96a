//! What this program is, its version and licences.

use super::{DialogAnswer, buttons, heading};
use crate::ui::theme;
use egui::Ui;
use std::path::Path;

/// Draws the text. `state_folder` is where backups and unsaved changes are kept.
pub(super) fn ui(ui: &mut Ui, state_folder: Option<&Path>) -> Option<DialogAnswer> {
    heading(ui, "Roundtable");
    ui.label(format!("Version {}", env!("CARGO_PKG_VERSION")));
    ui.label("Explore peace negotiations round by round: who sat at the table, who mediated, what came out, and what everybody says about it.");
    ui.add_space(6.0);
    for text in [
        "Program: MIT or Apache-2.0. The facts of the built-in dossier are compiled from the press reports that it names; our wording is CC BY 4.0.",
        "Event codes: CAMEO (Gerner, Schrodt and others). Values: Goldstein scale as published by GDELT; Goldstein 1992, Journal of Conflict Resolution 36(2).",
        "Fonts: Inter and Noto Sans Arabic, SIL Open Font License 1.1.",
        "The program opens no connection. An address is handed to your browser when you click it.",
    ] {
        ui.label(theme::weak(ui, text));
    }
    if let Some(folder) = state_folder {
        let text = format!(
            "Unsaved changes are noted in, and what a file held before it was first saved is kept in: {}",
            folder.display()
        );
        ui.add(egui::Label::new(theme::weak(ui, text)).wrap());
    }
    ui.add_space(10.0);
    buttons(ui, |ui| {
        ui.button("Close").clicked().then_some(DialogAnswer::Close)
    })
}
