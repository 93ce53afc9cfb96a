//! Laws that hold for all texts, checked on generated ones.
//!
//! Documents are generated as typed values and written with random spacing, comments, line
//! ends, trailing commas and spellings. Every comment has a number of its own, so that it can
//! be seen where it goes.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::Config;
use serde::{Deserialize, Serialize};

use super::{Kind, Node, Op, Patch, Path, Severity, Span, Tree, Value, accepted_by_ron};
use super::{plan, read, to_value, tokens};

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Doc {
    title: String,
    #[serde(default)]
    note: Option<String>,
    events: Vec<Event>,
    #[serde(default)]
    tags: Vec<String>,
    scores: BTreeMap<String, i32>,
    pair: (i8, f64),
    shape: Shape,
    unit: (),
}

const DOC: &[&str] = &[
    "title", "note", "events", "tags", "scores", "pair", "shape", "unit",
];

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Event {
    id: String,
    deaths: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    text: String,
    shape: Shape,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Wrapped(u64);

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
enum Shape {
    Plain,
    Other,
    One(char),
    Pair(i32, String),
    Deal {
        text: String,
        when: Option<Wrapped>,
        flag: bool,
    },
    Inner(Inner),
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Inner {
    a: i16,
    b: Option<bool>,
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{0,6}",
        2 => any::<String>().prop_map(|text| text.chars().take(6).collect()),
        1 => "[a\"\\\\#\n\r\té“/*,)]{0,6}",
    ]
}

fn shape() -> impl Strategy<Value = Shape> {
    prop_oneof![
        Just(Shape::Plain),
        Just(Shape::Other),
        any::<char>().prop_map(Shape::One),
        (any::<i32>(), word()).prop_map(|(a, b)| Shape::Pair(a, b)),
        (word(), any::<Option<u64>>(), any::<bool>()).prop_map(|(text, when, flag)| {
            Shape::Deal {
                text,
                when: when.map(Wrapped),
                flag,
            }
        }),
        (any::<i16>(), any::<Option<bool>>()).prop_map(|(a, b)| Shape::Inner(Inner { a, b })),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    let id = "[a-z]{1,3}";
    let tags = prop::collection::vec(word(), 0..4);
    (id, any::<Option<u32>>(), tags, word(), shape()).prop_map(|(id, deaths, tags, text, shape)| {
        Event {
            id,
            deaths,
            tags,
            text,
            shape,
        }
    })
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>().prop_filter("equal to itself", |n| !n.is_nan()),
        Just(5.0),
        Just(-0.25)
    ]
}

fn doc() -> impl Strategy<Value = Doc> {
    (
        (
            word(),
            prop::option::of(word()),
            prop::collection::vec(event(), 0..5),
        ),
        (
            prop::collection::vec(word(), 0..5),
            prop::collection::btree_map(word(), any::<i32>(), 0..3),
        ),
        (any::<i8>(), number(), shape()),
    )
        .prop_map(|((title, note, events), (tags, scores), (a, b, shape))| {
            let pair = (a, b);
            Doc {
                title,
                note,
                events,
                tags,
                scores,
                pair,
                shape,
                unit: (),
            }
        })
}

/// Writes values with random spacing and spelling, taken from a list of choices.
struct Scribe<'c> {
    choices: &'c [u8],
    at: usize,
    n_comments: usize,
    implicit_some: bool,
    unwrap_newtypes: bool,
    out: String,
}

