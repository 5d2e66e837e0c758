//! All posts now known. One writer applies documents; readers share immutable snapshots.
//!
//! Posts, counts and problems live in persistent trees: applying a document costs in proportion to
//! that document times the logarithm of the store, a snapshot is a handful of pointers, and what
//! changed between two of them is found by walking only the branches they do not share.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use imbl::OrdMap;
use imbl::ordmap::DiffItem;

use super::filter::{Counts, Filter};
use super::format::Document;
use super::identity::{self, Identity};
use super::post::{Post, Problem, Status};

/// Names a post for as long as the store lives, through changes of its text and its headline. Later
/// ones are greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name in this store.
    pub id: PostId,
    /// The post itself, shared by all who show it.
    pub post: Arc<Post>,
}

/// Posts are made anew when they change, so two entries are the same when they share theirs.
impl PartialEq for Entry {
    fn eq(&self, other: &Entry) -> bool {
        self.id == other.id && Arc::ptr_eq(&self.post, &other.post)
    }
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
    newest: PostId,
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

    /// The name given last: posts that come later have greater ones.
    #[must_use]
    pub fn newest_id(&self) -> PostId {
        self.newest
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

/// Posts that have gone and keep their names, should they come back: a document that is saved by
/// deleting and writing it, a folder that is moved away and back. Enough for all that a newsroom
/// moves at once; past that the oldest are forgotten, so that years of coverage do not fill the
/// memory.
const REMEMBERED: usize = 10_000;

/// The one writer.
#[derive(Debug, Default)]
pub struct Store {
    documents: HashMap<Arc<str>, Vec<Arc<Post>>>,
    claims: HashMap<Identity, Claim>,
    gone: HashMap<Identity, PostId>,
    gone_in_order: VecDeque<Identity>,
    snapshot: Snapshot,
}

/// Everybody who has a post of one identity, and which of them is shown.
#[derive(Debug)]
struct Claim {
    id: PostId,
    /// By document and place in it.
    offers: BTreeMap<(Arc<str>, usize), Offer>,
    shown: Option<FeedKey>,
}

/// A post as one document has it.
#[derive(Debug)]
struct Offer {
    post: Arc<Post>,
    rank: Rank,
}

/// The highest version of a `uri` wins, then the latest, then what takes it away, then whichever
/// says most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    version: Option<(u64, Option<jiff::Timestamp>)>,
    taken_away: bool,
    weight: usize,
    bylines: usize,
    time_known: bool,
}

impl Offer {
    fn new(post: &Arc<Post>) -> Offer {
        let updated = post.updated.map(|moment| moment.instant);
        let rank = Rank {
            version: post.uri.is_some().then_some((post.version.unwrap_or(1), updated)),
            taken_away: post.status != Status::Usable,
            weight: post.weight(),
            bylines: post.by.len(),
            time_known: !post.time.source.is_assumed(),
        };
        Offer { post: Arc::clone(post), rank }
    }
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
        let known = self.documents.remove(name);
        if known.is_none() {
            self.snapshot.documents += 1;
        }
        let known = known.unwrap_or_default();
        // A post that is what it was stays the very same, so that nobody has to look at it again.
        let posts: Vec<Arc<Post>> = posts
            .into_iter()
            .enumerate()
            .map(|(place, post)| match known.get(place) {
                Some(same) if **same == post => Arc::clone(same),
                _ => Arc::new(post),
            })
            .collect();
        let before = identities(&known);
        let after = identities(&posts);
        let revised = self.revisions(&before, &after);
        for (identity, offers) in &before {
            if !after.contains_key(identity) {
                self.withdraw(name, identity, offers.iter().map(|(place, _)| *place));
            }
        }
        for (identity, offers) in after {
            let old = before.get(&identity).map_or(&[][..], Vec::as_slice);
            let same = old.len() == offers.len()
                && old.iter().zip(&offers).all(|(a, b)| a.0 == b.0 && Arc::ptr_eq(a.1, b.1));
            if !same {
                let id = revised.get(&identity).map(|revised| {
                    // The name goes on with the new headline, and is not kept for the old one.
                    self.gone.remove(&revised.identity);
                    revised.id
                });
                self.offer(name, &identity, old, &offers, id);
            }
        }
        self.documents.insert(Arc::clone(name), posts);
    }

    fn take_out(&mut self, name: &Arc<str>) {
        self.set_problems(name, Vec::new());
        if let Some(posts) = self.documents.remove(name) {
            self.snapshot.documents -= 1;
            for (identity, offers) in identities(&posts) {
                self.withdraw(name, &identity, offers.iter().map(|(place, _)| *place));
            }
        }
    }

