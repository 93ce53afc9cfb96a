//! What is being typed into a field and is not yet in the file.
//!
//! There is at most one draft, that of the field with the keyboard focus. It belongs to a revision of the
//! text; a new revision discards it, unless it came in while the draft was typed.

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
    /// What is in the file; `None` where that is not known any more.
    before: Option<String>,
    parse: Parse,
}

/// The draft of the inspector.
#[derive(Default)]
pub(super) struct Drafts {
    revision: u64,
    draft: Option<Draft>,
}

impl Drafts {
    /// Starts a frame; a draft of another revision is dropped.
    pub(super) fn begin(&mut self, revision: u64) {
        if self.revision != revision {
            self.draft = None;
            self.revision = revision;
        }
    }

    /// Keeps the draft of a revision for a later one, which was not asked for in this field.
    pub(super) fn carry_over(&mut self, from: u64, to: u64) {
        self.begin(from);
        self.revision = to;
        if let Some(draft) = &mut self.draft {
            draft.before = None;
        }
    }

    /// The text to show in a field: the draft, or what is in the file.
    pub(super) fn text_for(&self, focus: &Focus, in_file: &str) -> String {
        self.of(focus)
            .map_or_else(|| in_file.to_owned(), |draft| draft.text.clone())
    }

    pub(super) fn of(&self, focus: &Focus) -> Option<&Draft> {
        self.draft.as_ref().filter(|draft| draft.focus == *focus)
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
        self.draft = Some(Draft {
            focus: focus.clone(),
            label: label.to_owned(),
            text,
            before: Some(in_file.to_owned()),
            parse,
        });
    }

    /// Drops the draft.
    pub(super) fn discard(&mut self) {
        self.draft = None;
    }

    /// Why the draft of a field cannot be taken over, if it cannot.
    pub(super) fn complaint(&self, focus: &Focus) -> Option<String> {
        let draft = self.of(focus)?;
        (draft.parse)(&draft.text).err()
    }

    /// The edit of the draft of this field, if it is valid and differs. The draft goes.
    pub(super) fn take(&mut self, focus: &Focus) -> Option<Edit> {
        self.of(focus)?;
        let draft = self.draft.take()?;
        let edit = edit_of(&draft);
        if edit.is_none() && (draft.parse)(&draft.text).is_err() {
            // What cannot be taken over stays to be put right.
            self.draft = Some(draft);
        }
        edit
    }

    /// The edit of whatever is being typed.
    pub(super) fn take_pending(&mut self, snapshot: &Snapshot) -> Option<Edit> {
        self.begin(snapshot.revision());
        let focus = self.draft.as_ref()?.focus.clone();
        self.take(&focus)
    }
}

fn edit_of(draft: &Draft) -> Option<Edit> {
    if draft.before.as_ref() == Some(&draft.text) {
        return None;
    }
    match (draft.parse)(&draft.text) {
        Ok(Some(value)) => Some(Edit::set(draft.label.clone(), draft.focus.clone(), value)),
        Ok(None) => Some(Edit::clear(draft.label.clone(), draft.focus.clone())),
        Err(_) => None,
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

    /// A valid draft becomes an edit once; an unchanged one does not; an invalid one stays.
    #[test]
    fn drafts() {
        let focus = Focus::record(RecordKind::Round, "R1").field("ordinal");
        let mut drafts = Drafts::default();
        drafts.type_in(&focus, "Change", "1", "1".to_owned(), number);
        assert!(drafts.take(&focus).is_none());
        drafts.type_in(&focus, "Change", "1", "two".to_owned(), number);
        assert!(drafts.take(&focus).is_none());
        assert_eq!(drafts.text_for(&focus, "1"), "two");
        assert!(drafts.complaint(&focus).is_some());
        drafts.type_in(&focus, "Change", "1", "2".to_owned(), number);
        assert!(drafts.take(&focus).is_some());
        assert!(drafts.take(&focus).is_none(), "an edit is made once");
        drafts.type_in(&focus, "Change", "1", "3".to_owned(), number);
        drafts.begin(7);
        assert_eq!(
            drafts.text_for(&focus, "1"),
            "1",
            "a new revision discards the draft"
        );
        drafts.type_in(&focus, "Change", "1", "1".to_owned(), number);
        drafts.carry_over(7, 8);
        drafts.begin(8);
        assert!(
            drafts.take(&focus).is_some(),
            "what was in the file may be something else now"
        );
    }
}
