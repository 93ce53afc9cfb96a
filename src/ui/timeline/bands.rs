//! How the height of the picture is divided: rounds, ceasefires, lanes of events, the curve.
//!
//! Heights depend on the dossier and on the size of the panel, never on what is visible, so that
//! nothing jumps while one pans and zooms. Invariants: bands do not overlap, lie within the height, and
//! the curve has what is left, about half where there is room.

use egui::emath::Rangef;

/// Space between two bands, in points.
const GAP: f32 = 2.0;
/// Space between the lanes and the curve, in points.
const CURVE_GAP: f32 = 6.0;
/// Height below which a lane is not worth having, in points.
const MIN_LANE: f32 = 7.5;
/// Most rows of ceasefires; more share the last one.
pub(super) const MAX_CEASEFIRE_ROWS: usize = 3;

/// The bands, in points from the top of the picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bands {
    /// The whole height.
    pub height: f32,
    /// Names and spans of the rounds.
    pub rounds: Rangef,
    /// The rows of ceasefires, from the top.
    pub ceasefires: Vec<Rangef>,
    /// The lanes of events, from the top; a single one where there is no room for all.
    pub lanes: Vec<Rangef>,
    /// The strips of background data, from the top, above the curve.
    pub tracks: Vec<Rangef>,
    /// The curve.
    pub curve: Rangef,
}

impl Bands {
    /// Divides a height. `busiest` has, for each lane, the most marks that fall on one day; a lane with
    /// more of them becomes higher, as far as there is room.
    pub(super) fn new(
        height: f32,
        n_ceasefire_rows: usize,
        busiest: &[usize],
        n_tracks: usize,
    ) -> Self {
        let height = height.max(1.0);
        // In a low panel the lanes need a larger share, or they could not be told apart.
        let share = egui::remap_clamp(height, 110.0..=320.0, 0.62..=0.46);
        let bottom = height * share;
        let mut y = 1.0;
        let mut next = |wanted: f32| {
            let band = Rangef::new(y, y + wanted);
            y += wanted + GAP;
            band
        };
        let rounds = next((height * 0.08).clamp(12.0, 19.0));
        let row_height = (height * 0.05).clamp(7.0, 13.0);
        let n_rows = n_ceasefire_rows.min(MAX_CEASEFIRE_ROWS);
        let ceasefires: Vec<Rangef> = (0..n_rows).map(|_| next(row_height)).collect();
        let top = ceasefires.last().unwrap_or(&rounds).max + GAP;
        // Strips take from the curve, less than half of it.
        let room = (height - bottom) * 0.42;
        let strip = (room / n_tracks.max(1) as f32).min((height * 0.09).clamp(12.0, 26.0));
        let first = bottom + CURVE_GAP / 2.0;
        let tracks: Vec<Rangef> = (0..n_tracks)
            .map(|idx| first + strip * idx as f32)
            .map(|top| Rangef::new(top, top + (strip - GAP).max(1.0)))
            .collect();
        let curve = tracks.last().map_or(bottom, |strip| strip.max) + CURVE_GAP;
        Self {
            height,
            rounds,
            ceasefires,
            lanes: lanes(top, bottom.max(top + MIN_LANE), busiest),
            tracks,
            curve: Rangef::new(curve.min(height), (height - 4.0).max(curve.min(height))),
        }
    }

    /// The row of a ceasefire.
    pub(super) fn ceasefire(&self, row: usize) -> Option<Rangef> {
        self.ceasefires
            .get(row.min(self.ceasefires.len().saturating_sub(1)))
            .copied()
    }
}

/// Divides the space of the lanes: the same for all, then more for those with busier days.
fn lanes(top: f32, bottom: f32, busiest: &[usize]) -> Vec<Rangef> {
    if busiest.is_empty() {
        return Vec::new();
    }
    let n_lanes = busiest.len() as f32;
    let room = bottom - top - GAP * (n_lanes - 1.0);
    if room / n_lanes < MIN_LANE {
        return vec![Rangef::new(top, bottom)];
    }
    // More than four marks above each other say no more than four.
    let wants: Vec<f32> = busiest.iter().map(|n| (*n).min(4) as f32).collect();
    let least = MIN_LANE.max(room / n_lanes * 0.62).min(room / n_lanes);
    // A folded lane has the least height that marks can stand in.
    let least_of = |want: f32| {
        if want < 1.0 {
            MIN_LANE.min(least)
        } else {
            least
        }
    };
    let spare = room - wants.iter().map(|want| least_of(*want)).sum::<f32>();
    let total: f32 = wants.iter().sum::<f32>().max(1.0);
    let mut y = top;
    wants
        .iter()
        .map(|want| {
            let lane = Rangef::new(y, y + least_of(*want) + spare * want / total);
            y = lane.max + GAP;
            lane
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At every height the bands lie below each other and inside, and the curve has its share.
    #[test]
    fn bands_do_not_overlap() {
        for height in [60.0, 90.0, 120.0, 160.0, 210.0, 300.0, 420.0, 900.0] {
            for n_rows in [0, 1, 2, 7] {
                for busiest in [&[][..], &[1], &[3, 3, 1, 2], &[1, 900, 1, 1]] {
                    let bands = Bands::new(height, n_rows, busiest, 0);
                    let all: Vec<Rangef> = std::iter::once(bands.rounds)
                        .chain(bands.ceasefires.clone())
                        .chain(bands.lanes.clone())
                        .chain([bands.curve])
                        .collect();
                    for pair in all.windows(2) {
                        let apart = pair[0].max <= pair[1].min + 0.01;
                        assert!(
                            apart || height < 100.0,
                            "{height} {n_rows} {busiest:?}: {pair:?}"
                        );
                    }
                    assert!(
                        all.iter().all(|band| band.span() >= 0.0),
                        "{height}: {all:?}"
                    );
                    assert!(bands.curve.max <= height, "{height}");
                    if height >= 180.0 && n_rows <= 2 {
                        assert!(
                            bands.curve.span() >= 0.38 * height,
                            "{height}: {:?}",
                            bands.curve
                        );
                    }
                    assert!(bands.lanes.len() == busiest.len() || bands.lanes.len() == 1);
                }
            }
        }
    }

    /// A busy lane is higher than a quiet one; a quiet one keeps its height.
    #[test]
    fn busy_lanes_are_higher() {
        let bands = Bands::new(300.0, 1, &[1, 4], 0);
        assert!(bands.lanes[1].span() > 1.3 * bands.lanes[0].span());
        assert!(bands.lanes[0].span() > 12.0);
    }

    /// Where there is no room for all lanes, one is left.
    #[test]
    fn folds_to_one_lane() {
        let bands = Bands::new(66.0, 1, &[1, 1, 1, 1], 0);
        assert_eq!(bands.lanes.len(), 1);
        assert_eq!(bands.ceasefire(5), bands.ceasefire(0));
    }
}
