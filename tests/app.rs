//! The whole window through labels and roles, without a display.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "windows/drop.rs"]
mod drop;
mod windows;

use drop::drop_file;
use eframe::App as _;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use roundtable::command::{Action, View};
use roundtable::document::{BUILT_IN, Document, RecordRef};
use roundtable::model::RecordKind;
use std::path::PathBuf;
use windows::{Window, press};

/// A window of the size of a laptop's screen with this document.
fn window<'a>(document: Document) -> Window<'a> {
    sized(document, 1280.0, 800.0)
}

fn sized<'a>(document: Document, width: f32, height: f32) -> Window<'a> {
    windows::open(document, [width, height], 30)
}

/// A copy of the shipped dossier in a folder of its own.
fn copy() -> (tempfile::TempDir, PathBuf) {
    windows::file(BUILT_IN)
}

fn click(window: &mut Window<'_>, name: &str) {
    let node = window.get_by_label(name);
    node.scroll_to_me();
    window.run();
    window.get_by_label(name).click();
    window.run();
}

/// The lines that differ: (old, new).
fn changed_lines(old: &str, new: &str) -> Vec<(String, String)> {
    assert_eq!(
        old.lines().count(),
        new.lines().count(),
        "lines were added or taken away"
    );
    old.lines()
        .zip(new.lines())
        .filter(|(old, new)| old != new)
        .map(|(old, new)| (old.trim().to_owned(), new.trim().to_owned()))
        .collect()
}

fn card(window: &Window<'_>, start: &str) -> String {
    let mut names: Vec<String> = window
        .get_all_by_role(Role::Button)
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    names.retain(|name| name.starts_with(start));
    assert_eq!(names.len(), 1, "{names:?}");
    names.remove(0)
}

/// On an empty profile the window shows the shipped dossier with its three rounds and their outcomes.
#[test]
fn first_start_shows_the_shipped_dossier() {
    let window = window(Document::built_in());
    assert!(card(&window, "Doha, 18–19 Oct 2025").ends_with("Ceasefire"));
    assert!(card(&window, "Istanbul, 25–30 Oct 2025").ends_with("Process agreement"));
    assert!(card(&window, "Istanbul II, 6–7 Nov 2025").ends_with("Broken off"));
    window.get_by_label("Built-in dossier");
}

/// A click on a round's card shows it and selects it; the keys lead to its neighbours and back.
#[test]
fn rounds_by_click_and_key() {
    let mut window = window(Document::built_in());
    let name = card(&window, "Istanbul, 25–30");
    click(&mut window, &name);
    assert_eq!(window.state().view(), View::Round);
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(RecordKind::Round, "R2"))
    );
    press(&mut window, Modifiers::ALT, Key::ArrowDown);
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(RecordKind::Round, "R3"))
    );
    press(&mut window, Modifiers::ALT, Key::ArrowUp);
    press(&mut window, Modifiers::ALT, Key::ArrowUp);
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(RecordKind::Round, "R1"))
    );
    press(&mut window, Modifiers::ALT, Key::ArrowLeft);
    press(&mut window, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(RecordKind::Round, "R3"))
    );
    press(&mut window, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(RecordKind::Round, "R2"))
    );
}

/// Every view can be drawn at the smallest window, at a laptop's and at a desktop's size.
#[test]
fn every_view_draws() {
    for (width, height) in [(1100.0, 700.0), (1920.0, 1080.0)] {
        let mut window = sized(Document::built_in(), width, height);
        for view in View::ALL {
            let shortcut = Action::show(view).shortcuts()[0];
            press(&mut window, shortcut.modifiers, shortcut.logical_key);
            assert_eq!(window.state().view(), view);
        }
    }
}

/// Selects a round in the left panel and changes its outcome with the picker in the inspector.
fn change_outcome_of_r2(window: &mut Window<'_>) {
    let name = card(window, "Istanbul, 25–30");
    click(window, &name);
    // The chip in the head of the page selects the value, which unfolds its group in the inspector.
    window
        .get_all_by_role_and_label(Role::Button, "Process agreement")
        .next()
        .unwrap()
        .click();
    window.run();
    window
        .get_by_role_and_label(Role::ComboBox, "Outcome")
        .click();
    window.run();
    window
        .get_by_role_and_label(Role::Button, "Partial settlement")
        .click();
    window.run();
}

