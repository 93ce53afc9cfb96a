//! Records, lists, maps and variants, part by part.
//!
//! No opinion on values. Invariant: parts that are poisoned or unreadable are passed over, and
//! a part that fails is poisoned before the failure goes on.

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::super::node::Children;
use super::super::{Diagnostic, Kind, Node};
use super::context::{Context, Mode};
use super::de::Reader;
use super::failure::Failure;

type Result<T> = std::result::Result<T, Failure>;

/// `ron` takes nothing between the name of a tuple struct and its bracket, so neither do we.
pub(super) fn bracket_follows(node: Node<'_>) -> Result<()> {
    let (Some(name), Kind::Tuple) = (node.name_span(), node.kind()) else {
        return Ok(());
    };
    let text = node.source();
    if text.as_bytes().get(name.end) == Some(&b'(') {
        return Ok(());
    }
    let message = format!("expected `(` directly behind `{}`", name.of(text));
    Err(Failure::message(message).at_span(node, name))
}

/// `ron` wants one value in every `Some` and no bracket behind a word with a meaning of its own, even in a
/// value that nobody asked for.
pub(super) fn words_are_whole(ignored: Node<'_>) -> Result<()> {
    for index in ignored.index()..ignored.next_index() {
        let Some(node) = ignored.tree().node(ignored.source(), index) else {
            continue;
        };
        let is_whole_some = node.kind() == Kind::Tuple && node.len() == 1;
        if node.is_named_some() && !is_whole_some {
            return Err(Failure::expected("`Some` with one value in brackets").at(node));
        }
        if let Some(word) = node.word_with_bracket() {
            return Err(Failure::expected(format!("`{word}` without a bracket")).at(node));
        }
    }
    Ok(())
}

/// The fields of a record.
pub(super) struct Fields<'c, 'a> {
    cx: &'c Context<'a>,
    children: Children<'a>,
    known: &'static [&'static str],
    /// One bit per known field that was seen; fields beyond the last bit are not checked.
    seen: u128,
    next_known: usize,
    value: Option<Node<'a>>,
}

impl<'c, 'a> Fields<'c, 'a> {
    pub(super) fn new(
        cx: &'c Context<'a>,
        record: Node<'a>,
        known: &'static [&'static str],
    ) -> Self {
        let children = record.children();
        Self {
            cx,
            children,
            known,
            seen: 0,
            next_known: 0,
            value: None,
        }
    }

    /// The index of a known field; fields usually stand in the order they are declared in.
    fn index_of(&mut self, name: &str) -> Option<usize> {
        let from = self.next_known.min(self.known.len());
        let ahead = self
            .known
            .iter()
            .skip(from)
            .position(|known| *known == name);
        let found = match ahead {
            Some(steps) => from + steps,
            None => self.known.iter().position(|known| *known == name)?,
        };
        self.next_known = found + 1;
        Some(found)
    }

    /// Whether the field is to be read.
    fn admits(&mut self, name: Node<'a>, value: Node<'a>) -> bool {
        // Without a list of fields any name will do.
        if self.known.is_empty() {
            return true;
        }
        let Some(index) = self.index_of(name.field_name()) else {
            self.cx.unknown_field(name, self.known);
            // The type may ignore it or refuse it.
            return true;
        };
        let bit = 1_u128
            .checked_shl(u32::try_from(index).unwrap_or(u32::MAX))
            .unwrap_or(0);
        if self.seen & bit != 0 {
            let message = format!("duplicate field `{}`", name.field_name());
            let hint = Some("the first one is used".to_owned());
            self.cx.push(
                Diagnostic::error(name.span(), message)
                    .with_hint(hint)
                    .with_code("duplicate-field"),
            );
            self.cx.pass_over(value);
            return false;
        }
        self.seen |= bit;
        true
    }
}

