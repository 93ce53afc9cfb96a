//! One row of the table of sources.

use crate::document::is_web_address;
use crate::model::Source;
use crate::model::codes::SourceKind;
use crate::ui::theme::{self, Palette};
use crate::ui::views::events::table::{self, cell_text, padded, weak_text};
use egui::{Button, CursorIcon, Label, RichText, Role, Ui, WidgetInfo};
use egui_extras::TableRow;

/// One row.
pub(super) struct Row<'a> {
    pub(super) source: &'a Source,
    pub(super) n_uses: usize,
    pub(super) selected: bool,
}

/// What was clicked in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clicked {
    Nothing,
    Row,
    Open,
}

impl Row<'_> {
    /// Draws the cells.
    pub(super) fn ui(&self, row: &mut TableRow<'_, '_>) -> Clicked {
        let source = self.source;
        let (_, first) = row.col(|ui| {
            if self.selected {
                table::selection_bar(ui);
            }
            padded(ui, false, |ui| {
                ui.add(
                    Label::new(weak_text(ui, source.id.as_str()))
                        .truncate()
                        .selectable(false),
                );
            });
        });
        let name = format!("{}, {}, {}", source.id, source.publisher, source.title);
        first.widget_info(|| WidgetInfo::selected(Role::Row, true, self.selected, &name));
        row.col(|ui| padded(ui, false, |ui| self.publisher_ui(ui)));
        row.col(|ui| padded(ui, false, |ui| self.title_ui(ui)));
        row.col(|ui| padded(ui, false, |ui| self.date_ui(ui)));
        row.col(|ui| padded(ui, false, |ui| plain_ui(ui, Some(&source.language))));
        row.col(|ui| {
            padded(ui, false, |ui| {
                plain_ui(ui, source.kind.map(SourceKind::label))
            })
        });
        row.col(|ui| {
            padded(ui, false, |ui| {
                plain_ui(ui, source.reliability.map(|grade| grade.label()))
            });
        });
        row.col(|ui| padded(ui, true, |ui| self.used_by_ui(ui)));
        let mut opened = false;
        let is_hovered = row.response().contains_pointer();
        row.col(|ui| {
            // Only where it can be meant, so that the table is not a column of buttons.
            if self.selected || is_hovered || ui.rect_contains_pointer(ui.max_rect()) {
                padded(ui, false, |ui| opened = self.open_ui(ui));
            }
        });
        let clicked = row
            .response()
            .on_hover_cursor(CursorIcon::PointingHand)
            .clicked();
        match (opened, clicked) {
            (true, _) => Clicked::Open,
            (false, true) => Clicked::Row,
            (false, false) => Clicked::Nothing,
        }
    }

    fn publisher_ui(&self, ui: &mut Ui) {
        let source = self.source;
        let text = if source.via.is_empty() {
            source.publisher.clone()
        } else {
            format!("{} (via {})", source.publisher, source.via)
        };
        table::lines_ui(ui, cell_text(ui, &text)).on_hover_text(text);
    }

    fn title_ui(&self, ui: &mut Ui) {
        let source = self.source;
        let text = if source.title_described {
            weak_text(ui, format!("[{}]", source.title)).italics()
        } else if self.selected {
            theme::strong(&source.title, table::CELL).color(Palette::of(ui).text)
        } else {
            cell_text(ui, &source.title)
        };
        table::lines_ui(ui, text).on_hover_ui(|ui| {
            ui.set_max_width(420.0);
            ui.label(theme::strong(&source.title, theme::BODY));
            if source.title_described {
                let text = "Description of ours; the page's own title was not seen";
                ui.label(theme::weak(ui, text).size(theme::SMALL));
            }
            if !source.note.is_empty() {
                ui.label(&source.note);
            }
        });
    }

    fn date_ui(&self, ui: &mut Ui) {
        match &self.source.date {
            Some(date) => {
                table::lines_ui(ui, cell_text(ui, date.display_short()))
                    .on_hover_text(date.display_long());
            }
            None => {
                ui.add(Label::new(weak_text(ui, "Undated").italics()).selectable(false));
            }
        }
    }

    fn used_by_ui(&self, ui: &mut Ui) {
        let (text, help) = match self.n_uses {
            0 => (weak_text(ui, "–"), "No record rests on it".to_owned()),
            n => {
                let records = crate::ui::status_bar::plural(n, "record");
                let verb = if n == 1 { "rests" } else { "rest" };
                (
                    cell_text(ui, n.to_string()),
                    format!("{records} {verb} on it"),
                )
            }
        };
        ui.add(Label::new(text).selectable(false))
            .on_hover_text(help);
    }

    /// The button that opens the page.
    fn open_ui(&self, ui: &mut Ui) -> bool {
        let source = self.source;
        if !is_web_address(&source.url) {
            ui.add(Label::new(weak_text(ui, "–")).selectable(false))
                .on_hover_text("No web address");
            return false;
        }
        ui.spacing_mut().button_padding = egui::vec2(6.0, 1.0);
        let text = RichText::new("Open").size(theme::SMALL);
        ui.add(Button::new(text).small())
            .accessible_name(format!("Open {} in browser", source.id))
            .on_hover_text(format!("Open in browser: {}", source.url))
            .clicked()
    }
}

fn plain_ui(ui: &mut Ui, text: Option<&str>) {
    match text.filter(|text| !text.is_empty()) {
        Some(text) => {
            table::lines_ui(ui, cell_text(ui, text)).on_hover_text(text);
        }
        None => {
            ui.add(Label::new(weak_text(ui, "–")).selectable(false));
        }
    }
}
