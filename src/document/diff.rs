//! Which lines of two texts differ, and the merge of two texts that come from a third.
//!
//! No opinion on what the texts mean. Invariants: ranges are in order and disjoint, and between them the
//! texts are equal.

use similar::algorithms::{Capture, diff_slices};
use similar::{Algorithm, DiffOp};
use std::hash::Hash;
use std::ops::Range;

/// Above this many differing items on either side they are taken as one difference; to look for what they
/// have in common would take seconds.
const MAX_ITEMS: usize = 20_000;

/// Items of an old sequence that are others in the new one; one of the ranges may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The old items.
    pub old: Range<usize>,
    /// What stands in their place.
    pub new: Range<usize>,
}

/// The lines of a text, each with its line break.
pub fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// How two sequences differ.
pub fn hunks<T: Hash + Eq + Ord>(old: &[T], new: &[T]) -> Vec<Hunk> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let shorter = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev());
    let tail = tail.take(shorter).take_while(|(a, b)| a == b).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let whole = Hunk {
        old: head..old_end,
        new: head..new_end,
    };
    if whole.old.is_empty() && whole.new.is_empty() {
        return Vec::new();
    }
    let a = old.get(head..old_end).unwrap_or_default();
    let b = new.get(head..new_end).unwrap_or_default();
    if a.is_empty() || b.is_empty() || a.len().max(b.len()) > MAX_ITEMS {
        return vec![whole];
    }
    let mut capture = Capture::new();
    let Ok(()) = diff_slices(Algorithm::Myers, &mut capture, a, b);
    // What lies between equal items is a difference.
    let mut found = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    let end = (a.len(), b.len(), 0);
    let equal = capture.ops().iter().filter_map(|op| match *op {
        DiffOp::Equal {
            old_index,
            new_index,
            len,
        } => Some((old_index, new_index, len)),
        _ => None,
    });
    for (old, new, len) in equal.chain([end]) {
        if old > old_at || new > new_at {
            found.push(Hunk {
                old: old_at + head..old + head,
                new: new_at + head..new + head,
            });
        }
        (old_at, new_at) = (old + len, new + len);
    }
    found
}

/// A stretch of three sequences, two of which come from the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    /// Both left it as it is in the base.
    Kept(Range<usize>),
    /// Only ours changed it, or both in the same way.
    Ours(Range<usize>),
    /// Only theirs changed it.
    Theirs(Range<usize>),
    /// Both changed it, differently.
    Clash {
        base: Range<usize>,
        ours: Range<usize>,
        theirs: Range<usize>,
    },
}

