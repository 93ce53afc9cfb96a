//! Dates as sources give them: known to the day, month or year, one of several, open, or about.
//!
//! They are written in EDTF, the extended date format of ISO 8601-2:2019 in the profile of the
//! Library of Congress of 4 February 2019: levels 0 and 1 and, of level 2, one-of sets.
//! This module has no opinion on what a date belongs to, and none on today: it knows no clock.
//!
//! What is read:
//!
//! | text | meaning |
//! |---|---|
//! | `2025-10-19`, `2025-10`, `2025`, `-1985`, `Y170000002` | a day, a month, a year |
//! | `2025-10-15T18:00`, `…T18:00:00Z`, `…T18:00+05:00` | a day with a time of day |
//! | `2025-23` | a season, 21 spring to 24 winter |
//! | `2025-10-12~`, `?`, `%` | about, uncertain, both |
//! | `201X`, `20XX`, `2004-XX`, `1985-04-XX`, `1985-XX-XX` | some digits are left open |
//! | `2025-10-18/2025-10-19` | from the first to the second, all of it |
//! | `2025-11-06/..`, `../2025-11-06` | an interval with an open end; also "after" and "before" |
//! | `2025-11-06/`, `/2025-11-06` | an interval of which one end is unknown |
//! | `[2025-10-15,2025-10-16]`, `[2025-10-15..2025-10-17]` | one of these |
//! | `[..2025-11-06]`, `[2025-11-06..]` | that one, or one before or after it |
//!
//! Not read: the rest of level 2 (qualified parts, `{…}`, `Y17E7`, `X` elsewhere, seasons from
//! 25 on), durations, weeks, fractions of seconds, times in intervals, `../..` and `/`.
//!
//! Invariants: the text is kept and printed exactly; equal texts are equal dates and the other
//! way round; `earliest() <= latest()`; no text makes any of it panic.

mod day;
mod error;
mod hint;
mod parse;
mod parts;
mod show;
#[cfg(test)]
mod tests;
mod time;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

pub use day::{Day, Weekday};
pub use error::EdtfError;
pub use parts::{End, Knowledge, Member, PartialDate, Precision, Qualifier, Season, TimeOfDay};

use parse::Form;

/// A date in EDTF, as it was read.
///
/// The order is by the earliest day, then the latest, then the text; open starts come first and
/// open ends last.
///
/// ```
/// use roundtable::model::date::{Day, Edtf, Knowledge};
///
/// let truce = Edtf::parse("[2025-10-12,2025-10-13]")?;
/// assert_eq!(truce.earliest(), Day::parse("2025-10-12"));
/// assert_eq!(truce.latest(), Day::parse("2025-10-13"));
/// assert_eq!(truce.knowledge(), Knowledge::OneOf);
/// assert_eq!(truce.display_long(), "12 or 13 October 2025");
/// assert_eq!(truce.to_string(), "[2025-10-12,2025-10-13]");
/// # Ok::<(), roundtable::model::date::EdtfError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edtf {
    text: String,
    form: Form,
}

/// Days from the first to the last, both included; `None` is open.
pub type Span = (Option<Day>, Option<Day>);

impl Edtf {
    /// Reads a date; nothing is trimmed or corrected.
    ///
    /// # Errors
    ///
    /// If the text is no date of the forms in the module documentation. The error says where it
    /// stops being one, and how it is spelled if that can be told.
    pub fn parse(text: &str) -> Result<Self, EdtfError> {
        match parse::parse(text) {
            Ok(form) => Ok(Self {
                text: text.to_owned(),
                form,
            }),
            Err(error) => Err(match hint::hint(text) {
                Some(hint) => error.with_hint(hint),
                None => error,
            }),
        }
    }

    /// Reads a date, also in a spelling that people use, if it has one meaning: `18.10.2025`,
    /// `18 October 2025`, spaces around it.
    ///
    /// ```
    /// use roundtable::model::date::Edtf;
    ///
    /// assert_eq!(Edtf::parse_any("18/10/2025")?.as_str(), "2025-10-18");
    /// assert!(Edtf::parse_any("05/10/2025").is_err());
    /// # Ok::<(), roundtable::model::date::EdtfError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it is no date, or may be two.
    pub fn parse_any(text: &str) -> Result<Self, EdtfError> {
        Self::parse(text.trim()).or_else(|error| {
            let meant = error.hint.as_deref().and_then(hint::spelling);
            meant
                .and_then(|spelling| Self::parse(spelling).ok())
                .ok_or(error)
        })
    }

