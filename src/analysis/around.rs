//! Before and after each round and each ceasefire, with the days and records behind every mean.
//!
//! ```text
//! pre   = mean of X over [max(s-W, previous end + 1, first day), s-1]
//! post  = mean of X over [e+1, min(e+W, next start - 1, last day)]
//! delta = post - pre
//! ```
//!
//! For a round `[s, e]` are its days. For a ceasefire they are the day on which it began; if that day
//! lies in a round, the days of that round, because its talks would otherwise count as before. What it
//! is compared with ends where the ceasefire ended. Rounds bound rounds; rounds and ceasefires bound
//! ceasefires, so that a truce that prolongs another one has no "before" of its own.
//!
//! It has no opinion on what X is; [`measures`](super::measures) gives it net points, net points of
//! deeds and deaths. A difference is no effect; [`CAPTION`](super::CAPTION) belongs beside every table.
//!
//! Invariants: a mean stands with its days and records; a window that is shorter than asked for says
//! what cut it; fewer than [`MIN_DAYS`] days on a side give no difference; rounds come to the same as in
//! [`before_after_of`](super::before_after_of).

use std::collections::BTreeSet;

use super::before_after::{MIN_DAYS, RoundDays};
use super::lens::Shown;
use super::trace::RecordRef;
use crate::model::RecordKind;
use crate::model::date::{Day, End};

/// X on one day, with the records behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct DayValue {
    /// The day.
    pub day: Day,
    /// X, in its own unit.
    pub value: f64,
    /// The records behind it; none on a day on which nothing is coded.
    pub records: Vec<RecordRef>,
}

/// A round or a ceasefire with the days that are left out of the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The round or the ceasefire.
    pub record: RecordRef,
    /// The days themselves.
    pub core: RoundDays,
    /// The last day that can be compared; `None` where nothing ends it.
    pub until: Option<Day>,
    /// What lies around it: days that bound its windows.
    pub neighbours: Vec<(RecordRef, RoundDays)>,
}

/// What made a window shorter than asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clip {
    /// The data begin or end there.
    Data,
    /// The round or ceasefire before or after it.
    Neighbour(RecordRef),
    /// The ceasefire itself ended.
    Ended,
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The first day.
    pub first: Day,
    /// The last day, included; before `first` if there is none.
    pub last: Day,
    /// What cut it; `None` if it is as long as asked for.
    pub clip: Option<Clip>,
    /// The days that have a value, with the records behind each.
    pub days: Vec<DayValue>,
    /// Different records behind all of them.
    pub n_records: usize,
    /// The mean, in the unit of X; `None` without days.
    pub mean: Option<f64>,
}

/// X before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The window that was asked for, in days.
    pub window_days: u16,
    /// Before.
    pub pre: Side,
    /// After.
    pub post: Side,
    /// Mean after minus mean before; `None` where it is too short.
    pub delta: Option<f64>,
}

/// Which way a difference goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// Below zero.
    Down,
    /// Zero.
    Level,
    /// Above zero.
    Up,
}

/// Whether differences on several scales go the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignAgreement {
    /// On each scale the same way.
    Same(Sign),
    /// Not on each scale the same way: the answer depends on the choice of the scale.
    Differs(Vec<Sign>),
    /// At least one difference is not given.
    TooShort,
}

/// What is left of a sum after rounding counts as zero.
const TOLERANCE: f64 = 1e-9;

