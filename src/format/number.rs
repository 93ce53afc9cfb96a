//! Numbers as RON writes them: bases, underscores, type suffixes, `inf` and `NaN`.
//!
//! No opinion on which type is wanted; [`Int`] keeps the suffix so that a reader can check it.

/// An integer literal taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Int<'t> {
    /// Whether a minus stands before it.
    pub(super) negative: bool,
    /// The value without sign; `None` if it does not even fit 128 bits.
    pub(super) magnitude: Option<u128>,
    /// 2, 8, 10 or 16.
    pub(super) base: u32,
    /// The digits with their underscores.
    pub(super) digits: &'t str,
    /// The type it names, like `u8`, or nothing.
    pub(super) suffix: &'t str,
}

impl Int<'_> {
    /// The value, if it fits.
    pub(super) fn value(&self) -> Option<i128> {
        let magnitude = self.magnitude?;
        if self.negative {
            0_i128.checked_sub_unsigned(magnitude)
        } else {
            i128::try_from(magnitude).ok()
        }
    }

    /// Whether the type that it names, if it names one, can hold it.
    pub(super) fn fits_suffix(&self) -> bool {
        let Some(bits) = self
            .suffix
            .get(1..)
            .and_then(|bits| bits.parse::<u32>().ok())
        else {
            return self.magnitude.is_some();
        };
        let signed = self.suffix.starts_with('i');
        let largest = u128::MAX >> (128 - bits.min(128) + u32::from(signed));
        let limit = match (self.negative, signed) {
            (false, _) => largest,
            (true, true) => largest + 1,
            (true, false) => 0,
        };
        self.magnitude.is_some_and(|magnitude| magnitude <= limit)
    }
}

/// Takes an integer literal apart; `None` if it is none. A byte like `b'a'` counts as one.
pub(super) fn int(text: &str) -> Option<Int<'_>> {
    if text.starts_with("b'") {
        let bytes = super::string::decode_bytes(text)?;
        let [byte] = bytes.as_slice() else {
            return None;
        };
        return Some(Int {
            negative: false,
            magnitude: Some(u128::from(*byte)),
            base: 256,
            digits: text,
            suffix: "u8",
        });
    }
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (base, rest) = match rest.get(..2) {
        Some("0x") => (16, rest.get(2..)?),
        Some("0o") => (8, rest.get(2..)?),
        Some("0b") => (2, rest.get(2..)?),
        _ => (10, rest),
    };
    let (digits, suffix) = rest.split_at(rest.find(['i', 'u']).unwrap_or(rest.len()));
    let known = matches!(
        suffix,
        "" | "i8" | "i16" | "i32" | "i64" | "i128" | "u8" | "u16" | "u32" | "u64" | "u128"
    );
    if !known || digits.is_empty() || digits.starts_with('_') {
        return None;
    }
    let mut magnitude = Some(0_u128);
    for c in digits.chars().filter(|&c| c != '_') {
        let digit = u128::from(c.to_digit(base)?);
        magnitude = magnitude
            .and_then(|sum| sum.checked_mul(u128::from(base)))
            .and_then(|sum| sum.checked_add(digit));
    }
    Some(Int {
        negative,
        magnitude,
        base,
        digits,
        suffix,
    })
}

/// A floating point literal: its value as text that Rust reads, and its suffix.
/// Integers in base ten are floating point literals too.
pub(super) fn float_parts(text: &str) -> Option<(String, &str)> {
    let (body, suffix) = match text {
        _ if text.ends_with("f32") => text.split_at(text.len() - 3),
        _ if text.ends_with("f64") => text.split_at(text.len() - 3),
        _ => (text, ""),
    };
    if matches!(body.trim_start_matches(['+', '-']), "inf" | "NaN") {
        let one_sign = body.len() <= 4;
        return one_sign.then(|| (body.to_owned(), suffix));
    }
    let mut plain = String::with_capacity(body.len());
    let mut underscore_allowed = false;
    for c in body.chars() {
        match c {
            '_' if underscore_allowed => continue,
            '0'..='9' | 'e' | 'E' => underscore_allowed = true,
            '.' => underscore_allowed = false,
            '+' | '-' => (),
            _ => return None,
        }
        plain.push(c);
    }
    plain.parse::<f64>().is_ok().then_some((plain, suffix))
}

/// The value of a floating point literal.
pub(super) fn float(text: &str) -> Option<f64> {
    float_parts(text)?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Integers of all spellings.
    #[test]
    fn integers_are_read() {
        let value = |text: &str| int(text).and_then(|int| int.value());
        assert_eq!(value("1_000"), Some(1000));
        assert_eq!(value("-0xFF"), Some(-255));
        assert_eq!(value("+0b101u8"), Some(5));
        assert_eq!(value("0o17"), Some(15));
        assert_eq!(value(r"b'\n'"), Some(10));
        assert_eq!(value("1e5"), None);
        assert_eq!(value("0x_1"), None);
        assert_eq!(value("12abc"), None);
        assert_eq!(value("-"), None);
        let huge = int("999999999999999999999999999999999999999999");
        assert_eq!(huge.map(|int| int.magnitude), Some(None));
    }

    /// Floats of all spellings.
    #[test]
    fn floats_are_read() {
        assert_eq!(float("1."), Some(1.0));
        assert_eq!(float(".5"), Some(0.5));
        assert_eq!(float("1_0.5e-1_0"), Some(10.5e-10));
        assert_eq!(float("-inf"), Some(f64::NEG_INFINITY));
        assert_eq!(float("1.5f32"), Some(1.5));
        assert!(float("NaN").is_some_and(f64::is_nan));
        assert_eq!(float("70._0"), None);
        assert_eq!(float("--inf"), None);
        assert_eq!(float("0x10"), None);
    }
}
