//! The tooltip of a day of the violence: the range of the day and of the week, and the claims behind it.

use super::super::Cx;
use super::super::status_bar::plural;
use super::super::theme;
use super::curve::value_label;
use super::hover::{small_ui, weak_ui};
use crate::analysis::{Formula, Toll3, Traced};
use crate::model::date::{Day, Edtf};
use egui::{Label, Ui};

/// Most claims that are listed.
const MAX_LISTED: usize = 9;

/// Writes what is said about a day and the week up to it.
pub(super) fn harm_ui(ui: &mut Ui, cx: &Cx<'_>, day: Day) {
    let date = Edtf::from(day).display_long();
    let title = format!("{} {date}", day.weekday().label());
    ui.add(Label::new(theme::strong(title, theme::BODY)));
    let dossier = cx.document.snapshot().dossier();
    let measures = cx.analysis.measures(dossier);
    let Some(entry) = measures.violence.at(day) else {
        weak_ui(ui, "Outside the period of the dossier");
        return;
    };
    match entry.trailing {
        Some(week) => {
            small_ui(ui, format!("Seven days: {}", toll_words(week.toll)));
            let known = plural(week.n_known_days, "day");
            weak_ui(ui, format!("{known} of the seven are known"));
        }
        None => weak_ui(ui, "Nobody says anything about these seven days"),
    }
    match entry.toll {
        Some(toll) => small_ui(ui, format!("This day: {}", toll_words(toll))),
        None => weak_ui(ui, "Nobody says anything about this day"),
    }
    if entry.is_uncertain {
        weak_ui(ui, "Part of it may have been on another day");
    }
    if let Some(traced) = measures.trace_harm(dossier, day, Formula::TrailingDeaths) {
        parts_ui(ui, cx, &traced);
    }
}

fn parts_ui(ui: &mut Ui, cx: &Cx<'_>, traced: &Traced<f64>) {
    let claims = &cx.dossier().claims;
    for part in traced.parts.iter().take(MAX_LISTED) {
        let claim = claims.iter().find(|claim| claim.id == part.record.id);
        let words = claim.map_or(String::new(), |claim| {
            format!("{}: {}", claim.claimant, claim.harmed)
        });
        small_ui(
            ui,
            format!("{}  {} {words}", value_label(part.amount), part.record.id),
        );
    }
    if let Some(more) = traced
        .parts
        .len()
        .checked_sub(MAX_LISTED)
        .filter(|n| *n > 0)
    {
        weak_ui(ui, format!("and {more} more"));
    }
    weak_ui(
        ui,
        "What each chosen claim gives, divided evenly over its days",
    );
}

fn toll_words(toll: Toll3) -> String {
    let best = toll.best.map_or("–".to_owned(), value_label);
    let more = if toll.is_open { " or more" } else { "" };
    format!(
        "{best} (claims from {} to {}{more})",
        value_label(toll.low),
        value_label(toll.high)
    )
}
