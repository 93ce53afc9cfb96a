//! The file as it is: read-only, coloured, with its findings, and scrolled to what is selected.
//!
//! A click selects what stands there, and a selection made elsewhere is scrolled to and marked, so text
//! and forms show the same thing.

mod area;
mod find;
mod findings;
mod lines;
mod metrics;

use super::events::follow::{Follow, Scroll};
use super::events::frame;
use crate::command::Command;
use crate::document::{Focus, Snapshot};
use crate::format::Span;
use crate::model::RecordKind;
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::Search;
use area::{Area, Marks};
use egui::{
    Button, CursorIcon, Event, EventFilter, Frame, Id, Key, Label, Modifiers, Pos2, Rect, Response,
    Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo, vec2,
};
use find::Found;
use lines::{Lines, line_span};
use metrics::Metrics;

/// The view of the text.
#[derive(Default)]
pub(super) struct TextView {
    /// What is searched for.
    pub(super) search: Search,
    lines: Option<Lines>,
    found: Found,
    follow: Follow,
    /// What is marked with the pointer, as two bytes of the text: where it began and where it is.
    marked: Option<(usize, usize)>,
    /// The line for which the menu was opened.
    menu_line: u32,
    /// How far the text is scrolled, and how far it is to be at the next frame.
    offset: Vec2,
    wanted_offset: Option<Vec2>,
}

