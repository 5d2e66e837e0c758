//! Any text on any screen, in any theme.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is wrong in a test fails it"
)]

use std::sync::Arc;

use dateline::news::columns::width;
use dateline::news::dating::Context;
use dateline::news::format::{self, Document};
use dateline::news::post::Problem;
use dateline::news::store::Store;
use dateline::reader::folder_state::{FolderState, Progress, Watch};
use dateline::reader::layout::{Pane, Size};
use dateline::reader::message::Message;
use dateline::reader::model::{Model, Overlay};
use dateline::reader::update::update;
use dateline::runtime::samples;
use dateline::screen;
use dateline::screen::glyphs::Glyphs;
use dateline::screen::theme::{BuiltIn, Depth, Look, Theme};
use jiff::tz::TimeZone;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

#[path = "common/contrast.rs"]
mod contrast;
#[path = "common/reader.rs"]
mod reader;

use contrast::contrast;
use reader::{press, reader};

const SIZES: [(u16, u16); 8] =
    [(120, 40), (80, 24), (60, 20), (40, 12), (20, 6), (19, 5), (500, 200), (1, 1)];

/// Keys that lead to each screen there is, from the feed.
const SCREENS: [&str; 15] =
    ["", "⏎", "⏎jj", "f", "fjj ", "?", "p", "e", "i", "ihh", "c", "Y", ";", "/é", "\\kind:war⏎"];

/// A liveblog of one post with a text in every place that has one.
fn liveblog(headline: &str, text: &str, minute: u32) -> Document {
    let document = serde_json::json!({"format": "liveblog/1", "posts": [{
    "uri": format!("tag:desk.example,2025:{minute}"),
    "firstCreated": format!("2025-06-02T17:{minute:02}:00Z"),
    "headline": headline, "kinds": ["breaking", "analysis"], "url": "https://desk.example/live/é",
    "by": [{"name": headline, "role": text, "organisation": text, "located": text}],
    "body": [
        {"type": "p", "text": text}, {"type": "subhead", "text": headline},
        {"type": "list", "ordered": false, "items": [text, headline]},
        {"type": "image", "alt": text, "caption": headline, "credit": text},
        {"type": "quote", "text": text, "cite": headline},
    ]}]});
    let context = Context { name: "a".into(), modified: None, zone: TimeZone::UTC, year: None };
    format::parse(document.to_string().as_bytes(), &"a".into(), &context)
}

/// Somebody who reads the sample coverage, a problem, a post that was withdrawn, and one of these texts, the
/// newest, which came and was edited meanwhile.
fn reader_of(headline: &str, text: &str, size: (u16, u16)) -> Model {
    let mut model = reader(size.0, size.1);
    let folder = FolderState {
        reading: Some(Progress { done: 1, total: 3, seconds_left: Some(2) }),
        ..FolderState::of(Watch::Watching)
    };
    let mut store = Store::new();
    store.apply(samples::documents());
    let problem = Problem::new(7, "not understood — “é”: 港口");
    store.apply([
        (format!("{headline}.txt").into(), Some(Document::unreadable(problem))),
        ("b".into(), Some(liveblog("Harbour", "The ferry has left.", 51))),
    ]);
    for text in ["The first boat.", text] {
        store.apply([("a".into(), Some(liveblog(headline, text, 52)))]);
        update(&mut model, Message::Published(Arc::new(store.snapshot()), folder));
    }
    // It stays in view as it goes.
    store.apply([("b".into(), None)]);
    update(&mut model, Message::Published(Arc::new(store.snapshot()), folder));
    let selected = model.feed.selected().and_then(|entry| entry.post.instant());
    assert_eq!(selected, Some("2025-06-02T17:52:00Z".parse().unwrap()), "another post is read");
    model
}

fn draw(model: &Model, theme: &Theme) -> Buffer {
    let mut frame = Buffer::empty(Rect::new(0, 0, model.size.columns, model.size.rows));
    let area = frame.area;
    screen::view(model, theme, area, &mut frame);
    frame
}

