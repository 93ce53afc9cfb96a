//! Laws of the merge, for random edits of both sides with comments of their own.

use super::*;
use crate::format::Seg;
use proptest::prelude::*;
use proptest::sample::Index;

/// Fields of an event that the edits set.
const FIELDS: [&str; 3] = ["title", "text", "actors_note"];

const N_EVENTS: usize = 7;

#[expect(
    clippy::format_push_string,
    reason = "a generator of small texts is read more often than it runs"
)]
/// A dossier in one of several layouts, with a comment at every other event.
fn base_text(inline: &[bool], newline: &str) -> String {
    let mut text = String::from(
        "// head\n#![enable(implicit_some)]\nDossier(\n    format: 1,\n    id: \"d\",\n    title: \"T\", // of all\n    events: [\n",
    );
    for (idx, inline) in inline.iter().enumerate() {
        if idx % 2 == 0 {
            text.push_str(&format!("        // about E{idx}\n"));
        }
        let id = format!("id: \"E{idx}\"");
        let rest = format!(
            "date: \"2025-01-0{}\", title: \"t{idx}\", priority: Core",
            idx + 1
        );
        if *inline {
            text.push_str(&format!("        Event({id}, {rest}),\n"));
        } else {
            let rest = rest.replace(", ", ",\n            ");
            text.push_str(&format!(
                "        Event(\n            {id},\n            {rest}, // core\n            sources: [\"S1\", \"S2\"],\n        ),\n"
            ));
        }
    }
    text.push_str("        // the end\n    ],\n    sources: [\n        Source(id: \"S1\", publisher: \"P\", title: \"A\"),\n        Source(id: \"S2\", publisher: \"P\", title: \"B\"),\n    ],\n)\n");
    text.replace('\n', newline)
}

/// One thing that somebody does to the file.
#[derive(Clone, Debug)]
enum Act {
    Set(Index, usize, u8),
    Clear(Index, usize),
    Remove(Index),
    Add(Index, u8),
    Move(Index, Index),
    /// Adds a reference to the sources of an event.
    Refer(Index, u8),
    /// A comment above the event, or behind its first line.
    Comment(Index, bool),
}

fn act() -> impl Strategy<Value = Act> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), 0..FIELDS.len(), 0..4u8).prop_map(|(at, field, n)| Act::Set(at, field, n)),
        1 => (at(), 0..FIELDS.len()).prop_map(|(at, field)| Act::Clear(at, field)),
        1 => at().prop_map(Act::Remove),
        1 => (at(), 0..3u8).prop_map(|(at, n)| Act::Add(at, n)),
        1 => (at(), at()).prop_map(|(from, to)| Act::Move(from, to)),
        1 => (at(), 0..3u8).prop_map(|(at, n)| Act::Refer(at, n)),
        3 => (at(), any::<bool>()).prop_map(|(at, above)| Act::Comment(at, above)),
    ]
}

fn events() -> Path {
    Path::root().field("events")
}

