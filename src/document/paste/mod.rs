//! Rows of a spreadsheet as records: what each row would become, and the one step that does it.
//!
//! It has no opinion on how the preview looks. Nothing is guessed and nothing is dropped: a cell that
//! cannot be read keeps its row out, with the reason; a spelling that is turned into another is shown as
//! turned; a column that goes nowhere is named.
//!
//! Invariants: every row is new, an update or skipped; no text makes any of it panic; a row that is not
//! skipped is in the edit.

mod settings;
#[cfg(test)]
mod tests;

pub use settings::Settings;

use super::cell::{self, Column};
use super::edit::{Edit, List};
use super::fresh;
use super::records;
use super::sheet::{self, Row};
use super::snapshot::{RecordRef, Snapshot};
use crate::format::{Node, Value};
use crate::model::RecordKind;
use crate::model::date::Edtf;
use crate::model::schema::Content;
use std::collections::{BTreeMap, BTreeSet};

/// Where rows are to be pasted.
#[derive(Clone, Debug)]
pub struct PasteStart {
    /// The kind of records that they become.
    pub kind: RecordKind,
    /// Paths of the columns that are shown, from the left.
    pub columns: Vec<String>,
    /// The rows, as they lie on the clipboard; empty to ask for them.
    pub text: String,
}

/// What the rows would become.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The rows in order.
    pub rows: Vec<Planned>,
    /// Headings of the columns that hold something and are not taken.
    pub ignored: Vec<String>,
    /// Number of new records to which a default is given, and which.
    pub defaults: BTreeMap<String, usize>,
    kind: Option<RecordKind>,
}

/// What a row would become.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The line on which it begins.
    pub line: usize,
    /// The id of the record; empty where it is skipped before it has one.
    pub id: String,
    /// What becomes of it.
    pub fate: Fate,
    /// Its cells, one for each column of the sheet.
    pub cells: Vec<Cell>,
    /// It is skipped because of a mistake in it.
    pub is_wrong: bool,
    values: BTreeMap<String, Option<Value>>,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A new record.
    New,
    /// An update of so many values of a record that is there.
    Update(usize),
    /// Nothing, for this reason.
    Skipped(String),
}

/// What becomes of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// There is nothing in it.
    Nothing,
    /// Its column goes nowhere.
    Ignored(String),
    /// Its text as it stands.
    Same(String),
    /// Another spelling of its text.
    Turned {
        /// The text.
        from: String,
        /// What it becomes.
        to: String,
    },
    /// It cannot be read.
    Wrong {
        /// The text.
        text: String,
        /// Why, with what was perhaps meant.
        reason: String,
    },
}

impl Plan {
    /// Number of new records.
    pub fn n_new(&self) -> usize {
        self.count(|fate| *fate == Fate::New)
    }

    /// Number of records that change.
    pub fn n_updated(&self) -> usize {
        self.count(|fate| matches!(fate, Fate::Update(_)))
    }

    /// Number of rows of which nothing becomes.
    pub fn n_skipped(&self) -> usize {
        self.count(|fate| matches!(fate, Fate::Skipped(_)))
    }

    /// Number of rows with a cell that cannot be read, or without what a new record must have.
    pub fn n_wrong(&self) -> usize {
        self.rows.iter().filter(|row| row.is_wrong).count()
    }

    fn count(&self, is: impl Fn(&Fate) -> bool) -> usize {
        self.rows.iter().filter(|row| is(&row.fate)).count()
    }

    /// All of it as one step; `None` where nothing is left to do.
    pub fn edit(&self) -> Option<Edit> {
        let kind = self.kind?;
        let n = self.n_new() + self.n_updated();
        let label = format!("Paste {}", n_records(n, kind));
        let mut edit: Option<Edit> = None;
        let mut join = |other: Edit| {
            edit = Some(match edit.take() {
                Some(edit) => edit.and(other),
                None => other,
            });
        };
        for row in &self.rows {
            match row.fate {
                Fate::New => {
                    let given = row.values.iter();
                    let cells: BTreeMap<String, Value> = given
                        .filter_map(|(path, value)| Some((path.clone(), value.clone()?)))
                        .collect();
                    let value = fresh::record_value(kind, &row.id, &cells);
                    join(Edit::insert(&label, List::Records(kind), usize::MAX, value));
                }
                Fate::Update(_) => {
                    let record = RecordRef::new(kind, &row.id);
                    for (path, value) in &row.values {
                        let Some(column) = cell::column(kind, path) else {
                            continue;
                        };
                        let focus = column.focus(&record);
                        join(match value {
                            Some(value) => Edit::set(&label, focus, value.clone()),
                            None => Edit::clear(&label, focus),
                        });
                    }
                }
                Fate::Skipped(_) => {}
            }
        }
        edit
    }
}