fn type_into(window: &mut Window<'_>, label: &str, text: &str) {
    let field = window.get_by_role_and_label(Role::TextInput, label);
    field.focus();
    window.run();
    press(window, Modifiers::COMMAND, Key::A);
    window
        .get_by_role_and_label(Role::TextInput, label)
        .type_text(text);
    window.run();
}

fn select_event(window: &mut Window<'_>, id: &str) {
    press(window, Modifiers::COMMAND, Key::Num4);
    press(window, Modifiers::COMMAND, Key::F);
    window
        .get_by_role_and_label(Role::TextInput, "Search events")
        .type_text(id);
    window.run();
    window.get_all_by_label(id).next().unwrap().click();
    window.run();
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(RecordKind::Event, id))
    );
}

/// Open, change one outcome and one event's date through the window's own widgets, save: the file differs
/// in exactly those two lines.
#[test]
fn an_edit_changes_only_its_lines() {
    let (_folder, path) = copy();
    let mut window = window(Document::open(&path).unwrap());
    change_outcome_of_r2(&mut window);
    select_event(&mut window, "E34");
    type_into(&mut window, "Date", "2025-10-21");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(window.state().document().is_modified());
    window.get_by_label("● Unsaved changes");
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert!(
        !window.state().document().is_modified(),
        "{:?}",
        window.state().message()
    );
    let saved = std::fs::read_to_string(&path).unwrap();
    let changes = changed_lines(BUILT_IN, &saved);
    assert_eq!(changes.len(), 2, "{changes:?}");
    assert!(
        changes[0].0.contains("kind: ProcessAgreement")
            && changes[0].1.contains("kind: PartialSettlement")
    );
    assert!(changes[1].0.contains("2025-10-20") && changes[1].1.contains("2025-10-21"));
}

/// A field that is still being typed in when the file is saved is taken over first.
#[test]
fn saving_takes_the_field_in_hand_along() {
    let (_folder, path) = copy();
    let mut window = window(Document::open(&path).unwrap());
    select_event(&mut window, "E34");
    type_into(&mut window, "Date", "2025-10-21");
    press(&mut window, Modifiers::COMMAND, Key::S);
    let changes = changed_lines(BUILT_IN, &std::fs::read_to_string(&path).unwrap());
    assert_eq!(changes.len(), 1, "{changes:?}");
}

/// A date that is none is refused with a reason; nothing changes, and Escape drops what was typed.
#[test]
fn a_wrong_date_is_refused() {
    let (_folder, path) = copy();
    let mut window = window(Document::open(&path).unwrap());
    select_event(&mut window, "E34");
    type_into(&mut window, "Date", "2025-13-01");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(!window.state().document().is_modified());
    assert_eq!(
        window.get_all_by_label_contains("month").count().min(1),
        1,
        "the reason is shown"
    );
    window
        .get_by_role_and_label(Role::TextInput, "Date")
        .focus();
    window.run();
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(
        window
            .get_by_role_and_label(Role::TextInput, "Date")
            .accesskit_node()
            .value()
            .as_deref(),
        Some("2025-10-20")
    );
}

/// Undo and redo work across saving, and know what is saved.
#[test]
fn undo_and_redo_across_save() {
    let (_folder, path) = copy();
    let mut window = window(Document::open(&path).unwrap());
    change_outcome_of_r2(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::S);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(window.state().document().snapshot().text(), BUILT_IN);
    assert!(window.state().document().is_modified());
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(!window.state().document().is_modified());
    press(&mut window, Modifiers::COMMAND, Key::Z);
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), BUILT_IN);
}

/// A save that fails says so, keeps the changes and leaves the old file whole.
#[test]
fn a_failed_save_keeps_everything() {
    let (folder, path) = copy();
    let mut window = window(Document::open(&path).unwrap());
    change_outcome_of_r2(&mut window);
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    press(&mut window, Modifiers::COMMAND, Key::S);
    window.get_by_label_contains("read-only");
    assert!(window.state().document().is_modified());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), BUILT_IN);
    click(&mut window, "OK");
    drop(folder);
    press(&mut window, Modifiers::COMMAND, Key::S);
    window.get_by_label_contains("Your changes are still here");
    assert!(window.state().document().is_modified());
}

