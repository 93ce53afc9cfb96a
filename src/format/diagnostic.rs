//! What is wrong with a text, where, and what to do about it.
//!
//! No opinion on who finds it: the parser, the reader and checks of the application all use it.

use super::{Path, Span, TextEdit};

/// How bad a finding is; errors sort first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The text, or a part of it, cannot be used as it is.
    Error,
    /// Usable, but probably not what was meant.
    Warning,
    /// Worth knowing.
    Note,
}

/// One finding: where, how bad, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The bytes it is about; may be empty where something is missing.
    pub span: Span,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence, lower case, without a full stop.
    pub message: String,
    /// What to do about it, where that is known.
    pub hint: Option<String>,
    /// The innermost value it lies in.
    pub path: Path,
    /// What kind of mistake it is, in a few words with hyphens: "missing-comma".
    pub code: &'static str,
    /// What repairs it, where that takes no judgement.
    pub repair: Option<Box<Repair>>,
}

/// A change that repairs a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What is done: "Insert `,`".
    pub label: String,
    /// The changes of the text, sorted and disjoint.
    pub edits: Vec<TextEdit>,
}

impl Repair {
    /// Puts a text in the place of a range.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        let label = match (span.is_empty(), text.as_str()) {
            (true, text) => format!("Insert `{text}`"),
            (_, "") => "Remove it".to_owned(),
            (_, " ") => "Write a plain space".to_owned(),
            (_, text) => format!("Write `{text}`"),
        };
        Self {
            label,
            edits: vec![TextEdit { span, text }],
        }
    }

    /// The same with another name.
    #[must_use]
    pub fn called(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same with one more change, behind the others.
    #[must_use]
    pub fn and(mut self, span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        self.edits.push(TextEdit { span, text });
        self
    }
}

impl Diagnostic {
    /// An error without hint or path.
    pub fn error(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            severity: Severity::Error,
            message: message.into(),
            hint: None,
            path: Path::default(),
            code: "syntax",
            repair: None,
        }
    }

    /// A warning without hint or path.
    pub fn warning(span: Span, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(span, message)
        }
    }

    /// The same about a value.
    #[must_use]
    pub fn at_path(mut self, path: Path) -> Self {
        self.path = path;
        self
    }

    /// The same as a mistake of this kind.
    #[must_use]
    pub fn with_code(mut self, code: &'static str) -> Self {
        self.code = code;
        self
    }

    /// The same with what repairs it.
    #[must_use]
    pub fn with_repair(mut self, repair: impl Into<Option<Repair>>) -> Self {
        self.repair = repair.into().map(Box::new);
        self
    }

    /// The same with a hint.
    #[must_use]
    pub fn with_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }
}

/// The candidate that `found` was probably meant to be.
pub fn suggest<'c>(found: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // Names are short; refusing long ones keeps the quadratic distance harmless.
    if found.len() > 64 {
        return None;
    }
    let allowed = (found.chars().count() / 3).max(1);
    candidates
        .into_iter()
        // A name that nobody can write stands for what the type does not know.
        .filter(|name| name.len() <= 64 && name.contains(char::is_alphanumeric))
        .map(|name| (distance(found, name), name))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

/// Typing errors between two names: insertions, deletions, changes and swaps of neighbours.
/// Differences of case count nothing.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().flat_map(char::to_lowercase).collect();
    let b: Vec<char> = b.chars().flat_map(char::to_lowercase).collect();
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let cell = |i: usize, j: usize| rows.get(i).and_then(|r| r.get(j)).copied();
            let left = row.last().copied().unwrap_or(j) + 1;
            let above = cell(i, j + 1).unwrap_or(i) + 1;
            let change = cell(i, j).unwrap_or(0) + usize::from(x != y);
            let mut best = left.min(above).min(change);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(cell(i - 1, j - 1).unwrap_or(0) + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    let last = rows.last().and_then(|row| row.last());
    last.copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: &str, candidates: &[&str], wanted: Option<&str>) {
        assert_eq!(
            suggest(found, candidates.iter().copied()),
            wanted,
            "{found}"
        );
    }

    /// The nearest name is offered, a far one is not.
    #[test]
    fn typing_errors_are_recognised() {
        check("dtae", &["id", "date"], Some("date"));
        check("Protset", &["Fight", "Protest"], Some("Protest"));
        check("DATE", &["date"], Some("date"));
        check("colour", &["date", "id"], None);
        check("", &["date"], None);
        check("7", &["?", "Core"], None);
    }

    /// Errors come first in order.
    #[test]
    fn errors_sort_first() {
        assert!(Severity::Error < Severity::Warning && Severity::Warning < Severity::Note);
    }
}
