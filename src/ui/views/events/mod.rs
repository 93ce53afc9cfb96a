//! The events as a table: searched, filtered and sorted.
//!
//! The table shows what is in the dossier and changes nothing; which events pass the filters is also
//! what the status bar counts.

pub(super) mod choice;
mod columns;
mod filter;
pub(super) mod follow;
mod row;
pub(super) mod sort;
pub(super) mod table;
mod tooltips;

use crate::document::Focus;
use crate::model::{Dossier, Event, RecordKind};
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{Search, add_button, empty};
use columns::Column;
use egui::{Frame, Label, Margin, RichText, Ui};
use egui_extras::TableRow;
use filter::Filter;
use follow::Follow;
use row::Row;
use serde::{Deserialize, Serialize};
use sort::Sort;
use table::Table;

pub(super) use filter::{InRound, rounds};

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
            passing(&self.filter, &self.search.text, dossier).len()
        } else {
            dossier.events.len()
        }
    }

    /// Draws the filters and the table.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let document = cx.document;
        let dossier = document.snapshot().dossier();
        frame(ui, |ui| {
            let events = self.bar_ui(ui, cx, dossier);
            if events.is_empty() {
                self.nothing_ui(ui, dossier);
            } else {
                self.table_ui(ui, cx, events);
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

    /// The filters, and how many events pass; returns those.
    fn bar_ui<'a>(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, dossier: &'a Dossier) -> Vec<&'a Event> {
        let bar = ui.horizontal_wrapped(|ui| {
            self.search.ui(ui, "Search events", 190.0);
            self.filter.ui(ui, dossier);
            if self.is_filtered() && ui.button("Clear filters").clicked() {
                self.clear();
            }
            let events = passing(&self.filter, &self.search.text, dossier);
            add_button(ui, cx, RecordKind::Event);
            let text = format!("{} of {} events", events.len(), dossier.events.len());
            ui.add(Label::new(theme::weak(ui, text)).extend().selectable(false));
            let is_shown = |id: &str| events.iter().any(|event| event.id.as_str() == id);
            let hidden = cx
                .selection
                .record()
                .filter(|record| record.kind == RecordKind::Event && !is_shown(&record.id));
            if let Some(record) = hidden {
                let text = format!("The filters hide the selected event {}", record.id);
                let text = RichText::new(text).color(Palette::of(ui).warning);
                ui.add(Label::new(text).extend().selectable(false));
            }
            events
        });
        ui.add_space(3.0);
        bar.inner
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
        empty(
            ui,
            &format!("No event passes the filters: {}", words.join(", ")),
        );
    }

    fn table_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, mut events: Vec<&Event>) {
        let document = cx.document;
        let dossier = document.snapshot().dossier();
        let claims = &columns::n_claims(dossier);
        if let Some(sort) = self.sort {
            columns::sort_events(&mut events, dossier, claims, sort);
        }
        let roomy = ui.available_width() >= table::ROOMY;
        self.follow.room(roomy);
        let table = Table {
            name: "Table of events",
            widths: &Column::ALL.map(|column| column.width(roomy)),
            roomy,
            n_rows: events.len(),
            selected: events
                .iter()
                .position(|event| cx.is_selected(RecordKind::Event, event.id.as_str())),
            scroll: self.follow.take(cx.selection.serial()),
        };
        let chosen = table.ui(
            ui,
            |row| self.header_ui(row, roomy),
            |cells, idx, selected| {
                events.get(idx).is_some_and(|event| {
                    Row {
                        cx,
                        claims,
                        event,
                        roomy,
                        selected,
                    }
                    .ui(cells)
                })
            },
        );
        if let Some(event) = chosen.and_then(|idx| events.get(idx)) {
            self.follow.own();
            cx.select(Focus::record(RecordKind::Event, &event.id));
        }
    }

    fn header_ui(&mut self, mut row: TableRow<'_, '_>, roomy: bool) {
        for column in Column::ALL {
            let order = self
                .sort
                .filter(|sort| sort.column == column)
                .map(|sort| sort.ascending);
            if table::header_cell(
                &mut row,
                column.title(roomy),
                column.name(),
                order,
                column.is_right(),
            ) {
                self.sort = Sort::clicked(self.sort, column);
            }
        }
    }
}

/// The events that pass, in the order of the file.
fn passing<'a>(filter: &Filter, query: &str, dossier: &'a Dossier) -> Vec<&'a Event> {
    let events = dossier.events.iter();
    events
        .filter(|event| filter.passes(dossier, event, query))
        .collect()
}

/// The margins of a view that fills the centre.
pub(super) fn frame(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    Frame::new()
        .inner_margin(Margin {
            left: 20,
            right: 20,
            top: 14,
            bottom: 14,
        })
        .show(ui, content);
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
            filter: Filter {
                actor: Some("PAK".into()),
                ..Filter::default()
            },
            sort: Some(Sort {
                column: Column::Date,
                ascending: false,
            }),
            ..EventsView::default()
        };
        view.search.text = "Doha".to_owned();
        let text = ron::to_string(&view).unwrap();
        let again: EventsView = ron::from_str(&text).unwrap();
        assert_eq!((again.filter, again.sort), (view.filter, view.sort));
        assert_eq!(again.search.text, "");
    }
}
