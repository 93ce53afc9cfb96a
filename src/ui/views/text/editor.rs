//! The text with its draft: what was typed and is not a step of the dossier yet.
//!
//! A draft that has no more errors than the dossier becomes a step when typing pauses; one that has is
//! *held*: kept here with the place of its first error, whatever else happens to the dossier. A change made
//! elsewhere meanwhile is brought into it where the two do not touch. No opinion on how anything is drawn.

use super::buffer::{Buffer, Prefer, difference, merge};
use crate::document::{Edit, Finding, Snapshot};
use crate::format::{Repair, Severity, Span};
use std::sync::Arc;

/// How a draft stands.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui::views) enum Standing {
    /// There is none.
    None,
    /// It was changed since it was last looked at.
    Unchecked,
    /// It can become a step.
    Ready,
    /// It cannot, and why; with the finding that stands in its way, if it is one.
    Held(String, Option<Box<Finding>>),
    /// The dossier was changed elsewhere in the same places.
    Collides,
}

/// The text with its draft.
pub(super) struct Editor {
    pub(super) buffer: Buffer,
    /// The text of the dossier that the draft goes out from.
    base: Arc<str>,
    /// The text of the dossier, where it collides with the draft.
    collides_with: Option<Arc<str>>,
    /// What is known of the draft, and of which version of the buffer.
    checked: Option<(u64, Standing)>,
    /// The findings of the dossier or of the draft; their places are the marks of the buffer.
    findings: Vec<Finding>,
    /// When the text was last changed here, in seconds of the window's clock.
    pub(super) changed_at: f64,
}

impl Editor {
    pub(super) fn new(snapshot: &Snapshot) -> Self {
        let mut editor = Self {
            buffer: Buffer::new(snapshot.text()),
            base: Arc::clone(snapshot.shared_text()),
            collides_with: None,
            checked: None,
            findings: Vec::new(),
            changed_at: 0.0,
        };
        editor.take_findings(snapshot);
        editor
    }

    /// Takes in what happened to the dossier. Returns the bytes that another change made new.
    pub(super) fn sync(&mut self, snapshot: &Snapshot) -> Option<Span> {
        let text = snapshot.shared_text();
        let is_known = |known: &Arc<str>| Arc::ptr_eq(known, text);
        if is_known(&self.base) || self.collides_with.as_ref().is_some_and(is_known) {
            return None;
        }
        if self.buffer.text() == &**text {
            self.base = Arc::clone(text);
            self.buffer.settle();
            self.settled(snapshot);
            return None;
        }
        if !self.buffer.is_changed() {
            self.base = Arc::clone(text);
            let changed = self.buffer.adopt(text);
            self.settled(snapshot);
            return changed;
        }
        self.bring_together(text, None);
        None
    }

    fn settled(&mut self, snapshot: &Snapshot) {
        self.collides_with = None;
        self.checked = None;
        self.take_findings(snapshot);
    }

    fn bring_together(&mut self, text: &Arc<str>, prefer: Option<Prefer>) {
        let draft = self.buffer.hunks().edits(self.buffer.text());
        let other = difference(&self.base, text);
        let (merged, n) = merge(&self.base, &draft, &other, prefer.unwrap_or(Prefer::Draft));
        self.checked = None;
        if n > 0 && prefer.is_none() {
            self.collides_with = Some(Arc::clone(text));
        } else {
            self.buffer.adopt_draft(text, &merged);
            self.base = Arc::clone(text);
            self.collides_with = None;
        }
    }

    /// Settles a collision in favour of one side.
    pub(super) fn resolve(&mut self, prefer: Prefer) {
        if let Some(text) = self.collides_with.take() {
            self.bring_together(&text, Some(prefer));
        }
    }

    /// Drops the draft.
    pub(super) fn discard(&mut self, snapshot: &Snapshot) {
        self.base = Arc::clone(snapshot.shared_text());
        self.buffer.adopt(snapshot.text());
        self.settled(snapshot);
    }

    /// What is known of the draft.
    pub(super) fn standing(&self) -> Standing {
        if self.collides_with.is_some() {
            return Standing::Collides;
        }
        match &self.checked {
            _ if !self.buffer.is_changed() => Standing::None,
            Some((version, standing)) if *version == self.buffer.version() => standing.clone(),
            _ => Standing::Unchecked,
        }
    }

    /// What was known of the draft last, also if it was changed since.
    pub(super) fn last_standing(&self) -> Standing {
        match (self.standing(), &self.checked) {
            (Standing::Unchecked, Some((_, last))) => last.clone(),
            (standing, _) => standing,
        }
    }

