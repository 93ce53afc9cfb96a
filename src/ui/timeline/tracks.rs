//! Background data: one grey strip for each track, between the events and the curve.
//!
//! A strip has one bar for each column of two points, or for each day where a day is wider, as high as ln(1 + deaths),
//! those of an event spread evenly over its days, or ln(1 + events) where nobody is said to have died. What somebody
//! else's scale makes of an event, such as Goldstein's points, is no height. It is never drawn like a checked event: no
//! glyphs, no colours of meaning; what a machine coded is thinner still and says so in its name.
//!
//! The work of a frame depends on the width of the picture and not on the number of events.

use super::super::Cx;
use super::super::background_data::{Shown, TrackState, label};
use super::super::status_bar::plural;
use super::super::theme;
use super::super::widgets::with_minus;
use super::hover::{small_ui, weak_ui};
use super::judged::{Judged, judged, judged_ui, step_on};
use super::paint::{Brush, small};
use super::picture::{Picture, Target};
use super::scale::{TimeScale, day_at};
use crate::analysis::dossier::DossierAnalysis;
use crate::document::Focus;
use crate::model::date::Day;
use crate::model::track::TrackKind;
use crate::model::{Dossier, RecordKind};
use crate::tracks::{Column, Pyramid, View, terms};
use egui::epaint::Mesh;
use egui::{Align2, Color32, Pos2, Rect, Shape, Ui};

/// Most rows that a tooltip lists.
const MAX_LISTED: usize = 6;

/// A track as it stands on the timeline.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Strip {
    /// The id of the track.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What stands in it.
    pub content: Content,
}

/// What stands in a strip.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    /// Background data.
    Data {
        /// Whether no person has checked its rows.
        is_machine_coded: bool,
    },
    /// Levels or stages as somebody judged them.
    Judged(Judged),
}

impl Strip {
    /// What a click on a day selects.
    pub(super) fn focus(&self, day: Day) -> Option<Focus> {
        match &self.content {
            Content::Data { .. } => Some(Focus::record(RecordKind::Track, &self.id)),
            Content::Judged(judged) => {
                let record = &step_on(judged, day)?.record;
                Some(Focus::record(record.kind, &record.id))
            }
        }
    }

    /// What it is, in a sentence.
    pub(super) fn help(&self) -> &'static str {
        match self.content {
            Content::Data { .. } => {
                "Background data: not part of the dossier, and not in the curve"
            }
            Content::Judged(_) => "As somebody judged it, with sources; never computed",
        }
    }
}

/// Reads the judgements, then the tracks, in the order of the dossier.
pub(super) fn strips(dossier: &Dossier, analysis: &DossierAnalysis) -> Vec<Strip> {
    let judged = judged(dossier, analysis).into_iter().map(|judged| Strip {
        id: String::new(),
        name: judged.name.clone(),
        content: Content::Judged(judged),
    });
    let strip = |track: &crate::model::track::Track| Strip {
        id: track.id.clone(),
        name: label(track),
        content: Content::Data {
            is_machine_coded: track.kind.is_machine_coded(),
        },
    };
    judged.chain(dossier.tracks.iter().map(strip)).collect()
}

/// Width of a column in points. Narrower ones cost more without a graphics card than all else on the timeline.
const COLUMN: f64 = 2.0;

/// What is seen of a strip from one moment to another, by columns.
fn view(scale: &TimeScale<'_>, (from, to): (f64, f64)) -> View {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a width in points, never negative"
    )]
    let n_columns = ((to - from) * scale.points_per_day() / COLUMN)
        .ceil()
        .max(1.0) as usize;
    View {
        from_day: from,
        days_per_column: COLUMN / scale.points_per_day(),
        n_columns,
    }
}

