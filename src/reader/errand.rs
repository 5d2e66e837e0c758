//! What a session wants to be found elsewhere, so that typing never waits.

use std::sync::Arc;

use super::choice::Choice;
use super::list::List;
use crate::news::store::Snapshot;

/// What is wanted. Another number is another thing, for which the old one is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// What is searched for.
    Search(u64),
    /// What is to be filtered by.
    Filter(u64),
    /// What the feed's filter lets through of all that has come.
    Feed(u64),
    /// What a query of the config lets through.
    Query(usize),
}

/// An errand with all that it takes.
#[derive(Clone, Debug)]
pub struct Job {
    /// What it is for.
    pub errand: Errand,
    /// What is looked for, and what is known of it already.
    pub choice: Choice,
    /// The posts to look at.
    pub snapshot: Arc<Snapshot>,
}

impl Job {
    /// Looks at one of so many parts of the feed; gives up when `stop` says so. What is found in one part is
    /// put behind what is found in the one before.
    #[must_use]
    pub fn run(&self, part: (usize, usize), stop: impl Fn() -> bool) -> Option<List> {
        List::of_part(&self.choice, &self.snapshot, part, stop)
    }
}
