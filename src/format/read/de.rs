//! The serde deserializer over one node.
//!
//! No opinion on which type is right; it says what was expected and what was found.
//! Invariant: every failure that leaves a method knows its place, except a missing field,
//! which learns it from the record it is missing in.

use std::borrow::Cow;

use serde::Deserialize as _;
use serde::de::{Deserializer, Visitor};

use super::super::{Kind, Node, number, string, suggest};
use super::access::{self, Entries, EnumReader, Fields, Items};
use super::context::Context;
use super::failure::{Failure, choice, describe, short};
use super::range;

type Result<T> = std::result::Result<T, Failure>;

/// Reads one node.
#[derive(Clone, Copy)]
pub(super) struct Reader<'c, 'a> {
    pub(super) cx: &'c Context<'a>,
    pub(super) node: Node<'a>,
    /// The name and brackets belong to a variant around the value (`unwrap_variant_newtypes`);
    /// only what is inside them is the value's.
    pub(super) bare: bool,
}

impl<'c, 'a> Reader<'c, 'a> {
    pub(super) fn new(cx: &'c Context<'a>, node: Node<'a>) -> Self {
        Self {
            cx,
            node,
            bare: false,
        }
    }

    /// What is inside the brackets of a variant.
    pub(super) fn inside(cx: &'c Context<'a>, node: Node<'a>) -> Self {
        Self {
            bare: true,
            ..Self::new(cx, node)
        }
    }

    /// The single value, where brackets cannot belong to it.
    fn single(self) -> Result<Self> {
        if !self.bare {
            return Ok(self);
        }
        match (self.node.kind(), self.node.len(), self.node.item(0)) {
            (Kind::Tuple, 1, Some(item)) => Ok(Self::new(self.cx, item)),
            _ => Err(self.wrong("one value")),
        }
    }

    pub(super) fn wrong(self, expected: &str) -> Failure {
        Failure::expected(expected).at(self.node)
    }

    /// Names of structs may be left out, but must be right if they are there.
    fn check_name(self, name: &'static str) -> Result<()> {
        if self.bare {
            return Ok(());
        }
        match self.node.name() {
            Some(found) if found != name => {
                let span = self.node.name_span().unwrap_or_else(|| self.node.span());
                let failure = Failure::message(format!("expected `{name}`, found `{found}`"))
                    .code("wrong-name")
                    .instead(Some(name));
                Err(failure.at_span(self.node, span))
            }
            None if self.cx.tree.extensions.explicit_struct_names => {
                let message = format!("the name `{name}` is missing before this");
                let hint = "`explicit_struct_names` is enabled in this file";
                Err(Failure::message(message).hint(hint).at(self.node))
            }
            _ => Ok(()),
        }
    }

    fn fields<V: Visitor<'a>>(
        self,
        type_name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let node = self.node;
        let empty = matches!(node.kind(), Kind::Unit | Kind::Tuple) && node.is_empty();
        if node.kind() != Kind::Struct && !empty {
            let of_type = if type_name.is_empty() {
                String::new()
            } else {
                format!(" for `{type_name}`")
            };
            let expected = match node.kind() {
                Kind::Tuple => format!("named fields{of_type}"),
                _ => format!("`(`{of_type}"),
            };
            let failure = Failure::message(format!("expected {expected}, found {}", opening(node)));
            return Err(failure.at(node));
        }
        let read = visitor.visit_map(Fields::new(self.cx, node, fields));
        read.map_err(|failure| match failure.missing() {
            Some(name) => self.cx.missing(node, name),
            None => failure.at(node),
        })
    }

    fn items<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        let mut items = Items::new(self.cx, self.node);
        let value = visitor
            .visit_seq(&mut items)
            .map_err(|failure| failure.at(self.node))?;
        items.finish()?;
        Ok(value)
    }
}

/// What a record begins with instead of `(`.
fn opening(node: Node<'_>) -> String {
    match node.kind() {
        Kind::Map => "`{`".to_owned(),
        Kind::List => "`[`".to_owned(),
        _ => describe(node),
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ident)*) => { $(
        fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
            let me = self.single()?;
            #[allow(
                clippy::allow_attributes,
                clippy::cast_sign_loss,
                clippy::cast_possible_wrap,
                clippy::unnecessary_cast,
                clippy::cast_lossless,
                reason = "one text for all types; a maximum is never negative"
            )]
            let (negative, size) = me.int(stringify!($type), $type::MIN as i128, $type::MAX as u128)?;
            // The size was checked; subtracting reaches the minimum, negating would not.
            let value = $type::try_from(size).ok().filter(|_| !negative);
            let value = value.or_else(|| {
                let below = 0_i128.checked_sub_unsigned(size)?;
                $type::try_from(below).ok()
            });
            let value = value.ok_or_else(|| me.wrong("a whole number"))?;
            visitor.$visit(value).map_err(|failure: Failure| failure.at(me.node))
        }
    )* };
}

