//! The lines of the text on screen: only those that are seen are laid out.
//!
//! A line is laid out by itself, so that the galleys of lines that stay are reused from frame to frame;
//! of a very long line only the part that is seen is.

use super::editor::Editor;
use super::find::Found;
use super::metrics::{GAP, Metrics, index};
use crate::format::{Severity, Span, TokenKind};
use crate::ui::theme::Palette;
use egui::text::{CCursor, LayoutJob, TextFormat};
use egui::{
    Align2, Color32, CornerRadius, FontId, Galley, Painter, Pos2, Rangef, Rect, Stroke, Ui, pos2,
    vec2,
};
use std::sync::Arc;

/// A line longer than this, in bytes, is laid out only as far as it is seen.
const LONG_LINE: usize = 1500;

/// What of the text is selected in the window.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    /// The bytes of the selected record.
    pub(super) record: Option<Span>,
    /// The bytes of the selected value.
    pub(super) value: Option<Span>,
}

/// A line on screen.
struct Row {
    /// From zero.
    line: usize,
    span: Span,
    /// The bytes that are laid out.
    shown: Span,
    galley: Arc<Galley>,
    pos: Pos2,
}

/// The part of the text that is seen.
pub(super) struct Area<'a> {
    pub(super) editor: &'a Editor,
    pub(super) metrics: &'a Metrics,
    pub(super) palette: &'a Palette,
    /// What is seen, on screen.
    pub(super) screen: Rect,
    /// Where the text begins, on screen.
    pub(super) origin: Pos2,
    /// Whether one types here.
    pub(super) has_focus: bool,
}

