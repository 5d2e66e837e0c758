//! A model and a string of keys → the whole model.

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::news::dating::Context;
use crate::news::format::{self, Document};
use crate::news::pattern::Pattern;
use crate::news::query;
use crate::news::store::{PostId, Store};
use crate::news::when::Clock;
use crate::reader::feed::FeedRow;
use crate::reader::folder_state::{Progress, Watch};
use crate::reader::input::{Code, Key};
use crate::reader::marks::{Kept, Note};
use crate::reader::model::Overlay;
use crate::reader::problems;
use crate::reader::queries::NamedQuery;

const PAGE: &str = "\
  1. Ferry sails againpublished at 10:50 GMT 2 June 2025
    Breaking

    It has left.
  2. Analysis

    Why it took so longpublished at 10:24 GMT 2 June 2025

    Kim Sample
    Europe editor

    Nobody knows.
  3. Talks go onpublished at 10:10 GMT 2 June 2025

    Ann Other
    Live reporter

    They talk.
";

struct Reader {
    model: Model,
    store: Store,
}

impl Reader {
    fn new(columns: u16, rows: u16) -> Reader {
        let clock = Clock::new("2025-06-02T11:00:00Z".parse().unwrap(), TimeZone::UTC);
        let folder = FolderState::of(Watch::Watching);
        let model =
            Model::new("talks/".into(), Size { columns, rows }, clock, folder, Kept::default());
        let mut reader = Reader { model, store: Store::new() };
        reader.drop_document("page.txt", PAGE);
        reader
    }

    fn drop_document(&mut self, name: &str, text: &str) {
        let context =
            Context { name: name.into(), modified: None, zone: TimeZone::UTC, year: None };
        self.apply(name, Some(format::parse(text.as_bytes(), &name.into(), &context)));
    }

    fn remove_document(&mut self, name: &str) {
        self.apply(name, None);
    }

    fn apply(&mut self, name: &str, document: Option<Document>) {
        self.store.apply([(name.into(), document)]);
        let snapshot = Arc::new(self.store.snapshot());
        let folder = self.model.folder;
        update(&mut self.model, Message::Published(snapshot, folder));
    }

    /// Presses keys, one character each; `⏎` and `⎋` are Enter and Esc.
    fn press(&mut self, keys: &str) -> Option<Effect> {
        let mut effect = None;
        for ch in keys.chars() {
            let key = match ch {
                '⏎' => Key::plain(Code::Enter),
                '⎋' => Key::plain(Code::Esc),
                '⇥' => Key::plain(Code::Tab),
                _ => Key::char(ch),
            };
            effect = update(&mut self.model, Message::Key(key));
        }
        effect
    }

    fn selected(&self) -> &str {
        self.model.feed.selected().map_or("", |entry| &entry.post.headline)
    }

    fn held(&self) -> Option<usize> {
        match self.model.follow {
            Follow::Live => None,
            Follow::Held(arrived) => Some(arrived.inside),
        }
    }
}

const LATER: &str = "  1. A later postpublished at 10:58 GMT 2 June 2025\n\n    Later.\n";

#[test]
fn live_follows_the_newest_and_held_does_not() {
    let mut reader = Reader::new(120, 40);
    assert_eq!((reader.selected(), reader.held()), ("Ferry sails again", None));
    reader.press("j");
    assert_eq!((reader.selected(), reader.held()), ("Why it took so long", Some(0)));
    reader.drop_document("later.txt", LATER);
    assert_eq!((reader.selected(), reader.held()), ("Why it took so long", Some(1)));
    reader.press("F");
    assert_eq!((reader.selected(), reader.held()), ("A later post", None));
    reader.press("G");
    assert_eq!((reader.selected(), reader.held()), ("Talks go on", Some(0)));
    reader.press("g");
    assert_eq!((reader.selected(), reader.held()), ("A later post", None), "the top resumes");
}

#[test]
fn what_comes_while_held_is_listed_when_the_reader_moves() {
    let listed = |reader: &Reader| {
        let rows = reader.model.feed.rows(30, &reader.model.clock);
        let posts = rows.iter().filter(|row| matches!(row, FeedRow::Post(..)));
        posts.count()
    };
    let mut reader = Reader::new(120, 40);
    reader.press("⏎");
    reader.drop_document("later.txt", LATER);
    assert_eq!((reader.held(), listed(&reader)), (Some(1), 3));
    reader.press("j");
    assert_eq!(listed(&reader), 3, "that scrolls the post");
    reader.press("⎋k");
    assert_eq!((reader.selected(), listed(&reader)), ("A later post", 4));
}

#[test]
fn the_unseen_alone_stay_listed_until_they_are_asked_for_again() {
    let mut reader = Reader::new(120, 40);
    reader.press("j");
    for number in [1, 2] {
        reader.drop_document(&format!("{number}.txt"), &page(number, 50 + number, ""));
    }
    reader.press("U");
    assert_eq!(reader.model.feed.counts().all, 2);
    reader.press("gr");
    assert_eq!(reader.model.marks.tally().counts.all, 1);
    assert_eq!(reader.model.feed.counts().all, 2, "it stays");
    reader.drop_document("3.txt", &page(3, 40, ""));
    assert_eq!(reader.model.feed.counts().all, 3, "what comes is unseen");
    reader.press("UU");
    assert_eq!(reader.model.feed.counts().all, 2, "asked for again");
    reader.press("uu");
    assert_eq!(reader.model.feed.counts().all, 3, "both undone");
    reader.press("0");
    assert_eq!(reader.model.feed.counts().all, 6);
}

#[test]
fn opening_and_scrolling_hold() {
    let mut reader = Reader::new(80, 8);
    reader.press("⏎");
    assert_eq!((reader.model.focus, reader.held()), (Pane::Reading, Some(0)));
    reader.drop_document("later.txt", LATER);
    assert_eq!((reader.selected(), reader.held()), ("Ferry sails again", Some(1)));
    assert_eq!(reader.press("q"), None, "back first");
    assert_eq!(reader.model.focus, Pane::Feed);
    assert_eq!(reader.press("q"), Some(Effect::Quit));

    let mut reader = Reader::new(80, 8);
    reader.press("J");
    assert_eq!((reader.model.reading.top(), reader.held()), (1, Some(0)));
    reader.press("K");
    assert_eq!(reader.model.reading.top(), 0);
}

