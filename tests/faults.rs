//! What may go wrong between the folder and the store: the system that stops telling, the file that is
//! none, the writer who takes their time. The store gets over each, and says meanwhile what it can.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is wrong in a test fails it"
)]

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, SystemTime};

use dateline::news::store::Snapshot;
use dateline::reader::folder_state::Watch;
use dateline::runtime::hints::Hint;
use dateline::runtime::ingest::{Means, Published};
use dateline::runtime::schedule::Timing;
use dateline::runtime::settling::LONGEST;
use dateline::runtime::watcher::Watcher;
use dateline::runtime::watches::{Sentinel, StartSentinel, Told, Unwatched};
use followed::{Followed, account, headlines, page};
use tokio::time::sleep;

#[path = "common/followed.rs"]
mod followed;

const NEVER: Duration = Duration::from_hours(1);
const SOON: Duration = Duration::from_millis(100);

/// By hints alone: nothing is looked at that nobody told of.
const TOLD: Timing = Timing {
    settle: Duration::from_millis(40),
    longest_burst: Duration::from_millis(400),
    watching: NEVER,
    polling: SOON,
    lost: SOON,
    root: NEVER,
};

fn is_polled(now: &Published) -> bool {
    matches!(now.folder.watch, Watch::Polling { .. })
}

fn is_watched(now: &Published) -> bool {
    now.folder.watch == Watch::Watching
}

