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

/// The kinds of which a view has lists of what is left.
const MEASURED: [RecordKind; 5] = [
    RecordKind::Event,
    RecordKind::Claim,
    RecordKind::Statement,
    RecordKind::Round,
    RecordKind::Ceasefire,
];

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
            let hidden = Shown::new(&dossier, &view(lens, None)).hidden;
            let mut events = hidden
                .iter()
                .filter(|it| it.record.kind == RecordKind::Event);
            events.next().map(|it| it.why)
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
        let mut parts_before: Vec<(RecordRef, usize)> = Vec::new();
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
            let is_measured = |it: &&Hidden| MEASURED.contains(&it.record.kind);
            assert_eq!(n_left + shown.hidden.iter().filter(is_measured).count(), n);
            let hidden: Vec<RecordRef> = shown.hidden.iter().map(|it| it.record.clone()).collect();
            assert!(offset == 0 || hidden.iter().all(|it| before.contains(it)));
            let parts: Vec<(RecordRef, usize)> = shown
                .hidden_parts
                .iter()
                .map(|it| (it.record.clone(), it.idx))
                .collect();
            assert!(offset == 0 || parts.iter().all(|it| parts_before.contains(it)));
            (before, parts_before, last_left) = (hidden, parts, left);
        }
        let without_day = View {
            lens,
            known_on: None,
        };
        assert_eq!(n_left(&Shown::new(&dossier, &without_day)), last_left);
    }
}

/// The versions of the shipped dossier by whoever holds them, counted by hand in the file: of 81 Pakistan and its
/// organs hold 10, the Afghan side 8, third parties 8 and whoever is no actor 53, two of these without a source. D14 is
/// between an army and an armed group, D22 between the parties.
#[test]
fn versions_by_holder() {
    let dossier = shipped();
    let n_versions: usize = dossier.disputes.iter().map(|it| it.versions.len()).sum();
    let check = |lens: Lens, n: usize, n_disputes: usize| {
        let shown = Shown::new(&dossier, &view(lens, None));
        let hidden = shown.counts(RecordKind::Dispute);
        let n_hidden: usize = hidden.iter().map(|(_, n)| n).sum();
        let parts = shown.hidden_parts.iter();
        let n_parts = parts
            .filter(|it| it.record.kind == RecordKind::Dispute)
            .count();
        assert_eq!(n_versions - n_parts, n);
        assert_eq!(dossier.disputes.len() - n_hidden, n_disputes);
    };
    check(Lens::Everything, 81, 25);
    check(Lens::OneParty("PAK".into()), 10, 9);
    check(Lens::OneParty("AFG".into()), 8, 7);
    check(Lens::ThirdParties, 59, 23);
    // Nobody has graded the sources.
    check(Lens::GradeAB, 0, 0);
}

/// The reactions to the first two rounds that have words in the dossier, by whoever reacted. The joint statement of the
/// second round and what media made of it are nobody's, and so common ground; on the evening on which that round was
/// over nobody had called the statement an introductory note.
#[test]
fn reactions_by_speaker() {
    let dossier = shipped();
    let left = |round: &str, lens: Lens, known_on: Option<&str>| -> Vec<String> {
        let shown = Shown::new(&dossier, &view(lens, known_on));
        let mut rounds = dossier.rounds.iter();
        let round = rounds.find(|it| it.id.as_str() == round).unwrap();
        let record = RecordRef::new(RecordKind::Round, round.id.as_str());
        let is_hidden = |idx: usize| {
            let mut parts = shown.hidden_parts.iter();
            parts.any(|it| it.record == record && it.idx == idx)
        };
        let reactions = round.reactions.iter().enumerate();
        reactions
            .filter(|(idx, it)| !it.text.is_empty() && !is_hidden(*idx))
            .map(|(_, it)| {
                it.actor
                    .as_ref()
                    .map_or("nobody".to_owned(), ToString::to_string)
            })
            .collect()
    };
    let everything = Lens::Everything;
    let (pak, afg) = (Lens::OneParty("PAK".into()), Lens::OneParty("AFG".into()));
    assert_eq!(
        left("R1", everything.clone(), None),
        ["mujahid", "qat-mfa", "tur-mfa"]
    );
    assert_eq!(left("R1", pak.clone(), None), [""; 0]);
    assert_eq!(left("R1", afg.clone(), None), ["mujahid"]);
    assert_eq!(left("R1", Lens::ThirdParties, None), ["qat-mfa", "tur-mfa"]);
    assert_eq!(
        left("R2", pak, None),
        ["andrabi", "nobody", "pak-fo", "nobody"]
    );
    assert_eq!(left("R2", everything, Some("2025-10-30")), ["nobody"]);
    assert_eq!(left("R2", afg, None), ["nobody", "nobody"]);
}

