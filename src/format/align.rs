//! Which items of a new list are which of the old one.
//!
//! No opinion on what to do with the rest. Invariant: matched pairs are one to one.

/// One step that turns an old list into a new one; indices hold at the time of the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Takes out the item at an index.
    Remove(usize),
    /// Takes an item from an index and puts it so that it has another.
    Move(usize, usize),
    /// Puts new item `.1` at index `.0`.
    Insert(usize, usize),
    /// Makes the item at an index say a new one; which old one it was, if that is known.
    Set {
        /// Its index.
        at: usize,
        /// The new item.
        new: usize,
        /// The index it had in the old list.
        was: usize,
    },
}

/// Above this many comparisons the middles of two lists are paired by place.
const MAX_TABLE: usize = 1_000_000;

/// The steps for lists whose items have no identity: most items stay where they are.
pub(super) fn by_sameness(
    n_old: usize,
    n_new: usize,
    same: impl Fn(usize, usize) -> bool,
) -> Vec<Step> {
    let shorter = n_old.min(n_new);
    let head = (0..shorter).take_while(|&at| same(at, at)).count();
    let tail = (0..shorter - head)
        .take_while(|&at| same(n_old - 1 - at, n_new - 1 - at))
        .count();
    let (old_end, new_end) = (n_old - tail, n_new - tail);
    let kept = common(head..old_end, head..new_end, &same);
    let mut steps = Vec::new();
    // From the end, so that indices before the place stay right.
    let (mut old_to, mut new_to) = (old_end, new_end);
    for (old, new) in kept
        .into_iter()
        .rev()
        .map(|(old, new)| (old + 1, new + 1))
        .chain([(head, head)])
    {
        gap(old..old_to, new..new_to, &mut steps);
        (old_to, new_to) = (old.saturating_sub(1), new.saturating_sub(1));
    }
    steps
}

/// Between two kept items: what was replaced, what went, what came.
fn gap(old: std::ops::Range<usize>, new: std::ops::Range<usize>, steps: &mut Vec<Step>) {
    let n_both = old.len().min(new.len());
    for at in (old.start + n_both..old.end).rev() {
        steps.push(Step::Remove(at));
    }
    for new in (new.start + n_both..new.end).rev() {
        steps.push(Step::Insert(old.start + n_both, new));
    }
    for at in (0..n_both).rev() {
        let was = old.start + at;
        steps.push(Step::Set {
            at: was,
            new: new.start + at,
            was,
        });
    }
}

