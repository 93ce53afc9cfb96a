//! The rules between the fields of a dossier.
//!
//! A broken rule is never an error of the program: it is a [`Problem`] beside a usable dossier. What is
//! checked here needs the meaning of the fields; references, codes and numbers are checked where the
//! text is at hand.

mod background;

use super::codes::PositionBasis;
use super::date::{Day, Edtf};
use super::{Claim, Count, Dossier, Event, FORMAT_VERSION, RecordKind, Round, SourceId, Statement};

/// The longest quotation that may stand in a dossier, in words.
pub const MAX_QUOTED_WORDS: usize = 25;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The dossier contradicts itself.
    Error,
    /// Something is missing or unlikely.
    Warning,
    /// Worth knowing.
    Note,
}

/// A rule that is not kept, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// Kind of the record.
    pub kind: RecordKind,
    /// Id of the record.
    pub id: String,
    /// Path of the field in the record.
    pub field: String,
    /// What is wrong.
    pub message: String,
    /// What can be done.
    pub hint: Option<String>,
    /// What kind of problem it is, in a few words with hyphens: "no-source".
    pub code: &'static str,
}

struct Problems(Vec<Problem>);

/// A record under examination.
struct At<'a> {
    problems: &'a mut Problems,
    kind: RecordKind,
    id: &'a str,
}

impl At<'_> {
    fn say(
        &mut self,
        code: &'static str,
        severity: Severity,
        field: &str,
        message: impl Into<String>,
        hint: &str,
    ) {
        self.problems.0.push(Problem {
            severity,
            kind: self.kind,
            id: self.id.to_owned(),
            field: field.to_owned(),
            message: message.into(),
            hint: (!hint.is_empty()).then(|| hint.to_owned()),
            code,
        });
    }

    fn upside_down(&mut self, field: &str, date: &Edtf) {
        if let (Some(first), Some(last)) = (date.earliest(), date.latest())
            && first > last
        {
            self.say(
                "upside-down-dates",
                Severity::Error,
                field,
                format!("{} ends before it starts", date.as_str()),
                "write the earlier date first",
            );
        }
    }

    fn count(&mut self, field: &str, count: Option<Count>) {
        if let Some(count) = count
            && let Some(best) = count.best
            && count.is_best_outside()
        {
            let range = Count {
                best: None,
                ..count
            };
            self.say(
                "best-outside-range",
                Severity::Error,
                &format!("{field}.best"),
                format!(
                    "the best estimate {best} lies outside its range, {}",
                    range.label()
                ),
                "write an estimate between the two ends, or correct them",
            );
        }
        if let Some(Count {
            low: Some(low),
            high: Some(high),
            ..
        }) = count
            && low > high
        {
            self.say(
                "upside-down-range",
                Severity::Error,
                &format!("{field}.low"),
                format!("the range is upside down: at least {low}, at most {high}"),
                "",
            );
        }
    }

    fn sourced(&mut self, sources: &[SourceId]) {
        if sources.is_empty() {
            let message = format!("{} {} names no source", self.kind.word(), self.id);
            self.say(
                "no-source",
                Severity::Warning,
                "sources",
                message,
                "add the id of a source to its `sources`",
            );
        }
    }

    fn quotation(&mut self, field: &str, n_words: usize) {
        if n_words > MAX_QUOTED_WORDS {
            self.say(
                "long-quotation",
                Severity::Warning,
                field,
                format!("the quotation has {n_words} words, more than {MAX_QUOTED_WORDS}"),
                "quote the decisive words only and put the rest in our own words",
            );
        }
    }
}

/// Checks a dossier. Problems come in the order of the rules, not of the file.
pub fn check(dossier: &Dossier) -> Vec<Problem> {
    let mut problems = Problems(Vec::new());
    head(dossier, &mut problems);
    rounds(dossier, &mut problems);
    records(dossier, &mut problems);
    background::tracks(dossier, &mut problems);
    background::assessments(dossier, &mut problems);
    problems.0
}

