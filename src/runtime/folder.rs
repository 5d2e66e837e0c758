//! The watched folder: which documents it held when it was last looked at, and what has become of
//! them since. The disk says what is; whoever calls says when to look.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::disk;
use super::fingerprint::Fingerprint;
use super::parcels::read_all;
use super::reading::{Conventions, FileState, Parse};
use super::settling::{Seen, Settling};
use super::walk::{DirectoryId, Found, Outcome, Walk};
use crate::news::format::{self, Document};
use crate::news::post::Problem;

/// A batch is handed on when it holds so many documents or posts, which take memory of their own until they
/// are applied; or has grown for so long: a reader who waits for a large folder sees it fill.
const BATCH: usize = 512;
const BATCH_POSTS: usize = 2048;
const BATCH_TIME: Duration = Duration::from_millis(40);

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
    parse: Parse,
    /// By path below the folder, as bytes: to compare paths by their parts takes many times as long.
    known: BTreeMap<OsString, Known>,
    settling: Option<Settling>,
    is_told: bool,
    /// How many looks there have been.
    looks: u64,
}

/// A look that is under way.
#[derive(Debug)]
pub struct Look<'s> {
    scope: &'s Scope,
    number: u64,
    /// Whether what may have changed without looking another way is to be read again.
    again: bool,
    walk: Walk,
    /// The documents held back that it is about.
    restless: Vec<PathBuf>,
    /// What looks another way than what is known.
    differing: BTreeMap<OsString, Found>,
    /// What it has taken so far.
    cost: Duration,
}

/// A document as it was last read.
#[derive(Debug, Default)]
struct Known {
    /// What it looked like; `None` where it is to be read again.
    fingerprint: Option<Fingerprint>,
    /// Whether it may have changed since without looking another way.
    fresh: bool,
    /// Whether it was told that it cannot be read.
    failed: bool,
    /// The number of the last look that has seen it.
    seen: u64,
}

impl Known {
    fn as_it_is(fingerprint: Fingerprint) -> Known {
        Known { fingerprint: Some(fingerprint), ..Known::default() }
    }
}

impl Folder {
    /// A folder of which nothing is known yet, and whose documents are taken as they are: for who
    /// looks once.
    #[must_use]
    pub fn new(root: PathBuf, conventions: Conventions) -> Folder {
        // Where the process goes to another directory, the folder does not.
        let root = std::path::absolute(&root).unwrap_or(root);
        Folder {
            root,
            conventions,
            parse: format::parse,
            known: BTreeMap::new(),
            settling: None,
            is_told: false,
            looks: 0,
        }
    }

    /// The same, for who looks again and again: documents that are still being written are waited for.
    #[must_use]
    pub fn followed(root: PathBuf, conventions: Conventions) -> Folder {
        Folder { settling: Some(Settling::default()), ..Folder::new(root, conventions) }
    }

    /// The same, whose documents are read by `parse`.
    #[must_use]
    pub fn read_by(self, parse: Parse) -> Folder {
        Folder { parse, ..self }
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
        hand_on: impl FnMut(Batch),
    ) -> Looked {
        let mut look = self.begin(scope);
        while self.step(&mut look, enter) {}
        self.end(look, hand_on)
    }