impl TextView {
    /// Draws the search field, the findings and the text.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let document = cx.document;
        let snapshot = document.snapshot();
        let text = snapshot.shared_text();
        if !self.lines.as_ref().is_some_and(|lines| lines.is_of(text)) {
            self.lines = None;
            self.marked = None;
        }
        let lines = self.lines.take().unwrap_or_else(|| Lines::new(text));
        frame(ui, |ui| {
            let metrics = Metrics::new(ui, &lines, snapshot.lines().n_lines());
            let mut target = self.search_ui(ui, snapshot, &metrics);
            if let Some(finding) = findings::list_ui(ui, cx, snapshot) {
                target = Some(finding.span.start);
                if let Some(focus) = &finding.focus {
                    self.follow.own();
                    cx.select(focus.clone());
                }
            }
            if self.follow.take(cx.selection.serial()) == Scroll::Centre
                && let Some(focus) = cx.selection.focus()
                && let Some(span) = snapshot.span_of(focus)
            {
                target = Some(span.start);
            }
            self.text_ui(ui, cx, &lines, &metrics, target);
        });
        self.lines = Some(lines);
    }

    /// The search field; returns the byte to show.
    fn search_ui(&mut self, ui: &mut Ui, snapshot: &Snapshot, metrics: &Metrics) -> Option<usize> {
        let mut moved = false;
        ui.horizontal(|ui| {
            let response = self.search.ui(ui, "Search text", 240.0);
            let n_lines = snapshot.lines().n_lines();
            let top = metrics.line_at(self.offset.y, n_lines);
            let from = snapshot.lines().line_start(top).unwrap_or(0);
            let text = snapshot.shared_text();
            moved |= self.found.refresh(text, &self.search.text, from);
            if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                self.found.step(!ui.input(|input| input.modifiers.shift));
                moved = true;
                response.request_focus();
            }
            let enabled = !self.found.is_empty();
            for (glyph, name, keys, forward) in [
                ("↑", "Previous match", "Shift+Enter", false),
                ("↓", "Next match", "Enter", true),
            ] {
                let response = ui
                    .add_enabled(enabled, Button::new(glyph))
                    .accessible_name(name)
                    .on_hover_text(format!("{name} ({keys})"));
                if response.clicked() {
                    self.found.step(forward);
                    moved = true;
                }
            }
            ui.add(Label::new(theme::weak(ui, self.found.label())).selectable(false));
            let text = format!("{n_lines} lines, read-only: values are changed in the inspector");
            ui.add(
                Label::new(theme::weak(ui, text).size(theme::SMALL))
                    .truncate()
                    .selectable(false),
            );
        });
        self.found
            .current()
            .filter(|_| moved)
            .map(|span| span.start)
    }

    fn text_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        lines: &Lines,
        metrics: &Metrics,
        target: Option<usize>,
    ) {
        let document = cx.document;
        let snapshot = document.snapshot();
        let palette = Palette::of(ui);
        let stroke = ui.visuals().widgets.noninteractive.bg_stroke;
        Frame::new()
            .fill(palette.card)
            .stroke(stroke)
            .inner_margin(1)
            .show(ui, |ui| {
                let seen = ui.available_size();
                let mut scroll = ScrollArea::both()
                    .id_salt("text of the file")
                    .auto_shrink(false);
                if let Some(byte) = target {
                    scroll = scroll.scroll_offset(offset_for(snapshot, metrics, seen, byte));
                } else if let Some(offset) = self.wanted_offset.take() {
                    scroll = scroll.scroll_offset(offset);
                }
                let output = scroll.show_viewport(ui, |ui, viewport| {
                    ui.set_min_size(metrics.size);
                    let origin = ui.max_rect().min;
                    let screen =
                        Rect::from_min_size(origin + viewport.min.to_vec2(), viewport.size());
                    let area = Area {
                        snapshot,
                        lines,
                        metrics,
                        palette,
                        screen,
                        origin,
                    };
                    let id = ui.scope_id().with("lines of the file");
                    let response = ui.interact(screen, id, Sense::click_and_drag());
                    self.pointer(ui, cx, &area, &response);
                    let marks = self.marks(cx, snapshot);
                    area.paint(ui, &marks, &self.found);
                    name_for_readers(&area, &response);
                    self.menu(cx, &area, &response);
                    self.copy(ui, cx, &response);
                    (id, response.has_focus())
                });
                self.offset = output.state.clamped_offset();
                let (id, has_focus) = output.inner;
                if has_focus {
                    self.keys(ui, id, metrics, output.inner_rect.height());
                }
            });
    }

    fn marks(&self, cx: &Cx<'_>, snapshot: &Snapshot) -> Marks {
        let focus = cx.selection.focus();
        let record = focus
            .filter(|focus| focus.record.kind != RecordKind::Dossier)
            .and_then(|focus| {
                snapshot.span_of(&Focus {
                    record: focus.record.clone(),
                    field: String::new(),
                })
            });
        // A value that is not in the text has the place of its record, which is marked already.
        let value = focus
            .filter(|focus| !focus.field.is_empty())
            .and_then(|focus| snapshot.span_of(focus))
            .filter(|value| record != Some(*value));
        Marks {
            record,
            value,
            copied: self.copied_span(),
        }
    }

    fn copied_span(&self) -> Option<Span> {
        let (from, to) = self.marked?;
        Some(Span::new(from.min(to), from.max(to))).filter(|span| !span.is_empty())
    }

    /// Clicks select a record or value, drags mark a part of the text.
    fn pointer(&mut self, ui: &Ui, cx: &mut Cx<'_>, area: &Area<'_>, response: &Response) {
        let Some(pos) = response
            .interact_pointer_pos()
            .or_else(|| response.hover_pos())
        else {
            return;
        };
        let in_gutter = pos.x < area.screen.left() + area.metrics.gutter;
        if response.hovered() {
            ui.set_cursor_icon(if in_gutter {
                CursorIcon::PointingHand
            } else {
                CursorIcon::Text
            });
            if in_gutter {
                findings::tooltip(area, response, pos);
            }
        }
        if response.drag_started() {
            let byte = area.byte_at(ui, drag_start(ui).unwrap_or(pos));
            self.marked = Some((byte, byte));
            response.request_focus();
        }
        if response.dragged()
            && let Some((_, to)) = &mut self.marked
        {
            *to = area.byte_at(ui, pos);
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
        if response.secondary_clicked() {
            self.menu_line = area.line_at(pos);
        }
        if response.double_clicked() {
            let word = area.lines.piece_at(area.byte_of_click(ui, pos));
            self.marked = word.map(|(_, span)| (span.start, span.end));
        } else if response.clicked() {
            self.marked = None;
            response.request_focus();
            let byte = area.byte_of_click(ui, pos);
            if let Some(focus) = area.snapshot.focus_at(byte) {
                self.follow.own();
                cx.select(focus);
            }
        }
    }

    fn menu(&self, cx: &mut Cx<'_>, area: &Area<'_>, response: &Response) {
        let text = area.snapshot.text();
        response.context_menu(|menu| {
            if menu.button("Copy line").clicked() {
                let line = line_span(text, area.snapshot.lines(), self.menu_line);
                cx.commands.push(Command::Copy(line.of(text).to_owned()));
            }
            let marked = self.copied_span();
            let button = Button::new("Copy marked text");
            if menu.add_enabled(marked.is_some(), button).clicked()
                && let Some(span) = marked
            {
                cx.commands.push(Command::Copy(span.of(text).to_owned()));
            }
            let record = cx.selection.focus().map(|focus| Focus {
                field: String::new(),
                ..focus.clone()
            });
            let record = record.and_then(|focus| area.snapshot.span_of(&focus));
            if menu
                .add_enabled(record.is_some(), Button::new("Copy selected record"))
                .clicked()
                && let Some(span) = record
            {
                cx.commands.push(Command::Copy(span.of(text).to_owned()));
            }
        });
    }

    fn copy(&self, ui: &Ui, cx: &mut Cx<'_>, response: &Response) {
        let Some(span) = self.copied_span() else {
            return;
        };
        let is_free = response.has_focus() || !ui.ctx().text_edit_focused();
        if is_free && ui.input(|input| input.events.contains(&Event::Copy)) {
            cx.commands
                .push(Command::Copy(span.of(cx.snapshot().text()).to_owned()));
        }
    }

    /// Arrows, pages and ends scroll while the text has the keyboard.
    fn keys(&mut self, ui: &Ui, id: Id, metrics: &Metrics, height: f32) {
        let filter = EventFilter {
            vertical_arrows: true,
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let row = metrics.row_height;
        let column = metrics.char_width * 4.0;
        let page = (height - 2.0 * row).max(row);
        let moves = [
            (Key::ArrowUp, vec2(0.0, -row)),
            (Key::ArrowDown, vec2(0.0, row)),
            (Key::ArrowLeft, vec2(-column, 0.0)),
            (Key::ArrowRight, vec2(column, 0.0)),
            (Key::PageUp, vec2(0.0, -page)),
            (Key::PageDown, vec2(0.0, page)),
            (Key::Home, vec2(0.0, -metrics.size.y)),
            (Key::End, vec2(0.0, metrics.size.y)),
        ];
        for (key, by) in moves {
            let n = ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
            if n > 0 {
                let most = (metrics.size.y - height).max(0.0);
                let offset = self.offset + by * n as f32;
                self.wanted_offset = Some(vec2(offset.x.max(0.0), offset.y.clamp(0.0, most)));
                ui.ctx().request_repaint();
            }
        }
    }
}

/// What a screen reader is told: the lines that are seen.
fn name_for_readers(area: &Area<'_>, response: &Response) {
    let (first, last) = area.seen_lines();
    let index = area.snapshot.lines();
    let text = area.snapshot.text();
    response.widget_info(|| {
        let start = line_span(text, index, first).start;
        let seen = Span::new(start, line_span(text, index, last).end).of(text);
        let mut info = WidgetInfo::labeled(Role::Label, true, "Text of the file");
        info.current_text_value = Some(seen.to_owned());
        info
    });
}

/// Where a drag began; by the time it is known to be one, the pointer has moved on.
fn drag_start(ui: &Ui) -> Option<Pos2> {
    ui.input(|input| input.pointer.press_origin())
}

/// How far to scroll so that a byte is in the upper third, and not beyond the right edge.
fn offset_for(snapshot: &Snapshot, metrics: &Metrics, seen: Vec2, byte: usize) -> Vec2 {
    let position = snapshot.position(byte);
    let y = (position.line as f32 - 1.0) * metrics.row_height - seen.y * 0.25;
    let x = position.column as f32 * metrics.char_width;
    let x = if x + metrics.gutter < seen.x * 0.85 {
        0.0
    } else {
        x - seen.x * 0.4
    };
    let most = (metrics.size - seen).max(Vec2::ZERO);
    vec2(x.max(0.0), y.clamp(0.0, most.y))
}