fn head(dossier: &Dossier, problems: &mut Problems) {
    let mut at = At {
        problems,
        kind: RecordKind::Dossier,
        id: &dossier.id,
    };
    if dossier.format > FORMAT_VERSION {
        at.say(
            "newer-format",
            Severity::Warning,
            "format",
            format!(
                "format {} is newer than this program, which knows {FORMAT_VERSION}",
                dossier.format
            ),
            "what it does not know is kept and saved unchanged",
        );
    }
    if dossier.parties.len() < 2 {
        at.say(
            "too-few-parties",
            Severity::Warning,
            "parties",
            "a dossier needs two parties to show who negotiates",
            "",
        );
    }
    if let Some(coverage) = &dossier.coverage {
        at.upside_down("coverage", coverage);
    }
}

fn rounds(dossier: &Dossier, problems: &mut Problems) {
    let mut previous: Option<&Round> = None;
    for round in &dossier.rounds {
        let mut at = At {
            problems,
            kind: RecordKind::Round,
            id: round.id.as_str(),
        };
        at.upside_down("when.dates", &round.when.dates);
        if let Some(before) = previous {
            if round.ordinal <= before.ordinal {
                at.say(
                    "round-out-of-order",
                    Severity::Error,
                    "ordinal",
                    format!(
                        "round number {} comes after number {}",
                        round.ordinal, before.ordinal
                    ),
                    "rounds stand in the order of their numbers",
                );
            }
            if let (Some(start), Some(earlier)) =
                (round.when.dates.earliest(), before.when.dates.earliest())
                && start < earlier
            {
                at.say(
                    "round-out-of-time",
                    Severity::Error,
                    "when.dates",
                    format!(
                        "{} starts before {}, which stands before it",
                        round.id, before.id
                    ),
                    "rounds stand in the order of time",
                );
            }
        }
        previous = Some(round);
        outside(&mut at, dossier, "when.dates", &round.when.dates);
        for (idx, delegation) in round.delegations.iter().enumerate() {
            if !dossier.parties.contains(&delegation.party) {
                at.say(
                    "not-a-party",
                    Severity::Error,
                    &format!("delegations[{idx}].party"),
                    format!(
                        "{} is at the table but is not one of the parties",
                        delegation.party
                    ),
                    "add it to the dossier's `parties`, or enter it as a third party",
                );
            }
        }
        two_delegations(&mut at, round);
    }
}

/// A person can sit on one side of the table only, and there only once.
fn two_delegations(at: &mut At<'_>, round: &Round) {
    let mut seen = Vec::new();
    for (d, delegation) in round.delegations.iter().enumerate() {
        let head = delegation
            .head
            .iter()
            .map(|person| (person, format!("delegations[{d}].head")));
        let members = delegation
            .members
            .iter()
            .enumerate()
            .filter_map(|(m, member)| {
                member
                    .person
                    .as_ref()
                    .map(|person| (person, format!("delegations[{d}].members[{m}].person")))
            });
        for (person, field) in head.chain(members) {
            if seen.contains(&person) {
                at.say(
                    "twice-in-delegations",
                    Severity::Error,
                    &field,
                    format!("{person} is in the delegations twice"),
                    "",
                );
            }
            seen.push(person);
        }
    }
}

fn outside(at: &mut At<'_>, dossier: &Dossier, field: &str, date: &Edtf) {
    let Some(coverage) = &dossier.coverage else {
        return;
    };
    let before = |day: Option<Day>, limit: Option<Day>| matches!((day, limit), (Some(day), Some(limit)) if day < limit);
    if before(date.latest(), coverage.earliest()) || before(coverage.latest(), date.earliest()) {
        at.say(
            "outside-coverage",
            Severity::Warning,
            field,
            format!(
                "{} lies outside the coverage {}",
                date.as_str(),
                coverage.as_str()
            ),
            "widen `coverage`, or check the date",
        );
    }
}

