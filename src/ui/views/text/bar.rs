//! The bar above a draft that is not in the dossier: why not, and what can be done.
//!
//! No opinion on when a draft is held ([`super::editor`]).

use super::area::severity_glyph;
use super::buffer::Prefer;
use super::editor::{Editor, Standing};
use crate::command::{Command, DraftWish};
use crate::format::Severity;
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use egui::{Align, Button, Frame, Label, Layout, Margin, Stroke, Ui};

/// Draws the bar, if there is anything to say; returns the byte of the error that was clicked.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, editor: &mut Editor) -> Option<usize> {
    let standing = editor.last_standing();
    let palette = Palette::of(ui);
    let colour = match &standing {
        Standing::Held(..) => palette.error,
        Standing::Collides => palette.warning,
        Standing::None | Standing::Unchecked | Standing::Ready => return None,
    };
    let mut target = None;
    Frame::new()
        .fill(palette.wash(colour, 0.10))
        .stroke(Stroke::new(1.0, palette.wash(colour, 0.5)))
        .corner_radius(4)
        .inner_margin(Margin::symmetric(8, 3))
        .show(ui, |ui| {
            ui.horizontal(|ui| match &standing {
                Standing::Collides => collision_ui(ui, cx, editor),
                Standing::Held(reason, finding) => {
                    let place = finding.as_ref().map(|finding| finding.span.start);
                    target = held_ui(ui, cx, editor, reason, place);
                }
                Standing::None | Standing::Unchecked | Standing::Ready => {}
            });
        });
    target
}

fn title(ui: &mut Ui, text: &str) {
    let palette = Palette::of(ui);
    let text = theme::strong(text, theme::SMALL + 0.5).color(palette.text);
    ui.add(Label::new(text).selectable(false));
}

fn held_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    editor: &mut Editor,
    reason: &str,
    place: Option<usize>,
) -> Option<usize> {
    let palette = Palette::of(ui);
    let glyph = severity_glyph(Severity::Error);
    ui.add(Label::new(theme::strong(glyph, theme::SMALL).color(palette.error)).selectable(false));
    title(ui, "Draft, not in the dossier yet");
    let mut target = None;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if ui.button("Discard the draft…").clicked() {
            cx.commands.push(Command::Draft(DraftWish::AskToDiscard));
        }
        ui.add_enabled(false, Button::new("Apply"))
            .on_disabled_hover_text(format!("The draft has an error: {reason}"));
        if let Some(label) = editor.repair_label()
            && ui
                .button(label)
                .on_hover_text("Repair this error")
                .clicked()
        {
            editor.repair();
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let line = place.map(|byte| editor.buffer.line_of(byte) + 1);
            let text = line.map_or_else(
                || reason.to_owned(),
                |line| format!("Line {line}: {reason}"),
            );
            let text = egui::RichText::new(text).color(palette.error);
            let button = Button::new(text).frame(false).truncate();
            let response = ui.add_enabled(place.is_some(), button);
            if response.on_hover_text("Go to the error").clicked() {
                target = place;
            }
        });
    });
    target
}

fn collision_ui(ui: &mut Ui, cx: &mut Cx<'_>, editor: &mut Editor) {
    let palette = Palette::of(ui);
    let glyph = severity_glyph(Severity::Warning);
    ui.add(Label::new(theme::strong(glyph, theme::SMALL).color(palette.warning)).selectable(false));
    title(ui, "Draft, not in the dossier yet");
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if ui.button("Discard the draft…").clicked() {
            cx.commands.push(Command::Draft(DraftWish::AskToDiscard));
        }
        if ui
            .button("Take the other change")
            .on_hover_text("Lines changed on both sides become those of the other change")
            .clicked()
        {
            editor.resolve(Prefer::Other);
        }
        if ui
            .button("Keep the draft there")
            .on_hover_text("Lines changed on both sides stay as they are in the draft")
            .clicked()
        {
            editor.resolve(Prefer::Draft);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let text = "The dossier was changed elsewhere in lines that the draft changes too";
            ui.add(Label::new(text).truncate().selectable(false));
        });
    });
}
