//! The answers as a file: a header, sections with headings, and what belongs where as comments.

use super::super::records::{TO_BE_WRITTEN, slug};
use super::{NewDossier, names, one_line};
use crate::model::date::Day;
use std::fmt::Write as _;

/// Where the dashes of a section's heading end.
const HEADING_WIDTH: usize = 106;

impl NewDossier {
    /// The file; `today` is the day on which it was begun.
    pub fn text(&self, today: Day) -> String {
        let mut ids: Vec<String> = Vec::new();
        let party_ids: Vec<String> = self
            .parties
            .iter()
            .map(|party| actor_id(&party.name, &mut ids))
            .collect();
        let third_parties: Vec<(String, String)> = self
            .round
            .iter()
            .flat_map(|round| names(&round.third_parties))
            .filter(|name| {
                !self
                    .parties
                    .iter()
                    .any(|party| one_line(&party.name) == *name)
            })
            .map(|name| (actor_id(&name, &mut ids), name))
            .collect();
        let mut out = self.head(&party_ids, today);
        self.actors(&party_ids, &third_parties, &mut out);
        section(
            &mut out,
            "Issues",
            "What is negotiated about. A title both sides could accept; what each wants belongs under `positions`.",
        );
        out.push_str("    issues: [],\n");
        section(
            &mut out,
            "Rounds",
            "One record for each round of talks, in the order of time. What is not known is left out.",
        );
        self.rounds(&party_ids, &third_parties, &mut out);
        for (title, note, list) in [
            (
                "Positions",
                "What each party wanted on each issue in each round, with its sources.",
                "positions",
            ),
            (
                "Third parties",
                "Mediators and would-be mediators over the whole process, with what they did.",
                "third_parties",
            ),
            (
                "Ceasefires",
                "Truces and ceasefires; an open end (“2025-10-19/..”) where none was declared.",
                "ceasefires",
            ),
            (
                "Events",
                "What happened. A comment above an event says why it is coded as it is, where that was a judgement.",
                "events",
            ),
            (
                "Claims",
                "Casualty figures and the like: one record per claimant, never added up.",
                "claims",
            ),
            (
                "Statements",
                "Verbatim and short, 25 words at the most.",
                "statements",
            ),
            (
                "Disputes",
                "Questions on which the sources disagree: every version, and who holds it.",
                "disputes",
            ),
        ] {
            section(&mut out, title, note);
            // A list that is written, though empty, keeps its heading when the first record comes.
            writeln!(out, "    {list}: [],").unwrap_or_default();
        }
        section(
            &mut out,
            "Sources",
            "What everything rests on. Ids are for good: a source that goes away leaves a gap in the numbers.",
        );
        self.sources(&mut out);
        out.push_str(")\n");
        out
    }

    fn head(&self, party_ids: &[String], today: Day) -> String {
        let title = one_line(&self.title);
        let slug = slug(&title);
        let id = if slug.is_empty() {
            "dossier".to_owned()
        } else {
            slug
        };
        let parties: Vec<String> = party_ids.iter().map(|id| quoted(id)).collect();
        let mut out = format!(
            "// {title}.\n\
             //\n\
             // Purpose: one peace process as data, to be read, corrected and argued about. Every record names its sources;\n\
             // what the sources dispute stands here as dispute, side by side, and nothing is added up.\n\
             //\n\
             // Coding rules in short:\n\
             //   - Wording is our own and neutral. Words in quotation marks are verbatim, short, and attributed.\n\
             //   - Casualty figures are claims: one record per claimant, never a total.\n\
             //   - Dates are EDTF: \"2025-10-19\"; \"2025-10-18/2025-10-19\" from–to; \"[2025-10-12,2025-10-13]\" one of these;\n\
             //     \"2025-10-19/..\" open end; \"2025-12\" a day in that month. No day is made up.\n\
             //   - A field that is not known is left out. Absent is not zero.\n\
             //   - Ids are short, unique in the whole file, and for good.\n\
             //\n\
             // Begun on {today}.\n\
             \n\
             #![enable(implicit_some)]\n\
             \n\
             Dossier(\n    format: 1,\n    id: {},\n    title: {},\n    parties: [{}],\n    coverage: {},\n",
            quoted(&id),
            quoted(&title),
            parties.join(", "),
            quoted(&self.coverage()),
        );
        let licence = one_line(&self.licence);
        if !licence.is_empty() {
            writeln!(out, "    licence: {},", quoted(&licence)).unwrap_or_default();
        }
        let authors: Vec<String> = names(&self.authors)
            .iter()
            .map(|name| quoted(name))
            .collect();
        if !authors.is_empty() {
            writeln!(out, "    authors: [{}],", authors.join(", ")).unwrap_or_default();
        }
        out
    }

