//! The text as an editor, the findings and the history, through the whole window.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod windows;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use roundtable::command::View;
use roundtable::document::{BUILT_IN, Document, RecordRef};
use roundtable::model::RecordKind;
use windows::{Window, file, press};

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// A small dossier without findings that would be in the way.
const SMALL: &str = "(
    format: 1,
    id: \"d\",
    title: \"Old title\",
    parties: [\"A\", \"B\"],
    // The sources.
    sources: [
        (id: \"S1\", publisher: \"P\", title: \"t\", url: \"https://example.org\"),
    ],
    actors: [
        (id: \"A\", name: \"Aa\", kind: State),
        (id: \"B\", name: \"Bb\", kind: State),
    ],
    events: [
        (id: \"E1\", date: \"2025-10-20\", title: \"e\", priority: Core, sources: [\"S1\"]),
    ],
)
";

fn window<'a>(text: &str) -> Window<'a> {
    let document = Document::from_text(None, text.into());
    windows::open(document, [1280.0, 800.0], 40)
}

fn click(window: &mut Window<'_>, name: &str) {
    window.get_by_label(name).click();
    window.run();
}

/// Shows the text and puts the caret behind the first place of `after`.
fn edit_behind(window: &mut Window<'_>, after: &str) {
    press(window, CTRL, Key::Num8);
    window
        .get_by_role_and_label(Role::MultilineTextInput, "Text of the file")
        .focus();
    window.run();
    let text = current(window);
    let place = text.find(after).unwrap() + after.len();
    let line = text[..place].matches('\n').count();
    let column = text[..place].lines().last().unwrap().chars().count();
    window.key_press_modifiers(CTRL, Key::Home);
    for _ in 0..line {
        window.key_press_modifiers(NONE, Key::ArrowDown);
    }
    for _ in 0..column {
        window.key_press_modifiers(NONE, Key::ArrowRight);
    }
    window.run();
}

fn type_text(window: &mut Window<'_>, text: &str) {
    window.event(Event::Text(text.to_owned()));
    pause(window);
}

/// Typing pauses for so long that what was typed is looked at and applied.
fn pause(window: &mut Window<'_>) {
    for _ in 0..10 {
        window.step();
    }
    window.run();
}

/// What one sees: the draft, or the dossier's text.
fn current(window: &Window<'_>) -> String {
    let app = window.state();
    let text = app
        .draft()
        .unwrap_or_else(|| app.document().snapshot().text());
    text.to_owned()
}

fn in_dossier(window: &Window<'_>) -> String {
    window.state().document().snapshot().text().to_owned()
}

/// What is typed and reads becomes one named step when typing pauses, and one undo takes it back.
#[test]
fn typing_becomes_a_step() {
    let mut window = window(SMALL);
    edit_behind(&mut window, "Old title");
    for letter in ["s", " ", "2"] {
        window.event(Event::Text(letter.to_owned()));
    }
    pause(&mut window);
    let wanted = SMALL.replace("Old title", "Old titles 2");
    assert_eq!(in_dossier(&window), wanted);
    assert_eq!(window.state().draft(), None);
    let label = window.state().document().undo_label().unwrap().to_owned();
    assert_eq!(label, "Edit the text, line 4");
    press(&mut window, CTRL, Key::Z);
    assert_eq!(in_dossier(&window), SMALL);
    press(&mut window, CTRL_SHIFT, Key::Z);
    assert_eq!(in_dossier(&window), wanted);
    assert_eq!(
        window.state().document().steps().count(),
        2,
        "one step and the start"
    );
}

/// A draft that does not read is kept over other views, selections and changes elsewhere, with a bar that says
/// so; repaired, it becomes one step.
#[test]
fn a_broken_draft_is_held_and_repaired() {
    let mut window = window(SMALL);
    edit_behind(&mut window, "\"Old title\"");
    press(&mut window, NONE, Key::Delete);
    pause(&mut window);
    let draft = SMALL.replace("\"Old title\",", "\"Old title\"");
    assert_eq!(window.state().draft(), Some(draft.as_str()));
    window.get_by_label("Draft, not in the dossier yet");
    window.get_by_label_contains("Line 4: `,` is missing");
    assert_eq!(in_dossier(&window), SMALL);
    press(&mut window, CTRL, Key::Num4);
    assert_eq!(window.state().view(), View::Events);
    window.get_all_by_label("E1").next().unwrap().click();
    window.run();
    assert_eq!(
        window.state().selection().record(),
        Some(&RecordRef::new(RecordKind::Event, "E1"))
    );
    let title = window.get_by_role_and_label(Role::TextInput, "Title");
    title.focus();
    window.run();
    press(&mut window, CTRL, Key::A);
    type_text(&mut window, "other");
    press(&mut window, NONE, Key::Enter);
    assert!(in_dossier(&window).contains("title: \"other\""));
    press(&mut window, CTRL, Key::Num8);
    let draft = draft.replace("title: \"e\"", "title: \"other\"");
    assert_eq!(
        window.state().draft(),
        Some(draft.as_str()),
        "the other change came in"
    );
    pause(&mut window);
    click(&mut window, "Insert `,`");
    pause(&mut window);
    assert_eq!(window.state().draft(), None);
    assert!(in_dossier(&window).contains("\"Old title\","));
}

/// Leaving the view applies at once; undo within a draft takes back what was typed, not a step.
#[test]
fn leaving_applies_and_undo_is_the_drafts_own() {
    let mut window = window(SMALL);
    edit_behind(&mut window, "Old title");
    window.event(Event::Text("s".to_owned()));
    window.step();
    assert!(window.state().draft().is_some());
    window.key_press_modifiers(CTRL, Key::Z);
    window.run();
    assert_eq!(current(&window), SMALL);
    assert_eq!(window.state().document().steps().count(), 1);
    window.event(Event::Text("s".to_owned()));
    window.step();
    window.key_press_modifiers(CTRL, Key::Num1);
    window.step();
    window.step();
    assert!(in_dossier(&window).contains("Old titles"));
}

/// Saving with a draft that does not read asks; without it the file is as the dossier, as it is the file has
/// the draft. Closing and opening ask too.
#[test]
fn saving_with_a_broken_draft_asks() {
    let (_folder, path) = file(SMALL);
    let document = Document::open(&path).unwrap();
    let mut window = windows::open(document, [1280.0, 800.0], 40);
    edit_behind(&mut window, "\"Old title\"");
    press(&mut window, NONE, Key::Delete);
    pause(&mut window);
    press(&mut window, CTRL, Key::S);
    window.get_by_label("The draft of the text is not in the dossier");
    click(&mut window, "Cancel");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), SMALL);
    press(&mut window, CTRL, Key::S);
    click(&mut window, "Save without it");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), SMALL);
    assert!(window.state().draft().is_some(), "the draft stays");
    let events = &mut window
        .input_mut()
        .viewports
        .entry(egui::ViewportId::ROOT)
        .or_default()
        .events;
    events.push(egui::ViewportEvent::Close);
    window.run();
    click(&mut window, "Keep the draft");
    press(&mut window, CTRL, Key::S);
    click(&mut window, "Save the text as it is");
    let saved = std::fs::read_to_string(&path).unwrap();
    assert_eq!(saved, SMALL.replace("\"Old title\",", "\"Old title\""));
    assert_eq!(window.state().draft(), None);
}

