//! A whole file to a table: in blocks, on several threads, with progress and the wish to stop.
//!
//! A block is cut into parts where records seem to begin. Each part is read by a thread of its own, and
//! counts only if the part before it really ended there; otherwise the rest of the block is read again in
//! one piece. So the number of threads changes the time and nothing else.
//! No opinion on files: it reads bytes, or anything that can be read.

use std::io::Read;
use std::thread;

use super::columns::Rows;
use super::decode::Decoder;
use super::layout::Layout;
use super::progress::Progress;
use super::recognise::{self, ENOUGH_BYTES, Start};
use super::records::{MAX_RECORD_BYTES, Records, Step};
use super::report::{Reason, Report};
use super::table::EventTable;
use crate::model::track::{ColumnMap, Track, TrackKind};

/// Bytes read at once from a file.
const BLOCK_BYTES: usize = 32 << 20;

/// Parts are not smaller than this.
const MIN_PART_BYTES: usize = 1 << 18;

/// So many bytes are read between two looks at the progress.
const STRIDE_BYTES: usize = 1 << 16;

/// What to read a file as.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The kind; found by looking if not given.
    pub kind: Option<TrackKind>,
    /// What the columns mean, for a table of no known kind.
    pub columns: Option<&'a ColumnMap>,
    /// On how many threads, 1 or more.
    pub n_threads: usize,
}

/// A file that has been read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Its events.
    pub table: EventTable,
    /// What became of its rows.
    pub report: Report,
}

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It was asked to stop.
    #[error("Reading was cancelled")]
    Cancelled,
    /// There is nothing in it.
    #[error("The file is empty")]
    Empty,
    /// It is no table of text.
    #[error("This is no table but {what}")]
    NotText {
        /// What it seems to be, and what can be done.
        what: &'static str,
    },
    /// It is no kind that is known by its columns.
    #[error(
        "The columns are those of no known data set ({names}); say which of them hold the date and so on"
    )]
    Unrecognised {
        /// The first row.
        names: String,
    },
    /// It is not of the kind that was asked for.
    #[error("This is no {kind} file: the header lacks {missing}")]
    MissingColumns {
        /// The kind that was asked for.
        kind: &'static str,
        /// The names that are missing.
        missing: String,
    },
    /// It is of another kind than was asked for.
    #[error("This is no {kind} file but {found}; choose that kind instead")]
    OtherKind {
        /// The kind that was asked for.
        kind: &'static str,
        /// The kind that it is.
        found: &'static str,
    },
    /// The columns of a table are not said.
    #[error("Say which column holds the date")]
    NoMapping,
    /// A column of the mapping is not in the table.
    #[error("There is no column “{column}”; there are {names}")]
    NoSuchColumn {
        /// The column.
        column: String,
        /// The names that are there.
        names: String,
    },
    /// It has more rows than can be counted.
    #[error("The file has more than four thousand million rows")]
    TooManyRows,
    /// It could not be read from where it lies.
    #[error("The file cannot be read: {0}")]
    Io(#[from] std::io::Error),
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            kind: None,
            columns: None,
            n_threads: 1,
        }
    }
}

impl<'a> Options<'a> {
    /// What a track of a dossier says about its file. The kind is taken as said and not guessed, so that a
    /// file that has been exchanged for another is noticed.
    pub fn of(track: &'a Track, n_threads: usize) -> Self {
        Self {
            kind: Some(track.kind),
            columns: track.columns.as_ref(),
            n_threads,
        }
    }
}

/// Reads a file that is in memory.
///
/// ```
/// use roundtable::tracks::{Options, Progress, read};
///
/// let file = "event_id_cnty,event_date,event_type,fatalities\n\
///             X1,16 May 2025,Battles,3\n\
///             X2,soon,Battles,1\n";
/// let loaded = read(file.as_bytes(), &Options::default(), &Progress::default())?;
/// assert_eq!(loaded.table.deaths(0).best, Some(3));
/// assert_eq!((loaded.report.n_rows, loaded.report.n_read, loaded.report.n_skipped()), (2, 1, 1));
/// # Ok::<(), roundtable::tracks::ReadError>(())
/// ```
///
/// # Errors
///
/// If it is no table, not of the kind or without the columns that are asked for, or if it was asked to stop.
/// Rows that cannot be read are no error but stand in the report.
pub fn read(bytes: &[u8], options: &Options<'_>, progress: &Progress) -> Result<Loaded, ReadError> {
    progress.set_total(u64::try_from(bytes.len()).unwrap_or(0));
    let beginning = bytes.get(..ENOUGH_BYTES).unwrap_or(bytes);
    let start = recognise::start(beginning, options)?;
    progress.advance(start.at);
    let mut reading = Reading::new(start.layout, start.n_lines, options.n_threads);
    reading.feed(bytes, start.at, true, progress)?;
    Ok(reading.finish())
}

