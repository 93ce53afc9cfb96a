//! How the parts of a table look: headings that sort, cells and what stands in them.
//!
//! No opinion on what stands in a table.

use crate::ui::theme::{self, Palette};
use egui::{
    Align, Button, CursorIcon, FontSelection, Label, Layout, Rect, Response, RichText, Ui,
    WidgetText, vec2,
};
use egui_extras::TableRow;
use std::sync::Arc;

/// Size of the text in cells, in points.
pub(in crate::ui::views) const CELL: f32 = 12.5;
/// Space on both sides of what stands in a cell, in points.
pub(super) const PADDING: f32 = 6.0;

/// Prepares the style for a table: no gaps between cells, and a hover that is not mistaken for a
/// selection.
pub(super) fn prepare(ui: &mut Ui) {
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
