//! All that a terminal is to show: cells, and what they have no room for.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::theme::Theme;
use super::view;
use crate::news::web::Link;
use crate::reader::model::Model;

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
        let Beside { cursor, links } = view(model, theme, area, &mut cells);
        Frame { cells, cursor, links }
    }
}

/// What belongs to a frame beside its cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Where the cursor stands.
    pub cursor: Position,
    /// Cells that are links, by rows and then columns.
    pub links: Vec<Span>,
}
