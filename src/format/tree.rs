//! The shape of a text: a flat list of nodes with byte ranges, no text inside.
//!
//! No opinion on types. Whitespace, comments and commas are not nodes; they are what lies
//! between them. Invariants: a node's range lies within its parent's, siblings are in order and
//! do not overlap, and no tree is deeper than [`MAX_DEPTH`], so that walking it by recursion is
//! safe. A tree belongs to the text it was parsed from; with any other text it gives nonsense,
//! but never a panic.

use super::{Diagnostic, Node, Path, Seg, Span, parse};

/// How deeply brackets may nest.
pub const MAX_DEPTH: usize = 128;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `(a: 1)` or `Name(a: 1)`
    Struct,
    /// `(1, 2)`, `Name(1, 2)`, `Some(1)`, `Name()`
    Tuple,
    /// `[1, 2]`
    List,
    /// `{"a": 1}`
    Map,
    /// A string in quotes, raw or not.
    Str,
    /// A byte string.
    Bytes,
    /// A character in single quotes.
    Char,
    /// A whole number, or a byte like `b'a'`.
    Int,
    /// A number with a point or exponent, `inf` or `NaN`.
    Float,
    /// `true` or `false`
    Bool,
    /// `()`
    Unit,
    /// A name alone: a unit variant, a unit struct, `None`.
    Ident,
    /// `1..5` and its relatives.
    Range,
    /// What could not be understood; a diagnostic says why.
    Error,
}

/// One node of the tape. The nodes of a subtree lie between it and `next`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raw {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Index of the first node that is not inside this one.
    pub(super) next: u32,
    pub(super) kind: Kind,
    pub(super) flags: u8,
}

/// The node is the name of a field; its value follows.
pub(super) const IS_NAME: u8 = 1;
/// A syntax error was found directly in this node.
pub(super) const DAMAGED: u8 = 2;

/// The `#![enable(…)]` extensions of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "one per extension of the format, none excludes another"
)]
pub(super) struct Extensions {
    pub(super) implicit_some: bool,
    pub(super) unwrap_newtypes: bool,
    pub(super) unwrap_variant_newtypes: bool,
    pub(super) explicit_struct_names: bool,
}

impl Extensions {
    /// Each with its name.
    pub(super) fn named(self) -> [(bool, &'static str); 4] {
        [
            (self.implicit_some, "implicit_some"),
            (self.unwrap_newtypes, "unwrap_newtypes"),
            (self.unwrap_variant_newtypes, "unwrap_variant_newtypes"),
            (self.explicit_struct_names, "explicit_struct_names"),
        ]
    }
}

/// The nodes of a text. Cheap to share, holds no text.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub(super) nodes: Vec<Raw>,
    pub(super) extensions: Extensions,
    /// Whether the text has a syntax error.
    pub(super) is_broken: bool,
}

/// A tree, and what was wrong with the text; the tree holds what could be understood.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The nodes.
    pub tree: Tree,
    /// Syntax errors in order of place, at most one per line.
    pub diagnostics: Vec<Diagnostic>,
}

impl Tree {
    /// Parses a text. Never fails: errors are reported, and parsing goes on after them.
    pub fn parse(text: &str) -> Parsed {
        parse::parse(text)
    }

    /// The outermost value, `None` for a text without one.
    pub fn root<'a>(&'a self, text: &'a str) -> Option<Node<'a>> {
        Node::new(self, text, 0)
    }

    /// The node with a number that [`Node::index`] gave, in the same tree.
    pub fn node<'a>(&'a self, text: &'a str, index: u32) -> Option<Node<'a>> {
        Node::new(self, text, index)
    }

    /// The value at a path, `None` if there is none. Goes through `Some(..)`.
    pub fn at<'a>(&'a self, text: &'a str, path: &Path) -> Option<Node<'a>> {
        let root = self.root(text)?;
        path.0.iter().try_fold(root, |node, seg| node.step(seg))
    }

    /// The path of the innermost value that contains a byte or ends at it; names of fields
    /// count to their field.
    pub fn path_at(&self, text: &str, byte: usize) -> Path {
        self.root(text)
            .map_or_else(Path::root, |root| root.path_at(byte))
    }

