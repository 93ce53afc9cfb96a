//! What the window keeps outside the dossier, so that nothing is lost: the journal of unsaved changes, the
//! watch on the file, the backup of the first save.
//!
//! No opinion on dialogs. Invariant: nothing here writes to the dossier's own folder.

use crate::document::{
    Document, Journal, JournalEntry, Moment, Orphan, Seen, Watch, back_up, orphans,
};
use crate::model::date::Day;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// How long a save waits for the journal, which a slow disk may hold up.
const PATIENCE: Duration = Duration::from_secs(1);

/// When to look again whether a slow disk has the journal.
const LOOK_AGAIN: Duration = Duration::from_millis(250);

const SECONDS_OF_DAY: u64 = 24 * 60 * 60;

/// What the window may use besides the dossier. The default uses nothing: no folder, no watch.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Folder for journals and backups; without one there are none.
    pub state_folder: Option<PathBuf>,
    /// Whether to notice when another program changes the file.
    pub watch: bool,
    /// The clock.
    pub now: fn() -> SystemTime,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            state_folder: None,
            watch: false,
            now: SystemTime::now,
        }
    }
}

impl Setup {
    /// What the program uses for its user.
    pub fn of_user() -> Self {
        Self {
            state_folder: user_state_folder(),
            watch: true,
            ..Self::default()
        }
    }
}

