//! Everything of one round on one page.

use super::round_talks;
use crate::command::{Action, Command};
use crate::document::{Focus, RecordRef};
use crate::model::{ActorId, Delegation, Dossier, Involvement, Member, RecordKind, Round, SourceId};
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{
    actor_chip, caption, card, card_frame, chip, code_chip, columns, columns_that_fit, empty, link, page, section,
    source_chips, value,
};
use egui::{Button, Label, RichText, Ui, vec2};

/// Draws the page of the round that is chosen.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let document = cx.document;
    let dossier = document.snapshot().dossier();
    let id = cx.round_id().cloned();
    let Some(round) = dossier.rounds.iter().find(|round| Some(&round.id) == id.as_ref()) else {
        page(ui, "no round", |ui| empty(ui, "This dossier has no rounds yet"));
        return;
    };
    // One scroll position for every round, so that a new round starts at its top.
    ui.push_id(round.id.as_str(), |ui| {
        page(ui, "round", |ui| {
            head(ui, cx, dossier, round);
            ui.add_space(8.0);
            when_and_where(ui, cx, round);
            section(ui, "Hosts and mediators");
            third_parties(ui, cx, round);
            section(ui, "Delegations");
            delegations(ui, cx, round);
            round_talks::ui(ui, cx, dossier, round);
            about_it(ui, cx, dossier, round);
        });
    });
}

fn this(round: &Round) -> Focus {
    Focus::record(RecordKind::Round, &round.id)
}

fn ids(sources: &[SourceId]) -> impl Iterator<Item = &str> {
    sources.iter().map(SourceId::as_str)
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    ui.horizontal(|ui| {
        let number = format!("Round {} of {}", round.ordinal, dossier.rounds.len());
        ui.add(Label::new(theme::weak(ui, number)).selectable(false));
        let idx = dossier.rounds.iter().position(|other| other.id == round.id).unwrap_or(0);
        for (text, action, enabled) in
            [("←", Action::PreviousRound, idx > 0), ("→", Action::NextRound, idx + 1 < dossier.rounds.len())]
        {
            let response = ui.add_enabled(enabled, Button::new(text).small());
            response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::Button, enabled, format!("Show the {}", action.label().to_lowercase()))
            });
            let keys = action.shortcuts().first().map(|keys| ui.ctx().format_shortcut(keys)).unwrap_or_default();
            if response.on_hover_text(format!("{} ({keys})", action.help())).clicked() {
                cx.act(action);
            }
        }
        if ui.add(Button::new("Show on timeline").small()).clicked() {
            cx.select(this(round));
            cx.act(Action::FitRound);
        }
    });
    value(ui, cx, this(round).field("name"), theme::strong(&round.name, theme::TITLE));
    ui.horizontal_wrapped(|ui| {
        let palette = Palette::of(ui);
        let kind = round.outcome.kind;
        let response = code_chip(ui, "RoundOutcome", kind.code(), kind.label(), palette.outcome(kind));
        if response.clicked() {
            cx.select(this(round).field("outcome.kind"));
        }
        let weak = palette.text_weak;
        for (vocabulary, field, code, label) in [
            ("TalksFormat", "format", round.format.map(|f| f.code()), round.format.map(|f| f.label())),
            ("TalksLevel", "level", round.level.map(|l| l.code()), round.level.map(|l| l.label())),
            ("Track", "track", round.track.map(|t| t.code()), round.track.map(|t| t.label())),
        ] {
            if let (Some(code), Some(label)) = (code, label)
                && code_chip(ui, vocabulary, code, label, weak).clicked()
            {
                cx.select(this(round).field(field));
            }
        }
        source_chips(ui, cx, ids(&round.sources));
    });
    if !round.summary.is_empty() {
        value(ui, cx, this(round).field("summary"), RichText::new(&round.summary));
    }
    if !round.format_note.is_empty() {
        value(ui, cx, this(round).field("format_note"), theme::weak(ui, &round.format_note));
    }
}

