//! The watched folder: which documents it held when it was last looked at, and what has become of
//! them since. The disk says what is; whoever calls says when to look.

use std::collections::{BTreeMap, HashMap};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::{Duration, Instant};

use super::disk::{self, Fingerprint};
use super::reading::{Conventions, FileState, Reading, read_document};
use super::settling::{Seen, Settling};
use super::walk::{DirectoryId, Found, Listing, Walk};
use crate::news::format::Document;
use crate::news::post::Problem;

/// Documents that a thread reads before it hands them on: to hand on each alone would cost more than to
/// read a small one.
const TOGETHER: usize = 16;

/// Such parcels read but not yet handed on: enough to keep each reading thread busy while a batch is
/// applied, few enough that their memory does not count.
const READ_AHEAD: usize = 8;

/// A batch is handed on when it holds so many documents, or has grown for so long: a reader who
/// waits for a large folder sees it fill.
const BATCH: usize = 512;
const BATCH_TIME: Duration = Duration::from_millis(40);

/// With fewer documents to read, threads cost more than they bring.
const PARALLEL_FROM: usize = 16;

/// Where to look.
#[derive(Debug, PartialEq, Eq)]
pub enum Scope {
    /// At everything below the folder.
    Whole,
    /// At these paths below the folder, and what is below them; `true` for those that are said to be
    /// whole.
    Paths(HashMap<PathBuf, bool>),
    /// At the documents that were not whole when they were last looked at.
    Restless,
}

/// Documents that have changed, by name, and how far the look has come.
#[derive(Debug)]
pub struct Batch {
    /// The documents; `None` for one that has gone.
    pub changes: Vec<(Arc<str>, Option<Document>)>,
    /// Documents read so far in this look.
    pub done: usize,
    /// Documents to read in this look.
    pub total: usize,
}

/// What came of a look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// What looking took, without the reading of what had changed.
    pub cost: Duration,
    /// Whether something came, changed or went since the last look, but for what was held back.
    pub news: bool,
    /// Whether something did not answer.
    pub unsure: bool,
    /// Whether links were followed.
    pub followed: bool,
}

/// The folder and what is known of it.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    conventions: Conventions,
    known: BTreeMap<PathBuf, Known>,
    settling: Option<Settling>,
    is_told: bool,
}

/// A document as it was last read.
#[derive(Debug, Default)]
struct Known {
    /// What it looked like; `None` where it is to be read again.
    fingerprint: Option<Fingerprint>,
    /// Whether it may have changed since without looking another way.
    fresh: bool,
}

impl Folder {
    /// A folder of which nothing is known yet, and whose documents are taken as they are: for who
    /// looks once.
    #[must_use]
    pub fn new(root: PathBuf, conventions: Conventions) -> Folder {
        // Where the process goes to another directory, the folder does not.
        let root = std::path::absolute(&root).unwrap_or(root);
        Folder { root, conventions, known: BTreeMap::new(), settling: None, is_told: false }
    }

    /// The same, for who looks again and again: documents that are still being written are waited for.
    #[must_use]
    pub fn followed(root: PathBuf, conventions: Conventions) -> Folder {
        Folder { settling: Some(Settling::default()), ..Folder::new(root, conventions) }
    }

    /// Says whether every change of a document is told of, by its path. Where it is not, whole looks
    /// read what is so new that another change may look the same once more.
    pub fn set_told(&mut self, is_told: bool) {
        self.is_told = is_told;
    }

    /// Where it is: an absolute path.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The directory that stands at its path now: another one after it was deleted and made anew.
    #[must_use]
    pub fn identity(&self) -> Option<DirectoryId> {
        use std::os::unix::fs::MetadataExt;
        let metadata = std::fs::metadata(&self.root).ok().filter(std::fs::Metadata::is_dir)?;
        Some((metadata.dev(), metadata.ino()))
    }

    /// When a document was last changed, of those that are known.
    #[must_use]
    pub fn last_change(&self) -> Option<jiff::Timestamp> {
        let known = self.known.values().filter_map(|known| known.fingerprint);
        known.filter_map(|fingerprint| fingerprint.changed()).max()
    }

