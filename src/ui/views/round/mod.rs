//! Everything of one round on one page.

mod about;
mod add;
mod people;
mod talks;

use crate::command::Action;
use crate::document::Focus;
use crate::model::codes::{TalksFormat, TalksLevel, Track};
use crate::model::{Dossier, RecordKind, Round, SourceId};
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{
    actor_chip, add_button, caption, card, code_chip, columns, columns_that_fit, empty, page,
    section, source_chips, value,
};
use egui::{Button, Label, RichText, Ui};

/// Draws the page of the round that is chosen.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let document = cx.document;
    let dossier = document.snapshot().dossier();
    let id = cx.round_id().cloned();
    let Some(round) = dossier
        .rounds
        .iter()
        .find(|round| Some(&round.id) == id.as_ref())
    else {
        page(ui, "no round", |ui| {
            empty(ui, "This dossier has no rounds yet");
            ui.add_space(6.0);
            add_button(ui, cx, RecordKind::Round);
        });
        return;
    };
    // One scroll position for every round, so that a new round starts at its top.
    ui.push_id(round.id.as_str(), |ui| {
        page(ui, "round", |ui| {
            head(ui, cx, dossier, round);
            if !cx.is_shown(RecordKind::Round, round.id.as_str()) {
                empty(ui, "On the chosen day this round had not begun");
                return;
            }
            // What is told of a round as a whole has no day of its own: it was told when it was over.
            if !cx.analysis.settings.view.is_over(&round.when.dates) {
                let text = "On the chosen day the round was not over: what is told of it as a whole is left out";
                empty(ui, text);
                about::on_the_way_ui(ui, cx, dossier, round);
                return;
            }
            in_words(ui, cx, round);
            ui.add_space(8.0);
            when_and_where(ui, cx, round);
            section(ui, "Hosts and mediators");
            people::third_parties(ui, cx, round);
            section(ui, "Delegations");
            people::delegations(ui, cx, round);
            talks::ui(ui, cx, dossier, round);
            about::ui(ui, cx, dossier, round);
        });
    });
}

/// The round itself, as a selection.
fn this(round: &Round) -> Focus {
    Focus::record(RecordKind::Round, &round.id)
}

/// The ids of sources as text.
fn ids(sources: &[SourceId]) -> impl Iterator<Item = &str> {
    sources.iter().map(SourceId::as_str)
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    steps(ui, cx, dossier, round);
    value(
        ui,
        cx,
        this(round).field("name"),
        theme::strong(&round.name, theme::TITLE),
    );
    ui.horizontal_wrapped(|ui| {
        let palette = Palette::of(ui);
        let kind = cx.analysis.outcome(round);
        let response = code_chip(
            ui,
            "RoundOutcome",
            kind.code(),
            kind.label(),
            palette.outcome(kind),
        );
        if response.clicked() {
            cx.select(this(round).field("outcome.kind"));
        }
        let weak = palette.text_weak;
        for (vocabulary, field, code, label) in [
            (
                "TalksFormat",
                "format",
                round.format.map(TalksFormat::code),
                round.format.map(TalksFormat::label),
            ),
            (
                "TalksLevel",
                "level",
                round.level.map(TalksLevel::code),
                round.level.map(TalksLevel::label),
            ),
            (
                "Track",
                "track",
                round.track.map(Track::code),
                round.track.map(Track::label),
            ),
        ] {
            if let (Some(code), Some(label)) = (code, label)
                && code_chip(ui, vocabulary, code, label, weak).clicked()
            {
                cx.select(this(round).field(field));
            }
        }
        source_chips(ui, cx, ids(&round.sources));
        add::ui(ui, cx, round);
    });
}

fn in_words(ui: &mut Ui, cx: &mut Cx<'_>, round: &Round) {
    if !round.summary.is_empty() {
        value(
            ui,
            cx,
            this(round).field("summary"),
            RichText::new(&round.summary),
        );
    }
    if !round.format_note.is_empty() {
        value(
            ui,
            cx,
            this(round).field("format_note"),
            theme::weak(ui, &round.format_note),
        );
    }
}

/// Where the round stands in the row, and the ways to its neighbours.
fn steps(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    ui.horizontal(|ui| {
        let number = format!("Round {} of {}", round.ordinal, dossier.rounds.len());
        ui.add(Label::new(theme::weak(ui, number)).selectable(false));
        let idx = dossier
            .rounds
            .iter()
            .position(|other| other.id == round.id)
            .unwrap_or(0);
        for (text, action, enabled) in [
            ("←", Action::PreviousRound, idx > 0),
            ("→", Action::NextRound, idx + 1 < dossier.rounds.len()),
        ] {
            let response = ui.add_enabled(enabled, Button::new(text).small());
            response.widget_info(|| {
                egui::WidgetInfo::labeled(
                    egui::Role::Button,
                    enabled,
                    format!("Show the {}", action.label().to_lowercase()),
                )
            });
            let keys = action
                .shortcuts()
                .first()
                .map(|keys| ui.ctx().format_shortcut(keys))
                .unwrap_or_default();
            if response
                .on_hover_text(format!("{} ({keys})", action.help()))
                .clicked()
            {
                cx.act(action);
            }
        }
        if ui.add(Button::new("Show on timeline").small()).clicked() {
            cx.select(this(round));
            cx.act(Action::FitRound);
        }
    });
}

fn when_and_where(ui: &mut Ui, cx: &mut Cx<'_>, round: &Round) {
    let n = columns_that_fit(ui, 280.0, 2);
    columns(ui, n, |ui, column| {
        if column == 0 {
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                caption(ui, "WHEN");
                value(
                    ui,
                    cx,
                    this(round).field("when.dates"),
                    RichText::new(round.when.dates.display_long()),
                )
                .on_hover_text(round.when.dates.as_str());
                if !round.when.note.is_empty() {
                    value(
                        ui,
                        cx,
                        this(round).field("when.note"),
                        theme::weak(ui, &round.when.note),
                    );
                }
                source_chips(ui, cx, ids(&round.when.sources));
            });
        }
        if column == 1 || n == 1 {
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                caption(ui, "WHERE");
                let place = &round.place;
                value(
                    ui,
                    cx,
                    this(round).field("place.city"),
                    RichText::new(place.label()),
                );
                if let Some(host) = &round.host {
                    ui.horizontal_wrapped(|ui| {
                        ui.label("Hosted by");
                        actor_chip(ui, cx, host);
                    });
                }
                if !place.venue.is_empty() {
                    value(
                        ui,
                        cx,
                        this(round).field("place.venue"),
                        RichText::new(format!("Venue: {}", place.venue)),
                    );
                }
                if !place.note.is_empty() {
                    value(
                        ui,
                        cx,
                        this(round).field("place.note"),
                        theme::weak(ui, &place.note),
                    );
                }
                source_chips(ui, cx, ids(&place.sources));
            });
        }
    });
}
