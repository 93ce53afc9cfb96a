//! Reading dossiers from the file system. Writing is in [`save`](super::save).
//!
//! No opinion on what a text means. Invariant: what is not text is refused with its place, and nothing
//! here changes a file.

use crate::format::{self, NotText};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// A file that was read.
#[derive(Clone, Debug)]
pub struct ReadFile {
    /// Its text, byte for byte.
    pub text: String,
}

/// Why a file could not be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The file system refused.
    #[error("{reason}: {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong and what can be done.
        reason: String,
    },
    /// The bytes are not UTF-8.
    #[error("{}:{line}:{column}: the file is not UTF-8 text; {hint}", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// Line of the first byte that is not UTF-8, from 1.
        line: usize,
        /// Column of that byte in characters, from 1.
        column: usize,
        /// A guess at the encoding.
        hint: &'static str,
    },
}

impl OpenError {
    /// The error in the form of a finding: `path:line:column: error: message`.
    pub fn as_finding(&self) -> String {
        match self {
            Self::Unreadable { path, reason } => format!("{}:1:1: error: {reason}", path.display()),
            Self::NotText {
                path,
                line,
                column,
                hint,
            } => {
                format!(
                    "{}:{line}:{column}: error: the file is not UTF-8 text; {hint}",
                    path.display()
                )
            }
        }
    }
}

/// Reads a file as text.
///
/// # Errors
///
/// When the file cannot be read or is not UTF-8.
pub fn read(path: &Path) -> Result<ReadFile, OpenError> {
    let unreadable = |reason: String| OpenError::Unreadable {
        path: path.to_path_buf(),
        reason,
    };
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            return Err(unreadable(match error.kind() {
                io::ErrorKind::NotFound => "there is no such file".to_owned(),
                io::ErrorKind::PermissionDenied => "no permission to read this file".to_owned(),
                io::ErrorKind::IsADirectory => "this is a folder; name a file in it".to_owned(),
                _ => error.to_string(),
            }));
        }
    };
    decode(path, bytes)
}

/// Reads a dossier from a stream, for example standard input.
///
/// # Errors
///
/// When the stream cannot be read or is not UTF-8.
pub fn read_from(stream: &mut dyn io::Read) -> Result<ReadFile, OpenError> {
    let path = Path::new("<stdin>");
    let mut bytes = Vec::new();
    match stream.read_to_end(&mut bytes) {
        Ok(_) => decode(path, bytes),
        Err(error) => Err(OpenError::Unreadable {
            path: path.to_path_buf(),
            reason: error.to_string(),
        }),
    }
}

fn decode(path: &Path, bytes: Vec<u8>) -> Result<ReadFile, OpenError> {
    match format::decode(bytes) {
        Ok(text) => Ok(ReadFile { text }),
        Err(NotText { position, hint }) => Err(OpenError::NotText {
            path: path.to_path_buf(),
            line: position.line as usize,
            column: position.column as usize,
            hint,
        }),
    }
}

/// What tells, without reading a file, whether it may have changed: its size, time and number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileMark {
    length: u64,
    written: String,
    number: u64,
}

/// The mark of a file; `None` if there is none.
pub(super) fn mark(path: &Path) -> Option<FileMark> {
    let found = fs::metadata(path).ok()?;
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&found);
    #[cfg(not(unix))]
    let number = 0;
    Some(FileMark {
        length: found.len(),
        written: format!("{:?}", found.modified()),
        number,
    })
}

/// Whether two paths name the same file.
pub fn is_same_file(a: &Path, b: &Path) -> bool {
    a == b || matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// By what a change of a data file is noticed: its size and when it was written last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFileStamp(u64, String);

/// The stamp of a data file; `None` where there is no such file.
pub fn data_file_stamp(path: &Path) -> Option<DataFileStamp> {
    let metadata = fs::metadata(path).ok()?;
    let written = format!("{:?}", metadata.modified());
    Some(DataFileStamp(metadata.len(), written))
}

/// Opens a file with background data for reading; with its size in bytes.
///
/// # Errors
///
/// What the system says, and if it is no plain file: a pipe would never end.
pub fn open_data_file(path: &Path) -> io::Result<(fs::File, u64)> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no file"));
    }
    Ok((fs::File::open(path)?, metadata.len()))
}

/// The first bytes of a file with background data, at most so many.
///
/// # Errors
///
/// As [`open_data_file`], and if it cannot be read.
pub fn beginning_of(path: &Path, n_bytes: usize) -> io::Result<Vec<u8>> {
    use io::Read as _;
    let (file, _) = open_data_file(path)?;
    let mut bytes = Vec::new();
    file.take(u64::try_from(n_bytes).unwrap_or(u64::MAX))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The size of a file in bytes; zero where it cannot be told.
pub fn file_n_bytes(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that are no text are refused with their place.
    #[test]
    fn not_text_names_the_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        fs::write(&path, b"(\n  a: \"T\xFCrkiye\",\n)").unwrap();
        let message = read(&path).unwrap_err().to_string();
        assert!(message.contains(":2:8: "), "{message}");
        assert!(message.contains("Latin-1"), "{message}");
    }
}
