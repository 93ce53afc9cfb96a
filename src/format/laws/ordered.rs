//! Texts as people write them: a record to its lines, comments above and behind it, headings
//! over groups of records; and what must become of all these when records change.
//!
//! The check knows nothing of [`super::super::layout`]: it looks at lines alone. A comment
//! directly above a record or behind it on its line is the record's, and so is one inside it;
//! one with a blank line below is a heading.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::super::{Op, Patch, Path, Tree, accepted_by_ron, plan, plan_change, to_value};
use super::check::{ensure, minimal};
use super::lines::{Lines, lines_of, same_lines};
use super::log::{Entry, Form, Log, Manner, entry, form, manner, word, written};
use super::{Chance, Verdict};

#[derive(Clone, Debug)]
enum Act {
    Text(usize, String),
    Tags(usize, Vec<String>),
    Number(usize, Option<u32>),
    Rename(usize),
    Remove(usize),
    Insert(usize),
    Move(usize, usize),
    Part(usize, usize),
    Reverse,
}

/// A text and what is done to it.
#[derive(Debug)]
pub(super) struct Case {
    text: String,
    before: Log,
    after: Log,
    acts: Vec<Act>,
    named: bool,
}

fn act() -> impl Strategy<Value = Act> {
    let at = || 0..20_usize;
    prop_oneof![
        2 => (at(), word()).prop_map(|(at, text)| Act::Text(at, text)),
        1 => (at(), prop::collection::vec(word(), 0..3)).prop_map(|(at, tags)| Act::Tags(at, tags)),
        1 => (at(), any::<Option<u32>>()).prop_map(|(at, n)| Act::Number(at, n)),
        1 => at().prop_map(Act::Rename),
        2 => at().prop_map(Act::Remove),
        2 => at().prop_map(Act::Insert),
        2 => (at(), at()).prop_map(|(from, to)| Act::Move(from, to)),
        1 => (at(), at()).prop_map(|(at, part)| Act::Part(at, part)),
        1 => Just(Act::Reverse),
    ]
}

/// A text in some manner, and one to four acts.
pub(super) fn case() -> impl Strategy<Value = Case> {
    let entries = prop::collection::vec((entry(), form()), 1..6);
    let acts = prop::collection::vec(act(), 1..5);
    (word(), entries, manner(), acts)
        .prop_map(|(title, entries, manner, acts)| assembled(title, entries, manner, acts))
}

/// The same from bytes.
pub(super) fn case_from(chance: &mut Chance<'_>, n_acts: usize) -> Option<Case> {
    let title = chance.draw(&word())?;
    let manner = chance.draw(&manner())?;
    let mut acts = Vec::new();
    for _ in 0..n_acts {
        acts.push(chance.draw(&act())?);
    }
    let mut entries = vec![(chance.draw(&entry())?, chance.draw(&form())?)];
    while !chance.0.is_empty() && entries.len() < 6 {
        entries.push((chance.draw(&entry())?, chance.draw(&form())?));
    }
    Some(assembled(title, entries, manner, acts))
}

fn assembled(title: String, entries: Vec<(Entry, Form)>, manner: Manner, acts: Vec<Act>) -> Case {
    let mut forms = Vec::new();
    let mut log = Log {
        title,
        note: None,
        entries: Vec::new(),
    };
    for (at, (entry, form)) in entries.into_iter().enumerate() {
        forms.push(form);
        log.entries.push(Entry {
            id: format!("E{at}"),
            ..entry
        });
    }
    let text = written(&log, &forms, manner);
    let mut after = log.clone();
    for (n, act) in acts.iter().enumerate() {
        act.on(&mut after.entries, n);
    }
    Case {
        text,
        before: log,
        after,
        acts,
        named: manner.named,
    }
}

impl Act {
    /// Does it to the records; ids that did not exist before get the number of the act.
    fn on(&self, entries: &mut Vec<Entry>, n: usize) {
        let len = entries.len();
        match self {
            Self::Text(place, text) => {
                if let Some(entry) = nth(entries, *place) {
                    entry.text.clone_from(text);
                }
            }
            Self::Tags(place, tags) => {
                if let Some(entry) = nth(entries, *place) {
                    entry.tags.clone_from(tags);
                }
            }
            Self::Number(place, number) => {
                if let Some(entry) = nth(entries, *place) {
                    entry.n = *number;
                }
            }
            Self::Rename(place) => {
                if let Some(entry) = nth(entries, *place) {
                    entry.id = format!("R{n}");
                }
            }
            Self::Part(place, part) => {
                let parts = nth(entries, *place).map(|entry| entry.parts.as_mut_slice());
                if let Some(part) = parts.and_then(|parts| nth(parts, *part)) {
                    part.n = part.n.wrapping_add(1);
                }
            }
            Self::Remove(place) => {
                if len > 0 {
                    entries.remove(place % len);
                }
            }
            Self::Insert(place) => {
                let new = Entry {
                    id: format!("N{n}"),
                    text: "new".to_owned(),
                    tags: Vec::new(),
                    n: None,
                    parts: Vec::new(),
                };
                entries.insert(place % (len + 1), new);
            }
            Self::Move(from, to) => {
                if len > 0 {
                    let moved = entries.remove(from % len);
                    entries.insert(to % len, moved);
                }
            }
            Self::Reverse => entries.reverse(),
        }
    }
}

/// The record at a place, counted round and round.
fn nth<T>(records: &mut [T], place: usize) -> Option<&mut T> {
    let len = records.len().max(1);
    records.get_mut(place % len)
}