/// A longest common subsequence.
fn common(
    old: std::ops::Range<usize>,
    new: std::ops::Range<usize>,
    same: &impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let (n, m) = (old.len(), new.len());
    if n == 0 || m == 0 || n.saturating_mul(m) > MAX_TABLE {
        return Vec::new();
    }
    let width = m + 1;
    let mut table = vec![0_u32; (n + 1) * width];
    let cell = |table: &[u32], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            let best = if same(old.start + i, new.start + j) {
                cell(&table, i + 1, j + 1) + 1
            } else {
                cell(&table, i + 1, j).max(cell(&table, i, j + 1))
            };
            if let Some(slot) = table.get_mut(i * width + j) {
                *slot = best;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut found = Vec::new();
    while i < n && j < m {
        if same(old.start + i, new.start + j) {
            found.push((old.start + i, new.start + j));
            (i, j) = (i + 1, j + 1);
        } else if cell(&table, i + 1, j) >= cell(&table, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

/// The steps for lists whose items have identities, each at most once in a list.
/// `pairs` gives for each new item the old one that it was, if any.
pub(super) fn by_identity(n_old: usize, pairs: &[Option<usize>]) -> Vec<Step> {
    if pairs.iter().all(Option::is_none) {
        // What comes can look like what goes, and stays above a comment at the end.
        let come = (0..pairs.len()).map(|at| Step::Insert(at, at));
        let go = (0..n_old).rev().map(|old| Step::Remove(pairs.len() + old));
        return come.chain(go).collect();
    }
    let mut steps = Vec::new();
    let survives = |old: &usize| pairs.contains(&Some(*old));
    steps.extend(
        (0..n_old)
            .rev()
            .filter(|old| !survives(old))
            .map(Step::Remove),
    );
    let mut now: Vec<usize> = (0..n_old).filter(survives).collect();
    let wanted: Vec<usize> = pairs.iter().flatten().copied().collect();
    let fixed = longest_rising(&wanted);
    for (to, old) in wanted.iter().enumerate() {
        if fixed.binary_search(old).is_ok() {
            continue;
        }
        let Some(from) = now.iter().position(|item| item == old) else {
            continue;
        };
        now.remove(from);
        let before = to.checked_sub(1).and_then(|at| wanted.get(at));
        let place = before.and_then(|before| now.iter().position(|item| item == before));
        let place = place.map_or(0, |at| at + 1);
        now.insert(place, *old);
        if from != place {
            steps.push(Step::Move(from, place));
        }
    }
    let is_new = |(_, old): &(usize, &Option<usize>)| old.is_none();
    let news = pairs.iter().enumerate().filter(is_new);
    steps.extend(news.map(|(at, _)| Step::Insert(at, at)));
    let set = |(at, was): (usize, &Option<usize>)| {
        let (new, was) = (at, (*was)?);
        Some(Step::Set { at, new, was })
    };
    steps.extend(pairs.iter().enumerate().filter_map(set));
    steps
}

/// The members of a longest rising subsequence, in order.
fn longest_rising(numbers: &[usize]) -> Vec<usize> {
    // `ends[k]` is the index of the smallest end of a rising run of k + 1 members.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    let value = |at: &usize| numbers.get(*at).copied().unwrap_or(0);
    for (at, number) in numbers.iter().enumerate() {
        let slot = ends.partition_point(|end| value(end) < *number);
        before.push(slot.checked_sub(1).and_then(|k| ends.get(k).copied()));
        match ends.get_mut(slot) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut found = Vec::new();
    let mut at = ends.last().copied();
    while let Some(index) = at {
        found.push(value(&index));
        at = before.get(index).copied().flatten();
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(old: &[u8], new: &[u8], steps: &[Step]) -> Vec<u8> {
        let mut now = old.to_vec();
        for step in steps {
            match *step {
                Step::Remove(at) => drop(now.remove(at)),
                Step::Insert(at, item) => now.insert(at, *new.get(item).unwrap()),
                Step::Set { at, new: item, .. } => {
                    *now.get_mut(at).unwrap() = *new.get(item).unwrap();
                }
                Step::Move(from, to) => {
                    let item = now.remove(from);
                    now.insert(to, item);
                }
            }
        }
        now
    }

    fn check(old: &str, new: &str, n_steps: usize) {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let steps = by_sameness(old.len(), new.len(), |i, j| old.get(i) == new.get(j));
        assert_eq!(apply(old, new, &steps), new);
        assert_eq!(steps.len(), n_steps, "{steps:?}");
    }

    /// As few items as possible are touched.
    #[test]
    fn few_items_are_touched() {
        check("abc", "abc", 0);
        check("abc", "axc", 1);
        check("abc", "abcd", 1);
        check("abc", "bc", 1);
        check("", "abc", 3);
        check("abc", "", 3);
        check("abcdef", "xbcyf", 3);
    }

    /// With identities items move.
    #[test]
    fn items_move() {
        let moves = |steps: &[Step]| steps.iter().filter(|s| matches!(s, Step::Move(..))).count();
        for (old, new, wanted) in [
            ("abc", "bca", 1),
            ("abcd", "dcba", 3),
            ("abcde", "xbdae", 1),
            ("ab", "ba", 1),
        ] {
            let (old, new) = (old.as_bytes(), new.as_bytes());
            let pairs: Vec<_> = new
                .iter()
                .map(|b| old.iter().position(|a| a == b))
                .collect();
            let steps = by_identity(old.len(), &pairs);
            assert_eq!(apply(old, new, &steps), new);
            assert_eq!(moves(&steps), wanted);
        }
    }
}
