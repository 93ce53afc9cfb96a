//! Places in a text: byte ranges, and lines and columns for people.
//!
//! No opinion on what the text holds.
//! Invariant: a [`Span`] counts bytes, a [`Position`] counts lines and characters from one.

use super::lex;

/// A range of bytes, the end not included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to before `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The empty range at `byte`.
    pub const fn at(byte: usize) -> Self {
        Self::new(byte, byte)
    }

    /// How many bytes the range covers.
    pub const fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the range covers no byte.
    pub const fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// Whether a byte lies in the range.
    pub const fn contains(&self, byte: usize) -> bool {
        self.start <= byte && byte < self.end
    }

    /// The covered text, empty where the range does not fit `text`.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// A line and a column, both counted from one; columns are characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from one.
    pub line: u32,
    /// Column in characters, from one. A byte order mark has no column.
    pub column: u32,
}

/// Where the lines of a text begin. Lines end with `\n` or `\r\n`.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Finds the lines of `text`.
    pub fn new(text: &str) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 32 + 1);
        starts.push(0);
        let mut pos = 0;
        loop {
            pos = lex::line_end(text.as_bytes(), pos) + 1;
            if pos > text.len() {
                return Self { starts };
            }
            starts.push(pos);
        }
    }

    /// Line and column of a byte; past the end of the text, the end of the text.
    pub fn position(&self, text: &str, byte: usize) -> Position {
        let mut byte = byte.min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.line_of(byte);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = text.get(start..byte).unwrap_or_default();
        let before = before.strip_prefix('\u{feff}').unwrap_or(before);
        Position {
            line: small(line),
            column: small(before.chars().count() + 1),
        }
    }

    /// The line of a byte, from one.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte).max(1)
    }

    /// The byte where a line (from one) begins.
    pub fn line_start(&self, line: u32) -> Option<usize> {
        let line = usize::try_from(line).ok()?.checked_sub(1)?;
        self.starts.get(line).copied()
    }

    /// How many lines there are; an empty text has one.
    pub fn n_lines(&self) -> u32 {
        small(self.starts.len().max(1))
    }
}

/// A count as `u32`; what does not fit becomes the largest one.
pub(super) fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, byte: usize, line: u32, column: u32) {
        let found = LineIndex::new(text).position(text, byte);
        assert_eq!(found, Position { line, column }, "{text:?} at {byte}");
    }

    /// Columns count characters, lines may end with `\r\n`, a byte order mark has no width.
    #[test]
    fn positions_count_characters() {
        check("", 0, 1, 1);
        check("ab\ncd", 3, 2, 1);
        check("ab\r\ncd", 5, 2, 2);
        check("é,x", 3, 1, 3);
        check("\u{feff}(", 3, 1, 1);
        check("a", 99, 1, 2);
        check("é", 1, 1, 1);
    }

    /// Line starts and their count.
    #[test]
    fn lines_are_found() {
        let lines = LineIndex::new("a\r\n\nb");
        assert_eq!(lines.n_lines(), 3);
        assert_eq!(lines.line_start(2), Some(3));
        assert_eq!(lines.line_start(3), Some(4));
        assert_eq!(lines.line_start(4), None);
        assert_eq!(lines.line_start(0), None);
    }
}
