//! Writes values with random spacing and spelling, taken from a list of choices.
//!
//! No opinion on which value; all extensions of the format are known.

use serde::Serialize;

use super::super::image::to_named_value;
use super::super::names::Names;
use super::super::tree::Extensions;
use super::super::{Tree, Value, emit, string, to_value};

/// A text being written.
pub(super) struct Scribe<'c> {
    choices: &'c [u8],
    at: usize,
    n_comments: usize,
    extensions: Extensions,
    out: String,
}

/// The text of a value: attributes, comments and all.
pub(super) fn write<T: Serialize>(value: &T, choices: &[u8], extensions: Extensions) -> String {
    let mut scribe = Scribe {
        choices,
        at: 0,
        n_comments: 0,
        extensions,
        out: String::new(),
    };
    let plain = to_value(value).unwrap_or(Value::Unit);
    let named = to_named_value(value).unwrap_or(Value::Unit);
    scribe.attributes();
    scribe.gap();
    scribe.value(&plain, &named);
    scribe.gap();
    scribe.out
}

fn name_of(value: &Value) -> Option<&str> {
    match value {
        Value::Struct { name, .. } | Value::Tuple { name, .. } => name.as_deref(),
        Value::Ident(name) => Some(name),
        _ => None,
    }
}

fn items_of(value: &Value) -> &[Value] {
    match value {
        Value::List(items) | Value::Tuple { items, .. } => items,
        Value::Some(inner) => std::slice::from_ref(&**inner),
        _ => &[],
    }
}

