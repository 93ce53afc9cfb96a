//! What happened, what is claimed about it, what was said, and where the sources disagree.

use super::codes::{
    Attribution, ClaimRank, ClaimStatus, Confidence, Credibility, DatePrecision, Priority,
    Reliability, SourceKind, Spread,
};
use super::date::Edtf;
use super::ids::{ActorId, AnyId, EventId, RoundId, SourceId, StatementId};
use super::round::Place;
use serde::{Deserialize, Serialize};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Id, for example "E12".
    pub id: EventId,
    /// The day or days, as well as they are known.
    pub date: Edtf,
    /// What kind of date the sources give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_precision: Option<DatePrecision>,
    /// Time of day in words, with the zone where it is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub time: String,
    /// Where.
    #[serde(default)]
    pub place: Place,
    /// The event in a few words.
    pub title: String,
    /// What happened, in our own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Who acted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<ActorId>,
    /// Towards whom; for a mutual act the same actors as in `from`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<ActorId>,
    /// Who else took part, for example the mediators.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<ActorId>,
    /// Whether the act is owned up to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Attribution>,
    /// What there is to say about the actors.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub actors_note: String,
    /// CAMEO code of the act, as text ("046").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cameo: Option<String>,
    /// Why this code, where it was a judgement.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub coding_note: String,
    /// The two actors on whose dyad the event counts; empty where it counts on none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dyad: Vec<ActorId>,
    /// On which days an event of several days counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<Spread>,
    /// Core event or context.
    pub priority: Priority,
    /// How sure it is that it happened as described.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// How sure it is who did it, where that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution_confidence: Option<Confidence>,
    /// How sure the figures are, where that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures_confidence: Option<Confidence>,
    /// What the confidence rests on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub confidence_note: String,
    /// The round that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<RoundId>,
    /// Sources.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// What one claimant says about the number of people harmed. Claims are never added up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Id, for example "C07".
    pub id: String,
    /// The events that it is about; empty where it is about a period only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventId>,
    /// The period that it is about, where that is not the date of its events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Edtf>,
    /// Who claims it, in words.
    pub claimant: String,
    /// The actor behind the claimant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ActorId>,
    /// Who was harmed, in words.
    pub harmed: String,
    /// The side to which those harmed belong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<ActorId>,
    /// People killed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub killed: Option<Count>,
    /// People wounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wounded: Option<Count>,
    /// Posts or positions taken or destroyed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posts: Option<Count>,
    /// When the claim was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Edtf>,
    /// The claim in the claimant's words, 25 words at the most.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quote: String,
    /// What became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ClaimStatus>,
    /// Whether an analyst would take it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<ClaimRank>,
    /// Admiralty credibility, where somebody judged it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credibility: Option<Credibility>,
    /// Anything to say about the figures.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Sources.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

/// A number of people or things as a range. A missing end is not known: "more than 200" has no `high`.
///
/// Data sets such as UCDP GED give a best estimate within the range; whoever names a range in words mostly does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// At least so many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<u32>,
    /// At most so many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<u32>,
    /// What the claimant takes to be the likeliest, between the two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<u32>,
}

impl Count {
    /// Whether the best estimate lies outside the range.
    pub fn is_best_outside(self) -> bool {
        self.best.is_some_and(|best| {
            self.low.is_some_and(|low| best < low) || self.high.is_some_and(|high| best > high)
        })
    }

    /// The range as it is shown: "23", "9–20", "200 or more", "up to 5", "10 (2–40)" with a best estimate; empty where
    /// nothing is known.
    pub fn label(self) -> String {
        let range = match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => low.to_string(),
            (Some(low), Some(high)) => format!("{low}–{high}"),
            (Some(low), None) => format!("{low} or more"),
            (None, Some(high)) => format!("up to {high}"),
            (None, None) => String::new(),
        };
        match self.best.map(|best| best.to_string()) {
            Some(best) if range.is_empty() || range == best => best,
            Some(best) => format!("{best} ({range})"),
            None => range,
        }
    }
}

/// A short verbatim statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Id, for example "Q28".
    pub id: StatementId,
    /// When it was said.
    pub date: Edtf,
    /// Who said it: a person or an institution.
    pub speaker: ActorId,
    /// The office in which it was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub office: String,
    /// The words, verbatim; several pieces where something was left out between them. 25 words at the most.
    pub words: Vec<String>,
    /// What the words refer to, where they do not say so themselves.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub context: String,
    /// Where and how it was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub occasion: String,
    /// Language in which it was said, where the words are a translation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// The same words in another translation, with its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_translation: Option<super::round::Note>,
    /// The round that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<RoundId>,
    /// The events that it is about or that it makes up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventId>,
    /// Sources.
    #[serde(default)]
    pub sources: Vec<SourceId>,
}

impl Statement {
    /// Number of words quoted, over all pieces.
    pub fn n_words(&self) -> usize {
        self.words
            .iter()
            .map(|piece| piece.split_whitespace().count())
            .sum()
    }

    /// The words as they are shown: each piece in quotation marks, pieces joined by an ellipsis.
    pub fn quoted(&self) -> String {
        self.words
            .iter()
            .map(|piece| format!("“{piece}”"))
            .collect::<Vec<_>>()
            .join(" … ")
    }
}

/// A question on which the sources disagree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dispute {
    /// Id, for example "D5".
    pub id: String,
    /// The question.
    pub question: String,
    /// The rounds, events, statements and so on that it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<AnyId>,
    /// Who holds which version.
    #[serde(default)]
    pub versions: Vec<Version>,
    /// How this dossier treats it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub treatment: String,
}

/// One version in a dispute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// Who holds it, in words.
    pub held_by: String,
    /// The actors who hold it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<ActorId>,
    /// The version in our own words.
    pub text: String,
    /// Sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// For what a CAMEO code was used in this dossier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CodingRule {
    /// The code, as text.
    pub code: String,
    /// For what it was used.
    pub rule: String,
    /// What another coder might have taken.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alternative: String,
    /// How sure the coder is.
    pub sureness: Confidence,
}

/// One fact that a source states, and where it went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extract {
    /// Id, for example "SF01".
    pub id: String,
    /// The source that states it.
    pub source: SourceId,
    /// The fact in our own words; verbatim pieces in quotation marks.
    pub text: String,
    /// The records in which it is used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub used_in: Vec<AnyId>,
    /// Other sources that say the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corroborated_by: Vec<SourceId>,
    /// Where they differ, or why it is not used.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Something that was looked for and not found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// Id, for example "G1".
    pub id: String,
    /// What is missing.
    pub text: String,
    /// The records where it is missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<AnyId>,
}

/// A mark of the analyst's own on the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Annotation {
    /// Id, for example "N1".
    pub id: String,
    /// The day or days that it marks.
    pub date: Edtf,
    /// The note.
    pub text: String,
    /// The records that it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<AnyId>,
    /// Private marks are left out of every export.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
}

/// A publication on which facts rest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Id, for example "S48".
    pub id: SourceId,
    /// Who published it.
    pub publisher: String,
    /// Agency or outlet that the publisher cites or republishes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub via: String,
    /// Title of the page.
    pub title: String,
    /// The title is a description of ours, because the page's own was not seen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub title_described: bool,
    /// Date of publication; absent where the page is undated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Edtf>,
    /// Address of the page.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Language, where it is not English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// What kind of publication it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<SourceKind>,
    /// Admiralty grade of the source, where somebody judged it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reliability: Option<Reliability>,
    /// Anything to say about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
