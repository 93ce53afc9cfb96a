//! The findings of a line, on hover beside it.

use super::area::{Area, severity_colour, severity_glyph};
use crate::document::severity_word;
use crate::format::Severity;
use crate::ui::theme;
use egui::{Pos2, Response};

/// Sign and word of a severity.
fn mark(severity: Severity) -> String {
    format!("{} {}", severity_glyph(severity), severity_word(severity))
}

/// The messages of a line, while the pointer is beside it in the gutter.
pub(super) fn tooltip(area: &Area<'_>, response: &Response, pos: Pos2) {
    let line = area.line_at(pos);
    if area.editor.findings_on(line).next().is_none() {
        return;
    }
    response.clone().on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(420.0);
        for (finding, _) in area.editor.findings_on(line) {
            let colour = severity_colour(area.palette, finding.severity);
            ui.label(theme::strong(mark(finding.severity), theme::SMALL).color(colour));
            ui.label(&finding.message);
            if let Some(hint) = &finding.hint {
                ui.label(theme::weak(ui, hint));
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A severity has a sign and a word.
    #[test]
    fn severities_are_named() {
        assert_eq!(mark(Severity::Warning), "▲ warning");
    }
}
