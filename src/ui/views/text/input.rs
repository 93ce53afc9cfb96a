//! From keys, typed letters and the clipboard to changes of the text.
//!
//! No opinion on what is drawn. While the text has the keyboard, everything that is typed comes here, except
//! what the window has taken already.

use super::buffer::{Buffer, Cursor, Kind, Move};
use crate::format::Span;
use egui::{Event, EventFilter, ImeEvent, Key, Modifiers, Ui};

/// The keys that belong to the text and do not move the focus; Escape does, so that one gets out again.
pub(super) const FILTER: EventFilter = EventFilter {
    tab: true,
    horizontal_arrows: true,
    vertical_arrows: true,
    escape: false,
};

/// What the keys ask for beyond a change of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// Make the draft a step now.
    pub(super) apply: bool,
    /// Take a step of the dossier back, because there is none here.
    pub(super) undo: bool,
    /// Do a step of the dossier again, because there is none here.
    pub(super) redo: bool,
}

/// Typing through an input method, which shows letters before they are decided.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Keyboard {
    composing: bool,
}

impl Keyboard {
    /// Whether letters are shown that are not decided yet.
    pub(super) fn is_composing(self) -> bool {
        self.composing
    }

    /// Carries out what was typed in this frame; `page` is the number of lines that are seen.
    pub(super) fn take(&mut self, ui: &Ui, buffer: &mut Buffer, page: usize) -> Asked {
        let mut asked = Asked::default();
        for event in ui.input(|input| input.filtered_events(&FILTER)) {
            match event {
                Event::Copy => ui.copy_text(to_copy(buffer).of(buffer.text()).to_owned()),
                Event::Cut => {
                    let span = to_copy(buffer);
                    ui.copy_text(span.of(buffer.text()).to_owned());
                    buffer.change(span, "", Kind::Other, Cursor::at(span.start));
                }
                Event::Paste(text) => buffer.insert(&text, Kind::Other),
                Event::Text(text) if !matches!(text.as_str(), "" | "\n" | "\r") => {
                    buffer.insert(&text, Kind::Typing);
                }
                Event::Ime(event) => self.ime(buffer, event),
                Event::Key {
                    key,
                    pressed: true,
                    modifiers,
                    ..
                } => press(buffer, key, modifiers, page, &mut asked),
                _ => {}
            }
        }
        asked
    }

    fn ime(&mut self, buffer: &mut Buffer, event: ImeEvent) {
        match event {
            ImeEvent::Preedit { text, .. } if text.is_empty() && !self.composing => {}
            ImeEvent::Commit(text) if text.is_empty() && !self.composing => {}
            ImeEvent::Preedit { text, .. } => {
                let start = buffer.cursor().span().start;
                buffer.insert(&text, Kind::Other);
                buffer.set_cursor(Cursor::new(start, start + text.len()));
                self.composing = !text.is_empty();
            }
            ImeEvent::Commit(text) => {
                buffer.insert(&text, Kind::Other);
                self.composing = false;
            }
            ImeEvent::DeleteSurrounding {
                before_chars,
                after_chars,
            } => {
                let marked = buffer.cursor().span();
                let text = buffer.text();
                let before = text.get(..marked.start).unwrap_or_default();
                let behind = text.get(marked.end..).unwrap_or_default();
                let bytes_before: usize = before
                    .chars()
                    .rev()
                    .take(before_chars)
                    .map(char::len_utf8)
                    .sum();
                let bytes_behind: usize =
                    behind.chars().take(after_chars).map(char::len_utf8).sum();
                let span = Span::new(marked.start - bytes_before, marked.end + bytes_behind);
                buffer.change(span, "", Kind::Other, Cursor::at(span.start));
            }
            #[expect(deprecated, reason = "egui does not send them any more")]
            ImeEvent::Enabled | ImeEvent::Disabled => {}
        }
    }
}

/// What is marked, or else the whole line.
pub(super) fn to_copy(buffer: &Buffer) -> Span {
    let marked = buffer.cursor().span();
    if marked.is_empty() {
        buffer.whole_line(marked.start)
    } else {
        marked
    }
}

