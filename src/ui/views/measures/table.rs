//! The table: for each round and ceasefire three quantities in three windows, before, after and the
//! difference.

use super::{Picked, core_words, detail, name_of, number, signed, violence};
use crate::analysis::{
    Around, Clip, Compared, Comparison, Formula, Quantity, Side, Sign, SignAgreement, WINDOWS_DAYS,
};
use crate::document::RecordRef as DocumentRef;
use crate::model::Dossier;
use crate::ui::Cx;
use crate::ui::status_bar::plural;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{card, empty, link};
use egui::{
    Align2, Color32, CursorIcon, FontId, Label, Rect, Response, Role, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

/// Least width of the names of the quantities, in points.
const LEAST_NAMES: f32 = 118.0;
/// Height of a row, in points.
const ROW: f32 = 38.0;
/// Height of the two rows of headings, in points.
const HEADS: f32 = 36.0;
/// Least width of a cell, in points; below it only one window is shown.
const LEAST_CELL: f32 = 56.0;

/// Width from which the words of a cell are not shortened, in points.
const WIDE_CELL: f32 = 76.0;

/// Which number of a comparison a cell shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Before,
    After,
    Difference,
}

const CELLS: [(Which, &str); 3] = [
    (Which::Before, "before"),
    (Which::After, "after"),
    (Which::Difference, "change"),
];

/// Draws the table and what is behind the picked number.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, picked: &mut Option<Picked>) {
    let dossier = cx.document.snapshot().dossier();
    let analysis = cx.analysis;
    let measures = analysis.measures(dossier);
    if measures.around.is_empty() {
        empty(ui, "No round and no ceasefire with known days is shown");
        return;
    }
    coded_ui(ui, cx);
    let is_behind = |picked: &Picked, around: &Around| picked.subject == around.subject.record;
    for around in &measures.around {
        ui.add_space(8.0);
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            head_ui(ui, cx, dossier, around);
            grid_ui(ui, dossier, around, picked);
            let shown = picked.clone().filter(|picked| is_behind(picked, around));
            let compared = shown.as_ref().and_then(|picked| row_of(around, picked));
            if let Some(compared) = compared
                && detail::ui(ui, cx, compared)
            {
                *picked = None;
            }
        });
    }
    ui.add_space(10.0);
    let text = format!(
        "Change: {}. A window is shortened by the data, by the talks before and after, and by the end of a ceasefire (marked †); fewer than three days on one side are too short. ≠ scales: the sign depends on the scale. {}",
        Formula::BeforeAfter.text(),
        violence::rule_words(dossier, &measures.settings.best),
    );
    ui.add(Label::new(theme::weak(ui, text).size(theme::SMALL)).wrap());
    let source = theme::weak(ui, Formula::BeforeAfter.source()).size(theme::SMALL);
    ui.add(Label::new(source).wrap());
}

/// What is compared at all: the days between the first and the last coded event.
fn coded_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let dossier = cx.document.snapshot().dossier();
    let measures = cx.analysis.measures(dossier);
    let text = match measures.coded {
        Some((first, last)) => format!(
            "Coded from {first} to {last}: {} with a code. Beyond, nothing is known and nothing is compared.",
            plural(measures.acts.len(), "event")
        ),
        None => "No event with a code is shown: only deaths can be compared.".to_owned(),
    };
    ui.add(Label::new(theme::weak(ui, text).size(theme::SMALL)).wrap());
}

fn head_ui(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, around: &Around) {
    let record = &around.subject.record;
    ui.horizontal_wrapped(|ui| {
        let name = name_of(dossier, record);
        if link(ui, name).clicked() {
            cx.reveal(DocumentRef::new(record.kind, &record.id));
        }
        let words = format!(
            "{} {} · left out of the means: {}",
            record.kind.word(),
            record.id,
            core_words(&around.subject)
        );
        ui.add(Label::new(theme::weak(ui, words).size(theme::SMALL)).selectable(false));
    });
}

fn row_of<'a>(around: &'a Around, picked: &Picked) -> Option<&'a Compared> {
    around.compared.iter().find(|compared| {
        compared.quantity == picked.quantity
            && compared.comparison.window_days == picked.window_days
    })
}

/// The windows that there is room for: all, or the middle one.
fn windows_for(width: f32) -> &'static [u16] {
    let cells = (WINDOWS_DAYS.len() * CELLS.len()) as f32;
    if width - LEAST_NAMES >= cells * LEAST_CELL {
        &WINDOWS_DAYS
    } else {
        WINDOWS_DAYS.get(1..2).unwrap_or(&WINDOWS_DAYS)
    }
}

