//! The cell that is being typed in: a text field over the cell, with what is wrong with the text and what
//! it could become below it.
//!
//! It has no opinion on where the cursor goes next; it only says how it was left. Enter and Tab take the
//! marked proposal; a click elsewhere takes the text as it stands.

use super::At;
use super::options::{self, Choice};
use crate::document::Snapshot;
use crate::document::cell::Column;
use crate::model::date::Edtf;
use crate::model::schema::Content;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::matches;
use egui::text::{CCursor, CCursorRange};
use egui::{
    Area, Button, EventFilter, Frame, Id, Key, Label, Margin, Modifiers, Order, Rect, RichText,
    ScrollArea, Stroke, TextEdit, Ui, WidgetInfo, vec2,
};

/// Most proposals that are listed.
const MAX_FOUND: usize = 200;

/// A cell being typed in.
#[derive(Debug)]
pub(super) struct Editor {
    pub(super) at: At,
    pub(super) column: &'static Column,
    pub(super) text: String,
    /// What stood in the cell when typing began.
    pub(super) before: String,
    options: Vec<Choice>,
    /// The proposals that fit, and for which text they were looked for.
    found: Vec<usize>,
    found_for: Option<String>,
    marked: Option<usize>,
    wants_focus: bool,
    was_drawn: bool,
    area: Option<Rect>,
}

/// How the field was left, if it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// It was not.
    No,
    /// By Enter, Tab or a click elsewhere: the text is taken.
    Taken(Step),
    /// By Escape: the text is dropped.
    Dropped,
}

/// Where the cursor goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Stay,
    Up,
    Down,
    Left,
    Right,
}

impl Editor {
    /// Begins with a text; `before` is what stands in the file.
    pub(super) fn new(
        snapshot: &Snapshot,
        at: At,
        column: &'static Column,
        text: String,
        before: String,
    ) -> Self {
        Self {
            at,
            column,
            text,
            before,
            options: options::of(snapshot.dossier(), column.content),
            found: Vec::new(),
            found_for: None,
            marked: None,
            wants_focus: true,
            was_drawn: false,
            area: None,
        }
    }

    /// The field.
    pub(super) fn id() -> Id {
        Id::unique("cell being edited")
    }

    /// Goes on where it was left, because the text could not be taken.
    pub(super) fn stay(&mut self) {
        self.wants_focus = true;
    }

    fn is_list(&self) -> bool {
        matches!(
            self.column.content,
            Content::Refs(_) | Content::AnyRefs | Content::Codes(_)
        )
    }

    /// The part of the text that proposals are made for: all of it, or what comes after the last comma.
    fn part(&self) -> &str {
        if self.is_list() {
            self.text
                .rsplit([',', ';'])
                .next()
                .unwrap_or_default()
                .trim()
        } else {
            self.text.trim()
        }
    }

    fn take(&mut self, option: usize) {
        let Some(choice) = self.options.get(option) else {
            return;
        };
        if self.is_list() {
            let kept = self.text.len() - self.text.rsplit([',', ';']).next().map_or(0, str::len);
            self.text.truncate(kept);
            if !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(&choice.code);
        } else {
            self.text.clone_from(&choice.text);
        }
        self.marked = None;
    }

    /// Looks for proposals, if the text changed.
    fn propose(&mut self) {
        let part = self.part().to_owned();
        if self.found_for.as_ref() == Some(&part) {
            return;
        }
        if matches!(self.column.content, Content::Date) {
            // A spelling with one meaning is offered in EDTF.
            let meant = Edtf::parse_any(&part)
                .ok()
                .filter(|date| date.as_str() != part);
            self.options = meant.iter().map(options::of_date).collect();
        }
        let is_begun = self.text != self.before;
        let exact = self
            .options
            .iter()
            .position(|choice| choice.is(&part))
            .filter(|_| !part.is_empty());
        let query = if is_begun { part.as_str() } else { "" };
        let is_date = matches!(self.column.content, Content::Date);
        self.found = self
            .options
            .iter()
            .enumerate()
            .filter(|(_, choice)| is_date || matches(query, choice.texts()))
            .map(|(idx, _)| idx)
            .take(MAX_FOUND)
            .collect();
        // What begins so comes before what merely has it somewhere.
        let begins = |option: &usize| {
            let choice = self.options.get(*option);
            !choice.is_some_and(|choice| choice.begins(query))
        };
        self.found.sort_by_key(begins);
        self.marked = match exact {
            Some(exact) => self.found.iter().position(|idx| *idx == exact),
            None => (is_begun && !part.is_empty() && !self.found.is_empty()).then_some(0),
        };
        self.found_for = Some(part);
    }

