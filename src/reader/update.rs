//! A message in, the whole model out, and perhaps an effect for the world.

use std::sync::Arc;

use super::feed::Arrived;
use super::folder_state::FolderState;
use super::keymap;
use super::layout::{Pane, Size, inside_box};
use super::message::{Action, Effect, Message};
use super::model::{Follow, Model, Overlay};
use super::problems::Problems;
use super::sidebar::Item;
use crate::news::filter::Filter;
use crate::news::store::Snapshot;

/// Applies a message.
pub fn update(model: &mut Model, message: Message) -> Option<Effect> {
    match message {
        Message::Key(key) => {
            let action = keymap::lookup(model.focus, key)?;
            if model.overlay.is_some() { in_overlay(model, action) } else { act(model, action) }
        }
        Message::Resize(size) => {
            resize(model, size);
            None
        }
        Message::Published(snapshot, folder) => {
            publish(model, snapshot, folder);
            None
        }
        Message::Tick(now) => {
            model.clock.now = now;
            show_selected(model);
            None
        }
    }
}

fn publish(model: &mut Model, snapshot: Arc<Snapshot>, folder: FolderState) {
    model.folder = folder;
    if Arc::ptr_eq(&model.snapshot, &snapshot) {
        return;
    }
    let old = std::mem::replace(&mut model.snapshot, snapshot);
    model.feed.advance(&model.snapshot);
    model.sidebar.advance(&model.snapshot);
    match &mut model.follow {
        Follow::Live => to_newest(model),
        Follow::Held(arrived) => {
            model.feed.count_arrived(arrived, &old, &model.snapshot);
            // A held feed that was empty begins with the newest. One that is empty now remembers its
            // post: its folder may come back.
            if model.feed.selected().is_none() && !model.feed.is_empty() {
                to_newest(model);
            }
        }
    }
    show_selected(model);
}

fn resize(model: &mut Model, size: Size) {
    model.size = size;
    hold_what_fills_the_screen(model);
    let height = model.height(Pane::Feed);
    model.feed.resize(height);
    if model.follow == Follow::Live {
        to_newest(model);
    }
    show_selected(model);
}

/// A key while something is shown over the panes.
fn in_overlay(model: &mut Model, action: Action) -> Option<Effect> {
    let overlay = model.overlay.as_mut()?;
    let inside = inside_box(model.size, u16::MAX, usize::MAX);
    let page = usize::from(inside.rows).max(1);
    let signed = isize::try_from(page).unwrap_or(1);
    let steps = match action {
        Action::Down => 1,
        Action::Up => -1,
        Action::PageDown | Action::HalfDown | Action::Toggle => signed,
        Action::PageUp | Action::HalfUp => -signed,
        Action::First => isize::MIN,
        Action::Last => isize::MAX,
        Action::Redraw => return Some(Effect::Redraw),
        Action::Rescan => return Some(Effect::Rescan),
        Action::Suspend => return Some(Effect::Suspend),
        Action::Quit => return Some(Effect::Quit),
        Action::Help | Action::Problems => {
            toggle_overlay(model, action);
            return None;
        }
        Action::Back | Action::BackOrQuit | Action::Open => {
            model.overlay = None;
            return None;
        }
        _ => return None,
    };
    match overlay {
        Overlay::Help(top) => {
            let last = keymap::help().len().saturating_sub(page);
            *top = top.saturating_add_signed(steps).min(last);
        }
        Overlay::Problems(problems) => {
            problems.scroll(steps, &model.snapshot, usize::from(inside.columns), page);
        }
    }
    None
}

/// Shows the help or the problems, or what is below where they are shown already.
fn toggle_overlay(model: &mut Model, action: Action) {
    model.overlay = match (action, &model.overlay) {
        (Action::Help, Some(Overlay::Help(_))) | (Action::Problems, Some(Overlay::Problems(_))) => {
            None
        }
        (Action::Problems, _) => Some(Overlay::Problems(Problems::default())),
        _ => Some(Overlay::Help(0)),
    };
}

