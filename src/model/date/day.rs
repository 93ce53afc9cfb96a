//! One day of the calendar, as a number.
//!
//! It has no opinion on how well a day is known; that is [`Edtf`](super::Edtf)'s matter.
//! Invariants: the calendar is the proleptic Gregorian one, with a year 0; no operation panics,
//! sums beyond the range stop at [`Day::MIN`] and [`Day::MAX`].

use std::fmt;
use std::ops::{Add, Sub};

/// A day, counted from 1970-01-01, which is day 0.
///
/// The range is that of `i32`, about 5.8 million years to either side.
///
/// ```
/// use roundtable::model::date::Day;
///
/// let signed = Day::parse("2025-10-19").ok_or("no such day")?;
/// assert_eq!(signed.ymd(), (2025, 10, 19));
/// assert_eq!(signed.weekday().label(), "Sunday");
/// assert_eq!((signed + 13).to_string(), "2025-11-01");
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// The first day of the ISO week.
    Monday,
    /// The second day.
    Tuesday,
    /// The third day.
    Wednesday,
    /// The fourth day.
    Thursday,
    /// The fifth day.
    Friday,
    /// The sixth day.
    Saturday,
    /// The last day of the ISO week.
    Sunday,
}

impl Day {
    /// The first day that can be told, in the year -5877641.
    pub const MIN: Self = Self(i32::MIN);
    /// The last day that can be told, in the year 5881580.
    pub const MAX: Self = Self(i32::MAX);

    /// The day of a year, month (1 to 12) and day of the month (1 to 31).
    ///
    /// `None` if there is no such day, or if it lies outside the range of [`Day`].
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        if !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        i32::try_from(days_from_civil(i64::from(year), month, day))
            .ok()
            .map(Self)
    }

    /// Year, month (1 to 12) and day of the month (1 to 31).
    pub fn ymd(self) -> (i32, u8, u8) {
        civil_from_days(i64::from(self.0))
    }

    /// Reads `2025-10-19`: a year of four digits, which may have a minus, then month and day.
    ///
    /// `None` for anything else, also for dates that are known less well than to the day.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let mut parts = digits.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let of_digits =
            |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some()
            || !of_digits(year, 4)
            || !of_digits(month, 2)
            || !of_digits(day, 2)
            || (sign < 0 && year == "0000")
        {
            return None;
        }
        Self::from_ymd(
            sign * year.parse::<i32>().ok()?,
            month.parse().ok()?,
            day.parse().ok()?,
        )
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // Day 0 was a Thursday.
        match (i64::from(self.0) + 3).rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// The number of days from this one to `last`, both included; 0 if `last` comes before.
    pub fn n_days_to(self, last: Self) -> usize {
        usize::try_from((last - self).saturating_add(1)).unwrap_or(0)
    }
}

impl Weekday {
    /// The English name, as in `Sunday`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }
}

impl fmt::Display for Day {
    /// Writes `2025-10-19`; years are padded to four digits and may have more.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        let sign = if year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
    }
}

impl Add<i32> for Day {
    type Output = Self;

