//! Dates in the words of a reader: `18–19 October 2025`, `about 12 October 2025`.
//!
//! It has no opinion on languages but English, and none on how a date is written in a file.
//! Invariant: nothing is told better than it is known; a qualifier or an open end is always said.

use super::day::Day;
use super::parse::Form;
use super::parts::{End, Member, PartialDate, Precision, Qualifier, TimeOfDay};

/// The names of the months, long or short.
pub(super) type MonthNames = [&'static str; 12];

/// The names in full.
pub(super) const LONG: MonthNames = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Three letters each.
pub(super) const SHORT: MonthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The whole date in words.
pub(super) fn show(form: &Form, names: &MonthNames) -> String {
    match form {
        Form::Date(date) => partial_date(date, names),
        Form::DateTime(date, time) => format!("{}, {}", partial_date(date, names), clock(*time)),
        Form::Interval(start, end) => interval(start, end, names),
        Form::OneOf(members) => one_of(members, names),
    }
}

fn interval(start: &End, end: &End, names: &MonthNames) -> String {
    let date = |date| partial_date(date, names);
    match (start, end) {
        (End::Date(from), End::Date(to)) => span(from, to, names),
        (End::Date(from), End::Open) => format!("from {}, open", date(from)),
        (End::Date(from), _) => format!("from {}, end unknown", date(from)),
        (End::Open, End::Date(to)) => format!("before {}", date(to)),
        (_, End::Date(to)) => format!("until {}, start unknown", date(to)),
        // Reading an interval makes sure that one end is a date.
        _ => "open at both ends".to_owned(),
    }
}

/// From one date to another; what both share is told once.
fn span(from: &PartialDate, to: &PartialDate, names: &MonthNames) -> String {
    if from.qualifier != Qualifier::Plain || to.qualifier != Qualifier::Plain {
        let (from, to) = (partial_date(from, names), partial_date(to, names));
        return format!("from {from} to {to}");
    }
    if from == to {
        return partial_date(from, names);
    }
    let to_text = partial_date(to, names);
    match (from.precision, to.precision) {
        (Precision::Day(from), Precision::Day(to)) => {
            let start = day_beside(from, to, names);
            // A dash between bare numbers has no spaces, one between groups of words has.
            if start.contains(' ') {
                format!("{start} – {to_text}")
            } else {
                format!("{start}–{to_text}")
            }
        }
        (Precision::Month { year, month }, Precision::Month { year: other, .. })
            if year == other =>
        {
            format!("{} – {to_text}", month_name(month, names))
        }
        (Precision::Year(from), Precision::Year(to)) if from >= 0 && to >= 0 => {
            format!("{from}–{to_text}")
        }
        _ => format!("{} – {to_text}", partial_date(from, names)),
    }
}

/// `12, 13 or 14 October 2025`; each day leaves out what it shares with the one after it.
fn one_of(members: &[Member], names: &MonthNames) -> String {
    let texts: Vec<String> = members
        .iter()
        .enumerate()
        .map(|(i, member)| match member {
            Member::Date(date) => match (date.exact_day(), members.get(i + 1)) {
                (Some(day), Some(Member::Date(next))) => match next.exact_day() {
                    Some(next) => day_beside(day, next, names),
                    None => partial_date(date, names),
                },
                _ => partial_date(date, names),
            },
            Member::Range(Some(from), Some(to)) => span(from, to, names),
            Member::Range(None, Some(to)) => format!("{} or earlier", partial_date(to, names)),
            Member::Range(Some(from), None) => format!("{} or later", partial_date(from, names)),
            Member::Range(None, None) => String::new(),
        })
        .collect();
    match (texts.as_slice(), members) {
        ([only], [Member::Range(Some(_), Some(_))]) => format!("one of {only}"),
        ([before @ .., last], _) if !before.is_empty() => {
            format!("{} or {last}", before.join(", "))
        }
        _ => texts.concat(),
    }
}

/// A day that stands before another one: without the month and the year that both have.
fn day_beside(day: Day, next: Day, names: &MonthNames) -> String {
    let ((year, month, number), (next_year, next_month, _)) = (day.ymd(), next.ymd());
    if (year, month) == (next_year, next_month) {
        number.to_string()
    } else if year == next_year {
        format!("{number} {}", month_name(month, names))
    } else {
        full_day(day, names)
    }
}

fn partial_date(date: &PartialDate, names: &MonthNames) -> String {
    let body = match date.precision {
        Precision::Day(day) => full_day(day, names),
        Precision::Month { year, month } => format!("{} {year}", month_name(month, names)),
        Precision::Season { year, season } => format!("{} {year}", season.label()),
        Precision::Year(year) => year.to_string(),
        Precision::YearAmong { first, last } => format!("some year from {first} to {last}"),
        Precision::MonthOf(year) => format!("some month of {year}"),
        Precision::DayOfMonth { year, month } => {
            format!("some day of {} {year}", month_name(month, names))
        }
        Precision::DayOfYear(year) => format!("some day of {year}"),
    };
    match date.qualifier {
        Qualifier::Plain => body,
        Qualifier::Approximate => format!("about {body}"),
        Qualifier::Uncertain => format!("perhaps {body}"),
        Qualifier::UncertainApproximate => format!("perhaps about {body}"),
    }
}

fn full_day(day: Day, names: &MonthNames) -> String {
    let (year, month, number) = day.ymd();
    format!("{number} {} {year}", month_name(month, names))
}

fn month_name(month: u8, names: &MonthNames) -> &'static str {
    names
        .get(usize::from(month).saturating_sub(1))
        .copied()
        .unwrap_or("?")
}

