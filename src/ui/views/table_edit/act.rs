//! What is done to cells: typing begins and ends, cells are emptied and copied, rows are pasted.

use super::editor::{Editor, Left, Step};
use super::rows::Line;
use super::spec::Head;
use super::{At, Marked, Now, RecordTable, Spec};
use crate::command::Command;
use crate::document::cell::Column;
use crate::document::{Edit, Focus, List, PasteStart, RecordRef, Snapshot, fresh, paste, records};
use crate::model::schema::Content;
use crate::ui::Cx;
use egui::{Rect, Ui};
use std::collections::BTreeSet;

/// A click on a cell.
#[derive(Clone, Debug)]
pub(super) struct Click {
    pub(super) line: usize,
    pub(super) key: String,
    pub(super) is_double: bool,
}

/// What became of a typed text.
pub(super) enum Settled {
    /// It is what stands there.
    Nothing,
    /// A change.
    Change(Edit),
    /// The new record is complete.
    Added(Edit, String),
    /// It cannot be taken.
    Wrong,
}

/// Makes a change of what was typed; what cannot be taken stays as a draft.
pub(super) fn settle(now: &mut Now, snapshot: &Snapshot, editor: &Editor) -> Settled {
    let (column, text) = (editor.column, editor.text.as_str());
    let Some(spec) = now.spec else {
        return Settled::Nothing;
    };
    match &editor.at {
        At::Record(id) => {
            if text == editor.before {
                now.drafts.drop(id, &column.path);
                return Settled::Nothing;
            }
            if let Ok(value) = column.parse(snapshot, text) {
                now.drafts.drop(id, &column.path);
                Settled::Change(column.edit(&RecordRef::new(spec.kind, id), value))
            } else {
                now.drafts.put(id, &column.path, text);
                Settled::Wrong
            }
        }
        At::New => {
            if text.trim().is_empty() {
                now.drafts.drop("", &column.path);
                return Settled::Nothing;
            }
            now.drafts.put("", &column.path, text);
            if column.parse(snapshot, text).is_err() {
                return Settled::Wrong;
            }
            let Ok(values) = now.drafts.new_record(snapshot, spec.kind) else {
                return Settled::Nothing;
            };
            now.drafts.drop_new();
            let id = records::fresh_id(snapshot, spec.kind, &BTreeSet::new());
            let value = fresh::record_value(spec.kind, &id, &values);
            let label = format!("Add {} {id}", spec.kind.word());
            let edit = Edit::insert(label, List::Records(spec.kind), usize::MAX, value);
            Settled::Added(edit, id)
        }
    }
}

impl RecordTable {
    /// The text of a cell as it is typed: for codes the label, as the table shows it.
    fn typed_text(&self, snapshot: &Snapshot, at: &At, column: &Column) -> String {
        let At::Record(id) = at else {
            return String::new();
        };
        let row = self
            .now
            .rows
            .line_of(id)
            .and_then(|line| self.now.rows.row_at(line));
        let node = row.and_then(|row| snapshot.tree().node(snapshot.text(), row.node));
        let text = node.map(|node| column.text(node)).unwrap_or_default();
        match column.content {
            Content::Code(vocabulary) => vocabulary.label(&text).to_owned(),
            _ => text,
        }
    }

    /// Begins typing in the cell with the cursor; with what stands there, or with another text.
    pub(super) fn begin(&mut self, cx: &Cx<'_>, text: Option<String>) {
        let column = self.head(&self.now.column).and_then(Head::editable);
        let Some(column) = column else { return };
        if self.cursor_line().is_none() || self.is_twin(&self.now.at) {
            return;
        }
        let at = self.now.at.clone();
        let before = self.typed_text(cx.snapshot(), &at, column);
        let draft = self.now.drafts.get(at.id(), &column.path);
        let text = text
            .or_else(|| draft.map(str::to_owned))
            .unwrap_or_else(|| before.clone());
        self.now.marked = Marked::None;
        self.now.wants_scroll = true;
        self.now.editor = Some(Editor::new(cx.snapshot(), at, column, text, before));
    }

