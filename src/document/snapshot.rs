//! One state of a document: the text, and everything that is derived from it, together and unchanging.

use super::faithful;
use super::index::Records;
use super::references::{self, References};
use crate::format::{
    self, Diagnostic, LeftOut, LineIndex, Node, Parsed, Path, Position, Repair, Seg, Severity,
    Span, Tree,
};
use crate::model::{Dossier, RecordKind, check};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A record, named by its kind and id. This is what is selected, and what survives an edit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordRef {
    /// Kind of record.
    pub kind: RecordKind,
    /// Its id.
    pub id: String,
}

impl RecordRef {
    /// A record of this kind with this id.
    pub fn new(kind: RecordKind, id: impl AsRef<str>) -> Self {
        Self {
            kind,
            id: id.as_ref().to_owned(),
        }
    }
}

/// A record, or one value in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Focus {
    /// The record.
    pub record: RecordRef,
    /// Path of the value within the record ("outcome.terms[0].text"); empty for the record itself.
    pub field: String,
}

impl Focus {
    /// The record as a whole.
    pub fn record(kind: RecordKind, id: impl AsRef<str>) -> Self {
        Self {
            record: RecordRef::new(kind, id),
            field: String::new(),
        }
    }

    /// One value of this record.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = field.into();
        self
    }
}

/// Something about the file that the curator should know, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The bytes that it is about.
    pub span: Span,
    /// Line and column of the first of them.
    pub position: Position,
    /// The value that it is about, where it lies in a record.
    pub focus: Option<Focus>,
    /// What is wrong.
    pub message: String,
    /// What can be done.
    pub hint: Option<String>,
    /// What kind of finding it is, in a few words with hyphens: "missing-comma".
    pub code: &'static str,
    /// Whether it was found in reading the text, not in checking what was read.
    pub is_of_reading: bool,
    /// What repairs it, where the reader of the text knows; [`fixes`](super::fixes) knows more.
    pub repair: Option<Repair>,
    /// The text of the record, or of the part of one, that is not in the dossier because of this.
    /// It stays in the file as it is.
    pub left_out: Option<String>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Position { line, column } = self.position;
        write!(
            f,
            "{line}:{column}: {}: {}",
            severity_word(self.severity),
            self.message
        )?;
        if let Some(hint) = &self.hint {
            write!(f, " ({hint})")?;
        }
        Ok(())
    }
}

/// The word for a severity, as `roundtable check` prints it.
pub fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The text with its tree, its dossier and its findings.
#[derive(Clone, Debug)]
pub struct Snapshot {
    text: Arc<str>,
    lines: LineIndex,
    tree: Tree,
    dossier: Dossier,
    is_dossier: bool,
    n_reading_errors: usize,
    pub(super) left_out: LeftOut,
    findings: Vec<Finding>,
    references: References,
    records: Records,
    revision: u64,
}

impl Snapshot {
    /// Derives everything from a text. `revision` tells this snapshot from the others of its document.
    pub fn new(text: Arc<str>, revision: u64) -> Self {
        let parsed = Tree::parse(&text);
        Self::of_parsed(text, parsed, revision)
    }

    /// The same where the text was parsed already.
    pub(super) fn of_parsed(text: Arc<str>, parsed: Parsed, revision: u64) -> Self {
        let lines = LineIndex::new(&text);
        let read = format::read::<Dossier>(&text, &parsed.tree);
        let is_dossier = read.value.is_some();
        let mut snapshot = Self {
            lines,
            tree: parsed.tree,
            dossier: read.value.unwrap_or_default(),
            is_dossier,
            n_reading_errors: 0,
            left_out: read.left_out,
            findings: Vec::new(),
            references: References::default(),
            records: Records::default(),
            revision,
            text,
        };
        let mut findings: Vec<Diagnostic> = Vec::new();
        let mut syntax_lines = Vec::new();
        for diagnostic in parsed.diagnostics {
            syntax_lines.push(snapshot.position(diagnostic.span.start).line);
            findings.push(diagnostic);
        }
        for diagnostic in read.diagnostics {
            // What follows from broken syntax on the same line would only say it twice.
            if !syntax_lines.contains(&snapshot.position(diagnostic.span.start).line) {
                findings.push(diagnostic);
            }
        }
        snapshot.n_reading_errors = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        let n_of_reading = findings.len();
        if is_dossier {
            let duplicates = snapshot.index_records();
            let (references, problems) = references::walk(&snapshot);
            snapshot.references = references;
            findings.extend(duplicates);
            findings.extend(problems);
            findings.extend(snapshot.rule_findings());
        }
        let left_out = snapshot.left_out.spans(&snapshot.tree);
        let mut findings: Vec<Finding> = findings
            .into_iter()
            .enumerate()
            .map(|(idx, found)| Finding {
                is_of_reading: idx < n_of_reading,
                left_out: faithful::part_around(&left_out, found.span)
                    .filter(|_| found.severity == Severity::Error)
                    .map(|part| part.of(&snapshot.text).to_owned()),
                severity: found.severity,
                span: found.span,
                position: snapshot.position(found.span.start),
                focus: snapshot.focus_of_path(&found.path),
                message: found.message,
                hint: found.hint,
                code: found.code,
                repair: found.repair.map(|repair| *repair),
            })
            .collect();
        findings.sort_by(|a, b| {
            (a.span.start, a.severity, &a.message).cmp(&(b.span.start, b.severity, &b.message))
        });
        findings.dedup();
        snapshot.findings = findings;
        snapshot
    }

