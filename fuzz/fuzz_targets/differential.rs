//! See `roundtable_fuzz::differential`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| roundtable_fuzz::differential(bytes));
