//! What is measured and through what the dossier is seen: the choices, wherever they are shown.
//!
//! The choices belong to the window and not to the dossier; a choice is a command. What a lens or a day
//! takes away is counted beside it, so that nobody takes a part for the whole.

use super::Cx;
use super::status_bar::plural;
use super::theme::{self, Palette};
use super::widgets::{empty, first_that_fits};
use crate::analysis::dossier::DisputedRule;
use crate::analysis::{
    BestRule, CodeFilter, Direction, HalfLife, Lens, MeasureSettings, ScaleKind, Toll, View,
    hidden_counts,
};
use crate::command::{Command, View as Centre};
use crate::model::date::Day;
use crate::model::{ActorId, Dossier, RecordKind};
use egui::{Button, ComboBox, Label, RichText, Ui};

/// The kinds that a lens takes records of.
const KINDS: [RecordKind; 12] = [
    RecordKind::Event,
    RecordKind::Claim,
    RecordKind::Statement,
    RecordKind::Round,
    RecordKind::Ceasefire,
    RecordKind::Position,
    RecordKind::ThirdParty,
    RecordKind::Dispute,
    RecordKind::Gap,
    RecordKind::Assessment,
    RecordKind::Annotation,
    RecordKind::Source,
];

/// How the interaction is measured: scale, direction, codes, half-life, disputed events.
pub fn interaction_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let scales =
        ScaleKind::ALL.map(|scale| (scale, scale.label().to_owned(), scale.source().to_owned()));
    pick(ui, cx, "Scale", &scales, |it| &mut it.scale);
    let directions = directions(cx.dossier());
    pick(ui, cx, "Direction", &directions, |it| &mut it.direction);
    let filters = [
        (CodeFilter::All, "All codes", "Words and deeds"),
        (
            CodeFilter::MaterialOnly,
            "Deeds only",
            "The classes 2 and 4, material cooperation and material conflict",
        ),
    ]
    .map(named);
    pick(ui, cx, "Codes", &filters, |it| &mut it.filter);
    half_life_ui(ui, cx);
    let rules = DisputedRule::ALL.map(|rule| {
        let help = "Disputed: alleged and not owned up to, or coded with low confidence";
        (rule, rule.label().to_owned(), help.to_owned())
    });
    pick(ui, cx, "Disputed events", &rules, |it| &mut it.disputed);
}

/// After how many days an act counts half.
pub fn half_life_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let help = "After so many days an act counts half; a choice for display, not an estimate";
    let all = HalfLife::ALL.map(|it| {
        let label = format!("Half-life {}", plural(usize::from(it.days()), "day"));
        (it, label, help.to_owned())
    });
    let name = "Half-life of the escalation curve";
    pick(ui, cx, name, &all, |it| &mut it.half_life);
}

/// How the violence is counted: whom, on which side, and which claim gives the line.
pub fn violence_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let dossier = cx.document.snapshot().dossier();
    let tolls = [
        (Toll::Killed, "Killed", "People killed"),
        (
            Toll::Wounded,
            "Wounded",
            "People wounded; never mixed with the dead",
        ),
    ]
    .map(named);
    pick(ui, cx, "Whom to count", &tolls, |it| &mut it.toll);
    let help = "Claims of different speakers about the same harm are never added; the band goes from the lowest to the highest";
    let rules: Vec<_> = BestRule::all(dossier)
        .into_iter()
        .map(|rule| {
            let label = rule.label(dossier);
            (rule, label, help.to_owned())
        })
        .collect();
    let name = "Which claim gives the line";
    pick(ui, cx, name, &rules, |it| &mut it.best);
    let help = "The side of those harmed";
    let mut sides: Vec<(Option<ActorId>, String, String)> =
        vec![(None, "On all sides".to_owned(), help.to_owned())];
    sides.extend(dossier.parties.iter().map(|party| {
        let label = format!("On the side of {}", dossier.actor_name(party));
        (Some(party.clone()), label, help.to_owned())
    }));
    pick(ui, cx, "Side of those harmed", &sides, |it| &mut it.side);
    let places = [
        (
            false,
            "All fighting",
            "Also harm by and to armed groups and others",
        ),
        (
            true,
            "Between the parties",
            "Only harm in events that count on the dyad",
        ),
    ]
    .map(named);
    let name = "Whose fighting";
    pick(ui, cx, name, &places, |it| &mut it.harm_on_dyad_only);
}

