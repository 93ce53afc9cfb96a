//! A change on its way into a document.
//!
//! The document hands out a [`Job`] that has all it needs, the job is carried out wherever there is time
//! for it, and the document takes the [`Outcome`] in. In between the document can be read, because what it
//! shows is never changed. The module has no opinion on threads.
//!
//! Invariant: an outcome comes only into the state that its job was made for; any other one refuses it.

use super::history::{Moment, StepId};
use super::{Document, Edit, EditError, Snapshot};
use crate::format::Patch;
use std::sync::Arc;

/// What can be done to the text of a document.
#[derive(Clone, Debug)]
pub enum Change {
    /// A new step.
    Edit {
        /// What is done.
        edit: Edit,
        /// When it was asked for, as far as that is known.
        at: Option<Moment>,
    },
    /// The last step is taken back.
    Undo,
    /// The step that was current last is done again.
    Redo,
    /// The state after this step comes back.
    GoTo(StepId),
}

/// A change with everything that it takes to carry it out.
#[derive(Clone, Debug)]
pub struct Job {
    base: Arc<Snapshot>,
    task: Task,
}

#[derive(Clone, Debug)]
enum Task {
    Edit {
        edit: Edit,
        at: Option<Moment>,
    },
    Go {
        to: StepId,
        way: Vec<Arc<Patch>>,
        /// The label of the step that is taken back, done again or gone to.
        label: String,
    },
}

/// A change that was carried out and waits to be taken in.
#[derive(Debug)]
pub struct Outcome {
    base: Arc<Snapshot>,
    result: Result<Option<Ready>, EditError>,
}

#[derive(Debug)]
struct Ready {
    after: Arc<Snapshot>,
    label: String,
    step: Step,
}

#[derive(Debug)]
enum Step {
    New(Patch, Option<Moment>),
    Known(StepId),
}

impl Job {
    /// Works out the text after the change and everything that is derived from it.
    pub fn carry_out(self) -> Outcome {
        let Self { base, task } = self;
        let result = match task {
            Task::Edit { edit, at } => edit.carry_out(&base).map(|done| {
                let (patch, after) = done?;
                Some(Ready {
                    after: Arc::new(after),
                    label: edit.label,
                    step: Step::New(patch, at),
                })
            }),
            Task::Go { to, way, label } => {
                let text = Patch::apply_all(way.iter().map(Arc::as_ref), base.text());
                let after = Snapshot::new(text.into(), base.revision() + 1);
                Ok(Some(Ready {
                    after: Arc::new(after),
                    label,
                    step: Step::Known(to),
                }))
            }
        };
        Outcome { base, result }
    }
}

impl Outcome {
    /// The state that the document will be in; `None` where it stays as it is.
    pub fn snapshot(&self) -> Option<&Arc<Snapshot>> {
        let ready = self.result.as_ref().ok()?.as_ref()?;
        Some(&ready.after)
    }
}

impl Document {
    /// What it takes to make a change; `None` where there is nothing to undo, to redo or to go to.
    pub fn prepare(&self, change: Change) -> Option<Job> {
        let go = |to: StepId, label: Option<&str>| {
            let way = self.history.way_to(to)?;
            let label = label?.to_owned();
            (to != self.history.current()).then_some(Task::Go { to, way, label })
        };
        let task = match change {
            Change::Edit { edit, at } => Some(Task::Edit { edit, at }),
            Change::Undo => go(self.history.back()?, self.undo_label()),
            Change::Redo => go(self.history.ahead()?, self.redo_label()),
            Change::GoTo(to) => go(to, self.history.label(to)),
        };
        Some(Job {
            base: Arc::clone(&self.snapshot),
            task: task?,
        })
    }

    /// Takes in what a job came to. Returns the label of the step that was done, taken back or gone to;
    /// `None` where the text is the same as before.
    ///
    /// # Errors
    ///
    /// When the result would not be a readable dossier, or the text has changed since the job was made.
    /// Nothing has changed then.
    pub fn commit(&mut self, outcome: Outcome) -> Result<Option<String>, EditError> {
        let Some(Ready { after, label, step }) = outcome.result? else {
            return Ok(None);
        };
        if !Arc::ptr_eq(&outcome.base, &self.snapshot) {
            return Err(EditError::Overtaken);
        }
        match step {
            Step::New(patch, at) => {
                let before = self.snapshot.text();
                self.history.push(label.clone(), at, patch, before);
            }
            Step::Known(id) => self.history.go_to(id),
        }
        self.snapshot = after;
        Ok(Some(label))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(text: &str) -> Change {
        Change::Edit {
            edit: Edit::take_over("Write", text),
            at: None,
        }
    }

    /// A document that has moved on refuses what was made for its past, and stays as it is.
    #[test]
    fn overtaken_changes_are_refused() {
        let mut document = Document::from_text(None, "a".into());
        let late = document.prepare(write("late")).unwrap().carry_out();
        let early = document.prepare(write("early")).unwrap().carry_out();
        assert_eq!(document.commit(early).unwrap().as_deref(), Some("Write"));
        assert!(matches!(document.commit(late), Err(EditError::Overtaken)));
        assert_eq!(document.snapshot().text(), "early");
        assert_eq!(document.steps().len(), 2);
    }

    /// A job is made only where there is somewhere to go, and can go to another thread.
    #[test]
    fn jobs_are_for_somewhere() {
        let mut document = Document::from_text(None, "a".into());
        assert!(document.prepare(Change::Undo).is_none());
        assert!(document.prepare(Change::Redo).is_none());
        assert!(document.prepare(Change::GoTo(StepId::AS_OPENED)).is_none());
        let job = document.prepare(write("b")).unwrap();
        let outcome = std::thread::spawn(|| job.carry_out()).join().unwrap();
        assert_eq!(outcome.snapshot().map(|after| after.text()), Some("b"));
        document.commit(outcome).unwrap();
        assert!(document.prepare(Change::GoTo(StepId::AS_OPENED)).is_some());
    }
}
