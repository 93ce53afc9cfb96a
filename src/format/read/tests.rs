//! Reading typed values with and without mistakes.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::{LineIndex, Tree};
use super::read;

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
struct Doc {
    #[serde(default)]
    title: String,
    #[serde(default)]
    events: Vec<Event>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    scores: BTreeMap<String, f64>,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
struct Event {
    id: String,
    date: Date,
    #[serde(default)]
    kind: Kind,
    #[serde(default)]
    deaths: Option<u32>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
enum Kind {
    #[default]
    Protest,
    Fight(u8),
    Pair(i8, char),
    Deal {
        text: String,
    },
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(try_from = "String")]
struct Date(String);

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let proper = text.len() == 10;
        proper
            .then(|| Self(text.clone()))
            .ok_or(format!("`{text}` is no date"))
    }
}

/// Reads `text`, compares `line:column severity message` of everything found, gives the value.
fn check<T: serde::de::DeserializeOwned>(text: &str, wanted: &[&str]) -> Option<T> {
    let parsed = Tree::parse(text);
    assert_eq!(parsed.diagnostics, [], "{text}");
    let read = read::<T>(text, &parsed.tree);
    let lines = LineIndex::new(text);
    let found: Vec<_> = read
        .diagnostics
        .iter()
        .map(|d| {
            let at = lines.position(text, d.span.start);
            let hint = d
                .hint
                .as_ref()
                .map(|hint| format!(" ({hint})"))
                .unwrap_or_default();
            format!(
                "{}:{} {:?} {}{hint}",
                at.line, at.column, d.severity, d.message
            )
        })
        .collect();
    assert_eq!(found, wanted, "{text}");
    read.value
}

#[derive(Debug, Deserialize, PartialEq)]
struct Nothing;

#[derive(Debug, Deserialize, PartialEq)]
struct Lax {}

/// Every broken record is reported, every sound one is kept.
#[test]
fn all_errors_in_one_run() {
    let text = r#"(
    title: 5,
    events: [
        (id: "E1", date: "2025-10-19"),
        (id: 2, date: "2025-10-19"),
        (id: "E3", date: "soon"),
        (id: "E4", date: "2025-10-19", deaths: 3),
        (id: "E5", date: "2025-10-19", kind: Protset),
        (date: "2025-10-19"),
        (id: "E7", dtae: "2025-10-19"),
        (id: "E8", date: "2025-10-19", colour: "red", id: "E9"),
    ],
    tags: ["a", 7, "b"],
    scores: {"a": 1, "b": "x", "c": 2.5},
)"#;
    let doc: Doc = check(
        text,
        &[
            "2:12 Error expected a string in quotes, found 5",
            "5:14 Error expected a string in quotes, found 2",
            "6:26 Error `soon` is no date",
            "7:48 Error expected `Some(3)` or `None`, found 3 (write `Some(3)`)",
            "8:46 Error unknown variant `Protset` (did you mean `Protest`?)",
            "9:9 Error field `id` is missing",
            "10:20 Error unknown field `dtae`, and `date` is missing (did you mean `date`?)",
            "11:40 Warning unknown field `colour` (expected one of `id`, `date`, `kind`, `deaths`)",
            "11:55 Error duplicate field `id` (the first one is used)",
            "13:17 Error expected a string in quotes, found 7",
            "14:27 Error expected a number, found \"x\"",
        ],
    )
    .unwrap();
    let ids: Vec<_> = doc.events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["E1", "E4", "E5", "E8"]);
    assert_eq!(doc.tags, ["a", "b"]);
    assert_eq!(doc.scores.len(), 2);
    assert_eq!(doc.title, "");
}

/// The four shapes of variants, and what is said when the shape is wrong.
#[test]
fn variants_have_shapes() {
    let kinds: Option<Vec<Kind>> = check(
        "[Protest, Fight(3), Pair(-1, 'x'), Deal(text: \"a\"), r#Protest]",
        &[],
    );
    assert_eq!(kinds.map(|kinds| kinds.len()), Some(5));
    check::<Vec<Kind>>(
        "[\nProtest(1),\nFight,\nPair(1),\nDeal(1),\n\"Protest\",\n5,\nFight(300),\nFight(-1)]",
        &[
            "2:1 Error `Protest` holds no value (write `Protest`)",
            "3:1 Error `Fight` needs one value (write `Fight(…)`)",
            "4:1 Error expected 2 values in `(…)`, found 1",
            "5:1 Error `Deal` holds named fields, found something else in its brackets (write `Deal(name: …)`)",
            "6:1 Error expected a name without quotes, found \"Protest\" (write `Protest`)",
            "7:1 Error expected a variant of `Kind`, found 5 (expected one of `Protest`, `Fight`, `Pair`, `Deal`)",
            "8:7 Error 300 is out of range for u8 (u8 goes from 0 to 255)",
            "9:7 Error -1 is out of range for u8 (u8 goes from 0 to 255)",
        ],
    );
}

