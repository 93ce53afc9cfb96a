//! Events that are taken over from background data, with the figures they come with and the source they
//! rest on.

use super::super::edit::{Edit, List};
use super::super::snapshot::{RecordRef, Snapshot};
use super::ids::Ids;
use super::{Added, n_listed};
use crate::format::{Value, to_value};
use crate::model::{Claim, Event, EventId, RecordKind, Source, SourceId};

/// An event that is to be added, and the figure that the data give for it. Their ids, and those of their
/// sources, are chosen when they are added.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The event.
    pub event: Event,
    /// How many people were killed, as the data have it.
    pub claim: Option<Claim>,
}

/// Adds drafts and their source behind what is there, as one step. A source with the same title and publisher
/// is used again. `None` where there is nothing to add.
pub fn add_drafts(snapshot: &Snapshot, source: &Source, drafts: Vec<Draft>) -> Option<Added> {
    let n = drafts.len();
    let dossier = snapshot.dossier();
    let mut ids = Ids::new(snapshot);
    let mut values: Vec<(RecordKind, Value)> = Vec::new();
    let is_it = |it: &&Source| it.title == source.title && it.publisher == source.publisher;
    let known = dossier.sources.iter().find(is_it);
    let source_id = known.map_or_else(
        || SourceId::from(fresh(&mut ids, snapshot, RecordKind::Source).as_str()),
        |source| source.id.clone(),
    );
    if known.is_none() {
        let source = Source {
            id: source_id.clone(),
            ..source.clone()
        };
        values.push((RecordKind::Source, to_value(&source).ok()?));
    }
    let mut first: Option<EventId> = None;
    for draft in drafts {
        let id = EventId::from(fresh(&mut ids, snapshot, RecordKind::Event).as_str());
        first.get_or_insert_with(|| id.clone());
        if let Some(claim) = draft.claim {
            let claim = Claim {
                id: fresh(&mut ids, snapshot, RecordKind::Claim),
                events: vec![id.clone()],
                sources: vec![source_id.clone()],
                ..claim
            };
            values.push((RecordKind::Claim, to_value(&claim).ok()?));
        }
        let event = Event {
            id,
            sources: vec![source_id.clone()],
            ..draft.event
        };
        values.push((RecordKind::Event, to_value(&event).ok()?));
    }
    let record = RecordRef::new(RecordKind::Event, first?);
    let word = if n == 1 {
        "draft event"
    } else {
        "draft events"
    };
    let label = format!("Take over {n} {word}");
    let mut places: Vec<(RecordKind, usize)> = Vec::new();
    let edits = values.into_iter().map(|(kind, value)| {
        let at = places.iter().position(|(other, _)| *other == kind);
        let at = at.unwrap_or_else(|| {
            places.push((kind, n_listed(snapshot, kind)));
            places.len() - 1
        });
        let idx = places.get_mut(at).map_or(0, |(_, idx)| {
            *idx += 1;
            *idx - 1
        });
        Edit::insert(label.as_str(), List::Records(kind), idx, value)
    });
    let edit = edits.reduce(Edit::and)?;
    Some(Added { edit, record })
}

/// A fresh id in the pattern of the last record.
fn fresh(ids: &mut Ids<'_>, snapshot: &Snapshot, kind: RecordKind) -> String {
    let last = snapshot.dossier().ids(kind).last().copied();
    ids.fresh(kind, last)
}
