//! What the columns of a table of background data mean, with its first rows and what would become of them.
//!
//! It has no opinion on how rows are read: what is shown below the preview is what reading the beginning of the
//! file in this way gave. Nothing changes before the last button is pressed.

use super::{DialogAnswer, buttons, combo, heading, primary};
use crate::model::track::{ColumnMap, DateForm, Delimiter, MEANINGS, Track, TrackKind};
use crate::tracks::{Listed, Loaded, Options, Progress, first_lines, read};
use crate::ui::status_bar::plural;
use crate::ui::theme::{self, Palette};
use egui::{
    Align, ComboBox, Frame, Label, Layout, RichText, ScrollArea, Stroke, TextEdit, Ui, vec2,
};
use egui_extras::{Column as Width, TableBuilder, TableRow};
use std::sync::Arc;

/// Height of a row of the preview, in points.
const ROW: f32 = 22.0;

/// The dialog.
#[derive(Clone, Debug)]
pub struct ColumnsDialog {
    track: Track,
    is_new: bool,
    beginning: Arc<[u8]>,
    columns: ColumnMap,
    /// The first rows, cut by the delimiter; the headings are among them if there are any.
    rows: Vec<Vec<String>>,
    result: Result<Loaded, String>,
}

impl ColumnsDialog {
    /// Opens for a track that is or will be in the dossier, with the beginning of its file.
    pub fn new(track: Track, is_new: bool, beginning: Vec<u8>) -> Self {
        let columns = track.columns.clone().unwrap_or_default();
        let mut dialog = Self {
            track,
            is_new,
            beginning: beginning.into(),
            columns,
            rows: Vec::new(),
            result: Err(String::new()),
        };
        dialog.cut();
        dialog.read();
        dialog
    }

    /// Cuts the first rows by the delimiter.
    fn cut(&mut self) {
        // What is no table at all is told by reading it.
        self.rows = first_lines(&self.beginning, self.columns.delimiter).unwrap_or_default();
    }

    /// Reads the beginning of the file with the columns as they are chosen now.
    fn read(&mut self) {
        let options = Options {
            kind: Some(TrackKind::Mapped),
            columns: Some(&self.columns),
            n_threads: 1,
        };
        let result = read(&self.beginning, &options, &Progress::default());
        self.result = result.map_err(|error| error.to_string());
    }

