//! Which days are coded, and which are looked at.

use super::super::dossier::DossierAnalysis;
use super::super::*;
use super::*;

/// A dossier of events between the parties: id, date and code, which may be empty.
fn dossier(events: &[(&str, &str, &str)]) -> Dossier {
    let events: Vec<String> = events
        .iter()
        .map(|(id, date, code)| {
            let cameo = match *code {
                "" => "None".to_owned(),
                code => format!(r#"Some("{code}")"#),
            };
            format!(
                r#"(id: "{id}", date: "{date}", title: "{id}", from: ["PAK"], to: ["AFG"], dyad: ["PAK", "AFG"],
                cameo: {cameo}, priority: Core)"#
            )
        })
        .collect();
    let events = events.join(",");
    let text = format!(
        r#"(format: 1, id: "d", title: "t", parties: ["PAK", "AFG"], actors: [
            (id: "PAK", name: "P", kind: State), (id: "AFG", name: "A", kind: State),
        ], rounds: [(id: "R1", ordinal: 1, name: "1", when: (dates: "2025-11-06/2025-11-07"), outcome: (kind: HeldNoAgreement))], events: [{events}])"#
    );
    ron::from_str(&text).unwrap()
}

fn analysis(dossier: &Dossier, filter: CodeFilter) -> DossierAnalysis {
    let settings = MeasureSettings {
        filter,
        ..MeasureSettings::default()
    };
    DossierAnalysis::new(dossier, &settings)
}

/// A border closed until March counts on the day on which it was closed, and so says nothing about the days until
/// March: what is compared after the round ends with the last act.
#[test]
fn an_act_that_counts_on_its_first_day_reaches_no_other() {
    let dossier = dossier(&[
        ("E1", "2025-10-01", "190"),
        ("E2", "2025-10-12/2026-03-31", "163"),
        ("E3", "2025-11-16", "190"),
    ]);
    let measures = Measures::new(&dossier, &MeasureSettings::default());
    assert_eq!(measures.coded, Some((day("2025-10-01"), day("2025-11-16"))));
    let compared = &measures.around[0].compared;
    let in_30_days = compared
        .iter()
        .find(|it| it.quantity == Quantity::Net && it.comparison.window_days == 30)
        .unwrap();
    let post = &in_30_days.comparison.post;
    assert_eq!((post.last, post.days.len()), (day("2025-11-16"), 9));
}

/// The curve begins with the first event that has a code, and whether it has ended does not depend on what is
/// measured.
#[test]
fn what_is_coded_is_not_a_matter_of_what_is_measured() {
    let dossier = dossier(&[
        ("A1", "2021-08-15", ""),
        ("E1", "2025-10-10", "190"),
        ("A2", "2025-10-15", ""),
        ("E2", "2025-10-20", "046"),
    ]);
    for filter in [CodeFilter::All, CodeFilter::MaterialOnly] {
        let analysis = analysis(&dossier, filter);
        let coded = (day("2025-10-10"), day("2025-10-20"));
        assert_eq!(analysis.coded, Some(coded));
        assert_eq!(analysis.whole_period.0, day("2021-08-15"));
        assert_eq!(analysis.escalation.unwrap().days[0].day, coded.0);
    }
}

/// A mistyped year takes nothing from the others: it is the one that is left out.
#[test]
fn a_mistyped_year() {
    let mut events = vec![("E1", "2025-10-10", "190"), ("E2", "2025-10-20", "046")];
    for typo in ["0205-10-11", "Y-170000002", "Y170000002", "9025-10-11"] {
        events.push(("E3", typo, "190"));
        let dossier = dossier(&events);
        let analysis = analysis(&dossier, CodeFilter::All);
        let round = day("2025-11-07");
        assert_eq!(analysis.whole_period, (day("2025-10-10"), round), "{typo}");
        let coded = (day("2025-10-10"), day("2025-10-20"));
        assert_eq!(analysis.coded, Some(coded), "{typo}");
        let escalation = analysis.escalation.as_ref().unwrap();
        assert_eq!(escalation.n_acts, 2, "{typo}");
        assert_eq!(escalation.skipped[0].id, "E3", "{typo}");
        events.pop();
    }
}

/// A month of fighting is one event in that month.
#[test]
fn events_of_a_month() {
    let dossier = dossier(&[
        ("E1", "2025-01-01/2025-10-31", "190"),
        ("E2", "2025-03-04", "193"),
    ]);
    let measures = Measures::new(&dossier, &MeasureSettings::default());
    let Some(Ripeness::Months(months)) = measures.ripeness else {
        panic!("ten months are enough");
    };
    let counts: Vec<usize> = months.iter().map(|it| it.conflict.n_records()).collect();
    assert_eq!(counts, [1, 1, 2, 1, 1, 1, 1, 1, 1, 1]);
    // 31 days and one more act on one of them.
    assert!((months[2].conflict.value - 320.0).abs() < 1e-9);
    let amounts: f64 = months[2]
        .conflict
        .parts
        .iter()
        .map(|part| part.amount)
        .sum();
    assert!((amounts - 320.0).abs() < 1e-9);
}
