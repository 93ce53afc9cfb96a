//! One row of the table of events.

use super::columns::{self, Column, NClaims};
use super::filter::quad_class;
use super::table::{self, cell_text, padded, weak_text};
use super::tooltips;
use crate::model::Event;
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use egui::text::LayoutJob;
use egui::{Align, CursorIcon, FontSelection, Label, Role, Ui, WidgetInfo};
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
        for column in Column::ALL {
            let (_, cell) = row.col(|ui| {
                if self.selected && column == Column::Id {
                    table::selection_bar(ui);
                }
                if column == Column::Event {
                    table::right_edge(ui);
                }
                padded(ui, column.is_right(), |ui| self.cell_ui(ui, column));
            });
            if column == Column::Id {
                // One name for the whole row.
                cell.widget_info(|| {
                    WidgetInfo::selected(Role::Button, true, self.selected, self.name())
                });
            }
        }
        row.response()
            .on_hover_cursor(CursorIcon::PointingHand)
            .clicked()
    }

    fn name(&self) -> String {
        let event = self.event;
        format!(
            "{}, {}, {}",
            event.id,
            event.date.display_short(),
            event.title
        )
    }

    fn cell_ui(&self, ui: &mut Ui, column: Column) {
        match column {
            Column::Id => {
                let text = weak_text(ui, self.event.id.as_str());
                ui.add(Label::new(text).truncate().selectable(false));
            }
            Column::Date => self.date_ui(ui),
            Column::Event => self.title_ui(ui),
            Column::Actors => self.actors_ui(ui),
            Column::Class => self.class_ui(ui),
            Column::Code => self.code_ui(ui),
            Column::Confidence => self.confidence_ui(ui),
            Column::Claims => self.claims_ui(ui),
            Column::Sources => self.sources_ui(ui),
        }
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
        table::lines_ui(ui, job).on_hover_ui(|ui| tooltips::date_tooltip(ui, self.event));
    }

    fn title_ui(&self, ui: &mut Ui) {
        let text = if self.selected {
            theme::strong(&self.event.title, table::CELL).color(Palette::of(ui).text)
        } else {
            cell_text(ui, &self.event.title)
        };
        table::lines_ui(ui, text).on_hover_ui(|ui| tooltips::event_tooltip(ui, self.event));
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
        let glyph = cell_text(ui, columns::class_glyph(class))
            .color(colour)
            .size(table::CELL + 1.0);
        let glyph = ui
            .add(Label::new(glyph).selectable(false))
            .on_hover_text(word);
        glyph.widget_info(|| WidgetInfo::labeled(Role::Label, true, word));
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
        let value = columns::value_label(code).unwrap_or_else(|| "–".to_owned());
        let gap = match (self.roomy, code.len()) {
            (false, _) => "\n",
            (true, 4..) => "  ",
            (true, _) => "   ",
        };
        let mut job = LayoutJob::default();
        let code_text = weak_text(ui, format!("{code}{gap}")).monospace();
        for text in [code_text, cell_text(ui, value)] {
            text.append_to(&mut job, ui.style(), FontSelection::Default, Align::Center);
        }
        table::lines_ui(ui, job).on_hover_ui(|ui| tooltips::code_tooltip(ui, code));
    }

    fn confidence_ui(&self, ui: &mut Ui) {
        let text = match self.event.confidence {
            Some(confidence) => cell_text(ui, confidence.label()),
            None => weak_text(ui, "–"),
        };
        ui.add(Label::new(text).truncate().selectable(false))
            .on_hover_ui(|ui| tooltips::confidence_tooltip(ui, self.event));
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
                .on_hover_ui(|ui| tooltips::claims_tooltip(ui, self.cx.dossier(), self.event));
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
            .on_hover_ui(|ui| tooltips::sources_tooltip(ui, self.cx.dossier(), self.event));
    }
}