#[test]
fn filters_by_key_and_by_sidebar() {
    let mut reader = Reader::new(120, 40);
    reader.press("2");
    assert_eq!((reader.model.feed.counts().all, reader.selected()), (1, "Why it took so long"));
    reader.press("1");
    assert_eq!(reader.model.feed.counts().all, 2, "several of one facet are OR");
    reader.press("0");
    assert_eq!(reader.model.feed.counts().all, 3);
    // All, four kinds, Ann Other, Kim Sample.
    reader.press("fjjjjj ");
    assert_eq!(reader.model.focus, Pane::Sidebar);
    assert_eq!((reader.model.feed.counts().all, reader.selected()), (1, "Talks go on"));
    reader.press("2");
    assert_eq!(reader.model.feed.counts().all, 0, "facets are AND");
    reader.press("j ");
    assert_eq!((reader.model.feed.counts().all, reader.selected()), (1, "Why it took so long"));
    reader.press("g⏎");
    assert!(reader.model.feed.filter().is_empty(), "all clears");
    reader.press("f");
    assert_eq!(reader.model.focus, Pane::Feed);
}

#[test]
fn panes_are_walked_in_both_directions() {
    let mut reader = Reader::new(120, 40);
    let mut walk = |keys: &str| {
        reader.press(keys);
        reader.model.focus
    };
    assert_eq!(walk("h"), Pane::Sidebar);
    assert_eq!(walk("h"), Pane::Sidebar);
    assert_eq!(walk("ll"), Pane::Reading);
    assert_eq!(walk("l"), Pane::Reading);
    assert_eq!(walk("⇥"), Pane::Sidebar);
    assert_eq!(walk("⎋"), Pane::Feed);
}

#[test]
fn the_help_takes_the_keys_while_it_is_shown() {
    let mut reader = Reader::new(80, 10);
    reader.press("?jj");
    assert_eq!(reader.model.overlay, Some(Overlay::Help(2)));
    reader.press("2G");
    assert!(reader.model.feed.filter().is_empty());
    assert_eq!(reader.model.overlay, Some(Overlay::Help(reader.model.keys.help().len() - 6)));
    assert_eq!(reader.press("q"), None);
    assert_eq!(reader.model.overlay, None);
    reader.press("?⎋");
    assert_eq!(reader.model.overlay, None);
}

#[test]
fn problems_are_shown_while_there_are_any() {
    let mut reader = Reader::new(80, 10);
    for name in ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] {
        reader.drop_document(name, "{");
    }
    let first = |reader: &Reader| {
        let Some(Overlay::Problems(shown)) = &reader.model.overlay else { panic!("not shown") };
        let top = shown.top(&reader.model.snapshot);
        problems::all(&reader.model.snapshot).nth(top).map(|(name, _)| name.to_string())
    };
    reader.press("p");
    assert_eq!(first(&reader).as_deref(), Some("j"));
    reader.press("jj");
    assert_eq!(first(&reader).as_deref(), Some("h"));
    reader.drop_document("new", "{");
    assert_eq!(first(&reader).as_deref(), Some("h"), "nothing moves under the reader");
    reader.press("g");
    assert_eq!(first(&reader).as_deref(), Some("new"));
    for name in ["new", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] {
        reader.remove_document(name);
    }
    assert_eq!(first(&reader), None, "all are mended");
    reader.press("?");
    assert_eq!(reader.model.overlay, Some(Overlay::Help(0)));
    reader.press("p");
    assert_eq!(
        update(&mut reader.model, Message::Key(Key::plain(Code::F(5)))),
        Some(Effect::Rescan)
    );
    reader.press("p");
    assert_eq!(reader.model.overlay, None);
}

#[test]
fn the_pane_keeps_its_place_in_the_text() {
    let mut reader = Reader::new(120, 12);
    let body: Vec<String> = (0..40).map(|n| format!("    Paragraph {n} of the text.\n")).collect();
    let body = body.join("\n");
    reader.drop_document(
        "long.txt",
        &format!("  1. Longpublished at 10:59 GMT 2 June 2025\n\n{body}"),
    );
    reader.press("⏎");
    reader.press(&"j".repeat(31));
    let top = |reader: &Reader| {
        let reading = &reader.model.reading;
        reading.rows()[reading.top()].text.clone()
    };
    let before = top(&reader);
    for size in [(60, 20), (20, 6), (200, 30), (120, 12)] {
        let size = Size { columns: size.0, rows: size.1 };
        update(&mut reader.model, Message::Resize(size));
        assert!(before.starts_with(&top(&reader)), "{before:?} and {:?}", top(&reader));
    }
    reader.drop_document("later.txt", LATER);
    update(&mut reader.model, Message::Tick("2025-06-02T11:05:00Z".parse().unwrap()));
    assert_eq!(top(&reader), before);
}

#[test]
fn an_emptied_folder_and_a_filled_one() {
    let mut reader = Reader::new(120, 40);
    reader.press("j");
    reader.remove_document("page.txt");
    assert_eq!(reader.selected(), "");
    assert_eq!(reader.model.reading.rows().len(), 0);
    reader.press("jkGg⏎JK 12f⏎");
    reader.press("0⎋");
    reader.drop_document("page.txt", PAGE);
    assert_eq!(reader.selected(), "Ferry sails again");
}

#[test]
fn a_folder_that_goes_and_comes_back_finds_the_reader_in_their_place() {
    let mut reader = Reader::new(120, 40);
    reader.press("jj");
    let (row, post) = (reader.model.feed.rows(30, &reader.model.clock).len(), "Talks go on");
    assert_eq!((reader.selected(), reader.held()), (post, Some(0)));
    reader.remove_document("page.txt");
    assert_eq!(reader.selected(), "");
    reader.drop_document("page.txt", PAGE);
    assert_eq!((reader.selected(), reader.held()), (post, Some(0)));
    assert_eq!(reader.model.feed.rows(30, &reader.model.clock).len(), row);
}

#[test]
fn keys_ask_the_world() {
    let mut reader = Reader::new(120, 40);
    for (key, effect) in [
        (Key::ctrl('l'), Effect::Redraw),
        (Key::ctrl('z'), Effect::Suspend),
        (Key::plain(Code::F(5)), Effect::Rescan),
        (Key::ctrl('c'), Effect::Quit),
    ] {
        assert_eq!(update(&mut reader.model, Message::Key(key)), Some(effect));
    }
}

