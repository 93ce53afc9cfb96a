//! Every format as it should be: recognised, and each column where it belongs.

use super::super::read::read_in_blocks;
use super::super::{
    DatePrecision, Deaths, Loaded, Options, Progress, Remark, guess_columns, read, read_from,
    recognise,
};
use super::samples::{
    ACLED, ACLED_OLD, ICEWS, PAX, PAX_COPY, gdelt_row, ged, ged_hdx, ged_row, ged_rows,
};
use super::{days, load, load_as, load_mapped};
use crate::model::track::{ColumnMap, DateForm, Delimiter, TrackKind};
use proptest::prelude::*;

fn figures(low: u32, best: u32, high: u32) -> Deaths {
    Deaths {
        low: Some(low),
        best: Some(best),
        high: Some(high),
    }
}

/// UCDP GED: with a header, without one, and as the Humanitarian Data Exchange has it, the same table.
#[test]
fn ucdp() {
    let without_header = ged_rows().join("\r\n");
    for (file, first_line) in [(ged(), 2), (without_header, 1), (ged_hdx(), 3)] {
        let loaded = load(&file);
        let table = &loaded.table;
        assert_eq!(table.kind(), TrackKind::UcdpGed);
        assert_eq!((loaded.report.n_rows, loaded.report.n_read), (3, 3));
        let ids: Vec<String> = (0..3).map(|row| table.id(row)).collect();
        assert_eq!(ids, ["7003", "7002", "7001"]);
        assert_eq!(days(&loaded, 0), "2025-10-11");
        assert_eq!(days(&loaded, 1), "2025-10-12/2025-10-18");
        assert_eq!(table.precision(0), DatePrecision::Day);
        assert_eq!(table.precision(1), DatePrecision::Range);
        assert_eq!(table.deaths(1), figures(0, 10, 40));
        assert_eq!(table.value(2), Some(3.0));
        assert_eq!(table.coordinates(2), Some((33.5, -70.25)));
        assert_eq!(table.place_precision(2), 2);
        assert_eq!(table.event_type(2), "State-based conflict");
        assert_eq!(
            (table.actor(2), table.target(2)),
            ("Government of Aland", "Beland Front")
        );
        assert_eq!((table.place(2), table.country(2)), ("Cetown", "Aland"));
        // The article of every row has a line end.
        let lines: Vec<u32> = (0..3).map(|row| table.line(row)).collect();
        assert_eq!(lines, [first_line + 4, first_line + 2, first_line]);
        assert!(!table.has_direction(0) && !table.is_zero_ambiguous());
    }
}

/// ACLED: new and old columns, byte order mark, both spellings of dates, time precision.
#[test]
fn acled() {
    let loaded = load(ACLED);
    let table = &loaded.table;
    assert_eq!((table.kind(), table.len()), (TrackKind::Acled, 3));
    assert_eq!(days(&loaded, 1), "2025-10-16");
    let precision: Vec<DatePrecision> = (0..3).map(|row| table.precision(row)).collect();
    assert_eq!(
        precision,
        [
            DatePrecision::Day,
            DatePrecision::Near,
            DatePrecision::Month
        ]
    );
    let (first, last) = table.possible_days(2);
    assert_eq!(
        (first.to_string(), last.to_string()),
        ("2025-11-01".to_owned(), "2025-11-30".to_owned())
    );
    assert_eq!(
        table.deaths(0),
        Deaths {
            best: Some(4),
            ..Deaths::default()
        }
    );
    assert!(table.is_zero_ambiguous());
    assert!(!table.has_direction(0) && table.has_direction(1));
    assert_eq!(
        (table.event_type(2), table.code(2)),
        ("Strategic developments", "Agreement")
    );
    assert_eq!(table.id(0), "ALN1");

    let old = load(ACLED_OLD);
    assert_eq!((old.table.kind(), old.table.len()), (TrackKind::Acled, 1));
    assert_eq!(
        (days(&old, 0), old.table.id(0)),
        ("2021-05-16".to_owned(), "ALN11".to_owned())
    );
    assert_eq!(load(ACLED.replace(',', ";")).report.n_rows, 3);
}

