//! What is said about the thing under the pointer, as a tooltip and, in one line, to a screen reader.

use super::super::Cx;
use super::super::theme::{self, Palette};
use super::super::widgets::with_minus;
use super::glyph::{Glyph, class_label, glyph_ui};
use super::harm_hover;
use super::lower::LowerPart;
use super::picture::{Picture, Target};
use super::scene::{EventMark, Scene};
use super::tracks;
use crate::analysis::{Contribution, ScaleKind};
use crate::model::codebook::Codebook;
use crate::model::date::{Day, Edtf};
use crate::model::{ActorId, Dossier, Event};
use egui::{RichText, Ui};

/// Width of a tooltip in points.
const WIDTH: f32 = 340.0;
/// Most events or acts that a tooltip lists.
const MAX_LISTED: usize = 9;

/// Writes what is known about a target.
pub(super) fn tooltip_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    picture: &Picture<'_>,
    lower: LowerPart,
    target: Target,
) {
    let (scene, layout) = (picture.scene, picture.layout);
    ui.set_max_width(WIDTH);
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.spacing_mut().interact_size.y = 14.0;
    match target {
        Target::Event(idx) => {
            if let Some(event) = scene.events.get(idx) {
                event_ui(ui, cx, event);
            }
        }
        Target::Cluster(idx) => {
            let events = layout
                .clusters
                .get(idx)
                .map_or(&[][..], |cluster| &cluster.event_idxs);
            cluster_ui(ui, cx, scene, events);
        }
        Target::Round(idx) => {
            if let Some(round) = scene.rounds.get(idx) {
                round_ui(ui, cx, round.idx);
            }
        }
        Target::Ceasefire(idx) => {
            if let Some(ceasefire) = scene.ceasefires.get(idx) {
                ceasefire_ui(ui, cx, ceasefire.idx);
            }
        }
        Target::Note(idx) => {
            if let Some(note) = scene.notes.get(idx) {
                title_ui(ui, &note.id, &note.text);
                let private = if note.private {
                    ", private: left out of every export"
                } else {
                    ""
                };
                weak_ui(ui, format!("Your mark{private}. Click to select"));
            }
        }
        Target::Fold(idx) => {
            if let Some(fold) = picture.scale.folds().all().get(idx) {
                let (first, last) = fold.days();
                title_ui(ui, "Folded", &format!("{first} to {last}"));
                small_ui(
                    ui,
                    format!("The dossier dates nothing in these {} days", fold.n_days()),
                );
                weak_ui(
                    ui,
                    "What is measured goes on in them. Click to open".to_owned(),
                );
            }
        }
        Target::Track(idx, day) => tracks::strip_ui(ui, cx, picture, idx, day),
        Target::Curve(day) => match lower {
            LowerPart::Interaction => curve_ui(ui, cx, scene, day),
            LowerPart::Violence => harm_hover::harm_ui(ui, cx, day),
        },
    }
}

/// One line about an event for a screen reader.
pub(super) fn event_line(dossier: &Dossier, mark: &EventMark) -> String {
    let date = dossier
        .events
        .get(mark.idx)
        .map(|event| event.date.display_long())
        .unwrap_or_default();
    format!("{}, {date}: {}", mark.id, mark.title)
}

/// Who acts towards whom.
fn actors_line(dossier: &Dossier, event: &Event) -> String {
    let names = |ids: &[ActorId]| {
        let names: Vec<&str> = ids.iter().map(|id| dossier.actor_name(id)).collect();
        match names.as_slice() {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [before @ .., last] => format!("{} and {last}", before.join(", ")),
        }
    };
    let mut line = names(&event.from);
    let is_mutual =
        event.from.len() == event.to.len() && event.from.iter().all(|id| event.to.contains(id));
    if !event.to.is_empty() && !is_mutual {
        line = format!("{line} towards {}", names(&event.to));
    }
    if !event.with.is_empty() {
        line = format!("{line}, with {}", names(&event.with));
    }
    line
}

fn title_ui(ui: &mut Ui, id: &str, title: &str) {
    ui.add(egui::Label::new(theme::strong(format!("{id}  {title}"), theme::BODY)).wrap());
}

pub(super) fn small_ui(ui: &mut Ui, text: impl Into<String>) {
    let text = RichText::new(text.into()).size(theme::SMALL);
    ui.add(egui::Label::new(text).wrap());
}

pub(super) fn weak_ui(ui: &mut Ui, text: impl Into<String>) {
    let text = theme::weak(ui, text.into()).size(theme::SMALL);
    ui.add(egui::Label::new(text).wrap());
}

