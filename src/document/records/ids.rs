//! Fresh ids in the pattern of those that are there, and what an id may look like.
//!
//! Ids are for good: a number that was used and went away is not given again while a higher one is in
//! the file. All ids of a dossier share one namespace.

use super::super::snapshot::{RecordRef, Snapshot};
use crate::model::RecordKind;
use std::collections::BTreeSet;
use thiserror::Error;

/// Longest id that is made from a name.
const MAX_SLUG: usize = 24;

/// Why a text cannot be the id of a record.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum IdError {
    /// There is nothing.
    #[error("an id cannot be empty")]
    Empty,
    /// A character that makes ids hard to read or to search for.
    #[error("an id cannot hold {}; letters, digits and - _ . may stand in it", shown(*.0))]
    Character(char),
    /// Another record has it.
    #[error("{} {} has this id already", .0.kind.word(), .0.id)]
    Taken(RecordRef),
}

fn shown(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        c if c.is_control() || c.is_whitespace() => "such white space".to_owned(),
        c => format!("“{c}”"),
    }
}

/// Whether a text can be the id of this record, which may have it already.
///
/// # Errors
///
/// When it is empty, has odd characters, or belongs to another record.
pub fn check_id(snapshot: &Snapshot, record: &RecordRef, id: &str) -> Result<(), IdError> {
    if id.is_empty() {
        return Err(IdError::Empty);
    }
    if id == record.id {
        return Ok(());
    }
    if let Some(odd) = id
        .chars()
        .find(|c| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.')))
    {
        return Err(IdError::Character(odd));
    }
    match snapshot.find(id) {
        Some(other) => Err(IdError::Taken(other)),
        None => Ok(()),
    }
}

/// An id for a new record, in the pattern of the others of its kind and after the last of them. `taken`
/// are ids that are spoken for besides those in the file.
pub fn fresh_id(snapshot: &Snapshot, kind: RecordKind, taken: &BTreeSet<String>) -> String {
    let mut ids = Ids::new(snapshot);
    ids.given.extend(taken.iter().cloned());
    ids.fresh(kind, None)
}

/// Gives ids that nobody has yet.
pub(super) struct Ids<'a> {
    snapshot: &'a Snapshot,
    given: Vec<String>,
}

impl<'a> Ids<'a> {
    pub(super) fn new(snapshot: &'a Snapshot) -> Self {
        Self {
            snapshot,
            given: Vec::new(),
        }
    }

    fn is_free(&self, id: &str) -> bool {
        !id.is_empty()
            && self.snapshot.kind_of(id).is_none()
            && !self.given.iter().any(|given| given == id)
    }

    /// A fresh id for a record of this kind, in the pattern of the record `like`, else in the one that
    /// most records of the kind have, else in the usual one.
    pub(super) fn fresh(&mut self, kind: RecordKind, like: Option<&str>) -> String {
        let (prefix, width) = self.pattern(kind, like);
        let numbers = self
            .snapshot
            .ids()
            .chain(self.given.iter().map(String::as_str));
        let highest = numbers
            .filter_map(parts)
            .filter(|(other, _)| *other == prefix)
            .filter_map(|(_, digits)| digits.parse::<u64>().ok())
            .max()
            .unwrap_or(0);
        let mut number = highest;
        loop {
            number = number.saturating_add(1);
            let id = format!("{prefix}{number:0width$}");
            if self.is_free(&id) || number == u64::MAX {
                self.given.push(id.clone());
                return id;
            }
        }
    }

    /// A fresh id made from a name, for kinds whose ids are words.
    pub(super) fn named(&mut self, kind: RecordKind, name: &str, of_person: bool) -> String {
        let whole = slug(name);
        let last = whole.rsplit('-').next().unwrap_or_default().to_owned();
        let wanted = if of_person {
            [last, whole]
        } else {
            [whole, last]
        };
        for id in wanted {
            if self.is_free(&id) {
                self.given.push(id.clone());
                return id;
            }
        }
        self.fresh(kind, Some(&format!("{}-1", kind.word().replace(' ', "-"))))
    }

