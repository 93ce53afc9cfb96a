//! Taking a part out of a bracket, and putting one in.
//!
//! No opinion on values: parts are text here. The rules are those of [`super::layout`]: a part
//! goes with its own comments, headings stay, commas stay right, and only lines that have to
//! change do. Invariant: the edits given are sorted and do not overlap.

use super::layout::{Layout, Part, indent_at, lead_start};
use super::patch::TextEdit;
use super::{Node, Span, lex};

fn edit(start: usize, end: usize, text: impl Into<String>) -> TextEdit {
    TextEdit {
        span: Span::new(start, end),
        text: text.into(),
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Text for a new part: the lines above it, itself, and what follows on its line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Comment lines above, each with its indentation and line break.
    pub(super) above: String,
    /// The part without its comma.
    pub(super) body: String,
    /// Comments behind it on its line.
    pub(super) behind: String,
    /// Whether it would rather not stand on the line of the bracket.
    pub(super) wants_line: bool,
}

impl Chunk {
    /// A part without comments.
    pub(super) fn new(body: String) -> Self {
        Self {
            body,
            ..Self::default()
        }
    }
}

/// A bracket to be edited.
pub(super) struct Bracket<'a> {
    node: Node<'a>,
    text: &'a str,
    pub(super) layout: Layout,
    newline: &'static str,
    unit: &'a str,
}

impl<'a> Bracket<'a> {
    /// `None` for nodes without brackets.
    pub(super) fn new(node: Node<'a>, newline: &'static str, unit: &'a str) -> Option<Self> {
        let layout = Layout::new(node)?;
        Some(Self {
            node,
            text: node.source(),
            layout,
            newline,
            unit,
        })
    }

    fn part(&self, index: usize) -> Option<&Part> {
        self.layout.parts.get(index)
    }

    fn ends_line(&self, part: &Part) -> bool {
        part.post.of(self.text).ends_with('\n')
    }

    /// The indentation that parts of this bracket have, or would have.
    pub(super) fn part_indent(&self, near: Option<&Part>) -> String {
        if let Some(part) = near.filter(|part| part.own_line) {
            return indent_at(self.text, part.body.start).to_owned();
        }
        format!(
            "{}{}",
            indent_at(self.text, self.node.span().start),
            self.unit
        )
    }

    /// What a part consists of, to be put somewhere else; what [`Self::remove`] leaves in place
    /// is not in it.
    pub(super) fn chunk(&self, index: usize) -> Option<Chunk> {
        let part = self.part(index)?;
        let shares_line = self.part(index + 1).is_some() && !self.ends_line(part);
        let lead = part.lead.of(self.text);
        let before_comma = part.comma.map_or(part.body.end, |comma| comma);
        let mut behind = Span::new(part.body.end, before_comma)
            .of(self.text)
            .trim_end()
            .to_owned();
        if part.own_line && shares_line {
            return Some(Chunk {
                behind,
                ..Chunk::new(part.body.of(self.text).to_owned())
            });
        }
        // Line breaks inside block comments do not count.
        let mut last_line = 0;
        while let Some(end) = lex::line_break_end(lead.as_bytes(), last_line, lead.len()) {
            last_line = end;
        }
        let (above, beside) = lead.split_at(last_line);
        // A comment between indentation and body belongs to the body's line.
        let body = format!("{}{}", beside.trim_start(), part.body.of(self.text));
        let mut above = above.trim_start_matches(['\n', '\r']).to_owned();
        if part.own_line {
            let post = part.post.of(self.text).trim_end();
            if behind.contains("//") && !post.is_empty() {
                // A line comment before the comma would swallow what comes behind it now.
                behind = format!(" {}", as_blocks(&behind));
            }
            behind.push_str(post);
        } else {
            above.clear();
        }
        Some(Chunk {
            above,
            body,
            behind,
            wants_line: part.own_line,
        })
    }

    /// Takes out a part with its comments.
    pub(super) fn remove(&self, index: usize) -> Vec<TextEdit> {
        let Some(part) = self.part(index) else {
            return Vec::new();
        };
        let n_parts = self.layout.parts.len();
        let is_last = index + 1 == n_parts;
        if n_parts == 1 && self.only_blank_around(part) {
            return vec![edit(self.layout.inside.start, self.layout.inside.end, "")];
        }
        let before = index.checked_sub(1).and_then(|at| self.part(at));
        let mut edits = Vec::new();
        // The part before becomes the last and follows the old last one's comma.
        let comma = before.and_then(|before| before.comma);
        if let Some(comma) = comma.filter(|_| is_last && part.comma.is_none()) {
            edits.push(edit(comma, comma + 1, ""));
        }
        let gone = if part.own_line {
            self.own_line_removal(index, part)
        } else {
            self.inline_removal(index, part)
        };
        edits.push(edit(gone.start, gone.end, ""));
        edits
    }

