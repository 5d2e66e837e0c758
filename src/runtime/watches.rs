//! Which directories are watched. Each is, from right before it is first listed, by whoever tells of
//! changes; and where one cannot be, that is known.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::hints::{Hints, Left};
use super::walk::DirectoryId;

/// Who tells of changes below directories.
pub trait Sentinel: Send {
    /// Watches a directory, without those below it.
    ///
    /// # Errors
    ///
    /// Where it cannot be watched.
    fn watch(&mut self, directory: &Path) -> Result<Told, Unwatched>;

    /// Watches it no more.
    fn unwatch(&mut self, directory: &Path);

    /// Whether it tells of anything any more.
    fn is_alive(&self) -> bool;
}

/// Whose changes to a watched directory are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Everybody's.
    AllChanges,
    /// This machine's: the file system is another's, too.
    OwnChanges,
}

/// Why a directory is not watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwatched {
    /// It is not there any more.
    Gone,
    /// It cannot be entered, and so holds nothing; the directory above tells when it can.
    Closed,
    /// The system lets a user watch no more directories.
    Limit,
    /// For another reason.
    Failed,
}

/// Makes a sentinel for the folder at a path, which notes what happens in the hints.
pub type StartSentinel = Box<dyn Fn(&Path, &Arc<Hints>) -> io::Result<Box<dyn Sentinel>> + Send>;

/// The watched directories below a folder.
pub struct Watches {
    root: PathBuf,
    hints: Arc<Hints>,
    start: StartSentinel,
    sentinel: Option<Box<dyn Sentinel>>,
    watched: BTreeMap<PathBuf, Watched>,
    by_id: HashMap<DirectoryId, PathBuf>,
    round: u64,
    /// Watched directories of which only this machine's changes are told.
    own_only: usize,
    /// Whether some directory of this round is not watched.
    incomplete: bool,
    /// Whether the limit was met in this round: asking on would cost a call for each directory.
    full: bool,
}

#[derive(Debug)]
struct Watched {
    id: DirectoryId,
    told: Told,
    /// The last round it was met in.
    round: u64,
}

impl fmt::Debug for Watches {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.debug_struct("Watches").field("watched", &self.watched).finish_non_exhaustive()
    }
}

impl Watches {
    /// No directory is watched yet.
    #[must_use]
    pub fn new(root: &Path, hints: Arc<Hints>, start: StartSentinel) -> Watches {
        Watches {
            root: root.to_path_buf(),
            hints,
            start,
            sentinel: None,
            watched: BTreeMap::new(),
            by_id: HashMap::new(),
            round: 0,
            own_only: 0,
            incomplete: true,
            full: false,
        }
    }

    /// Whether every directory is watched, and all that happens in it is told.
    #[must_use]
    pub fn are_complete(&self) -> bool {
        let root = self.watched.get(&self.root);
        !self.incomplete
            && root.is_some_and(|root| root.round == self.round)
            && self.own_only == 0
            && self.sentinel.as_ref().is_some_and(|sentinel| sentinel.is_alive())
    }

    /// Begins a walk of the whole folder: what is no longer worth anything is given up, so that the
    /// walk sets it anew. Answers whether all that happened since the last one was told.
    pub fn begin_round(&mut self) -> bool {
        self.round += 1;
        self.incomplete = false;
        self.full = false;
        let forgot = self.hints.take_forgot();
        let alive = self.sentinel.as_ref().is_some_and(|sentinel| sentinel.is_alive());
        match self.hints.take_left() {
            Left::Some(left) if alive => {
                for path in &left {
                    self.give_up(path);
                }
                !forgot
            }
            _ => {
                self.watched.clear();
                self.own_only = 0;
                self.by_id.clear();
                // The old one goes first, since there may be room for one only. Its thread takes a moment:
                // where the new one comes too early, the next round has it.
                self.sentinel = None;
                match (self.start)(&self.root, &self.hints) {
                    Ok(sentinel) => self.sentinel = Some(sentinel),
                    Err(error) => tracing::warn!(%error, "cannot watch"),
                }
                false
            }
        }
    }

    /// Watches a directory that is about to be listed.
    pub fn enter(&mut self, below: &Path, id: DirectoryId) {
        let path = self.absolute(below);
        if let Some(watched) = self.watched.get_mut(&path).filter(|watched| watched.id == id) {
            watched.round = self.round;
            return;
        }
        // The system knows a directory by itself and not by its path: to give up an old path later
        // would be to give up the directory.
        let elsewhere = self.by_id.get(&id).cloned();
        for old in [Some(path.clone()), elsewhere].into_iter().flatten() {
            self.unwatch(&old);
        }
        if self.full {
            self.incomplete = true;
            return;
        }
        match self.sentinel.as_mut().map(|sentinel| sentinel.watch(&path)) {
            Some(Ok(told)) => {
                self.own_only += usize::from(told == Told::OwnChanges);
                self.by_id.insert(id, path.clone());
                self.watched.insert(path, Watched { id, told, round: self.round });
            }
            Some(Err(Unwatched::Gone | Unwatched::Closed)) => {}
            Some(Err(Unwatched::Limit)) => (self.full, self.incomplete) = (true, true),
            Some(Err(Unwatched::Failed)) | None => self.incomplete = true,
        }
    }

    /// Ends a walk of the whole folder: directories that it has not met are watched no more.
    pub fn end_round(&mut self) {
        let round = self.round;
        let gone = self.watched.iter().filter(|(_, watched)| watched.round != round);
        let gone: Vec<PathBuf> = gone.map(|(path, _)| path.clone()).collect();
        for path in gone {
            self.unwatch(&path);
        }
    }

    /// A directory has gone from its path, and with it all below: whatever stands there now is another.
    fn give_up(&mut self, below: &Path) {
        let path = self.absolute(below);
        let known = self.watched.range(path.clone()..).map(|(below, _)| below);
        let known: Vec<PathBuf> =
            known.take_while(|below| below.starts_with(&path)).cloned().collect();
        for path in known {
            self.unwatch(&path);
        }
    }

    fn unwatch(&mut self, path: &Path) {
        let Some(Watched { id, told, .. }) = self.watched.remove(path) else { return };
        self.own_only -= usize::from(told == Told::OwnChanges);
        if self.by_id.get(&id).is_some_and(|here| here == path) {
            self.by_id.remove(&id);
        }
        if let Some(sentinel) = &mut self.sentinel {
            sentinel.unwatch(path);
        }
    }

    fn absolute(&self, below: &Path) -> PathBuf {
        // Joining nothing would end the path with a slash.
        if below.as_os_str().is_empty() { self.root.clone() } else { self.root.join(below) }
    }
}
