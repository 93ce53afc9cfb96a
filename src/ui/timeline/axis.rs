//! The calendar under the picture: which days get a line, and which of them a label.
//!
//! There are two rows of labels: the upper one names the smallest unit for which there is room (days,
//! Mondays, months, quarters, years), the lower one what those belong to (month and year), so that
//! no label leaves its year open. Invariants: lines stand at the beginning of a day, week, month or
//! year of the calendar; labels of a row do not overlap and do not leave the picture.

use super::scale::{TimeScale, day_at};
use crate::model::date::{Day, Weekday};

/// Room between two labels of a row, in points.
const LABEL_GAP: f32 = 6.0;
/// Distance of a label from its line, in points.
const LABEL_INSET: f32 = 4.0;
/// Most units that are ever drawn; a guard, as the steps below never come near it.
const MAX_UNITS: usize = 4000;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A line of the grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GridLine {
    /// Where it is drawn, in points.
    pub x: f32,
    /// Whether a unit of the lower row begins here.
    pub major: bool,
}

/// A label of the axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct AxisLabel {
    /// Its left edge, in points.
    pub x: f32,
    /// Its width, in points.
    pub width: f32,
    /// What it says.
    pub text: String,
}

/// Lines and labels of the axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Axis {
    /// The lines, from left to right.
    pub lines: Vec<GridLine>,
    /// The upper row of labels.
    pub fine: Vec<AxisLabel>,
    /// The lower row of labels.
    pub coarse: Vec<AxisLabel>,
}

/// The unit of the upper row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// Every day.
    Day,
    /// Every Monday.
    Week,
    /// Every so many months, counted from January: 1 or 3.
    Month(u8),
    /// Every so many years, counted from the year 0.
    Year(i32),
}

impl Axis {
    /// The axis for a scale. `text_width` measures a label in points; `reserved` points at the right
    /// of the lower row stay free.
    pub(super) fn new(
        scale: &TimeScale<'_>,
        reserved: f32,
        text_width: &dyn Fn(&str) -> f32,
    ) -> Self {
        let unit = Unit::fitting(scale.points_per_day(), text_width);
        let starts = unit.starts(scale);
        let coarse = unit.coarse();
        let coarse_starts = coarse.map(|unit| unit.starts(scale)).unwrap_or_default();
        let is_major = |day: Day| coarse.is_none_or(|coarse| coarse.begins(day));
        let mut days: Vec<Day> = starts.iter().chain(&coarse_starts).copied().collect();
        days.sort_unstable();
        days.dedup();
        let lines = days
            .into_iter()
            .filter(|day| !is_folded(scale, *day))
            .map(|day| GridLine {
                x: scale.x_from_day(f64::from(day.0)),
                major: is_major(day),
            })
            .filter(|line| line.x >= scale.left() && line.x <= scale.right())
            .collect();
        let fine = fine_labels(scale, unit, &starts, text_width);
        let coarse = coarse.map_or_else(Vec::new, |unit| {
            coarse_labels(scale, unit, &coarse_starts, reserved, text_width)
        });
        Self {
            lines,
            fine,
            coarse,
        }
    }
}

impl Unit {
    /// The smallest unit whose labels fit.
    fn fitting(points_per_day: f64, text_width: &dyn Fn(&str) -> f32) -> Self {
        let fits = |days: f64, text: &str, gap: f32| {
            days * points_per_day >= f64::from(text_width(text) + gap)
        };
        if fits(1.0, "30", 5.0) {
            Self::Day
        } else if fits(7.0, "30", 10.0) {
            Self::Week
        } else if fits(28.0, "Nov", 10.0) {
            Self::Month(1)
        } else if fits(90.0, "Nov", 10.0) {
            Self::Month(3)
        } else {
            let fitting = [1_u8, 2, 5, 10, 20, 50, 100]
                .into_iter()
                .find(|years| fits(f64::from(*years) * 365.0, "2025", 14.0));
            Self::Year(i32::from(fitting.unwrap_or(200)))
        }
    }

    /// The unit of the lower row.
    fn coarse(self) -> Option<Self> {
        match self {
            Self::Day | Self::Week => Some(Self::Month(1)),
            Self::Month(_) => Some(Self::Year(1)),
            Self::Year(_) => None,
        }
    }

    /// Whether a unit begins on this day.
    fn begins(self, day: Day) -> bool {
        let (year, month, number) = day.ymd();
        match self {
            Self::Day => true,
            Self::Week => day.weekday() == Weekday::Monday,
            Self::Month(step) => number == 1 && (month - 1).is_multiple_of(step),
            Self::Year(step) => number == 1 && month == 1 && year.rem_euclid(step) == 0,
        }
    }