impl Comparison {
    /// Compares the days before and after; the samples may come in any order.
    ///
    /// ```
    /// use roundtable::analysis::{Comparison, DayValue, RecordRef, RoundDays, Subject};
    /// use roundtable::model::{RecordKind, date::Day};
    ///
    /// // Two points of conflict a day for a week, a round of two days, then one point a day.
    /// let day = |n| Day::parse("2025-10-01").map_or(Day(n), |first| first + n);
    /// let samples: Vec<DayValue> = (0..14)
    ///     .map(|n| DayValue {
    ///         day: day(n),
    ///         value: if n < 8 { -2.0 } else { -1.0 },
    ///         records: Vec::new(),
    ///     })
    ///     .collect();
    /// let round = Subject {
    ///     record: RecordRef::new(RecordKind::Round, "R1"),
    ///     core: RoundDays { first: day(7), last: day(8) },
    ///     until: None,
    ///     neighbours: Vec::new(),
    /// };
    /// let compared = Comparison::new(&samples, &round, 7);
    /// assert_eq!((compared.pre.days.len(), compared.pre.mean), (7, Some(-2.0)));
    /// // The data end after five days.
    /// assert_eq!((compared.post.days.len(), compared.post.mean), (5, Some(-1.0)));
    /// assert_eq!(compared.delta, Some(1.0));
    /// ```
    pub fn new(samples: &[DayValue], subject: &Subject, window_days: u16) -> Self {
        let (pre, post) = windows(samples, subject, window_days);
        let pre = Side::new(samples, pre);
        let post = Side::new(samples, post);
        let is_too_short = pre.days.len() < MIN_DAYS || post.days.len() < MIN_DAYS;
        let difference = post.mean.zip(pre.mean).map(|(post, pre)| post - pre);
        Self {
            window_days,
            delta: difference.filter(|_| !is_too_short),
            pre,
            post,
        }
    }

    /// The difference alone, for a scale that is not shown.
    pub fn delta_of(samples: &[DayValue], subject: &Subject, window_days: u16) -> Option<f64> {
        let (pre, post) = windows(samples, subject, window_days);
        let mean = |window: &Window| {
            let values = samples.iter().filter(|it| window.holds(it));
            let (sum, n_days) = values.fold((0.0, 0_usize), |(sum, n), it| (sum + it.value, n + 1));
            (n_days >= MIN_DAYS).then(|| sum / n_days as f64)
        };
        Some(mean(&post)? - mean(&pre)?)
    }

    /// Whether one side has fewer days than [`MIN_DAYS`], to be said in place of a difference.
    pub fn is_too_short(&self) -> bool {
        self.delta.is_none()
    }

    /// Which way it goes; `None` where it is too short.
    pub fn sign(&self) -> Option<Sign> {
        self.delta.map(Sign::of)
    }
}

impl Side {
    fn new(samples: &[DayValue], window: Window) -> Self {
        let mut days: Vec<DayValue> = samples
            .iter()
            .filter(|it| window.holds(it))
            .cloned()
            .collect();
        days.sort_by_key(|it| it.day);
        let records: BTreeSet<&RecordRef> = days.iter().flat_map(|it| &it.records).collect();
        let sum: f64 = days.iter().map(|it| it.value).sum();
        Self {
            first: window.first,
            last: window.last,
            clip: window.clip,
            n_records: records.len(),
            mean: (!days.is_empty()).then(|| sum / days.len() as f64),
            days,
        }
    }
}

impl Sign {
    /// The sign of a difference; what rounding leaves is zero.
    pub fn of(delta: f64) -> Self {
        if delta.abs() <= TOLERANCE {
            Self::Level
        } else if delta < 0.0 {
            Self::Down
        } else {
            Self::Up
        }
    }
}

impl SignAgreement {
    /// Compares the same difference on several scales.
    pub fn of(deltas: impl IntoIterator<Item = Option<f64>>) -> Self {
        let signs: Option<Vec<Sign>> = deltas.into_iter().map(|it| it.map(Sign::of)).collect();
        match signs.as_deref() {
            None | Some([]) => Self::TooShort,
            Some([first, rest @ ..]) if rest.iter().all(|sign| sign == first) => Self::Same(*first),
            Some(signs) => Self::Differs(signs.to_vec()),
        }
    }
}