#[test]
fn what_has_come_is_counted_as_it_is_now() {
    let mut reader = Reader::new(120, 40);
    reader.press("j");
    reader.drop_document("later.txt", LATER);
    let breaking = LATER.replace("A later post", "More").replace("\n\n", "\n    Breaking\n\n");
    reader.drop_document("more.txt", &breaking);
    assert_eq!(reader.held(), Some(2));
    reader.press("1");
    assert_eq!(reader.held(), Some(1), "what the filter lets through");
    reader.press("0");
    assert_eq!(reader.held(), Some(2));
    reader.drop_document("later.txt", "Summary");
    reader.drop_document("more.txt", "{}");
    assert_eq!(reader.held(), Some(1), "an article came, and two posts went");
    reader.press("g");
    assert_eq!(reader.held(), None);
}

#[test]
fn a_post_that_fills_the_screen_is_held() {
    let mut reader = Reader::new(60, 20);
    reader.press("l");
    assert_eq!((reader.model.focus, reader.held()), (Pane::Reading, Some(0)));
    let mut reader = Reader::new(120, 40);
    reader.press("l");
    assert_eq!((reader.model.focus, reader.held()), (Pane::Reading, None));
    update(&mut reader.model, Message::Resize(Size { columns: 60, rows: 20 }));
    assert_eq!(reader.held(), Some(0));
}

fn page(number: u32, minute: u32, label: &str) -> String {
    format!(
        "  1. Post {number}published at 10:{minute:02} GMT 2 June 2025\n    {label}\n\n    Words.\n"
    )
}

#[test]
fn what_comes_is_unseen_until_it_has_been_open_for_a_moment() {
    let mut reader = Reader::new(120, 40);
    assert_eq!(reader.model.marks.tally().counts.all, 0, "what was there at first is not new");
    reader.press("j");
    for number in 0..3 {
        reader.drop_document(&format!("{number}.txt"), &page(number, 30 + number, ""));
    }
    reader.drop_document("b.txt", &page(7, 5, "Breaking"));
    let tally = |reader: &Reader| {
        let tally = reader.model.marks.tally();
        (tally.counts.all, tally.breaking, tally.outside)
    };
    assert_eq!(tally(&reader), (4, 1, 0), "a late one counts as well");
    assert_eq!(reader.model.breaking().map(|entry| &*entry.post.headline), Some("Post 7"));
    reader.press(".");
    assert_eq!(reader.selected(), "Post 7", "the oldest");
    let open = reader.model.dwelling().unwrap();
    update(&mut reader.model, Message::Dwelt(open));
    assert_eq!(tally(&reader), (3, 0, 0));
    assert!(reader.model.breaking().is_none() && reader.model.dwelling().is_none());
    reader.press("]");
    assert_eq!(reader.selected(), "Post 0");
    reader.press("]]");
    assert_eq!(reader.selected(), "Post 2");
    reader.press("]");
    assert_eq!(reader.selected(), "Post 2", "there is no later one");
    reader.press("[");
    assert_eq!(reader.selected(), "Post 1");
    reader.press("s.");
    assert_eq!(reader.selected(), "Post 0", "the oldest in the other order, too");
    reader.press("2");
    assert_eq!(tally(&reader), (0, 0, 3), "outside the filter");
    reader.press("0R");
    assert_eq!(tally(&reader), (0, 0, 0));
    reader.press("u");
    assert_eq!(tally(&reader), (3, 0, 0));
    reader.press("{");
    assert_eq!(reader.selected(), "Post 7");
    reader.press("}");
    assert_eq!(reader.selected(), "Ferry sails again");
}

#[test]
fn marks_bookmarks_and_filters_are_undone() {
    let mut reader = Reader::new(120, 40);
    reader.press("jm");
    let headline = reader.selected().to_owned();
    reader.press("M");
    assert_eq!(reader.model.feed.counts().all, 1);
    assert_eq!(reader.selected(), headline);
    reader.press("u");
    assert_eq!(reader.model.feed.counts().all, 3, "the filter");
    reader.press("u");
    let is_bookmarked =
        |reader: &Reader| reader.model.marks.is_bookmarked(reader.model.feed.selected().unwrap());
    assert!(!is_bookmarked(&reader), "the bookmark");
    reader.press("r");
    assert_eq!(reader.model.marks.tally().counts.all, 1, "marked unseen");
    reader.press("uuu");
    assert_eq!(reader.model.marks.tally().counts.all, 0);
    reader.press("mMg");
    reader.drop_document("new.txt", &page(1, 55, ""));
    assert_eq!(reader.model.marks.tally().outside, 1, "what came is no bookmark");
    reader.press(".R0");
    assert_eq!(reader.model.marks.tally().counts.all, 1, "and was not listed");
    reader.press("Rgj0");
    for _ in 0..30 {
        reader.press("m");
    }
    reader.press(&"u".repeat(30));
    assert!(!is_bookmarked(&reader), "twenty steps back, and no further");
}

#[test]
fn undoing_a_filter_brings_the_post_back_and_stays_held() {
    let mut reader = Reader::new(120, 40);
    reader.press("jj2");
    assert_eq!((reader.selected(), reader.held()), ("Why it took so long", Some(0)));
    reader.press("0u");
    assert_eq!((reader.selected(), reader.held()), ("Why it took so long", Some(0)));
    reader.press("u");
    assert_eq!((reader.selected(), reader.held()), ("Talks go on", Some(0)));
}

#[test]
fn what_was_missed_is_told_until_the_first_key() {
    let clock = Clock::new("2025-06-02T11:00:00Z".parse().unwrap(), TimeZone::UTC);
    let kept = Kept {
        baseline: "2025-06-02T09:00:00Z".parse().ok(),
        visited: "2025-06-02T10:20:00Z".parse().ok(),
        ..Kept::default()
    };
    let folder = FolderState::of(Watch::Watching);
    let size = Size { columns: 120, rows: 40 };
    let model = Model::new("talks/".into(), size, clock, folder, kept);
    let mut reader = Reader { model, store: Store::new() };
    reader.drop_document("page.txt", PAGE);
    let away = reader.model.away.unwrap();
    assert_eq!((away.posts, away.breaking), (2, 1), "of the three one is older");
    assert_eq!(reader.model.marks.tally().counts.all, 3, "which is unseen all the same");
    reader.press("j");
    assert_eq!(reader.model.away, None);
    let notes = reader.model.marks.take_notes();
    assert!(matches!(notes[0], Note::Familiar(_)));
    assert_eq!(notes[1..], [Note::Visited(reader.model.clock.now)]);
}

