//! The panel as a whole, without a screen: found and used by name, as a screen reader does.

use super::*;
use crate::analysis::dossier::DossierAnalysis;
use crate::analysis::{HalfLife, MeasureSettings};
use crate::command::{Command, View};
use crate::document::Document;
use crate::ui::background_data::BackgroundData;
use crate::ui::selection::Selection;
use crate::ui::theme;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

struct Bench {
    document: Document,
    analysis: DossierAnalysis,
    background: BackgroundData,
    selection: Selection,
    timeline: Timeline,
    commands: Vec<Command>,
    /// Size before and after the panel was drawn.
    sizes: (egui::Vec2, egui::Vec2),
    text: String,
    ready: bool,
}

impl Bench {
    fn harness(width: f32, height: f32) -> Harness<'static, Self> {
        let document = Document::built_in();
        let analysis =
            DossierAnalysis::new(document.snapshot().dossier(), &MeasureSettings::default());
        let bench = Self {
            document,
            analysis,
            background: BackgroundData::default(),
            selection: Selection::default(),
            timeline: Timeline::default(),
            commands: Vec::new(),
            sizes: (egui::Vec2::ZERO, egui::Vec2::ZERO),
            text: String::new(),
            ready: false,
        };
        let mut harness = Harness::builder()
            .with_size([width, height + 40.0])
            .with_max_steps(20)
            .build_ui_state(Self::ui, bench);
        harness.run();
        harness
    }

    fn ui(ui: &mut Ui, bench: &mut Self) {
        if !bench.ready {
            theme::install(ui.ctx());
            bench.ready = true;
            // Fonts are there from the next frame on.
            ui.ctx().request_repaint();
            return;
        }
        let label = ui.label("Note");
        ui.text_edit_singleline(&mut bench.text)
            .labelled_by(label.id);
        let mut commands = Vec::new();
        let wanted = ui.available_size();
        let top = ui.cursor().top();
        let mut cx = Cx {
            document: &bench.document,
            selection: &bench.selection,
            view: View::Overview,
            analysis: &bench.analysis,
            background: &bench.background,
            commands: &mut commands,
        };
        bench.timeline.ui(ui, &mut cx);
        let height = ui.cursor().top() - ui.spacing().item_spacing.y - top;
        bench.sizes = (wanted, vec2(ui.min_rect().width(), height));
        for command in &commands {
            if let Command::Select(focus) = command {
                bench.selection.select(View::Overview, focus.clone());
            }
        }
        bench.commands.extend(commands);
    }

    fn selected(&self) -> Option<&str> {
        self.selection.record().map(|record| record.id.as_str())
    }

    fn length_days(&self) -> f64 {
        self.timeline.view.map_or(0.0, TimeView::length_days)
    }
}

/// It takes exactly the space there is, so that a resizable panel keeps its size.
#[test]
fn takes_the_space_there_is() {
    for (width, height) in [(700.0, 180.0), (1280.0, 260.0), (1900.0, 420.0)] {
        let harness = Bench::harness(width, height);
        let (wanted, got) = harness.state().sizes;
        assert!((wanted - got).length() < 0.1, "{wanted:?} but {got:?}");
    }
}

/// Rounds, ceasefires and events are found by name and selected by a click.
#[test]
fn select_by_name() {
    let mut harness = Bench::harness(1280.0, 300.0);
    harness.get_by_role_and_label(Role::GraphicsDocument, "Timeline");
    for (name, id) in [
        ("Round R1 Doha, on the timeline", "R1"),
        ("E31 on the timeline", "E31"),
        ("CF2 Doha ceasefire, on the timeline", "CF2"),
    ] {
        harness.get_by_label(name).click_accesskit();
        harness.run();
        assert_eq!(harness.state().selected(), Some(id));
    }
}

/// The pointer selects what it is on, and pans where it drags.
#[test]
fn pointer() {
    let mut harness = Bench::harness(1280.0, 300.0);
    harness.get_by_label("E31 on the timeline").click();
    harness.run();
    assert_eq!(harness.state().selected(), Some("E31"));
    let before = harness.state().timeline.view.unwrap();
    let round = harness
        .get_by_label("Round R1 Doha, on the timeline")
        .rect();
    // A round can be clicked, but does not stand in the way of dragging.
    for start in [pos2(round.center().x, 280.0), round.center()] {
        harness.drag_at(start);
        harness.run();
        harness.hover_at(start + vec2(100.0, 0.0));
        harness.run();
        harness.drop_at(start + vec2(100.0, 0.0));
        harness.run();
        let after = harness.state().timeline.view.unwrap();
        assert!(after.start() < before.start() - 1.0, "{before:?} {after:?}");
        assert!((after.length_days() - before.length_days()).abs() < 1e-6);
        assert_eq!(harness.state().selected(), Some("E31"));
        harness.state_mut().timeline.view = Some(before);
        harness.run();
    }
}