/// Whose word counts, and what was known on a day.
pub fn view_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let known_on = cx.analysis.settings.view.known_on;
    let dossier = cx.document.snapshot().dossier();
    let help = "Everything is drawn and measured as if only these counted";
    let lenses: Vec<_> = Lens::all(dossier)
        .into_iter()
        .map(|lens| {
            let label = lens.label(dossier);
            (lens, label, help.to_owned())
        })
        .collect();
    pick(ui, cx, "Lens", &lenses, |it| &mut it.view.lens);
    known_on_ui(ui, cx, known_on);
}

/// The day on which everything is to be seen as it was known, with the steps to the days beside it.
fn known_on_ui(ui: &mut Ui, cx: &mut Cx<'_>, known_on: Option<Day>) {
    let whole = cx.analysis.whole_period;
    let Some(day) = known_on else {
        let button = ui
            .button(RichText::new("As known on a day…").size(button_size(ui)))
            .on_hover_text("Hide everything dated or published later, and step forward day by day");
        if button.clicked() {
            // It begins with the first round, of which nobody knew then what would become of it.
            let rounds = cx.dossier().rounds.iter();
            let first = rounds.filter_map(|round| round.when.dates.earliest()).min();
            set_known_on(cx, Some(first.unwrap_or(whole.0)));
        }
        return;
    };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        step_ui(ui, cx, "«", "A week earlier", day - 7, whole);
        step_ui(ui, cx, "‹", "A day earlier", day - 1, whole);
        let colour = Palette::of(ui).accent;
        let text = theme::strong(format!("As known on {day}"), button_size(ui)).color(colour);
        ui.add(Label::new(text).selectable(false))
            .on_hover_text("Hidden: what is dated later, and what was published later. A status such as denied is always today's, because when it was denied is not recorded");
        step_ui(ui, cx, "›", "A day later", day + 1, whole);
        step_ui(ui, cx, "»", "A week later", day + 7, whole);
        let button = ui.button("Today").on_hover_text("Show everything again");
        if button.clicked() {
            set_known_on(cx, None);
        }
    });
}

fn step_ui(ui: &mut Ui, cx: &mut Cx<'_>, sign: &str, name: &str, day: Day, whole: (Day, Day)) {
    let button = Button::new(sign).min_size(egui::vec2(20.0, 0.0));
    let response = ui.add(button).accessible_name(name).on_hover_text(name);
    if response.clicked() {
        set_known_on(cx, Some(day.clamp(whole.0, whole.1)));
    }
}

fn set_known_on(cx: &mut Cx<'_>, known_on: Option<Day>) {
    let lens = cx.analysis.settings.view.lens.clone();
    set_view(cx, View { lens, known_on });
}

fn set_view(cx: &mut Cx<'_>, view: View) {
    let now = cx.analysis.settings.clone();
    cx.commands
        .push(Command::Measure(MeasureSettings { view, ..now }));
}

/// What the view takes away, counted by kind; the reasons on hover. Nothing where it takes nothing away.
pub fn hidden_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(text) = hidden_words(cx) else {
        return;
    };
    let n: usize = KINDS.iter().map(|kind| cx.analysis.n_hidden(*kind)).sum();
    let short = format!("⚠ Hidden: {}", plural(n, "record"));
    let text = first_that_fits(ui, [text, short.clone()]).unwrap_or(short);
    let colour = Palette::of(ui).warning;
    let label = Label::new(RichText::new(text).size(theme::SMALL).color(colour))
        .truncate()
        .selectable(false);
    ui.add(label).on_hover_ui(|ui| reasons_ui(ui, cx));
}

/// The views in which everything stands, whatever the lens: they are about the file.
const WHOLE: [Centre; 4] = [
    Centre::Background,
    Centre::Records,
    Centre::Findings,
    Centre::Text,
];

/// A bar above a view while a lens is on or a day is chosen: what is seen, what is hidden, and the way back.
/// The view of the measures has the choices itself.
pub fn banner_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let view = cx.analysis.settings.view.clone();
    if view == View::default() || cx.view == Centre::Measures {
        return;
    }
    let palette = Palette::of(ui);
    let frame = egui::Frame::new()
        .fill(palette.chip(palette.warning))
        .inner_margin(egui::Margin::symmetric(20, 4));
    frame.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.set_min_width(ui.available_width());
            if view.lens != Lens::Everything {
                let text = view.lens.label(cx.dossier());
                let text = theme::strong(text, theme::BODY).color(palette.accent);
                ui.add(Label::new(text).selectable(false));
            }
            if view.known_on.is_some() {
                known_on_ui(ui, cx, view.known_on);
            }
            if WHOLE.contains(&cx.view) {
                let text = theme::weak(ui, "This view shows everything all the same");
                ui.add(Label::new(text).selectable(false));
            } else {
                hidden_ui(ui, cx);
            }
            if ui.button("Show everything").clicked() {
                set_view(cx, View::default());
            }
        });
    });
}

