//! The codebook: what every coded value means, where its definition comes from, and what an event
//! code is worth on the scale of Goldstein.
//!
//! It is data, in `data/codebook.ron`, and is built into the program. It has no opinion on dossiers:
//! which code a record carries, and whether that is a good one, is not its business.
//!
//! What holds, by the tests below: every vocabulary of [`codes`](super::codes) is here with exactly its
//! codes in their order; event codes are text, sorted as text, each once; every root has a quad class.
//!
//! Limits: a Goldstein value rates the kind of act and not its size, and the values of CAMEO are a
//! transliteration of a scale made for an older code book. The net of a day hides simultaneous
//! cooperation and conflict.

use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

const BUILT_IN: &str = include_str!("../../data/codebook.ron");

/// Definitions of all coded values, and the event codes with their scores.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codebook {
    /// The vocabularies: first those of the dossier format, then those that are here for reference only.
    pub vocabularies: Vec<VocabularyEntry>,
    /// The event codes.
    pub cameo: Cameo,
}

/// One vocabulary.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VocabularyEntry {
    /// Its name, as in [`codes`](super::codes) where it is a vocabulary of the dossier format.
    pub name: String,
    /// What it is called on screen.
    pub title: String,
    /// What it is about.
    pub definition: String,
    /// Whose vocabulary it is.
    pub source: String,
    /// What there is to know about its use; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Its values, in their order.
    pub values: Vec<ValueEntry>,
}

/// One value of a vocabulary.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueEntry {
    /// The name that stands in a file.
    pub code: String,
    /// The label that is shown; only in reference vocabularies, the others have theirs in the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The number or letter that other code books use, or the rank in an order; `None` where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What the value means, in a sentence or two.
    pub definition: String,
    /// Where the definition comes from.
    pub source: String,
    /// What there is to know about its use; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The CAMEO event codes with their Goldstein values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cameo {
    /// What the code book is called.
    pub title: String,
    /// Where names and values come from.
    pub source: String,
    /// What there is to know about the values.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The twenty roots with their quad classes, sorted by code.
    pub roots: Vec<CameoRoot>,
    /// All codes, roots included, sorted by code as text.
    pub actions: Vec<CameoAction>,
}

/// A root of the code tree; its name and its value are those of the action with the same code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CameoRoot {
    /// Two digits, for example "04".
    pub code: String,
    /// The quad class of all codes that begin with it.
    pub quad_class: QuadClass,
}

/// One event code.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CameoAction {
    /// Two, three or four digits, as text because of the leading zeros: "046".
    pub code: String,
    /// What the act is called.
    pub name: String,
    /// Goldstein value as GDELT uses it: −10 (conflict) to 10 (cooperation).
    pub goldstein: f64,
    /// Goldstein value in ICEWS, only where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icews: Option<f64>,
    /// When to use the code; empty for codes that a round coder seldom needs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub usage: String,
}

impl CameoAction {
    /// The Goldstein value that ICEWS uses, −10 to 10.
    pub fn icews_value(&self) -> f64 {
        self.icews.unwrap_or(self.goldstein)
    }
}

/// The Goldstein value of an event code, and from which code it was taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score<'a> {
    /// −10 (conflict) to 10 (cooperation).
    pub value: f64,
    /// The code that has this value: the code itself, or its nearest parent with a value.
    pub from: &'a str,
    /// The value is that of a parent.
    pub inherited: bool,
}

/// Words or deeds, for or against: the coarsest division of event codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum QuadClass {
    /// Words in favour.
    VerbalCooperation,
    /// Deeds in favour.
    MaterialCooperation,
    /// Words against.
    VerbalConflict,
    /// Deeds against.
    MaterialConflict,
}

impl QuadClass {
    /// The short label that is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::VerbalCooperation => "Verbal cooperation",
            Self::MaterialCooperation => "Material cooperation",
            Self::VerbalConflict => "Verbal conflict",
            Self::MaterialConflict => "Material conflict",
        }
    }
}

