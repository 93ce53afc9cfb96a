//! The views of the centre.

mod disputes;
mod events;
mod findings;
mod overview;
mod round;
mod sources;
mod statements;
mod text;
mod third_parties;

pub mod draft;

use super::Cx;
use crate::command::View;
use egui::Ui;
use serde::{Deserialize, Serialize};

/// The views with their fleeting state.
#[derive(Default, Serialize, Deserialize)]
pub struct Views {
    /// The table of events; its filter is also what the status bar counts.
    pub events: events::EventsView,
    #[serde(skip)]
    statements: statements::StatementsView,
    #[serde(skip)]
    disputes: disputes::DisputesView,
    #[serde(skip)]
    sources: sources::SourcesView,
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
        match cx.view {
            View::Overview => overview::ui(ui, cx),
            View::Round => round::ui(ui, cx),
            View::ThirdParties => third_parties::ui(ui, cx),
            View::Events => self.events.ui(ui, cx),
            View::Statements => self.statements.ui(ui, cx),
            View::Disputes => self.disputes.ui(ui, cx),
            View::Sources => self.sources.ui(ui, cx),
            View::Findings => {
                let has_draft = self.text.draft().is_some();
                self.findings.ui(ui, cx, has_draft);
            }
            View::Text => self.text.ui(ui, cx),
        }
    }

    /// Puts the cursor into the search field of the view, if it has one.
    pub fn focus_search(&mut self, view: View) {
        match view {
            View::Events => self.events.search.focus(),
            View::Statements => self.statements.search.focus(),
            View::Disputes => self.disputes.search.focus(),
            View::Sources => self.sources.search.focus(),
            View::Findings => self.findings.search.focus(),
            View::Text => self.text.focus_search(),
            View::Overview | View::Round | View::ThirdParties => {}
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