/// Reads a file from wherever it lies, block by block. `n_bytes` is its size, if that is known.
///
/// # Errors
///
/// As [`read`], and if the source cannot be read.
pub fn read_from(
    source: impl Read,
    n_bytes: Option<u64>,
    options: &Options<'_>,
    progress: &Progress,
) -> Result<Loaded, ReadError> {
    progress.set_total(n_bytes.unwrap_or(0));
    read_in_blocks(source, BLOCK_BYTES, options, progress)
}

/// Reads a file in blocks of this size, which is above that of the longest record.
pub(super) fn read_in_blocks(
    mut source: impl Read,
    block_bytes: usize,
    options: &Options<'_>,
    progress: &Progress,
) -> Result<Loaded, ReadError> {
    let mut block = Vec::new();
    let mut is_last = fill(&mut source, &mut block, block_bytes, progress)?;
    let beginning = block.get(..ENOUGH_BYTES).unwrap_or(&block);
    let Start {
        layout,
        mut at,
        n_lines,
    } = recognise::start(beginning, options)?;
    progress.advance(at);
    let mut reading = Reading::new(layout, n_lines, options.n_threads);
    loop {
        let end = reading.feed(&block, at, is_last, progress)?;
        if is_last {
            return Ok(reading.finish());
        }
        block.drain(..end);
        at = 0;
        is_last = fill(&mut source, &mut block, block_bytes, progress)?;
    }
}

