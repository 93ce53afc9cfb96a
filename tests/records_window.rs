//! Records through the whole window: added, named, deleted, renamed, begun; and nothing typed is dropped.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod windows;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use roundtable::command::View;
use roundtable::document::{BUILT_IN, Document, RecordRef};
use roundtable::format::Severity;
use roundtable::model::RecordKind;
use roundtable::model::codes::ActorKind;
use std::path::PathBuf;
use windows::{Window, press};

fn window<'a>(document: Document) -> Window<'a> {
    windows::open(document, [1280.0, 800.0], 60)
}

fn copy() -> (tempfile::TempDir, PathBuf) {
    windows::file(BUILT_IN)
}

fn click(window: &mut Window<'_>, role: Role, name: &str) {
    window.get_by_role_and_label(role, name).scroll_to_me();
    window.run();
    window.get_by_role_and_label(role, name).click();
    window.run();
}

/// Types over the text of the field that has the cursor.
fn type_over(window: &mut Window<'_>, label: &str, text: &str) {
    window.get_by_role_and_label(Role::TextInput, label).focus();
    window.run();
    press(window, Modifiers::COMMAND, Key::A);
    window
        .get_by_role_and_label(Role::TextInput, label)
        .type_text(text);
    window.run();
}

/// Shows all records and selects one of them there.
fn select(window: &mut Window<'_>, kinds: &str, kind: RecordKind, id: &str) {
    press(window, Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    assert_eq!(window.state().view(), View::Records);
    let name: Vec<String> = window
        .get_all_by_role(Role::Button)
        .filter_map(|node| node.accesskit_node().label())
        .filter(|name| name.starts_with(&format!("{kinds} (")))
        .collect();
    click(window, Role::Button, &name[0]);
    window
        .get_by_role_and_label(Role::TextInput, "Search records")
        .focus();
    window.run();
    window
        .get_by_role_and_label(Role::TextInput, "Search records")
        .type_text(id);
    window.run();
    window.get_all_by_label(id).next().unwrap().click();
    window.run();
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(kind, id))
    );
}

fn text(window: &Window<'_>) -> String {
    window.state().document().snapshot().text().to_owned()
}

/// A round is added by key, named by typing at once, saved, and is there when the file is opened again.
#[test]
fn a_round_is_added() {
    let (_folder, path) = copy();
    let mut window = window(Document::open(&path).unwrap());
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(RecordKind::Round, "R4"))
    );
    let name = window.get_by_role_and_label(Role::TextInput, "Name");
    assert!(name.is_focused(), "the cursor is in the first field");
    name.type_text("Riyadh talks");
    window.run();
    // Saving takes the field along.
    press(&mut window, Modifiers::COMMAND, Key::S);
    let document = Document::open(&path).unwrap();
    let round = document.snapshot().dossier().rounds.last().unwrap().clone();
    assert_eq!((round.ordinal, round.name.as_str()), (4, "Riyadh talks"));
    assert_eq!(round.delegations.len(), 2);
    assert_eq!(document.snapshot().n_findings(Severity::Error), 0);
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&window), BUILT_IN);
}

/// A speaker who is not among the actors yet is made in the list in which one looks for her.
#[test]
fn an_actor_is_made_on_the_spot() {
    let mut window = window(Document::built_in());
    select(&mut window, "Statements", RecordKind::Statement, "Q01");
    click(&mut window, Role::ComboBox, "Speaker");
    window
        .get_by_role_and_label(Role::TextInput, "Search the list")
        .type_text("Ada Berg");
    window.run();
    click(&mut window, Role::Button, "New actor “Ada Berg”");
    let dossier = window.state().document().snapshot().dossier().clone();
    let actor = dossier.actors.last().unwrap();
    assert_eq!((actor.id.as_str(), actor.kind), ("berg", ActorKind::Person));
    assert_eq!(dossier.statements[0].speaker.as_str(), "berg");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&window), BUILT_IN, "one step");
}

