//! `dateline demo`: the sample coverage comes in, post by post, as it would on the day.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::samples;
use crate::news::format::liveblog;
use crate::news::post::Post;
use crate::news::store::Store;

/// Posts that are there from the start.
const AT_FIRST: usize = 20;
/// Between two posts that come in.
const PACE: Duration = Duration::from_secs(3);

/// Writes the sample coverage into `folder`, the oldest posts at once and the others one by one.
/// The posts keep the times of their reporting.
pub async fn replay(folder: PathBuf) {
    if let Err(error) = write(&folder).await {
        tracing::error!(%error, "the demo");
    }
}

async fn write(folder: &Path) -> io::Result<()> {
    let mut store = Store::new();
    store.apply(samples::documents());
    let snapshot = store.snapshot();
    let posts: Vec<Arc<Post>> =
        snapshot.posts().values().rev().map(|entry| Arc::clone(&entry.post)).collect();
    let (early, late) = posts.split_at_checked(AT_FIRST).unwrap_or((&posts, &[]));
    let line = |post: &Arc<Post>| format!("{}\n", liveblog::write_post(post));
    let head = format!("{{\"format\":\"{}\",\"posts\":[]}}\n", liveblog::FORMAT);
    let earlier: String = early.iter().map(line).collect();
    fs::write(folder.join("earlier.ndjson"), format!("{head}{earlier}"))?;
    let arriving = folder.join("live.ndjson");
    fs::write(&arriving, head)?;
    for post in late {
        tokio::time::sleep(PACE).await;
        OpenOptions::new().append(true).open(&arriving)?.write_all(line(post).as_bytes())?;
    }
    Ok(())
}
