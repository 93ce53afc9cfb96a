//! The draft of the text: when it becomes a step of the dossier, and what is asked before it goes.

use super::App;
use crate::command::{Action, Command, DraftWish, View};
use crate::document::EditError;
use crate::ui::dialogs::{After, Dialog, DraftAnswer};

impl App {
    /// The text as it is being edited, where it is not that of the dossier.
    pub fn draft(&self) -> Option<&str> {
        self.state.views.draft()
    }

    /// Whether the draft becomes a step before this is done: everything but moving about in the text.
    pub(super) fn ends_typing(command: &Command) -> bool {
        match command {
            Command::Select(_) | Command::Copy(_) | Command::ShowText(_) => false,
            Command::Draft(wish) => *wish == DraftWish::Apply,
            Command::Show(view) => *view != View::Text,
            Command::Act(action) => !matches!(
                action,
                Action::Undo
                    | Action::Redo
                    | Action::Find
                    | Action::Replace
                    | Action::GoToLine
                    | Action::ShowText
            ),
            _ => true,
        }
    }

    /// Makes the draft a step, if there is one and it can be. Returns why it is held, if it is.
    pub(super) fn commit_draft(&mut self) -> Option<String> {
        self.draft()?;
        if self.background.is_busy() {
            return Some("The dossier is being changed".to_owned());
        }
        let snapshot = self.document.snapshot();
        if let Some(edit) = self.state.views.take_draft(snapshot) {
            // What is typed next builds on this, so it is not left to the background.
            match self.apply_now(edit) {
                Ok(_) | Err(EditError::LosesComments(_)) => {}
                Err(error) => self.state.views.refuse_draft(error.to_string()),
            }
        }
        let snapshot = self.document.snapshot();
        self.state.views.why_held(snapshot)
    }

    /// Takes back what was typed last into the text, or does it again, while the text is shown.
    pub(super) fn steps_draft(&mut self, action: Action) -> bool {
        self.state.view == View::Text && self.state.views.step_draft(action == Action::Undo)
    }

    /// Makes the draft a step, whatever is wrong with it.
    fn commit_draft_as_it_is(&mut self) {
        if let Some(edit) = self.state.views.take_draft_as_it_is() {
            if let Err(error) = self.apply_now(edit) {
                self.complain(format!("Not changed: {error}"));
            }
            let snapshot = self.document.snapshot();
            self.state.views.why_held(snapshot);
        }
    }

    /// Asks before the draft goes.
    pub(super) fn ask_to_discard_draft(&mut self) {
        if self.draft().is_some() {
            self.dialog = Some(Dialog::Draft {
                after: After::Nothing,
                saving: false,
                reason: String::new(),
            });
        }
    }

    /// Asks what is to happen with a draft that cannot become a step; `true` if there is one.
    pub(super) fn asks_about_draft(&mut self, after: &After, saving: bool) -> bool {
        let Some(reason) = self.commit_draft() else {
            return false;
        };
        self.dialog = Some(Dialog::Draft {
            after: after.clone(),
            saving,
            reason,
        });
        true
    }

    /// Does what was answered; what was asked for then goes on.
    pub(super) fn after_draft(&mut self, answer: DraftAnswer) {
        match answer {
            DraftAnswer::Discard => {
                self.state.views.discard_draft(self.document.snapshot());
                self.say("Discarded the draft of the text");
            }
            DraftAnswer::AsItIs => self.commit_draft_as_it_is(),
            DraftAnswer::Leave => {}
        }
    }
}
