//! Where to look: what the watcher's thread leaves for the ingest task.
//!
//! Events are hints. The watcher's callback does no more than note them here, since one that took
//! its time would overflow the kernel's queue; and an event that is lost all the same costs only
//! promptness, because the whole folder is looked at after any of them.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;

/// Paths kept one by one: enough for a burst between two looks. Past that none is, and the look at
/// the whole folder that follows any burst finds them all: it costs less than as many single ones.
const MOST_PATHS: usize = 1024;

/// The hints since the last look.
#[derive(Debug, Default)]
pub struct Hints {
    noted: Mutex<Noted>,
    root_changed: AtomicBool,
    wake: Notify,
}

/// What was noted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// Paths below the folder that are complete: closed after writing, or renamed to.
    pub ready: HashSet<PathBuf>,
    /// Whether anything happened at all.
    pub any: bool,
    crowded: bool,
}

impl Hints {
    /// Notes that something happened, and the paths that are complete.
    pub fn note(&self, ready: impl IntoIterator<Item = PathBuf>) {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        noted.any = true;
        if !noted.crowded {
            noted.ready.extend(ready);
            if noted.ready.len() > MOST_PATHS {
                noted.crowded = true;
                noted.ready.clear();
            }
        }
        drop(noted);
        self.wake.notify_one();
    }

    /// Notes that the folder itself was moved or deleted.
    pub fn note_root_changed(&self) {
        self.root_changed.store(true, Ordering::SeqCst);
    }

    /// Whether the folder itself was moved or deleted since the last time.
    pub fn take_root_changed(&self) -> bool {
        self.root_changed.swap(false, Ordering::SeqCst)
    }

    /// Takes what was noted since the last time.
    pub fn take(&self) -> Noted {
        std::mem::take(&mut *self.noted.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits until something is noted.
    pub async fn noted(&self) {
        self.wake.notified().await;
    }
}