    /// Notes where every record stands in the text, and finds ids that stand there twice.
    fn index_records(&mut self) -> Vec<Diagnostic> {
        let mut duplicates = Vec::new();
        let mut records = Records::new(&self.dossier.id);
        let Some(root) = self.tree.root(&self.text) else {
            return duplicates;
        };
        for kind in RecordKind::LISTED {
            let Some(list) = root.field(kind.list_field()) else {
                continue;
            };
            for (idx, record) in list.items().enumerate() {
                let id_node = record.field("id");
                let id = id_node.and_then(|id| id.as_str());
                let reference = RecordRef::new(kind, id.as_deref().unwrap_or_default());
                let twin = records.push(reference, idx, record.index(), id.is_some());
                let (Some(twin), Some(id_node)) = (twin, id_node) else {
                    continue;
                };
                let first = self.tree.node(&self.text, twin.node);
                let first = first.and_then(|first| first.field("id"));
                let line = first.map_or(0, |first| self.position(first.span().start).line);
                let message = format!(
                    "the id \"{}\" stands twice; line {line} has it for another {}",
                    twin.reference.id,
                    twin.reference.kind.word()
                );
                duplicates.push(
                    Diagnostic::error(id_node.span(), message)
                        .with_hint(Some("ids are unique in the whole file".to_owned()))
                        .with_code("duplicate-id")
                        .at_path(Path::root().field(kind.list_field()).index(idx).field("id")),
                );
            }
        }
        self.records = records;
        duplicates
    }

    /// The findings of the rules between fields, with their places in the text.
    fn rule_findings(&self) -> Vec<Diagnostic> {
        check::check(&self.dossier)
            .into_iter()
            .filter_map(|problem| {
                let record = self.record_path(&RecordRef::new(problem.kind, &problem.id))?;
                let path = join(&record, &problem.field);
                let node = self.nearest(&path)?;
                let severity = match problem.severity {
                    check::Severity::Error => Severity::Error,
                    check::Severity::Warning => Severity::Warning,
                    check::Severity::Note => Severity::Note,
                };
                Some(Diagnostic {
                    severity,
                    ..Diagnostic::error(node.span(), problem.message)
                        .with_hint(problem.hint)
                        .with_code(problem.code)
                        .at_path(path)
                })
            })
            .collect()
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, shared.
    pub fn shared_text(&self) -> &Arc<str> {
        &self.text
    }

    /// The lines of the text.
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// The tree of the text.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The dossier, as far as it could be read.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// Whether the text is a dossier at all; if not, only the text can be shown.
    pub fn is_dossier(&self) -> bool {
        self.is_dossier
    }

    /// Number of errors in reading: of syntax and of types, not of rules between fields.
    pub fn n_reading_errors(&self) -> usize {
        self.n_reading_errors
    }

    /// The parts of the text that are not in the dossier, because they could not be read.
    pub fn left_out(&self) -> Vec<Span> {
        self.left_out.spans(&self.tree)
    }

    /// All findings, in the order of the text.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Number of findings of a severity.
    pub fn n_findings(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }

    /// Tells the snapshots of one document apart.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Line and column of a byte.
    pub fn position(&self, byte: usize) -> Position {
        self.lines.position(&self.text, byte)
    }

    /// What refers to a record: for a source, everything that rests on it.
    pub fn used_by(&self, id: &str) -> &[Focus] {
        self.number_of(id).map_or(&[], |(target, _)| {
            self.references.uses_of(self, target as usize)
        })
    }

    /// The kind of record that has this id.
    pub fn kind_of(&self, id: &str) -> Option<RecordKind> {
        self.number_of(id).map(|(_, kind)| kind)
    }

    /// The number and the kind of the record that has this id.
    pub(super) fn number_of(&self, id: &str) -> Option<(u32, RecordKind)> {
        let number = self.records.number_of(id)?;
        Some((number, self.records.get(number)?.reference.kind))
    }

    /// The record with this number, and its node.
    pub(super) fn numbered(&self, number: u32) -> Option<(&RecordRef, Node<'_>)> {
        let record = self.records.get(number)?;
        let node = self.tree.node(&self.text, record.node)?;
        Some((&record.reference, node))
    }

    /// The id of a record that is spelled nearly like this one, to be offered as a correction.
    pub(super) fn similar_id(&self, id: &str, kind: Option<RecordKind>) -> Option<&str> {
        let same_kind = |found: RecordKind| kind.is_none_or(|kind| found == kind);
        format::suggest(
            id,
            self.records
                .listed()
                .filter(|reference| same_kind(reference.kind))
                .map(|reference| reference.id.as_str()),
        )
    }

    /// The ids of all records in the text.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.records.ids()
    }

