//! All posts now known. One writer applies documents; readers share immutable snapshots.
//!
//! Posts, counts and problems live in persistent trees: applying a document costs in proportion to
//! that document times the logarithm of the store, a snapshot is a handful of pointers, and what
//! changed between two of them is found by walking only the branches they do not share.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use super::format::Document;
use super::identity::{self, Identity};
use super::post::{Post, Status};

mod snapshot;

pub use snapshot::{Change, Entry, FeedKey, PostId, Snapshot};

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
        self.snapshot.set_problems(name, problems);
        let known = self.documents.remove(name);
        if known.is_none() {
            self.snapshot.count_documents(1);
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
        self.snapshot.set_problems(name, Vec::new());
        if let Some(posts) = self.documents.remove(name) {
            self.snapshot.count_documents(-1);
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
            let id = revised
                .or_else(|| self.gone.remove(identity))
                .unwrap_or_else(|| self.snapshot.new_id());
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