/// A cluster opens at a click: nearer, or gone.
#[test]
fn cluster_zooms_in() {
    let mut harness = Bench::harness(700.0, 180.0);
    let before = harness.state().length_days();
    let name = {
        let bench = harness.state();
        let cache = bench.timeline.cache.as_ref().unwrap();
        let (_, layout) = cache.layout.as_ref().unwrap();
        let events = &layout.clusters[0].event_idxs;
        let id = |idx: usize| cache.scene.events[idx].id.as_str();
        let (first, last) = (id(events[0]), id(events[events.len() - 1]));
        format!(
            "{} events, {first} to {last}, on the timeline",
            events.len()
        )
    };
    harness.get_by_label(&name).click();
    harness.run();
    assert!(harness.state().length_days() < before / 2.0);
}

/// Keys step through the events and fit, but not while somebody writes.
#[test]
fn keys() {
    let mut harness = Bench::harness(1280.0, 300.0);
    harness.get_by_label("E31 on the timeline").click();
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    let next = harness.state().selected().map(str::to_owned);
    assert!(next.is_some() && next.as_deref() != Some("E31"), "{next:?}");
    harness.key_press(Key::ArrowLeft);
    harness.run();
    assert_eq!(harness.state().selected(), Some("E31"));
    let before = harness.state().length_days();
    harness.key_press(Key::W);
    harness.run();
    let zoomed = harness.state().length_days();
    assert!(zoomed < before, "{zoomed} {before}");
    harness.key_press(Key::F);
    harness.run();
    assert!(
        (harness.state().length_days() - 8.0).abs() < 0.1,
        "the two days of round R1 with three around them"
    );
    harness.get_by_label("Note").focus();
    harness.run();
    harness.key_press(Key::S);
    harness.run();
    assert!(
        (harness.state().length_days() - 8.0).abs() < 0.1,
        "a text field has the focus"
    );
}

/// What the buttons and the other panels ask for is shown in the next frame.
#[test]
fn fits() {
    let mut harness = Bench::harness(900.0, 220.0);
    harness.get_by_label("Fit all").click();
    harness.run();
    assert!(
        harness.state().length_days() > 200.0,
        "{}",
        harness.state().length_days()
    );
    harness.state_mut().timeline.fit_round(&RoundId::from("R3"));
    harness.run();
    assert!((harness.state().length_days() - 8.0).abs() < 0.1);
    harness
        .state_mut()
        .timeline
        .fit_round(&RoundId::from("nowhere"));
    harness.run();
    assert!((harness.state().length_days() - 8.0).abs() < 0.1);
}

/// Silences are folded by a button, hide no event, keep their number of days in sight, and open at a click.
#[test]
fn silences_fold_and_open() {
    let mut harness = Bench::harness(1280.0, 320.0);
    harness.get_by_label("Fit all").click();
    harness.run();
    let unfolded = harness.state().length_days();
    harness.get_by_label("Measure…").click();
    harness.run();
    let n_silences = {
        let cache = harness.state().timeline.cache.as_ref().unwrap();
        assert!(cache.folds.all().is_empty());
        cache.silences.all().len()
    };
    assert!(n_silences > 1, "{n_silences} in the shipped dossier");
    let points_per_day = |harness: &Harness<'static, Bench>| {
        let cache = harness.state().timeline.cache.as_ref().unwrap();
        cache.layout.as_ref().unwrap().1.points_per_day
    };
    let before = points_per_day(&harness);
    let button = format!("Fold silences ({n_silences})");
    harness.get_by_label(&button).click();
    harness.run();
    assert!(points_per_day(&harness) > before * 1.2);
    assert!((harness.state().length_days() - unfolded).abs() < 1e-6);
    let breaks = |harness: &Harness<'static, Bench>| {
        harness
            .query_all_by_label_contains("days without an entry")
            .count()
    };
    assert_eq!(breaks(&harness), n_silences);
    harness.get_by_label("E31 on the timeline");
    let first = harness
        .query_all_by_label_contains("days without an entry")
        .next()
        .unwrap()
        .rect();
    harness.drag_at(first.center());
    harness.run();
    harness.drop_at(first.center());
    harness.run();
    assert_eq!(breaks(&harness), n_silences - 1);
    // Panning there and back over what is folded ends where it began.
    let view = harness.state().timeline.view.unwrap();
    harness.hover_at(pos2(600.0, 200.0));
    for key in [Key::D, Key::D, Key::A, Key::A] {
        harness.key_press(key);
        harness.run();
    }
    let back = harness.state().timeline.view.unwrap();
    assert!(
        (back.start() - view.start()).abs() < 1e-6,
        "{view:?} {back:?}"
    );
    assert!((back.end() - view.end()).abs() < 1e-6, "{view:?} {back:?}");
    harness.get_by_label(&button).click();
    harness.run();
    assert_eq!(breaks(&harness), 0);
}

