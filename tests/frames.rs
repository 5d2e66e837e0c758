//! Whole frames, encoded and painted by a terminal emulator: their links stand on their cells, and the cursor
//! ends where it belongs.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "what is wrong in a test fails it"
)]

use std::collections::HashMap;

use dateline::news::web::Link;
use dateline::runtime::encoder::encode_frame;
use dateline::screen::{Frame, Span};
use proptest::collection::vec;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use vt100::{Color, Parser};

const WIDTH: u16 = 30;
const HEIGHT: u16 = 12;

/// A terminal that shows each link in a colour of its own: the emulator knows no links, and the frames here
/// have no colours.
struct Terminal {
    parser: Parser,
    colours: HashMap<String, u8>,
}

impl Terminal {
    fn new() -> Terminal {
        Terminal { parser: Parser::new(HEIGHT, WIDTH, 0), colours: HashMap::new() }
    }

    fn take(&mut self, bytes: &[u8]) {
        let mut text = std::str::from_utf8(bytes).unwrap();
        while let Some((before, rest)) = text.split_once("\x1b]8;") {
            let (link, behind) = rest.split_once("\x1b\\").unwrap();
            let next = u8::try_from(self.colours.len() + 16).unwrap();
            let colour = match link {
                ";" => "39".to_owned(),
                link => {
                    format!("38;5;{}", self.colours.entry(link.to_owned()).or_insert(next))
                }
            };
            self.parser.process(format!("{before}\x1b[{colour}m").as_bytes());
            text = behind;
        }
        self.parser.process(text.as_bytes());
    }

    fn assert_shows(&self, frame: &Frame) {
        let screen = self.parser.screen();
        assert_eq!(screen.cursor_position(), (frame.cursor.y, frame.cursor.x));
        assert_eq!(screen.fgcolor(), Color::Default, "no link goes on behind a frame");
        for (y, x) in (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (y, x))) {
            let cell = screen.cell(y, x).unwrap();
            let symbol = if cell.has_contents() { cell.contents() } else { " " };
            assert_eq!(symbol, frame.cells[(x, y)].symbol(), "at {x}, {y}");
            let is_here = |span: &&Span| span.row == y && span.columns.contains(&x);
            let wanted = match frame.links.iter().find(is_here).map(|span| &span.link) {
                Some(Link { target, place: (part, at) }) => {
                    Color::Idx(self.colours[&format!("id={part}-{at};{target}")])
                }
                None => Color::Default,
            };
            assert_eq!(cell.fgcolor(), wanted, "the link at {x}, {y}");
        }
    }
}

fn span() -> impl Strategy<Value = Span> {
    (0..HEIGHT, 0..WIDTH, 1..9_u16, 0..3_usize).prop_map(|(row, x, width, at)| Span {
        row,
        columns: x..(x + width).min(WIDTH),
        link: Link { target: format!("http://a.example/{}", at / 2).into(), place: (1, at) },
    })
}

/// A frame that has moved by some rows, with words and links put into it.
fn frame(
    before: &Frame,
    by: usize,
    words: &[(u16, u16, String)],
    mut links: Vec<Span>,
    cursor: Position,
) -> Frame {
    let mut cells = before.cells.clone();
    cells.content.rotate_left(usize::from(WIDTH) * by);
    let moved = before.links.iter().map(|span| {
        let row = (span.row + HEIGHT - u16::try_from(by).unwrap()) % HEIGHT;
        Span { row, ..span.clone() }
    });
    links.extend(moved);
    for (x, y, words) in words {
        cells.set_stringn(*x, *y, words, usize::from(WIDTH - x), Style::new());
    }
    links.sort_by_key(|span| (span.row, span.columns.start));
    links.dedup_by(|later, span| later.row == span.row && later.columns.start < span.columns.end);
    // A link has no blanks in it.
    for span in &links {
        for x in span.columns.clone() {
            if cells[(x, span.row)].symbol() == " " {
                cells.set_string(x, span.row, "x", Style::new());
            }
        }
    }
    Frame { cells, cursor, links, ..Frame::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 256 } else { 4096 }))]

    #[test]
    fn links_stand_on_their_cells_and_the_cursor_where_it_belongs(
        steps in vec(
            (
                0..4_usize,
                vec((0..WIDTH, 0..HEIGHT, "[a-c]{1,5}|[a-c ]{5,20}"), 0..9),
                vec(span(), 0..4),
                (0..WIDTH, 0..HEIGHT),
            ),
            1..8,
        ),
    ) {
        let mut terminal = Terminal::new();
        let mut shown = Frame { cells: Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT)), ..Frame::default() };
        for (by, words, links, cursor) in steps {
            let next = frame(&shown, by, &words, links, cursor.into());
            let update = encode_frame(&shown, &next);
            terminal.take(&update.bytes);
            terminal.assert_shows(&next);
            let again = encode_frame(&next, &next);
            prop_assert!(again.bytes.is_empty() && !again.paints);
            shown = next;
        }
    }
}

fn linked(text: &str, links: &[(u16, u16, &str)]) -> Frame {
    let span = |(from, to, target): &(u16, u16, &str)| Span {
        row: 0,
        columns: *from..*to,
        link: Link { target: (*target).into(), place: (2, 7) },
    };
    let links = links.iter().map(span).collect();
    Frame { cells: Buffer::with_lines([text]), links, ..Frame::default() }
}

fn sent(from: &Frame, to: &Frame) -> String {
    String::from_utf8(encode_frame(from, to).bytes).unwrap()
}

#[test]
fn a_link_is_opened_and_closed_around_its_cells() {
    let plain = linked("See http://a.example.", &[]);
    let link = linked("See http://a.example.", &[(4, 20, "http://a.example")]);
    let open = "\x1b]8;id=2-7;http://a.example\x1b\\";
    assert_eq!(sent(&plain, &link), format!("\x1b[1;5H{open}http://a.example\x1b]8;;\x1b\\\x1b[G"));
    assert_eq!(sent(&link, &plain), "\x1b[1;5Hhttp://a.example\x1b[G");
    assert_eq!(sent(&link, &link), "");
    // What only moves the cursor only moves the cursor.
    let moved = Frame { cursor: Position::new(3, 0), ..link.clone() };
    assert_eq!(sent(&link, &moved), "\x1b[1;4H");
}

#[test]
fn what_may_not_be_handed_on_is_no_link() {
    let plain = linked("See this", &[]);
    let long = format!("http://a.example/{}", "x".repeat(2100));
    for target in
        ["javascript:x", "http://a.example/\x1b\\\x1b[2J", "http://a.example/\u{202e}", &long]
    {
        let link = linked("See this", &[(4, 8, target)]);
        let sent = sent(&plain, &link);
        assert_eq!(sent, "\x1b[1;5H\x1b]8;;\x1b\\this\x1b]8;;\x1b\\\x1b[H", "{target:?}");
    }
    let link = linked("See this", &[(4, 8, "http://çırağan.example/ü")]);
    assert!(sent(&plain, &link).contains(";http://%C3%A7%C4%B1ra%C4%9Fan.example/%C3%BC\x1b\\"));
}
