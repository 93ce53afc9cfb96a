//! A new dossier from nothing: what has to be known, what is wrong with it, and the file it becomes.
//!
//! No opinion on how the answers are asked for. Invariant: answers without problems become a text that is
//! read without findings of any weight, with comments that say what belongs where.

use super::is_web_address;
use super::records::TO_BE_WRITTEN;
use crate::model::codes::ActorKind;
use crate::model::date::{Day, Edtf};
use std::fmt::Write as _;

/// Where the dashes of a section's heading end.
const HEADING_WIDTH: usize = 106;

/// A negotiating party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewParty {
    /// Its neutral name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
}

/// The first round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewRound {
    /// Its name.
    pub name: String,
    /// Its dates, EDTF.
    pub dates: String,
    /// The city.
    pub city: String,
    /// Names of the third parties, separated by commas.
    pub third_parties: String,
}

/// The first source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewSource {
    /// Who published it.
    pub publisher: String,
    /// Its title.
    pub title: String,
    /// Its date, EDTF; may be empty.
    pub date: String,
    /// Its address; may be empty.
    pub url: String,
}

/// The answers from which a dossier is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDossier {
    /// What the process is called.
    pub title: String,
    /// The parties, two at least.
    pub parties: Vec<NewParty>,
    /// First day that is covered, EDTF.
    pub from: String,
    /// Last day that is covered, EDTF; empty for an open end.
    pub until: String,
    /// The first round, if there is one.
    pub round: Option<NewRound>,
    /// The first source.
    pub source: NewSource,
    /// Who codes it, separated by commas.
    pub authors: String,
    /// The licence of the data.
    pub licence: String,
}

impl Default for NewDossier {
    fn default() -> Self {
        let party = NewParty {
            name: String::new(),
            kind: ActorKind::State,
        };
        Self {
            title: String::new(),
            parties: vec![party.clone(), party],
            from: String::new(),
            until: String::new(),
            round: None,
            source: NewSource::default(),
            authors: String::new(),
            licence: "CC BY 4.0".to_owned(),
        }
    }
}

/// A field of the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The title.
    Title,
    /// The name of a party.
    Party(usize),
    /// The first day.
    From,
    /// The last day.
    Until,
    /// The name of the round.
    RoundName,
    /// The dates of the round.
    RoundDates,
    /// The publisher of the source.
    Publisher,
    /// The title of the source.
    SourceTitle,
    /// The date of the source.
    SourceDate,
    /// The address of the source.
    SourceUrl,
}

impl NewDossier {
    /// What is missing or wrong, in the order of the fields.
    pub fn problems(&self) -> Vec<(Answer, String)> {
        let mut problems = Vec::new();
        let mut say = |answer: Answer, text: &str| problems.push((answer, text.to_owned()));
        if one_line(&self.title).is_empty() {
            say(Answer::Title, "The process needs a name");
        }
        for (idx, party) in self.parties.iter().enumerate() {
            let name = one_line(&party.name);
            if name.is_empty() {
                say(Answer::Party(idx), "The party needs a name");
            } else if self
                .parties
                .iter()
                .take(idx)
                .any(|other| one_line(&other.name) == name)
            {
                say(Answer::Party(idx), "This party stands here already");
            }
        }
        match date(&self.from) {
            Err(reason) => say(Answer::From, &reason),
            Ok(None) => say(Answer::From, "Say from when on the process is covered"),
            Ok(Some(_)) => {}
        }
        match date(&self.until) {
            Err(reason) => say(Answer::Until, &reason),
            Ok(_) => {
                if let Ok(Some(coverage)) = date(&self.coverage())
                    && let (Some(first), Some(last)) = (coverage.earliest(), coverage.latest())
                    && first > last
                {
                    say(Answer::Until, "The end lies before the beginning");
                }
            }
        }
        if let Some(round) = &self.round {
            if one_line(&round.name).is_empty() {
                say(Answer::RoundName, "The round needs a name");
            }
            match date(&round.dates) {
                Err(reason) => say(Answer::RoundDates, &reason),
                Ok(None) => say(Answer::RoundDates, "The round needs a date"),
                Ok(Some(dates)) => {
                    if let (Some(first), Some(last)) = (dates.earliest(), dates.latest())
                        && first > last
                    {
                        say(Answer::RoundDates, "The end lies before the beginning");
                    } else if self.is_outside(&dates) {
                        say(Answer::RoundDates, "This lies outside the period that is covered");
                    }
                }
            }
        }
        if one_line(&self.source.publisher).is_empty() {
            say(Answer::Publisher, "Say who published it");
        }
        if one_line(&self.source.title).is_empty() {
            say(Answer::SourceTitle, "The source needs a title");
        }
        if let Err(reason) = date(&self.source.date) {
            say(Answer::SourceDate, &reason);
        }
        let url = self.source.url.trim();
        if !url.is_empty() && !is_web_address(url) {
            say(Answer::SourceUrl, "An address begins with http:// or https://");
        }
        problems
    }

