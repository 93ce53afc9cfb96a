//! A type with everything that serde and RON know, for reading beside `ron`.

#![allow(
    clippy::option_option,
    reason = "options in options are read and written as well"
)]

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Range, RangeInclusive};

use proptest::prelude::*;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::generate::{Inner, Shape, Wrapped, choices, extensions, shape, word};
use super::scribe;

/// One of each.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(super) struct Zoo {
    nothing: Nothing,
    empty: Empty,
    wrapped: Wrapped,
    point: Point,
    bytes: Bytes,
    numbers: (u8, i16, u32, i64, f32),
    letter: char,
    deep: Option<Option<i8>>,
    span: Range<i64>,
    choices: Vec<Choice>,
    table: BTreeMap<char, Vec<(u8, bool)>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    days: Option<RangeInclusive<u8>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    big: Option<i128>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    any: Option<Vec<String>>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Nothing;

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Empty {}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Point(i32, f64);

#[derive(Clone, Debug, PartialEq)]
struct Bytes(Vec<u8>);

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
enum Choice {
    Unit,
    New(Wrapped),
    Twice(Box<Self>),
    Record(Inner),
    Maybe(Option<Inner>),
    Both((i8, String)),
    Point(Point),
    Gone(Nothing),
    Void(()),
    List(Vec<u8>),
    Map(BTreeMap<String, i8>),
    Shape(Shape),
    Fields { a: Option<Wrapped>, b: String },
    Pair(u8, Option<Option<char>>),
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl Visitor<'_> for Any {
            type Value = Bytes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }
        }
        deserializer.deserialize_bytes(Any)
    }
}

fn inner() -> impl Strategy<Value = Inner> {
    (any::<i16>(), any::<Option<bool>>()).prop_map(|(a, b)| Inner { a, b })
}

fn point() -> impl Strategy<Value = Point> {
    (any::<i32>(), -1e9..1e9).prop_map(|(a, b)| Point(a, b))
}

fn choice() -> impl Strategy<Value = Choice> {
    let leaf = prop_oneof![
        Just(Choice::Unit),
        any::<u64>().prop_map(|n| Choice::New(Wrapped(n))),
        inner().prop_map(Choice::Record),
        prop::option::of(inner()).prop_map(Choice::Maybe),
        (any::<i8>(), word()).prop_map(Choice::Both),
        point().prop_map(Choice::Point),
        Just(Choice::Gone(Nothing)),
        Just(Choice::Void(())),
        prop::collection::vec(any::<u8>(), 0..3).prop_map(Choice::List),
        prop::collection::btree_map(word(), any::<i8>(), 0..3).prop_map(Choice::Map),
        shape().prop_map(Choice::Shape),
        (any::<Option<u64>>(), word()).prop_map(|(a, b)| Choice::Fields {
            a: a.map(Wrapped),
            b
        }),
        (any::<u8>(), any::<Option<Option<char>>>()).prop_map(|(a, b)| Choice::Pair(a, b)),
    ];
    (leaf, 0..3_u8).prop_map(|(leaf, depth)| {
        (0..depth / 2).fold(leaf, |inner, _| Choice::Twice(Box::new(inner)))
    })
}

fn zoo() -> impl Strategy<Value = Zoo> {
    (
        (
            any::<u64>(),
            point(),
            prop::collection::vec(any::<u8>(), 0..4),
        ),
        any::<(u8, i16, u32, i64)>(),
        (
            any::<char>(),
            any::<Option<Option<i8>>>(),
            any::<(i64, i64)>(),
            -1e6..1e6_f32,
        ),
        prop::collection::vec(choice(), 0..4),
        prop::collection::btree_map(
            any::<char>(),
            prop::collection::vec(any::<(u8, bool)>(), 0..3),
            0..3,
        ),
    )
        .prop_map(
            |((wrapped, point, bytes), (a, b, c, d), rest, choices, table)| {
                let (letter, deep, (start, end), e) = rest;
                Zoo {
                    nothing: Nothing,
                    empty: Empty {},
                    wrapped: Wrapped(wrapped),
                    point,
                    bytes: Bytes(bytes),
                    numbers: (a, b, c, d, e),
                    letter,
                    deep,
                    span: start..end,
                    choices,
                    table,
                    days: None,
                    big: None,
                    any: None,
                }
            },
        )
}

/// A zoo with its text.
pub(super) fn written() -> impl Strategy<Value = (Zoo, String)> {
    (zoo(), choices(), extensions()).prop_map(|(zoo, choices, extensions)| {
        let text = scribe::write(&zoo, &choices, extensions);
        (zoo, text)
    })
}
