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
use std::time::Duration;

use dateline::news::store::PostId;
use dateline::reader::folder_state::Watch;
use dateline::runtime::ingest::{Means, Published};
use dateline::runtime::schedule::Timing;
use followed::{Followed, headlines, page};

#[path = "common/followed.rs"]
mod followed;

/// By hints alone: nothing is looked at that nobody told of.
fn told() -> Means {
    Means {
        timing: Timing { watching: NEVER, root: NEVER, ..Timing::default() },
        ..Means::default()
    }
}

const NEVER: Duration = Duration::from_hours(1);

#[tokio::test(flavor = "multi_thread")]
async fn files_come_change_move_and_go() {
    let mut folder = Followed::start(told()).await;
    folder.write("a.txt", "A");
    folder.until_headlines(&["A"]).await;
    folder.write("a.txt", "B");
    folder.until_headlines(&["B"]).await;
    let aside = folder.aside("aside.txt");
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
    let mut folder = Followed::start(told()).await;
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
    let mut folder = Followed::start(told()).await;
    let aside = folder.aside("aside");
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
        now.snapshot.posts().values().all(|entry| entry.post.source().starts_with("moved/"))
    };
    folder.until("the new names", sources).await;
    fs::rename(folder.path("moved/deep"), &aside).unwrap();
    folder.until_headlines(&["A"]).await;
    fs::remove_dir_all(folder.path("moved")).unwrap();
    folder.until_headlines(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_folder_itself_goes_and_comes_back() {
    let mut folder = Followed::start(told()).await;
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
    posts.map(|entry| (entry.post.headline.to_string(), entry.id)).collect()
}

/// A reader who holds a post must find it again after each of these.
#[tokio::test(flavor = "multi_thread")]
async fn posts_keep_their_names_through_every_way_of_saving_and_moving() {
    let mut folder = Followed::start(told()).await;
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
        now.snapshot.posts().len() == 40 && posts.all(|entry| entry.post.source().starts_with('r'))
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
            && posts.all(|entry| entry.post.source().starts_with("moved/"))
    };
    folder.until("the new directory", moved).await;
    assert_eq!(ids(&folder.published.borrow()), before);
}

/// What has gone from a page goes along when the page is renamed, and a page that is renamed is never
/// missing: by hints as well as by looks.
#[tokio::test(flavor = "multi_thread")]
async fn a_renamed_page_keeps_what_it_has_dropped() {
    let polled = Timing { polling: Duration::from_millis(50), ..told().timing };
    let blind = Means {
        timing: polled,
        start_sentinel: Box::new(|_, _| Err(std::io::Error::other("none is to be had"))),
    };
    for means in [told(), blind] {
        let mut folder = Followed::start(means).await;
        let posts = |numbers: &[u8]| -> String {
            let post =
                |n: &u8| format!("  {n}. P{n}published at 10:1{n} GMT 2 June\n\n    T{n}.\n\n");
            numbers.iter().map(post).collect()
        };
        fs::write(folder.path("a.txt"), posts(&[3, 2, 1])).unwrap();
        folder.until_headlines(&["P1", "P2", "P3"]).await;
        fs::write(folder.path(".new"), posts(&[3, 1])).unwrap();
        fs::rename(folder.path(".new"), folder.path("a.txt")).unwrap();
        folder.until_headlines(&["P1", "P3"]).await;
        fs::rename(folder.path("a.txt"), folder.path("b.txt")).unwrap();
        let mut missing = false;
        folder
            .until("the new name", |now| {
                let mut posts = now.snapshot.posts().values();
                missing |= headlines(&now.snapshot).len() != 2;
                let all = now.snapshot.posts().len() == 3;
                all && posts
                    .any(|entry| &*entry.post.headline == "P3" && entry.post.source() == "b.txt")
            })
            .await;
        assert!(!missing);
        fs::remove_file(folder.path("b.txt")).unwrap();
        folder.until("nothing", |now| now.snapshot.posts().is_empty()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_made_anew_at_once_is_watched() {
    let mut folder = Followed::start(told()).await;
    for round in ["A", "B", "C", "D"] {
        fs::remove_dir_all(&folder.root).unwrap();
        fs::create_dir(&folder.root).unwrap();
        folder.write("a.txt", round);
        folder.until_headlines(&[round]).await;
        folder.write("b.txt", "Later");
        folder.until_headlines(&[round, "Later"]).await;
    }
}
