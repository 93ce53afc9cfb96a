//! Lenses, and what was known when.

use super::super::*;
use super::*;
use crate::model::RecordKind;
use crate::model::codes::{Reliability, SourceKind};

fn view(lens: Lens, known_on: Option<&str>) -> View {
    View {
        lens,
        known_on: known_on.map(day),
    }
}

/// How many claims, events and statements are left.
fn n_left(shown: &Shown<'_>) -> [usize; 3] {
    [
        shown.claims.len(),
        shown.events.len(),
        shown.statements.len(),
    ]
}

/// The claims of the shipped dossier by whoever makes them, counted by hand: 17 by Pakistan and its
/// organs, 7 by the Afghan side, 9 by UNAMA, hospitals and the cricket board, 2 without a claimant.
#[test]
fn claims_by_speaker() {
    let dossier = shipped();
    let check = |lens: Lens, n: usize, counts: &[(Why, usize)]| {
        let shown = Shown::new(&dossier, &view(lens, None));
        assert_eq!(shown.claims.len(), n);
        assert_eq!(shown.counts(RecordKind::Claim), counts);
    };
    check(Lens::Everything, 35, &[]);
    check(
        Lens::OneParty("PAK".into()),
        17,
        &[(Why::OtherSpeaker, 16), (Why::UnknownSpeaker, 2)],
    );
    check(
        Lens::OneParty("AFG".into()),
        7,
        &[(Why::OtherSpeaker, 26), (Why::UnknownSpeaker, 2)],
    );
    check(
        Lens::ThirdParties,
        9,
        &[(Why::BelligerentSpeaker, 24), (Why::UnknownSpeaker, 2)],
    );
    // UNAMA's first count is the only one that rests on its own page.
    check(Lens::PrimaryDocuments, 1, &[(Why::NoPrimaryDocument, 34)]);
    // Nobody has graded the sources.
    check(Lens::GradeAB, 0, &[(Why::NotGraded, 35)]);
}

/// What a party is said to have done and does not own up to goes with its lens, and stays with others.
#[test]
fn alleged_acts() {
    let dossier = shipped();
    let hidden = |lens| {
        let shown = Shown::new(&dossier, &view(lens, None));
        let events = shown
            .hidden
            .into_iter()
            .filter(|it| it.record.kind == RecordKind::Event);
        events.map(|it| (it.record.id, it.why)).collect::<Vec<_>>()
    };
    let alleged = ["E07", "E08", "A04"].map(|id| (id.to_owned(), Why::NotOwnedUpTo));
    assert_eq!(hidden(Lens::OneParty("PAK".into())), alleged);
    assert_eq!(hidden(Lens::OneParty("AFG".into())), []);
    assert_eq!(hidden(Lens::ThirdParties), []);
}

/// An event that only one side's own page reports is that side's word, and a grade is one of its own.
#[test]
fn sources_of_events() {
    let mut dossier = shipped();
    let only = dossier.events[0].sources[0].clone();
    dossier.events.truncate(1);
    (dossier.claims, dossier.statements) = (Vec::new(), Vec::new());
    dossier.events[0].sources = vec![only.clone()];
    let mut change = |change: &dyn Fn(&mut crate::model::Source)| {
        dossier
            .sources
            .iter_mut()
            .filter(|it| it.id == only)
            .for_each(change);
        let why = |lens| {
            Shown::new(&dossier, &view(lens, None))
                .hidden
                .first()
                .map(|it| it.why)
        };
        [
            why(Lens::OneParty("PAK".into())),
            why(Lens::OneParty("AFG".into())),
            why(Lens::ThirdParties),
            why(Lens::PrimaryDocuments),
            why(Lens::GradeAB),
        ]
    };
    let (sources, none) = (Some(Why::BelligerentSources), None);
    let (primary, graded) = (Some(Why::NoPrimaryDocument), Some(Why::NotGraded));
    assert_eq!(change(&|_| {}), [none, none, none, primary, graded]);
    assert_eq!(
        change(&|it| it.publisher = "Pakistan Foreign Office".to_owned()),
        [none, sources, sources, primary, graded]
    );
    assert_eq!(
        change(&|it| it.kind = Some(SourceKind::PrimaryDocument)),
        [none, sources, sources, none, graded]
    );
    assert_eq!(change(&|it| it.reliability = Some(Reliability::B))[4], none);
    assert_eq!(
        change(&|it| it.reliability = Some(Reliability::C))[4],
        Some(Why::GradedLower)
    );
}

/// On the evening of 19 October the first round and three truces are known, the figures of February are
/// not, and the curve ends.
#[test]
fn known_on_a_day() {
    let dossier = shipped();
    let settings = MeasureSettings {
        view: view(Lens::Everything, Some("2025-10-19")),
        ..MeasureSettings::default()
    };
    let shown = Shown::new(&dossier, &settings.view);
    let rounds: Vec<&str> = shown.rounds.iter().map(|it| it.id.as_str()).collect();
    let truces: Vec<&str> = shown.ceasefires.iter().map(|it| it.id.as_str()).collect();
    assert_eq!((rounds, truces), (vec!["R1"], vec!["CF1", "CF1b", "CF2"]));
    let why = |id: &str| {
        shown
            .hidden
            .iter()
            .find(|it| it.record.id == id)
            .map(|it| it.why)
    };
    assert_eq!(why("C15"), None);
    assert_eq!(why("C16"), Some(Why::Later));
    // It happened on the 7th, and one report of the 8th is among its sources.
    assert_eq!(why("E05"), None);
    assert_eq!(why("E35"), Some(Why::Later));
    // One of its two days is the next one.
    assert_eq!(why("E32"), Some(Why::Later));
    // It was reported on the day itself, and on the next two.
    assert_eq!(why("E30"), None);
    let measures = Measures::new(&dossier, &settings);
    let index = measures.escalation.unwrap();
    assert_eq!(index.settings.last, day("2025-10-19"));
    // What it hides later changes nothing before: the curve is the same up to that day.
    let all = Measures::new(&dossier, &MeasureSettings::default())
        .escalation
        .unwrap();
    assert!(all.days.starts_with(&index.days[..index.days.len() - 20]));
}

/// A lens only takes away, a later day never shows less, and everything is shown or hidden.
#[test]
fn views_only_take_away() {
    let dossier = shipped();
    let n = dossier.events.len()
        + dossier.claims.len()
        + dossier.statements.len()
        + dossier.rounds.len()
        + dossier.ceasefires.len();
    for lens in Lens::all(&dossier) {
        let mut before: Vec<RecordRef> = Vec::new();
        let mut last_left = [0; 3];
        for offset in (0..240).chain([400]) {
            let known_on = Some(day("2025-09-01") + offset);
            let view = View {
                lens: lens.clone(),
                known_on,
            };
            let shown = Shown::new(&dossier, &view);
            let left = n_left(&shown);
            assert!(left.iter().zip(last_left).all(|(now, then)| *now >= then));
            let n_left: usize =
                left.iter().sum::<usize>() + shown.rounds.len() + shown.ceasefires.len();
            assert_eq!(n_left + shown.hidden.len(), n);
            let hidden: Vec<RecordRef> = shown.hidden.iter().map(|it| it.record.clone()).collect();
            assert!(offset == 0 || hidden.iter().all(|it| before.contains(it)));
            (before, last_left) = (hidden, left);
        }
        let without_day = View {
            lens,
            known_on: None,
        };
        assert_eq!(n_left(&Shown::new(&dossier, &without_day)), last_left);
    }
}
