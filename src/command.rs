//! What a user can ask for.
//!
//! An [`Action`] is a menu entry with its name and shortcut and carries no data; a [`Command`] is a wish of
//! a view and carries what it needs. Views push commands; only the app carries them out.

use crate::analysis::MeasureSettings;
use crate::document::records::Request;
use crate::document::{Edit, Focus, PasteStart, StepId};
use crate::model::RecordKind;
use egui::{Key, KeyboardShortcut, Modifiers};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// A view of the centre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum View {
    /// The process on one page.
    #[default]
    Overview,
    /// Everything of one round.
    Round,
    /// Mediators and would-be mediators.
    ThirdParties,
    /// The events as a table.
    Events,
    /// What is claimed about the people harmed.
    Claims,
    /// What was said.
    Statements,
    /// Where the sources disagree.
    Disputes,
    /// Before and after the talks.
    Measures,
    /// Files with background data.
    Background,
    /// What everything rests on.
    Sources,
    /// All records of every kind.
    Records,
    /// What is wrong, or worth knowing.
    Findings,
    /// The file as it is.
    Text,
}

impl View {
    /// All views, in the order of the list.
    pub const ALL: [Self; 13] = [
        Self::Overview,
        Self::Round,
        Self::ThirdParties,
        Self::Events,
        Self::Claims,
        Self::Statements,
        Self::Disputes,
        Self::Measures,
        Self::Background,
        Self::Sources,
        Self::Records,
        Self::Text,
        Self::Findings,
    ];

    /// The name that is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Round => "Round",
            Self::ThirdParties => "Third parties",
            Self::Events => "Events",
            Self::Claims => "Claims",
            Self::Statements => "Statements",
            Self::Disputes => "Disputes",
            Self::Measures => "Before and after",
            Self::Background => "Background data",
            Self::Sources => "Sources",
            Self::Records => "All records",
            Self::Findings => "Findings",
            Self::Text => "Text",
        }
    }
}

/// A wish of a view, with what it needs.
#[derive(Clone, Debug)]
pub enum Command {
    /// Select a record or a value everywhere; views that show it scroll to it.
    Select(Focus),
    /// Show this view.
    Show(View),
    /// Make draft events of rows of a track.
    TakeOverRows(String, Vec<usize>),
    /// Read the file of a track again.
    ReadTrack(String),
    /// Stop reading the file of a track.
    CancelTrack(String),
    /// Add a track for a file that lies beside the dossier.
    AddTrack(PathBuf),
    /// Ask what the columns of a track mean, by its id.
    MapColumns(String),
    /// Show the days of the timeline as a table.
    ShowDays,
    /// Show this record in the view that is made for it.
    Reveal(Focus),
    /// Change the dossier.
    Edit(Edit),
    /// Add, copy, move, delete or rename a record, or a group within one.
    Records(Request),
    /// Open a file.
    Open(PathBuf),
    /// Open an address in the browser; only http and https are.
    Browse(String),
    /// Copy a text to the clipboard.
    Copy(String),
    /// Choose what is measured, and how, and through what the dossier is seen.
    Measure(MeasureSettings),
    /// Lead to a finding, by its index.
    GoToFinding(usize),
    /// Go to a step of the history.
    GoTo(StepId),
    /// Do something with the draft of the text.
    Draft(DraftWish),
    /// Show a byte of the text.
    ShowText(usize),
    /// Show what pasted rows would become.
    PasteRows(PasteStart),
    /// Do what a menu entry does.
    Act(Action),
}

/// What is to happen with the draft of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftWish {
    /// Make it a step of the dossier, if it can be one.
    Apply,
    /// Ask whether it is to go.
    AskToDiscard,
}

macro_rules! actions {
    ($($name:ident, $label:literal, $help:literal, $keys:expr;)*) => {
        /// A menu entry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Action {
            $(#[doc = $help] $name,)*
        }

        impl Action {
            /// All actions.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name that is shown.
            pub fn label(self) -> &'static str {
                match self { $(Self::$name => $label),* }
            }

            /// What it does, in a sentence.
            pub fn help(self) -> &'static str {
                match self { $(Self::$name => $help),* }
            }

            /// Its keys; the first is shown in the menu.
            pub fn shortcuts(self) -> &'static [KeyboardShortcut] {
                match self { $(Self::$name => const { &$keys }),* }
            }
        }
    };
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const ALT: Modifiers = Modifiers::ALT;
const ALT_SHIFT: Modifiers = Modifiers::ALT.plus(Modifiers::SHIFT);

const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

