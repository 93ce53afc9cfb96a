//! Texts that come again and again, each kept once.
//!
//! No opinion on what they mean. Number 0 is the empty text, which is also what is missing.
//! Invariants: equal texts have equal numbers; numbers go up in the order of first sight.

use super::{to_u32, to_usize};
use std::ops::Range;

/// Texts by number.
#[derive(Clone, Debug)]
pub(super) struct Strings {
    text: String,
    spans: Vec<Range<usize>>,
    /// Open addressing: the number of a text and some bits of its hash, at a place that the hash tells.
    slots: Vec<Slot>,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    id: u32,
    check: u32,
}

const EMPTY: Slot = Slot {
    id: u32::MAX,
    check: 0,
};

impl Strings {
    pub(super) fn new() -> Self {
        let mut strings = Self {
            text: String::new(),
            spans: Vec::new(),
            slots: vec![EMPTY; 1 << 10],
        };
        strings.intern(b"");
        strings
    }

    /// The text of a number.
    pub(super) fn get(&self, id: u32) -> &str {
        self.spans
            .get(to_usize(id))
            .and_then(|span| self.text.get(span.clone()))
            .unwrap_or_default()
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Bytes on the heap.
    pub(super) fn n_bytes(&self) -> usize {
        self.text.capacity()
            + self.spans.capacity() * size_of::<Range<usize>>()
            + self.slots.capacity() * size_of::<Slot>()
    }

    /// The number of a text that may be there.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        self.look_up(text.as_bytes(), hash(text.as_bytes())).ok()
    }

    /// The number of a text, and whether it is UTF-8. What is not is replaced by U+FFFD.
    #[inline]
    pub(super) fn intern(&mut self, text: &[u8]) -> (u32, bool) {
        let hash = hash(text);
        match self.look_up(text, hash) {
            Ok(id) => (id, true),
            Err(place) => {
                if let Ok(text) = std::str::from_utf8(text) {
                    (self.insert(text, hash, place), true)
                } else {
                    let text = String::from_utf8_lossy(text).into_owned();
                    (self.intern(text.as_bytes()).0, false)
                }
            }
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "a hash may lose bits; the places in a table fit into a usize"
    )]
    #[inline]
    fn look_up(&self, text: &[u8], hash: u64) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut place = (hash >> 32) as usize & mask;
        loop {
            let slot = self.slots.get(place).copied().unwrap_or(EMPTY);
            if slot.id == EMPTY.id {
                return Err(place);
            }
            if slot.check == hash as u32 && self.get(slot.id).as_bytes() == text {
                return Ok(slot.id);
            }
            place = (place + 1) & mask;
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a hash may lose bits")]
    fn insert(&mut self, text: &str, hash: u64, place: usize) -> u32 {
        let id = to_u32(self.spans.len());
        let start = self.text.len();
        self.text.push_str(text);
        self.spans.push(start..self.text.len());
        if let Some(slot) = self.slots.get_mut(place) {
            *slot = Slot {
                id,
                check: hash as u32,
            };
        }
        if self.spans.len() * 2 > self.slots.len() {
            self.grow();
        }
        id
    }

    fn grow(&mut self) {
        self.slots = vec![EMPTY; self.slots.len() * 2];
        for id in 0..to_u32(self.spans.len()) {
            let hash = hash(self.get(id).as_bytes());
            if let Err(place) = self.look_up(self.get(id).as_bytes(), hash)
                && let Some(slot) = self.slots.get_mut(place)
            {
                #[expect(clippy::cast_possible_truncation, reason = "a hash may lose bits")]
                let check = hash as u32;
                *slot = Slot { id, check };
            }
        }
    }
}

/// A hash of eight bytes at a time.
#[inline]
fn hash(text: &[u8]) -> u64 {
    let (words, rest) = text.as_chunks::<8>();
    let mut hash = u64::try_from(text.len()).unwrap_or(0);
    for word in words {
        hash = mixed(hash ^ u64::from_le_bytes(*word));
    }
    let mut last = [0; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    mixed(hash ^ u64::from_le_bytes(last))
}

/// Spreads every bit over the upper half, and that over the lower.
#[inline]
fn mixed(hash: u64) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let product = hash.wrapping_mul(FACTOR);
    product ^ (product >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Every text comes back, and equal texts have one number, also after the table has grown.
        #[test]
        fn comes_back(texts in prop::collection::vec("[a-c]{0,9}", 0..2000)) {
            let mut strings = Strings::new();
            let ids: Vec<u32> = texts.iter().map(|text| strings.intern(text.as_bytes()).0).collect();
            for (text, id) in texts.iter().zip(&ids) {
                prop_assert_eq!(strings.get(*id), text.as_str());
                prop_assert_eq!(strings.find(text), Some(*id));
            }
            let distinct: std::collections::BTreeSet<_> = texts.iter().filter(|t| !t.is_empty()).collect();
            prop_assert_eq!(strings.len(), distinct.len() + 1);
        }
    }

    /// What is no UTF-8 is kept readable, and said.
    #[test]
    fn replaces_what_is_no_text() {
        let mut strings = Strings::new();
        let (id, is_text) = strings.intern(b"Caf\xe9");
        assert_eq!((strings.get(id), is_text), ("Caf\u{fffd}", false));
        assert_eq!(strings.intern(b"Caf\xe9"), (id, false));
        assert_eq!(strings.intern(b""), (0, true));
    }
}
