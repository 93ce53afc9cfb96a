//! A stopwatch, a table of results, and the program's window without a display.
//!
//! No opinion on what is measured or what it may cost.
//! Times are milliseconds; a result is the median of many runs.

pub(crate) mod enlarged;

use egui::accesskit::{Node, NodeId, Role, TreeUpdate};
use egui::epaint::Primitive;
use egui::{Event, Key, Modifiers, PlatformOutput, PointerButton, Pos2, RawInput, Rect, Vec2};
use roundtable::app::App;
use roundtable::document::Document;
use std::fmt::Display;
use std::hint::black_box;
use std::io::Write;
use std::time::{Duration, Instant};

/// Nothing is run more often than this for one result.
const MAX_RUNS: usize = 101;

/// Nothing is run longer than this for one result, however few the runs.
const MAX_TIME: Duration = Duration::from_millis(500);

/// What is shorter is run several times in a row, so that reading the clock does not count.
const SHORTEST_MILLIS: f64 = 1.0;

/// Frames after which a window that still asks for more is taken as it is.
const MAX_SETTLING: usize = 90;

/// What something took.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cost {
    /// Time of this thread on a processor, in milliseconds; the same as `wall` where the system does not
    /// tell.
    pub(crate) cpu: f64,
    /// Time that passed, in milliseconds. On a busy machine that includes waiting for a processor.
    pub(crate) wall: f64,
}

impl std::ops::Add for Cost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            cpu: self.cpu + other.cpu,
            wall: self.wall + other.wall,
        }
    }
}

/// The median of several runs.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sample {
    /// The medians of both times, each for itself.
    pub(crate) cost: Cost,
    /// The processor time of the fastest run, which other programs have disturbed least.
    pub(crate) fastest: f64,
    /// The time that passed in the run that took least of it.
    pub(crate) fastest_wall: f64,
    /// Number of runs.
    pub(crate) n_runs: usize,
}

impl std::ops::Add for Sample {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            cost: self.cost + other.cost,
            fastest: self.fastest + other.fastest,
            fastest_wall: self.fastest_wall + other.fastest_wall,
            n_runs: self.n_runs.min(other.n_runs),
        }
    }
}

/// Runs something once. Dropping the result is not part of the cost.
pub(crate) fn timed<R>(run: impl FnOnce() -> R) -> (R, Cost) {
    let cpu_before = cpu_millis();
    let start = Instant::now();
    let result = black_box(run());
    let wall = start.elapsed().as_secs_f64() * 1e3;
    let cpu = match (cpu_before, cpu_millis()) {
        (Some(before), Some(after)) => after - before,
        _ => wall,
    };
    (result, Cost { cpu, wall })
}

/// The median over many runs of something without side effects.
pub(crate) fn repeated<R>(mut run: impl FnMut() -> R) -> Sample {
    // The first runs warm the caches and tell how many runs make a measurable time.
    let warm = (0..3)
        .map(|_| timed(&mut run).1.wall)
        .fold(f64::MAX, f64::min);
    let n_in_a_row = (SHORTEST_MILLIS / warm.max(1e-5)).ceil().max(1.0);
    let mut results = Vec::new();
    let sample = collected(|| {
        let mut left = n_in_a_row;
        results.clear();
        let ((), cost) = timed(|| {
            while left > 0.0 {
                results.push(black_box(run()));
                left -= 1.0;
            }
        });
        Some(Cost {
            cpu: cost.cpu / n_in_a_row,
            wall: cost.wall / n_in_a_row,
        })
    });
    sample.unwrap_or_default()
}

/// The median over many runs that measure themselves; `None` as soon as one could not.
pub(crate) fn collected(mut run: impl FnMut() -> Option<Cost>) -> Option<Sample> {
    let start = Instant::now();
    let mut costs = Vec::new();
    while costs.len() < MAX_RUNS && (costs.len() < 5 || start.elapsed() < MAX_TIME) {
        costs.push(run()?);
    }
    Some(median(&costs))
}

/// The median of costs that were measured elsewhere.
pub(crate) fn median(costs: &[Cost]) -> Sample {
    let middle = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 2).copied().unwrap_or_default()
    };
    Sample {
        cost: Cost {
            cpu: middle(costs.iter().map(|cost| cost.cpu).collect()),
            wall: middle(costs.iter().map(|cost| cost.wall).collect()),
        },
        fastest: costs.iter().map(|cost| cost.cpu).fold(f64::MAX, f64::min),
        fastest_wall: costs.iter().map(|cost| cost.wall).fold(f64::MAX, f64::min),
        n_runs: costs.len(),
    }
}

/// Time that this thread has spent on a processor, in milliseconds; `None` where the system does not tell.
pub(crate) fn cpu_millis() -> Option<f64> {
    // The kernel brings the figure up to date when a thread offers its processor to others.
    std::thread::yield_now();
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanos: u64 = stat.split_ascii_whitespace().next()?.parse().ok()?;
    (nanos > 0).then(|| Duration::from_nanos(nanos).as_secs_f64() * 1e3)
}