    /// The record with this id.
    pub fn find(&self, id: &str) -> Option<RecordRef> {
        self.kind_of(id).map(|kind| RecordRef::new(kind, id))
    }

    /// Whether the record is in the text.
    pub fn contains(&self, record: &RecordRef) -> bool {
        record.kind == RecordKind::Dossier || self.records.idx_of(record).is_some()
    }

    /// Where a record stands in the tree.
    pub fn record_path(&self, record: &RecordRef) -> Option<Path> {
        if record.kind == RecordKind::Dossier {
            return Some(Path(Vec::new()));
        }
        let idx = self.records.idx_of(record)?;
        Some(Path(vec![
            Seg::Field(record.kind.list_field().to_owned()),
            Seg::Index(idx),
        ]))
    }

    /// Where a value stands in the tree; the value itself may be absent from the text.
    pub fn path_of(&self, focus: &Focus) -> Option<Path> {
        self.record_path(&focus.record)
            .map(|record| join(&record, &focus.field))
    }

    /// The node of a value, if it is in the text.
    pub fn node(&self, focus: &Focus) -> Option<Node<'_>> {
        self.tree.at(&self.text, &self.path_of(focus)?)
    }

    /// The bytes of a value, or of the nearest thing around it that is in the text.
    pub fn span_of(&self, focus: &Focus) -> Option<Span> {
        self.nearest(&self.path_of(focus)?).map(|node| node.span())
    }

    /// The innermost node on the way to a path.
    fn nearest(&self, path: &Path) -> Option<Node<'_>> {
        let mut segments = path.0.clone();
        loop {
            if let Some(node) = self.tree.at(&self.text, &Path(segments.clone())) {
                return Some(node);
            }
            segments.pop()?;
        }
    }

    /// The record and field that a path of the tree leads to.
    pub fn focus_of_path(&self, path: &Path) -> Option<Focus> {
        let mut segments = path.0.iter();
        if let (Some(Seg::Field(list)), Some(Seg::Index(idx))) = (segments.next(), segments.next())
            && let Some(kind) = RecordKind::LISTED
                .into_iter()
                .find(|kind| kind.list_field() == list)
        {
            let record = self.tree.at(&self.text, &Path(path.0.get(..2)?.to_vec()))?;
            let id = record.field("id").and_then(|id| id.as_str())?;
            let reference = RecordRef::new(kind, id.as_ref());
            if self.records.idx_of(&reference) == Some(*idx) {
                let field = Path(segments.cloned().collect()).to_string();
                return Some(Focus {
                    record: reference,
                    field,
                });
            }
            return None;
        }
        Some(Focus {
            record: RecordRef::new(RecordKind::Dossier, &self.dossier.id),
            field: path.to_string(),
        })
    }

    /// The record or value that a byte of the text belongs to.
    pub fn focus_at(&self, byte: usize) -> Option<Focus> {
        self.focus_of_path(&self.tree.path_at(&self.text, byte))
    }

    /// The sources on which a value rests: those beside it, or beside the nearest thing around it.
    pub fn sources_of(&self, focus: &Focus) -> Vec<String> {
        let (Some(record), Some(mut path)) = (self.record_path(&focus.record), self.path_of(focus))
        else {
            return Vec::new();
        };
        loop {
            if let Some(node) = self.tree.at(&self.text, &path) {
                let beside = ["sources", "terms_sources"].into_iter().find_map(|name| {
                    // The sources of the terms stand beside the list of terms, not in it.
                    (name == "sources" || focus.field.starts_with("outcome.terms"))
                        .then(|| node.field(name))
                        .flatten()
                });
                if let Some(list) = beside {
                    let ids: Vec<String> = list
                        .items()
                        .filter_map(|item| item.as_str().map(std::borrow::Cow::into_owned))
                        .collect();
                    if !ids.is_empty() {
                        return ids;
                    }
                }
            }
            if path == record || path.0.pop().is_none() {
                return Vec::new();
            }
        }
    }
}

/// A path within a record, from the root of the text.
pub(super) fn join(record: &Path, field: &str) -> Path {
    join_path(record.clone(), Path::parse(field).unwrap_or_default())
}

/// A path and one that begins where it ends.
pub(super) fn join_path(mut path: Path, within: Path) -> Path {
    path.0.extend(within.0);
    path
}