#[test]
fn what_came_while_the_reader_was_away_is_new_whenever_it_is_dated() {
    let first = Reader::new(120, 40).model.marks.take_notes();
    let familiar = first.iter().find_map(|note| match note {
        Note::Familiar(familiar) => Some(familiar.clone()),
        _ => None,
    });
    let clock = Clock::new("2025-06-02T11:30:00Z".parse().unwrap(), TimeZone::UTC);
    let kept = Kept {
        baseline: "2025-06-02T11:00:00Z".parse().ok(),
        visited: "2025-06-02T11:00:00Z".parse().ok(),
        familiar,
        ..Kept::default()
    };
    let folder =
        FolderState { reading: Some(Progress::default()), ..FolderState::of(Watch::Watching) };
    let size = Size { columns: 120, rows: 40 };
    let model = Model::new("talks/".into(), size, clock, folder, kept);
    let mut reader = Reader { model, store: Store::new() };
    reader.drop_document("page.txt", PAGE);
    reader.drop_document("late.txt", &page(1, 30, "Breaking"));
    assert_eq!(reader.model.marks.tally().counts.all, 0);
    let snapshot = Arc::clone(&reader.model.snapshot);
    let read = FolderState::of(Watch::Watching);
    update(&mut reader.model, Message::Published(snapshot, read));
    let away = reader.model.away.unwrap();
    assert_eq!((away.posts, away.breaking), (1, 1), "dated before the last visit");
    assert_eq!(reader.model.marks.tally().counts.all, 1);
}

/// Another session on what an earlier one has kept.
fn again(notes: &[Note], documents: &[(&str, &str)]) -> Reader {
    let mut kept = Kept::default();
    for note in notes {
        match note.clone() {
            Note::Seen(identity, seen, _) => kept.marks.entry(identity).or_default().seen = seen,
            Note::Bookmarked(..) => {}
            Note::Baseline(at) => kept.baseline = Some(at),
            Note::Visited(at) => kept.visited = Some(at),
            Note::Familiar(familiar) => kept.familiar = Some(familiar),
        }
    }
    let clock = Clock::new("2025-06-02T12:00:00Z".parse().unwrap(), TimeZone::UTC);
    let watching = FolderState::of(Watch::Watching);
    let reading = FolderState { reading: Some(Progress::default()), ..watching };
    let size = Size { columns: 120, rows: 40 };
    let model = Model::new("talks/".into(), size, clock, reading, kept);
    let mut reader = Reader { model, store: Store::new() };
    for (name, text) in documents {
        reader.drop_document(name, text);
    }
    let snapshot = Arc::clone(&reader.model.snapshot);
    update(&mut reader.model, Message::Published(snapshot, watching));
    reader
}

#[test]
fn what_was_seen_stays_so_over_an_empty_folder_and_an_edit() {
    let mut first = Reader::new(120, 40);
    first.press("j");
    let mut notes = first.model.marks.take_notes();
    let edited = PAGE.replace("Why it took so long", "Why it has taken so long");
    first.drop_document("page.txt", &edited);
    notes.extend(first.model.marks.take_notes());
    let mut empty = again(&notes, &[]);
    notes.extend(empty.model.marks.take_notes());
    let back = again(&notes, &[("page.txt", &edited)]);
    assert_eq!(back.model.marks.tally().counts.all, 0);
    assert_eq!(back.model.away, None);
}

#[test]
fn a_page_that_is_gone_for_a_moment_has_its_reader_back() {
    let mut reader = Reader::new(120, 40);
    reader.press("j");
    reader.drop_document("later.txt", LATER);
    reader.remove_document("page.txt");
    assert_eq!(reader.selected(), "A later post");
    reader.drop_document("page.txt", PAGE);
    assert_eq!(reader.selected(), "Why it took so long");
}

#[test]
fn what_is_not_shown_yet_is_not_marked_with_the_rest() {
    let mut reader = Reader::new(120, 40);
    reader.press("j");
    reader.drop_document("1.txt", &page(1, 55, ""));
    reader.press("j");
    reader.drop_document("2.txt", &page(2, 56, ""));
    assert_eq!(reader.model.marks.tally().counts.all, 2);
    reader.press("R");
    assert_eq!(reader.model.marks.tally().counts.all, 1, "but what has just come");
}

#[test]
fn the_catch_up_keeps_its_cursor_on_its_post() {
    let mut reader = Reader::new(120, 40);
    reader.press("j");
    for (number, minute) in [(1, 40), (2, 30)] {
        reader.drop_document(&format!("{number}.txt"), &page(number, minute, "Breaking"));
    }
    reader.press("cj");
    reader.drop_document("3.txt", &page(3, 20, "Breaking"));
    reader.press("⏎");
    assert_eq!(reader.selected(), "Post 1");
}

#[test]
fn who_touches_no_key_for_long_is_told_what_came_meanwhile() {
    let mut reader = Reader::new(120, 40);
    reader.press("j");
    let later = |minutes: i64| {
        Message::Tick(
            "2025-06-02T11:00:00Z".parse::<jiff::Timestamp>().unwrap()
                + jiff::SignedDuration::from_mins(minutes),
        )
    };
    reader.drop_document("1.txt", &page(1, 58, "Breaking"));
    update(&mut reader.model, later(14));
    reader.press("j");
    assert_eq!(reader.model.away, None, "that was not long");
    reader.drop_document("2.txt", &page(2, 30, ""));
    update(&mut reader.model, later(31));
    assert_eq!(reader.model.away, None);
    reader.press("J");
    let away = reader.model.away.unwrap();
    assert_eq!((reader.model.clock.span(away.since), away.posts), ("17 min".to_owned(), 1));
    reader.press("J");
    assert_eq!(reader.model.away, None, "the next key");
}

#[test]
fn a_mark_goes_with_its_post_to_another_headline() {
    let mut reader = Reader::new(120, 40);
    reader.press("jm");
    let id = reader.model.feed.selected().unwrap().id;
    let other = PAGE.replace("Why it took so long", "Why it has taken so long");
    reader.drop_document("page.txt", &other);
    let entry = reader.model.feed.selected().unwrap();
    assert_eq!((entry.id, &*entry.post.headline), (id, "Why it has taken so long"));
    assert!(reader.model.marks.is_bookmarked(entry));
}

