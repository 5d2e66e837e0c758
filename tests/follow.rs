//! A real folder, the real watcher, and the store that follows them: whatever happens, it comes to
//! hold what a fresh start would.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is wrong in a test fails it"
)]

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use dateline::news::store::{PostId, Snapshot, Store};
use dateline::reader::folder_state::Watch;
use dateline::runtime::folder::{Folder, Scope};
use dateline::runtime::ingest::{self, Published};
use dateline::runtime::reading::Conventions;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tempfile::TempDir;
use tokio::sync::{Notify, watch};

/// Far longer than anything takes: what is waited for this long does not come.
const DEADLINE: Duration = Duration::from_secs(30);

fn conventions() -> Conventions {
    Conventions { zone: TimeZone::UTC, year: Some(2025) }
}

/// A folder that is followed.
struct Followed {
    _temporary: TempDir,
    root: PathBuf,
    published: watch::Receiver<Published>,
}

impl Followed {
    /// Follows an empty folder, and waits until it is watched.
    async fn start() -> Followed {
        let temporary = tempfile::tempdir().unwrap();
        let root = temporary.path().join("folder");
        fs::create_dir(&root).unwrap();
        let (publish, published) = watch::channel(Published::empty());
        let folder = Folder::new(root.clone(), conventions());
        tokio::spawn(ingest::run(folder, publish, Arc::new(Notify::new())));
        let mut followed = Followed { _temporary: temporary, root, published };
        followed.until("it is watched", |published| published.folder.reading.is_none()).await;
        followed
    }

    /// Waits until what is published is as wanted.
    async fn until(&mut self, what: &str, wanted: impl Fn(&Published) -> bool) {
        let waiting = self.published.wait_for(|published| wanted(published));
        let found = tokio::time::timeout(DEADLINE, waiting).await.map(|found| found.is_ok());
        if !matches!(found, Ok(true)) {
            let published = self.published.borrow();
            let headlines = headlines(&published.snapshot);
            panic!("waited for: {what}; there is {headlines:?}, {:?}", published.folder);
        }
    }

