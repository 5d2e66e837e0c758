//! Searches beside the session, on threads of their own, so that typing never waits.

use std::future;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tokio::task::{JoinHandle, spawn_blocking};

use crate::reader::errand::{Errand, Job};
use crate::reader::list::List;
use crate::reader::model::Model;

/// Those of a session: for what is searched for, and for what is filtered by.
#[derive(Debug, Default)]
pub struct Searchers([Searcher; 2]);

/// One that goes on one errand at a time.
#[derive(Debug, Default)]
struct Searcher {
    running: Option<Running>,
    /// What has failed: a fault of this program, and not to be tried again.
    failed: Option<Errand>,
}

#[derive(Debug)]
struct Running {
    errand: Errand,
    stop: Arc<AtomicBool>,
    found: JoinHandle<Option<List>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

fn on_all_cores(job: &Job, asked: &AtomicBool) -> Option<List> {
    let parts = thread::available_parallelism().map_or(1, NonZero::get);
    let run = |part| job.run((part, parts), || asked.load(Ordering::Relaxed));
    thread::scope(|scope| {
        let start = |part| thread::Builder::new().spawn_scoped(scope, move || run(part)).ok();
        let others: Vec<_> = (1..parts).map(|part| (part, start(part))).collect();
        let mut all = run(0)?;
        for (part, thread) in others {
            // Where the system gives no thread, this one does it.
            let found = thread.map_or_else(|| run(part), |thread| thread.join().ok()?)?;
            all.append(found);
        }
        Some(all)
    })
}

impl Searchers {
    /// Goes on the errands of a session, if there is `time`, and on no others any more.
    pub fn follow(&mut self, model: &Model, time: bool) {
        for (searcher, wanted) in self.0.iter_mut().zip(model.errands()) {
            searcher.follow(wanted, model, time);
        }
    }

    /// Waits for what is found, and what for; none where that has failed.
    pub async fn found(&mut self) -> (Errand, Option<List>) {
        let [one, other] = &mut self.0;
        tokio::select! {
            found = one.found() => found,
            found = other.found() => found,
        }
    }
}

impl Searcher {
    fn follow(&mut self, wanted: Option<Errand>, model: &Model, time: bool) {
        if self.running.as_ref().map(|running| running.errand) == wanted {
            return;
        }
        self.running = None;
        let wanted = wanted.filter(|wanted| time && self.failed != Some(*wanted));
        self.running = wanted.and_then(|errand| model.job(errand)).map(|job| {
            let stop = Arc::new(AtomicBool::new(false));
            let asked = Arc::clone(&stop);
            let errand = job.errand;
            let found = spawn_blocking(move || on_all_cores(&job, &asked));
            Running { errand, stop, found }
        });
    }

    async fn found(&mut self) -> (Errand, Option<List>) {
        let Some(running) = &mut self.running else { return future::pending().await };
        let (errand, found) = (running.errand, (&mut running.found).await);
        self.running = None;
        // Nobody waits for one that was stopped.
        let found = found.ok().flatten();
        if found.is_none() {
            tracing::error!(?errand, "a search has failed");
            self.failed = Some(errand);
        }
        (errand, found)
    }
}
