//! What keys do to the text beyond letters: line breaks, indentation, comments, brackets.
//!
//! No opinion on keys.

use super::{Buffer, Cursor, Kind, Move};
use crate::format::{Span, TokenKind};

impl Buffer {
    /// Takes away what is marked, or what lies on the way.
    pub(in super::super) fn delete(&mut self, way: Move) {
        let span = self.to_delete(way);
        let kind = match way {
            Move::Left | Move::Right if self.cursor().span().is_empty() => Kind::Deleting,
            _ => Kind::Other,
        };
        self.change(span, "", kind, Cursor::at(span.start));
    }

    /// A line break with the indentation of the line; behind an opening bracket one step further, and a
    /// closing bracket right behind it goes to a line of its own.
    pub(in super::super) fn new_line(&mut self) {
        let span = self.cursor().span();
        let line = self.line_span(self.line_of(span.start));
        let before = Span::new(line.start, span.start).of(self.text());
        let after = Span::new(span.end, self.line_span(self.line_of(span.end)).end).of(self.text());
        let indent: String = before.chars().take_while(|c| is_space(*c)).collect();
        let opens = before.trim_end().ends_with(['(', '[', '{']);
        let closes = after.trim_start().starts_with([')', ']', '}']);
        let line_break = self.line_break();
        let mut text = format!("{line_break}{indent}");
        if opens {
            text.push_str(&self.indent_unit());
        }
        let caret = span.start + text.len();
        if opens && closes {
            text.push_str(line_break);
            text.push_str(&indent);
        }
        self.change(span, &text, Kind::Typing, Cursor::at(caret));
    }

    /// One step of indentation, as the text uses it.
    pub(in super::super) fn indent_unit(&self) -> String {
        let near = self.text().get(..self.text().floor_char_boundary(20_000));
        let mut widths = near.unwrap_or_default().lines().filter_map(|line| {
            let rest = line.trim_start_matches(is_space);
            let indent = line.get(..line.len() - rest.len())?;
            (!indent.is_empty() && !rest.is_empty() && !rest.starts_with("//")).then_some(indent)
        });
        match widths.next() {
            Some(indent) if indent.starts_with('\t') => "\t".to_owned(),
            Some(indent) if indent.len() <= 8 => indent.to_owned(),
            _ => "    ".to_owned(),
        }
    }

    /// Tab: indents what is marked over several lines, else fills up to the next step.
    pub(in super::super) fn tab(&mut self) {
        let unit = self.indent_unit();
        let marked = self.cursor().span();
        if self.line_of(marked.start) != self.line_of(marked.end) {
            self.indent_lines(&unit);
            return;
        }
        let width = unit.chars().count().max(1);
        let text = if unit == "\t" {
            unit
        } else {
            " ".repeat(width - self.column_of(marked.start) % width)
        };
        self.insert(&text, Kind::Typing);
    }

    fn indent_lines(&mut self, unit: &str) {
        let edits: Vec<(Span, String)> = self
            .marked_lines()
            .filter(|line| !line.of(self.text()).trim().is_empty())
            .map(|line| (Span::at(line.start), unit.to_owned()))
            .collect();
        self.change_all(&edits);
    }

    /// Shift+Tab: takes one step of indentation off the lines of what is marked.
    pub(in super::super) fn outdent(&mut self) {
        let width = self.indent_unit().len();
        let edits: Vec<(Span, String)> = self
            .marked_lines()
            .filter_map(|line| {
                let content = line.of(self.text());
                let len = if content.starts_with('\t') {
                    1
                } else {
                    let spaces = content.bytes().take_while(|byte| *byte == b' ').count();
                    spaces.min(width)
                };
                (len > 0).then(|| (Span::new(line.start, line.start + len), String::new()))
            })
            .collect();
        self.change_all(&edits);
    }

    /// Ctrl+/: makes the lines of what is marked comments, or no comments where all of them are.
    pub(in super::super) fn toggle_comment(&mut self) {
        let lines: Vec<Span> = self
            .marked_lines()
            .filter(|line| !line.of(self.text()).trim().is_empty())
            .collect();
        let indent_of = |line: &Span| {
            let content = line.of(self.text());
            content.len() - content.trim_start_matches(is_space).len()
        };
        let is_comment = |line: &Span| line.of(self.text()).trim_start().starts_with("//");
        let edits: Vec<(Span, String)> = if lines.iter().all(is_comment) {
            let comment = |line: &Span| {
                let start = line.start + indent_of(line);
                let rest = Span::new(start, line.end).of(self.text());
                let len = if rest.starts_with("// ") { 3 } else { 2 };
                (Span::new(start, start + len), String::new())
            };
            lines.iter().map(comment).collect()
        } else {
            let indent = lines.iter().map(indent_of).min().unwrap_or(0);
            let place = |line: &Span| (Span::at(line.start + indent), "// ".to_owned());
            lines.iter().map(place).collect()
        };
        self.change_all(&edits);
    }

    /// The lines that what is marked touches; a line of which only the start is marked is none of them.
    fn marked_lines(&self) -> impl Iterator<Item = Span> + '_ {
        let marked = self.cursor().span();
        let first = self.line_of(marked.start);
        let mut last = self.line_of(marked.end);
        if last > first && self.line_span(last).start == marked.end {
            last -= 1;
        }
        (first..=last).map(|line| self.line_span(line))
    }

    /// The bracket at the caret and the one that belongs to it; the second is `None` where it is missing.
    pub(in super::super) fn brackets(&self) -> Option<(Span, Option<Span>)> {
        let caret = self.cursor().caret;
        let behind = self.pieces.index_at(caret);
        let before = behind.checked_sub(1);
        let candidates = [before, Some(behind)].into_iter().flatten();
        let (idx, span, byte) = candidates
            .filter_map(|idx| self.bracket(idx).map(|(span, byte)| (idx, span, byte)))
            .find(|(_, span, _)| span.start == caret || span.end == caret)?;
        let opens = matches!(byte, b'(' | b'[' | b'{');
        let mut depth = 0_usize;
        let mut at = idx;
        let twin = loop {
            let next = if opens {
                Some(at + 1)
            } else {
                at.checked_sub(1)
            };
            let Some(next) = next.filter(|next| self.pieces.get(*next).is_some()) else {
                break None;
            };
            at = next;
            let Some((span, byte)) = self.bracket(at) else {
                continue;
            };
            if matches!(byte, b'(' | b'[' | b'{') == opens {
                depth += 1;
            } else if depth == 0 {
                break Some((span, byte));
            } else {
                depth -= 1;
            }
        };
        let fits = |a: u8, b: u8| {
            matches!(
                (a, b),
                (b'(', b')')
                    | (b'[', b']')
                    | (b'{', b'}')
                    | (b')', b'(')
                    | (b']', b'[')
                    | (b'}', b'{')
            )
        };
        let twin = twin.filter(|(_, other)| fits(byte, *other));
        Some((span, twin.map(|(span, _)| span)))
    }

    fn bracket(&self, idx: usize) -> Option<(Span, u8)> {
        let (kind, span) = self.pieces.get(idx)?;
        let byte = *self.text().as_bytes().get(span.start)?;
        let is_bracket =
            kind == TokenKind::Punct && matches!(byte, b'(' | b'[' | b'{' | b')' | b']' | b'}');
        is_bracket.then_some((span, byte))
    }
}

fn is_space(c: char) -> bool {
    c == ' ' || c == '\t'
}
