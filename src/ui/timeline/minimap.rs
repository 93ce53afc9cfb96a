//! The whole period in one strip below the calendar: rounds, days with events, and what is visible of it.
//!
//! Dragging or clicking in it moves the visible part. It always shows everything, also what is far outside.

use super::hairs::Hairs;
use super::paint::Brush;
use super::scale::{TimeScale, TimeView};
use super::scene::Scene;
use super::silence::Folds;
use egui::emath::Rangef;
use egui::{CursorIcon, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

/// Height of the strip, in points.
pub(super) const HEIGHT: f32 = 14.0;
/// Least width of the frame around what is visible, in points.
const LEAST_FRAME: f32 = 6.0;

/// Where the strip is and what it does.
pub(super) struct Minimap {
    scale: TimeScale<'static>,
    rect: Rect,
    response: Response,
}

impl Minimap {
    /// Puts the strip into a place.
    pub(super) fn new(ui: &Ui, rect: Rect, scene: &Scene) -> Self {
        let response = ui
            .interact(rect, ui.scope_id().with("minimap"), Sense::click_and_drag())
            .on_hover_cursor(CursorIcon::ResizeHorizontal);
        response.widget_info(|| {
            WidgetInfo::labeled(
                egui::Role::ScrollBar,
                true,
                "The whole period; drag to move the visible part",
            )
        });
        Self {
            scale: TimeScale::new(scene.whole_view(), rect.left(), rect.right()),
            rect,
            response,
        }
    }

    /// What is visible after what the pointer did to the strip.
    pub(super) fn moved(&self, view: TimeView, folds: &Folds) -> TimeView {
        if !self.response.dragged() && !self.response.clicked() {
            return view;
        }
        let Some(pos) = self.response.interact_pointer_pos() else {
            return view;
        };
        let to = folds.drawn(self.scale.day_from_x(pos.x));
        folds.changed(view, |view| view.pan(to - view.middle()))
    }

    /// Draws it.
    pub(super) fn paint(&self, ui: &Ui, brush: &Brush<'_>, view: TimeView) {
        let palette = brush.palette;
        let painter = ui
            .painter()
            .with_clip_rect(self.rect.expand(1.0).intersect(ui.clip_rect()));
        painter.rect_filled(self.rect, 2.0, palette.hover);
        let scene = brush.picture.scene;
        let y = self.rect.y_range();
        for round in &scene.rounds {
            let x = Rangef::new(
                self.scale.x_from_day(round.when.first()),
                self.scale.x_from_day(round.when.last()),
            );
            let x = Rangef::new(x.min, x.max.max(x.min + 2.0));
            let colour = brush.mix(palette.round, 0.45);
            painter.rect_filled(Rect::from_x_y_ranges(x, y), 0.0, colour);
        }
        // One line for each column of pixels that has an event.
        let mut hairs = Hairs::new(&painter);
        let mut last = f32::NEG_INFINITY;
        for event in &scene.events {
            let x = self.scale.x_from_day(event.when.middle()).round();
            if x > last {
                let height = if event.core { 4.0 } else { 2.5 };
                let y = Rangef::point(self.rect.center().y).expand(height);
                hairs.vertical(x, y, palette.text_weak);
                last = x;
            }
        }
        hairs.paint(&painter);
        let mut x = Rangef::new(
            self.scale.x_from_day(view.start()).max(self.rect.left()),
            self.scale.x_from_day(view.end()).min(self.rect.right()),
        );
        if x.max - x.min < LEAST_FRAME {
            x = Rangef::point(x.center()).expand(LEAST_FRAME / 2.0);
        }
        let is_hovered =
            self.response.hovered() || self.response.dragged() || self.response.has_focus();
        let stroke = Stroke::new(if is_hovered { 2.0 } else { 1.5 }, palette.accent);
        let frame = Rect::from_x_y_ranges(x, y);
        painter.rect_stroke(frame, 2.0, stroke, StrokeKind::Inside);
    }
}
