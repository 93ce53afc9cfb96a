//! Text to tree: a loop over tokens with an explicit stack, so that no depth overflows.
//!
//! No opinion on types. What RON accepts is accepted; after an error parsing goes on, and
//! [`super::recover`] decides how. Invariants: linear in the length of the text, every turn of
//! the loop moves forward or pops a frame, and the tree keeps the promises of [`super::tree`].

use super::suspects::Suspects;
use super::text::small;
use super::tree::{DAMAGED, Extensions, IS_NAME, MAX_DEPTH, Raw};
use super::{Diagnostic, Kind, LineIndex, Parsed, Repair, Span, Tree, lex, number, string};

/// What an open bracket holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `[`
    List,
    /// `{`
    Map,
    /// `(` before its first part
    Open,
    /// `(` with named fields
    Record,
    /// `(` with plain items
    Tuple,
}

/// What comes next in an open bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wants {
    /// An item, a field, or the end.
    Item,
    /// The colon after a map key.
    Colon,
    /// The value after a colon.
    Value,
    /// A comma, or the end.
    Comma,
}

/// An open bracket.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) node: u32,
    /// Where the bracket itself stands.
    pub(super) opener: usize,
    pub(super) closer: u8,
    pub(super) shape: Shape,
    pub(super) wants: Wants,
    /// End of the last part.
    pub(super) last_end: usize,
}

/// A text being parsed.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent things that were noticed on the way"
)]
pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) pos: usize,
    pub(super) nodes: Vec<Raw>,
    pub(super) stack: Vec<Frame>,
    pub(super) extensions: Extensions,
    pub(super) faults: Vec<Diagnostic>,
    /// Set when what follows cannot be trusted to mean anything.
    pub(super) quiet: bool,
    pub(super) too_deep: bool,
    /// A merge conflict without its end was found; others are not looked for again.
    pub(super) one_sided: bool,
    /// The line of the last fault; a second one there would only repeat it.
    pub(super) fault_line: Span,
    pub(super) suspects: Option<Suspects>,
    /// Whether anything was wrong.
    pub(super) is_broken: bool,
}

pub(super) fn parse(text: &str) -> Parsed {
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        pos: 0,
        nodes: Vec::with_capacity(text.len() / 12 + 8),
        stack: Vec::new(),
        extensions: Extensions::default(),
        faults: Vec::new(),
        quiet: false,
        too_deep: false,
        one_sided: false,
        fault_line: Span::at(usize::MAX),
        suspects: None,
        is_broken: false,
    };
    if u32::try_from(text.len()).is_ok() {
        parser.document();
    } else {
        parser.fault(Span::at(0), "the file is larger than 4 GiB");
    }
    let Parser {
        nodes,
        extensions,
        faults,
        is_broken,
        ..
    } = parser;
    let tree = Tree {
        nodes,
        extensions,
        is_broken,
    };
    let diagnostics = finish(text, &tree, faults);
    Parsed { tree, diagnostics }
}

/// Orders the faults, keeps one per line, and says in which value each lies.
fn finish(text: &str, tree: &Tree, mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if faults.is_empty() {
        return faults;
    }
    let lines = LineIndex::new(text);
    let line = |fault: &Diagnostic| lines.line_of(fault.span.start);
    faults.sort_by_key(|fault| fault.span.start);
    faults.dedup_by(|next, kept| line(next) == line(kept));
    tree.place(text, &mut faults);
    faults
}

