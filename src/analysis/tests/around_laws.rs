//! Comparisons before and after: the vectors worked out by hand, and what holds for any days and rounds.

use proptest::prelude::*;

use super::super::*;
use super::*;
use crate::model::RecordKind;

fn subject(id: &str, first: Day, last: Day) -> Subject {
    Subject {
        record: RecordRef::new(RecordKind::Round, id),
        core: RoundDays { first, last },
        until: None,
        neighbours: Vec::new(),
    }
}

/// Rounds that bound each other.
fn neighbours(rounds: &[(Day, Day)]) -> Vec<Subject> {
    let all: Vec<Subject> = rounds
        .iter()
        .enumerate()
        .map(|(i, (first, last))| subject(&format!("R{i}"), *first, *last))
        .collect();
    all.iter()
        .map(|round| Subject {
            neighbours: all
                .iter()
                .filter(|other| other.record != round.record)
                .map(|other| (other.record.clone(), other.core))
                .collect(),
            ..round.clone()
        })
        .collect()
}

fn samples(first: Day, values: &[f64]) -> Vec<DayValue> {
    values
        .iter()
        .zip(0..)
        .map(|(value, offset)| DayValue {
            day: first + offset,
            value: *value,
            records: vec![RecordRef::event(&format!("E{}", offset / 2))],
        })
        .collect()
}

/// The vectors of `vectors.rs`, with what cut each window: the data begin on 11 October, the next
/// rounds on the 25th and on 6 November, the data end on the 14th.
#[test]
fn vectors_with_clips() {
    let mut values = [0.0; 35];
    values[..4].fill(-10.0);
    // Oct 15: fighting and a truce; Nov 8: two accusations; the days of the rounds do not matter.
    (values[4], values[28]) = (-1.0, -4.0);
    let samples = samples(day("2025-10-11"), &values);
    let rounds = neighbours(&[
        (day("2025-10-18"), day("2025-10-19")),
        (day("2025-10-25"), day("2025-10-30")),
        (day("2025-11-06"), day("2025-11-07")),
    ]);
    let expected = [
        (
            -5.857_143,
            7,
            0.0,
            5,
            5.857_143,
            "None",
            "Some(Neighbour R1)",
        ),
        (
            0.0,
            5,
            0.0,
            6,
            0.0,
            "Some(Neighbour R0)",
            "Some(Neighbour R2)",
        ),
        (
            0.0,
            6,
            -0.571_429,
            7,
            -0.571_429,
            "Some(Neighbour R1)",
            "None",
        ),
    ];
    let said = |clip: &Option<Clip>| match clip {
        Some(Clip::Neighbour(record)) => format!("Some(Neighbour {})", record.id),
        other => format!("{other:?}"),
    };
    for (round, (pre, n_pre, post, n_post, delta, before, after)) in rounds.iter().zip(expected) {
        let row = Comparison::new(&samples, round, 7);
        assert_eq!((row.pre.days.len(), row.post.days.len()), (n_pre, n_post));
        assert!((row.pre.mean.unwrap() - pre).abs() < 1e-6, "{row:?}");
        assert!((row.post.mean.unwrap() - post).abs() < 1e-6, "{row:?}");
        assert!((row.delta.unwrap() - delta).abs() < 1e-6, "{row:?}");
        assert_eq!(said(&row.pre.clip), before);
        assert_eq!(said(&row.post.clip), after);
    }
    let wide = Comparison::new(&samples, &rounds[0], 14);
    assert_eq!(
        (wide.pre.clip, wide.pre.first),
        (Some(Clip::Data), day("2025-10-11"))
    );
    let last = Comparison::new(&samples, &rounds[2], 14);
    assert_eq!(
        (last.post.clip, last.post.last),
        (Some(Clip::Data), day("2025-11-14"))
    );
}

/// What ends a ceasefire ends what it is compared with; less than three days are too short.
#[test]
fn ceasefires_end() {
    let samples = samples(Day(0), &[1.0; 20]);
    let mut truce = subject("CF1", Day(10), Day(10));
    truce.until = Some(Day(13));
    let row = Comparison::new(&samples, &truce, 7);
    assert_eq!(
        (row.post.last, row.post.clip.clone()),
        (Day(13), Some(Clip::Ended))
    );
    assert_eq!((row.delta, row.sign()), (Some(0.0), Some(Sign::Level)));
    truce.until = Some(Day(12));
    let row = Comparison::new(&samples, &truce, 7);
    assert!(row.is_too_short() && row.post.mean.is_some());
    assert_eq!(SignAgreement::of([row.delta]), SignAgreement::TooShort);
}

/// A badge where the sign depends on the scale.
#[test]
fn signs() {
    let row = |after: f64| {
        let values: Vec<f64> = (0..9).map(|i| if i < 5 { 0.0 } else { after }).collect();
        Comparison::new(&samples(Day(0), &values), &subject("R1", Day(4), Day(4)), 7)
    };
    let (up, down, level) = (row(1.0).delta, row(-0.5).delta, row(1e-12).delta);
    assert_eq!(SignAgreement::of([up, up]), SignAgreement::Same(Sign::Up));
    assert_eq!(
        SignAgreement::of([up, down, level]),
        SignAgreement::Differs(vec![Sign::Up, Sign::Down, Sign::Level])
    );
}

/// The test by moving the date needs many days, many records, and a value on each day.
#[test]
fn shifts_need_data() {
    let values: Vec<f64> = (0..80).map(|i| f64::from(i % 7)).collect();
    let days = samples(Day(0), &values);
    let row = Comparison::new(&days, &subject("R1", Day(40), Day(41)), 14);
    let test = circular_shift(&days, &row).unwrap();
    assert_eq!((test.n_shifts, test.n_records), (80, 40));
    assert!(test.n_as_large >= 1 && test.share <= 1.0);
    assert_eq!(circular_shift(&days[..58], &row), None);
    assert_eq!(
        circular_shift(&[&days[..10], &days[11..]].concat(), &row),
        None
    );
}

