//! Going through the posts and from pane to pane, and whether the feed is held by that.

use super::marking::see_selected;
use super::show_selected;
use crate::reader::feed::Arrived;
use crate::reader::layout::Pane;
use crate::reader::model::{Follow, Model};

/// Moves or scrolls by single steps in the pane that has the focus.
pub fn travel(model: &mut Model, steps: isize) {
    match model.focus {
        Pane::Sidebar => model.sidebar.step(steps),
        Pane::Reading => scroll(model, steps),
        Pane::Feed => {
            let height = model.height(Pane::Feed);
            model.feed.step(steps, height, &model.clock);
            moved(model);
        }
    }
}

pub fn travel_page(model: &mut Model, steps: isize) {
    match model.focus {
        Pane::Sidebar => model.sidebar.step(steps),
        Pane::Reading => scroll(model, steps),
        Pane::Feed => {
            let height = model.height(Pane::Feed);
            model.feed.page(steps, height, &model.clock);
            moved(model);
        }
    }
}

pub fn travel_to_end(model: &mut Model, to_top: bool) {
    match model.focus {
        Pane::Sidebar => model.sidebar.jump(to_top),
        Pane::Reading => scroll(model, if to_top { isize::MIN } else { isize::MAX }),
        Pane::Feed => {
            let height = model.height(Pane::Feed);
            model.feed.jump(to_top, height, &model.clock);
            moved(model);
        }
    }
}

pub fn scroll(model: &mut Model, rows: isize) {
    let height = model.height(Pane::Reading);
    if model.reading.scroll(rows, height) {
        hold(model);
        if model.reading.is_at_end(height) {
            see_selected(model);
        }
    }
}

/// The reader moved the selection: on the newest post the feed is live, elsewhere it is held.
pub fn moved(model: &mut Model) {
    if model.feed.is_at_newest() {
        model.follow = Follow::Live;
    } else {
        hold(model);
    }
    show_selected(model);
}

pub fn hold(model: &mut Model) {
    if model.follow == Follow::Live {
        let since = model.snapshot.newest_id();
        model.follow = Follow::Held(Arrived { since, ..Arrived::default() });
    }
}

pub fn to_newest(model: &mut Model) {
    let height = model.height(Pane::Feed);
    model.feed.jump_to_newest(height, &model.clock);
}

pub fn focus(model: &mut Model, pane: Pane) {
    model.focus = pane;
    hold_what_fills_the_screen(model);
    // The panes may have another width now.
    show_selected(model);
}

/// Goes to the pane on one side, if there is one.
pub fn beside(model: &mut Model, right: bool) {
    let edge = if right { Pane::Reading } else { Pane::Sidebar };
    if model.focus != edge {
        focus(model, next_pane(model.focus, right));
    }
}

/// A post that fills the screen is being read: it stays.
pub fn hold_what_fills_the_screen(model: &mut Model) {
    if model.focus == Pane::Reading && model.panes().is_some_and(|panes| panes.feed.is_none()) {
        hold(model);
    }
}

pub fn next_pane(pane: Pane, forward: bool) -> Pane {
    match (pane, forward) {
        (Pane::Sidebar, true) | (Pane::Reading, false) => Pane::Feed,
        (Pane::Feed, true) | (Pane::Sidebar, false) => Pane::Reading,
        (Pane::Reading, true) | (Pane::Feed, false) => Pane::Sidebar,
    }
}
