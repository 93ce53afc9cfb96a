//! The parts an EDTF date is made of: a date with its precision and qualifier, the end of an
//! interval, the member of a one-of set, a time of day.
//!
//! They have no opinion on spelling; `parse` reads them and `show` writes them for people.
//! Invariant: `earliest() <= latest()` for every part that has both.

use super::day::{Day, days_in_month, first_of_year, last_of_year};

/// One date, known to the day or less well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    pub(super) precision: Precision,
    pub(super) qualifier: Qualifier,
}

/// What of a date is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// A day: `2025-10-19`.
    Day(Day),
    /// A month, 1 to 12: `2025-10`.
    Month {
        /// The astronomical year; 0 is 1 BCE.
        year: i32,
        /// The month, 1 to 12.
        month: u8,
    },
    /// A season: `2025-23`.
    Season {
        /// The year the season begins in.
        year: i32,
        /// The season.
        season: Season,
    },
    /// A year: `2025`, `-1985`, `Y170000002`.
    Year(i64),
    /// Some year among several: `201X`, `20XX`.
    YearAmong {
        /// The first year it can be.
        first: i32,
        /// The last year it can be.
        last: i32,
    },
    /// Some month of a year: `2004-XX`.
    MonthOf(i32),
    /// Some day of a month: `1985-04-XX`.
    DayOfMonth {
        /// The astronomical year.
        year: i32,
        /// The month, 1 to 12.
        month: u8,
    },
    /// Some day of a year: `1985-XX-XX`.
    DayOfYear(i32),
}

/// A season, by its EDTF code.
///
/// EDTF leaves open which days a season has.
/// Here it has those of the northern hemisphere by month: spring is March to May, and so on;
/// winter is December of the named year with January and February of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Season {
    /// Code 21, March to May.
    Spring,
    /// Code 22, June to August.
    Summer,
    /// Code 23, September to November.
    Autumn,
    /// Code 24, December to February.
    Winter,
}

/// How sure a date is, told for the date as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// Nothing is said: the date is taken as it stands.
    #[default]
    Plain,
    /// `~`: the date is an estimate, the true one is near it. EDTF does not say how near.
    Approximate,
    /// `?`: the date may be wrong.
    Uncertain,
    /// `%`: both.
    UncertainApproximate,
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// `..`: there is no such end, or none yet.
    Open,
    /// Left empty: there is an end, but nobody has said when.
    Unknown,
    /// A date.
    Date(PartialDate),
}

/// One member of a one-of set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Member {
    /// One date.
    Date(PartialDate),
    /// The dates from the first to the last, both included; `None` is open.
    /// At least one of the two is there.
    Range(Option<PartialDate>, Option<PartialDate>),
}

/// A time of day as the source gives it; nothing is converted between zones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeOfDay {
    /// Minutes since midnight, 0 to 1439. Seconds are read and dropped.
    pub minutes: i32,
    /// Minutes that the clock is ahead of UTC, -1439 to 1439; `None` if no zone is given.
    pub offset_minutes: Option<i32>,
}

/// How well a date is known, from best to worst; of an interval, its worse known end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Knowledge {
    /// A day and a time of day.
    Time,
    /// A day, or an interval from a day to a day.
    Day,
    /// One of several listed days, months or years, all of them closed.
    OneOf,
    /// Marked `~`.
    Approximate,
    /// Marked `?`.
    Uncertain,
    /// Marked `%`.
    UncertainApproximate,
    /// A month.
    Month,
    /// A season.
    Season,
    /// Digits are left open with `X`.
    Unspecified,
    /// A year.
    Year,
    /// One end is left empty.
    UnknownEnd,
    /// One end is `..`.
    Open,
}

impl Knowledge {
    /// The words for a column "how it is known".
    pub fn label(self) -> &'static str {
        match self {
            Self::Time => "known to the minute",
            Self::Day => "known to the day",
            Self::OneOf => "one of several",
            Self::Approximate => "about",
            Self::Uncertain => "uncertain",
            Self::UncertainApproximate => "uncertain and about",
            Self::Month => "known to the month",
            Self::Season => "known to the season",
            Self::Unspecified => "partly left open",
            Self::Year => "known to the year",
            Self::UnknownEnd => "one end unknown",
            Self::Open => "one end open",
        }
    }
}

impl Season {
    /// The English name, as in `autumn`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Spring => "spring",
            Self::Summer => "summer",
            Self::Autumn => "autumn",
            Self::Winter => "winter",
        }
    }

    /// The month the season begins with, 1 to 12.
    fn first_month(self) -> u8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