/// What the view takes away, in one line; `None` where everything counts.
pub fn hidden_words(cx: &Cx<'_>) -> Option<String> {
    let view = &cx.analysis.settings.view;
    if *view == View::default() {
        return None;
    }
    let counts: Vec<String> = KINDS
        .into_iter()
        .map(|kind| (cx.analysis.n_hidden(kind), kind))
        .filter(|(n, _)| *n > 0)
        .map(|(n, kind)| counted(n, kind))
        .collect();
    let what = if counts.is_empty() {
        "nothing".to_owned()
    } else {
        counts.join(", ")
    };
    Some(format!("⚠ Hidden: {what}"))
}

/// How many of a list are not seen, where that is so.
pub fn part_ui(ui: &mut Ui, n_shown: usize, n_recorded: usize, word: &str) {
    if n_shown < n_recorded {
        let all = plural(n_recorded, word);
        empty(ui, &format!("{} of {all} hidden", n_recorded - n_shown));
    }
}

/// So many records of a kind, in words.
fn counted(n: usize, kind: RecordKind) -> String {
    match kind {
        RecordKind::ThirdParty if n != 1 => format!("{n} third parties"),
        kind => plural(n, kind.word()),
    }
}

fn reasons_ui(ui: &mut Ui, cx: &Cx<'_>) {
    ui.set_max_width(360.0);
    for kind in KINDS {
        for (why, n) in hidden_counts(&cx.analysis.hidden, kind) {
            let text = format!("{}: {}", counted(n, kind), why.label(kind));
            ui.label(RichText::new(text).size(theme::SMALL));
        }
    }
}

fn directions(dossier: &Dossier) -> Vec<(Direction, String, String)> {
    let mut all = vec![(
        Direction::Both,
        "Both directions".to_owned(),
        "What the two parties do to each other, pooled".to_owned(),
    )];
    if let Some((a, b)) = dossier.dyad() {
        let (a, b) = (dossier.actor_name(a), dossier.actor_name(b));
        let help = "Mutual acts such as talks are included";
        all.push((Direction::AToB, format!("{a} → {b}"), help.to_owned()));
        all.push((Direction::BToA, format!("{b} → {a}"), help.to_owned()));
    }
    all
}

fn named<T>((value, label, help): (T, &str, &str)) -> (T, String, String) {
    (value, label.to_owned(), help.to_owned())
}

/// The size of the text of buttons here, which is smaller above the timeline.
fn button_size(ui: &Ui) -> f32 {
    let styles = &ui.style().text_styles;
    let font = styles.get(&egui::TextStyle::Button);
    font.map_or(theme::BODY, |font| font.size)
}

/// A combo box of one choice; what differs from the usual one is in the accent colour.
fn pick<T: Clone + PartialEq>(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    name: &str,
    options: &[(T, String, String)],
    field: fn(&mut MeasureSettings) -> &mut T,
) {
    let mut settings = cx.analysis.settings.clone();
    let now = field(&mut settings).clone();
    let current = options.iter().find(|(option, ..)| *option == now);
    let label = current.map_or("Not in this dossier", |(_, label, _)| label.as_str());
    let is_usual = now == *field(&mut MeasureSettings::default());
    let colour = if is_usual {
        Palette::of(ui).text
    } else {
        Palette::of(ui).accent
    };
    let size = button_size(ui);
    let mut chosen = None;
    let response = ComboBox::from_id_salt(name)
        .selected_text(RichText::new(label).color(colour).size(size))
        .width(0.0)
        .height(320.0)
        .show_ui(ui, |ui| {
            for (option, label, help) in options {
                let response = ui.selectable_label(*option == now, label);
                if response.on_hover_text(help).clicked() && *option != now {
                    chosen = Some(option.clone());
                }
            }
        })
        .response;
    response
        .accessible_name(name)
        .on_hover_text(current.map_or(name, |(.., help)| help.as_str()));
    if let Some(chosen) = chosen {
        *field(&mut settings) = chosen;
        cx.commands.push(Command::Measure(settings));
    }
}
