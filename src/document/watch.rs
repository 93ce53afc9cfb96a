//! Noticing that a file was changed by somebody else, when it happens.
//!
//! The folder of the file is watched through the system, because a watch on the file itself ends with the
//! first safe save; where that is not possible, and while the file is gone, its size and time are looked at
//! every other second. The file is read in a thread of its own, and only what is not known is reported.
//!
//! No opinion on what is done about a change. Invariants: nothing is reported while the file holds what is
//! known; the thread sleeps as long as nothing happens.

use super::file::{FileMark, mark, read};
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{RecursiveMode, Watcher as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// A save by another program comes as several events; so long nothing is read after the last.
const SETTLE: Duration = Duration::from_millis(80);

/// After so many times of that it is read all the same: a file may be written to without end.
const MOST_SETTLING: usize = 12;

/// How often a file is looked at that cannot be watched.
const POLL: Duration = Duration::from_secs(2);

/// The event at the end of writing.
const WRITTEN: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));

/// What the file is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It holds this text.
    Text(Arc<str>),
    /// There is no such file any more.
    Gone,
    /// It cannot be read as text any more, for this reason.
    Unreadable(String),
}

/// A watch on one file. Ends when it is dropped.
pub struct Watch {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    path: PathBuf,
    state: Mutex<State>,
    changed: Condvar,
    wake: Box<dyn Fn() + Send + Sync>,
    /// Whether the system may be asked to watch; otherwise the file is looked at from time to time.
    ask_system: bool,
}

struct State {
    known: Arc<str>,
    /// What was seen and is not taken yet.
    seen: Option<Seen>,
    /// What was last said of the file since this text is known.
    reported: Option<Seen>,
    look: bool,
    stop: bool,
}

impl Watch {
    /// Watches a file that holds `known`. `wake` is called from another thread when there is something to
    /// [take](Self::take).
    pub fn begin(path: &Path, known: Arc<str>, wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self::start(path, known, true, wake)
    }

