//! How the parser reports what is wrong, and what would repair it.
//!
//! No opinion on where to go on ([`super::recover`]).

use super::parse::{Frame, Parser, Wants};
use super::{Diagnostic, Repair, Span, lex};

/// More errors than anybody reads; the limit keeps a binary file from taking long.
const MAX_FAULTS: usize = 1000;

impl Parser<'_> {
    pub(super) fn fault(&mut self, span: Span, message: impl Into<String>) {
        self.report(Diagnostic::error(span, message));
    }

    pub(super) fn fault_hint(&mut self, span: Span, message: impl Into<String>, hint: &str) {
        self.report(Diagnostic::error(span, message).with_hint(Some(hint.to_owned())));
    }

    /// An error of a kind, with what repairs it.
    pub(super) fn mistake(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        hint: Option<&str>,
        repair: Option<Repair>,
    ) {
        let hint = hint.map(str::to_owned);
        let diagnostic = Diagnostic::error(span, message).with_hint(hint);
        self.report(diagnostic.with_code(code).with_repair(repair));
    }

    /// Records an error and marks the bracket it was found in.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if let Some(frame) = self.stack.last() {
            self.damage(frame.node);
        }
        let start = diagnostic.span.start;
        let repeated = (self.fault_line.start..=self.fault_line.end).contains(&start);
        if !self.quiet && !repeated && self.faults.len() < MAX_FAULTS {
            self.fault_line = Span::new(start, lex::line_end(self.bytes, start));
            self.faults.push(diagnostic);
        }
    }

    /// Puts a closing bracket behind what stands before it, with a comma where something follows.
    pub(super) fn closing(&self, end: usize, closer: char) -> Repair {
        let next = self.bytes.get(lex::trivia_end(self.bytes, end));
        let text = match next {
            None | Some(b',' | b')' | b']' | b'}') => closer.to_string(),
            Some(_) => format!("{closer},"),
        };
        Repair::replace(Span::at(end), text)
    }

    /// Closes all brackets at the end of the text, where the innermost one holds whole values.
    pub(super) fn closing_all(&self, innermost: Frame) -> Option<Repair> {
        let closers = self
            .stack
            .iter()
            .rev()
            .map(|frame| char::from(frame.closer));
        let closers: String = closers.collect();
        let at_end = Span::at(self.text.trim_end().len());
        let is_whole = !matches!(innermost.wants, Wants::Value | Wants::Colon);
        is_whole.then(|| Repair::replace(at_end, closers).called("Close the brackets at the end"))
    }

    /// Writes `:` for the `=` or `=>` that stands here.
    pub(super) fn colon_for_equals(&self) -> Repair {
        let len = 1 + usize::from(self.bytes.get(self.pos + 1) == Some(&b'>'));
        Repair::replace(Span::new(self.pos, self.pos + len), ":")
    }
}

/// Whether only spaces stand between two places.
pub(super) fn same_gap(text: &str, from: usize, to: usize) -> bool {
    Span::new(from, to)
        .of(text)
        .bytes()
        .all(|byte| byte == b' ')
}
