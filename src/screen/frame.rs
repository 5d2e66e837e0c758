//! All that a terminal is to show: cells, and what they have no room for.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::theme::Theme;
use super::view;
use crate::news::web::Link;
use crate::reader::input::{Gesture, Mouse};
use crate::reader::message::Action;
use crate::reader::model::{Model, Overlay};

/// What a session looks like.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// The cells.
    pub cells: Buffer,
    /// Where the terminal's own cursor stands: on what is selected, or where something is typed. Screen
    /// readers and braille displays go by it.
    pub cursor: Position,
    /// Cells that are links, by rows and then columns.
    pub links: Vec<Span>,
    /// Words that name a key.
    pub asks: Vec<Ask>,
    /// Whether the terminal is to tell what is done with the mouse.
    pub mouse: bool,
}

/// Words on the screen that name a key: whoever clicks on them asks for what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Their row.
    pub row: u16,
    /// Their columns.
    pub columns: Range<u16>,
    /// What the key asks for.
    pub action: Action,
}

/// Cells of a row that are a link, or a piece of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The row.
    pub row: u16,
    /// The columns.
    pub columns: Range<u16>,
    /// The link.
    pub link: Link,
}

impl Frame {
    /// A session on a screen of its size.
    #[must_use]
    pub fn of(model: &Model, theme: &Theme) -> Frame {
        let area = Rect::new(0, 0, model.size.columns, model.size.rows);
        let mut cells = Buffer::empty(area);
        let Beside { cursor, links, asks } = view(model, theme, area, &mut cells);
        // What is shown to be selected with the mouse leaves it to the terminal.
        let mouse = model.mouse && !matches!(model.overlay, Some(Overlay::Plain(_)));
        Frame { cells, cursor, links, asks, mouse }
    }

    /// What a click asks for that is on words which name a key. They are known when a frame is drawn, which
    /// nothing but a click is worth.
    #[must_use]
    pub fn asked(model: &Model, theme: &Theme, mouse: Mouse) -> Option<Action> {
        if mouse.gesture != Gesture::Click {
            return None;
        }
        let is_here = |ask: &&Ask| ask.row == mouse.row && ask.columns.contains(&mouse.column);
        Frame::of(model, theme).asks.iter().find(is_here).map(|ask| ask.action)
    }
}

/// What belongs to a frame beside its cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Where the cursor stands.
    pub cursor: Position,
    /// Cells that are links, by rows and then columns.
    pub links: Vec<Span>,
    /// Words that name a key.
    pub asks: Vec<Ask>,
}
