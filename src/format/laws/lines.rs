//! Which comments belong to which record, told from the lines of an [`super::ordered`] text alone.
//!
//! Knows nothing of the text layer, so that it can judge it.

use std::collections::BTreeMap;

/// What the lines of a text say about comments.
#[derive(Debug, Default)]
pub(super) struct Lines<'t> {
    /// For every id, its comments in order, and its lines.
    pub(super) records: BTreeMap<&'t str, (Vec<&'t str>, Vec<&'t str>)>,
    /// Headings, header, footer and the file's own, in order.
    pub(super) others: Vec<&'t str>,
}

/// Reads the lines of a text.
pub(super) fn lines_of(text: &str) -> Lines<'_> {
    let mut found = Lines::default();
    let mut above: Vec<&str> = Vec::new();
    let mut open: Option<(Vec<&str>, Vec<&str>)> = None;
    let mut in_list = false;
    for line in text.lines() {
        let code = line.trim();
        let comment = code.find("//").and_then(|at| code.get(at..));
        if let Some((comments, lines)) = &mut open {
            comments.extend(comment);
            lines.push(line);
        } else if !in_list || code.starts_with(']') {
            found.others.append(&mut above);
            found.others.extend(comment);
            in_list |= code.contains("entries: [");
            continue;
        } else if code.is_empty() {
            found.others.append(&mut above);
            continue;
        } else if code.starts_with("//") {
            above.extend(comment);
            continue;
        } else {
            let mut comments = std::mem::take(&mut above);
            comments.extend(comment);
            open = Some((comments, vec![line]));
        }
        let code = code.split("//").next().unwrap_or_default();
        let count = |c: char| code.matches(c).count();
        let is_inline = count('(') == count(')') && code.contains("(id: ");
        if is_inline || count('(') < count(')') {
            let (comments, lines) = open.take().unwrap_or_default();
            let id = lines.iter().find_map(|line| {
                let (_, rest) = line.split_once("id: \"")?;
                Some(rest.split_once('"')?.0)
            });
            found
                .records
                .insert(id.unwrap_or_default(), (comments, lines));
        }
    }
    found
}

/// Equal but for the comma behind the record.
pub(super) fn same_lines(before: &[&str], after: &[&str]) -> bool {
    let plain = |line: &&str| {
        let (code, comment) = line.split_once("//").unwrap_or((line, ""));
        format!("{}{comment}", code.trim_end().trim_end_matches(','))
    };
    before.iter().map(plain).eq(after.iter().map(plain))
}
