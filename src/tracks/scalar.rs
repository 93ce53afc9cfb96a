//! The numbers and dates that stand in the fields of data files.
//!
//! Fields are bytes; nothing is copied. An empty field is `Ok(None)`, what is no number or date is `Err`.
//! No opinion on which column holds what.
//! Invariants: no bytes panic; numbers are finite; years have four digits.

use crate::model::date::Day;
use crate::model::track::DateForm;

use super::columns::DatePrecision;

/// A field does not hold what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

/// What a field holds, if anything.
pub(super) type Scalar<T> = Result<Option<T>, Unreadable>;

/// Days from the first to the last, and how well they are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dates {
    pub(super) first: i32,
    pub(super) last: i32,
    pub(super) precision: DatePrecision,
}

/// A field without spaces around it; what stands for "missing" is empty.
#[inline]
pub(super) fn trimmed(field: &[u8]) -> &[u8] {
    match (field.first(), field.last()) {
        (Some(first), Some(last)) if *first > b' ' && *last > b' ' => field,
        _ => field.trim_ascii(),
    }
}

/// A whole number that is not negative; `3.0` is one too, because spreadsheets write it so.
#[inline]
pub(super) fn whole(field: &[u8]) -> Scalar<u64> {
    let field = trimmed(field);
    if field.is_empty() {
        return Ok(None);
    }
    let mut number = 0_u64;
    for (idx, byte) in field.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                number = number
                    .checked_mul(10)
                    .and_then(|n| n.checked_add(u64::from(byte - b'0')))
                    .ok_or(Unreadable)?;
            }
            b'.' if idx > 0 && field.iter().skip(idx + 1).all(|digit| *digit == b'0') => break,
            _ => return Err(Unreadable),
        }
    }
    Ok(Some(number))
}

/// A number with decimals.
#[inline]
pub(super) fn decimal(field: &[u8]) -> Scalar<f64> {
    /// Mantissas up to here, divided by a power of ten up to here, are correctly rounded.
    const MAX_DIGITS: u32 = 15;
    const POWERS: [f64; 16] = [
        1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ];
    let field = trimmed(field);
    let (is_negative, digits) = match field.split_first() {
        None => return Ok(None),
        Some((b'-', digits)) => (true, digits),
        Some(_) => (false, field),
    };
    let (mut mantissa, mut n_digits, mut n_decimals, mut seen_point) = (0_u64, 0, 0, false);
    for byte in digits {
        match byte {
            b'0'..=b'9' if n_digits < MAX_DIGITS => {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                n_digits += 1;
                n_decimals += usize::from(seen_point);
            }
            b'.' if !seen_point => seen_point = true,
            _ => return odd_decimal(field),
        }
    }
    if n_digits == 0 {
        return Err(Unreadable);
    }
    let power = POWERS.get(n_decimals).ok_or(Unreadable)?;
    let number = mantissa as f64 / power;
    Ok(Some(if is_negative { -number } else { number }))
}

/// Exponents, plus signs, many digits.
#[cold]
fn odd_decimal(field: &[u8]) -> Scalar<f64> {
    let is_number = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
    if !field.iter().all(is_number) {
        return Err(Unreadable);
    }
    std::str::from_utf8(field)
        .ok()
        .and_then(|text| text.parse::<f64>().ok())
        .filter(|number| number.is_finite())
        .map(Some)
        .ok_or(Unreadable)
}

/// One date, in any of the spellings of these data sets.
///
/// - `2025-10-19`, also with a time behind it (`2025-10-19 00:00:00.000`, `2025-10-19T18:00Z`), `20251019`
/// - `2025-10` and `2025`, which are as wide as they say
/// - `19 October 2025`, `19 Oct 2025`
/// - `19/10/2025`, `19.10.2025`, `10/19/2025`: only in the order that is asked for
#[inline]
pub(super) fn dates(field: &[u8], form: DateForm) -> Scalar<Dates> {
    let field = trimmed(field);
    if field.is_empty() {
        return Ok(None);
    }
    let part = |digits| number(field.get(digits).unwrap_or_default());
    let is_dashed = field.get(4) == Some(&b'-') && field.get(7) == Some(&b'-');
    if is_dashed && is_time(field.get(10..).unwrap_or_default()) {
        exact(part(0..4), part(5..7), part(8..10))
    } else if field.len() == 8 && field.iter().all(u8::is_ascii_digit) {
        exact(part(0..4), part(4..6), part(6..8))
    } else {
        odd_dates(field, form)
    }
}

