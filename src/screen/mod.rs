//! A model → cells. The only place that knows widgets, and it never changes a model.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Borders, Widget};

use crate::reader::layout::{Area, Pane, Panes, SMALLEST};
use crate::reader::message::Action;
use crate::reader::model::{Model, Overlay};

mod chart;
mod feed;
mod frame;
pub mod glyphs;
mod header;
mod links;
mod overlay;
mod plain;
mod reading;
mod sidebar;
mod status;
mod text;
pub mod theme;
mod typed;

pub use frame::{Ask, Beside, Frame, Span};
use theme::Theme;

/// Most columns that one character takes beside its first: Hangul that is not composed.
const WIDEST: u16 = 3;

/// Draws a session, and tells what the cells have no room for. Any area does, down to nothing.
pub fn view(model: &Model, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Beside {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return Beside { cursor: area.as_position(), ..Beside::default() };
    }
    fill(theme.plain, area, buffer);
    let beside = draw(model, theme, area, buffer);
    theme.glyphs.finish(buffer);
    beside
}

fn draw(model: &Model, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Beside {
    let mut beside = Beside { cursor: area.as_position(), ..Beside::default() };
    if let Some(Overlay::Plain(shown)) = &model.overlay {
        plain::view(shown, theme, area, buffer);
        return beside;
    }
    let Some(panes) = model.panes() else {
        let words = format!("{}×{} needed", SMALLEST.columns, SMALLEST.rows);
        say(&words, theme.plain, area, buffer);
        return beside;
    };
    beside.asks.extend(header::view(model, theme, row(area, 0), buffer));
    for pane in [Pane::Sidebar, Pane::Feed, Pane::Reading] {
        let (Some(outside), Some(inside)) = (panes.area(pane), panes.inside(pane)) else {
            continue;
        };
        let outside = rect(area, outside);
        let title = frame(model, theme, &panes, pane, outside, buffer);
        let inside = rect(area, inside);
        let cursor = match pane {
            Pane::Sidebar => sidebar::view(model, theme, inside, buffer),
            Pane::Feed => feed::view(model, theme, inside, buffer),
            Pane::Reading => {
                let edits = key(model, Action::Edits);
                beside.asks.extend(asks(row(outside, 0), &title, &edits, Action::Edits));
                beside.links = reading::links(model, theme, inside);
                reading::view(model, theme, inside, buffer)
            }
        };
        if model.focus == pane {
            beside.cursor = cursor;
        }
    }
    let end = if panes.bordered { String::new() } else { header::follow(model) };
    let banner = row(area, panes.breaking(model.size));
    if breaking(model, theme, &end, banner, buffer) {
        // What is below it cannot be reached.
        beside.asks.retain(|ask| ask.row != banner.y);
    }
    if let Some(overlay) = &model.overlay {
        // What is below cannot be reached.
        beside.asks.retain(|ask| ask.row == area.y);
        beside.links = match overlay {
            Overlay::Links(shown) => links::links(shown, theme, area),
            _ => Vec::new(),
        };
        beside.cursor = overlay::view(model, overlay, theme, area, buffer);
    }
    let status = row(area, area.height.saturating_sub(1));
    let (cursor, asks) = status::view(model, theme, status, buffer);
    beside.cursor = cursor.unwrap_or(beside.cursor);
    beside.asks.extend(asks);
    beside
}

/// A row for breaking news as long as it is unseen: in place of the panes' lower border, or of the header
/// where there is none, so that nothing else moves. It ends with what has to be told all the same. Answers
/// whether there is any.
fn breaking(model: &Model, theme: &Theme, end: &str, area: Rect, buffer: &mut Buffer) -> bool {
    let Some(entry) = model.breaking() else { return false };
    let time = entry.post.time.moment().map(|moment| model.clock.post_since(moment));
    let words = format!(" BREAKING {}  {}", time.unwrap_or_default(), entry.post.title());
    let style = theme.banner;
    fill(style, area, buffer);
    let room = usize::from(area.width).saturating_sub(text::width(end) + 2);
    text::put(buffer, area, 0, &theme.fit(&words, room), style);
    text::put_right(buffer, area, &format!("{end} "), style);
    true
}

/// The border of a pane, which tells where the focus is by its line as well as by its colour. Answers its title.
fn frame(
    model: &Model,
    theme: &Theme,
    panes: &Panes,
    pane: Pane,
    area: Rect,
    buffer: &mut Buffer,
) -> String {
    if !panes.bordered {
        return String::new();
    }
    let focused = model.focus == pane;
    let title = match pane {
        Pane::Sidebar => " Filter ".to_owned(),
        Pane::Feed => feed::title(model, usize::from(area.height.saturating_sub(2))),
        Pane::Reading => reading::title(model, usize::from(area.height.saturating_sub(2))),
    };
    let (line, style) = if focused {
        (BorderType::Thick, theme.focused)
    } else {
        (BorderType::Plain, theme.border)
    };
    let title = text::title(&title, usize::from(area.width.saturating_sub(2))).unwrap_or_default();
    Block::new()
        .borders(Borders::ALL)
        .border_type(line)
        .border_style(style)
        .title(Line::styled(&*title, if focused { theme.focused } else { theme.plain }))
        .render(area, buffer);
    title
}

/// Leaves nothing of what stood in an area but its own style; nor of a wide character that reaches into it,
/// which a terminal would draw over it.
fn fill(style: Style, area: Rect, buffer: &mut Buffer) {
    for y in area.top()..area.bottom() {
        for columns in 1..=WIDEST {
            let Some(x) = area.x.checked_sub(columns) else { break };
            if let Some(cell) = buffer.cell_mut((x, y))
                && text::width(cell.symbol()) > usize::from(columns)
            {
                cell.set_symbol(" ");
            }
        }
    }
    for at in area.intersection(buffer.area).positions() {
        if let Some(cell) = buffer.cell_mut(at) {
            cell.reset();
            cell.set_style(style);
        }
    }
}

/// Says something in place of what there is not.
fn say(words: &str, style: Style, area: Rect, buffer: &mut Buffer) {
    for (row, line) in area.rows().zip(textwrap::wrap(words, usize::from(area.width.max(1)))) {
        text::put(buffer, row, 0, &line, style);
    }
}

/// A cell of an area, counted from its first; the last one where it has not so many.
fn cell(area: Rect, column: u16, row: usize) -> Position {
    let row = u16::try_from(row).unwrap_or(u16::MAX);
    Position {
        x: area.x + column.min(area.width.saturating_sub(1)),
        y: area.y + row.min(area.height.saturating_sub(1)),
    }
}

/// The words of a row that end in a key, which is ` [.]` or the like, where they are there; the row was put one
/// column in.
fn asks(area: Rect, words: &str, key: &str, action: Action) -> Option<Ask> {
    let end = words.rfind(key).filter(|_| !key.is_empty())? + key.len();
    let start = words.get(..end)?.rfind("  ").map_or(0, |at| at + 2);
    Some(Ask { row: area.y, columns: text::columns(area, 1, words, start..end), action })
}

/// The key that asks for something, as ` [.]`; empty where none does at present.
fn key(model: &Model, action: Action) -> String {
    let acts = match &model.overlay {
        None => true,
        Some(Overlay::Plain(_) | Overlay::Links(_)) => false,
        Some(_) => action.is_of_overlays(),
    };
    let key = model.keys.key(action).filter(|_| acts);
    key.map(|key| format!(" [{key}]")).unwrap_or_default()
}

fn row(area: Rect, at: u16) -> Rect {
    Rect { y: area.y + at, height: 1, ..area }.intersection(area)
}

fn rect(whole: Rect, area: Area) -> Rect {
    let Area { x, y, columns, rows } = area;
    Rect { x: whole.x + x, y: whole.y + y, width: columns, height: rows }.intersection(whole)
}
