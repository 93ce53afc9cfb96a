//! One journal as bytes: a line of introduction, then sections with their length and checksum.
//!
//! No opinion on where it is kept. The texts stand in it byte for byte, so that somebody without this
//! program can still take them out with an editor.
//! Invariant: what is read is exactly what was written; anything else is refused.

use std::path::{Path, PathBuf};
use std::sync::Arc;

/// First line of every journal.
const INTRODUCTION: &str = "Roundtable recovery journal 1: unsaved changes of a dossier. Each section has a name, its length in bytes and a checksum.\n";

/// The unsaved state of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// The dossier's file; `None` for a document that was never saved.
    pub path: Option<PathBuf>,
    /// What the file held when it was last read or written; what the built-in dossier was.
    pub on_disk: Arc<str>,
    /// What the document is now.
    pub text: Arc<str>,
    /// A text being typed that cannot be taken over yet.
    pub draft: Option<Arc<str>>,
    /// When this was noted, in seconds since the beginning of 1970.
    pub saved_at: u64,
}

impl JournalEntry {
    /// The entry as the bytes of a file.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let n_text = self.text.len() + self.on_disk.len();
        let mut bytes = Vec::with_capacity(n_text + 1024);
        bytes.extend_from_slice(INTRODUCTION.as_bytes());
        section(&mut bytes, "when", self.saved_at.to_string().as_bytes());
        if let Some(path) = &self.path {
            section(&mut bytes, "path", &path_bytes(path));
        }
        section(&mut bytes, "text", self.text.as_bytes());
        if let Some(draft) = &self.draft {
            section(&mut bytes, "draft", draft.as_bytes());
        }
        section(&mut bytes, "on disk", self.on_disk.as_bytes());
        section(&mut bytes, "end", b"");
        bytes
    }

    /// Reads what [`Self::to_bytes`] wrote; `None` for anything else.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(INTRODUCTION.as_bytes())?;
        let (mut when, mut path, mut text, mut draft, mut on_disk) = (None, None, None, None, None);
        let shared = |content: &[u8]| Some(Arc::<str>::from(str::from_utf8(content).ok()?));
        loop {
            let (name, content, after) = next_section(rest)?;
            rest = after;
            match name {
                "when" => when = Some(str::from_utf8(content).ok()?.parse().ok()?),
                "path" => path = Some(path_of(content)),
                "text" => text = Some(shared(content)?),
                "draft" => draft = Some(shared(content)?),
                "on disk" => on_disk = Some(shared(content)?),
                "end" => break,
                // What a later version adds is of no use here, but no damage either.
                _ => {}
            }
        }
        Some(Self {
            path,
            on_disk: on_disk?,
            text: text?,
            draft,
            saved_at: when?,
        })
    }
}

fn section(bytes: &mut Vec<u8>, name: &str, content: &[u8]) {
    let head = format!("--- {name}: {} {:016x}\n", content.len(), checksum(content));
    bytes.extend_from_slice(head.as_bytes());
    bytes.extend_from_slice(content);
    bytes.push(b'\n');
}

/// Name and content of the section that begins here, and what comes after it.
fn next_section(bytes: &[u8]) -> Option<(&str, &[u8], &[u8])> {
    let line_end = bytes.iter().take(200).position(|byte| *byte == b'\n')?;
    let (head, after) = bytes.split_at_checked(line_end)?;
    let head = str::from_utf8(head).ok()?.strip_prefix("--- ")?;
    let (name, numbers) = head.split_once(": ")?;
    let (length, sum) = numbers.split_once(' ')?;
    let length: usize = length.parse().ok()?;
    let sum = u64::from_str_radix(sum, 16).ok()?;
    let (content, after) = after.get(1..)?.split_at_checked(length)?;
    let after = after.strip_prefix(b"\n")?;
    (checksum(content) == sum).then_some((name, content, after))
}

/// FNV-1a, 64 bits: enough to notice damage and to tell paths apart, no protection against intent.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

/// A number that stands for a file: the same however its path is written, as long as the file exists.
pub fn key_of(path: Option<&Path>) -> u64 {
    let Some(path) = path else { return 0 };
    let plain = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let real = plain.canonicalize().unwrap_or(plain);
    checksum(&path_bytes(&real))
}

#[cfg(unix)]
fn path_bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt as _;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(not(unix))]
fn path_bytes(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(text: &str, draft: Option<&str>) -> JournalEntry {
        JournalEntry {
            path: Some("/a/b c.ron".into()),
            on_disk: "(\n)".into(),
            text: text.into(),
            draft: draft.map(Into::into),
            saved_at: 1_790_000_000,
        }
    }

    /// Every part of a journal is needed: cut off anywhere, or with any byte changed, it is refused.
    #[test]
    fn damage_is_noticed() {
        let whole = entry("(a: \"é\")\n--- end: 0 0\n", Some("(a:")).to_bytes();
        for end in 0..whole.len() - 1 {
            assert_eq!(JournalEntry::from_bytes(&whole[..end]), None, "{end}");
        }
        for at in 0..whole.len() - 1 {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            let read = JournalEntry::from_bytes(&damaged);
            // A letter of a name turns a section into an unknown one; one that must be there is missed.
            let lost_draft = read == Some(entry("(a: \"é\")\n--- end: 0 0\n", None));
            let lost_path = read.as_ref().is_some_and(|read| read.path.is_none());
            assert!(read.is_none() || lost_draft || lost_path, "{at}");
        }
    }

    proptest! {
        /// What is written is read again, whatever the texts are.
        #[test]
        fn journals_are_read_again(text in "\\PC{0,40}", draft in proptest::option::of("[-\\n a-z:0-9]{0,40}")) {
            let entry = entry(&text, draft.as_deref());
            prop_assert_eq!(JournalEntry::from_bytes(&entry.to_bytes()), Some(entry));
        }

        /// No bytes make it panic.
        #[test]
        fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let with_head = [INTRODUCTION.as_bytes(), &bytes].concat();
            prop_assert!(JournalEntry::from_bytes(&with_head).is_none());
        }
    }
}
