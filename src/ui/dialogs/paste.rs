//! Rows of a spreadsheet before they are pasted: what each would become, and why some would not.
//!
//! It has no opinion on how rows are read; that is [`crate::document::paste`]. Nothing changes before the
//! last button is pressed.

use super::{DialogAnswer, buttons, combo, heading};
use crate::document::cell::{self, Column};
use crate::document::paste::{self, Cell, Fate, Plan, Planned, Settings};
use crate::document::sheet::Separator;
use crate::document::{Document, PasteStart};
use crate::model::RecordKind;
use crate::ui::status_bar::plural;
use crate::ui::theme::{self, Palette};
use egui::{
    Align, Button, Color32, ComboBox, Frame, Label, Layout, RichText, ScrollArea, Stroke, TextEdit,
    Ui, WidgetInfo, vec2,
};
use egui_extras::{Column as Width, TableBuilder, TableRow};

/// Height of a row of the preview, in points.
const ROW: f32 = 25.0;

/// Most skipped rows that are listed below the preview.
const MAX_MISTAKES: usize = 50;

/// The kinds of records that can be pasted.
const KINDS: [(RecordKind, &str); 3] = [
    (RecordKind::Event, "Events"),
    (RecordKind::Claim, "Claims"),
    (RecordKind::Source, "Sources"),
];

/// The dialog.
#[derive(Clone, Debug)]
pub struct Paste {
    kind: RecordKind,
    text: String,
    shown: Vec<String>,
    settings: Settings,
    leaves_out_wrong: bool,
    shows_text: bool,
    plan: Plan,
    /// The revision for which the plan was made, unless something was changed since.
    planned: Option<u64>,
    problem: Option<String>,
}

impl Paste {
    /// Opens with what is to be pasted.
    pub fn new(document: &Document, start: PasteStart) -> Self {
        let mut paste = Self {
            kind: start.kind,
            settings: Settings::guess(start.kind, &start.text, &start.columns),
            shown: start.columns,
            leaves_out_wrong: true,
            shows_text: start.text.is_empty(),
            text: start.text,
            plan: Plan::default(),
            planned: None,
            problem: None,
        };
        paste.refresh(document);
        paste
    }

    fn refresh(&mut self, document: &Document) {
        let snapshot = document.snapshot();
        if self.planned != Some(snapshot.revision()) {
            self.plan = paste::plan(snapshot, self.kind, &self.text, &self.settings);
            self.planned = Some(snapshot.revision());
            self.problem = None;
        }
    }

    fn guess(&mut self) {
        let update = self.settings.update;
        self.settings = Settings::guess(self.kind, &self.text, &self.shown);
        self.settings.update = update;
        self.planned = None;
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, document: &Document) -> Option<DialogAnswer> {
        heading(ui, "Paste rows");
        self.options_ui(ui);
        if self.shows_text {
            self.text_ui(ui);
        }
        ui.add_space(4.0);
        self.refresh(document);
        if self.plan.rows.is_empty() {
            let text = if self.text.trim().is_empty() {
                "Copy rows in a spreadsheet and paste them into the field above"
            } else {
                "There is no row below the line that names the columns"
            };
            ui.label(theme::weak(ui, text));
        } else {
            self.preview_ui(ui);
            self.notes_ui(ui);
        }
        if let Some(problem) = &self.problem {
            ui.add(Label::new(RichText::new(problem).color(Palette::of(ui).error)).wrap());
        }
        ui.add_space(8.0);
        self.buttons_ui(ui, document)
    }

