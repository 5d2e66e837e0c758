//! What is named at the edges of the screen.

use super::*;

#[test]
fn what_is_named_at_the_edges_is_gone_to() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 20)] {
        let mut desk = Desk::open(columns, rows);
        assert_ne!(desk.selected(), "News a.txt");
        desk.click("BREAKING", 0);
        assert_eq!(desk.selected(), "News a.txt", "{}", desk.screen().join("\n"));
        let mut desk = Desk::open(columns, rows);
        press(&mut desk.model, "2");
        desk.click("BREAKING", 0);
        assert_eq!(desk.selected(), "News a.txt", "whatever is filtered");
        let mut desk = Desk::open(columns, rows);
        press(&mut desk.model, "2");
        desk.click("[0]", 0);
        assert!(desk.model.feed.lists_all());
        desk.click("2 new", 0);
        assert!(desk.selected().starts_with("News "), "{}", desk.selected());
        // Where there are no words, there is nothing.
        let before = desk.selected();
        desk.mouse((columns - 30, rows - 1), Gesture::Click);
        assert_eq!(desk.selected(), before);
    }
}

#[test]
fn who_has_caught_up_is_told_what_else_is_unseen() {
    let mut desk = Desk::open(120, 40);
    desk.click("BREAKING", 0);
    press(&mut desk.model, "rc");
    desk.find("All caught up, but for 1 other post.", 0);
}

#[test]
fn breaking_news_of_another_day_says_which() {
    let mut desk = Desk::open(120, 40);
    let says = |desk: &Desk, words: &str| desk.screen().iter().any(|row| row.contains(words));
    assert!(says(&desk, " BREAKING 11:00  News a.txt"));
    update(&mut desk.model, Message::Tick("2025-06-03T09:00:00Z".parse().unwrap()));
    assert!(says(&desk, " BREAKING 11:00 Mon 2 June  News a.txt"));
}

#[test]
fn what_breaking_news_lies_over_is_not_clicked() {
    let mut desk = Desk::open(70, 20);
    desk.write("bad.json", "{");
    assert!(desk.screen()[0].starts_with(" BREAKING"), "{}", desk.screen()[0]);
    for column in 0..70 {
        desk.mouse((column, 0), Gesture::Click);
        assert_eq!(desk.model.overlay, None, "column {column}");
    }
    press(&mut desk.model, "R");
    desk.click("1 problem", 0);
    assert!(matches!(desk.model.overlay, Some(Overlay::Problems(_))));
}
