//! Sizes that hold for the whole text, and the way from lengths on screen to lines and characters.

use super::buffer::Buffer;
use egui::{FontId, TextStyle, Ui, Vec2, vec2};

/// Space between the gutter and the text, in points.
pub(super) const GAP: f32 = 10.0;

/// Sizes that hold for the whole text.
pub(super) struct Metrics {
    /// The monospaced font.
    pub(super) font: FontId,
    /// Height of a line, in points.
    pub(super) row_height: f32,
    /// Width of a character of the monospaced font, in points.
    pub(super) char_width: f32,
    /// Width of the gutter, in points.
    pub(super) gutter: f32,
    /// Size of the whole text with its gutter, in points.
    pub(super) size: Vec2,
}

impl Metrics {
    /// The sizes of a text.
    pub(super) fn new(ui: &Ui, buffer: &Buffer) -> Self {
        let font = TextStyle::Monospace.resolve(ui.style());
        let (height, char_width) =
            ui.fonts_mut(|fonts| (fonts.row_height(&font), fonts.glyph_width(&font, '0')));
        let row_height = (height + 3.0).round();
        let n_lines = buffer.n_lines();
        let n_digits = n_lines.to_string().len().max(3);
        let gutter = (n_digits as f32 * char_width + 34.0).round();
        let width = gutter + GAP + (buffer.n_chars_longest() as f32 + 4.0) * char_width;
        let size = vec2(width, n_lines as f32 * row_height + 6.0);
        Self {
            font,
            row_height,
            char_width,
            gutter,
            size,
        }
    }

    /// The line (from zero) at a height within the text.
    pub(super) fn line_at(&self, y: f32, n_lines: usize) -> usize {
        index(y / self.row_height).min(n_lines.saturating_sub(1))
    }

    /// How far to scroll so that a place is in the upper third of what is seen, and not beyond its right edge.
    pub(super) fn offset_for(&self, line: usize, column: usize, seen: Vec2) -> Vec2 {
        let y = line as f32 * self.row_height - seen.y * 0.25;
        let x = column as f32 * self.char_width;
        let x = if x + self.gutter < seen.x * 0.85 {
            0.0
        } else {
            x - seen.x * 0.4
        };
        self.within(vec2(x, y), seen)
    }

    /// How far to scroll so that a place is seen, from where one is; no further than is needed.
    pub(super) fn offset_to_see(&self, line: usize, column: usize, from: Vec2, seen: Vec2) -> Vec2 {
        let top = line as f32 * self.row_height;
        let y = from
            .y
            .min(top - self.row_height)
            .max(top + 2.0 * self.row_height - seen.y);
        let x = column as f32 * self.char_width;
        let room = (seen.x - self.gutter - GAP - 4.0 * self.char_width).max(0.0);
        let x = from.x.min(x - 4.0 * self.char_width).max(x - room);
        self.within(vec2(x, y), seen)
    }

    /// A scroll offset that does not lead out of the text.
    pub(super) fn within(&self, offset: Vec2, seen: Vec2) -> Vec2 {
        let most = (self.size - seen).max(Vec2::ZERO);
        vec2(offset.x.clamp(0.0, most.x), offset.y.clamp(0.0, most.y))
    }
}

/// A length as a number of whole steps; negative ones are none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "floored and not negative, and no text is as long as that"
)]
pub(super) fn index(value: f32) -> usize {
    value.max(0.0).floor() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps are whole and never negative.
    #[test]
    fn steps() {
        assert_eq!((index(-3.0), index(0.9), index(7.2)), (0, 0, 7));
    }
}
