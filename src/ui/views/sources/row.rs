//! What the table of sources shows better than the values themselves.

use super::columns::{host, language_of};
use super::{OfKind, Shown};
use crate::document::is_web_address;
use crate::model::{Dossier, Source};
use crate::ui::theme::{self, Palette};
use crate::ui::views::table_edit::paint::{self, cell_text, weak_text};
use crate::ui::views::table_edit::sort::Key;
use crate::ui::views::table_edit::{Look, Records};
use crate::ui::widgets::matches;
use egui::{Button, Label, RichText, Ui};
use std::cell::RefCell;

/// The sources of a dossier with a filter.
pub(super) struct Sources<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) shown: &'a Shown,
    pub(super) query: &'a str,
    /// Numbers of records that rest on each source.
    pub(super) n_uses: &'a [usize],
    /// The address that is to be opened.
    pub(super) opened: RefCell<Option<String>>,
}

impl Records for Sources<'_> {
    fn passes(&self, record: usize) -> bool {
        let source = self.dossier.sources.get(record);
        source.is_some_and(|source| passes(self.shown, self.query, source))
    }

    fn sorts(&self, key: &str) -> bool {
        ["language", "used_by", "url"].contains(&key)
    }

    fn sort_key(&self, record: usize, key: &str) -> Option<Key> {
        let source = self.dossier.sources.get(record)?;
        match key {
            "language" => Some(Key::Text(language_of(source).to_lowercase())),
            "used_by" => self.n_uses.get(record).map(|n| Key::Number(*n as f64)),
            "url" => {
                let host = host(&source.url).to_lowercase();
                (!host.is_empty()).then_some(Key::Text(host))
            }
            _ => None,
        }
    }

    fn name(&self, record: usize) -> String {
        self.dossier
            .sources
            .get(record)
            .map_or_else(String::new, |source| {
                format!("{}, {}, {}", source.id, source.publisher, source.title)
            })
    }

    fn cell_ui(&self, ui: &mut Ui, record: usize, key: &str, look: Look) -> bool {
        let Some(source) = self.dossier.sources.get(record) else {
            return false;
        };
        let cell = Cell {
            source,
            n_uses: self.n_uses.get(record).copied().unwrap_or(0),
            look,
        };
        match key {
            "id" => {
                let text = weak_text(ui, source.id.as_str());
                ui.add(Label::new(text).truncate().selectable(false));
            }
            "publisher" => cell.publisher_ui(ui),
            "title" => cell.title_ui(ui),
            "date" => cell.date_ui(ui),
            "language" if source.language.is_empty() => {
                let text = weak_text(ui, language_of(source));
                paint::lines_ui(ui, text).on_hover_text("Not stated, and so English");
            }
            "used_by" => cell.used_by_ui(ui),
            "url" => {
                if cell.open_ui(ui) {
                    self.opened.replace(Some(source.url.clone()));
                }
            }
            _ => return false,
        }
        true
    }
}

/// Whether a source passes the filters and the search.
pub(super) fn passes(shown: &Shown, query: &str, source: &Source) -> bool {
    shown
        .kind
        .is_none_or(|kind| kind == source.kind.map_or(OfKind::NotStated, OfKind::Stated))
        && shown
            .language
            .as_ref()
            .is_none_or(|language| language_of(source) == language)
        && matches(
            query,
            [
                source.id.as_str(),
                &source.publisher,
                &source.via,
                &source.title,
                &source.url,
                &source.note,
                source.date.as_ref().map_or("", |date| date.as_str()),
            ],
        )
}

/// One cell and what it needs.
struct Cell<'a> {
    source: &'a Source,
    n_uses: usize,
    look: Look,
}

impl Cell<'_> {
    fn publisher_ui(&self, ui: &mut Ui) {
        let source = self.source;
        let text = if source.via.is_empty() {
            source.publisher.clone()
        } else {
            format!("{} (via {})", source.publisher, source.via)
        };
        paint::lines_ui(ui, cell_text(ui, &text)).on_hover_text(text);
    }

    fn title_ui(&self, ui: &mut Ui) {
        let source = self.source;
        let text = if source.title_described {
            weak_text(ui, format!("[{}]", source.title)).italics()
        } else if self.look.selected {
            theme::strong(&source.title, paint::CELL).color(Palette::of(ui).text)
        } else {
            cell_text(ui, &source.title)
        };
        paint::lines_ui(ui, text).on_hover_ui(|ui| {
            ui.set_max_width(420.0);
            ui.label(theme::strong(&source.title, theme::BODY));
            if source.title_described {
                let text = "Description of ours; the page's own title was not seen";
                ui.label(theme::weak(ui, text).size(theme::SMALL));
            }
            if !source.note.is_empty() {
                ui.label(&source.note);
            }
        });
    }

    fn date_ui(&self, ui: &mut Ui) {
        match &self.source.date {
            Some(date) => {
                paint::lines_ui(ui, cell_text(ui, date.display_short()))
                    .on_hover_text(date.display_long());
            }
            None => {
                ui.add(Label::new(weak_text(ui, "Undated").italics()).selectable(false));
            }
        }
    }

    fn used_by_ui(&self, ui: &mut Ui) {
        let (text, help) = match self.n_uses {
            0 => (weak_text(ui, "–"), "No record rests on it".to_owned()),
            n => {
                let records = crate::ui::status_bar::plural(n, "record");
                let verb = if n == 1 { "rests" } else { "rest" };
                (
                    cell_text(ui, n.to_string()),
                    format!("{records} {verb} on it"),
                )
            }
        };
        ui.add(Label::new(text).selectable(false))
            .on_hover_text(help);
    }

    /// The button that opens the page.
    fn open_ui(&self, ui: &mut Ui) -> bool {
        let source = self.source;
        if !is_web_address(&source.url) {
            ui.add(Label::new(weak_text(ui, "–")).selectable(false))
                .on_hover_text("No web address");
            return false;
        }
        ui.spacing_mut().button_padding = egui::vec2(6.0, 1.0);
        let text = RichText::new("Open").size(theme::SMALL);
        ui.add(Button::new(text).small())
            .accessible_name(format!("Open {} in browser", source.id))
            .on_hover_text(format!("Open in browser: {}", source.url))
            .clicked()
    }
}
