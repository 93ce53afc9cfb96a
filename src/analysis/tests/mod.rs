//! The escalation index under test: acts and checks that the tests share.
//!
//! - `vectors`: numbers worked out by hand beforehand.
//! - `rules`: the counting rules one by one.
//! - `laws`: what holds for any acts.
//! - `claims`, `wholes`, `views`: violence, lenses and what was known when.
//! - `periods`: which days are coded, and which are looked at.
//! - `around_laws`: comparisons for any days and rounds.
//! - `shipped`: the dossier that ships with the program, under all settings.

mod around_laws;
mod claims;
mod laws;
mod periods;
mod rules;
mod shipped;
mod vectors;
mod views;
mod wholes;

use super::*;
use crate::model::Dossier;
use crate::model::date::{Day, Edtf};

/// The dossier that ships with the program.
pub(super) fn shipped() -> Dossier {
    ron::from_str(include_str!("../../../data/pakistan-afghanistan-2025.ron")).unwrap()
}

const DYAD: [&str; 2] = ["PAK", "AFG"];

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn scale() -> Scale {
    let entries = [
        ("190", -10.0),
        ("193", -10.0),
        ("0871", 9.0),
        ("046", 7.0),
        ("057", 8.0),
        ("045", 5.0),
        ("0356", 7.0),
        ("164", -7.0),
        ("111", -2.0),
        ("12", -4.0),
    ];
    Scale::from_entries(entries.map(|(code, value)| (code.to_owned(), value)))
}

fn settings(first: &str, last: &str) -> Settings {
    Settings {
        dyad: Dyad::new("PAK", "AFG"),
        direction: Direction::Both,
        filter: CodeFilter::All,
        half_life: HalfLife::Seven,
        first: day(first),
        last: day(last),
    }
}

/// An act whose id is its place in the list.
fn act(from: &[&str], to: &[&str], code: &str, date: &str) -> Act {
    Act::new("", from, to, code, Edtf::parse(date).unwrap())
}

fn pak_to_afg(code: &str, date: &str) -> Act {
    act(&["PAK"], &["AFG"], code, date)
}

fn afg_to_pak(code: &str, date: &str) -> Act {
    act(&["AFG"], &["PAK"], code, date)
}

fn mutual(code: &str, date: &str) -> Act {
    act(&DYAD, &DYAD, code, date)
}

fn october(acts: Vec<Act>, change: impl FnOnce(&mut Settings)) -> Escalation {
    let mut settings = settings("2025-10-01", "2025-10-31");
    change(&mut settings);
    let acts: Vec<Act> = acts
        .into_iter()
        .enumerate()
        .map(|(i, act)| Act {
            id: format!("e{i}"),
            ..act
        })
        .collect();
    escalation(&acts, &scale(), &settings)
}

/// Expects the sums of net points by day of October, as `15:-10 18:7`, and the reasons of the acts
/// that are skipped, as `e1: …`.
fn check(acts: Vec<Act>, change: impl FnOnce(&mut Settings), nets: &str, skipped: &[&str]) {
    let index = october(acts, change);
    let shown: Vec<String> = index
        .days
        .iter()
        .filter(|score| !score.contributions.is_empty())
        .map(|score| {
            let rounded = (score.net * 1000.0).round() / 1000.0;
            format!(
                "{}:{rounded}{}",
                score.day.ymd().2,
                if score.uncertain { "?" } else { "" }
            )
        })
        .collect();
    assert_eq!(shown.join(" "), nets);
    let reasons: Vec<String> = index
        .skipped
        .iter()
        .map(|skipped| format!("{}: {}", skipped.id, skipped.reason))
        .collect();
    assert_eq!(reasons, skipped);
}

fn as_they_are(_: &mut Settings) {}
