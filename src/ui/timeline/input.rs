//! What the pointer and the keyboard do to the visible part of time.
//!
//! The wheel zooms at the pointer, with or without Ctrl; with Shift, or when it turns sideways, it pans.
//! Keys count while the pointer is over the timeline or it has the focus, and never while a text field
//! has it.

use super::Fit;
use super::scale::{TimeScale, TimeView};
use egui::{Event, Key, Modifiers, PointerButton, Response, Ui};

/// How much one key press zooms.
const KEY_ZOOM: f64 = 1.35;
/// How much of the visible time one key press pans.
const KEY_PAN: f64 = 0.12;
/// Points of the wheel that zoom by a factor of e.
const WHEEL_POINTS: f64 = 260.0;

/// What the keyboard asks for beside panning and zooming.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// Show the whole period.
    FitAll,
    /// Show the selected round.
    FitRound,
    /// Select the event before the selected one.
    Previous,
    /// Select the event after the selected one.
    Next,
    /// Select the first event.
    First,
    /// Select the last event.
    Last,
    /// Show the round with this place in the order of time, counted from 0.
    Round(usize),
    /// Mark the day under the pointer, or the picked range, with an annotation.
    Mark,
    /// Show the interaction or the violence, whichever is not shown.
    OtherCurve,
    /// Drop the picked range.
    DropRange,
    /// Show the same data as a table.
    Table,
}

/// The keys of the rounds, in the order of time.
const DIGITS: [Key; 9] = [
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

impl Wish {
    /// What is to be fitted, if that is what is asked for.
    pub(super) fn fit(self, round: impl FnOnce() -> Option<crate::model::RoundId>) -> Option<Fit> {
        match self {
            Self::FitAll => Some(Fit::All),
            Self::FitRound => round().map(Fit::Round),
            _ => None,
        }
    }
}

/// Pans by dragging, unless that picks a range, zooms and pans by the wheel.
pub(super) fn pointer(
    ui: &Ui,
    response: &Response,
    scale: &TimeScale<'_>,
    picks: bool,
) -> TimeView {
    if picks {
        return scale.view();
    }
    let drag = if response.dragged_by(PointerButton::Primary)
        || response.dragged_by(PointerButton::Middle)
    {
        response.drag_delta().x
    } else {
        0.0
    };
    let pointer = ui
        .input(|input| input.pointer.hover_pos())
        .filter(|_| response.contains_pointer());
    let (wheel, zoom) = match pointer {
        Some(_) => ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta())),
        None => (egui::Vec2::ZERO, 1.0),
    };
    let points = f64::from(drag + wheel.x);
    let factor = f64::from(zoom) * (f64::from(wheel.y) / WHEEL_POINTS).exp();
    if points == 0.0 && (factor - 1.0).abs() <= 1e-9 {
        return scale.view();
    }
    scale.changed(|view| {
        let view = view.pan(-points / scale.points_per_day());
        match pointer {
            Some(pointer) => view.zoom_at(factor, scale.drawn_from_x(pointer.x)),
            None => view,
        }
    })
}

/// Pans and zooms by keys; the rest is handed back.
pub(super) fn keys(
    ui: &Ui,
    response: &Response,
    scale: &TimeScale<'_>,
    has_range: bool,
) -> (TimeView, Option<Wish>) {
    let has_pointer = response.contains_pointer();
    // Arrows move the focus between widgets, and letters and digits begin typing in a table: under the pointer
    // they are ours only if no other widget has the keyboard. A click on the timeline takes it.
    let is_free = ui.memory(|memory| memory.focused().is_none());
    if !(response.has_focus() || has_pointer && is_free) {
        return (scale.view(), None);
    }
    let pointer = ui
        .input(|input| input.pointer.hover_pos())
        .filter(|_| has_pointer);
    let mut drawn = scale.drawn_view();
    let at = pointer.map_or(drawn.middle(), |pointer| scale.drawn_from_x(pointer.x));
    let wish = ui.input_mut(|input| {
        if take(input, Modifiers::SHIFT, Key::F) {
            return Some(Wish::FitAll);
        }
        let mut pressed = |key| take(input, Modifiers::NONE, key);
        let step = drawn.length_days() * KEY_PAN;
        if pressed(Key::W) {
            drawn = drawn.zoom_at(KEY_ZOOM, at);
        }
        if pressed(Key::S) {
            drawn = drawn.zoom_at(1.0 / KEY_ZOOM, at);
        }
        if pressed(Key::A) {
            drawn = drawn.pan(-step);
        }
        if pressed(Key::D) {
            drawn = drawn.pan(step);
        }
        let wishes = [
            (Key::F, Wish::FitRound),
            (Key::ArrowLeft, Wish::Previous),
            (Key::ArrowRight, Wish::Next),
            (Key::Home, Wish::First),
            (Key::End, Wish::Last),
            (Key::M, Wish::Mark),
            (Key::V, Wish::OtherCurve),
            (Key::T, Wish::Table),
        ];
        let rounds = DIGITS.into_iter().enumerate();
        let rounds = rounds.map(|(idx, key)| (key, Wish::Round(idx)));
        let range = has_range.then_some((Key::Escape, Wish::DropRange));
        wishes
            .into_iter()
            .chain(rounds)
            .chain(range)
            .find_map(|(key, wish)| pressed(key).then_some(wish))
    });
    let view = if drawn == scale.drawn_view() {
        scale.view()
    } else {
        scale.folds().view(drawn)
    };
    (view, wish)
}

/// Whether a key was pressed with exactly these modifiers; the press is used up.
///
/// The modifiers are those of the press itself: they may have been let go again in the same frame.
fn take(input: &mut egui::InputState, wanted: Modifiers, wanted_key: Key) -> bool {
    let is_wanted = |event: &Event| {
        matches!(event, Event::Key { key, pressed: true, modifiers, .. }
            if *key == wanted_key && *modifiers == wanted)
    };
    let found = input.events.iter().position(is_wanted);
    found.map(|idx| input.events.remove(idx)).is_some()
}