fn grid_ui(ui: &mut Ui, dossier: &Dossier, around: &Around, picked: &mut Option<Picked>) {
    let width = ui.available_width();
    let windows = windows_for(width);
    let n_cells = (windows.len() * CELLS.len()) as f32;
    let names = (width - n_cells * 86.0).clamp(LEAST_NAMES, 230.0);
    let cell = (width - names) / n_cells;
    let height = HEADS + ROW * Quantity::ALL.len() as f32;
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    heads(ui, rect, names, cell, windows);
    let subject = name_of(dossier, &around.subject.record);
    for (row, quantity) in Quantity::ALL.into_iter().enumerate() {
        let top = rect.top() + HEADS + ROW * row as f32;
        let line = Stroke::new(1.0, Palette::of(ui).border);
        ui.painter().hline(rect.x_range(), top, line);
        name_ui(
            ui,
            Rect::from_min_size(pos2(rect.left(), top), vec2(names, ROW)),
            quantity,
        );
        for (idx, window_days) in windows.iter().enumerate() {
            let compared = around
                .compared
                .iter()
                .find(|it| it.quantity == quantity && it.comparison.window_days == *window_days);
            let Some(compared) = compared else { continue };
            for (place, (which, _)) in CELLS.into_iter().enumerate() {
                let left = rect.left() + names + cell * (idx * CELLS.len() + place) as f32;
                let rect = Rect::from_min_size(pos2(left, top), vec2(cell, ROW));
                let this = Picked {
                    subject: around.subject.record.clone(),
                    quantity,
                    window_days: *window_days,
                };
                let is_picked = picked.as_ref() == Some(&this);
                let response = cell_ui(ui, rect, &subject, compared, which, is_picked);
                if response.clicked() {
                    *picked = (!is_picked).then_some(this);
                }
            }
        }
    }
}

fn heads(ui: &Ui, rect: Rect, names: f32, cell: f32, windows: &[u16]) {
    let palette = Palette::of(ui);
    let font = FontId::proportional(theme::SMALL);
    let painter = ui.painter();
    for (idx, window_days) in windows.iter().enumerate() {
        let left = rect.left() + names + cell * (idx * CELLS.len()) as f32;
        let middle = left + cell * CELLS.len() as f32 / 2.0;
        let text = format!("{window_days} days");
        let strong = FontId::new(theme::SMALL, theme::strong_family());
        painter.text(
            pos2(middle, rect.top() + 9.0),
            Align2::CENTER_CENTER,
            text,
            strong,
            palette.text,
        );
        let line = Stroke::new(1.0, palette.border);
        painter.vline(left, rect.top() + 4.0..=rect.bottom(), line);
        for (place, (_, name)) in CELLS.into_iter().enumerate() {
            let right = left + cell * (place + 1) as f32 - 8.0;
            let at = pos2(right, rect.top() + 26.0);
            painter.text(
                at,
                Align2::RIGHT_CENTER,
                name,
                font.clone(),
                palette.text_weak,
            );
        }
    }
}

fn name_ui(ui: &mut Ui, rect: Rect, quantity: Quantity) {
    let (name, unit, help) = match quantity {
        Quantity::Net => (
            "Interaction",
            "net points a day",
            "N = K − C of all codes: above zero friendly, below zero hostile",
        ),
        Quantity::NetMaterial => (
            "Deeds only",
            "net points a day",
            "N of the classes 2 and 4, material cooperation and material conflict",
        ),
        Quantity::Deaths => (
            "Deaths",
            "per day with a claim",
            "F, people killed a day by the chosen claims: the mean of the days about which somebody says something. The others are unknown and not zero. Counted as chosen for the violence: the side of those harmed, and whose fighting",
        ),
    };
    let palette = Palette::of(ui);
    let painter = ui.painter().with_clip_rect(rect);
    let at = rect.left_center();
    painter.text(
        at - vec2(0.0, 8.0),
        Align2::LEFT_CENTER,
        name,
        FontId::proportional(theme::BODY),
        palette.text,
    );
    painter.text(
        at + vec2(0.0, 8.0),
        Align2::LEFT_CENTER,
        unit,
        FontId::proportional(theme::SMALL),
        palette.text_weak,
    );
    ui.interact(rect, ui.scope_id().with(("help", quantity)), Sense::hover())
        .on_hover_text(help);
}

