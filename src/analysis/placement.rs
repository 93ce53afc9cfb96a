//! On which days an act counts, and how much on each.
//!
//! - An act that lasts (an interval) counts in full on each day, or on its first or last day only.
//! - An act on one unknown day among several counts an equal part on each of them, one in all.
//! - Dates marked `~` or `?` count on the day as written, because EDTF gives no width, and are
//!   flagged.
//!
//! It has no opinion on dyads and codes beyond the default by root.

use super::act::{Act, Spread};
use super::scale::lasts_per_day;
use crate::model::date::{Day, Edtf, End};

/// The days of one act.
#[derive(Clone, Debug)]
pub(super) struct Placement {
    /// Disjoint, in order, never empty.
    pub(super) chunks: Vec<Chunk>,
    /// Whether the days are not known exactly.
    pub(super) uncertain: bool,
}

/// Neighbouring days with the same share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Chunk {
    pub(super) first: Day,
    /// Included; not before `first`.
    pub(super) last: Day,
    /// How much of the act falls on each day, above 0 and up to 1.
    pub(super) share: f64,
}

impl Placement {
    /// The first of the days.
    pub(super) fn first(&self) -> Option<Day> {
        self.chunks.first().map(|chunk| chunk.first)
    }
}

/// The days of an act; `None` if an end that matters is open or unknown.
pub(super) fn place(act: &Act) -> Option<Placement> {
    let date = &act.date;
    let (Some(start), Some(end), false) = (date.start(), date.end(), act.date_is_uncertain) else {
        return some_day_of(date);
    };
    let spread = match act.spread {
        Spread::ByCode if lasts_per_day(&act.code) => Spread::PerDay,
        Spread::ByCode => Spread::AtStart,
        spread => spread,
    };
    match spread {
        Spread::AtEnd => one_end(end),
        Spread::PerDay => Some(Placement {
            chunks: vec![Chunk {
                first: start.earliest()?,
                last: end.latest()?,
                share: 1.0,
            }],
            uncertain: !date.is_exact(),
        }),
        Spread::AtStart | Spread::ByCode => one_end(start),
    }
}

fn some_day_of(date: &Edtf) -> Option<Placement> {
    let spans: Option<Vec<(Day, Day)>> = date
        .spans()
        .into_iter()
        .map(|(first, last)| first.zip(last))
        .collect();
    let chunks = evenly(&spans?);
    let of_one_day = matches!(chunks.as_slice(), [chunk] if chunk.first == chunk.last);
    Some(Placement {
        chunks,
        uncertain: !(of_one_day && date.is_exact()),
    })
}

fn one_end(end: &End) -> Option<Placement> {
    let date = end.date()?;
    Some(Placement {
        chunks: evenly(&[(date.earliest(), date.latest())]),
        uncertain: date.exact_day().is_none(),
    })
}

fn evenly(spans: &[(Day, Day)]) -> Vec<Chunk> {
    let n_days: i64 = spans
        .iter()
        .map(|(first, last)| i64::from(last.0) - i64::from(first.0) + 1)
        .sum();
    let share = 1.0 / n_days.max(1) as f64;
    spans
        .iter()
        .map(|&(first, last)| Chunk { first, last, share })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes the days as `first/last*share`, with `?` if they are uncertain.
    fn placed(code: &str, spread: Spread, date: &str, date_is_uncertain: bool) -> String {
        let mut act = Act::new("x", &[], &[], code, Edtf::parse(date).unwrap());
        (act.spread, act.date_is_uncertain) = (spread, date_is_uncertain);
        let Some(placement) = place(&act) else {
            return "open".to_owned();
        };
        let chunks: Vec<String> = placement
            .chunks
            .iter()
            .map(|chunk| format!("{}/{}*{:.3}", chunk.first, chunk.last, chunk.share))
            .collect();
        let flag = if placement.uncertain { " ?" } else { "" };
        format!("{}{flag}", chunks.join(" "))
    }

    fn check(code: &str, spread: Spread, date: &str, expected: &str) {
        assert_eq!(placed(code, spread, date, false), expected, "{code} {date}");
    }

    /// Fighting counts on each day, a signature at its end, the rest at the start.
    #[test]
    fn several_days() {
        let talks = "2025-10-18/2025-10-19";
        check("190", Spread::ByCode, talks, "2025-10-18/2025-10-19*1.000");
        check("191", Spread::ByCode, talks, "2025-10-18/2025-10-19*1.000");
        check("046", Spread::ByCode, talks, "2025-10-18/2025-10-18*1.000");
        check("057", Spread::AtEnd, talks, "2025-10-19/2025-10-19*1.000");
        check("046", Spread::PerDay, talks, "2025-10-18/2025-10-19*1.000");
        check("190", Spread::AtStart, talks, "2025-10-18/2025-10-18*1.000");
        check(
            "190",
            Spread::ByCode,
            "2025-10-18~/2025-10-19",
            "2025-10-18/2025-10-19*1.000 ?",
        );
        check(
            "046",
            Spread::ByCode,
            "2025-10/2025-11-06",
            "2025-10-01/2025-10-31*0.032 ?",
        );
    }

    /// One act on an unknown day counts one in all, whatever its code.
    #[test]
    fn one_unknown_day() {
        check(
            "190",
            Spread::ByCode,
            "2025-10-15",
            "2025-10-15/2025-10-15*1.000",
        );
        check(
            "190",
            Spread::ByCode,
            "2025-10-15T18:00",
            "2025-10-15/2025-10-15*1.000",
        );
        check(
            "190",
            Spread::ByCode,
            "2025-10-15~",
            "2025-10-15/2025-10-15*1.000 ?",
        );
        check(
            "190",
            Spread::ByCode,
            "2025-10-15?",
            "2025-10-15/2025-10-15*1.000 ?",
        );
        check(
            "190",
            Spread::ByCode,
            "2025-10",
            "2025-10-01/2025-10-31*0.032 ?",
        );
        check(
            "190",
            Spread::PerDay,
            "[2025-10-15..2025-10-16]",
            "2025-10-15/2025-10-16*0.500 ?",
        );
        check(
            "190",
            Spread::ByCode,
            "[2025-10-15,2025-10-18,2025-10-19,2025-10-21]",
            "2025-10-15/2025-10-15*0.250 2025-10-18/2025-10-19*0.250 2025-10-21/2025-10-21*0.250 ?",
        );
        assert_eq!(
            placed("190", Spread::ByCode, "2025-10-15/2025-10-16", true),
            "2025-10-15/2025-10-16*0.500 ?"
        );
    }

    /// An open end matters only where the act counts there.
    #[test]
    fn open_ends() {
        check(
            "0871",
            Spread::ByCode,
            "2025-10-19/..",
            "2025-10-19/2025-10-19*1.000",
        );
        check(
            "0871",
            Spread::AtEnd,
            "../2025-10-19",
            "2025-10-19/2025-10-19*1.000",
        );
        for (code, date) in [
            ("0871", "../2025-10-19"),
            ("191", "2025-10-12/.."),
            ("191", "2025-10-12/"),
            ("046", "[..2025-10-12]"),
            ("046", "[2025-10-12,2025-10-14..]"),
        ] {
            check(code, Spread::ByCode, date, "open");
        }
        assert_eq!(
            placed("0871", Spread::ByCode, "2025-10-19/..", true),
            "open"
        );
    }
}