fn long_post(first: &str, last: &str) -> String {
    let lines: Vec<String> = (0..60).map(|line| format!("    Line {line} of it.\n\n")).collect();
    format!(
        "  1. Long onepublished at 10:50 GMT 2 June 2025\n\n    {first}\n\n{}    {last}\n",
        lines.concat()
    )
}

#[test]
fn an_edit_is_told_and_moves_no_text() {
    let mut reader = Reader::new(120, 40);
    reader.remove_document("page.txt");
    reader.drop_document("long.txt", &long_post("It begins.", "It ends."));
    for _ in 0..12 {
        reader.press("J");
    }
    let first_row = |reader: &Reader| {
        let reading = &reader.model.reading;
        reading.rows()[reading.top()].text.clone()
    };
    let before = first_row(&reader);
    assert!(before.starts_with("Line"), "{before}");
    let id = reader.model.feed.selected().unwrap().id;
    assert_eq!(reader.model.edits.last(id), None);
    let first = "It begins elsewhere, with many more words than before, so many that they take more \
                 than one row of the pane.\n\n    And with another paragraph.";
    reader.drop_document("long.txt", &long_post(first, "It ends well."));
    assert_eq!(first_row(&reader), before);
    assert_eq!(reader.model.edits.last(id), Some(reader.model.clock.now));
    let entry = reader.model.feed.selected().unwrap();
    let rows = reader.model.edits.rows(id, &entry.post, 60, &reader.model.clock);
    let text = |row: &crate::reader::edits::Row| {
        row.iter().map(|(_, text)| text.as_str()).collect::<String>()
    };
    let all: Vec<String> = rows.iter().map(text).collect();
    assert_eq!(all.first().unwrap(), "edited 11:00");
    assert!(all.iter().any(|row| row.contains("It [-ends.-]{+ends well.+}")), "{all:?}");

    reader.drop_document("long.txt", &long_post(first, "It ends well."));
    let again = reader.model.edits.rows(id, &entry_of(&reader).post, 60, &reader.model.clock);
    assert_eq!(again, rows, "the same once more is no edit");
    reader.press("e");
    assert_eq!(reader.model.overlay, Some(Overlay::Edits(0)));
    reader.press("e");
    assert_eq!(reader.model.overlay, None);
}

fn entry_of(reader: &Reader) -> crate::news::store::Entry {
    reader.model.feed.selected().unwrap().clone()
}

#[test]
fn catching_up_goes_from_the_summary_to_what_breaks_and_to_analysis() {
    let mut reader = Reader::new(120, 40);
    reader.press("j");
    for (number, minute, label) in [(1, 40, "Breaking"), (2, 30, "Breaking"), (3, 20, "")] {
        reader.drop_document(&format!("{number}.txt"), &page(number, minute, label));
    }
    let analysis = "  1. Analysis\n\n    Whypublished at 10:35 GMT 2 June 2025\n\n    So.\n";
    reader.drop_document("a.txt", analysis);
    reader.drop_document(
        "s.txt",
        "Summary\n\n  • One\n\n  1. Postpublished at 10:05 GMT 2 June 2025\n\n    It.\n",
    );
    let listed: Vec<String> = reader
        .model
        .marks
        .catch_up()
        .iter()
        .map(|key| reader.model.snapshot.posts().get(key).unwrap().post.headline.to_string())
        .collect();
    assert_eq!(listed, ["Summary", "Post 2", "Post 1", "Why"]);
    reader.press("2cjj⏎");
    assert_eq!(reader.selected(), "Post 1", "also from outside the filter");
    assert_eq!(reader.model.overlay, None);
}

#[test]
fn a_jump_lands_on_the_nearest_and_says_how_far_off() {
    let mut reader = Reader::new(120, 40);
    for (typed, selected, notice) in [
        ("10:20", "Why it took so long", "4 min after 10:20"),
        ("10:10", "Talks go on", "at 10:10"),
        ("-5m", "Ferry sails again", "5 min before 10:55"),
        ("yesterday 9am", "Talks go on", "25 h after 09:00 Sun 1 June"),
    ] {
        reader.press(&format!("t{typed}⏎"));
        assert_eq!((reader.selected(), reader.model.notice.as_deref()), (selected, Some(notice)));
    }
    reader.press("tsoon⏎");
    assert!(reader.model.notice.as_ref().unwrap().starts_with("`soon` is no time: try"));
    reader.press("k");
    assert_eq!((&reader.model.notice, &reader.model.prompt), (&None, &None));
    assert_eq!(reader.selected(), "Why it took so long");
    reader.press("tq⎋j");
    assert_eq!(reader.selected(), "Talks go on", "what is typed is no key");
}

/// What the session does beside: it finds all that is searched for.
fn search(reader: &mut Reader) {
    if let Some(job) = reader.model.job() {
        let mut found = job.run((0, 2), || false).unwrap();
        found.append(job.run((1, 2), || false).unwrap());
        update(&mut reader.model, Message::Found(job.number, Box::new(found)));
    }
}

fn place(reader: &Reader) -> Option<(Option<usize>, usize)> {
    let search = reader.model.search.as_ref()?;
    search.place(reader.model.feed.selected_key())
}

#[test]
fn a_search_goes_to_the_first_match_as_it_is_typed_and_esc_goes_back() {
    let mut reader = Reader::new(120, 40);
    reader.press("/k");
    assert_eq!(reader.selected(), "Why it took so long", "by Kim, who nobody knows");
    reader.press("ey");
    assert_eq!((reader.selected(), place(&reader)), ("Ferry sails again", None), "back, for now");
    search(&mut reader);
    assert_eq!(place(&reader), Some((None, 0)));
    reader.press("⎋");
    assert_eq!((reader.selected(), reader.held()), ("Ferry sails again", None), "live again");
    assert!(reader.model.search.is_none() && reader.model.prompt.is_none());

    reader.press("/(");
    assert!(reader.model.prompt.as_ref().unwrap().wrong.is_none(), "a mere character");
    reader.press("⎋//(");
    let wrong = reader.model.prompt.as_ref().unwrap().wrong.clone();
    assert!(wrong.unwrap().contains("unclosed"));
    reader.press("⎋");
}

