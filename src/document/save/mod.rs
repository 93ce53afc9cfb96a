//! Replacing a file with a text, whole or not at all.
//!
//! A save writes a temporary file beside the target, flushes it to the disk, gives it the permissions
//! and, where that is allowed, the owner of the old file, looks whether the target still holds what it is
//! believed to hold, and renames the new file over it. A symbolic link stays a link; what it points to is
//! replaced. Not kept: further hard links to the old file, and its extended attributes.
//!
//! Invariants: at every moment the target is the whole old or the whole new text; a text that was not
//! expected there is never replaced; no temporary file stays behind, except by a kill, and what a kill
//! left is removed by the next save in the same folder.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Begin and end of the names of temporary files.
const TEMPORARY: (&str, &str) = (".roundtable-", ".tmp");

/// How often a temporary file is made again that somebody else's sweep took away.
const MAX_SWEPT: usize = 8;

/// How many symbolic links are followed, one after the other.
const MAX_LINKS: usize = 40;

/// What the file must hold for a save to be allowed.
#[derive(Clone, Copy, Debug)]
pub enum Expected<'a> {
    /// This text, or nothing at all if the file was deleted.
    Text(&'a str),
    /// Nothing: there must be no such file.
    Nothing,
    /// Anything: the user was asked and wants it replaced.
    Anything,
}

/// Why a file could not be saved.
#[derive(Debug, Error)]
pub enum SaveError {
    /// The document has no file yet.
    #[error("no file was chosen yet")]
    NoFile,
    /// Somebody else wrote to the file; it was left as it is.
    #[error("another program changed the file in the meantime: {}", .0.display())]
    ChangedOnDisk(PathBuf),
    /// The file is marked read-only, or belongs to somebody else.
    #[error("the file is read-only; make it writable or save under another name: {}", .0.display())]
    ReadOnly(PathBuf),
    /// The folder is gone.
    #[error("the folder does not exist any more; make it again or save under another name: {}", .0.display())]
    NoFolder(PathBuf),
    /// The target is a folder.
    #[error("this is a folder, not a file; save under another name: {}", .0.display())]
    IsFolder(PathBuf),
    /// The target is neither file nor folder.
    #[error("this is a device or a pipe, not a file; save under another name: {}", .0.display())]
    NotAFile(PathBuf),
    /// Symbolic links lead in a circle.
    #[error("this link leads to itself and to no file; remove it or save under another name: {}", .0.display())]
    LinkLoop(PathBuf),
    /// The file system refused.
    #[error("{reason}; nothing was lost, the old file is unchanged: {}", path.display())]
    Failed {
        /// The file.
        path: PathBuf,
        /// What is wrong and what can be done.
        reason: String,
    },
}

/// The steps of a save, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Making the temporary file.
    Create,
    /// Writing the first half of the text.
    WriteHalf,
    /// Writing the rest.
    WriteRest,
    /// Giving it the permissions of the old file.
    Permissions,
    /// Flushing it to the disk.
    Flush,
    /// Looking whether the old file is the one that is known.
    Compare,
    /// Renaming the new file over the old one.
    Rename,
    /// Flushing the folder.
    FlushFolder,
}

impl Step {
    #[cfg(test)]
    const ALL: [Self; 8] = [
        Self::Create,
        Self::WriteHalf,
        Self::WriteRest,
        Self::Permissions,
        Self::Flush,
        Self::Compare,
        Self::Rename,
        Self::FlushFolder,
    ];
}

/// Asked before every step; an error makes the save fail there. For tests.
type Hook<'h> = &'h mut dyn FnMut(Step) -> io::Result<()>;

/// Replaces the file with the text, whole or not at all.
///
/// # Errors
///
/// When the file is not what is expected, or the file or its folder is missing, read-only or full.
/// The old file is unchanged then.
pub fn save(path: &Path, text: &str, expected: Expected<'_>) -> Result<(), SaveError> {
    save_in_steps(path, text, expected, &mut |_| Ok(()))
}

fn save_in_steps(
    path: &Path,
    text: &str,
    expected: Expected<'_>,
    hook: Hook<'_>,
) -> Result<(), SaveError> {
    let target = follow_links(path)?;
    let folder = folder_of(&target);
    if !folder.is_dir() {
        return Err(SaveError::NoFolder(folder));
    }
    let old = match fs::metadata(&target) {
        Ok(old) if old.is_dir() => return Err(SaveError::IsFolder(target)),
        Ok(old) if !old.is_file() => return Err(SaveError::NotAFile(target)),
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(&target, &error)),
    };
    // A rename needs only the folder's permission; a file that may not be written to is left alone.
    if let Some(old) = &old
        && (old.permissions().readonly() || may_not_write(&target))
    {
        return Err(SaveError::ReadOnly(target));
    }
    sweep(&folder);
    match replace(
        &target,
        &folder,
        old.as_ref(),
        text.as_bytes(),
        expected,
        hook,
    ) {
        Ok(()) => Ok(()),
        Err(Refused::Changed) => Err(SaveError::ChangedOnDisk(target)),
        Err(Refused::Failed(_)) if !folder.is_dir() => Err(SaveError::NoFolder(folder)),
        Err(Refused::Failed(error)) => Err(failed(&target, &error)),
    }
}

