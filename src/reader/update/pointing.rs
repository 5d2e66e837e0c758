//! What the mouse does.

use super::finding::go_on;
use super::over::{open_caught, open_interval, scroll_over, show};
use super::world::choose_link;
use super::{act, focus, join_spellings, moved, scroll, toggle};
use crate::reader::chart::LABEL;
use crate::reader::input::{Gesture, Mouse};
use crate::reader::layout::{Pane, inside_box, top_around};
use crate::reader::listed::{Row, listed};
use crate::reader::message::{Action, Effect};
use crate::reader::model::{Model, Overlay};

/// Rows that a notch of the wheel scrolls by.
const NOTCH: isize = 3;

/// Notches of one turn that count: more do not come at once from a hand.
const MOST: i16 = 100;

/// Does what the mouse asks for. While a line is typed, only the wheel does anything.
pub fn point(model: &mut Model, mouse: Mouse) -> Option<Effect> {
    let at = (mouse.column, mouse.row);
    match mouse.gesture {
        Gesture::Wheel(notches) => {
            turn(model, at, isize::from(notches.clamp(-MOST, MOST)) * NOTCH);
        }
        _ if model.prompt.is_some() => {}
        Gesture::Click => click(model, at),
        Gesture::DoubleClick => return open(model, at),
    }
    None
}

/// Scrolls what is under the mouse, whatever has the focus.
fn turn(model: &mut Model, at: (u16, u16), rows: isize) {
    go_on(model);
    match &mut model.overlay {
        Some(Overlay::Plain(shown)) => return shown.scroll(rows),
        Some(Overlay::Links(shown)) => return shown.scroll(rows),
        Some(_) => return scroll_over(model, rows),
        None => {}
    }
    match model.panes().and_then(|panes| panes.at(at)) {
        Some(Pane::Sidebar) => model.sidebar.step(rows),
        Some(Pane::Reading) => scroll(model, rows),
        Some(Pane::Feed) => {
            let height = model.height(Pane::Feed);
            let before = model.feed.selected_key().cloned();
            model.feed.scroll(rows, height, &model.clock);
            if model.feed.selected_key() != before.as_ref() {
                moved(model);
            }
        }
        None => {}
    }
}

/// Selects what is under the mouse.
fn click(model: &mut Model, at: (u16, u16)) {
    let inside = inside_box(model.size, u16::MAX, usize::MAX);
    let caught = model.marks.catch_up().len();
    match &mut model.overlay {
        Some(Overlay::CatchUp(cursor)) => {
            let inside = inside_box(model.size, u16::MAX, caught.max(1));
            if let Some((_, row)) = inside.cell(at) {
                let top = top_around(*cursor, inside.rows.into(), caught);
                *cursor = (top + usize::from(row)).min(caught.saturating_sub(1));
            }
        }
        Some(Overlay::Tempo(chart)) => {
            let column = inside.cell(at).and_then(|(column, _)| column.checked_sub(LABEL + 1));
            if let Some(column) = column.map(usize::from).filter(|at| *at < chart.tempo.bars.len())
            {
                let steps = |to: usize| isize::try_from(to).unwrap_or_default();
                chart.step(steps(column) - steps(chart.cursor().unwrap_or_default()));
            }
        }
        Some(_) => {}
        None => click_pane(model, at),
    }
}

fn click_pane(model: &mut Model, at: (u16, u16)) {
    go_on(model);
    let Some(panes) = model.panes() else { return };
    let breaking = model.marks.breaking().cloned();
    if breaking.is_some() && at.1 == panes.breaking(model.size) {
        show(model, breaking);
        model.attended = model.feed.selected().map(|entry| entry.id);
        return;
    }
    let Some(pane) = panes.at(at) else { return };
    let inside = panes.inside(pane).and_then(|inside| inside.cell(at));
    let row = inside.map(|(_, row)| usize::from(row));
    // What is drawn counts, not what will be when the list has caught up.
    let item = row.filter(|_| pane == Pane::Sidebar).and_then(|row| {
        match listed(model, model.height(Pane::Sidebar)).rows.get(row)? {
            Row::Item(item) => Some((*item).clone()),
            Row::Heading(_) => None,
        }
    });
    if model.focus != pane {
        focus(model, pane);
    }
    model.sidebar.catch_up(&model.snapshot, &model.groups);
    join_spellings(model);
    match (pane, item, row) {
        (Pane::Sidebar, Some(item), _) => {
            model.sidebar.go_to(&item);
            toggle(model);
        }
        (Pane::Feed, _, Some(row)) => {
            let height = model.height(Pane::Feed);
            if model.feed.pick(row, height, &model.clock) {
                moved(model);
            }
        }
        _ => {}
    }
    model.attended = model.feed.selected().map(|entry| entry.id);
}

/// Opens what the first click has selected.
fn open(model: &mut Model, at: (u16, u16)) -> Option<Effect> {
    match &model.overlay {
        Some(Overlay::CatchUp(_)) => open_caught(model),
        Some(Overlay::Tempo(_)) => open_interval(model),
        Some(Overlay::Links(shown)) => {
            let (_, row) = shown.inside().cell(at)?;
            let letter = shown.letter(shown.top() + usize::from(row))?;
            return choose_link(model, letter);
        }
        Some(_) => {}
        None => {
            let pane = model.panes()?.at(at)?;
            let is_row = pane == Pane::Feed && model.focus == Pane::Feed;
            return is_row.then(|| act(model, Action::Open)).flatten();
        }
    }
    None
}
