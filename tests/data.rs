//! The shipped data: it reads, keeps the rules, and holds what it was compiled from.

#[path = "data/samples.rs"]
mod samples;

use roundtable::document::{BUILT_IN, Document, Finding, Snapshot};
use roundtable::format::Severity;
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
