//! Where the smallest pieces of a RON text end.
//!
//! Pure scanning over bytes: no tree, no diagnostics, no opinion on what may follow what.
//! Invariants: every returned end is a character boundary, not before the given start, and
//! each scan looks at a byte a bounded number of times.

/// The end of whitespace and closed comments from `pos`.
pub(super) fn trivia_end(bytes: &[u8], mut pos: usize) -> usize {
    loop {
        match bytes.get(pos) {
            Some(b' ' | b'\n' | b'\r' | b'\t' | 0x0b | 0x0c) => pos += 1,
            Some(b'/') => match comment_end(bytes, pos) {
                Some(end) => pos = end,
                None => return pos,
            },
            Some(0xc2 | 0xe2) => match wide_space_len(bytes, pos) {
                0 => return pos,
                len => pos += len,
            },
            _ => return pos,
        }
    }
}

/// The end of whitespace alone from `pos`.
pub(super) fn space_end(bytes: &[u8], mut pos: usize) -> usize {
    loop {
        match bytes.get(pos) {
            Some(b' ' | b'\n' | b'\r' | b'\t' | 0x0b | 0x0c) => pos += 1,
            Some(0xc2 | 0xe2) => match wide_space_len(bytes, pos) {
                0 => return pos,
                len => pos += len,
            },
            _ => return pos,
        }
    }
}

/// Length of one of the spaces beyond ASCII that RON knows, zero if there is none.
fn wide_space_len(bytes: &[u8], pos: usize) -> usize {
    match (bytes.get(pos), bytes.get(pos + 1), bytes.get(pos + 2)) {
        (Some(0xc2), Some(0x85), _) => 2,
        // Left-to-right and right-to-left marks, line and paragraph separators.
        (Some(0xe2), Some(0x80), Some(0x8e | 0x8f | 0xa8 | 0xa9)) => 3,
        _ => 0,
    }
}

/// The end of the comment at `pos`; a line comment ends before its line break.
/// `None` if there is no comment or a block comment is never closed.
pub(super) fn comment_end(bytes: &[u8], pos: usize) -> Option<usize> {
    match (bytes.get(pos)?, bytes.get(pos + 1)?) {
        (b'/', b'/') => Some(line_end(bytes, pos + 2)),
        (b'/', b'*') => {
            let mut depth = 1_usize;
            let mut at = pos + 2;
            while depth > 0 {
                at = find_either(bytes, at, b'/', b'*');
                match (bytes.get(at)?, bytes.get(at + 1)) {
                    (b'/', Some(b'*')) => (depth, at) = (depth + 1, at + 2),
                    (b'*', Some(b'/')) => (depth, at) = (depth - 1, at + 2),
                    _ => at += 1,
                }
            }
            Some(at)
        }
        _ => None,
    }
}

/// The position of the next line feed, or the end of the text.
pub(super) fn line_end(bytes: &[u8], pos: usize) -> usize {
    find_either(bytes, pos, b'\n', b'\n')
}

/// The first position from `pos` with byte `a` or `b`, or the end. Eight bytes at a time.
pub(super) fn find_either(bytes: &[u8], mut pos: usize, a: u8, b: u8) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    // Subtracting one from each byte borrows into the high bit only where the byte was zero,
    // which after the exclusive or is where it was the wanted one.
    let zero_bytes = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    let (all_a, all_b) = (ONES * u64::from(a), ONES * u64::from(b));
    while let Some(chunk) = bytes.get(pos..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(*chunk);
        let hits = zero_bytes(word ^ all_a) | zero_bytes(word ^ all_b);
        if hits != 0 {
            return pos + (hits.trailing_zeros() / 8) as usize;
        }
        pos += 8;
    }
    while bytes.get(pos).is_some_and(|&byte| byte != a && byte != b) {
        pos += 1;
    }
    pos.min(bytes.len())
}

/// One past the closing quote of a string whose text begins at `pos`.
pub(super) fn string_end(bytes: &[u8], mut pos: usize) -> Option<usize> {
    loop {
        pos = find_either(bytes, pos, b'"', b'\\');
        match bytes.get(pos)? {
            b'"' => return Some(pos + 1),
            _ => pos += 2,
        }
    }
}

