//! Reading the files of background data that lie beside the dossier, in a thread, one at a time.
//!
//! A file that is missing or cannot be read hinders nothing: its track says so. What is read is kept as
//! long as the track names the same file read in the same way; another filter only chooses other rows. Whether
//! a file was exchanged is looked at when the window gets the focus.
//!
//! Invariants: a file is only ever read, and only if it lies beside the dossier; what is shown belongs to
//! the dossier that is open.

use super::App;
use crate::document::{DataFileStamp, data_file_stamp, open_data_file};
use crate::model::track::{ColumnMap, Track, TrackFilter, TrackKind};
use crate::tracks::{DeathDays, Facets, Options, Progress, Pyramid, read_from};
use crate::ui::background_data::{BackgroundData, Shown, TrackFile, TrackState};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::thread::{Builder, JoinHandle};

/// Threads that read a file.
const N_THREADS: usize = 2;

/// The files of the open dossier.
pub(super) struct TrackFiles {
    ctx: egui::Context,
    /// What panels may see.
    pub(super) data: BackgroundData,
    /// What each of the files is to be, in the same order.
    wanted: Vec<Wanted>,
    job: Option<Job>,
    /// The revision and the folder for which that was made.
    made_for: Option<(u64, Option<PathBuf>)>,
}

/// What is to be read, and what of it is to be shown.
#[derive(Clone, PartialEq)]
struct Wanted {
    /// Why nothing can be read, else the file.
    path: Result<PathBuf, String>,
    /// The size of the file and when it was written last; `None` where it is not there.
    stamp: Option<DataFileStamp>,
    kind: TrackKind,
    columns: Option<ColumnMap>,
    filter: TrackFilter,
}

struct Job {
    id: String,
    wanted: Wanted,
    result: Arc<OnceLock<Result<Shown, String>>>,
    progress: Arc<Progress>,
    thread: JoinHandle<()>,
}

impl Wanted {
    fn of(track: &Track, folder: Option<&Path>) -> Self {
        let path = match folder {
            _ if !track.is_beside() => Err(
                "The path has to be relative and may not lead up: put the file beside the dossier, or in a folder below".to_owned(),
            ),
            None => Err("The dossier is not saved yet, so there is no folder beside it".to_owned()),
            Some(folder) => Ok(folder.join(&track.path)),
        };
        Self {
            stamp: path.as_deref().ok().and_then(data_file_stamp),
            path,
            kind: track.kind,
            columns: track.columns.clone(),
            filter: track.filter.clone(),
        }
    }

    /// Whether the file is read in the same way, whatever is shown of it.
    fn is_same_file(&self, other: &Self) -> bool {
        let file = |it: &Self| {
            (
                it.path.clone(),
                it.stamp.clone(),
                it.kind,
                it.columns.clone(),
            )
        };
        file(self) == file(other)
    }
}

impl TrackFiles {
    pub(super) fn new(ctx: egui::Context) -> Self {
        Self {
            ctx,
            data: BackgroundData::default(),
            wanted: Vec::new(),
            job: None,
            made_for: None,
        }
    }

    /// Stops reading a file.
    pub(super) fn cancel(&mut self, id: &str) {
        if let Some(job) = self.job.as_ref().filter(|job| job.id == id) {
            job.progress.cancel();
        }
    }

    /// Reads a file again.
    pub(super) fn read_again(&mut self, id: &str) {
        self.cancel(id);
        if let Some(at) = self.data.files.iter().position(|file| file.id == id) {
            self.data.files.remove(at);
            self.wanted.remove(at);
        }
        self.made_for = None;
    }

    /// Brings the files into step with the tracks of a dossier.
    fn follow(&mut self, tracks: &[Track], folder: Option<&Path>) {
        let files = std::mem::take(&mut self.data.files).into_iter();
        let mut before: Vec<(TrackFile, Wanted)> = files.zip(self.wanted.drain(..)).collect();
        for track in tracks {
            let wanted = Wanted::of(track, folder);
            let same = before.iter().position(|(file, _)| file.id == track.id);
            let same = same.map(|at| before.swap_remove(at));
            let state = match same {
                Some((file, other)) if other == wanted => file.state,
                // The rows that were chosen stay until the others are.
                Some((file, other)) if other.is_same_file(&wanted) => match file.state {
                    TrackState::Ready(shown) | TrackState::Choosing(shown) => {
                        TrackState::Choosing(shown)
                    }
                    _ => TrackState::Waiting,
                },
                _ => match &wanted.path {
                    Ok(_) => TrackState::Waiting,
                    Err(why) => TrackState::Unavailable(why.clone()),
                },
            };
            self.data.files.push(TrackFile {
                id: track.id.clone(),
                state,
            });
            self.wanted.push(wanted);
        }
        if let Some(job) = &self.job
            && self.place_of(job).is_none()
        {
            job.progress.cancel();
        }
    }

    /// The file for which a job works, if it is still wanted.
    fn place_of(&self, job: &Job) -> Option<usize> {
        let mut files = self.data.files.iter().zip(&self.wanted);
        files.position(|(file, wanted)| file.id == job.id && *wanted == job.wanted)
    }