/// Every screen at every size, in a theme.
fn every_screen(theme: &Theme, mut look: impl FnMut(&str, &Buffer)) {
    let text = "Çırağan – “it’s” … 港口 ❤\u{fe0f} 🇬🇧 שלום é. ".repeat(9);
    for size in SIZES {
        for keys in SCREENS {
            let mut model = reader_of("Őrség: 港口会谈 – “été” • ±×↓", &text, size);
            press(&mut model, keys);
            let has_links = matches!(model.overlay, Some(Overlay::Links(_)));
            assert_eq!(has_links, keys == ";", "{size:?} after {keys:?}");
            let frame = draw(&model, theme);
            look(&format!("{size:?} after {keys:?}"), &frame);
        }
    }
}

#[test]
fn in_ascii_nothing_else_is_drawn() {
    let theme = Theme::sixteen().with(Glyphs::Ascii);
    every_screen(&theme, |what, frame| {
        for cell in &frame.content {
            assert!(cell.symbol().is_ascii(), "{what}: {:?}", cell.symbol());
        }
    });
}

/// In ASCII everything stands where it stood.
#[test]
fn in_ascii_nothing_moves() {
    let unicode = Theme::sixteen();
    let ascii = Theme::sixteen().with(Glyphs::Ascii);
    let mut model = reader_of("Őrség", "Çırağan – “it’s” é", (80, 24));
    press(&mut model, "/é");
    let (unicode, ascii) = (draw(&model, &unicode), draw(&model, &ascii));
    let reading = model.panes().and_then(|panes| panes.inside(Pane::Reading)).unwrap();
    let mut letters = 0;
    for y in reading.y..reading.y + reading.rows {
        for x in reading.x..reading.x + reading.columns {
            let (one, other) = (&unicode[(x, y)], &ascii[(x, y)]);
            assert_eq!(one.style(), other.style(), "at {x}, {y}");
            if one.symbol().is_ascii() {
                assert_eq!(one.symbol(), other.symbol(), "at {x}, {y}");
                letters += u16::from(one.symbol() != " ");
            }
        }
    }
    assert!(letters > 40, "{letters}");
}

fn rgb(colour: Color) -> [u8; 3] {
    let Color::Rgb(r, g, b) = colour else { panic!("{colour:?} is the terminal's own") };
    [r, g, b]
}

/// What is drawn in the end, whatever lies over what.
#[test]
fn every_cell_of_the_built_in_themes_can_be_read() {
    for base in [BuiltIn::Dark, BuiltIn::Light] {
        every_screen(&Look::of(base).on(Depth::True), |what, frame| {
            let mut covered = 0;
            for cell in &frame.content {
                if covered > 0 {
                    // The other half of a wide character.
                    covered -= 1;
                    continue;
                }
                covered = width(cell.symbol()).saturating_sub(1);
                let contrast = contrast(rgb(cell.fg), rgb(cell.bg));
                assert!(contrast >= 4.5, "{what}: {cell:?} has {contrast:.2}");
                assert!(!cell.modifier.intersects(Modifier::DIM | Modifier::REVERSED), "{what}");
            }
        });
    }
}

/// Pieces of text that are measured in ways of their own: wide, combining, joined, of two code points, from
/// right to left, and words that no screen holds.
fn text() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "harbour ",
        "a",
        " ",
        "talks go on",
        "港口",
        "会谈 ",
        "ｅ",
        "é",
        "e\u{301}",
        "Z\u{321}\u{304}\u{306}",
        "❤\u{fe0f}",
        "☎\u{fe0f} ",
        "1\u{fe0f}\u{20e3}",
        "🇬🇧",
        "🇬",
        "👍🏽 ",
        "👨\u{200d}👩\u{200d}👧",
        "🙂",
        "שלום ",
        "لا",
        "السلام عليكم ",
        "ﾊﾞ",
        "각",
        "\u{1100}\u{1161}",
        "ก็",
        "กำ",
        "नि",
        "\u{202e}",
        "\u{301}",
        "\t",
        "…",
        "\u{a0}",
        "https://harbour.example/a/very/long/address/without/any/space?tide=low&wind=west ",
    ]);
    vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

