//! What everything rests on, as a table that is edited in place.
//!
//! Nothing here opens an address by itself; the button beside a source hands it to the browser when it
//! is clicked.

mod columns;
mod row;

use super::events::choice::choice;
use super::events::frame;
use super::table_edit::RecordTable;
use crate::command::Command;
use crate::document::Snapshot;
use crate::model::codes::SourceKind;
use crate::model::{Dossier, Source};
use crate::ui::Cx;
use crate::ui::theme;
use crate::ui::widgets::{Search, empty};
use columns::languages;
use egui::{Label, Ui};
use row::Sources;
use std::cell::RefCell;

/// The view of the sources.
#[derive(Default)]
pub(super) struct SourcesView {
    /// What is searched for.
    pub(super) search: Search,
    shown: Shown,
    pub(super) table: RecordTable,
    known: Option<Known>,
}

/// Which sources are shown.
#[derive(Debug, Default)]
struct Shown {
    kind: Option<OfKind>,
    language: Option<String>,
}

/// A kind of source, or that it is not stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OfKind {
    Stated(SourceKind),
    NotStated,
}

/// What is found once for a revision of the text.
struct Known {
    revision: u64,
    n_uses: Vec<usize>,
    languages: Vec<(String, String)>,
    kinds: Vec<(OfKind, String)>,
}

impl Known {
    fn new(snapshot: &Snapshot) -> Self {
        let dossier = snapshot.dossier();
        let sources = dossier.sources.iter();
        Self {
            revision: snapshot.revision(),
            n_uses: sources.map(|source| n_records(snapshot, source)).collect(),
            languages: languages(dossier),
            kinds: kinds(dossier),
        }
    }
}

impl SourcesView {
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
            _ => Known::new(snapshot),
        };
        frame(ui, |ui| {
            self.bar_ui(ui, cx, &known);
            if self.table.n_shown() == Some(0) {
                ui.add_space(10.0);
                empty(
                    ui,
                    if dossier.sources.is_empty() {
                        "No source is recorded"
                    } else {
                        "No source passes the filters"
                    },
                );
            }
            let sources = Sources {
                dossier,
                shown: &self.shown,
                query: &self.search.text,
                n_uses: &known.n_uses,
                opened: RefCell::new(None),
            };
            self.table.ui(ui, cx, &sources);
            if let Some(address) = sources.opened.take() {
                cx.commands.push(Command::Browse(address));
            }
        });
        self.known = Some(known);
    }

    /// The filters, and how many sources pass.
    fn bar_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, known: &Known) {
        let document = cx.document;
        let dossier = document.snapshot().dossier();
        ui.horizontal_wrapped(|ui| {
            self.search.ui(ui, "Search sources", 190.0);
            let shown = &mut self.shown;
            choice(ui, "Kind", "All kinds", &mut shown.kind, &known.kinds);
            choice(
                ui,
                "Language",
                "All languages",
                &mut shown.language,
                &known.languages,
            );
            let is_filtered =
                shown.kind.is_some() || shown.language.is_some() || !self.search.text.is_empty();
            if is_filtered && ui.button("Clear filters").clicked() {
                self.shown = Shown::default();
                self.search.text.clear();
            }
            let sources = Sources {
                dossier,
                shown: &self.shown,
                query: &self.search.text,
                n_uses: &known.n_uses,
                opened: RefCell::new(None),
            };
            let wanted = format!("{:?}\n{}", self.shown, self.search.text);
            self.table
                .refresh(ui, cx, &columns::SPEC, &wanted, &sources);
            let n_shown = self.table.n_shown().unwrap_or(0);
            let text = format!("{n_shown} of {} sources", dossier.sources.len());
            ui.add(Label::new(theme::weak(ui, text)).extend().selectable(false));
            self.table.bar_ui(ui, cx);
        });
        ui.add_space(3.0);
    }
}

/// The kinds that occur, and that none is stated.
fn kinds(dossier: &Dossier) -> Vec<(OfKind, String)> {
    let occurs = |kind| dossier.sources.iter().any(|source| source.kind == kind);
    let mut kinds: Vec<_> = SourceKind::ALL
        .iter()
        .filter(|kind| occurs(Some(**kind)))
        .map(|kind| (OfKind::Stated(*kind), kind.label().to_owned()))
        .collect();
    if occurs(None) {
        kinds.push((OfKind::NotStated, "Kind not stated".to_owned()));
    }
    kinds
}

/// Number of records that rest on a source, each counted once.
fn n_records(snapshot: &Snapshot, source: &Source) -> usize {
    let mut records: Vec<_> = snapshot
        .used_by(source.id.as_str())
        .iter()
        .map(|focus| &focus.record)
        .collect();
    records.sort_unstable();
    records.dedup();
    records.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    /// Kinds and languages divide the sources between them.
    #[test]
    fn filters_divide_the_sources() {
        let document = Document::built_in();
        let dossier = document.snapshot().dossier();
        let n = |shown: &Shown, query: &str| {
            let sources = dossier.sources.iter();
            sources
                .filter(|source| row::passes(shown, query, source))
                .count()
        };
        let by_language: usize = languages(dossier)
            .into_iter()
            .map(|(language, _)| {
                let shown = Shown {
                    language: Some(language),
                    ..Shown::default()
                };
                n(&shown, "")
            })
            .sum();
        assert_eq!(by_language, dossier.sources.len());
        let query = "arab news pakistan S02";
        assert_eq!(n(&Shown::default(), query), 1);
    }
}
