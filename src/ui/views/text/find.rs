//! Searching in a text: where it is found, and the way from one place to the next.
//!
//! What is searched for is taken as it is; it may contain spaces and marks. Unless asked for, case does not
//! matter.

use crate::format::Span;

/// What counts as found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Options {
    /// Large and small letters are different ones.
    pub(super) case: bool,
    /// Only where no letter stands before or behind it.
    pub(super) words: bool,
}

/// The places where something was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    version: Option<u64>,
    query: String,
    options: Options,
    spans: Vec<Span>,
    current: usize,
}

impl Found {
    /// Searches again if the text or the question is a new one; returns whether the question is.
    ///
    /// With a new question the search starts at the byte `from`; with a new text the place is kept.
    pub(super) fn refresh(
        &mut self,
        text: &str,
        version: u64,
        query: &str,
        options: Options,
        from: usize,
    ) -> bool {
        let is_new = self.query != query || self.options != options;
        if self.version == Some(version) && !is_new {
            return false;
        }
        query.clone_into(&mut self.query);
        self.options = options;
        self.version = Some(version);
        let kept = self.current().map(|span| span.start);
        self.spans = find(text, query, options);
        self.go_to(if is_new { from } else { kept.unwrap_or(from) });
        is_new
    }

    /// Makes the first place at or behind a byte the current one.
    pub(super) fn go_to(&mut self, byte: usize) {
        let first = self.spans.partition_point(|span| span.start < byte);
        self.current = if first < self.spans.len() { first } else { 0 };
    }

    /// Goes to the next or previous place from a byte, around the ends.
    pub(super) fn step_from(&mut self, marked: Span, forward: bool) {
        let n = self.spans.len();
        if n == 0 {
            return;
        }
        self.current = if forward {
            let next = self.spans.partition_point(|span| {
                span.start < marked.start || (span.start == marked.start && span.end <= marked.end)
            });
            // Nothing is marked, and one stands before a place: that is the next one.
            next % n
        } else {
            let before = self.spans.partition_point(|span| span.start < marked.start);
            (before + n - 1) % n
        };
    }

    /// The place that is shown.
    pub(super) fn current(&self) -> Option<Span> {
        self.spans.get(self.current).copied()
    }

    /// All places.
    pub(super) fn spans(&self) -> &[Span] {
        &self.spans
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

/// All places of `query` that do not overlap.
fn find(text: &str, query: &str, options: Options) -> Vec<Span> {
    let fold = |c: char| if options.case { c } else { lower(c) };
    let wanted: Vec<char> = query.chars().map(fold).collect();
    let Some((first, rest)) = wanted.split_first() else {
        return Vec::new();
    };
    let mut spans = Vec::new();
    let mut from = 0;
    for (start, c) in text.char_indices() {
        if start < from || fold(c) != *first {
            continue;
        }
        let after = start + c.len_utf8();
        let tail = text.get(after..).unwrap_or_default();
        if let Some(len) = starts_with(tail, rest, fold) {
            let span = Span::new(start, after + len);
            if !options.words || is_word(text, span) {
                from = span.end;
                spans.push(span);
            }
        }
    }
    spans
}

/// Number of bytes that `wanted` takes at the start of `text`; `None` where it does not stand there.
fn starts_with(text: &str, wanted: &[char], fold: impl Fn(char) -> char) -> Option<usize> {
    let mut chars = text.chars();
    for c in wanted {
        if fold(chars.next()?) != *c {
            return None;
        }
    }
    Some(text.len() - chars.as_str().len())
}

/// Whether no word goes on before or behind a range.
fn is_word(text: &str, span: Span) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let before = text
        .get(..span.start)
        .and_then(|text| text.chars().next_back());
    let behind = text.get(span.end..).and_then(|text| text.chars().next());
    !is_letter(before) && !is_letter(behind)
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

    fn found_with(text: &str, query: &str, options: Options) -> Vec<(usize, usize)> {
        find(text, query, options)
            .iter()
            .map(|span| (span.start, span.end))
            .collect()
    }

    fn found(text: &str, query: &str) -> Vec<(usize, usize)> {
        found_with(text, query, Options::default())
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

    /// Case and whole words count where they are asked for.
    #[test]
    fn options_narrow_the_search() {
        let case = Options {
            case: true,
            words: false,
        };
        assert_eq!(found_with("Doha, DOHA", "DOHA", case), [(6, 10)]);
        let words = Options {
            case: false,
            words: true,
        };
        assert_eq!(
            found_with("E1 E12 xE1 \"e1\"", "E1", words),
            [(0, 2), (12, 14)]
        );
        assert_eq!(found_with("a-b", "-", words), []);
    }

    /// Next and previous go around the ends, from where one is; a new question starts there too.
    #[test]
    fn next_and_previous() {
        let mut found = Found::default();
        assert!(found.refresh("x..x..x", 1, "x", Options::default(), 1));
        assert_eq!(found.label(), "2 of 3");
        assert!(!found.refresh("x..x..x", 1, "x", Options::default(), 0));
        found.step_from(Span::new(3, 4), true);
        assert_eq!(found.label(), "3 of 3");
        found.step_from(Span::new(6, 7), true);
        assert_eq!(found.label(), "1 of 3");
        found.step_from(Span::new(0, 1), false);
        assert_eq!(found.label(), "3 of 3");
        found.step_from(Span::at(3), true);
        assert_eq!(
            found.label(),
            "2 of 3",
            "what begins at the caret comes next"
        );
        assert!(!found.refresh("..x..x", 2, "x", Options::default(), 0));
        assert_eq!(found.label(), "2 of 2", "an edit is no new question");
        assert!(found.refresh("x", 3, "y", Options::default(), 0));
        assert_eq!(
            (found.current(), found.label()),
            (None, "Not found".to_owned())
        );
        found.step_from(Span::at(0), true);
    }

    /// Only the places of a line are drawn with it.
    #[test]
    fn places_of_a_line() {
        let mut found = Found::default();
        found.refresh("x..x..x", 1, "x", Options::default(), 0);
        assert_eq!(
            found.within(Span::new(2, 6)).collect::<Vec<_>>(),
            [Span::new(3, 4)]
        );
        assert_eq!(found.within(Span::new(4, 6)).count(), 0);
    }
}
