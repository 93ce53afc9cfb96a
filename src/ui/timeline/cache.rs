//! What the timeline computed and what is still right, so that a frame only lays out what has changed.

use super::super::Cx;
use super::axis::Axis;
use super::lanes::LaneChoice;
use super::layout::Layout;
use super::margin;
use super::scale::{TimeScale, TimeView};
use super::scene::Scene;
use super::silence::{FoldChoice, Folds};
use crate::analysis::MeasureSettings;
use egui::Ui;
use std::sync::Arc;

/// What was computed and is still right.
#[derive(Clone, Debug)]
pub(super) struct Cache {
    /// The text from which the scene was made.
    text: Arc<str>,
    /// What was chosen: a lens takes events away, and what counts is drawn otherwise.
    settings: MeasureSettings,
    /// How the lanes were to be.
    lanes: LaneChoice,
    /// What of the dossier stands on the timeline.
    pub scene: Scene,
    /// The long silences.
    pub silences: Folds,
    /// Which of them are folded by choice.
    chosen: FoldChoice,
    /// Those that are.
    pub folds: Arc<Folds>,
    /// The layout with the height for which it was made.
    pub layout: Option<(f32, Layout)>,
    /// The axis with the view and its left and right end, for which it was made.
    pub axis: Option<((TimeView, f32, f32), Axis)>,
}

impl Cache {
    /// What is right for the present text and choices: what was there before, if it still is.
    /// Nothing is folded until [`Cache::fold`].
    pub(super) fn fresh(before: Option<Self>, cx: &Cx<'_>, lanes: &LaneChoice) -> Self {
        let text = cx.snapshot().shared_text();
        let settings = &cx.analysis.settings;
        if let Some(cache) = before
            && Arc::ptr_eq(&cache.text, text)
            && cache.settings == *settings
            && cache.lanes == *lanes
        {
            return cache;
        }
        let scene = Scene::new(cx.dossier(), cx.analysis, lanes);
        Self {
            text: Arc::clone(text),
            settings: settings.clone(),
            lanes: lanes.clone(),
            silences: Folds::of(&scene),
            scene,
            chosen: FoldChoice::default(),
            folds: Arc::default(),
            layout: None,
            axis: None,
        }
    }

    /// Folds what is chosen. Places are found again if that is something else than before.
    pub(super) fn fold(&mut self, chosen: &FoldChoice) {
        if self.chosen != *chosen {
            self.chosen.clone_from(chosen);
            self.folds = Arc::new(self.silences.chosen(chosen));
            self.layout = None;
            self.axis = None;
        }
    }

    /// Brings layout and axis up to date.
    pub(super) fn lay_out(&mut self, ui: &Ui, scale: &TimeScale<'_>, area: &margin::Area) {
        let height = area.plot.height();
        let is_fresh = self.layout.as_ref().is_some_and(|(for_height, layout)| {
            (for_height - height).abs() < 0.01
                && (layout.points_per_day / scale.points_per_day() - 1.0).abs() < 1e-9
        });
        if !is_fresh {
            self.layout = Some((
                height,
                Layout::new(&self.scene, &self.folds, scale.points_per_day(), height),
            ));
        }
        let place = (scale.view(), scale.left(), scale.right());
        if self
            .axis
            .as_ref()
            .is_none_or(|(made_for, _)| *made_for != place)
        {
            let width = |text: &str| margin::text_width(ui, text);
            self.axis = Some((place, Axis::new(scale, margin::RESERVED, &width)));
        }
    }
}