/// A change made by another program is not overwritten without asking.
#[test]
fn a_foreign_change_is_not_overwritten() {
    let (_folder, path) = copy();
    let mut window = window(Document::open(&path).unwrap());
    change_outcome_of_r2(&mut window);
    std::fs::write(&path, "somebody else's").unwrap();
    press(&mut window, Modifiers::COMMAND, Key::S);
    window.get_by_label_contains("was changed by another program");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "somebody else's");
    click(&mut window, "Cancel");
    assert!(window.state().document().is_modified());
}

fn ask_to_close(window: &mut Window<'_>) {
    let events = &mut window
        .input_mut()
        .viewports
        .entry(egui::ViewportId::ROOT)
        .or_default()
        .events;
    events.push(egui::ViewportEvent::Close);
    window.run();
}

/// Closing with unsaved changes asks; saving from there writes the file.
#[test]
fn closing_asks() {
    let (_folder, path) = copy();
    let mut window = window(Document::open(&path).unwrap());
    ask_to_close(&mut window);
    assert!(
        window.query_by_label("Do not save").is_none(),
        "nothing to ask without changes"
    );
    change_outcome_of_r2(&mut window);
    ask_to_close(&mut window);
    window.get_by_label("Do not save");
    let save = window.get_all_by_label("Save").last().unwrap();
    save.click();
    window.run();
    assert_ne!(std::fs::read_to_string(&path).unwrap(), BUILT_IN);
}

/// A file can be dropped on the window; a file that is no dossier opens as text with its findings.
#[test]
fn a_broken_file_opens_as_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.ron");
    std::fs::write(&path, "[1, 2,\n  \"three\n]").unwrap();
    let mut window = window(Document::built_in());
    drop_file(&mut window, &path);
    window.run();
    assert_eq!(window.state().view(), View::Text);
    assert!(!window.state().document().snapshot().is_dossier());
    assert!(!window.state().document().snapshot().findings().is_empty());
}

/// A source shows what rests on it, and only its own click opens the browser.
#[test]
fn a_source_shows_what_rests_on_it() {
    let mut window = window(Document::built_in());
    press(&mut window, Modifiers::COMMAND, Key::Num7);
    window.get_all_by_label("S01").next().unwrap().click();
    window.run();
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(RecordKind::Source, "S01"))
    );
    window.get_by_label_contains("What rests on it");
    assert!(window.output().platform_output.commands.is_empty());
}

/// A round on the timeline can be clicked like its card.
#[test]
fn a_round_on_the_timeline_selects_it() {
    let mut window = window(Document::built_in());
    let name: Vec<String> = window
        .get_all_by_role(Role::Button)
        .filter_map(|node| node.accesskit_node().label())
        .filter(|name| name.contains("timeline") && name.contains("R3"))
        .collect();
    assert_eq!(name.len(), 1, "{name:?}");
    window.get_by_label(&name[0]).click();
    window.run();
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(RecordKind::Round, "R3"))
    );
}

/// The state of the window is there again after a restart; the title carries the modified mark.
#[test]
fn the_state_comes_back() {
    #[derive(Default)]
    struct Memory(std::collections::BTreeMap<String, String>);
    impl eframe::Storage for Memory {
        fn get_string(&self, key: &str) -> Option<String> {
            self.0.get(key).cloned()
        }
        fn set_string(&mut self, key: &str, value: String) {
            self.0.insert(key.to_owned(), value);
        }
        fn remove_string(&mut self, key: &str) {
            self.0.remove(key);
        }
        fn flush(&mut self) {}
    }
    let mut window = window(Document::built_in());
    select_event(&mut window, "E12");
    let mut memory = Memory::default();
    window.state_mut().save(&mut memory);
    assert!(
        memory
            .0
            .values()
            .any(|state| state.contains("E12") && state.contains("Events")),
        "{:?}",
        memory.0
    );
}