fn records(dossier: &Dossier, problems: &mut Problems) {
    for event in &dossier.events {
        one_event(
            dossier,
            event,
            &mut At {
                problems,
                kind: RecordKind::Event,
                id: event.id.as_str(),
            },
        );
    }
    for claim in &dossier.claims {
        one_claim(
            claim,
            &mut At {
                problems,
                kind: RecordKind::Claim,
                id: &claim.id,
            },
        );
    }
    for statement in &dossier.statements {
        one_statement(
            dossier,
            statement,
            &mut At {
                problems,
                kind: RecordKind::Statement,
                id: statement.id.as_str(),
            },
        );
    }
    for position in &dossier.positions {
        let mut at = At {
            problems,
            kind: RecordKind::Position,
            id: &position.id,
        };
        if position.basis != Some(PositionBasis::NotFound) {
            at.sourced(&position.sources);
        }
        if !dossier.parties.contains(&position.party) {
            let message = format!(
                "{} has a position but is not one of the parties",
                position.party
            );
            at.say(
                "not-a-party",
                Severity::Error,
                "party",
                message,
                "add it to the dossier's `parties`",
            );
        }
    }
    for ceasefire in &dossier.ceasefires {
        let mut at = At {
            problems,
            kind: RecordKind::Ceasefire,
            id: &ceasefire.id,
        };
        at.upside_down("dates", &ceasefire.dates);
        at.sourced(&ceasefire.sources);
    }
    for dispute in &dossier.disputes {
        let mut at = At {
            problems,
            kind: RecordKind::Dispute,
            id: &dispute.id,
        };
        if dispute.versions.len() < 2 {
            at.say(
                "one-version-only",
                Severity::Warning,
                "versions",
                format!("dispute {} has fewer than two versions", dispute.id),
                "a disagreement needs both sides",
            );
        }
    }
    for source in &dossier.sources {
        let mut at = At {
            problems,
            kind: RecordKind::Source,
            id: source.id.as_str(),
        };
        if source.url.is_empty() {
            at.say(
                "no-address",
                Severity::Note,
                "url",
                format!("source {} has no address", source.id),
                "",
            );
        }
    }
}

fn one_event(dossier: &Dossier, event: &Event, at: &mut At<'_>) {
    at.upside_down("date", &event.date);
    outside(at, dossier, "date", &event.date);
    at.sourced(&event.sources);
    if !matches!(event.dyad.len(), 0 | 2) {
        at.say(
            "odd-dyad",
            Severity::Error,
            "dyad",
            format!("a dyad has two actors, not {}", event.dyad.len()),
            "name both, or leave the field out where the event counts on no dyad",
        );
    }
    if !event.dyad.is_empty() && event.cameo.is_none() {
        let message = format!("event {} counts on a dyad but has no CAMEO code", event.id);
        at.say(
            "no-code",
            Severity::Warning,
            "cameo",
            message,
            "it is left out of the escalation curve",
        );
    }
    if event.cameo.is_some() && event.from.is_empty() {
        let message = format!("event {} has a CAMEO code but nobody who acts", event.id);
        at.say(
            "nobody-acts",
            Severity::Warning,
            "from",
            message,
            "it is left out of the escalation curve",
        );
    }
}

fn one_claim(claim: &Claim, at: &mut At<'_>) {
    at.sourced(&claim.sources);
    at.count("killed", claim.killed);
    at.count("wounded", claim.wounded);
    at.count("posts", claim.posts);
    at.quotation("quote", claim.quote.split_whitespace().count());
    if claim.events.is_empty() && claim.period.is_none() {
        let message = format!("claim {} is about no event and no period", claim.id);
        at.say(
            "about-nothing",
            Severity::Warning,
            "events",
            message,
            "name the events or the period that it is about",
        );
    }
    if claim.killed.is_none() && claim.wounded.is_none() && claim.posts.is_none() {
        at.say(
            "no-figure",
            Severity::Warning,
            "killed",
            format!("claim {} states no figure", claim.id),
            "",
        );
    }
}

fn one_statement(dossier: &Dossier, statement: &Statement, at: &mut At<'_>) {
    at.sourced(&statement.sources);
    at.upside_down("date", &statement.date);
    outside(at, dossier, "date", &statement.date);
    at.quotation("words", statement.n_words());
    if statement.words.is_empty() {
        at.say(
            "no-words",
            Severity::Warning,
            "words",
            format!("statement {} has no words", statement.id),
            "",
        );
    }
}
