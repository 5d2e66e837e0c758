use std::sync::Arc;

use jiff::tz::{Offset, TimeZone};

use super::*;
use crate::news::format::{self, Document};
use crate::news::post::{Kind, Moment, Post, PostTime, TimeSource};
use crate::news::store::Store;

fn clock() -> Clock {
    Clock::new("2025-06-03T12:00:00Z".parse().unwrap(), TimeZone::UTC)
}

/// Posts from words like `2T10:50 headline`: day of June, time, headline; `!` marks analysis.
fn document(posts: &[&str]) -> Document {
    let post = |line: &&str| {
        let (stamp, headline) = line.split_once(' ').unwrap();
        let instant = format!("2025-06-0{stamp}:00Z").parse().unwrap();
        let moment = Some(Moment { instant, offset: Offset::UTC });
        Post {
            headline: headline.into(),
            kinds: headline.ends_with('!').then_some(Kind::Analysis).into_iter().collect(),
            time: PostTime::new(moment, TimeSource::Printed),
            ..Post::default()
        }
    };
    let posts = posts.iter().map(post).collect();
    Document { format: &format::LIVE_PAGE, posts, problems: vec![] }
}

struct Screen {
    store: Store,
    snapshot: Arc<Snapshot>,
    feed: Feed,
    height: usize,
}

impl Screen {
    fn new(height: usize, posts: &[&str]) -> Screen {
        let mut screen =
            Screen { store: Store::new(), snapshot: Arc::default(), feed: Feed::default(), height };
        screen.put("a", posts);
        screen.feed.jump_to_newest(height, &clock());
        screen
    }

    fn put(&mut self, name: &str, posts: &[&str]) -> Arrived {
        self.apply(name, Some(document(posts)))
    }

    fn remove(&mut self, name: &str) -> Arrived {
        self.apply(name, None)
    }

    fn apply(&mut self, name: &str, document: Option<Document>) -> Arrived {
        self.store.apply([(Arc::from(name), document)]);
        let old = std::mem::replace(&mut self.snapshot, Arc::new(self.store.snapshot()));
        let mut arrived = Arrived { since: old.newest_id(), ..Arrived::default() };
        let changes: Vec<Change> = self.snapshot.changes_since(&old).collect();
        self.feed.count_gone(&mut arrived, &changes);
        self.feed.advance(&self.snapshot);
        self.feed.count_come(&mut arrived, &changes);
        assert_eq!(arrived, self.feed.arrived_since(old.newest_id(), &self.snapshot));
        arrived
    }

    fn step(&mut self, steps: isize) -> String {
        self.feed.step(steps, self.height, &clock());
        self.shown()
    }

    fn filter(&mut self, kinds: &[Kind]) -> String {
        let filter = Filter { kinds: kinds.iter().copied().collect(), ..Filter::default() };
        let list = List::of(&Choice::new(filter, None), &self.snapshot);
        self.feed.set_list(list, self.height, &clock());
        self.shown()
    }

    /// The rows in one line: `-2` for a day's rule, `=` for the one below what is new, `>` before the selected post, `×`
    /// before one that stands no more, `.` for nothing.
    fn shown(&self) -> String {
        let word = |row: FeedRow| match row {
            FeedRow::Day(day) => format!("-{}", day.map_or(0, Date::day)),
            FeedRow::Post(entry, selected) => {
                let gone = if entry.is_present() { "" } else { "×" };
                format!("{}{gone}{}", if selected { ">" } else { "" }, entry.post.headline)
            }
            FeedRow::New(_) => "=".to_owned(),
            FeedRow::Empty => ".".to_owned(),
        };
        self.feed.rows(self.height, &clock()).into_iter().map(word).collect::<Vec<_>>().join(" ")
    }
}

const POSTS: &[&str] =
    &["2T10:50 a", "2T10:40 b", "2T10:30 c!", "1T21:00 d", "1T20:00 e!", "1T19:00 f"];

#[test]
fn steps_move_the_selection_and_scroll_at_the_edges() {
    let mut screen = Screen::new(5, POSTS);
    assert_eq!(screen.shown(), "-2 >a b c! -1");
    assert_eq!(screen.step(1), "-2 a >b c! -1");
    assert_eq!(screen.step(2), "a b c! -1 >d", "the rule takes a row");
    assert_eq!(screen.step(9), "c! -1 d e! >f");
    assert_eq!(screen.step(-2), "c! -1 >d e! f");
    assert_eq!(screen.step(-1), ">c! -1 d e! f");
    assert_eq!(screen.step(-9), "-2 >a b c! -1", "the first post shows its day");
}

#[test]
fn the_list_is_turned_round() {
    let mut screen = Screen::new(5, POSTS);
    screen.step(2);
    screen.feed.turn(5, &clock());
    assert_eq!(screen.shown(), "e! d -2 >c! b");
    screen.feed.jump(true, 5, &clock());
    assert_eq!(screen.shown(), "-1 >f e! d -2");
    screen.feed.jump_to_newest(5, &clock());
    assert_eq!(screen.shown(), "d -2 c! b >a");
    assert!(screen.feed.is_at_newest());
}

