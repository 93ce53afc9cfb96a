//! The text layer and its laws, for the fuzz targets.
//!
//! The same source as in the program, so that building a target does not build the window.

#![allow(
    dead_code,
    unused_imports,
    reason = "the targets use the laws, and the laws not all of the layer"
)]

#[path = "../../src/format/mod.rs"]
mod format;

/// Stops with what broke, which the fuzzer keeps with the input.
#[cfg(fuzzing)]
fn must_hold(verdict: Result<(), String>) {
    assert!(verdict.is_ok(), "{}", verdict.unwrap_err());
}

/// Any bytes as a text.
#[cfg(fuzzing)]
pub fn tape(bytes: &[u8]) {
    must_hold(format::laws::tape(bytes));
}

/// Any bytes as a text, beside `ron`.
#[cfg(fuzzing)]
pub fn differential(bytes: &[u8]) {
    must_hold(format::laws::differential(bytes));
}

/// Bytes as a document, its text, and changes to it.
#[cfg(fuzzing)]
pub fn patch(bytes: &[u8]) {
    must_hold(format::laws::patch(bytes));
}
