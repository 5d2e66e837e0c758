//! Frames, encoded and painted by a terminal emulator: what it shows is the last frame, cell by cell.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "what is wrong in a test fails it"
)]

use dateline::runtime::encoder::encode;
use proptest::collection::vec;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use painted::{Change, apply, assert_shown, screen};

#[path = "common/painted.rs"]
mod painted;

fn style() -> impl Strategy<Value = Style> {
    let colour = || {
        prop_oneof![
            4 => Just(Color::Reset),
            1 => Just(Color::Red),
            1 => Just(Color::LightBlue),
            1 => Just(Color::Indexed(200)),
            1 => Just(Color::Rgb(1, 20, 255)),
        ]
    };
    // The emulator knows one intensity at a time.
    let intensity = prop_oneof![Just(Modifier::empty()), Just(Modifier::BOLD), Just(Modifier::DIM)];
    let other = prop_oneof![
        4 => Just(Modifier::empty()),
        1 => Just(Modifier::ITALIC),
        1 => Just(Modifier::UNDERLINED),
        1 => Just(Modifier::REVERSED),
        1 => Just(Modifier::REVERSED | Modifier::ITALIC),
    ];
    (colour(), colour(), intensity, other).prop_map(|(fg, bg, intensity, other)| Style {
        fg: Some(fg),
        bg: Some(bg),
        add_modifier: intensity | other,
        sub_modifier: Modifier::all(),
    })
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-c]{1,4}",
        4 => " {1,14}",
        1 => Just("日本".to_owned()),
        1 => Just("…│é".to_owned()),
        1 => Just("e\u{301}o\u{302}\u{308}".to_owned()),
        // The emulator draws it in one cell, as some terminals do.
        1 => Just("⌨\u{fe0f}".to_owned()),
    ];
    vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

fn change() -> impl Strategy<Value = Change> {
    let at = || 0..60_u16;
    prop_oneof![
        6 => (at(), at(), text(), style()).prop_map(|(x, y, text, style)| Change::Put(x, y, text, style)),
        3 => (at(), at(), 1..5_usize).prop_map(|(from, to, by)| Change::Turn(from, to, by)),
        1 => (at(), 1..9_u16, style()).prop_map(|(x, width, style)| Change::Tint(x, width, style)),
        1 => (at(), at()).prop_map(|(from, to)| Change::Blank(from, to)),
    ]
}

/// What is sent from one text to another, once it is known to do.
fn sent(from: &[&str], to: &[&str]) -> String {
    let (from, to) = (Buffer::with_lines(from.to_vec()), Buffer::with_lines(to.to_vec()));
    let (mut terminal, blank) = screen(from.area.width, from.area.height);
    terminal.process(&encode(&blank, &from));
    assert_shown(&terminal, &from);
    let bytes = encode(&from, &to);
    terminal.process(&bytes);
    assert_shown(&terminal, &to);
    String::from_utf8(bytes).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 512 } else { 4096 }))]

    #[test]
    fn the_terminal_shows_the_frame(
        (width, height) in (1..60_u16, 1..20_u16),
        frames in vec(vec(change(), 0..12), 1..8),
    ) {
        let (mut terminal, mut shown) = screen(width, height);
        for changes in frames {
            let mut frame = shown.clone();
            for change in changes {
                apply(change, &mut frame);
            }
            terminal.process(&encode(&shown, &frame));
            assert_shown(&terminal, &frame);
            prop_assert!(encode(&frame, &frame).is_empty());
            shown = frame;
        }
    }
}

#[test]
fn the_shortest_way_to_the_next_change_is_taken() {
    for (from, to, bytes) in [
        (&["same"][..], &["same"][..], ""),
        // Written again, and jumped over.
        (&["one two three"], &["oNe tWo three"], "\x1b[1;2HNe tW"),
        (&["one two three four"], &["oNe two three fouR"], "\x1b[1;2HN\x1b[18GR"),
        (&["one two three four"], &["One two thRee four"], "\x1b[HO\x1b[9CR"),
        // The next row, and one further away.
        (&["abcd", "abcd"], &["aBcd", "aBcd"], "\x1b[1;2HB\n\x1b[2GB"),
        (&["abcd", "abcd"], &["aBcd", "Abcd"], "\x1b[1;2HB\r\nA"),
        (&["a", "b", "c", "d"], &["A", "b", "c", "D"], "\x1b[HA\x1b[4HD"),
        // Behind the last column, and behind what is measured differently, nothing is relative.
        (&["abcd", "abcd"], &["abcD", "aBcd"], "\x1b[1;4HD\x1b[2;2HB"),
        (&["a日bcd"], &["a月bcD"], "\x1b[1;2H月\x1b[6GD"),
        (&["abcd", "abcd"], &["a…cd", "aBcd"], "\x1b[1;2H…\x1b[2;2HB"),
        // Blanks are erased where that is shorter.
        (&["a long headline"], &["a              "], "\x1b[1;3H\x1b[K"),
        (&["│ headline │"], &["│          │"], "\x1b[1;3H\x1b[8X"),
        (&["│ abc │"], &["│     │"], "\x1b[1;3H   "),
    ] {
        assert_eq!(sent(from, to), bytes, "{from:?} to {to:?}");
    }
}

#[test]
fn one_sequence_turns_the_pen() {
    let (mut terminal, blank) = screen(8, 1);
    let mut frame = blank.clone();
    let bold = Style::new().add_modifier(Modifier::BOLD);
    frame.set_string(0, 0, "a", bold.fg(Color::Red));
    frame.set_string(1, 0, "b", bold.add_modifier(Modifier::UNDERLINED).fg(Color::Red));
    frame.set_string(2, 0, "c", Style::new().add_modifier(Modifier::DIM));
    // A blank cell looks the same with any pen that shows nothing on it.
    frame.set_string(3, 0, " d", Style::new());
    frame.set_string(5, 0, "e", Style::new().fg(Color::Indexed(12)).bg(Color::Rgb(1, 2, 3)));
    let bytes = encode(&blank, &frame);
    terminal.process(&bytes);
    assert_shown(&terminal, &frame);
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "\x1b[H\x1b[1;31ma\x1b[4mb\x1b[0;2mc \x1b[md\x1b[38;5;12;48;2;1;2;3me\x1b[m"
    );
}

#[test]
fn a_list_that_has_scrolled_is_moved_by_the_terminal() {
    let side = |row: usize| format!("side {row:02} │");
    let list = |row: usize| {
        let word = ["harbour", "ferry", "council", "budget", "storm"][row % 5];
        format!(" {row:02} {word} talks go on in the town hall │")
    };
    let head = "─".repeat(50);
    let lines = |first: usize| {
        let rows = (0..20).map(|row| format!("{}{:<41}", side(row), list(first + row)));
        let all = [head.clone()].into_iter().chain(rows).chain([head.clone()]);
        all.collect::<Vec<_>>()
    };
    for (from, to) in [(0, 1), (5, 2)] {
        let (from, to) = (lines(from), lines(to));
        let sent = sent(
            &from.iter().map(String::as_str).collect::<Vec<_>>(),
            &to.iter().map(String::as_str).collect::<Vec<_>>(),
        );
        assert!(sent.contains('r') && sent.len() < 450, "{} bytes: {sent:?}", sent.len());
    }
}
