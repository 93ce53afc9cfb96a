//! Records and the fields in which one types: wishes become steps, and nothing that was typed is dropped.

use super::App;
use super::background::is_large;
use crate::command::{Action, Command, View};
use crate::document::records::{Near, Request};
use crate::document::{Document, Edit, Focus, PasteStart, RecordRef};
use crate::model::RecordKind;
use crate::ui::dialogs::delete::DeleteDialog;
use crate::ui::dialogs::new::NewDialog;
use crate::ui::dialogs::{After, Dialog, Paste};
use crate::ui::status_bar::plural;

impl App {
    /// Carries out a wish about records, selects what it made and puts the cursor there.
    pub(super) fn carry_out(&mut self, request: &Request) {
        if !self.document.snapshot().is_dossier() {
            self.complain("This file is not a dossier; it can only be changed as text");
            return;
        }
        if let Request::Delete(record) = request {
            self.delete(record);
            return;
        }
        let near = Near {
            selected: self.state.selection.record(),
            round: self.state.selection.round(),
            today: self.keep.today(),
            days: None,
        };
        match request.plan(self.document.snapshot(), near) {
            Ok(Some(planned)) => {
                let (select, edits_field) = (planned.select, planned.edits_field);
                self.apply_and_select(planned.edit, select, edits_field);
            }
            Ok(None) => self.say(match request {
                Request::Shift(..) | Request::ShiftItem(..) | Request::MoveTo(..) => {
                    "It cannot be moved further"
                }
                _ => "There is nothing to do",
            }),
            Err(reason) => self.complain(format!("Not changed: {reason}")),
        }
    }

    /// Applies an edit and selects what it has made, if it changed anything.
    pub(super) fn apply_and_select(
        &mut self,
        edit: Edit,
        select: Option<Focus>,
        edits_field: bool,
    ) {
        let then = move |app: &mut Self, is_changed: bool| {
            if let Some(focus) = select.filter(|_| is_changed) {
                app.select_made(focus, edits_field);
            }
        };
        self.apply_then(edit, Box::new(then));
    }

    /// Selects what a request has made, and puts the cursor into the field that is to be filled in.
    fn select_made(&mut self, focus: Focus, edits_field: bool) {
        if edits_field {
            // The form is where a new record is filled in.
            if let Some(hidden) = self.state.hidden_panels.get_mut(1) {
                *hidden = false;
            }
            self.inspector.put_cursor(focus.clone());
        }
        self.state.selection.select(self.state.view, focus);
    }

    /// Deletes a record at once where nobody refers to it and no comment goes; else asks.
    fn delete(&mut self, record: &RecordRef) {
        if record.kind == RecordKind::Dossier {
            self.say("The dossier itself cannot be deleted");
            return;
        }
        if !self.document.snapshot().contains(record) {
            return;
        }
        let (document, record) = (self.document.clone(), record.clone());
        self.work(
            format!("Look who refers to {}", record.id),
            is_large(self.document.snapshot().text()),
            move || DeleteDialog::new(&document, &record),
            Self::delete_or_ask,
        );
    }

    fn delete_or_ask(&mut self, dialog: DeleteDialog) {
        if !dialog.needs_no_answer() {
            self.dialog = Some(Dialog::Delete(Box::new(dialog)));
            return;
        }
        let edit = dialog.removal().clone();
        let said = format!("{} – Ctrl+Z brings it back", edit.label);
        let then = move |app: &mut Self, is_changed: bool| {
            if is_changed {
                app.say(said);
            }
        };
        self.apply_then(edit, Box::new(then));
    }

    /// Does something with the selected record.
    pub(super) fn act_on_record(&mut self, action: Action) {
        // There the key deletes letters.
        if action == Action::Delete && self.state.view == View::Text {
            self.say("Records are not deleted from the text view; delete it in another one");
            return;
        }
        let Some(record) = self.state.selection.record().cloned() else {
            self.say("Select a record first");
            return;
        };
        if record.kind == RecordKind::Dossier {
            self.say("There is one dossier in a file");
            return;
        }
        let request = match action {
            Action::Duplicate => Request::Duplicate(record),
            Action::Delete => Request::Delete(record),
            Action::MoveUp => Request::Shift(record, -1),
            Action::MoveDown => Request::Shift(record, 1),
            _ => return,
        };
        self.carry_out(&request);
    }

    /// Takes over what is being typed.
    pub(super) fn take_pending(&mut self) {
        while let Some(edit) = self.inspector.take_pending(&self.document) {
            self.apply(edit);
        }
        if let Some(edit) = self.state.views.take_pending(&self.document) {
            self.apply(edit);
        }
    }

    /// Whether a command leads away from the field in which one types.
    pub(super) fn leaves_the_field(&self, command: &Command) -> bool {
        match command {
            Command::Select(focus) => Some(&focus.record) != self.state.selection.record(),
            Command::Show(_)
            | Command::ShowDays
            | Command::Reveal(_)
            | Command::Open(_)
            | Command::Act(_) => true,
            _ => false,
        }
    }

    /// Says that a field holds a text that could not be taken over; it stays in the field.
    pub(super) fn tell_what_is_not_taken_over(&mut self) {
        if let Some(held) = self.inspector.not_taken_over(&self.document) {
            self.complain(format!("Not taken over, but kept in its field: {held}"));
        }
    }

    /// Asks before texts are dropped that could not be taken over. Returns whether it asks.
    pub(super) fn asks_about_fields(&mut self, after: After) -> bool {
        let Some(held) = self.inspector.not_taken_over(&self.document) else {
            return false;
        };
        self.dialog = Some(Dialog::NotTakenOver { held, after });
        true
    }

    /// Lets go of the texts that could not be taken over, and goes on.
    pub(super) fn let_fields_go(&mut self, ctx: &egui::Context, after: After) {
        self.inspector.discard_drafts();
        self.ask_again(ctx, after);
    }

    /// Whether something would be lost with the document: changes that are not saved, or texts in cells
    /// that could not be taken over.
    pub(super) fn has_unsaved(&mut self) -> bool {
        let n_drafts = self.state.views.n_drafts();
        if n_drafts > 0 {
            let cells = plural(n_drafts, "cell");
            self.complain(format!(
                "{cells} of a table with text that is not in the file"
            ));
        }
        n_drafts > 0 || self.document.is_modified()
    }

    /// Shows what pasted rows would become.
    pub(super) fn paste_rows(&mut self, start: PasteStart) {
        self.dialog = Some(Dialog::Paste(Box::new(Paste::new(&self.document, start))));
    }

    /// Opens the form for a new dossier.
    pub(super) fn ask_for_new(&mut self) {
        self.dialog = Some(Dialog::New(Box::new(NewDialog::new(self.keep.today()))));
    }

    /// Takes a new dossier in place of the open one; asks first if changes would be lost.
    pub(super) fn begin(&mut self, text: String) {
        if self.asks_about_fields(After::OpenNew(text.clone()))
            || self.asks_about_draft(&After::OpenNew(text.clone()), false)
        {
            return;
        }
        if self.has_unsaved() {
            self.dialog = Some(Dialog::Unsaved {
                after: After::OpenNew(text),
            });
        } else {
            self.begin_now(text);
        }
    }

    pub(super) fn begin_now(&mut self, text: String) {
        self.replace_document(Document::begin(text));
        self.state.view = View::Overview;
        self.say("A new dossier; Ctrl+S asks where to keep it");
    }
}
