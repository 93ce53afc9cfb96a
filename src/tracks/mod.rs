//! Background data: conflict event data sets, read into columns, filtered, and thinned for any zoom.
//!
//! The rows of such a file never become part of a dossier by themselves; they are a grey track behind its
//! events, and a [`DraftEvent`] is what a curator may take over.
//! This layer uses only the model. It knows no file system (it reads bytes or anything that can be read),
//! no clock and no colours, and it has no opinion on how a track is drawn.
//!
//! - `progress`: how far reading has come, and the wish to stop it.
//! - `records`, `fields`: bytes to records and fields, as the `csv` library would.
//! - `scalar`: the numbers and dates that stand in fields.
//! - `layout`, `kinds`: which column means what, for each kind of data.
//! - `recognise`, `mapping`: what kind a file is, from its first rows; tables of no known kind.
//! - `decode`: a record to one row of the columns.
//! - `strings`, `columns`, `table`: events in memory, column by column, in the order of their days.
//! - `report`: what was not read and why, what was read with a remark.
//! - `read`: the whole file, in blocks, on several threads.
//! - `filter`, `once`, `facets`: which rows are shown, and what can be chosen.
//! - `pyramid`, `nearest`: sums for pixel columns and the event under the pointer, at any zoom.
//! - `spread`: deaths per day.
//! - `draft`: a row as a draft event for the dossier.
//!
//! Invariants: no bytes make any of it panic; every row of a file is either read or listed with its line
//! and the reason, so `n_read + n_skipped = n_rows`; unknown stays unknown and is never zero; the same bytes
//! give the same table, however many threads read it.

mod columns;
mod decode;
mod draft;
mod facets;
mod fields;
mod filter;
mod kinds;
mod layout;
mod mapping;
mod nearest;
mod once;
mod progress;
mod pyramid;
mod read;
mod recognise;
mod records;
mod report;
mod scalar;
mod spread;
mod strings;
mod table;
#[cfg(test)]
mod tests;

pub use columns::DatePrecision;
pub use draft::{Detail, DraftError, DraftEvent, DraftPlace, RowField};
pub use facets::{Choice, DyadChoice, Facets};
pub use filter::{LeftOut, Matches};
pub use kinds::{has_direction, terms};
pub use mapping::{first_lines, guess_columns};
pub use nearest::{Hit, Pointer};
pub use progress::Progress;
pub use pyramid::{Column, Pyramid, View};
pub use read::{Loaded, Options, ReadError, read, read_from};
pub use recognise::{Guess, recognise};
pub use report::{Listed, Reason, Remark, Report, Tally};
pub use spread::{DayDeaths, DeathDays};
pub use table::{Deaths, EventTable};

/// A number of things as the columns store it; there are never more than fit.
fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The number of a thing as an index.
fn to_usize(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
