//! What differs between two texts, as a patch that leaves equal lines alone.
//!
//! It is found in a time that grows with the length of the texts and is not always the shortest patch:
//! lines that stand once in both texts and in the same order are kept, and so are equal lines beside them.
//! The module has no opinion on what the texts say.
//!
//! Invariant: the patch, applied to the first text, gives the second one.

use crate::format::{Patch, Span, TextEdit};
use std::collections::BTreeMap;

/// Up to this many bytes a replacement is not looked at more closely.
const SMALL_BYTES: usize = 256;

/// The patch that turns a text into another.
pub(super) fn difference(before: &str, after: &str) -> Patch {
    let (old, new) = trimmed(before, after);
    let mut edits = Vec::new();
    if old.len().min(new.len()) <= SMALL_BYTES {
        push(before, after, old, new, &mut edits);
    } else {
        let old = whole_lines(before, old);
        let new = whole_lines(after, new);
        by_lines(before, after, old, new, &mut edits);
    }
    Patch { edits }
}

/// The ranges of two texts between what they begin and what they end with alike.
fn trimmed(before: &str, after: &str) -> (Span, Span) {
    let same = |(a, b): &(char, char)| a == b;
    let common = before.chars().zip(after.chars()).take_while(same);
    let start: usize = common.map(|(c, _)| c.len_utf8()).sum();
    let most = before.len().min(after.len()) - start;
    let mut end = 0;
    let common = before.chars().rev().zip(after.chars().rev());
    for (c, _) in common.take_while(same) {
        if end + c.len_utf8() > most {
            break;
        }
        end += c.len_utf8();
    }
    let until = |text: &str| Span::new(start, text.len() - end);
    (until(before), until(after))
}

/// The range, made larger to begin and end with its lines.
fn whole_lines(text: &str, range: Span) -> Span {
    let head = text.get(..range.start).unwrap_or_default();
    let start = head.rfind('\n').map_or(0, |at| at + 1);
    let tail = text.get(range.end..).unwrap_or_default();
    let end = tail.find('\n').map_or(text.len(), |at| range.end + at + 1);
    Span::new(start, end)
}

/// Adds the edit that replaces one range by another, without what both begin and end with alike.
fn push(before: &str, after: &str, old: Span, new: Span, edits: &mut Vec<TextEdit>) {
    let (old_inner, new_inner) = trimmed(old.of(before), new.of(after));
    if old_inner.is_empty() && new_inner.is_empty() {
        return;
    }
    edits.push(TextEdit {
        span: Span::new(old.start + old_inner.start, old.start + old_inner.end),
        text: new_inner.of(new.of(after)).to_owned(),
    });
}

/// Adds the edits between two ranges of whole lines.
fn by_lines(before: &str, after: &str, old: Span, new: Span, edits: &mut Vec<TextEdit>) {
    let (old_lines, new_lines) = (lines(before, old), lines(after, new));
    let text = |text, lines: &[Span], idx: usize| lines.get(idx).map(|line| line.of(text));
    let is_same = |a, b| {
        let line = text(before, &old_lines, a);
        line.is_some() && line == text(after, &new_lines, b)
    };
    // Places of lines that are kept, as pairs of their indices; the ends of both ranges are the last pair.
    let mut kept = anchors(before, after, &old_lines, &new_lines);
    kept.push((old_lines.len(), new_lines.len()));
    let (mut a, mut b) = (0, 0);
    for (a_kept, b_kept) in kept {
        let (mut a_end, mut b_end) = (a_kept, b_kept);
        while a < a_end && b < b_end && is_same(a, b) {
            (a, b) = (a + 1, b + 1);
        }
        while a < a_end && b < b_end && is_same(a_end - 1, b_end - 1) {
            (a_end, b_end) = (a_end - 1, b_end - 1);
        }
        let start = |lines: &[Span], idx: usize, range: Span| {
            lines.get(idx).map_or(range.end, |line| line.start)
        };
        let replaced = Span::new(start(&old_lines, a, old), start(&old_lines, a_end, old));
        let by = Span::new(start(&new_lines, b, new), start(&new_lines, b_end, new));
        push(before, after, replaced, by, edits);
        (a, b) = (a_kept, b_kept);
    }
}

