//! Levels over time, as steps: who judged what, from when to when, and on what sources.
//!
//! It has no opinion on the judgements and computes no level. Different judges of one scale have
//! different tracks; between the steps of one judge there may be gaps, and nothing is filled in.
//!
//! - HIIK and Glasl: a judgement of an interval, a month or a year holds for all of it. A judgement of a
//!   day holds until the same judge's next one, and is open at the end if there is none.
//! - PA-X stages: what stage the outcome of each round had, at its last day, and whether that is back
//!   behind the one before.

use crate::model::codebook::Codebook;
use crate::model::codes::{AssessmentScale, PaxStage};
use crate::model::date::{Day, Precision};
use crate::model::{Assessment, RecordKind, Round, SourceId};

use super::lens::View;
use super::trace::RecordRef;

/// The judgements of one judge on one scale about one region.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// The scale.
    pub scale: AssessmentScale,
    /// Who judged.
    pub judged_by: String,
    /// The region; empty for the whole conflict.
    pub region: String,
    /// The steps in the order of time.
    pub steps: Vec<Step>,
}

/// One level.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The id of the judgement.
    pub id: String,
    /// The first day.
    pub first: Day,
    /// The last day; `None` if it holds until further notice.
    pub last: Option<Day>,
    /// The level, from 1.
    pub level: u32,
    /// Its name.
    pub label: String,
    /// Why.
    pub reason: String,
    /// Sources.
    pub sources: Vec<SourceId>,
    /// Whether its days are not known exactly.
    pub is_uncertain: bool,
}

/// The stage that a round reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageStep {
    /// The round.
    pub record: RecordRef,
    /// Its last day.
    pub day: Day,
    /// The stage.
    pub stage: PaxStage,
    /// Its height on the ideal line from ceasefire to implementation, 0 to 4; `None` for "other".
    pub height: Option<u8>,
    /// Up, down or as before; 0 for the first and where a height is missing.
    pub direction: i8,
    /// Sources of the outcome.
    pub sources: Vec<SourceId>,
}

/// The tracks of all judgements, by scale, then judge, then region; and the ids of those without a day
/// or off their scale.
pub fn tracks<'a>(
    assessments: impl IntoIterator<Item = &'a Assessment>,
) -> (Vec<Track>, Vec<String>) {
    let mut tracks: Vec<Track> = Vec::new();
    let mut left_out = Vec::new();
    let mut judged: Vec<(&Assessment, Step)> = Vec::new();
    for assessment in assessments {
        match step(assessment) {
            Some(step) => judged.push((assessment, step)),
            None => left_out.push(assessment.id.clone()),
        }
    }
    judged.sort_by(|(a, one), (b, other)| {
        let key = |it: &Assessment| (it.scale, it.judged_by.clone(), it.region.clone());
        key(a).cmp(&key(b)).then(one.first.cmp(&other.first))
    });
    for (assessment, step) in judged {
        let is_same = |track: &&mut Track| {
            track.scale == assessment.scale
                && track.judged_by == assessment.judged_by
                && track.region == assessment.region
        };
        match tracks.last_mut().filter(is_same) {
            Some(track) => {
                if let Some(before) = track.steps.last_mut()
                    && before.last.is_none_or(|last| last >= step.first)
                {
                    // The next judgement ends the one before, also where they overlap.
                    before.last = Some((step.first - 1).max(before.first));
                }
                track.steps.push(step);
            }
            None => tracks.push(Track {
                scale: assessment.scale,
                judged_by: assessment.judged_by.clone(),
                region: assessment.region.clone(),
                steps: vec![step],
            }),
        }
    }
    (tracks, left_out)
}

fn step(assessment: &Assessment) -> Option<Step> {
    let date = &assessment.date;
    let first = date.earliest()?;
    let is_day = date
        .single()
        .is_some_and(|date| matches!(date.precision(), Precision::Day(_)));
    let number = assessment.level.to_string();
    let label = Codebook::built_in()
        .vocabulary(assessment.scale.vocabulary_of_levels())
        .and_then(|entry| {
            let is_it = |number_of: &Option<String>| number_of.as_deref() == Some(&number);
            entry.values.iter().find(|value| is_it(&value.number))
        })
        .map(|value| value.label.clone().unwrap_or_else(|| value.code.clone()));
    assessment.is_on_scale().then(|| Step {
        id: assessment.id.clone(),
        first,
        last: date.latest().filter(|_| !is_day),
        level: assessment.level,
        label: label.unwrap_or(number),
        reason: assessment.reason.clone(),
        sources: assessment.sources.clone(),
        // A month that is judged as a whole is exact, though no day is.
        is_uncertain: date.members().is_some()
            || date
                .single()
                .is_some_and(|date| date.qualifier() != crate::model::date::Qualifier::Plain),
    })
}

