//! The same reader before other documents, or before the same read in another way.

use super::filtering::set_filter;
use super::marking::go_to;
use super::moving::hold;
use crate::news::when::Clock;
use crate::reader::folder_state::FolderState;
use crate::reader::groups::Groups;
use crate::reader::layout::Pane;
use crate::reader::marks::Kept;
use crate::reader::model::{Follow, Model};
use crate::reader::recall::Recall;
use crate::reader::undo::Undo;

/// A session that has seen nothing yet, of a reader who had another one before other documents. What is `kept` is what
/// is known of the reader there.
#[must_use]
pub fn go_elsewhere(
    before: Model,
    title: String,
    clock: Clock,
    folder: FolderState,
    kept: Kept,
) -> Model {
    Model {
        keys: before.keys,
        focus: before.focus,
        opens_links: before.opens_links,
        mouse: before.mouse,
        mouse_by_config: before.mouse_by_config,
        notice: before.notice,
        ..Model::new(title, before.size, clock, folder, kept)
    }
}

/// A session that has seen nothing yet, of a reader who had another one before the same documents: all is as it was,
/// but for what has to do with versions of posts, which are gone.
#[must_use]
pub fn read_again(mut before: Model, clock: Clock, folder: FolderState) -> Model {
    let mut filter = before.asked().clone();
    // What posts are to the reader is not known before they are read.
    filter.is.clear();
    // One that had not read all has nothing to tell; the one before it may have.
    let recall = if before.marks.has_begun() {
        let is_held = |_: &&_| matches!(before.follow, Follow::Held(_));
        let held = before.feed.selected().filter(is_held);
        Some(Recall::of(&before.marks, &before.snapshot, held))
    } else {
        before.recall.take()
    };
    let clock = Clock { zones: before.clock.zones, ..clock };
    let (title, marks) = (std::mem::take(&mut before.title), std::mem::take(&mut before.marks));
    let (oldest_first, by_name) = (before.feed.is_oldest_first(), before.sidebar.is_by_name());
    let unfolded: Vec<_> = before.groups.iter().map(|groups| groups.group).collect();
    let model = go_elsewhere(before, title, clock, folder, Kept::default());
    let mut model = Model { marks: marks.anew(), recall, ..model };
    if !filter.is_empty() {
        set_filter(&mut model, filter);
        model.undo = Undo::default();
    }
    if oldest_first {
        let height = model.height(Pane::Feed);
        model.feed.turn(height, &model.clock);
    }
    let groups = |group| Groups::of(group, model.feed.choice(), &model.snapshot);
    model.groups = unfolded.into_iter().map(groups).collect();
    if by_name {
        model.sidebar.turn(&model.snapshot, &model.groups);
    }
    model
}

/// The documents have been read again. The reader is where they were.
pub fn begin_again(model: &mut Model, recall: &Recall) {
    model.marks.begin_again(model.clock.now, &model.snapshot, recall);
    let key = recall.held_at(&model.snapshot).filter(|key| model.feed.lists(key)).cloned();
    if key.is_some() {
        go_to(model, key);
        hold(model);
    }
}
