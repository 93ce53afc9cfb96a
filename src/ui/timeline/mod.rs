//! The timeline: rounds, ceasefires and events over the escalation curve, on one axis of days.
//!
//! The panel has no opinion on what is selected or how the curve is computed; it shows both and pushes
//! commands. Dates are drawn as wide as they are known. What is not known is left empty.
//!
//! - `scale`: days to points and back; what is visible.
//! - `axis`: the lines and labels of the calendar.
//! - `when`, `periods`, `scene`: what of a dossier can be drawn, as plain data.
//! - `bands`, `layout`, `stacking`, `titles`: how the height is divided, and where the marks stand.
//! - `picture`: all of it laid over the screen; what lies under the pointer.
//! - `curve`, `harm`, `lower`: the escalation curve and the violence as items of a plot, one at a time.
//! - `glyph`, `paint`, `spans`, `marks`, `margin`: painting.
//! - `cache`: what was computed and is still right.
//! - `silence`: long silences, drawn narrow.
//! - `header`, `hover`, `named`: the row above, the tooltips, names for those who do not see.
//! - `input`, `select`: what pointer and keys do.

mod axis;
mod bands;
mod cache;
mod curve;
mod glyph;
mod hairs;
mod harm;
mod harm_hover;
mod header;
mod hover;
mod input;
mod judged;
mod lanes;
mod layout;
mod lower;
mod margin;
mod marks;
mod minimap;
mod named;
mod notes;
mod paint;
mod periods;
mod picture;
mod range;
mod scale;
mod scene;
mod select;
mod silence;
mod spans;
mod stacking;
#[cfg(test)]
mod tests;
mod titles;
mod tracks;
mod when;

use super::Cx;
use super::theme::Palette;
use crate::command::Command;
use crate::document::Focus;
use crate::document::records::Request;
use crate::model::{RecordKind, RoundId};
use cache::Cache;
use curve::Curve;
use egui::{Id, Rect, Response, Sense, Ui, UiBuilder, pos2, vec2};
use harm::HarmCurve;
use header::Choices;
use input::Wish;
use lanes::LaneChoice;
use lower::{Lower, LowerPart};
use minimap::Minimap;
use paint::Brush;
use picture::{Picture, Target};
use range::Range;
use scale::{TimeScale, TimeView};
use scene::Scene;
use serde::{Deserialize, Serialize};
use silence::{FoldChoice, Folds};
use std::sync::Arc;

/// Least size in which anything is drawn, in points.
const LEAST_SIZE: egui::Vec2 = vec2(160.0, 90.0);

/// The panel with what it remembers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Timeline {
    /// What is visible; `None` until the panel is first drawn.
    view: Option<TimeView>,
    /// What is drawn in the lower part.
    lower: LowerPart,
    /// How the events are divided into lanes.
    lanes: LaneChoice,
    /// Which silences are folded.
    folds: FoldChoice,
    /// Whether the choices of what is measured stand below the header.
    shows_choices: bool,
    /// The dossier for which that was chosen.
    dossier_id: String,
    /// What is to be fitted in the next frame.
    #[serde(skip)]
    fit: Option<Fit>,
    /// The selection that was last brought into view.
    #[serde(skip)]
    seen_selection: Option<u64>,
    /// The picked days.
    #[serde(skip)]
    range: Range,
    #[serde(skip)]
    cache: Option<Cache>,
}

/// What is to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fit {
    /// The whole period.
    All,
    /// A round and the days around it.
    Round(RoundId),
}

impl Timeline {
    /// Shows the whole period, from the next frame on.
    pub fn fit_all(&mut self) {
        self.fit = Some(Fit::All);
    }

    /// Shows a round with the days around it, from the next frame on.
    pub fn fit_round(&mut self, id: &RoundId) {
        self.fit = Some(Fit::Round(id.clone()));
    }