impl Area<'_> {
    /// Draws everything. Returns where the caret is.
    pub(super) fn paint(&self, ui: &Ui, marks: &Marks, found: &Found) -> Rect {
        let painter = ui
            .painter()
            .with_clip_rect(self.screen.intersect(ui.clip_rect()));
        let cursor = self.editor.buffer.cursor();
        let caret_line = self.editor.buffer.line_of(cursor.caret);
        let rows = self.rows(&painter);
        let strength = if self.has_focus { 0.35 } else { 0.2 };
        let marked = self.palette.wash(self.palette.accent, strength);
        for row in &rows {
            self.paint_bands(&painter, row, marks);
            if row.line == caret_line && cursor.span().is_empty() {
                self.paint_current_line(&painter, row.line);
            }
            self.paint_found(&painter, row, found);
            if !cursor.span().is_empty() {
                self.paint_range(&painter, row, cursor.span(), marked);
            }
        }
        self.paint_brackets(&painter, &rows);
        let mut caret = Rect::from_min_size(self.screen.min, vec2(1.0, self.metrics.row_height));
        for row in rows {
            for (finding, span) in self.editor.findings_on(row.line) {
                self.underline(&painter, &row, span, finding.severity);
            }
            if row.line == caret_line {
                let x = self.x_of(&row, cursor.caret);
                caret = Rect::from_x_y_ranges(x..=x + 1.0, self.band(row.line));
            }
            painter.galley(row.pos, row.galley, self.palette.text);
        }
        let is_seen = self.screen.contains(caret.center());
        if self.has_focus && is_seen {
            let stroke = Stroke::new(2.0, self.palette.text);
            painter.vline(caret.left(), caret.y_range().shrink(1.0), stroke);
        }
        self.paint_gutter(&painter, marks, caret_line);
        caret
    }

    fn rows(&self, painter: &Painter) -> Vec<Row> {
        let (first, last) = self.seen_lines();
        (first..=last).map(|line| self.row(painter, line)).collect()
    }

    /// The first and the last line that are seen, from zero.
    pub(super) fn seen_lines(&self) -> (usize, usize) {
        let n_lines = self.editor.buffer.n_lines();
        let first = self
            .metrics
            .line_at(self.screen.top() - self.origin.y, n_lines);
        let last = self
            .metrics
            .line_at(self.screen.bottom() - self.origin.y, n_lines);
        (first, last)
    }

    fn row(&self, painter: &Painter, line: usize) -> Row {
        let buffer = &self.editor.buffer;
        let span = buffer.line_span(line);
        let (shown, n_before) = self.shown_part(span);
        let mut job = LayoutJob {
            break_on_newline: false,
            ..LayoutJob::default()
        };
        for (kind, piece) in buffer.pieces(shown) {
            let colour = colour_of(self.palette, kind);
            job.append(
                piece.of(buffer.text()),
                0.0,
                TextFormat::simple(self.metrics.font.clone(), colour),
            );
        }
        let x =
            self.origin.x + self.metrics.gutter + GAP + n_before as f32 * self.metrics.char_width;
        let y = self.top_of(line) + 1.5;
        Row {
            line,
            span,
            shown,
            galley: painter.layout_job(job),
            pos: pos2(x, y),
        }
    }

    fn paint_current_line(&self, painter: &Painter, line: usize) {
        let rect = Rect::from_x_y_ranges(self.screen.x_range(), self.band(line));
        let colour = self.palette.border;
        let stroke = Stroke::new(
            1.0,
            if self.has_focus {
                colour
            } else {
                self.palette.wash(colour, 0.5)
            },
        );
        painter.hline(rect.x_range(), rect.top(), stroke);
        painter.hline(rect.x_range(), rect.bottom(), stroke);
    }

    fn paint_brackets(&self, painter: &Painter, rows: &[Row]) {
        if !self.has_focus {
            return;
        }
        let Some((here, twin)) = self.editor.buffer.brackets() else {
            return;
        };
        let colour = if twin.is_some() {
            self.palette.accent
        } else {
            self.palette.error
        };
        let stroke = Stroke::new(1.0, colour);
        for span in [Some(here), twin].into_iter().flatten() {
            let row = rows
                .iter()
                .find(|row| row.span.start <= span.start && span.end <= row.span.end);
            if let Some(row) = row
                && let Some(x) = self.x_range(row, span)
            {
                let rect = Rect::from_x_y_ranges(x, self.band(row.line)).shrink2(vec2(0.0, 1.0));
                painter.rect_stroke(rect, 2.0, stroke, egui::StrokeKind::Inside);
            }
        }
    }

    /// The bytes of a line that are laid out, and the number of characters before them.
    fn shown_part(&self, span: Span) -> (Span, usize) {
        if span.len() <= LONG_LINE {
            return (span, 0);
        }
        let left = self.screen.left() - self.origin.x - self.metrics.gutter;
        let n_before = index(left / self.metrics.char_width).saturating_sub(20);
        let n_chars = index(self.screen.width() / self.metrics.char_width) + 60;
        let content = span.of(self.editor.buffer.text());
        let byte =
            |from: &str, n: usize| from.char_indices().nth(n).map_or(from.len(), |(at, _)| at);
        let start = byte(content, n_before);
        let end = start + byte(content.get(start..).unwrap_or_default(), n_chars);
        (Span::new(span.start + start, span.start + end), n_before)
    }

    fn top_of(&self, line: usize) -> f32 {
        self.origin.y + line as f32 * self.metrics.row_height
    }

    fn band(&self, line: usize) -> Rangef {
        let top = self.top_of(line);
        Rangef::new(top, top + self.metrics.row_height)
    }

    fn paint_bands(&self, painter: &Painter, row: &Row, marks: &Marks) {
        let palette = self.palette;
        for (span, strength) in [(marks.record, 0.07), (marks.value, 0.20)] {
            let Some(span) = span.filter(|span| touches(*span, row.span)) else {
                continue;
            };
            let rect = Rect::from_x_y_ranges(self.screen.x_range(), self.band(row.line));
            painter.rect_filled(rect, 0.0, palette.wash(palette.accent, strength));
            if strength > 0.1 {
                let first = self.first_of_line(row.span);
                let within = Span::new(span.start.max(first), span.end.min(row.span.end));
                let colour = palette.wash(palette.accent, 0.32);
                self.paint_range(painter, row, within, colour);
            }
        }
    }

    fn paint_found(&self, painter: &Painter, row: &Row, found: &Found) {
        let colour = self.palette.warning;
        for span in found.within(row.span) {
            let is_current = found.current() == Some(span);
            let strength = if is_current { 0.5 } else { 0.25 };
            let rect = self.paint_range(painter, row, span, self.palette.wash(colour, strength));
            if is_current && let Some(rect) = rect {
                let stroke = Stroke::new(1.0, colour);
                painter.rect_stroke(
                    rect,
                    CornerRadius::same(2),
                    stroke,
                    egui::StrokeKind::Outside,
                );
            }
        }
    }

    /// Fills the place of a range of bytes on a line.
    fn paint_range(
        &self,
        painter: &Painter,
        row: &Row,
        span: Span,
        colour: Color32,
    ) -> Option<Rect> {
        let x = self.x_range(row, span)?;
        let rect = Rect::from_x_y_ranges(x, self.band(row.line));
        painter.rect_filled(rect, 2.0, colour);
        Some(rect)
    }

    /// From where to where a range of bytes reaches on a line; a line break has the width of a letter.
    fn x_range(&self, row: &Row, span: Span) -> Option<Rangef> {
        if !touches(span, row.span) {
            return None;
        }
        let left = self.x_of(row, span.start);
        let right = self.x_of(row, span.end);
        let beyond = if span.end > row.span.end {
            self.metrics.char_width * 0.6
        } else {
            0.0
        };
        (right + beyond > left).then(|| Rangef::new(left, right + beyond))
    }

    fn x_of(&self, row: &Row, byte: usize) -> f32 {
        let byte = byte.clamp(row.shown.start, row.shown.end);
        let before = Span::new(row.shown.start, byte).of(self.editor.buffer.text());
        let cursor = CCursor::new(before.chars().count());
        row.pos.x + row.galley.pos_from_cursor(cursor).left()
    }

    fn underline(&self, painter: &Painter, row: &Row, span: Span, severity: Severity) {
        let span = if span.is_empty() {
            Span::new(span.start, span.start + 1)
        } else {
            span
        };
        if let Some(x) = self.x_range(row, span) {
            let y = self.band(row.line).max - 2.0;
            let colour = severity_colour(self.palette, severity);
            painter.hline(x, y, Stroke::new(1.5, colour));
        }
    }

    fn paint_gutter(&self, painter: &Painter, marks: &Marks, caret_line: usize) {
        let palette = self.palette;
        let left = self.screen.left();
        let gutter = Rangef::new(left, left + self.metrics.gutter);
        painter.rect_filled(
            Rect::from_x_y_ranges(gutter, self.screen.y_range()),
            0.0,
            palette.panel,
        );
        painter.vline(
            gutter.max,
            self.screen.y_range(),
            Stroke::new(1.0, palette.border),
        );
        let (first, last) = self.seen_lines();
        let font = FontId::monospace(self.metrics.font.size - 1.5);
        for line in first..=last {
            let span = self.editor.buffer.line_span(line);
            let y = self.band(line);
            let in_value = marks.value.is_some_and(|value| touches(value, span));
            let in_record = marks.record.is_some_and(|record| touches(record, span));
            if in_value || in_record {
                let width = if in_value { 4.0 } else { 2.0 };
                let bar = Rect::from_x_y_ranges(Rangef::new(gutter.max - width, gutter.max), y);
                painter.rect_filled(bar, 0.0, palette.accent);
            }
            let colour = if in_value || line == caret_line {
                palette.text
            } else {
                palette.text_weak
            };
            let place = pos2(gutter.max - 9.0, y.center());
            painter.text(place, Align2::RIGHT_CENTER, line + 1, font.clone(), colour);
            let severities = self.editor.findings_on(line);
            let worst = severities.map(|(finding, _)| finding.severity).min();
            if let Some(severity) = worst {
                let colour = severity_colour(palette, severity);
                let place = pos2(gutter.min + 10.0, y.center());
                let font = FontId::proportional(self.metrics.font.size - 1.0);
                painter.text(
                    place,
                    Align2::CENTER_CENTER,
                    severity_glyph(severity),
                    font,
                    colour,
                );
            }
        }
    }

    /// The line (from zero) at a place on screen.
    pub(super) fn line_at(&self, pos: Pos2) -> usize {
        let n_lines = self.editor.buffer.n_lines();
        self.metrics.line_at(pos.y - self.origin.y, n_lines)
    }

    /// Whether a place on screen is in the margin.
    pub(super) fn is_in_gutter(&self, pos: Pos2) -> bool {
        pos.x < self.screen.left() + self.metrics.gutter
    }

    /// The byte at a place on screen: the nearest boundary between characters.
    pub(super) fn byte_at(&self, ui: &Ui, pos: Pos2) -> usize {
        let row = self.row(ui.painter(), self.line_at(pos));
        let cursor = row.galley.cursor_from_pos(vec2(pos.x - row.pos.x, 2.0));
        let shown = row.shown.of(self.editor.buffer.text());
        let within = shown
            .char_indices()
            .nth(cursor.index.0)
            .map_or(shown.len(), |(at, _)| at);
        row.shown.start + within
    }

    /// The byte whose record a click selects: before the text of a line and behind it, the first of the line.
    pub(super) fn byte_to_select(&self, byte: usize) -> usize {
        let buffer = &self.editor.buffer;
        let line = buffer.line_span(buffer.line_of(byte));
        let first = self.first_of_line(line);
        if byte <= first || byte >= line.end {
            first
        } else {
            byte
        }
    }

    /// The first byte of a line that is not a space, or its end where there is none.
    fn first_of_line(&self, line: Span) -> usize {
        let content = line.of(self.editor.buffer.text());
        line.end - content.trim_start().len()
    }
}

