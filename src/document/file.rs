//! The only place where dossiers are read from and written to the file system.
//!
//! A save writes a temporary file beside the target, flushes it to the disk, gives it the permissions
//! and, where that is allowed, the owner of the old file, and renames it over the target. At every moment
//! the target is the whole old or the whole new text. A symbolic link stays a link; its target is replaced.

use std::fs;
use std::io::{self, Write as _};
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

/// Why a file could not be saved.
#[derive(Debug, Error)]
pub enum SaveError {
    /// The document has no file yet.
    #[error("no file was chosen yet")]
    NoFile,
    /// The file is marked read-only.
    #[error("the file is read-only; make it writable or save under another name: {}", .0.display())]
    ReadOnly(PathBuf),
    /// The folder is gone.
    #[error("the folder does not exist any more; save under another name: {}", .0.display())]
    NoFolder(PathBuf),
    /// The target is a folder.
    #[error("this is a folder, not a file: {}", .0.display())]
    IsFolder(PathBuf),
    /// The file system refused.
    #[error("{reason}; nothing was lost, the old file is unchanged: {}", path.display())]
    Failed {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
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
    match String::from_utf8(bytes) {
        Ok(text) => Ok(ReadFile { text }),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let before = bytes.get(..valid).unwrap_or_default();
            let line_start = before
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(0, |newline| newline + 1);
            Err(OpenError::NotText {
                path: path.to_path_buf(),
                line: before.split(|byte| *byte == b'\n').count(),
                column: String::from_utf8_lossy(before.get(line_start..).unwrap_or_default())
                    .chars()
                    .count()
                    + 1,
                hint: guess_encoding(bytes),
            })
        }
    }
}

fn guess_encoding(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        "it looks like UTF-16; save it again as UTF-8"
    } else if bytes.contains(&0) {
        "it looks like a binary file"
    } else {
        "it looks like Latin-1 or Windows-1252; save it again as UTF-8"
    }
}

/// Replaces the file with the text, whole or not at all.
///
/// # Errors
///
/// When the file or its folder is missing, read-only or full. The old file is unchanged then.
pub fn save(path: &Path, text: &str) -> Result<(), SaveError> {
    // A link is followed, so that it stays a link and what it points to is replaced.
    let target = fs::canonicalize(path).or_else(|error| match fs::read_link(path) {
        // A link whose target does not exist yet: create the target.
        Ok(aim) => Ok(path
            .parent()
            .map_or_else(|| aim.clone(), |folder| folder.join(&aim))),
        Err(_) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_path_buf()),
        Err(_) => Err(failed(path, &error)),
    })?;
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    if !folder.is_dir() {
        return Err(SaveError::NoFolder(folder));
    }
    let old = fs::metadata(&target).ok();
    if let Some(old) = &old {
        if old.is_dir() {
            return Err(SaveError::IsFolder(target));
        }
        if old.permissions().readonly() {
            return Err(SaveError::ReadOnly(target));
        }
    }
    replace(&target, &folder, old.as_ref(), text).map_err(|error| failed(&target, &error))
}

fn replace(target: &Path, folder: &Path, old: Option<&fs::Metadata>, text: &str) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".roundtable-").suffix(".tmp");
    #[cfg(unix)]
    let new_file_mode = {
        use std::os::unix::fs::PermissionsExt as _;
        fs::Permissions::from_mode(0o666)
    };
    #[cfg(unix)]
    builder.permissions(new_file_mode);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    if let Some(old) = old {
        keep_owner(file.path(), old);
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(target).map_err(|error| error.error)?;
    // The rename itself must reach the disk too; where a folder cannot be opened, it is best effort.
    if let Ok(folder) = fs::File::open(folder) {
        folder.sync_all().ok();
    }
    Ok(())
}

/// Gives the new file the owner of the old one. Only root may give a file away, so failing is normal.
#[cfg(unix)]
fn keep_owner(path: &Path, old: &fs::Metadata) {
    use std::os::unix::fs::MetadataExt as _;
    std::os::unix::fs::chown(path, Some(old.uid()), Some(old.gid())).ok();
}

#[cfg(not(unix))]
fn keep_owner(_path: &Path, _old: &fs::Metadata) {}

fn failed(path: &Path, error: &io::Error) -> SaveError {
    let reason = match error.kind() {
        io::ErrorKind::PermissionDenied => "no permission to write in this folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        _ => error.to_string(),
    };
    SaveError::Failed {
        path: path.to_path_buf(),
        reason,
    }
}

/// Whether two paths name the same file.
pub fn is_same_file(a: &Path, b: &Path) -> bool {
    a == b || matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// The size of a file in bytes; zero where it cannot be told.
pub fn file_n_bytes(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// A save replaces the text and leaves nothing else behind.
    #[test]
    fn save_replaces_whole_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        fs::write(&path, "old and longer").unwrap();
        save(&path, "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(names(folder.path()), ["a.ron"]);
    }

    /// Permissions survive, and a link stays a link.
    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_kept() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("real.ron");
        let link = folder.path().join("link.ron");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real.ron", &link).unwrap();
        save(&link, "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o640
        );
        assert!(
            fs::symlink_metadata(&link)
                .unwrap()
                .file_type()
                .is_symlink()
        );
    }

    /// What cannot be saved says why, and the old file is whole.
    #[test]
    fn failures_leave_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        fs::write(&path, "old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(matches!(save(&path, "new"), Err(SaveError::ReadOnly(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert!(matches!(
            save(&folder.path().join("gone/a.ron"), "new"),
            Err(SaveError::NoFolder(_))
        ));
        assert!(matches!(
            save(folder.path(), "new"),
            Err(SaveError::IsFolder(_))
        ));
        assert_eq!(names(folder.path()), ["a.ron"]);
    }

    /// A full disk is reported as such and leaves no half-written file in its place.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_named() {
        let error = failed(
            Path::new("a.ron"),
            &io::Error::from(io::ErrorKind::StorageFull),
        );
        assert!(error.to_string().contains("the disk is full"), "{error}");
    }

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