/// A record that others refer to is deleted only after a question that names them; the references can be
/// made to point elsewhere.
#[test]
fn deleting_asks_and_points_elsewhere() {
    let mut window = window(Document::built_in());
    select(&mut window, "Issues", RecordKind::Issue, "I10");
    let n = window.state().document().snapshot().used_by("I10").len();
    assert!(n > 0);
    press(&mut window, Modifiers::NONE, Key::Delete);
    window.get_by_label("Delete issue I10?");
    assert_eq!(text(&window), BUILT_IN, "nothing happens before the answer");
    click(&mut window, Role::RadioButton, "Point them elsewhere");
    click(&mut window, Role::ComboBox, "Other issue");
    window
        .get_by_role_and_label(Role::TextInput, "Search the list")
        .type_text("I9");
    window.run();
    press(&mut window, Modifiers::NONE, Key::Enter);
    click(&mut window, Role::Button, "Delete and point elsewhere");
    let snapshot = window.state().document().snapshot().clone();
    assert!(snapshot.find("I10").is_none());
    assert_eq!(snapshot.n_findings(Severity::Error), 0);
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(RecordKind::Issue, "I9")),
        "the neighbour is selected"
    );
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&window), BUILT_IN);
}

/// Cancel is the default of that question, and Escape means it.
#[test]
fn deleting_can_be_cancelled() {
    let mut window = window(Document::built_in());
    select(&mut window, "Issues", RecordKind::Issue, "I10");
    press(&mut window, Modifiers::NONE, Key::Delete);
    click(&mut window, Role::Button, "Cancel");
    press(&mut window, Modifiers::NONE, Key::Delete);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label("Delete issue I10?").is_none());
    assert_eq!(text(&window), BUILT_IN);
}

/// A record that nobody needs goes at once, and comes back with undo.
#[test]
fn what_nobody_needs_goes_at_once() {
    let mut window = window(Document::built_in());
    select(&mut window, "Gaps", RecordKind::Gap, "G8");
    press(&mut window, Modifiers::NONE, Key::Delete);
    assert!(window.state().document().snapshot().find("G8").is_none());
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&window), BUILT_IN);
}

/// A new id is typed into its field; references and selection follow; one that is taken is refused.
#[test]
fn an_id_is_changed() {
    let mut window = window(Document::built_in());
    select(&mut window, "Issues", RecordKind::Issue, "I3");
    let n = window.state().document().snapshot().used_by("I3").len();
    type_over(&mut window, "Id", "I4");
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.get_by_label_contains("issue I4 has this id already");
    type_over(&mut window, "Id", "I3-monitoring");
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(RecordKind::Issue, "I3-monitoring"))
    );
    let snapshot = window.state().document().snapshot();
    assert_eq!(snapshot.used_by("I3-monitoring").len(), n);
    assert_eq!(snapshot.n_findings(Severity::Error), 0);
}

/// Duplicate and move by key, on the selected record.
#[test]
fn records_are_copied_and_moved_by_key() {
    let mut window = window(Document::built_in());
    select(&mut window, "Gaps", RecordKind::Gap, "G3");
    press(&mut window, Modifiers::COMMAND, Key::D);
    let ids = |window: &Window<'_>| {
        let dossier = window.state().document().snapshot().dossier().clone();
        dossier
            .ids(RecordKind::Gap)
            .iter()
            .map(|id| (*id).to_owned())
            .collect::<Vec<_>>()
    };
    let before = ids(&window);
    let at = before.iter().position(|id| id == "G9").unwrap();
    assert_eq!(before[at - 1], "G3", "right behind");
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::ALT | Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(ids(&window)[at - 1], "G9");
}

/// A new dossier is begun with a short form that says what is missing; it opens unsaved and valid.
#[test]
fn a_new_dossier_is_begun() {
    let mut window = window(Document::built_in());
    press(&mut window, Modifiers::COMMAND, Key::N);
    click(&mut window, Role::Button, "Create");
    window.get_by_label("The process needs a name");
    for (label, typed) in [
        ("Title", "Harbour talks"),
        ("Covered from", "2031-03"),
        ("Party 1", "Northland"),
        ("Party 2", "Southland"),
        ("Publisher", "Gazette"),
        ("Title of the source", "Thirty days of quiet"),
    ] {
        window
            .get_by_role_and_label(Role::TextInput, label)
            .scroll_to_me();
        window.run();
        type_over(&mut window, label, typed);
    }
    click(&mut window, Role::Button, "Create");
    let document = window.state().document();
    assert!(document.is_modified() && document.path().is_none() && document.is_new());
    assert_eq!(document.file_name(), "harbour-talks.ron");
    let snapshot = document.snapshot();
    assert_eq!(snapshot.dossier().title, "Harbour talks");
    let n_weighty = snapshot.n_findings(Severity::Error) + snapshot.n_findings(Severity::Warning);
    assert_eq!(n_weighty, 0, "{:?}", snapshot.findings());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.ron");
    std::fs::write(&path, snapshot.text()).unwrap();
    let opened = Document::open(&path).unwrap();
    assert_eq!(opened.snapshot().dossier(), snapshot.dossier());
}

