//! The events as a table: searched, filtered, sorted and edited in place.
//!
//! Which events pass the filters is also what the status bar counts.

pub(super) mod choice;
mod columns;
mod filter;
pub(super) mod follow;
mod row;
mod tooltips;

use super::table_edit::RecordTable;
use crate::analysis::View;
use crate::analysis::dossier::DossierAnalysis;
use crate::model::{ActorId, Dossier, Event, RecordKind};
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{Search, empty};
use egui::{Frame, Label, Margin, RichText, Ui};
use filter::Filter;
use row::Events;
use serde::{Deserialize, Serialize};

pub(super) use filter::{InRound, rounds};

/// The view of the events.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EventsView {
    /// What is searched for.
    #[serde(skip)]
    pub search: Search,
    filter: Filter,
    pub(super) table: RecordTable,
    #[serde(skip)]
    known: Option<Known>,
}

/// What is found once for a revision of the text.
#[derive(Default)]
struct Known {
    revision: u64,
    actors: Vec<(ActorId, String)>,
    claims: columns::NClaims,
}

impl EventsView {
    /// Number of events that are shown.
    pub fn n_shown(&self, dossier: &Dossier, analysis: &DossierAnalysis) -> usize {
        if let Some(n) = self.table.n_shown() {
            return n;
        }
        let passing = passing(&self.filter, &self.search.text, dossier).into_iter();
        let is_shown = |event: &&Event| !analysis.is_hidden(RecordKind::Event, event.id.as_str());
        passing.filter(is_shown).count()
    }

    /// Drops everything that belongs to one document.
    pub(super) fn forget(&mut self) {
        self.known = None;
        self.table.forget();
    }

    /// Draws the filters and the table.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let document = cx.document;
        let snapshot = document.snapshot();
        let dossier = snapshot.dossier();
        let known = match self.known.take() {
            Some(known) if known.revision == snapshot.revision() => known,
            _ => Known {
                revision: snapshot.revision(),
                actors: filter::actors(dossier),
                claims: columns::n_claims(dossier),
            },
        };
        frame(ui, |ui| {
            self.bar_ui(ui, cx, &known);
            if self.table.n_shown() == Some(0) {
                self.nothing_ui(ui, dossier, cx.analysis);
            }
            let events = Events {
                dossier,
                filter: &self.filter,
                query: &self.search.text,
                claims: &known.claims,
            };
            self.table.ui(ui, cx, &events);
        });
        self.known = Some(known);
    }

    fn is_filtered(&self) -> bool {
        self.filter.is_active() || !self.search.text.is_empty()
    }

    fn clear(&mut self) {
        self.filter = Filter::default();
        self.search.text.clear();
    }

    /// The filters, and how many events pass.
    fn bar_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, known: &Known) {
        let document = cx.document;
        let dossier = document.snapshot().dossier();
        ui.horizontal_wrapped(|ui| {
            self.search.ui(ui, "Search events", 190.0);
            self.filter.ui(ui, dossier, &known.actors);
            if self.is_filtered() && ui.button("Clear filters").clicked() {
                self.clear();
            }
            let events = Events {
                dossier,
                filter: &self.filter,
                query: &self.search.text,
                claims: &known.claims,
            };
            let wanted = format!("{:?}\n{}", self.filter, self.search.text);
            self.table.refresh(ui, cx, &columns::SPEC, &wanted, &events);
            let n_shown = self.table.n_shown().unwrap_or(0);
            let text = format!("{n_shown} of {} events", dossier.events.len());
            ui.add(Label::new(theme::weak(ui, text)).extend().selectable(false));
            self.table.bar_ui(ui, cx);
            let hidden = cx
                .selection
                .record()
                .filter(|record| record.kind == RecordKind::Event && !self.table.shows(&record.id));
            if let Some(record) = hidden {
                let text = format!("The selected event {} is hidden", record.id);
                let text = RichText::new(text).color(Palette::of(ui).warning);
                ui.add(Label::new(text).extend().selectable(false));
            }
        });
        ui.add_space(3.0);
    }

    fn nothing_ui(&mut self, ui: &mut Ui, dossier: &Dossier, analysis: &DossierAnalysis) {
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
        if analysis.settings.view != View::default() {
            words.push("what is seen is limited above".to_owned());
        }
        empty(
            ui,
            &format!("No event passes the filters: {}", words.join(", ")),
        );
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
    use crate::analysis::MeasureSettings;
    use crate::document::Document;

    /// What the status bar counts is what the table shows.
    #[test]
    fn counts_what_is_shown() {
        let document = Document::built_in();
        let dossier = document.snapshot().dossier();
        let analysis = DossierAnalysis::new(dossier, &MeasureSettings::default());
        let mut view = EventsView::default();
        assert_eq!(view.n_shown(dossier, &analysis), dossier.events.len());
        view.search.text = "E12".to_owned();
        assert_eq!(view.n_shown(dossier, &analysis), 1);
        view.clear();
        assert_eq!(view.n_shown(dossier, &analysis), dossier.events.len());
    }

    /// Filters are there again after a restart; the search is not.
    #[test]
    fn filters_survive_a_restart() {
        let mut view = EventsView {
            filter: Filter {
                actor: Some("PAK".into()),
                ..Filter::default()
            },
            ..EventsView::default()
        };
        view.search.text = "Doha".to_owned();
        let text = ron::to_string(&view).unwrap();
        let again: EventsView = ron::from_str(&text).unwrap();
        assert_eq!(again.filter, view.filter);
        assert_eq!(again.search.text, "");
    }
}
