//! Violence from competing claims: the rules one by one, and what holds for any claims.

#![expect(
    clippy::float_cmp,
    reason = "whole numbers and halves are exact; everything else is compared with a tolerance"
)]

use proptest::prelude::*;

use super::super::*;
use super::day;
use crate::model::Dossier;

/// A dossier with the parties A and B, the armed group G, the hospital H, and these events and claims.
fn dossier(events: &str, claims: &str) -> Dossier {
    let text = format!(
        r#"#![enable(implicit_some)]
        (
            format: 1, id: "x", title: "x", parties: ["A", "B"],
            actors: [
                (id: "A", name: "A", kind: State), (id: "B", name: "B", kind: State),
                (id: "a-army", name: "A's army", kind: Institution, of: "A"),
                (id: "G", name: "G", kind: NonStateArmedGroup),
                (id: "H", name: "H", kind: Institution),
            ],
            events: [{events}],
            claims: [{claims}],
        )"#
    );
    ron::from_str(&text).unwrap()
}

pub(super) fn event(id: &str, date: &str, code: &str) -> String {
    format!(
        r#"(id: "{id}", date: "{date}", title: "", priority: Core, cameo: "{code}", dyad: ["A", "B"]),"#
    )
}

/// A claim by one actor about one event; `figure` is `low: 1, high: 2` and may be followed by more.
pub(super) fn claim(
    id: &str,
    event: &str,
    by: &str,
    harmed: &str,
    side: &str,
    figure: &str,
) -> String {
    let (figure, more) = figure.split_once(';').unwrap_or((figure, ""));
    let optional = |name: &str, id: &str| match id {
        "" => String::new(),
        id => format!("{name}: \"{id}\", "),
    };
    let events = match event {
        "" => String::new(),
        ids => format!("\"{}\"", ids.replace(' ', "\", \"")),
    };
    format!(
        r#"(id: "{id}", events: [{events}], claimant: "{by}", {}harmed: "{harmed}", {}killed: ({figure}), {more}),"#,
        optional("by", by),
        optional("side", side),
    )
}

pub(super) fn settings(best: BestRule) -> ViolenceSettings {
    ViolenceSettings {
        toll: Toll::Killed,
        side: None,
        dyad: None,
        best,
        first: day("2025-10-01"),
        last: day("2025-10-31"),
    }
}

fn count(dossier: &Dossier, settings: &ViolenceSettings) -> Violence {
    violence(&Shown::new(dossier, &View::default()), settings)
}

/// Expects the days as `10:low best high`, with `-` for no best and `+` for an open end, and what
/// became of the claims that are not used.
pub(super) fn check(
    events: &str,
    claims: &str,
    settings: &ViolenceSettings,
    days: &str,
    unused: &[&str],
) {
    let counted = count(&dossier(events, claims), settings);
    let shown: Vec<String> = counted
        .days
        .iter()
        .filter_map(|entry| {
            let toll = entry.toll?;
            let best = toll
                .best
                .map_or_else(|| "-".to_owned(), |best| best.to_string());
            let open = if toll.is_open { "+" } else { "" };
            let of_month = entry.day.ymd().2;
            Some(format!(
                "{of_month}:{} {best} {}{open}",
                toll.low, toll.high
            ))
        })
        .collect();
    assert_eq!(shown.join(", "), days);
    let left: Vec<String> = counted
        .claims
        .iter()
        .filter_map(|claim| Some(format!("{}: {}", claim.id, claim.used.err()?.label())))
        .collect();
    assert_eq!(left, unused);
}

