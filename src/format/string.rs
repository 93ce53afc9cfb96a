//! Strings, characters and byte strings: from their spelling to their text and back.
//!
//! No opinion on which spelling is nicer, except that [`quoted`] escapes as little as it can.
//! Invariant: reading what is written here gives the same text.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::lex;

/// A wrong escape: offset and length within the spelling, and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BadEscape {
    pub(super) start: usize,
    pub(super) len: usize,
    pub(super) message: String,
}

/// What surrounds the text in its spelling.
struct Body<'t> {
    text: &'t str,
    offset: usize,
    raw: bool,
}

/// The text between the quotes.
fn body(spelling: &str) -> Option<Body<'_>> {
    let bytes = spelling.as_bytes();
    let (prefix, raw) = match lex::quote_at(bytes, 0)? {
        lex::Quote::Str | lex::Quote::Char => (0, false),
        lex::Quote::Bytes | lex::Quote::Byte => (1, false),
        lex::Quote::RawStr => (1, true),
        lex::Quote::RawBytes => (2, true),
    };
    let n_hashes = if raw { lex::hashes(bytes, prefix) } else { 0 };
    let offset = prefix + n_hashes + 1;
    let end = spelling.len().checked_sub(1 + n_hashes)?;
    let text = spelling.get(offset..end)?;
    Some(Body { text, offset, raw })
}

/// The text of a string or character; `None` if it is no proper one.
pub(super) fn decode(spelling: &str) -> Option<Cow<'_, str>> {
    let body = body(spelling)?;
    if body.raw || !body.text.contains('\\') {
        return Some(Cow::Borrowed(body.text));
    }
    let bytes = unescape(body.text, false).ok()?;
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

/// The bytes of a byte string or byte; `None` if it is no proper one.
pub(super) fn decode_bytes(spelling: &str) -> Option<Vec<u8>> {
    let body = body(spelling)?;
    if body.raw {
        return Some(body.text.as_bytes().to_vec());
    }
    unescape(body.text, true).ok()
}

/// The first wrong escape of a literal.
pub(super) fn bad_escape(spelling: &str) -> Option<BadEscape> {
    let body = body(spelling)?;
    if body.raw || !body.text.contains('\\') {
        return None;
    }
    let binary = spelling.starts_with('b');
    let bad = unescape(body.text, binary).err()?;
    Some(BadEscape {
        start: bad.start + body.offset,
        ..bad
    })
}

/// Replaces the escapes. In binary mode `\xff` is a byte, otherwise part of a UTF-8 sequence.
fn unescape(text: &str, binary: bool) -> Result<Vec<u8>, BadEscape> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(text.len());
    let mut pos = 0;
    loop {
        let next = lex::find_either(bytes, pos, b'\\', b'\\');
        out.extend_from_slice(bytes.get(pos..next).unwrap_or_default());
        if next >= bytes.len() {
            return Ok(out);
        }
        pos = escape(text, next, binary, &mut out)?;
    }
}

/// Reads the escape at `at`, appends what it means, gives its end.
fn escape(text: &str, at: usize, binary: bool, out: &mut Vec<u8>) -> Result<usize, BadEscape> {
    let bytes = text.as_bytes();
    let bad = |end: usize, message: &str| BadEscape {
        start: at,
        len: end - at,
        message: message.to_owned(),
    };
    let Some(letter) = text.get(at + 1..).and_then(|rest| rest.chars().next()) else {
        return Err(bad(at + 1, "the backslash at the end escapes nothing"));
    };
    let simple = match letter {
        '\'' | '"' | '\\' => letter,
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '0' => '\0',
        '\n' => return Ok(continuation_end(bytes, at + 2)),
        '\r' if bytes.get(at + 2) == Some(&b'\n') => return Ok(continuation_end(bytes, at + 3)),
        'u' => return unicode(text, at, out),
        'x' if binary => {
            let byte = hex_byte(text, at);
            out.push(byte.ok_or_else(|| bad(at + 2, "`\\x` needs two hexadecimal digits"))?);
            return Ok(at + 4);
        }
        'x' => return utf8_bytes(text, at, out),
        other => {
            let message = format!("unknown escape `\\{}`", other.escape_default());
            return Err(bad(at + 1 + other.len_utf8(), &message));
        }
    };
    let mut buffer = [0; 4];
    out.extend_from_slice(simple.encode_utf8(&mut buffer).as_bytes());
    Ok(at + 2)
}

/// A backslash before a line break swallows it and the white space that begins the next lines.
fn continuation_end(bytes: &[u8], mut pos: usize) -> usize {
    while matches!(bytes.get(pos), Some(b' ' | b'\t' | b'\n' | b'\r')) {
        pos += 1;
    }
    pos
}

/// The value of `\xNN` at `at`.
fn hex_byte(text: &str, at: usize) -> Option<u8> {
    let digits = text.get(at..)?.strip_prefix("\\x")?.get(..2)?;
    let proper = digits.bytes().all(|b| b.is_ascii_hexdigit());
    proper
        .then(|| u8::from_str_radix(digits, 16).ok())
        .flatten()
}

