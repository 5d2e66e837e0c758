//! Searching while a line is typed, and going from match to match.

use super::marking::go_to;
use super::moving::{hold, moved, to_newest};
use super::show_selected;
use crate::news::pattern::Pattern;
use crate::news::store::{Entry, FeedKey};
use crate::reader::layout::Pane;
use crate::reader::list::List;
use crate::reader::message::Action;
use crate::reader::model::{Follow, Model};
use crate::reader::prompt::{Prompt, Purpose};
use crate::reader::search::{Origin, Search};

/// Posts that are looked at in a key's own frame: a millisecond or two of them.
const AT_ONCE: usize = 5_000;
/// And so many for a regular expression, which may take a hundred times as long.
const AT_ONCE_BY_EXPRESSION: usize = 200;

/// Whoever goes on is not taken to a match any more.
pub fn go_on(model: &mut Model) {
    if let Some(search) = &mut model.search {
        search.pending = false;
    }
}

/// Begins to type a search.
pub fn begin_search(model: &mut Model) {
    model.prompt = Some(Prompt::new(Purpose::Search, String::new()));
    let (spot, follow) = (model.feed.spot(), model.follow);
    let (reading, search) = (model.reading.clone(), model.search.take());
    model.origin = Some(Origin { spot, reading, follow, search });
}

/// Looks for what is typed so far, from where the reader was on.
pub fn search_as_typed(model: &mut Model) {
    let Some(prompt) = &mut model.prompt else { return };
    model.search = None;
    if prompt.text.trim().is_empty() {
        return to_origin(model);
    }
    match Pattern::parse(&prompt.text) {
        Err(wrong) => prompt.wrong = Some(wrong),
        Ok(pattern) => {
            model.searches += 1;
            model.search = Some(Search::new(pattern, model.searches));
            to_origin(model);
            let key = first_at_once(model);
            arrive(model, key);
        }
    }
}

/// Leaves the search, and goes back to where the reader was.
pub fn cancel_search(model: &mut Model) {
    model.search = None;
    to_origin(model);
    model.origin = None;
    if model.follow == Follow::Live {
        to_newest(model);
        show_selected(model);
    }
}

/// Stays at the match. Where nothing was typed, what was looked for before is looked for again.
pub fn accept_search(model: &mut Model) {
    if model.search.is_none() {
        let before = model.origin.as_mut().and_then(|origin| origin.search.take());
        cancel_search(model);
        if before.is_some() {
            model.search = before;
            next_match(model, true);
        }
        return;
    }
    model.origin = None;
    model.attended = model.feed.selected().map(|entry| entry.id);
}

/// Takes what a search has found.
pub fn take_found(model: &mut Model, number: u64, mut list: List) {
    list.advance(&model.snapshot);
    let oldest_first = model.feed.is_oldest_first();
    let Some(search) = model.search.as_mut().filter(|search| search.number == number) else {
        return;
    };
    let key = model.feed.selected_key().filter(|_| search.pending).and_then(|key| {
        let on = if oldest_first { list.before(key) } else { list.at_or_after(key) };
        let end = || if oldest_first { list.last() } else { list.first() };
        on.or_else(end).map(|(key, _)| key.clone())
    });
    search.found = Some(list);
    search.pending = false;
    arrive(model, key);
}

/// Goes to the next match down the screen, or up, and on from the other end: in the reading pane from place to
/// place, else from post to post.
pub fn next_match(model: &mut Model, down: bool) {
    let wanted = if down { Wanted::Below } else { Wanted::Above };
    if model.focus == Pane::Reading && show_match(model, wanted) {
        return;
    }
    let Some(search) = &model.search else {
        let how = model.keys.hint(&[(&[Action::Search], "searches")]);
        let how = if how.is_empty() { how } else { format!(": {how}") };
        model.notice = Some(format!("nothing is searched for{how}"));
        return;
    };
    let Some(from) = model.feed.selected_key() else { return };
    let later = down == model.feed.is_oldest_first();
    let (key, around) = if let Some(list) = &search.found {
        let next = if later { list.before(from) } else { list.after(from) };
        let end = if later { list.last() } else { list.first() };
        let around = next.is_none() && end.is_some();
        (next.or(end).map(|(key, _)| key.clone()), around)
    } else {
        let accepts = |entry: &_| is_match(search, entry);
        (model.feed.look(from, down, at_once(search), accepts).cloned(), false)
    };
    if around {
        let end = if down { "top" } else { "bottom" };
        model.notice = Some(format!("/{}: on from the {end}", search.pattern.text()));
    }
    go_to(model, key);
    // Who comes from below comes to the last first.
    let is_last = !down && model.focus == Pane::Reading;
    show_match(model, if is_last { Wanted::Last } else { Wanted::InSight });
}

/// Which match of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// One that is in sight, or else the first.
    InSight,
    /// The first below what is in sight.
    Below,
    /// The last above it.
    Above,
    /// The last of all.
    Last,
}

/// Brings a match of the selected post into sight, and answers whether there is such a one.
fn show_match(model: &mut Model, wanted: Wanted) -> bool {
    let Some(search) = &model.search else { return false };
    let height = model.height(Pane::Reading);
    let in_sight = model.reading.top()..model.reading.top() + height;
    let found = search.in_rows(model.reading.rows());
    let mut rows = found.iter().map(|(row, _)| *row);
    let row = match wanted {
        Wanted::InSight => rows.clone().find(|row| in_sight.contains(row)).or(rows.next()),
        Wanted::Below => rows.find(|row| *row >= in_sight.end),
        Wanted::Above => rows.rev().find(|row| *row < in_sight.start),
        Wanted::Last => rows.next_back(),
    };
    let Some(row) = row else { return false };
    if model.reading.bring_into_sight(row, height) {
        hold(model);
    }
    true
}

fn at_once(search: &Search) -> usize {
    if search.pattern.is_plain() { AT_ONCE } else { AT_ONCE_BY_EXPRESSION }
}

fn is_match(search: &Search, entry: &Entry) -> bool {
    search.pattern.is_in_post(&entry.post)
}

/// The selected post, where it has what is looked for, or the first one down the screen that does.
fn first_at_once(model: &Model) -> Option<FeedKey> {
    let (search, from) = (model.search.as_ref()?, model.feed.selected_key()?);
    let accepts = |entry: &_| is_match(search, entry);
    if model.feed.selected().is_some_and(accepts) {
        return Some(from.clone());
    }
    model.feed.look(from, true, at_once(search), accepts).cloned()
}

/// Takes the reader to the first match, once.
fn arrive(model: &mut Model, key: Option<FeedKey>) {
    let (Some(search), Some(key)) = (&mut model.search, key) else { return };
    search.pending = false;
    if model.feed.selected_key() != Some(&key) {
        go_to(model, Some(key));
    }
    show_match(model, Wanted::InSight);
}

fn to_origin(model: &mut Model) {
    let Some(origin) = model.origin.clone() else { return };
    let height = model.height(Pane::Feed);
    model.feed.go_back(&origin.spot, height, &model.clock);
    model.reading = origin.reading;
    moved(model);
    model.follow = match origin.follow {
        Follow::Live => Follow::Live,
        Follow::Held(before) => {
            Follow::Held(model.feed.arrived_since(before.since, &model.snapshot))
        }
    };
    show_selected(model);
}
