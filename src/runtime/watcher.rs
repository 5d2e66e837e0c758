//! notify → "these paths may have changed".

use std::path::{Path, PathBuf};
use std::sync::Arc;

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::hints::Hints;

/// Watches a folder and everything below it for as long as it lives.
#[derive(Debug)]
pub struct Watcher {
    _watcher: RecommendedWatcher,
}

impl Watcher {
    /// Starts to watch `root`, noting what happens in `hints`.
    ///
    /// # Errors
    ///
    /// Where the system does not let it, as at the limit of watches.
    pub fn start(root: &Path, hints: Arc<Hints>) -> notify::Result<Watcher> {
        let root = root.canonicalize().map_err(notify::Error::io)?;
        let below = root.clone();
        let note = move |event: notify::Result<Event>| match event {
            Ok(event) if matters(&event) => {
                let of_root = event.paths.contains(&below);
                if of_root && !matches!(event.kind, EventKind::Access(_) | EventKind::Create(_)) {
                    hints.note_root_changed();
                }
                hints.note(ready(&event, &below));
            }
            Ok(_) => {}
            // A watch that could not be set, and the like: the next look finds what it missed.
            Err(error) => {
                tracing::warn!(%error, "watching");
                hints.note([]);
            }
        };
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(note, config)?;
        watcher.watch(&root, RecursiveMode::Recursive)?;
        Ok(Watcher { _watcher: watcher })
    }
}

/// Our own reading is reported as well: acting on that would never end. An overflow of the queue
/// comes as an event of another kind without paths, so kinds that are not known count.
fn matters(event: &Event) -> bool {
    !matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write))
}

/// The paths below the folder that may be read at once. Those that are just being written are left
/// to the look that follows when they rest, and so are those that went: what went from one path may
/// just be coming to another, and is the same document then.
fn ready(event: &Event, root: &Path) -> Vec<PathBuf> {
    let complete = match event.kind {
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => {
            event.paths.as_slice()
        }
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => {
            event.paths.get(1..).unwrap_or(&[])
        }
        _ => &[],
    };
    let below = |path: &PathBuf| path.strip_prefix(root).ok().map(Path::to_path_buf);
    complete.iter().filter_map(below).filter(|path| !path.as_os_str().is_empty()).collect()
}
