//! A range of days that the user picked, with the statistics of what is drawn over it.
//!
//! Shift and dragging picks it, Escape drops it. The numbers are those of the days that are known; the days
//! that are not are counted as gaps and enter nothing.

use super::super::Cx;
use super::super::status_bar::plural;
use super::super::theme::{self, Palette};
use super::super::widgets::shorten;
use super::curve::value_label;
use super::lower::LowerPart;
use super::paint::Brush;
use super::scale::{TimeScale, day_at};
use crate::analysis::{Formula, MeasureSettings, RangeStatistics, range_statistics};
use crate::model::date::Day;
use egui::{Frame, Label, Margin, PointerButton, Rect, Response, RichText, Stroke, Ui, UiBuilder};
use std::sync::Arc;

/// Width of the box of numbers, in points.
const WIDTH: f32 = 268.0;

/// Most letters of the name of a track.
const MAX_NAME: usize = 22;

/// The picked days.
#[derive(Clone, Debug, Default)]
pub(super) struct Range {
    /// Where picking began, while the button is down.
    anchor: Option<Day>,
    /// The first and last day.
    pub days: Option<(Day, Day)>,
    numbers: Option<Numbers>,
}

/// The statistics, and for what they were computed.
#[derive(Clone, Debug)]
struct Numbers {
    days: (Day, Day),
    lower: LowerPart,
    settings: MeasureSettings,
    text: Arc<str>,
    lines: Vec<Line>,
}

/// A number with its name, and its formula on hover where it has one.
#[derive(Clone, Debug)]
struct Line {
    name: String,
    value: String,
    formula: Option<Formula>,
}

impl Line {
    fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
            formula: None,
        }
    }

    fn by(self, formula: Formula) -> Self {
        Self {
            formula: Some(formula),
            ..self
        }
    }
}

impl Range {
    /// Follows the pointer; whether dragging belongs to it and not to panning.
    pub(super) fn follow(&mut self, ui: &Ui, response: &Response, scale: &TimeScale<'_>) -> bool {
        let at = || {
            let pos = ui.input(|input| input.pointer.interact_pos())?;
            Some(day_at(scale.day_from_x(pos.x)))
        };
        if response.drag_started_by(PointerButton::Primary)
            && ui.input(|input| input.modifiers.shift)
        {
            let pressed = ui.input(|input| input.pointer.press_origin());
            self.anchor = pressed.map(|pos| day_at(scale.day_from_x(pos.x)));
        }
        let Some(anchor) = self.anchor else {
            return false;
        };
        if let Some(day) = at() {
            self.days = Some((anchor.min(day), anchor.max(day)));
        }
        if !response.dragged() {
            self.anchor = None;
        }
        true
    }

    /// Drops it.
    pub(super) fn drop(&mut self) {
        self.anchor = None;
        self.days = None;
    }

    /// Shades what lies outside.
    pub(super) fn paint(&self, brush: &Brush<'_>) {
        let Some((first, last)) = self.days else {
            return;
        };
        let picture = &brush.picture;
        let left = picture.scale.x_from_day(f64::from(first.0));
        let right = picture.scale.x_from_day(f64::from(last.0) + 1.0);
        let plot = picture.plot;
        let shade = brush.surface.gamma_multiply(0.55);
        let y = plot.y_range();
        for (from, to) in [(plot.left(), left), (right, plot.right())] {
            if to > from {
                let rect = Rect::from_x_y_ranges(from..=to, y);
                brush.painter.rect_filled(rect, 0.0, shade);
            }
        }
        let stroke = Stroke::new(1.0, brush.palette.accent);
        brush.painter.vline(left, y, stroke);
        brush.painter.vline(right, y, stroke);
    }

    /// Draws the numbers over the curve, beside the range.
    pub(super) fn numbers_ui(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        lower: LowerPart,
        brush: &Brush<'_>,
    ) {
        let Some(days) = self.days else {
            return;
        };
        self.refresh(cx, lower, days);
        let Some(numbers) = &self.numbers else {
            return;
        };
        let picture = &brush.picture;
        let right = picture.scale.x_from_day(f64::from(days.1.0) + 1.0);
        let left = picture.scale.x_from_day(f64::from(days.0.0));
        let plot = picture.plot;
        // Beside the range where there is room, else at the edge.
        let x = if right + WIDTH + 6.0 <= plot.right() {
            right + 6.0
        } else {
            (left - WIDTH - 6.0).max(plot.left() + 2.0)
        };
        let of_tracks = track_lines(cx, days);
        let n_lines = numbers.lines.len() + of_tracks.len();
        let height = 22.0 + 15.0 * n_lines as f32;
        let top = (plot.bottom() - height - 6.0).max(plot.top());
        let rect = Rect::from_min_size(egui::pos2(x, top), egui::vec2(WIDTH, height));
        let mut closes = false;
        let builder = UiBuilder::new().max_rect(rect).id_salt("range statistics");
        ui.scope_builder(builder, |ui| {
            let palette = Palette::of(ui);
            Frame::new()
                .fill(palette.card)
                .stroke(Stroke::new(1.0, palette.accent))
                .corner_radius(5.0)
                .inner_margin(Margin::symmetric(7, 4))
                .show(ui, |ui| {
                    ui.set_width(WIDTH - 16.0);
                    ui.spacing_mut().item_spacing.y = 1.0;
                    ui.spacing_mut().interact_size.y = 14.0;
                    for (idx, line) in numbers.lines.iter().chain(&of_tracks).enumerate() {
                        ui.horizontal(|ui| {
                            let name = if idx == 0 {
                                theme::strong(&line.name, theme::SMALL)
                            } else {
                                theme::weak(ui, &line.name).size(theme::SMALL)
                            };
                            let name = ui.add(Label::new(name).selectable(false));
                            if let Some(formula) = line.formula {
                                name.on_hover_text(formula.with_source());
                            }
                            ui.with_layout(
                                egui::Layout::right_to_left(egui::Align::Center),
                                |ui| {
                                    if idx == 0 {
                                        let button = egui::Button::new("×").frame(false).small();
                                        let response = ui.add(button);
                                        let response = response.accessible_name("Drop the range");
                                        closes = response
                                            .on_hover_text("Drop the range (Escape)")
                                            .clicked();
                                    }
                                    let value = RichText::new(&line.value).size(theme::SMALL);
                                    ui.add(Label::new(value).selectable(idx > 0));
                                },
                            );
                        });
                    }
                });
        });
        if closes {
            self.drop();
        }
    }

