//! What stands below the folder now. Each directory is announced right before it is listed, so that
//! whoever watches it from then on misses nothing: a file is either on the list, or told of.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::disk;
use super::fingerprint::Fingerprint;

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

/// What a walk found, by path below the folder.
#[derive(Debug, Default)]
pub struct Listing {
    /// Files, and what cannot be read.
    pub found: BTreeMap<PathBuf, Found>,
    /// What did not answer: whatever was known to stand there, or below, may stand there still.
    pub unsure: Vec<PathBuf>,
    /// Whether links were followed: what changes behind them is not told by the system.
    pub followed: bool,
}

/// A walk below a folder.
pub struct Walk<'a> {
    root: &'a Path,
    follow_links: bool,
    enter: &'a mut dyn FnMut(&Path, DirectoryId),
    listing: Listing,
    /// Directories listed so far: with links, one may be reached in several ways, and within itself.
    met: HashSet<DirectoryId>,
    /// Links to directories, which come after all directories that are really there.
    links: BTreeSet<PathBuf>,
}

impl<'a> Walk<'a> {
    /// A walk below `root` that calls `enter` with the path of each directory below it, before it is
    /// listed.
    pub fn new(
        root: &'a Path,
        follow_links: bool,
        enter: &'a mut dyn FnMut(&Path, DirectoryId),
    ) -> Walk<'a> {
        let (listing, met, links) = (Listing::default(), HashSet::new(), BTreeSet::new());
        Walk { root, follow_links, enter, listing, met, links }
    }

    /// Lists the whole folder.
    #[must_use]
    pub fn whole(mut self) -> Listing {
        // The folder itself is what the user has named, also where that is a link.
        match fs::metadata(self.root) {
            Ok(metadata) if metadata.is_dir() => self.tree(PathBuf::new(), &metadata),
            Ok(_) => {}
            Err(error) => self.failed(PathBuf::new(), &error),
        }
        while let Some(link) = self.links.pop_first() {
            self.linked_directory(link);
        }
        self.listing
    }

    /// Lists what stands at `paths` below the folder, and below them. Links to directories are left
    /// to a walk of the whole, which alone knows whether they are listed already.
    #[must_use]
    pub fn some<'p>(mut self, paths: impl Iterator<Item = &'p Path>) -> Listing {
        for path in paths.filter(|path| disk::is_document_path(path)) {
            if !self.follow_links && self.is_behind_link(path) {
                continue;
            }
            match fs::symlink_metadata(self.root.join(path)) {
                Ok(metadata) => self.meet(path.to_path_buf(), &metadata),
                Err(error) => self.failed(path.to_path_buf(), &error),
            }
        }
        let links = std::mem::take(&mut self.links);
        self.listing.unsure.extend(links);
        self.listing
    }

    /// Whether a directory on the way was replaced by a link since the path was told of.
    fn is_behind_link(&self, path: &Path) -> bool {
        let directories = path.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
        let mut directories = directories.map(|above| fs::symlink_metadata(self.root.join(above)));
        directories.any(|above| above.is_ok_and(|above| above.is_symlink()))
    }

    fn meet(&mut self, below: PathBuf, metadata: &Metadata) {
        if metadata.is_dir() {
            self.tree(below, metadata);
        } else if metadata.is_symlink() && self.follow_links {
            self.link(below, metadata);
        } else {
            let found = found(metadata, "");
            self.listing.found.insert(below, found);
        }
    }

    /// Lists a directory and all below it. Directories wait on a list of their own, so that no depth
    /// of them is too much.
    fn tree(&mut self, below: PathBuf, metadata: &Metadata) {
        let mut waiting = vec![(below, (metadata.dev(), metadata.ino()))];
        while let Some((below, id)) = waiting.pop() {
            if self.follow_links && !self.met.insert(id) {
                continue;
            }
            (self.enter)(&below, id);
            let entries = match fs::read_dir(self.root.join(&below)) {
                Ok(entries) => entries,
                Err(error) => {
                    self.failed(below, &error);
                    continue;
                }
            };
            for entry in entries {
                // A listing that breaks off has told nothing of the rest.
                let Ok(entry) = entry else {
                    self.listing.unsure.push(below.clone());
                    break;
                };
                let name = entry.file_name();
                if !disk::is_document_name(&name) {
                    continue;
                }
                let path = below.join(name);
                match entry.metadata() {
                    Ok(metadata) if metadata.is_dir() => {
                        waiting.push((path, (metadata.dev(), metadata.ino())));
                    }
                    Ok(metadata) => self.meet(path, &metadata),
                    Err(error) => self.failed(path, &error),
                }
            }
        }
    }

    fn link(&mut self, below: PathBuf, link: &Metadata) {
        self.listing.followed = true;
        match fs::metadata(self.root.join(&below)) {
            Ok(metadata) if metadata.is_dir() => {
                self.links.insert(below);
            }
            Ok(metadata) => {
                self.listing.found.insert(below, found(&metadata, "a link to "));
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
            self.tree(below, &metadata);
        }
    }

    /// Notes what could not be looked at, unless it is just not there any more.
    fn failed(&mut self, below: PathBuf, error: &io::Error) {
        if disk::is_gone(error) {
            return;
        }
        if !disk::is_lasting(error) {
            self.listing.unsure.push(below.clone());
        }
        if let Ok(metadata) = fs::symlink_metadata(self.root.join(&below)) {
            self.refuse(below, &metadata, disk::words(error));
        }
    }

    fn refuse(&mut self, below: PathBuf, metadata: &Metadata, reason: String) {
        let below = if below.as_os_str().is_empty() { PathBuf::from(".") } else { below };
        self.listing.found.insert(below, Found::Refused(Fingerprint::of(metadata), reason));
    }
}

fn found(metadata: &Metadata, link: &str) -> Found {
    let now = Fingerprint::of(metadata);
    match disk::refusal(metadata) {
        Some(reason) => Found::Refused(now, format!("{link}{reason}")),
        None => Found::File(now),
    }
}
