//! A search field that a shortcut can reach, and how texts are matched.

use crate::ui::theme::Palette;
use egui::{Response, TextEdit, Ui};

/// The draft of a search.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What was typed.
    pub text: String,
    wants_focus: bool,
}

impl Search {
    /// Puts the cursor into the field at the next frame.
    pub fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// The field; `name` is its accessible name.
    pub fn ui(&mut self, ui: &mut Ui, name: &str, width: f32) -> Response {
        let hint = egui::RichText::new(format!("{name}…")).color(Palette::of(ui).text_weak);
        let response = ui.add(
            TextEdit::singleline(&mut self.text)
                .hint_text(hint)
                .desired_width(width),
        );
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::text_edit(ui.is_enabled(), "", &self.text, name);
            info.label = Some(name.to_owned());
            info
        });
        self.take_focus(&response);
        // Escape takes the focus away before it is seen here.
        if response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            self.text.clear();
        }
        response
    }

    /// Gives the field the keyboard if [`Search::focus`] asked for it.
    pub fn take_focus(&mut self, response: &Response) {
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
        }
    }
}

/// Whether every word of the query is in one of the texts, without regard to case and common accents.
pub fn matches<'a>(query: &str, texts: impl IntoIterator<Item = &'a str>) -> bool {
    let query = fold(query);
    if query.trim().is_empty() {
        return true;
    }
    let texts: Vec<String> = texts.into_iter().map(fold).collect();
    query
        .split_whitespace()
        .all(|word| texts.iter().any(|text| text.contains(word)))
}

/// Lower case, with the accents that occur in names of the field taken off.
fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'à'..='å' | 'ā' => 'a',
            'ç' => 'c',
            'è'..='ë' | 'ē' => 'e',
            'ğ' => 'g',
            'ì'..='ï' | 'ı' | 'ī' => 'i',
            'ñ' => 'n',
            'ò'..='ö' | 'ō' => 'o',
            'ş' | 'ș' => 's',
            'ù'..='ü' | 'ū' => 'u',
            other => other,
        })
        .filter(|c| *c != '\u{307}')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words in any order, case and accents do not matter, all must be there.
    #[test]
    fn matching() {
        let texts = ["İbrahim Kalın", "Doha talks"];
        assert!(matches("", texts));
        assert!(matches("ibrahim kalin", texts));
        assert!(matches("DOHA kalın", texts));
        assert!(!matches("doha istanbul", texts));
    }
}
