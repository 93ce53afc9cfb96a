//! The file as text, to be read and edited: coloured, with its findings beside it, and scrolled to what is
//! selected.
//!
//! A click selects what stands there, and a selection made elsewhere is scrolled to and marked, so text
//! and forms show the same thing. What is typed is a draft ([`editor`]) until it is a step of the dossier.

mod area;
mod bar;
mod buffer;
mod editor;
mod find;
mod findings;
mod input;
mod metrics;
mod pointer;
mod ruler;
mod tools;

pub(in crate::ui::views) use area::{severity_colour, severity_glyph};
pub(in crate::ui::views) use editor::Standing;

use super::events::follow::{Follow, Scroll};
use super::events::frame;
use crate::command::{Action, Command, DraftWish};
use crate::document::{Edit, Focus, Snapshot};
use crate::format::Span;
use crate::model::RecordKind;
use crate::ui::Cx;
use crate::ui::theme::Palette;
use area::{Area, Marks};
use buffer::Cursor;
use editor::Editor;
use egui::{
    Frame, IMEPurpose, Id, Rect, Response, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo,
    text_edit::TextEditState,
};
use input::{Asked, Keyboard};
use metrics::Metrics;
use tools::Tools;

/// How long typing pauses before the draft is looked at, in seconds.
const CHECK_AFTER: f64 = 0.3;
/// How long typing pauses before the draft becomes a step, in seconds.
const APPLY_AFTER: f64 = 1.0;

/// The view of the text.
#[derive(Default)]
pub(super) struct TextView {
    tools: Tools,
    editor: Option<Editor>,
    follow: Follow,
    keyboard: Keyboard,
    /// Whole words or lines are marked while the pointer is held down: those of this range at least.
    held_from: Option<Span>,
    /// How far the text is scrolled, and how far it is to be at the next frame.
    offset: Vec2,
    wanted_offset: Option<Vec2>,
    /// Size of what is seen of the text, and where on screen it begins.
    seen: Vec2,
    top: f32,
    version: u64,
    had_focus: bool,
    wants_focus: bool,
    /// The next change of the dossier is an undo or redo asked for here, and is to be shown.
    shows_change: bool,
    /// A byte of the dossier's text that is to be shown.
    wanted_byte: Option<usize>,
}

/// The name under which egui knows the text.
fn id() -> Id {
    Id::unique("text of the file")
}

