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
//! - `dossier`: from the events of a dossier to acts, the only part that knows the model.
//!
//! Invariants: no input panics; every number in a result is finite; every act either contributes
//! or is listed with the reason why it does not.

mod act;
mod before_after;
pub mod dossier;
mod escalation;
mod ledger;
mod placement;
mod scale;
#[cfg(test)]
mod tests;

pub use act::{Act, CodeFilter, Direction, Dyad, Spread, Weight};
pub use before_after::{
    BeforeAfter, CAPTION, MIN_DAYS, RoundDays, Sample, SideMean, WINDOWS_DAYS, before_after,
    before_after_of,
};
pub use escalation::{DayScore, Escalation, HalfLife, MAX_DAYS, Settings, escalation};
pub use ledger::{Contribution, Inherited, Reason, Skipped};
pub use scale::{QuadClass, Scale, ScaleValue, is_reciprocal, lasts_per_day, quad_class};