    /// Draws the field over the cell; `cell` is absent while the cell is scrolled away, and the field
    /// then waits.
    pub(super) fn ui(
        &mut self,
        ui: &Ui,
        snapshot: &Snapshot,
        name: &str,
        cell: Option<Rect>,
    ) -> Left {
        let Some(cell) = cell else {
            self.was_drawn = false;
            return Left::No;
        };
        let id = Self::id();
        if !std::mem::replace(&mut self.was_drawn, true) {
            self.wants_focus = true;
        }
        self.propose();
        let has_focus = ui.memory(|memory| memory.has_focus(id)) || self.wants_focus;
        let by_key = if has_focus { self.keys(ui) } else { Left::No };
        if by_key != Left::No {
            return by_key;
        }
        let width = cell.width().max(self.least_width());
        let area = Area::new(id.with("area"))
            .order(Order::Foreground)
            .fixed_pos(cell.left_top())
            .constrain(true)
            .show(ui.ctx(), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing = vec2(4.0, 2.0);
                self.content(ui, snapshot, id, name, cell.height())
            });
        self.area = Some(area.response.rect);
        let (lost_focus, picked) = area.inner;
        if let Some(option) = picked {
            self.take(option);
            if !self.is_list() {
                return Left::Taken(Step::Stay);
            }
            self.text.push_str(", ");
            self.move_to_end(ui, id);
            self.wants_focus = true;
            return Left::No;
        }
        if lost_focus {
            let at = ui.input(|input| input.pointer.interact_pos());
            let within = at.is_some_and(|at| self.area.is_some_and(|area| area.contains(at)));
            if within && ui.input(|input| input.pointer.any_down() || input.pointer.any_click()) {
                self.wants_focus = true;
                return Left::No;
            }
            return Left::Taken(Step::Stay);
        }
        Left::No
    }

    fn least_width(&self) -> f32 {
        match self.column.content {
            Content::Text => 380.0,
            Content::Line | Content::Address | Content::Cameo => 320.0,
            Content::Refs(_) | Content::AnyRefs | Content::Ref(_) => 300.0,
            Content::Date | Content::Code(_) | Content::Codes(_) => 230.0,
            _ => 150.0,
        }
    }

    /// The keys that the field does not keep for itself.
    fn keys(&mut self, ui: &Ui) -> Left {
        let pressed = |modifiers: Modifiers, key: Key| {
            ui.input_mut(|input| input.consume_key(modifiers, key))
        };
        if pressed(Modifiers::NONE, Key::Escape) {
            return Left::Dropped;
        }
        let n = self.found.len();
        if n > 0 && pressed(Modifiers::NONE, Key::ArrowDown) {
            self.marked = Some(self.marked.map_or(0, |marked| (marked + 1).min(n - 1)));
        }
        if n > 0 && pressed(Modifiers::NONE, Key::ArrowUp) {
            self.marked = self.marked.and_then(|marked| marked.checked_sub(1));
        }
        // A long text gets a new line by Shift and Enter, as in the inspector.
        let is_long = matches!(self.column.content, Content::Text);
        let step = if !is_long && pressed(Modifiers::SHIFT, Key::Enter) {
            Step::Up
        } else if pressed(Modifiers::SHIFT, Key::Tab) {
            Step::Left
        } else if !ui.input(|input| input.modifiers.shift) && pressed(Modifiers::NONE, Key::Enter) {
            Step::Down
        } else if pressed(Modifiers::NONE, Key::Tab) {
            Step::Right
        } else {
            return Left::No;
        };
        if let Some(option) = self
            .marked
            .and_then(|marked| self.found.get(marked))
            .copied()
        {
            self.take(option);
        }
        Left::Taken(step)
    }

    /// The field and what stands below it; whether it lost the keyboard, and which proposal was clicked.
    fn content(
        &mut self,
        ui: &mut Ui,
        snapshot: &Snapshot,
        id: Id,
        name: &str,
        height: f32,
    ) -> (bool, Option<usize>) {
        let palette = Palette::of(ui);
        let problem = if self.text == self.before {
            None
        } else {
            self.column.parse(snapshot, &self.text).err()
        };
        // While a proposal is marked, the text is a search for it and not wrong.
        let problem = problem.filter(|_| self.marked.is_none());
        let colour = if problem.is_some() {
            palette.error
        } else {
            palette.accent
        };
        let field = Frame::new()
            .fill(palette.field)
            .stroke(Stroke::new(2.0, colour))
            .inner_margin(Margin::symmetric(4, 3))
            .show(ui, |ui| {
                ui.set_min_height(height - 10.0);
                ui.set_width(ui.available_width());
                self.field_ui(ui, id, name)
            });
        let lost_focus = field.inner;
        let mut picked = None;
        let note = self.note(ui, problem);
        if note.is_some() || !self.found.is_empty() {
            Frame::new()
                .fill(palette.card)
                .stroke(Stroke::new(1.0, palette.border))
                .inner_margin(Margin::same(5))
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    if let Some(note) = note {
                        ui.add(Label::new(note.size(theme::SMALL)).wrap());
                    }
                    picked = self.proposals(ui);
                });
        }
        (lost_focus, picked)
    }

    fn field_ui(&mut self, ui: &mut Ui, id: Id, name: &str) -> bool {
        let filter = EventFilter {
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        let edit = match self.column.content {
            Content::Text => TextEdit::multiline(&mut self.text)
                .desired_rows(1)
                .return_key(egui::KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter)),
            _ => TextEdit::singleline(&mut self.text),
        };
        let response = ui.add(
            edit.id(id)
                .frame(Frame::NONE)
                .margin(Margin::same(1))
                .font(egui::FontId::proportional(super::paint::CELL))
                .desired_width(f32::INFINITY)
                .event_filter(filter),
        );
        response.widget_info(|| {
            let mut info = WidgetInfo::text_edit(ui.is_enabled(), "", &self.text, "");
            info.label = Some(name.to_owned());
            info
        });
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
            return false;
        }
        response.lost_focus()
    }

    fn move_to_end(&self, ui: &Ui, id: Id) {
        let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        let end = CCursor::new(self.text.chars().count());
        state.cursor.set_char_range(Some(CCursorRange::one(end)));
        state.store(ui.ctx(), id);
    }

    /// What there is to say about the text: what is wrong with it, or what it means.
    fn note(&self, ui: &Ui, problem: Option<String>) -> Option<RichText> {
        if let Some(problem) = problem {
            return Some(RichText::new(problem).color(Palette::of(ui).error));
        }
        match self.column.content {
            Content::Date => {
                let date = Edtf::parse(self.text.trim()).ok()?;
                let text = format!("{} · {}", date.display_long(), date.knowledge().label());
                Some(theme::weak(ui, text))
            }
            Content::Group(_) if self.text.trim().is_empty() => {
                let text = "10, 2–5, 10– for ten or more, –5 for up to five";
                Some(theme::weak(ui, text))
            }
            Content::Text => Some(theme::weak(ui, "Shift+Enter begins a new line")),
            _ => None,
        }
    }

    fn proposals(&self, ui: &mut Ui) -> Option<usize> {
        if self.found.is_empty() {
            return None;
        }
        let row = 22.0;
        let mut picked = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical()
            .max_height(row * 8.0)
            .auto_shrink([false, true])
            .show_rows(ui, row, self.found.len(), |ui, range| {
                for idx in range {
                    let choice = self
                        .found
                        .get(idx)
                        .and_then(|option| self.options.get(*option));
                    let Some(choice) = choice else { continue };
                    let is_marked = self.marked == Some(idx);
                    let button = Button::selectable(is_marked, &choice.label)
                        .truncate()
                        .min_size(vec2(ui.available_width(), row));
                    let mut response = ui.add(button);
                    if !choice.detail.is_empty() {
                        response = response.on_hover_ui(|ui| {
                            ui.set_max_width(340.0);
                            ui.label(theme::strong(&choice.label, theme::BODY));
                            ui.label(theme::weak(ui, &choice.detail));
                        });
                    }
                    if response.clicked() {
                        picked = self.found.get(idx).copied();
                    }
                }
            });
        if let Some(choice) = self
            .marked
            .and_then(|marked| self.found.get(marked))
            .and_then(|option| self.options.get(*option))
            .filter(|choice| !choice.detail.is_empty())
        {
            ui.add_space(3.0);
            let detail = theme::weak(ui, &choice.detail).size(theme::SMALL);
            ui.add(Label::new(detail).wrap());
        }
        picked
    }
}
