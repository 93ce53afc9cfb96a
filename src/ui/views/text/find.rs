//! Searching in a text: where it is found, and the way from one place to the next.
//!
//! What is searched for is taken as it is, without regard to case; it may contain spaces and marks.

use crate::format::Span;
use std::sync::Arc;

/// The places where something was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    text: Option<Arc<str>>,
    query: String,
    spans: Vec<Span>,
    current: usize,
}

impl Found {
    /// Searches again if the text or the query is a new one; returns whether the query is.
    ///
    /// With a new query the search starts at the byte `from`; with a new text the place is kept.
    pub(super) fn refresh(&mut self, text: &Arc<str>, query: &str, from: usize) -> bool {
        let is_new_query = self.query != query;
        let is_same_text = self
            .text
            .as_ref()
            .is_some_and(|known| Arc::ptr_eq(known, text));
        if is_same_text && !is_new_query {
            return false;
        }
        query.clone_into(&mut self.query);
        self.spans = find(text, query);
        self.text = Some(Arc::clone(text));
        if is_new_query {
            let first = self.spans.partition_point(|span| span.start < from);
            self.current = if first < self.spans.len() { first } else { 0 };
        }
        self.current = self.current.min(self.spans.len().saturating_sub(1));
        is_new_query
    }

    /// Goes to the next or previous place, around the ends.
    pub(super) fn step(&mut self, forward: bool) {
        let n = self.spans.len();
        if n > 0 {
            let by = if forward { 1 } else { n - 1 };
            self.current = (self.current + by) % n;
        }
    }

    /// The place that is shown.
    pub(super) fn current(&self) -> Option<Span> {
        self.spans.get(self.current).copied()
    }

    /// The places in a range of bytes.
    pub(super) fn within(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let first = self.spans.partition_point(|found| found.end <= span.start);
        let spans = self.spans.get(first..).unwrap_or_default();
        spans
            .iter()
            .copied()
            .take_while(move |found| found.start < span.end)
    }

    /// "3 of 17", or that there is nothing; empty where nothing is searched for.
    pub(super) fn label(&self) -> String {
        match (self.query.is_empty(), self.spans.len()) {
            (true, _) => String::new(),
            (false, 0) => "Not found".to_owned(),
            (false, n) => format!("{} of {n}", self.current + 1),
        }
    }

    /// Whether there is anywhere to go.
    pub(super) fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }
}

/// All places of `query` that do not overlap, without regard to case.
fn find(text: &str, query: &str) -> Vec<Span> {
    let wanted: Vec<char> = query.chars().map(lower).collect();
    let Some((first, rest)) = wanted.split_first() else {
        return Vec::new();
    };
    let mut spans = Vec::new();
    let mut from = 0;
    for (start, c) in text.char_indices() {
        if start < from || lower(c) != *first {
            continue;
        }
        let after = start + c.len_utf8();
        let tail = text.get(after..).unwrap_or_default();
        if let Some(len) = starts_with(tail, rest) {
            from = after + len;
            spans.push(Span::new(start, from));
        }
    }
    spans
}

/// Number of bytes that `wanted` takes at the start of `text`; `None` where it does not stand there.
fn starts_with(text: &str, wanted: &[char]) -> Option<usize> {
    let mut chars = text.chars();
    for c in wanted {
        if lower(chars.next()?) != *c {
            return None;
        }
    }
    Some(text.len() - chars.as_str().len())
}

fn lower(c: char) -> char {
    if c.is_ascii() {
        c.to_ascii_lowercase()
    } else {
        c.to_lowercase().next().unwrap_or(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, query: &str) -> Vec<(usize, usize)> {
        find(text, query)
            .iter()
            .map(|span| (span.start, span.end))
            .collect()
    }

    /// Case does not matter, places do not overlap, and spans are bytes of the text as it is.
    #[test]
    fn places_are_found() {
        assert_eq!(found("Doha, DOHA", "doha"), [(0, 4), (6, 10)]);
        assert_eq!(found("aaa", "aa"), [(0, 2)]);
        assert_eq!(found("Türkiye TÜRKIYE", "türkiye"), [(0, 8), (9, 17)]);
        assert_eq!(found("a", ""), []);
        assert_eq!(found("ab", "abc"), []);
        assert_eq!(found("a\nb", "a\nb"), [(0, 3)]);
    }

    /// Next and previous go around the ends; a new query starts from where one is.
    #[test]
    fn next_and_previous() {
        let text: Arc<str> = "x..x..x".into();
        let mut found = Found::default();
        assert!(found.refresh(&text, "x", 1));
        assert_eq!(
            (found.current(), found.label()),
            (Some(Span::new(3, 4)), "2 of 3".to_owned())
        );
        assert!(!found.refresh(&text, "x", 0));
        found.step(true);
        found.step(true);
        assert_eq!(found.label(), "1 of 3");
        found.step(false);
        assert_eq!(found.label(), "3 of 3");
        let shorter: Arc<str> = "x".into();
        assert!(!found.refresh(&shorter, "x", 0), "an edit is no new query");
        assert_eq!(found.label(), "1 of 1");
        assert!(found.refresh(&shorter, "y", 0));
        assert_eq!(
            (found.current(), found.label()),
            (None, "Not found".to_owned())
        );
        found.step(true);
    }

    /// Only the places of a line are drawn with it.
    #[test]
    fn places_of_a_line() {
        let text: Arc<str> = "x..x..x".into();
        let mut found = Found::default();
        found.refresh(&text, "x", 0);
        assert_eq!(
            found.within(Span::new(2, 6)).collect::<Vec<_>>(),
            [Span::new(3, 4)]
        );
        assert_eq!(found.within(Span::new(4, 6)).count(), 0);
    }
}
