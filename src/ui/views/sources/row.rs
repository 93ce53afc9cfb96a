//! One row of the table of sources.

use super::columns::{Column, language_of};
use crate::document::is_web_address;
use crate::model::Source;
use crate::model::codes::{Reliability, SourceKind};
use crate::ui::theme::{self, Palette};
use crate::ui::views::events::table::{self, cell_text, padded, weak_text};
use egui::{Button, CursorIcon, Label, RichText, Role, Ui, WidgetInfo};
use egui_extras::TableRow;

/// One row.
pub(super) struct Row<'a> {
    pub(super) columns: &'a [Column],
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
        let mut opened = false;
        let mut is_hovered = false;
        for column in self.columns {
            let (_, cell) = row.col(|ui| {
                if self.selected && *column == Column::Id {
                    table::selection_bar(ui);
                }
                if *column == Column::Title {
                    table::right_edge(ui);
                }
                // The button is only where it can be meant, so that the table is not a column of buttons.
                is_hovered |= ui.rect_contains_pointer(ui.max_rect());
                if *column != Column::Open || self.selected || is_hovered {
                    padded(ui, column.is_right(), |ui| {
                        opened |= self.cell_ui(ui, *column);
                    });
                }
            });
            if *column == Column::Id {
                // One name for the whole row.
                cell.widget_info(|| {
                    WidgetInfo::selected(Role::Button, true, self.selected, self.name())
                });
            }
        }
        let response = row.response().on_hover_cursor(CursorIcon::PointingHand);
        match (opened, response.clicked()) {
            (true, _) => Clicked::Open,
            (false, true) => Clicked::Row,
            (false, false) => Clicked::Nothing,
        }
    }

    fn name(&self) -> String {
        format!(
            "{}, {}, {}",
            self.source.id, self.source.publisher, self.source.title
        )
    }

    /// Draws a cell; returns whether the page is to be opened.
    fn cell_ui(&self, ui: &mut Ui, column: Column) -> bool {
        let source = self.source;
        match column {
            Column::Id => {
                let text = weak_text(ui, source.id.as_str());
                ui.add(Label::new(text).truncate().selectable(false));
            }
            Column::Publisher => self.publisher_ui(ui),
            Column::Title => self.title_ui(ui),
            Column::Date => self.date_ui(ui),
            Column::Language => {
                let text = if source.language.is_empty() {
                    weak_text(ui, language_of(source))
                } else {
                    cell_text(ui, language_of(source))
                };
                table::lines_ui(ui, text).on_hover_text(language_of(source));
            }
            Column::Kind => plain_ui(ui, source.kind.map(SourceKind::label)),
            Column::Reliability => plain_ui(ui, source.reliability.map(Reliability::label)),
            Column::UsedBy => self.used_by_ui(ui),
            Column::Open => return self.open_ui(ui),
        }
        false
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