/// A discarded draft is gone after a question, and the text is that of the dossier.
#[test]
fn discarding_asks() {
    let mut window = window(SMALL);
    edit_behind(&mut window, "\"Old title\"");
    press(&mut window, NONE, Key::Delete);
    pause(&mut window);
    click(&mut window, "Discard the draft…");
    click(&mut window, "Keep the draft");
    assert!(window.state().draft().is_some());
    click(&mut window, "Discard the draft…");
    click(&mut window, "Discard the draft");
    assert_eq!(window.state().draft(), None);
    assert_eq!(current(&window), SMALL);
}

/// A file that is no dossier is edited as text, step by step, until it is one.
#[test]
fn a_broken_file_is_repaired_as_text() {
    let broken = SMALL
        .replacen("\"d\",", "\"d\"", 1)
        .replacen("parties: [", "parties: ", 1);
    let mut window = window(&broken);
    let n_errors = window.state().document().snapshot().n_reading_errors();
    assert!(n_errors > 0);
    edit_behind(&mut window, "id: \"d\"");
    type_text(&mut window, ",");
    edit_behind(&mut window, "parties: ");
    type_text(&mut window, "[");
    assert_eq!(in_dossier(&window), SMALL);
}

fn type_into(window: &mut Window<'_>, label: &str, text: &str) {
    window.get_by_role_and_label(Role::TextInput, label).focus();
    window.run();
    press(window, CTRL, Key::A);
    type_text(window, text);
}

