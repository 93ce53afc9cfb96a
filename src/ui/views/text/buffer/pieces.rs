//! A text cut into coloured pieces, cut again only where it changes.
//!
//! Only ends are kept, so a megabyte of text costs a few of memory and a line is found by bisection.
//! Invariant: after every change the pieces are those that cutting the whole text would give.

use crate::format::{Span, TokenKind, tokens, tokens_from};

/// Kind and end of every piece; each begins where the one before it ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pieces(Vec<(TokenKind, usize)>);

impl Pieces {
    pub(super) fn new(text: &str) -> Self {
        Self(tokens(text).map(|(kind, span)| (kind, span.end)).collect())
    }

    /// The pieces in a range of bytes, cut off at its ends.
    pub(super) fn within(&self, span: Span) -> impl Iterator<Item = (TokenKind, Span)> + '_ {
        let first = self.0.partition_point(|(_, end)| *end <= span.start);
        let mut start = span.start;
        let pieces = self.0.get(first..).unwrap_or_default();
        pieces.iter().map_while(move |(kind, end)| {
            let piece = Span::new(start, (*end).min(span.end));
            start = piece.end;
            (!piece.is_empty()).then_some((*kind, piece))
        })
    }

    /// The index of the piece at a byte.
    pub(super) fn index_at(&self, byte: usize) -> usize {
        self.0.partition_point(|(_, end)| *end <= byte)
    }

    /// A piece by its index.
    pub(super) fn get(&self, idx: usize) -> Option<(TokenKind, Span)> {
        let (kind, end) = self.0.get(idx)?;
        Some((*kind, Span::new(self.start_of(idx), *end)))
    }

    fn start_of(&self, idx: usize) -> usize {
        let before = idx.checked_sub(1).and_then(|before| self.0.get(before));
        before.map_or(0, |(_, end)| *end)
    }

    /// Cuts again after `span` of the old text was replaced by `len` bytes; `text` is the new text.
    ///
    /// From a piece well before the change, new pieces are cut until one ends where an old one ended.
    pub(super) fn replace(&mut self, text: &str, span: Span, len: usize) {
        let first = self.first_affected(span.start);
        let from = self.start_of(first);
        let moved = |end: usize| end - span.len() + len;
        let mut new: Vec<(TokenKind, usize)> = Vec::new();
        let mut old = self.0.partition_point(|(_, end)| *end < span.end);
        let mut synced: Option<usize> = None;
        for (kind, piece) in tokens_from(text, from) {
            new.push((kind, piece.end));
            if piece.end < span.start + len {
                continue;
            }
            let end_of = |old: usize| self.0.get(old).map(|(_, end)| *end);
            while end_of(old).is_some_and(|end| end < span.end || moved(end) < piece.end) {
                old += 1;
            }
            // Pieces depend only on what follows, so from a common end on they are the same.
            if end_of(old).is_some_and(|end| moved(end) == piece.end) {
                synced = Some(old + 1);
                break;
            }
        }
        let rest = synced.unwrap_or(self.0.len());
        let n_new = new.len();
        self.0.splice(first..rest, new);
        for (_, end) in self.0.iter_mut().skip(first + n_new) {
            *end = moved(*end);
        }
    }

    /// The first piece that a change at a byte can make another one.
    fn first_affected(&self, byte: usize) -> usize {
        // A name looks behind spaces and comments for a colon, so it may change by what comes after them.
        let mut first = self.0.partition_point(|(_, end)| *end < byte);
        let mut n_solid = 0;
        while let Some(before) = first.checked_sub(1) {
            first = before;
            let solid = !matches!(
                self.0.get(first).map(|(kind, _)| *kind),
                Some(TokenKind::Whitespace | TokenKind::LineComment | TokenKind::BlockComment)
            );
            n_solid += usize::from(solid);
            if n_solid == 2 {
                break;
            }
        }
        // An unclosed string or comment may be closed now, wherever it began.
        let unclosed = self
            .0
            .iter()
            .position(|(kind, _)| *kind == TokenKind::Invalid);
        unclosed.map_or(first, |unclosed| first.min(unclosed))
    }
}
