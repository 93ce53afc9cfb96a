//! The row above the picture: what is shown, what the marks mean, the half-life, and the ways to fit.

use super::super::Cx;
use super::super::measuring;
use super::super::theme::{self, Palette};
use super::super::widgets::first_that_fits;
use super::Fit;
use super::glyph::{CLASSES, Glyph, class_label, glyph_ui};
use super::lanes::{Division, LaneChoice};
use super::lower::LowerPart;
use super::silence::FoldChoice;
use crate::analysis::{CodeFilter, Direction, HalfLife, ScaleKind, Toll};
use crate::model::codebook::QuadClass;
use crate::model::{RecordKind, RoundId};
use egui::{Align, Layout, RichText, Ui};

/// Below this width the caption of the curve is left out, in points.
const LEAST_CAPTION: f32 = 60.0;

/// Height of the row in points.
pub(super) const HEIGHT: f32 = 26.0;
/// Width from which the legend stands in the row, in points.
const WIDTH_WITH_LEGEND: f32 = 1180.0;
/// Width from which the legend has whole words, in points.
const WIDTH_WITH_WORDS: f32 = 1750.0;

/// What the row decides about the panel.
pub(super) struct Choices<'a> {
    /// What is drawn in the lower part.
    pub(super) lower: &'a mut LowerPart,
    /// Whether the row of choices is shown.
    pub(super) shows_choices: &'a mut bool,
}

/// Draws the row; returns what is to be fitted.
pub(super) fn header_ui(ui: &mut Ui, cx: &mut Cx<'_>, choices: &mut Choices<'_>) -> Option<Fit> {
    let width = ui.available_width();
    let mut fit = None;
    make_small(ui);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        fit = fit_ui(ui, cx);
        let button = ui.selectable_label(*choices.shows_choices, small("Measure…"));
        let help = "Scale, direction, codes, whose claims, a lens, and what was known on a day";
        if button.on_hover_text(help).clicked() {
            *choices.shows_choices = !*choices.shows_choices;
        }
        if !*choices.shows_choices && *choices.lower == LowerPart::Interaction {
            measuring::half_life_ui(ui, cx);
        }
        for part in LowerPart::ALL.into_iter().rev() {
            let button = ui.selectable_label(*choices.lower == part, small(part.label()));
            if button.on_hover_text(part.help()).clicked() {
                *choices.lower = part;
            }
        }
        help_ui(ui, cx);
        if width >= WIDTH_WITH_LEGEND {
            ui.add_space(6.0);
            legend_row_ui(ui, width >= WIDTH_WITH_WORDS);
            ui.add_space(6.0);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.label(theme::strong("Escalation timeline", theme::BODY));
            measuring::hidden_ui(ui, cx);
            let captions = match *choices.lower {
                LowerPart::Interaction => captions(cx),
                LowerPart::Violence => violence_captions(cx),
            };
            let shortest = captions.last().cloned();
            if let Some(caption) = first_that_fits(ui, captions)
                .or(shortest.filter(|_| ui.available_width() >= LEAST_CAPTION))
            {
                let text = theme::weak(ui, caption).size(theme::SMALL);
                ui.add(egui::Label::new(text).truncate())
                    .on_hover_ui(|ui| explanation_ui(ui, cx));
            }
        });
    });
    fit
}

/// Draws the choices of what is measured, in a row of their own.
pub(super) fn choices_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    lower: LowerPart,
    lanes: &mut LaneChoice,
    silences: (&mut FoldChoice, usize),
) {
    make_small(ui);
    egui::ScrollArea::horizontal()
        .id_salt("choices")
        .scroll_bar_visibility(egui::scroll_area::ScrollBarVisibility::AlwaysHidden)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                match lower {
                    LowerPart::Interaction => measuring::interaction_ui(ui, cx),
                    LowerPart::Violence => measuring::violence_ui(ui, cx),
                }
                ui.add_space(4.0);
                measuring::view_ui(ui, cx);
                ui.add_space(4.0);
                division_ui(ui, lanes);
                silences_ui(ui, silences);
            });
        });
}

/// Whether long silences are folded, and how many there are.
fn silences_ui(ui: &mut Ui, (choice, n_silences): (&mut FoldChoice, usize)) {
    let text = small(format!("Fold silences ({n_silences})"));
    let is_on = choice.is_on;
    let response = ui
        .add_enabled(n_silences > 0 || is_on, egui::Button::selectable(is_on, text))
        .on_hover_text(
            "Draws stretches of two weeks and more in which the dossier dates nothing as a break with the number of its days. A click on a break opens it",
        )
        .on_disabled_hover_text("The dossier dates something in every two weeks");
    if response.clicked() {
        choice.is_on = !is_on;
        choice.opened.clear();
    }
}

/// By what the events are divided into lanes.
fn division_ui(ui: &mut Ui, lanes: &mut LaneChoice) {
    let chooser = egui::ComboBox::from_id_salt("lanes")
        .selected_text(small(lanes.by.label()))
        .width(0.0)
        .show_ui(ui, |ui| {
            for by in Division::ALL {
                ui.selectable_value(&mut lanes.by, by, by.label());
            }
        });
    chooser
        .response
        .accessible_name("Lanes of the events")
        .on_hover_text("A click on the name of a lane pins, moves or folds it");
}

