//! What a reader has seen and bookmarked, and which posts are unseen.
//!
//! What was published up to the reader's first visit is seen without a word; what was published later,
//! or has come in since whenever it is dated, is unseen until the reader has had it open. Only what
//! differs from that is noted, post by post.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::mem;

use jiff::Timestamp;

use super::choice::Choice;
use super::recall::Recall;
use crate::news::filter::{Counts, Sieve, Sort};
use crate::news::identity::Identity;
use crate::news::post::Kind;
use crate::news::store::{Change, Entry, FeedKey, PostId, Snapshot};

/// What is noted of a post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Whether the reader has seen it; none where its date tells.
    pub seen: Option<bool>,
    /// Whether it is bookmarked.
    pub bookmarked: bool,
}

/// What is kept of a reader between two runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// What was published up to here is seen, unless it is noted otherwise.
    pub baseline: Option<Timestamp>,
    /// When the reader last did something.
    pub visited: Option<Timestamp>,
    /// What is noted of posts.
    pub marks: HashMap<Identity, Mark>,
    /// What was there when the reader came last.
    pub familiar: Option<Familiar>,
}

/// The newest posts that were there when a reader came: what is of their time and not among them has come
/// since, whenever it is dated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Familiar {
    /// The time of the oldest of them: what is older is not told apart.
    pub since: Timestamp,
    /// The posts.
    pub posts: HashSet<Identity>,
}

/// Something that is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Whether a post is seen, and when it was published.
    Seen(Identity, Option<bool>, Option<Timestamp>),
    /// Whether a post is bookmarked, and when it was published.
    Bookmarked(Identity, bool, Option<Timestamp>),
    /// The baseline.
    Baseline(Timestamp),
    /// The reader was here.
    Visited(Timestamp),
    /// What was there when the reader came.
    Familiar(Familiar),
}

/// Posts that are told apart from what comes while the reader is away.
pub const FAMILIAR: usize = 20_000;

/// Minutes without a key, a click or a turn of the wheel after which the reader has been away.
const AWAY: i64 = 15;

/// What the reader missed since the last visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Away {
    /// When that was.
    pub since: Timestamp,
    /// Posts published since and not seen.
    pub posts: usize,
    /// Those of them that are breaking.
    pub breaking: usize,
}

/// How many posts are unseen. To count one in or out costs the same however many there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Those that the feed may list, by facet.
    pub counts: Counts,
    /// The breaking ones among those that it lists.
    pub breaking: usize,
    /// Those that it does not list.
    pub outside: usize,
}

/// The marks of one reader.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    kept: Kept,
    /// Whether all that was there at first has been read.
    begun: bool,
    /// When the reader last did something in this session, or it began, and the newest post by then.
    here: Option<(Timestamp, PostId)>,
    unseen: BTreeMap<FeedKey, Entry>,
    /// The breaking ones among them.
    breaking: BTreeSet<FeedKey>,
    /// What the feed lists.
    choice: Choice,
    tally: Tally,
    /// What is not handed on yet.
    notes: Vec<Note>,
}

impl Marks {
    /// The marks as they were kept.
    #[must_use]
    pub fn new(kept: Kept) -> Marks {
        Marks { kept, ..Marks::default() }
    }

    /// Whether the reader has seen a post.
    #[must_use]
    pub fn is_seen(&self, entry: &Entry) -> bool {
        let noted = self.kept.marks.get(&entry.identity).and_then(|mark| mark.seen);
        noted.unwrap_or_else(|| self.is_old(entry))
    }

    /// Whether a post is bookmarked.
    #[must_use]
    pub fn is_bookmarked(&self, entry: &Entry) -> bool {
        self.mark(entry.identity).bookmarked
    }

    /// What is noted of a post.
    #[must_use]
    pub fn mark(&self, identity: Identity) -> Mark {
        self.kept.marks.get(&identity).copied().unwrap_or_default()
    }

