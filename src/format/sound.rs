//! The sound parts of a broken text, as a text of their own.
//!
//! What could not be read is left out, and what was said about commas and brackets is taken as
//! said, so that `ron` can be asked about the rest: it must read there what we read in the
//! broken text. No opinion on types. Invariant: of a sound text nothing is changed.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

use super::{Diagnostic, Kind, LeftOut, Node, Tree, accepted_by_ron, emit, lex};

/// What `ron` reads in a text, or where that is broken, in its sound parts; `left_out` is what our
/// reader passed over.
///
/// # Errors
///
/// What `ron` says. Its place is in the text only if the whole text is sound.
pub fn read_by_ron<T: DeserializeOwned>(
    text: &str,
    tree: &Tree,
    left_out: &LeftOut,
) -> Result<T, Diagnostic> {
    accepted_by_ron(&sound(text, tree, left_out))
}

/// Whether there is nothing in the text that [`read_by_ron`] would not show to `ron`.
pub fn is_sound(tree: &Tree, left_out: &LeftOut) -> bool {
    !tree.is_broken && left_out.0.is_empty()
}

/// The text without what was left out.
pub(super) fn sound<'t>(text: &'t str, tree: &Tree, left_out: &LeftOut) -> Cow<'t, str> {
    let Some(root) = tree.root(text) else {
        return Cow::Borrowed(text);
    };
    if is_sound(tree, left_out) {
        return Cow::Borrowed(text);
    }
    let out = left_out.0.as_slice();
    let mut bad: Vec<u32> = (0_u32..)
        .zip(&tree.nodes)
        .filter(|(at, raw)| raw.is_damaged() || raw.kind == Kind::Error || is_torn(text, tree, *at))
        .map(|(at, _)| at)
        .collect();
    bad.extend(out);
    bad.sort_unstable();
    let mut written = String::with_capacity(text.len());
    for (is_enabled, name) in tree.extensions.named() {
        if is_enabled {
            written.extend(["#![enable(", name, ")]\n"]);
        }
    }
    let mut writer = Writer { bad, out, written };
    writer.node(root);
    Cow::Owned(writer.written)
}

/// Whether a name is none that `ron` knows, or something that is no trivia stands between it and
/// its bracket.
fn is_torn(text: &str, tree: &Tree, at: u32) -> bool {
    let Some(node) = Node::new(tree, text, at) else {
        return false;
    };
    let Some(name) = node.name_span() else {
        return false;
    };
    let bytes = text.as_bytes();
    let written = name.of(text);
    let is_plain = lex::plain_name_end(written, 0) == Some(written.len());
    let is_odd = !is_plain && !written.starts_with("r#");
    let opens = || bytes.get(lex::trivia_end(bytes, name.end)) == Some(&b'(');
    is_odd || (node.kind() != Kind::Ident && !opens())
}

struct Writer<'o> {
    /// Nodes that are broken themselves; their text cannot be taken as it is.
    bad: Vec<u32>,
    out: &'o [u32],
    written: String,
}

impl Writer<'_> {
    /// The tree is never deeper than its limit, so this may recurse.
    fn node(&mut self, node: Node<'_>) {
        let first = self.bad.partition_point(|bad| *bad < node.index());
        let is_sound = self
            .bad
            .get(first)
            .is_none_or(|bad| *bad >= node.next_index());
        let (open, close) = match node.kind() {
            _ if is_sound => return self.written.push_str(node.text()),
            Kind::List => ('[', ']'),
            Kind::Map => ('{', '}'),
            Kind::Struct | Kind::Tuple | Kind::Unit => ('(', ')'),
            Kind::Ident => {
                let name = node.name().unwrap_or_default();
                return self.written.push_str(&emit::name_text(name));
            }
            _ => return self.written.push_str(node.text()),
        };
        if let Some(name) = node.name() {
            self.written.push_str(&emit::name_text(name));
        }
        self.written.push(open);
        for (name, value) in node.children() {
            let is_odd = |name: Node<'_>| {
                let written = emit::name_text(name.field_name());
                lex::name_end(&written, 0) != Some(written.len())
            };
            // What is no name at all is none of a field.
            let is_nameless = node.kind() != Kind::Map && name.is_some_and(is_odd);
            if is_nameless || self.is_out(value) || name.is_some_and(|name| self.is_out(name)) {
                continue;
            }
            if let Some(name) = name {
                if node.kind() == Kind::Map {
                    self.node(name);
                } else {
                    self.written.push_str(&emit::name_text(name.field_name()));
                }
                self.written.push_str(": ");
            }
            self.node(value);
            // On a line of its own no comma is part of a comment.
            self.written.push_str(",\n");
        }
        self.written.push(close);
    }

    fn is_out(&self, node: Node<'_>) -> bool {
        let is_left_out = |node: Node<'_>| {
            node.kind() == Kind::Error || self.out.binary_search(&node.index()).is_ok()
        };
        // `ron` wants one value in `Some`, even where the type does not want the field.
        let is_some = matches!(node.kind(), Kind::Tuple | Kind::Unit) && node.is_named_some();
        if is_left_out(node) || !is_some {
            return is_left_out(node);
        }
        let n_written = node.items().filter(|item| !self.is_out(*item)).count();
        n_written != 1 && (node.is_damaged() || n_written < node.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    #[derive(Debug, serde::Deserialize, PartialEq)]
    struct Doc {
        #[serde(default)]
        title: String,
        events: Vec<Event>,
    }

    #[derive(Debug, serde::Deserialize, PartialEq)]
    struct Event {
        id: String,
        #[serde(default)]
        n: Option<u8>,
    }

    fn check(text: &str, wanted: &str) {
        let parsed = Tree::parse(text);
        let read = read::<Doc>(text, &parsed.tree);
        let found = sound(text, &parsed.tree, &read.left_out);
        let bare = |text: &str| text.replace([' ', '\n'], "");
        assert_eq!(bare(&found), bare(wanted), "{text}");
        assert_eq!(
            read_by_ron(text, &parsed.tree, &read.left_out).ok(),
            read.value
        );
    }

    /// Commas and brackets are put right, unreadable parts and what stands twice go.
    #[test]
    fn sound_parts_are_a_text() {
        let sound = "(title: \"x\", events: [(id: \"a\")]) // c\n";
        check(sound, sound);
        check(
            "(title: \"x\" events: [(id: \"a\", n: \"b\") (id: 5), (id: \"c\", id: \"d\")",
            "(title: \"x\", events: [(id: \"a\",), (id: \"c\",),],)",
        );
        check("(events: [], x: Some(,))", "(events: [],)");
        check("(events: [], x: Some(=))", "(events: [],)");
        check("(events: [], x: Some(Some(=)))", "(events: [],)");
        check("(events: [], \"\\u{61}\": 1)", "(events: [],)");
        check(
            "(events: [], x: [z.0, y.1(2)])",
            "(events: [], x: [r#z.0, r#y.1, (2),],)",
        );
        check(
            "(events: [Event\n=======\n(id: \"a\")])",
            "(events: [Event(id: \"a\",),],)",
        );
        check(
            "#![enable(implicit_some)]#![enable(nothing)](events: [(id: \"a\", n: 5, x-y: 7)])}",
            "#![enable(implicit_some)](events: [(id: \"a\", n: 5, r#x-y: 7,),],)",
        );
    }
}
