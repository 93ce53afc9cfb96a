//! Long silences, folded: stretches in which the dossier dates nothing are drawn as narrow as a few days.
//!
//! Positions are then no longer proportional to time, so the module knows two measures of it: *moments*, days since
//! 1970-01-01, and *drawn days*, what is left of them when silences are folded. The map between them is continuous,
//! strictly rising and linear in pieces; outside of the folds it keeps lengths. A fold never hides anything dated,
//! keeps some days on both sides, and is drawn as a break with the number of its days.

use super::paint::{Brush, small};
use super::picture::{Picture, Target};
use super::scale::{TimeView, day_at};
use super::scene::Scene;
use super::when::When;
use crate::model::date::Day;
use egui::{FontId, Pos2, Rect, Shape, Stroke, pos2};
use serde::{Deserialize, Serialize};

/// The shortest silence that is worth folding, in days.
const LEAST_SILENCE: f64 = 14.0;
/// Days that stay on both sides of a fold.
const KEPT: f64 = 2.0;
/// How wide a fold is, in drawn days.
const DRAWN_DAYS: f64 = 4.0;
/// Height of a tooth of its edges, in points.
const TOOTH: f32 = 5.0;

/// Which silences are to be folded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct FoldChoice {
    /// Whether any are.
    pub is_on: bool,
    /// The first days of those that were opened again.
    #[serde(skip)]
    pub opened: Vec<Day>,
}

/// A folded stretch, from one moment to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fold {
    /// Where it begins, in days.
    pub from: f64,
    /// Where it ends, in days.
    pub to: f64,
    /// Where it begins, in drawn days.
    drawn: f64,
}

/// The folds, in the order of time; they do not touch.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Folds(Vec<Fold>);

static NONE: Folds = Folds(Vec::new());

impl Fold {
    /// Its first and last day.
    pub(super) fn days(&self) -> (Day, Day) {
        (day_at(self.from), day_at(self.to) - 1)
    }

    /// How many days it holds.
    pub(super) fn n_days(&self) -> i32 {
        let (first, last) = self.days();
        (last - first).saturating_add(1)
    }
}

impl Folds {
    /// Where nothing is folded.
    pub(super) fn none() -> &'static Self {
        &NONE
    }

    /// The long silences of a scene.
    pub(super) fn of(scene: &Scene) -> Self {
        let whole = |when: &When| (when.first(), when.last());
        let events = scene.events.iter().map(|event| whole(&event.when));
        let rounds = scene.rounds.iter().map(|round| whole(&round.when));
        let notes = scene.notes.iter().map(|note| whole(&note.when));
        // Of a ceasefire its ends are news; what lies between them is what a silence may be.
        let ends = scene.ceasefires.iter().flat_map(|ceasefire| {
            let begins = ceasefire.when.from.map(|from| (from, from + 1.0));
            let ends = ceasefire.when.to.map(|to| (to - 1.0, to));
            begins.into_iter().chain(ends)
        });
        let limits = [scene.cutoff, scene.coding_ends].into_iter().flatten();
        let limits = limits.map(|day| (f64::from(day.0), f64::from(day.0) + 1.0));
        let mut spoken: Vec<(f64, f64)> = events
            .chain(rounds)
            .chain(notes)
            .chain(ends)
            .chain(limits)
            .collect();
        spoken.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut silences = Vec::new();
        let mut end = f64::INFINITY;
        for (from, to) in spoken {
            if from - end >= LEAST_SILENCE {
                silences.push((end + KEPT, from - KEPT));
            }
            end = if end.is_finite() { end.max(to) } else { to };
        }
        Self::new(silences)
    }

    /// Folds these stretches; they are in the order of time and do not touch.
    fn new(stretches: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut folded = 0.0;
        let fold = |(from, to): (f64, f64)| {
            let fold = Fold {
                from,
                to,
                drawn: from - folded,
            };
            folded += to - from - DRAWN_DAYS;
            fold
        };
        Self(stretches.into_iter().map(fold).collect())
    }

    /// Those that stay folded by choice.
    pub(super) fn chosen(&self, choice: &FoldChoice) -> Self {
        if !choice.is_on {
            return Self::default();
        }
        let is_closed = |fold: &&Fold| !choice.opened.contains(&fold.days().0);
        let closed = self.0.iter().filter(is_closed);
        Self::new(closed.map(|fold| (fold.from, fold.to)))
    }

    /// The folds, in the order of time.
    pub(super) fn all(&self) -> &[Fold] {
        &self.0
    }

    /// The fold that a moment lies inside of.
    pub(super) fn around(&self, moment: f64) -> Option<&Fold> {
        let before = self.0.partition_point(|fold| fold.from < moment);
        let fold = self.0.get(before.checked_sub(1)?)?;
        (moment < fold.to).then_some(fold)
    }

    /// A moment in drawn days.
    pub(super) fn drawn(&self, moment: f64) -> f64 {
        let before = self.0.partition_point(|fold| fold.from <= moment);
        match before.checked_sub(1).and_then(|idx| self.0.get(idx)) {
            None => moment,
            Some(fold) if moment < fold.to => {
                fold.drawn + (moment - fold.from) / (fold.to - fold.from) * DRAWN_DAYS
            }
            Some(fold) => fold.drawn + DRAWN_DAYS + (moment - fold.to),
        }
    }

    /// The moment that is drawn there.
    pub(super) fn moment(&self, drawn: f64) -> f64 {
        let before = self.0.partition_point(|fold| fold.drawn <= drawn);
        match before.checked_sub(1).and_then(|idx| self.0.get(idx)) {
            None => drawn,
            Some(fold) if drawn < fold.drawn + DRAWN_DAYS => {
                fold.from + (drawn - fold.drawn) / DRAWN_DAYS * (fold.to - fold.from)
            }
            Some(fold) => fold.to + (drawn - fold.drawn - DRAWN_DAYS),
        }
    }

    /// A view in drawn days.
    pub(super) fn drawn_view(&self, view: TimeView) -> TimeView {
        if self.0.is_empty() {
            return view;
        }
        TimeView::new(self.drawn(view.start()), self.drawn(view.end()))
    }

    /// The view of which that are the drawn days.
    pub(super) fn view(&self, drawn: TimeView) -> TimeView {
        if self.0.is_empty() {
            return drawn;
        }
        TimeView::new(self.moment(drawn.start()), self.moment(drawn.end()))
    }

    /// A view after a change that is made in drawn days.
    pub(super) fn changed(
        &self,
        view: TimeView,
        change: impl FnOnce(TimeView) -> TimeView,
    ) -> TimeView {
        self.view(change(self.drawn_view(view)))
    }

    /// The parts of a view that are not folded, in the order of time.
    pub(super) fn stretches(&self, view: TimeView) -> Vec<(f64, f64)> {
        let mut stretches = Vec::new();
        let mut start = view.start();
        for fold in &self.0 {
            if fold.from > start && start < view.end() {
                stretches.push((start, fold.from.min(view.end())));
            }
            start = start.max(fold.to);
        }
        if start < view.end() {
            stretches.push((start, view.end()));
        }
        stretches
    }
}

