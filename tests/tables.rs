//! Editing in tables through the whole window, by labels, roles and keys, without a display.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod windows;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, OutputCommand};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use roundtable::command::View;
use roundtable::document::{BUILT_IN, Document, RecordRef};
use roundtable::model::codes::Confidence;
use roundtable::model::{Event as DossierEvent, RecordKind};
use std::fmt::Write as _;
use std::path::PathBuf;
use windows::{Window, press};

fn window<'a>(document: Document) -> Window<'a> {
    windows::open(document, [1600.0, 900.0], 40)
}

/// A copy of the shipped dossier in a folder of its own.
fn copy() -> (tempfile::TempDir, PathBuf) {
    windows::file(BUILT_IN)
}

fn key(window: &mut Window<'_>, key: Key) {
    press(window, Modifiers::NONE, key);
}

/// Types into whatever has the keyboard.
fn write(window: &mut Window<'_>, text: &str) {
    window.event(Event::Text(text.to_owned()));
    window.run();
}

fn click(window: &mut Window<'_>, label: &str) {
    window.get_all_by_label(label).next().unwrap().click();
    window.run();
}

/// Shows the events and puts the cursor into the first column of one.
fn at_event(window: &mut Window<'_>, id: &str) {
    press(window, Modifiers::COMMAND, Key::Num4);
    click(window, id);
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(RecordKind::Event, id))
    );
}

fn event(window: &Window<'_>, id: &str) -> DossierEvent {
    let events = &window.state().document().snapshot().dossier().events;
    let mut events = events.iter();
    events
        .find(|event| event.id.as_str() == id)
        .unwrap()
        .clone()
}

/// The lines of the new text that the old one does not have, and the other way round.
fn differing(old: &str, new: &str) -> (Vec<String>, Vec<String>) {
    let without = |a: &str, b: &str| {
        let b: Vec<&str> = b.lines().collect();
        let lines = a.lines().filter(|line| !b.contains(line));
        lines.map(|line| line.trim().to_owned()).collect()
    };
    (without(old, new), without(new, old))
}

/// A cell is changed by the keyboard alone, in one named step, and only its line of the file differs.
#[test]
fn a_cell_is_edited_by_keyboard() {
    let (_folder, path) = copy();
    let mut window = window(Document::open(&path).unwrap());
    at_event(&mut window, "E02");
    key(&mut window, Key::Tab);
    key(&mut window, Key::F2);
    let field = window.get_by_role_and_label(Role::TextInput, "Date of E02");
    assert_eq!(
        field.accesskit_node().value().as_deref(),
        Some("2025-09-13")
    );
    press(&mut window, Modifiers::COMMAND, Key::A);
    write(&mut window, "2025-09-14");
    key(&mut window, Key::Enter);
    let document = window.state().document();
    assert_eq!(document.undo_label(), Some("Change date of E02"));
    press(&mut window, Modifiers::COMMAND, Key::S);
    let saved = std::fs::read_to_string(&path).unwrap();
    let (old, new) = differing(BUILT_IN, &saved);
    assert!(old.is_empty(), "the day stands elsewhere as well: {old:?}");
    assert!(new.len() <= 1, "{new:?}");
    assert_eq!(event(&window, "E02").date.as_str(), "2025-09-14");
    let n_differing = BUILT_IN
        .lines()
        .zip(saved.lines())
        .filter(|(a, b)| a != b)
        .count();
    assert_eq!(n_differing, 1);
}

/// What a slow machine brings within one frame is done in its order: the text is in its cell before Enter takes
/// it, and in the file before it is saved.
#[test]
fn a_cell_is_edited_within_one_frame() {
    let (_folder, path) = copy();
    let mut window = window(Document::open(&path).unwrap());
    at_event(&mut window, "E02");
    let press = |modifiers, key| Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    };
    let at_once = [
        press(Modifiers::NONE, Key::Tab),
        press(Modifiers::NONE, Key::F2),
        press(Modifiers::COMMAND, Key::A),
        Event::Text("2025-09-".to_owned()),
        Event::Text("14".to_owned()),
        press(Modifiers::NONE, Key::Enter),
        press(Modifiers::COMMAND, Key::S),
    ];
    window.input_mut().events.extend(at_once);
    window.run();
    assert_eq!(event(&window, "E02").date.as_str(), "2025-09-14");
    assert!(!window.state().document().is_modified());
    let saved = Document::open(&path).unwrap();
    assert_eq!(
        saved.snapshot().text(),
        window.state().document().snapshot().text()
    );
    assert_ne!(saved.snapshot().text(), BUILT_IN);
}

