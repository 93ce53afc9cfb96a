//! Fields into which one types, and switches.

use super::draft::{Drafts, Parse};
use super::form::text_of;
use crate::command::Command;
use crate::document::records::Request;
use crate::document::{Edit, Focus, cell, is_web_address};
use crate::format::Value;
use crate::model::date::Edtf;
use crate::model::schema::{Content, Field};
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use egui::{Key, Label, Response, RichText, TextEdit, Ui};

/// What all fields of a form share.
pub(super) struct Fields<'a> {
    /// What is being typed.
    pub(super) drafts: &'a mut Drafts,
    /// The field into which the cursor goes as soon as it is drawn.
    pub(super) cursor: &'a mut Option<Focus>,
}

/// A field of text, a date, a number or an address.
pub(super) fn text(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    fields: &mut Fields<'_>,
    field: &Field,
    focus: &Focus,
    change: &str,
    label: egui::Id,
) {
    let in_file = text_of(cx, focus).unwrap_or_default();
    let parse = parser(field);
    let rows = match field.content {
        Content::Text => Some(2),
        _ => None,
    };
    let line = TypedLine {
        rows,
        parse,
        change,
    };
    line.ui(ui, cx, fields, focus, &in_file, label);
    let shown = fields.drafts.text_for(focus, &in_file);
    match field.content {
        Content::Date if !shown.trim().is_empty() => {
            if let Ok(date) = Edtf::parse(&shown) {
                let text = format!("{} · {}", date.display_long(), date.knowledge().label());
                ui.add(Label::new(theme::weak(ui, text).size(theme::SMALL)).wrap());
            }
        }
        Content::Address
            if is_web_address(&in_file)
                && ui
                    .small_button("Open in browser")
                    .on_hover_text(&in_file)
                    .clicked() =>
        {
            cx.commands.push(Command::Browse(in_file));
        }
        _ => {}
    }
}

/// The id of a record; a new one is taken over by every reference.
pub(super) fn id(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    fields: &mut Fields<'_>,
    focus: &Focus,
    label: egui::Id,
) {
    let n = cx.snapshot().used_by(&focus.record.id).len();
    let line = TypedLine {
        rows: None,
        parse: |text| Ok(Some(Value::str(text))),
        change: "",
    };
    line.ui(ui, cx, fields, focus, &focus.record.id, label);
    if fields.drafts.of(focus).is_some() && n > 0 {
        let text = match n {
            1 => "The reference to it changes too".to_owned(),
            n => format!("The {n} references to it change too"),
        };
        ui.add(Label::new(theme::weak(ui, text).size(theme::SMALL)).wrap());
    }
}

/// A list of texts: each can be changed, moved and taken out; one can be added at the end.
pub(super) fn texts(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    fields: &mut Fields<'_>,
    focus: &Focus,
    change: &str,
    label: egui::Id,
) {
    let items: Vec<String> = cx
        .snapshot()
        .node(focus)
        .and_then(|node| node.inner())
        .map_or_else(Vec::new, |node| {
            node.items()
                .map(|item| {
                    item.as_str()
                        .map_or_else(String::new, std::borrow::Cow::into_owned)
                })
                .collect()
        });
    for (idx, item) in items.iter().enumerate() {
        let within = focus.clone().field(format!("{}[{idx}]", focus.field));
        ui.horizontal_top(|ui| {
            let width = ui.available_width() - super::actions::MENU_WIDTH;
            ui.allocate_ui(egui::vec2(width, 24.0), |ui| {
                let line = TypedLine {
                    rows: Some(2),
                    parse: required_text,
                    change,
                };
                line.ui(ui, cx, fields, &within, item, label);
            });
            super::actions::item_menu(ui, cx, &within, &format!("text {}", idx + 1), items.len());
        });
    }
    if ui.small_button("Add a text").clicked() {
        cx.commands
            .push(Command::Records(Request::AddItem(focus.clone())));
    }
}

/// Yes or no.
pub(super) fn switch(ui: &mut Ui, cx: &mut Cx<'_>, field: &Field, focus: &Focus, change: &str) {
    let mut on = cx
        .snapshot()
        .node(focus)
        .and_then(|node| node.inner())
        .and_then(|node| node.as_bool())
        .unwrap_or(false);
    if ui.checkbox(&mut on, field.label).changed() {
        cx.commands.push(Command::Edit(Edit::set(
            change,
            focus.clone(),
            Value::Bool(on),
        )));
    }
}

