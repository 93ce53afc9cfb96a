//! Where the marks of the events stand: in rows of their lane, and in clusters where they are too many.
//!
//! Places are computed for all events, visible or not, in points from the first event; they depend on
//! the zoom and the height but not on what is visible, so that panning only moves them and nothing
//! jumps. Marks stand on the middle of what is known of their date. Where several meet, they go into
//! the next row of the lane, then beside each other within their own days (a day has no finer order
//! that is known), and where there is no room left for that all marks in reach become one cluster that
//! says how many they are.
//!
//! Invariants: no mark overlaps another mark or a cluster; every event is in exactly one mark or cluster.

use super::bands::Bands;
use super::scale::TimeScale;
use super::scene::{EventMark, Scene};
use egui::emath::Rangef;

/// Space between two marks, in points.
const GAP: f32 = 1.5;
/// Largest and smallest radius of a mark, in points.
const RADIUS: Rangef = Rangef {
    min: 3.2,
    max: 5.4,
};
/// How much smaller the marks of context events are.
const CONTEXT_SIZE: f32 = 0.84;
/// Height of a title, in points.
const TITLE_HEIGHT: f32 = 12.0;
/// Most room that a title can use, in points.
const MAX_ROOM: f32 = 300.0;
/// Half the width of the pill that stands for a cluster, in points.
pub const CLUSTER_HALF_WIDTH: f32 = 8.5;

/// Where everything stands, for one zoom and one height.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// The moment from which positions count.
    base: f64,
    /// The zoom that it was made for.
    points_per_day: f64,
    /// How the height is divided.
    pub bands: Bands,
    /// The marks, lane by lane, in each by their position.
    pub marks: Vec<Mark>,
    /// The clusters, lane by lane, in each by their position.
    pub clusters: Vec<Cluster>,
}

/// The mark of one event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Index in [`Scene::events`].
    pub event_idx: usize,
    /// Its middle, in points from the base.
    x: f64,
    /// Its middle, in points from the top.
    pub y: f32,
    /// Its radius in points.
    pub radius: f32,
    /// How far a title beside it may reach to the right, in points from its middle.
    pub room: f32,
    /// The middle of such a title, in points from the top.
    pub title_y: f32,
}

/// Several events that are too near to each other to be drawn one by one.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// Indices in [`Scene::events`], in the order of time.
    pub event_idxs: Vec<usize>,
    /// Its middle, in points from the base.
    x: f64,
    /// Its middle, in points from the top.
    pub y: f32,
    /// Half its height in points.
    pub half_height: f32,
}

/// What one lane has to offer.
#[derive(Clone, Copy, Debug)]
struct LaneSpace {
    band: Rangef,
    radius: f32,
    n_rows: usize,
}

/// A mark that looks for its place.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    event_idx: usize,
    /// Where it would stand.
    x: f64,
    /// How far it may move.
    least: f64,
    most: f64,
    radius: f64,
}

/// A mark that has a place, or none (`row` is `None`).
#[derive(Clone, Copy, Debug)]
struct Placed {
    candidate: Candidate,
    x: f64,
    row: Option<usize>,
}

impl Layout {
    /// Finds the places for a zoom and a height.
    pub fn new(scene: &Scene, points_per_day: f64, height: f32) -> Self {
        let n_ceasefire_rows = scene.ceasefires.iter().map(|c| c.row + 1).max().unwrap_or(0);
        let busiest: Vec<usize> = scene.lanes.iter().map(|lane| lane.n_busiest_day).collect();
        let mut layout = Self {
            base: scene.extent.map_or(0.0, |(first, _)| f64::from(first.0)),
            points_per_day,
            bands: Bands::new(height, n_ceasefire_rows, &busiest),
            marks: Vec::new(),
            clusters: Vec::new(),
        };
        let n_lanes = layout.bands.lanes.len();
        for (lane_idx, band) in layout.bands.lanes.clone().into_iter().enumerate() {
            let in_lane = |event: &EventMark| event.lane_idx.min(n_lanes - 1) == lane_idx;
            let n_busiest = if n_lanes == scene.lanes.len() {
                busiest.get(lane_idx).copied().unwrap_or(1)
            } else {
                busiest.iter().copied().max().unwrap_or(1)
            };
            let space = LaneSpace::new(band, n_busiest);
            let mut candidates: Vec<Candidate> = scene
                .events
                .iter()
                .enumerate()
                .filter(|(_, event)| in_lane(event))
                .map(|(event_idx, event)| layout.candidate(event_idx, event, space.radius))
                .collect();
            candidates.sort_by(|a, b| a.x.total_cmp(&b.x));
            layout.place(&space, &candidates);
        }
        layout
    }

