//! Laws of edits of records, on the shipped dossier: only own lines change, what is written is read by
//! everybody, no error comes in, and undo gives the old text.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use roundtable::document::records::{
    self, Near, Request, pointing_elsewhere, references_to, removal, rename,
};
use roundtable::document::{BUILT_IN, Document, Edit, Focus, RecordRef};
use roundtable::format::Severity;
use roundtable::model::date::Day;
use roundtable::model::schema::{self, Content, Field};
use roundtable::model::{Dossier, RecordKind};

fn near(selected: Option<&RecordRef>) -> Near<'_> {
    Near {
        selected,
        round: None,
        today: Day::parse("2026-05-01").unwrap(),
        days: None,
    }
}

fn n_errors(document: &Document) -> usize {
    document.snapshot().n_findings(Severity::Error)
}

/// How many lines of the old text are gone, and how many of the new one are new, where the change is one
/// stretch of lines.
fn changed(old: &str, new: &str) -> (usize, usize) {
    let old: Vec<&str> = old.lines().collect();
    let new: Vec<&str> = new.lines().collect();
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - start;
    let end = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(rest)
        .take_while(|(a, b)| a == b)
        .count();
    (old.len() - start - end, new.len() - start - end)
}

/// Number of lines that differ in texts of equally many lines.
fn n_changed_in_place(old: &str, new: &str) -> usize {
    assert_eq!(old.lines().count(), new.lines().count());
    old.lines().zip(new.lines()).filter(|(a, b)| a != b).count()
}

/// Applies an edit, looks at the result, and takes it back.
fn law(document: &mut Document, edit: &Edit, look: impl FnOnce(&Document, &str)) {
    let before = document.snapshot().text().to_owned();
    let errors = n_errors(document);
    assert!(document.apply(edit).unwrap(), "{} is void", edit.label);
    assert_eq!(document.undo_label(), Some(edit.label.as_str()));
    let snapshot = document.snapshot();
    let read: Dossier = ron::from_str(snapshot.text()).unwrap();
    assert_eq!(&read, snapshot.dossier(), "{}", edit.label);
    let found: Vec<String> = snapshot
        .findings()
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(ToString::to_string)
        .collect();
    assert!(found.len() <= errors, "{}: {found:?}", edit.label);
    look(document, &before);
    document.undo();
    assert_eq!(
        document.snapshot().text(),
        before,
        "{} and back",
        edit.label
    );
}

fn first(document: &Document, kind: RecordKind) -> Option<RecordRef> {
    let dossier = document.snapshot().dossier();
    dossier.ids(kind).first().map(|id| RecordRef::new(kind, id))
}

/// Adding a record of any kind, at the end or behind the selected one, only puts lines in.
#[test]
fn adding_only_puts_lines_in() {
    let mut document = Document::built_in();
    for kind in RecordKind::LISTED {
        for selected in [None, first(&document, kind)] {
            let added = records::add(document.snapshot(), near(selected.as_ref()), kind).unwrap();
            law(&mut document, &added.edit, |document, before| {
                let (gone, new) = changed(before, document.snapshot().text());
                assert_eq!(gone, 0, "{kind:?}");
                assert!((1..60).contains(&new), "{kind:?}: {new} lines");
                assert!(document.snapshot().contains(&added.record));
            });
        }
    }
}

/// A copy of any record stands behind it, says the same, and only puts lines in. The copy of a round
/// before others gives those other numbers.
#[test]
fn duplicating_only_puts_lines_in() {
    let mut document = Document::built_in();
    for kind in RecordKind::LISTED {
        let ids = document.snapshot().dossier().ids(kind);
        let Some(id) = ids.last() else { continue };
        let (record, n) = (RecordRef::new(kind, id), ids.len());
        let copy = records::duplicate(document.snapshot(), &record).unwrap();
        law(&mut document, &copy.edit, |document, before| {
            let (gone, _) = changed(before, document.snapshot().text());
            assert_eq!(gone, 0, "{kind:?}");
            let ids = document.snapshot().dossier().ids(kind);
            assert_eq!(ids.len(), n + 1);
            assert_eq!(ids.last(), Some(&copy.record.id.as_str()));
        });
    }
    let copy = records::duplicate(
        document.snapshot(),
        &RecordRef::new(RecordKind::Round, "R1"),
    );
    law(&mut document, &copy.unwrap().edit, |document, _| {
        let rounds = &document.snapshot().dossier().rounds;
        let ordinals: Vec<u32> = rounds.iter().map(|round| round.ordinal).collect();
        assert_eq!(ordinals, [1, 2, 3, 4]);
    });
}

