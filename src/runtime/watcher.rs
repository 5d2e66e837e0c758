//! notify: one directory watched → hints where to look.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RenameMode};
use notify::{
    Config, ErrorKind, Event, EventKindMask, RecommendedWatcher, RecursiveMode, Watcher as _,
};

use super::disk;
use super::hints::Hint;
use super::watches::{Sentinel, Told, Unwatched};

/// The system's own means of telling. Directories are watched one by one: of what is below a
/// directory that was just made, moved, or could not be entered, notify's recursive watch misses some
/// without a word.
pub struct Watcher {
    /// None once its thread is dead: notify panics where it is spoken to then, also on its drop.
    watcher: Option<RecommendedWatcher>,
    thread: Weak<dyn Send + Sync>,
}

/// Lives on notify's thread, and tells of its end: of one that has begun.
struct Alive<N: Fn(Hint)> {
    note: N,
    began: AtomicBool,
}

impl<N: Fn(Hint)> Drop for Alive<N> {
    fn drop(&mut self) {
        if self.began.load(Ordering::SeqCst) {
            (self.note)(Hint::Something);
        }
    }
}

impl Watcher {
    /// A watcher that watches nothing yet. What happens below `root` it tells `note`, on a thread of
    /// its own, and the end of that thread as well.
    ///
    /// # Errors
    ///
    /// Where the system lets a user have no more of them.
    pub fn start<N>(root: &Path, note: N) -> io::Result<Watcher>
    where
        N: Fn(Hint) + Send + Sync + 'static,
    {
        let root = root.to_path_buf();
        Watcher::listen(note, move |event| read(event, &root))
    }

    /// The same, of anything that changes where it watches.
    ///
    /// # Errors
    ///
    /// Where the system lets a user have no more of them.
    pub fn of_any_change<N>(note: N) -> io::Result<Watcher>
    where
        N: Fn(Hint) + Send + Sync + 'static,
    {
        Watcher::listen(note, |event| {
            is_change(event).then_some(Hint::Something).into_iter().collect()
        })
    }

    fn listen<N, R>(note: N, read: R) -> io::Result<Watcher>
    where
        N: Fn(Hint) + Send + Sync + 'static,
        R: Fn(&Event) -> Vec<Hint> + Send + 'static,
    {
        let alive = Arc::new(Alive { note, began: AtomicBool::new(false) });
        let on_thread = Arc::clone(&alive);
        let thread: Weak<dyn Send + Sync> = Arc::downgrade(&alive) as _;
        let note = move |event: notify::Result<Event>| match event {
            Ok(event) => read(&event).into_iter().for_each(|hint| (on_thread.note)(hint)),
            Err(error) => {
                tracing::warn!(%error, "watching");
                (on_thread.note)(Hint::Lost);
            }
        };
        // Not of files that are opened and read: this program does both to each.
        let kinds = EventKindMask::CORE | EventKindMask::ACCESS_CLOSE;
        let config = Config::default().with_event_kinds(kinds);
        let watcher = RecommendedWatcher::new(note, config).map_err(io::Error::other)?;
        let watcher = Watcher { watcher: Some(watcher), thread };
        // notify does not say where its thread could not be made.
        if Arc::strong_count(&alive) == 1 {
            return Err(io::Error::other("no thread to watch with"));
        }
        alive.began.store(true, Ordering::SeqCst);
        Ok(watcher)
    }

    /// Speaks to notify, which panics where its thread has just died.
    fn ask<T>(&mut self, ask: impl FnOnce(&mut RecommendedWatcher) -> T) -> Option<T> {
        if !self.is_alive() {
            self.abandon();
        }
        let watcher = self.watcher.as_mut()?;
        let answer = catch_unwind(AssertUnwindSafe(|| ask(watcher)));
        if answer.is_err() {
            self.abandon();
        }
        answer.ok()
    }

    fn abandon(&mut self) {
        std::mem::forget(self.watcher.take());
    }
}

impl Sentinel for Watcher {
    fn watch(&mut self, directory: &Path) -> Result<Told, Unwatched> {
        let answer = self.ask(|watcher| watcher.watch(directory, RecursiveMode::NonRecursive));
        match answer {
            None => Err(Unwatched::Failed),
            Some(Ok(())) if disk::is_remote(directory) => Ok(Told::OwnChanges),
            Some(Ok(())) => Ok(Told::AllChanges),
            Some(Err(error)) => Err(match error.kind {
                ErrorKind::MaxFilesWatch => Unwatched::Limit,
                ErrorKind::PathNotFound => Unwatched::Gone,
                ErrorKind::Io(error) if disk::is_gone(&error) => Unwatched::Gone,
                ErrorKind::Io(error) if disk::is_lasting(&error) => Unwatched::Closed,
                _ => {
                    tracing::warn!(?error, "watching");
                    Unwatched::Failed
                }
            }),
        }
    }

    fn unwatch(&mut self, directory: &Path) {
        // It may have gone with its directory.
        let _ = self.ask(|watcher| watcher.unwatch(directory));
    }

    fn is_alive(&self) -> bool {
        self.watcher.is_some() && self.thread.strong_count() > 0
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        // Where its thread has died this panics, which is no more than the end of it.
        let watcher = self.watcher.take();
        if self.thread.strong_count() > 0 {
            let _ = catch_unwind(AssertUnwindSafe(|| drop(watcher)));
        } else {
            std::mem::forget(watcher);
        }
    }
}

/// Whether an event may be of a change. Our own reading is reported as well: acting on that would never
/// end.
fn is_change(event: &Event) -> bool {
    match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// What an event says of the folder at `root`.
fn read(event: &Event, root: &Path) -> Vec<Hint> {
    if event.need_rescan() {
        return vec![Hint::Lost];
    }
    if !is_change(event) {
        return Vec::new();
    }
    let paths: Vec<PathBuf> = event
        .paths
        .iter()
        .filter_map(|path| path.strip_prefix(root).ok())
        .filter(|path| disk::is_document_path(path))
        .map(Path::to_path_buf)
        .collect();
    if paths.is_empty() && !event.paths.is_empty() {
        return Vec::new();
    }
    let look = |path: &PathBuf, whole| Hint::Look { path: path.clone(), whole };
    let mut hints = vec![Hint::Something];
    match event.kind {
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => {
            hints.extend(paths.iter().map(|path| look(path, true)));
        }
        EventKind::Create(CreateKind::Folder) | EventKind::Modify(ModifyKind::Data(_)) => {
            hints.extend(paths.iter().map(|path| look(path, false)));
        }
        // What went from one path may just be coming to another, and is the same document then: it is
        // left to the look at the whole.
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => {
            hints.extend(paths.into_iter().map(Hint::Left));
        }
        _ => {}
    }
    hints
}
