//! The rules of the source tree, checked by reading it. They stand in `src/lib.rs`.
//!
//! Comments and the contents of string literals are blanked out before a rule looks at a file, so naming
//! a thing in prose breaks nothing. What is compiled for tests only is left out where a rule says so.

#[path = "tidy/source.rs"]
mod source;

use source::{Source, is_word, line_of, names, root, sources, used_modules};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The layers of the program and what each may use; `lib.rs` explains them.
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("format", &[]),
    ("analysis", &["model"]),
    ("tracks", &["model"]),
    ("document", &["format", "model"]),
    ("check", &["document", "format"]),
    ("command", &["analysis", "document", "model"]),
    (
        "ui",
        &[
            "analysis", "command", "document", "format", "model", "tracks",
        ],
    ),
    (
        "app",
        &[
            "analysis", "command", "document", "format", "model", "tracks", "ui",
        ],
    ),
];

/// Most lines of a file.
const MAX_LINES: usize = 500;

/// Files that may be longer: how long, and why.
const LONG_FILES: &[(&str, usize, &str)] = &[(
    "src/model/schema/mod.rs",
    700,
    "one table of all fields, and the test that holds it to the types",
)];

/// What may stand at the top of the repository.
const TOP_LEVEL: &[&str] = &[
    ".ci",
    ".clippy.toml",
    ".git",
    ".gitignore",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "assets",
    "benches",
    "data",
    "fuzz",
    "src",
    "target",
    "tests",
];

/// Packages that talk to a network.
const NETWORK_PACKAGES: &[&str] = &[
    "curl",
    "ehttp",
    "h2",
    "hyper",
    "isahc",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "tungstenite",
    "ureq",
];

/// What breaks a rule: file, line, what stands there.
#[derive(Default)]
struct Violations(BTreeMap<(String, usize), String>);

impl Violations {
    fn note(&mut self, source: &Source, line: usize, what: impl Into<String>) {
        self.0.insert((source.path.clone(), line), what.into());
    }

    /// Notes every use of one of these names in what is shipped.
    fn note_names(&mut self, source: &Source, forbidden: &[&str]) {
        for (line, name) in names(&source.shipped) {
            if forbidden.contains(&name) {
                self.note(source, line, format!("`{name}`"));
            }
        }
    }

    fn must_be_none(self, rule: &str) {
        let mut report = String::new();
        for ((path, line), what) in &self.0 {
            writeln!(report, "{path}:{line}: {what}: {rule}").expect("a string takes everything");
        }
        assert!(self.0.is_empty(), "\n{report}");
    }
}

/// A layer uses only the layers below it: `model` and `format` none, `analysis` only `model`, `document`
/// only `format` and `model`, and nothing uses the window. Tests keep to it as well.
#[test]
fn layers_use_only_what_lies_below() {
    let mut violations = Violations::default();
    for source in sources(&["src"]) {
        let module = source.module();
        let Some((layer, below)) = LAYERS.iter().find(|(layer, _)| *layer == source.layer()) else {
            assert!(
                ["src/lib.rs", "src/main.rs"].contains(&source.path.as_str()),
                "{}: add its layer to LAYERS",
                source.path
            );
            continue;
        };
        for (line, used) in used_modules(&source.code) {
            if used != *layer && !below.contains(&used.as_str()) {
                violations.note(&source, line, format!("`{layer}` uses `{used}`"));
            }
        }
        // As many steps up as the module is deep lead to the crate, behind the back of the rule.
        for (line, text) in source.code.lines().enumerate() {
            if text.contains(&"super::".repeat(module.len())) && !text.starts_with(' ') {
                violations.note(&source, line + 1, "`super` leads to the crate");
            }
        }
    }
    violations.must_be_none("a layer uses only the layers below it (src/lib.rs, Modules)");
}

/// egui and its companions appear only in `main`, `app`, `command` and `ui`.
#[test]
fn only_the_window_knows_egui() {
    let mut violations = Violations::default();
    for source in sources(&["src"]) {
        if !["main", "app", "command", "ui"].contains(&source.layer()) {
            let window = ["egui", "eframe", "egui_plot", "egui_extras", "rfd"];
            violations.note_names(&source, &window);
        }
    }
    violations.must_be_none("egui appears only in main, app, command and ui");
}

