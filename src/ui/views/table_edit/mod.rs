//! Tables of records that are edited in place, like a spreadsheet.
//!
//! One cell has the cursor. Arrow keys move it; Enter, F2, a double click or a letter begins typing; Enter
//! takes the text and goes down, Tab goes right; Escape drops it; Delete empties the cell. Every text that
//! is taken is one step of the history. A text that cannot be taken stays in its cell, in red, until it is
//! put right or dropped. The last line begins a new record, which is put into the file when what it must
//! have is there.
//!
//! It has no opinion on which records there are and which of them pass a filter; a view says that through
//! [`Records`], and paints what it can paint better.

mod act;
mod bar;
mod cells;
mod drafts;
mod editor;
pub(super) mod grid;
mod keys;
mod options;
pub(super) mod paint;
mod rows;
pub(super) mod sort;
mod spec;

pub(super) use rows::Group;
pub(super) use spec::{Named, Spec};

use super::events::follow::{Follow, Scroll};
use crate::document::{Edit, Focus, Snapshot};
use crate::ui::Cx;
use cells::generic_key;
use drafts::Drafts;
use editor::Editor;
use egui::Ui;
use rows::{Line, Rows};
use serde::{Deserialize, Serialize};
use sort::{Key, Sort};
use spec::Head;

/// What a view knows about the records of its table, which it names by their index in the dossier.
pub(super) trait Records {
    /// Whether a record passes the filters.
    fn passes(&self, _record: usize) -> bool {
        true
    }

    /// Whether the view knows better than the values themselves what a column is sorted by.
    fn sorts(&self, _key: &str) -> bool {
        false
    }

    /// What a record is sorted by in such a column.
    fn sort_key(&self, _record: usize, _key: &str) -> Option<Key> {
        None
    }

    /// The group in which a record stands while nothing is sorted.
    fn group(&self, _record: usize) -> Option<Group> {
        None
    }

    /// The accessible name of a row.
    fn name(&self, record: usize) -> String;

    /// Draws a cell; `false` where the view has nothing better than the value in words.
    fn cell_ui(&self, _ui: &mut Ui, _record: usize, _key: &str, _look: Look) -> bool {
        false
    }
}

/// How a row is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// It has the cursor.
    pub(super) selected: bool,
    /// There is room for one long line; else for two short ones.
    pub(super) roomy: bool,
}

/// Where the cursor or the field stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum At {
    /// In the row of the record with this id.
    Record(String),
    /// In the last line.
    New,
}

impl Default for At {
    /// Nowhere.
    fn default() -> Self {
        Self::Record(String::new())
    }
}

/// Which rows are marked to be copied, besides that with the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Marked {
    /// None.
    #[default]
    None,
    /// From this record to the cursor.
    From(String),
    /// All that are shown.
    All,
}

/// A table of records.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RecordTable {
    /// The columns that are shown, if the user chose them.
    shown: Option<Vec<String>>,
    sorted: Option<Sort<String>>,
    #[serde(skip)]
    now: Now,
}

/// What is not remembered between sittings.
#[derive(Debug, Default)]
struct Now {
    spec: Option<&'static Spec>,
    heads: Vec<Head>,
    rows: Rows,
    at: At,
    column: String,
    marked: Marked,
    editor: Option<Editor>,
    drafts: Drafts,
    follow: Follow,
    seen_serial: Option<u64>,
    /// The next selection is the table's own and does not move the cursor.
    own_selection: bool,
    wants_scroll: bool,
    wants_focus: bool,
}

impl RecordTable {
    /// Number of records that are shown, if it is known.
    pub(super) fn n_shown(&self) -> Option<usize> {
        let rows = &self.now.rows;
        rows.is_known().then_some(rows.n_shown)
    }

    /// Whether a record is among those shown.
    pub(super) fn shows(&self, id: &str) -> bool {
        self.now.rows.line_of(id).is_some()
    }

    /// Number of cells with texts that are not in the file.
    pub(super) fn n_drafts(&self) -> usize {
        self.now.drafts.len()
    }

    /// Drops everything that belongs to one document.
    pub(super) fn forget(&mut self) {
        self.now = Now::default();
    }

    /// The change that is being typed, if it can be made. It is made only once.
    pub(super) fn take_pending(&mut self, snapshot: &Snapshot) -> Option<Edit> {
        let editor = self.now.editor.take()?;
        // The field goes, and the keyboard with it.
        self.now.wants_focus = true;
        match act::settle(&mut self.now, snapshot, &editor) {
            act::Settled::Change(edit) => Some(edit),
            act::Settled::Added(edit, id) => {
                self.now.at = At::Record(id);
                Some(edit)
            }
            act::Settled::Nothing => None,
            act::Settled::Wrong => {
                self.now.editor = Some(editor);
                None
            }
        }
    }