/// The strip needs nine whole months; a month that is cut does not count.
#[test]
fn ripeness_needs_nine_months() {
    let scores = |first: &str, last: &str| {
        // Ten points on the first of each month, from July on on the second as well.
        let (first, last) = (day(first), day(last));
        let acts: Vec<Act> = (0..=last - first)
            .map(|offset| first + offset)
            .filter(|it| matches!(it.ymd(), (_, _, 1) | (_, 7.., 2)))
            .map(|it| afg_to_pak("190", &it.to_string()))
            .collect();
        escalation(
            &acts,
            &scale(),
            &settings(&first.to_string(), &last.to_string()),
        )
        .days
    };
    let strip = |first, last| ripeness(&scores(first, last), |_| Some("E1"));
    let too_short = |n_months| Ripeness::TooShort { n_months };
    assert_eq!(strip("2025-01-02", "2025-10-31"), {
        let Ripeness::Months(months) = strip("2025-02-01", "2025-10-31") else {
            panic!("nine months");
        };
        // Feb to Jul: 10 five times and 20 once; Aug to Oct: 20.
        let change = months[8].change.unwrap();
        assert!((change - (20.0 - 70.0 / 6.0)).abs() < 1e-9);
        assert!(months[..8].iter().all(|month| month.change.is_none()));
        assert_eq!(
            (months[5].conflict.n_days, months[5].conflict.n_records()),
            (31, 2)
        );
        Ripeness::Months(months)
    });
    assert_eq!(strip("2025-01-01", "2025-09-29"), too_short(8));
    assert_eq!(strip("2025-01-02", "2025-01-30"), too_short(0));
    assert_eq!(ripeness(&[], |_| None), too_short(0));
}

/// Statistics of a range say what is in it and what is missing.
#[test]
fn ranges() {
    let mut days = samples(Day(0), &[1.0, -2.0, 6.0, 3.0, 3.0]);
    days.remove(3);
    let range = range_statistics(&days, Day(4), Day(1)).unwrap();
    assert_eq!((range.n_days, range.n_gaps, range.records.len()), (3, 1, 3));
    assert_eq!((range.min, range.max), ((-2.0, Day(1)), (6.0, Day(2))));
    assert!((range.mean - 7.0 / 3.0).abs() < 1e-12 && (range.sum - 7.0).abs() < 1e-12);
    assert_eq!(range_statistics(&days, Day(3), Day(3)), None);
}

proptest! {
    /// Rounds come to the same here as in `before_after_of`; windows stay within what is asked for, hold
    /// no day of a round, and say what cut them.
    #[test]
    fn agrees_and_clips(
        values in prop::collection::vec(-10.0..10.0_f64, 1..60),
        rounds in prop::collection::vec((0..60_i32, 0..6_i32), 1..5),
        window in 1..40_u16,
    ) {
        let rounds: Vec<(Day, Day)> = rounds.iter().map(|(first, n)| (Day(*first), Day(first + n))).collect();
        let days = samples(Day(0), &values);
        let plain: Vec<Sample> = days
            .iter()
            .map(|it| Sample { day: it.day, value: it.value, n_events: 1 })
            .collect();
        let core = |(first, last): &(Day, Day)| RoundDays { first: *first, last: *last };
        let cores: Vec<RoundDays> = rounds.iter().map(core).collect();
        let rows = before_after_of(&plain, &cores, window);
        for (round, row) in neighbours(&rounds).iter().zip(&rows) {
            let compared = Comparison::new(&days, round, window);
            match (compared.delta, row.delta) {
                (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-9),
                (a, b) => prop_assert_eq!(a, b),
            }
            prop_assert_eq!(Comparison::delta_of(&days, round, window), compared.delta);
            prop_assert!(compared.pre.days.len() <= usize::from(window));
            prop_assert!(compared.post.days.len() <= usize::from(window));
            for side in [&compared.pre, &compared.post] {
                let asked = i64::from(window);
                let n_days = i64::from(side.last.0) - i64::from(side.first.0) + 1;
                prop_assert_eq!(side.clip.is_some(), n_days < asked, "{:?}", side);
                for it in &side.days {
                    let in_core = round.core.first <= it.day && it.day <= round.core.last;
                    prop_assert!(!in_core && (side.first..=side.last).contains(&it.day));
                }
            }
        }
    }

    /// Pooled, acts of one direction are the sum of both directed views.
    #[test]
    fn pooling(acts in prop::collection::vec((any::<bool>(), 0..4_usize, 1..31_u8), 0..30)) {
        let codes = ["190", "0871", "111", "164"];
        let acts: Vec<Act> = acts
            .into_iter()
            .map(|(from_pak, code, of_month)| {
                let date = format!("2025-10-{of_month:02}");
                if from_pak { pak_to_afg(codes[code], &date) } else { afg_to_pak(codes[code], &date) }
            })
            .collect();
        let towards = |direction| october(acts.clone(), |s| s.direction = direction).days;
        let (both, there, back) = (
            towards(Direction::Both),
            towards(Direction::AToB),
            towards(Direction::BToA),
        );
        for (day_idx, pooled) in both.iter().enumerate() {
            let (a, b) = (&there[day_idx], &back[day_idx]);
            prop_assert!((pooled.cooperation - a.cooperation - b.cooperation).abs() < 1e-9);
            prop_assert!((pooled.conflict - a.conflict - b.conflict).abs() < 1e-9);
            prop_assert!((pooled.level - a.level - b.level).abs() < 1e-9);
        }
    }
}