/// One past the end of a raw string whose `#`s or quote begin at `pos`.
pub(super) fn raw_string_end(bytes: &[u8], pos: usize) -> Option<usize> {
    let n_hashes = hashes(bytes, pos);
    let mut at = pos + n_hashes;
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    loop {
        at = find_either(bytes, at + 1, b'"', b'"');
        bytes.get(at)?;
        if hashes(bytes, at + 1) >= n_hashes {
            return Some(at + 1 + n_hashes);
        }
    }
}

/// How many `#` stand at `pos`.
pub(super) fn hashes(bytes: &[u8], pos: usize) -> usize {
    let rest = bytes.get(pos..).unwrap_or_default();
    rest.iter().take_while(|&&b| b == b'#').count()
}

/// What kind of quoted literal begins at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    /// `"…"`
    Str,
    /// `r"…"` or `r#"…"#`
    RawStr,
    /// `b"…"`
    Bytes,
    /// `br"…"` or `br#"…"#`
    RawBytes,
    /// `b'…'`
    Byte,
    /// `'…'`
    Char,
}

/// The quoted literal that begins at `pos`, if one does.
pub(super) fn quote_at(bytes: &[u8], pos: usize) -> Option<Quote> {
    let is_raw = |at: usize| bytes.get(at + hashes(bytes, at)) == Some(&b'"');
    match (bytes.get(pos)?, bytes.get(pos + 1)) {
        (b'"', _) => Some(Quote::Str),
        (b'\'', _) => Some(Quote::Char),
        (b'r', Some(b'"' | b'#')) if is_raw(pos + 1) => Some(Quote::RawStr),
        (b'b', Some(b'"')) => Some(Quote::Bytes),
        (b'b', Some(b'\'')) => Some(Quote::Byte),
        (b'b', Some(b'r')) if is_raw(pos + 2) => Some(Quote::RawBytes),
        _ => None,
    }
}

/// The end of the quoted literal at `pos`; `None` if it is never closed.
pub(super) fn quote_end(bytes: &[u8], pos: usize, quote: Quote) -> Option<usize> {
    match quote {
        Quote::Str => string_end(bytes, pos + 1),
        Quote::Bytes => string_end(bytes, pos + 2),
        Quote::RawStr => raw_string_end(bytes, pos + 1),
        Quote::RawBytes => raw_string_end(bytes, pos + 2),
        Quote::Char => char_end(bytes, pos + 1),
        Quote::Byte => char_end(bytes, pos + 2),
    }
}

/// One past the closing quote of a character whose text begins at `pos`, on the same line.
fn char_end(bytes: &[u8], mut pos: usize) -> Option<usize> {
    // A line break or a quote may itself be the character.
    pos += match (bytes.get(pos)?, bytes.get(pos + 1)) {
        (b'\\', _) => 2,
        (b'\'' | b'\n', Some(b'\'')) => 1,
        (b'\'', _) => return None,
        _ => 0,
    };
    loop {
        match bytes.get(pos)? {
            b'\'' => return Some(pos + 1),
            b'\n' => return None,
            _ => pos += 1,
        }
    }
}

/// The end of a name at `pos`, a raw one (`r#…`) included.
pub(super) fn name_end(text: &str, pos: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.get(pos) == Some(&b'r') && bytes.get(pos + 1) == Some(&b'#') {
        let rest = text.get(pos + 2..)?;
        let len = rest.find(|c| !is_raw_name_char(c)).unwrap_or(rest.len());
        return (len > 0).then_some(pos + 2 + len);
    }
    plain_name_end(text, pos)
}

/// The end of a name without `r#` at `pos`.
#[inline]
pub(super) fn plain_name_end(text: &str, pos: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = pos;
    match bytes.get(at)? {
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => at += 1,
        0x80.. => {
            let first = text.get(at..)?.chars().next()?;
            if !first.is_alphabetic() {
                return None;
            }
            at += first.len_utf8();
        }
        _ => return None,
    }
    loop {
        match bytes.get(at) {
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'0'..=b'9') => at += 1,
            Some(0x80..) => match text.get(at..).and_then(|rest| rest.chars().next()) {
                Some(c) if is_name_char(c) => at += c.len_utf8(),
                _ => return Some(at),
            },
            _ => return Some(at),
        }
    }
}

/// Whether a character may stand inside a plain name.
///
/// RON asks Unicode's `XID_Continue`; letters, digits and the usual combining marks are the
/// part of it that occurs in names.
fn is_name_char(c: char) -> bool {
    c == '_' || c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{203f}' | '\u{2040}')
}