#[test]
fn matches_are_walked_and_counted_as_they_come() {
    let mut reader = Reader::new(120, 40);
    reader.press("/t⏎");
    search(&mut reader);
    assert_eq!((reader.selected(), place(&reader)), ("Ferry sails again", Some((Some(1), 3))));
    reader.press("n");
    assert_eq!(place(&reader), Some((Some(2), 3)));
    reader.press("n");
    assert_eq!((reader.selected(), place(&reader)), ("Talks go on", Some((Some(3), 3))));
    reader.press("n");
    assert_eq!(place(&reader), Some((Some(1), 3)), "on from the top");
    assert!(reader.model.notice.as_ref().unwrap().contains("on from the top"));
    reader.press("NN");
    assert_eq!(place(&reader), Some((Some(2), 3)));
    let before = reader.selected().to_owned();
    reader.drop_document("later.txt", LATER);
    assert_eq!((reader.selected(), place(&reader)), (&*before, Some((Some(3), 4))));
    reader.drop_document("1.txt", "  1. Nopublished at 10:57 GMT 2 June 2025\n\n    No.\n");
    assert_eq!(place(&reader), Some((Some(3), 4)));
    reader.press("2");
    assert_eq!(place(&reader), None, "to be searched for within the filter");
    search(&mut reader);
    assert_eq!(place(&reader), Some((Some(1), 1)));
    reader.press("⎋");
    assert!(reader.model.search.is_none());
    reader.press("n");
    assert!(reader.model.notice.is_some());
}

#[test]
fn the_sidebar_is_narrowed_and_sorted_and_has_queries() {
    let mut reader = Reader::new(120, 40);
    let now = reader.model.clock.now.to_zoned(TimeZone::UTC);
    let filter = query::parse("talks", now.date(), &now).unwrap();
    let named = NamedQuery::new("about talks".into(), filter);
    (reader.model.snapshot, reader.store) = (Arc::default(), Store::new());
    let setup = Setup { queries: vec![named], ..Setup::default() };
    update(&mut reader.model, Message::Configured(Box::new(setup)));
    reader.drop_document("page.txt", PAGE);
    reader.drop_document(
        "more.txt",
        &PAGE.replace("Ann Other", "ANN OTHER").replace("10:10", "10:11"),
    );
    let people = |reader: &Reader| -> Vec<(String, usize)> {
        let items = reader.model.sidebar.items().iter();
        items
            .filter_map(|item| match item {
                Item::Correspondent(person) => Some((person.name.to_string(), person.posts)),
                _ => None,
            })
            .collect()
    };
    assert_eq!(people(&reader), [("ANN OTHER".to_owned(), 2), ("Kim Sample".to_owned(), 1)]);
    assert_eq!(reader.model.queries[0].posts, 2);
    reader.press("f/kim");
    assert_eq!(people(&reader), [("Kim Sample".to_owned(), 1)]);
    reader.press("⏎ ");
    assert_eq!(reader.model.feed.counts().all, 1);
    reader.press(" ⎋");
    assert_eq!((people(&reader).len(), reader.model.focus), (2, Pane::Sidebar));
    reader.press("/other⏎⏎");
    assert_eq!(reader.model.feed.counts().all, 2, "however the name is written");
    reader.press("⏎⎋s");
    assert!(reader.model.sidebar.is_by_name());
    reader.press("gj⏎");
    assert_eq!(reader.model.feed.counts().all, 2, "the query");
    reader.press("⏎");
    assert_eq!(reader.model.feed.counts().all, 4);
}

#[test]
fn who_is_chosen_stays_so_under_another_spelling() {
    let mut reader = Reader::new(120, 40);
    reader.press("f/kim⏎⏎");
    assert_eq!(reader.model.feed.counts().all, 1);
    reader
        .drop_document("k.txt", &PAGE.replace("Kim Sample", "K. Sample").replace("10:24", "10:25"));
    assert_eq!(reader.model.feed.counts().all, 2);
    reader.press("⏎");
    assert!(reader.model.feed.lists_all(), "and is left as one");
}

#[test]
fn a_late_match_does_not_take_a_reader_away_who_has_gone_on() {
    let mut reader = Reader::new(120, 40);
    reader.press("j/sails⎋j");
    let selected = reader.selected().to_owned();
    reader.press("/zzz⏎");
    let job = reader.model.job().unwrap();
    reader.press("k");
    let moved = reader.selected().to_owned();
    assert_ne!(selected, moved);
    reader.drop_document("z.txt", "  1. Zzzpublished at 09:00 GMT 2 June 2025\n\n    It.\n");
    let found = job.run((0, 1), || false).unwrap();
    update(&mut reader.model, Message::Found(job.number, Box::new(found)));
    assert_eq!((reader.selected(), place(&reader)), (&*moved, Some((None, 1))));
}

#[test]
fn organisations_and_places_are_folded_until_they_are_asked_for() {
    let mut reader = Reader::new(120, 40);
    let from = |place: &str| {
        PAGE.replace("Europe editor", &format!("Europe editor, reporting from {place}"))
    };
    reader.drop_document("page.txt", &from("Harbourtown"));
    reader.drop_document("more.txt", &from("Eastport").replace("10:24", "10:25"));
    let values = |reader: &Reader| -> Vec<String> {
        let items = reader.model.sidebar.items().iter();
        items
            .filter_map(|item| match item {
                Item::Value(_, value) => Some(value.to_string()),
                _ => None,
            })
            .collect()
    };
    assert_eq!(values(&reader), [""; 0]);
    reader.press("fG⏎");
    assert_eq!(values(&reader), ["Eastport", "Harbourtown"]);
    reader.press("j⏎");
    assert_eq!((reader.model.feed.counts().all, reader.selected()), (1, "Why it took so long"));
    assert_eq!(reader.model.groups[0].posts("Harbourtown"), 1, "within all else but itself");
    reader.drop_document("third.txt", &from("Eastport").replace("10:24", "10:26"));
    assert_eq!(reader.model.groups[0].posts("Eastport"), 2);
    assert_eq!(reader.model.feed.counts().all, 2, "it is from there as well");
    reader.press("k⏎");
    assert_eq!((values(&reader), reader.model.groups.len()), (Vec::<String>::new(), 0));
    reader.press("\\ -in:eastport⏎");
    assert!(reader.model.prompt.is_none());
}

