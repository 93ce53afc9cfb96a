//! The text while it is edited: lines, coloured pieces, caret, its own undo, and what differs from the
//! dossier.
//!
//! Plain data without a window. The text is one string: inserting into a megabyte moves a few hundred
//! kilobytes, which takes some ten microseconds, and everything that is derived from it (line starts,
//! pieces, places of findings) is shifted, not made again. No opinion on how anything is drawn, or on when
//! a draft becomes a step of the dossier.
//!
//! Invariants: the caret and the anchor lie on boundaries of characters, never before a byte order mark and
//! never within a `\r\n`; the line starts and pieces are those that would be found in the text from scratch.

mod editing;
mod hunks;
mod merge;
mod moves;
mod pieces;
#[cfg(test)]
mod tests;
mod undo;

pub(super) use hunks::Hunks;
pub(super) use merge::{Prefer, difference, merge};
pub(super) use moves::Move;

use crate::format::{Span, TokenKind};
use pieces::Pieces;
use undo::{Change, Log};

pub(super) use undo::Kind;

/// Where one types, and what is marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The fixed end of what is marked.
    pub(super) anchor: usize,
    /// The end that moves, where typing goes.
    pub(super) caret: usize,
    /// The column that steps up and down keep to, in characters.
    goal: Option<usize>,
}

impl Cursor {
    /// Nothing marked.
    pub(super) fn at(byte: usize) -> Self {
        Self::new(byte, byte)
    }

    /// Marked from one end to the other.
    pub(super) fn new(anchor: usize, caret: usize) -> Self {
        Self {
            anchor,
            caret,
            goal: None,
        }
    }

    /// What is marked.
    pub(super) fn span(self) -> Span {
        Span::new(self.anchor.min(self.caret), self.anchor.max(self.caret))
    }
}

/// The text with its caret.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffer {
    text: String,
    /// Where the lines begin; the first one at the start of the text.
    starts: Vec<usize>,
    pieces: Pieces,
    hunks: Hunks,
    cursor: Cursor,
    log: Log,
    /// Places that travel with the text: those of the findings.
    marks: Vec<Span>,
    version: u64,
    n_chars_longest: usize,
}

impl Buffer {
    /// A text that nobody has changed yet.
    pub(super) fn new(text: &str) -> Self {
        let mut buffer = Self {
            text: text.to_owned(),
            starts: line_starts(text),
            pieces: Pieces::new(text),
            n_chars_longest: longest(text),
            ..Self::default()
        };
        buffer.cursor = Cursor::at(buffer.first_byte());
        buffer
    }

    /// The text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Changes with every change of the text.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// Where one types.
    pub(super) fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// What is marked, as text.
    pub(super) fn marked(&self) -> &str {
        self.cursor.span().of(&self.text)
    }

    /// Puts the caret somewhere; what is typed next is another step.
    pub(super) fn set_cursor(&mut self, cursor: Cursor) {
        self.log.seal();
        self.cursor = self.allowed(cursor);
    }

    /// What differs from the dossier.
    pub(super) fn hunks(&self) -> &Hunks {
        &self.hunks
    }

    /// Whether anything was changed since the dossier was taken over.
    pub(super) fn is_changed(&self) -> bool {
        !self.hunks.is_empty()
    }

    /// Places that travel with the text.
    pub(super) fn marks(&self) -> &[Span] {
        &self.marks
    }

    /// Sets the places that travel with the text.
    pub(super) fn set_marks(&mut self, marks: Vec<Span>) {
        self.marks = marks;
    }

    /// Number of characters of the longest line, or a little more.
    pub(super) fn n_chars_longest(&self) -> usize {
        self.n_chars_longest
    }

    /// How many lines there are; an empty text has one.
    pub(super) fn n_lines(&self) -> usize {
        self.starts.len()
    }

