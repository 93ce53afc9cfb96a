//! The question before a change takes comments away.

use super::{DialogAnswer, buttons, heading, primary};
use crate::document::Edit;
use crate::ui::theme;
use egui::{Label, RichText, ScrollArea, Ui};

/// Most of the window's height that the comments take, in points.
const MAX_HEIGHT: f32 = 240.0;

pub(super) fn ui(ui: &mut Ui, edit: &Edit, comments: &[String]) -> Option<DialogAnswer> {
    let title = match comments {
        [_] => "A comment would be lost".to_owned(),
        _ => format!("{} comments would be lost", comments.len()),
    };
    heading(ui, &title);
    ui.add(Label::new(format!("{}: these stand in what is replaced", edit.label)).wrap());
    ui.add_space(4.0);
    ScrollArea::vertical()
        .max_height(MAX_HEIGHT)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for comment in comments {
                let text = RichText::new(comment).monospace().size(theme::SMALL);
                ui.add(Label::new(text).wrap());
            }
        });
    ui.add_space(10.0);
    buttons(ui, |ui| {
        let mut answer = None;
        if primary(ui, "Keep as it is") {
            answer = Some(DialogAnswer::Close);
        }
        if ui.button("Change it all the same").clicked() {
            answer = Some(DialogAnswer::Apply(edit.clone().comments_may_go()));
        }
        answer
    })
}
