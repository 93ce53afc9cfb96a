//! The escalation curve: which of its days are visible, the scale of its values, and the items that the
//! plot draws.
//!
//! The value of a day stands in the middle of the day. Conflict is drawn upwards and cooperation
//! downwards, because up is worse. What lies before the first day, after the last one, or where
//! events are not coded any more, is not known and stays empty. Values are finite, as the analysis promises; what is not is left out all the same.

use super::super::theme::Palette;
use super::super::widgets::with_minus;
use super::scale::{TimeView, day_at};
use super::silence::Folds;
use crate::analysis::{DayScore, Escalation};
use crate::model::date::Day;
use egui::emath::Rangef;
use egui_plot::{FilledArea, HLine, Line, LineStyle, PlotPoints, PlotUi};
use std::ops::RangeInclusive;

/// Space that a label of the value axis needs, in points.
const TICK_POINTS: f32 = 24.0;

/// Least range of values, in Goldstein points: that of a single act.
const LEAST_RANGE: f64 = 10.0;

/// The part of the curve that can be seen.
pub(super) struct Curve<'a> {
    days: &'a [DayScore],
    /// Lowest and highest value of the scale.
    range: (f64, f64),
    /// Distance of two ticks.
    step: f64,
}

impl<'a> Curve<'a> {
    /// Takes the visible days and finds a scale for a curve of this height.
    pub(super) fn new(
        escalation: Option<&'a Escalation>,
        coding_ends: Option<Day>,
        view: TimeView,
        height: f32,
    ) -> Self {
        let all = escalation.map_or(&[][..], |escalation| &escalation.days);
        let n_known = coding_ends.map_or(all.len(), |end| {
            all.partition_point(|score| score.day < end)
        });
        let all = all.get(..n_known).unwrap_or_default();
        // One day more on both sides, so that the line reaches the edges.
        let (first, last) = (day_at(view.start()) - 1, day_at(view.end()) + 1);
        let from = all.partition_point(|score| score.day < first);
        let to = all.partition_point(|score| score.day <= last);
        let days = all.get(from..to).unwrap_or_default();
        let values = days.iter().flat_map(|score| {
            [
                score.decayed_conflict,
                -score.decayed_cooperation,
                score.escalation_low,
                score.escalation_high,
            ]
        });
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((0.0_f64, 0.0_f64), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        let (range, step) = nice_range(low, high, (height / TICK_POINTS).floor().clamp(1.0, 6.0));
        Self { days, range, step }
    }

    /// The value of a day, if that is among the visible ones.
    pub(super) fn at(&self, day: Day) -> Option<&DayScore> {
        self.days.iter().find(|score| score.day == day)
    }

    /// Whether there is nothing to draw.
    pub(super) fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// The values at which the axis has a tick, from below.
    pub(super) fn ticks(&self) -> Vec<f64> {
        let mut ticks = Vec::new();
        let mut number = (self.range.0 / self.step - 1e-6).ceil();
        while number * self.step <= self.range.1 + self.step * 1e-6 && ticks.len() < 20 {
            ticks.push(number * self.step);
            number += 1.0;
        }
        ticks
    }

    /// The bounds of the whole plot that put the curve into its band.
    pub(super) fn bounds(&self, band: Rangef, height: f32) -> RangeInclusive<f64> {
        let per_point = (self.range.1 - self.range.0) / f64::from(band.span().max(1.0));
        let low = self.range.0 - per_point * f64::from(height - band.max);
        low..=self.range.1 + per_point * f64::from(band.min)
    }

    /// Adds everything to the plot.
    pub(super) fn add_to(&self, plot: &mut PlotUi<'_>, palette: &Palette, folds: &Folds) {
        plot.hline(
            HLine::new("zero", 0.0)
                .color(palette.text_weak)
                .width(1.0)
                .allow_hover(false),
        );
        if self.days.is_empty() {
            return;
        }
        let middles: Vec<f64> = self
            .days
            .iter()
            .map(|score| folds.drawn(f64::from(score.day.0) + 0.5))
            .collect();
        let zeros = vec![0.0; middles.len()];
        let values = |of: fn(&DayScore) -> f64| self.days.iter().map(of).collect::<Vec<f64>>();
        let conflict = values(|score| score.decayed_conflict);
        let cooperation = values(|score| -score.decayed_cooperation);
        let area = |name: &str, low: &[f64], high: &[f64], fill| {
            FilledArea::new(name, &middles, low, high)
                .fill_color(fill)
                .allow_hover(false)
        };
        let line = |name: &str, ys: &[f64]| {
            let points: Vec<[f64; 2]> = middles.iter().zip(ys).map(|(x, y)| [*x, *y]).collect();
            Line::new(name, PlotPoints::from(points)).allow_hover(false)
        };
        plot.add(area(
            "conflict",
            &zeros,
            &conflict,
            palette.conflict.gamma_multiply(0.20),
        ));
        plot.add(area(
            "cooperation",
            &cooperation,
            &zeros,
            palette.cooperation.gamma_multiply(0.20),
        ));
        plot.line(
            line("conflict outline", &conflict)
                .color(palette.conflict)
                .width(1.0),
        );
        plot.line(
            line("cooperation outline", &cooperation)
                .color(palette.cooperation)
                .width(1.0),
        );
        let low = values(|score| score.escalation_low);
        let high = values(|score| score.escalation_high);
        if low.iter().zip(&high).any(|(low, high)| high - low > 1e-9) {
            plot.add(area(
                "band",
                &low,
                &high,
                palette.curve.gamma_multiply(0.16),
            ));
            for (name, ys) in [("band, low", &low), ("band, high", &high)] {
                let edge = line(name, ys).color(palette.text_weak).width(1.0);
                plot.line(edge.style(LineStyle::dashed_dense()));
            }
        }
        plot.line(
            line("E", &values(|score| score.escalation))
                .color(palette.curve)
                .width(2.0),
        );
    }
}

/// A range around zero and these values, with the distance of its ticks: a round number, of which at
/// most `n_steps` fit. The ends of the range lie on quarters of it, so that they seldom move.
fn nice_range(low: f64, high: f64, n_steps: f32) -> ((f64, f64), f64) {
    let (low, high) = (low.min(0.0), high.max(0.0));
    // A small tremor must not fill the picture.
    let high = high.max(low + LEAST_RANGE);
    let least = (high - low) / f64::from(n_steps.max(1.0));
    let mut magnitude = 10.0_f64.powf(least.log10().floor());
    loop {
        for step in [1.0, 2.0, 5.0].map(|factor| factor * magnitude) {
            if step >= least * (1.0 - 1e-9) {
                let quarter = step / 4.0;
                return (
                    (
                        (low / quarter).floor() * quarter,
                        (high / quarter).ceil() * quarter,
                    ),
                    step,
                );
            }
        }
        magnitude *= 10.0;
    }
}

/// A value with two digits behind the point and a real minus.
pub(super) fn value_label(value: f64) -> String {
    with_minus(&format!("{value:.2}"))
}

/// A value of the axis as it is written: without a fraction where it has none.
pub(super) fn tick_label(value: f64) -> String {
    let text = if value.fract().abs() < 1e-9 {
        format!("{value:.0}")
    } else {
        format!("{value:.1}")
    };
    with_minus(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ranges include zero and the values; ticks are round and no more than fit.
    #[test]
    fn ranges() {
        let check = |low, high, steps, expected: (f64, f64), step: f64| {
            assert_eq!(
                nice_range(low, high, steps),
                (expected, step),
                "{low} {high} {steps}"
            );
        };
        check(-12.0, 34.7, 5.0, (-12.5, 35.0), 10.0);
        check(-12.0, 34.7, 2.0, (-12.5, 37.5), 50.0);
        check(0.0, 34.7, 4.0, (0.0, 35.0), 10.0);
        check(0.0, 0.0, 4.0, (0.0, 10.0), 5.0);
        check(0.0, 0.6, 4.0, (0.0, 10.0), 5.0);
        check(-30.0, 0.0, 3.0, (-30.0, 0.0), 10.0);
        check(-40.0, 90.0, 1.0, (-50.0, 100.0), 200.0);
    }

    /// The bounds put the range exactly into its band.
    #[test]
    fn bounds_fill_the_band() {
        let curve = Curve {
            days: &[],
            range: (-20.0, 40.0),
            step: 20.0,
        };
        let bounds = curve.bounds(Rangef::new(80.0, 200.0), 210.0);
        assert!((bounds.end() - 80.0).abs() < 1e-4, "{bounds:?}");
        assert!((bounds.start() + 25.0).abs() < 1e-4, "{bounds:?}");
        assert_eq!(curve.ticks(), [-20.0, 0.0, 20.0, 40.0]);
    }

    /// Ticks are written short, with a real minus.
    #[test]
    fn tick_labels() {
        assert_eq!(tick_label(-20.0), "−20");
        assert_eq!(tick_label(0.5), "0.5");
        assert_eq!(tick_label(-0.0), "0");
    }
}