    fn coverage(&self) -> String {
        let (from, until) = (self.from.trim(), self.until.trim());
        // An interval cannot hold intervals, so the outer ends of what was typed count.
        let from = from.split('/').next().unwrap_or_default();
        match until.rsplit('/').next().unwrap_or_default() {
            "" => format!("{from}/.."),
            until => format!("{from}/{until}"),
        }
    }

    fn is_outside(&self, dates: &Edtf) -> bool {
        let Ok(Some(coverage)) = date(&self.coverage()) else {
            return false;
        };
        let before = |a: Option<Day>, b: Option<Day>| matches!((a, b), (Some(a), Some(b)) if a < b);
        before(dates.latest(), coverage.earliest()) || before(coverage.latest(), dates.earliest())
    }

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
            .filter(|name| !self.parties.iter().any(|party| one_line(&party.name) == *name))
            .map(|name| (actor_id(&name, &mut ids), name))
            .collect();
        let mut out = self.head(&party_ids, today);
        self.actors(&party_ids, &third_parties, &mut out);
        section(&mut out, "Issues", "What is negotiated about. A title both sides could accept; what each wants belongs under `positions`.");
        out.push_str("    issues: [],\n");
        section(&mut out, "Rounds", "One record for each round of talks, in the order of time. What is not known is left out.");
        self.rounds(&party_ids, &third_parties, &mut out);
        for (title, note, list) in [
            ("Positions", "What each party wanted on each issue in each round, with its sources.", "positions"),
            ("Third parties", "Mediators and would-be mediators over the whole process, with what they did.", "third_parties"),
            ("Ceasefires", "Truces and ceasefires; an open end (“2025-10-19/..”) where none was declared.", "ceasefires"),
            ("Events", "What happened. A comment above an event says why it is coded as it is, where that was a judgement.", "events"),
            ("Claims", "Casualty figures and the like: one record per claimant, never added up.", "claims"),
            ("Statements", "Verbatim and short, 25 words at the most.", "statements"),
            ("Disputes", "Questions on which the sources disagree: every version, and who holds it.", "disputes"),
        ] {
            section(&mut out, title, note);
            // A list that is written, though empty, keeps its heading when the first record comes.
            let _ = writeln!(out, "    {list}: [],");
        }
        section(&mut out, "Sources", "What everything rests on. Ids are for good: a source that goes away leaves a gap in the numbers.");
        self.sources(&mut out);
        out.push_str(")\n");
        out
    }

    fn head(&self, party_ids: &[String], today: Day) -> String {
        let title = one_line(&self.title);
        let slug = super::records::slug(&title);
        let id = if slug.is_empty() { "dossier".to_owned() } else { slug };
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
            let _ = writeln!(out, "    licence: {},", quoted(&licence));
        }
        let authors: Vec<String> = names(&self.authors).iter().map(|name| quoted(name)).collect();
        if !authors.is_empty() {
            let _ = writeln!(out, "    authors: [{}],", authors.join(", "));
        }
        out
    }

    fn actors(&self, party_ids: &[String], third_parties: &[(String, String)], out: &mut String) {
        section(out, "Actors", "States and organisations have short capital ids, institutions and persons lower-case ones. `of` says for\n    // whom a person or an institution acts. The vocabulary of a party belongs in quotations only.");
        out.push_str("    actors: [\n");
        out.push_str("        // The parties.\n\n");
        for (party, id) in self.parties.iter().zip(party_ids) {
            let _ = writeln!(
                out,
                "        Actor(id: {}, name: {}, kind: {}),",
                quoted(id),
                quoted(&one_line(&party.name)),
                party.kind.code()
            );
        }
        if !third_parties.is_empty() {
            out.push_str("\n        // Third parties.\n\n");
            for (id, name) in third_parties {
                let (id, name) = (quoted(id), quoted(name));
                let _ = writeln!(out, "        Actor(id: {id}, name: {name}, kind: Other),");
            }
        }
        out.push_str("    ],\n");
    }

    fn rounds(&self, party_ids: &[String], third_parties: &[(String, String)], out: &mut String) {
        let Some(round) = &self.round else {
            out.push_str("    rounds: [],\n");
            return;
        };
        let _ = writeln!(
            out,
            "    rounds: [\n        Round(\n            id: \"R1\",\n            ordinal: 1,\n            name: {},\n            when: (dates: {}),",
            quoted(&one_line(&round.name)),
            quoted(round.dates.trim())
        );
        let city = one_line(&round.city);
        if !city.is_empty() {
            let _ = writeln!(out, "            place: (city: {}),", quoted(&city));
        }
        if !third_parties.is_empty() {
            out.push_str("            // In which roles they took part is to be coded from the sources.\n");
            out.push_str("            third_parties: [\n");
            for (id, _) in third_parties {
                let _ = writeln!(out, "                Involvement(actor: {}, roles: []),", quoted(id));
            }
            out.push_str("            ],\n");
        }
        out.push_str("            delegations: [\n");
        for id in party_ids {
            let _ = writeln!(out, "                Delegation(party: {}),", quoted(id));
        }
        out.push_str("            ],\n            outcome: (kind: Unknown),\n        ),\n    ],\n");
    }

    fn sources(&self, out: &mut String) {
        let text = |text: &str| {
            let line = one_line(text);
            quoted(if line.is_empty() { TO_BE_WRITTEN } else { &line })
        };
        let _ = write!(
            out,
            "    sources: [\n        Source(\n            id: \"S01\",\n            publisher: {},\n            title: {},\n",
            text(&self.source.publisher),
            text(&self.source.title)
        );
        for (name, value) in [("date", &self.source.date), ("url", &self.source.url)] {
            if !value.trim().is_empty() {
                let _ = writeln!(out, "            {name}: {},", quoted(value.trim()));
            }
        }
        out.push_str("        ),\n    ],\n");
    }
}

