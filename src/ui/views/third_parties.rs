//! Who mediated or offered to: a matrix of roles by round, then everything that each third party did.

use super::events::follow::Follow;
use super::statements::{record_card, record_chip};
use crate::document::{Focus, RecordRef};
use crate::model::codes::ThirdPartyRole;
use crate::model::{ActorId, EventId, RecordKind, Round, SourceId, ThirdParty, ThirdPartyAct};
use crate::ui::Cx;
use crate::ui::measuring::part_ui;
use crate::ui::status_bar::plural;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{
    actor_chip, add_button, caption, card, chip, code_chip, empty, link, page, section,
    source_chips, value,
};
use egui::{CursorIcon, Grid, Label, RichText, ScrollArea, Ui, vec2};

/// Width of the column of dates, in points.
const DATES: f32 = 122.0;

/// Space between the columns of the matrix, in points.
const GAP: f32 = 16.0;

/// Draws the matrix and the cards.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let document = cx.document;
    let dossier = document.snapshot().dossier();
    let id = ui.scope_id().with("third parties follow");
    let mut follow: Follow = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let scroll = follow.take(cx.selection.serial());
    let rounds = dossier.rounds.iter();
    let rounds = rounds.filter(|it| cx.is_shown(RecordKind::Round, it.id.as_str()));
    let rounds: Vec<&Round> = rounds.collect();
    let all = &dossier.third_parties;
    let is_shown = |it: &&ThirdParty| cx.is_shown(RecordKind::ThirdParty, &it.id);
    let records: Vec<&ThirdParty> = all.iter().filter(is_shown).collect();
    page(ui, "third parties", |ui| {
        section(ui, "Who did what in which round");
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            matrix(ui, cx, &records, &rounds);
        });
        section(ui, "What each of them did");
        add_button(ui, cx, RecordKind::ThirdParty);
        ui.add_space(4.0);
        if records.is_empty() {
            let hidden = "Nothing of what third parties did is seen in this way";
            let none = "No third party is recorded";
            empty(ui, if all.is_empty() { none } else { hidden });
        }
        for third_party in records {
            let focus = Focus::record(RecordKind::ThirdParty, &third_party.id);
            let name = format!(
                "Third party {}, {}",
                third_party.id,
                dossier.actor_name(&third_party.actor)
            );
            if record_card(ui, cx, &focus, &name, scroll, |ui, cx| {
                third_party_ui(ui, cx, third_party);
            }) {
                follow.own();
            }
            ui.add_space(5.0);
        }
    });
    ui.data_mut(|data| data.insert_temp(id, follow));
}

/// The third parties in the order of their records; those that have a role in a round but no record
/// come after them.
fn actors<'a>(records: &[&'a ThirdParty], rounds: &[&'a Round]) -> Vec<&'a ActorId> {
    let mut actors: Vec<&ActorId> = Vec::new();
    let recorded = records.iter().map(|third_party| &third_party.actor);
    let involved = rounds.iter().flat_map(|round| &round.third_parties);
    for actor in recorded.chain(involved.map(|involvement| &involvement.actor)) {
        if !actors.contains(&actor) {
            actors.push(actor);
        }
    }
    actors
}

/// The roles of an actor in a round; `None` where it had no part in it.
fn roles<'a>(round: &'a Round, actor: &ActorId) -> Option<(usize, &'a [ThirdPartyRole])> {
    let idx = round
        .third_parties
        .iter()
        .position(|it| it.actor == *actor)?;
    Some((idx, &round.third_parties.get(idx)?.roles))
}