    /// The text exactly as it was read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The first day it can be or begin on; `None` if its start is open or unknown.
    pub fn earliest(&self) -> Option<Day> {
        match &self.form {
            Form::Date(date) | Form::DateTime(date, _) => Some(date.earliest()),
            Form::Interval(start, _) => start.earliest(),
            Form::OneOf(members) => {
                // `None` is smaller than any day, so one open member makes the set open.
                members.iter().map(Member::earliest).min().flatten()
            }
        }
    }

    /// The last day it can be or end on; `None` if its end is open or unknown.
    pub fn latest(&self) -> Option<Day> {
        match &self.form {
            Form::Date(date) | Form::DateTime(date, _) => Some(date.latest()),
            Form::Interval(_, end) => end.latest(),
            Form::OneOf(members) => members
                .iter()
                .map(Member::latest)
                .try_fold(Day::MIN, |latest, day| Some(latest.max(day?))),
        }
    }

    /// How well it is known; of an interval, its worse known end.
    pub fn knowledge(&self) -> Knowledge {
        match &self.form {
            Form::Date(date) => date.knowledge(),
            Form::DateTime(..) => Knowledge::Time,
            Form::Interval(start, end) => start.knowledge().max(end.knowledge()),
            Form::OneOf(_) if self.earliest().is_none() || self.latest().is_none() => {
                Knowledge::Open
            }
            Form::OneOf(members) => match members.as_slice() {
                [Member::Date(only)] => only.knowledge(),
                _ => Knowledge::OneOf,
            },
        }
    }

    /// Whether it is a day or an interval from a day to a day, and nothing qualifies it.
    pub fn is_exact(&self) -> bool {
        self.knowledge() <= Knowledge::Day
    }

    /// Whether it lasts from one date to another, all of it. One-of sets are no intervals.
    pub fn is_interval(&self) -> bool {
        matches!(self.form, Form::Interval(..))
    }

    /// The end an interval starts with; `None` if it is no interval.
    pub fn start(&self) -> Option<&End> {
        match &self.form {
            Form::Interval(start, _) => Some(start),
            _ => None,
        }
    }

    /// The end an interval stops with; `None` if it is no interval.
    pub fn end(&self) -> Option<&End> {
        match &self.form {
            Form::Interval(_, end) => Some(end),
            _ => None,
        }
    }

    /// The one date, with or without a time of day; `None` for intervals and sets.
    pub fn single(&self) -> Option<&PartialDate> {
        match &self.form {
            Form::Date(date) | Form::DateTime(date, _) => Some(date),
            _ => None,
        }
    }

    /// The members of a one-of set in the order of the text; `None` if it is no set.
    pub fn members(&self) -> Option<&[Member]> {
        match &self.form {
            Form::OneOf(members) => Some(members),
            _ => None,
        }
    }

    /// The time of day; `None` if none is given.
    pub fn time(&self) -> Option<TimeOfDay> {
        match self.form {
            Form::DateTime(_, time) => Some(time),
            _ => None,
        }
    }

    /// Days from the earliest to the latest, both counted, 1 or more; `None` if either is open.
    /// Days between the members of a one-of set count too.
    pub fn n_days_wide(&self) -> Option<i32> {
        Some((self.latest()? - self.earliest()?).saturating_add(1))
    }

    /// The days it can be, as disjoint spans in order; spans that touch are joined.
    /// An interval is one span, a one-of set has a span for each group of its members.
    pub fn spans(&self) -> Vec<Span> {
        let Form::OneOf(members) = &self.form else {
            return vec![self.possible()];
        };
        let mut spans: Vec<Span> = members
            .iter()
            .map(|member| (member.earliest(), member.latest()))
            .collect();
        spans.sort_unstable();
        let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
        for (first, last) in spans {
            match joined.last_mut() {
                Some((_, before)) if touches(*before, first) => {
                    *before = before.zip(last).map(|(a, b)| a.max(b));
                }
                _ => joined.push((first, last)),
            }
        }
        joined
    }

