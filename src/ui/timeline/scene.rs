//! What of a dossier stands on the timeline, as plain data without any geometry.
//!
//! It is made once for every state of the text. Dates stay as wide as they are known. What has no date
//! at all, with both ends open, is left out, because there is no place for it.

use super::lanes::{self, Lane, LaneChoice};
use super::notes::{Note, notes};
use super::periods::{CeasefireSpan, RoundSpan, ceasefires, rounds};
use super::scale::{TimeView, day_at};
use super::tracks::{Strip, strips};
use super::when::When;
use crate::analysis::dossier::{DossierAnalysis, is_disputed};
use crate::model::codebook::{Codebook, QuadClass};
use crate::model::codes::Priority;
use crate::model::date::{Day, Edtf};
use crate::model::{Dossier, RecordKind, RoundId};
use std::collections::{BTreeMap, BTreeSet};

/// Days that are shown after the last round when the timeline is first opened.
const AFTERMATH_DAYS: i32 = 21;

/// Everything that can be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Scene {
    /// The rounds, in the order of time.
    pub rounds: Vec<RoundSpan>,
    /// The ceasefires, in the order of time.
    pub ceasefires: Vec<CeasefireSpan>,
    /// The analyst's own marks, in the order of time.
    pub notes: Vec<Note>,
    /// The tracks of background data, in the order of the dossier.
    pub strips: Vec<Strip>,
    /// The events, in the order of time.
    pub events: Vec<EventMark>,
    /// The lanes in which there is any event, from the top.
    pub lanes: Vec<Lane>,
    /// First and last day of everything; `None` where nothing is dated.
    pub extent: Option<(Day, Day)>,
    /// The day after which nothing was looked for.
    pub cutoff: Option<Day>,
    /// The first day of the events at the end that have no code; `None` where the last event has one.
    /// From there on the curve is not known: decaying to zero it would claim a calm of which nothing
    /// is known.
    pub coding_ends: Option<Day>,
}

/// An event.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EventMark {
    /// Its id.
    pub id: String,
    /// Its place in the dossier's list.
    pub idx: usize,
    /// Its title.
    pub title: String,
    /// Class of the act; `None` where it has no code.
    pub class: Option<QuadClass>,
    /// Whether it counts in the escalation curve; true for all where there is no curve.
    pub counted: bool,
    /// Core event or context.
    pub core: bool,
    /// Whether it is disputed that it happened so.
    pub is_disputed: bool,
    /// The round that it belongs to.
    pub round: Option<RoundId>,
    /// Index of its lane in [`Scene::lanes`].
    pub lane_idx: usize,
    /// When it was.
    pub when: When,
}

impl Scene {
    /// Reads a dossier with its analysis; `choice` says how the events are divided into lanes.
    pub(super) fn new(dossier: &Dossier, analysis: &DossierAnalysis, choice: &LaneChoice) -> Self {
        let is_shown = |kind| move |id: &str| !analysis.is_hidden(kind, id);
        let mut scene = Self {
            rounds: rounds(dossier, analysis),
            ceasefires: ceasefires(dossier, &is_shown(RecordKind::Ceasefire)),
            notes: notes(dossier, &is_shown(RecordKind::Annotation)),
            strips: strips(dossier, analysis),
            cutoff: dossier.cutoff.as_ref().and_then(Edtf::latest),
            ..Self::default()
        };
        scene.place_events(dossier, analysis, choice);
        scene.coding_ends = coding_ends(dossier, analysis);
        let spans = scene.rounds.iter().map(|round| round.when);
        let spans = spans.chain(scene.ceasefires.iter().map(|ceasefire| ceasefire.when));
        let spans = spans.chain(scene.events.iter().map(|event| event.when));
        scene.extent = spans
            .map(When::days)
            .reduce(|(first, last), (other_first, other_last)| {
                (first.min(other_first), last.max(other_last))
            });
        scene
    }