/// One to four `\xNN` that together are one character in UTF-8.
fn utf8_bytes(text: &str, at: usize, out: &mut Vec<u8>) -> Result<usize, BadEscape> {
    let mut found = Vec::new();
    let mut pos = at;
    while let Some(byte) = hex_byte(text, pos) {
        found.push(byte);
        pos += 4;
        if std::str::from_utf8(&found).is_ok() {
            out.extend_from_slice(&found);
            return Ok(pos);
        }
        if found.len() == 4 {
            break;
        }
    }
    let (end, message) = if found.is_empty() {
        (at + 2, "`\\x` needs two hexadecimal digits")
    } else {
        (pos, "these bytes are no UTF-8 character")
    };
    Err(BadEscape {
        start: at,
        len: end - at,
        message: message.to_owned(),
    })
}

/// `\u{…}` with one to six hexadecimal digits.
fn unicode(text: &str, at: usize, out: &mut Vec<u8>) -> Result<usize, BadEscape> {
    let inner = text.get(at + 2..).and_then(|rest| rest.strip_prefix('{'));
    let digits = inner
        .and_then(|rest| rest.split_once('}'))
        .map(|(digits, _)| digits);
    let proper = digits.filter(|digits| {
        (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit())
    });
    let code = proper.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let Some((c, digits)) = code.and_then(char::from_u32).zip(proper) else {
        let message = "`\\u` needs one to six hexadecimal digits of a character in braces";
        return Err(BadEscape {
            start: at,
            len: 2,
            message: message.to_owned(),
        });
    };
    let mut buffer = [0; 4];
    out.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
    Ok(at + digits.len() + 4)
}

/// A string in quotes with as few escapes as possible. With `keep_breaks` line breaks stay as
/// they are, otherwise they become `\n`.
pub(super) fn quoted(text: &str, keep_breaks: bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' if keep_breaks => out.push('\n'),
            '\r' if keep_breaks && chars.peek() == Some(&'\n') => out.push('\r'),
            _ => push_escaped(&mut out, c),
        }
    }
    out.push('"');
    out
}

/// A raw string with at least `n_hashes`; `None` if the text holds what raw strings should not.
pub(super) fn raw_quoted(text: &str, n_hashes: usize) -> Option<String> {
    let readable = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    if !text.replace("\r\n", "\n").chars().all(readable) {
        return None;
    }
    let mut hashes = "#".repeat(n_hashes);
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    Some(format!("r{hashes}\"{text}\"{hashes}"))
}

/// A character in single quotes.
pub(super) fn quoted_char(c: char) -> String {
    let mut out = String::from("'");
    match c {
        '\'' => out.push_str("\\'"),
        '\\' => out.push_str("\\\\"),
        _ => push_escaped(&mut out, c),
    }
    out.push('\'');
    out
}

/// A byte string in quotes.
pub(super) fn quoted_bytes(bytes: &[u8]) -> String {
    format!("b\"{}\"", bytes.escape_ascii())
}

fn push_escaped(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\0' => out.push_str("\\0"),
        _ if c.is_control() => {
            // Writing to a string cannot fail.
            write!(out, "\\u{{{:x}}}", u32::from(c)).unwrap_or_default();
        }
        _ => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(spelling: &str, wanted: &str) {
        assert_eq!(decode(spelling).as_deref(), Some(wanted), "{spelling}");
    }

    /// Every escape means what Rust means by it.
    #[test]
    fn escapes_are_read() {
        check(r#""a\n\t\\\"\'\0""#, "a\n\t\\\"'\0");
        check(r#""\u{e9}\xc3\xa9\x41""#, "ééA");
        check("\"a \\\n   b\"", "a b");
        check("\"a\\\r\n\tb\"", "ab");
        check(r##"r#"a\n"b"#"##, "a\\n\"b");
        check(r"'\''", "'");
        assert_eq!(decode_bytes(r#"b"\xff\n""#), Some(vec![255, 10]));
    }

    /// Wrong escapes are named with their place.
    #[test]
    fn wrong_escapes_are_named() {
        let bad = bad_escape(r#""C:\Users""#);
        let wanted = BadEscape {
            start: 3,
            len: 2,
            message: r"unknown escape `\U`".to_owned(),
        };
        assert_eq!(bad, Some(wanted));
        for text in [
            r#""\x4""#,
            r#""\u{}""#,
            r#""\u{110000}""#,
            r#""\xff""#,
            r#""\u41""#,
        ] {
            assert!(bad_escape(text).is_some(), "{text}");
            assert_eq!(decode(text), None, "{text}");
        }
    }

    /// What is written is read back.
    #[test]
    fn written_strings_are_read_back() {
        for text in ["", "a\"b\\", "é\u{1}\u{7f}\r\n\t", "“x”"] {
            check(&quoted(text, false), text);
            check(&quoted(text, true), text);
        }
        assert_eq!(quoted("a\nb", false), r#""a\nb""#);
        assert_eq!(quoted("a\nb", true), "\"a\nb\"");
        assert_eq!(raw_quoted("a\"#b", 0).as_deref(), Some("r##\"a\"#b\"##"));
        assert_eq!(raw_quoted("a\u{0}", 0), None);
        assert_eq!(quoted_char('\''), r"'\''");
        assert_eq!(
            decode_bytes(&quoted_bytes(&[0, 34, 92, 200])),
            Some(vec![0, 34, 92, 200])
        );
    }
}