    /// The zoom that it was made for, in points a day.
    pub fn points_per_day(&self) -> f64 {
        self.points_per_day
    }

    /// Where a mark is on the screen.
    pub fn mark_x(&self, mark: &Mark, scale: &TimeScale) -> f32 {
        scale.x_from_day(self.base + mark.x / self.points_per_day)
    }

    /// Where a cluster is on the screen.
    pub fn cluster_x(&self, cluster: &Cluster, scale: &TimeScale) -> f32 {
        scale.x_from_day(self.base + cluster.x / self.points_per_day)
    }

    fn candidate(&self, event_idx: usize, event: &EventMark, radius: f32) -> Candidate {
        let position = |moment: f64| (moment - self.base) * self.points_per_day;
        let radius = f64::from(radius) * if event.core { 1.0 } else { f64::from(CONTEXT_SIZE) };
        let x = position(event.when.middle());
        // It may move within the day in whose middle it stands, or within its own exact days.
        let (first, last) = if event.when.exact {
            (event.when.first(), event.when.last())
        } else {
            let day = event.when.middle().floor();
            (day, day + 1.0)
        };
        Candidate {
            event_idx,
            x,
            least: (position(first) + radius).min(x),
            most: (position(last) - radius).max(x),
            radius,
        }
    }

    /// Gives the candidates of a lane, in the order of time, their places.
    fn place(&mut self, space: &LaneSpace, candidates: &[Candidate]) {
        let gap = f64::from(GAP);
        // The right edge of the last mark of each row.
        let mut taken = vec![f64::NEG_INFINITY; space.n_rows];
        let mut placed: Vec<Placed> = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let nearest = |edge: &f64| candidate.x.max(edge + gap + candidate.radius);
            let best = taken
                .iter()
                .map(nearest)
                .enumerate()
                .filter(|(_, x)| *x <= candidate.most)
                .min_by(|(_, a), (_, b)| a.total_cmp(b));
            if let Some((row, x)) = best {
                if let Some(edge) = taken.get_mut(row) {
                    *edge = x + candidate.radius;
                }
                placed.push(Placed { candidate: *candidate, x, row: Some(row) });
            } else {
                placed.push(Placed { candidate: *candidate, x: candidate.x, row: None });
            }
        }
        spread(&mut placed, space.n_rows);
        self.cluster(space, &mut placed);
        self.keep(space, &placed);
    }

    /// Makes clusters of what found no place and of all that stands in the same stretch of the lane;
    /// takes those marks out of `placed`.
    fn cluster(&mut self, space: &LaneSpace, placed: &mut Vec<Placed>) {
        // A pill in the middle of a stretch this long cannot touch a mark that belongs to another.
        let stretch = f64::from(2.0 * (CLUSTER_HALF_WIDTH + space.radius + GAP));
        let stretch_of = |mark: &Placed| (mark.x / stretch).floor();
        let mut idx = 0;
        let mut clusters: Vec<(f64, Vec<Placed>)> = Vec::new();
        let mut kept: Vec<Placed> = Vec::with_capacity(placed.len());
        placed.sort_by(|a, b| a.x.total_cmp(&b.x));
        while let Some(first) = placed.get(idx) {
            let number = stretch_of(first);
            let n_marks = placed.iter().skip(idx).take_while(|mark| stretch_of(mark) <= number).count();
            let group = placed.get(idx..idx + n_marks).unwrap_or_default();
            idx += n_marks.max(1);
            if group.iter().all(|mark| mark.row.is_some()) {
                kept.extend_from_slice(group);
                continue;
            }
            let mut members = group.to_vec();
            if members.len() == 1 {
                // What it collided with stands just beyond the border, to the left.
                match (kept.pop(), clusters.last_mut()) {
                    (Some(before), Some((earlier, others))) if *earlier * stretch > before.x => {
                        kept.push(before);
                        others.append(&mut members);
                    }
                    (Some(before), _) => members.insert(0, before),
                    (None, Some((_, others))) => others.append(&mut members),
                    (None, None) => {}
                }
            }
            if !members.is_empty() {
                clusters.push((number, members));
            }
        }
        *placed = kept;
        for (number, members) in clusters {
            let mut event_idxs: Vec<usize> = members.iter().map(|mark| mark.candidate.event_idx).collect();
            event_idxs.sort_unstable();
            self.clusters.push(Cluster {
                event_idxs,
                x: (number + 0.5) * stretch,
                y: space.band.center(),
                half_height: (space.band.span() / 2.0).min(7.0),
            });
        }
    }

    fn keep(&mut self, space: &LaneSpace, placed: &[Placed]) {
        let first = self.marks.len();
        for mark in placed {
            let Some(row) = mark.row else { continue };
            let y = space.row_y(row);
            let half_title = (TITLE_HEIGHT / 2.0).min(space.band.span() / 2.0);
            self.marks.push(Mark {
                event_idx: mark.candidate.event_idx,
                x: mark.x,
                y,
                #[expect(clippy::cast_possible_truncation, reason = "it was an f32 before")]
                radius: mark.candidate.radius as f32,
                room: 0.0,
                title_y: y.clamp(space.band.min + half_title, space.band.max - half_title),
            });
        }
        let marks = self.marks.get_mut(first..).unwrap_or_default();
        marks.sort_by(|a, b| a.x.total_cmp(&b.x));
        // From the right: the next mark in the way of the title, or the next cluster, ends its room.
        let mut clusters = self.clusters.iter().rev().filter(|cluster| space.band.contains(cluster.y)).peekable();
        let mut next_cluster = f64::INFINITY;
        for idx in (0..marks.len()).rev() {
            let Some((mark, others)) = marks.get_mut(idx..).and_then(<[Mark]>::split_first_mut) else { continue };
            while let Some(cluster) = clusters.next_if(|cluster| cluster.x > mark.x) {
                next_cluster = cluster.x - f64::from(CLUSTER_HALF_WIDTH);
            }
            let in_the_way = |other: &&Mark| (other.y - mark.title_y).abs() < TITLE_HEIGHT / 2.0 + other.radius - 1.0;
            // What is farther than a title can be does not matter.
            let near = others.iter().take_while(|other| other.x - mark.x < f64::from(MAX_ROOM));
            let next = near.filter(in_the_way).map(|other| other.x - f64::from(other.radius)).fold(f64::INFINITY, f64::min);
            let room = (next.min(next_cluster) - mark.x).min(f64::from(MAX_ROOM));
            #[expect(clippy::cast_possible_truncation, reason = "it is at most a few hundred points")]
            let room = room as f32;
            mark.room = room;
        }
    }
}

