//! The `#![enable(…)]`, `#![type = "…"]` and `#![schema = "…"]` lines at the head of a text.
//!
//! No opinion on what an extension means, only on which exist.

use super::diagnostic::suggest;
use super::parse::Parser;
use super::{Span, lex, string};

const EXTENSIONS: [&str; 4] = [
    "implicit_some",
    "unwrap_newtypes",
    "unwrap_variant_newtypes",
    "explicit_struct_names",
];

impl Parser<'_> {
    /// Reads all attributes; leaves the position before the value.
    pub(super) fn attributes(&mut self) {
        loop {
            self.trivia();
            if self.bytes.get(self.pos) != Some(&b'#') {
                return;
            }
            let start = self.pos;
            if let Err(message) = self.attribute() {
                let span = Span::new(start, self.pos.max(start + 1));
                self.fault_hint(
                    span,
                    message,
                    "attributes look like `#![enable(implicit_some)]`",
                );
                // Whatever else the attribute held is on its line.
                self.pos = lex::line_end(self.bytes, self.pos);
            }
        }
    }

    fn attribute(&mut self) -> Result<(), String> {
        for byte in *b"#![" {
            self.expect(byte)?;
        }
        let name = self.word();
        match name.as_str() {
            "enable" => {
                self.expect(b'(')?;
                loop {
                    self.extension()?;
                    let more = self.expect(b',').is_ok();
                    self.trivia();
                    if !more || self.bytes.get(self.pos) == Some(&b')') {
                        break;
                    }
                }
                self.expect(b')')?;
            }
            "type" | "schema" => {
                self.expect(b'=')?;
                self.trivia();
                let quote = lex::quote_at(self.bytes, self.pos);
                let is_text = matches!(quote, Some(lex::Quote::Str | lex::Quote::RawStr));
                let quote = quote.filter(|_| is_text);
                let end = quote.and_then(|quote| lex::quote_end(self.bytes, self.pos, quote));
                let end = end.ok_or_else(|| format!("expected a string after `{name} =`"))?;
                if string::decode(Span::new(self.pos, end).of(self.text)).is_none() {
                    return Err(format!("wrong escape in the string after `{name} =`"));
                }
                self.pos = end;
            }
            _ => return Err(format!("unknown attribute `{name}`")),
        }
        self.expect(b']')
    }

    fn extension(&mut self) -> Result<(), String> {
        self.trivia();
        let start = self.pos;
        let name = self.word();
        match name.as_str() {
            "implicit_some" => self.extensions.implicit_some = true,
            "unwrap_newtypes" => self.extensions.unwrap_newtypes = true,
            "unwrap_variant_newtypes" => self.extensions.unwrap_variant_newtypes = true,
            "explicit_struct_names" => self.extensions.explicit_struct_names = true,
            "" => return Err("expected the name of an extension".to_owned()),
            _ => {
                let hint = match suggest(&name, EXTENSIONS) {
                    Some(known) => format!("did you mean `{known}`?"),
                    None => format!("there are {}", EXTENSIONS.join(", ")),
                };
                let span = Span::new(start, self.pos);
                self.fault_hint(span, format!("unknown extension `{name}`"), &hint);
            }
        }
        Ok(())
    }

    fn word(&mut self) -> String {
        self.trivia();
        let end = lex::name_end(self.text, self.pos).unwrap_or(self.pos);
        let word = self.text.get(self.pos..end).unwrap_or_default().to_owned();
        self.pos = end;
        word
    }

    fn expect(&mut self, byte: u8) -> Result<(), String> {
        // `#!` would otherwise be taken for a comment written the wrong way.
        self.pos = lex::trivia_end(self.bytes, self.pos);
        if self.bytes.get(self.pos) == Some(&byte) {
            self.pos += 1;
            return Ok(());
        }
        Err(format!("expected `{}` in this attribute", char::from(byte)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Tree;

    /// Attributes switch extensions on, however they are spaced.
    #[test]
    fn attributes_are_read() {
        let text = "#![enable(implicit_some, unwrap_newtypes,)]\n# ! [ enable ( unwrap_variant_newtypes ) ]\n#![type = \"a::B\"]\n1";
        let parsed = Tree::parse(text);
        assert_eq!(parsed.diagnostics, []);
        assert!(parsed.tree.implicit_some() && parsed.tree.unwrap_newtypes());
        assert!(parsed.tree.extensions.unwrap_variant_newtypes);
        for spaced in ["#\r\n![type = \"a\"]\n1", "# // why\n !\n[type = \"a\"] 1"] {
            assert_eq!(Tree::parse(spaced).diagnostics, [], "{spaced}");
        }
    }

    /// A wrong attribute does not hide the document.
    #[test]
    fn wrong_attributes_are_reported() {
        let parsed = Tree::parse("#![enable(implicit_sme)]\n#![foo]\n(a: 1)");
        let messages: Vec<_> = parsed
            .diagnostics
            .iter()
            .map(|d| d.message.as_str())
            .collect();
        assert_eq!(
            messages,
            [
                "unknown extension `implicit_sme`",
                "unknown attribute `foo`"
            ]
        );
        assert_eq!(parsed.tree.n_nodes(), 3);
    }
}
