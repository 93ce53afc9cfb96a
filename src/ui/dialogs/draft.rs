//! The question what happens with a draft of the text that cannot become a step of the dossier.

use super::{After, DialogAnswer, buttons, heading, primary};
use crate::ui::theme;
use egui::{Label, Ui};

/// What is to happen with the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftAnswer {
    /// It goes.
    Discard,
    /// It becomes a step, whatever is wrong with it.
    AsItIs,
    /// It stays as it is.
    Leave,
}

pub(super) fn ui(ui: &mut Ui, after: &After, saving: bool, reason: &str) -> Option<DialogAnswer> {
    let title = match (saving, after) {
        (true, _) => "The draft of the text is not in the dossier",
        (false, After::Nothing) => "Discard the draft of the text?",
        (false, _) => "The draft of the text would be lost",
    };
    heading(ui, title);
    if !reason.is_empty() {
        ui.add(Label::new(theme::weak(ui, reason)).wrap());
    }
    let text = if saving {
        "Saved without it, the file holds the dossier as it was before the draft; the draft stays here. Saved as it is, the file has the error."
    } else {
        "What was typed since the text was last applied goes and cannot be brought back."
    };
    ui.add(Label::new(text).wrap());
    ui.add_space(10.0);
    let answer = |answer| {
        Some(DialogAnswer::Draft {
            answer,
            after: after.clone(),
            saving,
        })
    };
    buttons(ui, |ui| {
        if saving {
            if primary(ui, "Save without it") {
                return answer(DraftAnswer::Leave);
            }
            if ui.button("Cancel").clicked() {
                return Some(DialogAnswer::Close);
            }
            if ui.button("Save the text as it is").clicked() {
                return answer(DraftAnswer::AsItIs);
            }
            return None;
        }
        if primary(ui, "Keep the draft") {
            return Some(DialogAnswer::Close);
        }
        if ui.button("Discard the draft").clicked() {
            return answer(DraftAnswer::Discard);
        }
        if *after != After::Nothing && ui.button("Apply it as it is").clicked() {
            return answer(DraftAnswer::AsItIs);
        }
        None
    })
}
