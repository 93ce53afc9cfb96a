//! Fields into which one types, and switches.

use super::draft::{Drafts, Parse};
use super::form::text_of;
use crate::command::Command;
use crate::document::{Edit, Focus, cell, is_web_address};
use crate::format::Value;
use crate::model::date::Edtf;
use crate::model::schema::{Content, Field};
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use egui::{Key, Label, Response, RichText, TextEdit, Ui};

/// A field of text, a date, a number or an address.
pub(super) fn text(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    drafts: &mut Drafts,
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
    line.ui(ui, cx, drafts, focus, &in_file, label);
    let shown = drafts.text_for(focus, &in_file);
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

/// A list of texts: each can be changed; one can be added at the end or taken out.
pub(super) fn texts(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    drafts: &mut Drafts,
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
    let mut changed: Option<Vec<String>> = None;
    for (idx, item) in items.iter().enumerate() {
        let within = focus.clone().field(format!("{}[{idx}]", focus.field));
        ui.horizontal_top(|ui| {
            let width = ui.available_width() - 28.0;
            ui.allocate_ui(egui::vec2(width, 24.0), |ui| {
                let line = TypedLine {
                    rows: Some(2),
                    parse: required_text,
                    change,
                };
                line.ui(ui, cx, drafts, &within, item, label);
            });
            let remove = ui.add(egui::Button::new("×").small().frame(false));
            remove.widget_info(|| {
                egui::WidgetInfo::labeled(
                    egui::Role::Button,
                    true,
                    format!("Take text {} out", idx + 1),
                )
            });
            if remove.on_hover_text("Take this text out").clicked() {
                let mut rest = items.clone();
                rest.remove(idx);
                changed = Some(rest);
            }
        });
    }
    if ui.small_button("Add a text").clicked() {
        let mut more = items.clone();
        more.push("…".to_owned());
        changed = Some(more);
    }
    if let Some(texts) = changed {
        let list = Value::List(texts.into_iter().map(Value::Str).collect());
        cx.commands
            .push(Command::Edit(Edit::set(change, focus.clone(), list)));
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
        drafts: &mut Drafts,
        focus: &Focus,
        in_file: &str,
        label: egui::Id,
    ) {
        let mut text = drafts.text_for(focus, in_file);
        let complaint = drafts.complaint(focus);
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
        if complaint.is_some() {
            let stroke = egui::Stroke::new(1.5, Palette::of(ui).error);
            ui.painter()
                .rect_stroke(response.rect, 6.0, stroke, egui::StrokeKind::Inside);
        }
        self.react(ui, cx, drafts, focus, in_file, text, &response);
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
            drafts.discard();
        } else if response.lost_focus()
            || response.has_focus()
                && ui.input(|input| input.modifiers.is_none() && input.key_pressed(Key::Enter))
        {
            cx.commands.extend(drafts.take(focus).map(Command::Edit));
        }
    }
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
