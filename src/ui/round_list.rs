//! The left panel: the rounds as cards, and below them the views.

use super::Cx;
use super::theme::{self, Palette};
use super::widgets::{CARD_CORNER, add_button, caption, card_frame, record_menu};
use crate::command::{Command, View};
use crate::document::records::Request;
use crate::document::{Focus, RecordRef};
use crate::model::{RecordKind, Round, RoundId};
use egui::{Button, CursorIcon, Label, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

/// Draws the panel.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.add_space(10.0);
        caption(ui, "ROUNDS");
        ui.add_space(2.0);
        let document = cx.document;
        let dossier = document.snapshot().dossier();
        if dossier.rounds.is_empty() {
            super::widgets::empty(ui, "This file has no rounds");
        }
        for round in &dossier.rounds {
            if cx.is_shown(RecordKind::Round, round.id.as_str()) {
                card(ui, cx, round);
                ui.add_space(3.0);
            }
        }
        later_ui(ui, cx);
        add_button(ui, cx, RecordKind::Round);
        ui.add_space(12.0);
        caption(ui, "VIEWS");
        ui.add_space(2.0);
        ui.spacing_mut().item_spacing.y = 1.0;
        for view in View::ALL {
            let count = count_of(cx, view);
            let mut button = Button::selectable(cx.view == view, view.label())
                .min_size(vec2(ui.available_width(), 24.0));
            if let Some(count) = count {
                button = button.right_text(
                    RichText::new(count.to_string())
                        .small()
                        .color(Palette::of(ui).text_weak),
                );
            }
            let response = ui.add(button);
            response.widget_info(|| {
                WidgetInfo::selected(Role::Button, true, cx.view == view, view.label())
            });
            if response.clicked() {
                cx.commands.push(Command::Show(view));
            }
        }
        ui.add_space(10.0);
    });
}

/// How many rounds had not begun on the day as of which everything is seen.
fn later_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let n_later = cx.analysis.n_hidden(RecordKind::Round);
    if n_later > 0 {
        let text = format!("{} later", super::status_bar::plural(n_later, "round"));
        super::widgets::empty(ui, &text);
    }
}

/// How many records a view shows, before it filters them itself.
fn count_of(cx: &Cx<'_>, view: View) -> Option<usize> {
    let dossier = cx.dossier();
    let shown = |n: usize, kind| Some(n.saturating_sub(cx.analysis.n_hidden(kind)));
    match view {
        View::ThirdParties => shown(dossier.third_parties.len(), RecordKind::ThirdParty),
        View::Events => shown(dossier.events.len(), RecordKind::Event),
        View::Claims => shown(dossier.claims.len(), RecordKind::Claim),
        View::Statements => shown(dossier.statements.len(), RecordKind::Statement),
        View::Disputes => shown(dossier.disputes.len(), RecordKind::Dispute),
        View::Sources => shown(dossier.sources.len(), RecordKind::Source),
        View::Background => Some(dossier.tracks.len()).filter(|n| *n > 0),
        View::Findings => Some(cx.snapshot().findings().len()).filter(|n| *n > 0),
        View::Overview | View::Round | View::Measures | View::Records | View::Text => None,
    }
}

fn card(ui: &mut Ui, cx: &mut Cx<'_>, round: &Round) {
    let palette = Palette::of(ui);
    let shown = cx.view == View::Round && cx.round_id() == Some(&round.id);
    let selected = shown || cx.is_selected(RecordKind::Round, round.id.as_str());
    let kind = cx.analysis.outcome(round);
    let colour = palette.outcome(kind);
    let frame = card_frame(ui, selected).inner_margin(egui::Margin::symmetric(10, 8));
    let inner = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().interact_size.y = 16.0;
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::hover());
            ui.painter()
                .circle_filled(rect.center(), 10.0, palette.wash(palette.accent, 0.16));
            ui.painter().text(
                rect.center(),
                egui::Align2::CENTER_CENTER,
                round.ordinal,
                egui::FontId::new(theme::SMALL, theme::strong_family()),
                palette.accent,
            );
            ui.add(
                Label::new(theme::strong(round.short(), theme::BODY))
                    .truncate()
                    .selectable(false),
            );
        });
        let place = if round.place.city.is_empty() {
            round.place.label()
        } else {
            round.place.city.clone()
        };
        let when = round.when.dates.display_short();
        let line = if place.is_empty() {
            when
        } else {
            format!("{when} · {place}")
        };
        ui.add(
            Label::new(theme::weak(ui, line).size(theme::SMALL))
                .truncate()
                .selectable(false),
        );
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let (rect, _) = ui.allocate_exact_size(vec2(8.0, 14.0), Sense::hover());
            ui.painter().circle_filled(rect.center(), 4.0, colour);
            let outcome = theme::strong(kind.label(), theme::SMALL).color(colour);
            ui.add(Label::new(outcome).selectable(false));
            let dossier = cx.dossier();
            let names: Vec<&str> = round
                .third_parties
                .iter()
                .map(|involved| dossier.actor_name(&involved.actor))
                .collect();
            if !names.is_empty() {
                let text = theme::weak(ui, format!("· {}", names.join(", "))).size(theme::SMALL);
                ui.add(Label::new(text).truncate().selectable(false));
            }
        });
    });
    let response = ui
        .interact(
            inner.response.rect,
            ui.scope_id().with(("round card", round.id.as_str())),
            Sense::click_and_drag(),
        )
        .on_hover_cursor(CursorIcon::PointingHand);
    let name = format!(
        "{}, {}, {}",
        round.short(),
        round.when.dates.display_short(),
        kind.label()
    );
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    if response.has_focus() || response.hovered() && !selected {
        let stroke = egui::Stroke::new(1.0, palette.accent);
        ui.painter().rect_stroke(
            inner.response.rect,
            CARD_CORNER,
            stroke,
            egui::StrokeKind::Inside,
        );
    }
    let record = RecordRef::new(RecordKind::Round, &round.id);
    response.context_menu(|ui| record_menu(ui, cx, &record));
    drag(ui, cx, &response, round);
    if response.clicked() {
        cx.select(Focus::record(RecordKind::Round, &round.id));
        cx.commands.push(Command::Show(View::Round));
    }
}

/// A card that is dragged onto another one takes its place.
fn drag(ui: &Ui, cx: &mut Cx<'_>, response: &egui::Response, round: &Round) {
    response.dnd_set_drag_payload(round.id.clone());
    let dragged = response.dnd_hover_payload::<RoundId>();
    if dragged.is_some_and(|id| *id != round.id) {
        let colour = Palette::of(ui).accent;
        let stroke = egui::Stroke::new(2.0, colour);
        ui.painter()
            .rect_stroke(response.rect, CARD_CORNER, stroke, egui::StrokeKind::Inside);
    }
    if let Some(id) = response.dnd_release_payload::<RoundId>()
        && *id != round.id
    {
        let rounds = &cx.dossier().rounds;
        let to = rounds.iter().position(|other| other.id == round.id);
        let record = RecordRef::new(RecordKind::Round, id.as_str());
        let request = to.map(|to| Request::MoveTo(record, to));
        cx.commands.extend(request.map(Command::Records));
    }
}
