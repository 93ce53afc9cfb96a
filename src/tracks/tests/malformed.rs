//! What is not as it should be. Nothing panics; a row is read, or listed with its line and the reason.

use super::super::{
    Listed, Loaded, Options, Progress, ReadError, Reason, Remark, read, read_from, recognise,
};
use super::samples::{ACLED, ICEWS, PAX, gdelt_row, ged, ged_row};
use super::{bytes_of, load, load_as, load_mapped};
use crate::model::track::{ColumnMap, TrackKind};
use proptest::prelude::*;

const HEADER: &str = "event_id_cnty,event_date,event_type,fatalities,latitude,longitude,actor1\n";

/// The first listed row of a reason.
fn listed(loaded: &Loaded, reason: Reason) -> &Listed {
    let mut all = loaded.report.skipped.iter();
    let (_, _, first) = all.find(|(other, ..)| *other == reason).unwrap();
    &first[0]
}

fn all_rows_are_told(loaded: &Loaded) {
    let report = &loaded.report;
    assert_eq!(report.n_read + report.n_skipped(), report.n_rows);
    assert_eq!(report.n_read, loaded.table.len());
}

/// Short and long rows are skipped with their number of fields; empty fields too many do no harm.
#[test]
fn wrong_number_of_fields() {
    let file = format!(
        "{HEADER}X1,2025-10-12\nX2,2025-10-12,Battles,1,1,1,A,B\nX3,2025-10-12,Battles,1,1,1,A,,\n"
    );
    let loaded = load(file);
    all_rows_are_told(&loaded);
    assert_eq!(loaded.report.n_read, 1);
    let short = listed(&loaded, Reason::FieldCount);
    assert_eq!(
        short.to_string(),
        "line 2: 2 fields instead of 7: “X1,2025-10-12”"
    );
    assert_eq!(loaded.report.skipped.n(Reason::FieldCount), 2);
}

/// Dates that are none, that are missing, or that come in a form that could be two days.
#[test]
fn wrong_dates() {
    let dates = ["2025-02-30", "", "03/04/2025", "soon", "2025-10-12"];
    let mut file = HEADER.to_owned();
    for date in dates {
        file.extend([format!("X,{date},Battles,1,1,1,A\n")]);
    }
    let loaded = load(file);
    all_rows_are_told(&loaded);
    assert_eq!(loaded.report.skipped.n(Reason::BadDate), 3);
    assert_eq!(
        listed(&loaded, Reason::BadDate).to_string(),
        "line 2: “2025-02-30”"
    );
    assert_eq!(listed(&loaded, Reason::NoDate).line, 3);
}

/// An event that ends before it starts, and a lowest figure above the highest, are skipped; a best figure
/// outside of both widens the band, with a remark.
#[test]
fn contradictions() {
    let mut file = ged();
    for row in [
        ged_row(1, 1, "2025-10-15", "2025-10-14", [1, 1, 1]),
        ged_row(2, 1, "2025-10-15", "2025-10-15", [9, 5, 4]),
        ged_row(3, 1, "2024-10-15", "2024-10-15", [2, 9, 4]),
    ] {
        file.push_str(&row);
        file.push('\n');
    }
    let loaded = load(file);
    all_rows_are_told(&loaded);
    assert_eq!(
        listed(&loaded, Reason::EndBeforeStart).found,
        "from 2025-10-15 to 2025-10-14"
    );
    assert_eq!(listed(&loaded, Reason::LowAboveHigh).found, "low 9, high 4");
    assert_eq!(loaded.report.remarks.n(Remark::BestOutsideBand), 1);
    let deaths = loaded.table.deaths(0);
    assert_eq!(
        (deaths.low, deaths.best, deaths.high),
        (Some(2), Some(9), Some(9))
    );
}

