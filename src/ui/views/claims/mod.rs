//! What is claimed about the number of people harmed, as a table that is edited in place.
//!
//! The claims about the same events stand together under a heading, so that those which contradict each
//! other are seen side by side. They are never added up, averaged or ranked by the program.

mod rows;

use super::events::choice::choice;
use super::events::frame;
use super::table_edit::{Named, RecordTable, Spec};
use crate::model::{ActorId, Dossier, EventId, RecordKind};
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{Search, empty};
use egui::{Label, RichText, Ui};
use rows::Claims;

const fn named(
    key: &'static str,
    title: &'static str,
    name: &'static str,
    widths: (f32, f32),
    standard: bool,
) -> Named {
    Named {
        key,
        titles: (title, title),
        name,
        widths,
        standard,
    }
}

/// The table of claims.
static SPEC: Spec = Spec {
    kind: RecordKind::Claim,
    name: "Table of claims",
    add: "Add a claim…",
    columns: &[
        named("id", "Id", "id", (48.0, 42.0), true),
        named("events", "Events", "events", (76.0, 56.0), true),
        named("claimant", "Claimant", "claimant", (0.0, 0.0), true),
        named("by", "By", "actor behind it", (110.0, 84.0), false),
        named("harmed", "Harmed", "who was harmed", (150.0, 92.0), true),
        named("side", "Side", "their side", (96.0, 66.0), true),
        named("killed", "Killed", "people killed", (88.0, 64.0), true),
        named("wounded", "Wounded", "people wounded", (88.0, 70.0), true),
        named("posts", "Posts", "posts taken", (76.0, 58.0), true),
        named(
            "date",
            "Claimed on",
            "date of the claim",
            (104.0, 84.0),
            true,
        ),
        named("status", "Status", "status", (88.0, 74.0), true),
        named("rank", "Rank", "rank", (84.0, 70.0), true),
        named(
            "credibility",
            "Credibility",
            "credibility",
            (120.0, 84.0),
            true,
        ),
        named("sources", "Sources", "sources", (110.0, 70.0), true),
        named("note", "Note", "note", (220.0, 150.0), true),
    ],
    right: &["killed", "wounded", "posts"],
};

/// The view of the claims.
#[derive(Default)]
pub(super) struct ClaimsView {
    /// What is searched for.
    pub(super) search: Search,
    filter: Filter,
    pub(super) table: RecordTable,
    known: Option<Known>,
}

/// Which claims are shown.
#[derive(Clone, Debug, Default, PartialEq)]
struct Filter {
    event: Option<EventId>,
    claimant: Option<String>,
    side: Option<ActorId>,
}

/// What can be filtered by, found once for a revision of the text.
struct Known {
    revision: u64,
    events: Vec<(EventId, String)>,
    claimants: Vec<(String, String)>,
    sides: Vec<(ActorId, String)>,
}

impl Known {
    fn new(revision: u64, dossier: &Dossier) -> Self {
        let claims = &dossier.claims;
        let mut events: Vec<(EventId, String)> = Vec::new();
        let claimed: std::collections::BTreeSet<&EventId> =
            claims.iter().flat_map(|claim| &claim.events).collect();
        for event in dossier.events.iter().filter(|e| claimed.contains(&e.id)) {
            events.push((event.id.clone(), format!("{}  {}", event.id, event.title)));
        }
        let mut claimants: Vec<&str> = claims.iter().map(|c| c.claimant.as_str()).collect();
        claimants.sort_unstable();
        claimants.dedup();
        let mut sides: Vec<&ActorId> = claims.iter().filter_map(|c| c.side.as_ref()).collect();
        sides.sort_unstable();
        sides.dedup();
        Self {
            revision,
            events,
            claimants: claimants
                .into_iter()
                .map(|name| (name.to_owned(), name.to_owned()))
                .collect(),
            sides: sides
                .into_iter()
                .map(|id| (id.clone(), dossier.actor_name(id).to_owned()))
                .collect(),
        }
    }
}

impl ClaimsView {
    /// Drops everything that belongs to one document.
    pub(super) fn forget(&mut self) {
        self.known = None;
        self.table.forget();
    }

    /// Draws the filters and the table.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let document = cx.document;
        let snapshot = document.snapshot();
        let dossier = snapshot.dossier();
        let known = match self.known.take() {
            Some(known) if known.revision == snapshot.revision() => known,
            _ => Known::new(snapshot.revision(), dossier),
        };
        frame(ui, |ui| {
            self.bar_ui(ui, cx, &known);
            if self.table.n_shown() == Some(0) {
                ui.add_space(10.0);
                let text = if dossier.claims.is_empty() {
                    "No claim is recorded"
                } else {
                    "No claim passes the filters"
                };
                empty(ui, text);
            }
            let claims = Claims {
                dossier,
                filter: &self.filter,
                query: &self.search.text,
            };
            self.table.ui(ui, cx, &claims);
        });
        self.known = Some(known);
    }

    /// The filters, and how many claims pass.
    fn bar_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, known: &Known) {
        let document = cx.document;
        let dossier = document.snapshot().dossier();
        ui.horizontal_wrapped(|ui| {
            self.search.ui(ui, "Search claims", 190.0);
            let filter = &mut self.filter;
            let events = &known.events;
            choice(ui, "Event", "All events", &mut filter.event, events);
            let claimants = &known.claimants;
            choice(
                ui,
                "Claimant",
                "All claimants",
                &mut filter.claimant,
                claimants,
            );
            choice(ui, "Side", "All sides", &mut filter.side, &known.sides);
            let is_filtered = self.filter != Filter::default() || !self.search.text.is_empty();
            if is_filtered && ui.button("Clear filters").clicked() {
                self.filter = Filter::default();
                self.search.text.clear();
            }
            let claims = Claims {
                dossier,
                filter: &self.filter,
                query: &self.search.text,
            };
            let wanted = format!("{:?}\n{}", self.filter, self.search.text);
            self.table.refresh(ui, cx, &SPEC, &wanted, &claims);
            let n_shown = self.table.n_shown().unwrap_or(0);
            let text = format!("{n_shown} of {} claims", dossier.claims.len());
            ui.add(Label::new(theme::weak(ui, text)).extend().selectable(false))
                .on_hover_text("Claims are never added up: they overlap and contradict each other");
            self.table.bar_ui(ui, cx);
            let hidden = cx
                .selection
                .record()
                .filter(|record| record.kind == RecordKind::Claim && !self.table.shows(&record.id));
            if let Some(record) = hidden {
                let text = format!("The selected claim {} is hidden", record.id);
                let text = RichText::new(text).color(Palette::of(ui).warning);
                ui.add(Label::new(text).extend().selectable(false));
            }
        });
        ui.add_space(3.0);
    }
}
