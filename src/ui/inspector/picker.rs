//! Choosing a code or a record from a list with search.

use crate::document::Focus;
use crate::model::codebook::Codebook;
use crate::model::codes::Vocabulary;
use crate::model::schema::Field;
use crate::model::{Dossier, RecordKind};
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{Search, matches};
use egui::{Button, Popup, PopupCloseBehavior, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2};

/// What was picked.
pub(super) enum Pick {
    /// This code or id.
    Code(String),
    /// The value is taken away.
    Nothing,
}

/// Something that can be chosen.
pub(in crate::ui) struct Choice {
    /// What is written in the file.
    pub(in crate::ui) code: String,
    /// What is shown.
    pub(in crate::ui) label: String,
    /// What it means, in a line or two.
    pub(in crate::ui) detail: String,
}

impl Choice {
    /// The name for a chip: the id where ids are short, else the label.
    pub(super) fn short(&self) -> &str {
        if self.code.len() <= 4 {
            &self.code
        } else {
            &self.label
        }
    }
}

/// The codes of a vocabulary with their definitions.
pub(in crate::ui) fn code_options(vocabulary: &Vocabulary) -> Vec<Choice> {
    let codebook = Codebook::built_in();
    vocabulary
        .codes
        .iter()
        .map(|(code, label)| Choice {
            code: (*code).to_owned(),
            label: (*label).to_owned(),
            detail: codebook
                .value(vocabulary.name, code)
                .map(|value| value.definition.clone())
                .unwrap_or_default(),
        })
        .collect()
}

/// All CAMEO codes with their names and values.
pub(in crate::ui) fn cameo_options() -> Vec<Choice> {
    Codebook::built_in()
        .cameo
        .actions
        .iter()
        .map(|action| Choice {
            code: action.code.clone(),
            label: format!("{}  {}", action.code, action.name),
            detail: format!("Goldstein {:+.1}. {}", action.goldstein, action.usage),
        })
        .collect()
}

/// The records of a kind, or of every kind.
pub(in crate::ui) fn record_options(dossier: &Dossier, kind: Option<RecordKind>) -> Vec<Choice> {
    let kinds: Vec<RecordKind> =
        kind.map_or_else(|| RecordKind::LISTED.to_vec(), |kind| vec![kind]);
    kinds
        .into_iter()
        .flat_map(|kind| {
            dossier.ids(kind).into_iter().map(move |id| {
                let record = crate::document::RecordRef::new(kind, id);
                let title = super::related::title_of(dossier, &record);
                Choice {
                    code: id.to_owned(),
                    label: format!("{id}  {title}"),
                    detail: String::new(),
                }
            })
        })
        .collect()
}

/// The search text of the picker that is open.
#[derive(Default)]
pub(super) struct PickerState {
    search: Search,
}

impl PickerState {
    /// A button that shows what is chosen and opens the list. Returns what was picked now.
    pub(super) fn one(
        &mut self,
        ui: &mut Ui,
        field: &Field,
        focus: &Focus,
        chosen: Option<&str>,
        options: &[Choice],
        label: egui::Id,
    ) -> Option<Pick> {
        let text = match chosen {
            None => "–".to_owned(),
            Some(code) => options
                .iter()
                .find(|choice| choice.code == code)
                .map_or_else(|| code.to_owned(), |c| c.label.clone()),
        };
        let button = Button::new(RichText::new(&text))
            .truncate()
            .right_text("▼")
            .min_size(vec2(ui.available_width(), 24.0));
        let response = ui
            .push_id(("pick", &focus.record.id, &focus.field), |ui| {
                ui.add(button)
            })
            .inner
            .labelled_by(label);
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::ComboBox, true, field.label);
            info.current_text_value = Some(text.clone());
            info
        });
        let mut picked = None;
        Popup::menu(&response)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .width(response.rect.width().max(280.0))
            .show(|ui| {
                if self.list(
                    ui,
                    response.clicked(),
                    options,
                    chosen.as_slice(),
                    &mut picked,
                ) {
                    ui.close();
                }
                if !field.required && chosen.is_some() {
                    ui.separator();
                    if ui.button("Leave empty").clicked() {
                        picked = Some(Pick::Nothing);
                        ui.close();
                    }
                }
            });
        picked
    }

    /// A small button that adds one more. Returns what was picked now.
    pub(super) fn add(
        &mut self,
        ui: &mut Ui,
        field: &Field,
        focus: &Focus,
        present: &[String],
        options: &[Choice],
    ) -> Option<String> {
        let name = format!("Add to {}", field.label.to_lowercase());
        let response = ui
            .push_id(("add", &focus.record.id, &focus.field), |ui| {
                ui.add(Button::new("+").small())
            })
            .inner;
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let response = response.on_hover_text(&name);
        let mut picked = None;
        let present: Vec<&str> = present.iter().map(String::as_str).collect();
        Popup::menu(&response)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .width(320.0)
            .show(|ui| {
                if self.list(ui, response.clicked(), options, &present, &mut picked) {
                    ui.close();
                }
            });
        match picked {
            Some(Pick::Code(code)) => Some(code),
            _ => None,
        }
    }

    /// The list with its search field. Returns whether something was picked.
    fn list(
        &mut self,
        ui: &mut Ui,
        opened: bool,
        options: &[Choice],
        chosen: &[&str],
        picked: &mut Option<Pick>,
    ) -> bool {
        if opened {
            self.search = Search::default();
            if options.len() > 8 {
                self.search.focus();
            }
        }
        if options.len() > 8 {
            let width = ui.available_width();
            self.search.ui(ui, "Search the list", width);
        }
        let found: Vec<&Choice> = options
            .iter()
            .filter(|choice| {
                matches(
                    &self.search.text,
                    [
                        choice.code.as_str(),
                        choice.label.as_str(),
                        choice.detail.as_str(),
                    ],
                )
            })
            .collect();
        let enter = options.len() > 8
            && !self.search.text.is_empty()
            && ui.input(|input| input.key_pressed(egui::Key::Enter));
        if enter && let Some(first) = found.first() {
            *picked = Some(Pick::Code(first.code.clone()));
            return true;
        }
        if found.is_empty() {
            ui.label(theme::weak(ui, "Nothing found"));
        }
        let row = ui.spacing().interact_size.y;
        let mut done = false;
        ScrollArea::vertical()
            .max_height(300.0)
            .auto_shrink([false, true])
            .show_rows(ui, row, found.len(), |ui, range| {
                for choice in found.get(range).unwrap_or_default() {
                    let is_chosen = chosen.contains(&choice.code.as_str());
                    let button = Button::selectable(is_chosen, &choice.label)
                        .truncate()
                        .min_size(vec2(ui.available_width(), row));
                    let mut response = ui.add(button);
                    if !choice.detail.is_empty() {
                        response = response.on_hover_ui(|ui| {
                            ui.set_max_width(340.0);
                            ui.label(theme::strong(&choice.label, theme::BODY));
                            ui.label(
                                RichText::new(&choice.detail).color(Palette::of(ui).text_weak),
                            );
                        });
                    }
                    if response.clicked() {
                        *picked = Some(Pick::Code(choice.code.clone()));
                        done = true;
                    }
                }
            });
        done
    }
}
