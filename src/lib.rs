//! Roundtable: follow a peace process round by round.
//!
//! **The text of the file is the document. Everything on screen is a pure function of it. The only way
//! to change anything is a command.** Tree, dossier and findings are derived from the text together; an
//! edit is a small patch of the text, after which it is read again; undo applies the inverse patch;
//! saving writes the text. So comments, order and spelling of a curator's file survive by construction.
//!
//! # Modules
//!
//! - [`model`]: what a dossier is, as plain data, with the rules between its fields.
//! - [`format`]: RON as text: spans, reading with all errors at once, minimal patches. Knows no dossiers.
//! - [`document`]: the open file: snapshot, history, edits, reading and safe saving.
//! - [`analysis`]: pure functions from the model to numbers.
//! - [`tracks`]: background data: conflict event data sets in columns, filtered and thinned for any zoom.
//!   It uses only the model, and reads bytes; it never opens a file.
//! - [`check`]: `roundtable check`, the findings of files on the command line.
//! - [`command`]: what a user can ask for.
//! - [`ui`]: panels and widgets; they read the document and push commands.
//! - [`app`]: the window: one frame from input to executed commands.
//!
//! # Invariants
//!
//! `tests/tidy.rs` checks them.
//!
//! - `model` and `format` use no other module of the program.
//! - `egui` appears only in `main`, `app`, `command` and `ui`.
//! - Dossiers are read only in `document/file.rs` and written only in `document/save`; besides them the
//!   journal of unsaved changes and the backups, in a folder of their own, `main`, and the window's own
//!   state touch the file system, and nothing else does.
//! - The clock is read only in `app`.
//! - Only `Document::commit`, and what calls it with a change of its own (`apply`, `undo`, `redo`, `go_to`),
//!   changes a dossier; `ui` holds `&Document`.
//! - Colours are values of the theme; no other module names one.
//! - No network: an address is handed to the browser on a click, and only for http and https.

pub mod analysis;
pub mod app;
pub mod check;
pub mod command;
pub mod document;
pub mod format;
pub mod model;
pub mod tracks;
pub mod ui;