/// A text field with a draft that is taken over by Enter or by leaving it, and dropped by Escape.
struct TypedLine<'a> {
    /// Rows of a long text; `None` for a single line.
    rows: Option<usize>,
    parse: Parse,
    change: &'a str,
}

impl TypedLine<'_> {
    fn ui(
        &self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        fields: &mut Fields<'_>,
        focus: &Focus,
        in_file: &str,
        label: egui::Id,
    ) {
        let mut text = fields.drafts.text_for(focus, in_file);
        let complaint = fields.drafts.complaint(focus, cx.snapshot());
        let id = ui.make_persistent_id(("field", &focus.record.id, &focus.field));
        let edit = match self.rows {
            None => TextEdit::singleline(&mut text),
            // Enter takes the text over, as everywhere; Shift+Enter makes a new line.
            Some(rows) => TextEdit::multiline(&mut text)
                .desired_rows(rows)
                .return_key(egui::KeyboardShortcut::new(
                    egui::Modifiers::SHIFT,
                    Key::Enter,
                )),
        };
        let response = ui
            .add(edit.id(id).desired_width(f32::INFINITY))
            .labelled_by(label);
        if fields.cursor.take_if(|wanted| wanted == focus).is_some() {
            response.request_focus();
            select_all(ui, id, &text);
            response.scroll_to_me(Some(egui::Align::Center));
        }
        if complaint.is_some() {
            let stroke = egui::Stroke::new(1.5, Palette::of(ui).error);
            ui.painter()
                .rect_stroke(response.rect, 6.0, stroke, egui::StrokeKind::Inside);
        }
        self.react(ui, cx, fields.drafts, focus, in_file, text, &response);
        if let Some(complaint) = complaint {
            let text = RichText::new(complaint)
                .size(theme::SMALL)
                .color(Palette::of(ui).error);
            ui.add(Label::new(text).wrap());
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one step of one widget, called from one place"
    )]
    fn react(
        &self,
        ui: &Ui,
        cx: &mut Cx<'_>,
        drafts: &mut Drafts,
        focus: &Focus,
        in_file: &str,
        text: String,
        response: &Response,
    ) {
        if response.gained_focus() && cx.selection.focus() != Some(focus) {
            cx.select(focus.clone());
        }
        if response.changed() {
            drafts.type_in(focus, self.change, in_file, text, self.parse);
        }
        let escaped = ui.input(|input| input.key_pressed(Key::Escape));
        if response.lost_focus() && escaped {
            drafts.discard(focus);
        } else if response.lost_focus()
            || response.has_focus()
                && ui.input(|input| input.modifiers.is_none() && input.key_pressed(Key::Enter))
        {
            let edit = drafts.take(focus, cx.document.snapshot());
            cx.commands.extend(edit.map(Command::Edit));
        }
    }
}

/// Marks the whole text, so that typing replaces it.
fn select_all(ui: &Ui, id: egui::Id, text: &str) {
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), id).unwrap_or_default();
    let end = egui::text::CCursor::new(text.chars().count());
    let all = egui::text::CCursorRange::two(egui::text::CCursor::new(0), end);
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), id);
}

/// How the text typed into a field becomes a value; an empty text takes an optional value away.
fn parser(field: &Field) -> Parse {
    match (field.content, field.required) {
        (Content::Date, true) => required_date,
        (Content::Date, false) => |text| {
            if text.trim().is_empty() {
                Ok(None)
            } else {
                required_date(text)
            }
        },
        (Content::Whole, true) => required_whole,
        (Content::Whole, false) => |text| {
            if text.trim().is_empty() {
                Ok(None)
            } else {
                required_whole(text)
            }
        },
        (Content::Decimal(..), _) => decimal,
        (_, true) => required_text,
        (_, false) => |text| Ok((!text.is_empty()).then(|| Value::Str(text.to_owned()))),
    }
}

fn required_text(text: &str) -> Result<Option<Value>, String> {
    cell::required_text(text).map(Some)
}

fn required_date(text: &str) -> Result<Option<Value>, String> {
    cell::required_date(text).map(Some)
}

fn required_whole(text: &str) -> Result<Option<Value>, String> {
    cell::required_whole(text).map(Some)
}

fn decimal(text: &str) -> Result<Option<Value>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    cell::required_decimal(text).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wrong date is refused with a hint, an empty optional field takes the value away.
    #[test]
    fn parsing() {
        assert!(required_date("2025-10-19").is_ok());
        assert!(required_date("19.10.2025").is_err());
        assert!(matches!(decimal(""), Ok(None)));
        assert!(decimal("NaN").is_err());
        assert!(required_whole("-1").is_err());
        assert!(required_text("  ").is_err());
    }
}
