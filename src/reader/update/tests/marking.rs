//! What is seen, bookmarked and missed.

use super::*;

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

#[test]
fn what_breaks_only_now_is_unseen_and_rings() {
    let mut reader = Reader::new(120, 40);
    let seen = |reader: &Reader| reader.model.marks.unseen().count() == 0;
    assert!(seen(&reader));
    let publish = |reader: &mut Reader, text: &str| {
        let context =
            Context { name: "page.txt".into(), modified: None, zone: TimeZone::UTC, year: None };
        let document = format::parse(text.as_bytes(), &"page.txt".into(), &context);
        reader.store.apply([("page.txt".into(), Some(document))]);
        let snapshot = Arc::new(reader.store.snapshot());
        update(&mut reader.model, Message::Published(snapshot, FolderState::of(Watch::Watching)))
    };
    let ten = "Talks go onpublished at 10:10 GMT 2 June 2025\n";
    let breaks = PAGE.replace(ten, &format!("{ten}    Breaking\n"));
    assert_eq!(publish(&mut reader, &breaks), Some(Effect::Ring));
    assert_eq!(reader.model.breaking().unwrap().post.title(), "Talks go on");
    // Read, and edited as what it is: nothing new.
    reader.press("R");
    assert_eq!(publish(&mut reader, &breaks.replace("They talk.", "They talk on.")), None);
    assert!(seen(&reader));
}
