//! What the tables have in common: headers that sort, rows that the arrow keys walk through, and the
//! combo boxes of the filters above them.
//!
//! No opinion on what stands in a table. Sorting is stable and values that are missing come last in
//! either direction, because a gap is neither small nor large.

use crate::ui::theme::{self, Palette};
use egui::{
    Align, Button, ComboBox, EventFilter, FontSelection, Key, Label, Layout, Modifiers, Rect,
    Response, RichText, Sense, Ui, WidgetText, vec2,
};
use egui_extras::TableRow;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::sync::Arc;

/// Size of the text in cells, in points.
pub(in crate::ui::views) const CELL: f32 = 12.5;
/// Height of a row with one line of text, in points.
pub(in crate::ui::views) const ROW_HEIGHT: f32 = 27.0;
/// Height of a row with two lines of text, in points.
pub(in crate::ui::views) const TWO_LINES: f32 = 42.0;
/// Height of the header, in points.
pub(in crate::ui::views) const HEADER_HEIGHT: f32 = 30.0;
/// Space on both sides of what stands in a cell, in points.
const PADDING: f32 = 7.0;

/// By which column a table is sorted, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::ui::views) struct Sort<C> {
    /// The column.
    pub(in crate::ui::views) column: C,
    /// Small values first.
    pub(in crate::ui::views) ascending: bool,
}

impl<C: Copy + PartialEq> Sort<C> {
    /// What a click on a header makes of the sorting: ascending, then descending, then the order of
    /// the file again.
    pub(in crate::ui::views) fn clicked(sort: Option<Self>, column: C) -> Option<Self> {
        match sort {
            Some(sort) if sort.column == column => sort.ascending.then_some(Self {
                column,
                ascending: false,
            }),
            _ => Some(Self {
                column,
                ascending: true,
            }),
        }
    }
}

/// Compares two values of a column; what is missing comes last either way.
pub(in crate::ui::views) fn compare<K: PartialOrd>(
    a: Option<K>,
    b: Option<K>,
    ascending: bool,
) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => {
            let order = a.partial_cmp(&b).unwrap_or(Ordering::Equal);
            if ascending { order } else { order.reverse() }
        }
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// An id as people sort it: "E2" before "E12", "S04" before "S04b".
pub(in crate::ui::views) fn id_key(id: &str) -> (String, u64, String) {
    let is_digit = |c: char| c.is_ascii_digit();
    let start = id.find(is_digit).unwrap_or(id.len());
    let (letters, rest) = id.split_at(start);
    let end = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
    let (digits, tail) = rest.split_at(end);
    (
        letters.to_owned(),
        digits.parse().unwrap_or(u64::MAX),
        tail.to_owned(),
    )
}

/// Prepares the style for a table: no gaps between cells, and a hover that is not mistaken for a
/// selection.
pub(in crate::ui::views) fn prepare(ui: &mut Ui) {
    let palette = Palette::of(ui);
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let visuals = ui.visuals_mut();
    visuals.widgets.hovered.bg_fill = palette.hover;
    visuals.widgets.noninteractive.bg_stroke.color = palette.grid;
}

/// A header that sorts; returns whether it was clicked.
pub(in crate::ui::views) fn header_cell(
    row: &mut TableRow<'_, '_>,
    title: &str,
    name: &str,
    order: Option<bool>,
    right: bool,
) -> bool {
    let mut clicked = false;
    row.col(|ui| {
        padded(ui, right, |ui| {
            let (arrow, state) = match order {
                Some(true) => (" ↑", ", ascending"),
                Some(false) => (" ↓", ", descending"),
                None => ("", ""),
            };
            let palette = Palette::of(ui);
            let colour = if order.is_some() {
                palette.accent
            } else {
                palette.text_weak
            };
            let text = theme::strong(format!("{title}{arrow}"), theme::SMALL).color(colour);
            ui.spacing_mut().button_padding = vec2(2.0, 2.0);
            let response = ui
                .add(Button::new(text).frame(false).truncate())
                .accessible_name(format!("Sort by {name}{state}"))
                .on_hover_text(format!("Sort by {name}"));
            clicked = response.clicked();
        });
    });
    clicked
}