impl Scribe<'_> {
    fn choose(&mut self, n: u8) -> u8 {
        self.at += 1;
        let choice = self.choices.get(self.at % self.choices.len().max(1));
        choice.copied().unwrap_or(0) % n
    }

    fn gap(&mut self) {
        for _ in 0..2 {
            let number = self.n_comments;
            match self.choose(12) {
                0 => self.out.push_str("\n    "),
                1 => self.out.push(' '),
                2 => self.out.push_str("\n\n"),
                3 => {
                    self.out += " // <";
                    self.out += &number.to_string();
                    self.out += "> a \" ( [,\n  ";
                    self.n_comments += 1;
                }
                4 => {
                    self.out += "/* <";
                    self.out += &number.to_string();
                    self.out += "> ) /* x */ \n ' */";
                    self.n_comments += 1;
                }
                5 => self.out.push('\t'),
                _ => (),
            }
        }
    }

    fn token(&mut self, text: &str) {
        self.out.push_str(text);
        self.gap();
    }

    fn commas<T>(&mut self, parts: &[T], write: impl Fn(&mut Self, &T)) {
        for (at, part) in parts.iter().enumerate() {
            write(self, part);
            self.gap();
            if at + 1 < parts.len() || self.choose(2) == 0 {
                self.token(",");
            }
        }
    }

    fn name(&mut self, name: Option<&String>) {
        if let Some(name) = name {
            let raw = if self.choose(8) == 0 { "r#" } else { "" };
            self.out.push_str(raw);
            self.token(name);
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::List(items) => {
                self.token("[");
                self.commas(items, Self::value);
                self.out.push(']');
            }
            Value::Tuple { name: None, items } if self.unwrap_newtypes && items.len() == 1 => {
                for item in items {
                    self.value(item);
                }
            }
            Value::Tuple { name, items } => {
                self.name(name.as_ref());
                self.token("(");
                self.commas(items, Self::value);
                self.out.push(')');
            }
            Value::Struct { name, fields } => {
                self.name(name.as_ref());
                self.token("(");
                let absent = |value: &Value| *value == Value::None;
                let skip = self.choose(2) == 0;
                let mut fields: Vec<_> = fields
                    .iter()
                    .filter(|(_, v)| !(skip && absent(v)))
                    .collect();
                let turn = usize::from(self.choose(4)) % fields.len().max(1);
                fields.rotate_left(turn);
                self.commas(&fields, |me, (name, value)| {
                    me.name(Some(name));
                    me.token(":");
                    me.value(value);
                });
                self.out.push(')');
            }
            Value::Map(entries) => {
                self.token("{");
                self.commas(entries, |me, (key, value)| {
                    me.value(key);
                    me.gap();
                    me.token(":");
                    me.value(value);
                });
                self.out.push('}');
            }
            Value::Some(inner) if self.implicit_some && self.choose(2) == 0 => self.value(inner),
            Value::Some(inner) => {
                self.token("Some");
                self.token("(");
                self.value(inner);
                self.gap();
                self.out.push(')');
            }
            Value::Int(number) => self.int(*number),
            Value::Str(text) => self.text(text),
            other => {
                let tree = Tree::default();
                let style = super::emit::Style::of("", &tree);
                let names = super::names::Names::default();
                let text = super::emit::Emitter::beside(&style, &names).value(other, None, "");
                self.out.push_str(&text);
            }
        }
    }

    fn int(&mut self, number: i64) {
        let text = match self.choose(6) {
            0 if number >= 0 => format!("0x{number:X}"),
            1 if number >= 0 => format!("0b{number:b}"),
            2 if number >= 0 => format!("+{number}"),
            3 if number.abs() > 9 => {
                let digits = number.to_string();
                let (head, tail) = digits.split_at(digits.len() - 1);
                format!("{head}_{tail}")
            }
            _ => number.to_string(),
        };
        self.out.push_str(&text);
    }

    fn text(&mut self, text: &str) {
        let raw = super::string::raw_quoted(text, usize::from(self.choose(2)));
        let written = match (self.choose(4), raw) {
            (0, Some(raw)) => raw,
            (1, _) => super::string::quoted(text, true),
            (2, _) => {
                text.chars().fold("\"".to_owned(), |out, c| {
                    format!("{out}\\u{{{:x}}}", u32::from(c))
                }) + "\""
            }
            _ => super::string::quoted(text, false),
        };
        self.out.push_str(&written);
    }
}

/// A document with its text.
fn written() -> impl Strategy<Value = (Doc, String)> {
    (
        doc(),
        prop::collection::vec(any::<u8>(), 1..200),
        any::<(bool, bool)>(),
    )
        .prop_map(|(doc, choices, (implicit_some, unwrap_newtypes))| {
            let mut scribe = Scribe {
                choices: &choices,
                at: 0,
                n_comments: 0,
                implicit_some,
                unwrap_newtypes,
                out: String::new(),
            };
            for (flag, name) in [
                (implicit_some, "implicit_some"),
                (unwrap_newtypes, "unwrap_newtypes"),
            ] {
                if flag {
                    scribe.token(&format!("#![enable({name})]"));
                }
            }
            scribe.gap();
            scribe.value(&to_value(&doc).unwrap());
            scribe.gap();
            (doc, scribe.out)
        })
}

