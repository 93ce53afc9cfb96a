//! The whole program killed at random moments of edit and save, two hundred times: the file is whole each
//! time, and what is neither in it nor in the journal is younger than two seconds.
//!
//! This test starts itself again as processes that edit and save through the real window, without a
//! display, and kills them. Each process writes down what it has done and when; that tells what has to be
//! there. The moments differ from kill to kill and are the same in every run.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod keeping;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use keeping::{DOSSIER, Window};
use roundtable::app::{App, Setup};
use roundtable::document::{Document, Edit, Expected, Focus, JournalEntry, orphans, save};
use roundtable::format::Value;
use roundtable::model::RecordKind;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime};

/// How often a process is killed.
const N_KILLS: u64 = 200;

/// How many processes run at a time; most of their time they wait for the next edit.
const N_WORKERS: u64 = 4;

/// The latest moment of a kill after the first edit, in milliseconds: late enough that a loss of more than
/// two seconds could show.
const LATEST_MS: u64 = 3200;

/// The most that may be lost.
const ALLOWED: Duration = Duration::from_secs(2);

/// Names the folder of a started process.
const FOLDER: &str = "ROUNDTABLE_KILL_TEST";

/// The text after so many edits.
fn text_of(n: u64) -> String {
    match n {
        0 => DOSSIER.to_owned(),
        n => DOSSIER.replace("\"First\"", &format!("\"edit {n}\"")),
    }
}

/// Numbers that look random: a linear congruential generator with Knuth's constants.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn dossier(folder: &Path) -> PathBuf {
    folder.join("dossier.ron")
}

fn open(folder: &Path) -> Window<'static> {
    let setup = Setup {
        state_folder: Some(folder.join("state")),
        watch: true,
        now: SystemTime::now,
    };
    let document = Document::open(&dossier(folder)).unwrap();
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(30)
        .build_eframe(move |creation| App::with_setup(creation, document, setup));
    window.run();
    window
}

fn now() -> Duration {
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap()
}

/// What a started process does until it is killed; without being started it does nothing.
#[test]
fn edit_and_save_until_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let folder = PathBuf::from(folder);
    let mut log = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join("log"))
        .unwrap();
    let mut note = |what: &str, n: u64| {
        // One write, so that a kill leaves whole lines.
        let line = format!("{what} {n} {}\n", now().as_millis());
        log.write_all(line.as_bytes()).unwrap();
    };
    let seed = folder.file_name().unwrap().to_string_lossy().into_owned();
    let mut dice = Dice(seed.parse().unwrap_or(1));
    let mut window = open(&folder);
    for n in 1.. {
        let focus = Focus::record(RecordKind::Event, "E1").field("title");
        let title = Value::str(format!("edit {n}"));
        window
            .state_mut()
            .request(Edit::set(format!("Edit {n}"), focus, title));
        window.step();
        assert!(window.state().document().snapshot().text() == text_of(n));
        note("edit", n);
        if dice.below(8) == 0 {
            note("save", n);
            window.key_press_modifiers(Modifiers::COMMAND, Key::S);
            window.step();
            window.step();
            let app = window.state();
            let is_saved = !app.document().is_modified();
            // A question in front of the window would be why.
            let texts = || {
                window
                    .query_all_by_role(Role::Label)
                    .map(|label| label.value())
            };
            assert!(
                is_saved,
                "{:?} {:?}",
                app.message(),
                texts().collect::<Vec<_>>()
            );
            note("saved", n);
        }
        std::thread::sleep(Duration::from_millis(5 + dice.below(40)));
    }
}

/// What a process wrote down.
#[derive(Default)]
struct Log {
    /// Number of an edit and when it was made.
    edits: Vec<(u64, Duration)>,
    saved: u64,
    /// The save that was begun last.
    begun: u64,
}

impl Log {
    fn read(folder: &Path) -> Self {
        let mut log = Self::default();
        let text = fs::read_to_string(folder.join("log")).unwrap_or_default();
        for line in text.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let [what, n, millis] = words.as_slice() else {
                continue;
            };
            let (n, millis) = (n.parse().unwrap(), millis.parse().unwrap());
            match *what {
                "edit" => log.edits.push((n, Duration::from_millis(millis))),
                "save" => log.begun = n,
                _ => log.saved = n,
            }
        }
        log
    }
}

/// A process that is killed even if the test fails.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// What a kill found.
struct Found {
    loss: Duration,
    in_save: bool,
    journaled: bool,
}

