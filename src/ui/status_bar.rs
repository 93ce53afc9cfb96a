//! The line at the bottom: findings, events shown, data cut-off, saved or not, file.

use super::Cx;
use super::theme::{self, Palette};
use crate::command::{Command, View};
use crate::format::Severity;
use egui::{Align, Label, Layout, RichText, Ui};

/// Draws the bar. `message` is the last thing that happened; `n_shown` the events that pass the filter.
pub fn ui(ui: &mut Ui, cx: &mut Cx<'_>, message: Option<(&str, bool)>, n_shown: Option<usize>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        let palette = Palette::of(ui);
        let snapshot = cx.document.snapshot();
        let n_errors = snapshot.n_findings(Severity::Error);
        let n_warnings = snapshot.n_findings(Severity::Warning);
        let (text, colour) = match (n_errors, n_warnings) {
            (0, 0) => ("No findings".to_owned(), palette.text_weak),
            (0, n) => (plural(n, "warning"), palette.warning),
            (n, 0) => (plural(n, "error"), palette.error),
            (e, w) => (
                format!("{}, {}", plural(e, "error"), plural(w, "warning")),
                palette.error,
            ),
        };
        let response = super::widgets::chip(ui, &text, colour, false)
            .on_hover_ui(|ui| findings_tooltip(ui, cx));
        if response.clicked() {
            cx.commands.push(Command::Show(View::Findings));
        }
        if let Some(n_shown) = n_shown {
            let n_events = snapshot.dossier().events.len();
            weak(ui, format!("{n_shown} of {n_events} events shown"));
        }
        if let Some(cutoff) = &snapshot.dossier().cutoff {
            weak(ui, format!("Data up to {}", cutoff.display_long()));
        }
        if let Some((text, is_error)) = message {
            let colour = if is_error {
                palette.error
            } else {
                palette.text_weak
            };
            ui.add(
                Label::new(RichText::new(text).size(theme::SMALL).color(colour))
                    .truncate()
                    .selectable(false),
            );
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let path = cx.document.path().map_or_else(
                || "Built-in dossier".to_owned(),
                |path| path.display().to_string(),
            );
            let name = if cx.document.path().is_some() {
                cx.document.file_name()
            } else {
                path.clone()
            };
            ui.add(
                Label::new(RichText::new(name).size(theme::SMALL))
                    .truncate()
                    .selectable(false),
            )
            .on_hover_text(path);
            if cx.document.is_modified() {
                let text = theme::strong("● Unsaved changes", theme::SMALL).color(palette.accent);
                ui.add(Label::new(text).selectable(false));
            } else {
                let text = if cx.document.path().is_some() {
                    "Saved"
                } else {
                    "Unchanged"
                };
                weak(ui, text);
            }
        });
    });
}

fn weak(ui: &mut Ui, text: impl Into<String>) {
    let text = theme::weak(ui, text).size(theme::SMALL);
    ui.add(Label::new(text).selectable(false));
}

fn findings_tooltip(ui: &mut Ui, cx: &Cx<'_>) {
    ui.set_max_width(460.0);
    let findings = cx.snapshot().findings();
    if findings.is_empty() {
        ui.label("All references, dates and codes are in order");
        return;
    }
    for finding in findings.iter().take(12) {
        ui.label(RichText::new(format!("Line {finding}")).size(theme::SMALL));
    }
    if findings.len() > 12 {
        ui.label(theme::weak(
            ui,
            format!("and {} more; a click shows all", findings.len() - 12),
        ));
    }
}

/// "1 error", "2 errors".
pub fn plural(n: usize, word: &str) -> String {
    if n == 1 {
        format!("1 {word}")
    } else {
        format!("{n} {word}s")
    }
}