    /// Looks at the draft, if that was not done yet: reads it as a dossier and takes over its findings.
    pub(super) fn check(&mut self, dossier: &Snapshot) -> Standing {
        let standing = self.standing();
        if standing != Standing::Unchecked {
            return standing;
        }
        if self.buffer.text() == dossier.text() {
            self.buffer.settle();
            self.settled(dossier);
            return Standing::None;
        }
        let after = Snapshot::new(self.buffer.text().into(), 0);
        let no_dossier = dossier.is_dossier() && !after.is_dossier();
        let standing = if after.n_reading_errors() > dossier.n_reading_errors() || no_dossier {
            held(dossier, &after)
        } else {
            Standing::Ready
        };
        self.take_findings(&after);
        if standing != Standing::Ready {
            // What follows from a text that cannot be read right would hide the reason.
            self.keep_findings(|finding| finding.is_of_reading);
        }
        self.checked = Some((self.buffer.version(), standing.clone()));
        standing
    }

    /// What repairs the error for which the draft is held, if that is mechanical.
    fn repair_of(&self) -> Option<Repair> {
        match self.standing() {
            Standing::Held(_, Some(finding)) => finding.repair,
            _ => None,
        }
    }

    /// The name of what repairs the error for which the draft is held.
    pub(super) fn repair_label(&self) -> Option<String> {
        self.repair_of().map(|repair| repair.label)
    }

    /// Repairs the error for which the draft is held.
    pub(super) fn repair(&mut self) {
        if let Some(repair) = self.repair_of() {
            let edits = repair.edits.into_iter();
            let edits: Vec<(Span, String)> = edits.map(|edit| (edit.span, edit.text)).collect();
            self.buffer.change_all(&edits);
        }
    }

    /// The draft as one step, if it can be one.
    pub(super) fn edit(&mut self, dossier: &Snapshot) -> Option<Edit> {
        let label = self.label();
        (self.check(dossier) == Standing::Ready).then(|| {
            // A file that is no dossier is repaired step by step; `ron` has no say in it before it is one.
            let edit = if dossier.is_dossier() {
                Edit::replace_text
            } else {
                Edit::take_over
            };
            edit(label, self.buffer.text())
        })
    }

    /// The draft as one step, whatever is wrong with it.
    pub(super) fn edit_as_it_is(&self) -> Edit {
        Edit::take_over(self.label(), self.buffer.text())
    }

    /// "Edit the text, line 12".
    fn label(&self) -> String {
        let first = self.buffer.hunks().first_now().unwrap_or(0);
        format!("Edit the text, line {}", self.buffer.line_of(first) + 1)
    }

    /// Notes that the dossier did not take the draft, and why.
    pub(super) fn refuse(&mut self, reason: String) {
        self.checked = Some((self.buffer.version(), Standing::Held(reason, None)));
    }

    fn take_findings(&mut self, snapshot: &Snapshot) {
        self.findings = snapshot.findings().to_vec();
        self.keep_findings(|_| true);
    }

    /// Keeps these findings only, and notes where they are.
    fn keep_findings(&mut self, keep: impl Fn(&Finding) -> bool) {
        self.findings.retain(keep);
        let spans = self.findings.iter().map(|finding| finding.span);
        self.buffer.set_marks(spans.collect());
    }

    /// The findings with their places as the text is now, in its order.
    pub(super) fn findings(&self) -> impl DoubleEndedIterator<Item = (&Finding, Span)> {
        self.findings
            .iter()
            .zip(self.buffer.marks().iter().copied())
    }

    /// The findings that begin on a line (from zero).
    pub(super) fn findings_on(&self, line: usize) -> impl Iterator<Item = (&Finding, Span)> {
        let marks = self.buffer.marks();
        let first = self.buffer.line_start(line);
        let behind = if line + 1 < self.buffer.n_lines() {
            self.buffer.line_start(line + 1)
        } else {
            usize::MAX
        };
        let from = marks.partition_point(|mark| mark.start < first);
        let to = marks.partition_point(|mark| mark.start < behind).max(from);
        let findings = self.findings.get(from..to).unwrap_or_default();
        findings
            .iter()
            .zip(marks.get(from..to).unwrap_or_default().iter().copied())
    }
}