    /// When the documents that are not whole yet are to be looked at again.
    #[must_use]
    pub fn restless_due(&self) -> Option<Instant> {
        self.settling.as_ref().and_then(Settling::due)
    }

    /// Looks at the disk, reads what has changed, and hands it on in batches. `enter` is called with
    /// each directory below the folder, right before it is listed. Documents that have gone come last:
    /// where they went to another name, the posts never leave the store.
    pub fn reconcile(
        &mut self,
        scope: &Scope,
        enter: &mut dyn FnMut(&Path, DirectoryId),
        mut hand_on: impl FnMut(Batch),
    ) -> Looked {
        let began = Instant::now();
        let Listing { found, unsure, followed } = self.find(scope, enter);
        let gone = self.vanished(scope, &found, &unsure);
        let mut news = !gone.is_empty();
        // A change that looks like none is told of. Where it is not, it may be any.
        let again = match scope {
            Scope::Whole => !self.is_told,
            Scope::Paths(_) => true,
            Scope::Restless => false,
        };
        let mut changes = Vec::new();
        let mut to_read = Vec::new();
        for (path, found) in found {
            let (Found::File(now) | Found::Refused(now, _)) = &found;
            let known = self.known.get(&path);
            if known.is_some_and(|known| known.fingerprint == Some(*now) && !(known.fresh && again))
            {
                self.forget_restless(&path);
                continue;
            }
            // What is looked at again says nothing new.
            let is_again = known.is_some_and(|known| known.fresh || known.fingerprint.is_none());
            news |= !is_again && !self.is_restless(&path);
            match found {
                Found::File(now) if self.is_whole(scope, &path, now) => to_read.push((path, now)),
                Found::File(_) => {}
                Found::Refused(now, reason) => {
                    let document = Document::unreadable(Problem::new(1, reason));
                    changes.push((disk::source_name(&path), Some(document)));
                    self.forget_restless(&path);
                    self.known.insert(path, Known { fingerprint: Some(now), fresh: false });
                }
            }
        }
        let cost = began.elapsed();
        let total = to_read.len();
        let mut done = 0;
        let mut since = Instant::now();
        let (root, conventions) = (self.root.clone(), self.conventions.clone());
        read_all(&root, &conventions, &to_read, |(path, listed), source, reading| {
            done += 1;
            if !self.take(path, *listed, &reading.file) {
                return;
            }
            changes.push((source, Some(reading.document)));
            if changes.len() >= BATCH || since.elapsed() >= BATCH_TIME {
                hand_on(Batch { changes: std::mem::take(&mut changes), done, total });
                since = Instant::now();
            }
        });
        for path in gone {
            self.known.remove(&path);
            self.forget_restless(&path);
            changes.push((disk::source_name(&path), None));
        }
        if !changes.is_empty() {
            hand_on(Batch { changes, done, total });
        }
        Looked { cost, news, unsure: !unsure.is_empty(), followed }
    }

    /// Whether a changed document is to be read now.
    fn is_whole(&mut self, scope: &Scope, path: &Path, now: Fingerprint) -> bool {
        let Some(settling) = &mut self.settling else { return true };
        let said_whole = match scope {
            Scope::Paths(paths) => paths.get(path).copied().unwrap_or(false),
            Scope::Whole | Scope::Restless => false,
        };
        let before = self.known.get(path).and_then(|known| known.fingerprint).map(|now| now.size());
        let seen = Seen { now, before, age: now.age(), said_whole };
        settling.is_whole(path, &seen, Instant::now())
    }

    /// Notes how the reading of a document went, and says whether what was read is to be handed on.
    fn take(&mut self, path: &Path, listed: Fingerprint, file: &FileState) -> bool {
        let now = Instant::now();
        let mut settling = self.settling.as_mut();
        let known = match file {
            FileState::Still { fingerprint, fresh } => {
                Known { fingerprint: Some(*fingerprint), fresh: *fresh }
            }
            FileState::Refused => Known { fingerprint: Some(listed), fresh: false },
            FileState::Failed => Known::default(),
            FileState::Moved => {
                if settling.as_mut().is_some_and(|settling| settling.is_kept(path, listed, now)) {
                    return false;
                }
                Known::default()
            }
            FileState::Gone => {
                // The next look finds it gone, or in another place.
                if let Some(settling) = settling {
                    settling.is_kept(path, listed, now);
                }
                return false;
            }
        };
        if let Some(settling) = settling {
            if known.fingerprint.is_some() {
                settling.forget(path);
            } else {
                settling.retry(path, listed, now);
            }
        }
        self.known.insert(path.to_path_buf(), known);
        true
    }

