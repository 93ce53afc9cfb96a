//! Bytes to records and fields.
//!
//! What a record is, is what the `csv` library says: a quoted field may hold the delimiter, line ends and
//! doubled quotation marks; `\n`, `\r\n` and `\r` end a record; empty lines are none. The common shapes are
//! found by searching for the next delimiter, without a copy; for the odd ones (a closed quotation that goes
//! on) the library itself is asked. A test holds both together on any bytes.
//!
//! No opinion on what a field means. Two things differ from the library: a record has a greatest length, and
//! a quotation mark that is one too many costs one line and not the rest of the file.
//!
//! Invariant: every byte belongs to one record, one step of another kind, or the line ends between them.

use memchr::{memchr, memchr_iter, memchr2};
use std::borrow::Cow;

use super::fields::{Dialect, Edge, Span, closing_quote, plain_fields};
use super::to_usize;

/// The longest record, in bytes. What is longer is no event but a damaged file, or no table at all.
pub(super) const MAX_RECORD_BYTES: usize = 1 << 20;

/// After so many failures in a row that the limit is no greater, a record has to end in its first line.
const MIN_LIMIT_BYTES: usize = 1 << 13;

/// What the next step found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A record; its fields can be asked for.
    Record,
    /// A record longer than the limit; its first line is passed over.
    TooLong,
    /// A quotation that is open at the end of the file, or of the line where it must not go on; its first line
    /// is passed over.
    Unclosed,
    /// The record goes on in a later block; nothing is consumed.
    Wait,
    /// There are no more records.
    End,
}

/// Goes through the records of a block.
pub(super) struct Records<'a> {
    input: &'a [u8],
    dialect: Dialect,
    /// Whether the file ends with this block.
    is_last: bool,
    /// Where the next record begins.
    pub(super) at: usize,
    /// Line ends before `at`.
    pub(super) n_lines: u64,
    /// Whether `at` is in the middle of a line that is passed over.
    pub(super) in_skipped_line: bool,
    /// Where the record of the last step begins.
    pub(super) start: usize,
    /// Line ends before `start`.
    pub(super) start_line: u64,
    /// How far is looked for the end of a record, at most [`MAX_RECORD_BYTES`]. It is halved with every
    /// failure, and in the end no record may have a second line, so that a file full of quotation marks that
    /// are never closed is read in a time that is proportional to its length.
    pub(super) limit: usize,
    spans: Vec<Span>,
    /// The fields as the library wrote them, if it was asked.
    written: Vec<u8>,
    is_written: bool,
    /// The library, made when it is first needed, because making it takes as long as reading many records.
    library: Option<Box<csv_core::Reader>>,
}

impl<'a> Records<'a> {
    pub(super) fn new(input: &'a [u8], at: usize, dialect: Dialect, is_last: bool) -> Self {
        Self {
            input,
            dialect,
            is_last,
            at,
            n_lines: 0,
            in_skipped_line: false,
            start: at,
            start_line: 0,
            limit: MAX_RECORD_BYTES,
            spans: Vec::with_capacity(64),
            written: Vec::new(),
            is_written: false,
            library: None,
        }
    }

    pub(super) fn n_fields(&self) -> usize {
        self.spans.len()
    }

