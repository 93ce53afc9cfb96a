//! `roundtable check`: the findings of dossiers, one a line, for people, editors and CI.

use crate::document::{self, Snapshot};
use crate::format::Severity;
use std::io::{self, Write};
use std::path::Path;

/// What the checked files came to, as exit code: the worst of all files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// No errors; warnings do not count.
    #[default]
    Sound,
    /// At least one error.
    Errors,
    /// A file could not be read at all.
    Unreadable,
}

impl Verdict {
    /// The exit code of the program: 0, 1 or 2.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Sound => 0,
            Self::Errors => 1,
            Self::Unreadable => 2,
        }
    }
}

/// Prints the findings of one file as `path:line:column: severity: message`.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn check_text(name: &str, text: String, out: &mut dyn Write) -> io::Result<Verdict> {
    let snapshot = Snapshot::new(text.into(), 0);
    for finding in snapshot.findings() {
        writeln!(out, "{name}:{finding}")?;
    }
    Ok(if snapshot.n_findings(Severity::Error) > 0 {
        Verdict::Errors
    } else {
        Verdict::Sound
    })
}

/// Prints the findings of one file; `-` is standard input.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn check_file(
    path: &Path,
    stdin: &mut dyn io::Read,
    out: &mut dyn Write,
) -> io::Result<Verdict> {
    let file = if path == Path::new("-") {
        document::read_from(stdin)
    } else {
        document::read(path)
    };
    match file {
        Ok(file) => {
            let name = if path == Path::new("-") {
                "<stdin>".to_owned()
            } else {
                path.display().to_string()
            };
            check_text(&name, file.text, out)
        }
        Err(error) => {
            writeln!(out, "{}", error.as_finding())?;
            Ok(Verdict::Unreadable)
        }
    }
}
