//! Whether the system tells of nothing, although it has agreed to. Pure: it is told the time.
//!
//! Below some file systems (overlays' lower layers, hard links to elsewhere, the kernel's virtual ones)
//! a watch is set without complaint and never speaks. It shows when a look that nobody asked for finds
//! something new and no hint follows.

use std::time::{Duration, Instant};

/// A hint for what a look has found may come so much later: the look was faster.
const GRACE: Duration = Duration::from_secs(1);

/// What is known of it.
#[derive(Debug, Default)]
pub struct Deafness {
    suspected: Option<Instant>,
    deaf: bool,
}

impl Deafness {
    /// A hint came: changes are told of.
    pub fn heard(&mut self) {
        *self = Deafness::default();
    }

    /// A look without a hint has found something new at `now`.
    pub fn found_untold(&mut self, now: Instant) {
        self.suspected.get_or_insert(now);
    }

    /// Whether nothing is told of, as far as is known at `now`.
    pub fn is_deaf(&mut self, now: Instant) -> bool {
        self.deaf |= self.suspected.is_some_and(|since| since + GRACE <= now);
        self.deaf
    }

    /// When that may turn out; `None` while there is no reason to think so.
    #[must_use]
    pub fn due(&self) -> Option<Instant> {
        self.suspected.filter(|_| !self.deaf).map(|since| since + GRACE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_tells_too_late_is_not_deaf_and_who_tells_again_is_not_any_more() {
        let start = Instant::now();
        let mut deafness = Deafness::default();
        assert!(!deafness.is_deaf(start) && deafness.due().is_none());
        deafness.found_untold(start);
        assert!(!deafness.is_deaf(start + GRACE / 2), "the hint may be on its way");
        deafness.heard();
        assert!(!deafness.is_deaf(start + 2 * GRACE), "it was");
        deafness.found_untold(start + 3 * GRACE);
        assert_eq!(deafness.due(), Some(start + 4 * GRACE));
        assert!(deafness.is_deaf(start + 4 * GRACE));
        assert!(deafness.due().is_none());
        deafness.heard();
        assert!(!deafness.is_deaf(start + 9 * GRACE));
    }
}