fn make_small(ui: &mut Ui) {
    ui.spacing_mut().item_spacing.x = 6.0;
    ui.spacing_mut().button_padding = egui::vec2(7.0, 2.0);
    ui.spacing_mut().interact_size.y = 22.0;
    let small = egui::FontId::proportional(theme::SMALL);
    ui.style_mut()
        .text_styles
        .insert(egui::TextStyle::Button, small);
}

/// What the band is and is not, in one line, the fullest first.
fn violence_captions(cx: &Cx<'_>) -> Vec<String> {
    let settings = &cx.analysis.settings;
    let who = match settings.toll {
        Toll::Killed => "killed",
        Toll::Wounded => "wounded",
    };
    let rule = settings.best.label(cx.dossier()).to_lowercase();
    let what = format!("People {who} in seven days, by the {rule}");
    let band = "the band from the lowest to the highest";
    let limits = "claims, never added up over speakers";
    vec![
        format!("{what}; {band} · axis ln(1 + people) · {limits}"),
        format!("{what} · axis ln(1 + people) · {limits}"),
        format!("{what} · {limits}"),
        format!("People {who} · {limits}"),
    ]
}

/// What the curve is and is not, in one line, the fullest first.
fn captions(cx: &Cx<'_>) -> Vec<String> {
    let Some(escalation) = &cx.analysis.escalation else {
        return vec!["No curve: the dossier names fewer than two parties".to_owned()];
    };
    let settings = &cx.analysis.settings;
    let (scale, what) = (settings.scale.label(), measured_words(cx));
    let days = half_life_words(settings.half_life);
    let n_events = n_events_words(escalation.n_acts);
    let limits = "editorial coding, no causal claim";
    vec![
        format!(
            "E: {scale} points, {what}, half-life {days} · up is worse · coded from {n_events} · {limits}"
        ),
        format!("E: {scale} points, {what}, half-life {days} · up is worse · {limits}"),
        format!("E: {scale}, {what}, half-life {days} · up is worse · no causal claim"),
        format!("E: {scale}, {what}, {days} · up is worse"),
        "E: up is worse · no causal claim".to_owned(),
    ]
}

/// Whose acts are measured and which of them.
fn measured_words(cx: &Cx<'_>) -> String {
    let (settings, dossier) = (&cx.analysis.settings, cx.dossier());
    let Some((a, b)) = dossier.dyad() else {
        return String::new();
    };
    let (a, b) = (dossier.actor_name(a), dossier.actor_name(b));
    let who = match settings.direction {
        Direction::Both => format!("{a}–{b} dyad"),
        Direction::AToB => format!("{a} → {b}"),
        Direction::BToA => format!("{b} → {a}"),
    };
    match settings.filter {
        CodeFilter::All => who,
        CodeFilter::MaterialOnly => format!("{who}, deeds only"),
    }
}

/// Words in the small size.
fn small(text: impl Into<String>) -> RichText {
    RichText::new(text).size(theme::SMALL)
}

fn n_events_words(n_events: usize) -> String {
    if n_events == 1 {
        "1 event".to_owned()
    } else {
        format!("{n_events} events")
    }
}

