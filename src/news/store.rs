//! All posts now known. One writer applies documents; readers share immutable snapshots.
//!
//! Posts, counts and problems live in persistent trees: applying a document costs in proportion to
//! that document times the logarithm of the store, a snapshot is a handful of pointers, and what
//! changed between two of them is found by walking only the branches they do not share.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet};
use smallvec::SmallVec;

use super::filter::Facets;
use super::format::{ARTICLE, Document, Format, UNREADABLE};
use super::identity::{self, Identity};
use super::post::{Post, Presence, Status};

mod claim;
mod gone;
mod post_set;
mod registry;
mod revision;
mod runs;
mod snapshot;

use claim::Claim;
use gone::{Gone, GonePost};
pub use post_set::PostSet;
use registry::Registry;
use revision::Revisable;
pub use snapshot::{Change, Entry, FeedKey, FeedTime, PACE, Pace, PostId, Snapshot};

/// The one writer.
#[derive(Debug, Default)]
pub struct Store {
    documents: HashMap<Arc<str>, Known>,
    claims: HashMap<Identity, Claim>,
    gone: Gone,
    people: Registry,
    /// Documents that are new since the folder was last known whole.
    came: HashSet<Arc<str>>,
    snapshot: Snapshot,
}

/// A document as it was last put in.
#[derive(Debug)]
struct Known {
    format: &'static Format,
    posts: Box<[Arc<Post>]>,
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
    ///
    /// A post that a document no longer has, while the document still stands, stays in the feed as
    /// withdrawn or rolled off. It goes with its document.
    pub fn apply(&mut self, changes: impl IntoIterator<Item = (Arc<str>, Option<Document>)>) {
        let mut gone = Vec::new();
        for (name, document) in changes {
            match document {
                Some(document) => {
                    if self.put(&name, document) {
                        self.came.insert(name);
                    }
                }
                None => gone.push(name),
            }
        }
        for name in gone {
            self.take_out(&name);
        }
    }

    /// All changes up to now are in: what goes from now on has not gone to a name that came before.
    pub fn settle(&mut self) {
        self.came.clear();
        self.people.tidy();
    }

    /// Puts a document in, and says whether its name is new.
    fn put(&mut self, name: &Arc<str>, mut document: Document) -> bool {
        document.set_name(name);
        let Document { posts, problems, format } = document;
        self.snapshot.set_problems(name, problems);
        let known = self.documents.remove(name);
        let is_new = known.is_none();
        if is_new {
            self.snapshot.count_documents(1);
        }
        // What was taken for an article turned out to be the beginning of something else.
        let was_partial = known.as_ref().is_some_and(|known| {
            known.format == &ARTICLE && ![&ARTICLE, &UNREADABLE].contains(&format)
        });
        let known = known.map(|known| known.posts).unwrap_or_default();
        // A post that is what it was stays the very same, so that nobody has to look at it again.
        let posts: Box<[Arc<Post>]> = posts
            .into_iter()
            .enumerate()
            .map(|(place, post)| match known.get(place) {
                Some(same) if **same == post => Arc::clone(same),
                _ => Arc::new(Post { by: Arc::clone(&self.people.of(&post.by).by), ..post }),
            })
            .collect();
        let before = identities(&known);
        let after = identities(&posts);
        let mut revised = self.revisions(&before, &after);
        let goes_on: HashSet<&Identity> = revised.values().map(|old| &old.identity).collect();
        let still_here = |post: &Post| {
            let in_document = |twin| after.get(twin)?.first().map(|post| &post.body);
            let twins = Identity::twins(post);
            twins.iter().any(|twin| in_document(twin) == Some(&post.body))
                || twins.iter().any(|twin| self.is_claimed_by_another(twin, name, post))
        };
        let oldest = Oldest::of(&posts);
        let mut departed = Vec::new();
        for (identity, offers) in &before {
            if after.contains_key(identity) {
                continue;
            }
            let shown = offers
                .first()
                .filter(|post| !was_partial && !goes_on.contains(identity) && !still_here(post));
            let presence = shown.map(|post| oldest.presence(post, &known));
            departed.push((identity, offers, presence));
        }
        for (identity, offers, presence) in departed {
            self.withdraw(identity, offers, presence);
        }
        for (identity, offers) in after {
            let old = before.get(&identity).map_or(&[][..], SmallVec::as_slice);
            let same = old.len() == offers.len()
                && old.iter().zip(&offers).all(|(a, b)| Arc::ptr_eq(a, b));
            if !same {
                let id = revised.remove(&identity).map(|revised| {
                    // The name goes on with the new headline, and is not kept for the old one.
                    self.gone.take(&revised.identity);
                    revised.id
                });
                self.offer(&identity, old, &offers, id);
            }
        }
        self.documents.insert(Arc::clone(name), Known { format, posts });
        is_new
    }

