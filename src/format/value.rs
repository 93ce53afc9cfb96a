//! A value without its type: what a text says, or what is to be written into it.
//!
//! No opinion on spelling; `0xFF` and `255` are the same value.

use std::fmt;

use super::{Kind, Node, number, string};

/// A value as RON knows them.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Str(String),
    /// A whole number.
    Int(i64),
    /// A whole number too large for [`Value::Int`].
    UInt(u64),
    /// A number with a point, infinity, or not a number.
    Float(f64),
    /// `true` or `false`
    Bool(bool),
    /// A character.
    Char(char),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A name alone: a variant without value, a struct without fields.
    Ident(String),
    /// `()`
    Unit,
    /// An absent optional value.
    None,
    /// A present optional value.
    Some(Box<Self>),
    /// A list.
    List(Vec<Self>),
    /// Values in round brackets.
    Tuple {
        /// The variant, or the name of the struct, which need not be written.
        name: Option<String>,
        /// The values.
        items: Vec<Self>,
    },
    /// A record.
    Struct {
        /// The variant, or the name of the struct, which need not be written.
        name: Option<String>,
        /// The fields in the order they are declared in.
        fields: Vec<(String, Self)>,
    },
    /// A map.
    Map(Vec<(Self, Self)>),
    /// Text written as it is; for what the other variants cannot hold, like ranges.
    Verbatim(String),
}

impl Value {
    /// A text.
    pub fn str(text: impl Into<String>) -> Self {
        Self::Str(text.into())
    }

    /// A present optional value.
    pub fn some(value: Self) -> Self {
        Self::Some(Box::new(value))
    }

    /// A record without a name.
    pub fn record<N: Into<String>>(fields: impl IntoIterator<Item = (N, Self)>) -> Self {
        let fields = fields
            .into_iter()
            .map(|(name, value)| (name.into(), value))
            .collect();
        Self::Struct { name: None, fields }
    }

    /// The value of a field of a record.
    pub fn field(&self, wanted: &str) -> Option<&Self> {
        let Self::Struct { fields, .. } = self.through_some() else {
            return None;
        };
        fields
            .iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value)
    }

    /// The value in `Some`, however often wrapped.
    pub(super) fn through_some(&self) -> &Self {
        let mut value = self;
        while let Self::Some(inner) = value {
            value = inner;
        }
        value
    }

    /// The id of a record.
    pub(super) fn id(&self) -> Option<&str> {
        match self.field("id")?.through_some() {
            Self::Str(id) => Some(id),
            _ => None,
        }
    }

    /// Whether it is a variant around a single value.
    pub(super) fn is_newtype_variant(&self) -> bool {
        matches!(self, Self::Tuple { name: Some(_), items } if items.len() == 1)
    }

    /// Whether it is a text, list, map or record with nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Str(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Map(entries) => entries.is_empty(),
            Self::Struct { name, fields } => {
                let empty = |value: &Self| *value == Self::None || value.is_empty();
                name.is_none() && fields.iter().all(|(_, value)| empty(value))
            }
            _ => false,
        }
    }

    /// Whether it has no parts.
    pub(super) fn is_scalar(&self) -> bool {
        !matches!(
            self.through_some(),
            Self::List(_) | Self::Tuple { .. } | Self::Struct { .. } | Self::Map(_)
        )
    }
}