actions! {
    New, "New…", "Begin a dossier from nothing", [key(CTRL, Key::N)];
    Open, "Open…", "Open a dossier from a file", [key(CTRL, Key::O)];
    OpenBuiltIn, "Open the built-in dossier", "Open the dossier that ships with the program", [];
    Save, "Save", "Write the changes to the file", [key(CTRL, Key::S)];
    SaveAs, "Save as…", "Write the dossier to another file", [key(CTRL_SHIFT, Key::S)];
    Recover, "Recover unsaved changes…", "Show what was not saved when the program was ended by force", [];
    Quit, "Quit", "Close the window", [key(CTRL, Key::Q)];
    Undo, "Undo", "Take the last change back", [key(CTRL, Key::Z)];
    Redo, "Redo", "Do the change again", [key(CTRL_SHIFT, Key::Z), key(CTRL, Key::Y)];
    PasteRows, "Paste rows…", "Add or change records from rows of a spreadsheet", [];
    Duplicate, "Duplicate", "Put a copy of the selected record behind it", [key(CTRL, Key::D)];
    Delete, "Delete…", "Delete the selected record; asks where others refer to it", [key(Modifiers::NONE, Key::Delete)];
    MoveUp, "Move up", "Move the selected record up in its list", [key(ALT_SHIFT, Key::ArrowUp)];
    MoveDown, "Move down", "Move the selected record down in its list", [key(ALT_SHIFT, Key::ArrowDown)];
    AddRound, "Round", "Add a round behind the last one", [key(CTRL_SHIFT, Key::R)];
    AddEvent, "Event", "Add an event", [key(CTRL_SHIFT, Key::E)];
    AddClaim, "Claim", "Add a claim about the selected event", [];
    AddStatement, "Statement", "Add a statement", [];
    AddPosition, "Position", "Add a position of a party in the round that is shown", [];
    AddIssue, "Issue", "Add an issue", [];
    AddThirdParty, "Third party", "Add a mediator or would-be mediator", [];
    AddActor, "Actor", "Add a state, an organisation, a group or a person", [];
    AddCeasefire, "Ceasefire", "Add a ceasefire", [];
    AddCommitment, "Commitment", "Add a promise made in a text", [];
    AddDispute, "Dispute", "Add a question on which the sources disagree", [];
    AddSource, "Source", "Add a source", [];
    AddExtract, "Extract", "Add a fact that a source states", [];
    AddGap, "Gap", "Add something that was looked for and not found", [];
    AddAnnotation, "Annotation", "Add a mark of your own on the timeline", [];
    AddAssessment, "Assessment", "Add a level or stage as somebody judged it", [];
    AddTrack, "Background data", "Add a data file that lies beside the dossier by its path", [];
    AddDataFile, "Data file…", "Choose a data file that lies beside the dossier", [];
    Find, "Find", "Go to the search field of the view", [key(CTRL, Key::F)];
    Replace, "Find and replace…", "Find and replace in the text", [key(CTRL, Key::H)];
    GoToLine, "Go to line…", "Go to a line of the text", [key(CTRL, Key::G)];
    Back, "Back", "Go back to what was selected before", [key(ALT, Key::ArrowLeft)];
    Forward, "Forward", "Go forward again", [key(ALT, Key::ArrowRight)];
    PreviousRound, "Previous round", "Show the round before this one", [key(ALT, Key::ArrowUp), key(CTRL, Key::PageUp)];
    NextRound, "Next round", "Show the round after this one", [key(ALT, Key::ArrowDown), key(CTRL, Key::PageDown)];
    ShowOverview, "Overview", "The process on one page", [key(CTRL, Key::Num1)];
    ShowRound, "Round", "Everything of one round", [key(CTRL, Key::Num2)];
    ShowThirdParties, "Third parties", "Who mediated or offered to", [key(CTRL, Key::Num3)];
    ShowEvents, "Events", "The events as a table", [key(CTRL, Key::Num4)];
    ShowClaims, "Claims", "What is claimed about the people harmed", [key(CTRL_SHIFT, Key::L)];
    ShowStatements, "Statements", "What was said", [key(CTRL, Key::Num5)];
    ShowDisputes, "Disputes", "Where the sources disagree", [key(CTRL, Key::Num6)];
    ShowMeasures, "Before and after", "What happened before and after each round", [key(CTRL_SHIFT, Key::B)];
    ShowBackground, "Background data", "Data files beside the dossier", [key(CTRL_SHIFT, Key::G)];
    ShowSources, "Sources", "What everything rests on", [key(CTRL, Key::Num7)];
    ShowRecords, "All records", "All records of every kind", [key(CTRL_SHIFT, Key::A)];
    ShowText, "Text", "The file as it is", [key(CTRL, Key::Num8)];
    ShowFindings, "Findings", "What is wrong, or worth knowing", [key(CTRL_SHIFT, Key::M)];
    NextFinding, "Next finding", "Go to the next finding", [key(Modifiers::NONE, Key::F8)];
    PreviousFinding, "Previous finding", "Go to the finding before", [key(Modifiers::SHIFT, Key::F8)];
    ToggleHistory, "History", "Show or hide the history of changes", [key(CTRL_SHIFT, Key::H)];
    FitAll, "Fit whole period", "Show the whole period on the timeline", [key(CTRL, Key::Num9)];
    FitRound, "Fit round", "Show the selected round on the timeline", [key(CTRL, Key::Num0)];
    ToggleRounds, "Rounds panel", "Show or hide the panel of rounds and views", [key(CTRL, Key::B)];
    ToggleInspector, "Inspector", "Show or hide the inspector", [key(CTRL, Key::I)];
    ToggleTimeline, "Timeline", "Show or hide the timeline", [key(CTRL, Key::T)];
    ZoomIn, "Larger", "Make everything larger", [key(CTRL, Key::Plus), key(CTRL, Key::Equals)];
    ZoomOut, "Smaller", "Make everything smaller", [key(CTRL, Key::Minus)];
    ZoomReset, "Normal size", "Go back to the normal size", [];
    ThemeSystem, "Like the system", "Follow the system's light or dark setting", [];
    ThemeLight, "Light", "Always light", [];
    ThemeDark, "Dark", "Always dark", [];
    Keys, "Keyboard", "List all keys", [key(Modifiers::NONE, Key::F1)];
    About, "About Roundtable", "Version, licence and sources", [];
}