    /// Begins a look that is gone on with step by step. Between two steps, there may be other looks.
    pub fn begin<'s>(&mut self, scope: &'s Scope) -> Look<'s> {
        let began = Instant::now();
        self.looks += 1;
        let restless = self.restless(scope, began);
        let (root, reach) = (&self.root, self.conventions.reach);
        let walk = match scope {
            Scope::Whole => Walk::whole(root, reach),
            Scope::Paths(paths) => Walk::some(root, reach, paths.keys().map(PathBuf::as_path)),
            Scope::Restless => Walk::some(root, reach, restless.iter().map(PathBuf::as_path)),
        };
        // A change that looks like none is told of. Where it is not, it may be any.
        let again = match scope {
            Scope::Whole => !self.is_told,
            Scope::Paths(_) => true,
            Scope::Restless => false,
        };
        let (number, differing, cost) = (self.looks, BTreeMap::new(), began.elapsed());
        Look { scope, number, again, walk, restless, differing, cost }
    }

    /// Walks on for some milliseconds, and says whether there is more to walk.
    pub fn step(&mut self, look: &mut Look, enter: &mut dyn FnMut(&Path, DirectoryId)) -> bool {
        let began = Instant::now();
        let more = look.walk.step(enter);
        for (path, found) in look.walk.take_found() {
            if let Some(known) = self.known.get_mut(&path) {
                known.seen = known.seen.max(look.number);
            }
            if self.is_known(&path, &found, look.again) {
                self.forget_restless(Path::new(&path));
            } else {
                look.differing.insert(path, found);
            }
        }
        look.cost += began.elapsed();
        more
    }

    /// Ends a look: reads what differs, and hands it on.
    pub fn end(&mut self, look: Look, mut hand_on: impl FnMut(Batch)) -> Looked {
        let began = Instant::now();
        let Look { scope, number, again, walk, restless, differing, cost } = look;
        let Outcome { unsure, followed } = walk.outcome();
        let is_unsure = !unsure.is_empty();
        let unsure: HashSet<PathBuf> = unsure.into_iter().collect();
        let answers = |path: &Path| !path.ancestors().any(|above| unsure.contains(above));
        let gone =
            self.vanished(scope, &restless, |path, known| known.seen < number && answers(path));
        let is_found = |path: &OsStr| {
            differing.contains_key(path)
                || self.known.get(path).is_some_and(|known| known.seen >= number)
        };
        let missing: Vec<PathBuf> =
            restless.into_iter().filter(|path| !is_found(path.as_os_str())).collect();
        for path in missing {
            match &mut self.settling {
                Some(settling) if answers(&path) => settling.forget(&path),
                Some(settling) => settling.postpone(&path, began),
                None => {}
            }
        }
        let moved = self.files(&gone);
        let mut news = !gone.is_empty();
        let mut changes = Vec::new();
        let mut to_read = Vec::with_capacity(differing.len());
        for (path, found) in differing {
            // Another look may have caught up with it.
            if self.is_known(&path, &found, again) {
                continue;
            }
            let path = PathBuf::from(path);
            let (Found::File(now) | Found::Refused(now, _)) = &found;
            let known = self.known.get(path.as_os_str());
            // What is looked at again says nothing new.
            let is_again = known.is_some_and(|known| known.fresh || known.fingerprint.is_none());
            let was_refused = known.is_some_and(|known| known.failed);
            let is_refused = matches!(found, Found::Refused(..)) && was_refused;
            news |= !is_again && !is_refused && !self.is_restless(&path);
            let is_moved = known.is_none()
                && moved.get(&now.file()).is_some_and(|before| before.is_same_text(now));
            match found {
                Found::File(now) if is_moved || self.is_whole(scope, &path, now) => {
                    to_read.push((path, now));
                }
                Found::File(_) => {}
                Found::Refused(now, reason) => {
                    let document = Document::unreadable(Problem::new(1, reason));
                    changes.push((disk::source_name(&path), Some(document)));
                    self.forget_restless(&path);
                    self.note(&path, Known { failed: true, ..Known::as_it_is(now) });
                }
            }
        }
        let cost = cost + began.elapsed();
        // Whoever waits for a large folder wants the latest first.
        to_read.sort_unstable_by_key(|(_, now)| Reverse(now.written()));
        let total = to_read.len();
        let (mut done, mut posts) = (0, 0);
        let mut since = Instant::now();
        let (root, conventions) = (self.root.clone(), self.conventions.clone());
        read_all(&root, &conventions, self.parse, &to_read, |(path, listed), source, reading| {
            done += 1;
            if !self.take(path, *listed, &reading.file) {
                return;
            }
            posts += reading.document.posts.len();
            changes.push((source, Some(reading.document)));
            if changes.len() >= BATCH || posts >= BATCH_POSTS || since.elapsed() >= BATCH_TIME {
                hand_on(Batch { changes: std::mem::take(&mut changes), done, total });
                (since, posts) = (Instant::now(), 0);
            }
        });
        for path in gone {
            self.known.remove(path.as_os_str());
            self.forget_restless(&path);
            changes.push((disk::source_name(&path), None));
        }
        if !changes.is_empty() {
            hand_on(Batch { changes, done, total });
        }
        Looked { cost, news, unsure: is_unsure, followed }
    }

    /// Whether what was found is what is known. What is so new that it may have changed without
    /// looking another way is not, where it is to be read `again`.
    fn is_known(&self, path: &OsStr, found: &Found, again: bool) -> bool {
        let (Found::File(now) | Found::Refused(now, _)) = found;
        self.known
            .get(path)
            .is_some_and(|known| known.fingerprint == Some(*now) && !(known.fresh && again))
    }

    /// Notes what a document looks like.
    fn note(&mut self, path: &Path, mut known: Known) {
        known.seen = self.looks;
        self.known.insert(path.into(), known);
    }

    /// Whether a changed document is to be read now.
    fn is_whole(&mut self, scope: &Scope, path: &Path, now: Fingerprint) -> bool {
        let Some(settling) = &mut self.settling else { return true };
        let said_whole = match scope {
            Scope::Paths(paths) => paths.get(path).copied().unwrap_or(false),
            Scope::Whole | Scope::Restless => false,
        };
        let before = self
            .known
            .get(path.as_os_str())
            .and_then(|known| known.fingerprint)
            .map(|now| now.size());
        let seen = Seen { now, before, age: now.age(), said_whole };
        settling.is_whole(path, &seen, Instant::now())
    }

    /// Notes how the reading of a document went, and says whether what was read is to be handed on.
    fn take(&mut self, path: &Path, listed: Fingerprint, file: &FileState) -> bool {
        let now = Instant::now();
        let known = match file {
            FileState::Still { fingerprint, fresh } => {
                Known { fresh: *fresh, ..Known::as_it_is(*fingerprint) }
            }
            FileState::Refused => Known { failed: true, ..Known::as_it_is(listed) },
            FileState::Failed => Known { failed: true, ..Known::default() },
            FileState::Moved | FileState::Gone => Known::default(),
        };
        let was_told = self
            .known
            .get(path.as_os_str())
            .is_some_and(|before| before.failed && before.fingerprint.is_none() && known.failed);
        if let Some(settling) = &mut self.settling {
            if known.fingerprint.is_some() {
                settling.forget(path);
            } else if matches!(file, FileState::Gone) || was_told {
                // The next look finds it gone, or in another place; or it fails again.
                settling.retry(path, listed, now);
                return false;
            } else if settling.is_kept(path, listed, now) {
                return false;
            } else {
                settling.retry(path, listed, now);
            }
        } else if matches!(file, FileState::Gone) {
            return false;
        }
        self.note(path, known);
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

    /// The documents held back that a look at `scope` is about.
    fn restless(&self, scope: &Scope, now: Instant) -> Vec<PathBuf> {
        let Some(settling) = &self.settling else { return Vec::new() };
        match scope {
            Scope::Whole => settling.paths().map(Path::to_path_buf).collect(),
            Scope::Restless => settling.due_at(now).map(Path::to_path_buf).collect(),
            Scope::Paths(_) => Vec::new(),
        }
    }

    /// The documents that were known within `scope`, and are gone.
    fn vanished(
        &self,
        scope: &Scope,
        restless: &[PathBuf],
        is_gone: impl Fn(&Path, &Known) -> bool,
    ) -> Vec<PathBuf> {
        let below = |start: &PathBuf| {
            let gone = self.known_below(start).filter(|(path, known)| is_gone(path, known));
            gone.map(|(path, _)| path.to_path_buf()).collect::<Vec<_>>()
        };
        match scope {
            Scope::Whole => below(&PathBuf::new()),
            Scope::Paths(paths) => paths.keys().flat_map(below).collect(),
            Scope::Restless => restless.iter().flat_map(below).collect(),
        }
    }

    /// The known documents at a path and below it.
    fn known_below(&self, start: &Path) -> impl Iterator<Item = (&Path, &Known)> {
        let at = self.known.get_key_value(start.as_os_str());
        let mut first = start.as_os_str().to_owned();
        if !first.is_empty() {
            first.push("/");
        }
        let range = (Bound::Excluded(first.as_os_str()), Bound::Unbounded);
        let is_below = {
            let first = first.clone();
            move |(path, _): &(&OsString, &Known)| {
                path.as_encoded_bytes().starts_with(first.as_encoded_bytes())
            }
        };
        let below = self.known.range::<OsStr, _>(range).take_while(is_below);
        at.into_iter().chain(below).map(|(path, known)| (Path::new(path), known))
    }

    /// What documents looked like, by their files: one that has gone may stand under another name.
    fn files(&self, paths: &[PathBuf]) -> HashMap<(u64, u64), Fingerprint> {
        let known = paths.iter().filter_map(|path| self.known.get(path.as_os_str())?.fingerprint);
        known.map(|fingerprint| (fingerprint.file(), fingerprint)).collect()
    }
}

#[cfg(test)]
mod tests;
