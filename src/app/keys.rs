//! From keys to actions.

use crate::command::{Action, View};
use egui::{Event, Key, KeyboardShortcut, Modifiers};

/// The actions whose keys were pressed in this frame, in the order of the presses.
///
/// Shortcuts with more modifiers come first, because the others would match them too. While one types,
/// undo, redo and everything with Alt or without a modifier belong to the text field. In a view whose cells
/// are edited, Delete empties the cell while the table has the keyboard.
pub(super) fn pressed(ctx: &egui::Context, view: View) -> Vec<Action> {
    let typing = ctx.text_edit_focused();
    let in_cells = matches!(view, View::Events | View::Claims | View::Sources)
        && ctx.memory(|memory| memory.focused().is_some());
    let mut shortcuts: Vec<(KeyboardShortcut, Action)> = Action::ALL
        .iter()
        .flat_map(|action| {
            action
                .shortcuts()
                .iter()
                .map(move |shortcut| (*shortcut, *action))
        })
        .filter(|(shortcut, action)| !typing || !belongs_to_typing(*shortcut, *action))
        .filter(|(_, action)| !in_cells || *action != Action::Delete)
        .collect();
    shortcuts.sort_by_key(|(shortcut, _)| std::cmp::Reverse(n_modifiers(shortcut.modifiers)));
    // One action for every press, in the order of the presses: a slow frame may have several.
    let mut actions: Vec<Action> = Vec::new();
    let mut is_taken = |event: &Event| {
        let Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } = event
        else {
            return false;
        };
        let fitting = shortcuts.iter().find(|(shortcut, _)| {
            *key == shortcut.logical_key && modifiers.matches_logically(shortcut.modifiers)
        });
        actions.extend(fitting.map(|(_, action)| *action));
        fitting.is_some()
    };
    ctx.input_mut(|input| input.events.retain(|event| !is_taken(event)));
    let asks = |event: &Event| matches!(event, Event::Text(text) if text == "?");
    if !typing
        && !ctx.egui_wants_keyboard_input()
        && ctx.input(|input| input.events.iter().any(asks))
    {
        actions.push(Action::Keys);
    }
    actions
}

fn belongs_to_typing(shortcut: KeyboardShortcut, action: Action) -> bool {
    matches!(action, Action::Undo | Action::Redo)
        || shortcut.modifiers.alt
        || (shortcut.modifiers == Modifiers::NONE
            && !matches!(shortcut.logical_key, Key::F1 | Key::F8))
}

fn n_modifiers(modifiers: Modifiers) -> usize {
    [
        modifiers.alt,
        modifiers.shift,
        modifiers.command || modifiers.ctrl || modifiers.mac_cmd,
    ]
    .into_iter()
    .filter(|on| *on)
    .count()
}
