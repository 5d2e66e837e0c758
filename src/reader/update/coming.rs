//! What comes: a new snapshot, and everything in line with it.

use std::sync::Arc;

use super::anew::begin_again;
use super::filtering::{join_spellings, recount};
use super::moving::to_newest;
use super::over::{intervals, scroll_over};
use super::{BARS, show_selected};
use crate::news::store::{Change, Snapshot};
use crate::reader::folder_state::FolderState;
use crate::reader::message::Effect;
use crate::reader::model::{Follow, Model, Overlay};

pub fn publish(model: &mut Model, snapshot: &Arc<Snapshot>, folder: FolderState) -> Option<Effect> {
    model.folder = folder;
    let breaking = !Arc::ptr_eq(&model.snapshot, snapshot) && advance(model, snapshot);
    if model.folder.reading.is_none() && !model.marks.has_begun() {
        begin(model);
    }
    breaking.then_some(Effect::Ring)
}

/// All that was there at first has been read.
fn begin(model: &mut Model) {
    if let Some(recall) = model.recall.take() {
        return begin_again(model, &recall);
    }
    model.away = model.marks.begin(model.clock.now, &model.snapshot);
    model.feed.set_new_since(model.away.map(|away| away.since));
}

/// Brings everything in line with a new snapshot, and answers whether a breaking post has come.
fn advance(model: &mut Model, snapshot: &Arc<Snapshot>) -> bool {
    let old = std::mem::replace(&mut model.snapshot, Arc::clone(snapshot));
    // Found once for all who want to know: to look for them is what costs.
    let changes: Vec<Change> = snapshot.changes_since(&old).collect();
    model.edits.advance(&changes, model.clock.now);
    for query in &mut model.queries {
        query.advance(&changes, &old, snapshot);
    }
    // What fills a folder at first comes as it comes.
    let frozen = matches!(model.follow, Follow::Held(_)) && model.marks.has_begun();
    if frozen {
        model.feed.freeze(old.newest_id(), snapshot.newest_id());
    }
    // The feed finds out what is listed; all others go by it.
    let was_behind = !model.feed.choice().knows(&old);
    if let Follow::Held(arrived) = &mut model.follow {
        model.feed.count_gone(arrived, &changes);
        model.feed.advance(snapshot);
        model.feed.count_come(arrived, &changes);
    } else {
        model.feed.advance(snapshot);
    }
    for open in &mut model.groups {
        open.advance(&changes, model.feed.choice());
    }
    let caught = match model.overlay {
        Some(Overlay::CatchUp(cursor)) => model.marks.catch_up().into_iter().nth(cursor),
        _ => None,
    };
    let breaking = model.marks.advance(&changes, old.newest_id(), model.feed.choice());
    if let (Some(caught), Some(Overlay::CatchUp(cursor))) = (caught, &mut model.overlay) {
        let place = model.marks.catch_up().iter().position(|key| *key == caught);
        *cursor = place.unwrap_or(*cursor);
    }
    if was_behind && model.feed.choice().knows(snapshot) {
        // What it knows now of earlier changes is none of these.
        recount(model);
    }
    if frozen {
        model.sidebar.put_off();
    } else {
        model.sidebar.advance(&model.snapshot, &model.groups);
        join_spellings(model);
    }
    if let Some(list) = model.search.as_mut().and_then(|search| search.found.as_mut()) {
        list.advance(&model.snapshot);
    }
    model.tempo.advance(&model.snapshot, &changes, BARS);
    if let Some(Overlay::Tempo(chart)) = &mut model.overlay {
        chart.advance(&model.snapshot, &changes, intervals(model.size));
    }
    stay_or_follow(model);
    scroll_over(model, 0);
    breaking
}

/// Goes to the newest post where the feed is live. A held feed that was empty begins with the newest. One
/// that is empty now remembers its post: its folder may come back.
pub fn stay_or_follow(model: &mut Model) {
    let begins = model.feed.selected().is_none() && !model.feed.is_empty();
    if model.follow == Follow::Live || begins {
        to_newest(model);
    }
    show_selected(model);
}