/// Moving a record there and back gives the same text; every line is still there in between.
#[test]
fn moving_keeps_every_line() {
    let mut document = Document::built_in();
    for kind in RecordKind::LISTED {
        // Rounds stand in the order of time; any other order is an error, and is told.
        if kind == RecordKind::Round {
            continue;
        }
        let Some(record) = first(&document, kind) else {
            continue;
        };
        let Some(edit) = records::shift(document.snapshot(), &record, 1) else {
            continue;
        };
        law(&mut document, &edit, |document, before| {
            let lines = |text: &str| {
                let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                lines.sort();
                lines
            };
            assert_eq!(lines(before), lines(document.snapshot().text()), "{kind:?}");
            let back = records::shift(document.snapshot(), &record, -1).unwrap();
            let mut document = document.clone();
            assert!(document.apply(&back).unwrap());
            assert_eq!(document.snapshot().text(), before, "{kind:?}");
        });
    }
    let round = RecordRef::new(RecordKind::Round, "R2");
    let edit = records::shift(document.snapshot(), &round, -1).unwrap();
    assert!(document.apply(&edit).unwrap());
    let rounds = &document.snapshot().dossier().rounds;
    let order: Vec<_> = rounds
        .iter()
        .map(|round| (round.id.as_str(), round.ordinal))
        .collect();
    assert_eq!(order, [("R2", 1), ("R1", 2), ("R3", 3)]);
    document.undo();
    assert_eq!(document.snapshot().text(), BUILT_IN);
}

/// Every list and every group within the records, with its schema.
fn groups(document: &Document) -> Vec<(Focus, Content)> {
    let mut found = Vec::new();
    let dossier = document.snapshot().dossier();
    let dossier_record = RecordRef::new(RecordKind::Dossier, &dossier.id);
    let records = RecordKind::LISTED
        .into_iter()
        .filter_map(|kind| first(document, kind));
    for record in [dossier_record].into_iter().chain(records) {
        let whole = Focus {
            field: String::new(),
            record,
        };
        collect(
            document,
            &whole,
            schema::fields(whole.record.kind),
            "",
            &mut found,
        );
    }
    found
}

fn collect(
    document: &Document,
    whole: &Focus,
    fields: &'static [Field],
    prefix: &str,
    found: &mut Vec<(Focus, Content)>,
) {
    for field in fields {
        let path = if prefix.is_empty() {
            field.name.to_owned()
        } else {
            format!("{prefix}.{}", field.name)
        };
        let focus = whole.clone().field(path.clone());
        let node = document.snapshot().node(&focus);
        match field.content {
            Content::Group(inner) => {
                found.push((focus, field.content));
                if node.is_some() {
                    collect(document, whole, inner, &path, found);
                }
            }
            Content::Groups(inner, _) => {
                found.push((focus, field.content));
                if node.is_some_and(|node| !node.is_empty()) {
                    collect(document, whole, inner, &format!("{path}[0]"), found);
                }
            }
            Content::Texts => found.push((focus, field.content)),
            _ => {}
        }
    }
}

fn plan(document: &Document, request: &Request) -> Option<Edit> {
    let planned = request.plan(document.snapshot(), near(None)).unwrap();
    planned.map(|planned| planned.edit)
}

/// Items of every list within records are added, copied, moved and taken out; absent groups are begun.
#[test]
fn every_group_can_be_edited() {
    let mut document = Document::built_in();
    let all = groups(&document);
    let n_lists = all
        .iter()
        .filter(|(_, content)| !matches!(content, Content::Group(_)))
        .count();
    assert!(n_lists >= 16, "{n_lists} lists");
    for (focus, content) in all {
        if let Content::Group(fields) = content {
            let absent = document.snapshot().node(&focus).is_none();
            if absent && fields.iter().any(|field| field.required) {
                let edit = plan(&document, &Request::BeginGroup(focus.clone())).unwrap();
                law(&mut document, &edit, |document, before| {
                    let (gone, _) = changed(before, document.snapshot().text());
                    assert!(gone <= 1, "{focus:?}: {gone} lines");
                });
            }
            continue;
        }
        let edit = plan(&document, &Request::AddItem(focus.clone())).unwrap();
        let len = |document: &Document| {
            document
                .snapshot()
                .node(&focus)
                .map_or(0, |node| node.len())
        };
        let n = len(&document);
        law(&mut document, &edit, |document, before| {
            assert_eq!(len(document), n + 1, "{focus:?}");
            // A list or a record on one line is opened up; else lines are only put in.
            let (gone, _) = changed(before, document.snapshot().text());
            assert!(gone <= 1, "{focus:?}: {gone} lines");
        });
        // Then with that item there: copied, moved and taken out again.
        assert!(document.apply(&edit).unwrap());
        let item = focus.clone().field(format!("{}[{n}]", focus.field));
        let copy = plan(&document, &Request::DuplicateItem(item.clone())).unwrap();
        // Nobody sits in two delegations, and nothing else is asked of a copy.
        law(&mut document, &copy, |document, _| {
            assert_eq!(len(document), n + 2);
        });
        if n > 0 {
            let up = plan(&document, &Request::ShiftItem(item.clone(), -1)).unwrap();
            law(&mut document, &up, |document, _| {
                assert_eq!(len(document), n + 1);
            });
        }
        let out = plan(&document, &Request::Remove(item)).unwrap();
        law(&mut document, &out, |document, _| {
            assert_eq!(len(document), n);
        });
        document.undo();
        assert_eq!(document.snapshot().text(), BUILT_IN);
    }
}

