//! The shipped data: it reads, keeps the rules, and holds what it was compiled from. And the other way
//! round: what is wrong in a dossier is found, at its line and column.

use roundtable::document::{BUILT_IN, Document, Finding, Snapshot};
use roundtable::format::{Position, Severity};
use roundtable::model::codebook::Codebook;
use roundtable::model::codes::{Priority, VOCABULARIES};
use roundtable::model::{Dossier, RecordKind};
use std::path::{Path, PathBuf};

const DOSSIER: &str = "data/pakistan-afghanistan-2025.ron";

fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn text_of(path: &str) -> String {
    std::fs::read_to_string(in_repository(path)).expect(path)
}

fn read(text: &str) -> Snapshot {
    Snapshot::new(text.into(), 0)
}

fn lines(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(ToString::to_string).collect()
}

/// The bytes in the program are the bytes of the file.
#[test]
fn the_built_in_dossier_is_the_file() {
    assert!(BUILT_IN == text_of(DOSSIER));
}

/// Our reader and the `ron` crate see the same values in the shipped dossier.
#[test]
fn the_dossier_reads_alike_everywhere() {
    let snapshot = read(BUILT_IN);
    assert!(snapshot.is_dossier());
    assert_eq!(snapshot.n_reading_errors(), 0);
    let theirs: Dossier = ron::from_str(BUILT_IN).unwrap();
    assert!(theirs == *snapshot.dossier());
}

/// The shipped dossier has no errors, and warnings only where the facts have a gap.
#[test]
fn the_dossier_keeps_the_rules() {
    let snapshot = read(BUILT_IN);
    let messages: Vec<(Severity, &str)> = snapshot
        .findings()
        .iter()
        .map(|finding| (finding.severity, finding.message.as_str()))
        .collect();
    assert_eq!(
        messages,
        [
            // Nobody claimed the bombing at the court in Islamabad, and no source attributes it with
            // certainty: naming an actor would be an invention.
            (
                Severity::Warning,
                "event E69 has a CAMEO code but nobody who acts"
            ),
        ],
        "{:#?}",
        lines(snapshot.findings())
    );
}

/// The dossier holds everything that was compiled and sourced for it. The numbers were counted by hand in
/// that compilation, not in this file: sections on rounds, issues and positions, third parties, the
/// timeline (70 rows with ids E…) and the aftermath (16 rows with ids A…), casualty claims, statements
/// (Q01 to Q40 without Q09), coding rules, disagreements, extracts of the starting document, gaps, sources.
#[test]
fn nothing_compiled_is_missing() {
    let snapshot = read(BUILT_IN);
    let dossier = snapshot.dossier();
    let n = |kind| dossier.ids(kind).len();
    assert_eq!(n(RecordKind::Round), 3);
    assert_eq!(n(RecordKind::Issue), 10);
    assert_eq!(n(RecordKind::Position), 36);
    assert_eq!(n(RecordKind::ThirdParty), 8);
    assert_eq!(n(RecordKind::Claim), 35);
    assert_eq!(n(RecordKind::Statement), 39);
    assert_eq!(n(RecordKind::Dispute), 25);
    assert_eq!(n(RecordKind::Extract), 25);
    assert_eq!(n(RecordKind::Gap), 8);
    assert_eq!(n(RecordKind::Source), 200);
    assert_eq!(dossier.coding.len(), 36);
    let events = |start: &str, priority: Option<Priority>| {
        let matching = dossier.events.iter().filter(|event| {
            event.id.as_str().starts_with(start) && priority.is_none_or(|p| event.priority == p)
        });
        matching.count()
    };
    assert_eq!(events("E", Some(Priority::Core)), 44);
    assert_eq!(events("E", Some(Priority::Context)), 26);
    assert_eq!(events("A", None), 16);
    assert_eq!(dossier.events.len(), 70 + 16);
    let ids: Vec<&str> = dossier
        .rounds
        .iter()
        .map(|round| round.id.as_str())
        .collect();
    assert_eq!(ids, ["R1", "R2", "R3"]);
}