    fn options_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            let mut kind = self.kind;
            let word = |kind| KINDS.iter().find(|(k, _)| *k == kind).map_or("", |(_, w)| *w);
            combo(ui, "Become", word(kind), |ui| {
                for (other, word) in KINDS {
                    ui.selectable_value(&mut kind, other, word);
                }
            });
            if kind != self.kind {
                self.kind = kind;
                let columns = cell::columns(kind).iter();
                self.shown = columns.map(|column| column.path.clone()).collect();
                self.guess();
            }
            let mut separator = self.settings.separator;
            combo(ui, "Cells are between", separator.label(), |ui| {
                for other in Separator::ALL {
                    ui.selectable_value(&mut separator, other, other.label());
                }
            });
            let mut header = self.settings.header;
            ui.checkbox(&mut header, "First line names the columns");
            if separator != self.settings.separator || header != self.settings.header {
                self.settings.separator = separator;
                self.settings.header = header;
                self.settings.map_columns(self.kind, &self.text, &self.shown);
                self.planned = None;
            }
            let update = ui
                .checkbox(&mut self.settings.update, "Update records that are there")
                .on_hover_text("A row whose id is in the file changes that record; its empty cells change nothing");
            if update.changed() {
                self.planned = None;
            }
            let help = "Without this, nothing is pasted while a row has a mistake";
            ui.checkbox(&mut self.leaves_out_wrong, "Leave out rows with mistakes")
                .on_hover_text(help);
            ui.checkbox(&mut self.shows_text, "Show the text");
        });
    }

    fn text_ui(&mut self, ui: &mut Ui) {
        let changed = ScrollArea::vertical()
            .id_salt("pasted text")
            .max_height(130.0)
            .show(ui, |ui| {
                let field = ui.add(
                    TextEdit::multiline(&mut self.text)
                        .desired_rows(5)
                        .desired_width(f32::INFINITY)
                        .font(egui::TextStyle::Monospace),
                );
                field.widget_info(|| {
                    let mut info = WidgetInfo::text_edit(true, "", &self.text, "");
                    info.label = Some("Rows".to_owned());
                    info
                });
                if ui.memory(|memory| memory.focused().is_none()) && self.text.is_empty() {
                    field.request_focus();
                }
                field.changed()
            })
            .inner;
        if changed {
            self.guess();
        }
    }

    fn preview_ui(&mut self, ui: &mut Ui) {
        let n_columns = self.settings.columns.len();
        let height = (ui.ctx().content_rect().height() - 450.0).max(140.0);
        let mut mapped: Option<(usize, Option<String>)> = None;
        let palette = Palette::of(ui);
        let surface = Frame::new()
            .fill(palette.panel)
            .stroke(Stroke::new(1.0, palette.border));
        surface.inner_margin(1).show(ui, |ui| {
            ScrollArea::horizontal()
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
                    TableBuilder::new(ui)
                        .id_salt(("preview", n_columns))
                        .striped(false)
                        .resizable(true)
                        .vscroll(true)
                        .max_scroll_height(height)
                        .min_scrolled_height(height)
                        .cell_layout(Layout::left_to_right(Align::Center))
                        .column(Width::initial(44.0).clip(true))
                        .column(Width::initial(250.0).at_least(80.0).clip(true))
                        .columns(Width::initial(132.0).at_least(40.0).clip(true), n_columns)
                        .header(30.0, |mut row| {
                            row.col(|ui| head_ui(ui, "Line"));
                            row.col(|ui| head_ui(ui, "Becomes"));
                            for (idx, path) in self.settings.columns.iter().enumerate() {
                                row.col(|ui| {
                                    ui.add_space(3.0);
                                    let mut chosen = path.clone();
                                    if mapping_ui(ui, self.kind, idx, &mut chosen) {
                                        mapped = Some((idx, chosen));
                                    }
                                });
                            }
                        })
                        .body(|body| {
                            let rows = &self.plan.rows;
                            body.rows(ROW, rows.len(), |mut row| {
                                row.set_overline(true);
                                if let Some(planned) = rows.get(row.index()) {
                                    row_ui(&mut row, planned, n_columns);
                                }
                            });
                        });
                });
        });
        if let Some((idx, path)) = mapped {
            // A value comes from one column only.
            for other in &mut self.settings.columns {
                if path.is_some() && *other == path {
                    *other = None;
                }
            }
            if let Some(column) = self.settings.columns.get_mut(idx) {
                *column = path;
            }
            self.planned = None;
        }
    }

    fn notes_ui(&self, ui: &mut Ui) {
        ui.add_space(4.0);
        let palette = Palette::of(ui);
        let plan = &self.plan;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 14.0;
            let n_rows = plural(plan.rows.len(), "row");
            ui.label(theme::strong(format!("{n_rows} in all"), theme::BODY));
            let counts = [
                (plan.n_new(), "new", palette.good),
                (plan.n_updated(), "updated", palette.accent),
                (plan.n_skipped(), "skipped", palette.error),
            ];
            for (n, word, colour) in counts {
                let colour = if n > 0 { colour } else { palette.text_weak };
                ui.label(RichText::new(format!("{n} {word}")).color(colour));
            }
        });
        self.mistakes_ui(ui);
        for (what, n) in &plan.defaults {
            let records = paste::n_records(*n, self.kind);
            note(
                ui,
                format!("{what} is set for {records}, because the rows do not say"),
                None,
            );
        }
        if !plan.ignored.is_empty() {
            let names = plan.ignored.join(", ");
            let text = format!("Not pasted: {names}. Choose above where it goes");
            note(ui, text, Some(palette.warning));
        }
    }

    /// The rows that are skipped, with the whole reason.
    fn mistakes_ui(&self, ui: &mut Ui) {
        let skipped: Vec<(usize, &str)> = self
            .plan
            .rows
            .iter()
            .filter_map(|row| match &row.fate {
                Fate::Skipped(reason) => Some((row.line, reason.as_str())),
                _ => None,
            })
            .collect();
        let colour = Palette::of(ui).error;
        ScrollArea::vertical()
            .id_salt("mistakes")
            .max_height(76.0)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for (line, reason) in skipped.iter().take(MAX_MISTAKES) {
                    note(ui, format!("Line {line}: {reason}"), Some(colour));
                }
                if skipped.len() > MAX_MISTAKES {
                    let more = skipped.len() - MAX_MISTAKES;
                    note(
                        ui,
                        format!("and {more} more, each beside its row"),
                        Some(colour),
                    );
                }
            });
    }

    fn buttons_ui(&mut self, ui: &mut Ui, document: &Document) -> Option<DialogAnswer> {
        let n = self.plan.n_new() + self.plan.n_updated();
        let n_wrong = self.plan.n_wrong();
        let is_held = n_wrong > 0 && !self.leaves_out_wrong;
        buttons(ui, |ui| {
            let palette = Palette::of(ui);
            let text = format!("Paste {}", paste::n_records(n, self.kind));
            let can = n > 0 && !is_held;
            let mut button = Button::new(RichText::new(&text));
            if can {
                let text = RichText::new(&text).color(palette.on_accent);
                button = Button::new(text).fill(palette.accent);
            }
            let mut answer = None;
            if ui.add_enabled(can, button).clicked()
                && let Some(edit) = self.plan.edit()
            {
                // On a copy first: what is refused must not close the dialog and take the rows along.
                match document.clone().apply(&edit) {
                    Ok(_) => answer = Some(DialogAnswer::Apply(edit)),
                    Err(error) => self.problem = Some(format!("Not pasted: {error}")),
                }
            }
            if ui.button("Cancel").clicked() {
                answer = Some(DialogAnswer::Close);
            }
            if is_held {
                let text = format!("{} with mistakes", plural(n_wrong, "row"));
                ui.label(RichText::new(text).color(palette.error));
            }
            answer
        })
    }
}

