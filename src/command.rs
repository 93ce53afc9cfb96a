//! What a user can ask for.
//!
//! An [`Action`] is a menu entry with its name and shortcut and carries no data; a [`Command`] is a wish of
//! a view and carries what it needs. Views push commands; only the app carries them out.

use crate::analysis::HalfLife;
use crate::document::{Edit, Focus, StepId};
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
    /// What was said.
    Statements,
    /// Where the sources disagree.
    Disputes,
    /// What everything rests on.
    Sources,
    /// The file as it is.
    Text,
}

impl View {
    /// All views, in the order of the list.
    pub const ALL: [Self; 8] = [
        Self::Overview,
        Self::Round,
        Self::ThirdParties,
        Self::Events,
        Self::Statements,
        Self::Disputes,
        Self::Sources,
        Self::Text,
    ];

    /// The name that is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Round => "Round",
            Self::ThirdParties => "Third parties",
            Self::Events => "Events",
            Self::Statements => "Statements",
            Self::Disputes => "Disputes",
            Self::Sources => "Sources",
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
    /// Show this record in the view that is made for it.
    Reveal(Focus),
    /// Change the dossier.
    Edit(Edit),
    /// Go to the state after a step of the history.
    GoTo(StepId),
    /// Open a file.
    Open(PathBuf),
    /// Open an address in the browser; only http and https are.
    Browse(String),
    /// Copy a text to the clipboard.
    Copy(String),
    /// Choose the half-life of the escalation curve.
    SetHalfLife(HalfLife),
    /// Do what a menu entry does.
    Act(Action),
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

const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

actions! {
    Open, "Open…", "Open a dossier from a file", [key(CTRL, Key::O)];
    OpenBuiltIn, "Open the built-in dossier", "Open the dossier that ships with the program", [];
    Save, "Save", "Write the changes to the file", [key(CTRL, Key::S)];
    SaveAs, "Save as…", "Write the dossier to another file", [key(CTRL_SHIFT, Key::S)];
    Quit, "Quit", "Close the window", [key(CTRL, Key::Q)];
    Undo, "Undo", "Take the last change back", [key(CTRL, Key::Z)];
    Redo, "Redo", "Do the change again", [key(CTRL_SHIFT, Key::Z), key(CTRL, Key::Y)];
    Find, "Find", "Go to the search field of the view", [key(CTRL, Key::F)];
    Back, "Back", "Go back to what was selected before", [key(ALT, Key::ArrowLeft)];
    Forward, "Forward", "Go forward again", [key(ALT, Key::ArrowRight)];
    PreviousRound, "Previous round", "Show the round before this one", [key(ALT, Key::ArrowUp), key(CTRL, Key::PageUp)];
    NextRound, "Next round", "Show the round after this one", [key(ALT, Key::ArrowDown), key(CTRL, Key::PageDown)];
    ShowOverview, "Overview", "The process on one page", [key(CTRL, Key::Num1)];
    ShowRound, "Round", "Everything of one round", [key(CTRL, Key::Num2)];
    ShowThirdParties, "Third parties", "Who mediated or offered to", [key(CTRL, Key::Num3)];
    ShowEvents, "Events", "The events as a table", [key(CTRL, Key::Num4)];
    ShowStatements, "Statements", "What was said", [key(CTRL, Key::Num5)];
    ShowDisputes, "Disputes", "Where the sources disagree", [key(CTRL, Key::Num6)];
    ShowSources, "Sources", "What everything rests on", [key(CTRL, Key::Num7)];
    ShowText, "Text", "The file as it is", [key(CTRL, Key::Num8)];
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
            View::Statements => Self::ShowStatements,
            View::Disputes => Self::ShowDisputes,
            View::Sources => Self::ShowSources,
            View::Text => Self::ShowText,
        }
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
