//! Small changes to a text.
//!
//! No opinion on RON. Invariants: the edits of a [`Patch`] are sorted and do not overlap or
//! touch, none is void, and none begins or ends with bytes it does not change.

use super::{Span, TokenKind, tokens};

/// Replaces a range of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What takes its place; empty to remove.
    pub text: String,
}

/// Changes to one text, to be applied together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patch {
    /// Sorted, disjoint, minimal.
    pub edits: Vec<TextEdit>,
}

impl Patch {
    /// The changed text.
    pub fn apply(&self, text: &str) -> String {
        apply(text, &self.edits)
    }

    /// The text after several patches, each made for the text that the one before it gives.
    pub fn apply_all<'p>(patches: impl IntoIterator<Item = &'p Self>, text: &str) -> String {
        let mut pieces = Pieces::new(text);
        for patch in patches {
            pieces.edit(&patch.edits);
        }
        pieces.text(text)
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The comments of `text` that are not in the changed text any more.
    pub fn lost_comments(&self, text: &str) -> Vec<String> {
        let removes_some = self.edits.iter().any(|edit| {
            let removed = edit.span.of(text);
            removed.contains("//") || removed.contains("/*")
        });
        if !removes_some {
            return Vec::new();
        }
        let after = self.apply(text);
        let mut kept: Vec<&str> = comments(&after).collect();
        kept.sort_unstable();
        let mut lost: Vec<&str> = comments(text).collect();
        lost.sort_unstable();
        // Both are sorted, so each kept one takes one of its equals out.
        let mut kept = kept.into_iter().peekable();
        lost.retain(|comment| {
            while kept.next_if(|kept| kept < comment).is_some() {}
            kept.next_if(|kept| kept == comment).is_none()
        });
        lost.into_iter().map(str::to_owned).collect()
    }
}

fn comments(text: &str) -> impl Iterator<Item = &str> {
    let is_comment = |kind| matches!(kind, TokenKind::LineComment | TokenKind::BlockComment);
    let found = tokens(text).filter(move |(kind, _)| is_comment(*kind));
    found.map(|(_, span)| span.of(text).trim_end())
}

/// Applies sorted, disjoint edits.
pub(super) fn apply(text: &str, edits: &[TextEdit]) -> String {
    let added: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut out = String::with_capacity(text.len() + added);
    let mut from = 0;
    for edit in edits {
        out.push_str(Span::new(from, edit.span.start).of(text));
        out.push_str(&edit.text);
        from = edit.span.end;
    }
    out.push_str(Span::new(from, text.len()).of(text));
    out
}

/// A text as a sequence of pieces of an original and of new text, to compose edits made one
/// after the other into one patch against the original.
#[derive(Debug)]
pub(super) struct Pieces(Vec<Piece>);

#[derive(Clone, Debug)]
enum Piece {
    Kept(Span),
    New(String),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Self::Kept(span) => span.len(),
            Self::New(text) => text.len(),
        }
    }

    /// The parts before and after an offset.
    fn split(self, at: usize) -> (Self, Self) {
        match self {
            Self::Kept(span) => {
                let middle = span.start + at;
                (
                    Self::Kept(Span::new(span.start, middle)),
                    Self::Kept(Span::new(middle, span.end)),
                )
            }
            Self::New(mut text) => {
                let rest = if text.is_char_boundary(at) {
                    text.split_off(at)
                } else {
                    String::new()
                };
                (Self::New(text), Self::New(rest))
            }
        }
    }
}

impl Pieces {
    /// The original itself.
    pub(super) fn new(text: &str) -> Self {
        Self(vec![Piece::Kept(Span::new(0, text.len()))])
    }

    /// Applies sorted, disjoint edits to the text as it is now.
    pub(super) fn edit(&mut self, edits: &[TextEdit]) {
        let mut out = Vec::with_capacity(self.0.len() + 2 * edits.len());
        let mut rest = std::mem::take(&mut self.0).into_iter();
        let mut current = rest.next();
        let mut pos = 0;
        // Moves on to `until`, keeping or dropping what lies before it.
        let mut advance = |until: usize, keep: bool, out: &mut Vec<Piece>| {
            while pos < until {
                let Some(piece) = current.take() else { return };
                let len = piece.len();
                let (before, after) = if pos + len <= until {
                    (piece, rest.next())
                } else {
                    let (before, after) = piece.split(until - pos);
                    (before, Some(after))
                };
                pos += before.len();
                if keep {
                    out.push(before);
                }
                current = after;
            }
        };
        for edit in edits {
            advance(edit.span.start, true, &mut out);
            advance(edit.span.end, false, &mut out);
            if !edit.text.is_empty() {
                out.push(Piece::New(edit.text.clone()));
            }
        }
        advance(usize::MAX, true, &mut out);
        self.0 = out;
    }