fn when_and_where(ui: &mut Ui, cx: &mut Cx<'_>, round: &Round) {
    let n = columns_that_fit(ui, 280.0, 2);
    columns(ui, n, |ui, column| {
        if column == 0 {
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                caption(ui, "WHEN");
                value(ui, cx, this(round).field("when.dates"), RichText::new(round.when.dates.display_long()))
                    .on_hover_text(round.when.dates.as_str());
                if !round.when.note.is_empty() {
                    value(ui, cx, this(round).field("when.note"), theme::weak(ui, &round.when.note));
                }
                source_chips(ui, cx, ids(&round.when.sources));
            });
        }
        if column == 1 || n == 1 {
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                caption(ui, "WHERE");
                let place = &round.place;
                value(ui, cx, this(round).field("place.city"), RichText::new(place.label()));
                if let Some(host) = &round.host {
                    ui.horizontal_wrapped(|ui| {
                        ui.label("Hosted by");
                        actor_chip(ui, cx, host);
                    });
                }
                if !place.venue.is_empty() {
                    value(ui, cx, this(round).field("place.venue"), RichText::new(format!("Venue: {}", place.venue)));
                }
                if !place.note.is_empty() {
                    value(ui, cx, this(round).field("place.note"), theme::weak(ui, &place.note));
                }
                source_chips(ui, cx, ids(&place.sources));
            });
        }
    });
}

fn third_parties(ui: &mut Ui, cx: &mut Cx<'_>, round: &Round) {
    if round.third_parties.is_empty() {
        empty(ui, "No third party is recorded for this round");
        return;
    }
    let n = columns_that_fit(ui, 280.0, round.third_parties.len().min(3));
    for (row, chunk) in round.third_parties.chunks(n).enumerate() {
        columns(ui, n, |ui, column| {
            let Some(involved) = chunk.get(column) else { return };
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
                && code_chip(ui, "MediationStrategy", strategy.code(), strategy.label(), colour).clicked()
            {
                cx.select(field("strategy"));
            }
        });
        if !involved.text.is_empty() {
            value(ui, cx, field("text"), RichText::new(&involved.text));
        }
        for (person, member) in involved.people.iter().enumerate() {
            member_line(ui, cx, &format!("third_parties[{idx}].people[{person}]"), round, member);
        }
        if !involved.people_note.is_empty() {
            value(ui, cx, field("people_note"), theme::weak(ui, &involved.people_note));
        }
        source_chips(ui, cx, ids(&involved.sources));
    });
}

fn delegations(ui: &mut Ui, cx: &mut Cx<'_>, round: &Round) {
    if round.delegations.is_empty() {
        empty(ui, "No delegation is recorded for this round");
        return;
    }
    let n = columns_that_fit(ui, 280.0, round.delegations.len().min(2));
    for (row, chunk) in round.delegations.chunks(n).enumerate() {
        columns(ui, n, |ui, column| {
            let Some(delegation) = chunk.get(column) else { return };
            delegation_card(ui, cx, round, row * n + column, delegation);
        });
        ui.add_space(4.0);
    }
}