/// Rules 1 and 2: claims about the same harm are alternatives, different harms are added.
#[test]
fn alternatives_and_sums() {
    let events = event("E1", "2025-10-10", "190");
    let claims = [
        claim("C1", "E1", "A", "soldiers", "A", "low: 23, high: 23"),
        claim("C2", "E1", "B", "soldiers", "A", "low: 58, high: 58"),
        claim("C3", "E1", "A", "fighters", "B", "low: 200"),
        claim("C4", "E1", "B", "fighters", "B", "low: 9, high: 20"),
        claim("C5", "E1", "H", "civilians", "B", "low: 4, high: 4"),
    ]
    .concat();
    let check = |rule, days| check(&events, &claims, &settings(rule), days, &[]);
    check(BestRule::Lowest, "10:36 36 262+");
    check(BestRule::Highest, "10:36 262 262+");
    check(BestRule::Party("A".into()), "10:36 223 262+");
    check(BestRule::Party("B".into()), "10:36 67 262+");
    // The hospital speaks of civilians only; the band reaches down to what is drawn.
    check(BestRule::ThirdParties, "10:4 4 262+");
}

/// A range states its best estimate where it has one; outside its range it cannot draw.
#[test]
fn best_estimates() {
    let events = event("E1", "2025-10-10", "190");
    let check = |figure: &str, rule: BestRule, days: &str| {
        let claims = claim("C1", "E1", "H", "people", "A", figure);
        check(&events, &claims, &settings(rule), days, &[]);
    };
    check("low: 2, high: 40", BestRule::Lowest, "10:2 2 40");
    check("low: 2, high: 40, best: 10", BestRule::Lowest, "10:2 10 40");
    check(
        "low: 2, high: 40, best: 10",
        BestRule::Highest,
        "10:2 40 40",
    );
    check("best: 10", BestRule::Lowest, "10:10 10 10");
    check("low: 2, best: 10", BestRule::Lowest, "10:2 10 10+");
    check("low: 2, high: 40, best: 90", BestRule::Lowest, "10:2 40 40");
}

/// One side only: its claims, and none of those that name no side.
#[test]
fn one_side() {
    let events = event("E1", "2025-10-10/2025-10-11", "190");
    let claims = [
        claim("C1", "E1", "A", "soldiers", "A", "low: 20, high: 30"),
        claim("C2", "E1", "A", "fighters", "B", "low: 200"),
        claim("C3", "E1", "H", "anyone", "", "low: 50, high: 50"),
    ]
    .concat();
    let mut settings = settings(BestRule::Lowest);
    settings.side = Some("A".into());
    check(
        &events,
        &claims,
        &settings,
        "10:10 10 15, 11:10 10 15",
        &["C2: it is about another side", "C3: it names no side"],
    );
}

/// Those of no named side are people of their own, unless the claim is about anyone.
#[test]
fn no_side() {
    let events = event("E1", "2025-10-17", "183");
    let claims = [
        claim("C1", "E1", "A", "soldiers", "A", "low: 6, high: 7"),
        claim("C2", "E1", "A", "attackers", "", "low: 3, high: 6"),
    ]
    .concat();
    let lowest = settings(BestRule::Lowest);
    check(&events, &claims, &lowest, "17:9 9 13", &[]);
    let none = claim("C3", "E1", "H", "anyone", "", "low: 0, high: 0");
    check(&events, &[claims, none].concat(), &lowest, "17:0 0 13", &[]);
}

/// Rules 4 to 7: what is not used, and zero is no gap.
#[test]
fn unused_and_gaps() {
    let events = [
        event("E1", "2025-10-10", "190"),
        event("E2", "2025-10-12", "016"),
        event("E3", "2025-10-14/..", "190"),
        event("E4", "2025-11-14", "190"),
    ]
    .concat();
    let claims = [
        claim("C1", "E1", "A", "anyone", "", "low: 0, high: 0"),
        claim("C2", "E1", "A", "soldiers", "A", "low: 1; status: Denied"),
        claim(
            "C3",
            "E1",
            "A",
            "soldiers",
            "A",
            "low: 1; status: Corrected",
        ),
        claim(
            "C4",
            "E1",
            "A",
            "soldiers",
            "A",
            "low: 1; status: Retracted",
        ),
        claim("C5", "E1", "A", "soldiers", "A", "low: 1; rank: Deprecated"),
        claim("C6", "E2", "A", "soldiers", "B", "low: 206"),
        claim("C7", "E3", "A", "soldiers", "B", "low: 1"),
        claim("C8", "E4", "A", "soldiers", "B", "low: 1"),
        claim("C9", "E9", "A", "soldiers", "B", "low: 1"),
        claim("C10", "E1", "A", "soldiers", "B", ""),
    ]
    .concat();
    check(
        &events,
        &claims,
        &settings(BestRule::Lowest),
        "10:0 0 0",
        &[
            "C2: it was denied",
            "C3: it was corrected",
            "C4: it was retracted",
            "C5: its rank is deprecated",
            "C6: when people died is not said",
            "C7: its date is open",
            "C8: it is outside the period",
            "C9: it names no event and no period",
            "C10: it gives no such figure",
        ],
    );
    let mut elsewhere = settings(BestRule::Lowest);
    elsewhere.dyad = Some(Dyad::new("A", "G"));
    let claims = claim("C1", "E1", "A", "soldiers", "A", "low: 1");
    let off = ["C1: none of its events counts on the dyad"];
    check(&events, &claims, &elsewhere, "", &off);
}

