//! The events as a table: searched, filtered and sorted.
//!
//! The table shows what is in the dossier and changes nothing; which events pass the filters is also
//! what the status bar counts.

mod columns;
mod filter;
pub(super) mod table;

use super::super::widgets::{Search, empty};
use crate::document::Focus;
use crate::model::{Dossier, Event, RecordKind};
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use columns::{Column, NClaims};
use egui::text::LayoutJob;
use egui::{Align, CursorIcon, FontSelection, Frame, Label, Margin, Sense, Ui};
use egui_extras::{TableBuilder, TableRow};
use filter::{Filter, quad_class};
use serde::{Deserialize, Serialize};
use table::{Follow, Sort, cell_text, padded, weak_text};

pub(super) use filter::{InRound, rounds};

/// Below this width the table shows shorter cells and two lines for the title.
const ROOMY: f32 = 1050.0;
/// Least width of the title, in points.
const LEAST_TITLE: f32 = 150.0;

/// The view of the events.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EventsView {
    /// What is searched for.
    #[serde(skip)]
    pub search: Search,
    filter: Filter,
    sort: Option<Sort<Column>>,
    #[serde(skip)]
    follow: Follow,
}

impl EventsView {
    /// Number of events that pass the filters.
    pub fn n_shown(&self, dossier: &Dossier) -> usize {
        if self.filter.is_active() || !self.search.text.is_empty() {
            self.passing(dossier).count()
        } else {
            dossier.events.len()
        }
    }

    fn passing<'a>(&'a self, dossier: &'a Dossier) -> impl Iterator<Item = &'a Event> {
        let events = dossier.events.iter();
        events.filter(|event| self.filter.passes(dossier, event, &self.search.text))
    }

