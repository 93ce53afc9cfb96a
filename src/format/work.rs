//! A text while changes are made to it, one after the other.
//!
//! No opinion on where the changes come from. Replacements of values are collected and applied
//! together; anything that moves other text about is applied at once and the text parsed again.
//! Invariant: `pieces`, applied to the original, always gives `text`.

use std::borrow::Cow;

use super::align::Step;
use super::compare::{Todo, Wanted, compare};
use super::edit::{Bracket, Chunk};
use super::emit::{Emitter, Style, colon_of};
use super::items::Foreign;
use super::layout::indent_at;
use super::names::Names;
use super::patch::{self, Pieces, TextEdit};
use super::{Changed, Diagnostic, Kind, Node, Op, OpError, Parsed, Path, Seg, Span, Tree, Value};

type Result<T> = std::result::Result<T, OpError>;

/// How many items of a list are asked for a value at the same place.
const MAX_COUSINS: usize = 64;

/// A text, its tree, and what was done to the original so far.
pub(super) struct Work<'a> {
    original: &'a str,
    text: Cow<'a, str>,
    tree: Cow<'a, Tree>,
    /// What is wrong with `text`, once it is no longer the original.
    diagnostics: Vec<Diagnostic>,
    style: Style,
    /// What structs are called, where that has to be written.
    names: Names,
    foreign: Foreign,
    pieces: Pieces,
    /// Replacements not yet applied to `text`.
    pending: Vec<TextEdit>,
    /// Errors of the original text, counted when a later text has some.
    n_errors: Option<usize>,
}

impl<'a> Work<'a> {
    pub(super) fn new(text: &'a str, tree: &'a Tree) -> Self {
        Self {
            original: text,
            text: Cow::Borrowed(text),
            tree: Cow::Borrowed(tree),
            diagnostics: Vec::new(),
            style: Style::of(text, tree),
            names: Names::default(),
            foreign: Foreign::default(),
            pieces: Pieces::new(text),
            pending: Vec::new(),
            n_errors: None,
        }
    }

    /// With the names of structs and the items that are to be left alone. In a `brief` style new
    /// records leave out what is empty where their neighbours do.
    pub(super) fn knowing(mut self, names: Names, foreign: Foreign, brief: bool) -> Self {
        self.names = names;
        self.foreign = foreign;
        self.style.brief = brief;
        self
    }

    /// Makes the whole text say a value.
    pub(super) fn root(&mut self, wanted: Wanted<'_>) -> Result<()> {
        self.set(&Path::root(), wanted, &[])
    }

    pub(super) fn op(&mut self, op: &Op) -> Result<()> {
        if !matches!(op, Op::Set { .. }) {
            self.flush()?;
        }
        match op {
            Op::Set { path, value, order } => self.set(path, Wanted::only(value), order),
            Op::Insert { path, index, value } => self.insert(path, *index, value),
            Op::Remove { path } => {
                let outer = path
                    .parent()
                    .ok_or_else(|| OpError::NotFound(path.clone()))?;
                let index = self.index_in(&outer, path)?;
                self.remove(&outer, index)
            }
            Op::Move { path, from, to } => self.shift(path, *from, *to),
        }
    }

    pub(super) fn finish(mut self) -> Result<Changed> {
        self.flush()?;
        let patch = self.pieces.into_patch(self.original);
        let after = match (self.text, self.tree) {
            (Cow::Owned(text), Cow::Owned(tree)) if !patch.is_empty() => {
                let diagnostics = self.diagnostics;
                Some((text, Parsed { tree, diagnostics }))
            }
            _ => None,
        };
        Ok(Changed { patch, after })
    }

