//! The journals that are there when the program starts.
//!
//! No opinion on what is done with them. Invariant: a journal that a living window holds is not touched.

use super::super::save::sweep;
use super::record::JournalEntry;
use super::recovery_folder;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Ending of the names of journals.
pub(super) const JOURNAL: &str = "journal";
/// Ending of the names of locks.
pub(super) const LOCK: &str = "lock";
/// Ending of the names of journals that could not be read.
const DAMAGED: &str = "damaged";

/// A journal that a program left behind. As long as this exists no other program is offered it.
#[derive(Debug)]
pub struct Orphan {
    /// What was noted last.
    pub entry: JournalEntry,
    journal: PathBuf,
    lock_path: PathBuf,
    _lock: Option<fs::File>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Unsaved changes of programs that were killed, the newest first.
    pub orphans: Vec<Orphan>,
    /// Journals that cannot be read, under the names that they have now.
    pub set_aside: Vec<PathBuf>,
}

impl Orphan {
    /// Removes the journal.
    ///
    /// # Errors
    ///
    /// When the file system refuses.
    pub fn discard(self) -> io::Result<()> {
        super::remove(&self.journal)?;
        super::remove(&self.lock_path)
    }

    pub(super) fn lock_path(&self) -> &Path {
        &self.lock_path
    }
}

/// Looks for journals of programs that do not run any more.
pub fn orphans(state_folder: &Path) -> Found {
    let folder = recovery_folder(state_folder);
    let mut found = Found::default();
    let Ok(entries) = fs::read_dir(&folder) else {
        return found;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in &paths {
        let is = |ending: &str| path.extension().is_some_and(|found| found == ending);
        if is(JOURNAL) {
            look_at(path, &mut found);
        } else if is(LOCK) && !path.with_extension(JOURNAL).exists() {
            // A window was killed while nothing was unsaved.
            if let Ok(lock) = fs::File::open(path)
                && is_free(&lock, path)
                && !path.with_extension(JOURNAL).exists()
            {
                fs::remove_file(path).ok();
            }
        }
    }
    sweep(&folder);
    found
        .orphans
        .sort_by_key(|orphan| std::cmp::Reverse(orphan.entry.saved_at));
    found
}

fn look_at(journal: &Path, found: &mut Found) {
    let lock_path = journal.with_extension(LOCK);
    let lock = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&lock_path)
        .ok();
    if lock.as_ref().is_some_and(|lock| !is_free(lock, &lock_path)) {
        return;
    }
    let Ok(bytes) = fs::read(journal) else {
        // Gone since it was listed, or not to be read; either way it stays what it is.
        return;
    };
    if let Some(entry) = JournalEntry::from_bytes(&bytes) {
        found.orphans.push(Orphan {
            entry,
            journal: journal.to_path_buf(),
            lock_path,
            _lock: lock,
        });
        return;
    }
    let aside = journal.with_extension(DAMAGED);
    if fs::rename(journal, &aside).is_ok() {
        fs::remove_file(&lock_path).ok();
        found.set_aside.push(aside);
    } else {
        found.set_aside.push(journal.to_path_buf());
    }
}

/// Whether nobody holds a lock; takes it then.
fn is_free(lock: &fs::File, path: &Path) -> bool {
    match lock.try_lock() {
        Ok(()) => true,
        Err(fs::TryLockError::WouldBlock) => false,
        // A file system without locks: ask for the process.
        Err(fs::TryLockError::Error(_)) => process_of(path).is_none_or(|pid| !is_running(pid)),
    }
}

/// The process in the name of a lock.
fn process_of(path: &Path) -> Option<u32> {
    let name = path.file_stem()?.to_str()?;
    name.split('-').nth(1)?.parse().ok()
}

fn is_running(pid: u32) -> bool {
    pid == std::process::id() || Path::new(&format!("/proc/{pid}")).exists()
}

/// The process that holds another lock of the same file.
pub(super) fn other_holder(folder: &Path, key: u64, own: &[&Path]) -> Option<u32> {
    // Documents that were never saved have nothing in common.
    if key == 0 {
        return None;
    }
    let prefix = format!("{key:016x}-");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            !own.contains(&path.as_path()) && name.starts_with(&prefix) && name.ends_with(LOCK)
        })
        .collect();
    paths.sort();
    paths.iter().find_map(|path| {
        let lock = fs::File::open(path).ok()?;
        let holder = process_of(path)?;
        (!is_free(&lock, path)).then_some(holder)
    })
}
