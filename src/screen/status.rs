//! The bottom row: what is filtered by and what came, and the keys of the pane.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::theme::Theme;
use super::{Ask, asks, fill, key, text, typed};
use crate::news::filter::Filter;
use crate::news::query;
use crate::reader::folder_state::{counted, grouped};
use crate::reader::message::Action;
use crate::reader::model::{Model, Overlay};
use crate::reader::prompt::Purpose;

/// Hints over the panes.
const MOVE: (&[Action], &str) = (&[Action::PaneLeft, Action::PaneRight], "move");
const GO: (&[Action], &str) = (&[Action::Open], "go there");
const SCROLL: (&[Action], &str) = (&[Action::Down, Action::Up], "scroll");
const CLOSE: (&[Action], &str) = (&[Action::Back], "close");

/// Answers where the next character that is typed will stand, while a line is, and which words name keys.
pub fn view(
    model: &Model,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> (Option<Position>, Vec<Ask>) {
    fill(theme.plain, area, buffer);
    if let Some(prompt) = &model.prompt {
        let found = found(model).filter(|_| prompt.purpose == Purpose::Search);
        let message = prompt.wrong.clone().or(found).unwrap_or_default();
        return (Some(typed::view(prompt, &message, theme, area, buffer)), Vec::new());
    }
    let room = usize::from(area.width).saturating_sub(2);
    let [long, short] = left(model);
    // The words give way to the keys, which a newcomer needs.
    let left = if text::width(&long) * 2 <= room { long } else { short };
    let left = theme.fit(&left, room);
    let end = text::put(buffer, area, 1, &left, theme.strong);
    let room = usize::from(area.width.saturating_sub(end + 3));
    let hints = if matches!(model.overlay, Some(Overlay::Tempo(_))) {
        model.keys.hint(&[MOVE, GO, SCROLL, CLOSE])
    } else if model.overlay.is_some() {
        model.keys.hint(&[SCROLL, CLOSE])
    } else {
        model.keys.hints(model.focus, |line| text::width(line) <= room)
    };
    if text::width(&hints) <= room {
        text::put_right(buffer, area, &format!("{hints} "), theme.dim);
    }
    let named = [Action::Back, Action::ClearFilter, Action::CatchUp, Action::OldestUnseen];
    let named = named.into_iter().filter(|_| model.notice.is_none());
    let asks = named.filter_map(|action| asks(area, &left, &key(model, action), action));
    (None, asks.collect())
}

/// What is filtered by and what is unseen, in full and in short.
fn left(model: &Model) -> [String; 2] {
    let (mut long, mut short): (Vec<String>, Vec<String>) = filtering(model).into_iter().unzip();
    if let Some(notice) = &model.notice {
        long.push(notice.clone());
        short.push(notice.clone());
        return [long.join("  "), short.join("  ")];
    }
    let filter = model.feed.filter();
    if let Some(search) = &model.search {
        let words = format!("/{} {}", search.pattern.text(), found(model).unwrap_or_default());
        long.push(words.clone());
        short.push(words);
    }
    if !model.feed.lists_all() {
        let clear = key(model, Action::ClearFilter);
        long.push(format!("only {}{clear}", words(filter)));
        short.push(format!("filtered{clear}"));
    }
    if let Some(away) = model.away {
        let posts = counted(away.posts, "post", "posts");
        let (span, catch_up) = (model.clock.span(away.since), key(model, Action::CatchUp));
        long.push(format!("away {span}: {posts}{}{catch_up}", breaking(away.breaking)));
        short.push(format!("away: {posts}{catch_up}"));
        return [long.join("  "), short.join("  ")];
    }
    let tally = model.marks.tally();
    if tally.counts.all > 0 {
        let new = format!("{} new", grouped(tally.counts.all));
        let oldest = key(model, Action::OldestUnseen);
        long.push(format!("{new}{}{oldest}", breaking(tally.breaking)));
        short.push(format!("{new}{oldest}"));
    }
    if tally.outside > 0 {
        long.push(format!("{} outside the filter", grouped(tally.outside)));
    }
    [long.join("  "), short.join("  ")]
}

/// What is being found out for the feed, in full and in short: a filter, which can be given up, or what one
/// lets through of the posts that have come.
fn filtering(model: &Model) -> Option<(String, String)> {
    if let Some(pending) = &model.pending {
        let (by, leave) = (words(pending.choice.filter()), key(model, Action::Back));
        return Some((format!("filtering… {by}{leave}"), format!("filtering…{leave}")));
    }
    let is_behind = !model.feed.choice().knows(&model.snapshot);
    is_behind.then(|| ("filtering what has come…".to_owned(), "filtering…".to_owned()))
}

/// Which match the reader is at, and how many there are: `3/14`.
fn found(model: &Model) -> Option<String> {
    let search = model.search.as_ref()?;
    Some(match search.place(model.feed.selected_key()) {
        None => "…".to_owned(),
        Some((_, 0)) => "no match".to_owned(),
        Some((Some(at), of)) => format!("{}/{}", grouped(at), grouped(of)),
        Some((None, of)) => counted(of, "match", "matches"),
    })
}

/// A filter in a few words; a query's own words where it says more than the sidebar could.
fn words(filter: &Filter) -> String {
    if !filter.terms.is_empty() || filter.is.iter().any(|is| is.negated) {
        return query::write(filter);
    }
    let is = filter.is.iter().map(|is| is.sort.word().to_owned());
    let kinds = filter.kinds.iter().map(|kind| kind.word().to_owned());
    let groups = filter.groups.iter().map(|(_, who)| who);
    let people = filter.correspondents.iter().chain(groups).map(|who| who.words().to_string());
    is.chain(kinds).chain(people).collect::<Vec<_>>().join(", ")
}

fn breaking(count: usize) -> String {
    if count == 0 { String::new() } else { format!(", {} breaking", grouped(count)) }
}