    fn n_columns(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// How a column is named in the dossier: by its heading, or by its place where that names no other.
    fn name(&self, idx: usize) -> String {
        let by_place = || format!("#{}", idx + 1);
        let Some(heading) = self.heading(idx) else {
            return by_place();
        };
        let is_plain = !heading.trim().is_empty() && !heading.trim_start().starts_with('#');
        if is_plain && self.place(heading) == Some(idx) {
            heading.trim().to_owned()
        } else {
            by_place()
        }
    }

    /// The row of headings, if there is one.
    fn headings(&self) -> Option<&Vec<String>> {
        self.rows.first().filter(|_| !self.columns.headless)
    }

    fn heading(&self, idx: usize) -> Option<&str> {
        Some(self.headings()?.get(idx)?.as_str())
    }

    /// The place of the column that a name stands for.
    fn place(&self, name: &str) -> Option<usize> {
        let number = name
            .strip_prefix('#')
            .and_then(|number| number.parse().ok());
        let by_place = number.and_then(|number: usize| number.checked_sub(1));
        let is_it = |heading: &String| heading.trim().to_lowercase() == name.trim().to_lowercase();
        let by_name = || self.headings()?.iter().position(is_it);
        by_place
            .filter(|idx| *idx < self.n_columns())
            .or_else(by_name)
    }

    /// What each column means: indices of [`MEANINGS`].
    fn meanings(&self) -> Vec<Option<usize>> {
        let mut meanings = vec![None; self.n_columns()];
        let mut columns = self.columns.clone();
        for (number, meaning) in MEANINGS.iter().enumerate() {
            let name = (meaning.of)(&mut columns);
            let place = Some(&*name).filter(|name| !name.trim().is_empty());
            if let Some(idx) = place.and_then(|name| self.place(name))
                && let Some(place) = meanings.get_mut(idx)
            {
                *place = Some(number);
            }
        }
        meanings
    }

    /// Writes down what each column means. What was named and is not in the table is dropped.
    fn set_meanings(&mut self, meanings: &[Option<usize>]) {
        for meaning in MEANINGS {
            (meaning.of)(&mut self.columns).clear();
        }
        for (idx, number) in meanings.iter().enumerate() {
            let name = self.name(idx);
            if let Some(meaning) = number.and_then(|number| MEANINGS.get(number))
                && idx < self.n_columns()
            {
                *(meaning.of)(&mut self.columns) = name;
            }
        }
        self.read();
    }

    /// Draws it; returns the answer once there is one.
    pub(super) fn ui(&mut self, ui: &mut Ui) -> Option<DialogAnswer> {
        heading(ui, "What the columns mean");
        let text = format!(
            "{} is none of the tables that are known by their headings. Only the date is needed; columns without a meaning are not read.",
            self.track.path
        );
        ui.add(Label::new(theme::weak(ui, text)).wrap());
        ui.add_space(6.0);
        self.options_ui(ui);
        ui.add_space(6.0);
        self.preview_ui(ui);
        ui.add_space(6.0);
        self.result_ui(ui);
        ui.add_space(8.0);
        self.buttons_ui(ui)
    }

    fn options_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            let label = ui.label(theme::weak(ui, "Caption"));
            ui.add(TextEdit::singleline(&mut self.track.caption).desired_width(220.0))
                .labelled_by(label.id);
            ui.add_space(6.0);
            let mut delimiter = self.columns.delimiter;
            let chosen = delimiter.map_or("as found", Delimiter::label);
            combo(ui, "Fields are between", chosen, |ui| {
                ui.selectable_value(&mut delimiter, None, "as found");
                for other in Delimiter::ALL {
                    ui.selectable_value(&mut delimiter, Some(*other), other.label());
                }
            });
            ui.add_space(6.0);
            let mut form = self.columns.date_form.unwrap_or_default();
            combo(ui, "Dates are written", form.label(), |ui| {
                for other in DateForm::ALL {
                    ui.selectable_value(&mut form, *other, other.label());
                }
            });
            ui.add_space(6.0);
            let mut has_header = !self.columns.headless;
            ui.checkbox(&mut has_header, "The first line names the columns");
            let is_cut_anew = delimiter != self.columns.delimiter;
            if is_cut_anew || has_header == self.columns.headless {
                let meanings = self.meanings();
                self.columns.delimiter = delimiter;
                self.columns.headless = !has_header;
                self.cut();
                self.set_meanings(&meanings);
            }
            if form != self.columns.date_form.unwrap_or_default() {
                self.columns.date_form = Some(form);
                self.read();
            }
        });
    }

    fn preview_ui(&mut self, ui: &mut Ui) {
        let n_columns = self.n_columns();
        if n_columns == 0 {
            return;
        }
        let palette = Palette::of(ui);
        let n_header = usize::from(!self.columns.headless);
        let rows = self.rows.get(n_header..).unwrap_or_default();
        let mut meanings = self.meanings();
        let before = meanings.clone();
        let room = (ui.ctx().content_rect().height() - 420.0).max(90.0);
        let height = room.min(ROW * rows.len() as f32 + 4.0);
        Frame::new()
            .fill(palette.panel)
            .stroke(Stroke::new(1.0, palette.border))
            .inner_margin(1)
            .show(ui, |ui| {
                ScrollArea::horizontal()
                    .auto_shrink([false, true])
                    .show(ui, |ui| {
                        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
                        TableBuilder::new(ui)
                            .id_salt(("columns", n_columns))
                            .striped(false)
                            .resizable(true)
                            .max_scroll_height(height)
                            .min_scrolled_height(height)
                            .cell_layout(Layout::left_to_right(Align::Center))
                            .columns(Width::initial(140.0).at_least(60.0).clip(true), n_columns)
                            .header(54.0, |mut row| {
                                for idx in 0..n_columns {
                                    row.col(|ui| self.head_ui(ui, idx, &mut meanings));
                                }
                            })
                            .body(|body| {
                                body.rows(ROW, rows.len(), |mut row| {
                                    row.set_overline(true);
                                    let fields = rows.get(row.index());
                                    fields_ui(&mut row, fields, n_columns, &before);
                                });
                            });
                    });
            });
        if meanings != before {
            self.set_meanings(&meanings);
        }
    }

    /// What a column is called, and what it means.
    fn head_ui(&self, ui: &mut Ui, idx: usize, meanings: &mut [Option<usize>]) {
        let palette = Palette::of(ui);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.add_space(4.0);
            let name = match self.heading(idx) {
                Some(heading) if !heading.trim().is_empty() => heading.to_owned(),
                _ => format!("Column {}", idx + 1),
            };
            ui.horizontal(|ui| {
                ui.add_space(6.0);
                let text = theme::strong(name.clone(), theme::SMALL).color(palette.text_weak);
                ui.add(Label::new(text).truncate().selectable(false));
            });
            let now = meanings.get(idx).copied().flatten();
            let label = |number: usize| MEANINGS.get(number).map_or("", |meaning| meaning.label);
            let text = match now {
                Some(number) => theme::strong(label(number), theme::SMALL).color(palette.text),
                None => RichText::new("Not read")
                    .size(theme::SMALL)
                    .color(palette.text_weak),
            };
            let mut chosen = now;
            let response = ComboBox::from_id_salt(("meaning", idx))
                .selected_text(text)
                .width(ui.available_width() - 6.0)
                .truncate()
                .show_ui(ui, |ui| {
                    ui.selectable_value(&mut chosen, None, "Not read");
                    for number in 0..MEANINGS.len() {
                        ui.selectable_value(&mut chosen, Some(number), label(number));
                    }
                })
                .response;
            response.accessible_name(format!("What {name} means"));
            if chosen != now {
                // A meaning has one column only.
                for other in meanings.iter_mut() {
                    if chosen.is_some() && *other == chosen {
                        *other = None;
                    }
                }
                if let Some(place) = meanings.get_mut(idx) {
                    *place = chosen;
                }
            }
        });
    }

    /// What became of the rows of the beginning.
    fn result_ui(&self, ui: &mut Ui) {
        let palette = Palette::of(ui);
        let report = match &self.result {
            Ok(loaded) => &loaded.report,
            Err(why) => {
                let text = RichText::new(format!("⚠ {why}")).color(palette.error);
                ui.add(Label::new(text).wrap());
                return;
            }
        };
        let n_skipped = report.n_skipped();
        let colour = if report.n_read == 0 {
            palette.error
        } else if n_skipped > 0 {
            palette.warning
        } else {
            palette.good
        };
        let text = format!(
            "Of {} at the beginning of the file {} can be read, {n_skipped} cannot",
            plural(report.n_rows, "row"),
            report.n_read
        );
        ui.add(Label::new(RichText::new(text).color(colour)).wrap());
        let skipped = report.skipped.iter();
        let skipped = skipped.map(|(reason, n, listed)| (reason.label(), n, listed));
        let remarks = report.remarks.iter();
        let remarks = remarks.map(|(remark, n, listed)| (remark.label(), n, listed));
        for (words, n, listed) in skipped.chain(remarks) {
            let example = listed
                .first()
                .map_or(String::new(), |Listed { line, found, .. }| {
                    format!(", for example line {line}: {found}")
                });
            let text = format!("{words}: {}{example}", plural(n, "row"));
            ui.add(Label::new(theme::weak(ui, text).size(theme::SMALL)).truncate());
        }
    }

    fn buttons_ui(&mut self, ui: &mut Ui) -> Option<DialogAnswer> {
        let can = self.result.as_ref().is_ok_and(|it| it.report.n_read > 0);
        buttons(ui, |ui| {
            let words = if self.is_new {
                "Add the track"
            } else {
                "Use these columns"
            };
            let go = ui.add_enabled_ui(can, |ui| primary(ui, words)).inner;
            if ui.button("Cancel").clicked() {
                return Some(DialogAnswer::Close);
            }
            go.then(|| {
                let mut track = self.track.clone();
                track.columns = Some(self.columns.clone());
                DialogAnswer::Track(Box::new(track))
            })
        })
    }
}

