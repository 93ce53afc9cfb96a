//! The pointer over the text: clicks, marking, the menu.
//!
//! No opinion on keys ([`super::input`]).

use super::area::Area;
use super::buffer::{Cursor, Kind};
use super::editor::Editor;
use super::{TextView, findings, id, input};
use crate::command::Command;
use crate::document::Focus;
use crate::format::Span;
use crate::ui::Cx;
use egui::{Button, CursorIcon, Response, Ui, ViewportCommand, vec2};

/// What the pointer asks for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pointed {
    /// Where the caret goes and what is marked.
    cursor: Option<Cursor>,
    /// The byte whose record is selected.
    select: Option<usize>,
}

impl TextView {
    /// Clicks select a record or value and put the caret there, drags mark a part of the text.
    pub(super) fn pointer(&mut self, ui: &Ui, area: &Area<'_>, response: &Response) -> Pointed {
        let mut pointed = Pointed::default();
        let Some(pos) = response
            .interact_pointer_pos()
            .or_else(|| response.hover_pos())
        else {
            return pointed;
        };
        let in_gutter = area.is_in_gutter(pos);
        if response.hovered() {
            ui.set_cursor_icon(if in_gutter {
                CursorIcon::Default
            } else {
                CursorIcon::Text
            });
            if in_gutter {
                findings::tooltip(area, response, pos);
            }
        }
        let buffer = &area.editor.buffer;
        let byte = area.byte_at(ui, pos);
        let pressed = response.is_pointer_button_down_on()
            && ui.input(|input| input.pointer.primary_pressed());
        let shift = ui.input(|input| input.modifiers.shift);
        let is_multiple = response.double_clicked() || response.triple_clicked();
        // A quick click is pressed and released within one frame.
        if pressed || (response.clicked() && !is_multiple) {
            response.request_focus();
            self.held_from = in_gutter.then(|| buffer.whole_line(byte));
            pointed.cursor = Some(match self.held_from {
                Some(line) => Cursor::new(line.start, line.end),
                None if shift => Cursor::new(buffer.cursor().anchor, byte),
                None => Cursor::at(byte),
            });
        } else if response.triple_clicked() {
            let line = buffer.whole_line(byte);
            pointed.cursor = Some(Cursor::new(line.start, line.end));
        } else if response.double_clicked() {
            let word = buffer.word_at(byte);
            pointed.cursor = Some(Cursor::new(word.start, word.end));
        } else if response.dragged_by(egui::PointerButton::Primary) {
            pointed.cursor = Some(match self.held_from {
                Some(from) => reaching(from, buffer.whole_line(byte)),
                None => Cursor::new(buffer.cursor().anchor, byte),
            });
            // Beyond the upper or lower edge the text moves along.
            let beyond =
                (area.screen.top() - pos.y).max(0.0) - (pos.y - area.screen.bottom()).max(0.0);
            if beyond != 0.0 {
                ui.scroll_with_delta_animation(
                    vec2(0.0, beyond * 0.3),
                    egui::style::ScrollAnimation::none(),
                );
                ui.ctx().request_repaint();
            }
        }
        if response.clicked() && !is_multiple && !shift {
            let finding = area.editor.findings_on(area.line_at(pos)).next();
            pointed.select = Some(match finding {
                // Beside the text a click leads to what the sign there is about.
                Some((_, span)) if in_gutter => span.start,
                _ => area.byte_to_select(byte),
            });
        }
        if response.secondary_clicked() && !buffer.cursor().span().contains(byte) {
            pointed.cursor = Some(Cursor::at(byte));
        }
        pointed
    }

    /// Carries out what the pointer asks for.
    pub(super) fn follow_pointer(
        &mut self,
        cx: &mut Cx<'_>,
        editor: &mut Editor,
        pointed: Pointed,
    ) {
        if let Some(cursor) = pointed.cursor
            && editor.buffer.cursor() != cursor
        {
            editor.buffer.set_cursor(cursor);
        }
        if let Some(byte) = pointed.select {
            let byte = editor.buffer.hunks().to_base(byte);
            if let Some(focus) = cx.snapshot().focus_at(byte) {
                self.follow.own();
                cx.select(focus);
            }
        }
    }

    /// The menu of the right button.
    pub(super) fn menu(cx: &mut Cx<'_>, editor: &mut Editor, response: &Response) {
        response.context_menu(|menu| {
            let buffer = &mut editor.buffer;
            let span = input::to_copy(buffer);
            let what = if buffer.marked().is_empty() {
                "line"
            } else {
                "marked text"
            };
            if menu.button(format!("Cut {what}")).clicked() {
                let text = span.of(buffer.text()).to_owned();
                cx.commands.push(Command::Copy(text));
                buffer.change(span, "", Kind::Other, Cursor::at(span.start));
            }
            if menu.button(format!("Copy {what}")).clicked() {
                let text = span.of(buffer.text()).to_owned();
                cx.commands.push(Command::Copy(text));
            }
            if menu.button("Paste").clicked() {
                menu.memory_mut(|memory| memory.request_focus(id()));
                menu.ctx().send_viewport_cmd(ViewportCommand::RequestPaste);
            }
            menu.separator();
            if menu.button("Make a comment or text").clicked() {
                buffer.toggle_comment();
            }
            if menu.button("Mark everything").clicked() {
                buffer.set_cursor(Cursor::new(0, buffer.text().len()));
                menu.memory_mut(|memory| memory.request_focus(id()));
            }
            menu.separator();
            let record = cx.selection.focus().map(|focus| Focus {
                field: String::new(),
                ..focus.clone()
            });
            let record = record
                .and_then(|focus| cx.snapshot().span_of(&focus))
                .map(|span| buffer.hunks().span_now(span));
            let button = Button::new("Copy selected record");
            if menu.add_enabled(record.is_some(), button).clicked()
                && let Some(span) = record
            {
                let text = span.of(buffer.text()).to_owned();
                cx.commands.push(Command::Copy(text));
            }
        });
    }
}

/// Marks from one line to another, in the direction in which the pointer went.
fn reaching(from: Span, to: Span) -> Cursor {
    if to.start < from.start {
        Cursor::new(from.end, to.start)
    } else {
        Cursor::new(from.start, to.end)
    }
}