/// Whether it is nothing, or a time of day as far as its first characters tell.
#[inline]
fn is_time(rest: &[u8]) -> bool {
    match rest {
        [] => true,
        [b' ' | b'T', time @ ..] => {
            let is_part = |byte: &u8| byte.is_ascii_digit() || b":.+-Z".contains(byte);
            time.first().is_some_and(u8::is_ascii_digit) && time.iter().all(is_part)
        }
        _ => false,
    }
}

/// The number that these digits make, if they are digits, up to 9999.
#[inline]
fn number(digits: &[u8]) -> Option<u16> {
    if digits.is_empty() || digits.len() > 4 {
        return None;
    }
    digits.iter().try_fold(0_u16, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + u16::from(digit - b'0'))
    })
}

#[inline]
fn exact(year: Option<u16>, month: Option<u16>, day: Option<u16>) -> Scalar<Dates> {
    let day = day_of(year, month, day).ok_or(Unreadable)?;
    Ok(Some(Dates {
        first: day,
        last: day,
        precision: DatePrecision::Day,
    }))
}

fn day_of(year: Option<u16>, month: Option<u16>, day: Option<u16>) -> Option<i32> {
    let month = u8::try_from(month?).ok()?;
    let day = u8::try_from(day?).ok()?;
    Some(Day::from_ymd(i32::from(year?), month, day)?.0)
}

#[cold]
fn odd_dates(field: &[u8], form: DateForm) -> Scalar<Dates> {
    if field.len() == 4 {
        let year = number(field);
        let ends = day_of(year, Some(1), Some(1)).zip(day_of(year, Some(12), Some(31)));
        return wide(ends, DatePrecision::Range);
    }
    if field.len() == 7 && field.get(4) == Some(&b'-') {
        let part = |digits| number(field.get(digits).unwrap_or_default());
        let (year, month) = (part(0..4), part(5..7));
        let first = day_of(year, month, Some(1));
        // The last day is the one before the first of the next month.
        let last = match month {
            Some(12) => day_of(year, Some(12), Some(31)),
            Some(month) => day_of(year, Some(month + 1), Some(1)).map(|day| day - 1),
            None => None,
        };
        return wide(first.zip(last), DatePrecision::Month);
    }
    let parts: Vec<&[u8]> = field
        .split(|byte| b" /.-,".contains(byte))
        .filter(|part| !part.is_empty())
        .take(4)
        .collect();
    let [a, b, rest @ ..] = parts.as_slice() else {
        return Err(Unreadable);
    };
    let [c, time @ ..] = rest else {
        return Err(Unreadable);
    };
    // A time of day may follow.
    let ends_well = time.iter().all(|time| {
        let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b':';
        time.contains(&b':') && time.iter().all(is_part)
    });
    let year = number(c).filter(|_| c.len() == 4 && ends_well);
    match (month_of(a), month_of(b), form) {
        (_, Some(month), _) => exact(year, Some(month), number(a)),
        (Some(month), None, _) => exact(year, Some(month), number(b)),
        (None, None, DateForm::DayMonthYear) => exact(year, number(b), number(a)),
        (None, None, DateForm::MonthDayYear) => exact(year, number(a), number(b)),
        (None, None, DateForm::YearFirst | DateForm::Unrecognised) => Err(Unreadable),
    }
}

fn wide(ends: Option<(i32, i32)>, precision: DatePrecision) -> Scalar<Dates> {
    let (first, last) = ends.ok_or(Unreadable)?;
    Ok(Some(Dates {
        first,
        last,
        precision,
    }))
}