    /// Gives diagnostics, which are in order of place, the paths they lie at.
    pub(super) fn place(&self, text: &str, found: &mut [Diagnostic]) {
        if let Some(root) = self.root(text) {
            place_in(root, &mut Path::root(), found);
        }
    }

    /// Whether the text enables `implicit_some`, so that `Some(..)` need not be written.
    pub fn implicit_some(&self) -> bool {
        self.extensions.implicit_some
    }

    /// Whether the text enables `unwrap_newtypes`.
    pub fn unwrap_newtypes(&self) -> bool {
        self.extensions.unwrap_newtypes
    }

    /// How many nodes there are.
    pub fn n_nodes(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn raw(&self, index: u32) -> Option<&Raw> {
        self.nodes.get(index as usize)
    }
}

impl Node<'_> {
    /// The path from this node to the innermost value in it that contains a byte or ends at it; names of
    /// fields count to their field.
    pub fn path_at(&self, byte: usize) -> Path {
        let mut path = Path::root();
        let mut node = *self;
        loop {
            let outer = node.through_some();
            let mut inner = None;
            for (index, (name, value)) in outer.children().enumerate() {
                let start = name.map_or(value.span().start, |name| name.span().start);
                if start > byte {
                    break;
                }
                inner = Some((index, name, value));
            }
            let Some((index, name, value)) = inner else {
                return path;
            };
            if byte > value.span().end {
                return path;
            }
            path.0.push(seg(outer, index, name));
            node = value;
        }
    }
}

/// The step from a node to one of its parts.
fn seg(outer: Node<'_>, index: usize, name: Option<Node<'_>>) -> Seg {
    match (outer.kind(), name) {
        (Kind::Struct, Some(name)) => Seg::Field(name.field_name().to_owned()),
        (Kind::Map, Some(key)) => Seg::Key(key.key_text().into_owned()),
        _ => Seg::Index(index),
    }
}

/// Places diagnostics that all lie in `node` or around it, looking at each part once.
fn place_in(node: Node<'_>, path: &mut Path, found: &mut [Diagnostic]) {
    for diagnostic in &mut *found {
        diagnostic.path.clone_from(path);
    }
    let outer = node.through_some();
    let mut rest = found;
    for (index, (name, value)) in outer.children().enumerate() {
        if rest.is_empty() {
            return;
        }
        let start = name.map_or(value.span().start, |name| name.span().start);
        let end = value.span().end;
        let n_before = rest.partition_point(|found| found.span.start < start);
        let n_inside = rest.partition_point(|found| found.span.start <= end);
        let (until, after) = std::mem::take(&mut rest).split_at_mut(n_inside.max(n_before));
        rest = after;
        let (_, inside) = until.split_at_mut(n_before);
        if !inside.is_empty() {
            path.0.push(seg(outer, index, name));
            place_in(value, path, inside);
            path.0.pop();
        }
    }
}

impl Raw {
    pub(super) const fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    pub(super) const fn is_name(&self) -> bool {
        self.flags & IS_NAME != 0
    }

    pub(super) const fn is_damaged(&self) -> bool {
        self.flags & DAMAGED != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paths lead to values, through options, and back.
    #[test]
    fn paths_lead_to_values() {
        let text = r#"(rounds: [(id: "R1"), Some((id: "R2", out: A(k: {"x y": 7})))])"#;
        let tree = Tree::parse(text).tree;
        for (path, wanted) in [
            ("rounds[0].id", "\"R1\""),
            ("rounds[1].id", "\"R2\""),
            (r#"rounds[1].out.k["x y"]"#, "7"),
            ("rounds[0]", "(id: \"R1\")"),
        ] {
            let path = Path::parse(path).unwrap();
            let node = tree.at(text, &path).unwrap();
            assert_eq!(node.text(), wanted);
            assert_eq!(
                tree.path_at(text, node.span().start + 1),
                match node.kind() {
                    Kind::Struct => path.field("id"),
                    _ => path,
                }
            );
        }
        assert!(tree.at(text, &Path::parse("rounds[2]").unwrap()).is_none());
        assert_eq!(tree.path_at(text, 0), Path::root());
        let at = |byte| Diagnostic::error(Span::at(byte), "");
        let mut all: Vec<_> = (0..=text.len()).map(at).collect();
        tree.place(text, &mut all);
        for found in all {
            assert_eq!(found.path, tree.path_at(text, found.span.start));
        }
    }
}
