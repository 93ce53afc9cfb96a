//! From a dossier to the inputs of the analysis, and what is computed from them.
//!
//! This is the one place that knows how the fields of an event become an [`Act`].

use super::lens::Shown;
use super::placement::place;
use super::{
    Act, Dyad, Escalation, HalfLife, Hidden, HiddenPart, MAX_DAYS, MeasureSettings, Measures,
    RecordRef, Scale, ScaleKind, Settings, Spread, Weight, Why, escalation,
};
use crate::model::codes::{self, Attribution, Confidence, RoundOutcome};
use crate::model::date::Day;
use crate::model::{Dossier, Event, RecordKind, Round};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What the window shows of the analysis of a dossier.
///
/// The curve is computed at once, since the timeline always shows it; everything else when it is first
/// asked for.
#[derive(Clone, Debug)]
pub struct DossierAnalysis {
    /// The choices with which it was computed.
    pub settings: MeasureSettings,
    /// First and last day of rounds and events, whether they are shown or not.
    pub whole_period: (Day, Day),
    /// First and last day of everything that is shown.
    pub period: (Day, Day),
    /// First and last day on which an event with a code counts, whatever is measured of it.
    pub coded: Option<(Day, Day)>,
    /// What the view takes away.
    pub hidden: Vec<Hidden>,
    /// The same for looking up.
    hidden_records: BTreeMap<RecordRef, Why>,
    /// The versions of disputes, the acts of third parties and the reactions to rounds that the view takes away.
    pub hidden_parts: Vec<HiddenPart>,
    /// The events that have a code and are shown, as acts.
    pub acts: Vec<Act>,
    /// The escalation between the first two parties; `None` where there are fewer than two.
    pub escalation: Option<Escalation>,
    measures: OnceLock<Measures>,
}

impl DossierAnalysis {
    /// Computes the curve of the first two parties.
    pub fn new(dossier: &Dossier, settings: &MeasureSettings) -> Self {
        let shown = Shown::new(dossier, &settings.view);
        let (first, whole_last) = period(dossier);
        let last = settings
            .view
            .known_on
            .map_or(whole_last, |day| day.min(whole_last));
        let acts: Vec<Act> = shown
            .events
            .iter()
            .filter_map(|event| act(dossier, event, settings.disputed))
            .collect();
        let coded = coded(&acts, (first, last));
        let escalation = dossier.dyad().map(|(a, b)| {
            let of_curve = Settings {
                dyad: Dyad::new(a.as_str(), b.as_str()),
                direction: settings.direction,
                filter: settings.filter,
                half_life: settings.half_life,
                // Before the first event with a code nothing is known, which is not the same as calm.
                first: coded.map_or(first, |days| days.0),
                last,
            };
            escalation(&acts, settings.scale.scale(), &of_curve)
        });
        let hidden = shown.hidden;
        Self {
            settings: settings.clone(),
            whole_period: (first, whole_last),
            period: (first, last),
            coded,
            hidden_records: hidden
                .iter()
                .map(|it| (it.record.clone(), it.why))
                .collect(),
            hidden,
            hidden_parts: shown.hidden_parts,
            acts,
            escalation,
            measures: OnceLock::new(),
        }
    }

    /// After how many days an act counts half.
    pub fn half_life(&self) -> HalfLife {
        self.settings.half_life
    }

    /// All measures; `dossier` is the one that was analysed. Computed when first asked for.
    pub fn measures(&self, dossier: &Dossier) -> &Measures {
        self.measures
            .get_or_init(|| Measures::new(dossier, &self.settings))
    }

    /// The outcome of a round as it is seen: of one that was not over on the day of the view nobody knew it.
    pub fn outcome(&self, round: &Round) -> RoundOutcome {
        if self.settings.view.is_over(&round.when.dates) {
            round.outcome.kind
        } else {
            RoundOutcome::Ongoing
        }
    }

    /// How many records of a kind the view takes away.
    pub fn n_hidden(&self, kind: RecordKind) -> usize {
        let is_of_kind = |hidden: &&Hidden| hidden.record.kind == kind;
        self.hidden.iter().filter(is_of_kind).count()
    }

    /// Why the view takes a record away; `None` where it is shown.
    pub fn why_hidden(&self, kind: RecordKind, id: &str) -> Option<Why> {
        if self.hidden_records.is_empty() {
            return None;
        }
        self.hidden_records.get(&RecordRef::new(kind, id)).copied()
    }

    /// Whether the view takes a record away.
    pub fn is_hidden(&self, kind: RecordKind, id: &str) -> bool {
        self.why_hidden(kind, id).is_some()
    }

    /// The versions of a dispute, the acts of a third party or the reactions to a round that the view takes away:
    /// their places, and why.
    pub fn hidden_parts_of(
        &self,
        kind: RecordKind,
        id: &str,
    ) -> impl Iterator<Item = (usize, Why)> {
        let parts = self.hidden_parts.iter();
        parts
            .filter(move |it| it.record.kind == kind && it.record.id == id)
            .map(|it| (it.idx, it.why))
    }

