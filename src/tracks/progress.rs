//! How far reading has come, and the wish to stop it; shared between the thread that reads and the one that
//! shows it.
//!
//! It has no opinion on how often anybody looks.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// A handle on reading that goes on elsewhere.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
}

impl Progress {
    /// Bytes read so far.
    pub fn bytes_done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Bytes of the file; 0 while that is not known.
    pub fn bytes_total(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }

    /// The part that is done, 0 to 1; `None` while the size is not known.
    pub fn fraction(&self) -> Option<f32> {
        let (done, total) = (self.bytes_done(), self.bytes_total());
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a part between 0 and 1 for a progress bar"
        )]
        (total > 0).then(|| (done as f64 / total as f64).min(1.0) as f32)
    }

    /// Asks the reading to stop; it does so within some kilobytes.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Says how long the file is.
    pub(super) fn set_total(&self, bytes: u64) {
        self.total.store(bytes, Ordering::Relaxed);
    }

    /// Says that so many bytes more are done.
    pub(super) fn advance(&self, bytes: usize) {
        self.done
            .fetch_add(u64::try_from(bytes).unwrap_or(0), Ordering::Relaxed);
    }
}
