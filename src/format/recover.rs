//! Going on after a syntax error, so that one mistake gives one message.
//!
//! No opinion on characters and quotes ([`super::mistaken`]); this is about brackets, commas,
//! colons and names. Invariant: every function moves the position forward, pops a bracket, or
//! changes what the innermost bracket wants to something that does.

use super::parse::{Frame, Parser, Shape, Wants};
use super::report::same_gap;
use super::suspects::{Suspects, closer_of};
use super::{Diagnostic, Kind, Repair, Span, lex};

impl Parser<'_> {
    fn suspects(&mut self) -> &mut Suspects {
        let text = self.text;
        self.suspects.get_or_insert_with(|| Suspects::new(text))
    }

    fn char_at(&self, pos: usize) -> char {
        let rest = self.text.get(pos..).unwrap_or_default();
        rest.chars().next().unwrap_or(' ')
    }

    /// Something stands after the document. `true` ends the parsing.
    pub(super) fn after_root(&mut self, byte: u8) -> bool {
        let end = lex::line_end(self.bytes, self.pos);
        if matches!(byte, b')' | b']' | b'}') {
            let message = format!("stray `{}`, nothing is open here", char::from(byte));
            let span = Span::new(self.pos, self.pos + 1);
            let repair = Repair::replace(span, "");
            self.mistake("stray-bracket", span, message, None, Some(repair));
        } else {
            let span = Span::new(self.pos, end);
            let message = "text after the end of the document";
            self.mistake("text-after-the-end", span, message, None, None);
        }
        true
    }

    /// The text ends, perhaps inside brackets.
    pub(super) fn end_of_text(&mut self) {
        let Some(frame) = self.stack.last().copied() else {
            if self.nodes.is_empty() && self.faults.is_empty() {
                let message = "the file holds no value";
                self.mistake("empty-file", Span::at(0), message, None, None);
            }
            return;
        };
        let suspect = self.suspects().openers.first().copied();
        let opener = suspect.unwrap_or(frame.opener);
        let bracket = self.char_at(opener);
        let message = if suspect.is_some() {
            format!("this `{bracket}` is never closed")
        } else {
            format!("the file ends inside this `{bracket}`")
        };
        let repair = suspect.is_none().then(|| self.closing_all(frame)).flatten();
        let span = Span::new(opener, opener + 1);
        self.mistake("unclosed-bracket", span, message, None, repair);
        self.quiet = true;
        let end = self.text.trim_end().len();
        while let Some(frame) = self.stack.last().copied() {
            self.damage(frame.node);
            if matches!(frame.wants, Wants::Value | Wants::Colon) {
                self.no_value();
            }
            self.pop(end.max(frame.last_end));
        }
    }

    /// A closing bracket that is not the one the innermost open bracket needs.
    pub(super) fn wrong_closer(&mut self, byte: u8) {
        let Some(frame) = self.stack.last().copied() else {
            return;
        };
        let span = Span::new(self.pos, self.pos + 1);
        let matching = self.stack.iter().rposition(|frame| frame.closer == byte);
        let outer = matching.and_then(|depth| self.stack.get(depth));
        let misplaced = self.is_misplaced(frame)
            || outer.is_some_and(|outer| self.begins_line_deeper(self.pos, outer.opener));
        let suspects = self.suspects();
        let extra = suspects.surplus(byte) > 0 || misplaced;
        let mistyped = extra && !misplaced && suspects.surplus(frame.closer) < 0;
        if mistyped || (extra || matching.is_none()) {
            suspects.count(byte, -1);
        }
        let found = char::from(byte);
        if mistyped {
            suspects.count(frame.closer, 1);
            let message = format!("expected `{}`, found `{found}`", char::from(frame.closer));
            let repair = Repair::replace(span, char::from(frame.closer));
            self.mistake("wrong-bracket", span, message, None, Some(repair));
            self.close(frame);
        } else if let (Some(depth), false) = (matching, extra) {
            while self.stack.len() > depth + 1 {
                self.unclosed();
            }
        } else {
            let message = format!("stray `{found}`, there is nothing for it to close");
            let repair = Repair::replace(span, "");
            self.mistake("stray-bracket", span, message, None, Some(repair));
            self.pos += 1;
        }
    }

    /// The innermost bracket is not closed where something outside it goes on.
    fn unclosed(&mut self) {
        let Some(frame) = self.stack.last().copied() else {
            return;
        };
        let pos = self.pos;
        let openers = &self.suspects().openers;
        let next = openers.partition_point(|&opener| opener <= frame.opener);
        let suspect = openers.get(next).copied().filter(|&opener| opener < pos);
        let opener = suspect.unwrap_or(frame.opener);
        let bracket = self.char_at(opener);
        let closer = char::from(closer_of(u8::try_from(bracket).unwrap_or(b'(')));
        let next = self.char_at(pos);
        let wants_value = matches!(frame.wants, Wants::Value | Wants::Colon);
        let in_place = opener == frame.opener && !wants_value;
        let repair = in_place.then(|| self.closing(frame.last_end, closer));
        self.mistake(
            "unclosed-bracket",
            Span::new(opener, opener + 1),
            format!("this `{bracket}` is never closed"),
            Some(&format!(
                "a closing `{closer}` seems to be missing before the next `{next}`"
            )),
            repair,
        );
        if matches!(frame.wants, Wants::Value | Wants::Colon) {
            self.no_value();
        }
        let end = self.stack.last().map_or(pos, |frame| frame.last_end);
        self.pop(end);
    }

    /// In a record something begins that looks like the next item of a list around it.
    /// Closes up to that list and gives `true`, or `false` if there is no such list.
    fn next_item_instead(&mut self) -> bool {
        let Some(depth) = self
            .stack
            .iter()
            .rposition(|frame| frame.shape == Shape::List)
        else {
            return false;
        };
        let mut first = true;
        while self.stack.len() > depth + 1 {
            // One closing bracket is missing, however many records end with it.
            let was_quiet = self.quiet;
            self.quiet = was_quiet || !first;
            self.unclosed();
            self.quiet = was_quiet;
            first = false;
        }
        self.want(Wants::Item);
        true
    }

    /// A part is followed by neither comma nor closing bracket.
    pub(super) fn no_comma(&mut self, byte: u8, frame: Frame) {
        if self.unclosed_string_before() || self.quote_inside_string(frame) {
            return;
        }
        match byte {
            b';' => {
                let span = Span::new(self.pos, self.pos + 1);
                let repair = Repair::replace(span, ",");
                let message = "expected `,`, found `;`";
                self.mistake("wrong-separator", span, message, None, Some(repair));
                self.pos += 1;
                self.want(Wants::Item);
            }
            b':' | b'=' if self.field_in_list(frame) => (),
            b':' | b'=' => {
                let span = Span::new(self.pos, self.pos + 1);
                self.fault(span, format!("unexpected `{}`", char::from(byte)));
                self.pos += 1;
            }
            _ if self.starts_value(byte) => {
                let span = Span::at(frame.last_end);
                let repair = Repair::replace(span, ",");
                let message = "`,` is missing after this";
                self.mistake("missing-comma", span, message, None, Some(repair));
                self.want(Wants::Item);
            }
            _ => self.unexpected(),
        }
    }

    fn starts_value(&self, byte: u8) -> bool {
        matches!(byte, b'(' | b'[' | b'{' | b'"' | b'\'')
            || lex::starts_number(self.bytes, self.pos)
            || lex::name_end(self.text, self.pos).is_some()
    }

    /// `name:` where a list item was expected: the list is not closed, if a record is around it.
    fn field_in_list(&mut self, frame: Frame) -> bool {
        let outer = self
            .stack
            .len()
            .checked_sub(2)
            .and_then(|at| self.stack.get(at));
        let in_record = outer.is_some_and(|outer| outer.shape == Shape::Record);
        let name = self
            .nodes
            .last()
            .copied()
            .filter(|raw| raw.kind == Kind::Ident);
        let (true, Shape::List, Some(name)) = (in_record, frame.shape, name) else {
            return false;
        };
        // The last node may also be the last one inside the last item.
        if name.end as usize != frame.last_end {
            return false;
        }
        // Further in than the list, it is a field of an item whose beginning is gone.
        if self.begins_line_deeper(name.start as usize, frame.opener) {
            return false;
        }
        self.nodes.pop();
        self.pos = name.start as usize;
        let end = self
            .text
            .get(..self.pos)
            .unwrap_or_default()
            .trim_end()
            .len();
        if let Some(frame) = self.stack.last_mut() {
            frame.last_end = end.max(frame.opener + 1);
        }
        self.unclosed();
        self.want(Wants::Item);
        true
    }

    /// A map key is not followed by a colon.
    pub(super) fn no_colon(&mut self, byte: u8) {
        match byte {
            b'=' => {
                let span = Span::new(self.pos, self.pos + 1);
                let hint = Some("write `key: value`");
                let message = "expected `:`, found `=`";
                let repair = Some(self.colon_for_equals());
                self.mistake("wrong-separator", span, message, hint, repair);
                self.pos += 1 + usize::from(self.bytes.get(self.pos + 1) == Some(&b'>'));
                self.want(Wants::Value);
            }
            b',' => {
                self.no_value();
                self.pos += 1;
                self.want(Wants::Item);
            }
            _ => {
                if !self.unclosed_string_before() {
                    let end = self.stack.last().map_or(self.pos, |frame| frame.last_end);
                    let span = Span::at(end);
                    let repair = Repair::replace(span, ":");
                    let message = "`:` is missing after this key";
                    self.mistake("missing-colon", span, message, None, Some(repair));
                    self.want(Wants::Value);
                }
            }
        }
    }

    pub(super) fn stray_comma(&mut self) {
        let span = Span::new(self.pos, self.pos + 1);
        let message = "unexpected `,`, a value is missing before it";
        let repair = Repair::replace(span, "");
        self.mistake("stray-comma", span, message, None, Some(repair));
        self.pos += 1;
    }

    /// A name or key has no value; an error node takes its place.
    pub(super) fn no_value(&mut self) {
        let before = self.nodes.last().map_or(self.pos, |raw| raw.end as usize);
        let before = before.max(self.stack.last().map_or(0, |frame| frame.last_end));
        let name = self.nodes.last().map_or("", |raw| raw.span().of(self.text));
        if !name.is_empty() {
            let message = format!("the value of `{name}` is missing");
            self.mistake("missing-value", Span::at(before), message, None, None);
        }
        self.push(before, before, Kind::Error);
        if let Some(frame) = self.stack.last_mut() {
            frame.last_end = before;
            frame.wants = Wants::Comma;
        }
    }

    /// A part of a round bracket that does not begin with a name.
    pub(super) fn unnamed(&mut self, byte: u8, frame: Frame) {
        if self.quoted_name() {
            return;
        }
        if frame.shape == Shape::Open {
            self.set_shape(Shape::Tuple);
            return self.value(byte);
        }
        if byte == b'(' && self.next_item_instead() {
            return;
        }
        if !self.starts_value(byte) {
            return self.unexpected();
        }
        let found = self.char_at(self.pos);
        let span = Span::new(self.pos, self.pos + found.len_utf8());
        let message = format!("expected a field name, found `{found}`");
        self.mistake("missing-name", span, message, None, None);
        // A name without text keeps names and values paired.
        self.name(self.pos, self.pos);
    }

    /// `"id": 1` in a record.
    fn quoted_name(&mut self) -> bool {
        let start = self.pos;
        let is_text = lex::quote_at(self.bytes, start) == Some(lex::Quote::Str);
        let end = if is_text {
            lex::string_end(self.bytes, start + 1)
        } else {
            None
        };
        let Some(end) = end else { return false };
        let colon = lex::trivia_end(self.bytes, end);
        if self.bytes.get(colon) != Some(&b':') || end < start + 3 {
            return false;
        }
        let span = Span::new(start, end);
        let name = Span::new(start + 1, end - 1);
        if name.of(self.text).contains('\n') {
            return false;
        }
        let hint = format!("write `{}`", name.of(self.text));
        let message = "field names are written without quotes";
        let repair = Repair::replace(span, name.of(self.text));
        self.mistake("quoted-name", span, message, Some(&hint), Some(repair));
        self.name(name.start, name.end);
        self.pos = colon + 1;
        true
    }

    /// A name in a round bracket that is not followed by a colon, but should be.
    pub(super) fn odd_field(
        &mut self,
        frame: Frame,
        start: usize,
        end: usize,
        after: usize,
    ) -> bool {
        let next = self.bytes.get(after).copied().unwrap_or(b' ');
        if next == b'=' {
            let span = Span::new(after, after + 1);
            let message = "expected `:` after the field name, found `=`";
            let len = 1 + usize::from(self.bytes.get(after + 1) == Some(&b'>'));
            // `a = 1` becomes `a: 1`, without the space before the sign.
            let whole = Span::new(
                if same_gap(self.text, end, after) {
                    end
                } else {
                    after
                },
                after + len,
            );
            let repair = Repair::replace(whole, ":");
            let hint = Some("write `name: value`");
            self.mistake("wrong-separator", span, message, hint, Some(repair));
            self.name(start, end);
            self.pos = after + 1 + usize::from(self.bytes.get(after + 1) == Some(&b'>'));
            return true;
        }
        if let Some(raw_end) = self.raw_name_end(end) {
            let colon = lex::trivia_end(self.bytes, raw_end);
            if self.bytes.get(colon) == Some(&b':') {
                self.hyphenated(start, end);
                self.name(start, raw_end);
                self.pos = colon + 1;
                return true;
            }
        }
        let same_line = !lex::has_line_break(self.bytes, end, after);
        let literal = matches!(next, b'"' | b'[' | b'0'..=b'9');
        let in_record = frame.shape == Shape::Record;
        if same_line && (literal || (in_record && self.starts_value_at(after))) {
            let name = self.text.get(start..end).unwrap_or_default();
            let own = self
                .nodes
                .get(frame.node as usize)
                .map_or(0, |raw| raw.start as usize);
            let again = self
                .text
                .get(own..)
                .is_some_and(|own| own.starts_with(name));
            let capital = name.starts_with(char::is_uppercase);
            let next_record = next == b'(' && (again || capital);
            if next_record && in_record && self.next_item_instead() {
                return true;
            }
            let span = Span::at(end);
            let repair = Repair::replace(span, ":");
            let message = "`:` is missing after this field name";
            self.mistake("missing-colon", span, message, None, Some(repair));
            self.name(start, end);
            self.pos = after;
            return true;
        }
        if !in_record {
            return false;
        }
        self.name(start, end);
        self.pos = end;
        self.no_value();
        true
    }

    fn starts_value_at(&self, pos: usize) -> bool {
        matches!(self.bytes.get(pos), Some(b'(' | b'{' | b'\''))
            || lex::starts_number(self.bytes, pos)
            || lex::name_end(self.text, pos).is_some()
    }

    /// Where a name goes on after `-`, `+` or `.`.
    fn raw_name_end(&self, end: usize) -> Option<usize> {
        let rest = self.text.get(end..)?;
        let joined = rest.starts_with(['-', '+', '.']) && !rest.starts_with("..");
        let len = rest
            .find(|c| !lex::is_raw_name_char(c))
            .unwrap_or(rest.len());
        (joined && len > 1).then_some(end + len)
    }

    /// Reports a name with `-`, `+` or `.` in it, and gives its end.
    pub(super) fn hyphenated(&mut self, start: usize, end: usize) -> usize {
        let Some(raw_end) = self.raw_name_end(end) else {
            return end;
        };
        let span = Span::new(start, raw_end);
        let name = span.of(self.text);
        let message = format!("`{name}` is not a plain name");
        let hint = format!("write `r#{name}`, or quotes around it if it is text");
        self.mistake("odd-name", span, message, Some(&hint), None);
        raw_end
    }

    /// Brackets nested too deeply become one error node.
    pub(super) fn skip_deep(&mut self, start: usize, opener: usize) {
        if !self.too_deep {
            let limit = super::tree::MAX_DEPTH;
            let span = Span::new(opener, opener + 1);
            self.fault(
                span,
                format!("brackets are nested more than {limit} levels deep"),
            );
            self.too_deep = true;
        }
        let mut depth = 0_usize;
        let mut pos = opener;
        while let Some(&byte) = self.bytes.get(pos) {
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                b'/' => {
                    pos = lex::comment_end(self.bytes, pos).unwrap_or(pos + 1);
                    continue;
                }
                b'"' => {
                    pos = lex::string_end(self.bytes, pos + 1).unwrap_or(self.bytes.len());
                    continue;
                }
                _ => (),
            }
            pos += 1;
            if depth == 0 {
                break;
            }
        }
        self.leaf(start, pos.min(self.bytes.len()), Kind::Error);
    }

    /// Takes back the last node, a string that swallowed the lines after a missing quote.
    pub(super) fn take_back_string(&mut self) -> Option<usize> {
        let raw = self.nodes.pop()?;
        let start = raw.start as usize;
        self.faults
            .retain(|fault: &Diagnostic| fault.span.start < start);
        self.fault_line = Span::at(usize::MAX);
        if let Some(frame) = self.stack.last_mut() {
            frame.wants = match frame.wants {
                Wants::Colon => Wants::Item,
                _ => Wants::Value,
            };
        }
        Some(start)
    }
}