/// "1 event", "12 third parties".
pub fn n_records(n: usize, kind: RecordKind) -> String {
    let word = kind.word();
    match (n, word.strip_suffix('y')) {
        (1, _) => format!("1 {word}"),
        (_, Some(stem)) => format!("{n} {stem}ies"),
        _ => format!("{n} {word}s"),
    }
}

/// Plans what the rows of a text would become.
pub fn plan(snapshot: &Snapshot, kind: RecordKind, text: &str, settings: &Settings) -> Plan {
    let rows = sheet::read(text, settings.separator);
    let (header, rows) = match rows.split_first() {
        Some((header, rest)) if settings.header => (Some(header), rest),
        _ => (None, rows.as_slice()),
    };
    let mut planner = Planner {
        snapshot,
        kind,
        settings,
        nodes: nodes(snapshot, kind),
        taken: BTreeMap::new(),
    };
    let ignored = ignored(header, rows, settings);
    planner.reserve(rows);
    let rows: Vec<Planned> = rows.iter().map(|row| planner.row(row)).collect();
    let mut plan = Plan {
        ignored,
        rows,
        defaults: BTreeMap::new(),
        kind: Some(kind),
    };
    for row in plan.rows.iter().filter(|row| row.fate == Fate::New) {
        for column in fresh::required(kind) {
            if !row.values.contains_key(&column.path)
                && let Some(code) = fresh::default_of(kind, &column.path)
            {
                let what = format!("{} {code}", column.label);
                *plan.defaults.entry(what).or_insert(0) += 1;
            }
        }
    }
    plan
}

fn ignored(header: Option<&Row>, rows: &[Row], settings: &Settings) -> Vec<String> {
    let n_columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    (0..n_columns)
        .filter(|idx| settings.columns.get(*idx).is_none_or(Option::is_none))
        .filter(|idx| {
            let mut cells = rows.iter().filter_map(|row| row.cells.get(*idx));
            cells.any(|cell| !cell.trim().is_empty())
        })
        .map(|idx| {
            header
                .and_then(|row| row.cells.get(idx))
                .filter(|name| !name.trim().is_empty())
                .map_or_else(|| format!("column {}", idx + 1), Clone::clone)
        })
        .collect()
}

/// The nodes of the records of a kind by id; of the first where an id stands twice.
fn nodes(snapshot: &Snapshot, kind: RecordKind) -> BTreeMap<String, Node<'_>> {
    let mut nodes = BTreeMap::new();
    let list = snapshot
        .tree()
        .root(snapshot.text())
        .and_then(|root| root.field(kind.list_field()));
    for record in list.iter().flat_map(Node::items) {
        if let Some(id) = record.field("id").and_then(|id| id.as_str()) {
            nodes.entry(id.into_owned()).or_insert(record);
        }
    }
    nodes
}

struct Planner<'a> {
    snapshot: &'a Snapshot,
    kind: RecordKind,
    settings: &'a Settings,
    nodes: BTreeMap<String, Node<'a>>,
    /// Ids of the rows, with the line that has each first.
    taken: BTreeMap<String, usize>,
}

