//! The selected post.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::text;
use super::theme::Theme;
use crate::reader::model::Model;

/// The title of the pane, with how much of a long post is above and in sight.
pub fn title(model: &Model, height: usize) -> String {
    let (top, rows) = (model.reading.top(), model.reading.rows().len());
    let edited = model.feed.selected().and_then(|entry| model.edits.last(entry.id));
    let edited = edited.map(|at| format!("· edited {} [e] ", model.clock.time(at)));
    let edited = edited.unwrap_or_default();
    if rows <= height {
        return format!(" Post {edited}");
    }
    let seen = (top + height).min(rows);
    format!(" Post · {}% {edited}", seen * 100 / rows.max(1))
}

pub fn view(model: &Model, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    for (at, row) in area.rows().zip(model.reading.rows().iter().skip(model.reading.top())) {
        text::put(buffer, at, 0, &row.text, theme.role(row.role));
    }
}
