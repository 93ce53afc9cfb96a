//! Files that are dropped on the window.

use super::windows::Window;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Drops a file; the window sees it in its next frame.
pub(crate) fn drop_file(window: &mut Window<'_>, path: &Path) {
    #[derive(Debug)]
    struct Dropped(PathBuf);
    impl egui::DroppedFile for Dropped {
        fn path(&self) -> &Path {
            &self.0
        }
        fn bytes(&self) -> Result<Vec<u8>, String> {
            std::fs::read(&self.0).map_err(|error| error.to_string())
        }
    }
    let dropped = Arc::new(Dropped(path.to_path_buf()));
    window.input_mut().dropped_files.push(dropped);
}
