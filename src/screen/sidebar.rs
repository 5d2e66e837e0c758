//! Kinds and correspondents, each with its posts within the other facet.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::text;
use super::theme::Theme;
use crate::news::post::Kind;
use crate::reader::folder_state::grouped;
use crate::reader::layout::Pane;
use crate::reader::model::Model;
use crate::reader::sidebar::Item;

/// Rows of the tempo.
const TEMPO: u16 = 4;
/// From so many rows on, there is room for it.
const ROOM: u16 = 24;

enum Row<'a> {
    Heading(&'static str),
    Item(&'a Item),
}

pub fn view(model: &Model, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let mut rows = Vec::new();
    for (at, item) in model.sidebar.items().iter().enumerate() {
        let is_person = |item: &Item| matches!(item, Item::Correspondent(_));
        if at == 0 {
            rows.push(Row::Heading("Kinds"));
        } else if is_person(item) && !model.sidebar.items().get(at - 1).is_some_and(is_person) {
            rows.push(Row::Heading("Correspondents"));
        }
        rows.push(Row::Item(item));
    }
    let area = tempo(model, theme, area, buffer);
    let height = usize::from(area.height);
    let cursor = rows
        .iter()
        .position(|row| matches!(row, Row::Item(item) if *item == model.sidebar.cursor()));
    let most = rows.len().saturating_sub(height);
    let top = cursor.unwrap_or_default().saturating_sub(height / 2).min(most);
    for (at, row) in area.rows().zip(rows.iter().skip(top)) {
        match row {
            Row::Heading(words) => {
                text::put(buffer, at, 0, words, theme.dim);
            }
            Row::Item(item) => view_item(model, theme, item, at, buffer),
        }
    }
}

/// The bars of posts over time, at the bottom of a sidebar that has room for them: what is left of it.
/// Below a bar, `B` says that something broke then.
fn tempo(model: &Model, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    let bars = &model.tempo.bars;
    let Some(scale) = model.tempo.scale.filter(|_| area.height >= ROOM) else { return area };
    let rows = Rect { y: area.bottom() - TEMPO, height: TEMPO, ..area };
    let mut rows = rows.rows();
    let heading = format!("Tempo · per {}", scale.words);
    let most = bars.iter().map(|bar| bar.posts).max().unwrap_or_default();
    let line: String = bars.iter().map(|bar| theme.bar_of(bar.posts, most)).collect();
    let broke = bars.iter().map(|bar| if bar.breaking > 0 { 'B' } else { ' ' });
    let (_, of_breaking) = theme.kind(Kind::Breaking);
    let last = model.snapshot.posts().first().and_then(|(key, _)| key.instant());
    let days = scale.begin(0).zip(last).map(|(first, last)| {
        let day = |instant| model.clock.zone().to_datetime(instant).strftime("%-d %b").to_string();
        let (first, last) = (day(first), day(last));
        let room = bars.len().saturating_sub(text::width(&first));
        if first == last { first } else { format!("{first}{last:>room$}") }
    });
    for (words, style) in [
        (heading, theme.dim),
        (line, theme.plain),
        (broke.collect(), of_breaking),
        (days.unwrap_or_default(), theme.dim),
    ] {
        if let Some(row) = rows.next() {
            text::put(buffer, row, 0, &text::fit(&words, row.width.into()), style);
        }
    }
    Rect { height: area.height - TEMPO, ..area }
}

/// `>• analysis          11`: the cursor, whether it is chosen, its name, its posts.
fn view_item(model: &Model, theme: &Theme, item: &Item, area: Rect, buffer: &mut Buffer) {
    let (filter, counts) = (model.feed.filter(), model.feed.counts());
    let (name, count, chosen) = match item {
        Item::All => ("all", model.snapshot.counts().all, filter.is_empty()),
        Item::Kind(kind) => (kind.word(), counts.of_kind(*kind), filter.kinds.contains(*kind)),
        Item::Correspondent(name) => {
            (name.as_ref(), counts.of_correspondent(name), filter.chooses(name))
        }
    };
    let on_cursor = model.focus == Pane::Sidebar && item == model.sidebar.cursor();
    let style = match (on_cursor, chosen, count) {
        (true, ..) => theme.cursor,
        (_, true, _) => theme.strong,
        (_, _, 0) => theme.dim,
        _ => theme.plain,
    };
    buffer.set_style(area, style);
    let marks = format!("{}{}", if on_cursor { ">" } else { " " }, if chosen { "•" } else { " " });
    text::put(buffer, area, 0, &marks, style);
    let glyph = match item {
        Item::Kind(kind) => Some(theme.kind(*kind)),
        _ => None,
    };
    let unseen = match item {
        Item::All => model.marks.tally().counts.all,
        Item::Kind(kind) => model.marks.tally().counts.of_kind(*kind),
        Item::Correspondent(name) => model.marks.tally().counts.of_correspondent(name),
    };
    let count = match unseen {
        0 => grouped(count),
        unseen => format!("{}/{}", grouped(unseen), grouped(count)),
    };
    let room = usize::from(area.width).saturating_sub(3 + count.len());
    let end = text::put(buffer, area, 2, &text::fit(name, room), style);
    if let Some((glyph, of_kind)) = glyph {
        text::put(buffer, area, end + 1, glyph, if on_cursor { style } else { of_kind });
    }
    text::put_right(buffer, area, &count, style);
}
