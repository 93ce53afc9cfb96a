//! Numbers worked out by hand beforehand, from five days of fighting in October 2025 to the third
//! round of talks in November.

use super::super::*;
use super::*;

/// The acts of the test vectors.
fn vector_acts() -> Vec<Act> {
    let mut acts: Vec<Act> = (11..=15)
        .map(|d| afg_to_pak("190", &format!("2025-10-{d}")))
        .collect();
    acts.extend([
        mutual("0871", "2025-10-15"),
        mutual("046", "2025-10-18"),
        mutual("0871", "2025-10-19"),
        mutual("046", "2025-10-25"),
        mutual("0356", "2025-10-30"),
        mutual("046", "2025-11-06"),
        pak_to_afg("164", "2025-11-07"),
        pak_to_afg("111", "2025-11-08"),
        afg_to_pak("111", "2025-11-08"),
    ]);
    acts
}

/// The escalation of the test vectors, to 1e-4.
#[test]
fn vectors() {
    let acts = vector_acts();
    let index = escalation(&acts, &scale(), &settings("2025-10-11", "2025-11-14"));
    assert_eq!((index.n_acts, index.days.len()), (acts.len(), 35));
    for (date, expected) in [
        ("2025-10-11", 10.0000),
        ("2025-10-14", 34.6906),
        ("2025-10-15", 32.4201),
        ("2025-10-17", 26.5953),
        ("2025-10-19", 6.4770),
        ("2025-10-24", 3.9478),
        ("2025-10-25", -3.4244),
        ("2025-10-30", -9.0872),
        ("2025-11-05", -5.0165),
        ("2025-11-06", -11.5436),
        ("2025-11-07", -3.4553),
        ("2025-11-08", 0.8704),
        ("2025-11-14", 0.4805),
    ] {
        let score = index.at(day(date)).unwrap();
        assert!(
            (score.escalation - expected).abs() < 1e-4,
            "{date}: {}",
            score.escalation
        );
    }
}

/// The same talks recorded from both sides give the same vectors.
#[test]
fn vectors_with_mirrored_twins() {
    let settings = settings("2025-10-11", "2025-11-14");
    let plain = escalation(&vector_acts(), &scale(), &settings);
    let mut acts = vector_acts();
    for talks in acts.iter_mut().filter(|act| act.code == "046") {
        (talks.from, talks.to) = (vec!["PAK".to_owned()], vec!["AFG".to_owned()]);
    }
    for date in ["2025-10-18", "2025-10-25", "2025-11-06"] {
        acts.push(afg_to_pak("046", date));
    }
    let twins = escalation(&acts, &scale(), &settings);
    assert_eq!(twins.days, plain.days);
    assert_eq!(twins.skipped.len(), 3);
}

/// The means before and after the three rounds of the test vectors, to 1e-6.
#[test]
fn vectors_before_and_after() {
    let index = escalation(
        &vector_acts(),
        &scale(),
        &settings("2025-10-11", "2025-11-14"),
    );
    let round = |first, last| RoundDays {
        first: day(first),
        last: day(last),
    };
    let rounds = [
        round("2025-10-18", "2025-10-19"),
        round("2025-10-25", "2025-10-30"),
        round("2025-11-06", "2025-11-07"),
    ];
    let rows = before_after(&index.days, &rounds, 7);
    let expected = [
        (-5.857_143, 7, 0.0, 5, 5.857_143),
        (0.0, 5, 0.0, 6, 0.0),
        (0.0, 6, -0.571_429, 7, -0.571_429),
    ];
    for (row, (pre, n_pre, post, n_post, delta)) in rows.iter().zip(expected) {
        assert_eq!((row.pre.n_days, row.post.n_days), (n_pre, n_post));
        assert!((row.pre.mean.unwrap() - pre).abs() < 1e-6, "{row:?}");
        assert!((row.post.mean.unwrap() - post).abs() < 1e-6, "{row:?}");
        assert!((row.delta.unwrap() - delta).abs() < 1e-6, "{row:?}");
    }
    // Five days of fighting and a truce come before Doha, two accusations after the third round.
    assert_eq!((rows[0].pre.n_events, rows[2].post.n_events), (6, 2));
}
