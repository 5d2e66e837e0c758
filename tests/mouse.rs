//! The mouse: what it is over is found on the screen as it is drawn.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is wrong in a test fails it"
)]

use std::sync::Arc;

use dateline::news::dating::Context;
use dateline::news::format;
use dateline::news::store::Store;
use dateline::news::when::Clock;
use dateline::reader::folder_state::{FolderState, Watch};
use dateline::reader::input::{Code, Gesture, Key, Mouse};
use dateline::reader::layout::{Pane, Size};
use dateline::reader::marks::Kept;
use dateline::reader::message::{Action, Effect, Message, Setup};
use dateline::reader::model::{Follow, Model, Overlay};
use dateline::reader::update::update;
use dateline::screen::{Frame, theme::Theme};
use jiff::tz::TimeZone;

#[path = "mouse/double.rs"]
mod double;
#[path = "mouse/edges.rs"]
mod edges;

/// A reader of sixty posts, `Post 59` the newest, and of two more that have come since.
struct Desk {
    model: Model,
    store: Store,
    effect: Option<Effect>,
}

fn document(name: &str, text: &str) -> (Arc<str>, Option<format::Document>) {
    let zone = TimeZone::UTC;
    let context = Context { name: name.into(), modified: None, zone, year: None };
    let name = Arc::from(name);
    let document = format::parse(text.as_bytes(), &name, &context);
    (name, Some(document))
}

impl Desk {
    fn open(columns: u16, rows: u16) -> Desk {
        let clock = Clock::new("2025-06-02T12:00:00Z".parse().unwrap(), TimeZone::UTC);
        let folder = FolderState::of(Watch::Watching);
        let size = Size { columns, rows };
        let mut model = Model::new("talks/".to_owned(), size, clock, folder, Kept::default());
        let line = "    A line of the text.\n\n".repeat(60);
        let post = |number: usize| {
            let by = char::from(b'a' + u8::try_from(number % 26).unwrap());
            let label = if number.is_multiple_of(3) { "Analysis" } else { "" };
            let headline = format!("Post {number:02}published at 10:{number:02} GMT 2 June 2025");
            match label {
                "" => format!("  1. {headline}\n\n    Ann Writer{by}\n    Reporter\n\n{line}"),
                label => format!("  1. {label}\n\n    {headline}\n\n{line}"),
            }
        };
        let text: String = (0..60).rev().map(post).collect();
        update(
            &mut model,
            Message::Configured(Box::new(Setup { mouse: true, ..Setup::default() })),
        );
        let mut desk = Desk { model, store: Store::new(), effect: None };
        desk.write("day.txt", &text);
        press(&mut desk.model, "j");
        for (name, label) in [("a.txt", "Breaking"), ("b.txt", "")] {
            let text = format!(
                "  1. News {name}published at 11:00 GMT 2 June 2025\n    {label}\n\n    It.\n\n    Here: https://a.example/.\n"
            );
            desk.write(name, &text);
        }
        desk
    }

    fn write(&mut self, name: &str, text: &str) {
        self.apply(document(name, text));
    }

    fn apply(&mut self, document: (Arc<str>, Option<format::Document>)) {
        self.store.apply([document]);
        let snapshot = Arc::new(self.store.snapshot());
        let message = Message::Published(snapshot, self.model.folder);
        update(&mut self.model, message);
    }