    /// Finds the rows, if anything changed since; `wanted` says what the view filters and searches for. What the
    /// lens takes away is in no table.
    pub(super) fn refresh(
        &mut self,
        ui: &Ui,
        cx: &Cx<'_>,
        spec: &'static Spec,
        wanted: &str,
        records: &dyn Records,
    ) {
        let now = &mut self.now;
        if now.spec.is_none() {
            now.spec = Some(spec);
            now.heads = spec.heads();
        }
        let snapshot = cx.snapshot();
        let sort = self.sorted.as_ref();
        let wanted = format!("{wanted}\n{:?}", cx.analysis.settings.view);
        let is_shown = |id: &str| cx.is_shown(spec.kind, id);
        let rows = &mut now.rows;
        if rows.refresh(snapshot, spec.kind, &wanted, sort, records, &is_shown) {
            now.drafts
                .retain(|id| id.is_empty() || now.rows.all.iter().any(|row| row.id == id));
            // What counts the rows was drawn before them.
            ui.ctx().request_repaint();
        }
        let serial = cx.selection.serial();
        if now.seen_serial != Some(serial) {
            now.seen_serial = Some(serial);
            let selected = cx.selection.record();
            let selected = selected.filter(|record| record.kind == spec.kind);
            if !std::mem::take(&mut now.own_selection)
                && let Some(record) = selected
            {
                now.at = At::Record(record.id.clone());
                now.marked = Marked::None;
            }
        }
    }

    /// Draws the table; [`RecordTable::refresh`] comes before it.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, records: &dyn Records) {
        let Some(spec) = self.now.spec else { return };
        if self.now.column.is_empty() || !self.heads().any(|head| head.key == self.now.column) {
            let first = self.heads().find(|head| head.editable().is_some());
            self.now.column = first.map(|head| head.key.clone()).unwrap_or_default();
        }
        let drawn = self.grid_ui(ui, cx, spec, records);
        cx.commands.extend(drawn.commands);
        if let Some(key) = drawn.sorted {
            self.sorted = Sort::clicked(self.sorted.take(), key);
            self.now.rows.renew();
        }
        let was_edited = self.now.editor.is_some();
        self.editor_ui(ui, cx, spec, drawn.editor);
        if let Some(click) = drawn.click {
            self.click(cx, spec, click, ui.input(|input| input.modifiers.shift));
        }
        if !was_edited && self.now.editor.is_none() {
            self.keys(ui, cx, spec, &drawn.focus);
        }
        if std::mem::take(&mut self.now.wants_focus) {
            drawn.focus.request_focus();
            // Tab and the arrows are the table's own only from the frame after this one on.
            ui.ctx().request_repaint();
        }
        if self.now.editor.is_some() && !was_edited {
            // At once, so that what is typed before the next frame is not lost.
            ui.memory_mut(|memory| memory.request_focus(Editor::id()));
            ui.ctx().request_repaint();
        }
    }

    /// The columns that are shown, from the left.
    fn heads(&self) -> impl Iterator<Item = &Head> {
        self.now.heads.iter().filter(|head| self.is_shown(head))
    }

    fn is_shown(&self, head: &Head) -> bool {
        match &self.shown {
            Some(shown) => shown.contains(&head.key),
            None => head.standard,
        }
    }

    fn head(&self, key: &str) -> Option<&Head> {
        self.heads().find(|head| head.key == key)
    }

    /// The line with the cursor.
    fn cursor_line(&self) -> Option<usize> {
        self.line_of(&self.now.at)
    }

    fn line_of(&self, at: &At) -> Option<usize> {
        match at {
            At::Record(id) => self.now.rows.line_of(id),
            At::New => self.now.rows.lines.len().checked_sub(1),
        }
    }

    fn at_line(&self, line: usize) -> Option<At> {
        match self.now.rows.lines.get(line)? {
            Line::New => Some(At::New),
            Line::Record(_) => Some(At::Record(self.now.rows.row_at(line)?.id.clone())),
            Line::Group(_) => None,
        }
    }

    /// Puts the cursor into a line and column, and selects the record.
    fn go(&mut self, cx: &mut Cx<'_>, spec: &Spec, line: usize, column: Option<String>) {
        let Some(at) = self.at_line(line) else {
            return;
        };
        if let Some(column) = column {
            self.now.column = column;
        }
        self.now.wants_scroll = true;
        if let At::Record(id) = &at
            && (self.now.at != at || !cx.is_selected(spec.kind, id))
        {
            self.now.follow.own();
            self.now.own_selection = true;
            cx.select(Focus::record(spec.kind, id));
        }
        self.now.at = at;
    }

    /// How far to scroll to the cursor in this frame.
    fn scroll(&mut self, cx: &Cx<'_>) -> Scroll {
        let follow = self.now.follow.take(cx.selection.serial());
        // In the last line the cursor does not follow what is selected.
        let follow = if self.now.at == At::New {
            Scroll::Stay
        } else {
            follow
        };
        match (follow, std::mem::take(&mut self.now.wants_scroll)) {
            (Scroll::Stay, true) => Scroll::JustEnough,
            (follow, _) => follow,
        }
    }
}
