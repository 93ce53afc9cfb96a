//! Chips: small labelled surfaces for codes, actors and sources.

use crate::document::RecordRef;
use crate::model::codebook::Codebook;
use crate::model::{ActorId, RecordKind};
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use egui::{
    Color32, CornerRadius, CursorIcon, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, vec2,
};

/// A chip with a text; clickable, so that it can show its meaning or lead somewhere.
pub fn chip(ui: &mut Ui, text: &str, colour: Color32, selected: bool) -> Response {
    let palette = Palette::of(ui);
    let galley = ui.painter().layout_no_wrap(
        text.to_owned(),
        egui::FontId::proportional(theme::SMALL),
        colour,
    );
    // A chip is never wider than what it stands in; a longer text takes several lines.
    let widest = (ui.max_rect().width() - 14.0).max(40.0);
    let galley = if galley.size().x > widest {
        let font = egui::FontId::proportional(theme::SMALL);
        ui.painter().layout(text.to_owned(), font, colour, widest)
    } else {
        galley
    };
    let size = galley.size() + vec2(14.0, 5.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    if ui.is_rect_visible(rect) {
        let fill = if selected {
            palette.selected
        } else if response.hovered() || response.has_focus() {
            palette.wash(colour, 0.28)
        } else {
            palette.chip(colour)
        };
        let painter = ui.painter();
        painter.rect_filled(rect, CornerRadius::same(4), fill);
        // An edge around every chip would be half of all the triangles of a page.
        if selected || response.has_focus() {
            let edge = Stroke::new(1.0, palette.accent);
            painter.rect_stroke(rect, CornerRadius::same(4), edge, StrokeKind::Inside);
        }
        ui.painter()
            .galley(rect.min + vec2(7.0, 2.5), galley, colour);
    }
    response
}

/// A coded value: its label, with the definition and its source on hover.
pub fn code_chip(
    ui: &mut Ui,
    vocabulary: &'static str,
    code: &str,
    label: &str,
    colour: Color32,
) -> Response {
    let response = chip(ui, label, colour, false);
    response.on_hover_ui(|ui| definition_ui(ui, vocabulary, code, label))
}

/// The definition of a coded value, as a tooltip shows it.
pub fn definition_ui(ui: &mut Ui, vocabulary: &str, code: &str, label: &str) {
    ui.set_max_width(360.0);
    ui.label(theme::strong(label, theme::BODY));
    let codebook = Codebook::built_in();
    match codebook.value(vocabulary, code) {
        Some(value) => {
            ui.label(&value.definition);
            ui.label(
                RichText::new(format!("Source: {}", value.source))
                    .small()
                    .color(Palette::of(ui).text_weak),
            );
        }
        None => {
            ui.label(theme::weak(ui, "Not in the codebook"));
        }
    }
}

/// An actor by its short name; a click selects it.
pub fn actor_chip(ui: &mut Ui, cx: &mut Cx<'_>, id: &ActorId) -> Response {
    let palette = Palette::of(ui);
    let dossier = cx.dossier();
    let name = dossier.actor_name(id).to_owned();
    let office = dossier
        .actor(id)
        .map(|actor| actor.office.clone())
        .unwrap_or_default();
    let colour = actor_colour(palette, cx, id);
    let response = chip(
        ui,
        &name,
        colour,
        cx.is_selected(RecordKind::Actor, id.as_str()),
    )
    .on_hover_cursor(CursorIcon::PointingHand);
    let response = if office.is_empty() {
        response
    } else {
        response.on_hover_text(office)
    };
    if response.clicked() {
        cx.reveal(RecordRef::new(RecordKind::Actor, id));
    }
    response
}

/// The colour of an actor: that of its party, or of third parties.
pub fn actor_colour(palette: &Palette, cx: &Cx<'_>, id: &ActorId) -> Color32 {
    let dossier = cx.dossier();
    let principal = dossier
        .actor(id)
        .and_then(|actor| actor.of.as_ref())
        .unwrap_or(id);
    match dossier.parties.iter().position(|party| party == principal) {
        Some(0) => palette.party_a,
        Some(1) => palette.party_b,
        _ => palette.third,
    }
}

/// The sources of a value, each a chip that selects it.
pub fn source_chips<'a>(ui: &mut Ui, cx: &mut Cx<'_>, ids: impl IntoIterator<Item = &'a str>) {
    let weak = Palette::of(ui).text_weak;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for id in ids {
            let response = chip(ui, id, weak, cx.is_selected(RecordKind::Source, id))
                .on_hover_cursor(CursorIcon::PointingHand)
                .on_hover_ui(|ui| source_tooltip(ui, cx, id));
            if response.clicked() {
                cx.reveal(RecordRef::new(RecordKind::Source, id));
            }
        }
    });
}

fn source_tooltip(ui: &mut Ui, cx: &Cx<'_>, id: &str) {
    ui.set_max_width(380.0);
    let Some(source) = cx
        .dossier()
        .sources
        .iter()
        .find(|source| source.id.as_str() == id)
    else {
        ui.label(format!("There is no source {id}"));
        return;
    };
    ui.label(theme::strong(&source.publisher, theme::BODY));
    ui.label(&source.title);
    let date = source.date.as_ref().map_or_else(
        || "undated".to_owned(),
        crate::model::date::Edtf::display_long,
    );
    ui.label(RichText::new(date).small().color(Palette::of(ui).text_weak));
}