    /// Whether it can be on, or lasts over, any of the days from `first` to `last`, both included.
    pub fn overlaps(&self, first: Day, last: Day) -> bool {
        self.spans().into_iter().any(|(start, end)| {
            start.is_none_or(|start| start <= last) && end.is_none_or(|end| end >= first)
        })
    }

    /// The days that every reading of the date covers, for a timeline to draw solid.
    ///
    /// Of an exact day, that day.
    /// Of an interval, the days from the latest possible start to the earliest possible end; if
    /// one end is qualified, the other one if it is an exact day.
    /// `None` if no day is certain: for qualified dates, months, seasons, years, one-of sets, and
    /// intervals with an open or unknown end, since those also stand for "before" and "after".
    pub fn core(&self) -> Option<(Day, Day)> {
        match &self.form {
            Form::Date(date) | Form::DateTime(date, _) => date.exact_day().map(|day| (day, day)),
            Form::Interval(End::Date(start), End::Date(end)) => {
                let plain = |date: &PartialDate| date.qualifier() == Qualifier::Plain;
                match (plain(start), plain(end)) {
                    (true, true) => {
                        Some((start.latest(), end.earliest())).filter(|(first, last)| first <= last)
                    }
                    (true, false) => start.exact_day().map(|day| (day, day)),
                    (false, true) => end.exact_day().map(|day| (day, day)),
                    (false, false) => None,
                }
            }
            Form::Interval(..) => None,
            Form::OneOf(members) => match members.as_slice() {
                [Member::Date(only)] => only.exact_day().map(|day| (day, day)),
                _ => None,
            },
        }
    }

    /// The earliest and the latest day, for a timeline to draw what may be.
    ///
    /// Dates marked `~` or `?` are not widened, because EDTF gives no width;
    /// [`Self::knowledge`] tells that they are not exact.
    pub fn possible(&self) -> Span {
        (self.earliest(), self.latest())
    }

    /// The date in words, as in `18–19 October 2025`.
    pub fn display_long(&self) -> String {
        show::show(&self.form, &show::LONG)
    }

    /// The same with short names of the months, as in `18–19 Oct 2025`.
    pub fn display_short(&self) -> String {
        show::show(&self.form, &show::SHORT)
    }
}

/// Whether a span that ends with `end` leaves no day out before one that begins with `start`.
fn touches(end: Option<Day>, start: Option<Day>) -> bool {
    match (end, start) {
        (Some(end), Some(start)) => start <= end + 1,
        _ => true,
    }
}

impl From<Day> for Edtf {
    /// The date of one exact day.
    fn from(day: Day) -> Self {
        let text = day.to_string();
        // Years of more than four digits have no day in EDTF; the nearest that can be written is
        // the year.
        Self::parse(&text).unwrap_or_else(|_| {
            let (year, ..) = day.ymd();
            Self {
                text: format!("Y{year}"),
                form: Form::Date(PartialDate {
                    precision: Precision::Year(i64::from(year)),
                    qualifier: Qualifier::Plain,
                }),
            }
        })
    }
}

impl Ord for Edtf {
    fn cmp(&self, other: &Self) -> Ordering {
        let ends = |date: &Self| date.latest().map_or((true, Day::MAX), |day| (false, day));
        self.earliest()
            .cmp(&other.earliest())
            .then_with(|| ends(self).cmp(&ends(other)))
            .then_with(|| self.text.cmp(&other.text))
    }
}

impl PartialOrd for Edtf {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Edtf {
    /// Writes the text exactly as it was read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, EdtfError> {
        Self::parse(text)
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(EdtfVisitor)
    }
}

struct EdtfVisitor;

impl Visitor<'_> for EdtfVisitor {
    type Value = Edtf;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date such as \"2025-10-19\"")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Edtf, E> {
        Edtf::parse(text).map_err(E::custom)
    }
}