/// Whether a text looks like a CAMEO code: two to four digits.
pub fn is_cameo_code_shape(code: &str) -> bool {
    (2..=4).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit())
}

impl Codebook {
    /// The codebook that is built into the program.
    pub fn built_in() -> &'static Self {
        // A test reads the text, so the empty codebook is never seen; it is here so that nothing can panic.
        static CODEBOOK: LazyLock<Codebook> =
            LazyLock::new(|| ron::from_str(BUILT_IN).unwrap_or_default());
        &CODEBOOK
    }

    /// The vocabulary with this name.
    pub fn vocabulary(&self, name: &str) -> Option<&VocabularyEntry> {
        self.vocabularies.iter().find(|entry| entry.name == name)
    }

    /// The value with this code in the vocabulary with this name.
    pub fn value(&self, vocabulary: &str, code: &str) -> Option<&ValueEntry> {
        let entry = self.vocabulary(vocabulary)?;
        entry.values.iter().find(|value| value.code == code)
    }

    /// The event code that is exactly this one.
    pub fn action(&self, code: &str) -> Option<&CameoAction> {
        let actions = &self.cameo.actions;
        let found = actions.binary_search_by(|action| action.code.as_str().cmp(code));
        found.ok().and_then(|idx| actions.get(idx))
    }

    /// The event code that is this one or its nearest parent: the last digit is dropped until one is found.
    pub fn nearest_action(&self, code: &str) -> Option<&CameoAction> {
        if !is_cameo_code_shape(code) {
            return None;
        }
        (2..=code.len())
            .rev()
            .find_map(|n_digits| self.action(code.get(..n_digits)?))
    }

    /// The Goldstein value of an event code, taken from a parent where the code has none of its own.
    /// `None` where the text is no code or its root does not exist.
    ///
    /// Newer code books have codes without a value, such as 1952 for attacks by drones; they inherit the
    /// value of 195, and [`Score::inherited`] says so.
    pub fn score(&self, code: &str) -> Option<Score<'_>> {
        let action = self.nearest_action(code)?;
        Some(Score {
            value: action.goldstein,
            from: &action.code,
            inherited: action.code != code,
        })
    }

    /// The quad class of an event code, by its root.
    pub fn quad_class(&self, code: &str) -> Option<QuadClass> {
        self.root(code).map(|root| root.quad_class)
    }

    /// The name of the root of an event code, for example "Consult" for 046.
    pub fn root_name(&self, code: &str) -> Option<&str> {
        let root = self.action(&self.root(code)?.code)?;
        Some(&root.name)
    }

    fn root(&self, code: &str) -> Option<&CameoRoot> {
        let digits = code.get(..2).filter(|_| is_cameo_code_shape(code))?;
        let roots = &self.cameo.roots;
        let found = roots.binary_search_by(|root| root.code.as_str().cmp(digits));
        found.ok().and_then(|idx| roots.get(idx))
    }
}

#[cfg(test)]
mod tests {
    use super::super::codes::VOCABULARIES;
    use super::*;

    /// The built-in text is a codebook; the message of the parser says what is wrong with it.
    #[test]
    fn built_in_text_parses() {
        assert_eq!(ron::from_str(BUILT_IN).as_ref(), Ok(Codebook::built_in()));
        assert!(!Codebook::built_in().vocabularies.is_empty());
    }

    /// Codebook and program know the same codes, in the same order.
    #[test]
    fn every_vocabulary_of_the_format_is_defined() {
        for vocabulary in VOCABULARIES {
            let entry = Codebook::built_in().vocabulary(vocabulary.name);
            let defined: Vec<&str> = entry
                .into_iter()
                .flat_map(|entry| entry.values.iter().map(|value| value.code.as_str()))
                .collect();
            let coded: Vec<&str> = vocabulary.codes.iter().map(|(code, _)| *code).collect();
            assert_eq!(defined, coded, "{}", vocabulary.name);
        }
    }

