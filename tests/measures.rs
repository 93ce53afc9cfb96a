//! The measures through the whole window: the table of before and after, the lens, the day on which things
//! were known, the range of days and the marks on the timeline.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod windows;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2, pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use roundtable::document::{BUILT_IN, Document};
use windows::{Window, press};

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn window<'a>() -> Window<'a> {
    windows::open(Document::built_in(), [1600.0, 1000.0], 60)
}

fn measures<'a>() -> Window<'a> {
    let mut window = window();
    press(&mut window, CTRL_SHIFT, Key::B);
    window
}

/// The names of all buttons that begin so.
fn names(window: &Window<'_>, begin: &str) -> Vec<String> {
    let buttons = window.get_all_by_role(Role::Button);
    let names = buttons.filter_map(|node| node.accesskit_node().label());
    names.filter(|name| name.starts_with(begin)).collect()
}

fn click(window: &mut Window<'_>, role: Role, name: &str) {
    window.get_by_role_and_label(role, name).click();
    window.run();
}

fn choose(window: &mut Window<'_>, name: &str, choice: &str) {
    click(window, Role::ComboBox, name);
    let choices = window.get_all_by_label(choice);
    choices.last().unwrap().click();
    window.run();
}

/// The middle of the timeline's plot.
fn plot(window: &Window<'_>) -> egui::Rect {
    let plot = window.get_by_role_and_label(Role::GraphicsDocument, "Timeline");
    plot.rect()
}

/// Every round has its means with days and events; a number says that it is too short where it is.
#[test]
fn rounds_are_compared() {
    let window = measures();
    let doha = names(&window, "Doha, Net points a day, all codes, 7 days");
    assert_eq!(
        doha,
        [
            "Doha, Net points a day, all codes, 7 days, before: −6.36,  7 d · 12 ev",
            "Doha, Net points a day, all codes, 7 days, after: 0.72, † 5 d · 2 ev",
            "Doha, Net points a day, all codes, 7 days, change: +7.08, friendlier",
        ]
    );
    let deaths = names(&window, "Doha, Deaths a day, 7 days, change");
    assert_eq!(deaths, ["Doha, Deaths a day, 7 days, change: too short, "]);
    assert!(
        window
            .query_by_label_contains("Not a causal effect")
            .is_some()
    );
}

/// A click on a number lists the days and the events behind it, which lead to the records.
#[test]
fn numbers_show_what_is_behind_them() {
    let mut window = measures();
    let name = "Doha, Net points a day, all codes, 7 days, before: −6.36,  7 d · 12 ev";
    click(&mut window, Role::Button, name);
    let heading = "Net points a day, all codes, 7 days: the days and records behind it";
    assert!(window.query_by_label(heading).is_some());
    assert!(window.query_by_label_contains("2025-10-12").is_some());
    let scales = window
        .get_by_label_contains("Change on each scale")
        .accesskit_node();
    let scales = scales.label().or(scales.value()).unwrap();
    for scale in ["Goldstein (GDELT)", "Goldstein (ICEWS)", "PLOVER"] {
        assert!(scales.contains(scale), "{scales}");
    }
    click(&mut window, Role::Button, "Close");
    assert!(window.query_by_label(heading).is_none());
}

/// A lens takes claims away everywhere, says how many, and gives them back.
#[test]
fn a_lens_hides_and_counts() {
    let mut window = measures();
    assert!(window.query_by_label_contains("Hidden:").is_none());
    choose(&mut window, "Lens", "Only third parties");
    let said: Vec<String> = window
        .get_all_by_label_contains("Hidden:")
        .filter_map(|node| {
            node.accesskit_node()
                .label()
                .or(node.accesskit_node().value())
        })
        .collect();
    assert_eq!(
        said.len(),
        2,
        "in the view and above the timeline: {said:?}"
    );
    assert!(said.iter().all(|said| said.contains("claims")), "{said:?}");
    choose(&mut window, "Lens", "All sources");
    assert!(window.query_by_label_contains("Hidden:").is_none());
    assert_eq!(window.state().document().snapshot().text(), BUILT_IN);
}