/// Whether a character may stand inside a raw name.
pub(super) fn is_raw_name_char(c: char) -> bool {
    matches!(c, '.' | '+' | '-') || is_name_char(c)
}

/// Whether a number (or a range of numbers) begins at `pos`.
pub(super) fn starts_number(bytes: &[u8], pos: usize) -> bool {
    match (bytes.get(pos), bytes.get(pos + 1)) {
        (Some(b'0'..=b'9'), _) | (Some(b'.'), Some(b'.' | b'0'..=b'9')) => true,
        (Some(b'+' | b'-'), Some(next)) => next.is_ascii_alphanumeric() || *next == b'.',
        _ => false,
    }
}

/// The end of the run of bytes at `pos` that can only be one number; stops before `..`.
pub(super) fn number_end(bytes: &[u8], pos: usize) -> usize {
    let mut at = pos;
    if matches!(bytes.get(at), Some(b'+' | b'-')) {
        at += 1;
    }
    let based =
        bytes.get(at) == Some(&b'0') && matches!(bytes.get(at + 1), Some(b'x' | b'o' | b'b'));
    let mut before = 0;
    while let Some(&byte) = bytes.get(at) {
        let belongs = match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' => true,
            b'.' => bytes.get(at + 1) != Some(&b'.'),
            b'+' | b'-' => matches!(before, b'e' | b'E') && !based,
            _ => false,
        };
        if !belongs {
            break;
        }
        before = byte;
        at += 1;
    }
    at
}

/// Whether the text between `start` and `end` has a line break outside block comments.
/// The text must be whitespace, comments and punctuation only.
pub(super) fn has_line_break(bytes: &[u8], start: usize, end: usize) -> bool {
    line_break_end(bytes, start, end).is_some()
}

/// One past the first line break outside block comments between `start` and `end`.
pub(super) fn line_break_end(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let mut at = start;
    while at < end {
        match bytes.get(at)? {
            b'\n' => return Some(at + 1),
            b'/' => at = comment_end(bytes, at).unwrap_or(at + 1),
            _ => at += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Comments nest and count as trivia; an unclosed one does not.
    #[test]
    fn trivia_ends_before_the_next_token() {
        let end = |text: &str| trivia_end(text.as_bytes(), 0);
        assert_eq!(end(" // a\n\t/* /* */ */x"), 18);
        assert_eq!(end("/* /* */ x"), 0);
        assert_eq!(end("\u{85}\u{2028}x"), 5);
        assert_eq!(end("\u{a0}x"), 0);
    }

    /// The search by words agrees with the search by bytes at every offset.
    #[test]
    fn searching_finds_the_first() {
        let text = "aaaaaaaaaaaaaaaaaaaaa\"bbbbbbb\\é\"";
        for pos in 0..=text.len() {
            let rest = text.as_bytes().get(pos..).unwrap();
            let wanted = rest.iter().position(|b| matches!(b, b'"' | b'\\'));
            let found = find_either(text.as_bytes(), pos, b'"', b'\\');
            assert_eq!(found, wanted.map_or(text.len(), |at| at + pos));
        }
    }

    /// Strings end at the first quote that is not escaped.
    #[test]
    fn literals_end_at_their_quote() {
        let end = |text: &str| {
            let quote = quote_at(text.as_bytes(), 0)?;
            quote_end(text.as_bytes(), 0, quote)
        };
        assert_eq!(end(r#""a\"b" c"#), Some(6));
        assert_eq!(end(r##"r#"a"b"# c"##), Some(8));
        assert_eq!(end("br\"a\" c"), Some(5));
        assert_eq!(end("b'a' c"), Some(4));
        assert_eq!(end(r"'\'' c"), Some(4));
        assert_eq!(end("''' c"), Some(3));
        assert_eq!(end("\"abc"), None);
        assert_eq!(end("'a\nb'"), None);
        assert_eq!(end("r#abc"), None);
    }

    /// Numbers stop before a range.
    #[test]
    fn numbers_stop_before_ranges() {
        let end = |text: &str| number_end(text.as_bytes(), 0);
        assert_eq!(end("1..5"), 1);
        assert_eq!(end("-1.5e-3,"), 7);
        assert_eq!(end("0xE-1"), 3);
        assert_eq!(end("1_000u32)"), 8);
        assert_eq!(end("-inf]"), 4);
    }
}
