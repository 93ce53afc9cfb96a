//! Input in the order in which it was made.
//!
//! A slow frame brings several presses at once, and egui's widgets then see them together: Enter would
//! take a text before the letters typed in front of it are in, and a letter would go to the field that
//! Tab has only just left. So what leads elsewhere gets a frame of its own, and one more in which the
//! window follows it, such as a field that takes the keyboard; the rest waits for the frames after these,
//! which come at once.

use egui::{Context, Event, Key, Plugin, RawInput, Ui};

/// Holds back the input behind a press that leads elsewhere.
#[derive(Debug, Default)]
pub(super) struct InOrder {
    waiting: Vec<Event>,
    /// Whether the frame before this one was cut short.
    is_settling: bool,
}

impl Plugin for InOrder {
    fn debug_name(&self) -> &'static str {
        "input in its order"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let mut events = std::mem::take(&mut self.waiting);
        events.append(&mut input.events);
        if std::mem::take(&mut self.is_settling) {
            self.waiting = events;
            return;
        }
        let end = end_of_first(&events, ctx.text_edit_focused());
        self.waiting = events.split_off(end);
        self.is_settling = !self.waiting.is_empty();
        input.events = events;
    }

    fn on_begin_pass(&mut self, ui: &mut Ui) {
        if !self.waiting.is_empty() {
            ui.ctx().request_repaint();
        }
    }
}

/// What input does to what comes behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// It goes into the field that has the keyboard.
    Typing,
    /// A shortcut; several are done in their order.
    Command,
    /// It may lead elsewhere.
    Leading,
    /// A button of the pointer.
    Pointing,
}

/// How many of the events belong into one frame.
fn end_of_first(events: &[Event], is_typing: bool) -> usize {
    let mut before: Option<(usize, Kind)> = None;
    for (at, event) in events.iter().enumerate() {
        let Some(kind) = kind(event, is_typing) else {
            continue;
        };
        if let Some((place, last)) = before {
            let previous = events.get(place);
            let goes_on = last == kind && kind != Kind::Leading;
            // The letter of a key belongs to its press, and a key held down is one press.
            let is_its_letter = matches!(event, Event::Text(_)) && previous.is_some_and(has_letter);
            let is_same_press = is_held(event) && is_same_key(previous, event);
            if !(goes_on || is_its_letter || is_same_press) {
                // What is said between them, such as which modifiers are down, is said of the second.
                return place + 1;
            }
        }
        before = Some((at, kind));
    }
    events.len()
}

fn kind(event: &Event, is_typing: bool) -> Option<Kind> {
    let kind = match event {
        Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Copy | Event::Ime(_) => Kind::Typing,
        Event::PointerButton { .. } => Kind::Pointing,
        // A button pressed, or the keyboard moved, by way of the accessibility interface.
        Event::AccessKitActionRequest(_) => Kind::Leading,
        Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } => match key {
            key if has_no_letter(*key) => Kind::Leading,
            key if (modifiers.command || modifiers.ctrl || modifiers.alt)
                && !(is_typing && is_of_typing(*key)) =>
            {
                Kind::Command
            }
            _ if is_typing => Kind::Typing,
            _ => Kind::Leading,
        },
        _ => return None,
    };
    Some(kind)
}

fn has_no_letter(key: Key) -> bool {
    matches!(key, Key::Enter | Key::Tab | Key::Escape) || (Key::F1..=Key::F12).contains(&key)
}

/// Keys that a text field knows with Ctrl or Alt.
fn is_of_typing(key: Key) -> bool {
    matches!(
        key,
        Key::A
            | Key::ArrowLeft
            | Key::ArrowRight
            | Key::ArrowUp
            | Key::ArrowDown
            | Key::Home
            | Key::End
            | Key::Backspace
            | Key::Delete
    )
}

fn has_letter(event: &Event) -> bool {
    let Event::Key { key, modifiers, .. } = event else {
        return false;
    };
    let is_shortcut = modifiers.command || modifiers.ctrl;
    !is_shortcut && !has_no_letter(*key)
}

fn is_held(event: &Event) -> bool {
    matches!(event, Event::Key { repeat: true, .. })
}

fn is_same_key(one: Option<&Event>, other: &Event) -> bool {
    let key = |event: &Event| match event {
        Event::Key { key, modifiers, .. } => Some((*key, *modifiers)),
        _ => None,
    };
    one.is_some_and(|one| key(one) == key(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Modifiers, PointerButton, pos2};

    fn press(key: Key, modifiers: Modifiers) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        }
    }

    fn key(key: Key) -> Event {
        press(key, Modifiers::NONE)
    }

    fn ctrl(key: Key) -> Event {
        press(key, Modifiers::CTRL | Modifiers::COMMAND)
    }

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    fn click() -> Event {
        Event::PointerButton {
            pos: pos2(1.0, 1.0),
            button: PointerButton::Primary,
            pressed: true,
            modifiers: Modifiers::NONE,
        }
    }

    fn press_button() -> Event {
        use egui::accesskit::{Action, ActionRequest, NodeId, TreeId};
        Event::AccessKitActionRequest(ActionRequest {
            action: Action::Click,
            target_tree: TreeId::ROOT,
            target_node: NodeId(1),
            data: None,
        })
    }

    /// How many events each frame gets.
    fn check(is_typing: bool, events: &[Event], wanted: &[usize]) {
        let mut rest = events;
        let mut found = Vec::new();
        while !rest.is_empty() {
            let end = end_of_first(rest, is_typing);
            assert!(end > 0, "nothing is done: {rest:?}");
            found.push(end);
            rest = rest.get(end..).unwrap_or_default();
        }
        assert_eq!(found, wanted, "{events:?}");
    }

    /// A text is typed in one frame, and what takes it comes behind it.
    #[test]
    fn typing_comes_before_what_takes_it() {
        let typed = [ctrl(Key::A), key(Key::B), text("b"), key(Key::C), text("c")];
        check(true, &typed, &[5]);
        let mut taken = typed.to_vec();
        taken.extend([key(Key::Enter), ctrl(Key::S), ctrl(Key::Z), text("d")]);
        check(true, &taken, &[5, 1, 2, 1]);
        check(true, &[text("a"), key(Key::Tab), text("b")], &[1, 1, 1]);
        check(
            true,
            &[text("a"), Event::PointerMoved(pos2(1.0, 1.0)), click()],
            &[1, 2],
        );
        check(true, &[click(), click(), text("a")], &[2, 1]);
        check(false, &[press_button(), ctrl(Key::S)], &[1, 1]);
    }

    /// Where nothing is typed in, each key has its frame, with the letter it stands for.
    #[test]
    fn keys_come_one_by_one() {
        let walked = [
            key(Key::ArrowDown),
            key(Key::ArrowDown),
            key(Key::F2),
            text("x"),
        ];
        check(false, &walked, &[1, 1, 1, 1]);
        check(
            false,
            &[key(Key::M), text("m"), key(Key::W), text("w")],
            &[2, 2],
        );
        let held = Event::Key {
            key: Key::ArrowDown,
            physical_key: None,
            pressed: true,
            repeat: true,
            modifiers: Modifiers::NONE,
        };
        check(
            false,
            &[key(Key::ArrowDown), held.clone(), held.clone()],
            &[3],
        );
        check(false, &[key(Key::ArrowUp), held], &[1, 1]);
        check(false, &[], &[]);
    }
}
