//! All posts now known. One writer applies documents; readers share immutable snapshots.
//!
//! Posts, counts and problems live in persistent trees: applying a document costs in proportion to
//! that document times the logarithm of the store, a snapshot is a handful of pointers, and what
//! changed between two of them is found by walking only the branches they do not share.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use imbl::OrdMap;
use imbl::ordmap::DiffItem;

use super::filter::{Counts, Filter};
use super::format::Document;
use super::identity::{self, Identity};
use super::post::{Post, Problem, Status};

/// Names a post for as long as the store lives, through changes of its text and its headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostId(u64);

/// Where a post stands in the feed: newest first, posts without a time last, and within one
/// instant in the order of their documents.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FeedKey {
    time: Reverse<Option<jiff::Timestamp>>,
    document: Arc<str>,
    place: usize,
}

impl FeedKey {
    /// When the post there was published.
    #[must_use]
    pub fn instant(&self) -> Option<jiff::Timestamp> {
        self.time.0
    }

    /// How far two places lie apart in time, in seconds; as far as can be where one has none.
    #[must_use]
    pub fn seconds_from(&self, other: &FeedKey) -> u64 {
        match (self.time.0, other.time.0) {
            (Some(a), Some(b)) => a.as_second().abs_diff(b.as_second()),
            _ => u64::MAX,
        }
    }
}

/// A post in the feed.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name in this store.
    pub id: PostId,
    /// The post itself, shared by all who show it.
    pub post: Arc<Post>,
}

/// The store at one moment. A clone is cheap and shares everything.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    posts: OrdMap<FeedKey, Entry>,
    keys: OrdMap<PostId, FeedKey>,
    counts: Counts,
    problems: OrdMap<Arc<str>, Arc<[Problem]>>,
    problem_count: usize,
    documents: usize,
}

/// One post that differs between two snapshots.
#[derive(Debug)]
pub enum Change<'a> {
    /// It has come, or has come to this place.
    Added(&'a FeedKey, &'a Entry),
    /// It has gone from this place.
    Removed(&'a FeedKey, &'a Entry),
}

impl Snapshot {
    /// The posts in feed order.
    #[must_use]
    pub fn posts(&self) -> &OrdMap<FeedKey, Entry> {
        &self.posts
    }

    /// Where a post stands, if it is here.
    #[must_use]
    pub fn key(&self, id: PostId) -> Option<&FeedKey> {
        self.keys.get(&id)
    }

    /// The posts of each sort.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// What could not be read, by document.
    #[must_use]
    pub fn problems(&self) -> &OrdMap<Arc<str>, Arc<[Problem]>> {
        &self.problems
    }

    /// How many problems there are.
    #[must_use]
    pub fn problem_count(&self) -> usize {
        self.problem_count
    }

    /// How many documents there are, with those that could not be read.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// What changed from `old` to this snapshot, at a cost in proportion to the change.
    pub fn changes_since<'a>(&'a self, old: &'a Snapshot) -> impl Iterator<Item = Change<'a>> {
        old.posts.diff(&self.posts).flat_map(|item| {
            let (removed, added) = match item {
                DiffItem::Add(key, entry) => (None, Some(Change::Added(key, entry))),
                DiffItem::Remove(key, entry) => (Some(Change::Removed(key, entry)), None),
                DiffItem::Update { old, new } => {
                    (Some(Change::Removed(old.0, old.1)), Some(Change::Added(new.0, new.1)))
                }
            };
            removed.into_iter().chain(added)
        })
    }
}

/// The one writer.
#[derive(Debug, Default)]
pub struct Store {
    documents: HashMap<Arc<str>, Vec<Offer>>,
    claims: HashMap<Identity, Claim>,
    next_id: u64,
    snapshot: Snapshot,
}

/// A post as one document has it.
#[derive(Clone, Debug)]
struct Offer {
    document: Arc<str>,
    place: usize,
    post: Arc<Post>,
}