impl PartialDate {
    /// What of the date is given.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// How sure the date is.
    pub fn qualifier(&self) -> Qualifier {
        self.qualifier
    }

    /// The first day it can be; of `~` and `?` dates the day as written, because EDTF gives no
    /// width; [`Day::MIN`] or [`Day::MAX`] for years beyond the range of [`Day`].
    pub fn earliest(&self) -> Day {
        match self.precision {
            Precision::Day(day) => day,
            Precision::Month { year, month } | Precision::DayOfMonth { year, month } => {
                first_of_month(year, month)
            }
            Precision::Season { year, season } => first_of_month(year, season.first_month()),
            Precision::Year(year) => first_of_year(year),
            Precision::YearAmong { first, .. } => first_of_year(i64::from(first)),
            Precision::MonthOf(year) | Precision::DayOfYear(year) => first_of_year(i64::from(year)),
        }
    }

    /// The last day it can be; the same limits as for [`Self::earliest`].
    pub fn latest(&self) -> Day {
        match self.precision {
            Precision::Day(day) => day,
            Precision::Month { year, month } | Precision::DayOfMonth { year, month } => {
                last_of_month(year, month)
            }
            Precision::Season { year, season } => match season {
                Season::Winter => last_of_month(year.saturating_add(1), 2),
                _ => last_of_month(year, season.first_month() + 2),
            },
            Precision::Year(year) => last_of_year(year),
            Precision::YearAmong { last, .. } => last_of_year(i64::from(last)),
            Precision::MonthOf(year) | Precision::DayOfYear(year) => last_of_year(i64::from(year)),
        }
    }

    /// How well it is known; a qualifier tells more than the precision, so it comes first.
    pub fn knowledge(&self) -> Knowledge {
        match (self.qualifier, self.precision) {
            (Qualifier::Approximate, _) => Knowledge::Approximate,
            (Qualifier::Uncertain, _) => Knowledge::Uncertain,
            (Qualifier::UncertainApproximate, _) => Knowledge::UncertainApproximate,
            (Qualifier::Plain, precision) => match precision {
                Precision::Day(_) => Knowledge::Day,
                Precision::Month { .. } => Knowledge::Month,
                Precision::Season { .. } => Knowledge::Season,
                Precision::Year(_) => Knowledge::Year,
                Precision::YearAmong { .. }
                | Precision::MonthOf(_)
                | Precision::DayOfMonth { .. }
                | Precision::DayOfYear(_) => Knowledge::Unspecified,
            },
        }
    }

    /// The day, if it is one day and nothing qualifies it.
    pub fn exact_day(&self) -> Option<Day> {
        match (self.precision, self.qualifier) {
            (Precision::Day(day), Qualifier::Plain) => Some(day),
            _ => None,
        }
    }
}

impl End {
    /// The date, if the end has one.
    pub fn date(&self) -> Option<&PartialDate> {
        match self {
            Self::Date(date) => Some(date),
            Self::Open | Self::Unknown => None,
        }
    }

    /// The first day the end can be; `None` if it is open or unknown.
    pub fn earliest(&self) -> Option<Day> {
        self.date().map(PartialDate::earliest)
    }

    /// The last day the end can be; `None` if it is open or unknown.
    pub fn latest(&self) -> Option<Day> {
        self.date().map(PartialDate::latest)
    }

    /// How well the end is known.
    pub fn knowledge(&self) -> Knowledge {
        match self {
            Self::Open => Knowledge::Open,
            Self::Unknown => Knowledge::UnknownEnd,
            Self::Date(date) => date.knowledge(),
        }
    }
}

impl Member {
    /// The first day it can be; `None` if it is open there.
    pub fn earliest(&self) -> Option<Day> {
        match self {
            Self::Date(date) => Some(date.earliest()),
            Self::Range(first, _) => first.as_ref().map(PartialDate::earliest),
        }
    }

    /// The last day it can be; `None` if it is open there.
    pub fn latest(&self) -> Option<Day> {
        match self {
            Self::Date(date) => Some(date.latest()),
            Self::Range(_, last) => last.as_ref().map(PartialDate::latest),
        }
    }
}

fn first_of_month(year: i32, month: u8) -> Day {
    Day::from_ymd(year, month, 1).unwrap_or_default()
}

fn last_of_month(year: i32, month: u8) -> Day {
    Day::from_ymd(year, month, days_in_month(year, month)).unwrap_or_default()
}
