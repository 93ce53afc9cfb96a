//! A range of numbers as one text: "23", "9–20", "200–" for two hundred or more, "–5" for up to five, "10 (2–40)" with
//! a best estimate.
//!
//! The dash is a long one, because spreadsheets take "2-5" for a date and "-5" for a negative number.
//! A hyphen is read all the same.

use crate::format::{Node, Value};
use crate::model::Count;
use crate::model::schema::Content;

/// Whether a group of fields is such a range.
pub(super) fn is_count(content: Content) -> bool {
    let Content::Group(fields) = content else {
        return false;
    };
    let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
    names == ["low", "high", "best"]
}

/// The range in a node as one text; empty where neither end is known.
pub(super) fn text(node: Node<'_>) -> String {
    let end = |name| Some(node.field(name)?.inner()?.text().to_owned());
    written(["low", "high", "best"].map(end))
}

/// The same of a value.
pub(super) fn show(value: &Value) -> String {
    let end = |name| value.field(name).map(super::show);
    written(["low", "high", "best"].map(end))
}

fn written([low, high, best]: [Option<String>; 3]) -> String {
    let range = match (low, high) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => format!("{low}–{high}"),
        (Some(low), None) => format!("{low}–"),
        (None, Some(high)) => format!("–{high}"),
        (None, None) => String::new(),
    };
    match best {
        Some(best) => format!("{best} ({range})"),
        None => range,
    }
}

/// What a text means.
pub(super) fn parse(text: &str) -> Result<Value, String> {
    let text = text.trim();
    let (best, range) = match text.strip_suffix(')').and_then(|it| it.split_once('(')) {
        Some((best, range)) => (Some(number(best, text)?), range.trim()),
        None => (None, text),
    };
    let (low, high) = match (best, range) {
        (Some(_), "") => (None, None),
        _ => ends(range)?,
    };
    if let Some(best) = best
        && (Count {
            low,
            high,
            best: Some(best),
        })
        .is_best_outside()
    {
        return Err(format!("{best} lies outside {range}"));
    }
    let end = |(name, end): (&str, Option<u32>)| {
        Some((name.to_owned(), Value::some(Value::Int(i64::from(end?)))))
    };
    let fields = [("low", low), ("high", high), ("best", best)];
    Ok(Value::record(fields.into_iter().filter_map(end)))
}

/// The two ends of a range.
fn ends(text: &str) -> Result<(Option<u32>, Option<u32>), String> {
    let lower = text.to_lowercase();
    let (low, high) = if let Some(low) = ["or more", "+", "–", "-"]
        .iter()
        .find_map(|end| lower.strip_suffix(end))
        .or_else(|| {
            ["≥", ">=", "at least"]
                .iter()
                .find_map(|start| lower.strip_prefix(start))
        }) {
        (Some(number(low, text)?), None)
    } else if let Some(high) = ["≤", "<=", "up to", "at most", "–", "-"]
        .iter()
        .find_map(|start| lower.strip_prefix(start))
    {
        (None, Some(number(high, text)?))
    } else if let Some((low, high)) = ["–", "-", " to "]
        .iter()
        .find_map(|between| lower.split_once(between))
    {
        (Some(number(low, text)?), Some(number(high, text)?))
    } else {
        let exactly = number(&lower, text)?;
        (Some(exactly), Some(exactly))
    };
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        return Err(format!("{low} is more than {high}"));
    }
    Ok((low, high))
}

fn number(digits: &str, whole: &str) -> Result<u32, String> {
    let digits = digits.trim();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    match digits.parse() {
        Ok(number) if is_number => Ok(number),
        _ => Err(format!(
            "{whole} is no number or range (write 10, 2–5, 10– for ten or more, –5 for up to five, 3 (2–5) with a best estimate)"
        )),
    }
}

/// A value without the `Some` around the ends of a range, as a text with `implicit_some` has it.
#[cfg(test)]
pub(super) fn bare(value: Option<Value>) -> Option<Value> {
    let plain = |value: Value| match value {
        Value::Some(value) => *value,
        value => value,
    };
    value.map(|value| match value {
        Value::Struct { name, fields } => Value::Struct {
            name,
            fields: fields
                .into_iter()
                .map(|(name, value)| (name, plain(value)))
                .collect(),
        },
        value => value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, low: Option<i64>, high: Option<i64>) {
        let end = |value: &Value, name| match value.field(name) {
            Some(Value::Some(number)) => match **number {
                Value::Int(number) => Some(number),
                _ => None,
            },
            _ => None,
        };
        let value = parse(text).unwrap();
        assert_eq!(
            (end(&value, "low"), end(&value, "high")),
            (low, high),
            "{text}"
        );
    }

    /// Ranges as people write them.
    #[test]
    fn ranges_are_read() {
        check("10", Some(10), Some(10));
        for text in [
            "10–",
            "10-",
            "10+",
            "≥10",
            ">= 10",
            "10 or more",
            "At least 10",
        ] {
            check(text, Some(10), None);
        }
        for text in ["–5", "-5", "≤5", "up to 5"] {
            check(text, None, Some(5));
        }
        for text in ["2–5", "2-5", " 2 – 5 ", "2 to 5", "3 (2–5)"] {
            check(text, Some(2), Some(5));
        }
        for text in ["10 (2–40)", "10 (2–)", "10 ()"] {
            assert_eq!(show(&parse(text).unwrap()), text);
        }
    }

    /// What is no range is refused: decimals, words, thousands separators, several dashes.
    #[test]
    fn other_texts_are_refused() {
        for text in [
            "ten",
            "1.5",
            "1,200",
            "2-3-4",
            "–",
            "+5",
            "5000000000",
            "1 (2–5)",
            "6 (2–5)",
            "x (2–5)",
            "3 (x)",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
