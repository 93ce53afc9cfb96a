//! That nothing is lost, through the whole window: recovery after a kill, changes by other programs, merges,
//! backups, two windows on one file.

mod keeping;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use keeping::{Desk, Window, press, set_title, set_title_of, title_of, wait_for};
use roundtable::command::View;
use roundtable::document::{Document, JournalEntry, Side, orphans};

const TITLE: &str = "Signing in Doha";

/// Leaves a window as a kill would: its journal is written, and nothing is cleared.
fn killed(desk: &Desk, title: &str) {
    let mut window = desk.window();
    set_title(&mut window, title);
    drop(window);
}

/// Changes that were not saved are in the journal, and a window that goes away without being asked leaves
/// them there: the next one offers them with their difference, restores them as one step and does not
/// touch the file.
#[test]
fn unsaved_changes_are_offered_and_restored() {
    let desk = Desk::new();
    killed(&desk, TITLE);
    assert_eq!(desk.text(), keeping::DOSSIER);
    let mut window = desk.window();
    window.get_by_label("Unsaved changes were found");
    window.get_by_label_contains("1 line differs");
    window.get_by_label_contains(TITLE);
    window
        .get_by_role_and_label(Role::Button, "Restore")
        .click();
    window.run();
    assert!(
        window
            .query_by_label("Unsaved changes were found")
            .is_none()
    );
    let document = window.state().document();
    assert_eq!(title_of(document), TITLE);
    assert!(document.is_modified());
    assert_eq!(document.undo_label(), Some("Restore unsaved changes"));
    assert_eq!(desk.text(), keeping::DOSSIER, "the file is as it was");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(!window.state().document().is_modified());
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert!(desk.text().contains(TITLE));
    drop(window);
    assert!(
        orphans(&desk.state_folder()).orphans.is_empty(),
        "nothing is left"
    );
}

/// Restored changes are in the journal of the new window before the old journal goes.
#[test]
fn restored_changes_survive_another_kill() {
    let desk = Desk::new();
    killed(&desk, TITLE);
    let mut window = desk.window();
    window
        .get_by_role_and_label(Role::Button, "Restore")
        .click();
    window.run();
    drop(window);
    let found = orphans(&desk.state_folder()).orphans;
    assert_eq!(found.len(), 1);
    assert!(found[0].entry.text.contains(TITLE));
}

/// Later keeps them, and the File menu shows them again; Discard removes them for good.
#[test]
fn later_and_discard() {
    let desk = Desk::new();
    killed(&desk, TITLE);
    let mut window = desk.window();
    window.get_by_role_and_label(Role::Button, "Later").click();
    window.run();
    assert!(
        window
            .query_by_label("Unsaved changes were found")
            .is_none()
    );
    window.get_by_label("File").click();
    window.run();
    window.get_by_label("Recover unsaved changes…").click();
    window.run();
    window
        .get_by_role_and_label(Role::Button, "Discard")
        .click();
    window.run();
    assert!(
        window
            .query_by_label("Unsaved changes were found")
            .is_none()
    );
    assert!(!window.state().document().is_modified());
    drop(window);
    assert!(orphans(&desk.state_folder()).orphans.is_empty());
}

/// If the file was changed since, what was not saved is merged with it.
#[test]
fn restoring_onto_a_changed_file() {
    let desk = Desk::new();
    killed(&desk, TITLE);
    desk.write(&keeping::DOSSIER.replace("\"Second\"", "\"Changed since\""));
    let mut window = desk.window();
    window.get_by_label_contains("The file was changed since");
    window
        .get_by_role_and_label(Role::Button, "Restore")
        .click();
    window.run();
    let text = window.state().document().snapshot().text().to_owned();
    assert!(
        text.contains(TITLE) && text.contains("Changed since"),
        "{text}"
    );
    assert!(window.state().document().is_modified());
}

