//! What everything rests on, as a table.
//!
//! Nothing here opens an address by itself; the button beside a source hands it to the browser when it
//! is clicked.

mod columns;
mod row;

use super::events::choice::choice;
use super::events::follow::Follow;
use super::events::frame;
use super::events::sort::Sort;
use super::events::table::{self, Table};
use crate::command::Command;
use crate::document::Focus;
use crate::model::codes::SourceKind;
use crate::model::{Dossier, RecordKind, Source};
use crate::ui::Cx;
use crate::ui::theme;
use crate::ui::widgets::{Search, add_button, empty, matches};
use columns::{Column, Used, language_of, languages, sort_sources};
use egui::{Label, Ui};
use egui_extras::TableRow;
use row::{Clicked, Row};

/// The view of the sources.
#[derive(Default)]
pub(super) struct SourcesView {
    /// What is searched for.
    pub(super) search: Search,
    kind: Option<OfKind>,
    language: Option<String>,
    sort: Option<Sort<Column>>,
    follow: Follow,
}

/// A kind of source, or that it is not stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OfKind {
    Stated(SourceKind),
    NotStated,
}

impl SourcesView {
    /// Draws the filters and the table.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let document = cx.document;
        let snapshot = document.snapshot();
        let dossier = snapshot.dossier();
        frame(ui, |ui| {
            let mut sources: Vec<Used<'_>> = self
                .bar_ui(ui, cx, dossier)
                .into_iter()
                .map(|source| (source, n_records(cx, source)))
                .collect();
            if let Some(sort) = self.sort {
                sort_sources(&mut sources, sort);
            }
            if sources.is_empty() {
                ui.add_space(10.0);
                empty(
                    ui,
                    if dossier.sources.is_empty() {
                        "No source is recorded"
                    } else {
                        "No source passes the filters"
                    },
                );
            } else {
                self.table_ui(ui, cx, &sources);
            }
        });
    }

    /// The filters, and how many sources pass; returns those.
    fn bar_ui<'a>(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        dossier: &'a Dossier,
    ) -> Vec<&'a Source> {
        let bar = ui.horizontal_wrapped(|ui| {
            self.search.ui(ui, "Search sources", 190.0);
            let mut kinds: Vec<_> = SourceKind::ALL
                .iter()
                .filter(|kind| {
                    dossier
                        .sources
                        .iter()
                        .any(|source| source.kind == Some(**kind))
                })
                .map(|kind| (OfKind::Stated(*kind), kind.label().to_owned()))
                .collect();
            if dossier.sources.iter().any(|source| source.kind.is_none()) {
                kinds.push((OfKind::NotStated, "Kind not stated".to_owned()));
            }
            choice(ui, "Kind", "All kinds", &mut self.kind, &kinds);
            choice(
                ui,
                "Language",
                "All languages",
                &mut self.language,
                &languages(dossier),
            );
            let is_filtered =
                self.kind.is_some() || self.language.is_some() || !self.search.text.is_empty();
            if is_filtered && ui.button("Clear filters").clicked() {
                self.kind = None;
                self.language = None;
                self.search.text.clear();
            }
            let sources = dossier.sources.iter();
            let sources: Vec<&Source> = sources.filter(|source| self.passes(source)).collect();
            add_button(ui, cx, RecordKind::Source);
            let text = format!("{} of {} sources", sources.len(), dossier.sources.len());
            ui.add(Label::new(theme::weak(ui, text)).extend().selectable(false));
            sources
        });
        ui.add_space(3.0);
        bar.inner
    }

    fn passes(&self, source: &Source) -> bool {
        self.kind
            .is_none_or(|kind| kind == source.kind.map_or(OfKind::NotStated, OfKind::Stated))
            && self
                .language
                .as_ref()
                .is_none_or(|language| language_of(source) == language)
            && matches(
                &self.search.text,
                [
                    source.id.as_str(),
                    &source.publisher,
                    &source.via,
                    &source.title,
                    &source.url,
                    &source.note,
                    source.date.as_ref().map_or("", |date| date.as_str()),
                ],
            )
    }

    fn table_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, sources: &[Used<'_>]) {
        let is_selected =
            |(source, _): &Used<'_>| cx.is_selected(RecordKind::Source, source.id.as_str());
        let roomy = ui.available_width() >= table::ROOMY;
        self.follow.room(roomy);
        let columns = &Column::shown(cx.dossier(), roomy);
        let table = Table {
            name: "Table of sources",
            widths: &columns
                .iter()
                .map(|column| column.width(roomy))
                .collect::<Vec<_>>(),
            roomy,
            n_rows: sources.len(),
            selected: sources.iter().position(is_selected),
            scroll: self.follow.take(cx.selection.serial()),
        };
        let mut opened = None;
        let chosen = table.ui(
            ui,
            |row| self.header_ui(row, columns),
            |cells, idx, selected| {
                let Some((source, n_uses)) = sources.get(idx) else {
                    return false;
                };
                let clicked = Row {
                    columns,
                    source,
                    n_uses: *n_uses,
                    selected,
                }
                .ui(cells);
                if clicked == Clicked::Open {
                    opened = Some(*source);
                }
                clicked == Clicked::Row
            },
        );
        if let Some((source, _)) = chosen.and_then(|idx| sources.get(idx)) {
            self.follow.own();
            cx.select(Focus::record(RecordKind::Source, &source.id));
        }
        if let Some(source) = opened {
            cx.commands.push(Command::Browse(source.url.clone()));
        }
    }

    fn header_ui(&mut self, mut row: TableRow<'_, '_>, columns: &[Column]) {
        for column in columns.iter().copied() {
            let order = self
                .sort
                .filter(|sort| sort.column == column)
                .map(|sort| sort.ascending);
            let right = column.is_right();
            if table::header_cell(&mut row, column.title(), column.name(), order, right) {
                self.sort = Sort::clicked(self.sort, column);
            }
        }
    }
}

