//! The merge by examples: what is merged, what is at odds, what stays beside it.

use super::*;
use crate::document::BUILT_IN;

const BASE: &str = r#"#![enable(implicit_some)]
Dossier(
    format: 1,
    id: "d",
    title: "T",
    events: [
        // about one
        Event(id: "E1", date: "2025-01-01", title: "one", priority: Core),
        Event(id: "E2", date: "2025-01-02", title: "two", priority: Core), // second
        Event(id: "E3", date: "2025-01-03", title: "three", priority: Core, sources: ["S1"]),
    ],
    statements: [
        Statement(id: "Q1", date: "2025-01-01", speaker: "A", words: ["a", "b", "c"]),
    ],
)
"#;

fn merge(ours: &str, theirs: &str) -> Merge {
    Merge::new(&BASE.into(), &ours.into(), &theirs.into()).unwrap()
}

/// Merges without conflict.
fn check(ours: &str, theirs: &str, merged: &str) {
    let merge = merge(ours, theirs);
    assert_eq!(merge.conflicts(), []);
    assert_eq!(&*merge.text(&[]).unwrap(), merged);
}

/// One conflict, and what comes of it either way.
fn check_conflict(ours: &str, theirs: &str, collision: Collision, place: &str, is: [&str; 2]) {
    let merge = merge(ours, theirs);
    let found: Vec<_> = merge
        .conflicts()
        .iter()
        .map(|c| {
            (
                c.collision,
                format!("{} {}", c.focus.record.id, c.focus.field),
            )
        })
        .collect();
    assert_eq!(found, [(collision, place.to_owned())]);
    for (choice, wanted) in [(Side::Ours, is[0]), (Side::Theirs, is[1])] {
        assert_eq!(&*merge.text(&[choice]).unwrap(), wanted, "{choice:?}");
    }
}

/// Two fields of one record on one line, changed by one side each, with a comment of each.
#[test]
fn two_fields_of_a_record() {
    let ours = BASE
        .replace("\"two\"", "\"zwei\"")
        .replace("// second", "// second, ours");
    let theirs = BASE.replace("2025-01-02", "2025-01-22").replace(
        "        Event(id: \"E2\"",
        "        // theirs\n        Event(id: \"E2\"",
    );
    let merged = theirs
        .replace("\"two\"", "\"zwei\"")
        .replace("// second", "// second, ours");
    check(&ours, &theirs, &merged);
}

/// New records of both sides at one place stand behind each other, theirs first; each as its side wrote it.
#[test]
fn new_records_of_both() {
    let end = "    ],\n    statements";
    let put = |text: &str, event: &str| text.replace(end, &format!("{event}{end}"));
    let our_event = "        // ours\n        Event(\n            id: \"E4\", date: \"2025-01-04\",\n            title: \"four\", priority: Core\n        ),\n";
    let their_event = "        Event(id: \"E5\", date: \"2025-01-05\", title: \"five\", priority: Context), // theirs\n";
    let merged = put(&put(BASE, their_event), our_event);
    check(&put(BASE, our_event), &put(BASE, their_event), &merged);
}

/// References are a set: both additions arrive, a removal too.
#[test]
fn references_of_both() {
    let ours = BASE.replace("[\"S1\"]", "[\"S1\", \"S2\"]");
    let theirs = BASE.replace("[\"S1\"]", "[\"S3\"]");
    let merged = BASE.replace("[\"S1\"]", "[\"S3\", \"S2\"]");
    check(&ours, &theirs, &merged);
}

/// Texts of a list are merged item by item; the same item changed by both is a conflict.
#[test]
fn words_item_by_item() {
    let ours = BASE.replace("[\"a\", \"b\", \"c\"]", "[\"A\", \"b\", \"c\"]");
    let theirs = BASE.replace("[\"a\", \"b\", \"c\"]", "[\"a\", \"b\", \"c\", \"d\"]");
    let merged = BASE.replace("[\"a\", \"b\", \"c\"]", "[\"A\", \"b\", \"c\", \"d\"]");
    check(&ours, &theirs, &merged);
    let theirs = BASE.replace("[\"a\", \"b\", \"c\"]", "[\"x\", \"b\", \"c\"]");
    check_conflict(
        &ours,
        &theirs,
        Collision::Value,
        "Q1 words[0]",
        [&ours, &theirs],
    );
}

