//! The form: one row for every field of the schema, groups folded until they are needed.

use super::draft::Drafts;
use super::picker::{self, Pick, PickerState};
use super::scalar;
use crate::command::Command;
use crate::document::{Edit, Focus, RecordRef};
use crate::format::Value;
use crate::model::RecordKind;
use crate::model::schema::{Content, Field};
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::chip;
use egui::{Align, CollapsingHeader, Label, RichText, Sense, Ui, vec2};

/// The form of one record.
pub(super) struct Form<'a> {
    pub(super) drafts: &'a mut Drafts,
    pub(super) picker: &'a mut PickerState,
    pub(super) record: RecordRef,
    /// Path of the selected value.
    pub(super) focused: String,
    /// The selected value, in the one frame in which the form should scroll to it.
    pub(super) scroll_to: Option<String>,
}

impl Form<'_> {
    /// Draws the fields of a group; `prefix` is the path of the group in the record.
    pub(super) fn fields(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        fields: &'static [Field],
        prefix: &str,
    ) {
        for field in fields {
            let path = if prefix.is_empty() {
                field.name.to_owned()
            } else {
                format!("{prefix}.{}", field.name)
            };
            match field.content {
                Content::Group(inner) => self.group(ui, cx, field.label, inner, &path),
                Content::Groups(inner, word) => self.groups(ui, cx, field, inner, word, &path),
                _ => self.field(ui, cx, field, &path),
            }
        }
    }

    fn focus(&self, path: &str) -> Focus {
        Focus {
            record: self.record.clone(),
            field: path.to_owned(),
        }
    }

    /// Whether the selected value lies in this group.
    fn holds_focus(&self, path: &str) -> bool {
        self.focused
            .strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    }

    fn folded(
        &mut self,
        ui: &mut Ui,
        title: RichText,
        path: &str,
        body: impl FnOnce(&mut Self, &mut Ui),
    ) {
        // Opened by a new selection inside; otherwise it stays as the user left it.
        let open = (self.scroll_to.is_some() && self.holds_focus(path)).then_some(true);
        CollapsingHeader::new(title)
            .id_salt((self.record.id.as_str(), path))
            .open(open)
            .show(ui, |ui| body(self, ui));
    }

    fn group(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        label: &str,
        fields: &'static [Field],
        path: &str,
    ) {
        let present = cx
            .snapshot()
            .node(&self.focus(path))
            .and_then(|node| node.inner())
            .is_some();
        let title = if present {
            theme::strong(label, theme::BODY)
        } else {
            theme::weak(ui, format!("{label} (none)"))
        };
        self.folded(ui, title, path, |form, ui| {
            form.fields(ui, cx, fields, path);
        });
    }

    fn groups(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        field: &Field,
        fields: &'static [Field],
        word: &str,
        path: &str,
    ) {
        let n = cx
            .snapshot()
            .node(&self.focus(path))
            .map_or(0, |node| node.len());
        let title = format!("{} ({n})", field.label);
        let title = if n > 0 {
            theme::strong(title, theme::BODY)
        } else {
            theme::weak(ui, title)
        };
        self.folded(ui, title, path, |form, ui| {
            if n == 0 {
                crate::ui::widgets::empty(ui, &format!("No {word} is recorded"));
            }
            for idx in 0..n {
                let path = format!("{path}[{idx}]");
                let summary = summary(cx, &form.focus(&path), fields, n_letters_that_fit(ui));
                let title = RichText::new(format!("{}. {summary}", idx + 1));
                form.folded(ui, title, &path, |form, ui| {
                    form.fields(ui, cx, fields, &path);
                });
            }
        });
    }

    fn field(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, field: &Field, path: &str) {
        let focus = self.focus(path);
        let selected = self.focused == path;
        let palette = Palette::of(ui);
        let background = ui.painter().add(egui::Shape::Noop);
        let inner = ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            let colour = if selected {
                palette.accent
            } else {
                palette.text_weak
            };
            let label = ui.add(
                Label::new(theme::strong(field.label, theme::SMALL).color(colour))
                    .selectable(false)
                    .sense(Sense::click()),
            );
            if label.clicked() {
                cx.select(focus.clone());
            }
            self.widget(ui, cx, field, &focus, label.id);
        });
        let rect = inner.response.rect;
        if selected {
            let bar = egui::Rect::from_min_max(
                rect.left_top() - vec2(7.0, 0.0),
                rect.left_bottom() - vec2(4.0, 0.0),
            );
            ui.painter().set(
                background,
                egui::Shape::rect_filled(bar, 1.5, palette.accent),
            );
        }
        if self.scroll_to.as_deref() == Some(path) && !path.is_empty() {
            ui.scroll_to_rect(rect.expand(24.0), Some(Align::Center));
        }
        ui.add_space(3.0);
    }

    fn widget(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        field: &Field,
        focus: &Focus,
        label: egui::Id,
    ) {
        let change = self.change(field);
        match field.content {
            Content::Id => {
                ui.add(Label::new(RichText::new(&self.record.id).monospace()));
            }
            Content::Switch => scalar::switch(ui, cx, field, focus, &change),
            Content::Code(vocabulary) => {
                let chosen = ident_of(cx, focus);
                let options = picker::code_options(vocabulary);
                let picked = self
                    .picker
                    .one(ui, field, focus, chosen.as_deref(), &options, label);
                commit(cx, picked, Value::Ident, focus, &change);
            }
            Content::Ref(kind) => {
                let chosen = text_of(cx, focus);
                let options = picker::record_options(cx.dossier(), Some(kind));
                let picked = self
                    .picker
                    .one(ui, field, focus, chosen.as_deref(), &options, label);
                commit(cx, picked, Value::Str, focus, &change);
                if let Some(id) = chosen {
                    go_to(ui, cx, &id);
                }
            }
            Content::Cameo => {
                let chosen = text_of(cx, focus);
                let options = picker::cameo_options();
                let picked = self
                    .picker
                    .one(ui, field, focus, chosen.as_deref(), &options, label);
                commit(cx, picked, Value::Str, focus, &change);
            }
            Content::Refs(kind) => {
                let options = picker::record_options(cx.dossier(), Some(kind));
                self.list(ui, cx, field, focus, &options, Value::Str);
            }
            Content::AnyRefs => {
                let options = picker::record_options(cx.dossier(), None);
                self.list(ui, cx, field, focus, &options, Value::Str);
            }
            Content::Codes(vocabulary) => {
                let options = picker::code_options(vocabulary);
                self.list(ui, cx, field, focus, &options, Value::Ident);
            }
            Content::Texts => scalar::texts(ui, cx, self.drafts, focus, &change, label),
            Content::Line
            | Content::Text
            | Content::Date
            | Content::Whole
            | Content::Decimal(..)
            | Content::Address => {
                scalar::text(ui, cx, self.drafts, field, focus, &change, label);
            }
            Content::Group(_) | Content::Groups(..) => {}
        }
    }

    /// What the step is called in the history.
    fn change(&self, field: &Field) -> String {
        let field = field.label.to_lowercase();
        format!("Change {field} of {}", self.record_name())
    }

    fn record_name(&self) -> String {
        if self.record.kind == RecordKind::Dossier {
            "the dossier".to_owned()
        } else {
            self.record.id.clone()
        }
    }

    /// A list of references or codes: chips that can be taken out, and a picker that adds.
    fn list(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        field: &Field,
        focus: &Focus,
        options: &[picker::Choice],
        value: fn(String) -> Value,
    ) {
        let change = self.change(field);
        let present = items_of(cx, focus);
        let mut changed: Option<Vec<String>> = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            let palette = Palette::of(ui);
            for (idx, id) in present.iter().enumerate() {
                let label = options
                    .iter()
                    .find(|choice| choice.code == *id)
                    .map_or(id.as_str(), |choice| choice.short());
                let response =
                    chip(ui, label, palette.text_weak, false).on_hover_text(hover(options, id));
                if response.clicked()
                    && let Some(record) = cx.snapshot().find(id)
                {
                    cx.reveal(record);
                }
                let name = format!("Take {id} out of {}", field.label.to_lowercase());
                let remove = ui.add(egui::Button::new("×").small().frame(false));
                remove.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                if remove.on_hover_text(&name).clicked() {
                    let mut rest = present.clone();
                    rest.remove(idx);
                    changed = Some(rest);
                }
            }
            if let Some(code) = self.picker.add(ui, field, focus, &present, options) {
                let mut more = present.clone();
                more.push(code);
                changed = Some(more);
            }
        });
        if let Some(items) = changed {
            let list = Value::List(items.into_iter().map(value).collect());
            cx.commands
                .push(Command::Edit(Edit::set(change, focus.clone(), list)));
        }
    }
}