impl Case {
    /// By operations and by the difference of the two logs, comments stay where they belong.
    pub(super) fn check(&self) -> Verdict {
        let tree = Tree::parse(&self.text).tree;
        let patch = plan_change(&self.text, &tree, &self.before, &self.after);
        let patch = patch.map_err(|error| self.told(None, &error.to_string()))?;
        self.holds(&patch, &BTreeSet::new())
            .map_err(|broken| self.told(Some(&patch), &broken))?;
        let mut touched = BTreeSet::new();
        let Some(ops) = self.ops(&mut touched) else {
            return Ok(());
        };
        let patch = plan(&self.text, &tree, &ops);
        let patch = patch.map_err(|error| self.told(None, &error.to_string()))?;
        self.holds(&patch, &touched)
            .map_err(|broken| self.told(Some(&patch), &broken))
    }

    fn told(&self, patch: Option<&Patch>, broken: &str) -> String {
        let mut out = format!("{broken}\n{:?}\n{}", self.acts, self.text);
        if let Some(patch) = patch {
            let after = patch.apply(&self.text);
            write!(out, "\nbecame\n{after}").unwrap_or_default();
        }
        out
    }

    /// The acts as operations at paths, where there is one for each; the ids of the records that
    /// they write into are `touched`.
    fn ops(&self, touched: &mut BTreeSet<String>) -> Option<Vec<Op>> {
        let mut now = self.before.entries.clone();
        let list = Path::root().field("entries");
        let order = || vec!["id", "text", "tags", "n", "parts"];
        let mut ops = Vec::new();
        for (n, act) in self.acts.iter().enumerate() {
            let len = now.len();
            let before = now.clone();
            act.on(&mut now, n);
            if now == before {
                // An operation writes what it is told to, though the record may be the same.
                continue;
            }
            for (old, new) in before
                .iter()
                .zip(&now)
                .filter(|_| before.len() == now.len())
            {
                if old != new {
                    touched.insert(new.id.clone());
                }
            }
            if len == 0 && !matches!(act, Act::Insert(_)) {
                continue;
            }
            let set = |at: &usize, field: &str| {
                let path = list.index(at % len).field(field);
                let value = to_value(now.get(at % len)?).ok()?;
                let value = value.field(field).cloned();
                Some(match value {
                    Some(value) => Op::Set {
                        path,
                        value,
                        order: order(),
                    },
                    None => Op::Set {
                        path,
                        value: super::super::Value::None,
                        order: order(),
                    },
                })
            };
            ops.push(match act {
                Act::Text(at, _) => set(at, "text")?,
                Act::Tags(at, _) => set(at, "tags")?,
                Act::Number(at, _) => set(at, "n")?,
                Act::Rename(at) => set(at, "id")?,
                Act::Remove(at) => Op::Remove {
                    path: list.index(at % len),
                },
                Act::Insert(at) => Op::Insert {
                    path: list.clone(),
                    index: at % (len + 1),
                    value: to_value(now.get(at % (len + 1))?).ok()?,
                },
                Act::Move(from, to) => Op::Move {
                    path: list.clone(),
                    from: from % len,
                    to: to % len,
                },
                Act::Part(..) | Act::Reverse => return None,
            });
        }
        Some(ops)
    }

    fn holds(&self, patch: &Patch, touched: &BTreeSet<String>) -> Verdict {
        minimal(&self.text, patch)?;
        let after = patch.apply(&self.text);
        let found = accepted_by_ron::<Log>(&after);
        ensure!(found.as_ref() == Ok(&self.after), "ron reads {found:?}");
        let (old, new) = (lines_of(&self.text), lines_of(&after));
        ensure!(
            old.others == new.others,
            "headings became {:?}, were {:?}",
            new.others,
            old.others
        );
        let crlf = self.text.contains("\r\n");
        ensure!(
            !crlf || !after.replace("\r\n", "").contains('\n'),
            "line ends are mixed"
        );
        for entry in &self.after.entries {
            let (comments, lines) = new
                .records
                .get(entry.id.as_str())
                .ok_or_else(|| format!("{} has no lines of its own", entry.id))?;
            let may_differ = touched.contains(&entry.id);
            self.record_holds(entry, comments, lines, &old, may_differ)?;
        }
        Ok(())
    }

    fn record_holds(
        &self,
        entry: &Entry,
        comments: &[&str],
        lines: &[&str],
        old: &Lines<'_>,
        may_differ: bool,
    ) -> Verdict {
        let id = &entry.id;
        let named = lines.first().is_some_and(|line| line.contains("Entry("));
        let mut after = self.after.entries.iter();
        let has_neighbours =
            after.any(|entry| self.before.entries.iter().any(|old| old.id == entry.id));
        ensure!(
            named == self.named || !has_neighbours,
            "{id} does not look like its neighbours"
        );
        let Some((own, before)) = old.records.get(id.as_str()) else {
            // A new record has no comments, a renamed one has those of a single record.
            let owners: BTreeSet<_> = comments
                .iter()
                .filter_map(|comment| comment.split(' ').nth(2))
                .collect();
            let most = usize::from(id.starts_with('R'));
            ensure!(owners.len() <= most, "{id} got comments of {owners:?}");
            return Ok(());
        };
        let strange: Vec<_> = comments.iter().filter(|now| !own.contains(now)).collect();
        ensure!(strange.is_empty(), "{id} got {strange:?}");
        // A comment above a field goes with the field.
        let lost = own.iter().filter(|own| !own.contains("inside"));
        let lost: Vec<_> = lost.filter(|own| !comments.contains(own)).collect();
        ensure!(lost.is_empty(), "{id} lost {lost:?}");
        let untouched = !may_differ && self.before.entries.contains(entry);
        ensure!(
            !untouched || same_lines(before, lines),
            "{id} was not touched, but its lines were"
        );
        Ok(())
    }
}
