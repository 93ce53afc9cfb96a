//! The mistakes people make in RON files: where each is reported, and in which words.

use serde::Deserialize;

use super::{LineIndex, Severity, Tree, read};

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only what is said about reading it matters here")]
struct Doc {
    title: String,
    events: Vec<Ev>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only what is said about reading it matters here")]
struct Ev {
    id: String,
    date: Date,
    kind: Kind,
    n: u32,
    #[serde(default)]
    low: Option<u32>,
}

#[derive(Debug, Deserialize)]
enum Kind {
    Protest,
    Fight,
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Date;

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        (digits == 8)
            .then_some(Self)
            .ok_or(format!("`{text}` is not a day"))
    }
}

const SOUND: &str = r#"(
    title: "Doha",
    events: [
        (
            id: "E1",
            date: "2025-10-18",
            kind: Protest,
            n: 1,
            low: Some(5),
        ),
        (id: "E2", date: "2025-10-19", kind: Fight, n: 2),
        (
            id: "E3",
            date: "2025-10-19",
            kind: Fight,
            n: 3,
        ),
    ],
)
"#;

/// Everything said about a text, as `line:column message (hint)`.
fn said(text: &str) -> Vec<String> {
    let parsed = Tree::parse(text);
    let mut found = parsed.diagnostics;
    found.extend(read::<Doc>(text, &parsed.tree).diagnostics);
    found.retain(|found| found.severity == Severity::Error);
    found.sort_by_key(|found| found.span);
    let lines = LineIndex::new(text);
    let show = |found: &super::Diagnostic| {
        let at = lines.position(text, found.span.start);
        let hint = found.hint.as_deref().map(|hint| format!(" ({hint})"));
        format!(
            "{}:{} {}{}",
            at.line,
            at.column,
            found.message,
            hint.unwrap_or_default()
        )
    };
    found.iter().map(show).collect()
}

/// Makes one mistake in the sound text; exactly one thing must be said, and it must begin with
/// the place and hold the words.
fn check(old: &str, new: &str, place: &str, words: &str) {
    assert!(SOUND.contains(old), "{old}");
    let text = SOUND.replacen(old, new, 1);
    one(&text, place, words);
}

fn one(text: &str, place: &str, words: &str) {
    let said = said(text);
    let [only] = said.as_slice() else {
        panic!("{text}\n{said:#?}");
    };
    assert!(
        only.starts_with(&format!("{place} ")) && only.contains(words),
        "{text}\n{only}"
    );
}

/// Nothing is said about the sound text.
#[test]
fn the_sound_text_is_sound() {
    assert_eq!(said(SOUND), [""; 0]);
}

/// Commas, colons and brackets.
#[test]
fn punctuation() {
    check("\"E1\",", "\"E1\"", "5:21", "`,` is missing after this");
    check("n: 2),", "n: 2)", "11:58", "`,` is missing after this");
    check(
        "id: \"E1\"",
        "\"id\": \"E1\"",
        "5:13",
        "without quotes (write `id`)",
    );
    check(
        "id: \"E1\"",
        "id = \"E1\"",
        "5:16",
        "expected `:` after the field name, found `=`",
    );
    check("n: 1,", "n 1,", "8:14", "`:` is missing");
    check("n: 1,", "n: 1;", "8:17", "expected `,`, found `;`");
    check("n: 1,", "n: ,", "8:14", "the value of `n` is missing");
    check(
        "        ),\n        (id",
        "        (id",
        "4:9",
        "this `(` is never closed",
    );
    check(
        "n: 3,\n        ),",
        "n: 3,",
        "12:9",
        "this `(` is never closed",
    );
    check("    ],\n", "", "3:13", "this `[` is never closed");
    check("n: 2),", "n: 2)),", "11:58", "stray `)`");
    check("n: 2),", "n: 2],", "11:57", "expected `)`, found `]`");
    one(&format!("{SOUND})"), "20:1", "stray `)`");
    one(
        &format!("{SOUND}x"),
        "20:1",
        "text after the end of the document",
    );
}

