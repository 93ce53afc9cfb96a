//! The time of day that can follow a date.
//!
//! One thing more than the specification: seconds may be left out, as ISO 8601-1 allows, because
//! most reports give none and writing `:00` would claim them.
//! It has no opinion on zones beyond the offset written; nothing is converted.
//!
//! Invariant: `at` of every error lies between two characters of the text.

use super::error::EdtfError;
use super::parts::TimeOfDay;

/// Reads `23:20`, `23:20:30`, and either with `Z`, `-04` or `+04:30` after it.
pub(super) fn time_of_day(text: &str, at: usize) -> Result<TimeOfDay, EdtfError> {
    let zone_idx = text.find(['Z', '+', '-']).unwrap_or(text.len());
    let (clock, zone) = text.split_at(zone_idx);
    let mut fields = [0; 3];
    let mut n_fields = 0;
    let mut field_at = at;
    for part in clock.split(':') {
        let (Some(field), Some(&(what, max))) = (fields.get_mut(n_fields), CLOCK.get(n_fields))
        else {
            return Err(EdtfError::new(
                field_at,
                "a time of day ends with its seconds",
            ));
        };
        // A leap second is the 61st of its minute and the last of its hour.
        let max = if n_fields == 2 && fields_before_leap(clock) {
            60
        } else {
            max
        };
        *field = below(part, field_at, what, max)?;
        n_fields += 1;
        field_at += part.len() + 1;
    }
    if n_fields < 2 {
        return Err(EdtfError::new(at + clock.len(), "the minutes are missing")
            .with_hint("write for example T18:00"));
    }
    Ok(TimeOfDay {
        minutes: fields[0] * 60 + fields[1],
        offset_minutes: offset(zone, at + zone_idx)?,
    })
}

const CLOCK: [(&str, i32); 3] = [("hour", 23), ("minute", 59), ("second", 59)];

fn fields_before_leap(clock: &str) -> bool {
    clock.get(2..5) == Some(":59")
}

fn offset(zone: &str, at: usize) -> Result<Option<i32>, EdtfError> {
    let sign = match zone {
        "" => return Ok(None),
        "Z" => return Ok(Some(0)),
        _ if zone.starts_with('-') => -1,
        _ if zone.starts_with('+') => 1,
        _ => return Err(EdtfError::new(at + 1, "nothing can follow Z")),
    };
    let (hours, minutes) = match zone[1..].split_once(':') {
        Some((hours, minutes)) => (hours, below(minutes, at + hours.len() + 2, "minute", 59)?),
        None => (&zone[1..], 0),
    };
    let total = below(hours, at + 1, "hour", 23)? * 60 + minutes;
    if sign < 0 && total == 0 {
        return Err(EdtfError::new(at, "no zone is minus zero").with_hint("write Z or +00:00"));
    }
    Ok(Some(sign * total))
}

fn below(text: &str, at: usize, what: &str, max: i32) -> Result<i32, EdtfError> {
    if text.len() != 2 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(EdtfError::new(at, format!("the {what} has two digits"))
            .with_hint("write for example T18:00:00+05:00"));
    }
    text.parse()
        .ok()
        .filter(|&number| number <= max)
        .ok_or_else(|| {
            EdtfError::new(at, format!("{what} {text} does not exist"))
                .with_hint(format!("it runs from 00 to {max}"))
        })
}
