//! Paints the events: the width of their dates, their marks and titles, and the clusters.

use super::glyph::Glyph;
use super::paint::{Brush, small};
use super::picture::Target;
use super::scene::EventMark;
use egui::emath::Rangef;
use egui::{Align2, FontId, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2};

impl Brush<'_> {
    /// The events in their lanes: first all bars, then the marks, so that no mark is crossed.
    pub(super) fn events(&self) {
        let visible = self.picture.plot.x_range();
        let near = |x: f32, reach: f32| x + reach >= visible.min && x - reach <= visible.max;
        for mark in &self.picture.layout.marks {
            let Some(event) = self.picture.scene.events.get(mark.event_idx) else {
                continue;
            };
            let middle = self.picture.mark_pos(mark);
            if event.when.is_wide() || !event.when.exact {
                self.bar(event, middle, mark.radius);
            }
        }
        for (idx, cluster) in self.picture.layout.clusters.iter().enumerate() {
            let rect = self.picture.cluster_rect(cluster);
            if near(rect.center().x, rect.width()) {
                self.cluster(idx, rect, &cluster.event_idxs);
            }
        }
        for mark in &self.picture.layout.marks {
            let middle = self.picture.mark_pos(mark);
            let Some(event) = self.picture.scene.events.get(mark.event_idx) else {
                continue;
            };
            if !near(middle.x, mark.radius) {
                continue;
            }
            self.mark(mark.event_idx, event, middle, mark.radius);
            if let Some(rect) = self.picture.title_rect(mark) {
                let is_hovered = self.marked.hovered == Some(Target::Event(mark.event_idx));
                let is_selected = self.marked.event == Some(mark.event_idx);
                let colour = if is_hovered || is_selected {
                    self.palette.text
                } else {
                    self.palette.text_weak
                };
                let text = self.elided(&event.title, small(), colour, rect.width());
                let at = pos2(rect.left(), rect.center().y - text.size().y / 2.0);
                self.painter.galley(at, text, colour);
            }
        }
    }

    /// The width of a date: solid where it is certain, dashed where it may be, an arrow where it is open.
    fn bar(&self, event: &EventMark, middle: Pos2, radius: f32) {
        let bar = self.picture.bar(event.when);
        let visible = self.picture.plot.x_range();
        let colour = self.mix(
            self.palette.quad_class(event.class),
            if event.core { 0.75 } else { 0.5 },
        );
        let x = if event.when.is_wide() {
            bar.x
        } else {
            // A single day that is only about right: how far about is not known, so the ends say no more.
            Rangef::new(middle.x - radius - 6.0, middle.x + radius + 6.0)
        };
        if x.max < visible.min || x.min > visible.max {
            return;
        }
        let line = |x: Rangef| {
            let x = Rangef::new(x.min.max(visible.min - 10.0), x.max.min(visible.max + 10.0));
            [pos2(x.min, middle.y), pos2(x.max, middle.y)]
        };
        self.painter.extend(Shape::dashed_line(
            &line(x),
            Stroke::new(1.5, colour),
            3.0,
            2.5,
        ));
        if let Some(sure) = bar.sure.filter(|_| event.when.is_wide()) {
            self.painter
                .line_segment(line(sure), Stroke::new(3.0, colour));
        }
        let stroke = Stroke::new(1.2, colour);
        let tick = Rangef::new(middle.y - 3.0, middle.y + 3.0);
        for (end, is_open, inwards) in [(x.min, bar.open_start, 3.0), (x.max, bar.open_end, -3.0)] {
            let tip = pos2(end, middle.y);
            if is_open {
                self.painter
                    .line_segment([tip, tip + Vec2::new(inwards, -3.0)], stroke);
                self.painter
                    .line_segment([tip, tip + Vec2::new(inwards, 3.0)], stroke);
            } else if event.when.exact {
                self.painter.vline(end, tick, stroke);
            }
        }
    }

    fn mark(&self, event_idx: usize, event: &EventMark, middle: Pos2, radius: f32) {
        let palette = self.palette;
        let is_selected = self.marked.event == Some(event_idx);
        let is_hovered = self.marked.hovered == Some(Target::Event(event_idx));
        let in_round = event.round.is_some() && event.round == self.marked.shown_round;
        let strength = match (event.core, in_round || is_selected || is_hovered) {
            (true, _) => 1.0,
            (false, true) => 0.85,
            (false, false) => 0.6,
        };
        let glyph = Glyph {
            class: event.class,
            filled: event.counted,
            radius: if is_hovered { radius + 1.0 } else { radius },
            colour: self.mix(palette.quad_class(event.class), strength),
            back: self.surface,
        };
        if is_selected {
            self.painter.circle(
                middle,
                radius + 3.5,
                self.surface,
                Stroke::new(2.0, palette.accent),
            );
        } else if is_hovered {
            self.painter.circle(
                middle,
                radius + 3.5,
                palette.hover,
                Stroke::new(1.0, palette.text_weak),
            );
        }
        glyph.paint(&self.painter, middle);
        if event.is_disputed {
            glyph.hatch(&self.painter, middle);
        }
    }

    fn cluster(&self, idx: usize, rect: Rect, event_idxs: &[usize]) {
        let palette = self.palette;
        let events = event_idxs
            .iter()
            .filter_map(|idx| self.picture.scene.events.get(*idx));
        let days = events.fold(Rangef::NOTHING, |days, event| {
            let x = self.picture.bar(event.when).x;
            Rangef::new(days.min.min(x.min), days.max.max(x.max))
        });
        let line = [
            pos2(days.min, rect.center().y),
            pos2(days.max, rect.center().y),
        ];
        self.painter
            .line_segment(line, Stroke::new(1.5, palette.border));
        let is_selected = self
            .marked
            .event
            .is_some_and(|event| event_idxs.contains(&event));
        let is_hovered = self.marked.hovered == Some(Target::Cluster(idx));
        let stroke = if is_selected {
            Stroke::new(2.0, palette.accent)
        } else {
            Stroke::new(1.0, palette.neutral)
        };
        let fill = if is_hovered {
            palette.selected
        } else {
            palette.hover
        };
        self.painter
            .rect(rect, 4.0, fill, stroke, StrokeKind::Inside);
        let n_events = event_idxs.len();
        let text = if n_events > 99 {
            "99+".to_owned()
        } else {
            n_events.to_string()
        };
        let font = FontId::proportional((rect.height() - 2.0).clamp(7.0, 10.0));
        self.painter.text(
            rect.center(),
            Align2::CENTER_CENTER,
            text,
            font,
            palette.text,
        );
    }
}
