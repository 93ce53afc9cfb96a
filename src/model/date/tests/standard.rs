//! The examples of the standard, and what it forbids.

use super::*;

/// Every example of level 0 of the specification.
#[test]
fn level_0() {
    check("1985-04-12", "1985-04-12", "1985-04-12", Knowledge::Day);
    check("1985-04", "1985-04-01", "1985-04-30", Knowledge::Month);
    check("1985", "1985-01-01", "1985-12-31", Knowledge::Year);
    for text in [
        "1985-04-12T23:20:30",
        "1985-04-12T23:20:30Z",
        "1985-04-12T23:20:30-04",
        "1985-04-12T23:20:30+04:30",
    ] {
        check(text, "1985-04-12", "1985-04-12", Knowledge::Time);
    }
    check("1964/2008", "1964-01-01", "2008-12-31", Knowledge::Year);
    check(
        "2004-06/2006-08",
        "2004-06-01",
        "2006-08-31",
        Knowledge::Month,
    );
    check(
        "2004-02-01/2005-02-08",
        "2004-02-01",
        "2005-02-08",
        Knowledge::Day,
    );
    check(
        "2004-02-01/2005-02",
        "2004-02-01",
        "2005-02-28",
        Knowledge::Month,
    );
    check(
        "2004-02-01/2005",
        "2004-02-01",
        "2005-12-31",
        Knowledge::Year,
    );
    check("2005/2006-02", "2005-01-01", "2006-02-28", Knowledge::Year);
}

/// Every example of level 1 of the specification.
#[test]
fn level_1() {
    check("2001-21", "2001-03-01", "2001-05-31", Knowledge::Season);
    check("1984?", "1984-01-01", "1984-12-31", Knowledge::Uncertain);
    check(
        "2004-06~",
        "2004-06-01",
        "2004-06-30",
        Knowledge::Approximate,
    );
    check(
        "2004-06-11%",
        "2004-06-11",
        "2004-06-11",
        Knowledge::UncertainApproximate,
    );
    check("201X", "2010-01-01", "2019-12-31", Knowledge::Unspecified);
    check("20XX", "2000-01-01", "2099-12-31", Knowledge::Unspecified);
    check(
        "2004-XX",
        "2004-01-01",
        "2004-12-31",
        Knowledge::Unspecified,
    );
    check(
        "1985-04-XX",
        "1985-04-01",
        "1985-04-30",
        Knowledge::Unspecified,
    );
    check(
        "1985-XX-XX",
        "1985-01-01",
        "1985-12-31",
        Knowledge::Unspecified,
    );
    check("1985-04-12/..", "1985-04-12", "", Knowledge::Open);
    check("1985-04/..", "1985-04-01", "", Knowledge::Open);
    check("1985/..", "1985-01-01", "", Knowledge::Open);
    check("../1985-04-12", "", "1985-04-12", Knowledge::Open);
    check("../1985-04", "", "1985-04-30", Knowledge::Open);
    check("../1985", "", "1985-12-31", Knowledge::Open);
    check("1985-04-12/", "1985-04-12", "", Knowledge::UnknownEnd);
    check("1985-04/", "1985-04-01", "", Knowledge::UnknownEnd);
    check("1985/", "1985-01-01", "", Knowledge::UnknownEnd);
    check("/1985-04-12", "", "1985-04-12", Knowledge::UnknownEnd);
    check("/1985-04", "", "1985-04-30", Knowledge::UnknownEnd);
    check("/1985", "", "1985-12-31", Knowledge::UnknownEnd);
    check("-1985", "-1985-01-01", "-1985-12-31", Knowledge::Year);
    // Years beyond the range of days stop at its ends.
    let far = edtf("Y170000002");
    assert_eq!(
        (far.earliest(), far.latest()),
        (Some(Day::MAX), Some(Day::MAX))
    );
    let far = edtf("Y-170000002");
    assert_eq!(
        (far.earliest(), far.latest()),
        (Some(Day::MIN), Some(Day::MIN))
    );
}

