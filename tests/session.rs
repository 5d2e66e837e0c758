//! The loop of a session, on a screen and an input of the test's own, with the clock paused.

#![allow(clippy::unwrap_used, reason = "what is wrong in a test fails it")]

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dateline::news::store::Store;
use dateline::news::when::Clock;
use dateline::reader::folder_state::{FolderState, Watch};
use dateline::reader::input::{Code, Key};
use dateline::reader::layout::Size;
use dateline::reader::marks::Kept;
use dateline::reader::model::{Follow, Model};
use dateline::runtime::config::Config;
use dateline::runtime::config::reload::Settings;
use dateline::runtime::ingest::Published;
use dateline::runtime::samples;
use dateline::runtime::session::setup::Setup;
use dateline::runtime::session::{End, Input, Session};
use dateline::runtime::surface::Surface;
use dateline::screen::Frame;
use dateline::screen::glyphs::Glyphs;
use dateline::screen::theme::Theme;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use ratatui::buffer::Cell;
use tokio::sync::{Notify, mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

const SIZE: Size = Size { columns: 120, rows: 40 };

/// What was drawn, frame by frame, how often the screen was given away, and what was copied.
#[derive(Clone, Default)]
struct Paper {
    frames: Arc<Mutex<Vec<(Instant, String)>>>,
    suspended: Arc<Mutex<usize>>,
    copied: Arc<Mutex<Vec<String>>>,
    /// Whether the last frame is still on its way.
    busy: watch::Sender<bool>,
}

impl Surface for Paper {
    fn size(&self) -> Size {
        SIZE
    }

    fn draw(&mut self, frame: Frame) -> io::Result<()> {
        let text = frame.cells.content.iter().map(Cell::symbol).collect();
        self.frames.lock().unwrap().push((Instant::now(), text));
        Ok(())
    }

    fn forget(&mut self) {}

    fn ring(&mut self, _: Option<&str>) -> io::Result<()> {
        Ok(())
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        self.copied.lock().unwrap().push(text.to_owned());
        Ok(())
    }

    fn is_free(&self) -> bool {
        !*self.busy.borrow()
    }

    async fn ready(&mut self) -> io::Result<()> {
        self.busy.subscribe().wait_for(|busy| !busy).await.map(|_| ()).map_err(io::Error::other)
    }

    fn stop(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        *self.suspended.lock().unwrap() += 1;
        Ok(())
    }

    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Desk {
    paper: Paper,
    keys: mpsc::Sender<Input>,
    publish: watch::Sender<Published>,
    store: Store,
    configure: watch::Sender<Settings>,
    session: JoinHandle<color_eyre::Result<(Model, End)>>,
}

fn look(config: &Config) -> Theme {
    let ascii = config.ascii == Some(true);
    Theme::monochrome().with(if ascii { Glyphs::Ascii } else { Glyphs::Unicode })
}

const FOLDER: FolderState = FolderState::of(Watch::Watching);

impl Desk {
    /// A session on the sample coverage, its first frame drawn.
    async fn open() -> Desk {
        let began = Instant::now();
        let start: Timestamp = "2025-06-02T09:52:30Z".parse().unwrap();
        let now =
            move || start + i64::try_from(began.elapsed().as_millis()).unwrap().milliseconds();
        let mut store = Store::new();
        store.apply(samples::documents());
        let snapshot = Arc::new(store.snapshot());
        let (publish, published) = watch::channel(Published { snapshot, folder: FOLDER });
        let paper = Paper::default();
        let (configure, settings) = watch::channel(Settings::default());
        let mut session = Session {
            surface: paper.clone(),
            published,
            rescan: Arc::new(Notify::new()),
            setup: Setup::new(settings, Box::new(look), Box::new(|config| config.zone.is_some())),
            now,
            notes: None,
            machine: None,
        };
        let clock = Clock::new(now(), TimeZone::UTC);
        let model = Model::new("seeds/".to_owned(), SIZE, clock, FOLDER, Kept::default());
        // One key at a time is pressed, and waited for.
        let (keys, input) = mpsc::channel(1);
        let input = ReceiverStream::new(input).map(Ok);
        let session = tokio::spawn(async move { session.run(model, input).await });
        let desk = Desk { paper, keys, publish, store, configure, session };
        sleep(Duration::from_millis(1)).await;
        assert_eq!(desk.frames().len(), 1, "the first frame is there at once");
        desk
    }

    fn frames(&self) -> Vec<(Instant, String)> {
        self.paper.frames.lock().unwrap().clone()
    }

    async fn press(&self, key: Key) {
        self.keys.send(Input::Key(key)).await.unwrap();
    }

    fn publish(&mut self) {
        let snapshot = Arc::new(self.store.snapshot());
        self.publish.send_replace(Published { snapshot, folder: FOLDER });
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_drawn_without_a_cause_but_the_minute() {
    let desk = Desk::open().await;
    sleep(Duration::from_secs(29)).await;
    assert_eq!(desk.frames().len(), 1);
    sleep(Duration::from_secs(2)).await;
    let frames = desk.frames();
    assert_eq!(frames.len(), 2, "the clock on the wall has moved");
    assert!(frames.last().unwrap().1.contains("09:53 UTC"));
    sleep(Duration::from_mins(10)).await;
    assert_eq!(desk.frames().len(), 12);
}

#[tokio::test(start_paused = true)]
async fn a_key_is_drawn_at_once_and_many_changes_in_one_frame() {
    let mut desk = Desk::open().await;
    sleep(Duration::from_secs(1)).await;
    let pressed = Instant::now();
    desk.press(Key::char('j')).await;
    sleep(Duration::from_millis(1)).await;
    let frames = desk.frames();
    assert_eq!(frames.len(), 2);
    assert!(frames.last().unwrap().0 - pressed < Duration::from_millis(1));
    let busy = Instant::now();
    for _ in 0..100 {
        desk.publish();
        desk.press(Key::char('j')).await;
        sleep(Duration::from_millis(1)).await;
    }
    let most = busy.elapsed().as_millis() / 16 + 1;
    let drawn = desk.frames().len() - frames.len();
    assert!((2..=most).contains(&(drawn as u128)), "{drawn} frames, where {most} are enough");
}

#[tokio::test(start_paused = true)]
async fn a_slow_screen_is_waited_for_and_shown_the_latest() {
    let desk = Desk::open().await;
    let newest = desk.frames().last().unwrap().1.clone();
    desk.paper.busy.send_replace(true);
    for key in ['j', 'j', 'j', 'k'] {
        desk.press(Key::char(key)).await;
        sleep(Duration::from_secs(1)).await;
    }
    assert_eq!(desk.frames().len(), 1, "there is no frame behind another");
    desk.paper.busy.send_replace(false);
    sleep(Duration::from_millis(1)).await;
    let frames = desk.frames();
    assert_eq!(frames.len(), 2, "the latest, at once");
    assert!(frames[1].1.contains("HELD") && frames[1].1 != newest);
    desk.paper.busy.send_replace(true);
    desk.press(Key::char('j')).await;
    desk.press(Key::char('q')).await;
    desk.session.await.unwrap().unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_session_ends_with_q_and_with_its_input() {
    let desk = Desk::open().await;
    desk.press(Key::char('j')).await;
    desk.press(Key::char('q')).await;
    let model = desk.session.await.unwrap().unwrap().0;
    assert!(matches!(model.follow, Follow::Held(_)));

    let desk = Desk::open().await;
    drop(desk.keys);
    assert!(desk.session.await.unwrap().is_ok());

    let desk = Desk::open().await;
    desk.keys.send(Input::End).await.unwrap();
    assert!(desk.session.await.unwrap().is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_session_that_nobody_feeds_any_more_says_so() {
    let desk = Desk::open().await;
    drop(desk.publish);
    let error = desk.session.await.unwrap().unwrap_err();
    assert!(error.to_string().contains("no longer followed"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_session_can_be_suspended() {
    let desk = Desk::open().await;
    desk.press(Key::ctrl('z')).await;
    desk.press(Key::char('q')).await;
    desk.session.await.unwrap().unwrap();
    assert_eq!(*desk.paper.suspended.lock().unwrap(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_post_goes_to_the_clipboard_of_the_screen() {
    let desk = Desk::open().await;
    desk.press(Key::char('y')).await;
    desk.press(Key::char('q')).await;
    let model = desk.session.await.unwrap().unwrap().0;
    let copied = desk.paper.copied.lock().unwrap().clone();
    let headline = model.feed.selected().unwrap().post.headline.to_string();
    assert_eq!(
        copied.iter().map(|text| text.lines().next()).collect::<Vec<_>>(),
        [Some(&*headline)]
    );
}

#[tokio::test(start_paused = true)]
async fn what_the_config_says_takes_effect_at_once() {
    let desk = Desk::open().await;
    let file = tempfile::NamedTempFile::new().unwrap();
    let say = |text: &str, wrong: Option<&str>| {
        std::fs::write(file.path(), text).unwrap();
        let config = Arc::new(Config::read(file.path()).unwrap());
        desk.configure.send_replace(Settings { config, wrong: wrong.map(str::to_owned) });
    };
    say("[keys]\nsort = 'x'\n[queries]\nistanbul = 'talks'\n", None);
    sleep(Duration::from_millis(50)).await;
    let last = desk.frames().last().unwrap().1.clone();
    assert!(last.contains("istanbul") && last.contains("the config is read anew"), "{last}");
    say("[keys]\nsort = 'x'\n", Some("config.toml:1:1: no"));
    sleep(Duration::from_millis(50)).await;
    let last = desk.frames().last().unwrap().1.clone();
    assert!(last.contains("config.toml:1:1: no (the config stays as it was)"), "{last}");
    say("", None);
    sleep(Duration::from_millis(50)).await;
    say("ascii = true\n[keys]\ndown = 'Down'\n", None);
    sleep(Duration::from_millis(50)).await;
    let last = desk.frames().last().unwrap().1.clone();
    assert!(last.contains("Down/k move"), "{last}");
    say("", None);
    drop(desk.configure);
    desk.keys.send(Input::Key(Key::char('s'))).await.unwrap();
    desk.keys.send(Input::Key(Key::char('q'))).await.unwrap();
    let model = desk.session.await.unwrap().unwrap().0;
    assert!(model.feed.is_oldest_first(), "the default keys are back");
}

#[tokio::test(start_paused = true)]
async fn a_named_query_means_what_it_does_by_now() {
    let desk = Desk::open().await;
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "[queries]\n'just in' = 'since:-10m'\n").unwrap();
    let config = Arc::new(Config::read(file.path()).unwrap());
    desk.configure.send_replace(Settings { config, wrong: None });
    sleep(Duration::from_millis(50)).await;
    for key in ['f', 'j', ' '] {
        desk.press(Key::char(key)).await;
    }
    sleep(Duration::from_millis(50)).await;
    // It is 09:52; a post is of 09:50, and one of the afternoon.
    let last = || desk.frames().last().unwrap().1.clone();
    assert!(last().contains("2 of 57 posts"), "{}", last());
    assert!(last().contains("only since:2025-06-02T09:42:30Z"), "{}", last());
    sleep(Duration::from_mins(6)).await;
    assert!(last().contains("2 of 57 posts"), "{}", last());
    sleep(Duration::from_mins(4)).await;
    assert!(last().contains("1 of 57 posts") && last().contains("T09:5"), "{}", last());
}

#[tokio::test(start_paused = true)]
async fn a_session_ends_where_the_config_asks_for_other_documents() {
    let desk = Desk::open().await;
    let press = async |code| desk.keys.send(Input::Key(Key::plain(code))).await.unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    let say = |text| {
        std::fs::write(file.path(), text).unwrap();
        let config = Arc::new(Config::read(file.path()).unwrap());
        desk.configure.send_replace(Settings { config, wrong: None });
    };
    // What is said while a line is typed, or over all else, waits until it is heard.
    press(Code::Char('/')).await;
    say("[keys]\nsort = 'x'\n");
    for code in ['t', 'a', 'l', 'q'].map(Code::Char) {
        press(code).await;
    }
    let last = desk.frames().last().unwrap().1.clone();
    assert!(!last.contains("the config is read anew"), "{last}");
    press(Code::Esc).await;
    sleep(Duration::from_millis(50)).await;
    let last = desk.frames().last().unwrap().1.clone();
    assert!(last.contains("the config is read anew"), "{last}");
    press(Code::Char('Y')).await;
    say("zone = 'BST'\n");
    press(Code::Char('j')).await;
    sleep(Duration::from_mins(1)).await;
    assert!(!desk.session.is_finished());
    press(Code::Char('Y')).await;
    let (model, end) = desk.session.await.unwrap().unwrap();
    assert_eq!(end, End::Anew);
    assert_eq!(model.notice.as_deref(), Some("the config is read anew"));
}
