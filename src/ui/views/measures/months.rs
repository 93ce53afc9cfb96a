//! Conflict over months, and its long-term change: the strip that is to tell a hurting stalemate.

use super::{number, signed};
use crate::analysis::{Formula, MIN_MONTHS, MonthOfConflict, Ripeness};
use crate::ui::Cx;
use crate::ui::status_bar::plural;
use crate::ui::theme::{self, Palette};
use crate::ui::views::statements::record_chip;
use crate::ui::widgets::{card, empty};
use egui::{Label, Rect, RichText, Sense, Ui, pos2, vec2};

/// How many events of a month are named.
const MAX_CHIPS: usize = 12;

/// Draws the strip, or why there is none.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let dossier = cx.document.snapshot().dossier();
    let analysis = cx.analysis;
    let text = format!(
        "C of a month is the sum of its days, each {}. {}. {}",
        Formula::Conflict.text(),
        Formula::HurtingStalemate.text(),
        Formula::HurtingStalemate.source()
    );
    ui.add(Label::new(theme::weak(ui, text).size(theme::SMALL)).wrap());
    ui.add_space(6.0);
    match &analysis.measures(dossier).ripeness {
        None => empty(ui, "The dossier names fewer than two parties"),
        Some(Ripeness::TooShort { n_months }) => empty(
            ui,
            &format!(
                "Too short: the change over months needs {MIN_MONTHS} whole months of coded data, and there are {n_months}"
            ),
        ),
        Some(Ripeness::Months(months)) => months_ui(ui, cx, months),
    }
}

fn months_ui(ui: &mut Ui, cx: &mut Cx<'_>, months: &[MonthOfConflict]) {
    let most = months
        .iter()
        .map(|it| it.conflict.value)
        .fold(1.0, f64::max);
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        for month in months {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(5.0, 3.0);
                let name = format!("{}-{:02}", month.month.year, month.month.month);
                ui.add(Label::new(
                    RichText::new(name).monospace().size(theme::SMALL),
                ));
                bar(ui, month.conflict.value / most);
                ui.label(format!("C {}", number(month.conflict.value)));
                match month.change {
                    Some(change) => {
                        ui.label(theme::strong(format!("HS {}", signed(change)), theme::BODY))
                    }
                    None => ui.label(theme::weak(ui, "HS needs the eight months before")),
                };
                let n = plural(month.conflict.n_records(), "event");
                ui.label(theme::weak(ui, n).size(theme::SMALL));
                let parts = &month.conflict.parts;
                for part in parts.iter().take(MAX_CHIPS) {
                    record_chip(ui, cx, &part.record.id);
                }
                if let Some(n_more) = parts.len().checked_sub(MAX_CHIPS).filter(|n| *n > 0) {
                    let text = format!("and {n_more} more");
                    ui.label(theme::weak(ui, text).size(theme::SMALL));
                }
            });
        }
    });
}

fn bar(ui: &mut Ui, share: f64) {
    let (rect, _) = ui.allocate_exact_size(vec2(120.0, 12.0), Sense::hover());
    let palette = Palette::of(ui);
    #[expect(clippy::cast_possible_truncation, reason = "a share, from 0 to 1")]
    let right = rect.left() + rect.width() * share.clamp(0.0, 1.0) as f32;
    let filled = Rect::from_min_max(rect.min, pos2(right, rect.bottom()));
    ui.painter().rect_filled(rect, 2.0, palette.hover);
    ui.painter().rect_filled(filled, 2.0, palette.conflict);
}
