//! Values as text, in the style of a value that is there already.
//!
//! No opinion on where the text goes. What a template does not show follows the usual form:
//! four spaces, a comma after the last part of a bracket over several lines, short records on
//! one line.

use super::layout::{Layout, indent_at};
use super::names::Names;
use super::string;
use super::value::Inside;
use super::{Kind, Node, Span, Tree, Value, lex, number};

/// Longest record or list that is written on one line without a template.
const INLINE_CHARS: usize = 72;

/// What a text does everywhere.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "extensions of RON, each on or off for itself"
)]
pub(super) struct Style {
    pub(super) newline: &'static str,
    /// One step of indentation.
    pub(super) unit: String,
    implicit_some: bool,
    unwrap_newtypes: bool,
    unwrap_variant_newtypes: bool,
    /// Fields that are empty are left out of new records where the neighbours leave them out.
    pub(super) brief: bool,
}

impl Style {
    /// The style of a text.
    pub(super) fn of(text: &str, tree: &Tree) -> Self {
        let first_break = text.find('\n').unwrap_or(0);
        let crlf = first_break > 0 && text.as_bytes().get(first_break - 1) == Some(&b'\r');
        let unit = tree
            .root(text)
            .and_then(unit)
            .unwrap_or_else(|| "    ".to_owned());
        Self {
            newline: if crlf { "\r\n" } else { "\n" },
            unit,
            implicit_some: tree.implicit_some(),
            unwrap_newtypes: tree.unwrap_newtypes(),
            unwrap_variant_newtypes: tree.extensions.unwrap_variant_newtypes,
            brief: false,
        }
    }
}

/// The step of indentation of the outermost bracket over several lines.
fn unit(root: Node<'_>) -> Option<String> {
    let mut node = root;
    for _ in 0..4 {
        let layout = Layout::new(node)?;
        let text = node.source();
        let multi_line = layout.parts.iter().find(|part| part.own_line);
        if let Some(part) = multi_line {
            let outer = indent_at(text, node.span().start);
            let inner = indent_at(text, part.body.start);
            let step = inner.strip_prefix(outer).unwrap_or(inner);
            if !step.is_empty() {
                return Some(step.to_owned());
            }
        }
        node = node.items().find(|item| item.text().contains('\n'))?;
    }
    None
}

/// Writes values.
#[derive(Clone, Copy)]
pub(super) struct Emitter<'s> {
    pub(super) style: &'s Style,
    names: &'s Names,
    /// The value takes the template's place, so that its base and suffix are kept too.
    replaces: bool,
}

