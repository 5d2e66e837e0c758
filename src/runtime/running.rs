//! What waits for several things at once, on this thread.

use std::future::Future;

use color_eyre::eyre::{Result, WrapErr, eyre};
use tokio::runtime::Runtime;

/// Runs on this thread until `what` is done. One more thread keeps time and watches for signals; a
/// folder is followed on threads that may take their time, which are not waited for in the end.
///
/// # Errors
///
/// Where the system gives no threads.
pub fn block_on<F: Future>(what: F) -> Result<F::Output> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(1).enable_all().build().wrap_err("starting")?;
    let leaving = Leaving(Some(runtime));
    leaving.0.as_ref().map(|runtime| runtime.block_on(what)).ok_or_else(|| eyre!("starting"))
}

/// Leaves without waiting for a look at a slow disk, also where what runs panics.
struct Leaving(Option<Runtime>);

impl Drop for Leaving {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
