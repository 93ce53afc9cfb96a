//! The recovery journal: what was changed and not yet saved, kept outside the dossier.
//!
//! Every window keeps two files per open document: a lock, which it holds as long as it lives, and the
//! journal, which is there only while something is unsaved. A journal whose lock nobody holds was left by
//! a program that was killed; it is an [`Orphan`], to be offered to the user. A thread of its own writes,
//! so that the window never waits.
//!
//! No opinion on when something is worth noting, nor on what is done with what is found again.
//! Invariants: a journal file is whole or not there; what cannot be read is set aside, never deleted; a
//! journal is removed only on [`Journal::clear`] and [`Orphan::discard`], not when a window goes away.

mod found;
mod record;

pub use found::{Found, Orphan, orphans};
pub use record::{JournalEntry, key_of};

use super::save::{in_words, make_private_folder, write_own};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// The pause after each writing, in which further changes gather. Together with the time that a writing
/// takes it is the most that a kill can cost.
const PAUSE: Duration = Duration::from_millis(300);

/// The folder of the journals, below the folder of the program's state.
pub fn recovery_folder(state_folder: &Path) -> PathBuf {
    state_folder.join("recovery")
}

/// The journal of one open document.
pub struct Journal {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
    folder: PathBuf,
    key: u64,
    lock_path: PathBuf,
    /// Held as long as the journal is in use.
    _lock: fs::File,
}

struct Shared {
    path: PathBuf,
    state: Mutex<State>,
    changed: Condvar,
    wake: Box<dyn Fn() + Send + Sync>,
}

#[derive(Default)]
struct State {
    /// What is to be done next.
    wanted: Option<Wanted>,
    writing: bool,
    /// Somebody waits for what is wanted to be done.
    hurry: bool,
    stop: bool,
    problem: Option<String>,
}

enum Wanted {
    Write(JournalEntry),
    Remove,
}

impl Journal {
    /// Begins a journal for a document. `started` tells the sittings of one process apart, for example the
    /// time; `wake` is called from another thread when [`Self::problem`] has something new to say.
    ///
    /// # Errors
    ///
    /// When nothing can be written to the folder.
    pub fn begin(
        state_folder: &Path,
        document: Option<&Path>,
        started: u64,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let folder = recovery_folder(state_folder);
        make_private_folder(&folder)?;
        let key = key_of(document);
        let (lock_path, lock) = make_lock(&folder, key, started)?;
        let shared = Arc::new(Shared {
            path: lock_path.with_extension(found::JOURNAL),
            state: Mutex::default(),
            changed: Condvar::new(),
            wake: Box::new(wake),
        });
        let of_thread = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || of_thread.run())?;
        Ok(Self {
            shared,
            thread: Some(thread),
            folder,
            key,
            lock_path,
            _lock: lock,
        })
    }

    /// Notes the unsaved state of the document. It is on the disk a moment later, in place of what was
    /// noted before.
    pub fn note(&self, entry: JournalEntry) {
        self.want(Wanted::Write(entry));
    }

    /// Removes the journal: everything is saved, or was given up by the user.
    pub fn clear(&self) {
        self.want(Wanted::Remove);
    }

    fn want(&self, wanted: Wanted) {
        self.shared.lock().wanted = Some(wanted);
        self.shared.changed.notify_all();
    }

    /// Waits until everything noted is on the disk, but not longer than `patience`. Returns whether it is.
    pub fn flush(&self, patience: Duration) -> bool {
        let mut state = self.shared.lock();
        state.hurry = true;
        self.shared.changed.notify_all();
        let (mut state, _) = self
            .shared
            .changed
            .wait_timeout_while(state, patience, |state| {
                state.wanted.is_some() || state.writing
            })
            .unwrap_or_else(PoisonError::into_inner);
        state.hurry = false;
        state.wanted.is_none() && !state.writing && state.problem.is_none()
    }

    /// Why the last state noted could not be written, if it could not.
    pub fn problem(&self) -> Option<String> {
        self.shared.lock().problem.clone()
    }

    /// The process of another window that has the same file open, if there is one. The locks of `orphans`
    /// are held by this program itself.
    pub fn open_elsewhere<'a>(
        &'a self,
        orphans: impl IntoIterator<Item = &'a Orphan>,
    ) -> Option<u32> {
        let mut own = vec![self.lock_path.as_path()];
        own.extend(orphans.into_iter().map(Orphan::lock_path));
        found::other_holder(&self.folder, self.key, &own)
    }
}

impl Drop for Journal {
    /// What was noted last is still written. The journal stays if there is one: whether its content is
    /// wanted any more is not for the end of a window to say.
    fn drop(&mut self) {
        self.shared.lock().stop = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
        if !self.shared.path.exists() {
            fs::remove_file(&self.lock_path).ok();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut state = self.lock();
        loop {
            state = self
                .changed
                .wait_while(state, |state| state.wanted.is_none() && !state.stop)
                .unwrap_or_else(PoisonError::into_inner);
            let Some(wanted) = state.wanted.take() else {
                return;
            };
            state.writing = true;
            drop(state);
            let done = match wanted {
                Wanted::Write(entry) => write_own(&self.path, &entry.to_bytes()),
                Wanted::Remove => remove(&self.path),
            };
            let problem = done.err().map(|error| in_words(&error));
            state = self.lock();
            state.writing = false;
            let news = state.problem != problem;
            state.problem = problem;
            self.changed.notify_all();
            if news {
                drop(state);
                (self.wake)();
                state = self.lock();
            }
            (state, _) = self
                .changed
                .wait_timeout_while(state, PAUSE, |state| !state.stop && !state.hurry)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes the lock file of a sitting and takes the lock.
fn make_lock(folder: &Path, key: u64, started: u64) -> io::Result<(PathBuf, fs::File)> {
    let pid = std::process::id();
    for n in 0..1000 {
        let path = folder.join(format!("{key:016x}-{pid}-{started}-{n}.{}", found::LOCK));
        // A journal of the same name would be that of another sitting.
        if path.with_extension(found::JOURNAL).exists() {
            continue;
        }
        let mut file = match fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
        {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        };
        // Some file systems know no locks; the number of the process has to do there.
        file.try_lock().ok();
        writeln!(file, "{pid}").ok();
        // Between making and locking it another program may have taken it for a dead one.
        if path.exists() {
            return Ok((path, file));
        }
    }
    Err(io::Error::from(io::ErrorKind::AlreadyExists))
}

#[cfg(test)]
mod tests;