    /// The line (from zero) of a byte.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= byte)
            .saturating_sub(1)
    }

    /// The first byte of a line (from zero); past the last line, the end of the text.
    pub(super) fn line_start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    /// The bytes of a line (from zero) without its line break and without a byte order mark.
    pub(super) fn line_span(&self, line: usize) -> Span {
        let whole = Span::new(self.line_start(line), self.line_start(line + 1));
        let content = whole.of(&self.text);
        let content = content.strip_suffix('\n').unwrap_or(content);
        let content = content.strip_suffix('\r').unwrap_or(content);
        let end = whole.start + content.len();
        let shown = content.trim_start_matches('\u{feff}');
        Span::new(end - shown.len(), end)
    }

    /// The text of a line (from zero).
    pub(super) fn line(&self, line: usize) -> &str {
        self.line_span(line).of(&self.text)
    }

    /// Number of characters before a byte on its line, from zero.
    pub(super) fn column_of(&self, byte: usize) -> usize {
        let line = self.line_span(self.line_of(byte));
        let before = Span::new(line.start, byte.clamp(line.start, line.end));
        before.of(&self.text).chars().count()
    }

    /// The coloured pieces in a range of bytes, cut off at its ends.
    pub(super) fn pieces(&self, span: Span) -> impl Iterator<Item = (TokenKind, Span)> + '_ {
        self.pieces.within(span)
    }

    /// The line break that this text uses.
    pub(super) fn line_break(&self) -> &'static str {
        let first = self.starts.get(1).copied().unwrap_or(0);
        let before = self.text.get(..first).unwrap_or_default();
        if before.ends_with("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }

    /// The first byte that a caret can be at: behind a byte order mark.
    fn first_byte(&self) -> usize {
        if self.text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        }
    }

    /// The nearest place at or before a byte where a caret may be.
    fn boundary(&self, byte: usize) -> usize {
        let byte = self.text.floor_char_boundary(byte.min(self.text.len()));
        let bytes = self.text.as_bytes();
        let in_break =
            byte > 0 && bytes.get(byte) == Some(&b'\n') && bytes.get(byte - 1) == Some(&b'\r');
        (byte - usize::from(in_break)).max(self.first_byte())
    }

    /// A cursor whose ends are where a caret may be.
    fn allowed(&self, cursor: Cursor) -> Cursor {
        Cursor {
            anchor: self.boundary(cursor.anchor),
            caret: self.boundary(cursor.caret),
            goal: cursor.goal,
        }
    }

    /// Puts a text in the place of what is marked, as one types or pastes it.
    pub(super) fn insert(&mut self, text: &str, kind: Kind) {
        let span = self.cursor.span();
        let text = with_line_breaks(text, self.line_break());
        let end = span.start + text.len();
        self.change(span, &text, kind, Cursor::at(end));
    }

    /// Replaces a range, as a part of a step of this kind, and puts the caret where it says.
    pub(super) fn change(&mut self, span: Span, with: &str, kind: Kind, after: Cursor) {
        let span = self.legal(span);
        if span.of(&self.text) == with {
            if self.cursor != after {
                self.set_cursor(after);
            }
            return;
        }
        let change = Change {
            at: span.start,
            removed: span.of(&self.text).to_owned(),
            inserted: with.to_owned(),
        };
        let before = self.cursor;
        self.replace(span, with);
        self.log.note(kind, change, before, after);
        self.cursor = self.allowed(after);
    }

    /// Several replacements, sorted and disjoint, as one step; the caret stays with its text.
    pub(super) fn change_all(&mut self, edits: &[(Span, String)]) {
        let (Some((first, _)), Some((last, _))) = (edits.first(), edits.last()) else {
            return;
        };
        let whole = Span::new(first.start, last.end);
        let mut text = String::new();
        let mut from = whole.start;
        for (span, with) in edits {
            text.push_str(Span::new(from, span.start).of(&self.text));
            text.push_str(with);
            from = span.end;
        }
        let cursor = Cursor::new(
            shifted(self.cursor.anchor, edits),
            shifted(self.cursor.caret, edits),
        );
        self.log.seal();
        self.change(whole, &text, Kind::Other, cursor);
        self.log.seal();
    }

    /// Takes the last step of typing back; `false` where there is none.
    pub(super) fn undo(&mut self) -> bool {
        let Some((change, cursor)) = self.log.step_back() else {
            return false;
        };
        let inserted = Span::new(change.at, change.at + change.inserted.len());
        self.replace(inserted, &change.removed);
        self.cursor = self.allowed(cursor);
        if self.log.is_at_start() {
            self.hunks.clear();
        }
        true
    }

    /// Does the next step of typing again; `false` where there is none.
    pub(super) fn redo(&mut self) -> bool {
        let Some((change, cursor)) = self.log.step_forward() else {
            return false;
        };
        let removed = Span::new(change.at, change.at + change.removed.len());
        self.replace(removed, &change.inserted);
        self.cursor = self.allowed(cursor);
        true
    }

    /// The text is that of the dossier now: nothing differs, and nothing is to be undone here.
    pub(super) fn settle(&mut self) {
        self.hunks.clear();
        self.log = Log::default();
    }

    /// Becomes another text, which is that of the dossier. Returns the bytes that are new.
    pub(super) fn adopt(&mut self, text: &str) -> Option<Span> {
        let changed = self.become_text(text);
        self.settle();
        self.n_chars_longest = longest(text);
        changed
    }

    /// Becomes another text, which differs from that of the dossier.
    pub(super) fn adopt_draft(&mut self, base: &str, text: &str) {
        self.become_text(text);
        self.log = Log::rootless();
        self.hunks = Hunks::between(&difference(base, text));
    }

    fn become_text(&mut self, text: &str) -> Option<Span> {
        let (start, end) = merge::common_ends(&self.text, text);
        let old = Span::new(start, self.text.len() - end);
        let new = Span::new(start, text.len() - end);
        if old.is_empty() && new.is_empty() {
            return None;
        }
        let with = new.of(text);
        let move_along = |byte: usize| match byte {
            byte if byte <= old.start => byte,
            byte if byte >= old.end => byte - old.end + new.end,
            byte => byte.min(new.end),
        };
        let cursor = Cursor::new(
            move_along(self.cursor.anchor),
            move_along(self.cursor.caret),
        );
        self.replace(old, with);
        self.set_cursor(cursor);
        Some(new)
    }

    /// A range on character boundaries that leaves the byte order mark alone.
    fn legal(&self, span: Span) -> Span {
        let first = self.first_byte();
        let start = self.text.floor_char_boundary(span.start).max(first);
        let end = self.text.ceil_char_boundary(span.end.max(start));
        Span::new(start, end)
    }

    /// Replaces a range in the text and in all that is derived from it.
    fn replace(&mut self, span: Span, with: &str) {
        self.text.replace_range(span.start..span.end, with);
        self.version += 1;
        self.hunks.note(span, with.len());
        self.replace_lines(span, with);
        self.pieces.replace(&self.text, span, with.len());
        for mark in &mut self.marks {
            *mark = Span::new(
                carried(mark.start, span, with.len()),
                carried(mark.end, span, with.len()),
            );
        }
        let first = self.line_of(span.start);
        let last = self.line_of(span.start + with.len());
        for line in first..=last {
            let n_chars = self.line(line).chars().count();
            self.n_chars_longest = self.n_chars_longest.max(n_chars);
        }
    }

    fn replace_lines(&mut self, span: Span, with: &str) {
        let first = self.starts.partition_point(|start| *start <= span.start);
        let last = self.starts.partition_point(|start| *start <= span.end);
        let breaks = with.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let new: Vec<usize> = breaks.map(|(at, _)| span.start + at + 1).collect();
        let n_new = new.len();
        self.starts.splice(first..last, new);
        for start in self.starts.iter_mut().skip(first + n_new) {
            *start = *start - span.len() + with.len();
        }
    }
}

