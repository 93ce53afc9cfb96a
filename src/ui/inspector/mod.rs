//! The right panel: what is selected, with all its fields as a form, its findings, its sources and
//! everything that refers to it.
//!
//! The form is built from the schema of the record and the values that stand in the text; a change
//! becomes one [`Edit`](crate::document::Edit) when the field is left or a choice is made.

mod actions;
mod draft;
mod form;
pub(crate) mod picker;
pub(crate) mod related;
mod scalar;

use super::Cx;
use super::theme::{self, Palette};
use super::widgets::{caption, chip, empty, record_menu};
use crate::command::{Command, View};
use crate::document::{Edit, Focus, RecordRef, severity_word};
use crate::format::Severity;
use crate::model::{RecordKind, schema};
use draft::Drafts;
use egui::{Button, Frame, Label, Margin, RichText, ScrollArea, Ui};
pub(crate) use related::title_of;

/// A text that stands in a field and cannot be taken over.
#[derive(Clone, Debug)]
pub struct NotTakenOver {
    /// The field.
    pub focus: Focus,
    /// The text.
    pub text: String,
    /// What is wrong with it.
    pub reason: String,
}

impl std::fmt::Display for NotTakenOver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Focus { record, field } = &self.focus;
        write!(
            f,
            "“{}” in {field} of {} ({})",
            self.text, record.id, self.reason
        )
    }
}

/// The inspector with the drafts of its fields.
#[derive(Default)]
pub struct Inspector {
    drafts: Drafts,
    picker: picker::PickerState,
    /// The selection that was last scrolled to.
    seen_serial: u64,
    /// The field into which the cursor goes as soon as it is drawn.
    cursor: Option<Focus>,
}

impl Inspector {
    /// The edit of a field that is being typed in, if it differs from what is in the file.
    /// Taken before anything else is carried out, so that no typing is lost.
    pub fn take_pending(&mut self, cx_document: &crate::document::Document) -> Option<Edit> {
        self.drafts.take_pending(cx_document.snapshot())
    }

    /// Whether something was typed into a field and not taken over yet.
    pub fn is_typing(&self) -> bool {
        self.drafts.is_some()
    }

    /// The file has taken the edit that [`Inspector::take_pending`] or a field gave.
    pub fn was_taken_over(&mut self) {
        self.drafts.was_taken_over();
    }

    /// The file has not taken that edit: the text goes back into its field, with the reason.
    pub fn give_back(&mut self, reason: &str) {
        self.drafts.give_back(reason);
    }

    /// A text that was typed and cannot be taken over, if there is one.
    pub fn not_taken_over(&self, document: &crate::document::Document) -> Option<NotTakenOver> {
        let (draft, reason) = self.drafts.not_taken_over(document.snapshot())?;
        Some(NotTakenOver {
            focus: draft.focus.clone(),
            text: draft.text.clone(),
            reason,
        })
    }

    /// Drops everything that was typed and is not in the file.
    pub fn discard_drafts(&mut self) {
        self.drafts.discard_all();
    }

    /// Puts the cursor into a field as soon as it is drawn.
    pub fn put_cursor(&mut self, focus: Focus) {
        self.cursor = Some(focus);
    }

