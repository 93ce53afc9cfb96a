//! What was not read and why, and what was read with a remark.
//!
//! No opinion on wording beyond one line for each.
//! Invariant: every row that is skipped is counted once, under one reason; so `n_read + n_skipped = n_rows`.

use std::collections::BTreeMap;
use std::fmt;

/// How many places are kept for each reason; the rest are only counted.
const MAX_LISTED: usize = 50;

/// How many characters of a field are shown.
const MAX_SHOWN: usize = 60;

/// Why a row was skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// It has fewer or more fields than the header.
    FieldCount,
    /// It is the header again, as in files that were joined.
    RepeatedHeader,
    /// It is longer than a megabyte; after many such rows, longer than some kilobytes.
    TooLong,
    /// A quotation mark is never closed, or only by one that opens a field of a later row.
    UnclosedQuote,
    /// It has no date.
    NoDate,
    /// Its date is not spelled as it should be, or is no day of the calendar.
    BadDate,
    /// It ends before it starts.
    EndBeforeStart,
    /// The lowest figure of deaths is above the highest.
    LowAboveHigh,
}

/// What is to be said about a row that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Remark {
    /// A text was not UTF-8; what could not be read is U+FFFD now.
    InvalidUtf8,
    /// A number could not be read and is taken as not known.
    BadNumber,
    /// The coordinates are no place on earth and are taken as not known.
    BadCoordinates,
    /// The best figure of deaths lies outside low and high; the band was widened to hold it.
    BestOutsideBand,
}

/// One row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Line of the file at which the row begins, from 1.
    pub line: u64,
    /// What was found.
    pub found: String,
}

/// Counts for each reason, with the first places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally<R: Ord> {
    by_reason: BTreeMap<R, Entry>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Entry {
    n: usize,
    first: Vec<Listed>,
}

/// What became of the rows of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows of data: without the header, a row of HXL tags below it, and empty lines.
    pub n_rows: usize,
    /// Rows that are in the table.
    pub n_read: usize,
    /// Rows that are not, and why.
    pub skipped: Tally<Reason>,
    /// Rows that are in the table with a remark.
    pub remarks: Tally<Remark>,
}

impl<R: Ord + Copy> Tally<R> {
    /// How many there are of a reason.
    pub fn n(&self, reason: R) -> usize {
        self.by_reason.get(&reason).map_or(0, |entry| entry.n)
    }

    /// How many there are in all.
    pub fn n_all(&self) -> usize {
        self.by_reason.values().map(|entry| entry.n).sum()
    }

    /// For each reason: how many there are, and the first of them in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (R, usize, &[Listed])> {
        self.by_reason
            .iter()
            .map(|(reason, entry)| (*reason, entry.n, entry.first.as_slice()))
    }

    pub(super) fn note(&mut self, reason: R, line: u64, found: impl FnOnce() -> String) {
        let entry = self.by_reason.entry(reason).or_default();
        entry.n += 1;
        if entry.first.len() < MAX_LISTED {
            entry.first.push(Listed {
                line,
                found: found(),
            });
        }
    }

    /// Appends what was noted for a part that begins so many lines further on.
    fn append(&mut self, other: Self, n_lines: u64) {
        for (reason, entry) in other.by_reason {
            let all = self.by_reason.entry(reason).or_default();
            all.n += entry.n;
            let room = MAX_LISTED - all.first.len().min(MAX_LISTED);
            let moved = entry.first.into_iter().take(room).map(|listed| Listed {
                line: listed.line + n_lines,
                ..listed
            });
            all.first.extend(moved);
        }
    }
}

impl<R: Ord> Default for Tally<R> {
    fn default() -> Self {
        Self {
            by_reason: BTreeMap::new(),
        }
    }
}

impl Report {
    /// Rows that are not in the table.
    pub fn n_skipped(&self) -> usize {
        self.skipped.n_all()
    }

    pub(super) fn append(&mut self, other: Self, n_lines: u64) {
        self.n_rows += other.n_rows;
        self.n_read += other.n_read;
        self.skipped.append(other.skipped, n_lines);
        self.remarks.append(other.remarks, n_lines);
    }
}

impl Reason {
    /// The reason in words, for a list of counts.
    pub fn label(self) -> &'static str {
        match self {
            Self::FieldCount => "Too few or too many fields",
            Self::RepeatedHeader => "The header again",
            Self::TooLong => "Too long, perhaps a quotation mark too many",
            Self::UnclosedQuote => "A quotation mark is not closed",
            Self::NoDate => "No date",
            Self::BadDate => "The date cannot be read",
            Self::EndBeforeStart => "Ends before it starts",
            Self::LowAboveHigh => "Lowest figure above the highest",
        }
    }
}

impl Remark {
    /// The remark in words, for a list of counts.
    pub fn label(self) -> &'static str {
        match self {
            Self::InvalidUtf8 => "Text is not UTF-8, unreadable characters replaced",
            Self::BadNumber => "A number cannot be read, taken as not known",
            Self::BadCoordinates => "Coordinates are no place on earth, taken as not known",
            Self::BestOutsideBand => "Best figure outside low and high, band widened",
        }
    }
}

impl fmt::Display for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.found)
    }
}

/// A field as it is shown in a list: its beginning, on one line.
pub(super) fn shown(field: &[u8]) -> String {
    let text = String::from_utf8_lossy(field);
    let mut shown: String = text
        .chars()
        .take(MAX_SHOWN)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
