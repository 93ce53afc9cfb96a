//! Rows as draft events: dates by the precision of the data, places, sources, licences.

use super::super::{Detail, DraftError, DraftEvent, Loaded};
use super::samples::{ACLED, ICEWS, PAX, gdelt_row, ged};
use super::{bytes_of, load, load_mapped};
use crate::model::codes::PlacePrecision;
use crate::model::date::Edtf;
use crate::model::track::{ColumnMap, Track};

fn detail(file: &str, loaded: &Loaded, row: usize) -> Detail {
    let record = &file.as_bytes()[bytes_of(loaded, row)];
    loaded.table.detail(row, record).unwrap()
}

fn draft(file: &str, row: usize) -> DraftEvent {
    let loaded = load(file);
    let track = Track {
        path: "data.csv".to_owned(),
        kind: loaded.table.kind(),
        ..Track::default()
    };
    let detail = detail(file, &loaded, row);
    loaded.table.draft(row, &track, Some(&detail)).unwrap()
}

/// UCDP: date precision 1 is a day, more are the days between; the article is the source.
#[test]
fn ucdp() {
    let day = draft(&ged(), 2);
    assert_eq!(day.date.as_str(), "2025-10-15");
    assert_eq!(
        day.title,
        "State-based conflict: Government of Aland – Beland Front, Cetown"
    );
    assert_eq!(
        (day.actors.join("|").as_str(), day.targets.len()),
        ("Government of Aland|Beland Front", 0)
    );
    assert_eq!(day.text, "near \"the bridge\"");
    assert!(day.source.starts_with("\"The Daily, Aland\",2025-10-16,\n"));
    assert_eq!(day.place.coordinates, Some((33.5, -70.25)));
    assert_eq!(day.place.precision, Some(PlacePrecision::District));
    assert_eq!(day.place.note, "Within about 25 km of a place");
    assert_eq!(day.origin, "UCDP GED, id 7001, line 2 of data.csv");
    assert_eq!((day.cameo, day.is_machine_coded), (None, false));
    let range = draft(&ged(), 1);
    assert_eq!(range.date.as_str(), "2025-10-12/2025-10-18");
    assert!(!range.date_note.is_empty());
}

/// ACLED: a day, about a day, about a month; 0 deaths may be unknown; direction only against civilians.
#[test]
fn acled() {
    let dates: Vec<String> = (0..3)
        .map(|row| draft(ACLED, row).date.to_string())
        .collect();
    assert_eq!(dates, ["2025-10-12", "2025-10-16~", "2025-11~"]);
    let attack = draft(ACLED, 1);
    assert_eq!(
        attack.title,
        "Attack: Beland Front → Civilians (Aland), Detown"
    );
    assert_eq!(
        (attack.actors, attack.targets),
        (
            vec!["Beland Front".to_owned()],
            vec!["Civilians (Aland)".to_owned()]
        )
    );
    assert_eq!(attack.deaths_note, "0 means none or not known");
    let clash = draft(ACLED, 0);
    assert_eq!(
        (clash.text.as_str(), clash.actors.len()),
        ("A clash, near the river.", 2)
    );
    assert_eq!(clash.source, "Made Up Times; Other Paper");
    assert!(clash.licence.contains("do not redistribute"));
}

/// Data coded by machine say so, keep the code, and give only web addresses as addresses.
#[test]
fn machine_coded() {
    let gdelt = draft(&gdelt_row(61, 1, "20251016", ["PAK", "AFG"], "190"), 0);
    assert!(gdelt.is_machine_coded);
    assert_eq!(
        (gdelt.cameo.as_deref(), gdelt.date.as_str()),
        (Some("190"), "2025-10-16")
    );
    assert_eq!(gdelt.url, "https://example.org/\"a");
    let icews = draft(ICEWS, 0);
    assert_eq!(
        icews.title,
        "Express intent to meet or negotiate: Aland → Beland"
    );
    assert_eq!(
        (icews.source.as_str(), icews.url.as_str()),
        ("Made Up Agency", "")
    );
}

/// PA-X: the parties stand in a field of several lines; the address is made from the id.
#[test]
fn pax() {
    let agreement = draft(PAX, 1);
    assert_eq!(agreement.title, "Joint statement, Cetown");
    assert_eq!(
        agreement.actors,
        [
            "For Aland:",
            "A. Person, Minister",
            "For Beland:",
            "B. Person"
        ]
    );
    assert_eq!(
        agreement.url,
        "https://www.peaceagreements.org/agreements/9001/"
    );
}

/// A mapped table: months and years stay months and years; licence and access date are the dossier's.
#[test]
fn mapped() {
    let columns = ColumnMap {
        date: "date".to_owned(),
        title: "what".to_owned(),
        source: "link".to_owned(),
        ..ColumnMap::default()
    };
    let file = "date,what,link\n2024,First,x\n2025-10,Second,http://example.org\n2025-10-19,,\n";
    let loaded = load_mapped(&columns, file).unwrap();
    let track = Track {
        path: "own.csv".to_owned(),
        caption: "Own list".to_owned(),
        licence: "CC0".to_owned(),
        accessed: Some(Edtf::parse("2025-11-20").unwrap()),
        ..Track::default()
    };
    let drafts: Vec<DraftEvent> = (0..3)
        .map(|row| {
            loaded
                .table
                .draft(row, &track, Some(&detail(file, &loaded, row)))
                .unwrap()
        })
        .collect();
    let dates: Vec<&str> = drafts.iter().map(|draft| draft.date.as_str()).collect();
    assert_eq!(dates, ["2024", "2025-10", "2025-10-19"]);
    assert_eq!(
        (drafts[1].url.as_str(), drafts[0].url.as_str()),
        ("http://example.org", "")
    );
    assert_eq!(drafts[0].licence, "CC0; accessed 20 November 2025");
    assert_eq!(drafts[0].origin, "Own list, line 2 of own.csv");
    assert_eq!(drafts[2].title, "Event in Other table");
}

/// Bytes that are not those of the row are refused: the file has changed.
#[test]
fn changed_file() {
    let file = ged();
    let loaded = load(&file);
    let std::ops::Range { start, end } = bytes_of(&loaded, 0);
    let refused = |record: &[u8]| loaded.table.detail(0, record).unwrap_err();
    assert_eq!(
        refused(&file.as_bytes()[start + 1..end]),
        DraftError::FileChanged
    );
    assert_eq!(refused(b""), DraftError::FileChanged);
    assert_eq!(
        refused(file.replace("7003", "7004").as_bytes()),
        DraftError::FileChanged
    );
    assert_eq!(loaded.table.detail(3, b""), Err(DraftError::NoRow));
}
