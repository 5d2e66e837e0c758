//! The folder → the store: looks at the disk when hinted to, applies what changed, and publishes
//! snapshots. All of it runs on a thread of its own, never on a session's task, nor on the threads
//! that keep its time.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::sync::{Notify, watch};
use tokio::task::spawn_blocking;
use tokio::time::sleep_until;

use super::deafness::Deafness;
use super::folder::{Batch, Folder, Look, Looked, Scope};
use super::hints::Hints;
use super::schedule::{Pace, Schedule, Timing};
use super::walk::DirectoryId;
use super::watcher::Watcher;
use super::watches::{StartSentinel, Watches};
use crate::news::store::{Snapshot, Store};
use crate::reader::folder_state::{FolderState, Progress, Watch};

/// Progress is told from so many documents: fewer are read before it could be seen.
const TELL_FROM: usize = 200;

/// While many are read, so often they are shown: each time costs, and nobody reads faster.
const SHOWN_EVERY: Duration = Duration::from_millis(50);

/// And after so long, how long the rest takes.
const SPENT: Duration = Duration::from_millis(200);

/// So long a document that was there at first is waited for, if it is still being written.
const BECOMES_WHOLE: Duration = Duration::from_secs(2);

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
        let folder =
            FolderState { reading: Some(Progress::default()), ..FolderState::of(Watch::Watching) };
        Published { snapshot: Arc::default(), folder }
    }
}

/// How a folder is followed.
pub struct Means {
    /// How often it is looked at.
    pub timing: Timing,
    /// Who tells of changes.
    pub start_sentinel: StartSentinel,
}

impl Default for Means {
    /// Told by the system.
    fn default() -> Means {
        Means {
            timing: Timing::default(),
            start_sentinel: Box::new(|root, hints| {
                let hints = Arc::clone(hints);
                Ok(Box::new(Watcher::start(root, move |hint| hints.note(hint))?))
            }),
        }
    }
}

impl fmt::Debug for Means {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.debug_struct("Means").field("timing", &self.timing).finish_non_exhaustive()
    }
}

/// Keeps a store in line with a folder until nobody listens any more. `rescan` asks for a look at
/// the whole folder at once.
pub async fn run(
    folder: Folder,
    publish: watch::Sender<Published>,
    rescan: Arc<Notify>,
    means: Means,
) {
    let hints = Arc::new(Hints::default());
    let watches = Watches::new(folder.root(), Arc::clone(&hints), means.start_sentinel);
    let mut follower = Follower {
        folder,
        store: Store::new(),
        watches,
        hints,
        schedule: Schedule::new(means.timing),
        timing: means.timing,
        deafness: Deafness::default(),
        identity: None,
        last: Looked::default(),
        looked_at_root: Instant::now(),
        first_look: None,
        state: Published::empty().folder,
        publish: publish.clone(),
    };
    while let Some(looks) = follower.next_looks(&rescan).await {
        let looking = spawn_blocking(move || {
            follower.look(looks);
            follower
        });
        match looking.await {
            Ok(back) => follower = back,
            // Sessions are told by the end of this task.
            Err(error) => return tracing::error!(%error, "looking at the folder"),
        }
    }
}

/// Where to look next, in this order.
#[derive(Debug)]
struct Looks {
    /// At paths that were told of.
    paths: HashMap<PathBuf, bool>,
    /// At documents that were not whole.
    restless: bool,
    /// At everything.
    whole: Whole,
}

/// Whether to look at everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whole {
    /// No need.
    No,
    /// Only where another directory stands at the folder's path.
    WhereReplaced,
    /// Something was told that asks for it.
    Told,
    /// It is time, and nothing was told.
    Untold,
}

/// All that a look needs, lent to the thread that looks.
struct Follower {
    folder: Folder,
    store: Store,
    watches: Watches,
    hints: Arc<Hints>,
    schedule: Schedule,
    timing: Timing,
    deafness: Deafness,
    /// The directory that stood at the folder's path.
    identity: Option<DirectoryId>,
    /// What came of the last look at the whole.
    last: Looked,
    looked_at_root: Instant,
    /// When everything was looked at for the first time.
    first_look: Option<Instant>,
    state: FolderState,
    publish: watch::Sender<Published>,
}

impl Follower {
    /// Waits until there is somewhere to look; `None` when nobody listens any more.
    async fn next_looks(&mut self, rescan: &Notify) -> Option<Looks> {
        let hints = Arc::clone(&self.hints);
        loop {
            let now = tokio::time::Instant::now().into_std();
            if hints.take_any() {
                self.schedule.hinted(now);
                self.deafness.heard();
                if hints.have_lost() {
                    self.schedule.lost();
                }
            }
            if self.publish.is_closed() {
                return None;
            }
            let is_due = |due: Option<Instant>| due.is_some_and(|due| due <= now);
            let paths = hints.take_paths();
            let (whole_due, restless_due) = (self.schedule.due(), self.folder.restless_due());
            let whole = whole_due.is_none_or(|due| due <= now);
            let root_due = Some(self.looked_at_root + self.timing.root);
            let restless = is_due(restless_due);
            let root = is_due(root_due) || is_due(self.deafness.due());
            let whole = match (whole, root) {
                (true, _) if paths.is_empty() && !self.schedule.is_hinted() => Whole::Untold,
                (true, _) => Whole::Told,
                (false, true) => Whole::WhereReplaced,
                (false, false) => Whole::No,
            };
            if whole != Whole::No || restless || !paths.is_empty() {
                return Some(Looks { paths, restless, whole });
            }
            let due = [whole_due, restless_due, root_due, self.deafness.due()];
            let due = due.into_iter().flatten().min().unwrap_or(now);
            tokio::select! {
                () = self.publish.closed() => return None,
                () = hints.noted() => {}
                () = rescan.notified() => self.schedule.at_once(),
                () = sleep_until(due.into()) => {}
            }
        }
    }

