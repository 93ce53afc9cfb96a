//! Paints the lanes: rounds, ceasefires, events, their names, and what is selected.
//!
//! Under a software renderer the price of a picture is its number of shaded pixels, so surfaces are
//! opaque and few: the washes of the rounds are the only ones that reach over the whole height.

use super::super::theme::{self, Palette};
use super::axis::Axis;
use super::glyph::Glyph;
use super::picture::{OPEN_END, Picture, Target};
use super::scene::{CeasefireSpan, EventMark, RoundSpan};
use crate::model::RoundId;
use crate::model::codes::CeasefireStatus;
use egui::emath::Rangef;
use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2};

/// Least room for the title of an event beside its mark, in points.
const LEAST_TITLE: f32 = 84.0;
/// Least height of a lane with titles, in points.
const LEAST_TITLED_LANE: f32 = 12.0;
/// Least height of a ceasefire's bar with a name, in points.
const LEAST_NAMED_BAR: f32 = 9.0;
/// Distance of the hatching lines in a contested ceasefire, in points.
const HATCH: f32 = 7.0;

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
    /// Clipped to the plot.
    pub painter: Painter,
    /// What is marked.
    pub marked: &'a Marked,
}

impl Brush<'_> {
    /// What lies behind everything: the surface, the washes of the rounds and the calendar's lines.
    pub(super) fn background(&self, axis: &Axis) {
        let Self { picture, palette, painter, .. } = self;
        painter.rect_filled(picture.plot, 0.0, palette.plot);
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
        for line in &axis.lines {
            let colour = if line.major { self.mix(palette.border, 0.9) } else if axis.lines.len() < 30 { major } else { minor };
            painter.vline(line.x, y, Stroke::new(1.0, colour));
        }
        for band in &picture.layout.bands.lanes {
            let y = picture.band(*band).max + 1.0;
            painter.hline(picture.plot.x_range(), y, Stroke::new(1.0, palette.grid));
        }
        self.cutoff();
    }

    /// The day after which nothing was looked for.
    fn cutoff(&self) {
        let Self { picture, palette, painter, .. } = self;
        let Some(day) = picture.scene.cutoff else { return };
        let x = picture.scale.x_from_day(f64::from(day.0) + 1.0);
        if !picture.plot.x_range().contains(x) {
            return;
        }
        let band = picture.band(picture.layout.bands.curve);
        let line = [pos2(x, picture.plot.top()), pos2(x, picture.plot.bottom())];
        painter.extend(Shape::dashed_line(&line, Stroke::new(1.0, palette.text_weak), 3.0, 3.0));
        let (anchor, x) = if picture.plot.right() - x > 80.0 {
            (Align2::LEFT_BOTTOM, x + 4.0)
        } else {
            (Align2::RIGHT_BOTTOM, x - 4.0)
        };
        painter.text(pos2(x, band.max), anchor, "data cut-off", small(), palette.text_weak);
    }

    /// The rounds in their band.
    pub(super) fn rounds(&self) {
        let rounds = &self.picture.scene.rounds;
        for (idx, round) in rounds.iter().enumerate() {
            let next = rounds.get(idx + 1).map_or(f32::INFINITY, |next| self.picture.round_rect(next).left());
            self.round(idx, round, next);
        }
    }

    fn round(&self, idx: usize, round: &RoundSpan, next: f32) {
        let Self { picture, palette, painter, .. } = self;
        let rect = picture.round_rect(round);
        let text_end = next.min(picture.plot.right());
        if rect.left() > picture.plot.right() || rect.right() + 200.0 < picture.plot.left() {
            return;
        }
        let is_selected = self.marked.round == Some(idx);
        let is_hovered = self.marked.hovered == Some(Target::Round(idx));
        let strength = if is_selected || is_hovered { 0.36 } else { 0.22 };
        let bar = picture.bar(round.when);
        if bar.sure.is_some() && round.when.exact {
            painter.rect_filled(rect, 2.0, self.mix(palette.round, strength));
        } else {
            // Of a round whose days are not known exactly only the certain part has the full colour.
            painter.rect_filled(rect, 2.0, self.mix(palette.round, strength / 2.0));
            if let Some(sure) = bar.sure {
                painter.rect_filled(Rect::from_x_y_ranges(sure, rect.y_range()), 2.0, self.mix(palette.round, strength));
            }
        }
        let edge = Rect::from_x_y_ranges(rect.x_range(), Rangef::new(rect.bottom() - 2.5, rect.bottom()));
        painter.rect_filled(edge, 0.0, palette.outcome(round.outcome));
        if is_selected {
            painter.rect_stroke(rect, 2.0, Stroke::new(1.5, palette.accent), StrokeKind::Inside);
        } else if self.is_shown(round) {
            painter.rect_stroke(rect, 2.0, Stroke::new(1.0, palette.round), StrokeKind::Inside);
        }
        // The name stays in sight while any of the round is. What does not fit into the span stands in the
        // free space behind it, as far as there is any.
        let size = (rect.height() - 5.0).clamp(9.0, 12.0);
        let inside = Rangef::new(rect.left().max(picture.plot.left()) + 5.0, rect.right().min(text_end) - 4.0);
        let mut outside = Rangef::new(rect.right() + 5.0, text_end - 6.0);
        let mut x = inside.min;
        let colour = palette.outcome(round.outcome);
        let words = [
            (round.name.as_str(), FontId::new(size, theme::strong_family()), palette.text),
            (round.outcome.label(), FontId::proportional((size - 1.0).max(9.0)), colour),
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
            let open = if ceasefire.when.to.is_none() { OPEN_END } else { 0.0 };
            if self.picture.is_visible(rect.with_max_x(rect.right() + open)) {
                let next = ceasefires.iter().skip(idx + 1).find(|next| next.row == ceasefire.row);
                let next = next.map_or(f32::INFINITY, |next| self.picture.ceasefire_rect(next).left());
                self.ceasefire(idx, ceasefire, rect, next);
            }
        }
    }

    fn ceasefire(&self, idx: usize, ceasefire: &CeasefireSpan, full: Rect, next: f32) {
        let Self { picture, palette, painter, .. } = self;
        let colour = palette.ceasefire_status(ceasefire.status);
        let is_selected = self.marked.ceasefire == Some(idx);
        let is_hovered = self.marked.hovered == Some(Target::Ceasefire(idx));
        let fill = self.mix(colour, if is_selected || is_hovered { 0.34 } else { 0.18 });
        let visible = picture.plot.x_range();
        let rect = Rect::from_x_y_ranges(
            Rangef::new(full.left().max(visible.min - 4.0), full.right().min(visible.max + 4.0)),
            full.y_range(),
        );
        painter.rect_filled(rect, 1.5, fill);
        let is_disputed = matches!(ceasefire.status, CeasefireStatus::Contested | CeasefireStatus::Conditional);
        if ceasefire.status == CeasefireStatus::Contested {
            self.hatch(rect, self.mix(colour, 0.36));
        }
        let stroke = Stroke::new(if is_selected { 1.5 } else { 1.0 }, if is_selected { palette.accent } else { colour });
        if is_disputed {
            for y in [rect.top() + 0.5, rect.bottom() - 0.5] {
                let line = [pos2(rect.left(), y), pos2(rect.right(), y)];
                painter.extend(Shape::dashed_line(&line, stroke, 5.0, 3.0));
            }
            painter.vline(full.left() + 0.5, rect.y_range(), stroke);
        } else {
            painter.rect_stroke(rect, 1.5, stroke, StrokeKind::Inside);
        }
        if ceasefire.when.to.is_none() {
            self.fade(full, fill, stroke);
        }
        let font = FontId::proportional((rect.height() - 2.0).clamp(8.0, 11.0));
        let left = rect.left().max(visible.min) + 5.0;
        let room = rect.right().min(visible.max).min(next) - left - 3.0;
        if room > 18.0 && rect.height() >= LEAST_NAMED_BAR {
            let name = self.elided(&ceasefire.name, font, palette.text, room);
            let text = Rect::from_min_size(pos2(left, rect.center().y - name.size().y / 2.0), name.size());
            // Letters are hard to read on hatching.
            painter.rect_filled(text.expand2(Vec2::new(2.0, -1.0)).intersect(rect.shrink(1.5)), 1.0, fill);
            painter.galley(text.min, name, palette.text);
        }
    }

    /// Slanted lines over a rectangle.
    fn hatch(&self, rect: Rect, colour: Color32) {
        let mut x = rect.left() - rect.height();
        let painter = self.painter.with_clip_rect(rect.intersect(self.painter.clip_rect()));
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
        for (x, colour) in [(left, fill), (right, self.palette.plot)] {
            mesh.colored_vertex(pos2(x, rect.top()), colour);
            mesh.colored_vertex(pos2(x, rect.bottom()), colour);
        }
        mesh.add_triangle(0, 1, 2);
        mesh.add_triangle(2, 1, 3);
        self.painter.add(mesh);
        let (tip, half) = (pos2(right - 8.0, rect.center().y), (rect.height() / 2.0 - 1.5).max(1.0));
        let back = tip - Vec2::new(half, 0.0);
        self.painter.line_segment([back - Vec2::new(0.0, half), tip], stroke);
        self.painter.line_segment([back + Vec2::new(0.0, half), tip], stroke);
    }

    /// The events in their lanes: first all bars, then the marks, so that no mark is crossed.
    pub(super) fn events(&self) {
        let visible = self.picture.plot.x_range();
        let near = |x: f32, reach: f32| x + reach >= visible.min && x - reach <= visible.max;
        for mark in &self.picture.layout.marks {
            let Some(event) = self.picture.scene.events.get(mark.event_idx) else { continue };
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
        let has_titles = self.picture.layout.bands.lanes.iter().all(|band| band.span() >= LEAST_TITLED_LANE);
        for mark in &self.picture.layout.marks {
            let middle = self.picture.mark_pos(mark);
            let Some(event) = self.picture.scene.events.get(mark.event_idx) else { continue };
            if !near(middle.x, mark.radius) {
                continue;
            }
            self.mark(mark.event_idx, event, middle, mark.radius);
            if mark.room > LEAST_TITLE && has_titles {
                let left = middle.x + mark.radius + 4.0;
                // The title keeps clear of the bar of its own date.
                let left = if event.when.is_wide() { left.max(self.picture.bar(event.when).x.max + 4.0) } else { left };
                let room = middle.x + mark.room.min(visible.max - middle.x) - left - 8.0;
                if room > LEAST_TITLE {
                    let text = self.elided(&event.title, small(), self.palette.text_weak, room);
                    let y = self.picture.plot.top() + mark.title_y;
                    let at = pos2(left, y - text.size().y / 2.0);
                    self.painter.galley(at, text, self.palette.text_weak);
                }
            }
        }
    }

    /// The width of a date: solid where it is certain, dashed where it may be, an arrow where it is open.
    fn bar(&self, event: &EventMark, middle: Pos2, radius: f32) {
        let bar = self.picture.bar(event.when);
        let visible = self.picture.plot.x_range();
        let colour = self.mix(self.palette.quad_class(event.class), if event.core { 0.75 } else { 0.5 });
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
        self.painter.extend(Shape::dashed_line(&line(x), Stroke::new(1.5, colour), 3.0, 2.5));
        if let Some(sure) = bar.sure.filter(|_| event.when.is_wide()) {
            self.painter.line_segment(line(sure), Stroke::new(3.0, colour));
        }
        let stroke = Stroke::new(1.2, colour);
        let tick = Rangef::new(middle.y - 3.0, middle.y + 3.0);
        for (end, is_open, inwards) in [(x.min, bar.open_start, 3.0), (x.max, bar.open_end, -3.0)] {
            let tip = pos2(end, middle.y);
            if is_open {
                self.painter.line_segment([tip, tip + Vec2::new(inwards, -3.0)], stroke);
                self.painter.line_segment([tip, tip + Vec2::new(inwards, 3.0)], stroke);
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
            back: palette.plot,
        };
        if is_selected {
            self.painter.circle(middle, radius + 3.5, palette.plot, Stroke::new(2.0, palette.accent));
        } else if is_hovered {
            self.painter.circle(middle, radius + 3.5, palette.hover, Stroke::new(1.0, palette.text_weak));
        }
        glyph.paint(&self.painter, middle);
    }

    fn cluster(&self, idx: usize, rect: Rect, event_idxs: &[usize]) {
        let palette = self.palette;
        let events = event_idxs.iter().filter_map(|idx| self.picture.scene.events.get(*idx));
        let days = events.fold(Rangef::NOTHING, |days, event| {
            let x = self.picture.bar(event.when).x;
            Rangef::new(days.min.min(x.min), days.max.max(x.max))
        });
        let line = [pos2(days.min, rect.center().y), pos2(days.max, rect.center().y)];
        self.painter.line_segment(line, Stroke::new(1.5, palette.border));
        let is_selected = self.marked.event.is_some_and(|event| event_idxs.contains(&event));
        let is_hovered = self.marked.hovered == Some(Target::Cluster(idx));
        let stroke = if is_selected { Stroke::new(2.0, palette.accent) } else { Stroke::new(1.0, palette.neutral) };
        let fill = if is_hovered { palette.selected } else { palette.hover };
        self.painter.rect(rect, rect.height() / 2.0, fill, stroke, StrokeKind::Inside);
        let n_events = event_idxs.len();
        let text = if n_events > 99 { "99+".to_owned() } else { n_events.to_string() };
        let font = FontId::proportional((rect.height() - 2.0).clamp(7.0, 10.0));
        self.painter.text(rect.center(), Align2::CENTER_CENTER, text, font, palette.text);
    }

    /// A line from the selected event down to the calendar.
    pub(super) fn selection_line(&self) {
        let Some(event_idx) = self.marked.event else { return };
        let Some(event) = self.picture.scene.events.get(event_idx) else { return };
        let x = self.picture.scale.x_from_day(event.when.middle());
        if self.picture.plot.x_range().contains(x) {
            let stroke = Stroke::new(1.0, self.mix(self.palette.accent, 0.7));
            self.painter.vline(x, self.picture.plot.y_range(), stroke);
        }
    }

    fn is_shown(&self, round: &RoundSpan) -> bool {
        self.marked.shown_round.as_ref() == Some(&round.id)
    }

    /// A colour thinned towards the surface of the plot.
    fn mix(&self, colour: Color32, strength: f32) -> Color32 {
        self.palette.plot.lerp_to_gamma(colour, strength)
    }

    /// One line of text that ends in an ellipsis where it does not fit.
    fn elided(&self, text: &str, font: FontId, colour: Color32, room: f32) -> std::sync::Arc<egui::Galley> {
        elided(&self.painter, text, font, colour, room)
    }
}

/// The font of small words in the picture.
pub(super) fn small() -> FontId {
    FontId::proportional(10.5)
}

/// One line of text that ends in an ellipsis where it does not fit.
pub(super) fn elided(painter: &Painter, text: &str, font: FontId, colour: Color32, room: f32) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(1.0));
    painter.layout_job(job)
}
