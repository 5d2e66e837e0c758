//! The store at one moment, as its readers have it.

use std::cmp::Reverse;
use std::ops::Bound;
use std::sync::Arc;

use imbl::OrdMap;

use super::runs::Runs;
use crate::news::filter::{Counts, Facets, Filter};
use crate::news::identity::Identity;
use crate::news::post::{Kind, Post, Presence, Problem};

/// Names a post for as long as the store lives, through changes of its text and its headline. Later
/// ones are greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostId(u64);

impl PostId {
    /// How many names were given since another one was.
    #[must_use]
    pub fn since(self, other: PostId) -> u64 {
        self.0.saturating_sub(other.0)
    }
}

/// When a post was published, as the feed sorts by it: the newest first, those without a time last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FeedTime(
    /// The microsecond, counted backwards from 1970.
    i64,
);

impl FeedTime {
    const UNDATED: FeedTime = FeedTime(i64::MAX);

    fn at(instant: jiff::Timestamp) -> FeedTime {
        FeedTime(-instant.as_microsecond())
    }
}

/// Where a post stands in the feed: newest first, posts without a time last, and within one
/// microsecond in the order of their documents.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FeedKey {
    time: FeedTime,
    pub(super) document: Arc<str>,
    place: u32,
    /// A post that its document no longer has, whose place there may be another's now; no post's name
    /// where it still has it.
    departed: PostId,
}

impl FeedKey {
    /// Where a post stands that its document has.
    pub(super) fn of(post: &Post) -> FeedKey {
        FeedKey {
            time: post.instant().map_or(FeedTime::UNDATED, FeedTime::at),
            document: Arc::clone(&post.document),
            place: post.place,
            departed: PostId::default(),
        }
    }

    /// Where that post stands once it has gone from its document.
    pub(super) fn departed(self, id: PostId) -> FeedKey {
        FeedKey { departed: id, ..self }
    }

    /// The place before all posts of an instant.
    #[must_use]
    pub fn before(instant: jiff::Timestamp) -> FeedKey {
        FeedKey {
            time: FeedTime::at(instant),
            document: Arc::default(),
            place: 0,
            departed: PostId::default(),
        }
    }

    /// When the post there was published, as the feed sorts by it.
    #[must_use]
    pub fn time(&self) -> FeedTime {
        self.time
    }

    /// When the post there was published, to the microsecond.
    #[must_use]
    pub fn instant(&self) -> Option<jiff::Timestamp> {
        let FeedTime(backwards) = self.time;
        (self.time != FeedTime::UNDATED)
            .then(|| jiff::Timestamp::from_microsecond(-backwards).ok())?
    }

    /// The document it is, or was, in.
    #[must_use]
    pub fn document(&self) -> &str {
        &self.document
    }

    /// Whether the post there has gone from its document, which still stands.
    #[must_use]
    pub fn has_departed(&self) -> bool {
        self.departed != PostId::default()
    }

    /// How far two places lie apart in time, in seconds; as far as can be where one has none.
    #[must_use]
    pub fn seconds_from(&self, other: &FeedKey) -> u64 {
        match (self.instant(), other.instant()) {
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
    /// What makes it that post, in any store.
    pub identity: Identity,
    /// The post itself, shared by all who show it.
    pub post: Arc<Post>,
    /// What it is filtered by.
    pub facets: Facets,
    /// Whether it stands.
    pub presence: Presence,
}

impl Entry {
    /// Whether it stands: what is counted as coverage.
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.presence == Presence::Present
    }
}

/// Posts are made anew when they change, so two entries are the same when they share theirs.
impl PartialEq for Entry {
    fn eq(&self, other: &Entry) -> bool {
        (self.id, self.presence) == (other.id, other.presence)
            && Arc::ptr_eq(&self.post, &other.post)
    }
}

/// Seconds of the shortest interval that posts are counted by.
pub const PACE: i64 = 600;

/// The posts of one interval that stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// All of them.
    pub posts: u32,
    /// The breaking ones.
    pub breaking: u32,
}

impl Pace {
    /// Counts a post in or out.
    pub fn count(&mut self, entry: &Entry, step: i32) {
        self.posts = self.posts.saturating_add_signed(step);
        if entry.facets.kinds.contains(Kind::Breaking) {
            self.breaking = self.breaking.saturating_add_signed(step);
        }
    }
}

/// The store at one moment. A clone is cheap and shares everything.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    posts: Runs<FeedKey, Entry>,
    /// Where each post stands, by its name: with a document, for one that has gone from it.
    places: Runs<PostId, Place>,
    counts: Counts,
    pace: OrdMap<i64, Pace>,
    problems: OrdMap<Reverse<u64>, Faulty>,
    /// Where each document's problems stand among them.
    problem_places: OrdMap<Arc<str>, u64>,
    last_problem: u64,
    problem_count: usize,
    documents: usize,
    newest: PostId,
}

/// Where a post stands: as the post itself says, or as gone from a document.
#[derive(Clone, Debug)]
enum Place {
    Own(Arc<Post>),
    Departed(Arc<FeedKey>),
}

impl Place {
    fn key(&self) -> FeedKey {
        match self {
            Place::Own(post) => FeedKey::of(post),
            Place::Departed(key) => FeedKey::clone(key),
        }
    }
}

