//! Levels and stages as somebody judged them, as steps in a strip of their own.
//!
//! Between two judgements of one judge there may be a gap, and it stays one. A level is drawn at its height on
//! its scale, with its name where there is room; a judgement whose days are not known exactly is dashed.

use super::super::Cx;
use super::super::theme;
use super::hover::{small_ui, weak_ui};
use super::paint::{Brush, elided, small};
use crate::analysis::dossier::DossierAnalysis;
use crate::analysis::{RecordRef, Track, View, stages, tracks};
use crate::model::codes::{AssessmentScale, PaxStage};
use crate::model::date::Day;
use crate::model::{Assessment, Dossier, RecordKind, Round};
use egui::emath::Rangef;
use egui::{Rect, Shape, Stroke, Ui, pos2};

/// Least height of a strip in which the steps have their names, in points.
const LEAST_HEIGHT: f32 = 17.0;

/// The levels of PA-X's stages, from ceasefire to implementation.
const N_STAGES: u32 = 5;

/// The judgements of one judge on one scale.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Judged {
    /// What it is called: the scale and the judge.
    pub name: String,
    /// What is to be known about the scale; may be empty.
    pub note: &'static str,
    /// The steps in the order of time.
    pub steps: Vec<JudgedStep>,
}

/// One level.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct JudgedStep {
    /// The judgement, or the round that has the stage.
    pub record: RecordRef,
    /// The first day.
    pub first: Day,
    /// The last day; `None` until further notice.
    pub last: Option<Day>,
    /// Its height, 0 to 1.
    pub height: f32,
    /// Its name.
    pub label: String,
    /// Why; may be empty.
    pub reason: String,
    /// Whether its days are not known exactly.
    pub is_uncertain: bool,
}

/// Reads the judgements that a view leaves; the stages of the rounds are among them where there are several.
pub(super) fn judged(dossier: &Dossier, analysis: &DossierAnalysis) -> Vec<Judged> {
    // What is hidden ends no step either: on that day nobody knew what would be judged next.
    let is_shown = |it: &&Assessment| !analysis.is_hidden(RecordKind::Assessment, &it.id);
    let (all, _) = tracks(dossier.assessments.iter().filter(is_shown));
    let mut judged: Vec<Judged> = all.iter().map(of_track).collect();
    judged.extend(of_stages(&dossier.rounds, &analysis.settings.view));
    judged
}

fn of_track(track: &Track) -> Judged {
    let n_levels = track.scale.n_levels().max(1);
    let region = match track.region.as_str() {
        "" => String::new(),
        region => format!(", {region}"),
    };
    Judged {
        name: format!("{}, {}{region}", track.scale.label(), track.judged_by),
        note: match track.scale {
            AssessmentScale::Glasl => "Stages without empirical validation: steps, and no measure",
            _ => "",
        },
        steps: track
            .steps
            .iter()
            .map(|step| JudgedStep {
                record: RecordRef::new(RecordKind::Assessment, &step.id),
                first: step.first,
                last: step.last,
                height: share(step.level.saturating_sub(1), n_levels),
                label: format!("{} {}", step.level, step.label),
                reason: step.reason.clone(),
                is_uncertain: step.is_uncertain,
            })
            .collect(),
    }
}

/// The stages of the rounds, each until the next round.
fn of_stages(rounds: &[Round], view: &View) -> Option<Judged> {
    let stages = stages(rounds, view);
    let next = stages.iter().skip(1).map(|step| Some(step.day - 1));
    let steps: Vec<JudgedStep> = stages
        .iter()
        .zip(next.chain([None]))
        .filter(|(step, _)| step.stage != PaxStage::Unrecognised)
        .map(|(step, last)| JudgedStep {
            record: step.record.clone(),
            first: step.day,
            last: last.map(|last| last.max(step.day)),
            height: share(step.height.map_or(0, u32::from), N_STAGES),
            label: match step.direction {
                -1 => format!("{}, back", step.stage.label()),
                _ => step.stage.label().to_owned(),
            },
            reason: String::new(),
            is_uncertain: step.height.is_none(),
        })
        .collect();
    (steps.len() > 1).then(|| Judged {
        name: "Stage (PA-X), as this dossier codes it".to_owned(),
        note: "",
        steps,
    })
}

fn share(level: u32, n_levels: u32) -> f32 {
    let most = n_levels.saturating_sub(1).max(1);
    level.min(most) as f32 / most as f32
}

/// The step that holds on a day.
pub(super) fn step_on(judged: &Judged, day: Day) -> Option<&JudgedStep> {
    let holds = |step: &&JudgedStep| step.first <= day && step.last.is_none_or(|last| day <= last);
    judged.steps.iter().rev().find(holds)
}