    /// The text that the pieces make, given the original.
    fn text(&self, original: &str) -> String {
        let mut text = String::with_capacity(self.0.iter().map(Piece::len).sum());
        for piece in &self.0 {
            text.push_str(match piece {
                Piece::Kept(span) => span.of(original),
                Piece::New(new) => new,
            });
        }
        text
    }

    /// The difference to the original.
    pub(super) fn into_patch(self, text: &str) -> Patch {
        let mut edits = Vec::new();
        let mut from = 0;
        let mut new = String::new();
        let end = Piece::Kept(Span::at(text.len()));
        for piece in self.0.into_iter().chain([end]) {
            match piece {
                Piece::New(more) => new.push_str(&more),
                // An empty piece between two changes would only split the change.
                Piece::Kept(span) if span.is_empty() && span.start < text.len() => (),
                Piece::Kept(span) => {
                    if from < span.start || !new.is_empty() {
                        let replaced = Span::new(from, span.start);
                        trimmed(text, replaced, &new, &mut edits);
                        new.clear();
                    }
                    from = span.end;
                }
            }
        }
        Patch { edits }
    }
}

/// Adds an edit without the bytes that it would replace by themselves.
fn trimmed(text: &str, span: Span, new: &str, edits: &mut Vec<TextEdit>) {
    let old = span.of(text);
    let same = |(a, b): &(char, char)| a == b;
    let common = old.chars().zip(new.chars()).take_while(same);
    let prefix: usize = common.map(|(c, _)| c.len_utf8()).sum();
    let (old, new) = (
        old.get(prefix..).unwrap_or_default(),
        new.get(prefix..).unwrap_or_default(),
    );
    let common = old.chars().rev().zip(new.chars().rev()).take_while(same);
    let suffix: usize = common.map(|(c, _)| c.len_utf8()).sum();
    let new = new.get(..new.len() - suffix).unwrap_or_default();
    let span = Span::new(span.start + prefix, span.end - suffix);
    if !span.is_empty() || !new.is_empty() {
        edits.push(TextEdit {
            span,
            text: new.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> TextEdit {
        TextEdit {
            span: Span::new(start, end),
            text: text.to_owned(),
        }
    }

    /// Edits made one after the other become one patch against the original.
    #[test]
    fn edits_compose() {
        let text = "0123456789";
        let mut pieces = Pieces::new(text);
        let mut now = text.to_owned();
        for edits in [
            vec![edit(2, 4, "ab"), edit(6, 6, "xyz")],
            vec![edit(0, 1, ""), edit(7, 8, "é")],
            vec![edit(3, 3, "new")],
        ] {
            pieces.edit(&edits);
            now = apply(&now, &edits);
        }
        assert_eq!(pieces.text(text), now);
        let patch = pieces.into_patch(text);
        assert_eq!(patch.apply(text), now);
        // The last insertion meets the first change.
        assert_eq!(patch.edits.len(), 3);
    }

    /// What comes back to the original is no edit.
    #[test]
    fn there_and_back_is_nothing() {
        let mut pieces = Pieces::new("abc");
        pieces.edit(&[edit(1, 2, "xx")]);
        pieces.edit(&[edit(1, 3, "b")]);
        assert!(pieces.into_patch("abc").is_empty());
    }

    /// Comments that go are named.
    #[test]
    fn lost_comments_are_named() {
        let text = "(a: 1, // one\n b: 2, // two\n)";
        let patch = Patch {
            edits: vec![edit(1, 14, "")],
        };
        assert_eq!(patch.lost_comments(text), ["// one"]);
        assert_eq!(
            Patch {
                edits: vec![edit(4, 5, "2")]
            }
            .lost_comments(text),
            [""; 0]
        );
    }
}