/// Of several claims that a rule leaves the lowest is taken, and that is said.
#[test]
fn ranks_and_ties() {
    let events = event("E1", "2025-10-10", "190");
    let claims = |ranks: [&str; 3]| {
        let figures = ["low: 10, high: 12", "low: 8", "high: 30"];
        let one = |(i, (figure, rank)): (usize, (&str, &str))| {
            let id = format!("C{}", i + 1);
            claim(
                &id,
                "E1",
                "a-army",
                "soldiers",
                "A",
                &format!("{figure}; {rank}"),
            )
        };
        let both = figures.into_iter().zip(ranks);
        both.enumerate().map(one).collect::<String>()
    };
    let by_rank = |ranks| {
        let counted = count(
            &dossier(&events, &claims(ranks)),
            &settings(BestRule::ByRank),
        );
        let harm = counted.harms[0].clone();
        let toll = counted.days[9].toll.unwrap();
        assert_eq!((toll.low, toll.high, toll.is_open), (0.0, 30.0, true));
        (harm.chosen, harm.is_tied, toll.best)
    };
    let c = |id: &str| vec![id.to_owned()];
    assert_eq!(by_rank(["", "", ""]), (c("C2"), true, Some(8.0)));
    assert_eq!(
        by_rank(["rank: Preferred", "", ""]),
        (c("C1"), false, Some(10.0))
    );
    assert_eq!(
        by_rank(["", "", "rank: Preferred"]),
        (c("C3"), false, Some(30.0))
    );
    assert_eq!(
        by_rank(["rank: Preferred", "", "rank: Preferred"]),
        (c("C1"), true, Some(10.0))
    );
}

/// The trailing sum adds what is known, says how many days that are, and ends after a week.
#[test]
fn trailing() {
    let events = [
        event("E1", "2025-10-10", "190"),
        event("E2", "2025-10-12", "190"),
    ]
    .concat();
    let claims = [
        claim("C1", "E1", "A", "soldiers", "A", "low: 5, high: 7"),
        claim("C2", "E2", "A", "soldiers", "A", "low: 1, high: 2"),
    ]
    .concat();
    let counted = count(&dossier(&events, &claims), &settings(BestRule::Lowest));
    let at = |of_month: usize| {
        let trailing = counted.days[of_month - 1].trailing?;
        let toll = trailing.toll;
        Some((toll.low, toll.best, toll.high, trailing.n_known_days))
    };
    assert_eq!(at(9), None);
    assert_eq!(at(11), Some((5.0, Some(5.0), 7.0, 1)));
    assert_eq!(at(16), Some((6.0, Some(6.0), 9.0, 2)));
    assert_eq!(at(17), Some((1.0, Some(1.0), 2.0, 1)));
    assert_eq!(at(19), None);
    // Ten on the 10th and nobody on the 12th, or ten on both together: ten in the week, whoever is right.
    let accounts = [
        claim("C1", "E1", "A", "soldiers", "A", "low: 10, high: 10"),
        claim("C2", "E2", "A", "soldiers", "A", "low: 0, high: 0"),
        claim("C3", "E1 E2", "B", "soldiers", "A", "low: 10, high: 10"),
    ]
    .concat();
    let counted = count(&dossier(&events, &accounts), &settings(BestRule::Lowest));
    let toll = |of_month: usize| counted.days[of_month - 1].trailing.unwrap().toll;
    let ends = |toll: Toll3| (toll.low, toll.high);
    assert_eq!(ends(toll(12)), (10.0, 10.0));
    // Of the 12th alone the one says nobody, the other half of ten.
    assert_eq!(ends(toll(18)), (0.0, 5.0));
    // ln(1 + 6), to six places.
    assert!((log_axis(6.0) - 1.945_910).abs() < 1e-6);
    assert_eq!(log_axis(-1.0), 0.0);
}

