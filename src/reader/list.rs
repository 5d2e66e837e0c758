//! The posts that a filter lets through, in the order of the feed.
//!
//! Without a filter they are the snapshot's own. With one they are a list of names, sixteen bytes a
//! post: a look at a million posts is dominated by what it writes down.

use std::cmp::Ordering;
use std::ops::Bound;
use std::sync::Arc;

use imbl::Vector;

use super::only::Only;
use crate::news::filter::{Counts, Filter, Sieve};
use crate::news::store::{Change, Entry, FeedKey, FeedTime, PostId, Snapshot};

/// Posts that are looked at before it is asked whether to give up.
const STEP: usize = 1024;

/// The list.
#[derive(Clone, Debug, Default)]
pub struct List {
    filter: Filter,
    snapshot: Snapshot,
    counts: Counts,
    /// Those that alone may be in it, where that is asked for as well.
    only: Option<Arc<Only>>,
    /// None where all posts are in it.
    matching: Option<Vector<(FeedTime, PostId)>>,
}

impl List {
    /// The filter.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// How many posts of those that stand there are, and how many of each sort.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Where each post stands, in the list or not.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// How many there are, with those that no longer stand.
    #[must_use]
    pub fn len(&self) -> usize {
        self.matching.as_ref().map_or_else(|| self.snapshot.posts().len(), Vector::len)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.matching.as_ref().map_or(self.snapshot.posts().is_empty(), Vector::is_empty)
    }

    /// Those that alone may be in it, if that is asked for.
    #[must_use]
    pub fn only(&self) -> Option<&Arc<Only>> {
        self.only.as_ref()
    }

    /// Looks at each post once.
    pub fn set_filter(&mut self, filter: Filter, only: Option<Arc<Only>>, snapshot: &Snapshot) {
        *self = List::of(filter, only, snapshot);
    }

    /// Puts the posts of the next part behind its own.
    pub fn append(&mut self, next: List) {
        self.counts.add_all(&next.counts);
        if let (Some(matching), Some(more)) = (&mut self.matching, next.matching) {
            matching.append(more);
        }
    }

    /// The posts that a filter lets through. It looks at each post once.
    #[must_use]
    pub fn of(filter: Filter, only: Option<Arc<Only>>, snapshot: &Snapshot) -> List {
        List::of_part(filter, only, snapshot, (0, 1), || false).unwrap_or_default()
    }

    /// Those of one of so many parts of the feed, each about as large, which follow each other. It gives up
    /// when `stop` says so.
    #[must_use]
    pub fn of_part(
        filter: Filter,
        only: Option<Arc<Only>>,
        snapshot: &Snapshot,
        (part, parts): (usize, usize),
        stop: impl Fn() -> bool,
    ) -> Option<List> {
        let mut list = List { filter, only, snapshot: snapshot.clone(), ..List::default() };
        if list.filter.is_empty() && list.only.is_none() {
            list.counts = snapshot.counts().clone();
            return Some(list);
        }
        // One walk for both: to walk a large store is what costs.
        let mut sieve = Sieve::new(&list.filter);
        let mut matching = Vector::new();
        let only = list.only.as_deref();
        for (at, (key, entry)) in snapshot.posts().part(part, parts).enumerate() {
            if at % STEP == 0 && stop() {
                return None;
            }
            if only.is_none_or(|only| only.lists(entry))
                && sieve.admits(&entry.facets, &entry.post)
                && sieve.passes(&entry.facets, entry.is_present())
            {
                matching.push_back((key.time(), entry.id));
            }
        }
        list.counts = sieve.counts();
        list.matching = Some(matching);
        Some(list)
    }

