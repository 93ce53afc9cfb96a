//! Where keys take the caret.
//!
//! A step is what a reader sees as one character, so that accents and joined letters stay whole. No opinion
//! on keys.

use super::{Buffer, Cursor};
use crate::format::Span;
use unicode_segmentation::UnicodeSegmentation as _;

/// A way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Move {
    /// One character back.
    Left,
    /// One character on.
    Right,
    /// To the start of a word.
    WordLeft,
    /// To the end of a word.
    WordRight,
    /// So many lines up or down.
    Lines(isize),
    /// To the first letter of the line, or from there to its start.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// To the start of the text.
    TextStart,
    /// To the end of the text.
    TextEnd,
}

impl Buffer {
    /// Moves the caret; `marking` keeps the other end of what is marked where it is.
    pub(in super::super) fn go(&mut self, way: Move, marking: bool) {
        let cursor = self.cursor();
        let marked = cursor.span();
        let mut goal = None;
        let caret = match way {
            // Without Shift an arrow only ends the marking.
            Move::Left if !marking && !marked.is_empty() => marked.start,
            Move::Right if !marking && !marked.is_empty() => marked.end,
            Move::Lines(by) => {
                let column = cursor.goal.unwrap_or_else(|| self.column_of(cursor.caret));
                goal = Some(column);
                self.line_away(cursor.caret, by, column)
            }
            _ => self.target(cursor.caret, way),
        };
        let anchor = if marking { cursor.anchor } else { caret };
        self.set_cursor(Cursor {
            anchor,
            caret,
            goal,
        });
    }

    /// The bytes between the caret and where a move would take it, to be deleted; or what is marked.
    pub(in super::super) fn to_delete(&self, way: Move) -> Span {
        let cursor = self.cursor();
        if !cursor.span().is_empty() {
            return cursor.span();
        }
        Cursor::new(cursor.caret, self.target(cursor.caret, way)).span()
    }

    fn target(&self, from: usize, way: Move) -> usize {
        match way {
            Move::Left => self.before(from),
            Move::Right => self.after(from),
            Move::WordLeft => self.word_left(from),
            Move::WordRight => self.word_right(from),
            Move::Lines(by) => self.line_away(from, by, self.column_of(from)),
            Move::LineStart => {
                let line = self.line_span(self.line_of(from));
                let content = line.of(self.text());
                let first = line.end - content.trim_start().len();
                if from == first { line.start } else { first }
            }
            Move::LineEnd => self.line_span(self.line_of(from)).end,
            Move::TextStart => self.first_byte(),
            Move::TextEnd => self.text().len(),
        }
    }

    /// The place one character before a byte.
    fn before(&self, byte: usize) -> usize {
        let line = self.line_of(byte);
        let span = self.line_span(line);
        if byte <= span.start {
            return match line.checked_sub(1) {
                Some(line) => self.line_span(line).end,
                None => span.start,
            };
        }
        let before = Span::new(span.start, byte).of(self.text());
        byte - before.graphemes(true).next_back().map_or(1, str::len)
    }

    /// The place one character behind a byte.
    fn after(&self, byte: usize) -> usize {
        let line = self.line_of(byte);
        let span = self.line_span(line);
        if byte >= span.end {
            return if line + 1 < self.n_lines() {
                self.line_start(line + 1)
            } else {
                span.end
            };
        }
        let after = Span::new(byte, span.end).of(self.text());
        byte + after.graphemes(true).next().map_or(1, str::len)
    }

    fn word_left(&self, from: usize) -> usize {
        let line = self.line_span(self.line_of(from));
        if from <= line.start {
            return self.before(from);
        }
        let before = Span::new(line.start, from).of(self.text());
        let rest = before.trim_end();
        let kind = rest.chars().next_back().map(Letter::of);
        let rest = rest.trim_end_matches(|c| Some(Letter::of(c)) == kind);
        line.start + rest.len()
    }

    fn word_right(&self, from: usize) -> usize {
        let line = self.line_span(self.line_of(from));
        if from >= line.end {
            return self.after(from);
        }
        let after = Span::new(from, line.end).of(self.text());
        let rest = after.trim_start();
        let kind = rest.chars().next().map(Letter::of);
        let rest = rest.trim_start_matches(|c| Some(Letter::of(c)) == kind);
        line.end - rest.len()
    }

    /// The place at a column so many lines away.
    fn line_away(&self, from: usize, by: isize, column: usize) -> usize {
        let last = self.n_lines() - 1;
        let line = self.line_of(from);
        let target = line.saturating_add_signed(by).min(last);
        // From the first line up and from the last line down one comes to the ends of the text.
        if target == line && by < 0 {
            return self.first_byte();
        }
        if target == line && by > 0 {
            return self.text().len();
        }
        self.at_column(target, column)
    }

    /// The place at a column of a line (both from zero), or the line's end.
    pub(in super::super) fn at_column(&self, line: usize, column: usize) -> usize {
        let span = self.line_span(line);
        let content = span.of(self.text());
        let offset = content
            .char_indices()
            .nth(column)
            .map_or(content.len(), |(at, _)| at);
        span.start + offset
    }

    /// The word at a byte, or whatever else stands together there.
    pub(in super::super) fn word_at(&self, byte: usize) -> Span {
        let line = self.line_span(self.line_of(byte));
        let byte = byte.clamp(line.start, line.end);
        let before = Span::new(line.start, byte).of(self.text());
        let after = Span::new(byte, line.end).of(self.text());
        let sides = [before.chars().next_back(), after.chars().next()];
        let kinds = sides.map(|side| side.map(Letter::of));
        let kind = match kinds {
            [Some(Letter::Word), _] | [_, Some(Letter::Word)] => Letter::Word,
            [_, Some(kind)] | [Some(kind), None] => kind,
            [None, None] => return Span::at(byte),
        };
        let same = |c: char| Letter::of(c) == kind;
        let start = before.trim_end_matches(same).len();
        let end = after.len() - after.trim_start_matches(same).len();
        Span::new(line.start + start, byte + end)
    }

    /// A line with its line break.
    pub(in super::super) fn whole_line(&self, byte: usize) -> Span {
        let line = self.line_of(byte);
        Span::new(self.line_span(line).start, self.line_start(line + 1))
    }
}

/// What stands together when one goes by words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letter {
    Word,
    Space,
    Sign,
}

impl Letter {
    fn of(c: char) -> Self {
        if c.is_alphanumeric() || c == '_' {
            Self::Word
        } else if c.is_whitespace() {
            Self::Space
        } else {
            Self::Sign
        }
    }
}