/// If the file is gone the changes are restored all the same, and saving writes it anew.
#[test]
fn restoring_without_the_file() {
    let desk = Desk::new();
    killed(&desk, TITLE);
    std::fs::remove_file(desk.path()).unwrap();
    let mut window = desk.window_with(Document::built_in());
    window.get_by_label_contains("The file is gone");
    window
        .get_by_role_and_label(Role::Button, "Restore")
        .click();
    window.run();
    assert_eq!(window.state().document().path(), Some(desk.path()));
    assert!(window.state().document().is_modified());
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert!(desk.text().contains(TITLE));
}

/// A journal that cannot be read is set aside and told of; the window opens.
#[test]
fn a_damaged_journal_is_told_of() {
    let desk = Desk::new();
    let folder = desk.state_folder().join("recovery");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("0-1-1-0.journal"), b"Roundtable \xFF").unwrap();
    let window = desk.window();
    window.get_by_label("Unsaved changes could not be read");
    window.get_by_label_contains("0-1-1-0.damaged");
}

/// Undo back to what is saved, saving, and giving changes up each leave nothing to recover.
#[test]
fn what_is_settled_is_not_offered() {
    for way in ["undo", "save", "give up"] {
        let desk = Desk::new();
        let mut window = desk.window();
        set_title(&mut window, TITLE);
        match way {
            "undo" => press(&mut window, Modifiers::COMMAND, Key::Z),
            "save" => press(&mut window, Modifiers::COMMAND, Key::S),
            _ => {
                keeping::ask_to_close(&mut window);
                window.get_by_label("Do not save").click();
                window.run();
            }
        }
        drop(window);
        assert!(orphans(&desk.state_folder()).orphans.is_empty(), "{way}");
    }
}

/// A text that is being typed and cannot be taken over yet is in the journal as well.
#[test]
fn a_draft_is_kept() {
    let desk = Desk::new();
    let mut window = desk.window();
    press(&mut window, Modifiers::COMMAND, Key::Num8);
    window
        .get_by_role_and_label(Role::MultilineTextInput, "Text of the file")
        .focus();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Home);
    window.event(egui::Event::Text("(".to_owned()));
    window.run();
    let draft = window.state().draft().map(str::to_owned);
    assert!(draft.as_ref().is_some_and(|draft| draft.starts_with("(//")));
    drop(window);
    let entry: JournalEntry = orphans(&desk.state_folder()).orphans[0].entry.clone();
    assert_eq!(entry.draft.as_deref(), draft.as_deref());
    let mut window = desk.window();
    window.get_by_label_contains("was being typed");
    window
        .get_by_role_and_label(Role::Button, "Restore")
        .click();
    window.run();
    assert_eq!(window.state().draft(), draft.as_deref());
}

/// Without own changes a file that another program changed is read again at once, as a step that can be
/// undone; view and selection stay.
#[test]
fn a_changed_file_is_read_again() {
    let desk = Desk::new();
    let mut window = desk.watched();
    keeping::select_second(&mut window);
    let selected = window.state().selection().record().cloned();
    desk.write(&keeping::DOSSIER.replace("\"Second\"", "\"Changed there\""));
    wait_for(&mut window, |app| {
        app.document().snapshot().text().contains("Changed there")
    });
    let app = window.state();
    assert!(!app.document().is_modified());
    assert_eq!(app.document().undo_label(), Some("Read again from disk"));
    assert_eq!(app.view(), View::Events);
    assert_eq!(app.selection().record().cloned(), selected);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(
        window.state().document().snapshot().text(),
        keeping::DOSSIER
    );
    assert!(
        window.state().document().is_modified(),
        "the file holds something else"
    );
}