/// As known on a day: what came later is not there, and each step forward shows no less.
#[test]
fn days_are_stepped_through() {
    let mut window = measures();
    click(&mut window, Role::Button, "As known on a day…");
    assert!(window.query_by_label("As known on 2025-10-18").is_some());
    assert!(names(&window, "Istanbul, Net").is_empty(), "not yet begun");
    assert!(!names(&window, "Doha, Net").is_empty());
    let later = "A week later";
    click(&mut window, Role::Button, later);
    assert!(window.query_by_label("As known on 2025-10-25").is_some());
    assert!(!names(&window, "Istanbul, Net").is_empty());
    click(&mut window, Role::Button, "A day earlier");
    assert!(names(&window, "Istanbul, Net").is_empty());
    click(&mut window, Role::Button, "Today");
    assert!(!names(&window, "Istanbul II, Net").is_empty());
}

/// As known on a day: every view leaves out what came later, says so with the way back, and knows no outcome of
/// what was not over; the views of the file itself show everything and say that.
#[test]
fn every_view_is_seen_as_known_on_the_day() {
    let mut window = window();
    let has =
        |window: &Window<'_>, words: &str| window.query_all_by_label_contains(words).count() > 0;
    assert!(has(&window, "Process agreement"));
    press(&mut window, CTRL_SHIFT, Key::B);
    click(&mut window, Role::Button, "As known on a day…");
    press(&mut window, Modifiers::COMMAND, Key::Num1);
    window.get_by_label("As known on 2025-10-18");
    window.get_by_label("2 rounds later");
    assert!(!has(&window, "Process agreement"));
    assert!(has(&window, "Ongoing"));
    press(&mut window, Modifiers::COMMAND, Key::Num2);
    assert!(has(&window, "the round was not over"));
    assert!(has(&window, "Events of the round"));
    assert!(!has(&window, "an immediate ceasefire was signed"));
    let shown = |window: &Window<'_>| {
        let status = window
            .get_by_label_contains("events shown")
            .accesskit_node();
        let text = status.label().or(status.value()).unwrap();
        text.split(' ').next().unwrap().parse::<usize>().unwrap()
    };
    press(&mut window, Modifiers::COMMAND, Key::Num4);
    let on_the_day = shown(&window);
    assert!((10..60).contains(&on_the_day), "{on_the_day}");
    click(&mut window, Role::Button, "A week later");
    assert!(shown(&window) > on_the_day);
    // Who mediated later, what was disputed later and what was published later.
    press(&mut window, Modifiers::COMMAND, Key::Num3);
    assert!(has(
        &window,
        "Takes the word “border” out of its statement."
    ));
    assert!(!has(&window, "Co-mediates the third round in Istanbul."));
    assert!(has(&window, "acts hidden"));
    press(&mut window, Modifiers::COMMAND, Key::Num6);
    assert!(has(&window, "Did Pakistan strike Kabul on 9 October?"));
    assert!(!has(&window, "When did round 2 end, and who ended it?"));
    press(&mut window, Modifiers::COMMAND, Key::Num8);
    window.get_by_label("This view shows everything all the same");
    click(&mut window, Role::Button, "Show everything");
    press(&mut window, Modifiers::COMMAND, Key::Num4);
    assert_eq!(shown(&window), 86);
    assert!(!has(&window, "Show everything"));
}

/// One party's claims: of what is disputed its own version is left, and how many are hidden is said, with why; the
/// inspector shows a hidden record all the same and says that it is one.
#[test]
fn a_lens_leaves_one_version() {
    let mut window = measures();
    choose(&mut window, "Lens", "Only claims of Pakistan");
    press(&mut window, Modifiers::COMMAND, Key::Num6);
    window.get_by_label_contains("9 of 25 disputes");
    let has =
        |window: &Window<'_>, words: &str| window.query_all_by_label_contains(words).count() > 0;
    assert!(has(&window, "Truce: the Afghan side asked."));
    assert!(!has(&window, "58 Pakistani soldiers killed"));
    assert!(has(
        &window,
        "3 of 4 versions hidden: somebody else says so; it is not said who says so"
    ));
    click(&mut window, Role::Button, "Show everything");
    assert!(has(&window, "58 Pakistani soldiers killed"));
    assert!(!has(&window, "versions hidden"));
}

/// Another scale changes the numbers of the table.
#[test]
fn the_scale_is_chosen() {
    let mut window = measures();
    choose(&mut window, "Scale", "PLOVER");
    let change = names(&window, "Doha, Net points a day, all codes, 7 days, change");
    assert_eq!(change.len(), 1);
    assert!(
        !change.iter().any(|name| name.contains("+7.08")),
        "{change:?}"
    );
}

