//! What can be filtered by, each with its posts within the other facets, and how they are spread over time.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::theme::Theme;
use super::{cell, text};
use crate::news::post::Kind;
use crate::reader::folder_state::grouped;
use crate::reader::layout::Pane;
use crate::reader::listed::{self, Heading, Listed, Row};
use crate::reader::model::Model;
use crate::reader::sidebar::Item;

/// The column of a row's name, behind its marks.
const NAME: u16 = 2;

/// Answers where the name in the cursor's row is.
pub fn view(model: &Model, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Position {
    let Listed { rows, cursor, tempo: below } = listed::listed(model, area.height.into());
    let area = tempo(model, theme, below, area, buffer);
    for (at, row) in area.rows().zip(rows) {
        match row {
            Row::Heading(heading) => {
                let words = match heading {
                    Heading::Queries => "Queries".to_owned(),
                    Heading::Kinds => "Kinds".to_owned(),
                    Heading::Correspondents => people_heading(model),
                };
                text::put(buffer, at, 0, &theme.fit(&words, at.width.into()), theme.dim);
            }
            Row::Item(item) => view_item(model, theme, item, at, buffer),
        }
    }
    cell(area, NAME, cursor)
}

/// `Correspondents by name · "she"`.
fn people_heading(model: &Model) -> String {
    let order = if model.sidebar.is_by_name() { " by name" } else { "" };
    match model.sidebar.narrowed_to() {
        "" => format!("Correspondents{order}"),
        narrow => format!("Correspondents{order} · \"{narrow}\""),
    }
}

/// The bars of posts over time, at the bottom of a sidebar that has room for them: what is left of it.
/// Below a bar, `B` says that something broke then.
fn tempo(model: &Model, theme: &Theme, rows: usize, area: Rect, buffer: &mut Buffer) -> Rect {
    let bars = &model.tempo.bars;
    let height = u16::try_from(rows).unwrap_or_default().min(area.height);
    let Some(scale) = model.tempo.scale.filter(|_| height > 0) else { return area };
    let rows = Rect { y: area.bottom() - height, height, ..area };
    let mut rows = rows.rows();
    let heading = format!("Tempo · per {}", scale.words);
    let most = bars.iter().map(|bar| bar.posts).max().unwrap_or_default();
    let line: String = bars.iter().map(|bar| theme.glyphs.bar_of(bar.posts, most)).collect();
    let broke = bars.iter().map(|bar| if bar.breaking > 0 { 'B' } else { ' ' });
    let (_, of_breaking) = theme.kind(Kind::Breaking);
    let last = model.snapshot.posts().first().and_then(|(key, _)| key.instant());
    let days = scale.begin(0).zip(last).map(|(first, last)| {
        let [first, last] = [first, last].map(|instant| model.clock.zone().to_datetime(instant));
        let form = if first.year() == last.year() { "%-d %b" } else { "%-d %b %Y" };
        let [first, last] = [first, last].map(|day| day.strftime(form).to_string());
        // Where there are few bars, the days need more room than they.
        let room = bars.len().saturating_sub(text::width(&first)).max(text::width(&last) + 1);
        if first == last { first } else { format!("{first}{last:>room$}") }
    });
    for (words, style) in [
        (heading, theme.dim),
        (line, theme.plain),
        (broke.collect(), of_breaking),
        (days.unwrap_or_default(), theme.dim),
    ] {
        if let Some(row) = rows.next() {
            text::put(buffer, row, 0, &theme.fit(&words, row.width.into()), style);
        }
    }
    Rect { height: area.height - height, ..area }
}

/// `>• analysis          11`: the cursor, whether it is chosen, its name, its posts.
fn view_item(model: &Model, theme: &Theme, item: &Item, area: Rect, buffer: &mut Buffer) {
    let (filter, counts) = (model.feed.filter(), model.feed.counts());
    let mut is_counted = true;
    let (name, count, chosen) = match item {
        Item::All => ("all", model.snapshot.counts().all, filter.is_empty()),
        Item::Kind(kind) => (kind.word(), counts.of_kind(*kind), filter.kinds.contains(*kind)),
        Item::Correspondent(person) => {
            let posts = person.spellings.iter().map(|name| counts.of_correspondent(name)).sum();
            (person.name.as_ref(), posts, filter.chooses(&person.name))
        }
        Item::Fold(group) => (group.heading(), 0, false),
        Item::Value(group, value) => {
            let open = model.groups.iter().find(|open| open.group == *group);
            let posts = open.map_or(0, |open| open.posts(value));
            (value.as_ref(), posts, filter.chooses_in(*group, value))
        }
        Item::Query(name) => {
            let query = model.queries.iter().find(|query| query.name == *name);
            let posts = query.and_then(|query| query.posts(&model.snapshot));
            is_counted = posts.is_some();
            (
                name.as_ref(),
                posts.unwrap_or_default(),
                query.is_some_and(|query| query.filter() == filter),
            )
        }
    };
    let on_cursor = model.focus == Pane::Sidebar && item.is(model.sidebar.cursor());
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
        Item::Correspondent(person) => {
            let counts = &model.marks.tally().counts;
            person.spellings.iter().map(|name| counts.of_correspondent(name)).sum()
        }
        Item::Query(_) | Item::Fold(_) | Item::Value(..) => 0,
    };
    let count = match unseen {
        _ if !is_counted => "…".to_owned(),
        0 => grouped(count),
        unseen => format!("{}/{}", grouped(unseen), grouped(count)),
    };
    let room = usize::from(area.width).saturating_sub(3 + text::width(&count));
    let end = text::put(buffer, area, NAME, &theme.fit(name, room), style);
    if let Some((glyph, of_kind)) = glyph {
        text::put(buffer, area, end + 1, glyph, if on_cursor { style } else { of_kind });
    }
    if let Item::Fold(group) = item {
        let is_open = model.groups.iter().any(|open| open.group == *group);
        text::put_right(buffer, area, if is_open { "-" } else { "+" }, style);
        return;
    }
    text::put_right(buffer, area, &count, style);
}