    /// Everything has a definition and a source, no name or code stands twice, and a label only where
    /// the program has none.
    #[test]
    fn entries_are_complete_and_unique() {
        let book = Codebook::built_in();
        for entry in &book.vocabularies {
            let own = VOCABULARIES.iter().any(|it| it.name == entry.name);
            let same = book.vocabularies.iter().filter(|it| it.name == entry.name);
            assert_eq!(same.count(), 1, "{}", entry.name);
            for text in [&entry.title, &entry.definition, &entry.source] {
                assert!(!text.trim().is_empty(), "{}", entry.name);
            }
            for value in &entry.values {
                let same = entry.values.iter().filter(|it| it.code == value.code);
                assert_eq!(same.count(), 1, "{}::{}", entry.name, value.code);
                for text in [&value.definition, &value.source] {
                    assert!(!text.trim().is_empty(), "{}::{}", entry.name, value.code);
                }
                assert_eq!(value.label.is_none(), own, "{}::{}", entry.name, value.code);
            }
        }
    }

    /// 20 roots and 312 codes, sorted, each a code by its shape, with a value on the scale and a root.
    #[test]
    fn event_codes_are_complete_and_sorted() {
        let Cameo { roots, actions, .. } = &Codebook::built_in().cameo;
        assert_eq!((roots.len(), actions.len()), (20, 312));
        assert!(roots.is_sorted_by(|a, b| a.code < b.code));
        assert!(actions.is_sorted_by(|a, b| a.code < b.code));
        for action in actions {
            assert!(is_cameo_code_shape(&action.code), "{}", action.code);
            let on_scale = (-10.0..=10.0).contains(&action.goldstein);
            let root = Codebook::built_in().root_name(&action.code);
            assert!(on_scale && root.is_some(), "{}", action.code);
        }
    }

    /// A code without a value inherits the one of its nearest parent; a text that is no code has none.
    #[test]
    fn scores_are_found_or_inherited() {
        let check = |code, expected: Option<(f64, &str)>| {
            let expected = expected.map(|(value, from)| Score {
                value,
                from,
                inherited: from != code,
            });
            assert_eq!(Codebook::built_in().score(code), expected, "{code}");
        };
        check("04", Some((1.0, "04")));
        check("046", Some((7.0, "046")));
        check("057", Some((8.0, "057")));
        check("0871", Some((9.0, "0871")));
        check("130", Some((-4.4, "130")));
        check("13", Some((-6.0, "13")));
        check("1213", Some((-4.0, "1213")));
        check("1214", Some((-4.0, "121")));
        check("1952", Some((-10.0, "195")));
        check("059", Some((3.5, "05")));
        for text in ["", "4", "21", "00", "46a", "19521", "０４", "é1"] {
            check(text, None);
        }
    }

    /// The two tables of the same scale differ in four codes.
    #[test]
    fn icews_differs_in_four_codes() {
        let actions = Codebook::built_in().cameo.actions.iter();
        let found: Vec<String> = actions
            .filter(|it| it.icews.is_some())
            .map(|it| format!("{} {} {}", it.code, it.goldstein, it.icews_value()))
            .collect();
        let expected = ["016 -2 -5", "022 3.2 3.4", "164 -7 -6.5", "165 -6.5 -7"];
        assert_eq!(found, expected);
    }

    /// Root and quad class follow from the first two digits, and the labels agree with the vocabulary.
    #[test]
    fn roots_and_quad_classes() {
        let book = Codebook::built_in();
        let check = |code, name, class: Option<QuadClass>| {
            assert_eq!(book.root_name(code), name, "{code}");
            assert_eq!(book.quad_class(code), class, "{code}");
            let value = class.and_then(|it| book.value("QuadClass", &format!("{it:?}")));
            let label = value.and_then(|it| it.label.as_deref());
            assert_eq!(label, class.map(QuadClass::label), "{code}");
        };
        check("046", Some("Consult"), Some(QuadClass::VerbalCooperation));
        check(
            "090",
            Some("Investigate"),
            Some(QuadClass::MaterialCooperation),
        );
        check("145", Some("Protest"), Some(QuadClass::VerbalConflict));
        check("1952", Some("Fight"), Some(QuadClass::MaterialConflict));
        check("99", None, None);
    }
}
