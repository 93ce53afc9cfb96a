//! Changes as (text before, value after, text after).

use serde::{Deserialize, Serialize};

use super::super::{Tree, read};
use super::*;

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
struct Doc {
    #[serde(default)]
    title: String,
    #[serde(default)]
    events: Vec<Event>,
    #[serde(default)]
    tags: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
struct Event {
    id: String,
    #[serde(default)]
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    n: Option<u32>,
    #[serde(default)]
    kind: Kind,
    #[serde(default)]
    acts: Vec<Act>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
struct Act {
    what: String,
    #[serde(default)]
    who: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
enum Kind {
    #[default]
    Plain,
    Deal(Act),
    Maybe(Option<Act>),
    Other {
        by: Who,
    },
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
struct Who(String);

/// Reads `before`, changes the value, and compares the text.
fn check(before: &str, change: impl FnOnce(&mut Doc), after: &str) {
    let tree = Tree::parse(before).tree;
    let old = read::<Doc>(before, &tree).value.unwrap();
    let mut new = old.clone();
    change(&mut new);
    let patch = plan_change(before, &tree, &old, &new).unwrap();
    let found = patch.apply(before);
    assert_eq!(
        found, after,
        "\n{before}\n-- became --\n{found}\n-- instead of --\n{after}"
    );
}

fn event(id: &str) -> Event {
    Event {
        id: id.to_owned(),
        ..Event::default()
    }
}

/// What the text leaves out stays left out, and numbers keep their spelling.
#[test]
fn absent_fields_stay_absent() {
    check(
        "(events: [(id: \"a\", n: Some(0x10)), (id: \"b\")]) // c",
        |doc| doc.events[1].text = "x".to_owned(),
        "(events: [(id: \"a\", n: Some(0x10)), (id: \"b\", text: \"x\")]) // c",
    );
    check(
        "(events: [(id: \"a\", text: \"\", acts: [])])",
        |doc| doc.title = "x".to_owned(),
        "(title: \"x\", events: [(id: \"a\", text: \"\", acts: [])])",
    );
    check(
        "(title: r\"a\", tags: [])",
        |doc| doc.title = "b".to_owned(),
        "(title: r\"b\", tags: [])",
    );
}

/// A new record leaves out what its neighbours leave out, and stands as they do.
#[test]
fn new_records_look_like_their_neighbours() {
    check(
        "(\n  events: [\n    Event(id: \"a\"), // one\n  ],\n)",
        |doc| doc.events.push(event("b")),
        "(\n  events: [\n    Event(id: \"a\"), // one\n    Event(id: \"b\", kind: Plain),\n  ],\n)",
    );
    check(
        "(events: [\n  (\n    id: \"a\",\n    text: \"\"\n  )\n])",
        |doc| doc.events.insert(0, event("b")),
        "(events: [\n  (\n    id: \"b\",\n    text: \"\",\n    kind: Plain\n  ),\n  (\n    id: \"a\",\n    text: \"\"\n  )\n])",
    );
}

/// Fields and items that the type does not know are in the file and stay.
#[test]
fn what_is_not_known_stays() {
    check(
        "(events: [(id: \"a\", colour: Red, n: Some(1))], later: [1, 2])",
        |doc| doc.events[0].n = None,
        "(events: [(id: \"a\", colour: Red)], later: [1, 2])",
    );
    check(
        "(events: [(id: \"a\"), (id: 7, text: \"lost\"), (id: \"b\")])",
        |doc| doc.events.reverse(),
        "(events: [(id: \"b\"), (id: 7, text: \"lost\"), (id: \"a\")])",
    );
    check(
        "(tags: [\"a\", 5, \"b\"])",
        |doc| doc.tags.push("c".to_owned()),
        "(tags: [\"a\", 5, \"b\", \"c\"])",
    );
    let text = "(tags: [\"a\", 5, \"b\"])";
    let tree = Tree::parse(text).tree;
    let old: Doc = read(text, &tree).value.unwrap();
    let mut new = old.clone();
    new.tags.remove(0);
    let refused = plan_change(text, &tree, &old, &new);
    assert!(
        matches!(refused, Err(ChangeError::Unfaithful(_))),
        "{refused:?}"
    );
}

/// Records are the same if their ids are, wherever they stand; a new id alone is a new name.
#[test]
fn records_are_told_apart_by_id() {
    let text = "(events: [\n  // a\n  (id: \"a\"),\n  // b\n  (id: \"b\", text: \"x\"),\n])";
    check(
        text,
        |doc| {
            doc.events.swap(0, 1);
            doc.events[0].text = "y".to_owned();
        },
        "(events: [\n  // b\n  (id: \"b\", text: \"y\"),\n  // a\n  (id: \"a\"),\n])",
    );
    check(
        text,
        |doc| doc.events[1].id = "c".to_owned(),
        &text.replace("\"b\"", "\"c\""),
    );
    check(
        "(events: [(id: \"a\", acts: [(what: \"x\"), /* y */ (what: \"y\")])])",
        |doc| drop(doc.events[0].acts.remove(0)),
        "(events: [(id: \"a\", acts: [/* y */ (what: \"y\")])])",
    );
}

/// Where a file lets the brackets of a variant's value be left out, they are left out.
#[test]
fn unwrapped_variants_are_edited() {
    let head = "#![enable(unwrap_variant_newtypes)]";
    check(
        &format!("{head}(events: [(id: \"a\", kind: Deal(what: \"x\"))])"),
        |doc| {
            doc.events[0].kind = Kind::Deal(Act {
                what: "y".to_owned(),
                who: vec!["z".to_owned()],
            });
        },
        &format!("{head}(events: [(id: \"a\", kind: Deal(what: \"y\", who: [\"z\"]))])"),
    );
    check(
        &format!("{head}(events: [(id: \"a\", n: Some(1))])"),
        |doc| {
            doc.events[0].n = Some(2);
            doc.events[0].kind = Kind::Maybe(Some(Act::default()));
        },
        &format!(
            "{head}(events: [(id: \"a\", n: Some(2), kind: Maybe(Some(what: \"\", who: [])))])"
        ),
    );
}

/// The name of what one variant holds is not that of what another holds.
#[test]
fn variants_do_not_share_names() {
    check(
        "(events: [(id: \"a\", kind: Other(by: Who(\"x\")))])",
        |doc| doc.events[0].kind = Kind::Deal(Act::default()),
        "(events: [(id: \"a\", kind: Deal((what: \"\", who: [])))])",
    );
}

/// Where all records go and others come, these look like those and stand where they stood.
#[test]
fn all_records_are_exchanged() {
    check(
        "(\n  events: [ // all\n    // heading\n\n    (id: \"a\", text: \"b\")\n    // end\n  ]\n)",
        |doc| doc.events = vec![event("n"), event("m")],
        "(\n  events: [ // all\n    // heading\n\n    (id: \"n\", text: \"\", kind: Plain),\n    (id: \"m\", text: \"\", kind: Plain)\n    // end\n  ]\n)",
    );
}

/// Where names have to be written, new records have them.
#[test]
fn explicit_names_are_written() {
    check(
        "#![enable(explicit_struct_names)]Doc(events: [])",
        |doc| {
            doc.events.push(Event {
                acts: vec![Act::default()],
                ..event("a")
            });
        },
        "#![enable(explicit_struct_names)]Doc(events: [Event(id: \"a\", text: \"\", kind: Plain, acts: [Act(what: \"\", who: [])])])",
    );
}

/// A text that is another one is not touched.
#[test]
fn stale_texts_are_refused() {
    let text = "(title: \"a\")";
    let tree = Tree::parse(text).tree;
    let (old, new) = (
        Doc::default(),
        Doc {
            title: "b".to_owned(),
            ..Doc::default()
        },
    );
    assert_eq!(
        plan_change(text, &tree, &old, &new),
        Err(ChangeError::Stale)
    );
}
