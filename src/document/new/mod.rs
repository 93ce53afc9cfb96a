//! A new dossier from nothing: what has to be known, what is wrong with it, and the file it becomes.
//!
//! No opinion on how the answers are asked for. Invariant: answers without problems become a text that is
//! read without findings of any weight, with comments that say what belongs where.

mod text;

use super::is_web_address;
use crate::model::codes::ActorKind;
use crate::model::date::{Day, Edtf};

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
            Ok(until) => {
                let first = date(&self.from)
                    .ok()
                    .flatten()
                    .and_then(|date| date.earliest());
                let last = until.and_then(|date| date.latest());
                if matches!((first, last), (Some(first), Some(last)) if first > last) {
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
                        say(
                            Answer::RoundDates,
                            "This lies outside the period that is covered",
                        );
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
            say(
                Answer::SourceUrl,
                "An address begins with http:// or https://",
            );
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
}

/// A date that was typed; `None` for nothing.
fn date(text: &str) -> Result<Option<Edtf>, String> {
    match text.trim() {
        "" => Ok(None),
        text => Edtf::parse(text)
            .map(Some)
            .map_err(|error| error.to_string()),
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
            assert_eq!(
                &ron::from_str::<Dossier>(&text).unwrap(),
                snapshot.dossier()
            );
            assert_eq!(snapshot.dossier().parties.len(), 2);
            assert!(
                text.lines()
                    .all(|line| line == line.trim_end() && line.chars().count() < 130),
                "{text}"
            );
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
        let empty: Vec<Answer> = NewDossier::default()
            .problems()
            .iter()
            .map(|(at, _)| *at)
            .collect();
        assert_eq!(
            empty,
            [
                Answer::Title,
                Answer::Party(0),
                Answer::Party(1),
                Answer::From,
                Answer::Publisher,
                Answer::SourceTitle
            ]
        );
        let check = |change: fn(&mut NewDossier), wanted: Answer| {
            let mut answers = example();
            change(&mut answers);
            let problems = answers.problems();
            assert!(
                problems.len() == 1 && problems[0].0 == wanted,
                "{problems:?}"
            );
        };
        check(|a| a.from = "10.3.2031".to_owned(), Answer::From);
        check(
            |a| a.parties[1].name = " Northland ".to_owned(),
            Answer::Party(1),
        );
        check(
            |a| a.round.as_mut().unwrap().dates = "2032".to_owned(),
            Answer::RoundDates,
        );
        check(
            |a| a.source.url = "example.org".to_owned(),
            Answer::SourceUrl,
        );
        check(
            |a| {
                a.round = None;
                a.until = "2031-01".to_owned();
            },
            Answer::Until,
        );
    }
}
