//! The list of posts.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::theme::Theme;
use super::{cell, say, text};
use crate::news::post::Presence;
use crate::news::store::Entry;
use crate::news::wrap::Role;
use crate::reader::feed::FeedRow;
use crate::reader::folder_state::Watch;
use crate::reader::layout::Pane;
use crate::reader::message::Action;
use crate::reader::model::Model;

/// The column of the time, behind the marks of the selected post and of a time that is assumed.
const TIME: u16 = 2;
/// From so many columns a correspondent's surname stands at the right.
const SURNAMES_FROM: u16 = 40;
/// Most columns of the surname.
const SURNAME: usize = 12;

/// The title of the pane: the order, and the day of the first row where its rule is out of sight.
pub fn title(model: &Model, height: usize) -> String {
    let order = if model.feed.is_oldest_first() { "oldest first" } else { "newest first" };
    let day = match model.feed.rows(height.min(1), &model.clock).first() {
        Some(FeedRow::Post(entry, _)) => {
            entry.post.time.moment().map(|moment| model.clock.day(moment))
        }
        _ => None,
    };
    match day {
        Some(day) => format!(" Feed · {order} · {} ", model.clock.day_words(day)),
        None => format!(" Feed · {order} "),
    }
}

/// Answers where the selected post's time is.
pub fn view(model: &Model, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Position {
    if model.feed.is_empty() {
        say(&why_empty(model), theme.dim, area, buffer);
        return area.as_position();
    }
    let rows = model.feed.rows(usize::from(area.height), &model.clock);
    let selected = rows.iter().position(|row| matches!(row, FeedRow::Post(_, true)));
    for (at, row) in area.rows().zip(rows) {
        match row {
            FeedRow::Day(day) => {
                let words = day.map_or("no time".to_owned(), |day| model.clock.day_words(day));
                rule(&words, theme, theme.dim, at, buffer);
            }
            FeedRow::New(since) => {
                let words = format!("new since {}", model.clock.since(since));
                rule(&words, theme, theme.strong, at, buffer);
            }
            FeedRow::Post(entry, selected) => {
                let style = match (selected, model.focus == Pane::Feed) {
                    (true, true) => theme.cursor,
                    (true, false) => theme.selected,
                    (false, _) if !entry.is_present() || is_done_with(model, entry) => theme.dim,
                    (false, _) => theme.plain,
                };
                post(model, theme, entry, (selected, style), at, buffer);
            }
            FeedRow::Empty => {}
        }
    }
    cell(area, TIME, selected.unwrap_or_default())
}

/// Why there is nothing to list, and what can be done about it.
fn why_empty(model: &Model) -> String {
    let asks_for_unseen = model.feed.choice().only().is_some_and(|only| only.asks_for_unseen());
    let clear = |words| model.keys.hint(&[(&[Action::ClearFilter], words)]);
    let (why, how) = if model.folder.reading.is_some() {
        ("Reading the folder …", String::new())
    } else if asks_for_unseen && model.marks.unseen().next().is_none() {
        ("Nothing is unseen.", clear("lists all posts."))
    } else if !model.feed.lists_all() {
        ("No post passes the filter.", clear("clears it."))
    } else if model.folder.watch == Watch::Lost {
        ("The folder is not there. It is looked for every second.", String::new())
    } else {
        ("No posts yet. Drop a document into the folder.", String::new())
    };
    format!("{why} {how}").trim_end().to_owned()
}

/// Whether a post was seen since the unseen ones were asked for.
fn is_done_with(model: &Model, entry: &Entry) -> bool {
    let only_unseen = model.feed.choice().only().is_some_and(|only| only.asks_for_unseen());
    only_unseen && model.marks.is_seen(entry)
}

/// The glyph of a post that no longer stands.
fn presence(presence: Presence) -> Option<&'static str> {
    match presence {
        Presence::Present => None,
        Presence::Withdrawn => Some("×"),
        Presence::RolledOff => Some("↓"),
    }
}

fn rule(words: &str, theme: &Theme, style: Style, area: Rect, buffer: &mut Buffer) {
    let words = format!("── {words} ");
    let end = text::put(buffer, area, 0, &theme.fit(&words, area.width.into()), style);
    let rest = "─".repeat(usize::from(area.width.saturating_sub(end)));
    text::put(buffer, area, end, &rest, style);
}

/// `>~09:57 A•Headline …   Surname`; `> 09:57×A Headline …   withdrawn` for what no longer stands. The
/// dot is for what is unseen, `+` for what is bookmarked, and `±` for both.
fn post(
    model: &Model,
    theme: &Theme,
    entry: &Entry,
    (selected, style): (bool, Style),
    area: Rect,
    buffer: &mut Buffer,
) {
    let post = &entry.post;
    buffer.set_style(area, style);
    let shade = |other: Style| if selected { style } else { other };
    text::put(buffer, area, 0, if selected { ">" } else { " " }, style);
    let mark =
        if post.time.source().is_assumed() && post.time.moment().is_some() { "~" } else { " " };
    let time =
        post.time.moment().map_or("  –  ".to_owned(), |moment| model.clock.post_time(moment));
    let end = text::put(buffer, area, 1, &format!("{mark}{time}"), shade(theme.dim));
    if let Some(glyph) = presence(entry.presence) {
        text::put(buffer, area, end, glyph, style);
    }
    if let Some(kind) = post.kinds.iter().next() {
        let (glyph, of_kind) = theme.kind(kind);
        text::put(buffer, area, end + 1, glyph, shade(of_kind));
    } else if let Some(kind) = post.inferred.iter().next() {
        let (glyph, _) = theme.kind(kind);
        text::put(buffer, area, end + 1, &glyph.to_lowercase(), shade(theme.dim));
    }
    let seen = model.marks.is_seen(entry) || !entry.is_present();
    let mark = match (seen, model.marks.is_bookmarked(entry)) {
        (true, false) => " ",
        (false, false) => "•",
        (true, true) => "+",
        (false, true) => "±",
    };
    text::put(buffer, area, end + 2, mark, shade(theme.strong));
    let headline_at = end + 3;
    let mut room = area.width.saturating_sub(headline_at);
    let edited = model.edits.last(entry.id).map(|at| format!("edited {}", model.clock.time(at)));
    let right = match entry.presence.word().or(edited.as_deref()) {
        Some(word) => Some((word, style)),
        None => post.by.first().map(|by| (by.surname(), shade(theme.role(Role::Byline)))),
    };
    if let Some((word, style)) = right.filter(|_| area.width >= SURNAMES_FROM) {
        let word = theme.fit(word, SURNAME);
        text::put_right(buffer, area, &word, style);
        let columns = u16::try_from(text::width(&word)).unwrap_or_default();
        room = room.saturating_sub(columns + 1);
    }
    text::put(buffer, area, headline_at, &theme.fit(post.title(), usize::from(room)), style);
    if let Some(search) = &model.search {
        let title = Rect { width: area.width.min(headline_at + room), ..area };
        for bytes in search.pattern.find_in(post.title()) {
            text::mark(buffer, title, headline_at, post.title(), bytes, theme.found);
        }
    }
}
