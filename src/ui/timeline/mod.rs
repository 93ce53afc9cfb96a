//! The timeline.
mod axis;
mod bands;
mod layout;
mod scale;
mod scene;
