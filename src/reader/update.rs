//! A message in, the whole model out, and perhaps an effect for the world.

use std::sync::Arc;

use super::input::{Code, Key};
use super::layout::{Pane, Size};
use super::marks::{Away, Mark};
use super::message::{Action, Effect, Message, Setup};
use super::model::{Follow, Model, Overlay};
use super::prompt::{Prompt, Purpose};
use super::queries::NamedQuery;
use crate::news::filter::{Filter, Sort};
use crate::news::query;
use crate::news::store::Change;
use crate::news::when::{Zones, zone_name};

mod anew;
mod coming;
mod filtering;
mod finding;
mod marking;
mod moving;
mod over;
mod pointing;
mod typing;
mod world;

pub use anew::{go_elsewhere, read_again};
use coming::publish;
use filtering::{
    give_up_pending, go_along, join_spellings, set_filter, take_list, toggle, turn_only,
};
use finding::{begin_search, go_on, next_match};
use marking::{go_to, go_to_notable, go_to_unseen, see_all, see_selected, turn_mark, undo};
use moving::{
    beside, focus, hold, hold_what_fills_the_screen, next_pane, scroll, to_newest, travel,
    travel_page, travel_to_end,
};
use over::{in_overlay, intervals, scroll_over, toggle_overlay};
use pointing::point;
use typing::{paste, type_key};
use world::{ask_for_file, choose_link, copy_post, in_links, in_plain, show_links, show_plain};

/// Bars of the tempo: as many as the sidebar has columns.
const BARS: usize = 24;

/// Applies a message.
pub fn update(model: &mut Model, message: Message) -> Option<Effect> {
    match message {
        Message::Key(key) => {
            let returned = touch(model);
            if model.prompt.is_some() {
                return type_key(model, key);
            }
            go_on(model);
            let pane = match (&model.overlay, key) {
                (Some(Overlay::Links(shown)), Key { code: Code::Char(letter), ctrl: false })
                    if shown.has(letter) =>
                {
                    return choose_link(model, letter);
                }
                (Some(Overlay::Plain(_) | Overlay::Links(_)), _) => Pane::Reading,
                (Some(_), _) => Pane::Feed,
                (None, _) => model.focus,
            };
            perform(model, model.keys.lookup(pane, key)?, returned)
        }
        Message::Asked(action) => {
            let returned = touch(model);
            if model.prompt.is_some() {
                return None;
            }
            go_on(model);
            perform(model, action, returned)
        }
        Message::Mouse(mouse) => point(model, mouse),
        Message::Pasted(text) => {
            touch(model);
            paste(model, &text);
            None
        }
        Message::Resize(size) => {
            resize(model, size);
            None
        }
        Message::Published(snapshot, folder) => publish(model, &snapshot, folder),
        Message::Dwelt(id) => {
            if model.dwelling() == Some(id) {
                see_selected(model);
            }
            None
        }
        Message::Configured(setup) => {
            configure(model, *setup);
            None
        }
        Message::Told(words) => {
            model.notice = Some(words);
            None
        }
        Message::Found(errand, list) => {
            take_list(model, errand, list.map(|list| *list));
            None
        }
        Message::Tick(now) => {
            model.clock.now = now;
            show_selected(model);
            None
        }
    }
}

/// Does what was asked for, over the panes or in them.
fn perform(model: &mut Model, action: Action, returned: Option<Away>) -> Option<Effect> {
    let effect = of_any(action);
    if effect.is_some() {
        return effect;
    }
    match model.overlay {
        None => {
            model.away = returned;
            return attend(model, |model| act(model, action));
        }
        Some(Overlay::Plain(_)) => in_plain(model, action),
        Some(Overlay::Links(_)) => in_links(model, action),
        Some(_) => in_overlay(model, action),
    }
    None
}

/// What is asked of the world in the same way whatever is shown.
fn of_any(action: Action) -> Option<Effect> {
    match action {
        Action::Redraw => Some(Effect::Redraw),
        Action::Rescan => Some(Effect::Rescan),
        Action::Suspend => Some(Effect::Suspend),
        Action::Quit => Some(Effect::Quit),
        _ => None,
    }
}

/// Does something in the panes, on what has come by now. The reader is at the post that it leads to.
fn attend(model: &mut Model, act: impl FnOnce(&mut Model) -> Option<Effect>) -> Option<Effect> {
    model.sidebar.catch_up(&model.snapshot, &model.groups);
    join_spellings(model);
    let effect = act(model);
    model.attended = model.feed.selected().map(|entry| entry.id);
    effect
}

/// The reader is here: what they missed, if they were away.
fn touch(model: &mut Model) -> Option<Away> {
    let returned = model.marks.returned(model.clock.now);
    model.marks.visit(model.clock.now, model.snapshot.newest_id());
    if let Some(away) = returned {
        model.away = Some(away);
        model.feed.set_new_since(Some(away.since));
    }
    (model.notice, model.clicked) = (None, None);
    returned
}