#[test]
fn a_query_filters_and_a_wrong_one_changes_nothing() {
    let mut reader = Reader::new(120, 40);
    reader.press("\\by:sample⏎");
    assert_eq!((reader.selected(), reader.model.feed.counts().all), ("Why it took so long", 1));
    assert!(reader.model.feed.filter().chooses("Kim Sample"));
    reader.press("\\");
    assert_eq!(reader.model.prompt.as_ref().unwrap().text, "by:sample ", "two views of one filter");
    reader.press("kind:war⏎");
    let prompt = reader.model.prompt.as_ref().unwrap();
    assert!(prompt.wrong.as_ref().unwrap().contains("column 11"), "{prompt:?}");
    assert_eq!(reader.model.feed.counts().all, 1);
    reader.press("⎋u");
    assert_eq!(reader.model.feed.counts().all, 3);
    reader.press("\\-talks since:10:20⏎");
    assert_eq!(reader.model.feed.counts().all, 2, "of the day that is read");
    reader.press("0\\is:unseen⏎");
    assert_eq!(reader.model.feed.counts().all, 0);
    reader.drop_document("later.txt", LATER);
    assert_eq!(reader.model.feed.counts().all, 1);
    reader.press("U");
    assert_eq!(reader.model.feed.counts().all, 4, "the key is the same as the words");
}

#[test]
fn a_post_is_copied_as_plain_text() {
    let mut reader = Reader::new(80, 24);
    let posts = r#"{"format":"liveblog/1","posts":[{"firstCreated":"2025-06-02T11:30:00+03:00",
        "headline":"Pier opens","by":[{"name":"Kim Sample","role":"Editor","located":"Eastport"}],
        "url":"https://desk.example/7","source":"wire.txt","body":[
        {"type":"p","text":"A long line, of more columns than the pane of this narrow screen has, is not wrapped."},
        {"type":"list","ordered":true,"items":["One","Two"]},{"type":"furniture","text":"Advertisement"},
        {"type":"image","alt":"A pier","caption":"The pier","credit":"Agency"},
        {"type":"quote","text":"We sail","cite":"A captain"}]}]}"#;
    reader.drop_document("wire.json", posts);
    let copied = |reader: &mut Reader| match reader.press("y") {
        Some(Effect::Copy(text)) => text,
        effect => panic!("{effect:?}"),
    };
    reader.press("G");
    assert_eq!(
        copied(&mut reader),
        "Pier opens\nKim Sample · Editor · reporting from Eastport\n08:30 UTC Mon 2 June 2025\n\
         wire.txt\nhttps://desk.example/7\n\nA long line, of more columns than the pane of this narrow \
         screen has, is not wrapped.\n\n1. One\n2. Two\n\nPicture: A pier\nThe pier\nAgency\n\n\
         “We sail”\n— A captain"
    );
    assert_eq!(reader.model.notice.as_deref(), Some("post sent to the terminal"));
    reader.press("T");
    assert!(copied(&mut reader).contains("\n11:30 +03 Mon 2 June 2025\n"), "as it is shown");

    let long = page(1, 59, "").replace("Words.", &"å ".repeat(40_000));
    reader.drop_document("long.txt", &long);
    reader.press("g");
    let text = copied(&mut reader);
    assert!(text.ends_with("å \n[cut here]") || text.ends_with("å\n[cut here]"), "{}", text.len());
    assert!((56_200..=56_244).contains(&text.len()), "{}", text.len());
    let notice = "the first 56 kB of the post sent to the terminal";
    assert_eq!(reader.model.notice.as_deref(), Some(notice));
    reader.remove_document("long.txt");
    reader.remove_document("wire.json");
    reader.remove_document("page.txt");
    assert_eq!(reader.press("y"), None);
}

#[test]
fn a_post_alone_takes_the_keys_and_stays_as_it_was() {
    let mut reader = Reader::new(120, 10);
    reader.drop_document("long.txt", &long_post("It begins.", "It ends."));
    reader.press("jj");
    let before = in_place(&reader);
    reader.press("Y");
    let rows = |reader: &Reader| {
        let Some(Overlay::Plain(shown)) = &reader.model.overlay else { panic!("not shown") };
        shown.in_sight().iter().map(|row| row.text.clone()).collect::<Vec<_>>()
    };
    let shown = ["Why it took so long", "Kim Sample · Europe editor", "10:24 UTC Mon 2 June 2025"];
    assert_eq!(rows(&reader), [&shown[..], &["page.txt", "", "Nobody knows."]].concat());
    assert_eq!(reader.press("jr?y;E2"), None);
    reader.remove_document("page.txt");
    assert_eq!(rows(&reader)[..3], shown, "also when it has gone");
    reader.drop_document("page.txt", PAGE);
    assert_eq!(reader.press("q"), None);
    assert_eq!((&reader.model.overlay, in_place(&reader)), (&None, before));
    reader.press("gY");
    assert_eq!(rows(&reader)[4..6], ["It begins.", ""]);
    reader.press(" ");
    assert_eq!(rows(&reader)[..2], ["", "Line 2 of it."], "a row of the old page stays");
    reader.press("jjkG");
    assert_eq!(rows(&reader)[9], "It ends.");
    reader.press("gY");
    assert_eq!(reader.model.overlay, None);
}

/// A document in our own form of one post, the newest, with a text and an address.
fn linked(text: &str, url: &str) -> String {
    format!(
        r#"{{"format":"liveblog/1","posts":[{{"firstCreated":"2025-06-02T10:59:00Z","headline":"Linked",
        "url":"{url}","body":[{{"type":"p","text":"{text}"}}]}}]}}"#
    )
}

#[test]
fn a_letter_chooses_a_link() {
    let mut reader = Reader::new(80, 24);
    assert_eq!(reader.press(";"), None);
    assert_eq!(reader.model.overlay, None);
    assert_eq!(reader.model.notice.as_deref(), Some("the post has no links"));
    let text = "See http://b.example/ (and https://a.example/1), or javascript:alert(1).";
    reader.drop_document("l.json", &linked(text, "https://a.example/1"));
    reader.press("g;cz");
    assert!(matches!(reader.model.overlay, Some(Overlay::Links(_))), "no link has these");
    assert_eq!(reader.press("b"), Some(Effect::Copy("http://b.example/".to_owned())));
    assert_eq!(reader.model.overlay, None);
    let notice = "sent to the terminal: http://b.example/";
    assert_eq!(reader.model.notice.as_deref(), Some(notice));
    reader.model.opens_links = true;
    assert_eq!(reader.press(";a"), Some(Effect::Open("https://a.example/1".to_owned())));
    assert_eq!(reader.model.notice.as_deref(), Some("opening https://a.example/1"));
    update(&mut reader.model, Message::Told("not opened".to_owned()));
    assert_eq!(reader.model.notice.as_deref(), Some("not opened"));
    for leave in ["q", "⎋", ";"] {
        reader.press(";");
        assert_eq!(reader.press(leave), None);
        assert_eq!(reader.model.overlay, None);
    }
}

