//! What a text means, by what may stand in its place.
//!
//! No opinion on whether the value may be absent; an empty text is for the caller.

use super::super::snapshot::Snapshot;
use crate::format::{self, Value};
use crate::model::RecordKind;
use crate::model::codebook::Codebook;
use crate::model::codes::Vocabulary;
use crate::model::date::Edtf;

/// A text that must not be empty.
///
/// # Errors
///
/// When it is.
pub fn required_text(text: &str) -> Result<Value, String> {
    if text.trim().is_empty() {
        Err("This field cannot be empty".to_owned())
    } else {
        Ok(Value::str(text))
    }
}

/// An EDTF date.
///
/// # Errors
///
/// When it is none: where it stops being one, and what was perhaps meant.
pub fn required_date(text: &str) -> Result<Value, String> {
    match Edtf::parse(text.trim()) {
        Ok(date) => Ok(Value::str(date.as_str())),
        Err(error) => Err(error.to_string()),
    }
}

/// A whole number.
///
/// # Errors
///
/// When it is none, or is negative or too large.
pub fn required_whole(text: &str) -> Result<Value, String> {
    match text.trim().parse::<u32>() {
        Ok(number) => Ok(Value::Int(i64::from(number))),
        Err(_) => Err("A whole number from 0 to 4294967295 belongs here".to_owned()),
    }
}

/// A decimal number.
///
/// # Errors
///
/// When it is none, or is not finite.
pub fn required_decimal(text: &str) -> Result<Value, String> {
    match text.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(Value::Float(number)),
        _ => Err("A decimal number with a point belongs here, for example 34.53".to_owned()),
    }
}

pub(super) fn decimal_within(text: &str, low: f64, high: f64) -> Result<Value, String> {
    match required_decimal(text)? {
        Value::Float(number) if !(low..=high).contains(&number) => {
            Err(format!("{number} is outside {low} to {high}"))
        }
        value => Ok(value),
    }
}

pub(super) fn switch(text: &str) -> Result<Option<Value>, String> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" | "x" | "1" => Ok(Some(Value::Bool(true))),
        "no" | "false" | "0" | "–" | "-" => Ok(None),
        _ => Err("yes or no belongs here".to_owned()),
    }
}

pub(super) fn cameo(text: &str) -> Result<Value, String> {
    if Codebook::built_in().score(text).is_some() {
        return Ok(Value::str(text));
    }
    // Spreadsheets take the leading nought away.
    let whole = format!("0{text}");
    let hint = if Codebook::built_in().action(&whole).is_some() {
        format!("did you mean {whole}?")
    } else {
        "codes have two to four digits, for example 046".to_owned()
    };
    Err(format!("{text} is not a CAMEO code ({hint})"))
}

/// The code that a text names, by itself or by its label.
pub(super) fn code<'a>(vocabulary: &'a Vocabulary, text: &str) -> Result<&'a str, String> {
    let same = |name: &str| name.to_lowercase() == text.to_lowercase();
    let found = vocabulary
        .codes
        .iter()
        .find(|(code, _)| *code == text)
        .or_else(|| {
            let mut codes = vocabulary.codes.iter();
            codes.find(|(code, label)| same(code) || same(label))
        });
    if let Some((code, _)) = found {
        return Ok(code);
    }
    let names = vocabulary
        .codes
        .iter()
        .flat_map(|(code, label)| [*code, *label]);
    let hint = format::suggest(text, names).map_or_else(
        || {
            let codes: Vec<&str> = vocabulary.codes.iter().map(|(code, _)| *code).collect();
            format!("one of {}", codes.join(", "))
        },
        |near| format!("did you mean {near}?"),
    );
    Err(format!("{text} is not one of the codes ({hint})"))
}

/// The parts of a list that is written as one text.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

pub(super) fn references(
    snapshot: &Snapshot,
    kind: Option<RecordKind>,
    text: &str,
) -> Result<Value, String> {
    let ids = parts(text)
        .map(|part| reference(snapshot, kind, part).map(Value::Str))
        .collect::<Result<_, String>>()?;
    Ok(Value::List(ids))
}

/// The id that a text names: by itself, or an actor by its whole name.
pub(super) fn reference(
    snapshot: &Snapshot,
    kind: Option<RecordKind>,
    text: &str,
) -> Result<String, String> {
    let word = kind.map_or("record", RecordKind::word);
    match (snapshot.kind_of(text), kind) {
        (Some(found), Some(kind)) if found != kind => {
            return Err(format!("{text} is not {} but {}", a(word), a(found.word())));
        }
        (Some(_), _) => return Ok(text.to_owned()),
        (None, _) => {}
    }
    if kind == Some(RecordKind::Actor)
        && let Some(id) = actor_named(snapshot, text)
    {
        return Ok(id);
    }
    let hint = snapshot
        .similar_id(text, kind)
        .map(|near| format!(" (did you mean {near}?)"))
        .unwrap_or_default();
    Err(format!("There is no {word} {text}{hint}"))
}

fn actor_named(snapshot: &Snapshot, text: &str) -> Option<String> {
    let wanted = text.to_lowercase();
    let mut named = snapshot.dossier().actors.iter().filter(|actor| {
        let names = [&actor.name, &actor.short_name];
        names.into_iter().any(|name| name.to_lowercase() == wanted)
    });
    match (named.next(), named.next()) {
        (Some(actor), None) => Some(actor.id.as_str().to_owned()),
        _ => None,
    }
}

fn a(word: &str) -> String {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        format!("an {word}")
    } else {
        format!("a {word}")
    }
}
