//! Boxes over the panes: what each key does, what could not be read, what was edited of a post, what to catch
//! up on.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Block, Borders, Widget};

use super::theme::Theme;
use super::{cell, chart, fill, links, rect, say, text};
use crate::reader::folder_state::{counted, grouped};
use crate::reader::help;
use crate::reader::keymap::Keymap;
use crate::reader::layout::{Size, inside_box, top_around};
use crate::reader::message::Action;
use crate::reader::model::{Model, Overlay};
use crate::reader::problems;

/// Answers where the selected row begins, or the first one.
pub fn view(
    model: &Model,
    overlay: &Overlay,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    match overlay {
        Overlay::Help(top) => view_help(model, *top, theme, area, buffer),
        Overlay::Problems(shown) => view_problems(model, shown, theme, area, buffer),
        Overlay::Edits(top) => view_edits(model, *top, theme, area, buffer),
        Overlay::Tempo(chart) => chart::view(model, chart, theme, area, buffer),
        Overlay::CatchUp(cursor) => catch_up(model, *cursor, theme, area, buffer),
        // It stands in place of the panes, not over them.
        Overlay::Plain(_) => area.as_position(),
        Overlay::Links(shown) => links::view(model, shown, theme, area, buffer),
    }
}

fn view_help(
    model: &Model,
    top: usize,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let rows = help::rows(&model.keys, area.width.saturating_sub(2));
    let inside = area_for(area, help::WIDEST, rows.len());
    let last = top + usize::from(inside.height);
    let below = (usize::from(inside.height) < rows.len())
        .then(|| extent(&model.keys, top, last, rows.len()));
    frame(" Keys ", below, theme, inside, buffer);
    let words_at = help::words_at(inside.width);
    for (at, (key, words)) in inside.rows().zip(rows.iter().skip(top)) {
        let room = if words.is_empty() { at.width } else { words_at };
        let key = theme.fit(key, usize::from(room).saturating_sub(2));
        text::put(buffer, at, 1, &key, theme.strong);
        text::put(buffer, at, words_at, words, theme.plain);
    }
    cell(inside, 1, 0)
}

fn view_problems(
    model: &Model,
    shown: &problems::Problems,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let snapshot = &model.snapshot;
    let (top, count) = (shown.top(snapshot), snapshot.problem_count());
    let inside = area_for(area, u16::MAX, usize::MAX);
    let (columns, height) = (usize::from(inside.width), usize::from(inside.height));
    let mut rows: Vec<(String, bool)> = Vec::new();
    let mut last = top;
    for (document, problem) in problems::all(snapshot).skip(top) {
        let own = problems::rows(document, problem, columns);
        if rows.len() + own.len() > height && !rows.is_empty() {
            break;
        }
        rows.extend(own.into_iter().enumerate().map(|(at, row)| (row, at == 0)));
        last += 1;
    }
    let documents = counted(snapshot.problems().count(), "document", "documents");
    let title = match count {
        0 => " Problems ".to_owned(),
        count => format!(" Problems · {} in {documents} ", grouped(count)),
    };
    let below = (last - top < count).then(|| extent(&model.keys, top, last, count));
    frame(&title, below, theme, inside, buffer);
    if count == 0 {
        say("All documents could be read.", theme.plain, inside, buffer);
    }
    for (at, (row, is_first)) in inside.rows().zip(&rows) {
        text::put(buffer, at, 0, row, if *is_first { theme.strong } else { theme.plain });
    }
    inside.as_position()
}

fn view_edits(
    model: &Model,
    top: usize,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let inside = area_for(area, u16::MAX, usize::MAX);
    let columns = usize::from(inside.width);
    let rows = model.feed.selected().map_or_else(Vec::new, |entry| {
        model.edits.rows(entry.id, &entry.post, columns, &model.clock)
    });
    let last = top + usize::from(inside.height);
    let below = (usize::from(inside.height) < rows.len())
        .then(|| extent(&model.keys, top, last, rows.len()));
    frame(" Edits ", below, theme, inside, buffer);
    if rows.is_empty() {
        let none = "Nothing was edited of this post while you were here.";
        say(none, theme.plain, inside, buffer);
    }
    for (at, row) in inside.rows().zip(rows.iter().skip(top)) {
        let mut x = 0;
        for (part, words) in row {
            x = text::put(buffer, at, x, words, theme.edit(*part));
        }
    }
    inside.as_position()
}

/// The unseen posts that matter most, one a row.
fn catch_up(
    model: &Model,
    cursor: usize,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let keys = model.marks.catch_up();
    let inside = area_for(area, u16::MAX, keys.len().max(1));
    let height = usize::from(inside.height);
    let top = top_around(cursor, height, keys.len());
    let below = (height < keys.len()).then(|| extent(&model.keys, top, top + height, keys.len()));
    let title = match model.keys.hint(&[(&[Action::Open], "goes there")]) {
        hint if hint.is_empty() => " Catch up ".to_owned(),
        hint => format!(" Catch up · {hint} "),
    };
    frame(&title, below, theme, inside, buffer);
    if keys.is_empty() {
        let tally = model.marks.tally();
        let words = match tally.counts.all + tally.outside {
            0 => "All caught up.".to_owned(),
            others => {
                format!("All caught up, but for {}.", counted(others, "other post", "other posts"))
            }
        };
        say(&words, theme.plain, inside, buffer);
        return inside.as_position();
    }
    let rows = inside.rows().zip(keys.iter().enumerate().skip(top));
    for (at, (place, key)) in rows {
        let Some(entry) = model.snapshot.posts().get(key) else { continue };
        let style = if place == cursor { theme.cursor } else { theme.plain };
        buffer.set_style(at, style);
        let time = entry.post.time.moment().map(|moment| model.clock.post_since(moment));
        let kind = entry.post.kinds.iter().next().map_or("", |kind| kind.word());
        let mark = if place == cursor { ">" } else { " " };
        let words = format!("{mark}{kind:<9} {}  {}", time.unwrap_or_default(), entry.post.title());
        text::put(buffer, at, 0, &theme.fit(&words, at.width.into()), style);
    }
    cell(inside, 1, cursor.saturating_sub(top))
}

/// ` 1 to 20 of 36 · j/k `.
pub fn extent(keys: &Keymap, top: usize, last: usize, of: usize) -> String {
    let shown = format!("{} to {} of {}", grouped(top + 1), grouped(last.min(of)), grouped(of));
    match keys.hint(&[(&[Action::Down, Action::Up], "")]).trim_end() {
        "" => format!(" {shown} "),
        keys => format!(" {shown} · {keys} "),
    }
}

/// Where the inside of a box is.
pub fn area_for(area: Rect, columns: u16, rows: usize) -> Rect {
    let size = Size { columns: area.width, rows: area.height };
    rect(area, inside_box(size, columns, rows))
}

/// Clears the box, and draws its border and titles around `inside`.
pub fn frame(title: &str, below: Option<String>, theme: &Theme, inside: Rect, buffer: &mut Buffer) {
    let outside = Rect {
        x: inside.x.saturating_sub(1),
        y: inside.y.saturating_sub(1),
        width: inside.width + 2,
        height: inside.height + 2,
    }
    .intersection(buffer.area);
    fill(theme.plain, outside, buffer);
    let fitting = |title: &str| text::title(title, inside.width.into()).unwrap_or_default();
    let block =
        Block::new().borders(Borders::ALL).border_style(theme.focused).title(fitting(title));
    match below {
        Some(below) => block.title_bottom(fitting(&below)).render(outside, buffer),
        None => block.render(outside, buffer),
    }
}
