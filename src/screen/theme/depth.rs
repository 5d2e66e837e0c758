//! How many colours there are, and the nearest of them.

use anstyle::{Ansi256Color, AnsiColor, RgbColor};
use anstyle_lossy::palette::VGA;
use ratatui::style::Color;

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None: attributes alone.
    None,
    /// The sixteen that its user has chosen.
    Sixteen,
    /// The 256 of xterm.
    Many,
    /// Any.
    True,
}

/// The colour of a terminal that is nearest to another one. The sixteen are nobody's to measure: they stay
/// what they are, and others are held against those of the first PCs.
pub fn nearest(colour: Color, depth: Depth) -> Color {
    match (colour, depth) {
        (Color::Rgb(r, g, b), Depth::Many) => {
            Color::Indexed(anstyle_lossy::rgb_to_xterm(RgbColor(r, g, b)).0)
        }
        (Color::Rgb(r, g, b), Depth::Sixteen) => {
            one_of_sixteen(anstyle_lossy::rgb_to_ansi(RgbColor(r, g, b), VGA))
        }
        (Color::Indexed(index), Depth::Sixteen) => {
            one_of_sixteen(anstyle_lossy::xterm_to_ansi(Ansi256Color(index), VGA))
        }
        _ => colour,
    }
}

fn one_of_sixteen(colour: AnsiColor) -> Color {
    match colour {
        AnsiColor::Black => Color::Black,
        AnsiColor::Red => Color::Red,
        AnsiColor::Green => Color::Green,
        AnsiColor::Yellow => Color::Yellow,
        AnsiColor::Blue => Color::Blue,
        AnsiColor::Magenta => Color::Magenta,
        AnsiColor::Cyan => Color::Cyan,
        AnsiColor::White => Color::Gray,
        AnsiColor::BrightBlack => Color::DarkGray,
        AnsiColor::BrightRed => Color::LightRed,
        AnsiColor::BrightGreen => Color::LightGreen,
        AnsiColor::BrightYellow => Color::LightYellow,
        AnsiColor::BrightBlue => Color::LightBlue,
        AnsiColor::BrightMagenta => Color::LightMagenta,
        AnsiColor::BrightCyan => Color::LightCyan,
        AnsiColor::BrightWhite => Color::White,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_colour_is_taken() {
        for (colour, depth, wanted) in [
            (Color::Rgb(0x5f, 0x87, 0xaf), Depth::True, Color::Rgb(0x5f, 0x87, 0xaf)),
            (Color::Rgb(0x5f, 0x87, 0xaf), Depth::Many, Color::Indexed(67)),
            (Color::Rgb(0x1c, 0x1c, 0x1c), Depth::Many, Color::Indexed(234)),
            (Color::Rgb(250, 80, 80), Depth::Sixteen, Color::LightRed),
            (Color::Indexed(234), Depth::Sixteen, Color::Black),
            (Color::Indexed(234), Depth::Many, Color::Indexed(234)),
            (Color::Cyan, Depth::Sixteen, Color::Cyan),
            (Color::Reset, Depth::Sixteen, Color::Reset),
        ] {
            assert_eq!(nearest(colour, depth), wanted, "{colour:?} of {depth:?}");
        }
    }
}