impl<'a> MapAccess<'a> for Fields<'_, 'a> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        while let Some((name, value)) = self.children.next() {
            let Some(name) = name.filter(|name| !name.span().is_empty()) else {
                continue;
            };
            if !self.admits(name, value) || self.cx.is_out(value) {
                continue;
            }
            self.value = Some(value);
            let name_reader = BorrowedStrDeserializer::<Failure>::new(name.field_name());
            return seed
                .deserialize(name_reader)
                .map(Some)
                .map_err(|failure| self.cx.fail(failure.at(name), name, value));
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value> {
        let Some(value) = self.value.take() else {
            return Err(Failure::message("a value was asked for before its name"));
        };
        let read = seed.deserialize(Reader::new(self.cx, value));
        read.map_err(|failure| self.cx.fail(failure, value, value))
    }
}

/// The items of a list or tuple.
pub(super) struct Items<'c, 'a> {
    cx: &'c Context<'a>,
    parent: Node<'a>,
    children: Children<'a>,
    /// Items of a list can be left out, those of a tuple cannot.
    is_list: bool,
}

impl<'c, 'a> Items<'c, 'a> {
    pub(super) fn new(cx: &'c Context<'a>, parent: Node<'a>) -> Self {
        let is_list = parent.kind() == Kind::List;
        let mut children = parent.children();
        if let Some(index) = cx.resume_at(parent).filter(|_| is_list) {
            children.skip_to(index);
        }
        Self {
            cx,
            parent,
            children,
            is_list,
        }
    }

    /// Nothing may be left over.
    pub(super) fn finish(mut self) -> Result<()> {
        let left = self.children.find(|&(_, item)| !self.cx.is_out(item));
        match left {
            Some((_, item)) => {
                Err(Failure::message("there are more values than expected").at(item))
            }
            None => Ok(()),
        }
    }
}

impl<'a> SeqAccess<'a> for &mut Items<'_, 'a> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some((_, item)) = self
            .children
            .find(|&(_, item)| !(self.is_list && self.cx.is_out(item)))
        else {
            if self.is_list && self.cx.mode() == Mode::Search {
                self.cx.sound_before(self.parent, self.parent.next_index());
            }
            return Ok(None);
        };
        let read = seed.deserialize(Reader::new(self.cx, item)).map(Some);
        read.map_err(|failure| {
            let failure = failure.at(item);
            if !self.is_list {
                return failure;
            }
            self.cx.sound_before(self.parent, item.index());
            self.cx.fail(failure, item, item)
        })
    }
}

/// The entries of a map.
pub(super) struct Entries<'c, 'a> {
    cx: &'c Context<'a>,
    map: Node<'a>,
    children: Children<'a>,
    entry: Option<(Node<'a>, Node<'a>)>,
}

impl<'c, 'a> Entries<'c, 'a> {
    pub(super) fn new(cx: &'c Context<'a>, map: Node<'a>) -> Self {
        let mut children = map.children();
        if let Some(index) = cx.resume_at(map) {
            children.skip_to(index);
        }
        Self {
            cx,
            map,
            children,
            entry: None,
        }
    }

    fn fail(&self, failure: Failure, value: Node<'a>, key: Node<'a>) -> Failure {
        self.cx.sound_before(self.map, key.index());
        self.cx.fail(failure, value, key)
    }
}

impl<'a> MapAccess<'a> for Entries<'_, 'a> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        while let Some((key, value)) = self.children.next() {
            let Some(key) = key else { continue };
            if self.cx.is_out(key) || self.cx.is_out(value) {
                continue;
            }
            self.entry = Some((key, value));
            let read = seed.deserialize(Reader::new(self.cx, key)).map(Some);
            return read.map_err(|failure| self.fail(failure, key, key));
        }
        if self.cx.mode() == Mode::Search {
            self.cx.sound_before(self.map, self.map.next_index());
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value> {
        let Some((key, value)) = self.entry.take() else {
            return Err(Failure::message("a value was asked for before its key"));
        };
        let read = seed.deserialize(Reader::new(self.cx, value));
        read.map_err(|failure| self.fail(failure, value, key))
    }
}