/// Moves marks that stand beside each other because they share their day, so that the middle of the
/// group is the middle of the day, as far as their neighbours leave room.
fn spread(placed: &mut [Placed], n_rows: usize) {
    for row in 0..n_rows {
        let mut idxs: Vec<usize> = (0..placed.len())
            .filter(|idx| placed.get(*idx).is_some_and(|mark| mark.row == Some(row)))
            .collect();
        idxs.sort_by(|a, b| {
            let x = |idx: &usize| placed.get(*idx).map_or(0.0, |mark| mark.x);
            x(a).total_cmp(&x(b))
        });
        let mut free_from = f64::NEG_INFINITY;
        let mut start = 0;
        while let Some(first) = idxs.get(start).and_then(|idx| placed.get(*idx)).copied() {
            let same_day = |idx: &&usize| {
                placed.get(**idx).is_some_and(|mark| (mark.candidate.x - first.candidate.x).abs() < 1e-6)
            };
            let n_marks = idxs.iter().skip(start).take_while(same_day).count().max(1);
            let group = idxs.get(start..start + n_marks).unwrap_or_default().to_vec();
            let last_x = group.last().and_then(|idx| placed.get(*idx)).map_or(first.x, |mark| mark.x);
            let wanted = f64::midpoint(first.x, last_x) - first.candidate.x;
            let least = (free_from + f64::from(GAP) + first.candidate.radius).max(first.candidate.least);
            let shift = wanted.min(first.x - least).max(0.0);
            for idx in group {
                if let Some(mark) = placed.get_mut(idx) {
                    mark.x -= shift;
                    free_from = mark.x + mark.candidate.radius;
                }
            }
            start += n_marks;
        }
    }
}