    /// The beginnings of all units that can be seen, and of the one after them.
    fn starts(self, scale: &TimeScale<'_>) -> Vec<Day> {
        let view = scale.view();
        let (first, end) = (day_at(view.start()), day_at(view.end().ceil()));
        let mut starts = Vec::new();
        let mut next = Some(self.start_of(first));
        while let Some(day) = next
            && starts.len() < MAX_UNITS
        {
            starts.push(day);
            next = (day <= end).then(|| self.next(day)).flatten();
        }
        starts
    }

    /// The beginning of the unit that the day lies in.
    fn start_of(self, day: Day) -> Day {
        let (year, month, _) = day.ymd();
        match self {
            Self::Day => day,
            Self::Week => day - i32::from(day.weekday() as u8),
            Self::Month(step) => Day::from_ymd(year, month - (month - 1) % step, 1).unwrap_or(day),
            Self::Year(step) => Day::from_ymd(year - year.rem_euclid(step), 1, 1).unwrap_or(day),
        }
    }

    /// The beginning of the unit after the one that begins on `day`.
    fn next(self, day: Day) -> Option<Day> {
        let (year, month, _) = day.ymd();
        match self {
            Self::Day => Some(day + 1),
            Self::Week => Some(day + 7),
            Self::Month(step) if month + step > 12 => Day::from_ymd(year + 1, month + step - 12, 1),
            Self::Month(step) => Day::from_ymd(year, month + step, 1),
            Self::Year(step) => Day::from_ymd(year + step, 1, 1),
        }
    }
}

/// Labels of the upper row: in the middle of a day, or behind the line of a longer unit.
fn fine_labels(
    scale: &TimeScale<'_>,
    unit: Unit,
    starts: &[Day],
    text_width: &dyn Fn(&str) -> f32,
) -> Vec<AxisLabel> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a day is never wider than the picture"
    )]
    let day_width = scale.points_per_day() as f32;
    let with_weekday = day_width >= text_width("Wed 30") + 12.0;
    let mut labels = Vec::new();
    let mut free_from = scale.left();
    for day in starts.iter().filter(|day| !is_folded(scale, **day)) {
        let (year, month, number) = day.ymd();
        let text = match unit {
            Unit::Day if with_weekday => format!("{} {number}", short_weekday(*day)),
            Unit::Day | Unit::Week => number.to_string(),
            Unit::Month(_) => short_month(month).to_owned(),
            Unit::Year(_) => year.to_string(),
        };
        let width = text_width(&text);
        let start = scale.x_from_day(f64::from(day.0));
        let x = if unit == Unit::Day {
            start + (day_width - width) / 2.0
        } else {
            start + LABEL_INSET
        };
        if x >= free_from && x + width <= scale.right() {
            free_from = x + width + LABEL_GAP.min(3.0);
            labels.push(AxisLabel { x, width, text });
        }
    }
    labels
}

/// Labels of the lower row: they stay in sight as long as any of their unit can be seen.
fn coarse_labels(
    scale: &TimeScale<'_>,
    unit: Unit,
    starts: &[Day],
    reserved: f32,
    text_width: &dyn Fn(&str) -> f32,
) -> Vec<AxisLabel> {
    let right = scale.right() - reserved;
    let mut labels = Vec::new();
    for (idx, day) in starts.iter().enumerate() {
        // A unit that begins in a fold is named behind it.
        let first = f64::from(day.0);
        let first = scale.folds().around(first).map_or(first, |fold| fold.to);
        let start = scale.x_from_day(first).max(scale.left());
        let end = starts
            .get(idx + 1)
            .map_or(right, |next| scale.x_from_day(f64::from(next.0)).min(right));
        let x = start + LABEL_INSET;
        let (year, month, _) = day.ymd();
        let texts = match unit {
            Unit::Month(_) => vec![
                format!("{} {year}", long_month(month)),
                format!("{} {year}", short_month(month)),
                short_month(month).to_owned(),
            ],
            _ => vec![year.to_string()],
        };
        let fitting = texts.into_iter().find_map(|text| {
            let width = text_width(&text);
            (x + width + LABEL_GAP <= end).then_some((text, width))
        });
        if let Some((text, width)) = fitting {
            labels.push(AxisLabel { x, width, text });
        }
    }
    labels
}

/// Whether a day begins inside of a folded silence.
fn is_folded(scale: &TimeScale<'_>, day: Day) -> bool {
    scale.folds().around(f64::from(day.0)).is_some()
}

fn long_month(month: u8) -> &'static str {
    MONTHS
        .get(usize::from(month).saturating_sub(1))
        .copied()
        .unwrap_or("?")
}