    /// Whether the ids of a kind are words rather than numbers.
    pub(super) fn are_words(&self, kind: RecordKind) -> bool {
        let ids = self.snapshot.dossier().ids(kind);
        let n_numbered = ids.iter().filter(|id| parts(id).is_some()).count();
        kind == RecordKind::Actor && n_numbered * 2 <= ids.len()
    }

    fn pattern(&self, kind: RecordKind, like: Option<&str>) -> (String, usize) {
        if let Some((prefix, digits)) = like.and_then(parts) {
            return (prefix.to_owned(), self.width(prefix, digits));
        }
        let dossier = self.snapshot.dossier();
        let mut prefixes: Vec<(&str, usize)> = Vec::new();
        for (prefix, _) in dossier.ids(kind).into_iter().filter_map(parts) {
            match prefixes.iter_mut().find(|(other, _)| *other == prefix) {
                Some((_, n)) => *n += 1,
                None => prefixes.push((prefix, 1)),
            }
        }
        match prefixes.iter().rev().max_by_key(|(_, n)| *n) {
            Some((prefix, _)) => ((*prefix).to_owned(), self.width(prefix, "")),
            None => usual(kind),
        }
    }

    /// How many digits numbers have that are filled up with zeros; 1 where they are not.
    fn width(&self, prefix: &str, own: &str) -> usize {
        self.snapshot
            .ids()
            .filter_map(parts)
            .filter(|(other, _)| *other == prefix)
            .map(|(_, digits)| digits)
            .chain([own])
            .filter(|digits| digits.starts_with('0'))
            .map(str::len)
            .min()
            .unwrap_or(1)
    }
}

/// The parts of a numbered id: what stands before its last number, and that number. A letter behind the
/// number ("S97b") counts for nothing.
fn parts(id: &str) -> Option<(&str, &str)> {
    let core = id
        .strip_suffix(|c: char| c.is_ascii_lowercase())
        .filter(|core| core.ends_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(id);
    let prefix = core.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = core.get(prefix.len()..)?;
    (!digits.is_empty()).then_some((prefix, digits))
}

/// The name of the type, for files that write such names.
pub(super) fn type_name(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Dossier => "Dossier",
        RecordKind::Actor => "Actor",
        RecordKind::Issue => "Issue",
        RecordKind::Round => "Round",
        RecordKind::Position => "Position",
        RecordKind::ThirdParty => "ThirdParty",
        RecordKind::Ceasefire => "Ceasefire",
        RecordKind::Event => "Event",
        RecordKind::Claim => "Claim",
        RecordKind::Statement => "Statement",
        RecordKind::Dispute => "Dispute",
        RecordKind::Commitment => "Commitment",
        RecordKind::Extract => "Extract",
        RecordKind::Gap => "Gap",
        RecordKind::Annotation => "Annotation",
        RecordKind::Assessment => "Assessment",
        RecordKind::Track => "Track",
        RecordKind::Source => "Source",
    }
}

/// The pattern for the first record of a kind.
fn usual(kind: RecordKind) -> (String, usize) {
    let (prefix, width) = match kind {
        RecordKind::Dossier => ("dossier-", 1),
        RecordKind::Actor => ("actor-", 1),
        RecordKind::Issue => ("I", 1),
        RecordKind::Round => ("R", 1),
        RecordKind::Position => ("P", 2),
        RecordKind::ThirdParty => ("M", 1),
        RecordKind::Ceasefire => ("CF", 1),
        RecordKind::Event => ("E", 2),
        RecordKind::Claim => ("C", 2),
        RecordKind::Statement => ("Q", 2),
        RecordKind::Dispute => ("D", 1),
        RecordKind::Commitment => ("K", 1),
        RecordKind::Extract => ("F", 2),
        RecordKind::Gap => ("G", 1),
        RecordKind::Annotation => ("N", 1),
        RecordKind::Assessment => ("L", 1),
        RecordKind::Track => ("B", 1),
        RecordKind::Source => ("S", 2),
    };
    (prefix.to_owned(), width)
}

