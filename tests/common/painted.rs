//! Frames that change, and a terminal emulator that is to show them cell by cell: shared by the property
//! test of the encoder and its fuzz target.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "what is wrong here fails the test that asked for it"
)]

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use vt100::Parser;

/// What of a style is seen on a blank cell, as far as the emulator draws it.
const SEEN_ON_BLANK: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED);

/// One thing that changes from frame to frame.
#[derive(Clone, Debug)]
pub enum Change {
    /// Text at a column and row.
    Put(u16, u16, String, Style),
    /// Rows turned around by some.
    Turn(u16, u16, usize),
    /// A style for a column and some to its right, over all rows.
    Tint(u16, u16, Style),
    /// Blank rows.
    Blank(u16, u16),
}

/// Changes a frame.
pub fn apply(change: Change, frame: &mut Buffer) {
    let Rect { width, height, .. } = frame.area;
    let cells = |from: u16, to: u16| {
        let (from, to) = (from % height, to % height);
        usize::from(width * from.min(to))..usize::from(width * (from.max(to) + 1))
    };
    match change {
        Change::Put(x, y, text, style) => {
            frame.set_stringn(x % width, y % height, text, width.into(), style);
        }
        Change::Turn(from, to, by) => {
            let rows = &mut frame.content[cells(from, to)];
            rows.rotate_left(usize::from(width) * by % rows.len());
        }
        Change::Tint(x, columns, style) => {
            frame.set_style(Rect { x: x % width, y: 0, width: columns, height }, style);
        }
        Change::Blank(from, to) => {
            frame.content[cells(from, to)].iter_mut().for_each(ratatui::buffer::Cell::reset);
        }
    }
}

fn colour(colour: Color) -> vt100::Color {
    match colour {
        Color::Red => vt100::Color::Idx(1),
        Color::LightBlue => vt100::Color::Idx(12),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        _ => vt100::Color::Default,
    }
}

/// Holds what the emulator shows against a frame.
#[track_caller]
pub fn assert_shown(terminal: &Parser, frame: &Buffer) {
    for y in 0..frame.area.height {
        let mut x = 0;
        while x < frame.area.width {
            let wanted = &frame[(x, y)];
            let shown = terminal.screen().cell(y, x).unwrap();
            let symbol = if shown.has_contents() { shown.contents() } else { " " };
            assert_eq!(symbol, wanted.symbol(), "at {x}, {y}");
            assert_eq!(shown.bgcolor(), colour(wanted.bg), "behind {symbol:?} at {x}, {y}");
            let mut modifier = Modifier::empty();
            modifier.set(Modifier::BOLD, shown.bold());
            modifier.set(Modifier::DIM, shown.dim());
            modifier.set(Modifier::ITALIC, shown.italic());
            modifier.set(Modifier::UNDERLINED, shown.underline());
            modifier.set(Modifier::REVERSED, shown.inverse());
            if symbol != " " || (modifier | wanted.modifier).intersects(SEEN_ON_BLANK) {
                assert_eq!(modifier, wanted.modifier, "on {symbol:?} at {x}, {y}");
                assert_eq!(shown.fgcolor(), colour(wanted.fg), "of {symbol:?} at {x}, {y}");
            }
            x += wanted.cell_width();
            if wanted.cell_width() == 2 {
                let half = terminal.screen().cell(y, x - 1).unwrap();
                assert!(half.contents().trim().is_empty(), "half of {symbol:?} at {x}, {y}");
            }
        }
    }
}

/// A terminal that shows nothing, and a frame of its size.
pub fn screen(width: u16, height: u16) -> (Parser, Buffer) {
    (Parser::new(height, width, 0), Buffer::empty(Rect { x: 0, y: 0, width, height }))
}
