//! Tables of no known kind: their columns as a curator names them.
//!
//! No opinion on the rows. Invariant: a mapping that names a column which is not there is refused, so that
//! no column is taken for another.

use super::fields::Dialect;
use super::layout::{Layout, Role, Roles, Shape, normal};
use super::read::ReadError;
use super::recognise::{Guess, dialect_of, dialect_with, first_rows, is_hxl, text_of};
use super::report::shown;
use super::scalar;
use crate::model::track::{ColumnMap, DateForm, Delimiter, TrackKind};

/// The layout that a mapping of the columns describes.
pub(super) fn mapped(bytes: &[u8], columns: Option<&ColumnMap>) -> Result<Layout, ReadError> {
    let columns = columns.ok_or(ReadError::NoMapping)?;
    let dialect = dialect(bytes, columns.delimiter);
    let rows = first_rows(bytes, dialect).fields;
    let names = rows.first().cloned().unwrap_or_default();
    let normal_names: Vec<String> = names.iter().map(|name| normal(name)).collect();
    let find = |column: &str| {
        let by_number = column
            .strip_prefix('#')
            .and_then(|number| number.parse::<usize>().ok()?.checked_sub(1))
            .filter(|idx| *idx < names.len());
        let by_name = || {
            let is_it = |name: &String| !columns.headless && *name == normal(column);
            normal_names.iter().position(is_it)
        };
        by_number.or_else(by_name)
    };
    let mut roles = Roles::default();
    for (role, column) in roles_of(columns) {
        if column.trim().is_empty() {
            continue;
        }
        match find(column) {
            Some(idx) => roles.set(role, idx),
            None => {
                return Err(ReadError::NoSuchColumn {
                    column: column.to_owned(),
                    names: shown(names.join(", ").as_bytes()),
                });
            }
        }
    }
    if !roles.has(Role::Date) {
        return Err(ReadError::NoMapping);
    }
    let has_hxl = !columns.headless && rows.get(1).is_some_and(|row| is_hxl(row));
    Ok(Layout {
        kind: TrackKind::Mapped,
        dialect,
        date_form: columns.date_form.unwrap_or_default(),
        n_header_rows: usize::from(!columns.headless) + usize::from(has_hxl),
        shapes: vec![Shape {
            n_fields: names.len(),
            roles,
            names: if columns.headless {
                (1..=names.len())
                    .map(|number| format!("#{number}"))
                    .collect()
            } else {
                names
            },
        }],
    })
}

/// The columns of a mapping with what they mean.
fn roles_of(columns: &ColumnMap) -> [(Role, &str); 17] {
    [
        (Role::Id, &columns.id),
        (Role::Date, &columns.date),
        (Role::EndDate, &columns.end_date),
        (Role::Latitude, &columns.latitude),
        (Role::Longitude, &columns.longitude),
        (Role::Place, &columns.place),
        (Role::Country, &columns.country),
        (Role::Actor, &columns.actor),
        (Role::Target, &columns.target),
        (Role::Type, &columns.event_type),
        (Role::Code, &columns.code),
        (Role::Low, &columns.deaths_low),
        (Role::Best, &columns.deaths_best),
        (Role::High, &columns.deaths_high),
        (Role::Value, &columns.value),
        (Role::Title, &columns.title),
        (Role::Source, &columns.source),
    ]
}

/// The first rows of a table as they stand there, cut by a mapping's delimiter.
///
/// # Errors
///
/// If it is empty or no text.
pub fn first_lines(
    beginning: &[u8],
    delimiter: Option<Delimiter>,
) -> Result<Vec<Vec<String>>, ReadError> {
    let bytes = text_of(beginning)?;
    Ok(first_rows(bytes, dialect(bytes, delimiter)).fields)
}

/// How fields are separated: as the mapping says, else as it seems.
fn dialect(bytes: &[u8], delimiter: Option<Delimiter>) -> Dialect {
    match delimiter {
        Some(delimiter) => dialect_with(delimiter.byte(), bytes),
        None => dialect_of(bytes),
    }
}

/// A mapping that may fit, by what columns of this meaning are usually called; to be offered, not used
/// unseen.
pub fn guess_columns(guess: &Guess) -> ColumnMap {
    let mut columns = ColumnMap {
        delimiter: Some(guess.delimiter),
        headless: !guess.has_header,
        ..ColumnMap::default()
    };
    let named = |words: &[&str]| {
        let found = words.iter().find_map(|word| {
            let names = || guess.names.iter();
            let is_name = |name: &&String| normal(name) == *word;
            names()
                .find(is_name)
                .or_else(|| names().find(|name| has_word(name, word)))
        });
        found.cloned().unwrap_or_default()
    };
    // How many rows of the sample have a date in a column.
    let n_dates = |idx: usize, form: DateForm| {
        let is_date = |row: &&Vec<String>| {
            let field = row.get(idx).map(String::as_bytes).unwrap_or_default();
            matches!(scalar::dates(field, form), Ok(Some(_)))
        };
        guess.sample.iter().filter(is_date).count()
    };
    if guess.has_header {
        columns.date = named(&["date_start", "start_date", "event_date", "date", "day"]);
        columns.end_date = named(&["date_end", "end_date"]);
        columns.latitude = named(&["latitude", "lat"]);
        columns.longitude = named(&["longitude", "long", "lng", "lon"]);
        columns.country = named(&["country"]);
        columns.place = named(&["location", "place", "city"]);
        columns.actor = named(&["actor1", "source_actor", "side_a", "actor"]);
        columns.target = named(&["actor2", "target", "side_b"]);
        columns.event_type = named(&["event_type", "type", "category"]);
        columns.code = named(&["cameo", "code"]);
        columns.deaths_low = named(&["deaths_low", "low"]);
        columns.deaths_best = named(&["deaths_best", "best", "fatalities", "deaths", "killed"]);
        columns.deaths_high = named(&["deaths_high", "high"]);
        columns.title = named(&["title", "headline", "description", "notes"]);
        columns.source = named(&["source_url", "url", "source"]);
        columns.id = named(&["event_id", "id"]);
    }
    // The order of day and month is that in which most rows of the sample are dates, the first of equals.
    let mut most = guess.sample.len() / 2;
    let named = columns.date.clone();
    for (idx, name) in guess.names.iter().enumerate() {
        if !named.is_empty() && *name != named {
            continue;
        }
        for form in DateForm::ALL {
            let n = n_dates(idx, *form);
            if n > most {
                most = n;
                columns.date_form = Some(*form);
                columns.date.clone_from(name);
            }
        }
    }
    columns
}

/// Whether a name has this word, or these words one behind the other, among its own.
fn has_word(name: &str, word: &str) -> bool {
    let words: String = normal(name)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect();
    format!("_{words}_").contains(&format!("_{word}_"))
}