/// Writes bytes to a file of our own, whole or not at all; its folder is made if there is none.
///
/// # Errors
///
/// When the file system refuses.
pub(super) fn write_own(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    make_private_folder(&folder)?;
    match replace(path, &folder, None, bytes, Expected::Anything, &mut |_| {
        Ok(())
    }) {
        Ok(()) => Ok(()),
        Err(Refused::Changed) => Err(io::Error::from(io::ErrorKind::AlreadyExists)),
        Err(Refused::Failed(error)) => Err(error),
    }
}

/// A folder that others cannot look into.
pub(super) fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

enum Refused {
    /// The old file is not the one that was expected.
    Changed,
    Failed(io::Error),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

fn replace(
    target: &Path,
    folder: &Path,
    old: Option<&fs::Metadata>,
    bytes: &[u8],
    expected: Expected<'_>,
    hook: Hook<'_>,
) -> Result<(), Refused> {
    hook(Step::Create)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    #[cfg(unix)]
    let new_file_mode = {
        use std::os::unix::fs::PermissionsExt as _;
        fs::Permissions::from_mode(0o666)
    };
    #[cfg(unix)]
    builder.permissions(new_file_mode);
    let mut file = temporary_file(&builder, folder)?;
    let (half, rest) = bytes.split_at(bytes.len() / 2);
    hook(Step::WriteHalf)?;
    file.write_all(half)?;
    hook(Step::WriteRest)?;
    file.write_all(rest)?;
    hook(Step::Permissions)?;
    if let Some(old) = old {
        keep_owner(file.path(), old);
        file.as_file().set_permissions(old.permissions())?;
    }
    hook(Step::Flush)?;
    file.as_file().sync_all()?;
    hook(Step::Compare)?;
    let may_exist = match expected {
        Expected::Anything => true,
        Expected::Nothing => false,
        Expected::Text(known) => match fs::read(target) {
            Ok(found) if found == known.as_bytes() => true,
            Ok(_) => return Err(Refused::Changed),
            // Deleted by somebody: there is nothing that could be lost.
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(Refused::Failed(error)),
        },
    };
    hook(Step::Rename)?;
    if may_exist {
        file.persist(target).map_err(|error| error.error)?;
    } else if let Err(error) = file.persist_noclobber(target) {
        return Err(match error.error.kind() {
            io::ErrorKind::AlreadyExists => Refused::Changed,
            _ => Refused::Failed(error.error),
        });
    }
    // The rename itself must reach the disk too. The new file is in place already, so that whatever
    // happens now is no failure of the save.
    if hook(Step::FlushFolder).is_ok()
        && let Ok(folder) = fs::File::open(folder)
    {
        folder.sync_all().ok();
    }
    Ok(())
}

/// Makes a temporary file and locks it: as long as that is held, nobody takes it for one that a kill left behind. One
/// that is swept away between the two is made again.
fn temporary_file(
    builder: &tempfile::Builder<'_, '_>,
    folder: &Path,
) -> io::Result<tempfile::NamedTempFile> {
    for _ in 0..MAX_SWEPT {
        let file = builder.tempfile_in(folder)?;
        let is_swept = matches!(file.as_file().try_lock(), Err(fs::TryLockError::WouldBlock));
        if !is_swept && file.path().exists() {
            return Ok(file);
        }
    }
    builder.tempfile_in(folder)
}

/// Removes the temporary files that killed programs left in a folder.
pub(super) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if !is_file || !name.starts_with(TEMPORARY.0) || !name.ends_with(TEMPORARY.1) {
            continue;
        }
        // One that is being written is locked by its program.
        if let Ok(file) = fs::File::open(entry.path())
            && file.try_lock().is_ok()
        {
            fs::remove_file(entry.path()).ok();
        }
    }
}

/// Where a path leads through symbolic links, whether or not there is a file at the end.
fn follow_links(path: &Path) -> Result<PathBuf, SaveError> {
    let mut at = path.to_path_buf();
    for _ in 0..MAX_LINKS {
        match fs::symlink_metadata(&at) {
            Ok(found) if found.file_type().is_symlink() => {
                let aim = fs::read_link(&at).map_err(|error| failed(path, &error))?;
                at = folder_of(&at).join(aim);
            }
            Ok(_) => return Ok(at),
            Err(error) => {
                return match error.kind() {
                    io::ErrorKind::NotFound => Ok(at),
                    io::ErrorKind::NotADirectory => Err(SaveError::NoFolder(folder_of(&at))),
                    _ => Err(failed(path, &error)),
                };
            }
        }
    }
    Err(SaveError::LinkLoop(path.to_path_buf()))
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

fn may_not_write(path: &Path) -> bool {
    let opened = fs::OpenOptions::new().append(true).open(path);
    opened.is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied)
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
    SaveError::Failed {
        path: path.to_path_buf(),
        reason: in_words(error),
    }
}

/// What went wrong and what can be done.
pub(super) fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "no permission to write in this folder; save under another name".to_owned()
        }
        io::ErrorKind::StorageFull => "the disk is full; make room or save to another".to_owned(),
        io::ErrorKind::QuotaExceeded => {
            "your share of the disk is used up; make room or save to another".to_owned()
        }
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only; save to another".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests;
