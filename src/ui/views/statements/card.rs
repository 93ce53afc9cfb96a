//! A card that stands for a record, and a chip that leads to one.

use crate::command::Command;
use crate::document::{Focus, RecordRef};
use crate::model::{ActorId, Dossier, RecordKind};
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use crate::ui::views::events::follow::Scroll;
use crate::ui::widgets::{card_frame, chip, record_menu};
use egui::{CursorIcon, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

/// A card that stands for a record: a click beside its values selects the record. Returns whether
/// anything in it was selected, so that the view does not follow its own selection.
pub(in crate::ui::views) fn record_card(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    focus: &Focus,
    name: &str,
    scroll: Scroll,
    content: impl FnOnce(&mut Ui, &mut Cx<'_>),
) -> bool {
    let record = &focus.record;
    let selected = cx.is_selected(record.kind, &record.id);
    let n_commands = cx.commands.len();
    let builder = UiBuilder::new()
        .id_salt(("card", &record.id))
        .sense(Sense::CLICK);
    let response = ui
        .scope_builder(builder, |ui| {
            card_frame(ui, selected).show(ui, |ui| {
                ui.set_width(ui.available_width());
                content(ui, cx);
            });
        })
        .response;
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, name));
    response.context_menu(|ui| record_menu(ui, cx, record));
    if selected {
        // A bar beside the frame, so that the selection is not told by colour alone.
        let rect = response.rect;
        let bar = Rect::from_min_size(rect.min + vec2(0.0, 8.0), vec2(3.0, rect.height() - 16.0));
        ui.painter().rect_filled(bar, 1.5, Palette::of(ui).accent);
        scroll.to(&response);
    }
    if response.clicked() {
        cx.select(focus.clone());
    }
    let mut commands = cx.commands.iter().skip(n_commands);
    commands.any(|command| matches!(command, Command::Select(_)))
}

/// A record of any kind by its id, with its title on hover; a click shows it in its own view.
pub(in crate::ui::views) fn record_chip(ui: &mut Ui, cx: &mut Cx<'_>, id: &str) {
    let palette = Palette::of(ui);
    let document = cx.document;
    let Some(record) = document.snapshot().find(id) else {
        let text = format!("There is no record {id}");
        chip(ui, id, palette.error, false).on_hover_text(text);
        return;
    };
    let selected = cx.is_selected(record.kind, id);
    let colour = if record.kind == RecordKind::Source {
        palette.text_weak
    } else {
        palette.accent
    };
    let response = chip(ui, id, colour, selected)
        .on_hover_cursor(CursorIcon::PointingHand)
        .on_hover_ui(|ui| {
            ui.set_max_width(380.0);
            let text = theme::weak(ui, format!("{} {id}", capital(record.kind.word())));
            ui.label(text.size(theme::SMALL));
            ui.label(title_of(document.snapshot().dossier(), &record));
        });
    if response.clicked() {
        cx.reveal(record);
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// What a record is about, in a line.
fn title_of(dossier: &Dossier, record: &RecordRef) -> String {
    let id = record.id.as_str();
    let title = match record.kind {
        RecordKind::Event => {
            let event = dossier.events.iter().find(|event| event.id.as_str() == id);
            event.map(|event| format!("{}: {}", event.date.display_short(), event.title))
        }
        RecordKind::Round => {
            let round = dossier.rounds.iter().find(|round| round.id.as_str() == id);
            round.map(|round| round.name.clone())
        }
        RecordKind::Claim => {
            let claim = dossier.claims.iter().find(|claim| claim.id == id);
            claim.map(|claim| format!("{}: {}", claim.claimant, claim.harmed))
        }
        RecordKind::Statement => {
            let found = dossier
                .statements
                .iter()
                .find(|statement| statement.id.as_str() == id);
            found.map(|it| format!("{}: {}", dossier.actor_name(&it.speaker), it.quoted()))
        }
        RecordKind::Position => {
            let position = dossier.positions.iter().find(|position| position.id == id);
            position.map(|it| format!("{}: {}", dossier.actor_name(&it.party), it.text))
        }
        RecordKind::Actor => dossier
            .actor(&ActorId::from(id))
            .map(|actor| actor.name.clone()),
        RecordKind::Issue => {
            let issue = dossier.issues.iter().find(|issue| issue.id.as_str() == id);
            issue.map(|issue| issue.title.clone())
        }
        RecordKind::Ceasefire => {
            let ceasefire = dossier
                .ceasefires
                .iter()
                .find(|ceasefire| ceasefire.id == id);
            ceasefire.map(|ceasefire| ceasefire.name.clone())
        }
        RecordKind::Dispute => {
            let dispute = dossier.disputes.iter().find(|dispute| dispute.id == id);
            dispute.map(|dispute| dispute.question.clone())
        }
        RecordKind::ThirdParty => {
            let third = dossier.third_parties.iter().find(|third| third.id == id);
            third.map(|third| format!("{}: {}", dossier.actor_name(&third.actor), third.role))
        }
        RecordKind::Commitment => {
            let commitment = dossier
                .commitments
                .iter()
                .find(|commitment| commitment.id == id);
            commitment.map(|commitment| commitment.text.clone())
        }
        RecordKind::Source => {
            let source = dossier
                .sources
                .iter()
                .find(|source| source.id.as_str() == id);
            source.map(|source| format!("{}: {}", source.publisher, source.title))
        }
        RecordKind::Dossier
        | RecordKind::Extract
        | RecordKind::Gap
        | RecordKind::Annotation
        | RecordKind::Assessment
        | RecordKind::Track => None,
    };
    title.unwrap_or_default()
}
