//! Undo and redo without limit, across saving, and every state that was ever seen.
//!
//! The steps of a sitting form a tree: what is done after going back begins a new branch, and the old one
//! stays where it was. A step keeps the patch that did it and the patch that undoes it, not the text, so
//! that a thousand edits of a large file stay small.
//! The module has no opinion on how the steps are shown and reads no clock: moments are given.
//!
//! Invariants: the first step is the text as it was opened and is its own parent, every other step comes
//! after its parent, and the ids are the order in which the steps were made.

use crate::format::{Patch, Span, TextEdit};
use std::sync::Arc;

/// A moment of the world's clock, in seconds since the beginning of 1970, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

/// One step of one document. Ids are never given twice, and a later step has a greater one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId(u32);

impl StepId {
    /// The state in which the document was opened.
    pub const AS_OPENED: Self = Self(0);

    /// Four billion steps do not fit into memory, so the id always does.
    fn from_idx(idx: usize) -> Self {
        Self(u32::try_from(idx).unwrap_or(u32::MAX))
    }

    fn idx(self) -> usize {
        self.0 as usize
    }
}

/// What can be shown of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepInfo<'a> {
    /// Which step it is.
    pub id: StepId,
    /// The step that it was made after; `None` for the text as it was opened.
    pub parent: Option<StepId>,
    /// What was done, in the words of the field: "Change the outcome of R2".
    pub label: &'a str,
    /// When it was done, as far as the document was told.
    pub at: Option<Moment>,
    /// Number of steps from the text as it was opened to this one.
    pub depth: usize,
    /// Which line of steps it belongs to: 0 from the opened text on; every edit made after going back
    /// begins the next one.
    pub branch: usize,
    /// Where it lies as seen from the current state.
    pub standing: Standing,
    /// Whether this is the state that is shown.
    pub is_current: bool,
    /// Whether this is the state that was last saved or read.
    pub is_saved: bool,
}

/// Where a step lies as seen from the current state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is done: undo leads back over it.
    Done,
    /// It was taken back: redo leads to it.
    Ahead,
    /// It lies on another branch: only going there leads to it.
    Aside,
}

#[derive(Clone, Debug)]
struct Step {
    parent: StepId,
    label: String,
    at: Option<Moment>,
    depth: usize,
    branch: usize,
    /// The step after this one that was made or visited last: where redo goes.
    latest: Option<StepId>,
    undo: Arc<Patch>,
    redo: Arc<Patch>,
}

/// The steps of a sitting, the current one and the saved one.
#[derive(Clone, Debug)]
pub(super) struct History {
    steps: Vec<Step>,
    current: StepId,
    saved: StepId,
    n_branches: usize,
}

impl Default for History {
    fn default() -> Self {
        let opened = Step {
            parent: StepId::AS_OPENED,
            label: "As opened".to_owned(),
            at: None,
            depth: 0,
            branch: 0,
            latest: None,
            undo: Arc::default(),
            redo: Arc::default(),
        };
        Self {
            steps: vec![opened],
            current: StepId::AS_OPENED,
            saved: StepId::AS_OPENED,
            n_branches: 1,
        }
    }
}

impl History {
    /// Adds a step after the current one and makes it the current one. `text` is what `redo` was made for.
    pub(super) fn push(&mut self, label: String, at: Option<Moment>, redo: Patch, text: &str) {
        let id = StepId::from_idx(self.steps.len());
        let Some(parent) = self.steps.get_mut(self.current.idx()) else {
            return;
        };
        let branch = if parent.latest.is_none() {
            parent.branch
        } else {
            self.n_branches += 1;
            self.n_branches - 1
        };
        parent.latest = Some(id);
        let depth = parent.depth + 1;
        self.steps.push(Step {
            parent: self.current,
            label,
            at,
            depth,
            branch,
            latest: None,
            undo: Arc::new(inverse(&redo, text)),
            redo: Arc::new(redo),
        });
        self.current = id;
    }

    /// Where undo leads.
    pub(super) fn back(&self) -> Option<StepId> {
        let step = self.step(self.current)?;
        (self.current != StepId::AS_OPENED).then_some(step.parent)
    }

    /// Where redo leads.
    pub(super) fn ahead(&self) -> Option<StepId> {
        self.step(self.current)?.latest
    }

    pub(super) fn current(&self) -> StepId {
        self.current
    }

    pub(super) fn label(&self, id: StepId) -> Option<&str> {
        self.step(id).map(|step| step.label.as_str())
    }

