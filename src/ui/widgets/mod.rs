//! Small pieces that several panels share.

mod chips;
mod diff;
mod record_menu;
mod search;

pub use chips::{actor_chip, actor_colour, chip, code_chip, definition_ui, source_chips};
pub use diff::{Difference, common_ends, shorten};
pub use record_menu::{add_button, record_menu};
pub use search::{Search, matches};

use super::Cx;
use super::theme::{self, Palette};
use crate::document::Focus;
use egui::{
    Align, CornerRadius, CursorIcon, FontId, Frame, Label, Layout, Margin, Response, RichText,
    Sense, Stroke, Ui, UiBuilder,
};

/// Widest column of running text, in points; longer lines are hard to read.
pub const READING_WIDTH: f32 = 1040.0;

/// A scrolling page with margins, not wider than reads well.
pub fn page(ui: &mut Ui, id: &'static str, content: impl FnOnce(&mut Ui)) {
    egui::ScrollArea::vertical()
        .id_salt(id)
        .auto_shrink(false)
        .show(ui, |ui| {
            Frame::new()
                .inner_margin(Margin {
                    left: 20,
                    right: 20,
                    top: 14,
                    bottom: 24,
                })
                .show(ui, |ui| {
                    ui.set_max_width(READING_WIDTH.min(ui.available_width()));
                    ui.set_min_width(ui.available_width());
                    content(ui);
                });
        });
}

/// A surface with an edge, and its content.
pub fn card<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> egui::InnerResponse<R> {
    card_frame(ui, false).show(ui, content)
}

/// How round the corners of a card are, in points.
pub const CARD_CORNER: u8 = 5;

/// The frame of a card, marked when it is selected. It has an edge and no fill: filled cards would cost more than
/// all that stands on them where there is no graphics card.
pub fn card_frame(ui: &Ui, selected: bool) -> Frame {
    let palette = Palette::of(ui);
    Frame::new()
        .stroke(Stroke::new(
            1.0,
            if selected {
                palette.accent
            } else {
                palette.border
            },
        ))
        .corner_radius(CornerRadius::same(CARD_CORNER))
        .inner_margin(Margin::same(12))
}

/// The heading of a section of a page.
pub fn section(ui: &mut Ui, title: &str) {
    ui.add_space(14.0);
    ui.add(Label::new(theme::strong(title, theme::SECTION)).selectable(false));
    ui.add_space(3.0);
}

/// A small heading over a group of values.
pub fn caption(ui: &mut Ui, text: &str) {
    let colour = Palette::of(ui).text_weak;
    ui.add(Label::new(theme::strong(text, theme::SMALL).color(colour)).selectable(false));
}

/// A value that can be selected: a click shows it in the inspector with its sources.
pub fn value(ui: &mut Ui, cx: &mut Cx<'_>, focus: Focus, text: impl Into<RichText>) -> Response {
    let selected = cx.is_focused(&focus);
    let palette = Palette::of(ui);
    let background = ui.painter().add(egui::Shape::Noop);
    let response = ui.add(
        Label::new(text.into())
            .wrap()
            .selectable(false)
            .sense(Sense::click()),
    );
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let fill = if selected {
        Some(palette.selected)
    } else if response.hovered() || response.has_focus() {
        Some(palette.hover)
    } else {
        None
    };
    if let Some(fill) = fill {
        let rect = response.rect.expand2(egui::vec2(4.0, 2.0));
        ui.painter()
            .set(background, egui::Shape::rect_filled(rect, 4.0, fill));
    }
    if response.clicked() {
        cx.select(focus);
    }
    response
}

/// A link to something in the dossier: text in the accent colour.
pub fn link(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colour = Palette::of(ui).accent;
    let response = ui.add(
        Label::new(RichText::new(text).color(colour))
            .wrap()
            .selectable(false)
            .sense(Sense::click()),
    );
    if response.hovered() || response.has_focus() {
        let y = response.rect.bottom() - 1.0;
        ui.painter()
            .hline(response.rect.x_range(), y, Stroke::new(1.0, colour));
    }
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A word as it begins a sentence.
pub fn sentence(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// A formatted number with a real minus in place of the hyphen, which is too short for one; a zero has none.
pub fn with_minus(number: &str) -> String {
    let is_zero = !number.chars().any(|c| ('1'..='9').contains(&c));
    number.replace('-', if is_zero { "" } else { "−" })
}

/// What an empty place says.
pub fn empty(ui: &mut Ui, text: &str) {
    ui.add(
        Label::new(theme::weak(ui, text).italics())
            .wrap()
            .selectable(false),
    );
}

/// The first of several small texts for which there is room in this row.
pub fn first_that_fits(ui: &Ui, texts: impl IntoIterator<Item = String>) -> Option<String> {
    let font = FontId::proportional(theme::SMALL);
    let colour = Palette::of(ui).text_weak;
    let width = |text: &str| {
        let galley = ui
            .painter()
            .layout_no_wrap(text.to_owned(), font.clone(), colour);
        galley.size().x
    };
    let mut texts = texts.into_iter();
    texts.find(|text| width(text) <= ui.available_width())
}

/// Columns of equal width whose contents wrap, top-aligned.
pub fn columns(ui: &mut Ui, n: usize, mut content: impl FnMut(&mut Ui, usize)) {
    let n = n.max(1);
    let gap = 12.0;
    let width = (ui.available_width() - gap * (n as f32 - 1.0)) / n as f32;
    let origin = ui.cursor().min;
    let mut bottom = origin.y;
    for idx in 0..n {
        let left = origin.x + idx as f32 * (width + gap);
        let rect =
            egui::Rect::from_min_size(egui::pos2(left, origin.y), egui::vec2(width, f32::INFINITY));
        let mut column = ui.new_child(
            UiBuilder::new()
                .max_rect(rect)
                .layout(Layout::top_down(Align::Min))
                .id_salt(("column", idx)),
        );
        column.set_width(width);
        content(&mut column, idx);
        bottom = bottom.max(column.min_rect().bottom());
    }
    let used = egui::Rect::from_min_max(
        origin,
        egui::pos2(origin.x + width * n as f32 + gap * (n as f32 - 1.0), bottom),
    );
    ui.advance_cursor_after_rect(used);
}

/// How many columns of at least this width fit.
pub fn columns_that_fit(ui: &Ui, min_width: f32, most: usize) -> usize {
    let mut n = most;
    while n > 1 && ui.available_width() / (n as f32) < min_width {
        n -= 1;
    }
    n
}
