//! When to look at the whole folder. Pure: it is told the time.
//!
//! After any hint the folder is left to settle, then looked at; without hints it is looked at now
//! and then all the same. How often depends on what a look costs, so that a large folder does not
//! take the processor.

use std::time::{Duration, Instant};

/// How long the folder may go without a look. The bounds on how stale the screen may be follow from
/// these: what the system tells of is there at once; what it does not tell of is, after [`Timing::watching`]
/// where it should have told, and after [`Timing::polling`] where it is known not to.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// A burst of events is over when there was none for so long.
    pub settle: Duration,
    /// A burst that does not end is looked at after so long.
    pub longest_burst: Duration,
    /// Between looks without a hint, while the system tells of changes.
    pub watching: Duration,
    /// Between looks where it does not tell.
    pub polling: Duration,
    /// Between looks for a folder that is gone.
    pub lost: Duration,
    /// Between looks at the folder's own path, where another may stand without a word: it is seen when
    /// the path leads elsewhere, or when something is mounted there or taken away.
    pub root: Duration,
}

impl Default for Timing {
    fn default() -> Timing {
        Timing {
            settle: Duration::from_millis(40),
            longest_burst: Duration::from_millis(400),
            watching: Duration::from_secs(10),
            polling: Duration::from_secs(2),
            lost: Duration::from_secs(1),
            root: Duration::from_secs(3),
        }
    }
}

/// A look on a hint, and one where the system does not tell, waits for so many times what the last one
/// cost: at most a tenth of a core.
const REST: u32 = 10;
/// A look without either: at most a hundredth of a core.
const IDLE_REST: u32 = 100;

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
    timing: Timing,
    burst: Option<(Instant, Instant)>,
    last: Option<(Instant, Duration)>,
    pace: Pace,
    /// Whether hints were lost, and only a look can tell what has come.
    lost: bool,
}

impl Schedule {
    /// A schedule whose first look is due at once.
    #[must_use]
    pub fn new(timing: Timing) -> Schedule {
        Schedule { timing, burst: None, last: None, pace: Pace::Watching, lost: false }
    }

    /// Something happened at `now`.
    pub fn hinted(&mut self, now: Instant) {
        let first = self.burst.map_or(now, |(first, _)| first);
        self.burst = Some((first, now));
    }

    /// Hints were lost: the next look does not rest for long, since there is much to find.
    pub fn lost(&mut self) {
        self.lost = true;
    }

    /// Whether something happened that no look has seen yet.
    #[must_use]
    pub fn is_hinted(&self) -> bool {
        self.burst.is_some()
    }

    /// A look is wanted at once.
    pub fn at_once(&mut self) {
        self.last = None;
    }

    /// A look that began at `began` is done. `cost` is what looking took, without the reading of
    /// what had changed.
    pub fn looked(&mut self, began: Instant, now: Instant, cost: Duration) {
        self.last = Some((now, cost));
        self.lost = false;
        // What happened while looking may have been missed.
        if self.burst.is_some_and(|(_, last)| last < began) {
            self.burst = None;
        }
    }

    /// The folder is followed in another way, or in the same.
    pub fn set_pace(&mut self, pace: Pace) {
        self.pace = pace;
    }

    /// How long a folder that nobody tells of may go without a look.
    #[must_use]
    pub fn polling(&self) -> Duration {
        self.timing.polling.max(self.last.map_or(Duration::ZERO, |(_, cost)| cost * REST))
    }

    /// When the next look is due; `None` for at once.
    #[must_use]
    pub fn due(&self) -> Option<Instant> {
        let (last, cost) = self.last?;
        let idle = match self.pace {
            Pace::Watching => self.timing.watching.max(cost * IDLE_REST),
            Pace::Polling => self.polling(),
            Pace::Lost => self.timing.lost,
        };
        let idle = last + idle;
        let Some((first, latest)) = self.burst else {
            return Some(idle);
        };
        let settled = (latest + self.timing.settle).min(first + self.timing.longest_burst);
        let rest = if self.lost { 1 } else { REST };
        Some(settled.max(last + cost * rest).min(idle))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn a_burst_settles_or_is_cut() {
        let start = Instant::now();
        let mut schedule = Schedule::new(Timing::default());
        assert_eq!(schedule.due(), None, "the first look is due at once");
        schedule.looked(start, start + MS, MS);
        schedule.set_pace(Pace::Watching);
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
        let mut schedule = Schedule::new(Timing::default());
        schedule.looked(start, start + 500 * MS, 500 * MS);
        schedule.set_pace(Pace::Watching);
        assert_eq!(schedule.due(), Some(start + 50_500 * MS), "a hundredth of a core");
        schedule.hinted(start + 600 * MS);
        assert_eq!(schedule.due(), Some(start + 5_500 * MS), "a tenth after a hint");
        schedule.lost();
        assert_eq!(schedule.due(), Some(start + 1_000 * MS), "half a core where hints were lost");
        schedule.looked(start, start + MS, MS);
        schedule.set_pace(Pace::Lost);
        assert_eq!(schedule.due(), Some(start + 640 * MS), "hints count when lost, too");
    }

    #[test]
    fn a_hint_during_a_look_is_kept() {
        let start = Instant::now();
        let mut schedule = Schedule::new(Timing::default());
        schedule.hinted(start);
        schedule.looked(start + MS, start + 3 * MS, 2 * MS);
        schedule.set_pace(Pace::Watching);
        assert_eq!(
            schedule.due(),
            Some(start + 3 * MS + Timing::default().watching),
            "seen by the look"
        );
        schedule.hinted(start + 5 * MS);
        schedule.looked(start + 4 * MS, start + 6 * MS, MS);
        schedule.set_pace(Pace::Watching);
        assert_eq!(schedule.due(), Some(start + 45 * MS), "perhaps not seen");
    }
}
