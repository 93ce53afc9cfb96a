//! Changes of two sides that cannot both be made, side by side, to choose.

use super::{After, DialogAnswer, buttons, heading};
use crate::document::{Collision, Conflict, Merge, Side};
use crate::model::schema::{self, Content, Field};
use crate::model::{Dossier, RecordKind};
use crate::ui::inspector::title_of;
use crate::ui::status_bar::plural;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{Difference, caption, card_frame, columns, common_ends, shorten};
use egui::text::LayoutJob;
use egui::{Button, FontId, Label, RichText, ScrollArea, TextFormat, Ui};

/// Height of the list of conflicts, in points.
const LIST_HEIGHT: f32 = 400.0;

/// Most characters of a value that are shown.
const MAX_CHARS: usize = 900;

/// What the merge is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergePurpose {
    /// Another program changed the file.
    ChangedOnDisk,
    /// Changes are restored onto a file that was changed since.
    Recovery,
}

/// The dialog.
#[derive(Clone, Debug)]
pub struct MergeDialog {
    name: String,
    purpose: MergePurpose,
    n_ours: usize,
    n_theirs: usize,
    conflicts: Vec<Shown>,
    choices: Vec<Option<Side>>,
    /// Where only a whole text can be chosen: how the two differ.
    whole: Option<Difference>,
}

/// A conflict as it is shown.
#[derive(Clone, Debug)]
struct Shown {
    place: String,
    title: String,
    question: &'static str,
    /// One value and not a whole record.
    is_value: bool,
    before: Option<String>,
    ours: Option<String>,
    theirs: Option<String>,
}

impl MergeDialog {
    /// Asks about the conflicts of a merge; without one, which of the two `texts` is to be: ours or theirs.
    pub fn new(
        name: String,
        purpose: MergePurpose,
        merge: Option<&Merge>,
        texts: [&str; 2],
        dossier: &Dossier,
    ) -> Self {
        let conflicts: Vec<Shown> = merge
            .into_iter()
            .flat_map(Merge::conflicts)
            .map(|conflict| shown(conflict, dossier))
            .collect();
        let [ours, theirs] = texts;
        Self {
            name,
            purpose,
            n_ours: merge.map_or(0, Merge::n_ours),
            n_theirs: merge.map_or(0, Merge::n_theirs),
            choices: vec![None; conflicts.len().max(1)],
            whole: merge.is_none().then(|| Difference::new(ours, theirs)),
            conflicts,
        }
    }

    /// Draws the dialog.
    pub(super) fn ui(&mut self, ui: &mut Ui) -> Option<DialogAnswer> {
        let palette = Palette::of(ui);
        heading(
            ui,
            &match self.purpose {
                MergePurpose::ChangedOnDisk => {
                    format!("{} was changed by another program", self.name)
                }
                MergePurpose::Recovery => format!("{} was changed since", self.name),
            },
        );
        ui.add(Label::new(self.introduction()).wrap());
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            for (text, side) in [
                ("All mine", Side::Ours),
                ("All from the file", Side::Theirs),
            ] {
                if self.conflicts.len() > 1 && ui.button(text).clicked() {
                    self.choices.fill(Some(side));
                }
            }
        });
        ScrollArea::vertical()
            .max_height(LIST_HEIGHT)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                if let Some(difference) = &self.whole {
                    whole_ui(ui, difference, &mut self.choices);
                }
                for (idx, (conflict, choice)) in
                    self.conflicts.iter().zip(&mut self.choices).enumerate()
                {
                    ui.push_id(idx, |ui| conflict_ui(ui, conflict, choice));
                    ui.add_space(8.0);
                }
            });
        ui.add_space(12.0);
        let chosen: Option<Vec<Side>> = self.choices.iter().copied().collect();
        let n_open = self
            .choices
            .iter()
            .filter(|choice| choice.is_none())
            .count();
        buttons(ui, |ui| {
            let text = if self.whole.is_some() {
                "Take this text"
            } else {
                "Merge"
            };
            let merge =
                Button::new(RichText::new(text).color(palette.on_accent)).fill(palette.accent);
            if ui.add_enabled(chosen.is_some(), merge).clicked() {
                return chosen.map(DialogAnswer::Merge);
            }
            if ui.button("Cancel").clicked() {
                return Some(DialogAnswer::Close);
            }
            if self.purpose == MergePurpose::ChangedOnDisk
                && ui.button("Save mine under another name…").clicked()
            {
                return Some(DialogAnswer::SaveElsewhere(After::Nothing));
            }
            if n_open > 0 {
                ui.label(theme::weak(ui, format!("{n_open} to choose")));
            }
            None
        })
    }

    fn introduction(&self) -> String {
        if self.whole.is_some() {
            return "One of the two texts cannot be read as a dossier, so only a whole one can be chosen. Nothing is written to the file by this; Undo brings yours back.".to_owned();
        }
        let merged = match (self.n_theirs, self.n_ours) {
            (0, 0) => String::new(),
            (theirs, ours) => format!(
                "{} from the file and {} of yours are merged. ",
                plural(theirs, "change"),
                plural(ours, "change")
            ),
        };
        let n = self.conflicts.len();
        let both = if n == 1 {
            "At one place".to_owned()
        } else {
            format!("At {n} places")
        };
        format!(
            "{merged}{both} both cannot be had: choose which. Nothing is written to the file by this, and it is one step that Undo takes back."
        )
    }
}

fn whole_ui(ui: &mut Ui, difference: &Difference, choices: &mut [Option<Side>]) {
    columns(ui, 2, |ui, side| {
        if let Some(choice) = choices.first_mut() {
            side_choice(ui, side, choice);
        }
    });
    ui.add_space(4.0);
    difference.ui(ui);
}

