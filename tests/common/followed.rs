//! A folder that is followed as a session follows it, and what a fresh start would make of it.

#![allow(
    dead_code,
    clippy::panic,
    clippy::unwrap_used,
    reason = "each test uses some of it, and what goes wrong here fails the test that asked for it"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use dateline::news::post::Post;
use dateline::news::store::{Snapshot, Store};
use dateline::runtime::disk::Reach;
use dateline::runtime::folder::{Folder, Scope};
use dateline::runtime::ingest::{self, Means, Published};
use dateline::runtime::reading::Conventions;
use jiff::tz::TimeZone;
use tempfile::TempDir;
use tokio::sync::{Notify, watch};

/// Far longer than anything takes: what is waited for this long does not come.
const DEADLINE: Duration = Duration::from_secs(30);

/// How documents are read here.
pub fn conventions() -> Conventions {
    Conventions { zone: TimeZone::UTC, year: Some(2025), reach: Reach::default() }
}

/// A folder that is followed.
pub struct Followed {
    home: TempDir,
    /// The folder.
    pub root: PathBuf,
    /// What a session is told.
    pub published: watch::Receiver<Published>,
    /// Asks for a look at once.
    pub rescan: Arc<Notify>,
}

impl Followed {
    /// Follows an empty folder, and waits until it was looked at.
    pub async fn start(means: Means) -> Followed {
        Followed::start_with(means, |_| {}).await
    }

    /// Follows a folder that is filled first.
    pub async fn start_with(means: Means, fill: impl FnOnce(&Path)) -> Followed {
        let home = tempfile::Builder::new().prefix("dateline-test-").tempdir().unwrap();
        let root = home.path().join("folder");
        fs::create_dir(&root).unwrap();
        fill(&root);
        let (publish, published) = watch::channel(Published::empty());
        let rescan = Arc::new(Notify::new());
        let folder = Folder::followed(root.clone(), conventions());
        tokio::spawn(ingest::run(folder, publish, Arc::clone(&rescan), means));
        let mut followed = Followed { home, root, published, rescan };
        followed.until("it is looked at", |published| published.folder.reading.is_none()).await;
        followed
    }

    /// Waits until what is published is as wanted.
    pub async fn until(&mut self, what: &str, wanted: impl FnMut(&Published) -> bool) {
        if let Err(there) = self.comes_to(DEADLINE, wanted).await {
            panic!("waited for: {what}; there is {there}");
        }
    }

    /// The same, but no longer than asked for, and with what there is instead where it does not come.
    pub async fn comes_to(
        &mut self,
        most: Duration,
        mut wanted: impl FnMut(&Published) -> bool,
    ) -> Result<(), String> {
        let waiting = self.published.wait_for(|published| wanted(published));
        let found = tokio::time::timeout(most, waiting).await.map(|found| found.is_ok());
        if matches!(found, Ok(true)) {
            return Ok(());
        }
        let published = self.published.borrow();
        Err(format!("{:?}, {:?}", account(&published.snapshot), published.folder))
    }

    /// Waits until these are the headlines of the posts that stand.
    pub async fn until_headlines(&mut self, wanted: &[&str]) {
        self.until(&format!("{wanted:?}"), |published| headlines(&published.snapshot) == wanted)
            .await;
    }

    /// A path below the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// A path beside the folder, on the same file system.
    pub fn aside(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Writes a page with one post.
    pub fn write(&self, name: &str, headline: &str) {
        fs::write(self.path(name), page(headline)).unwrap();
    }

    /// The folder as a fresh start would load it.
    pub fn fresh(&self) -> Snapshot {
        let mut fresh = Store::new();
        Folder::new(self.root.clone(), conventions()).reconcile(
            &Scope::Whole,
            &mut |_, _| {},
            |batch| fresh.apply(batch.changes),
        );
        fresh.snapshot()
    }
}

/// A page with one post.
pub fn page(headline: &str) -> String {
    format!("  1. {headline}published at 10:50 GMT 2 June\n\n    Text.\n")
}

/// The headlines of the posts that stand, sorted.
pub fn headlines(snapshot: &Snapshot) -> Vec<String> {
    let standing = snapshot.posts().values().filter(|entry| entry.is_present());
    let mut headlines: Vec<String> =
        standing.map(|entry| entry.post.headline.to_string()).collect();
    headlines.sort();
    headlines
}

/// All that a store holds of the folder as it is: posts in order with their presence, problems, and how
/// many documents. What has gone from them is not in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    posts: Vec<String>,
    problems: BTreeSet<String>,
    counts: (usize, usize, usize),
}

/// The account of a store.
pub fn account(snapshot: &Snapshot) -> Account {
    let posts = snapshot.posts().iter().filter(|(key, _)| !key.has_departed());
    let problems = snapshot.problems().flat_map(|(name, problems)| {
        problems.iter().map(move |problem| format!("{name}:{}: {}", problem.line, problem.what))
    });
    Account {
        posts: posts.map(|(_, entry)| format!("{:?} {:?}", entry.presence, entry.post)).collect(),
        problems: problems.collect(),
        counts: (snapshot.counts().all, snapshot.problem_count(), snapshot.documents()),
    }
}

/// What is shown as gone although it stands, or although nothing is there any more where it stood. A post
/// without a body may be another one of the same headline.
pub fn ghosts(snapshot: &Snapshot, root: &Path) -> Vec<String> {
    let standing: BTreeSet<(&str, String)> = snapshot
        .posts()
        .iter()
        .filter(|(key, _)| !key.has_departed())
        .map(|(_, entry)| (&*entry.post.headline, format!("{:?}", entry.post.body)))
        .collect();
    let departed = snapshot.posts().iter().filter(|(key, _)| key.has_departed());
    let is_ghost = |document: &str, post: &Post| {
        root.join(document).symlink_metadata().is_err()
            || !post.body.is_empty()
                && standing.contains(&(&*post.headline, format!("{:?}", post.body)))
    };
    departed
        .filter(|(key, entry)| entry.is_present() || is_ghost(key.document(), &entry.post))
        .map(|(_, entry)| format!("{:?} {:?}", entry.presence, entry.post))
        .collect()
}
