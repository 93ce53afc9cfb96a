//! What is selected, and the way back to what was.
//!
//! There is one selection, shared by all panels. It holds ids, not positions, so it survives every edit
//! that leaves the record in place.

use crate::command::View;
use crate::document::{Focus, RecordRef, Snapshot};
use crate::model::{RecordKind, RoundId};
use serde::{Deserialize, Serialize};

/// Most places that back and forward remember.
const MAX_PLACES: usize = 200;

/// A place that one can go back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The view in the centre.
    pub view: View,
    /// What was selected.
    pub focus: Option<Focus>,
    /// The round that was shown.
    pub round: Option<RoundId>,
}

/// The selection with its history.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Selection {
    focus: Option<Focus>,
    round: Option<RoundId>,
    #[serde(skip)]
    back: Vec<Place>,
    #[serde(skip)]
    forward: Vec<Place>,
    /// Counts selections, so that a panel can tell a new one from one it has scrolled to.
    #[serde(skip)]
    serial: u64,
}

impl Selection {
    /// The selected record or value.
    pub fn focus(&self) -> Option<&Focus> {
        self.focus.as_ref()
    }

    /// The selected record.
    pub fn record(&self) -> Option<&RecordRef> {
        self.focus.as_ref().map(|focus| &focus.record)
    }

    /// The round that was last selected or shown.
    pub fn round(&self) -> Option<&RoundId> {
        self.round.as_ref()
    }

    /// Changes with every selection.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// Selects something; `view` is where the user was.
    pub fn select(&mut self, view: View, focus: Focus) {
        if self.focus.as_ref() != Some(&focus) {
            self.remember(view);
        }
        self.set(Some(focus));
    }

    /// Notes the present place before the user leaves it.
    pub fn remember(&mut self, view: View) {
        let place = self.place(view);
        if self.back.last() != Some(&place) {
            self.back.push(place);
            if self.back.len() > MAX_PLACES {
                self.back.remove(0);
            }
        }
        self.forward.clear();
    }

    /// Goes back; returns the view to show.
    pub fn go_back(&mut self, view: View) -> Option<View> {
        let place = self.back.pop()?;
        self.forward.push(self.place(view));
        Some(self.go_to(place))
    }

    /// Goes forward again; returns the view to show.
    pub fn go_forward(&mut self, view: View) -> Option<View> {
        let place = self.forward.pop()?;
        self.back.push(self.place(view));
        Some(self.go_to(place))
    }

    /// Whether there is a way back.
    pub fn can_go_back(&self) -> bool {
        !self.back.is_empty()
    }

    /// Whether there is a way forward.
    pub fn can_go_forward(&self) -> bool {
        !self.forward.is_empty()
    }

    /// Drops what is not in the dossier any more.
    pub fn repair(&mut self, snapshot: &Snapshot) {
        if self
            .focus
            .as_ref()
            .is_some_and(|focus| !snapshot.contains(&focus.record))
        {
            self.focus = None;
        }
        let rounds = &snapshot.dossier().rounds;
        if self
            .round
            .as_ref()
            .is_some_and(|id| !rounds.iter().any(|round| round.id == *id))
        {
            self.round = None;
        }
    }

    /// Follows what is selected through a change: a record with a new id stays selected, and in place of
    /// one that went its neighbour is.
    pub fn follow(&mut self, before: &Snapshot, after: &Snapshot) {
        let places = self.back.iter_mut().chain(&mut self.forward);
        let focuses = places.filter_map(|place| place.focus.as_mut());
        for focus in focuses.chain(&mut self.focus) {
            if let Some(record) = successor(&focus.record, before, after) {
                focus.record = record;
                // The neighbour of a record that went has other fields in other states.
                focus.field = if after.node(focus).is_some() {
                    std::mem::take(&mut focus.field)
                } else {
                    String::new()
                };
            }
        }
        if let Some(id) = &mut self.round {
            let record = RecordRef::new(RecordKind::Round, id.as_str());
            if let Some(record) = successor(&record, before, after) {
                id.0 = record.id;
            }
        }
        self.repair(after);
    }

