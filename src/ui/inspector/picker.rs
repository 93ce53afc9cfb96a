//! Choosing a code or a record from a list with search.

use crate::document::{Focus, RecordRef, Snapshot};
use crate::model::codebook::{CameoAction, Codebook};
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
    /// A record that does not exist yet, with this name.
    New(RecordKind, String),
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

/// From what one chooses. The list is made only while it is open.
#[derive(Clone, Copy)]
pub(super) enum Options {
    /// The codes of a vocabulary with their definitions.
    Codes(&'static Vocabulary),
    /// All CAMEO codes with their names and values.
    Cameo,
    /// The records of a kind, or of every kind.
    Records(Option<RecordKind>),
}

impl Options {
    /// Everything that can be chosen.
    fn all(self, snapshot: &Snapshot) -> Vec<Choice> {
        match self {
            Self::Codes(vocabulary) => code_choices(vocabulary),
            Self::Cameo => cameo_choices(),
            Self::Records(kind) => {
                let kinds = kind.map_or_else(|| RecordKind::LISTED.to_vec(), |kind| vec![kind]);
                let of = |kind| record_choices(snapshot.dossier(), kind);
                kinds.into_iter().flat_map(of).collect()
            }
        }
    }

    /// The choice with this code, if there is one.
    pub(super) fn one(self, snapshot: &Snapshot, code: &str) -> Option<Choice> {
        match self {
            Self::Codes(vocabulary) => {
                let (code, label) = vocabulary.codes.iter().find(|(other, _)| *other == code)?;
                Some(code_choice(vocabulary, code, label))
            }
            Self::Cameo => Codebook::built_in().action(code).map(cameo_choice),
            Self::Records(kind) => {
                let record = snapshot.find(code)?;
                let fits = kind.is_none_or(|kind| kind == record.kind);
                fits.then(|| record_choice(snapshot.dossier(), &record))
            }
        }
    }

