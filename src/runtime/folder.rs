//! The watched folder: which documents it held when it was last looked at, and what has become of
//! them since. The disk says what is; whoever calls says when to look.

use std::collections::{BTreeMap, HashMap};
use std::io::ErrorKind;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::{Duration, Instant};

use walkdir::WalkDir;

use super::disk::{self, Fingerprint};
use super::reading::{Conventions, FileState, Reading, read_document};
use crate::news::format::Document;
use crate::news::post::Problem;

/// Documents read but not yet handed on: enough to keep each reading thread busy while a batch is
/// applied, few enough that their memory does not count.
const READ_AHEAD: usize = 64;

/// A batch is handed on when it holds so many documents, or has grown for so long: a reader who
/// waits for a large folder sees it fill.
const BATCH: usize = 512;
const BATCH_TIME: Duration = Duration::from_millis(40);

/// With fewer documents to read, threads cost more than they bring.
const PARALLEL_FROM: usize = 16;

/// A document that has got shorter is being written anew, most likely: it keeps its posts until it is
/// said to be complete, or for so long.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where to look.
#[derive(Debug, PartialEq, Eq)]
pub enum Scope {
    /// At everything below the folder.
    Whole,
    /// At these paths below the folder, and what is below them.
    Paths(Vec<PathBuf>),
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Whether every document stood still; otherwise the next look should follow soon.
    pub settled: bool,
    /// What looking took, without the reading of what had changed.
    pub cost: Duration,
}

/// The folder and what is known of it.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    conventions: Conventions,
    known: BTreeMap<PathBuf, Option<Fingerprint>>,
    /// Documents that are being written, and since when.
    restless: HashMap<PathBuf, Instant>,
}

/// Something that stands at a path: a file to read, or what cannot be one and why.
enum Found {
    File(Fingerprint),
    Refused(Fingerprint, String),
}

/// What a look found, and the directories that did not answer.
#[derive(Default)]
struct Listing {
    found: BTreeMap<PathBuf, Found>,
    unsure: Vec<PathBuf>,
}

impl Folder {
    /// A folder of which nothing is known yet.
    #[must_use]
    pub fn new(root: PathBuf, conventions: Conventions) -> Folder {
        Folder { root, conventions, known: BTreeMap::new(), restless: HashMap::new() }
    }

    /// Where it is.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The directory that stands at its path now: another one after it was deleted and made anew.
    #[must_use]
    pub fn identity(&self) -> Option<(u64, u64)> {
        use std::os::unix::fs::MetadataExt;
        let metadata = std::fs::metadata(&self.root).ok().filter(std::fs::Metadata::is_dir)?;
        Some((metadata.dev(), metadata.ino()))
    }

