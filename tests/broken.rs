//! A broken record hides no other one, stays in the file as it is, and stops no edit elsewhere; and so does
//! what a later version of the format may have written.

use roundtable::document::{BUILT_IN, Document, Edit, Focus, Snapshot};
use roundtable::format::{Severity, Value};
use roundtable::model::schema::{self, Content, Field};
use roundtable::model::{FORMAT_VERSION, RecordKind};

/// The lines of one record of the shipped dossier, from its opening line to its closing one.
fn record_lines(text: &str, id: &str) -> (usize, usize) {
    let lines: Vec<&str> = text.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.trim() == format!("id: \"{id}\","))
        .expect("the record has its id on a line of its own");
    let indent = |line: &str| line.len() - line.trim_start().len();
    let outer = indent(lines[at]) - 4;
    let is_edge = |line: &&str| indent(line) == outer && !line.trim().is_empty();
    let start = (0..at)
        .rev()
        .find(|n| is_edge(&lines[*n]))
        .expect("a record has a first line");
    let end = (at..lines.len())
        .find(|n| is_edge(&lines[*n]))
        .expect("a record has a last line");
    (start, end)
}

/// All ids of all records that a text opens with.
fn ids(snapshot: &Snapshot) -> Vec<(RecordKind, String)> {
    RecordKind::LISTED
        .into_iter()
        .flat_map(|kind| {
            let ids = snapshot.dossier().ids(kind).into_iter();
            ids.map(move |id| (kind, id.to_owned())).collect::<Vec<_>>()
        })
        .collect()
}

/// The shipped dossier with the lines of one record made into others.
fn broken(id: &str, how: impl Fn(&[&str]) -> String) -> (String, String) {
    let (start, end) = record_lines(BUILT_IN, id);
    let lines: Vec<&str> = BUILT_IN.lines().collect();
    let made = how(&lines[start..=end]);
    let text = [
        &lines[..start].join("\n"),
        "\n",
        &made,
        "\n",
        &lines[end + 1..].join("\n"),
        "\n",
    ]
    .concat();
    (text, made)
}

fn replaced(lines: &[&str], old: &str, new: &str) -> String {
    let text = lines.join("\n");
    assert!(text.contains(old), "{old} is not in\n{text}");
    text.replacen(old, new, 1)
}

/// Makes the lines of a record into others.
type How = fn(&[&str]) -> String;

/// The ways to break an event.
const WAYS: &[(&str, How)] = &[
    ("no comma", |l| replaced(l, ",\n", "\n")),
    ("no opening bracket", |l| replaced(l, "(", "")),
    ("no closing bracket", |l| l[..l.len() - 1].join("\n")),
    ("no closing quote", |l| replaced(l, "\",", ",")),
    ("no opening quote", |l| replaced(l, ": \"", ": ")),
    ("no colon", |l| replaced(l, "title: ", "title ")),
    ("equals for colon", |l| replaced(l, "title: ", "title = ")),
    ("number for text", |l| {
        replaced(l, "title: ", "title: 5, text: ")
    }),
    ("text for list", |l| {
        replaced(l, "sources: [", "sources: \"S1\", x: [")
    }),
    ("no id", |l| replaced(l, "id: ", "ident: ")),
    ("no date", |l| replaced(l, "date: ", "day: ")),
    ("bad date", |l| replaced(l, "date: \"", "date: \"soon ")),
    ("variant in quotes", |l| {
        replaced(l, "priority: Core", "priority: \"Core\"")
    }),
    ("misspelt variant", |l| {
        replaced(l, "priority: Core", "priority: Coer")
    }),
    ("duplicate field", |l| {
        replaced(l, "    id: ", "    id: \"E99x\",\n            id: ")
    }),
    ("second half gone", |l| l[..l.len() / 2].join("\n")),
    ("first half gone", |l| l[l.len() / 2..].join("\n")),
    ("curly quotes", |l| replaced(l, ": \"", ": “")),
    ("bad escape", |l| replaced(l, ": \"", ": \"\\q")),
    ("conflict", |l| {
        let mine = l.join("\n");
        let theirs = mine.replacen("title: \"", "title: \"Their ", 1);
        format!("<<<<<<< HEAD\n{mine}\n=======\n{theirs}\n>>>>>>> other")
    }),
    ("hash comment", |l| {
        replaced(l, "    id: ", "    # no\n            id: ")
    }),
    ("stray bracket", |l| replaced(l, "),", ")),")),
    ("other bracket", |l| {
        replaced(l, "\n        ),", "\n        },")
    }),
];

