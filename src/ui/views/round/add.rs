//! What can be added to the round that is shown.

use super::this;
use crate::command::Command;
use crate::document::records::Request;
use crate::model::{RecordKind, Round};
use crate::ui::Cx;
use crate::ui::widgets::sentence;
use egui::{Button, Ui};

/// The lists of a round, each with the word for an item.
const LISTS: [(&str, &str); 6] = [
    ("third_parties", "Third party"),
    ("delegations", "Delegation"),
    ("agenda", "Agenda item"),
    ("process", "Process note"),
    ("outcome.terms", "Term"),
    ("reactions", "Reaction"),
];

/// The records that are about a round.
const KINDS: [RecordKind; 4] = [
    RecordKind::Position,
    RecordKind::Event,
    RecordKind::Statement,
    RecordKind::Commitment,
];

/// A menu that adds to the round.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, round: &Round) {
    let button = ui.menu_button("Add to this round", |ui| {
        for (list, label) in LISTS {
            if entry(ui, label) {
                let list = this(round).field(list);
                cx.commands.push(Command::Records(Request::AddItem(list)));
            }
        }
        ui.separator();
        for kind in KINDS {
            if entry(ui, &sentence(kind.word())) {
                // The new record takes its defaults from the round.
                cx.select(this(round));
                cx.commands.push(Command::Records(Request::Add(kind)));
            }
        }
    });
    button
        .response
        .on_hover_text("Add a delegation, a term, a position and so on");
}

fn entry(ui: &mut Ui, label: &str) -> bool {
    let button = Button::new(label).wrap_mode(egui::TextWrapMode::Extend);
    let clicked = ui.add(button).clicked();
    if clicked {
        ui.close();
    }
    clicked
}
