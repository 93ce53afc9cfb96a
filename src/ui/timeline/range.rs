//! A range of days that the user picked, with the statistics of what is drawn over it.
//!
//! Shift and dragging picks it, Escape drops it. The numbers are those of the days that are known; the days
//! that are not are counted as gaps and enter nothing.

use super::super::Cx;
use super::super::status_bar::plural;
use super::super::theme::{self, Palette};
use super::curve::value_label;
use super::lower::LowerPart;
use super::paint::Brush;
use super::scale::{TimeScale, day_at};
use crate::analysis::{MeasureSettings, RangeStatistics, range_statistics};
use crate::model::date::Day;
use egui::{Frame, Label, Margin, PointerButton, Rect, Response, RichText, Stroke, Ui, UiBuilder};
use std::sync::Arc;

/// Width of the box of numbers, in points.
const WIDTH: f32 = 268.0;

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
    lines: Vec<(String, String)>,
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
        let height = 22.0 + 15.0 * numbers.lines.len() as f32;
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
                    for (idx, (name, value)) in numbers.lines.iter().enumerate() {
                        ui.horizontal(|ui| {
                            let name = if idx == 0 {
                                theme::strong(name, theme::SMALL)
                            } else {
                                theme::weak(ui, name).size(theme::SMALL)
                            };
                            ui.add(Label::new(name).selectable(false));
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
                                    let value = RichText::new(value).size(theme::SMALL);
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

/// What is said about the days: names and values, the first line of which is the heading.
fn lines(cx: &Cx<'_>, lower: LowerPart, (first, last): (Day, Day)) -> Vec<(String, String)> {
    let measures = cx.analysis.measures(cx.dossier());
    let n_days = usize::try_from(last - first + 1).unwrap_or(0);
    let mut lines = vec![(
        if first == last {
            first.to_string()
        } else {
            format!("{first} – {last}")
        },
        plural(n_days, "day"),
    )];
    let (what, statistics, sum) = match lower {
        LowerPart::Interaction => (
            "E",
            range_statistics(&measures.escalation_samples(), first, last),
            range_statistics(&measures.net_samples(), first, last).map(|net| {
                (
                    "N, sum".to_owned(),
                    format!("{} points", value_label(net.sum)),
                )
            }),
        ),
        LowerPart::Violence => {
            let harm = range_statistics(&measures.harm_samples(), first, last);
            let sum = harm.as_ref().map(|harm| {
                let people = format!("{} people", value_label(harm.sum));
                ("F, sum of the line".to_owned(), people)
            });
            ("F a day", harm, sum)
        }
    };
    let Some(statistics) = statistics else {
        lines.push(("Nothing is known on these days".to_owned(), String::new()));
        return lines;
    };
    let RangeStatistics {
        n_days,
        n_gaps,
        records,
        mean,
        min,
        max,
        ..
    } = statistics;
    lines.push((format!("{what}, mean"), value_label(mean)));
    lines.push((
        format!("{what}, minimum"),
        format!("{} on {}", value_label(min.0), min.1),
    ));
    lines.push((
        format!("{what}, maximum"),
        format!("{} on {}", value_label(max.0), max.1),
    ));
    lines.extend(sum);
    let word = match lower {
        LowerPart::Interaction => "event",
        LowerPart::Violence => "claim",
    };
    let mut n = format!("{}, {}", plural(n_days, "day"), plural(records.len(), word));
    if n_gaps > 0 {
        n = format!("{n}, {n_gaps} unknown");
    }
    lines.push(("n".to_owned(), n));
    lines
}
