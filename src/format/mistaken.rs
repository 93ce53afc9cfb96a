//! Characters that stand in a text by mistake: curly quotes, odd spaces, `#` comments,
//! conflict markers, unclosed quotes.
//!
//! No opinion on brackets and commas ([`super::recover`]).
//! Invariant: every function that gives `true` has moved the position or taken back a node.

use super::parse::{Frame, Parser};
use super::{Kind, Repair, Span, lex};

impl Parser<'_> {
    /// Skips what was meant as white space or comment; `false` if there is no such thing here.
    pub(super) fn mistaken_trivia(&mut self) -> bool {
        let Some(rest) = self.text.get(self.pos..) else {
            return false;
        };
        let Some(first) = rest.chars().next() else {
            return false;
        };
        let start = self.pos;
        if rest.starts_with("/*") {
            let span = Span::new(start, start + 2);
            let message = "this block comment is never closed";
            let hint = Some("write `*/` where it ends");
            self.mistake("unclosed-comment", span, message, hint, None);
            // The rest of the text is inside the comment, so nothing can be said about it.
            self.quiet = true;
            self.pos = self.text.len();
            return true;
        }
        if self.at_line_start() && self.conflict_marker(rest) {
            return true;
        }
        if first == '#' {
            // An attribute may have spaces, lines and comments between its signs.
            let after = lex::trivia_end(self.bytes, start + 1);
            if self.bytes.get(after) == Some(&b'!') && self.nodes.is_empty() {
                return false;
            }
            let end = lex::line_end(self.bytes, start);
            let message = "comments begin with `//`, not with `#`";
            let repair = Repair::replace(Span::new(start, start + 1), "//");
            let span = Span::new(start, end);
            self.mistake(
                "hash-comment",
                span,
                message,
                Some("write `//`"),
                Some(repair),
            );
            self.pos = end;
            return true;
        }
        let Some(name) = odd_space(first) else {
            return false;
        };
        let end = start + first.len_utf8();
        let message = format!("{name} (U+{:04X}) is no space to RON", u32::from(first));
        let span = Span::new(start, end);
        let is_wide = !matches!(first, '\u{200b}' | '\u{2060}' | '\u{feff}');
        let repair = Repair::replace(span, if is_wide { " " } else { "" });
        let hint = Some("replace it by a plain space");
        self.mistake("odd-space", span, message, hint, Some(repair));
        self.pos = end;
        true
    }

    /// The rest of the line from `from`, or as much of it as is worth looking at.
    fn rest_of_line(&self, from: usize) -> &str {
        let rest = self.text.get(from..).unwrap_or_default();
        let near = rest.get(..rest.floor_char_boundary(4000)).unwrap_or(rest);
        near.split('\n').next().unwrap_or_default()
    }

    fn at_line_start(&self) -> bool {
        self.pos == 0 || self.bytes.get(self.pos - 1) == Some(&b'\n')
    }

    /// A line that git left in the file. Of the two sides only the first is parsed.
    fn conflict_marker(&mut self, rest: &str) -> bool {
        let markers = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
        let Some(marker) = markers.iter().find(|marker| rest.starts_with(**marker)) else {
            return false;
        };
        let line = Span::new(self.pos, lex::line_end(self.bytes, self.pos));
        let message = format!("`{marker}` is the mark of a merge conflict");
        let hint = "choose one of the two versions and remove the marks";
        self.mistake("merge-conflict", line, message, Some(hint), None);
        self.pos = line.end;
        if matches!(*marker, "|||||||" | "=======") && !self.one_sided {
            let until = if *marker == "=======" {
                "\n>>>>>>>"
            } else {
                "\n======="
            };
            let other = self.text.get(self.pos..).and_then(|rest| rest.find(until));
            match other {
                Some(len) => self.pos += len,
                None => self.one_sided = true,
            }
        }
        true
    }

    /// No value can begin here: says so and skips the character, or all of a quoted text.
    pub(super) fn unexpected(&mut self) {
        let start = self.pos;
        let rest = self.text.get(start..).unwrap_or_default();
        let Some(found) = rest.chars().next() else {
            return;
        };
        let after = start + found.len_utf8();
        let span = Span::new(start, after);
        if is_curly(found) {
            let message = format!(
                "`{found}` (U+{:04X}) is a typographic quote, RON needs a straight one",
                u32::from(found)
            );
            let line = self.rest_of_line(after);
            let closing = line.char_indices().find(|&(_, c)| is_curly(c) || c == '"');
            let repair = closing.map(|(at, c)| {
                let closing = Span::new(after + at, after + at + c.len_utf8());
                Repair::replace(span, "\"")
                    .and(closing, "\"")
                    .called("Write straight quotes")
            });
            self.mistake(
                "typographic-quotes",
                span,
                message,
                Some("write `\"`"),
                repair,
            );
            let line = self.rest_of_line(after);
            let closing = line.char_indices().find(|&(_, c)| is_curly(c) || c == '"');
            let end = match closing {
                Some((at, c)) => after + at + c.len_utf8(),
                None => self.unclosed_end(start),
            };
            return self.leaf(start, end, Kind::Error);
        }
        let shown = found.escape_debug();
        let code = if found.is_ascii() {
            String::new()
        } else {
            format!(" (U+{:04X})", u32::from(found))
        };
        let wanted = match self.stack.last() {
            Some(frame) if frame.closer == b']' => "expected a list item or `]`",
            _ => "expected a value",
        };
        let message = format!("{wanted}, found `{shown}`{code}");
        self.mistake("unexpected-sign", span, message, None, None);
        self.pos = after;
    }

    /// A number that is none; a date without quotes is the usual one.
    pub(super) fn odd_number(&mut self, start: usize, end: usize) {
        let span = Span::new(start, end);
        let text = span.of(self.text);
        let hint = format!("write quotes around it if it is text: `\"{text}\"`");
        let message = format!("`{text}` is not a number");
        let repair = Repair::replace(span, format!("\"{text}\"")).called("Put it in quotes");
        self.mistake("not-a-number", span, message, Some(&hint), Some(repair));
    }

    /// A quoted literal that does not end, or a character that does not end on its line.
    pub(super) fn unclosed_quote(&mut self, start: usize, quote: lex::Quote) {
        let end = self.unclosed_end(start);
        let span = Span::new(start, end);
        let (message, hint) = match quote {
            lex::Quote::Char | lex::Quote::Byte => (
                "this single quote is never closed",
                "write text in double quotes: `\"…\"`",
            ),
            _ => (
                "this string is never closed",
                "write the closing quote where the text ends",
            ),
        };
        let inner = span.of(self.text).strip_prefix('\'');
        let inner = inner.and_then(|text| text.strip_suffix('\''));
        let repair = match inner {
            Some(text) if !text.contains(['"', '\\']) => {
                Some(Repair::replace(span, format!("\"{text}\"")).called("Write double quotes"))
            }
            None if matches!(quote, lex::Quote::Str) => Some(Repair::replace(Span::at(end), "\"")),
            _ => None,
        };
        self.mistake("unclosed-string", span, message, Some(hint), repair);
        // A file that is cut off in the middle of a string needs no second message.
        let rest = self
            .text
            .get(lex::line_end(self.bytes, end)..)
            .unwrap_or_default();
        if rest.trim().is_empty() && quote != lex::Quote::Char {
            self.quiet |= !self
                .text
                .get(end..)
                .unwrap_or_default()
                .contains([')', ']', '}']);
        }
        self.leaf(start, end, Kind::Error);
    }

    /// Where an unclosed string probably ends: with its first line, before the punctuation.
    fn unclosed_end(&self, start: usize) -> usize {
        let line = self.rest_of_line(start);
        let mut body = line.trim_end();
        body = body.strip_suffix(',').unwrap_or(body).trim_end();
        for _ in 0..16 {
            let pair = match body.chars().next_back() {
                Some(')') => ['(', ')'],
                Some(']') => ['[', ']'],
                Some('}') => ['{', '}'],
                _ => break,
            };
            let [open, close] = pair.map(|bracket| body.matches(bracket).count());
            if close <= open {
                break;
            }
            body = body.get(..body.len() - 1).unwrap_or(body).trim_end();
        }
        let first = self.text.get(start..).and_then(|rest| rest.chars().next());
        start + body.len().max(first.map_or(1, char::len_utf8))
    }

    /// After a string over several lines something stands right behind its closing quote: that
    /// quote rather opens the next string, and the first one was not closed on its line.
    pub(super) fn unclosed_string_before(&mut self) -> bool {
        let Some(raw) = self.nodes.last().copied() else {
            return false;
        };
        let text = raw.span().of(self.text);
        // The last node may also be the last one inside a bracket that is closed already.
        let last_end = self.stack.last().map(|frame| frame.last_end);
        let swallowed = raw.kind == Kind::Str
            && last_end == Some(raw.end as usize)
            && text.starts_with('"')
            && text.contains('\n')
            && !text.lines().next().unwrap_or_default().ends_with('\\')
            && !lex::has_line_break(self.bytes, raw.end as usize, self.pos);
        if !swallowed {
            return false;
        }
        let Some(start) = self.take_back_string() else {
            return false;
        };
        self.pos = start;
        self.unclosed_quote(start, lex::Quote::Str);
        true
    }

    /// A letter right behind a string whose line has more quotes: one of them is text.
    pub(super) fn quote_inside_string(&mut self, frame: Frame) -> bool {
        let Some(raw) = self.nodes.last().copied() else {
            return false;
        };
        let end = raw.end as usize;
        if raw.kind != Kind::Str || end != frame.last_end || end != self.pos {
            return false;
        }
        let line = self.rest_of_line(end);
        let Some(last) = line.rfind('"') else {
            return false;
        };
        let span = Span::new(end - 1, end);
        let message = "this quote ends the string, but its text seems to go on";
        let hint = Some("write `\\\"` for a quote inside the text");
        let mut repair =
            Repair::replace(Span::at(end - 1), "\\").called("Write `\\\"` inside the text");
        let inner = line.get(..last).unwrap_or_default();
        for (at, _) in inner.match_indices('"') {
            repair = repair.and(Span::at(end + at), "\\");
        }
        self.mistake("quote-in-string", span, message, hint, Some(repair));
        let whole_end = end + last + 1;
        if let Some(raw) = self.nodes.last_mut() {
            raw.end = super::text::small(whole_end);
            raw.kind = Kind::Error;
        }
        if let Some(frame) = self.stack.last_mut() {
            frame.last_end = whole_end;
        }
        self.pos = whole_end;
        true
    }
}

/// Spaces that look like one, but are none to RON.
fn odd_space(c: char) -> Option<&'static str> {
    match c {
        '\u{a0}' => Some("a no-break space"),
        '\u{202f}' => Some("a narrow no-break space"),
        '\u{3000}' => Some("an ideographic space"),
        '\u{200b}' => Some("a zero-width space"),
        '\u{2060}' => Some("a word joiner"),
        '\u{feff}' => Some("a byte order mark inside the text"),
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{205f}' => Some("a typographic space"),
        _ => None,
    }
}

fn is_curly(c: char) -> bool {
    matches!(c, '\u{2018}'..='\u{201f}' | '«' | '»' | '‹' | '›')
}
