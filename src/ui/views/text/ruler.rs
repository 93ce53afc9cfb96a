//! The narrow strip beside the text that shows where in the whole of it something is.

use super::area::severity_colour;
use super::editor::Editor;
use super::find::Found;
use crate::format::Severity;
use crate::ui::theme::Palette;
use egui::{CursorIcon, Id, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// Width of the strip, in points.
pub(super) const WIDTH: f32 = 12.0;

/// Draws the strip; returns the line (from zero) that was clicked.
pub(super) fn ui(ui: &mut Ui, rect: Rect, editor: &Editor, found: &Found) -> Option<usize> {
    let palette = Palette::of(ui);
    let n_lines = editor.buffer.n_lines().max(1);
    let y_of = |byte: usize| {
        let part = editor.buffer.line_of(byte) as f32 / n_lines as f32;
        rect.top() + part * (rect.height() - 4.0)
    };
    let painter = ui.painter().with_clip_rect(rect);
    painter.rect_filled(rect, 0.0, palette.panel);
    painter.vline(
        rect.left(),
        rect.y_range(),
        Stroke::new(1.0, palette.border),
    );
    let mut last = f32::NEG_INFINITY;
    for span in found.spans() {
        let y = y_of(span.start);
        // What falls on the same row of the screen is drawn once.
        if y - last >= 1.0 {
            last = y;
            let mark = Rect::from_min_size(pos2(rect.left() + 2.0, y), vec2(3.0, 2.0));
            painter.rect_filled(mark, 0.0, palette.text_weak);
        }
    }
    // Errors come last, so that nothing hides them; the graver, the wider.
    for severity in [Severity::Note, Severity::Warning, Severity::Error] {
        let width = match severity {
            Severity::Error => WIDTH - 2.0,
            Severity::Warning => 6.0,
            Severity::Note => 3.0,
        };
        for (finding, span) in editor.findings() {
            if finding.severity == severity {
                let corner = pos2(rect.right() - width, y_of(span.start));
                let mark = Rect::from_min_size(corner, vec2(width, 3.0));
                painter.rect_filled(mark, 1.0, severity_colour(palette, severity));
            }
        }
    }
    let y = y_of(editor.buffer.cursor().caret) + 1.0;
    painter.hline(rect.x_range(), y, Stroke::new(1.0, palette.text));
    let id = Id::unique("overview of the text");
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Overview of the text"));
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let pos = response
        .interact_pointer_pos()
        .filter(|_| response.clicked())?;
    let part = ((pos.y - rect.top()) / rect.height().max(1.0)).clamp(0.0, 1.0);
    Some(super::metrics::index(part * n_lines as f32).min(n_lines - 1))
}
