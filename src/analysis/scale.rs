//! What a CAMEO code is worth.
//!
//! The values are an input: the Goldstein scale for CAMEO, or any other from -10 (most hostile)
//! to +10 (most friendly). This module has no opinion on which is right.
//! The scale looks at the class of an act only, not at who acts or how many die of it.
//!
//! Sources: Goldstein 1992, JCR 36(2), 369-385; CAMEO manual 1.1b3 (Schrodt 2012); quad classes
//! as GDELT has them.

use std::collections::BTreeMap;

/// A table from CAMEO code to value.
///
/// A code that the table lacks takes the value of its parent, found by dropping the last digit.
///
/// ```
/// use roundtable::analysis::Scale;
///
/// let scale = Scale::from_entries([("19".to_owned(), -10.0), ("195".to_owned(), -10.0)]);
/// let drones = scale.lookup("1952").ok_or("no value")?;
/// assert_eq!((drones.value, drones.inherited_from), (-10.0, Some("195")));
/// assert_eq!(scale.lookup("046"), None);
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    values: BTreeMap<String, f64>,
}

/// What a code is worth, and by which entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScaleValue<'a> {
    /// Goldstein points, -10 to +10 in the usual scales; finite.
    pub value: f64,
    /// The parent whose value it is; `None` if the code has its own.
    pub inherited_from: Option<&'a str>,
}

/// Words or deeds, cooperation or conflict: the four classes of CAMEO roots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuadClass {
    /// Class 1, roots 01 to 05.
    VerbalCooperation,
    /// Class 2, roots 06 to 09. Investigate (09) is here though its value is negative.
    MaterialCooperation,
    /// Class 3, roots 10 to 14. Protest (14) is here though it is a deed.
    VerbalConflict,
    /// Class 4, roots 15 to 20.
    MaterialConflict,
}

impl Scale {
    /// The largest value, to either side; more is a slip and would spoil every sum.
    const MAX: f64 = 1e6;

    /// A scale of these codes and values.
    ///
    /// Of a code that comes twice the later value holds. Values that are not finite or beyond
    /// a million are left out, so that such codes inherit or are unknown.
    pub fn from_entries(entries: impl IntoIterator<Item = (String, f64)>) -> Self {
        Self {
            values: entries
                .into_iter()
                .filter(|(_, value)| value.abs() <= Self::MAX)
                .collect(),
        }
    }

    /// The value of a code or of its nearest parent of two digits or more; `None` if neither has
    /// one.
    pub fn lookup(&self, code: &str) -> Option<ScaleValue<'_>> {
        if let Some(&value) = self.values.get(code) {
            return Some(ScaleValue {
                value,
                inherited_from: None,
            });
        }
        let mut parent = code;
        while let Some((last_idx, _)) = parent.char_indices().next_back()
            && last_idx >= 2
        {
            parent = parent.get(..last_idx).unwrap_or_default();
            if let Some((code, &value)) = self.values.get_key_value(parent) {
                return Some(ScaleValue {
                    value,
                    inherited_from: Some(code),
                });
            }
        }
        None
    }

    /// How many codes have a value of their own.
    pub fn n_codes(&self) -> usize {
        self.values.len()
    }
}

impl QuadClass {
    /// Whether it is about deeds and not words.
    pub fn is_material(self) -> bool {
        matches!(self, Self::MaterialCooperation | Self::MaterialConflict)
    }

    /// The words for a legend.
    pub fn label(self) -> &'static str {
        match self {
            Self::VerbalCooperation => "Verbal cooperation",
            Self::MaterialCooperation => "Material cooperation",
            Self::VerbalConflict => "Verbal conflict",
            Self::MaterialConflict => "Material conflict",
        }
    }
}

/// The class of a code by its root; `None` if it does not begin with a root from 01 to 20.
pub fn quad_class(code: &str) -> Option<QuadClass> {
    match root(code)? {
        1..=5 => Some(QuadClass::VerbalCooperation),
        6..=9 => Some(QuadClass::MaterialCooperation),
        10..=14 => Some(QuadClass::VerbalConflict),
        15..=20 => Some(QuadClass::MaterialConflict),
        _ => None,
    }
}

/// Whether acts of the code have no direction: consulting (04x) and signing (057).
///
/// Event data record them once from each side; on a pooled dyad they count once.
pub fn is_reciprocal(code: &str) -> bool {
    code.starts_with("04") || code.starts_with("057")
}

/// Whether an act of several days goes on through all of them: force posture (15), coercion (17),
/// assault (18), fighting (19), mass violence (20).
pub fn lasts_per_day(code: &str) -> bool {
    matches!(root(code), Some(15 | 17..=20))
}

/// The number that the first two digits make.
fn root(code: &str) -> Option<u8> {
    let digits = code.get(..2)?;
    digits
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scale() -> Scale {
        let entries = [("12", -4.0), ("121", -4.5), ("195", -10.0), ("1", 99.0)];
        Scale::from_entries(entries.map(|(code, value)| (code.to_owned(), value)))
    }

    /// The last digit goes until a parent is found, and never beyond the root.
    #[test]
    fn inherits() {
        let scale = scale();
        let lookup = |code| scale.lookup(code).map(|v| (v.value, v.inherited_from));
        assert_eq!(lookup("12"), Some((-4.0, None)));
        assert_eq!(lookup("1214"), Some((-4.5, Some("121"))));
        assert_eq!(lookup("1299"), Some((-4.0, Some("12"))));
        assert_eq!(lookup("1952"), Some((-10.0, Some("195"))));
        for unknown in ["", "0", "19", "13", "046", "ü", "üüü"] {
            assert_eq!(lookup(unknown), None, "{unknown}");
        }
    }

    /// What is no number is no value.
    #[test]
    fn leaves_out_what_is_no_number() {
        let bad = [f64::NAN, f64::INFINITY, -f64::INFINITY, 1e300];
        let scale = Scale::from_entries(bad.map(|value| ("190".to_owned(), value)));
        assert_eq!((scale.n_codes(), scale.lookup("190")), (0, None));
    }

    /// The classes of GDELT, with its two oddities.
    #[test]
    fn classes() {
        assert_eq!(quad_class("046"), Some(QuadClass::VerbalCooperation));
        assert_eq!(quad_class("0871"), Some(QuadClass::MaterialCooperation));
        assert_eq!(quad_class("09"), Some(QuadClass::MaterialCooperation));
        assert_eq!(quad_class("145"), Some(QuadClass::VerbalConflict));
        assert_eq!(quad_class("20"), Some(QuadClass::MaterialConflict));
        for none in ["", "1", "00", "21", "+1", "1ü", "n/d"] {
            assert_eq!(quad_class(none), None, "{none}");
        }
        let per_day = ["15", "17", "18", "190", "20"];
        assert!(per_day.iter().all(|code| lasts_per_day(code)));
        assert!(
            !["164", "14", "046", ""]
                .iter()
                .any(|code| lasts_per_day(code))
        );
        assert!(is_reciprocal("046") && is_reciprocal("057") && !is_reciprocal("05"));
    }

    proptest! {
        /// No code panics, and a value is never more than inherited.
        #[test]
        fn any_code(code in "\\PC{0,6}") {
            let scale = scale();
            if let Some(parent) = scale.lookup(&code).and_then(|value| value.inherited_from) {
                prop_assert!(code.starts_with(parent));
            }
            let _class = (quad_class(&code), is_reciprocal(&code), lasts_per_day(&code));
        }
    }
}