    /// Draws the filters and the table.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let document = cx.document;
        let dossier = document.snapshot().dossier();
        frame(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                self.search.ui(ui, "Search events", 190.0);
                self.filter.ui(ui, dossier);
            });
            let claims = columns::n_claims(dossier);
            let mut events: Vec<&Event> = self.passing(dossier).collect();
            if let Some(sort) = self.sort {
                columns::sort_events(&mut events, dossier, &claims, sort);
            }
            self.count_ui(ui, cx, dossier, &events);
            if events.is_empty() {
                self.nothing_ui(ui, dossier);
            } else {
                self.table_ui(ui, cx, &claims, &events);
            }
        });
    }

    fn is_filtered(&self) -> bool {
        self.filter.is_active() || !self.search.text.is_empty()
    }

    fn clear(&mut self) {
        self.filter = Filter::default();
        self.search.text.clear();
    }

    fn count_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier, events: &[&Event]) {
        ui.horizontal(|ui| {
            ui.set_min_height(ui.spacing().interact_size.y);
            let text = format!("{} of {} events", events.len(), dossier.events.len());
            ui.add(Label::new(theme::weak(ui, text)).selectable(false));
            if self.is_filtered() {
                if ui.button("Clear filters").clicked() {
                    self.clear();
                }
                let hidden = dossier.events.iter().find(|event| {
                    cx.is_selected(RecordKind::Event, event.id.as_str())
                        && !events.iter().any(|shown| shown.id == event.id)
                });
                if let Some(event) = hidden {
                    let text = format!("The filters hide the selected event {}", event.id);
                    let text = theme::weak(ui, text).color(Palette::of(ui).warning);
                    ui.add(Label::new(text).truncate().selectable(false));
                }
            }
        });
    }

    fn nothing_ui(&mut self, ui: &mut Ui, dossier: &Dossier) {
        ui.add_space(10.0);
        if dossier.events.is_empty() {
            empty(ui, "No event is recorded");
            return;
        }
        let mut words = self.filter.in_words(dossier);
        let query = self.search.text.trim();
        if !query.is_empty() {
            words.insert(0, format!("search “{query}”"));
        }
        empty(ui, &format!("No event passes the filters: {}", words.join(", ")));
    }

    fn table_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, claims: &NClaims<'_>, events: &[&Event]) {
        let selected = events.iter().position(|event| cx.is_selected(RecordKind::Event, event.id.as_str()));
        let scroll = self.follow.take(cx.selection.serial()).align().zip(selected);
        let roomy = ui.available_width() >= ROOMY;
        let fixed: f32 = Column::ALL.iter().filter_map(|column| column.width(roomy)).sum();
        let needed = fixed + LEAST_TITLE + 20.0;
        let mut clicked = None;
        let surface = Palette::of(ui).card;
        Frame::new().fill(surface).corner_radius(8).stroke(ui.visuals().widgets.noninteractive.bg_stroke).show(ui, |ui| {
            egui::ScrollArea::horizontal().id_salt("events across").auto_shrink(false).show(ui, |ui| {
                ui.set_min_width(ui.available_width().max(needed));
                table::prepare(ui);
                let mut builder = TableBuilder::new(ui)
                    .id_salt(("events", roomy))
                    .striped(false)
                    .resizable(true)
                    .sense(Sense::CLICK)
                    .auto_shrink(false);
                for column in Column::ALL {
                    let width = match column.width(roomy) {
                        Some(width) => egui_extras::Column::initial(width).at_least(36.0).at_most(width * 2.0),
                        None => egui_extras::Column::remainder().at_least(LEAST_TITLE).resizable(false),
                    };
                    builder = builder.column(width.clip(true));
                }
                if let Some((align, idx)) = scroll {
                    builder = builder.scroll_to_row(idx, align);
                }
                let output = builder
                    .header(table::HEADER_HEIGHT, |row| self.header_ui(row))
                    .body(|body| {
                        let height = if roomy { table::ROW_HEIGHT } else { table::TWO_LINES };
                        body.rows(height, events.len(), |mut row| {
                            let Some(event) = events.get(row.index()) else { return };
                            row.set_selected(selected == Some(row.index()));
                            row.set_overline(true);
                            let row_cx = Row { cx, claims, event, roomy, selected: selected == Some(row.index()) };
                            if row_cx.ui(&mut row) {
                                clicked = Some(row.index());
                            }
                        });
                    });
                let by_key =
                    table::keys(ui, output.inner_rect, "Table of events", clicked.is_some(), selected, events.len());
                clicked = clicked.or(by_key);
            });
        });
        if let Some(event) = clicked.and_then(|idx| events.get(idx)) {
            self.follow.own();
            cx.select(Focus::record(RecordKind::Event, &event.id));
        }
    }

    fn header_ui(&mut self, mut row: TableRow<'_, '_>) {
        for column in Column::ALL {
            let order = self.sort.filter(|sort| sort.column == column).map(|sort| sort.ascending);
            if table::header_cell(&mut row, column.title(), column.name(), order, column.is_right()) {
                self.sort = Sort::clicked(self.sort, column);
            }
        }
    }
}

/// One row and what it needs.
struct Row<'a, 'b> {
    cx: &'a Cx<'b>,
    claims: &'a NClaims<'a>,
    event: &'a Event,
    roomy: bool,
    selected: bool,
}

