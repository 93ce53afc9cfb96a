//! What stands in the cells of columns for which a view has nothing better: the value in words.

use super::paint::{cell_text, lines_ui, weak_text};
use super::sort::{Key, id_key};
use crate::document::Snapshot;
use crate::document::cell::{self, Column};
use crate::format::Node;
use crate::model::codes::ActorKind;
use crate::model::date::Edtf;
use crate::model::schema::Content;
use crate::model::{ActorId, Dossier, RecordKind};
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::definition_ui;
use egui::{Label, RichText, Ui};

/// Draws a value.
pub(super) fn value_ui(ui: &mut Ui, snapshot: &Snapshot, column: &Column, record: Node<'_>) {
    let text = column.text(record);
    if text.is_empty() {
        ui.add(Label::new(weak_text(ui, "–")).selectable(false));
        return;
    }
    let dossier = snapshot.dossier();
    let shown = in_words(dossier, column, &text);
    let response = lines_ui(ui, cell_text(ui, &shown));
    match column.content {
        Content::Code(vocabulary) => {
            response.on_hover_ui(|ui| definition_ui(ui, vocabulary.name, &text, &shown));
        }
        Content::Refs(_) | Content::AnyRefs | Content::Ref(_) => {
            response.on_hover_ui(|ui| {
                ui.set_max_width(420.0);
                for id in cell::parts(&text) {
                    let title = title_of(snapshot, id);
                    ui.label(format!("{id}  {title}"));
                }
            });
        }
        Content::Date => {
            response.on_hover_ui(|ui| {
                let long = Edtf::parse(&text).map(|date| date.display_long());
                ui.label(long.unwrap_or_default());
                ui.label(theme::weak(ui, &text).size(theme::SMALL));
            });
        }
        _ => {
            response.on_hover_ui(|ui| {
                ui.set_max_width(420.0);
                ui.label(&text);
            });
        }
    }
}

/// A value as it is shown, from its text.
fn in_words(dossier: &Dossier, column: &Column, text: &str) -> String {
    match column.content {
        Content::Date => Edtf::parse(text).map_or_else(|_| text.to_owned(), |d| d.display_short()),
        Content::Code(vocabulary) => vocabulary.label(text).to_owned(),
        Content::Ref(RecordKind::Actor) => dossier.actor_name(&ActorId::from(text)).to_owned(),
        Content::Refs(RecordKind::Actor) => {
            let names: Vec<&str> = cell::parts(text).map(|id| brief(dossier, id)).collect();
            names.join(", ")
        }
        Content::Group(_) => match (text.strip_suffix('–'), text.strip_prefix('–')) {
            (Some(low), _) => format!("{low} or more"),
            (_, Some(high)) => format!("up to {high}"),
            _ => text.to_owned(),
        },
        Content::Switch => "Yes".to_owned(),
        _ => text.to_owned(),
    }
}

/// The id where it is the usual abbreviation; people and institutions by name.
fn brief<'a>(dossier: &'a Dossier, id: &'a str) -> &'a str {
    match dossier.actors.iter().find(|actor| actor.id.as_str() == id) {
        Some(actor) if matches!(actor.kind, ActorKind::Person | ActorKind::Institution) => {
            actor.short()
        }
        _ => id,
    }
}

fn title_of(snapshot: &Snapshot, id: &str) -> String {
    snapshot
        .find(id)
        .map(|record| crate::ui::inspector::title_of(snapshot.dossier(), &record))
        .unwrap_or_default()
}

/// Draws the text of a cell that is not in the file: what is wrong is red and says so.
pub(super) fn draft_ui(ui: &mut Ui, text: &str, problem: Option<&str>) {
    let Some(problem) = problem else {
        lines_ui(ui, cell_text(ui, text)).on_hover_text("Not in the file yet");
        return;
    };
    let colour = Palette::of(ui).error;
    let rect = ui.max_rect();
    ui.painter().rect_stroke(
        rect.expand2(egui::vec2(super::paint::PADDING - 1.0, -1.0)),
        3.0,
        egui::Stroke::new(1.5, colour),
        egui::StrokeKind::Inside,
    );
    let text = RichText::new(format!("! {text}"))
        .size(super::paint::CELL)
        .color(colour);
    lines_ui(ui, text).on_hover_ui(|ui| {
        ui.set_max_width(360.0);
        ui.label(RichText::new(problem).color(colour));
        ui.label(theme::weak(
            ui,
            "Not in the file; Enter to correct it, Escape to drop it",
        ));
    });
}

/// What a value is sorted by.
pub(in crate::ui::views) fn generic_key(column: &Column, record: Node<'_>) -> Option<Key> {
    let text = column.text(record);
    if text.is_empty() {
        return None;
    }
    match column.content {
        Content::Id => Some(Key::Id(id_key(&text))),
        Content::Date => Edtf::parse(&text).ok().map(Key::Date),
        Content::Whole | Content::Decimal(..) => text.parse().ok().map(Key::Number),
        Content::Group(_) => {
            let digits = text.trim_start_matches('–');
            let is_other = |c: char| !c.is_ascii_digit();
            let end = digits.find(is_other).unwrap_or(digits.len());
            digits.get(..end)?.parse().ok().map(Key::Number)
        }
        Content::Code(vocabulary) => {
            let rank = vocabulary
                .codes
                .iter()
                .position(|(code, _)| *code == text)?;
            Some(Key::Number(rank as f64))
        }
        _ => Some(Key::Text(text.to_lowercase())),
    }
}
