//! What is being typed into fields and is not yet in the file.
//!
//! A draft that can be taken over is taken over before anything else happens, so there is at most one of
//! those, that of the field with the keyboard focus. One that cannot be taken over stays in its field,
//! through changes of everything else, until it is put right or dropped by Escape.

use crate::document::records::{check_id, rename};
use crate::document::{Edit, Focus, Snapshot};
use crate::format::Value;

/// How a typed text becomes a value.
pub(super) type Parse = fn(&str) -> Result<Option<Value>, String>;

/// A text being typed.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) focus: Focus,
    pub(super) label: String,
    pub(super) text: String,
    before: String,
    parse: Parse,
    /// Why the file did not take it.
    refused: Option<String>,
}

impl Draft {
    /// Whether it is the id of a record, which every reference follows.
    fn is_id(&self) -> bool {
        self.focus.field == "id"
    }

    fn complaint(&self, snapshot: &Snapshot) -> Option<String> {
        let wrong = (self.parse)(&self.text).err().or_else(|| {
            let wrong = self
                .is_id()
                .then(|| check_id(snapshot, &self.focus.record, &self.text));
            wrong?.err().map(|error| error.to_string())
        });
        wrong.or_else(|| self.refused.clone())
    }

    fn edit(&self, snapshot: &Snapshot) -> Option<Edit> {
        if self.text == self.before {
            return None;
        }
        if self.is_id() {
            return rename(snapshot, &self.focus.record, &self.text).ok();
        }
        match (self.parse)(&self.text) {
            Ok(Some(value)) => Some(Edit::set(self.label.clone(), self.focus.clone(), value)),
            Ok(None) => Some(Edit::clear(self.label.clone(), self.focus.clone())),
            Err(_) => None,
        }
    }
}

/// The drafts of the inspector.
#[derive(Default)]
pub(super) struct Drafts {
    drafts: Vec<Draft>,
    /// The last one that was taken, until the file has taken it too.
    taken: Option<Draft>,
}

impl Drafts {
    /// Starts a frame; drafts of records that are gone go with them.
    pub(super) fn begin(&mut self, snapshot: &Snapshot) {
        self.drafts
            .retain(|draft| snapshot.contains(&draft.focus.record));
    }

    /// The text to show in a field: the draft, or what is in the file.
    pub(super) fn text_for(&self, focus: &Focus, in_file: &str) -> String {
        self.of(focus)
            .map_or_else(|| in_file.to_owned(), |draft| draft.text.clone())
    }

