//! Background data through the whole window: a file beside the dossier is read, filtered, drawn and taken over;
//! a missing one hinders nothing. The rows are made up.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "windows/drop.rs"]
mod drop;
mod windows;

use drop::drop_file;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use roundtable::document::{BUILT_IN, Document};
use roundtable::model::codes::TrackKind;
use roundtable::ui::background_data::{TrackFile, TrackState};
use std::time::{Duration, Instant};
use windows::{Window, press};

/// Rows as ACLED writes them; one has no date that can be read, one too few fields.
const ROWS: &str = "event_id_cnty,event_date,year,time_precision,event_type,actor1,actor2,country,location,latitude,longitude,fatalities,notes,source\n\
    X1,2025-10-11,2025,1,Battles,Army of A,Army of B,Aland,Ford,31.5,65.5,7,A made-up clash,Made-up Gazette\n\
    X2,2025-10-12,2025,1,Battles,Army of A,Army of B,Aland,Bridge,31.6,65.6,0,,Made-up Gazette\n\
    X3,2025-10-19,2025,1,Strategic developments,Government of B,,Bland,Capital,34.5,69.2,0,,Made-up Gazette\n\
    X4,soon,2025,1,Battles,Army of A,Army of B,Aland,Ford,31.5,65.5,1,,Made-up Gazette\n\
    X5,2025-10-20,2025\n";

/// The shipped dossier with a track for this file, in a folder of its own.
fn folder(file: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let track = format!(
        "\n    tracks: [\n        (id: \"B1\", path: \"{file}\", kind: Acled, caption: \"Made-up clashes\"),\n    ],\n    sources: ["
    );
    let text = BUILT_IN.replacen("\n    sources: [", &track, 1);
    assert_ne!(text, BUILT_IN, "the list of sources is there");
    let (folder, path) = windows::file(&text);
    std::fs::write(folder.path().join("rows.csv"), ROWS).unwrap();
    (folder, path)
}