/// Quotes, escapes, comments, characters.
#[test]
fn characters() {
    check("\"E1\",", "\"E1,", "5:17", "this string is never closed");
    one(
        "(title: \"x\", events: [], x: \"y\n)",
        "1:29",
        "this string is never closed",
    );
    check(
        "\"Doha\"",
        "\"C:\\Users\"",
        "2:15",
        "unknown escape `\\U` (write `\\\\` for a backslash)",
    );
    check(
        "\"Doha\"",
        "“Doha”",
        "2:12",
        "`“` (U+201C) is a typographic quote",
    );
    check(
        "\"Doha\"",
        "'Doha'",
        "2:12",
        "single quotes hold exactly one character",
    );
    check(
        "\"Doha\"",
        "\"a \"b\" c\"",
        "2:15",
        "this quote ends the string",
    );
    check(
        "title:",
        "title\u{a0}:",
        "2:10",
        "a no-break space (U+00A0)",
    );
    check(
        "        (\n",
        "        # no\n        (\n",
        "4:9",
        "comments begin with `//`",
    );
    check(
        "        (\n",
        "        /* no\n        (\n",
        "4:9",
        "this block comment is never closed",
    );
    check(
        "\"2025-10-18\"",
        "2025-10-18",
        "6:19",
        "`2025-10-18` is not a number",
    );
    check("n: 1,", "n: 1x,", "8:16", "`1x` is not a number");
    check(
        "(\n    title",
        "#![enable(implicit_sme)](\n    title",
        "1:11",
        "did you mean `implicit_some`?",
    );
}

/// Types, names, values.
#[test]
fn types() {
    check(
        "date: \"2025-10-18\"",
        "dtae: \"2025-10-18\"",
        "6:13",
        "did you mean `date`?",
    );
    check(
        "Protest",
        "Protset",
        "7:19",
        "unknown variant `Protset` (did you mean `Protest`?)",
    );
    check(
        "Protest",
        "\"Protest\"",
        "7:19",
        "expected a name without quotes, found \"Protest\" (write `Protest`)",
    );
    check(
        "id: \"E1\"",
        "id: 2",
        "5:17",
        "expected a string in quotes, found 2",
    );
    check(
        "n: 1,",
        "n: \"five\",",
        "8:16",
        "expected a whole number, found \"five\"",
    );
    check(
        "Some(5)",
        "5",
        "9:18",
        "expected `Some(5)` or `None`, found 5 (write `Some(5)`)",
    );
    check(
        "n: 1,",
        "n: 99999999999,",
        "8:16",
        "99999999999 is out of range for u32",
    );
    check("n: 1,", "n: -1,", "8:16", "-1 is out of range for u32");
    check(
        "n: 1,",
        "n: 1,\n            id: \"E9\",",
        "9:13",
        "duplicate field `id`",
    );
    check(
        "            date: \"2025-10-18\",\n",
        "",
        "4:9",
        "field `date` is missing",
    );
    check("\"2025-10-18\"", "\"soon\"", "6:19", "`soon` is not a day");
    check(
        "(id: \"E2\", date: \"2025-10-19\", kind: Fight, n: 2)",
        "{\"id\": \"E2\"}",
        "11:9",
        "expected `(` for `Ev`, found `{`",
    );
    check(
        "(id: \"E2\"",
        "Event(id: \"E2\"",
        "11:9",
        "expected `Ev`, found `Event`",
    );
    check(
        "[\n        (\n            id",
        "[\n        5,\n        (\n            id",
        "4:9",
        "expected `(` for `Ev`, found 5",
    );
}

/// Files that are cut off, empty, merged, or nested without end.
#[test]
fn whole_files() {
    one("", "1:1", "the file holds no value");
    one("// nothing\n", "1:1", "the file holds no value");
    let cut = SOUND.split("kind: Fight, n: 2").next().unwrap();
    one(cut, "11:9", "the file ends inside this `(`");
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert_eq!(said(&deep).len(), 2);
    assert!(
        said(&deep)
            .iter()
            .any(|said| said.contains("more than 128 levels deep"))
    );
    let merged = "(\n<<<<<<< HEAD\n    title: \"a\",\n=======\n    title: \"b\",\n>>>>>>> other\n    events: [],\n)";
    let said_of_merged = said(merged);
    assert_eq!(said_of_merged.len(), 3, "{said_of_merged:?}");
    assert!(
        said_of_merged
            .iter()
            .all(|said| said.contains("merge conflict"))
    );
    assert_eq!(said(&format!("\u{feff}{SOUND}")), [""; 0]);
    assert_eq!(said(&SOUND.replace('\n', "\r\n")), [""; 0]);
}

/// One broken record does not hide the mistakes of others.
#[test]
fn all_at_once() {
    let text = SOUND
        .replacen("\"E1\",", "\"E1\"", 1)
        .replacen("kind: Fight, n: 2", "kind: Figth, n: 2", 1)
        .replacen("n: 3,", "n: \"3\",", 1);
    let places: Vec<_> = said(&text)
        .iter()
        .map(|said| said.split(' ').next().unwrap().to_owned())
        .collect();
    assert_eq!(places, ["5:21", "11:46", "16:16"]);
}