    /// Whether there is no comment in the bracket apart from those of its only part.
    fn only_blank_around(&self, part: &Part) -> bool {
        let inside = self.layout.inside;
        is_blank(Span::new(inside.start, part.lead.start).of(self.text))
            && is_blank(Span::new(part.post.end, inside.end).of(self.text))
    }

    fn own_line_removal(&self, index: usize, part: &Part) -> Span {
        if self.ends_line(part) {
            return Span::new(part.lead.start, part.post.end);
        }
        if let Some(next) = self.part(index + 1) {
            // Others share its line, which therefore stays.
            return self.up_to_next(part, next);
        }
        // The closing bracket shares its line.
        let before = index.checked_sub(1).and_then(|at| self.part(at));
        match before.filter(|before| is_blank(before.post.of(self.text))) {
            Some(before) => Span::new(before.after(), part.post.end),
            None => Span::new(part.lead.start, part.post.end),
        }
    }

    /// A part with its comma and the space before the next part, but not that one's comments.
    fn up_to_next(&self, part: &Part, next: &Part) -> Span {
        let end = lex::space_end(self.text.as_bytes(), part.after());
        Span::new(part.body.start, end.min(next.body.start))
    }

    fn inline_removal(&self, index: usize, part: &Part) -> Span {
        if self.ends_line(part) {
            // The line break and a comment before it belong to the row, not to the part.
            return Span::new(part.lead.start, part.after());
        }
        let own_comment = !is_blank(part.lead.of(self.text));
        match self.part(index + 1) {
            Some(_) if own_comment => Span::new(part.lead.start, part.after()),
            Some(next) => self.up_to_next(part, next),
            None if index == 0 => Span::new(part.body.start, part.after()),
            None => Span::new(part.lead.start, part.after()),
        }
    }

    /// Puts a part in, so that it has this index afterwards.
    pub(super) fn insert(&self, index: usize, chunk: &Chunk) -> Vec<TextEdit> {
        let Some(at) = index.checked_sub(1) else {
            return match self.part(0) {
                Some(first) => self.insert_first(first, chunk),
                None => self.insert_only(chunk),
            };
        };
        match self.part(at) {
            Some(before) => self.insert_after(at, before, chunk),
            None => Vec::new(),
        }
    }

    /// Whole lines for a chunk: comments, part, comma, comment, line break.
    fn lines(&self, chunk: &Chunk, indent: &str, comma: &str) -> String {
        let Chunk {
            above,
            body,
            behind,
            ..
        } = chunk;
        format!("{above}{indent}{body}{comma}{behind}{}", self.newline)
    }

    fn insert_only(&self, chunk: &Chunk) -> Vec<TextEdit> {
        let inside = self.layout.inside;
        let content = inside.of(self.text);
        let indent = self.part_indent(None);
        let own_lines = chunk.wants_line || !chunk.above.is_empty() || content.contains('\n');
        if !own_lines {
            let pad = if is_blank(content) { "" } else { " " };
            let start = if is_blank(content) {
                inside.start
            } else {
                inside.end
            };
            return vec![edit(start, inside.end, format!("{pad}{}", chunk.body))];
        }
        let closing = indent_at(self.text, self.node.span().start);
        if is_blank(content) {
            let lines = self.lines(chunk, &indent, ",");
            let text = format!("{}{lines}{closing}", self.newline);
            return vec![edit(inside.start, inside.end, text)];
        }
        // Comments are all there is; the part comes below headings, and above what stands last,
        // so that no comment becomes its own.
        let last_line = content.rfind('\n').map(|at| inside.start + at + 1);
        let below = last_line.filter(|&at| is_blank(Span::new(at, inside.end).of(self.text)));
        let lines = self.lines(chunk, &indent, ",");
        if let Some(below) = below {
            let header = lex::line_break_end(self.text.as_bytes(), inside.start, below);
            let at = header.map_or(below, |header| lead_start(self.text, header, below));
            return vec![edit(at, at, lines)];
        }
        let text = format!("{}{lines}{closing}", self.newline);
        vec![edit(inside.end, inside.end, text)]
    }