impl Picture<'_> {
    /// The break of a fold, over the whole height.
    pub(super) fn fold_rect(&self, fold: &Fold) -> Rect {
        let x = |moment| self.scale.x_from_day(moment);
        Rect::from_x_y_ranges(x(fold.from)..=x(fold.to), self.plot.y_range())
    }

    /// The fold under a point.
    pub(super) fn fold_at(&self, pos: Pos2) -> Option<Target> {
        let folds = self.scale.folds().all();
        let hit = |fold: &Fold| self.fold_rect(fold).contains(pos);
        folds.iter().position(hit).map(Target::Fold)
    }
}

impl Brush<'_> {
    /// The breaks, with the number of their days.
    pub(super) fn folds(&self) {
        let picture = &self.picture;
        for (idx, fold) in picture.scale.folds().all().iter().enumerate() {
            let rect = picture.fold_rect(fold);
            if !picture.is_visible(rect) {
                continue;
            }
            let is_hovered = self.marked.hovered == Some(Target::Fold(idx));
            let colour = if is_hovered {
                self.palette.accent
            } else {
                self.palette.text_weak
            };
            self.painter.rect_filled(rect, 0.0, self.surface);
            for x in [rect.left(), rect.right()] {
                self.painter.add(Shape::line(
                    teeth(x, rect.top(), rect.bottom()),
                    Stroke::new(1.0, colour),
                ));
            }
            let font = if rect.width() > 14.0 {
                small()
            } else {
                FontId::proportional(8.0)
            };
            let words = format!("{} days without an entry", fold.n_days());
            let galley = self.painter.layout_no_wrap(words, font, colour);
            if galley.size().y < rect.width() && galley.size().x < rect.height() {
                let at = pos2(
                    rect.center().x - galley.size().y / 2.0,
                    rect.center().y + galley.size().x / 2.0,
                );
                let text = egui::epaint::TextShape::new(at, galley, colour)
                    .with_angle(-std::f32::consts::FRAC_PI_2);
                self.painter.add(text);
            }
        }
    }
}

