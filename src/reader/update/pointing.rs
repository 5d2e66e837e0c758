//! What the mouse does.

use super::finding::go_on;
use super::marking::go_to;
use super::moving::{focus, moved, scroll};
use super::over::{open_caught, open_interval, scroll_over, show};
use super::world::choose_link;
use super::{act, attend, toggle, touch};
use crate::reader::chart::LABEL;
use crate::reader::input::{Gesture, Mouse};
use crate::reader::layout::{Pane, inside_box, top_around};
use crate::reader::listed::{Row, listed};
use crate::reader::message::{Action, Effect};
use crate::reader::model::{Clicked, Model, Overlay};

/// Rows that a notch of the wheel scrolls by.
const NOTCH: isize = 3;

/// Notches of one turn that count: more do not come at once from a hand.
const MOST: i16 = 100;

/// Does what the mouse asks for. While a line is typed, only the wheel does anything.
pub fn point(model: &mut Model, mouse: Mouse) -> Option<Effect> {
    let clicked = model.clicked.take();
    let returned = touch(model);
    if model.overlay.is_none() {
        model.away = returned;
    }
    let at = (mouse.column, mouse.row);
    match mouse.gesture {
        Gesture::Wheel(notches) => {
            turn(model, at, isize::from(notches.clamp(-MOST, MOST)) * NOTCH);
            None
        }
        _ if model.prompt.is_some() => None,
        Gesture::Click if model.overlay.is_some() => {
            model.clicked = choose_over(model, at);
            None
        }
        Gesture::Click => click(model, at),
        Gesture::DoubleClick => open(model, clicked?),
    }
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

/// Puts the cursor of what is shown over the panes where the mouse is, and answers what that is on.
fn choose_over(model: &mut Model, at: (u16, u16)) -> Option<Clicked> {
    let caught = model.marks.catch_up().len();
    let rows = if matches!(model.overlay, Some(Overlay::CatchUp(_))) { caught } else { usize::MAX };
    let inside = inside_box(model.size, u16::MAX, rows);
    let (column, row) = inside.cell(at)?;
    match &mut model.overlay {
        Some(Overlay::CatchUp(cursor)) => {
            *cursor = top_around(*cursor, inside.rows.into(), caught) + usize::from(row);
        }
        Some(Overlay::Tempo(chart)) => {
            let bar = column.checked_sub(LABEL + 1).map(usize::from);
            let bar = bar.filter(|bar| *bar < chart.tempo.bars.len())?;
            let steps = |to: usize| isize::try_from(to).unwrap_or_default();
            chart.step(steps(bar) - steps(chart.cursor().unwrap_or_default()));
        }
        Some(Overlay::Links(shown)) => {
            let (_, row) = shown.inside().cell(at)?;
            return shown.letter(shown.top() + usize::from(row)).map(Clicked::Link);
        }
        _ => return None,
    }
    Some(Clicked::Over)
}

/// Selects what is under the mouse in the panes.
fn click(model: &mut Model, at: (u16, u16)) -> Option<Effect> {
    go_on(model);
    let panes = model.panes()?;
    let breaking = model.marks.breaking().cloned();
    if breaking.is_some() && at.1 == panes.breaking(model.size) {
        return attend(model, |model| {
            show(model, breaking);
            None
        });
    }
    let pane = panes.at(at)?;
    let inside = panes.inside(pane).and_then(|inside| inside.cell(at));
    let row = inside.map(|(_, row)| usize::from(row));
    // What is drawn counts, not what will be when the list has caught up.
    let item = row.filter(|_| pane == Pane::Sidebar).and_then(|row| {
        match listed(model, model.height(Pane::Sidebar)).rows.get(row)? {
            Row::Item(item) => Some((*item).clone()),
            Row::Heading(_) => None,
        }
    });
    attend(model, |model| {
        if model.focus != pane {
            focus(model, pane);
        }
        match (pane, item, row) {
            (Pane::Sidebar, Some(item), _) => {
                model.sidebar.go_to(&item);
                toggle(model);
            }
            (Pane::Feed, _, Some(row)) => {
                let height = model.height(Pane::Feed);
                if model.feed.pick(row, height, &model.clock) {
                    moved(model);
                    model.clicked = model.feed.selected().map(|entry| Clicked::Post(entry.id));
                }
            }
            _ => {}
        }
        None
    })
}

/// Opens what the first click was on, wherever that is by now.
fn open(model: &mut Model, clicked: Clicked) -> Option<Effect> {
    match (&model.overlay, clicked) {
        (Some(Overlay::CatchUp(_)), Clicked::Over) => open_caught(model),
        (Some(Overlay::Tempo(_)), Clicked::Over) => open_interval(model),
        (Some(Overlay::Links(_)), Clicked::Link(letter)) => return choose_link(model, letter),
        (None, Clicked::Post(id)) => {
            return attend(model, |model| {
                go_to(model, model.snapshot.key(id));
                let is_there = model.feed.selected().is_some_and(|entry| entry.id == id);
                if is_there { act(model, Action::Open) } else { None }
            });
        }
        _ => {}
    }
    None
}