/// A cell with its padding, centred in height.
pub(in crate::ui::views) fn padded(ui: &mut Ui, right: bool, content: impl FnOnce(&mut Ui)) {
    ui.spacing_mut().item_spacing.x = 5.0;
    ui.add_space(PADDING);
    let size = vec2(
        (ui.available_width() - PADDING).max(0.0),
        ui.available_height(),
    );
    let layout = if right {
        Layout::right_to_left(Align::Center)
    } else {
        Layout::left_to_right(Align::Center)
    };
    ui.allocate_ui_with_layout(size, layout, content);
}

/// A text of a cell in the size of the table.
pub(in crate::ui::views) fn cell_text(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text)
        .size(CELL)
        .color(Palette::of(ui).text)
}

/// A weak text of a cell, also for "–" where there is nothing.
pub(in crate::ui::views) fn weak_text(ui: &Ui, text: impl Into<String>) -> RichText {
    theme::weak(ui, text).size(CELL)
}

/// A text on as many lines as the cell has room for, cut off with an ellipsis.
pub(in crate::ui::views) fn lines_ui(ui: &mut Ui, text: impl Into<WidgetText>) -> Response {
    let text: WidgetText = text.into();
    let job = text.into_layout_job(ui.style(), FontSelection::Default, Align::Center);
    let mut job = Arc::unwrap_or_clone(job);
    let line_height = CELL * 1.3;
    let n_lines = if ui.available_height() >= 2.0 * line_height { 2 } else { 1 };
    job.wrap.max_width = ui.available_width();
    job.wrap.max_rows = n_lines;
    job.wrap.break_anywhere = n_lines == 1;
    let galley = ui.painter().layout_job(job);
    ui.add(Label::new(galley).selectable(false))
}

/// The bar at the left of a selected row, so that it is not told by its colour alone.
pub(in crate::ui::views) fn selection_bar(ui: &Ui) {
    let cell = ui.max_rect();
    let bar = Rect::from_min_size(cell.left_top(), vec2(3.0, cell.height()));
    ui.painter().rect_filled(bar, 0.0, Palette::of(ui).accent);
}

/// Lets the arrow keys walk through the rows of a table that lies in `rect`.
///
/// They do when the table has the keyboard, or when the pointer is over it and nothing else has.
/// Returns the row to select.
pub(in crate::ui::views) fn keys(
    ui: &Ui,
    rect: Rect,
    name: &str,
    take_focus: bool,
    current: Option<usize>,
    n_rows: usize,
) -> Option<usize> {
    let id = ui.scope_id().with(("keys", name));
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::WidgetType::Table, ui.is_enabled(), name)
    });
    if take_focus {
        response.request_focus();
    }
    let has_focus = response.has_focus();
    if has_focus {
        let filter = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    }
    let free = ui.memory(|memory| memory.focused().is_none());
    if !(has_focus || free && ui.rect_contains_pointer(rect)) {
        return None;
    }
    let key = ui.input_mut(|input| {
        let keys = [
            Key::ArrowUp,
            Key::ArrowDown,
            Key::PageUp,
            Key::PageDown,
            Key::Home,
            Key::End,
        ];
        keys.into_iter()
            .find(|key| input.consume_key(Modifiers::NONE, *key))
    })?;
    step(current, n_rows, key)
}

/// The row that a key leads to; `None` where there is no row.
fn step(current: Option<usize>, n_rows: usize, key: Key) -> Option<usize> {
    const PAGE: usize = 15;
    let last = n_rows.checked_sub(1)?;
    let target = match (key, current) {
        (Key::Home, _) | (Key::ArrowDown | Key::PageDown, None) => 0,
        (Key::End, _) | (Key::ArrowUp | Key::PageUp, None) => last,
        (Key::ArrowUp, Some(idx)) => idx.saturating_sub(1),
        (Key::PageUp, Some(idx)) => idx.saturating_sub(PAGE),
        (Key::ArrowDown, Some(idx)) => idx + 1,
        (Key::PageDown, Some(idx)) => idx + PAGE,
        _ => return None,
    };
    Some(target.min(last))
}

