//! The two rules by which data coded by machine count an act once.
//!
//! - *Mirrored twin*: talks (04x) and signatures (057) have no direction, and are recorded once from each
//!   side. Of a day, a pair and a code the direction that comes first in the file stays.
//! - *One a day*: of a day, a source, a target and a code one stays, the first in the file. (The `one_a_day`
//!   filter of the Kansas Event Data System.)
//!
//! Rows that lack an actor are left alone: two unknown actors need not be the same.
//! No opinion on whether the rules are wanted. Invariant: rows stay in their order.

use super::table::EventTable;
use super::to_usize;

/// What is compared of a row on a day, then its line and number.
struct Act {
    key: (u32, u32, u32),
    line: u32,
    row: u32,
}

/// Leaves out mirrored twins; gives back how many.
pub(super) fn drop_mirrored(table: &EventTable, rows: &mut Vec<u32>) -> usize {
    let is_reciprocal: Vec<bool> = (0..super::to_u32(table.rows.strings.len()))
        .map(|id| {
            let code = table.rows.strings.get(id);
            code.starts_with("04") || code.starts_with("057")
        })
        .collect();
    let key = |actor: u32, target: u32, code: u32| {
        let counts = is_reciprocal
            .get(to_usize(code))
            .copied()
            .unwrap_or_default();
        (counts && actor != target).then_some((actor.min(target), actor.max(target), code))
    };
    let actor_of = |row: u32| table.rows.columns.actor.get(to_usize(row)).copied();
    leave_out(table, rows, key, |first, other| {
        actor_of(first) != actor_of(other)
    })
}

/// Leaves out repetitions of an act on a day; gives back how many.
pub(super) fn one_a_day(table: &EventTable, rows: &mut Vec<u32>) -> usize {
    let key = |actor, target, code| Some((actor, target, code));
    leave_out(table, rows, key, |_, _| true)
}

/// Leaves out rows that have the key of another row of the day that comes first in the file, if `is_same`
/// agrees for the first and the other.
fn leave_out(
    table: &EventTable,
    rows: &mut Vec<u32>,
    key: impl Fn(u32, u32, u32) -> Option<(u32, u32, u32)>,
    is_same: impl Fn(u32, u32) -> bool,
) -> usize {
    let columns = &table.rows.columns;
    let id = |column: &[u32], row: u32| column.get(to_usize(row)).copied().unwrap_or_default();
    let day = |row: &u32| columns.first_day.get(to_usize(*row)).copied();
    let mut dropped: Vec<u32> = Vec::new();
    let mut acts: Vec<Act> = Vec::new();
    for of_day in rows.chunk_by(|a, b| day(a) == day(b)) {
        acts.clear();
        for row in of_day.iter().copied() {
            let (actor, target) = (id(&columns.actor, row), id(&columns.target, row));
            let code = id(&columns.code, row);
            if actor != 0
                && target != 0
                && code != 0
                && let Some(key) = key(actor, target, code)
            {
                let line = id(&columns.line, row);
                acts.push(Act { key, line, row });
            }
        }
        acts.sort_unstable_by_key(|act| (act.key, act.line, act.row));
        for same in acts.chunk_by(|a, b| a.key == b.key) {
            if let [first, others @ ..] = same {
                let others = others.iter().map(|act| act.row);
                dropped.extend(others.filter(|row| is_same(first.row, *row)));
            }
        }
    }
    dropped.sort_unstable();
    rows.retain(|row| dropped.binary_search(row).is_err());
    dropped.len()
}