/// Numbers and coordinates that are none are not known, and said; text that is no UTF-8 stays readable.
#[test]
fn unreadable_fields() {
    let mut file = HEADER.as_bytes().to_vec();
    file.extend_from_slice(
        b"X1,2025-10-12,Battles,many,33,70,A\nX2,2025-10-13,Battles,1,99,70,Caf\xe9\n",
    );
    file.extend_from_slice(b"X3,2025-10-14,Battles,4294967295,,,A\n");
    let loaded = load(file);
    all_rows_are_told(&loaded);
    let table = &loaded.table;
    assert_eq!((table.deaths(0).best, table.deaths(2).best), (None, None));
    assert_eq!(
        (table.coordinates(1), table.actor(1)),
        (None, "Caf\u{fffd}")
    );
    let remarks = &loaded.report.remarks;
    assert_eq!(remarks.n(Remark::BadNumber), 2);
    assert_eq!(
        (
            remarks.n(Remark::BadCoordinates),
            remarks.n(Remark::InvalidUtf8)
        ),
        (1, 1)
    );
}

/// Files that were joined have the header again; the row is told and not taken for an event.
#[test]
fn repeated_header() {
    let loaded = load(format!("{HEADER}X1,2025-10-12,Battles,1,1,1,A\n{HEADER}"));
    all_rows_are_told(&loaded);
    assert_eq!(listed(&loaded, Reason::RepeatedHeader).line, 3);
}

/// A quotation mark that is never closed costs its own line.
#[test]
fn unclosed_quotation() {
    let row = "X1,2025-10-12,Battles,1,1,1,A\n";
    let loaded = load(format!(
        "{HEADER}{row}X2,2025-10-12,\"Battles,1,1,1,A\n{row}{row}"
    ));
    all_rows_are_told(&loaded);
    assert_eq!((loaded.report.n_rows, loaded.report.n_read), (4, 3));
    assert_eq!(listed(&loaded, Reason::UnclosedQuote).line, 3);
}

/// A quotation mark too many runs into the next row, where another one closes it. Though the fields are then
/// as many as they should be, no row is made of the two; the next row is read.
#[test]
fn quotation_over_two_rows() {
    let row = "X1,2025-10-12,\"Battles\",1,1,1,A\n";
    let loaded = load(format!(
        "{HEADER}{row}X2,2025-10-12,\"Battles,1,1,1,A\n{row}{row}"
    ));
    all_rows_are_told(&loaded);
    assert_eq!((loaded.report.n_rows, loaded.report.n_read), (4, 3));
    assert_eq!(listed(&loaded, Reason::UnclosedQuote).line, 3);
    let lines: Vec<u32> = (0..3).map(|row| loaded.table.line(row)).collect();
    assert_eq!(lines, [2, 4, 5]);
}

/// Many rows that all run into the next are told one by one, and a long row behind them is read.
#[test]
fn quotations_without_end() {
    let bad = "X2,2025-10-12,a\",\"1,1,1,A\",\"\n".repeat(2_000);
    let long = "long ".repeat(1_500);
    let loaded = load(format!("{HEADER}{bad}X1,2025-10-12,Battles,1,1,1,{long}\n"));
    all_rows_are_told(&loaded);
    assert_eq!((loaded.report.n_rows, loaded.report.n_read), (2_001, 1));
}

/// Gives a header, then the same byte for a long time, then a row.
struct LongLine {
    n_left: usize,
    n_given: usize,
    before: &'static [u8],
    after: &'static [u8],
}

impl std::io::Read for LongLine {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        for text in [&mut self.before, &mut self.after] {
            let n = text.len().min(buffer.len());
            if n > 0 {
                let (now, later) = text.split_at(n);
                buffer[..n].copy_from_slice(now);
                *text = later;
                return Ok(n);
            }
            let n = self.n_left.min(buffer.len());
            if n > 0 {
                buffer[..n].fill(b'x');
                self.n_left -= n;
                self.n_given += n;
                return Ok(n);
            }
        }
        Ok(0)
    }
}

/// A line of a gigabyte, which is more than a block, is one skipped row. It is never in memory as a
/// whole, and what follows is read.
#[test]
fn long_line() {
    let source = LongLine {
        n_left: 1 << 30,
        n_given: 0,
        before: b"event_id_cnty,event_date,event_type,fatalities\nX1,2025-10-12,Battles,1\n\"",
        after: b"\nX2,2025-10-13,Battles,1\n",
    };
    let loaded = read_from(source, None, &Options::default(), &Progress::default()).unwrap();
    all_rows_are_told(&loaded);
    assert_eq!((loaded.report.n_rows, loaded.report.n_read), (3, 2));
    assert_eq!(listed(&loaded, Reason::TooLong).line, 3);
    assert_eq!((loaded.table.line(0), loaded.table.line(1)), (2, 4));
}