    fn start(
        path: &Path,
        known: Arc<str>,
        ask_system: bool,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let shared = Arc::new(Shared {
            path: std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()),
            state: Mutex::new(State {
                known,
                seen: None,
                reported: None,
                // What happened before the watch began is seen too.
                look: true,
                stop: false,
            }),
            changed: Condvar::new(),
            wake: Box::new(wake),
            ask_system,
        });
        let of_thread = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("watch".to_owned())
            .spawn(move || of_thread.run())
            .ok();
        Self { shared, thread }
    }

    /// What the file is known to hold now, after it was saved or read again. What was seen before is out of
    /// date then: it may be the file of an earlier save. The file is looked at once more. Returns whether
    /// it was known to hold another text before.
    pub fn set_known(&self, known: &Arc<str>) -> bool {
        let mut state = self.shared.lock();
        if Arc::ptr_eq(&state.known, known) {
            return false;
        }
        state.known = Arc::clone(known);
        state.seen = None;
        state.reported = None;
        state.look = true;
        drop(state);
        self.shared.changed.notify_all();
        true
    }

    /// Asks for a look at the file now, for example because the window got the focus.
    pub fn look(&self) {
        self.shared.look();
    }

    /// What was seen last, once.
    pub fn take(&self) -> Option<Seen> {
        self.shared.lock().seen.take()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.shared.lock().stop = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn look(&self) {
        self.lock().look = true;
        self.changed.notify_all();
    }

    fn run(self: &Arc<Self>) {
        let mut watcher = self.watcher();
        let mut gone = false;
        let mut last: Option<FileMark> = None;
        loop {
            let (asked, known) = {
                let state = self.lock();
                let idle = |state: &mut State| !state.look && !state.stop;
                let state = if watcher.is_some() && !gone {
                    self.changed
                        .wait_while(state, idle)
                        .unwrap_or_else(PoisonError::into_inner)
                } else {
                    let waited = self.changed.wait_timeout_while(state, POLL, idle);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                };
                let asked = state.look;
                let state = if asked { self.settled(state) } else { state };
                if state.stop {
                    return;
                }
                (asked, Arc::clone(&state.known))
            };
            let now = mark(&self.path);
            if !asked && now == last {
                continue;
            }
            last = now;
            let seen = match read(&self.path) {
                Ok(file) => Seen::Text(file.text.into()),
                Err(_) if mark(&self.path).is_none() => Seen::Gone,
                Err(error) => Seen::Unreadable(error.to_string()),
            };
            if gone && seen != Seen::Gone {
                // The folder may be another one than the one that was watched, and the file another one until now.
                watcher = self.watcher();
                self.lock().look = true;
            }
            gone = seen == Seen::Gone;
            if self.report(seen, &known) {
                (self.wake)();
            }
        }
    }

    /// Waits until nothing more is told of the file for a while: it may be written in several pieces.
    fn settled<'s>(&'s self, mut state: MutexGuard<'s, State>) -> MutexGuard<'s, State> {
        for _ in 0..MOST_SETTLING {
            state.look = false;
            let waited = self.changed.wait_timeout_while(state, SETTLE, |s| !s.stop);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
            if state.stop || !state.look {
                break;
            }
        }
        state.look = false;
        state
    }

    /// Notes what was seen while `known` was what the file is known to hold. Returns whether that is news.
    fn report(&self, seen: Seen, known: &Arc<str>) -> bool {
        let mut state = self.lock();
        if !Arc::ptr_eq(&state.known, known) {
            // The file was saved while it was read, and another look was asked for.
            return false;
        }
        let as_known = matches!(&seen, Seen::Text(text) if text == known);
        // That the known text is there again is worth saying only after something else was said.
        let is_news = if as_known {
            state.reported.is_some()
        } else {
            state.reported.as_ref() != Some(&seen)
        };
        if is_news {
            state.reported = (!as_known).then(|| seen.clone());
            state.seen = Some(seen);
        }
        is_news
    }

    /// Asks the system to watch the folder of the file, and that of the file it links to.
    fn watcher(self: &Arc<Self>) -> Option<notify::RecommendedWatcher> {
        if !self.ask_system {
            return None;
        }
        let mut paths = vec![self.path.clone()];
        paths.extend(
            self.path
                .canonicalize()
                .ok()
                .filter(|real| *real != self.path),
        );
        let names: Vec<_> = paths
            .iter()
            .filter_map(|path| path.file_name())
            .map(ToOwned::to_owned)
            .collect();
        let shared = Arc::clone(self);
        let on_event = move |event: notify::Result<notify::Event>| {
            let concerns = match &event {
                // To be read is no change; our own looking would be an event without end.
                Ok(event) if event.kind.is_access() && event.kind != WRITTEN => false,
                Ok(event) => event.paths.iter().any(|path| {
                    // The folder itself may go, too.
                    let name = path.file_name();
                    name.is_none_or(|name| names.iter().any(|own| own == name))
                        || shared.path.starts_with(path)
                }),
                Err(_) => true,
            };
            if concerns {
                shared.look();
            }
        };
        let mut watcher = notify::recommended_watcher(on_event).ok()?;
        for path in &paths {
            let folder = path.parent()?;
            watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
        }
        Some(watcher)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Waits until something is seen, for as long as a slow machine may need.
    fn next(watch: &Watch) -> Seen {
        for _ in 0..2000 {
            if let Some(seen) = watch.take() {
                return seen;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("nothing was seen");
    }

    fn text(text: &str) -> Seen {
        Seen::Text(text.into())
    }

    fn check(ask_system: bool) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        fs::write(&path, "one").unwrap();
        let watch = Watch::start(&path, "one".into(), ask_system, || {});
        // Written in place, replaced, removed, and made anew.
        fs::write(&path, "second").unwrap();
        assert_eq!(next(&watch), text("second"));
        watch.set_known(&"second".into());
        let other = folder.path().join("b");
        fs::write(&other, "third one").unwrap();
        fs::rename(&other, &path).unwrap();
        assert_eq!(next(&watch), text("third one"));
        fs::remove_file(&path).unwrap();
        assert_eq!(next(&watch), Seen::Gone);
        fs::write(&path, "third one, again").unwrap();
        assert_eq!(next(&watch), text("third one, again"));
        fs::write(&path, b"\xFF").unwrap();
        assert!(matches!(next(&watch), Seen::Unreadable(_)));
    }

    /// Every change of the file is seen through the system's notices.
    #[test]
    fn changes_are_seen() {
        check(true);
    }

    /// Where the system gives no notice, looking from time to time sees them too.
    #[test]
    fn changes_are_seen_without_the_system() {
        check(false);
    }

    /// What the file is known to hold is not reported, and neither are other files of the folder.
    #[test]
    fn what_is_known_is_not_reported() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        fs::write(&path, "one").unwrap();
        let watch = Watch::begin(&path, "one".into(), || {});
        fs::write(&path, "two").unwrap();
        watch.set_known(&"two".into());
        fs::write(folder.path().join("b.ron"), "else").unwrap();
        // The last of three changes is the first to be reported.
        std::thread::sleep(SETTLE * 5);
        fs::write(&path, "three").unwrap();
        assert_eq!(next(&watch), text("three"));
    }

    /// What was seen before a save is not told after it, and what was read during one is read again: the
    /// text of the save before would look like somebody else's.
    #[test]
    fn what_is_out_of_date_is_not_reported() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        fs::write(&path, "one").unwrap();
        let known: Arc<str> = "one".into();
        let watch = Watch::begin(&path, Arc::clone(&known), || {});
        fs::write(&path, "two").unwrap();
        while watch.shared.lock().seen.is_none() {
            std::thread::sleep(Duration::from_millis(10));
        }
        fs::write(&path, "three").unwrap();
        watch.set_known(&"three".into());
        assert_eq!(watch.take(), None);
        assert!(!watch.shared.report(text("two"), &known));
        assert_eq!(watch.take(), None);
        // The same text from somebody else is news again.
        fs::write(&path, "two").unwrap();
        assert_eq!(next(&watch), text("two"));
    }

    /// A folder that is removed and made again is no end of the watch.
    #[test]
    fn a_folder_may_come_back() {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("inner");
        let path = folder.join("a.ron");
        fs::create_dir(&folder).unwrap();
        fs::write(&path, "one").unwrap();
        let watch = Watch::begin(&path, "one".into(), || {});
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(next(&watch), Seen::Gone);
        fs::create_dir(&folder).unwrap();
        fs::write(&path, "two").unwrap();
        assert_eq!(next(&watch), text("two"));
    }

    /// A file that is a link is seen to change when its target does.
    #[cfg(unix)]
    #[test]
    fn links_are_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (target, path) = (
            folder.path().join("x/real.ron"),
            folder.path().join("a.ron"),
        );
        fs::create_dir(folder.path().join("x")).unwrap();
        fs::write(&target, "one").unwrap();
        std::os::unix::fs::symlink("x/real.ron", &path).unwrap();
        let watch = Watch::begin(&path, "one".into(), || {});
        std::thread::sleep(SETTLE * 5);
        fs::write(&target, "two").unwrap();
        assert_eq!(next(&watch), text("two"));
    }
}