    fn actors(&self, party_ids: &[String], third_parties: &[(String, String)], out: &mut String) {
        section(
            out,
            "Actors",
            "States and organisations have short capital ids, institutions and persons lower-case ones. `of` says for\n    // whom a person or an institution acts. The vocabulary of a party belongs in quotations only.",
        );
        out.push_str("    actors: [\n");
        out.push_str("        // The parties.\n\n");
        for (party, id) in self.parties.iter().zip(party_ids) {
            writeln!(
                out,
                "        Actor(id: {}, name: {}, kind: {}),",
                quoted(id),
                quoted(&one_line(&party.name)),
                party.kind.code()
            )
            .unwrap_or_default();
        }
        if !third_parties.is_empty() {
            out.push_str("\n        // Third parties.\n\n");
            for (id, name) in third_parties {
                let (id, name) = (quoted(id), quoted(name));
                writeln!(out, "        Actor(id: {id}, name: {name}, kind: Other),")
                    .unwrap_or_default();
            }
        }
        out.push_str("    ],\n");
    }

    fn rounds(&self, party_ids: &[String], third_parties: &[(String, String)], out: &mut String) {
        let Some(round) = &self.round else {
            out.push_str("    rounds: [],\n");
            return;
        };
        writeln!(
            out,
            "    rounds: [\n        Round(\n            id: \"R1\",\n            ordinal: 1,\n            name: {},\n            when: (dates: {}),",
            quoted(&one_line(&round.name)),
            quoted(round.dates.trim())
        ).unwrap_or_default();
        let city = one_line(&round.city);
        if !city.is_empty() {
            writeln!(out, "            place: (city: {}),", quoted(&city)).unwrap_or_default();
        }
        if !third_parties.is_empty() {
            out.push_str(
                "            // In which roles they took part is to be coded from the sources.\n",
            );
            out.push_str("            third_parties: [\n");
            for (id, _) in third_parties {
                writeln!(
                    out,
                    "                Involvement(actor: {}, roles: []),",
                    quoted(id)
                )
                .unwrap_or_default();
            }
            out.push_str("            ],\n");
        }
        out.push_str("            delegations: [\n");
        for id in party_ids {
            writeln!(out, "                Delegation(party: {}),", quoted(id)).unwrap_or_default();
        }
        out.push_str("            ],\n            outcome: (kind: Unknown),\n        ),\n    ],\n");
    }

    fn sources(&self, out: &mut String) {
        let text = |text: &str| {
            let line = one_line(text);
            quoted(if line.is_empty() {
                TO_BE_WRITTEN
            } else {
                &line
            })
        };
        write!(
            out,
            "    sources: [\n        Source(\n            id: \"S01\",\n            publisher: {},\n            title: {},\n",
            text(&self.source.publisher),
            text(&self.source.title)
        ).unwrap_or_default();
        for (name, value) in [("date", &self.source.date), ("url", &self.source.url)] {
            if !value.trim().is_empty() {
                writeln!(out, "            {name}: {},", quoted(value.trim())).unwrap_or_default();
            }
        }
        out.push_str("        ),\n    ],\n");
    }
}

fn section(out: &mut String, title: &str, note: &str) {
    let start = format!("    // ---- {title} ");
    let dashes = HEADING_WIDTH.saturating_sub(start.chars().count());
    writeln!(out, "\n{start}{}\n    // {note}\n", "-".repeat(dashes)).unwrap_or_default();
}

/// A text in quotation marks, as RON writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A short capital id for a party or an organisation: initials, or the start of the only word.
fn actor_id(name: &str, taken: &mut Vec<String>) -> String {
    let slug = slug(name);
    let words: Vec<&str> = slug
        .split('-')
        .filter(|word| !["of", "the", "and", "de", "for"].contains(word))
        .collect();
    let letters: String = match words.as_slice() {
        [word] => word.chars().take(3).collect(),
        words => words
            .iter()
            .take(4)
            .filter_map(|word| word.chars().next())
            .collect(),
    };
    let stem = if letters.is_empty() {
        "ACTOR".to_owned()
    } else {
        letters.to_uppercase()
    };
    let mut id = stem.clone();
    let mut number = 1;
    // The ids of the round and of the source are given already.
    while taken.contains(&id) || ["R1", "S01"].contains(&id.as_str()) {
        number += 1;
        id = format!("{stem}{number}");
    }
    taken.push(id.clone());
    id
}