/// What cannot be a table says what it seems to be.
#[test]
fn no_table_at_all() {
    let error = |bytes: &[u8]| load_error(bytes).to_string();
    assert_eq!(error(b""), "The file is empty");
    assert_eq!(error(b"\xef\xbb\xbf \r\n"), "The file is empty");
    assert!(error(b"PK\x03\x04....").contains("ZIP"));
    assert!(error(b"\xff\xfea\0").contains("UTF-16"));
    assert!(error(b"\x1f\x8b\x08").contains("gzip"));
    assert!(error(b"\n<!DOCTYPE html><p>Please log in").contains("login"));
    assert!(error(b"a,b\n1,2\n").contains("known data set (a, b)"));
}

fn load_error(bytes: &[u8]) -> ReadError {
    read(bytes, &Options::default(), &Progress::default()).unwrap_err()
}

/// A wrong header says what is missing, or what the file is instead.
#[test]
fn wrong_header() {
    let error = |kind, file: &str| load_as(kind, file).unwrap_err().to_string();
    assert_eq!(
        error(TrackKind::UcdpGed, "id,date_start,best\n1,2025-10-12,3\n"),
        "This is no UCDP GED file: the header lacks date_end, low, high, type_of_violence"
    );
    assert_eq!(
        error(TrackKind::UcdpGed, ACLED),
        "This is no UCDP GED file but ACLED; choose that kind instead"
    );
    assert!(error(TrackKind::Mapped, ACLED).contains("which column holds the date"));
    let columns = ColumnMap {
        date: "when".to_owned(),
        ..ColumnMap::default()
    };
    let error = load_mapped(&columns, "day,deaths\n2025-10-12,1\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "There is no column “when”; there are day, deaths"
    );
}

/// Reading stops when asked to, and says so.
#[test]
fn cancels() {
    let progress = Progress::default();
    progress.cancel();
    let options = Options::default();
    let file = ged() + &(ged_row(1, 1, "2025-10-12", "2025-10-12", [1, 1, 1]) + "\n").repeat(500);
    assert!(matches!(
        read(file.as_bytes(), &options, &progress),
        Err(ReadError::Cancelled)
    ));
    let source = read_from(file.as_bytes(), None, &options, &progress);
    assert!(matches!(source, Err(ReadError::Cancelled)));
}

/// A file of every kind.
fn files() -> Vec<Vec<u8>> {
    let gdelt = [
        gdelt_row(58, 1, "20251016", ["PAK", "AFG"], "190"),
        gdelt_row(57, 2, "20251015", ["AFG", "PAK"], "046"),
    ];
    [
        ged(),
        ACLED.to_owned(),
        gdelt.join("\n"),
        ICEWS.to_owned(),
        PAX.to_owned(),
    ]
    .map(String::into_bytes)
    .to_vec()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// However a file is damaged, nothing panics, and every row is read or told; on two threads the same.
    #[test]
    fn damaged_files(
        file in prop::sample::select(files()),
        damage in prop::collection::vec(
            (any::<prop::sample::Index>(), 0..40_usize, prop::sample::select(
                [&b""[..], b"\"", b"\"\"", b"\n", b"\r", b",", b"\t", b"\0", b"\xff", b"-", b"99999999999", b"NA", b"\xef\xbb\xbf"].to_vec(),
            )),
            0..8,
        ),
    ) {
        let mut bytes = file;
        for (at, length, instead) in damage {
            let start = at.index(bytes.len() + 1);
            let end = (start + length).min(bytes.len());
            bytes.splice(start..end, instead.iter().copied());
        }
        let _guess = recognise(&bytes);
        if let Ok(loaded) = read(&bytes, &Options::default(), &Progress::default()) {
            all_rows_are_told(&loaded);
            for row in 0..loaded.table.len() {
                let record = &bytes[bytes_of(&loaded, row)];
                prop_assert!(loaded.table.detail(row, record).is_ok());
            }
        }
    }

    /// Any bytes at all.
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let columns = ColumnMap { headless: true, date: "#1".to_owned(), ..ColumnMap::default() };
        let _guess = recognise(&bytes);
        if let Ok(loaded) = load_mapped(&columns, &bytes) {
            all_rows_are_told(&loaded);
        }
    }
}