fn section(out: &mut String, title: &str, note: &str) {
    let start = format!("    // ---- {title} ");
    let dashes = HEADING_WIDTH.saturating_sub(start.chars().count());
    let _ = writeln!(out, "\n{start}{}\n    // {note}\n", "-".repeat(dashes));
}

/// A date that was typed; `None` for nothing.
fn date(text: &str) -> Result<Option<Edtf>, String> {
    match text.trim() {
        "" => Ok(None),
        text => Edtf::parse(text).map(Some).map_err(|error| error.to_string()),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn names(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in text.split([',', ';']).map(one_line) {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
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
    let slug = super::records::slug(name);
    let words: Vec<&str> = slug
        .split('-')
        .filter(|word| !["of", "the", "and", "de", "for"].contains(word))
        .collect();
    let letters: String = match words.as_slice() {
        [word] => word.chars().take(3).collect(),
        words => words.iter().take(4).filter_map(|word| word.chars().next()).collect(),
    };
    let stem = if letters.is_empty() { "ACTOR".to_owned() } else { letters.to_uppercase() };
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

#[cfg(test)]
mod tests {
    use super::super::Snapshot;
    use super::*;
    use crate::format::Severity;
    use crate::model::Dossier;

    fn today() -> Day {
        Day::parse("2026-02-03").unwrap()
    }

    fn example() -> NewDossier {
        let party = |name: &str| NewParty {
            name: name.to_owned(),
            kind: ActorKind::State,
        };
        NewDossier {
            title: "Talks between \"North\" \\ South".to_owned(),
            parties: vec![party("Northland"), party("Northern Isles")],
            from: "2031-03".to_owned(),
            until: "2031-04-30".to_owned(),
            round: Some(NewRound {
                name: "Harbour talks".to_owned(),
                dates: "2031-03-10/2031-03-11".to_owned(),
                city: "Harbour".to_owned(),
                third_parties: "Island, Ålesund; Island".to_owned(),
            }),
            source: NewSource {
                publisher: "Gazette".to_owned(),
                title: "Talks open".to_owned(),
                date: String::new(),
                url: "https://example.org/a".to_owned(),
            },
            authors: "A. Berg, B. Dale".to_owned(),
            licence: "CC0".to_owned(),
        }
    }

    /// What answers without problems become has no findings, and everybody reads the same in it.
    #[test]
    fn a_new_dossier_is_valid() {
        let mut without_round = example();
        without_round.round = None;
        without_round.until.clear();
        for answers in [example(), without_round] {
            assert_eq!(answers.problems(), []);
            let text = answers.text(today());
            let snapshot = Snapshot::new(text.as_str().into(), 0);
            let weighty: Vec<_> = snapshot
                .findings()
                .iter()
                .filter(|finding| finding.severity != Severity::Note)
                .collect();
            assert!(weighty.is_empty(), "{weighty:?}\n{text}");
            assert_eq!(&ron::from_str::<Dossier>(&text).unwrap(), snapshot.dossier());
            assert_eq!(snapshot.dossier().parties.len(), 2);
            assert!(text.lines().all(|line| line == line.trim_end() && line.chars().count() < 130), "{text}");
        }
        let text = example().text(today());
        let dossier: Dossier = ron::from_str(&text).unwrap();
        assert_eq!(dossier.title, "Talks between \"North\" \\ South");
        assert_eq!(dossier.id, "talks-between-north");
        assert_eq!(dossier.parties[0].as_str(), "NOR");
        assert_eq!(dossier.rounds[0].third_parties.len(), 2);
        assert_eq!(dossier.authors, ["A. Berg", "B. Dale"]);
    }

    /// What is missing or wrong is told, each at its field.
    #[test]
    fn problems_stand_at_their_fields() {
        let empty: Vec<Answer> = NewDossier::default().problems().iter().map(|(at, _)| *at).collect();
        assert_eq!(
            empty,
            [Answer::Title, Answer::Party(0), Answer::Party(1), Answer::From, Answer::Publisher, Answer::SourceTitle]
        );
        let check = |change: fn(&mut NewDossier), wanted: Answer| {
            let mut answers = example();
            change(&mut answers);
            let problems = answers.problems();
            assert!(problems.len() == 1 && problems[0].0 == wanted, "{problems:?}");
        };
        check(|a| a.from = "10.3.2031".to_owned(), Answer::From);
        check(|a| a.parties[1].name = " Northland ".to_owned(), Answer::Party(1));
        check(|a| a.round.as_mut().unwrap().dates = "2032".to_owned(), Answer::RoundDates);
        check(|a| a.source.url = "example.org".to_owned(), Answer::SourceUrl);
        check(|a| { a.round = None; a.until = "2031-01".to_owned(); }, Answer::Until);
    }
}
