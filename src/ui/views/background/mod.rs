//! Background data: the files beside the dossier, what was read of them, what is shown, and rows that are
//! worth taking over.
//!
//! It changes nothing itself: a filter is an edit of the track, rows are taken over by a command.
//!
//! - `filter`: the choices that the file offers.
//! - `rows`: the rows that are shown, to look at and to take over.

mod filter;
mod rows;

use crate::command::{Action, Command};
use crate::document::Focus;
use crate::model::RecordKind;
use crate::model::track::{Track, TrackKind};
use crate::tracks::{Listed, terms};
use crate::ui::Cx;
use crate::ui::background_data::{Shown, TrackState};
use crate::ui::status_bar::plural;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{card_frame, chip, empty, link, page};
use egui::{Label, ProgressBar, RichText, Ui, vec2};
use filter::FilterForm;
use rows::Rows;

/// The view.
#[derive(Default)]
pub(super) struct BackgroundView {
    form: FilterForm,
    rows: Rows,
}

impl BackgroundView {
    /// Draws the tracks, one below the other.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        page(ui, "background data", |ui| {
            let title = theme::strong("Background data", theme::TITLE);
            ui.add(Label::new(title).selectable(false));
            let text = "Files that lie beside the dossier, drawn as grey strips behind its events. They are never part of it by themselves and never counted in the curve.";
            ui.add(Label::new(theme::weak(ui, text)).wrap());
            ui.add_space(6.0);
            if ui.button("Add a data file…").clicked() {
                cx.act(Action::AddDataFile);
            }
            ui.add_space(8.0);
            let document = cx.document;
            let tracks = &document.snapshot().dossier().tracks;
            if tracks.is_empty() {
                empty(
                    ui,
                    "The dossier names no data file. UCDP GED, ACLED, GDELT, ICEWS and PA-X are recognised; of any other table the columns are asked for.",
                );
            }
            for track in tracks {
                let is_selected = cx.is_selected(RecordKind::Track, &track.id);
                card_frame(ui, is_selected).show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.push_id(&track.id, |ui| self.track_ui(ui, cx, track));
                });
                ui.add_space(8.0);
            }
        });
    }

    fn track_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, track: &Track) {
        head_ui(ui, cx, track);
        let background = cx.background;
        match background.state(&track.id) {
            None | Some(TrackState::Waiting) => {
                empty(ui, "Waiting to be read");
            }
            Some(TrackState::Reading(progress)) => {
                ui.horizontal(|ui| {
                    let part = progress.fraction().unwrap_or(0.0);
                    let bar = ProgressBar::new(part)
                        .desired_width(260.0)
                        .show_percentage();
                    ui.add(bar);
                    if ui.button("Cancel").clicked() {
                        cx.commands.push(Command::CancelTrack(track.id.clone()));
                    }
                });
            }
            Some(TrackState::Unavailable(why)) => {
                let colour = Palette::of(ui).warning;
                ui.horizontal_wrapped(|ui| {
                    ui.add(Label::new(RichText::new(format!("⚠ {why}")).color(colour)).wrap());
                    if ui.button("Read again").clicked() {
                        cx.commands.push(Command::ReadTrack(track.id.clone()));
                    }
                    columns_button(ui, cx, track);
                });
                let text = "The dossier is open without it.";
                ui.add(Label::new(theme::weak(ui, text).size(theme::SMALL)).wrap());
            }
            Some(TrackState::Ready(shown) | TrackState::Choosing(shown)) => {
                counts_ui(ui, cx, track, shown);
                self.form.ui(ui, cx, track, shown);
                self.rows.ui(ui, cx, track, shown);
            }
        }
    }
}

fn head_ui(ui: &mut Ui, cx: &mut Cx<'_>, track: &Track) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        if link(ui, track.label()).clicked() {
            cx.select(Focus::record(RecordKind::Track, &track.id));
        }
        let palette = Palette::of(ui);
        chip(ui, track.kind.label(), palette.text_weak, false);
        if track.kind.is_machine_coded() {
            chip(ui, "Coded by machine, not checked", palette.warning, false);
        }
        let path = theme::weak(ui, format!("{} · {}", track.id, track.path));
        ui.add(Label::new(path.size(theme::SMALL)).selectable(false));
    });
    let licence = terms(track, track.kind);
    let accessed = track.accessed.as_ref().map_or_else(
        || "day of access not given".to_owned(),
        |day| format!("fetched {}", day.display_long()),
    );
    let text = if licence.is_empty() {
        format!("No licence given; {accessed}")
    } else {
        format!("{licence}; {accessed}")
    };
    ui.add(Label::new(theme::weak(ui, text).size(theme::SMALL)).wrap());
}

fn counts_ui(ui: &mut Ui, cx: &mut Cx<'_>, track: &Track, shown: &Shown) {
    let report = &shown.report;
    ui.horizontal_wrapped(|ui| {
        let text = format!(
            "{} of {} shown",
            shown.matches.rows.len(),
            plural(shown.table.len(), "row")
        );
        ui.add(Label::new(theme::strong(text, theme::BODY)).selectable(false));
        let read = format!(
            "{} in the file, {} skipped, {} left out by the filter",
            report.n_rows,
            report.n_skipped(),
            shown.matches.left_out.n_all()
        );
        ui.add(Label::new(theme::weak(ui, read)).selectable(false));
        if ui.small_button("Read again").clicked() {
            cx.commands.push(Command::ReadTrack(track.id.clone()));
        }
        columns_button(ui, cx, track);
    });
    if !shown.matches.not_in_file.is_empty() {
        let names = shown.matches.not_in_file.join(", ");
        let colour = Palette::of(ui).warning;
        let text = format!("The filter names what the file does not have: {names}");
        ui.add(Label::new(RichText::new(text).color(colour).size(theme::SMALL)).wrap());
    }
    if report.n_skipped() > 0 {
        let title = format!("What was skipped, and why ({})", report.n_skipped());
        ui.collapsing(title, |ui| {
            for (reason, n, listed) in report.skipped.iter() {
                listed_ui(ui, reason.label(), n, listed);
            }
        });
    }
    if report.remarks.n_all() > 0 {
        let title = format!("Read with a remark ({})", report.remarks.n_all());
        ui.collapsing(title, |ui| {
            for (remark, n, listed) in report.remarks.iter() {
                listed_ui(ui, remark.label(), n, listed);
            }
        });
    }
}

/// Leads to what the columns mean, where the kind does not tell.
fn columns_button(ui: &mut Ui, cx: &mut Cx<'_>, track: &Track) {
    if track.kind == TrackKind::Mapped && ui.small_button("Columns…").clicked() {
        cx.commands.push(Command::MapColumns(track.id.clone()));
    }
}

fn listed_ui(ui: &mut Ui, reason: &str, n: usize, listed: &[Listed]) {
    ui.label(theme::strong(
        format!("{reason}: {}", plural(n, "row")),
        theme::SMALL,
    ));
    for row in listed {
        let text = format!("line {}: {}", row.line, row.found);
        ui.add(Label::new(theme::weak(ui, text).size(theme::SMALL)).wrap());
    }
    if let Some(more) = n.checked_sub(listed.len()).filter(|more| *more > 0) {
        ui.label(theme::weak(ui, format!("and {more} more")).size(theme::SMALL));
    }
}
