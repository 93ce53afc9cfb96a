//! What a dossier costs: reading, checking, editing and analysing it, and one frame of its window.
//!
//! `cargo bench --bench dossier` prints every result with its budget and, where there is a reference, as a
//! ratio to what the reference took in the same run. Budgets are for processor time; the time that passed
//! stands beside it, and on a busy machine it is longer. A result over its budget is printed as such and
//! does not fail the run.
//!
//! The dossiers are the shipped one and some of up to ten megabytes, made from it by repeating events, claims
//! and statements under fresh ids.
//!
//! An edit is worked on by two threads at once, so it is judged by the time that passed in its fastest run,
//! not by processor time.
//!
//! Not measured: the graphics card and the window system. So the memory is without a renderer, and the
//! first frame is the work up to the triangles.

#[path = "../support/mod.rs"]
mod support;
mod texts;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Vec2, vec2};
use roundtable::command::{Action, View};
use roundtable::document::{BUILT_IN, Document, Focus, Snapshot};
use roundtable::format::Severity;
use roundtable::model::RecordKind;
use std::hint::black_box;
use std::io::Write;
use std::sync::Arc;
use std::time::Instant;
use support::enlarged::enlarged;
use support::{Cost, Report, Sample, Window};
use texts::{edit_budget, history, on_text};

/// The program's own allocator, so that the bench pays what the program pays.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Logic, layout and tessellation of one frame of the shipped dossier.
const FRAME_MILLIS: f64 = 4.0;
/// From the start of the program to the first picture.
const START_MILLIS: f64 = 300.0;
/// Memory with the shipped dossier.
const MEMORY_MEGABYTES: f64 = 150.0;

const LAPTOP: Vec2 = vec2(1280.0, 800.0);
const DESKTOP: Vec2 = vec2(1920.0, 1080.0);

/// With this argument the bench is only a program that starts, draws and tells what that took.
const START_ONLY: &str = "start-only";

/// How many commits are measured in each view.
const N_COMMITS: usize = 9;
/// How many programs are started.
const N_STARTS: usize = 9;

fn main() {
    let stdout = std::io::stdout().lock();
    if std::env::args().any(|argument| argument == START_ONLY) {
        start_only(stdout);
        return;
    }
    let start = Instant::now();
    let mut report = Report::new(stdout);
    let large = enlarged(BUILT_IN, 1_000_000);
    let huge = enlarged(BUILT_IN, 10_000_000);
    for (name, text) in [
        ("shipped dossier", BUILT_IN),
        ("1 MB dossier", &large),
        ("10 MB dossier", &huge),
    ] {
        let snapshot = Snapshot::new(text.into(), 0);
        report.heading(format_args!(
            "{name}: {:.0} kB, {} events, {} claims, {} statements, {} errors, {} findings",
            text.len() as f64 / 1e3,
            snapshot.dossier().events.len(),
            snapshot.dossier().claims.len(),
            snapshot.dossier().statements.len(),
            snapshot.n_findings(Severity::Error),
            snapshot.findings().len(),
        ));
        on_text(&mut report, text);
    }
    report.heading("start of the program, shipped dossier, 1280×800");
    starts(&mut report);
    for size in [LAPTOP, DESKTOP] {
        frames(&mut report, size);
    }
    report.heading("typing in the text, 1280×800");
    typing(&mut report, "shipped dossier", BUILT_IN);
    typing(&mut report, "1 MB dossier", &large);
    // The largest one that is worked on in the window's own thread.
    let medium = enlarged(BUILT_IN, 850_000);
    report.heading(format_args!(
        "window with a dossier of {:.0} kB, 1280×800",
        medium.len() as f64 / 1e3
    ));
    let mut window = Window::new(Document::from_text(None, medium.as_str().into()), LAPTOP);
    let budget = edit_budget(&medium);
    for view in [View::Overview, View::Events, View::Text] {
        frames_of_view(&mut report, &mut window, view, (None, budget));
    }
    report.heading("window with the 10 MB dossier, 1280×800");
    beside_the_window(&mut report, &huge);
    report.heading("history");
    history(&mut report, &large);
    report.heading("memory");
    report.memory("peak of this bench", support::peak_megabytes(), None);
    report.print(format_args!(
        "\nran for {:.0} s",
        start.elapsed().as_secs_f64()
    ));
    report.finish();
}

