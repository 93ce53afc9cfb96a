//! The command line of the real program: exit codes and the form of what is printed.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const DOSSIER: &str = "data/pakistan-afghanistan-2025.ron";

/// What came of a run.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

/// Runs the program at the top of the repository, without a display, with this on its standard input.
fn run_with(stdin: &[u8], arguments: &[&str]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_roundtable"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("it was asked for");
    // A program that does not read its input closes it.
    input.write_all(stdin).ok();
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

fn run(arguments: &[&str]) -> Run {
    run_with(b"", arguments)
}

/// A folder with some files in it.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).expect("it can be written");
    }
    folder
}

fn path(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

const SOUND: &[u8] = br#"Dossier(
    format: 1,
    id: "a",
    title: "A",
    parties: ["NTH", "STH"],
    actors: [
        Actor(id: "NTH", name: "Northland", kind: State),
        Actor(id: "STH", name: "Southland", kind: State),
    ],
)
"#;
const FAULTY: &[u8] = b"Dossier(\n    format: 1,\n    id: \"a\",\n    title: 7,\n)\n";

/// Whether a line is `path:line:column: severity: message`.
fn is_finding(line: &str, path: &str) -> bool {
    let Some(rest) = line
        .strip_prefix(path)
        .and_then(|rest| rest.strip_prefix(':'))
    else {
        return false;
    };
    let mut parts = rest.splitn(4, ':');
    let is_number = |part: Option<&str>| {
        part.and_then(|number| number.parse::<usize>().ok())
            .is_some_and(|number| number > 0)
    };
    is_number(parts.next())
        && is_number(parts.next())
        && matches!(parts.next(), Some(" error" | " warning" | " note"))
        && parts.next().is_some_and(|message| message.len() > 3)
}

/// The shipped dossier has no errors: exit code 0, and every line is a finding in the agreed form.
#[test]
fn check_of_the_shipped_dossier() {
    let run = run(&["check", DOSSIER]);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    assert_eq!(run.err, "");
    for line in run.out.lines() {
        assert!(is_finding(line, DOSSIER), "{line}");
        assert!(!line.contains(": error: "), "{line}");
    }
}

/// A file without findings prints nothing at all.
#[test]
fn check_is_silent_without_findings() {
    let folder = folder(&[("sound.ron", SOUND)]);
    let run = run(&["check", &path(&folder, "sound.ron")]);
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (Some(0), "", "")
    );
}

