//! The history as a panel: every step with its time, the newest first, and the branches that were left.
//!
//! A click goes to a step; nothing is lost by it, because what is not done any more stays in the list. No
//! opinion on how steps are kept.

use super::Cx;
use super::theme::{self, Palette};
use crate::command::{Action, Command};
use crate::document::{Moment, Standing, StepId, StepInfo};
use egui::{
    Align, Key, Label, Layout, Modifiers, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};
use std::collections::BTreeSet;

/// Height of a row, in points.
const ROW: f32 = 26.0;
/// How far a branch is set in, in points.
const INDENT: f32 = 14.0;
/// Deepest branch that is set in further than the one that it left.
const MAX_INDENT: usize = 6;

/// How a moment is written: "14:03", or with its day where that is another one.
pub type Clock<'a> = &'a dyn Fn(Moment) -> String;

/// The panel.
#[derive(Default)]
pub struct History {
    /// The branches that are unfolded, by their first step.
    unfolded: BTreeSet<StepId>,
    /// The step that was current when the list was drawn last.
    seen: Option<StepId>,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Row {
    /// A step, by its index in the order of making.
    Step { idx: usize, indent: usize },
    /// A branch that was left, by the index of its first step, and how long it is.
    Branch {
        first: usize,
        n_steps: usize,
        indent: usize,
    },
}

/// The rows, the newest step first; a branch stands above the step that it left.
fn rows(steps: &[StepInfo<'_>], is_unfolded: &dyn Fn(StepId) -> bool) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut line: Vec<usize> = Vec::new();
    for (idx, step) in steps.iter().enumerate() {
        if step.standing != Standing::Aside {
            line.push(idx);
        }
    }
    list(steps, &line, 0, is_unfolded, &mut rows);
    rows
}

fn list(
    steps: &[StepInfo<'_>],
    line: &[usize],
    indent: usize,
    is_unfolded: &dyn Fn(StepId) -> bool,
    rows: &mut Vec<Row>,
) {
    for idx in line.iter().rev() {
        let Some(step) = steps.get(*idx) else {
            continue;
        };
        // The branches that left here: their first steps are aside, and not what this line goes on with.
        let leaving = steps.iter().enumerate().filter(|(first, other)| {
            other.parent == Some(step.id)
                && other.standing == Standing::Aside
                && !line.contains(first)
        });
        for (first, head) in leaving {
            let branch: Vec<usize> = steps
                .iter()
                .enumerate()
                .filter(|(_, other)| {
                    other.branch == head.branch
                        && other.standing == Standing::Aside
                        && other.depth >= head.depth
                })
                .map(|(idx, _)| idx)
                .collect();
            rows.push(Row::Branch {
                first,
                n_steps: branch.len(),
                indent,
            });
            if is_unfolded(head.id) {
                list(steps, &branch, indent + 1, is_unfolded, rows);
            }
        }
        rows.push(Row::Step { idx: *idx, indent });
    }
}

impl History {
    /// Draws the panel.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, clock: Clock<'_>) {
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            ui.add(Label::new(theme::strong("History", theme::SECTION)).selectable(false));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = ui.button("×").on_hover_text("Close the history");
                close.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Close the history"));
                if close.clicked() {
                    cx.act(Action::ToggleHistory);
                }
            });
        });
        ui.add_space(2.0);
        let document = cx.document;
        let steps: Vec<StepInfo<'_>> = document.steps().collect();
        let rows = rows(&steps, &|step| self.unfolded.contains(&step));
        Self::keys(ui, cx, &steps, &rows);
        let current = document.current_step();
        let is_new = self.seen.replace(current) != Some(current);
        ScrollArea::vertical()
            .id_salt("history")
            .auto_shrink(false)
            .show_viewport(ui, |ui, viewport| {
                let width = ui.available_width();
                ui.set_min_size(vec2(width, rows.len() as f32 * ROW));
                let origin = ui.max_rect().min;
                for (at, row) in rows.iter().enumerate() {
                    let top = at as f32 * ROW;
                    let corner = pos2(origin.x, origin.y + top);
                    let rect = Rect::from_min_size(corner, vec2(width - 2.0, ROW));
                    let step = match row {
                        Row::Step { idx, .. } => steps.get(*idx),
                        Row::Branch { .. } => None,
                    };
                    if is_new && step.is_some_and(|step| step.is_current) {
                        ui.scroll_to_rect(rect.expand2(vec2(0.0, ROW)), None);
                    }
                    if top + ROW < viewport.top() || top > viewport.bottom() {
                        continue;
                    }
                    match row {
                        Row::Step { idx, indent } => {
                            if let Some(step) = steps.get(*idx) {
                                step_ui(ui, cx, rect, step, *indent, clock);
                            }
                        }
                        Row::Branch {
                            first,
                            n_steps,
                            indent,
                        } => {
                            if let Some(head) = steps.get(*first) {
                                self.branch_ui(ui, rect, head.id, *n_steps, *indent);
                            }
                        }
                    }
                }
            });
    }

    /// Up and down go through the steps, while one of the rows has the keyboard.
    fn keys(ui: &Ui, cx: &mut Cx<'_>, steps: &[StepInfo<'_>], rows: &[Row]) {
        let focused = ui.memory(egui::Memory::focused);
        let is_here = steps.iter().any(|step| focused == Some(step_id(step.id)));
        if !is_here {
            return;
        }
        let listed: Vec<&StepInfo<'_>> = rows
            .iter()
            .filter_map(|row| match row {
                Row::Step { idx, .. } => steps.get(*idx),
                Row::Branch { .. } => None,
            })
            .collect();
        let at = listed
            .iter()
            .position(|step| focused == Some(step_id(step.id)));
        for (key, down) in [(Key::ArrowDown, true), (Key::ArrowUp, false)] {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                let next = at.and_then(|at| {
                    if down {
                        Some(at + 1)
                    } else {
                        at.checked_sub(1)
                    }
                });
                if let Some(step) = next.and_then(|next| listed.get(next)) {
                    ui.memory_mut(|memory| memory.request_focus(step_id(step.id)));
                    cx.commands.push(Command::GoTo(step.id));
                }
            }
        }
    }

    fn branch_ui(&mut self, ui: &mut Ui, rect: Rect, head: StepId, n_steps: usize, indent: usize) {
        let palette = Palette::of(ui);
        let is_open = self.unfolded.contains(&head);
        let id = egui::Id::unique(("branch of the history", head));
        let response = ui.interact(rect, id, Sense::click());
        let text = format!(
            "Abandoned branch: {}",
            super::status_bar::plural(n_steps, "step")
        );
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::Button, true, text.as_str());
            info.selected = Some(is_open);
            info
        });
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, 4.0, palette.hover);
        }
        let mut row = row_ui(ui, rect, id, indent);
        let glyph = if is_open { "▼" } else { "▶" };
        let glyph = theme::weak(&row, glyph).size(theme::SMALL - 2.0);
        row.add(Label::new(glyph).selectable(false));
        let text = theme::weak(&row, text).italics();
        row.add(Label::new(text).truncate().selectable(false));
        if response.clicked() {
            if is_open {
                self.unfolded.remove(&head);
            } else {
                self.unfolded.insert(head);
            }
        }
    }
}

