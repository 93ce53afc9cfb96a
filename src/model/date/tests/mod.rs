//! Dates under test: checks that the tests share.
//!
//! - `standard`: the examples of the standard, and what it forbids.
//! - `answers`: what a date tells about itself.
//! - `laws`: what holds for any text.

mod answers;
mod laws;
mod standard;

use super::*;

fn edtf(text: &str) -> Edtf {
    Edtf::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Reads `text` and expects earliest and latest, `""` for none.
fn check(text: &str, earliest: &str, latest: &str, knowledge: Knowledge) {
    let date = edtf(text);
    assert_eq!(date.earliest(), Day::parse(earliest), "earliest of {text}");
    assert_eq!(date.latest(), Day::parse(latest), "latest of {text}");
    assert_eq!(date.knowledge(), knowledge, "knowledge of {text}");
    assert_eq!(date.as_str(), text);
}
