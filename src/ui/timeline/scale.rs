//! Days to points and back, and which part of time is visible.
//!
//! Time is counted in days since 1970-01-01 as `f64`; day `d` takes up `[d, d + 1)`. The module has no
//! opinion on what is drawn. Invariants: a [`TimeView`] is finite, between one day and fifty years
//! long, and lies in the years 1 to 9999, whatever it was made from; so no date in it can overflow.

use super::silence::Folds;
use crate::model::date::Day;
use serde::{Deserialize, Serialize};

/// The shortest part of time that can be shown, in days.
pub(super) const MIN_LENGTH_DAYS: f64 = 1.0;
/// The longest part of time that can be shown, in days: fifty years.
pub(super) const MAX_LENGTH_DAYS: f64 = 50.0 * 365.25;
/// The first day that can be shown, 0001-01-01.
const FIRST_DAY: f64 = -719_162.0;
/// The end of the last day that can be shown, 9999-12-31.
const LAST_DAY: f64 = 2_932_897.0;
/// Points beyond the edges of the picture at which positions stop growing.
const FAR: f64 = 1e6;

/// The visible part of time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "(f64, f64)", into = "(f64, f64)")]
pub(super) struct TimeView {
    start: f64,
    end: f64,
}

impl From<(f64, f64)> for TimeView {
    fn from((start, end): (f64, f64)) -> Self {
        Self::new(start, end)
    }
}

impl From<TimeView> for (f64, f64) {
    fn from(view: TimeView) -> Self {
        (view.start, view.end)
    }
}

impl TimeView {
    /// From one moment to another, in days; brought within the limits where it lies outside.
    pub(super) fn new(start: f64, end: f64) -> Self {
        let start = if start.is_finite() { start } else { 0.0 };
        let end = if end.is_finite() { end } else { start };
        let length = (end - start).clamp(MIN_LENGTH_DAYS, MAX_LENGTH_DAYS);
        // What is too short or too long keeps its middle.
        let middle = start / 2.0 + end / 2.0;
        Self::placed(middle - length / 2.0, length)
    }

    /// From the beginning of one day to the end of another.
    pub(super) fn of_days(first: Day, last: Day) -> Self {
        Self::new(f64::from(first.0), f64::from(last.0) + 1.0)
    }

    /// The moment at the left edge, in days.
    pub(super) fn start(self) -> f64 {
        self.start
    }

    /// The moment at the right edge, in days.
    pub(super) fn end(self) -> f64 {
        self.end
    }

    /// How much is visible, in days; 1 or more.
    pub(super) fn length_days(self) -> f64 {
        self.end - self.start
    }

    /// The moment in the middle, in days.
    pub(super) fn middle(self) -> f64 {
        self.start + self.length_days() / 2.0
    }

    /// The same length some days later, or earlier if `days` is negative.
    #[must_use]
    pub(super) fn pan(self, days: f64) -> Self {
        let days = if days.is_finite() { days } else { 0.0 };
        Self::placed(self.start + days, self.length_days())
    }

    /// Shows less if `factor` is above 1 and more if it is below; the moment `at` stays where it is.
    #[must_use]
    pub(super) fn zoom_at(self, factor: f64, at: f64) -> Self {
        if !(factor.is_finite() && at.is_finite() && factor > 0.0) {
            return self;
        }
        let length = (self.length_days() / factor).clamp(MIN_LENGTH_DAYS, MAX_LENGTH_DAYS);
        let share = (at - self.start) / self.length_days();
        Self::placed(at - share * length, length)
    }

    /// With some room on both sides, as a share of the length.
    #[must_use]
    pub(super) fn padded(self, share: f64) -> Self {
        let room = self.length_days() * share;
        Self::new(self.start - room, self.end + room)
    }

    /// The least panned view of the same length in which the time from `first` to `end` can be seen, with a
    /// margin of a twentieth; its beginning if all does not fit.
    #[must_use]
    pub(super) fn showing(self, first: f64, end: f64) -> Self {
        let margin = self.length_days() / 20.0;
        let mut view = self;
        if end > view.end {
            view = view.pan(end + margin - view.end);
        }
        if first < view.start {
            view = view.pan(first - margin - view.start);
        }
        view
    }

    /// A view of this length that starts here, or as near as the limits allow.
    fn placed(start: f64, length: f64) -> Self {
        let start = start.clamp(FIRST_DAY, LAST_DAY - length);
        Self {
            start,
            end: start + length,
        }
    }
}

/// A [`TimeView`] laid over a stretch of the screen, with its silences folded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TimeScale<'a> {
    view: TimeView,
    left: f32,
    width: f32,
    folds: &'a Folds,
    /// What is visible, in drawn days.
    drawn: TimeView,
}

impl<'a> TimeScale<'a> {
    /// The view drawn from `left` to `right`, in points; nothing is folded.
    pub(super) fn new(view: TimeView, left: f32, right: f32) -> Self {
        Self {
            view,
            left,
            width: (right - left).max(1.0),
            folds: Folds::none(),
            drawn: view,
        }
    }

    /// The same with folded silences. A view that lies in a fold becomes as long as is needed to see anything.
    #[must_use]
    pub(super) fn folded(self, folds: &'a Folds) -> Self {
        let drawn = folds.drawn_view(self.view);
        Self {
            view: folds.view(drawn),
            folds,
            drawn,
            ..self
        }
    }

