//! What stands around the picture: names of the lanes and values at the left, the calendar below.
//!
//! Names stand beside the lanes and not on them, so that they never hide a mark.

use super::super::theme::Palette;
use super::axis::Axis;
use super::hairs::Hairs;
use super::lanes::{Lane, LaneChoice};
use super::lower::Lower;
use super::minimap;
use super::paint::{Brush, elided, small};
use super::picture::Target;
use super::scene::Scene;
use egui::emath::Rangef;
use egui::{Align2, FontId, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// Height of the calendar in points.
const AXIS_HEIGHT: f32 = 33.0;
/// Height of one of its rows in points.
const AXIS_ROW: f32 = 15.0;
/// Points at the right of the lower row that are kept for the number of later events.
pub(super) const RESERVED: f32 = 66.0;
/// Free space at the right of the picture, in points.
const RIGHT: f32 = 8.0;

/// Where everything stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    /// The picture.
    pub plot: Rect,
    /// The names and values at the left of it.
    pub left: Rect,
    /// The calendar below it.
    pub axis: Rect,
    /// The whole period, below the calendar.
    pub minimap: Rect,
}

impl Area {
    /// Divides the space below the header.
    pub(super) fn new(ui: &Ui, rect: Rect, scene: &Scene) -> Self {
        let names = scene.lanes.iter().map(|lane| text_width(ui, &lane.name));
        // The words beside the curve leave room for its values.
        let longest = names.fold(text_width(ui, "cooperation") + 34.0, f32::max);
        let width = (longest + 12.0).min(rect.width() * 0.2).min(140.0);
        let bottom = rect.bottom() - AXIS_HEIGHT - minimap::HEIGHT - 2.0;
        let plot = Rect::from_min_max(
            pos2(rect.left() + width, rect.top() + 2.0),
            pos2(rect.right() - RIGHT, bottom.max(rect.top() + 20.0)),
        );
        Self {
            plot,
            left: Rect::from_min_max(pos2(rect.left(), plot.top()), plot.left_bottom()),
            axis: Rect::from_min_max(
                pos2(rect.left(), plot.bottom()),
                pos2(rect.right(), plot.bottom() + AXIS_HEIGHT),
            ),
            minimap: Rect::from_min_size(
                pos2(plot.left(), plot.bottom() + AXIS_HEIGHT),
                vec2(plot.width(), minimap::HEIGHT),
            ),
        }
    }
}

/// Width of a small text in points.
pub(super) fn text_width(ui: &Ui, text: &str) -> f32 {
    ui.painter()
        .layout_no_wrap(text.to_owned(), small(), Palette::of(ui).text)
        .size()
        .x
}

/// The names of the lanes.
pub(super) fn lanes(ui: &Ui, brush: &Brush<'_>, area: &Area, choice: &mut LaneChoice) {
    let (picture, palette) = (&brush.picture, brush.palette);
    let bands = &picture.layout.bands;
    let is_folded = bands.lanes.len() < picture.scene.lanes.len();
    let mut named: Vec<(Rangef, &str, String)> = Vec::new();
    if !picture.scene.rounds.is_empty() {
        named.push((
            bands.rounds,
            "Rounds",
            "The rounds of talks; the lower edge has the colour of the outcome".to_owned(),
        ));
    }
    if let (Some(first), Some(last)) = (bands.ceasefires.first(), bands.ceasefires.last()) {
        let help =
            "Ceasefires; dashed and hatched where contested, an arrow where no end was declared"
                .to_owned();
        named.push((Rangef::new(first.min, last.max), "Ceasefires", help));
    }
    for (strip, band) in picture.scene.strips.iter().zip(&bands.tracks) {
        named.push((*band, &strip.name, strip.help().to_owned()));
    }
    if is_folded {
        named.extend(
            bands
                .lanes
                .first()
                .map(|band| (*band, "Events", "All events".to_owned())),
        );
    } else {
        let lanes = bands.lanes.iter().zip(&picture.scene.lanes);
        named.extend(lanes.map(|(band, lane)| (*band, lane.name.as_str(), lane.help.clone())));
    }
    for (idx, (band, name, help)) in named.into_iter().enumerate() {
        let rect = Rect::from_x_y_ranges(area.left.x_range(), picture.band(band));
        let font = FontId::proportional((band.span() + 1.0).clamp(8.0, 10.5));
        let text = elided(
            ui.painter(),
            name,
            font,
            palette.text_weak,
            rect.width() - 12.0,
        );
        let at = pos2(
            rect.right() - 7.0 - text.size().x,
            rect.center().y - text.size().y / 2.0,
        );
        ui.painter().galley(at, text, palette.text_weak);
        let response = ui.interact(rect, ui.scope_id().with(("lane", idx)), Sense::click());
        let lanes = &picture.scene.lanes;
        if !is_folded && lanes.iter().any(|lane| lane.name == name) {
            response.widget_info(|| {
                WidgetInfo::labeled(egui::Role::Button, true, format!("Lane {name}"))
            });
            // A click opens it, with either button, and so does Enter.
            let pressed = response.clicked() || response.secondary_clicked();
            egui::Popup::menu(&response)
                .open_memory(pressed.then_some(egui::SetOpenCommand::Toggle))
                .show(|ui| lane_menu_ui(ui, lanes, name, choice));
            if response.has_focus() || response.hovered() {
                let edge = Stroke::new(1.0, palette.accent);
                let rect = rect.shrink2(vec2(2.0, 0.5));
                ui.painter()
                    .rect_stroke(rect, 2.0, edge, StrokeKind::Inside);
            }
            response.on_hover_text(format!("{help}. Click: pin, move, fold"));
        } else {
            response.on_hover_text(help);
        }
    }
}

