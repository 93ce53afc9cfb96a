//! The menu bar. Every entry is an action with its shortcut beside it.

use super::Cx;
use super::theme::Palette;
use crate::command::{Action, Command, View};
use crate::model::RecordKind;
use egui::{Button, MenuBar, RichText, Ui};
use std::path::{Path, PathBuf};

/// What the menus need to know beyond the document.
pub struct MenuState<'a> {
    /// Files that were open lately, the last one first.
    pub recent: &'a [PathBuf],
    /// Which panels are open: rounds, inspector, timeline.
    pub panels: [bool; 3],
    /// Whether the history is open.
    pub shows_history: bool,
    /// The theme preference.
    pub theme: egui::ThemePreference,
    /// What the open file held before it was first saved in this sitting.
    pub backup: Option<&'a Path>,
    /// Whether the text was typed in and that is not in the dossier yet.
    pub has_draft: bool,
    /// Whether there are unsaved changes of an earlier sitting.
    pub has_lost_changes: bool,
}

/// Draws the bar.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>, state: &MenuState<'_>) {
    MenuBar::new().ui(ui, |ui| {
        ui.menu_button("File", |ui| {
            entry(ui, cx, Action::New, true);
            entry(ui, cx, Action::Open, true);
            ui.menu_button("Open recent", |ui| recent_ui(ui, cx, state.recent));
            entry(ui, cx, Action::OpenBuiltIn, true);
            ui.separator();
            let can_save =
                cx.document.is_modified() || cx.document.path().is_none() || state.has_draft;
            entry(ui, cx, Action::Save, can_save);
            entry(ui, cx, Action::SaveAs, true);
            ui.separator();
            if let Some(backup) = state.backup {
                backup_entry(ui, cx, backup);
            }
            entry(ui, cx, Action::Recover, state.has_lost_changes);
            ui.separator();
            entry(ui, cx, Action::Quit, true);
        });
        ui.menu_button("Edit", |ui| edit_ui(ui, cx, state));
        ui.menu_button("Add", |ui| add_ui(ui, cx));
        ui.menu_button("View", |ui| {
            for view in View::ALL {
                entry(ui, cx, Action::show(view), true);
            }
            ui.separator();
            for (action, open) in [
                Action::ToggleRounds,
                Action::ToggleInspector,
                Action::ToggleTimeline,
            ]
            .into_iter()
            .zip(state.panels)
            {
                checked_entry(ui, cx, action, open);
            }
            ui.separator();
            entry(ui, cx, Action::FitAll, true);
            entry(ui, cx, Action::FitRound, true);
            ui.separator();
            for action in [Action::ZoomIn, Action::ZoomOut, Action::ZoomReset] {
                entry(ui, cx, action, true);
            }
            ui.separator();
            for (action, theme) in [
                (Action::ThemeSystem, egui::ThemePreference::System),
                (Action::ThemeLight, egui::ThemePreference::Light),
                (Action::ThemeDark, egui::ThemePreference::Dark),
            ] {
                checked_entry(ui, cx, action, state.theme == theme);
            }
        });
        ui.menu_button("Go", |ui| {
            entry(ui, cx, Action::Back, cx.selection.can_go_back());
            entry(ui, cx, Action::Forward, cx.selection.can_go_forward());
            ui.separator();
            entry(ui, cx, Action::PreviousRound, true);
            entry(ui, cx, Action::NextRound, true);
            ui.separator();
            let any = !cx.snapshot().findings().is_empty();
            entry(ui, cx, Action::PreviousFinding, any);
            entry(ui, cx, Action::NextFinding, any);
        });
        ui.menu_button("Help", |ui| {
            entry(ui, cx, Action::Keys, true);
            entry(ui, cx, Action::About, true);
        });
        ui.separator();
        arrow(ui, cx, "←", Action::Back, cx.selection.can_go_back());
        arrow(ui, cx, "→", Action::Forward, cx.selection.can_go_forward());
        let title = &cx.dossier().title;
        ui.add_space(8.0);
        let text = RichText::new(title).color(Palette::of(ui).text_weak);
        ui.add(egui::Label::new(text).truncate().selectable(false));
    });
}

