//! The picture of one frame: where everything is on the screen, and what lies under a point.
//!
//! Painting and pointing use the same rectangles, so that what is drawn is what is hit.

use super::layout::{CLUSTER_HALF_WIDTH, Cluster, Layout, Mark};
use super::periods::{CeasefireSpan, RoundSpan};
use super::scale::{TimeScale, day_at};
use super::scene::Scene;
use super::titles::TITLE_HEIGHT;
use super::when::When;
use crate::model::date::Day;
use egui::emath::Rangef;
use egui::{Pos2, Rect, pos2};

/// How far from a mark the pointer still hits it, in points.
const REACH: f32 = 5.0;
/// Length of what is drawn for an end of which nothing is known, in points.
pub(super) const OPEN_END: f32 = 26.0;
/// Least width of a title that is cut off by the edge of the picture, in points.
const LEAST_CUT_TITLE: f32 = 40.0;
/// Least width of a span, so that it can be seen and hit, in points.
const LEAST_SPAN: f32 = 3.0;

/// Everything of one frame, laid over the screen.
#[derive(Clone, Copy)]
pub(super) struct Picture<'a> {
    /// What can be drawn.
    pub scene: &'a Scene,
    /// Where the marks stand.
    pub layout: &'a Layout,
    /// Days to points.
    pub scale: TimeScale<'a>,
    /// The area of the plot.
    pub plot: Rect,
}

/// What lies under the pointer; numbers are indices in the scene or, for clusters, in the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// An event.
    Event(usize),
    /// Several events.
    Cluster(usize),
    /// A round.
    Round(usize),
    /// A ceasefire.
    Ceasefire(usize),
    /// A mark of the analyst.
    Note(usize),
    /// A day of a strip of background data.
    Track(usize, Day),
    /// A day of the curve.
    Curve(Day),
    /// A folded silence.
    Fold(usize),
}

/// The bar of a date that is wider than its mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bar {
    /// Its left and right end in points.
    pub x: Rangef,
    /// The part of it that is certain.
    pub sure: Option<Rangef>,
    /// Whether its left end is open or unknown.
    pub open_start: bool,
    /// Whether its right end is open or unknown.
    pub open_end: bool,
}

