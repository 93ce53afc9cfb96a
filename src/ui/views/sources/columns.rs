//! The columns of the table of sources, and what the table knows better than the values themselves.

use crate::model::{Dossier, RecordKind, Source};
use crate::ui::views::table_edit::{Named, Spec};
use std::collections::BTreeMap;

const fn named(
    key: &'static str,
    title: &'static str,
    name: &'static str,
    widths: (f32, f32),
) -> Named {
    Named {
        key,
        titles: (title, title),
        name,
        widths,
        standard: true,
    }
}

/// The table of sources.
pub(super) static SPEC: Spec = Spec {
    kind: RecordKind::Source,
    name: "Table of sources",
    add: "Add a source…",
    columns: &[
        named("id", "Id", "id", (54.0, 46.0)),
        named("publisher", "Publisher", "publisher", (190.0, 106.0)),
        named("title", "Title", "title", (0.0, 0.0)),
        named("date", "Date", "date", (100.0, 88.0)),
        named("language", "Language", "language", (84.0, 72.0)),
        named("kind", "Kind", "kind", (152.0, 86.0)),
        named("reliability", "Reliability", "reliability", (130.0, 74.0)),
        named(
            "used_by",
            "Used by",
            "number of records that rest on it",
            (70.0, 66.0),
        ),
        named("url", "Page", "address", (66.0, 58.0)),
    ],
    right: &["used_by"],
};

/// The language; what is in English says nothing about it.
pub(super) fn language_of(source: &Source) -> &str {
    if source.language.is_empty() {
        "English"
    } else {
        &source.language
    }
}

/// The languages that occur, the most frequent first, with their numbers of sources.
pub(super) fn languages(dossier: &Dossier) -> Vec<(String, String)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for source in &dossier.sources {
        *counts.entry(language_of(source)).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counts
        .into_iter()
        .map(|(language, n)| (language.to_owned(), format!("{language} ({n})")))
        .collect()
}

/// The name of the site in an address, empty where there is none.
pub(super) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let name = rest.split(['/', '?', '#']).next().unwrap_or_default();
    name.strip_prefix("www.").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name of a site is taken from its address.
    #[test]
    fn hosts() {
        assert_eq!(host("https://www.dawn.com/news/1"), "dawn.com");
        assert_eq!(host("http://x.org?q"), "x.org");
        assert_eq!(host("no address"), "");
    }
}