    /// Shows a part of time, from one moment to another in days since 1970-01-01.
    pub fn show(&mut self, start: f64, end: f64) {
        self.view = Some(TimeView::new(start, end));
    }

    /// Draws the panel into all of the available space.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let (outer, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
        if outer.width() < LEAST_SIZE.x || outer.height() < LEAST_SIZE.y {
            return;
        }
        let mut ui = ui.new_child(UiBuilder::new().max_rect(outer).id_salt("timeline"));
        ui.set_clip_rect(outer.intersect(ui.clip_rect()));
        let mut cache = Cache::fresh(self.cache.take(), cx, &self.lanes);
        let header = Rect::from_min_size(outer.min, vec2(outer.width(), header::HEIGHT));
        let mut header_ui = ui.new_child(UiBuilder::new().max_rect(header).id_salt("header"));
        let mut choices = Choices {
            lower: &mut self.lower,
            shows_choices: &mut self.shows_choices,
        };
        if let Some(fit) = header::header_ui(&mut header_ui, cx, &mut choices) {
            self.fit = Some(fit);
        }
        let mut top = header.bottom();
        if self.shows_choices {
            let row = Rect::from_min_size(pos2(outer.left(), top), header.size());
            let mut row_ui = ui.new_child(UiBuilder::new().max_rect(row).id_salt("choices"));
            let n_silences = cache.silences.all().len();
            header::choices_ui(
                &mut row_ui,
                cx,
                self.lower,
                &mut self.lanes,
                (&mut self.folds, n_silences),
            );
            top = row.bottom();
        }
        let area = margin::Area::new(
            &ui,
            Rect::from_min_max(pos2(outer.left(), top), outer.max),
            &cache.scene,
        );
        self.plot_ui(&mut ui, cx, &mut cache, &area);
        self.cache = Some(cache);
    }

    fn plot_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, cache: &mut Cache, area: &margin::Area) {
        let id = ui.scope_id().with("plot");
        let response = ui.interact(area.plot, id, Sense::click_and_drag());
        cache.fold(&self.folds);
        let folds = Arc::clone(&cache.folds);
        let minimap = Minimap::new(ui, area.minimap, &cache.scene);
        let view = self.next_view(ui, cx, &cache.scene, &folds, &response, area.plot);
        let view = minimap.moved(view, &folds);
        let scale = TimeScale::new(view, area.plot.left(), area.plot.right()).folded(&folds);
        let view = scale.view();
        self.view = Some(view);
        cache.lay_out(ui, &scale, area);
        let (Some((_, layout)), Some((_, axis))) = (&cache.layout, &cache.axis) else {
            return;
        };
        let picture = Picture {
            scene: &cache.scene,
            layout,
            scale,
            plot: area.plot,
        };
        let named = named::name_marks(ui, &response, cx, &picture);
        let pointed = pointed_at(ui, &response, &picture);
        let marked = select::marked(cx, &cache.scene, pointed.or(named.focused));
        let brush = Brush {
            picture,
            palette: Palette::of(ui),
            surface: ui.visuals().panel_fill,
            painter: ui
                .painter()
                .with_clip_rect(area.plot.intersect(ui.clip_rect())),
            marked: &marked,
        };
        let curve = match self.lower {
            LowerPart::Interaction => Lower::Interaction(Curve::new(
                cx.analysis.escalation.as_ref(),
                cache.scene.coding_ends,
                view,
                layout.bands.curve.span(),
            )),
            LowerPart::Violence => {
                let measures = cx.analysis.measures(cx.document.snapshot().dossier());
                Lower::Violence(HarmCurve::new(&measures.violence, view))
            }
        };
        brush.background(axis);
        margin::values(ui, &brush, &curve, area);
        lower::show(ui, &brush, &curve);
        brush.selection_line();
        brush.rounds();
        brush.ceasefires();
        brush.events();
        brush.strips(cx);
        brush.notes(cx);
        brush.folds();
        self.range.paint(&brush);
        margin::hovered_day(&brush, &curve);
        margin::lanes(ui, &brush, area, &mut self.lanes);
        margin::calendar(ui, &brush, axis, area);
        minimap.paint(ui, &brush, view);
        margin::frame(ui, &brush, response.has_focus());
        self.range.numbers_ui(ui, cx, self.lower, &brush);
        named::describe(ui, &response, cx, &cache.scene, &marked);
        let clicked = named.clicked.or(pointed.filter(|_| response.clicked()));
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        if let Some(target) = clicked {
            self.click(
                cx,
                &picture,
                target,
                response.double_clicked() || named.double_clicked,
            );
        }
        let is_busy =
            ui.input(|input| input.pointer.any_down()) || egui::Popup::is_any_open(ui.ctx());
        let lower = self.lower;
        if let Some(target) = pointed.filter(|_| !is_busy) {
            tooltip(ui, id, area.plot, |ui| {
                hover::tooltip_ui(ui, cx, &picture, lower, target);
            });
        }
    }

    /// What is visible in this frame: as before, or as fitted, moved, zoomed, or brought into view.
    fn next_view(
        &mut self,
        ui: &Ui,
        cx: &mut Cx<'_>,
        scene: &Scene,
        folds: &Folds,
        response: &Response,
        plot: Rect,
    ) -> TimeView {
        let dossier_id = &cx.dossier().id;
        if self.dossier_id != *dossier_id {
            self.dossier_id.clone_from(dossier_id);
            self.view = None;
            self.seen_selection = None;
        }
        let before = self.view.unwrap_or_else(|| scene.opening_view());
        let scale = TimeScale::new(before, plot.left(), plot.right()).folded(folds);
        let picks = self.range.follow(ui, response, &scale);
        let view = input::pointer(ui, response, &scale, picks);
        let scale_of = |view| TimeScale::new(view, plot.left(), plot.right()).folded(folds);
        let scale = scale_of(view);
        let (mut view, wish) = input::keys(ui, response, &scale, self.range.days.is_some());
        if response.has_focus() {
            // The arrows step through the events instead of leaving for another widget.
            let filter = egui::EventFilter {
                horizontal_arrows: true,
                ..Default::default()
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        }
        if let Some(wish) = wish {
            self.carry_out(ui, cx, scene, wish, &scale);
            self.fit = wish.fit(|| header::fitting_round(cx)).or(self.fit.take());
            if let Some(event) = select::event_to_select(cx, scene, wish, view) {
                cx.select(Focus::record(RecordKind::Event, &event.id));
                let (first, last) = event.when.days();
                view = scale_of(view).showing(first, last);
            }
        }
        let serial = cx.selection.serial();
        if self
            .seen_selection
            .replace(serial)
            .is_some_and(|seen| seen != serial)
            && let Some((first, last)) = select::selected_days(cx, scene)
        {
            view = scale_of(view).showing(first, last);
        }
        match self.fit.take() {
            Some(Fit::All) => scene.whole_view(),
            Some(Fit::Round(id)) => scene.round_view(&id).unwrap_or(view),
            None => view,
        }
    }

    /// Does what a key asks for, other than moving, fitting and selecting events.
    fn carry_out(
        &mut self,
        ui: &Ui,
        cx: &mut Cx<'_>,
        scene: &Scene,
        wish: Wish,
        scale: &TimeScale<'_>,
    ) {
        match wish {
            Wish::Round(idx) => {
                if let Some(round) = scene.rounds.get(idx) {
                    cx.select(Focus::record(RecordKind::Round, &round.id));
                    self.fit_round(&round.id);
                }
            }
            Wish::Mark => {
                let pointer = ui.input(|input| input.pointer.hover_pos());
                let at = pointer.map_or(scale.view().middle(), |pos| scale.day_from_x(pos.x));
                let day = scale::day_at(at);
                let (first, last) = self.range.days.unwrap_or((day, day));
                cx.commands
                    .push(Command::Records(Request::Mark(first, last)));
            }
            Wish::OtherCurve => self.lower = self.lower.other(),
            Wish::DropRange => self.range.drop(),
            Wish::Table => cx.commands.push(Command::ShowDays),
            _ => {}
        }
    }

    fn click(&mut self, cx: &mut Cx<'_>, picture: &Picture<'_>, target: Target, is_double: bool) {
        let scene = picture.scene;
        match target {
            Target::Event(idx) => {
                if let Some(event) = scene.events.get(idx) {
                    cx.select(Focus::record(RecordKind::Event, &event.id));
                }
            }
            Target::Round(idx) => {
                if let Some(round) = scene.rounds.get(idx) {
                    cx.select(Focus::record(RecordKind::Round, &round.id));
                    if is_double {
                        self.fit_round(&round.id);
                    }
                }
            }
            Target::Ceasefire(idx) => {
                if let Some(ceasefire) = scene.ceasefires.get(idx) {
                    cx.select(Focus::record(RecordKind::Ceasefire, &ceasefire.id));
                }
            }
            Target::Cluster(idx) => {
                let events = picture
                    .layout
                    .clusters
                    .get(idx)
                    .map_or(&[][..], |cluster| &cluster.event_idxs);
                let days = events
                    .iter()
                    .filter_map(|idx| scene.events.get(*idx))
                    .map(|event| event.when.days());
                let whole =
                    days.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)));
                if let Some((first, last)) = whole {
                    let nearer = TimeView::of_days(first, last).padded(0.5);
                    // Where that is no nearer, the zoom goes on around the middle.
                    let view = picture.scale.view();
                    let zoomed = view.zoom_at(2.5, nearer.middle());
                    self.view = Some(if nearer.length_days() < zoomed.length_days() {
                        nearer
                    } else {
                        zoomed
                    });
                }
            }
            Target::Note(idx) => {
                if let Some(note) = scene.notes.get(idx) {
                    cx.select(Focus::record(RecordKind::Annotation, &note.id));
                }
            }
            Target::Track(idx, day) => {
                if let Some(focus) = scene.strips.get(idx).and_then(|strip| strip.focus(day)) {
                    cx.select(focus);
                }
            }
            Target::Fold(idx) => {
                let fold = picture.scale.folds().all().get(idx);
                self.folds.opened.extend(fold.map(|fold| fold.days().0));
            }
            Target::Curve(_) => {}
        }
    }
}