#[test]
fn nothing_that_comes_or_goes_moves_the_selected_row() {
    let mut screen = Screen::new(5, POSTS);
    assert_eq!(screen.step(2), "-2 a b >c! -1");
    let came = screen.put("b", &["2T10:55 new", "2T10:45 mid", "2T10:20 below"]);
    assert_eq!((came.inside, came.outside), (3, 0));
    assert_eq!(screen.shown(), "a mid b >c! below");
    screen.remove("b");
    assert_eq!(screen.shown(), "-2 a b >c! -1");
    screen.put("c", &["2T10:30 c!", "1T21:00 d"]);
    screen.remove("a");
    assert_eq!(screen.shown(), ". . -2 >c! -1", "rows stay empty rather than move");
    screen.put("d", &["2T10:31 x", "1T20:00 y"]);
    screen.remove("c");
    assert_eq!(screen.shown(), ". . -2 >x -1", "the nearest in time takes its place");
    screen.remove("d");
    assert_eq!(screen.shown(), "");
    assert!(screen.feed.selected().is_none());
}

#[test]
fn a_filter_keeps_the_selection_or_goes_to_the_nearest() {
    let mut screen = Screen::new(6, POSTS);
    screen.step(3);
    assert_eq!(screen.filter(&[Kind::Analysis]), "-2 c! -1 >e!", "an hour is nearer than a night");
    assert_eq!(screen.feed.counts().all, 2);
    let came = screen.put("b", &["2T11:00 no", "2T11:01 yes!"]);
    assert_eq!((came.inside, came.outside), (1, 1));
    assert_eq!(screen.shown(), "yes! c! -1 >e!");
    let all = screen.filter(&[]);
    assert!(all.contains(">e!") && all.contains('d'), "{all}");
    assert_eq!(screen.feed.counts().all, 8);
    assert_eq!(screen.filter(&[Kind::Breaking]), "");
    assert_eq!(screen.feed.counts().of_kind(Kind::Analysis), 3, "within the other facets");
}

#[test]
fn pages_keep_the_row() {
    let posts: Vec<String> = (0..50).map(|n| format!("2T10:{:02} p{n}", 59 - n)).collect();
    let posts: Vec<&str> = posts.iter().map(String::as_str).collect();
    let mut screen = Screen::new(5, &posts);
    screen.feed.page(4, 5, &clock());
    assert_eq!(screen.shown(), "p3 >p4 p5 p6 p7");
    screen.feed.page(-4, 5, &clock());
    assert_eq!(screen.shown(), "-2 >p0 p1 p2 p3");
    screen.feed.jump(false, 5, &clock());
    assert_eq!(screen.shown(), "p45 p46 p47 p48 >p49");
}

#[test]
fn any_height_does() {
    let mut screen = Screen::new(0, POSTS);
    for height in [0, 1, 2, 100] {
        screen.height = height;
        screen.feed.resize(height);
        screen.step(3);
        screen.step(-3);
        assert!(screen.feed.rows(height, &clock()).len() <= height);
    }
}

#[test]
fn a_post_that_comes_back_is_selected_again_unless_the_reader_moved() {
    let mut screen = Screen::new(5, POSTS);
    screen.step(2);
    screen.remove("a");
    assert_eq!(
        screen.put("a", POSTS),
        Arrived { since: screen.snapshot.newest_id(), ..Arrived::default() }
    );
    assert_eq!(screen.shown(), "-2 a b >c! -1");
    screen.put("b", &POSTS[..2]);
    screen.remove("a");
    assert_eq!(screen.step(-1), "-2 >a b");
    screen.put("a", POSTS);
    assert!(screen.shown().contains(">a"));
}

#[test]
fn what_its_page_drops_stays_in_its_row_and_is_not_counted() {
    let mut screen = Screen::new(6, POSTS);
    assert_eq!(screen.step(2), "-2 a b >c! -1 d");
    let came = screen.put("a", &["2T10:50 a", "2T10:40 b", "1T21:00 d", "1T20:00 e!"]);
    assert_eq!((came.inside, screen.feed.counts().all), (0, 4));
    assert_eq!(screen.shown(), "-2 a b >×c! -1 d");
    assert_eq!(screen.step(9), "b ×c! -1 d e! >×f");
    assert_eq!(screen.filter(&[Kind::Analysis]), "-2 ×c! -1 >e!");
    assert_eq!(screen.feed.counts().all, 1, "withdrawn ones are shown, and are no coverage");
    screen.put("a", &["2T10:30 c!"]);
    screen.feed.jump_to_newest(6, &clock());
    assert_eq!(screen.shown(), "-2 >c! -1 ×e!");
    screen.put("a", &["1T21:00 d"]);
    screen.filter(&[]);
    screen.feed.jump_to_newest(6, &clock());
    assert_eq!(screen.shown(), "×b ×c! -1 >d ×e! ×f", "live is the newest that stands");
}

#[test]
fn a_rule_stands_between_what_is_new_and_what_is_not() {
    let mut screen = Screen::new(8, &["2T10:50 a", "2T10:40 b", "2T10:30 c"]);
    screen.feed.set_new_since(Some("2025-06-02T10:40:00Z".parse().unwrap()));
    assert_eq!(screen.shown(), "-2 >a = b c");
    screen.step(1);
    assert_eq!(screen.shown(), "-2 a = >b c");
    screen.feed.turn(8, &clock());
    assert_eq!(screen.shown(), "-2 c >b = a");
    screen.feed.set_new_since(Some("2025-06-02T10:50:00Z".parse().unwrap()));
    assert_eq!(screen.shown(), "-2 c >b a", "nothing is new");
}