/// A text with something in it broken.
fn mutated() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "\"",
        "'",
        "/",
        "*",
        "//",
        "/*",
        "*/",
        "#",
        "r#\"",
        "=",
        "\\",
        "\n",
        "b'",
        "b\"",
        "..",
        "-",
        "1",
        "a",
        "Some(",
        "“",
        "\u{a0}",
        "\n<<<<<<<",
        "\n=======",
        "\n>>>>>>>",
        "#![enable(implicit_some)]",
        "\r\n",
        "é",
    ]);
    let change = (
        any::<prop::sample::Index>(),
        0_usize..4,
        prop::option::of(pieces),
    );
    (written(), prop::collection::vec(change, 1..4)).prop_map(|((_, mut text), changes)| {
        for (place, n_removed, piece) in changes {
            let mut chars: Vec<char> = text.chars().collect();
            let at = place.index(chars.len() + 1);
            let end = (at + n_removed).min(chars.len());
            chars.splice(at..end, piece.unwrap_or_default().chars());
            text = chars.into_iter().collect();
        }
        text
    })
}

fn check_tree(node: Node<'_>, depth: usize) {
    assert!(depth <= super::MAX_DEPTH);
    let mut from = node.span().start;
    for (name, value) in node.children() {
        for child in name.into_iter().chain([value]) {
            assert!(child.span().start >= from && child.span().end <= node.span().end);
            from = child.span().end;
        }
        check_tree(value, depth + 1);
    }
}

/// Everything that can be asked of any text at all.
fn try_all(text: &str) {
    let mut from = 0;
    for (_, span) in tokens(text) {
        assert!(span.start == from && span.end > from && text.is_char_boundary(span.end));
        from = span.end;
    }
    assert_eq!(from, text.len());
    let parsed = Tree::parse(text);
    for found in &parsed.diagnostics {
        assert!(found.span.end <= text.len() && text.is_char_boundary(found.span.start));
    }
    if let Some(root) = parsed.tree.root(text) {
        check_tree(root, 0);
        root.says(&root.to_value());
    }
    for byte in (0..text.len()).step_by(7) {
        let path = parsed.tree.path_at(text, byte);
        assert_eq!(Path::parse(&path.to_string()), Some(path));
    }
    read::<Doc>(text, &parsed.tree);
    for op in [
        Op::Set {
            path: Path::root().field("title"),
            value: Value::str("x"),
            order: DOC.to_vec(),
        },
        Op::Remove {
            path: Path::root().field("events").index(0),
        },
        Op::Insert {
            path: Path::root().field("events"),
            index: 1,
            value: Value::Unit,
        },
        Op::Move {
            path: Path::root().field("events"),
            from: 1,
            to: 0,
        },
    ] {
        if let Ok(patch) = plan(text, &parsed.tree, &[op]) {
            patch.apply(text);
            patch.lost_comments(text);
        }
    }
}

/// A change to a document, made to the value, with the operation that says the same.
fn change(doc: &mut Doc, kind: u8, place: usize, event: &Event, shape: &Shape) -> Option<Op> {
    let root = Path::root();
    let events = root.field("events");
    let n_events = doc.events.len();
    let set = |path: Path, value: Value| {
        Some(Op::Set {
            path,
            value,
            order: DOC.to_vec(),
        })
    };
    let image = |shape: &Shape| to_value(shape).unwrap();
    match kind % 12 {
        0 => {
            doc.title.clone_from(&event.text);
            set(root.field("title"), Value::str(&event.text))
        }
        1 => {
            doc.note = event.tags.first().cloned();
            set(root.field("note"), to_value(&doc.note).unwrap())
        }
        2 => {
            doc.tags.clone_from(&event.tags);
            set(root.field("tags"), to_value(&doc.tags).unwrap())
        }
        3 => {
            doc.shape = shape.clone();
            set(root.field("shape"), image(shape))
        }
        4 => {
            let index = place % (n_events + 1);
            doc.events.insert(index, event.clone());
            Some(Op::Insert {
                path: events,
                index,
                value: to_value(event).unwrap(),
            })
        }
        5 if n_events > 0 => {
            doc.events.remove(place % n_events);
            Some(Op::Remove {
                path: events.index(place % n_events),
            })
        }
        6 if n_events > 0 => {
            let (from, to) = (place % n_events, (place / 7) % n_events);
            let moved = doc.events.remove(from);
            doc.events.insert(to, moved);
            Some(Op::Move {
                path: events,
                from,
                to,
            })
        }
        7 if n_events > 0 => {
            let found = doc.events.get_mut(place % n_events)?;
            found.deaths = event.deaths;
            let path = events.index(place % n_events).field("deaths");
            let order = vec!["id", "deaths", "tags", "text", "shape"];
            Some(Op::Set {
                path,
                value: to_value(&event.deaths).unwrap(),
                order,
            })
        }
        8 if n_events > 0 => {
            let found = doc.events.get_mut(place % n_events)?;
            *found = event.clone();
            set(events.index(place % n_events), to_value(event).unwrap())
        }
        9 => {
            doc.pair.1 = f64::from(event.deaths.unwrap_or(1)) / 2.0;
            set(root.field("pair").index(1), Value::Float(doc.pair.1))
        }
        10 => {
            doc.scores.insert(event.id.clone(), 7);
            doc.scores.remove("");
            set(root.field("scores"), to_value(&doc.scores).unwrap())
        }
        11 => {
            doc.events.reverse();
            doc.events.push(event.clone());
            set(events, to_value(&doc.events).unwrap())
        }
        _ => None,
    }
}

