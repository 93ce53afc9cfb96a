//! What the runs over one document share: what is poisoned, what was found.
//!
//! No opinion on serde. Invariant: poison only grows, so the runs come to an end.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use super::super::diagnostic::suggest;
use super::super::{Diagnostic, Kind, Node, Repair, Span, Tree};
use super::failure::{Failure, choice};

/// What a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// To get the value.
    Plain,
    /// To find errors: list items known to be sound are left out.
    Search,
}

/// Shared by all readers of one document.
pub(super) struct Context<'a> {
    pub(super) tree: &'a Tree,
    text: &'a str,
    mode: Cell<Mode>,
    hopeless: Cell<bool>,
    any_poison: Cell<bool>,
    poisoned: RefCell<BTreeSet<u32>>,
    /// For lists and maps, the first item that is not known to be sound.
    resume: RefCell<BTreeMap<u32, u32>>,
    found: RefCell<Vec<Diagnostic>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(tree: &'a Tree, text: &'a str) -> Self {
        Self {
            tree,
            text,
            mode: Cell::new(Mode::Plain),
            hopeless: Cell::new(false),
            any_poison: Cell::new(false),
            poisoned: RefCell::default(),
            resume: RefCell::default(),
            found: RefCell::default(),
        }
    }

    pub(super) fn mode(&self) -> Mode {
        self.mode.get()
    }

    pub(super) fn set_mode(&self, mode: Mode) {
        self.mode.set(mode);
    }

    /// Nothing more can be left out.
    pub(super) fn is_hopeless(&self) -> bool {
        self.hopeless.get()
    }

    pub(super) fn set_hopeless(&self) {
        self.hopeless.set(true);
    }

    /// Whether a node must be passed over, because it failed before or has no meaning.
    pub(super) fn is_out(&self, node: Node<'_>) -> bool {
        node.kind() == Kind::Error
            || (self.any_poison.get() && self.poisoned.borrow().contains(&node.index()))
    }

    /// Where to begin in a list.
    pub(super) fn resume_at(&self, list: Node<'_>) -> Option<u32> {
        if self.mode() == Mode::Plain {
            return None;
        }
        self.resume.borrow().get(&list.index()).copied()
    }

    /// Everything in a list or map before `item` is sound.
    pub(super) fn sound_before(&self, list: Node<'_>, item: u32) {
        self.resume.borrow_mut().insert(list.index(), item);
    }

    /// Reports a failure of `value` and poisons `out`; what goes on outwards is handled.
    pub(super) fn fail(&self, failure: Failure, value: Node<'_>, out: Node<'_>) -> Failure {
        if failure.is_handled() {
            return failure;
        }
        if self.mode() == Mode::Search && self.hides_parts_of(value) && failure.is_refusal() {
            // A type may refuse a value only because items were left out of it.
            self.set_mode(Mode::Plain);
            return Failure::handled();
        }
        self.report(failure, value);
        self.pass_over(out);
        Failure::handled()
    }

    /// From now on a node is as good as absent.
    pub(super) fn pass_over(&self, node: Node<'_>) {
        self.poisoned.borrow_mut().insert(node.index());
        self.any_poison.set(true);
    }

    /// The nodes that are as good as absent, in order.
    pub(super) fn poisoned(&self) -> Vec<u32> {
        self.poisoned.borrow().iter().copied().collect()
    }

    /// A failure has reached the root.
    pub(super) fn fail_root(&self, failure: Failure, root: Node<'_>) {
        if !failure.is_handled() {
            let mode = self.mode();
            self.fail(failure, root, root);
            if self.mode() == mode {
                self.set_hopeless();
            }
        }
    }

    fn hides_parts_of(&self, node: Node<'_>) -> bool {
        let resume = self.resume.borrow();
        resume
            .range(node.index()..node.next_index())
            .next()
            .is_some()
    }

    fn report(&self, failure: Failure, value: Node<'_>) {
        if let Some(diagnostic) = failure.at(value).into_diagnostic(value.span()) {
            self.push(diagnostic);
        }
    }

    pub(super) fn push(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// A name that the record has no field for.
    pub(super) fn unknown_field(&self, name: Node<'_>, known: &[&str]) {
        let text = name.field_name();
        let message = format!("unknown field `{text}`");
        let hint = Some(choice(text, known));
        let meant = suggest(text, known.iter().copied());
        self.push(
            Diagnostic::warning(name.span(), message)
                .with_hint(hint)
                .with_code("unknown-field")
                .with_repair(meant.map(|meant| Repair::replace(name.span(), meant))),
        );
    }

    /// A name that the enum takes, but as none of its own.
    pub(super) fn unknown_variant(&self, span: Span, name: &str, known: &[&str]) {
        let message = format!("unknown variant `{name}`");
        let hint = Some(choice(name, known));
        // A name like one of ours is rather misspelt than new.
        let found = match suggest(name, known.iter().copied()) {
            Some(near) => Diagnostic::error(span, message).with_repair(Repair::replace(span, near)),
            None => Diagnostic::warning(span, message),
        };
        self.push(found.with_hint(hint).with_code("unknown-variant"));
    }

    /// A required field is missing in a record. Says so, unless that follows from something
    /// that was said already.
    pub(super) fn missing(&self, record: Node<'_>, missing: &'static str) -> Failure {
        if record.is_damaged() {
            return Failure::silent();
        }
        let mut misspelt = None;
        for field in record.fields() {
            if field.name == missing {
                // It is there, but poisoned or unreadable.
                return Failure::silent();
            }
            if suggest(field.name, [missing]).is_some() && self.is_unknown(field.name_span) {
                misspelt = Some(field);
            }
        }
        if let Some(field) = misspelt {
            let message = format!("unknown field `{}`, and `{missing}` is missing", field.name);
            let hint = Some(format!("did you mean `{missing}`?"));
            self.push(
                Diagnostic::error(field.name_span, message)
                    .with_hint(hint)
                    .with_code("unknown-field")
                    .with_repair(Repair::replace(field.name_span, missing)),
            );
            return Failure::silent();
        }
        let start = record.span().start;
        let name_end = record.name_span().map_or(start, |name| name.end);
        let opener = Span::new(start, name_end.max(start + 1));
        Failure::message(format!("field `{missing}` is missing"))
            .code("missing-field")
            .at_span(record, opener)
    }

    fn is_unknown(&self, name: Span) -> bool {
        self.found.borrow().iter().any(|found| found.span == name)
    }

    /// Everything found, in order of place, each once.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        // Where two say something about the same bytes, the graver one says more.
        found.sort_by_key(|found| (found.span, found.severity));
        found.dedup_by(|next, kept| next.span == kept.span);
        self.tree.place(self.text, &mut found);
        found
    }
}
