//! What can be chosen in a filter: the countries, actors, pairs, types and codes of a track, with counts.
//!
//! No opinion on how many are shown. Invariants: the most frequent come first, equals in the order of their
//! names; what is missing in a row is no choice.

use super::filter::pair;
use super::table::{EventTable, row_indices};
use super::to_usize;

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The name, as the file has it.
    pub name: String,
    /// Rows that have it.
    pub n: usize,
}

/// Two actors to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DyadChoice {
    /// The one; the first in the order of names.
    pub a: String,
    /// The other.
    pub b: String,
    /// Rows between the two, in either direction.
    pub n: usize,
}

/// Everything that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Countries.
    pub countries: Vec<Choice>,
    /// Actors, on either side; a row of two actors counts for both.
    pub actors: Vec<Choice>,
    /// Pairs of actors.
    pub dyads: Vec<DyadChoice>,
    /// Types of events.
    pub types: Vec<Choice>,
    /// Codes of events.
    pub codes: Vec<Choice>,
}

impl Facets {
    /// The choices in these rows of a table, or in all.
    pub fn of(table: &EventTable, rows: Option<&[u32]>) -> Self {
        let columns = &table.rows.columns;
        let none: &[u32] = &[];
        Self {
            countries: choices(table, rows, [&columns.country, none]),
            actors: choices(table, rows, [&columns.actor, &columns.target]),
            dyads: dyads(table, rows),
            types: choices(table, rows, [&columns.event_type, none]),
            codes: choices(table, rows, [&columns.code, none]),
        }
    }
}

fn choices(table: &EventTable, rows: Option<&[u32]>, [a, b]: [&[u32]; 2]) -> Vec<Choice> {
    let strings = &table.rows.strings;
    let mut counts = vec![0_usize; strings.len()];
    for row in row_indices(table, rows) {
        let (a, b) = (a.get(row).copied(), b.get(row).copied());
        for id in [a, b.filter(|b| Some(*b) != a)].into_iter().flatten() {
            if let Some(count) = counts.get_mut(to_usize(id)) {
                *count += 1;
            }
        }
    }
    // Number 0 is what is missing.
    let counted = (0..).zip(counts).skip(1).filter(|(_, n)| *n > 0);
    let mut choices: Vec<Choice> = counted
        .map(|(id, n)| Choice {
            name: strings.get(id).to_owned(),
            n,
        })
        .collect();
    choices.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.name.cmp(&b.name)));
    choices
}

fn dyads(table: &EventTable, rows: Option<&[u32]>) -> Vec<DyadChoice> {
    let columns = &table.rows.columns;
    let mut pairs: Vec<(u32, u32)> = row_indices(table, rows)
        .filter_map(|row| {
            let (actor, target) = (*columns.actor.get(row)?, *columns.target.get(row)?);
            (actor != 0 && target != 0).then(|| pair(actor, target))
        })
        .collect();
    pairs.sort_unstable();
    let mut dyads: Vec<DyadChoice> = pairs
        .chunk_by(|a, b| a == b)
        .filter_map(|same| {
            let (a, b) = same.first()?;
            let name = |id: &u32| table.rows.strings.get(*id).to_owned();
            let (a, b) = (name(a), name(b));
            let (a, b) = if a <= b { (a, b) } else { (b, a) };
            Some(DyadChoice {
                a,
                b,
                n: same.len(),
            })
        })
        .collect();
    dyads.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| (&a.a, &a.b).cmp(&(&b.a, &b.b))));
    dyads
}
