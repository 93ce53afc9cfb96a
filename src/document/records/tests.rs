//! Edits of records on small texts.

use super::super::Document;
use super::*;

const TEXT: &str = r#"#![enable(implicit_some)]
Dossier(
    format: 1,
    id: "d",
    title: "T",
    parties: ["A", "B"],
    actors: [
        Actor(id: "A", name: "Aland", kind: State),
        Actor(id: "B", name: "Bland", kind: State),
        Actor(id: "M", name: "Mediator", kind: State),
        Actor(id: "berg", name: "Ada Berg", kind: Person, of: "A"),
    ],
    issues: [
        Issue(id: "I1", title: "Border"),
    ],
    rounds: [
        Round(
            id: "R1",
            ordinal: 1,
            name: "First",
            when: (dates: "2025-10-18/2025-10-19"),
            third_parties: [Involvement(actor: "M", roles: [Host], people: [Member(person: "berg")])],
            delegations: [
                Delegation(party: "A", head: "berg"),
                // Not disclosed.
                Delegation(party: "B"),
            ],
            outcome: (kind: Ongoing),
        ),
    ],
    positions: [
        Position(id: "P1", issue: "I1", round: "R1", party: "A", text: "Open"),
    ],
    events: [
        Event(id: "E1", date: "2025-10-10", title: "Fire", from: ["A"], cameo: "190", dyad: ["A", "B"], priority: Core),
    ],
    gaps: [
        Gap(id: "G1", text: "Venue", about: ["R1", "P1"]),
    ],
)
"#;

fn document() -> Document {
    Document::from_text(None, TEXT.into())
}

fn near(selected: Option<&RecordRef>) -> Near<'_> {
    Near {
        selected,
        round: None,
        today: Day::parse("2026-02-03").unwrap(),
        days: None,
    }
}

fn apply(document: &mut Document, edit: &Edit) {
    assert!(document.apply(edit).unwrap(), "{edit:?}");
    let errors: Vec<String> = document
        .snapshot()
        .findings()
        .iter()
        .filter(|finding| finding.severity == crate::format::Severity::Error)
        .map(ToString::to_string)
        .collect();
    assert!(
        errors.is_empty(),
        "{errors:?}\n{}",
        document.snapshot().text()
    );
}

fn lines_added(document: &Document) -> Vec<String> {
    let before: Vec<&str> = TEXT.lines().collect();
    let lines = document.snapshot().text().lines();
    lines
        .filter(|line| !before.contains(line))
        .map(|line| line.trim().to_owned())
        .collect()
}

/// A new round follows the last one: its number, its parties and third parties without their people, a
/// day that is not invented, and no outcome yet.
#[test]
fn a_round_follows_the_last() {
    let mut document = document();
    let added = add(document.snapshot(), near(None), RecordKind::Round).unwrap();
    assert_eq!(added.record, RecordRef::new(RecordKind::Round, "R2"));
    apply(&mut document, &added.edit);
    let round = document.snapshot().dossier().rounds.last().unwrap().clone();
    assert_eq!(round.ordinal, 2);
    assert_eq!(round.when.dates.as_str(), "[2025-10-19..]");
    assert_eq!(round.delegations.len(), 2);
    assert!(
        round
            .delegations
            .iter()
            .all(|delegation| delegation.head.is_none())
    );
    assert_eq!(round.third_parties.len(), 1);
    assert_eq!(round.third_parties[0].roles.len(), 1);
    assert!(round.third_parties[0].people.is_empty() && round.host.is_none());
    assert_eq!(
        round.outcome.kind,
        crate::model::codes::RoundOutcome::Unknown
    );
    document.undo();
    assert_eq!(document.snapshot().text(), TEXT);
}

