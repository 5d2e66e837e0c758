//! What is listed: a filter, and what only a session knows of the posts that it lets through.
//!
//! To look for something in the texts of all posts takes longer than a frame, and with some expressions
//! longer than a reader waits. So each text is tested once, elsewhere where there are many, and from then on
//! it is known: facets are turned, counted and joined at no more than their own cost.

use std::sync::Arc;

use super::only::Only;
use crate::news::filter::{Filter, Group, Sieve};
use crate::news::pattern::Pattern;
use crate::news::store::{Change, Entry, PostSet, Snapshot};

/// Bytes of text that are tested within a key's own frame: a millisecond or two of them.
const AT_ONCE: usize = 500_000;
/// And so many for a regular expression, which may take a hundred times as long.
const AT_ONCE_BY_EXPRESSION: usize = 10_000;
/// What a post costs beside its text, in bytes.
const OF_A_POST: usize = 50;

/// The choice.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    filter: Arc<Filter>,
    /// Those that alone may be listed, where that is asked for.
    only: Option<Arc<Only>>,
    /// Those that alone are tested: the same, or all.
    within: Option<Arc<Only>>,
    /// Where texts are tested: the posts that have what is asked for, as far as it is known.
    admitted: Arc<PostSet>,
    /// The posts as they were when they were tested. Where one has come since, it is not listed yet; one
    /// that was edited is what it was.
    snapshot: Arc<Snapshot>,
}

impl Choice {
    /// A choice that has met no post yet.
    #[must_use]
    pub fn new(filter: Filter, only: Option<Arc<Only>>) -> Choice {
        Choice { filter: Arc::new(filter), within: only.clone(), only, ..Choice::default() }
    }

    /// The same but for one facet.
    #[must_use]
    pub fn without(&self, group: Group) -> Choice {
        let mut filter = Filter::clone(&self.filter);
        filter.groups.retain(|(other, _)| *other != group);
        Choice { filter: Arc::new(filter), ..self.clone() }
    }

    /// The filter.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Those that alone may be listed, if that is asked for.
    #[must_use]
    pub fn only(&self) -> Option<&Arc<Only>> {
        self.only.as_ref()
    }

    /// The posts that it knows.
    #[must_use]
    pub fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// Whether all posts are listed.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.filter.is_empty() && self.only.is_none()
    }

    /// Whether it is known of each post of a snapshot whether it is listed.
    #[must_use]
    pub fn knows(&self, snapshot: &Arc<Snapshot>) -> bool {
        !self.reads_texts() || Arc::ptr_eq(&self.snapshot, snapshot)
    }

    /// Whether another one tests the same, of as many posts or more, whatever facets it asks for.
    #[must_use]
    pub fn is_tested_by(&self, other: &Choice) -> bool {
        let within = other.within.is_none() || other.within == self.only;
        within && self.filter.terms == other.filter.terms
    }

    /// Takes over what another one knows, where that tests the same.
    pub fn learn(&mut self, other: &Choice) {
        if self.reads_texts() && self.is_tested_by(other) {
            self.within.clone_from(&other.within);
            self.admitted = Arc::clone(&other.admitted);
            self.snapshot = Arc::clone(&other.snapshot);
        }
    }

    /// Tests what has changed up to a snapshot, unless that is too much to wait for. Says whether it knows
    /// all posts now.
    pub fn catch_up(&mut self, snapshot: &Arc<Snapshot>) -> bool {
        if !self.knows(snapshot) {
            let Some(come) = self.few_to_test(snapshot) else { return false };
            let mut admitted = PostSet::clone(&self.admitted);
            for entry in come {
                admitted.set(entry.id, self.filter.admits(&entry.post));
            }
            self.admitted = Arc::new(admitted);
        }
        self.snapshot = Arc::clone(snapshot);
        true
    }

    /// The posts that are not tested yet; none where they are too many.
    fn few_to_test<'a>(&'a self, snapshot: &'a Snapshot) -> Option<Vec<&'a Entry>> {
        let is_fast = self.filter.patterns().all(Pattern::is_plain);
        let mut room = if is_fast { AT_ONCE } else { AT_ONCE_BY_EXPRESSION };
        let mut come = Vec::new();
        for change in snapshot.changes_since(&self.snapshot) {
            if let Change::Added(_, entry) = change
                && is_among(self.within.as_ref(), entry)
                && !self.has_tested(entry)
            {
                let post = &entry.post;
                let cost = OF_A_POST + post.headline.len() + post.body.text().len();
                room = room.checked_sub(cost)?;
                come.push(entry);
            }
        }
        Some(come)
    }

    /// Whether a post belongs into the list.
    #[must_use]
    pub fn lists(&self, entry: &Entry) -> bool {
        self.filter.matches(&entry.facets) && self.counts(entry)
    }

    /// Whether a post is counted within the facets at all, as far as it is known.
    #[must_use]
    pub fn counts(&self, entry: &Entry) -> bool {
        let admits = || self.filter.admits(&entry.post);
        self.may_list(entry) && self.known(entry).unwrap_or_else(admits)
    }

    /// The same with a sieve for its filter, which is faster with many.
    pub fn counts_in(&self, sieve: &mut Sieve, entry: &Entry) -> bool {
        let admits = || sieve.admits(&entry.facets, &entry.post);
        self.may_list(entry) && self.known(entry).unwrap_or_else(admits)
    }

    /// Whether a post has what is asked for, tested now with a sieve for its filter unless that is known.
    pub fn test(&self, sieve: &mut Sieve, entry: &Entry) -> bool {
        let known = self.known(entry).filter(|_| self.has_tested(entry));
        let admits = || sieve.admits(&entry.facets, &entry.post);
        is_among(self.within.as_ref(), entry) && known.unwrap_or_else(admits)
    }

    /// Whether a post has what is asked for, as far as it is known; none where no texts are tested.
    fn known(&self, entry: &Entry) -> Option<bool> {
        self.reads_texts().then(|| self.admitted.contains(entry.id))
    }

    /// Whether a post is as it was when it was tested, wherever it stands by now.
    fn has_tested(&self, entry: &Entry) -> bool {
        let key = self.snapshot.key(entry.id);
        let before = key.and_then(|key| self.snapshot.posts().get(&key));
        before.is_some_and(|before| Arc::ptr_eq(&before.post, &entry.post))
    }

    /// Takes over what was found out of all posts of a snapshot.
    pub fn set_known(&mut self, admitted: PostSet, snapshot: &Arc<Snapshot>) {
        self.admitted = Arc::new(admitted);
        self.snapshot = Arc::clone(snapshot);
    }

    /// Takes over what another one, of other posts of the snapshot, has found out.
    pub fn add_known(&mut self, other: &Choice) {
        Arc::make_mut(&mut self.admitted).add_all(&other.admitted);
    }

    /// Whether a post may be listed, whatever the filter says.
    #[must_use]
    pub fn may_list(&self, entry: &Entry) -> bool {
        is_among(self.only.as_ref(), entry)
    }

    fn reads_texts(&self) -> bool {
        self.filter.patterns().next().is_some()
    }
}

fn is_among(only: Option<&Arc<Only>>, entry: &Entry) -> bool {
    only.is_none_or(|only| only.lists(entry))
}
