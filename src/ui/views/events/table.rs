//! What the tables have in common: headers that sort, and rows that the arrow keys walk through.
//!
//! No opinion on what stands in a table.

use super::follow::Scroll;
use crate::ui::theme::{self, Palette};
use egui::{
    Align, Button, CursorIcon, EventFilter, FontSelection, Frame, Key, Label, Layout, Modifiers,
    Rect, Response, RichText, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, WidgetText, vec2,
};
use egui_extras::{Column, TableBuilder, TableRow};
use std::sync::Arc;

/// Size of the text in cells, in points.
pub(in crate::ui::views) const CELL: f32 = 12.5;
/// Height of a row with one line of text, in points.
const ROW_HEIGHT: f32 = 27.0;
/// Height of a row with two lines of text, in points.
const TWO_LINES: f32 = 42.0;
/// Height of the header, in points.
const HEADER_HEIGHT: f32 = 30.0;
/// Least width of the column that takes what is left, in points.
const LEAST_REST: f32 = 120.0;
/// Below this width a table shows shorter cells on two lines.
pub(in crate::ui::views) const ROOMY: f32 = 1050.0;
/// Space on both sides of what stands in a cell, in points.
const PADDING: f32 = 6.0;

/// A table that fills what is left of the view.
pub(in crate::ui::views) struct Table<'a> {
    /// Its accessible name.
    pub(in crate::ui::views) name: &'a str,
    /// Widths of the columns; `None` takes what is left.
    pub(in crate::ui::views) widths: &'a [Option<f32>],
    /// Whether a row has room for one line only; else it has room for two.
    pub(in crate::ui::views) roomy: bool,
    /// Number of rows.
    pub(in crate::ui::views) n_rows: usize,
    /// The selected row.
    pub(in crate::ui::views) selected: Option<usize>,
    /// Whether to scroll to it.
    pub(in crate::ui::views) scroll: Scroll,
}

impl Table<'_> {
    /// Draws header and rows; returns the row that was chosen, with the pointer or by key.
    ///
    /// `row` draws the cells of the row with an index, is told whether it is the selected one, and says
    /// whether it was clicked.
    pub(in crate::ui::views) fn ui(
        self,
        ui: &mut Ui,
        header: impl FnOnce(TableRow<'_, '_>),
        mut row: impl FnMut(&mut TableRow<'_, '_>, usize, bool) -> bool,
    ) -> Option<usize> {
        let palette = Palette::of(ui);
        let fixed: f32 = self.widths.iter().flatten().sum();
        let least = fixed + LEAST_REST + ui.spacing().scroll.allocated_width();
        let mut clicked = None;
        let surface = Frame::new()
            .fill(palette.card)
            .stroke(Stroke::new(1.0, palette.border));
        surface.inner_margin(1).show(ui, |ui| {
            let across = ScrollArea::horizontal()
                .id_salt((self.name, "across"))
                .auto_shrink(false);
            across.show(ui, |ui| {
                ui.set_min_width(ui.available_width().max(least));
                prepare(ui);
                let mut builder = TableBuilder::new(ui)
                    .id_salt((self.name, self.roomy))
                    .striped(false)
                    .resizable(true)
                    .sense(Sense::CLICK)
                    .cell_layout(Layout::left_to_right(Align::Center))
                    .auto_shrink(false);
                for width in self.widths {
                    builder = builder.column(column(*width));
                }
                builder = match (self.scroll, self.selected) {
                    (Scroll::JustEnough, Some(idx)) => builder.scroll_to_row(idx, None),
                    (Scroll::Centre, Some(idx)) => builder.scroll_to_row(idx, Some(Align::Center)),
                    (Scroll::Stay, _) | (_, None) => builder,
                };
                let height = if self.roomy { ROW_HEIGHT } else { TWO_LINES };
                let output = builder.header(HEADER_HEIGHT, header).body(|body| {
                    body.rows(height, self.n_rows, |mut cells| {
                        let idx = cells.index();
                        let is_selected = self.selected == Some(idx);
                        cells.set_selected(is_selected);
                        cells.set_overline(true);
                        if row(&mut cells, idx, is_selected) {
                            clicked = Some(idx);
                        }
                    });
                });
                let by_key = self.keys(ui, output.inner_rect, clicked.is_some());
                clicked = clicked.or(by_key);
            });
        });
        clicked
    }

    /// Lets the arrow keys walk through the rows.
    ///
    /// They do when the table has the keyboard, or when the pointer is over it and nothing else has.
    fn keys(&self, ui: &Ui, rect: Rect, take_focus: bool) -> Option<usize> {
        let id = ui.scope_id().with((self.name, "keys"));
        let response = ui.interact(rect, id, Sense::focusable_noninteractive());
        response.widget_info(|| WidgetInfo::labeled(Role::Table, ui.is_enabled(), self.name));
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
        let keys = [
            Key::ArrowUp,
            Key::ArrowDown,
            Key::PageUp,
            Key::PageDown,
            Key::Home,
            Key::End,
        ];
        let key = ui.input_mut(|input| {
            keys.into_iter()
                .find(|key| input.consume_key(Modifiers::NONE, *key))
        })?;
        step(self.selected, self.n_rows, key)
    }
}

/// Prepares the style for a table: no gaps between cells, and a hover that is not mistaken for a
/// selection.
fn prepare(ui: &mut Ui) {
    let palette = Palette::of(ui);
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let visuals = ui.visuals_mut();
    visuals.widgets.hovered.bg_fill = palette.hover;
    visuals.widgets.noninteractive.bg_stroke.color = palette.grid;
}

/// A column of this width that can be made up to twice as wide, or one that takes what is left.
fn column(width: Option<f32>) -> Column {
    match width {
        Some(width) => Column::initial(width).range(36.0..=width * 2.0),
        None => Column::remainder().at_least(LEAST_REST).resizable(false),
    }
    .clip(true)
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
    let (_, cell) = row.col(|ui| {
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
    // Beside its title a heading sorts as well.
    clicked | cell.on_hover_cursor(CursorIcon::PointingHand).clicked()
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
    RichText::new(text).size(CELL).color(Palette::of(ui).text)
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
    let n_lines = if ui.available_height() >= 2.0 * line_height {
        2
    } else {
        1
    };
    job.wrap.max_width = ui.available_width();
    job.wrap.max_rows = n_lines;
    job.wrap.break_anywhere = n_lines == 1;
    let galley = ui.painter().layout_job(job);
    // Every cell has a tooltip of its own, which also holds the whole text.
    ui.add(
        Label::new(galley)
            .show_tooltip_when_elided(false)
            .selectable(false),
    )
}

/// The line at the right of the column that takes what is left; the other columns have one that can
/// be dragged.
pub(in crate::ui::views) fn right_edge(ui: &Ui) {
    let cell = ui.max_rect();
    let stroke = ui.visuals().widgets.noninteractive.bg_stroke;
    ui.painter()
        .vline(cell.right() - 0.5, cell.y_range(), stroke);
}

/// The bar at the left of a selected row, so that it is not told by its colour alone.
pub(in crate::ui::views) fn selection_bar(ui: &Ui) {
    let cell = ui.max_rect();
    let bar = Rect::from_min_size(cell.left_top(), vec2(3.0, cell.height()));
    ui.painter().rect_filled(bar, 0.0, Palette::of(ui).accent);
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
