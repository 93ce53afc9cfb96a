//! A table to choose from: rows that the arrow keys walk through.
//!
//! No opinion on what stands in it; what is edited in place is a matter of [`crate::ui::views::table_edit`].

use crate::ui::theme::Palette;
use crate::ui::views::events::follow::Scroll;
use crate::ui::views::table_edit::paint::prepare;
use egui::{
    Align, EventFilter, Frame, Key, Layout, Modifiers, Rect, Role, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo,
};
use egui_extras::{Column, TableBuilder, TableRow};

/// Height of a row with one line of text, in points.
const ROW_HEIGHT: f32 = 27.0;
/// Height of a row with two lines of text, in points.
const TWO_LINES: f32 = 42.0;
/// Height of the header, in points.
const HEADER_HEIGHT: f32 = 30.0;
/// Least width of the column that takes what is left, in points.
const LEAST_REST: f32 = 120.0;
/// A table that fills what is left of the view.
pub(super) struct Table<'a> {
    /// Its accessible name.
    pub(super) name: &'a str,
    /// Widths of the columns; `None` takes what is left.
    pub(super) widths: &'a [Option<f32>],
    /// Whether a row has room for one line only; else it has room for two.
    pub(super) roomy: bool,
    /// Number of rows.
    pub(super) n_rows: usize,
    /// The selected row.
    pub(super) selected: Option<usize>,
    /// Whether to scroll to it.
    pub(super) scroll: Scroll,
}

impl Table<'_> {
    /// Draws header and rows; returns the row that was chosen, with the pointer or by key.
    ///
    /// `row` draws the cells of the row with an index, is told whether it is the selected one, and says
    /// whether it was clicked.
    pub(super) fn ui(
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

/// A column of this width that can be made up to twice as wide, or one that takes what is left.
fn column(width: Option<f32>) -> Column {
    match width {
        Some(width) => Column::initial(width).range(36.0..=width * 2.0),
        None => Column::remainder().at_least(LEAST_REST).resizable(false),
    }
    .clip(true)
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