impl Parser<'_> {
    fn document(&mut self) {
        if self.text.starts_with('\u{feff}') {
            self.pos = '\u{feff}'.len_utf8();
        }
        self.attributes();
        loop {
            self.trivia();
            let Some(&byte) = self.bytes.get(self.pos) else {
                return self.end_of_text();
            };
            let Some(frame) = self.stack.last().copied() else {
                if self.nodes.is_empty() {
                    self.value(byte);
                } else if self.after_root(byte) {
                    return;
                }
                continue;
            };
            if byte == frame.closer {
                self.close(frame);
            } else if matches!(byte, b')' | b']' | b'}') {
                self.wrong_closer(byte);
            } else {
                match frame.wants {
                    Wants::Comma if byte == b',' => self.step(Wants::Item),
                    Wants::Colon if byte == b':' => self.step(Wants::Value),
                    Wants::Comma => self.no_comma(byte, frame),
                    Wants::Colon => self.no_colon(byte),
                    Wants::Item if byte == b',' => self.stray_comma(),
                    Wants::Value if byte == b',' => {
                        self.no_value();
                        self.step(Wants::Item);
                    }
                    Wants::Item if matches!(frame.shape, Shape::Record | Shape::Open) => {
                        self.field(byte, frame);
                    }
                    Wants::Item | Wants::Value => self.value(byte),
                }
            }
        }
    }

    /// Skips whitespace and comments, and what stands in their place by mistake.
    pub(super) fn trivia(&mut self) {
        loop {
            self.pos = lex::trivia_end(self.bytes, self.pos);
            match self.bytes.get(self.pos) {
                None | Some(b'(' | b')' | b'[' | b']' | b'{' | b'}' | b',' | b':') => return,
                Some(byte) if byte.is_ascii_alphanumeric() || *byte == b'"' => return,
                Some(_) if self.mistaken_trivia() => (),
                Some(_) => return,
            }
        }
    }

    /// Where the next token after `end` begins; does not move on.
    fn after_trivia(&mut self, end: usize) -> usize {
        let start = std::mem::replace(&mut self.pos, end);
        self.trivia();
        std::mem::replace(&mut self.pos, start)
    }

    /// Takes one byte and goes on in another state.
    fn step(&mut self, wants: Wants) {
        self.pos += 1;
        self.want(wants);
    }

    pub(super) fn want(&mut self, wants: Wants) {
        if let Some(frame) = self.stack.last_mut() {
            frame.wants = wants;
        }
    }

    /// A field of a record, or the first part of a bracket that may become one.
    fn field(&mut self, byte: u8, frame: Frame) {
        let start = self.pos;
        let name_end = match lex::quote_at(self.bytes, start) {
            Some(_) => None,
            None => lex::name_end(self.text, start),
        };
        let Some(end) = name_end else {
            return self.unnamed(byte, frame);
        };
        let mut after = end;
        if self.bytes.get(end) != Some(&b':') {
            after = self.after_trivia(end);
        }
        if self.bytes.get(after) == Some(&b':') {
            self.name(start, end);
            self.pos = after + 1;
        } else if !self.odd_field(frame, start, end, after) {
            self.set_shape(Shape::Tuple);
            self.named_value(start, end);
        }
    }

    /// Appends the name of a field; its value comes next.
    pub(super) fn name(&mut self, start: usize, end: usize) {
        self.set_shape(Shape::Record);
        let index = self.push(start, end, Kind::Ident);
        if let Some(raw) = self.nodes.get_mut(index as usize) {
            raw.flags |= IS_NAME;
        }
        self.want(Wants::Value);
    }

    /// Settles what a round bracket holds, once.
    pub(super) fn set_shape(&mut self, shape: Shape) {
        let Some(frame) = self.stack.last_mut() else {
            return;
        };
        if frame.shape != Shape::Open {
            return;
        }
        frame.shape = shape;
        let node = frame.node as usize;
        if let (Shape::Record, Some(raw)) = (shape, self.nodes.get_mut(node)) {
            raw.kind = Kind::Struct;
        }
    }

    /// Any value, told by its first byte.
    pub(super) fn value(&mut self, byte: u8) {
        let start = self.pos;
        match byte {
            b'(' => self.open(start, start, b')', Shape::Open, Kind::Tuple),
            b'[' => self.open(start, start, b']', Shape::List, Kind::List),
            b'{' => self.open(start, start, b'}', Shape::Map, Kind::Map),
            b'"' | b'\'' => self.quoted(start),
            b'b' | b'r' if lex::quote_at(self.bytes, start).is_some() => self.quoted(start),
            _ if lex::starts_number(self.bytes, start) => self.number(start),
            _ => match lex::name_end(self.text, start) {
                Some(end) => self.named_value(start, end),
                None => self.unexpected(),
            },
        }
    }

    fn open(&mut self, start: usize, opener: usize, closer: u8, shape: Shape, kind: Kind) {
        if self.stack.len() >= MAX_DEPTH {
            return self.skip_deep(start, opener);
        }
        let node = self.push(start, opener + 1, kind);
        self.pos = opener + 1;
        self.stack.push(Frame {
            node,
            opener,
            closer,
            shape,
            wants: Wants::Item,
            last_end: opener + 1,
        });
    }

    /// The innermost bracket ends here.
    pub(super) fn close(&mut self, frame: Frame) {
        if matches!(frame.wants, Wants::Value | Wants::Colon) {
            self.no_value();
        }
        self.pos += 1;
        self.pop(self.pos);
    }

    /// Ends the innermost bracket's node at `end`.
    pub(super) fn pop(&mut self, end: usize) {
        let Some(frame) = self.stack.pop() else {
            return;
        };
        let next = small(self.nodes.len());
        if let Some(raw) = self.nodes.get_mut(frame.node as usize) {
            raw.end = small(end);
            raw.next = next;
            let bare = frame.opener == raw.start as usize;
            // Only these two bytes are the unit value to RON.
            if bare && raw.kind == Kind::Tuple && end == frame.opener + 2 && next == frame.node + 1
            {
                raw.kind = Kind::Unit;
            }
        }
        self.done(end);
    }

    /// A value that begins with a name.
    fn named_value(&mut self, start: usize, end: usize) {
        let kind = match self.text.get(start..end).unwrap_or_default() {
            "true" | "false" => Kind::Bool,
            "inf" | "NaN" | "inff32" | "inff64" | "NaNf32" | "NaNf64" => Kind::Float,
            _ => Kind::Ident,
        };
        if kind == Kind::Float && self.bytes.get(end) == Some(&b'.') {
            return self.number(start);
        }
        let opener = self.after_trivia(end);
        match self.bytes.get(opener) {
            Some(b'(') if kind == Kind::Ident => {
                self.open(start, opener, b')', Shape::Open, Kind::Tuple);
            }
            Some(b'{') if kind == Kind::Ident => {
                self.fault_hint(
                    Span::new(opener, opener + 1),
                    "expected `(` after the name, found `{`",
                    "RON writes records in round brackets: `Name(field: value)`",
                );
                self.open(start, opener, b'}', Shape::Open, Kind::Tuple);
            }
            _ => {
                let end = self.hyphenated(start, end);
                self.leaf(start, end, kind);
            }
        }
    }

    /// A number or a range of numbers.
    fn number(&mut self, start: usize) {
        let is_dots = |at: usize| {
            self.text
                .get(at..)
                .is_some_and(|rest| rest.starts_with(".."))
        };
        let first = lex::number_end(self.bytes, start);
        if !is_dots(first) {
            return self.plain_number(start, first);
        }
        let mut end = first + 2;
        let inclusive = self.bytes.get(end) == Some(&b'=');
        end += usize::from(inclusive);
        let upper = lex::number_end(self.bytes, end);
        let proper = |from: usize, to: usize| {
            let text = self.text.get(from..to).unwrap_or_default();
            number::int(text).is_some() || number::float(text).is_some()
        };
        let bounded = upper > end;
        let sound = (start == first || proper(start, first))
            && (!inclusive || bounded)
            && (!bounded || proper(end, upper));
        if !sound {
            let found = Span::new(start, upper);
            self.fault(
                found,
                format!("`{}` is not a range of numbers", found.of(self.text)),
            );
        }
        self.leaf(start, upper, if sound { Kind::Range } else { Kind::Error });
    }

    fn plain_number(&mut self, start: usize, mut end: usize) {
        // A date without quotes is one mistake, not three numbers.
        while matches!(self.bytes.get(end), Some(b'-' | b'/'))
            && self.bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
        {
            end = lex::number_end(self.bytes, end + 1);
        }
        let text = self.text.get(start..end).unwrap_or_default();
        let kind = if number::int(text).is_some() {
            Kind::Int
        } else if number::float_parts(text).is_some() {
            Kind::Float
        } else {
            self.odd_number(start, end);
            Kind::Error
        };
        self.leaf(start, end, kind);
    }

    /// A string, character or byte string.
    fn quoted(&mut self, start: usize) {
        let Some(quote) = lex::quote_at(self.bytes, start) else {
            return self.unexpected();
        };
        let Some(end) = lex::quote_end(self.bytes, start, quote) else {
            return self.unclosed_quote(start, quote);
        };
        let kind = match quote {
            lex::Quote::Str | lex::Quote::RawStr => Kind::Str,
            lex::Quote::Bytes | lex::Quote::RawBytes => Kind::Bytes,
            lex::Quote::Char => Kind::Char,
            lex::Quote::Byte => Kind::Int,
        };
        let body = self.bytes.get(start..end).unwrap_or_default();
        let escaped = lex::find_either(body, 0, b'\\', b'\\') < body.len();
        let bad = if escaped {
            string::bad_escape(Span::new(start, end).of(self.text))
        } else {
            None
        };
        if let Some(bad) = bad {
            let hint = bad
                .message
                .starts_with("unknown")
                .then(|| "write `\\\\` for a backslash".to_owned());
            let at = start + bad.start;
            let span = Span::new(at, at + bad.len);
            let repair = hint.as_ref().map(|_| {
                Repair::replace(Span::at(start + bad.start), "\\").called("Double the backslash")
            });
            self.report(
                Diagnostic::error(span, bad.message)
                    .with_hint(hint)
                    .with_code("wrong-escape")
                    .with_repair(repair),
            );
            return self.leaf(start, end, Kind::Error);
        }
        let single = matches!(quote, lex::Quote::Char | lex::Quote::Byte);
        if single && !self.is_one_char(start, end, quote) {
            self.fault_hint(
                Span::new(start, end),
                "single quotes hold exactly one character",
                "write text in double quotes: `\"…\"`",
            );
            return self.leaf(start, end, Kind::Error);
        }
        self.leaf(start, end, kind);
    }

    fn is_one_char(&self, start: usize, end: usize, quote: lex::Quote) -> bool {
        let text = self.text.get(start..end).unwrap_or_default();
        if quote == lex::Quote::Byte {
            return text.is_ascii() && string::decode_bytes(text).is_some_and(|b| b.len() == 1);
        }
        string::decode(text).is_some_and(|text| text.chars().count() == 1)
    }

    /// A value without parts.
    pub(super) fn leaf(&mut self, start: usize, end: usize, kind: Kind) {
        self.push(start, end, kind);
        self.pos = end;
        self.done(end);
    }

    /// A value has ended.
    fn done(&mut self, end: usize) {
        let Some(frame) = self.stack.last_mut() else {
            return;
        };
        frame.last_end = end;
        let is_key = frame.shape == Shape::Map && frame.wants == Wants::Item;
        frame.wants = if is_key { Wants::Colon } else { Wants::Comma };
    }

    pub(super) fn push(&mut self, start: usize, end: usize, kind: Kind) -> u32 {
        let index = small(self.nodes.len());
        self.nodes.push(Raw {
            start: small(start),
            end: small(end),
            next: index + 1,
            kind,
            flags: if kind == Kind::Error { DAMAGED } else { 0 },
        });
        index
    }

    pub(super) fn damage(&mut self, node: u32) {
        if let Some(raw) = self.nodes.get_mut(node as usize) {
            raw.flags |= DAMAGED;
        }
    }
}
