//! All posts now known. One writer applies documents; readers share immutable snapshots.
//!
//! Posts, counts and problems live in persistent trees: applying a document costs in proportion to
//! that document times the logarithm of the store, a snapshot is a handful of pointers, and what
//! changed between two of them is found by walking only the branches they do not share.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::filter::Facets;
use super::format::{Document, Format};
use super::identity::{self, Identity};
use super::post::{Post, Presence, Status};

mod claim;
mod gone;
mod revision;
mod snapshot;

use claim::Claim;
use gone::{Gone, GonePost};
use revision::Revisable;
pub use snapshot::{Change, Entry, FeedKey, PostId, Snapshot};

/// Lists of correspondents that are not worth looking through.
const MANY_PEOPLE: usize = 1024;

/// The one writer.
#[derive(Debug, Default)]
pub struct Store {
    documents: HashMap<Arc<str>, Known>,
    claims: HashMap<Identity, Claim>,
    gone: Gone,
    /// The lists of correspondents that posts are by.
    people: HashSet<Arc<[Arc<str>]>>,
    /// From so many on, some may be of nobody any more.
    most_people: usize,
    /// Documents that are new since the folder was last known whole.
    came: HashSet<Arc<str>>,
    snapshot: Snapshot,
}

/// A document as it was last put in.
#[derive(Debug)]
struct Known {
    format: Format,
    posts: Vec<Arc<Post>>,
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
        // Lists that nobody is by any more go, now and then.
        if self.people.len() > self.most_people {
            self.people.retain(|people| Arc::strong_count(people) > 1);
            self.most_people = MANY_PEOPLE.max(2 * self.people.len());
        }
    }

    /// Puts a document in, and says whether its name is new.
    fn put(&mut self, name: &Arc<str>, document: Document) -> bool {
        let Document { posts, problems, format } = document;
        self.snapshot.set_problems(name, problems);
        let known = self.documents.remove(name);
        let is_new = known.is_none();
        if is_new {
            self.snapshot.count_documents(1);
        }
        // What was taken for an article turned out to be the beginning of something else.
        let was_partial = known.as_ref().is_some_and(|known| {
            known.format == Format::Article
                && !matches!(format, Format::Article | Format::Unreadable)
        });
        let known = known.map(|known| known.posts).unwrap_or_default();
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
        let mut revised = self.revisions(&before, &after);
        let goes_on: HashSet<&Identity> = revised.values().map(|old| &old.identity).collect();
        let still_here = |post: &Post| {
            let in_document = |twin| after.get(twin)?.first().map(|(_, post)| post.body.as_slice());
            let twins = Identity::twins(post);
            twins.iter().any(|twin| in_document(twin) == Some(post.body.as_slice()))
                || twins.iter().any(|twin| self.is_claimed_by_another(twin, name, post))
        };
        let oldest = Oldest::of(&posts);
        let mut departed = Vec::new();
        for (identity, offers) in &before {
            if after.contains_key(identity) {
                continue;
            }
            let shown = offers.first().filter(|(_, post)| {
                !was_partial && !goes_on.contains(identity) && !still_here(post)
            });
            let presence = shown.map(|(place, post)| oldest.presence(*place, post, &known));
            departed.push((identity, offers, presence));
        }
        for (identity, offers, presence) in departed {
            self.withdraw(name, identity, offers.iter().map(|(place, _)| *place), presence);
        }
        for (identity, offers) in after {
            let old = before.get(&identity).map_or(&[][..], Vec::as_slice);
            let same = old.len() == offers.len()
                && old.iter().zip(&offers).all(|(a, b)| a.0 == b.0 && Arc::ptr_eq(a.1, b.1));
            if !same {
                let id = revised.remove(&identity).map(|revised| {
                    // The name goes on with the new headline, and is not kept for the old one.
                    self.gone.take(&revised.identity);
                    revised.id
                });
                self.offer(name, &identity, old, &offers, id);
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
            let mut others = others.flat_map(|claim| &claim.offers).map(|offer| &offer.document);
            let heir = others.find(|other| self.came.contains(*other)).cloned();
            for identity in departed {
                self.hand_on(identity, heir.as_ref());
            }
        }
        for (identity, offers) in posts {
            self.withdraw(name, &identity, offers.iter().map(|(place, _)| *place), None);
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
            let (place, post) = offers.first()?;
            let only_here = claim.offers.len() == offers.len();
            only_here.then(|| Revisable::new(claim.id, identity.clone(), *place, post))
        });
        let is_new = |identity: &Identity| !self.claims.contains_key(identity);
        revision::pair(revisable.collect(), after, is_new)
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
            let back = self.gone.take(identity);
            if let Some(GonePost { id, shown: Some(key) }) = &back {
                self.snapshot.hide(key, *id);
            }
            let id = revised.or(back.map(|back| back.id)).unwrap_or_else(|| self.snapshot.new_id());
            let claim = Claim::new(id);
            self.claims.insert(identity.clone(), claim);
        }
        if !self.gone.is_empty() {
            for (_, post) in new {
                self.hide_twins(post);
            }
        }
        let Some(claim) = self.claims.get_mut(identity) else { return };
        for (place, _) in old {
            claim.remove(name, *place);
        }
        for (place, post) in new {
            claim.insert(name, *place, post);
        }
        self.show(identity);
    }

    /// Whether another document has this very post under an identity.
    fn is_claimed_by_another(&self, identity: &Identity, name: &Arc<str>, post: &Post) -> bool {
        let offers = self.claims.get(identity).into_iter().flat_map(|claim| &claim.offers);
        let mut others = offers.filter(|offer| offer.document != *name);
        others.any(|offer| offer.post.body == post.body)
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
    fn withdraw(
        &mut self,
        name: &Arc<str>,
        identity: &Identity,
        places: impl Iterator<Item = usize>,
        presence: Option<Presence>,
    ) {
        let Some(claim) = self.claims.get_mut(identity) else { return };
        let place = self.snapshot.key(claim.id).cloned();
        let last = place.as_ref().and_then(|key| self.snapshot.posts().get(key)).cloned();
        for at in places {
            claim.remove(name, at);
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
            let key = FeedKey { departed: Some(claim.id), ..place };
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
        let best = claim.best().filter(|offer| offer.post.status != Status::Canceled);
        let key = best.map(|offer| FeedKey {
            time: Reverse(offer.post.time.moment.map(|moment| moment.instant)),
            document: Arc::clone(&offer.document),
            place: offer.place,
            departed: None,
        });
        let entry = best.map(|offer| Entry {
            id: claim.id,
            facets: Facets::of(&offer.post, &mut self.people),
            post: Arc::clone(&offer.post),
            presence: match offer.post.status {
                Status::Withdrawn => Presence::Withdrawn,
                _ => Presence::Present,
            },
        });
        if let Some(shown) = self.snapshot.key(claim.id).cloned() {
            self.snapshot.hide(&shown, claim.id);
        }
        if let (Some(key), Some(entry)) = (&key, entry) {
            self.snapshot.show(key, entry);
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
        let instant = posts.iter().filter_map(|post| instant(post)).min();
        let oldest =
            posts.iter().filter(|post| instant.is_some() && self::instant(post) == instant);
        Oldest { instant, posts: oldest.collect() }
    }

    /// What has become of a post that was the `place`th of a document that `was`.
    fn presence(&self, place: usize, post: &Post, was: &[Arc<Post>]) -> Presence {
        let (Some(oldest), Some(own)) = (self.instant, instant(post)) else {
            return Presence::Withdrawn;
        };
        // Of several posts in one minute, the last to roll off is the one nearest to the others.
        let newest_first =
            was.first().map(|post| instant(post)) >= was.last().map(|post| instant(post));
        let among = |(at, other): (usize, &Arc<Post>)| {
            (at > place) == newest_first
                && self.posts.iter().any(|post| Arc::ptr_eq(post, other) || post == &other)
        };
        if own < oldest || (own == oldest && !was.iter().enumerate().any(among)) {
            Presence::RolledOff
        } else {
            Presence::Withdrawn
        }
    }
}

fn instant(post: &Post) -> Option<jiff::Timestamp> {
    post.time.moment.map(|moment| moment.instant)
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