/// What can be done with a lane.
fn lane_menu_ui(ui: &mut Ui, lanes: &[Lane], name: &str, choice: &mut LaneChoice) {
    let is_folded = lanes.iter().any(|lane| lane.name == name && lane.is_folded);
    let fold = if is_folded { "Unfold" } else { "Fold" };
    if ui.button(fold).clicked() {
        choice.toggle_fold(name);
        ui.close();
    }
    if ui.button("Pin to the top").clicked() {
        choice.pin(name);
        ui.close();
    }
    for (words, by) in [("Move up", -1), ("Move down", 1)] {
        if ui.button(words).clicked() {
            choice.shift(lanes, name, by);
            ui.close();
        }
    }
    if ui.button("As they were").clicked() {
        choice.first.clear();
        choice.folded.clear();
        ui.close();
    }
}

/// The values of the curve, with their lines, and what is drawn there.
pub(super) fn values(ui: &Ui, brush: &Brush<'_>, curve: &Lower<'_>, area: &Area) {
    let (picture, palette) = (&brush.picture, brush.palette);
    let band = picture.band(picture.layout.bands.curve);
    if let Some(words) = curve.emptiness() {
        let at = pos2(picture.plot.center().x, band.center());
        brush
            .painter
            .text(at, Align2::CENTER_CENTER, words, small(), palette.text_weak);
        return;
    }
    let bounds = curve.bounds(picture.layout.bands.curve, picture.plot.height());
    let mut free_below = f32::INFINITY;
    for (tick, label) in curve.ticks(band.span()) {
        let share = (tick - bounds.start()) / (bounds.end() - bounds.start());
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a share of the height, from 0 to 1"
        )]
        let y = picture.plot.bottom() - share as f32 * picture.plot.height();
        brush
            .painter
            .hline(picture.plot.x_range(), y, Stroke::new(1.0, palette.grid));
        if y + 12.0 <= free_below {
            let at = pos2(area.left.right() - 6.0, y);
            ui.painter().text(
                at,
                Align2::RIGHT_CENTER,
                label,
                FontId::proportional(9.5),
                palette.text_weak,
            );
            free_below = y;
        }
    }
    let mut y = band.min;
    let font = FontId::proportional(9.5);
    for (text, sample) in curve.legend(palette) {
        if y + 11.0 > band.max + 4.0 {
            break;
        }
        let mut x = area.left.left() + 6.0;
        if let Some((colour, thickness)) = sample {
            let sample = Rect::from_center_size(pos2(x + 5.0, y + 5.5), vec2(10.0, thickness));
            ui.painter().rect_filled(sample, 0.0, colour);
            x += 14.0;
        }
        ui.painter().text(
            pos2(x, y),
            Align2::LEFT_TOP,
            text,
            font.clone(),
            palette.text_weak,
        );
        y += 12.0;
    }
}

/// The calendar, and how many events lie outside of what is visible.
pub(super) fn calendar(ui: &Ui, brush: &Brush<'_>, axis: &Axis, area: &Area) {
    let palette = brush.palette;
    let painter = ui.painter();
    let mut hairs = Hairs::new(painter);
    for line in &axis.lines {
        let length = if line.major { AXIS_HEIGHT - 4.0 } else { 4.0 };
        let y = Rangef::new(area.axis.top(), area.axis.top() + length);
        hairs.vertical(line.x, y, palette.border);
    }
    hairs.paint(painter);
    let top = area.axis.top() + 2.0;
    let rows = [
        (&axis.fine, top, palette.text),
        (&axis.coarse, top + AXIS_ROW, palette.text_weak),
    ];
    for (labels, y, colour) in rows {
        for label in labels {
            painter.text(
                pos2(label.x, y),
                Align2::LEFT_TOP,
                &label.text,
                small(),
                colour,
            );
        }
    }
    let (n_before, n_after) = brush.picture.n_outside();
    let y = top + AXIS_ROW;
    if n_before > 0 {
        let at = pos2(area.plot.left() - 7.0, y);
        painter.text(
            at,
            Align2::RIGHT_TOP,
            format!("‹ {n_before} earlier"),
            small(),
            palette.text_weak,
        );
    }
    if n_after > 0 {
        let at = pos2(area.plot.right(), y);
        painter.text(
            at,
            Align2::RIGHT_TOP,
            format!("{n_after} later ›"),
            small(),
            palette.text_weak,
        );
    }
}

/// The frame of the picture; it shows the focus of the keyboard.
pub(super) fn frame(ui: &Ui, brush: &Brush<'_>, has_focus: bool) {
    let palette = brush.palette;
    let stroke = if has_focus {
        Stroke::new(1.5, palette.accent)
    } else {
        Stroke::new(1.0, palette.border)
    };
    ui.painter()
        .rect_stroke(brush.picture.plot, 0.0, stroke, StrokeKind::Outside);
}

/// The day of the curve under the pointer, with its value.
pub(super) fn hovered_day(brush: &Brush<'_>, curve: &Lower<'_>) {
    let Some(Target::Curve(day)) = brush.marked.hovered else {
        return;
    };
    let picture = &brush.picture;
    let x = picture.scale.x_from_day(f64::from(day.0) + 0.5);
    brush.painter.vline(
        x,
        picture.plot.y_range(),
        Stroke::new(1.0, brush.palette.text_weak),
    );
    if let Some(value) = curve.at(day) {
        let bounds = curve.bounds(picture.layout.bands.curve, picture.plot.height());
        let share = (value - bounds.start()) / (bounds.end() - bounds.start());
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a share of the height, from 0 to 1"
        )]
        let y = picture.plot.bottom() - share as f32 * picture.plot.height();
        brush.painter.circle(
            pos2(x, y),
            3.5,
            brush.surface,
            Stroke::new(2.0, brush.palette.curve),
        );
    }
}
