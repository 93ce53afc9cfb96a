//! What the table of events shows better than the values themselves: dates with their kind, classes by
//! their sign, codes with their value, and numbers of claims.

use super::columns::{self, NClaims};
use super::filter::{Filter, quad_class};
use super::tooltips;
use crate::model::{Dossier, Event};
use crate::ui::theme::{self, Palette};
use crate::ui::views::table_edit::paint::{self, cell_text, weak_text};
use crate::ui::views::table_edit::sort::Key;
use crate::ui::views::table_edit::{Look, Records};
use egui::text::LayoutJob;
use egui::{Align, FontSelection, Label, Role, Ui, WidgetInfo};

/// The events of a dossier with a filter.
pub(super) struct Events<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) filter: &'a Filter,
    pub(super) query: &'a str,
    pub(super) claims: &'a NClaims,
}

impl Events<'_> {
    fn n_claims(&self, event: &Event) -> usize {
        self.claims.get(event.id.as_str()).copied().unwrap_or(0)
    }
}

impl Records for Events<'_> {
    fn passes(&self, record: usize) -> bool {
        let event = self.dossier.events.get(record);
        event.is_some_and(|event| self.filter.passes(self.dossier, event, self.query))
    }

    fn sorts(&self, key: &str) -> bool {
        ["class", "cameo", "confidence", "claims", "sources"].contains(&key)
    }

    fn sort_key(&self, record: usize, key: &str) -> Option<Key> {
        let event = self.dossier.events.get(record)?;
        let number = match key {
            "class" => columns::class_rank(event).map(f64::from),
            "cameo" => columns::goldstein(event),
            "confidence" => columns::sureness(event).map(f64::from),
            "claims" => Some(self.n_claims(event) as f64),
            "sources" => Some(event.sources.len() as f64),
            _ => None,
        };
        number.map(Key::Number)
    }

    fn name(&self, record: usize) -> String {
        self.dossier
            .events
            .get(record)
            .map_or_else(String::new, |event| {
                let date = event.date.display_short();
                format!("{}, {date}, {}", event.id, event.title)
            })
    }

    fn cell_ui(&self, ui: &mut Ui, record: usize, key: &str, look: Look) -> bool {
        let Some(event) = self.dossier.events.get(record) else {
            return false;
        };
        let cell = Cell {
            event,
            dossier: self.dossier,
            n_claims: self.n_claims(event),
            look,
        };
        match key {
            "id" => {
                let text = weak_text(ui, event.id.as_str());
                ui.add(Label::new(text).truncate().selectable(false));
            }
            "date" => cell.date_ui(ui),
            "title" => cell.title_ui(ui),
            "class" => cell.class_ui(ui),
            "cameo" => cell.code_ui(ui),
            "confidence" => cell.confidence_ui(ui),
            "claims" => cell.claims_ui(ui),
            _ => return false,
        }
        true
    }
}

/// One cell and what it needs.
struct Cell<'a> {
    event: &'a Event,
    dossier: &'a Dossier,
    n_claims: usize,
    look: Look,
}

impl Cell<'_> {
    fn date_ui(&self, ui: &mut Ui) {
        let mut job = LayoutJob::default();
        let style = ui.style();
        cell_text(ui, self.event.date.display_short()).append_to(
            &mut job,
            style,
            FontSelection::Default,
            Align::Center,
        );
        if let Some(mark) = columns::date_mark(self.event) {
            let gap = if self.look.roomy { "  " } else { "\n" };
            let mark = theme::weak(ui, format!("{gap}{mark}"))
                .size(theme::SMALL)
                .italics();
            mark.append_to(&mut job, style, FontSelection::Default, Align::Center);
        }
        paint::lines_ui(ui, job).on_hover_ui(|ui| tooltips::date_tooltip(ui, self.event));
    }

    fn title_ui(&self, ui: &mut Ui) {
        let text = if self.look.selected {
            theme::strong(&self.event.title, paint::CELL).color(Palette::of(ui).text)
        } else {
            cell_text(ui, &self.event.title)
        };
        paint::lines_ui(ui, text).on_hover_ui(|ui| tooltips::event_tooltip(ui, self.event));
    }

    fn class_ui(&self, ui: &mut Ui) {
        let class = quad_class(self.event);
        let colour = Palette::of(ui).quad_class(class);
        let word = class.map_or("Without a code", |class| class.label());
        let glyph = cell_text(ui, columns::class_glyph(class))
            .color(colour)
            .size(paint::CELL + 1.0);
        let glyph = ui
            .add(Label::new(glyph).selectable(false))
            .on_hover_text(word);
        glyph.widget_info(|| WidgetInfo::labeled(Role::Label, true, word));
        if self.look.roomy && class.is_some() {
            ui.add(Label::new(cell_text(ui, word)).truncate().selectable(false));
        }
    }

    fn code_ui(&self, ui: &mut Ui) {
        let Some(code) = self.event.cameo.as_deref() else {
            ui.add(Label::new(weak_text(ui, "–")).selectable(false))
                .on_hover_text("No event code");
            return;
        };
        let value = columns::value_label(code).unwrap_or_else(|| "–".to_owned());
        let gap = match (self.look.roomy, code.len()) {
            (false, _) => "\n",
            (true, 4..) => "  ",
            (true, _) => "   ",
        };
        let mut job = LayoutJob::default();
        let code_text = weak_text(ui, format!("{code}{gap}")).monospace();
        for text in [code_text, cell_text(ui, value)] {
            text.append_to(&mut job, ui.style(), FontSelection::Default, Align::Center);
        }
        paint::lines_ui(ui, job).on_hover_ui(|ui| tooltips::code_tooltip(ui, code));
    }

    fn confidence_ui(&self, ui: &mut Ui) {
        let text = match self.event.confidence {
            Some(confidence) => cell_text(ui, confidence.label()),
            None => weak_text(ui, "–"),
        };
        ui.add(Label::new(text).truncate().selectable(false))
            .on_hover_ui(|ui| tooltips::confidence_tooltip(ui, self.event));
    }

    fn claims_ui(&self, ui: &mut Ui) {
        let n = self.n_claims;
        if n == 0 {
            ui.add(Label::new(weak_text(ui, "–")).selectable(false));
        } else {
            ui.add(Label::new(cell_text(ui, n.to_string())).selectable(false))
                .on_hover_ui(|ui| tooltips::claims_tooltip(ui, self.dossier, self.event));
        }
    }
}