    fn refresh(&mut self, cx: &Cx<'_>, lower: LowerPart, days: (Day, Day)) {
        let text = cx.snapshot().shared_text();
        let settings = &cx.analysis.settings;
        let is_fresh = self.numbers.as_ref().is_some_and(|numbers| {
            numbers.days == days
                && numbers.lower == lower
                && numbers.settings == *settings
                && Arc::ptr_eq(&numbers.text, text)
        });
        if !is_fresh {
            self.numbers = Some(Numbers {
                days,
                lower,
                settings: settings.clone(),
                text: Arc::clone(text),
                lines: lines(cx, lower, days),
            });
        }
    }
}

/// What is said about the days; the first line is the heading.
fn lines(cx: &Cx<'_>, lower: LowerPart, (first, last): (Day, Day)) -> Vec<Line> {
    let measures = cx.analysis.measures(cx.dossier());
    let n_days = first.n_days_to(last);
    let days = if first == last {
        first.to_string()
    } else {
        format!("{first} – {last}")
    };
    let mut lines = vec![Line::new(days, plural(n_days, "day"))];
    let (what, formula, statistics) = match lower {
        LowerPart::Interaction => ("E", Formula::Escalation, measures.escalation_samples()),
        LowerPart::Violence => ("F a day", Formula::DeathsPerDay, measures.harm_samples()),
    };
    let Some(RangeStatistics {
        n_days,
        n_gaps,
        records,
        mean,
        min,
        max,
        sum,
        ..
    }) = range_statistics(&statistics, first, last)
    else {
        lines.push(Line::new("Nothing is known on these days", ""));
        return lines;
    };
    let on = |(value, day): (f64, Day)| format!("{} on {day}", value_label(value));
    lines.extend([
        Line::new(format!("{what}, mean"), value_label(mean)).by(formula),
        Line::new(format!("{what}, minimum"), on(min)).by(formula),
        Line::new(format!("{what}, maximum"), on(max)).by(formula),
    ]);
    let word = match lower {
        LowerPart::Interaction => {
            let in_range = measures.escalation.iter().flat_map(|index| &index.days);
            let (mut cooperation, mut conflict) = (0.0, 0.0);
            for score in in_range.filter(|score| (first..=last).contains(&score.day)) {
                cooperation += score.cooperation;
                conflict += score.conflict;
            }
            for (name, sum, formula) in [
                ("K, sum", cooperation, Formula::Cooperation),
                ("C, sum", conflict, Formula::Conflict),
                ("N, sum", cooperation - conflict, Formula::Net),
            ] {
                let points = format!("{} points", value_label(sum));
                lines.push(Line::new(name, points).by(formula));
            }
            "act"
        }
        LowerPart::Violence => {
            let people = format!("{} people", value_label(sum));
            lines.push(Line::new("F, sum of the line", people).by(formula));
            if let Some(week) = measures.violence.at(last).and_then(|entry| entry.trailing)
                && let Some(best) = week.toll.best
            {
                let people = format!("{} people", value_label(best));
                let name = "Seven days up to the last";
                lines.push(Line::new(name, people).by(Formula::TrailingDeaths));
            }
            "claim"
        }
    };
    let mut n = format!("{}, {}", plural(n_days, "day"), plural(records.len(), word));
    if n_gaps > 0 {
        n = format!("{n}, {n_gaps} unknown");
    }
    lines.push(Line::new("n, in the range", n));
    lines
}

/// What the background data have in the days, as far as they were known on the chosen day.
fn track_lines(cx: &Cx<'_>, (first, last): (Day, Day)) -> Vec<Line> {
    let known_on = cx.analysis.settings.view.known_on;
    let last = known_on.map_or(last, |day| day.min(last));
    let (first, end) = (first.0, (last + 1).0);
    let tracks = cx.dossier().tracks.iter();
    let shown = tracks.filter_map(|track| Some((track, cx.background.shown(&track.id)?)));
    shown
        .map(|(track, shown)| {
            let column = shown.pyramid.sum_of_days(first, end);
            let n = column.map_or(0, |column| column.positions.len());
            let mut value = plural(n, "event");
            if let Some(deaths) = &shown.deaths {
                let [_, best, _] = deaths.between(first, end);
                value = format!("{value}, {} dead", value_label(best));
            }
            Line::new(shorten(track.label(), MAX_NAME, true), value)
        })
        .collect()
}
