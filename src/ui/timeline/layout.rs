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
use super::silence::Folds;
use super::stacking::{Candidate, LaneSpace, Stacked, stack};
use super::titles::TITLE_HEIGHT;

/// How much smaller the marks of context events are.
const CONTEXT_SIZE: f64 = 0.84;
/// Half the width of the pill that stands for a cluster, in points.
pub(super) const CLUSTER_HALF_WIDTH: f32 = 8.5;

/// Where everything stands, for one zoom and one height.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Layout {
    /// The moment from which positions count, in drawn days.
    pub base: f64,
    /// The zoom that it was made for.
    pub points_per_day: f64,
    /// How the height is divided.
    pub bands: Bands,
    /// The marks, lane by lane, in each by their position.
    pub marks: Vec<Mark>,
    /// The clusters, lane by lane, in each by their position.
    pub clusters: Vec<Cluster>,
}

/// The mark of one event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mark {
    /// Index in [`Scene::events`].
    pub event_idx: usize,
    /// Its middle, in points from the base.
    pub x: f64,
    /// Its middle, in points from the top.
    pub y: f32,
    /// Its radius in points.
    pub radius: f32,
    /// Where a title beside it may begin, in points from the base.
    pub title_x: f64,
    /// How long such a title may be, in points; too short for one where there is no room.
    pub room: f32,
    /// About how long it is, in points; 0 where there is none.
    pub title_length: f32,
    /// The middle of such a title, in points from the top.
    pub title_y: f32,
}

/// Several events that are too near to each other to be drawn one by one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cluster {
    /// Indices in [`Scene::events`], in the order of time.
    pub event_idxs: Vec<usize>,
    /// Its middle, in points from the base.
    pub x: f64,
    /// Its middle, in points from the top.
    pub y: f32,
    /// Half its height in points.
    pub half_height: f32,
}

impl Layout {
    /// Finds the places for a zoom and a height.
    pub(super) fn new(scene: &Scene, folds: &Folds, points_per_day: f64, height: f32) -> Self {
        let n_ceasefire_rows = scene
            .ceasefires
            .iter()
            .map(|c| c.row + 1)
            .max()
            .unwrap_or(0);
        let busiest: Vec<usize> = scene.lanes.iter().map(|lane| lane.n_busiest_day).collect();
        let first_moment = scene.extent.map_or(0.0, |(first, _)| f64::from(first.0));
        let mut layout = Self {
            base: folds.drawn(first_moment),
            points_per_day,
            bands: Bands::new(height, n_ceasefire_rows, &busiest, scene.strips.len()),
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
                .map(|(event_idx, event)| layout.candidate(event_idx, event, folds, space.radius))
                .collect();
            candidates.sort_by(|a, b| a.x.total_cmp(&b.x));
            layout.keep(&space, stack(&space, &candidates));
        }
        layout.make_room(scene, folds);
        layout
    }

    /// A moment in points from the base.
    pub(super) fn position(&self, folds: &Folds, moment: f64) -> f64 {
        (folds.drawn(moment) - self.base) * self.points_per_day
    }

    /// Where a mark is on the screen.
    pub(super) fn mark_x(&self, mark: &Mark, scale: &TimeScale<'_>) -> f32 {
        scale.x_from_drawn(self.base + mark.x / self.points_per_day)
    }

    /// Where the title of a mark begins on the screen.
    pub(super) fn title_x(&self, mark: &Mark, scale: &TimeScale<'_>) -> f32 {
        scale.x_from_drawn(self.base + mark.title_x / self.points_per_day)
    }

    /// Where a cluster is on the screen.
    pub(super) fn cluster_x(&self, cluster: &Cluster, scale: &TimeScale<'_>) -> f32 {
        scale.x_from_drawn(self.base + cluster.x / self.points_per_day)
    }

    fn candidate(
        &self,
        event_idx: usize,
        event: &EventMark,
        folds: &Folds,
        radius: f32,
    ) -> Candidate {
        let radius = f64::from(radius);
        let radius = if event.core {
            radius
        } else {
            radius * CONTEXT_SIZE
        };
        let x = self.position(folds, event.when.middle());
        // It may move within its own exact days, or within the day in whose middle it stands.
        let (first, last) = if event.when.exact {
            (event.when.first(), event.when.last())
        } else {
            let day = event.when.middle().floor();
            (day, day + 1.0)
        };
        Candidate {
            event_idx,
            x,
            least: (self.position(folds, first) + radius).min(x),
            most: (self.position(folds, last) - radius).max(x),
            radius,
        }
    }

    /// Takes over what a lane has become.
    fn keep(&mut self, space: &LaneSpace, stacked: Stacked) {
        let band = space.band;
        let half_title = (TITLE_HEIGHT / 2.0).min(band.span() / 2.0);
        self.marks.extend(stacked.marks.into_iter().map(|mark| {
            let y = space.row_y(mark.row);
            Mark {
                event_idx: mark.candidate.event_idx,
                x: mark.x,
                y,
                #[expect(clippy::cast_possible_truncation, reason = "it was an f32 before")]
                radius: mark.candidate.radius as f32,
                title_x: mark.x,
                room: 0.0,
                title_length: 0.0,
                title_y: y.max(band.min + half_title).min(band.max - half_title),
            }
        }));
        self.clusters
            .extend(stacked.clusters.into_iter().map(|(x, event_idxs)| Cluster {
                event_idxs,
                x,
                y: band.center(),
                half_height: (band.span() / 2.0).min(7.0),
            }));
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
            .map(|(n, day)| {
                event(
                    &format!("E{n}"),
                    &crate::model::date::Day(20_000 + day).to_string(),
                    r#""PAK""#,
                )
            })
            .collect();
        scene(&dossier(&events, ""))
    }

