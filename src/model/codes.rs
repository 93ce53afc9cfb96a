//! The coded vocabularies: what may stand where a dossier wants a code.
//!
//! Here are only the names and their short labels; the definition of every value and where it comes
//! from is data, in `data/codebook.ron` (see [`Codebook`](super::codebook::Codebook)), and a test
//! keeps the two in step. A code that is none of ours is read as `Unrecognised`, never as one of ours,
//! and is a finding. A dossier stores the names, never foreign numbers, because code books change.

use serde::{Deserialize, Serialize};

/// A vocabulary as the rest of the program sees it: its name, its codes and their labels.
#[derive(Clone, Copy, Debug)]
pub struct Vocabulary {
    /// Name of the vocabulary, as in the codebook.
    pub name: &'static str,
    /// The codes in their order, each with its label.
    pub codes: &'static [(&'static str, &'static str)],
}

impl Vocabulary {
    /// The label of a code, or the code itself where it is not one of ours.
    pub fn label<'a>(&self, code: &'a str) -> &'a str {
        self.codes
            .iter()
            .find(|(name, _)| *name == code)
            .map_or(code, |(_, label)| label)
    }
}

macro_rules! vocabularies {
    ($($(#[doc = $doc:literal])* $name:ident { $($code:ident => $label:literal),* $(,)? })*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
            pub enum $name {
                $(#[doc = $label] $code,)*
                /// A code that this program does not know, perhaps of a later version of the
                /// format; only the text says which. It is kept there and cannot be chosen.
                #[serde(other, rename = "?")]
                Unrecognised,
            }

            impl $name {
                /// The vocabulary: name, codes and labels.
                pub const VOCABULARY: Vocabulary = Vocabulary {
                    name: stringify!($name),
                    codes: &[$((stringify!($code), $label)),*],
                };
                /// All values that can be chosen, in order.
                pub const ALL: &'static [Self] = &[$(Self::$code),*];

                /// The short label that is shown.
                pub fn label(self) -> &'static str {
                    match self {
                        $(Self::$code => $label,)*
                        Self::Unrecognised => "Not known to this version",
                    }
                }

                /// The name that stands in the file; a question mark where that is not known.
                pub fn code(self) -> &'static str {
                    match self {
                        $(Self::$code => stringify!($code),)*
                        Self::Unrecognised => "?",
                    }
                }
            }
        )*

        /// Every vocabulary of the dossier format.
        pub const VOCABULARIES: &[Vocabulary] = &[$($name::VOCABULARY),*];
    };
}