fn note(ui: &mut Ui, text: String, colour: Option<Color32>) {
    let colour = colour.unwrap_or(Palette::of(ui).text_weak);
    let text = RichText::new(text).size(theme::SMALL).color(colour);
    ui.add(Label::new(text).wrap());
}

fn head_ui(ui: &mut Ui, text: &str) {
    ui.add_space(6.0);
    let text = theme::strong(text, theme::SMALL).color(Palette::of(ui).text_weak);
    ui.add(Label::new(text).selectable(false));
}

/// Where a column goes; whether that was changed now.
fn mapping_ui(ui: &mut Ui, kind: RecordKind, idx: usize, chosen: &mut Option<String>) -> bool {
    let column = chosen.as_deref().and_then(|path| cell::column(kind, path));
    let palette = Palette::of(ui);
    let text = match column {
        Some(column) => theme::strong(&column.label, theme::SMALL).color(palette.text),
        None => theme::strong("Ignored", theme::SMALL).color(palette.warning),
    };
    let before = chosen.clone();
    let response = ComboBox::from_id_salt(("mapping", idx))
        .selected_text(text)
        .width(ui.available_width() - 6.0)
        .truncate()
        .show_ui(ui, |ui| {
            ui.selectable_value(chosen, None, "Ignored");
            for Column { path, label, .. } in cell::columns(kind) {
                ui.selectable_value(chosen, Some(path.clone()), label);
            }
        })
        .response;
    let name = column.map_or("ignored", |column| column.label.as_str());
    response.accessible_name(format!("Column {} becomes {name}", idx + 1));
    *chosen != before
}

fn row_ui(row: &mut TableRow<'_, '_>, planned: &Planned, n_columns: usize) {
    row.col(|ui| {
        ui.add_space(6.0);
        let text = theme::weak(ui, planned.line.to_string()).size(theme::SMALL);
        ui.add(Label::new(text).selectable(false));
    });
    row.col(|ui| {
        ui.add_space(6.0);
        let palette = Palette::of(ui);
        let (text, colour) = match &planned.fate {
            Fate::New => (format!("New {}", planned.id), palette.good),
            Fate::Update(n) => {
                let values = plural(*n, "value");
                (
                    format!("Update of {}, {values}", planned.id),
                    palette.accent,
                )
            }
            Fate::Skipped(reason) => (format!("Skipped: {reason}"), palette.error),
        };
        let label = RichText::new(&text).size(12.0).color(colour);
        ui.add(Label::new(label).truncate().selectable(false))
            .on_hover_text(text);
    });
    for idx in 0..n_columns {
        row.col(|ui| {
            ui.add_space(6.0);
            if let Some(cell) = planned.cells.get(idx) {
                cell_ui(ui, cell);
            }
        });
    }
}

fn cell_ui(ui: &mut Ui, cell: &Cell) {
    let palette = Palette::of(ui);
    let (text, colour, help) = match cell {
        Cell::Nothing => return,
        Cell::Ignored(text) => (
            text.clone(),
            palette.text_weak,
            format!("{text}\nNot pasted, because its column goes nowhere"),
        ),
        Cell::Same(text) => (text.clone(), palette.text, text.clone()),
        Cell::Turned { from, to } => (
            format!("{to}  (was {from})"),
            palette.accent,
            format!("{from}\nbecomes\n{to}"),
        ),
        Cell::Wrong { text, reason } => (
            format!("! {text}"),
            palette.error,
            format!("{text}\n{reason}"),
        ),
    };
    let one_line = text.replace(['\n', '\r'], " ");
    let label = RichText::new(one_line).size(12.0).color(colour);
    ui.add(Label::new(label).truncate().selectable(false))
        .on_hover_text(help);
}
