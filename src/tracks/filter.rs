//! Which rows of a track are shown, and how many are left out by what.
//!
//! The wishes are the dossier's [`TrackFilter`]; no opinion on whether they are wise.
//!
//! Invariants: the rows stay in the order of the table; every row is either in the result or counted under
//! the first wish that it does not satisfy; a wish that names what is not in the file is told.

use super::columns::NO_NUMBER;
use super::once;
use super::table::EventTable;
use super::{to_u32, to_usize};
use crate::model::track::{TrackArea, TrackFilter};

/// The rows that satisfy a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// The rows, ascending, so by day.
    pub rows: Vec<u32>,
    /// How many rows are left out, by the first wish that they do not satisfy.
    pub left_out: LeftOut,
    /// What the filter names and the file does not have.
    pub not_in_file: Vec<String>,
}

/// How many rows are left out by what. A row counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Not in the period.
    pub period: usize,
    /// In another country.
    pub country: usize,
    /// Of other actors.
    pub actor: usize,
    /// Of other pairs of actors.
    pub dyad: usize,
    /// Of other types.
    pub event_type: usize,
    /// With other codes.
    pub code: usize,
    /// Outside the area, or without coordinates.
    pub area: usize,
    /// The mirrored twin of talks or a signature.
    pub mirrored: usize,
    /// The same source, target and code on the same day.
    pub one_a_day: usize,
}

impl LeftOut {
    /// All of them.
    pub fn n_all(&self) -> usize {
        self.period
            + self.country
            + self.actor
            + self.dyad
            + self.event_type
            + self.code
            + self.area
            + self.mirrored
            + self.one_a_day
    }
}

/// A filter in the numbers of a table. `None` restricts nothing.
struct Wishes {
    first: i32,
    last: i32,
    /// By number of a text: whether it is wanted.
    countries: Option<Vec<bool>>,
    actors: Option<Vec<bool>>,
    types: Option<Vec<bool>>,
    codes: Option<Vec<bool>>,
    /// Pairs of numbers, the smaller first, sorted.
    dyads: Option<Vec<(u32, u32)>>,
    area: Option<TrackArea>,
}

impl EventTable {
    /// The rows that satisfy a filter.
    pub fn matching(&self, filter: &TrackFilter) -> Matches {
        let mut matches = Matches::default();
        let wishes = self.wishes(filter, &mut matches.not_in_file);
        for row in 0..self.len() {
            match wishes.refused_by(self, row) {
                None => matches.rows.push(to_u32(row)),
                Some(counter) => *counter(&mut matches.left_out) += 1,
            }
        }
        if filter.drop_mirrored {
            matches.left_out.mirrored = once::drop_mirrored(self, &mut matches.rows);
        }
        if filter.one_a_day {
            matches.left_out.one_a_day = once::one_a_day(self, &mut matches.rows);
        }
        matches
    }

    fn wishes(&self, filter: &TrackFilter, not_in_file: &mut Vec<String>) -> Wishes {
        let strings = &self.rows.strings;
        let mut find = |name: &String| {
            let id = strings.find(name);
            if id.is_none() && !not_in_file.contains(name) {
                not_in_file.push(name.clone());
            }
            id
        };
        let mut wanted = |names: &[String]| {
            if names.is_empty() {
                return None;
            }
            let mut is_wanted = vec![false; strings.len()];
            for id in names.iter().filter_map(&mut find) {
                if let Some(wanted) = is_wanted.get_mut(to_usize(id)) {
                    *wanted = true;
                }
            }
            Some(is_wanted)
        };
        let countries = wanted(&filter.countries);
        let actors = wanted(&filter.actors);
        let types = wanted(&filter.types);
        let begins_well = |id| {
            let text = strings.get(id);
            filter
                .codes
                .iter()
                .any(|code| text.starts_with(code.as_str()))
        };
        let codes = (!filter.codes.is_empty())
            .then(|| (0..to_u32(strings.len())).map(begins_well).collect());
        let dyads = (!filter.dyads.is_empty()).then(|| {
            let mut pairs: Vec<(u32, u32)> = filter
                .dyads
                .iter()
                .filter_map(|dyad| {
                    let (a, b) = (find(&dyad.a), find(&dyad.b));
                    Some(pair(a?, b?))
                })
                .collect();
            pairs.sort_unstable();
            pairs
        });
        let (first, last) = filter
            .period
            .as_ref()
            .map_or((None, None), crate::model::date::Edtf::possible);
        Wishes {
            first: first.map_or(i32::MIN, |day| day.0),
            last: last.map_or(i32::MAX, |day| day.0),
            countries,
            actors,
            types,
            codes,
            dyads,
            area: filter.area,
        }
    }
}

/// Two actors without regard to direction.
pub(super) fn pair(a: u32, b: u32) -> (u32, u32) {
    (a.min(b), a.max(b))
}

/// The counter of a wish.
type Counter = fn(&mut LeftOut) -> &mut usize;

impl Wishes {
    /// The first wish that a row does not satisfy.
    #[inline]
    fn refused_by(&self, table: &EventTable, row: usize) -> Option<Counter> {
        let columns = &table.rows.columns;
        let id = |column: &[u32]| column.get(row).copied().unwrap_or_default();
        let is_wanted = |wanted: &Option<Vec<bool>>, id: u32| match wanted {
            Some(wanted) => wanted.get(to_usize(id)).copied().unwrap_or_default(),
            None => true,
        };
        let day = |column: &[i32]| column.get(row).copied().unwrap_or_default();
        if day(&columns.first_day) > self.last || day(&columns.last_day) < self.first {
            return Some(|left_out| &mut left_out.period);
        }
        if !is_wanted(&self.countries, id(&columns.country)) {
            return Some(|left_out| &mut left_out.country);
        }
        let (actor, target) = (id(&columns.actor), id(&columns.target));
        if !is_wanted(&self.actors, actor) && !is_wanted(&self.actors, target) {
            return Some(|left_out| &mut left_out.actor);
        }
        if let Some(dyads) = &self.dyads
            && dyads.binary_search(&pair(actor, target)).is_err()
        {
            return Some(|left_out| &mut left_out.dyad);
        }
        if !is_wanted(&self.types, id(&columns.event_type)) {
            return Some(|left_out| &mut left_out.event_type);
        }
        if !is_wanted(&self.codes, id(&columns.code)) {
            return Some(|left_out| &mut left_out.code);
        }
        if let Some(area) = self.area {
            let degrees = |column: &[f32]| column.get(row).copied().unwrap_or(NO_NUMBER);
            // What is not known is far outside.
            if !area.contains(degrees(&columns.latitude), degrees(&columns.longitude)) {
                return Some(|left_out| &mut left_out.area);
            }
        }
        None
    }
}