/// Whether a range of bytes has anything on a line; an empty line lies in what goes on after it.
fn touches(span: Span, line: Span) -> bool {
    span.start <= line.end && span.end > line.start
        || span.start < line.end && span.end == line.start
}

fn colour_of(palette: &Palette, kind: TokenKind) -> Color32 {
    match kind {
        TokenKind::Whitespace | TokenKind::Field => palette.text,
        TokenKind::LineComment | TokenKind::BlockComment => palette.syntax_comment,
        TokenKind::Str | TokenKind::Bytes | TokenKind::Char => palette.syntax_string,
        TokenKind::Number => palette.syntax_number,
        TokenKind::Ident | TokenKind::Attribute => palette.syntax_name,
        TokenKind::Punct => palette.syntax_punctuation,
        TokenKind::Invalid => palette.error,
    }
}

/// The sign of a severity; each has a shape of its own.
pub(in crate::ui::views) fn severity_glyph(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "●",
        Severity::Warning => "▲",
        Severity::Note => "◆",
    }
}

/// The colour of a severity.
pub(in crate::ui::views) fn severity_colour(palette: &Palette, severity: Severity) -> Color32 {
    match severity {
        Severity::Error => palette.error,
        Severity::Warning => palette.warning,
        Severity::Note => palette.note,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A band covers the lines of a range and no line after it; empty lines within belong to it.
    #[test]
    fn ranges_touch_their_lines() {
        // "ab\n\ncd\n": lines 0–2, 3–3, 4–6, 7–7.
        let lines = [
            Span::new(0, 2),
            Span::new(3, 3),
            Span::new(4, 6),
            Span::new(7, 7),
        ];
        let touched = |span: Span| lines.map(|line| touches(span, line));
        assert_eq!(touched(Span::new(0, 2)), [true, false, false, false]);
        assert_eq!(touched(Span::new(1, 5)), [true, true, true, false]);
        assert_eq!(touched(Span::new(4, 6)), [false, false, true, false]);
    }
}
