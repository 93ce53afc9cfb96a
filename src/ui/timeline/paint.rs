//! What all painting shares, what lies behind the picture, and the line of the selected event.
//!
//! Under a software renderer the price of a picture is its number of shaded pixels, so surfaces are
//! opaque and few: the washes of the rounds are the only ones that reach over the whole height.

use super::super::theme::Palette;
use super::axis::Axis;
use super::hairs::Hairs;
use super::periods::RoundSpan;
use super::picture::{Picture, Target};
use crate::model::RoundId;
use egui::emath::Rangef;
use egui::{Align, Align2, Color32, FontId, Painter, Rect, Shape, Stroke, pos2};

/// What is marked in the picture; numbers are indices in the scene.
#[derive(Clone, Debug, Default)]
pub(super) struct Marked {
    /// The selected event.
    pub event: Option<usize>,
    /// The selected round.
    pub round: Option<usize>,
    /// The selected ceasefire.
    pub ceasefire: Option<usize>,
    /// The round that is shown in the window, selected or not.
    pub shown_round: Option<RoundId>,
    /// What the pointer is on.
    pub hovered: Option<Target>,
}

/// Paints one frame.
pub(super) struct Brush<'a> {
    /// Where everything is.
    pub picture: Picture<'a>,
    /// The colours.
    pub palette: &'a Palette,
    /// The colour behind the picture. It is that of the panel, which has painted it already: without a
    /// GPU a surface of this size would cost more than all that stands on it.
    pub surface: Color32,
    /// Clipped to the plot.
    pub painter: Painter,
    /// What is marked.
    pub marked: &'a Marked,
}

impl Brush<'_> {
    /// What lies behind everything: the washes of the rounds and the calendar's lines.
    pub(super) fn background(&self, axis: &Axis) {
        let Self {
            picture,
            palette,
            painter,
            ..
        } = self;
        for (idx, round) in picture.scene.rounds.iter().enumerate() {
            let rect = picture.round_rect(round);
            if picture.is_visible(rect) {
                let is_shown = self.is_shown(round) || self.marked.round == Some(idx);
                let wash = self.mix(palette.round, if is_shown { 0.13 } else { 0.06 });
                let below = Rangef::new(rect.bottom(), picture.plot.bottom());
                painter.rect_filled(Rect::from_x_y_ranges(rect.x_range(), below), 0.0, wash);
            }
        }
        let (major, minor) = (palette.grid, self.mix(palette.grid, 0.6));
        let y = picture.plot.y_range();
        let mut hairs = Hairs::new(painter);
        for line in &axis.lines {
            let colour = if line.major {
                self.mix(palette.border, 0.9)
            } else if axis.lines.len() < 30 {
                major
            } else {
                minor
            };
            hairs.vertical(line.x, y, colour);
        }
        for band in &picture.layout.bands.lanes {
            let y = picture.band(*band).max + 1.0;
            hairs.horizontal(picture.plot.x_range(), y, palette.grid);
        }
        hairs.paint(painter);
        self.limits();
    }

    /// The day after which nothing was looked for, and the day from which on events have no code.
    fn limits(&self) {
        let scene = self.picture.scene;
        let whole = self.picture.plot.y_range();
        let curve = self.picture.band(self.picture.layout.bands.curve);
        if let Some(day) = scene.cutoff {
            self.limit(
                f64::from(day.0) + 1.0,
                whole,
                curve.max,
                Align::Max,
                "data cut-off",
            );
        }
        if let Some(day) = scene.coding_ends {
            let band = Rangef::new(curve.min, whole.max);
            self.limit(f64::from(day.0), band, curve.min, Align::Min, "not coded");
        }
    }

    /// A dashed line with words at a moment; the words stand behind it, or before it at the right edge.
    fn limit(&self, moment: f64, height: Rangef, y: f32, align: Align, words: &str) {
        let plot = self.picture.plot;
        let x = self.picture.scale.x_from_day(moment);
        if !plot.x_range().contains(x) {
            return;
        }
        let colour = self.palette.text_weak;
        let line = [pos2(x, height.min), pos2(x, height.max)];
        let stroke = Stroke::new(1.0, colour);
        self.painter
            .extend(Shape::dashed_line(&line, stroke, 3.0, 3.0));
        let is_behind = plot.right() - x > 6.0 * words.len() as f32;
        let (side, x) = if is_behind {
            (Align::Min, x + 4.0)
        } else {
            (Align::Max, x - 4.0)
        };
        self.painter
            .text(pos2(x, y), Align2([side, align]), words, small(), colour);
    }

    /// A line from the selected event down to the calendar.
    pub(super) fn selection_line(&self) {
        let Some(event_idx) = self.marked.event else {
            return;
        };
        let Some(event) = self.picture.scene.events.get(event_idx) else {
            return;
        };
        let x = self.picture.scale.x_from_day(event.when.middle());
        if self.picture.plot.x_range().contains(x) {
            let stroke = Stroke::new(1.0, self.mix(self.palette.accent, 0.7));
            self.painter.vline(x, self.picture.plot.y_range(), stroke);
        }
    }

    /// Whether a round is the one that the window shows.
    pub(super) fn is_shown(&self, round: &RoundSpan) -> bool {
        self.marked.shown_round.as_ref() == Some(&round.id)
    }

    /// A colour thinned towards the surface.
    pub(super) fn mix(&self, colour: Color32, strength: f32) -> Color32 {
        self.surface.lerp_to_gamma(colour, strength)
    }

    /// One line of text that ends in an ellipsis where it does not fit.
    pub(super) fn elided(
        &self,
        text: &str,
        font: FontId,
        colour: Color32,
        room: f32,
    ) -> std::sync::Arc<egui::Galley> {
        elided(&self.painter, text, font, colour, room)
    }
}

/// The font of small words in the picture.
pub(super) fn small() -> FontId {
    FontId::proportional(10.5)
}

/// One line of text that ends in an ellipsis where it does not fit.
pub(super) fn elided(
    painter: &Painter,
    text: &str,
    font: FontId,
    colour: Color32,
    room: f32,
) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(1.0));
    painter.layout_job(job)
}