    fn screen(&self) -> Vec<String> {
        let cells = Frame::of(&self.model, &Theme::monochrome()).cells;
        let rows = cells.content.chunks(usize::from(cells.area.width));
        rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect()).collect()
    }

    /// The place of a text on the screen, the first from some column on.
    fn find(&self, text: &str, from: usize) -> (u16, u16) {
        let screen = self.screen();
        let place = screen.iter().enumerate().find_map(|(y, row)| {
            let row: Vec<char> = row.chars().collect();
            let text: Vec<char> = text.chars().collect();
            let at = row.windows(text.len()).skip(from).position(|window| window == text)?;
            Some((u16::try_from(from + at).unwrap(), u16::try_from(y).unwrap()))
        });
        place.unwrap_or_else(|| panic!("no `{text}`:\n{}", screen.join("\n")))
    }

    /// The place of a post's headline in the feed.
    fn post(&self, number: u8) -> (u16, u16) {
        let marked = |mark: &str| format!("10:{number:02} {mark}Post {number:02}");
        let rows = self.screen();
        let mark = ["  ", "A ", "A•", " •"]
            .into_iter()
            .find(|mark| rows.iter().any(|row| row.contains(&marked(mark))));
        let (x, y) = self.find(&marked(mark.unwrap_or("??")), 0);
        (x + 8, y)
    }

    fn mouse(&mut self, (column, row): (u16, u16), gesture: Gesture) {
        let mouse = Mouse { column, row, gesture };
        // As the session does.
        let asked = Frame::asked(&self.model, &Theme::monochrome(), mouse);
        let message = asked.map_or(Message::Mouse(mouse), Message::Asked);
        self.effect = update(&mut self.model, message);
    }

    fn click(&mut self, text: &str, from: usize) {
        let at = self.find(text, from);
        self.mouse(at, Gesture::Click);
    }

    fn double_click(&mut self, text: &str, from: usize) {
        self.double_click_at(self.find(text, from));
    }

    fn double_click_at(&mut self, at: (u16, u16)) {
        self.mouse(at, Gesture::Click);
        self.mouse(at, Gesture::DoubleClick);
    }

    fn selected(&self) -> String {
        self.model.feed.selected().unwrap().post.headline.to_string()
    }
}

fn press(model: &mut Model, keys: &str) {
    for ch in keys.chars() {
        let key = match ch {
            '⎋' => Key::plain(Code::Esc),
            '⏎' => Key::plain(Code::Enter),
            ch => Key::char(ch),
        };
        update(model, Message::Key(key));
    }
}

#[test]
fn the_wheel_scrolls_what_it_is_over_and_takes_no_focus() {
    let mut desk = Desk::open(120, 40);
    assert_eq!(desk.selected(), "Post 58");
    // The list moves by three rows, and the selected post with it, as long as it is in sight.
    press(&mut desk.model, "jjjjjj");
    let (x, y) = desk.post(52);
    desk.mouse((x, y), Gesture::Wheel(1));
    assert_eq!((desk.post(52), desk.selected()), ((x, y - 3), "Post 52".to_owned()));
    desk.mouse((x, y), Gesture::Wheel(-1));
    assert_eq!((desk.post(52), desk.selected()), ((x, y), "Post 52".to_owned()));
    // Then the one at the edge is.
    desk.mouse((x, y), Gesture::Wheel(4));
    let first = 52 - (12 - (y - 2));
    assert_eq!((desk.selected(), desk.find(">", 27).1), (format!("Post {first}"), 2));
    desk.mouse((x, y), Gesture::Wheel(1000));
    let last = desk.post(0).1;
    assert_eq!((last, desk.find(">", 27).1), (37, 2), "{}", desk.screen().join("\n"));
    assert!(matches!(desk.model.follow, Follow::Held(_)));
    // At the end nothing more moves.
    let before = desk.screen();
    desk.mouse((x, y), Gesture::Wheel(1));
    assert_eq!(desk.screen(), before);
    // The post beside it.
    let before = desk.selected();
    desk.mouse((100, 20), Gesture::Wheel(2));
    assert_eq!((desk.model.reading.top(), desk.selected()), (6, before));
    desk.mouse((100, 20), Gesture::Wheel(-1));
    assert_eq!(desk.model.reading.top(), 3);
    // The sidebar's cursor.
    desk.mouse((5, 10), Gesture::Wheel(1));
    assert_eq!(desk.model.sidebar.cursor(), &desk.model.sidebar.items()[3]);
    assert_eq!(desk.model.focus, Pane::Feed);
    // What is over the panes.
    press(&mut desk.model, "?");
    desk.mouse((60, 20), Gesture::Wheel(1));
    assert_eq!(desk.model.overlay, Some(Overlay::Help(3)));
    // Neither the header nor the status line.
    press(&mut desk.model, "⎋");
    let before = format!("{:?}", desk.screen());
    for y in [0, 39] {
        desk.mouse((60, y), Gesture::Wheel(2));
    }
    assert_eq!(format!("{:?}", desk.screen()), before);
}

