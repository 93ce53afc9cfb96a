//! The three scales on which an act can be rated, and how a code came to its value.
//!
//! It has no opinion on which is right: that a result depends on the choice is itself a result (see
//! [`SignAgreement`](super::SignAgreement)).
//!
//! - Goldstein, values of GDELT: Goldstein 1992 carried over to CAMEO.
//! - Goldstein, values of ICEWS: the same but for 016, 022, 164 and 165.
//! - PLOVER: scores of an expert panel for another code book, by its own conversion table. Public
//!   statements (01) and appeals (02) have no counterpart and no value there.

use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

use super::scale::Scale;
use crate::model::codebook::Codebook;
use crate::model::plover::Plover;

/// The scales to choose from.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum ScaleKind {
    /// Goldstein's scale with the values of GDELT.
    #[default]
    Goldstein,
    /// Goldstein's scale with the values of ICEWS, which differ in four codes.
    GoldsteinIcews,
    /// PLOVER's scores.
    Plover,
}

/// What a code is worth on a scale, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Valued {
    /// Points, −10 (conflict) to 10 (cooperation).
    pub value: f64,
    /// The parent whose value it is, found by dropping the last digit; `None` if it is its own.
    pub inherited_from: Option<&'static str>,
    /// What else there is to say, as a phrase; empty for a plain value.
    pub note: String,
}

impl ScaleKind {
    /// All scales, for a picker and for comparing them.
    pub const ALL: [Self; 3] = [Self::Goldstein, Self::GoldsteinIcews, Self::Plover];

    /// The name that is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Goldstein => "Goldstein (GDELT)",
            Self::GoldsteinIcews => "Goldstein (ICEWS)",
            Self::Plover => "PLOVER",
        }
    }

    /// Where the values come from.
    pub fn source(self) -> &'static str {
        match self {
            Self::Goldstein => {
                "Goldstein 1992, Journal of Conflict Resolution 36(2), 369–385; values for CAMEO as in the look-up table of GDELT"
            }
            Self::GoldsteinIcews => {
                "Goldstein 1992, Journal of Conflict Resolution 36(2), 369–385; values for CAMEO as in ICEWS"
            }
            Self::Plover => &Plover::built_in().source,
        }
    }

    /// The table of values.
    pub fn scale(self) -> &'static Scale {
        static SCALES: LazyLock<[Scale; 3]> = LazyLock::new(|| {
            let actions = || Codebook::built_in().cameo.actions.iter();
            let plover = Plover::built_in();
            [
                Scale::from_entries(actions().map(|it| (it.code.clone(), it.goldstein))),
                Scale::from_entries(actions().map(|it| (it.code.clone(), it.icews_value()))),
                Scale::from_entries(plover.codes.iter().filter_map(|it| {
                    let value = plover.value(&it.code)?;
                    Some((it.code.clone(), value.score))
                })),
            ]
        });
        let [goldstein, icews, plover] = &*SCALES;
        match self {
            Self::Goldstein => goldstein,
            Self::GoldsteinIcews => icews,
            Self::Plover => plover,
        }
    }

    /// What a code is worth and why; `None` where neither it nor a parent is on the scale.
    ///
    /// ```
    /// use roundtable::analysis::ScaleKind;
    ///
    /// // Declaring a truce: 9 after Goldstein, 7.5 as RETREAT, ceasefire in PLOVER.
    /// let truce = |kind: ScaleKind| kind.value("0871").map(|it| it.value);
    /// assert_eq!(truce(ScaleKind::Goldstein), Some(9.0));
    /// assert_eq!(truce(ScaleKind::Plover), Some(7.5));
    /// // An attack by drones has no value of its own and takes that of attacks from the air.
    /// let drones = ScaleKind::Goldstein.value("1952").ok_or("no value")?;
    /// assert_eq!((drones.value, drones.inherited_from), (-10.0, Some("195")));
    /// // PLOVER has dropped public statements.
    /// assert_eq!(ScaleKind::Plover.value("013"), None);
    /// # Ok::<(), &str>(())
    /// ```
    pub fn value(self, code: &str) -> Option<Valued> {
        let found = self.scale().lookup(code)?;
        let own = found.inherited_from.unwrap_or(code);
        let note = match self {
            Self::Goldstein => String::new(),
            Self::GoldsteinIcews => Codebook::built_in()
                .action(own)
                .and_then(|action| action.icews.map(|_| action.goldstein))
                .map_or_else(String::new, |gdelt| format!("GDELT has {gdelt:.1}")),
            Self::Plover => Plover::built_in()
                .value(own)
                .map_or_else(String::new, |value| {
                    let category = value.category;
                    match value.mode {
                        Some(mode) if value.is_of_category => {
                            format!("{category}; its mode “{mode}” has no score of its own")
                        }
                        Some(mode) => format!("{category}, {mode}"),
                        None => category.to_owned(),
                    }
                }),
        };
        Some(Valued {
            value: found.value,
            inherited_from: found.inherited_from,
            note,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, expected: [Option<(f64, Option<&str>, &str)>; 3]) {
        for (kind, expected) in ScaleKind::ALL.into_iter().zip(expected) {
            let valued = kind.value(code);
            let found = valued
                .as_ref()
                .map(|it| (it.value, it.inherited_from, it.note.as_str()));
            assert_eq!(found, expected, "{code} {}", kind.label());
        }
    }

    /// Values, parents and notes of one code on the three scales.
    #[test]
    fn values() {
        check(
            "164",
            [
                Some((-7.0, None, "")),
                Some((-6.5, None, "GDELT has -7.0")),
                Some((-6.0, None, "SANCTION, withdraw")),
            ],
        );
        check(
            "1214",
            [
                Some((-4.0, Some("121"), "")),
                Some((-4.0, Some("121"), "")),
                Some((-1.5, None, "REJECT, assist")),
            ],
        );
        check(
            "0842",
            [
                Some((7.0, None, "")),
                Some((7.0, None, "")),
                Some((
                    6.5,
                    None,
                    "RETREAT; its mode “return” has no score of its own",
                )),
            ],
        );
        check(
            "016",
            [
                Some((-2.0, None, "")),
                Some((-5.0, None, "GDELT has -2.0")),
                None,
            ],
        );
        check("99", [None, None, None]);
    }

    /// GDELT and ICEWS differ in exactly four codes.
    #[test]
    fn icews_differs_in_four_codes() {
        let differ: Vec<&str> = Codebook::built_in()
            .cameo
            .actions
            .iter()
            .map(|action| action.code.as_str())
            .filter(|code| {
                ScaleKind::Goldstein.scale().lookup(code)
                    != ScaleKind::GoldsteinIcews.scale().lookup(code)
            })
            .collect();
        assert_eq!(differ, ["016", "022", "164", "165"]);
    }
}