    fn is_twin(&self, at: &At) -> bool {
        let At::Record(id) = at else { return false };
        let rows = &self.now.rows;
        rows.line_of(id)
            .and_then(|line| rows.row_at(line))
            .is_some_and(|row| row.is_twin)
    }

    /// Draws the field that is typed in, and does what is to be done when it is left.
    pub(super) fn editor_ui(&mut self, ui: &Ui, cx: &mut Cx<'_>, spec: &Spec, cell: Option<Rect>) {
        let Some(mut editor) = self.now.editor.take() else {
            return;
        };
        let document = cx.document;
        let snapshot = document.snapshot();
        if let At::Record(id) = &editor.at
            && !snapshot.contains(&RecordRef::new(spec.kind, id))
        {
            return;
        }
        let name = match &editor.at {
            At::Record(id) => format!("{} of {id}", editor.column.label),
            At::New => format!("{} of a new {}", editor.column.label, spec.kind.word()),
        };
        match editor.ui(ui, snapshot, &name, cell) {
            Left::No => self.now.editor = Some(editor),
            Left::Dropped => {
                self.now.drafts.drop(editor.at.id(), &editor.column.path);
                self.now.wants_focus = true;
            }
            Left::Taken(step) => {
                let free = ui.memory(|memory| memory.focused().is_none());
                self.now.wants_focus = step != Step::Stay || free;
                match settle(&mut self.now, snapshot, &editor) {
                    Settled::Nothing => self.step(cx, spec, step),
                    Settled::Change(edit) => {
                        cx.commands.push(Command::Edit(edit));
                        self.step(cx, spec, step);
                    }
                    Settled::Added(edit, id) => {
                        cx.commands.push(Command::Edit(edit));
                        self.now.own_selection = true;
                        cx.select(Focus::record(spec.kind, &id));
                        self.now.wants_scroll = true;
                        if step != Step::Down {
                            self.now.at = At::Record(id);
                            self.step_column(step);
                        }
                    }
                    // By a key one stays to put it right; a click elsewhere leaves it as a draft.
                    Settled::Wrong if step != Step::Stay => {
                        self.now.wants_focus = false;
                        editor.stay();
                        self.now.editor = Some(editor);
                    }
                    Settled::Wrong => {}
                }
            }
        }
    }

    /// Moves the cursor as Enter and Tab do; Tab goes on in the next line, and stops only where one can
    /// type.
    pub(super) fn step(&mut self, cx: &mut Cx<'_>, spec: &Spec, step: Step) {
        let Some(line) = self.cursor_line() else {
            return;
        };
        match step {
            Step::Stay => {}
            Step::Up | Step::Down => {
                if let Some(line) = self.next_line(line, step == Step::Up) {
                    self.go(cx, spec, line, None);
                }
            }
            Step::Left | Step::Right => {
                if self.step_column(step) {
                    self.now.wants_scroll = true;
                    return;
                }
                let back = step == Step::Left;
                let editable = |head: &&Head| head.editable().is_some();
                let end = if back {
                    self.heads().filter(editable).last()
                } else {
                    self.heads().find(editable)
                };
                let end = end.map(|head| head.key.clone());
                if let Some(line) = self.next_line(line, back) {
                    self.go(cx, spec, line, end);
                }
            }
        }
    }

    /// Moves the cursor to the next column in which one can type; whether there is one in this line.
    fn step_column(&mut self, step: Step) -> bool {
        let keys: Vec<&str> = self
            .heads()
            .filter(|head| head.editable().is_some() || head.key == self.now.column)
            .map(|head| head.key.as_str())
            .collect();
        let Some(place) = keys.iter().position(|key| *key == self.now.column) else {
            return false;
        };
        let next = match step {
            Step::Left => place.checked_sub(1),
            Step::Right => Some(place + 1),
            _ => None,
        };
        let next = next
            .and_then(|next| keys.get(next))
            .map(|key| (*key).to_owned());
        next.map(|key| self.now.column = key).is_some()
    }

    /// The next line that is no heading.
    pub(super) fn next_line(&self, line: usize, up: bool) -> Option<usize> {
        let mut line = line;
        loop {
            line = if up { line.checked_sub(1)? } else { line + 1 };
            match self.now.rows.lines.get(line)? {
                Line::Group(_) => {}
                _ => return Some(line),
            }
        }
    }