    /// Whether a post is something that no document says, where `edited` tells whether it was.
    #[must_use]
    pub fn is(&self, sort: Sort, entry: &Entry, edited: impl Fn(PostId) -> bool) -> bool {
        match sort {
            Sort::Unseen => !self.is_seen(entry),
            Sort::Bookmarked => self.is_bookmarked(entry),
            Sort::Edited => edited(entry.id),
        }
    }

    /// The unseen posts, the newest first.
    pub fn unseen(&self) -> impl Iterator<Item = &Entry> {
        self.unseen.values()
    }

    /// How many posts are unseen.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Whether all that was there at first has been read.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.begun
    }

    /// The marks of the same reader, who is to see the same documents read in another way.
    #[must_use]
    pub fn anew(self) -> Marks {
        Marks { kept: self.kept, notes: self.notes, ..Marks::default() }
    }

    /// The same documents have been read in another way. The reader was here all the time.
    pub fn begin_again(&mut self, now: Timestamp, snapshot: &Snapshot, recall: &Recall) {
        self.begun = true;
        self.here = Some((now, snapshot.newest_id()));
        for (key, entry) in snapshot.posts().iter() {
            let Some(was) = recall.mark(&entry.post) else { continue };
            // A date tells whether it is seen, as far as it does.
            let seen = if was.seen == Some(self.is_seen(entry)) {
                self.mark(entry.identity).seen
            } else {
                was.seen
            };
            self.put(key, entry, Mark { seen, ..was });
        }
        self.familiarise(snapshot);
    }

    /// All that was there at first has been read. Answers what was missed since the last visit.
    pub fn begin(&mut self, now: Timestamp, snapshot: &Snapshot) -> Option<Away> {
        self.begun = true;
        if self.kept.baseline.is_none() {
            // A publisher's clock may be ahead.
            let newest = snapshot.posts().first().and_then(|(key, _)| key.instant());
            let baseline = newest.map_or(now, |newest| newest.max(now));
            self.kept.baseline = Some(baseline);
            self.notes.push(Note::Baseline(baseline));
        }
        self.here = Some((now, snapshot.newest_id()));
        let late = self.familiarise(snapshot);
        let since = self.kept.visited?;
        self.missed(since, |key, entry| {
            key.instant().is_some_and(|at| at > since) || late.contains(&entry.id)
        })
    }

    /// Notes what is there now, and what of it was not there the last time, though it is dated so.
    fn familiarise(&mut self, snapshot: &Snapshot) -> HashSet<PostId> {
        let standing = snapshot.posts().iter().filter(|(_, entry)| entry.is_present());
        let newest: Vec<_> = standing.take(FAMILIAR).collect();
        let mut late = HashSet::new();
        let before = self.kept.familiar.take();
        if let Some(familiar) = &before {
            for (key, entry) in &newest {
                let mark = self.mark(entry.identity);
                let time = key.instant().unwrap_or(Timestamp::MIN);
                let is_of_its_time = time >= familiar.since;
                let is_late = is_of_its_time && !familiar.posts.contains(&entry.identity);
                if is_late && mark.seen.is_none() && self.is_old(entry) {
                    self.set_mark(entry, Mark { seen: Some(false), ..mark });
                    self.put_in(key, entry);
                    late.insert(entry.id);
                }
            }
        }
        let all = newest.len() < FAMILIAR;
        let oldest = newest.iter().rev().find_map(|(key, _)| key.instant()).filter(|_| !all);
        let mut posts: HashSet<Identity> = newest.iter().map(|(_, entry)| entry.identity).collect();
        let mut since = oldest.unwrap_or(Timestamp::MIN);
        // A folder that is empty now, like a disk that is not there, may be full again.
        if let Some(before) =
            before.filter(|before| before.posts.len() + posts.len() <= 2 * FAMILIAR)
        {
            posts.extend(before.posts);
            since = since.max(before.since);
        }
        self.notes.push(Note::Familiar(Familiar { since, posts }));
        late
    }

    /// What was missed since the reader last did something in this session, if that is long ago.
    #[must_use]
    pub fn returned(&self, now: Timestamp) -> Option<Away> {
        let (since, newest) = self.here?;
        let minutes = (now.as_second() - since.as_second()) / 60;
        (minutes >= AWAY).then(|| self.missed(since, |_, entry| entry.id > newest))?
    }

    fn missed(&self, since: Timestamp, is: impl Fn(&FeedKey, &Entry) -> bool) -> Option<Away> {
        let (mut posts, mut breaking) = (0, 0);
        for (_, entry) in self.unseen.iter().filter(|(key, entry)| is(key, entry)) {
            posts += 1;
            breaking += usize::from(is_breaking(entry));
        }
        (posts > 0).then_some(Away { since, posts, breaking })
    }

    /// The reader did something, and a post was the newest.
    pub fn visit(&mut self, now: Timestamp, newest: PostId) {
        if self.begun {
            self.here = Some((now, newest));
        }
        if self.begun && self.kept.visited != Some(now) {
            self.kept.visited = Some(now);
            self.notes.push(Note::Visited(now));
        }
    }

    /// Takes in what has changed since a post's name was the newest, and answers whether a breaking post
    /// has come. The choice knows what the feed lists of it.
    pub fn advance(&mut self, changes: &[Change], newest: PostId, choice: &Choice) -> bool {
        let mut was: HashMap<PostId, &Entry> = HashMap::new();
        let mut come = Vec::new();
        for change in changes {
            match *change {
                Change::Removed(key, entry) => {
                    was.insert(entry.id, entry);
                    if self.unseen.get(key).is_some_and(|here| here.id == entry.id) {
                        self.take_out(key);
                    }
                }
                Change::Added(key, entry) => come.push((key, entry)),
            }
        }
        self.choice = choice.clone();
        let mut breaking = false;
        for (key, entry) in come {
            let was = was.get(&entry.id);
            if let Some(before) = was.filter(|was| was.identity != entry.identity) {
                // The same post under another headline.
                let mut mark = self.mark(before.identity);
                if mark.seen.is_none() && self.begun && self.is_old(entry) {
                    // Its date would not tell so the next time, when it looks like one that has come.
                    mark.seen = Some(true);
                }
                if mark != Mark::default() {
                    self.set_mark(entry, mark);
                }
            } else if self.begun && entry.id > newest && self.is_old(entry) {
                // It has come late, whenever it is dated.
                let mark = self.mark(entry.identity);
                if mark.seen.is_none() {
                    self.set_mark(entry, Mark { seen: Some(false), ..mark });
                }
            }
            // What is breaking news only now has not been seen as such.
            let breaks =
                self.begun && is_breaking(entry) && was.is_some_and(|was| !is_breaking(was));
            if breaks {
                let mark = self.mark(entry.identity);
                self.set_mark(entry, Mark { seen: Some(false), ..mark });
            }
            if entry.is_present() && !self.is_seen(entry) {
                breaking |= (entry.id > newest || breaks) && is_breaking(entry);
                self.put_in(key, entry);
            }
        }
        breaking && self.begun
    }

    /// Notes of a post what is given.
    pub fn put(&mut self, key: &FeedKey, entry: &Entry, mark: Mark) {
        if mark == self.mark(entry.identity) {
            return;
        }
        self.set_mark(entry, mark);
        if self.is_seen(entry) {
            self.take_out(key);
        } else if entry.is_present() {
            self.put_in(key, entry);
        }
    }

    /// Counts by what the feed lists from now on.
    pub fn set_choice(&mut self, choice: &Choice) {
        self.choice = choice.clone();
        let mut sieve = Sieve::new(self.choice.filter());
        let (mut breaking, mut inside) = (0, 0);
        for entry in self.unseen.values().filter(|entry| self.choice.counts(entry)) {
            if sieve.passes(&entry.facets, true) {
                inside += 1;
                breaking += usize::from(is_breaking(entry));
            }
        }
        let counts = sieve.counts();
        self.tally = Tally { counts, breaking, outside: self.unseen.len() - inside };
    }

    fn put_in(&mut self, key: &FeedKey, entry: &Entry) {
        self.take_out(key);
        self.unseen.insert(key.clone(), entry.clone());
        if is_breaking(entry) {
            self.breaking.insert(key.clone());
        }
        if self.choice.counts(entry) {
            self.tally.counts.add(&entry.facets, self.choice.filter());
        }
        if self.choice.lists(entry) {
            self.tally.breaking += usize::from(is_breaking(entry));
        } else {
            self.tally.outside += 1;
        }
    }

    fn take_out(&mut self, key: &FeedKey) {
        let Some(entry) = self.unseen.remove(key) else { return };
        self.breaking.remove(key);
        if self.choice.counts(&entry) {
            self.tally.counts.remove(&entry.facets, self.choice.filter());
        }
        if self.choice.lists(&entry) {
            self.tally.breaking -= usize::from(is_breaking(&entry));
        } else {
            self.tally.outside -= 1;
        }
    }

    /// The oldest unseen post that is listed.
    #[must_use]
    pub fn oldest(&self) -> Option<&FeedKey> {
        self.find(self.unseen.iter().rev())
    }

    /// The unseen post next to a place that is listed: the next later one, or the next earlier.
    #[must_use]
    pub fn beside(&self, key: &FeedKey, later: bool) -> Option<&FeedKey> {
        if later {
            self.find(self.unseen.range(..key).rev())
        } else {
            self.find(self.unseen.range(key..).filter(|(other, _)| *other != key))
        }
    }

    fn find<'a>(
        &self,
        mut unseen: impl Iterator<Item = (&'a FeedKey, &'a Entry)>,
    ) -> Option<&'a FeedKey> {
        unseen.find(|(_, entry)| self.choice.lists(entry)).map(|(key, _)| key)
    }

    /// The latest breaking post that is unseen, listed or not.
    #[must_use]
    pub fn breaking(&self) -> Option<&FeedKey> {
        self.breaking.first()
    }

    /// All unseen posts that are listed.
    #[must_use]
    pub fn listed(&self) -> Vec<(FeedKey, Entry)> {
        let listed = self.unseen.iter().filter(|(_, entry)| self.choice.lists(entry));
        listed.map(|(key, entry)| (key.clone(), entry.clone())).collect()
    }

    /// What matters most of what is unseen: the latest summary, then what is breaking, then analysis, each
    /// from the oldest on.
    #[must_use]
    pub fn catch_up(&self) -> Vec<FeedKey> {
        let of = |kind| {
            let unseen = self.unseen.iter().rev();
            unseen.filter(move |(_, entry)| entry.facets.kinds.contains(kind))
        };
        let summary = of(Kind::Summary).next_back();
        let breaking = of(Kind::Breaking);
        // A post is listed once, by the first of its kinds.
        let analysis = of(Kind::Analysis).filter(|(_, entry)| !is_breaking(entry));
        let all = summary.into_iter().chain(breaking).chain(analysis);
        all.map(|(key, _)| key.clone()).collect()
    }

    /// Takes what is to be kept.
    pub fn take_notes(&mut self) -> Vec<Note> {
        mem::take(&mut self.notes)
    }

    fn is_old(&self, entry: &Entry) -> bool {
        let Some(baseline) = self.kept.baseline else { return true };
        entry.post.instant().is_none_or(|instant| instant <= baseline)
    }

    fn set_mark(&mut self, entry: &Entry, mark: Mark) {
        let (identity, published) = (entry.identity, entry.post.instant());
        let before = self.kept.marks.insert(identity, mark).unwrap_or_default();
        // Another session may note the other of the two.
        if before.seen != mark.seen {
            self.notes.push(Note::Seen(identity, mark.seen, published));
        }
        if before.bookmarked != mark.bookmarked {
            self.notes.push(Note::Bookmarked(identity, mark.bookmarked, published));
        }
    }
}

fn is_breaking(entry: &Entry) -> bool {
    entry.facets.kinds.contains(Kind::Breaking)
}
