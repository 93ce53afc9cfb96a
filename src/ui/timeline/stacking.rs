//! Puts the marks of one lane into rows, and those that find no place into clusters.
//!
//! Rows fill from the bottom. A mark stands where its date is; where that is taken in every row it may
//! move within its own days, and where that does not help either it becomes part of a cluster, together
//! with all that stands in the same stretch of the lane. Stretches lie on a grid of their own, so that
//! clusters do not depend on what is visible.

use super::layout::CLUSTER_HALF_WIDTH;
use egui::emath::Rangef;

/// Space between two marks, in points.
const GAP: f32 = 1.5;
/// Largest and smallest radius of a mark, in points.
const RADIUS: Rangef = Rangef { min: 3.2, max: 5.4 };
/// Most rows of a lane.
const MAX_ROWS: usize = 4;

/// What one lane has to offer.
#[derive(Clone, Copy, Debug)]
pub(super) struct LaneSpace {
    /// The lane, in points from the top of the picture.
    pub band: Rangef,
    /// The radius of its marks in points.
    pub radius: f32,
    n_rows: usize,
}

/// A mark that looks for its place. All in points from a common base.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Index of the event.
    pub event_idx: usize,
    /// Where it would stand.
    pub x: f64,
    /// The leftmost place to which it may move.
    pub least: f64,
    /// The rightmost place to which it may move.
    pub most: f64,
    /// Its radius.
    pub radius: f64,
}

/// A mark that has a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    /// The mark.
    pub candidate: Candidate,
    /// Its middle, in points from the base.
    pub x: f64,
    /// Its row, counted from the bottom.
    pub row: usize,
}

/// What a lane has become.
#[derive(Clone, Debug, Default)]
pub(super) struct Stacked {
    /// The marks, from left to right.
    pub marks: Vec<Placed>,
    /// The clusters, from left to right: their middle and the indices of their events in order.
    pub clusters: Vec<(f64, Vec<usize>)>,
}

/// Finds places for candidates that are in the order of their `x`.
pub(super) fn stack(space: &LaneSpace, candidates: &[Candidate]) -> Stacked {
    // The right edge of the last mark of each row.
    let mut edges = vec![f64::NEG_INFINITY; space.n_rows];
    let mut placed: Vec<Placed> = Vec::with_capacity(candidates.len());
    let mut homeless: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let best = edges
            .iter()
            .map(|edge| candidate.x.max(edge + f64::from(GAP) + candidate.radius))
            .enumerate()
            .filter(|(_, x)| *x <= candidate.most)
            .min_by(|(_, a), (_, b)| a.total_cmp(b));
        if let Some((row, x)) = best {
            if let Some(edge) = edges.get_mut(row) {
                *edge = x + candidate.radius;
            }
            placed.push(Placed {
                candidate: *candidate,
                x,
                row,
            });
        } else {
            homeless.push(*candidate);
        }
    }
    spread(&mut placed, space.n_rows);
    placed.sort_by(|a, b| a.x.total_cmp(&b.x));
    cluster(space, placed, &homeless)
}

/// Makes clusters of what found no place and of all that stands in the same stretch of the lane.
fn cluster(space: &LaneSpace, placed: Vec<Placed>, homeless: &[Candidate]) -> Stacked {
    // A pill in the middle of a stretch this long cannot touch a mark that belongs to another one.
    let stretch = f64::from(2.0 * (CLUSTER_HALF_WIDTH + space.radius + GAP));
    let stretch_of = |x: f64| (x / stretch).floor();
    let mut numbers: Vec<f64> = homeless.iter().map(|mark| stretch_of(mark.x)).collect();
    numbers.dedup();
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); numbers.len()];
    let mut join = |number: f64, event_idx: usize| {
        let found = numbers.binary_search_by(|other| other.total_cmp(&number));
        let cluster = found.ok().and_then(|idx| members.get_mut(idx));
        cluster.map(|cluster| cluster.push(event_idx)).is_some()
    };
    for mark in homeless {
        join(stretch_of(mark.x), mark.event_idx);
    }
    let mut marks = placed;
    marks.retain(|mark| !join(stretch_of(mark.x), mark.candidate.event_idx));
    let mut clusters: Vec<(f64, Vec<usize>)> = numbers
        .iter()
        .map(|number| (number + 0.5) * stretch)
        .zip(members)
        .collect();
    join_singles(&mut clusters, &mut marks);
    for (_, event_idxs) in &mut clusters {
        event_idxs.sort_unstable();
    }
    Stacked { marks, clusters }
}

