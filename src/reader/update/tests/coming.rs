//! What comes, goes and is edited under the reader.

use super::*;

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
