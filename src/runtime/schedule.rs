//! When to look at the whole folder. Pure: it is told the time.
//!
//! After any hint the folder is left to settle, then looked at; without hints it is looked at now
//! and then all the same. How often depends on what a look costs, so that a large folder does not
//! take the processor.

use std::time::{Duration, Instant};

/// A burst of events is over when there was none for so long.
const SETTLE: Duration = Duration::from_millis(40);
/// A burst that does not end is looked at after so long.
const LONGEST_BURST: Duration = Duration::from_millis(400);
/// A look on a hint waits for so many times what the last one cost: at most a tenth of a core.
const REST: u32 = 10;
/// Between looks without a hint, while the system tells of changes.
const WATCHING: Duration = Duration::from_secs(10);
/// And at least so many times what a look costs: at most a hundredth of a core.
const IDLE_REST: u32 = 100;
/// Between looks where it does not tell.
pub const POLLING: Duration = Duration::from_secs(2);
/// Between looks for a folder that is gone.
const LOST: Duration = Duration::from_secs(1);

/// What tells how long the folder may go without a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// The system tells of changes.
    Watching,
    /// It does not.
    Polling,
    /// The folder is not there.
    Lost,
}

/// The schedule.
#[derive(Debug)]
pub struct Schedule {
    burst: Option<(Instant, Instant)>,
    last: Option<(Instant, Duration)>,
    pace: Pace,
}

impl Schedule {
    /// A schedule whose first look is due at once.
    #[must_use]
    pub fn new() -> Schedule {
        Schedule { burst: None, last: None, pace: Pace::Watching }
    }

    /// Something happened at `now`.
    pub fn hinted(&mut self, now: Instant) {
        let first = self.burst.map_or(now, |(first, _)| first);
        self.burst = Some((first, now));
    }

    /// A look is wanted at once.
    pub fn at_once(&mut self) {
        self.last = None;
    }

    /// A look that began at `began` is done. `cost` is what looking took, without the reading of
    /// what had changed.
    pub fn looked(&mut self, began: Instant, now: Instant, cost: Duration, pace: Pace) {
        self.last = Some((now, cost));
        self.pace = pace;
        // What happened while looking may have been missed.
        if self.burst.is_some_and(|(_, last)| last < began) {
            self.burst = None;
        }
    }

    /// When the next look is due; `None` for at once.
    #[must_use]
    pub fn due(&self) -> Option<Instant> {
        let (last, cost) = self.last?;
        let idle = match self.pace {
            Pace::Watching => WATCHING.max(cost * IDLE_REST),
            Pace::Polling => POLLING.max(cost * REST),
            Pace::Lost => LOST,
        };
        let idle = last + idle;
        let Some((first, latest)) = self.burst else {
            return Some(idle);
        };
        let settled = (latest + SETTLE).min(first + LONGEST_BURST);
        Some(settled.max(last + cost * REST).min(idle))
    }
}

impl Default for Schedule {
    fn default() -> Schedule {
        Schedule::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn a_burst_settles_or_is_cut() {
        let start = Instant::now();
        let mut schedule = Schedule::new();
        assert_eq!(schedule.due(), None, "the first look is due at once");
        schedule.looked(start, start + MS, MS, Pace::Watching);
        schedule.hinted(start + 20 * MS);
        assert_eq!(schedule.due(), Some(start + 60 * MS));
        schedule.hinted(start + 50 * MS);
        assert_eq!(schedule.due(), Some(start + 90 * MS), "it waits for quiet");
        for step in 0..100 {
            schedule.hinted(start + (50 + step * 10) * MS);
        }
        assert_eq!(schedule.due(), Some(start + 420 * MS), "but not for ever");
    }

    #[test]
    fn looks_are_paced_by_their_cost() {
        let start = Instant::now();
        let mut schedule = Schedule::new();
        schedule.looked(start, start + 500 * MS, 500 * MS, Pace::Watching);
        assert_eq!(schedule.due(), Some(start + 50_500 * MS), "a hundredth of a core");
        schedule.hinted(start + 600 * MS);
        assert_eq!(schedule.due(), Some(start + 5_500 * MS), "a tenth after a hint");
        schedule.looked(start, start + MS, MS, Pace::Lost);
        assert_eq!(schedule.due(), Some(start + 640 * MS), "hints count when lost, too");
    }

    #[test]
    fn a_hint_during_a_look_is_kept() {
        let start = Instant::now();
        let mut schedule = Schedule::new();
        schedule.hinted(start);
        schedule.looked(start + MS, start + 3 * MS, 2 * MS, Pace::Watching);
        assert_eq!(schedule.due(), Some(start + 3 * MS + WATCHING), "seen by the look");
        schedule.hinted(start + 5 * MS);
        schedule.looked(start + 4 * MS, start + 6 * MS, MS, Pace::Watching);
        assert_eq!(schedule.due(), Some(start + 45 * MS), "perhaps not seen");
    }
}
