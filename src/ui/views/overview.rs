//! The process on one page: rounds in a row, the ceasefire, the parties, what is disputed, the sources.

use crate::command::{Command, View};
use crate::document::{Focus, RecordRef};
use crate::model::codes::{ActorKind, CeasefireStatus, PositionBasis};
use crate::model::{ActorId, Ceasefire, Dispute, Gap, RecordKind, Round, Source};
use crate::ui::Cx;
use crate::ui::measuring::part_ui;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{
    caption, card, card_frame, chip, code_chip, columns, columns_that_fit, empty, link, page,
    section, source_chips, value,
};
use egui::{CursorIcon, Label, RichText, Role, Sense, Ui, WidgetInfo, vec2};
use std::collections::BTreeSet;

/// Draws the page.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    page(ui, "overview", |ui| {
        head(ui, cx);
        section(ui, "The rounds");
        rounds(ui, cx);
        section(ui, "Where the ceasefire stands");
        ceasefires(ui, cx);
        let n = columns_that_fit(ui, 380.0, 2);
        columns(ui, n, |ui, column| {
            if column == 0 {
                section(ui, "The parties");
                parties(ui, cx);
                if n == 1 {
                    disputed(ui, cx);
                }
            } else {
                disputed(ui, cx);
            }
        });
        section(ui, "What it rests on");
        sources(ui, cx);
    });
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>) {
    let document = cx.document;
    let dossier = document.snapshot().dossier();
    let this = || Focus::record(RecordKind::Dossier, &dossier.id);
    value(
        ui,
        cx,
        this().field("title"),
        theme::strong(&dossier.title, theme::TITLE),
    );
    if cx.analysis.settings.view.known_on.is_some() {
        empty(ui, "The summary is of today and left out");
    } else if !dossier.summary.is_empty() {
        value(
            ui,
            cx,
            this().field("summary"),
            RichText::new(&dossier.summary),
        );
    }
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
        let weak = Palette::of(ui).text_weak;
        if let Some(coverage) = &dossier.coverage
            && chip(
                ui,
                &format!("Covers {}", coverage.display_short()),
                weak,
                false,
            )
            .clicked()
        {
            cx.select(this().field("coverage"));
        }
        for (kind, word, view) in [
            (RecordKind::Event, "event", View::Events),
            (RecordKind::Claim, "casualty claim", View::Claims),
            (RecordKind::Statement, "statement", View::Statements),
            (RecordKind::Dispute, "dispute", View::Disputes),
            (RecordKind::Source, "source", View::Sources),
        ] {
            let (n, n_hidden) = (dossier.ids(kind).len(), cx.analysis.n_hidden(kind));
            let mut text = crate::ui::status_bar::plural(n, word);
            if n_hidden > 0 {
                text = format!("{} of {text}", n.saturating_sub(n_hidden));
            }
            if chip(ui, &text, weak, false).clicked() {
                cx.commands.push(Command::Show(view));
            }
        }
    });
}

/// The rounds beside each other, with the days between them.
fn rounds(ui: &mut Ui, cx: &mut Cx<'_>) {
    let document = cx.document;
    let all = &document.snapshot().dossier().rounds;
    let rounds: Vec<&Round> = all
        .iter()
        .filter(|round| cx.is_shown(RecordKind::Round, round.id.as_str()))
        .collect();
    if rounds.is_empty() {
        let later = "No round had begun on the chosen day";
        let none = "No round is recorded";
        empty(ui, if all.is_empty() { none } else { later });
        return;
    }
    let per_row = columns_that_fit(ui, 200.0, rounds.len().min(4));
    for (row, chunk) in rounds.chunks(per_row).enumerate() {
        columns(ui, per_row, |ui, column| {
            let Some(round) = chunk.get(column) else {
                return;
            };
            let previous = (row * per_row + column)
                .checked_sub(1)
                .and_then(|idx| rounds.get(idx).copied());
            between(ui, previous, round);
            round_card(ui, cx, round);
        });
        ui.add_space(8.0);
    }
}