    /// Takes in what is finished and starts what comes next.
    fn go_on(&mut self) {
        if self
            .job
            .as_ref()
            .is_some_and(|job| !job.thread.is_finished())
        {
            return;
        }
        if let Some(job) = self.job.take() {
            let at = self.place_of(&job);
            let result = match job.thread.join() {
                Ok(()) => Arc::into_inner(job.result).and_then(OnceLock::into_inner),
                Err(_) => None,
            };
            if let Some(file) = at.and_then(|at| self.data.files.get_mut(at)) {
                file.state = match result {
                    Some(Ok(shown)) => TrackState::Ready(Arc::new(shown)),
                    Some(Err(why)) => TrackState::Unavailable(why),
                    None => TrackState::Unavailable("Reading it failed".to_owned()),
                };
            }
        }
        let mut files = self.data.files.iter_mut().zip(&self.wanted);
        let next = files
            .find(|(file, _)| matches!(file.state, TrackState::Waiting | TrackState::Choosing(_)));
        if let Some((file, wanted)) = next {
            self.job = start(&self.ctx, file, wanted);
        }
    }
}

/// Starts to read a file, or to choose other rows of it; `None` where the system has no thread to give.
fn start(ctx: &egui::Context, file: &mut TrackFile, wanted: &Wanted) -> Option<Job> {
    let progress = Arc::new(Progress::default());
    let result = Arc::new(OnceLock::new());
    let before = match &file.state {
        TrackState::Choosing(shown) => Some(Arc::clone(shown)),
        _ => None,
    };
    let is_new = before.is_none();
    let work = {
        let (wanted, result) = (wanted.clone(), Arc::clone(&result));
        let (progress, ctx) = (Arc::clone(&progress), ctx.clone());
        move || {
            result.get_or_init(|| show(&wanted, before.as_deref(), &progress));
            drop(result);
            ctx.request_repaint();
        }
    };
    match Builder::new().spawn(work) {
        Ok(thread) => {
            if is_new {
                file.state = TrackState::Reading(Arc::clone(&progress));
            }
            Some(Job {
                id: file.id.clone(),
                wanted: wanted.clone(),
                result,
                progress,
                thread,
            })
        }
        Err(error) => {
            file.state = TrackState::Unavailable(format!("No thread to read it: {error}"));
            None
        }
    }
}

fn why_not_open(path: &Path, error: &std::io::Error) -> String {
    let path = path.display();
    if error.kind() == std::io::ErrorKind::NotFound {
        format!("{path} is not there: put it beside the dossier, or change the path of the track")
    } else {
        format!("{path} cannot be read: {error}")
    }
}

/// Reads a file, or takes what was read of it before, and chooses the rows.
fn show(wanted: &Wanted, before: Option<&Shown>, progress: &Progress) -> Result<Shown, String> {
    let (table, report) = if let Some(shown) = before {
        (Arc::clone(&shown.table), Arc::clone(&shown.report))
    } else {
        let path = wanted.path.as_ref().map_err(Clone::clone)?;
        let (file, n_bytes) = open_data_file(path).map_err(|error| why_not_open(path, &error))?;
        // A table of which nothing is said may still be of a known kind.
        let is_told = wanted.kind != TrackKind::Mapped || wanted.columns.is_some();
        let options = Options {
            kind: is_told.then_some(wanted.kind),
            columns: wanted.columns.as_ref(),
            n_threads: N_THREADS,
        };
        let loaded = read_from(file, Some(n_bytes), &options, progress)
            .map_err(|error| error.to_string())?;
        (Arc::new(loaded.table), Arc::new(loaded.report))
    };
    let matches = table.matching(&wanted.filter);
    let is_all = matches.rows.len() == table.len();
    let rows = (!is_all).then_some(matches.rows.as_slice());
    let pyramid = Pyramid::of(&table, rows);
    let deaths = DeathDays::of(&table, rows);
    let facets = match before {
        Some(shown) => Arc::clone(&shown.facets),
        None => Arc::new(Facets::of(&table, None)),
    };
    Ok(Shown {
        table,
        report,
        matches,
        pyramid,
        deaths,
        facets,
    })
}

impl App {
    /// Keeps the files in step with the dossier.
    pub(super) fn take_in_tracks(&mut self) {
        let snapshot = self.document.snapshot();
        let folder = self.document.path().and_then(Path::parent);
        let now = (snapshot.revision(), folder.map(Path::to_path_buf));
        let comes_back = |event: &egui::Event| matches!(event, egui::Event::WindowFocused(true));
        let ctx = &self.track_files.ctx;
        if ctx.input(|input| input.raw.events.iter().any(comes_back)) {
            // A file may have been exchanged meanwhile.
            self.track_files.made_for = None;
        }
        if self.track_files.made_for.as_ref() != Some(&now) {
            self.track_files.follow(&snapshot.dossier().tracks, folder);
            self.track_files.made_for = Some(now);
        }
        self.track_files.go_on();
        if self.track_files.job.is_some() {
            // So that how far it has come is seen.
            let ctx = &self.track_files.ctx;
            ctx.request_repaint_after(std::time::Duration::from_millis(100));
        }
    }
}
