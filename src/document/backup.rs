//! What a file held before the first save of a sitting, kept in a folder of our own.
//!
//! No opinion on when a sitting begins. Beside the dossier nothing is written: its folder is the
//! curator's, and a second file there would turn up in `git status`.
//! Invariant: a backup is never written over; of each dossier the newest ones are kept.

use super::journal::key_of;
use super::save::write_own;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How many backups of one dossier are kept.
pub const MAX_BACKUPS: usize = 10;

/// The folder of the backups of a dossier, below the folder of the program's state.
pub fn backup_folder(state_folder: &Path, dossier: &Path) -> PathBuf {
    let name = dossier.file_stem().unwrap_or_default().to_string_lossy();
    let key = key_of(Some(dossier));
    state_folder
        .join("backups")
        .join(format!("{name}-{:08x}", key & 0xFFFF_FFFF))
}

/// Keeps what a dossier holds now, if there is such a file. `stamp` says when, in letters that may stand
/// in the name of a file and in an order that is that of time. Returns where it is.
///
/// # Errors
///
/// When the file cannot be read or the backup cannot be written.
pub fn back_up(state_folder: &Path, dossier: &Path, stamp: &str) -> io::Result<Option<PathBuf>> {
    let bytes = match fs::read(dossier) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let folder = backup_folder(state_folder, dossier);
    let name = |n: usize| match n {
        0 => format!("{stamp}.ron"),
        n => format!("{stamp}-{n}.ron"),
    };
    let free = (0..100).map(|n| folder.join(name(n)));
    let path = free.into_iter().find(|path| !path.exists());
    let path = path.ok_or(io::ErrorKind::AlreadyExists)?;
    write_own(&path, &bytes)?;
    forget_old(&folder);
    Ok(Some(path))
}

/// Removes all but the newest backups.
fn forget_old(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut backups: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "ron"))
        .collect();
    backups.sort();
    let n_old = backups.len().saturating_sub(MAX_BACKUPS);
    for old in backups.into_iter().take(n_old) {
        fs::remove_file(old).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The old text is kept byte for byte, a second backup at the same moment is a second file, and only
    /// the newest ones stay. What does not exist needs no backup.
    #[test]
    fn backups_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let dossier = folder.path().join("a.ron");
        let state = folder.path().join("state");
        assert_eq!(back_up(&state, &dossier, "2026").unwrap(), None);
        fs::write(&dossier, b"old \xFF").unwrap();
        let first = back_up(&state, &dossier, "2026").unwrap().unwrap();
        let second = back_up(&state, &dossier, "2026").unwrap().unwrap();
        assert_ne!(first, second);
        assert_eq!(fs::read(&second).unwrap(), b"old \xFF");
        for year in 2027..2040 {
            back_up(&state, &dossier, &year.to_string()).unwrap();
        }
        let kept = fs::read_dir(backup_folder(&state, &dossier)).unwrap();
        assert_eq!(kept.count(), MAX_BACKUPS);
        assert!(!first.exists() && !second.exists());
    }

    /// Two dossiers of the same name in different folders have different backups.
    #[test]
    fn same_names_do_not_meet() {
        let (a, b) = (Path::new("/one/a.ron"), Path::new("/two/a.ron"));
        let state = Path::new("/state");
        assert_ne!(backup_folder(state, a), backup_folder(state, b));
    }
}