/// With own changes both are merged when they do not touch each other; nothing is saved by that.
#[test]
fn changes_that_do_not_touch_are_merged() {
    let desk = Desk::new();
    let mut window = desk.watched();
    set_title(&mut window, TITLE);
    let there = keeping::DOSSIER.replace("\"Second\"", "\"Changed there\"");
    desk.write(&there);
    wait_for(&mut window, |app| {
        app.document().snapshot().text().contains("Changed there")
    });
    assert_eq!(title_of(window.state().document()), TITLE);
    assert_eq!(desk.text(), there, "nothing was written");
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert!(desk.text().contains(TITLE) && desk.text().contains("Changed there"));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(
        !window
            .state()
            .document()
            .snapshot()
            .text()
            .contains("Changed there")
    );
}

/// The same value changed on both sides is shown side by side; what is chosen is one step, and only then
/// can be saved.
#[test]
fn a_collision_is_asked_about() {
    for (choice, kept) in [(Side::Ours, TITLE), (Side::Theirs, "Changed there")] {
        let desk = Desk::new();
        let mut window = desk.window();
        set_title(&mut window, TITLE);
        let there = keeping::DOSSIER.replace("\"First\"", "\"Changed there\"");
        desk.write(&there);
        press(&mut window, Modifiers::COMMAND, Key::S);
        window.get_by_label_contains("was changed by another program");
        window.get_by_label("EVENT E1, Title");
        assert_eq!(desk.text(), there, "nothing is written over it");
        let name = if choice == Side::Ours {
            "Mine"
        } else {
            "In the file"
        };
        window
            .get_by_role_and_label(Role::RadioButton, name)
            .click();
        window.run();
        window.get_by_role_and_label(Role::Button, "Merge").click();
        window.run();
        assert_eq!(title_of(window.state().document()), kept);
        press(&mut window, Modifiers::COMMAND, Key::S);
        assert_eq!(
            desk.text(),
            keeping::DOSSIER.replace("\"First\"", &format!("\"{kept}\""))
        );
    }
}

/// Cancelling keeps both: the window's changes in the window, the others in the file. Every further save
/// asks again.
#[test]
fn cancelling_a_merge_keeps_both() {
    let desk = Desk::new();
    let mut window = desk.window();
    set_title(&mut window, TITLE);
    let there = keeping::DOSSIER.replace("\"First\"", "\"Changed there\"");
    desk.write(&there);
    for _ in 0..2 {
        press(&mut window, Modifiers::COMMAND, Key::S);
        window.get_by_label("Cancel").click();
        window.run();
        assert_eq!(desk.text(), there);
        assert_eq!(title_of(window.state().document()), TITLE);
    }
}

/// A file that became something else than a dossier can only be taken or replaced as a whole, after having
/// been seen.
#[test]
fn a_broken_file_is_chosen_as_a_whole() {
    for (name, kept) in [("Mine", TITLE), ("In the file", "<<<<<<< HEAD")] {
        let desk = Desk::new();
        let mut window = desk.window();
        set_title(&mut window, TITLE);
        desk.write("<<<<<<< HEAD\n");
        press(&mut window, Modifiers::COMMAND, Key::S);
        window.get_by_label_contains("only a whole one can be chosen");
        window
            .get_by_role_and_label(Role::RadioButton, name)
            .click();
        window.run();
        window.get_by_label("Take this text").click();
        window.run();
        assert!(window.state().document().snapshot().text().contains(kept));
        assert_eq!(desk.text(), "<<<<<<< HEAD\n", "nothing was written yet");
        press(&mut window, Modifiers::COMMAND, Key::S);
        assert!(desk.text().contains(kept));
    }
}

/// A file that is deleted is told of; the text counts as unsaved, and saving writes it again.
#[test]
fn a_deleted_file_is_told_of() {
    let desk = Desk::new();
    let mut window = desk.watched();
    std::fs::remove_file(desk.path()).unwrap();
    wait_for(&mut window, |app| app.document().is_modified());
    window.get_by_label_contains("was deleted or moved");
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert_eq!(desk.text(), keeping::DOSSIER);
    assert!(!window.state().document().is_modified());
}

