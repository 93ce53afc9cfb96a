//! See `roundtable_fuzz::tape`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| roundtable_fuzz::tape(bytes));
