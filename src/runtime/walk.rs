//! What stands below the folder now. Each directory is announced right before it is listed, so that
//! whoever watches it from then on misses nothing: a file is either on the list, or told of.

use std::collections::{BTreeSet, HashSet};
use std::ffi::OsString;
use std::fs::{self, Metadata, ReadDir};
use std::io;
use std::num::NonZero;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::thread;

use super::disk::{self, Reach};
use super::fingerprint::Fingerprint;

/// Entries that are looked at in one step: a few milliseconds' worth.
const STEP: usize = 2048;

/// For fewer files than these, a thread costs more than it brings.
const TOGETHER: usize = 256;

/// A directory, whatever its path: its device and its inode.
pub type DirectoryId = (u64, u64);

/// Something that stands at a path: a file to read, or what cannot be one and why.
#[derive(Debug)]
pub enum Found {
    /// A regular file.
    File(Fingerprint),
    /// Anything else that is not passed over.
    Refused(Fingerprint, String),
}

/// A walk below a folder, which goes on as far as it is asked to.
#[derive(Debug)]
pub struct Walk {
    root: PathBuf,
    reach: Reach,
    /// Whether it lists the whole folder.
    is_whole: bool,
    /// Directories to list. They wait on a list of their own, so that no depth of them is too much.
    waiting: Vec<(PathBuf, DirectoryId)>,
    /// The directory that is being listed.
    open: Option<(PathBuf, ReadDir)>,
    found: Vec<(OsString, Found)>,
    outcome: Outcome,
    /// Directories listed so far: with links, one may be reached in several ways, and within itself.
    met: HashSet<DirectoryId>,
    /// Links to directories, which come after all directories that are really there.
    links: BTreeSet<PathBuf>,
}

/// How well a walk went.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What did not answer: whatever was known to stand there, or below, may stand there still.
    pub unsure: Vec<PathBuf>,
    /// Whether links were followed: what changes behind them is not told by the system.
    pub followed: bool,
}

impl Walk {
    /// A walk of the whole folder.
    #[must_use]
    pub fn whole(root: &Path, reach: Reach) -> Walk {
        let mut walk = Walk::new(root, reach, true);
        // The folder itself is what the user has named, also where that is a link.
        match fs::metadata(root) {
            Ok(metadata) if metadata.is_dir() => walk.wait(PathBuf::new(), &metadata),
            Ok(_) => {}
            Err(error) => walk.failed(PathBuf::new(), &error),
        }
        walk
    }

