//! The combo boxes of the filters above lists and tables.

use crate::ui::theme::{self, Palette};
use egui::{ComboBox, RichText, Ui};

/// A combo box of a filter: "any", or one of some named choices.
pub(in crate::ui::views) fn choice<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    any: &str,
    chosen: &mut Option<T>,
    options: &[(T, String)],
) {
    let current = match chosen {
        None => any,
        Some(value) => options
            .iter()
            .find(|(option, _)| option == value)
            .map_or("Not in this dossier", |(_, label)| label.as_str()),
    };
    let palette = Palette::of(ui);
    let text = if chosen.is_some() {
        theme::strong(current, theme::BODY).color(palette.accent)
    } else {
        RichText::new(current).color(palette.text)
    };
    let response = ComboBox::from_id_salt(name)
        .selected_text(text)
        .width(60.0)
        .show_ui(ui, |ui| {
            if ui.selectable_label(chosen.is_none(), any).clicked() {
                *chosen = None;
            }
            for (value, label) in options {
                let selected = chosen.as_ref() == Some(value);
                if ui.selectable_label(selected, label).clicked() {
                    *chosen = Some(value.clone());
                }
            }
        })
        .response;
    response.accessible_name(name).on_hover_text(name);
}