/// What a window saves itself is no foreign change.
#[test]
fn own_saves_are_not_foreign() {
    let desk = Desk::new();
    let mut window = desk.watched();
    for n in 0..3 {
        set_title(&mut window, &format!("{TITLE} {n}"));
        press(&mut window, Modifiers::COMMAND, Key::S);
        std::thread::sleep(std::time::Duration::from_millis(200));
        window.run();
        assert!(!window.state().document().is_modified());
        assert_eq!(window.state().document().undo_label(), Some("Title of E1"));
    }
}

/// The first save of a sitting keeps what the file held before and says where; the second does not.
#[test]
fn the_first_save_makes_a_backup() {
    let desk = Desk::new();
    let mut window = desk.window();
    set_title(&mut window, TITLE);
    press(&mut window, Modifiers::COMMAND, Key::S);
    let (message, _) = window.state().message().unwrap();
    let path = message.rsplit_once(" is kept as ").unwrap().1.to_owned();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), keeping::DOSSIER);
    assert!(path.starts_with(&desk.state_folder().display().to_string()));
    set_title(&mut window, "Another");
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert!(!window.state().message().unwrap().0.contains("kept as"));
    let folder = std::path::Path::new(&path).parent().unwrap();
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1);
    window.get_by_label("File").click();
    window.run();
    window.get_by_label("Open the backup").click();
    window.run();
    assert_eq!(
        window.state().document().snapshot().text(),
        keeping::DOSSIER
    );
}

/// A second window on the same file says so.
#[test]
fn a_second_window_is_told() {
    let desk = Desk::new();
    let first = desk.window();
    assert!(
        first
            .query_by_label_contains("is open in another window")
            .is_none()
    );
    let second: Window<'_> = desk.window();
    second.get_by_label_contains("is open in another window");
    drop(second);
    drop(first);
    let third = desk.window();
    assert!(
        third
            .query_by_label_contains("is open in another window")
            .is_none()
    );
}

/// Two windows that edit and save one file in turn lose nothing of either.
#[test]
fn two_windows_take_turns() {
    let desk = Desk::new();
    let mut first = desk.watched();
    let mut second = desk.watched();
    second.get_by_label("OK").click();
    second.run();
    set_title(&mut first, "From the first");
    press(&mut first, Modifiers::COMMAND, Key::S);
    wait_for(&mut second, |app| {
        app.document().snapshot().text().contains("From the first")
    });
    set_title_of(&mut second, "E2", "From the second");
    press(&mut second, Modifiers::COMMAND, Key::S);
    wait_for(&mut first, |app| {
        app.document().snapshot().text().contains("From the second")
    });
    let text = desk.text();
    assert!(
        text.contains("From the first") && text.contains("From the second"),
        "{text}"
    );
}

/// Saving that fails says so, keeps the changes in the window and in the journal, and touches nothing.
#[test]
fn a_failed_save_is_in_the_journal() {
    let desk = Desk::new();
    let mut window = desk.window();
    set_title(&mut window, TITLE);
    let mut permissions = std::fs::metadata(desk.path()).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(desk.path(), permissions).unwrap();
    press(&mut window, Modifiers::COMMAND, Key::S);
    window.get_by_label_contains("make it writable or save under another name");
    window.get_by_label_contains("Your changes are still here");
    assert_eq!(desk.text(), keeping::DOSSIER);
    drop(window);
    assert!(
        orphans(&desk.state_folder()).orphans[0]
            .entry
            .text
            .contains(TITLE)
    );
}

/// A window at rest draws no frames, with a journal and a watch.
#[test]
fn nothing_happens_at_rest() {
    let desk = Desk::new();
    let mut window = desk.watched();
    set_title(&mut window, TITLE);
    std::thread::sleep(std::time::Duration::from_millis(1500));
    window.run();
    let quiet = (0..20).all(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        !window.ctx.has_requested_repaint()
    });
    assert!(quiet, "something asks for frames");
    let name = window.root().accesskit_node().label();
    assert!(name.is_none() || !name.unwrap().is_empty());
}
