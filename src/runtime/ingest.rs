//! The folder → the store: looks at the disk when hinted to, applies what changed, and publishes
//! snapshots. Reading and parsing run on threads of their own, never on a session's task.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::{Notify, mpsc, watch};
use tokio::task::spawn_blocking;
use tokio::time::sleep_until;

use super::folder::{Batch, Folder, Scope};
use super::hints::Hints;
use super::schedule::{POLLING, Pace, Schedule};
use super::watcher::Watcher;
use crate::news::store::{Snapshot, Store};
use crate::reader::folder_state::{FolderState, Watch};

/// Batches read but not yet applied: one that waits while another is applied keeps both sides
/// busy, and more would only hold memory.
const BATCHES: usize = 2;

/// Progress is told from so many documents: fewer are read before it could be seen.
const TELL_FROM: usize = 200;

/// What sessions are told: the store, and the folder behind it.
#[derive(Clone, Debug)]
pub struct Published {
    /// The store as it is.
    pub snapshot: Arc<Snapshot>,
    /// The folder as it is.
    pub folder: FolderState,
}

impl Published {
    /// A store without posts, of a folder that has not been looked at yet.
    #[must_use]
    pub fn empty() -> Published {
        let folder = FolderState { watch: Watch::Watching, reading: Some((0, 0)) };
        Published { snapshot: Arc::default(), folder }
    }
}

/// Keeps a store in line with a folder until nobody listens any more. `rescan` asks for a look at
/// the whole folder at once.
pub async fn run(folder: Folder, publish: watch::Sender<Published>, rescan: Arc<Notify>) {
    let hints = Arc::new(Hints::default());
    let mut schedule = Schedule::new();
    let mut ingest =
        Ingest { folder: Some(folder), store: Store::new(), watched: Watched::default(), publish };
    loop {
        let Some(scope) = next_scope(&mut schedule, &hints, &rescan, &ingest.publish).await else {
            return;
        };
        let began = Instant::now();
        let whole = scope == Scope::Whole;
        let Some(settled) = ingest.look(scope, &hints).await else {
            return;
        };
        if whole {
            let pace = match ingest.watched.state {
                Watch::Lost => Pace::Lost,
                Watch::Polling { .. } => Pace::Polling,
                Watch::Watching | Watch::Sample => Pace::Watching,
            };
            schedule.looked(began, Instant::now(), pace);
        }
        if !settled {
            schedule.hinted(Instant::now());
        }
    }
}

/// Waits until there is somewhere to look; `None` when nobody listens any more.
async fn next_scope(
    schedule: &mut Schedule,
    hints: &Hints,
    rescan: &Notify,
    publish: &watch::Sender<Published>,
) -> Option<Scope> {
    loop {
        let noted = hints.take();
        let now = tokio::time::Instant::now().into_std();
        if noted.any {
            schedule.hinted(now);
        }
        let due = schedule.due();
        if due.is_none_or(|due| due <= now) {
            return Some(Scope::Whole);
        }
        if !noted.ready.is_empty() {
            return Some(Scope::Paths(noted.ready.into_iter().collect()));
        }
        tokio::select! {
            () = publish.closed() => return None,
            () = hints.noted() => {}
            () = rescan.notified() => schedule.at_once(),
            () = sleep_until(due.unwrap_or(now).into()) => {}
        }
    }
}

/// How the folder is being watched. A folder that was deleted and made anew is another directory
/// under the same path, of which the old watch tells nothing.
#[derive(Debug)]
struct Watched {
    watcher: Option<Watcher>,
    identity: Option<(u64, u64)>,
    state: Watch,
}

impl Default for Watched {
    fn default() -> Watched {
        Watched { watcher: None, identity: None, state: Watch::Watching }
    }
}

impl Watched {
    /// Watches the directory that now stands at the folder's path, before it is looked at.
    fn renew(&mut self, root: &Path, identity: Option<(u64, u64)>, hints: &Arc<Hints>) {
        if identity == self.identity && self.watcher.is_some() {
            return;
        }
        self.watcher = None;
        self.identity = identity;
        self.state = Watch::Lost;
        if identity.is_some() {
            match Watcher::start(root, Arc::clone(hints)) {
                Ok(watcher) => {
                    self.watcher = Some(watcher);
                    self.state = Watch::Watching;
                }
                Err(error) => {
                    tracing::warn!(%error, "cannot watch: polling");
                    self.state = Watch::Polling { seconds: POLLING.as_secs() };
                }
            }
        }
    }
}

struct Ingest {
    /// Lent to the thread that looks.
    folder: Option<Folder>,
    store: Store,
    watched: Watched,
    publish: watch::Sender<Published>,
}

impl Ingest {
    /// Looks, applies and publishes. Returns whether every document stood still; `None` where the
    /// looking thread died.
    async fn look(&mut self, scope: Scope, hints: &Arc<Hints>) -> Option<bool> {
        let mut folder = self.folder.take()?;
        let mut watched = std::mem::take(&mut self.watched);
        let hints = Arc::clone(hints);
        let (sender, mut batches) = mpsc::channel::<Batch>(BATCHES);
        let looking = spawn_blocking(move || {
            if scope == Scope::Whole {
                let root: PathBuf = folder.root().to_path_buf();
                watched.renew(&root, folder.identity(), &hints);
            }
            let settled = folder.reconcile(&scope, |batch| {
                // Nobody receives only when the program ends.
                let _ = sender.blocking_send(batch);
            });
            (folder, watched, settled)
        });
        let watch = self.publish.borrow().folder.watch;
        while let Some(batch) = batches.recv().await {
            let telling = batch.total >= TELL_FROM && batch.done < batch.total;
            let reading = telling.then_some((batch.done, batch.total));
            self.store.apply(batch.changes);
            let snapshot = Arc::new(self.store.snapshot());
            self.publish
                .send_replace(Published { snapshot, folder: FolderState { watch, reading } });
        }
        let (folder, watched, settled) = looking
            .await
            .inspect_err(|error| tracing::error!(%error, "looking at the folder"))
            .ok()?;
        self.folder = Some(folder);
        self.watched = watched;
        let state = FolderState { watch: self.watched.state, reading: None };
        self.publish.send_if_modified(|published| {
            let changed = published.folder != state;
            published.folder = state;
            changed
        });
        Some(settled)
    }
}