#[test]
fn a_click_selects_what_it_is_on() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 20)] {
        let mut desk = Desk::open(columns, rows);
        press(&mut desk.model, "jj");
        let at = desk.post(53);
        desk.mouse(at, Gesture::Click);
        assert_eq!((desk.selected(), desk.post(53)), ("Post 53".to_owned(), at));
        assert_eq!(desk.model.focus, Pane::Feed);
        let at = desk.post(51);
        desk.mouse(at, Gesture::Click);
        desk.mouse(at, Gesture::DoubleClick);
        assert_eq!((desk.selected(), desk.model.focus), ("Post 51".to_owned(), Pane::Reading));
        press(&mut desk.model, "⎋f");
        desk.click("analysis", 0);
        assert_eq!(desk.model.feed.counts().all, 20);
        desk.click("analysis", 0);
        assert!(desk.model.feed.lists_all());
        // A heading and a border are no rows.
        let before = desk.model.feed.filter().clone();
        desk.click("Kinds", 0);
        assert_eq!(desk.model.feed.filter(), &before);
    }
    let mut desk = Desk::open(120, 40);
    desk.click("A line of", 70);
    assert_eq!(desk.model.focus, Pane::Reading);
    // In a list of more than has room the row is the one that is seen.
    for turn in 1..4 {
        desk.mouse((5, 20), Gesture::Wheel(turn * 3));
        let screen = desk.screen();
        let row: String = screen[20].chars().skip(3).take(15).collect();
        let name = row.trim().to_owned();
        desk.mouse((5, 20), Gesture::Click);
        assert!(desk.model.feed.filter().chooses(&name), "{name}:\n{}", screen.join("\n"));
        press(&mut desk.model, "0");
    }
}

#[test]
fn a_reader_with_the_mouse_alone_is_told_for_once_what_was_missed() {
    for gesture in [Gesture::Click, Gesture::DoubleClick, Gesture::Wheel(1)] {
        let mut desk = Desk::open(120, 40);
        update(&mut desk.model, Message::Tick("2025-06-02T12:30:00Z".parse().unwrap()));
        let at = desk.find("talks/", 0);
        desk.mouse(at, Gesture::Click);
        assert!(desk.model.away.is_some() && desk.screen()[39].contains("away"));
        desk.mouse(at, gesture);
        assert_eq!(desk.model.away, None, "{gesture:?}");
    }
}

#[test]
fn the_boxes_over_the_panes() {
    let mut desk = Desk::open(120, 40);
    press(&mut desk.model, "c");
    desk.double_click("News a.txt", 0);
    assert_eq!((desk.selected(), &desk.model.overlay), ("News a.txt".to_owned(), &None));
    press(&mut desk.model, ";");
    desk.double_click("a https://a.example/", 0);
    assert_eq!(desk.effect, Some(Effect::Copy("https://a.example/".to_owned())));
    press(&mut desk.model, "i");
    let Some(Overlay::Tempo(chart)) = &desk.model.overlay else { panic!("no tempo") };
    let bars = chart.tempo.bars.len();
    assert!(bars > 3, "{bars}");
    desk.mouse((1 + 17 + 2, 10), Gesture::Click);
    let Some(Overlay::Tempo(chart)) = &desk.model.overlay else { panic!("no tempo") };
    assert_eq!(chart.cursor(), Some(2));
    desk.mouse((1 + 17 + 2, 10), Gesture::DoubleClick);
    assert_eq!(desk.model.overlay, None);
    assert!(desk.selected().starts_with("Post "), "{}", desk.selected());
}

