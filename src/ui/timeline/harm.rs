//! The curve of the violence: people harmed in the seven days up to each day, as a range over the claims.
//!
//! The axis is ln(1 + people), so that a day without harm is at 0 and a thousand still fits; its labels are
//! people. A week of which nobody says anything is a gap. An upper end of which a claim says "or more" is
//! drawn dashed.

use super::super::theme::Palette;
use super::scale::{TimeView, day_at};
use super::silence::Folds;
use crate::analysis::{DeathDay, Toll, Toll3, Trailing, Violence, log_axis};
use crate::model::date::Day;
use egui::emath::Rangef;
use egui_plot::{Bar, BarChart, FilledArea, HLine, Line, LineStyle, PlotPoints, PlotUi};
use std::ops::RangeInclusive;

/// Space that a label of the value axis needs, in points.
const TICK_POINTS: f32 = 16.0;
/// Least upper end of the axis, in people.
const LEAST_PEOPLE: f64 = 10.0;
/// The labels to choose from, in people.
const PEOPLE: [f64; 12] = [
    0.0,
    1.0,
    3.0,
    10.0,
    30.0,
    100.0,
    300.0,
    1_000.0,
    3_000.0,
    10_000.0,
    100_000.0,
    1_000_000.0,
];

/// The part of it that can be seen.
pub(super) struct HarmCurve<'a> {
    days: &'a [DeathDay],
    toll: Toll,
    /// The upper end of the axis, in ln(1 + people).
    top: f64,
}

impl<'a> HarmCurve<'a> {
    /// Takes the visible days.
    pub(super) fn new(violence: &'a Violence, view: TimeView) -> Self {
        let all = violence.days.as_slice();
        let (first, last) = (day_at(view.start()) - 1, day_at(view.end()) + 1);
        let from = all.partition_point(|day| day.day < first);
        let to = all.partition_point(|day| day.day <= last);
        let days = all.get(from..to).unwrap_or_default();
        let people = days.iter().filter_map(|day| Some(day.trailing?.toll.high));
        Self {
            days,
            toll: violence.settings.toll,
            top: log_axis(people.fold(LEAST_PEOPLE, f64::max)) * 1.06,
        }
    }

    /// Whether nobody says anything about what is visible.
    pub(super) fn is_empty(&self) -> bool {
        self.days.iter().all(|day| day.trailing.is_none())
    }

    /// What is counted, for the legend.
    pub(super) fn words(&self) -> &'static str {
        match self.toll {
            Toll::Killed => "killed, 7 days",
            Toll::Wounded => "wounded, 7 days",
        }
    }

    /// Where the line is on a day, in ln(1 + people).
    pub(super) fn at(&self, day: Day) -> Option<f64> {
        let found = self.days.iter().find(|it| it.day == day)?;
        Some(log_axis(found.trailing?.toll.best?))
    }

    /// The labels that fit into this height, from below: where, and how many people.
    pub(super) fn ticks(&self, height: f32) -> Vec<(f64, String)> {
        let per_point = self.top / f64::from(height.max(1.0));
        let mut ticks: Vec<(f64, String)> = Vec::new();
        for people in PEOPLE {
            let at = log_axis(people);
            let is_free = ticks
                .last()
                .is_none_or(|(last, _)| (at - last) / per_point >= f64::from(TICK_POINTS));
            if at <= self.top && is_free {
                ticks.push((at, format!("{people:.0}")));
            }
        }
        ticks
    }

    /// The bounds of the whole plot that put the curve into its band.
    pub(super) fn bounds(&self, band: Rangef, height: f32) -> RangeInclusive<f64> {
        let per_point = self.top / f64::from(band.span().max(1.0));
        let low = -per_point * f64::from(height - band.max);
        low..=self.top + per_point * f64::from(band.min)
    }

    /// Adds everything to the plot.
    pub(super) fn add_to(&self, plot: &mut PlotUi<'_>, palette: &Palette, folds: &Folds) {
        plot.hline(
            HLine::new("none", 0.0)
                .color(palette.text_weak)
                .width(1.0)
                .allow_hover(false),
        );
        self.bars(plot, palette, folds);
        for week in self.days.split(|day| day.trailing.is_none()) {
            band(plot, palette, week, folds);
        }
    }

    /// What is said about each day by itself.
    fn bars(&self, plot: &mut PlotUi<'_>, palette: &Palette, folds: &Folds) {
        let bars: Vec<Bar> = self
            .days
            .iter()
            .filter_map(|day| {
                let best = day.toll?.best?;
                let middle = folds.drawn(f64::from(day.day.0) + 0.5);
                Some(Bar::new(middle, log_axis(best)).width(0.7))
            })
            .collect();
        if !bars.is_empty() {
            let chart = BarChart::new("a day", bars)
                .color(palette.conflict.gamma_multiply(0.35))
                .allow_hover(false);
            plot.bar_chart(chart);
        }
    }
}

/// The band and the line of the weeks between two gaps.
fn band(plot: &mut PlotUi<'_>, palette: &Palette, week: &[DeathDay], folds: &Folds) {
    let known: Vec<(f64, Toll3)> = week
        .iter()
        .filter_map(|day| {
            let Trailing { toll, .. } = day.trailing?;
            Some((folds.drawn(f64::from(day.day.0) + 0.5), toll))
        })
        .collect();
    if known.is_empty() {
        return;
    }
    let middles: Vec<f64> = known.iter().map(|(x, _)| *x).collect();
    let low: Vec<f64> = known.iter().map(|(_, it)| log_axis(it.low)).collect();
    let high: Vec<f64> = known.iter().map(|(_, it)| log_axis(it.high)).collect();
    plot.add(
        FilledArea::new("band", &middles, &low, &high)
            .fill_color(palette.conflict.gamma_multiply(0.22))
            .allow_hover(false),
    );
    let line = |name: &str, points: Vec<[f64; 2]>| {
        Line::new(name, PlotPoints::from(points)).allow_hover(false)
    };
    let top = middles.iter().zip(&high).map(|(x, y)| [*x, *y]).collect();
    let top = line("high", top).color(palette.conflict).width(1.0);
    let is_open = known.iter().any(|(_, toll)| toll.is_open);
    plot.line(if is_open {
        top.style(LineStyle::dashed_dense())
    } else {
        top
    });
    for chosen in known.split(|(_, toll)| toll.best.is_none()) {
        let points = chosen
            .iter()
            .filter_map(|(x, toll)| Some([*x, log_axis(toll.best?)]))
            .collect();
        plot.line(line("line", points).color(palette.curve).width(2.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Labels are people, keep their distance, and begin with nobody.
    #[test]
    fn labels_keep_their_distance() {
        let curve = HarmCurve {
            days: &[],
            toll: Toll::Killed,
            top: log_axis(1_000.0),
        };
        let labels = |height| -> Vec<String> {
            curve
                .ticks(height)
                .into_iter()
                .map(|(_, text)| text)
                .collect()
        };
        assert_eq!(labels(120.0), ["0", "3", "10", "30", "100", "300", "1000"]);
        assert_eq!(labels(30.0), ["0", "100"]);
        assert!(curve.is_empty());
    }
}
