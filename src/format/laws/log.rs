//! A made-up log and its text as people write it: a record to its lines, comments above and
//! behind it, headings over groups of records.
//!
//! No opinion on what is done to it; [`super::ordered`] does that. Comments name the record that
//! they belong to.

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::generate::letters;

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(super) struct Log {
    pub(super) title: String,
    #[serde(default)]
    pub(super) note: Option<String>,
    #[serde(default)]
    pub(super) entries: Vec<Entry>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) text: String,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) n: Option<u32>,
    #[serde(default)]
    pub(super) parts: Vec<Part>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(super) struct Part {
    pub(super) name: String,
    #[serde(default)]
    pub(super) n: u8,
}

/// How an entry is written.
#[derive(Clone, Copy, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "what an entry has or has not, each by chance"
)]
pub(super) struct Form {
    pub(super) inline: bool,
    pub(super) n_above: u8,
    pub(super) behind: bool,
    pub(super) heading: bool,
    pub(super) inner: bool,
    pub(super) blank: bool,
    pub(super) bare: bool,
}

/// How the whole text is written.
#[derive(Clone, Copy, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "what a text has or has not, each by chance"
)]
pub(super) struct Manner {
    pub(super) unit: &'static str,
    pub(super) crlf: bool,
    pub(super) trailing: bool,
    pub(super) named: bool,
    pub(super) header: bool,
    pub(super) footer: bool,
    pub(super) bom: bool,
}

pub(super) fn word() -> impl Strategy<Value = String> {
    letters(1..=5)
}

pub(super) fn entry() -> impl Strategy<Value = Entry> {
    let part = (word(), 0..9_u8).prop_map(|(name, n)| Part { name, n });
    (
        word(),
        prop::collection::vec(word(), 0..3),
        any::<Option<u32>>(),
        prop::collection::vec(part, 0..3),
    )
        .prop_map(|(text, tags, n, parts)| Entry {
            id: String::new(),
            text,
            tags,
            n,
            parts,
        })
}

pub(super) fn form() -> impl Strategy<Value = Form> {
    (any::<[bool; 6]>(), 0..3_u8).prop_map(|(flags, n_above)| {
        let [inline, behind, heading, inner, blank, bare] = flags;
        Form {
            inline,
            n_above,
            behind,
            heading,
            inner,
            blank,
            bare,
        }
    })
}

pub(super) fn manner() -> impl Strategy<Value = Manner> {
    let unit = prop::sample::select(vec!["    ", "  ", "\t"]);
    (unit, any::<[bool; 6]>()).prop_map(|(unit, flags)| {
        let [crlf, trailing, named, header, footer, bom] = flags;
        Manner {
            unit,
            crlf,
            trailing,
            named,
            header,
            footer,
            bom,
        }
    })
}

/// The text of a log.
pub(super) fn written(log: &Log, forms: &[Form], manner: Manner) -> String {
    let mut out = String::new();
    let unit = manner.unit;
    let name = |name: &'static str| if manner.named { name } else { "" };
    let comma = if manner.trailing { "," } else { "" };
    let mut line = |text: String| {
        out.push_str(&text);
        out.push_str(if manner.crlf { "\r\n" } else { "\n" });
    };
    line(format!("{}( // file", name("Log")));
    line(format!("{unit}title: \"{}\",", log.title));
    let header = if manner.header { " // header" } else { "" };
    line(format!("{unit}entries: [{header}"));
    let twice = unit.repeat(2);
    for (at, (entry, form)) in log.entries.iter().zip(forms).enumerate() {
        let id = &entry.id;
        let comma = if at + 1 < log.entries.len() {
            ","
        } else {
            comma
        };
        if form.heading {
            line(format!("{twice}// heading {at}"));
            line(String::new());
        } else if form.blank {
            line(String::new());
        }
        for n in 0..form.n_above {
            line(format!("{twice}// above {id} {n}"));
        }
        let behind = if form.behind {
            format!(" // behind {id}")
        } else {
            String::new()
        };
        let fields = fields_of(entry, *form, manner);
        if form.inline {
            let fields = fields.join(", ");
            line(format!("{twice}{}({fields}){comma}{behind}", name("Entry")));
            continue;
        }
        line(format!("{twice}{}(", name("Entry")));
        for (at, field) in fields.iter().enumerate() {
            if form.inner {
                line(format!("{twice}{unit}// inside {id} {at}"));
            }
            let last = at + 1 == fields.len() && !manner.trailing;
            let comma = if last { "" } else { "," };
            line(format!("{twice}{unit}{field}{comma}"));
        }
        line(format!("{twice}){comma}{behind}"));
    }
    if manner.footer {
        line(format!("{twice}// footer"));
    }
    line(format!("{unit}]{comma}"));
    line(")".to_owned());
    if manner.bom {
        out.insert(0, '\u{feff}');
    }
    out
}

fn fields_of(entry: &Entry, form: Form, manner: Manner) -> Vec<String> {
    let quoted = |texts: &[String]| {
        let texts: Vec<_> = texts.iter().map(|text| format!("\"{text}\"")).collect();
        texts.join(", ")
    };
    let mut fields = vec![
        format!("id: \"{}\"", entry.id),
        format!("text: \"{}\"", entry.text),
    ];
    // What is empty may be left out, or stand there.
    if !entry.tags.is_empty() || !form.bare {
        fields.push(format!("tags: [{}]", quoted(&entry.tags)));
    }
    if let Some(n) = entry.n {
        fields.push(format!("n: Some(0x{n:X})"));
    }
    if !entry.parts.is_empty() {
        let name = if manner.named { "Part" } else { "" };
        let parts: Vec<_> = entry
            .parts
            .iter()
            .map(|part| match part.n {
                0 => format!("{name}(name: \"{}\")", part.name),
                n => format!("{name}(name: \"{}\", n: {n})", part.name),
            })
            .collect();
        fields.push(format!("parts: [{}]", parts.join(", ")));
    }
    fields
}
