//! What can go wrong in a save, one by one: the file is the whole old or the whole new text each time, and
//! nothing else stays in the folder.

use super::*;
use std::process::{Command, Stdio};

const OLD: &str = "the old text, longer than the new one";
const NEW: &str = "the new text";

/// A folder with one file, `a.ron`, that holds the old text.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    fs::write(&path, OLD).unwrap();
    (folder, path)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn save_known(path: &Path) -> Result<(), SaveError> {
    save(path, NEW, Expected::Text(OLD))
}

fn content(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

/// A save replaces the text and leaves nothing else behind.
#[test]
fn save_replaces_whole_file() {
    let (folder, path) = folder();
    save_known(&path).unwrap();
    assert_eq!(content(&path), NEW);
    assert_eq!(names(folder.path()), ["a.ron"]);
}

/// Whatever step fails, for whatever reason, the old text is whole and nothing else is there; what fails
/// after the new text is in its place is no failure.
#[test]
fn every_step_may_fail() {
    for kind in [
        io::ErrorKind::StorageFull,
        io::ErrorKind::PermissionDenied,
        io::ErrorKind::Other,
    ] {
        for step in Step::ALL {
            let (folder, path) = folder();
            let mut hook = |at| if at == step { Err(kind.into()) } else { Ok(()) };
            let done = save_in_steps(&path, NEW, Expected::Text(OLD), &mut hook);
            if step == Step::FlushFolder {
                assert!(done.is_ok());
                assert_eq!(content(&path), NEW);
            } else {
                let message = done.unwrap_err().to_string();
                assert!(message.contains("the old file is unchanged"), "{message}");
                assert_eq!(content(&path), OLD, "{step:?}");
            }
            assert_eq!(names(folder.path()), ["a.ron"], "{step:?}");
        }
    }
}

/// What somebody else writes until the last moment is not replaced: not before the save, and not while the
/// new file is being written. A file that was deleted is written again, one that came in its place is not.
#[test]
fn foreign_changes_are_not_replaced() {
    for at in [Step::Create, Step::WriteRest, Step::Compare] {
        for foreign in [Some("theirs"), None] {
            let (folder, path) = folder();
            let mut hook = |step| match foreign {
                Some(text) if step == at => fs::write(&path, text),
                None if step == at => fs::remove_file(&path),
                _ => Ok(()),
            };
            let done = save_in_steps(&path, NEW, Expected::Text(OLD), &mut hook);
            if let Some(text) = foreign {
                assert!(matches!(done, Err(SaveError::ChangedOnDisk(_))), "{done:?}");
                assert_eq!(content(&path), text);
            } else {
                assert!(done.is_ok());
                assert_eq!(content(&path), NEW);
            }
            assert_eq!(names(folder.path()), ["a.ron"]);
        }
    }
    let (_folder, path) = folder();
    fs::remove_file(&path).unwrap();
    let mut hook = |step| match step {
        Step::Rename => fs::write(&path, "theirs"),
        _ => Ok(()),
    };
    let done = save_in_steps(&path, NEW, Expected::Text(OLD), &mut hook);
    assert!(matches!(done, Err(SaveError::ChangedOnDisk(_))));
    assert_eq!(content(&path), "theirs");
    assert!(matches!(
        save(&path, NEW, Expected::Nothing),
        Err(SaveError::ChangedOnDisk(_))
    ));
    save(&path, NEW, Expected::Anything).unwrap();
    assert_eq!(content(&path), NEW);
}

/// Permissions survive, and links stay links, also through several and to a file that does not exist yet.
#[cfg(unix)]
#[test]
fn permissions_and_links_are_kept() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let (folder, path) = folder();
    let (link, second) = (folder.path().join("link"), folder.path().join("second"));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("a.ron", &link).unwrap();
    symlink(&link, &second).unwrap();
    save_known(&second).unwrap();
    assert_eq!(content(&path), NEW);
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    for link in [&link, &second] {
        assert!(fs::symlink_metadata(link).unwrap().is_symlink());
    }
    fs::remove_file(&path).unwrap();
    save_known(&second).unwrap();
    assert_eq!(content(&path), NEW, "a link to nothing is followed too");
    assert_eq!(names(folder.path()), ["a.ron", "link", "second"]);
}

