//! What comes from the terminal, with the mouse's events taken together.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use crossterm::event::{Event, MouseButton, MouseEvent, MouseEventKind};
use tokio_stream::Stream;

use super::keyboard;
use super::session::Input;
use crate::reader::input::{Gesture, Mouse};

/// Two clicks within this time are a double one, as on most desktops.
const DOUBLE: Duration = Duration::from_millis(400);

/// The events of a terminal as a session's input. Notches of the wheel that are there at once, over one cell,
/// become one turn of it: a wheel can be turned faster than frames are drawn.
pub struct Pointer<S> {
    events: S,
    clicks: Clicks,
    /// What came behind a turn of the wheel, and is not a part of it.
    next: Option<io::Result<Input>>,
}

impl<S: Stream<Item = io::Result<Event>> + Unpin> Pointer<S> {
    /// The input from some events.
    pub fn new(events: S) -> Pointer<S> {
        Pointer { events, clicks: Clicks::default(), next: None }
    }

    fn poll_one(&mut self, context: &mut Context) -> Poll<Option<io::Result<Input>>> {
        if let Some(next) = self.next.take() {
            return Poll::Ready(Some(next));
        }
        loop {
            let Poll::Ready(event) = Pin::new(&mut self.events).poll_next(context) else {
                return Poll::Pending;
            };
            let input = match event {
                Some(Ok(Event::Mouse(event))) => {
                    self.clicks.mouse(event, Instant::now()).map(Input::Mouse)
                }
                Some(Ok(event)) => keyboard::input(&event),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            };
            if let Some(input) = input {
                return Poll::Ready(Some(Ok(input)));
            }
        }
    }
}

impl<S: Stream<Item = io::Result<Event>> + Unpin> Stream for Pointer<S> {
    type Item = io::Result<Input>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<Option<Self::Item>> {
        let first = match self.poll_one(context) {
            Poll::Ready(Some(Ok(Input::Mouse(mouse)))) => mouse,
            other => return other,
        };
        let mut turned = first;
        while let (Gesture::Wheel(notches), Poll::Ready(Some(next))) =
            (turned.gesture, self.poll_one(context))
        {
            let more = match &next {
                Ok(Input::Mouse(mouse)) => match mouse.gesture {
                    Gesture::Wheel(more) => (*mouse == Mouse { gesture: mouse.gesture, ..turned })
                        .then_some(notches.saturating_add(more)),
                    _ => None,
                },
                _ => None,
            };
            let Some(more) = more else {
                self.next = Some(next);
                break;
            };
            turned.gesture = Gesture::Wheel(more);
        }
        Poll::Ready(Some(Ok(Input::Mouse(turned))))
    }
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
    use crossterm::event::{KeyCode, KeyModifiers};
    use tokio_stream::StreamExt;

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

    #[tokio::test]
    async fn notches_over_one_cell_are_one_turn() {
        let notch = |down: bool, column| {
            let kind = if down { MouseEventKind::ScrollDown } else { MouseEventKind::ScrollUp };
            Event::Mouse(event(kind, column, 2))
        };
        let events = [
            notch(true, 1),
            notch(true, 1),
            notch(true, 1),
            notch(false, 1),
            notch(true, 7),
            Event::Key(KeyCode::Char('j').into()),
            notch(false, 7),
        ];
        let events = tokio_stream::iter(events.map(Ok));
        let inputs: Vec<String> =
            Pointer::new(events).map(|input| format!("{:?}", input.unwrap())).collect().await;
        let turn = |column: u16, notches: i16| {
            let mouse = Mouse { column, row: 2, gesture: Gesture::Wheel(notches) };
            format!("{:?}", Input::Mouse(mouse))
        };
        assert_eq!(inputs.len(), 4, "{inputs:?}");
        assert_eq!([&inputs[0], &inputs[1], &inputs[3]], [&turn(1, 2), &turn(7, 1), &turn(7, -1)]);
        assert!(inputs[2].starts_with("Key"), "{inputs:?}");
    }
}