/// A document with problems.
type Faulty = (Arc<str>, Arc<[Problem]>);

/// One post that differs between two snapshots.
#[derive(Debug)]
pub enum Change<'a> {
    /// It has come, or has come to this place.
    Added(&'a FeedKey, &'a Entry),
    /// It has gone from this place.
    Removed(&'a FeedKey, &'a Entry),
}

impl<'a> Change<'a> {
    /// The post, and the place that it has come to or gone from.
    #[must_use]
    pub fn post(&self) -> (&'a FeedKey, &'a Entry) {
        let (Change::Added(key, entry) | Change::Removed(key, entry)) = *self;
        (key, entry)
    }

    /// How it counts: one more, or one less.
    #[must_use]
    pub fn step(&self) -> i32 {
        match self {
            Change::Added(..) => 1,
            Change::Removed(..) => -1,
        }
    }
}

impl Snapshot {
    /// The posts in feed order, with those that no longer stand.
    #[must_use]
    pub fn posts(&self) -> &Runs<FeedKey, Entry> {
        &self.posts
    }

    /// Where a post stands, if it is here.
    #[must_use]
    pub fn key(&self, id: PostId) -> Option<FeedKey> {
        self.places.get(&id).map(Place::key)
    }

    /// The posts of each sort, of those that stand.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// The posts that stand by the time they were published, in intervals of [`PACE`] since 1970.
    #[must_use]
    pub fn pace(&self) -> &OrdMap<i64, Pace> {
        &self.pace
    }

    /// The name given last: posts that come later have greater ones.
    #[must_use]
    pub fn newest_id(&self) -> PostId {
        self.newest
    }

    /// The posts that have come since a name was given, at a cost in proportion to them.
    pub fn later_than(&self, since: PostId) -> impl Iterator<Item = &Entry> {
        let later = self.places.from(Bound::Excluded(&since));
        later.filter_map(|(_, place)| self.posts.get(&place.key()))
    }

    /// The documents with problems, and what is wrong with each: the latest change first.
    #[must_use]
    pub fn problems(&self) -> impl DoubleEndedIterator<Item = (&Arc<str>, &[Problem])> {
        self.problems.values().map(|(name, problems)| (name, problems.as_ref()))
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
        self.posts.changes_since(&old.posts).flat_map(|(gone, come)| {
            let removed = gone.map(|(key, entry)| Change::Removed(key, entry));
            let added = come.map(|(key, entry)| Change::Added(key, entry));
            removed.into_iter().chain(added)
        })
    }
}

impl Snapshot {
    /// Puts a post where it belongs.
    pub(super) fn show(&mut self, key: &FeedKey, entry: Entry) {
        if entry.is_present() {
            self.counts.add(&entry.facets, &Filter::default());
            self.count_pace(&entry, 1);
        }
        let place = if key.has_departed() {
            Place::Departed(Arc::new(key.clone()))
        } else {
            Place::Own(Arc::clone(&entry.post))
        };
        self.places.insert(entry.id, place);
        // A page that grew at the top puts each post where its neighbour stood.
        if let Some(displaced) = self.posts.insert(key.clone(), entry) {
            self.forget(key, &displaced);
        }
    }

    /// Takes out the post that stands at `key`, unless another has taken the place since.
    pub(super) fn hide(&mut self, key: &FeedKey, id: PostId) -> Option<Entry> {
        self.posts.get(key).filter(|entry| entry.id == id)?;
        let entry = self.posts.remove(key)?;
        self.forget(key, &entry);
        Some(entry)
    }

    fn forget(&mut self, key: &FeedKey, entry: &Entry) {
        if entry.is_present() {
            self.counts.remove(&entry.facets, &Filter::default());
            self.count_pace(entry, -1);
        }
        if self.key(entry.id).as_ref() == Some(key) {
            self.places.remove(&entry.id);
        }
    }

    fn count_pace(&mut self, entry: &Entry, step: i32) {
        let Some(instant) = entry.post.instant() else { return };
        let at = instant.as_second().div_euclid(PACE);
        let pace = self.pace.entry(at).or_default();
        pace.count(entry, step);
        if pace.posts == 0 {
            self.pace.remove(&at);
        }
    }

    /// Says what is wrong with a document. Problems that it has already keep their place.
    pub(super) fn set_problems(&mut self, name: &Arc<str>, problems: Vec<Problem>) {
        let place = self.problem_places.get(name).copied();
        let old = place.and_then(|place| self.problems.get(&Reverse(place)));
        let old: &[Problem] = old.map_or(&[], |(_, old)| old);
        if *old == *problems {
            return;
        }
        self.problem_count = self.problem_count + problems.len() - old.len();
        if let Some(place) = place {
            self.problems.remove(&Reverse(place));
            self.problem_places.remove(name);
        }
        if !problems.is_empty() {
            self.last_problem += 1;
            self.problem_places.insert(Arc::clone(name), self.last_problem);
            let of_document = (Arc::clone(name), problems.into());
            self.problems.insert(Reverse(self.last_problem), of_document);
        }
    }

    /// Counts documents in or out.
    pub(super) fn count_documents(&mut self, step: isize) {
        self.documents = self.documents.saturating_add_signed(step);
    }

    /// A name that no post has had.
    pub(super) fn new_id(&mut self) -> PostId {
        self.newest.0 += 1;
        self.newest
    }
}