/// Takes over what the config says. Queries that are new count all posts.
fn configure(model: &mut Model, setup: Setup) {
    let Setup { keys, mut queries, versions, mouse } = setup;
    // What the reader has chosen stays, unless the config says something new.
    if mouse != model.mouse_by_config {
        (model.mouse, model.mouse_by_config) = (mouse, mouse);
    }
    model.edits.set_most(versions);
    model.keys = keys;
    let is_chosen = |query: &&NamedQuery| query.filter() == model.feed.filter();
    let chosen = model.queries.iter().find(is_chosen).map(|query| Arc::clone(&query.name));
    let nothing = Arc::default();
    let all: Vec<Change> = model.snapshot.changes_since(&nothing).collect();
    for query in &mut queries {
        match model.queries.iter().find(|old| old.filter() == query.filter()) {
            Some(same) => query.take_over(same),
            None => query.advance(&all, &nothing, &model.snapshot),
        }
    }
    model.queries = queries;
    let chosen = model.queries.iter().find(|query| Some(&query.name) == chosen.as_ref());
    if let Some(query) = chosen.filter(|query| query.filter() != model.feed.filter()) {
        go_along(model, query.filter().clone());
    }
    let names = model.queries.iter().map(|query| Arc::clone(&query.name)).collect();
    model.sidebar.set_queries(names, &model.snapshot, &model.groups);
    scroll_over(model, 0);
    if matches!(model.overlay, Some(Overlay::Links(_))) {
        // Letters of links may be keys by now.
        show_links(model);
    }
}

fn resize(model: &mut Model, size: Size) {
    model.size = size;
    if let Some(Overlay::Tempo(chart)) = &mut model.overlay {
        *chart = chart.resized(&model.snapshot, intervals(size));
    }
    match &mut model.overlay {
        Some(Overlay::Plain(plain)) => plain.resize(size),
        Some(Overlay::Links(links)) => links.resize(size),
        _ => {}
    }
    hold_what_fills_the_screen(model);
    let height = model.height(Pane::Feed);
    model.feed.resize(height);
    if model.follow == Follow::Live {
        to_newest(model);
    }
    show_selected(model);
    scroll_over(model, 0);
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
        Action::Back if model.pending.is_some() => give_up_pending(model),
        Action::BackOrQuit if model.focus == Pane::Feed => return Some(Effect::Quit),
        Action::Back if model.focus == Pane::Feed => model.search = None,
        Action::Back if model.focus == Pane::Sidebar && !model.sidebar.narrowed_to().is_empty() => {
            model.sidebar.narrow("", &model.snapshot, &model.groups);
        }
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
            let mut filter = model.asked().clone();
            filter.kinds.toggle(kind);
            set_filter(model, filter);
        }
        Action::ClearFilter if model.feed.lists_all() => give_up_pending(model),
        Action::ClearFilter => {
            set_filter(model, Filter::default());
        }
        Action::OldestUnseen => {
            let key = model.marks.oldest().cloned();
            go_to(model, key);
        }
        Action::NextUnseen => go_to_unseen(model, true),
        Action::PreviousUnseen => go_to_unseen(model, false),
        Action::NextNotable => go_to_notable(model, true),
        Action::PreviousNotable => go_to_notable(model, false),
        Action::Seen => turn_mark(model, |mark, seen| Mark { seen: Some(!seen), ..mark }),
        Action::Bookmark => {
            turn_mark(model, |mark, _| Mark { bookmarked: !mark.bookmarked, ..mark });
        }
        Action::AllSeen => see_all(model),
        Action::Bookmarks => turn_only(model, Sort::Bookmarked),
        Action::Unseen => turn_only(model, Sort::Unseen),
        Action::Undo => undo(model),
        Action::Zones => turn_zones(model),
        Action::Jump => model.prompt = Some(Prompt::new(Purpose::Jump, String::new())),
        Action::Query => {
            let mut text = query::write(model.asked());
            if !text.is_empty() {
                text.push(' ');
            }
            model.prompt = Some(Prompt::new(Purpose::Query, text));
        }
        Action::Search => begin_search(model),
        Action::Narrow => {
            let text = model.sidebar.narrowed_to().to_owned();
            model.prompt = Some(Prompt::new(Purpose::Narrow, text));
        }
        Action::SortPeople => model.sidebar.turn(&model.snapshot, &model.groups),
        Action::NextMatch => next_match(model, true),
        Action::PreviousMatch => next_match(model, false),
        Action::Help | Action::Problems | Action::Edits | Action::CatchUp | Action::Tempo => {
            toggle_overlay(model, action);
        }
        Action::Copy => return copy_post(model),
        Action::Plain => show_plain(model),
        Action::Links => show_links(model),
        Action::Export => ask_for_file(model),
        Action::Mouse => {
            model.mouse = !model.mouse;
            let words = if model.mouse { "mouse on: Shift selects text" } else { "mouse off" };
            model.notice = Some(words.to_owned());
        }
        Action::Redraw | Action::Rescan | Action::Suspend | Action::Quit => return of_any(action),
    }
    None
}

/// Shows all times in the next zone.
fn turn_zones(model: &mut Model) {
    let clock = &mut model.clock;
    let (zones, words) = match clock.zones {
        Zones::Local => (Zones::Printed, "times as printed".to_owned()),
        Zones::Printed => (Zones::Utc, "times in UTC".to_owned()),
        Zones::Utc => (Zones::Local, format!("times in {}", zone_name(&clock.home, clock.now))),
    };
    clock.zones = zones;
    model.notice = Some(words);
    let height = model.height(Pane::Feed);
    model.feed.set_zones(height, &model.clock);
    show_selected(model);
}

fn show_selected(model: &mut Model) {
    let (width, height) = (model.reading_width(), model.height(Pane::Reading));
    model.reading.show(model.feed.selected(), width, height, &model.clock);
}

#[cfg(test)]
mod tests;