/// Shift and dragging picks days, whose statistics are shown until Escape.
#[test]
fn a_range_has_its_statistics() {
    let mut window = window();
    let plot = plot(&window);
    let at = |share: f32| pos2(plot.left() + plot.width() * share, plot.bottom() - 30.0);
    let modifiers = Modifiers::SHIFT;
    let mut frame = |events: Vec<egui::Event>| {
        window.input_mut().events.extend(events);
        window.step();
    };
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers,
    };
    frame(vec![egui::Event::ModifiersChanged(modifiers)]);
    frame(vec![egui::Event::PointerMoved(at(0.4))]);
    frame(vec![button(at(0.4), true)]);
    frame(vec![egui::Event::PointerMoved(at(0.45))]);
    frame(vec![egui::Event::PointerMoved(at(0.6))]);
    frame(vec![button(at(0.6), false)]);
    frame(vec![egui::Event::ModifiersChanged(Modifiers::NONE)]);
    window.run();
    for said in [
        "E, mean",
        "E, minimum",
        "E, maximum",
        "K, sum",
        "C, sum",
        "N, sum",
        "n, in the range",
    ] {
        assert!(window.query_by_label(said).is_some(), "{said}");
    }
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label("E, mean").is_none());
}

/// M marks the day under the pointer with a note that is in the dossier, as one step.
#[test]
fn a_day_is_marked() {
    let (_folder, path) = windows::file(BUILT_IN);
    let document = Document::open(&path).unwrap();
    let mut window = windows::open(document, [1600.0, 1000.0], 60);
    let middle = plot(&window).center() + Vec2::new(0.0, 40.0);
    window.hover_at(middle);
    window.run();
    press(&mut window, Modifiers::NONE, Key::M);
    let document = window.state().document();
    assert_eq!(document.undo_label(), Some("Add annotation N1"));
    let notes = &document.snapshot().dossier().annotations;
    assert_eq!(notes.len(), 1);
    assert!(notes.first().unwrap().date.is_exact());
    press(&mut window, Modifiers::COMMAND, Key::S);
    let saved = std::fs::read_to_string(&path).unwrap();
    let added: Vec<&str> = saved
        .lines()
        .filter(|line| line.contains("\"N1\""))
        .collect();
    assert_eq!(added.len(), 1, "{added:?}");
}

/// A digit that begins typing in a table belongs to the table, also with the pointer over the timeline.
#[test]
fn typing_in_a_table_is_no_key_of_the_timeline() {
    let mut window = window();
    press(&mut window, Modifiers::COMMAND, Key::Num4);
    window.get_all_by_label("E02").next().unwrap().click();
    window.run();
    let selected = window.state().selection().record().cloned();
    assert_eq!(selected.as_ref().unwrap().id, "E02");
    window.hover_at(plot(&window).center());
    window.run();
    press(&mut window, Modifiers::NONE, Key::Num2);
    press(&mut window, Modifiers::NONE, Key::M);
    assert_eq!(window.state().selection().record(), selected.as_ref());
    let place = |window: &Window<'_>| window.get_by_label("E31 on the timeline").rect();
    let before = place(&window);
    press(&mut window, Modifiers::NONE, Key::W);
    assert_eq!(place(&window), before);
    assert!(!window.state().document().is_modified());
    // A click on the timeline takes the keyboard.
    window.get_by_label("E31 on the timeline").click();
    window.run();
    press(&mut window, Modifiers::NONE, Key::W);
    assert_ne!(place(&window), before);
}

/// V shows the violence, T the days as a table, and a digit a round.
#[test]
fn keys_over_the_timeline() {
    let mut window = window();
    window.hover_at(plot(&window).center());
    window.run();
    press(&mut window, Modifiers::NONE, Key::V);
    assert!(
        window
            .query_by_label_contains("People killed in seven days")
            .is_some()
    );
    press(&mut window, Modifiers::NONE, Key::Num2);
    assert_eq!(
        window
            .state()
            .selection()
            .round()
            .map(roundtable::model::RoundId::as_str),
        Some("R2")
    );
    press(&mut window, Modifiers::NONE, Key::T);
    assert!(window.query_by_label("Copy for a spreadsheet").is_some());
}