    fn insert_first(&self, first: &Part, chunk: &Chunk) -> Vec<TextEdit> {
        if first.own_line {
            let indent = self.part_indent(Some(first));
            let blank = self.part(1).map_or("", |second| self.blank_lines(second));
            let lines = self.lines(chunk, &indent, ",");
            let at = first.lead.start;
            return vec![edit(at, at, format!("{lines}{blank}"))];
        }
        let gap = self.part(1).map_or(" ", |second| self.gap(second));
        // Comments before the old first part stay with it.
        let lead = first.lead.of(self.text);
        let at = first.lead.start + lead.len() - lead.trim_start().len();
        vec![edit(at, at, format!("{},{gap}", Self::on_one_line(chunk)))]
    }

    fn insert_after(&self, at: usize, before: &Part, chunk: &Chunk) -> Vec<TextEdit> {
        let is_last = at + 1 == self.layout.parts.len();
        let mut edits = Vec::new();
        let add_comma = before.comma.is_none();
        let comma = if is_last && add_comma { "" } else { "," };
        let shares_line = !is_last && !self.ends_line(before);
        if !before.own_line || shares_line {
            let gap = self.part(at.max(1)).map_or(" ", |part| self.gap(part));
            let separator = if add_comma { "," } else { "" };
            let body = Self::on_one_line(chunk);
            let end = if add_comma {
                before.body.end
            } else {
                before.after()
            };
            return vec![edit(end, end, format!("{separator}{gap}{body}{comma}"))];
        }
        if add_comma {
            edits.push(edit(before.body.end, before.body.end, ","));
        }
        let indent = self.part_indent(Some(before));
        let sample = if at > 0 { Some(before) } else { self.part(1) };
        let blank = sample.map_or("", |part| self.blank_lines(part));
        let lines = self.lines(chunk, &indent, comma);
        if self.ends_line(before) {
            let end = before.post.end;
            edits.push(edit(end, end, format!("{blank}{lines}")));
        } else {
            // The closing bracket shares the line of the last part.
            let end = before.after();
            let line = lines.trim_end_matches(['\n', '\r']);
            // Behind a line comment the bracket would be part of the comment.
            let swallowed = chunk.behind.contains("//");
            let lines = if swallowed { lines.as_str() } else { line };
            edits.push(edit(end, end, format!("{}{blank}{lines}", self.newline)));
        }
        merge_touching(edits)
    }

    /// The blank lines that the parts of this bracket have between them.
    fn blank_lines(&self, sample: &Part) -> &'a str {
        let lead = sample.lead.of(self.text);
        let space = lead.len() - lead.trim_start().len();
        let space = lead.get(..space).unwrap_or_default();
        let end = space.rfind('\n').map_or(0, |at| at + 1);
        space.get(..end).unwrap_or_default()
    }

    /// The space between parts on one line.
    fn gap(&self, second: &Part) -> &'a str {
        let gap = second.lead.of(self.text);
        if !second.own_line && is_blank(gap) {
            gap
        } else {
            " "
        }
    }

    /// A chunk among others on one line; its comments become block comments.
    fn on_one_line(chunk: &Chunk) -> String {
        let above = as_blocks(&chunk.above);
        let behind = as_blocks(&chunk.behind);
        let pad = |text: &str| if text.is_empty() { "" } else { " " };
        let (after, before) = (pad(&above), pad(&behind));
        format!("{above}{after}{}{before}{behind}", chunk.body)
    }
}

/// The comments of a text that holds nothing else, as block comments.
fn as_blocks(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let mut pos = lex::space_end(bytes, 0);
    while let Some(end) = lex::comment_end(bytes, pos) {
        let comment = Span::new(pos, end).of(text).trim_end();
        if !out.is_empty() {
            out.push(' ');
        }
        match comment.strip_prefix("//") {
            Some(inner) => {
                let inner = inner.replace("*/", "* /").replace("/*", "/ *");
                out.extend(["/*", &inner, " */"]);
            }
            None => out.push_str(comment),
        }
        pos = lex::space_end(bytes, end);
    }
    out
}

/// Two insertions at one place become one.
fn merge_touching(edits: Vec<TextEdit>) -> Vec<TextEdit> {
    let mut out: Vec<TextEdit> = Vec::new();
    for next in edits {
        match out
            .last_mut()
            .filter(|last| last.span.end == next.span.start)
        {
            Some(last) => {
                last.span.end = next.span.end;
                last.text.push_str(&next.text);
            }
            None => out.push(next),
        }
    }
    out
}