fn short_month(month: u8) -> &'static str {
    long_month(month).get(..3).unwrap_or("?")
}

fn short_weekday(day: Day) -> &'static str {
    day.weekday().label().get(..3).unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::super::scale::{MAX_LENGTH_DAYS, TimeView};
    use super::*;

    fn width(text: &str) -> f32 {
        text.chars().count() as f32 * 6.0
    }

    fn axis(first: &str, length_days: f64, points: f32) -> (TimeScale<'static>, Axis) {
        let start = f64::from(Day::parse(first).unwrap().0);
        let scale = TimeScale::new(
            TimeView::new(start, start + length_days),
            50.0,
            50.0 + points,
        );
        let axis = Axis::new(&scale, 0.0, &width);
        (scale, axis)
    }

    fn texts(labels: &[AxisLabel]) -> Vec<&str> {
        labels.iter().map(|label| label.text.as_str()).collect()
    }

    /// With room for it every day has its number, in the middle of the day.
    #[test]
    fn days() {
        let (scale, axis) = axis("2025-10-29", 6.0, 270.0);
        assert_eq!(texts(&axis.fine), ["29", "30", "31", "1", "2", "3"]);
        assert_eq!(texts(&axis.coarse), ["October 2025", "November 2025"]);
        let first = &axis.fine[0];
        let middle = scale.x_from_day(scale.view().start() + 0.5);
        assert!((first.x + first.width / 2.0 - middle).abs() < 0.01);
        let major: Vec<f32> = axis
            .lines
            .iter()
            .filter(|line| line.major)
            .map(|line| line.x)
            .collect();
        assert_eq!(major.len(), 1, "the first of November");
        assert!((major[0] - (50.0 + 135.0)).abs() < 0.01);
    }

    /// Wide days say their weekday as well.
    #[test]
    fn weekdays() {
        let (_, axis) = axis("2025-10-18", 2.0, 300.0);
        assert_eq!(texts(&axis.fine), ["Sat 18", "Sun 19"]);
    }

    /// With less room only Mondays, then months, quarters, years.
    #[test]
    fn coarser_units() {
        let (_, weeks) = axis("2025-10-05", 60.0, 600.0);
        assert_eq!(
            texts(&weeks.fine),
            ["6", "13", "20", "27", "3", "10", "17", "24", "1"]
        );
        let (_, months) = axis("2025-09-15", 200.0, 600.0);
        assert_eq!(
            texts(&months.fine),
            ["Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
        );
        assert_eq!(texts(&months.coarse), ["2025", "2026"]);
        let (_, quarters) = axis("2025-01-01", 700.0, 400.0);
        assert_eq!(texts(&quarters.fine)[..4], ["Jan", "Apr", "Jul", "Oct"]);
        let (_, years) = axis("2000-01-01", MAX_LENGTH_DAYS, 600.0);
        assert_eq!(texts(&years.fine)[..3], ["2000", "2005", "2010"]);
        assert!(years.coarse.is_empty());
    }

    /// A month that began before the picture is named at its edge all the same.
    #[test]
    fn coarse_labels_stay_in_sight() {
        let (scale, axis) = axis("2025-10-12", 10.0, 500.0);
        assert_eq!(texts(&axis.coarse), ["October 2025"]);
        assert!(axis.coarse[0].x < scale.left() + 10.0);
    }

    /// At no zoom do labels of a row overlap or leave the picture, or lines stand off the calendar.
    #[test]
    fn labels_never_overlap() {
        let mut length = 1.0;
        while length < MAX_LENGTH_DAYS {
            for first in ["2025-10-12", "1969-12-20", "0001-01-01", "9980-03-01"] {
                for points in [120.0, 700.0, 1900.0] {
                    let (scale, axis) = axis(first, length, points);
                    for row in [&axis.fine, &axis.coarse] {
                        for label in row {
                            assert!(label.x >= scale.left(), "{first} {length}: {label:?}");
                            assert!(label.x + label.width <= scale.right() + 0.01);
                        }
                        for pair in row.windows(2) {
                            assert!(
                                pair[0].x + pair[0].width < pair[1].x,
                                "{first} {length}: {pair:?}"
                            );
                        }
                    }
                    assert!(
                        !axis.fine.is_empty() || points < 200.0,
                        "{first} {length} {points}"
                    );
                    for line in &axis.lines {
                        let day = scale.day_from_x(line.x);
                        assert!(
                            (day - day.round()).abs() < 0.01 + length / 1e5,
                            "{first} {length}: {day}"
                        );
                    }
                }
            }
            length *= 1.37;
        }
    }
}
