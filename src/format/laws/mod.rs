//! Laws that hold for all texts, checked on generated ones.
//!
//! Documents are generated as typed values and written with random spacing, comments, line
//! ends, trailing commas and spellings. Every comment has a number or a name of its own, so that
//! it can be seen where it goes. `cargo test` draws the cases with proptest; the fuzz targets
//! under `fuzz/` draw the same cases from the bytes that the fuzzer gives, through the three
//! functions here.

mod check;
mod generate;
mod lines;
mod log;
mod ordered;
mod scribe;
mod zoo;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod seeds;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// What a law says of a case; the text tells which case it was.
type Verdict = Result<(), String>;

/// Any bytes: the text is cut, parsed, read and edited without a panic, and the tree covers it.
pub(crate) fn tape(bytes: &[u8]) -> Verdict {
    match std::str::from_utf8(bytes) {
        Ok(text) => check::any_text(text),
        Err(_) => check::any_text(&String::from_utf8_lossy(bytes)),
    }
}

/// Any bytes: what `ron` accepts is accepted and means the same, what it refuses is refused.
pub(crate) fn differential(bytes: &[u8]) -> Verdict {
    std::str::from_utf8(bytes).map_or(Ok(()), check::as_ron_reads)
}

/// Bytes as a source of chance: a document, its text, and changes to it.
///
/// What is drawn follows from a few bytes each, so that a change of one byte changes one part of
/// the case; how a text is written is told by the bytes themselves.
pub(crate) fn patch(bytes: &[u8]) -> Verdict {
    let mut chance = Chance(bytes);
    let kind = chance.byte();
    if kind % 2 == 0 {
        let case = generate::case_from(&mut chance, usize::from(kind / 2 % 3) + 1);
        case.map_or(Ok(()), |case| check::editing(&case))
    } else {
        let case = ordered::case_from(&mut chance, usize::from(kind / 2 % 4) + 1);
        case.map_or(Ok(()), |case| case.check())
    }
}

/// Bytes that are used up from the front; behind their end there are zeros.
struct Chance<'b>(&'b [u8]);

impl Chance<'_> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    fn flags<const N: usize>(&mut self) -> [bool; N] {
        let byte = self.byte();
        std::array::from_fn(|at| byte >> at & 1 == 1)
    }

    /// What two bytes make of a strategy; `None` where the strategy gives up.
    ///
    /// The bytes are not the chance itself: proptest asks again and again for chance that it
    /// cannot use, and would never get any other from bytes that are at an end.
    fn draw<T: std::fmt::Debug>(&mut self, strategy: &impl Strategy<Value = T>) -> Option<T> {
        let mut seed = [0; 32];
        for byte in seed.iter_mut().take(2) {
            *byte = self.byte();
        }
        let chance = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
        let config = Config {
            failure_persistence: None,
            ..Config::default()
        };
        let mut runner = TestRunner::new_with_rng(config, chance);
        let tree = strategy.new_tree(&mut runner).ok()?;
        Some(tree.current())
    }
}
