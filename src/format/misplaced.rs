//! What the place of a bracket or a name on its line says about where it belongs.
//!
//! No opinion on where to go on ([`super::recover`]); texts on one line say nothing.

use super::Span;
use super::layout::indent_at;
use super::parse::{Frame, Parser};

impl Parser<'_> {
    /// Whether the closing bracket here stands behind something on its line, while what it would
    /// have to leave open began on an earlier line: `(id: 3)),` in a list with a line per item.
    pub(super) fn is_misplaced(&self, frame: Frame) -> bool {
        let far = |from: usize| self.pos.saturating_sub(from) > 4000;
        let line_between =
            |from: usize, to: usize| far(from) || Span::new(from, to).of(self.text).contains('\n');
        line_between(frame.opener, self.pos) && !line_between(frame.last_end, self.pos)
    }

    /// Whether what stands here begins its line, further in than the line of an opening bracket that it
    /// would lie outside of or close: it belongs to something whose beginning is gone.
    pub(super) fn begins_line_deeper(&self, at: usize, opener: usize) -> bool {
        let width = |byte| indent_at(self.text, byte).len();
        let before = Span::new(0, at).of(self.text);
        let begins_line = before.trim_end_matches([' ', '\t']).ends_with('\n');
        begins_line && width(at) > width(opener)
    }
}