/// How long after the round before this one started.
fn between(ui: &mut Ui, previous: Option<&Round>, round: &Round) {
    let text = match previous {
        None => "First round".to_owned(),
        Some(previous) => match (previous.when.dates.latest(), round.when.dates.earliest()) {
            (Some(end), Some(start)) => match start.0 - end.0 {
                1 => "→ the day after".to_owned(),
                days if days > 1 => format!("→ {days} days later"),
                _ => "→ overlapping".to_owned(),
            },
            _ => "→ days between not known".to_owned(),
        },
    };
    ui.add(Label::new(theme::weak(ui, text).size(theme::SMALL)).selectable(false));
}

fn round_card(ui: &mut Ui, cx: &mut Cx<'_>, round: &Round) {
    let palette = Palette::of(ui);
    let selected = cx.is_selected(RecordKind::Round, round.id.as_str());
    let kind = cx.analysis.outcome(round);
    let colour = palette.outcome(kind);
    let inner = card_frame(ui, selected).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(
            Label::new(theme::strong(round.short(), theme::SECTION))
                .wrap()
                .selectable(false),
        );
        ui.add(
            Label::new(theme::weak(
                ui,
                format!(
                    "{} · {}",
                    round.when.dates.display_short(),
                    round.place.label()
                ),
            ))
            .wrap()
            .selectable(false),
        );
        ui.add(
            Label::new(theme::strong(kind.label(), theme::BODY).color(colour)).selectable(false),
        );
        let is_over = cx.analysis.settings.view.is_over(&round.when.dates);
        if is_over && !round.outcome.summary.is_empty() {
            ui.add(
                Label::new(RichText::new(&round.outcome.summary))
                    .wrap()
                    .selectable(false),
            );
        }
        let dossier = cx.dossier();
        let names: Vec<&str> = round
            .third_parties
            .iter()
            .map(|involved| dossier.actor_name(&involved.actor))
            .collect();
        if !names.is_empty() {
            let text = format!("Mediated by {}", names.join(" and "));
            ui.add(Label::new(theme::weak(ui, text)).wrap().selectable(false));
        }
    });
    let rect = inner.response.rect;
    ui.painter().rect_filled(
        egui::Rect::from_min_size(rect.min + vec2(10.0, 0.0), vec2(rect.width() - 20.0, 3.0)),
        1.5,
        colour,
    );
    let response = ui
        .interact(
            rect,
            ui.scope_id().with(("overview round", round.id.as_str())),
            Sense::click(),
        )
        .on_hover_cursor(CursorIcon::PointingHand);
    response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Open {}", round.short())));
    if response.clicked() {
        cx.reveal(RecordRef::new(RecordKind::Round, &round.id));
    }
}

fn ceasefires(ui: &mut Ui, cx: &mut Cx<'_>) {
    let document = cx.document;
    let dossier = document.snapshot().dossier();
    if dossier.ceasefires.is_empty() {
        empty(ui, "No ceasefire is recorded");
    }
    // What may still hold comes first, then what has ended.
    let (ended, standing): (Vec<_>, Vec<_>) = dossier
        .ceasefires
        .iter()
        .filter(|ceasefire| cx.is_shown(RecordKind::Ceasefire, &ceasefire.id))
        .partition(|ceasefire| ceasefire.status == Some(CeasefireStatus::Ended));
    for ceasefire in standing.into_iter().chain(ended) {
        ceasefire_card(ui, cx, ceasefire);
        ui.add_space(2.0);
    }
}