/// A name as an id: lower case, plain letters, words joined by hyphens.
pub(in crate::document) fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        let plain = match c {
            'a'..='z' | '0'..='9' => c,
            'à'..='å' | 'ā' => 'a',
            'ç' | 'č' | 'ć' => 'c',
            'è'..='ë' | 'ē' => 'e',
            'ğ' => 'g',
            'ì'..='ï' | 'ı' | 'ī' => 'i',
            'ñ' => 'n',
            'ò'..='ö' | 'ō' | 'ø' => 'o',
            'ş' | 'ș' | 'š' => 's',
            'ù'..='ü' | 'ū' => 'u',
            'ž' => 'z',
            '\u{307}' | '\'' | '’' => continue,
            _ => '-',
        };
        if plain != '-' || !(out.is_empty() || out.ends_with('-')) {
            out.push(plain);
        }
    }
    let mut short = String::new();
    for word in out.split('-').filter(|word| !word.is_empty()) {
        if !short.is_empty() && short.len() + word.len() >= MAX_SLUG {
            break;
        }
        if !short.is_empty() {
            short.push('-');
        }
        short.push_str(word);
    }
    short.truncate(2 * MAX_SLUG);
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(events: &[&str]) -> Snapshot {
        let events: Vec<String> = events
            .iter()
            .map(|id| format!("(id: \"{id}\", date: \"2025\", title: \"t\", priority: Core)"))
            .collect();
        let text = format!(
            "(format: 1, id: \"d\", title: \"T\", actors: [(id: \"KLM\", name: \"K\", kind: State)], events: [{}])",
            events.join(", ")
        );
        Snapshot::new(text.into(), 0)
    }

    fn check(events: &[&str], like: Option<&str>, wanted: &str) {
        let snapshot = snapshot(events);
        assert_eq!(snapshot.dossier().events.len(), events.len());
        let mut ids = Ids::new(&snapshot);
        assert_eq!(ids.fresh(RecordKind::Event, like), wanted);
        assert_ne!(ids.fresh(RecordKind::Event, like), wanted, "given once");
    }

    /// The next number of the same prefix, with the same filling zeros; gaps are not filled.
    #[test]
    fn ids_follow_the_pattern() {
        check(&[], None, "E01");
        check(&["R1", "R2", "R4"], None, "R5");
        check(&["E01", "E12"], None, "E13");
        check(&["E98", "E99"], None, "E100");
        check(&["S96", "S97b"], None, "S98");
        check(&["A-E1", "A-E3", "E7"], None, "A-E4");
        check(&["E1", "E2", "A01"], Some("A01"), "A02");
        check(
            &["P-R2-PAK-1", "P-R2-AFG-1"],
            Some("P-R2-PAK-1"),
            "P-R2-PAK-2",
        );
        check(&["talks", "fire"], Some("talks"), "E01");
    }

    /// Kinds whose ids are words get words, persons their last name; what is taken is not given.
    #[test]
    fn names_become_ids() {
        let snapshot = snapshot(&["fidan"]);
        let mut ids = Ids::new(&snapshot);
        assert!(ids.are_words(RecordKind::Actor));
        let mut check = |name: &str, of_person: bool, wanted: &str| {
            assert_eq!(ids.named(RecordKind::Actor, name, of_person), wanted);
        };
        check("İbrahim Kalın", true, "kalin");
        check("Hakan Fidan", true, "hakan-fidan");
        check("Arab League", false, "arab-league");
        check("Arab League", false, "league");
        check("Arab League", false, "actor-1");
        check("جامعة", false, "actor-2");
    }

    /// An id has letters, digits and a few signs, and nobody else has it.
    #[test]
    fn ids_are_checked() {
        let snapshot = snapshot(&["E1", "E2"]);
        let record = RecordRef::new(RecordKind::Event, "E1");
        let check = |id: &str| check_id(&snapshot, &record, id);
        assert_eq!(check("E1"), Ok(()));
        assert_eq!(check("E-3_b.é"), Ok(()));
        assert_eq!(check(""), Err(IdError::Empty));
        assert_eq!(check("E 3"), Err(IdError::Character(' ')));
        let taken = check("KLM").unwrap_err();
        assert_eq!(taken.to_string(), "actor KLM has this id already");
    }
}