/// Where the system wants the state of programs: neither configuration nor documents, but not to be lost.
fn user_state_folder() -> Option<PathBuf> {
    let named = |name: &str| {
        let value = std::env::var_os(name).filter(|value| !value.is_empty())?;
        Some(PathBuf::from(value)).filter(|path| path.is_absolute())
    };
    let folder = if cfg!(target_os = "windows") {
        named("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        named("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        named("XDG_STATE_HOME").or_else(|| named("HOME").map(|home| home.join(".local/state")))
    };
    folder.map(|folder| folder.join(super::APP_ID))
}

/// What was last told to the journal: revision, whether modified, and which text is on the disk.
type Noted = (u64, bool, Arc<str>, Option<Arc<str>>);

/// What is kept of the open document.
pub(super) struct Keep {
    setup: Setup,
    ctx: egui::Context,
    journal: Option<Journal>,
    watch: Option<Watch>,
    noted: Option<Noted>,
    problem: Option<String>,
    /// Set once the user gave the changes up.
    given_up: bool,
    /// The files that were backed up in this sitting, and where to.
    backups: Vec<(PathBuf, PathBuf)>,
    draft: Option<Arc<str>>,
    /// Journals of programs that were killed, not yet decided upon.
    pub(super) orphans: Vec<Orphan>,
    /// Journals whose changes are in this window; they go once its own journal is on the disk.
    settled: Vec<Orphan>,
    /// What the file was seen to hold, not yet dealt with.
    pub(super) seen: Option<Seen>,
}

impl Keep {
    pub(super) fn new(setup: Setup, ctx: egui::Context) -> Self {
        Self {
            setup,
            ctx,
            journal: None,
            watch: None,
            noted: None,
            problem: None,
            given_up: false,
            backups: Vec::new(),
            draft: None,
            orphans: Vec::new(),
            settled: Vec::new(),
            seen: None,
        }
    }

    /// Begins to keep another document, or the same one under another name.
    pub(super) fn begin(&mut self, document: &Document) {
        // What the old journal holds was saved or given up, or there would be no other document.
        if let Some(journal) = self.journal.take() {
            journal.clear();
        }
        self.noted = None;
        self.seen = None;
        self.given_up = false;
        self.draft = None;
        let started = self.seconds();
        if let Some(folder) = &self.setup.state_folder {
            let begun = Journal::begin(folder, document.path(), started, self.waker());
            match begun {
                Ok(journal) => self.journal = Some(journal),
                Err(error) => self.problem = Some(error.to_string()),
            }
        }
        self.watch = document
            .path()
            .filter(|_| self.setup.watch)
            .map(|path| Watch::begin(path, Arc::clone(document.base()), self.waker()));
        self.note(document);
    }

    fn waker(&self) -> impl Fn() + Send + Sync + 'static {
        let ctx = self.ctx.clone();
        move || ctx.request_repaint()
    }

    /// Tells the journal and the watch what has become of the document; costs nothing if nothing has.
    pub(super) fn note(&mut self, document: &Document) {
        let revision = document.snapshot().revision();
        if let Some((noted, _, base, draft)) = &self.noted
            && *noted == revision
            && Arc::ptr_eq(base, document.base())
            && *draft == self.draft
            && !document.file_is_gone()
        {
            return;
        }
        let unsaved = (document.is_modified() || self.draft.is_some()) && !self.given_up;
        let noted = (
            revision,
            unsaved,
            Arc::clone(document.base()),
            self.draft.clone(),
        );
        if self.noted.as_ref() == Some(&noted) {
            return;
        }
        self.noted = Some(noted);
        if let Some(watch) = &self.watch
            && watch.set_known(document.base())
        {
            self.seen = None;
        }
        let saved_at = self.seconds();
        let Some(journal) = &self.journal else { return };
        if unsaved {
            journal.note(JournalEntry {
                path: document.path().map(absolute),
                on_disk: Arc::clone(document.base()),
                text: Arc::clone(document.snapshot().shared_text()),
                draft: self.draft.clone(),
                saved_at,
            });
        } else {
            journal.clear();
        }
    }

    /// Waits until the journal is on the disk, though not for long.
    pub(super) fn flush(&self) {
        if let Some(journal) = &self.journal {
            journal.flush(PATIENCE);
        }
    }

    /// What a journal held is in this window. The journal goes now, or as soon as this window's own is on a slow disk.
    pub(super) fn settle(&mut self, idx: usize) {
        if idx < self.orphans.len() {
            self.settled.push(self.orphans.remove(idx));
        }
        self.discard_settled();
    }

    fn discard_settled(&mut self) {
        let is_written = |journal: &Journal| journal.flush(Duration::ZERO);
        if !self.settled.is_empty() && self.journal.as_ref().is_some_and(is_written) {
            for orphan in self.settled.drain(..) {
                orphan.discard().ok();
            }
        }
        // One that cannot be written is told of; asking again and again would change nothing.
        let is_being_written = |journal: &Journal| journal.problem().is_none();
        if !self.settled.is_empty() && self.journal.as_ref().is_some_and(is_being_written) {
            self.ctx.request_repaint_after(LOOK_AGAIN);
        }
    }

    /// The user gives the changes up: the journal goes.
    pub(super) fn give_up(&mut self, document: &Document) {
        self.given_up = true;
        self.noted = None;
        self.note(document);
    }

    /// Before a save: what is about to be written is in the journal, and what the file held before the
    /// first save of the sitting is kept. Returns the problem with that, if there is one.
    pub(super) fn before_saving(&mut self, document: &Document, path: &Path) -> Option<String> {
        self.note(document);
        self.flush();
        let state_folder = self.setup.state_folder.as_ref()?;
        let path = absolute(path);
        if self.backups.iter().any(|(file, _)| *file == path) {
            return None;
        }
        let stamp = stamp(self.seconds());
        match back_up(state_folder, &path, &stamp) {
            Ok(Some(backup)) => {
                self.backups.push((path, backup));
                None
            }
            Ok(None) => None,
            Err(error) => Some(format!("no backup of the old text was made: {error}")),
        }
    }

    /// The backup that was made of a file in this sitting.
    pub(super) fn backup_of(&self, path: &Path) -> Option<&Path> {
        let path = absolute(path);
        let found = self.backups.iter().find(|(file, _)| *file == path);
        found.map(|(_, backup)| backup.as_path())
    }

    pub(super) fn state_folder(&self) -> Option<&Path> {
        self.setup.state_folder.as_deref()
    }

    /// The process of another window with the same file.
    pub(super) fn open_elsewhere(&self) -> Option<u32> {
        let own = self.orphans.iter().chain(&self.settled);
        self.journal.as_ref()?.open_elsewhere(own)
    }

    /// Looks for the journals of programs that were killed. Returns those that cannot be read.
    pub(super) fn look_for_orphans(&mut self) -> Vec<PathBuf> {
        let Some(folder) = &self.setup.state_folder else {
            return Vec::new();
        };
        // Those that are held already are not found again.
        let found = orphans(folder);
        self.orphans.extend(found.orphans);
        found.set_aside
    }

    /// Why the journal could not be written, once for every reason.
    pub(super) fn new_problem(&mut self) -> Option<String> {
        let Some(journal) = &self.journal else {
            return self.problem.take();
        };
        let problem = journal.problem();
        if problem == self.problem {
            return None;
        }
        self.problem.clone_from(&problem);
        problem
    }

    /// Takes in what the watch has seen.
    pub(super) fn look(&mut self) {
        self.discard_settled();
        if let Some(watch) = &self.watch {
            if self.ctx.input(|input| {
                let focused =
                    |event: &egui::Event| matches!(event, egui::Event::WindowFocused(true));
                input.events.iter().any(focused)
            }) {
                watch.look();
            }
            if let Some(seen) = watch.take() {
                self.seen = Some(seen);
            }
        }
    }

    /// Notes the text that is being typed and cannot be taken over yet, so that it is not lost either.
    pub(super) fn set_draft(&mut self, draft: Option<&str>) {
        if self.draft.as_deref() != draft {
            self.draft = draft.map(Arc::from);
        }
    }

    /// This moment, for the history.
    pub(super) fn moment(&self) -> Moment {
        Moment(i64::try_from(self.seconds()).unwrap_or(i64::MAX))
    }

    /// The day on which the user works, in UTC.
    pub(super) fn today(&self) -> Day {
        Day(i32::try_from(self.seconds() / SECONDS_OF_DAY).unwrap_or(i32::MAX))
    }

    /// Seconds since the beginning of 1970. The only place in which the clock is read.
    pub(super) fn seconds(&self) -> u64 {
        let since = (self.setup.now)().duration_since(SystemTime::UNIX_EPOCH);
        since.map_or(0, |since| since.as_secs())
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

fn parts(seconds: u64) -> (i32, u8, u8, u64) {
    let day = i32::try_from(seconds / SECONDS_OF_DAY).unwrap_or(i32::MAX);
    let (year, month, day) = Day(day).ymd();
    (year, month, day, seconds % SECONDS_OF_DAY)
}

/// A time for the name of a file: "2026-11-25T080348Z".
fn stamp(seconds: u64) -> String {
    let (year, month, day, of_day) = parts(seconds);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// A time for people: "25 Nov 2026, 08:03 UTC, 5 minutes ago".
pub(super) fn time_in_words(seconds: u64, now: u64) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (year, month, day, of_day) = parts(seconds);
    let month = MONTHS
        .get(usize::from(month).wrapping_sub(1))
        .unwrap_or(&"");
    let (hour, minute) = (of_day / 3600, of_day / 60 % 60);
    let ago = match now.saturating_sub(seconds) {
        0..60 => "less than a minute ago".to_owned(),
        age @ 60..3600 => ago(age / 60, "minute"),
        age @ 3600..SECONDS_OF_DAY => ago(age / 3600, "hour"),
        age => ago(age / SECONDS_OF_DAY, "day"),
    };
    format!("{day} {month} {year}, {hour:02}:{minute:02} UTC, {ago}")
}

fn ago(n: u64, unit: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {unit}{s} ago")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Times are told in words and in names of files, the latter in an order that is that of time.
    #[test]
    fn times() {
        let seconds = 1_795_593_828;
        assert_eq!(stamp(seconds), "2026-11-25T080348Z");
        for (age, words) in [
            (0, "less than a minute ago"),
            (60, "1 minute ago"),
            (7200, "2 hours ago"),
            (3 * SECONDS_OF_DAY, "3 days ago"),
        ] {
            let told = time_in_words(seconds, seconds + age);
            assert_eq!(told, format!("25 Nov 2026, 08:03 UTC, {words}"));
        }
        assert!(stamp(seconds) < stamp(seconds + 1));
    }
}