impl LaneSpace {
    /// Rows for the busiest day, in marks as large as they can be.
    fn new(band: Rangef, n_busiest: usize) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few rows, and never less than none"
        )]
        let most_rows = ((band.span() + GAP) / (2.0 * RADIUS.min + GAP)).floor() as usize;
        let n_rows = n_busiest.clamp(1, 4).min(most_rows).max(1);
        let radius = ((band.span() + GAP) / n_rows as f32 - GAP) / 2.0;
        let radius = RADIUS.clamp(radius);
        // Small rows may leave room for more of them.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few rows, and never less than none"
        )]
        let n_rows = (((band.span() + GAP) / (2.0 * radius + GAP)).floor() as usize).max(1);
        Self { band, radius, n_rows }
    }

    /// The middle of a row; the first row is the lowest one.
    fn row_y(&self, row: usize) -> f32 {
        let pitch = 2.0 * self.radius + GAP;
        // All rows together stand in the middle of the lane.
        let height = pitch * self.n_rows as f32 - GAP;
        let bottom = self.band.center() + height / 2.0;
        bottom - self.radius - pitch * row as f32
    }
}

#[cfg(test)]
mod tests {
    use super::super::scale::TimeView;
    use super::super::scene::tests::{dossier, event, scene};
    use super::*;
    use proptest::prelude::*;

