//! Two texts side by side, with the lines in which they differ.
//!
//! No opinion on what the texts are. The difference is made once, not in every frame. Signs say what
//! colours say: a line that goes has a minus, one that comes a plus.

use super::columns;
use crate::document::{Hunk, hunks, lines};
use crate::ui::theme::{self, Palette};
use egui::text::LayoutJob;
use egui::{Color32, FontId, Label, Margin, TextFormat, Ui};
use std::ops::Range;

/// Equal lines that are shown around a difference.
const CONTEXT: usize = 1;

/// Most rows that are shown; reading more is a matter for an editor.
const MAX_ROWS: usize = 300;

/// How much of an equal beginning or end of a long line is shown.
const KEPT_CHARS: usize = 48;

/// The rows to show.
#[derive(Clone, Debug, Default)]
pub struct Difference {
    rows: Vec<Row>,
    n_lines: usize,
    n_left_out: usize,
}

#[derive(Clone, Debug)]
enum Row {
    /// So many equal lines are not shown.
    Gap(usize),
    Lines {
        left: Option<Line>,
        right: Option<Line>,
    },
}

#[derive(Clone, Debug)]
struct Line {
    number: usize,
    before: String,
    changed: String,
    after: String,
    is_changed: bool,
}

impl Difference {
    /// Compares two texts line by line.
    pub fn new(left: &str, right: &str) -> Self {
        let (left, right) = (lines(left), lines(right));
        let mut found = Self::default();
        let mut at = (0, 0);
        for Hunk { old, new } in hunks(&left, &right) {
            found.n_lines += old.len().max(new.len());
            let gap = old.start - at.0;
            let shown_after = if at == (0, 0) { 0 } else { gap.min(CONTEXT) };
            let shown_before = (gap - shown_after).min(CONTEXT);
            found.equal(&left, at.0..at.0 + shown_after, at.1);
            if gap > shown_after + shown_before {
                found.rows.push(Row::Gap(gap - shown_after - shown_before));
            }
            found.equal(
                &left,
                old.start - shown_before..old.start,
                new.start - shown_before,
            );
            for offset in 0..old.len().max(new.len()) {
                let pick = |lines: &[&str], range: &Range<usize>| {
                    let idx = range.start + offset;
                    let line = lines.get(idx).filter(|_| range.contains(&idx))?;
                    Some((idx, line.trim_end().to_owned()))
                };
                let (old, new) = (pick(&left, &old), pick(&right, &new));
                found.rows.push(pair(old, new));
            }
            at = (old.end, new.end);
        }
        let rest = left.len() - at.0;
        if !found.rows.is_empty() {
            found.equal(&left, at.0..at.0 + rest.min(CONTEXT), at.1);
            if rest > CONTEXT {
                found.rows.push(Row::Gap(rest - CONTEXT));
            }
        }
        found.n_left_out = found.rows.len().saturating_sub(MAX_ROWS);
        found.rows.truncate(MAX_ROWS);
        found
    }

    fn equal(&mut self, lines: &[&str], range: Range<usize>, right: usize) {
        let start = range.start;
        for (offset, line) in lines.get(range).into_iter().flatten().enumerate() {
            let line = |number: usize| {
                Some(Line {
                    number: number + 1,
                    before: shorten(line.trim_end(), 2 * KEPT_CHARS, true),
                    changed: String::new(),
                    after: String::new(),
                    is_changed: false,
                })
            };
            self.rows.push(Row::Lines {
                left: line(start + offset),
                right: line(right + offset),
            });
        }
    }

    /// How many lines differ.
    pub fn n_lines(&self) -> usize {
        self.n_lines
    }

    /// Draws the rows below each other, in two columns.
    pub fn ui(&self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing.y = 1.0;
        for (idx, row) in self.rows.iter().enumerate() {
            match row {
                Row::Gap(n) => {
                    let lines = if *n == 1 { "line" } else { "lines" };
                    let text = format!("… {n} equal {lines}");
                    ui.label(theme::weak(ui, text).size(theme::SMALL));
                }
                Row::Lines { left, right } => {
                    ui.push_id(idx, |ui| {
                        columns(ui, 2, |ui, side| {
                            let (line, sign) = if side == 0 {
                                (left, "−")
                            } else {
                                (right, "+")
                            };
                            if let Some(line) = line {
                                line_ui(ui, line, sign);
                            }
                        });
                    });
                }
            }
        }
        if self.n_left_out > 0 {
            let text = format!("and {} more rows", self.n_left_out);
            ui.label(theme::weak(ui, text).size(theme::SMALL));
        }
    }
}