/// The rounds and ceasefires that a view leaves, as subjects, rounds first.
///
/// Rounds and ceasefires whose days are open or not known are left out, as are what begins after
/// them in the same breath: a ceasefire that begins within a round is compared by that round's days.
pub fn subjects(shown: &Shown<'_>) -> Vec<Subject> {
    let rounds: Vec<(RecordRef, RoundDays)> = shown
        .rounds
        .iter()
        .filter_map(|round| {
            let first = round.when.dates.earliest()?;
            let last = round.when.dates.latest()?;
            let record = RecordRef::new(RecordKind::Round, round.id.as_str());
            Some((record, RoundDays { first, last }))
        })
        .collect();
    let truces: Vec<(RecordRef, RoundDays, Option<Day>)> = shown
        .ceasefires
        .iter()
        .filter_map(|ceasefire| {
            let first = ceasefire.dates.earliest()?;
            // The day on which it began, as well as that is known.
            let last = match ceasefire.dates.start() {
                Some(start) => start.latest()?,
                None => ceasefire.dates.latest()?,
            };
            let record = RecordRef::new(RecordKind::Ceasefire, &ceasefire.id);
            let until = ceasefire.dates.end().and_then(End::latest);
            Some((record, RoundDays { first, last }, until))
        })
        .collect();
    let of_rounds = rounds.iter().map(|(record, core)| Subject {
        record: record.clone(),
        core: *core,
        until: None,
        neighbours: others(rounds.iter().cloned(), |(other, _)| other != record),
    });
    let of_truces = truces.iter().map(|(record, start, until)| {
        let mut core = *start;
        for (_, round) in &rounds {
            if meets(*round, *start) {
                core.first = core.first.min(round.first);
                core.last = core.last.max(round.last);
            }
        }
        let around = rounds.iter().cloned().chain(
            truces
                .iter()
                .map(|(record, start, _)| (record.clone(), *start)),
        );
        Subject {
            record: record.clone(),
            core,
            until: *until,
            neighbours: others(around, |(other, days)| {
                other != record && !meets(*days, core)
            }),
        }
    });
    of_rounds.chain(of_truces).collect()
}

fn others(
    all: impl Iterator<Item = (RecordRef, RoundDays)>,
    keep: impl Fn(&(RecordRef, RoundDays)) -> bool,
) -> Vec<(RecordRef, RoundDays)> {
    all.filter(keep).collect()
}

fn meets(a: RoundDays, b: RoundDays) -> bool {
    a.first <= b.last && b.first <= a.last
}

fn ordered(days: RoundDays) -> RoundDays {
    RoundDays {
        first: days.first.min(days.last),
        last: days.first.max(days.last),
    }
}

/// The first and the last day that have a sample; the wrong way round if there is none.
fn ends(samples: &[DayValue]) -> (Day, Day) {
    let days = || samples.iter().map(|sample| sample.day);
    (
        days().min().unwrap_or(Day::MAX),
        days().max().unwrap_or(Day::MIN),
    )
}

/// The days of one side.
struct Window {
    first: Day,
    last: Day,
    clip: Option<Clip>,
}

impl Window {
    fn holds(&self, sample: &DayValue) -> bool {
        self.first <= sample.day && sample.day <= self.last && sample.value.is_finite()
    }
}

/// The days before and after.
fn windows(samples: &[DayValue], subject: &Subject, window_days: u16) -> (Window, Window) {
    let window = i32::from(window_days);
    let (first_day, last_day) = ends(samples);
    let RoundDays { first, last } = ordered(subject.core);
    let mut pre = Bound::new(first - window, Day::max);
    pre.by(first_day, Clip::Data);
    let mut post = Bound::new(last + window, Day::min);
    post.by(last_day, Clip::Data);
    if let Some(until) = subject.until {
        post.by(until, Clip::Ended);
    }
    for (record, days) in &subject.neighbours {
        let days = ordered(*days);
        if (days.first, days.last) < (first, last) {
            pre.by(days.last + 1, Clip::Neighbour(record.clone()));
        } else {
            post.by(days.first - 1, Clip::Neighbour(record.clone()));
        }
    }
    let pre = Window {
        first: pre.day,
        last: first - 1,
        clip: pre.clip,
    };
    let post = Window {
        first: last + 1,
        last: post.day,
        clip: post.clip,
    };
    (pre, post)
}

/// The far end of a window, and what pulled it in last.
struct Bound {
    day: Day,
    clip: Option<Clip>,
    nearer: fn(Day, Day) -> Day,
}

impl Bound {
    fn new(day: Day, nearer: fn(Day, Day) -> Day) -> Self {
        Self {
            day,
            clip: None,
            nearer,
        }
    }

    fn by(&mut self, day: Day, clip: Clip) {
        let nearer = (self.nearer)(self.day, day);
        if nearer != self.day {
            (self.day, self.clip) = (nearer, Some(clip));
        }
    }
}
