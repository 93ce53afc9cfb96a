//! The event under the pointer.
//!
//! Near is measured on the screen: in time along, in value across, by a scale that the caller gives. The days
//! are looked through from the pointer outwards, and of each only the values next to the pointer's are looked
//! at, so that it does not matter how many events there are.
//! No opinion on what is near enough; the caller says that too.
//!
//! Invariant: no event lies nearer than the hit; of events without a value only the day counts, and they are
//! hit only if there is none with a value in reach.

use std::ops::Range;

use super::columns::NO_NUMBER;
use super::pyramid::Pyramid;

/// Where the pointer is, and how far it reaches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pointer {
    /// In days since 1970-01-01.
    pub day: f64,
    /// In the unit of the values.
    pub value: f32,
    /// Width of a day on the screen.
    pub points_per_day: f64,
    /// No event farther away is hit.
    pub reach_points: f64,
}

/// The nearest event, with all others at the same place.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Positions of the events of this day and value; [`Pyramid::row`] gives their rows.
    pub positions: Range<usize>,
    /// The day, since 1970-01-01.
    pub day: i32,
    /// The value; `None` if not known.
    pub value: Option<f32>,
    /// How far it is from the pointer.
    pub distance_points: f64,
}

impl Pyramid {
    /// The event nearest to a pointer; `None` if none is in reach.
    ///
    /// A day is as wide as it is on the timeline: everywhere in it the distance in time is 0. `y_from_value`
    /// gives the height of a value on the screen; it only rises or only falls.
    pub fn nearest(&self, pointer: &Pointer, y_from_value: impl Fn(f32) -> f32) -> Option<Hit> {
        let is_pointer = pointer.day.is_finite() && pointer.points_per_day > 0.0;
        if !is_pointer {
            return None;
        }
        let pointer_y = f64::from(y_from_value(pointer.value));
        let distance_across = |value: f32| (f64::from(y_from_value(value)) - pointer_y).abs();
        // Place, index in the day, distance.
        let mut best: Option<(usize, usize, f64)> = None;
        let mut without_value: Option<(usize, f64)> = None;
        for (place, along) in self.outwards(pointer) {
            if along > best.map_or(pointer.reach_points, |(_, _, distance)| distance) {
                break;
            }
            let values = self.values_of(place);
            let n_valued = self.n_valued_of(place);
            if n_valued < values.len() && without_value.is_none() {
                without_value = Some((place, along));
            }
            let known = values.get(..n_valued).unwrap_or_default();
            let above = known.partition_point(|value| *value < pointer.value);
            for idx in [above.checked_sub(1), Some(above)].into_iter().flatten() {
                let Some(value) = known.get(idx) else {
                    continue;
                };
                let distance = along.hypot(distance_across(*value));
                let limit = best.map_or(pointer.reach_points, |(_, _, distance)| distance);
                if distance < limit || (best.is_none() && distance <= limit) {
                    best = Some((place, idx, distance));
                }
            }
        }
        match (best, without_value) {
            (Some((place, idx, distance)), _) => Some(self.hit(place, idx, distance)),
            (None, Some((place, along))) => Some(self.hit(place, self.n_valued_of(place), along)),
            (None, None) => None,
        }
    }

    /// Places of days with their distances in time, the nearest first.
    fn outwards(&self, pointer: &Pointer) -> impl Iterator<Item = (usize, f64)> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "stops at the ends of the calendar"
        )]
        let under = pointer.day.floor() as i32;
        let mut right = self.place_of(under);
        let mut left = right;
        let distance = |place: usize| {
            let day = f64::from(*self.days.get(place)?);
            let days = (day - pointer.day).max(pointer.day - day - 1.0).max(0.0);
            Some((place, days * pointer.points_per_day))
        };
        std::iter::from_fn(move || {
            let before = left.checked_sub(1).and_then(distance);
            let after = distance(right);
            match (before, after) {
                (Some(before), Some(after)) if before.1 < after.1 => {
                    left -= 1;
                    Some(before)
                }
                (Some(before), None) => {
                    left -= 1;
                    Some(before)
                }
                (_, Some(after)) => {
                    right += 1;
                    Some(after)
                }
                (None, None) => None,
            }
        })
    }

    fn values_of(&self, place: usize) -> &[f32] {
        let positions = self.position_of(place)..self.position_of(place + 1);
        self.values.get(positions).unwrap_or_default()
    }

    fn n_valued_of(&self, place: usize) -> usize {
        let cell = self.levels.first().and_then(|days| days.get(place));
        cell.map_or(0, |cell| super::to_usize(cell.n_valued))
    }

    fn hit(&self, place: usize, idx: usize, distance_points: f64) -> Hit {
        let values = self.values_of(place);
        let value = values.get(idx).copied().unwrap_or(NO_NUMBER);
        let start = values.partition_point(|other| *other < value);
        let end = values.partition_point(|other| *other <= value);
        let first = self.position_of(place);
        Hit {
            positions: first + start..first + end,
            day: self.days.get(place).copied().unwrap_or_default(),
            value: (value < NO_NUMBER).then_some(value),
            distance_points,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn along(day: i32, pointer: &Pointer) -> f64 {
        let day = f64::from(day);
        (day - pointer.day).max(pointer.day - day - 1.0).max(0.0) * pointer.points_per_day
    }

    proptest! {
        /// No event is nearer than the hit, and everything at its place is in it.
        #[test]
        fn equals_a_scan(
            events in prop::collection::vec((-30..30_i32, prop::option::weighted(0.8, -9..9_i8)), 0..80),
            day in -40.0..40.0_f64,
            value in -10.0..10.0_f32,
            points_per_day in 0.1..20.0_f64,
            reach_points in 0.0..60.0_f64,
            falls in any::<bool>(),
        ) {
            let events: Vec<_> = events.into_iter().map(|(d, v)| (d, v.map(f32::from))).collect();
            let pyramid = Pyramid::of_events(events.clone());
            let pointer = Pointer { day, value, points_per_day, reach_points };
            let y = |value: f32| if falls { -3.0 * value } else { value.abs().sqrt().copysign(value) };
            let distance = |&(d, v): &(i32, Option<f32>)| {
                v.map(|v| along(d, &pointer).hypot(f64::from(y(v)) - f64::from(y(value))))
            };
            let valued = events.iter().filter_map(distance).fold(f64::INFINITY, f64::min);
            let others = events.iter().filter(|event| event.1.is_none());
            let unvalued = others.map(|event| along(event.0, &pointer)).fold(f64::INFINITY, f64::min);
            let hit = pyramid.nearest(&pointer, y);
            if valued <= reach_points {
                let hit = hit.unwrap();
                prop_assert!((hit.distance_points - valued).abs() < 1e-9);
                let same: Vec<usize> = (0..events.len())
                    .filter(|idx| events[*idx] == (hit.day, hit.value))
                    .collect();
                let mut rows: Vec<usize> = hit.positions.map(|position| pyramid.row(position)).collect();
                rows.sort_unstable();
                prop_assert_eq!(rows, same);
            } else if unvalued <= reach_points {
                let hit = hit.unwrap();
                prop_assert_eq!((hit.value, hit.distance_points), (None, unvalued));
            } else {
                prop_assert_eq!(hit, None);
            }
        }
    }
}
