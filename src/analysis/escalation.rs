//! The escalation index of two actors, day by day.
//!
//! With `K` the sum of the friendly and `C` the sum of the hostile values `g` of a day's acts, each
//! with its weight `w` (Goldstein 1992, JCR 36(2); used for reciprocity by Goldstein & Pevehouse
//! 1997, APSR 91(3), for mediation by Schrodt & Gerner 2004, JCR 48(3)):
//!
//! ```text
//! K_d = sum max(0, g_i) w_i      cooperation
//! C_d = sum max(0,-g_i) w_i      conflict
//! N_d = K_d - C_d                net
//! L_d = r L_{d-1} + N_d          level,  r = 2^(-1/h),  0 before the first day
//! E_d = -L_d                     escalation, up is worse;   E*_d = (1-r) E_d
//! ```
//!
//! The level equals the exponentially weighted sum of all days, `sum N_s 2^(-(d-s)/h)`.
//! The half-life `h` is a choice for display, not an estimate.
//! The index looks at what is done, not at who does it or how many die of it, and net sums hide
//! cooperation and conflict on the same day; that is why both are given beside it.
//!
//! A day without acts has sums of 0: nothing coded is taken as nothing done. What lies before the
//! first day is not known and starts the level at 0.
//! Invariants: one [`DayScore`] for every day of the period; conflict and cooperation are not
//! negative; the band includes the line; every number is finite.

use super::act::{Act, CodeFilter, Direction, Dyad};
use super::ledger::{Contribution, Inherited, Ledger, Skipped, Tally};
use super::scale::Scale;
use crate::model::date::Day;
use serde::{Deserialize, Serialize};

/// The most days a period can have; a longer one is cut at its end.
pub const MAX_DAYS: i32 = 200_000;

/// What to compute.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Settings {
    /// Whose interaction.
    pub dyad: Dyad,
    /// Whose acts.
    pub direction: Direction,
    /// Which codes.
    pub filter: CodeFilter,
    /// How fast the level forgets.
    pub half_life: HalfLife,
    /// The first day of the period.
    pub first: Day,
    /// The last day of the period, included; there are no days if it lies before the first.
    pub last: Day,
}

/// The days after which an act counts half; a choice for display.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum HalfLife {
    /// 1 day.
    One,
    /// 3 days.
    Three,
    /// 7 days.
    #[default]
    Seven,
    /// 14 days.
    Fourteen,
    /// 30 days.
    Thirty,
}

/// One day of the index. Sums and levels are in Goldstein points.
#[derive(Clone, Debug, PartialEq)]
pub struct DayScore {
    /// The day.
    pub day: Day,
    /// K, 0 or more: the friendly acts of the day.
    pub cooperation: f64,
    /// C, 0 or more: the hostile acts of the day.
    pub conflict: f64,
    /// N = K - C.
    pub net: f64,
    /// L, the decayed sum of N.
    pub level: f64,
    /// E = -L; up is worse.
    pub escalation: f64,
    /// E* = (1-r) E, in points per day; comparable between half-lives.
    pub normalised: f64,
    /// K with the decay of L, for the upper area; `level` is this minus `decayed_conflict`.
    pub decayed_cooperation: f64,
    /// C with the decay of L, for the lower area.
    pub decayed_conflict: f64,
    /// E with every disputed act counted in favour of calm; at most `escalation`.
    pub escalation_low: f64,
    /// E with every disputed act counted in favour of escalation; at least `escalation`.
    pub escalation_high: f64,
    /// What the acts of this day add, in the order of their weight, then of the input.
    pub contributions: Vec<Contribution>,
    /// Whether an act counts here whose day is not known exactly.
    pub uncertain: bool,
}

/// The index over a period, and what became of every act.
#[derive(Clone, Debug, PartialEq)]
pub struct Escalation {
    /// The settings as used; `last` is earlier than asked for if the period was cut.
    pub settings: Settings,
    /// One score for each day, in order.
    pub days: Vec<DayScore>,
    /// The acts that do not contribute, in the order of the input.
    pub skipped: Vec<Skipped>,
    /// The acts that contribute with the value of a parent code, in the order of the input.
    pub inherited: Vec<Inherited>,
    /// How many acts contribute.
    pub n_acts: usize,
}

