//! The keys of a table while nothing is typed in.
//!
//! They work while the table has the keyboard; those that walk through the rows also while the pointer is
//! over it and nothing else has the keyboard.

use super::{Marked, RecordTable, Spec};
use crate::command::Command;
use crate::ui::Cx;
use egui::{Event, EventFilter, Key, Modifiers, Response, Ui};

/// Rows that Page up and Page down go over.
const PAGE: usize = 15;

impl RecordTable {
    pub(super) fn keys(&mut self, ui: &Ui, cx: &mut Cx<'_>, spec: &Spec, table: &Response) {
        let has_focus = table.has_focus();
        if has_focus {
            let filter = EventFilter {
                tab: true,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(table.id, filter));
        }
        let free = ui.memory(|memory| memory.focused().is_none());
        if has_focus || free && ui.rect_contains_pointer(table.rect) {
            self.walk(ui, cx, spec, table);
        }
        if !has_focus {
            return;
        }
        self.walk_columns(ui, cx, spec);
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if pressed(Modifiers::COMMAND, Key::A) {
            self.now.marked = Marked::All;
        }
        if pressed(Modifiers::NONE, Key::Escape) {
            self.escape(table);
        }
        if pressed(Modifiers::NONE, Key::Delete) || pressed(Modifiers::NONE, Key::Backspace) {
            self.clear(cx, spec);
        } else if pressed(Modifiers::NONE, Key::Enter) || pressed(Modifiers::NONE, Key::F2) {
            self.begin(cx, None);
        } else {
            self.typed(ui, cx, spec);
        }
    }

    /// Up and down.
    fn walk(&mut self, ui: &Ui, cx: &mut Cx<'_>, spec: &Spec, table: &Response) {
        let keys = [
            Key::ArrowUp,
            Key::ArrowDown,
            Key::PageUp,
            Key::PageDown,
            Key::Home,
            Key::End,
        ];
        let shift = ui.input(|input| input.modifiers.shift);
        let pressed = ui.input_mut(|input| {
            let mut keys = keys.into_iter();
            keys.find(|key| {
                input.consume_key(Modifiers::NONE, *key)
                    || input.consume_key(Modifiers::SHIFT, *key)
            })
        });
        let Some(key) = pressed else { return };
        let n_lines = self.now.rows.lines.len();
        let Some(target) = self.target(self.cursor_line(), n_lines, key) else {
            return;
        };
        self.now.marked = match (shift, self.cursor_line()) {
            (false, _) => Marked::None,
            (true, Some(line)) if self.now.marked == Marked::None => self
                .now
                .rows
                .row_at(line)
                .map_or(Marked::None, |row| Marked::From(row.id.clone())),
            (true, _) => self.now.marked.clone(),
        };
        self.go(cx, spec, target, None);
        table.request_focus();
    }

    /// The line that a key leads to; headings are stepped over, and walking does not go on to the last
    /// line by whole pages.
    fn target(&self, current: Option<usize>, n_lines: usize, key: Key) -> Option<usize> {
        let last = n_lines.checked_sub(1)?;
        let last_record = last.saturating_sub(1);
        let (target, up) = match (key, current) {
            (Key::Home, _) | (Key::ArrowDown | Key::PageDown, None) => (0, false),
            (Key::End, _) | (Key::ArrowUp | Key::PageUp, None) => (last_record, true),
            (Key::ArrowUp, Some(line)) => return self.next_line(line, true),
            (Key::ArrowDown, Some(line)) => return self.next_line(line, false),
            (Key::PageUp, Some(line)) => (line.saturating_sub(PAGE), false),
            (Key::PageDown, Some(line)) => ((line + PAGE).min(last_record), true),
            _ => return None,
        };
        if self.at_line(target).is_some() {
            Some(target)
        } else {
            self.next_line(target, up)
        }
    }

    /// Left and right.
    fn walk_columns(&mut self, ui: &Ui, cx: &mut Cx<'_>, spec: &Spec) {
        use super::editor::Step;
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if pressed(Modifiers::SHIFT, Key::Tab) {
            self.step(cx, spec, Step::Left);
        } else if pressed(Modifiers::NONE, Key::Tab) {
            self.step(cx, spec, Step::Right);
        }
        let back = pressed(Modifiers::NONE, Key::ArrowLeft);
        if !back && !pressed(Modifiers::NONE, Key::ArrowRight) {
            return;
        }
        let keys: Vec<String> = self.heads().map(|head| head.key.clone()).collect();
        let place = keys.iter().position(|key| *key == self.now.column);
        let next = match place {
            Some(place) if back => place.checked_sub(1),
            Some(place) => Some(place + 1),
            None => Some(0),
        };
        if let Some(key) = next.and_then(|next| keys.get(next)) {
            self.now.column.clone_from(key);
            self.now.wants_scroll = true;
        }
    }

    /// Drops what is marked or a text that could not be taken; else leaves the table.
    fn escape(&mut self, table: &Response) {
        let column = self.head(&self.now.column).and_then(|head| head.column);
        let dropped =
            column.is_some_and(|column| self.now.drafts.drop(self.now.at.id(), &column.path));
        if !dropped && self.now.marked == Marked::None {
            table.surrender_focus();
        }
        self.now.marked = Marked::None;
    }

    /// Letters begin typing; the clipboard's events are those of the system's own keys.
    fn typed(&mut self, ui: &Ui, cx: &mut Cx<'_>, spec: &Spec) {
        let mut letters = String::new();
        let mut copies = false;
        let mut pasted = None;
        ui.input_mut(|input| {
            input.events.retain(|event| match event {
                Event::Text(text) => {
                    letters.push_str(text);
                    false
                }
                Event::Copy => {
                    copies = true;
                    false
                }
                Event::Paste(text) => {
                    pasted = Some(text.clone());
                    false
                }
                _ => true,
            });
        });
        if copies && let Some(text) = self.copied(cx, spec) {
            cx.commands.push(Command::Copy(text));
        }
        if let Some(text) = pasted {
            self.pasted(cx, spec, &text);
        } else if !letters.trim().is_empty() {
            self.begin(cx, Some(letters));
        }
    }
}
