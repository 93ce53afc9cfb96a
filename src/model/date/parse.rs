//! EDTF text to parts.
//!
//! It reads levels 0 and 1 of the Library of Congress specification of 4 February 2019 (a profile
//! of ISO 8601-1 and ISO 8601-2:2019) and, of level 2, one-of sets.
//! Times of day are read in `time`.
//! It has no opinion on what the writer may have meant; guesses are made in `hint`.
//!
//! Invariant: `at` of every error lies between two characters of the text.

use super::day::{Day, days_in_month};
use super::error::EdtfError;
use super::parts::{End, Member, PartialDate, Precision, Qualifier, Season, TimeOfDay};
use super::time::time_of_day;

/// What a text turned out to be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// One date.
    Date(PartialDate),
    /// A day and a time of day.
    DateTime(PartialDate, TimeOfDay),
    /// From the first to the second end, all of it; at least one is a date.
    Interval(End, End),
    /// One of these; never empty.
    OneOf(Vec<Member>),
}

/// Reads the whole text, or tells where and why it cannot.
pub(super) fn parse(text: &str) -> Result<Form, EdtfError> {
    let Some(first) = text.chars().next() else {
        return Err(
            EdtfError::new(0, "the date is empty").with_hint("write for example 2025-10-19")
        );
    };
    if let Some((at, _)) = text.char_indices().find(|(_, c)| c.is_whitespace()) {
        return Err(EdtfError::new(at, "a date has no spaces"));
    }
    if first == '{' {
        return Err(
            EdtfError::new(0, "sets of which all members hold are not read")
                .with_hint("write one record for each date"),
        );
    }
    if first == '[' {
        return one_of(text);
    }
    if let Some(slash) = text.find('/') {
        return interval(text, slash);
    }
    match text.split_once('T') {
        Some((date, time)) if !date.is_empty() => date_time(date, time),
        _ => partial_date(text, 0).map(Form::Date),
    }
}

fn interval(text: &str, slash: usize) -> Result<Form, EdtfError> {
    let (from, to) = (&text[..slash], &text[slash + 1..]);
    if let Some(second) = to.find('/') {
        return Err(EdtfError::new(
            slash + 1 + second,
            "an interval has one slash",
        ));
    }
    let start = end_of_interval(from, 0)?;
    let end = end_of_interval(to, slash + 1)?;
    if start.date().is_none() && end.date().is_none() {
        return Err(EdtfError::new(
            0,
            "an interval needs a date at one end at least",
        ));
    }
    if let (Some(earliest), Some(latest)) = (start.earliest(), end.latest())
        && earliest > latest
    {
        return Err(
            EdtfError::new(slash + 1, "the interval ends before it starts")
                .with_hint(format!("write {to}/{from}")),
        );
    }
    Ok(Form::Interval(start, end))
}

fn end_of_interval(text: &str, at: usize) -> Result<End, EdtfError> {
    match text {
        "" => Ok(End::Unknown),
        ".." => Ok(End::Open),
        _ => without_time(text, at).map(End::Date),
    }
}

fn one_of(text: &str) -> Result<Form, EdtfError> {
    let Some(inner) = text[1..].strip_suffix(']') else {
        return Err(EdtfError::new(text.len(), "the bracket is not closed")
            .with_hint("write for example [2025-10-15,2025-10-16]"));
    };
    let n_items = inner.split(',').count();
    let mut members = Vec::with_capacity(n_items);
    let mut at = 1;
    for (item_idx, item) in inner.split(',').enumerate() {
        members.push(member(item, at, item_idx == 0, item_idx + 1 == n_items)?);
        at += item.len() + 1;
    }
    Ok(Form::OneOf(members))
}

/// A set may be open before its first and after its last member only.
fn member(text: &str, at: usize, is_first: bool, is_last: bool) -> Result<Member, EdtfError> {
    if text.is_empty() {
        return Err(EdtfError::new(at, "a date is missing here")
            .with_hint("write for example [2025-10-15,2025-10-16]"));
    }
    let Some((from, to)) = text.split_once("..") else {
        return without_time(text, at).map(Member::Date);
    };
    let to_at = at + from.len() + 2;
    let first = match from {
        "" if is_first => None,
        "" => {
            return Err(EdtfError::new(
                at,
                "only the first member may be open at its start",
            ));
        }
        _ => Some(without_time(from, at)?),
    };
    let last = match to {
        "" if is_last => None,
        "" => {
            return Err(EdtfError::new(
                to_at,
                "only the last member may be open at its end",
            ));
        }
        _ => Some(without_time(to, to_at)?),
    };
    match (first, last) {
        (None, None) => Err(EdtfError::new(at, "a set needs one date at least")),
        (Some(first), Some(last)) if first.earliest() > last.latest() => {
            Err(EdtfError::new(to_at, "the range ends before it starts")
                .with_hint(format!("write {to}..{from}")))
        }
        _ => Ok(Member::Range(first, last)),
    }
}