/// Computes the index of two actors from their acts.
///
/// ```
/// use roundtable::analysis::{
///     Act, CodeFilter, Direction, Dyad, HalfLife, Scale, Settings, escalation,
/// };
/// use roundtable::model::date::{Day, Edtf};
///
/// let scale = Scale::from_entries(
///     [("190", -10.0), ("046", 7.0), ("057", 8.0)].map(|(code, g)| (code.to_owned(), g)),
/// );
/// let acts = [
///     // Fighting counts on each of its days: 10 points of conflict on the 11th and the 12th.
///     Act::new("fight", &["AFG"], &["PAK"], "190", Edtf::parse("2025-10-11/2025-10-12")?),
///     // Talks count once, on their first day, though both sides take part.
///     Act::new("talks", &["PAK", "AFG"], &["AFG", "PAK"], "046", Edtf::parse("2025-10-18/2025-10-19")?),
///     Act::new("mirror", &["AFG"], &["PAK"], "046", Edtf::parse("2025-10-18")?),
///     // A mediator is no party: a marker, not a number.
///     Act::new("host", &["QAT"], &["PAK", "AFG"], "057", Edtf::parse("2025-10-19")?),
/// ];
/// let settings = Settings {
///     dyad: Dyad::new("PAK", "AFG"),
///     direction: Direction::Both,
///     filter: CodeFilter::All,
///     half_life: HalfLife::Seven,
///     first: Day::parse("2025-10-11").ok_or("no day")?,
///     last: Day::parse("2025-10-19").ok_or("no day")?,
/// };
/// let index = escalation(&acts, &scale, &settings);
///
/// assert_eq!((index.days.len(), index.n_acts), (9, 2));
/// assert_eq!(index.days[0].escalation, 10.0);
/// // A day later the first 10 points have decayed by r = 2^(-1/7).
/// let r = 2_f64.powf(-1.0 / 7.0);
/// assert!((index.days[1].escalation - (10.0 * r + 10.0)).abs() < 1e-12);
/// // On the 18th, after 7 and 6 days, half of the first and a little more of the second are left.
/// assert!((index.days[7].escalation - (5.0 + 10.0 * r.powi(6) - 7.0)).abs() < 1e-12);
/// assert_eq!(index.skipped[0].reason.to_string(), "talks is the same talks from the other side");
/// assert_eq!(index.skipped[1].reason.to_string(), "no party of the dyad is its source");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn escalation(acts: &[Act], scale: &Scale, settings: &Settings) -> Escalation {
    let settings = Settings {
        last: settings.last.min(settings.first + (MAX_DAYS - 1)),
        ..settings.clone()
    };
    let n_days = settings.first.n_days_to(settings.last);
    let mut ledger = Ledger::new(acts, scale, &settings, n_days);
    let skipped = ledger.enter_all();
    let inherited = std::mem::take(&mut ledger.inherited);
    let days = scores(std::mem::take(&mut ledger.tallies), &settings);
    Escalation {
        n_acts: acts.len() - skipped.len(),
        settings,
        days,
        skipped,
        inherited,
    }
}

fn scores(tallies: Vec<Tally>, settings: &Settings) -> Vec<DayScore> {
    let r = settings.half_life.retention();
    let mut day = settings.first;
    let (mut level, mut calm_level, mut tense_level) = (0.0_f64, 0.0_f64, 0.0_f64);
    let (mut decayed_cooperation, mut decayed_conflict) = (0.0, 0.0);
    let mut scores = Vec::with_capacity(tallies.len());
    for tally in tallies {
        let [cooperation_low, cooperation, cooperation_high] = tally.cooperation;
        let [conflict_low, conflict, conflict_high] = tally.conflict;
        let net = cooperation - conflict;
        level = r * level + net;
        // Equal acts compete for a day edge by edge, so the line is kept inside by hand.
        calm_level = r * calm_level + (cooperation_high - conflict_low).max(net);
        tense_level = r * tense_level + (cooperation_low - conflict_high).min(net);
        decayed_cooperation = r * decayed_cooperation + cooperation;
        decayed_conflict = r * decayed_conflict + conflict;
        // Taking from zero spares the reader a minus zero.
        let escalation = 0.0 - level;
        scores.push(DayScore {
            day,
            cooperation,
            conflict,
            net,
            level,
            escalation,
            normalised: (1.0 - r) * escalation,
            decayed_cooperation,
            decayed_conflict,
            escalation_low: 0.0 - calm_level,
            escalation_high: 0.0 - tense_level,
            contributions: tally.contributions,
            uncertain: tally.uncertain,
        });
        day = day + 1;
    }
    scores
}

impl HalfLife {
    /// All half-lives, shortest first, for a picker.
    pub const ALL: [Self; 5] = [
        Self::One,
        Self::Three,
        Self::Seven,
        Self::Fourteen,
        Self::Thirty,
    ];

    /// The half-life in days.
    pub fn days(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Three => 3,
            Self::Seven => 7,
            Self::Fourteen => 14,
            Self::Thirty => 30,
        }
    }

    /// The half-life of that many days; `None` if it is not offered.
    pub fn from_days(days: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|half| half.days() == days)
    }

    /// r = 2^(-1/h): what is left after one day, between 0 and 1.
    pub fn retention(self) -> f64 {
        (-1.0 / f64::from(self.days())).exp2()
    }
}

impl Escalation {
    /// The score of a day; `None` outside the period.
    pub fn at(&self, day: Day) -> Option<&DayScore> {
        let day_idx = i64::from(day.0) - i64::from(self.settings.first.0);
        self.days.get(usize::try_from(day_idx).ok()?)
    }
}
