//! The links of a post, each in full.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::theme::Theme;
use super::{cell, overlay, rect, text};
use crate::reader::links::{Links, MARGIN};
use crate::reader::model::Model;

/// Answers where the first visible row begins.
pub fn view(
    model: &Model,
    links: &Links,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let inside = rect(area, links.inside());
    let (height, count) = (usize::from(inside.height), links.rows().len());
    let (top, last) = (links.top(), links.top() + height);
    let below = (height < count).then(|| overlay::extent(&model.keys, top, last, count));
    let opens = model.opens_links;
    let title = if opens { " Links · a letter opens " } else { " Links · a letter copies " };
    overlay::frame(title, below, theme, inside, buffer);
    for (at, row) in inside.rows().zip(links.rows().iter().skip(top)) {
        if let Some(letter) = row.letter {
            text::put(buffer, at, 1, &letter.to_string(), theme.strong);
        }
        text::put(buffer, at, MARGIN, &row.text, theme.plain);
    }
    cell(inside, 1, 0)
}
