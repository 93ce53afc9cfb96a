//! All findings of the dossier: grouped, to be searched, and repaired where that is mechanical.
//!
//! A click leads to the field that a finding is about, or to the text where it is about no field. No opinion on
//! what is wrong with a dossier.

mod groups;
mod kept;

use super::events::frame;
use super::text::{severity_colour, severity_glyph};
use crate::command::Command;
use crate::document::{Finding, Fix, Snapshot, fix_all, fixes, severity_word};
use crate::format::Severity;
use crate::ui::Cx;
use crate::ui::status_bar::plural;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{Search, empty};
use egui::{
    Align, Button, Key, Label, Layout, Modifiers, Rect, Role, ScrollArea, Sense, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};
use groups::{Grouping, Row, rows};
use std::collections::BTreeMap;

/// Height of the heading of a group, in points.
const HEADING: f32 = 34.0;
/// Height of a finding, in points.
const ITEM: f32 = 48.0;

/// The view of the findings.
#[derive(Default)]
pub(super) struct FindingsView {
    /// What is searched for.
    pub(super) search: Search,
    grouping: Grouping,
    /// The finding that was visited last, by its index.
    pub(super) current: Option<usize>,
    shows_current: bool,
    rows: Vec<Row>,
    /// Where each row begins, in points from the top, and where the last one ends.
    tops: Vec<f32>,
    known: Known,
    /// For what the rows were made.
    made_for: Option<(u64, String, Grouping)>,
}

/// The fixes that were asked for already; making one can take longer than a frame has.
#[derive(Default)]
struct Known {
    revision: Option<u64>,
    of: BTreeMap<usize, Vec<Fix>>,
    of_all: BTreeMap<&'static str, Option<Fix>>,
}

impl Known {
    fn of(&mut self, snapshot: &Snapshot, idx: usize) -> &[Fix] {
        self.of.entry(idx).or_insert_with(|| {
            let finding = snapshot.findings().get(idx);
            finding.map_or_else(Vec::new, |finding| fixes(snapshot, finding))
        })
    }

    fn of_all(&mut self, snapshot: &Snapshot, code: &'static str) -> Option<&Fix> {
        let known = self.of_all.entry(code);
        known.or_insert_with(|| fix_all(snapshot, code)).as_ref()
    }
}

impl FindingsView {
    /// Makes a finding the current one, and shows it.
    pub(super) fn visit(&mut self, idx: usize) {
        self.current = Some(idx);
        self.shows_current = true;
    }

