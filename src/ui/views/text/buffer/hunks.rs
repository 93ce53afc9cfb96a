//! Where the text differs from that of the dossier, and the way from places in one to places in the other.
//!
//! No opinion on what the texts hold. Invariant: hunks are sorted and do not touch, in both texts.

use crate::format::{Span, TextEdit};

/// A range of the dossier's text, and what stands for it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hunk {
    base: Span,
    now: Span,
}

/// All places that differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Hunks(Vec<Hunk>);

impl Hunks {
    /// The hunks of edits of a base, sorted and disjoint.
    pub(super) fn between(edits: &[TextEdit]) -> Self {
        let mut hunks = Self::default();
        let mut grown = 0_isize;
        for edit in edits {
            let start = edit.span.start.saturating_add_signed(grown);
            hunks.note(Span::new(start, start + edit.span.len()), edit.text.len());
            grown += edit.text.len().cast_signed() - edit.span.len().cast_signed();
        }
        hunks
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Notes that a range of the text as it was was replaced by `len` bytes.
    pub(super) fn note(&mut self, span: Span, len: usize) {
        let first = self.0.partition_point(|hunk| hunk.now.end < span.start);
        let last = self.0.partition_point(|hunk| hunk.now.start <= span.end);
        let mut hunk = Hunk {
            base: Span::new(
                self.unchanged_in_base(first, span.start),
                self.unchanged_in_base(last, span.end),
            ),
            now: span,
        };
        if let Some(touched) = self.0.get(first..last)
            && let (Some(head), Some(tail)) = (touched.first(), touched.last())
        {
            if head.now.start <= span.start {
                hunk.base.start = head.base.start;
                hunk.now.start = head.now.start;
            }
            if tail.now.end >= span.end {
                hunk.base.end = tail.base.end;
                hunk.now.end = tail.now.end;
            }
        }
        let grown = |byte: usize| byte - span.len() + len;
        hunk.now.end = grown(hunk.now.end);
        self.0.splice(first..last, [hunk]);
        for later in self.0.iter_mut().skip(first + 1) {
            later.now = Span::new(grown(later.now.start), grown(later.now.end));
        }
    }

    /// The place in the base of a byte that lies between the hunks before and at this index.
    fn unchanged_in_base(&self, idx: usize, byte: usize) -> usize {
        let before = idx.checked_sub(1).and_then(|before| self.0.get(before));
        before.map_or(byte, |hunk| {
            (byte + hunk.base.end).saturating_sub(hunk.now.end)
        })
    }

    /// Where a byte of the dossier's text is now.
    pub(in super::super) fn to_now(&self, byte: usize) -> usize {
        let idx = self.0.partition_point(|hunk| hunk.base.end < byte);
        if let Some(hunk) = self.0.get(idx)
            && byte > hunk.base.start
        {
            return hunk.now.start + (byte - hunk.base.start).min(hunk.now.len());
        }
        let before = idx.checked_sub(1).and_then(|before| self.0.get(before));
        before.map_or(byte, |hunk| {
            (byte + hunk.now.end).saturating_sub(hunk.base.end)
        })
    }

    /// Where a byte of the text was in that of the dossier.
    pub(in super::super) fn to_base(&self, byte: usize) -> usize {
        let idx = self.0.partition_point(|hunk| hunk.now.end < byte);
        if let Some(hunk) = self.0.get(idx)
            && byte > hunk.now.start
        {
            return hunk.base.start + (byte - hunk.now.start).min(hunk.base.len());
        }
        self.unchanged_in_base(idx, byte)
    }

    /// Where the first change is now.
    pub(in super::super) fn first_now(&self) -> Option<usize> {
        self.0.first().map(|hunk| hunk.now.start)
    }

    /// A range of the dossier's text as it is now.
    pub(in super::super) fn span_now(&self, span: Span) -> Span {
        Span::new(self.to_now(span.start), self.to_now(span.end))
    }

    /// The changes as edits of the dossier's text.
    pub(in super::super) fn edits(&self, now: &str) -> Vec<TextEdit> {
        let edit = |hunk: &Hunk| TextEdit {
            span: hunk.base,
            text: hunk.now.of(now).to_owned(),
        };
        self.0.iter().map(edit).collect()
    }
}