impl Brush<'_> {
    /// The steps in their strip.
    pub(super) fn steps(&self, cx: &Cx<'_>, judged: &Judged, rect: Rect) {
        let painter = self
            .painter
            .with_clip_rect(rect.intersect(self.painter.clip_rect()));
        let inside = rect.shrink2(egui::vec2(0.0, 2.0));
        let mut before: Option<(Day, f32, f32)> = None;
        for step in &judged.steps {
            let x = self.span(step, cx.analysis.settings.view.known_on);
            let y = inside.bottom() - inside.height() * step.height;
            let record = &step.record;
            let colour = if cx.is_selected(record.kind, &record.id) {
                self.palette.accent
            } else {
                self.palette.third
            };
            let stroke = Stroke::new(2.0, colour);
            let line = [pos2(x.min, y), pos2(x.max, y)];
            if step.is_uncertain {
                painter.extend(Shape::dashed_line(&line, stroke, 4.0, 3.0));
            } else {
                painter.line_segment(line, stroke);
            }
            // Only a step that follows at once is joined to the one before it.
            if let Some((end, before_x, before_y)) = before
                && end + 1 >= step.first
            {
                let line = Stroke::new(1.0, colour);
                painter.line_segment([pos2(before_x, before_y), pos2(x.min, y)], line);
            }
            let room = x.max.min(rect.right()) - x.min.max(rect.left()) - 8.0;
            if room > 30.0 && rect.height() >= LEAST_HEIGHT {
                let words = elided(&painter, &step.label, small(), self.palette.text, room);
                let is_above = y - rect.top() > words.size().y;
                let top = if is_above {
                    y - words.size().y
                } else {
                    y + 1.0
                };
                painter.galley(
                    pos2(x.min.max(rect.left()) + 4.0, top),
                    words,
                    self.palette.text,
                );
            }
            before = Some((step.last.unwrap_or(Day::MAX), x.max, y));
        }
    }

    /// From the beginning of the first day to the end of the last, or of what is known, on the chosen day if there is
    /// one.
    fn span(&self, step: &JudgedStep, known_on: Option<Day>) -> Rangef {
        let picture = &self.picture;
        let known = picture
            .scene
            .cutoff
            .or(picture.scene.extent.map(|(_, last)| last));
        let last = step.last.or(known).unwrap_or(step.first);
        let last = known_on.map_or(last, |day| last.min(day)).max(step.first);
        Rangef::new(
            picture.scale.x_from_day(f64::from(step.first.0)),
            picture.scale.x_from_day(f64::from(last.0) + 1.0),
        )
    }
}

/// The tooltip of a day: what was judged, by whom, and why.
pub(super) fn judged_ui(ui: &mut Ui, judged: &Judged, day: Day) {
    let name = theme::strong(&judged.name, theme::BODY);
    ui.add(egui::Label::new(name).wrap());
    match step_on(judged, day) {
        Some(step) => {
            let until = step.last.map_or("until further notice".to_owned(), |last| {
                format!("to {last}")
            });
            small_ui(ui, format!("{} ({} {until})", step.label, step.first));
            if !step.reason.is_empty() {
                small_ui(ui, step.reason.clone());
            }
            weak_ui(ui, "A judgement, never computed. Click to select");
        }
        None => weak_ui(ui, format!("{day}: nobody judged this day")),
    }
    if !judged.note.is_empty() {
        weak_ui(ui, judged.note);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::MeasureSettings;

    /// Steps of one judge stand at their height, with gaps where nobody judged; single stages make no strip.
    #[test]
    fn steps_and_gaps() {
        let dossier: Dossier = ron::from_str(
            r#"#![enable(implicit_some)] (format: 1, id: "x", title: "x",
            rounds: [(id: "R1", ordinal: 1, name: "1", when: (dates: "2025-01-01"), outcome: (kind: CeasefireOrRenewal, pax_stage: Cea))],
            assessments: [
                (id: "L1", scale: Glasl, level: 9, date: "2025-10-01/2025-10-10", judged_by: "A"),
                (id: "L2", scale: Glasl, level: 1, date: "2025-10-20/2025-10-31", judged_by: "A"),
                (id: "L3", scale: Hiik, level: 3, date: "2025-10-01", judged_by: "B"),
                (id: "L4", scale: Hiik, level: 4, date: "2025-10-20", judged_by: "B"),
            ])"#,
        )
        .unwrap();
        let seen = |known_on| {
            let view = View {
                known_on,
                ..View::default()
            };
            let settings = MeasureSettings {
                view,
                ..MeasureSettings::default()
            };
            judged(&dossier, &DossierAnalysis::new(&dossier, &settings))
        };
        let all = seen(None);
        assert_eq!(all.len(), 2, "one stage is no back and forth");
        let of = |word: &str| all.iter().find(|it| it.name.contains(word)).unwrap();
        let (glasl, hiik) = (of("Glasl"), of("HIIK"));
        let heights: Vec<f32> = glasl.steps.iter().map(|step| step.height).collect();
        assert_eq!(heights, [1.0, 0.0]);
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(step_on(glasl, day("2025-10-05")).unwrap().record.id, "L1");
        assert!(step_on(glasl, day("2025-10-15")).is_none());
        assert_eq!(hiik.steps[0].last, Some(day("2025-10-19")));
        // Before the second judgement nobody knew when the first would end.
        let then = seen(Some(day("2025-10-05")));
        assert!(then.iter().all(|it| it.steps.len() == 1));
        assert!(then.iter().any(|it| it.steps[0].last.is_none()));
    }
}