/// The stages of the rounds that were over on the day of the view, in the order of time.
///
/// ```
/// use roundtable::analysis::{View, stages};
/// use roundtable::model::Dossier;
///
/// // A ceasefire, then a partial agreement, then back to talks about talks.
/// let dossier: Dossier = ron::from_str(r#"#![enable(implicit_some)] (
///     format: 1, id: "x", title: "x",
///     rounds: [
///         (id: "R1", ordinal: 1, name: "1", when: (dates: "2025-01-01"), outcome: (kind: CeasefireOrRenewal, pax_stage: Cea)),
///         (id: "R2", ordinal: 2, name: "2", when: (dates: "2025-02-01"), outcome: (kind: PartialSettlement, pax_stage: SubPar)),
///         (id: "R3", ordinal: 3, name: "3", when: (dates: "2025-03-01"), outcome: (kind: ProcessAgreement, pax_stage: Pre)),
///     ],
/// )"#)?;
/// let steps = stages(&dossier.rounds, &View::default());
/// let shown: Vec<_> = steps.iter().map(|step| (step.height, step.direction)).collect();
/// assert_eq!(shown, [(Some(0), 0), (Some(2), 1), (Some(1), -1)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn stages<'a>(rounds: impl IntoIterator<Item = &'a Round>, view: &View) -> Vec<StageStep> {
    let mut steps: Vec<StageStep> = rounds
        .into_iter()
        // Nobody knew the outcome before.
        .filter(|round| view.is_over(&round.when.dates))
        .filter_map(|round| {
            let stage = round.outcome.pax_stage?;
            Some(StageStep {
                record: RecordRef::new(RecordKind::Round, round.id.as_str()),
                day: round.when.dates.latest()?,
                stage,
                height: height(stage),
                direction: 0,
                sources: round.outcome.sources.clone(),
            })
        })
        .collect();
    steps.sort_by_key(|step| step.day);
    let mut before: Option<u8> = None;
    for step in &mut steps {
        if let (Some(before), Some(height)) = (before, step.height) {
            step.direction = match height.cmp(&before) {
                std::cmp::Ordering::Less => -1,
                std::cmp::Ordering::Equal => 0,
                std::cmp::Ordering::Greater => 1,
            };
        }
        before = step.height.or(before);
    }
    steps
}

/// The order of the stages in PA-X's Messy Timeline: ceasefire, pre-negotiation, partial,
/// comprehensive, implementation and renewal.
fn height(stage: PaxStage) -> Option<u8> {
    match stage {
        PaxStage::Cea => Some(0),
        PaxStage::Pre => Some(1),
        PaxStage::SubPar => Some(2),
        PaxStage::SubComp => Some(3),
        PaxStage::Imp | PaxStage::Ren => Some(4),
        PaxStage::Oth | PaxStage::Unrecognised => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::Edtf;

    fn judged(id: &str, by: &str, level: u32, date: &str) -> Assessment {
        Assessment {
            id: id.to_owned(),
            scale: AssessmentScale::Hiik,
            level,
            date: Edtf::parse(date).unwrap(),
            region: String::new(),
            round: None,
            judged_by: by.to_owned(),
            by: None,
            made: None,
            reason: String::new(),
            sources: Vec::new(),
        }
    }

    fn shown(tracks: &[Track]) -> Vec<String> {
        tracks
            .iter()
            .map(|track| {
                let steps: Vec<String> = track
                    .steps
                    .iter()
                    .map(|it| {
                        let last = it
                            .last
                            .map_or_else(|| "..".to_owned(), |day| day.to_string());
                        format!("{} {}/{last} {}", it.id, it.first, it.label)
                    })
                    .collect();
                format!("{}: {}", track.judged_by, steps.join("; "))
            })
            .collect()
    }

    /// A month holds for the month, a day until the next judgement of the same judge; gaps stay.
    #[test]
    fn steps() {
        let (tracks, left_out) = tracks(&[
            judged("L3", "A", 4, "2025-11-10"),
            judged("L1", "A", 3, "2025-09"),
            judged("L2", "A", 5, "2025-11-01"),
            judged("M1", "B", 2, "2025-10?"),
            judged("X1", "B", 6, "2025-10"),
            judged("X2", "B", 1, "../2025-10"),
        ]);
        assert_eq!(
            shown(&tracks),
            [
                "A: L1 2025-09-01/2025-09-30 Violent crisis; L2 2025-11-01/2025-11-09 War; L3 2025-11-10/.. Limited war",
                "B: M1 2025-10-01/2025-10-31 Non-violent crisis",
            ]
        );
        assert_eq!(left_out, ["X1", "X2"]);
        assert!(tracks[1].steps[0].is_uncertain && !tracks[0].steps[0].is_uncertain);
    }

    /// Judgements that overlap do not both hold.
    #[test]
    fn later_judgement_ends_the_earlier() {
        let (tracks, _) = tracks(&[
            judged("L1", "A", 3, "2025-09-01/2025-10-31"),
            judged("L2", "A", 5, "2025-10-10/2025-10-20"),
            judged("L3", "A", 4, "2025-10-10"),
        ]);
        assert_eq!(
            shown(&tracks),
            [
                "A: L1 2025-09-01/2025-10-09 Violent crisis; L2 2025-10-10/2025-10-10 War; L3 2025-10-10/.. Limited war"
            ]
        );
    }
}
