//! Whatever is done to a folder, once it is quiet the store holds what a fresh start would: posts, order,
//! problems and presence.
//!
//! `PROPTEST_CASES=10000 cargo test --release --test histories` tries so many histories of each sort
//! instead of 300. One that fails is told at its shortest, to be pasted into [`remembered`].

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is wrong in a test fails it"
)]

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use dateline::runtime::hints::Hints;
use dateline::runtime::ingest::Means;
use dateline::runtime::schedule::Timing;
use dateline::runtime::watches::{Sentinel, Told, Unwatched};
use followed::{Followed, account, ghosts};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

#[path = "common/followed.rs"]
mod followed;

/// Histories that are tried at once: most of each is waiting.
const AT_ONCE: u32 = 16;

/// What a store has not come to by then, it does not: a document is held back for 3 seconds at most.
const QUIET: Duration = Duration::from_secs(15);

const NEVER: Duration = Duration::from_hours(1);

/// Something that is done to a folder, where it can be.
#[derive(Clone, Debug)]
enum Step {
    /// Writes a document at once.
    Write(usize, Text),
    /// Writes a part of it, and goes on writing with [`Step::Finish`].
    Begin(usize, Text),
    /// Writes the rest of all that was begun, and closes it or not.
    Finish {
        close: bool,
    },
    Append(usize, Text),
    Truncate(usize),
    /// Writes another text of the same length, and puts the modification time back.
    EditUnseen(usize),
    /// Writes beside the document and renames over it.
    SaveAtomically(usize, Text),
    Rename(usize, usize),
    MoveOut(usize),
    /// Moves a directory of documents in that was filled elsewhere.
    MoveIn(usize, u8),
    HardLink(usize, usize),
    /// Puts a hard link to a document elsewhere here.
    LinkFromElsewhere(usize),
    /// Writes to it there: nobody tells of that.
    WriteElsewhere(Text),
    SymbolicLink(usize),
    MakeDirectory(usize),
    /// Makes a directory and documents in it.
    Fill(usize, u8),
    /// Renames a directory, and goes on writing in it.
    RenameAndWrite(usize, usize, Text),
    Remove(usize),
    RemoveRoot,
    MakeRoot,
    /// Puts another folder in the place of this one.
    SwapRoot(Text),
    /// Lets what has happened be noticed.
    Pause(u8),
}

/// A document's text: which posts it has, and whether it can be read.
#[derive(Clone, Copy, Debug)]
struct Text(u8);

impl Text {
    fn bytes(self) -> Vec<u8> {
        let first = usize::from(self.0 % 8);
        let many = usize::from(self.0 / 32);
        let minute = |at: usize| 10 + (first + at) % 8;
        if self.0 % 16 == 15 {
            return vec![0, 159, 146, 150];
        }
        if self.0 % 16 == 14 {
            let post = |at: usize| {
                let (minute, status) = (minute(at), ["usable", "withdrawn", "canceled"][at % 3]);
                format!(
                    "{{\"headline\":\"Headline {at}\",\"status\":\"{status}\",\
                     \"firstCreated\":\"2025-06-02T10:{minute}:00Z\"}}\n"
                )
            };
            let head = "{\"format\":\"liveblog/1\",\"posts\":[]}\n".to_owned();
            return (0..many).fold(head, |text, at| text + &post(at)).into_bytes();
        }
        let post = |at: usize| {
            let (number, headline, minute) = (at + 1, 7 - (first + at) % 8, 60 - minute(at));
            format!(
                "  {number}. Headline {headline}published at 10:{minute} GMT 2 June\n\n    \
                 Text {first}.\n\n"
            )
        };
        (0..many).map(post).collect::<String>().into_bytes()
    }
}

