//! What is known of the files of background data, for panels to show.
//!
//! It has no opinion on how files are read; the app does that beside the window. A track without its file
//! is shown with the reason.

use crate::model::track::Track;
use crate::tracks::{DeathDays, EventTable, Facets, Matches, Progress, Pyramid, Report};
use std::sync::Arc;

/// The files of the open dossier, in the order of its tracks.
#[derive(Clone, Debug, Default)]
pub struct BackgroundData {
    /// Each with the id of its track.
    pub files: Vec<TrackFile>,
}

/// The file of a track.
#[derive(Clone, Debug)]
pub struct TrackFile {
    /// The id of the track.
    pub id: String,
    /// Where it stands.
    pub state: TrackState,
}

/// Where a file stands.
#[derive(Clone, Debug)]
pub enum TrackState {
    /// It will be read.
    Waiting,
    /// It is being read.
    Reading(Arc<Progress>),
    /// It was read, and other rows of it are being chosen; these were chosen before.
    Choosing(Arc<Shown>),
    /// It can be shown.
    Ready(Arc<Shown>),
    /// It cannot be read, and why.
    Unavailable(String),
}

/// A file that was read, and what of it is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// All rows that could be read.
    pub table: Arc<EventTable>,
    /// What became of the others.
    pub report: Arc<Report>,
    /// The rows that satisfy the filter of the track.
    pub matches: Matches,
    /// Sums of these rows for any zoom.
    pub pyramid: Pyramid,
    /// Their deaths, where somebody is said to have died.
    pub deaths: Option<DeathDays>,
    /// What can be chosen, over all rows.
    pub facets: Arc<Facets>,
}

impl BackgroundData {
    /// The state of a track; `None` for one that is not there yet.
    pub fn state(&self, id: &str) -> Option<&TrackState> {
        let mut files = self.files.iter();
        files.find(|file| file.id == id).map(|file| &file.state)
    }

    /// What of a track can be drawn.
    pub fn shown(&self, id: &str) -> Option<&Arc<Shown>> {
        match self.state(id)? {
            TrackState::Ready(shown) | TrackState::Choosing(shown) => Some(shown),
            _ => None,
        }
    }
}

/// The name of a track with what has to be said beside it always.
pub fn label(track: &Track) -> String {
    if track.kind.is_machine_coded() {
        format!("{} (coded by machine, not checked)", track.label())
    } else {
        track.label().to_owned()
    }
}