fn delegation_card(ui: &mut Ui, cx: &mut Cx<'_>, round: &Round, idx: usize, delegation: &Delegation) {
    let field = |name: &str| this(round).field(format!("delegations[{idx}].{name}"));
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        let colour = crate::ui::widgets::actor_colour(Palette::of(ui), cx, &delegation.party);
        let name = cx.document.snapshot().dossier().actor(&delegation.party).map_or(delegation.party.as_str(), |a| &a.name);
        let party = theme::strong(name, theme::BODY).color(colour);
        value(ui, cx, Focus::record(RecordKind::Actor, &delegation.party), party);
        caption(ui, "HEAD");
        match &delegation.head {
            Some(head) => {
                let member = Member { person: Some(head.clone()), ..Member::default() };
                person_line(ui, cx, field("head"), &member);
            }
            None => {
                value(ui, cx, field("head"), theme::weak(ui, "Not disclosed").italics());
            }
        }
        if !delegation.head_note.is_empty() {
            value(ui, cx, field("head_note"), theme::weak(ui, &delegation.head_note));
        }
        if !delegation.members.is_empty() {
            caption(ui, "MEMBERS");
        }
        for (m, member) in delegation.members.iter().enumerate() {
            member_line(ui, cx, &format!("delegations[{idx}].members[{m}]"), round, member);
        }
        if !delegation.note.is_empty() {
            value(ui, cx, field("note"), theme::weak(ui, &delegation.note));
        }
        source_chips(ui, cx, ids(&delegation.sources));
    });
}

fn member_line(ui: &mut Ui, cx: &mut Cx<'_>, path: &str, round: &Round, member: &Member) {
    let name = if member.person.is_some() { "person" } else { "office" };
    person_line(ui, cx, this(round).field(format!("{path}.{name}")), member);
    if !member.note.is_empty() {
        value(ui, cx, this(round).field(format!("{path}.note")), theme::weak(ui, &member.note));
    }
}

fn person_line(ui: &mut Ui, cx: &mut Cx<'_>, focus: Focus, member: &Member) {
    let document = cx.document;
    let dossier = document.snapshot().dossier();
    let person = member.person.as_ref();
    let actor = person.and_then(|id| dossier.actor(id));
    let name = actor.map(|actor| actor.name.as_str()).or(person.map(ActorId::as_str)).unwrap_or_default();
    let office = if member.office.is_empty() { actor.map_or("", |actor| actor.office.as_str()) } else { &member.office };
    let text = match (name.is_empty(), office.is_empty()) {
        (false, false) => format!("{name} – {office}"),
        (false, true) => name.to_owned(),
        _ => office.to_owned(),
    };
    value(ui, cx, focus, RichText::new(text));
}

/// What was said about the round, what is disputed about it, and what happened in it.
fn about_it(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    section(ui, "What each side said");
    for (idx, reaction) in round.reactions.iter().enumerate() {
        if reaction.text.is_empty() {
            continue;
        }
        let who = reaction.actor.as_ref().map(|actor| format!("{}: ", dossier.actor_name(actor))).unwrap_or_default();
        value(ui, cx, this(round).field(format!("reactions[{idx}].text")), RichText::new(format!("{who}{}", reaction.text)));
        source_chips(ui, cx, ids(&reaction.sources));
    }
    let of_round: Vec<_> = dossier
        .statements
        .iter()
        .filter(|statement| {
            statement.round.as_ref() == Some(&round.id)
                || round.reactions.iter().any(|reaction| reaction.statements.contains(&statement.id))
        })
        .collect();
    if of_round.is_empty() {
        empty(ui, "No statement is recorded for this round");
    }
    let sides: Vec<Option<&ActorId>> = dossier.parties.iter().map(Some).chain([None]).collect();
    let n = columns_that_fit(ui, 250.0, sides.len());
    for chunk in sides.chunks(n) {
        columns(ui, n, |ui, column| {
            let Some(side) = chunk.get(column) else { return };
            let of_side: Vec<_> =
                of_round.iter().filter(|statement| side_of(dossier, &statement.speaker) == *side).collect();
            caption(ui, &side.map_or("THIRD PARTIES AND JOINT", |id| dossier.actor_name(id)).to_uppercase());
            if of_side.is_empty() {
                empty(ui, "Nothing recorded");
            }
            for statement in of_side {
                let focus = Focus::record(RecordKind::Statement, &statement.id);
                card_frame(ui, cx.is_selected(RecordKind::Statement, statement.id.as_str())).show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    value(ui, cx, focus.clone(), RichText::new(statement.quoted()));
                    let who = dossier.actor_name(&statement.speaker);
                    let line = format!("{who}, {}  ·  {}", statement.date.display_short(), statement.id);
                    value(ui, cx, focus, theme::weak(ui, line).size(theme::SMALL));
                });
            }
        });
        ui.add_space(4.0);
    }
    disputed(ui, cx, dossier, round);
    events(ui, cx, dossier, round);
}

