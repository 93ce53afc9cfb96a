//! Reading one node: its kind, its name, its parts, its plain value.
//!
//! No opinion on types beyond what the text says; [`mod@super::read`] knows types.

use std::borrow::Cow;
use std::fmt;

use super::tree::Raw;
use super::{Kind, Seg, Span, Tree, lex, number, string};

/// A place in a tree together with its text.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    tree: &'a Tree,
    text: &'a str,
    index: u32,
    raw: Raw,
}

/// A field of a record.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// The name, without `r#`.
    pub name: &'a str,
    /// Where the name stands.
    pub name_span: Span,
    /// The value.
    pub value: Node<'a>,
}

impl<'a> Node<'a> {
    pub(super) fn new(tree: &'a Tree, text: &'a str, index: u32) -> Option<Self> {
        let raw = *tree.raw(index)?;
        Some(Self {
            tree,
            text,
            index,
            raw,
        })
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        self.raw.kind
    }

    /// All its bytes, with name and brackets.
    pub fn span(&self) -> Span {
        self.raw.span()
    }

    /// All its text, with name and brackets.
    pub fn text(&self) -> &'a str {
        self.span().of(self.text)
    }

    /// The name of a struct, a variant, or of a value that is only a name; without `r#`.
    pub fn name(&self) -> Option<&'a str> {
        self.name_span().map(|span| plain(span.of(self.text)))
    }

    /// Where that name stands, with `r#`.
    pub fn name_span(&self) -> Option<Span> {
        match self.kind() {
            Kind::Ident => Some(self.span()),
            Kind::Struct | Kind::Tuple => {
                let start = self.span().start;
                let end = lex::name_end(self.text, start)?;
                Some(Span::new(start, end))
            }
            _ => None,
        }
    }

    /// The parts: items of a list or tuple, values of a struct or map, in order.
    pub fn items(&self) -> impl Iterator<Item = Self> + use<'a> {
        self.children().map(|(_, value)| value)
    }

    /// The fields of a struct in order; nothing for other kinds.
    pub fn fields(&self) -> impl Iterator<Item = Field<'a>> + use<'a> {
        let is_struct = self.kind() == Kind::Struct;
        let children = self.children().filter(move |_| is_struct);
        children.filter_map(|(name, value)| {
            let name = name?;
            let (text, name_span) = (name.field_name(), name.span());
            (!text.is_empty()).then_some(Field {
                name: text,
                name_span,
                value,
            })
        })
    }

    /// The entries of a map in order; nothing for other kinds.
    pub fn entries(&self) -> impl Iterator<Item = (Self, Self)> + use<'a> {
        let is_map = self.kind() == Kind::Map;
        let children = self.children().filter(move |_| is_map);
        children.filter_map(|(key, value)| Some((key?, value)))
    }

    /// The value of a field; of the first if there are several.
    pub fn field(&self, name: &str) -> Option<Self> {
        self.fields()
            .find(|field| field.name == name)
            .map(|field| field.value)
    }

    /// The part at an index.
    pub fn item(&self, index: usize) -> Option<Self> {
        self.items().nth(index)
    }

    /// How many parts it has.
    pub fn len(&self) -> usize {
        self.items().count()
    }

    /// Whether it has no parts.
    pub fn is_empty(&self) -> bool {
        self.items().next().is_none()
    }

    /// The text of a string, with its escapes replaced.
    pub fn as_str(&self) -> Option<Cow<'a, str>> {
        (self.kind() == Kind::Str)
            .then(|| string::decode(self.text()))
            .flatten()
    }

    /// A whole number.
    pub fn as_i64(&self) -> Option<i64> {
        let int = (self.kind() == Kind::Int).then(|| number::int(self.text()))??;
        i64::try_from(int.value()?).ok()
    }

    /// A number, whole or not.
    pub fn as_f64(&self) -> Option<f64> {
        match self.kind() {
            Kind::Float => number::float(self.text()),
            Kind::Int => number::float(self.text()).or_else(|| self.as_i64().map(|n| n as f64)),
            _ => None,
        }
    }

    /// `true` or `false`.
    pub fn as_bool(&self) -> Option<bool> {
        (self.kind() == Kind::Bool).then(|| self.text() == "true")
    }

    /// The value in `Some(..)`, however often wrapped, otherwise itself; `None` if it is `None`.
    pub fn inner(&self) -> Option<Self> {
        let inner = self.through_some();
        (!inner.is_none()).then_some(inner)
    }

    /// Whether it is the name `None`.
    pub fn is_none(&self) -> bool {
        self.kind() == Kind::Ident && self.text() == "None"
    }

    /// Whether its name is `Some` as it is written: `r#Some` is another name to `ron`.
    pub(super) fn is_named_some(&self) -> bool {
        self.name_span()
            .is_some_and(|name| name.of(self.source()) == "Some")
    }

    /// Its name as it is written, if that is a word that `ron` takes for a whole value.
    pub(super) fn word_with_bracket(&self) -> Option<&'a str> {
        const WORDS: [&str; 9] = [
            "None", "true", "false", "inf", "inff32", "inff64", "NaN", "NaNf32", "NaNf64",
        ];
        let is_bracket = matches!(self.kind(), Kind::Tuple | Kind::Struct | Kind::Unit);
        let name = self.name_span().filter(|_| is_bracket)?.of(self.source());
        WORDS.contains(&name).then_some(name)
    }

    /// The value in `Some(..)`, once; `None` if it is not `Some(..)`.
    pub fn some_value(&self) -> Option<Self> {
        if self.kind() != Kind::Tuple || !self.is_named_some() {
            return None;
        }
        let mut items = self.items();
        let only = items.next()?;
        items.next().is_none().then_some(only)
    }

    /// The next step of a path.
    pub(super) fn step(&self, seg: &Seg) -> Option<Self> {
        let node = self.through_some();
        match (seg, node.kind()) {
            (Seg::Field(name), _) => node.field(name),
            (Seg::Index(index), Kind::List | Kind::Tuple) => node.item(*index),
            (Seg::Key(key), _) => {
                let entry = node
                    .entries()
                    .find(|(found, _)| found.key_text() == key.as_str());
                entry.map(|(_, value)| value)
            }
            _ => None,
        }
    }

    pub(super) fn through_some(&self) -> Self {
        let mut node = *self;
        while let Some(inner) = node.some_value() {
            node = inner;
        }
        node
    }

    /// Names or keys, where there are any, with their values.
    pub(super) fn children(&self) -> Children<'a> {
        let paired = self.kind() == Kind::Map;
        Children {
            tree: self.tree,
            text: self.text,
            next: self.index + 1,
            end: self.raw.next,
            paired,
        }
    }

    /// For the name of a field: the name without `r#`.
    pub(super) fn field_name(&self) -> &'a str {
        plain(self.text())
    }

    /// For the key of a map: what a path calls it.
    pub(super) fn key_text(&self) -> Cow<'a, str> {
        self.as_str().unwrap_or(Cow::Borrowed(self.text()))
    }

    /// Its number in the tree, for [`Tree::node`].
    pub const fn index(&self) -> u32 {
        self.index
    }

    /// Index of the first node outside this one.
    pub(super) const fn next_index(&self) -> u32 {
        self.raw.next
    }

    pub(super) const fn tree(&self) -> &'a Tree {
        self.tree
    }

    pub(super) const fn source(&self) -> &'a str {
        self.text
    }

    pub(super) const fn is_damaged(&self) -> bool {
        self.raw.is_damaged()
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.kind(), self.text())
    }
}

fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// The children of a node, each with the name or key before it.
#[derive(Clone)]
pub(super) struct Children<'a> {
    tree: &'a Tree,
    text: &'a str,
    next: u32,
    end: u32,
    paired: bool,
}

impl<'a> Children<'a> {
    /// Goes on at the child with this index.
    pub(super) fn skip_to(&mut self, index: u32) {
        self.next = self.next.max(index);
    }

    fn take_node(&mut self) -> Option<Node<'a>> {
        if self.next >= self.end {
            return None;
        }
        let node = Node::new(self.tree, self.text, self.next)?;
        self.next = node.raw.next.max(self.next + 1);
        Some(node)
    }
}

impl<'a> Iterator for Children<'a> {
    type Item = (Option<Node<'a>>, Node<'a>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let first = self.take_node()?;
        if self.paired || first.raw.is_name() {
            let value = self.take_node()?;
            return Some((Some(first), value));
        }
        Some((None, first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_root(text: &str, check: impl FnOnce(Node<'_>)) {
        let tree = Tree::parse(text).tree;
        check(tree.root(text).unwrap());
    }

    /// Names, fields and items of a record.
    #[test]
    fn records_have_fields() {
        check_root("Ev(r#type: 1, b: [2, 3],)", |node| {
            assert_eq!((node.kind(), node.name()), (Kind::Struct, Some("Ev")));
            let names: Vec<_> = node.fields().map(|field| field.name).collect();
            assert_eq!(names, ["type", "b"]);
            assert_eq!(node.field("type").and_then(|n| n.as_i64()), Some(1));
            assert_eq!(
                node.field("b").and_then(|n| n.item(1)).map(|n| n.text()),
                Some("3")
            );
            assert_eq!(node.len(), 2);
        });
    }

    /// Plain values are read.
    #[test]
    fn plain_values_are_read() {
        check_root("\"a\\n\"", |node| {
            assert_eq!(node.as_str().as_deref(), Some("a\n"));
        });
        check_root("0x10", |node| {
            assert_eq!((node.as_i64(), node.as_f64()), (Some(16), Some(16.0)));
        });
        check_root("-1.5", |node| assert_eq!(node.as_f64(), Some(-1.5)));
        check_root("true", |node| assert_eq!(node.as_bool(), Some(true)));
        check_root("None", |node| {
            assert!(node.is_none() && node.inner().is_none());
        });
        check_root("Some(Some(7))", |node| {
            assert_eq!(node.inner().and_then(|n| n.as_i64()), Some(7));
        });
        check_root("Foo()", |node| {
            assert_eq!((node.kind(), node.len()), (Kind::Tuple, 0));
        });
        check_root("()", |node| assert_eq!(node.kind(), Kind::Unit));
        check_root("{\"a\": 1, 2: 3}", |node| {
            let keys: Vec<_> = node.entries().map(|(key, _)| key.text()).collect();
            assert_eq!(keys, ["\"a\"", "2"]);
        });
    }
}
