//! The middle of the round page: agenda and positions, process, outcome, ceasefire afterwards.

use super::{ids, this};
use crate::document::Focus;
use crate::model::codes::PositionBasis;
use crate::model::{ActorId, Dossier, Issue, Position, RecordKind, Round};
use crate::ui::Cx;
use crate::ui::measuring::part_ui;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{
    actor_chip, caption, card, card_frame, code_chip, columns, columns_that_fit, empty, section,
    source_chips, value,
};
use egui::{Label, RichText, Ui, vec2};

/// Draws agenda, positions, process, outcome and ceasefire.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    section(ui, "Agenda");
    agenda(ui, cx, dossier, round);
    section(ui, "Positions");
    positions(ui, cx, dossier, round);
    section(ui, "How the talks went");
    process(ui, cx, round);
    section(ui, "Outcome");
    outcome(ui, cx, dossier, round);
    if let Some(after) = &round.ceasefire_after {
        section(ui, "Ceasefire afterwards");
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            let colour = Palette::of(ui).ceasefire_status(after.status);
            let response = code_chip(
                ui,
                "CeasefireStatus",
                after.status.code(),
                after.status.label(),
                colour,
            );
            if response.clicked() {
                cx.select(this(round).field("ceasefire_after.status"));
            }
            value(
                ui,
                cx,
                this(round).field("ceasefire_after.text"),
                RichText::new(&after.text),
            );
            source_chips(ui, cx, ids(&after.sources));
        });
    }
}

fn agenda(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    if round.agenda.is_empty() {
        empty(ui, "No agenda is recorded");
        return;
    }
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        for (idx, item) in round.agenda.iter().enumerate() {
            ui.horizontal_wrapped(|ui| {
                value(
                    ui,
                    cx,
                    this(round).field(format!("agenda[{idx}].text")),
                    RichText::new(format!("•  {}", item.text)),
                );
                for issue in &item.issues {
                    let title = dossier
                        .issues
                        .iter()
                        .find(|other| other.id == *issue)
                        .map_or("", |issue| &issue.title);
                    let weak = Palette::of(ui).text_weak;
                    let selected = cx.is_selected(RecordKind::Issue, issue.as_str());
                    if crate::ui::widgets::chip(ui, issue.as_str(), weak, selected)
                        .on_hover_text(title)
                        .clicked()
                    {
                        cx.select(Focus::record(RecordKind::Issue, issue));
                    }
                }
                source_chips(ui, cx, ids(&item.sources));
            });
        }
    });
}

/// The positions of the parties beside each other, issue by issue.
fn positions(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    let of_round: Vec<&Position> = dossier
        .positions
        .iter()
        .filter(|position| position.round == round.id)
        .collect();
    if of_round.is_empty() {
        empty(ui, "No position is recorded for this round");
        return;
    }
    let n_recorded = of_round.len();
    let is_shown = |it: &&Position| cx.is_shown(RecordKind::Position, &it.id);
    let of_round: Vec<&Position> = of_round.into_iter().filter(is_shown).collect();
    part_ui(ui, of_round.len(), n_recorded, "position");
    let n_parties = dossier.parties.len().max(1);
    let side_by_side = columns_that_fit(ui, 240.0, n_parties) == n_parties;
    for issue in &dossier.issues {
        let on_issue: Vec<&Position> = of_round
            .iter()
            .copied()
            .filter(|position| position.issue == issue.id)
            .collect();
        if on_issue.is_empty() {
            continue;
        }
        issue_title(ui, cx, issue);
        if side_by_side {
            columns(ui, n_parties, |ui, column| {
                if let Some(party) = dossier.parties.get(column) {
                    for position in on_issue.iter().filter(|position| position.party == *party) {
                        position_card(ui, cx, dossier, position, column);
                    }
                }
            });
        } else {
            for position in &on_issue {
                let column = dossier
                    .parties
                    .iter()
                    .position(|party| *party == position.party)
                    .unwrap_or(0);
                position_card(ui, cx, dossier, position, column);
            }
        }
        ui.add_space(4.0);
    }
}

fn issue_title(ui: &mut Ui, cx: &mut Cx<'_>, issue: &Issue) {
    let text = theme::strong(format!("{}  {}", issue.id, issue.title), theme::BODY);
    let response = value(ui, cx, Focus::record(RecordKind::Issue, &issue.id), text);
    if !issue.description.is_empty() {
        response.on_hover_text(&issue.description);
    }
}

