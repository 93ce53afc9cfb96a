//! Somebody's judgement of how far a conflict has gone, on a scale of levels.
//!
//! It has no opinion on the judgement. A level is never computed: it is a record of who judged, when,
//! why, and on what sources. What the levels mean stands in the codebook.

use super::codes::AssessmentScale;
use super::date::Edtf;
use super::ids::{ActorId, RoundId, SourceId};
use serde::{Deserialize, Serialize};

/// One judgement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// Id, for example "L1".
    pub id: String,
    /// The scale.
    pub scale: AssessmentScale,
    /// The level on that scale, from 1.
    pub level: u32,
    /// The days that are judged: of HIIK a calendar month, else whatever the judge says.
    pub date: Edtf,
    /// The region that is judged, in words; empty for the whole conflict.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub region: String,
    /// The round that is judged, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<RoundId>,
    /// Who judged, in words.
    pub judged_by: String,
    /// The actor behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ActorId>,
    /// When the judgement was made, where that is not when it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Edtf>,
    /// Why this level.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Sources.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

impl Assessment {
    /// Whether the scale has such a level.
    pub fn is_on_scale(&self) -> bool {
        (1..=self.scale.n_levels()).contains(&self.level)
    }
}

impl AssessmentScale {
    /// How many levels the scale has; none for a scale of a later version.
    pub fn n_levels(self) -> u32 {
        match self {
            Self::Hiik => 5,
            Self::Glasl => 9,
            Self::Unrecognised => 0,
        }
    }

    /// The vocabulary of the codebook that defines the levels; empty for a scale of a later version.
    pub fn vocabulary_of_levels(self) -> &'static str {
        match self {
            Self::Hiik => "HiikLevel",
            Self::Glasl => "GlaslStage",
            Self::Unrecognised => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::codebook::Codebook;
    use super::*;

    /// It is read and written by the names of its fields, and what is not there is left out.
    #[test]
    fn reads_and_writes() {
        let text =
            r#"(id:"L1",scale:Hiik,level:3,date:"2025-10",judged_by:"Analyst",sources:["S1"])"#;
        let read: Assessment = ron::from_str(text).unwrap();
        assert_eq!((read.level, read.is_on_scale()), (3, true));
        assert_eq!(ron::to_string(&read).unwrap(), text);
        let off = Assessment { level: 6, ..read };
        assert!(!off.is_on_scale());
    }

    /// The codebook numbers the levels of each scale from 1 on.
    #[test]
    fn levels_are_defined() {
        for scale in AssessmentScale::ALL {
            let entry = Codebook::built_in().vocabulary(scale.vocabulary_of_levels());
            let numbers: Vec<Option<String>> = entry
                .into_iter()
                .flat_map(|entry| entry.values.iter().map(|value| value.number.clone()))
                .collect();
            let expected: Vec<Option<String>> = (1..=scale.n_levels())
                .map(|n| Some(n.to_string()))
                .collect();
            assert_eq!(numbers, expected, "{}", scale.code());
        }
    }
}