fn hover(options: &[picker::Choice], id: &str) -> String {
    options.iter().find(|choice| choice.code == id).map_or_else(
        || format!("There is no {id}"),
        |choice| {
            if choice.detail.is_empty() {
                choice.label.clone()
            } else {
                format!("{}\n{}", choice.label, choice.detail)
            }
        },
    )
}

/// Pushes the edit for what was picked.
fn commit(
    cx: &mut Cx<'_>,
    picked: Option<Pick>,
    value: impl Fn(String) -> Value,
    focus: &Focus,
    change: &str,
) {
    match picked {
        Some(Pick::Code(code)) => {
            let edit = Edit::set(change, focus.clone(), value(code));
            cx.commands.push(Command::Edit(edit));
        }
        Some(Pick::Nothing) => {
            let edit = Edit::clear(change, focus.clone());
            cx.commands.push(Command::Edit(edit));
        }
        None => {}
    }
}

/// A small link to the record that a reference names.
fn go_to(ui: &mut Ui, cx: &mut Cx<'_>, id: &str) {
    if let Some(record) = cx.snapshot().find(id) {
        let response = crate::ui::widgets::link(ui, format!("Go to {id}"));
        if response.clicked() {
            cx.reveal(record);
        }
    }
}

/// The text that stands at a place, decoded.
pub(super) fn text_of(cx: &Cx<'_>, focus: &Focus) -> Option<String> {
    let node = cx.snapshot().node(focus)?.inner()?;
    Some(
        node.as_str()
            .map_or_else(|| node.text().to_owned(), std::borrow::Cow::into_owned),
    )
}

