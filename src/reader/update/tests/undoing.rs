//! What is undone while a filter is still to be tried.

use super::pending::{ALL, job, listed, reader};
use super::*;

#[test]
fn an_undo_that_is_given_up_can_be_asked_for_again() {
    for keys in ["⎋", "u", "0", "\\^⏎", "\\^by:other⏎u", "!", "m⎋"] {
        let mut reader = reader();
        reader.press("\\/f.rry/⏎");
        search(&mut reader);
        reader.press("0u");
        assert!(reader.model.pending.is_some(), "{keys}");
        for key in keys.chars() {
            let message = match key {
                '^' => Message::Key(Key::ctrl('u')),
                '!' => Message::Found(job(&reader).errand, None),
                _ => {
                    reader.press(&key.to_string());
                    continue;
                }
            };
            update(&mut reader.model, message);
        }
        assert!(reader.model.pending.is_none(), "{keys}");
        reader.press("u");
        search(&mut reader);
        assert_eq!(listed(&reader), ALL[..2], "{keys}");
    }
}

#[test]
fn what_was_undone_is_told() {
    let mut reader = Reader::new(120, 40);
    let told = |reader: &mut Reader| {
        reader.press("u");
        reader.model.notice.clone().unwrap()
    };
    reader.press("m1");
    assert_eq!(told(&mut reader), "undone: the filter");
    assert_eq!(told(&mut reader), "undone: what was noted of Ferry sails again");
    assert_eq!(told(&mut reader), "nothing to undo");
    reader.drop_document("a.txt", &page(1, 55, ""));
    reader.drop_document("b.txt", &page(2, 56, ""));
    reader.press("FR");
    assert_eq!(told(&mut reader), "undone: what was noted of 2 posts");
}

#[test]
fn a_mark_that_is_put_while_a_filter_is_tried_is_undone_before_that() {
    let mut reader = reader();
    reader.press("\\/f.rry/⏎m");
    let is_marked =
        |reader: &Reader| reader.model.marks.is_bookmarked(reader.model.feed.selected().unwrap());
    assert!(is_marked(&reader));
    reader.press("u");
    assert_eq!((is_marked(&reader), reader.model.pending.is_some()), (false, true));
    reader.press("u");
    assert!(reader.model.pending.is_none());
    // However many are forgotten.
    reader.press(&"m".repeat(30));
    reader.press("\\/f.rry/⏎");
    reader.press(&"m".repeat(30));
    reader.press(&"u".repeat(20));
    assert!(reader.model.pending.is_some());
    reader.press("u");
    assert!(reader.model.pending.is_none());
}
