//! The mistakes that people make in RON files, as a table: where each should be reported, and what is
//! said there. `cargo test mistakes_table -- --nocapture` prints it.
//!
//! The places are those that a person would point at; `super::mistakes` has more mistakes.

use std::fmt::Write as _;

use serde::Deserialize;

use super::{Diagnostic, LineIndex, Position, Severity, Tree, decode, read};

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only what is said about reading it matters here")]
struct Doc {
    title: String,
    #[serde(default)]
    events: Vec<Ev>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only what is said about reading it matters here")]
struct Ev {
    id: String,
    date: Date,
    kind: Kind,
    #[serde(default)]
    count: Option<u32>,
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
        let day = (digits == 8).then_some(Self);
        day.ok_or(format!("`{text}` is not a day"))
    }
}

/// Lines 9 to 14 are the record in which most mistakes are made.
const SOUND: &str = r#"// Events

Doc(
    title: "Doha",

    // each on its lines
    events: [
        (id: "E000", date: "2025-10-17", kind: Fight),
        (
            id: "E001",
            date: "2025-10-18",
            kind: Protest,
            count: Some(5),
        ),
        (
            id: "E002",
            date: "2025-10-19",
            kind: Fight,
            count: Some(6),
        ),
    ],
)
"#;

const SHORT: &str = "Doc(\n    title: \"Doha\",\n    events: [\n    ])\n";

/// One line of the table.
struct Row {
    mistake: &'static str,
    bytes: Vec<u8>,
    /// Line and column; nothing where the text is to be accepted.
    place: Option<(u32, u32)>,
    words: &'static str,
}

fn row(
    mistake: &'static str,
    bytes: impl Into<Vec<u8>>,
    place: (u32, u32),
    words: &'static str,
) -> Row {
    Row {
        mistake,
        bytes: bytes.into(),
        place: Some(place),
        words,
    }
}

fn accepted(mistake: &'static str, text: String) -> Row {
    Row {
        mistake,
        bytes: text.into(),
        place: None,
        words: "",
    }
}

/// The sound text with the first `old` made into `new`.
fn with(old: &str, new: &str) -> String {
    assert!(SOUND.contains(old), "{old}");
    SOUND.replacen(old, new, 1)
}

fn punctuation() -> Vec<Row> {
    let items = "        (id: \"E00b\", date: \"2025-10-17\", kind: Fighting)\n        (\n            id: \"E001\"";
    let items = with("        (\n            id: \"E001\"", items).replace("Fighting", "Protest");
    vec![
        row(
            "missing comma between fields",
            with("\"E001\",", "\"E001\""),
            (10, 23),
            "`,` is missing after this",
        ),
        row(
            "missing comma between items",
            items,
            (9, 56),
            "`,` is missing after this",
        ),
        row(
            "unclosed quote mid-file",
            with("\"E001\",", "\"E001,"),
            (10, 17),
            "this string is never closed",
        ),
        row(
            "unclosed quote, last string",
            "(\n    title: \"Doha\n)",
            (2, 12),
            "this string is never closed",
        ),
        row(
            "quoted key",
            with("id: \"E001\"", "\"id\": \"E001\""),
            (10, 13),
            "without quotes (write `id`)",
        ),
        row(
            "`=` for `:`",
            with("id: \"E001\"", "id = \"E001\""),
            (10, 16),
            "expected `:` after the field name, found `=`",
        ),
        row(
            "`{` for `(`",
            with(
                "        (\n            id: \"E001\",\n            date: \"2025-10-18\",\n            kind: Protest,\n            count: Some(5),\n        )",
                "        {\"id\": \"E001\"}",
            ),
            (9, 9),
            "expected `(` for `Ev`, found `{`",
        ),
        row(
            "missing `)` of a record",
            with(
                "        ),\n        (\n            id: \"E002\"",
                "        (\n            id: \"E002\"",
            ),
            (9, 9),
            "this `(` is never closed",
        ),
        row(
            "missing `]`",
            with("    ],\n", ""),
            (7, 13),
            "this `[` is never closed",
        ),
        row("stray `)`", format!("{SHORT})"), (5, 1), "stray `)`"),
        row(
            "text after the end",
            format!("{SHORT}x"),
            (5, 1),
            "text after the end of the document",
        ),
    ]
}