fn without_time(text: &str, at: usize) -> Result<PartialDate, EdtfError> {
    match text.find('T') {
        Some(time) => Err(
            EdtfError::new(at + time, "intervals and sets have no time of day")
                .with_hint("leave out everything from T on"),
        ),
        None => partial_date(text, at),
    }
}

/// Reads one date with its qualifier; `at` is where `text` stands in the whole.
fn partial_date(text: &str, at: usize) -> Result<PartialDate, EdtfError> {
    let (body, qualifier) = if let Some(body) = text.strip_suffix('~') {
        (body, Qualifier::Approximate)
    } else if let Some(body) = text.strip_suffix('?') {
        (body, Qualifier::Uncertain)
    } else if let Some(body) = text.strip_suffix('%') {
        (body, Qualifier::UncertainApproximate)
    } else {
        (text, Qualifier::Plain)
    };
    let precision = match body.strip_prefix('Y') {
        Some(digits) => Precision::Year(long_year(digits, at + 1)?),
        None => precision(body, at)?,
    };
    Ok(PartialDate {
        precision,
        qualifier,
    })
}

/// Reads what follows `Y`: a year that four digits cannot hold.
fn long_year(text: &str, at: usize) -> Result<i64, EdtfError> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(EdtfError::new(at, "only digits can follow Y")
            .with_hint("write for example Y170000002"));
    }
    if digits.len() < 5 || digits.starts_with('0') {
        return Err(EdtfError::new(
            at,
            "Y is for years of more than four digits",
        ));
    }
    text.parse().map_err(|_overflow| {
        EdtfError::new(at, "this year is too far away").with_hint("18 digits are the most")
    })
}

fn precision(text: &str, at: usize) -> Result<Precision, EdtfError> {
    only_known_characters(text, at)?;
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let year_at = at + usize::from(negative);
    let mut parts = digits.split('-');
    let year_text = parts.next().unwrap_or_default();
    let month_text = parts.next();
    let day_text = parts.next();
    let (first, last) = years(year_text, year_at, negative)?;
    let month_at = year_at + year_text.len() + 1;
    let Some(month_text) = month_text else {
        return Ok(if first == last {
            Precision::Year(i64::from(first))
        } else {
            Precision::YearAmong { first, last }
        });
    };
    if first != last {
        return Err(
            EdtfError::new(month_at, "no month can follow a year with X in it")
                .with_hint(format!("write {year_text}")),
        );
    }
    let day_at = month_at + month_text.len() + 1;
    let month = month(month_text, month_at)?;
    if parts.next().is_some() {
        let rest_at = day_at + day_text.unwrap_or_default().len();
        return Err(EdtfError::new(rest_at, "a date ends with its day"));
    }
    let year = first;
    match (month, day_text) {
        (MonthPart::Month(month), None) => Ok(Precision::Month { year, month }),
        (MonthPart::Season(season), None) => Ok(Precision::Season { year, season }),
        (MonthPart::Unspecified, None) => Ok(Precision::MonthOf(year)),
        (MonthPart::Month(month), Some("XX")) => Ok(Precision::DayOfMonth { year, month }),
        (MonthPart::Unspecified, Some("XX")) => Ok(Precision::DayOfYear(year)),
        (MonthPart::Month(month), Some(day_text)) => day(year, month, day_text, day_at),
        (MonthPart::Season(_), Some(_)) => {
            Err(EdtfError::new(day_at, "a season has no days").with_hint("leave out the day"))
        }
        (MonthPart::Unspecified, Some(_)) => Err(EdtfError::new(
            day_at,
            "a day without its month is not read",
        )
        .with_hint(format!("write {year:04}-XX-XX"))),
    }
}

