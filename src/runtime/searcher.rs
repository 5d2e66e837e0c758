//! Searches beside the session, on a thread of their own, so that typing never waits.

use std::future;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tokio::task::{JoinHandle, spawn_blocking};

use crate::reader::list::List;
use crate::reader::model::Model;
use crate::reader::search::Job;

/// The search that is under way, if one is.
#[derive(Debug, Default)]
pub struct Searcher(Option<Running>);

#[derive(Debug)]
struct Running {
    number: u64,
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

impl Searcher {
    /// Searches for what a session wants to be found, if there is `time`, and for nothing else any more.
    pub fn follow(&mut self, model: &Model, time: bool) {
        let wanted = model.search.as_ref().filter(|search| search.found.is_none());
        let wanted = wanted.map(|search| search.number);
        if self.0.as_ref().map(|running| running.number) == wanted {
            return;
        }
        self.0 = None;
        if !time {
            return;
        }
        self.0 = model.job().map(|job| {
            let stop = Arc::new(AtomicBool::new(false));
            let asked = Arc::clone(&stop);
            let number = job.number;
            let found = spawn_blocking(move || on_all_cores(&job, &asked));
            Running { number, stop, found }
        });
    }

    /// Waits for what is found, by the number of its search.
    pub async fn found(&mut self) -> (u64, List) {
        let Some(running) = &mut self.0 else { return future::pending().await };
        let (number, found) = (running.number, (&mut running.found).await);
        self.0 = None;
        // Nobody waits for one that was stopped: a fault of this program, and not to be tried again.
        let found = found.ok().flatten().unwrap_or_else(|| {
            tracing::error!(number, "a search has failed");
            List::default()
        });
        (number, found)
    }
}
