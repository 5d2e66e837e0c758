//! What a session asks of the world.

use super::*;
use crate::reader::keymap::Keymap;

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
    let rescan = Message::Key(Key::plain(Code::F(5)));
    assert_eq!(update(&mut reader.model, rescan), Some(Effect::Rescan));
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
    reader.press("g;bz");
    assert!(matches!(reader.model.overlay, Some(Overlay::Links(_))), "no link has these");
    let rescan = Message::Key(Key::plain(Code::F(5)));
    assert_eq!(update(&mut reader.model, rescan), Some(Effect::Rescan));
    assert_eq!(reader.press("c"), Some(Effect::Copy("http://b.example/".to_owned())));
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
fn no_letter_of_a_link_is_a_key_of_the_session() {
    let mut reader = Reader::new(80, 40);
    let text: Vec<String> = (0..60).map(|number| format!("https://a.example/{number}")).collect();
    reader.drop_document("l.json", &linked(&text.join(" "), "https://a.example/"));
    let letters = |reader: &mut Reader| -> String {
        reader.press("g;");
        let Some(Overlay::Links(shown)) = &reader.model.overlay else { panic!("not shown") };
        let letters = shown.rows().iter().filter_map(|row| row.letter).collect();
        reader.model.overlay = None;
        letters
    };
    let by_default = "acdefhilmnoprstuvwxyzABCDEFHIJKLMNOPQRSTUVWXYZ";
    assert_eq!(letters(&mut reader), by_default);
    let keys = [("down", "a"), ("links", "c;"), ("redraw", "d"), ("suspend", "e")];
    for (name, keys) in keys.into_iter().chain([("catch-up", ""), ("edits", "")]) {
        let keys: Vec<Key> = keys.chars().map(Key::char).collect();
        reader.model.keys.bind(name, &keys);
    }
    assert_eq!(reader.model.keys.conflict(), None);
    assert_eq!(letters(&mut reader), by_default.replace("acde", "").replacen('i', "ij", 1));
    // Nor one by a config that is changed meanwhile.
    reader.press(";");
    let setup = Setup { keys: Keymap::default(), ..Setup::default() };
    update(&mut reader.model, Message::Configured(Box::new(setup)));
    assert!(reader.model.overlay.as_ref().is_some_and(|shown| {
        matches!(shown, Overlay::Links(links) if links.has('a') && !links.has('j'))
    }));
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