/// Everybody who has a post of one identity, and which of them is shown.
#[derive(Debug)]
struct Claim {
    id: PostId,
    offers: Vec<Offer>,
    shown: Option<FeedKey>,
}

impl Store {
    /// A store without posts.
    #[must_use]
    pub fn new() -> Store {
        Store::default()
    }

    /// The store as it is now.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        self.snapshot.clone()
    }

    /// Puts documents in, each in place of what was known under its name, and takes out those that
    /// are given as `None`. All of it happens at once: a renamed document keeps its posts' names.
    pub fn apply(&mut self, changes: impl IntoIterator<Item = (Arc<str>, Option<Document>)>) {
        let mut gone = Vec::new();
        for (name, document) in changes {
            match document {
                Some(document) => self.put(&name, document),
                None => gone.push(name),
            }
        }
        for name in gone {
            self.take_out(&name);
        }
    }

    fn put(&mut self, name: &Arc<str>, document: Document) {
        let Document { posts, problems, .. } = document;
        self.set_problems(name, problems);
        let offers: Vec<Offer> = posts
            .into_iter()
            .enumerate()
            .map(|(place, post)| Offer { document: Arc::clone(name), place, post: Arc::new(post) })
            .collect();
        let known = self.documents.insert(Arc::clone(name), offers.clone());
        if known.is_none() {
            self.snapshot.documents += 1;
        }
        let before = Offers::of(known.unwrap_or_default());
        let after = Offers::of(offers);
        let revised = self.revisions(&before, &after);
        let gone = before.0.into_keys().filter(|identity| !after.0.contains_key(identity));
        let gone: Vec<Identity> = gone.collect();
        for identity in &gone {
            self.withdraw(name, identity);
        }
        for (identity, offers) in after.0 {
            let old = revised.get(&identity).copied();
            self.offer(name, &identity, offers, old);
        }
    }

    fn take_out(&mut self, name: &Arc<str>) {
        self.set_problems(name, Vec::new());
        if let Some(offers) = self.documents.remove(name) {
            self.snapshot.documents -= 1;
            for identity in Offers::of(offers).0.keys() {
                self.withdraw(name, identity);
            }
        }
    }

    /// The posts that are new under this headline, but are an old post of this document under
    /// another one: they go by the old name.
    fn revisions(&self, before: &Offers, after: &Offers) -> HashMap<Identity, PostId> {
        let mut vanished: Vec<(&Identity, &Offer)> = before
            .0
            .iter()
            .filter(|(identity, _)| !after.0.contains_key(*identity))
            .filter_map(|(identity, offers)| Some((identity, offers.first()?)))
            .collect();
        vanished.sort_by_key(|(_, offer)| offer.place);
        let mut found = HashMap::new();
        if vanished.is_empty() {
            return found;
        }
        let mut appeared: Vec<(&Identity, &Offer)> = after
            .0
            .iter()
            .filter(|(identity, _)| !self.claims.contains_key(*identity))
            .filter_map(|(identity, offers)| Some((identity, offers.first()?)))
            .collect();
        appeared.sort_by_key(|(_, offer)| offer.place);
        for (identity, new) in appeared {
            let old =
                vanished.iter().position(|(_, old)| identity::is_revision(&old.post, &new.post));
            if let Some((old, _)) = old.map(|at| vanished.remove(at))
                && let Some(claim) = self.claims.get(old)
                && claim.offers.iter().all(|offer| offer.document == new.document)
            {
                found.insert(identity.clone(), claim.id);
            }
        }
        found
    }

    /// Replaces what one document says of a post.
    fn offer(
        &mut self,
        name: &Arc<str>,
        identity: &Identity,
        offers: Vec<Offer>,
        old: Option<PostId>,
    ) {
        let next = &mut self.next_id;
        let claim = self.claims.entry(identity.clone()).or_insert_with(|| {
            let id = old.unwrap_or_else(|| {
                *next += 1;
                PostId(*next)
            });
            Claim { id, offers: Vec::new(), shown: None }
        });
        claim.offers.retain(|offer| offer.document != *name);
        claim.offers.extend(offers);
        self.show(identity);
    }

    /// Drops what a document says of a post.
    fn withdraw(&mut self, name: &Arc<str>, identity: &Identity) {
        if let Some(claim) = self.claims.get_mut(identity) {
            claim.offers.retain(|offer| offer.document != *name);
            self.show(identity);
        }
    }

    /// Brings the snapshot in line with the best offer for a post.
    fn show(&mut self, identity: &Identity) {
        let Some(claim) = self.claims.get_mut(identity) else {
            return;
        };
        let best = claim.offers.iter().max_by(|a, b| a.rank().cmp(&b.rank()));
        let best = best.filter(|offer| offer.post.status == Status::Usable);
        let key = best.map(|offer| FeedKey {
            time: Reverse(offer.post.time.moment.map(|moment| moment.instant)),
            document: Arc::clone(&offer.document),
            place: offer.place,
        });
        let entry = best.map(|offer| Entry { id: claim.id, post: Arc::clone(&offer.post) });
        if let Some(shown) = &claim.shown {
            self.snapshot.hide(shown, claim.id);
        }
        if let (Some(key), Some(entry)) = (&key, entry) {
            self.snapshot.show(key, entry);
        }
        claim.shown = key;
        if claim.offers.is_empty() {
            self.claims.remove(identity);
        }
    }

    fn set_problems(&mut self, name: &Arc<str>, problems: Vec<Problem>) {
        let snapshot = &mut self.snapshot;
        snapshot.problem_count += problems.len();
        let old = if problems.is_empty() {
            snapshot.problems.remove(name)
        } else {
            snapshot.problems.insert(Arc::clone(name), problems.into())
        };
        snapshot.problem_count -= old.map_or(0, |old| old.len());
    }
}