impl Action {
    /// The action that shows a view.
    pub fn show(view: View) -> Self {
        match view {
            View::Overview => Self::ShowOverview,
            View::Round => Self::ShowRound,
            View::ThirdParties => Self::ShowThirdParties,
            View::Events => Self::ShowEvents,
            View::Claims => Self::ShowClaims,
            View::Statements => Self::ShowStatements,
            View::Disputes => Self::ShowDisputes,
            View::Measures => Self::ShowMeasures,
            View::Background => Self::ShowBackground,
            View::Sources => Self::ShowSources,
            View::Records => Self::ShowRecords,
            View::Findings => Self::ShowFindings,
            View::Text => Self::ShowText,
        }
    }

    /// The action that adds a record of a kind; `None` for the dossier itself.
    pub fn add(kind: RecordKind) -> Option<Self> {
        Some(match kind {
            RecordKind::Dossier => return None,
            RecordKind::Actor => Self::AddActor,
            RecordKind::Issue => Self::AddIssue,
            RecordKind::Round => Self::AddRound,
            RecordKind::Position => Self::AddPosition,
            RecordKind::ThirdParty => Self::AddThirdParty,
            RecordKind::Ceasefire => Self::AddCeasefire,
            RecordKind::Event => Self::AddEvent,
            RecordKind::Claim => Self::AddClaim,
            RecordKind::Statement => Self::AddStatement,
            RecordKind::Dispute => Self::AddDispute,
            RecordKind::Commitment => Self::AddCommitment,
            RecordKind::Extract => Self::AddExtract,
            RecordKind::Gap => Self::AddGap,
            RecordKind::Annotation => Self::AddAnnotation,
            RecordKind::Assessment => Self::AddAssessment,
            RecordKind::Track => Self::AddTrack,
            RecordKind::Source => Self::AddSource,
        })
    }

    /// The kind of record that the action adds, if it is one of those.
    pub fn kind_to_add(self) -> Option<RecordKind> {
        RecordKind::LISTED
            .into_iter()
            .find(|kind| Self::add(*kind) == Some(self))
    }

    /// The view that the action shows, if it is one of those.
    pub fn view(self) -> Option<View> {
        View::ALL.into_iter().find(|view| Self::show(*view) == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No key does two things.
    #[test]
    fn shortcuts_do_not_clash() {
        let mut seen: Vec<(KeyboardShortcut, Action)> = Vec::new();
        for action in Action::ALL {
            for shortcut in action.shortcuts() {
                let clash = seen.iter().find(|(other, _)| other == shortcut);
                assert!(clash.is_none(), "{action:?} and {clash:?}");
                seen.push((*shortcut, *action));
            }
        }
        assert!(seen.len() > 20);
    }
}
