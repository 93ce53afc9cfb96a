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
pub(crate) fn patch(bytes: &[u8]) -> Verdict {
    thread_local! {
        static FREE: BoxedStrategy<generate::Case> = generate::case().boxed();
        static ORDERED: BoxedStrategy<ordered::Case> = ordered::case().boxed();
    }
    let Some((first, bytes)) = bytes.split_first() else {
        return Ok(());
    };
    if first % 2 == 0 {
        FREE.with(|cases| draw(cases, bytes))
            .map_or(Ok(()), |case| check::editing(&case))
    } else {
        ORDERED
            .with(|cases| draw(cases, bytes))
            .map_or(Ok(()), |case| case.check())
    }
}

/// The case that these bytes stand for; `None` where they stand for none.
fn draw<T: std::fmt::Debug>(cases: &BoxedStrategy<T>, bytes: &[u8]) -> Option<T> {
    let chance = TestRng::from_seed(RngAlgorithm::PassThrough, bytes);
    let config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, chance);
    let tree = cases.new_tree(&mut runner).ok()?;
    Some(tree.current())
}
