//! Changes as (text before, change, text after).

use super::super::{Path, Tree, Value};
use super::{Op, OpError, plan};

fn path(text: &str) -> Path {
    Path::parse(text).unwrap()
}

fn set(at: &str, value: Value) -> Op {
    Op::Set {
        path: path(at),
        value,
        order: vec!["id", "date", "text", "tags", "low"],
    }
}

fn insert(at: &str, index: usize, value: Value) -> Op {
    Op::Insert {
        path: path(at),
        index,
        value,
    }
}

fn remove(at: &str) -> Op {
    Op::Remove { path: path(at) }
}

fn shift(at: &str, from: usize, to: usize) -> Op {
    Op::Move {
        path: path(at),
        from,
        to,
    }
}

fn check(before: &str, ops: &[Op], after: &str) {
    let tree = Tree::parse(before).tree;
    let patch = plan(before, &tree, ops).unwrap();
    let found = patch.apply(before);
    assert_eq!(
        found, after,
        "\n{before}\n-- became --\n{found}\n-- instead of --\n{after}"
    );
}

fn id(text: &str) -> Value {
    Value::record([("id", Value::str(text))])
}

fn strings(texts: &[&str]) -> Value {
    Value::List(texts.iter().map(|text| Value::str(*text)).collect())
}

/// A scalar is replaced by itself, in its spelling.
#[test]
fn scalars_are_replaced() {
    check(
        "(id: \"a\", low: Some(0x10)) // c",
        &[set("low", Value::some(Value::Int(255)))],
        "(id: \"a\", low: Some(0xff)) // c",
    );
    check(
        "(low: Some(1_000))",
        &[set("low", Value::Int(1000))],
        "(low: Some(1_000))",
    );
    check("(low: Some(1))", &[set("low", Value::None)], "(low: None)");
    check(
        "(low: None)",
        &[set("low", Value::some(Value::Int(3)))],
        "(low: Some(3))",
    );
    check(
        "#![enable(implicit_some)](low: None)",
        &[set("low", Value::some(Value::Int(3)))],
        "#![enable(implicit_some)](low: 3)",
    );
    check(
        "(a: Foo)",
        &[set("a", Value::Ident("Bar".to_owned()))],
        "(a: Bar)",
    );
}

/// An absent field comes behind the nearest one declared before it.
#[test]
fn absent_fields_are_inserted() {
    let date = || set("date", Value::str("x"));
    check(
        "(\n  id: \"a\", // one\n  low: 1,\n)",
        &[date()],
        "(\n  id: \"a\", // one\n  date: \"x\",\n  low: 1,\n)",
    );
    check(
        "(id: \"a\", low: 1)",
        &[date()],
        "(id: \"a\", date: \"x\", low: 1)",
    );
    check("(id: \"a\")", &[date()], "(id: \"a\", date: \"x\")");
    check(
        "(\n\tid: \"a\" // one\n)",
        &[date()],
        "(\n\tid: \"a\", // one\n\tdate: \"x\"\n)",
    );
    check("(low: 1)", &[date()], "(date: \"x\", low: 1)");
    check("()", &[date()], "(date: \"x\")");
    check(
        "(\r\n  id:\"a\",\r\n)",
        &[date()],
        "(\r\n  id:\"a\",\r\n  date:\"x\",\r\n)",
    );
    check("(id: \"a\")", &[set("date", Value::None)], "(id: \"a\")");
    let list = "[\n    (id: \"a\", text: r\"x\"),\n    (id: \"b\"),\n]";
    check(
        list,
        &[set("[1].text", Value::str("y"))],
        "[\n    (id: \"a\", text: r\"x\"),\n    (id: \"b\", text: r\"y\"),\n]",
    );
}

