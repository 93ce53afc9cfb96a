//! Events column by column.
//!
//! No opinion on where they come from. A column that a kind of data does not have is empty and takes no
//! memory; what is missing in a row has a value that no data can have:
//!
//! - deaths: [`UNKNOWN`], the greatest `u32`
//! - values and coordinates: [`NO_NUMBER`], the greatest `f32`; never NaN, so that all values have an order
//! - texts: number 0, the empty text
//!
//! Invariant: a column is empty or as long as `first_day`.

use super::strings::Strings;
use super::to_usize;

/// A count that is not known.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// A number that is not known.
pub(super) const NO_NUMBER: f32 = f32::MAX;

/// How well the days of an event are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DatePrecision {
    /// To the day: it happened on this day, or lasted from the first to the last.
    #[default]
    Day,
    /// About this day, in the same week or so.
    Near,
    /// In this month.
    Month,
    /// Only that it lies between the first and the last day, or lasted through some of them.
    Range,
}

macro_rules! columns {
    ($($(#[doc = $doc:literal])* $name:ident: $type:ty,)*) => {
        /// The columns of a table.
        #[derive(Clone, Debug, Default)]
        pub(super) struct Columns {
            $($(#[doc = $doc])* pub(super) $name: Vec<$type>,)*
        }

        impl Columns {
            /// The rows in another order.
            pub(super) fn in_order(self, order: &[u32]) -> Self {
                Self { $($name: in_order(self.$name, order),)* }
            }

            /// Appends the rows of another table. Numbers of texts and ids must have been adapted.
            pub(super) fn append(&mut self, mut other: Self) {
                $(self.$name.append(&mut other.$name);)*
            }

            /// Gives back memory that is not needed.
            pub(super) fn shrink(&mut self) {
                $(self.$name.shrink_to_fit();)*
            }

            /// Bytes on the heap.
            pub(super) fn n_bytes(&self) -> usize {
                0 $(+ self.$name.capacity() * size_of::<$type>())*
            }
        }
    };
}

columns! {
    /// First day, days since 1970-01-01.
    first_day: i32,
    /// Last day; the same for an event of one day.
    last_day: i32,
    /// How well the days are known.
    precision: DatePrecision,
    /// What is drawn: best deaths, or else the intensity of the kind.
    value: f32,
    /// Lowest figure of deaths.
    low: u32,
    /// Best figure of deaths.
    best: u32,
    /// Highest figure of deaths.
    high: u32,
    /// Degrees north.
    latitude: f32,
    /// Degrees east.
    longitude: f32,
    /// How exact the coordinates are, in the numbers of the kind; 0 if not told.
    place_precision: u8,
    /// Place in words.
    place: u32,
    /// Country.
    country: u32,
    /// Source, or one side.
    actor: u32,
    /// Target, or the other side.
    target: u32,
    /// Type of event.
    event_type: u32,
    /// Code of the event.
    code: u32,
    /// Title.
    title: u32,
    /// Id; see `Ids`.
    id: u64,
    /// Line in the file, from 1.
    line: u32,
    /// Where the record begins in the file, in bytes.
    start: u64,
    /// How long it is, in bytes.
    length: u32,
}

fn in_order<T: Copy + Default>(column: Vec<T>, order: &[u32]) -> Vec<T> {
    if column.is_empty() {
        return column;
    }
    let at = |idx: &u32| column.get(to_usize(*idx)).copied().unwrap_or_default();
    order.iter().map(at).collect()
}

impl Columns {
    /// Adapts the numbers of texts to a table in which they have other numbers.
    pub(super) fn renumber(&mut self, new_ids: &[u32]) {
        for column in [
            &mut self.place,
            &mut self.country,
            &mut self.actor,
            &mut self.target,
            &mut self.event_type,
            &mut self.code,
            &mut self.title,
        ] {
            for id in column {
                *id = new_ids.get(to_usize(*id)).copied().unwrap_or_default();
            }
        }
    }
}

/// Ids of rows: numbers as they are, other texts one behind the other.
///
/// A number with leading zeros is a text, so that every id comes back as it was.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids {
    text: Vec<u8>,
}

impl Ids {
    const IS_TEXT: u64 = 1 << 63;
    const LENGTH_BITS: u32 = 21;
    const LENGTH_MASK: u64 = (1 << Self::LENGTH_BITS) - 1;

    /// What to store for an id.
    #[inline]
    pub(super) fn add(&mut self, id: &[u8]) -> u64 {
        if let [b'1'..=b'9', ..] = id
            && id.len() <= 18
            && id.iter().all(u8::is_ascii_digit)
        {
            return id
                .iter()
                .fold(0, |n, digit| n * 10 + u64::from(digit - b'0'));
        }
        let start = u64::try_from(self.text.len()).unwrap_or(0);
        let length = u64::try_from(id.len()).unwrap_or(0).min(Self::LENGTH_MASK);
        self.text.extend_from_slice(id);
        Self::IS_TEXT | (start << Self::LENGTH_BITS) | length
    }

    /// The id as it stands in the file.
    pub(super) fn get(&self, stored: u64) -> String {
        if stored & Self::IS_TEXT == 0 {
            return stored.to_string();
        }
        let start = (stored & !Self::IS_TEXT) >> Self::LENGTH_BITS;
        let length = stored & Self::LENGTH_MASK;
        let range = usize::try_from(start)
            .ok()
            .zip(usize::try_from(start + length).ok());
        let text = range.and_then(|(start, end)| self.text.get(start..end));
        String::from_utf8_lossy(text.unwrap_or_default()).into_owned()
    }

    /// Appends the texts of others, whose stored numbers are adapted.
    pub(super) fn append(&mut self, mut other: Self, stored: &mut [u64]) {
        let shift = u64::try_from(self.text.len()).unwrap_or(0) << Self::LENGTH_BITS;
        for id in stored.iter_mut().filter(|id| **id & Self::IS_TEXT != 0) {
            *id += shift;
        }
        self.text.append(&mut other.text);
    }

    /// Bytes on the heap.
    pub(super) fn n_bytes(&self) -> usize {
        self.text.capacity()
    }
}

/// Rows as they are read, with the texts and ids that they refer to.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) columns: Columns,
    pub(super) strings: Strings,
    pub(super) ids: Ids,
}

impl Rows {
    pub(super) fn new() -> Self {
        Self {
            columns: Columns::default(),
            strings: Strings::new(),
            ids: Ids::default(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.columns.first_day.len()
    }

    /// Appends the rows of another part of the file.
    pub(super) fn append(&mut self, mut other: Self) {
        if self.len() == 0 {
            *self = other;
            return;
        }
        let n_texts = super::to_u32(other.strings.len());
        let new_ids: Vec<u32> = (0..n_texts)
            .map(|id| self.strings.intern(other.strings.get(id).as_bytes()).0)
            .collect();
        other.columns.renumber(&new_ids);
        self.ids.append(other.ids, &mut other.columns.id);
        self.columns.append(other.columns);
    }

    /// Sorts by day, then by value, then as in the file; what has no value comes last in its day.
    pub(super) fn sort(&mut self) {
        let order = order(&self.columns.first_day, &self.columns.value);
        if let Some(order) = order {
            let columns = std::mem::take(&mut self.columns);
            self.columns = columns.in_order(&order);
        } else {
            self.columns.shrink();
        }
    }
}

/// A number with the order of the value in its upper half.
#[inline]
fn key(value: f32, idx: u32) -> u64 {
    let bits = value.to_bits();
    let ordered = if value.is_sign_negative() {
        !bits
    } else {
        bits | (1 << 31)
    };
    (u64::from(ordered) << 32) | u64::from(idx)
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half of a key")]
fn idx_of(key: u64) -> u32 {
    key as u32
}

/// The order by day and value; `None` if the rows are already in it.
fn order(days: &[i32], values: &[f32]) -> Option<Vec<u32>> {
    /// Days of a table that may be counted one by one, however few its rows.
    const FEW_DAYS: usize = 1 << 20;
    let value = |idx: usize| values.get(idx).copied().unwrap_or(NO_NUMBER);
    let is_sorted = days.windows(2).enumerate().all(|(idx, pair)| match pair {
        [a, b] => a < b || (a == b && value(idx) <= value(idx + 1)),
        _ => true,
    });
    if is_sorted {
        return None;
    }
    let (first, last) = days.iter().fold((i32::MAX, i32::MIN), |(low, high), day| {
        (low.min(*day), high.max(*day))
    });
    let keys = (0..)
        .zip(days)
        .map(|(idx, day)| (*day, key(value(to_usize(idx)), idx)));
    let n_days = usize::try_from(i64::from(last) - i64::from(first) + 1).unwrap_or(usize::MAX);
    if n_days > FEW_DAYS.max(days.len()) {
        let mut keys: Vec<(i32, u64)> = keys.collect();
        keys.sort_unstable();
        return Some(keys.into_iter().map(|(_, key)| idx_of(key)).collect());
    }
    // Count the rows of each day, put each where its day begins, and sort within the days.
    let nth = |day: i32| usize::try_from(i64::from(day) - i64::from(first)).unwrap_or(0);
    let mut next = vec![0_u32; n_days + 1];
    for day in days {
        if let Some(n) = next.get_mut(nth(*day) + 1) {
            *n += 1;
        }
    }
    let mut sum = 0;
    for n in &mut next {
        sum += *n;
        *n = sum;
    }
    let starts = next.clone();
    let mut sorted = vec![0_u64; days.len()];
    for (day, key) in keys {
        if let Some(place) = next.get_mut(nth(day)) {
            if let Some(to) = sorted.get_mut(to_usize(*place)) {
                *to = key;
            }
            *place += 1;
        }
    }
    for bounds in starts.windows(2) {
        if let [start, end] = bounds
            && let Some(day) = sorted.get_mut(to_usize(*start)..to_usize(*end))
        {
            day.sort_unstable();
        }
    }
    Some(sorted.into_iter().map(idx_of).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The order is by day, value and place in the file, for close and far days.
        #[test]
        fn sorts(
            rows in prop::collection::vec((-3..3_i32, -2..3_i8), 0..60),
            far in prop_oneof![Just(1), Just(400_000_000)],
        ) {
            let days: Vec<i32> = rows.iter().map(|(day, _)| day * far).collect();
            let values: Vec<f32> = rows
                .iter()
                .map(|(_, value)| if *value == 2 { NO_NUMBER } else { f32::from(*value) })
                .collect();
            let mut expected: Vec<usize> = (0..days.len()).collect();
            expected.sort_by(|a, b| days[*a].cmp(&days[*b]).then(values[*a].total_cmp(&values[*b])));
            let order = order(&days, &values).map_or_else(
                || (0..days.len()).collect(),
                |order| order.into_iter().map(to_usize).collect::<Vec<_>>(),
            );
            prop_assert_eq!(order, expected);
        }

        /// Every id comes back as it stood in the file, also after parts were joined.
        #[test]
        fn ids_come_back(texts in prop::collection::vec("[0-9]{0,20}|[A-Zé0-9]{0,6}", 0..20)) {
            let (mut all, mut stored_all) = (Ids::default(), Vec::new());
            for text in &texts {
                let mut part = Ids::default();
                let mut stored = vec![part.add(text.as_bytes())];
                all.append(part, &mut stored);
                stored_all.append(&mut stored);
            }
            let back: Vec<String> = stored_all.into_iter().map(|id| all.get(id)).collect();
            prop_assert_eq!(back, texts);
        }
    }
}
