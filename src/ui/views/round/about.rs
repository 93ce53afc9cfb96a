//! What was said about a round, what is disputed about it, its events, gaps and sources.

use super::{ids, this};
use crate::command::{Command, View};
use crate::document::{Focus, RecordRef};
use crate::model::{ActorId, Dossier, Gap, Reaction, RecordKind, Round};
use crate::ui::Cx;
use crate::ui::measuring::part_ui;
use crate::ui::theme::{self, Palette};
use crate::ui::views::disputes::{hidden_ui, shown_versions, treatment};
use crate::ui::widgets::{
    caption, card_frame, chip, columns, columns_that_fit, empty, link, section, source_chips, value,
};
use egui::{RichText, Ui};

/// What was said about the round, what is disputed about it, and what happened in it.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    section(ui, "What each side said");
    // Those without words of ours are told by their statements.
    let has_text = |reaction: &Reaction| !reaction.text.is_empty();
    let n_recorded = round.reactions.iter().filter(|it| has_text(it)).count();
    let mut shown = cx.shown_parts(RecordKind::Round, round.id.as_str(), &round.reactions);
    shown.retain(|(_, reaction)| has_text(reaction));
    part_ui(ui, shown.len(), n_recorded, "reaction");
    for (idx, reaction) in shown {
        let who = reaction
            .actor
            .as_ref()
            .map(|actor| format!("{}: ", dossier.actor_name(actor)))
            .unwrap_or_default();
        value(
            ui,
            cx,
            this(round).field(format!("reactions[{idx}].text")),
            RichText::new(format!("{who}{}", reaction.text)),
        );
        source_chips(ui, cx, ids(&reaction.sources));
    }
    statements(ui, cx, dossier, round);
    disputed(ui, cx, dossier, round);
    events(ui, cx, dossier, round);
    gaps_and_sources(ui, cx, dossier, round);
}

/// What was said and what happened by the chosen day, while the round was not over.
pub(super) fn on_the_way_ui(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    section(ui, "What each side said");
    statements(ui, cx, dossier, round);
    events(ui, cx, dossier, round);
}

fn statements(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    let of_round: Vec<_> = dossier
        .statements
        .iter()
        .filter(|statement| cx.is_shown(RecordKind::Statement, statement.id.as_str()))
        .filter(|statement| {
            statement.round.as_ref() == Some(&round.id)
                || round
                    .reactions
                    .iter()
                    .any(|reaction| reaction.statements.contains(&statement.id))
        })
        .collect();
    if of_round.is_empty() {
        empty(ui, "No statement is recorded for this round");
    }
    let sides: Vec<Option<&ActorId>> = dossier.parties.iter().map(Some).chain([None]).collect();
    let n = columns_that_fit(ui, 250.0, sides.len());
    for chunk in sides.chunks(n) {
        columns(ui, n, |ui, column| {
            let Some(side) = chunk.get(column) else {
                return;
            };
            let of_side: Vec<_> = of_round
                .iter()
                .filter(|statement| side_of(dossier, &statement.speaker) == *side)
                .collect();
            caption(
                ui,
                &side
                    .map_or("THIRD PARTIES AND JOINT", |id| dossier.actor_name(id))
                    .to_uppercase(),
            );
            if of_side.is_empty() {
                empty(ui, "Nothing recorded");
            }
            for statement in of_side {
                let focus = Focus::record(RecordKind::Statement, &statement.id);
                card_frame(
                    ui,
                    cx.is_selected(RecordKind::Statement, statement.id.as_str()),
                )
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    value(ui, cx, focus.clone(), RichText::new(statement.quoted()));
                    let who = dossier.actor_name(&statement.speaker);
                    let line = format!(
                        "{who}, {}  ·  {}",
                        statement.date.display_short(),
                        statement.id
                    );
                    value(ui, cx, focus, theme::weak(ui, line).size(theme::SMALL));
                });
            }
        });
        ui.add_space(4.0);
    }
}