impl Row<'_, '_> {
    /// Draws the cells; returns whether the row was clicked.
    fn ui(&self, row: &mut TableRow<'_, '_>) -> bool {
        let event = self.event;
        let (_, first) = row.col(|ui| {
            if self.selected {
                table::selection_bar(ui);
            }
            padded(ui, false, |ui| {
                ui.add(Label::new(weak_text(ui, event.id.as_str())).truncate().selectable(false));
            });
        });
        let name = format!("{}, {}, {}", event.id, event.date.display_short(), event.title);
        first.widget_info(|| {
            egui::WidgetInfo::selected(egui::WidgetType::SelectableLabel, true, self.selected, &name)
        });
        row.col(|ui| padded(ui, false, |ui| self.date_ui(ui)));
        row.col(|ui| padded(ui, false, |ui| self.title_ui(ui)));
        row.col(|ui| padded(ui, false, |ui| self.actors_ui(ui)));
        row.col(|ui| padded(ui, false, |ui| self.class_ui(ui)));
        row.col(|ui| padded(ui, false, |ui| self.code_ui(ui)));
        row.col(|ui| padded(ui, false, |ui| self.confidence_ui(ui)));
        row.col(|ui| padded(ui, true, |ui| self.claims_ui(ui)));
        row.col(|ui| padded(ui, true, |ui| self.sources_ui(ui)));
        row.response().on_hover_cursor(CursorIcon::PointingHand).clicked()
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
            let mark = theme::weak(ui, format!("{gap}{mark}")).size(theme::SMALL).italics();
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
        let text = if text.is_empty() { weak_text(ui, "–") } else { cell_text(ui, text) };
        table::lines_ui(ui, text).on_hover_ui(|ui| {
            ui.set_max_width(380.0);
            let names = |ids: &[crate::model::ActorId]| {
                ids.iter().map(|id| dossier.actor_name(id)).collect::<Vec<_>>().join(", ")
            };
            for (word, ids) in [("By", &self.event.from), ("Towards", &self.event.to), ("With", &self.event.with)] {
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
        let glyph = ui.add(Label::new(glyph).selectable(false)).on_hover_text(word);
        glyph.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, word));
        if self.roomy && class.is_some() {
            ui.add(Label::new(cell_text(ui, word)).truncate().selectable(false));
        }
    }

    fn code_ui(&self, ui: &mut Ui) {
        let Some(code) = self.event.cameo.as_deref() else {
            ui.add(Label::new(weak_text(ui, "–")).selectable(false)).on_hover_text("No event code");
            return;
        };
        let width = ui.available_width();
        let text = weak_text(ui, code).monospace().size(table::CELL - 0.5);
        let response = ui.add_sized([34.0_f32.min(width), 18.0], Label::new(text).halign(Align::Min).selectable(false));
        let value = columns::value_label(code).unwrap_or_else(|| "–".to_owned());
        let value = ui.add(Label::new(cell_text(ui, value)).truncate().selectable(false));
        response.union(value).on_hover_ui(|ui| columns::code_tooltip(ui, code));
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
        let n = self.claims.get(self.event.id.as_str()).copied().unwrap_or(0);
        if n == 0 {
            ui.add(Label::new(weak_text(ui, "–")).selectable(false));
        } else {
            ui.add(Label::new(cell_text(ui, n.to_string())).selectable(false))
                .on_hover_ui(|ui| columns::claims_tooltip(ui, self.cx.dossier(), self.event));
        }
    }

    fn sources_ui(&self, ui: &mut Ui) {
        let n = self.event.sources.len();
        let text = if n == 0 { weak_text(ui, "–") } else { cell_text(ui, n.to_string()) };
        ui.add(Label::new(text).selectable(false))
            .on_hover_ui(|ui| columns::sources_tooltip(ui, self.cx.dossier(), self.event));
    }
}

/// The margins of a view that fills the centre.
pub(super) fn frame(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    Frame::new().inner_margin(Margin { left: 20, right: 20, top: 14, bottom: 14 }).show(ui, content);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    /// What the status bar counts is what the table shows.
    #[test]
    fn counts_what_is_shown() {
        let document = Document::built_in();
        let dossier = document.snapshot().dossier();
        let mut view = EventsView::default();
        assert_eq!(view.n_shown(dossier), dossier.events.len());
        view.search.text = "E12".to_owned();
        assert_eq!(view.n_shown(dossier), 1);
        view.clear();
        assert_eq!(view.n_shown(dossier), dossier.events.len());
    }

    /// Filters and sorting are there again after a restart; the search is not.
    #[test]
    fn filters_survive_a_restart() {
        let mut view = EventsView {
            filter: Filter { actor: Some("PAK".into()), ..Filter::default() },
            sort: Some(Sort { column: Column::Date, ascending: false }),
            ..EventsView::default()
        };
        view.search.text = "Doha".to_owned();
        let text = ron::to_string(&view).unwrap();
        let again: EventsView = ron::from_str(&text).unwrap();
        assert_eq!((again.filter, again.sort), (view.filter, view.sort));
        assert_eq!(again.search.text, "");
    }
}
