//! Sizes that hold for the whole text, and the way from lengths on screen to lines and characters.

use super::lines::Lines;
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
    pub(super) fn new(ui: &Ui, lines: &Lines, n_lines: u32) -> Self {
        let font = TextStyle::Monospace.resolve(ui.style());
        let (height, char_width) =
            ui.fonts_mut(|fonts| (fonts.row_height(&font), fonts.glyph_width(&font, '0')));
        let row_height = (height + 3.0).round();
        let n_digits = n_lines.to_string().len().max(3);
        let gutter = (n_digits as f32 * char_width + 34.0).round();
        let width = gutter + GAP + (lines.n_chars_longest() as f32 + 4.0) * char_width;
        let size = vec2(width, n_lines as f32 * row_height + 6.0);
        Self {
            font,
            row_height,
            char_width,
            gutter,
            size,
        }
    }

    /// The line (from one) at a height within the text.
    pub(super) fn line_at(&self, y: f32, n_lines: u32) -> u32 {
        let line = index(y / self.row_height).saturating_add(1);
        u32::try_from(line)
            .unwrap_or(u32::MAX)
            .clamp(1, n_lines.max(1))
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