/// The name of a lane opens its menu, and keeps what was chosen there.
#[test]
fn lanes_have_a_menu() {
    let mut harness = Bench::harness(1280.0, 320.0);
    let lanes = |harness: &Harness<'static, Bench>| {
        let cache = harness.state().timeline.cache.as_ref().unwrap();
        let names = cache.scene.lanes.iter().map(|lane| lane.name.clone());
        names.collect::<Vec<String>>()
    };
    assert_eq!(lanes(&harness)[0], "Pakistan");
    harness.get_by_label("Lane Third parties").click();
    harness.run();
    harness.get_by_label("Pin to the top").click();
    harness.run();
    assert_eq!(lanes(&harness)[0], "Third parties");
    harness.get_by_label("Lane Pakistan").click();
    harness.run();
    harness.get_by_label("Fold").click();
    harness.run();
    assert_eq!(harness.state().timeline.lanes.folded, ["Pakistan"]);
}

/// Choosing a half-life is a command.
#[test]
fn half_life() {
    let mut harness = Bench::harness(1280.0, 300.0);
    harness
        .get_by_label("Half-life of the escalation curve")
        .click();
    harness.run();
    harness.get_by_label("Half-life 30 days").click();
    harness.run();
    let chosen = harness
        .state()
        .commands
        .iter()
        .find_map(|command| match command {
            Command::Measure(settings) => Some(settings.half_life),
            _ => None,
        });
    assert_eq!(chosen, Some(HalfLife::Thirty));
}

/// What is visible is remembered, whatever a damaged file holds; the rest is not.
#[test]
fn remembers_what_is_visible() {
    let harness = Bench::harness(900.0, 220.0);
    let timeline = &harness.state().timeline;
    let text = ron::to_string(timeline).unwrap();
    let read: Timeline = ron::from_str(&text).unwrap();
    assert_eq!(read.view, timeline.view);
    assert_eq!(read.dossier_id, timeline.dossier_id);
    let damaged: Timeline = ron::from_str("(view: Some((inf, NaN)))").unwrap();
    assert!(damaged.view.unwrap().length_days() >= 1.0);
}

/// At no size and no zoom does anything panic, also with an empty dossier.
#[test]
fn any_size_and_zoom() {
    const VIEWS: [(f64, f64); 6] = [
        (20_380.0, 20_381.0),
        // Within the longest silence of the shipped dossier.
        (20_467.0, 20_468.5),
        (20_440.0, 20_480.0),
        (-1e9, 1e9),
        (1e12, 2e12),
        (-1e12, -9e11),
    ];
    for (width, height) in [(30.0, 20.0), (170.0, 95.0), (400.0, 120.0), (1280.0, 700.0)] {
        let mut harness = Bench::harness(width, height);
        for (is_on, view) in [false, true]
            .into_iter()
            .flat_map(|is_on| VIEWS.map(|(start, end)| (is_on, TimeView::new(start, end))))
        {
            harness.state_mut().timeline.folds.is_on = is_on;
            harness.state_mut().timeline.view = Some(view);
            harness.run();
            let length = harness.state().length_days();
            assert!(length >= 1.0 && length.is_finite(), "{view:?}");
        }
    }
    let mut harness = Bench::harness(900.0, 220.0);
    let empty = Document::from_text(
        None,
        r#"Dossier(format: 1, id: "empty", title: "Empty")"#.into(),
    );
    let bench = harness.state_mut();
    bench.analysis = DossierAnalysis::new(empty.snapshot().dossier(), &MeasureSettings::default());
    bench.document = empty;
    harness.run();
    assert!(harness.state().length_days() >= 1.0);
}