impl Scribe<'_> {
    fn choose(&mut self, n: u8) -> u8 {
        self.at += 1;
        let choice = self.choices.get(self.at % self.choices.len().max(1));
        choice.copied().unwrap_or(0) % n
    }

    fn attributes(&mut self) {
        for (is_enabled, name) in self.extensions.named() {
            if is_enabled {
                self.token(&format!("#![enable({name})]"));
            }
        }
        match self.choose(12) {
            0 => self.token("#![type = \"a::B\"]"),
            1 => self.token("#![schema=r#\"c.ron\"#]"),
            _ => (),
        }
    }

    fn gap(&mut self) {
        for _ in 0..2 {
            let number = self.n_comments;
            match self.choose(12) {
                0 => self.out.push_str("\n    "),
                1 => self.out.push(' '),
                2 => self.out.push_str("\n\n"),
                3 => {
                    self.out += " // <";
                    self.out += &number.to_string();
                    self.out += "> a \" ( [,\n  ";
                    self.n_comments += 1;
                }
                4 => {
                    self.out += "/* <";
                    self.out += &number.to_string();
                    self.out += "> ) /* x */ \n ' */";
                    self.n_comments += 1;
                }
                5 => self.out.push('\t'),
                _ => (),
            }
        }
    }

    fn token(&mut self, text: &str) {
        self.out.push_str(text);
        self.gap();
    }

    fn commas<T>(&mut self, parts: &[T], write: impl Fn(&mut Self, &T)) {
        for (at, part) in parts.iter().enumerate() {
            write(self, part);
            self.gap();
            if at + 1 < parts.len() || self.choose(2) == 0 {
                self.token(",");
            }
        }
    }

    fn name(&mut self, name: &str) {
        let raw = if self.choose(8) == 0 { "r#" } else { "" };
        self.out.push_str(raw);
        self.token(name);
    }

    /// The name of a variant always, that of a struct where it must stand or by choice.
    fn name_before(&mut self, plain: &Value, named: &Value, is_tight: bool) {
        if let Some(name) = name_of(plain) {
            self.name(name);
        } else if let Some(name) = name_of(named)
            && (self.extensions.explicit_struct_names || self.choose(4) == 0)
        {
            if is_tight {
                self.out.push_str(name);
            } else {
                self.name(name);
            }
        }
    }

    fn value(&mut self, plain: &Value, named: &Value) {
        match plain {
            Value::List(_) => {
                self.token("[");
                self.items(plain, named);
                self.out.push(']');
            }
            Value::Tuple { name: None, items }
                if self.extensions.unwrap_newtypes && items.len() == 1 =>
            {
                self.items_bare(plain, named);
            }
            Value::Tuple {
                name: Some(_),
                items,
            } if self.extensions.unwrap_variant_newtypes && items.len() == 1 => {
                self.name_before(plain, named, false);
                self.unwrapped(plain, named);
            }
            Value::Tuple { name, items } => {
                // `ron` wants the bracket of a tuple struct directly behind its name.
                let is_tight = name.is_none() && items.len() > 1;
                self.name_before(plain, named, is_tight);
                self.token("(");
                self.items(plain, named);
                self.out.push(')');
            }
            Value::Struct { .. } if name_of(named) == Some("Range") && self.choose(2) == 0 => {
                let ends = ["start", "end"].map(|end| plain.field(end));
                if let [Some(Value::Int(start)), Some(Value::Int(end))] = ends {
                    self.out
                        .extend([start.to_string(), "..".to_owned(), end.to_string()]);
                }
            }
            Value::Struct { .. } => {
                self.name_before(plain, named, false);
                self.token("(");
                self.fields(plain, named);
                self.out.push(')');
            }
            Value::Map(entries) => {
                self.token("{");
                let Value::Map(others) = named else { return };
                let entries: Vec<_> = entries.iter().zip(others).collect();
                self.commas(&entries, |me, (plain, named)| {
                    me.value(&plain.0, &named.0);
                    me.gap();
                    me.token(":");
                    me.value(&plain.1, &named.1);
                });
                self.out.push('}');
            }
            Value::Some(inner) if self.may_be_implicit(inner) => self.items_bare(plain, named),
            Value::Some(_) => {
                self.token("Some");
                self.unwrapped(plain, named);
            }
            Value::Unit => match name_of(named) {
                Some(name) if self.extensions.explicit_struct_names || self.choose(2) == 0 => {
                    self.out.push_str(name);
                }
                _ => self.out.push_str("()"),
            },
            Value::Int(number) => self.int(*number),
            Value::Str(text) => self.text(text),
            other => self.plainly(other),
        }
    }

    fn may_be_implicit(&mut self, inner: &Value) -> bool {
        let nested = matches!(inner, Value::None | Value::Some(_));
        self.extensions.implicit_some && !nested && self.choose(2) == 0
    }

    fn items(&mut self, plain: &Value, named: &Value) {
        let both: Vec<_> = items_of(plain).iter().zip(items_of(named)).collect();
        self.commas(&both, |me, (plain, named)| me.value(plain, named));
    }

    /// The only item, without brackets.
    fn items_bare(&mut self, plain: &Value, named: &Value) {
        for (plain, named) in items_of(plain).iter().zip(items_of(named)) {
            self.value(plain, named);
        }
    }

    fn fields(&mut self, plain: &Value, named: &Value) {
        let (Value::Struct { fields, .. }, Value::Struct { fields: others, .. }) = (plain, named)
        else {
            return;
        };
        let skip = self.choose(2) == 0;
        let mut fields: Vec<_> = fields
            .iter()
            .zip(others)
            .filter(|((_, value), _)| !(skip && *value == Value::None))
            .collect();
        let turn = usize::from(self.choose(4)) % fields.len().max(1);
        fields.rotate_left(turn);
        self.commas(&fields, |me, ((name, plain), (_, named))| {
            me.name(name);
            me.token(":");
            me.value(plain, named);
        });
    }

    /// The bracket of a variant around one value; with `unwrap_variant_newtypes` the value has
    /// no name and no brackets of its own.
    fn unwrapped(&mut self, plain: &Value, named: &Value) {
        self.token("(");
        if self.extensions.unwrap_variant_newtypes {
            for (plain, named) in items_of(plain).iter().zip(items_of(named)) {
                self.inside(plain, named);
            }
        } else {
            self.items(plain, named);
        }
        self.out.push(')');
    }

    fn inside(&mut self, plain: &Value, named: &Value) {
        let end = |me: &mut Self| {
            me.gap();
            if me.choose(2) == 0 {
                me.token(",");
            }
        };
        match plain {
            Value::Struct { name: None, .. } => self.fields(plain, named),
            Value::Tuple { name: None, items } if items.len() == 1 => {
                self.items_bare(plain, named);
                end(self);
            }
            Value::Tuple { name: None, .. } => self.items(plain, named),
            Value::Unit => (),
            Value::Some(inner) if self.may_be_implicit(inner) => {
                for (plain, named) in items_of(plain).iter().zip(items_of(named)) {
                    self.inside(plain, named);
                }
            }
            Value::Some(_) => {
                self.token("Some");
                self.unwrapped(plain, named);
                end(self);
            }
            _ => {
                self.value(plain, named);
                end(self);
            }
        }
    }

    /// In the plainest spelling.
    fn plainly(&mut self, value: &Value) {
        let style = emit::Style::of("", &Tree::default());
        let names = Names::default();
        let text = emit::Emitter::beside(&style, &names).value(value, None, "");
        self.out.push_str(&text);
    }

    fn int(&mut self, number: i64) {
        let text = match self.choose(6) {
            0 if number >= 0 => format!("0x{number:X}"),
            1 if number >= 0 => format!("0b{number:b}"),
            2 if number >= 0 => format!("+{number}"),
            3 if number.unsigned_abs() > 9 => {
                let digits = number.to_string();
                let (head, tail) = digits.split_at(digits.len() - 1);
                format!("{head}_{tail}")
            }
            _ => number.to_string(),
        };
        self.out.push_str(&text);
    }

    fn text(&mut self, text: &str) {
        let raw = string::raw_quoted(text, usize::from(self.choose(2)));
        let written = match (self.choose(4), raw) {
            (0, Some(raw)) => raw,
            (1, _) => string::quoted(text, true),
            (2, _) => {
                text.chars().fold("\"".to_owned(), |out, c| {
                    format!("{out}\\u{{{:x}}}", u32::from(c))
                }) + "\""
            }
            _ => string::quoted(text, false),
        };
        self.out.push_str(&written);
    }
}