/// A letter begins typing, Tab goes right, Enter goes down; each text is a step of its own.
#[test]
fn tab_and_enter_walk_through_cells() {
    let mut window = window(Document::built_in());
    at_event(&mut window, "E02");
    key(&mut window, Key::ArrowRight);
    write(&mut window, "2025-09-12");
    key(&mut window, Key::Tab);
    write(&mut window, "Another title");
    key(&mut window, Key::Enter);
    assert_eq!(event(&window, "E02").date.as_str(), "2025-09-12");
    assert_eq!(event(&window, "E02").title, "Another title");
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(RecordKind::Event, "E03")),
        "Enter goes down"
    );
    // In the title of the next event, one step to the left and back over the end of the line.
    press(&mut window, Modifiers::SHIFT, Key::Tab);
    write(&mut window, "2025-09-18");
    press(&mut window, Modifiers::SHIFT, Key::Tab);
    assert_eq!(event(&window, "E03").date.as_str(), "2025-09-18");
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(RecordKind::Event, "E02")),
        "before the first cell comes the last of the line above"
    );
    for _ in 0..3 {
        press(&mut window, Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(window.state().document().snapshot().text(), BUILT_IN);
}

/// A date that is none stays in its cell with the reason, also when one goes elsewhere, until Escape.
#[test]
fn a_wrong_date_stays_in_its_cell() {
    let mut window = window(Document::built_in());
    at_event(&mut window, "E02");
    key(&mut window, Key::ArrowRight);
    write(&mut window, "2025-13-01");
    window.get_by_label_contains("month 13 does not exist");
    key(&mut window, Key::Enter);
    window.get_by_role_and_label(Role::TextInput, "Date of E02");
    assert!(!window.state().document().is_modified());
    click(&mut window, "E04");
    assert!(
        window
            .query_by_role_and_label(Role::TextInput, "Date of E02")
            .is_none(),
        "a click elsewhere leaves the field"
    );
    window.get_by_label_contains("! 2025-13-01");
    click(&mut window, "1 cell is not taken over");
    key(&mut window, Key::F2);
    let field = window.get_by_role_and_label(Role::TextInput, "Date of E02");
    assert_eq!(
        field.accesskit_node().value().as_deref(),
        Some("2025-13-01")
    );
    key(&mut window, Key::Escape);
    assert!(window.query_by_label("1 cell is not taken over").is_none());
    assert!(!window.state().document().is_modified());
}

/// A cell that is still being typed in when the file is saved, or another view is shown, is taken over.
#[test]
fn the_cell_in_hand_is_not_dropped() {
    let (_folder, path) = copy();
    let mut window = window(Document::open(&path).unwrap());
    at_event(&mut window, "E02");
    key(&mut window, Key::ArrowRight);
    write(&mut window, "2025-09-14");
    press(&mut window, Modifiers::COMMAND, Key::S);
    let saved = std::fs::read_to_string(&path).unwrap();
    let n_differing = BUILT_IN
        .lines()
        .zip(saved.lines())
        .filter(|(a, b)| a != b)
        .count();
    assert_eq!(n_differing, 1);
    write(&mut window, "2025-09-15");
    press(&mut window, Modifiers::COMMAND, Key::Num1);
    assert_eq!(window.state().view(), View::Overview);
    assert_eq!(event(&window, "E02").date.as_str(), "2025-09-15");
}

/// A code is found by its beginning and taken with Enter; Delete empties a cell that may be empty.
#[test]
fn codes_are_picked_and_emptied() {
    let mut window = window(Document::built_in());
    at_event(&mut window, "E02");
    for _ in 0..6 {
        key(&mut window, Key::Tab);
    }
    write(&mut window, "medi");
    key(&mut window, Key::Enter);
    let confidence = |window: &Window<'_>| event(window, "E02").confidence.map(Confidence::label);
    assert_eq!(
        confidence(&window),
        Some("Medium"),
        "{:?}",
        window.state().message()
    );
    key(&mut window, Key::ArrowUp);
    key(&mut window, Key::Delete);
    assert_eq!(confidence(&window), None);
}

/// Rows on the clipboard open a preview; pasting is one step, and the file gets the lines of the new
/// records and nothing else.
#[test]
fn rows_are_pasted_with_a_preview() {
    let (_folder, path) = copy();
    let mut window = window(Document::open(&path).unwrap());
    at_event(&mut window, "E02");
    let rows = "Title\tDate\tSources\nOne more\t18.10.2026\tS01\nBad\t05/06/2026\t\nTwo\t2026\t\n";
    window.event(Event::Paste(rows.to_owned()));
    window.run();
    window.get_by_label("3 rows in all");
    window.get_by_label("2 new");
    window.get_by_label("1 skipped");
    window.get_by_label_contains("Line 3: Date: ");
    window.get_by_label_contains("2026-10-18  (was 18.10.2026)");
    assert!(!window.state().document().is_modified());
    click(&mut window, "Paste 2 events");
    let document = window.state().document();
    assert_eq!(document.undo_label(), Some("Paste 2 events"));
    press(&mut window, Modifiers::COMMAND, Key::S);
    let saved = std::fs::read_to_string(&path).unwrap();
    let mut new = saved.lines().peekable();
    let mut added = String::new();
    for line in BUILT_IN.lines() {
        while new.peek().is_some_and(|found| *found != line) {
            writeln!(added, "{}", new.next().unwrap().trim()).unwrap();
        }
        assert_eq!(new.next(), Some(line), "an old line is gone");
    }
    assert!(
        added.contains("title: \"One more\",") && added.contains("2026-10-18"),
        "{added}"
    );
    assert!(
        !added.contains("text:") && !added.contains("place:"),
        "{added}"
    );
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(window.state().document().snapshot().text(), BUILT_IN);
}

fn copied(window: &Window<'_>) -> String {
    let commands = &window.output().platform_output.commands;
    let mut texts = commands.iter().filter_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    texts.next().unwrap_or_default()
}

/// Ctrl+C copies the cell, or the marked rows below the names of their columns; a single text that is
/// pasted is typed into the cell.
#[test]
fn cells_and_rows_are_copied() {
    let mut window = window(Document::built_in());
    at_event(&mut window, "E02");
    key(&mut window, Key::ArrowRight);
    window.event(Event::Copy);
    window.step();
    assert_eq!(copied(&window), "2025-09-13");
    window.run();
    press(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    window.event(Event::Copy);
    window.step();
    let text = copied(&window);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[0].starts_with("Id\tDate\tTitle\tWho\t"), "{text}");
    assert!(
        lines[1].starts_with("E02\t2025-09-13\t") && lines[2].starts_with("E03\t"),
        "{text}"
    );
    window.run();
    window.event(Event::Paste("2025-09-16\n".to_owned()));
    window.run();
    key(&mut window, Key::Enter);
    assert_eq!(event(&window, "E03").date.as_str(), "2025-09-16");
}

/// The last row begins a new record, which is put into the file as soon as it has what it must have.
#[test]
fn a_record_is_begun_in_the_last_row() {
    let mut window = window(Document::built_in());
    let n_events = window.state().document().snapshot().dossier().events.len();
    press(&mut window, Modifiers::COMMAND, Key::Num4);
    press(&mut window, Modifiers::COMMAND, Key::F);
    write(&mut window, "E02");
    window
        .get_all_by_role_and_label(Role::Button, "Add an event…")
        .next()
        .unwrap()
        .click();
    window.run();
    window.get_by_role_and_label(Role::TextInput, "Date of a new event");
    write(&mut window, "2026-05");
    key(&mut window, Key::Tab);
    assert!(
        !window.state().document().is_modified(),
        "a title is missing"
    );
    window.get_by_label_contains("Title is missing");
    write(&mut window, "Talks begin again");
    key(&mut window, Key::Tab);
    let events = &window.state().document().snapshot().dossier().events;
    assert_eq!(events.len(), n_events + 1);
    let new = events.last().unwrap();
    assert_eq!(
        (new.date.as_str(), new.title.as_str()),
        ("2026-05", "Talks begin again")
    );
    let record = RecordRef::new(RecordKind::Event, &new.id);
    assert_eq!(window.state().selection().record(), Some(&record));
}

/// Claims about the same event stand together under its title, and a range is typed as one text.
#[test]
fn claims_stand_together_and_are_edited() {
    let mut window = window(Document::built_in());
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    assert_eq!(window.state().view(), View::Claims);
    window.get_by_role_and_label(
        Role::Heading,
        "E01  10–13 Sep 2025  Army reports 19 soldiers killed in three districts",
    );
    click(&mut window, "C01");
    for _ in 0..5 {
        key(&mut window, Key::Tab);
    }
    write(&mut window, "19-");
    key(&mut window, Key::Enter);
    let claims = &window.state().document().snapshot().dossier().claims;
    assert_eq!(claims[0].killed.unwrap().label(), "19 or more");
    assert_eq!(
        window.state().document().undo_label(),
        Some("Change killed of C01")
    );
}

/// Of ten thousand rows only those in sight are laid out.
#[test]
fn long_tables_lay_out_what_is_in_sight() {
    let mut text = "(format: 1, id: \"d\", title: \"T\", sources: [\n".to_owned();
    for n in 0..10_000 {
        writeln!(
            text,
            "(id: \"S{n}\", publisher: \"P\", title: \"Title {n}\"),"
        )
        .unwrap();
    }
    text.push_str("])\n");
    let mut window = window(Document::from_text(None, text.into()));
    press(&mut window, Modifiers::COMMAND, Key::Num7);
    window.get_by_label_contains("10000 of 10000 sources");
    let rows = |window: &Window<'_>| {
        window
            .get_all_by_role(Role::Button)
            .filter_map(|node| node.accesskit_node().label())
            .filter(|name| name.starts_with('S') && name.contains(", P, "))
            .count()
    };
    assert!((5..60).contains(&rows(&window)), "{}", rows(&window));
    click(&mut window, "S0");
    key(&mut window, Key::End);
    assert!(window.get_all_by_label("S9999").next().is_some());
    assert!((5..60).contains(&rows(&window)), "{}", rows(&window));
}
