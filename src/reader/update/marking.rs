//! Going to what is unseen or matters, noting what has been seen, and undoing.

use std::sync::Arc;

use super::filtering::{choose, give_up_pending};
use super::moving::{hold, moved};
use crate::news::post::{Kind, Kinds};
use crate::news::store::{Entry, FeedKey, PostId, Snapshot};
use crate::reader::choice::Choice;
use crate::reader::folder_state::counted;
use crate::reader::layout::Pane;
use crate::reader::marks::Mark;
use crate::reader::model::Model;
use crate::reader::undo::Step;

/// Goes to a post, if there is one and it is listed.
pub fn go_to(model: &mut Model, key: Option<FeedKey>) {
    let Some(key) = key else { return };
    // Where the sidebar hides the feed, it gives way.
    if model.focus == Pane::Sidebar && model.panes().is_some_and(|panes| panes.feed.is_none()) {
        model.focus = Pane::Feed;
    }
    let height = model.height(Pane::Feed);
    model.feed.select(&key, height, &model.clock);
    moved(model);
}

pub fn go_to_unseen(model: &mut Model, later: bool) {
    let from = model.feed.selected_key();
    let key = from.and_then(|key| model.marks.beside(key, later)).cloned();
    go_to(model, key);
}

/// Goes to the next breaking post or summary, the next later one or the next earlier.
pub fn go_to_notable(model: &mut Model, later: bool) {
    let notable: Kinds = [Kind::Breaking, Kind::Summary].into_iter().collect();
    let is_notable = |entry: &Entry| entry.facets.kinds.intersects(notable);
    let from = model.feed.selected_key();
    let key = from.and_then(|key| model.feed.find(key, later, is_notable)).cloned();
    go_to(model, key);
}

/// Notes something of the selected post, which can be undone.
pub fn turn_mark(model: &mut Model, turn: impl Fn(Mark, bool) -> Mark) {
    let snapshot = Arc::clone(&model.snapshot);
    let Some((key, entry)) = selected(model, &snapshot) else { return };
    let (before, seen) = (model.marks.mark(entry.identity), model.marks.is_seen(entry));
    model.undo.remember(Step::Marks(vec![(entry.id, before)]));
    model.marks.put(&key, entry, turn(before, seen));
    hold(model);
}

/// Notes of all listed posts that they have been seen.
pub fn see_all(model: &mut Model) {
    let mut before = Vec::new();
    for (key, entry) in model.marks.listed() {
        // Nobody has seen that it is there.
        if model.feed.hides(&entry) {
            continue;
        }
        let mark = model.marks.mark(entry.identity);
        before.push((entry.id, mark));
        model.marks.put(&key, &entry, Mark { seen: Some(true), ..mark });
    }
    if !before.is_empty() {
        model.undo.remember(Step::Marks(before));
    }
}

/// Notes of the selected post that it has been seen. Nobody asked for that, so it is not undone.
pub fn see_selected(model: &mut Model) {
    let snapshot = Arc::clone(&model.snapshot);
    if let Some((key, entry)) = selected(model, &snapshot) {
        let mark = model.marks.mark(entry.identity);
        model.marks.put(&key, entry, Mark { seen: Some(true), ..mark });
    }
}

/// The selected post as it is now: a feed that is behind may show what it was.
fn selected<'a>(model: &Model, snapshot: &'a Snapshot) -> Option<(FeedKey, &'a Entry)> {
    let key = snapshot.key(model.feed.selected()?.id)?;
    let entry = snapshot.posts().get(&key)?;
    Some((key, entry))
}

/// Takes back the last step; or gives up the filter that is still to be tried, where that was asked for later.
pub fn undo(model: &mut Model) {
    let pending = model.pending.as_ref();
    if pending.is_some_and(|pending| !model.undo.has_since(pending.depth)) {
        give_up_pending(model);
        return;
    }
    match model.undo.take() {
        None => model.notice = Some("nothing to undo".to_owned()),
        Some(Step::Filter(filter, only, spot)) => {
            model.notice = Some("undone: the filter".to_owned());
            choose(model, Choice::new(filter, only), Some(spot));
        }
        Some(Step::Marks(marks)) => {
            let entry =
                |(id, _): &(PostId, Mark)| model.snapshot.posts().get(&model.snapshot.key(*id)?);
            let what = match &*marks {
                [one] => entry(one).map_or("a post", |entry| entry.post.title()).to_owned(),
                marks => counted(marks.len(), "post", "posts"),
            };
            model.notice = Some(format!("undone: what was noted of {what}"));
            for (id, mark) in marks {
                let Some(key) = model.snapshot.key(id) else { continue };
                if let Some(entry) = model.snapshot.posts().get(&key) {
                    model.marks.put(&key, entry, mark);
                }
            }
        }
    }
}
