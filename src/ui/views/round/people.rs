//! Who took part in a round: hosts and mediators with their roles, delegations with their heads.

use super::{ids, this};
use crate::document::Focus;
use crate::model::{ActorId, Delegation, Involvement, Member, RecordKind, Round};
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{
    actor_chip, actor_colour, caption, card, code_chip, columns, columns_that_fit, empty,
    source_chips, value,
};
use egui::{RichText, Ui, vec2};

/// The hosts and mediators, a card each.
pub(super) fn third_parties(ui: &mut Ui, cx: &mut Cx<'_>, round: &Round) {
    if round.third_parties.is_empty() {
        empty(ui, "No third party is recorded for this round");
        return;
    }
    let n = columns_that_fit(ui, 280.0, round.third_parties.len().min(3));
    for (row, chunk) in round.third_parties.chunks(n).enumerate() {
        columns(ui, n, |ui, column| {
            let Some(involved) = chunk.get(column) else {
                return;
            };
            involvement(ui, cx, round, row * n + column, involved);
        });
        ui.add_space(4.0);
    }
}

fn involvement(ui: &mut Ui, cx: &mut Cx<'_>, round: &Round, idx: usize, involved: &Involvement) {
    let field = |name: &str| this(round).field(format!("third_parties[{idx}].{name}"));
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
            actor_chip(ui, cx, &involved.actor);
            let colour = Palette::of(ui).text_weak;
            for role in &involved.roles {
                if code_chip(ui, "ThirdPartyRole", role.code(), role.label(), colour).clicked() {
                    cx.select(field("roles"));
                }
            }
            if let Some(strategy) = involved.strategy
                && code_chip(
                    ui,
                    "MediationStrategy",
                    strategy.code(),
                    strategy.label(),
                    colour,
                )
                .clicked()
            {
                cx.select(field("strategy"));
            }
        });
        if !involved.text.is_empty() {
            value(ui, cx, field("text"), RichText::new(&involved.text));
        }
        for (person, member) in involved.people.iter().enumerate() {
            member_line(
                ui,
                cx,
                &format!("third_parties[{idx}].people[{person}]"),
                round,
                member,
            );
        }
        if !involved.people_note.is_empty() {
            value(
                ui,
                cx,
                field("people_note"),
                theme::weak(ui, &involved.people_note),
            );
        }
        source_chips(ui, cx, ids(&involved.sources));
    });
}

/// The delegations beside each other.
pub(super) fn delegations(ui: &mut Ui, cx: &mut Cx<'_>, round: &Round) {
    if round.delegations.is_empty() {
        empty(ui, "No delegation is recorded for this round");
        return;
    }
    let n = columns_that_fit(ui, 280.0, round.delegations.len().min(2));
    for (row, chunk) in round.delegations.chunks(n).enumerate() {
        columns(ui, n, |ui, column| {
            let Some(delegation) = chunk.get(column) else {
                return;
            };
            delegation_card(ui, cx, round, row * n + column, delegation);
        });
        ui.add_space(4.0);
    }
}

fn delegation_card(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    round: &Round,
    idx: usize,
    delegation: &Delegation,
) {
    let field = |name: &str| this(round).field(format!("delegations[{idx}].{name}"));
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        let colour = actor_colour(Palette::of(ui), cx, &delegation.party);
        let name = cx
            .document
            .snapshot()
            .dossier()
            .actor(&delegation.party)
            .map_or(delegation.party.as_str(), |a| &a.name);
        let party = theme::strong(name, theme::BODY).color(colour);
        value(
            ui,
            cx,
            Focus::record(RecordKind::Actor, &delegation.party),
            party,
        );
        caption(ui, "HEAD");
        match &delegation.head {
            Some(head) => {
                let member = Member {
                    person: Some(head.clone()),
                    ..Member::default()
                };
                person_line(ui, cx, field("head"), &member);
            }
            None => {
                value(
                    ui,
                    cx,
                    field("head"),
                    theme::weak(ui, "Not disclosed").italics(),
                );
            }
        }
        if !delegation.head_note.is_empty() {
            value(
                ui,
                cx,
                field("head_note"),
                theme::weak(ui, &delegation.head_note),
            );
        }
        if !delegation.members.is_empty() {
            caption(ui, "MEMBERS");
        }
        for (m, member) in delegation.members.iter().enumerate() {
            member_line(
                ui,
                cx,
                &format!("delegations[{idx}].members[{m}]"),
                round,
                member,
            );
        }
        if !delegation.note.is_empty() {
            value(ui, cx, field("note"), theme::weak(ui, &delegation.note));
        }
        source_chips(ui, cx, ids(&delegation.sources));
    });
}

fn member_line(ui: &mut Ui, cx: &mut Cx<'_>, path: &str, round: &Round, member: &Member) {
    let name = if member.person.is_some() {
        "person"
    } else {
        "office"
    };
    person_line(ui, cx, this(round).field(format!("{path}.{name}")), member);
    if !member.note.is_empty() {
        value(
            ui,
            cx,
            this(round).field(format!("{path}.note")),
            theme::weak(ui, &member.note),
        );
    }
}

fn person_line(ui: &mut Ui, cx: &mut Cx<'_>, focus: Focus, member: &Member) {
    let document = cx.document;
    let dossier = document.snapshot().dossier();
    let person = member.person.as_ref();
    let actor = person.and_then(|id| dossier.actor(id));
    let name = actor
        .map(|actor| actor.name.as_str())
        .or(person.map(ActorId::as_str))
        .unwrap_or_default();
    let office = if member.office.is_empty() {
        actor.map_or("", |actor| actor.office.as_str())
    } else {
        &member.office
    };
    let text = match (name.is_empty(), office.is_empty()) {
        (false, false) => format!("{name} – {office}"),
        (false, true) => name.to_owned(),
        _ => office.to_owned(),
    };
    value(ui, cx, focus, RichText::new(text));
}