fn comment_numbers(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for (kind, span) in tokens(text) {
        let is_comment = matches!(
            kind,
            super::TokenKind::LineComment | super::TokenKind::BlockComment
        );
        let number = span
            .of(text)
            .split_once('<')
            .and_then(|(_, rest)| rest.split_once('>'));
        if let Some((number, _)) = number.filter(|_| is_comment) {
            found.extend(number.parse::<usize>());
        }
    }
    found.sort_unstable();
    found
}

fn check_minimal(text: &str, patch: &Patch) {
    let mut from = None;
    for edit in &patch.edits {
        assert!(from.is_none_or(|from| from < edit.span.start));
        let old = edit.span.of(text);
        assert!(!old.is_empty() || !edit.text.is_empty());
        let ends = [
            old.chars().next() == edit.text.chars().next(),
            old.chars().last() == edit.text.chars().last(),
        ];
        assert!(old.is_empty() || edit.text.is_empty() || ends == [false, false]);
        from = Some(edit.span.end);
    }
}

/// Whether a `Some` has no bracket behind it. With `implicit_some`, `ron` takes it for nothing.
fn has_loose_some(text: &str) -> bool {
    let is_trivia = |kind| {
        use super::TokenKind::{BlockComment, LineComment, Whitespace};
        matches!(kind, Whitespace | LineComment | BlockComment)
    };
    let pieces = tokens(text).filter(|(kind, _)| !is_trivia(*kind));
    let pieces: Vec<_> = pieces.map(|(_, span)| span.of(text)).collect();
    let mut pairs = pieces.windows(2);
    pairs.any(|pair| matches!(pair, ["Some" | "r#Some", next] if *next != "("))
}

/// Cases per law; more by the environment, for long runs.
/// How many documents each law is held against; all laws together take about half a minute.
const N_CASES: u32 = 20_000;