    fn place(&self, view: View) -> Place {
        Place {
            view,
            focus: self.focus.clone(),
            round: self.round.clone(),
        }
    }

    fn go_to(&mut self, place: Place) -> View {
        self.round = place.round;
        self.set(place.focus);
        place.view
    }

    fn set(&mut self, focus: Option<Focus>) {
        if let Some(focus) = &focus
            && focus.record.kind == RecordKind::Round
        {
            self.round = Some(RoundId(focus.record.id.clone()));
        }
        self.focus = focus;
        self.serial += 1;
    }
}

/// What a record that is not there any more has become, or the one that stands where it stood.
fn successor(record: &RecordRef, before: &Snapshot, after: &Snapshot) -> Option<RecordRef> {
    if record.kind == RecordKind::Dossier {
        return Some(RecordRef::new(RecordKind::Dossier, &after.dossier().id));
    }
    if after.contains(record) {
        return None;
    }
    let old = before.dossier().ids(record.kind);
    let idx = old.iter().position(|id| *id == record.id)?;
    let new = after.dossier().ids(record.kind);
    let id = new.get(idx).or(new.last())?;
    Some(RecordRef::new(record.kind, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The selection follows a new id, and goes to the neighbour when the record is deleted.
    #[test]
    fn the_selection_follows() {
        let text = |ids: &[&str]| {
            let issues: Vec<String> = ids
                .iter()
                .map(|id| format!("(id: \"{id}\", title: \"t\")"))
                .collect();
            let text = format!(
                "(format: 1, id: \"d\", title: \"T\", issues: [{}])",
                issues.join(", ")
            );
            Snapshot::new(text.into(), 0)
        };
        let check = |before: &[&str], after: &[&str], wanted: Option<&str>| {
            let mut selection = Selection::default();
            selection.select(View::Records, Focus::record(RecordKind::Issue, "I2"));
            selection.follow(&text(before), &text(after));
            let found = selection.record().map(|record| record.id.as_str());
            assert_eq!(found, wanted, "{before:?} {after:?}");
        };
        check(&["I1", "I2", "I3"], &["I1", "I9", "I3"], Some("I9"));
        check(&["I1", "I2", "I3"], &["I1", "I3"], Some("I3"));
        check(&["I1", "I2"], &["I1"], Some("I1"));
        check(&["I1", "I2"], &["I2", "I1"], Some("I2"));
        check(&["I2"], &[], None);
    }

    fn round(id: &str) -> Focus {
        Focus::record(RecordKind::Round, id)
    }

    /// Back returns to the view and the selection of before, forward returns again.
    #[test]
    fn back_and_forward() {
        let mut selection = Selection::default();
        selection.select(View::Overview, round("R1"));
        selection.select(View::Round, Focus::record(RecordKind::Event, "E12"));
        assert_eq!(
            selection.round(),
            Some(&RoundId::from("R1")),
            "the round stays while an event is selected"
        );
        assert_eq!(selection.go_back(View::Events), Some(View::Round));
        assert_eq!(selection.focus(), Some(&round("R1")));
        assert_eq!(selection.go_forward(View::Round), Some(View::Events));
        assert_eq!(
            selection.focus(),
            Some(&Focus::record(RecordKind::Event, "E12"))
        );
        assert_eq!(selection.go_forward(View::Events), None);
        selection.go_back(View::Events);
        selection.select(View::Round, round("R2"));
        assert!(
            !selection.can_go_forward(),
            "a new selection ends the way forward"
        );
    }

    /// Selecting the same thing again is no new place.
    #[test]
    fn same_selection_is_no_new_place() {
        let mut selection = Selection::default();
        selection.select(View::Round, round("R1"));
        selection.select(View::Round, round("R1"));
        assert_eq!(selection.go_back(View::Round), Some(View::Round));
        assert!(!selection.can_go_back());
    }
}