    fn place_events(&mut self, dossier: &Dossier, analysis: &DossierAnalysis, choice: &LaneChoice) {
        let book = Codebook::built_in();
        let counted = counted_ids(analysis);
        let kinds = lanes::kinds(dossier, choice);
        let mut placed: Vec<(usize, EventMark)> = dossier
            .events
            .iter()
            .enumerate()
            .filter(|(_, event)| !analysis.is_hidden(RecordKind::Event, event.id.as_str()))
            .filter_map(|(idx, event)| {
                let class = event
                    .cameo
                    .as_deref()
                    .and_then(|code| book.quad_class(code));
                let mark = EventMark {
                    id: event.id.0.clone(),
                    idx,
                    title: event.title.clone(),
                    class,
                    counted: counted
                        .as_ref()
                        .is_none_or(|ids| ids.contains(event.id.as_str())),
                    core: event.priority == Priority::Core,
                    is_disputed: is_disputed(event),
                    round: event.round.clone(),
                    lane_idx: 0,
                    when: When::of(&event.date)?,
                };
                Some((kinds.of(dossier, event, class), mark))
            })
            .collect();
        placed.sort_by(|(_, a), (_, b)| {
            a.when
                .first()
                .total_cmp(&b.when.first())
                .then(a.when.last().total_cmp(&b.when.last()))
        });
        for kind in kinds.order() {
            let mut per_day: BTreeMap<Day, usize> = BTreeMap::new();
            for (_, event) in placed.iter().filter(|(other, _)| *other == kind) {
                *per_day.entry(day_at(event.when.middle())).or_default() += 1;
            }
            let Some(n_busiest_day) = per_day.into_values().max() else {
                continue;
            };
            for (_, event) in placed.iter_mut().filter(|(other, _)| *other == kind) {
                event.lane_idx = self.lanes.len();
            }
            self.lanes.extend(kinds.lane(kind, n_busiest_day));
        }
        self.events = placed.into_iter().map(|(_, event)| event).collect();
    }

    /// The part of time that is shown at first: from the first event to some weeks after the last
    /// round. What follows may run on for months and would squeeze the rounds.
    pub(super) fn opening_view(&self) -> TimeView {
        let Some((first, last)) = self.extent else {
            return TimeView::of_days(Day(0), Day(365));
        };
        let last_round = self.rounds.iter().map(|round| round.when.days().1).max();
        let end = last_round.map_or(last, |day| day + AFTERMATH_DAYS);
        TimeView::of_days(first, end.max(first)).padded(0.01)
    }

    /// All of it.
    pub(super) fn whole_view(&self) -> TimeView {
        let Some((first, last)) = self.extent else {
            return TimeView::of_days(Day(0), Day(365));
        };
        TimeView::of_days(first, self.cutoff.map_or(last, |cutoff| last.max(cutoff))).padded(0.02)
    }

    /// A round with half its length, and at least three days, on both sides.
    pub(super) fn round_view(&self, id: &RoundId) -> Option<TimeView> {
        let when = self.rounds.iter().find(|round| round.id == *id)?.when;
        let room = ((when.last() - when.first()) / 2.0).max(3.0);
        Some(TimeView::new(when.first() - room, when.last() + room))
    }
}

/// The ids of the events that count in the curve; `None` where there is no curve.
fn counted_ids(analysis: &DossierAnalysis) -> Option<BTreeSet<&str>> {
    let escalation = analysis.escalation.as_ref()?;
    let skipped: BTreeSet<usize> = escalation
        .skipped
        .iter()
        .map(|skipped| skipped.act_idx)
        .collect();
    let counting = analysis
        .acts
        .iter()
        .enumerate()
        .filter(|(idx, _)| !skipped.contains(idx));
    Some(counting.map(|(_, act)| act.id.as_str()).collect())
}

