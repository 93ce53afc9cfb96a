//! What is selected, as far as it stands on the timeline, and what the keys select next.

use super::super::Cx;
use super::input::Wish;
use super::paint::Marked;
use super::picture::Target;
use super::scale::TimeView;
use super::scene::{EventMark, Scene};
use super::when::When;
use crate::model::RecordKind;
use crate::model::date::Day;

/// What is to be marked.
pub(super) fn marked(cx: &Cx<'_>, scene: &Scene, hovered: Option<Target>) -> Marked {
    let mut marked = Marked {
        shown_round: cx.selection.round().cloned(),
        hovered,
        ..Marked::default()
    };
    let Some(record) = cx.selection.record() else {
        return marked;
    };
    match record.kind {
        RecordKind::Event => {
            marked.event = scene.events.iter().position(|event| event.id == record.id);
        }
        RecordKind::Round => {
            marked.round = scene
                .rounds
                .iter()
                .position(|round| round.id.as_str() == record.id);
        }
        RecordKind::Ceasefire => {
            marked.ceasefire = scene
                .ceasefires
                .iter()
                .position(|ceasefire| ceasefire.id == record.id);
        }
        _ => {}
    }
    marked
}

/// First and last day of what is selected, if it has a place on the timeline.
pub(super) fn selected_days(cx: &Cx<'_>, scene: &Scene) -> Option<(Day, Day)> {
    let marked = marked(cx, scene, None);
    let event = marked
        .event
        .and_then(|idx| scene.events.get(idx))
        .map(|event| event.when);
    let round = marked
        .round
        .and_then(|idx| scene.rounds.get(idx))
        .map(|round| round.when);
    let ceasefire = marked
        .ceasefire
        .and_then(|idx| scene.ceasefires.get(idx))
        .map(|ceasefire| ceasefire.when);
    event.or(round).or(ceasefire).map(When::days)
}

/// The event that a key selects: the neighbour of the selected one in the order of time, or the first
/// one that can be seen.
pub(super) fn event_to_select<'a>(
    cx: &Cx<'_>,
    scene: &'a Scene,
    wish: Wish,
    view: TimeView,
) -> Option<&'a EventMark> {
    let selected = marked(cx, scene, None).event;
    let visible = || {
        scene
            .events
            .iter()
            .position(|event| event.when.middle() >= view.start())
    };
    let idx = match wish {
        Wish::First => Some(0),
        Wish::Last => scene.events.len().checked_sub(1),
        Wish::Next => selected.map(|idx| idx + 1).or_else(visible),
        Wish::Previous => match selected {
            Some(idx) => idx.checked_sub(1),
            None => visible(),
        },
        _ => None,
    };
    scene.events.get(idx?)
}
