//! The tempo in large: a column for each interval, what broke, the cursor, and a row for each kind and
//! correspondent.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::overlay::{area_for, extent, frame};
use super::theme::Theme;
use super::{say, text};
use crate::news::post::Kind;
use crate::reader::chart::{Chart, Facet, LABEL, Rows};
use crate::reader::folder_state::{counted, grouped};
use crate::reader::message::Action;
use crate::reader::model::Model;

/// Answers where the interval of the cursor is told in words.
pub fn view(
    model: &Model,
    chart: &Chart,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let inside = area_for(area, u16::MAX, usize::MAX);
    let rows = Rows::of(usize::from(inside.height));
    let facets = chart.rows();
    let top = chart.top.min(facets.len().saturating_sub(rows.facets));
    let below = (0 < rows.facets && rows.facets < facets.len())
        .then(|| extent(&model.keys, top, top + rows.facets, facets.len()));
    let scale = chart.tempo.scale;
    let hints: [(&[Action], &str); 2] =
        [(&[Action::PaneLeft, Action::PaneRight], "move"), (&[Action::Open], "goes there")];
    let title = scale.map(|scale| {
        format!(" Tempo · per {} · all posts · {} ", scale.words, model.keys.hint(&hints))
    });
    frame(title.as_deref().unwrap_or(" Tempo "), below, theme, inside, buffer);
    let Some(at) = chart.cursor() else {
        say("No posts that have a time.", theme.plain, inside, buffer);
        return inside.as_position();
    };
    let bars = &chart.tempo.bars;
    let most = bars.iter().map(|bar| bar.posts).max().unwrap_or_default();
    let blank = |at: usize| " ".repeat(at);
    let height = u32::try_from(rows.columns).unwrap_or(1);
    let column = |row: u32| -> String {
        bars.iter().map(|bar| theme.glyphs.column_of(bar.posts, most, row, height)).collect()
    };
    let (_, of_breaking) = theme.kind(Kind::Breaking);
    let broke = bars.iter().map(|bar| if bar.breaking > 0 { 'B' } else { ' ' }).collect();
    let mut lines = vec![(heading(model, chart, at), String::new(), theme.strong)];
    for row in (0..height).rev() {
        let label =
            if row + 1 == height { format!("most {}", grouped_of(most)) } else { String::new() };
        lines.push((label, column(row), theme.plain));
    }
    lines.push(("breaking".to_owned(), broke, of_breaking));
    lines.push((String::new(), format!("{}^", blank(at)), theme.focused));
    lines.push((String::new(), ends(model, chart), theme.dim));
    let most = facets.iter().flat_map(|row| row.bars).copied().max().unwrap_or_default();
    let first = lines.len();
    let shown = facets.iter().skip(top).take(rows.facets);
    lines.extend(shown.map(|row| {
        let label = match row.facet {
            Facet::Kind(kind) => kind.word().to_owned(),
            Facet::Correspondent(name) => name.to_string(),
        };
        let line = row.bars.iter().map(|bar| theme.glyphs.bar_of(*bar, most)).collect();
        (label, line, theme.plain)
    }));
    let totals = facets.iter().skip(top).map(|row| grouped_of(row.posts));
    for (row, (label, line, style)) in inside.rows().zip(&lines) {
        let label_style = if *style == theme.plain { theme.dim } else { *style };
        let room = if line.is_empty() { inside.width } else { LABEL };
        text::put(buffer, row, 0, &theme.fit(label, room.into()), label_style);
        text::put(buffer, row, LABEL + 1, line, *style);
    }
    for (row, total) in inside.rows().skip(first).take(rows.facets).zip(totals) {
        text::put_right(buffer, row, &total, theme.dim);
    }
    inside.as_position()
}

/// `Mon 2 June 10:30 to 11:00 · 12 posts, 1 breaking`.
fn heading(model: &Model, chart: &Chart, at: usize) -> String {
    let bar = chart.tempo.bars.get(at).copied().unwrap_or_default();
    let extent = chart.extent(at).map(|(from, to)| {
        let day = |instant| model.clock.zone().to_datetime(instant).date();
        let (from, to) = if day(from) == day(to) {
            (
                format!("{} {}", model.clock.day_words(day(from)), model.clock.time(from)),
                model.clock.time(to),
            )
        } else {
            (model.clock.since(from), model.clock.since(to))
        };
        format!("{from} to {to}")
    });
    let posts = counted(bar.posts as usize, "post", "posts");
    let breaking = match bar.breaking {
        0 => String::new(),
        count => format!(", {} breaking", grouped_of(count)),
    };
    format!("{} · {posts}{breaking}", extent.unwrap_or_default())
}

/// The first day below the first column, and the last below the last.
fn ends(model: &Model, chart: &Chart) -> String {
    let count = chart.tempo.bars.len();
    let begin = |at: usize| chart.extent(at).map(|(from, _)| model.clock.since(from));
    let (first, last) = (begin(0).unwrap_or_default(), begin(count.saturating_sub(1)));
    let room = count.saturating_sub(text::width(&first));
    match last.filter(|last| text::width(last) < room) {
        Some(last) => format!("{first}{last:>room$}"),
        None => first,
    }
}

fn grouped_of(count: u32) -> String {
    grouped(usize::try_from(count).unwrap_or(usize::MAX))
}
