//! The counting rules one by one, and odd inputs.

#![expect(
    clippy::float_cmp,
    reason = "small whole numbers and halves are exact; everything else is compared with a tolerance"
)]

use super::super::*;
use super::*;

/// Rule 1: a party must act on the other one, and the coder must count it.
#[test]
fn dyad_filter() {
    let mut uncounted = pak_to_afg("190", "2025-10-15");
    uncounted.counted = false;
    check(
        vec![
            act(&["QAT"], &["PAK", "AFG"], "045", "2025-10-15"),
            act(&["TTP"], &["PAK"], "190", "2025-10-15"),
            act(&["PAK"], &["TTP"], "190", "2025-10-15"),
            act(&["PAK", "AFG"], &[], "046", "2025-10-15"),
            act(&["PAK"], &["PAK"], "190", "2025-10-15"),
            uncounted,
            act(&["PAK", "TUR"], &["AFG", "QAT"], "0356", "2025-10-15"),
        ],
        as_they_are,
        "15:7",
        &[
            "e0: no party of the dyad is its source",
            "e1: no party of the dyad is its source",
            "e2: the other party of the dyad is not its target",
            "e3: the other party of the dyad is not its target",
            "e4: the other party of the dyad is not its target",
            "e5: the coder does not count it on a dyad",
        ],
    );
}

/// Rule 1: a mutual act counts once pooled and once in each directed view.
#[test]
fn directions() {
    let acts = || {
        vec![
            mutual("0871", "2025-10-15"),
            pak_to_afg("190", "2025-10-16"),
            afg_to_pak("111", "2025-10-17"),
        ]
    };
    check(acts(), as_they_are, "15:9 16:-10 17:-2", &[]);
    check(
        acts(),
        |s| s.direction = Direction::AToB,
        "15:9 16:-10",
        &["e2: it goes the other way"],
    );
    check(
        acts(),
        |s| s.direction = Direction::BToA,
        "15:9 17:-2",
        &["e1: it goes the other way"],
    );
}

/// Rule 2: talks count once, whoever recorded them; accusations in two directions count twice.
#[test]
fn reciprocals_once() {
    check(
        vec![
            pak_to_afg("046", "2025-10-18"),
            afg_to_pak("046", "2025-10-18"),
            mutual("046", "2025-10-18"),
            pak_to_afg("046", "2025-10-18"),
            afg_to_pak("046", "2025-10-19"),
            mutual("057", "2025-10-18"),
            pak_to_afg("111", "2025-10-20"),
            afg_to_pak("111", "2025-10-20"),
        ],
        as_they_are,
        "18:15 19:7 20:-4",
        &[
            "e1: e0 is the same talks from the other side",
            "e2: e0 is the same talks from the other side",
            "e3: e0 is the same act on the same day",
        ],
    );
    let twins = || {
        vec![
            pak_to_afg("046", "2025-10-18"),
            afg_to_pak("046", "2025-10-18"),
        ]
    };
    let other_way = ["e0: it goes the other way"];
    check(
        twins(),
        |s| s.direction = Direction::BToA,
        "18:7",
        &other_way,
    );
    // Twins on one unknown day are one meeting too.
    check(
        vec![
            pak_to_afg("046", "[2025-10-18,2025-10-19]"),
            afg_to_pak("046", "[2025-10-18..2025-10-19]"),
        ],
        as_they_are,
        "18:3.5? 19:3.5?",
        &["e1: e0 is the same talks from the other side"],
    );
}

/// Rule 3: the same sources, targets, code and day count once.
#[test]
fn one_a_day() {
    check(
        vec![
            pak_to_afg("190", "2025-10-15"),
            pak_to_afg("190", "2025-10-15T18:00"),
            pak_to_afg("193", "2025-10-15"),
            afg_to_pak("190", "2025-10-15"),
            act(&["PAK", "PAK"], &["AFG"], "190", "2025-10-15"),
            act(&["PAK", "TUR"], &["AFG"], "190", "2025-10-15"),
            pak_to_afg("190", "2025-10-14/2025-10-16"),
            pak_to_afg("190", "[2025-10-16,2025-10-17]"),
        ],
        as_they_are,
        "14:-10 15:-40 16:-10 17:-5?",
        &[
            "e1: e0 is the same act on the same day",
            "e4: e0 is the same act on the same day",
        ],
    );
    // Two strikes of one month are not the same strike.
    let index = october(
        vec![pak_to_afg("190", "2025-10"), pak_to_afg("190", "2025-10")],
        as_they_are,
    );
    let conflict: f64 = index.days.iter().map(|score| score.conflict).sum();
    assert!((conflict - 20.0).abs() < 1e-9 && index.skipped.is_empty());
}

/// Rule 4: fighting counts on each day, talks at their start, unless the act says otherwise.
#[test]
fn several_days() {
    let spread = |mut act: Act, spread| {
        act.spread = spread;
        act
    };
    let talks = || mutual("046", "2025-10-18/2025-10-20");
    let fight = || pak_to_afg("190", "2025-10-11/2025-10-12");
    check(
        vec![talks(), fight()],
        as_they_are,
        "11:-10 12:-10 18:7",
        &[],
    );
    check(
        vec![spread(talks(), Spread::AtEnd)],
        as_they_are,
        "20:7",
        &[],
    );
    check(
        vec![spread(talks(), Spread::PerDay)],
        as_they_are,
        "18:7 19:7 20:7",
        &[],
    );
    check(
        vec![spread(fight(), Spread::AtStart)],
        as_they_are,
        "11:-10",
        &[],
    );
}

