//! The form: one row for every field of the schema, groups folded until they are needed.

use super::actions;
use super::picker::{Choice, Options, Pick, PickerState};
use super::scalar::{self, Fields};
use crate::command::Command;
use crate::document::records::Request;
use crate::document::{Edit, Focus, List, RecordRef};
use crate::format::Value;
use crate::model::RecordKind;
use crate::model::schema::{Content, Field};
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::chip;
use egui::{Align, CollapsingHeader, Label, RichText, Sense, Ui, vec2};

/// The form of one record.
pub(super) struct Form<'a> {
    pub(super) fields: Fields<'a>,
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
                Content::Group(inner) => self.group(ui, cx, field, inner, &path),
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
    ) -> egui::Response {
        // Opened by a new selection inside; otherwise it stays as the user left it.
        let open = (self.scroll_to.is_some() && self.holds_focus(path)).then_some(true);
        CollapsingHeader::new(title)
            .id_salt((self.record.id.as_str(), path))
            .open(open)
            .show(ui, |ui| body(self, ui))
            .header_response
    }

    fn group(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        field: &Field,
        fields: &'static [Field],
        path: &str,
    ) {
        let label = field.label;
        let focus = self.focus(path);
        let present = cx
            .snapshot()
            .node(&focus)
            .and_then(|node| node.inner())
            .is_some();
        let title = if present {
            theme::strong(label, theme::BODY)
        } else {
            theme::weak(ui, format!("{label} (none)"))
        };
        let name = label.to_lowercase();
        let has_required = fields.iter().any(|field| field.required);
        self.folded(ui, title, path, |form, ui| {
            if !present && has_required {
                // All that the group requires is written at once.
                if ui.small_button(format!("Add {name}")).clicked() {
                    cx.commands
                        .push(Command::Records(Request::BeginGroup(focus.clone())));
                }
                return;
            }
            form.fields(ui, cx, fields, path);
            if present && !field.required && ui.small_button(format!("Take {name} out")).clicked() {
                cx.commands
                    .push(Command::Records(Request::Remove(focus.clone())));
            }
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
        let list = self.focus(path);
        self.folded(ui, title, path, |form, ui| {
            if n == 0 {
                crate::ui::widgets::empty(ui, &format!("No {word} is recorded"));
            }
            for idx in 0..n {
                let path = format!("{path}[{idx}]");
                let item = form.focus(&path);
                ui.horizontal_top(|ui| {
                    let width = ui.available_width() - actions::MENU_WIDTH;
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        let summary = summary(cx, &item, fields, n_letters_that_fit(ui));
                        let title = RichText::new(format!("{}. {summary}", idx + 1));
                        let header = form.folded(ui, title, &path, |form, ui| {
                            form.fields(ui, cx, fields, &path);
                        });
                        header.context_menu(|ui| actions::entries(ui, cx, &item, n, true));
                    });
                    actions::item_menu(ui, cx, &item, &format!("{word} {}", idx + 1), n);
                });
            }
            if ui.small_button(format!("Add {word}")).clicked() {
                cx.commands.push(Command::Records(Request::AddItem(list)));
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
            Content::Id => scalar::id(ui, cx, &mut self.fields, focus, label),
            Content::Switch => scalar::switch(ui, cx, field, focus, &change),
            Content::Code(vocabulary) => {
                let chosen = ident_of(cx, focus);
                let chosen = chosen.as_deref();
                self.pick(
                    ui,
                    cx,
                    field,
                    focus,
                    chosen,
                    Options::Codes(vocabulary),
                    label,
                );
            }
            Content::Ref(kind) => {
                let chosen = text_of(cx, focus);
                let options = Options::Records(Some(kind));
                self.pick(ui, cx, field, focus, chosen.as_deref(), options, label);
                if let Some(id) = chosen {
                    go_to(ui, cx, &id);
                }
            }
            Content::Cameo => {
                let chosen = text_of(cx, focus);
                let chosen = chosen.as_deref();
                self.pick(ui, cx, field, focus, chosen, Options::Cameo, label);
            }
            Content::Refs(kind) => self.list(ui, cx, field, focus, Options::Records(Some(kind))),
            Content::AnyRefs => self.list(ui, cx, field, focus, Options::Records(None)),
            Content::Codes(vocabulary) => {
                self.list(ui, cx, field, focus, Options::Codes(vocabulary));
            }
            Content::Texts => scalar::texts(ui, cx, &mut self.fields, focus, &change, label),
            Content::Line
            | Content::Text
            | Content::Date
            | Content::Whole
            | Content::Decimal(..)
            | Content::Address => {
                scalar::text(ui, cx, &mut self.fields, field, focus, &change, label);
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

    /// One reference or code, chosen from a list.
    #[expect(
        clippy::too_many_arguments,
        reason = "one step of one widget, called from one place"
    )]
    fn pick(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        field: &Field,
        focus: &Focus,
        chosen: Option<&str>,
        options: Options,
        label: egui::Id,
    ) {
        let snapshot = cx.document.snapshot();
        let picked = self
            .picker
            .one(ui, snapshot, field, focus, chosen, options, label);
        let change = self.change(field);
        let command = match picked {
            None => return,
            Some(Pick::Code(code)) => {
                Command::Edit(Edit::set(change, focus.clone(), value(options, code)))
            }
            Some(Pick::Nothing) => Command::Edit(Edit::clear(change, focus.clone())),
            Some(Pick::New(kind, name)) => create(kind, name, focus),
        };
        cx.commands.push(command);
    }

    /// A list of references or codes: chips that can be moved and taken out, and a picker that adds.
    fn list(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        field: &Field,
        focus: &Focus,
        options: Options,
    ) {
        let change = self.change(field);
        let present = items_of(cx, focus);
        let snapshot = cx.document.snapshot();
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            let palette = Palette::of(ui);
            for (idx, id) in present.iter().enumerate() {
                let item = focus.clone().field(format!("{}[{idx}]", focus.field));
                let choice = options.one(snapshot, id);
                let label = choice.as_ref().map_or(id.as_str(), |choice| choice.short());
                let response = chip(ui, label, palette.text_weak, false)
                    .on_hover_text(hover(choice.as_ref(), id));
                response.context_menu(|ui| actions::entries(ui, cx, &item, present.len(), false));
                if response.clicked()
                    && let Some(record) = cx.snapshot().find(id)
                {
                    cx.reveal(record);
                }
                let name = format!("Take {id} out of {}", field.label.to_lowercase());
                let remove = ui.add(egui::Button::new("×").small().frame(false));
                remove.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                if remove.on_hover_text(&name).clicked() {
                    cx.commands.push(Command::Records(Request::Remove(item)));
                }
            }
            match self
                .picker
                .add(ui, snapshot, field, focus, &present, options)
            {
                Some(Pick::Code(code)) => {
                    let list = List::Within(focus.clone());
                    let edit = Edit::insert(change, list, present.len(), value(options, code));
                    cx.commands.push(Command::Edit(edit));
                }
                Some(Pick::New(kind, name)) => cx.commands.push(create(kind, name, focus)),
                Some(Pick::Nothing) | None => {}
            }
        });
    }
}

/// How a choice is written.
fn value(options: Options, code: String) -> Value {
    match options {
        Options::Codes(_) => Value::Ident(code),
        Options::Cameo | Options::Records(_) => Value::Str(code),
    }
}

fn create(kind: RecordKind, name: String, place: &Focus) -> Command {
    Command::Records(Request::Create {
        kind,
        name,
        place: place.clone(),
    })
}

fn hover(choice: Option<&Choice>, id: &str) -> String {
    match choice {
        None => format!("There is no {id}"),
        Some(choice) if choice.detail.is_empty() => choice.label.clone(),
        Some(choice) => format!("{}\n{}", choice.label, choice.detail),
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
