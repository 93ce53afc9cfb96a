//! Names for screen readers, tests and the keyboard: what is painted is no widget by itself.

use super::super::Cx;
use super::hover;
use super::paint::Marked;
use super::picture::{Picture, Target};
use super::scale::day_at;
use super::scene::Scene;
use crate::model::RecordKind;
use egui::{Id, Rect, Response, Role, Sense, Ui, WidgetInfo};

/// Most events that are named one by one.
const MAX_NAMED_EVENTS: usize = 300;

/// What the widgets for screen readers and tests report.
#[derive(Default)]
pub(super) struct Named {
    /// What was clicked.
    pub clicked: Option<Target>,
    /// Whether that was the second click of two.
    pub double_clicked: bool,
    /// What has the focus of the keyboard; it is shown like what the pointer is on.
    pub focused: Option<Target>,
}

/// Gives rounds, ceasefires, marks, clusters, strips and folds a widget with a name each, so that they can be found and clicked
/// without seeing them. Rounds can also be reached with Tab; the many events have the arrow keys.
pub(super) fn name_marks(ui: &Ui, plot: &Response, cx: &Cx<'_>, picture: &Picture<'_>) -> Named {
    let mut named = Named::default();
    let scene = picture.scene;
    for (idx, round) in scene.rounds.iter().enumerate() {
        let rect = picture.round_rect(round).intersect(picture.plot);
        if rect.is_positive() {
            let name = || format!("Round {} {}, on the timeline", round.id, round.name);
            let is_selected = cx.is_selected(RecordKind::Round, round.id.as_str());
            let id = plot.id.with(("round", round.id.as_str()));
            let response = named_rect(ui, rect, id, Sense::click(), is_selected, &name);
            named.take(&response, Target::Round(idx));
        }
    }
    for (idx, ceasefire) in scene.ceasefires.iter().enumerate() {
        let rect = picture.ceasefire_rect(ceasefire).intersect(picture.plot);
        if rect.is_positive() {
            let name = || format!("{} {}, on the timeline", ceasefire.id, ceasefire.name);
            let is_selected = cx.is_selected(RecordKind::Ceasefire, &ceasefire.id);
            let id = plot.id.with(("ceasefire", ceasefire.id.as_str()));
            let response = named_rect(ui, rect, id, Sense::CLICK, is_selected, &name);
            named.take(&response, Target::Ceasefire(idx));
        }
    }
    for (idx, cluster) in picture.layout.clusters.iter().enumerate() {
        let rect = picture.cluster_rect(cluster);
        let ids = |idx: Option<&usize>| Some(scene.events.get(*idx?)?.id.as_str());
        let ends = ids(cluster.event_idxs.first()).zip(ids(cluster.event_idxs.last()));
        if let Some((first, last)) = ends.filter(|_| picture.plot.contains(rect.center())) {
            let n_events = cluster.event_idxs.len();
            let name = || format!("{n_events} events, {first} to {last}, on the timeline");
            let id = plot.id.with(("cluster", first));
            let response = named_rect(ui, rect, id, Sense::CLICK, false, &name);
            named.take(&response, Target::Cluster(idx));
        }
    }
    name_the_rest(&mut named, ui, plot, cx, picture);
    let visible: Vec<_> = picture
        .layout
        .marks
        .iter()
        .map(|mark| (mark, picture.mark_pos(mark)))
        .filter(|(_, middle)| picture.plot.contains(*middle))
        .collect();
    if visible.len() > MAX_NAMED_EVENTS {
        return named;
    }
    for (mark, middle) in visible {
        let Some(event) = scene.events.get(mark.event_idx) else {
            continue;
        };
        let rect = Rect::from_center_size(middle, egui::Vec2::splat(2.0 * mark.radius + 2.0));
        let name = || format!("{} on the timeline", event.id);
        let is_selected = cx.is_selected(RecordKind::Event, &event.id);
        let id = plot.id.with(("event", event.id.as_str()));
        let response = named_rect(
            ui,
            rect.intersect(picture.plot),
            id,
            Sense::CLICK,
            is_selected,
            &name,
        );
        named.take(&response, Target::Event(mark.event_idx));
    }
    named
}

/// The same for strips, the analyst's marks and folded silences.
fn name_the_rest(named: &mut Named, ui: &Ui, plot: &Response, cx: &Cx<'_>, picture: &Picture<'_>) {
    let scene = picture.scene;
    let middle = day_at(picture.scale.view().middle());
    for (idx, strip) in scene.strips.iter().enumerate() {
        if let Some(rect) = picture.strip_rect(idx) {
            let name = || format!("{}. {}", strip.name, strip.help());
            let is_selected = cx.is_selected(RecordKind::Track, &strip.id);
            let id = plot.id.with(("strip", idx));
            let response = named_rect(ui, rect, id, Sense::CLICK, is_selected, &name);
            // A click of the pointer is on a day, which the picture knows.
            let at = response.interact_pointer_pos();
            let target = at.and_then(|pos| picture.strip_at(pos));
            named.take(&response, target.unwrap_or(Target::Track(idx, middle)));
        }
    }
    for (idx, note) in scene.notes.iter().enumerate() {
        let rect = picture.flag_rect(note).intersect(picture.plot);
        if rect.is_positive() {
            let private = if note.private { ", private" } else { "" };
            let name = || format!("Mark {}{private}: {}, on the timeline", note.id, note.text);
            let is_selected = cx.is_selected(RecordKind::Annotation, &note.id);
            let id = plot.id.with(("note", note.id.as_str()));
            let response = named_rect(ui, rect, id, Sense::CLICK, is_selected, &name);
            named.take(&response, Target::Note(idx));
        }
    }
    for (idx, fold) in picture.scale.folds().all().iter().enumerate() {
        let rect = picture.fold_rect(fold).intersect(picture.plot);
        if rect.is_positive() {
            let (first, last) = fold.days();
            let name = || {
                format!(
                    "Folded: {} days without an entry, {first} to {last}",
                    fold.n_days()
                )
            };
            let id = plot.id.with(("fold", first.0));
            let response = named_rect(ui, rect, id, Sense::CLICK, false, &name);
            named.take(&response, Target::Fold(idx));
        }
    }
}

fn named_rect(
    ui: &Ui,
    rect: Rect,
    id: Id,
    sense: Sense,
    is_selected: bool,
    name: &dyn Fn() -> String,
) -> Response {
    let response = ui.interact(rect, id, sense);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, name()));
    response
}

impl Named {
    fn take(&mut self, response: &Response, target: Target) {
        if response.clicked() {
            self.clicked = Some(target);
            self.double_clicked = response.double_clicked();
        }
        if response.has_focus() {
            self.focused = Some(target);
        }
    }
}

/// Names the picture, and says what is selected or under the pointer.
pub(super) fn describe(ui: &Ui, response: &Response, cx: &Cx<'_>, scene: &Scene, marked: &Marked) {
    let hovered = match marked.hovered {
        Some(Target::Event(idx)) => Some(idx),
        _ => None,
    };
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::GraphicsDocument);
        node.set_label("Timeline");
        let event = hovered
            .or(marked.event)
            .and_then(|idx| scene.events.get(idx));
        if let Some(event) = event {
            node.set_description(hover::event_line(cx.dossier(), event));
        }
    });
}
