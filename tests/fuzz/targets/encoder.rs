//! Any frames, one after another, on a terminal emulator.
#![no_main]

#[path = "../../common/painted.rs"]
mod painted;

use dateline::news::web::Link;
use dateline::runtime::encoder::encode_frame;
use dateline::screen::{Frame, Span};
use libfuzzer_sys::arbitrary::{Arbitrary, Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use painted::{Change, apply, assert_shown, screen};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier, Style};

/// Texts that the emulator and ratatui measure alike.
const TEXTS: [&str; 10] =
    ["a", "bc", "abcdefgh", " ", "    ", "          ", "日本", "…│é", "e\u{301}", "⌨\u{fe0f}"];

fn style(input: &mut Unstructured) -> Result<Style> {
    let colours =
        [Color::Reset, Color::Red, Color::LightBlue, Color::Indexed(200), Color::Rgb(1, 20, 255)];
    let intensities = [Modifier::empty(), Modifier::BOLD, Modifier::DIM];
    let mut modifier = *input.choose(&intensities)?;
    for other in [Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED] {
        modifier.set(other, input.ratio(1, 4)?);
    }
    let (fg, bg) = (Some(*input.choose(&colours)?), Some(*input.choose(&colours)?));
    Ok(Style { fg, bg, add_modifier: modifier, sub_modifier: Modifier::all() })
}

fn change(input: &mut Unstructured) -> Result<Change> {
    let (x, y) = (u8::arbitrary(input)?.into(), u8::arbitrary(input)?.into());
    Ok(match input.int_in_range(0..=6)? {
        0..=3 => {
            let count = input.int_in_range(1..=6)?;
            let text = (0..count).map(|_| input.choose(&TEXTS).copied()).collect::<Result<_>>()?;
            Change::Put(x, y, text, style(input)?)
        }
        4 => Change::Turn(x, y, input.int_in_range(1..=5)?),
        5 => Change::Tint(x, input.int_in_range(1..=9)?, style(input)?),
        _ => Change::Blank(x, y),
    })
}

/// Links by rows and then columns, none over another.
fn links(input: &mut Unstructured, width: u16, height: u16) -> Result<Vec<Span>> {
    let targets = ["https://a.example/1", "http://b.example/é", "https://a.example/ x"];
    let mut links = Vec::new();
    for row in 0..height {
        let mut column = 0;
        while column < width && input.ratio(1, 8)? {
            let start = input.int_in_range(column..=width - 1)?;
            let end = input.int_in_range(start + 1..=width)?;
            let place = (input.int_in_range(0..=2)?, input.int_in_range(0..=2)?);
            let link = Link { target: (*input.choose(&targets)?).into(), place };
            links.push(Span { row, columns: start..end, link });
            column = end;
        }
    }
    Ok(links)
}

fn draw(input: &mut Unstructured) -> Result<()> {
    let (width, height) = (input.int_in_range(1..=90)?, input.int_in_range(1..=30)?);
    let (mut terminal, cells) = screen(width, height);
    let mut shown = Frame { cells, ..Frame::default() };
    while !input.is_empty() {
        let mut frame = shown.clone();
        for _ in 0..input.int_in_range(1..=12)? {
            apply(change(input)?, &mut frame.cells);
        }
        frame.links = links(input, width, height)?;
        let (x, y) = (input.int_in_range(0..=width - 1)?, input.int_in_range(0..=height - 1)?);
        frame.cursor = Position { x, y };
        terminal.process(&encode_frame(&shown, &frame).bytes);
        assert_shown(&terminal, &frame.cells);
        assert_eq!(terminal.screen().cursor_position(), (y, x));
        let again = encode_frame(&frame, &frame);
        assert!(again.bytes.is_empty() && !again.paints);
        shown = frame;
    }
    Ok(())
}

fuzz_target!(|bytes: &[u8]| {
    let _ = draw(&mut Unstructured::new(bytes));
});