    /// Every event is somewhere, once, and nothing overlaps.
    fn check_no_overlap(scene: &Scene, layout: &Layout) {
        let mut seen: Vec<usize> = layout.marks.iter().map(|mark| mark.event_idx).collect();
        seen.extend(
            layout
                .clusters
                .iter()
                .flat_map(|cluster| cluster.event_idxs.iter().copied()),
        );
        seen.sort_unstable();
        assert_eq!(seen, (0..scene.events.len()).collect::<Vec<_>>());
        for (idx, a) in layout.marks.iter().enumerate() {
            for b in layout.marks.iter().skip(idx + 1) {
                let (dx, dy) = ((a.x - b.x).abs(), f64::from((a.y - b.y).abs()));
                let reach = f64::from(a.radius + b.radius);
                assert!(dx > reach || dy > reach, "{a:?} and {b:?}");
            }
            for cluster in &layout.clusters {
                let dx = (a.x - cluster.x).abs();
                let dy = (a.y - cluster.y).abs();
                assert!(
                    dx > f64::from(a.radius + CLUSTER_HALF_WIDTH)
                        || dy > a.radius + cluster.half_height,
                    "{a:?} and {cluster:?}"
                );
            }
        }
        for (idx, a) in layout.clusters.iter().enumerate() {
            for b in layout.clusters.iter().skip(idx + 1) {
                let apart = (a.x - b.x).abs() > f64::from(2.0 * CLUSTER_HALF_WIDTH);
                assert!(apart || (a.y - b.y).abs() > 1.0, "{a:?} and {b:?}");
            }
            assert!(a.event_idxs.len() >= 2, "{a:?}");
        }
    }

    /// A lone event stands in the middle of its day.
    #[test]
    fn lone_event() {
        let scene = scene_of(&[0, 10]);
        let layout = Layout::new(&scene, Folds::none(), 20.0, 200.0);
        let scale = TimeScale::new(TimeView::new(20_000.0, 20_020.0), 0.0, 400.0);
        assert!((layout.mark_x(&layout.marks[0], &scale) - 10.0).abs() < 1e-3);
        assert!((layout.mark_x(&layout.marks[1], &scale) - 210.0).abs() < 1e-3);
        let radius = layout.marks[0].radius;
        assert!(
            (layout.marks[0].room - (200.0 - 2.0 * radius)).abs() < 1e-3,
            "up to the next mark"
        );
    }

    /// Events of one day stand above each other, then beside each other around its middle.
    #[test]
    fn stacking() {
        let scene = scene_of(&[0, 3, 3, 3, 3, 3]);
        let layout = Layout::new(&scene, Folds::none(), 60.0, 200.0);
        check_no_overlap(&scene, &layout);
        assert!(layout.clusters.is_empty());
        let of_day: Vec<&Mark> = layout.marks.iter().filter(|mark| mark.x > 100.0).collect();
        assert_eq!(of_day.len(), 5);
        assert!(of_day.iter().all(|mark| (180.0..240.0).contains(&mark.x)));
        let lowest = of_day.iter().map(|mark| mark.y).fold(0.0, f32::max);
        let bottom: Vec<_> = of_day.iter().filter(|mark| mark.y > lowest - 0.1).collect();
        assert!(bottom.len() < 5, "more than one row");
        let xs: Vec<f64> = bottom.iter().map(|mark| mark.x).collect();
        assert!(
            (xs.iter().sum::<f64>() / xs.len() as f64 - 210.0).abs() < 0.01,
            "{xs:?}"
        );
    }

    /// Where a day is too narrow for its events, they become a cluster that counts them.
    #[test]
    fn clusters_count() {
        let scene = scene_of(&[0, 40, 40, 40, 40, 40, 40, 40, 40, 40, 90]);
        let layout = Layout::new(&scene, Folds::none(), 8.0, 120.0);
        check_no_overlap(&scene, &layout);
        assert_eq!(layout.clusters.len(), 1);
        assert_eq!(layout.clusters[0].event_idxs, (1..10).collect::<Vec<_>>());
        assert_eq!(layout.marks.len(), 2);
        assert!(
            (layout.clusters[0].x - 40.5 * 8.0).abs() < 20.0,
            "near its day"
        );
    }

    /// Panning moves nothing against anything else: places do not depend on the view.
    #[test]
    fn zoom_alone_decides() {
        let scene = scene_of(&[0, 1, 1, 2, 5, 5, 5, 9]);
        assert_eq!(
            Layout::new(&scene, Folds::none(), 12.0, 200.0),
            Layout::new(&scene, Folds::none(), 12.0, 200.0)
        );
    }

    /// Events of context are drawn smaller, and uncertain dates do not leave their middle day.
    #[test]
    fn candidates() {
        let text =
            event("E1", "1970-02", r#""PAK""#) + &event("E2", "1970-02-14/1970-02-15", r#""PAK""#);
        let scene = scene(&dossier(
            &text.replace("title: \"E2\"", "title: \"E2\", time: \"noon\""),
            "",
        ));
        let layout = Layout::new(&scene, Folds::none(), 40.0, 200.0);
        check_no_overlap(&scene, &layout);
        let month = layout
            .marks
            .iter()
            .find(|mark| scene.events[mark.event_idx].id == "E1")
            .unwrap();
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
            check_no_overlap(&scene, &Layout::new(&scene, Folds::none(), points_per_day, height));
        }
    }
}