/// Number of records that rest on a source, each counted once.
fn n_records(cx: &Cx<'_>, source: &Source) -> usize {
    let mut records: Vec<_> = cx
        .snapshot()
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

    fn ids(sort: Sort<Column>) -> Vec<String> {
        let document = Document::built_in();
        let dossier = document.snapshot().dossier();
        let mut sources: Vec<Used<'_>> = dossier.sources.iter().map(|source| (source, 0)).collect();
        sort_sources(&mut sources, sort);
        sources
            .iter()
            .map(|(source, _)| source.id.to_string())
            .collect()
    }

    /// Every column sorts both ways without losing a source; undated ones come last.
    #[test]
    fn columns_sort() {
        let document = Document::built_in();
        let sources = &document.snapshot().dossier().sources;
        for column in Column::ALL {
            for ascending in [true, false] {
                let sorted = ids(Sort { column, ascending });
                assert_eq!(sorted.len(), sources.len());
                if column == Column::Date && sources.iter().any(|source| source.date.is_none()) {
                    let last = sorted.last().unwrap();
                    let last = sources
                        .iter()
                        .find(|source| source.id.as_str() == last)
                        .unwrap();
                    assert_eq!(last.date, None);
                }
            }
        }
    }

    /// Kinds and languages divide the sources between them.
    #[test]
    fn filters_divide_the_sources() {
        let document = Document::built_in();
        let dossier = document.snapshot().dossier();
        let n = |view: &SourcesView| {
            dossier
                .sources
                .iter()
                .filter(|source| view.passes(source))
                .count()
        };
        let by_language: usize = languages(dossier)
            .into_iter()
            .map(|(language, _)| {
                n(&SourcesView {
                    language: Some(language),
                    ..SourcesView::default()
                })
            })
            .sum();
        assert_eq!(by_language, dossier.sources.len());
        let mut view = SourcesView::default();
        view.search.text = "arab news pakistan S02".to_owned();
        assert_eq!(n(&view), 1);
    }
}