/// The party for which somebody speaks, or `None` for everybody else.
fn side_of<'a>(dossier: &'a Dossier, speaker: &'a ActorId) -> Option<&'a ActorId> {
    let principal = dossier
        .actor(speaker)
        .and_then(|actor| actor.of.as_ref())
        .unwrap_or(speaker);
    dossier.parties.iter().find(|party| *party == principal)
}

fn disputed(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    section(ui, "What is disputed about it");
    let disputes: Vec<_> = dossier
        .disputes
        .iter()
        .filter(|dispute| cx.is_shown(RecordKind::Dispute, &dispute.id))
        .filter(|dispute| {
            dispute
                .about
                .iter()
                .any(|id| id.as_str() == round.id.as_str())
        })
        .collect();
    if disputes.is_empty() {
        empty(
            ui,
            "Nothing about this round is recorded as disputed, or nothing of it is seen",
        );
        return;
    }
    for dispute in disputes {
        card_frame(ui, cx.is_selected(RecordKind::Dispute, &dispute.id)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let text = theme::strong(format!("{}  {}", dispute.id, dispute.question), theme::BODY);
            value(
                ui,
                cx,
                Focus::record(RecordKind::Dispute, &dispute.id),
                text,
            );
            let versions = shown_versions(cx, dispute);
            let n = columns_that_fit(ui, 220.0, versions.len().clamp(1, 3));
            for chunk in versions.chunks(n) {
                columns(ui, n, |ui, column| {
                    let Some((idx, version)) = chunk.get(column) else {
                        return;
                    };
                    caption(ui, &version.held_by);
                    let focus = Focus::record(RecordKind::Dispute, &dispute.id)
                        .field(format!("versions[{idx}].text"));
                    value(ui, cx, focus, RichText::new(&version.text));
                    source_chips(ui, cx, ids(&version.sources));
                });
            }
            hidden_ui(ui, cx, dispute);
            if let Some(treatment) = treatment(cx, dispute) {
                let focus = Focus::record(RecordKind::Dispute, &dispute.id).field("treatment");
                value(ui, cx, focus, theme::weak(ui, format!("Here: {treatment}")));
            }
        });
        ui.add_space(2.0);
    }
}

fn events(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    section(ui, "Events of the round");
    let of_round: Vec<_> = dossier
        .events
        .iter()
        .filter(|event| event.round.as_ref() == Some(&round.id))
        .filter(|event| cx.is_shown(RecordKind::Event, event.id.as_str()))
        .collect();
    if of_round.is_empty() {
        empty(ui, "No event is linked to this round");
    }
    for event in of_round {
        let text = RichText::new(format!(
            "{}  {}  {}",
            event.id,
            event.date.display_short(),
            event.title
        ));
        value(ui, cx, Focus::record(RecordKind::Event, &event.id), text);
    }
    if link(ui, "All events").clicked() {
        cx.commands.push(Command::Show(View::Events));
    }
}

fn gaps_and_sources(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    let gaps: Vec<_> = dossier
        .gaps
        .iter()
        .filter(|gap| gap.about.iter().any(|id| id.as_str() == round.id.as_str()))
        .collect();
    if !gaps.is_empty() {
        section(ui, "What could not be found");
        let is_shown = |gap: &&Gap| cx.is_shown(RecordKind::Gap, &gap.id);
        let shown: Vec<_> = gaps.iter().copied().filter(is_shown).collect();
        part_ui(ui, shown.len(), gaps.len(), "gap");
        for gap in shown {
            value(
                ui,
                cx,
                Focus::record(RecordKind::Gap, &gap.id),
                RichText::new(&gap.text),
            );
        }
    }
    section(ui, "Sources of this round");
    let path = RecordRef::new(RecordKind::Round, &round.id);
    let snapshot = cx.document.snapshot();
    let used: Vec<&str> = dossier
        .sources
        .iter()
        .filter(|source| {
            snapshot
                .used_by(source.id.as_str())
                .iter()
                .any(|focus| focus.record == path)
        })
        .map(|source| source.id.as_str())
        .collect();
    let weak = Palette::of(ui).text_weak;
    let text = crate::ui::status_bar::plural(used.len(), "source");
    chip(ui, &text, weak, false);
    source_chips(ui, cx, used);
}
