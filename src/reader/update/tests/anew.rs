//! The same reader before other documents, or before the same read in another way.

use super::*;
use crate::reader::layout::Pane;

/// A live page that says no zone.
fn hours(posts: &[(&str, &str)]) -> String {
    let post = |(at, (headline, time)): (usize, &(&str, &str))| {
        format!("  {}. {headline}published at {time} 2 June 2025\n\n    So it is.\n", at + 1)
    };
    posts.iter().enumerate().map(post).collect()
}

const POSTS: [(&str, &str); 4] =
    [("Crane falls", "10:50"), ("Quay opens", "10:40"), ("Toll rises", "10:30"), ("Fog", "10:20")];

/// What is read, and how.
fn read(reader: &mut Reader, text: &str, zone: &str) {
    let zone = TimeZone::get(zone).unwrap();
    let context = Context { name: "hours.txt".into(), modified: None, zone, year: None };
    reader.apply("hours.txt", Some(format::parse(text.as_bytes(), &"hours.txt".into(), &context)));
}

/// The same reader, once the documents have been read in another zone.
fn read_in(reader: Reader, text: &str, zone: &str) -> Reader {
    let reading = FolderState { reading: Some(Progress::default()), ..reader.model.folder };
    let clock = Clock::new(reader.model.clock.now, TimeZone::get(zone).unwrap());
    let mut reader =
        Reader { model: read_again(reader.model, clock, reading), store: Store::new() };
    read(&mut reader, text, zone);
    let (snapshot, folder) = (Arc::clone(&reader.model.snapshot), reader.model.folder);
    let folder = FolderState { reading: None, ..folder };
    update(&mut reader.model, Message::Published(snapshot, folder));
    reader
}

fn unseen(reader: &Reader) -> Vec<&str> {
    reader.model.marks.unseen().map(|entry| &*entry.post.headline).collect()
}

fn bookmarked(reader: &Reader) -> Vec<&str> {
    let entries = reader.model.snapshot.posts().values();
    let entries = entries.filter(|entry| reader.model.marks.is_bookmarked(entry));
    entries.map(|entry| &*entry.post.headline).collect()
}

/// One who has been here for a while, at 11:00 UTC.
fn reader() -> Reader {
    let Model { title, size, clock, folder, .. } = Reader::new(120, 40).model;
    let model = Model::new(title, size, clock, folder, Kept::default());
    let mut reader = Reader { model, store: Store::new() };
    read(&mut reader, &hours(&POSTS[1..]), "UTC");
    read(&mut reader, &hours(&POSTS), "UTC");
    assert_eq!(unseen(&reader), ["Crane falls"], "it has come");
    reader
}

#[test]
fn what_posts_were_to_the_reader_outlives_their_dates() {
    let mut reader = reader();
    reader.press("jjmr");
    assert_eq!(reader.selected(), "Toll rises");
    // Hours later in New York, which the date alone would call unseen; hours earlier in Tokyo.
    for zone in ["America/New_York", "Asia/Tokyo", "UTC"] {
        reader = read_in(reader, &hours(&POSTS), zone);
        assert_eq!(unseen(&reader), ["Crane falls", "Toll rises"], "{zone}");
        assert_eq!(bookmarked(&reader), ["Toll rises"], "{zone}");
        assert_eq!((reader.selected(), reader.held()), ("Toll rises", Some(0)), "{zone}");
        assert_eq!(reader.model.away, None, "nobody was away");
    }
    // What the session notes of them is kept by the names that they have now.
    let noted = reader.model.marks.take_notes();
    let is_bookmark = |note: &&Note| matches!(note, Note::Bookmarked(_, true, _));
    assert_eq!(noted.iter().filter(is_bookmark).count(), 3);
    // What comes is told as before.
    let more = [&[("Ferry sails", "10:58")], &POSTS[..]].concat();
    read(&mut reader, &hours(&more), "UTC");
    assert_eq!(unseen(&reader), ["Ferry sails", "Crane falls", "Toll rises"]);
    assert_eq!((reader.selected(), reader.held()), ("Toll rises", Some(1)));
}

#[test]
fn one_who_had_not_read_all_yet_loses_nothing() {
    let mut reader = reader();
    reader.press("jjm");
    let clock = reader.model.clock.clone();
    let reading = FolderState { reading: Some(Progress::default()), ..reader.model.folder };
    let model = read_again(reader.model, clock, reading);
    // Another config, before anything was read by the last.
    let reader = read_in(Reader { model, store: Store::new() }, &hours(&POSTS), "Asia/Tokyo");
    assert_eq!((unseen(&reader), bookmarked(&reader)), (vec!["Crane falls"], vec!["Toll rises"]));
    assert_eq!((reader.selected(), reader.held()), ("Toll rises", Some(0)));
}

#[test]
fn the_panes_stay_as_they_were() {
    let mut reader = reader();
    let now = reader.model.clock.now.to_zoned(TimeZone::UTC);
    let filter = query::parse("quay", now.date(), &now).unwrap();
    let queries = vec![NamedQuery::new("the quay".into(), filter)];
    let setup = Setup { queries, mouse: true, ..Setup::default() };
    update(&mut reader.model, Message::Configured(Box::new(setup.clone())));
    reader.press("fsTT⇥⇥");
    reader.press("\\is:unseen o⏎");
    assert_eq!(reader.model.feed.counts().all, 1);
    let mut reader = read_in(reader, &hours(&POSTS), "America/New_York");
    let model = &reader.model;
    assert!(model.sidebar.is_by_name() && model.mouse);
    assert!(model.focus == Pane::Reading && model.clock.zones == Zones::Utc);
    assert_eq!(query::write(model.feed.filter()), "o", "what is unseen may be otherwise");
    update(&mut reader.model, Message::Configured(Box::new(setup)));
    let counted = |reader: &Reader| reader.model.queries[0].posts(&reader.model.snapshot);
    assert_eq!(counted(&reader), Some(1), "once");
    reader.press("⎋s");
    let reader = read_in(reader, &hours(&POSTS), "UTC");
    assert!(reader.model.feed.is_oldest_first());
}

#[test]
fn elsewhere_the_reader_has_not_been() {
    let mut reader = reader();
    reader.press("sjm1");
    let Model { clock, folder, .. } = reader.model.clone();
    let model = go_elsewhere(reader.model, "other/".into(), clock, folder, Kept::default());
    let mut reader = Reader { model, store: Store::new() };
    read(&mut reader, &hours(&POSTS), "UTC");
    assert!(unseen(&reader).is_empty() && bookmarked(&reader).is_empty());
    assert!(reader.model.feed.lists_all() && !reader.model.feed.is_oldest_first());
    assert_eq!((reader.selected(), reader.held()), ("Crane falls", None));
}