/// The party for which somebody speaks, or `None` for everybody else.
fn side_of<'a>(dossier: &'a Dossier, speaker: &'a ActorId) -> Option<&'a ActorId> {
    let principal = dossier.actor(speaker).and_then(|actor| actor.of.as_ref()).unwrap_or(speaker);
    dossier.parties.iter().find(|party| *party == principal)
}

fn disputed(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    section(ui, "What is disputed about it");
    let disputes: Vec<_> =
        dossier.disputes.iter().filter(|dispute| dispute.about.iter().any(|id| id.as_str() == round.id.as_str())).collect();
    if disputes.is_empty() {
        empty(ui, "Nothing about this round is recorded as disputed");
        return;
    }
    for dispute in disputes {
        card_frame(ui, cx.is_selected(RecordKind::Dispute, &dispute.id)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let text = theme::strong(format!("{}  {}", dispute.id, dispute.question), theme::BODY);
            value(ui, cx, Focus::record(RecordKind::Dispute, &dispute.id), text);
            let n = columns_that_fit(ui, 220.0, dispute.versions.len().clamp(1, 3));
            for (row, chunk) in dispute.versions.chunks(n).enumerate() {
                columns(ui, n, |ui, column| {
                    let Some(version) = chunk.get(column) else { return };
                    caption(ui, &version.held_by);
                    let focus = Focus::record(RecordKind::Dispute, &dispute.id)
                        .field(format!("versions[{}].text", row * n + column));
                    value(ui, cx, focus, RichText::new(&version.text));
                    source_chips(ui, cx, ids(&version.sources));
                });
            }
            if !dispute.treatment.is_empty() {
                let focus = Focus::record(RecordKind::Dispute, &dispute.id).field("treatment");
                value(ui, cx, focus, theme::weak(ui, format!("Here: {}", dispute.treatment)));
            }
        });
        ui.add_space(2.0);
    }
}

fn events(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, round: &Round) {
    section(ui, "Events of the round");
    let of_round: Vec<_> = dossier.events.iter().filter(|event| event.round.as_ref() == Some(&round.id)).collect();
    if of_round.is_empty() {
        empty(ui, "No event is linked to this round");
    }
    for event in of_round {
        let text = RichText::new(format!("{}  {}  {}", event.id, event.date.display_short(), event.title));
        value(ui, cx, Focus::record(RecordKind::Event, &event.id), text);
    }
    if link(ui, "All events").clicked() {
        cx.commands.push(Command::Show(crate::command::View::Events));
    }
    let gaps: Vec<_> =
        dossier.gaps.iter().filter(|gap| gap.about.iter().any(|id| id.as_str() == round.id.as_str())).collect();
    if !gaps.is_empty() {
        section(ui, "What could not be found");
        for gap in gaps {
            value(ui, cx, Focus::record(RecordKind::Gap, &gap.id), RichText::new(&gap.text));
        }
    }
    section(ui, "Sources of this round");
    let path = RecordRef::new(RecordKind::Round, &round.id);
    let snapshot = cx.document.snapshot();
    let used: Vec<&str> = dossier
        .sources
        .iter()
        .filter(|source| snapshot.used_by(source.id.as_str()).iter().any(|focus| focus.record == path))
        .map(|source| source.id.as_str())
        .collect();
    let weak = Palette::of(ui).text_weak;
    let text = crate::ui::status_bar::plural(used.len(), "source");
    chip(ui, &text, weak, false);
    source_chips(ui, cx, used);
}