    /// The patches that lead from the current text to that of another step, each made for the text that
    /// the one before it gives; `None` where there is no such step.
    pub(super) fn way_to(&self, to: StepId) -> Option<Vec<Arc<Patch>>> {
        let (mut up, mut down) = (Vec::new(), Vec::new());
        let (mut here, mut there) = (self.current, to);
        while here != there {
            let (from, to) = (self.step(here)?, self.step(there)?);
            if from.depth >= to.depth {
                up.push(Arc::clone(&from.undo));
                here = from.parent;
            } else {
                down.push(Arc::clone(&to.redo));
                there = to.parent;
            }
        }
        up.extend(down.into_iter().rev());
        Some(up)
    }

    /// Makes another step the current one. Redo leads to it from everywhere on the way to it.
    pub(super) fn go_to(&mut self, id: StepId) {
        if self.step(id).is_none() {
            return;
        }
        self.current = id;
        let mut child = id;
        while child != StepId::AS_OPENED {
            let Some(parent) = self.step(child).map(|step| step.parent) else {
                return;
            };
            if let Some(step) = self.steps.get_mut(parent.idx()) {
                step.latest = Some(child);
            }
            child = parent;
        }
    }

    pub(super) fn mark_saved(&mut self) {
        self.saved = self.current;
    }

    pub(super) fn is_modified(&self) -> bool {
        self.saved != self.current
    }

    /// All steps in the order in which they were made.
    pub(super) fn steps(
        &self,
    ) -> impl DoubleEndedIterator<Item = StepInfo<'_>> + ExactSizeIterator {
        let mut standing = vec![Standing::Aside; self.steps.len()];
        let mut note = |id: StepId, found| {
            if let Some(standing) = standing.get_mut(id.idx()) {
                *standing = found;
            }
        };
        let mut next = self.ahead();
        while let Some(id) = next {
            note(id, Standing::Ahead);
            next = self.step(id).and_then(|step| step.latest);
        }
        let mut done = self.current;
        note(done, Standing::Done);
        while done != StepId::AS_OPENED {
            done = self.step(done).map_or(StepId::AS_OPENED, |s| s.parent);
            note(done, Standing::Done);
        }
        let all = self.steps.iter().zip(standing).enumerate();
        all.map(|(idx, (step, standing))| {
            let id = StepId::from_idx(idx);
            StepInfo {
                id,
                parent: (id != StepId::AS_OPENED).then_some(step.parent),
                label: &step.label,
                at: step.at,
                depth: step.depth,
                branch: step.branch,
                standing,
                is_current: id == self.current,
                is_saved: id == self.saved,
            }
        })
    }

    /// The memory that the steps take, in bytes.
    pub(super) fn n_bytes(&self) -> usize {
        let of_patch = |patch: &Patch| {
            let texts: usize = patch.edits.iter().map(|edit| edit.text.capacity()).sum();
            // The two counts of an `Arc` lie before what it holds.
            let shared = size_of::<Patch>() + 2 * size_of::<usize>();
            shared + patch.edits.capacity() * size_of::<TextEdit>() + texts
        };
        let of_step =
            |step: &Step| step.label.capacity() + of_patch(&step.undo) + of_patch(&step.redo);
        let inline = self.steps.capacity() * size_of::<Step>();
        inline + self.steps.iter().map(of_step).sum::<usize>()
    }

    fn step(&self, id: StepId) -> Option<&Step> {
        self.steps.get(id.idx())
    }
}