    /// Looks, applies and publishes.
    fn look(&mut self, looks: Looks) {
        if !looks.paths.is_empty() {
            self.look_at(&Scope::Paths(looks.paths));
        }
        if looks.restless {
            self.look_at(&Scope::Restless);
        }
        if looks.whole != Whole::No {
            self.looked_at_root = Instant::now();
            let is_replaced = self.folder.identity() != self.identity;
            if looks.whole != Whole::WhereReplaced || is_replaced {
                self.look_at_all(looks.whole == Whole::Untold);
            }
        }
        self.tell();
    }

    fn look_at_all(&mut self, untold: bool) {
        let began = Instant::now();
        let identity = self.folder.identity();
        let was_watched = self.state.watch == Watch::Watching && identity == self.identity;
        let is_first = self.first_look.is_none();
        self.identity = identity;
        let told = self.watches.begin_round();
        self.folder.set_told(told && was_watched);
        let mut look = self.folder.begin(&Scope::Whole);
        loop {
            let Follower { folder, watches, .. } = self;
            let mut enter = |directory: &Path, id| watches.enter(directory, id);
            if !folder.step(&mut look, &mut enter) {
                break;
            }
            // What is told of meanwhile does not wait for the end of a large folder.
            let paths = self.hints.take_paths();
            if !paths.is_empty() {
                self.look_at(&Scope::Paths(paths));
            }
        }
        self.last = self.read(look);
        self.watches.end_round();
        self.store.settle();
        self.schedule.looked(began, Instant::now(), self.last.cost);
        if is_first {
            self.first_look = Some(Instant::now());
        } else if untold && was_watched && self.last.news {
            self.deafness.found_untold(began);
        }
    }

    fn look_at(&mut self, scope: &Scope) -> Looked {
        let mut look = self.folder.begin(scope);
        let Follower { folder, watches, .. } = self;
        while folder.step(&mut look, &mut |directory, id| watches.enter(directory, id)) {}
        self.read(look)
    }

    /// Reads what a look has found, applies and publishes it.
    fn read(&mut self, look: Look) -> Looked {
        let began = Instant::now();
        let (mut shown, mut hidden) = (None, None);
        let Follower { folder, store, state, publish, .. } = self;
        let looked = folder.end(look, |batch| {
            let Batch { changes, done, total } = batch;
            tracing::info!(changed = changes.len(), done, total, "documents");
            store.apply(changes);
            let telling = total >= TELL_FROM && done < total;
            // Before some are read, nothing tells how long the others take.
            let spent = began.elapsed();
            let left = (done >= TELL_FROM && spent > SPENT).then(|| {
                let rest = spent.as_secs_f64() * as_float(total - done) / as_float(done);
                Duration::from_secs_f64(rest).as_secs() + 1
            });
            let told = telling.then_some(Progress { done, total, seconds_left: left });
            // What there was before the first look is no change.
            if state.reading.is_none() {
                state.changed = Some(Timestamp::now());
            }
            let folder = FolderState { reading: told.or(state.reading), ..*state };
            // A snapshot shares its trees, and what changes next has to be copied.
            if telling && shown.is_some_and(|shown: Instant| shown.elapsed() < SHOWN_EVERY) {
                hidden = Some(folder);
            } else {
                publish.send_replace(Published { snapshot: Arc::new(store.snapshot()), folder });
                (shown, hidden) = (Some(Instant::now()), None);
            }
        });
        if let Some(folder) = hidden {
            publish.send_replace(Published { snapshot: Arc::new(store.snapshot()), folder });
        }
        looked
    }

    /// What was there at first has been read once it is whole, or does not become so for long.
    fn end_reading(&mut self) {
        let since = self.first_look.filter(|_| self.state.reading.is_some());
        let is_whole = self.folder.restless_due().is_none();
        if since.is_some_and(|since| is_whole || since.elapsed() >= BECOMES_WHOLE) {
            self.state.reading = None;
            self.state.changed = self.folder.last_change();
        }
    }

    /// Tells how the folder is followed now.
    fn tell(&mut self) {
        self.end_reading();
        let is_deaf = self.deafness.is_deaf(Instant::now());
        let told = self.watches.are_complete() && !self.last.unsure && !self.last.followed;
        let watch = if self.identity.is_none() {
            Watch::Lost
        } else if told && !is_deaf {
            Watch::Watching
        } else {
            let interval = self.schedule.polling();
            Watch::Polling { seconds: interval.as_secs() + u64::from(interval.subsec_nanos() > 0) }
        };
        if watch != self.state.watch {
            tracing::info!(folder = %self.folder.root().display(), ?watch, "followed");
        }
        self.state.watch = watch;
        self.schedule.set_pace(match watch {
            Watch::Lost => Pace::Lost,
            Watch::Polling { .. } => Pace::Polling,
            Watch::Watching | Watch::Sample => Pace::Watching,
        });
        let state = self.state;
        self.publish.send_if_modified(|published| {
            let changed = published.folder != state;
            published.folder = state;
            changed
        });
    }
}

/// A count of documents, of which no folder has so many that a float could not hold it.
fn as_float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}