fn matrix(ui: &mut Ui, cx: &mut Cx<'_>, records: &[&ThirdParty], rounds: &[&Round]) {
    let actors = actors(records, rounds);
    if actors.is_empty() {
        empty(ui, "No third party had a part in any round");
        return;
    }
    // As wide as there is room for, but no narrower than most roles.
    let n_columns = rounds.len() as f32 + 2.0;
    let width = ((ui.available_width() + GAP) / n_columns - GAP).clamp(96.0, 190.0);
    ScrollArea::horizontal()
        .id_salt("roles by round")
        .show(ui, |ui| {
            Grid::new("roles by round")
                .num_columns(rounds.len() + 2)
                .min_col_width(width)
                .spacing([GAP, 9.0])
                .show(ui, |ui| {
                    head(ui, cx, rounds);
                    for actor in actors {
                        let record = records.iter().find(|it| it.actor == *actor);
                        row(ui, cx, actor, record.copied(), rounds);
                    }
                });
        });
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, rounds: &[&Round]) {
    let weak = Palette::of(ui).text_weak;
    let title =
        |text: &str| Label::new(theme::strong(text, theme::SMALL).color(weak)).selectable(false);
    ui.add(title("Third party"));
    for round in rounds {
        let response = link(ui, round.short()).on_hover_text(round.when.dates.display_long());
        if response.clicked() {
            cx.reveal(RecordRef::new(RecordKind::Round, &round.id));
        }
    }
    ui.add(title("Outside the rounds"));
    ui.end_row();
}

fn row(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    actor: &ActorId,
    record: Option<&ThirdParty>,
    rounds: &[&Round],
) {
    actor_chip(ui, cx, actor);
    for round in rounds {
        let Some((idx, roles)) = roles(round, actor) else {
            nothing(ui);
            continue;
        };
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            let focus = Focus::record(RecordKind::Round, &round.id)
                .field(format!("third_parties[{idx}].roles"));
            if roles.is_empty() {
                let text = theme::weak(ui, "Took part");
                value(ui, cx, focus.clone(), text);
            }
            let colour = Palette::of(ui).third;
            for role in roles {
                let response = code_chip(ui, "ThirdPartyRole", role.code(), role.label(), colour);
                if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                    cx.select(focus.clone());
                }
            }
        });
    }
    match record {
        Some(record) => {
            let acts = shown_acts(cx, record).into_iter();
            let n = acts.filter(|(_, act)| act.rounds.is_empty()).count();
            if n == 0 {
                nothing(ui);
            } else {
                let text = plural(n, "act");
                let selected = cx.is_selected(RecordKind::ThirdParty, &record.id);
                let response = chip(ui, &text, Palette::of(ui).text_weak, selected)
                    .on_hover_cursor(CursorIcon::PointingHand);
                if response.on_hover_text("Show what it did").clicked() {
                    cx.select(Focus::record(RecordKind::ThirdParty, &record.id));
                }
            }
        }
        None => nothing(ui),
    }
    ui.end_row();
}

fn nothing(ui: &mut Ui) {
    ui.add(Label::new(theme::weak(ui, "–")).selectable(false));
}

fn third_party_ui(ui: &mut Ui, cx: &mut Cx<'_>, third_party: &ThirdParty) {
    let this = || Focus::record(RecordKind::ThirdParty, &third_party.id);
    ui.horizontal_wrapped(|ui| {
        let id = theme::weak(ui, third_party.id.as_str()).size(theme::SMALL);
        ui.add(Label::new(id).selectable(false));
        let name = cx.dossier().actor_name(&third_party.actor).to_owned();
        let text = theme::strong(name, theme::SECTION).color(Palette::of(ui).third);
        value(ui, cx, this().field("actor"), text);
    });
    // What it was in all may tell of what came after the day that is chosen.
    let (kind, id) = (RecordKind::ThirdParty, &third_party.id);
    if !cx.analysis.has_later_parts(kind, id) {
        value(
            ui,
            cx,
            this().field("role"),
            RichText::new(&third_party.role),
        );
    }
    let shown = shown_acts(cx, third_party);
    let n_shown = shown.len();
    let (inside, outside) = acts_in_order(shown);
    for (title, acts) in [("IN THE ROUNDS", inside), ("OUTSIDE THE ROUNDS", outside)] {
        if acts.is_empty() {
            continue;
        }
        ui.add_space(5.0);
        caption(ui, title);
        for (idx, act) in acts {
            act_ui(ui, cx, &third_party.id, idx, act);
        }
    }
    if third_party.acts.is_empty() {
        empty(ui, "No act is recorded");
    }
    part_ui(ui, n_shown, third_party.acts.len(), "act");
    if !third_party.sources.is_empty() {
        ui.add_space(5.0);
        caption(ui, "SOURCES OF THE ACTS AS A WHOLE");
        source_chips(ui, cx, third_party.sources.iter().map(SourceId::as_str));
    }
}

