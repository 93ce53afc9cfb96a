//! The whole window with a dossier so large that it is worked on beside the window.
//!
//! What is finished is taken in at the beginning of a frame. So a test that asks for several things in one
//! frame knows that they meet the same state, however fast the machine is.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "windows/drop.rs"]
mod drop;
mod windows;

#[path = "../benches/support/enlarged.rs"]
mod enlarged;

use drop::drop_file;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use roundtable::command::View;
use roundtable::document::{BUILT_IN, Document};
use std::sync::LazyLock;
use std::time::Duration;
use windows::{Window, file, press};

/// Two megabytes.
static LARGE: LazyLock<String> = LazyLock::new(|| enlarged::enlarged(BUILT_IN, 2_000_000));

fn window<'a>(document: Document) -> Window<'a> {
    windows::open(document, [1280.0, 800.0], 60)
}

/// One frame in which all these keys are pressed.
fn frame(window: &mut Window<'_>, keys: &[(Modifiers, Key)]) {
    let events = keys.iter().map(|&(modifiers, key)| Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    });
    window.input_mut().events.extend(events);
    window.step();
}

/// Frames until nothing is worked on any more.
fn finish(window: &mut Window<'_>) {
    for _ in 0..6000 {
        if !window.state().is_working() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
        window.step();
    }
    assert!(
        !window.state().is_working(),
        "the work does not come to an end"
    );
    window.run();
}

/// Selects an event and types another date into the inspector, without leaving the field.
fn type_date(window: &mut Window<'_>, date: &str) {
    press(window, Modifiers::COMMAND, Key::Num4);
    press(window, Modifiers::COMMAND, Key::F);
    window
        .get_by_role_and_label(Role::TextInput, "Search events")
        .type_text("E34");
    window.run();
    window.get_all_by_label("E34").next().unwrap().click();
    window.run();
    window
        .get_by_role_and_label(Role::TextInput, "Date")
        .focus();
    window.run();
    press(window, Modifiers::COMMAND, Key::A);
    window
        .get_by_role_and_label(Role::TextInput, "Date")
        .type_text(date);
    window.run();
}

/// How many lines of two texts differ.
fn n_changed_lines(old: &str, new: &str) -> usize {
    assert_eq!(old.lines().count(), new.lines().count());
    let both = old.lines().zip(new.lines());
    both.filter(|(old, new)| old != new).count()
}

/// While an edit is worked on, the window shows the old state and does what does not touch the document;
/// then the edit is there, and undo leads back.
#[test]
fn the_window_stays_alive() {
    let mut window = window(Document::from_text(None, LARGE.as_str().into()));
    type_date(&mut window, "2025-10-21");
    frame(&mut window, &[(Modifiers::NONE, Key::Enter)]);
    assert!(window.state().is_working());
    assert_eq!(window.state().document().snapshot().text(), *LARGE);
    frame(&mut window, &[(Modifiers::COMMAND, Key::Num1)]);
    assert_eq!(window.state().view(), View::Overview);
    if window.state().is_working() {
        window.get_by_label_contains("Working");
    }
    finish(&mut window);
    let after = window.state().document().snapshot().text().to_owned();
    assert_eq!(n_changed_lines(&LARGE, &after), 1);
    frame(
        &mut window,
        &[(Modifiers::COMMAND, Key::Z), (Modifiers::COMMAND, Key::Y)],
    );
    assert!(window.state().is_working());
    finish(&mut window);
    assert_eq!(window.state().document().snapshot().text(), after);
    frame(&mut window, &[(Modifiers::COMMAND, Key::Z)]);
    finish(&mut window);
    assert_eq!(window.state().document().snapshot().text(), *LARGE);
}

/// Saving waits for the field in hand and for what is worked on.
#[test]
fn saving_waits() {
    let (_folder, path) = file(&LARGE);
    let mut window = window(Document::open(&path).unwrap());
    type_date(&mut window, "2025-10-21");
    frame(&mut window, &[(Modifiers::COMMAND, Key::S)]);
    assert!(window.state().is_working());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), *LARGE);
    finish(&mut window);
    assert!(!window.state().document().is_modified());
    let saved = std::fs::read_to_string(&path).unwrap();
    assert_eq!(n_changed_lines(&LARGE, &saved), 1);
}

/// Closing waits as well, and then asks about the change.
#[test]
fn closing_waits() {
    let (_folder, path) = file(&LARGE);
    let mut window = window(Document::open(&path).unwrap());
    type_date(&mut window, "2025-10-21");
    let viewports = &mut window.input_mut().viewports;
    let viewport = viewports.entry(egui::ViewportId::ROOT).or_default();
    viewport.events.push(egui::ViewportEvent::Close);
    window.step();
    assert!(window.state().is_working());
    let commands = |window: &Window<'_>| {
        let output = window.output().viewport_output.get(&egui::ViewportId::ROOT);
        output.map_or_else(Vec::new, |output| output.commands.clone())
    };
    assert!(commands(&window).contains(&egui::ViewportCommand::CancelClose));
    let mut closes = false;
    for _ in 0..6000 {
        if !window.state().is_working() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
        window.step();
        closes |= commands(&window).contains(&egui::ViewportCommand::Close);
    }
    assert!(closes, "the window is asked to close again");
    let document = window.state().document();
    assert!(document.is_modified());
    assert_eq!(n_changed_lines(&LARGE, document.snapshot().text()), 1);
}

/// A large file opens beside the window. What was asked for meanwhile is done to the document that was
/// shown, and then the question comes whether to leave it.
#[test]
fn opening_leaves_nothing_behind() {
    let (_folder, small) = file(BUILT_IN);
    let (_other_folder, large) = file(&LARGE);
    let mut window = window(Document::open(&small).unwrap());
    type_date(&mut window, "2025-10-21");
    frame(&mut window, &[(Modifiers::NONE, Key::Enter)]);
    frame(&mut window, &[(Modifiers::COMMAND, Key::S)]);
    assert!(!window.state().document().is_modified());
    drop_file(&mut window, &large);
    frame(&mut window, &[(Modifiers::COMMAND, Key::Z)]);
    assert!(window.state().is_working());
    assert_eq!(window.state().document().path(), Some(small.as_path()));
    finish(&mut window);
    assert_eq!(window.state().document().snapshot().text(), BUILT_IN);
    window.get_by_label("Do not save").click();
    window.run();
    finish(&mut window);
    assert_eq!(window.state().document().path(), Some(large.as_path()));
    assert_eq!(window.state().document().snapshot().text(), *LARGE);
}