    async fn until_headlines(&mut self, wanted: &[&str]) {
        self.until(&format!("{wanted:?}"), |published| headlines(&published.snapshot) == wanted)
            .await;
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Writes a page with one post.
    fn write(&self, name: &str, headline: &str) {
        fs::write(self.path(name), page(headline)).unwrap();
    }
}

fn page(headline: &str) -> String {
    format!("  1. {headline}published at 10:50 GMT 2 June\n\n    Text.\n")
}

/// The headlines of the posts that stand, sorted.
fn headlines(snapshot: &Snapshot) -> Vec<String> {
    let standing = snapshot.posts().values().filter(|entry| entry.is_present());
    let mut headlines: Vec<String> = standing.map(|entry| entry.post.headline.clone()).collect();
    headlines.sort();
    headlines
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_change_move_and_go() {
    let mut folder = Followed::start().await;
    folder.write("a.txt", "A");
    folder.until_headlines(&["A"]).await;
    folder.write("a.txt", "B");
    folder.until_headlines(&["B"]).await;
    let aside = folder.root.parent().unwrap().join("aside.txt");
    fs::write(&aside, page("C")).unwrap();
    fs::rename(&aside, folder.path("c.txt")).unwrap();
    folder.until_headlines(&["B", "C"]).await;
    fs::rename(folder.path("c.txt"), folder.path("a.txt")).unwrap();
    folder.until_headlines(&["C"]).await;
    fs::rename(folder.path("a.txt"), folder.path(".a.txt")).unwrap();
    folder.until_headlines(&[]).await;
    fs::rename(folder.path(".a.txt"), folder.path("d.txt")).unwrap();
    folder.until_headlines(&["C"]).await;
    fs::remove_file(folder.path("d.txt")).unwrap();
    folder.until_headlines(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_is_appended_to_without_being_closed_is_read() {
    let mut folder = Followed::start().await;
    let mut file =
        OpenOptions::new().create(true).append(true).open(folder.path("l.ndjson")).unwrap();
    writeln!(file, r#"{{"format":"liveblog/1","posts":[]}}"#).unwrap();
    for headline in ["A", "B"] {
        writeln!(file, r#"{{"headline":"{headline}","firstCreated":"2025-06-02T10:50:00Z"}}"#)
            .unwrap();
        folder.until(headline, |now| headlines(&now.snapshot).contains(&headline.to_owned())).await;
    }
    drop(file);
    folder.until_headlines(&["A", "B"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn directories_come_move_and_go_with_all_in_them() {
    let mut folder = Followed::start().await;
    let aside = folder.root.parent().unwrap().join("aside");
    fs::create_dir_all(aside.join("deep/deeper")).unwrap();
    for (name, headline) in [("a.txt", "A"), ("deep/b.txt", "B"), ("deep/deeper/c.txt", "C")] {
        fs::write(aside.join(name), page(headline)).unwrap();
    }
    fs::rename(&aside, folder.path("in")).unwrap();
    folder.until_headlines(&["A", "B", "C"]).await;
    fs::rename(folder.path("in"), folder.path("moved")).unwrap();
    folder.write("moved/deep/d.txt", "D");
    folder.until_headlines(&["A", "B", "C", "D"]).await;
    let sources = |now: &Published| {
        now.snapshot.posts().values().all(|entry| entry.post.source.starts_with("moved/"))
    };
    folder.until("the new names", sources).await;
    fs::rename(folder.path("moved/deep"), &aside).unwrap();
    folder.until_headlines(&["A"]).await;
    fs::remove_dir_all(folder.path("moved")).unwrap();
    folder.until_headlines(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_folder_itself_goes_and_comes_back() {
    let mut folder = Followed::start().await;
    folder.write("a.txt", "A");
    folder.until_headlines(&["A"]).await;
    fs::remove_dir_all(&folder.root).unwrap();
    folder.until("it is lost", |now| now.folder.watch == Watch::Lost).await;
    folder.until_headlines(&[]).await;
    fs::create_dir(&folder.root).unwrap();
    folder.write("b.txt", "B");
    folder.until_headlines(&["B"]).await;
    folder.until("it is watched", |now| now.folder.watch == Watch::Watching).await;
    folder.write("c.txt", "C");
    folder.until_headlines(&["B", "C"]).await;
}

/// The names of the posts, by headline.
fn ids(now: &Published) -> BTreeMap<String, PostId> {
    let posts = now.snapshot.posts().values();
    posts.map(|entry| (entry.post.headline.clone(), entry.id)).collect()
}

/// A reader who holds a post must find it again after each of these.
#[tokio::test(flavor = "multi_thread")]
async fn posts_keep_their_names_through_every_way_of_saving_and_moving() {
    let mut folder = Followed::start().await;
    for number in 0..40 {
        folder.write(&format!("{number}.txt"), &format!("P{number:02}"));
    }
    folder.until("all", |now| now.snapshot.posts().len() == 40).await;
    let before = ids(&folder.published.borrow());
    for number in 0..40 {
        let (from, to) =
            (folder.path(&format!("{number}.txt")), folder.path(&format!("r{number}.txt")));
        match number % 4 {
            0 => fs::rename(&from, &to).unwrap(),
            1 => {
                fs::rename(&from, folder.path(&format!("{number}.txt~"))).unwrap();
                fs::write(&to, page(&format!("P{number:02}"))).unwrap();
            }
            2 => {
                fs::write(folder.path(".new"), page(&format!("P{number:02}"))).unwrap();
                fs::rename(folder.path(".new"), &from).unwrap();
                fs::rename(&from, &to).unwrap();
            }
            _ => {
                fs::remove_file(&from).unwrap();
                fs::write(&to, page(&format!("P{number:02}"))).unwrap();
            }
        }
    }
    let renamed = |now: &Published| {
        let mut posts = now.snapshot.posts().values();
        now.snapshot.posts().len() == 40 && posts.all(|entry| entry.post.source.starts_with('r'))
    };
    folder.until("the new names", renamed).await;
    assert_eq!(ids(&folder.published.borrow()), before);
    fs::create_dir(folder.path("sub")).unwrap();
    for number in 0..40 {
        let name = format!("r{number}.txt");
        fs::rename(folder.path(&name), folder.path(&format!("sub/{name}"))).unwrap();
    }
    fs::rename(folder.path("sub"), folder.path("moved")).unwrap();
    let moved = |now: &Published| {
        let mut posts = now.snapshot.posts().values();
        now.snapshot.posts().len() == 40
            && posts.all(|entry| entry.post.source.starts_with("moved/"))
    };
    folder.until("the new directory", moved).await;
    assert_eq!(ids(&folder.published.borrow()), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_made_anew_at_once_is_watched() {
    let mut folder = Followed::start().await;
    for round in ["A", "B", "C", "D"] {
        fs::remove_dir_all(&folder.root).unwrap();
        fs::create_dir(&folder.root).unwrap();
        folder.write("a.txt", round);
        folder.until_headlines(&[round]).await;
        // Only a watch sees this before the next look that nobody asked for.
        let began = Instant::now();
        folder.write("b.txt", "Later");
        folder.until_headlines(&[round, "Later"]).await;
        assert!(began.elapsed() < Duration::from_secs(8), "found by chance");
    }
}

/// Something that is done to a folder.
#[derive(Clone, Debug)]
enum Step {
    Write(usize, u8),
    Append(usize, u8),
    AtomicSave(usize, u8),
    Rename(usize, usize),
    Remove(usize),
}

/// Places for documents and directories: some within others.
const PLACES: [&str; 8] = ["a", "b", "d", "d/a", "d/b", "d/e", "d/e/a", "f/a"];

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let place = 0..PLACES.len();
    let step = prop_oneof![
        3 => (place.clone(), any::<u8>()).prop_map(|(place, text)| Step::Write(place, text)),
        2 => (place.clone(), any::<u8>()).prop_map(|(place, text)| Step::Append(place, text)),
        2 => (place.clone(), any::<u8>()).prop_map(|(place, text)| Step::AtomicSave(place, text)),
        3 => (place.clone(), place.clone()).prop_map(|(from, to)| Step::Rename(from, to)),
        2 => place.prop_map(Step::Remove),
    ];
    proptest::collection::vec(step, 1..25)
}

/// Does a step; one that cannot be done does nothing.
fn act(root: &Path, step: &Step) {
    let at = |place: usize| root.join(PLACES[place]);
    let parent = |path: &Path| fs::create_dir_all(path.parent().unwrap());
    let post = |text: u8| page(&format!("Headline {}", text % 16));
    let _ = match step {
        Step::Write(place, text) => {
            parent(&at(*place)).and_then(|()| fs::write(at(*place), post(*text)))
        }
        Step::Append(place, text) => OpenOptions::new()
            .append(true)
            .open(at(*place))
            .and_then(|mut file| file.write_all(post(*text).as_bytes())),
        Step::AtomicSave(place, text) => {
            let temporary = root.join(".saving.Ab12Cd");
            fs::write(&temporary, post(*text)).and_then(|()| fs::rename(&temporary, at(*place)))
        }
        Step::Rename(from, to) => parent(&at(*to)).and_then(|()| fs::rename(at(*from), at(*to))),
        Step::Remove(place) => {
            fs::remove_file(at(*place)).or_else(|_| fs::remove_dir_all(at(*place)))
        }
    };
}

fn told(snapshot: &Snapshot) -> Vec<String> {
    let standing = snapshot.posts().values().filter(|entry| entry.is_present());
    standing.map(|entry| format!("{:?}", entry.post)).collect()
}

/// Random histories, each without a pause between its steps. The store must come to what a fresh
/// look at the folder gives, by itself.
#[test]
fn after_any_history_the_store_holds_what_a_fresh_start_would() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(Config { cases: 60, ..Config::default() });
    let result = runner.run(&steps(), |steps| {
        runtime.block_on(async {
            let mut folder = Followed::start().await;
            for step in &steps {
                act(&folder.root, step);
            }
            let mut fresh = Store::new();
            Folder::new(folder.root.clone(), conventions())
                .reconcile(&Scope::Whole, |batch| fresh.apply(batch.changes));
            let fresh = told(&fresh.snapshot());
            folder.until(&format!("{fresh:?}"), |now| told(&now.snapshot) == fresh).await;
            Ok(())
        })
    });
    result.unwrap();
}