/// Find counts and goes around, with case and whole words; replace all is one step.
#[test]
fn find_and_replace() {
    let mut window = window(SMALL);
    press(&mut window, CTRL, Key::H);
    assert_eq!(window.state().view(), View::Text);
    type_into(&mut window, "Search text", "title");
    window.get_by_label("1 of 4");
    press(&mut window, NONE, Key::F3);
    window.get_by_label("2 of 4");
    press(&mut window, Modifiers::SHIFT, Key::F3);
    press(&mut window, Modifiers::SHIFT, Key::F3);
    window.get_by_label("4 of 4");
    type_into(&mut window, "Search text", "s1");
    window.get_by_label("2 of 2");
    click(&mut window, "Match case");
    window.get_by_label("Not found");
    click(&mut window, "Match case");
    type_into(&mut window, "Replace with", "S2");
    click(&mut window, "Replace all");
    pause(&mut window);
    let steps = window.state().document().steps().count();
    assert_eq!(in_dossier(&window), SMALL.replace("\"S1\"", "\"S2\""));
    assert_eq!(steps, 2, "one step and the start");
}

/// The status bar's count leads to all findings; a click leads to the field, and a fix repairs it as one step.
#[test]
fn findings_lead_to_fields_and_fixes() {
    let text = SMALL.replace("sources: [\"S1\"]", "sources: [\"s1\"]");
    let mut window = window(&text);
    click(&mut window, "1 error");
    assert_eq!(window.state().view(), View::Findings);
    let row = window.get_by_label_contains("error: there is no source \"s1\"");
    row.click();
    window.run();
    let focus = window.state().selection().focus().unwrap().clone();
    assert_eq!(focus.record, RecordRef::new(RecordKind::Event, "E1"));
    assert_eq!(focus.field, "sources[0]");
    click(&mut window, "Write `\"S1\"`");
    assert_eq!(in_dossier(&window), SMALL);
    window.get_by_label("No findings");
    press(&mut window, CTRL, Key::Z);
    assert_eq!(in_dossier(&window), text);
}

/// What cannot be read is named with its text, which is in the file and not in the dossier.
#[test]
fn findings_show_what_is_left_out() {
    let broken = SMALL.replace("priority: Core", "priority: 77");
    assert_ne!(broken, SMALL);
    let mut window = window(&broken);
    press(&mut window, CTRL_SHIFT, Key::M);
    window.get_by_label("Not in the dossier, kept in the file as it is");
    let finding = window.state().document().snapshot().findings()[0].clone();
    let part = finding.left_out.unwrap();
    assert!(part.contains("77"), "{part}");
    window.get_by_label(part.lines().next().unwrap());
}

