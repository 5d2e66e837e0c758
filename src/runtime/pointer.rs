//! What comes from the terminal.

use std::io;
use std::time::{Duration, Instant};

use crossterm::event::{Event, MouseButton, MouseEvent, MouseEventKind};
use tokio_stream::{Stream, StreamExt};

use super::keyboard;
use super::session::Input;
use crate::reader::input::{Gesture, Mouse};

/// Two clicks within this time are a double one, as on most desktops.
const DOUBLE: Duration = Duration::from_millis(400);

/// The events of a terminal as a session's input.
pub fn input(
    events: impl Stream<Item = io::Result<Event>>,
) -> impl Stream<Item = io::Result<Input>> {
    let mut clicks = Clicks::default();
    events.filter_map(move |event| match event {
        Ok(Event::Mouse(event)) => {
            clicks.mouse(event, Instant::now()).map(|mouse| Ok(Input::Mouse(mouse)))
        }
        Ok(event) => keyboard::input(&event).map(Ok),
        Err(error) => Some(Err(error)),
    })
}

/// Tells double clicks from single ones.
#[derive(Debug, Default)]
struct Clicks {
    last: Option<(u16, u16, Instant)>,
}

impl Clicks {
    /// What is done with the mouse by an event, if it matters.
    fn mouse(&mut self, event: MouseEvent, now: Instant) -> Option<Mouse> {
        let MouseEvent { kind, column, row, .. } = event;
        let gesture = match kind {
            MouseEventKind::ScrollDown => Gesture::Wheel(1),
            MouseEventKind::ScrollUp => Gesture::Wheel(-1),
            MouseEventKind::Down(MouseButton::Left) => {
                // A hand moves by a column between the two.
                let again = self.last.take().is_some_and(|(x, y, when)| {
                    y == row && x.abs_diff(column) <= 1 && now < when + DOUBLE
                });
                self.last = (!again).then_some((column, row, now));
                if again { Gesture::DoubleClick } else { Gesture::Click }
            }
            _ => return None,
        };
        Some(Mouse { column, row, gesture })
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyModifiers;

    use super::*;

    fn event(kind: MouseEventKind, column: u16, row: u16) -> MouseEvent {
        MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }
    }

    #[test]
    fn a_click_right_after_another_is_a_double_one() {
        let start = Instant::now();
        let mut clicks = Clicks::default();
        let down = MouseEventKind::Down(MouseButton::Left);
        for (column, row, ms, gesture) in [
            (5, 5, 0, Gesture::Click),
            (6, 5, 200, Gesture::DoubleClick),
            (6, 5, 300, Gesture::Click),
            (6, 6, 400, Gesture::Click),
            (9, 6, 500, Gesture::Click),
            (9, 6, 900, Gesture::Click),
            (9, 6, 1200, Gesture::DoubleClick),
        ] {
            let now = start + Duration::from_millis(ms);
            let mouse = clicks.mouse(event(down, column, row), now);
            assert_eq!(mouse, Some(Mouse { column, row, gesture }), "{ms} ms");
        }
        let up = event(MouseEventKind::Up(MouseButton::Left), 1, 1);
        assert_eq!(clicks.mouse(up, start), None);
    }
}
