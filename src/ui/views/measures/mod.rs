//! Whether the talks changed anything: means before and after each round and ceasefire, the violence, the
//! rounds laid over each other, and conflict over months.
//!
//! It has no opinion on the answer, and says beside every answer that a difference is no effect. Every
//! number says its formula, its days and its records; a click shows them.
//!
//! - `table`: the means before and after, and their difference.
//! - `detail`: the days and records behind one of them.
//! - `violence`: which claims are alternatives, which are used, and why others are not.
//! - `day_zero`, `months`: rounds over each other; conflict over months.
//! - `days`: everything that the timeline draws, as a table.

mod day_zero;
mod days;
mod detail;
mod months;
mod table;
#[cfg(test)]
mod tests;
mod violence;

use crate::analysis::{CAPTION, Quantity, RecordRef, Subject};
use crate::model::{Dossier, RecordKind};
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{card, page, sentence, with_minus};
use crate::ui::{Cx, measuring};
use egui::{Label, RichText, Ui, vec2};

/// The view.
#[derive(Default)]
pub(super) struct MeasuresView {
    part: Part,
    picked: Option<Picked>,
    over_each_other: Quantities,
}

/// The parts of the view, one at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Table,
    Violence,
    DayZero,
    Months,
    Days,
}

impl Part {
    const ALL: [(Self, &str); 5] = [
        (Self::Table, "Before and after"),
        (Self::Violence, "Violence"),
        (Self::DayZero, "Days since the start"),
        (Self::Months, "Months"),
        (Self::Days, "Day by day"),
    ];
}

/// What is laid over each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Quantities {
    #[default]
    Net,
    Escalation,
    Deaths,
}

/// The number whose days and records are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Picked {
    subject: RecordRef,
    quantity: Quantity,
    window_days: u16,
}

impl MeasuresView {
    /// Draws the choices and the chosen part.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        page(ui, "before and after", |ui| {
            let title = theme::strong("Did the talks change anything?", theme::TITLE);
            ui.add(Label::new(title).selectable(false));
            let colour = Palette::of(ui).warning;
            let caveat = format!(
                "⚠ {}. What is compared is what the coder found and coded.",
                sentence(CAPTION)
            );
            ui.add(Label::new(RichText::new(caveat).color(colour)).wrap());
            ui.add_space(8.0);
            choices_ui(ui, cx);
            ui.add_space(10.0);
            self.parts_ui(ui);
            ui.add_space(6.0);
            match self.part {
                Part::Table => table::ui(ui, cx, &mut self.picked),
                Part::Violence => violence::ui(ui, cx),
                Part::DayZero => day_zero::ui(ui, cx, &mut self.over_each_other),
                Part::Months => months::ui(ui, cx),
                Part::Days => days::ui(ui, cx),
            }
        });
    }

    /// Shows everything that the timeline draws, as a table.
    pub(super) fn show_days(&mut self) {
        self.part = Part::Days;
    }

    fn parts_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            for (part, name) in Part::ALL {
                if ui.selectable_label(self.part == part, name).clicked() {
                    self.part = part;
                }
            }
        });
        ui.separator();
    }
}

/// One row of choices.
type Row = fn(&mut Ui, &mut Cx<'_>);

fn choices_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        let rows: [(&str, Row); 3] = [
            ("Interaction", measuring::interaction_ui),
            ("Violence", measuring::violence_ui),
            ("Seen through", measuring::view_ui),
        ];
        for (name, row) in rows {
            ui.horizontal_top(|ui| {
                let left = egui::Layout::left_to_right(egui::Align::Center);
                ui.allocate_ui_with_layout(vec2(76.0, 22.0), left, |ui| {
                    ui.set_min_width(76.0);
                    let name = theme::weak(ui, name).size(theme::SMALL);
                    ui.add(Label::new(name).selectable(false));
                });
                ui.horizontal_wrapped(|ui| row(ui, cx));
            });
        }
        measuring::hidden_ui(ui, cx);
    });
}

/// The name of a round or a ceasefire.
fn name_of(dossier: &Dossier, record: &RecordRef) -> String {
    let name = match record.kind {
        RecordKind::Round => dossier
            .rounds
            .iter()
            .find(|round| round.id.as_str() == record.id)
            .map(|round| round.short().to_owned()),
        RecordKind::Ceasefire => dossier
            .ceasefires
            .iter()
            .find(|ceasefire| ceasefire.id == record.id)
            .map(|ceasefire| ceasefire.name.clone()),
        _ => None,
    };
    name.unwrap_or_else(|| record.id.clone())
}

/// The days that a comparison leaves out, as words.
fn core_words(subject: &Subject) -> String {
    let (first, last) = (subject.core.first, subject.core.last);
    if first == last {
        first.to_string()
    } else {
        format!("{first} to {last}")
    }
}

/// A number with a sign and a real minus, as many digits as it deserves.
fn signed(value: f64) -> String {
    let text = number(value);
    if value > 0.0 && text.chars().any(|c| ('1'..='9').contains(&c)) {
        format!("+{text}")
    } else {
        text
    }
}

/// A number with a real minus: two digits behind the point below 100, one below 1,000.
fn number(value: f64) -> String {
    let text = match value.abs() {
        large if large >= 1000.0 => format!("{value:.0}"),
        large if large >= 100.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    };
    with_minus(&text)
}
