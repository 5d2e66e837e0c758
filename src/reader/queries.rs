//! Queries that the config gives a name, and how many posts each lets through.

use std::sync::Arc;

use super::choice::Choice;
use super::list::List;
use crate::news::filter::Filter;
use crate::news::store::{Change, Snapshot};

/// One of them.
#[derive(Clone, Debug)]
pub struct NamedQuery {
    /// What it is called.
    pub name: Arc<str>,
    choice: Choice,
    posts: usize,
}

impl NamedQuery {
    /// A query that has met no post yet.
    #[must_use]
    pub fn new(name: Arc<str>, filter: Filter) -> NamedQuery {
        NamedQuery { name, choice: Choice::new(filter, None), posts: 0 }
    }

    /// What it filters by, and what is known of it.
    #[must_use]
    pub fn choice(&self) -> &Choice {
        &self.choice
    }

    /// What it filters by.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        self.choice.filter()
    }

    /// The posts of a snapshot that it lets through; for one that asks for what only the reader knows,
    /// those that it might. None where they are still to be counted.
    #[must_use]
    pub fn posts(&self, snapshot: &Arc<Snapshot>) -> Option<usize> {
        self.choice.knows(snapshot).then_some(self.posts)
    }

    /// Takes over what another one of the same filter has counted.
    pub fn take_over(&mut self, same: &NamedQuery) {
        (self.choice, self.posts) = (same.choice.clone(), same.posts);
    }

    /// Counts what has changed from one snapshot to the next, unless that is too much to wait for.
    pub fn advance(&mut self, changes: &[Change], old: &Arc<Snapshot>, new: &Arc<Snapshot>) {
        let before = self.choice.clone();
        if before.knows(old) && self.choice.catch_up(new) {
            self.count(changes, &before);
        } else {
            self.catch_up(new);
        }
    }

    /// Takes what was counted elsewhere.
    pub fn renew(&mut self, list: &List, snapshot: &Arc<Snapshot>) {
        self.choice = list.choice().clone();
        self.posts = list.counts().all;
        self.catch_up(snapshot);
    }

    fn catch_up(&mut self, snapshot: &Arc<Snapshot>) {
        let before = self.choice.clone();
        if self.choice.catch_up(snapshot) {
            let changes: Vec<Change> = snapshot.changes_since(before.snapshot()).collect();
            self.count(&changes, &before);
        }
    }

    /// Counts what has changed, where it was known what was listed of what has gone.
    fn count(&mut self, changes: &[Change], before: &Choice) {
        for change in changes {
            let (_, entry) = change.post();
            let is_gone = matches!(change, Change::Removed(..));
            let choice = if is_gone { before } else { &self.choice };
            if entry.is_present() && choice.lists(entry) {
                let step = isize::try_from(change.step()).unwrap_or_default();
                self.posts = self.posts.saturating_add_signed(step);
            }
        }
    }
}