impl<'a> Deserializer<'a> for Reader<'_, 'a> {
    type Error = Failure;

    integers! {
        deserialize_i8 visit_i8 i8
        deserialize_i16 visit_i16 i16
        deserialize_i32 visit_i32 i32
        deserialize_i64 visit_i64 i64
        deserialize_i128 visit_i128 i128
        deserialize_u8 visit_u8 u8
        deserialize_u16 visit_u16 u16
        deserialize_u32 visit_u32 u32
        deserialize_u64 visit_u64 u64
        deserialize_u128 visit_u128 u128
    }

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        let node = self.node;
        match node.kind() {
            Kind::Bool => self.deserialize_bool(visitor),
            Kind::Int => match node.as_i64() {
                Some(value) if value < 0 => self.deserialize_i64(visitor),
                Some(_) => self.deserialize_u64(visitor),
                None if number::float(node.text()).is_some() => self.deserialize_u64(visitor),
                None => self.deserialize_i128(visitor),
            },
            Kind::Float => {
                let value = number::float(node.text()).ok_or_else(|| self.wrong("a number"))?;
                visitor
                    .visit_f64(value)
                    .map_err(|failure: Failure| failure.at(node))
            }
            Kind::Char => self.deserialize_char(visitor),
            Kind::Str => self.deserialize_str(visitor),
            Kind::Bytes => self.deserialize_bytes(visitor),
            Kind::Unit => visitor.visit_unit(),
            Kind::Ident if node.is_none() => visitor.visit_none(),
            Kind::Ident => {
                let name = node.name().unwrap_or_default();
                visitor
                    .visit_borrowed_str(name)
                    .map_err(|failure: Failure| failure.at(node))
            }
            Kind::Tuple if node.some_value().is_some() && !self.bare => {
                self.deserialize_option(visitor)
            }
            Kind::Tuple if self.bare && node.len() == 1 => self.single()?.deserialize_any(visitor),
            Kind::List | Kind::Tuple => self.items(visitor),
            Kind::Struct => self.fields("", &[], visitor),
            Kind::Map => self.deserialize_map(visitor),
            Kind::Range => range::read_any(self, visitor),
            Kind::Error => Err(Failure::silent()),
        }
    }

    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        let me = self.single()?;
        let value = me
            .node
            .as_bool()
            .ok_or_else(|| me.wrong("`true` or `false`"))?;
        visitor
            .visit_bool(value)
            .map_err(|failure: Failure| failure.at(me.node))
    }

    fn deserialize_f32<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        let me = self.single()?;
        visitor
            .visit_f32(me.float("f32")?)
            .map_err(|failure: Failure| failure.at(me.node))
    }

    fn deserialize_f64<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        let me = self.single()?;
        visitor
            .visit_f64(me.float("f64")?)
            .map_err(|failure: Failure| failure.at(me.node))
    }

    fn deserialize_char<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        let me = self.single()?;
        let text = if me.node.kind() == Kind::Char {
            string::decode(me.node.text())
        } else {
            None
        };
        let found = text.and_then(|text| text.chars().next());
        let found = found.ok_or_else(|| me.wrong("one character in single quotes"))?;
        visitor
            .visit_char(found)
            .map_err(|failure: Failure| failure.at(me.node))
    }

    fn deserialize_str<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        let me = self.single()?;
        let read = match me.node.as_str() {
            Some(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Some(Cow::Owned(text)) => visitor.visit_string(text),
            None => Err(Failure::expected("a string in quotes")),
        };
        read.map_err(|failure| failure.at(me.node))
    }

    fn deserialize_string<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        let me = self.single()?;
        let bytes = match me.node.kind() {
            Kind::List => Some(Vec::<u8>::deserialize(me)?),
            Kind::Bytes => string::decode_bytes(me.node.text()),
            _ => None,
        };
        let bytes = bytes.ok_or_else(|| me.wrong("a byte string `b\"…\"`"))?;
        visitor
            .visit_byte_buf(bytes)
            .map_err(|failure: Failure| failure.at(me.node))
    }

    fn deserialize_byte_buf<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        let extensions = self.cx.tree.extensions;
        // With implicit options the brackets of a variant may still belong to the value.
        let me = match self.single() {
            Err(_) if extensions.implicit_some => self,
            me => me?,
        };
        let node = me.node;
        if node.is_none() && !me.bare {
            return visitor.visit_none();
        }
        let wrapped =
            !me.bare && matches!(node.kind(), Kind::Tuple | Kind::Struct) && node.is_named_some();
        let inner = match node.some_value() {
            _ if wrapped && extensions.unwrap_variant_newtypes => Reader::inside(self.cx, node),
            Some(value) if wrapped => Reader::new(self.cx, value),
            _ if extensions.implicit_some => self,
            _ => {
                let found = short(node.text());
                let message = format!(
                    "expected `Some({found})` or `None`, found {}",
                    describe(node)
                );
                let hint = format!("write `Some({found})`");
                let failure = Failure::message(message).hint(hint).code("missing-some");
                let whole = format!("Some({})", node.text());
                return Err(failure.instead(Some(whole)).at(node));
            }
        };
        visitor
            .visit_some(inner)
            .map_err(|failure: Failure| failure.at(inner.node))
    }

    fn deserialize_unit<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        let empty = self.bare && self.node.kind() == Kind::Tuple && self.node.is_empty();
        if self.node.kind() != Kind::Unit && !empty {
            return Err(self.wrong("`()`"));
        }
        visitor
            .visit_unit()
            .map_err(|failure: Failure| failure.at(self.node))
    }

    fn deserialize_unit_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        let named = self.node.kind() == Kind::Ident && self.node.name() == Some(name);
        let full_range = name == "RangeFull" && self.node.text() == "..";
        if named || full_range {
            return visitor
                .visit_unit()
                .map_err(|failure: Failure| failure.at(self.node));
        }
        match self.node.kind() {
            Kind::Ident => return Err(self.wrong(&format!("`{name}`"))),
            Kind::Unit => self.check_name(name)?,
            _ => (),
        }
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        let node = self.node;
        let inner = if self.bare {
            self.single()?
        } else if self.cx.tree.extensions.unwrap_newtypes {
            self
        } else {
            self.check_name(name)?;
            match (node.kind(), node.len(), node.item(0)) {
                (Kind::Tuple, 1, Some(item)) => Reader::new(self.cx, item),
                (Kind::Unit | Kind::Tuple | Kind::Struct, ..) => {
                    return Err(self.wrong(&format!("`{name}` with one value in brackets")));
                }
                _ => {
                    let hint = format!("write `({})`", short(node.text()));
                    return Err(self.wrong(&format!("`{name}` in brackets")).hint(hint));
                }
            }
        };
        visitor
            .visit_newtype_struct(inner)
            .map_err(|failure: Failure| failure.at(inner.node))
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        let me = self.single()?;
        if me.node.kind() != Kind::List {
            return Err(me.wrong("a list `[…]`"));
        }
        me.items(visitor)
    }

    fn deserialize_tuple<V: Visitor<'a>>(self, len: usize, visitor: V) -> Result<V::Value> {
        let node = self.node;
        let named = !self.bare && node.name().is_some();
        if !matches!(node.kind(), Kind::Tuple | Kind::Unit) || named {
            return Err(self.wrong(&format!("`(…)` with {len} values")));
        }
        let found = node.len();
        if found != len && len > 0 {
            let message = format!("expected {len} values in `(…)`, found {found}");
            return Err(Failure::message(message).at(node));
        }
        self.items(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value> {
        self.check_name(name)?;
        if !self.bare {
            access::bracket_follows(self.node)?;
        }
        Reader::inside(self.cx, self.node).deserialize_tuple(len, visitor)
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        let me = self.single()?;
        if me.node.kind() != Kind::Map {
            return Err(me.wrong("a map `{…}`"));
        }
        let read = visitor.visit_map(Entries::new(self.cx, me.node));
        read.map_err(|failure| failure.at(me.node))
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        if self.node.kind() == Kind::Range {
            return range::read(self, name, fields, visitor);
        }
        if matches!(self.node.kind(), Kind::Struct | Kind::Tuple | Kind::Unit) {
            self.check_name(name)?;
        }
        match self.single() {
            Ok(one) if self.bare && one.node.kind() == Kind::Range => {
                range::read(one, name, fields, visitor)
            }
            _ => self.fields(name, fields, visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let me = self.single()?;
        let node = me.node;
        let Some(variant) = EnumReader::new(self.cx, node, variants) else {
            let hint = match node.as_str() {
                Some(text) if variants.contains(&text.as_ref()) => format!("write `{text}`"),
                Some(text) => choice(&text, variants),
                None => choice("", variants),
            };
            let expected = match node.kind() {
                Kind::Str | Kind::Char => "a name without quotes".to_owned(),
                _ => format!("a variant of `{name}`"),
            };
            let text = node.as_str().unwrap_or_default();
            let meant = suggest(&text, variants.iter().copied());
            return Err(me
                .wrong(&expected)
                .hint(hint)
                .code("wrong-variant")
                .instead(meant));
        };
        visitor
            .visit_enum(variant)
            .map_err(|failure: Failure| failure.at(node))
    }

    fn deserialize_identifier<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        match self.node.kind() {
            Kind::Ident => {
                let name = self.node.name().unwrap_or_default();
                visitor
                    .visit_borrowed_str(name)
                    .map_err(|failure: Failure| failure.at(self.node))
            }
            _ => self.deserialize_str(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value> {
        access::words_are_whole(self.node)?;
        visitor.visit_unit()
    }
}
