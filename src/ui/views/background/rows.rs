//! The rows of a track that are shown, to look at and to take over as draft events.

use crate::command::Command;
use crate::model::track::Track;
use crate::tracks::EventTable;
use crate::ui::Cx;
use crate::ui::background_data::Shown;
use crate::ui::status_bar::plural;
use crate::ui::theme;
use egui::{Label, RichText, Ui};
use egui_extras::{Column, TableBuilder};
use std::collections::BTreeSet;
use std::sync::{Arc, Weak};

/// Height of a row, in points.
const ROW: f32 = 20.0;
/// Height of the table, in points.
const HEIGHT: f32 = 240.0;
/// Most rows that are taken over at once: what a person can check.
const MAX_TAKEN: usize = 200;

/// The rows that are marked, and of which table: each track has one of its own.
#[derive(Default)]
pub(super) struct Rows {
    table: Weak<EventTable>,
    marked: BTreeSet<usize>,
}

impl Rows {
    /// Draws the table, folded until it is asked for.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, track: &Track, shown: &Shown) {
        let title = format!("Rows ({})", shown.matches.rows.len());
        ui.collapsing(title, |ui| {
            self.follow(shown);
            ui.horizontal_wrapped(|ui| {
                let n = self.marked.len();
                let text = format!("Take over {} as draft events…", plural(n, "row"));
                let button = ui.add_enabled((1..=MAX_TAKEN).contains(&n), egui::Button::new(text));
                let help = format!("At most {MAX_TAKEN} at once: each is to be checked");
                let button = button.on_hover_text(&help).on_disabled_hover_text(help);
                if button.clicked() {
                    let rows = self.marked.iter().copied().collect();
                    cx.commands
                        .push(Command::TakeOverRows(track.id.clone(), rows));
                    self.marked.clear();
                }
                if n > 0 && ui.button("Mark none").clicked() {
                    self.marked.clear();
                }
            });
            self.table_ui(ui, shown);
        });
    }

    /// Keeps the marks in step with what is shown: a row of another track or of a file that was read again is
    /// another row, and nobody takes over what is not there to be seen.
    fn follow(&mut self, shown: &Shown) {
        let table = Arc::downgrade(&shown.table);
        if !self.table.ptr_eq(&table) {
            self.table = table;
            self.marked.clear();
        }
        let rows = &shown.matches.rows;
        self.marked
            .retain(|row| u32::try_from(*row).is_ok_and(|row| rows.binary_search(&row).is_ok()));
    }

    fn table_ui(&mut self, ui: &mut Ui, shown: &Shown) {
        let table = &shown.table;
        TableBuilder::new(ui)
            .id_salt("rows")
            .striped(true)
            .max_scroll_height(HEIGHT)
            .min_scrolled_height(HEIGHT)
            .column(Column::exact(24.0))
            .column(Column::exact(84.0))
            .column(Column::initial(150.0).clip(true).resizable(true))
            .column(Column::initial(230.0).clip(true).resizable(true))
            .column(Column::initial(140.0).clip(true).resizable(true))
            .column(Column::exact(56.0))
            .column(Column::remainder().clip(true))
            .header(ROW + 2.0, |mut header| {
                for name in ["", "Day", "Type", "Actors", "Place", "Deaths", "Line"] {
                    header.col(|ui| {
                        ui.add(Label::new(theme::strong(name, theme::SMALL)).selectable(false));
                    });
                }
            })
            .body(|body| {
                body.rows(ROW, shown.matches.rows.len(), |mut table_row| {
                    let row = shown.matches.rows.get(table_row.index()).copied();
                    let Some(row) = row.and_then(|row| usize::try_from(row).ok()) else {
                        return;
                    };
                    table_row.col(|ui| {
                        let mut is_marked = self.marked.contains(&row);
                        let mark = ui.checkbox(&mut is_marked, "");
                        let mark = mark.accessible_name(format!("Mark line {}", table.line(row)));
                        if mark.changed() {
                            if is_marked {
                                self.marked.insert(row);
                            } else {
                                self.marked.remove(&row);
                            }
                        }
                    });
                    let actors = [table.actor(row), table.target(row)];
                    let actors: Vec<&str> =
                        actors.into_iter().filter(|name| !name.is_empty()).collect();
                    let deaths = table.deaths(row);
                    let texts = [
                        table.days(row).0.to_string(),
                        format!("{} {}", table.event_type(row), table.code(row)),
                        actors.join(" – "),
                        format!("{} {}", table.place(row), table.country(row)),
                        deaths.best.map_or(String::new(), |n| n.to_string()),
                        table.line(row).to_string(),
                    ];
                    for text in texts {
                        table_row.col(|ui| {
                            let text = RichText::new(text).size(theme::SMALL);
                            ui.add(Label::new(text).truncate().selectable(false));
                        });
                    }
                });
            });
    }
}