/// One value changed by both, differently: the choice decides, the rest is merged all the same.
#[test]
fn one_value_changed_by_both() {
    let ours = BASE
        .replace("\"two\"", "\"zwei\"")
        .replace("\"one\"", "\"eins\"");
    let theirs = BASE
        .replace("\"two\"", "\"deux\"")
        .replace("\"three\"", "\"trois\"");
    let both = ours.replace("\"three\"", "\"trois\"");
    let either = [both.as_str(), &both.replace("zwei", "deux")];
    check_conflict(&ours, &theirs, Collision::Value, "E2 title", either);
    let found = merge(&ours, &theirs);
    let conflict = &found.conflicts()[0];
    assert_eq!(conflict.base.as_deref(), Some("two"));
    assert_eq!(conflict.ours.as_deref(), Some("zwei"));
    assert_eq!(conflict.theirs.as_deref(), Some("deux"));
    assert_eq!((found.n_ours(), found.n_theirs()), (1, 1));
}

/// A record deleted on one side and changed on the other.
#[test]
fn deleted_and_changed() {
    let line = "        Event(id: \"E2\", date: \"2025-01-02\", title: \"two\", priority: Core), // second\n";
    let without = BASE.replace(line, "");
    let changed = BASE.replace("\"two\"", "\"zwei\"");
    check_conflict(
        &without,
        &changed,
        Collision::DeletedHere,
        "E2 ",
        [&without, &changed],
    );
    check_conflict(
        &changed,
        &without,
        Collision::DeletedThere,
        "E2 ",
        [&changed, &without],
    );
    check(
        &without,
        &BASE.replace("\"one\"", "\"eins\""),
        &without.replace("\"one\"", "\"eins\""),
    );
}

/// The same id given to two new records.
#[test]
fn the_same_new_id() {
    let end = "    ],\n    statements";
    let put = |title: &str| {
        let event = format!(
            "        Event(id: \"E4\", date: \"2025-01-04\", title: \"{title}\", priority: Core),\n"
        );
        BASE.replace(end, &format!("{event}{end}"))
    };
    let (ours, theirs) = (put("ours"), put("theirs"));
    check_conflict(&ours, &theirs, Collision::SameId, "E4 ", [&ours, &theirs]);
    check(
        &ours,
        &put("ours").replace("\"one\"", "\"eins\""),
        &ours.replace("\"one\"", "\"eins\""),
    );
}

/// Records put into another order by one side move with their comments; by both, it is a conflict.
#[test]
fn another_order() {
    let lines: Vec<&str> = BASE.split_inclusive('\n').collect();
    let ordered = |order: [usize; 4]| {
        let mut all = lines.clone();
        for (place, from) in order.into_iter().enumerate() {
            all[6 + place] = lines[6 + from];
        }
        all.concat()
    };
    let last_first = ordered([3, 0, 1, 2]);
    let swapped = ordered([2, 0, 1, 3]);
    let theirs = BASE.replace("\"two\"", "\"deux\"");
    check(
        &last_first,
        &theirs,
        &last_first.replace("\"two\"", "\"deux\""),
    );
    check(
        &theirs,
        &last_first,
        &last_first.replace("\"two\"", "\"deux\""),
    );
    check_conflict(
        &last_first,
        &swapped,
        Collision::Order,
        "d events",
        [&last_first, &swapped],
    );
}

/// A comment in a record that the other side deleted stays.
#[test]
fn comments_outlive_their_records() {
    let line = "        Event(id: \"E2\", date: \"2025-01-02\", title: \"two\", priority: Core), // second\n";
    let without = BASE.replace(line, "").replace("\"one\"", "\"eins\"");
    let commented = BASE.replace("// second", "// third");
    let found = merge(&commented, &without);
    let merged = found.text(&[]).unwrap();
    assert!(
        merged.contains("// third") && !merged.contains("E2"),
        "{merged}"
    );
    assert_eq!(found.lost_comments(&merged), [""; 0]);
    assert_eq!(found.lost_comments(&without), ["// third"]);
}

/// Texts that are no dossiers cannot be merged by records.
#[test]
fn what_is_no_dossier() {
    let ours = BASE.replace("\"two\"", "\"zwei\"");
    for theirs in ["", "<<<<<<< HEAD", "[1, 2]", "Dossier("] {
        let merge = Merge::new(&BASE.into(), &ours.as_str().into(), &theirs.into());
        assert!(merge.is_err(), "{theirs:?}");
    }
}

/// Two changes far apart in the shipped dossier touch only their own lines.
#[test]
fn the_shipped_dossier() {
    let ours = BUILT_IN.replacen("kind: ProcessAgreement", "kind: PartialSettlement", 1);
    let theirs = BUILT_IN.replacen("date: \"2025-10-20\"", "date: \"2025-10-21\"", 1);
    let merge = Merge::new(
        &BUILT_IN.into(),
        &ours.as_str().into(),
        &theirs.as_str().into(),
    )
    .unwrap();
    assert_eq!(merge.conflicts(), []);
    let wanted = theirs.replacen("kind: ProcessAgreement", "kind: PartialSettlement", 1);
    assert!(*merge.text(&[]).unwrap() == *wanted);
}
