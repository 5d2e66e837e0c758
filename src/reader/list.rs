//! The posts that a filter lets through, in the order of the feed.
//!
//! Without a filter they are the snapshot's own. With one they are a list of names, sixteen bytes a
//! post: a look at a million posts is dominated by what it writes down.

use std::cmp::Ordering;
use std::ops::Bound;
use std::sync::Arc;

use imbl::Vector;

use super::choice::Choice;
use crate::news::filter::{Counts, Filter, Sieve};
use crate::news::store::{Change, Entry, FeedKey, FeedTime, PostId, PostSet, Snapshot};

/// Changes that are always made one by one.
const FEW: usize = 100;
/// Posts that are looked at in the time that it takes to put one in or take it out among many.
const PASSED: usize = 500;

/// The list.
#[derive(Clone, Debug, Default)]
pub struct List {
    choice: Choice,
    counts: Counts,
    /// None where all posts are in it.
    matching: Option<Vector<(FeedTime, PostId)>>,
}

impl List {
    /// What is in it.
    #[must_use]
    pub fn choice(&self) -> &Choice {
        &self.choice
    }

    /// How many posts of those that stand there are, and how many of each sort.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Where each post stands, in the list or not.
    #[must_use]
    pub fn snapshot(&self) -> &Arc<Snapshot> {
        self.choice.snapshot()
    }

    /// How many there are, with those that no longer stand.
    #[must_use]
    pub fn len(&self) -> usize {
        self.matching.as_ref().map_or_else(|| self.snapshot().posts().len(), Vector::len)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.matching.as_ref().map_or(self.snapshot().posts().is_empty(), Vector::is_empty)
    }

    /// Puts the posts of the next part behind its own.
    pub fn append(&mut self, next: List) {
        self.counts.add_all(&next.counts);
        self.choice.add_known(&next.choice);
        if let (Some(matching), Some(more)) = (&mut self.matching, next.matching) {
            matching.append(more);
        }
    }

    /// The posts of a snapshot that are chosen. It looks at each post once.
    #[must_use]
    pub fn of(choice: &Choice, snapshot: &Arc<Snapshot>) -> List {
        List::of_part(choice, snapshot, (0, 1), || false).unwrap_or_default()
    }

    /// Those of one of so many parts of the feed, each about as large, which follow each other. It gives up
    /// when `stop` says so, which it asks before each post: to test one may take long.
    #[must_use]
    pub fn of_part(
        choice: &Choice,
        snapshot: &Arc<Snapshot>,
        (part, parts): (usize, usize),
        stop: impl Fn() -> bool,
    ) -> Option<List> {
        let mut list = List { choice: choice.clone(), ..List::default() };
        if choice.is_all() {
            list.choice.catch_up(snapshot);
            list.counts = snapshot.counts().clone();
            return Some(list);
        }
        let knows = choice.knows(snapshot);
        // A pattern that is shared by several threads is waited for.
        let filter = Filter::clone(choice.filter());
        // One walk for all: to walk a large store is what costs.
        let mut sieve = Sieve::new(&filter);
        let (mut matching, mut admitted) = (Vector::new(), PostSet::default());
        for (key, entry) in snapshot.posts().part(part, parts) {
            if stop() {
                return None;
            }
            let is_admitted = if knows {
                choice.counts_in(&mut sieve, entry)
            } else {
                let is_admitted = choice.test(&mut sieve, entry);
                admitted.set(entry.id, is_admitted);
                is_admitted && choice.may_list(entry)
            };
            if is_admitted && sieve.passes(&entry.facets, entry.is_present()) {
                matching.push_back((key.time(), entry.id));
            }
        }
        list.counts = sieve.counts();
        list.matching = Some(matching);
        if knows {
            list.choice.catch_up(snapshot);
        } else {
            list.choice.set_known(admitted, snapshot);
        }
        Some(list)
    }

