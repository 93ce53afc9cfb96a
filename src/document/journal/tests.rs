//! The journal on the disk: it comes, it goes, it is found again.

use super::*;

const PATIENCE: Duration = Duration::from_secs(20);

fn entry(text: &str) -> JournalEntry {
    JournalEntry {
        path: Some("/a/b.ron".into()),
        on_disk: "old".into(),
        text: text.into(),
        draft: None,
        saved_at: 7,
    }
}

fn begin(state: &Path) -> Journal {
    Journal::begin(state, Some(Path::new("/a/b.ron")), 1, || {}).unwrap()
}

fn n_files(state: &Path) -> usize {
    fs::read_dir(recovery_folder(state)).unwrap().count()
}

/// What is noted is on the disk soon, the last state only; while its window lives nobody is offered it;
/// once the window has gone without clearing it, it is.
#[test]
fn what_is_left_behind_is_found() {
    let state = tempfile::tempdir().unwrap();
    let journal = begin(state.path());
    for n in 0..100 {
        journal.note(entry(&n.to_string()));
    }
    assert!(journal.flush(PATIENCE));
    assert!(orphans(state.path()).orphans.is_empty(), "its window lives");
    drop(journal);
    let found = orphans(state.path());
    assert_eq!(found.orphans.len(), 1);
    assert_eq!(found.orphans[0].entry, entry("99"));
    assert!(
        orphans(state.path()).orphans.is_empty(),
        "it is offered once at a time"
    );
    drop(found);
    let mut found = orphans(state.path());
    found.orphans.remove(0).discard().unwrap();
    assert_eq!(n_files(state.path()), 0);
}

/// Without waiting for it, a note is on the disk within two seconds.
#[test]
fn a_note_is_written_soon() {
    let state = tempfile::tempdir().unwrap();
    let journal = begin(state.path());
    for n in 0..5 {
        journal.note(entry(&n.to_string()));
        std::thread::sleep(Duration::from_millis(10));
    }
    let path = journal.shared.path.clone();
    let newest = || JournalEntry::from_bytes(&fs::read(&path).unwrap_or_default());
    // Nothing holds it up but the disk, which may be slow; that a kill costs less than two seconds is tested whole.
    let step = Duration::from_millis(50);
    let written = (0..400).any(|_| {
        std::thread::sleep(step);
        newest() == Some(entry("4"))
    });
    assert!(written);
}

/// When everything is saved nothing stays behind, and a window that ends without unsaved changes leaves
/// nothing either.
#[test]
fn a_cleared_journal_leaves_nothing() {
    let state = tempfile::tempdir().unwrap();
    let journal = begin(state.path());
    journal.note(entry("a"));
    assert!(journal.flush(PATIENCE));
    assert_eq!(n_files(state.path()), 2);
    journal.clear();
    assert!(journal.flush(PATIENCE));
    assert_eq!(n_files(state.path()), 1, "the lock alone");
    drop(journal);
    assert_eq!(n_files(state.path()), 0);
}

/// What was noted last is written even if the window ends at once.
#[test]
fn the_last_note_is_not_lost() {
    let state = tempfile::tempdir().unwrap();
    let journal = begin(state.path());
    journal.note(entry("a"));
    journal.note(entry("b"));
    drop(journal);
    assert_eq!(orphans(state.path()).orphans[0].entry, entry("b"));
}

/// A journal that cannot be read is set aside under another name and reported; the others are found.
#[test]
fn a_damaged_journal_is_set_aside() {
    let state = tempfile::tempdir().unwrap();
    let journal = begin(state.path());
    journal.note(entry("a"));
    drop(journal);
    let damaged = recovery_folder(state.path()).join("0000000000000001-1-1-0.journal");
    fs::write(&damaged, b"Roundtable recovery journal 1\xFF").unwrap();
    let found = orphans(state.path());
    assert_eq!(found.orphans.len(), 1);
    assert_eq!(found.set_aside, [damaged.with_extension("damaged")]);
    assert!(found.set_aside[0].exists() && !damaged.exists());
    assert!(orphans(state.path()).set_aside.is_empty(), "reported once");
}

/// A second window on the same file is told of the first, and not of itself.
#[test]
fn a_second_window_is_told() {
    let state = tempfile::tempdir().unwrap();
    let first = begin(state.path());
    assert_eq!(first.open_elsewhere([]), None);
    let second = begin(state.path());
    assert_eq!(second.open_elsewhere([]), Some(std::process::id()));
    let other = Journal::begin(state.path(), Some(Path::new("/a/c.ron")), 1, || {}).unwrap();
    assert_eq!(other.open_elsewhere([]), None);
    drop(first);
    assert_eq!(second.open_elsewhere([]), None);
}

/// Where nothing can be written the window is told, and nothing breaks.
#[test]
fn a_journal_that_cannot_be_written_says_so() {
    let state = tempfile::tempdir().unwrap();
    fs::write(state.path().join("recovery"), "a file, not a folder").unwrap();
    assert!(Journal::begin(state.path(), None, 1, || {}).is_err());
    fs::remove_file(state.path().join("recovery")).unwrap();
    let journal = begin(state.path());
    fs::remove_dir_all(recovery_folder(state.path())).unwrap();
    fs::write(state.path().join("recovery"), "a file, not a folder").unwrap();
    journal.note(entry("a"));
    assert!(!journal.flush(PATIENCE));
    assert!(journal.problem().is_some());
    fs::remove_file(state.path().join("recovery")).unwrap();
    journal.note(entry("b"));
    assert!(journal.flush(PATIENCE), "it goes on as soon as it can");
    assert_eq!(journal.problem(), None);
}