fn act(model: &mut Model, action: Action) -> Option<Effect> {
    let page = isize::try_from(model.height(model.focus)).unwrap_or(1).max(2);
    match action {
        Action::Down => travel(model, 1),
        Action::Up => travel(model, -1),
        Action::HalfDown => travel_page(model, page / 2),
        Action::HalfUp => travel_page(model, -page / 2),
        // A row of the old page stays in sight.
        Action::PageDown => travel_page(model, page - 1),
        Action::PageUp => travel_page(model, 1 - page),
        Action::First => travel_to_end(model, true),
        Action::Last => travel_to_end(model, false),
        Action::NextPane => focus(model, next_pane(model.focus, true)),
        Action::PreviousPane => focus(model, next_pane(model.focus, false)),
        Action::PaneLeft => beside(model, false),
        Action::PaneRight => beside(model, true),
        Action::Open if model.feed.is_empty() => {}
        Action::Open => {
            hold(model);
            focus(model, Pane::Reading);
        }
        Action::Quit => return Some(Effect::Quit),
        Action::BackOrQuit if model.focus == Pane::Feed => return Some(Effect::Quit),
        Action::Back | Action::BackOrQuit => focus(model, Pane::Feed),
        Action::ScrollDown => scroll(model, 1),
        Action::ScrollUp => scroll(model, -1),
        Action::Follow => {
            model.follow = Follow::Live;
            to_newest(model);
            show_selected(model);
        }
        Action::Sort => {
            let height = model.height(Pane::Feed);
            model.feed.turn(height, &model.clock);
        }
        Action::Sidebar if model.focus == Pane::Sidebar => focus(model, Pane::Feed),
        Action::Sidebar => focus(model, Pane::Sidebar),
        Action::Toggle => toggle(model),
        Action::Kind(kind) => {
            let mut filter = model.feed.filter().clone();
            filter.kinds.toggle(kind);
            set_filter(model, filter);
        }
        Action::ClearFilter => set_filter(model, Filter::default()),
        Action::Help | Action::Problems => toggle_overlay(model, action),
        Action::Redraw => return Some(Effect::Redraw),
        Action::Rescan => return Some(Effect::Rescan),
        Action::Suspend => return Some(Effect::Suspend),
    }
    None
}

/// Moves or scrolls by single steps in the pane that has the focus.
fn travel(model: &mut Model, steps: isize) {
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

fn travel_page(model: &mut Model, steps: isize) {
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

fn travel_to_end(model: &mut Model, to_top: bool) {
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

/// The reader moved the selection: on the newest post the feed is live, elsewhere it is held.
fn moved(model: &mut Model) {
    if model.feed.is_at_newest() {
        model.follow = Follow::Live;
    } else {
        hold(model);
    }
    show_selected(model);
}

fn scroll(model: &mut Model, rows: isize) {
    let height = model.height(Pane::Reading);
    if model.reading.scroll(rows, height) {
        hold(model);
    }
}

fn hold(model: &mut Model) {
    if model.follow == Follow::Live {
        let since = model.snapshot.newest_id();
        model.follow = Follow::Held(Arrived { since, ..Arrived::default() });
    }
}

fn to_newest(model: &mut Model) {
    let height = model.height(Pane::Feed);
    model.feed.jump_to_newest(height, &model.clock);
}

fn focus(model: &mut Model, pane: Pane) {
    model.focus = pane;
    hold_what_fills_the_screen(model);
    // The panes may have another width now.
    show_selected(model);
}

/// Goes to the pane on one side, if there is one.
fn beside(model: &mut Model, right: bool) {
    let edge = if right { Pane::Reading } else { Pane::Sidebar };
    if model.focus != edge {
        focus(model, next_pane(model.focus, right));
    }
}

/// A post that fills the screen is being read: it stays.
fn hold_what_fills_the_screen(model: &mut Model) {
    if model.focus == Pane::Reading && model.panes().is_some_and(|panes| panes.feed.is_none()) {
        hold(model);
    }
}

fn next_pane(pane: Pane, forward: bool) -> Pane {
    match (pane, forward) {
        (Pane::Sidebar, true) | (Pane::Reading, false) => Pane::Feed,
        (Pane::Feed, true) | (Pane::Sidebar, false) => Pane::Reading,
        (Pane::Reading, true) | (Pane::Feed, false) => Pane::Sidebar,
    }
}

fn toggle(model: &mut Model) {
    let mut filter = model.feed.filter().clone();
    match model.sidebar.cursor() {
        Item::All => filter = Filter::default(),
        Item::Kind(kind) => filter.kinds.toggle(*kind),
        Item::Correspondent(name) => filter.toggle_correspondent(name),
    }
    set_filter(model, filter);
}

fn set_filter(model: &mut Model, filter: Filter) {
    let height = model.height(Pane::Feed);
    model.feed.set_filter(filter, &model.snapshot, height, &model.clock);
    if let Follow::Held(arrived) = &mut model.follow {
        *arrived = model.feed.arrived_since(arrived.since, &model.snapshot);
    }
    if model.follow == Follow::Live || model.feed.selected().is_none() {
        to_newest(model);
    }
    show_selected(model);
}

fn show_selected(model: &mut Model) {
    let (width, height) = (model.reading_width(), model.height(Pane::Reading));
    model.reading.show(model.feed.selected(), width, height, &model.clock);
}

#[cfg(test)]
mod tests;