/// Places for documents and directories: some within others.
const PLACES: [&str; 10] = ["a", "b", "c", "d", "d/a", "d/b", "d/e", "d/e/a", "f/a", "f"];

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let place = || 0..PLACES.len();
    let text = || any::<u8>().prop_map(Text);
    let step = prop_oneof![
        6 => (place(), text()).prop_map(|(at, text)| Step::Write(at, text)),
        3 => (place(), text()).prop_map(|(at, text)| Step::Begin(at, text)),
        3 => any::<bool>().prop_map(|close| Step::Finish { close }),
        3 => (place(), text()).prop_map(|(at, text)| Step::Append(at, text)),
        2 => place().prop_map(Step::Truncate),
        4 => place().prop_map(Step::EditUnseen),
        3 => (place(), text()).prop_map(|(at, text)| Step::SaveAtomically(at, text)),
        5 => (place(), place()).prop_map(|(from, to)| Step::Rename(from, to)),
        2 => place().prop_map(Step::MoveOut),
        2 => (place(), 1..4u8).prop_map(|(at, many)| Step::MoveIn(at, many)),
        2 => (place(), place()).prop_map(|(from, to)| Step::HardLink(from, to)),
        1 => place().prop_map(Step::LinkFromElsewhere),
        1 => text().prop_map(Step::WriteElsewhere),
        1 => place().prop_map(Step::SymbolicLink),
        2 => place().prop_map(Step::MakeDirectory),
        3 => (place(), 1..6u8).prop_map(|(at, many)| Step::Fill(at, many)),
        3 => (place(), place(), text())
            .prop_map(|(from, to, text)| Step::RenameAndWrite(from, to, text)),
        4 => place().prop_map(Step::Remove),
        1 => Just(Step::RemoveRoot),
        2 => Just(Step::MakeRoot),
        1 => text().prop_map(Step::SwapRoot),
        10 => (0..60u8).prop_map(Step::Pause),
    ];
    proptest::collection::vec(step, 1..30)
}

/// Whoever does things to the folder.
struct Hand<'a> {
    folder: &'a Followed,
    begun: Vec<(File, Vec<u8>)>,
    /// Whether something was done that nobody tells of.
    unseen: bool,
    counter: usize,
}

