//! Nothing moves under a reader who holds.

use super::*;

proptest! {
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
            anew.set_choice(feed.choice());
            prop_assert_eq!(anew.tally(), reader.model.marks.tally());
        }
    }
}