    pub(super) fn of(&self, focus: &Focus) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.focus == *focus)
    }

    /// Notes what was typed.
    pub(super) fn type_in(
        &mut self,
        focus: &Focus,
        label: &str,
        in_file: &str,
        text: String,
        parse: Parse,
    ) {
        self.discard(focus);
        self.drafts.push(Draft {
            focus: focus.clone(),
            label: label.to_owned(),
            text,
            before: in_file.to_owned(),
            parse,
            refused: None,
        });
    }

    /// Drops the draft of a field.
    pub(super) fn discard(&mut self, focus: &Focus) {
        self.drafts.retain(|draft| draft.focus != *focus);
    }

    /// Drops all drafts.
    pub(super) fn discard_all(&mut self) {
        self.drafts.clear();
    }

    /// Why the draft of a field cannot be taken over, if it cannot.
    pub(super) fn complaint(&self, focus: &Focus, snapshot: &Snapshot) -> Option<String> {
        self.of(focus)?.complaint(snapshot)
    }

    /// The first draft that cannot be taken over, with the reason.
    pub(super) fn not_taken_over(&self, snapshot: &Snapshot) -> Option<(&Draft, String)> {
        self.drafts
            .iter()
            .filter(|draft| snapshot.contains(&draft.focus.record))
            .find_map(|draft| Some((draft, draft.complaint(snapshot)?)))
    }

    /// The edit of the draft of this field, if it is valid and differs. The draft goes, unless it cannot
    /// be taken over: then it stays to be put right.
    pub(super) fn take(&mut self, focus: &Focus, snapshot: &Snapshot) -> Option<Edit> {
        let idx = self.drafts.iter().position(|draft| draft.focus == *focus)?;
        let draft = self.drafts.get(idx)?;
        if draft.complaint(snapshot).is_some() {
            return None;
        }
        let edit = draft.edit(snapshot);
        let draft = self.drafts.remove(idx);
        self.taken = edit.is_some().then_some(draft);
        edit
    }

    /// The edit of whatever is being typed and can be taken over.
    pub(super) fn take_pending(&mut self, snapshot: &Snapshot) -> Option<Edit> {
        loop {
            let ready = |draft: &&Draft| {
                snapshot.contains(&draft.focus.record) && draft.complaint(snapshot).is_none()
            };
            let focus = self.drafts.iter().find(ready)?.focus.clone();
            if let Some(edit) = self.take(&focus, snapshot) {
                return Some(edit);
            }
        }
    }

    /// The file has taken the last draft.
    pub(super) fn was_taken_over(&mut self) {
        self.taken = None;
    }

    /// Puts the last draft back into its field, because the file did not take it.
    pub(super) fn give_back(&mut self, reason: &str) {
        if let Some(mut draft) = self.taken.take() {
            draft.refused = Some(reason.to_owned());
            self.drafts.push(draft);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RecordKind;

    fn number(text: &str) -> Result<Option<Value>, String> {
        match text.parse() {
            Ok(number) => Ok(Some(Value::Int(number))),
            Err(_) => Err("not a number".to_owned()),
        }
    }

    fn text(text: &str) -> Result<Option<Value>, String> {
        match text {
            "" => Err("empty".to_owned()),
            text => Ok(Some(Value::str(text))),
        }
    }

    fn snapshot(issues: &str, revision: u64) -> Snapshot {
        let text = format!("(format: 1, id: \"d\", title: \"T\", issues: [{issues}])");
        Snapshot::new(text.into(), revision)
    }

    const ISSUES: &str = "(id: \"I1\", title: \"a\"), (id: \"I2\", title: \"b\")";

    /// A valid draft becomes an edit once; an unchanged one does not; an invalid one stays.
    #[test]
    fn drafts() {
        let snapshot = snapshot(ISSUES, 0);
        let focus = Focus::record(RecordKind::Issue, "I1").field("ordinal");
        let mut drafts = Drafts::default();
        drafts.type_in(&focus, "Change", "1", "1".to_owned(), number);
        assert!(drafts.take(&focus, &snapshot).is_none());
        drafts.type_in(&focus, "Change", "1", "two".to_owned(), number);
        assert!(drafts.take(&focus, &snapshot).is_none());
        assert_eq!(drafts.text_for(&focus, "1"), "two");
        assert!(drafts.complaint(&focus, &snapshot).is_some());
        drafts.type_in(&focus, "Change", "1", "2".to_owned(), number);
        assert!(drafts.take(&focus, &snapshot).is_some());
        assert!(
            drafts.take(&focus, &snapshot).is_none(),
            "an edit is made once"
        );
    }

    /// What cannot be taken over stays through other changes, and until its record is gone; what the file
    /// refuses comes back with the reason.
    #[test]
    fn nothing_typed_is_dropped() {
        let before = snapshot(ISSUES, 0);
        let wrong = Focus::record(RecordKind::Issue, "I1").field("ordinal");
        let right = Focus::record(RecordKind::Issue, "I2").field("title");
        let mut drafts = Drafts::default();
        drafts.type_in(&wrong, "Change", "1", "two".to_owned(), number);
        drafts.type_in(&right, "Change", "b", "c".to_owned(), text);
        assert!(drafts.take_pending(&before).is_some());
        drafts.give_back("the file is full");
        assert_eq!(
            drafts.complaint(&right, &before).as_deref(),
            Some("the file is full")
        );
        drafts.type_in(&right, "Change", "b", "d".to_owned(), text);
        assert!(drafts.take_pending(&before).is_some());
        assert!(drafts.take_pending(&before).is_none());
        drafts.begin(&snapshot(ISSUES, 1));
        assert_eq!(drafts.text_for(&wrong, "1"), "two");
        assert!(drafts.not_taken_over(&before).is_some());
        drafts.begin(&snapshot("", 2));
        assert_eq!(drafts.text_for(&wrong, "1"), "1");
    }

    /// An id becomes a renaming; one that another record has stays in the field.
    #[test]
    fn ids_are_renamed() {
        let snapshot = snapshot(ISSUES, 0);
        let focus = Focus::record(RecordKind::Issue, "I1").field("id");
        let mut drafts = Drafts::default();
        drafts.type_in(&focus, "", "I1", "I2".to_owned(), text);
        assert!(drafts.take_pending(&snapshot).is_none());
        assert!(drafts.complaint(&focus, &snapshot).is_some());
        drafts.type_in(&focus, "", "I1", "I3".to_owned(), text);
        let edit = drafts.take_pending(&snapshot).unwrap();
        assert_eq!(edit.label, "Rename issue I1 to I3");
    }
}
