//! Panels and widgets. They read the document and push commands; they change nothing themselves.
//!
//! Every panel is a struct with only its own fleeting state (drafts, filters, scroll) and a function
//! `ui(&mut self, ui, cx)`. What a panel may see is in [`Cx`]; keep that small.

pub mod background_data;
pub mod dialogs;
pub mod history;
pub mod inspector;
pub mod measuring;
pub mod menu_bar;
pub mod round_list;
pub mod selection;
pub mod status_bar;
pub mod theme;
pub mod timeline;
pub mod views;
pub mod widgets;

use crate::analysis::dossier::DossierAnalysis;
use crate::command::{Action, Command, View};
use crate::document::{Document, Focus, RecordRef, Snapshot};
use crate::model::{Dossier, RecordKind, RoundId};
use background_data::BackgroundData;
use selection::Selection;

/// What a panel may see, and where it puts its wishes.
pub struct Cx<'a> {
    /// The open document.
    pub document: &'a Document,
    /// What is selected.
    pub selection: &'a Selection,
    /// The view in the centre.
    pub view: View,
    /// What was computed from the dossier.
    pub analysis: &'a DossierAnalysis,
    /// What is known of the files of background data.
    pub background: &'a BackgroundData,
    /// Wishes, carried out after the frame.
    pub commands: &'a mut Vec<Command>,
}

impl Cx<'_> {
    /// The text and all that is derived from it.
    pub fn snapshot(&self) -> &Snapshot {
        self.document.snapshot()
    }

    /// The dossier.
    pub fn dossier(&self) -> &Dossier {
        self.document.snapshot().dossier()
    }

    /// The round that is shown, or the first one.
    pub fn round_id(&self) -> Option<&RoundId> {
        let rounds = &self.dossier().rounds;
        let chosen = self.selection.round();
        rounds
            .iter()
            .map(|round| &round.id)
            .find(|id| Some(*id) == chosen)
            .or_else(|| rounds.first().map(|round| &round.id))
    }

    /// Whether a record is seen through the lens that is on, and was known on the day that is chosen.
    pub fn is_shown(&self, kind: RecordKind, id: &str) -> bool {
        !self.analysis.is_hidden(kind, id)
    }

    /// The versions of a dispute, the acts of a third party or the reactions to a round that are seen, with their
    /// places in its list.
    pub fn shown_parts<'p, T>(
        &self,
        kind: RecordKind,
        id: &str,
        parts: &'p [T],
    ) -> Vec<(usize, &'p T)> {
        let hidden: Vec<usize> = self
            .analysis
            .hidden_parts_of(kind, id)
            .map(|it| it.0)
            .collect();
        let parts = parts.iter().enumerate();
        parts.filter(|(idx, _)| !hidden.contains(idx)).collect()
    }

    /// Whether this record, or a value in it, is selected.
    pub fn is_selected(&self, kind: RecordKind, id: &str) -> bool {
        self.selection
            .record()
            .is_some_and(|record| record.kind == kind && record.id == id)
    }

    /// Whether exactly this value is selected.
    pub fn is_focused(&self, focus: &Focus) -> bool {
        self.selection.focus() == Some(focus)
    }

    /// Selects a record or value.
    pub fn select(&mut self, focus: Focus) {
        self.commands.push(Command::Select(focus));
    }

    /// Selects a record and shows it in the view made for it.
    pub fn reveal(&mut self, record: RecordRef) {
        self.commands.push(Command::Reveal(Focus {
            record,
            field: String::new(),
        }));
    }

    /// Does what a menu entry does.
    pub fn act(&mut self, action: Action) {
        self.commands.push(Command::Act(action));
    }
}
