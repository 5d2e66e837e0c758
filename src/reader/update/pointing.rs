//! What the mouse does.

use super::finding::go_on;
use super::moving::{focus, moved, scroll};
use super::over::{open_caught, open_interval, scroll_over, show};
use super::world::choose_link;
use super::{act, attend, toggle};
use crate::reader::chart::LABEL;
use crate::reader::input::{Gesture, Mouse};
use crate::reader::layout::{Pane, inside_box, top_around};
use crate::reader::listed::{Row, listed};
use crate::reader::marks::Away;
use crate::reader::message::{Action, Effect};
use crate::reader::model::{Model, Overlay};

/// Rows that a notch of the wheel scrolls by.
const NOTCH: isize = 3;

/// Notches of one turn that count: more do not come at once from a hand.
const MOST: i16 = 100;

/// Does what the mouse asks for. While a line is typed, only the wheel does anything.
pub fn point(model: &mut Model, mouse: Mouse, returned: Option<Away>) -> Option<Effect> {
    let at = (mouse.column, mouse.row);
    match mouse.gesture {
        Gesture::Wheel(notches) => {
            turn(model, at, isize::from(notches.clamp(-MOST, MOST)) * NOTCH, returned);
            None
        }
        _ if model.prompt.is_some() => None,
        Gesture::Click if model.overlay.is_some() => {
            choose_over(model, at);
            None
        }
        Gesture::Click => click(model, at, returned),
        Gesture::DoubleClick => open(model, at, returned),
    }
}

/// Scrolls what is under the mouse, whatever has the focus.
fn turn(model: &mut Model, at: (u16, u16), rows: isize, returned: Option<Away>) {
    go_on(model);
    match &mut model.overlay {
        Some(Overlay::Plain(shown)) => return shown.scroll(rows),
        Some(Overlay::Links(shown)) => return shown.scroll(rows),
        Some(_) => return scroll_over(model, rows),
        None => model.away = returned,
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

/// Puts the cursor of what is shown over the panes where the mouse is, and answers whether there is a place
/// for it.
fn choose_over(model: &mut Model, at: (u16, u16)) -> bool {
    let caught = model.marks.catch_up().len();
    let rows = if matches!(model.overlay, Some(Overlay::CatchUp(_))) { caught } else { usize::MAX };
    let inside = inside_box(model.size, u16::MAX, rows);
    let Some((column, row)) = inside.cell(at) else { return false };
    match &mut model.overlay {
        Some(Overlay::CatchUp(cursor)) => {
            *cursor = top_around(*cursor, inside.rows.into(), caught) + usize::from(row);
            true
        }
        Some(Overlay::Tempo(chart)) => {
            let bar = column.checked_sub(LABEL + 1).map(usize::from);
            let Some(bar) = bar.filter(|bar| *bar < chart.tempo.bars.len()) else { return false };
            let steps = |to: usize| isize::try_from(to).unwrap_or_default();
            chart.step(steps(bar) - steps(chart.cursor().unwrap_or_default()));
            true
        }
        _ => false,
    }
}

/// Selects what is under the mouse in the panes.
fn click(model: &mut Model, at: (u16, u16), returned: Option<Away>) -> Option<Effect> {
    go_on(model);
    let panes = model.panes()?;
    let breaking = model.marks.breaking().cloned();
    if breaking.is_some() && at.1 == panes.breaking(model.size) {
        return attend(model, returned, |model| {
            show(model, breaking);
            None
        });
    }
    let pane = panes.at(at)?;
    let row = row_of(model, pane, at);
    // What is drawn counts, not what will be when the list has caught up.
    let item = row.filter(|_| pane == Pane::Sidebar).and_then(|row| {
        match listed(model, model.height(Pane::Sidebar)).rows.get(row)? {
            Row::Item(item) => Some((*item).clone()),
            Row::Heading(_) => None,
        }
    });
    attend(model, returned, |model| {
        if model.focus != pane {
            focus(model, pane);
        }
        match (pane, item, row) {
            (Pane::Sidebar, Some(item), _) => {
                model.sidebar.go_to(&item);
                toggle(model);
            }
            (Pane::Feed, _, Some(row)) => {
                pick(model, row);
            }
            _ => {}
        }
        None
    })
}

/// The row inside a pane that the mouse is over.
fn row_of(model: &Model, pane: Pane, at: (u16, u16)) -> Option<usize> {
    let (_, row) = model.panes()?.inside(pane)?.cell(at)?;
    Some(row.into())
}

/// Selects the post on a row of the feed, and answers whether there is one.
fn pick(model: &mut Model, row: usize) -> bool {
    let height = model.height(Pane::Feed);
    let picked = model.feed.pick(row, height, &model.clock);
    if picked {
        moved(model);
    }
    picked
}

/// Opens what is under the mouse, which the first click has selected.
fn open(model: &mut Model, at: (u16, u16), returned: Option<Away>) -> Option<Effect> {
    let is_placed = choose_over(model, at);
    match &model.overlay {
        Some(Overlay::CatchUp(_)) if is_placed => open_caught(model),
        Some(Overlay::Tempo(_)) if is_placed => open_interval(model),
        Some(Overlay::Links(shown)) => {
            let (_, row) = shown.inside().cell(at)?;
            let letter = shown.letter(shown.top() + usize::from(row))?;
            return choose_link(model, letter);
        }
        Some(_) => {}
        None => {
            let row = row_of(model, Pane::Feed, at).filter(|_| model.focus == Pane::Feed)?;
            return attend(model, returned, |model| {
                if pick(model, row) { act(model, Action::Open) } else { None }
            });
        }
    }
    None
}