/// Extensions change what may be left out.
#[test]
fn extensions_are_respected() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Id(String);
    #[derive(Debug, Deserialize, PartialEq)]
    struct Inner {
        a: i32,
    }
    #[derive(Debug, Deserialize, PartialEq)]
    enum Outer {
        One(Inner),
        Two((i32, i32)),
        Three(Option<Inner>),
        Unit(()),
    }
    let one: Option<Option<Option<u8>>> = check("#![enable(implicit_some)] 5", &[]);
    assert_eq!(one, Some(Some(Some(5))));
    let id: Option<Id> = check("#![enable(unwrap_newtypes)] \"x\"", &[]);
    assert_eq!(id, Some(Id("x".to_owned())));
    let id: Option<Id> = check("Id(\"x\")", &[]);
    assert_eq!(id, Some(Id("x".to_owned())));
    check::<Id>(
        "\"x\"",
        &["1:1 Error expected `Id` in brackets, found \"x\" (write `(\"x\")`)"],
    );
    let outer: Option<Vec<Outer>> = check(
        "#![enable(unwrap_variant_newtypes)] [One(a: 1), Two(1, 2), Three(Some(a: 2)), Three(None), Unit()]",
        &[],
    );
    let wanted = vec![
        Outer::One(Inner { a: 1 }),
        Outer::Two((1, 2)),
        Outer::Three(Some(Inner { a: 2 })),
        Outer::Three(None),
        Outer::Unit(()),
    ];
    assert_eq!(outer, Some(wanted));
    check::<Outer>(
        "#![enable(unwrap_variant_newtypes)]#![enable(implicit_some)] Three(Inner(a: 1))",
        &["1:62 Error expected named fields for `Inner`, found `Three(…)`"],
    );
    let days = "#![enable(unwrap_variant_newtypes)] Some(1..=5)";
    assert_eq!(check(days, &[]), Some(Some(1_u8..=5)));
    check::<Inner>(
        "#![enable(explicit_struct_names)] (a: 1)",
        &[
            "1:35 Error the name `Inner` is missing before this (`explicit_struct_names` is enabled in this file)",
        ],
    );
    assert_eq!(check("()", &[]), Some(Nothing));
    check::<Nothing>(
        "#![enable(explicit_struct_names)] ()",
        &[
            "1:35 Error the name `Nothing` is missing before this (`explicit_struct_names` is enabled in this file)",
        ],
    );
    check::<Inner>("Iner(a: 1)", &["1:1 Error expected `Inner`, found `Iner`"]);
    check::<Inner>("{a: 1}", &["1:1 Error expected `(` for `Inner`, found `{`"]);
}

/// A type that refuses unknown fields is asked.
#[test]
fn unknown_fields_may_be_refused() {
    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Strict {
        #[serde(default)]
        a: u8,
    }
    let strict: Option<Vec<Strict>> = check(
        "[(a: 1, e: 2), (a: 3)]",
        &["1:9 Error unknown field `e` (did you mean `a`?)"],
    );
    assert_eq!(strict, Some(vec![Strict { a: 1 }, Strict { a: 3 }]));
    check::<Lax>(
        "(e: [Some], f: [Some(1)])",
        &["1:6 Error expected `Some` with one value in brackets, found `Some`"],
    );
    check::<Lax>(
        "(e: [None(1)], f: [None])",
        &["1:6 Error expected `None` without a bracket, found `None(…)`"],
    );
    let text = "(start: 1, end: 2, u: 3)";
    let tree = Tree::parse(text).tree;
    let read = read::<std::ops::Range<u8>>(text, &tree);
    assert_eq!((read.value, read.left_out.0.len()), (Some(1..2), 1));
}

/// What `ron` refuses between the name of a tuple struct and its bracket is refused.
#[test]
fn brackets_of_tuple_structs_follow_their_names() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Point(i32, f64);
    #[derive(Debug, Deserialize, PartialEq)]
    enum Shape {
        At(i32, i32),
    }
    assert_eq!(check("Point( 1, 2.0)", &[]), Some(Point(1, 2.0)));
    assert_eq!(check("At (1, 2)", &[]), Some(Shape::At(1, 2)));
    check::<Point>(
        "Point (1, 2.0)",
        &["1:1 Error expected `(` directly behind `Point`"],
    );
}

