//! The double click.

use dateline::reader::input::Gesture;
use dateline::reader::layout::Pane;
use dateline::reader::model::Overlay;

use super::{Desk, press};

#[test]
fn a_double_click_opens_what_it_is_on_and_nothing_else() {
    let mut desk = Desk::open(120, 40);
    let (x, y) = desk.post(53);
    let rule = desk.find("── Mon 2 June", 0);
    // A rule, a border, the row for breaking news, the header.
    for at in [rule, (26, y), (x, 1), (x, 38), (x, 0)] {
        desk.double_click_at(at);
        assert_eq!(desk.model.focus, Pane::Feed, "{at:?}");
    }
    let at = desk.post(53);
    desk.double_click_at(at);
    assert_eq!((desk.selected(), desk.model.focus), ("Post 53".to_owned(), Pane::Reading));
    // The corners of the screen, the border of a box, and what is left of the bars.
    let beside = [(0, 0), (0, 39), (0, 19), (2, 19)];
    for (keys, places) in [("c", &beside[..3]), ("i", &beside[..])] {
        press(&mut desk.model, keys);
        let (before, shown) = (desk.selected(), desk.model.overlay.clone());
        for at in places.iter().copied() {
            desk.double_click_at(at);
            assert_eq!((desk.selected(), &desk.model.overlay), (before.clone(), &shown), "{at:?}");
        }
        press(&mut desk.model, "⎋");
    }
    press(&mut desk.model, "Rc");
    desk.double_click("All caught up", 0);
    assert_eq!(desk.model.overlay, Some(Overlay::CatchUp(0)));
}

#[test]
fn a_double_click_opens_what_it_is_on_wherever_the_first_click_moves_that() {
    // Here the click takes the sidebar away, and the feed to the left.
    let mut desk = Desk::open(100, 40);
    press(&mut desk.model, "f");
    let (x, y) = desk.post(53);
    desk.double_click_at((x.max(60), y));
    assert_eq!((desk.selected(), desk.model.focus), ("Post 53".to_owned(), Pane::Reading));
    // And here what comes.
    press(&mut desk.model, "⎋g");
    let at = desk.find("News a.txt", 0);
    desk.mouse(at, Gesture::Click);
    assert_eq!(desk.selected(), "News a.txt");
    desk.write("c.txt", "  1. News c.txtpublished at 11:01 GMT 2 June 2025\n\n    It.\n");
    assert_eq!(desk.selected(), "News c.txt", "live");
    desk.mouse(at, Gesture::DoubleClick);
    assert_eq!((desk.selected(), desk.model.focus), ("News a.txt".to_owned(), Pane::Reading));

    // The list has another top when the cursor is near its end.
    let mut desk = Desk::open(120, 40);
    let post = |at| {
        format!(
            "  1. Late {at:02}published at 12:{at:02} GMT 2 June 2025\n    Breaking\n\n    It.\n"
        )
    };
    desk.write("late.txt", &(0..60).map(post).collect::<String>());
    press(&mut desk.model, "c");
    desk.double_click("Late 30", 0);
    assert_eq!((desk.selected(), &desk.model.overlay), ("Late 30".to_owned(), &None));
}

#[test]
fn a_double_click_is_two_clicks_with_nothing_between() {
    let mut desk = Desk::open(120, 40);
    let at = desk.post(53);
    desk.mouse(at, Gesture::Click);
    press(&mut desk.model, "j");
    desk.mouse(at, Gesture::DoubleClick);
    assert_eq!(desk.model.focus, Pane::Feed);

    // Nor is another one opened where that has gone.
    press(&mut desk.model, "g");
    let at = desk.find("News a.txt", 0);
    desk.mouse(at, Gesture::Click);
    desk.apply(("a.txt".into(), None));
    desk.mouse(at, Gesture::DoubleClick);
    assert_eq!(desk.model.focus, Pane::Feed);
}