/// Rule 5: an uncertain day shares the weight out and is flagged; parts outside are lost.
#[test]
fn uncertain_days() {
    let mut some_day = pak_to_afg("190", "2025-10-08/2025-10-09");
    some_day.date_is_uncertain = true;
    check(
        vec![
            pak_to_afg("190", "[2025-10-12,2025-10-14]"),
            pak_to_afg("0871", "2025-10-20~"),
            some_day,
            pak_to_afg("111", "[2025-10-31,2025-11-01]"),
        ],
        as_they_are,
        "8:-5? 9:-5? 12:-5? 14:-5? 20:9? 31:-1?",
        &[],
    );
    let index = october(vec![pak_to_afg("190", "2025-10")], as_they_are);
    assert!(index.days.iter().all(|score| score.uncertain));
    assert!(
        index
            .days
            .iter()
            .all(|score| (score.conflict - 10.0 / 31.0).abs() < 1e-12)
    );
}

/// Rule 6: the line takes the best weight, the band its edges; nothing but a dispute has a band.
#[test]
fn disputed_acts() {
    let disputed = |mut act: Act, best| {
        act.weight = Weight::disputed(best);
        act
    };
    let index = october(
        vec![
            disputed(pak_to_afg("190", "2025-10-01"), 0.5),
            disputed(mutual("0871", "2025-10-01"), 0.0),
            afg_to_pak("111", "2025-10-01"),
        ],
        |s| s.half_life = HalfLife::One,
    );
    let band = |i: usize| {
        let score = &index.days[i];
        (
            score.escalation_low,
            score.escalation,
            score.escalation_high,
        )
    };
    assert_eq!(band(0), (-7.0, 7.0, 12.0));
    assert_eq!(band(1), (-3.5, 3.5, 6.0));
    assert_eq!(index.days[0].contributions[1].points, -5.0);

    let mut rejected = pak_to_afg("190", "2025-10-15");
    rejected.weight = Weight::REJECTED;
    let accepted = pak_to_afg("190", "2025-10-15");
    let left_out = ["e0: it is disputed and left out"];
    check(vec![rejected, accepted], as_they_are, "15:-10", &left_out);
}

/// Of equal acts the one with the greatest weight counts, in whatever order they stand.
#[test]
fn heaviest_of_equals() {
    let mut doubted = pak_to_afg("190", "2025-10-15");
    doubted.weight = Weight::disputed(0.2);
    let sure = pak_to_afg("190", "2025-10-15");
    for acts in [vec![doubted.clone(), sure.clone()], vec![sure, doubted]] {
        let index = october(acts, as_they_are);
        let score = &index.days[14];
        assert_eq!(score.conflict, 10.0);
        assert_eq!((score.escalation_low, score.escalation_high), (10.0, 10.0));
        assert_eq!((index.n_acts, index.skipped.len()), (1, 1));
    }
}

/// Every other reason to skip an act, and the inherited value.
#[test]
fn reasons_and_inheritance() {
    check(
        vec![
            pak_to_afg("", "2025-10-15"),
            pak_to_afg("99", "2025-10-15"),
            pak_to_afg("190", "../2025-10-15"),
            pak_to_afg("190", "2025-11-01"),
            pak_to_afg("190", "2025-09-30"),
            mutual("046", "2025-10-18"),
            pak_to_afg("1214", "2025-10-19"),
            pak_to_afg("1931", "2025-10-20"),
            mutual("0871", "2025-10-21"),
        ],
        |s| s.filter = CodeFilter::MaterialOnly,
        "20:-10 21:9",
        &[
            "e0: it has no CAMEO code",
            "e1: the scale has no value for its code",
            "e2: its date is open",
            "e3: it is outside the period",
            "e4: it is outside the period",
            "e5: it is words, and only deeds are shown",
            "e6: it is words, and only deeds are shown",
        ],
    );
    let index = october(vec![pak_to_afg("1214", "2025-10-19")], as_they_are);
    assert_eq!(index.days[18].conflict, 4.0);
    let inherited = &index.inherited[0];
    assert_eq!(
        (inherited.id.as_str(), inherited.parent.as_str()),
        ("e0", "12")
    );
}

/// Periods of no days and of millions of days are computed or cut, not a panic.
#[test]
fn odd_periods() {
    let acts = [act(&["PAK"], &["AFG"], "190", "Y-170000002/Y170000002")];
    let mut settings = settings("2025-10-02", "2025-10-01");
    assert!(escalation(&acts, &scale(), &settings).days.is_empty());
    (settings.first, settings.last) = (Day::MIN, Day::MAX);
    let index = escalation(&acts, &scale(), &settings);
    assert_eq!(index.days.len(), 200_000);
    assert_eq!(index.settings.last, Day::MIN + 199_999);
    assert!(index.days.iter().all(|score| score.escalation.is_finite()));
    (settings.first, settings.last) = (Day::MAX - 1, Day::MAX);
    let index = escalation(&acts, &scale(), &settings);
    assert_eq!((index.days.len(), index.days[1].day), (2, Day::MAX));
    assert!(index.at(Day::MIN).is_none());
}

/// What is left after a half-life is a half.
#[test]
fn half_lives() {
    assert_eq!(HalfLife::default().days(), 7);
    for half_life in HalfLife::ALL {
        let left = half_life.retention().powi(i32::from(half_life.days()));
        assert!((left - 0.5).abs() < 1e-12);
        assert_eq!(HalfLife::from_days(half_life.days()), Some(half_life));
    }
    assert_eq!(HalfLife::from_days(2), None);
}
