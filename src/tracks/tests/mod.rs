//! Whole files through the whole layer. All rows are made up; none is from a data set.
//!
//! - `samples`: the files.
//! - `formats`: every format as it should be.
//! - `malformed`: what is not as it should be; nothing panics and no row is lost.
//! - `choosing`: filters, choices, counting once.
//! - `spreading`: deaths per day.
//! - `drafts`: rows as draft events.

mod choosing;
mod drafts;
mod formats;
mod malformed;
mod samples;
mod spreading;

use super::{Loaded, Options, Progress, ReadError, read};
use crate::model::track::{ColumnMap, Track, TrackKind};

/// Reads a file of a kind that is found by looking.
fn load(bytes: impl AsRef<[u8]>) -> Loaded {
    read(bytes.as_ref(), &Options::default(), &Progress::default()).unwrap()
}

/// Reads a file as a track of this kind.
fn load_as(kind: TrackKind, bytes: impl AsRef<[u8]>) -> Result<Loaded, ReadError> {
    let track = Track {
        kind,
        ..Track::default()
    };
    read(
        bytes.as_ref(),
        &Options::of(&track, 1),
        &Progress::default(),
    )
}

/// Reads a table with a mapping.
fn load_mapped(columns: &ColumnMap, bytes: impl AsRef<[u8]>) -> Result<Loaded, ReadError> {
    let options = Options {
        columns: Some(columns),
        ..Options::default()
    };
    read(bytes.as_ref(), &options, &Progress::default())
}

/// The first and the last day of a row, as text.
fn days(loaded: &Loaded, row: usize) -> String {
    let (first, last) = loaded.table.days(row);
    if first == last {
        first.to_string()
    } else {
        format!("{first}/{last}")
    }
}

/// Where the record of a row lies in the file.
fn bytes_of(loaded: &Loaded, row: usize) -> std::ops::Range<usize> {
    let range = loaded.table.bytes_in_file(row);
    usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()
}