/// The start of the program, each time in a process of its own, so that nothing is warm.
fn starts(report: &mut Report<impl Write>) {
    let start = || {
        let program = std::env::current_exe().ok()?;
        let output = std::process::Command::new(program)
            .arg(START_ONLY)
            .output()
            .ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let numbers: Vec<f64> = text
            .split_whitespace()
            .filter_map(|number| number.parse().ok())
            .collect();
        <[f64; 7]>::try_from(numbers).ok()
    };
    let runs: Vec<[f64; 7]> = (0..N_STARTS).filter_map(|_| start()).collect();
    if runs.is_empty() {
        report.print("the start could not be measured: the bench cannot start itself");
        return;
    }
    let part = |at: usize| {
        let costs: Vec<Cost> = runs
            .iter()
            .filter_map(|run| {
                Some(Cost {
                    cpu: *run.get(at)?,
                    wall: *run.get(at + 1)?,
                })
            })
            .collect();
        Some(support::median(&costs))
    };
    report.result("reading the dossier, cold", part(0), None, &[]);
    report.result("making the app, first two frames, cold", part(2), None, &[]);
    report.result(
        "all of it, from the start of the process",
        part(4),
        Some(START_MILLIS),
        &[],
    );
    let peak = runs
        .iter()
        .filter_map(|run| run.get(6).copied())
        .fold(0.0, f64::max);
    report.memory(
        "peak memory, without a renderer",
        Some(peak),
        Some(MEMORY_MEGABYTES),
    );
}

/// Starts, draws two frames and prints the costs.
fn start_only(mut out: impl Write) {
    let start = Instant::now();
    let (document, reading) = support::timed(Document::built_in);
    let (window, drawing) = support::timed(|| {
        let mut window = Window::new(document, LAPTOP);
        window.step(Vec::new());
        window.step(Vec::new());
        window
    });
    let wall = start.elapsed().as_secs_f64() * 1e3;
    // The thread is as old as the process, so this counts loading the program too.
    let cpu = support::cpu_millis().unwrap_or(wall);
    black_box(&window);
    let peak = support::peak_megabytes().unwrap_or_default();
    writeln!(
        out,
        "{} {} {} {} {cpu} {wall} {peak}",
        reading.cpu, reading.wall, drawing.cpu, drawing.wall
    )
    .ok();
}

/// Frames of the shipped dossier in all views, at rest and after an edit, and while the timeline moves.
fn frames(report: &mut Report<impl Write>, size: Vec2) {
    report.heading(format_args!(
        "window with the shipped dossier, {}×{}",
        size.x, size.y
    ));
    let mut window = Window::new(Document::built_in(), size);
    let budgets = (Some(FRAME_MILLIS), edit_budget(BUILT_IN));
    for view in View::ALL {
        frames_of_view(report, &mut window, view, budgets);
    }
    show(&mut window, View::Overview);
    let over_timeline = egui::pos2(size.x * 0.5, size.y - 120.0);
    window.step(vec![Event::PointerMoved(over_timeline)]);
    window.settle();
    for (name, keys) in [("panning", [Key::A, Key::D]), ("zooming", [Key::W, Key::S])] {
        let mut turn = keys.into_iter().cycle();
        let moving = support::collected(|| {
            let key = turn.next()?;
            window.step_moving(support::key_events(Modifiers::NONE, key))
        });
        report.result(
            &format!("{name} the timeline"),
            moving,
            Some(FRAME_MILLIS),
            &[],
        );
    }
    let hovering = {
        let mut x = 0.0;
        support::collected(|| {
            x = (x + 37.0) % (size.x - 500.0);
            Some(window.step(vec![Event::PointerMoved(
                over_timeline + vec2(x - size.x * 0.25, 0.0),
            )]))
        })
    };
    report.result(
        "moving the pointer over the timeline",
        hovering,
        Some(FRAME_MILLIS),
        &[],
    );
    window.step(vec![Event::PointerGone]);
    let at_rest = if window.is_idle() {
        "yes"
    } else {
        "NO, OVER BUDGET"
    };
    report.print(format_args!(
        "{:<47} {at_rest}",
        "at rest, no frame is asked for"
    ));
}

/// A frame at rest, the frame that commits an edit, and the first frame after it. The budgets are for a
/// frame and for an edit.
/// Letters typed into the middle of what is seen of the text, a frame for each.
fn typing(report: &mut Report<impl Write>, name: &str, text: &str) {
    let mut window = Window::new(Document::from_text(None, text.into()), LAPTOP);
    show(&mut window, View::Text);
    let is_text = |name: &str| name == "Text of the file";
    let typed = window
        .find(Role::MultilineTextInput, is_text)
        .and_then(|field| {
            window.click(field.center());
            support::collected(|| Some(window.step(vec![Event::Text("a".to_owned())])))
        });
    report.result(&format!("a letter, {name}"), typed, Some(FRAME_MILLIS), &[]);
}