impl Hand<'_> {
    fn at(&self, place: usize) -> PathBuf {
        self.folder.root.join(PLACES[place])
    }

    /// The place, with the directories above it made: but for the folder itself.
    fn made(&self, place: usize) -> io::Result<PathBuf> {
        let path = self.at(place);
        let parent = path.parent().unwrap();
        if self.folder.root.exists() {
            fs::create_dir_all(parent)?;
        }
        Ok(path)
    }

    fn new_place_aside(&mut self) -> PathBuf {
        self.counter += 1;
        self.folder.aside(&format!("aside-{}", self.counter))
    }

    /// Does a step; one that cannot be done does nothing, or a part of it.
    fn act(&mut self, step: &Step) -> io::Result<()> {
        match *step {
            Step::Write(at, text) => fs::write(self.made(at)?, text.bytes()),
            Step::Begin(at, text) => {
                let mut file = File::create(self.made(at)?)?;
                let bytes = text.bytes();
                let (head, rest) = bytes.split_at(bytes.len() / 2);
                file.write_all(head)?;
                self.begun.push((file, rest.to_vec()));
                Ok(())
            }
            Step::Finish { close } => {
                for (file, rest) in &mut self.begun {
                    file.write_all(rest)?;
                    rest.clear();
                }
                if close {
                    self.begun.clear();
                }
                Ok(())
            }
            Step::Append(at, text) => {
                OpenOptions::new().append(true).open(self.at(at))?.write_all(&text.bytes())
            }
            Step::Truncate(at) => OpenOptions::new().write(true).open(self.at(at))?.set_len(0),
            Step::EditUnseen(at) => {
                let path = self.at(at);
                let text = fs::read(&path)?;
                let modified = fs::metadata(&path)?.modified()?;
                let edited: Vec<u8> =
                    text.into_iter().map(|byte| if byte == b'T' { b'S' } else { byte }).collect();
                let mut file = OpenOptions::new().write(true).open(&path)?;
                file.write_all(&edited)?;
                file.set_modified(modified)
            }
            Step::SaveAtomically(at, text) => {
                let temporary = self.folder.root.join(".saving.Ab12Cd");
                fs::write(&temporary, text.bytes())?;
                fs::rename(&temporary, self.made(at)?)
            }
            Step::Rename(from, to) => fs::rename(self.at(from), self.made(to)?),
            Step::MoveOut(at) => {
                let aside = self.new_place_aside();
                fs::rename(self.at(at), aside)
            }
            Step::MoveIn(at, many) => {
                let aside = self.new_place_aside();
                fill(&aside, many)?;
                fs::rename(aside, self.made(at)?)
            }
            Step::HardLink(from, to) => fs::hard_link(self.at(from), self.made(to)?),
            Step::LinkFromElsewhere(at) => {
                let elsewhere = self.folder.aside("elsewhere");
                OpenOptions::new().create(true).append(true).open(&elsewhere)?;
                fs::hard_link(elsewhere, self.made(at)?)
            }
            Step::WriteElsewhere(text) => {
                self.unseen = true;
                fs::write(self.folder.aside("elsewhere"), text.bytes())
            }
            Step::SymbolicLink(at) => std::os::unix::fs::symlink("a", self.made(at)?),
            Step::MakeDirectory(at) => fs::create_dir_all(self.made(at)?),
            Step::Fill(at, many) => fill(&self.made(at)?, many),
            Step::RenameAndWrite(from, to, text) => {
                let inside = self.at(from).join("new");
                let mut file = File::create(inside)?;
                file.write_all(b"  1. ")?;
                fs::rename(self.at(from), self.made(to)?)?;
                file.write_all(&text.bytes())?;
                fs::write(self.at(to).join("newer"), text.bytes())
            }
            Step::Remove(at) => {
                fs::remove_file(self.at(at)).or_else(|_| fs::remove_dir_all(self.at(at)))
            }
            Step::RemoveRoot => fs::remove_dir_all(&self.folder.root),
            Step::MakeRoot => fs::create_dir(&self.folder.root),
            Step::SwapRoot(text) => {
                let (new, old) = (self.new_place_aside(), self.new_place_aside());
                fill(&new, 2)?;
                fs::write(new.join("a"), text.bytes())?;
                fs::rename(&self.folder.root, old)?;
                fs::rename(new, &self.folder.root)
            }
            Step::Pause(_) => Ok(()),
        }
    }
}

fn fill(directory: &Path, many: u8) -> io::Result<()> {
    fs::create_dir_all(directory.join("deep"))?;
    for number in 0..many {
        let text = Text(number.wrapping_mul(41) | 32).bytes();
        fs::write(directory.join(format!("{number}")), &text)?;
        fs::write(directory.join("deep").join(format!("{number}")), &text)?;
    }
    Ok(())
}

/// Does the steps to a folder that is followed, and says where the store comes to something else than a
/// fresh start.
async fn follow(means: Means, steps: &[Step]) -> Result<(), String> {
    let mut folder = Followed::start(means).await;
    let mut hand = Hand { folder: &folder, begun: Vec::new(), unseen: false, counter: 0 };
    for step in steps {
        if let Step::Pause(ms) = step {
            tokio::time::sleep(Duration::from_millis(u64::from(*ms))).await;
        }
        let _ = hand.act(step);
    }
    let unseen = hand.unseen;
    drop(hand.begun);
    if unseen {
        folder.rescan.notify_one();
    }
    let fresh = account(&folder.fresh());
    let agreed = folder.comes_to(QUIET, |now| account(&now.snapshot) == fresh).await;
    agreed.map_err(|there| format!("there is {there}\nand should be {fresh:?}"))?;
    let ghosts = ghosts(&folder.published.borrow().snapshot, &folder.root);
    if ghosts.is_empty() { Ok(()) } else { Err(format!("ghosts: {ghosts:?}")) }
}