/// The most memory this process has held at once, in megabytes; `None` where the system does not tell.
pub(crate) fn peak_megabytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_ascii_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}

/// The results, one a line, as they come.
pub(crate) struct Report<W: Write> {
    out: W,
    n_over_budget: usize,
}

impl<W: Write> Report<W> {
    pub(crate) fn new(out: W) -> Self {
        let mut report = Self {
            out,
            n_over_budget: 0,
        };
        report.print(format_args!(
            "{:<47} {:>8} {:>8} {:>8} {:>8} {:>5} {:>7}  verdict      ratios",
            "milliseconds, medians", "CPU", "fastest", "wall", "fastest", "runs", "budget"
        ));
        report
    }

    /// A line of text. That nobody reads it any more is no reason to stop.
    pub(crate) fn print(&mut self, line: impl Display) {
        writeln!(self.out, "{line}").ok();
    }

    pub(crate) fn heading(&mut self, text: impl Display) {
        self.print(format_args!("\n{text}"));
    }

    /// One result with its budget in milliseconds, if there is one, and what it is compared with.
    /// The CPU time is what the budget and the ratios are about.
    pub(crate) fn result(
        &mut self,
        what: &str,
        sample: Option<Sample>,
        budget: Option<f64>,
        references: &[(&str, Sample)],
    ) {
        let Some(sample) = sample else {
            self.print(format_args!(
                "{what:<47} could not be measured: the window has changed"
            ));
            return;
        };
        self.line(what, sample, sample.cost.cpu, budget, references);
    }

    fn line(
        &mut self,
        what: &str,
        sample: Sample,
        judged: f64,
        budget: Option<f64>,
        references: &[(&str, Sample)],
    ) {
        let Cost { cpu, wall } = sample.cost;
        let (budget, verdict) = self.judge(judged, budget);
        let ratios: Vec<String> = references
            .iter()
            .map(|(name, reference)| format!("{:.2} × {name}", judged / reference.cost.cpu))
            .collect();
        let Sample {
            fastest,
            fastest_wall,
            n_runs,
            ..
        } = sample;
        let ratios = ratios.join(", ");
        let line = format!(
            "{what:<47} {cpu:>8.3} {fastest:>8.3} {wall:>8.3} {fastest_wall:>8.3} {n_runs:>5} {budget:>7}  {verdict:<11}  {ratios}"
        );
        self.print(line.trim_end());
    }

    /// A result of several threads, judged by the time that passed in its fastest run.
    pub(crate) fn elapsed(
        &mut self,
        what: &str,
        sample: Option<Sample>,
        budget: Option<f64>,
        references: &[(&str, Sample)],
    ) {
        let Some(sample) = sample else {
            return self.result(what, sample, budget, references);
        };
        let judged = sample.fastest_wall;
        self.line(what, sample, judged, budget, references);
    }

    /// One amount of memory, in megabytes.
    pub(crate) fn memory(&mut self, what: &str, megabytes: Option<f64>, budget: Option<f64>) {
        let Some(megabytes) = megabytes else {
            return;
        };
        let (budget, verdict) = self.judge(megabytes, budget);
        let line = format!(
            "{what:<47} {megabytes:>5.1} MB {:>32} {budget:>7}  {verdict}",
            ""
        );
        self.print(line.trim_end());
    }

    pub(crate) fn finish(mut self) {
        let text = match self.n_over_budget {
            0 => "everything is within its budget".to_owned(),
            n => format!("{n} results are OVER BUDGET"),
        };
        self.print(format_args!("\n{text}"));
    }

    fn judge(&mut self, value: f64, budget: Option<f64>) -> (String, &'static str) {
        match budget {
            None => ("–".to_owned(), ""),
            Some(budget) if value <= budget => (format!("{budget:.2}"), "ok"),
            Some(budget) => {
                self.n_over_budget += 1;
                (format!("{budget:.2}"), "OVER BUDGET")
            }
        }
    }
}

/// The program's window as the system would drive it, up to the triangles for the graphics card.
pub(crate) struct Window {
    ctx: egui::Context,
    app: App,
    frame: eframe::Frame,
    size: Vec2,
    secs: f64,
    /// How soon the last frame asked for the next one.
    next_frame: Duration,
    /// Sum of all corners of the last picture, which tells pictures apart well enough.
    corners: f64,
}

