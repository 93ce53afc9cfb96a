//! Where the fields of a record lie.
//!
//! No opinion on where records begin, and none on what fields mean.
//! Invariant: nothing is copied; a field is told by where it starts and ends.

use memchr::{memchr, memchr3};

use super::{to_u32, to_usize};

/// How a table is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// What stands between two fields.
    pub(super) delimiter: u8,
    /// Whether a field may stand in quotation marks.
    pub(super) quoting: bool,
}

impl Dialect {
    pub(super) const COMMA: Self = Self {
        delimiter: b',',
        quoting: true,
    };
    pub(super) const TAB: Self = Self {
        delimiter: b'\t',
        quoting: false,
    };
}

/// Where a field lies, from the start of the record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Whether it has doubled quotation marks.
    pub(super) escaped: bool,
}

/// Why a record cannot be longer than what is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// The file ends there.
    End,
    /// The block ends there, and another one follows.
    Block,
    /// The limit.
    Limit,
    /// The line ends there.
    Line,
}

impl Span {
    #[inline]
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self {
            start: to_u32(start),
            end: to_u32(end),
            escaped: false,
        }
    }
}

/// The quotation mark that closes a field, and whether there are doubled ones before it. At the end of the
/// bytes it cannot be told from the first of two, which the caller has to consider.
#[inline]
pub(super) fn closing_quote(window: &[u8], from: usize) -> Option<(usize, bool)> {
    let mut look = from;
    let mut escaped = false;
    loop {
        let quote = look + memchr(b'"', window.get(look..)?)?;
        if window.get(quote + 1) != Some(&b'"') {
            return Some((quote, escaped));
        }
        escaped = true;
        look = quote + 2;
    }
}

/// Finds the fields without quotation marks that begin at `from`, one behind the other, up to the end of the
/// record or to a field in quotation marks. Gives back where the last one of them ends.
///
/// Eight bytes at a time: a byte is below 14 if taking 14 from it borrows, and that is so for both line ends
/// and for tabs; a byte is the delimiter if nothing is left where the two differ. A borrow may mark a byte too
/// many, but never one too few, and what is marked is looked at.
#[inline]
pub(super) fn plain_fields(
    window: &[u8],
    from: usize,
    Dialect { delimiter, quoting }: Dialect,
    spans: &mut Vec<Span>,
) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    /// In a field so long a wider search is faster.
    const LONG: usize = 32;
    let pattern = ONES * u64::from(delimiter);
    let (mut at, mut start) = (from, from);
    while let Some(bytes) = window.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*bytes);
        let difference = word ^ pattern;
        let is_low = word.wrapping_sub(ONES * 14) & !word;
        let is_same = difference.wrapping_sub(ONES) & !difference;
        let mut marks = (is_low | is_same) & HIGH;
        while marks != 0 {
            let idx = at + to_usize(marks.trailing_zeros() / 8);
            marks &= marks - 1;
            match window.get(idx) {
                Some(byte) if *byte == delimiter => {
                    spans.push(Span::new(start, idx));
                    start = idx + 1;
                    if quoting && window.get(start) == Some(&b'"') {
                        return idx;
                    }
                }
                Some(b'\n' | b'\r') => {
                    spans.push(Span::new(start, idx));
                    return idx;
                }
                _ => {}
            }
        }
        at += 8;
        if at > start + LONG {
            let rest = window.get(at..).unwrap_or_default();
            match memchr3(delimiter, b'\n', b'\r', rest) {
                Some(idx) => at += idx,
                None => break,
            }
        }
    }
    for (idx, byte) in window.iter().enumerate().skip(at.max(start)) {
        if *byte == b'\n' || *byte == b'\r' {
            spans.push(Span::new(start, idx));
            return idx;
        }
        if *byte == delimiter {
            spans.push(Span::new(start, idx));
            start = idx + 1;
            if quoting && window.get(start) == Some(&b'"') {
                return idx;
            }
        }
    }
    spans.push(Span::new(start, window.len()));
    window.len()
}
