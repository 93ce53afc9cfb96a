//! Documents of a made-up type, their texts, texts with something broken, and changes.
//!
//! No opinion on what must hold; [`super::check`] knows.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::super::tree::Extensions;
use super::super::{Op, Path, Value, accepted_by_ron, to_value};
use super::{Chance, scribe, zoo};

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(super) struct Doc {
    pub(super) title: String,
    #[serde(default)]
    pub(super) note: Option<String>,
    pub(super) events: Vec<Event>,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    pub(super) scores: BTreeMap<String, i32>,
    pub(super) pair: (i8, f64),
    pub(super) shape: Shape,
    pub(super) unit: (),
}

/// The fields of [`Doc`] in their order.
pub(super) const DOC: &[&str] = &[
    "title", "note", "events", "tags", "scores", "pair", "shape", "unit",
];

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(super) struct Event {
    pub(super) id: String,
    pub(super) deaths: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<String>,
    pub(super) text: String,
    pub(super) shape: Shape,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(super) struct Wrapped(pub(super) u64);

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(super) enum Shape {
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
pub(super) struct Inner {
    pub(super) a: i16,
    pub(super) b: Option<bool>,
}

/// Small letters; a pattern would be parsed again for every one of them.
pub(super) fn letters(len: RangeInclusive<usize>) -> impl Strategy<Value = String> {
    text_of(prop::char::range('a', 'z'), len)
}

fn text_of(
    letter: impl Strategy<Value = char>,
    len: RangeInclusive<usize>,
) -> impl Strategy<Value = String> {
    prop::collection::vec(letter, len).prop_map(String::from_iter)
}

/// Characters that mean something in a text.
const AWKWARD: &[char] = &[
    'a', '"', '\\', '#', '\n', '\r', '\t', 'é', '“', '/', '*', ',', ')',
];

pub(super) fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => letters(0..=6),
        2 => text_of(any::<char>(), 0..=6),
        1 => text_of(prop::sample::select(AWKWARD), 0..=6),
    ]
}

pub(super) fn shape() -> impl Strategy<Value = Shape> {
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

pub(super) fn event() -> impl Strategy<Value = Event> {
    let id = letters(1..=3);
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

/// Which extensions a text enables.
pub(super) fn extensions() -> impl Strategy<Value = Extensions> {
    any::<[bool; 4]>().prop_map(extensions_of)
}

fn extensions_of(flags: [bool; 4]) -> Extensions {
    let [
        implicit_some,
        unwrap_newtypes,
        unwrap_variant_newtypes,
        explicit,
    ] = flags;
    Extensions {
        implicit_some,
        unwrap_newtypes,
        unwrap_variant_newtypes,
        explicit_struct_names: explicit,
    }
}

/// The choices of a [`scribe`].
pub(super) fn choices() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 1..200)
}

/// A document with its text.
pub(super) fn written() -> impl Strategy<Value = (Doc, String)> {
    (doc(), choices(), extensions()).prop_map(|(doc, choices, extensions)| {
        let text = scribe::write(&doc, &choices, extensions);
        (doc, text)
    })
}

/// A text as a document or as a zoo.
fn any_written() -> impl Strategy<Value = String> {
    prop_oneof![
        written().prop_map(|(_, text)| text),
        zoo::written().prop_map(|(_, text)| text),
    ]
}

