//! What is drawn: the sample coverage, keys, and the screen that comes of them.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is wrong in a test fails it"
)]

use std::sync::Arc;

use dateline::news::dating::Context;
use dateline::news::format::{self, Document};
use dateline::news::post::Problem;
use dateline::news::store::Store;
use dateline::reader::folder_state::{FolderState, Progress, Watch};
use dateline::reader::layout::Size;
use dateline::reader::message::Message;
use dateline::reader::model::Model;
use dateline::reader::update::update;
use dateline::runtime::samples;
use dateline::screen::glyphs::Glyphs;
use dateline::screen::{self, Frame, theme::Theme};
use jiff::tz::TimeZone;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

#[path = "screen/keys.rs"]
mod keys;
#[path = "../examples/picture.rs"]
mod picture;
#[path = "common/reader.rs"]
mod reader;

use reader::{press, reader};

fn drawn(model: &Model) -> Buffer {
    let mut frame = Buffer::empty(Rect::new(0, 0, model.size.columns, model.size.rows));
    let area = frame.area;
    screen::view(model, &Theme::sixteen(), area, &mut frame);
    frame
}

fn text(model: &Model) -> String {
    let frame = drawn(model);
    let row = |cells: &[Cell]| cells.iter().map(Cell::symbol).collect::<String>();
    let rows = frame.content.chunks(usize::from(frame.area.width).max(1));
    rows.map(|cells| row(cells).trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// The screen after some keys, at a size.
fn after(keys: &str, columns: u16, rows: u16) -> String {
    let mut model = reader(columns, rows);
    press(&mut model, keys);
    text(&model)
}

#[test]
fn three_panes() {
    insta::assert_snapshot!(after("jjjjjj", 120, 40));
}

#[test]
fn two_panes() {
    insta::assert_snapshot!(after("jjjjjj", 80, 24));
}

#[test]
fn two_panes_with_the_sidebar() {
    insta::assert_snapshot!(after("fjj ", 80, 24));
}

#[test]
fn one_pane_the_feed() {
    insta::assert_snapshot!(after("jjj", 60, 20));
}

#[test]
fn one_pane_the_post() {
    insta::assert_snapshot!(after("jjjjjj⏎", 40, 12));
}

#[test]
fn the_smallest_screen() {
    insta::assert_snapshot!(after("j", 20, 6));
}

#[test]
fn the_help() {
    insta::assert_snapshot!(after("?", 80, 40));
}

#[test]
fn a_post_alone() {
    let mut model = reader(40, 12);
    press(&mut model, "jjjjjj");
    let before = drawn(&model);
    press(&mut model, "Y");
    insta::assert_snapshot!(text(&model));
    press(&mut model, "jjY");
    assert_eq!(drawn(&model), before);
}

#[test]
fn the_links() {
    let mut model = reader(80, 24);
    let mut store = Store::new();
    let text = format!(
        r#"{{"format":"liveblog/1","posts":[{{"firstCreated":"2025-06-02T09:50:00Z","headline":"Linked",
        "url":"https://desk.example/live/7","body":[
        {{"type":"p","text":"More at http://harbour.example/?{}, and https://pier.example."}}]}}]}}"#,
        "tide=low&".repeat(20)
    );
    let context = Context { name: "a".into(), modified: None, zone: TimeZone::UTC, year: None };
    store.apply([("a".into(), Some(format::parse(text.as_bytes(), &"a".into(), &context)))]);
    let folder = model.folder;
    update(&mut model, Message::Published(Arc::new(store.snapshot()), folder));
    press(&mut model, ";");
    insta::assert_snapshot!(self::text(&model));
}

#[test]
fn an_empty_folder() {
    let mut model = reader(80, 24);
    let folder = FolderState::of(Watch::Lost);
    update(&mut model, Message::Published(Arc::default(), folder));
    insta::assert_snapshot!(text(&model));
}

#[test]
fn the_problems() {
    let mut model = reader(80, 24);
    let mut store = Store::new();
    for (name, line, what) in [
        ("2025-06-02-talks.json", 12, "not understood: expected `,` or `}` at column 7"),
        ("wire/harbour.txt", 1, "a FIFO, not a regular file"),
        (
            "wire/a-directory-with-a-long-name/and-a-document-with-one.txt",
            1,
            "1000 MB, over the limit of 16 MiB",
        ),
    ] {
        store.apply([(name.into(), Some(Document::unreadable(Problem::new(line, what))))]);
    }
    let folder = model.folder;
    update(&mut model, Message::Published(Arc::new(store.snapshot()), folder));
    press(&mut model, "p");
    insta::assert_snapshot!(text(&model));
}