    fn scene_of(days: &[i32]) -> Scene {
        let events: String = days
            .iter()
            .enumerate()
            .map(|(n, day)| event(&format!("E{n}"), &crate::model::date::Day(20_000 + day).to_string(), r#""PAK""#))
            .collect();
        scene(&dossier(&events, ""))
    }

    /// Every event is somewhere, once, and nothing overlaps.
    fn check_no_overlap(scene: &Scene, layout: &Layout) {
        let mut seen: Vec<usize> = layout.marks.iter().map(|mark| mark.event_idx).collect();
        seen.extend(layout.clusters.iter().flat_map(|cluster| cluster.event_idxs.iter().copied()));
        seen.sort_unstable();
        assert_eq!(seen, (0..scene.events.len()).collect::<Vec<_>>());
        for (idx, a) in layout.marks.iter().enumerate() {
            for b in layout.marks.iter().skip(idx + 1) {
                let (dx, dy) = ((a.x - b.x).abs() as f32, (a.y - b.y).abs());
                let reach = a.radius + b.radius;
                assert!(dx > reach || dy > reach, "{a:?} and {b:?}");
            }
            for cluster in &layout.clusters {
                let dx = (a.x - cluster.x).abs() as f32;
                let dy = (a.y - cluster.y).abs();
                assert!(
                    dx > a.radius + CLUSTER_HALF_WIDTH || dy > a.radius + cluster.half_height,
                    "{a:?} and {cluster:?}"
                );
            }
        }
        for (idx, a) in layout.clusters.iter().enumerate() {
            for b in layout.clusters.iter().skip(idx + 1) {
                let apart = (a.x - b.x).abs() as f32 > 2.0 * CLUSTER_HALF_WIDTH;
                assert!(apart || (a.y - b.y).abs() > 1.0, "{a:?} and {b:?}");
            }
            assert!(a.event_idxs.len() >= 2, "{a:?}");
        }
    }

    /// A lone event stands in the middle of its day.
    #[test]
    fn lone_event() {
        let scene = scene_of(&[0, 10]);
        let layout = Layout::new(&scene, 20.0, 200.0);
        let scale = TimeScale::new(TimeView::new(20_000.0, 20_020.0), 0.0, 400.0);
        assert!((layout.mark_x(&layout.marks[0], &scale) - 10.0).abs() < 1e-3);
        assert!((layout.mark_x(&layout.marks[1], &scale) - 210.0).abs() < 1e-3);
        assert!((layout.marks[0].room - (200.0 - layout.marks[1].radius)).abs() < 1e-3);
    }

    /// Events of one day stand above each other, then beside each other around its middle.
    #[test]
    fn stacking() {
        let scene = scene_of(&[0, 3, 3, 3, 3, 3]);
        let layout = Layout::new(&scene, 60.0, 200.0);
        check_no_overlap(&scene, &layout);
        assert!(layout.clusters.is_empty());
        let of_day: Vec<&Mark> = layout.marks.iter().filter(|mark| mark.x > 100.0).collect();
        assert_eq!(of_day.len(), 5);
        assert!(of_day.iter().all(|mark| (180.0..240.0).contains(&mark.x)));
        let rows: std::collections::BTreeSet<i32> = of_day.iter().map(|mark| mark.y as i32).collect();
        assert!(rows.len() > 1, "more than one row");
        let mean = of_day.iter().filter(|mark| mark.y as i32 == rows.last().copied().unwrap());
        let xs: Vec<f64> = mean.map(|mark| mark.x).collect();
        assert!((xs.iter().sum::<f64>() / xs.len() as f64 - 210.0).abs() < 0.01, "{xs:?}");
    }

    /// Where a day is too narrow for its events, they become a cluster that counts them.
    #[test]
    fn clusters_count() {
        let scene = scene_of(&[0, 40, 40, 40, 40, 40, 40, 40, 40, 40, 90]);
        let layout = Layout::new(&scene, 8.0, 120.0);
        check_no_overlap(&scene, &layout);
        assert_eq!(layout.clusters.len(), 1);
        assert_eq!(layout.clusters[0].event_idxs, (1..10).collect::<Vec<_>>());
        assert_eq!(layout.marks.len(), 2);
        assert!((layout.clusters[0].x - 40.5 * 8.0).abs() < 20.0, "near its day");
    }

    /// Panning moves nothing against anything else: places do not depend on the view.
    #[test]
    fn zoom_alone_decides() {
        let scene = scene_of(&[0, 1, 1, 2, 5, 5, 5, 9]);
        assert_eq!(Layout::new(&scene, 12.0, 200.0), Layout::new(&scene, 12.0, 200.0));
    }

    /// Events of context are drawn smaller, and uncertain dates do not leave their middle day.
    #[test]
    fn candidates() {
        let text = event("E1", "1970-02", r#""PAK""#) + &event("E2", "1970-02-14/1970-02-15", r#""PAK""#);
        let scene = scene(&dossier(&text.replace("title: \"E2\"", "title: \"E2\", time: \"noon\""), ""));
        let layout = Layout::new(&scene, 40.0, 200.0);
        check_no_overlap(&scene, &layout);
        let month = layout.marks.iter().find(|mark| scene.events[mark.event_idx].id == "E1").unwrap();
        assert!((month.x - 14.0 * 40.0).abs() < 20.0 + 1e-6, "{month:?}");
    }

    proptest! {
        /// Whatever falls on whatever days, at every zoom and height: all are there, nothing overlaps.
        #[test]
        fn never_overlaps(
            days in prop::collection::vec(0..60_i32, 1..60),
            points_per_day in prop::sample::select(vec![0.1, 1.0, 4.0, 11.0, 18.0, 50.0, 300.0]),
            height in prop::sample::select(vec![70.0_f32, 120.0, 200.0, 360.0]),
        ) {
            let scene = scene_of(&days);
            check_no_overlap(&scene, &Layout::new(&scene, points_per_day, height));
        }
    }
}
