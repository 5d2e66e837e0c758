//! A post as plain text, on the whole screen: nothing stands beside it that would be selected as well.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::text;
use super::theme::Theme;
use crate::reader::plain::Plain;

pub fn view(plain: &Plain, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    for (at, row) in area.rows().zip(plain.in_sight()) {
        text::put(buffer, at, 0, &row.text, theme.plain);
    }
}