impl Window {
    /// A window on an empty profile. Nothing is drawn yet.
    pub(crate) fn new(document: Document, size: Vec2) -> Self {
        let ctx = egui::Context::default();
        let app = App::new(
            &eframe::CreationContext::_new_kittest(ctx.clone()),
            document,
        );
        Self {
            ctx,
            app,
            frame: eframe::Frame::_new_kittest(),
            size,
            secs: 0.0,
            next_frame: Duration::ZERO,
            corners: 0.0,
        }
    }

    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// One frame: logic, layout and tessellation.
    pub(crate) fn step(&mut self, events: Vec<Event>) -> Cost {
        self.draw(events).0
    }

    /// One frame in which the picture has to move; `None` if it did not.
    pub(crate) fn step_moving(&mut self, events: Vec<Event>) -> Option<Cost> {
        let before = self.corners;
        let cost = self.step(events);
        ((self.corners - before).abs() > 1.0).then_some(cost)
    }

    /// Frames until the window has nothing left to move.
    pub(crate) fn settle(&mut self) {
        for _ in 0..MAX_SETTLING {
            self.step(Vec::new());
            if self.next_frame > Duration::ZERO {
                return;
            }
        }
    }

    /// Whether the window draws nothing more until something happens.
    pub(crate) fn is_idle(&mut self) -> bool {
        self.settle();
        self.next_frame == Duration::MAX
    }

    /// Presses and releases a key and waits until the window is at rest.
    pub(crate) fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.step(key_events(modifiers, key));
        self.settle();
    }

    /// Types a text where the cursor is and waits until the window is at rest.
    pub(crate) fn type_text(&mut self, text: &str) {
        self.step(vec![Event::Text(text.to_owned())]);
        self.settle();
    }

    /// Clicks a place and waits until the window is at rest.
    pub(crate) fn click(&mut self, pos: Pos2) {
        let button = |pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.step(vec![Event::PointerMoved(pos)]);
        self.step(vec![button(true)]);
        self.step(vec![button(false)]);
        self.step(vec![Event::PointerGone]);
        self.settle();
    }

    /// Where a widget with this role and name stands, as a screen reader would find it.
    pub(crate) fn find(&mut self, role: Role, is_name: impl Fn(&str) -> bool) -> Option<Rect> {
        self.ctx.enable_accesskit();
        let update = self.draw(Vec::new()).1.accesskit_update;
        self.ctx.disable_accesskit();
        let update = update?;
        let (_, node) = update
            .nodes
            .iter()
            .find(|(_, node)| node.role() == role && is_name(&name(&update, node)))?;
        let bounds = node.bounds()?;
        #[expect(clippy::cast_possible_truncation, reason = "points of a screen")]
        let pos = |x: f64, y: f64| Pos2::new(x as f32, y as f32);
        Some(Rect::from_min_max(
            pos(bounds.x0, bounds.y0),
            pos(bounds.x1, bounds.y1),
        ))
    }

    fn draw(&mut self, events: Vec<Event>) -> (Cost, PlatformOutput) {
        self.secs += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            max_texture_side: Some(8192),
            time: Some(self.secs),
            focused: true,
            events,
            ..RawInput::default()
        };
        let Self {
            ctx, app, frame, ..
        } = self;
        let ((mut output, triangles), cost) = timed(|| {
            let mut output = ctx.run_ui(input, |ui| {
                eframe::App::logic(app, ui.ctx(), frame);
                eframe::App::ui(app, ui, frame);
            });
            let shapes = std::mem::take(&mut output.shapes);
            let triangles = ctx.tessellate(shapes, output.pixels_per_point);
            (output, triangles)
        });
        output.textures_delta.clear();
        self.next_frame = output
            .viewport_output
            .get(&egui::ViewportId::ROOT)
            .map_or(Duration::MAX, |viewport| viewport.repaint_delay);
        self.corners = triangles
            .iter()
            .filter_map(|clipped| match &clipped.primitive {
                Primitive::Mesh(mesh) => Some(&mesh.vertices),
                Primitive::Callback(_) => None,
            })
            .flatten()
            .map(|vertex| f64::from(vertex.pos.x + vertex.pos.y))
            .sum();
        (cost, std::mem::take(&mut output.platform_output))
    }
}

/// The events of pressing and releasing a key.
pub(crate) fn key_events(modifiers: Modifiers, key: Key) -> Vec<Event> {
    let event = |pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    };
    vec![
        Event::ModifiersChanged(modifiers),
        event(true),
        event(false),
        Event::ModifiersChanged(Modifiers::NONE),
    ]
}

/// The accessible name of a widget: its own, or that of the label beside it.
fn name(update: &TreeUpdate, node: &Node) -> String {
    let own = |node: &Node| {
        let name = node.label().or_else(|| node.value()).unwrap_or_default();
        name.to_owned()
    };
    let by_id = |id: &NodeId| update.nodes.iter().find(|(other, _)| other == id);
    match node.labelled_by() {
        [] => own(node),
        labels => labels
            .iter()
            .filter_map(by_id)
            .map(|(_, label)| own(label))
            .collect(),
    }
}
