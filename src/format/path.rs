//! A place in a document: fields, indices and map keys from the root inwards.
//!
//! No opinion on types; `Some(..)` leaves no trace in a path, so `a.b` goes through an option.
//! Invariant: what [`Path`] prints, [`Path::parse`] reads back.

use std::fmt;

use super::lex;

/// One step inwards.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seg {
    /// A field of a record, by its name without `r#`.
    Field(String),
    /// An item of a list or tuple, from zero.
    Index(usize),
    /// A value in a map, by its key: the decoded text of a string, the spelling of any other.
    Key(String),
}

/// Steps from the root of the document; empty for the root itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(pub Vec<Seg>);

impl Path {
    /// The root of the document.
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// Reads what `Display` writes, like `rounds[0].outcome.kind` or `names["a b"]`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut segs = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(inner) = rest.strip_prefix("[\"") {
                let (key, after) = quoted(inner, '"')?;
                segs.push(Seg::Key(key));
                rest = after.strip_prefix(']')?;
            } else if let Some(inner) = rest.strip_prefix('[') {
                let (digits, after) = inner.split_once(']')?;
                if !digits.bytes().all(|b| b.is_ascii_digit()) {
                    return None;
                }
                segs.push(Seg::Index(digits.parse().ok()?));
                rest = after;
            } else {
                if !segs.is_empty() {
                    rest = rest.strip_prefix('.')?;
                }
                let (name, after) = if let Some(inner) = rest.strip_prefix('`') {
                    quoted(inner, '`')?
                } else {
                    let end = lex::plain_name_end(rest, 0)?;
                    (rest.get(..end)?.to_owned(), rest.get(end..)?)
                };
                segs.push(Seg::Field(name));
                rest = after;
            }
        }
        Some(Self(segs))
    }

    /// This path and one field further in.
    #[must_use]
    pub fn field(&self, name: impl Into<String>) -> Self {
        self.with(Seg::Field(name.into()))
    }

    /// This path and one item further in.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.with(Seg::Index(index))
    }

    /// This path and one map value further in.
    #[must_use]
    pub fn key(&self, key: impl Into<String>) -> Self {
        self.with(Seg::Key(key.into()))
    }

    /// This path and one step further in.
    #[must_use]
    pub fn with(&self, seg: Seg) -> Self {
        let mut segs = self.0.clone();
        segs.push(seg);
        Self(segs)
    }

    /// One step outwards; `None` at the root.
    pub fn parent(&self) -> Option<Self> {
        let (_, outer) = self.0.split_last()?;
        Some(Self(outer.to_vec()))
    }

    /// The innermost step; `None` at the root.
    pub fn last(&self) -> Option<&Seg> {
        self.0.last()
    }

    /// Whether `outer` is this place or one around it.
    pub fn starts_with(&self, outer: &Self) -> bool {
        self.0.starts_with(&outer.0)
    }

    /// Whether this is the root.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Seg> for Path {
    fn from_iter<I: IntoIterator<Item = Seg>>(segs: I) -> Self {
        Self(segs.into_iter().collect())
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, seg) in self.0.iter().enumerate() {
            match seg {
                Seg::Index(index) => write!(f, "[{index}]")?,
                Seg::Key(key) => write!(f, "[\"{}\"]", escaped(key, '"'))?,
                Seg::Field(name) => {
                    if at > 0 {
                        f.write_str(".")?;
                    }
                    if lex::plain_name_end(name, 0) == Some(name.len()) {
                        f.write_str(name)?;
                    } else {
                        write!(f, "`{}`", escaped(name, '`'))?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// `text` with a backslash before `quote` and before every backslash.
fn escaped(text: &str, quote: char) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == quote || c == '\\' {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The text up to an unescaped `quote`, and what follows the quote.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return Some((out, text.get(at + c.len_utf8()..)?));
        }
        out.push(if c == '\\' { chars.next()?.1 } else { c });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &Path, wanted: &str) {
        assert_eq!(path.to_string(), wanted);
        assert_eq!(Path::parse(wanted).as_ref(), Some(path));
    }

    /// What is printed is read back.
    #[test]
    fn printed_paths_are_read_back() {
        let root = Path::default();
        check(&root, "");
        check(
            &root.field("rounds").index(0).field("outcome"),
            "rounds[0].outcome",
        );
        check(&root.index(3).field("a"), "[3].a");
        check(
            &root.field("m").key("a \"b\\").field("x"),
            r#"m["a \"b\\"].x"#,
        );
        check(&root.field("a.b").field("c`"), r"`a.b`.`c\``");
    }

    /// Nonsense is refused.
    #[test]
    fn nonsense_is_refused() {
        for text in [
            "a..b", "[x]", "[-1]", "a[0", ".a", "a b", "m[\"x\"", "[0]a", "[]",
        ] {
            assert_eq!(Path::parse(text), None, "{text}");
        }
    }

    /// Parents and prefixes.
    #[test]
    fn paths_have_parents() {
        let path = Path::default().field("a").index(1);
        assert_eq!(path.parent(), Some(Path::default().field("a")));
        assert!(path.starts_with(&Path::default().field("a")));
        assert!(!path.starts_with(&Path::default().field("b")));
        assert_eq!(Path::default().parent(), None);
    }
}
