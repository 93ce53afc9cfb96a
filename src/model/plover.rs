//! What an event code is worth on the scale of PLOVER, the code book that came after CAMEO.
//!
//! It is data, in `data/plover.ron`, built into the program: the scores of PLOVER's categories and
//! modes, and the category and mode into which a CAMEO code falls.
//! It has no opinion on inheritance from a parent code; that is the same on every scale.
//!
//! Invariants, by the tests below: codes are CAMEO codes, sorted, each once; every category has a
//! score between -10 and 10.
//!
//! Limits: public statements (01) and appeals (02) are dropped by PLOVER and have no score; some modes
//! of the conversion table have no score of their own and take that of their category.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

const BUILT_IN: &str = include_str!("../../data/plover.ron");

/// Scores of categories and modes, and the way from CAMEO to them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plover {
    /// What the scale is called.
    pub title: String,
    /// Where scores and conversion come from.
    pub source: String,
    /// What there is to know about them.
    pub note: String,
    /// Licence of the source.
    pub licence: String,
    /// The scores, first of a category as a whole, then of its modes.
    pub scores: Vec<PloverScore>,
    /// The conversion from CAMEO, sorted by code as text.
    pub codes: Vec<PloverCode>,
}

/// The score of a category, or of one of its modes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PloverScore {
    /// The category, for example "RETREAT".
    pub category: String,
    /// The mode, for example "ceasefire"; `None` for the category as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// −10 (conflict) to 10 (cooperation).
    pub score: f64,
}

/// Into which category and mode a CAMEO code falls.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PloverCode {
    /// The CAMEO code as text.
    pub code: String,
    /// The category.
    pub category: String,
    /// The mode, where the conversion table gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
}

/// What a CAMEO code is worth in PLOVER.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PloverValue<'a> {
    /// −10 (conflict) to 10 (cooperation).
    pub score: f64,
    /// The category.
    pub category: &'a str,
    /// The mode, where there is one.
    pub mode: Option<&'a str>,
    /// There is a mode, but the score is that of the category, because the mode has none.
    pub is_of_category: bool,
}

impl Plover {
    /// The table that is built into the program.
    pub fn built_in() -> &'static Self {
        // A test reads the text, so the empty table is never seen.
        static PLOVER: LazyLock<Plover> =
            LazyLock::new(|| ron::from_str(BUILT_IN).unwrap_or_default());
        &PLOVER
    }

    /// The value of exactly this CAMEO code; `None` where the conversion table does not hold it.
    pub fn value(&self, code: &str) -> Option<PloverValue<'_>> {
        let found = self.codes.binary_search_by(|it| it.code.as_str().cmp(code));
        let entry = self.codes.get(found.ok()?)?;
        let mode = entry.mode.as_deref();
        let of_mode = mode.and_then(|mode| self.score(&entry.category, Some(mode)));
        Some(PloverValue {
            score: of_mode.or_else(|| self.score(&entry.category, None))?,
            category: &entry.category,
            mode,
            is_of_category: mode.is_some() && of_mode.is_none(),
        })
    }

    fn score(&self, category: &str, mode: Option<&str>) -> Option<f64> {
        let is_it = |it: &&PloverScore| it.category == category && it.mode.as_deref() == mode;
        self.scores.iter().find(is_it).map(|it| it.score)
    }
}

#[cfg(test)]
mod tests {
    use super::super::codebook::{Codebook, is_cameo_code_shape};
    use super::*;

    /// The built-in text is a table; the message of the parser says what is wrong with it.
    #[test]
    fn built_in_text_parses() {
        assert_eq!(ron::from_str(BUILT_IN).as_ref(), Ok(Plover::built_in()));
        assert_eq!(Plover::built_in().scores.len(), 82);
    }

    /// Codes are sorted CAMEO codes, and each of them has a score on the scale.
    #[test]
    fn every_code_has_a_score() {
        let plover = Plover::built_in();
        assert!(plover.codes.is_sorted_by(|a, b| a.code < b.code));
        for entry in &plover.codes {
            let value = plover.value(&entry.code).expect(&entry.code);
            assert!((-10.0..=10.0).contains(&value.score), "{}", entry.code);
            assert!(is_cameo_code_shape(&entry.code), "{}", entry.code);
        }
    }

    /// Scores by mode, by category, by the category of a mode without a score, and none at all.
    #[test]
    fn values() {
        let check = |code, expected: Option<(f64, &str, bool)>| {
            let value = Plover::built_in().value(code);
            let found = value.map(|it| (it.score, it.category, it.is_of_category));
            assert_eq!(found, expected, "{code}");
        };
        check("0871", Some((7.5, "RETREAT", false)));
        check("046", Some((2.5, "CONSULT", false)));
        check("164", Some((-6.0, "SANCTION", false)));
        check("111", Some((-2.0, "ACCUSE", false)));
        check("0842", Some((6.5, "RETREAT", true)));
        check("186", Some((-9.0, "ASSAULT", true)));
        for none in ["01", "013", "0256", "08", "1952", "", "x"] {
            check(none, None);
        }
    }

    /// PLOVER knows every code of CAMEO but statements, appeals, and the root it splits in two.
    #[test]
    fn only_statements_and_appeals_have_no_counterpart() {
        for action in &Codebook::built_in().cameo.actions {
            let code = action.code.as_str();
            let is_dropped = code.starts_with("01") || code.starts_with("02") || code == "08";
            assert_eq!(
                Plover::built_in().value(code).is_none(),
                is_dropped,
                "{code}"
            );
        }
    }
}
