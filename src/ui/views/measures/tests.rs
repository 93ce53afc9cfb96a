//! How numbers are written.

use super::*;

/// Numbers have a real minus and no more digits than they deserve; zero has no sign.
#[test]
fn numbers_are_written() {
    assert_eq!(number(-5.857), "−5.86");
    assert_eq!(number(-0.001), "0.00");
    assert_eq!(signed(5.857), "+5.86");
    assert_eq!(signed(0.001), "0.00");
    assert_eq!(signed(-120.04), "−120.0");
    assert_eq!(number(12_345.6), "12346");
}
