//! One frame: background work, shortcuts, panels, dialogs, commands.

use super::{App, Cx, STATE_KEY, cx, keys};
use crate::command::{Action, Command, View};
use crate::ui::dialogs;
use crate::ui::{menu_bar, round_list, status_bar};
use egui::{CentralPanel, Frame, Margin, Panel, Ui};

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.take_in_background();
        self.take_in_tracks();
        self.take_in_file_dialog(ctx);
        self.take_in_file_changes(ctx);
        let dropped = ctx.input(|input| {
            input
                .raw
                .dropped_files
                .iter()
                .map(|file| file.path().to_path_buf())
                .next()
        });
        let wish = match dropped {
            // A question in front of the window comes before new data.
            Some(path) if is_table(&path) => {
                self.dialog.is_none().then_some(Command::AddTrack(path))
            }
            dropped => dropped.map(Command::Open),
        };
        if let Some(wish) = wish {
            self.commands.push(wish);
            self.execute(ctx);
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.may_close {
            self.take_pending();
            if self.is_working() {
                ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
                self.commands.push(Command::Act(Action::Quit));
                self.execute(ctx);
            } else if self.asks_about_fields(dialogs::After::Quit)
                || self.asks_about_draft(&dialogs::After::Quit, false)
            {
                ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            } else if self.has_unsaved() {
                ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
                self.dialog = Some(dialogs::Dialog::Unsaved {
                    after: dialogs::After::Quit,
                });
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        if self.dialog.is_none() {
            let pressed = keys::pressed(&ctx, self.state.view);
            self.commands.extend(pressed.into_iter().map(Command::Act));
        }
        self.execute(&ctx);
        self.refresh_analysis();
        self.panels(ui);
        self.execute(&ctx);
        self.dialogs(&ctx);
        self.keep.set_draft(self.state.views.draft());
        self.keep.note(&self.document);
        self.update_title(&ctx);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        eframe::set_value(storage, STATE_KEY, &self.state);
    }

    // The timeline and the centre have this colour and do not paint it again: without a graphics card a surface
    // of that size costs more than what stands on it.
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

/// Whether a file is background data by its name, and no dossier.
fn is_table(path: &std::path::Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| {
        ["csv", "tsv", "tab"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(extension))
    })
}

impl App {
    fn panels(&mut self, ui: &mut Ui) {
        let bar = Frame::new().inner_margin(Margin::symmetric(8, 3));
        let side = Frame::new().inner_margin(Margin {
            left: 10,
            right: 8,
            top: 0,
            bottom: 0,
        });
        let theme = ui.ctx().options(|options| options.theme_preference);
        Panel::top("menu").frame(bar).show(ui, |ui| {
            let state = menu_bar::MenuState {
                recent: &self.state.recent,
                shows_history: self.state.shows_history,
                panels: self.state.hidden_panels.map(|hidden| !hidden),
                theme,
                backup: self
                    .document
                    .path()
                    .and_then(|path| self.keep.backup_of(path)),
                has_draft: self.draft().is_some(),
                has_lost_changes: self.has_lost_changes(),
            };
            menu_bar::ui(ui, &mut cx!(self), &state);
        });
        Panel::bottom("status")
            .frame(bar)
            .resizable(false)
            .show(ui, |ui| {
                let at_work = self.at_work();
                let message = match &at_work {
                    Some(at_work) => Some((at_work.as_str(), false)),
                    None => self
                        .message
                        .as_ref()
                        .map(|(text, is_error)| (text.as_str(), *is_error)),
                };
                let dossier = self.document.snapshot().dossier();
                let n_shown = (self.state.view == View::Events)
                    .then(|| self.state.views.events.n_shown(dossier, &self.analysis));
                status_bar::ui(ui, &mut cx!(self), message, n_shown);
            });
        let [no_rounds, no_inspector, no_timeline] = self.state.hidden_panels;
        if !no_timeline && self.document.snapshot().is_dossier() {
            Panel::bottom("timeline")
                .frame(Frame::new().inner_margin(Margin {
                    left: 10,
                    right: 10,
                    top: 4,
                    bottom: 2,
                }))
                .resizable(true)
                .default_size(288.0)
                .size_range(150.0..=640.0)
                .show(ui, |ui| self.state.timeline.ui(ui, &mut cx!(self)));
        }
        if !no_rounds && self.document.snapshot().is_dossier() {
            Panel::left("rounds")
                .frame(side)
                .resizable(true)
                .default_size(228.0)
                .size_range(180.0..=360.0)
                .show(ui, |ui| {
                    round_list::ui(ui, &mut cx!(self));
                });
        }
        if !no_inspector && self.document.snapshot().is_dossier() {
            Panel::right("inspector")
                .frame(Frame::new())
                .resizable(true)
                .default_size(330.0)
                .size_range(260.0..=620.0)
                .show(ui, |ui| self.inspector.ui(ui, &mut cx!(self)));
        }
        if self.state.shows_history {
            Panel::right("history")
                .frame(side)
                .resizable(true)
                .default_size(260.0)
                .size_range(200.0..=480.0)
                .show(ui, |ui| {
                    let clock = super::clock::Clock::new(self.keep.moment());
                    self.history
                        .ui(ui, &mut cx!(self), &|moment| clock.show(moment));
                });
        }
        CentralPanel::no_frame().show(ui, |ui| {
            self.state.views.ui(ui, &mut cx!(self));
        });
    }

    fn update_title(&mut self, ctx: &egui::Context) {
        let mark = if self.document.is_modified() || self.draft().is_some() {
            "● "
        } else {
            ""
        };
        let title = format!("{mark}{} – Roundtable", self.document.file_name());
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}