/// A combo box of a filter: "any", or one of some named choices.
pub(in crate::ui::views) fn choice<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    any: &str,
    chosen: &mut Option<T>,
    options: &[(T, String)],
) {
    let current = match chosen {
        None => any,
        Some(value) => options
            .iter()
            .find(|(option, _)| option == value)
            .map_or("Not in this dossier", |(_, label)| label.as_str()),
    };
    let palette = Palette::of(ui);
    let text = if chosen.is_some() {
        theme::strong(current, theme::BODY).color(palette.accent)
    } else {
        RichText::new(current).color(palette.text)
    };
    let response = ComboBox::from_id_salt(name)
        .selected_text(text)
        .width(60.0)
        .show_ui(ui, |ui| {
            if ui.selectable_label(chosen.is_none(), any).clicked() {
                *chosen = None;
            }
            for (value, label) in options {
                let selected = chosen.as_ref() == Some(value);
                if ui.selectable_label(selected, label).clicked() {
                    *chosen = Some(value.clone());
                }
            }
        })
        .response;
    response.accessible_name(name).on_hover_text(name);
}

/// Notices that the selection changed, so that a view scrolls to it once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::ui::views) struct Follow {
    seen: Option<u64>,
    own: bool,
}

/// How far a view goes to show what was selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui::views) enum Scroll {
    /// Nothing new was selected.
    Stay,
    /// The view itself selected it: only as far as is needed.
    JustEnough,
    /// It was selected elsewhere: into the middle.
    Centre,
}

impl Follow {
    /// Tells that the next selection is the view's own.
    pub(in crate::ui::views) fn own(&mut self) {
        self.own = true;
    }

    /// What to do in view of the selection's serial number.
    pub(in crate::ui::views) fn take(&mut self, serial: u64) -> Scroll {
        if self.seen == Some(serial) {
            return Scroll::Stay;
        }
        self.seen = Some(serial);
        if std::mem::take(&mut self.own) {
            Scroll::JustEnough
        } else {
            Scroll::Centre
        }
    }
}

impl Scroll {
    /// The alignment for egui; `None` where nothing is to be done.
    pub(in crate::ui::views) fn align(self) -> Option<Option<Align>> {
        match self {
            Self::Stay => None,
            Self::JustEnough => Some(None),
            Self::Centre => Some(Some(Align::Center)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A header goes from ascending to descending to the order of the file; another one starts anew.
    #[test]
    fn headers_cycle() {
        let sort = Sort::clicked(None, 1);
        assert_eq!(sort, Some(Sort { column: 1, ascending: true }));
        let down = Sort::clicked(sort, 1);
        assert_eq!(down, Some(Sort { column: 1, ascending: false }));
        assert_eq!(Sort::clicked(down, 1), None);
        assert_eq!(Sort::clicked(down, 2), Some(Sort { column: 2, ascending: true }));
    }

    /// Missing values come last in both directions.
    #[test]
    fn missing_is_last() {
        for ascending in [true, false] {
            assert_eq!(compare(Some(1.0), None, ascending), Ordering::Less);
            assert_eq!(compare(None, Some(1.0), ascending), Ordering::Greater);
        }
        assert_eq!(compare(Some(1), Some(2), true), Ordering::Less);
        assert_eq!(compare(Some(1), Some(2), false), Ordering::Greater);
    }

    /// Numbers in ids count as numbers.
    #[test]
    fn ids_sort_as_people_do() {
        let mut ids = ["S10", "S2", "S04b", "S04", "A1", "x"];
        ids.sort_by_key(|id| id_key(id));
        assert_eq!(ids, ["A1", "S2", "S04", "S04b", "S10", "x"]);
    }

    /// Keys stay within the rows, and start at an end where nothing is selected.
    #[test]
    fn keys_step_through_rows() {
        assert_eq!(step(None, 0, Key::ArrowDown), None);
        assert_eq!(step(None, 9, Key::ArrowDown), Some(0));
        assert_eq!(step(None, 9, Key::ArrowUp), Some(8));
        assert_eq!(step(Some(8), 9, Key::ArrowDown), Some(8));
        assert_eq!(step(Some(0), 9, Key::ArrowUp), Some(0));
        assert_eq!(step(Some(3), 9, Key::PageDown), Some(8));
        assert_eq!(step(Some(3), 9, Key::Home), Some(0));
    }

    /// A selection is followed once, and the view's own only as far as needed.
    #[test]
    fn selections_are_followed_once() {
        let mut follow = Follow::default();
        assert_eq!(follow.take(0), Scroll::Centre);
        assert_eq!(follow.take(0), Scroll::Stay);
        follow.own();
        assert_eq!(follow.take(1), Scroll::JustEnough);
        assert_eq!(follow.take(2), Scroll::Centre);
    }
}