#[test]
fn what_has_gone_from_its_page() {
    let mut store = Store::new();
    let page = |numbers: &[u8]| {
        let post = |number: &u8| {
            format!(
                "  {number}. Headline {number}published at 10:{:02} GMT 2 June 2025\n\n    Text.\n",
                60 - number
            )
        };
        let text: String = numbers.iter().map(post).collect();
        let context = Context { name: "a".into(), modified: None, zone: TimeZone::UTC, year: None };
        Some(format::parse(text.as_bytes(), &"a".into(), &context))
    };
    store.apply([("a".into(), page(&[2, 3, 4, 5, 6]))]);
    store.apply([("a".into(), page(&[1, 2, 4]))]);
    let mut model = reader(80, 12);
    let folder = model.folder;
    update(&mut model, Message::Published(Arc::new(store.snapshot()), folder));
    press(&mut model, "gjj");
    insta::assert_snapshot!(text(&model));
}

#[test]
fn the_header_tells_how_the_folder_is_followed() {
    let mut model = reader(120, 40);
    let changed = Some("2025-06-02T09:51:30Z".parse().unwrap());
    let mut told = Vec::new();
    for folder in [
        FolderState { changed, ..FolderState::of(Watch::Watching) },
        FolderState { changed: None, ..FolderState::of(Watch::Polling { seconds: 2 }) },
        FolderState { changed, ..FolderState::of(Watch::Lost) },
        FolderState {
            reading: Some(Progress { done: 1204, total: 20_000, seconds_left: None }),
            ..FolderState::of(Watch::Watching)
        },
        FolderState {
            reading: Some(Progress { done: 15_000, total: 20_000, seconds_left: Some(3) }),
            ..FolderState::of(Watch::Watching)
        },
        FolderState { reading: Some(Progress::default()), ..FolderState::of(Watch::Watching) },
        FolderState {
            changed: Some("2025-05-30T09:51:30Z".parse().unwrap()),
            ..FolderState::of(Watch::Watching)
        },
        FolderState { changed, ..FolderState::of(Watch::Sample) },
    ] {
        let snapshot = Arc::clone(&model.snapshot);
        update(&mut model, Message::Published(snapshot, folder));
        let header = text(&model).lines().next().unwrap().to_owned();
        told.push(header.split_once("BST").unwrap().1.trim().to_owned());
        assert!(header.contains("57 posts") && header.contains("LIVE"), "{header}");
    }
    assert_eq!(
        told,
        [
            "watching  changed 10:51",
            "polling every 2 s",
            "WATCH LOST  changed 10:51",
            "reading 1,204 of 20,000 ░░░░░░░░",
            "reading 15,000 of 20,000 ██████░░ 3 s left",
            "reading",
            "watching  changed Fri 30 May",
            "sample coverage",
        ]
    );
}

/// What stands from the cursor on.
fn at_cursor(model: &Model) -> String {
    let Frame { cells, cursor, .. } = Frame::of(model, &Theme::sixteen());
    let row = (cursor.x..cells.area.width).map(|x| cells[(x, cursor.y)].symbol());
    row.collect::<String>().trim_end().to_owned()
}

#[test]
fn the_cursor_stands_on_what_the_reader_is_at() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 20), (40, 12), (20, 6)] {
        let mut model = reader(columns, rows);
        for (keys, text) in [
            ("", "17:45 R"),
            ("jj", "10:30 R"),
            ("⏎", "ARTICLE"),
            ("j", "Istanbul Awaits"),
            ("f", "all"),
            ("jj", "analysis A"),
            ("⎋?", "j ↓"),
            ("⎋c", "All caught"),
            ("⎋p", "All documents"),
            ("⎋e", "Nothing"),
            ("⎋Y", "Istanbul Awaits"),
            ("Y", "10:30 R"),
        ] {
            press(&mut model, keys);
            let shown = at_cursor(&model);
            assert!(
                shown.starts_with(text),
                "{columns}×{rows} {keys}: {shown}\n{}",
                self::text(&model)
            );
        }
        press(&mut model, "i");
        assert!(at_cursor(&model).contains("00 "), "{columns}×{rows}: {}", at_cursor(&model));
        press(&mut model, "⎋");
        for keys in ["/xyz", "⎋\\kind:article", "⎋E"] {
            press(&mut model, keys);
            let cursor = Frame::of(&model, &Theme::sixteen()).cursor;
            let typed = self::text(&model).lines().last().unwrap().to_owned();
            let before: String = typed.chars().take(cursor.x.into()).collect();
            let end = model.prompt.as_ref().unwrap().text.clone();
            let last: String =
                end.chars().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect();
            assert_eq!(cursor.y + 1, rows);
            assert!(before.ends_with(&last), "{columns}×{rows}: {before:?}, of {typed}");
        }
    }
    for (columns, rows) in [(0, 0), (1, 1), (19, 5)] {
        assert_eq!(Frame::of(&reader(columns, rows), &Theme::sixteen()).cursor, Position::ORIGIN);
    }
}

