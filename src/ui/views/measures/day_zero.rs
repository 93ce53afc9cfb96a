//! The rounds laid over each other by days since their start.
//!
//! What is not known is a gap in the line. Days that belong to another round are marked by hollow points.

use super::{Quantities, name_of, number};
use crate::analysis::{DayValue, Laid, Measures, Subject, day_zero};
use crate::model::{Dossier, RecordKind};
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::empty;
use egui::{Color32, Label, Ui};
use egui_plot::{Legend, Line, LineStyle, MarkerShape, Plot, PlotPoints, Points, VLine};

/// Days that are shown before the start.
const BEFORE: u16 = 14;
/// Days that are shown after the start.
const AFTER: u16 = 30;

const SHAPES: [MarkerShape; 6] = [
    MarkerShape::Circle,
    MarkerShape::Square,
    MarkerShape::Diamond,
    MarkerShape::Up,
    MarkerShape::Down,
    MarkerShape::Cross,
];

/// Draws the choice and the plot.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, shown: &mut Quantities) {
    let dossier = cx.document.snapshot().dossier();
    let measures = cx.analysis.measures(dossier);
    ui.horizontal_wrapped(|ui| {
        for (quantity, name) in [
            (Quantities::Net, "Net points a day"),
            (Quantities::Escalation, "Escalation E"),
            (Quantities::Deaths, "People harmed a day"),
        ] {
            if ui.selectable_label(*shown == quantity, name).clicked() {
                *shown = quantity;
            }
        }
    });
    let subjects: Vec<Subject> = measures
        .around
        .iter()
        .map(|around| around.subject.clone())
        .filter(|subject| subject.record.kind == RecordKind::Round)
        .collect();
    let samples = samples(measures, *shown);
    let laid = day_zero(&samples, &subjects, BEFORE, AFTER);
    if laid.iter().all(|laid| laid.points.is_empty()) {
        empty(ui, "Nothing is known around the rounds that are shown");
        return;
    }
    plot_ui(ui, dossier, &laid);
    let text = "Day 0 is the first day of each round. Hollow: the day belongs to another round. A line ends where nothing is coded. Up is friendlier for net points, worse for E and deaths.";
    ui.add(Label::new(theme::weak(ui, text).size(theme::SMALL)).wrap());
}

fn samples(measures: &Measures, shown: Quantities) -> Vec<DayValue> {
    match shown {
        Quantities::Net => measures.net_samples(),
        Quantities::Escalation => measures.escalation_samples(),
        Quantities::Deaths => measures.harm_samples(),
    }
}

fn colours(palette: &Palette) -> [Color32; 6] {
    [
        palette.round,
        palette.conflict,
        palette.ceasefire,
        palette.third,
        palette.party_b,
        palette.text_weak,
    ]
}

fn plot_ui(ui: &mut Ui, dossier: &Dossier, laid: &[Laid]) {
    let palette = Palette::of(ui);
    let colours = colours(palette);
    Plot::new("days since the start")
        .height(340.0)
        .legend(Legend::default())
        .x_axis_label("days since the start of the round")
        .allow_scroll(false)
        .label_formatter(|hovered| {
            let (name, at) = match hovered {
                egui_plot::HoverPosition::NearDataPoint {
                    plot_name,
                    position,
                    ..
                } => (*plot_name, position),
                egui_plot::HoverPosition::Elsewhere { position } => ("", position),
            };
            Some(format!("{name}\nday {:.0}: {}", at.x, number(at.y)))
        })
        .show(ui, |plot| {
            plot.vline(
                VLine::new("", 0.0)
                    .color(palette.text_weak)
                    .style(LineStyle::dashed_dense()),
            );
            for (idx, laid) in laid.iter().enumerate() {
                let colour = colours
                    .get(idx % colours.len())
                    .copied()
                    .unwrap_or(palette.text);
                let shape = SHAPES
                    .get(idx % SHAPES.len())
                    .copied()
                    .unwrap_or(MarkerShape::Circle);
                let name = name_of(dossier, &laid.record);
                for known in laid.points.split(|point| point.value.is_none()) {
                    let line: Vec<[f64; 2]> = known
                        .iter()
                        .filter_map(|point| Some([f64::from(point.offset), point.value?]))
                        .collect();
                    plot.line(
                        Line::new(name.clone(), PlotPoints::from(line))
                            .color(colour)
                            .width(1.5),
                    );
                }
                for is_other in [false, true] {
                    let points: Vec<[f64; 2]> = laid
                        .points
                        .iter()
                        .filter(|point| point.in_other.is_some() == is_other)
                        .filter_map(|point| Some([f64::from(point.offset), point.value?]))
                        .collect();
                    let points = Points::new(name.clone(), PlotPoints::from(points))
                        .shape(shape)
                        .filled(!is_other)
                        .radius(3.5)
                        .color(colour);
                    plot.points(points);
                }
            }
        });
}