    /// Brings it in line with another snapshot, at a cost in proportion to what has changed. Where more
    /// texts are to be tested than a reader can wait for, it stays as it is, and says so.
    pub fn advance(&mut self, snapshot: &Arc<Snapshot>) -> bool {
        if Arc::ptr_eq(self.snapshot(), snapshot) {
            return true;
        }
        let mut choice = self.choice.clone();
        if !choice.catch_up(snapshot) {
            return false;
        }
        if self.matching.is_none() {
            self.choice = choice;
            self.counts = snapshot.counts().clone();
            return true;
        }
        // Those that go are found by where they stood, those that come by where all others stand now.
        let old = Arc::clone(self.snapshot());
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for change in snapshot.changes_since(&old) {
            match change {
                Change::Removed(key, entry) => gone.push((key, entry)),
                Change::Added(key, entry) => come.push((key, entry)),
            }
        }
        let changes = gone.len() + come.len();
        if changes > FEW && changes * PASSED > snapshot.posts().len() {
            *self = List::of(&choice, snapshot);
            return true;
        }
        for (key, entry) in gone {
            if entry.is_present() && self.choice.counts(entry) {
                self.counts.remove(&entry.facets, self.choice.filter());
            }
            if let Some(at) = self.position(key).and_then(Result::ok) {
                self.matching.as_mut().map(|matching| matching.remove(at));
            }
        }
        self.choice = choice;
        for (key, entry) in come {
            let counts = self.choice.counts(entry);
            if entry.is_present() && counts {
                self.counts.add(&entry.facets, self.choice.filter());
            }
            if !counts || !self.choice.filter().matches(&entry.facets) {
                continue;
            }
            if let Some(Err(at)) = self.position(key)
                && let Some(matching) = &mut self.matching
            {
                matching.insert(at, (key.time(), entry.id));
            }
        }
        true
    }

    /// The post at a place, if it is in the list.
    #[must_use]
    pub fn get(&self, key: &FeedKey) -> Option<&Entry> {
        if let Some(place) = self.position(key) {
            place.ok()?;
        }
        self.snapshot().posts().get(key)
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        let all = self.matching.is_none().then(|| self.snapshot().posts().values());
        let named = self.matching.iter().flatten().filter_map(|(_, id)| self.entry(*id));
        all.into_iter().flatten().chain(named.map(|(_, entry)| entry))
    }

    /// The first.
    #[must_use]
    pub fn first(&self) -> Option<(&FeedKey, &Entry)> {
        match &self.matching {
            None => self.snapshot().posts().first(),
            Some(_) => self.at(0),
        }
    }

    /// The last.
    #[must_use]
    pub fn last(&self) -> Option<(&FeedKey, &Entry)> {
        match &self.matching {
            None => self.snapshot().posts().last(),
            Some(matching) => self.at(matching.len().checked_sub(1)?),
        }
    }

    /// The first behind a place.
    #[must_use]
    pub fn after(&self, key: &FeedKey) -> Option<(&FeedKey, &Entry)> {
        match self.position(key) {
            None => self.snapshot().posts().from(Bound::Excluded(key)).next(),
            Some(Ok(at)) => self.at(at + 1),
            Some(Err(at)) => self.at(at),
        }
    }

    /// The post at a place, or else the first behind it.
    #[must_use]
    pub fn at_or_after(&self, key: &FeedKey) -> Option<(&FeedKey, &Entry)> {
        match self.position(key) {
            None => self.snapshot().posts().from(Bound::Included(key)).next(),
            Some(Ok(at) | Err(at)) => self.at(at),
        }
    }

    /// The last before a place.
    #[must_use]
    pub fn before(&self, key: &FeedKey) -> Option<(&FeedKey, &Entry)> {
        match self.position(key) {
            None => self.snapshot().posts().before(key),
            Some(Ok(at) | Err(at)) => self.at(at.checked_sub(1)?),
        }
    }

    /// The first that stands: where posts have gone from their documents, others may be before it.
    #[must_use]
    pub fn first_present(&self) -> Option<(&FeedKey, &Entry)> {
        match &self.matching {
            None => self.snapshot().posts().iter().find(|(_, entry)| entry.is_present()),
            Some(matching) => matching
                .iter()
                .filter_map(|(_, id)| self.entry(*id))
                .find(|(_, entry)| entry.is_present()),
        }
    }

    /// Where a post is in the list of names, or would be; none where there is no such list.
    #[must_use]
    pub fn position(&self, key: &FeedKey) -> Option<Result<usize, usize>> {
        let matching = self.matching.as_ref()?;
        Some(matching.binary_search_by(|(time, id)| {
            // Names are looked up among the posts of one instant alone.
            time.cmp(&key.time()).then_with(|| {
                self.snapshot().key(*id).map_or(Ordering::Less, |other| other.cmp(key))
            })
        }))
    }

    fn at(&self, at: usize) -> Option<(&FeedKey, &Entry)> {
        self.entry(self.matching.as_ref()?.get(at)?.1)
    }

    fn entry(&self, id: PostId) -> Option<(&FeedKey, &Entry)> {
        self.snapshot().posts().get_key_value(&self.snapshot().key(id)?)
    }
}
