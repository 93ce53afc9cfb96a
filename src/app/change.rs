//! Changes of the dossier: how they are made, and what is said and selected afterwards.
//!
//! Invariant: nothing else in the window changes a dossier.

use super::App;
use super::background::{AfterEdit, is_large};
use crate::analysis::MeasureSettings;
use crate::analysis::dossier::DossierAnalysis;
use crate::document::{Change, Edit, EditError, Job, Outcome};
use crate::ui::dialogs::Dialog;
use std::sync::Arc;

/// A change that was carried out, with the analysis of its result.
struct Carried {
    outcome: Outcome,
    analysis: Option<DossierAnalysis>,
}

fn carry_out(job: Job, settings: &MeasureSettings) -> Carried {
    let outcome = job.carry_out();
    let analysis = outcome
        .snapshot()
        .map(|after| DossierAnalysis::new(after.dossier(), settings));
    Carried { outcome, analysis }
}

impl App {
    /// Carries out an edit, at once or in the background.
    pub(super) fn apply(&mut self, edit: Edit) {
        self.apply_then(edit, Box::new(|_, _| {}));
    }

    /// Carries out an edit, at once or in the background, and goes on when it is done.
    pub(super) fn apply_then(&mut self, edit: Edit, then: AfterEdit) {
        if self.background.is_busy() {
            self.put_off(edit, then);
            return;
        }
        let at = Some(self.keep.moment());
        self.change_then(Change::Edit { edit, at }, then);
    }

    /// Carries out an edit at once, however long it takes: what follows needs its result. Returns whether
    /// anything changed. Nothing may be running.
    ///
    /// # Errors
    ///
    /// When the document refuses it; nobody was told then.
    pub(super) fn apply_now(&mut self, edit: Edit) -> Result<bool, EditError> {
        let at = Some(self.keep.moment());
        let change = Change::Edit { edit, at };
        let settings = self.state.measures.clone();
        match self.document.prepare(change.clone()) {
            Some(job) => self.commit(&change, carry_out(job, &settings)),
            None => Ok(false),
        }
    }

    /// Makes a change, at once or in the background.
    pub(super) fn change(&mut self, change: Change) {
        self.change_then(change, Box::new(|_, _| {}));
    }

    fn change_then(&mut self, change: Change, then: AfterEdit) {
        let Some(job) = self.document.prepare(change.clone()) else {
            match change {
                Change::Undo => self.say("Nothing to undo"),
                Change::Redo => self.say("Nothing to redo"),
                Change::Edit { .. } | Change::GoTo(_) => {}
            }
            return then(self, false);
        };
        let what = match &change {
            Change::Edit { edit, .. } => edit.label.clone(),
            Change::Undo => "Undo".to_owned(),
            Change::Redo => "Redo".to_owned(),
            Change::GoTo(_) => "Go to another step".to_owned(),
        };
        let settings = self.state.measures.clone();
        self.work(
            what,
            is_large(self.document.snapshot().text()),
            move || carry_out(job.clone(), &settings),
            move |app, carried| {
                let is_changed = app.take_in_change(&change, carried);
                then(app, is_changed);
            },
        );
    }

    /// Takes in what became of a change, or tells why it cannot be. Returns whether anything is different
    /// now.
    fn take_in_change(&mut self, change: &Change, carried: Carried) -> bool {
        match self.commit(change, carried) {
            Ok(is_changed) => return is_changed,
            Err(EditError::LosesComments(comments)) => {
                if let Change::Edit { edit, .. } = change {
                    let edit = edit.clone();
                    self.dialog = Some(Dialog::LosesComments { edit, comments });
                }
            }
            Err(error) => {
                self.inspector.give_back(&error.to_string());
                self.complain(format!("Not changed: {error}"));
            }
        }
        false
    }

    /// Takes in what became of a change. Returns whether anything is different now.
    fn commit(&mut self, change: &Change, carried: Carried) -> Result<bool, EditError> {
        let before = Arc::clone(self.document.snapshot());
        let Some(label) = self.document.commit(carried.outcome)? else {
            return Ok(false);
        };
        // What is selected may have gone, or have another id.
        let selection = &mut self.state.selection;
        selection.follow(&before, self.document.snapshot());
        if let Some(analysis) = carried.analysis {
            self.analysis = analysis;
            self.analysed = self.document.snapshot().revision();
        }
        if let Change::Edit { .. } = change {
            self.inspector.was_taken_over();
        }
        self.say(match change {
            Change::Edit { .. } => label,
            Change::Undo => format!("Undone: {label}"),
            Change::Redo => format!("Done again: {label}"),
            Change::GoTo(_) => format!("Went to: {label}"),
        });
        if is_large(before.text()) {
            self.background.let_go(before);
        }
        Ok(true)
    }
}
