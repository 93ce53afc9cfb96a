//! The row above the text: finding, replacing, going to a line, and where the caret is.
//!
//! No opinion on how places are found ([`super::find`]).

use super::buffer::{Buffer, Cursor, Kind};
use super::editor::{Editor, Standing};
use super::find::{Found, Options};
use crate::format::Span;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::Search;
use egui::{Align, Button, Key, Label, Layout, Modifiers, Response, TextEdit, Ui, WidgetInfo};

/// Where there is less room than this, in points, the row becomes two.
const NARROW: f32 = 620.0;

/// The row with its fields.
#[derive(Default)]
pub(super) struct Tools {
    /// What is searched for.
    pub(super) search: Search,
    /// Where it is.
    pub(super) found: Found,
    options: Options,
    /// What it is to be replaced by, while that is open.
    replacement: Option<Search>,
    /// The line to go to, while that is open.
    line: Option<Search>,
    /// Width of the fields, in points.
    field_width: f32,
    /// Whether the text is to have the keyboard, because a line was gone to.
    pub(super) gives_focus: bool,
}

impl Tools {
    /// Opens the row for replacing.
    pub(super) fn open_replacing(&mut self) {
        self.search.focus();
        self.replacement.get_or_insert_default();
    }

    /// Opens the field for a line number.
    pub(super) fn open_going(&mut self) {
        let mut line = Search::default();
        line.focus();
        self.line = Some(line);
    }

    /// Draws the rows; whether the caret was put somewhere.
    pub(super) fn ui(&mut self, ui: &mut Ui, editor: &mut Editor) -> bool {
        let mut moved = false;
        let is_narrow = ui.available_width() < NARROW;
        self.field_width = if is_narrow { 120.0 } else { 220.0 };
        ui.horizontal(|ui| {
            moved |= self.finding_ui(ui, editor);
            if !is_narrow {
                self.count_ui(ui);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    place_ui(ui, editor);
                });
            }
        });
        if is_narrow {
            ui.horizontal(|ui| {
                self.count_ui(ui);
                place_ui(ui, editor);
            });
        }
        if self.replacement.is_some() {
            moved |= ui.horizontal(|ui| self.replacing_ui(ui, editor)).inner;
        }
        if self.line.is_some() {
            moved |= ui.horizontal(|ui| self.going_ui(ui, editor)).inner;
        }
        for (modifiers, forward) in [(Modifiers::SHIFT, false), (Modifiers::NONE, true)] {
            if ui.input_mut(|input| input.consume_key(modifiers, Key::F3)) {
                moved |= self.step(editor, forward);
            }
        }
        moved
    }

    fn finding_ui(&mut self, ui: &mut Ui, editor: &mut Editor) -> bool {
        let mut moved = false;
        let response = self.search.ui(ui, "Search text", self.field_width);
        let palette = Palette::of(ui);
        for (on, label, name) in [
            (&mut self.options.case, "Aa", "Match case"),
            (&mut self.options.words, "Word", "Whole words"),
        ] {
            let button = Button::selectable(*on, label).stroke(egui::Stroke::new(
                1.0,
                if *on { palette.accent } else { palette.border },
            ));
            let toggle = ui.add(button).on_hover_text(name);
            toggle.widget_info(|| WidgetInfo::selected(egui::Role::CheckBox, true, *on, name));
            if toggle.clicked() {
                *on = !*on;
            }
        }
        let is_new = self.refresh(&editor.buffer);
        if is_new {
            moved |= self.mark_found(editor);
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            moved |= self.step(editor, !ui.input(|input| input.modifiers.shift));
            response.request_focus();
        }
        let enabled = !self.found.is_empty();
        for (glyph, name, keys, forward) in [
            ("↑", "Previous match", "Shift+F3", false),
            ("↓", "Next match", "F3", true),
        ] {
            let button = ui
                .add_enabled(enabled, Button::new(glyph))
                .accessible_name(name)
                .on_hover_text(format!("{name} ({keys})"));
            if button.clicked() {
                moved |= self.step(editor, forward);
            }
        }
        let is_open = self.replacement.is_some();
        let toggle = ui.add(Button::selectable(is_open, "Replace…"));
        if toggle.on_hover_text("Find and replace (Ctrl+H)").clicked() {
            self.replacement = (!is_open).then(Search::default);
        }
        moved
    }

    /// "3 of 17".
    fn count_ui(&self, ui: &mut Ui) {
        let label = self.found.label();
        if !label.is_empty() {
            ui.add(Label::new(theme::weak(ui, label)).selectable(false));
        }
    }

    fn refresh(&mut self, buffer: &Buffer) -> bool {
        let from = buffer.cursor().span().start;
        self.found.refresh(
            buffer.text(),
            buffer.version(),
            &self.search.text,
            self.options,
            from,
        )
    }

    /// Marks the place that is current.
    fn mark_found(&self, editor: &mut Editor) -> bool {
        let Some(span) = self.found.current() else {
            return false;
        };
        editor.buffer.set_cursor(Cursor::new(span.start, span.end));
        true
    }

    fn step(&mut self, editor: &mut Editor, forward: bool) -> bool {
        self.refresh(&editor.buffer);
        let marked = editor.buffer.cursor().span();
        self.found.step_from(marked, forward);
        self.mark_found(editor)
    }

    fn replacing_ui(&mut self, ui: &mut Ui, editor: &mut Editor) -> bool {
        let Some(replacement) = &mut self.replacement else {
            return false;
        };
        let field = field(ui, replacement, "Replace with", self.field_width);
        let with = replacement.text.clone();
        let enter = entered(ui, &field);
        let enabled = !self.found.is_empty();
        let one = ui.add_enabled(enabled, Button::new("Replace one"));
        let all = ui.add_enabled(enabled, Button::new("Replace all"));
        let close = ui.button("×").on_hover_text("Close replacing");
        close.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, "Close replacing"));
        if close.clicked() || escaped(ui, &field) {
            self.replacement = None;
            return false;
        }
        if all.clicked() {
            let spans = self.found.spans().iter();
            let edits: Vec<(Span, String)> = spans.map(|span| (*span, with.clone())).collect();
            editor.buffer.change_all(&edits);
            self.refresh(&editor.buffer);
            return true;
        }
        if one.clicked() || enter {
            if enter {
                field.request_focus();
            }
            let marked = editor.buffer.cursor().span();
            let here = self.found.current().filter(|span| *span == marked);
            if let Some(span) = here {
                let after = Cursor::at(span.start + with.len());
                editor.buffer.change(span, &with, Kind::Other, after);
            }
            return self.step(editor, true);
        }
        false
    }

    fn going_ui(&mut self, ui: &mut Ui, editor: &mut Editor) -> bool {
        let Some(line) = &mut self.line else {
            return false;
        };
        let field = field(ui, line, "Go to line", self.field_width);
        let n_lines = editor.buffer.n_lines();
        let typed = line.text.trim().parse::<usize>().ok();
        let go = ui.add_enabled(typed.is_some(), Button::new("Go"));
        ui.add(Label::new(theme::weak(ui, format!("1 to {n_lines}"))).selectable(false));
        let enter = entered(ui, &field);
        if escaped(ui, &field) {
            self.line = None;
            self.gives_focus = true;
            return false;
        }
        let Some(number) = typed.filter(|_| go.clicked() || enter) else {
            return false;
        };
        let target = editor.buffer.line_span(number.clamp(1, n_lines) - 1).start;
        editor.buffer.set_cursor(Cursor::at(target));
        self.line = None;
        self.gives_focus = true;
        true
    }
}