    /// Looks at the disk, reads what has changed, and hands it on in batches. Documents that are
    /// being written are left for the next look. Those that have gone come last: where they went to
    /// another name, the posts never leave the store.
    pub fn reconcile(&mut self, scope: &Scope, mut hand_on: impl FnMut(Batch)) -> Looked {
        let began = Instant::now();
        let Listing { found, unsure } = self.find(scope);
        let gone = self.vanished(scope, &found, &unsure);
        let mut settled = unsure.is_empty();
        let mut changes = Vec::new();
        let mut to_read = Vec::new();
        for (path, found) in found {
            let (Found::File(now) | Found::Refused(now, _)) = &found;
            if self.known.get(&path) == Some(&Some(*now)) {
                self.restless.remove(&path);
                continue;
            }
            if *scope == Scope::Whole && self.is_being_written(&path, now) {
                settled = false;
                continue;
            }
            match found {
                Found::File(now) => to_read.push((path, now)),
                Found::Refused(now, reason) => {
                    let document = Document::unreadable(Problem::new(1, reason));
                    changes.push((disk::source_name(&path), Some(document)));
                    self.known.insert(path, Some(now));
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
            let fingerprint = match reading.file {
                FileState::Still(fingerprint) => Some(fingerprint),
                FileState::Refused => Some(*listed),
                FileState::Moved | FileState::Failed => None,
                FileState::Gone => {
                    settled = false;
                    return;
                }
            };
            settled &= fingerprint.is_some();
            self.known.insert(path.clone(), fingerprint);
            changes.push((source, Some(reading.document)));
            if changes.len() >= BATCH || since.elapsed() >= BATCH_TIME {
                hand_on(Batch { changes: std::mem::take(&mut changes), done, total });
                since = Instant::now();
            }
        });
        for path in gone {
            self.known.remove(&path);
            self.restless.remove(&path);
            changes.push((disk::source_name(&path), None));
        }
        if !changes.is_empty() {
            hand_on(Batch { changes, done, total });
        }
        Looked { settled, cost }
    }

    /// Whether a document is just being written anew: half of it would make posts flicker away. A
    /// path that was said to be complete is not asked for.
    fn is_being_written(&mut self, path: &Path, now: &Fingerprint) -> bool {
        let shorter = match self.known.get(path) {
            Some(Some(before)) => now.size() < before.size(),
            Some(None) => now.size() == 0,
            None => false,
        };
        if shorter {
            let since = self.restless.entry(path.to_path_buf()).or_insert_with(Instant::now);
            if since.elapsed() < PATIENCE {
                return true;
            }
        }
        self.restless.remove(path);
        false
    }

    /// What stands at the paths of `scope` and below them.
    fn find(&self, scope: &Scope) -> Listing {
        let mut listing = Listing::default();
        match scope {
            Scope::Whole => self.walk(&self.root, &mut listing),
            Scope::Paths(paths) => {
                for path in paths.iter().filter(|path| disk::is_document_path(path)) {
                    self.walk(&self.root.join(path), &mut listing);
                }
            }
        }
        listing
    }

    fn walk(&self, start: &Path, listing: &mut Listing) {
        let walk = WalkDir::new(start).follow_links(false).follow_root_links(start == self.root);
        let entries = walk
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || disk::is_document_name(entry.file_name()));
        for entry in entries {
            let (path, metadata, reason) = match entry {
                Ok(entry) => {
                    let Ok(metadata) = entry.metadata() else {
                        continue;
                    };
                    if metadata.is_dir() {
                        continue;
                    }
                    let reason = disk::refusal(&metadata);
                    (entry.into_path(), metadata, reason)
                }
                Err(error) => {
                    let path = error.path().unwrap_or(start).to_path_buf();
                    let kind = error.io_error().map(std::io::Error::kind);
                    // Whatever stood below a directory that does not answer may stand there still.
                    if !matches!(kind, Some(ErrorKind::NotFound | ErrorKind::PermissionDenied)) {
                        listing.unsure.extend(path.strip_prefix(&self.root).map(Path::to_path_buf));
                    }
                    let Ok(metadata) = std::fs::symlink_metadata(&path) else { continue };
                    let reason = error.io_error().map(disk::words);
                    (path, metadata, Some(reason.unwrap_or_else(|| "cannot be listed".to_owned())))
                }
            };
            let Ok(below) = path.strip_prefix(&self.root) else {
                continue;
            };
            let now = Fingerprint::of(&metadata);
            let what = match reason {
                Some(reason) => Found::Refused(now, reason),
                None => Found::File(now),
            };
            let below = if below.as_os_str().is_empty() { Path::new(".") } else { below };
            listing.found.insert(below.to_path_buf(), what);
        }
    }

    /// The documents that were known within `scope` and stand there no more.
    fn vanished(
        &self,
        scope: &Scope,
        found: &BTreeMap<PathBuf, Found>,
        unsure: &[PathBuf],
    ) -> Vec<PathBuf> {
        let gone = |path: &&PathBuf| {
            !found.contains_key(*path) && !unsure.iter().any(|unsure| path.starts_with(unsure))
        };
        match scope {
            Scope::Whole => self.known.keys().filter(gone).cloned().collect(),
            Scope::Paths(paths) => {
                let below = |start: &PathBuf| {
                    let start = start.clone();
                    let known = self.known.range(start.clone()..).map(|(path, _)| path);
                    known.take_while(move |path| path.starts_with(&start))
                };
                paths.iter().flat_map(below).filter(gone).cloned().collect()
            }
        }
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
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (source, reading) = read(&file.0);
                    if sender.send((file, source, reading)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (file, source, reading) in receiver {
            take(file, source, reading);
        }
    });
}

#[cfg(test)]
mod tests;