fn only_known_characters(text: &str, at: usize) -> Result<(), EdtfError> {
    let Some((i, c)) = text
        .char_indices()
        .find(|(_, c)| !matches!(c, '0'..='9' | 'X' | '-'))
    else {
        return Ok(());
    };
    let at = at + i;
    Err(match c {
        '?' | '~' | '%' => EdtfError::new(at, "the qualifier stands at the end of the whole date")
            .with_hint("~ is about, ? is uncertain, % is both"),
        '.' => EdtfError::new(at, "dots stand between the ends of a range in brackets")
            .with_hint("write for example [2025-10-15..2025-10-17] or 2025-10-15/.."),
        '[' | ']' | '{' | '}' | ',' => EdtfError::new(at, format!("“{c}” cannot stand here"))
            .with_hint("write for example [2025-10-15,2025-10-16]"),
        _ if i == 0 => EdtfError::new(at, "a date begins with its year in four digits")
            .with_hint("write for example 2025-10-19"),
        _ => EdtfError::new(at, format!("“{}” cannot stand in a date", c.escape_debug())),
    })
}

/// The first and the last year that four digits, some of them `X`, can be.
fn years(text: &str, at: usize, negative: bool) -> Result<(i32, i32), EdtfError> {
    if text.len() != 4 {
        let error = EdtfError::new(at, "a year has four digits");
        return Err(if text.len() > 4 {
            error.with_hint("write Y before a year of more digits")
        } else {
            error.with_hint("write for example 2025-10-19")
        });
    }
    let n_open = text.bytes().rev().take_while(|&b| b == b'X').count();
    if n_open > 2 || text[..4 - n_open].contains('X') {
        return Err(
            EdtfError::new(at, "only the last one or two digits of a year can be X")
                .with_hint("write for example 201X or 20XX"),
        );
    }
    let number = |digit: &str| text.replace('X', digit).parse::<i32>();
    let (Ok(first), Ok(last)) = (number("0"), number("9")) else {
        return Err(EdtfError::new(at, "a year has four digits"));
    };
    match (negative, last) {
        (false, _) => Ok((first, last)),
        (true, 0) => Err(EdtfError::new(at, "the year 0 has no minus").with_hint("write 0000")),
        (true, _) => Ok((-last, -first)),
    }
}

enum MonthPart {
    Month(u8),
    Season(Season),
    Unspecified,
}

fn month(text: &str, at: usize) -> Result<MonthPart, EdtfError> {
    if text == "XX" {
        return Ok(MonthPart::Unspecified);
    }
    match two_digits(text, at, "month")? {
        number @ 1..=12 => Ok(MonthPart::Month(number)),
        21 => Ok(MonthPart::Season(Season::Spring)),
        22 => Ok(MonthPart::Season(Season::Summer)),
        23 => Ok(MonthPart::Season(Season::Autumn)),
        24 => Ok(MonthPart::Season(Season::Winter)),
        number @ 25..=41 => Err(EdtfError::new(at, format!("season {number} is not read"))
            .with_hint("seasons run from 21 (spring) to 24 (winter)")),
        number => Err(
            EdtfError::new(at, format!("month {number:02} does not exist"))
                .with_hint("months run from 01 to 12"),
        ),
    }
}

fn day(year: i32, month: u8, text: &str, at: usize) -> Result<Precision, EdtfError> {
    let day = two_digits(text, at, "day")?;
    Day::from_ymd(year, month, day)
        .map(Precision::Day)
        .ok_or_else(|| {
            EdtfError::new(at, format!("day {day:02} does not exist in this month")).with_hint(
                format!("its days run from 01 to {}", days_in_month(year, month)),
            )
        })
}

fn two_digits(text: &str, at: usize, what: &str) -> Result<u8, EdtfError> {
    if text.contains('X') {
        return Err(
            EdtfError::new(at, format!("a {what} is open with both its digits"))
                .with_hint("write XX"),
        );
    }
    text.parse()
        .ok()
        .filter(|_| text.len() == 2)
        .ok_or_else(|| {
            EdtfError::new(at, format!("a {what} has two digits"))
                .with_hint("write for example 2025-02-03")
        })
}

fn date_time(date_text: &str, time_text: &str) -> Result<Form, EdtfError> {
    let date = partial_date(date_text, 0)?;
    if date.exact_day().is_none() {
        return Err(EdtfError::new(
            date_text.len(),
            "a time of day needs a date known to the day, without qualifier",
        ));
    }
    let time = time_of_day(time_text, date_text.len() + 1)?;
    Ok(Form::DateTime(date, time))
}