fn position_card(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    dossier: &Dossier,
    position: &Position,
    column: usize,
) {
    let palette = Palette::of(ui);
    let colour = if column == 0 {
        palette.party_a
    } else {
        palette.party_b
    };
    let this = || Focus::record(RecordKind::Position, &position.id);
    card_frame(ui, cx.is_selected(RecordKind::Position, &position.id)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            let name = dossier.actor_name(&position.party).to_owned();
            ui.add(Label::new(theme::strong(name, theme::SMALL).color(colour)).selectable(false));
            if let Some(basis) = position.basis
                && basis != PositionBasis::Public
                && code_chip(
                    ui,
                    "PositionBasis",
                    basis.code(),
                    basis.label(),
                    palette.middling,
                )
                .clicked()
            {
                cx.select(this().field("basis"));
            }
            if let Some(movement) = position.movement
                && code_chip(
                    ui,
                    "Movement",
                    movement.code(),
                    movement.label(),
                    palette.note,
                )
                .clicked()
            {
                cx.select(this().field("movement"));
            }
        });
        value(ui, cx, this().field("text"), RichText::new(&position.text));
        if !position.reported_by.is_empty() {
            value(
                ui,
                cx,
                this().field("reported_by"),
                theme::weak(ui, format!("According to {}", position.reported_by)),
            );
        }
        source_chips(ui, cx, ids(&position.sources));
    });
}

fn process(ui: &mut Ui, cx: &mut Cx<'_>, round: &Round) {
    if round.process.is_empty() {
        empty(ui, "Nothing is recorded about the course of the talks");
        return;
    }
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        for (idx, note) in round.process.iter().enumerate() {
            let focus = |name: &str| this(round).field(format!("process[{idx}].{name}"));
            if let Some(date) = &note.date {
                value(
                    ui,
                    cx,
                    focus("date"),
                    theme::strong(date.display_long(), theme::SMALL),
                );
            }
            value(ui, cx, focus("text"), RichText::new(&note.text));
            source_chips(ui, cx, ids(&note.sources));
            ui.add_space(3.0);
        }
    });
}

fn outcome(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    let outcome = &round.outcome;
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
            let palette = Palette::of(ui);
            let kind = outcome.kind;
            if code_chip(
                ui,
                "RoundOutcome",
                kind.code(),
                kind.label(),
                palette.outcome(kind),
            )
            .clicked()
            {
                cx.select(this(round).field("outcome.kind"));
            }
            if let Some(status) = outcome.text_status
                && code_chip(
                    ui,
                    "TextStatus",
                    status.code(),
                    status.label(),
                    palette.text_weak,
                )
                .clicked()
            {
                cx.select(this(round).field("outcome.text_status"));
            }
            if let Some(stage) = outcome.pax_stage {
                let label = format!("PA-X: {}", stage.label());
                if code_chip(ui, "PaxStage", stage.code(), &label, palette.text_weak).clicked() {
                    cx.select(this(round).field("outcome.pax_stage"));
                }
            }
            actors(ui, cx, "Published by", &outcome.published_by);
            actors(ui, cx, "Denied by", &outcome.denied_by);
        });
        if !outcome.summary.is_empty() {
            value(
                ui,
                cx,
                this(round).field("outcome.summary"),
                RichText::new(&outcome.summary),
            );
        }
        source_chips(ui, cx, ids(&outcome.sources));
    });
    ui.add_space(4.0);
    let n = columns_that_fit(ui, 300.0, 2);
    columns(ui, n, |ui, column| {
        if column == 0 {
            terms(ui, cx, dossier, round);
        }
        if column == 1 || n == 1 {
            let outcome = &round.outcome;
            for (title, name, note) in [
                ("FOLLOW-UP AGREED", "follow_up", outcome.follow_up.as_ref()),
                ("SIGNATORIES", "signatories", outcome.signatories.as_ref()),
            ] {
                let Some(note) = note else { continue };
                card(ui, |ui| {
                    ui.set_width(ui.available_width());
                    caption(ui, title);
                    value(
                        ui,
                        cx,
                        this(round).field(format!("outcome.{name}.text")),
                        RichText::new(&note.text),
                    );
                    source_chips(ui, cx, ids(&note.sources));
                });
                ui.add_space(2.0);
            }
        }
    });
}

fn actors(ui: &mut Ui, cx: &mut Cx<'_>, title: &str, actors: &[ActorId]) {
    if !actors.is_empty() {
        ui.label(theme::weak(ui, title).size(theme::SMALL));
        for actor in actors {
            actor_chip(ui, cx, actor);
        }
    }
}

fn terms(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        caption(ui, "TERMS");
        if round.outcome.terms.is_empty() {
            empty(ui, "Nothing was agreed, or nothing is recorded");
        }
        for (idx, term) in round.outcome.terms.iter().enumerate() {
            let who = term
                .according_to
                .as_ref()
                .map(|actor| format!("According to {}: ", dossier.actor_name(actor)));
            let text = RichText::new(format!("•  {}{}", who.unwrap_or_default(), term.text));
            value(
                ui,
                cx,
                this(round).field(format!("outcome.terms[{idx}].text")),
                text,
            );
            source_chips(ui, cx, ids(&term.sources));
        }
        source_chips(ui, cx, ids(&round.outcome.terms_sources));
    });
}