/// Errors mean exit code 1 and stand at their line and column, one a line.
#[test]
fn check_with_errors() {
    let folder = folder(&[("faulty.ron", FAULTY)]);
    let file = path(&folder, "faulty.ron");
    let run = run(&["check", &file]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    assert_eq!(
        run.out,
        format!("{file}:4:12: error: expected a string in quotes, found 7\n")
    );
    assert_eq!(run.err, "");
}

/// A file that cannot be read means exit code 2, and says what is wrong in the same form.
#[test]
fn check_of_what_cannot_be_read() {
    let folder = folder(&[
        ("latin.ron", b"Dossier(\n  id: \"caf\xe9\")"),
        ("utf16.ron", b"\xff\xfeD\0"),
    ]);
    let cases = [
        (path(&folder, "nowhere.ron"), "there is no such file"),
        (folder.path().display().to_string(), "this is a folder"),
        (path(&folder, "latin.ron"), "not UTF-8"),
        (path(&folder, "utf16.ron"), "UTF-16"),
    ];
    for (file, message) in cases {
        let run = run(&["check", &file]);
        assert_eq!(run.code, Some(2), "{file}: {}{}", run.out, run.err);
        let lines: Vec<&str> = run.out.lines().collect();
        assert_eq!(lines.len(), 1, "{file}: {}", run.out);
        assert!(is_finding(lines[0], &file), "{}", lines[0]);
        assert!(lines[0].contains(message), "{}", lines[0]);
    }
    let latin = run(&["check", &path(&folder, "latin.ron")]);
    assert!(latin.out.contains("latin.ron:2:11: "), "{}", latin.out);
}

/// Several files: each with its own path, in the order given; the worst one gives the exit code.
#[test]
fn check_of_several_files() {
    let folder = folder(&[("a.ron", FAULTY), ("b.ron", SOUND), ("c.ron", FAULTY)]);
    let [a, b, c, gone] = ["a.ron", "b.ron", "c.ron", "gone.ron"].map(|name| path(&folder, name));
    let sound_last = run(&["check", &c, &a, &b]);
    assert_eq!(sound_last.code, Some(1));
    let lines: Vec<&str> = sound_last.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", sound_last.out);
    assert!(is_finding(lines[0], &c) && is_finding(lines[1], &a));
    let unreadable_first = run(&["check", &gone, &a]);
    assert_eq!(unreadable_first.code, Some(2));
    assert_eq!(
        unreadable_first.out.lines().count(),
        2,
        "{}",
        unreadable_first.out
    );
    assert_eq!(run(&["check", &b, &b]).code, Some(0));
}

/// `-` is standard input, also among files.
#[test]
fn check_of_standard_input() {
    let sound = run_with(SOUND, &["check", "-"]);
    assert_eq!((sound.code, sound.out.as_str()), (Some(0), ""));
    let faulty = run_with(FAULTY, &["check", DOSSIER, "-"]);
    assert_eq!(faulty.code, Some(1));
    let last = faulty.out.lines().last().unwrap_or_default();
    assert!(is_finding(last, "<stdin>"), "{last}");
    assert!(last.starts_with("<stdin>:4:12: error: "), "{last}");
    let unreadable = run_with(b"\xff", &["check", "-"]);
    assert_eq!(unreadable.code, Some(2), "{}", unreadable.out);
}

/// A reader that goes away ends the program quietly.
#[test]
fn check_into_a_closed_pipe() {
    let many: Vec<String> = (0..20_000).map(|n| format!("x{n}: 1")).collect();
    let many = many.join(", ");
    let text = format!("Dossier(format: 1, id: \"a\", title: \"A\", {many})");
    let folder = folder(&[("many.ron", text.as_bytes())]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_roundtable"))
        .args(["check", &path(&folder, "many.ron")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.code().is_some(), "{}", output.status);
}

/// Help and version are printed to standard output and are no errors.
#[test]
fn help_and_version() {
    let help = run(&["--help"]);
    assert_eq!(help.code, Some(0));
    assert!(help.out.contains("Usage: roundtable"), "{}", help.out);
    assert!(help.out.contains("check"), "{}", help.out);
    let check = run(&["check", "--help"]);
    assert_eq!(check.code, Some(0));
    assert!(check.out.contains("path:line:column: severity: message"));
    assert!(check.out.contains("Exit code 0"), "{}", check.out);
    let version = run(&["--version"]);
    assert_eq!(version.code, Some(0));
    let expected = format!("roundtable {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(version.out, expected);
}

/// Wrong arguments are refused with the usage, on standard error, with exit code 2.
#[test]
fn wrong_arguments() {
    for arguments in [
        ["--nonsense"].as_slice(),
        &["check"],
        &["one.ron", "two.ron"],
    ] {
        let run = run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.err);
        assert!(run.err.contains("Usage"), "{arguments:?}: {}", run.err);
        assert_eq!(run.out, "");
    }
}

/// Without a display the window says so in one line, with what can be done, and exits with 1.
#[test]
fn no_display() {
    for arguments in [[].as_slice(), &[DOSSIER]] {
        let run = run(arguments);
        assert_eq!(run.code, Some(1), "{}", run.err);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
        assert!(
            run.err.starts_with("roundtable: there is no display"),
            "{}",
            run.err
        );
        assert!(run.err.contains("set DISPLAY"), "{}", run.err);
        assert_eq!(run.out, "");
    }
}

/// A display that does not answer is one line as well, never a panic.
#[test]
fn display_that_does_not_answer() {
    let output = Command::new(env!("CARGO_BIN_EXE_roundtable"))
        .env("DISPLAY", ":987654")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .expect("the program starts");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{err}");
    let ours: Vec<&str> = err.lines().collect();
    assert_eq!(ours.len(), 1, "{err}");
    assert!(ours[0].starts_with("roundtable: "), "{err}");
    assert!(!err.contains("panicked"), "{err}");
}

/// A file that cannot be read does not open a window, and says why in one line.
#[test]
fn window_with_a_file_that_is_not_there() {
    let folder = folder(&[]);
    let file = path(&folder, "nowhere.ron");
    let run = run(&[&file]);
    assert_eq!(run.code, Some(2), "{}", run.err);
    assert_eq!(
        run.err,
        format!("roundtable: there is no such file: {file}\n")
    );
    assert!(!Path::new(&file).exists());
}
