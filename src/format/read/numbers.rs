//! Numbers, read as the type that is asked for.
//!
//! No opinion on how they are spelled ([`number`]). Invariant: a number that the type cannot hold is refused.

use super::super::{Kind, number};
use super::de::Reader;
use super::failure::{Failure, short};

type Result<T> = std::result::Result<T, Failure>;

impl Reader<'_, '_> {
    /// A whole number: whether it is negative, and its magnitude.
    pub(super) fn int(self, type_name: &'static str, min: i128, max: u128) -> Result<(bool, u128)> {
        let node = self.node;
        let int = if node.kind() == Kind::Int {
            number::int(node.text())
        } else {
            None
        };
        let Some(int) = int else {
            return Err(self.wrong("a whole number"));
        };
        if !int.suffix.is_empty() && int.suffix != type_name {
            let hint = format!("leave out the suffix `{}`", int.suffix);
            return Err(self
                .wrong(&format!("a number of type {type_name}"))
                .hint(hint));
        }
        let limit = if int.negative {
            min.unsigned_abs()
        } else {
            max
        };
        match int.magnitude {
            Some(magnitude) if magnitude <= limit => Ok((int.negative, magnitude)),
            _ => {
                let message = format!("{} is out of range for {type_name}", short(node.text()));
                let hint = format!("{type_name} goes from {min} to {max}");
                Err(Failure::message(message).hint(hint).at(node))
            }
        }
    }

    /// A number of a type that has fractions.
    pub(super) fn float<T: std::str::FromStr>(self, type_name: &'static str) -> Result<T> {
        let node = self.node;
        let parts = match node.kind() {
            Kind::Int | Kind::Float => number::float_parts(node.text()),
            _ => None,
        };
        let Some((plain, suffix)) = parts else {
            return Err(self.wrong("a number"));
        };
        let proper = suffix.is_empty() || suffix == type_name;
        let value = if proper { plain.parse().ok() } else { None };
        value.ok_or_else(|| self.wrong(&format!("a number of type {type_name}")))
    }
}