/// F8 goes from finding to finding, in the text too, while one types there.
#[test]
fn keys_go_through_the_findings() {
    let text = SMALL
        .replace("sources: [\"S1\"]", "sources: [\"s1\"]")
        .replace("url: \"https://example.org\"", "url: \"example.org\"");
    let mut window = window(&text);
    press(&mut window, NONE, Key::F8);
    assert_eq!(window.state().selection().focus().unwrap().field, "url");
    press(&mut window, NONE, Key::F8);
    assert_eq!(
        window.state().selection().focus().unwrap().field,
        "sources[0]"
    );
    press(&mut window, NONE, Key::F8);
    assert_eq!(window.state().selection().focus().unwrap().field, "url");
    edit_behind(&mut window, "events: [");
    press(&mut window, NONE, Key::F8);
    assert_eq!(
        window.state().selection().focus().unwrap().field,
        "sources[0]"
    );
    press(&mut window, Modifiers::SHIFT, Key::F8);
    assert_eq!(window.state().selection().focus().unwrap().field, "url");
}

/// The history lists every step; a click goes there, and an edit after going back keeps what was left.
#[test]
fn the_history_leads_back_and_to_branches() {
    let mut window = window(SMALL);
    for (behind, typed) in [("Old title", "s"), ("Old titles", "!")] {
        edit_behind(&mut window, behind);
        type_text(&mut window, typed);
    }
    press(&mut window, CTRL_SHIFT, Key::H);
    let rows = |window: &Window<'_>, text: &str| -> Vec<String> {
        window
            .get_all_by_role(Role::Button)
            .filter_map(|node| node.accesskit_node().label())
            .filter(|label| label.starts_with(text))
            .collect()
    };
    assert_eq!(
        rows(&window, "Edit the text"),
        ["Edit the text, line 4, shown now", "Edit the text, line 4"]
    );
    click(&mut window, "As opened, saved");
    assert_eq!(in_dossier(&window), SMALL);
    edit_behind(&mut window, "id: \"d");
    type_text(&mut window, "x");
    assert_eq!(rows(&window, "Abandoned"), ["Abandoned branch: 2 steps"]);
    window
        .get_by_role_and_label(Role::Button, "Abandoned branch: 2 steps")
        .click();
    window.run();
    let left = rows(&window, "Edit the text, line 4, not done");
    assert_eq!(left.len(), 2, "{left:?}");
    window
        .get_all_by_label("Edit the text, line 4, not done")
        .next()
        .unwrap()
        .click();
    window.run();
    assert_eq!(
        in_dossier(&window),
        SMALL.replace("Old title", "Old titles!")
    );
    assert_eq!(rows(&window, "Abandoned"), ["Abandoned branch: 1 step"]);
}

/// A line number leads to its line; the clipboard, indentation and comments work as in other editors.
#[test]
fn lines_clipboard_comments() {
    let mut window = window(SMALL);
    press(&mut window, CTRL, Key::G);
    type_text(&mut window, "6");
    press(&mut window, NONE, Key::Enter);
    window.get_by_label_contains("Line 6 of");
    // The text has the keyboard.
    press(&mut window, CTRL, Key::Slash);
    assert!(
        in_dossier(&window).contains("    The sources.")
            || current(&window).contains("    The sources.")
    );
    press(&mut window, CTRL, Key::Slash);
    assert_eq!(current(&window), SMALL);
    window.event(Event::Paste("// new\n".to_owned()));
    pause(&mut window);
    assert!(
        in_dossier(&window).contains("// new\n"),
        "{}",
        in_dossier(&window)
    );
}

/// The shipped dossier is edited like a small one, and no other line changes.
#[test]
fn the_shipped_dossier_is_edited() {
    let mut window = window(BUILT_IN);
    edit_behind(&mut window, "title: \"");
    type_text(&mut window, "X");
    let after = in_dossier(&window);
    let changed: Vec<_> = BUILT_IN
        .lines()
        .zip(after.lines())
        .filter(|(a, b)| a != b)
        .collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
}