/// The fields of a row; those that are not read are pale.
fn fields_ui(
    row: &mut TableRow<'_, '_>,
    fields: Option<&Vec<String>>,
    n_columns: usize,
    meanings: &[Option<usize>],
) {
    for idx in 0..n_columns {
        row.col(|ui| {
            ui.add_space(6.0);
            let palette = Palette::of(ui);
            let is_read = meanings.get(idx).is_some_and(Option::is_some);
            let colour = if is_read {
                palette.text
            } else {
                palette.text_weak
            };
            let text = fields.and_then(|fields| fields.get(idx));
            let text = text.map_or("", String::as_str);
            let one_line = text.replace(['\n', '\r'], " ");
            let label = RichText::new(one_line).size(12.0).color(colour);
            ui.add(Label::new(label).truncate().selectable(false))
                .on_hover_text(text);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialog(text: &str, columns: ColumnMap) -> ColumnsDialog {
        let track = Track {
            id: "B1".to_owned(),
            path: "own.csv".to_owned(),
            kind: TrackKind::Mapped,
            columns: Some(columns),
            ..Track::default()
        };
        ColumnsDialog::new(track, true, text.as_bytes().to_vec())
    }

    fn meaning(label: &str) -> Option<usize> {
        MEANINGS.iter().position(|meaning| meaning.label == label)
    }

    /// A meaning is written by the heading, or by the place where the heading is empty, doubled or like a place.
    #[test]
    fn names_of_columns() {
        let columns = ColumnMap {
            date: "day".to_owned(),
            ..ColumnMap::default()
        };
        let mut dialog = dialog("Day,,n,n,#9\n2025-10-01,a,1,2,3\n", columns);
        assert_eq!(dialog.meanings()[0], meaning("Date"));
        let names: Vec<String> = (0..5).map(|idx| dialog.name(idx)).collect();
        assert_eq!(names, ["Day", "#2", "n", "#4", "#5"]);
        let mut meanings = dialog.meanings();
        meanings[3] = meaning("Deaths");
        dialog.set_meanings(&meanings);
        assert_eq!(dialog.columns.deaths_best, "#4");
        assert_eq!(dialog.columns.date, "Day");
        let loaded = dialog.result.as_ref().unwrap();
        assert_eq!(loaded.table.deaths(0).best, Some(2));
    }

    /// Without a header the same columns keep their meaning, and the first line is data.
    #[test]
    fn header_or_none() {
        let columns = ColumnMap {
            date: "day".to_owned(),
            deaths_best: "dead".to_owned(),
            ..ColumnMap::default()
        };
        let mut dialog = dialog("day;dead\n2025-10-01;4\nsoon;5\n", columns);
        let report = &dialog.result.as_ref().unwrap().report;
        assert_eq!((report.n_read, report.n_skipped()), (1, 1));
        let meanings = dialog.meanings();
        dialog.columns.headless = true;
        dialog.set_meanings(&meanings);
        assert_eq!(dialog.columns.date, "#1");
        assert_eq!(dialog.columns.deaths_best, "#2");
        let report = &dialog.result.as_ref().unwrap().report;
        assert_eq!((report.n_rows, report.n_read), (3, 1));
    }

    /// Without a date there is nothing to read, and that is said.
    #[test]
    fn no_date() {
        let dialog = dialog("a,b\n1,2\n", ColumnMap::default());
        assert!(dialog.result.is_err());
        let empty = tests::dialog("", ColumnMap::default());
        assert!(empty.result.is_err() && empty.rows.is_empty());
    }
}