/// A variant of an enum.
pub(super) struct EnumReader<'c, 'a> {
    cx: &'c Context<'a>,
    node: Node<'a>,
    name: &'a str,
    known: &'static [&'static str],
}

impl<'c, 'a> EnumReader<'c, 'a> {
    /// `None` if the node has no name.
    pub(super) fn new(
        cx: &'c Context<'a>,
        node: Node<'a>,
        known: &'static [&'static str],
    ) -> Option<Self> {
        let plain_name = |text: &str| text.starts_with(|c: char| c.is_alphabetic());
        let name = match node.kind() {
            // `inf` and `true` may be names of variants as well.
            Kind::Float | Kind::Bool if plain_name(node.text()) => node.text(),
            _ => node.name()?,
        };
        Some(Self {
            cx,
            node,
            name,
            known,
        })
    }

    fn has_value(&self) -> bool {
        matches!(self.node.kind(), Kind::Struct | Kind::Tuple)
    }

    fn needs(&self, what: &str, example: &str) -> Failure {
        let message = if self.has_value() {
            format!(
                "`{}` holds {what}, found something else in its brackets",
                self.name
            )
        } else {
            format!("`{}` needs {what}", self.name)
        };
        let hint = format!("write `{}{example}`", self.name);
        Failure::message(message).hint(hint).at(self.node)
    }
}

impl<'a> EnumAccess<'a> for EnumReader<'_, 'a> {
    type Error = Failure;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'a>>(self, seed: V) -> Result<(V::Value, Self)> {
        let span = self.node.name_span().unwrap_or_else(|| self.node.span());
        let read = seed.deserialize(BorrowedStrDeserializer::<Failure>::new(self.name));
        let variant = read.map_err(|failure| failure.at_span(self.node, span))?;
        // Some types take any name, for the variants of later versions.
        if !self.known.is_empty() && !self.known.contains(&self.name) {
            self.cx.unknown_variant(span, self.name, self.known);
        }
        Ok((variant, self))
    }
}

impl<'a> VariantAccess<'a> for EnumReader<'_, 'a> {
    type Error = Failure;

    fn unit_variant(self) -> Result<()> {
        if self.has_value() {
            let message = format!("`{}` holds no value", self.name);
            let hint = format!("write `{}`", self.name);
            return Err(Failure::message(message).hint(hint).at(self.node));
        }
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'a>>(self, seed: T) -> Result<T::Value> {
        let (node, cx) = (self.node, self.cx);
        let reader = match (node.kind(), node.len(), node.item(0)) {
            (Kind::Struct | Kind::Tuple, ..) if cx.tree.extensions.unwrap_variant_newtypes => {
                Reader::inside(cx, node)
            }
            (Kind::Tuple, 1, Some(item)) => Reader::new(cx, item),
            (Kind::Struct, ..) => return Err(self.needs("one value", "((…))")),
            _ => return Err(self.needs("one value", "(…)")),
        };
        seed.deserialize(reader)
            .map_err(|failure| failure.at(reader.node))
    }

    fn tuple_variant<V: Visitor<'a>>(self, len: usize, visitor: V) -> Result<V::Value> {
        if self.node.kind() != Kind::Tuple {
            return Err(self.needs(&format!("{len} values"), "(…, …)"));
        }
        let reader = Reader::inside(self.cx, self.node);
        serde::Deserializer::deserialize_tuple(reader, len, visitor)
    }

    fn struct_variant<V: Visitor<'a>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let empty = self.node.kind() == Kind::Tuple && self.node.is_empty();
        if self.node.kind() != Kind::Struct && !empty {
            return Err(self.needs("named fields", "(name: …)"));
        }
        let reader = Reader::inside(self.cx, self.node);
        serde::Deserializer::deserialize_struct(reader, "", fields, visitor)
    }
}