    /// The day that many days later, or the last day there is.
    fn add(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

impl Sub<i32> for Day {
    type Output = Self;

    /// The day that many days earlier, or the first day there is.
    fn sub(self, days: i32) -> Self {
        Self(self.0.saturating_sub(days))
    }
}

impl Sub<Self> for Day {
    type Output = i32;

    /// The days from `earlier` to this day, negative if it comes later; stops at the ends of `i32`.
    fn sub(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }
}

/// The length of a month in days; 31 for a month that does not exist.
pub(super) fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year.rem_euclid(4) == 0
            && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0) =>
        {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The first day of a year; [`Day::MIN`] or [`Day::MAX`] beyond their years.
pub(super) fn first_of_year(year: i64) -> Day {
    i32::try_from(year)
        .ok()
        .and_then(|year| Day::from_ymd(year, 1, 1))
        .unwrap_or(if year < 0 { Day::MIN } else { Day::MAX })
}

/// The last day of a year; [`Day::MIN`] or [`Day::MAX`] beyond their years.
pub(super) fn last_of_year(year: i64) -> Day {
    i32::try_from(year)
        .ok()
        .and_then(|year| Day::from_ymd(year, 12, 31))
        .unwrap_or(if year < 0 { Day::MIN } else { Day::MAX })
}

/// Days since 1970-01-01.
///
/// Years are taken to begin in March, so that the leap day is the last of its year; 400 of them
/// always have 146097 days (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn days_from_civil(year: i64, month: u8, day: u8) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The way back from [`days_from_civil`].
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "days come from an i32, so years fit into one; months and days are small and positive"
)]
fn civil_from_days(days: i64) -> (i32, u8, u8) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year as i32, month as u8, day as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    /// Day numbers of well-known days, and their names.
    #[test]
    fn counts_from_1970() {
        assert_eq!(day("1970-01-01"), Day(0));
        assert_eq!(day("1969-12-31"), Day(-1));
        assert_eq!(day("2000-03-01"), Day(11_017));
        assert_eq!(day("2025-10-19"), Day(20_380));
        assert_eq!(day("0000-03-01"), Day(-719_468));
        assert_eq!(day("1970-01-01").weekday(), Weekday::Thursday);
        assert_eq!(day("2025-10-19").weekday().label(), "Sunday");
        assert_eq!(day("1969-12-29").weekday(), Weekday::Monday);
    }

    /// The leap-day rule holds at its three exceptions.
    #[test]
    fn knows_leap_days() {
        for good in ["2024-02-29", "2000-02-29", "0000-02-29", "-0004-02-29"] {
            assert!(Day::parse(good).is_some(), "{good}");
        }
        for bad in ["2025-02-29", "1900-02-29", "-0001-02-29", "2025-04-31"] {
            assert!(Day::parse(bad).is_none(), "{bad}");
        }
    }

    /// Only the one spelling is read.
    #[test]
    fn refuses_other_spellings() {
        for bad in [
            "",
            "2025",
            "2025-10",
            "2025-10-1",
            "2025-10-19 ",
            "25-10-19",
            "2025-10-19-1",
            "+2025-10-19",
            "2025-+1-19",
            "-0000-01-01",
            "2025-00-10",
            "2025-10-00",
            "2025-13-01",
        ] {
            assert_eq!(Day::parse(bad), None, "{bad}");
        }
    }

    /// Arithmetic stops at the ends instead of wrapping or panicking.
    #[test]
    fn saturates() {
        assert_eq!(Day::MAX + 1, Day::MAX);
        assert_eq!(Day::MIN - 1, Day::MIN);
        assert_eq!(Day::MAX - Day::MIN, i32::MAX);
        assert_eq!(Day(3).n_days_to(Day(4)), 2);
        assert_eq!(Day(4).n_days_to(Day(3)), 0);
        assert_eq!(Day(4).n_days_to(Day(2)), 0);
        assert_eq!(
            Some(Day::MIN.n_days_to(Day::MAX)),
            usize::try_from(i32::MAX).ok()
        );
        assert_eq!(first_of_year(170_000_002), Day::MAX);
        assert_eq!(last_of_year(-170_000_002), Day::MIN);
        assert_eq!(Day::MIN.to_string(), "-5877641-06-23");
        assert_eq!(Day::MAX.to_string(), "5881580-07-11");
    }

    proptest! {
        /// Every day is the day of its own year, month and day of the month.
        #[test]
        fn calendar_round_trip(number in any::<i32>()) {
            let (year, month, day) = Day(number).ymd();
            prop_assert_eq!(Day::from_ymd(year, month, day), Some(Day(number)));
        }

        /// Printing and reading agree for years of four digits, and the order is that of the text.
        #[test]
        fn text_round_trip(a in -719_162..2_932_896_i32, b in -719_162..2_932_896_i32) {
            let (a, b) = (Day(a), Day(b));
            prop_assert_eq!(Day::parse(&a.to_string()), Some(a));
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        }
    }
}