/// GDELT: 57, 58 and 61 columns, also mixed in one file; between tabs a quotation mark means nothing.
#[test]
fn gdelt() {
    for sizes in [[57, 57], [58, 58], [61, 61], [57, 58], [58, 61]] {
        let rows = [
            gdelt_row(sizes[0], 1_200_000_001, "20251016", ["PAK", "AFG"], "190"),
            gdelt_row(sizes[1], 1_200_000_002, "20251015", ["", "AFGGOV"], "046"),
        ];
        let loaded = load(rows.join("\n"));
        let table = &loaded.table;
        assert_eq!(
            (table.kind(), table.len()),
            (TrackKind::GdeltEvents, 2),
            "{sizes:?}"
        );
        assert!(table.kind().is_machine_coded() && table.has_direction(0));
        assert_eq!(days(&loaded, 1), "2025-10-16");
        // The name stands in where there is no code.
        assert_eq!((table.actor(0), table.actor(1)), ("NAME", "PAK"));
        assert_eq!(
            (table.code(0), table.event_type(0)),
            ("046", "Material conflict")
        );
        assert_eq!(table.value(1), Some(-9.5));
        assert_eq!(table.deaths(1), Deaths::default());
        assert_eq!(table.coordinates(1), Some((33.5, 70.25)));
        assert_eq!(
            (table.place(0), table.country(0)),
            ("Cetown, North, Aland", "AL")
        );
        assert_eq!(table.id(1), "1200000001");
    }
}

/// ICEWS: tabs with a header; `NA` is missing.
#[test]
fn icews() {
    let loaded = load(ICEWS);
    let table = &loaded.table;
    assert_eq!((table.kind(), table.len()), (TrackKind::Icews, 2));
    assert_eq!((table.code(0), table.value(0)), ("036", Some(4.0)));
    assert_eq!((table.actor(0), table.target(0)), ("Aland", "Beland"));
    assert_eq!((table.place(0), table.place(1)), ("", "Cetown"));
    assert_eq!(
        (table.coordinates(0), table.coordinates(1)),
        (Some((33.5, 70.25)), None)
    );
    assert_eq!(loaded.report.remarks.n_all(), 0);
}

/// PA-X: line ends in fields, both spellings of dates, both spellings of what is missing.
#[test]
fn pax() {
    let loaded = load(PAX);
    let table = &loaded.table;
    assert_eq!((table.kind(), table.len()), (TrackKind::PaX, 2));
    assert_eq!(
        (days(&loaded, 0), days(&loaded, 1)),
        ("2024-02-29".to_owned(), "2025-10-19".to_owned())
    );
    assert_eq!(table.title(1), "Joint statement, Cetown");
    assert_eq!((table.event_type(0), table.event_type(1)), ("", "Cea"));
    assert_eq!((table.line(1), table.line(0)), (2, 6));
    assert_eq!(table.value(0), None);
    let copy = load(PAX_COPY);
    assert_eq!(
        (days(&copy, 0), days(&copy, 1)),
        ("2024-02-29".to_owned(), "2024-03-01".to_owned())
    );
}

