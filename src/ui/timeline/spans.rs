//! Paints the rounds and the ceasefires.

use super::super::theme;
use super::paint::Brush;
use super::periods::{CeasefireSpan, RoundSpan};
use super::picture::{OPEN_END, Target};
use crate::model::codes::CeasefireStatus;
use egui::emath::Rangef;
use egui::{Color32, FontId, Rect, Shape, Stroke, StrokeKind, Vec2, pos2};

/// Least height of a ceasefire's bar with a name, in points.
const LEAST_NAMED_BAR: f32 = 9.0;
/// Distance of the hatching lines in a contested ceasefire, in points.
const HATCH: f32 = 7.0;

impl Brush<'_> {
    /// The rounds in their band.
    pub(super) fn rounds(&self) {
        let rounds = &self.picture.scene.rounds;
        for (idx, round) in rounds.iter().enumerate() {
            let next = rounds
                .get(idx + 1)
                .map_or(f32::INFINITY, |next| self.picture.round_rect(next).left());
            self.round(idx, round, next);
        }
    }

    fn round(&self, idx: usize, round: &RoundSpan, next: f32) {
        let Self {
            picture,
            palette,
            painter,
            ..
        } = self;
        let rect = picture.round_rect(round);
        let text_end = next.min(picture.plot.right());
        if rect.left() > picture.plot.right() || rect.right() + 200.0 < picture.plot.left() {
            return;
        }
        let is_selected = self.marked.round == Some(idx);
        let is_hovered = self.marked.hovered == Some(Target::Round(idx));
        let strength = if is_selected || is_hovered {
            0.36
        } else {
            0.22
        };
        let bar = picture.bar(round.when);
        if bar.sure.is_some() && round.when.exact {
            painter.rect_filled(rect, 2.0, self.mix(palette.round, strength));
        } else {
            // Of a round whose days are not known exactly only the certain part has the full colour.
            painter.rect_filled(rect, 2.0, self.mix(palette.round, strength / 2.0));
            if let Some(sure) = bar.sure {
                painter.rect_filled(
                    Rect::from_x_y_ranges(sure, rect.y_range()),
                    2.0,
                    self.mix(palette.round, strength),
                );
            }
        }
        let edge = Rect::from_x_y_ranges(
            rect.x_range(),
            Rangef::new(rect.bottom() - 2.5, rect.bottom()),
        );
        painter.rect_filled(edge, 0.0, palette.outcome(round.outcome));
        if is_selected {
            painter.rect_stroke(
                rect,
                2.0,
                Stroke::new(1.5, palette.accent),
                StrokeKind::Inside,
            );
        } else if self.is_shown(round) {
            painter.rect_stroke(
                rect,
                2.0,
                Stroke::new(1.0, palette.round),
                StrokeKind::Inside,
            );
        }
        // The name stays in sight while any of the round is. What does not fit into the span stands in the
        // free space behind it, as far as there is any.
        let size = (rect.height() - 5.0).clamp(9.0, 12.0);
        let inside = Rangef::new(
            rect.left().max(picture.plot.left()) + 5.0,
            rect.right().min(text_end) - 4.0,
        );
        let mut outside = Rangef::new(rect.right() + 5.0, text_end - 6.0);
        let mut x = inside.min;
        let colour = palette.outcome(round.outcome);
        let words = [
            (
                round.name.as_str(),
                FontId::new(size, theme::strong_family()),
                palette.text,
            ),
            (
                round.outcome.label(),
                FontId::proportional((size - 1.0).max(9.0)),
                colour,
            ),
        ];
        for (word, font, colour) in words {
            let text = painter.layout_no_wrap(word.to_owned(), font.clone(), colour);
            let width = text.size().x;
            let y = rect.center().y - 1.0 - text.size().y / 2.0;
            if x + width <= inside.max {
                painter.galley(pos2(x, y), text, colour);
                x += width + 8.0;
            } else if outside.min + width <= outside.max {
                painter.galley(pos2(outside.min, y), text, colour);
                outside.min += width + 8.0;
                // What comes after it does not jump back into the span.
                x = f32::INFINITY;
            } else if inside.max - x > 16.0 {
                let text = self.elided(word, font, colour, inside.max - x);
                painter.galley(pos2(x, y), text, colour);
                x = f32::INFINITY;
            }
        }
    }

    /// The ceasefires in their rows.
    pub(super) fn ceasefires(&self) {
        let ceasefires = &self.picture.scene.ceasefires;
        for (idx, ceasefire) in ceasefires.iter().enumerate() {
            let rect = self.picture.ceasefire_rect(ceasefire);
            let open = if ceasefire.when.to.is_none() {
                OPEN_END
            } else {
                0.0
            };
            if self
                .picture
                .is_visible(rect.with_max_x(rect.right() + open))
            {
                let next = ceasefires
                    .iter()
                    .skip(idx + 1)
                    .find(|next| next.row == ceasefire.row);
                let next = next.map_or(f32::INFINITY, |next| {
                    self.picture.ceasefire_rect(next).left()
                });
                self.ceasefire(idx, ceasefire, rect, next);
            }
        }
    }

    fn ceasefire(&self, idx: usize, ceasefire: &CeasefireSpan, whole: Rect, next: f32) {
        let Self {
            picture,
            palette,
            painter,
            ..
        } = self;
        let colour = palette.ceasefire_status(ceasefire.status);
        let is_selected = self.marked.ceasefire == Some(idx);
        let is_hovered = self.marked.hovered == Some(Target::Ceasefire(idx));
        let fill = self.mix(
            colour,
            if is_selected || is_hovered {
                0.34
            } else {
                0.18
            },
        );
        let visible = picture.plot.x_range();
        let rect = Rect::from_x_y_ranges(
            Rangef::new(
                whole.left().max(visible.min - 4.0),
                whole.right().min(visible.max + 4.0),
            ),
            whole.y_range(),
        );
        painter.rect_filled(rect, 1.5, fill);
        let is_disputed = matches!(
            ceasefire.status,
            CeasefireStatus::Contested | CeasefireStatus::Conditional
        );
        if ceasefire.status == CeasefireStatus::Contested {
            self.hatch(rect, self.mix(colour, 0.36));
        }
        let stroke = Stroke::new(
            if is_selected { 1.5 } else { 1.0 },
            if is_selected { palette.accent } else { colour },
        );
        if is_disputed {
            for y in [rect.top() + 0.5, rect.bottom() - 0.5] {
                let line = [pos2(rect.left(), y), pos2(rect.right(), y)];
                painter.extend(Shape::dashed_line(&line, stroke, 5.0, 3.0));
            }
            painter.vline(whole.left() + 0.5, rect.y_range(), stroke);
        } else {
            painter.rect_stroke(rect, 1.5, stroke, StrokeKind::Inside);
        }
        if ceasefire.when.to.is_none() {
            self.fade(whole, fill, stroke);
        }
        let font = FontId::proportional((rect.height() - 2.0).clamp(8.0, 11.0));
        let left = rect.left().max(visible.min) + 5.0;
        let room = rect.right().min(visible.max).min(next) - left - 3.0;
        if room > 18.0 && rect.height() >= LEAST_NAMED_BAR {
            let name = self.elided(&ceasefire.name, font, palette.text, room);
            let text = Rect::from_min_size(
                pos2(left, rect.center().y - name.size().y / 2.0),
                name.size(),
            );
            // Letters are hard to read on hatching.
            painter.rect_filled(
                text.expand2(Vec2::new(2.0, -1.0))
                    .intersect(rect.shrink(1.5)),
                1.0,
                fill,
            );
            painter.galley(text.min, name, palette.text);
        }
    }

    /// Slanted lines over a rectangle.
    fn hatch(&self, rect: Rect, colour: Color32) {
        let mut x = rect.left() - rect.height();
        let painter = self
            .painter
            .with_clip_rect(rect.intersect(self.painter.clip_rect()));
        while x < rect.right() {
            let line = [pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())];
            painter.line_segment(line, Stroke::new(1.0, colour));
            x += HATCH;
        }
    }

    /// The end of a bar that has no end: it fades, with the tip of an arrow.
    fn fade(&self, rect: Rect, fill: Color32, stroke: Stroke) {
        let mut mesh = egui::Mesh::default();
        let (left, right) = (rect.right(), rect.right() + OPEN_END);
        for (x, colour) in [(left, fill), (right, self.surface)] {
            mesh.colored_vertex(pos2(x, rect.top()), colour);
            mesh.colored_vertex(pos2(x, rect.bottom()), colour);
        }
        mesh.add_triangle(0, 1, 2);
        mesh.add_triangle(2, 1, 3);
        self.painter.add(mesh);
        let (tip, half) = (
            pos2(right - 8.0, rect.center().y),
            (rect.height() / 2.0 - 1.5).max(1.0),
        );
        let back = tip - Vec2::new(half, 0.0);
        self.painter
            .line_segment([back - Vec2::new(0.0, half), tip], stroke);
        self.painter
            .line_segment([back + Vec2::new(0.0, half), tip], stroke);
    }
}