/// The file may have become something else meanwhile: a link into a folder that is gone, a link in a
/// circle, a folder, a pipe. Nothing is touched, and the message says what to do.
#[cfg(unix)]
#[test]
fn the_file_became_something_else() {
    use std::os::unix::fs::symlink;
    let check = |make: &dyn Fn(&Path), is: fn(&SaveError) -> bool| {
        let (folder, path) = folder();
        fs::remove_file(&path).unwrap();
        make(&path);
        let error = save_known(&path).unwrap_err();
        assert!(is(&error), "{error:?}");
        assert!(error.to_string().contains("save under another name"));
        assert_eq!(names(folder.path()), ["a.ron"]);
    };
    check(&|path| symlink("gone/a.ron", path).unwrap(), |error| {
        matches!(error, SaveError::NoFolder(_))
    });
    check(&|path| symlink("a.ron", path).unwrap(), |error| {
        matches!(error, SaveError::LinkLoop(_))
    });
    check(&|path| fs::create_dir(path).unwrap(), |error| {
        matches!(error, SaveError::IsFolder(_))
    });
    check(
        &|path| {
            let made = Command::new("mkfifo").arg(path).status().unwrap();
            assert!(made.success());
        },
        |error| matches!(error, SaveError::NotAFile(_)),
    );
}

/// The folder may be gone, or be a file now, before the save and during it.
#[test]
fn the_folder_is_gone() {
    let outer = tempfile::tempdir().unwrap();
    let inner = outer.path().join("inner");
    let path = inner.join("a.ron");
    for step in [None, Some(Step::Create), Some(Step::Rename)] {
        fs::create_dir(&inner).unwrap();
        fs::write(&path, OLD).unwrap();
        let mut hook = |at| match step {
            Some(step) if step == at => fs::remove_dir_all(&inner),
            _ => Ok(()),
        };
        if step.is_none() {
            fs::remove_dir_all(&inner).unwrap();
        }
        let done = save_in_steps(&path, NEW, Expected::Text(OLD), &mut hook);
        assert!(
            matches!(done, Err(SaveError::NoFolder(_))),
            "{step:?} {done:?}"
        );
    }
    fs::write(&inner, "a file").unwrap();
    assert!(matches!(save_known(&path), Err(SaveError::NoFolder(_))));
    assert_eq!(names(outer.path()), ["inner"]);
}

/// A file marked read-only is not replaced, although its folder would allow it.
#[test]
fn a_read_only_file_stays() {
    let (folder, path) = folder();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    assert!(matches!(save_known(&path), Err(SaveError::ReadOnly(_))));
    assert_eq!(content(&path), OLD);
    assert_eq!(names(folder.path()), ["a.ron"]);
}

/// Marks a process as one that this test started, and says what it is to do.
const CHILD: &str = "ROUNDTABLE_SAVE_TEST";