/// What can be done to the dossier and to the selected record.
fn edit_ui(ui: &mut Ui, cx: &mut Cx<'_>, state: &MenuState<'_>) {
    let document = cx.document;
    // In the text, what was typed there is taken back first.
    let is_typing = state.has_draft && cx.view == View::Text;
    let undone = is_typing.then_some("typing in the text");
    named_entry(
        ui,
        cx,
        Action::Undo,
        undone.or_else(|| document.undo_label()),
    );
    named_entry(ui, cx, Action::Redo, document.redo_label());
    ui.separator();
    entry(ui, cx, Action::PasteRows, cx.snapshot().is_dossier());
    let record = cx.selection.record();
    let can_change = record.is_some_and(|record| record.kind != RecordKind::Dossier);
    for action in [
        Action::Duplicate,
        Action::MoveUp,
        Action::MoveDown,
        Action::Delete,
    ] {
        entry(ui, cx, action, can_change);
    }
    ui.separator();
    entry(ui, cx, Action::Find, true);
    entry(ui, cx, Action::Replace, true);
    entry(ui, cx, Action::GoToLine, true);
    ui.separator();
    checked_entry(ui, cx, Action::ToggleHistory, state.shows_history);
}

/// An entry for every kind of record, those of the talks first.
fn add_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    const AFTER: [RecordKind; 3] = [RecordKind::Actor, RecordKind::Claim, RecordKind::Commitment];
    let is_dossier = cx.snapshot().is_dossier();
    let kinds = [
        RecordKind::Round,
        RecordKind::Position,
        RecordKind::Issue,
        RecordKind::ThirdParty,
        RecordKind::Actor,
        RecordKind::Event,
        RecordKind::Claim,
        RecordKind::Statement,
        RecordKind::Dispute,
        RecordKind::Ceasefire,
        RecordKind::Commitment,
        RecordKind::Source,
        RecordKind::Extract,
        RecordKind::Gap,
        RecordKind::Annotation,
        RecordKind::Assessment,
        RecordKind::Track,
    ];
    for kind in kinds {
        if let Some(action) = Action::add(kind) {
            entry(ui, cx, action, is_dossier);
        }
        if AFTER.contains(&kind) {
            ui.separator();
        }
    }
}

fn arrow(ui: &mut Ui, cx: &mut Cx<'_>, text: &str, action: Action, enabled: bool) {
    let response = ui.add_enabled(enabled, Button::new(text).frame(false));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, action.label()));
    let shortcut = action
        .shortcuts()
        .first()
        .map(|keys| ui.ctx().format_shortcut(keys))
        .unwrap_or_default();
    if response
        .on_hover_text(format!("{} ({shortcut})", action.help()))
        .clicked()
    {
        cx.act(action);
    }
}

fn entry(ui: &mut Ui, cx: &mut Cx<'_>, action: Action, enabled: bool) {
    show(ui, cx, action, action.label(), enabled);
}

fn named_entry(ui: &mut Ui, cx: &mut Cx<'_>, action: Action, step: Option<&str>) {
    let text = step.map_or_else(
        || action.label().to_owned(),
        |step| format!("{}: {step}", action.label()),
    );
    show(ui, cx, action, &text, step.is_some());
}

fn checked_entry(ui: &mut Ui, cx: &mut Cx<'_>, action: Action, checked: bool) {
    let text = format!("{} {}", if checked { "✓" } else { "    " }, action.label());
    show(ui, cx, action, &text, true);
}

fn show(ui: &mut Ui, cx: &mut Cx<'_>, action: Action, text: &str, enabled: bool) {
    let mut button = Button::new(text).wrap_mode(egui::TextWrapMode::Extend);
    if let Some(shortcut) = action.shortcuts().first() {
        button = button.shortcut_text(ui.ctx().format_shortcut(shortcut));
    }
    if ui
        .add_enabled(enabled, button)
        .on_hover_text(action.help())
        .clicked()
    {
        cx.act(action);
        ui.close();
    }
}

fn backup_entry(ui: &mut Ui, cx: &mut Cx<'_>, backup: &Path) {
    let button = Button::new("Open the backup").wrap_mode(egui::TextWrapMode::Extend);
    let help = format!(
        "What the file held before it was first saved in this sitting: {}",
        backup.display()
    );
    if ui.add(button).on_hover_text(help).clicked() {
        cx.commands.push(Command::Open(backup.to_path_buf()));
        ui.close();
    }
}

fn recent_ui(ui: &mut Ui, cx: &mut Cx<'_>, recent: &[PathBuf]) {
    if recent.is_empty() {
        ui.add_enabled(false, Button::new("No recent files"));
    }
    for path in recent {
        let name = path.file_name().map_or_else(
            || path.display().to_string(),
            |name| name.to_string_lossy().into_owned(),
        );
        let folder = path
            .parent()
            .map(Path::display)
            .map(|folder| folder.to_string())
            .unwrap_or_default();
        let button = Button::new(name)
            .right_text(RichText::new(folder).small())
            .wrap_mode(egui::TextWrapMode::Extend);
        if ui.add(button).clicked() {
            cx.commands.push(Command::Open(path.clone()));
            ui.close();
        }
    }
}
