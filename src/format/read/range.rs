//! Ranges of numbers, `1..5` and its relatives, for the range types of Rust.
//!
//! No opinion on order: `5..1` is a range too.

use serde::de::value::MapDeserializer;
use serde::de::{Deserializer, IntoDeserializer, Visitor};

use super::super::number;
use super::de::Reader;
use super::failure::Failure;

type Result<T> = std::result::Result<T, Failure>;

/// One end of a range.
#[derive(Clone, Copy, Debug)]
enum End {
    Int(i128),
    Float(f64),
}

/// The parts of a range literal.
struct Parts {
    start: Option<End>,
    end: Option<End>,
    inclusive: bool,
}

fn end(text: &str) -> Option<End> {
    if let Some(int) = number::int(text) {
        return int.value().filter(|_| int.fits_suffix()).map(End::Int);
    }
    number::float(text).map(End::Float)
}

fn parts(text: &str) -> Option<Parts> {
    let (start, rest) = text.split_once("..")?;
    let inclusive = rest.starts_with('=');
    let rest = rest.strip_prefix('=').unwrap_or(rest);
    Some(Parts {
        start: end(start),
        end: end(rest),
        inclusive,
    })
}

/// Reads one of the range structs of the standard library.
pub(super) fn read<'a, V: Visitor<'a>>(
    reader: Reader<'_, 'a>,
    name: &'static str,
    fields: &'static [&'static str],
    visitor: V,
) -> Result<V::Value> {
    let node = reader.node;
    let wanted = match name {
        "Range" => "a range `a..b`",
        "RangeInclusive" => "a range `a..=b`",
        "RangeFrom" => "a range `a..`",
        "RangeTo" => "a range `..b`",
        "RangeToInclusive" => "a range `..=b`",
        _ => return Err(Failure::expected(format!("`(` for `{name}`")).at(node)),
    };
    let wrong = || Failure::expected(wanted).at(node);
    let parts = parts(node.text()).ok_or_else(wrong)?;
    let proper = parts.inclusive == name.ends_with("Inclusive")
        && parts.start.is_some() == fields.contains(&"start")
        && parts.end.is_some() == (fields.contains(&"end") || fields.contains(&"last"));
    if !proper {
        return Err(wrong());
    }
    let ends = fields.iter().filter_map(|field| {
        let end = if *field == "start" {
            parts.start
        } else {
            parts.end
        };
        Some((*field, end?))
    });
    let map = MapDeserializer::<_, Failure>::new(ends);
    visitor.visit_map(map).map_err(|failure| failure.at(node))
}

/// Reads a range where no type is asked for.
pub(super) fn read_any<'a, V: Visitor<'a>>(reader: Reader<'_, 'a>, visitor: V) -> Result<V::Value> {
    let Some(parts) = parts(reader.node.text()) else {
        return Err(Failure::silent());
    };
    let ends = [("start", parts.start), ("end", parts.end)];
    let ends: Vec<_> = ends
        .into_iter()
        .filter_map(|(name, end)| Some((name, end?)))
        .collect();
    if ends.is_empty() {
        return visitor.visit_unit();
    }
    visitor.visit_map(MapDeserializer::<_, Failure>::new(ends.into_iter()))
}

impl IntoDeserializer<'_, Failure> for End {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for End {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Self::Int(value) => match (u64::try_from(value), i64::try_from(value)) {
                (Ok(value), _) => visitor.visit_u64(value),
                (_, Ok(value)) => visitor.visit_i64(value),
                _ => visitor.visit_i128(value),
            },
            Self::Float(value) => visitor.visit_f64(value),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct newtype_struct seq tuple tuple_struct map struct enum
        identifier ignored_any
    }
}
