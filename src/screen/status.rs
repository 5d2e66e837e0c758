//! The bottom row: what is filtered by and what came, and the keys of the pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::text;
use super::theme::Theme;
use crate::reader::folder_state::grouped;
use crate::reader::keymap;
use crate::reader::model::{Follow, Model};

pub fn view(model: &Model, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    buffer.set_style(area, theme.plain);
    for x in area.left()..area.right() {
        if let Some(cell) = buffer.cell_mut((x, area.y)) {
            cell.reset();
        }
    }
    let left = left(model);
    let room = usize::from(area.width).saturating_sub(2);
    let left = text::fit(&left, room).into_owned();
    let end = text::put(buffer, area, 1, &left, theme.strong);
    let hints = hints(model, usize::from(area.width.saturating_sub(end + 3)));
    text::put_right(buffer, area, &format!("{hints} "), theme.dim);
}

fn left(model: &Model) -> String {
    let filter = model.feed.filter();
    let mut parts = Vec::new();
    if !filter.is_empty() {
        let kinds = filter.kinds.iter().map(|kind| kind.word().to_owned());
        let people = filter.correspondents.iter().map(ToString::to_string);
        parts.push(format!("only {} [0]", kinds.chain(people).collect::<Vec<_>>().join(", ")));
    }
    if let Follow::Held(arrived) = model.follow {
        if arrived.inside > 0 {
            parts.push(format!("{} new [F]", grouped(arrived.inside)));
        }
        if arrived.outside > 0 {
            parts.push(format!("{} outside the filter", grouped(arrived.outside)));
        }
    }
    parts.join("  ")
}

/// As many hints as fit; help and quit, which stand last in the table, are the last to go.
fn hints(model: &Model, room: usize) -> String {
    let mut hints: Vec<String> = if model.help.is_some() {
        vec!["j/k scroll".to_owned(), "Esc close".to_owned()]
    } else {
        keymap::hints(model.focus)
    };
    while hints.len() > 1 && text::width(&hints.join("  ")) > room {
        let at = hints.len().saturating_sub(3);
        hints.remove(at);
    }
    let line = hints.join("  ");
    if text::width(&line) > room { String::new() } else { line }
}
