//! When something was, as well as it is known, in days.
//!
//! A moment is the beginning of a day as `f64`; an interval ends where its last day ends; an open or
//! unknown end has no moment. Nothing is made narrower than it is known.

use super::scale::day_at;
use crate::model::date::{Day, Edtf, Knowledge};

/// When something was, as well as it is known. At least one end has a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct When {
    /// The earliest moment, in days; `None` where the start is open or unknown.
    pub from: Option<f64>,
    /// The end of the latest day; `None` where the end is open or unknown.
    pub to: Option<f64>,
    /// The part that every reading of the date covers.
    pub sure: Option<(f64, f64)>,
    /// Whether it is one exact day, or all of an interval between exact days.
    pub exact: bool,
}

impl When {
    /// What is known of a date; `None` where both ends are open.
    pub(super) fn of(date: &Edtf) -> Option<Self> {
        let moment = |day: Day| f64::from(day.0);
        let (from, to) = date.possible();
        if from.is_none() && to.is_none() {
            return None;
        }
        Some(Self {
            from: from.map(moment),
            to: to.map(|day| moment(day) + 1.0),
            sure: date
                .core()
                .map(|(first, last)| (moment(first), moment(last) + 1.0)),
            exact: date.knowledge() <= Knowledge::Day,
        })
    }

    /// The moment at which its mark stands: the middle of what is sure, else of what is possible, else
    /// the middle of the day at its known end.
    pub(super) fn middle(self) -> f64 {
        match (self.sure, self.from, self.to) {
            (Some((from, to)), ..) | (None, Some(from), Some(to)) => f64::midpoint(from, to),
            (None, Some(from), None) => from + 0.5,
            (None, None, Some(to)) => to - 0.5,
            (None, None, None) => 0.0,
        }
    }

    /// The first moment that is known.
    pub(super) fn first(self) -> f64 {
        self.from.or(self.to.map(|to| to - 1.0)).unwrap_or(0.0)
    }

    /// The last moment that is known.
    pub(super) fn last(self) -> f64 {
        self.to.or(self.from.map(|from| from + 1.0)).unwrap_or(0.0)
    }

    /// The first and last day that are known.
    pub(super) fn days(self) -> (Day, Day) {
        (day_at(self.first()), day_at(self.last()) - 1)
    }

    /// Whether it lasts longer than a day, or may.
    pub(super) fn is_wide(self) -> bool {
        self.from.is_none() || self.to.is_none() || self.last() - self.first() > 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A date is as wide as it is known, and stands in the middle of that.
    #[test]
    fn width_of_dates() {
        let check = |date: &str, from: Option<f64>, to: Option<f64>, exact: bool, middle: f64| {
            let when = When::of(&Edtf::parse(date).unwrap()).unwrap();
            assert_eq!(
                (when.from, when.to, when.exact),
                (from, to, exact),
                "{date}"
            );
            assert!(
                (when.middle() - middle).abs() < 1e-9,
                "{date}: {}",
                when.middle()
            );
        };
        check("1970-01-11", Some(10.0), Some(11.0), true, 10.5);
        check("1970-01-11/1970-01-13", Some(10.0), Some(13.0), true, 11.5);
        check(
            "[1970-01-11,1970-01-12]",
            Some(10.0),
            Some(12.0),
            false,
            11.0,
        );
        check("1970-01-11~", Some(10.0), Some(11.0), false, 10.5);
        check("1970-02", Some(31.0), Some(59.0), false, 45.0);
        check("1970-01-11/..", Some(10.0), None, false, 10.5);
        check("../1970-01-11", None, Some(11.0), false, 10.5);
        assert_eq!(
            When::of(&Edtf::parse("1970-01-11~").unwrap()).unwrap().sure,
            None
        );
    }
}