fn config() -> Config {
    Config {
        failure_persistence: None,
        cases: N_CASES,
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(config())]

    /// Any text at all can be cut, parsed, read and edited without a panic.
    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        try_all(&text);
    }

    /// So can a text that is nearly a document.
    #[test]
    fn broken_documents_are_survived(text in mutated()) {
        try_all(&text);
    }

    /// What `ron` accepts is accepted, and read as the same value.
    #[test]
    fn documents_are_read_as_ron_reads_them((doc, text) in written()) {
        let ron = accepted_by_ron::<Doc>(&text);
        prop_assert_eq!(ron.as_ref(), Ok(&doc), "{}", text);
        let parsed = Tree::parse(&text);
        prop_assert_eq!(&parsed.diagnostics, &[], "{}", text);
        let read = read::<Doc>(&text, &parsed.tree);
        prop_assert_eq!(&read.diagnostics, &[], "{}", text);
        prop_assert_eq!(read.value, Some(doc), "{}", text);
    }

    /// Also where a text is not quite the one that was meant.
    #[test]
    fn mutants_are_read_as_ron_reads_them(text in mutated()) {
        prop_assume!(!has_loose_some(&text));
        let parsed = Tree::parse(&text);
        let any = accepted_by_ron::<ron::Value>(&text);
        prop_assert!(any.is_err() || parsed.diagnostics.is_empty(), "{}\n{:?}", text, parsed.diagnostics);
        let typed = accepted_by_ron::<Doc>(&text);
        let read = read::<Doc>(&text, &parsed.tree);
        if let Ok(doc) = typed {
            let errors = read.diagnostics.iter().filter(|found| found.severity == Severity::Error);
            prop_assert_eq!(errors.count(), 0, "{}\n{:?}", text, read.diagnostics);
            prop_assert_eq!(read.value, Some(doc), "{}", text);
        } else if parsed.diagnostics.is_empty() && !text.starts_with('\u{feff}') {
            prop_assert!(!read.diagnostics.is_empty(), "{}\n{:?}", text, typed);
        }
    }

    /// The value a document was written from needs no change.
    #[test]
    fn saying_the_same_changes_nothing((doc, text) in written()) {
        let tree = Tree::parse(&text).tree;
        let value = to_value(&doc).unwrap();
        let op = Op::Set { path: Path::root(), value, order: DOC.to_vec() };
        prop_assert_eq!(plan(&text, &tree, &[op]), Ok(Patch::default()), "{}", text);
    }

    /// Editing the text is editing the value; no comment is lost but with what it belongs to.
    #[test]
    fn editing_text_is_editing_the_value(
        (doc, text) in written(),
        crlf in any::<bool>(),
        changes in prop::collection::vec((any::<u8>(), 0_usize..50, event(), shape()), 1..4),
    ) {
        let text = if crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text };
        // Line ends are part of some strings; what is in the text is what counts.
        let mut doc = match accepted_by_ron::<Doc>(&text) {
            Ok(found) if crlf => found,
            _ => doc,
        };
        let parsed = Tree::parse(&text);
        let mut ops = Vec::new();
        for (kind, place, event, shape) in &changes {
            ops.extend(change(&mut doc, *kind, *place, event, shape));
        }
        let patch = plan(&text, &parsed.tree, &ops);
        prop_assert!(patch.is_ok(), "{}\n{:?}\n{:?}", text, ops, patch);
        let patch = patch.unwrap_or_default();
        let after = patch.apply(&text);
        let found = accepted_by_ron::<Doc>(&after);
        prop_assert_eq!(found.as_ref(), Ok(&doc), "\n{}\n{:#?}\n{}", text, ops, after);
        let own = read::<Doc>(&after, &Tree::parse(&after).tree);
        prop_assert_eq!(own.value, Some(doc));
        check_minimal(&text, &patch);
        let (before, after_numbers) = (comment_numbers(&text), comment_numbers(&after));
        let mut once = after_numbers.clone();
        once.dedup();
        prop_assert_eq!(&once, &after_numbers, "\n{}\n{:#?}\n{}", text, ops, after);
        let keeps = |op: &Op| match op {
            Op::Insert { .. } | Op::Move { .. } => true,
            Op::Set { value, path, .. } => {
                path.last() == Path::root().field("title").last() && matches!(value, Value::Str(_))
            }
            Op::Remove { .. } => false,
        };
        if ops.iter().all(keeps) {
            prop_assert_eq!(before, after_numbers, "\n{}\n{:#?}\n{}", text, ops, after);
        }
    }

    /// A change and its opposite together change nothing.
    #[test]
    fn there_and_back_is_no_change((doc, text) in written(), place in 0_usize..50, event in event()) {
        let tree = Tree::parse(&text).tree;
        let events = Path::root().field("events");
        let n_events = doc.events.len();
        let index = place % (n_events + 1);
        let value = to_value(&event).unwrap();
        let title = |text: &str| Op::Set { path: Path::root().field("title"), value: Value::str(text), order: DOC.to_vec() };
        let ops = [
            title("something else"),
            Op::Insert { path: events.clone(), index, value },
            Op::Remove { path: events.index(index) },
        ];
        let patch = plan(&text, &tree, &ops).unwrap();
        let after = patch.apply(&text);
        let before = tree.at(&text, &events).map_or(Span::at(0), |node| node.span());
        let tree = Tree::parse(&after).tree;
        let there = tree.at(&after, &events);
        prop_assert_eq!(there.map(|node| node.kind()), Some(Kind::List));
        if n_events > 0 {
            let ink = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(there.map(|node| ink(node.text())), Some(ink(before.of(&text))));
        }
    }
}