    /// The bytes of the record, with its quotation marks and line end.
    pub(super) fn raw(&self) -> &'a [u8] {
        self.input.get(self.start..self.at).unwrap_or_default()
    }

    /// A field without its quotation marks; empty if there is none.
    #[inline]
    pub(super) fn field(&self, idx: usize) -> Cow<'_, [u8]> {
        let Some(span) = self.spans.get(idx) else {
            return Cow::Borrowed(&[]);
        };
        let range = to_usize(span.start)..to_usize(span.end);
        if self.is_written {
            return Cow::Borrowed(self.written.get(range).unwrap_or_default());
        }
        let record = self.input.get(self.start..).unwrap_or_default();
        let field = record.get(range).unwrap_or_default();
        if !span.escaped {
            return Cow::Borrowed(field);
        }
        let mut unescaped = Vec::with_capacity(field.len());
        let mut rest = field;
        while let Some(quote) = memchr(b'"', rest) {
            unescaped.extend_from_slice(rest.get(..=quote).unwrap_or_default());
            rest = rest.get(quote + 2..).unwrap_or_default();
        }
        unescaped.extend_from_slice(rest);
        Cow::Owned(unescaped)
    }

    /// Goes on to the next record.
    pub(super) fn step(&mut self) -> Step {
        if self.in_skipped_line && !self.finish_skipped_line() {
            return Step::End;
        }
        if let Some(step) = self.pass_empty_lines() {
            return step;
        }
        self.start = self.at;
        self.start_line = self.n_lines;
        self.spans.clear();
        self.is_written = false;
        self.scan()
    }

    /// Whether text stands behind a closing quotation mark in a record of several lines. The mark is then
    /// more likely one that opens a field of a later row, and the one before it is never closed.
    pub(super) fn runs_on(&self) -> bool {
        self.is_written && self.second_line().is_some()
    }

    /// Where the second line of the record begins.
    fn second_line(&self) -> Option<usize> {
        let end = memchr2(b'\n', b'\r', self.raw())?;
        let after = self.after_line_end(self.start + end)?;
        Some(after).filter(|after| *after < self.at)
    }

    /// The record was split well; the next may be as long as any.
    #[inline]
    pub(super) fn trust(&mut self) {
        self.limit = MAX_RECORD_BYTES;
    }

    /// The record was not split well: there may be a quotation mark too many in it. If it has several lines,
    /// what comes next is the second of them.
    pub(super) fn distrust(&mut self) {
        if let Some(second_line) = self.second_line() {
            self.at = second_line;
            self.n_lines = self.start_line + 1;
            self.limit = MIN_LIMIT_BYTES.max(self.limit / 2);
        }
    }

    /// Passes over line ends between records.
    fn pass_empty_lines(&mut self) -> Option<Step> {
        loop {
            match self.input.get(self.at) {
                None => return Some(Step::End),
                Some(b'\n' | b'\r') => match self.after_line_end(self.at) {
                    Some(after) => {
                        self.at = after;
                        self.n_lines += 1;
                    }
                    None => return Some(Step::Wait),
                },
                Some(_) => return None,
            }
        }
    }

    /// Where the text goes on after the line end at `at`; `None` if that depends on the next block.
    #[inline]
    fn after_line_end(&self, at: usize) -> Option<usize> {
        match (self.input.get(at), self.input.get(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => Some(at + 2),
            (Some(b'\r'), None) if !self.is_last => None,
            _ => Some(at + 1),
        }
    }

    /// The bytes in which the record has to end.
    fn window(&self) -> (&'a [u8], Edge) {
        let rest = self.input.get(self.start..).unwrap_or_default();
        let is_one_line = self.limit <= MIN_LIMIT_BYTES;
        let limit = if is_one_line {
            MAX_RECORD_BYTES
        } else {
            self.limit
        };
        let (window, edge) = match rest.get(..=limit) {
            Some(window) => (window, Edge::Limit),
            None if self.is_last => (rest, Edge::End),
            None => (rest, Edge::Block),
        };
        match memchr2(b'\n', b'\r', window) {
            Some(end) if is_one_line => (window.get(..=end).unwrap_or_default(), Edge::Line),
            _ => (window, edge),
        }
    }

    fn scan(&mut self) -> Step {
        let (window, edge) = self.window();
        let Dialect { delimiter, quoting } = self.dialect;
        let mut pos = 0;
        let mut n_lines = 0;
        loop {
            // Where the field ends: the delimiter, a line end, or the end of the file.
            let end = if quoting && window.get(pos) == Some(&b'"') {
                let Some((close, escaped)) = closing_quote(window, pos + 1) else {
                    return self.unfinished(edge);
                };
                let content = window.get(pos + 1..close).unwrap_or_default();
                n_lines += memchr_iter(b'\n', content).count();
                let span = Span::new(pos + 1, close);
                self.spans.push(Span { escaped, ..span });
                close + 1
            } else {
                plain_fields(window, pos, self.dialect, &mut self.spans)
            };
            match window.get(end) {
                Some(byte) if *byte == delimiter => pos = end + 1,
                Some(b'\n' | b'\r') => {
                    let Some(after) = self.after_line_end(self.start + end) else {
                        return Step::Wait;
                    };
                    return self.record(after, n_lines + 1);
                }
                // Text behind a closing quotation mark.
                Some(_) => return self.ask_library(window, edge),
                None if edge == Edge::End => return self.record(self.start + end, n_lines),
                None => return self.unfinished(edge),
            }
        }
    }

    #[inline]
    fn record(&mut self, after: usize, n_lines: usize) -> Step {
        self.at = after;
        self.n_lines += u64::try_from(n_lines).unwrap_or(0);
        Step::Record
    }

    /// The record does not end in its window.
    fn unfinished(&mut self, edge: Edge) -> Step {
        if edge == Edge::Block {
            return Step::Wait;
        }
        self.in_skipped_line = true;
        self.finish_skipped_line();
        self.limit = MIN_LIMIT_BYTES.max(self.limit / 2);
        match edge {
            Edge::Limit => Step::TooLong,
            // Only a quotation goes on through the end of a line or the file.
            _ => Step::Unclosed,
        }
    }

    /// Goes to the end of a line that is passed over; false if it is not in this block.
    fn finish_skipped_line(&mut self) -> bool {
        let rest = self.input.get(self.at..).unwrap_or_default();
        let Some(end) = memchr2(b'\n', b'\r', rest) else {
            self.at = self.input.len();
            return false;
        };
        if let Some(after) = self.after_line_end(self.at + end) {
            self.at = after;
            self.n_lines += 1;
            self.in_skipped_line = false;
            true
        } else {
            // The line end is left to the next block.
            self.at += end;
            false
        }
    }

    /// Lets the library read a record that is written in an odd way.
    fn ask_library(&mut self, window: &[u8], edge: Edge) -> Step {
        let Some(n_in) = self.write_fields(window, edge) else {
            return self.unfinished(edge);
        };
        let read = window.get(..n_in).unwrap_or_default();
        let mut n_lines = memchr_iter(b'\n', read).count();
        let mut after = self.start + n_in;
        if read.last() == Some(&b'\r') {
            let Some(end) = self.after_line_end(after - 1) else {
                return Step::Wait;
            };
            after = end;
            n_lines += 1;
        }
        self.is_written = true;
        self.record(after, n_lines)
    }

    /// Fields and spans as the library reads them, and how many bytes those are; `None` if the record does
    /// not end in the window.
    fn write_fields(&mut self, window: &[u8], edge: Edge) -> Option<usize> {
        use csv_core::ReadRecordResult as Found;
        let Dialect { delimiter, quoting } = self.dialect;
        let reader = self.library.get_or_insert_with(|| {
            let mut dialect = csv_core::ReaderBuilder::new();
            dialect.delimiter(delimiter).quoting(quoting);
            Box::new(dialect.build())
        });
        reader.reset();
        let mut ends = vec![0; 64];
        if self.written.is_empty() {
            self.written.resize(4096, 0);
        }
        let (mut n_in, mut n_out, mut n_ends) = (0, 0, 0);
        loop {
            let (found, more_in, more_out, more_ends) = reader.read_record(
                window.get(n_in..)?,
                self.written.get_mut(n_out..)?,
                ends.get_mut(n_ends..)?,
            );
            n_in += more_in;
            n_out += more_out;
            n_ends += more_ends;
            match found {
                Found::Record => break,
                Found::OutputFull => self.written.resize(self.written.len() * 2, 0),
                Found::OutputEndsFull => ends.resize(ends.len() * 2, 0),
                // Asked again with nothing left to read, the library takes it for the end of the file.
                Found::InputEmpty if edge == Edge::End => {}
                Found::InputEmpty | Found::End => return None,
            }
        }
        self.spans.clear();
        let mut start = 0;
        for end in ends.into_iter().take(n_ends) {
            self.spans.push(Span::new(start, end));
            start = end;
        }
        Some(n_in)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Record = Vec<Vec<u8>>;

    /// All records, and the line (from 1) of each.
    fn records(input: &[u8], dialect: Dialect) -> (Vec<Record>, Vec<u64>, Vec<Step>) {
        let mut reader = Records::new(input, 0, dialect, true);
        let (mut records, mut lines, mut odd) = (Vec::new(), Vec::new(), Vec::new());
        loop {
            match reader.step() {
                Step::Record => {
                    let fields = 0..reader.n_fields();
                    records.push(fields.map(|idx| reader.field(idx).into_owned()).collect());
                    lines.push(reader.start_line + 1);
                }
                Step::End => return (records, lines, odd),
                step => odd.push(step),
            }
        }
    }

    fn by_library(input: &[u8], dialect: Dialect) -> Vec<Record> {
        csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(dialect.delimiter)
            .quoting(dialect.quoting)
            .from_reader(input)
            .byte_records()
            .map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect())
            .collect()
    }

    fn text(input: &str) -> Vec<Vec<String>> {
        let (records, ..) = records(input.as_bytes(), Dialect::COMMA);
        let text = |field: Vec<u8>| String::from_utf8(field).unwrap();
        records
            .into_iter()
            .map(|record| record.into_iter().map(text).collect())
            .collect()
    }

    /// Quotation marks, doubled ones, line ends inside and of all kinds, and text behind a quotation.
    #[test]
    fn reads_fields() {
        assert_eq!(text("a,b\r\n\r\nc,\n"), [["a", "b"], ["c", ""]]);
        assert_eq!(
            text("\"a\nb\",\"c \"\"d\"\"\"\rx,y"),
            [["a\nb", "c \"d\""], ["x", "y"]]
        );
        assert_eq!(text("\"a\"b,c\nd,e"), [["ab", "c"], ["d", "e"]]);
        assert_eq!(text("a\"b,\"\""), [["a\"b", ""]]);
        assert_eq!(text(""), Vec::<Vec<String>>::new());
    }

    /// The line of a record is that of an editor: line ends inside fields and empty lines count.
    #[test]
    fn counts_lines() {
        let input = b"a\n\n\"b\nb\"\r\nc\rd\r\r\n\"e\"x\nf";
        let (records, lines, _) = records(input, Dialect::COMMA);
        assert_eq!(records.len(), 6);
        assert_eq!(lines, [1, 3, 5, 6, 8, 9]);
    }

    /// A quotation that is never closed costs its line, and reading goes on with the next.
    #[test]
    fn unclosed_quotation_costs_one_line() {
        let (records, lines, odd) = records(b"a,b\nc,\"d\ne,f\n", Dialect::COMMA);
        assert_eq!(odd, [Step::Unclosed]);
        assert_eq!((records.len(), lines), (2, vec![1, 3]));
    }

    /// A line of more than a megabyte costs itself, with and without a quotation in it.
    #[test]
    fn long_line_costs_itself() {
        let long = "x".repeat(MAX_RECORD_BYTES + 10);
        for quote in ["", "\""] {
            let input = format!("a,b\n{quote}{long}\ne,f\n");
            let (records, lines, odd) = records(input.as_bytes(), Dialect::COMMA);
            // The quotation is only cut when more than a record's length follows it.
            assert_eq!(odd, [Step::TooLong]);
            assert_eq!((records.len(), lines), (2, vec![1, 3]));
        }
    }

    /// Any bytes in which a quotation cannot stay open: made of what matters to a reader.
    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            4 => "[a-z0-9]{0,24}".prop_map(String::into_bytes),
            2 => Just(b",".to_vec()),
            1 => Just(b"\t".to_vec()),
            2 => Just(b"\"".to_vec()),
            2 => Just(b"\n".to_vec()),
            1 => Just(b"\r".to_vec()),
            1 => Just(b"\r\n".to_vec()),
            1 => Just(vec![0xff, 0]),
            1 => prop::collection::vec(any::<u8>(), 0..9),
            1 => Just("long ".repeat(30).into_bytes()),
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        /// Fields are those that the library reads, unless a quotation is open at the end.
        #[test]
        fn equals_the_library(input in bytes(), is_tab in any::<bool>()) {
            let dialect = if is_tab { Dialect::TAB } else { Dialect::COMMA };
            let (records, _, odd) = records(&input, dialect);
            if odd.is_empty() {
                prop_assert_eq!(records, by_library(&input, dialect));
            } else {
                prop_assert!(!is_tab);
            }
        }

        /// In blocks, cut anywhere, the same records come out as in one piece.
        #[test]
        fn blocks_change_nothing(input in bytes(), cut in 0..300_usize) {
            let whole = records(&input, Dialect::COMMA);
            if !whole.2.is_empty() {
                return Ok(());
            }
            let cut = cut.min(input.len());
            let mut first = Records::new(&input[..cut], 0, Dialect::COMMA, false);
            let mut n_first = 0;
            loop {
                match first.step() {
                    Step::Record => n_first += 1,
                    Step::End | Step::Wait => break,
                    step => prop_assert!(false, "{step:?}"),
                }
            }
            let rest = records(&input[first.at..], Dialect::COMMA);
            prop_assert_eq!(n_first + rest.0.len(), whole.0.len());
            prop_assert_eq!(&rest.0[..], &whole.0[n_first..]);
            let lines: Vec<u64> = rest.1.iter().map(|line| line + first.n_lines).collect();
            prop_assert_eq!(&lines[..], &whole.1[n_first..]);
        }
    }
}