fn names_and_values() -> Vec<Row> {
    vec![
        row(
            "misspelt field",
            with("date: \"2025-10-18\"", "dtae: \"2025-10-18\""),
            (11, 13),
            "unknown field `dtae`, and `date` is missing (did you mean `date`?)",
        ),
        row(
            "misspelt variant",
            with("Protest", "Protset"),
            (12, 19),
            "unknown variant `Protset` (did you mean `Protest`?)",
        ),
        row(
            "variant in quotes",
            with("Protest", "\"Protest\""),
            (12, 19),
            "expected a name without quotes, found \"Protest\" (write `Protest`)",
        ),
        row(
            "number for string",
            with("\"E001\"", "2"),
            (10, 17),
            "expected a string in quotes, found 2",
        ),
        row(
            "string for number",
            with("Some(5)", "Some(\"five\")"),
            (13, 25),
            "expected a whole number, found \"five\"",
        ),
        row(
            "bare value for Option",
            with("Some(5)", "5"),
            (13, 20),
            "expected `Some(5)` or `None`, found 5 (write `Some(5)`)",
        ),
        row(
            "out of range",
            with("Some(5)", "Some(99999999999)"),
            (13, 25),
            "99999999999 is out of range for u32",
        ),
        row(
            "duplicate field",
            with(
                "            kind: Protest",
                "            id: \"E009\",\n            kind: Protest",
            ),
            (12, 13),
            "duplicate field `id`",
        ),
        row(
            "missing field",
            with("            date: \"2025-10-18\",\n", ""),
            (9, 9),
            "field `date` is missing",
        ),
        row(
            "bad date",
            with("\"2025-10-18\"", "\"soon\""),
            (11, 19),
            "`soon` is not a day",
        ),
        row(
            "date without quotes",
            with("\"2025-10-18\"", "2025-10-18"),
            (11, 19),
            "`2025-10-18` is not a number",
        ),
        row(
            "unknown extension",
            format!("#![enable(implicit_sme)]\n{SOUND}"),
            (1, 11),
            "unknown extension `implicit_sme` (did you mean `implicit_some`?)",
        ),
        row(
            "wrong struct name",
            with("Doc(", "Dco("),
            (3, 1),
            "expected `Doc`, found `Dco`",
        ),
    ]
}

fn characters_and_files() -> Vec<Row> {
    let mut latin = format!("//\n//\n{SOUND}")
        .replace("\"E001\"", "\"#\"")
        .into_bytes();
    for byte in &mut latin {
        if *byte == b'#' {
            *byte = 0xfc;
        }
    }
    let utf16 = SOUND.encode_utf16().flat_map(u16::to_le_bytes);
    let conflict = "            kind: Protest,\n";
    let conflict = with(
        conflict,
        &format!("<<<<<<< HEAD\n{conflict}=======\n            kind: Fight,\n>>>>>>> other\n"),
    );
    let cut = "Doc(\n    title: \"Doha\",\n    events: [\n        (\n            id: \"E001\",\n            date: ";
    vec![
        row(
            "`\"C:\\Users\"`",
            with("E001", "C:\\Users"),
            (10, 20),
            "unknown escape `\\U` (write `\\\\` for a backslash)",
        ),
        row(
            "`# comment`",
            with("        (\n", "        # no\n        (\n"),
            (9, 9),
            "comments begin with `//`",
        ),
        row(
            "unclosed `/*`",
            with("        (\n", "        /* no\n        (\n"),
            (9, 9),
            "this block comment is never closed",
        ),
        accepted("UTF-8 byte order mark", format!("\u{feff}{SOUND}")),
        accepted("CRLF", SOUND.replace('\n', "\r\n")),
        row(
            "CRLF, misspelt variant",
            with("Protest", "Protset").replace('\n', "\r\n"),
            (12, 19),
            "did you mean `Protest`?",
        ),
        row(
            "no-break space",
            with("id: \"E001\"", "id:\u{a0}\"E001\""),
            (10, 16),
            "a no-break space (U+00A0) is no space to RON (replace it by a plain space)",
        ),
        row(
            "curly quotes",
            with("\"E001\"", "“E001”"),
            (10, 17),
            "`“` (U+201C) is a typographic quote, RON needs a straight one",
        ),
        row(
            "merge conflict, first mark",
            conflict,
            (12, 1),
            "`<<<<<<<` is the mark of a merge conflict",
        ),
        row(
            "invalid UTF-8",
            latin,
            (12, 18),
            "not UTF-8 text; it looks like Latin-1 or Windows-1252",
        ),
        row(
            "UTF-16 without a mark",
            utf16.collect::<Vec<u8>>(),
            (1, 2),
            "not UTF-8 text; it looks like UTF-16",
        ),
        row("empty file", "", (1, 1), "the file holds no value"),
        row(
            "only a comment",
            "// nothing\n",
            (1, 1),
            "the file holds no value",
        ),
        row("truncated", cut, (4, 9), "the file ends inside this `(`"),
        row(
            "deep nesting",
            format!("{}{}", "[".repeat(200), "]".repeat(200)),
            (1, 129),
            "more than 128 levels deep",
        ),
    ]
}

