//! Which records a text has, and where they stand.
//!
//! Every record has a number, so that what refers to what can be kept as numbers. The module has no opinion
//! on what is right; that an id stands twice is told to whoever adds the record.
//!
//! Invariant: the numbers are the order of the records in the text's tree, lists in the order of
//! [`RecordKind::LISTED`]; the dossier itself has the first one.

use super::snapshot::RecordRef;
use crate::model::RecordKind;

/// The records of a text in the order of their lists, each with its number; the first is the dossier.
#[derive(Clone, Debug, Default)]
pub(super) struct Records {
    all: Vec<Record>,
    /// The first record with an id.
    #[expect(
        clippy::disallowed_types,
        reason = "ids are looked up for every reference of a text, and nobody goes through this map"
    )]
    by_id: std::collections::HashMap<String, u32>,
    /// Records whose id another one had first.
    twins: Vec<u32>,
}

#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) reference: RecordRef,
    /// Its place in the list of its kind.
    idx: usize,
    pub(super) node: u32,
}

impl Records {
    pub(super) fn new(dossier_id: &str) -> Self {
        let dossier = Record {
            reference: RecordRef::new(RecordKind::Dossier, dossier_id),
            idx: 0,
            node: 0,
        };
        Self {
            all: vec![dossier],
            ..Self::default()
        }
    }

    /// Adds a record; returns the one that had its id before. One without an id has only a number.
    pub(super) fn push(
        &mut self,
        reference: RecordRef,
        idx: usize,
        node: u32,
        has_id: bool,
    ) -> Option<&Record> {
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let twin = self.by_id.get(&reference.id).copied().filter(|_| has_id);
        if twin.is_some() {
            self.twins.push(number);
        } else if has_id {
            self.by_id.insert(reference.id.clone(), number);
        }
        self.all.push(Record {
            reference,
            idx,
            node,
        });
        self.all.get(twin? as usize)
    }

    /// The number of the first record with an id.
    pub(super) fn number_of(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// The record with a number.
    pub(super) fn get(&self, number: u32) -> Option<&Record> {
        self.all.get(number as usize)
    }

    /// All records of the lists.
    pub(super) fn listed(&self) -> impl Iterator<Item = &RecordRef> {
        self.all.iter().skip(1).map(|record| &record.reference)
    }

    /// All ids of the lists, in the order of the records.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        let ids = self.listed().map(|reference| reference.id.as_str());
        ids.filter(|id| !id.is_empty())
    }

    /// Where a record stands in the list of its kind.
    pub(super) fn idx_of(&self, reference: &RecordRef) -> Option<usize> {
        let first = self.by_id.get(&reference.id);
        let mut found = first.into_iter().chain(&self.twins);
        found.find_map(|number| {
            let record = self.all.get(*number as usize)?;
            (record.reference == *reference).then_some(record.idx)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first record with an id is found by it; one of another kind with the same id by both.
    #[test]
    fn records_are_found() {
        let of = |kind, id| RecordRef::new(kind, id);
        let mut records = Records::new("d");
        let (actor, event) = (of(RecordKind::Actor, "A"), of(RecordKind::Event, "A"));
        assert!(records.push(actor.clone(), 4, 10, true).is_none());
        assert!(
            records
                .push(of(RecordKind::Event, ""), 0, 20, false)
                .is_none()
        );
        let twin = records
            .push(event.clone(), 1, 30, true)
            .map(|twin| twin.node);
        assert_eq!(twin, Some(10));
        assert_eq!(records.number_of("A"), Some(1));
        assert_eq!(records.number_of(""), None);
        assert_eq!(records.idx_of(&actor), Some(4));
        assert_eq!(records.idx_of(&event), Some(1));
        assert_eq!(records.idx_of(&of(RecordKind::Claim, "A")), None);
        assert_eq!(records.get(2).map(|record| record.node), Some(20));
    }
}