    /// The folded silences.
    pub(super) fn folds(&self) -> &'a Folds {
        self.folds
    }

    /// What is visible, in drawn days.
    pub(super) fn drawn_view(&self) -> TimeView {
        self.drawn
    }

    /// The view after a change that is made in drawn days.
    pub(super) fn changed(&self, change: impl FnOnce(TimeView) -> TimeView) -> TimeView {
        self.folds.changed(self.view, change)
    }

    /// The least panned view in which the days can be seen.
    pub(super) fn showing(&self, first: Day, last: Day) -> TimeView {
        let first = self.folds.drawn(f64::from(first.0));
        let end = self.folds.drawn(f64::from(last.0) + 1.0);
        self.changed(|view| view.showing(first, end))
    }

    /// The visible part of time.
    pub(super) fn view(&self) -> TimeView {
        self.view
    }

    /// The left edge in points.
    pub(super) fn left(&self) -> f32 {
        self.left
    }

    /// The right edge in points.
    pub(super) fn right(&self) -> f32 {
        self.left + self.width
    }

    /// Width of one day in points, where nothing is folded.
    pub(super) fn points_per_day(&self) -> f64 {
        f64::from(self.width) / self.drawn.length_days()
    }

    /// Where a moment is drawn; far outside the picture it stops growing.
    pub(super) fn x_from_day(&self, day: f64) -> f32 {
        self.x_from_drawn(self.folds.drawn(day))
    }

    /// The same for a moment in drawn days.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "positions are clamped to a million points"
    )]
    pub(super) fn x_from_drawn(&self, drawn: f64) -> f32 {
        let x = (drawn - self.drawn.start) * self.points_per_day();
        self.left + x.clamp(-FAR, FAR) as f32
    }

    /// The moment that is drawn here.
    pub(super) fn day_from_x(&self, x: f32) -> f64 {
        self.folds.moment(self.drawn_from_x(x))
    }

    /// The same in drawn days.
    pub(super) fn drawn_from_x(&self, x: f32) -> f64 {
        self.drawn.start + f64::from(x - self.left) / self.points_per_day()
    }
}

/// The day that a moment lies in.
#[expect(
    clippy::cast_possible_truncation,
    reason = "casting to an integer stops at its ends"
)]
pub(super) fn day_at(moment: f64) -> Day {
    Day(moment.floor() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-6 * (1.0 + a.abs())
    }

    /// Points and days lead back to each other.
    #[test]
    fn round_trip() {
        let scale = TimeScale::new(TimeView::new(20_370.0, 20_430.0), 90.0, 1290.0);
        assert!(near(scale.points_per_day(), 20.0));
        assert!((scale.x_from_day(20_370.0) - 90.0).abs() < 1e-3);
        assert!((scale.x_from_day(20_430.0) - 1290.0).abs() < 1e-3);
        for x in [90.0, 91.5, 700.0, 1290.0] {
            assert!((scale.x_from_day(scale.day_from_x(x)) - x).abs() < 1e-3);
        }
        assert_eq!(day_at(scale.day_from_x(90.0 + 25.0)), Day(20_371));
    }

    /// The moment under the pointer stays there, also where the limits stop the zoom.
    #[test]
    fn zoom_keeps_the_pointer() {
        let view = TimeView::new(100.0, 160.0);
        for factor in [0.5, 1.3, 4.0, 1e9, 1e-9] {
            let zoomed = view.zoom_at(factor, 115.0);
            let share = (115.0 - zoomed.start()) / zoomed.length_days();
            assert!(near(share, 0.25), "{factor}: {share}");
        }
        assert!(near(
            view.zoom_at(1e9, 115.0).length_days(),
            MIN_LENGTH_DAYS
        ));
        assert!(near(
            view.zoom_at(1e-9, 115.0).length_days(),
            MAX_LENGTH_DAYS
        ));
    }

    /// Panning to some days moves no more than it must.
    #[test]
    fn shows_days() {
        let view = TimeView::new(0.0, 100.0);
        let scale = TimeScale::new(view, 0.0, 100.0);
        assert_eq!(scale.showing(Day(40), Day(50)), view);
        assert!(near(scale.showing(Day(120), Day(120)).end(), 126.0));
        assert!(near(scale.showing(Day(-3), Day(2)).start(), -8.0));
        assert!(near(scale.showing(Day(90), Day(400)).start(), 85.0));
    }

    proptest! {
        /// Whatever it is made from and whatever is done to it, a view keeps its limits.
        #[test]
        fn any_view_keeps_the_limits(
            start in any::<f64>(), end in any::<f64>(), factor in any::<f64>(), at in any::<f64>(),
        ) {
            let view = TimeView::new(start, end);
            for view in [view, view.zoom_at(factor, at), view.pan(at), view.padded(0.1)] {
                prop_assert!(view.length_days() >= MIN_LENGTH_DAYS * 0.999_999);
                prop_assert!(view.length_days() <= MAX_LENGTH_DAYS * 1.000_001);
                prop_assert!(view.start() >= FIRST_DAY && view.end() <= LAST_DAY + 1.0);
            }
        }
    }
}