    /// The kinds of records that can be made on the spot.
    fn creates(self) -> Vec<RecordKind> {
        match self {
            Self::Codes(_) | Self::Cameo => Vec::new(),
            Self::Records(Some(kind)) => vec![kind],
            Self::Records(None) => vec![
                RecordKind::Event,
                RecordKind::Round,
                RecordKind::Claim,
                RecordKind::Statement,
            ],
        }
    }
}

/// The codes of a vocabulary with their definitions.
pub(in crate::ui) fn code_choices(vocabulary: &Vocabulary) -> Vec<Choice> {
    let codes = vocabulary.codes.iter();
    codes
        .map(|(code, label)| code_choice(vocabulary, code, label))
        .collect()
}

/// All CAMEO codes with their names and values.
pub(in crate::ui) fn cameo_choices() -> Vec<Choice> {
    let actions = &Codebook::built_in().cameo.actions;
    actions.iter().map(cameo_choice).collect()
}

/// The records of a kind.
pub(in crate::ui) fn record_choices(dossier: &Dossier, kind: RecordKind) -> Vec<Choice> {
    let ids = dossier.ids(kind).into_iter();
    ids.map(|id| record_choice(dossier, &RecordRef::new(kind, id)))
        .collect()
}

fn code_choice(vocabulary: &Vocabulary, code: &str, label: &str) -> Choice {
    Choice {
        code: code.to_owned(),
        label: label.to_owned(),
        detail: Codebook::built_in()
            .value(vocabulary.name, code)
            .map(|value| value.definition.clone())
            .unwrap_or_default(),
    }
}

fn cameo_choice(action: &CameoAction) -> Choice {
    Choice {
        code: action.code.clone(),
        label: format!("{}  {}", action.code, action.name),
        detail: format!("Goldstein {:+.1}. {}", action.goldstein, action.usage),
    }
}

fn record_choice(dossier: &Dossier, record: &RecordRef) -> Choice {
    let title = super::related::title_of(dossier, record);
    Choice {
        code: record.id.clone(),
        label: format!("{}  {title}", record.id),
        detail: String::new(),
    }
}

/// The search text of the picker that is open.
#[derive(Default)]
pub(crate) struct PickerState {
    search: Search,
}

impl PickerState {
    /// A button that shows what is chosen and opens the list. Returns what was picked now.
    #[expect(
        clippy::too_many_arguments,
        reason = "one step of one widget, called from one place"
    )]
    pub(super) fn one(
        &mut self,
        ui: &mut Ui,
        snapshot: &Snapshot,
        field: &Field,
        focus: &Focus,
        chosen: Option<&str>,
        options: Options,
        label: egui::Id,
    ) -> Option<Pick> {
        let text = match chosen {
            None => "–".to_owned(),
            Some(code) => options
                .one(snapshot, code)
                .map_or_else(|| code.to_owned(), |choice| choice.label),
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
                let opened = response.clicked();
                if self.list(
                    ui,
                    snapshot,
                    opened,
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
        snapshot: &Snapshot,
        field: &Field,
        focus: &Focus,
        present: &[String],
        options: Options,
    ) -> Option<Pick> {
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
                let opened = response.clicked();
                if self.list(ui, snapshot, opened, options, &present, &mut picked) {
                    ui.close();
                }
            });
        picked
    }

    /// A button that opens a list of records of one kind, for a dialog. Returns the id picked now.
    pub(crate) fn record(
        &mut self,
        ui: &mut Ui,
        snapshot: &Snapshot,
        kind: RecordKind,
        without: &str,
        chosen: &mut Option<String>,
    ) -> bool {
        let name = format!("Other {}", kind.word());
        let text = match chosen {
            None => "Choose…".to_owned(),
            Some(id) => record_choice(snapshot.dossier(), &RecordRef::new(kind, id)).label,
        };
        let button = Button::new(RichText::new(&text))
            .truncate()
            .right_text("▼")
            .min_size(vec2(ui.available_width(), 24.0));
        let response = ui.add(button);
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::ComboBox, true, &name);
            info.current_text_value = Some(text.clone());
            info
        });
        let mut picked = None;
        Popup::menu(&response)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .width(response.rect.width().max(280.0))
            .show(|ui| {
                let opened = response.clicked();
                let mut found = Options::Records(Some(kind)).all(snapshot);
                found.retain(|choice| choice.code != without);
                if self.choices(ui, opened, found, &[], &[], &mut picked) {
                    ui.close();
                }
            });
        let Some(Pick::Code(id)) = picked else {
            return false;
        };
        *chosen = Some(id);
        true
    }

    /// The list of everything that can be chosen. Returns whether something was picked.
    fn list(
        &mut self,
        ui: &mut Ui,
        snapshot: &Snapshot,
        opened: bool,
        options: Options,
        chosen: &[&str],
        picked: &mut Option<Pick>,
    ) -> bool {
        let choices = options.all(snapshot);
        self.choices(ui, opened, choices, &options.creates(), chosen, picked)
    }

    /// A list with its search field. Returns whether something was picked.
    fn choices(
        &mut self,
        ui: &mut Ui,
        opened: bool,
        options: Vec<Choice>,
        creates: &[RecordKind],
        chosen: &[&str],
        picked: &mut Option<Pick>,
    ) -> bool {
        let searches = options.len() > 8 || !creates.is_empty();
        if opened {
            self.search = Search::default();
            if searches {
                self.search.focus();
            }
        }
        if searches {
            let width = ui.available_width();
            self.search.ui(ui, "Search the list", width);
        }
        let typed = self.search.text.trim().to_owned();
        let is_exact =
            |choice: &Choice| choice.code == typed || choice.label.ends_with(&format!("  {typed}"));
        let offers = !typed.is_empty() && !options.iter().any(is_exact);
        let found: Vec<Choice> = options
            .into_iter()
            .filter(|choice| {
                let texts = [
                    choice.code.as_str(),
                    choice.label.as_str(),
                    choice.detail.as_str(),
                ];
                matches(&typed, texts)
            })
            .collect();
        let enter =
            searches && !typed.is_empty() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        if enter {
            // Enter takes the first one found, and makes a new one only where nothing is.
            let new = || Some(Pick::New(*creates.first()?, typed.clone()));
            *picked = match found.first() {
                Some(first) => Some(Pick::Code(first.code.clone())),
                None => new(),
            };
            if picked.is_some() {
                return true;
            }
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
                    if choice_ui(ui, choice, is_chosen, row) {
                        *picked = Some(Pick::Code(choice.code.clone()));
                        done = true;
                    }
                }
            });
        if offers && !creates.is_empty() {
            ui.separator();
            for kind in creates {
                let label = format!("New {} “{typed}”", kind.word());
                let button = Button::new(label).truncate().frame(false);
                if ui
                    .add(button)
                    .on_hover_text("Adds the record and refers to it, in one step")
                    .clicked()
                {
                    *picked = Some(Pick::New(*kind, typed.clone()));
                    done = true;
                }
            }
        }
        done
    }
}

fn choice_ui(ui: &mut Ui, choice: &Choice, is_chosen: bool, row: f32) -> bool {
    let button = Button::selectable(is_chosen, &choice.label)
        .truncate()
        .min_size(vec2(ui.available_width(), row));
    let mut response = ui.add(button);
    if !choice.detail.is_empty() {
        response = response.on_hover_ui(|ui| {
            ui.set_max_width(340.0);
            ui.label(theme::strong(&choice.label, theme::BODY));
            ui.label(RichText::new(&choice.detail).color(Palette::of(ui).text_weak));
        });
    }
    response.clicked()
}