#[expect(
    clippy::too_many_lines,
    reason = "one arm for every thing that somebody may do"
)]
/// Does these things to a text, in the name of a side. Returns the text and the comments put in.
fn done(
    base: &str,
    acts: &[Act],
    side: &str,
    only: impl Fn(usize) -> bool,
) -> (String, Vec<String>) {
    let mut text = base.to_owned();
    let mut tags = Vec::new();
    for (n, act) in acts.iter().enumerate() {
        let tree = Tree::parse(&text).tree;
        let n_events = tree.at(&text, &events()).map_or(0, |list| list.len());
        if n_events == 0 {
            continue;
        }
        let pick = |at: &Index| {
            let mine: Vec<usize> = (0..n_events).filter(|idx| only(*idx)).collect();
            mine.get(at.index(mine.len().max(1))).copied()
        };
        let set = |idx: usize, field: &str, value: Value| {
            vec![Op::Set {
                path: events().index(idx).field(field),
                value,
                order: vec![
                    "id",
                    "date",
                    "title",
                    "text",
                    "actors_note",
                    "priority",
                    "sources",
                ],
            }]
        };
        let mut ops = Vec::new();
        match act {
            Act::Set(at, field, n) => {
                if let Some(idx) = pick(at) {
                    ops = set(idx, FIELDS[*field], Value::str(format!("{side} {n}")));
                }
            }
            Act::Clear(at, field) => {
                if let Some(idx) = pick(at)
                    && *field > 0
                    && tree
                        .at(&text, &events().index(idx).field(FIELDS[*field]))
                        .is_some()
                {
                    let path = events().index(idx).field(FIELDS[*field]);
                    ops.push(Op::Remove { path });
                }
            }
            Act::Remove(at) => {
                if let Some(idx) = pick(at) {
                    let path = events().index(idx);
                    ops.push(Op::Remove { path });
                }
            }
            Act::Add(at, n) => {
                let id = format!("N{n}");
                if !text.contains(&format!("\"{id}\"")) {
                    let value = Value::record([
                        ("id", Value::str(id)),
                        ("date", Value::str("2025-02-02")),
                        ("title", Value::str(side)),
                        ("priority", Value::Ident("Core".to_owned())),
                    ]);
                    ops.push(Op::Insert {
                        path: events(),
                        index: at.index(n_events + 1),
                        value,
                    });
                }
            }
            Act::Move(from, to) => ops.push(Op::Move {
                path: events(),
                from: from.index(n_events),
                to: to.index(n_events),
            }),
            Act::Refer(at, n) => {
                let list = pick(at).map(|idx| events().index(idx).field("sources"));
                if let Some(list) = list
                    && let Some(node) = tree.at(&text, &list)
                {
                    let word = Value::str(format!("{side}{n}"));
                    if !node.items().any(|item| item.to_value() == word) {
                        ops.push(Op::Insert {
                            path: list,
                            index: node.len(),
                            value: word,
                        });
                    }
                }
            }
            Act::Comment(at, above) => {
                if let Some(idx) = pick(at)
                    && let Some(event) = tree.at(&text, &events().index(idx))
                {
                    let tag = format!("// {side} {n}");
                    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
                    let start = event.span().start;
                    if *above {
                        text.insert_str(start, &format!("{tag}{newline}        "));
                    } else {
                        let end = text[start..]
                            .find(newline)
                            .map_or(text.len(), |at| start + at);
                        text.insert_str(end, &format!(" {tag}"));
                    }
                    tags.push(tag);
                }
            }
        }
        let tree = Tree::parse(&text).tree;
        if let Ok(patch) = format::plan(&text, &tree, &ops) {
            text = patch.apply(&text);
        }
    }
    // A comment of its own may go with a record that is removed later.
    tags.retain(|tag| has_comment(&text, tag));
    (text, tags)
}

fn has_comment(text: &str, tag: &str) -> bool {
    text.lines().any(|line| {
        line.split("//")
            .skip(1)
            .any(|comment| format!("//{}", comment.trim_end()) == tag)
    })
}

fn shared(text: &str) -> Arc<str> {
    text.into()
}

/// The value of a field of an event; `None` if there is no such event.
fn field(text: &str, id: &str, field: &str) -> Option<Value> {
    let tree = Tree::parse(text).tree;
    let list = tree.at(text, &events())?;
    let event = list
        .items()
        .find(|event| event.field("id").and_then(|id| id.as_str()).as_deref() == Some(id))?;
    let value = event.field(field).map(|node| node.to_value());
    Some(value.unwrap_or(Value::None))
}

fn ids(text: &str) -> Vec<String> {
    let tree = Tree::parse(text).tree;
    let list = tree.at(text, &events()).unwrap();
    let id = |event: format::Node<'_>| Some(event.field("id")?.as_str()?.into_owned());
    list.items().filter_map(id).collect()
}

fn layouts() -> impl Strategy<Value = String> {
    let newline = prop_oneof![4 => Just("\n"), 1 => Just("\r\n")];
    (proptest::collection::vec(any::<bool>(), N_EVENTS), newline)
        .prop_map(|(inline, newline)| base_text(&inline, newline))
}

