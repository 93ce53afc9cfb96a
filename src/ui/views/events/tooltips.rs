//! What the cells of the table of events show on hover.

use super::columns::signed;
use crate::model::codebook::Codebook;
use crate::model::codes::DatePrecision;
use crate::model::{Dossier, Event};
use crate::ui::theme::{self, Palette};
use egui::{RichText, Ui};

/// What an event code means, for a tooltip.
pub(super) fn code_tooltip(ui: &mut Ui, code: &str) {
    ui.set_max_width(380.0);
    let codebook = Codebook::built_in();
    let Some(action) = codebook.nearest_action(code) else {
        ui.label(format!("{code} is no code of CAMEO"));
        return;
    };
    ui.label(theme::strong(
        format!("{code}  {}", action.name),
        theme::BODY,
    ));
    if !action.usage.is_empty() {
        ui.label(&action.usage);
    }
    let value = format!("Goldstein value {}", signed(action.goldstein));
    let inherited = (action.code != code).then(|| {
        format!(
            "that of {}, because {code} has none of its own",
            action.code
        )
    });
    let class = codebook
        .quad_class(code)
        .map(|class| class.label().to_lowercase());
    let line: Vec<String> = [Some(value), inherited, class]
        .into_iter()
        .flatten()
        .collect();
    let line = line.join("; ");
    ui.label(
        RichText::new(line)
            .color(Palette::of(ui).text_weak)
            .size(theme::SMALL),
    );
}

/// When an event was, in full, for a tooltip.
pub(super) fn date_tooltip(ui: &mut Ui, event: &Event) {
    ui.set_max_width(320.0);
    ui.label(theme::strong(event.date.display_long(), theme::BODY));
    if !event.time.is_empty() {
        ui.label(&event.time);
    }
    let how = event.date_precision.map_or("", DatePrecision::label);
    let separator = if how.is_empty() { "" } else { " · " };
    let line = format!("{how}{separator}{}", event.date);
    ui.label(
        RichText::new(line)
            .color(Palette::of(ui).text_weak)
            .size(theme::SMALL),
    );
}

/// What the confidence is about, for a tooltip.
pub(super) fn confidence_tooltip(ui: &mut Ui, event: &Event) {
    ui.set_max_width(320.0);
    for (what, confidence) in [
        ("That it happened", event.confidence),
        ("Who did it", event.attribution_confidence),
        ("The figures", event.figures_confidence),
    ] {
        if let Some(confidence) = confidence {
            ui.label(format!("{what}: {}", confidence.label().to_lowercase()));
        }
    }
    if !event.confidence_note.is_empty() {
        ui.label(&event.confidence_note);
    }
}

/// The claims about an event one by one, for a tooltip; they are never added up.
pub(super) fn claims_tooltip(ui: &mut Ui, dossier: &Dossier, event: &Event) {
    ui.set_max_width(420.0);
    for claim in dossier
        .claims
        .iter()
        .filter(|claim| claim.events.contains(&event.id))
    {
        let figures: Vec<String> = [
            ("killed", claim.killed),
            ("wounded", claim.wounded),
            ("posts", claim.posts),
        ]
        .into_iter()
        .filter_map(|(word, count)| Some(format!("{} {word}", count?.label())))
        .collect();
        ui.label(format!(
            "{}  {}: {} ({})",
            claim.id,
            claim.claimant,
            figures.join(", "),
            claim.harmed
        ));
    }
}

/// The event in full, for a tooltip.
pub(super) fn event_tooltip(ui: &mut Ui, event: &Event) {
    ui.set_max_width(420.0);
    ui.label(theme::strong(&event.title, theme::BODY));
    if !event.text.is_empty() && event.text != event.title {
        ui.label(&event.text);
    }
}