/// Waits until nothing is read any more.
fn settle(window: &mut Window<'_>) {
    let begin = Instant::now();
    loop {
        for _ in 0..3 {
            window.step();
        }
        let files = &window.state().background().files;
        let is_settled = |file: &TrackFile| {
            matches!(
                file.state,
                TrackState::Ready(_) | TrackState::Unavailable(_)
            )
        };
        if files.iter().all(is_settled) {
            break;
        }
        assert!(
            begin.elapsed() < Duration::from_secs(20),
            "it is still being read"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
    window.run_ok();
}

fn background<'a>(path: &std::path::Path) -> Window<'a> {
    let document = Document::open(path).unwrap();
    let mut window = windows::open(document, [1600.0, 1100.0], 60);
    press(
        &mut window,
        Modifiers::COMMAND.plus(Modifiers::SHIFT),
        Key::G,
    );
    settle(&mut window);
    window
}

/// What is read, what is shown and what was skipped is counted and listed with line and reason.
#[test]
fn a_file_is_read_and_counted() {
    let (_folder, path) = folder("rows.csv");
    let mut window = background(&path);
    assert!(window.query_by_label("3 of 3 rows shown").is_some());
    assert!(
        window
            .query_by_label("5 in the file, 2 skipped, 0 left out by the filter")
            .is_some()
    );
    window.get_by_label("What was skipped, and why (2)").click();
    window.run();
    assert!(window.query_by_label_contains("line 5:").is_some());
    assert!(window.query_by_label_contains("line 6:").is_some());
    assert!(!window.state().document().is_modified());
}

/// A file that is not there hinders nothing, and its track says so.
#[test]
fn a_missing_file_is_told_of() {
    let (_folder, path) = folder("elsewhere.csv");
    let window = background(&path);
    assert!(
        window
            .query_by_label_contains("elsewhere.csv is not there")
            .is_some()
    );
    assert!(
        window
            .query_by_label("The dossier is open without it.")
            .is_some()
    );
    assert_eq!(
        window.state().document().snapshot().dossier().events.len(),
        86
    );
}

/// A path that leads out of the folder is not followed.
#[test]
fn paths_do_not_lead_up() {
    let (_folder, path) = folder("../rows.csv");
    let window = background(&path);
    assert!(window.query_by_label_contains("may not lead up").is_some());
}

/// Choosing a country is one step of the dossier, and undo shows all rows again.
#[test]
fn a_filter_is_one_step() {
    let (_folder, path) = folder("rows.csv");
    let mut window = background(&path);
    window.get_by_label_contains("Countries: all 2").click();
    window.run();
    window
        .get_by_role_and_label(Role::CheckBox, "Bland  (1)")
        .click();
    window.run_ok();
    settle(&mut window);
    assert!(window.query_by_label("1 of 3 rows shown").is_some());
    let document = window.state().document();
    assert_eq!(document.undo_label(), Some("Filter track B1: countries"));
    let track = document
        .snapshot()
        .dossier()
        .tracks
        .first()
        .unwrap()
        .clone();
    assert_eq!(
        (track.kind, track.filter.countries),
        (TrackKind::Acled, vec!["Bland".to_owned()])
    );
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    settle(&mut window);
    assert!(window.query_by_label("3 of 3 rows shown").is_some());
    assert!(!window.state().document().is_modified());
}

/// A file that was exchanged is read again when one comes back to the window.
#[test]
fn exchanged_files_are_read_again() {
    let (folder, path) = folder("rows.csv");
    let mut window = background(&path);
    let more = format!(
        "{ROWS}X6,2025-10-21,2025,1,Battles,Army of A,Army of B,Aland,Ford,31.5,65.5,2,,Made-up Gazette\n"
    );
    std::fs::write(folder.path().join("rows.csv"), more).unwrap();
    window.run();
    assert!(window.query_by_label("3 of 3 rows shown").is_some());
    window.event(egui::Event::WindowFocused(true));
    settle(&mut window);
    assert!(window.query_by_label("4 of 4 rows shown").is_some());
}

/// A marked row becomes a draft event with its figure and a source with the licence, in one step.
#[test]
fn rows_are_taken_over() {
    let (_folder, path) = folder("rows.csv");
    let mut window = background(&path);
    window.get_by_label("Rows (3)").click();
    window.run();
    window.get_by_label("Mark line 2").click();
    window.run();
    window.get_by_label_contains("Take over 1 row").click();
    window.run();
    let document = window.state().document();
    let dossier = document.snapshot().dossier();
    assert_eq!(document.undo_label(), Some("Take over 1 draft event"));
    let event = dossier.events.last().unwrap();
    assert_eq!(
        (event.id.as_str(), event.date.as_str()),
        ("A17", "2025-10-11")
    );
    assert!(event.confidence_note.contains("to be checked"));
    assert!(event.actors_note.contains("Army of A"));
    let claim = dossier.claims.last().unwrap();
    assert_eq!(claim.events.first(), Some(&event.id));
    assert_eq!(claim.killed.unwrap().low, Some(7));
    let source = dossier.sources.last().unwrap();
    assert_eq!(
        (source.publisher.as_str(), source.title.as_str()),
        ("ACLED", "rows.csv")
    );
    assert!(source.note.contains("acleddata.com"));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(!window.state().document().is_modified());
}

/// Of a table of no known kind the columns are asked for, with its first rows and what becomes of them; they can be
/// changed later, and each is one step.
#[test]
fn columns_are_asked_for() {
    let (folder, path) = windows::file(BUILT_IN);
    let table = folder.path().join("own.csv");
    let rows =
        "when;what;n\n11.10.2025;Made-up clash;3\n12.10.2025;Another;0\nsoon;Made-up rumour;1\n";
    std::fs::write(&table, rows).unwrap();
    let mut window = background(&path);
    drop_file(&mut window, &table);
    window.run_ok();
    window.get_by_label("What the columns mean");
    let said = "Of 3 rows at the beginning of the file 2 can be read, 1 cannot";
    assert!(window.query_by_label(said).is_some(), "the date is found");
    assert!(
        window
            .query_by_label_contains("for example line 4: “soon”")
            .is_some()
    );
    window.get_by_label("What n means").click();
    window.run_ok();
    window.get_by_label("Deaths").click();
    window.run_ok();
    window.get_by_label("Add the track").click();
    settle(&mut window);
    let track = window.state().document().snapshot().dossier().tracks[0].clone();
    assert_eq!((track.id.as_str(), track.path.as_str()), ("B1", "own.csv"));
    assert_eq!(track.kind, TrackKind::Mapped);
    let columns = track.columns.unwrap();
    assert_eq!(
        (columns.date.as_str(), columns.deaths_best.as_str()),
        ("when", "n")
    );
    assert!(window.query_by_label("2 of 2 rows shown").is_some());
    let before = window.state().document().snapshot().text().to_owned();
    window.get_by_label("Columns…").click();
    window.run_ok();
    window.get_by_label("What what means").click();
    window.run_ok();
    window.get_by_label("Kind of event").click();
    window.run_ok();
    window.get_by_label("Use these columns").click();
    settle(&mut window);
    let track = window.state().document().snapshot().dossier().tracks[0].clone();
    assert_eq!(track.columns.unwrap().event_type, "what");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(
        window.state().document().snapshot().text(),
        before,
        "one step"
    );
}