fn ceasefire_card(ui: &mut Ui, cx: &mut Cx<'_>, ceasefire: &Ceasefire) {
    let this = || Focus::record(RecordKind::Ceasefire, &ceasefire.id);
    let is_of_today = cx.analysis.settings.view.known_on.is_none();
    card_frame(ui, cx.is_selected(RecordKind::Ceasefire, &ceasefire.id)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            value(
                ui,
                cx,
                this().field("name"),
                theme::strong(&ceasefire.name, theme::BODY),
            );
            value(
                ui,
                cx,
                this().field("dates"),
                theme::weak(ui, ceasefire.dates.display_long()),
            );
            // A status is today's; on an earlier day it was another one.
            if let Some(status) = ceasefire.status.filter(|_| is_of_today) {
                let colour = Palette::of(ui).ceasefire_status(status);
                let response =
                    code_chip(ui, "CeasefireStatus", status.code(), status.label(), colour);
                if response.clicked() {
                    cx.select(this().field("status"));
                }
            }
        });
        if is_of_today && !ceasefire.note.is_empty() {
            value(ui, cx, this().field("note"), RichText::new(&ceasefire.note));
        }
        let view = &cx.analysis.settings.view;
        let known: Vec<_> = ceasefire
            .developments
            .iter()
            .enumerate()
            .filter(|(_, development)| match &development.date {
                Some(date) => view.has_begun(date),
                None => is_of_today,
            })
            .collect();
        let n = known.len();
        for (idx, development) in known.into_iter().skip(n.saturating_sub(3)) {
            let date = development
                .date
                .as_ref()
                .map(|date| format!("{}: ", date.display_short()))
                .unwrap_or_default();
            let text = RichText::new(format!("{date}{}", development.text));
            value(
                ui,
                cx,
                this().field(format!("developments[{idx}].text")),
                text,
            );
        }
        if n > 3 {
            let text = format!("{} earlier developments", n - 3);
            if link(ui, text).clicked() {
                cx.select(this());
            }
        }
        source_chips(
            ui,
            cx,
            ceasefire.sources.iter().map(crate::model::SourceId::as_str),
        );
    });
}

fn parties(ui: &mut Ui, cx: &mut Cx<'_>) {
    let document = cx.document;
    let dossier = document.snapshot().dossier();
    for (idx, party) in dossier.parties.iter().enumerate() {
        let palette = Palette::of(ui);
        let colour = if idx == 0 {
            palette.party_a
        } else {
            palette.party_b
        };
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            let name = dossier
                .actor(party)
                .map_or(party.as_str(), |actor| actor.name.as_str());
            let focus = Focus::record(RecordKind::Actor, party);
            value(
                ui,
                cx,
                focus,
                theme::strong(name, theme::BODY).color(colour),
            );
            people(ui, cx, party);
        });
        ui.add_space(2.0);
    }
    let others: Vec<&str> = dossier
        .actors
        .iter()
        .filter(|actor| actor.kind == ActorKind::NonStateArmedGroup)
        .map(|actor| actor.id.as_str())
        .collect();
    if !others.is_empty() {
        caption(ui, "NOT AT THE TABLE");
        ui.horizontal_wrapped(|ui| {
            for id in others {
                crate::ui::widgets::actor_chip(ui, cx, &ActorId::from(id));
            }
        });
    }
}

/// The persons who act for a party, as a running list.
fn people(ui: &mut Ui, cx: &mut Cx<'_>, party: &ActorId) {
    let document = cx.document;
    let dossier = document.snapshot().dossier();
    for actor in &dossier.actors {
        if actor.kind == ActorKind::Person && actor.of.as_ref() == Some(party) {
            let text = if actor.office.is_empty() {
                RichText::new(&actor.name)
            } else {
                RichText::new(format!("{} – {}", actor.name, actor.office))
            };
            value(
                ui,
                cx,
                Focus::record(RecordKind::Actor, &actor.id),
                text.size(theme::SMALL + 0.5),
            );
        }
    }
}