/// Everything that is said, counted or done names a source, and every source has an address.
#[test]
fn everything_names_its_sources() {
    let snapshot = read(BUILT_IN);
    let dossier = snapshot.dossier();
    for claim in &dossier.claims {
        assert!(!claim.sources.is_empty(), "{}", claim.id);
    }
    for statement in &dossier.statements {
        assert!(!statement.sources.is_empty(), "{}", statement.id.as_str());
    }
    for event in &dossier.events {
        assert!(!event.sources.is_empty(), "{}", event.id.as_str());
    }
    for source in &dossier.sources {
        let is_web = source.url.starts_with("https://") || source.url.starts_with("http://");
        assert!(is_web, "{}: {}", source.id.as_str(), source.url);
    }
}

/// Quotations are short: 25 words at the most.
#[test]
fn quotations_are_short() {
    let snapshot = read(BUILT_IN);
    for statement in &snapshot.dossier().statements {
        let n_words = statement.n_words();
        assert!(
            (1..=25).contains(&n_words),
            "{}: {n_words} words",
            statement.id.as_str()
        );
    }
    for claim in &snapshot.dossier().claims {
        let n_words = claim.quote.split_whitespace().count();
        assert!(n_words <= 25, "{}: {n_words} words", claim.id);
    }
}

/// What is opened and saved untouched is byte-identical, whatever line ends and byte order mark it has.
#[test]
fn open_and_save_keeps_every_byte() {
    let folder = tempfile::tempdir().unwrap();
    let windows = BUILT_IN.replace('\n', "\r\n");
    let variants = [
        ("as it is", BUILT_IN.to_owned()),
        ("CRLF", windows.clone()),
        ("BOM", format!("\u{feff}{BUILT_IN}")),
        ("BOM and CRLF", format!("\u{feff}{windows}")),
        ("no final line end", BUILT_IN.trim_end().to_owned()),
    ];
    for (variant, text) in variants {
        let path = folder.path().join("dossier.ron");
        std::fs::write(&path, &text).unwrap();
        let mut document = Document::open(&path).unwrap();
        let snapshot = document.snapshot();
        assert!(snapshot.is_dossier(), "{variant}");
        assert_eq!(snapshot.n_findings(Severity::Error), 0, "{variant}");
        assert!(
            *snapshot.dossier() == *read(BUILT_IN).dossier(),
            "{variant}: other values"
        );
        document.save().unwrap();
        let saved = std::fs::read(&path).unwrap();
        assert!(saved == text.as_bytes(), "{variant}: bytes have changed");
        let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(names.len(), 1, "{variant}: something was left behind");
    }
}

/// The examples in the documentation are dossiers without a finding.
#[test]
fn examples_in_the_documentation_read() {
    let mut n_complete = 0;
    for page in ["data/README.md", "README.md"] {
        let text = std::fs::read_to_string(in_repository(page)).unwrap_or_default();
        for block in text.split("```ron\n").skip(1) {
            let example = block.split("```").next().unwrap_or_default();
            // Some examples show a single record.
            if !example.contains("Dossier(") {
                continue;
            }
            n_complete += 1;
            let snapshot = read(example);
            assert!(snapshot.is_dossier(), "{page}");
            assert!(
                snapshot.findings().is_empty(),
                "{page}: {:#?}",
                lines(snapshot.findings())
            );
            let theirs: Dossier = ron::from_str(example).expect(page);
            assert!(theirs == *snapshot.dossier(), "{page}");
        }
    }
    assert!(n_complete > 0, "data/README.md shows a complete dossier");
}

/// Goldstein values of all event codes that the shipped dossier uses, as the GDELT project publishes them
/// (`CAMEO.goldsteinscale.txt`); copied by hand, independently of the codebook.
const GOLDSTEIN: [(&str, f64); 36] = [
    ("010", 0.0),
    ("012", -0.4),
    ("013", 0.4),
    ("016", -2.0),
    ("0256", -0.3),
    ("0356", 7.0),
    ("036", 4.0),
    ("038", 7.0),
    ("039", 5.0),
    ("041", 1.0),
    ("044", 2.5),
    ("045", 5.0),
    ("046", 7.0),
    ("051", 3.4),
    ("057", 8.0),
    ("087", 9.0),
    ("0871", 9.0),
    ("0872", 9.0),
    ("100", -5.0),
    ("1042", -5.0),
    ("111", -2.0),
    ("112", -2.0),
    ("1123", -2.0),
    ("120", -4.0),
    ("1211", -4.0),
    ("138", -7.0),
    ("1384", -7.0),
    ("160", -4.0),
    ("164", -7.0),
    ("1831", -10.0),
    ("1832", -10.0),
    ("190", -10.0),
    ("191", -9.5),
    ("193", -10.0),
    ("194", -10.0),
    ("195", -10.0),
];