    fn forget_restless(&mut self, path: &Path) {
        if let Some(settling) = &mut self.settling {
            settling.forget(path);
        }
    }

    fn is_restless(&self, path: &Path) -> bool {
        self.settling.as_ref().is_some_and(|settling| settling.holds(path))
    }

    fn restless(&self) -> impl Iterator<Item = &Path> {
        self.settling.iter().flat_map(Settling::paths)
    }

    /// What stands at the paths of `scope` and below them.
    fn find(&self, scope: &Scope, enter: &mut dyn FnMut(&Path, DirectoryId)) -> Listing {
        let walk = Walk::new(&self.root, self.conventions.follow_links, enter);
        match scope {
            Scope::Whole => walk.whole(),
            Scope::Paths(paths) => walk.some(paths.keys().map(PathBuf::as_path)),
            Scope::Restless => walk.some(self.restless()),
        }
    }

    /// The documents that were known within `scope`, or waited for, and stand there no more.
    fn vanished(
        &mut self,
        scope: &Scope,
        found: &BTreeMap<PathBuf, Found>,
        unsure: &[PathBuf],
    ) -> Vec<PathBuf> {
        let gone = |path: &Path| {
            !found.contains_key(path) && !unsure.iter().any(|unsure| path.starts_with(unsure))
        };
        let below = |start: &Path| {
            let start = start.to_path_buf();
            let known = self.known.range(start.clone()..).map(|(path, _)| path);
            known.take_while(move |path| path.starts_with(&start)).map(PathBuf::as_path)
        };
        let (vanished, waited_for): (Vec<&Path>, Vec<&Path>) = match scope {
            Scope::Whole => {
                (self.known.keys().map(PathBuf::as_path).collect(), self.restless().collect())
            }
            Scope::Paths(paths) => {
                (paths.keys().flat_map(|path| below(path)).collect(), Vec::new())
            }
            Scope::Restless => {
                (self.restless().flat_map(below).collect(), self.restless().collect())
            }
        };
        let paths = |paths: Vec<&Path>| -> Vec<PathBuf> {
            paths.into_iter().filter(|path| gone(path)).map(Path::to_path_buf).collect()
        };
        let (vanished, waited_for) = (paths(vanished), paths(waited_for));
        for path in waited_for {
            self.forget_restless(&path);
        }
        vanished
    }
}

/// Reads documents on all cores, and hands each to `take` on this thread.
fn read_all(
    root: &Path,
    conventions: &Conventions,
    files: &[(PathBuf, Fingerprint)],
    mut take: impl FnMut(&(PathBuf, Fingerprint), Arc<str>, Reading),
) {
    let read = |path: &PathBuf| {
        let source = disk::source_name(path);
        let reading = read_document(&root.join(path), &source, conventions);
        (source, reading)
    };
    if files.len() < PARALLEL_FROM {
        for file in files {
            let (source, reading) = read(&file.0);
            take(file, source, reading);
        }
        return;
    }
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let (sender, receiver) = sync_channel(READ_AHEAD);
    thread::scope(|scope| {
        for _ in 0..threads {
            let sender = sender.clone();
            let (next, read) = (&next, &read);
            scope.spawn(move || {
                loop {
                    let from = next.fetch_add(TOGETHER, Ordering::Relaxed);
                    let Some(files) = files.get(from..files.len().min(from + TOGETHER)) else {
                        return;
                    };
                    let read: Vec<_> = files.iter().map(|file| (file, read(&file.0))).collect();
                    if read.is_empty() || sender.send(read).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (file, (source, reading)) in receiver.into_iter().flatten() {
            take(file, source, reading);
        }
    });
}

#[cfg(test)]
mod tests;