/// A field that Escape does not empty.
fn field(ui: &mut Ui, search: &mut Search, name: &str, width: f32) -> Response {
    let hint = egui::RichText::new(format!("{name}…")).color(Palette::of(ui).text_weak);
    let field = TextEdit::singleline(&mut search.text).hint_text(hint);
    let response = ui.add(field.desired_width(width));
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(ui.is_enabled(), "", &search.text, name);
        info.label = Some(name.to_owned());
        info
    });
    search.take_focus(&response);
    response
}

fn entered(ui: &Ui, field: &Response) -> bool {
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

fn escaped(ui: &Ui, field: &Response) -> bool {
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape))
}

/// Where the caret is, how much is marked, and whether something waits to be applied.
fn place_ui(ui: &mut Ui, editor: &Editor) {
    let buffer = &editor.buffer;
    let caret = buffer.cursor().caret;
    let mut text = format!(
        "Line {} of {}, column {}",
        buffer.line_of(caret) + 1,
        buffer.n_lines(),
        buffer.column_of(caret) + 1
    );
    let n_marked = buffer.marked().chars().count();
    if n_marked > 0 {
        text = format!("{text} ({n_marked} selected)");
    }
    let text = theme::weak(ui, text).size(theme::SMALL);
    ui.add(Label::new(text).truncate().selectable(false));
    if matches!(editor.standing(), Standing::Unchecked | Standing::Ready) {
        let palette = Palette::of(ui);
        let text = theme::strong("● Draft", theme::SMALL).color(palette.accent);
        ui.add(Label::new(text).selectable(false))
            .on_hover_text("Applied when typing pauses, or with Ctrl+Enter");
    }
}