/// The lines of a range, with their ends.
fn lines(text: &str, range: Span) -> Vec<Span> {
    let mut start = range.start;
    let line = |line: &str| {
        let span = Span::new(start, start + line.len());
        start = span.end;
        span
    };
    range.of(text).split_inclusive('\n').map(line).collect()
}

/// The lines that stand once in both texts, as far as they are in the same order in both.
fn anchors(before: &str, after: &str, old: &[Span], new: &[Span]) -> Vec<(usize, usize)> {
    #[derive(Default)]
    struct Seen {
        n_old: usize,
        n_new: usize,
        old_idx: usize,
        new_idx: usize,
    }
    let mut seen: BTreeMap<&str, Seen> = BTreeMap::new();
    for (idx, line) in old.iter().enumerate() {
        let seen = seen.entry(line.of(before)).or_default();
        seen.n_old += 1;
        seen.old_idx = idx;
    }
    for (idx, line) in new.iter().enumerate() {
        if let Some(seen) = seen.get_mut(line.of(after)) {
            seen.n_new += 1;
            seen.new_idx = idx;
        }
    }
    let mut pairs: Vec<(usize, usize)> = seen
        .into_values()
        .filter(|seen| seen.n_old == 1 && seen.n_new == 1)
        .map(|seen| (seen.old_idx, seen.new_idx))
        .collect();
    pairs.sort_unstable();
    longest_rising(&pairs)
}

/// The longest selection of pairs in which the second numbers rise as well.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For every length, the pair with the least second number that ends a selection of it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |at: usize| pairs.get(at).map_or(0, |pair| pair.1);
    for (at, &(_, b)) in pairs.iter().enumerate() {
        let len = ends.partition_point(|&end| second(end) < b);
        before.push(len.checked_sub(1).and_then(|len| ends.get(len).copied()));
        match ends.get_mut(len) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut chosen = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        chosen.extend(pairs.get(at).copied());
        next = before.get(at).copied().flatten();
    }
    chosen.reverse();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What differs begins and ends at the boundaries of characters.
    #[test]
    fn differences_are_small() {
        for (before, after) in [
            ("aéb", "aèb"),
            ("aa", "aaa"),
            ("", "x"),
            ("xyx", "x"),
            ("é", "è"),
        ] {
            let patch = difference(before, after);
            assert_eq!(patch.apply(before), after);
        }
        assert!(difference("é", "é").is_empty());
    }

    /// Many small changes all over a text are many small edits, not one that replaces everything.
    #[test]
    fn far_changes_are_apart() {
        let line = |n: usize| format!("line {n}: something that stands here\n");
        let before: String = (0..500).map(line).collect();
        let after = before.replace("0: something", "0: nothing");
        let patch = difference(&before, &after);
        assert_eq!(patch.apply(&before), after);
        assert_eq!(patch.edits.len(), 50);
        let n_bytes: usize = patch.edits.iter().map(|edit| edit.text.len()).sum();
        assert!(n_bytes < 50 * "nothing".len(), "{n_bytes}");
    }

    /// A line that moved is taken out and put in; the others stay.
    #[test]
    fn moved_lines() {
        let line = |n: usize| format!("line {n}: something that stands here\n");
        let before: String = (0..60).map(line).collect();
        let after: String = (1..50).chain([0]).chain(50..60).map(line).collect();
        let patch = difference(&before, &after);
        assert_eq!(patch.apply(&before), after);
        assert_eq!(patch.edits.len(), 2);
    }

    fn text() -> impl Strategy<Value = String> {
        // Few different lines, so that many are equal, and long enough to be compared by lines.
        let line = prop::sample::select(vec![
            "a\n",
            "é, which is longer than the others\n",
            "\r\n",
            "b b b b b b b b b b b b b b b b\n",
            "c",
        ]);
        let any = prop_oneof![9 => line.prop_map(str::to_owned), 1 => "[a-zé]{1,9}\n"];
        prop::collection::vec(any, 0..60).prop_map(|lines| lines.concat())
    }

    proptest! {
        /// The patch gives the other text, and its edits are sorted and do not meet.
        #[test]
        fn the_patch_gives_the_other_text(before in text(), after in text()) {
            let patch = difference(&before, &after);
            prop_assert_eq!(patch.apply(&before), after);
            for two in patch.edits.windows(2) {
                prop_assert!(two[0].span.end <= two[1].span.start);
            }
        }
    }
}