/// The system's own watcher, whose hints go through `pass`; where that says no, they are lost.
fn watcher(pass: impl Fn(&Hint) -> bool + Send + Sync + 'static) -> StartSentinel {
    let pass = Arc::new(pass);
    Box::new(move |root, hints| {
        let (pass, hints) = (Arc::clone(&pass), Arc::clone(hints));
        let watcher = Watcher::start(root, move |hint| {
            if pass(&hint) {
                hints.note(hint);
            }
        })?;
        Ok(Box::new(watcher))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_overflown_queue_loses_nothing() {
    // Whoever takes the events from the kernel stands still while the gate is closed.
    let gate = Arc::new((Mutex::new(true), Condvar::new()));
    let overflown = Arc::new(AtomicBool::new(false));
    let (at_gate, told) = (Arc::clone(&gate), Arc::clone(&overflown));
    let start_sentinel = watcher(move |hint| {
        let open = at_gate.0.lock().unwrap();
        drop(at_gate.1.wait_while(open, |open| !*open).unwrap());
        told.fetch_or(*hint == Hint::Lost, Ordering::SeqCst);
        true
    });
    let mut folder = Followed::start(Means { timing: TOLD, start_sentinel }).await;
    folder.write("a.txt", "A");
    folder.until_headlines(&["A"]).await;

    *gate.0.lock().unwrap() = false;
    let limit = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").unwrap();
    let events: usize = limit.trim().parse().unwrap();
    // Each rename is two events.
    for _ in 0..events.max(20_000).div_ceil(2) {
        fs::rename(folder.path("a.txt"), folder.path("b.txt")).unwrap();
        fs::rename(folder.path("b.txt"), folder.path("a.txt")).unwrap();
    }
    fs::remove_file(folder.path("a.txt")).unwrap();
    fs::create_dir(folder.path("new")).unwrap();
    for headline in ["B", "C"] {
        folder.write(&format!("new/{headline}.txt"), headline);
    }
    *gate.0.lock().unwrap() = true;
    gate.1.notify_all();

    folder.until_headlines(&["B", "C"]).await;
    assert!(overflown.load(Ordering::SeqCst), "the queue was meant to overflow");
    folder.write("new/D.txt", "D");
    folder.until_headlines(&["B", "C", "D"]).await;
}

/// The system's watcher with room for so many directories.
struct Bounded {
    watcher: Watcher,
    room: Arc<AtomicUsize>,
}

impl Sentinel for Bounded {
    fn watch(&mut self, directory: &Path) -> Result<Told, Unwatched> {
        let take = |room: usize| room.checked_sub(1);
        match self.room.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take) {
            Ok(_) => self.watcher.watch(directory),
            Err(_) => Err(Unwatched::Limit),
        }
    }

    fn unwatch(&mut self, directory: &Path) {
        self.room.fetch_add(1, Ordering::SeqCst);
        self.watcher.unwatch(directory);
    }

    fn is_alive(&self) -> bool {
        self.watcher.is_alive()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_limit_of_watches_the_folder_is_polled_until_there_is_room() {
    let room = Arc::new(AtomicUsize::new(2));
    let left = Arc::clone(&room);
    let start_sentinel: StartSentinel = Box::new(move |root, hints| {
        let (hints, room) = (Arc::clone(hints), Arc::clone(&left));
        let watcher = Watcher::start(root, move |hint| hints.note(hint))?;
        Ok(Box::new(Bounded { watcher, room }))
    });
    let means = Means { timing: TOLD, start_sentinel };
    let mut folder = Followed::start_with(means, |root| {
        for number in 0..5 {
            fs::create_dir(root.join(format!("{number}"))).unwrap();
        }
    })
    .await;
    folder.until("it is polled", is_polled).await;
    for number in 0..5 {
        folder.write(&format!("{number}/a.txt"), &format!("{number}"));
    }
    folder.until_headlines(&["0", "1", "2", "3", "4"]).await;
    room.store(10, Ordering::SeqCst);
    folder.until("it is watched", is_watched).await;
    for number in 0..5 {
        folder.write(&format!("{number}/a.txt"), &format!("{number} again"));
    }
    let wanted = ["0 again", "1 again", "2 again", "3 again", "4 again"];
    folder.until_headlines(&wanted).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_limit_of_watchers_the_folder_is_polled_until_there_is_one() {
    let refused = Arc::new(AtomicBool::new(true));
    let is_full = Arc::clone(&refused);
    let start_sentinel: StartSentinel = Box::new(move |root, hints| {
        if is_full.load(Ordering::SeqCst) {
            return Err(io::Error::from_raw_os_error(24));
        }
        let hints = Arc::clone(hints);
        Ok(Box::new(Watcher::start(root, move |hint| hints.note(hint))?))
    });
    let mut folder = Followed::start(Means { timing: TOLD, start_sentinel }).await;
    folder.until("it is polled", is_polled).await;
    folder.write("a.txt", "A");
    folder.until_headlines(&["A"]).await;
    refused.store(false, Ordering::SeqCst);
    folder.until("it is watched", is_watched).await;
    folder.write("a.txt", "B");
    folder.until_headlines(&["B"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watch_that_never_speaks_is_found_out_and_believed_again_when_it_does() {
    let speaks = Arc::new(AtomicBool::new(false));
    let spoken = Arc::clone(&speaks);
    let start_sentinel = watcher(move |_| spoken.load(Ordering::SeqCst));
    let timing = Timing { watching: Duration::from_millis(300), ..TOLD };
    let mut folder = Followed::start(Means { timing, start_sentinel }).await;
    assert!(is_watched(&folder.published.borrow()), "it has agreed to tell");
    folder.write("a.txt", "A");
    folder.until_headlines(&["A"]).await;
    folder.until("it is polled", is_polled).await;
    folder.write("b.txt", "B");
    folder.until_headlines(&["A", "B"]).await;
    assert!(is_polled(&folder.published.borrow()));
    speaks.store(true, Ordering::SeqCst);
    folder.write("c.txt", "C");
    folder.until_headlines(&["A", "B", "C"]).await;
    folder.until("it is watched", is_watched).await;
}

/// A watch on another machine's disk.
struct Remote(Watcher);

impl Sentinel for Remote {
    fn watch(&mut self, directory: &Path) -> Result<Told, Unwatched> {
        self.0.watch(directory).map(|_| Told::OwnChanges)
    }

    fn unwatch(&mut self, directory: &Path) {
        self.0.unwatch(directory);
    }

    fn is_alive(&self) -> bool {
        self.0.is_alive()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_other_machines_write_to_is_polled_and_its_own_changes_are_there_at_once() {
    let start_sentinel: StartSentinel = Box::new(|root, hints| {
        let hints = Arc::clone(hints);
        Ok(Box::new(Remote(Watcher::start(root, move |hint| hints.note(hint))?)))
    });
    // Polled so seldom that only a hint brings it.
    let timing = Timing { polling: NEVER, ..TOLD };
    let mut folder = Followed::start(Means { timing, start_sentinel }).await;
    folder.until("it is polled", is_polled).await;
    folder.write("a.txt", "A");
    folder.until_headlines(&["A"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watch_thread_that_dies_is_replaced() {
    let dies = Arc::new(AtomicBool::new(false));
    let dying = Arc::clone(&dies);
    let start_sentinel = watcher(move |_| {
        assert!(!dying.swap(false, Ordering::SeqCst), "the end of this thread, as meant");
        true
    });
    let mut folder = Followed::start(Means { timing: TOLD, start_sentinel }).await;
    for round in ["A", "B", "C"] {
        dies.store(true, Ordering::SeqCst);
        folder.write("a.txt", round);
        folder.until_headlines(&[round]).await;
        assert!(!dies.load(Ordering::SeqCst), "it has died");
        folder.until("it is watched", is_watched).await;
        folder.write("b.txt", "Z");
        folder.until_headlines(&[round, "Z"]).await;
        fs::remove_file(folder.path("b.txt")).unwrap();
        folder.until_headlines(&[round]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_folder_takes_the_place_of_without_a_word_is_seen() {
    let timing = Timing { root: SOON, ..TOLD };
    let mut folder = Followed::start(Means { timing, ..Means::default() }).await;
    folder.write("a.txt", "A");
    folder.until_headlines(&["A"]).await;
    // The directories above are not watched: the path leads elsewhere, and nobody has touched the folder.
    let above = folder.root.parent().unwrap().to_path_buf();
    let beside = above.with_extension("moved");
    fs::rename(&above, &beside).unwrap();
    folder.until("it is lost", |now| now.folder.watch == Watch::Lost).await;
    folder.until_headlines(&[]).await;
    fs::create_dir_all(&folder.root).unwrap();
    folder.write("b.txt", "B");
    folder.until_headlines(&["B"]).await;
    folder.until("it is watched", is_watched).await;
    fs::remove_dir_all(&beside).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn files_whose_clock_jumps_are_read_all_the_same() {
    let mut folder = Followed::start(Means { timing: TOLD, ..Means::default() }).await;
    let far = Duration::from_hours(24 * 365 * 80);
    let mut last = None;
    for (round, modified) in ["A", "B", "C", "D"]
        .iter()
        .zip([SystemTime::now() + far, SystemTime::UNIX_EPOCH].iter().cycle())
    {
        folder.write("a.txt", round);
        File::options()
            .write(true)
            .open(folder.path("a.txt"))
            .unwrap()
            .set_modified(*modified)
            .unwrap();
        folder.until_headlines(&[round]).await;
        let names =
            |now: &Published| now.snapshot.posts().values().next_back().map(|entry| entry.id);
        let id = names(&folder.published.borrow());
        assert!(last.is_none() || last == Some(id), "it is the same post");
        last = Some(id);
    }
}

/// The problems of a folder, as `name: reason`.
fn problems(snapshot: &Snapshot) -> BTreeSet<String> {
    let problems = snapshot.problems().flat_map(|(name, problems)| {
        problems.iter().map(move |problem| format!("{name}: {}", problem.what))
    });
    problems.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_document_is_refused_with_its_reason_and_costs_nobody_anything() {
    let mut folder = Followed::start(Means { timing: TOLD, ..Means::default() }).await;
    let path = |name: &str| folder.path(name);
    rustix::fs::mknodat(
        rustix::fs::CWD,
        path("fifo"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RWXU,
        0,
    )
    .unwrap();
    let _socket = UnixListener::bind(path("socket")).unwrap();
    for (to, name) in [("/etc/passwd", "out"), ("/usr", "directory"), ("itself", "itself")] {
        symlink(to, path(name)).unwrap();
    }
    for (name, size) in [("sparse", 50_000_000_000), ("line", 1_000_000_000)] {
        File::create(path(name)).unwrap().set_len(size).unwrap();
    }
    fs::write(path("binary"), [0, 159, 146, 150]).unwrap();
    folder.write("a.txt", "A");
    folder.until_headlines(&["A"]).await;
    let link = "a symbolic link, which is not followed without --follow-links";
    let wanted: BTreeSet<String> = [
        "fifo: a FIFO, not a regular file".to_owned(),
        "socket: a socket, not a regular file".to_owned(),
        format!("out: {link}"),
        format!("directory: {link}"),
        format!("itself: {link}"),
        "sparse: 50000 MB, over the limit of 16 MiB".to_owned(),
        "line: 1000 MB, over the limit of 16 MiB".to_owned(),
        "binary: not text: there is a NUL byte".to_owned(),
    ]
    .into();
    folder.until("all problems", |now| problems(&now.snapshot) == wanted).await;

    for name in ["fifo", "socket", "out", "directory", "itself", "sparse", "line", "binary"] {
        let path = folder.path(name);
        fs::remove_file(&path).unwrap();
        fs::write(&path, page(name)).unwrap();
    }
    folder.until("no problem", |now| now.snapshot.problem_count() == 0).await;
    assert_eq!(headlines(&folder.published.borrow().snapshot).len(), 9);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_grows_without_end_is_capped() {
    let mut folder = Followed::start(Means { timing: TOLD, ..Means::default() }).await;
    let (grows, path) = (Arc::new(AtomicBool::new(true)), folder.path("grows.txt"));
    let growing = Arc::clone(&grows);
    let writer = std::thread::spawn(move || {
        let mut file = File::create(path).unwrap();
        let piece = vec![b'x'; 1 << 20];
        // Without end, as far as the reader can tell; the disk of the test is not.
        for _ in 0..64 {
            if !growing.load(Ordering::SeqCst) {
                break;
            }
            file.write_all(&piece).unwrap();
        }
        file
    });
    folder.write("a.txt", "A");
    folder
        .until("it is refused, and the other is there", |now| {
            problems(&now.snapshot)
                .iter()
                .any(|it| it.contains("grows.txt") && it.contains("limit"))
                && headlines(&now.snapshot) == ["A"]
        })
        .await;
    grows.store(false, Ordering::SeqCst);
    drop(writer.join().unwrap());
}

/// A page of `count` posts, each with `word` in its text.
fn long_page(count: usize, word: &str) -> String {
    let post = |at: usize| {
        format!("  {at}. Post {at}published at 10:{:02} GMT 2 June\n\n    {word}.\n\n", 59 - at)
    };
    (1..=count).map(post).collect()
}

/// How many posts stand, and in what words, for each store that is published until `until` is so.
async fn seen(folder: &mut Followed, until: impl Fn(&str) -> bool) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    loop {
        let now = {
            let published = folder.published.borrow_and_update();
            let posts = published.snapshot.posts().values().filter(|entry| entry.is_present());
            let bodies: Vec<String> =
                posts.map(|entry| entry.post.body.texts().collect()).collect();
            let words: BTreeSet<&str> = bodies.iter().map(String::as_str).collect();
            format!("{} {}", bodies.len(), words.into_iter().collect::<Vec<_>>().join("+"))
        };
        if seen.last() != Some(&now) {
            seen.push(now);
        }
        if until(seen.last().unwrap()) {
            return seen;
        }
        let changed = tokio::time::timeout(Duration::from_secs(20), folder.published.changed());
        assert!(changed.await.is_ok(), "{seen:?}");
    }
}

/// Writes a text in pieces, as a slow line brings it.
async fn write_slowly(mut file: File, text: String, pace: Duration) {
    for piece in text.as_bytes().chunks(text.len().div_ceil(12)) {
        file.write_all(piece).unwrap();
        sleep(pace).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_writer_never_shows_half_a_document() {
    let mut folder = Followed::start(Means { timing: TOLD, ..Means::default() }).await;
    let path = folder.path("a.txt");
    for (word, before) in [("First", "0 "), ("Second", "20 First."), ("Third", "20 Second.")] {
        // Created, then truncated and written anew; closed when it is whole.
        let file = File::create(&path).unwrap();
        let writer = write_slowly(file, long_page(20, word), Duration::from_millis(100));
        let wanted = format!("20 {word}.");
        let (seen, ()) = tokio::join!(seen(&mut folder, |now| now == wanted), writer);
        assert_eq!(seen, [before, &wanted]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_never_rests_is_shown_all_the_same() {
    let mut folder = Followed::start(Means { timing: TOLD, ..Means::default() }).await;
    let mut file =
        OpenOptions::new().create(true).append(true).open(folder.path("a.ndjson")).unwrap();
    writeln!(file, r#"{{"format":"liveblog/1","posts":[]}}"#).unwrap();
    let began = tokio::time::Instant::now();
    let mut count = 0;
    while folder.published.borrow().snapshot.posts().is_empty() {
        assert!(began.elapsed() < 4 * LONGEST, "held back for ever");
        writeln!(file, r#"{{"headline":"{count}","firstCreated":"2025-06-02T10:50:00Z"}}"#)
            .unwrap();
        count += 1;
        let _ = tokio::time::timeout(SOON, folder.published.changed()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn directories_copied_and_moved_in_are_there_with_all_that_is_in_them() {
    let mut folder = Followed::start(Means { timing: TOLD, ..Means::default() }).await;
    for round in 0..5 {
        let aside = folder.aside("aside");
        for directory in 0..40 {
            let directory = folder.path(&format!("{round}-{directory}"));
            fs::create_dir(&directory).unwrap();
            for file in 0..20 {
                let name = directory.file_name().unwrap().to_string_lossy().into_owned();
                fs::write(directory.join(format!("{file}")), page(&format!("{name} {file}")))
                    .unwrap();
            }
        }
        fs::rename(folder.path(&format!("{round}-0")), &aside).unwrap();
        fs::rename(&aside, folder.path(&format!("{round}-moved"))).unwrap();
        let wanted = 800 * (round + 1);
        folder.until("all", |now| headlines(&now.snapshot).len() == wanted).await;
    }
    let fresh = account(&folder.fresh());
    folder.until("the same as a fresh start", |now| account(&now.snapshot) == fresh).await;
}