/// A line from top to bottom that goes to and fro.
fn teeth(x: f32, top: f32, bottom: f32) -> Vec<Pos2> {
    let mut points = Vec::new();
    let mut y = top;
    while y < bottom {
        let side = if points.len() % 2 == 0 { -1.5 } else { 1.5 };
        points.push(pos2(x + side, y));
        y += TOOTH;
    }
    points
}

#[cfg(test)]
mod tests {
    use super::super::scene::tests::{dossier, event, scene};
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> f64 {
        f64::from(Day::parse(text).unwrap().0)
    }

    /// What is silent for two weeks is folded but for two days on both sides; the ends of a ceasefire and the
    /// cut-off are entries too.
    #[test]
    fn silences() {
        let events = event("E1", "2025-10-01", r#""PAK""#)
            + &event("E2", "2025-10-14", r#""PAK""#)
            + &event("E3", "2025-12-01/2025-12-03", r#""PAK""#);
        let found = Folds::of(&scene(&dossier(&events, "")));
        let days: Vec<_> = found.all().iter().map(Fold::days).collect();
        let date = |text| Day::parse(text).unwrap();
        assert_eq!(
            days,
            [(date("2025-10-17"), date("2025-11-28"))],
            "12 days are no silence"
        );
        assert_eq!(found.all()[0].n_days(), 43);
        let more = r#"cutoff: Some("2026-01-01"), ceasefires: [(id: "CF", name: "Truce", dates: "2025-11-05/..")],"#;
        let found = Folds::of(&scene(&dossier(&events, more)));
        let days: Vec<_> = found.all().iter().map(Fold::days).collect();
        assert_eq!(
            days,
            [
                (date("2025-10-17"), date("2025-11-02")),
                (date("2025-11-08"), date("2025-11-28")),
                (date("2025-12-06"), date("2025-12-29")),
            ]
        );
    }

    /// A silence is opened by itself, and nothing is folded unless that is chosen.
    #[test]
    fn choice() {
        let all = Folds::new([(10.0, 40.0), (100.0, 150.0)]);
        let mut choice = FoldChoice::default();
        assert_eq!(all.chosen(&choice), Folds::default());
        choice.is_on = true;
        assert_eq!(all.chosen(&choice), all);
        choice.opened.push(Day(10));
        assert_eq!(all.chosen(&choice), Folds::new([(100.0, 150.0)]));
    }

    /// Positions by hand: 30 days become 4.
    #[test]
    fn positions() {
        let folds = Folds::new([(10.0, 40.0), (100.0, 150.0)]);
        for (moment, drawn) in [
            (0.0, 0.0),
            (10.0, 10.0),
            (25.0, 12.0),
            (40.0, 14.0),
            (100.0, 74.0),
            (150.0, 78.0),
            (160.0, 88.0),
        ] {
            assert!((folds.drawn(moment) - drawn).abs() < 1e-9, "{moment}");
            assert!((folds.moment(drawn) - moment).abs() < 1e-9, "{drawn}");
        }
        assert!(folds.around(10.0).is_none() && folds.around(40.0).is_none());
        assert_eq!(folds.around(39.9).unwrap().days(), (Day(10), Day(39)));
        let view = TimeView::new(0.0, 120.0);
        assert_eq!(
            folds.stretches(view),
            [(0.0, 10.0), (40.0, 100.0)],
            "the view ends in a fold"
        );
        assert_eq!(
            folds.stretches(TimeView::new(20.0, 200.0)),
            [(40.0, 100.0), (150.0, 200.0)]
        );
    }

    proptest! {
        /// The map rises, leads back, and keeps lengths outside of the folds; panning there and back changes nothing.
        #[test]
        fn map_rises_and_leads_back(
            gaps in prop::collection::vec((1.0..80.0_f64, 10.0..400.0_f64), 0..6),
            a in -50.0..2000.0_f64,
            b in 0.001..500.0_f64,
            by in -300.0..300.0_f64,
        ) {
            let mut at = 0.0;
            let folds = Folds::new(gaps.into_iter().map(|(gap, length)| {
                let from = at + gap;
                at = from + length;
                (from, at)
            }));
            prop_assert!(folds.drawn(a + b) > folds.drawn(a));
            prop_assert!(folds.drawn(a + b) - folds.drawn(a) <= b + 1e-9);
            prop_assert!((folds.moment(folds.drawn(a)) - a).abs() < 1e-6);
            let view = TimeView::new(day("2025-10-01") + a, day("2025-10-01") + a + b + 30.0);
            let back = folds.changed(folds.changed(view, |view| view.pan(by)), |view| view.pan(-by));
            prop_assert!((back.start() - view.start()).abs() < 1e-5, "{view:?} {back:?}");
            prop_assert!((back.end() - view.end()).abs() < 1e-5, "{view:?} {back:?}");
        }
    }
}