/// By hints alone: nothing is looked at that nobody told of.
fn told() -> Means {
    let timing = Timing {
        watching: NEVER,
        root: NEVER,
        lost: Duration::from_millis(100),
        ..Timing::default()
    };
    Means { timing, ..Means::default() }
}

/// A watch that is set without complaint and never speaks.
struct Deaf;

impl Sentinel for Deaf {
    fn watch(&mut self, _: &Path) -> Result<Told, Unwatched> {
        Ok(Told::OwnChanges)
    }

    fn unwatch(&mut self, _: &Path) {}

    fn is_alive(&self) -> bool {
        true
    }
}

/// By looks alone.
fn polled() -> Means {
    let timing = Timing { polling: Duration::from_millis(100), ..told().timing };
    let start = |_: &Path, _: &Arc<Hints>| Ok(Box::new(Deaf) as Box<dyn Sentinel>);
    Means { timing, start_sentinel: Box::new(start) }
}

fn try_histories(cases: u32, means: fn() -> Means) {
    let asked_for = std::env::var_os("PROPTEST_CASES").is_some();
    let cases = if asked_for { Config::default().cases } else { cases };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let failures: Vec<String> = thread::scope(|scope| {
        let tries: Vec<_> = (0..AT_ONCE)
            .map(|worker| {
                let cases = cases / AT_ONCE + u32::from(worker < cases % AT_ONCE);
                // Without a seed file: shared by several, it would be written by several.
                let config = Config {
                    cases,
                    failure_persistence: None,
                    max_shrink_time: 120_000,
                    ..Config::default()
                };
                let runtime = &runtime;
                scope.spawn(move || {
                    TestRunner::new(config).run(&steps(), |steps| {
                        let result = runtime.block_on(follow(means(), &steps));
                        result.map_err(TestCaseError::fail)
                    })
                })
            })
            .collect();
        let results = tries.into_iter().map(|tried| tried.join().unwrap());
        results.filter_map(Result::err).map(|error| error.to_string()).collect()
    });
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn what_is_told_of_is_enough() {
    try_histories(300, told);
}

#[test]
fn looking_is_enough() {
    try_histories(100, polled);
}

#[test]
fn histories_that_once_failed_do_not() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    for steps in remembered() {
        for means in [told(), polled()] {
            runtime
                .block_on(follow(means, &steps))
                .unwrap_or_else(|why| panic!("{steps:?}: {why}"));
        }
    }
}

/// Histories that a store has come out of wrong, before it was mended.
fn remembered() -> Vec<Vec<Step>> {
    vec![
        // An edit of the same length, with the modification time put back, went unseen.
        vec![Step::Write(0, Text(97)), Step::Pause(40), Step::EditUnseen(0)],
        // A document became a link, and its posts were told to be gone from it.
        vec![
            Step::SaveAtomically(0, Text(202)),
            Step::Pause(25),
            Step::MoveOut(0),
            Step::SymbolicLink(0),
        ],
        // The folder was looked for while another was put in its place, and then told to be watched.
        vec![
            Step::Pause(16),
            Step::RemoveRoot,
            Step::Pause(46),
            Step::MakeRoot,
            Step::Pause(4),
            Step::Write(4, Text(151)),
            Step::MakeDirectory(1),
            Step::SwapRoot(Text(238)),
            Step::SaveAtomically(5, Text(115)),
            Step::Write(0, Text(110)),
        ],
        // A post that one document dropped stood in another one, which tells its posts apart otherwise.
        vec![
            Step::Write(4, Text(74)),
            Step::Pause(1),
            Step::Append(4, Text(145)),
            Step::Pause(1),
            Step::Begin(0, Text(153)),
            Step::EditUnseen(4),
        ],
        vec![
            Step::SwapRoot(Text(141)),
            Step::Pause(49),
            Step::Append(0, Text(192)),
            Step::Fill(4, 3),
            Step::Write(0, Text(7)),
        ],
    ]
}