/// Files that may touch the file system, and why.
const FILES_OF_FILES: &[(&str, &str)] = &[
    ("src/main.rs", "what the command line names"),
    ("src/document/file.rs", "dossiers are read"),
    ("src/document/save/", "dossiers are written"),
    (
        "src/document/backup.rs",
        "what a dossier held before, in a folder of our own",
    ),
    (
        "src/document/journal/",
        "what was not saved, in a folder of our own",
    ),
];

/// The file system is touched only in the modules of `document` made for it, and `main`.
#[test]
fn few_modules_touch_files() {
    let mut violations = Violations::default();
    for source in sources(&["src"]) {
        let is_allowed = |(path, _): &(&str, &str)| source.path.starts_with(path);
        if !FILES_OF_FILES.iter().any(is_allowed) {
            violations.note_names(&source, &["fs", "File", "OpenOptions", "tempfile"]);
        }
    }
    violations.must_be_none("files are read and written only in some modules of document and main");
}

/// The clock is read only in `app`, which passes the day down.
#[test]
fn only_the_app_reads_the_clock() {
    let mut violations = Violations::default();
    for source in sources(&["src"]) {
        if source.layer() != "app" {
            violations.note_names(&source, &["SystemTime", "Instant", "UNIX_EPOCH"]);
        }
    }
    violations.must_be_none("the clock is read only in app");
}

/// The functions of OpenGL are unsafe to call; nothing else is.
#[test]
fn only_the_picture_is_unsafe() {
    let mut violations = Violations::default();
    for source in sources(&["src", "benches", "tests"]) {
        if source.path != "src/app/still/picture.rs" {
            violations.note_names(&source, &["unsafe", "unsafe_code"]);
        }
    }
    violations.must_be_none("unsafe code is only in app::still::picture");
}

/// Colours are values of the theme: no other module makes one or names one. Only "nothing at all" and
/// "whatever the text has" may be said elsewhere.
#[test]
fn only_the_theme_has_colours() {
    let mut violations = Violations::default();
    for source in sources(&["src"]) {
        if source.path == "src/ui/theme.rs" {
            continue;
        }
        violations.note_names(&source, &["hex_color", "from_hex", "Hsva", "Rgba"]);
        for (idx, line) in source.shipped.lines().enumerate() {
            for (start, name) in line.match_indices("Color32::") {
                let value = &line[start + name.len()..];
                let value: String = value.chars().take_while(|c| is_word(*c)).collect();
                if !["TRANSPARENT", "PLACEHOLDER"].contains(&value.as_str()) {
                    violations.note(&source, idx + 1, format!("`Color32::{value}`"));
                }
            }
        }
        for (idx, line) in source.text.lines().enumerate() {
            let hex = |rest: &str| rest.chars().take_while(char::is_ascii_hexdigit).count();
            let is_shipped = source
                .shipped
                .lines()
                .nth(idx)
                .is_some_and(|line| !line.trim().is_empty());
            if is_shipped && line.split("\"#").skip(1).any(|rest| hex(rest) >= 6) {
                violations.note(&source, idx + 1, "a colour in hexadecimal digits");
            }
        }
    }
    violations.must_be_none("colours live in the theme (src/ui/theme.rs)");
}

/// Only taking in a change changes a dossier: `commit`, and `apply`, `undo`, `redo` and `go_to`, which make
/// one and take it in; besides them only saving, and taking note of what the file holds, change a document
/// at all.
/// Views hold `&Document` and never `&mut Document`.
#[test]
fn only_changes_change_a_dossier() {
    let mut violations = Violations::default();
    let mut changing = Vec::new();
    for source in sources(&["src"]) {
        let code = &source.shipped;
        for (start, found) in code.match_indices("&mut Document") {
            let is_other = code[start + found.len()..].starts_with(is_word);
            if source.layer() == "ui" && !is_other {
                violations.note(&source, line_of(code, start), "`&mut Document`");
            }
        }
        if ["src/document/change.rs", "src/document/mod.rs"].contains(&source.path.as_str()) {
            for (start, _) in code.match_indices("pub fn ") {
                let signature = code[start..].split('{').next().unwrap_or_default();
                if signature.contains("&mut self") {
                    let name = &signature["pub fn ".len()..];
                    changing.extend(name.split('(').next().map(str::to_owned));
                }
            }
        }
    }
    violations.must_be_none("a view reads the document and pushes commands");
    changing.sort();
    assert_eq!(
        changing,
        [
            "apply",
            "apply_at",
            "commit",
            "go_to",
            "lose_file",
            "rebase",
            "redo",
            "save",
            "save_as",
            "undo"
        ],
        "src/document/change.rs and mod.rs: public functions that take `&mut self`"
    );
}