/// Numbers, characters, bytes, ranges, tuples.
#[test]
fn plain_types_are_read() {
    assert_eq!(check::<i128>("-0x10", &[]), Some(-16));
    assert_eq!(check::<i8>("-128", &[]), Some(-128));
    assert_eq!(check::<u8>("b'a'", &[]), Some(97));
    assert_eq!(check::<f32>("1_0.5f32", &[]), Some(10.5));
    assert_eq!(check::<f64>("7", &[]), Some(7.0));
    assert_eq!(check::<f64>("-inf", &[]), Some(f64::NEG_INFINITY));
    assert_eq!(check::<char>(r"'\u{e9}'", &[]), Some('é'));
    assert_eq!(
        check::<(i32, String)>("(1, \"a\")", &[]),
        Some((1, "a".to_owned()))
    );
    assert_eq!(check::<std::ops::Range<u8>>("1..5", &[]), Some(1..5));
    assert_eq!(
        check::<std::ops::RangeInclusive<i64>>("-1..=5", &[]),
        Some(-1..=5)
    );
    assert_eq!(
        check::<std::ops::Range<i64>>("-128i8..5u8", &[]),
        Some(-128..5)
    );
    check::<std::ops::Range<i64>>(
        "-1u8..5",
        &["1:1 Error expected a range `a..b`, found -1u8..5"],
    );
    assert_eq!(check::<()>("()", &[]), Some(()));
    check::<u32>("1.5", &["1:1 Error expected a whole number, found 1.5"]);
    check::<u32>(
        "1u8",
        &["1:1 Error expected a number of type u32, found 1u8 (leave out the suffix `u8`)"],
    );
    check::<(i32, i32)>(
        "(1, 2, 3)",
        &["1:1 Error expected 2 values in `(…)`, found 3"],
    );
    check::<Vec<i32>>("(1, 2)", &["1:1 Error expected a list `[…]`, found `(…)`"]);
}

/// What follows from a syntax error is not reported a second time.
#[test]
fn syntax_errors_have_no_echo() {
    let text = "(events: [(id: \"E1\", date: ), (id: “E2”, date: \"2025-10-19\"), (id: \"E3\", date: \"2025-10-19\")])";
    let parsed = Tree::parse(text);
    assert_eq!(parsed.diagnostics.len(), 1);
    let read = read::<Doc>(text, &parsed.tree);
    assert_eq!(read.diagnostics, []);
    assert_eq!(read.value.map(|doc| doc.events.len()), Some(1));
}

/// A thousand errors take a few runs' time, not a thousand.
#[test]
fn many_errors_are_found() {
    let mut text = String::from("(events: [");
    for _ in 0..3000 {
        text.push_str("(id: 1, date: \"2025-10-19\"),\n");
    }
    text.push_str("(id: \"last\", date: \"2025-10-19\")])");
    let tree = Tree::parse(&text).tree;
    let read = read::<Doc>(&text, &tree);
    assert_eq!(read.diagnostics.len(), 3000);
    assert_eq!(read.value.map(|doc| doc.events.len()), Some(1));
}

/// A type that refuses too short a list is not refused because items were left out.
#[test]
fn refusals_by_types_are_reported_once() {
    #[derive(Debug, Deserialize)]
    #[serde(try_from = "Vec<u8>")]
    struct Three;
    impl TryFrom<Vec<u8>> for Three {
        type Error = String;
        fn try_from(items: Vec<u8>) -> Result<Self, String> {
            (items.len() >= 3)
                .then_some(Self)
                .ok_or("too short".to_owned())
        }
    }
    #[derive(Debug, Deserialize)]
    struct Doc {
        a: Three,
        b: u8,
        #[serde(default)]
        c: Option<Three>,
    }
    let doc: Option<Doc> = check(
        "(a: [1, 2, 3, 400], c: Some([1]), b: 3, d: 1)",
        &[
            "1:15 Error 400 is out of range for u8 (u8 goes from 0 to 255)",
            "1:29 Error too short",
            "1:41 Warning unknown field `d` (did you mean `a`?)",
        ],
    );
    assert!(doc.is_some_and(|doc| doc.c.is_none() && doc.b == 3 && matches!(doc.a, Three)));
}