/// Whatever happens to one event, all other records are there, what is wrong is said, an edit of another
/// record touches only its own line, and the broken text is what it was.
#[test]
fn one_broken_record_hides_no_other() {
    let sound = Snapshot::new(BUILT_IN.into(), 0);
    let all = ids(&sound);
    let events = sound.dossier().ids(RecordKind::Event);
    let is_core = |at: usize| {
        let span = sound
            .span_of(&Focus::record(RecordKind::Event, events[at]))
            .unwrap();
        let text = span.of(BUILT_IN);
        text.contains("priority: Core") && text.contains("\n            id: ")
    };
    let place = (events.len() / 2..events.len())
        .find(|at| is_core(*at))
        .unwrap();
    let victim = events[place].to_owned();
    let other = Focus::record(
        RecordKind::Statement,
        sound.dossier().ids(RecordKind::Statement)[0],
    )
    .field("context");
    let beside = Focus::record(RecordKind::Event, events[place + 1]).field("title");
    let mut failures = Vec::new();
    for (name, how) in WAYS {
        let (text, made) = broken(&victim, how);
        let snapshot = Snapshot::new(text.as_str().into(), 0);
        let found = ids(&snapshot);
        let missing: Vec<_> = all
            .iter()
            .filter(|record| record.1 != victim && !found.contains(record))
            .collect();
        if !missing.is_empty() {
            failures.push(format!("{name}: {missing:?} are missing"));
            continue;
        }
        let errors = snapshot.findings().iter();
        if errors
            .filter(|finding| finding.severity == Severity::Error)
            .count()
            == 0
        {
            failures.push(format!("{name}: nothing is said"));
        }
        // A record with two ids is there under the first of them.
        let is_there = found
            .iter()
            .any(|record| record.1 == victim || record.1 == "E99x");
        let shown = snapshot
            .findings()
            .iter()
            .any(|finding| finding.left_out.is_some());
        if !is_there && !shown {
            failures.push(format!("{name}: left out, but the text is not shown"));
        }
        for focus in [&other, &beside] {
            let mut document = Document::from_text(None, text.as_str().into());
            let edit = Edit::set("Edit another record", focus.clone(), Value::str("Edited"));
            match document.apply(&edit) {
                Ok(true) => (),
                result => {
                    failures.push(format!("{name}: {focus:?}: {result:?}"));
                    continue;
                }
            }
            let after = document.snapshot().text();
            if !after.contains(&made) {
                failures.push(format!("{name}: the broken text changed"));
            }
            let n_changed = text.lines().filter(|line| !after.contains(line)).count();
            if n_changed > 1 {
                failures.push(format!("{name}: {n_changed} lines are gone"));
            }
            document.undo();
            assert_eq!(document.snapshot().text(), text);
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    println!("{} ways to break a record", WAYS.len());
}

/// Places of every field with a code, in the first record of every kind that has it in the text.
fn coded(snapshot: &Snapshot) -> Vec<(Focus, &'static str)> {
    let mut found = Vec::new();
    for kind in RecordKind::LISTED {
        for id in snapshot.dossier().ids(kind) {
            collect(
                snapshot,
                &Focus::record(kind, id),
                schema::fields(kind),
                "",
                &mut found,
            );
        }
    }
    collect(
        snapshot,
        &Focus::record(RecordKind::Dossier, &snapshot.dossier().id),
        schema::fields(RecordKind::Dossier),
        "",
        &mut found,
    );
    found
}

fn collect(
    snapshot: &Snapshot,
    record: &Focus,
    fields: &'static [Field],
    prefix: &str,
    found: &mut Vec<(Focus, &'static str)>,
) {
    for field in fields {
        let dot = if prefix.is_empty() { "" } else { "." };
        let path = format!("{prefix}{dot}{}", field.name);
        let focus = record.clone().field(path.clone());
        let Some(node) = snapshot.node(&focus) else {
            continue;
        };
        match field.content {
            Content::Group(inner) => collect(snapshot, record, inner, &path, found),
            Content::Groups(inner, _) => {
                for at in 0..node.len() {
                    collect(snapshot, record, inner, &format!("{path}[{at}]"), found);
                }
            }
            Content::Code(vocabulary) => found.push((focus, vocabulary.name)),
            Content::Codes(vocabulary) if !node.is_empty() => {
                let first = record.clone().field(format!("{path}[0]"));
                found.push((first, vocabulary.name));
            }
            _ => (),
        }
    }
}

/// A code of a later version is a finding; its record is there, can be edited, and keeps it.
#[test]
fn unknown_codes_stop_nothing() {
    let sound = Snapshot::new(BUILT_IN.into(), 0);
    let all = ids(&sound);
    let mut seen = Vec::new();
    for (focus, vocabulary) in coded(&sound) {
        if seen.contains(&vocabulary) {
            continue;
        }
        seen.push(vocabulary);
        let span = sound.span_of(&focus).unwrap();
        let node = sound.node(&focus).unwrap();
        // An optional code may be wrapped.
        let code = node.inner().unwrap().span();
        assert!(code.start >= span.start && code.end <= span.end);
        let text = format!(
            "{}ZzzLater{}",
            &BUILT_IN[..code.start],
            &BUILT_IN[code.end..]
        );
        let snapshot = Snapshot::new(text.as_str().into(), 0);
        assert_eq!(ids(&snapshot), all, "{vocabulary}");
        let mut said = snapshot.findings().iter();
        let said = said.find(|finding| finding.message.contains("ZzzLater"));
        let said = said.unwrap_or_else(|| panic!("{vocabulary}: nothing is said"));
        assert_eq!(said.severity, Severity::Warning, "{vocabulary}");
        assert_eq!(said.span.start, code.start, "{vocabulary}");
        edit_keeps(&text, &focus, "ZzzLater");
    }
    seen.sort_unstable();
    println!("{} vocabularies: {seen:?}", seen.len());
    assert!(seen.len() >= 15, "{seen:?}");
}

/// Edits a text of the same record and one of another, and the later version's text is still there.
fn edit_keeps(text: &str, focus: &Focus, later: &str) {
    let kind = focus.record.kind;
    let own = schema::fields(kind)
        .iter()
        .find(|field| matches!(field.content, Content::Line | Content::Text));
    let mut targets = vec![Focus::record(RecordKind::Source, "S01").field("title")];
    targets.extend(own.map(|field| Focus {
        record: focus.record.clone(),
        field: field.name.to_owned(),
    }));
    for target in targets {
        let mut document = Document::from_text(None, text.into());
        if document.snapshot().path_of(&target).is_none() {
            continue;
        }
        let edit = Edit::set("Edit", target.clone(), Value::str("Edited"));
        let changed = document.apply(&edit);
        assert!(
            matches!(changed, Ok(true)),
            "{later} {target:?}: {changed:?}"
        );
        let after = document.snapshot().text();
        assert!(after.contains(later), "{target:?}: {later} is gone");
        let changed = text.lines().filter(|line| !after.contains(line)).count();
        assert!(changed <= 1, "{target:?}: {changed} lines");
    }
}

/// A field of a later version is a finding on every kind of record, stays, and stops no edit.
#[test]
fn unknown_fields_stop_nothing() {
    let sound = Snapshot::new(BUILT_IN.into(), 0);
    let all = ids(&sound);
    let mut n_kinds = 0;
    for kind in RecordKind::LISTED {
        let ids_of_kind = sound.dossier().ids(kind);
        let Some(id) = ids_of_kind.first() else {
            continue;
        };
        n_kinds += 1;
        let focus = Focus::record(kind, id);
        let start = sound.span_of(&focus.clone().field("id")).unwrap().start;
        let start = BUILT_IN[..start].rfind("id").unwrap();
        let later = "zzz_later: Some([(a: 1, b: Later(\"x\"))]), // new";
        let text = format!("{}{later}\n{}", &BUILT_IN[..start], &BUILT_IN[start..]);
        let snapshot = Snapshot::new(text.as_str().into(), 0);
        assert_eq!(ids(&snapshot), all, "{kind:?}");
        let said = snapshot.findings().iter();
        let said: Vec<_> = said
            .filter(|finding| finding.message.contains("zzz_later"))
            .collect();
        assert_eq!(said.len(), 1, "{kind:?}");
        assert_eq!(said[0].severity, Severity::Warning);
        edit_keeps(&text, &focus, later);
    }
    println!("{n_kinds} kinds of records");
    assert!(n_kinds >= 12);
}

/// A code that nobody knows is not written by an edit.
#[test]
fn unknown_codes_are_not_written() {
    let snapshot = Snapshot::new(BUILT_IN.into(), 0);
    let event = snapshot.dossier().ids(RecordKind::Event)[0];
    for code in ["ZzzLater", "Unrecognised", "?"] {
        let focus = Focus::record(RecordKind::Event, event).field("priority");
        let mut document = Document::from_text(None, BUILT_IN.into());
        let edit = Edit::set("Edit", focus, Value::Ident(code.to_owned()));
        assert!(document.apply(&edit).is_err(), "{code}");
        assert_eq!(document.snapshot().text(), BUILT_IN);
    }
}

/// A file of a later version opens, says so, and can be edited.
#[test]
fn later_formats_open() {
    let old = format!("format: {FORMAT_VERSION},");
    assert!(BUILT_IN.contains(&old));
    let text = BUILT_IN.replacen(&old, &format!("format: {},", FORMAT_VERSION + 1), 1);
    let snapshot = Snapshot::new(text.as_str().into(), 0);
    assert!(snapshot.is_dossier());
    let said: Vec<_> = snapshot
        .findings()
        .iter()
        .filter(|finding| finding.message.contains("newer than this program"))
        .collect();
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].severity, Severity::Warning);
    let focus = Focus::record(
        RecordKind::Round,
        snapshot.dossier().ids(RecordKind::Round)[0],
    );
    edit_keeps(&text, &focus, &format!("format: {}", FORMAT_VERSION + 1));
}