impl Planner<'_> {
    fn id_of<'r>(&self, row: &'r Row) -> &'r str {
        let idx = self
            .settings
            .columns
            .iter()
            .position(|path| path.as_deref() == Some("id"));
        idx.and_then(|idx| row.cells.get(idx))
            .map_or("", |id| id.trim())
    }

    /// Notes the ids that rows bring along, so that no fresh one is the same.
    fn reserve(&mut self, rows: &[Row]) {
        for row in rows {
            let id = self.id_of(row);
            if !id.is_empty() {
                self.taken.entry(id.to_owned()).or_insert(row.line);
            }
        }
    }

    fn row(&mut self, row: &Row) -> Planned {
        let id = self.id_of(row).to_owned();
        let mut planned = Planned {
            line: row.line,
            fate: Fate::New,
            cells: Vec::new(),
            is_wrong: false,
            values: BTreeMap::new(),
            id,
        };
        let existing = self.nodes.get(&planned.id).copied();
        let mut problems = Vec::new();
        if let Err(problem) = self.check_id(&planned) {
            problems.push(problem);
        }
        let mut seen = BTreeSet::new();
        for (idx, text) in row.cells.iter().enumerate() {
            let path = self.settings.columns.get(idx).and_then(Option::as_deref);
            let column = path.and_then(|path| cell::column(self.kind, path));
            let cell = match column {
                Some(column) if !text.trim().is_empty() => {
                    if seen.insert(&column.path) {
                        self.cell(column, text, existing, &mut planned)
                    } else {
                        Cell::Wrong {
                            text: text.clone(),
                            reason: format!("{} stands in two columns", column.label),
                        }
                    }
                }
                None if !text.trim().is_empty() => Cell::Ignored(text.clone()),
                _ => Cell::Nothing,
            };
            if let (Cell::Wrong { reason, .. }, Some(column)) = (&cell, column) {
                problems.push(format!("{}: {reason}", column.label));
            }
            planned.cells.push(cell);
        }
        if existing.is_none() {
            problems.extend(self.missing(&planned, &problems));
        }
        planned.is_wrong = !problems.is_empty();
        planned.fate = if planned.is_wrong {
            Fate::Skipped(problems.join("; "))
        } else if existing.is_none() {
            if planned.id.is_empty() {
                let taken = self.taken.keys().cloned().collect();
                planned.id = records::fresh_id(self.snapshot, self.kind, &taken);
                self.taken.insert(planned.id.clone(), row.line);
            }
            Fate::New
        } else if !self.settings.update {
            Fate::Skipped(format!("{} is there already", planned.id))
        } else if planned.values.is_empty() {
            Fate::Skipped("It says what is there already".to_owned())
        } else {
            Fate::Update(planned.values.len())
        };
        planned
    }

    fn check_id(&self, row: &Planned) -> Result<(), String> {
        let id = &row.id;
        if id.is_empty() {
            return Ok(());
        }
        if id.contains(|c: char| c.is_whitespace() || c.is_control() || ",;\"".contains(c)) {
            return Err(format!(
                "Id: {id:?} has spaces, commas or quotation marks in it"
            ));
        }
        if let Some(first) = self.taken.get(id).filter(|first| **first != row.line) {
            return Err(format!("Id: line {first} has {id} as well"));
        }
        match self.snapshot.kind_of(id) {
            Some(kind) if kind != self.kind => {
                let what = format!("{} is the id of another record ({})", id, kind.word());
                Err(format!("Id: {what}"))
            }
            _ => Ok(()),
        }
    }

    fn cell(
        &self,
        column: &Column,
        text: &str,
        existing: Option<Node<'_>>,
        planned: &mut Planned,
    ) -> Cell {
        if column.path == "id" {
            return Cell::Same(planned.id.clone());
        }
        let read = match column.content {
            // Spellings with one meaning are turned into it, visibly.
            Content::Date => Edtf::parse_any(text)
                .map_err(|error| error.to_string())
                .and_then(|date| column.parse(self.snapshot, date.as_str())),
            _ => column.parse(self.snapshot, text),
        };
        let value = match read {
            Ok(value) => value,
            Err(reason) => {
                return Cell::Wrong {
                    text: text.to_owned(),
                    reason,
                };
            }
        };
        let to = value.as_ref().map_or_else(|| "no".to_owned(), cell::show);
        let is_there = existing.is_some_and(|record| {
            let there = column.parse(self.snapshot, &column.text(record));
            there.ok().flatten() == value
        });
        if !is_there && (value.is_some() || existing.is_some()) {
            planned.values.insert(column.path.clone(), value);
        }
        if to == text || to == text.trim() {
            Cell::Same(to)
        } else {
            Cell::Turned {
                from: text.to_owned(),
                to,
            }
        }
    }

    /// What a new record must have and this row does not give.
    fn missing(&self, row: &Planned, problems: &[String]) -> Option<String> {
        let is_wrong = |label: &str| {
            let start = format!("{label}: ");
            problems.iter().any(|problem| problem.starts_with(&start))
        };
        let missing: Vec<&str> = fresh::required(self.kind)
            .filter(|column| {
                !row.values.contains_key(&column.path)
                    && fresh::default_of(self.kind, &column.path).is_none()
                    && !is_wrong(&column.label)
            })
            .map(|column| column.label.as_str())
            .collect();
        match missing.as_slice() {
            [] => None,
            [one] => Some(format!("{one} is missing")),
            several => Some(format!("{} are missing", several.join(" and "))),
        }
    }
}

/// The cells of records as rows for the clipboard, below a line with the names of the columns.
pub fn copy(snapshot: &Snapshot, kind: RecordKind, ids: &[&str], columns: &[&Column]) -> String {
    let nodes = nodes(snapshot, kind);
    let header: Vec<String> = columns.iter().map(|column| column.label.clone()).collect();
    let rows = ids.iter().filter_map(|id| {
        let node = *nodes.get(*id)?;
        Some(columns.iter().map(|column| column.text(node)).collect())
    });
    sheet::write(std::iter::once(header).chain(rows))
}
