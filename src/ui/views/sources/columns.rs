//! The columns of the table of sources: what they hold and how they sort.

use crate::model::codes::SourceKind;
use crate::model::{Dossier, Source};
use crate::ui::views::events::sort::{Sort, compare, id_key};
use std::collections::BTreeMap;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    Publisher,
    Title,
    Date,
    Language,
    Kind,
    Reliability,
    UsedBy,
    Open,
}

impl Column {
    /// All columns, from the left.
    pub(super) const ALL: [Self; 9] = [
        Self::Id,
        Self::Publisher,
        Self::Title,
        Self::Date,
        Self::Language,
        Self::Kind,
        Self::Reliability,
        Self::UsedBy,
        Self::Open,
    ];

    /// The heading.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Id => "Id",
            Self::Publisher => "Publisher",
            Self::Title => "Title",
            Self::Date => "Date",
            Self::Language => "Language",
            Self::Kind => "Kind",
            Self::Reliability => "Reliability",
            Self::UsedBy => "Used by",
            Self::Open => "Page",
        }
    }

    /// What it holds, in words that stand alone.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Publisher => "publisher",
            Self::Title => "title",
            Self::Date => "date",
            Self::Language => "language",
            Self::Kind => "kind",
            Self::Reliability => "reliability",
            Self::UsedBy => "number of records that rest on it",
            Self::Open => "address",
        }
    }

    /// The columns that are shown; without room there is none for grades that nobody gave.
    pub(super) fn shown(dossier: &Dossier, roomy: bool) -> Vec<Self> {
        let graded = dossier
            .sources
            .iter()
            .any(|source| source.reliability.is_some());
        let columns = Self::ALL.into_iter();
        columns
            .filter(|column| roomy || graded || *column != Self::Reliability)
            .collect()
    }

    /// Width in points, also when there is little room; `None` takes what is left.
    pub(super) fn width(self, roomy: bool) -> Option<f32> {
        let (wide, narrow) = match self {
            Self::Id => (54.0, 46.0),
            Self::Publisher => (190.0, 106.0),
            Self::Title => return None,
            Self::Date => (100.0, 88.0),
            Self::Language => (84.0, 72.0),
            Self::Kind => (152.0, 86.0),
            Self::Reliability => (130.0, 74.0),
            Self::UsedBy => (70.0, 66.0),
            Self::Open => (66.0, 58.0),
        };
        Some(if roomy { wide } else { narrow })
    }

    /// Whether it holds numbers, which stand at the right.
    pub(super) fn is_right(self) -> bool {
        self == Self::UsedBy
    }
}

/// A source with the number of records that rest on it.
pub(super) type Used<'a> = (&'a Source, usize);

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

/// Sorts sources; equal ones keep the order of the file.
pub(super) fn sort_sources(sources: &mut [Used<'_>], sort: Sort<Column>) {
    let up = sort.ascending;
    let text = |text: &str| Some(text.to_lowercase()).filter(|text| !text.is_empty());
    sources.sort_by(|(a, n_a), (b, n_b)| match sort.column {
        Column::Id => compare(Some(id_key(a.id.as_str())), Some(id_key(b.id.as_str())), up),
        Column::Publisher => compare(text(&a.publisher), text(&b.publisher), up),
        Column::Title => compare(text(&a.title), text(&b.title), up),
        Column::Date => compare(a.date.as_ref(), b.date.as_ref(), up),
        Column::Language => compare(Some(language_of(a)), Some(language_of(b)), up),
        Column::Kind => compare(
            a.kind.map(SourceKind::label),
            b.kind.map(SourceKind::label),
            up,
        ),
        Column::Reliability => compare(a.reliability, b.reliability, up),
        Column::UsedBy => compare(Some(n_a), Some(n_b), up),
        Column::Open => compare(text(host(&a.url)), text(host(&b.url)), up),
    });
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
