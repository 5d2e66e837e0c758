//! The line that the reader types, in place of the bottom row.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::theme::Theme;
use super::{cell, text};
use crate::reader::prompt::{Prompt, Purpose};

/// Columns between the line and what is said of it: the cursor stands in the first.
const GAP: u16 = 2;

/// Answers where the next character that is typed will stand. Of the line the end is what the reader is at, so
/// it is always in sight; what is said of it may have half of the row, and all that the line leaves.
pub fn view(
    prompt: &Prompt,
    message: &str,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let line = format!("{}{}", label(prompt.purpose), prompt.text);
    let room = usize::from(area.width).saturating_sub(2);
    let beside = room.saturating_sub(usize::from(GAP) + text::width(message)).max(room / 2);
    let beside = if message.is_empty() { room.saturating_sub(1) } else { beside };
    let line = theme.fit_end(&line, beside);
    let cursor = text::put(buffer, area, 1, &line, theme.strong);
    let room = room.saturating_sub(text::width(&line) + usize::from(GAP));
    let message = theme.fit(message, room);
    let end = text::put(buffer, area, cursor + GAP, &message, theme.strong);
    let keys = match prompt.purpose {
        Purpose::File => "Enter write  Esc leave ",
        Purpose::Jump | Purpose::Query | Purpose::Search | Purpose::Narrow => {
            "Enter go  Esc leave "
        }
    };
    if text::width(keys) + 2 <= usize::from(area.width.saturating_sub(end)) {
        text::put_right(buffer, area, keys, theme.dim);
    }
    cell(area, cursor, 0)
}

/// What is typed for.
fn label(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Jump => "jump to: ",
        Purpose::Query => "filter: ",
        Purpose::Narrow => "list only: ",
        Purpose::Search => "/",
        Purpose::File => "write to: ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, message: &str, columns: u16) -> (String, u16) {
        let prompt = Prompt::new(Purpose::Query, text.to_owned());
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, 1));
        let area = buffer.area;
        let cursor = view(&prompt, message, &Theme::monochrome(), area, &mut buffer);
        let row: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        (row.trim_end().to_owned(), cursor.x)
    }

    #[test]
    fn the_end_of_the_line_is_in_sight_whatever_is_said_of_it() {
        let wrong = "column 12: `war` is no kind of post";
        for (text, message, columns, row, cursor) in [
            ("kind:war", "", 60, " filter: kind:war                       Enter go  Esc leave", 17),
            ("kind:war", wrong, 60, " filter: kind:war  column 12: `war` is no kind of post", 17),
            ("kind:war", wrong, 40, " filter: kind:war  column 12: `war` is…", 17),
            ("by:guerin kind:war", wrong, 40, " …by:guerin kind:war  column 12: `war`…", 20),
            ("by:guerin kind:war", "", 20, " …:guerin kind:war", 18),
            ("by:guerin kind:war", wrong, 20, " …kind:war  column…", 10),
            ("", wrong, 1, "", 0),
            ("", wrong, 0, "", 0),
        ] {
            assert_eq!(drawn(text, message, columns), (row.to_owned(), cursor), "in {columns}");
        }
    }
}
