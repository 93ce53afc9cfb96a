//! The buffer against a plain string, and what its keys do.

use super::*;
use crate::format::{LineIndex, TextEdit};
use proptest::prelude::*;

/// A buffer from a text in which `|` is the caret and `<` the other end of what is marked.
fn buffer(marked: &str) -> Buffer {
    let text = marked.replace(['|', '<'], "");
    let place = |sign: char, other: char| {
        let at = marked.find(sign)?;
        Some(marked.get(..at)?.replace(other, "").len())
    };
    let caret = place('|', '<').unwrap();
    let mut buffer = Buffer::new(&text);
    buffer.set_cursor(Cursor::new(place('<', '|').unwrap_or(caret), caret));
    buffer
}

/// The text with its marks.
fn shown(buffer: &Buffer) -> String {
    let mut text = buffer.text().to_owned();
    let cursor = buffer.cursor();
    let (caret, anchor) = (cursor.caret, cursor.anchor);
    if anchor > caret {
        text.insert(anchor, '<');
    }
    text.insert(caret, '|');
    if anchor < caret {
        text.insert(anchor, '<');
    }
    text
}

fn check(before: &str, act: impl FnOnce(&mut Buffer), after: &str) {
    let mut buffer = buffer(before);
    act(&mut buffer);
    assert_eq!(shown(&buffer), after, "from {before:?}");
    consistent(&buffer);
}

/// What is derived is what would be found from scratch.
fn consistent(buffer: &Buffer) {
    let text = buffer.text();
    assert_eq!(buffer.starts, line_starts(text), "{text:?}");
    assert_eq!(buffer.pieces, Pieces::new(text), "{text:?}");
    let index = LineIndex::new(text);
    assert_eq!(buffer.n_lines(), index.n_lines() as usize);
    for byte in [buffer.cursor.caret, buffer.cursor.anchor] {
        assert_eq!(buffer.boundary(byte), byte, "{text:?}");
    }
}

/// Keys that go through the text: characters as they are seen, words, lines and their ends.
#[test]
fn moves() {
    let go = |way, marking| move |buffer: &mut Buffer| buffer.go(way, marking);
    check("a|b", go(Move::Right, false), "ab|");
    check("ab|\r\nc", go(Move::Right, false), "ab\r\n|c");
    check("ab\r\n|c", go(Move::Left, false), "ab|\r\nc");
    check("e\u{301}|x", go(Move::Left, false), "|e\u{301}x");
    check("|", go(Move::Left, false), "|");
    check("a|", go(Move::Right, false), "a|");
    check("|ab", go(Move::Right, true), "<a|b");
    check("<ab|c", go(Move::Left, false), "|abc");
    check("id: |\"E1\"", go(Move::WordRight, false), "id: \"|E1\"");
    check("kind: Fight|,", go(Move::WordLeft, false), "kind: |Fight,");
    check("a\n|b", go(Move::WordLeft, false), "a|\nb");
    check("  ab|c", go(Move::LineStart, false), "  |abc");
    check("  |abc", go(Move::LineStart, false), "|  abc");
    check("a|b\r\nc", go(Move::LineEnd, false), "ab|\r\nc");
    check("ab|c\nd\nefg", go(Move::Lines(1), false), "abc\nd|\nefg");
    check("a|b\nc", go(Move::Lines(-1), false), "|ab\nc");
    check("a\nb|c", go(Move::Lines(1), false), "a\nbc|");
    check("ü|x\nüx", go(Move::Lines(1), true), "ü<x\nü|x");
    let mut goal = buffer("abc|\nd\nefg");
    goal.go(Move::Lines(1), false);
    goal.go(Move::Lines(1), false);
    assert_eq!(shown(&goal), "abc\nd\nefg|", "the column is kept");
}

/// A double click marks a word, whatever side of it it meets.
#[test]
fn words() {
    let word = |text: &str, byte| Buffer::new(text).word_at(byte).of(text).to_owned();
    assert_eq!(word("id: Doha_1,", 4), "Doha_1");
    assert_eq!(word("id: Doha_1,", 10), "Doha_1");
    assert_eq!(word("a  b", 2), "  ");
    assert_eq!(word("((", 1), "((");
    assert_eq!(word("", 0), "");
}

/// A new line keeps the indentation; behind an opening bracket it goes in, before a closing one out again.
#[test]
fn new_lines() {
    check("  a|b", Buffer::new_line, "  a\n  |b");
    check("    (|", Buffer::new_line, "    (\n        |");
    check("    (|)\n", Buffer::new_line, "    (\n        |\n    )\n");
    check("\ta: [|\r\n", Buffer::new_line, "\ta: [\r\n\t\t|\r\n");
    check("ab<cd|e", Buffer::new_line, "ab\n|e");
}