/// No network: no socket in the program, and no package for one among what it is built from. An address is
/// opened in one place only, which looks at its scheme first.
#[test]
fn there_is_no_network() {
    let mut violations = Violations::default();
    for source in sources(&["src"]) {
        let sockets = [
            "TcpStream",
            "TcpListener",
            "UdpSocket",
            "UnixStream",
            "ToSocketAddrs",
        ];
        violations.note_names(&source, &sockets);
        for (start, _) in source.shipped.match_indices("std::net") {
            violations.note(&source, line_of(&source.shipped, start), "`std::net`");
        }
        if source.layer() != "app" {
            let opening = [
                "open_url",
                "OpenUrl",
                "hyperlink",
                "hyperlink_to",
                "Hyperlink",
            ];
            violations.note_names(&source, &opening);
        }
    }
    violations.must_be_none("the program opens no connection; addresses are opened only by app");
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock is there");
    let packages: Vec<&str> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
        .collect();
    assert!(
        packages.len() > 50,
        "Cargo.lock: {} packages",
        packages.len()
    );
    for package in NETWORK_PACKAGES {
        assert!(
            !packages.contains(package),
            "Cargo.lock: `{package}`: a package for the network"
        );
    }
}

/// Deliberately absent: channels, async, shared ownership of what changes. There is one mutable thing, the
/// document.
#[test]
fn there_is_one_mutable_thing() {
    let mut violations = Violations::default();
    for source in sources(&["src"]) {
        violations.note_names(&source, &["mpsc", "async", "await", "Rc"]);
    }
    violations.must_be_none("no channels, no async, no Rc");
}

/// A file has at most 500 lines, or a reason; the table of reasons has no entry that is not needed.
#[test]
fn files_are_short() {
    let mut violations = Violations::default();
    let mut needed = Vec::new();
    for source in sources(&["src", "tests", "benches"]) {
        let n_lines = source.text.lines().count();
        if n_lines <= MAX_LINES {
            continue;
        }
        match LONG_FILES.iter().find(|(path, ..)| *path == source.path) {
            Some((path, most, _)) if n_lines <= *most => needed.push(*path),
            _ => violations.note(&source, n_lines, format!("{n_lines} lines")),
        }
    }
    violations.must_be_none("at 500 lines look for the second idea in the file");
    for (path, ..) in LONG_FILES {
        assert!(
            needed.contains(path),
            "tests/tidy.rs: {path} needs no exception any more"
        );
    }
}

/// Every file begins with what it is and what it has no opinion on.
#[test]
fn files_begin_with_their_purpose() {
    let mut violations = Violations::default();
    for source in sources(&["src", "tests", "benches"]) {
        if !source.text.starts_with("//! ") {
            violations.note(&source, 1, "no module documentation");
        }
    }
    violations.must_be_none("a file begins with a line of `//!` that says what it is");
}

/// Nothing unfinished is left behind, and no test is switched off or content with any panic.
#[test]
fn nothing_is_left_unfinished() {
    let mut violations = Violations::default();
    for source in sources(&["src", "tests", "benches"]) {
        for unfinished in ["todo!", "unimplemented!", "dbg!"] {
            for (start, _) in source.code.match_indices(unfinished) {
                if !source.code[..start].ends_with(is_word) {
                    violations.note(&source, line_of(&source.code, start), unfinished);
                }
            }
        }
        for (idx, line) in source.code.lines().enumerate() {
            let attribute = line.trim();
            if ["#[ignore", "#[should_panic"]
                .iter()
                .any(|switch| attribute.starts_with(switch))
            {
                violations.note(&source, idx + 1, attribute);
            }
        }
    }
    violations.must_be_none("nothing unfinished, no test switched off");
}

/// The top of the repository holds what belongs there and nothing else.
#[test]
fn the_top_level_is_tidy() {
    let mut strangers = Vec::new();
    for entry in std::fs::read_dir(root()).expect("the repository is there") {
        let name = entry.expect("it can be listed").file_name();
        if !TOP_LEVEL.contains(&name.to_string_lossy().as_ref()) {
            strangers.push(name);
        }
    }
    strangers.sort();
    assert!(
        strangers.is_empty(),
        "{strangers:?} do not belong at the top of the repository"
    );
}
