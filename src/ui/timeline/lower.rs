//! What is drawn in the lower part of the picture: the interaction of the parties, or the violence.

use super::super::theme::Palette;
use super::curve::{Curve, tick_label};
use super::harm::HarmCurve;
use super::paint::Brush;
use super::silence::Folds;
use crate::model::date::Day;
use egui::emath::Rangef;
use egui::{Color32, Sense, Ui, UiBuilder};
use egui_plot::PlotUi;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// What is drawn there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum LowerPart {
    /// E, with cooperation and conflict as areas.
    #[default]
    Interaction,
    /// People harmed in seven days, with the range of the claims.
    Violence,
}

impl LowerPart {
    /// Both, for a picker.
    pub(super) const ALL: [Self; 2] = [Self::Interaction, Self::Violence];

    /// The name that is shown.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Interaction => "Interaction",
            Self::Violence => "Violence",
        }
    }

    /// The other one.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Interaction => Self::Violence,
            Self::Violence => Self::Interaction,
        }
    }

    /// What it is, in a sentence.
    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Interaction => "What the two parties do to each other, on the chosen scale (V)",
            Self::Violence => "People harmed in seven days, as a range over the claims (V)",
        }
    }
}

/// The visible part of it.
pub(super) enum Lower<'a> {
    Interaction(Curve<'a>),
    Violence(HarmCurve<'a>),
}

impl Lower<'_> {
    /// What there is to say where nothing can be drawn; `None` where something can.
    pub(super) fn emptiness(&self) -> Option<&'static str> {
        match self {
            Self::Interaction(curve) => curve.is_empty().then_some("Nothing is coded here"),
            Self::Violence(curve) => curve
                .is_empty()
                .then_some("Nobody says anything about the people harmed here"),
        }
    }

    /// Where the axis has labels, from below.
    pub(super) fn ticks(&self, height: f32) -> Vec<(f64, String)> {
        match self {
            Self::Interaction(curve) => curve
                .ticks()
                .into_iter()
                .map(|tick| (tick, tick_label(tick)))
                .collect(),
            Self::Violence(curve) => curve.ticks(height),
        }
    }

    /// The bounds of the whole plot that put the curve into its band.
    pub(super) fn bounds(&self, band: Rangef, height: f32) -> RangeInclusive<f64> {
        match self {
            Self::Interaction(curve) => curve.bounds(band, height),
            Self::Violence(curve) => curve.bounds(band, height),
        }
    }

    /// Where the line is on a day.
    pub(super) fn at(&self, day: Day) -> Option<f64> {
        match self {
            Self::Interaction(curve) => Some(curve.at(day)?.escalation),
            Self::Violence(curve) => curve.at(day),
        }
    }

    /// Adds everything to the plot.
    pub(super) fn add_to(&self, plot: &mut PlotUi<'_>, palette: &Palette, folds: &Folds) {
        match self {
            Self::Interaction(curve) => curve.add_to(plot, palette, folds),
            Self::Violence(curve) => curve.add_to(plot, palette, folds),
        }
    }

    /// The legend: words, colour, and how thick its sample is, in points.
    pub(super) fn legend(&self, palette: &Palette) -> Vec<(&'static str, Option<(Color32, f32)>)> {
        match self {
            Self::Interaction(_) => vec![
                ("worse ↑", None),
                ("E", Some((palette.curve, 2.0))),
                ("conflict", Some((palette.conflict, 6.0))),
                ("cooperation", Some((palette.cooperation, 6.0))),
            ],
            Self::Violence(curve) => vec![
                (curve.words(), None),
                ("chosen claim", Some((palette.curve, 2.0))),
                (
                    "low to high",
                    Some((palette.conflict.gamma_multiply(0.5), 6.0)),
                ),
            ],
        }
    }
}

/// The curve, drawn by a plot that fills the whole picture and leaves the upper part to the lanes.
pub(super) fn show(ui: &mut Ui, brush: &Brush<'_>, curve: &Lower<'_>) {
    let plot = brush.picture.plot;
    let scale = &brush.picture.scale;
    let view = scale.drawn_view();
    let y = curve.bounds(brush.picture.layout.bands.curve, plot.height());
    let mut plot_ui = ui.new_child(UiBuilder::new().max_rect(plot).id_salt("curve"));
    egui_plot::Plot::new("curve")
        .width(plot.width())
        .height(plot.height())
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .show_crosshair(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .auto_bounds(false)
        .sense(Sense::hover())
        .show(&mut plot_ui, |plot| {
            plot.set_plot_bounds_x(view.start()..=view.end());
            plot.set_plot_bounds_y(y);
            curve.add_to(plot, brush.palette, scale.folds());
        });
}
