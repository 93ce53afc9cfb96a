//! The days and the records behind one comparison.

use super::table::clip_words;
use super::{number, signed};
use crate::analysis::{CAPTION, Compared, Formula, Quantity, Side, SignAgreement};
use crate::model::Dossier;
use crate::ui::Cx;
use crate::ui::status_bar::plural;
use crate::ui::theme::{self, Palette};
use crate::ui::views::statements::record_chip;
use crate::ui::widgets::{caption, columns, empty, sentence};
use egui::{Label, RichText, Ui, vec2};

/// What a number is, on hover.
pub(super) fn tooltip_ui(ui: &mut Ui, compared: &Compared) {
    ui.set_max_width(340.0);
    ui.spacing_mut().item_spacing.y = 3.0;
    let comparison = &compared.comparison;
    let title = format!(
        "{}, {} days",
        compared.quantity.label(),
        comparison.window_days
    );
    ui.label(theme::strong(title, theme::BODY));
    let line = |ui: &mut Ui, text: String| {
        ui.label(RichText::new(text).size(theme::SMALL));
    };
    for (name, side) in [("Before", &comparison.pre), ("After", &comparison.post)] {
        line(
            ui,
            format!("{name}: {}", side_words(compared.quantity, side)),
        );
    }
    line(ui, sentence(Formula::BeforeAfter.text()));
    for text in scale_words(compared) {
        line(ui, text);
    }
    line(ui, sentence(CAPTION));
    line(ui, "Click to see the days and records behind it".to_owned());
}

fn side_words(quantity: Quantity, side: &Side) -> String {
    let days = plural(side.days.len(), "day");
    let records = plural(side.n_records, record_word(quantity));
    let mean = side.mean.map_or("no data".to_owned(), number);
    if side.last < side.first {
        return "no day is left".to_owned();
    }
    format!(
        "{mean} over {days} ({} to {}), {records}",
        side.first, side.last
    )
}

fn record_word(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Deaths => "claim",
        Quantity::Net | Quantity::NetMaterial => "event",
    }
}

/// The difference on each scale, whether they agree, and how often one as large comes about.
fn scale_words(compared: &Compared) -> Vec<String> {
    let mut lines = Vec::new();
    let on_scales: Vec<String> = compared
        .by_scale
        .iter()
        .map(|(scale, delta)| {
            let delta = delta.map_or("too short".to_owned(), signed);
            format!("{} {delta}", scale.label())
        })
        .collect();
    if !on_scales.is_empty() {
        lines.push(format!("Change on each scale: {}", on_scales.join(", ")));
    }
    if matches!(compared.signs, Some(SignAgreement::Differs(_))) {
        lines.push(
            "The sign depends on the scale: the answer is that of the scale and not of the data"
                .to_owned(),
        );
    }
    if let Some(shift) = compared.shift {
        lines.push(format!(
            "Moved by every number of days, {} of {} dates have a change at least as large ({:.0} %); {} behind it",
            shift.n_as_large,
            shift.n_shifts,
            100.0 * shift.share,
            plural(shift.n_records, "event"),
        ));
    }
    lines
}

/// Draws it below its table; whether it is to be closed.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, compared: &Compared) -> bool {
    let dossier = cx.document.snapshot().dossier();
    let mut closes = false;
    ui.add_space(6.0);
    ui.separator();
    ui.horizontal(|ui| {
        let title = format!(
            "{}, {} days: the days and records behind it",
            compared.quantity.label(),
            compared.comparison.window_days
        );
        ui.add(Label::new(theme::strong(title, theme::BODY)).selectable(false));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            closes = ui.button("Close").clicked();
        });
    });
    for text in scale_words(compared) {
        ui.add(Label::new(theme::weak(ui, text).size(theme::SMALL)).wrap());
    }
    let formula = match compared.quantity {
        Quantity::Deaths => Formula::DeathsPerDay,
        Quantity::Net | Quantity::NetMaterial => Formula::Net,
    };
    let text = formula.with_source();
    ui.add(Label::new(theme::weak(ui, text).size(theme::SMALL)).wrap());
    ui.add_space(4.0);
    let sides = [
        ("BEFORE", &compared.comparison.pre),
        ("AFTER", &compared.comparison.post),
    ];
    columns(ui, 2, |ui, idx| {
        if let Some((name, side)) = sides.get(idx) {
            side_ui(ui, cx, dossier, name, compared.quantity, side);
        }
    });
    closes
}

fn side_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    dossier: &Dossier,
    name: &str,
    quantity: Quantity,
    side: &Side,
) {
    caption(ui, name);
    let mut words = side_words(quantity, side);
    if let Some(clip) = clip_words(dossier, side) {
        words = format!("{words}; {clip}");
    }
    ui.add(Label::new(RichText::new(words).size(theme::SMALL)).wrap());
    let mut n_quiet = 0;
    for day in &side.days {
        if day.records.is_empty() {
            n_quiet += 1;
            continue;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 3.0);
            let text = RichText::new(format!("{}  {}", day.day, number(day.value))).monospace();
            ui.add(Label::new(text.size(theme::SMALL)).selectable(false));
            for record in &day.records {
                record_chip(ui, cx, &record.id);
            }
        });
    }
    if n_quiet > 0 {
        let what = match quantity {
            Quantity::Deaths => "on which nobody is said to have been killed",
            Quantity::Net | Quantity::NetMaterial => {
                "on which nothing that counts is coded, each 0"
            }
        };
        let text = format!("{} {what}", plural(n_quiet, "more day"));
        let colour = Palette::of(ui).text_weak;
        ui.add(Label::new(RichText::new(text).size(theme::SMALL).color(colour)).wrap());
    }
    if side.days.is_empty() {
        empty(ui, "No day has a value");
    }
}