/// Tab fills up to the next step, and over several lines moves all of them.
#[test]
fn tabs() {
    check("    a|", Buffer::tab, "    a   |");
    check("a<\nb|", Buffer::tab, "    a<\n    b|");
    check("<a\n|b", Buffer::tab, "<    a\n|b");
    check("    a|", Buffer::outdent, "a|");
    check("  <a\n\tb|", Buffer::outdent, "<a\nb|");
    check("a|", Buffer::outdent, "a|");
}

/// Ctrl+/ makes comments of all lines that are touched, at their common indentation, and takes them off.
#[test]
fn comments() {
    check("  a|\n", Buffer::toggle_comment, "  // a|\n");
    check("  // a|\n", Buffer::toggle_comment, "  a|\n");
    check(
        "  <a\n\n    b|\n",
        Buffer::toggle_comment,
        "  <// a\n\n  //   b|\n",
    );
    check("//a<\n// b|\n", Buffer::toggle_comment, "a<\nb|\n");
    check("|", Buffer::toggle_comment, "|");
}

/// The bracket beside the caret shows its twin; one in a string or comment is none.
#[test]
fn brackets() {
    let twin = |marked: &str| {
        let found = buffer(marked).brackets();
        found.map(|(here, twin)| (here.start, twin.map(|twin| twin.start)))
    };
    assert_eq!(twin("|(a: [1])"), Some((0, Some(7))));
    assert_eq!(twin("(a: [1]|)"), Some((6, Some(4))));
    assert_eq!(twin("(\")\", /*)*/ 1)|"), Some((13, Some(0))));
    assert_eq!(twin("(a|: 1)"), None);
    assert_eq!(twin("|(a"), Some((0, None)));
    assert_eq!(twin("|(a]"), Some((0, None)));
}

/// Words that are typed are steps; so is what is deleted in one go, and anything behind a move.
#[test]
fn steps_of_typing() {
    let mut text = Buffer::new("x\n");
    text.set_cursor(Cursor::at(1));
    for letter in ["a", "b", " ", "c"] {
        text.insert(letter, Kind::Typing);
    }
    assert!(text.undo());
    assert_eq!(shown(&text), "xab |\n");
    assert!(text.undo() && !text.undo());
    assert_eq!(shown(&text), "x|\n");
    assert!(!text.is_changed());
    assert!(text.redo() && text.redo() && !text.redo());
    assert_eq!(shown(&text), "xab c|\n");
    text.delete(Move::Left);
    text.delete(Move::Left);
    text.set_cursor(Cursor::at(1));
    text.delete(Move::Right);
    assert_eq!(text.text(), "xb\n");
    text.undo();
    assert_eq!(text.text(), "xab\n");
    text.undo();
    assert_eq!(text.text(), "xab c\n");
}

/// The byte order mark stays where it is, and what is pasted takes the line breaks of the text.
#[test]
fn marks_and_line_breaks_stay() {
    let mut text = Buffer::new("\u{feff}a\r\nb");
    text.go(Move::TextStart, false);
    text.delete(Move::Left);
    text.insert("x\ny\r", Kind::Other);
    assert_eq!(text.text(), "\u{feff}x\r\ny\r\na\r\nb");
    text.set_cursor(Cursor::new(0, 99));
    text.delete(Move::Left);
    assert_eq!(text.text(), "\u{feff}");
    consistent(&text);
}

/// A byte order mark that comes to be the first character, also by undoing and by doing again, stays before
/// the caret.
#[test]
fn the_caret_never_stands_before_a_mark() {
    let bare = "\u{feff}a";
    let mut text = Buffer::new(&format!("(\n{bare}"));
    text.set_cursor(Cursor::new(0, 2));
    text.delete(Move::Left);
    assert_eq!(text.text(), bare);
    consistent(&text);
    text.undo();
    consistent(&text);
    text.redo();
    assert_eq!(text.text(), bare);
    consistent(&text);
}

/// Places in the dossier's text and in the draft are found from each other.
#[test]
fn places_travel() {
    let mut text = Buffer::new("one two three");
    text.set_marks(vec![Span::new(8, 13), Span::new(0, 3)]);
    text.change(Span::new(4, 7), "2", Kind::Other, Cursor::at(5));
    assert_eq!(text.hunks().to_now(8), 6);
    assert_eq!(text.hunks().to_base(6), 8);
    assert_eq!(text.hunks().to_base(4), 4);
    assert_eq!(text.marks(), [Span::new(6, 11), Span::new(0, 3)]);
    assert_eq!(text.hunks().span_now(Span::new(0, 13)), Span::new(0, 11));
}