/// What is selected and shown gives a new record its defaults.
#[test]
fn defaults_come_from_what_is_near() {
    let event = RecordRef::new(RecordKind::Event, "E1");
    let mut document = document();
    for (kind, wanted) in [
        (
            RecordKind::Event,
            "Event(id: \"E2\", date: \"2025-10-10\", title: \"New event\", dyad: [\"A\", \"B\"], priority: Core),",
        ),
        (
            RecordKind::Claim,
            "Claim(id: \"C01\", events: [\"E1\"], claimant: \"…\", harmed: \"…\"),",
        ),
        (
            RecordKind::Position,
            "Position(id: \"P2\", issue: \"I1\", round: \"R1\", party: \"B\", text: \"…\"),",
        ),
        (
            RecordKind::Annotation,
            "Annotation(id: \"N1\", date: \"2025-10-10\", text: \"…\", about: [\"E1\"]),",
        ),
        (
            RecordKind::Gap,
            "Gap(id: \"G2\", text: \"…\", about: [\"E1\"]),",
        ),
    ] {
        let added = add(document.snapshot(), near(Some(&event)), kind).unwrap();
        apply(&mut document, &added.edit);
        let lines = lines_added(&document);
        assert!(lines.iter().any(|line| line == wanted), "{lines:#?}");
        document.undo();
    }
}

/// What a record has to refer to and is not there is made in the same step.
#[test]
fn what_is_needed_is_made() {
    let text = "(format: 1, id: \"d\", title: \"T\", parties: [])\n";
    for kind in RecordKind::LISTED {
        let mut document = Document::from_text(None, text.into());
        let added = add(document.snapshot(), near(None), kind).unwrap();
        assert!(document.apply(&added.edit).unwrap(), "{kind:?}");
        assert!(document.snapshot().contains(&added.record));
        document.undo();
        assert_eq!(document.snapshot().text(), text);
    }
    let mut document = Document::from_text(None, text.into());
    let added = add(document.snapshot(), near(None), RecordKind::Position).unwrap();
    document.apply(&added.edit).unwrap();
    let dossier = document.snapshot().dossier();
    assert_eq!(
        (
            dossier.rounds.len(),
            dossier.issues.len(),
            dossier.actors.len()
        ),
        (1, 1, 1)
    );
}

/// A copy stands behind the record and has an id of its own; a round's copy pushes the numbers on.
#[test]
fn a_copy_stands_behind() {
    let mut document = document();
    let record = RecordRef::new(RecordKind::Round, "R1");
    for _ in 0..2 {
        let copy = duplicate(document.snapshot(), &record).unwrap();
        apply(&mut document, &copy.edit);
    }
    let rounds = &document.snapshot().dossier().rounds;
    let seen: Vec<_> = rounds
        .iter()
        .map(|r| (r.id.as_str(), r.ordinal, r.name.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            ("R1", 1, "First"),
            ("R3", 2, "First (copy)"),
            ("R2", 3, "First (copy)")
        ]
    );
    let berg = RecordRef::new(RecordKind::Actor, "berg");
    let copy = duplicate(document.snapshot(), &berg).unwrap();
    assert_eq!(copy.record.id, "berg-copy");
}

/// A round that moves takes the number of its new place.
#[test]
fn numbers_of_rounds_stay_in_order() {
    let mut document = document();
    let added = add(document.snapshot(), near(None), RecordKind::Round).unwrap();
    apply(&mut document, &added.edit);
    let edit = shift(document.snapshot(), &added.record, -1).unwrap();
    assert!(document.apply(&edit).unwrap());
    let rounds = &document.snapshot().dossier().rounds;
    let seen: Vec<_> = rounds.iter().map(|r| (r.id.as_str(), r.ordinal)).collect();
    assert_eq!(seen, [("R2", 1), ("R1", 2)]);
    assert!(shift(document.snapshot(), &added.record, -1).is_none());
}

