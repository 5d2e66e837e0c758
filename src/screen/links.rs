//! The links of a post, each in full.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::theme::Theme;
use super::{Span, cell, overlay, rect, text};
use crate::news::web::Link;
use crate::reader::links::{Links, MARGIN, Row};
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

/// The links themselves, on a terminal that has links.
pub fn links(links: &Links, theme: &Theme, area: Rect) -> Vec<Span> {
    let inside = rect(area, links.inside());
    let rows = inside.rows().zip(links.rows().iter().skip(links.top()));
    let span = |(at, row): (Rect, &Row)| {
        let (number, target) = links.target(row)?;
        let columns = text::columns(at, MARGIN, &row.text, 0..row.text.len());
        // No part of a post has the number 0.
        Some(Span { row: at.y, columns, link: Link { target: target.into(), place: (0, number) } })
    };
    rows.filter(|_| theme.links).filter_map(span).collect()
}
