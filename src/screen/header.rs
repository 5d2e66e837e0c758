//! The top row: what is read, how much of it, live or held, the time, the folder's state.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::Theme;
use super::{Ask, asks, key, text};
use crate::news::when::Zones;
use crate::reader::folder_state::{Watch, grouped};
use crate::reader::message::Action;
use crate::reader::model::{Follow, Model};

/// Answers which words name a key.
pub fn view(model: &Model, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Ask> {
    buffer.set_style(area, theme.bar);
    let room = usize::from(area.width);
    let right = fitting(&right(model), room, "  ");
    let right = format!("{right} ");
    let left_room = room.saturating_sub(text::width(&right) + 2);
    let left = fitting(&left(model), left_room, "  ");
    text::put(buffer, area, 1, &left, theme.bar);
    let style = if model.folder.watch == Watch::Lost { theme.banner } else { theme.bar };
    text::put_right(buffer, area, &right, style);
    asks(area, &left, &key(model, Action::Problems), Action::Problems)
}

/// The parts of the left side, most important first, each with its place in the row.
fn left(model: &Model) -> Vec<(u8, String)> {
    let (all, shown) = (model.snapshot.counts().all, model.feed.counts().all);
    let plural = if all == 1 { "post" } else { "posts" };
    let posts = if model.feed.lists_all() {
        format!("{} {plural}", grouped(all))
    } else {
        format!("{} of {} {plural}", grouped(shown), grouped(all))
    };
    let mut parts = vec![(2, posts)];
    match model.snapshot.problem_count() {
        0 => {}
        1 => parts.push((3, format!("1 problem{}", key(model, Action::Problems)))),
        count => {
            let key = key(model, Action::Problems);
            parts.push((3, format!("{} problems{key}", grouped(count))));
        }
    }
    parts.push((1, model.title.clone()));
    parts.push((0, "dateline".to_owned()));
    parts
}

/// Whether the feed is live or held, and what has come since.
pub fn follow(model: &Model) -> String {
    match model.follow {
        Follow::Live => "LIVE".to_owned(),
        Follow::Held(arrived) if arrived.inside == 0 => "HELD".to_owned(),
        Follow::Held(arrived) => format!("HELD +{}", grouped(arrived.inside)),
    }
}

fn right(model: &Model) -> Vec<(u8, String)> {
    let now = model.clock.now;
    let mut parts = vec![(0, follow(model))];
    let state = (2, model.folder.words());
    let printed = if model.clock.zones == Zones::Printed { ", posts as printed" } else { "" };
    let time = format!("{} {}{printed}", model.clock.time(now), model.clock.zone_name());
    let time = (1, time);
    if model.folder.watch == Watch::Lost {
        parts.extend([state, time]);
    } else {
        parts.extend([time, state]);
    }
    if let Some(words) = model.folder.last_change(&model.clock) {
        parts.push((3, words));
    }
    parts
}

/// As many parts as fit, in the order of their places.
fn fitting(parts: &[(u8, String)], room: usize, gap: &str) -> String {
    let mut taken: Vec<&(u8, String)> = Vec::new();
    let mut columns = 0;
    for part in parts {
        let more = text::width(&part.1) + if taken.is_empty() { 0 } else { gap.len() };
        if columns + more <= room {
            columns += more;
            taken.push(part);
        }
    }
    taken.sort_by_key(|part| part.0);
    taken.iter().map(|part| part.1.as_str()).collect::<Vec<_>>().join(gap)
}
