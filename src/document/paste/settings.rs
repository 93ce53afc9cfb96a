//! How a text is taken as rows: what separates the cells, whether the first line names the columns, and
//! which column goes where.

use crate::document::cell::{self, Column};
use crate::document::sheet::{self, Row, Separator};
use crate::model::RecordKind;

/// How the rows are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What stands between the cells.
    pub separator: Separator,
    /// The first line names the columns.
    pub header: bool,
    /// For each column of the sheet the path of the value that it gives, or that it is ignored.
    pub columns: Vec<Option<String>>,
    /// Records that are there already are changed.
    pub update: bool,
}

impl Settings {
    /// What a text itself says: its separator, and its columns by their names in the first line, or else
    /// in the order of the columns that are shown.
    pub fn guess(kind: RecordKind, text: &str, shown: &[String]) -> Self {
        let mut settings = Self {
            separator: Separator::guess(text),
            header: false,
            columns: Vec::new(),
            update: true,
        };
        let rows = sheet::read(text, settings.separator);
        settings.header = rows.first().is_some_and(|row| is_header(kind, row));
        settings.map_columns(kind, text, shown);
        settings
    }

    /// Maps the columns anew, after the separator or the header was changed.
    pub fn map_columns(&mut self, kind: RecordKind, text: &str, shown: &[String]) {
        let rows = sheet::read(text, self.separator);
        let n_columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let header = rows.first().filter(|_| self.header);
        let mut columns: Vec<Option<String>> = Vec::new();
        for idx in 0..n_columns {
            let path = match header {
                Some(row) => row
                    .cells
                    .get(idx)
                    .and_then(|name| named(kind, name))
                    .map(|column| column.path.clone()),
                None => shown.get(idx).cloned(),
            };
            columns.push(path.filter(|path| !columns.contains(&Some(path.clone()))));
        }
        self.columns = columns;
    }
}

/// Whether a row names columns: at least half of what stands in it does.
fn is_header(kind: RecordKind, row: &Row) -> bool {
    let cells = row.cells.iter().filter(|cell| !cell.trim().is_empty());
    let n = cells.clone().count();
    let n_named = cells.filter(|cell| named(kind, cell).is_some()).count();
    n_named > 0 && n_named * 2 >= n
}

/// The column that a heading names: by its name on screen or in the file, whatever the case and the spaces.
pub(super) fn named(kind: RecordKind, heading: &str) -> Option<&'static Column> {
    let wanted = plain(heading);
    let columns = cell::columns(kind);
    columns
        .iter()
        .find(|column| plain(&column.label) == wanted || plain(&column.path) == wanted)
        .or_else(|| {
            let last = |path: &str| path.rsplit('.').next().map(plain);
            let mut inner = columns.iter().filter(|column| {
                column.path.contains('.') && last(&column.path).as_deref() == Some(&wanted)
            });
            inner.next().filter(|_| inner.next().is_none())
        })
}

fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, header: bool, columns: &[Option<&str>]) {
        let shown = ["id", "date", "title"].map(str::to_owned);
        let settings = Settings::guess(RecordKind::Event, text, &shown);
        let found: Vec<Option<&str>> = settings.columns.iter().map(Option::as_deref).collect();
        assert_eq!(
            (settings.header, found.as_slice()),
            (header, columns),
            "{text:?}"
        );
    }

    /// Columns are found by their names in any order; without names they are those that are shown.
    #[test]
    fn columns_are_found() {
        check(
            "TITLE\tcameo\tWho\tLatitude\tplace.city\tMy own",
            true,
            &[
                Some("title"),
                Some("cameo"),
                Some("from"),
                Some("place.latitude"),
                Some("place.city"),
                None,
            ],
        );
        check(
            "E99\t2025-10-18\tTalks",
            false,
            &[Some("id"), Some("date"), Some("title")],
        );
        check(
            "a\tb\tc\td",
            false,
            &[Some("id"), Some("date"), Some("title"), None],
        );
        check("Date\tDate", true, &[Some("date"), None]);
        check("", false, &[]);
    }
}