    /// The posts that are new under this headline, but are an old post of this document under
    /// another one: they go by the old name.
    fn revisions(&self, before: &Identities, after: &Identities) -> HashMap<Identity, Revisable> {
        let mut found = HashMap::new();
        let mut vanished: HashMap<Option<i64>, Vec<Revisable>> = HashMap::new();
        for (identity, offers) in
            before.iter().filter(|(identity, _)| !after.contains_key(*identity))
        {
            let only_here =
                self.claims.get(identity).filter(|claim| claim.offers.len() == offers.len());
            if let (Identity::Printed(minute, _), Some(claim), Some((place, post))) =
                (identity, only_here, offers.first())
            {
                let revisable = Revisable {
                    id: claim.id,
                    identity: identity.clone(),
                    place: *place,
                    words: identity::words(post),
                };
                let bucket = vanished.entry(*minute).or_default();
                if bucket.len() < REVISABLE {
                    bucket.push(revisable);
                }
            }
        }
        if vanished.is_empty() {
            return found;
        }
        for bucket in vanished.values_mut() {
            bucket.sort_by_key(|revisable| revisable.place);
        }
        let mut appeared: Vec<(&Identity, &(usize, &Arc<Post>))> = after
            .iter()
            .filter(|(identity, _)| !self.claims.contains_key(*identity))
            .filter_map(|(identity, offers)| Some((identity, offers.first()?)))
            .collect();
        appeared.sort_by_key(|(_, offer)| offer.0);
        for (identity, (_, post)) in appeared {
            let Identity::Printed(minute, _) = identity else { continue };
            let Some(bucket) = vanished.get_mut(minute).filter(|bucket| !bucket.is_empty()) else {
                continue;
            };
            let words = identity::words(post);
            let old = bucket.iter().position(|old| identity::is_revision(&old.words, &words));
            if let Some(at) = old {
                found.insert(identity.clone(), bucket.remove(at));
            }
        }
        found
    }

    /// Replaces what one document says of a post.
    fn offer(
        &mut self,
        name: &Arc<str>,
        identity: &Identity,
        old: &[(usize, &Arc<Post>)],
        new: &[(usize, &Arc<Post>)],
        revised: Option<PostId>,
    ) {
        if !self.claims.contains_key(identity) {
            let id = revised.or_else(|| self.gone.remove(identity)).unwrap_or_else(|| {
                let newest = &mut self.snapshot.newest;
                newest.0 += 1;
                *newest
            });
            let claim = Claim { id, offers: BTreeMap::new(), shown: None };
            self.claims.insert(identity.clone(), claim);
        }
        let Some(claim) = self.claims.get_mut(identity) else { return };
        for (place, _) in old {
            claim.offers.remove(&(Arc::clone(name), *place));
        }
        for (place, post) in new {
            claim.offers.insert((Arc::clone(name), *place), Offer::new(post));
        }
        self.show(identity);
    }

    /// Drops what a document says of a post.
    fn withdraw(
        &mut self,
        name: &Arc<str>,
        identity: &Identity,
        places: impl Iterator<Item = usize>,
    ) {
        if let Some(claim) = self.claims.get_mut(identity) {
            for place in places {
                claim.offers.remove(&(Arc::clone(name), place));
            }
            self.show(identity);
        }
    }

    /// Brings the snapshot in line with the best offer for a post. Between equal offers the name of
    /// the document decides, so that the order of arrival never does.
    fn show(&mut self, identity: &Identity) {
        let Some(claim) = self.claims.get_mut(identity) else { return };
        // The last of equal ones is taken, so they are walked from the last to the first.
        let best = claim.offers.iter().rev().max_by_key(|(_, offer)| offer.rank);
        let best = best.filter(|(_, offer)| offer.post.status == Status::Usable);
        let key = best.map(|((document, place), offer)| FeedKey {
            time: Reverse(offer.post.time.moment.map(|moment| moment.instant)),
            document: Arc::clone(document),
            place: *place,
        });
        let entry = best.map(|(_, offer)| Entry { id: claim.id, post: Arc::clone(&offer.post) });
        if let Some(shown) = &claim.shown {
            self.snapshot.hide(shown, claim.id);
        }
        if let (Some(key), Some(entry)) = (&key, entry) {
            self.snapshot.show(key, entry);
        }
        claim.shown = key;
        if claim.offers.is_empty()
            && let Some((identity, claim)) = self.claims.remove_entry(identity)
        {
            self.remember(identity, claim.id);
        }
    }

    fn remember(&mut self, identity: Identity, id: PostId) {
        self.gone_in_order.push_back(identity.clone());
        self.gone.insert(identity, id);
        if self.gone_in_order.len() > REMEMBERED
            && let Some(oldest) = self.gone_in_order.pop_front()
        {
            self.gone.remove(&oldest);
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

/// Most posts of one minute that are looked through for a revision: a real minute has a handful.
const REVISABLE: usize = 64;

/// A post that has gone from a document, and may be there under another headline.
struct Revisable {
    id: PostId,
    identity: Identity,
    place: usize,
    words: HashSet<String>,
}

/// The posts of one document by identity, each with its place.
type Identities<'a> = HashMap<Identity, Vec<(usize, &'a Arc<Post>)>>;

/// Two posts of one page that share minute and headline, but not their text, are two posts.
fn identities(posts: &[Arc<Post>]) -> Identities<'_> {
    let mut found: Identities = HashMap::with_capacity(posts.len());
    for (place, post) in posts.iter().enumerate() {
        let identity = Identity::of(post);
        match found.get(&identity).and_then(|first| first.first()) {
            Some((_, first)) if identity::is_another(first, post) => {
                found.entry(identity.with_lead(post)).or_default().push((place, post));
            }
            _ => found.entry(identity).or_default().push((place, post)),
        }
    }
    found
}

#[cfg(test)]
mod tests;
