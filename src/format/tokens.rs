//! The text cut into coloured pieces, for display.
//!
//! No opinion on grammar: a piece is what it looks like, wherever it stands.
//! Invariant: the spans tile the whole text, without gap or overlap, each on character boundaries.

use super::{Span, lex};

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Spaces, tabs, line breaks, and a byte order mark at the start.
    Whitespace,
    /// `// …` without its line break.
    LineComment,
    /// `/* … */`, nested ones included.
    BlockComment,
    /// A string, raw or not.
    Str,
    /// A byte string.
    Bytes,
    /// A character in single quotes.
    Char,
    /// A number, or a byte like `b'a'`.
    Number,
    /// A name: of a struct, a variant, `true`, `None`.
    Ident,
    /// A name directly followed by a colon.
    Field,
    /// One of `( ) [ ] { } , :` or `..`.
    Punct,
    /// `#![…]`
    Attribute,
    /// What can be no part of a document, an unclosed string or comment included.
    Invalid,
}

/// The pieces of `text` in order.
pub fn tokens(text: &str) -> impl Iterator<Item = (TokenKind, Span)> + '_ {
    tokens_from(text, 0)
}

/// The pieces of `text` from a byte on, at which a piece begins. What a piece is depends only on the text
/// that follows, so these are the same as in the whole.
pub fn tokens_from(text: &str, byte: usize) -> impl Iterator<Item = (TokenKind, Span)> + '_ {
    let mut pos = byte;
    std::iter::from_fn(move || {
        let start = pos;
        let first = text.get(start..)?.chars().next()?;
        let (kind, end) = token_at(text, start, first);
        // Whatever the scanners say, each token takes at least a character and ends on one.
        let mut end = end.clamp(start + first.len_utf8(), text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        pos = end;
        Some((kind, Span::new(start, end)))
    })
}

fn token_at(text: &str, start: usize, first: char) -> (TokenKind, usize) {
    let bytes = text.as_bytes();
    let after_spaces = lex::space_end(bytes, start);
    if after_spaces > start {
        return (TokenKind::Whitespace, after_spaces);
    }
    if start == 0 && first == '\u{feff}' {
        return (TokenKind::Whitespace, first.len_utf8());
    }
    if first == '/' {
        return match (bytes.get(start + 1), lex::comment_end(bytes, start)) {
            (Some(b'/'), Some(end)) => (TokenKind::LineComment, end),
            (_, Some(end)) => (TokenKind::BlockComment, end),
            (Some(b'*'), None) => (TokenKind::Invalid, text.len()),
            _ => (TokenKind::Invalid, start + 1),
        };
    }
    if let Some(quote) = lex::quote_at(bytes, start) {
        let kind = match quote {
            lex::Quote::Str | lex::Quote::RawStr => TokenKind::Str,
            lex::Quote::Bytes | lex::Quote::RawBytes => TokenKind::Bytes,
            lex::Quote::Char => TokenKind::Char,
            lex::Quote::Byte => TokenKind::Number,
        };
        // An unclosed literal is shown to the end of its line, so that the rest keeps its colours.
        return match lex::quote_end(bytes, start, quote) {
            Some(end) => (kind, end),
            None => (TokenKind::Invalid, lex::line_end(bytes, start)),
        };
    }
    if let Some(end) = lex::name_end(text, start) {
        let named = bytes.get(lex::trivia_end(bytes, end)) == Some(&b':');
        let name = text.get(start..end).unwrap_or_default();
        let kind = match name {
            _ if named => TokenKind::Field,
            "inf" | "NaN" | "inff32" | "inff64" | "NaNf32" | "NaNf64" => TokenKind::Number,
            _ => TokenKind::Ident,
        };
        return (kind, end);
    }
    if text.get(start..).is_some_and(|rest| rest.starts_with("..")) {
        let inclusive = bytes.get(start + 2) == Some(&b'=');
        return (TokenKind::Punct, start + 2 + usize::from(inclusive));
    }
    if lex::starts_number(bytes, start) {
        return (TokenKind::Number, lex::number_end(bytes, start));
    }
    match first {
        '(' | ')' | '[' | ']' | '{' | '}' | ',' | ':' => (TokenKind::Punct, start + 1),
        '#' if bytes.get(start + 1) == Some(&b'!') => {
            let line = lex::line_end(bytes, start);
            let end = lex::find_either(bytes, start, b']', b'\n');
            (TokenKind::Attribute, (end + 1).min(line))
        }
        _ => (TokenKind::Invalid, start + first.len_utf8()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: &[(TokenKind, &str)]) {
        let found: Vec<_> = tokens(text)
            .map(|(kind, span)| (kind, span.of(text)))
            .collect();
        assert_eq!(found, wanted, "{text}");
    }

    /// Each kind of piece is recognised.
    #[test]
    fn pieces_are_recognised() {
        use TokenKind as T;
        check(
            "#![enable(x)]\n(a:/*x*/-1..=2,b)//y",
            &[
                (T::Attribute, "#![enable(x)]"),
                (T::Whitespace, "\n"),
                (T::Punct, "("),
                (T::Field, "a"),
                (T::Punct, ":"),
                (T::BlockComment, "/*x*/"),
                (T::Number, "-1"),
                (T::Punct, "..="),
                (T::Number, "2"),
                (T::Punct, ","),
                (T::Ident, "b"),
                (T::Punct, ")"),
                (T::LineComment, "//y"),
            ],
        );
        check("r#\"x\"#", &[(T::Str, "r#\"x\"#")]);
        check("\"x\n\"", &[(T::Str, "\"x\n\"")]);
        check(
            "\"x\n1",
            &[(T::Invalid, "\"x"), (T::Whitespace, "\n"), (T::Number, "1")],
        );
        check("“", &[(T::Invalid, "“")]);
    }
}
