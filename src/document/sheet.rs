//! A piece of a spreadsheet as text: rows of cells between tabs, as spreadsheets put it on the clipboard,
//! or between semicolons or commas, as they write it to files.
//!
//! It has no opinion on what the cells mean. A cell that holds a tab, a line end or a quotation mark at its
//! beginning stands in quotation marks, and those within it are doubled. A quotation mark that does not
//! open such a cell properly is a letter like any other: Excel copies `"No" he said` just so, and a reader
//! that went on to the next quotation mark would swallow the rows between.
//!
//! Invariants: reading never fails and never panics; what [`write`] writes, [`read`] reads back; every
//! character that is no separator or enclosing quotation mark stands in a cell.

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// A tab.
    Tab,
    /// A semicolon.
    Semicolon,
    /// A comma.
    Comma,
}

impl Separator {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Tab, Self::Semicolon, Self::Comma];

    /// The name that is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Tab => "Tabs",
            Self::Semicolon => "Semicolons",
            Self::Comma => "Commas",
        }
    }

    fn letter(self) -> char {
        match self {
            Self::Tab => '\t',
            Self::Semicolon => ';',
            Self::Comma => ',',
        }
    }

    /// Tabs, unless the first line has none and has semicolons, or else commas.
    pub fn guess(text: &str) -> Self {
        let first = text.trim_start().lines().next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|separator| first.contains(separator.letter()))
            .unwrap_or(Self::Tab)
    }
}

/// A row of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the text on which it begins, from 1.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Reads rows; those without anything in them are left out.
pub fn read(text: &str, separator: Separator) -> Vec<Row> {
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rows = Vec::new();
    let mut line = 1;
    while !rest.is_empty() {
        let begin = rest;
        let mut row = Row {
            line,
            cells: Vec::new(),
        };
        loop {
            let (cell, after) = read_cell(rest, separator.letter());
            row.cells.push(cell);
            if let Some(next) = after.strip_prefix(separator.letter()) {
                rest = next;
            } else {
                rest = without_line_end(after);
                break;
            }
        }
        let consumed = begin.len() - rest.len();
        line += n_line_ends(begin.get(..consumed).unwrap_or_default());
        if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(row);
        }
    }
    rows
}

fn without_line_end(text: &str) -> &str {
    text.strip_prefix("\r\n")
        .or_else(|| text.strip_prefix(['\n', '\r']))
        .unwrap_or(text)
}

fn n_line_ends(text: &str) -> usize {
    text.matches('\n').count() + text.replace("\r\n", "").matches('\r').count()
}

/// A cell, and the text from what ends it.
fn read_cell(text: &str, separator: char) -> (String, &str) {
    if let Some(found) = quoted(text, separator) {
        return found;
    }
    let end = text.find([separator, '\n', '\r']).unwrap_or(text.len());
    let (cell, rest) = text.split_at(end);
    (cell.to_owned(), rest)
}

/// A cell in quotation marks, if the closing one is where the cell ends.
fn quoted(text: &str, separator: char) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        if let Some(next) = after.strip_prefix('"') {
            cell.push('"');
            rest = next;
        } else {
            let ends = after.is_empty() || after.starts_with([separator, '\n', '\r']);
            return ends.then_some((cell, after));
        }
    }
}

/// Writes rows with tabs between the cells, as spreadsheets do.
pub fn write<R, C>(rows: R) -> String
where
    R: IntoIterator,
    R::Item: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    let mut text = String::new();
    for row in rows {
        for (idx, cell) in row.into_iter().enumerate() {
            if idx > 0 {
                text.push('\t');
            }
            write_cell(&mut text, cell.as_ref());
        }
        text.push('\n');
    }
    text
}

fn write_cell(text: &mut String, cell: &str) {
    if cell.contains(['\t', '\n', '\r']) || cell.starts_with(['"', '\u{feff}']) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, separator: Separator, wanted: &[(usize, &[&str])]) {
        let rows = read(text, separator);
        let found: Vec<(usize, Vec<&str>)> = rows
            .iter()
            .map(|row| (row.line, row.cells.iter().map(String::as_str).collect()))
            .collect();
        let wanted: Vec<(usize, Vec<&str>)> = wanted
            .iter()
            .map(|(line, row)| (*line, row.to_vec()))
            .collect();
        assert_eq!(found, wanted, "{text:?}");
    }

    /// Rows as spreadsheets copy them, with line ends and quotation marks within cells; blank
    /// rows are none, and lines are counted all the same.
    #[test]
    fn rows_are_read() {
        check(
            "a\tb\r\nc\t\r\n",
            Separator::Tab,
            &[(1, &["a", "b"]), (2, &["c", ""])],
        );
        check(
            "\"a\nb\"\tc\n\n\"say \"\"no\"\"\"",
            Separator::Tab,
            &[(1, &["a\nb", "c"]), (4, &["say \"no\""])],
        );
        check("a;\"b;c\"", Separator::Semicolon, &[(1, &["a", "b;c"])]);
        check("\u{feff}a,b", Separator::Comma, &[(1, &["a", "b"])]);
        check("", Separator::Tab, &[]);
        check("\t\n \n", Separator::Tab, &[]);
    }

    /// A quotation mark that opens no proper cell swallows nothing.
    #[test]
    fn stray_quotation_marks_are_letters() {
        check(
            "\"No\" he said\tx\ny\"z\t\"open\nlast",
            Separator::Tab,
            &[
                (1, &["\"No\" he said", "x"]),
                (2, &["y\"z", "\"open"]),
                (3, &["last"]),
            ],
        );
    }

    /// The first line tells what separates the cells.
    #[test]
    fn separators_are_guessed() {
        assert_eq!(Separator::guess("a\tb, c"), Separator::Tab);
        assert_eq!(Separator::guess("a;b, c\nd\te"), Separator::Semicolon);
        assert_eq!(Separator::guess("a,b"), Separator::Comma);
        assert_eq!(Separator::guess("a"), Separator::Tab);
    }

    proptest! {
        /// What is written is read back.
        #[test]
        fn written_rows_are_read_back(
            rows in prop::collection::vec(prop::collection::vec("[ab\"\t\n\r; é\u{feff}]{0,6}x", 1..5), 0..6)
        ) {
            let text = write(&rows);
            let found: Vec<Vec<String>> =
                read(&text, Separator::Tab).into_iter().map(|row| row.cells).collect();
            prop_assert_eq!(found, rows);
        }

        /// Any text is read, and no letter gets lost.
        #[test]
        fn any_text_is_read(text in "[a\"\t\n\r;,é]{0,40}") {
            for separator in Separator::ALL {
                let n: usize = read(&text, separator)
                    .iter()
                    .flat_map(|row| &row.cells)
                    .map(|cell| cell.matches(['a', 'é']).count())
                    .sum();
                prop_assert_eq!(n, text.matches(['a', 'é']).count());
            }
        }
    }
}