fn press(buffer: &mut Buffer, key: Key, modifiers: Modifiers, page: usize, asked: &mut Asked) {
    let Modifiers {
        command,
        shift,
        alt,
        ..
    } = modifiers;
    if alt {
        return;
    }
    let page = page.max(1).cast_signed();
    let way = match (key, command) {
        (Key::ArrowLeft, false) => Some(Move::Left),
        (Key::ArrowRight, false) => Some(Move::Right),
        (Key::ArrowLeft, true) => Some(Move::WordLeft),
        (Key::ArrowRight, true) => Some(Move::WordRight),
        (Key::ArrowUp, false) => Some(Move::Lines(-1)),
        (Key::ArrowDown, false) => Some(Move::Lines(1)),
        (Key::PageUp, false) => Some(Move::Lines(-page)),
        (Key::PageDown, false) => Some(Move::Lines(page)),
        (Key::Home, false) => Some(Move::LineStart),
        (Key::End, false) => Some(Move::LineEnd),
        (Key::Home, true) => Some(Move::TextStart),
        (Key::End, true) => Some(Move::TextEnd),
        _ => None,
    };
    if let Some(way) = way {
        buffer.go(way, shift);
        return;
    }
    match (key, command, shift) {
        (Key::Backspace, false, _) => buffer.delete(Move::Left),
        (Key::Delete, false, _) => buffer.delete(Move::Right),
        (Key::Backspace, true, _) => buffer.delete(Move::WordLeft),
        (Key::Delete, true, _) => buffer.delete(Move::WordRight),
        (Key::Enter, true, _) => asked.apply = true,
        (Key::Enter, false, _) => buffer.new_line(),
        (Key::Tab, false, false) => buffer.tab(),
        (Key::Tab, false, true) => buffer.outdent(),
        (Key::Slash, true, _) => buffer.toggle_comment(),
        (Key::A, true, false) => buffer.set_cursor(Cursor::new(0, buffer.text().len())),
        (Key::Z, true, false) => asked.undo = !buffer.undo(),
        (Key::Z, true, true) | (Key::Y, true, false) => asked.redo = !buffer.redo(),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(text: &str, keys: &[(Key, Modifiers)]) -> (String, Asked) {
        let mut buffer = Buffer::new(text);
        let mut asked = Asked::default();
        for (key, modifiers) in keys {
            press(&mut buffer, *key, *modifiers, 10, &mut asked);
        }
        (buffer.text().to_owned(), asked)
    }

    const CTRL: Modifiers = Modifiers::COMMAND;

    /// Keys change the text as in other editors.
    #[test]
    fn keys_change_the_text() {
        let keys = [
            (Key::End, Modifiers::NONE),
            (Key::Backspace, Modifiers::NONE),
        ];
        assert_eq!(pressed("ab\nc", &keys).0, "a\nc");
        assert_eq!(pressed("ab c\n", &[(Key::Delete, CTRL)]).0, " c\n");
        assert_eq!(pressed("ab", &[(Key::Slash, CTRL)]).0, "// ab");
        let all = [(Key::A, CTRL), (Key::Delete, Modifiers::NONE)];
        assert_eq!(pressed("ab\nc", &all).0, "");
        let down = [
            (Key::ArrowDown, Modifiers::SHIFT),
            (Key::Delete, Modifiers::NONE),
        ];
        assert_eq!(pressed("ab\nc", &down).0, "c");
    }

    /// Undo belongs to the text first, then to the dossier.
    #[test]
    fn undo_goes_on_in_the_dossier() {
        let undo = (Key::Z, CTRL);
        let (text, asked) = pressed("ab", &[(Key::Delete, Modifiers::NONE), undo]);
        assert_eq!((text.as_str(), asked.undo), ("ab", false));
        assert!(pressed("ab", &[undo]).1.undo);
        assert!(pressed("ab", &[(Key::Y, CTRL)]).1.redo);
        assert!(pressed("ab", &[(Key::Enter, CTRL)]).1.apply);
    }

    /// Letters of an input method are shown, replaced while they change, and stay when they are decided.
    #[test]
    fn input_methods() {
        let mut keyboard = Keyboard::default();
        let mut buffer = Buffer::new("ab");
        let preedit = |text: &str| ImeEvent::Preedit {
            text: text.to_owned(),
            active_range_chars: None,
        };
        keyboard.ime(&mut buffer, preedit(""));
        assert_eq!(buffer.text(), "ab");
        keyboard.ime(&mut buffer, preedit("に"));
        keyboard.ime(&mut buffer, preedit("にほ"));
        assert!(keyboard.is_composing());
        assert_eq!(buffer.text(), "にほab");
        keyboard.ime(&mut buffer, ImeEvent::Commit("日本".to_owned()));
        assert_eq!((buffer.text(), keyboard.is_composing()), ("日本ab", false));
        assert_eq!(buffer.cursor(), Cursor::at("日本".len()));
    }
}