/// Where a byte lies after a range was replaced by `len` bytes.
fn carried(byte: usize, span: Span, len: usize) -> usize {
    match byte {
        byte if byte <= span.start => byte,
        byte if byte >= span.end => byte - span.len() + len,
        _ => span.start + len,
    }
}

/// Where a byte lies after several replacements.
fn shifted(byte: usize, edits: &[(Span, String)]) -> usize {
    let mut place = byte;
    for (span, with) in edits {
        if span.start >= byte {
            break;
        }
        let within = byte.min(span.end) - span.start;
        let kept = if byte >= span.end {
            with.len()
        } else {
            with.floor_char_boundary(within.min(with.len()))
        };
        place = place - within + kept;
    }
    place
}

fn line_starts(text: &str) -> Vec<usize> {
    let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    std::iter::once(0)
        .chain(breaks.map(|(at, _)| at + 1))
        .collect()
}

fn longest(text: &str) -> usize {
    let lines = text.lines().map(|line| line.chars().count());
    lines.max().unwrap_or(0)
}

/// A text with all its line breaks written in one way.
fn with_line_breaks(text: &str, line_break: &str) -> String {
    if !text.contains(['\n', '\r']) {
        return text.to_owned();
    }
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    if line_break == "\n" {
        plain
    } else {
        plain.replace('\n', line_break)
    }
}