/// A new id is taken over everywhere; one that is taken or odd is refused with a reason.
#[test]
fn references_follow_a_new_id() {
    let mut document = document();
    let record = RecordRef::new(RecordKind::Round, "R1");
    assert!(rename(document.snapshot(), &record, "E1").is_err());
    assert!(rename(document.snapshot(), &record, "R 1").is_err());
    let edit = rename(document.snapshot(), &record, "doha").unwrap();
    apply(&mut document, &edit);
    assert_eq!(document.snapshot().used_by("doha").len(), 2);
    assert_eq!(
        lines_added(&document),
        [
            "id: \"doha\",",
            "Position(id: \"P1\", issue: \"I1\", round: \"doha\", party: \"A\", text: \"Open\"),",
            "Gap(id: \"G1\", text: \"Venue\", about: [\"doha\", \"P1\"]),",
        ]
    );
    let dossier = RecordRef::new(RecordKind::Dossier, "d");
    let edit = rename(document.snapshot(), &dossier, "talks").unwrap();
    apply(&mut document, &edit);
    assert_eq!(document.snapshot().dossier().id, "talks");
}

/// Optional references go alone; required ones take their group or their record along, and so on.
#[test]
fn what_cannot_stay_goes_too() {
    let mut document = document();
    let berg = RecordRef::new(RecordKind::Actor, "berg");
    let gone = removal(document.snapshot(), &berg);
    assert_eq!(
        (gone.records.len(), gone.groups.len(), gone.references.len()),
        (0, 0, 2)
    );
    apply(&mut document, &gone.edit);
    document.undo();
    let party = RecordRef::new(RecordKind::Actor, "A");
    let gone = removal(document.snapshot(), &party);
    assert_eq!(gone.records, [RecordRef::new(RecordKind::Position, "P1")]);
    let groups: Vec<&str> = gone
        .groups
        .iter()
        .map(|focus| focus.field.as_str())
        .collect();
    assert_eq!(groups, ["delegations[0]"]);
    let references: Vec<&str> = gone
        .references
        .iter()
        .map(|focus| focus.field.as_str())
        .collect();
    assert_eq!(
        references,
        ["parties[0]", "of", "from[0]", "dyad", "about[1]"]
    );
    apply(&mut document, &gone.edit);
    assert!(document.snapshot().dossier().positions.is_empty());
    document.undo();
    assert_eq!(document.snapshot().text(), TEXT);
}

/// References can be made to point elsewhere; nothing stands twice in a list then.
#[test]
fn references_point_elsewhere() {
    let mut document = document();
    let round = RecordRef::new(RecordKind::Position, "P1");
    let edit = pointing_elsewhere(document.snapshot(), &round, "R1");
    apply(&mut document, &edit);
    assert_eq!(document.snapshot().dossier().gaps[0].about.len(), 1);
    document.undo();
    let berg = RecordRef::new(RecordKind::Actor, "berg");
    let edit = pointing_elsewhere(document.snapshot(), &berg, "M");
    apply(&mut document, &edit);
    let round = &document.snapshot().dossier().rounds[0];
    assert_eq!(round.delegations[0].head.as_ref().unwrap().as_str(), "M");
}

/// Groups are added with what they require, duplicated and moved; comments travel along.
#[test]
fn groups_within_records() {
    let mut document = document();
    let round = Focus::record(RecordKind::Round, "R1");
    let list = round.clone().field("outcome.terms");
    let item = add_item(document.snapshot(), near(None), &list).unwrap();
    assert_eq!(item.focus.field, "outcome.terms[0]");
    apply(&mut document, &item.edit);
    let copy = duplicate_item(document.snapshot(), &item.focus).unwrap();
    apply(&mut document, &copy.edit);
    assert_eq!(
        document.snapshot().dossier().rounds[0].outcome.terms.len(),
        2
    );
    let edit = begin_group(
        document.snapshot(),
        near(None),
        &round.clone().field("outcome.follow_up"),
    )
    .unwrap();
    apply(&mut document, &edit);
    let members = round.clone().field("delegations[1].members");
    let item = add_item(document.snapshot(), near(None), &members).unwrap();
    apply(&mut document, &item.edit);
    let second = round.clone().field("delegations[1]");
    let moved = shift_item(document.snapshot(), &second, -1).unwrap();
    assert_eq!(moved.focus.field, "delegations[0]");
    apply(&mut document, &moved.edit);
    let text = document.snapshot().text();
    assert!(
        text.find("Not disclosed") < text.find("party: \"A\""),
        "{text}"
    );
}
