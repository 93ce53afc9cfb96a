//! All records of every kind: a chooser of kinds with their counts, and the records of the chosen one.
//!
//! What has no view of its own (issues, positions, claims, actors, ceasefires, commitments, gaps,
//! extracts, annotations) is reached and edited here.

mod line;
mod table;

use super::events::follow::Follow;
use super::table_edit::grid::ROOMY;
use super::table_edit::paint::{CELL, cell_text, padded, selection_bar, weak_text};
use crate::document::{Focus, RecordRef};
use crate::model::RecordKind;
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{Search, add_button, caption, empty, matches, record_menu};
use egui::{
    Align, Button, Frame, Label, Layout, Margin, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2,
};
use line::{Line, line};
use table::Table;

/// Width of the chooser of kinds, in points.
const KINDS_WIDTH: f32 = 150.0;

/// The view.
#[derive(Default)]
pub(super) struct RecordsView {
    pub(super) search: Search,
    kind: Option<RecordKind>,
    follow: Follow,
    /// The selection that the chooser has followed.
    seen: Option<u64>,
}

impl RecordsView {
    /// Draws the chooser and the list.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.follow_selection(cx);
        let margin = Margin {
            left: 14,
            right: 14,
            top: 10,
            bottom: 10,
        };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            let size = ui.available_size();
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Min), |ui| {
                let height = ui.available_height();
                ui.allocate_ui_with_layout(
                    vec2(KINDS_WIDTH, height),
                    Layout::top_down(Align::Min),
                    |ui| self.kinds_ui(ui, cx),
                );
                ui.add_space(8.0);
                let size = ui.available_size();
                ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
                    self.list_ui(ui, cx);
                });
            });
        });
    }

    fn kind(&self) -> RecordKind {
        self.kind.unwrap_or(RecordKind::Actor)
    }

    /// A record that is selected elsewhere brings its kind along.
    fn follow_selection(&mut self, cx: &Cx<'_>) {
        let serial = cx.selection.serial();
        if self.seen == Some(serial) {
            return;
        }
        self.seen = Some(serial);
        let record = cx.selection.record();
        if let Some(record) = record.filter(|record| record.kind != RecordKind::Dossier) {
            if self.kind() != record.kind {
                self.search.text.clear();
            }
            self.kind = Some(record.kind);
        }
    }

    fn kinds_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        caption(ui, "KINDS");
        ui.add_space(2.0);
        ScrollArea::vertical()
            .id_salt("kinds")
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                for kind in RecordKind::LISTED {
                    let n = cx.dossier().ids(kind).len();
                    let is_chosen = self.kind() == kind;
                    let count = RichText::new(n.to_string())
                        .small()
                        .color(Palette::of(ui).text_weak);
                    let button = Button::selectable(is_chosen, plural(kind))
                        .right_text(count)
                        .min_size(vec2(ui.available_width(), 23.0));
                    let response = ui.add(button);
                    let name = format!("{} ({n})", plural(kind));
                    response
                        .widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
                    if response.clicked() {
                        self.kind = Some(kind);
                        self.search.text.clear();
                    }
                }
                ui.add_space(8.0);
                let dossier = Button::new("The dossier itself");
                if ui.add(dossier).clicked() {
                    let id = cx.dossier().id.clone();
                    cx.select(Focus::record(RecordKind::Dossier, id));
                }
            });
    }

    fn list_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let kind = self.kind();
        let document = cx.document;
        let dossier = document.snapshot().dossier();
        let n = dossier.ids(kind).len();
        let lines: Vec<Line> = (0..n)
            .filter_map(|idx| line(dossier, kind, idx))
            .filter(|line| {
                matches(
                    &self.search.text,
                    [line.id.as_str(), &line.title, &line.summary],
                )
            })
            .collect();
        ui.horizontal_wrapped(|ui| {
            self.search.ui(ui, "Search records", 190.0);
            add_button(ui, cx, kind);
            let word = if n == 1 { kind.word() } else { plural(kind) };
            let text = format!("{} of {n} {}", lines.len(), word.to_lowercase());
            ui.add(Label::new(theme::weak(ui, text)).extend().selectable(false));
        });
        ui.add_space(3.0);
        if lines.is_empty() {
            ui.add_space(10.0);
            empty(
                ui,
                &if n == 0 {
                    format!("No {} is recorded", kind.word())
                } else {
                    format!("No {} has these words", kind.word())
                },
            );
            return;
        }
        self.table_ui(ui, cx, kind, &lines);
    }

    fn table_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, kind: RecordKind, lines: &[Line]) {
        let roomy = ui.available_width() >= ROOMY;
        self.follow.room(roomy);
        let selected = lines.iter().position(|line| cx.is_selected(kind, &line.id));
        let summary_width = (ui.available_width() * 0.38).max(120.0);
        let table = Table {
            name: "Table of records",
            widths: &[
                Some(if roomy { 130.0 } else { 96.0 }),
                None,
                Some(summary_width),
            ],
            roomy: true,
            n_rows: lines.len(),
            selected,
            scroll: self.follow.take(cx.selection.serial()),
        };
        let chosen = table.ui(
            ui,
            |mut row| {
                for title in ["Id", "Title", "Summary"] {
                    row.col(|ui| {
                        padded(ui, false, |ui| {
                            let colour = Palette::of(ui).text_weak;
                            let text = theme::strong(title, theme::SMALL).color(colour);
                            ui.add(Label::new(text).selectable(false));
                        });
                    });
                }
            },
            |cells, idx, is_selected| {
                let Some(line) = lines.get(idx) else {
                    return false;
                };
                cells.col(|ui| {
                    if is_selected {
                        selection_bar(ui);
                    }
                    padded(ui, false, |ui| {
                        let text = weak_text(ui, &line.id);
                        ui.add(Label::new(text).truncate().selectable(false));
                    });
                });
                cells.col(|ui| {
                    padded(ui, false, |ui| {
                        let text = if is_selected {
                            theme::strong(&line.title, CELL).color(Palette::of(ui).text)
                        } else {
                            cell_text(ui, &line.title)
                        };
                        ui.add(Label::new(text).truncate().selectable(false));
                    });
                });
                cells.col(|ui| {
                    padded(ui, false, |ui| {
                        let text = weak_text(ui, &line.summary);
                        ui.add(Label::new(text).truncate().selectable(false));
                    });
                });
                let response = cells.response();
                let name = format!("{} {}", line.id, line.title);
                response
                    .widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &name));
                let record = RecordRef::new(kind, &line.id);
                response.context_menu(|ui| record_menu(ui, cx, &record));
                response.clicked()
            },
        );
        if let Some(line) = chosen.and_then(|idx| lines.get(idx)) {
            self.follow.own();
            cx.select(Focus::record(kind, &line.id));
        }
    }
}

/// The word for the records of a kind, in sentence case.
pub(in crate::ui) fn plural(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Dossier => "Dossier",
        RecordKind::Actor => "Actors",
        RecordKind::Issue => "Issues",
        RecordKind::Round => "Rounds",
        RecordKind::Position => "Positions",
        RecordKind::ThirdParty => "Third parties",
        RecordKind::Ceasefire => "Ceasefires",
        RecordKind::Event => "Events",
        RecordKind::Claim => "Claims",
        RecordKind::Statement => "Statements",
        RecordKind::Dispute => "Disputes",
        RecordKind::Commitment => "Commitments",
        RecordKind::Extract => "Extracts",
        RecordKind::Gap => "Gaps",
        RecordKind::Annotation => "Annotations",
        RecordKind::Assessment => "Assessments",
        RecordKind::Track => "Background data",
        RecordKind::Source => "Sources",
    }
}