/// One number, which can be picked.
fn cell_ui(
    ui: &mut Ui,
    rect: Rect,
    subject: &str,
    compared: &Compared,
    which: Which,
    is_picked: bool,
) -> Response {
    let id = ui.scope_id().with((
        subject,
        compared.quantity,
        compared.comparison.window_days,
        which as u8,
    ));
    let response = ui
        .interact(rect, id, Sense::click())
        .on_hover_cursor(CursorIcon::PointingHand);
    let shown = cell(compared, which, rect.width() < WIDE_CELL);
    response.widget_info(|| {
        let name = format!(
            "{subject}, {}, {} days, {}: {}, {}",
            compared.quantity.label(),
            compared.comparison.window_days,
            match which {
                Which::Before => "before",
                Which::After => "after",
                Which::Difference => "change",
            },
            shown.value,
            shown.note
        );
        WidgetInfo::selected(Role::Button, ui.is_enabled(), is_picked, name)
    });
    let palette = Palette::of(ui);
    let background = if is_picked {
        Some(palette.selected)
    } else {
        (response.hovered() || response.has_focus()).then_some(palette.hover)
    };
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    if let Some(background) = background {
        painter.rect_filled(rect.shrink(1.0), 3.0, background);
    }
    let right = rect.right() - 8.0;
    let font = match which {
        Which::Difference if !shown.is_weak => FontId::new(theme::BODY, theme::strong_family()),
        _ if shown.is_weak => FontId::proportional(theme::SMALL),
        _ => FontId::proportional(theme::BODY),
    };
    let colour = shown.colour(palette);
    let y = rect.center().y;
    painter.text(
        pos2(right, y - 8.0),
        Align2::RIGHT_CENTER,
        &shown.value,
        font,
        colour,
    );
    let note = if shown.warns {
        palette.warning
    } else {
        palette.text_weak
    };
    painter.text(
        pos2(right, y + 9.0),
        Align2::RIGHT_CENTER,
        &shown.note,
        FontId::proportional(10.0),
        note,
    );
    response.on_hover_ui(|ui| detail::tooltip_ui(ui, compared))
}

/// What a cell says.
struct Cell {
    value: String,
    note: String,
    /// Better or worse, where it says that.
    tone: Option<Sign>,
    is_weak: bool,
    warns: bool,
}

impl Cell {
    fn colour(&self, palette: &Palette) -> Color32 {
        match self.tone {
            Some(Sign::Up) => palette.cooperation,
            Some(Sign::Down) => palette.conflict,
            _ if self.is_weak => palette.text_weak,
            _ => palette.text,
        }
    }
}

fn cell(compared: &Compared, which: Which, is_narrow: bool) -> Cell {
    let comparison = &compared.comparison;
    let plain = |value: String, note: String, is_weak| Cell {
        value,
        note,
        tone: None,
        is_weak,
        warns: false,
    };
    let mean = |side: &Side| match side.mean {
        Some(mean) => plain(
            number(mean),
            side_note(compared.quantity, side, is_narrow),
            false,
        ),
        None => plain(
            "no data".to_owned(),
            side_note(compared.quantity, side, is_narrow),
            true,
        ),
    };
    match which {
        Which::Before => mean(&comparison.pre),
        Which::After => mean(&comparison.post),
        Which::Difference => difference(compared, comparison),
    }
}

/// Days and records behind a mean, and whether the window was cut.
fn side_note(quantity: Quantity, side: &Side, is_narrow: bool) -> String {
    let word = match quantity {
        Quantity::Deaths => "cl",
        Quantity::Net | Quantity::NetMaterial => "ev",
    };
    let cut = if side.clip.is_some() { "†" } else { "" };
    let (n_days, n_records) = (side.days.len(), side.n_records);
    if is_narrow {
        format!("{cut}{n_days}d {n_records}{word}")
    } else {
        format!("{cut} {n_days} d · {n_records} {word}")
    }
}

fn difference(compared: &Compared, comparison: &Comparison) -> Cell {
    let Some(delta) = comparison.delta else {
        return Cell {
            value: "too short".to_owned(),
            note: String::new(),
            tone: None,
            is_weak: true,
            warns: false,
        };
    };
    let sign = Sign::of(delta);
    let is_deaths = compared.quantity == Quantity::Deaths;
    // More points are better, more deaths are worse.
    let (tone, words) = match (sign, compared.quantity) {
        (Sign::Level, _) => (None, "no change"),
        (Sign::Up, Quantity::Net | Quantity::NetMaterial) | (Sign::Down, Quantity::Deaths) => (
            Some(Sign::Up),
            if is_deaths { "fewer" } else { "friendlier" },
        ),
        (Sign::Down, Quantity::Net | Quantity::NetMaterial) | (Sign::Up, Quantity::Deaths) => (
            Some(Sign::Down),
            if is_deaths { "more" } else { "more hostile" },
        ),
    };
    let differs = matches!(compared.signs, Some(SignAgreement::Differs(_)));
    Cell {
        value: signed(delta),
        note: if differs {
            "≠ scales".to_owned()
        } else {
            words.to_owned()
        },
        tone,
        is_weak: false,
        warns: differs,
    }
}

/// What cut a window, as words; `None` if nothing did.
pub(super) fn clip_words(dossier: &Dossier, side: &Side) -> Option<String> {
    Some(match side.clip.as_ref()? {
        Clip::Data => "shortened, because the data begin or end there".to_owned(),
        Clip::Ended => "shortened, because the ceasefire ended there".to_owned(),
        Clip::Neighbour(record) => format!("shortened by {}", name_of(dossier, record)),
    })
}