#[test]
fn it_is_turned_on_by_a_key_or_by_the_config() {
    let mut desk = Desk::open(120, 40);
    let is_on = |desk: &Desk| Frame::of(&desk.model, &Theme::monochrome()).mouse;
    assert!(is_on(&desk));
    press(&mut desk.model, "Y");
    assert!(!is_on(&desk), "what is to be selected is left to the terminal");
    press(&mut desk.model, "Yw");
    assert!(!is_on(&desk) && desk.screen()[39].contains("mouse off"));
    // What the reader has chosen stays while the config says the same.
    let configure = |desk: &mut Desk, mouse: bool| {
        update(&mut desk.model, Message::Configured(Box::new(Setup { mouse, ..Setup::default() })));
    };
    configure(&mut desk, true);
    assert!(!is_on(&desk));
    press(&mut desk.model, "w");
    assert!(is_on(&desk) && desk.screen()[39].contains("mouse on: Shift selects text"));
    configure(&mut desk, false);
    assert!(!is_on(&desk));
}

#[test]
fn while_a_line_is_typed_a_click_does_nothing() {
    let mut desk = Desk::open(120, 40);
    let before = desk.selected();
    press(&mut desk.model, "\\kind:a");
    let at = desk.post(50);
    desk.mouse(at, Gesture::Click);
    desk.mouse((2, 39), Gesture::Click);
    assert_eq!((desk.selected(), desk.model.prompt.is_some()), (before, true));
    update(&mut desk.model, Message::Asked(Action::OldestUnseen));
    assert!(desk.model.prompt.is_some());
}

#[test]
fn any_click_anywhere_at_any_size_does_no_harm() {
    for (columns, rows) in [(0, 0), (1, 1), (20, 6), (60, 20), (120, 40)] {
        let mut desk = Desk::open(columns, rows);
        for keys in ["", "f", "⏎", "?", "c", "i", "p", "e", ";", "Y", "/x"] {
            press(&mut desk.model, keys);
            for (x, y) in
                (0..columns + 3).step_by(7).flat_map(|x| (0..rows + 3).map(move |y| (x, y)))
            {
                for gesture in
                    [Gesture::Click, Gesture::DoubleClick, Gesture::Wheel(1), Gesture::Wheel(-300)]
                {
                    update(&mut desk.model, Message::Mouse(Mouse { column: x, row: y, gesture }));
                }
            }
            let size = Size { columns, rows };
            let drawn = Frame::of(&desk.model, &Theme::monochrome()).cells.area;
            assert_eq!((Size { columns: drawn.width, rows: drawn.height }), size);
            press(&mut desk.model, "⎋⎋");
        }
    }
}

#[test]
fn what_was_edited_is_shown_by_a_click_on_its_key() {
    let mut desk = Desk::open(120, 40);
    press(&mut desk.model, "F");
    desk.write(
        "a.txt",
        "  1. News a.txtpublished at 11:00 GMT 2 June 2025\n    Breaking\n\n    Another word.\n",
    );
    let at = desk.find("[e]", 70);
    desk.mouse(at, Gesture::Click);
    assert!(matches!(desk.model.overlay, Some(Overlay::Edits(0))), "{:?}", desk.model.overlay);
    // It is below the box.
    desk.mouse(at, Gesture::Click);
    assert!(matches!(desk.model.overlay, Some(Overlay::Edits(0))), "{:?}", desk.model.overlay);
}

#[test]
fn no_key_is_named_that_does_nothing_over_a_box() {
    let mut desk = Desk::open(120, 40);
    press(&mut desk.model, "F");
    assert!(desk.screen()[39].contains("2 new, 1 breaking [.]"));
    for keys in ["?", "i", ";"] {
        press(&mut desk.model, keys);
        assert!(desk.model.overlay.is_some());
        let status = desk.screen()[39].clone();
        assert!(status.contains("2 new, 1 breaking ") && !status.contains("[.]"), "{status}");
        press(&mut desk.model, "q");
    }
}