/// As known on 19 October: the third round, the visits after it and the quarrels about them are not there; what was
/// disputed before is, with the versions that were out by then.
#[test]
fn what_is_told_of_the_whole_is_known_on_a_day() {
    let dossier = shipped();
    let shown = Shown::new(&dossier, &view(Lens::Everything, Some("2025-10-19")));
    let why = |kind, id: &str| {
        let mut hidden = shown.hidden.iter();
        hidden
            .find(|it| it.record == RecordRef::new(kind, id))
            .map(|it| it.why)
    };
    // About the strike of 9 October: the security officials' source is of the 10th, the video is of the 16th.
    assert_eq!(why(RecordKind::Dispute, "D1"), None);
    // About the end of the second round, and about a visit of a mediator that every version came after.
    assert_eq!(why(RecordKind::Dispute, "D15"), Some(Why::Later));
    assert_eq!(why(RecordKind::Dispute, "D24"), Some(Why::PublishedLater));
    let of_later_rounds: Vec<&str> = dossier
        .positions
        .iter()
        .filter(|it| it.round.as_str() != "R1")
        .map(|it| it.id.as_str())
        .collect();
    assert!(!of_later_rounds.is_empty());
    for id in of_later_rounds {
        assert_eq!(why(RecordKind::Position, id), Some(Why::Later), "{id}");
    }
    // The mediators of Doha have a part in a round that is known; what they did later is not.
    let qatar = dossier
        .third_parties
        .iter()
        .find(|it| it.actor.as_str() == "QAT")
        .unwrap();
    assert_eq!(why(RecordKind::ThirdParty, &qatar.id), None);
    let of_qatar =
        |it: &&HiddenPart| it.record == RecordRef::new(RecordKind::ThirdParty, &qatar.id);
    let later: Vec<(usize, Why)> = shown
        .hidden_parts
        .iter()
        .filter(of_qatar)
        .map(|it| (it.idx, it.why))
        .collect();
    // The meeting of the 11th was reported on the 20th; of the change of the statement, on the 19th or 20th, it is
    // not certain that it was known; then come the second round, the third and the Eid pause.
    let expected = [
        (0, Why::PublishedLater),
        (6, Why::Later),
        (7, Why::Later),
        (8, Why::Later),
        (9, Why::Later),
    ];
    assert_eq!(later, expected);
    // What could not be found about a later round is no gap yet, nor is one in what was told later; one in the
    // whole is.
    let gaps: Vec<&str> = dossier
        .gaps
        .iter()
        .map(|it| it.id.as_str())
        .filter(|id| why(RecordKind::Gap, id).is_some())
        .collect();
    assert_eq!(gaps, ["G1", "G2", "G3", "G4", "G8"]);
    // A mark of the analyst goes with the day that it marks.
    let mut marked = shipped();
    let mark = |id: &str, date: &str| crate::model::Annotation {
        id: id.to_owned(),
        date: date.parse().unwrap(),
        text: String::new(),
        about: Vec::new(),
        private: false,
    };
    marked.annotations = vec![mark("N1", "2025-10-19"), mark("N2", "2025-10-20")];
    let of_marks = Shown::new(&marked, &view(Lens::Everything, Some("2025-10-19")));
    assert_eq!(of_marks.counts(RecordKind::Annotation), [(Why::Later, 1)]);
    // A source goes with its day of publication.
    let published = |id: &str| {
        let mut sources = dossier.sources.iter();
        let source = sources.find(|it| it.id.as_str() == id).unwrap();
        source.date.as_ref().and_then(Edtf::latest)
    };
    for source in &dossier.sources {
        let id = source.id.as_str();
        let is_out = published(id).is_none_or(|it| it <= day("2025-10-19"));
        assert_eq!(why(RecordKind::Source, id).is_none(), is_out, "{id}");
    }
}
