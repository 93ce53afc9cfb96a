//! Everything that the timeline draws of the measures, day by day, as a table that can be copied.

use super::number;
use crate::analysis::{DayScore, DeathDay, Measures};
use crate::command::Command;
use crate::model::date::Day;
use crate::ui::Cx;
use crate::ui::status_bar::plural;
use crate::ui::theme;
use crate::ui::widgets::empty;
use egui::{Align, Label, Layout, RichText, Ui, vec2};
use egui_extras::{Column, TableBuilder};

/// Height of a row, in points.
const ROW: f32 = 20.0;

/// The headings with what they mean.
const HEADS: [(&str, &str); 13] = [
    ("Day", "The day, as the sources date it"),
    ("K", "Cooperation of the day, in points of the scale"),
    ("C", "Conflict of the day, in points of the scale"),
    ("N", "N = K − C"),
    (
        "L",
        "Level: N of all days up to this one, each halved for every half-life that has passed",
    ),
    ("E", "Escalation, up is worse: E = −L"),
    (
        "E*",
        "E by day: E* = (1 − 2^(−1/h)) E with the half-life h, in points of the scale a day",
    ),
    ("Events", "Events that count on the day"),
    ("Low", "People harmed on the day by the lowest claims"),
    ("Line", "People harmed on the day by the chosen claims"),
    ("High", "People harmed on the day by the highest claims"),
    (
        "7 days",
        "People harmed on the day and the six before it, by the chosen claims",
    ),
    (
        "Known",
        "Days of the seven about which anybody says anything",
    ),
];

/// One day as texts, in the order of the headings; what is not known is empty.
fn row(measures: &Measures, day: Day) -> [String; 13] {
    let is_coded = measures
        .coded
        .is_some_and(|(first, last)| (first..=last).contains(&day));
    let score: Option<&DayScore> = measures
        .escalation
        .as_ref()
        .filter(|_| is_coded)
        .and_then(|index| index.at(day));
    let harm: Option<&DeathDay> = measures.violence.at(day);
    let of = |value: fn(&DayScore) -> f64| score.map_or(String::new(), |it| number(value(it)));
    let toll = harm.and_then(|harm| harm.toll);
    let week = harm.and_then(|harm| harm.trailing);
    let open = |high: f64, is_open: bool| {
        let more = if is_open { "+" } else { "" };
        format!("{}{more}", number(high))
    };
    [
        day.to_string(),
        of(|it| it.cooperation),
        of(|it| it.conflict),
        of(|it| it.net),
        of(|it| it.level),
        of(|it| it.escalation),
        of(|it| it.normalised),
        score.map_or(String::new(), |it| it.contributions.len().to_string()),
        toll.map_or(String::new(), |toll| number(toll.low)),
        toll.and_then(|toll| toll.best)
            .map_or(String::new(), number),
        toll.map_or(String::new(), |toll| open(toll.high, toll.is_open)),
        week.and_then(|week| week.toll.best)
            .map_or(String::new(), number),
        week.map_or(String::new(), |week| week.n_known_days.to_string()),
    ]
}

/// Draws the table.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let dossier = cx.document.snapshot().dossier();
    let measures = cx.analysis.measures(dossier);
    let (first, last) = measures.period;
    let n_days = first.n_days_to(last);
    if n_days == 0 {
        empty(ui, "Nothing is shown yet on this day");
        return;
    }
    ui.horizontal(|ui| {
        let text = format!("{}; empty where nothing is known", plural(n_days, "day"));
        ui.add(Label::new(theme::weak(ui, text).size(theme::SMALL)).selectable(false));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let button = ui.button("Copy for a spreadsheet");
            if button
                .on_hover_text("Copy all days, separated by tabs")
                .clicked()
            {
                cx.commands
                    .push(Command::Copy(as_text(measures, first, n_days)));
            }
        });
    });
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    let numbers = Column::remainder().at_least(40.0);
    TableBuilder::new(ui)
        .id_salt("day by day")
        .striped(true)
        .vscroll(false)
        .cell_layout(Layout::right_to_left(Align::Center))
        .column(Column::exact(82.0))
        .columns(numbers, HEADS.len() - 1)
        .header(ROW + 4.0, |mut header| {
            for (name, help) in HEADS {
                header.col(|ui| {
                    let name = theme::strong(name, theme::SMALL);
                    ui.add(Label::new(name).selectable(false))
                        .on_hover_text(help);
                });
            }
        })
        .body(|body| {
            body.rows(ROW, n_days, |mut table_row| {
                let day = first + i32::try_from(table_row.index()).unwrap_or(0);
                for text in row(measures, day) {
                    table_row.col(|ui| {
                        ui.add(Label::new(RichText::new(text).size(12.0)).selectable(false));
                    });
                }
            });
        });
}

fn as_text(measures: &Measures, first: Day, n_days: usize) -> String {
    let mut text = HEADS.map(|(name, _)| name).join("\t");
    for n in 0..n_days {
        text.push('\n');
        let day = first + i32::try_from(n).unwrap_or(0);
        // A spreadsheet knows a hyphen as the minus.
        text.push_str(&row(measures, day).join("\t").replace('−', "-"));
    }
    text.push('\n');
    text
}