/// The codebook has the published value of every code in use, and a rule says what each was used for.
#[test]
fn event_codes_have_the_published_values() {
    let codebook = Codebook::built_in();
    for (code, goldstein) in GOLDSTEIN {
        let score = codebook.score(code).expect(code);
        assert!(!score.inherited, "{code} has a value of its own");
        assert!((score.value - goldstein).abs() < 1e-9, "{code}: {score:?}");
    }
    let snapshot = read(BUILT_IN);
    let rules: Vec<&str> = snapshot
        .dossier()
        .coding
        .iter()
        .map(|rule| rule.code.as_str())
        .collect();
    assert_eq!(rules, GOLDSTEIN.map(|(code, _)| code));
    for event in &snapshot.dossier().events {
        let code = event.cameo.as_deref().unwrap_or("010");
        assert!(rules.contains(&code), "{}: {code}", event.id.as_str());
    }
}

/// Every coded value of the format has a definition with its source.
#[test]
fn the_codebook_covers_all_vocabularies() {
    let codebook = Codebook::built_in();
    assert!(VOCABULARIES.len() > 20);
    for vocabulary in VOCABULARIES {
        let entry = codebook.vocabulary(vocabulary.name).expect(vocabulary.name);
        assert_eq!(entry.values.len(), vocabulary.codes.len(), "{}", entry.name);
        for (code, _) in vocabulary.codes {
            let value = codebook.value(vocabulary.name, code).expect(code);
            assert!(!value.definition.is_empty(), "{}.{code}", entry.name);
            assert!(!value.source.is_empty(), "{}.{code}", entry.name);
        }
    }
}

/// What stands before the part of a sample that matters: two parties, a bystander and a source.
const HEAD: &str = r#"#![enable(implicit_some)]
Dossier(
    format: 1,
    id: "sample",
    title: "Sample",
    parties: ["NTH", "STH"],
    coverage: "2031-03-01/2031-03-31",
    actors: [
        Actor(id: "NTH", name: "Northland", kind: State),
        Actor(id: "STH", name: "Southland", kind: State),
        Actor(id: "ISL", name: "Island", kind: State),
    ],
    sources: [Source(id: "S1", publisher: "Gazette", title: "News", url: "https://example.org/1")],
"#;

/// A dossier with this part has exactly these findings: a `¶` in front of every place, severities and
/// pieces of message and hint in the order of the text.
fn check(part: &str, expected: &[(Severity, &str)]) {
    check_text(&format!("{HEAD}{part}\n)\n"), expected);
}

fn check_text(marked: &str, expected: &[(Severity, &str)]) {
    let mut places = Vec::new();
    let (mut line, mut column) = (1, 1);
    for c in marked.chars() {
        match c {
            '¶' => places.push(Position { line, column }),
            '\n' => (line, column) = (line + 1, 1),
            _ => column += 1,
        }
    }
    assert_eq!(places.len(), expected.len(), "a mark for every finding");
    let snapshot = read(&marked.replace('¶', ""));
    let found = lines(snapshot.findings());
    assert_eq!(found.len(), expected.len(), "{marked}\n{found:#?}");
    for ((finding, place), (severity, piece)) in
        snapshot.findings().iter().zip(places).zip(expected)
    {
        let Position { line, column } = place;
        let line = format!("{finding}");
        assert_eq!(finding.severity, *severity, "{line}");
        assert!(line.contains(piece), "{line}\ndoes not say: {piece}");
        assert_eq!(finding.position, place, "{line}: wrong place {column}");
    }
}

use Severity::{Error, Warning};

/// A sound dossier has no findings; all other samples rest on that.
#[test]
fn sample_without_fault() {
    check(
        r#"events: [
            Event(id: "E1", date: "2031-03-03", title: "T", priority: Core, sources: ["S1"]),
        ],"#,
        &[],
    );
}

