//! A text cut into lines and coloured pieces, once for every state of the file.
//!
//! Only spans are kept, so a megabyte of text costs a few of memory and a line is found by bisection.
//! No opinion on how a line is drawn.

use crate::format::{LineIndex, Span, TokenKind, tokens};
use std::sync::Arc;

/// The lines and pieces of one state of the text.
#[derive(Debug)]
pub(super) struct Lines {
    text: Arc<str>,
    /// Kind and end of every piece; each begins where the one before it ends.
    pieces: Vec<(TokenKind, usize)>,
    /// Number of characters in the longest line.
    n_chars_longest: usize,
}

impl Lines {
    /// Cuts a text.
    pub(super) fn new(text: &Arc<str>) -> Self {
        Self {
            pieces: tokens(text).map(|(kind, span)| (kind, span.end)).collect(),
            n_chars_longest: text
                .lines()
                .map(|line| line.chars().count())
                .max()
                .unwrap_or(0),
            text: Arc::clone(text),
        }
    }

    /// Whether this is that very text, not only an equal one.
    pub(super) fn is_of(&self, text: &Arc<str>) -> bool {
        Arc::ptr_eq(&self.text, text)
    }

    /// Number of characters in the longest line.
    pub(super) fn n_chars_longest(&self) -> usize {
        self.n_chars_longest
    }

    /// The pieces in a range of bytes, cut off at its ends.
    pub(super) fn pieces(&self, span: Span) -> impl Iterator<Item = (TokenKind, Span)> + '_ {
        let first = self.pieces.partition_point(|(_, end)| *end <= span.start);
        let mut start = span.start;
        let pieces = self.pieces.get(first..).unwrap_or_default();
        pieces.iter().map_while(move |(kind, end)| {
            let piece = Span::new(start, (*end).min(span.end));
            start = piece.end;
            (!piece.is_empty()).then_some((*kind, piece))
        })
    }

    /// The piece at a byte, whole; `None` past the end.
    pub(super) fn piece_at(&self, byte: usize) -> Option<(TokenKind, Span)> {
        let idx = self.pieces.partition_point(|(_, end)| *end <= byte);
        let (kind, end) = self.pieces.get(idx)?;
        let start = idx
            .checked_sub(1)
            .and_then(|before| self.pieces.get(before))
            .map_or(0, |(_, end)| *end);
        Some((*kind, Span::new(start, *end)))
    }
}

/// The bytes of a line (from one) without its line break and without a byte order mark.
pub(super) fn line_span(text: &str, lines: &LineIndex, line: u32) -> Span {
    let start = lines.line_start(line).unwrap_or(text.len());
    let end = lines.line_start(line + 1).unwrap_or(text.len());
    let content = text.get(start..end).unwrap_or_default();
    let shown = content
        .trim_end_matches(['\n', '\r'])
        .trim_start_matches('\u{feff}');
    let end = start + content.trim_end_matches(['\n', '\r']).len();
    Span::new(end - shown.len(), end)
}

/// The first byte of a line that is not a space, or its end where there is none.
pub(super) fn first_of_line(text: &str, line: Span) -> usize {
    let content = line.of(text);
    line.start + content.len() - content.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a range tile it, also where a comment or string reaches over its ends.
    #[test]
    fn pieces_tile_every_line() {
        let text: Arc<str> = "(a: 1, // x\n /* over\n two */ b: \"ü\n\")\n".into();
        let lines = Lines::new(&text);
        let index = LineIndex::new(&text);
        for line in 1..=index.n_lines() {
            let span = line_span(&text, &index, line);
            let joined: String = lines
                .pieces(span)
                .map(|(_, piece)| piece.of(&text))
                .collect();
            assert_eq!(joined, span.of(&text), "line {line}");
        }
        let second = line_span(&text, &index, 2);
        let kinds: Vec<TokenKind> = lines.pieces(second).map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [TokenKind::Whitespace, TokenKind::BlockComment]);
        let third = line_span(&text, &index, 3);
        assert_eq!(
            lines.pieces(third).next().map(|(kind, _)| kind),
            Some(TokenKind::BlockComment)
        );
    }

    /// Line breaks of both kinds and a byte order mark are no part of a line.
    #[test]
    fn lines_end_before_their_breaks() {
        let text = "\u{feff}ab\r\n\n  c";
        let index = LineIndex::new(text);
        let line = |line| line_span(text, &index, line).of(text);
        assert_eq!((line(1), line(2), line(3)), ("ab", "", "  c"));
        assert_eq!(line_span(text, &index, 9), Span::at(text.len()));
        assert_eq!(
            first_of_line(text, line_span(text, &index, 3)),
            text.len() - 1
        );
    }

    /// The cache knows its own text and the longest of its lines.
    #[test]
    fn cache_knows_its_text() {
        let text: Arc<str> = "a\nüüü\n".into();
        let lines = Lines::new(&text);
        assert!(lines.is_of(&text) && !lines.is_of(&Arc::from("a\nüüü\n")));
        assert_eq!(lines.n_chars_longest(), 3);
        assert_eq!(
            lines.piece_at(0).map(|(_, span)| span),
            Some(Span::new(0, 1))
        );
        assert_eq!(lines.piece_at(99), None);
    }
}