    /// A walk of what stands at `paths` below the folder, and below them. Links to directories are
    /// left to a walk of the whole, which alone knows whether they are listed already.
    #[must_use]
    pub fn some<'p>(root: &Path, reach: Reach, paths: impl Iterator<Item = &'p Path>) -> Walk {
        let mut walk = Walk::new(root, reach, false);
        for path in paths.filter(|path| disk::is_document_path(path)) {
            if !reach.follow_links && walk.is_behind_link(path) {
                continue;
            }
            match fs::symlink_metadata(root.join(path)) {
                Ok(metadata) => walk.meet(path.to_path_buf(), &metadata),
                Err(error) => walk.failed(path.to_path_buf(), &error),
            }
        }
        walk
    }

    fn new(root: &Path, reach: Reach, is_whole: bool) -> Walk {
        Walk {
            root: root.to_path_buf(),
            reach,
            is_whole,
            waiting: Vec::new(),
            open: None,
            found: Vec::new(),
            outcome: Outcome::default(),
            met: HashSet::new(),
            links: BTreeSet::new(),
        }
    }

    /// Goes on for some milliseconds, and says whether there is more. `enter` is called with the path
    /// of each directory below the folder, before it is listed.
    pub fn step(&mut self, enter: &mut dyn FnMut(&Path, DirectoryId)) -> bool {
        let mut room = STEP;
        while room > 0 {
            let Some((below, mut entries)) = self.open.take().or_else(|| self.next(enter)) else {
                return false;
            };
            let (mut documents, mut at_end) = (Vec::new(), false);
            while room > 0 && !at_end {
                room -= 1;
                match entries.next() {
                    Some(Ok(entry)) => documents.push((entry.file_name(), entry)),
                    Some(Err(_)) => {
                        // A listing that breaks off has told nothing of the rest.
                        self.outcome.unsure.push(below.clone());
                        at_end = true;
                    }
                    None => at_end = true,
                }
            }
            documents.retain(|(name, _)| disk::is_document_name(name));
            let looked = on_all_cores(&documents, TOGETHER, |(_, entry)| entry.metadata());
            for ((name, _), metadata) in documents.into_iter().zip(looked) {
                let path = below.join(name);
                match metadata {
                    Ok(metadata) => self.meet(path, &metadata),
                    Err(error) => self.failed(path, &error),
                }
            }
            if !at_end {
                self.open = Some((below, entries));
            }
        }
        true
    }

    /// Takes what was found since the last time, by path below the folder.
    pub fn take_found(&mut self) -> Vec<(OsString, Found)> {
        std::mem::take(&mut self.found)
    }

    /// How it went, after the last step.
    #[must_use]
    pub fn outcome(mut self) -> Outcome {
        self.outcome.unsure.extend(self.links);
        self.outcome
    }

    /// Opens the next directory to list.
    fn next(&mut self, enter: &mut dyn FnMut(&Path, DirectoryId)) -> Option<(PathBuf, ReadDir)> {
        loop {
            let Some((below, id)) = self.waiting.pop() else {
                let link = if self.is_whole { self.links.pop_first() } else { None };
                self.linked_directory(link?);
                continue;
            };
            if self.reach.follow_links && !self.met.insert(id) {
                continue;
            }
            enter(&below, id);
            match fs::read_dir(self.root.join(&below)) {
                Ok(entries) => return Some((below, entries)),
                Err(error) => self.failed(below, &error),
            }
        }
    }

    /// Whether a directory on the way was replaced by a link since the path was told of.
    fn is_behind_link(&self, path: &Path) -> bool {
        let directories = path.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
        let mut directories = directories.map(|above| fs::symlink_metadata(self.root.join(above)));
        directories.any(|above| above.is_ok_and(|above| above.is_symlink()))
    }

    fn meet(&mut self, below: PathBuf, metadata: &Metadata) {
        if metadata.is_dir() {
            self.wait(below, metadata);
        } else if metadata.is_symlink() && self.reach.follow_links {
            self.link(below, metadata);
        } else {
            self.found.push((below.into(), found(metadata, self.reach, "")));
        }
    }

    fn wait(&mut self, below: PathBuf, metadata: &Metadata) {
        self.waiting.push((below, (metadata.dev(), metadata.ino())));
    }

    fn link(&mut self, below: PathBuf, link: &Metadata) {
        self.outcome.followed = true;
        match fs::metadata(self.root.join(&below)) {
            Ok(metadata) if metadata.is_dir() => {
                self.links.insert(below);
            }
            Ok(metadata) => {
                self.found.push((below.into(), found(&metadata, self.reach, "a link to ")));
            }
            Err(error) => self.refuse(below, link, format!("a link: {}", disk::words(&error))),
        }
    }

    fn linked_directory(&mut self, below: PathBuf) {
        let path = self.root.join(&below);
        let (Ok(link), Ok(metadata)) = (fs::symlink_metadata(&path), fs::metadata(&path)) else {
            return;
        };
        if self.met.contains(&(metadata.dev(), metadata.ino())) {
            let reason = "a link to a directory that is read under another name";
            self.refuse(below, &link, reason.to_owned());
        } else {
            self.wait(below, &metadata);
        }
    }

    /// Notes what could not be looked at, unless it is just not there any more.
    fn failed(&mut self, below: PathBuf, error: &io::Error) {
        if disk::is_gone(error) {
            return;
        }
        if !disk::is_lasting(error) {
            self.outcome.unsure.push(below.clone());
        }
        if let Ok(metadata) = fs::symlink_metadata(self.root.join(&below)) {
            self.refuse(below, &metadata, disk::words(error));
        }
    }

    fn refuse(&mut self, below: PathBuf, metadata: &Metadata, reason: String) {
        let below = if below.as_os_str().is_empty() { PathBuf::from(".") } else { below };
        let found = Found::Refused(Fingerprint::of(metadata), reason);
        self.found.push((below.into(), found));
    }
}

/// Does the same with many things, in their order, on as many threads as there are cores. Each is given
/// `least` of them or more.
fn on_all_cores<T, R, F>(things: &[T], least: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&T) -> R + Sync,
{
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let mut shares = things.chunks(things.len().div_ceil(threads).max(least));
    let own = shares.next().unwrap_or_default();
    let of = |share: &[T]| share.iter().map(&work).collect::<Vec<R>>();
    thread::scope(|scope| {
        let started = |share| thread::Builder::new().spawn_scoped(scope, move || of(share)).ok();
        let others: Vec<_> = shares.map(|share| (share, started(share))).collect();
        let mut done = of(own);
        for (share, thread) in others {
            // Where the system gives no thread, this one does it.
            let other = thread.and_then(|thread| thread.join().ok());
            done.extend(other.unwrap_or_else(|| of(share)));
        }
        done
    })
}

fn found(metadata: &Metadata, reach: Reach, link: &str) -> Found {
    let now = Fingerprint::of(metadata);
    match disk::refusal(metadata, reach) {
        Some(reason) => Found::Refused(now, format!("{link}{reason}")),
        None => Found::File(now),
    }
}