/// A reference leads to a record that is there, and to one of the right kind.
#[test]
fn dangling_references() {
    check(
        r#"events: [
            Event(id: "E1", date: "2031-03-03", title: "T", priority: Core, sources: [¶"S2"]),
        ],"#,
        &[(Error, "there is no source \"S2\" (did you mean \"S1\"?)")],
    );
    check(
        r#"events: [
            Event(id: "E1", date: "2031-03-03", title: "T", from: [¶"S1"], priority: Core, sources: ["S1"]),
        ],"#,
        &[(Error, "\"S1\" is a source")],
    );
}

/// Ids are unique in the whole file, also between kinds of records.
#[test]
fn duplicate_ids() {
    check(
        r#"issues: [
            Issue(id: "I1", title: "One"),
            Issue(id: ¶"I1", title: "Two"),
            Issue(id: ¶"ISL", title: "Three"),
        ],"#,
        &[
            (Error, "the id \"I1\" stands twice; line 15"),
            (Error, "line 11 has it for another actor"),
        ],
    );
}

/// An unknown code is reported with the code that was probably meant.
#[test]
fn unknown_codes() {
    check(
        r#"rounds: [
            Round(id: "R1", ordinal: 1, name: "N", when: (dates: "2031-03-10"), outcome: (kind: ¶BrokenOf)),
        ],"#,
        &[(Error, "did you mean `BrokenOff`?")],
    );
}

/// A field that the format does not have is kept and reported; one that is needed is missed.
#[test]
fn unknown_and_missing_fields() {
    check(
        r#"issues: [
            Issue(id: "I1", title: "One", ¶descripton: "…"),
        ],"#,
        &[(
            Warning,
            "unknown field `descripton` (did you mean `description`?)",
        )],
    );
    check(
        r#"issues: [
            ¶Issue(id: "I1"),
        ],"#,
        &[(Error, "`title` is missing")],
    );
}

/// A round ends after it has started.
#[test]
fn round_ends_before_it_starts() {
    check(
        r#"rounds: [
            Round(id: "R1", ordinal: 1, name: "N", when: (dates: ¶"2031-03-12/2031-03-10"), outcome: (kind: BrokenOff)),
        ],"#,
        &[(Error, "ends before it starts")],
    );
}

/// A day exists.
#[test]
fn impossible_days() {
    check(
        r#"events: [
            Event(id: "E1", date: ¶"2031-02-30", title: "T", priority: Core, sources: ["S1"]),
        ],"#,
        &[(Error, "day 30 does not exist in this month")],
    );
}

/// Rounds stand in the order of their numbers and of time.
#[test]
fn rounds_out_of_order() {
    check(
        r#"rounds: [
            Round(id: "R1", ordinal: 2, name: "N", when: (dates: "2031-03-12"), outcome: (kind: BrokenOff)),
            Round(id: "R2", ordinal: ¶1, name: "N", when: (dates: ¶"2031-03-10"), outcome: (kind: BrokenOff)),
        ],"#,
        &[
            (Error, "round number 1 comes after number 2"),
            (Error, "R2 starts before R1"),
        ],
    );
}

/// Only a party sits at the table; others are third parties.
#[test]
fn strangers_at_the_table() {
    check(
        r#"rounds: [
            Round(
                id: "R1",
                ordinal: 1,
                name: "N",
                when: (dates: "2031-03-10"),
                delegations: [Delegation(party: "NTH"), Delegation(party: ¶"ISL")],
                outcome: (kind: BrokenOff),
            ),
        ],"#,
        &[(
            Error,
            "ISL is at the table but is not one of the parties (add it",
        )],
    );
}

/// Events lie within the coverage.
#[test]
fn events_outside_the_coverage() {
    check(
        r#"events: [
            Event(id: "E1", date: ¶"2031-04-03", title: "T", priority: Core, sources: ["S1"]),
        ],"#,
        &[(Warning, "2031-04-03 lies outside the coverage")],
    );
}

