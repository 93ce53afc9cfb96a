//! The views of the centre.

mod background;
mod claims;
mod disputes;
mod events;
mod findings;
mod measures;
mod overview;
mod records;
mod round;
mod sources;
mod statements;
mod table_edit;
mod text;
mod third_parties;

pub mod draft;

use super::{Cx, measuring};
use crate::command::View;
use crate::document::{Document, Edit, PasteStart};
use crate::model::RecordKind;
use egui::Ui;
use serde::{Deserialize, Serialize};
use table_edit::RecordTable;

/// The views with their fleeting state.
#[derive(Default, Serialize, Deserialize)]
pub struct Views {
    /// The table of events; its filter is also what the status bar counts.
    pub events: events::EventsView,
    #[serde(skip)]
    claims: claims::ClaimsView,
    #[serde(skip)]
    statements: statements::StatementsView,
    #[serde(skip)]
    disputes: disputes::DisputesView,
    #[serde(skip)]
    background: background::BackgroundView,
    #[serde(skip)]
    measures: measures::MeasuresView,
    #[serde(skip)]
    sources: sources::SourcesView,
    #[serde(skip)]
    records: records::RecordsView,
    #[serde(skip)]
    findings: findings::FindingsView,
    #[serde(skip)]
    text: text::TextView,
}

impl Views {
    /// Draws the view that is shown.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if !cx.snapshot().is_dossier() && !matches!(cx.view, View::Text | View::Findings) {
            not_a_dossier(ui, cx);
            return;
        }
        measuring::banner_ui(ui, cx);
        match cx.view {
            View::Overview => overview::ui(ui, cx),
            View::Round => round::ui(ui, cx),
            View::ThirdParties => third_parties::ui(ui, cx),
            View::Events => self.events.ui(ui, cx),
            View::Claims => self.claims.ui(ui, cx),
            View::Statements => self.statements.ui(ui, cx),
            View::Disputes => self.disputes.ui(ui, cx),
            View::Measures => self.measures.ui(ui, cx),
            View::Background => self.background.ui(ui, cx),
            View::Sources => self.sources.ui(ui, cx),
            View::Records => self.records.ui(ui, cx),
            View::Findings => {
                let has_draft = self.text.draft().is_some();
                self.findings.ui(ui, cx, has_draft);
            }
            View::Text => self.text.ui(ui, cx),
        }
    }

    /// The change of a cell that is being typed in, if it can be made. It is made only once.
    pub fn take_pending(&mut self, document: &Document) -> Option<Edit> {
        let snapshot = document.snapshot();
        self.tables()
            .into_iter()
            .find_map(|table| table.take_pending(snapshot))
    }

    /// Number of cells with texts that are not in the file.
    pub fn n_drafts(&mut self) -> usize {
        let tables = self.tables().into_iter();
        tables.map(|table| table.n_drafts()).sum()
    }

    fn tables(&mut self) -> [&mut RecordTable; 3] {
        [
            &mut self.events.table,
            &mut self.claims.table,
            &mut self.sources.table,
        ]
    }

    /// Drops everything that belongs to one document.
    pub fn forget(&mut self) {
        self.events.forget();
        self.claims.forget();
        self.sources.forget();
        self.measures = measures::MeasuresView::default();
        self.background = background::BackgroundView::default();
    }

    /// Lets the view of what happened before and after show the days as a table.
    pub fn show_days(&mut self) {
        self.measures.show_days();
    }

    /// Where rows would be pasted from this view: into its table, or into that of the events.
    pub fn paste_start(&self, view: View) -> PasteStart {
        let (kind, table) = match view {
            View::Claims => (RecordKind::Claim, &self.claims.table),
            View::Sources => (RecordKind::Source, &self.sources.table),
            _ => (RecordKind::Event, &self.events.table),
        };
        PasteStart {
            kind,
            columns: table.shown_paths(),
            text: String::new(),
        }
    }

    /// Puts the cursor into the search field of the view, if it has one.
    pub fn focus_search(&mut self, view: View) {
        match view {
            View::Events => self.events.search.focus(),
            View::Claims => self.claims.search.focus(),
            View::Statements => self.statements.search.focus(),
            View::Disputes => self.disputes.search.focus(),
            View::Sources => self.sources.search.focus(),
            View::Records => self.records.search.focus(),
            View::Findings => self.findings.search.focus(),
            View::Text => self.text.focus_search(),
            View::Overview
            | View::Round
            | View::ThirdParties
            | View::Measures
            | View::Background => {}
        }
    }
}

fn not_a_dossier(ui: &mut Ui, cx: &mut Cx<'_>) {
    super::widgets::page(ui, "not a dossier", |ui| {
        ui.label(super::theme::strong(
            "This file is not a dossier",
            super::theme::TITLE,
        ));
        ui.label("It can be read as text; the findings below say where it differs from a dossier.");
        ui.add_space(8.0);
        for finding in cx.snapshot().findings().iter().take(30) {
            ui.label(format!("Line {finding}"));
        }
        ui.add_space(8.0);
        if ui.button("Show the text").clicked() {
            cx.commands.push(crate::command::Command::Show(View::Text));
        }
    });
}
