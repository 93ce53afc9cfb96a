//! The program: arguments, window options, run; nothing else.

use clap::{Arg, ArgAction, Command, value_parser};
use roundtable::app::{APP_ID, App, Setup};
use roundtable::check::{Verdict, check_file};
use roundtable::document::Document;
use std::io::Write as _;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

/// Frames allocate and free many megabytes; the system's allocator would give them back every time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a machine needs to show the window, as Debian names it.
const REMEDY: &str = "apt-get install libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1 libgl1-mesa-dri";

fn main() -> ExitCode {
    let matches = arguments().get_matches();
    if let Some(("check", check)) = matches.subcommand() {
        let files: Vec<PathBuf> = check
            .get_many("FILE")
            .map(|files| files.cloned().collect())
            .unwrap_or_default();
        return run_check(&files);
    }
    let document = match matches.get_one::<PathBuf>("FILE") {
        None => Document::built_in(),
        Some(path) => match Document::open(path) {
            Ok(document) => document,
            Err(error) => return fail(&error.to_string(), 2),
        },
    };
    match run_window(document) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => fail(&reason, 1),
    }
}

fn arguments() -> Command {
    let file = || Arg::new("FILE").value_parser(value_parser!(PathBuf));
    Command::new("roundtable")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Explore peace negotiations round by round")
        .args_conflicts_with_subcommands(true)
        .arg(file().help("The dossier to open; without it the built-in one"))
        .subcommand(
            Command::new("check")
                .about("Print findings, one a line: path:line:column: severity: message")
                .long_about(
                    "Prints findings, one a line: path:line:column: severity: message.\n\
                     Exit code 0: no errors; 1: errors; 2: a file could not be read.",
                )
                .arg(
                    file()
                        .required(true)
                        .action(ArgAction::Append)
                        .num_args(1..)
                        .help("Dossiers to check; - is standard input"),
                ),
        )
}

fn run_check(files: &[PathBuf]) -> ExitCode {
    let mut out = std::io::stdout().lock();
    let mut stdin = std::io::stdin().lock();
    let mut worst = Verdict::default();
    for file in files {
        match check_file(file, &mut stdin, &mut out) {
            Ok(verdict) => worst = worst.max(verdict),
            // The reader has gone away, for example `head`; there is nobody left to tell.
            Err(_) => return ExitCode::from(worst.exit_code()),
        }
    }
    out.flush().ok();
    ExitCode::from(worst.exit_code())
}

fn fail(reason: &str, code: u8) -> ExitCode {
    writeln!(std::io::stderr(), "roundtable: {reason}").ok();
    ExitCode::from(code)
}

/// Opens the window and runs until it is closed. The error is one line with the remedy.
fn run_window(document: Document) -> Result<(), String> {
    let named = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !named("DISPLAY") && !named("WAYLAND_DISPLAY") {
        return Err(
            "there is no display; set DISPLAY or WAYLAND_DISPLAY, or use `roundtable check`"
                .to_owned(),
        );
    }
    let icon =
        eframe::icon_data::from_png_bytes(include_bytes!("../assets/icon.png")).unwrap_or_default();
    let options = eframe::NativeOptions {
        renderer: eframe::Renderer::Glow,
        // There are no gradients, and without a graphics card the noise costs a tenth of every frame.
        dithering: false,
        viewport: egui::ViewportBuilder::default()
            .with_title("Roundtable")
            .with_app_id(APP_ID)
            .with_icon(icon)
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([900.0, 600.0]),
        ..Default::default()
    };
    // The window libraries panic where one of them is missing; that becomes a line with the remedy.
    let panicked = Arc::new(Mutex::new(None));
    let note = Arc::clone(&panicked);
    let standard = std::panic::take_hook();
    let started = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let running = Arc::clone(&started);
    std::panic::set_hook(Box::new(move |info| {
        *note.lock().unwrap_or_else(PoisonError::into_inner) = Some(info.to_string());
        if running.load(std::sync::atomic::Ordering::Relaxed) {
            standard(info);
        }
    }));
    let result = std::panic::catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(
            APP_ID,
            options,
            Box::new(move |creation| {
                let app = App::with_setup(creation, document, Setup::of_user());
                started.store(true, std::sync::atomic::Ordering::Relaxed);
                Ok(Box::new(app))
            }),
        )
    }));
    let reason = match result {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(error)) => error.to_string(),
        Err(_) => {
            let message = panicked
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take()
                .unwrap_or_default();
            message.lines().last().unwrap_or_default().to_owned()
        }
    };
    let reason = in_plain_words(&reason);
    Err(format!(
        "the window cannot be opened: {reason}; on Debian: {REMEDY}"
    ))
}

/// The libraries say where in their own sources something failed, or list what they asked for; what
/// helps a user is the last part of it.
fn in_plain_words(reason: &str) -> String {
    if reason.contains("no glutin configs") || reason.contains("NoGlutinConfigs") {
        return "no OpenGL driver was found".to_owned();
    }
    let reason = reason.replace('\n', " ");
    match reason.rsplit_once(".rs:") {
        // After the file comes the line, then what happened.
        Some((_, rest)) => rest
            .split_once(": ")
            .map_or(rest, |(_, what)| what)
            .to_owned(),
        None => reason,
    }
}