/// A tooltip above the picture, where it hides none of it; below the pointer where there is no room.
fn tooltip(ui: &Ui, id: Id, plot: Rect, add_contents: impl FnOnce(&mut Ui)) {
    let Some(pointer) = ui.input(|input| input.pointer.hover_pos()) else {
        return;
    };
    let anchor = Rect::from_x_y_ranges(
        pointer.x..=pointer.x,
        plot.top()..=(pointer.y + 14.0).max(plot.top()),
    );
    let mut tooltip = egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, anchor);
    tooltip.popup = tooltip.popup.align(egui::RectAlign::TOP);
    tooltip.gap(5.0).show(add_contents);
}

/// What the pointer is on; a hand shows that it can be clicked.
fn pointed_at(ui: &Ui, response: &Response, picture: &Picture<'_>) -> Option<Target> {
    if response.dragged() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
        return None;
    }
    let pointer = ui
        .input(|input| input.pointer.hover_pos())
        .filter(|_| response.contains_pointer())?;
    let target = picture.target_at(pointer);
    let icon = match target {
        Some(Target::Curve(_)) => egui::CursorIcon::Crosshair,
        Some(Target::Cluster(_)) => egui::CursorIcon::ZoomIn,
        Some(_) => egui::CursorIcon::PointingHand,
        None => egui::CursorIcon::Grab,
    };
    ui.ctx().set_cursor_icon(icon);
    target
}
