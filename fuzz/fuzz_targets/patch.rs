//! See `roundtable_fuzz::patch`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| roundtable_fuzz::patch(bytes));
