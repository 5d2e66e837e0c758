//! Text in cells: put, cut to a width, measured as terminals measure it.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::news::columns;

/// Columns that `text` takes.
pub fn width(text: &str) -> usize {
    columns::width(text)
}

/// Puts text into the first row of `area`, `x` columns in, and answers the column behind it.
/// What does not fit is cut.
pub fn put(buffer: &mut Buffer, area: Rect, x: u16, text: &str, style: Style) -> u16 {
    if x >= area.width || area.height == 0 {
        return x;
    }
    let (mut x, right) = (area.x + x, area.right().min(buffer.area.right()));
    // ratatui's own measure of a halfwidth voiced mark is a column more than it takes.
    for cluster in text.graphemes(true).filter(|cluster| !cluster.contains(char::is_control)) {
        let columns = u16::try_from(width(cluster)).unwrap_or(u16::MAX);
        if columns > right.saturating_sub(x) {
            break;
        }
        for (at, x) in (x..x + columns).enumerate() {
            if let Some(cell) = buffer.cell_mut((x, area.y)) {
                cell.set_symbol(if at == 0 { cluster } else { " " }).set_style(style);
            }
        }
        x += columns;
    }
    x - area.x
}

/// Puts text so that it ends at the right edge of `area`.
pub fn put_right(buffer: &mut Buffer, area: Rect, text: &str, style: Style) {
    let columns = u16::try_from(width(text)).unwrap_or(u16::MAX);
    put(buffer, area, area.width.saturating_sub(columns), text, style);
}

/// Gives a style to some bytes of a text that was put `x` columns in, as far as they are in `area`.
pub fn mark(
    buffer: &mut Buffer,
    area: Rect,
    x: u16,
    text: &str,
    bytes: Range<usize>,
    style: Style,
) {
    let columns = columns(area, x, text, bytes);
    if !columns.is_empty() {
        let width = columns.end - columns.start;
        buffer.set_style(Rect { x: columns.start, width, height: 1, ..area }, style);
    }
}

/// The columns of some bytes of a text that was put `x` columns into `area`, as far as they are in it.
pub fn columns(area: Rect, x: u16, text: &str, bytes: Range<usize>) -> Range<u16> {
    let columns = |text: Option<&str>| u16::try_from(text.map_or(0, width)).unwrap_or(u16::MAX);
    let from = x.saturating_add(columns(text.get(..bytes.start))).min(area.width);
    let wide = columns(text.get(bytes)).min(area.width - from);
    area.x + from..area.x + from + wide
}

/// Cuts text to `room` columns, with an ellipsis for what is cut, where there is room for one. Costs the same
/// for a text of any length.
pub fn fit<'a>(text: &'a str, room: usize, ellipsis: &str) -> Cow<'a, str> {
    let ellipsis = if width(ellipsis) > room { "" } else { ellipsis };
    let mut columns = 0;
    // Where the text would be cut to leave room for the ellipsis.
    let mut end = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        columns += width(cluster);
        if columns > room {
            let kept = text.get(..end).unwrap_or_default().trim_end();
            return Cow::Owned(format!("{kept}{ellipsis}"));
        }
        if columns + width(ellipsis) <= room {
            end = at + cluster.len();
        }
    }
    Cow::Borrowed(text)
}

/// The end of a text in `room` columns, with an ellipsis for what is cut.
pub fn fit_end<'a>(text: &'a str, room: usize, ellipsis: &str) -> Cow<'a, str> {
    if width(text) <= room {
        return Cow::Borrowed(text);
    }
    let ellipsis = if width(ellipsis) > room { "" } else { ellipsis };
    let (mut columns, mut start) = (width(ellipsis), text.len());
    for (at, cluster) in text.grapheme_indices(true).rev() {
        columns += width(cluster);
        if columns > room {
            break;
        }
        start = at;
    }
    Cow::Owned(format!("{ellipsis}{}", text.get(start..).unwrap_or_default()))
}

/// A title in `room` columns: of its parts, which ` · ` keeps apart, as many of the first ones as fit.
pub fn title(text: &str, room: usize) -> Option<String> {
    let parts: Vec<&str> = text.trim().split(" · ").collect();
    let of = |count: usize| parts.get(..count).map(|parts| format!(" {} ", parts.join(" · ")));
    (1..=parts.len()).rev().filter_map(of).find(|title| width(title) <= room)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_text_is_kept() {
        assert_eq!(fit_end("the harbour", 11, "…"), "the harbour");
        assert_eq!(fit_end("the harbour", 5, "…"), "…bour");
        assert_eq!(fit_end("港口会谈", 4, "…"), "…谈");
    }

    #[test]
    fn a_title_gives_up_its_last_parts() {
        let all = " Feed · newest first · Mon 2 June ";
        for (room, shown) in
            [(34, Some(all)), (33, Some(" Feed · newest first ")), (20, Some(" Feed ")), (5, None)]
        {
            assert_eq!(title(all, room).as_deref(), shown, "in {room}");
        }
    }

    #[test]
    fn text_is_cut_to_columns() {
        for (text, room, cut) in [
            ("harbour", 7, "harbour"),
            ("harbour", 6, "harbo…"),
            ("the harbour", 5, "the…"),
            ("港口会谈", 8, "港口会谈"),
            ("港口会谈", 7, "港口会…"),
            ("港口会谈", 6, "港口…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            ("abc", 1, "…"),
            ("abc", 0, ""),
        ] {
            assert_eq!(fit(text, room, "…"), cut, "{text} in {room}");
            for ellipsis in ["…", "..."] {
                assert!(width(&fit(text, room, ellipsis)) <= room);
                assert!(width(&fit_end(text, room, ellipsis)) <= room);
            }
        }
    }
}