/// Everything said about the bytes, in order of place.
fn said(bytes: &[u8]) -> Vec<(Position, String)> {
    let text = match decode(bytes.to_vec()) {
        Ok(text) => text,
        Err(error) => {
            let message = format!("the file is not UTF-8 text; {}", error.hint);
            return vec![(error.position, message)];
        }
    };
    let parsed = Tree::parse(&text);
    let mut found = parsed.diagnostics;
    found.extend(read::<Doc>(&text, &parsed.tree).diagnostics);
    found.retain(|found| found.severity == Severity::Error);
    found.sort_by_key(|found| found.span);
    let lines = LineIndex::new(&text);
    let show = |found: &Diagnostic| {
        let hint = found.hint.as_deref().map(|hint| format!(" ({hint})"));
        let message = format!("{}{}", found.message, hint.unwrap_or_default());
        (lines.position(&text, found.span.start), message)
    };
    found.iter().map(show).collect()
}

/// Every mistake is reported at the place where it was made, in words that say what it is, and nothing is
/// reported besides.
#[test]
fn mistakes_are_reported_where_they_were_made() {
    let mut table = String::from("\n| mistake | wanted | said |\n| --- | --- | --- |\n");
    let mut wrong = String::new();
    let parts = [punctuation(), names_and_values(), characters_and_files()];
    let rows: Vec<_> = parts.into_iter().flatten().collect();
    for row in &rows {
        let said = said(&row.bytes);
        let shown: Vec<_> = said
            .iter()
            .map(|(at, message)| format!("{}:{} {message}", at.line, at.column))
            .collect();
        let wanted = match row.place {
            Some((line, column)) => format!("{line}:{column}"),
            None => "accepted".to_owned(),
        };
        let all = shown.join("; ");
        let cell = if all.is_empty() { "accepted" } else { &all };
        writeln!(table, "| {} | {wanted} | {cell} |", row.mistake).unwrap();
        let at_place = shown.first().is_some_and(|said| {
            said.starts_with(&format!("{wanted} ")) && said.contains(row.words)
        });
        // A conflict has three marks, and what is too deep is no title either.
        let most = match row.mistake {
            "merge conflict, first mark" => 3,
            "deep nesting" => 2,
            _ => 1,
        };
        let found = said.iter().any(|(at, message)| {
            format!("{}:{}", at.line, at.column) == wanted && message.contains(row.words)
        });
        let ok = match row.place {
            Some(_) if most == 2 => found && said.len() <= most,
            Some(_) => at_place && said.len() <= most,
            None => said.is_empty(),
        };
        if !ok {
            writeln!(
                wrong,
                "{}: wanted {wanted} {}, found {shown:#?}",
                row.mistake, row.words
            )
            .unwrap();
        }
    }
    println!("{table}{} mistakes", rows.len());
    assert!(wrong.is_empty(), "\n{wrong}");
    assert_eq!(said(SOUND.as_bytes()), []);
}

/// All of them are reported in one pass, however many records are broken.
#[test]
fn all_mistakes_are_reported_in_one_pass() {
    let text = with("\"E000\"", "0")
        .replacen("id: \"E001\",", "id: \"E001\"", 1)
        .replacen("Protest", "Protset", 1)
        .replacen("id: \"E002\"", "id = \"E002\"", 1)
        .replacen("Some(6)", "6", 1);
    let places: Vec<_> = said(text.as_bytes())
        .iter()
        .map(|(at, _)| (at.line, at.column))
        .collect();
    assert_eq!(places, [(8, 14), (10, 23), (12, 19), (16, 16), (19, 20)]);
}