impl Picture<'_> {
    /// A band of the layout on the screen.
    pub(super) fn band(&self, band: Rangef) -> Rangef {
        Rangef::new(self.plot.top() + band.min, self.plot.top() + band.max)
    }

    /// The middle of a mark.
    pub(super) fn mark_pos(&self, mark: &Mark) -> Pos2 {
        pos2(
            self.layout.mark_x(mark, &self.scale),
            self.plot.top() + mark.y,
        )
    }

    /// Where the title of a mark stands, about; `None` where there is no room for it.
    pub(super) fn title_rect(&self, mark: &Mark) -> Option<Rect> {
        let left = self.layout.title_x(mark, &self.scale) + 4.0;
        let middle = self.plot.top() + mark.title_y;
        let width = mark.title_length.min(mark.room - 4.0) - 4.0;
        let right = (left + width).min(self.plot.right() - 3.0);
        let y = Rangef::point(middle).expand(TITLE_HEIGHT / 2.0);
        let is_there = mark.title_length > 0.0 && right - left > LEAST_CUT_TITLE;
        is_there.then(|| Rect::from_x_y_ranges(Rangef::new(left, right), y))
    }

    /// The pill of a cluster.
    pub(super) fn cluster_rect(&self, cluster: &Cluster) -> Rect {
        let middle = pos2(
            self.layout.cluster_x(cluster, &self.scale),
            self.plot.top() + cluster.y,
        );
        Rect::from_center_size(
            middle,
            egui::vec2(2.0 * CLUSTER_HALF_WIDTH, 2.0 * cluster.half_height),
        )
    }

    /// Left and right end of a date on the screen; open ends reach a little beyond what is known.
    pub(super) fn bar(&self, when: When) -> Bar {
        let x = |moment: f64| self.scale.x_from_day(moment);
        let start = when.from.map(x);
        let end = when.to.map(x);
        let (left, right) = match (start, end) {
            (Some(left), Some(right)) => (left, right),
            (Some(left), None) => (left, x(when.last()) + OPEN_END),
            (None, Some(right)) => (x(when.first()) - OPEN_END, right),
            (None, None) => (x(when.first()), x(when.last())),
        };
        Bar {
            x: Rangef::new(left, right),
            sure: when.sure.map(|(from, to)| Rangef::new(x(from), x(to))),
            open_start: start.is_none(),
            open_end: end.is_none(),
        }
    }

    /// The span of a round in its band.
    pub(super) fn round_rect(&self, round: &RoundSpan) -> Rect {
        let x = self.bar(round.when).x;
        let x = Rangef::new(x.min, x.max.max(x.min + LEAST_SPAN));
        Rect::from_x_y_ranges(x, self.band(self.layout.bands.rounds))
    }

    /// The bar of a ceasefire in its row. Without an end it reaches to the data cut-off, or to where
    /// the last thing is known to have happened, because nobody has said that it ended.
    pub(super) fn ceasefire_rect(&self, ceasefire: &CeasefireSpan) -> Rect {
        let bar = self.bar(ceasefire.when);
        let known = self
            .scene
            .cutoff
            .or(self.scene.extent.map(|(_, last)| last));
        let mut x = Rangef::new(bar.x.min, bar.x.max.max(bar.x.min + LEAST_SPAN));
        if bar.open_end
            && let Some(day) = known
        {
            x.max = x.max.max(self.scale.x_from_day(f64::from(day.0) + 1.0));
        }
        let row = self
            .layout
            .bands
            .ceasefire(ceasefire.row)
            .unwrap_or(self.layout.bands.rounds);
        Rect::from_x_y_ranges(x, self.band(row))
    }

    /// Whether any part of a rectangle is in the plot.
    pub(super) fn is_visible(&self, rect: Rect) -> bool {
        rect.right() >= self.plot.left() && rect.left() <= self.plot.right()
    }

    /// What lies under a point: the nearest mark in reach, else a bar, else a span, else the curve.
    pub(super) fn target_at(&self, pos: Pos2) -> Option<Target> {
        if !self.plot.contains(pos) {
            return None;
        }
        let above = self.fold_at(pos).or_else(|| self.note_at(pos));
        if let Some(target) = above.or_else(|| self.strip_at(pos)) {
            return Some(target);
        }
        let bands = &self.layout.bands;
        if self.band(bands.curve).min - 3.0 <= pos.y {
            return Some(Target::Curve(day_at(self.scale.day_from_x(pos.x))));
        }
        if self.band(bands.rounds).contains(pos.y) {
            let round = |round: &RoundSpan| {
                self.round_rect(round)
                    .expand2(egui::vec2(2.0, 0.0))
                    .contains(pos)
            };
            return self.scene.rounds.iter().rposition(round).map(Target::Round);
        }
        let ceasefire = |span: &CeasefireSpan| self.ceasefire_rect(span).contains(pos);
        self.mark_at(pos).or_else(|| {
            self.scene
                .ceasefires
                .iter()
                .rposition(ceasefire)
                .map(Target::Ceasefire)
        })
    }

    /// The mark or cluster nearest to a point, or the bar under it.
    fn mark_at(&self, pos: Pos2) -> Option<Target> {
        let marks = self.layout.marks.iter().map(|mark| {
            let far = self.mark_pos(mark).distance(pos) - mark.radius;
            (far, Target::Event(mark.event_idx))
        });
        let clusters = self
            .layout
            .clusters
            .iter()
            .enumerate()
            .map(|(idx, cluster)| {
                (
                    self.cluster_rect(cluster).distance_to_pos(pos),
                    Target::Cluster(idx),
                )
            });
        let nearest = marks
            .chain(clusters)
            .filter(|(far, _)| *far <= REACH)
            .min_by(|(a, _), (b, _)| a.total_cmp(b));
        if let Some((_, target)) = nearest {
            return Some(target);
        }
        let on_bar = self.layout.marks.iter().find(|mark| {
            let Some(event) = self.scene.events.get(mark.event_idx) else {
                return false;
            };
            (self.mark_pos(mark).y - pos.y).abs() <= mark.radius
                && self.bar(event.when).x.contains(pos.x)
        });
        let on_title = || {
            let hit = |mark: &&Mark| self.title_rect(mark).is_some_and(|rect| rect.contains(pos));
            self.layout.marks.iter().find(hit)
        };
        on_bar
            .or_else(on_title)
            .map(|mark| Target::Event(mark.event_idx))
    }

    /// Number of events that lie before and after what is visible.
    pub(super) fn n_outside(&self) -> (usize, usize) {
        let view = self.scale.view();
        let before = self
            .scene
            .events
            .iter()
            .filter(|event| event.when.last() <= view.start())
            .count();
        let after = self
            .scene
            .events
            .iter()
            .filter(|event| event.when.first() >= view.end())
            .count();
        (before, after)
    }
}