impl Snapshot {
    fn show(&mut self, key: &FeedKey, entry: Entry) {
        self.counts.add(&entry.post, &Filter::default());
        self.keys.insert(entry.id, key.clone());
        // A page that grew at the top puts each post where its neighbour stood.
        if let Some(displaced) = self.posts.insert(key.clone(), entry) {
            self.forget(key, &displaced);
        }
    }

    /// Takes out what stands at `key`, unless another post has taken the place since.
    fn hide(&mut self, key: &FeedKey, id: PostId) {
        if self.posts.get(key).is_some_and(|entry| entry.id == id)
            && let Some(entry) = self.posts.remove(key)
        {
            self.forget(key, &entry);
        }
    }

    fn forget(&mut self, key: &FeedKey, entry: &Entry) {
        self.counts.remove(&entry.post, &Filter::default());
        if self.keys.get(&entry.id) == Some(key) {
            self.keys.remove(&entry.id);
        }
    }
}

impl Offer {
    /// The highest version of a `uri` wins, then the latest, then whichever says most; the name of
    /// the document decides between equals, so that the order of arrival never does.
    fn rank(&self) -> impl Ord {
        let post = &self.post;
        let updated = post.updated.map(|moment| moment.instant);
        let versions = post.uri.is_some().then_some((post.version.unwrap_or(1), updated));
        let known = !post.time.source.is_assumed();
        (
            versions,
            post.weight(),
            post.by.len(),
            known,
            Reverse((Arc::clone(&self.document), self.place)),
        )
    }
}

/// The offers of one document by identity.
struct Offers(HashMap<Identity, Vec<Offer>>);

impl Offers {
    fn of(offers: Vec<Offer>) -> Offers {
        let mut by_identity: HashMap<Identity, Vec<Offer>> = HashMap::with_capacity(offers.len());
        for offer in offers {
            by_identity.entry(Identity::of(&offer.post)).or_default().push(offer);
        }
        Offers(by_identity)
    }
}

#[cfg(test)]
mod tests;
