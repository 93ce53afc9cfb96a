//! From a typed value to [`Value`], by serde.
//!
//! No opinion on which names are written: names of structs are left out, names of variants kept.

use std::fmt::Display;

use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::value::{Value, ValueError};

/// The value as it would be written.
///
/// # Errors
///
/// If a type's own `Serialize` fails, or a number has more than 64 bits.
pub fn to_value<T: Serialize>(value: &T) -> Result<Value, ValueError> {
    value.serialize(Imager { names: false })
}

/// The same with the names of structs, for files that enable `explicit_struct_names`.
///
/// # Errors
///
/// As [`to_value`].
pub(super) fn to_named_value<T: Serialize>(value: &T) -> Result<Value, ValueError> {
    value.serialize(Imager { names: true })
}

impl serde::ser::Error for ValueError {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

#[derive(Clone, Copy)]
struct Imager {
    /// Whether structs keep their names.
    names: bool,
}

impl Imager {
    fn parts(self, name: Option<&'static str>) -> Parts {
        Parts {
            imager: self,
            name,
            items: Vec::new(),
            fields: Vec::new(),
            entries: Vec::new(),
            key: None,
        }
    }

    /// For a struct, whose name need not be written.
    fn named(self, name: &'static str) -> Parts {
        self.parts(self.names.then_some(name))
    }
}

/// Parts collected so far; `key` is the map key whose value comes next.
struct Parts {
    imager: Imager,
    name: Option<&'static str>,
    items: Vec<Value>,
    fields: Vec<(String, Value)>,
    entries: Vec<(Value, Value)>,
    key: Option<Value>,
}

impl Parts {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        self.items.push(value.serialize(self.imager)?);
        Ok(())
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), ValueError> {
        self.fields
            .push((name.to_owned(), value.serialize(self.imager)?));
        Ok(())
    }

    fn tuple(self) -> Value {
        Value::Tuple {
            name: self.name.map(str::to_owned),
            items: self.items,
        }
    }

    fn record(self) -> Value {
        Value::Struct {
            name: self.name.map(str::to_owned),
            fields: self.fields,
        }
    }
}

type Out = Result<Value, ValueError>;

impl Serializer for Imager {
    type Ok = Value;
    type Error = ValueError;
    type SerializeSeq = Parts;
    type SerializeTuple = Parts;
    type SerializeTupleStruct = Parts;
    type SerializeTupleVariant = Parts;
    type SerializeMap = Parts;
    type SerializeStruct = Parts;
    type SerializeStructVariant = Parts;

    fn serialize_bool(self, value: bool) -> Out {
        Ok(Value::Bool(value))
    }

    fn serialize_i8(self, value: i8) -> Out {
        Ok(Value::Int(value.into()))
    }

    fn serialize_i16(self, value: i16) -> Out {
        Ok(Value::Int(value.into()))
    }

    fn serialize_i32(self, value: i32) -> Out {
        Ok(Value::Int(value.into()))
    }

    fn serialize_i64(self, value: i64) -> Out {
        Ok(Value::Int(value))
    }

    fn serialize_i128(self, value: i128) -> Out {
        let small = i64::try_from(value).map(Value::Int);
        let large = || u64::try_from(value).map(Value::UInt);
        let too_large = |_| ValueError(format!("{value} has more than 64 bits"));
        small.or_else(|_| large()).map_err(too_large)
    }

    fn serialize_u8(self, value: u8) -> Out {
        Ok(Value::Int(value.into()))
    }

    fn serialize_u16(self, value: u16) -> Out {
        Ok(Value::Int(value.into()))
    }

    fn serialize_u32(self, value: u32) -> Out {
        Ok(Value::Int(value.into()))
    }

    fn serialize_u64(self, value: u64) -> Out {
        Ok(i64::try_from(value).map_or(Value::UInt(value), Value::Int))
    }

    fn serialize_u128(self, value: u128) -> Out {
        let too_large = |_| ValueError(format!("{value} has more than 64 bits"));
        self.serialize_u64(u64::try_from(value).map_err(too_large)?)
    }

    fn serialize_f32(self, value: f32) -> Out {
        // Widening would write 0.1 as 0.10000000149011612.
        let shortest = value.to_string().parse();
        Ok(Value::Float(shortest.unwrap_or(f64::from(value))))
    }

    fn serialize_f64(self, value: f64) -> Out {
        Ok(Value::Float(value))
    }