fn frames_of_view(
    report: &mut Report<impl Write>,
    window: &mut Window,
    view: View,
    (frame_budget, edit_budget): (Option<f64>, f64),
) {
    let selected = select_event(window, "E34");
    show(window, view);
    let idle = support::collected(|| Some(window.step(Vec::new())));
    let name = view.label();
    report.result(&format!("{name}: a frame at rest"), idle, frame_budget, &[]);
    let commits = selected.and_then(|()| commits(window));
    let against: Vec<_> = idle.map(|idle| ("rest", idle)).into_iter().collect();
    let budget = frame_budget.map(|budget| budget + edit_budget);
    let [committing, after] =
        [0, 1].map(|at| commits.as_ref().and_then(|both| both.get(at).copied()));
    report.result(
        &format!("{name}: the frame that commits"),
        committing,
        budget,
        &against,
    );
    report.result(
        &format!("{name}: first frame after it"),
        after,
        frame_budget,
        &against,
    );
}

fn show(window: &mut Window, view: View) {
    if let Some(keys) = Action::show(view).shortcuts().first() {
        window.press(keys.modifiers, keys.logical_key);
    }
}

/// Selects an event in the table of events, by search and click.
fn select_event(window: &mut Window, id: &str) -> Option<()> {
    window.settle();
    show(window, View::Events);
    window.press(Modifiers::COMMAND, Key::F);
    window.press(Modifiers::COMMAND, Key::A);
    window.type_text(id);
    let row = window.find(Role::Label, |name| name == id)?;
    window.click(row.center());
    // The search is cleared, so that the table is as long as it is.
    window.press(Modifiers::COMMAND, Key::F);
    window.press(Modifiers::COMMAND, Key::A);
    window.press(Modifiers::NONE, Key::Delete);
    window.press(Modifiers::NONE, Key::Escape);
    let selected = window.app().selection().record()?;
    (selected.id == id).then_some(())
}

/// Frames of a window while an edit is worked on beside it.
fn beside_the_window(report: &mut Report<impl Write>, text: &str) {
    let mut window = Window::new(Document::from_text(None, text.into()), LAPTOP);
    if select_event(&mut window, "E34").is_none() {
        report.print("could not be measured: the window has changed");
        return;
    }
    for view in [View::Overview, View::Events] {
        show(&mut window, view);
        let idle = support::collected(|| Some(window.step(Vec::new())));
        let (mut working, mut longest) = (Vec::new(), Cost::default());
        let mut taking_in = Vec::new();
        let mut commits = Vec::new();
        for _ in 0..N_COMMITS {
            if type_other_date(&mut window).is_none() {
                break;
            }
            let start = Instant::now();
            window.step(support::key_events(Modifiers::NONE, Key::Enter));
            while window.app().is_working() {
                let cost = window.step(Vec::new());
                if window.app().is_working() {
                    longest = if cost.wall > longest.wall {
                        cost
                    } else {
                        longest
                    };
                    working.push(cost);
                } else {
                    taking_in.push(cost);
                }
            }
            let wall = start.elapsed().as_secs_f64() * 1e3;
            commits.push(Cost { cpu: wall, wall });
        }
        let name = view.label();
        let sample = |costs: &[Cost]| (!costs.is_empty()).then(|| support::median(costs));
        let against: Vec<_> = idle.map(|idle| ("rest", idle)).into_iter().collect();
        for (what, sample) in [
            ("a frame at rest", idle),
            ("a frame while an edit is worked on", sample(&working)),
            ("the longest of them", sample(&[longest])),
            ("the frame that takes the edit in", sample(&taking_in)),
            ("from Enter to the new picture, elapsed", sample(&commits)),
        ] {
            report.result(&format!("{name}: {what}"), sample, None, &against);
        }
    }
}

/// Types other dates into the inspector and commits them: the frames with the Enter key, and those after.
fn commits(window: &mut Window) -> Option<[Sample; 2]> {
    let mut committing = Vec::new();
    let mut after = Vec::new();
    for _ in 0..N_COMMITS {
        let snapshot = type_other_date(window)?;
        committing.push(window.step(support::key_events(Modifiers::NONE, Key::Enter)));
        if window.app().document().snapshot().revision() == snapshot.revision() {
            return None;
        }
        after.push(window.step(Vec::new()));
    }
    Some([support::median(&committing), support::median(&after)])
}

/// Types another date of the selected event into the inspector, without leaving the field.
fn type_other_date(window: &mut Window) -> Option<Arc<Snapshot>> {
    let field = window.find(Role::TextInput, |name| name == "Date")?;
    window.click(field.center());
    window.press(Modifiers::COMMAND, Key::A);
    let snapshot = Arc::clone(window.app().document().snapshot());
    let date = snapshot.node(&Focus::record(RecordKind::Event, "E34").field("date"))?;
    let other = match date.as_str()?.as_ref() {
        "2025-10-20" => "2025-10-21",
        _ => "2025-10-20",
    };
    window.type_text(other);
    Some(snapshot)
}
