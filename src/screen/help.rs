//! The help: every key and what it does, from the one table of keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Borders, Clear, Widget};

use super::text;
use super::theme::Theme;
use crate::reader::keymap;

/// Columns of the help with its border.
const WIDTH: u16 = 60;
/// Columns of the keys.
const KEYS: u16 = 12;

/// Draws the help over the panes, from its row `top`.
pub fn view(top: usize, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let rows = keymap::help();
    let width = WIDTH.min(area.width);
    let most = area.height.saturating_sub(2);
    let height = u16::try_from(rows.len() + 2).unwrap_or(u16::MAX).min(most);
    let outside = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + 1 + (most - height) / 2,
        width,
        height,
    };
    Clear.render(outside, buffer);
    let block = Block::new().borders(Borders::ALL).border_style(theme.focused).title(" Keys ");
    let inside = block.inner(outside);
    let shown = usize::from(inside.height);
    let block = if shown < rows.len() {
        let last = (top + shown).min(rows.len());
        block.title_bottom(format!(" {} to {last} of {} · j/k ", top + 1, rows.len()))
    } else {
        block
    };
    block.render(outside, buffer);
    let keys = KEYS.min(inside.width / 2);
    for (at, (key, words)) in inside.rows().zip(rows.iter().skip(top)) {
        text::put(buffer, at, 1, &text::fit(key, keys.into()), theme.strong);
        let room = usize::from(at.width.saturating_sub(keys + 2));
        text::put(buffer, at, keys + 2, &text::fit(words, room), theme.plain);
    }
}
