//! What every test of the whole window begins with.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use roundtable::app::App;
use roundtable::document::Document;
use std::path::PathBuf;

/// The window, without a display.
pub(crate) type Window<'a> = Harness<'a, App>;

/// A window of this size, in points, with this document. It comes to rest within `max_steps` frames.
pub(crate) fn open<'a>(document: Document, size: [f32; 2], max_steps: u64) -> Window<'a> {
    let mut window = Harness::builder()
        .with_size(size)
        .with_max_steps(max_steps)
        .build_eframe(move |creation| App::new(creation, document.clone()));
    window.run();
    window
}

/// A file with this text in a folder of its own.
pub(crate) fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dossier.ron");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

/// Presses a key, and waits until the window is at rest.
pub(crate) fn press(window: &mut Window<'_>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run();
}
