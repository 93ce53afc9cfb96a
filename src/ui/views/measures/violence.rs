//! The violence: which claims are about the same harm, which of them gives the line, and which are not
//! used, with the reason.

use super::number;
use crate::analysis::{BestRule, ClaimUse, Formula, Harm, Toll, Toll3, Unused, Violence};
use crate::model::Dossier;
use crate::ui::Cx;
use crate::ui::status_bar::plural;
use crate::ui::theme::{self, Palette};
use crate::ui::views::statements::record_chip;
use crate::ui::widgets::{caption, card, empty, section};
use egui::{Label, RichText, Ui, vec2};

/// How the line is chosen, as a sentence.
pub(super) fn rule_words(dossier: &Dossier, rule: &BestRule) -> String {
    format!(
        "Of claims about the same harm one gives the line ({}); they are never added. Of a range that is its best estimate where it has one, else its lower end; for the highest claim its upper end.",
        rule.label(dossier)
    )
}

/// Draws the harms and the claims.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let dossier = cx.document.snapshot().dossier();
    let analysis = cx.analysis;
    let violence = &analysis.measures(dossier).violence;
    let weak = |ui: &mut Ui, text: String| {
        ui.add(Label::new(theme::weak(ui, text).size(theme::SMALL)).wrap());
    };
    weak(ui, rule_words(dossier, &violence.settings.best));
    weak(ui, Formula::DeathsPerDay.with_source());
    let who = match violence.settings.toll {
        Toll::Killed => "People killed",
        Toll::Wounded => "People wounded",
    };
    section(
        ui,
        &format!("{who}: {}", plural(violence.harms.len(), "harm")),
    );
    if violence.harms.is_empty() {
        empty(ui, "No claim that is shown gives such a figure");
    }
    for harm in &violence.harms {
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            harm_ui(ui, cx, harm);
        });
        ui.add_space(4.0);
    }
    unused_ui(ui, cx, violence);
}

fn harm_ui(ui: &mut Ui, cx: &mut Cx<'_>, harm: &Harm) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 4.0);
        let days = if harm.first == harm.last {
            harm.first.to_string()
        } else {
            format!("{} to {}", harm.first, harm.last)
        };
        ui.add(Label::new(theme::weak(ui, days)).selectable(false));
        ui.add(Label::new(theme::strong(toll_words(harm.toll), theme::BODY)).selectable(false));
        let claims = &cx.document.snapshot().dossier().claims;
        let first = harm.claims.first();
        if let Some(claim) = claims.iter().find(|claim| Some(&claim.id) == first) {
            ui.add(Label::new(claim.harmed.as_str()).selectable(false));
        }
        for event in &harm.events {
            record_chip(ui, cx, event);
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 4.0);
        caption(ui, "THE LINE");
        if harm.chosen.is_empty() {
            let text = theme::weak(ui, "no claim that the rule admits");
            ui.add(Label::new(text.size(theme::SMALL)).selectable(false));
        }
        for id in &harm.chosen {
            record_chip(ui, cx, id);
        }
        let others = || harm.claims.iter().filter(|id| !harm.chosen.contains(id));
        if others().next().is_some() {
            caption(ui, "IN THE BAND");
            for id in others() {
                record_chip(ui, cx, id);
            }
        }
        if harm.is_tied {
            let text = RichText::new("several claims fit the rule; the lowest is taken");
            let colour = Palette::of(ui).warning;
            ui.add(Label::new(text.size(theme::SMALL).color(colour)).selectable(false));
        }
    });
}

/// Low, best and high as words.
fn toll_words(toll: Toll3) -> String {
    let whole = |value: f64| {
        let text = number(value);
        text.strip_suffix(".00").unwrap_or(&text).to_owned()
    };
    let high = if toll.is_open {
        format!("{} or more", whole(toll.high))
    } else {
        whole(toll.high)
    };
    let best = toll.best.map_or("–".to_owned(), whole);
    if toll.low >= toll.high && !toll.is_open {
        return best;
    }
    format!("{} – {best} – {high} (low – line – high)", whole(toll.low))
}

fn unused_ui(ui: &mut Ui, cx: &mut Cx<'_>, violence: &Violence) {
    let unused: Vec<(&ClaimUse, Unused)> = violence
        .claims
        .iter()
        .filter_map(|claim| Some((claim, claim.used.err()?)))
        .collect();
    if unused.is_empty() {
        return;
    }
    section(ui, &format!("{} not used", plural(unused.len(), "claim")));
    let mut reasons: Vec<Unused> = unused.iter().map(|(_, why)| *why).collect();
    reasons.sort_unstable();
    reasons.dedup();
    for reason in reasons {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(5.0, 4.0);
            let claims = || unused.iter().filter(|(_, why)| *why == reason);
            let text = format!(
                "{} ({})",
                crate::ui::widgets::sentence(reason.label()),
                claims().count()
            );
            ui.add(Label::new(RichText::new(text).size(theme::SMALL)).selectable(false));
            for (claim, _) in claims() {
                record_chip(ui, cx, &claim.id);
            }
        });
    }
}