fn any_claim() -> impl Strategy<Value = String> {
    let pick = |of: &[&'static str]| prop::sample::select(of.to_vec());
    (
        pick(&["E1", "E2", "E3", "E1 E2", "E2 E3", ""]),
        pick(&["A", "B", "a-army", "G", "H", ""]),
        pick(&["soldiers", "civilians", "anyone"]),
        pick(&["A", "B", ""]),
        (0..50_u32, prop::option::of(0..50_u32), any::<bool>()),
        pick(&[
            "",
            "",
            "period: \"2025-10-10\"",
            "period: \"2025-10-10/2025-10-12\"",
            "period: \"2025-10\"",
        ]),
        pick(&["", "rank: Preferred", "rank: Deprecated"]),
    )
        .prop_map(
            |(event, by, harmed, side, (low, high, no_low), period, rank)| {
                let high = high.map_or_else(String::new, |high| format!("high: {high}"));
                let low = if no_low {
                    String::new()
                } else {
                    format!("low: {low}, ")
                };
                claim(
                    "C",
                    event,
                    by,
                    harmed,
                    side,
                    &format!(
                        "{low}{high}; {period}{}{rank}",
                        if period.is_empty() || rank.is_empty() {
                            ""
                        } else {
                            ", "
                        }
                    ),
                )
            },
        )
}

proptest! {
    /// The band holds the best, the best is the sum of what was chosen, every claim is used or has a
    /// reason, and the order of the claims does not matter.
    #[test]
    fn laws(claims in prop::collection::vec(any_claim(), 0..12), rule in 0..6_usize) {
        let events = [
            event("E1", "2025-10-10", "190"),
            event("E2", "2025-10-10/2025-10-12", "195"),
            event("E3", "[2025-10-12,2025-10-20]", "193"),
        ]
        .concat();
        let name = |claims: &[String]| -> String {
            let renamed = claims.iter().enumerate();
            renamed.map(|(i, it)| it.replacen("\"C\"", &format!("\"C{i}\""), 1)).collect()
        };
        let dossier = dossier(&events, &name(&claims));
        let settings = settings(BestRule::all(&dossier)[rule].clone());
        let shown = Shown::new(&dossier, &View::default());
        let counted = violence(&shown, &settings);
        prop_assert_eq!(counted.claims.len(), claims.len());
        for entry in &counted.days {
            let Some(toll) = entry.toll else {
                prop_assert!(entry.harms.is_empty());
                continue;
            };
            prop_assert!(toll.low >= 0.0 && toll.low <= toll.high && toll.high.is_finite());
            if let Some(best) = toll.best {
                prop_assert!(toll.low <= best && best <= toll.high);
                let traced = counted.trace(entry.day, &shown).unwrap();
                let sum: f64 = traced.parts.iter().map(|part| part.amount).sum();
                prop_assert!((sum - best).abs() < 1e-9, "{} {}", sum, best);
            }
            let week = entry.trailing.unwrap().toll;
            prop_assert!(week.low <= week.high + 1e-9 && week.best.is_none_or(|best| best <= week.high));
        }
        for claim in &counted.claims {
            if let Ok(used) = claim.used {
                let harm = &counted.harms[used.harm_idx];
                prop_assert!(harm.claims.contains(&claim.id));
                prop_assert_eq!(used.is_best, harm.chosen.contains(&claim.id));
            }
        }
    }
}
