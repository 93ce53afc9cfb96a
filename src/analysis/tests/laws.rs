//! What holds for any acts.

use proptest::prelude::*;

use super::super::*;
use super::*;

fn any_act() -> impl Strategy<Value = Act> {
    let actors = || prop::collection::vec(prop::sample::select(vec!["PAK", "AFG", "QAT"]), 0..3);
    let codes = vec!["190", "046", "057", "0871", "111", "1931", "045", "77", ""];
    let dates = "2025-(09|10)(-(0[1-9]|[12][0-9]|30)[~?]?)?|\\[2025-10-1[0-4],2025-10-1[5-9]\\]|2025-10-1[0-4]/(2025-10-1[5-9]|\\.\\.)";
    (
        actors(),
        actors(),
        prop::sample::select(codes),
        dates,
        prop::sample::select(vec![
            Weight::ACCEPTED,
            Weight::disputed(0.5),
            Weight::REJECTED,
        ]),
        any::<bool>(),
    )
        .prop_map(|(from, to, code, date, weight, date_is_uncertain)| Act {
            weight,
            date_is_uncertain,
            ..act(&from, &to, code, &date)
        })
}

proptest! {
    /// The recursive level is the direct sum with exponential weights, and the rest follows from
    /// the definitions.
    #[test]
    fn level_is_the_direct_sum(
        acts in prop::collection::vec(any_act(), 0..40),
        half_life in prop::sample::select(HalfLife::ALL.to_vec()),
    ) {
        let index = october(acts, |s| s.half_life = half_life);
        let h = f64::from(half_life.days());
        for (d, score) in index.days.iter().enumerate() {
            let direct: f64 = index.days[..=d]
                .iter()
                .enumerate()
                .map(|(s, earlier)| earlier.net * 2_f64.powf(-((d - s) as f64) / h))
                .sum();
            prop_assert!((score.level - direct).abs() < 1e-9);
            prop_assert!((score.escalation + score.level).abs() < 1e-12);
            let normalised = (1.0 - 2_f64.powf(-1.0 / h)) * score.escalation;
            prop_assert!((score.normalised - normalised).abs() < 1e-12);
            let areas = score.decayed_cooperation - score.decayed_conflict;
            prop_assert!((score.level - areas).abs() < 1e-9);
            prop_assert!(score.cooperation >= 0.0 && score.conflict >= 0.0);
            prop_assert!(score.escalation_low <= score.escalation);
            prop_assert!(score.escalation <= score.escalation_high);
            let points: f64 = score.contributions.iter().map(|part| part.points).sum();
            prop_assert!((points - score.net).abs() < 1e-9);
        }
    }

    /// Every act contributes or is skipped, and the order of the acts does not matter.
    #[test]
    fn accounts_for_every_act(acts in prop::collection::vec(any_act(), 0..40)) {
        let index = october(acts.clone(), as_they_are);
        let mut seen: Vec<usize> = index.skipped.iter().map(|skipped| skipped.act_idx).collect();
        for score in &index.days {
            seen.extend(score.contributions.iter().map(|part| part.act_idx));
        }
        seen.sort_unstable();
        seen.dedup();
        prop_assert_eq!(seen, (0..acts.len()).collect::<Vec<_>>());
        prop_assert_eq!(index.n_acts + index.skipped.len(), acts.len());

        let reversed = october(acts.into_iter().rev().collect(), as_they_are);
        for (a, b) in index.days.iter().zip(&reversed.days) {
            prop_assert!((a.net - b.net).abs() < 1e-9, "{}: {} {}", a.day, a.net, b.net);
            prop_assert!((a.escalation_high - b.escalation_high).abs() < 1e-9);
        }
    }
}
