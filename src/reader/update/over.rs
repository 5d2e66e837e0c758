//! Keys while something is shown over the panes.

use super::filtering::set_filter;
use super::marking::go_to;
use super::typing::land;
use crate::news::filter::Filter;
use crate::news::post::Moment;
use crate::news::store::FeedKey;
use crate::reader::chart::{self, Chart};
use crate::reader::help;
use crate::reader::layout::{Size, inside_box};
use crate::reader::message::Action;
use crate::reader::model::{Model, Overlay};
use crate::reader::problems::Problems;

/// A key while something is shown over the panes.
pub fn in_overlay(model: &mut Model, action: Action) {
    let Some(overlay) = &mut model.overlay else { return };
    let page = inside_box(model.size, u16::MAX, usize::MAX).rows.max(1);
    let steps = steps(action, isize::try_from(page).unwrap_or(1));
    match (action, overlay) {
        _ if action.is_of_overlays() => toggle_overlay(model, action),
        (Action::Open, Overlay::Tempo(_)) => open_interval(model),
        (Action::Open, Overlay::CatchUp(_)) => open_caught(model),
        (Action::Back | Action::BackOrQuit | Action::Open, _) => model.overlay = None,
        (Action::PaneLeft, Overlay::Tempo(chart)) => chart.step(-1),
        (Action::PaneRight, Overlay::Tempo(chart)) => chart.step(1),
        (Action::First | Action::Last, Overlay::Tempo(chart)) => {
            chart.step(steps.unwrap_or_default());
        }
        _ => scroll_over(model, steps.unwrap_or_default()),
    }
}

/// Scrolls what is shown over the panes by so many rows, as far as there are any; by none, where there may be
/// fewer than before.
pub fn scroll_over(model: &mut Model, steps: isize) {
    let Some(overlay) = &mut model.overlay else { return };
    let inside = inside_box(model.size, u16::MAX, usize::MAX);
    let page = usize::from(inside.rows).max(1);
    match overlay {
        Overlay::Help(top) => {
            let last = help::rows(&model.keys, inside.columns).len().saturating_sub(page);
            *top = top.saturating_add_signed(steps).min(last);
        }
        Overlay::Problems(problems) => {
            problems.scroll(steps, &model.snapshot, usize::from(inside.columns), page);
        }
        Overlay::Edits(top) => {
            let rows = model.feed.selected().map_or(0, |entry| {
                let columns = usize::from(inside.columns);
                model.edits.rows(entry.id, &entry.post, columns, &model.clock).len()
            });
            *top = top.saturating_add_signed(steps).min(rows.saturating_sub(page));
        }
        Overlay::Tempo(chart) => chart.scroll(steps, chart::Rows::of(page).facets),
        Overlay::CatchUp(cursor) => {
            let last = model.marks.catch_up().len().saturating_sub(1);
            *cursor = cursor.saturating_add_signed(steps).min(last);
        }
        // They have the keys to themselves.
        Overlay::Plain(_) | Overlay::Links(_) => {}
    }
}

/// How many rows a key scrolls by, where it scrolls.
pub fn steps(action: Action, page: isize) -> Option<isize> {
    Some(match action {
        Action::Down => 1,
        Action::Up => -1,
        Action::PageDown | Action::HalfDown => page,
        Action::PageUp | Action::HalfUp => -page,
        Action::First => isize::MIN,
        Action::Last => isize::MAX,
        _ => return None,
    })
}

/// Goes to the post that the cursor of the catch-up is on.
pub fn open_caught(model: &mut Model) {
    let Some(Overlay::CatchUp(cursor)) = model.overlay.take() else { return };
    let key = model.marks.catch_up().into_iter().nth(cursor);
    show(model, key);
}

/// Goes to a post, in the filter or not.
pub fn show(model: &mut Model, key: Option<FeedKey>) {
    if key.as_ref().is_some_and(|key| model.feed.lists(key)) {
        go_to(model, key);
    } else if key.is_some() {
        // It is outside the filter.
        set_filter(model, Filter::default());
        go_to(model, key);
    }
    model.attended = model.feed.selected().map(|entry| entry.id);
}

/// Goes to the first post of the interval that the cursor of the tempo is on.
pub fn open_interval(model: &mut Model) {
    let Some(Overlay::Tempo(chart)) = model.overlay.take() else { return };
    let Some((begin, end)) = chart.cursor().and_then(|at| chart.extent(at)) else { return };
    let selected = model.feed.selected_key().and_then(FeedKey::instant);
    if selected.is_some_and(|instant| (begin..end).contains(&instant)) {
        return;
    }
    let key = model.feed.first_since(begin).cloned();
    let offset = model.clock.zone().to_offset(begin);
    if key.is_none() {
        model.notice =
            Some(format!("no post that is listed is later than {}", model.clock.since(begin)));
    }
    land(model, Moment { instant: begin, offset }, key);
}

/// Intervals that the tempo in large has room for.
pub fn intervals(size: Size) -> usize {
    chart::room(inside_box(size, u16::MAX, usize::MAX).columns)
}

/// Shows something over the panes, or what is below where it is shown already.
pub fn toggle_overlay(model: &mut Model, action: Action) {
    model.overlay = match (action, &model.overlay) {
        (Action::Help, Some(Overlay::Help(_)))
        | (Action::Problems, Some(Overlay::Problems(_)))
        | (Action::Edits, Some(Overlay::Edits(_)))
        | (Action::CatchUp, Some(Overlay::CatchUp(_)))
        | (Action::Tempo, Some(Overlay::Tempo(_))) => None,
        (Action::Edits, _) => Some(Overlay::Edits(0)),
        (Action::CatchUp, _) => Some(Overlay::CatchUp(0)),
        (Action::Tempo, _) => {
            let cursor = model.feed.selected_key().and_then(FeedKey::instant);
            Some(Overlay::Tempo(Chart::of(&model.snapshot, intervals(model.size), cursor)))
        }
        (Action::Problems, _) => Some(Overlay::Problems(Problems::default())),
        _ => Some(Overlay::Help(0)),
    };
}