impl Picture<'_> {
    /// The strip of a track.
    pub(super) fn strip_rect(&self, idx: usize) -> Option<Rect> {
        let band = self.layout.bands.tracks.get(idx)?;
        Some(Rect::from_x_y_ranges(self.plot.x_range(), self.band(*band)))
    }

    /// The strip under a point, and the day.
    pub(super) fn strip_at(&self, pos: Pos2) -> Option<Target> {
        let mut all = 0..self.layout.bands.tracks.len();
        let hit = |idx: &usize| self.strip_rect(*idx).is_some_and(|rect| rect.contains(pos));
        let idx = all.find(hit)?;
        Some(Target::Track(idx, day_at(self.scale.day_from_x(pos.x))))
    }
}

impl Brush<'_> {
    /// The strips, or why there is nothing in them.
    pub(super) fn strips(&self, cx: &Cx<'_>) {
        for (idx, strip) in self.picture.scene.strips.iter().enumerate() {
            let Some(rect) = self.picture.strip_rect(idx) else {
                continue;
            };
            let is_machine_coded = match &strip.content {
                Content::Data { is_machine_coded } => *is_machine_coded,
                Content::Judged(judged) => {
                    self.steps(cx, judged, rect);
                    continue;
                }
            };
            let words = match cx.background.state(&strip.id) {
                Some(TrackState::Ready(shown) | TrackState::Choosing(shown)) => {
                    let known_on = cx.analysis.settings.view.known_on;
                    self.bars(is_machine_coded, rect, shown, known_on);
                    continue;
                }
                Some(TrackState::Reading(progress)) => match progress.fraction() {
                    Some(part) => format!("Reading, {:.0} %", 100.0 * part),
                    None => "Reading…".to_owned(),
                },
                Some(TrackState::Unavailable(why)) => why.clone(),
                Some(TrackState::Waiting) | None => "Waiting to be read".to_owned(),
            };
            let painter = self.painter.with_clip_rect(
                rect.expand2(egui::vec2(0.0, 3.0))
                    .intersect(self.painter.clip_rect()),
            );
            let at = rect.left_center() + egui::vec2(6.0, 0.0);
            painter.text(
                at,
                Align2::LEFT_CENTER,
                words,
                small(),
                self.palette.text_weak,
            );
        }
    }

    fn bars(&self, is_machine_coded: bool, rect: Rect, shown: &Shown, known_on: Option<Day>) {
        let scale = &self.picture.scale;
        let stretches = scale.folds().stretches(scale.view());
        let columns: Vec<Column> = stretches
            .into_iter()
            .flat_map(|stretch| columns_until(drawn(shown), &view(scale, stretch), known_on))
            .collect();
        let height = |column: &Column| match &shown.deaths {
            Some(_) => column.sum.max(0.0).ln_1p(),
            None => f64::from(column.n).ln_1p(),
        };
        // Where nobody died there is still something.
        let most = columns.iter().map(height).fold(f64::MIN_POSITIVE, f64::max);
        let colour = self.mix(
            self.palette.neutral,
            if is_machine_coded { 0.45 } else { 0.8 },
        );
        let mut mesh = Mesh::default();
        let mut last: Option<(f32, f32, f32)> = None;
        for column in &columns {
            let left = scale.x_from_day(f64::from(column.first_day));
            let right = scale.x_from_day(f64::from(column.end_day));
            let gap = if is_machine_coded { 0.4 } else { 0.12 };
            let gap = if right - left > 4.0 {
                gap * (right - left) / 2.0
            } else {
                0.0
            };
            #[expect(clippy::cast_possible_truncation, reason = "a share, from 0 to 1")]
            let share = (height(column) / most) as f32;
            let height = ((rect.height() - 1.0) * share).round().max(1.0);
            let bar = (left + gap, (right - gap).max(left + 1.0), height);
            // Bars without a gap that are as high as the one before them are one.
            last = match last {
                Some((start, end, before))
                    if (before - height).abs() < 0.5 && bar.0 <= end + 0.01 =>
                {
                    Some((start, bar.1, height))
                }
                before => {
                    add_bar(&mut mesh, before, rect.bottom(), colour);
                    Some(bar)
                }
            };
        }
        add_bar(&mut mesh, last, rect.bottom(), colour);
        self.painter.add(Shape::mesh(mesh));
    }
}

