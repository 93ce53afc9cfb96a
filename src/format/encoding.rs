//! From bytes to text: UTF-8 or a refusal with its place and a guess at what it is instead.
//!
//! No opinion on files. Invariant: bytes that are UTF-8 give that text, byte for byte; a text with
//! the zero bytes of UTF-16 in it is none.

use super::text::small;
use super::{LineIndex, Position};

/// Bytes that are no text that a document could be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotText {
    /// Where the first wrong byte stands.
    pub position: Position,
    /// What the bytes may be, and what to do.
    pub hint: &'static str,
}

/// The text that the bytes are in UTF-8.
///
/// # Errors
///
/// If they are something else.
pub fn decode(bytes: Vec<u8>) -> Result<String, NotText> {
    let text = match String::from_utf8(bytes) {
        // Plain letters in UTF-16 are UTF-8 as well, with a zero after each.
        Ok(text) if !text.contains('\0') => return Ok(text),
        Ok(text) => {
            let zero = text.find('\0').unwrap_or_default();
            return Err(NotText {
                position: LineIndex::new(&text).position(&text, zero),
                hint: guess(text.as_bytes()),
            });
        }
        Err(error) => error,
    };
    let bytes = text.as_bytes();
    let valid = bytes.get(..text.utf8_error().valid_up_to());
    // A zero is no more a character of a text than what is not UTF-8.
    let sound = valid.unwrap_or_default().split(|byte| *byte == 0).next();
    let before = String::from_utf8_lossy(sound.unwrap_or_default());
    let line = before.rsplit('\n').next().unwrap_or_default();
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    Err(NotText {
        position: Position {
            line: small(before.split('\n').count()),
            column: small(line.chars().count() + 1),
        },
        hint: guess(bytes),
    })
}

fn guess(bytes: &[u8]) -> &'static str {
    let near = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let zeros = |parity: usize| {
        let every_other = near.iter().skip(parity).step_by(2);
        every_other.filter(|byte| **byte == 0).count()
    };
    let marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let (even, odd) = (zeros(0), zeros(1));
    let mostly = near.len() / 4;
    if marked || (even > mostly && odd == 0) || (odd > mostly && even == 0) {
        "it looks like UTF-16; save it again as UTF-8"
    } else if even + odd > 0 {
        "it looks like a binary file"
    } else {
        "it looks like Latin-1 or Windows-1252; save it again as UTF-8"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], line: u32, column: u32, words: &str) {
        let error = decode(bytes.to_vec()).unwrap_err();
        assert_eq!(error.position, Position { line, column }, "{bytes:?}");
        assert!(error.hint.contains(words), "{bytes:?}: {}", error.hint);
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let units = text.encode_utf16();
        units
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    /// UTF-8 is taken as it is; anything else is named, with its place.
    #[test]
    fn encodings_are_guessed() {
        assert_eq!(decode(b"(a: 1)".to_vec()).as_deref(), Ok("(a: 1)"));
        assert_eq!(decode("é\u{feff}".into()).as_deref(), Ok("é\u{feff}"));
        check(b"(\n  a: \"T\xfcrkiye\",\n)", 2, 8, "Latin-1");
        check(
            "é(\u{feff}".as_bytes().split_last().unwrap().1,
            1,
            3,
            "Latin-1",
        );
        check(&utf16("\u{feff}(a: 1)", false), 1, 1, "UTF-16");
        check(&utf16("\u{feff}(a: 1)", true), 1, 1, "UTF-16");
        check(&utf16("(a: 1)", false), 1, 2, "UTF-16");
        check(&utf16("(a: 1)", true), 1, 1, "UTF-16");
        check(b"(a: 1, \0\0\x01)", 1, 8, "binary");
        check(b"\x7fELF\x02\0\0\0\xff", 1, 6, "binary");
    }
}