#[test]
fn any_size_is_drawn_whatever_the_keys() {
    for columns in [0, 1, 2, 10, 19, 20, 21, 30, 31, 40, 79, 80, 119, 120, 200, 500] {
        for rows in [0, 1, 3, 5, 6, 7, 11, 12, 13, 40, 200] {
            let mut model = reader(120, 40);
            for keys in ["", "jj", "⏎jjj", "hf ", "?jjj", "qG", "p", "qs"] {
                press(&mut model, keys);
                update(&mut model, Message::Resize(Size { columns, rows }));
                drawn(&model);
            }
        }
    }
}

#[test]
fn the_picture_of_the_readme_is_the_program() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(picture::PATH);
    let kept = std::fs::read_to_string(path).unwrap();
    assert!(kept == picture::draw().unwrap(), "run `cargo run --example picture`");
}

#[test]
fn the_tempo_in_large() {
    insta::assert_snapshot!(after("ih", 80, 24));
}

#[test]
fn the_tempo_in_ascii() {
    let mut model = reader(80, 24);
    press(&mut model, "ih");
    let mut frame = Buffer::empty(Rect::new(0, 0, 80, 24));
    let area = frame.area;
    screen::view(&model, &Theme::monochrome().with(Glyphs::Ascii), area, &mut frame);
    let inside: Vec<String> = frame
        .content
        .chunks(80)
        .map(|cells| cells[18..72].iter().map(Cell::symbol).collect::<String>())
        .collect();
    for row in &inside[3..20] {
        let is_plain = |ch: char| ch == ' ' || ch.is_ascii_graphic();
        assert!(row.chars().all(is_plain), "{row}");
    }
    insta::assert_snapshot!(inside[3..20].join("\n"));
}

/// Beside counts, the banner and the row for what breaks, not one cell differs after a hundred documents
/// have come: newer ones, older ones, of the same minute, and by people who were not there before.
#[test]
fn not_a_cell_moves_under_a_reader_who_holds() {
    for (columns, rows, sidebar) in [(120_u16, 40_u16, 28), (80, 24, 0)] {
        let mut store = Store::new();
        store.apply(samples::documents());
        let mut model = reader(columns, rows);
        let folder = model.folder;
        let lines = "    One more line.\n\n".repeat(60);
        let long = format!("  1. A long postpublished at 10:10 BST 16 May 2025\n\n{lines}");
        let document = |name: &str, text: &str| {
            let zone = TimeZone::get("Europe/London").unwrap();
            let context = Context { name: name.into(), modified: None, zone, year: None };
            let name = Arc::from(name);
            let document = format::parse(text.as_bytes(), &name, &context);
            (name, Some(document))
        };
        store.apply([document("long.txt", &long)]);
        update(&mut model, Message::Published(Arc::new(store.snapshot()), folder));
        press(&mut model, "t16 May 2025 10:10⏎⏎jjjjjjjjjjj");
        assert_eq!(model.reading.top(), 11, "scrolled to the twelfth line");
        assert_eq!(&*model.feed.selected().unwrap().post.headline, "A long post");
        let before = drawn(&model);
        for number in 0..100 {
            let (minute, day) = (number % 60, 15 + number % 3);
            let minute = if number % 4 == 0 { 10 } else { minute };
            let label = if number % 9 == 0 { "Breaking" } else { "" };
            let text = format!(
                "  1. Arrival {number}published at 10:{minute:02} BST {day} May 2025\n    {label}\n\n    \
                 New Person{number}\n    Reporter\n\n    It.\n"
            );
            store.apply([document(&format!("{number}.txt"), &text)]);
            update(&mut model, Message::Published(Arc::new(store.snapshot()), folder));
        }
        let after = drawn(&model);
        let mut changed = 0;
        for (place, (old, new)) in before.content.iter().zip(&after.content).enumerate() {
            let (x, y) = before.pos_of(place);
            // The header and its counts, the banner, the row for what breaks.
            let is_told = y == 0 || y + 2 >= rows;
            // Counts, and the bars of the tempo.
            let is_count = x < sidebar && (x >= sidebar - 10 || y + 6 >= rows);
            if is_told || is_count {
                changed += u16::from(old != new);
            } else {
                assert_eq!(old, new, "{columns}×{rows}, column {x}, row {y}");
            }
        }
        assert!(changed > 0, "what came is told");
        press(&mut model, "⎋");
        press(&mut model, "k");
        assert!(text(&model).contains("Arrival"), "once the reader moves, it is listed");
    }
}