/// The columns of a picture up to a day, which is in the last one.
fn columns_until(pyramid: &Pyramid, view: &View, known_on: Option<Day>) -> Vec<Column> {
    let mut columns = pyramid.columns(view);
    let Some(end_day) = known_on.map(|day| (day + 1).0) else {
        return columns;
    };
    columns.retain(|column| column.first_day < end_day);
    if let Some(last) = columns.pop_if(|last| last.end_day > end_day) {
        columns.extend(pyramid.sum_of_days(last.first_day, end_day));
    }
    columns
}

/// What the bars of a track are drawn from.
fn drawn(shown: &Shown) -> &Pyramid {
    match &shown.deaths {
        Some(deaths) => deaths.pyramid(),
        None => &shown.pyramid,
    }
}

/// Adds a bar, from left to right and so high.
fn add_bar(mesh: &mut Mesh, bar: Option<(f32, f32, f32)>, bottom: f32, colour: Color32) {
    let Some((left, right, height)) = bar else {
        return;
    };
    let rect = Rect::from_x_y_ranges(left..=right, bottom - height..=bottom);
    mesh.add_colored_rect(rect, colour);
}

/// The tooltip of a strip: what lies in the column under the pointer.
pub(super) fn strip_ui(ui: &mut Ui, cx: &Cx<'_>, picture: &Picture<'_>, idx: usize, day: Day) {
    let Some(strip) = picture.scene.strips.get(idx) else {
        return;
    };
    if let Content::Judged(judged) = &strip.content {
        judged_ui(ui, judged, day);
        return;
    }
    ui.add(egui::Label::new(theme::strong(&strip.name, theme::BODY)).wrap());
    let track = cx
        .dossier()
        .tracks
        .iter()
        .find(|track| track.id == strip.id);
    let known_on = cx.analysis.settings.view.known_on;
    if known_on.is_some_and(|known_on| known_on < day) {
        small_ui(ui, format!("{day}: later than the day that is chosen"));
    } else if let Some(shown) = cx.background.shown(&strip.id) {
        column_ui(ui, picture, shown, day, known_on);
        let all = plural(shown.table.len(), "row");
        weak_ui(
            ui,
            format!(
                "{} of {all} shown on the whole timeline",
                shown.matches.rows.len()
            ),
        );
    } else if let Some(TrackState::Unavailable(why)) = cx.background.state(&strip.id) {
        small_ui(ui, why.clone());
    }
    if let Some(track) = track {
        weak_ui(ui, terms(track, track.kind));
    }
}

fn column_ui(ui: &mut Ui, picture: &Picture<'_>, shown: &Shown, day: Day, known_on: Option<Day>) {
    let here = View {
        n_columns: 1,
        ..view(&picture.scale, (f64::from(day.0), f64::from(day.0)))
    };
    let holds = |column: &Column| (column.first_day..column.end_day).contains(&day.0);
    let mut columns = columns_until(drawn(shown), &here, known_on).into_iter();
    let Some(Column {
        first_day, end_day, ..
    }) = columns.find(holds)
    else {
        small_ui(ui, format!("{day}: nothing in the file"));
        return;
    };
    let (first, last) = (Day(first_day), Day(end_day - 1));
    let days = if first == last {
        first.to_string()
    } else {
        format!("{first} to {last}")
    };
    let column = shown.pyramid.sum_of_days(first_day, end_day);
    let n = column.as_ref().map_or(0, |column| column.positions.len());
    let begin = if n == 1 { "begins" } else { "begin" };
    small_ui(ui, format!("{days}: {} {begin}", plural(n, "event")));
    if let Some(deaths) = &shown.deaths {
        small_ui(ui, deaths_words(deaths.between(first_day, end_day)));
        weak_ui(ui, "Deaths of an event are spread evenly over its days");
    }
    let Some(column) = column else { return };
    if !shown.table.has_deaths()
        && let Some(words) = values_words(&column, shown.table.kind())
    {
        small_ui(ui, words);
    }
    for position in column.positions.clone().take(MAX_LISTED) {
        let row = shown.pyramid.row(position);
        let table = &shown.table;
        let who = [table.actor(row), table.target(row)];
        let who: Vec<&str> = who.into_iter().filter(|name| !name.is_empty()).collect();
        let deaths = match table.deaths(row).best {
            Some(0) if table.is_zero_ambiguous() => ", 0 dead or not known".to_owned(),
            Some(n) => format!(", {n} dead"),
            None => String::new(),
        };
        // The figure stands first: the rest may be cut off.
        let words = format!(
            "{}{deaths}  {} {}",
            table.days(row).0,
            table.event_type(row),
            who.join(" – ")
        );
        let text = egui::RichText::new(words).size(theme::SMALL);
        ui.add(egui::Label::new(text).truncate());
    }
    if let Some(more) = n.checked_sub(MAX_LISTED).filter(|more| *more > 0) {
        weak_ui(ui, format!("and {more} more"));
    }
}

