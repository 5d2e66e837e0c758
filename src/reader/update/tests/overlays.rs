//! What is shown over the panes.

use super::*;

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
fn what_is_shown_has_its_last_row_at_the_bottom_whatever_changes() {
    let size = |columns, rows| Message::Resize(Size { columns, rows });
    let mut reader = Reader::new(20, 6);
    reader.press("?G");
    update(&mut reader.model, size(120, 40));
    let rows = reader.model.keys.help().len();
    assert_eq!(reader.model.overlay, Some(Overlay::Help(rows - 36)), "of another size");
    let mut keys = reader.model.keys.clone();
    for name in ["down", "up", "first", "last"] {
        keys.bind(name, &[]);
    }
    let setup = Setup { keys, ..Setup::default() };
    update(&mut reader.model, Message::Configured(Box::new(setup)));
    assert_eq!(reader.model.overlay, Some(Overlay::Help(rows - 40)), "with other keys");

    let mut reader = Reader::new(20, 6);
    reader.drop_document("page.txt", &PAGE.replace("It has left", &"It has come ".repeat(20)));
    reader.press("eG");
    assert!(matches!(reader.model.overlay, Some(Overlay::Edits(top)) if top > 0));
    update(&mut reader.model, size(120, 40));
    assert_eq!(reader.model.overlay, Some(Overlay::Edits(0)));
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
    reader.press("cG");
    assert_eq!(reader.model.overlay, Some(Overlay::CatchUp(2)));
    reader.remove_document("1.txt");
    reader.remove_document("2.txt");
    assert_eq!(reader.model.overlay, Some(Overlay::CatchUp(0)), "not past the end");
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
