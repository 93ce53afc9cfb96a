//! Filters, what they can be chosen from, and the rules that count an act once.

use super::super::{EventTable, Facets, Pyramid, View};
use super::load;
use super::samples::{ACLED, gdelt_row};
use crate::model::date::Edtf;
use crate::model::track::{TrackArea, TrackDyad, TrackFilter};
use proptest::prelude::*;

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn ids(table: &EventTable, filter: &TrackFilter) -> Vec<String> {
    let matches = table.matching(filter);
    assert_eq!(matches.rows.len() + matches.left_out.n_all(), table.len());
    matches
        .rows
        .iter()
        .map(|row| table.id(*row as usize))
        .collect()
}

/// Each wish by itself, and an empty filter.
#[test]
fn filters() {
    let table = load(ACLED).table;
    let all = TrackFilter::default();
    assert_eq!(ids(&table, &all), ["ALN1", "ALN2", "ALN3"]);
    let by = |filter: TrackFilter| ids(&table, &filter);
    let types = texts(&["Battles", "Strategic developments"]);
    assert_eq!(
        by(TrackFilter {
            types,
            ..all.clone()
        }),
        ["ALN1", "ALN3"]
    );
    let codes = texts(&["Att"]);
    assert_eq!(
        by(TrackFilter {
            codes,
            ..all.clone()
        }),
        ["ALN2"]
    );
    let actors = texts(&["Civilians (Aland)"]);
    assert_eq!(
        by(TrackFilter {
            actors,
            ..all.clone()
        }),
        ["ALN2"]
    );
    let dyad = |a: &str, b: &str| {
        vec![TrackDyad {
            a: a.to_owned(),
            b: b.to_owned(),
        }]
    };
    let dyads = dyad("Beland Front", "Military of Aland");
    assert_eq!(
        by(TrackFilter {
            dyads,
            ..all.clone()
        }),
        ["ALN1", "ALN3"]
    );
    let period = Some(Edtf::parse("2025-10-13/2025-11").unwrap());
    assert_eq!(
        by(TrackFilter {
            period,
            ..all.clone()
        }),
        ["ALN2", "ALN3"]
    );
    let area = |south| TrackArea {
        south,
        west: 70.0,
        north: 34.0,
        east: 71.0,
    };
    let area = Some(area(33.4));
    assert_eq!(by(TrackFilter { area, ..all }), ["ALN1"]);
}

/// A wish for what is not in the file leaves nothing, and is told.
#[test]
fn tells_what_is_not_there() {
    let table = load(ACLED).table;
    let filter = TrackFilter {
        countries: texts(&["Celand"]),
        ..TrackFilter::default()
    };
    let matches = table.matching(&filter);
    assert_eq!((matches.rows.len(), matches.left_out.country), (0, 3));
    assert_eq!(matches.not_in_file, ["Celand"]);
}

/// What can be chosen, the most frequent first.
#[test]
fn facets() {
    let table = load(ACLED).table;
    let facets = Facets::of(&table, None);
    let actors: Vec<(&str, usize)> = facets
        .actors
        .iter()
        .map(|c| (c.name.as_str(), c.n))
        .collect();
    assert_eq!(
        actors,
        [
            ("Beland Front", 3),
            ("Military of Aland", 2),
            ("Civilians (Aland)", 1)
        ]
    );
    let dyads: Vec<(&str, &str, usize)> = facets
        .dyads
        .iter()
        .map(|c| (c.a.as_str(), c.b.as_str(), c.n))
        .collect();
    assert_eq!(
        dyads,
        [
            ("Beland Front", "Military of Aland", 2),
            ("Beland Front", "Civilians (Aland)", 1)
        ]
    );
    assert_eq!((facets.countries.len(), facets.countries[0].n), (1, 3));
    assert_eq!(facets.types.len(), 3);
    assert_eq!(Facets::of(&table, Some(&[2])).codes[0].name, "Agreement");
    assert_eq!(Facets::of(&table, Some(&[])), Facets::default());
}

/// Worked example of both rules: of talks from both sides the first direction stays, however often; of equal
/// acts on a day one stays; other days, other codes and unknown actors are left alone.
#[test]
fn counts_once() {
    let acts = [
        (1, "20251016", ["PAK", "AFG"], "046"),
        (2, "20251016", ["AFG", "PAK"], "046"),
        (3, "20251016", ["PAK", "AFG"], "046"),
        (4, "20251017", ["AFG", "PAK"], "046"),
        (5, "20251016", ["AFG", "PAK"], "190"),
        (6, "20251016", ["PAK", "AFG"], "190"),
        (7, "20251016", ["PAK", "AFG"], "190"),
        (8, "20251016", ["PAK", ""], "190"),
        (9, "20251016", ["PAK", ""], "190"),
    ];
    let rows: Vec<String> = acts
        .iter()
        .map(|(id, day, who, code)| gdelt_row(61, *id, day, *who, code))
        .collect();
    let table = load(rows.join("\n")).table;
    let with = |drop_mirrored, one_a_day| {
        let filter = TrackFilter {
            one_a_day,
            drop_mirrored,
            ..TrackFilter::default()
        };
        let mut ids = ids(&table, &filter);
        ids.sort();
        ids.concat()
    };
    assert_eq!(with(false, false), "123456789");
    assert_eq!(with(true, false), "13456789");
    assert_eq!(with(false, true), "1245689");
    assert_eq!(with(true, true), "145689");
}

proptest! {
    /// The picture of a filtered track holds the rows of the filter and no others.
    #[test]
    fn pyramid_of_a_filter(rows in prop::collection::vec((1..28_u32, 0..4_u32), 1..60), chosen in 0..4_usize) {
        let mut file = "event_id_cnty,event_date,event_type,fatalities\n".to_owned();
        for (n, (day, kind)) in rows.iter().enumerate() {
            file.extend([format!("X{n},2025-10-{day:02},T{kind},{kind}\n")]);
        }
        let table = load(file).table;
        let filter = TrackFilter { types: vec![format!("T{chosen}")], ..TrackFilter::default() };
        let matches = table.matching(&filter);
        let pyramid = Pyramid::of(&table, Some(&matches.rows));
        let from_day = f64::from(table.first_days()[0]);
        let columns = pyramid.columns(&View { from_day, days_per_column: 2.0, n_columns: 20 });
        let mut found: Vec<usize> = columns
            .iter()
            .flat_map(|column| column.positions.clone())
            .map(|position| pyramid.row(position))
            .collect();
        found.sort_unstable();
        prop_assert_eq!(found, matches.rows.iter().map(|row| *row as usize).collect::<Vec<_>>());
        let sum: f64 = columns.iter().map(|column| column.sum).sum();
        prop_assert!((sum - (matches.rows.len() * chosen) as f64).abs() < 1e-9);
    }
}