    /// Draws the panel.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(focus) = cx.selection.focus().cloned() else {
            Frame::new().inner_margin(Margin::same(14)).show(ui, |ui| {
                caption(ui, "INSPECTOR");
                empty(ui, "Click a round, an event, a name, a value or a source to see its fields and sources here");
                ui.add_space(8.0);
                if ui.button("Inspect the dossier itself").clicked() {
                    let id = cx.dossier().id.clone();
                    cx.select(Focus::record(RecordKind::Dossier, id));
                }
                ui.set_min_height(ui.available_height());
            });
            return;
        };
        self.drafts.begin(cx.snapshot());
        let scroll_to = (self.seen_serial != cx.selection.serial()).then(|| focus.field.clone());
        self.seen_serial = cx.selection.serial();
        ScrollArea::vertical()
            .id_salt(("inspector", &focus.record))
            .auto_shrink(false)
            .show(ui, |ui| {
                Frame::new()
                    .inner_margin(Margin {
                        left: 12,
                        right: 12,
                        top: 10,
                        bottom: 20,
                    })
                    .show(ui, |ui| {
                        head(ui, cx, &focus.record);
                        findings(ui, cx, &focus.record);
                        related::sources_of_value(ui, cx, &focus);
                        related::claims_about(ui, cx, &focus.record);
                        if !cx.snapshot().contains(&focus.record) {
                            empty(ui, "This record is not in the file any more");
                            return;
                        }
                        ui.add_space(6.0);
                        let mut form = form::Form {
                            fields: scalar::Fields {
                                drafts: &mut self.drafts,
                                cursor: &mut self.cursor,
                            },
                            picker: &mut self.picker,
                            record: focus.record.clone(),
                            focused: focus.field.clone(),
                            scroll_to,
                        };
                        form.fields(ui, cx, schema::fields(focus.record.kind), "");
                        related::referred_to_by(ui, cx, &focus.record);
                    });
            });
    }
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, record: &RecordRef) {
    ui.horizontal(|ui| {
        let mut word = record.kind.word().to_uppercase();
        if record.kind != RecordKind::Dossier {
            word = format!("{word} {}", record.id);
        }
        caption(ui, &word);
        if record.kind != RecordKind::Dossier {
            let right = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(right, |ui| {
                let button = ui
                    .menu_button("Actions", |ui| record_menu(ui, cx, record))
                    .response;
                button.on_hover_text("Duplicate, move or delete this record");
            });
        }
    });
    let title = title_of(cx.dossier(), record);
    if !title.is_empty() {
        ui.add(Label::new(theme::strong(title, theme::SECTION)).wrap());
    }
    if let Some(why) = cx.analysis.why_hidden(record.kind, &record.id) {
        let text = format!("⚠ Hidden elsewhere: {}", why.label(record.kind));
        let text = RichText::new(text).color(Palette::of(ui).warning);
        ui.add(Label::new(text).wrap());
    }
    ui.horizontal_wrapped(|ui| {
        if ui.add(Button::new("Show in text").small()).clicked() {
            cx.commands.push(Command::Show(View::Text));
            let focus = cx.selection.focus().cloned();
            cx.commands.extend(focus.map(Command::Select));
        }
        let has_view = matches!(
            record.kind,
            RecordKind::Round
                | RecordKind::Event
                | RecordKind::Claim
                | RecordKind::Statement
                | RecordKind::Dispute
                | RecordKind::Source
        );
        if has_view && ui.add(Button::new("Show in its view").small()).clicked() {
            cx.reveal(record.clone());
        }
        if record.kind == RecordKind::Source
            && let Some(source) = cx
                .dossier()
                .sources
                .iter()
                .find(|source| source.id.as_str() == record.id)
            && crate::document::is_web_address(&source.url)
        {
            let url = source.url.clone();
            if ui
                .add(Button::new("Open in browser").small())
                .on_hover_text(&url)
                .clicked()
            {
                cx.commands.push(Command::Browse(url));
            }
        }
    });
}

fn findings(ui: &mut Ui, cx: &mut Cx<'_>, record: &RecordRef) {
    let document = cx.document;
    let of_record = document
        .snapshot()
        .findings()
        .iter()
        .filter(|finding| finding.focus.as_ref().is_some_and(|f| f.record == *record));
    for finding in of_record {
        let palette = Palette::of(ui);
        let colour = match finding.severity {
            Severity::Error => palette.error,
            Severity::Warning => palette.warning,
            Severity::Note => palette.note,
        };
        ui.horizontal_wrapped(|ui| {
            if chip(ui, severity_word(finding.severity), colour, false).clicked()
                && let Some(focus) = finding.focus.clone()
            {
                cx.select(focus);
            }
            ui.add(Label::new(RichText::new(&finding.message).color(colour)).wrap());
            if let Some(hint) = &finding.hint {
                ui.add(Label::new(theme::weak(ui, hint)).wrap());
            }
        });
    }
}
