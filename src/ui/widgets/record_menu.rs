//! What can be done with a record, as the entries of a menu: for the right click on a row or card, and for
//! the inspector.

use crate::command::{Action, Command};
use crate::document::RecordRef;
use crate::document::records::{Request, index_of};
use crate::model::RecordKind;
use crate::ui::Cx;
use egui::{Button, Ui};

/// The kinds that are most often added beside a record of this kind.
fn companions(kind: RecordKind) -> &'static [RecordKind] {
    match kind {
        RecordKind::Round => &[
            RecordKind::Event,
            RecordKind::Position,
            RecordKind::Statement,
            RecordKind::Commitment,
        ],
        RecordKind::Event => &[
            RecordKind::Claim,
            RecordKind::Statement,
            RecordKind::Dispute,
        ],
        RecordKind::Source => &[RecordKind::Extract],
        RecordKind::Issue | RecordKind::Actor => &[RecordKind::Position],
        _ => &[],
    }
}

/// The entries for a record: add beside it, duplicate, move, delete.
pub fn record_menu(ui: &mut Ui, cx: &mut Cx<'_>, record: &RecordRef) {
    let kind = record.kind;
    if kind == RecordKind::Dossier {
        return;
    }
    let idx = index_of(cx.snapshot(), record);
    let n = cx.dossier().ids(kind).len();
    let is_selected = cx.is_selected(kind, &record.id);
    let keys = |action: Action| action.shortcuts().first().filter(|_| is_selected).copied();
    entry(ui, cx, &format!("New {}", kind.word()), None, true, |cx| {
        select_and(cx, record, Request::Add(kind));
    });
    for other in companions(kind) {
        entry(ui, cx, &format!("New {}", other.word()), None, true, |cx| {
            select_and(cx, record, Request::Add(*other));
        });
    }
    ui.separator();
    entry(ui, cx, "Duplicate", keys(Action::Duplicate), true, |cx| {
        push(cx, Request::Duplicate(record.clone()));
    });
    let up = idx.is_some_and(|idx| idx > 0);
    entry(ui, cx, "Move up", keys(Action::MoveUp), up, |cx| {
        push(cx, Request::Shift(record.clone(), -1));
    });
    let down = idx.is_some_and(|idx| idx + 1 < n);
    entry(ui, cx, "Move down", keys(Action::MoveDown), down, |cx| {
        push(cx, Request::Shift(record.clone(), 1));
    });
    ui.separator();
    entry(ui, cx, "Delete…", keys(Action::Delete), true, |cx| {
        push(cx, Request::Delete(record.clone()));
    });
}

fn push(cx: &mut Cx<'_>, request: Request) {
    cx.commands.push(Command::Records(request));
}

/// A new record takes its defaults from what is selected, so the record is selected first.
fn select_and(cx: &mut Cx<'_>, record: &RecordRef, request: Request) {
    cx.select(crate::document::Focus {
        record: record.clone(),
        field: String::new(),
    });
    push(cx, request);
}

fn entry(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    label: &str,
    keys: Option<egui::KeyboardShortcut>,
    enabled: bool,
    act: impl FnOnce(&mut Cx<'_>),
) {
    let mut button = Button::new(label).wrap_mode(egui::TextWrapMode::Extend);
    if let Some(keys) = keys {
        button = button.shortcut_text(ui.ctx().format_shortcut(&keys));
    }
    if ui.add_enabled(enabled, button).clicked() {
        act(cx);
        ui.close();
    }
}

/// A button that adds a record of a kind.
pub fn add_button(ui: &mut Ui, cx: &mut Cx<'_>, kind: RecordKind) {
    let Some(action) = Action::add(kind) else {
        return;
    };
    let label = format!("Add {}", kind.word());
    let mut help = action.help().to_owned();
    if let Some(keys) = action.shortcuts().first() {
        help = format!("{help} ({})", ui.ctx().format_shortcut(keys));
    }
    if ui.button(label).on_hover_text(help).clicked() {
        cx.act(action);
    }
}