#[cfg(test)]
mod tests {
    use super::super::scale::TimeView;
    use super::super::scene::tests::{dossier, event, scene};
    use super::*;

    fn with_picture(check: impl FnOnce(&Picture<'_>)) {
        let events = event("E1", "2025-10-18", r#""PAK""#)
            + &event("E2", "2025-10-25/2025-10-28", r#""PAK""#)
            + &event("E3", "2025-11-20", r#""PAK""#);
        let more = r#"rounds: [(id: "R1", ordinal: 1, name: "Doha", when: (dates: "2025-10-18/2025-10-19"),
            outcome: (kind: CeasefireOrRenewal))], cutoff: Some("2025-11-20"),
            ceasefires: [(id: "CF", name: "Truce", dates: "2025-10-19/..")],"#;
        let scene = scene(&dossier(&events, more));
        let start = f64::from(Day::parse("2025-10-10").unwrap().0);
        let plot = Rect::from_min_size(pos2(100.0, 50.0), egui::vec2(600.0, 200.0));
        let scale = TimeScale::new(
            TimeView::new(start, start + 30.0),
            plot.left(),
            plot.right(),
        );
        let layout = Layout::new(&scene, scale.folds(), scale.points_per_day(), plot.height());
        check(&Picture {
            scene: &scene,
            layout: &layout,
            scale,
            plot,
        });
    }

    /// What is pointed at is what is drawn there.
    #[test]
    fn targets() {
        with_picture(|picture| {
            let first = picture.mark_pos(&picture.layout.marks[0]);
            assert_eq!(picture.target_at(first), Some(Target::Event(0)));
            assert_eq!(
                picture.target_at(first + egui::vec2(7.0, 0.0)),
                Some(Target::Event(0))
            );
            let round = picture.round_rect(&picture.scene.rounds[0]);
            assert!((round.width() - 40.0).abs() < 0.01);
            assert_eq!(picture.target_at(round.center()), Some(Target::Round(0)));
            let truce = picture.ceasefire_rect(&picture.scene.ceasefires[0]);
            assert_eq!(
                picture.target_at(pos2(620.0, truce.center().y)),
                Some(Target::Ceasefire(0))
            );
            assert_eq!(picture.target_at(pos2(150.0, truce.center().y)), None);
            let curve = picture.target_at(pos2(100.0 + 45.0, 240.0));
            assert_eq!(
                curve,
                Some(Target::Curve(Day::parse("2025-10-12").unwrap()))
            );
            assert_eq!(picture.target_at(pos2(99.0, 100.0)), None);
        });
    }

    /// An interval is hit along its whole length, and drawn as long as it is.
    #[test]
    fn bars_are_as_wide_as_their_dates() {
        with_picture(|picture| {
            let mark = &picture.layout.marks[1];
            let bar = picture.bar(picture.scene.events[1].when);
            assert!((bar.x.span() - 80.0).abs() < 0.01);
            let at_end = pos2(bar.x.max - 2.0, picture.mark_pos(mark).y);
            assert_eq!(picture.target_at(at_end), Some(Target::Event(1)));
            let truce = picture.bar(picture.scene.ceasefires[0].when);
            assert!(truce.open_end && !truce.open_start);
        });
    }

    /// What lies outside is counted, not forgotten.
    #[test]
    fn counts_what_is_outside() {
        with_picture(|picture| assert_eq!(picture.n_outside(), (0, 1)));
    }
}
