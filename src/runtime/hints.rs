//! Where to look: what the watcher's thread leaves for the ingest task.
//!
//! Events are hints. The watcher's callback does no more than note them here, since one that took
//! its time would overflow the kernel's queue; and an event that is lost all the same costs only
//! promptness, because the whole folder is looked at after any of them.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// Paths kept one by one between two looks: as many as the kernel's own queue holds events. Past that
/// none is kept, and the look at the whole folder that follows any burst finds them all.
const MOST_PATHS: usize = 16_384;

/// The hints since the last look.
#[derive(Debug, Default)]
pub struct Hints {
    noted: Mutex<Noted>,
    wake: Notify,
}

/// What was noted.
#[derive(Debug, Default)]
struct Noted {
    any: bool,
    paths: HashMap<PathBuf, bool>,
    crowded: bool,
    forgot: bool,
    left: Left,
}

/// Directories that have gone from their paths, and whose watches are worth nothing any more.
#[derive(Debug, PartialEq, Eq)]
pub enum Left {
    /// These, below the folder; the folder itself is the empty path.
    Some(HashSet<PathBuf>),
    /// Perhaps any of them: events were lost.
    All,
}

impl Default for Left {
    fn default() -> Left {
        Left::Some(HashSet::new())
    }
}

/// What an event says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Something happened.
    Something,
    /// A path below the folder may be looked at right away.
    Look {
        /// The path.
        path: PathBuf,
        /// Whether a document there is whole: closed after writing, or renamed to.
        whole: bool,
    },
    /// A directory, or perhaps a file, has gone from a path below the folder.
    Left(PathBuf),
    /// Events were lost.
    Lost,
}

impl Hints {
    /// Notes what an event says.
    pub fn note(&self, hint: Hint) {
        let mut noted = self.lock();
        noted.any = true;
        match hint {
            Hint::Look { path, whole } if !noted.crowded => {
                // The last event decides: who has closed it may have begun anew.
                noted.paths.insert(path, whole);
                if noted.paths.len() > MOST_PATHS {
                    (noted.crowded, noted.forgot) = (true, true);
                    noted.paths.clear();
                }
            }
            Hint::Look { .. } | Hint::Something => {}
            Hint::Left(path) => {
                if let Left::Some(paths) = &mut noted.left {
                    paths.insert(path);
                    if paths.len() > MOST_PATHS {
                        noted.left = Left::All;
                    }
                }
            }
            Hint::Lost => noted.left = Left::All,
        }
        drop(noted);
        self.wake.notify_one();
    }

    /// Whether anything was noted since the last time.
    pub fn take_any(&self) -> bool {
        std::mem::take(&mut self.lock().any)
    }

    /// Whether something happened that only a look at the whole can find out.
    pub fn have_lost(&self) -> bool {
        let noted = self.lock();
        noted.forgot || noted.left == Left::All
    }

    /// Takes the paths that may be looked at right away, with whether each is said to be whole.
    pub fn take_paths(&self) -> HashMap<PathBuf, bool> {
        let mut noted = self.lock();
        noted.crowded = false;
        std::mem::take(&mut noted.paths)
    }

    /// Whether paths were not kept since the last time.
    pub fn take_forgot(&self) -> bool {
        std::mem::take(&mut self.lock().forgot)
    }

    /// Takes the directories whose watches are to be set anew.
    pub fn take_left(&self) -> Left {
        std::mem::take(&mut self.lock().left)
    }

    /// Waits until something is noted.
    pub async fn noted(&self) {
        self.wake.notified().await;
    }

    fn lock(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(path: &str, whole: bool) -> Hint {
        Hint::Look { path: path.into(), whole }
    }

    #[test]
    fn the_last_event_says_whether_a_document_is_whole() {
        let hints = Hints::default();
        assert!(!hints.take_any());
        for (whole, path) in [(true, "a"), (false, "a"), (false, "b"), (true, "b")] {
            hints.note(look(path, whole));
        }
        assert!(hints.take_any() && !hints.take_any());
        let paths = hints.take_paths();
        assert_eq!((paths[&PathBuf::from("a")], paths[&PathBuf::from("b")]), (false, true));
        assert!(hints.take_paths().is_empty());
    }

    #[test]
    fn past_the_bound_it_is_known_that_something_was_forgotten() {
        let hints = Hints::default();
        for number in 0..=MOST_PATHS {
            hints.note(look(&number.to_string(), true));
            hints.note(Hint::Left(number.to_string().into()));
        }
        hints.note(look("one more", true));
        assert!(hints.have_lost());
        assert!(hints.take_paths().is_empty());
        assert!(hints.take_forgot() && !hints.take_forgot());
        assert_eq!(hints.take_left(), Left::All);
        hints.note(look("a", true));
        assert!(!hints.have_lost());
        assert_eq!(hints.take_paths().len(), 1);
        hints.note(Hint::Lost);
        assert_eq!(hints.take_left(), Left::All);
        assert_eq!(hints.take_left(), Left::default());
    }
}
