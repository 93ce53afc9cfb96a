//! Sorting by the columns of a table.
//!
//! Sorting is stable, and values that are missing come last in either direction, because a gap is
//! neither small nor large.

use crate::model::date::Edtf;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// What a cell is sorted by. All cells of a column have the same kind of it.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(in crate::ui::views) enum Key {
    /// A text in small letters.
    Text(String),
    /// A number, or a range by its best estimate, else its lower end.
    Number(f64),
    /// A date.
    Date(Edtf),
    /// An id, see [`id_key`].
    Id((String, u64, String)),
}

/// By which column a table is sorted, and which way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::ui::views) struct Sort<C> {
    /// The column.
    pub(in crate::ui::views) column: C,
    /// Small values first.
    pub(in crate::ui::views) ascending: bool,
}

impl<C: PartialEq> Sort<C> {
    /// What a click on a header makes of the sorting: ascending, then descending, then the order of
    /// the file again.
    pub(in crate::ui::views) fn clicked(sort: Option<Self>, column: C) -> Option<Self> {
        match sort {
            Some(sort) if sort.column == column => sort.ascending.then_some(Self {
                column,
                ascending: false,
            }),
            _ => Some(Self {
                column,
                ascending: true,
            }),
        }
    }
}

/// Compares two values of a column; what is missing comes last either way.
pub(in crate::ui::views) fn compare<K: PartialOrd>(
    a: Option<K>,
    b: Option<K>,
    ascending: bool,
) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => {
            let order = a.partial_cmp(&b).unwrap_or(Ordering::Equal);
            if ascending { order } else { order.reverse() }
        }
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// An id as people sort it: "E2" before "E12", "S04" before "S04b".
pub(in crate::ui::views) fn id_key(id: &str) -> (String, u64, String) {
    let is_digit = |c: char| c.is_ascii_digit();
    let start = id.find(is_digit).unwrap_or(id.len());
    let (letters, rest) = id.split_at(start);
    let end = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
    let (digits, tail) = rest.split_at(end);
    (
        letters.to_owned(),
        digits.parse().unwrap_or(u64::MAX),
        tail.to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A header goes from ascending to descending to the order of the file; another one starts anew.
    #[test]
    fn headers_cycle() {
        let sort = Sort::clicked(None, 1);
        assert_eq!(
            sort,
            Some(Sort {
                column: 1,
                ascending: true
            })
        );
        let down = Sort::clicked(sort, 1);
        assert_eq!(
            down,
            Some(Sort {
                column: 1,
                ascending: false
            })
        );
        assert_eq!(Sort::clicked(down.clone(), 1), None);
        assert_eq!(
            Sort::clicked(down, 2),
            Some(Sort {
                column: 2,
                ascending: true
            })
        );
    }

    /// Missing values come last in both directions.
    #[test]
    fn missing_is_last() {
        for ascending in [true, false] {
            assert_eq!(compare(Some(1.0), None, ascending), Ordering::Less);
            assert_eq!(compare(None, Some(1.0), ascending), Ordering::Greater);
        }
        assert_eq!(compare(Some(1), Some(2), true), Ordering::Less);
        assert_eq!(compare(Some(1), Some(2), false), Ordering::Greater);
    }

    /// Numbers in ids count as numbers.
    #[test]
    fn ids_sort_as_people_do() {
        let mut ids = ["S10", "S2", "S04b", "S04", "A1", "x"];
        ids.sort_by_key(|id| id_key(id));
        assert_eq!(ids, ["A1", "S2", "S04", "S04b", "S10", "x"]);
    }
}
