//! Whole frames of the real window, with background data behind the shipped dossier, while panning and zooming.
//!
//! `cargo bench --bench view` needs a display and opens a window of 1920×1080; under a virtual display with a
//! software renderer it prints what a machine without a graphics card pays. For 1,000 and for 1,000,000 made-up
//! events it plays 60 fixed views, and prints for each zoom the milliseconds of all threads on a processor per
//! frame, and the middle and the 95th percentile of the time from the input to the beginning of the next frame,
//! when the picture has been handed over. Machines differ: a frame of the same window with nothing in it is the
//! reference of the same run.
//!
//! Not measured: what the display server does after that.

use roundtable::app::App;
use roundtable::document::{BUILT_IN, Document};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

/// The program's own allocator, so that the bench pays what the program pays.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Whole frame, 1920×1080, software OpenGL, 1,000,000 events.
const FRAME_CPU_MILLIS: f64 = 12.0;
/// Logic, layout and tessellation of it.
const ALL_MILLIS: f64 = 8.0;
/// What a frame with nothing in it took where that budget was set.
const EMPTY_CPU_MILLIS: f64 = 1.4;

/// 2018-01-01, the first of eight years of events.
const FIRST_DAY: f64 = 17_532.0;
const N_DAYS: f64 = 2_922.0;

/// Frames before the first view, so that fonts and buffers are there.
const WARM_UP: usize = 20;
/// Views of each zoom, and frames with nothing in them.
const N_VIEWS: usize = 20;
/// The zooms: their names, and how many days they show.
const ZOOMS: [(&str, f64); 3] = [("eight years", N_DAYS), ("a month", 31.0), ("a day", 2.0)];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let one = std::env::var("ROUNDTABLE_VIEW_EVENTS").ok();
    if let Some(n) = one.and_then(|n| n.parse().ok()) {
        return play(n);
    }
    // A window system is started once in a process, so each number of events has its own.
    for n in [1_000_u32, 1_000_000] {
        let program = std::env::current_exe()?;
        let status = std::process::Command::new(program)
            .env("ROUNDTABLE_VIEW_EVENTS", n.to_string())
            .status()?;
        if !status.success() {
            return Err(format!("with {n} events: {status}").into());
        }
    }
    Ok(())
}

fn play(n: u32) -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("rows.csv"), rows(n))?;
    let track = "\n    tracks: [(id: \"B1\", path: \"rows.csv\", kind: Acled, caption: \"Made up\")],\n    sources: [";
    let path = folder.path().join("dossier.ron");
    std::fs::write(&path, BUILT_IN.replacen("\n    sources: [", track, 1))?;
    let mut options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1920.0, 1080.0]),
        persist_window: false,
        dithering: false,
        ..Default::default()
    };
    options.glow_options.vsync = false;
    let run = eframe::run_native(
        "roundtable-view",
        options,
        Box::new(move |creation| Ok(Box::new(Player::new(creation, &path, n)?))),
    );
    run.map_err(|error| error.to_string().into())
}

/// The window with the views that are played in it.
struct Player {
    app: App,
    n: u32,
    warm_up: usize,
    /// Frames with nothing in them that are still to come.
    n_empty: usize,
    /// Milliseconds on a processor of each of them.
    empty: Vec<f64>,
    next: usize,
    /// When the input of the last view was there, and the processor's time then.
    begun: Option<(Instant, f64)>,
    own_begun: Instant,
    /// Milliseconds on a processor, and from input to picture, of each view.
    frames: Vec<(f64, f64)>,
    /// Milliseconds of the program's own part of each view: logic and layout, before triangles and pixels.
    own: Vec<f64>,
}

impl Player {
    fn new(
        creation: &eframe::CreationContext<'_>,
        path: &Path,
        n: u32,
    ) -> Result<Self, roundtable::document::OpenError> {
        Ok(Self {
            app: App::new(creation, Document::open(path)?),
            n,
            warm_up: 0,
            n_empty: N_VIEWS + 1,
            empty: Vec::new(),
            next: 0,
            begun: None,
            own_begun: Instant::now(),
            frames: Vec::new(),
            own: Vec::new(),
        })
    }