/// How the changes of two sequences lie to each other. Changes that touch without overlapping do not clash,
/// except two insertions at one place.
pub(super) fn three_way<T: Hash + Eq + Ord>(base: &[T], ours: &[T], theirs: &[T]) -> Vec<Stretch> {
    let mut our_hunks = hunks(base, ours).into_iter().peekable();
    let mut their_hunks = hunks(base, theirs).into_iter().peekable();
    let mut stretches = Vec::new();
    // Where the three sequences stand: everything before is dealt with.
    let (mut at, mut our_at, mut their_at) = (0, 0, 0);
    loop {
        let starts = [our_hunks.peek(), their_hunks.peek()].map(|hunk| hunk.map(|h| h.old.start));
        let Some(first) = starts.into_iter().flatten().min() else {
            break;
        };
        if first > at {
            stretches.push(Stretch::Kept(at..first));
            our_at += first - at;
            their_at += first - at;
            at = first;
        }
        // The changes that hang together. One that only inserts goes before one that replaces.
        let inserts = |hunk: Option<&Hunk>| hunk.is_some_and(|h| h.old == (first..first));
        let theirs_first = inserts(their_hunks.peek()) && !inserts(our_hunks.peek());
        let mut end = at;
        let (mut our_last, mut their_last) = (None, None);
        loop {
            let is_first = our_last.is_none() && their_last.is_none();
            let belongs = |hunk: &Hunk| {
                let touches = is_first || (hunk.old.is_empty() && end == first);
                hunk.old.start < end || (hunk.old.start == end && touches)
            };
            let next = if theirs_first && is_first {
                None
            } else {
                our_hunks.next_if(belongs)
            };
            if let Some(hunk) = next {
                end = end.max(hunk.old.end);
                our_last = Some(hunk);
            } else if let Some(hunk) = their_hunks.next_if(belongs) {
                end = end.max(hunk.old.end);
                their_last = Some(hunk);
            } else {
                break;
            }
        }
        let range = |from: usize, last: &Option<Hunk>| match last {
            Some(hunk) => from..hunk.new.end + (end - hunk.old.end),
            None => from..from + (end - at),
        };
        let our_range = range(our_at, &our_last);
        let their_range = range(their_at, &their_last);
        (our_at, their_at) = (our_range.end, their_range.end);
        let same = || ours.get(our_range.clone()) == theirs.get(their_range.clone());
        stretches.push(if their_last.is_none() || (our_last.is_some() && same()) {
            Stretch::Ours(our_range)
        } else if our_last.is_none() {
            Stretch::Theirs(their_range)
        } else {
            Stretch::Clash {
                base: at..end,
                ours: our_range,
                theirs: their_range,
            }
        });
        at = end;
    }
    if at < base.len() {
        stretches.push(Stretch::Kept(at..base.len()));
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn merged(base: &str, ours: &str, theirs: &str) -> String {
        let [base, ours, theirs] =
            [base, ours, theirs].map(|text| text.chars().collect::<Vec<_>>());
        let mut out = String::new();
        for stretch in three_way(&base, &ours, &theirs) {
            match stretch {
                Stretch::Kept(range) => out.extend(&base[range]),
                Stretch::Ours(range) => out.extend(&ours[range]),
                Stretch::Theirs(range) => out.extend(&theirs[range]),
                Stretch::Clash {
                    ours: a, theirs: b, ..
                } => {
                    out.push('<');
                    out.extend(&ours[a]);
                    out.push('|');
                    out.extend(&theirs[b]);
                    out.push('>');
                }
            }
        }
        out
    }

    /// What lies apart is merged, also where it touches; what overlaps clashes.
    #[test]
    fn changes_of_both_sides() {
        for (base, ours, theirs, wanted) in [
            ("abcdef", "aXcdef", "abcdYf", "aXcdYf"),
            ("abc", "aXc", "aYc", "a<X|Y>c"),
            ("abc", "aXc", "aXc", "aXc"),
            ("abcd", "aXcd", "abYd", "aXYd"),
            ("abcd", "aXd", "abYd", "a<X|bY>d"),
            ("ab", "aXb", "aYb", "a<X|Y>b"),
            ("abc", "aXbc", "aYc", "aXYc"),
            ("abc", "aYc", "aXbc", "aXYc"),
            ("abc", "ac", "abcd", "acd"),
            ("", "x", "y", "<x|y>"),
        ] {
            assert_eq!(merged(base, ours, theirs), wanted, "{base} {ours} {theirs}");
        }
    }

    proptest! {
        /// Putting the differences in turns the old sequence into the new one, and what lies between
        /// them is the same.
        #[test]
        fn differences_lead_to_the_new_text(old in "[ab\\n]{0,30}", new in "[ab\\n]{0,30}") {
            let (old, new) = (old.as_bytes(), new.as_bytes());
            let (mut made, mut at) = (Vec::new(), 0);
            for hunk in hunks(old, new) {
                made.extend_from_slice(&old[at..hunk.old.start]);
                prop_assert_eq!(made.len(), hunk.new.start);
                made.extend_from_slice(&new[hunk.new]);
                at = hunk.old.end;
            }
            made.extend_from_slice(&old[at..]);
            prop_assert_eq!(made, new);
        }

        /// Changes of one side alone give that side; the same changes of both give them once.
        #[test]
        fn one_side_alone(base in "[abc]{0,12}", other in "[abc]{0,12}") {
            prop_assert_eq!(&merged(&base, &other, &base), &other);
            prop_assert_eq!(&merged(&base, &base, &other), &other);
            prop_assert_eq!(&merged(&base, &other, &other), &other);
        }

        /// Nothing is left out and nothing comes twice: taking one side at every clash, the other side
        /// where it alone changed, gives the length that the stretches say.
        #[test]
        fn any_three_texts(base in "[abc]{0,12}", ours in "[abc]{0,12}", theirs in "[abc]{0,12}") {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            let (b, o, t) = (chars(&base), chars(&ours), chars(&theirs));
            let mut n_base = 0;
            for stretch in three_way(&b, &o, &t) {
                match stretch {
                    Stretch::Kept(range) => {
                        prop_assert_eq!(range.start, n_base.max(range.start));
                        n_base = range.end;
                    }
                    Stretch::Ours(range) => prop_assert!(range.end <= o.len()),
                    Stretch::Theirs(range) => prop_assert!(range.end <= t.len()),
                    Stretch::Clash { base, .. } => n_base = base.end,
                }
            }
            prop_assert!(n_base <= b.len());
        }
    }
}