impl TextView {
    /// Draws the tools, the bar of the draft, and the text.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let document = cx.document;
        let snapshot = document.snapshot();
        let mut editor = self.editor.take().unwrap_or_else(|| Editor::new(snapshot));
        let mut show_caret = self.sync(&mut editor, snapshot);
        let asked = self.keys(ui, &mut editor, &mut show_caret);
        self.obey(cx, asked);
        frame(ui, |ui| {
            if self.tools.ui(ui, &mut editor) {
                show_caret = Scroll::JustEnough;
            }
            self.wants_focus |= std::mem::take(&mut self.tools.gives_focus);
            if let Some(byte) = bar::ui(ui, cx, &mut editor) {
                editor.buffer.set_cursor(Cursor::at(byte));
                self.wants_focus = true;
                show_caret = Scroll::Centre;
            }
            if self.follow.take(cx.selection.serial()) == Scroll::Centre
                && let Some(focus) = cx.selection.focus()
                && let Some(span) = snapshot.span_of(focus)
            {
                self.wanted_byte = Some(span.start);
            }
            if let Some(byte) = self.wanted_byte.take() {
                let byte = editor.buffer.hunks().to_now(byte);
                editor.buffer.set_cursor(Cursor::at(byte));
                show_caret = Scroll::Centre;
            }
            self.text_ui(ui, cx, &mut editor, show_caret);
        });
        self.time(ui, cx, &mut editor);
        self.editor = Some(editor);
    }

    fn sync(&mut self, editor: &mut Editor, snapshot: &Snapshot) -> Scroll {
        let changed = editor.sync(snapshot);
        match changed {
            Some(span) if std::mem::take(&mut self.shows_change) => {
                editor.buffer.set_cursor(Cursor::at(span.end));
                Scroll::JustEnough
            }
            _ => Scroll::Stay,
        }
    }

    fn keys(&mut self, ui: &Ui, editor: &mut Editor, show_caret: &mut Scroll) -> Asked {
        if !ui.memory(|memory| memory.has_focus(id())) {
            return Asked::default();
        }
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), input::FILTER));
        let metrics = Metrics::new(ui, &editor.buffer);
        let page = metrics::index(self.seen.y / metrics.row_height).saturating_sub(1);
        let before = (editor.buffer.version(), editor.buffer.cursor());
        let asked = self.keyboard.take(ui, &mut editor.buffer, page);
        if before != (editor.buffer.version(), editor.buffer.cursor()) {
            *show_caret = Scroll::JustEnough;
        }
        asked
    }

    fn obey(&mut self, cx: &mut Cx<'_>, asked: Asked) {
        if asked.apply {
            cx.commands.push(Command::Draft(DraftWish::Apply));
        }
        for (asked, action) in [(asked.undo, Action::Undo), (asked.redo, Action::Redo)] {
            if asked {
                self.shows_change = true;
                cx.act(action);
            }
        }
    }

    /// Looks at the draft and applies it, when typing pauses.
    fn time(&mut self, ui: &Ui, cx: &mut Cx<'_>, editor: &mut Editor) {
        let now = ui.input(|input| input.time);
        if self.version != editor.buffer.version() {
            self.version = editor.buffer.version();
            editor.changed_at = now;
        }
        let has_focus = ui.memory(|memory| memory.has_focus(id()));
        let left = std::mem::replace(&mut self.had_focus, has_focus) && !has_focus;
        if !editor.buffer.is_changed() || self.keyboard.is_composing() {
            return;
        }
        if left {
            cx.commands.push(Command::Draft(DraftWish::Apply));
            return;
        }
        let paused = now - editor.changed_at;
        if paused >= CHECK_AFTER && editor.standing() == Standing::Unchecked {
            editor.check(cx.document.snapshot());
            // What it came to is drawn above the text, which stands already.
            ui.ctx().request_repaint();
        }
        let wait = match editor.standing() {
            Standing::Unchecked => CHECK_AFTER - paused,
            Standing::Ready if paused >= APPLY_AFTER => {
                cx.commands.push(Command::Draft(DraftWish::Apply));
                return;
            }
            Standing::Ready => APPLY_AFTER - paused,
            Standing::None | Standing::Held(..) | Standing::Collides => return,
        };
        let wait = std::time::Duration::from_secs_f64(wait.max(0.01));
        ui.ctx().request_repaint_after(wait);
    }

    fn text_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, editor: &mut Editor, show: Scroll) {
        let palette = Palette::of(ui);
        let stroke = ui.visuals().widgets.noninteractive.bg_stroke;
        Frame::new()
            .fill(palette.card)
            .stroke(stroke)
            .inner_margin(1)
            .show(ui, |ui| {
                let metrics = Metrics::new(ui, &editor.buffer);
                self.seen = ui.available_size() - egui::vec2(ruler::WIDTH, 0.0);
                let whole = ui.available_rect_before_wrap();
                // A row that appears above the text or goes does not move what one reads.
                let moved = whole.top() - std::mem::replace(&mut self.top, whole.top());
                if moved != 0.0 && self.seen.y > 0.0 && self.version > 0 {
                    self.wanted_offset
                        .get_or_insert(self.offset + egui::vec2(0.0, moved));
                }
                let caret = editor.buffer.cursor().caret;
                let (line, column) = (editor.buffer.line_of(caret), editor.buffer.column_of(caret));
                match show {
                    Scroll::Stay => {}
                    Scroll::JustEnough => {
                        let from = self.wanted_offset.unwrap_or(self.offset);
                        self.wanted_offset =
                            Some(metrics.offset_to_see(line, column, from, self.seen));
                    }
                    Scroll::Centre => {
                        self.wanted_offset = Some(metrics.offset_for(line, column, self.seen));
                    }
                }
                ui.expand_to_include_rect(whole);
                let (mut left, mut right) = (whole, whole);
                left.max.x -= ruler::WIDTH;
                right.min.x = left.max.x;
                if let Some(line) = ruler::ui(ui, right, editor, &self.tools.found) {
                    self.wanted_offset = Some(metrics.offset_for(line, 0, self.seen));
                }
                ui.scope_builder(egui::UiBuilder::new().max_rect(left), |ui| {
                    self.scroll_ui(ui, cx, editor, &metrics);
                });
            });
    }

    fn scroll_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, editor: &mut Editor, metrics: &Metrics) {
        let mut scroll = ScrollArea::both()
            .id_salt("text of the file")
            .auto_shrink(false);
        if let Some(offset) = self.wanted_offset.take() {
            scroll = scroll.scroll_offset(metrics.within(offset, self.seen));
        }
        let output = scroll.show_viewport(ui, |ui, viewport| {
            ui.set_min_size(metrics.size);
            let origin = ui.max_rect().min;
            let screen = Rect::from_min_size(origin + viewport.min.to_vec2(), viewport.size());
            let response = ui.interact(screen, id(), Sense::click_and_drag());
            if std::mem::take(&mut self.wants_focus) {
                response.request_focus();
            }
            if response.gained_focus() {
                // egui then knows that one types here, and leaves us our keys.
                TextEditState::default().store(ui.ctx(), id());
            }
            let area = Area {
                editor,
                metrics,
                palette: Palette::of(ui),
                screen,
                origin,
                has_focus: response.has_focus(),
            };
            let pointed = self.pointer(ui, &area, &response);
            let marks = marks(cx, &area.editor.buffer);
            let caret = area.paint(ui, &marks, &self.tools.found);
            name_for_readers(&area, &response);
            if response.has_focus() {
                ui.output_mut(|output| {
                    output.ime = Some(egui::output::IMEOutput {
                        purpose: IMEPurpose::Normal,
                        rect: screen,
                        cursor_rect: caret,
                        should_interrupt_composition: false,
                    });
                });
            }
            self.follow_pointer(cx, editor, pointed);
            Self::menu(cx, editor, &response);
        });
        self.offset = output.state.clamped_offset();
    }

    /// Puts the cursor into the search field.
    pub(super) fn focus_search(&mut self) {
        self.tools.search.focus();
    }

    /// Opens the fields for replacing.
    pub(super) fn open_replacing(&mut self) {
        self.tools.open_replacing();
    }

    /// Opens the field for a line number.
    pub(super) fn open_going(&mut self) {
        self.tools.open_going();
    }

    /// Shows a byte of the dossier's text at the next frame, and takes the keyboard there.
    pub(super) fn show_byte(&mut self, byte: usize) {
        self.wanted_byte = Some(byte);
        self.wants_focus = true;
    }

    /// Where the caret is in the dossier's text.
    pub(super) fn caret(&self) -> Option<usize> {
        let editor = self.editor.as_ref()?;
        let caret = editor.buffer.cursor().caret;
        Some(editor.buffer.hunks().to_base(caret))
    }

    /// The draft, if there is one.
    pub(super) fn draft(&self) -> Option<&str> {
        let editor = self.editor.as_ref()?;
        editor.buffer.is_changed().then(|| editor.buffer.text())
    }

    /// How the draft stands, after it was looked at.
    pub(super) fn check(&mut self, snapshot: &Snapshot) -> Standing {
        let Some(editor) = &mut self.editor else {
            return Standing::None;
        };
        editor.sync(snapshot);
        editor.check(snapshot)
    }

    /// The draft as one step, if it can be one.
    pub(super) fn take_edit(&mut self, snapshot: &Snapshot) -> Option<Edit> {
        let editor = self.editor.as_mut()?;
        editor.sync(snapshot);
        editor.edit(snapshot)
    }

    /// The draft as one step, whatever is wrong with it.
    pub(super) fn take_edit_as_it_is(&self) -> Option<Edit> {
        let editor = self.editor.as_ref()?;
        editor.buffer.is_changed().then(|| editor.edit_as_it_is())
    }

    /// Takes a text as draft, as it was when the program ended.
    pub(super) fn restore_draft(&mut self, snapshot: &Snapshot, text: &str) {
        let mut editor = Editor::new(snapshot);
        editor.buffer.adopt_draft(snapshot.text(), text);
        self.editor = Some(editor);
    }

    /// Notes that the dossier did not take the draft, and why.
    pub(super) fn refuse_draft(&mut self, reason: String) {
        if let Some(editor) = &mut self.editor {
            editor.refuse(reason);
        }
    }

    /// Drops the draft.
    pub(super) fn discard_draft(&mut self, snapshot: &Snapshot) {
        if let Some(editor) = &mut self.editor {
            editor.discard(snapshot);
        }
    }

    /// Takes back what was typed last, or does it again; `false` where that is for the dossier to do.
    pub(super) fn step_draft(&mut self, back: bool) -> bool {
        self.shows_change = true;
        let Some(editor) = &mut self.editor else {
            return false;
        };
        if back {
            editor.buffer.undo()
        } else {
            editor.buffer.redo()
        }
    }
}

/// What of the text is selected in the window.
fn marks(cx: &Cx<'_>, buffer: &buffer::Buffer) -> Marks {
    let snapshot = cx.snapshot();
    let focus = cx.selection.focus();
    let now = |span: Span| buffer.hunks().span_now(span);
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
        record: record.map(now),
        value: value.map(now),
    }
}

/// What a screen reader is told: the lines that are seen.
fn name_for_readers(area: &Area<'_>, response: &Response) {
    let (first, last) = area.seen_lines();
    let buffer = &area.editor.buffer;
    response.widget_info(|| {
        let start = buffer.line_span(first).start;
        let seen = Span::new(start, buffer.line_span(last).end).of(buffer.text());
        let mut info = WidgetInfo::labeled(Role::MultilineTextInput, true, "Text of the file");
        info.current_text_value = Some(seen.to_owned());
        info
    });
}