/// Fills the block; true if nothing follows it.
fn fill(
    source: &mut impl Read,
    block: &mut Vec<u8>,
    block_bytes: usize,
    progress: &Progress,
) -> Result<bool, ReadError> {
    /// Bytes asked for at once, so that a slow source can be stopped.
    const ASK_BYTES: u64 = 1 << 20;
    block.reserve(block_bytes.saturating_sub(block.len()));
    while block.len() < block_bytes {
        if progress.is_cancelled() {
            return Err(ReadError::Cancelled);
        }
        let room = u64::try_from(block_bytes - block.len()).unwrap_or(ASK_BYTES);
        if source
            .by_ref()
            .take(room.min(ASK_BYTES))
            .read_to_end(block)?
            == 0
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A file that is being read.
struct Reading {
    layout: Layout,
    n_threads: usize,
    rows: Rows,
    report: Report,
    /// Where the block begins in the file.
    offset: u64,
    /// Line ends before what comes next.
    n_lines: u64,
    carry: Carry,
}

/// What is known from the records before when a block or a part of it begins.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Carry {
    /// Whether it begins in the middle of a line that is passed over.
    in_skipped_line: bool,
    /// How far is looked for the end of a record.
    limit: usize,
}

impl Carry {
    /// Nothing that matters.
    const NOTHING: Self = Self {
        in_skipped_line: false,
        limit: MAX_RECORD_BYTES,
    };
}

/// What a thread has read.
struct Part {
    start: usize,
    end: usize,
    n_lines: u64,
    carry: Carry,
    rows: Rows,
    report: Report,
}

impl Reading {
    fn new(layout: Layout, n_lines: u64, n_threads: usize) -> Self {
        Self {
            layout,
            n_threads: n_threads.max(1),
            rows: Rows::new(),
            report: Report::default(),
            offset: 0,
            n_lines,
            carry: Carry::NOTHING,
        }
    }

    /// Reads a block from `at`; gives back where the first record begins that does not end in it.
    fn feed(
        &mut self,
        block: &[u8],
        at: usize,
        is_last: bool,
        progress: &Progress,
    ) -> Result<usize, ReadError> {
        let mut starts = self.starts(block, at);
        starts.push(block.len());
        let parts: Vec<Part> = thread::scope(|scope| {
            let this = &*self;
            let mut running = Vec::new();
            for ends in starts.windows(2).skip(1) {
                if let [start, stop] = *ends {
                    running.push(scope.spawn(move || {
                        this.part(block, (start, stop), is_last, Carry::NOTHING, progress)
                    }));
                }
            }
            // The first part is read on this thread.
            let stop = starts.get(1).copied().unwrap_or(block.len());
            let first = this.part(block, (at, stop), is_last, this.carry, progress);
            let others = running.into_iter().filter_map(|thread| thread.join().ok());
            std::iter::once(first).chain(others).collect()
        });
        if progress.is_cancelled() {
            return Err(ReadError::Cancelled);
        }
        let mut end = at;
        for part in parts {
            let begins_well = part.start == at || self.carry == Carry::NOTHING;
            if part.start != end || !begins_well {
                // No record begins where this part was thought to begin, or not as was thought.
                break;
            }
            end = part.end;
            self.append(part)?;
        }
        if end < block.len() {
            let part = self.part(block, (end, block.len()), is_last, self.carry, progress);
            if progress.is_cancelled() {
                return Err(ReadError::Cancelled);
            }
            end = part.end;
            self.append(part)?;
        }
        self.offset += u64::try_from(end).unwrap_or(0);
        Ok(end)
    }

    /// Where the parts of a block begin.
    fn starts(&self, block: &[u8], at: usize) -> Vec<usize> {
        let n_bytes = block.len() - at.min(block.len());
        let n_parts = self.n_threads.min(n_bytes / MIN_PART_BYTES).max(1);
        let mut starts = vec![at];
        for idx in 1..n_parts {
            let about = at + n_bytes / n_parts * idx;
            let after = starts.last().copied().unwrap_or(at);
            if let Some(start) = self
                .likely_start(block, about)
                .filter(|start| *start > after)
            {
                starts.push(start);
            }
        }
        starts
    }

    /// A place behind `about` from which some records of the right size can be read.
    fn likely_start(&self, block: &[u8], about: usize) -> Option<usize> {
        const N_TRIES: usize = 200;
        const N_RECORDS: usize = 4;
        let mut at = about;
        for _ in 0..N_TRIES {
            at += memchr::memchr(b'\n', block.get(at..)?)? + 1;
            let mut records = Records::new(block, at, self.layout.dialect, false);
            let is_likely = (0..N_RECORDS).all(|_| {
                records.step() == Step::Record
                    && self
                        .layout
                        .shapes
                        .iter()
                        .any(|shape| shape.n_fields == records.n_fields())
            });
            if is_likely {
                return Some(at);
            }
        }
        None
    }

    /// Reads the records that begin in a part of the block.
    fn part(
        &self,
        block: &[u8],
        (start, stop): (usize, usize),
        is_last: bool,
        carry: Carry,
        progress: &Progress,
    ) -> Part {
        let mut decoder = Decoder::new(&self.layout);
        let mut records = Records::new(block, start, self.layout.dialect, is_last);
        records.in_skipped_line = carry.in_skipped_line;
        records.limit = carry.limit;
        let mut told = start;
        while records.at < stop {
            match records.step() {
                Step::Record if records.runs_on() => {
                    decoder.skip(Reason::UnclosedQuote, &records);
                    records.distrust();
                }
                Step::Record => {
                    if decoder.enter(&records, self.offset) {
                        records.trust();
                    } else {
                        records.distrust();
                    }
                }
                Step::TooLong => decoder.skip(Reason::TooLong, &records),
                Step::Unclosed => decoder.skip(Reason::UnclosedQuote, &records),
                Step::Wait | Step::End => break,
            }
            if records.at - told >= STRIDE_BYTES {
                progress.advance(records.at - told);
                told = records.at;
                if progress.is_cancelled() {
                    break;
                }
            }
        }
        progress.advance(records.at - told);
        Part {
            start,
            end: records.at,
            n_lines: records.n_lines,
            carry: Carry {
                in_skipped_line: records.in_skipped_line,
                limit: records.limit,
            },
            rows: decoder.rows,
            report: decoder.report,
        }
    }

    fn append(&mut self, mut part: Part) -> Result<(), ReadError> {
        if u32::try_from(self.rows.len() + part.rows.len()).is_err() {
            return Err(ReadError::TooManyRows);
        }
        let n_lines = u32::try_from(self.n_lines).unwrap_or(u32::MAX);
        for line in &mut part.rows.columns.line {
            *line = line.saturating_add(n_lines);
        }
        self.report.append(part.report, self.n_lines);
        self.rows.append(part.rows);
        self.n_lines += part.n_lines;
        self.carry = part.carry;
        Ok(())
    }

    fn finish(mut self) -> Loaded {
        self.rows.sort();
        Loaded {
            table: EventTable::new(self.rows, self.layout),
            report: self.report,
        }
    }
}