/// `18:00`, `18:00 UTC`, `18:00 UTC+05:00`.
fn clock(time: TimeOfDay) -> String {
    let hours_minutes = |minutes: i32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let clock = hours_minutes(time.minutes);
    match time.offset_minutes {
        None => clock,
        Some(0) => format!("{clock} UTC"),
        Some(offset) => {
            let sign = if offset < 0 { '-' } else { '+' };
            format!("{clock} UTC{sign}{}", hours_minutes(offset.abs()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Edtf;

    fn check(text: &str, long: &str) {
        assert_eq!(Edtf::parse(text).unwrap().display_long(), long, "{text}");
    }

    /// One date, as well as it is known.
    #[test]
    fn shows_dates() {
        check("2025-10-19", "19 October 2025");
        check("2025-10", "October 2025");
        check("2025-23", "autumn 2025");
        check("2025", "2025");
        check("-1985", "-1985");
        check("Y170000002", "170000002");
        check("201X", "some year from 2010 to 2019");
        check("2004-XX", "some month of 2004");
        check("1985-04-XX", "some day of April 1985");
        check("1985-XX-XX", "some day of 1985");
        check("2025-10-12~", "about 12 October 2025");
        check("2025-10?", "perhaps October 2025");
        check("2025%", "perhaps about 2025");
    }

    /// Date and time, with the zone only where it is known.
    #[test]
    fn shows_times() {
        check("2025-10-15T18:00", "15 October 2025, 18:00");
        check("2025-10-15T13:00:00Z", "15 October 2025, 13:00 UTC");
        check("2025-10-15T18:00+05:00", "15 October 2025, 18:00 UTC+05:00");
        check("2025-10-15T06:05-04", "15 October 2025, 06:05 UTC-04:00");
    }

    /// Intervals tell once what both ends share.
    #[test]
    fn shows_intervals() {
        check("2025-10-18/2025-10-19", "18–19 October 2025");
        check("2025-10-18/2025-10-18", "18 October 2025");
        check("2025-10-30/2025-11-06", "30 October – 6 November 2025");
        check("2025-12-30/2026-01-02", "30 December 2025 – 2 January 2026");
        check("2025-10/2025-11", "October – November 2025");
        check("2025-10/2025-11-06", "October 2025 – 6 November 2025");
        check("1964/2008", "1964–2008");
        check(
            "2025-10-18~/2025-10-19?",
            "from about 18 October 2025 to perhaps 19 October 2025",
        );
        check("2025-10-19/..", "from 19 October 2025, open");
        check("2025-10-19/", "from 19 October 2025, end unknown");
        check("../2025-11-06", "before 6 November 2025");
        check("/2025-11-06", "until 6 November 2025, start unknown");
    }

    /// One-of sets read as alternatives.
    #[test]
    fn shows_sets() {
        check("[2025-10-12,2025-10-13]", "12 or 13 October 2025");
        check(
            "[2025-10-12,2025-10-13,2025-10-14]",
            "12, 13 or 14 October 2025",
        );
        check("[2025-10-31,2025-11-01]", "31 October or 1 November 2025");
        check(
            "[2025-12-31,2026-01-01]",
            "31 December 2025 or 1 January 2026",
        );
        check(
            "[2025-10-12~,2025-10-13]",
            "about 12 October 2025 or 13 October 2025",
        );
        check("[2025-10-15..2025-10-17]", "one of 15–17 October 2025");
        check("[1667,1668,1670..1672]", "1667, 1668 or 1670–1672");
        check("[..2025-11-06]", "6 November 2025 or earlier");
        check("[2025-11-06..]", "6 November 2025 or later");
        check("[2025-11-06]", "6 November 2025");
    }

    /// The short form differs in the names of the months only.
    #[test]
    fn shows_short_months() {
        let short = |text| Edtf::parse(text).unwrap().display_short();
        assert_eq!(short("2025-10-18/2025-10-19"), "18–19 Oct 2025");
        assert_eq!(short("2025-10-30/2025-11-06"), "30 Oct – 6 Nov 2025");
        assert_eq!(short("[2025-10-12,2025-10-13]"), "12 or 13 Oct 2025");
        assert_eq!(short("2025-05~"), "about May 2025");
    }
}