    fn node(&self, path: &Path) -> Result<Node<'_>> {
        let found = self.tree.at(&self.text, path);
        found.ok_or_else(|| OpError::NotFound(path.clone()))
    }

    /// The bracket at a path, through `Some(..)`.
    fn bracket(&self, path: &Path) -> Result<(Node<'_>, Bracket<'_>)> {
        let node = self.node(path)?.through_some();
        let bracket = Bracket::new(node, self.style.newline, &self.style.unit);
        Ok((
            node,
            bracket.ok_or_else(|| OpError::NoRecord(path.clone()))?,
        ))
    }

    /// The list at a path, through `Some(..)`, and its length.
    fn list(&self, path: &Path) -> Result<(Node<'_>, Bracket<'_>, usize)> {
        let node = self.node(path)?.through_some();
        let bracket = Bracket::new(node, self.style.newline, &self.style.unit);
        match (node.kind(), bracket) {
            (Kind::List, Some(bracket)) => {
                let len = bracket.layout.parts.len();
                Ok((node, bracket, len))
            }
            _ => Err(OpError::NoList(path.clone())),
        }
    }

    /// Which part of `outer` a path one step further in is.
    fn index_in(&self, outer: &Path, path: &Path) -> Result<usize> {
        let node = self.node(outer)?.through_some();
        let wanted = path
            .last()
            .and_then(|seg| node.step(seg))
            .map(|value| value.index());
        let place = node.items().position(|item| Some(item.index()) == wanted);
        place.ok_or_else(|| OpError::NotFound(path.clone()))
    }

    /// Applies edits to the text and parses it again.
    fn apply(&mut self, edits: &[TextEdit]) -> Result<()> {
        if edits.is_empty() {
            return Ok(());
        }
        self.pieces.edit(edits);
        let text = patch::apply(&self.text, edits);
        let parsed = Tree::parse(&text);
        if let Some(found) = parsed.diagnostics.first() {
            let original = self.original;
            let count = || Tree::parse(original).diagnostics.len();
            if parsed.diagnostics.len() > *self.n_errors.get_or_insert_with(count) {
                return Err(OpError::Unreadable(Box::new(found.clone())));
            }
        }
        self.text = Cow::Owned(text);
        self.tree = Cow::Owned(parsed.tree);
        self.diagnostics = parsed.diagnostics;
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        let mut edits = std::mem::take(&mut self.pending);
        edits.sort_by_key(|edit| edit.span);
        self.apply(&edits)
    }

    fn is_pending(&self, span: Span) -> bool {
        let meets = |edit: &TextEdit| edit.span.start <= span.end && span.start <= edit.span.end;
        self.pending.iter().any(meets)
    }

    fn set(&mut self, path: &Path, wanted: Wanted<'_>, order: &[&str]) -> Result<()> {
        let found = self.tree.at(&self.text, path).map(|node| node.span());
        if found.is_none_or(|span| self.is_pending(span)) {
            self.flush()?;
        }
        let Some(node) = self.tree.at(&self.text, path) else {
            return self.set_absent(path, wanted.new, order);
        };
        for todo in compare(path, node, wanted, &self.foreign) {
            self.make(todo)?;
        }
        Ok(())
    }

    fn make(&mut self, todo: Todo<'_>) -> Result<()> {
        match todo {
            Todo::Replace(span, value) => {
                let text = self.replacement(span, value);
                self.pending.push(TextEdit { span, text });
                Ok(())
            }
            Todo::Set(path, wanted) => self.set(&path, wanted, &[]),
            Todo::Field {
                record,
                name,
                value,
                order,
            } => {
                self.flush()?;
                self.insert_field(&record, name, value, &order)
            }
            Todo::Entry { map, key, value } => {
                self.flush()?;
                self.insert_entry(&map, key, value)
            }
            Todo::Remove(outer, index) => {
                self.flush()?;
                self.remove(&outer, index)
            }
            Todo::Steps {
                list,
                steps,
                old,
                items,
            } => {
                for step in steps {
                    self.step(&list, step, &old, &items)?;
                }
                Ok(())
            }
        }
    }

    fn step(
        &mut self,
        list: &Path,
        step: Step,
        old: &[Option<&Value>],
        items: &[Option<&Value>],
    ) -> Result<()> {
        let item = |at: usize| items.get(at).copied().flatten();
        if let Step::Set { at, new, was } = step {
            let Some(new) = item(new) else {
                return Ok(());
            };
            let old = old.get(was).copied().flatten();
            return self.set(&list.index(at), Wanted { old, new }, &[]);
        }
        self.flush()?;
        match step {
            Step::Insert(at, new) => match item(new) {
                Some(value) => self.insert(list, at, value),
                None => Ok(()),
            },
            Step::Remove(at) => self.remove(list, at),
            Step::Move(from, to) => self.shift(list, from, to),
            Step::Set { .. } => Ok(()),
        }
    }

    /// The text that says `value` in the place of the node at `span`.
    fn replacement(&self, span: Span, value: &Value) -> String {
        let path = self.tree.path_at(&self.text, span.start);
        // The path may lead to `Some(..)` around the node, or further in.
        let around = (0..=path.0.len()).rev().find_map(|len| {
            let outer: Path = path.0.iter().take(len).cloned().collect();
            let mut node = self.tree.at(&self.text, &outer)?;
            loop {
                if node.span() == span {
                    return Some(node);
                }
                node = node.some_value()?;
            }
        });
        let indent = indent_at(&self.text, span.start);
        Emitter::replacing(&self.style, &self.names).value(value, around, indent)
    }

    fn set_absent(&mut self, path: &Path, value: &Value, order: &[&str]) -> Result<()> {
        let missing = || OpError::NotFound(path.clone());
        let outer = path.parent().ok_or_else(missing)?;
        let kind = self.node(&outer)?.through_some().kind();
        match path.last() {
            Some(Seg::Field(_)) if *value == Value::None => Ok(()),
            Some(Seg::Field(name)) => self.insert_field(&outer, name, value, order),
            Some(Seg::Key(key)) if kind == Kind::Map => {
                self.insert_entry(&outer, &Value::str(key.clone()), value)
            }
            _ => Err(missing()),
        }
    }

    /// A value at the same place in another item of a list around it.
    fn cousin(&self, path: &Path) -> Option<Node<'_>> {
        let is_index = |seg: &Seg| matches!(seg, Seg::Index(_));
        let at = path.0.iter().rposition(is_index)?;
        let list: Path = path.0.iter().take(at).cloned().collect();
        let rest: &[Seg] = path.0.get(at + 1..)?;
        let mut items = self
            .node(&list)
            .ok()?
            .through_some()
            .items()
            .take(MAX_COUSINS);
        items.find_map(|item| {
            let found = rest.iter().try_fold(item, |node, seg| node.step(seg))?;
            found.inner()
        })
    }

    fn insert_field(
        &mut self,
        record: &Path,
        name: &str,
        value: &Value,
        order: &[&str],
    ) -> Result<()> {
        if *value == Value::None {
            return Ok(());
        }
        let (node, bracket) = self.bracket(record)?;
        if !node.has_fields() {
            return Err(OpError::NoRecord(record.clone()));
        }
        let names: Vec<&str> = node.fields().map(|field| field.name).collect();
        let index = place_for(name, &names, order);
        let near = bracket.layout.parts.get(index.saturating_sub(1));
        let indent = bracket.part_indent(near);
        let template = self.cousin(&record.field(name));
        let emitter = Emitter::beside(&self.style, &self.names);
        let body = emitter.field(name, value, template, colon_of(node), &indent);
        let edits = bracket.insert(index, &Chunk::new(body));
        self.apply(&edits)
    }

    fn insert_entry(&mut self, map: &Path, key: &Value, value: &Value) -> Result<()> {
        let (node, bracket) = self.bracket(map)?;
        let index = bracket.layout.parts.len();
        let indent = bracket.part_indent(bracket.layout.parts.last());
        let emitter = Emitter::beside(&self.style, &self.names);
        let key = emitter.value(key, None, &indent);
        let value = emitter.value(value, node.items().last(), &indent);
        let body = format!("{key}{}{value}", colon_of(node));
        let edits = bracket.insert(index, &Chunk::new(body));
        self.apply(&edits)
    }

    fn insert(&mut self, path: &Path, index: usize, value: &Value) -> Result<()> {
        let (node, bracket, len) = self.list(path)?;
        if index > len {
            return Err(OpError::OutOfRange {
                path: path.clone(),
                index,
                len,
            });
        }
        let near = index.saturating_sub(1);
        let indent = bracket.part_indent(bracket.layout.parts.get(near));
        let strange = self.cousin(path).and_then(|list| list.item(0));
        let template = like(node, near, value).or(strange);
        let body = Emitter::beside(&self.style, &self.names).value(value, template, &indent);
        let wants_line = !value.is_scalar() && self.text.contains('\n');
        let edits = bracket.insert(
            index,
            &Chunk {
                wants_line,
                ..Chunk::new(body)
            },
        );
        self.apply(&edits)
    }

    fn remove(&mut self, outer: &Path, index: usize) -> Result<()> {
        let (node, bracket) = self.bracket(outer)?;
        if !matches!(node.kind(), Kind::Struct | Kind::List | Kind::Map) {
            return Err(OpError::NoList(outer.clone()));
        }
        let edits = bracket.remove(index);
        self.apply(&edits)
    }

    fn shift(&mut self, path: &Path, from: usize, to: usize) -> Result<()> {
        let (_, bracket, len) = self.list(path)?;
        if let Some(index) = [from, to].into_iter().find(|&index| index >= len) {
            return Err(OpError::OutOfRange {
                path: path.clone(),
                index,
                len,
            });
        }
        if from == to {
            return Ok(());
        }
        let chunk = bracket.chunk(from).unwrap_or_default();
        let edits = bracket.remove(from);
        self.apply(&edits)?;
        let (_, bracket, _) = self.list(path)?;
        let edits = bracket.insert(to, &chunk);
        self.apply(&edits)
    }
}