fn line_ui(ui: &mut Ui, line: &Line, sign: &str) {
    let palette = Palette::of(ui);
    let colour = if sign == "−" {
        palette.bad
    } else {
        palette.good
    };
    let sign = if line.is_changed { sign } else { " " };
    let mut job = LayoutJob::default();
    let format = |colour: Color32, background: Color32| TextFormat {
        font_id: FontId::monospace(theme::SMALL),
        color: colour,
        background,
        ..TextFormat::default()
    };
    let none = Color32::TRANSPARENT;
    let number = format!("{:>5} {sign} ", line.number);
    job.append(&number, 0.0, format(palette.text_weak, none));
    let plain = if line.is_changed {
        palette.text
    } else {
        palette.text_weak
    };
    job.append(&line.before, 0.0, format(plain, none));
    let strong = palette.wash(colour, 0.30);
    job.append(&line.changed, 0.0, format(palette.text, strong));
    job.append(&line.after, 0.0, format(plain, none));
    let fill = if line.is_changed {
        palette.wash(colour, 0.10)
    } else {
        none
    };
    egui::Frame::new()
        .fill(fill)
        .inner_margin(Margin::symmetric(2, 0))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.add(Label::new(job).wrap());
        });
}

/// An old line and the one in its place, with what differs between them.
fn pair(old: Option<(usize, String)>, new: Option<(usize, String)>) -> Row {
    let (before, after) = match (&old, &new) {
        (Some((_, old)), Some((_, new))) => common_ends(old, new),
        _ => (0, 0),
    };
    let is_pair = old.is_some() && new.is_some();
    let line = |(idx, text): (usize, String)| {
        let end = text.len() - after;
        let part = |range: Range<usize>| text.get(range).unwrap_or_default();
        Line {
            number: idx + 1,
            before: shorten(part(0..before), KEPT_CHARS, false),
            // A line that has no counterpart is changed as a whole, which its ground says.
            changed: if is_pair {
                part(before..end).to_owned()
            } else {
                String::new()
            },
            after: if is_pair {
                shorten(part(end..text.len()), KEPT_CHARS, true)
            } else {
                part(before..text.len()).to_owned()
            },
            is_changed: true,
        }
    };
    Row::Lines {
        left: old.map(line),
        right: new.map(line),
    }
}

/// How many bytes two texts have in common at their beginning and at their end, in whole words.
pub fn common_ends(a: &str, b: &str) -> (usize, usize) {
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let length = |(c, _): (char, char)| c.len_utf8();
    let before: usize = a.chars().zip(b.chars()).take_while(same).map(length).sum();
    let head = a.get(..before).unwrap_or_default();
    let before = head.trim_end_matches(char::is_alphanumeric).len();
    let [a, b] = [a, b].map(|text| text.get(before..).unwrap_or_default());
    let pairs = a.chars().rev().zip(b.chars().rev());
    let after: usize = pairs.take_while(same).map(length).sum();
    let tail = a.get(a.len() - after..).unwrap_or_default();
    (before, tail.trim_start_matches(char::is_alphanumeric).len())
}

/// A text of at most so many characters, cut at its end or at its beginning.
pub fn shorten(text: &str, most: usize, at_end: bool) -> String {
    let n_chars = text.chars().count();
    if n_chars <= most {
        return text.to_owned();
    }
    if at_end {
        let kept: String = text.chars().take(most).collect();
        format!("{kept}…")
    } else {
        let kept: String = text.chars().skip(n_chars - most).collect();
        format!("…{kept}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Differing lines stand beside each other, with one equal line around them and the rest counted.
    #[test]
    fn differences_are_found() {
        let left = "a\nb\nc\nd\ne\nf\ng\n";
        let right = "a\nb\nC\nd\ne\nf\ng\nh\n";
        let found = Difference::new(left, right);
        let told: Vec<String> = found
            .rows
            .iter()
            .map(|row| match row {
                Row::Gap(n) => format!("gap {n}"),
                Row::Lines { left, right } => {
                    let told = |line: &Option<Line>| {
                        let whole =
                            |l: &Line| format!("{}{}{}{}", l.number, l.before, l.changed, l.after);
                        line.as_ref().map(whole).unwrap_or_default()
                    };
                    format!("{} {}", told(left), told(right))
                }
            })
            .collect();
        assert_eq!(
            told,
            ["gap 1", "2b 2b", "3c 3C", "4d 4d", "gap 2", "7g 7g", " 8h"]
        );
        assert_eq!(found.n_lines(), 2);
        assert!(Difference::new("x", "x").rows.is_empty());
    }

    /// Only the words that differ are left between the common ends, at the boundaries of characters.
    #[test]
    fn ends_in_common() {
        for (a, b, ends) in [
            ("x é y", "x è y", (2, 2)),
            ("kind: Process,", "kind: Partial,", (6, 1)),
            ("a, a", "a, a, a", (3, 0)),
            ("same", "same", (0, 0)),
            ("(same)", "(same)", (6, 0)),
            ("", "a", (0, 0)),
        ] {
            assert_eq!(common_ends(a, b), ends, "{a} {b}");
        }
    }
}