    /// Draws the view.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, has_draft: bool) {
        let document = cx.document;
        let snapshot = document.snapshot();
        frame(ui, |ui| {
            self.head_ui(ui, cx, snapshot, has_draft);
            self.refresh(snapshot);
            self.keys(ui, cx);
            if snapshot.findings().is_empty() {
                ui.add_space(12.0);
                empty(ui, "All references, dates and codes are in order");
            } else if self.rows.is_empty() {
                ui.add_space(12.0);
                empty(ui, "No finding matches the filter");
            } else {
                self.list_ui(ui, cx, snapshot);
            }
        });
    }

    fn head_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, snapshot: &Snapshot, has_draft: bool) {
        ui.horizontal(|ui| {
            ui.add(Label::new(theme::strong("Findings", theme::TITLE)).selectable(false));
            ui.add_space(6.0);
            for severity in [Severity::Error, Severity::Warning, Severity::Note] {
                let n = snapshot.n_findings(severity);
                if n > 0 {
                    let colour = severity_colour(Palette::of(ui), severity);
                    let text = plural(n, severity_word(severity));
                    let text = format!("{} {text}", severity_glyph(severity));
                    let text = theme::strong(text, theme::SMALL).color(colour);
                    ui.add(Label::new(text).selectable(false));
                }
            }
        });
        ui.horizontal(|ui| {
            self.search.ui(ui, "Filter findings", 240.0);
            for (grouping, label) in [
                (Grouping::Kind, "By kind"),
                (Grouping::Record, "By record"),
                (Grouping::Place, "By place"),
            ] {
                let chosen = self.grouping == grouping;
                if ui.selectable_label(chosen, label).clicked() {
                    self.grouping = grouping;
                    self.shows_current = true;
                }
            }
            let text = theme::weak(ui, "F8 goes to the next");
            ui.add(
                Label::new(text.size(theme::SMALL))
                    .truncate()
                    .selectable(false),
            );
        });
        if has_draft {
            ui.horizontal(|ui| {
                let text = "The text has a draft that is not in the dossier; its own findings stand beside it";
                ui.add(Label::new(theme::weak(ui, text)).truncate().selectable(false));
                if ui.button("Show the text").clicked() {
                    cx.commands
                        .push(Command::Show(crate::command::View::Text));
                }
            });
        }
        ui.add_space(2.0);
    }

    fn refresh(&mut self, snapshot: &Snapshot) {
        let key = (snapshot.revision(), self.search.text.clone(), self.grouping);
        if self.made_for.as_ref() != Some(&key) {
            self.rows = rows(snapshot, &key.1, key.2);
            let heights = self.rows.iter().map(|row| match row {
                Row::Heading { .. } => HEADING,
                Row::Item(idx) => ITEM + kept::height(snapshot, *idx),
            });
            self.tops = vec![0.0];
            self.tops.extend(heights.scan(0.0, |end, height| {
                *end += height;
                Some(*end)
            }));
            self.made_for = Some(key);
            if self.known.revision != Some(snapshot.revision()) {
                self.known = Known {
                    revision: Some(snapshot.revision()),
                    ..Known::default()
                };
            }
            let n = snapshot.findings().len();
            self.current = self.current.filter(|current| *current < n);
        }
    }

    /// Up and down go through the list.
    fn keys(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        if ui.ctx().text_edit_focused() {
            return;
        }
        for (key, forward) in [(Key::ArrowDown, true), (Key::ArrowUp, false)] {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                let items: Vec<usize> = self.rows.iter().filter_map(Row::item).collect();
                let at = items.iter().position(|idx| Some(*idx) == self.current);
                let next = match (at, forward) {
                    (None, _) => items.first(),
                    (Some(at), true) => items.get(at + 1),
                    (Some(at), false) => at.checked_sub(1).and_then(|at| items.get(at)),
                };
                if let Some(next) = next {
                    cx.commands.push(Command::GoToFinding(*next));
                }
            }
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, snapshot: &Snapshot) {
        let total = self.tops.last().copied().unwrap_or(0.0);
        let shown = std::mem::take(&mut self.shows_current)
            .then_some(self.current)
            .flatten();
        ScrollArea::vertical()
            .id_salt("list of findings")
            .auto_shrink(false)
            .show_viewport(ui, |ui, viewport| {
                let width = ui.available_width();
                ui.set_min_size(vec2(width, total));
                let origin = ui.max_rect().min;
                // The row that the upper edge cuts begins above it.
                let tops = &self.tops;
                let first = tops.partition_point(|top| *top <= viewport.top());
                let first = first.saturating_sub(1);
                let known = &mut self.known;
                for (row, ends) in self.rows.iter().zip(tops.windows(2)).skip(first) {
                    let &[top, bottom] = ends else { break };
                    if top > viewport.bottom() {
                        break;
                    }
                    let corner = pos2(origin.x, origin.y + top);
                    let rect = Rect::from_min_size(corner, vec2(width - 4.0, bottom - top));
                    match row {
                        Row::Heading {
                            title,
                            n,
                            severity,
                            code,
                        } => {
                            let fix = code.and_then(|code| known.of_all(snapshot, code));
                            heading_ui(ui, cx, rect, (title, *n), *severity, fix);
                        }
                        Row::Item(idx) => {
                            if let Some(finding) = snapshot.findings().get(*idx) {
                                let is_current = self.current == Some(*idx);
                                let fixes = known.of(snapshot, *idx);
                                item_ui(ui, cx, rect, (*idx, finding), is_current, fixes);
                            }
                        }
                    }
                }
                let place = shown.and_then(|shown| {
                    let at = self.rows.iter().position(|row| row.item() == Some(shown))?;
                    tops.get(at)
                });
                if let Some(top) = place {
                    let corner = pos2(origin.x, origin.y + top - HEADING);
                    let rect = Rect::from_min_size(corner, vec2(width, ITEM + 2.0 * HEADING));
                    ui.scroll_to_rect(rect, None);
                }
            });
    }
}

