//! Which comments, spaces and commas around the parts of a bracket belong to which part.
//!
//! The inside of a bracket is `header (float lead body pre , post)* footer`:
//! - the *header* is the rest of the opener's line;
//! - the *post* is what follows a part and its comma on the same line;
//! - the *lead* is the indentation, and the comment lines directly above;
//! - a *float* is comment lines with a blank line below them: a heading, which stays in place;
//! - the *footer* is the rest.
//!
//! No opinion on what is done with them; [`super::edit`] does it.
//! Invariant: the pieces are in order and do not overlap.

use super::{Kind, Node, Span, lex};

/// One part of a bracket with what belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The name or key, if any, and the value.
    pub(super) body: Span,
    /// Up to the body.
    pub(super) lead: Span,
    /// Where its comma stands.
    pub(super) comma: Option<usize>,
    /// From the comma, or without one from the body, to the end of the line or of the bracket.
    pub(super) post: Span,
    /// Whether it is the first on its line.
    pub(super) own_line: bool,
}

impl Part {
    /// After the body and its comma.
    pub(super) fn after(&self) -> usize {
        self.post.start
    }
}

/// The inside of a bracket.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// After the opening bracket, before the closing one.
    pub(super) inside: Span,
    pub(super) parts: Vec<Part>,
}

impl Layout {
    /// The layout of a node with brackets; `None` for other nodes, and where it is not clear.
    pub(super) fn new(node: Node<'_>) -> Option<Self> {
        let text = node.source();
        let bytes = text.as_bytes();
        let brackets = [Kind::Struct, Kind::Tuple, Kind::Unit, Kind::List, Kind::Map];
        if !brackets.contains(&node.kind()) {
            return None;
        }
        let name_end = node.name_span().map_or(node.span().start, |name| name.end);
        let opener = lex::trivia_end(bytes, name_end);
        if !matches!(bytes.get(opener), Some(b'(' | b'[' | b'{')) {
            // Something broken stands between the name and its bracket.
            return None;
        }
        let open = opener + 1;
        let bodies: Vec<Span> = node
            .children()
            .map(|(name, value)| {
                let start = name.map_or(value.span().start, |name| name.span().start);
                Span::new(start, value.span().end)
            })
            .collect();
        let end = node.span().end;
        let last = bodies.last().map_or(open, |body| body.end);
        let closer = end.checked_sub(1).filter(|&closer| {
            closer >= last && matches!(bytes.get(closer), Some(b')' | b']' | b'}'))
        });
        // A bracket that is never closed has no end of its own.
        let inside = Span::new(open, closer.unwrap_or(end).max(open));
        let first = bodies.first().map_or(inside.end, |body| body.start);
        let header_end = lex::line_break_end(bytes, open, first).unwrap_or(open);
        let mut parts = Vec::with_capacity(bodies.len());
        let mut from = header_end;
        for (at, body) in bodies.iter().enumerate() {
            let own_line = from > 0 && bytes.get(from - 1) == Some(&b'\n') && from > open;
            let lead_start = if own_line {
                lead_start(text, from, body.start)
            } else {
                from
            };
            let after = lex::trivia_end(bytes, body.end);
            let comma = (bytes.get(after) == Some(&b',')).then_some(after);
            let end = comma.map_or(body.end, |comma| comma + 1);
            let next = bodies.get(at + 1).map_or(inside.end, |next| next.start);
            let post_end = lex::line_break_end(bytes, end, next).unwrap_or(end);
            parts.push(Part {
                body: *body,
                lead: Span::new(lead_start, body.start),
                comma,
                post: Span::new(end, post_end),
                own_line,
            });
            from = post_end;
        }
        Some(Self { inside, parts })
    }

    /// Whether its parts stand on lines of their own.
    pub(super) fn is_multi_line(&self) -> bool {
        self.parts.first().is_some_and(|part| part.own_line)
    }

    /// Whether the last part has a comma.
    pub(super) fn has_trailing_comma(&self) -> bool {
        self.parts.last().is_some_and(|part| part.comma.is_some())
    }
}

/// Where the lead begins between the start of a line and a body: after the last blank line
/// that has a comment above it.
pub(super) fn lead_start(text: &str, from: usize, body: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut start, mut at, mut comment) = (from, from, false);
    while let Some(end) = lex::line_break_end(bytes, at, body) {
        let blank = Span::new(at, end).of(text).trim().is_empty();
        if blank && comment {
            start = end;
        }
        comment = !blank;
        at = end;
    }
    start
}

/// The white space at the beginning of the line of a byte.
pub(super) fn indent_at(text: &str, byte: usize) -> &str {
    let before = text.get(..byte).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..).unwrap_or_default();
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    let len = line.find(|c| c != ' ' && c != '\t').unwrap_or(line.len());
    line.get(..len).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::Tree;
    use super::*;

    /// Gives `lead|body|post` of every part.
    fn check(text: &str, wanted: &[&str]) {
        let tree = Tree::parse(text).tree;
        let layout = Layout::new(tree.root(text).unwrap()).unwrap();
        let show = |part: &Part| {
            let [lead, body, post] = [part.lead, part.body, part.post].map(|span| span.of(text));
            format!("{lead}|{body}|{post}")
        };
        let found: Vec<_> = layout.parts.iter().map(show).collect();
        assert_eq!(found, wanted, "{text}");
    }

    /// Comments belong to the part on their line or directly below.
    #[test]
    fn comments_belong_to_parts() {
        check("[1, /* b */ 2 ]", &["|1|", " /* b */ |2|"]);
        check(
            "[ // head\n  // a\n  1, // one\n\n  // section\n\n  // b\n  2 // two\n  // end\n]",
            &["  // a\n  |1| // one\n", "  // b\n  |2| // two\n"],
        );
        check("(\n a: 1,\n\n b: 2,\n)", &[" |a: 1|\n", "\n |b: 2|\n"]);
        check("[1, 2,\n 3]", &["|1|", " |2|\n", " |3|"]);
        check("[1 /* x\n */, 2]", &["|1|", " |2|"]);
        check("[1, (2)", &["|1|", " |(2)|"]);
    }
}