    /// Whether a part of a dispute or a third party came after the day of the view: what is said of it as a
    /// whole may know of that part.
    pub fn has_later_parts(&self, kind: RecordKind, id: &str) -> bool {
        self.hidden_parts_of(kind, id)
            .any(|(_, why)| why.is_later())
    }
}

/// How an event counts of which it is disputed that it happened so.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum DisputedRule {
    /// In full, like any other.
    #[default]
    Accept,
    /// Not at all.
    Reject,
    /// In full for the line; the band reaches to leaving it out.
    Range,
}

impl DisputedRule {
    /// All rules, for a picker.
    pub const ALL: [Self; 3] = [Self::Accept, Self::Reject, Self::Range];

    /// The name that is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Accept => "Count disputed events",
            Self::Reject => "Leave disputed events out",
            Self::Range => "Show disputed events as a range",
        }
    }
}

/// Whether it is disputed that an event happened so: the act is alleged and not owned up to, or the
/// coder has low confidence in it or in who did it.
///
/// A [`Dispute`](crate::model::Dispute) about the event is not enough: most are about how many, when
/// exactly or who asked for it, and not about the act.
pub fn is_disputed(event: &Event) -> bool {
    event.attribution == Some(Attribution::Alleged)
        || event.confidence == Some(Confidence::Low)
        || event.attribution_confidence == Some(Confidence::Low)
}

/// The Goldstein values of the codebook.
pub fn goldstein() -> Scale {
    ScaleKind::Goldstein.scale().clone()
}

/// The act that an event is, or `None` where it has no code.
pub fn act(dossier: &Dossier, event: &Event, rule: DisputedRule) -> Option<Act> {
    let code = event.cameo.clone()?;
    let ids = |ids: &[crate::model::ActorId]| ids.iter().map(|id| id.as_str().to_owned()).collect();
    let counted = dossier
        .dyad()
        .is_some_and(|(a, b)| event.dyad.contains(a) && event.dyad.contains(b));
    Some(Act {
        id: event.id.as_str().to_owned(),
        from: ids(&event.from),
        to: ids(&event.to),
        code,
        date: event.date.clone(),
        spread: match event.spread {
            None | Some(codes::Spread::ByCode | codes::Spread::Unrecognised) => Spread::ByCode,
            Some(codes::Spread::PerDay) => Spread::PerDay,
            Some(codes::Spread::AtStart) => Spread::AtStart,
            Some(codes::Spread::AtEnd) => Spread::AtEnd,
        },
        weight: match rule {
            DisputedRule::Reject if is_disputed(event) => Weight::REJECTED,
            DisputedRule::Range if is_disputed(event) => Weight::disputed(1.0),
            _ => Weight::ACCEPTED,
        },
        counted,
        // An interval in a dossier means "on all of these days"; "on one of them" is a one-of set.
        date_is_uncertain: false,
    })
}

/// First and last day on which one of these acts counts, within a period. An act that is dated to several days and
/// counts on its first only does not reach the others.
pub(super) fn coded(acts: &[Act], (first, last): (Day, Day)) -> Option<(Day, Day)> {
    let mut found: Option<(Day, Day)> = None;
    for chunk in acts.iter().filter_map(place).flat_map(|it| it.chunks) {
        let (from, until) = (chunk.first.max(first), chunk.last.min(last));
        if from <= until {
            let (start, end) = found.unwrap_or((from, until));
            found = Some((start.min(from), end.max(until)));
        }
    }
    found
}

/// First and last day of rounds and events; a year around the epoch where nothing is dated.
///
/// Where that is more than [`MAX_DAYS`], which a mistyped year is enough for, the stretch of that length in which most
/// of them begin; the latest of several.
pub(super) fn period(dossier: &Dossier) -> (Day, Day) {
    let dates = dossier
        .events
        .iter()
        .map(|event| &event.date)
        .chain(dossier.rounds.iter().map(|round| &round.when.dates));
    let mut spans: Vec<(Day, Day)> = dates
        .filter_map(|date| {
            let first = date.earliest().or_else(|| date.latest())?;
            Some((first, date.latest().unwrap_or(first)))
        })
        .collect();
    spans.sort_unstable();
    let mut most = 0;
    let mut found = (Day(0), Day(365));
    for (idx, &(start, _)) in spans.iter().enumerate() {
        let rest = spans.get(idx..).unwrap_or_default();
        let end = start + (MAX_DAYS - 1);
        let n = rest.partition_point(|span| span.0 <= end);
        if n >= most {
            let last = rest.iter().take(n).map(|span| span.1).max();
            (most, found) = (n, (start, last.unwrap_or(start).min(end)));
        }
        // What begins later can hold no more.
        if n == rest.len() {
            break;
        }
    }
    found
}
