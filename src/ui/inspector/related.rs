//! What belongs to the selected record without standing in it: the sources of a value, the claims about an
//! event side by side, the disputes, and everything that refers to it.

use crate::command::Command;
use crate::document::{Focus, RecordRef};
use crate::model::{Claim, Dossier, RecordKind};
use crate::ui::Cx;
use crate::ui::measuring::part_ui;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{caption, card_frame, chip, link, section, source_chips, value};
use egui::{Grid, Label, RichText, Ui};

/// The title of a record, as lists show it.
pub(crate) fn title_of(dossier: &Dossier, record: &RecordRef) -> String {
    let id = record.id.as_str();
    let find = match record.kind {
        RecordKind::Dossier => Some(dossier.title.clone()),
        RecordKind::Actor => dossier
            .actors
            .iter()
            .find(|r| r.id.as_str() == id)
            .map(|r| r.name.clone()),
        RecordKind::Issue => dossier
            .issues
            .iter()
            .find(|r| r.id.as_str() == id)
            .map(|r| r.title.clone()),
        RecordKind::Round => dossier
            .rounds
            .iter()
            .find(|r| r.id.as_str() == id)
            .map(|r| r.name.clone()),
        RecordKind::Position => dossier.positions.iter().find(|r| r.id == id).map(|r| {
            let issue = dossier
                .issues
                .iter()
                .find(|issue| issue.id == r.issue)
                .map_or("", |issue| &issue.title);
            format!("{}, {}: {issue}", dossier.actor_name(&r.party), r.round)
        }),
        RecordKind::ThirdParty => dossier
            .third_parties
            .iter()
            .find(|r| r.id == id)
            .map(|r| dossier.actor_name(&r.actor).to_owned()),
        RecordKind::Ceasefire => dossier
            .ceasefires
            .iter()
            .find(|r| r.id == id)
            .map(|r| r.name.clone()),
        RecordKind::Event => dossier
            .events
            .iter()
            .find(|r| r.id.as_str() == id)
            .map(|r| r.title.clone()),
        RecordKind::Claim => dossier
            .claims
            .iter()
            .find(|r| r.id == id)
            .map(|r| format!("{}: {}", r.claimant, r.harmed)),
        RecordKind::Statement => dossier
            .statements
            .iter()
            .find(|r| r.id.as_str() == id)
            .map(|r| format!("{}: {}", dossier.actor_name(&r.speaker), r.quoted())),
        RecordKind::Dispute => dossier
            .disputes
            .iter()
            .find(|r| r.id == id)
            .map(|r| r.question.clone()),
        RecordKind::Commitment => dossier
            .commitments
            .iter()
            .find(|r| r.id == id)
            .map(|r| r.text.clone()),
        RecordKind::Extract => dossier
            .extracts
            .iter()
            .find(|r| r.id == id)
            .map(|r| r.text.clone()),
        RecordKind::Gap => dossier
            .gaps
            .iter()
            .find(|r| r.id == id)
            .map(|r| r.text.clone()),
        RecordKind::Annotation => dossier
            .annotations
            .iter()
            .find(|r| r.id == id)
            .map(|r| r.text.clone()),
        RecordKind::Assessment => dossier
            .assessments
            .iter()
            .find(|r| r.id == id)
            .map(|r| format!("{} {}, {}", r.scale.label(), r.level, r.judged_by)),
        RecordKind::Track => dossier
            .tracks
            .iter()
            .find(|r| r.id == id)
            .map(|r| r.label().to_owned()),
        RecordKind::Source => dossier
            .sources
            .iter()
            .find(|r| r.id.as_str() == id)
            .map(|r| format!("{}: {}", r.publisher, r.title)),
    };
    find.unwrap_or_default()
}

/// The sources on which the selected value rests.
pub(super) fn sources_of_value(ui: &mut Ui, cx: &mut Cx<'_>, focus: &Focus) {
    if focus.record.kind == RecordKind::Source {
        return;
    }
    let document = cx.document;
    let dossier = document.snapshot().dossier();
    let ids = document.snapshot().sources_of(focus);
    if ids.is_empty() {
        return;
    }
    ui.add_space(4.0);
    card_frame(ui, false)
        .inner_margin(egui::Margin::same(9))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            caption(
                ui,
                if focus.field.is_empty() {
                    "SOURCES"
                } else {
                    "SOURCES OF THE SELECTED VALUE"
                },
            );
            for id in &ids {
                let Some(source) = dossier
                    .sources
                    .iter()
                    .find(|source| source.id.as_str() == id)
                else {
                    ui.label(
                        RichText::new(format!("{id} is not among the sources"))
                            .color(Palette::of(ui).error),
                    );
                    continue;
                };
                let date = source
                    .date
                    .as_ref()
                    .map(|date| format!(", {}", date.display_short()))
                    .unwrap_or_default();
                let text = RichText::new(format!("{id}  {}{date}", source.publisher))
                    .size(theme::SMALL + 0.5);
                let response = value(ui, cx, Focus::record(RecordKind::Source, id), text)
                    .on_hover_text(&source.title);
                if response.secondary_clicked() && crate::document::is_web_address(&source.url) {
                    cx.commands.push(Command::Browse(source.url.clone()));
                }
            }
        });
}