/// A text with something in it broken.
pub(super) fn mutated() -> impl Strategy<Value = String> {
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
        "br#\"",
        "0x",
        "u8",
        "_",
        ".",
        "e5",
        "inf",
        "NaN",
        "None",
        "Some",
        "()",
        "..=",
        "\\u{e9}",
        "\\\n",
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
        "#![enable(unwrap_newtypes)]",
        "#![enable(unwrap_variant_newtypes)]",
        "#![enable(explicit_struct_names)]",
        "\r\n",
        "é",
    ]);
    let change = (
        any::<prop::sample::Index>(),
        0_usize..4,
        prop::option::of(pieces),
    );
    (any_written(), prop::collection::vec(change, 1..4)).prop_map(|(mut text, changes)| {
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

/// Changes to a document.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// The document as its text is read.
    pub(super) doc: Doc,
    pub(super) text: String,
    /// The document afterwards.
    pub(super) after: Doc,
    /// The operations that say the same.
    pub(super) ops: Vec<Op>,
}

/// What a change is drawn from: its kind, a place, and what may be put there.
type Draft = (u8, usize, Event, Shape);

fn draft() -> impl Strategy<Value = Draft> {
    (any::<u8>(), 0_usize..50, event(), shape())
}

/// A document and one to three changes to it.
pub(super) fn case() -> impl Strategy<Value = Case> {
    let changes = prop::collection::vec(draft(), 1..4);
    (written(), any::<bool>(), changes)
        .prop_map(|((doc, text), crlf, changes)| assembled(doc, text, crlf, &changes))
}

/// The same from bytes; the last of them are the choices of the [`scribe`].
pub(super) fn case_from(chance: &mut Chance<'_>, n_changes: usize) -> Option<Case> {
    let doc = chance.draw(&doc())?;
    let mut changes = Vec::new();
    for _ in 0..n_changes {
        let (kind, (_, place, event, shape)) = (chance.byte(), chance.draw(&draft())?);
        changes.push((kind, place, event, shape));
    }
    let [crlf, a, b, c, d] = chance.flags();
    let text = scribe::write(&doc, chance.0, extensions_of([a, b, c, d]));
    Some(assembled(doc, text, crlf, &changes))
}

fn assembled(doc: Doc, text: String, crlf: bool, changes: &[Draft]) -> Case {
    let text = if crlf {
        text.replace("\r\n", "\n").replace('\n', "\r\n")
    } else {
        text
    };
    // Line ends are part of some strings; what is in the text is what counts.
    let doc = match accepted_by_ron::<Doc>(&text) {
        Ok(found) if crlf => found,
        _ => doc,
    };
    let mut after = doc.clone();
    let mut ops = Vec::new();
    for (kind, place, event, shape) in changes {
        ops.extend(change(&mut after, *kind, *place, event, shape));
    }
    Case {
        doc,
        text,
        after,
        ops,
    }
}

/// A change to a document, made to the value, with the operation that says the same.
pub(super) fn change(
    doc: &mut Doc,
    kind: u8,
    place: usize,
    event: &Event,
    shape: &Shape,
) -> Option<Op> {
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
    let image = |shape: &Shape| to_value(shape).unwrap_or(Value::Unit);
    match kind % 12 {
        0 => {
            doc.title.clone_from(&event.text);
            set(root.field("title"), Value::str(&event.text))
        }
        1 => {
            doc.note = event.tags.first().cloned();
            set(
                root.field("note"),
                to_value(&doc.note).unwrap_or(Value::Unit),
            )
        }
        2 => {
            doc.tags.clone_from(&event.tags);
            set(
                root.field("tags"),
                to_value(&doc.tags).unwrap_or(Value::Unit),
            )
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
                value: to_value(event).unwrap_or(Value::Unit),
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
                value: to_value(&event.deaths).unwrap_or(Value::Unit),
                order,
            })
        }
        8 if n_events > 0 => {
            let found = doc.events.get_mut(place % n_events)?;
            *found = event.clone();
            set(
                events.index(place % n_events),
                to_value(event).unwrap_or(Value::Unit),
            )
        }
        9 => {
            doc.pair.1 = f64::from(event.deaths.unwrap_or(1)) / 2.0;
            set(root.field("pair").index(1), Value::Float(doc.pair.1))
        }
        10 => {
            doc.scores.insert(event.id.clone(), 7);
            doc.scores.remove("");
            set(
                root.field("scores"),
                to_value(&doc.scores).unwrap_or(Value::Unit),
            )
        }
        11 => {
            doc.events.reverse();
            doc.events.push(event.clone());
            set(events, to_value(&doc.events).unwrap_or(Value::Unit))
        }
        _ => None,
    }
}