fn heading_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    rect: Rect,
    (title, n): (&str, usize),
    severity: Severity,
    fix: Option<&Fix>,
) {
    let palette = Palette::of(ui);
    let builder = UiBuilder::new()
        .id_salt(("group", title))
        .max_rect(rect.with_min_y(rect.top() + 6.0))
        .layout(Layout::left_to_right(Align::Center));
    let mut ui = ui.new_child(builder);
    let colour = severity_colour(palette, severity);
    let glyph = theme::strong(severity_glyph(severity), theme::SMALL).color(colour);
    ui.add(Label::new(glyph).selectable(false));
    ui.add(
        Label::new(theme::strong(title, theme::BODY))
            .truncate()
            .selectable(false),
    );
    ui.add(Label::new(theme::weak(&ui, n.to_string())).selectable(false));
    if let Some(fix) = fix {
        let button = ui.button("Fix all");
        if button.on_hover_text(fix.label.as_str()).clicked() {
            let edit = fix.edit(cx.snapshot());
            cx.commands.push(Command::Edit(edit));
        }
    }
}

fn item_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    rect: Rect,
    (idx, finding): (usize, &Finding),
    is_current: bool,
    fixes: &[Fix],
) {
    let palette = Palette::of(ui);
    let document = cx.document;
    let snapshot = document.snapshot();
    let place = place_of(finding);
    let id = ui.scope_id().with(("finding", idx));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        let word = severity_word(finding.severity);
        let text = format!("{word}: {}, {place}", finding.message);
        let mut info = WidgetInfo::labeled(Role::Button, true, text);
        info.selected = Some(is_current);
        info
    });
    let fill = match (is_current, response.hovered() || response.has_focus()) {
        (true, _) => Some(palette.selected),
        (_, true) => Some(palette.hover),
        _ => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, 6.0, fill);
    }
    if response.clicked() {
        cx.commands.push(Command::GoToFinding(idx));
    }
    let colour = severity_colour(palette, finding.severity);
    let mut right = ui.new_child(
        UiBuilder::new()
            .id_salt(("fixes", idx))
            .max_rect(rect.shrink2(vec2(8.0, 0.0)))
            .layout(Layout::right_to_left(Align::Center)),
    );
    if right
        .add(Button::new("Text"))
        .on_hover_text("Show the place in the text")
        .clicked()
    {
        cx.commands.push(Command::ShowText(finding.span.start));
    }
    for fix in fixes.iter().rev() {
        if right.button(fix.label.as_str()).clicked() {
            cx.commands.push(Command::Edit(fix.edit(snapshot)));
        }
    }
    let left_end = right.min_rect().left().min(rect.right());
    let text = rect.with_max_x(left_end - 8.0).shrink2(vec2(8.0, 5.0));
    let mut left = ui.new_child(
        UiBuilder::new()
            .id_salt(("words", idx))
            .max_rect(text)
            .layout(Layout::top_down(Align::Min)),
    );
    left.spacing_mut().item_spacing.y = 1.0;
    left.horizontal(|ui| {
        let glyph = theme::strong(severity_glyph(finding.severity), theme::SMALL).color(colour);
        ui.add(Label::new(glyph).selectable(false));
        let message = sentence(&finding.message);
        ui.add(Label::new(message).truncate().selectable(false));
    });
    let mut below = place;
    if let Some(hint) = &finding.hint {
        below.push_str(" · ");
        below.push_str(hint);
    }
    let below = theme::weak(&left, below).size(theme::SMALL);
    left.add(Label::new(below).truncate().selectable(false));
    if let Some(part) = &finding.left_out {
        kept::ui(&mut left, part);
    }
}

/// "Line 12:5 · event E34, date".
fn place_of(finding: &Finding) -> String {
    let position = finding.position;
    let mut place = format!("Line {}:{}", position.line, position.column);
    if let Some(focus) = &finding.focus {
        place.push_str(" · ");
        place.push_str(&groups::record_title(&focus.record));
        if !focus.field.is_empty() {
            place.push_str(", ");
            place.push_str(&focus.field);
        }
    }
    place
}

/// A message with a capital at its start, unless it starts with a name of the file.
fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
