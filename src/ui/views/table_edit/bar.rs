//! What stands beside the filters of a table: which columns are shown, and what is not in the file.

use super::{At, RecordTable, Spec};
use crate::command::{Action, Command};
use crate::ui::Cx;
use crate::ui::theme::Palette;
use egui::{Button, Label, Popup, PopupCloseBehavior, RichText, ScrollArea, Ui};

impl RecordTable {
    /// The buttons and notes; `n_all` is the number of records, `word` what several are called.
    pub(in crate::ui::views) fn bar_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(spec) = self.now.spec else { return };
        self.chooser_ui(ui);
        let paste = ui
            .add(Button::new(Action::PasteRows.label()))
            .on_hover_text(Action::PasteRows.help());
        if paste.clicked() {
            let start = self.paste_start(spec, String::new());
            cx.commands.push(Command::PasteRows(start));
        }
        if self.now.rows.is_stale {
            let text = match self.sorted {
                Some(_) => "Sort and filter again",
                None => "Filter again",
            };
            let help = "Rows stay where they are while they are edited";
            if ui.button(text).on_hover_text(help).clicked() {
                self.now.rows.renew();
                ui.ctx().request_repaint();
            }
        }
        self.wrong_ui(ui, cx, spec);
        self.new_note_ui(ui, cx, spec);
    }

    /// The cells whose texts could not be taken; a click leads to the first.
    fn wrong_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, spec: &Spec) {
        let text = match self.now.drafts.n_wrong() {
            0 => return,
            1 => "1 cell is not taken over".to_owned(),
            n => format!("{n} cells are not taken over"),
        };
        let text = RichText::new(text).color(Palette::of(ui).error);
        let help = "A text that cannot be read stays in its cell; a click leads there";
        if !ui.add(Button::new(text)).on_hover_text(help).clicked() {
            return;
        }
        let first = self.now.drafts.first_wrong();
        let first = first.map(|(id, path)| (id.to_owned(), path.to_owned()));
        if let Some((id, path)) = first {
            if let Some(shown) = &mut self.shown
                && !shown.contains(&path)
            {
                shown.push(path.clone());
            }
            if let Some(line) = self.line_of(&At::Record(id)) {
                self.go(cx, spec, line, Some(path));
                self.now.wants_focus = true;
            }
        }
    }

    /// What the new record lacks.
    fn new_note_ui(&self, ui: &mut Ui, cx: &Cx<'_>, spec: &Spec) {
        if !self.now.drafts.has_new() {
            return;
        }
        if let Err(missing) = self.now.drafts.new_record(cx.snapshot(), spec.kind) {
            let text = format!(
                "The new {} is not in the file yet: {missing}",
                spec.kind.word()
            );
            let text = RichText::new(text).color(Palette::of(ui).warning);
            ui.add(Label::new(text).wrap().selectable(false));
        }
    }

    fn chooser_ui(&mut self, ui: &mut Ui) {
        let button = ui
            .button("Columns…")
            .on_hover_text("Choose the columns that are shown");
        Popup::menu(&button)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .width(250.0)
            .show(|ui| {
                if ui
                    .add_enabled(self.shown.is_some(), Button::new("Standard columns"))
                    .clicked()
                {
                    self.shown = None;
                }
                ui.separator();
                ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
                    let mut changed = None;
                    for head in &self.now.heads {
                        let mut is_shown = self.is_shown(head);
                        let label = head
                            .column
                            .map_or(head.titles.0.as_str(), |column| column.label.as_str());
                        if ui.checkbox(&mut is_shown, label).changed() {
                            changed = Some((head.key.clone(), is_shown));
                        }
                    }
                    if let Some((key, is_shown)) = changed {
                        let mut shown: Vec<String> =
                            self.heads().map(|head| head.key.clone()).collect();
                        if is_shown {
                            shown.push(key);
                        } else if shown.len() > 1 {
                            shown.retain(|other| *other != key);
                        }
                        self.shown = Some(shown);
                    }
                });
            });
    }
}
