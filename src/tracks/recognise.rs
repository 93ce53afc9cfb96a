//! What kind of data a file holds, told from its first rows.
//!
//! By the names of its header; without one, by the number of fields and by what stands in the first of them
//! (UCDP Candidate 24.0.1 and the events of GDELT come without).
//! No opinion on the rows behind them.

use super::fields::Dialect;
use super::kinds;
use super::layout::{Layout, Role, Roles, Shape};
use super::mapping::mapped;
use super::read::{Options, ReadError};
use super::records::{Records, Step};
use super::scalar;
use crate::model::track::{DateForm, Delimiter, TrackKind};

/// Rows that are looked at.
const N_ROWS: usize = 10;

/// As many bytes of the beginning of a file are enough.
pub(super) const ENOUGH_BYTES: usize = 1 << 18;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// What a file seems to be; enough to offer a mapping of its columns where the kind is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The kind; `None` if it is none of those that are known by name.
    pub kind: Option<TrackKind>,
    /// What stands between two fields.
    pub delimiter: Delimiter,
    /// Whether the first row holds headings.
    pub has_header: bool,
    /// The names of the columns; `#1`, `#2` … where there is no header.
    pub names: Vec<String>,
    /// The first rows of data.
    pub sample: Vec<Vec<String>>,
}

/// How to read a file, and where its data begin.
#[derive(Debug)]
pub(super) struct Start {
    pub(super) layout: Layout,
    /// Bytes before the data.
    pub(super) at: usize,
    /// Line ends before the data.
    pub(super) n_lines: u64,
}

/// Tells what a file is from its beginning; a quarter of a megabyte is enough.
///
/// # Errors
///
/// If it is empty or no text.
pub fn recognise(beginning: &[u8]) -> Result<Guess, ReadError> {
    let bytes = text_of(beginning)?;
    let found = by_name(bytes, None).or_else(|| by_position(bytes));
    let (kind, dialect, n_header_rows, names) = match found {
        Some(layout) => {
            let names = layout.shapes.into_iter().next().map(|shape| shape.names);
            (
                Some(layout.kind),
                layout.dialect,
                layout.n_header_rows,
                names,
            )
        }
        None => (None, dialect_of(bytes), 1, None),
    };
    let mut rows = first_rows(bytes, dialect);
    let has_header = match kind {
        Some(_) => n_header_rows > 0,
        None => rows.fields.first().is_some_and(|row| is_header(row)),
    };
    let n_header_rows = if kind.is_none() {
        usize::from(has_header)
    } else {
        n_header_rows
    };
    let first = rows.fields.first().cloned().unwrap_or_default();
    let sample: Vec<Vec<String>> = rows
        .fields
        .drain(n_header_rows.min(rows.fields.len())..)
        .collect();
    let names = match names {
        Some(names) => names,
        None if has_header => first,
        None => (1..=first.len())
            .map(|number| format!("#{number}"))
            .collect(),
    };
    Ok(Guess {
        kind,
        delimiter: delimiter_of(dialect),
        has_header,
        names,
        sample,
    })
}

/// How a file is to be read as what is asked for.
pub(super) fn start(beginning: &[u8], options: &Options<'_>) -> Result<Start, ReadError> {
    let bytes = text_of(beginning)?;
    let layout = match (options.kind, options.columns) {
        (Some(TrackKind::Mapped), columns) => mapped(bytes, columns)?,
        (None, Some(columns)) => mapped(bytes, Some(columns))?,
        (kind, _) => {
            let found = by_name(bytes, kind).or_else(|| by_position(bytes));
            match (found, kind) {
                (Some(layout), None) => layout,
                (Some(layout), Some(kind)) if layout.kind == kind => layout,
                (found, Some(kind)) => return Err(not_of_kind(bytes, kind, found)),
                (None, None) => {
                    let names = first_rows(bytes, dialect_of(bytes))
                        .fields
                        .into_iter()
                        .next();
                    return Err(ReadError::Unrecognised {
                        names: names.unwrap_or_default().join(", "),
                    });
                }
            }
        }
    };
    let rows = first_rows(bytes, layout.dialect);
    let (at, n_lines) = layout
        .n_header_rows
        .checked_sub(1)
        .and_then(|last| rows.ends.get(last).copied())
        .unwrap_or_default();
    Ok(Start {
        layout,
        at: beginning.len() - bytes.len() + at,
        n_lines,
    })
}