fn side_choice(ui: &mut Ui, side: usize, choice: &mut Option<Side>) {
    let (side, text) = if side == 0 {
        (Side::Ours, "Mine")
    } else {
        (Side::Theirs, "In the file")
    };
    ui.radio_value(choice, Some(side), text);
}

fn conflict_ui(ui: &mut Ui, conflict: &Shown, choice: &mut Option<Side>) {
    caption(ui, &conflict.place);
    if !conflict.title.is_empty() {
        ui.add(Label::new(theme::strong(&conflict.title, theme::BODY)).wrap());
    }
    ui.label(conflict.question);
    if let Some(before) = conflict.before.as_ref().filter(|_| conflict.is_value) {
        let text = format!("Before: {}", shorten(&before.replace('\n', " "), 160, true));
        ui.add(Label::new(theme::weak(ui, text).size(theme::SMALL)).wrap());
    }
    // What differs is marked: from the other side, or from what it was where the other side has nothing.
    let present = [&conflict.ours, &conflict.theirs, &conflict.before];
    let mut present = present.into_iter().flatten();
    let ends = match (present.next(), present.next()) {
        (Some(a), Some(b)) => common_ends(a, b),
        _ => (0, 0),
    };
    columns(ui, 2, |ui, side| {
        let text = if side == 0 {
            &conflict.ours
        } else {
            &conflict.theirs
        };
        let own = if side == 0 { Side::Ours } else { Side::Theirs };
        card_frame(ui, *choice == Some(own)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            side_choice(ui, side, choice);
            match text {
                Some(text) => ui.add(Label::new(marked(ui, text, ends)).wrap()),
                None => ui.label(theme::weak(ui, "Deleted").italics()),
            };
        });
    });
}

/// A value in which what differs from the other side is marked.
fn marked(ui: &Ui, text: &str, (before, after): (usize, usize)) -> LayoutJob {
    let palette = Palette::of(ui);
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    let end = text.len().saturating_sub(after);
    let mut job = LayoutJob::default();
    let format = |strength: f32| TextFormat {
        font_id: FontId::proportional(theme::BODY),
        color: palette.text,
        background: if strength > 0.0 {
            palette.wash(palette.accent, strength)
        } else {
            egui::Color32::TRANSPARENT
        },
        ..TextFormat::default()
    };
    // Where nearly everything differs a mark says nothing.
    let is_all = before + after < 8;
    let head = shorten(part(0..before), MAX_CHARS / 3, false);
    let middle = shorten(part(before..end), MAX_CHARS, true);
    let tail = shorten(part(end..text.len()), MAX_CHARS / 3, true);
    job.append(&head, 0.0, format(0.0));
    job.append(&middle, 0.0, format(if is_all { 0.0 } else { 0.22 }));
    job.append(&tail, 0.0, format(0.0));
    job
}

fn shown(conflict: &Conflict, dossier: &Dossier) -> Shown {
    let record = &conflict.focus.record;
    let mut place = record.kind.word().to_uppercase();
    if record.kind != RecordKind::Dossier {
        place = format!("{place} {}", record.id);
    }
    let (field, content) = field_of(record.kind, &conflict.focus.field);
    if !field.is_empty() {
        place = format!("{place}, {field}");
    }
    let in_words = |text: &Option<String>| {
        let text = text.as_ref()?;
        let Some(Content::Code(vocabulary)) = content else {
            return Some(text.clone());
        };
        Some(vocabulary.label(text).to_owned())
    };
    Shown {
        place,
        title: title_of(dossier, record),
        question: match conflict.collision {
            Collision::Value => "Both sides changed this",
            Collision::DeletedHere => "You deleted it; it was changed in the file",
            Collision::DeletedThere => "You changed it; it was deleted from the file",
            Collision::SameId => "Both sides added a record with this id",
            Collision::Order => "Both sides changed the order of the list",
        },
        is_value: conflict.collision == Collision::Value,
        before: in_words(&conflict.base),
        ours: in_words(&conflict.ours),
        theirs: in_words(&conflict.theirs),
    }
}

/// A place within a record as the inspector names it, "Outcome, terms 2, point", and what may stand there.
fn field_of(kind: RecordKind, field: &str) -> (String, Option<Content>) {
    let mut fields: &[Field] = schema::fields(kind);
    let mut labels: Vec<String> = Vec::new();
    let mut content = None;
    for step in field.split('.').filter(|step| !step.is_empty()) {
        let (name, index) = step.split_once('[').unwrap_or((step, ""));
        let known = fields.iter().find(|field| field.name == name);
        let mut label = known.map_or(name, |field| field.label).to_owned();
        if let Ok(idx) = index.trim_end_matches(']').parse::<usize>() {
            label = format!("{label} {}", idx + 1);
        }
        if !labels.is_empty() {
            label = label.to_lowercase();
        }
        // A group that is called like its first field says it once.
        if labels
            .last()
            .is_none_or(|last| last.to_lowercase() != label)
        {
            labels.push(label);
        }
        content = known.map(|field| field.content);
        fields = match content {
            Some(Content::Group(inner) | Content::Groups(inner, _)) => inner,
            _ => &[],
        };
    }
    (labels.join(", "), content)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places are named as the inspector names them; what it does not know keeps its name in the file.
    #[test]
    fn places_have_names() {
        for (kind, field, name) in [
            (RecordKind::Event, "title", "Title"),
            (
                RecordKind::Round,
                "outcome.terms[1].text",
                "Outcome, terms 2, point",
            ),
            (RecordKind::Round, "outcome.kind", "Outcome"),
            (RecordKind::Dossier, "events", "events"),
            (RecordKind::Round, "", ""),
        ] {
            assert_eq!(field_of(kind, field).0, name);
        }
    }
}
