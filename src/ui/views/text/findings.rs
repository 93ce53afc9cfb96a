//! The findings of the file above its text, and on hover beside their lines.

use super::area::{Area, severity_colour, severity_glyph};
use crate::document::{Finding, Snapshot, severity_word};
use crate::format::Severity;
use crate::ui::Cx;
use crate::ui::status_bar::plural;
use crate::ui::theme::{self, Palette};
use egui::text::LayoutJob;
use egui::{
    Align, Button, CollapsingHeader, FontSelection, Pos2, Response, RichText, ScrollArea, Ui, vec2,
};

/// Height of a finding in the list, in points.
const HEIGHT: f32 = 24.0;
/// Most findings that are seen at once in the list.
const MAX_SEEN: f32 = 6.0;

/// The list, folded unless there are errors; returns the finding that was clicked.
pub(super) fn list_ui<'a>(ui: &mut Ui, cx: &Cx<'_>, snapshot: &'a Snapshot) -> Option<&'a Finding> {
    let findings = snapshot.findings();
    if findings.is_empty() {
        return None;
    }
    let mut clicked = None;
    let header = CollapsingHeader::new(title(snapshot))
        .id_salt("findings")
        .default_open(snapshot.n_findings(Severity::Error) > 0);
    header.show_unindented(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical()
            .id_salt("list of findings")
            .max_height(HEIGHT * MAX_SEEN)
            .auto_shrink([false, true])
            .show_rows(ui, HEIGHT, findings.len(), |ui, range| {
                for finding in findings.get(range).unwrap_or_default() {
                    if finding_ui(ui, cx, finding) {
                        clicked = Some(finding);
                    }
                }
            });
    });
    clicked
}

fn finding_ui(ui: &mut Ui, cx: &Cx<'_>, finding: &Finding) -> bool {
    let selected = finding
        .focus
        .as_ref()
        .is_some_and(|focus| cx.is_focused(focus));
    let palette = Palette::of(ui);
    let message = match &finding.hint {
        Some(hint) => format!("{} ({hint})", finding.message),
        None => finding.message.clone(),
    };
    let mark = theme::strong(mark(finding.severity), theme::SMALL)
        .color(severity_colour(palette, finding.severity));
    let place = format!("   Line {}   ", finding.position.line);
    let place = theme::weak(ui, place).size(theme::SMALL);
    let words = RichText::new(message.as_str())
        .size(theme::SMALL + 0.5)
        .color(palette.text);
    let mut job = LayoutJob::default();
    for text in [mark, place, words] {
        text.append_to(&mut job, ui.style(), FontSelection::Default, Align::Center);
    }
    let button = Button::selectable(selected, job).truncate();
    let button = button.min_size(vec2(ui.available_width(), HEIGHT));
    ui.add(button).on_hover_text(message).clicked()
}

/// Sign and word of a severity.
fn mark(severity: Severity) -> String {
    format!("{} {}", severity_glyph(severity), severity_word(severity))
}

/// How many findings there are of each severity.
fn title(snapshot: &Snapshot) -> String {
    let counts = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Note, "note"),
    ];
    let counts: Vec<String> = counts
        .into_iter()
        .map(|(severity, word)| (snapshot.n_findings(severity), word))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| plural(n, word))
        .collect();
    format!("Findings: {}", counts.join(", "))
}

/// The messages of a line, while the pointer is beside it in the gutter.
pub(super) fn tooltip(area: &Area<'_>, response: &Response, pos: Pos2) {
    let mut findings = area.findings_on(area.line_at(pos)).peekable();
    if findings.peek().is_none() {
        return;
    }
    response.clone().on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(420.0);
        for finding in findings {
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

    /// The title counts by severity and leaves out what there is none of.
    #[test]
    fn title_counts_findings() {
        let snapshot = Snapshot::new("(format: 1, id: \"x\", parties: \"PAK\")".into(), 0);
        let n_errors = snapshot.n_findings(Severity::Error);
        assert!(n_errors > 0);
        assert!(title(&snapshot).starts_with(&format!("Findings: {}", plural(n_errors, "error"))));
        assert_eq!(mark(Severity::Warning), "▲ warning");
    }
}
