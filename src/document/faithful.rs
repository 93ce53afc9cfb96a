//! Whether the text after an edit is what everybody else would read as well.
//!
//! The `ron` crate is the judge. It reads a whole text or nothing, so where a record is broken it is
//! asked about the sound rest. No opinion on what was edited. Invariant: an edit that passes has added
//! nothing that this program does not know.

use super::edit::EditError;
use super::snapshot::Snapshot;
use crate::format::{self, Diagnostic, Severity, Span};
use crate::model::Dossier;

/// What the `ron` crate reads from a whole text; that can be done before it is known whether anything in it
/// is broken.
pub(super) fn read_whole(text: &str) -> Result<Dossier, Diagnostic> {
    format::accepted_by_ron(text)
}

/// Refuses a state in which another reader would see something else than this program, and one with
/// fields or codes that are unknown and were not before. `by_ron` is what [`read_whole`] gave.
pub(super) fn must_be_faithful(
    before: &Snapshot,
    after: &Snapshot,
    by_ron: Result<Dossier, Diagnostic>,
) -> Result<(), EditError> {
    let is_new = |message: &str| {
        let mut known = before.findings().iter();
        !known.any(|finding| finding.message == message)
    };
    let strange = after.findings().iter().find(|finding| {
        finding.severity == Severity::Warning
            && finding.message.starts_with("unknown ")
            && is_new(&finding.message)
    });
    if let Some(finding) = strange {
        let hint = finding.hint.as_deref().unwrap_or_default();
        return Err(EditError::Invalid(format!("{} ({hint})", finding.message)));
    }
    let by_ron = if format::is_sound(after.tree(), &after.left_out) {
        by_ron
    } else {
        format::read_by_ron(after.text(), after.tree(), &after.left_out)
    };
    match by_ron {
        Ok(dossier) if dossier == *after.dossier() => Ok(()),
        Ok(_) => Err(EditError::NotFaithful(
            "another reader would see other values".to_owned(),
        )),
        Err(error) => Err(EditError::NotFaithful(error.message)),
    }
}

/// The left-out part in which a place lies, or which lies in it.
pub(super) fn part_around(left_out: &[Span], place: Span) -> Option<Span> {
    let first = left_out.partition_point(|part| part.end < place.start);
    let part = left_out.get(first).copied()?;
    (part.start <= place.end).then_some(part)
}
