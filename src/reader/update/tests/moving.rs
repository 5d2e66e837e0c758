//! Moving, scrolling, following and holding.

use super::*;

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