/// What stands in a bracket.
#[derive(Clone, Copy)]
enum Content<'v> {
    Items(&'v [Value]),
    Fields(&'v [(String, Value)]),
    Entries(&'v [(Value, Value)]),
}

impl<'v> From<Inside<'v>> for Content<'v> {
    fn from(inside: Inside<'v>) -> Self {
        match inside {
            Inside::Fields(fields) => Self::Fields(fields),
            Inside::Items(items) => Self::Items(items),
            Inside::One(value) => Self::Items(std::slice::from_ref(value)),
        }
    }
}

impl<'s> Emitter<'s> {
    /// For a value that takes the place of its template.
    pub(super) fn replacing(style: &'s Style, names: &'s Names) -> Self {
        Self {
            style,
            names,
            replaces: true,
        }
    }

    /// For a value beside its template.
    pub(super) fn beside(style: &'s Style, names: &'s Names) -> Self {
        Self {
            style,
            names,
            replaces: false,
        }
    }

    /// The text of a value on a line with the given indentation.
    pub(super) fn value(self, value: &Value, template: Option<Node<'_>>, indent: &str) -> String {
        let inner_template = template.and_then(|node| node.inner());
        match value {
            Value::None => "None".to_owned(),
            Value::Some(inner) => {
                let written = template.is_some_and(|node| node.some_value().is_some());
                let nested = matches!(**inner, Value::None | Value::Some(_));
                if self.style.implicit_some && !written && !nested {
                    self.value(inner, inner_template, indent)
                } else if self.style.unwrap_variant_newtypes {
                    let content = Inside::of(inner).into();
                    let template = template.filter(Node::is_unwrapped_some);
                    self.bracket("Some", '(', ')', content, template, indent)
                } else {
                    format!("Some({})", self.value(inner, inner_template, indent))
                }
            }
            Value::Str(text) => text_like(text, inner_template),
            Value::Int(number) => self.int(&number.to_string(), inner_template),
            Value::UInt(number) => self.int(&number.to_string(), inner_template),
            Value::Float(number) => self.float(*number, inner_template),
            Value::Bool(flag) => flag.to_string(),
            Value::Char(c) => string::quoted_char(*c),
            Value::Bytes(bytes) => string::quoted_bytes(bytes),
            Value::Ident(name) => name_text(name),
            Value::Unit => self.names.of(value).unwrap_or("()").to_owned(),
            Value::Verbatim(text) => text.clone(),
            Value::List(items) => {
                self.bracket("", '[', ']', Content::Items(items), inner_template, indent)
            }
            Value::Map(entries) => self.bracket(
                "",
                '{',
                '}',
                Content::Entries(entries),
                inner_template,
                indent,
            ),
            Value::Tuple { name: None, items }
                if self.style.unwrap_newtypes && items.len() == 1 =>
            {
                let only = items.first().unwrap_or(&Value::Unit);
                self.value(only, template, indent)
            }
            Value::Tuple { name, items } => {
                let name = self.name(value, name.as_deref(), inner_template);
                let unwrapped = self.style.unwrap_variant_newtypes && value.is_newtype_variant();
                let content = match items.first().filter(|_| unwrapped) {
                    Some(only) => Inside::of(only).into(),
                    None => Content::Items(items),
                };
                self.bracket(&name, '(', ')', content, inner_template, indent)
            }
            Value::Struct { name, fields } => {
                let name = self.name(value, name.as_deref(), inner_template);
                self.bracket(
                    &name,
                    '(',
                    ')',
                    Content::Fields(fields),
                    inner_template,
                    indent,
                )
            }
        }
    }

    /// The name before a bracket: that of the variant, that which has to stand there, or none
    /// but like the template.
    fn name(self, value: &Value, variant: Option<&str>, template: Option<Node<'_>>) -> String {
        let bracket = template.filter(|node| node.text().ends_with(')'));
        let own = bracket.and_then(|node| node.name());
        let name = variant.or_else(|| self.names.of(value)).or(own);
        name.map(name_text).unwrap_or_default()
    }

    /// The text of a field of a record.
    pub(super) fn field(
        self,
        name: &str,
        value: &Value,
        template: Option<Node<'_>>,
        colon: &str,
        indent: &str,
    ) -> String {
        format!(
            "{}{colon}{}",
            name_text(name),
            self.value(value, template, indent)
        )
    }

    fn bracket(
        self,
        name: &str,
        open: char,
        close: char,
        content: Content<'_>,
        template: Option<Node<'_>>,
        indent: &str,
    ) -> String {
        // Brackets of another kind show nothing about these.
        let template = template.filter(|node| node.text().ends_with(close));
        let shape = template
            .and_then(Layout::new)
            .filter(|layout| !layout.parts.is_empty());
        let deeper = format!("{indent}{}", self.style.unit);
        // Parts of another variant show nothing about the parts of this one.
        let alike = template.filter(|node| node.name().map(name_text).unwrap_or_default() == name);
        let parts = |indent: &str| self.parts(content, alike, indent);
        let inline = |parts: &[String]| {
            let pad = template
                .zip(shape.as_ref())
                .map(|(node, layout)| pad(node, layout));
            let pad = pad.unwrap_or_default();
            let comma = shape.as_ref().is_some_and(Layout::has_trailing_comma);
            let comma = if comma && !parts.is_empty() { "," } else { "" };
            let pad = if parts.is_empty() { "" } else { pad.as_str() };
            format!("{name}{open}{pad}{}{comma}{pad}{close}", parts.join(", "))
        };
        let multi_line = if let Some(layout) = &shape {
            layout.is_multi_line()
        } else {
            let short = inline(&parts(indent));
            let scalars = open == '['
                && matches!(content, Content::Items(items) if items.iter().all(Value::is_scalar));
            let limit = INLINE_CHARS + if scalars { 28 } else { 0 };
            // Records that say what they are get a line each, so that a list can grow line by line.
            let named = |item: &Value| matches!(item, Value::Struct { name: Some(_), .. });
            let records =
                open == '[' && matches!(content, Content::Items(items) if items.iter().any(named));
            if !records && !short.contains('\n') && short.chars().count() <= limit {
                return short;
            }
            true
        };
        if !multi_line {
            return inline(&parts(indent));
        }
        let newline = self.style.newline;
        let trailing = shape.as_ref().is_none_or(Layout::has_trailing_comma);
        let parts = parts(&deeper);
        let mut out = format!("{name}{open}");
        for (at, part) in parts.iter().enumerate() {
            let comma = if trailing || at + 1 < parts.len() {
                ","
            } else {
                ""
            };
            out.extend([newline, &deeper, part, comma]);
        }
        if !parts.is_empty() {
            out.extend([newline, indent]);
        }
        out.push(close);
        out
    }

    /// The texts of the parts of a value.
    fn parts(self, content: Content<'_>, template: Option<Node<'_>>, indent: &str) -> Vec<String> {
        // A part of a new value has nothing to replace.
        let below = Self {
            replaces: false,
            ..self
        };
        let first = template.and_then(|node| node.item(0));
        let colon = template.map_or(": ", colon_of);
        match content {
            Content::Items(items) => {
                let is_list = template.is_some_and(|node| node.kind() == Kind::List);
                let like = |at: usize| match template {
                    Some(node) if !is_list => node.item(at),
                    _ => first,
                };
                let items = items.iter().enumerate();
                items
                    .map(|(at, item)| below.value(item, like(at), indent))
                    .collect()
            }
            Content::Fields(fields) => {
                let like = |name: &str| template.and_then(|node| node.field(name));
                let written = fields.iter().filter(|(name, value)| {
                    // An absent optional field is `None` already.
                    let empty = match value {
                        Value::None => true,
                        Value::List(_) | Value::Map(_) | Value::Struct { .. } | Value::Str(_) => {
                            self.style.brief && value.is_empty()
                        }
                        _ => false,
                    };
                    !empty || like(name).is_some()
                });
                written
                    .map(|(name, value)| below.field(name, value, like(name), colon, indent))
                    .collect()
            }
            Content::Entries(entries) => {
                let write = |(key, value): &(Value, Value)| {
                    let key = below.value(key, None, indent);
                    format!("{key}{colon}{}", below.value(value, first, indent))
                };
                entries.iter().map(write).collect()
            }
        }
    }

    fn int(self, plain: &str, template: Option<Node<'_>>) -> String {
        let old = template.filter(|node| self.replaces && node.kind() == Kind::Int);
        let old = old.and_then(|node| Some((node.text(), number::int(node.text())?)));
        let Some((text, old)) = old.filter(|(_, old)| old.base <= 16) else {
            return plain.to_owned();
        };
        let (sign, size) = plain
            .strip_prefix('-')
            .map_or(("", plain), |size| ("-", size));
        let size: u64 = size.parse().unwrap_or_default();
        let digits = match old.base {
            2 => format!("0b{size:b}"),
            8 => format!("0o{size:o}"),
            16 if text.contains(|c: char| c.is_ascii_uppercase()) => format!("0x{size:X}"),
            16 => format!("0x{size:x}"),
            _ if old.digits.contains('_') => grouped(size),
            _ => size.to_string(),
        };
        format!("{sign}{digits}{}", old.suffix)
    }

    fn float(self, value: f64, template: Option<Node<'_>>) -> String {
        let text = format!("{value:?}");
        let Some(old) = template.filter(|_| self.replaces) else {
            return text;
        };
        match old.kind() {
            // Someone who wrote `5` for five probably writes `6` for six.
            Kind::Int => text.strip_suffix(".0").unwrap_or(&text).to_owned(),
            Kind::Float => {
                let suffix = number::float_parts(old.text()).map_or("", |(_, suffix)| suffix);
                format!("{text}{suffix}")
            }
            _ => text,
        }
    }
}

/// A string in the spelling of another: raw, over several lines, or plain.
fn text_like(text: &str, template: Option<Node<'_>>) -> String {
    let old = template.filter(|node| node.kind() == Kind::Str);
    let spelling = old.map_or("", |node| node.text());
    if spelling.starts_with('r') {
        let n_hashes = lex::hashes(spelling.as_bytes(), 1);
        if let Some(raw) = string::raw_quoted(text, n_hashes) {
            return raw;
        }
    }
    string::quoted(text, spelling.contains('\n') && !spelling.contains("\\\n"))
}

/// A name, raw where it is no plain one.
pub(super) fn name_text(name: &str) -> String {
    if lex::plain_name_end(name, 0) == Some(name.len()) {
        name.to_owned()
    } else {
        format!("r#{name}")
    }
}

/// What stands between name and value in a record or map.
pub(super) fn colon_of(record: Node<'_>) -> &str {
    let first = record
        .children()
        .find_map(|(name, value)| Some((name?, value)));
    let between = first.map(|(name, value)| Span::new(name.span().end, value.span().start));
    let text = between.map_or("", |span| span.of(record.source()));
    let plain = text.chars().all(|c| c == ' ' || c == ':');
    if plain && text.contains(':') {
        text
    } else {
        ": "
    }
}

/// The spaces inside the brackets of a template on one line.
fn pad(node: Node<'_>, layout: &Layout) -> String {
    let first = layout
        .parts
        .first()
        .map_or(layout.inside.start, |part| part.body.start);
    let before = Span::new(layout.inside.start, first).of(node.source());
    if before.chars().all(|c| c == ' ') {
        before.to_owned()
    } else {
        String::new()
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes `value` in the place of the document `template`.
    fn check(template: &str, value: &Value, wanted: &str) {
        let tree = Tree::parse(template).tree;
        let style = Style::of(template, &tree);
        let found =
            Emitter::replacing(&style, &Names::default()).value(value, tree.root(template), "");
        assert_eq!(found, wanted);
    }

    /// The spelling of what is replaced is kept.
    #[test]
    fn spelling_is_kept() {
        check("0xFF", &Value::Int(171), "0xAB");
        check("-0b1u8", &Value::Int(-2), "-0b10u8");
        check("1_000", &Value::Int(12345), "12_345");
        check("5", &Value::Float(6.0), "6");
        check("5.5", &Value::Float(6.0), "6.0");
        check("r#\"x\"#", &Value::str("a\\b"), "r#\"a\\b\"#");
        check("\"a\nb\"", &Value::str("c\nd"), "\"c\nd\"");
        check("\"a\"", &Value::str("c\nd"), "\"c\\nd\"");
        check("Some(1)", &Value::some(Value::Int(2)), "Some(2)");
        check(
            "#![enable(implicit_some)] 1",
            &Value::some(Value::Int(2)),
            "2",
        );
        check(
            "#![enable(implicit_some)] 1",
            &Value::some(Value::None),
            "Some(None)",
        );
    }

    /// Records look like their template.
    #[test]
    fn records_look_like_their_template() {
        let value = Value::record([
            ("a", Value::Int(2)),
            ("r b", Value::None),
            ("c", Value::Int(3)),
        ]);
        check("Ev( a:1 )", &value, "Ev( a:2, c:3 )");
        check("(\r\n\ta: 1,\r\n)", &value, "(\r\n\ta: 2,\r\n\tc: 3,\r\n)");
        check("(\n  a: 1,\n  c: 2\n)", &value, "(\n  a: 2,\n  c: 3\n)");
        check("5", &value, "(a: 2, c: 3)");
        let long = Value::List(vec![Value::str("x".repeat(80)), value]);
        let wanted = format!("[\n    \"{}\",\n    (a: 2, c: 3),\n]", "x".repeat(80));
        check("5", &long, &wanted);
    }
}