/// Claims and statements name a source.
#[test]
fn claims_and_statements_without_source() {
    check(
        r#"claims: [
            ¶Claim(id: "C1", period: "2031-03", claimant: "An army", harmed: "soldiers", killed: (low: 1)),
        ],
        statements: [
            ¶Statement(id: "Q1", date: "2031-03-03", speaker: "NTH", words: ["Peace"]),
        ],"#,
        &[
            (Warning, "claim C1 names no source"),
            (Warning, "statement Q1 names no source"),
        ],
    );
}

/// A quotation has 25 words at the most, in all its pieces together.
#[test]
fn long_quotations() {
    let words = |n: usize| vec!["word"; n].join(" ");
    let quoting = |mark: &str, n: usize| {
        format!(
            r#"statements: [
            Statement(id: "Q1", date: "2031-03-03", speaker: "NTH", words: {mark}["{}", "{}"], sources: ["S1"]),
        ],"#,
            words(n),
            words(13)
        )
    };
    check(&quoting("", 12), &[]);
    check(
        &quoting("¶", 13),
        &[(Warning, "the quotation has 26 words, more than 25")],
    );
}

/// The lower figure of a range is not above the higher one.
#[test]
fn ranges_upside_down() {
    check(
        r#"claims: [
            Claim(
                id: "C1",
                period: "2031-03",
                claimant: "An army",
                harmed: "soldiers",
                killed: (low: ¶9, high: 3),
                sources: ["S1"],
            ),
        ],"#,
        &[(Error, "the range is upside down: at least 9, at most 3")],
    );
}

/// An event code is one of CAMEO's.
#[test]
fn unknown_event_codes() {
    for code in ["999", "19x", "1"] {
        check(
            &format!(
                r#"events: [
            Event(
                id: "E1",
                date: "2031-03-03",
                title: "T",
                from: ["NTH"],
                to: ["STH"],
                cameo: ¶"{code}",
                priority: Core,
                sources: ["S1"],
            ),
        ],"#
            ),
            &[(Error, "is not a CAMEO code")],
        );
    }
}

/// A comma that is missing is missed where it should stand, and the rest of the file is read all the same.
#[test]
fn missing_comma() {
    check(
        r#"issues: [
            Issue(id: "I1"¶ title: "One"),
            Issue(id: "I2", title: "Two")¶
            Issue(id: ¶"I1", title: "Three"),
        ],"#,
        &[
            (Error, "`,` is missing after this"),
            (Error, "`,` is missing after this"),
            (Error, "stands twice"),
        ],
    );
}

/// A string that is never closed is reported where it opens.
#[test]
fn unclosed_string() {
    check(
        r#"issues: [
            Issue(id: "I1", title: ¶"One),
        ],"#,
        &[(Error, "this string is never closed")],
    );
}

/// All errors are reported, not only the first, of syntax and of content.
#[test]
fn several_errors_in_one_file() {
    check(
        r#"issues: [
            Issue(id: "I1", title: ¶1),
            Issue(id: ¶2, title: "Two"),
        ],
        events: [
            Event(id: "E1" ¶date: "2031-03-03", title: "T", priority: Core, sources: [¶"S9"]),
        ],"#,
        &[
            (Error, "expected a string in quotes, found 1"),
            (Error, "expected a string in quotes, found 2"),
            (Error, "`,` is missing"),
            (Error, "there is no source \"S9\""),
        ],
    );
}

/// The marks of a merge conflict are findings, not the end of reading.
#[test]
fn merge_conflicts() {
    check(
        r#"issues: [
            Issue(id: "I1", title: "One"),
¶<<<<<<< HEAD
            Issue(id: "I2", title: "Two"),
¶=======
            Issue(id: "I3", title: "Two"),
¶>>>>>>> other
        ],"#,
        &[
            (Error, "`<<<<<<<` is the mark of a merge conflict"),
            (Error, "`=======`"),
            (Error, "`>>>>>>>`"),
        ],
    );
}

/// A text that is no dossier is still a text, with a finding.
#[test]
fn no_dossier_at_all() {
    check_text("¶", &[(Error, "the file holds no value")]);
    check_text(
        "¶[1, 2,\n  ¶\"three\n]",
        &[
            (Error, "expected `(` for `Dossier`"),
            (Error, "this string is never closed"),
        ],
    );
}