/// Any table: columns by name or place, another delimiter, dates in the order that is said.
#[test]
fn mapped() {
    let columns = ColumnMap {
        date_form: Some(DateForm::DayMonthYear),
        date: "Von".to_owned(),
        end_date: "bis".to_owned(),
        deaths_best: "#3".to_owned(),
        actor: "wer".to_owned(),
        ..ColumnMap::default()
    };
    let file = "von;bis;Tote;wer\n11.10.2025;15.10.2025;7;A\n2025-10;;;B\n2024;;x;C\n";
    let loaded = load_mapped(&columns, file).unwrap();
    let table = &loaded.table;
    assert_eq!((table.kind(), table.len()), (TrackKind::Mapped, 3));
    let all: Vec<String> = (0..3).map(|row| days(&loaded, row)).collect();
    assert_eq!(
        all,
        [
            "2024-01-01/2024-12-31",
            "2025-10-01/2025-10-31",
            "2025-10-11/2025-10-15"
        ]
    );
    let precision: Vec<DatePrecision> = (0..3).map(|row| table.precision(row)).collect();
    assert_eq!(
        precision,
        [
            DatePrecision::Range,
            DatePrecision::Month,
            DatePrecision::Day
        ]
    );
    assert_eq!(
        (table.value(0), table.value(1), table.value(2)),
        (None, None, Some(7.0))
    );
    assert_eq!(loaded.report.remarks.n(Remark::BadNumber), 1);
    assert_eq!(table.column_names(), ["von", "bis", "Tote", "wer"]);

    let by_place = ColumnMap {
        headless: true,
        delimiter: Some(Delimiter::Bar),
        date: "#2".to_owned(),
        value: "#1".to_owned(),
        ..ColumnMap::default()
    };
    let loaded = load_mapped(&by_place, "-1.5|2025-10-19\n2|2025-10-18").unwrap();
    assert_eq!(
        (loaded.table.value(0), loaded.table.value(1)),
        (Some(2.0), Some(-1.5))
    );
}

/// A table of no known kind is described, so that its columns can be named; the guess goes by whole words
/// ("population" is no latitude) and is only a beginning.
#[test]
fn describes_unknown_tables() {
    let guess = recognise(b"Population;Day;N killed;Lat\n9;19/10/2025;3;33.5\n8;20/10/2025;4;34\n")
        .unwrap();
    assert_eq!(
        (guess.kind, guess.delimiter, guess.has_header),
        (None, Delimiter::Semicolon, true)
    );
    assert_eq!(guess.names, ["Population", "Day", "N killed", "Lat"]);
    assert_eq!(guess.sample.len(), 2);
    let columns = guess_columns(&guess);
    assert_eq!(columns.date_form, Some(DateForm::DayMonthYear));
    let named = [
        columns.date,
        columns.deaths_best,
        columns.latitude,
        columns.actor,
    ];
    assert_eq!(named, ["Day", "N killed", "Lat", ""]);

    let guess = recognise(b"2025-10-19,3\n2025-10-20,4\n").unwrap();
    assert!(!guess.has_header);
    assert_eq!(
        (guess.names.join(" "), guess_columns(&guess).date),
        ("#1 #2".to_owned(), "#1".to_owned())
    );
    assert_eq!(
        recognise(ged().as_bytes()).unwrap().kind,
        Some(TrackKind::UcdpGed)
    );
    assert_eq!(
        recognise(ICEWS.as_bytes()).unwrap().delimiter,
        Delimiter::Tab
    );
}

/// A reader that gives a few bytes at a time.
struct Slow<'a>(&'a [u8]);

impl std::io::Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = buffer.len().min(self.0.len()).min(1000);
        let (now, later) = self.0.split_at(n);
        buffer[..n].copy_from_slice(now);
        self.0 = later;
        Ok(n)
    }
}

/// From a source that gives little at a time comes what comes from memory, and progress reaches the end.
#[test]
fn reads_from_a_source() {
    let file = ged();
    let progress = Progress::default();
    let n_bytes = Some(file.len() as u64);
    let loaded = read_from(
        Slow(file.as_bytes()),
        n_bytes,
        &Options::default(),
        &progress,
    )
    .unwrap();
    assert_eq!(loaded.report, load(&file).report);
    assert_eq!(progress.fraction(), Some(1.0));
    assert_eq!(
        loaded.table.bytes_in_file(0),
        load(&file).table.bytes_in_file(0)
    );
}