    /// Takes a document out. Where it goes on as one that is new, what is shown as gone from it goes
    /// along.
    fn take_out(&mut self, name: &Arc<str>) {
        self.came.remove(name);
        self.snapshot.set_problems(name, Vec::new());
        let Some(known) = self.documents.remove(name) else { return };
        self.snapshot.count_documents(-1);
        let posts = identities(&known.posts);
        let departed = self.gone.shown_for(name);
        if !departed.is_empty() {
            let others = posts.keys().filter_map(|identity| self.claims.get(identity));
            let mut others = others.flat_map(|claim| &claim.offers).map(|post| &post.document);
            let heir = others.find(|other| self.came.contains(*other)).cloned();
            for identity in departed {
                self.hand_on(identity, heir.as_ref());
            }
        }
        for (identity, offers) in posts {
            self.withdraw(&identity, &offers, None);
        }
    }

    /// Shows a post that has gone from a document as gone from its heir, or no more.
    fn hand_on(&mut self, identity: Identity, heir: Option<&Arc<str>>) {
        let Some(mut post) = self.gone.take(&identity) else { return };
        let Some(mut key) = post.shown.take() else { return };
        let entry = self.snapshot.hide(&key, post.id);
        if let (Some(entry), Some(heir)) = (entry, heir) {
            key.document = Arc::clone(heir);
            self.snapshot.show(&key, entry);
            post.shown = Some(key);
        }
        self.remember(identity, post);
    }

    /// The posts that are new by identity, but are an old post of this document: they go by the old
    /// name.
    fn revisions(
        &self,
        before: &Identities<'_>,
        after: &Identities<'_>,
    ) -> HashMap<Identity, Revisable> {
        let vanished = before.iter().filter(|(identity, _)| !after.contains_key(*identity));
        let revisable = vanished.filter_map(|(identity, offers)| {
            let claim = self.claims.get(identity)?;
            let post = offers.first()?;
            let only_here = claim.offers.len() == offers.len();
            only_here.then(|| Revisable::new(claim.id, *identity, post))
        });
        let is_new = |identity: &Identity| !self.claims.contains_key(identity);
        revision::pair(revisable.collect(), after, is_new)
    }

    /// Replaces what one document says of a post.
    fn offer(
        &mut self,
        identity: &Identity,
        old: &[&Arc<Post>],
        new: &[&Arc<Post>],
        revised: Option<PostId>,
    ) {
        if !self.claims.contains_key(identity) {
            let back = self.gone.take(identity);
            if let Some(GonePost { id, shown: Some(key) }) = &back {
                self.snapshot.hide(key, *id);
            }
            let id = revised.or(back.map(|back| back.id)).unwrap_or_else(|| self.snapshot.new_id());
            let claim = Claim::new(id);
            self.claims.insert(*identity, claim);
        }
        if !self.gone.is_empty() {
            for post in new {
                self.hide_twins(post);
            }
        }
        let Some(claim) = self.claims.get_mut(identity) else { return };
        for post in old {
            claim.remove(post);
        }
        for post in new {
            claim.insert(post);
        }
        self.show(identity);
    }

    /// Whether another document has this very post under an identity.
    fn is_claimed_by_another(&self, identity: &Identity, name: &Arc<str>, post: &Post) -> bool {
        let offers = self.claims.get(identity).into_iter().flat_map(|claim| &claim.offers);
        let mut others = offers.filter(|offer| offer.document != *name);
        others.any(|offer| offer.body == post.body)
    }

    /// Shows a post no longer as gone that has come under another identity: what tells it from its
    /// neighbours in one document is not needed in another.
    fn hide_twins(&mut self, post: &Post) {
        for twin in Identity::twins(post) {
            let Some(key) = self.gone.shown(&twin) else { continue };
            let same =
                self.snapshot.posts().get(key).is_some_and(|entry| entry.post.body == post.body);
            if same && let Some(mut gone) = self.gone.take(&twin) {
                if let Some(key) = gone.shown.take() {
                    self.snapshot.hide(&key, gone.id);
                }
                self.remember(twin, gone);
            }
        }
    }

