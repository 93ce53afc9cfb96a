//! The list of all keys, made from the actions themselves.

use super::{DialogAnswer, buttons, heading};
use crate::command::Action;
use crate::ui::theme;
use egui::{Grid, Label, ScrollArea, Ui};

/// Keys of the timeline, which are not in the menus.
const TIMELINE: [(&str, &str); 12] = [
    ("W, S", "Zoom the timeline in and out, at the pointer"),
    ("A, D", "Move the timeline to the left and right"),
    (
        "1 … 9",
        "Show a round on the timeline, in the order of time",
    ),
    (
        "M",
        "Mark the day under the pointer, or the picked range, on the timeline",
    ),
    ("V", "Show the violence on the timeline, or the interaction"),
    ("T", "Show the days of the timeline as a table"),
    (
        "Shift+drag",
        "Pick a range of days on the timeline; Escape drops it",
    ),
    ("←, →", "Select the event before or after"),
    ("Home, End", "Go to the first or last event"),
    ("F", "Fit the selected round; with Shift the whole period"),
    ("Wheel", "Zoom at the pointer; with Shift move"),
    ("Tab, Enter", "Step through the controls and use them"),
];

/// Keys of the text, which are not in the menus.
const TEXT: [(&str, &str); 6] = [
    ("Ctrl+Enter", "Apply the draft of the text now"),
    (
        "Ctrl+/",
        "Make the lines of the text a comment, or text again",
    ),
    (
        "Tab, Shift+Tab",
        "Indent the lines of the text, or take that back",
    ),
    (
        "F3, Shift+F3",
        "Go to the next or previous match in the text",
    ),
    (
        "Ctrl+←, Ctrl+→",
        "Go through the text by words; with Shift mark it",
    ),
    (
        "Esc",
        "Leave the text, so that Tab steps through the controls",
    ),
];

/// Keys of the tables of events, claims and sources.
const TABLES: [(&str, &str); 7] = [
    ("Arrows", "Move the cursor through the cells of a table"),
    ("Enter, F2, letters", "Type in the cell"),
    (
        "Enter, Tab",
        "Take the text and go down or right; with Shift back",
    ),
    ("Escape", "Drop what was typed"),
    ("Delete", "Empty the cell"),
    (
        "Shift+↑, Shift+↓",
        "Mark rows to copy, with Ctrl+A all of them",
    ),
    (
        "Ctrl+C, Ctrl+V",
        "Copy the cell or the marked rows; paste rows",
    ),
];

/// Draws the list.
pub(super) fn ui(ui: &mut Ui) -> Option<DialogAnswer> {
    heading(ui, "Keyboard");
    ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
        Grid::new("keys")
            .num_columns(2)
            .spacing([24.0, 5.0])
            .show(ui, |ui| {
                for action in Action::ALL {
                    let keys: Vec<String> = action
                        .shortcuts()
                        .iter()
                        .map(|shortcut| ui.ctx().format_shortcut(shortcut))
                        .collect();
                    if keys.is_empty() {
                        continue;
                    }
                    row(ui, &keys.join(", "), action.help());
                }
                row(ui, "?", "Show this list");
                for (keys, help) in TIMELINE.into_iter().chain(TABLES).chain(TEXT) {
                    row(ui, keys, help);
                }
            });
    });
    ui.add_space(10.0);
    buttons(ui, |ui| {
        ui.button("Close").clicked().then_some(DialogAnswer::Close)
    })
}

fn row(ui: &mut Ui, keys: &str, help: &str) {
    ui.add(Label::new(theme::strong(keys, theme::BODY)).selectable(false));
    ui.label(help);
    ui.end_row();
}