/// What was changed elsewhere comes into the draft; where both changed the same place, one side is asked for.
#[test]
fn merging() {
    let base = "a: 1,\nb: 2,\nc: 3,\n";
    let draft = difference(base, "a: 1,\nb: 2,\nc: 30 +,\n");
    let other = difference(base, "a: 9,\nb: 2,\nc: 3,\n");
    let merged = |other: &[TextEdit], prefer| merge(base, &draft, other, prefer);
    let both = "a: 9,\nb: 2,\nc: 30 +,\n".to_owned();
    assert_eq!(merged(&other, Prefer::Draft), (both, 0));
    let clash = difference(base, "a: 9,\nb: 2,\nc: 4,\n");
    assert_eq!(clash.len(), 2, "line by line");
    let (mine, n) = merged(&clash, Prefer::Draft);
    assert_eq!((mine.as_str(), n), ("a: 9,\nb: 2,\nc: 30 +,\n", 1));
    let (theirs, _) = merged(&clash, Prefer::Other);
    assert_eq!(theirs, "a: 9,\nb: 2,\nc: 4,\n");
}

#[derive(Clone, Debug)]
enum Act {
    Replace(usize, usize, String),
    Undo,
    Redo,
    Line,
    Comment,
    Tab,
    Adopt(String),
}

fn text() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "a", "é", "\n", "\r\n", " ", "\"", "(", ")", ":", "//", "/*", "*/", "1", "'", "\u{feff}",
        "r#\"", "\"#", ".", "id: ", "\t", "-", "#!", "\\",
    ]);
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (0_usize..40, 0_usize..12, text()).prop_map(|(at, len, with)| Act::Replace(at, len, with)),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
        1 => Just(Act::Line),
        1 => Just(Act::Comment),
        1 => Just(Act::Tab),
        1 => text().prop_map(Act::Adopt),
    ]
}

proptest! {
    /// Whatever is typed, the buffer holds what a plain string would hold; lines and pieces are those of the
    /// text; the changes lead from the dossier's text to the draft; and undoing everything leads back.
    #[test]
    fn like_a_plain_string(start in text(), acts in prop::collection::vec(act(), 0..24)) {
        let mut buffer = Buffer::new(&start);
        let mut base = start;
        for act in acts {
            match act {
                Act::Replace(at, len, with) => {
                    let mut naive = buffer.text().to_owned();
                    let span = buffer.legal(Span::new(at.min(naive.len()), (at + len).min(naive.len())));
                    naive.replace_range(span.start..span.end, &with);
                    buffer.change(span, &with, Kind::Typing, Cursor::at(span.start + with.len()));
                    prop_assert_eq!(buffer.text(), naive);
                }
                Act::Undo => { buffer.undo(); }
                Act::Redo => { buffer.redo(); }
                Act::Line => buffer.new_line(),
                Act::Comment => buffer.toggle_comment(),
                Act::Tab => buffer.tab(),
                Act::Adopt(text) => {
                    buffer.adopt(&text);
                    prop_assert_eq!(buffer.text(), &text);
                    base = text;
                }
            }
            consistent(&buffer);
            let (made, n) = merge(&base, &buffer.hunks().edits(buffer.text()), &[], Prefer::Draft);
            prop_assert_eq!((made.as_str(), n), (buffer.text(), 0));
        }
        let end = buffer.text().to_owned();
        let mut n_undone = 0;
        while buffer.undo() { n_undone += 1; }
        prop_assert_eq!(buffer.text(), base);
        prop_assert!(!buffer.is_changed());
        while buffer.redo() { n_undone -= 1; }
        prop_assert!(n_undone <= 0);
        if n_undone == 0 { prop_assert_eq!(buffer.text(), end); }
    }

    /// The difference of two texts leads from one to the other, and merging two sides that changed nothing in
    /// common holds both.
    #[test]
    fn differences_lead_from_text_to_text(a in text(), b in text()) {
        let edits = difference(&a, &b);
        let (made, _) = merge(&a, &edits, &[], Prefer::Draft);
        prop_assert_eq!(&made, &b);
        let (same, n) = merge(&a, &edits, &edits, Prefer::Other);
        prop_assert_eq!((same, n), (b, 0));
    }
}
