//! When a frame may be drawn. Pure: it is told the time.
//!
//! The first change after a rest is drawn at once; while changes keep coming, at most one frame in
//! [`FRAME`] is.

use std::time::{Duration, Instant};

/// Between two frames: 60 a second are as many as anybody sees.
pub const FRAME: Duration = Duration::from_micros(16_667);

/// The clock of one session's frames.
#[derive(Debug, Default)]
pub struct FrameClock {
    wanted: bool,
    last: Option<Instant>,
}

impl FrameClock {
    /// Something changed.
    pub fn request(&mut self) {
        self.wanted = true;
    }

    /// When the next frame is due, as seen at `now`; `None` while nothing has changed.
    #[must_use]
    pub fn due(&self, now: Instant) -> Option<Instant> {
        self.wanted.then(|| self.last.map_or(now, |last| last + FRAME))
    }

    /// A frame was drawn at `now`.
    pub fn drawn(&mut self, now: Instant) {
        self.wanted = false;
        self.last = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_once_when_idle_and_paced_when_busy() {
        let start = Instant::now();
        let mut clock = FrameClock::default();
        assert_eq!(clock.due(start), None);
        clock.request();
        assert_eq!(clock.due(start), Some(start), "the first at once");
        clock.drawn(start);
        assert_eq!(clock.due(start), None);
        let soon = start + Duration::from_millis(3);
        clock.request();
        clock.request();
        assert_eq!(clock.due(soon), Some(start + FRAME), "one frame for both");
        clock.drawn(start + FRAME);
        let later = start + Duration::from_secs(1);
        clock.request();
        assert!(clock.due(later).is_some_and(|due| due <= later), "at once after a rest");
    }
}
