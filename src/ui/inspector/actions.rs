//! The small menus beside what can be moved, copied and taken out.

use crate::command::Command;
use crate::document::Focus;
use crate::document::records::Request;
use crate::ui::Cx;
use egui::containers::menu::MenuButton;
use egui::{Button, Ui};

/// Width that the button of such a menu needs beside what it belongs to, in points.
pub(super) const MENU_WIDTH: f32 = 36.0;

/// The menu of an item of a list; `what` names it, and the list has `n` items.
pub(super) fn item_menu(ui: &mut Ui, cx: &mut Cx<'_>, item: &Focus, what: &str, n: usize) {
    let button = ui
        .push_id(("item", &item.record.id, &item.field), |ui| {
            let button = Button::new("…").small().frame(false);
            MenuButton::from_button(button)
                .ui(ui, |ui| entries(ui, cx, item, n, true))
                .0
        })
        .inner;
    let name = format!("Actions for {what}");
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    button.on_hover_text(name);
}

/// The entries of that menu; `copies` says whether the item may stand in the list twice.
pub(super) fn entries(ui: &mut Ui, cx: &mut Cx<'_>, item: &Focus, n: usize, copies: bool) {
    let idx = item
        .field
        .rsplit_once('[')
        .and_then(|(_, rest)| rest.trim_end_matches(']').parse().ok())
        .unwrap_or(0_usize);
    let entries = [
        ("Duplicate", true, Request::DuplicateItem(item.clone())),
        ("Move up", idx > 0, Request::ShiftItem(item.clone(), -1)),
        (
            "Move down",
            idx + 1 < n,
            Request::ShiftItem(item.clone(), 1),
        ),
        ("Take out", true, Request::Remove(item.clone())),
    ];
    for (label, enabled, request) in entries.into_iter().skip(usize::from(!copies)) {
        let button = Button::new(label).wrap_mode(egui::TextWrapMode::Extend);
        if ui.add_enabled(enabled, button).clicked() {
            cx.commands.push(Command::Records(request));
            ui.close();
        }
    }
}