/// A file of several megabytes with everything that makes records hard to find: quoted line ends, odd
/// quotation marks, empty lines, bad rows, both line ends.
fn hard_file(n_rows: u32) -> String {
    let mut file = ged();
    for n in 0..n_rows {
        let day = format!("20{:02}-0{}-1{}", n % 25, n % 9 + 1, n % 10);
        file.push_str(&ged_row(n, 1, &day, &day, [n % 3, n % 7, n % 5 + 6]));
        file.push_str(if n % 17 == 0 { "\n\n" } else { "\r\n" });
        if n % 29 == 0 {
            file.push_str("short,\"row\nwith\"\"line end\"x,\n");
        }
    }
    file
}

/// Both tables say the same of every row, and both reports of every row that is not there.
fn assert_same(a: &Loaded, b: &Loaded) {
    assert_eq!(a.report, b.report);
    assert_eq!(a.table.len(), b.table.len());
    for row in 0..a.table.len() {
        let shown = |loaded: &Loaded| {
            let table = &loaded.table;
            (
                (
                    table.id(row),
                    table.line(row),
                    table.days(row),
                    table.deaths(row),
                ),
                (
                    table.actor(row).to_owned(),
                    table.place(row).to_owned(),
                    table.bytes_in_file(row),
                ),
            )
        };
        assert_eq!(shown(a), shown(b));
    }
}

/// On more threads, and in blocks that cut records anywhere, the same table comes out with the same lines.
#[test]
fn threads_and_blocks_change_nothing() {
    let file = hard_file(9_000);
    let on = |n_threads| Options {
        n_threads,
        ..Options::default()
    };
    let progress = Progress::default();
    let one = read(file.as_bytes(), &on(1), &progress).unwrap();
    assert_eq!(one.report.n_read, 9_003);
    assert!(one.report.n_skipped() > 300);
    for n_threads in [2, 3, 5] {
        assert_same(
            &read(file.as_bytes(), &on(n_threads), &progress).unwrap(),
            &one,
        );
    }
    for block_bytes in [2_100_000, 2_100_001, 3_333_333] {
        let loaded = read_in_blocks(file.as_bytes(), block_bytes, &on(2), &progress).unwrap();
        assert_same(&loaded, &one);
    }
}

/// A part that seems to begin at a record, but lies in a quoted field, does not count.
#[test]
fn threads_are_not_fooled() {
    let inner = "Y,2025-10-12,Battles,1,n\n".repeat(20_000);
    let outer = "X,2025-10-13,Battles,2,n\n".repeat(8_000);
    let header = "event_id_cnty,event_date,event_type,fatalities,notes\n";
    let file = format!("{header}{outer}Z,2025-10-14,Battles,3,\"{inner}\"\n{outer}");
    let options = Options {
        n_threads: 2,
        ..Options::default()
    };
    let loaded = read(file.as_bytes(), &options, &Progress::default()).unwrap();
    assert_eq!(
        (loaded.report.n_rows, loaded.report.n_read),
        (16_001, 16_001)
    );
    assert_eq!(loaded.table.line(16_000), 8_002);
    assert_eq!(loaded.table.deaths(0).best, Some(2));
}

proptest! {
    /// Rows come in the order of their days, then of their deaths, whatever the order of the file.
    #[test]
    fn rows_are_sorted(rows in prop::collection::vec((1..28_u32, 0..5_u32), 1..40)) {
        let mut file = "event_id_cnty,event_date,event_type,fatalities\n".to_owned();
        for (n, (day, deaths)) in rows.iter().enumerate() {
            file.extend([format!("X{n},2025-10-{day:02},Battles,{deaths}\n")]);
        }
        let loaded = load_as(TrackKind::Acled, &file).unwrap();
        let mut expected: Vec<(u32, u32, usize)> = rows.iter().enumerate().map(|(n, (d, f))| (*d, *f, n)).collect();
        expected.sort_unstable();
        let ids: Vec<String> = (0..rows.len()).map(|row| loaded.table.id(row)).collect();
        prop_assert_eq!(ids, expected.iter().map(|(_, _, n)| format!("X{n}")).collect::<Vec<_>>());
    }
}
