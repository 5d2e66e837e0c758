//! The selected post.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::theme::Theme;
use super::{Span, key, text};
use crate::reader::message::Action;
use crate::reader::model::Model;

/// Rows that a match may be broken over.
const AROUND: usize = 8;

/// The title of the pane, with how much of a long post is above and in sight.
pub fn title(model: &Model, height: usize) -> String {
    let (top, rows) = (model.reading.top(), model.reading.rows().len());
    let edited = model.feed.selected().and_then(|entry| model.edits.last(entry.id));
    let how = key(model, Action::Edits);
    let edited = edited.map(|at| format!("· edited {}{how} ", model.clock.time(at)));
    let edited = edited.unwrap_or_default();
    if rows <= height {
        return format!(" Post {edited}");
    }
    let seen = (top + height).min(rows);
    format!(" Post · {}% {edited}", seen * 100 / rows.max(1))
}

/// Answers where the first visible row begins.
pub fn view(model: &Model, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Position {
    let (rows, top) = (model.reading.rows(), model.reading.top());
    for (at, row) in area.rows().zip(rows.iter().skip(top)) {
        text::put(buffer, at, 0, &row.text, theme.role(row.role));
    }
    let first = area.as_position();
    let Some(search) = &model.search else { return first };
    // A match may begin above the screen, or end below it.
    let from = top.saturating_sub(AROUND);
    let to = (top + usize::from(area.height) + AROUND).min(rows.len());
    let near = rows.get(from..to).unwrap_or_default();
    for (at, bytes) in search.in_rows(near) {
        let shown = (from + at).checked_sub(top).and_then(|below| area.rows().nth(below));
        if let (Some(shown), Some(row)) = (shown, near.get(at)) {
            text::mark(buffer, shown, 0, &row.text, bytes, theme.found);
        }
    }
    first
}

/// The links in sight, on a terminal that has links.
pub fn links(model: &Model, theme: &Theme, area: Rect) -> Vec<Span> {
    let rows = area.rows().zip(model.reading.rows().iter().skip(model.reading.top()));
    let spans = rows.filter(|_| theme.links).flat_map(|(at, row)| {
        row.links.iter().map(move |piece| {
            let columns = text::columns(at, 0, &row.text, piece.bytes.clone());
            Span { row: at.y, columns, link: piece.link.clone() }
        })
    });
    spans.filter(|span| !span.columns.is_empty()).collect()
}
