//! Bringing a draft and a change made elsewhere together.
//!
//! No opinion on what the texts hold: what lies on the same lines collides, everything else is merged.

use crate::format::{Span, TextEdit};

/// Which side wins where both changed the same lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Prefer {
    /// What was typed here.
    Draft,
    /// What was changed elsewhere.
    Other,
}

/// Number of bytes that two texts have in common at the start and, behind that, at the end. Both lie on
/// boundaries of characters.
pub(super) fn common_ends(a: &str, b: &str) -> (usize, usize) {
    let same = |(a, b): &(u8, u8)| a == b;
    let pairs = a.bytes().zip(b.bytes());
    let start = a.floor_char_boundary(pairs.take_while(same).count());
    // Equal bytes up to here, so that this is a boundary in both.
    let start = b.floor_char_boundary(start);
    let most = a.len().min(b.len()) - start;
    let pairs = a.bytes().rev().zip(b.bytes().rev()).take(most);
    let mut end = pairs.take_while(same).count();
    while !a.is_char_boundary(a.len() - end) || !b.is_char_boundary(b.len() - end) {
        end -= 1;
    }
    (start, end)
}

/// The edits that turn a text into another: one, or one for each line where whole lines were exchanged.
pub(in super::super) fn difference(before: &str, after: &str) -> Vec<TextEdit> {
    let (start, end) = common_ends(before, after);
    let old = Span::new(start, before.len() - end);
    let new = Span::new(start, after.len() - end);
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    let lines = |span: Span, text: &'_ str| span.of(text).matches('\n').count();
    if lines(old, before) != lines(new, after) || lines(old, before) == 0 {
        return vec![TextEdit {
            span: old,
            text: new.of(after).to_owned(),
        }];
    }
    let mut edits = Vec::new();
    let mut at = old.start;
    let pairs = old
        .of(before)
        .split_inclusive('\n')
        .zip(new.of(after).split_inclusive('\n'));
    for (line, other) in pairs {
        let (head, tail) = common_ends(line, other);
        if line != other {
            edits.push(TextEdit {
                span: Span::new(at + head, at + line.len() - tail),
                text: Span::new(head, other.len() - tail).of(other).to_owned(),
            });
        }
        at += line.len();
    }
    // A text may end with the last line break of its middle, where the other has one line more.
    let n_pieces = |text: &str| text.split_inclusive('\n').count();
    if n_pieces(old.of(before)) != n_pieces(new.of(after)) {
        return vec![TextEdit {
            span: old,
            text: new.of(after).to_owned(),
        }];
    }
    edits
}

/// Carries out the edits of both sides on their common base. Returns the text and how many places collided.
pub(in super::super) fn merge(
    base: &str,
    draft: &[TextEdit],
    other: &[TextEdit],
    prefer: Prefer,
) -> (String, usize) {
    let mut merged = String::with_capacity(base.len());
    let mut n_collisions = 0;
    let mut from = 0;
    let (mut draft, mut other) = (draft, other);
    loop {
        let next = [draft.first(), other.first()];
        let Some(start) = next.into_iter().flatten().map(|edit| edit.span.start).min() else {
            break;
        };
        // A group: everything on the lines that are in it already.
        let mut whole = lines_of(base, Span::at(start));
        let (mine, theirs) = (draft, other);
        loop {
            let n = draft.len() + other.len();
            for side in [&mut draft, &mut other] {
                while let Some((edit, rest)) = side.split_first()
                    && edit.span.start <= whole.end
                {
                    whole.end = whole.end.max(lines_of(base, edit.span).end);
                    *side = rest;
                }
            }
            if draft.len() + other.len() == n {
                break;
            }
        }
        let mine = mine.get(..mine.len() - draft.len()).unwrap_or_default();
        let theirs = theirs.get(..theirs.len() - other.len()).unwrap_or_default();
        let (mine_text, theirs_text) = (applied(base, whole, mine), applied(base, whole, theirs));
        merged.push_str(Span::new(from, whole.start).of(base));
        let collides = !mine.is_empty() && !theirs.is_empty() && mine_text != theirs_text;
        n_collisions += usize::from(collides);
        merged.push_str(match (mine.is_empty(), theirs.is_empty()) {
            (true, _) => &theirs_text,
            (_, true) => &mine_text,
            _ if prefer == Prefer::Draft => &mine_text,
            _ => &theirs_text,
        });
        from = whole.end;
    }
    merged.push_str(Span::new(from, base.len()).of(base));
    (merged, n_collisions)
}

/// A range and the rest of its lines, without the last line break.
fn lines_of(text: &str, span: Span) -> Span {
    let before = text.get(..span.start).unwrap_or_default();
    let behind = text.get(span.end..).unwrap_or_default();
    Span::new(
        before.rfind('\n').map_or(0, |at| at + 1),
        behind.find('\n').map_or(text.len(), |at| span.end + at),
    )
}

/// A range of a text with edits carried out in it.
fn applied(base: &str, whole: Span, edits: &[TextEdit]) -> String {
    let mut text = String::new();
    let mut from = whole.start;
    for edit in edits {
        text.push_str(Span::new(from, edit.span.start).of(base));
        text.push_str(&edit.text);
        from = edit.span.end;
    }
    text.push_str(Span::new(from, whole.end).of(base));
    text
}
