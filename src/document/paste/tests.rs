//! Pasting on small texts and on the shipped dossier, and its laws.

use super::*;
use crate::document::Document;
use proptest::prelude::*;

const SHOWN: [&str; 5] = ["id", "date", "title", "from", "sources"];

fn planned(document: &Document, kind: RecordKind, text: &str) -> Plan {
    let shown = SHOWN.map(str::to_owned);
    let settings = Settings::guess(kind, text, &shown);
    let plan = plan(document.snapshot(), kind, text, &settings);
    assert_eq!(
        plan.rows.len(),
        plan.n_new() + plan.n_updated() + plan.n_skipped()
    );
    plan
}

fn fates(text: &str) -> Vec<String> {
    let document = Document::built_in();
    let plan = planned(&document, RecordKind::Event, text);
    plan.rows
        .iter()
        .map(|row| match &row.fate {
            Fate::New => format!("{} new {}", row.line, row.id),
            Fate::Update(n) => format!("{} update {} {n}", row.line, row.id),
            Fate::Skipped(reason) => format!("{} skipped {reason}", row.line),
        })
        .collect()
}

fn check(text: &str, wanted: &[&str]) {
    let found = fates(text);
    assert_eq!(found.len(), wanted.len(), "{found:?}");
    for (found, wanted) in found.iter().zip(wanted) {
        assert!(found.starts_with(wanted), "{found}, not {wanted}");
    }
}

/// Rows become new records, updates, or are skipped with the reason.
#[test]
fn rows_have_fates() {
    check(
        "Date\tTitle\tId\tSources\n\
         2026-05-01\tA\t\tS01\n\
         \tB\tE02\t\n\
         18.10.2025\tC\tX9\t\n\
         05/06/2025\tD\t\t\n\
         2025\tE\t\tS9999\n\
         2025\t\t\t\n\
         2025\tF\tS01\t\n\
         2025\tG\tX9\t\n\
         2025-09-17\tPakistan and Saudi Arabia sign a mutual defence agreement\tE03\tS04, S04b\n",
        &[
            "2 new E",
            "3 update E02 1",
            "4 new X9",
            "5 skipped Date: ",
            "6 skipped Sources: There is no source S9999",
            "7 skipped Title is missing",
            "8 skipped Id: S01 is the id of another record (source)",
            "9 skipped Id: line 4 has X9 as well",
            "10 skipped It says what is there already",
        ],
    );
}

/// What is ambiguous is refused with both readings; what has one meaning is turned, visibly.
#[test]
fn dates_are_turned_visibly() {
    let document = Document::built_in();
    let text = "Date\tTitle\n18/10/2025\ta\n2025-10-18 14:00\tb\n05/06/2025\tc\n";
    let plan = planned(&document, RecordKind::Event, text);
    let dates: Vec<&Cell> = plan
        .rows
        .iter()
        .filter_map(|row| row.cells.first())
        .collect();
    let turned = |from: &str, to: &str| Cell::Turned {
        from: from.to_owned(),
        to: to.to_owned(),
    };
    assert_eq!(*dates[0], turned("18/10/2025", "2025-10-18"));
    assert_eq!(*dates[1], turned("2025-10-18 14:00", "2025-10-18T14:00"));
    let Cell::Wrong { reason, .. } = dates[2] else {
        panic!("{:?} was guessed", dates[2]);
    };
    assert!(
        reason.contains("2025-06-05") && reason.contains("2025-05-06"),
        "{reason}"
    );
}

/// Columns that go nowhere and values that nobody gave are named.
#[test]
fn nothing_is_dropped_silently() {
    let document = Document::built_in();
    let text = "Date\tTitle\tMine\n2026-01-01\ta\tx\n";
    let plan = planned(&document, RecordKind::Event, text);
    assert_eq!(plan.ignored, ["Mine"]);
    assert_eq!(plan.defaults.len(), 1, "{:?}", plan.defaults);
}

/// Pasting is one step that can be taken back; empty cells stay absent, and new records stand like their
/// neighbours.
#[test]
fn pasting_is_one_step() {
    let text = "(
    format: 1,
    id: \"d\",
    title: \"T\",
    sources: [
        (id: \"S1\", publisher: \"P\", title: \"t\"), // first
    ],
)
";
    let mut document = Document::from_text(None, text.into());
    let rows = "Publisher\tTitle\tDate\tId\nNew\tn\t\t\n\tother\t\tS1\n";
    let plan = planned(&document, RecordKind::Source, rows);
    let edit = plan.edit().unwrap();
    assert_eq!(edit.label, "Paste 2 sources");
    assert!(document.apply(&edit).unwrap());
    let wanted = text.replace("title: \"t\"", "title: \"other\"").replace(
        " // first\n",
        " // first\n        (id: \"S2\", publisher: \"New\", title: \"n\"),\n",
    );
    assert_eq!(document.snapshot().text(), wanted);
    document.undo();
    assert_eq!(document.snapshot().text(), text);
}

/// The cells of a table, with the numbers in one spelling.
fn plain(table: &str, columns: &[&Column]) -> Vec<Vec<String>> {
    let rows = sheet::read(table, sheet::Separator::Tab).into_iter();
    rows.map(|row| {
        let cells = row.cells.into_iter().zip(columns);
        cells
            .map(
                |(cell, column)| match (column.content, cell.parse::<f64>()) {
                    (Content::Decimal(..), Ok(number)) => number.to_string(),
                    _ => cell,
                },
            )
            .collect()
    })
    .collect()
}