fn acts(n: usize) -> impl Strategy<Value = Vec<Act>> {
    proptest::collection::vec(act(), 0..n)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// If only one side changed anything, or both the same, the result is that text, byte for byte.
    #[test]
    fn one_side_alone_is_taken(base in layouts(), acts in acts(6)) {
        let (other, _) = done(&base, &acts, "ours", |_| true);
        let (base, other) = (shared(&base), shared(&other));
        for (ours, theirs) in [(&base, &other), (&other, &base), (&other, &other)] {
            let merge = Merge::new(&base, ours, theirs).unwrap();
            prop_assert!(merge.conflicts().is_empty());
            prop_assert_eq!(&merge.text(&[]).unwrap(), &other);
        }
    }

    /// Changes of different records meet no conflict, both arrive, and the comments of both sides survive.
    #[test]
    fn disjoint_changes_both_arrive(base in layouts(), ours in acts(8), theirs in acts(8)) {
        let quiet = |acts: &[Act]| -> Vec<Act> {
            let disturbs = |act: &Act| matches!(act, Act::Remove(_) | Act::Move(..) | Act::Add(..));
            acts.iter().filter(|act| !disturbs(act)).cloned().collect()
        };
        let (ours, our_tags) = done(&base, &quiet(&ours), "ours", |idx| idx % 2 == 0);
        let (theirs, their_tags) = done(&base, &quiet(&theirs), "theirs", |idx| idx % 2 == 1);
        let merge = Merge::new(&shared(&base), &shared(&ours), &shared(&theirs)).unwrap();
        prop_assert_eq!(merge.conflicts(), &[]);
        let merged = merge.text(&[]).unwrap();
        for idx in 0..N_EVENTS {
            let id = format!("E{idx}");
            let side = if idx % 2 == 0 { &ours } else { &theirs };
            for name in FIELDS.iter().chain(&["sources"]) {
                prop_assert_eq!(field(&merged, &id, name), field(side, &id, name), "{} {}", id, name);
            }
        }
        for tag in our_tags.iter().chain(&their_tags) {
            prop_assert!(has_comment(&merged, tag), "{} is missing in\n{}", tag, merged);
        }
        prop_assert_eq!(merge.lost_comments(&merged), Vec::<String>::new());
    }

    /// Whatever both sides did: there is a result for any decisions; what one side alone changed is in it;
    /// a decision is followed; and a comment that is not in it is told of.
    #[test]
    fn any_changes_can_be_decided(base in layouts(), ours in acts(8), theirs in acts(8), choices in proptest::collection::vec(any::<bool>(), 40)) {
        let (ours, our_tags) = done(&base, &ours, "ours", |_| true);
        let (theirs, their_tags) = done(&base, &theirs, "theirs", |_| true);
        let merge = Merge::new(&shared(&base), &shared(&ours), &shared(&theirs)).unwrap();
        let choices: Vec<Side> = choices
            .into_iter()
            .map(|ours| if ours { Side::Ours } else { Side::Theirs })
            .collect();
        let merged = merge.text(&choices).unwrap();
        let mut decided = Vec::new();
        for (conflict, choice) in merge.conflicts().iter().zip(&choices) {
            let side = if *choice == Side::Ours { &ours } else { &theirs };
            let id = &conflict.focus.record.id;
            match conflict.collision {
                Collision::Value => {
                    let path = Path::parse(&conflict.focus.field).unwrap();
                    let Some(Seg::Field(name)) = path.0.first() else { continue };
                    prop_assert_eq!(field(&merged, id, name), field(side, id, name), "{:?}", conflict);
                    decided.push((id.clone(), Some(name.clone())));
                }
                Collision::Order => {}
                _ => {
                    prop_assert_eq!(field(&merged, id, "title"), field(side, id, "title"), "{:?}", conflict);
                    decided.push((id.clone(), None));
                }
            }
        }
        let mut all: Vec<String> = ids(&ours);
        all.extend(ids(&theirs));
        for id in all {
            for name in FIELDS {
                let is_decided = decided
                    .iter()
                    .any(|(of, field)| *of == id && field.as_deref().is_none_or(|field| field == name));
                if is_decided {
                    continue;
                }
                let [b, o, t] = [&base, &ours, &theirs].map(|text| field(text, &id, name));
                let expected = if o == b || o == t { &t } else { &o };
                let deleted = field(&merged, &id, "id").is_none();
                if !(deleted && (o.is_none() || t.is_none())) {
                    prop_assert_eq!(&field(&merged, &id, name), expected, "{} {}", id, name);
                }
            }
        }
        let lost = merge.lost_comments(&merged);
        for tag in our_tags.iter().chain(&their_tags) {
            // Two comments behind each other on a line are one.
            let is_told = lost.iter().any(|lost| lost.contains(tag));
            prop_assert!(has_comment(&merged, tag) || is_told, "{} is missing in\n{}", tag, merged);
        }
    }

    /// No three texts make it panic.
    #[test]
    fn any_three_texts(base in "\\PC{0,30}", ours in "[()\\[\\]a-c:, \"\n/]{0,30}", theirs in "\\PC{0,30}") {
        if let Ok(merge) = Merge::new(&shared(&base), &shared(&ours), &shared(&theirs)) {
            merge.text(&[Side::Ours]).ok();
        }
    }
}
