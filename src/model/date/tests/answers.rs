//! What a date tells about itself: error, time, ends, certain and possible days, order, file.

use super::*;

/// A message names what is wrong, a hint what can be done.
#[test]
fn explains() {
    for (text, message) in [
        (
            "2025-13",
            "month 13 does not exist (months run from 01 to 12)",
        ),
        (
            "2025-02-30",
            "day 30 does not exist in this month (its days run from 01 to 28)",
        ),
        (
            "2025-2-3",
            "a month has two digits (write two digits: 2025-02-03)",
        ),
        (
            "2025-26",
            "season 26 is not read (seasons run from 21 (spring) to 24 (winter))",
        ),
        (
            "2025-10-19/2025-10-18",
            "the interval ends before it starts (write 2025-10-18/2025-10-19)",
        ),
    ] {
        assert_eq!(Edtf::parse(text).unwrap_err().to_string(), message);
    }
}

/// Times are kept as the source gives them.
#[test]
fn reads_times() {
    let time = |text| edtf(text).time().map(|t| (t.minutes, t.offset_minutes));
    assert_eq!(time("1985-04-12"), None);
    assert_eq!(time("1985-04-12T23:20:30"), Some((1400, None)));
    assert_eq!(time("1985-04-12T23:20:30Z"), Some((1400, Some(0))));
    assert_eq!(time("1985-04-12T23:20:30-04"), Some((1400, Some(-240))));
    assert_eq!(time("1985-04-12T23:20:30+04:30"), Some((1400, Some(270))));
    assert_eq!(time("2025-10-15T18:00+05:00"), Some((1080, Some(300))));
    assert_eq!(time("2016-12-31T23:59:60Z"), Some((1439, Some(0))));
}

/// Ends of intervals keep their own dates; everything else has none.
#[test]
fn intervals_have_ends() {
    let talks = edtf("2025-10-18~/2025-10");
    assert!(talks.is_interval());
    assert_eq!(talks.start().unwrap().knowledge(), Knowledge::Approximate);
    assert_eq!(talks.end().unwrap().latest(), Some(day("2025-10-31")));
    assert_eq!(edtf("/2025").start(), Some(&End::Unknown));
    assert_eq!(edtf("2025/..").end(), Some(&End::Open));
    let set = edtf("[2025-10-15..2025-10-17]");
    assert!(!set.is_interval() && set.start().is_none() && set.single().is_none());
    assert_eq!(set.members().map(<[Member]>::len), Some(1));
}

/// Only what every reading covers is certain.
#[test]
fn certain_days() {
    let core = |text: &str| {
        edtf(text)
            .core()
            .map(|(first, last)| format!("{first} {last}"))
            .unwrap_or_default()
    };
    assert_eq!(core("2025-10-19"), "2025-10-19 2025-10-19");
    assert_eq!(core("2025-10-19T18:00"), "2025-10-19 2025-10-19");
    assert_eq!(core("2025-10-18/2025-10-20"), "2025-10-18 2025-10-20");
    assert_eq!(core("2025-10/2025-11-06"), "2025-10-31 2025-11-06");
    assert_eq!(core("2025-10-18/2025-10-20~"), "2025-10-18 2025-10-18");
    assert_eq!(core("2025-10-18?/2025-10-20"), "2025-10-20 2025-10-20");
    for none in [
        "2025-10-19~",
        "2025-10-19?",
        "2025-10",
        "2025",
        "2025-10/2025-10",
        "2025-10-18~/2025-10-20?",
        "[2025-10-15,2025-10-16]",
        "../2025-11-06",
        "2025-11-06/..",
        "2025-11-06/",
    ] {
        assert_eq!(core(none), "", "{none}");
    }
}

/// Sets have gaps; spans join what touches.
#[test]
fn possible_days() {
    let spans = |text: &str| {
        edtf(text)
            .spans()
            .iter()
            .map(|(first, last)| {
                let show = |day: &Option<Day>| day.map_or("..".to_owned(), |day| day.to_string());
                format!("{}/{}", show(first), show(last))
            })
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(spans("[2025-10-16,2025-10-15]"), "2025-10-15/2025-10-16");
    assert_eq!(
        spans("[2025-10-15,2025-10-18]"),
        "2025-10-15/2025-10-15 2025-10-18/2025-10-18"
    );
    assert_eq!(spans("[..2025-10-15,2025-10,2025-11]"), "../2025-11-30");
    assert_eq!(
        spans("[2025-10-15,2025-10-18..]"),
        "2025-10-15/2025-10-15 2025-10-18/.."
    );
    assert_eq!(spans("[2025,2025-03,2025-07..]"), "2025-01-01/..");
    assert_eq!(spans("2025-10/.."), "2025-10-01/..");
    assert_eq!(edtf("[2025-10-15,2025-10-18]").n_days_wide(), Some(4));
    assert_eq!(edtf("2025-10").n_days_wide(), Some(31));
    assert_eq!(edtf("2025-10/..").n_days_wide(), None);
    assert_eq!(edtf("Y-170000002/Y170000002").n_days_wide(), Some(i32::MAX));
}

/// Overlap counts the first and the last day, and the gaps of sets.
#[test]
fn overlaps_days() {
    let overlaps = |text: &str, first, last| edtf(text).overlaps(day(first), day(last));
    assert!(overlaps("2025-10", "2025-10-31", "2025-11-30"));
    assert!(!overlaps("2025-10", "2025-11-01", "2025-11-30"));
    assert!(overlaps("../2025-10-18", "2025-10-18", "2025-10-18"));
    assert!(!overlaps("2025-10-19/..", "2025-10-18", "2025-10-18"));
    assert!(!overlaps(
        "[2025-10-15,2025-10-18]",
        "2025-10-16",
        "2025-10-17"
    ));
}

/// Earliest day, then latest, then text; open starts first, open ends last.
#[test]
fn sorts() {
    let sorted = [
        "../2025-10-01",
        "../2025-11-06",
        "-1985",
        "2025",
        "2025/..",
        "2025-10-15",
        "2025-10-15T09:00",
        "2025-10-15~",
        "[2025-10-15,2025-10-16]",
        "2025-10-15/..",
        "2025-10-16",
        "Y170000002",
    ];
    let mut dates: Vec<Edtf> = sorted.iter().rev().map(|text| edtf(text)).collect();
    dates.sort();
    assert_eq!(dates.iter().map(Edtf::as_str).collect::<Vec<_>>(), sorted);
}

/// In a file a date is its text; a bad one is refused with its hint.
#[test]
fn reads_and_writes_ron() {
    let dates: Vec<Edtf> = ron::from_str(r#"["2025-10-19~", "2025-10-18/2025-10-19"]"#).unwrap();
    assert_eq!(
        ron::to_string(&dates).unwrap(),
        r#"["2025-10-19~","2025-10-18/2025-10-19"]"#
    );
    let error = ron::from_str::<Edtf>(r#""18.10.2025""#).unwrap_err();
    assert!(error.to_string().contains("write 2025-10-18"), "{error}");
    assert!(ron::from_str::<Edtf>("2025").is_err());
}

/// A day makes a date, also where only its year can be written.
#[test]
fn from_day() {
    assert_eq!(Edtf::from(day("2025-10-19")), edtf("2025-10-19"));
    assert_eq!(Edtf::from(Day::MAX), edtf("Y5881580"));
    assert_eq!(Edtf::from(Day::MIN), edtf("Y-5877641"));
}