fn step_id(step: StepId) -> egui::Id {
    egui::Id::unique(("step of the history", step))
}

fn row_ui(ui: &mut Ui, rect: Rect, id: egui::Id, indent: usize) -> Ui {
    let indent = indent.min(MAX_INDENT) as f32 * INDENT;
    let inner = rect.with_min_x(rect.left() + 6.0 + indent);
    ui.new_child(
        UiBuilder::new()
            .id_salt(id)
            .max_rect(inner.with_max_x(rect.right() - 6.0))
            .layout(Layout::left_to_right(Align::Center)),
    )
}

fn step_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    rect: Rect,
    step: &StepInfo<'_>,
    indent: usize,
    clock: Clock<'_>,
) {
    let palette = Palette::of(ui);
    let id = step_id(step.id);
    let response = ui.interact(rect, id, Sense::click());
    let label = if step.parent.is_none() {
        "As opened"
    } else {
        step.label
    };
    let time = step.at.map(clock).unwrap_or_default();
    let is_done = step.standing == Standing::Done;
    response.widget_info(|| {
        let mut text = label.to_owned();
        for (holds, word) in [
            (step.is_current, "shown now"),
            (step.is_saved, "saved"),
            (!is_done, "not done"),
        ] {
            if holds {
                text.push_str(", ");
                text.push_str(word);
            }
        }
        let mut info = WidgetInfo::labeled(Role::Button, true, text);
        info.selected = Some(step.is_current);
        info
    });
    let fill = match (step.is_current, response.hovered() || response.has_focus()) {
        (true, _) => Some(palette.selected),
        (_, true) => Some(palette.hover),
        _ => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, 4.0, fill);
    }
    if step.is_current {
        let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        ui.painter().rect_filled(bar, 1.0, palette.accent);
    }
    let mut row = row_ui(ui, rect, id, indent);
    let weak = |ui: &Ui, text: &str| theme::weak(ui, text).size(theme::SMALL);
    row.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if !time.is_empty() {
            ui.add(Label::new(weak(ui, &time)).selectable(false));
        }
        if step.is_saved {
            let text = theme::strong("Saved", theme::SMALL).color(palette.good);
            ui.add(Label::new(text).selectable(false));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let text = match (step.is_current, is_done) {
                (true, _) => theme::strong(label, theme::BODY),
                (_, true) => egui::RichText::new(label),
                _ => theme::weak(ui, label).italics(),
            };
            ui.add(Label::new(text).truncate().selectable(false));
        });
    });
    let hint = match step.standing {
        Standing::Done => format!("{label}\nA click goes back to this state"),
        Standing::Ahead => format!("{label}\nTaken back; a click does it again"),
        Standing::Aside => format!("{label}\nOn a branch that was left; a click goes there"),
    };
    if response.on_hover_text(hint).clicked() && !step.is_current {
        ui.memory_mut(|memory| memory.request_focus(id));
        cx.commands.push(Command::GoTo(step.id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Edit};

    fn document() -> Document {
        Document::from_text(None, "(format: 1, id: \"d\", title: \"T\")".into())
    }

    fn title(document: &mut Document, title: &str) {
        let text = format!("(format: 1, id: \"d\", title: \"{title}\")");
        let edit = Edit::replace_text(title, text);
        assert!(document.apply(&edit).unwrap());
    }

    fn shown(document: &Document, unfolded: bool) -> Vec<String> {
        let steps: Vec<StepInfo<'_>> = document.steps().collect();
        rows(&steps, &|_| unfolded)
            .iter()
            .map(|row| match row {
                Row::Step { idx, indent } => {
                    format!("{}{}", " ".repeat(*indent), steps[*idx].label)
                }
                Row::Branch {
                    n_steps, indent, ..
                } => format!("{}branch of {n_steps}", " ".repeat(*indent)),
            })
            .collect()
    }

    /// The newest step comes first, what was taken back stays, and a branch that was left stands above the step
    /// that it left, folded or with its steps and the branches that left it.
    #[test]
    fn branches_stay_in_the_list() {
        let mut document = document();
        title(&mut document, "a");
        title(&mut document, "b");
        title(&mut document, "c");
        document.undo();
        let opened = shown(&document, false).pop().unwrap();
        assert_eq!(shown(&document, false)[..3], ["c", "b", "a"]);
        document.undo();
        title(&mut document, "d");
        assert_eq!(shown(&document, false), ["d", "branch of 2", "a", &opened]);
        assert_eq!(
            shown(&document, true),
            ["d", "branch of 2", " c", " b", "a", &opened]
        );
        let b = document.steps().find(|step| step.label == "b").unwrap().id;
        document.go_to(b);
        title(&mut document, "e");
        assert_eq!(
            shown(&document, true),
            [
                "e",
                "branch of 1",
                " c",
                "b",
                "branch of 1",
                " d",
                "a",
                &opened
            ]
        );
        document.undo();
        document.undo();
        document.undo();
        title(&mut document, "f");
        let all = shown(&document, true);
        assert_eq!(all.first().map(String::as_str), Some("f"));
        for label in ["a", "b", "c", "d", "e"] {
            let n = all.iter().filter(|row| row.trim() == label).count();
            assert_eq!(n, 1, "{label} in {all:?}");
        }
    }
}
