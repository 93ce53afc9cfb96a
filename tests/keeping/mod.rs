//! A desk: a dossier in a folder of its own, a folder for the program's state, and windows on it.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test binary that includes this uses a part of it"
)]

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use roundtable::app::{App, Setup};
use roundtable::document::{Document, Edit, Focus};
use roundtable::format::Value;
use roundtable::model::RecordKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

pub type Window<'a> = Harness<'a, App>;

/// A small dossier, so that a frame takes little time.
pub const DOSSIER: &str = r#"// A small dossier.
#![enable(implicit_some)]

Dossier(
    format: 1,
    id: "small",
    title: "Small",
    events: [
        // The first one.
        Event(id: "E1", date: "2025-01-01", title: "First", priority: Core, sources: ["S1"]),
        Event(id: "E2", date: "2025-01-02", title: "Second", priority: Core, sources: ["S1"]), // and the second
    ],
    sources: [
        Source(id: "S1", publisher: "P", title: "T"),
    ],
)
"#;

/// A folder with a dossier and one for the state.
pub struct Desk {
    folder: tempfile::TempDir,
    path: PathBuf,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("dossier.ron");
        std::fs::write(&path, DOSSIER).expect("it can be written to");
        Self { folder, path }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn state_folder(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    /// What the file holds.
    pub fn text(&self) -> String {
        std::fs::read_to_string(&self.path).expect("the file is there")
    }

    /// Writes to the file as another program would.
    pub fn write(&self, text: &str) {
        // In one piece: a file that is half written would be seen as well.
        let new = self.path.with_extension("new");
        std::fs::write(&new, text).expect("a file can be written");
        std::fs::rename(new, &self.path).expect("the file can be replaced");
    }

    /// A window that keeps a journal and looks at the file only when it saves.
    pub fn window<'a>(&self) -> Window<'a> {
        self.window_with(Document::open(&self.path).expect("it can be opened"))
    }

    pub fn window_with<'a>(&self, document: Document) -> Window<'a> {
        self.start(document, false)
    }

    /// A window that notices changes of the file.
    pub fn watched<'a>(&self) -> Window<'a> {
        let document = Document::open(&self.path).expect("it can be opened");
        self.start(document, true)
    }

    fn start<'a>(&self, document: Document, watch: bool) -> Window<'a> {
        let setup = Setup {
            state_folder: Some(self.state_folder()),
            watch,
            now: || SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_593_828),
        };
        let mut window = Harness::builder()
            .with_size([1280.0, 800.0])
            .with_max_steps(30)
            .build_eframe(move |creation| App::with_setup(creation, document, setup));
        window.run();
        window
    }
}

/// Changes the title of the first event.
pub fn set_title(window: &mut Window<'_>, title: &str) {
    set_title_of(window, "E1", title);
}

pub fn set_title_of(window: &mut Window<'_>, id: &str, title: &str) {
    let focus = Focus::record(RecordKind::Event, id).field("title");
    let edit = Edit::set(format!("Title of {id}"), focus, Value::str(title));
    window.state_mut().request(edit);
    window.run();
}

/// The title of the first event.
pub fn title_of(document: &Document) -> String {
    document.snapshot().dossier().events[0].title.clone()
}

pub fn press(window: &mut Window<'_>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run();
}

pub fn ask_to_close(window: &mut Window<'_>) {
    let viewports = &mut window.input_mut().viewports;
    let root = viewports.entry(egui::ViewportId::ROOT).or_default();
    root.events.push(egui::ViewportEvent::Close);
    window.run();
}

/// Shows the events and selects the second.
pub fn select_second(window: &mut Window<'_>) {
    press(window, Modifiers::COMMAND, Key::Num4);
    let row = window.get_all_by_label("E2").next();
    row.expect("it is in the table").click();
    window.run();
    window.get_by_role_and_label(Role::TextInput, "Title");
}

/// Draws frames until something has come about; gives up after a time that no machine needs.
pub fn wait_for(window: &mut Window<'_>, done: impl Fn(&App) -> bool) {
    let mut n_waits = 0;
    loop {
        window.run();
        if done(window.state()) {
            return;
        }
        n_waits += 1;
        assert!(
            n_waits < 1000,
            "waited in vain; the last message is {:?}",
            window.state().message()
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}
