//! Deaths per day: a worked example, and the direct sum.

use super::super::{DayDeaths, DeathDays, View};
use super::samples::ged_row;
use super::{load, load_mapped};
use crate::model::date::Day;
use crate::model::track::ColumnMap;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Worked example: 3 (2 to 5) on the 15th, and 10 (0 to 40) over the 12th to the 16th, which is 2 (0 to 8)
/// on each of its days.
#[test]
fn worked_example() {
    let rows = [
        ged_row(1, 1, "2025-10-15", "2025-10-15", [2, 3, 5]),
        ged_row(2, 3, "2025-10-12", "2025-10-16", [0, 10, 40]),
    ];
    let table = load(rows.join("\n")).table;
    let days = table.deaths_per_day(None, day("2025-10-14"), day("2025-10-17"));
    let deaths = |low, best, high, n_events| DayDeaths {
        low,
        best,
        high,
        n_events,
        n_unknown: 0,
    };
    let expected = [
        deaths(0.0, 2.0, 8.0, 1),
        deaths(2.0, 5.0, 13.0, 2),
        deaths(0.0, 2.0, 8.0, 1),
        deaths(0.0, 0.0, 0.0, 0),
    ];
    assert_eq!(days, expected);
    assert_eq!(
        table.deaths_per_day(Some(&[1]), day("2025-10-15"), day("2025-10-15")),
        [deaths(2.0, 3.0, 5.0, 1)]
    );
    assert_eq!(
        table.deaths_per_day(None, day("2025-10-17"), day("2025-10-14")),
        []
    );
}

/// The same example for any zoom: a day on which an event only goes on has its part too, and a part of the days has
/// the part of the figure.
#[test]
fn worked_example_for_any_zoom() {
    let rows = [
        ged_row(1, 1, "2025-10-15", "2025-10-15", [2, 3, 5]),
        ged_row(2, 3, "2025-10-12", "2025-10-16", [0, 10, 40]),
    ];
    let table = load(rows.join("\n")).table;
    let deaths = DeathDays::of(&table, None).unwrap();
    let between = |first, end| deaths.between(first, end).map(|people| people.to_string());
    let (first, end) = (day("2025-10-12").0, day("2025-10-17").0);
    assert_eq!(between(first, end), ["2", "13", "45"]);
    assert_eq!(between(first - 40, first), ["0"; 3]);
    assert_eq!(between(end, end + 40), ["0"; 3]);
    assert_eq!(between(first, first + 2), ["0", "4", "16"]);
    let view = View {
        from_day: f64::from(first),
        days_per_column: 1.0,
        n_columns: 5,
    };
    let columns = deaths.pyramid().columns(&view);
    let sums: Vec<f64> = columns.iter().map(|column| column.sum).collect();
    assert_eq!(sums, [2.0, 2.0, 2.0, 5.0, 2.0]);
    // Where nobody is said to have died there is nothing to draw by.
    let table = load(ged_row(1, 1, "2025-10-15", "2025-10-15", [0, 0, 0])).table;
    assert!(DeathDays::of(&table, None).is_none());
}

proptest! {
    /// Every day has what the events of that day add to it, one by one.
    #[test]
    fn equals_the_direct_sum(
        events in prop::collection::vec((1..25_u32, 0..4_u32, prop::option::weighted(0.8, 0..50_u32)), 1..30),
        from in 1..20_i32,
        n_days in 0..12_i32,
    ) {
        let columns = ColumnMap {
            date: "a".to_owned(),
            end_date: "b".to_owned(),
            deaths_best: "n".to_owned(),
            ..ColumnMap::default()
        };
        let mut file = "a,b,n\n".to_owned();
        for (start, longer, n) in &events {
            let n = n.map(|n| n.to_string()).unwrap_or_default();
            file.extend([format!("2025-10-{start:02},2025-10-{:02},{n}\n", start + longer)]);
        }
        let table = load_mapped(&columns, file).unwrap().table;
        let first = day("2025-10-01") + (from - 1);
        let days = table.deaths_per_day(None, first, first + n_days - 1);
        prop_assert_eq!(days.len(), usize::try_from(n_days).unwrap());
        for (number, day) in (from..).zip(&days) {
            let number = u32::try_from(number).unwrap();
            let of_day = || events.iter().filter(|(s, longer, _)| (*s..=s + longer).contains(&number));
            let sum: f64 = of_day().filter_map(|(_, longer, n)| Some(f64::from((*n)?) / f64::from(longer + 1))).sum();
            prop_assert!((day.best - sum).abs() < 1e-9);
            prop_assert!(0.0 <= day.low && day.low <= day.best && day.best <= day.high);
            let n_unknown = of_day().filter(|event| event.2.is_none()).count();
            prop_assert_eq!((day.n_events as usize, day.n_unknown as usize), (of_day().count(), n_unknown));
        }
    }
}