const EVENTS: &str = "[ // events
    // about a
    (id: \"a\"), // trailing a

    // section

    // about b
    (id: \"b\"), // trailing b
    /* c1 */ (id: \"c\")
    // dangling
]";

/// Comments on the line and directly above go with an item; headings and the rest stay.
#[test]
fn removal_takes_own_comments() {
    check(
        EVENTS,
        &[remove("[0]")],
        "[ // events

    // section

    // about b
    (id: \"b\"), // trailing b
    /* c1 */ (id: \"c\")
    // dangling
]",
    );
    check(
        EVENTS,
        &[remove("[1]")],
        "[ // events
    // about a
    (id: \"a\"), // trailing a

    // section

    /* c1 */ (id: \"c\")
    // dangling
]",
    );
    check(
        EVENTS,
        &[remove("[2]")],
        "[ // events
    // about a
    (id: \"a\"), // trailing a

    // section

    // about b
    (id: \"b\") // trailing b
    // dangling
]",
    );
    check("[1, 2, 3]", &[remove("[1]")], "[1, 3]");
    check("[1, 2, 3]", &[remove("[2]")], "[1, 2]");
    check("[1, 2, 3]", &[remove("[0]")], "[2, 3]");
    check("[ 1 ]", &[remove("[0]")], "[]");
    check("[1, 2, 3,\n 4, 5,]", &[remove("[2]")], "[1, 2,\n 4, 5,]");
    check("[\n  1,\n]", &[remove("[0]")], "[]");
    check(
        "[\n  // keep\n\n  1,\n]",
        &[remove("[0]")],
        "[\n  // keep\n\n]",
    );
    check("(a: 1, b: 2)", &[remove("a")], "(b: 2)");
    check("{\"a\": 1, \"b\": 2}", &[remove("[\"b\"]")], "{\"a\": 1}");
}

/// A new item looks like its neighbours; the comma of the former last goes before its comment.
#[test]
fn insertion_follows_the_neighbours() {
    check(
        EVENTS,
        &[insert("", 3, id("d"))],
        &EVENTS.replace("(id: \"c\")", "(id: \"c\"),\n    (id: \"d\")"),
    );
    check(
        EVENTS,
        &[insert("", 1, id("d"))],
        &EVENTS.replace("// trailing a\n", "// trailing a\n    (id: \"d\"),\n"),
    );
    check(
        EVENTS,
        &[insert("", 0, id("d"))],
        &EVENTS.replace("    // about a", "    (id: \"d\"),\n    // about a"),
    );
    check("[1, 2]", &[insert("", 2, Value::Int(3))], "[1, 2, 3]");
    check("[1,2]", &[insert("", 0, Value::Int(3))], "[3,1,2]");
    check("[1, 2,]", &[insert("", 2, Value::Int(3))], "[1, 2, 3,]");
    check("[1] // x", &[insert("", 1, Value::Int(3))], "[1, 3] // x");
    check(
        "[\n  1 // one\n]",
        &[insert("", 1, Value::Int(2))],
        "[\n  1, // one\n  2\n]",
    );
    check("(a: [])", &[insert("a", 0, Value::Int(2))], "(a: [2])");
    check(
        "(\n  a: [],\n)",
        &[insert("a", 0, id("x"))],
        "(\n  a: [\n    (id: \"x\"),\n  ],\n)",
    );
    check(
        "(\n  a: [\n    // none yet\n  ],\n)",
        &[insert("a", 0, id("x"))],
        "(\n  a: [\n    (id: \"x\"),\n    // none yet\n  ],\n)",
    );
    check(
        "[\n  1,\n\n  2,\n]",
        &[insert("", 2, Value::Int(3))],
        "[\n  1,\n\n  2,\n\n  3,\n]",
    );
    check(
        "[Ev(id: \"a\", low: 1)]",
        &[insert("", 1, id("x"))],
        "[Ev(id: \"a\", low: 1), Ev(id: \"x\")]",
    );
    let record = "[\n  (\n    id: \"a\",\n    text: r#\"x\"#\n  )\n]";
    let new = Value::record([
        ("id", Value::str("b")),
        ("text", Value::str("\"")),
        ("low", Value::None),
    ]);
    check(
        record,
        &[insert("", 1, new)],
        "[\n  (\n    id: \"a\",\n    text: r#\"x\"#\n  ),\n  (\n    id: \"b\",\n    text: r#\"\"\"#\n  )\n]",
    );
}

/// Comments travel.
#[test]
fn moves_take_comments_along() {
    check(
        EVENTS,
        &[shift("", 0, 2)],
        "[ // events

    // section

    // about b
    (id: \"b\"), // trailing b
    /* c1 */ (id: \"c\"),
    // about a
    (id: \"a\") // trailing a
    // dangling
]",
    );
    check(
        EVENTS,
        &[shift("", 2, 0)],
        "[ // events
    /* c1 */ (id: \"c\"),
    // about a
    (id: \"a\"), // trailing a

    // section

    // about b
    (id: \"b\") // trailing b
    // dangling
]",
    );
    check("[1, 2, 3]", &[shift("", 0, 2)], "[2, 3, 1]");
    check("[1, 2, 3]", &[shift("", 2, 0)], "[3, 1, 2]");
    check("[1, /* x */ 2, 3]", &[shift("", 1, 0)], "[/* x */ 2, 1, 3]");
}

/// Lists change only where they differ.
#[test]
fn lists_change_where_they_differ() {
    check(
        "(tags: [\"S01\", \"S02\", \"S03\"])",
        &[set("tags", strings(&["S01", "S04", "S03"]))],
        "(tags: [\"S01\", \"S04\", \"S03\"])",
    );
    check(
        "(tags: [\"a\" /* x */, \"b\"])",
        &[set("tags", strings(&["a", "b", "c"]))],
        "(tags: [\"a\" /* x */, \"b\", \"c\"])",
    );
    let after = "[\n    /* c1 */ (id: \"c\"),\n    // about a\n    (id: \"a\") // t\n]";
    check(
        "[\n    // about a\n    (id: \"a\"), // t\n    (id: \"b\"),\n    /* c1 */ (id: \"c\")\n]",
        &[set("", Value::List(vec![id("c"), id("a")]))],
        after,
    );
    check(
        "[(id: \"a\", low: 1), (id: \"b\", low: 2)]",
        &[set(
            "",
            Value::List(vec![
                Value::record([("id", Value::str("x")), ("low", Value::Int(1))]),
                Value::record([("id", Value::str("b")), ("low", Value::Int(3))]),
            ]),
        )],
        "[(id: \"x\", low: 1), (id: \"b\", low: 3)]",
    );
}

/// Several changes are one patch; what comes back is no change.
#[test]
fn changes_compose() {
    let ops = [
        set("[0].id", Value::str("x")),
        shift("", 0, 1),
        insert("", 0, id("n")),
        remove("[1]"),
    ];
    check(
        "[(id: \"a\"), (id: \"b\")]",
        &ops,
        "[(id: \"n\"), (id: \"x\")]",
    );
    let text = "[(id: \"a\"), (id: \"b\")]";
    let tree = Tree::parse(text).tree;
    let back = [
        shift("", 0, 1),
        shift("", 1, 0),
        set("[0].id", Value::str("a")),
    ];
    assert!(plan(text, &tree, &back).unwrap().is_empty());
}

/// What cannot be done is refused.
#[test]
fn impossible_changes_are_refused() {
    let refuse = |text: &str, op: Op| plan(text, &Tree::parse(text).tree, &[op]).unwrap_err();
    assert_eq!(
        refuse("(a: 1)", set("b.c", Value::Int(1))),
        OpError::NotFound(path("b"))
    );
    assert_eq!(
        refuse("(a: 1)", set("a.c", Value::Int(1))),
        OpError::NoRecord(path("a"))
    );
    assert_eq!(
        refuse("(a: 1)", insert("a", 0, Value::Int(1))),
        OpError::NoList(path("a"))
    );
    let range = OpError::OutOfRange {
        path: path("a"),
        index: 2,
        len: 1,
    };
    assert_eq!(refuse("(a: [1])", insert("a", 2, Value::Int(1))), range);
    assert!(matches!(
        refuse("(a: 1)", set("a", Value::Verbatim("(".to_owned()))),
        OpError::Unreadable(_)
    ));
    assert_eq!(refuse("(a: 1)", remove("b")), OpError::NotFound(path("b")));
}

/// What is broken around brackets is not cut.
#[test]
fn broken_brackets_are_survived() {
    for text in ["a{ \u{fffc}", "a\n=======\n(b: 1)", "a“(b: 1)"] {
        let tree = Tree::parse(text).tree;
        let patch = plan(text, &tree, &[set("b", Value::Unit)]).unwrap_or_default();
        for edit in patch.edits {
            assert!(text.get(edit.span.start..edit.span.end).is_some());
        }
    }
}

/// In a list of comments alone, a new item has none of them.
#[test]
fn comments_of_an_empty_list_are_no_ones() {
    for (before, after) in [
        (
            "[ // head\n  // heading\n\n  // end\n]",
            "[ // head\n  // heading\n\n    (id: \"n\"),\n  // end\n]",
        ),
        ("[ // head\n]", "[ // head\n    (id: \"n\"),\n]"),
    ] {
        check(before, &[insert("", 0, id("n"))], after);
    }
}