fn ident_of(cx: &Cx<'_>, focus: &Focus) -> Option<String> {
    let node = cx.snapshot().node(focus)?.inner()?;
    node.name().map(str::to_owned)
}

fn items_of(cx: &Cx<'_>, focus: &Focus) -> Vec<String> {
    let Some(node) = cx.snapshot().node(focus).and_then(|node| node.inner()) else {
        return Vec::new();
    };
    node.items()
        .map(|item| {
            item.as_str()
                .map_or_else(|| item.text().to_owned(), std::borrow::Cow::into_owned)
        })
        .collect()
}

/// A few words that tell one group of a list from the others: its first text.
fn summary(cx: &Cx<'_>, focus: &Focus, fields: &'static [Field], n_letters: usize) -> String {
    let first = fields.iter().find_map(|field| {
        let within = focus
            .clone()
            .field(format!("{}.{}", focus.field, field.name));
        let text = match field.content {
            Content::Ref(_) => text_of(cx, &within).map(|id| {
                let dossier = cx.dossier();
                dossier
                    .actors
                    .iter()
                    .find(|actor| actor.id.as_str() == id)
                    .map_or(id, |actor| actor.short().to_owned())
            }),
            Content::Line | Content::Text | Content::Date => text_of(cx, &within),
            _ => None,
        };
        text.filter(|text| !text.is_empty())
    });
    let first = first.unwrap_or_else(|| "…".to_owned());
    if first.chars().count() > n_letters {
        let start: String = first.chars().take(n_letters).collect();
        format!("{}…", start.trim_end())
    } else {
        first
    }
}

/// Roughly how many letters the heading of a group holds; headings do not wrap, and a longer one would
/// widen the panel.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small positive number of letters"
)]
fn n_letters_that_fit(ui: &Ui) -> usize {
    ((ui.available_width() - 70.0) / 7.5).clamp(8.0, 60.0) as usize
}
