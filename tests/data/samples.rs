//! What is wrong in a dossier is found, at its line and column, and nothing else is.

use super::{lines, read};
use roundtable::format::Position;
use roundtable::format::Severity::{self, Error, Warning};

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
        let line = finding.to_string();
        assert_eq!(finding.severity, *severity, "{line}");
        assert!(line.contains(piece), "{line}\ndoes not say: {piece}");
        assert_eq!(finding.position, place, "{line}");
    }
}

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
            Event(id: "E1"¶ date: "2031-03-03", title: "T", priority: Core, sources: [¶"S9"]),
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