    pub(super) fn click(&mut self, cx: &mut Cx<'_>, spec: &Spec, click: Click, extend: bool) {
        if self.now.editor.as_ref().is_some_and(|editor| {
            Some(click.line) == self.line_of(&editor.at) && editor.column.path == click.key
        }) {
            return;
        }
        let before = self.now.at.clone();
        let is_new = self.now.rows.lines.get(click.line) == Some(&Line::New);
        self.go(cx, spec, click.line, Some(click.key));
        self.now.wants_focus = true;
        self.now.marked = match (extend, before) {
            (true, At::Record(id)) if self.now.marked == Marked::None => Marked::From(id),
            (true, _) => self.now.marked.clone(),
            (false, _) => Marked::None,
        };
        if is_new && !self.now.drafts.has_new() {
            // A new record is begun with the first thing that it must have.
            let first = fresh::required(spec.kind).next();
            if let Some(first) = first.filter(|first| self.head(&first.path).is_some()) {
                self.now.column.clone_from(&first.path);
            }
            self.begin(cx, None);
        } else if click.is_double {
            self.begin(cx, None);
        }
    }

    /// Empties the cell with the cursor, or drops a text in it that could not be taken.
    pub(super) fn clear(&mut self, cx: &mut Cx<'_>, spec: &Spec) {
        let Some(column) = self.head(&self.now.column).and_then(Head::editable) else {
            return;
        };
        let at = self.now.at.clone();
        if self.now.drafts.drop(at.id(), &column.path) || self.is_twin(&at) {
            return;
        }
        let At::Record(id) = &at else { return };
        if self.typed_text(cx.snapshot(), &at, column).is_empty() {
            return;
        }
        if column.required {
            // It cannot be empty; the field says so.
            self.begin(cx, Some(String::new()));
            return;
        }
        let edit = column.edit(&RecordRef::new(spec.kind, id), None);
        cx.commands.push(Command::Edit(edit));
    }

    /// The cell with the cursor as text, or the marked rows with the names of their columns.
    pub(super) fn copied(&self, cx: &Cx<'_>, spec: &Spec) -> Option<String> {
        let line = self.cursor_line()?;
        let rows = &self.now.rows;
        let ids = match &self.now.marked {
            Marked::None => {
                let column = self.head(&self.now.column)?.column?;
                let id = &rows.row_at(line)?.id;
                let table = paste::copy(cx.snapshot(), spec.kind, &[id], &[column]);
                let cell =
                    crate::document::sheet::read(&table, crate::document::sheet::Separator::Tab);
                return cell.into_iter().nth(1)?.cells.into_iter().next();
            }
            Marked::From(id) => rows.ids(rows.line_of(id)?, line),
            Marked::All => rows.ids(0, rows.lines.len()),
        };
        let columns: Vec<&Column> = self.heads().filter_map(|head| head.column).collect();
        Some(paste::copy(cx.snapshot(), spec.kind, &ids, &columns))
    }

    /// Where pasted rows would go.
    pub(super) fn paste_start(&self, spec: &Spec, text: String) -> PasteStart {
        PasteStart {
            kind: spec.kind,
            columns: self.shown_paths(),
            text,
        }
    }

    /// The columns that are shown and can be pasted into.
    pub(in crate::ui::views) fn shown_paths(&self) -> Vec<String> {
        let columns = self.heads().filter_map(|head| head.column);
        columns.map(|column| column.path.clone()).collect()
    }

    /// What the clipboard holds: rows open the preview, a single text is typed into the cell.
    pub(super) fn pasted(&mut self, cx: &mut Cx<'_>, spec: &Spec, text: &str) {
        let cell = text.strip_suffix('\n').unwrap_or(text);
        let cell = cell.strip_suffix('\r').unwrap_or(cell);
        if cell.contains(['\t', '\n', '\r']) {
            let start = self.paste_start(spec, text.to_owned());
            cx.commands.push(Command::PasteRows(start));
        } else {
            self.begin(cx, Some(cell.to_owned()));
        }
    }
}

impl At {
    /// The id under which drafts are kept.
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Record(id) => id,
            Self::New => "",
        }
    }
}