type Acts<'a> = Vec<(usize, &'a ThirdPartyAct)>;

/// The acts that are seen, with their places in the list.
fn shown_acts<'a>(cx: &Cx<'_>, third_party: &'a ThirdParty) -> Acts<'a> {
    cx.shown_parts(RecordKind::ThirdParty, &third_party.id, &third_party.acts)
}

/// The acts in and outside the rounds, each in the order of time; undated ones come last.
fn acts_in_order(mut acts: Acts<'_>) -> (Acts<'_>, Acts<'_>) {
    acts.sort_by_key(|(_, act)| (act.date.is_none(), act.date.as_ref()));
    acts.into_iter()
        .partition(|(_, act)| !act.rounds.is_empty())
}

fn act_ui(ui: &mut Ui, cx: &mut Cx<'_>, record: &str, idx: usize, act: &ThirdPartyAct) {
    let field = |name: &str| {
        Focus::record(RecordKind::ThirdParty, record).field(format!("acts[{idx}].{name}"))
    };
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(DATES);
            match &act.date {
                Some(date) => {
                    let text = theme::weak(ui, date.display_short());
                    value(ui, cx, field("date"), text).on_hover_text(date.display_long());
                }
                None => empty(ui, "Undated"),
            }
        });
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            value(ui, cx, field("text"), RichText::new(&act.text));
            if act.rounds.is_empty() && act.events.is_empty() && act.sources.is_empty() {
                return;
            }
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
                for id in &act.rounds {
                    record_chip(ui, cx, id.as_str());
                }
                for id in act.events.iter().map(EventId::as_str) {
                    record_chip(ui, cx, id);
                }
                source_chips(ui, cx, act.sources.iter().map(SourceId::as_str));
            });
        });
    });
    ui.add_space(2.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn act(date: Option<&str>, round: Option<&str>) -> ThirdPartyAct {
        ThirdPartyAct {
            date: date.map(|date| date.parse().unwrap()),
            text: String::new(),
            rounds: round.into_iter().map(Into::into).collect(),
            events: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// Acts are divided by whether they belong to a round, and ordered by date with their old places.
    #[test]
    fn acts_are_divided_and_ordered() {
        let acts = [
            act(None, None),
            act(Some("2025-11-06"), Some("R3")),
            act(Some("2025-10-12"), None),
            act(Some("2025-10-18"), Some("R1")),
        ];
        let (inside, outside) = acts_in_order(acts.iter().enumerate().collect());
        let places = |acts: Acts<'_>| -> Vec<usize> { acts.iter().map(|(idx, _)| *idx).collect() };
        assert_eq!(places(inside), [3, 1]);
        assert_eq!(places(outside), [2, 0]);
    }

    /// Each third party has one row, whether it has a record or only a role.
    #[test]
    fn every_third_party_has_a_row() {
        let document = Document::built_in();
        let dossier = document.snapshot().dossier();
        let records: Vec<_> = dossier.third_parties.iter().collect();
        let rounds: Vec<_> = dossier.rounds.iter().collect();
        let rows = actors(&records, &rounds);
        assert!(rows.len() >= dossier.third_parties.len());
        for involvement in dossier.rounds.iter().flat_map(|round| &round.third_parties) {
            assert!(rows.contains(&&involvement.actor));
        }
        let mut unique = rows.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), rows.len());
    }
}
