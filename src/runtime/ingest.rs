//! The folder → the store: looks at the disk when hinted to, applies what changed, and publishes
//! snapshots. All of it runs on a thread of its own, never on a session's task, nor on the threads
//! that keep its time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Notify, watch};
use tokio::task::spawn_blocking;
use tokio::time::sleep_until;

use super::folder::{Batch, Folder, Looked, Scope};
use super::hints::Hints;
use super::schedule::{POLLING, Pace, Schedule};
use super::watcher::Watcher;
use crate::news::store::{Snapshot, Store};
use crate::reader::folder_state::{FolderState, Watch};

/// Progress is told from so many documents: fewer are read before it could be seen.
const TELL_FROM: usize = 200;

/// Between two tries to watch a folder that could not be watched: each costs a watch for every
/// directory in it.
const TRY_AGAIN: Duration = Duration::from_mins(1);

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
    let mut follower = Follower {
        folder,
        store: Store::new(),
        watched: Watched::default(),
        publish: publish.clone(),
        hints: Arc::clone(&hints),
    };
    while let Some(scope) = next_scope(&mut schedule, &hints, &rescan, &publish).await {
        let whole = scope == Scope::Whole;
        let began = Instant::now();
        let looking = spawn_blocking(move || {
            let looked = follower.look(&scope);
            (follower, looked)
        });
        let looked = match looking.await {
            Ok((back, looked)) => {
                follower = back;
                looked
            }
            // Sessions are told by the end of this task.
            Err(error) => return tracing::error!(%error, "looking at the folder"),
        };
        if whole {
            schedule.looked(began, Instant::now(), looked.cost, follower.watched.pace());
        }
        if !looked.settled {
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
        if publish.is_closed() {
            return None;
        }
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

/// How the folder is being watched.
#[derive(Debug, Default)]
struct Watched {
    watcher: Option<Watcher>,
    identity: Option<(u64, u64)>,
    failed: Option<Instant>,
}

impl Watched {
    fn state(&self) -> Watch {
        match (&self.watcher, self.identity) {
            (_, None) => Watch::Lost,
            (Some(_), _) => Watch::Watching,
            (None, _) => Watch::Polling { seconds: POLLING.as_secs() },
        }
    }

    fn pace(&self) -> Pace {
        match self.state() {
            Watch::Lost => Pace::Lost,
            Watch::Polling { .. } => Pace::Polling,
            Watch::Watching | Watch::Sample => Pace::Watching,
        }
    }

    /// Watches the directory that now stands at the folder's path, before it is looked at. A folder
    /// that was deleted and made anew is another directory under the same path, of which the old
    /// watch tells nothing, even where it has got the number of the old one.
    fn renew(&mut self, folder: &Folder, hints: &Arc<Hints>) {
        let identity = folder.identity();
        let same = identity == self.identity && !hints.take_root_changed();
        let waits = self.failed.is_some_and(|failed| failed.elapsed() < TRY_AGAIN);
        if same && (self.watcher.is_some() || waits) {
            return;
        }
        self.watcher = None;
        self.identity = identity;
        tracing::info!(folder = %folder.root().display(), found = identity.is_some(), "watching");
        if identity.is_some() {
            match Watcher::start(folder.root(), Arc::clone(hints)) {
                Ok(watcher) => (self.watcher, self.failed) = (Some(watcher), None),
                Err(error) => {
                    tracing::warn!(%error, "cannot watch: polling");
                    self.failed = Some(Instant::now());
                }
            }
        }
    }
}

/// All that a look needs, lent to the thread that looks.
struct Follower {
    folder: Folder,
    store: Store,
    watched: Watched,
    publish: watch::Sender<Published>,
    hints: Arc<Hints>,
}

impl Follower {
    /// Looks, applies and publishes.
    fn look(&mut self, scope: &Scope) -> Looked {
        if *scope == Scope::Whole {
            self.watched.renew(&self.folder, &self.hints);
        }
        let watch = self.watched.state();
        let (store, publish) = (&mut self.store, &self.publish);
        let looked = self.folder.reconcile(scope, |batch| {
            let Batch { changes, done, total } = batch;
            tracing::info!(changed = changes.len(), done, total, "documents");
            store.apply(changes);
            let telling = total >= TELL_FROM && done < total;
            let reading = telling.then_some((done, total));
            let snapshot = Arc::new(store.snapshot());
            publish.send_replace(Published { snapshot, folder: FolderState { watch, reading } });
        });
        let state = FolderState { watch, reading: None };
        self.publish.send_if_modified(|published| {
            let changed = published.folder != state;
            published.folder = state;
            changed
        });
        looked
    }
}
