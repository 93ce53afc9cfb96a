//! The names of structs, which serde knows and a [`Value`] does not.
//!
//! No opinion on whether they are written. Invariant: a name is found only for the very value it was
//! taken from, so the value must stay where it is in memory as long as names are asked for.

use std::collections::BTreeMap;

use super::Value;

/// What the structs in a value are called, by the place of the value in memory. Only a file with
/// `explicit_struct_names` needs it; elsewhere names follow the neighbours.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(BTreeMap<usize, String>);

impl Names {
    /// From two images of one value, with names and without.
    pub(super) fn new(plain: &Value, named: &Value) -> Self {
        let mut found = Self::default();
        found.add(plain, named);
        found
    }

    fn place(value: &Value) -> usize {
        std::ptr::from_ref(value).addr()
    }

    fn add(&mut self, plain: &Value, named: &Value) {
        let mut keep = |name: &Option<String>| {
            if let Some(name) = name {
                self.0.insert(Self::place(plain), name.clone());
            }
        };
        match (plain, named) {
            (Value::Struct { name: None, .. }, Value::Struct { name, .. })
            | (Value::Tuple { name: None, .. }, Value::Tuple { name, .. }) => keep(name),
            (Value::Unit, Value::Ident(name)) => keep(&Some(name.clone())),
            _ => (),
        }
        match (plain, named) {
            (Value::Some(plain), Value::Some(named)) => self.add(plain, named),
            (Value::List(plain), Value::List(named))
            | (Value::Tuple { items: plain, .. }, Value::Tuple { items: named, .. }) => {
                for (plain, named) in plain.iter().zip(named) {
                    self.add(plain, named);
                }
            }
            (Value::Struct { fields: plain, .. }, Value::Struct { fields: named, .. }) => {
                for ((_, plain), (_, named)) in plain.iter().zip(named) {
                    self.add(plain, named);
                }
            }
            (Value::Map(plain), Value::Map(named)) => {
                for (plain, named) in plain.iter().zip(named) {
                    self.add(&plain.0, &named.0);
                    self.add(&plain.1, &named.1);
                }
            }
            _ => (),
        }
    }

    /// The name of this very value, if it is one of a struct.
    pub(super) fn of(&self, value: &Value) -> Option<&str> {
        self.0.get(&Self::place(value)).map(String::as_str)
    }
}
