//! Queries that the config gives a name, and how many posts each lets through.

use std::sync::Arc;

use crate::news::filter::Filter;
use crate::news::store::Change;

/// One of them.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedQuery {
    /// What it is called.
    pub name: Arc<str>,
    /// What it filters by.
    pub filter: Filter,
    /// The posts that it lets through; for one that asks for what only the reader knows, those that it
    /// might.
    pub posts: usize,
}

impl NamedQuery {
    /// A query that has met no post yet.
    #[must_use]
    pub fn new(name: Arc<str>, filter: Filter) -> NamedQuery {
        NamedQuery { name, filter, posts: 0 }
    }

    /// Counts what has changed.
    pub fn advance(&mut self, changes: &[Change]) {
        for change in changes {
            let (_, entry) = change.post();
            if entry.is_present()
                && self.filter.matches(&entry.facets)
                && self.filter.admits(&entry.post)
            {
                let step = isize::try_from(change.step()).unwrap_or_default();
                self.posts = self.posts.saturating_add_signed(step);
            }
        }
    }
}
