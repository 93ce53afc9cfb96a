//! The question before a text is dropped that stands in a field and cannot be taken over.

use super::{After, DialogAnswer, buttons, heading, primary};
use crate::ui::inspector::NotTakenOver;
use egui::{Label, Ui};

pub(super) fn ui(ui: &mut Ui, held: &NotTakenOver, after: &After) -> Option<DialogAnswer> {
    heading(ui, "A field holds a text that could not be taken over");
    ui.add(Label::new(held.to_string()).wrap());
    ui.add_space(10.0);
    buttons(ui, |ui| {
        let mut answer = None;
        if primary(ui, "Go to the field") {
            answer = Some(DialogAnswer::Select(held.focus.clone()));
        }
        if ui.button("Drop the text").clicked() {
            answer = Some(DialogAnswer::LetGo(after.clone()));
        }
        answer
    })
}
