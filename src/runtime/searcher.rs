//! Searches beside the session, on a thread of their own, so that typing never waits.

use std::future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::task::{JoinHandle, spawn_blocking};

use crate::reader::list::List;
use crate::reader::model::Model;

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

impl Searcher {
    /// Searches for what a session wants to be found, and for nothing else any more.
    pub fn follow(&mut self, model: &Model) {
        let wanted = model.search.as_ref().filter(|search| search.found.is_none());
        let wanted = wanted.map(|search| search.number);
        if self.0.as_ref().map(|running| running.number) == wanted {
            return;
        }
        self.0 = model.job().map(|job| {
            let stop = Arc::new(AtomicBool::new(false));
            let asked = Arc::clone(&stop);
            let number = job.number;
            let found = spawn_blocking(move || job.run(|| asked.load(Ordering::Relaxed)));
            Running { number, stop, found }
        });
    }

    /// Waits for what is found, by the number of its search.
    pub async fn found(&mut self) -> (u64, List) {
        loop {
            let Some(running) = &mut self.0 else { return future::pending().await };
            let (number, found) = (running.number, (&mut running.found).await);
            self.0 = None;
            match found {
                Ok(Some(list)) => return (number, list),
                Ok(None) => {}
                Err(error) => {
                    tracing::error!(%error, "searching");
                    return (number, List::default());
                }
            }
        }
    }
}