fn event_ui(ui: &mut Ui, cx: &Cx<'_>, mark: &EventMark) {
    let dossier = cx.dossier();
    let Some(event) = dossier.events.get(mark.idx) else {
        return;
    };
    title_ui(ui, &mark.id, &event.title);
    let place = event.place.label();
    let when = [event.date.display_long(), event.time.clone(), place];
    weak_ui(
        ui,
        when.into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
    );
    let actors = actors_line(dossier, event);
    if !actors.is_empty() {
        small_ui(ui, actors);
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        let palette = Palette::of(ui);
        glyph_ui(
            ui,
            &Glyph::of(palette, mark.class, mark.counted, palette.card),
        );
        small_ui(ui, code_line(event, cx.analysis.settings.scale));
    });
    if mark.is_disputed {
        weak_ui(
            ui,
            "Disputed: alleged and not owned up to, or coded with low confidence",
        );
    }
    if let Some(reason) = not_counted(cx, mark) {
        weak_ui(ui, format!("Not in the curve: {reason}"));
    }
    let n_claims = dossier
        .claims
        .iter()
        .filter(|claim| claim.events.contains(&event.id))
        .count();
    let mut facts = vec![event.priority.label().to_owned()];
    if let Some(confidence) = event.confidence {
        facts.push(format!("confidence {}", confidence.label().to_lowercase()));
    }
    match n_claims {
        0 => {}
        1 => facts.push("1 claim about figures".to_owned()),
        _ => facts.push(format!("{n_claims} claims about figures")),
    }
    facts.push("click to select".to_owned());
    weak_ui(ui, facts.join(" · "));
}

/// The code of an act with its name, class and value on the chosen scale, and from which parent that was
/// inherited.
fn code_line(event: &Event, scale: ScaleKind) -> String {
    let Some(code) = event.cameo.as_deref() else {
        return class_label(None).to_owned();
    };
    let book = Codebook::built_in();
    let name = book
        .nearest_action(code)
        .map_or("unknown code", |action| action.name.as_str());
    let value = scale.value(code).map_or_else(
        || format!(" (no value on {})", scale.label()),
        |valued| {
            let number = with_minus(&format!("{:+.1}", valued.value));
            let of = valued.inherited_from;
            let of = of.map_or_else(String::new, |parent| format!(", the value of {parent}"));
            let note = match valued.note.as_str() {
                "" => String::new(),
                note => format!("; {note}"),
            };
            format!(" ({number} on {}{of}{note})", scale.label())
        },
    );
    let class = book.quad_class(code).map_or_else(String::new, |class| {
        format!(" · {}", class.label().to_lowercase())
    });
    format!("{code} {name}{value}{class}")
}

/// Why an event is not in the curve; `None` if it is, or if there is no curve.
fn not_counted(cx: &Cx<'_>, mark: &EventMark) -> Option<String> {
    let escalation = cx.analysis.escalation.as_ref()?;
    if mark.counted {
        return None;
    }
    let skipped = escalation
        .skipped
        .iter()
        .find(|skipped| skipped.id == mark.id);
    Some(skipped.map_or_else(
        || "it has no event code".to_owned(),
        |skipped| skipped.reason.to_string(),
    ))
}

fn cluster_ui(ui: &mut Ui, cx: &Cx<'_>, scene: &Scene, event_idxs: &[usize]) {
    ui.add(egui::Label::new(theme::strong(
        format!("{} events close together", event_idxs.len()),
        theme::BODY,
    )));
    for event in event_idxs
        .iter()
        .take(MAX_LISTED)
        .filter_map(|idx| scene.events.get(*idx))
    {
        let date = cx
            .dossier()
            .events
            .get(event.idx)
            .map(|event| event.date.display_short())
            .unwrap_or_default();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let palette = Palette::of(ui);
            glyph_ui(
                ui,
                &Glyph::of(palette, event.class, event.counted, palette.card),
            );
            let text =
                RichText::new(format!("{}  {}, {date}", event.id, event.title)).size(theme::SMALL);
            ui.add(egui::Label::new(text).truncate());
        });
    }
    if event_idxs.len() > MAX_LISTED {
        weak_ui(ui, format!("and {} more", event_idxs.len() - MAX_LISTED));
    }
    weak_ui(ui, "Click to zoom in");
}

