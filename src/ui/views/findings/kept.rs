//! The part of the file that is not in the dossier because of a finding, as it stands there.

use crate::document::{Finding, Snapshot};
use crate::ui::theme::{self, Palette};
use egui::{Frame, Label, Margin, RichText, Stroke, Ui};

/// Lines that are shown; the rest is counted.
const MAX_LINES: usize = 4;
const LINE: f32 = 13.0;
/// Height of what stands around the lines.
const AROUND: f32 = 24.0;

/// The first lines of the part, without the indentation that they share, and how many more there are.
fn lines(part: &str) -> (Vec<&str>, usize) {
    // The first line begins at the part itself, wherever that is.
    let indentation = |line: &str| line.len() - line.trim_start().len();
    let rest = part.lines().skip(1).filter(|line| !line.trim().is_empty());
    let shared = rest.map(indentation).min().unwrap_or(0);
    let dedented = part.lines().enumerate().map(|(at, line)| match at {
        0 => line,
        _ => line.get(shared..).unwrap_or(line.trim_start()),
    });
    let shown: Vec<&str> = dedented.take(MAX_LINES).collect();
    let n_more = part.lines().count() - shown.len();
    (shown, n_more)
}

/// The height that the part takes under its finding.
pub(super) fn height(snapshot: &Snapshot, idx: usize) -> f32 {
    let part = |finding: &Finding| {
        let (shown, n_more) = lines(finding.left_out.as_deref()?);
        Some(AROUND + LINE * (shown.len() + usize::from(n_more > 0)) as f32)
    };
    snapshot.findings().get(idx).and_then(part).unwrap_or(0.0)
}

/// Draws the part.
pub(super) fn ui(ui: &mut Ui, part: &str) {
    let palette = Palette::of(ui);
    let (shown, n_more) = lines(part);
    ui.add_space(2.0);
    let caption =
        theme::weak(ui, "Not in the dossier, kept in the file as it is").size(theme::SMALL);
    ui.add(Label::new(caption).selectable(false));
    Frame::new()
        .fill(palette.window)
        .stroke(Stroke::new(1.0, palette.border))
        .corner_radius(4)
        .inner_margin(Margin::symmetric(6, 1))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let small = |text: &str| RichText::new(text).monospace().size(theme::SMALL);
            for line in shown {
                ui.add(Label::new(small(line)).truncate());
            }
            if n_more > 0 {
                let more = format!("… {}", crate::ui::status_bar::plural(n_more, "more line"));
                ui.add(Label::new(theme::weak(ui, more).size(theme::SMALL)));
            }
        });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is indented alike is shown without that, and what is long is counted.
    #[test]
    fn parts_are_short() {
        assert_eq!(lines("= State"), (vec!["= State"], 0));
        let part = "(\n        id: 1,\n          a: [\n\n        b,\n    )";
        let (shown, n_more) = lines(part);
        assert_eq!(shown, ["(", "    id: 1,", "      a: [", ""]);
        assert_eq!(n_more, 2);
    }
}