/// Why a draft cannot become a step: the first error that the dossier does not have.
fn held(dossier: &Snapshot, draft: &Snapshot) -> Standing {
    let errors = || {
        let findings = draft.findings().iter();
        findings.filter(|finding| finding.severity == Severity::Error && finding.is_of_reading)
    };
    let is_old = |finding: &&Finding| {
        let mut known = dossier.findings().iter();
        known.any(|old| old.message == finding.message)
    };
    let first = errors()
        .find(|finding| !is_old(finding))
        .or_else(|| errors().next());
    match first {
        Some(finding) => Standing::Held(finding.message.clone(), Some(Box::new(finding.clone()))),
        None => Standing::Held("this is no dossier any more".to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::super::buffer::{Cursor, Kind};
    use super::*;

    const TEXT: &str = "(format: 1, id: \"d\", title: \"T\",\n  issues: [\n    (id: \"I1\", title: \"a\"),\n  ],\n)\n";

    fn snapshot(text: &str) -> Snapshot {
        Snapshot::new(text.into(), 0)
    }

    fn replace(editor: &mut Editor, old: &str, new: &str) {
        let start = editor.buffer.text().find(old).unwrap();
        let span = Span::new(start, start + old.len());
        let end = Cursor::at(start + new.len());
        editor.buffer.change(span, new, Kind::Other, end);
    }

    /// A draft that reads becomes an edit; one that does not is held with its first error and its findings,
    /// and becomes one when it is repaired.
    #[test]
    fn drafts_are_held_until_they_read() {
        let before = snapshot(TEXT);
        let mut editor = Editor::new(&before);
        assert_eq!(editor.check(&before), Standing::None);
        replace(&mut editor, "\"T\",", "\"T\"");
        assert_eq!(editor.standing(), Standing::Unchecked);
        let Standing::Held(reason, Some(finding)) = editor.check(&before) else {
            panic!("{:?}", editor.standing());
        };
        assert!(reason.contains('`'), "{reason}");
        assert_eq!(finding.position.line, 1);
        assert!(editor.edit(&before).is_none());
        assert!(editor.findings_on(0).count() > 0);
        assert_eq!(editor.repair_label().as_deref(), Some("Insert `,`"));
        editor.repair();
        assert_eq!(
            editor.check(&before),
            Standing::None,
            "repaired is as it was"
        );
        replace(&mut editor, "\"T\",", "\"T\"");
        replace(&mut editor, "\"T\"", "\"T\", summary: \"S\",");
        assert_eq!(editor.check(&before), Standing::Ready);
        assert_eq!(editor.edit(&before).unwrap().label, "Edit the text, line 1");
    }

    /// Typing something and taking it back leaves no draft.
    #[test]
    fn the_same_text_is_no_draft() {
        let before = snapshot(TEXT);
        let mut editor = Editor::new(&before);
        replace(&mut editor, "\"T\"", "\"U\"");
        replace(&mut editor, "\"U\"", "\"T\"");
        assert_eq!(editor.check(&before), Standing::None);
    }

    /// A change elsewhere comes into a held draft; one in the same place is asked about, and both answers hold.
    #[test]
    fn other_changes_come_into_the_draft() {
        let before = snapshot(TEXT);
        let mut editor = Editor::new(&before);
        replace(&mut editor, "\"T\",", "\"T\"");
        let after = snapshot(&TEXT.replace("title: \"a\"", "title: \"b\""));
        editor.sync(&after);
        let draft = "(format: 1, id: \"d\", title: \"T\"\n  issues: [\n    (id: \"I1\", title: \"b\"),\n  ],\n)\n";
        assert_eq!(editor.buffer.text(), draft);
        for (prefer, wanted) in [(Prefer::Draft, draft), (Prefer::Other, "title: \"X\"")] {
            let mut editor = Editor::new(&before);
            replace(&mut editor, "\"T\",", "\"T\"");
            let clash = snapshot(&TEXT.replace("\"T\",", "\"X\","));
            editor.sync(&clash);
            assert_eq!(editor.standing(), Standing::Collides);
            assert!(editor.edit(&clash).is_none());
            editor.resolve(prefer);
            let first = wanted.lines().next().unwrap();
            assert!(
                editor.buffer.text().contains(first),
                "{}",
                editor.buffer.text()
            );
            assert_ne!(editor.standing(), Standing::Collides);
        }
    }

    /// Without a draft the text follows the dossier, and the caret stays with its text.
    #[test]
    fn without_a_draft_the_text_follows() {
        let before = snapshot(TEXT);
        let mut editor = Editor::new(&before);
        let caret = TEXT.find("I1").unwrap();
        editor.buffer.set_cursor(Cursor::at(caret));
        let after = snapshot(&TEXT.replace("\"T\"", "\"Longer\""));
        let changed = editor.sync(&after).unwrap();
        assert_eq!(changed.of(after.text()), "Longer");
        assert_eq!(editor.buffer.text(), after.text());
        assert_eq!(editor.buffer.cursor().caret, caret + 5);
        assert_eq!(editor.standing(), Standing::None);
    }
}