fn round_ui(ui: &mut Ui, cx: &Cx<'_>, idx: usize) {
    let dossier = cx.dossier();
    let Some(round) = dossier.rounds.get(idx) else {
        return;
    };
    title_ui(ui, round.id.as_str(), &round.name);
    let place = round.place.label();
    let when = [round.when.dates.display_long(), place];
    weak_ui(
        ui,
        when.into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
    );
    let third: Vec<&str> = round
        .third_parties
        .iter()
        .map(|third| dossier.actor_name(&third.actor))
        .collect();
    if !third.is_empty() {
        small_ui(ui, format!("Third parties: {}", third.join(", ")));
    }
    let kind = cx.analysis.outcome(round);
    let colour = Palette::of(ui).outcome(kind);
    let outcome = RichText::new(format!("Outcome: {}", kind.label())).color(colour);
    ui.add(egui::Label::new(outcome.size(theme::SMALL)).wrap());
    weak_ui(ui, "Click to select · double-click to fit");
}

fn ceasefire_ui(ui: &mut Ui, cx: &Cx<'_>, idx: usize) {
    let dossier = cx.dossier();
    let Some(ceasefire) = dossier.ceasefires.get(idx) else {
        return;
    };
    title_ui(ui, &ceasefire.id, &ceasefire.name);
    weak_ui(ui, ceasefire.dates.display_long());
    if let Some(status) = ceasefire.status {
        let colour = Palette::of(ui).ceasefire_status(status);
        let as_of = dossier.cutoff.as_ref().map_or_else(String::new, |day| {
            format!(" (as of {})", Edtf::display_short(day))
        });
        let text = RichText::new(format!("{}{as_of}", status.label())).color(colour);
        ui.add(egui::Label::new(text.size(theme::SMALL)).wrap());
    }
    if !ceasefire.note.is_empty() {
        small_ui(ui, ceasefire.note.clone());
    }
    weak_ui(ui, "Click to select");
}

/// The values of a day, and the acts behind them.
fn curve_ui(ui: &mut Ui, cx: &Cx<'_>, scene: &Scene, day: Day) {
    let date = Edtf::from(day).display_long();
    ui.add(egui::Label::new(theme::strong(
        format!("{} {date}", day.weekday().label()),
        theme::BODY,
    )));
    let Some(escalation) = cx.analysis.escalation.as_ref() else {
        return;
    };
    if let Some(end) = scene.coding_ends.filter(|end| day >= *end) {
        let date = Edtf::from(end).display_long();
        weak_ui(
            ui,
            format!("Not known: the events from {date} on have no code"),
        );
        return;
    }
    let Some(score) = escalation.at(day) else {
        weak_ui(ui, "No value: nothing is coded here");
        return;
    };
    let number = |value: f64| with_minus(&format!("{value:.1}"));
    let mut line = format!("E = {}", number(score.escalation));
    if score.escalation_high - score.escalation_low > 1e-9 {
        line = format!(
            "{line} ({} to {})",
            number(score.escalation_low),
            number(score.escalation_high)
        );
    }
    small_ui(ui, line);
    weak_ui(
        ui,
        format!(
            "decayed conflict {}, decayed cooperation {}",
            number(score.decayed_conflict),
            number(score.decayed_cooperation)
        ),
    );
    if score.contributions.is_empty() {
        weak_ui(ui, "No act counts on this day");
        return;
    }
    small_ui(
        ui,
        format!(
            "This day: K = {}, C = {}",
            number(score.cooperation),
            number(score.conflict)
        ),
    );
    if score.uncertain {
        weak_ui(ui, "It is not certain that all of it was on this day");
    }
    for contribution in score.contributions.iter().take(MAX_LISTED) {
        act_ui(ui, cx, contribution);
    }
    if score.contributions.len() > MAX_LISTED {
        weak_ui(
            ui,
            format!("and {} more", score.contributions.len() - MAX_LISTED),
        );
    }
}

fn act_ui(ui: &mut Ui, cx: &Cx<'_>, contribution: &Contribution) {
    let Some(act) = cx.analysis.acts.get(contribution.act_idx) else {
        return;
    };
    let event = cx
        .dossier()
        .events
        .iter()
        .find(|event| event.id.as_str() == act.id);
    let title = event.map_or("", |event| event.title.as_str());
    let points = with_minus(&format!("{:+.1}", contribution.points));
    let part = if contribution.share < 1.0 - 1e-9 {
        ", day uncertain"
    } else {
        ""
    };
    let text = RichText::new(format!("{points}  {} {title}{part}", act.id)).size(theme::SMALL);
    ui.add(egui::Label::new(text).truncate());
}