/// The number of a month by its English name, in full or its first three letters.
fn month_of(name: &[u8]) -> Option<u16> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let is_name = |full: &&str| {
        name.eq_ignore_ascii_case(full.as_bytes())
            || full
                .get(..3)
                .is_some_and(|short| name.eq_ignore_ascii_case(short.as_bytes()))
    };
    let idx = NAMES.iter().position(is_name)?;
    u16::try_from(idx + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, form: DateForm) -> Option<String> {
        let dates = dates(text.as_bytes(), form).ok()??;
        let (first, last) = (Day(dates.first), Day(dates.last));
        Some(if first == last {
            first.to_string()
        } else {
            format!("{first}/{last}")
        })
    }

    /// The spellings of the data sets; day and month in numbers only where their order is known.
    #[test]
    fn reads_dates() {
        for text in [
            "2025-10-09",
            " 2025-10-09 ",
            "2025-10-09 00:00:00.000",
            "2025-10-09T18:00:00Z",
            "20251009",
            "9 October 2025",
            "09 Oct 2025",
            "October 9, 2025",
        ] {
            let date = shown(text, DateForm::YearFirst);
            assert_eq!(date.as_deref(), Some("2025-10-09"), "{text}");
        }
        for text in ["09/10/2025", "9.10.2025", "09-10-2025", "09/10/2025 12:30"] {
            let date = |form| shown(text, form);
            assert_eq!(date(DateForm::YearFirst), None, "{text}");
            assert_eq!(date(DateForm::DayMonthYear).unwrap(), "2025-10-09");
            assert_eq!(date(DateForm::MonthDayYear).unwrap(), "2025-09-10");
        }
        let shown = |text| shown(text, DateForm::YearFirst);
        assert_eq!(shown("2024-02").unwrap(), "2024-02-01/2024-02-29");
        assert_eq!(shown("2024-12").unwrap(), "2024-12-01/2024-12-31");
        assert_eq!(shown("2025").unwrap(), "2025-01-01/2025-12-31");
    }

    /// What is no date is refused and not guessed.
    #[test]
    fn refuses_other_dates() {
        for text in [
            "2025-02-30",
            "2025-13-01",
            "2025-13",
            "20251301",
            "2025-10-09x",
            "2025-10-09 noon",
            "9 Octember 2025",
            "9 October 25",
            "45939",
            "date",
            "9 October 2025 BC",
            "//",
        ] {
            assert_eq!(
                dates(text.as_bytes(), DateForm::YearFirst),
                Err(Unreadable),
                "{text}"
            );
        }
        assert_eq!(dates(b" ", DateForm::YearFirst), Ok(None));
    }

    /// Numbers as spreadsheets write them.
    #[test]
    fn reads_numbers() {
        assert_eq!(whole(b"007"), Ok(Some(7)));
        assert_eq!(whole(b"12.0"), Ok(Some(12)));
        assert_eq!(whole(b""), Ok(None));
        for bad in ["-1", "1.5", "1,000", ".", "x", "99999999999999999999"] {
            assert_eq!(whole(bad.as_bytes()), Err(Unreadable), "{bad}");
        }
        assert_eq!(decimal(b"-33.5"), Ok(Some(-33.5)));
        assert_eq!(decimal(b"1e3"), Ok(Some(1000.0)));
        assert_eq!(
            decimal(b"33.123456789012345678"),
            Ok(Some(33.123_456_789_012_345))
        );
        for bad in ["-", ".", "1.2.3", "nan", "inf", "1e999", "12N"] {
            assert_eq!(decimal(bad.as_bytes()), Err(Unreadable), "{bad}");
        }
    }

    proptest! {
        /// Decimals are those of the standard library.
        #[test]
        fn decimals_are_exact(n in -999_999_999_i64..999_999_999, n_decimals in 0..9_usize) {
            let text = format!("{:.*}", n_decimals, n as f64 / 1e4);
            prop_assert_eq!(decimal(text.as_bytes()), Ok(Some(text.parse::<f64>().unwrap())));
        }

        /// No bytes panic.
        #[test]
        fn any_bytes(field in prop::collection::vec(any::<u8>(), 0..24)) {
            let _read = (whole(&field), decimal(&field));
            for form in DateForm::ALL {
                let _dates = dates(&field, *form);
            }
        }
    }
}