/// A new id is in every reference, and nothing but ids changes.
#[test]
fn renaming_changes_every_reference() {
    let mut document = Document::built_in();
    for kind in RecordKind::LISTED {
        // The record of the kind that most others refer to.
        let snapshot = document.snapshot();
        let ids = snapshot.dossier().ids(kind);
        let Some(id) = ids.iter().max_by_key(|id| snapshot.used_by(id).len()) else {
            continue;
        };
        let record = RecordRef::new(kind, id);
        let n = snapshot.used_by(&record.id).len();
        let edit = rename(snapshot, &record, "renamed-1").unwrap();
        law(&mut document, &edit, |document, before| {
            assert_eq!(
                document.snapshot().used_by("renamed-1").len(),
                n,
                "{kind:?}"
            );
            assert!(document.snapshot().used_by(&record.id).is_empty());
            let n_lines = n_changed_in_place(before, document.snapshot().text());
            assert!(
                n_lines <= n + 1,
                "{kind:?}: {n_lines} lines for {n} references"
            );
        });
    }
}

/// Whatever is deleted, with the references or by pointing them elsewhere, nothing dangles afterwards.
#[test]
fn deleting_leaves_nothing_dangling() {
    let mut document = Document::built_in();
    for kind in RecordKind::LISTED {
        let snapshot = document.snapshot();
        let ids: Vec<String> = snapshot
            .dossier()
            .ids(kind)
            .iter()
            .map(|id| (*id).to_owned())
            .collect();
        let Some(most) = ids
            .iter()
            .max_by_key(|id| snapshot.used_by(id).len())
            .cloned()
        else {
            continue;
        };
        let record = RecordRef::new(kind, &most);
        let n_users = references_to(snapshot, &record).len();
        let gone = removal(snapshot, &record);
        let told = gone.references.len() + gone.groups.len() + gone.records.len();
        assert!(told > 0 || n_users == 0, "{kind:?}: what happens is told");
        let edit = gone.edit.clone().comments_may_go();
        law(&mut document, &edit, |document, _| {
            assert!(!document.snapshot().contains(&record));
            assert!(
                gone.records
                    .iter()
                    .all(|record| !document.snapshot().contains(record))
            );
        });
        let Some(other) = ids.iter().find(|id| **id != most) else {
            continue;
        };
        // A person cannot sit on both sides of the table: such an exchange is told as a finding.
        if kind == RecordKind::Actor {
            continue;
        }
        let edit = pointing_elsewhere(document.snapshot(), &record, other).comments_may_go();
        law(&mut document, &edit, |document, _| {
            assert!(!document.snapshot().contains(&record));
            assert_eq!(document.snapshot().dossier().ids(kind).len(), ids.len() - 1);
        });
    }
}

/// A record that is missing is made and referred to in one step.
#[test]
fn a_reference_makes_its_record() {
    let mut document = Document::built_in();
    let speaker = Focus::record(RecordKind::Statement, "Q01").field("speaker");
    let sources = Focus::record(RecordKind::Event, "E34").field("sources");
    let about = Focus::record(RecordKind::Gap, "G1").field("about");
    for (place, kind, name, wanted) in [
        (speaker, RecordKind::Actor, "Ada Berg", "berg"),
        (sources, RecordKind::Source, "Gazette", "S153"),
        (about, RecordKind::Event, "A meeting", "E73"),
    ] {
        let request = Request::Create {
            kind,
            name: name.to_owned(),
            place: place.clone(),
        };
        let edit = plan(&document, &request).unwrap();
        law(&mut document, &edit, |document, _| {
            assert!(
                document.snapshot().contains(&RecordRef::new(kind, wanted)),
                "{wanted}"
            );
            let users = document.snapshot().used_by(wanted);
            assert!(users.len() == 1 && users[0].record == place.record);
        });
    }
}