/// The patch that turns the result of `patch` back into `text`.
fn inverse(patch: &Patch, text: &str) -> Patch {
    let mut shift = 0isize;
    let edits = patch
        .edits
        .iter()
        .map(|edit| {
            let start = edit.span.start.saturating_add_signed(shift);
            let end = start + edit.text.len();
            shift +=
                edit.text.len().cast_signed() - (edit.span.end - edit.span.start).cast_signed();
            TextEdit {
                span: Span { start, end },
                text: text
                    .get(edit.span.start..edit.span.end)
                    .unwrap_or_default()
                    .to_owned(),
            }
        })
        .collect();
    Patch { edits }
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Edit};
    use super::*;
    use proptest::prelude::*;

    fn push(history: &mut History, label: &str) -> StepId {
        history.push(label.to_owned(), None, Patch::default(), "");
        history.current()
    }

    /// The saved state is not a modification, from wherever one comes back to it.
    #[test]
    fn modified_follows_the_saved_state() {
        let mut history = History::default();
        assert!(!history.is_modified());
        let a = push(&mut history, "a");
        assert!(history.is_modified());
        let b = push(&mut history, "b");
        history.mark_saved();
        history.go_to(a);
        assert!(history.is_modified());
        push(&mut history, "c");
        assert!(history.is_modified());
        history.go_to(b);
        assert!(!history.is_modified());
    }

    /// Editing after going back begins a branch; the abandoned one stays, aside. Redo goes where one was
    /// last.
    #[test]
    fn abandoned_branches_stay() {
        let mut history = History::default();
        let a = push(&mut history, "a");
        let b = push(&mut history, "b");
        history.go_to(a);
        let c = push(&mut history, "c");
        let d = push(&mut history, "d");
        history.go_to(a);
        assert_eq!(history.ahead(), Some(c));
        let shown: Vec<_> = history
            .steps()
            .map(|step| (step.label, step.depth, step.branch, step.standing))
            .collect();
        assert_eq!(
            shown,
            [
                ("As opened", 0, 0, Standing::Done),
                ("a", 1, 0, Standing::Done),
                ("b", 2, 0, Standing::Aside),
                ("c", 2, 1, Standing::Ahead),
                ("d", 3, 1, Standing::Ahead),
            ]
        );
        history.go_to(b);
        history.go_to(StepId::AS_OPENED);
        let ahead: Vec<_> = history
            .steps()
            .filter(|step| step.standing == Standing::Ahead)
            .map(|step| step.id)
            .collect();
        assert_eq!(ahead, [a, b]);
        assert_eq!(history.way_to(d).map(|way| way.len()), Some(3));
        assert!(history.way_to(StepId(9)).is_none());
    }

    /// The inverse of several edits of different lengths restores the text exactly.
    #[test]
    fn inverse_restores_the_text() {
        let text = "one two three";
        let edit = |start, end, text: &str| TextEdit {
            span: Span { start, end },
            text: text.to_owned(),
        };
        let patch = Patch {
            edits: vec![
                edit(0, 3, "a longer one"),
                edit(4, 7, ""),
                edit(13, 13, "!"),
            ],
        };
        let after = patch.apply(text);
        assert_eq!(after, "a longer one  three!");
        assert_eq!(inverse(&patch, text).apply(&after), text);
    }

    #[derive(Clone, Debug)]
    enum Act {
        Write(String),
        Undo,
        Redo,
        GoTo(prop::sample::Index),
    }

    fn act() -> impl Strategy<Value = Act> {
        prop_oneof![
            4 => "[abé\\n]{0,12}".prop_map(Act::Write),
            2 => Just(Act::Undo),
            1 => Just(Act::Redo),
            3 => any::<prop::sample::Index>().prop_map(Act::GoTo),
        ]
    }

    proptest! {
        /// Whatever way leads to a step, the text is the one that was seen there. Undo goes to the parent,
        /// redo to the child that was current last.
        #[test]
        fn every_state_comes_back(acts in prop::collection::vec(act(), 1..60)) {
            let mut document = Document::from_text(None, "a\nb".into());
            let mut seen = vec!["a\nb".to_owned()];
            for act in acts {
                let before = document.current_step();
                let infos: Vec<_> = document.steps().map(|step| (step.id, step.parent)).collect();
                match act {
                    Act::Write(text) => {
                        let same = text == document.snapshot().text();
                        let edit = Edit::take_over("Write", text.as_str());
                        let changed = document.apply_at(&edit, Some(Moment(7))).unwrap();
                        prop_assert_eq!(changed, !same);
                        if changed {
                            seen.push(text);
                        }
                    }
                    Act::Undo => {
                        let parent = infos[before.idx()].1;
                        let done = document.undo();
                        prop_assert_eq!(done.is_some(), parent.is_some());
                        prop_assert_eq!(document.current_step(), parent.unwrap_or(before));
                        if done.is_some() {
                            document.redo();
                            prop_assert_eq!(document.current_step(), before);
                            document.undo();
                        }
                    }
                    Act::Redo => {
                        let label = document.redo_label().map(str::to_owned);
                        let done = document.redo();
                        prop_assert_eq!(&done, &label);
                        if done.is_some() {
                            let parent = infos[document.current_step().idx()].1;
                            prop_assert_eq!(parent, Some(before));
                        }
                    }
                    Act::GoTo(to) => {
                        let to = infos[to.index(infos.len())].0;
                        prop_assert_eq!(document.go_to(to).is_some(), to != before);
                        prop_assert_eq!(document.current_step(), to);
                    }
                }
                let current = document.current_step();
                prop_assert_eq!(document.snapshot().text(), &seen[current.idx()]);
                prop_assert_eq!(document.is_modified(), current != StepId::AS_OPENED);
                prop_assert_eq!(document.steps().len(), seen.len());
            }
        }
    }
}