/// What else levels 0 and 1 allow, and what the specification shows of one-of sets.
#[test]
fn further_forms() {
    check("0000", "0000-01-01", "0000-12-31", Knowledge::Year);
    check("-0001-02", "-0001-02-01", "-0001-02-28", Knowledge::Month);
    check(
        "-201X",
        "-2019-01-01",
        "-2010-12-31",
        Knowledge::Unspecified,
    );
    check("2001-22", "2001-06-01", "2001-08-31", Knowledge::Season);
    check("2001-23", "2001-09-01", "2001-11-30", Knowledge::Season);
    check("2023-24", "2023-12-01", "2024-02-29", Knowledge::Season);
    check(
        "2025-10-18~/2025-10-19",
        "2025-10-18",
        "2025-10-19",
        Knowledge::Approximate,
    );
    check(
        "2004-06-XX/2004-07-03",
        "2004-06-01",
        "2004-07-03",
        Knowledge::Unspecified,
    );
    check(
        "[1667,1668,1670..1672]",
        "1667-01-01",
        "1672-12-31",
        Knowledge::OneOf,
    );
    check("[..1760-12-03]", "", "1760-12-03", Knowledge::Open);
    check("[1760-12..]", "1760-12-01", "", Knowledge::Open);
    check(
        "[1760-01,1760-02,1760-12..]",
        "1760-01-01",
        "",
        Knowledge::Open,
    );
    check(
        "[1667,1760-12]",
        "1667-01-01",
        "1760-12-31",
        Knowledge::OneOf,
    );
    check("[..1984]", "", "1984-12-31", Knowledge::Open);
    check(
        "[2025-10-16,2025-10-15]",
        "2025-10-15",
        "2025-10-16",
        Knowledge::OneOf,
    );
    check(
        "[2025-10-15..2025-10-17]",
        "2025-10-15",
        "2025-10-17",
        Knowledge::OneOf,
    );
    check("[2025-10-15]", "2025-10-15", "2025-10-15", Knowledge::Day);
}

/// What is no date of these levels is refused at the right byte.
#[test]
fn refuses_what_is_no_date() {
    for (text, at) in [
        ("", 0),
        (" ", 0),
        ("..", 0),
        ("/", 0),
        ("../..", 0),
        ("../", 0),
        ("[]", 1),
        ("[..]", 1),
        ("[1985", 5),
        ("1985]", 4),
        ("[2025-10-15,]", 12),
        ("[2025-10-15,..2025-10-17]", 12),
        ("[2025-10-15..,2025-10-17]", 13),
        ("[2025-10-17..2025-10-15]", 13),
        ("[2025-10-15/2025-10-16]", 11),
        ("{1960,1961-12}", 0),
        ("85", 0),
        ("198", 0),
        ("19850412", 0),
        ("12345", 0),
        ("-0000", 1),
        ("-", 1),
        ("--1985", 1),
        ("+1985", 0),
        ("1985-", 5),
        ("1985-13", 5),
        ("1985-00", 5),
        ("1985-20", 5),
        ("2004-25", 5),
        ("2004-42", 5),
        ("1985-04-31", 8),
        ("1985-04-00", 8),
        ("2025-02-29", 8),
        ("1985-4-12", 5),
        ("1985-04-1", 8),
        ("1985-04-12-01", 10),
        ("1985-21-05", 8),
        ("1985-XX-12", 8),
        ("2004-X1", 5),
        ("2004-1X", 5),
        ("2004-01-1X", 8),
        ("1XXX", 0),
        ("XXXX", 0),
        ("19X5", 0),
        ("201X-XX", 5),
        ("156X-12-25", 5),
        ("2004-06~-11", 7),
        ("?2004-06", 0),
        ("2025?~", 4),
        ("Y17E7", 1),
        ("Y1985", 1),
        ("Y", 1),
        ("Y-", 1),
        ("Y99999999999999999999", 1),
        ("1985/1986/1987", 9),
        ("1986/1985", 5),
        ("2004-02-01/2004-01", 11),
        ("2004-01-01T10:00/2004-01-02", 10),
        ("1985T10:00", 4),
        ("1985-04-12~T10:00", 11),
        ("1985-04-12T", 11),
        ("1985-04-12T23", 13),
        ("1985-04-12T24:00:00", 11),
        ("1985-04-12T23:60", 14),
        ("1985-04-12T23:20:60", 17),
        ("1985-04-12T23:20:30.5", 17),
        ("1985-04-12T23:20:30:1", 20),
        ("1985-04-12T9:20", 11),
        ("1985-04-12T23:20:30ZZ", 20),
        ("1985-04-12T23:20+4", 17),
        ("1985-04-12T23:20+0430", 17),
        ("1985-04-12T23:20+04:60", 20),
        ("1985-04-12T23:20-00:00", 16),
        ("2025-10-١٩", 8),
        ("１９８５", 0),
    ] {
        match Edtf::parse(text) {
            Ok(date) => panic!("{text} is read as {}", date.display_long()),
            Err(error) => assert_eq!(error.at, at, "{text}: {error}"),
        }
    }
}
