//! How the next character is drawn, and the sequence that changes it.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier, Style};

/// What is seen on a blank cell.
const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Each attribute with the parameters that begin and end it, and what else ends with it.
const ATTRIBUTES: [(Modifier, u8, u8, Modifier); 9] = [
    (Modifier::BOLD, 1, 22, Modifier::DIM),
    (Modifier::DIM, 2, 22, Modifier::BOLD),
    (Modifier::ITALIC, 3, 23, Modifier::empty()),
    (Modifier::UNDERLINED, 4, 24, Modifier::empty()),
    (Modifier::SLOW_BLINK, 5, 25, Modifier::RAPID_BLINK),
    (Modifier::RAPID_BLINK, 6, 25, Modifier::SLOW_BLINK),
    (Modifier::REVERSED, 7, 27, Modifier::empty()),
    (Modifier::HIDDEN, 8, 28, Modifier::empty()),
    (Modifier::CROSSED_OUT, 9, 29, Modifier::empty()),
];

/// Colours and attributes; by default those of the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Pen {
    fn of(cell: &Cell) -> Pen {
        Pen { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// The pen of a style.
    pub fn of_style(style: Style) -> Pen {
        let (fg, bg) = (style.fg.unwrap_or_default(), style.bg.unwrap_or_default());
        Pen { fg, bg, modifier: style.add_modifier }
    }

    /// The pen to draw a cell with, as near to this one as is seen to be the same.
    pub fn for_cell(self, cell: &Cell) -> Pen {
        if is_blank(cell) {
            Pen { bg: cell.bg, modifier: self.modifier.difference(SEEN_ON_BLANK), ..self }
        } else {
            Pen::of(cell)
        }
    }

    /// Writes what makes this pen another one: SGR, select graphic rendition (ECMA-48), with what
    /// differs or with everything, whichever is shorter.
    pub fn turn_into(self, next: Pen, bytes: &mut Vec<u8>) {
        if self == next {
            return;
        }
        bytes.extend_from_slice(b"\x1b[");
        let start = bytes.len();
        if next != Pen::default() {
            self.parameters(next, bytes);
            let middle = bytes.len();
            bytes.extend_from_slice(b"0;");
            Pen::default().parameters(next, bytes);
            if bytes.len() - middle < middle - start {
                bytes.drain(start..middle);
            } else {
                bytes.truncate(middle);
            }
            // The last parameter ends with the sequence.
            bytes.pop();
        }
        bytes.push(b'm');
    }

    /// What differs, each parameter with a semicolon behind it.
    fn parameters(self, next: Pen, bytes: &mut Vec<u8>) {
        let mut parameter = |number: u8| {
            super::decimal(number.into(), bytes);
            bytes.push(b';');
        };
        let mut modifier = self.modifier;
        for (attribute, _, end, with_it) in ATTRIBUTES {
            if modifier.contains(attribute) && !next.modifier.contains(attribute) {
                parameter(end);
                modifier -= attribute | with_it;
            }
        }
        for (attribute, begin, ..) in ATTRIBUTES {
            if next.modifier.contains(attribute) && !modifier.contains(attribute) {
                parameter(begin);
            }
        }
        if self.fg != next.fg {
            colour(next.fg, 30, &mut parameter);
        }
        if self.bg != next.bg {
            colour(next.bg, 40, &mut parameter);
        }
    }
}

/// The parameters of a colour: `base` is 30 for what is written, 40 for what is behind it. The
/// sixteen have numbers that every terminal knows.
fn colour(colour: Color, base: u8, parameter: &mut impl FnMut(u8)) {
    let number = match colour {
        Color::Reset => 9,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        Color::Indexed(index) => return [base + 8, 5, index].into_iter().for_each(parameter),
        Color::Rgb(r, g, b) => return [base + 8, 2, r, g, b].into_iter().for_each(parameter),
    };
    parameter(base + number);
}

/// Whether nothing of a cell is seen but its background.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && !cell.modifier.intersects(SEEN_ON_BLANK)
}

/// Whether a cell is what a terminal leaves where it erases.
pub fn is_erased(cell: &Cell) -> bool {
    is_blank(cell) && cell.bg == Color::Reset
}

/// Whether two cells are seen to be the same.
pub fn is_same(one: &Cell, other: &Cell) -> bool {
    one.bg == other.bg
        && one.symbol() == other.symbol()
        && ((one.fg == other.fg && one.modifier == other.modifier)
            || (is_blank(one) && is_blank(other)))
}
