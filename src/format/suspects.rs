//! Which brackets are probably to blame when they do not match.
//!
//! Looks at the whole text once, at indentation and at numbers, and has no opinion on what is
//! done about it. People indent rightly even where they forget a bracket.

use super::{TokenKind, tokens};

/// What the brackets of the whole text say about each other; only asked for after an error.
#[derive(Debug, Default)]
pub(super) struct Suspects {
    /// Openers whose closer begins a line at another indentation than the opener's line.
    pub(super) openers: Vec<usize>,
    /// Closers minus openers, for `)`, `]`, `}`.
    surplus: [isize; 3],
}

impl Suspects {
    pub(super) fn new(text: &str) -> Self {
        let mut found = Self::default();
        let mut open: Vec<(usize, u8, usize, usize)> = Vec::new();
        let (mut line, mut indent, mut first) = (0, 0, true);
        for (kind, span) in tokens(text) {
            let piece = span.of(text);
            let byte = piece.bytes().next().unwrap_or(0);
            if kind == TokenKind::Punct {
                match byte {
                    b'(' | b'[' | b'{' => open.push((span.start, closer_of(byte), line, indent)),
                    b')' | b']' | b'}' => {
                        found.count(byte, 1);
                        if open.last().is_some_and(|&(_, closer, ..)| closer == byte) {
                            let (opener, _, its_line, its_indent) = open.pop().unwrap_or_default();
                            if first && its_line != line && its_indent != indent {
                                found.openers.push(opener);
                            }
                        }
                    }
                    _ => (),
                }
                if matches!(byte, b'(' | b'[' | b'{') {
                    found.count(closer_of(byte), -1);
                }
            }
            match piece.rfind('\n') {
                Some(at) if kind == TokenKind::Whitespace => {
                    line += 1;
                    indent = piece.len() - at - 1;
                    first = true;
                }
                Some(_) => {
                    line += 1;
                    first = false;
                }
                None if kind == TokenKind::Whitespace && span.start == 0 => indent = piece.len(),
                None => first = false,
            }
        }
        found.openers.sort_unstable();
        found
    }

    fn slot(closer: u8) -> usize {
        match closer {
            b')' => 0,
            b']' => 1,
            _ => 2,
        }
    }

    pub(super) fn count(&mut self, closer: u8, change: isize) {
        if let Some(count) = self.surplus.get_mut(Self::slot(closer)) {
            *count += change;
        }
    }

    pub(super) fn surplus(&self, closer: u8) -> isize {
        self.surplus.get(Self::slot(closer)).copied().unwrap_or(0)
    }
}

/// The bracket that closes another.
pub(super) const fn closer_of(opener: u8) -> u8 {
    match opener {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A closing bracket at another indentation than its opener's line gives the opener away.
    #[test]
    fn indentation_gives_brackets_away() {
        let suspects = Suspects::new("(\n  a: (\n    x: 1,\n  b: [2],\n)\n");
        assert_eq!(suspects.openers, [7]);
        assert_eq!(suspects.surplus(b')'), -1);
        assert_eq!(suspects.surplus(b']'), 0);
    }
}