fn disputed(ui: &mut Ui, cx: &mut Cx<'_>) {
    section(ui, "What is disputed");
    let document = cx.document;
    let dossier = document.snapshot().dossier();
    if dossier.disputes.is_empty() {
        empty(ui, "No disagreement is recorded");
        return;
    }
    let is_shown = |it: &&Dispute| cx.is_shown(RecordKind::Dispute, &it.id);
    let disputes: Vec<&Dispute> = dossier.disputes.iter().filter(is_shown).collect();
    if disputes.is_empty() {
        empty(ui, "Nothing of what is disputed is seen in this way");
        return;
    }
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        for dispute in disputes.iter().take(12) {
            let text = RichText::new(format!("{}  {}", dispute.id, dispute.question));
            let response = value(
                ui,
                cx,
                Focus::record(RecordKind::Dispute, &dispute.id),
                text,
            );
            if response.clicked() {
                cx.reveal(RecordRef::new(RecordKind::Dispute, &dispute.id));
            }
        }
        let n = disputes.len();
        if n > 12 && link(ui, format!("All {n} disputes")).clicked() {
            cx.commands.push(Command::Show(View::Disputes));
        }
    });
}

fn sources(ui: &mut Ui, cx: &mut Cx<'_>) {
    let document = cx.document;
    let dossier = document.snapshot().dossier();
    let n = columns_that_fit(ui, 380.0, 2);
    let not_found = dossier
        .positions
        .iter()
        .filter(|p| p.basis == Some(PositionBasis::NotFound))
        .filter(|p| cx.is_shown(RecordKind::Position, &p.id))
        .count();
    columns(ui, n, |ui, column| {
        if column == 0 {
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                caption(ui, "COVERAGE AND CUT-OFF");
                let this = || Focus::record(RecordKind::Dossier, &dossier.id);
                if let Some(cutoff) = &dossier.cutoff {
                    let text = format!("Nothing later than {} was found", cutoff.display_long());
                    value(ui, cx, this().field("cutoff"), RichText::new(text));
                }
                if !dossier.cutoff_note.is_empty() {
                    value(
                        ui,
                        cx,
                        this().field("cutoff_note"),
                        theme::weak(ui, &dossier.cutoff_note),
                    );
                }
                caption(ui, "SOURCES");
                source_summary_ui(ui, cx);
                if !dossier.licence.is_empty() {
                    caption(ui, "LICENCE");
                    value(
                        ui,
                        cx,
                        this().field("licence"),
                        RichText::new(&dossier.licence),
                    );
                }
            });
        }
        if column == 1 || n == 1 {
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                caption(ui, "WHAT COULD NOT BE FOUND");
                let is_shown = |gap: &&Gap| cx.is_shown(RecordKind::Gap, &gap.id);
                let gaps: Vec<_> = dossier.gaps.iter().filter(is_shown).collect();
                part_ui(ui, gaps.len(), dossier.gaps.len(), "gap");
                for gap in gaps {
                    value(
                        ui,
                        cx,
                        Focus::record(RecordKind::Gap, &gap.id),
                        RichText::new(&gap.text),
                    );
                }
                if not_found > 0 {
                    let text = format!("{not_found} positions for which nothing public was found");
                    ui.label(RichText::new(text).color(Palette::of(ui).text_weak));
                }
                if dossier.gaps.is_empty() && not_found == 0 {
                    empty(ui, "No gap is recorded");
                }
            });
        }
    });
}

fn source_summary_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let all = &cx.dossier().sources;
    let is_shown = |it: &&Source| cx.is_shown(RecordKind::Source, it.id.as_str());
    let sources: Vec<&Source> = all.iter().filter(is_shown).collect();
    let publishers: BTreeSet<&str> = sources.iter().map(|it| it.publisher.as_str()).collect();
    let described = sources.iter().filter(|it| it.title_described).count();
    let foreign = sources.iter().filter(|it| !it.language.is_empty()).count();
    ui.label(format!(
        "{} sources from {} publishers, {foreign} of them not in English; {described} titles are descriptions of ours",
        sources.len(),
        publishers.len()
    ));
    part_ui(ui, sources.len(), all.len(), "source");
}
