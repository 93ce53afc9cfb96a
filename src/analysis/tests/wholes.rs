//! Violence from competing claims: wholes and their parts.

use super::super::*;
use super::claims::{check, claim, event, settings};
use super::day;

/// "58 people" and "5 civilians" from one mouth are no two accounts: the part does not count, and "claims of" takes the
/// whole unless that party speaks of all the parts.
#[test]
fn one_speaker_on_a_whole_and_a_part() {
    let events = event("E1", "2025-10-10", "190");
    let whole = claim("C1", "E1", "A", "people", "A", "low: 58, high: 58");
    let part = claim("C2", "E1", "A", "civilians", "A", "low: 5, high: 5");
    let unused = ["C2: the same speaker gives a figure for all those harmed"];
    let of_a = [whole.clone(), part.clone()].concat();
    for rule in [
        BestRule::Lowest,
        BestRule::Highest,
        BestRule::Party("A".into()),
    ] {
        check(&events, &of_a, &settings(rule), "10:58 58 58", &unused);
    }
    let of_both = [
        whole.clone(),
        claim("C3", "E1", "B", "fighters", "A", "low: 20, high: 20"),
    ]
    .concat();
    let party_a = settings(BestRule::Party("A".into()));
    check(&events, &of_both, &party_a, "10:20 58 58", &[]);
    // The army's fighters are a part of what its state tells; of the civilians only the hospital speaks.
    let of_three = [
        whole,
        claim("C4", "E1", "a-army", "fighters", "A", "low: 20, high: 20"),
        claim("C5", "E1", "H", "civilians", "A", "low: 30, high: 30"),
    ]
    .concat();
    check(&events, &of_three, &party_a, "10:50 58 58", &[]);
    // Whatever others say of the parts does not change what A says of all of it.
    let two = [events.clone(), event("E2", "2025-10-10", "190")].concat();
    let of_a = [
        claim("C7", "E1", "A", "civilians", "A", "low: 5, high: 5"),
        claim("C8", "E2", "A", "civilians", "A", "low: 3, high: 3"),
        claim("C9", "E1 E2", "A", "people", "A", "low: 30, high: 30"),
        claim("D1", "E1", "H", "fighters", "A", "low: 20, high: 20"),
    ]
    .concat();
    let of_b = claim("D2", "E1", "B", "people", "A", "low: 25, high: 25");
    check(&two, &of_a, &party_a, "10:28 30 30", &[]);
    // The band also holds what A's parts alone would draw.
    check(&two, &[of_a, of_b].concat(), &party_a, "10:8 30 30", &[]);
    // Where somebody else gives the whole, the part stays an account.
    let of_others = [
        part,
        claim("C6", "E1", "B", "people", "A", "low: 9, high: 9"),
    ]
    .concat();
    check(&events, &of_others, &party_a, "10:5 5 9", &[]);
}

/// Rule 3: "anyone" competes with the sum of civilians and fighters, a claim about the day with the sum
/// of its events; a claim about a week does not say what was on the day.
#[test]
fn wholes_and_parts() {
    let events = [
        event("E1", "2025-10-15", "194"),
        event("E2", "2025-10-15", "195"),
        event("E3", "2025-10-17", "195"),
    ]
    .concat();
    let parts = [
        claim("C1", "E1", "B", "civilians", "B", "low: 12, high: 15"),
        claim("C2", "E1", "B", "fighters", "B", "low: 2, high: 3"),
        claim("C3", "E2", "H", "civilians", "B", "low: 9, high: 9"),
    ]
    .concat();
    let lowest = settings(BestRule::Lowest);
    check(&events, &parts, &lowest, "15:23 23 27", &[]);
    let anyone = claim("C4", "E1", "A", "anyone", "B", "low: 30, high: 30");
    check(
        &events,
        &[&parts, anyone.as_str()].concat(),
        &lowest,
        "15:23 23 39",
        &[],
    );
    let of_day = claim(
        "C5",
        "E1",
        "H",
        "civilians",
        "B",
        r#"low: 35, high: 35; period: "2025-10-15""#,
    );
    let with_day = [&parts, of_day.as_str()].concat();
    check(&events, &with_day, &lowest, "15:23 23 38", &[]);
    // Highest: 35 civilians in all and 3 fighters; third parties: H speaks of one of the parts only, and of the whole.
    check(
        &events,
        &with_day,
        &settings(BestRule::Highest),
        "15:23 38 38",
        &[],
    );
    check(
        &events,
        &with_day,
        &settings(BestRule::ThirdParties),
        "15:23 35 38",
        &[],
    );
    let of_week = claim(
        "C6",
        "",
        "H",
        "civilians",
        "B",
        r#"low: 70, high: 70; period: "2025-10-10/2025-10-19""#,
    );
    check(
        &events,
        &[&parts, of_week.as_str()].concat(),
        &lowest,
        "15:23 23 27",
        &["C6: it covers more days than its parts, which are counted"],
    );
    // Where nothing finer is claimed it is spread over its days, those outside lost.
    let mut three_days = lowest.clone();
    (three_days.first, three_days.last) = (day("2025-10-18"), day("2025-10-20"));
    check(&events, &of_week, &three_days, "18:7 7 7, 19:7 7 7", &[]);
}

/// A claim about two events together counts where no claim about one of them does.
#[test]
fn joint_claims() {
    let events = [
        event("E1", "2025-10-14", "194"),
        event("E2", "2025-10-15", "194"),
    ]
    .concat();
    let joint = claim("C1", "E1 E2", "A", "fighters", "B", "low: 30, high: 30");
    let lowest = settings(BestRule::Lowest);
    check(&events, &joint, &lowest, "14:15 15 15, 15:15 15 15", &[]);
    let one = claim("C2", "E2", "B", "fighters", "B", "low: 2, high: 3");
    check(
        &events,
        &[joint, one].concat(),
        &lowest,
        "15:2 2 3",
        &["C1: it covers more days than its parts, which are counted"],
    );
}