    /// Ends the view before this frame and begins the next one.
    fn turn(&mut self, ctx: &egui::Context) {
        ctx.request_repaint();
        if self.app.background().shown("B1").is_none() {
            return;
        }
        if self.warm_up < WARM_UP {
            self.warm_up += 1;
            self.show(0);
            return;
        }
        if let Some((begun, cpu)) = self.begun.take() {
            let wall = begun.elapsed().as_secs_f64() * 1e3;
            let cpu = process_cpu_millis() - cpu;
            if self.next > 0 {
                self.frames.push((cpu, wall));
            } else {
                self.empty.push(cpu);
            }
        }
        if self.n_empty > 0 {
            self.n_empty -= 1;
            self.begun = (self.n_empty > 0).then(|| (Instant::now(), process_cpu_millis()));
            return;
        }
        if self.next == ZOOMS.len() * N_VIEWS {
            self.next += 1;
            self.report().ok();
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            return;
        }
        if self.next > ZOOMS.len() * N_VIEWS {
            return;
        }
        self.begun = Some((Instant::now(), process_cpu_millis()));
        self.show(self.next);
        self.next += 1;
    }

    /// View `number`: at each zoom a walk over the data, each step a twentieth of what is seen.
    fn show(&mut self, number: usize) {
        let (_, length) = ZOOMS[(number / N_VIEWS).min(ZOOMS.len() - 1)];
        let step = (number % N_VIEWS) as f64;
        let start = if number < N_VIEWS {
            // Everything is in sight: the walk leads out of it and back.
            FIRST_DAY + length * 0.02 * (step - N_VIEWS as f64 / 2.0)
        } else {
            FIRST_DAY + N_DAYS / 2.0 + length * 0.05 * step
        };
        self.app.show_on_timeline(start, start + length);
    }

    fn report(&self) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        let empty = sorted(self.empty.iter().copied());
        let empty = empty[empty.len() / 2];
        writeln!(
            out,
            "\n{} events, 1920×1080, {N_VIEWS} views each; with nothing in it a frame takes {empty:.2} ms",
            self.n
        )?;
        for (idx, (name, _)) in ZOOMS.iter().enumerate() {
            let frames = &self.frames[idx * N_VIEWS..(idx + 1) * N_VIEWS];
            let own = self.own.get(idx * N_VIEWS..(idx + 1) * N_VIEWS);
            let own = sorted(own.unwrap_or_default().iter().copied());
            let cpu = sorted(frames.iter().map(|frame| frame.0));
            let wall = sorted(frames.iter().map(|frame| frame.1));
            let cpu_middle = at(&cpu, 50);
            writeln!(
                out,
                "{name:<12} CPU {cpu_middle:6.2} ms a frame ({:.2} × budget of {FRAME_CPU_MILLIS} ms; {:.2} × empty frame, budget {:.2}), input to picture: middle {:6.2} ms, 95th percentile {:6.2} ms; logic and layout: middle {:.2} ms, 95th percentile {:.2} ms (budget {ALL_MILLIS} ms)",
                cpu_middle / FRAME_CPU_MILLIS,
                cpu_middle / empty,
                FRAME_CPU_MILLIS / EMPTY_CPU_MILLIS,
                at(&wall, 50),
                at(&wall, 95),
                at(&own, 50),
                at(&own, 95),
            )?;
        }
        Ok(())
    }
}

impl eframe::App for Player {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.turn(ctx);
        self.own_begun = Instant::now();
        self.app.logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        if self.begun.is_none() || self.next > 0 {
            self.app.ui(ui, frame);
        }
        if self.begun.is_some() && self.next > 0 {
            self.own.push(self.own_begun.elapsed().as_secs_f64() * 1e3);
        }
    }
}

/// A percentile of sorted values; 0 where there are none.
fn at(sorted: &[f64], percent: usize) -> f64 {
    let idx = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(idx).copied().unwrap_or_default()
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

/// Milliseconds of all threads of this process on a processor.
fn process_cpu_millis() -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task")
        .into_iter()
        .flatten()
        .flatten();
    let nanos = tasks.filter_map(|task| {
        let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<f64>().ok()
    });
    nanos.sum::<f64>() / 1e6
}

/// Made-up rows, spread over eight years with busier and quieter times.
fn rows(n: u32) -> String {
    let mut file =
        "event_id_cnty,event_date,year,time_precision,event_type,actor1,actor2,country,fatalities\n"
            .to_owned();
    let mut dice = 88_172_645_463_325_252_u64;
    for number in 0..n {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        let share = (dice >> 11) as f64 / (1_u64 << 53) as f64;
        #[expect(clippy::cast_possible_truncation, reason = "a day within eight years")]
        let day = roundtable::model::date::Day((FIRST_DAY + N_DAYS * share.sqrt()) as i32);
        writeln!(
            file,
            "X{number},{day},2020,1,Battles,Army of A,Group {},Aland {},{}",
            dice % 300,
            dice % 12,
            dice % 31
        )
        .ok();
    }
    file
}