/// Takes the records of a kind out of the shipped dossier and pastes them again from what was copied.
fn round_trip(kind: RecordKind) {
    let before = Document::built_in();
    let ids = before.snapshot().dossier().ids(kind);
    let columns: Vec<&Column> = cell::columns(kind).iter().collect();
    let copied = copy(before.snapshot(), kind, &ids, &columns);
    // Of themselves they change nothing.
    let plan = planned(&before, kind, &copied);
    assert_eq!(plan.n_skipped(), ids.len());
    assert!(
        plan.edit().is_none() && plan.n_wrong() == 0,
        "{:?}",
        plan.rows.first()
    );
    // Under new ids they become the same records.
    let renamed: Vec<Row> = sheet::read(&copied, sheet::Separator::Tab);
    let id_column = columns
        .iter()
        .position(|column| column.path == "id")
        .unwrap();
    let renamed = sheet::write(renamed.iter().enumerate().map(|(idx, row)| {
        let mut cells = row.cells.clone();
        if idx > 0 {
            cells[id_column] = format!("new-{}", cells[id_column]);
        }
        cells
    }));
    let plan = planned(&before, kind, &renamed);
    assert_eq!(
        plan.n_new(),
        ids.len(),
        "{:?}",
        plan.rows.iter().find(|r| r.fate != Fate::New)
    );
    let mut after = before.clone();
    assert!(after.apply(&plan.edit().unwrap()).unwrap());
    let ids: Vec<String> = ids.iter().map(|id| format!("new-{id}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let again = copy(after.snapshot(), kind, &ids, &columns);
    assert_eq!(plain(&again, &columns), plain(&renamed, &columns));
}

/// What is copied and pasted gives the same records, with all their fields.
#[test]
fn copied_events_paste_the_same() {
    round_trip(RecordKind::Event);
}

/// The same for claims.
#[test]
fn copied_claims_paste_the_same() {
    round_trip(RecordKind::Claim);
}

/// The same for sources.
#[test]
fn copied_sources_paste_the_same() {
    round_trip(RecordKind::Source);
}

const TEXT: &str = "(format: 1, id: \"d\", title: \"T\",
    actors: [(id: \"A\", name: \"Alpha\", kind: State), (id: \"B\", name: \"Beta\", kind: State)],
    events: [(id: \"E1\", date: \"2025\", title: \"t\", priority: Core)],
    sources: [(id: \"S1\", publisher: \"p\", title: \"t\"), (id: \"S2\", publisher: \"q\", title: \"t\")])";

prop_compose! {
    fn event()(
        date in prop::sample::select(vec!["2025-10-18", "2025-10", "[2025-10-12,2025-10-13]", "2025-10-18/.."]),
        title in "[a-z\"\t\n,;é]{0,8}x",
        text in "([ -~\n\t\"]{0,12}x)?",
        from in prop::sample::subsequence(vec!["A", "B"], 0..=2),
        sources in prop::sample::subsequence(vec!["S1", "S2"], 0..=2),
        code in prop::sample::select(vec!["", "046", "1952"]),
        confidence in prop::sample::select(vec!["", "High", "Low"]),
        latitude in prop::option::of(-90.0..90.0_f64),
    ) -> Vec<String> {
        vec![
            date.to_owned(), title, text, from.join(", "), sources.join(", "), code.to_owned(),
            confidence.to_owned(), latitude.map_or_else(String::new, |number| number.to_string()),
        ]
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Rows become records that are copied as the same rows.
    #[test]
    fn rows_survive_the_way_through_the_file(events in prop::collection::vec(event(), 1..6)) {
        let paths = ["date", "title", "text", "from", "sources", "cameo", "confidence", "place.latitude"];
        let columns: Vec<&Column> =
            paths.iter().map(|path| cell::column(RecordKind::Event, path).unwrap()).collect();
        let header: Vec<String> = columns.iter().map(|column| column.label.clone()).collect();
        let text = sheet::write(std::iter::once(header).chain(events));
        let mut document = Document::from_text(None, TEXT.into());
        let plan = planned(&document, RecordKind::Event, &text);
        let rows = plan.rows.iter();
        let ids: Vec<String> = rows.map(|row| row.id.clone()).collect();
        prop_assert_eq!(plan.n_new(), ids.len(), "{:?}", plan.rows);
        document.apply(&plan.edit().unwrap()).unwrap();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let again = copy(document.snapshot(), RecordKind::Event, &ids, &columns);
        prop_assert_eq!(plain(&again, &columns), plain(&text, &columns));
    }

    /// Nothing that is pasted makes it panic, and every row is accounted for.
    #[test]
    fn any_text_can_be_pasted(
        text in "(Id|Date|title|E1|S1|2025|killed|[ -~\t\n\r\";,é–]){0,30}",
        kind in prop::sample::select(vec![RecordKind::Event, RecordKind::Claim, RecordKind::Source]),
    ) {
        let mut document = Document::from_text(None, TEXT.into());
        let plan = planned(&document, kind, &text);
        if let Some(edit) = plan.edit() {
            prop_assert!(document.apply(&edit).is_ok(), "{:?}", plan.rows);
        }
    }
}