vocabularies! {
    /// What an actor is.
    ActorKind {
        State => "State",
        DeFactoAuthority => "De facto authority",
        NonStateArmedGroup => "Non-state armed group",
        IntergovernmentalOrganisation => "Intergovernmental organisation",
        Institution => "Institution",
        Person => "Person",
        Other => "Other",
    }
    /// What a third party does in a round (one actor may have several roles).
    ThirdPartyRole {
        Convener => "Convener",
        Host => "Host",
        Facilitator => "Facilitator",
        Mediator => "Mediator",
        CoMediator => "Co-mediator",
        Guarantor => "Guarantor",
        Witness => "Witness",
        Observer => "Observer",
        Monitor => "Monitor",
        GroupOfFriends => "Group of friends",
        TechnicalExpert => "Technical expert",
        Sponsor => "Sponsor",
    }
    /// How a mediator works, after Bercovitch.
    MediationStrategy {
        CommunicationFacilitation => "Communication and facilitation",
        ProceduralFormulation => "Procedural and formulation",
        DirectiveManipulation => "Directive and manipulation",
        Unspecified => "Not known",
    }
    /// How the parties talk to each other.
    TalksFormat {
        Direct => "Direct",
        Proximity => "Proximity",
        Mixed => "Mixed",
        Remote => "Remote",
        Ministerial => "Ministerial",
        TechnicalCommittee => "Technical committee",
        Unknown => "Not known",
    }
    /// The rank of those who lead the delegations.
    TalksLevel {
        HeadOfState => "Head of state or government",
        Minister => "Minister",
        SecurityChief => "Security or intelligence chief",
        SeniorOfficial => "Senior official",
        Expert => "Expert",
        Unknown => "Not known",
    }
    /// The diplomatic track of a round.
    Track {
        One => "Track 1",
        OneAndHalf => "Track 1.5",
        Two => "Track 2",
        Three => "Track 3",
    }
    /// What came out of a round.
    RoundOutcome {
        OfferedNotAccepted => "Offer not accepted",
        HeldNoAgreement => "No agreement",
        BrokenOff => "Broken off",
        ProcessAgreement => "Process agreement",
        CeasefireOrRenewal => "Ceasefire",
        PartialSettlement => "Partial settlement",
        FullSettlement => "Full settlement",
        Ongoing => "Ongoing",
        Adjourned => "Adjourned",
        Unknown => "Not known",
    }
    /// The form in which an outcome exists as a text.
    TextStatus {
        NoText => "No text",
        Oral => "Oral",
        MediatorsStatement => "Joint statement by mediators",
        UnsignedText => "Unsigned text",
        SignedText => "Signed text",
        Ratified => "Ratified",
        Unknown => "Not known",
    }
    /// Stage of an agreement in the PA-X codebook.
    PaxStage {
        Pre => "Pre-negotiation",
        Cea => "Ceasefire",
        SubPar => "Partial agreement",
        SubComp => "Comprehensive agreement",
        Imp => "Implementation",
        Ren => "Renewal",
        Oth => "Other",
    }
    /// Class of a ceasefire in the ETH/PRIO vocabulary.
    CeasefireClass {
        CessationOfHostilities => "Cessation of hostilities",
        CessationWithCompliance => "Cessation with compliance mechanism",
        Definitive => "Definitive ceasefire",
    }
    /// Where a ceasefire stands.
    CeasefireStatus {
        InForce => "In force",
        Conditional => "In force, made conditional",
        Contested => "Contested",
        Ended => "Ended",
        NoCeasefire => "No ceasefire",
        Unknown => "Not known",
    }
    /// How a party's position moved against its previous one; a coder's judgement.
    Movement {
        Toward => "Towards the other side",
        Unchanged => "Unchanged",
        Away => "Away from the other side",
        Mixed => "Mixed",
    }
    /// How a position is known.
    PositionBasis {
        Public => "Stated in public",
        ReportedByOpponent => "Reported by the other side",
        ReportedByOthers => "Reported by others",
        NotFound => "No position found",
    }
    /// How much an event matters for following the process.
    Priority {
        Core => "Core event",
        Context => "Context",
    }
    /// How sure the coder is.
    Confidence {
        High => "High",
        Medium => "Medium",
        Low => "Low",
    }
    /// Whether the act is owned up to.
    Attribution {
        Claimed => "Claimed by the actor",
        ClaimedByOfficials => "Claimed by unnamed officials",
        Alleged => "Alleged, not claimed",
        Unclaimed => "Unclaimed",
    }
    /// What kind of date a source gives.
    DatePrecision {
        Day => "Day",
        Night => "Night over two days",
        Range => "Range of days",
        Approx => "One of these days",
    }
    /// How well a place is known.
    PlacePrecision {
        City => "City, about 5 km",
        District => "District, about 30 km",
        Region => "Region or several places",
        NotStated => "Not stated",
    }
    /// On which days an event of several days counts.
    Spread {
        ByCode => "By its code",
        PerDay => "On each day",
        AtStart => "On the first day",
        AtEnd => "On the last day",
    }
    /// What became of a claim.
    ClaimStatus {
        Asserted => "Asserted",
        Denied => "Denied",
        Corrected => "Corrected",
        Retracted => "Retracted",
    }
    /// Which claim an analyst would take first.
    ClaimRank {
        Preferred => "Preferred",
        Normal => "Normal",
        Deprecated => "Deprecated",
    }
    /// Credibility of a piece of information, Admiralty scale 1 to 6.
    Credibility {
        Confirmed => "1 Confirmed",
        ProbablyTrue => "2 Probably true",
        PossiblyTrue => "3 Possibly true",
        Doubtful => "4 Doubtful",
        Improbable => "5 Improbable",
        CannotBeJudged => "6 Cannot be judged",
    }
    /// Reliability of a source, Admiralty scale A to F.
    Reliability {
        A => "A Reliable",
        B => "B Usually reliable",
        C => "C Fairly reliable",
        D => "D Not usually reliable",
        E => "E Unreliable",
        F => "F Cannot be judged",
    }
    /// What kind of publication a source is.
    SourceKind {
        PrimaryDocument => "Primary document",
        NewsAgency => "News agency",
        Newspaper => "Newspaper or magazine",
        Broadcaster => "Broadcaster",
        NewsSite => "News site",
        Republication => "Republication",
        Database => "Data set",
        Other => "Other",
    }
    /// How far a commitment is carried out, on the scale of the Peace Accords Matrix.
    Implementation {
        NotInitiated => "0 Not initiated",
        Minimal => "1 Minimal",
        Intermediate => "2 Intermediate",
        Full => "3 Full",
    }
    /// A scale on which somebody judges how far a conflict has gone.
    AssessmentScale {
        Hiik => "Conflict intensity (HIIK)",
        Glasl => "Stage of escalation (Glasl)",
    }
    /// What kind of data a file of background data holds.
    TrackKind {
        UcdpGed => "UCDP GED",
        Acled => "ACLED",
        GdeltEvents => "GDELT events",
        Icews => "ICEWS",
        PaX => "PA-X",
        Mapped => "Other table",
    }
    /// What stands between two fields of a table.
    Delimiter {
        Comma => "Comma",
        Semicolon => "Semicolon",
        Tab => "Tab",
        Bar => "Bar",
    }
    /// In which order day and month stand where they are numbers behind each other.
    DateForm {
        YearFirst => "Year first",
        DayMonthYear => "Day, month, year",
        MonthDayYear => "Month, day, year",
    }
}