/// The item of a list that a new one should look like: the nearest of the same variant.
fn like<'n>(list: Node<'n>, near: usize, value: &Value) -> Option<Node<'n>> {
    let name = match value.through_some() {
        Value::Struct { name, .. } | Value::Tuple { name, .. } => name.as_deref(),
        _ => None,
    };
    let items: Vec<_> = list.items().enumerate().collect();
    let fits = |node: &Node<'_>| {
        let node = node.through_some();
        name.is_none() || node.name() == name
    };
    let fitting = items.iter().filter(|(_, node)| fits(node));
    let nearest = fitting.min_by_key(|(at, _)| at.abs_diff(near));
    nearest.or_else(|| items.get(near)).map(|(_, node)| *node)
}

/// Where a new field goes: behind the nearest present one that is declared before it, or else
/// before the nearest present one that is declared after it, or else to the end.
fn place_for(name: &str, present: &[&str], order: &[&str]) -> usize {
    let at = |name: &str| present.iter().position(|found| *found == name);
    let Some(own) = order.iter().position(|declared| *declared == name) else {
        return present.len();
    };
    let (before, after) = order.split_at(own);
    let behind = before
        .iter()
        .rev()
        .find_map(|name| at(name))
        .map(|index| index + 1);
    behind
        .or_else(|| after.iter().find_map(|name| at(name)))
        .unwrap_or(present.len())
}