/// The casualty claims about an event, side by side.
pub(super) fn claims_about(ui: &mut Ui, cx: &mut Cx<'_>, record: &RecordRef) {
    if record.kind != RecordKind::Event {
        return;
    }
    let document = cx.document;
    let claims: Vec<&Claim> = document
        .snapshot()
        .dossier()
        .claims
        .iter()
        .filter(|claim| claim.events.iter().any(|id| id.as_str() == record.id))
        .collect();
    if claims.is_empty() {
        return;
    }
    let n_recorded = claims.len();
    let is_shown = |claim: &&Claim| cx.is_shown(RecordKind::Claim, &claim.id);
    let claims: Vec<&Claim> = claims.into_iter().filter(is_shown).collect();
    section(ui, "Casualty claims, side by side");
    part_ui(ui, claims.len(), n_recorded, "claim");
    if claims.is_empty() {
        return;
    }
    let warning = theme::weak(ui, "Never to be added up: they overlap and contradict");
    ui.add(Label::new(warning.size(theme::SMALL)).wrap());
    claims_ui(ui, cx, &claims);
}

/// Everything that refers to the record.
pub(super) fn referred_to_by(ui: &mut Ui, cx: &mut Cx<'_>, record: &RecordRef) {
    let document = cx.document;
    let dossier = document.snapshot().dossier();
    let uses = document.snapshot().used_by(&record.id);
    if uses.is_empty() {
        return;
    }
    let mut records: Vec<&RecordRef> = uses.iter().map(|focus| &focus.record).collect();
    records.dedup();
    let title = if record.kind == RecordKind::Source {
        "What rests on it"
    } else {
        "Referred to by"
    };
    section(ui, &format!("{title} ({})", records.len()));
    for user in records {
        let title = title_of(dossier, user);
        let name = if user.kind == RecordKind::Dossier {
            "Dossier"
        } else {
            &user.id
        };
        let short: String = title.chars().take(90).collect();
        let dots = if short.len() < title.len() { "…" } else { "" };
        let response = link(ui, format!("{name}  {short}{dots}"));
        if response.on_hover_text(user.kind.word()).clicked() {
            cx.reveal(user.clone());
        }
    }
}

fn claims_ui(ui: &mut Ui, cx: &mut Cx<'_>, claims: &[&Claim]) {
    Grid::new("claims")
        .num_columns(3)
        .spacing([10.0, 4.0])
        .show(ui, |ui| {
            for title in ["Who says it", "Killed", "Wounded"] {
                ui.add(Label::new(
                    theme::strong(title, theme::SMALL).color(Palette::of(ui).text_weak),
                ));
            }
            ui.end_row();
            for claim in claims {
                ui.vertical(|ui| {
                    ui.set_max_width(170.0);
                    let focus = Focus::record(RecordKind::Claim, &claim.id);
                    value(ui, cx, focus.clone(), RichText::new(&claim.claimant));
                    value(
                        ui,
                        cx,
                        focus,
                        theme::weak(ui, &claim.harmed).size(theme::SMALL),
                    );
                });
                for (name, count) in [("killed", claim.killed), ("wounded", claim.wounded)] {
                    let text = count.map_or_else(|| "–".to_owned(), crate::model::Count::label);
                    value(
                        ui,
                        cx,
                        Focus::record(RecordKind::Claim, &claim.id).field(name),
                        theme::strong(text, theme::BODY),
                    );
                }
                ui.end_row();
                ui.vertical(|ui| {
                    ui.set_max_width(170.0);
                    source_chips(
                        ui,
                        cx,
                        claim.sources.iter().map(crate::model::SourceId::as_str),
                    );
                });
                if let Some(status) = claim.status {
                    chip(ui, status.label(), Palette::of(ui).text_weak, false);
                }
                ui.end_row();
            }
        });
}
