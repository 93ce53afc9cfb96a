//! Numbers computed from plain inputs, for curves and tables.
//!
//! Everything here is a pure function without state, clock or files, so that a caller may keep a
//! result for as long as its inputs are the same.
//! It has no opinion on drawing or wording.
//!
//! - `act`: what an event is for this purpose, who faces whom.
//! - `scale`: CAMEO code to Goldstein value, with inheritance from the parent code.
//! - `placement`: on which days an act counts, and how much.
//! - `ledger`: which acts count on a dyad, each of them once.
//! - `escalation`: daily scores, decayed level and escalation index.
//! - `before_after`: means before and after each round.
//! - `scales`: the three scales to choose from, and how a code came to its value.
//! - `standing`, `lens`: for whom somebody speaks; what is left if only some sources count, or only
//!   what was known on a day.
//! - `violence`: deaths per day as a range over competing claims.
//! - `around`, `shift`: before and after rounds and ceasefires with the days and records behind each
//!   mean; how often a difference as large comes about by moving the date.
//! - `ripeness`, `tracks`, `day_zero`: change over months, judged levels as steps, rounds laid over
//!   each other.
//! - `trace`: the formula of a number, its source, and what went into it.
//! - `dossier`: from the events of a dossier to acts.
//! - `measures`: all of it for one dossier, one view and one choice of settings.
//!
//! The part up to `before_after` knows no dossier; the rest does.
//!
//! Invariants: no input panics; every number in a result is finite; every act either contributes
//! or is listed with the reason why it does not.

mod act;
mod around;
mod before_after;
mod day_zero;
pub mod dossier;
mod escalation;
mod ledger;
mod lens;
mod measures;
mod placement;
mod ripeness;
mod scale;
mod scales;
mod shift;
mod standing;
#[cfg(test)]
mod tests;
mod trace;
mod tracks;
mod violence;

pub use act::{Act, CodeFilter, Direction, Dyad, Spread, Weight};
pub use around::{Clip, Comparison, DayValue, Side, Sign, SignAgreement, Subject, subjects};
pub use before_after::{
    BeforeAfter, CAPTION, MIN_DAYS, RoundDays, Sample, SideMean, WINDOWS_DAYS, before_after,
    before_after_of,
};
pub use day_zero::{Laid, LaidPoint, RangeStatistics, day_zero, range_statistics};
pub use escalation::{DayScore, Escalation, HalfLife, MAX_DAYS, Settings, escalation};
pub use ledger::{Contribution, Inherited, Reason, Skipped};
pub use lens::{Hidden, HiddenPart, Lens, Shown, View, Why, hidden_counts};
pub use measures::{Around, Compared, MeasureSettings, Measures, Quantity};
pub use ripeness::{MIN_MONTHS, Month, MonthOfConflict, Ripeness, ripeness};
pub use scale::{QuadClass, Scale, ScaleValue, is_reciprocal, lasts_per_day, quad_class};
pub use scales::{ScaleKind, Valued};
pub use shift::{MIN_SHIFT_DAYS, MIN_SHIFT_RECORDS, ShiftTest, circular_shift};
pub use standing::{Standing, standing, standing_of_source};
pub use trace::{Formula, Part, RecordRef, Traced};
pub use tracks::{StageStep, Step, Track, stages, tracks};
pub use violence::{
    BestRule, ClaimUse, DeathDay, Group, Harm, TRAILING_DAYS, Toll, Toll3, Trailing, Unused, Used,
    Violence, ViolenceSettings, log_axis, violence,
};