    /// Brings it in line with another snapshot, at a cost in proportion to what has changed.
    pub fn advance(&mut self, snapshot: &Snapshot) {
        if self.matching.is_none() {
            self.snapshot = snapshot.clone();
            self.counts = snapshot.counts().clone();
            return;
        }
        // Those that go are found by where they stood, those that come by where all others stand now.
        let old = self.snapshot.clone();
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for change in snapshot.changes_since(&old) {
            match change {
                Change::Removed(key, entry) => gone.push((key, entry)),
                Change::Added(key, entry) => come.push((key, entry)),
            }
        }
        for (key, entry) in gone {
            if entry.is_present() && self.is_wanted(entry) {
                self.counts.remove(&entry.facets, &self.filter);
            }
            if let Some(at) = self.position(key).and_then(Result::ok) {
                self.matching.as_mut().map(|matching| matching.remove(at));
            }
        }
        self.snapshot = snapshot.clone();
        for (key, entry) in come {
            if entry.is_present() && self.is_wanted(entry) {
                self.counts.add(&entry.facets, &self.filter);
            }
            if !self.wants(entry) {
                continue;
            }
            if let Some(Err(at)) = self.position(key)
                && let Some(matching) = &mut self.matching
            {
                matching.insert(at, (key.time(), entry.id));
            }
        }
    }

    /// Whether a post belongs into the list.
    #[must_use]
    pub fn wants(&self, entry: &Entry) -> bool {
        self.filter.matches(&entry.facets) && self.is_wanted(entry)
    }

    fn is_wanted(&self, entry: &Entry) -> bool {
        is_wanted(&self.filter, self.only.as_deref(), entry)
    }

    /// The post at a place, if it is in the list.
    #[must_use]
    pub fn get(&self, key: &FeedKey) -> Option<&Entry> {
        if let Some(place) = self.position(key) {
            place.ok()?;
        }
        self.snapshot.posts().get(key)
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        let all = self.matching.is_none().then(|| self.snapshot.posts().values());
        let named = self.matching.iter().flatten().filter_map(|(_, id)| self.entry(*id));
        all.into_iter().flatten().chain(named.map(|(_, entry)| entry))
    }

    /// The first.
    #[must_use]
    pub fn first(&self) -> Option<(&FeedKey, &Entry)> {
        match &self.matching {
            None => self.snapshot.posts().first(),
            Some(_) => self.at(0),
        }
    }

    /// The last.
    #[must_use]
    pub fn last(&self) -> Option<(&FeedKey, &Entry)> {
        match &self.matching {
            None => self.snapshot.posts().last(),
            Some(matching) => self.at(matching.len().checked_sub(1)?),
        }
    }

    /// The first behind a place.
    #[must_use]
    pub fn after(&self, key: &FeedKey) -> Option<(&FeedKey, &Entry)> {
        match self.position(key) {
            None => self.snapshot.posts().from(Bound::Excluded(key)).next(),
            Some(Ok(at)) => self.at(at + 1),
            Some(Err(at)) => self.at(at),
        }
    }

    /// The post at a place, or else the first behind it.
    #[must_use]
    pub fn at_or_after(&self, key: &FeedKey) -> Option<(&FeedKey, &Entry)> {
        match self.position(key) {
            None => self.snapshot.posts().from(Bound::Included(key)).next(),
            Some(Ok(at) | Err(at)) => self.at(at),
        }
    }

    /// The last before a place.
    #[must_use]
    pub fn before(&self, key: &FeedKey) -> Option<(&FeedKey, &Entry)> {
        match self.position(key) {
            None => self.snapshot.posts().before(key),
            Some(Ok(at) | Err(at)) => self.at(at.checked_sub(1)?),
        }
    }

    /// The first that stands: where posts have gone from their documents, others may be before it.
    #[must_use]
    pub fn first_present(&self) -> Option<(&FeedKey, &Entry)> {
        match &self.matching {
            None => self.snapshot.posts().iter().find(|(_, entry)| entry.is_present()),
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
            time.cmp(&key.time())
                .then_with(|| self.snapshot.key(*id).map_or(Ordering::Less, |other| other.cmp(key)))
        }))
    }

    fn at(&self, at: usize) -> Option<(&FeedKey, &Entry)> {
        self.entry(self.matching.as_ref()?.get(at)?.1)
    }

    fn entry(&self, id: PostId) -> Option<(&FeedKey, &Entry)> {
        self.snapshot.posts().get_key_value(&self.snapshot.key(id)?)
    }
}

/// Whether a post is counted within the facets at all.
#[must_use]
pub fn is_wanted(filter: &Filter, only: Option<&Only>, entry: &Entry) -> bool {
    only.is_none_or(|only| only.lists(entry)) && filter.admits(&entry.post)
}
