//! Carrying over what a text has beyond its values: comments, spaces, spellings.
//!
//! No opinion on values; whether they came out right is for the caller to check. Invariant: where the one
//! text differs in nothing from the base, the other stays as it is.

use crate::document::diff::{Stretch, lines, three_way};
use crate::format::{TokenKind, tokens};

/// Does to `theirs` what makes `ours` of `base`. Where both differ, theirs stands, and the comments that
/// ours has put in are kept beside it.
pub(super) fn carry(base: &str, ours: &str, theirs: &str) -> String {
    let (base, ours, theirs) = (lines(base), lines(ours), lines(theirs));
    let mut out = String::new();
    for stretch in three_way(&base, &ours, &theirs) {
        match stretch {
            Stretch::Kept(range) => out.extend(base.get(range).into_iter().flatten().copied()),
            Stretch::Ours(range) => out.extend(ours.get(range).into_iter().flatten().copied()),
            Stretch::Theirs(range) => out.extend(theirs.get(range).into_iter().flatten().copied()),
            Stretch::Clash {
                base: b,
                ours: o,
                theirs: t,
            } => {
                let text = |lines: &[&str]| lines.concat();
                let [b, o, t] = [base.get(b), ours.get(o), theirs.get(t)]
                    .map(|lines| text(lines.unwrap_or_default()));
                carry_tokens(&b, &o, &t, &mut out);
            }
        }
    }
    out
}

/// The same, piece by piece within lines.
fn carry_tokens(base: &str, ours: &str, theirs: &str, out: &mut String) {
    let (base, ours, theirs) = (pieces(base), pieces(ours), pieces(theirs));
    for stretch in three_way(&base, &ours, &theirs) {
        let pieces = match stretch {
            Stretch::Kept(range) => base.get(range),
            Stretch::Ours(range) => ours.get(range),
            Stretch::Theirs(range) => theirs.get(range),
            Stretch::Clash {
                base: b,
                ours: o,
                theirs: t,
            } => {
                let [b, o, t] = [base.get(b), ours.get(o), theirs.get(t)]
                    .map(Option::<&[Piece<'_>]>::unwrap_or_default);
                for comment in o.iter().filter(|piece| is_comment(piece.0)) {
                    if !b.contains(comment) && !t.contains(comment) {
                        out.push_str(comment.1);
                        out.push_str(if comment.0 == TokenKind::LineComment {
                            "\n"
                        } else {
                            " "
                        });
                    }
                }
                Some(t)
            }
        };
        out.extend(pieces.into_iter().flatten().map(|piece| piece.1));
    }
}

/// A piece of text; the kind comes as a number so that pieces have an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Piece<'t>(TokenKind, &'t str);

impl Ord for Piece<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.1.cmp(other.1)
    }
}

impl PartialOrd for Piece<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    tokens(text)
        .map(|(kind, span)| Piece(kind, span.of(text)))
        .collect()
}

fn is_comment(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::LineComment | TokenKind::BlockComment)
}

fn comments(text: &str) -> Vec<&str> {
    let pieces = pieces(text);
    let comments = pieces.into_iter().filter(|piece| is_comment(piece.0));
    let mut comments: Vec<&str> = comments.map(|piece| piece.1.trim_end()).collect();
    comments.sort_unstable();
    comments
}

/// The comments that a side has put in and that are not in the merged text.
pub(super) fn lost_comments(base: &str, sides: [&str; 2], merged: &str) -> Vec<String> {
    let (base, merged) = (comments(base), comments(merged));
    let mut lost = Vec::new();
    for side in sides {
        for comment in comments(side) {
            let is_in = |all: &[&str]| all.binary_search(&comment).is_ok();
            if !is_in(&base) && !is_in(&merged) && !lost.iter().any(|known| known == comment) {
                lost.push(comment.to_owned());
            }
        }
    }
    lost
}