/// From when on events follow that nobody has coded: the day of the first of them, but not before the last act with a
/// code is over.
fn coding_ends(dossier: &Dossier, analysis: &DossierAnalysis) -> Option<Day> {
    analysis.escalation.as_ref()?;
    let uncoded = dossier.events.iter().filter(|event| {
        event.cameo.is_none() && !analysis.is_hidden(RecordKind::Event, event.id.as_str())
    });
    let days = uncoded.filter_map(|event| Some(When::of(&event.date)?.days().0));
    let Some((_, last)) = analysis.coded else {
        return days.min();
    };
    let days: Vec<Day> = days.filter(|day| *day >= last).collect();
    // One that is uncoded on the last of the coded days says nothing as long as none follows.
    let follows = days.iter().any(|day| *day > last);
    let first = days.into_iter().min().filter(|_| follows);
    first.map(|day| day.max(last + 1))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::analysis::MeasureSettings;

    /// A dossier with a party PAK, for which a minister acts, a party AFG, and a mediator.
    pub(in super::super) fn dossier(events: &str, more: &str) -> Dossier {
        let text = format!(
            r#"(format: 1, id: "d", title: "t", parties: ["PAK", "AFG"], actors: [
                (id: "PAK", name: "Pakistan", kind: State),
                (id: "AFG", name: "Afghan side", kind: DeFactoAuthority),
                (id: "asif", name: "Asif", kind: Person, of: Some("PAK")),
                (id: "QAT", name: "Qatar", kind: State),
            ], events: [{events}], {more})"#
        );
        ron::from_str(&text).unwrap()
    }

    /// An event of a day or days with its actors, in quotation marks.
    pub(in super::super) fn event(id: &str, date: &str, from: &str) -> String {
        format!(r#"(id: "{id}", date: "{date}", title: "{id}", from: [{from}], priority: Core),"#)
    }

    pub(in super::super) fn scene(dossier: &Dossier) -> Scene {
        Scene::new(
            dossier,
            &DossierAnalysis::new(dossier, &MeasureSettings::default()),
            &LaneChoice::default(),
        )
    }

    /// Lanes go by who acts; an official stands for the party; empty lanes are left out.
    #[test]
    fn lanes_by_who_acts() {
        let check = |from: &str, name: &str| {
            let scene = scene(&dossier(&event("E1", "2025-10-18", from), ""));
            assert_eq!(scene.lanes.len(), 1, "{from}");
            assert_eq!(scene.lanes[0].name, name, "{from}");
        };
        check(r#""PAK""#, "Pakistan");
        check(r#""asif""#, "Pakistan");
        check(r#""asif", "PAK""#, "Pakistan");
        check(r#""AFG""#, "Afghan side");
        check(r#""AFG", "PAK""#, "Both");
        check(r#""PAK", "QAT""#, "Third parties");
        check(r#""nobody""#, "Third parties");
        check("", "Third parties");
    }

    /// Events are in the order of time, and the extent reaches from the first to the last.
    #[test]
    fn order_and_extent() {
        let events = [
            event("E2", "2025-11-08", ""),
            event("E1", "2025-10-18/2025-10-19", ""),
        ]
        .concat();
        let scene = scene(&dossier(&events, ""));
        assert_eq!(
            scene
                .events
                .iter()
                .map(|e| e.id.as_str())
                .collect::<Vec<_>>(),
            ["E1", "E2"]
        );
        assert_eq!(
            scene.extent,
            Day::parse("2025-10-18").zip(Day::parse("2025-11-08"))
        );
        let whole = scene.whole_view();
        assert!(
            scene
                .events
                .iter()
                .all(|e| whole.start() < e.when.first() && whole.end() > e.when.last())
        );
    }

    /// The curve ends where events follow that nobody has coded, and only there.
    #[test]
    fn coding_ends_before_uncoded_events() {
        let coded = |id: &str, date: &str| {
            format!(
                r#"(id: "{id}", date: "{date}", title: "{id}", from: ["PAK"], to: ["AFG"],
                    dyad: ["PAK", "AFG"], cameo: Some("190"), priority: Core),"#
            )
        };
        let uncoded = |id: &str, date: &str| event(id, date, r#""PAK""#);
        let check = |events: String, expected: Option<&str>| {
            let found = scene(&dossier(&events, "")).coding_ends;
            assert_eq!(found, expected.and_then(Day::parse), "{events}");
        };
        let (first, second) = (coded("E1", "2025-10-10"), coded("E2", "2025-10-20"));
        check(first.clone() + &second, None);
        check(uncoded("E3", "2025-10-15") + &first + &second, None);
        check(
            first + &second + &uncoded("A2", "2025-12-01") + &uncoded("A1", "2025-11-16"),
            Some("2025-11-16"),
        );
        check(uncoded("A1", "2025-11-16"), Some("2025-11-16"));
        // On the last of the coded days it is another event, unless others follow.
        let same_day = coded("E1", "2025-10-10") + &uncoded("A1", "2025-10-10");
        check(same_day.clone(), None);
        check(same_day + &uncoded("A2", "2025-12-01"), Some("2025-10-11"));
    }

    /// The busiest day of a lane is counted by where the marks stand.
    #[test]
    fn busiest_day() {
        let events: String = (0..3)
            .map(|n| event(&format!("E{n}"), "2025-10-18", r#""PAK""#))
            .collect();
        let events = events + &event("E4", "2025-10-19", r#""PAK""#);
        assert_eq!(scene(&dossier(&events, "")).lanes[0].n_busiest_day, 3);
    }
}