/// One alone is no cluster: it takes in what it collided with, which stands beyond the border of its
/// stretch, or joins it where that is a cluster by now.
fn join_singles(clusters: &mut Vec<(f64, Vec<usize>)>, marks: &mut Vec<Placed>) {
    let mut idx = 0;
    while let Some((middle, event_idxs)) = clusters.get(idx) {
        if event_idxs.len() > 1 {
            idx += 1;
            continue;
        }
        let middle = *middle;
        let far = |x: f64| (x - middle).abs();
        let mark = marks
            .iter()
            .enumerate()
            .min_by(|(_, a), (_, b)| far(a.x).total_cmp(&far(b.x)));
        let mark = mark.map(|(mark_idx, mark)| (mark_idx, far(mark.x)));
        let beside = [idx.wrapping_sub(1), idx + 1]
            .into_iter()
            .filter_map(|beside| {
                let (other, _) = clusters.get(beside)?;
                Some((beside, far(*other)))
            });
        let cluster = beside.min_by(|(_, a), (_, b)| a.total_cmp(b));
        match (mark, cluster) {
            (Some((mark_idx, far)), cluster) if cluster.is_none_or(|(_, other)| far <= other) => {
                let taken = marks.remove(mark_idx);
                if let Some((_, event_idxs)) = clusters.get_mut(idx) {
                    event_idxs.push(taken.candidate.event_idx);
                }
                idx += 1;
            }
            (_, Some((beside, _))) => {
                let (_, mut single) = clusters.remove(idx);
                // Those behind it have moved one place to the front.
                let beside = if beside > idx { beside - 1 } else { beside };
                if let Some((_, event_idxs)) = clusters.get_mut(beside) {
                    event_idxs.append(&mut single);
                }
            }
            _ => idx += 1,
        }
    }
}

/// Moves marks that stand beside each other because they share their day, so that the middle of the
/// group is the middle of the day, as far as their neighbours leave room.
fn spread(placed: &mut [Placed], n_rows: usize) {
    for row in 0..n_rows {
        let mut idxs: Vec<usize> = (0..placed.len())
            .filter(|idx| placed.get(*idx).is_some_and(|mark| mark.row == row))
            .collect();
        idxs.sort_by(|a, b| {
            let x = |idx: &usize| placed.get(*idx).map_or(0.0, |mark| mark.x);
            x(a).total_cmp(&x(b))
        });
        let mut free_from = f64::NEG_INFINITY;
        let mut start = 0;
        while let Some(first) = idxs.get(start).and_then(|idx| placed.get(*idx)).copied() {
            let same_day = |idx: &&usize| {
                placed
                    .get(**idx)
                    .is_some_and(|mark| (mark.candidate.x - first.candidate.x).abs() < 1e-6)
            };
            let n_marks = idxs.iter().skip(start).take_while(same_day).count().max(1);
            let group = idxs
                .get(start..start + n_marks)
                .unwrap_or_default()
                .to_vec();
            let last_x = group
                .last()
                .and_then(|idx| placed.get(*idx))
                .map_or(first.x, |mark| mark.x);
            let wanted = f64::midpoint(first.x, last_x) - first.candidate.x;
            let least =
                (free_from + f64::from(GAP) + first.candidate.radius).max(first.candidate.least);
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
    pub(super) fn new(band: Rangef, n_busiest: usize) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few rows, and never less than none"
        )]
        let most_rows = ((band.span() + GAP) / (2.0 * RADIUS.min + GAP)).floor() as usize;
        let n_rows = n_busiest.clamp(1, MAX_ROWS).min(most_rows).max(1);
        let radius = ((band.span() + GAP) / n_rows as f32 - GAP) / 2.0;
        let radius = RADIUS.clamp(radius);
        // Small rows may leave room for more of them.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few rows, and never less than none"
        )]
        let n_rows = (((band.span() + GAP) / (2.0 * radius + GAP)).floor() as usize).max(1);
        Self {
            band,
            radius,
            n_rows,
        }
    }

    /// The middle of a row; the first row is the lowest one.
    pub(super) fn row_y(&self, row: usize) -> f32 {
        let pitch = 2.0 * self.radius + GAP;
        // All rows together stand in the middle of the lane.
        let height = pitch * self.n_rows as f32 - GAP;
        let bottom = self.band.center() + height / 2.0;
        bottom - self.radius - pitch * row as f32
    }
}