    fn serialize_char(self, value: char) -> Out {
        Ok(Value::Char(value))
    }

    fn serialize_str(self, value: &str) -> Out {
        Ok(Value::Str(value.to_owned()))
    }

    fn serialize_bytes(self, value: &[u8]) -> Out {
        Ok(Value::Bytes(value.to_vec()))
    }

    fn serialize_none(self) -> Out {
        Ok(Value::None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Out {
        Ok(Value::some(value.serialize(self)?))
    }

    fn serialize_unit(self) -> Out {
        Ok(Value::Unit)
    }

    fn serialize_unit_struct(self, name: &'static str) -> Out {
        Ok(if self.names {
            Value::Ident(name.to_owned())
        } else {
            Value::Unit
        })
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Out {
        Ok(Value::Ident(variant.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Out {
        let mut parts = self.named(name);
        parts.item(value)?;
        Ok(parts.tuple())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Out {
        let mut parts = self.parts(Some(variant));
        parts.item(value)?;
        Ok(parts.tuple())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts, ValueError> {
        Ok(self.parts(None))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts, ValueError> {
        Ok(self.parts(None))
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Parts, ValueError> {
        Ok(self.named(name))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts, ValueError> {
        Ok(self.parts(Some(variant)))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts, ValueError> {
        Ok(self.parts(None))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Parts, ValueError> {
        Ok(self.named(name))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts, ValueError> {
        Ok(self.parts(Some(variant)))
    }
}

impl SerializeSeq for Parts {
    type Ok = Value;
    type Error = ValueError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        self.item(value)
    }

    fn end(self) -> Out {
        Ok(Value::List(self.items))
    }
}

impl SerializeTuple for Parts {
    type Ok = Value;
    type Error = ValueError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        self.item(value)
    }

    fn end(self) -> Out {
        Ok(self.tuple())
    }
}

impl SerializeTupleStruct for Parts {
    type Ok = Value;
    type Error = ValueError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        self.item(value)
    }

    fn end(self) -> Out {
        Ok(self.tuple())
    }
}

impl SerializeTupleVariant for Parts {
    type Ok = Value;
    type Error = ValueError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        self.item(value)
    }

    fn end(self) -> Out {
        Ok(self.tuple())
    }
}

impl SerializeMap for Parts {
    type Ok = Value;
    type Error = ValueError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), ValueError> {
        self.key = Some(key.serialize(self.imager)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        let key = self.key.take();
        let key = key.ok_or_else(|| ValueError("a map value comes before its key".to_owned()))?;
        self.entries.push((key, value.serialize(self.imager)?));
        Ok(())
    }

    fn end(self) -> Out {
        Ok(Value::Map(self.entries))
    }
}

impl SerializeStruct for Parts {
    type Ok = Value;
    type Error = ValueError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), ValueError> {
        self.field(name, value)
    }

    fn end(self) -> Out {
        Ok(self.record())
    }
}

impl SerializeStructVariant for Parts {
    type Ok = Value;
    type Error = ValueError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), ValueError> {
        self.field(name, value)
    }

    fn end(self) -> Out {
        Ok(self.record())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Doc {
        id: Id,
        low: Option<f32>,
        kind: Kind,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tags: Vec<u64>,
    }

    #[derive(Serialize)]
    struct Id(&'static str);

    #[derive(Serialize)]
    enum Kind {
        Deal { a: (i8, char) },
    }

    /// Variants keep their names, structs do not need theirs.
    #[test]
    fn values_have_images() {
        let doc = Doc {
            id: Id("x"),
            low: Some(0.1),
            kind: Kind::Deal { a: (-1, 'c') },
            tags: vec![],
        };
        let pair = Value::Tuple {
            name: None,
            items: vec![Value::Int(-1), Value::Char('c')],
        };
        let deal = Value::Struct {
            name: Some("Deal".to_owned()),
            fields: vec![("a".to_owned(), pair)],
        };
        let wanted = Value::record([
            (
                "id",
                Value::Tuple {
                    name: None,
                    items: vec![Value::str("x")],
                },
            ),
            ("low", Value::some(Value::Float(0.1))),
            ("kind", deal),
        ]);
        assert_eq!(to_value(&doc), Ok(wanted));
        assert_eq!(to_value(&u64::MAX), Ok(Value::UInt(u64::MAX)));
        assert!(to_value(&u128::MAX).is_err());
    }
}