fn half_life_words(half_life: HalfLife) -> String {
    match half_life.days() {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

/// The whole explanation of the curve, with its limits.
fn explanation_ui(ui: &mut Ui, cx: &Cx<'_>) {
    ui.set_max_width(430.0);
    ui.spacing_mut().item_spacing.y = 5.0;
    let text = |ui: &mut Ui, text: String| {
        ui.add(egui::Label::new(small(text)).wrap());
    };
    let Some(escalation) = &cx.analysis.escalation else {
        text(ui, "The curve follows what two parties do to each other; the dossier names fewer than two.".to_owned());
        return;
    };
    let settings = &cx.analysis.settings;
    let scale = settings.scale;
    ui.label(theme::strong("What the curve is", theme::BODY));
    text(
        ui,
        format!(
            "Escalation index E, {}: every coded act has a value on the scale {}, from −10 (conflict) to 10 (cooperation).",
            measured_words(cx),
            scale.label()
        ),
    );
    text(
        ui,
        "C = sum of the hostile values of a day, K = sum of the friendly ones, N = K − C."
            .to_owned(),
    );
    text(
        ui,
        format!(
            "E on day d = −Σ N(s) · 2^(−(d−s)/h) over all days s up to d, with a half-life h of {}. Up is worse. The half-life is a choice for display, not an estimate. The areas are C and K with the same decay.",
            half_life_words(settings.half_life)
        ),
    );
    text(
        ui,
        "Only acts between the two parties count; third parties and militants are marks only. Talks and signatures count once, not once for each side. The same act by the same actors counts once a day. Fighting over several days counts on each day, other acts on the first. An act on one of several days is spread evenly over them.".to_owned(),
    );
    text(
        ui,
        format!(
            "{} count, {} with a code do not; their marks are hollow. Nothing is known before the first event with a code, so the line begins there with that day alone; it ends where events follow that have no code.",
            n_events_words(escalation.n_acts),
            escalation.skipped.len()
        ),
    );
    ui.label(theme::strong("What it is not", theme::BODY));
    text(
        ui,
        "The scale rates the kind of act, not its size or who is hurt: minutes of fire and days of air strikes may count the same. A net sum hides conflict and cooperation at one time (Shellman 2004); the two areas show both. Coding is editorial. Nothing here says that talks caused anything; mediators choose when to act.".to_owned(),
    );
    if scale != ScaleKind::Plover {
        text(ui, "Goldstein rated the codes of WEIS; the values for CAMEO are an ad hoc transliteration of his.".to_owned());
    }
    text(ui, scale.source().to_owned());
}

fn fit_ui(ui: &mut Ui, cx: &Cx<'_>) -> Option<Fit> {
    let mut fit = None;
    if ui
        .button(small("Fit all"))
        .on_hover_text("Show the whole period (Shift+F)")
        .clicked()
    {
        fit = Some(Fit::All);
    }
    let round = fitting_round(cx);
    let button = ui.add_enabled(round.is_some(), egui::Button::new(small("Fit round")));
    if button
        .on_hover_text("Show the selected round with the days around it (F)")
        .clicked()
    {
        fit = round.map(Fit::Round);
    }
    fit
}

/// The round that "Fit round" shows: the selected one, that of the selected event, or the one shown.
pub(super) fn fitting_round(cx: &Cx<'_>) -> Option<RoundId> {
    let dossier = cx.dossier();
    let record = cx.selection.record();
    let of_event = record
        .filter(|record| record.kind == RecordKind::Event)
        .and_then(|record| {
            dossier
                .events
                .iter()
                .find(|event| event.id.as_str() == record.id)
        })
        .and_then(|event| event.round.clone());
    of_event.or_else(|| cx.round_id().cloned())
}

fn help_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let button = ui.add(egui::Button::new(small("?")).min_size(egui::vec2(22.0, 0.0)));
    button
        .accessible_name("What the timeline shows")
        .on_hover_ui(|ui| {
            ui.label(theme::strong("Marks", theme::BODY));
            legend_ui(ui);
            ui.add_space(4.0);
            explanation_ui(ui, cx);
            ui.add_space(4.0);
            keys_ui(ui);
        });
}

/// The legend with all it has to say, line by line.
fn legend_ui(ui: &mut Ui) {
    let palette = Palette::of(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.spacing_mut().interact_size.y = 15.0;
    let line = |ui: &mut Ui, glyph: Glyph, text: &str| {
        ui.horizontal(|ui| {
            glyph_ui(ui, &glyph);
            ui.label(small(text));
        });
    };
    for class in CLASSES {
        line(
            ui,
            Glyph::of(palette, class, true, palette.card),
            class_label(class),
        );
    }
    let hollow = Glyph::of(
        palette,
        CLASSES.first().copied().flatten(),
        false,
        palette.card,
    );
    line(ui, hollow, "Hollow: not in the curve");
    let context = Glyph {
        radius: 3.4,
        ..Glyph::of(
            palette,
            CLASSES.first().copied().flatten(),
            true,
            palette.card,
        )
    };
    line(ui, context, "Small: context, not a core event");
    let text = "Hatched: disputed, that is alleged and not owned up to, or coded with low confidence. Solid bar: lasts so long. Dashed: the day is not known exactly. Number: so many events, click to zoom in.";
    ui.add(egui::Label::new(small(text)).wrap());
}

fn keys_ui(ui: &mut Ui) {
    ui.label(theme::strong("Keys over the timeline", theme::BODY));
    let text = "W, S or the wheel zoom · A, D, drag or Shift+wheel move · F fits the round, Shift+F all, 1 to 9 the rounds in their order · Left and Right select the event before and after, Home and End the first and last · Shift and dragging picks a range of days with its mean, minimum, maximum and sum; Escape drops it · M marks the day or the range with a note of yours · V shows the violence in place of the interaction · T shows the days as a table · a table or a text that has the keyboard keeps it until the timeline is clicked";
    ui.add(egui::Label::new(small(text)).wrap());
}

/// The legend in one line; it is laid out from the right, so its entries come in reverse order.
fn legend_row_ui(ui: &mut Ui, with_words: bool) {
    let palette = Palette::of(ui);
    ui.spacing_mut().item_spacing.x = 3.0;
    for class in CLASSES.into_iter().rev() {
        let words = if with_words {
            class_label(class)
        } else {
            short_label(class)
        };
        ui.label(theme::weak(ui, words).size(theme::SMALL));
        glyph_ui(ui, &Glyph::of(palette, class, true, palette.panel));
        ui.add_space(5.0);
    }
}

/// A short word for a class.
fn short_label(class: Option<QuadClass>) -> &'static str {
    match class {
        Some(QuadClass::VerbalCooperation) => "coop. words",
        Some(QuadClass::MaterialCooperation) => "coop. deeds",
        Some(QuadClass::VerbalConflict) => "hostile words",
        Some(QuadClass::MaterialConflict) => "hostile deeds",
        None => "no code",
    }
}