/// Starts this test again as a process of its own.
fn child(task: &str, path: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([
            "--exact",
            "document::save::tests::in_a_process_of_its_own",
            "--nocapture",
        ])
        .env(CHILD, task)
        .env("ROUNDTABLE_SAVE_PATH", path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// What the started processes do; without being started it does nothing.
#[test]
fn in_a_process_of_its_own() {
    let (Ok(task), Some(path)) = (
        std::env::var(CHILD),
        std::env::var_os("ROUNDTABLE_SAVE_PATH"),
    ) else {
        return;
    };
    let path = PathBuf::from(path);
    let code = if let Some(n) = task.strip_prefix("die at ") {
        let step = Step::ALL[n.parse::<usize>().unwrap()];
        let mut hook = |at| {
            if at == step {
                std::process::abort();
            }
            Ok(())
        };
        save_in_steps(&path, NEW, Expected::Text(OLD), &mut hook).ok();
        1
    } else {
        match save_known(&path) {
            Ok(()) => 2,
            Err(SaveError::ReadOnly(_)) => 3,
            Err(SaveError::Failed { reason, .. }) if reason.contains("no permission") => 4,
            Err(SaveError::Failed { reason, .. }) if reason.contains("read-only") => 5,
            Err(_) => 6,
        }
    };
    std::process::exit(code);
}

/// A process that ends at any step of a save leaves the whole old or the whole new text, and what it left
/// besides goes with the next save.
#[test]
fn death_at_every_step() {
    for (n, step) in Step::ALL.into_iter().enumerate() {
        let (folder, path) = folder();
        let status = child(&format!("die at {n}"), &path).status().unwrap();
        assert_eq!(status.code(), None, "{step:?}: it was to die");
        let found = content(&path);
        let renamed = step == Step::FlushFolder;
        assert_eq!(found, if renamed { NEW } else { OLD }, "{step:?}");
        let left = names(folder.path()).len() - 1;
        let is_half_done = !renamed && step != Step::Create;
        assert_eq!(left, usize::from(is_half_done), "{step:?}");
        save(&path, NEW, Expected::Text(&found)).unwrap();
        assert_eq!(names(folder.path()), ["a.ron"], "{step:?}");
    }
}

/// A temporary file that is being written by another program is left alone.
#[test]
fn files_in_use_are_not_swept() {
    let (folder, path) = folder();
    let in_use = folder.path().join(".roundtable-abc.tmp");
    let file = fs::File::create(&in_use).unwrap();
    file.lock().unwrap();
    save_known(&path).unwrap();
    assert!(in_use.exists());
    // A process that another test starts holds a copy of the file for a moment, and with it the lock.
    file.unlock().unwrap();
    drop(file);
    save(&path, OLD, Expected::Text(NEW)).unwrap();
    assert!(!in_use.exists());
}

/// As somebody without root's powers, for whom permissions count.
#[cfg(unix)]
fn exit_code_as_nobody(path: &Path) -> Option<i32> {
    use std::os::unix::fs::MetadataExt as _;
    use std::os::unix::process::CommandExt as _;
    let mut command = child("save", path);
    // Whoever runs the tests: only root may become somebody else, and only root has to.
    if fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0) {
        command.uid(65534).gid(65534);
    }
    command.status().unwrap().code()
}

/// Permissions that were lost: a folder that may not be written to, a file of somebody else, both said in
/// words, and nothing is changed.
#[cfg(unix)]
#[test]
fn permission_was_lost() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, path) = folder();
    let allow = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    allow(&path, 0o666);
    allow(folder.path(), 0o555);
    assert_eq!(exit_code_as_nobody(&path), Some(4), "the folder");
    allow(&path, 0o444);
    allow(folder.path(), 0o777);
    assert_eq!(exit_code_as_nobody(&path), Some(3), "the file");
    assert_eq!(content(&path), OLD);
    allow(&path, 0o666);
    assert_eq!(exit_code_as_nobody(&path), Some(2), "allowed again");
    assert_eq!(content(&path), NEW);
    assert_eq!(names(folder.path()), ["a.ron"]);
}

/// A disk of 64 kB at a folder, where the system lets us have one.
#[cfg(target_os = "linux")]
struct TinyDisk(tempfile::TempDir);

#[cfg(target_os = "linux")]
impl TinyDisk {
    fn mount(options: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .status();
        mounted
            .is_ok_and(|status| status.success())
            .then_some(Self(folder))
    }
}

#[cfg(target_os = "linux")]
impl Drop for TinyDisk {
    fn drop(&mut self) {
        Command::new("umount").arg(self.0.path()).status().ok();
    }
}

/// A disk that really is full: the old text is whole, nothing else is left, and after making room the same
/// save succeeds. A disk that became read-only says so. Only root can have such disks; the same failures
/// are put in by hand in `every_step_may_fail`.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let Some(disk) = TinyDisk::mount("size=64k") else {
        return;
    };
    let path = disk.0.path().join("a.ron");
    fs::write(&path, OLD).unwrap();
    let filler = disk.0.path().join("filler");
    fs::write(&filler, vec![0; 40 * 1024]).unwrap();
    let large = "x".repeat(50 * 1024);
    let error = save(&path, &large, Expected::Text(OLD)).unwrap_err();
    assert!(
        error.to_string().contains("the disk is full; make room"),
        "{error}"
    );
    assert_eq!(content(&path), OLD);
    assert_eq!(names(disk.0.path()), ["a.ron", "filler"]);
    fs::remove_file(&filler).unwrap();
    save(&path, &large, Expected::Text(OLD)).unwrap();
    assert_eq!(content(&path), large);
    let remounted = Command::new("mount")
        .args(["-o", "remount,ro"])
        .arg(disk.0.path())
        .status()
        .unwrap();
    assert!(remounted.success());
    let error = save(&path, NEW, Expected::Text(&large)).unwrap_err();
    assert!(error.to_string().contains("read-only"), "{error}");
    assert_eq!(content(&path), large);
}
