//! One row of the table of events.

use super::columns::{self, NClaims};
use super::filter::quad_class;
use super::table::{self, cell_text, padded, weak_text};
use crate::model::Event;
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use egui::text::LayoutJob;
use egui::{Align, CursorIcon, FontSelection, Label, Ui};
use egui_extras::TableRow;

/// One row and what it needs.
pub(super) struct Row<'a, 'b> {
    pub(super) cx: &'a Cx<'b>,
    pub(super) claims: &'a NClaims<'a>,
    pub(super) event: &'a Event,
    pub(super) roomy: bool,
    pub(super) selected: bool,
}

impl Row<'_, '_> {
    /// Draws the cells; returns whether the row was clicked.
    pub(super) fn ui(&self, row: &mut TableRow<'_, '_>) -> bool {
        let event = self.event;
        let (_, first) = row.col(|ui| {
            if self.selected {
                table::selection_bar(ui);
            }
            padded(ui, false, |ui| {
                ui.add(
                    Label::new(weak_text(ui, event.id.as_str()))
                        .truncate()
                        .selectable(false),
                );
            });
        });
        let name = format!(
            "{}, {}, {}",
            event.id,
            event.date.display_short(),
            event.title
        );
        first.widget_info(|| {
            egui::WidgetInfo::selected(egui::Role::Button, true, self.selected, &name)
        });
        row.col(|ui| padded(ui, false, |ui| self.date_ui(ui)));
        row.col(|ui| padded(ui, false, |ui| self.title_ui(ui)));
        row.col(|ui| padded(ui, false, |ui| self.actors_ui(ui)));
        row.col(|ui| padded(ui, false, |ui| self.class_ui(ui)));
        row.col(|ui| padded(ui, false, |ui| self.code_ui(ui)));
        row.col(|ui| padded(ui, false, |ui| self.confidence_ui(ui)));
        row.col(|ui| padded(ui, true, |ui| self.claims_ui(ui)));
        row.col(|ui| padded(ui, true, |ui| self.sources_ui(ui)));
        row.response()
            .on_hover_cursor(CursorIcon::PointingHand)
            .clicked()
    }

    fn date_ui(&self, ui: &mut Ui) {
        let mut job = LayoutJob::default();
        let style = ui.style();
        cell_text(ui, self.event.date.display_short()).append_to(
            &mut job,
            style,
            FontSelection::Default,
            Align::Center,
        );
        if let Some(mark) = columns::date_mark(self.event) {
            let gap = if self.roomy { "  " } else { "\n" };
            let mark = theme::weak(ui, format!("{gap}{mark}"))
                .size(theme::SMALL)
                .italics();
            mark.append_to(&mut job, style, FontSelection::Default, Align::Center);
        }
        table::lines_ui(ui, job).on_hover_ui(|ui| columns::date_tooltip(ui, self.event));
    }

    fn title_ui(&self, ui: &mut Ui) {
        let text = if self.selected {
            theme::strong(&self.event.title, table::CELL).color(Palette::of(ui).text)
        } else {
            cell_text(ui, &self.event.title)
        };
        table::lines_ui(ui, text).on_hover_ui(|ui| columns::event_tooltip(ui, self.event));
    }

    fn actors_ui(&self, ui: &mut Ui) {
        let dossier = self.cx.dossier();
        let text = columns::actors(dossier, self.event);
        let text = if text.is_empty() {
            weak_text(ui, "–")
        } else {
            cell_text(ui, text)
        };
        table::lines_ui(ui, text).on_hover_ui(|ui| {
            ui.set_max_width(380.0);
            let names = |ids: &[crate::model::ActorId]| {
                ids.iter()
                    .map(|id| dossier.actor_name(id))
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            for (word, ids) in [
                ("By", &self.event.from),
                ("Towards", &self.event.to),
                ("With", &self.event.with),
            ] {
                if !ids.is_empty() {
                    ui.label(format!("{word} {}", names(ids)));
                }
            }
            if !self.event.actors_note.is_empty() {
                ui.label(&self.event.actors_note);
            }
        });
    }

    fn class_ui(&self, ui: &mut Ui) {
        let class = quad_class(self.event);
        let colour = Palette::of(ui).quad_class(class);
        let word = class.map_or("Without a code", |class| class.label());
        let glyph = cell_text(ui, columns::class_glyph(class)).color(colour);
        let glyph = ui
            .add(Label::new(glyph).selectable(false))
            .on_hover_text(word);
        glyph.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, word));
        if self.roomy && class.is_some() {
            ui.add(Label::new(cell_text(ui, word)).truncate().selectable(false));
        }
    }

    fn code_ui(&self, ui: &mut Ui) {
        let Some(code) = self.event.cameo.as_deref() else {
            ui.add(Label::new(weak_text(ui, "–")).selectable(false))
                .on_hover_text("No event code");
            return;
        };
        let width = ui.available_width();
        let text = weak_text(ui, code).monospace().size(table::CELL - 0.5);
        let response = ui.add_sized(
            [34.0_f32.min(width), 18.0],
            Label::new(text).halign(Align::Min).selectable(false),
        );
        let value = columns::value_label(code).unwrap_or_else(|| "–".to_owned());
        let value = ui.add(
            Label::new(cell_text(ui, value))
                .truncate()
                .selectable(false),
        );
        response
            .union(value)
            .on_hover_ui(|ui| columns::code_tooltip(ui, code));
    }

    fn confidence_ui(&self, ui: &mut Ui) {
        let text = match self.event.confidence {
            Some(confidence) => cell_text(ui, confidence.label()),
            None => weak_text(ui, "–"),
        };
        ui.add(Label::new(text).truncate().selectable(false))
            .on_hover_ui(|ui| columns::confidence_tooltip(ui, self.event));
    }

    fn claims_ui(&self, ui: &mut Ui) {
        let n = self
            .claims
            .get(self.event.id.as_str())
            .copied()
            .unwrap_or(0);
        if n == 0 {
            ui.add(Label::new(weak_text(ui, "–")).selectable(false));
        } else {
            ui.add(Label::new(cell_text(ui, n.to_string())).selectable(false))
                .on_hover_ui(|ui| columns::claims_tooltip(ui, self.cx.dossier(), self.event));
        }
    }

    fn sources_ui(&self, ui: &mut Ui) {
        let n = self.event.sources.len();
        let text = if n == 0 {
            weak_text(ui, "–")
        } else {
            cell_text(ui, n.to_string())
        };
        ui.add(Label::new(text).selectable(false))
            .on_hover_ui(|ui| columns::sources_tooltip(ui, self.cx.dossier(), self.event));
    }
}