/// What stands in the brackets of a variant around one value, or of `Some`, where the file
/// enables `unwrap_variant_newtypes`: the value without its own brackets.
#[derive(Clone, Copy)]
pub(super) enum Inside<'v> {
    /// The fields of a record.
    Fields(&'v [(String, Value)]),
    /// The values of a tuple.
    Items(&'v [Value]),
    /// A value as it is written anywhere else.
    One(&'v Value),
}

impl<'v> Inside<'v> {
    pub(super) fn of(value: &'v Value) -> Self {
        match value {
            Value::Struct { name: None, fields } => Self::Fields(fields),
            Value::Tuple { name: None, items } => match items.as_slice() {
                [only] => Self::One(only),
                _ => Self::Items(items),
            },
            Value::Unit => Self::Items(&[]),
            _ => Self::One(value),
        }
    }
}

impl Node<'_> {
    /// What the text says, without its spelling.
    pub fn to_value(&self) -> Value {
        if let Some(inner) = self.some_value() {
            return Value::some(inner.to_value());
        }
        let verbatim = || Value::Verbatim(self.text().to_owned());
        let name = || self.name().map(str::to_owned);
        match self.kind() {
            Kind::Str => self
                .as_str()
                .map_or_else(verbatim, |text| Value::Str(text.into_owned())),
            Kind::Bool => Value::Bool(self.text() == "true"),
            Kind::Float => self.as_f64().map_or_else(verbatim, Value::Float),
            Kind::Int => int(self.text()).unwrap_or_else(verbatim),
            Kind::Char => {
                let text = string::decode(self.text()).unwrap_or_default();
                text.chars().next().map_or_else(verbatim, Value::Char)
            }
            Kind::Bytes => string::decode_bytes(self.text()).map_or_else(verbatim, Value::Bytes),
            Kind::Unit => Value::Unit,
            Kind::Ident if self.is_none() => Value::None,
            Kind::Ident => Value::Ident(name().unwrap_or_default()),
            Kind::List => Value::List(self.items().map(|item| item.to_value()).collect()),
            Kind::Tuple => {
                let items = self.items().map(|item| item.to_value()).collect();
                Value::Tuple {
                    name: name(),
                    items,
                }
            }
            Kind::Struct => {
                let field =
                    |field: super::Field<'_>| (field.name.to_owned(), field.value.to_value());
                Value::Struct {
                    name: name(),
                    fields: self.fields().map(field).collect(),
                }
            }
            Kind::Map => {
                let entries = self.entries();
                Value::Map(
                    entries
                        .map(|(key, value)| (key.to_value(), value.to_value()))
                        .collect(),
                )
            }
            Kind::Range | Kind::Error => verbatim(),
        }
    }

    /// Whether the text says this value already, however it is spelled. Names of structs that
    /// the value leaves out do not count, `Some(..)` does not where it need not be written, and
    /// neither does a field that is absent in the one and `None` in the other.
    pub(super) fn says(&self, value: &Value) -> bool {
        match value {
            Value::Some(inner) if self.is_unwrapped_some() => return self.says_inside(inner),
            Value::Tuple { name, items }
                if value.is_newtype_variant() && self.is_unwrapped_variant() =>
            {
                let same_name = name.as_deref() == self.name();
                return same_name && items.iter().all(|item| self.says_inside(item));
            }
            _ => (),
        }
        match (self.some_value(), value) {
            (Some(inner), Value::Some(value)) => return inner.says(value),
            (Some(_), Value::None) => return false,
            (Some(inner), value) => return inner.says(value),
            (None, Value::Some(value)) => {
                let plain = !matches!(**value, Value::Some(_) | Value::None);
                return self.tree().implicit_some() && plain && !self.is_none() && self.says(value);
            }
            (None, _) => (),
        }
        let named =
            |name: &Option<String>| name.as_deref().is_none_or(|name| self.name() == Some(name));
        let all_say = |items: &[Value]| {
            self.len() == items.len()
                && self
                    .items()
                    .zip(items)
                    .all(|(item, value)| item.says(value))
        };
        match value {
            Value::List(items) => self.kind() == Kind::List && all_say(items),
            Value::Tuple { name: None, items } if self.is_unwrapped() && items.len() == 1 => {
                items.first().is_some_and(|item| self.says(item))
            }
            Value::Tuple { name, items } => {
                self.kind() == Kind::Tuple && named(name) && all_say(items)
            }
            Value::Struct { name, fields } => {
                self.has_fields() && named(name) && self.says_fields(fields)
            }
            Value::Map(entries) => {
                self.kind() == Kind::Map
                    && self.len() == entries.len()
                    && self
                        .entries()
                        .zip(entries)
                        .all(|((key, item), (wanted, value))| key.says(wanted) && item.says(value))
            }
            Value::Float(wanted) => {
                let found = self.as_f64();
                found.is_some_and(|found| same_float(found, *wanted))
            }
            Value::Str(wanted) => self.as_str().is_some_and(|found| found == wanted.as_str()),
            Value::Verbatim(wanted) => self.text() == wanted,
            _ => self.to_value() == *value,
        }
    }

    /// Whether the brackets of a variant hold this value without brackets of its own.
    fn says_inside(&self, value: &Value) -> bool {
        let implicit = match value {
            Value::Some(inner) if self.tree().implicit_some() => Some(&**inner),
            _ => None,
        };
        if implicit.is_some_and(|inner| self.says_inside(inner)) {
            return true;
        }
        match Inside::of(value) {
            Inside::Fields(fields) => self.has_fields() && self.says_fields(fields),
            Inside::Items(items) => {
                let same_len = self.kind() == Kind::Tuple && self.len() == items.len();
                same_len
                    && self
                        .items()
                        .zip(items)
                        .all(|(item, value)| item.says(value))
            }
            Inside::One(value) => {
                let only = self.item(0).filter(|_| self.kind() == Kind::Tuple);
                self.len() == 1 && only.is_some_and(|item| item.says(value))
            }
        }
    }

    fn says_fields(&self, fields: &[(String, Value)]) -> bool {
        let absent = |name: &str| !fields.iter().any(|(wanted, _)| wanted == name);
        let extra = self
            .fields()
            .any(|field| absent(field.name) && !field.value.is_none());
        !extra
            && fields.iter().all(|(name, value)| match self.field(name) {
                Some(found) => found.says(value),
                None => *value == Value::None,
            })
    }

    /// Whether fields can stand in its brackets.
    pub(super) fn has_fields(&self) -> bool {
        match self.kind() {
            Kind::Struct | Kind::Unit => true,
            Kind::Tuple => self.is_empty(),
            _ => false,
        }
    }

    /// Whether it is a bracket behind a name that is that of a variant and, in a file with
    /// `unwrap_variant_newtypes`, may be that of the variant's only value as well.
    pub(super) fn is_unwrapped_variant(&self) -> bool {
        let bracketed = matches!(self.kind(), Kind::Struct | Kind::Tuple);
        self.tree().extensions.unwrap_variant_newtypes && bracketed && self.name().is_some()
    }

    /// The same for `Some`.
    pub(super) fn is_unwrapped_some(&self) -> bool {
        self.is_unwrapped_variant() && self.is_named_some()
    }

    /// Whether structs around one value are written without brackets here.
    fn is_unwrapped(&self) -> bool {
        let bracketed = self.kind() == Kind::Tuple && self.len() == 1;
        self.tree().unwrap_newtypes() && !bracketed
    }
}

/// Equal, where nothing is different from not-a-number and the zeros are.
pub(super) fn same_float(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
}

fn int(text: &str) -> Option<Value> {
    let value = number::int(text)?.value()?;
    let small = i64::try_from(value).map(Value::Int);
    small
        .or_else(|_| u64::try_from(value).map(Value::UInt))
        .ok()
}

/// Why a Rust value is none that RON can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError(pub String);

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ValueError {}

#[cfg(test)]
mod tests {
    use super::super::Tree;
    use super::*;

    fn value_of(text: &str) -> Value {
        let tree = Tree::parse(text).tree;
        tree.root(text).map(|node| node.to_value()).unwrap()
    }

    /// Texts have values.
    #[test]
    fn texts_have_values() {
        assert_eq!(value_of("0xFF"), Value::Int(255));
        assert_eq!(value_of("18446744073709551615"), Value::UInt(u64::MAX));
        assert_eq!(value_of("Some(None)"), Value::some(Value::None));
        assert_eq!(value_of("1..2"), Value::Verbatim("1..2".to_owned()));
        let ev = Value::Struct {
            name: Some("Ev".to_owned()),
            fields: vec![("a".to_owned(), Value::Int(1))],
        };
        assert_eq!(value_of("Ev(a: 1)"), ev);
        assert_eq!(
            value_of("{'x': b\"y\"}"),
            Value::Map(vec![(Value::Char('x'), Value::Bytes(b"y".to_vec()))])
        );
    }

    /// A text says a value in more than one spelling.
    #[test]
    fn spelling_does_not_count() {
        let says = |text: &str, value: &Value| {
            let tree = Tree::parse(text).tree;
            tree.root(text).is_some_and(|node| node.says(value))
        };
        assert!(says("1_000", &Value::Int(1000)));
        assert!(says("r\"a\"", &Value::str("a")));
        assert!(says("5", &Value::Float(5.0)));
        assert!(!says("5.0", &Value::Int(5)));
        assert!(says("Some(5)", &Value::Int(5)));
        assert!(!says("5", &Value::some(Value::Int(5))));
        assert!(says(
            "#![enable(implicit_some)] 5",
            &Value::some(Value::Int(5))
        ));
        assert!(says(
            "Ev(a: 1, b: None)",
            &Value::record([("a", Value::Int(1))])
        ));
        assert!(!says(
            "Ev(a: 1, b: 2)",
            &Value::record([("a", Value::Int(1))])
        ));
    }
}