/// Holds a frame that was drawn in the middle of a larger one.
fn assert_sound(model: &Model, whole: &Buffer, area: Rect) {
    for at in whole.area.positions().filter(|at| !area.contains(*at)) {
        assert_eq!(whole[at].symbol(), "#", "something was drawn outside, at {at:?}");
    }
    for y in area.top()..area.bottom() {
        let mut x = area.left();
        while x < area.right() {
            let columns = u16::try_from(width(whole[(x, y)].symbol())).unwrap();
            assert!(columns > 0, "nothing is seen of {:?}", whole[(x, y)]);
            let symbol = whole[(x, y)].symbol();
            assert!(x + columns <= area.right(), "{symbol:?} stands over the edge");
            for covered in x + 1..x + columns {
                assert_eq!(whole[(covered, y)].symbol(), " ", "beside {symbol:?}");
            }
            x += columns;
        }
    }
    let Some(panes) = model.panes() else { return };
    if panes.bordered && model.overlay.is_none() {
        for pane in [Pane::Sidebar, Pane::Feed, Pane::Reading] {
            let Some(outside) = panes.area(pane) else { continue };
            let bar = if model.focus == pane { "┃" } else { "│" };
            for y in outside.y + 1..outside.y + outside.rows - 1 {
                for x in [outside.x, outside.x + outside.columns - 1] {
                    assert_eq!(whole[(area.x + x, area.y + y)].symbol(), bar, "{pane:?}, row {y}");
                }
            }
        }
    }
    if let Some(inside) = panes.inside(Pane::Reading) {
        for row in model.reading.rows() {
            assert!(
                width(&row.text) <= usize::from(inside.columns),
                "{:?} is wider than {}",
                row.text,
                inside.columns
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 200 } else { 512 }))]

    #[test]
    fn no_text_leaves_its_place(
        headline in text(),
        body in text(),
        size in prop_oneof![
            select(SIZES.to_vec()),
            (0..30_u16, 0..14_u16),
            (30..130_u16, 5..30_u16),
        ],
        keys in select(SCREENS.to_vec()),
    ) {
        let mut model = reader_of(&headline, &body, size);
        press(&mut model, keys);
        for theme in [Theme::sixteen(), Theme::monochrome().with(Glyphs::Ascii)] {
            let area = Rect::new(2, 1, size.0, size.1);
            let mut whole = Buffer::filled(
                Rect::new(0, 0, size.0 + 4, size.1 + 2),
                Cell::new("#"),
            );
            screen::view(&model, &theme, area, &mut whole);
            if theme.glyphs == Glyphs::Unicode {
                assert_sound(&model, &whole, area);
            }
        }
        if let Some(Overlay::Plain(plain)) = &model.overlay {
            for row in plain.in_sight() {
                prop_assert!(width(&row.text) <= usize::from(size.0.max(2)), "{:?}", row.text);
            }
        }
    }
}

/// A screen that is too small says so as far as it can, and one of no size draws nothing.
#[test]
fn a_screen_that_is_too_small_says_so() {
    for ((columns, rows), words) in [
        ((19, 5), "20×6 needed"),
        ((19, 40), "20×6 needed"),
        ((5, 5), "20×6/neede/d"),
        ((1, 1), "2"),
        ((0, 0), ""),
        ((0, 5), ""),
    ] {
        let mut model = reader(120, 40);
        update(&mut model, Message::Resize(Size { columns, rows }));
        let frame = draw(&model, &Theme::sixteen());
        let rows = frame.content.chunks(usize::from(columns).max(1));
        let rows = rows.map(|cells| cells.iter().map(Cell::symbol).collect::<String>());
        let rows: Vec<String> = rows.map(|row| row.trim_end().to_owned()).collect();
        assert_eq!(rows.join("/").trim_end_matches('/'), words, "{columns}×{}", rows.len());
    }
}