fn kill_once(outer: &Path, number: u64) -> Found {
    let folder = outer.join(number.to_string());
    fs::create_dir(&folder).unwrap();
    let path = dossier(&folder);
    fs::write(&path, DOSSIER).unwrap();
    let process = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "edit_and_save_until_killed", "--nocapture"])
        .env(FOLDER, &folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(fs::File::create(outer.join(format!("{number}.err"))).unwrap())
        .spawn()
        .unwrap();
    let mut running = Running(process);
    let must_run = |running: &mut Running| {
        let printed = || fs::read_to_string(outer.join(format!("{number}.err"))).unwrap();
        let ended = running.0.try_wait().unwrap().map(|_| printed());
        assert_eq!(ended, None, "kill {number}: it ended by itself");
    };
    let mut n_waits = 0;
    while Log::read(&folder).edits.is_empty() {
        must_run(&mut running);
        n_waits += 1;
        assert!(n_waits < 6000, "it does not begin");
        std::thread::sleep(Duration::from_millis(20));
    }
    let moment = Dice(number * 7919 + 1).below(LATEST_MS);
    std::thread::sleep(Duration::from_millis(moment));
    must_run(&mut running);
    let killed_at = now();
    drop(running);

    let log = Log::read(&folder);
    // The file is whole: that of the last save, or that of the save that was going on.
    let text = fs::read_to_string(&path).unwrap();
    let in_file = [log.saved, log.begun]
        .into_iter()
        .find(|n| text == text_of(*n));
    let in_file = in_file
        .ok_or_else(|| format!("kill {number}: the file is neither: {text}"))
        .unwrap();
    let left = fs::read_dir(&folder).unwrap().count();
    assert!(left <= 4, "dossier, log, state and one temporary file");
    // The next start finds what was not saved.
    let found = orphans(&folder.join("state"));
    assert_eq!(found.set_aside, Vec::<PathBuf>::new(), "kill {number}");
    assert!(found.orphans.len() <= 1);
    let journal = found.orphans.first().map(|orphan| orphan.entry.clone());
    let number_of = |entry: &JournalEntry| {
        let n = log
            .edits
            .iter()
            .rev()
            .find(|(n, _)| *entry.text == text_of(*n));
        // The edit may have been made and noted, and not written down in the log.
        n.map_or(log.edits.len() as u64 + 1, |(n, _)| *n)
    };
    let in_journal = journal.as_ref().map_or(0, number_of);
    assert!(
        journal.is_none_or(|entry| *entry.text == text_of(in_journal)),
        "kill {number}: the journal holds a text that never was"
    );
    let kept = in_file.max(in_journal);
    let first_lost = log.edits.iter().find(|(n, _)| *n > kept);
    let loss = first_lost.map_or(Duration::ZERO, |(_, made)| killed_at.saturating_sub(*made));
    assert!(loss <= ALLOWED, "kill {number}: {loss:?} of work are lost");
    drop(found);
    if number.is_multiple_of(25) && in_journal > in_file {
        restore(&folder, in_journal);
    }
    // What the kill left in the folder goes with the next save.
    let text = fs::read_to_string(&path).unwrap();
    save(&path, &text, Expected::Text(&text)).unwrap();
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 3);
    fs::remove_dir_all(&folder).unwrap();
    Found {
        loss,
        in_save: log.begun > log.saved,
        journaled: in_journal > in_file,
    }
}

/// Takes the offer of the next window.
fn restore(folder: &Path, in_journal: u64) {
    let mut window = open(folder);
    window.get_by_label("Unsaved changes were found");
    window.get_by_label("Restore").click();
    window.run();
    let text = window.state().document().snapshot().text().to_owned();
    assert_eq!(text, text_of(in_journal));
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    window.run();
    assert_eq!(fs::read_to_string(dossier(folder)).unwrap(), text);
}

/// Two hundred kills.
#[test]
fn no_kill_costs_more_than_two_seconds() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path();
    let mut all: Vec<Found> = Vec::new();
    std::thread::scope(|scope| {
        let worker = |first: u64| {
            scope.spawn(move || -> Vec<Found> {
                (first..=N_KILLS)
                    .step_by(usize::try_from(N_WORKERS).unwrap_or(1))
                    .map(|number| kill_once(folder, number))
                    .collect()
            })
        };
        let workers: Vec<_> = (1..=N_WORKERS).map(worker).collect();
        for worker in workers {
            all.extend(worker.join().unwrap());
        }
    });
    let count = |is: fn(&Found) -> bool| all.iter().filter(|found| is(found)).count();
    let mut told = String::new();
    let most = all.iter().map(|found| found.loss).max().unwrap_or_default();
    writeln!(
        told,
        "{} kills, {} of them in a save, {} with more in the journal than in the file; the most lost were {} ms",
        all.len(),
        count(|found| found.in_save),
        count(|found| found.journaled),
        most.as_millis()
    )
    .unwrap();
    print!("{told}");
    assert_eq!(all.len() as u64, N_KILLS);
    // Otherwise the test would prove less than it says.
    assert!(count(|found| found.journaled) > 20);
}
