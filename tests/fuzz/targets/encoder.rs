//! Any frames, one after another, on a terminal emulator.
#![no_main]

#[path = "../../common/painted.rs"]
mod painted;

use dateline::runtime::encoder::encode;
use libfuzzer_sys::arbitrary::{Arbitrary, Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use painted::{Change, apply, assert_shown, screen};
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

fn draw(input: &mut Unstructured) -> Result<()> {
    let (width, height) = (input.int_in_range(1..=90)?, input.int_in_range(1..=30)?);
    let (mut terminal, mut shown) = screen(width, height);
    while !input.is_empty() {
        let mut frame = shown.clone();
        for _ in 0..input.int_in_range(1..=12)? {
            apply(change(input)?, &mut frame);
        }
        terminal.process(&encode(&shown, &frame));
        assert_shown(&terminal, &frame);
        assert!(encode(&frame, &frame).is_empty());
        shown = frame;
    }
    Ok(())
}

fuzz_target!(|bytes: &[u8]| {
    let _ = draw(&mut Unstructured::new(bytes));
});
