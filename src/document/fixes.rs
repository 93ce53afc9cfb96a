//! What repairs a finding without a judgement: a comma that is missing, an id with a typing error, a reference
//! that stands twice.
//!
//! A fix is a patch of the text that the finding was made in, so it can be applied to the dossier or to a draft
//! of it. It is offered, never made by itself. No opinion on how it is shown.

use super::{Edit, Finding, Snapshot};
use crate::format::{self, Op, Patch, Span, TextEdit, Value};
use crate::model::RecordKind;
use crate::model::date::Edtf;

/// A mechanical repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is done: "Insert `,`".
    pub label: String,
    /// The change of the text.
    pub patch: Patch,
}

impl Fix {
    fn new(label: impl Into<String>, edits: Vec<TextEdit>) -> Self {
        Self {
            label: label.into(),
            patch: Patch { edits },
        }
    }

    /// The fix as one step of the dossier.
    pub fn edit(&self, snapshot: &Snapshot) -> Edit {
        let text = self.patch.apply(snapshot.text());
        let label = format!("Fix: {}", self.label);
        if snapshot.is_dossier() {
            Edit::replace_text(label, text)
        } else {
            Edit::take_over(label, text)
        }
    }
}

/// The name of a kind of finding: "Missing comma" for "missing-comma".
pub fn title_of(code: &str) -> String {
    let words = code.replace('-', " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// What repairs a finding of a snapshot; the first is the one that most people want.
pub fn fixes(snapshot: &Snapshot, finding: &Finding) -> Vec<Fix> {
    if let Some(repair) = &finding.repair {
        return vec![Fix::new(repair.label.clone(), repair.edits.clone())];
    }
    let fix = match finding.code {
        "merge-conflict" => return conflict(snapshot.text(), finding.span),
        "duplicate-reference" => remove(snapshot, finding, "Remove the second one"),
        "duplicate-field" => remove_field(snapshot, finding),
        "upside-down-dates" | "wrong-value" => swap_dates(snapshot, finding),
        "upside-down-range" => swap_range(snapshot, finding),
        "round-out-of-order" => renumber(snapshot, finding),
        "unknown-code" => similar_code(snapshot, finding),
        _ => None,
    };
    fix.into_iter().collect()
}

/// All findings of a kind repaired at once, where more than one of them can be; the first fix of each.
pub fn fix_all(snapshot: &Snapshot, code: &str) -> Option<Fix> {
    let alike = snapshot.findings().iter();
    let alike = alike.filter(|finding| finding.code == code && code != "merge-conflict");
    let mut edits: Vec<TextEdit> = Vec::new();
    let mut n_fixed = 0;
    for finding in alike {
        let Some(fix) = fixes(snapshot, finding).into_iter().next() else {
            continue;
        };
        let last = edits.last().map_or(0, |edit| edit.span.end);
        let fits = fix.patch.edits.first().is_some_and(|edit| {
            edit.span.start > last || (edits.is_empty() && edit.span.start >= last)
        });
        if fits {
            edits.extend(fix.patch.edits);
            n_fixed += 1;
        }
    }
    (n_fixed > 1).then(|| Fix::new(format!("{} ({n_fixed} times)", title_of(code)), edits))
}

fn planned(snapshot: &Snapshot, label: &str, ops: &[Op]) -> Option<Fix> {
    let patch = format::plan(snapshot.text(), snapshot.tree(), ops).ok()?;
    // A comment that would go needs a judgement.
    let is_safe = !patch.is_empty() && patch.lost_comments(snapshot.text()).is_empty();
    is_safe.then(|| Fix::new(label, patch.edits))
}

fn remove(snapshot: &Snapshot, finding: &Finding, label: &str) -> Option<Fix> {
    let path = snapshot.path_of(finding.focus.as_ref()?)?;
    planned(snapshot, label, &[Op::Remove { path }])
}

/// Takes a field that stands twice in a record away, with its line where it has one for itself.
fn remove_field(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let text = snapshot.text();
    let line_start = text
        .get(..finding.span.start)?
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let line_end = text.get(finding.span.end..)?.find('\n')? + finding.span.end + 1;
    let line = Span::new(line_start, line_end).of(text).trim();
    let name = finding.span.of(text);
    let value = line.strip_prefix(name)?.trim_start().strip_prefix(':')?;
    // Only a plain value on one line; anything else is for the curator to take out.
    let is_plain = value.ends_with(',') && !value.contains(['(', '[', '{', '/']);
    let span = Span::new(line_start, line_end);
    is_plain.then(|| {
        let edit = TextEdit {
            span,
            text: String::new(),
        };
        Fix::new("Remove the second one", vec![edit])
    })
}

/// Writes the earlier date of an interval first.
fn swap_dates(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let node = snapshot.node(finding.focus.as_ref()?)?.inner()?;
    let date = node.as_str()?;
    let (first, last) = date.split_once('/')?;
    let swapped = format!("{last}/{first}");
    let edit = TextEdit {
        span: node.span(),
        text: format!("\"{swapped}\""),
    };
    Edtf::parse(&swapped)
        .is_ok()
        .then(|| Fix::new("Swap the dates", vec![edit]))
}

/// Exchanges the two ends of a range of counts.
fn swap_range(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let focus = finding.focus.clone()?;
    let field = focus.field.strip_suffix(".low")?.to_owned();
    let node = snapshot.node(&focus.field(field))?.inner()?;
    let [low, high] = ["low", "high"].map(|name| node.field(name));
    let (low, high) = (low?, high?);
    let mut edits = vec![
        TextEdit {
            span: low.span(),
            text: high.text().to_owned(),
        },
        TextEdit {
            span: high.span(),
            text: low.text().to_owned(),
        },
    ];
    edits.sort_by_key(|edit| edit.span);
    Some(Fix::new("Swap the numbers", edits))
}

/// Gives a round the number after that of the round before it.
fn renumber(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let focus = finding.focus.as_ref()?;
    let rounds = &snapshot.dossier().rounds;
    let idx = rounds
        .iter()
        .position(|round| round.id.as_str() == focus.record.id)?;
    let before = rounds.get(idx.checked_sub(1)?)?;
    let number = before.ordinal.checked_add(1)?;
    let is_free = rounds.get(idx + 1).is_none_or(|next| next.ordinal > number);
    let path = snapshot.path_of(focus)?;
    let set = Op::Set {
        path,
        value: Value::Int(number.into()),
        order: Vec::new(),
    };
    let is_round = focus.record.kind == RecordKind::Round && is_free;
    is_round.then(|| planned(snapshot, &format!("Number it {number}"), &[set]))?
}

/// A code that lost its leading zero, or has blanks around it.
fn similar_code(snapshot: &Snapshot, finding: &Finding) -> Option<Fix> {
    let codebook = crate::model::codebook::Codebook::built_in();
    let node = snapshot.node(finding.focus.as_ref()?)?.inner()?;
    let found = node.as_str()?;
    let found = found.trim();
    let candidates = [found.to_owned(), format!("0{found}")];
    let code = candidates
        .iter()
        .find(|code| codebook.action(code).is_some())?;
    let edit = TextEdit {
        span: node.span(),
        text: format!("\"{code}\""),
    };
    Some(Fix::new(format!("Write {code}"), vec![edit]))
}

/// The ways out of a merge conflict that git left in the file.
fn conflict(text: &str, marker: Span) -> Vec<Fix> {
    resolve(text, marker).unwrap_or_default()
}

fn resolve(text: &str, marker: Span) -> Option<Vec<Fix>> {
    // The markers of the conflict around this one.
    let line_of = |sign: &str, from: usize, to: usize| {
        let mut at = from;
        for line in text.get(from..to)?.split_inclusive('\n') {
            if line.starts_with(sign) {
                return Some(Span::new(at, at + line.len()));
            }
            at += line.len();
        }
        None
    };
    let before = text.get(..marker.end)?;
    let start = if before.starts_with("<<<<<<<") && !before.contains("\n<<<<<<<") {
        0
    } else {
        before.rfind("\n<<<<<<<")? + 1
    };
    let ours_mark = line_of("<<<<<<<", start, text.len())?;
    let theirs_mark = line_of("=======", ours_mark.end, text.len())?;
    let end_mark = line_of(">>>>>>>", theirs_mark.end, text.len())?;
    let base_mark = line_of("|||||||", ours_mark.end, theirs_mark.start);
    let ours = Span::new(
        ours_mark.end,
        base_mark.map_or(theirs_mark.start, |mark| mark.start),
    );
    let theirs = Span::new(theirs_mark.end, end_mark.start);
    let whole = Span::new(ours_mark.start, end_mark.end);
    let fix = |label: &str, with: String| {
        Fix::new(
            label,
            vec![TextEdit {
                span: whole,
                text: with,
            }],
        )
    };
    Some(vec![
        fix("Keep the first version", ours.of(text).to_owned()),
        fix("Keep the second version", theirs.of(text).to_owned()),
        fix("Keep both", format!("{}{}", ours.of(text), theirs.of(text))),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Severity;

    const SOUND: &str = "#![enable(implicit_some)]
(
    format: 1,
    id: \"d\",
    title: \"T\",
    parties: [\"A\", \"B\"],
    sources: [
        (id: \"S1\", publisher: \"P\", title: \"t\", url: \"https://example.org\"),
    ],
    actors: [
        (id: \"A\", name: \"Aa\", kind: State),
        (id: \"B\", name: \"Bb\", kind: State),
    ],
    rounds: [
        (id: \"R1\", ordinal: 1, name: \"One\", when: (dates: \"2025-10-18/2025-10-19\"), outcome: (kind: Ongoing)),
        (id: \"R2\", ordinal: 2, name: \"Two\", when: (dates: \"2025-10-25\"), outcome: (kind: Ongoing)),
    ],
    events: [
        (id: \"E1\", date: \"2025-10-20\", title: \"e\", priority: Core, from: [\"A\"], sources: [\"S1\"]),
    ],
    claims: [
        (
            id: \"C1\",
            claimant: \"A\",
            harmed: \"soldiers\",
            events: [\"E1\"],
            killed: (low: 3, high: 5),
            sources: [\"S1\"],
        ),
    ],
)
";

    fn snapshot(text: &str) -> Snapshot {
        Snapshot::new(text.into(), 0)
    }

    /// A mistake in the sound text is found under its code, and its first fix gives the sound text back.
    fn check(old: &str, new: &str, code: &str) {
        assert!(SOUND.contains(old), "{old}");
        let broken = snapshot(&SOUND.replacen(old, new, 1));
        let found = broken
            .findings()
            .iter()
            .find(|finding| finding.code == code);
        let Some(found) = found else {
            panic!("{code} in {:?}", broken.findings());
        };
        let fixes = fixes(&broken, found);
        let Some(fix) = fixes.first() else {
            panic!("no fix of {found}");
        };
        assert_eq!(fix.patch.apply(broken.text()), SOUND, "{}", fix.label);
    }

    /// The sound text has no errors, so every fix below repairs what it was made for.
    #[test]
    fn the_sound_text_is_sound() {
        assert_eq!(
            snapshot(SOUND).n_findings(Severity::Error),
            0,
            "{:?}",
            snapshot(SOUND).findings()
        );
    }

    /// Slips of the pen between values.
    #[test]
    fn signs() {
        check("id: \"d\",", "id: \"d\"", "missing-comma");
        check("title: \"T\"", "title \"T\"", "missing-colon");
        check("title: \"T\"", "title = \"T\"", "wrong-separator");
        check("title: \"T\",", "title: \"T\";", "wrong-separator");
        check("title: \"T\"", "\"title\": \"T\"", "quoted-name");
        check("\"T\"", "“T”", "typographic-quotes");
        check("\"T\",", "\"T,", "unclosed-string");
        check("title: \"T\"", "title:\u{a0}\"T\"", "odd-space");
        check(
            "kind: State),\n        (id: \"B\"",
            "kind: State)),\n        (id: \"B\"",
            "stray-bracket",
        );
        check(
            "\"B\"],\n    sources",
            "\"B\"),\n    sources",
            "wrong-bracket",
        );
    }

    /// Names, ids and codes with typing errors.
    #[test]
    fn names() {
        check("title: \"T\"", "tilte: \"T\"", "unknown-field");
        check("kind: State", "kind: Stat", "unknown-variant");
        check("kind: State", "kind: state", "unknown-variant");
        check("kind: State", "kind: \"State\"", "wrong-variant");
        check("events: [\"E1\"]", "events: [\"e1\"]", "unknown-reference");
        check("[\"E1\"]", "[\"E1\", \"E1\"]", "duplicate-reference");
        check(
            "\"https://example.org\"",
            "\"example.org\"",
            "not-an-address",
        );
    }

    /// Values that contradict each other.
    #[test]
    fn values() {
        check(
            "2025-10-18/2025-10-19",
            "2025-10-19/2025-10-18",
            "wrong-value",
        );
        check("low: 3, high: 5", "low: 5, high: 3", "upside-down-range");
        check("ordinal: 2", "ordinal: 1", "round-out-of-order");
    }

    /// Of a merge conflict one side is kept, or both; the marks go.
    #[test]
    fn conflicts() {
        let merged = SOUND.replacen(
            "    title: \"T\",\n",
            "<<<<<<< HEAD\n    title: \"T\",\n||||||| base\n    title: \"S\",\n=======\n    title: \"U\",\n>>>>>>> other\n",
            1,
        );
        let broken = snapshot(&merged);
        let marks = broken
            .findings()
            .iter()
            .filter(|finding| finding.code == "merge-conflict");
        let mut n = 0;
        for mark in marks {
            n += 1;
            let fixes = fixes(&broken, mark);
            let texts: Vec<String> = fixes.iter().map(|fix| fix.patch.apply(&merged)).collect();
            assert_eq!(texts.len(), 3);
            assert_eq!(texts[0], SOUND);
            assert_eq!(texts[1], SOUND.replace("\"T\"", "\"U\""));
            assert!(texts[2].contains("\"T\",\n    title: \"U\""));
        }
        assert!(n >= 3, "{n}");
    }

    /// All of a kind are repaired in one go.
    #[test]
    fn all_of_a_kind() {
        let broken = snapshot(&SOUND.replace("kind: State", "kind: state"));
        let fix = fix_all(&broken, "unknown-variant").unwrap();
        assert_eq!(fix.patch.apply(broken.text()), SOUND);
        assert_eq!(fix.label, "Unknown variant (2 times)");
        let one = snapshot(&SOUND.replacen("kind: State", "kind: state", 1));
        assert!(
            fix_all(&one, "unknown-variant").is_none(),
            "one has its own button"
        );
    }

    /// A code has a name that can be read.
    #[test]
    fn codes_have_names() {
        assert_eq!(title_of("missing-comma"), "Missing comma");
    }
}