    /// Drops what a document says of a post. Where nobody else has it, it is shown as `presence`
    /// says from then on, or no more.
    fn withdraw(&mut self, identity: &Identity, posts: &[&Arc<Post>], presence: Option<Presence>) {
        let Some(claim) = self.claims.get_mut(identity) else { return };
        let place = self.snapshot.key(claim.id);
        let last = place.as_ref().and_then(|key| self.snapshot.posts().get(key)).cloned();
        for post in posts {
            claim.remove(post);
        }
        self.show(identity);
        // Does anybody still have it?
        if self.claims.get(identity).is_some_and(|claim| !claim.offers.is_empty()) {
            return;
        }
        let Some((identity, claim)) = self.claims.remove_entry(identity) else { return };
        let mut gone = GonePost { id: claim.id, shown: None };
        if let (Some(presence), Some(last), Some(place)) = (presence, last, place) {
            // The very place may soon be another post's.
            let key = place.departed(claim.id);
            let presence =
                if last.presence == Presence::Present { presence } else { last.presence };
            self.snapshot.show(&key, Entry { presence, ..last });
            gone.shown = Some(key);
        }
        self.remember(identity, gone);
    }

    /// Brings the snapshot in line with the best offer for a post.
    fn show(&mut self, identity: &Identity) {
        let Some(claim) = self.claims.get(identity) else { return };
        let best = claim.best().filter(|post| post.status != Status::Canceled);
        let entry = best.map(|post| Entry {
            id: claim.id,
            identity: *identity,
            facets: Facets { kinds: post.kinds, people: self.people.of(&post.by) },
            post: Arc::clone(post),
            presence: match post.status {
                Status::Withdrawn => Presence::Withdrawn,
                _ => Presence::Present,
            },
        });
        if let Some(shown) = self.snapshot.key(claim.id) {
            self.snapshot.hide(&shown, claim.id);
        }
        if let Some(entry) = entry {
            self.snapshot.show(&FeedKey::of(&entry.post), entry);
        }
    }

    fn remember(&mut self, identity: Identity, post: GonePost) {
        let forgotten = self.gone.remember(identity, post);
        if let Some(GonePost { id, shown: Some(key) }) = forgotten {
            self.snapshot.hide(&key, id);
        }
    }
}

/// The oldest posts that a document still has, which tell whether others have rolled off its end.
struct Oldest<'a> {
    instant: Option<jiff::Timestamp>,
    posts: Vec<&'a Arc<Post>>,
}

impl<'a> Oldest<'a> {
    fn of(posts: &'a [Arc<Post>]) -> Oldest<'a> {
        let instant = posts.iter().filter_map(|post| post.instant()).min();
        let oldest = posts.iter().filter(|post| instant.is_some() && post.instant() == instant);
        Oldest { instant, posts: oldest.collect() }
    }

    /// What has become of a post of a document that `was`.
    fn presence(&self, post: &Post, was: &[Arc<Post>]) -> Presence {
        let (Some(oldest), Some(own)) = (self.instant, post.instant()) else {
            return Presence::Withdrawn;
        };
        // Of several posts in one minute, the last to roll off is the one nearest to the others.
        let newest_first =
            was.first().map(|post| post.instant()) >= was.last().map(|post| post.instant());
        let among = |other: &Arc<Post>| {
            (other.place > post.place) == newest_first
                && self
                    .posts
                    .iter()
                    .any(|post| Arc::ptr_eq(post, other) || post.says_the_same(other))
        };
        if own < oldest || (own == oldest && !was.iter().any(among)) {
            Presence::RolledOff
        } else {
            Presence::Withdrawn
        }
    }
}

/// The posts of one document by identity.
type Identities<'a> = HashMap<Identity, SmallVec<[&'a Arc<Post>; 1]>>;

/// Two posts of one page that share minute and headline, but not their text, are two posts.
fn identities(posts: &[Arc<Post>]) -> Identities<'_> {
    let mut found: Identities = HashMap::with_capacity(posts.len());
    for post in posts {
        let identity = Identity::of(post);
        let own = match found.get(&identity).and_then(|first| first.first()) {
            Some(first) if identity::is_another(first, post) => Identity::with_lead(post),
            _ => identity,
        };
        found.entry(own).or_default().push(post);
    }
    found
}

#[cfg(test)]
mod tests;