/// A text that cannot be taken over is told and stays in its field, whatever is selected meanwhile; the
/// window does not close over it.
#[test]
fn an_invalid_text_is_kept() {
    let mut window = window(Document::built_in());
    select(&mut window, "Gaps", RecordKind::Gap, "G1");
    select(&mut window, "Events", RecordKind::Event, "E34");
    type_over(&mut window, "Date", "2025-13-01");
    select(&mut window, "Gaps", RecordKind::Gap, "G3");
    let (message, is_error) = window.state().message().unwrap();
    assert!(is_error && message.contains("2025-13-01"), "{message}");
    press(&mut window, Modifiers::COMMAND, Key::D);
    select(&mut window, "Events", RecordKind::Event, "E34");
    let field = window.get_by_role_and_label(Role::TextInput, "Date");
    assert_eq!(
        field.accesskit_node().value().as_deref(),
        Some("2025-13-01")
    );
    let events = &mut window
        .input_mut()
        .viewports
        .entry(egui::ViewportId::ROOT)
        .or_default()
        .events;
    events.push(egui::ViewportEvent::Close);
    window.run();
    window.get_by_label("A field holds a text that could not be taken over");
    click(&mut window, Role::Button, "Go to the field");
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(RecordKind::Event, "E34"))
    );
}

/// Lists with their small menus fit into the inspector: a panel whose content is too wide would grow.
#[test]
fn forms_keep_the_width() {
    let mut window = window(Document::built_in());
    let width = |window: &Window<'_>| {
        window
            .get_by_role_and_label(Role::TextInput, "Name")
            .rect()
            .width()
    };
    select(&mut window, "Actors", RecordKind::Actor, "QAT");
    let before = width(&window);
    select(&mut window, "Actors", RecordKind::Actor, "AFG");
    window.run_steps(20);
    assert!((width(&window) - before).abs() < 1.0, "a list of texts");
    select(&mut window, "Rounds", RecordKind::Round, "R1");
    for name in ["Delegations (2)", "Third parties (2)"] {
        let header = window.get_by_role_and_label(Role::DisclosureTriangle, name);
        header.scroll_to_me();
        window.run();
        window
            .get_by_role_and_label(Role::DisclosureTriangle, name)
            .click();
        window.run();
    }
    window.run_steps(20);
    assert!((width(&window) - before).abs() < 1.0, "lists of groups");
}

/// What is pressed within one frame, on a slow machine, is done in the order of the presses, each as often as
/// it was pressed; and what was typed before a key is in the field first.
#[test]
fn presses_keep_their_order() {
    let (_folder, path) = copy();
    let mut window = window(Document::open(&path).unwrap());
    select(&mut window, "Events", RecordKind::Event, "E34");
    let event = |modifiers, key| egui::Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    };
    let [copy_it, save, undo] = [Key::D, Key::S, Key::Z].map(|key| event(Modifiers::COMMAND, key));
    let frame = |window: &mut Window<'_>, events: &[egui::Event]| {
        window.input_mut().events.extend_from_slice(events);
        window.run();
    };
    frame(&mut window, &[copy_it.clone(), save.clone()]);
    assert!(!window.state().document().is_modified());
    let saved = std::fs::read_to_string(&path).unwrap();
    assert!(saved.len() > BUILT_IN.len());
    select(&mut window, "Events", RecordKind::Event, "E02");
    frame(&mut window, &[copy_it.clone(), undo.clone(), undo]);
    assert_eq!(window.state().document().snapshot().text(), BUILT_IN);
    type_over(&mut window, "Title", "Another");
    let typed = [egui::Event::Text(" title".to_owned()), save];
    frame(&mut window, &typed);
    let saved = std::fs::read_to_string(&path).unwrap();
    assert!(saved.contains("title: \"Another title\""));
}