/// Deaths of some days with their range.
fn deaths_words([low, best, high]: [f64; 3]) -> String {
    let people = |n: f64| {
        with_minus(&format!("{n:.1}"))
            .trim_end_matches(".0")
            .to_owned()
    };
    format!(
        "deaths: {} (from {} to {})",
        people(best),
        people(low),
        people(high)
    )
}

/// What the values of a column add up to; `None` where none of its events has one.
fn values_words(column: &Column, kind: TrackKind) -> Option<String> {
    let (least, most) = column.range?;
    let what = match kind {
        TrackKind::GdeltEvents | TrackKind::Icews => "Goldstein points, sum",
        _ => "values, sum",
    };
    let points = |n: f64| with_minus(&format!("{n:.1}"));
    let (least, most) = (points(least.into()), points(most.into()));
    let rest = match column.n - column.n_valued {
        0 => String::new(),
        n => format!("; {n} of {} have none", column.n),
    };
    let sum = points(column.sum);
    Some(format!("{what}: {sum}, each from {least} to {most}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As known on a day: nothing of the days after it is in a column, also where one holds days before and after.
    #[test]
    fn columns_end_with_the_day() {
        let events = (0..12).map(|day| (day, Some(1.0)));
        let pyramid = Pyramid::of_events(events);
        let whole = View {
            from_day: 0.0,
            days_per_column: 4.0,
            n_columns: 3,
        };
        let check = |known_on: Option<i32>, expected: &[(i32, i32, u32)]| {
            let columns = columns_until(&pyramid, &whole, known_on.map(Day));
            let columns: Vec<_> = columns
                .iter()
                .map(|it| (it.first_day, it.end_day, it.n))
                .collect();
            assert_eq!(columns, expected, "{known_on:?}");
        };
        check(None, &[(0, 4, 4), (4, 8, 4), (8, 12, 4)]);
        check(Some(20), &[(0, 4, 4), (4, 8, 4), (8, 12, 4)]);
        check(Some(5), &[(0, 4, 4), (4, 6, 2)]);
        check(Some(3), &[(0, 4, 4)]);
        check(Some(-1), &[]);
    }

    /// A sum is told with its unit, and what says nothing only where something does not.
    #[test]
    fn sums_in_words() {
        let events = [(1, Some(-10.0)), (1, Some(7.0)), (1, None), (2, Some(-2.5))];
        let pyramid = Pyramid::of_events(events);
        let words =
            |first, end, kind| values_words(&pyramid.sum_of_days(first, end).unwrap(), kind);
        assert_eq!(
            words(1, 2, TrackKind::GdeltEvents).unwrap(),
            "Goldstein points, sum: −3.0, each from −10.0 to 7.0; 1 of 3 have none"
        );
        assert_eq!(
            words(2, 3, TrackKind::Mapped).unwrap(),
            "values, sum: −2.5, each from −2.5 to −2.5"
        );
        assert_eq!(
            deaths_words([0.0, 2.5, 1240.0]),
            "deaths: 2.5 (from 0 to 1240)"
        );
    }
}