fn not_of_kind(bytes: &[u8], kind: TrackKind, found: Option<Layout>) -> ReadError {
    let names = first_rows(bytes, dialect_of(bytes))
        .fields
        .into_iter()
        .next();
    let missing = match kinds::roles(kind, &names.unwrap_or_default()) {
        Err(missing) => missing.join(", "),
        Ok(_) => String::new(),
    };
    match found.or_else(|| by_name(bytes, None)) {
        Some(layout) => ReadError::OtherKind {
            kind: kind.label(),
            found: layout.kind.label(),
        },
        None => ReadError::MissingColumns {
            kind: kind.label(),
            missing,
        },
    }
}

/// The bytes without a byte order mark, if they can be a table at all.
pub(super) fn text_of(bytes: &[u8]) -> Result<&[u8], ReadError> {
    let not_text = |what| Err(ReadError::NotText { what });
    match bytes {
        [b'P', b'K', 3, 4, ..] => {
            not_text("a ZIP archive or an Excel workbook; unpack it or save it as CSV")
        }
        [0x1f, 0x8b, ..] => not_text("compressed with gzip; unpack it"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => not_text("UTF-16 text; save it as UTF-8"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => not_text("an old Excel workbook; save it as CSV"),
        _ => {
            let text = bytes.strip_prefix(BOM).unwrap_or(bytes);
            let begins_with = |what: &[u8]| {
                let start = text.trim_ascii_start();
                start.len() >= what.len()
                    && start
                        .iter()
                        .zip(what)
                        .all(|(a, b)| a.eq_ignore_ascii_case(b))
            };
            if text.trim_ascii().is_empty() {
                Err(ReadError::Empty)
            } else if begins_with(b"<!doctype") || begins_with(b"<html") || begins_with(b"<?xml") {
                not_text("a web page; perhaps the download asked for a login")
            } else {
                Ok(text)
            }
        }
    }
}

/// The first rows, and for each where it ends: bytes and line ends.
pub(super) struct FirstRows {
    pub(super) fields: Vec<Vec<String>>,
    ends: Vec<(usize, u64)>,
}

pub(super) fn first_rows(bytes: &[u8], dialect: Dialect) -> FirstRows {
    let mut records = Records::new(bytes, 0, dialect, true);
    let mut rows = FirstRows {
        fields: Vec::new(),
        ends: Vec::new(),
    };
    while rows.fields.len() < N_ROWS {
        match records.step() {
            Step::Record => {
                let text = |idx| String::from_utf8_lossy(&records.field(idx)).into_owned();
                rows.fields
                    .push((0..records.n_fields()).map(text).collect());
                rows.ends.push((records.at, records.n_lines));
            }
            Step::TooLong | Step::Unclosed => {}
            Step::Wait | Step::End => break,
        }
    }
    rows
}

/// The layout by the names in the first row, as the kind that is asked for or as any.
fn by_name(bytes: &[u8], asked: Option<TrackKind>) -> Option<Layout> {
    for dialect in dialects(bytes) {
        let rows = first_rows(bytes, dialect);
        let Some(names) = rows.fields.first() else {
            continue;
        };
        let kinds = TrackKind::ALL.iter().copied();
        for kind in kinds.filter(|kind| *kind != TrackKind::Mapped) {
            if asked.is_some_and(|asked| asked != kind) {
                continue;
            }
            if let Ok(shape) = kinds::shape(kind, names.clone()) {
                let date_form = date_form_of(kind, &shape.roles, &rows.fields);
                return Some(Layout {
                    kind,
                    dialect,
                    date_form,
                    shapes: vec![shape],
                    n_header_rows: 1 + usize::from(
                        rows.fields.get(1).is_some_and(|row| is_hxl(row)),
                    ),
                });
            }
        }
    }
    None
}

/// The layout of a file without a header, by the number of fields and the first of them.
fn by_position(bytes: &[u8]) -> Option<Layout> {
    let is_number = |row: &[String], idx: usize| {
        let field = row.get(idx).map(String::as_str).unwrap_or_default();
        !field.is_empty() && field.bytes().all(|b| b.is_ascii_digit())
    };
    let is_date = |row: &[String], idx: usize| {
        let field = row.get(idx).map(String::as_bytes).unwrap_or_default();
        matches!(scalar::dates(field, DateForm::YearFirst), Ok(Some(_)))
    };
    let gdelt_sizes = [61, 58, 57];
    let rows = first_rows(bytes, Dialect::TAB).fields;
    let gdelt = rows
        .iter()
        .find(|row| gdelt_sizes.contains(&row.len()) && is_number(row, 0) && is_date(row, 1));
    if let Some(row) = gdelt {
        let mut sizes = gdelt_sizes.to_vec();
        sizes.sort_by_key(|size| *size != row.len());
        let shape = |size: usize| kinds::shape(TrackKind::GdeltEvents, kinds::gdelt(size)).ok();
        return Some(without_header(
            TrackKind::GdeltEvents,
            Dialect::TAB,
            sizes.into_iter().filter_map(shape).collect(),
        ));
    }
    let rows = first_rows(bytes, Dialect::COMMA).fields;
    rows.iter().find_map(|row| {
        let mut names: Vec<String> = kinds::GED.iter().map(|name| (*name).to_owned()).collect();
        if row.len() == names.len() + 1 {
            names.insert(34, "iso3".to_owned());
        }
        let shape = kinds::shape(TrackKind::UcdpGed, names).ok()?;
        let date = shape.roles.get(Role::Date)?;
        (row.len() == shape.n_fields && is_number(row, 0) && is_date(row, date))
            .then(|| without_header(TrackKind::UcdpGed, Dialect::COMMA, vec![shape]))
    })
}

fn without_header(kind: TrackKind, dialect: Dialect, shapes: Vec<Shape>) -> Layout {
    Layout {
        kind,
        dialect,
        date_form: DateForm::YearFirst,
        shapes,
        n_header_rows: 0,
    }
}

/// The date form of a kind. PA-X has two; which one is told by the first rows.
fn date_form_of(kind: TrackKind, roles: &Roles, rows: &[Vec<String>]) -> DateForm {
    let is_slashed = |row: &Vec<String>| {
        let date = roles.get(Role::Date).and_then(|idx| row.get(idx));
        date.is_some_and(|date| date.contains('/'))
    };
    match kind {
        TrackKind::PaX if rows.iter().skip(1).any(is_slashed) => DateForm::DayMonthYear,
        _ => DateForm::YearFirst,
    }
}

/// Whether a row below the header holds HXL tags (`#date+start`), as files of the Humanitarian Data Exchange
/// do.
pub(super) fn is_hxl(row: &[String]) -> bool {
    let mut tags = row.iter().filter(|field| !field.is_empty());
    let is_tag = |field: &String| {
        let mut chars = field.chars();
        chars.next() == Some('#') && chars.next().is_some_and(|c| c.is_ascii_lowercase())
    };
    tags.clone().next().is_some() && tags.all(is_tag)
}

/// Whether a row looks like headings: none of its fields is a number or a date.
fn is_header(row: &[String]) -> bool {
    row.iter().all(|field| {
        let field = field.as_bytes();
        !matches!(scalar::decimal(field), Ok(Some(_)))
            && !matches!(scalar::dates(field, DateForm::DayMonthYear), Ok(Some(_)))
    })
}

/// The dialects a file may be written in, the likely one first.
fn dialects(bytes: &[u8]) -> [Dialect; 4] {
    let likely = dialect_of(bytes).delimiter;
    let mut dialects = Delimiter::ALL
        .iter()
        .map(|delimiter| dialect_with(delimiter.byte(), bytes));
    let mut all = [(); 4].map(|()| dialects.next().unwrap_or(Dialect::COMMA));
    all.sort_by_key(|dialect| dialect.delimiter != likely);
    all
}

/// The dialect with this delimiter. Between tabs quotation marks mean nothing, unless the first field of the
/// file stands in them.
pub(super) fn dialect_with(delimiter: u8, bytes: &[u8]) -> Dialect {
    Dialect {
        delimiter,
        quoting: delimiter != b'\t' || bytes.first() == Some(&b'"'),
    }
}

/// The likely dialect, by the most frequent delimiter in the first line.
pub(super) fn dialect_of(bytes: &[u8]) -> Dialect {
    let line = bytes
        .split(|byte| *byte == b'\n' || *byte == b'\r')
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    let mut in_quotes = false;
    let mut counts = [0_usize; 4];
    for byte in line {
        in_quotes ^= *byte == b'"';
        let delimiters = Delimiter::ALL.iter().map(|delimiter| delimiter.byte());
        for (count, delimiter) in counts.iter_mut().zip(delimiters) {
            *count += usize::from(!in_quotes && *byte == delimiter);
        }
    }
    let delimiters = Delimiter::ALL.iter().rev().zip(counts.iter().rev());
    let (delimiter, _) = delimiters
        .max_by_key(|(_, count)| **count)
        .unwrap_or((&Delimiter::Comma, &0));
    dialect_with(delimiter.byte(), bytes)
}

fn delimiter_of(dialect: Dialect) -> Delimiter {
    let is_it = |delimiter: &&Delimiter| delimiter.byte() == dialect.delimiter;
    Delimiter::ALL
        .iter()
        .find(is_it)
        .copied()
        .unwrap_or(Delimiter::Comma)
}
