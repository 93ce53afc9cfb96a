//! How much room the titles beside the marks have.
//!
//! A title begins behind its mark and the bar of its date, and ends before the next mark, bar, cluster
//! or title. Where that leaves too little room there is none.

use super::layout::{CLUSTER_HALF_WIDTH, Layout};
use super::scene::Scene;
use super::silence::Folds;
use egui::emath::Rangef;

/// Height of a title, in points.
pub(super) const TITLE_HEIGHT: f32 = 12.0;
/// Length of the shortest title, in points.
pub(super) const LEAST_TITLE: f32 = 76.0;
/// Length of the longest title, in points.
const MAX_TITLE: f32 = 300.0;
/// Least height of a lane with titles, in points.
const LEAST_LANE: f32 = 12.0;
/// About how wide a letter of a title is, in points.
const POINTS_PER_LETTER: f32 = 6.1;

/// What stands in the way of a title: points from the base, points from the top.
#[derive(Clone, Copy, Debug)]
struct Taken {
    left: f64,
    right: f64,
    y: Rangef,
}

impl Layout {
    /// Finds out how far titles may reach: up to the next mark, bar, cluster or title.
    pub(super) fn make_room(&mut self, scene: &Scene, folds: &Folds) {
        if self.bands.lanes.iter().any(|lane| lane.span() < LEAST_LANE) {
            return;
        }
        let mut taken: Vec<Taken> = self
            .clusters
            .iter()
            .map(|cluster| Taken {
                left: cluster.x - f64::from(CLUSTER_HALF_WIDTH),
                right: cluster.x + f64::from(CLUSTER_HALF_WIDTH),
                y: Rangef::point(cluster.y).expand(cluster.half_height),
            })
            .collect();
        for mark in &self.marks {
            taken.push(Taken {
                left: mark.x - f64::from(mark.radius),
                right: mark.x + f64::from(mark.radius),
                y: Rangef::point(mark.y).expand(mark.radius - 1.0),
            });
            let wide = scene
                .events
                .get(mark.event_idx)
                .filter(|event| event.when.is_wide());
            taken.extend(wide.map(|event| Taken {
                left: self.position(folds, event.when.first()),
                right: self.position(folds, event.when.last()),
                y: Rangef::point(mark.y).expand(2.0),
            }));
        }
        // Nothing is written across a fold.
        taken.extend(folds.all().iter().map(|fold| Taken {
            left: self.position(folds, fold.from),
            right: self.position(folds, fold.to),
            y: Rangef::EVERYTHING,
        }));
        taken.sort_by(|a, b| a.left.total_cmp(&b.left));
        // Bars that began before a title may reach under it, the longest from far away.
        let longest = taken
            .iter()
            .map(|taken| taken.right - taken.left)
            .fold(0.0, f64::max);
        let mut order: Vec<usize> = (0..self.marks.len()).collect();
        order.sort_by(|a, b| {
            let x = |idx: &usize| self.marks.get(*idx).map_or(0.0, |mark| mark.x);
            x(a).total_cmp(&x(b))
        });
        let mut titles: Vec<Taken> = Vec::new();
        for idx in order {
            let Some(mark) = self.marks.get(idx).copied() else {
                continue;
            };
            let Some(event) = scene.events.get(mark.event_idx) else {
                continue;
            };
            let own_right = self.position(folds, event.when.last());
            let mut left = mark.x + f64::from(mark.radius);
            if event.when.is_wide() {
                left = left.max(own_right);
            }
            let y = Rangef::point(mark.title_y).expand(TITLE_HEIGHT / 2.0 - 1.0);
            let is_beside = |taken: &&Taken| {
                taken.y.min < y.max && taken.y.max > y.min && taken.right > left + 0.5
            };
            let from = taken.partition_point(|taken| taken.left < left - longest);
            let to = taken.partition_point(|taken| taken.left < left + f64::from(MAX_TITLE));
            let ahead = taken
                .get(from..to)
                .unwrap_or_default()
                .iter()
                .chain(&titles)
                .filter(is_beside);
            let end = ahead
                .map(|taken| taken.left)
                .fold(left + f64::from(MAX_TITLE), f64::min);
            #[expect(
                clippy::cast_possible_truncation,
                reason = "it is at most a few hundred points"
            )]
            let room = (end - left).max(0.0) as f32;
            let letters = event.title.chars().count() as f32;
            let length = (letters * POINTS_PER_LETTER + 8.0).min(room);
            let title_length = if room >= LEAST_TITLE { length } else { 0.0 };
            if let Some(mark) = self.marks.get_mut(idx) {
                mark.title_x = left;
                mark.room = room;
                mark.title_length = title_length;
            }
            if title_length > 0.0 {
                let right = left + f64::from(title_length);
                titles.push(Taken { left, right, y });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::scene::tests::{dossier, event, scene};
    use super::*;

    /// A title never reaches over another mark, a bar, or another title.
    #[test]
    fn titles_have_room() {
        let text = event("E1", "2025-10-01", r#""PAK""#)
            + &event("E2", "2025-10-06/2025-10-07", r#""PAK""#)
            + &event("E3", "2025-10-20", r#""PAK""#)
            + &event("E4", "2025-10-20", r#""PAK""#);
        let scene = scene(&dossier(&text, ""));
        let layout = Layout::new(&scene, Folds::none(), 20.0, 50.0);
        let mark = |id: &str| {
            layout
                .marks
                .iter()
                .find(|mark| scene.events[mark.event_idx].id == id)
                .unwrap()
        };
        let first = mark("E1");
        assert!(
            (f64::from(first.room) + first.title_x - 5.0 * 20.0).abs() < 1e-3,
            "up to the bar"
        );
        assert!(
            (mark("E2").title_x - 7.0 * 20.0).abs() < 1e-3,
            "behind its own bar"
        );
        let rooms = [mark("E3").room, mark("E4").room];
        assert!(
            rooms[0].min(rooms[1]) < LEAST_TITLE,
            "one title of two above each other: {rooms:?}"
        );
        assert!(rooms[0].max(rooms[1]) >= LEAST_TITLE, "{rooms:?}");
    }
}