#[test]
fn the_listed_posts_are_written_where_the_reader_says() {
    let mut reader = Reader::new(80, 24);
    let typed = |reader: &Reader| reader.model.prompt.as_ref().map(|prompt| prompt.text.clone());
    reader.press("E");
    assert_eq!(typed(&reader).as_deref(), Some("dateline-2025-06-02-1100.md"));
    let effect = reader.press("⏎");
    assert_eq!(effect, Some(Effect::Export("dateline-2025-06-02-1100.md".to_owned())));
    reader.press("E");
    for _ in 0..2 {
        update(&mut reader.model, Message::Key(Key::plain(Code::Backspace)));
    }
    let effect = reader.press("json⏎");
    assert_eq!(effect, Some(Effect::Export("dateline-2025-06-02-1100.json".to_owned())));
    let notice = "writing dateline-2025-06-02-1100.json";
    assert_eq!((typed(&reader), reader.model.notice.as_deref()), (None, Some(notice)));
    assert_eq!((reader.press("E⎋"), typed(&reader)), (None, None));
    reader.press("2");
    let listed: Vec<&str> = reader.model.feed.listed().map(|entry| &*entry.post.headline).collect();
    assert_eq!(listed, ["Why it took so long"]);
    reader.press("0s");
    let listed: Vec<&str> = reader.model.feed.listed().map(|entry| &*entry.post.headline).collect();
    assert_eq!(listed, ["Ferry sails again", "Why it took so long", "Talks go on"]);
}

/// What must not move: the selected post, its row, and the first row of the pane.
fn in_place(reader: &Reader) -> (PostId, usize, String) {
    let model = &reader.model;
    let rows = model.feed.rows(model.height(Pane::Feed), &model.clock);
    let row = rows.iter().position(|row| matches!(row, FeedRow::Post(_, true))).unwrap();
    let first = model.reading.rows().get(model.reading.top()).map(|row| row.text.clone());
    (model.feed.selected().unwrap().id, row, first.unwrap_or_default())
}

proptest! {
    /// What is found, also while posts come and go, is what a look at each post finds.
    #[test]
    fn a_search_finds_what_a_look_at_each_post_finds(
        pattern in "[a-e]{1,2}|/[a-c][a-c]/|B",
        query in prop::sample::select(&["", "kind:breaking", "-b", "by:ann"][..]),
        history in prop::collection::vec(
            (0u32..6, prop::option::of((0u32..60, any::<bool>(), "[a-f ]{1,9}"))), 1..12,
        ),
    ) {
        let mut reader = Reader::new(100, 30);
        reader.press(&format!("\\{query}⏎/{pattern}⏎"));
        for (step, (number, change)) in history.into_iter().enumerate() {
            if step == 2 {
                search(&mut reader);
            }
            match change {
                None => reader.remove_document(&format!("{number}.txt")),
                Some((minute, breaking, words)) => {
                    let text = page(number, minute, if breaking { "Breaking" } else { &words });
                    reader.drop_document(&format!("{number}.txt"), &text);
                }
            }
        }
        search(&mut reader);
        let found = reader.model.search.as_ref().unwrap().found.as_ref().unwrap();
        let pattern = Pattern::parse(&pattern).unwrap();
        let mut naive = Vec::new();
        let mut key = reader.model.feed.first().cloned();
        while let Some(at) = key {
            let entry = reader.model.snapshot.posts().get(&at).unwrap();
            let has = |text: &str| pattern.is_in(text);
            let by = entry.post.by.iter().any(|by| {
                has(&by.name) || [&by.role, &by.organisation, &by.located].into_iter().flatten().any(|text| has(text))
            });
            if has(&entry.post.headline) || entry.post.body.shown_texts().any(has) || by {
                naive.push(at.clone());
            }
            key = reader.model.feed.find(&at, false, |_| true).cloned();
        }
        let mut listed = Vec::new();
        let mut key = found.first().map(|(key, _)| key.clone());
        while let Some(at) = key {
            key = found.after(&at).map(|(key, _)| key.clone());
            listed.push(at);
        }
        prop_assert_eq!(listed, naive);
    }

    /// Whatever comes, is edited or goes elsewhere, a held feed stays where it is.
    #[test]
    fn nothing_moves_under_a_reader_who_holds(
        (columns, rows) in (60u16..200, 14u16..60),
        (steps, scroll, turn) in (1usize..3, 0usize..14, any::<bool>()),
        only in prop::sample::select(&["", "mM", "rU"][..]),
        taller in prop::collection::vec(0u16..20, 20),
        history in proptest::collection::vec(
            (0u32..8, proptest::option::of((0u32..60, any::<bool>(), "[a-z]{1,9}"))), 1..20,
        ),
    ) {
        let mut reader = Reader::new(columns, rows);
        reader.drop_document("long.txt", &long_post("It begins.", "It ends."));
        reader.drop_document("later.txt", &page(99, 55, ""));
        if turn {
            reader.press("s");
        }
        reader.press(if turn { "gj" } else { "G" });
        for _ in 0..steps {
            reader.press("k");
        }
        // The first key of all may have made it live again: on the newest post it is.
        let key = reader.model.feed.nearest("2025-06-02T10:50:00Z".parse().unwrap()).cloned();
        go_to(&mut reader.model, key);
        hold(&mut reader.model);
        for _ in 0..scroll {
            reader.press("J");
        }
        reader.press(only);
        let before = in_place(&reader);
        for ((number, change), more) in history.into_iter().zip(taller) {
            let name = format!("{number}.txt");
            match change {
                None => reader.remove_document(&name),
                Some((minute, breaking, words)) => {
                    let text = page(number, minute, if breaking { "Breaking" } else { &words });
                    reader.drop_document(&name, &text);
                }
            }
            update(&mut reader.model, Message::Resize(Size { columns, rows: rows + more }));
            prop_assert_eq!(&in_place(&reader), &before);
            prop_assert!(reader.held().is_some());
            // What is counted step by step is what there is.
            let feed = &reader.model.feed;
            let mut anew = reader.model.marks.clone();
            anew.set_filter(feed.filter(), feed.only());
            prop_assert_eq!(anew.tally(), reader.model.marks.tally());
        }
    }
}
