//! The list of posts that a reader sees: filtered, in either order, around the selected one.
//!
//! The selected post stands on a row of the screen, and all other rows follow from that: what
//! comes or goes elsewhere in the list never moves it. Any step costs the same in a list of any
//! length, but for a change of the filter, which looks at each post once.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use smallvec::SmallVec;

use super::choice::Choice;
use super::list::List;
use crate::news::filter::{Counts, Filter};
use crate::news::store::{Change, Entry, FeedKey, PostId, Snapshot};
use crate::news::when::{Clock, Zones};

mod pointed;

/// Most posts that are not shown until the reader moves.
const HIDDEN: u64 = 1_000;

/// A row of the list.
#[derive(Debug, PartialEq)]
pub enum FeedRow<'a> {
    /// A rule above the posts of a day; `None` for posts without a time.
    Day(Option<Date>),
    /// The rule between what is new and what was there before.
    New(Timestamp),
    /// A post, and whether it is the selected one.
    Post(&'a Entry, bool),
    /// Nothing: above the first post where the posts above the selected one have gone.
    Empty,
}

/// What has come since the feed was last live, and is still there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrived {
    /// The last post that was there already: those with later names have come since.
    pub since: PostId,
    /// Posts that the filter lets through.
    pub inside: usize,
    /// Posts that it does not.
    pub outside: usize,
}

/// A selected post, and the row it stands on.
#[derive(Clone, Debug, Default)]
pub struct Spot {
    selected: Option<(PostId, FeedKey)>,
    row: usize,
}

/// The feed.
#[derive(Clone, Debug, Default)]
pub struct Feed {
    posts: List,
    oldest_first: bool,
    selected: Option<(PostId, FeedKey)>,
    /// The post that was selected until it went, should it come back before the reader moves.
    missing: Option<(PostId, FeedKey)>,
    row: usize,
    /// Posts with later names are not shown until the reader moves.
    shown_to: Option<PostId>,
    /// What was published later is new.
    new_since: Option<Timestamp>,
}

impl Feed {
    /// What is listed.
    #[must_use]
    pub fn choice(&self) -> &Choice {
        self.posts.choice()
    }

    /// The filter.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        self.choice().filter()
    }

    /// Whether all posts are listed.
    #[must_use]
    pub fn lists_all(&self) -> bool {
        self.filter().is_empty()
    }

    /// The posts that the filter lets through: how many, and within each facet.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        self.posts.counts()
    }

    /// Whether it lists none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty()
    }

    /// Whether the oldest post is at the top.
    #[must_use]
    pub fn is_oldest_first(&self) -> bool {
        self.oldest_first
    }

    /// The selected post.
    #[must_use]
    pub fn selected(&self) -> Option<&Entry> {
        let (_, key) = self.selected.as_ref()?;
        self.posts.get(key)
    }

    /// Whether the selected post is the newest that stands, or one above it.
    #[must_use]
    pub fn is_at_newest(&self) -> bool {
        match (&self.selected, self.newest()) {
            (Some((_, key)), Some((newest, _))) => key <= newest,
            (selected, newest) => selected.is_none() && newest.is_none(),
        }
    }

    /// The newest post that stands; where none does, the newest of all.
    fn newest(&self) -> Option<(&FeedKey, &Entry)> {
        self.posts.first_present().or_else(|| self.posts.first())
    }

    /// Brings the list in line with a new snapshot, unless it is too much to wait for what that has
    /// changed: then it stays as it is. The selected post stays selected wherever it went; where it is gone,
    /// the nearest in time is.
    pub fn advance(&mut self, new: &Arc<Snapshot>) {
        if self.posts.advance(new) {
            self.find_selected();
        }
    }

    /// Takes the same list on another snapshot, as it was brought in line elsewhere.
    pub fn renew(&mut self, list: List) {
        self.posts = list;
        self.find_selected();
    }

    /// Shows none of the posts that have come since a name was given, until the reader moves: what
    /// comes among the rows of the screen would push others off it. More of them than a reader could
    /// miss are shown all the same, since they have to be passed over one by one.
    pub fn freeze(&mut self, newest: PostId, now: PostId) {
        let shown_to = *self.shown_to.get_or_insert(newest);
        if now.since(shown_to) > HIDDEN {
            self.shown_to = None;
        }
    }

    /// Whether a post is not shown yet.
    #[must_use]
    pub fn hides(&self, entry: &Entry) -> bool {
        self.shown_to.is_some_and(|newest| entry.id > newest)
    }

    /// Takes what goes out of the count of what has come, before the list is brought in line.
    pub fn count_gone(&self, arrived: &mut Arrived, changes: &[Change]) {
        for change in changes {
            if let Change::Removed(_, entry) = change {
                self.count_arrived(arrived, entry, |count| *count = count.saturating_sub(1));
            }
        }
    }

    /// Counts what has come, once the list is in line.
    pub fn count_come(&self, arrived: &mut Arrived, changes: &[Change]) {
        for change in changes {
            if let Change::Added(_, entry) = change {
                self.count_arrived(arrived, entry, |count| *count += 1);
            }
        }
    }

    fn count_arrived(&self, arrived: &mut Arrived, entry: &Entry, step: impl Fn(&mut usize)) {
        if entry.id > arrived.since && entry.is_present() {
            let is_inside = self.choice().lists(entry);
            step(if is_inside { &mut arrived.inside } else { &mut arrived.outside });
        }
    }

    /// Counts what has come anew, after the filter has changed.
    #[must_use]
    pub fn arrived_since(&self, since: PostId, snapshot: &Snapshot) -> Arrived {
        let later = snapshot.later_than(since).filter(|entry| entry.is_present());
        let (inside, outside): (Vec<_>, Vec<_>) =
            later.partition(|entry| self.choice().lists(entry));
        Arrived { since, inside: inside.len(), outside: outside.len() }
    }

    /// Shows another list. The selected post stays, or the nearest in time is selected.
    pub fn set_list(&mut self, list: List, height: usize, clock: &Clock) {
        self.shown_to = None;
        self.posts = list;
        self.find_selected();
        self.missing = None;
        self.fit(height, clock);
    }

    /// Makes room for the rules of other days, where times are shown in another zone.
    pub fn set_zones(&mut self, height: usize, clock: &Clock) {
        self.fit(height, clock);
    }

    /// Turns the list round. The selected post stays.
    pub fn turn(&mut self, height: usize, clock: &Clock) {
        self.shown_to = None;
        self.oldest_first = !self.oldest_first;
        self.fit(height, clock);
    }

    /// Moves the selection by `steps` posts down the screen, or up where negative.
    pub fn step(&mut self, steps: isize, height: usize, clock: &Clock) {
        self.missing = None;
        for _ in 0..steps.unsigned_abs() {
            let Some((_, key)) = &self.selected else {
                break;
            };
            // At the end of what is shown, what has come goes on.
            if self.neighbour(key, steps > 0).is_none() {
                self.shown_to = None;
            }
            let Some((next, entry)) = self.neighbour(key, steps > 0) else {
                break;
            };
            // A day's rule between the two takes a row as well.
            let lower = if steps > 0 { next } else { key };
            let rows = 1 + self.rules_above(lower, clock).len();
            let selected = Some((entry.id, next.clone()));
            self.row = if steps > 0 { self.row + rows } else { self.row.saturating_sub(rows) };
            self.selected = selected;
        }
        self.shown_to = None;
        self.fit(height, clock);
    }

    /// Moves the selection by `steps` posts, and the list with it: the row stays.
    pub fn page(&mut self, steps: isize, height: usize, clock: &Clock) {
        let row = self.row;
        self.step(steps, height, clock);
        self.row = row;
        self.fit(height, clock);
    }

    /// Selects the post at the top of the list, or at its bottom.
    pub fn jump(&mut self, to_top: bool, height: usize, clock: &Clock) {
        (self.missing, self.shown_to) = (None, None);
        let end = if to_top == self.oldest_first { self.posts.last() } else { self.posts.first() };
        self.selected = end.map(|(key, entry)| (entry.id, key.clone()));
        self.row = if to_top { 0 } else { height };
        self.fit(height, clock);
    }

    /// Selects the newest post that stands.
    pub fn jump_to_newest(&mut self, height: usize, clock: &Clock) {
        (self.missing, self.shown_to) = (None, None);
        self.selected = self.newest().map(|(key, entry)| (entry.id, key.clone()));
        self.row = match &self.selected {
            // Posts above it that no longer stand are kept in sight.
            Some((_, key)) if !self.oldest_first => self.rows_above(key, height / 2, clock).len(),
            _ => height,
        };
        self.fit(height, clock);
    }

    /// Selects a post of the list, in the upper part of the screen.
    pub fn select(&mut self, key: &FeedKey, height: usize, clock: &Clock) {
        let Some(entry) = self.posts.get(key) else { return };
        self.selected = Some((entry.id, key.clone()));
        (self.missing, self.shown_to) = (None, None);
        self.row = height / 3;
        self.fit(height, clock);
    }

    /// The place of the listed post that is nearest to a moment.
    #[must_use]
    pub fn nearest(&self, instant: Timestamp) -> Option<&FeedKey> {
        let wanted = FeedKey::before(instant);
        let older = self.posts.at_or_after(&wanted).map(|(key, _)| key);
        let newer = self.posts.before(&wanted).map(|(key, _)| key);
        let far = |key: &&FeedKey| key.seconds_from(&wanted);
        older.into_iter().chain(newer).min_by_key(far)
    }

    /// The place of the earliest listed post that was published at a moment or later.
    #[must_use]
    pub fn first_since(&self, instant: Timestamp) -> Option<&FeedKey> {
        let just_before = instant.checked_sub(jiff::SignedDuration::from_micros(1)).ok()?;
        self.posts.before(&FeedKey::before(just_before)).map(|(key, _)| key)
    }

    /// The place of the newest listed post.
    #[must_use]
    pub fn first(&self) -> Option<&FeedKey> {
        self.posts.first().map(|(key, _)| key)
    }

    /// Where the reader is.
    #[must_use]
    pub fn spot(&self) -> Spot {
        Spot { selected: self.selected.clone(), row: self.row }
    }

    /// Goes back to where the reader was, or to the post nearest to it.
    pub fn go_back(&mut self, spot: &Spot, height: usize, clock: &Clock) {
        (self.missing, self.shown_to) = (None, None);
        self.selected.clone_from(&spot.selected);
        self.row = spot.row;
        self.find_selected();
        self.fit(height, clock);
    }

    /// The first post from a place on, down the screen and then on from its top, that a test accepts; none
    /// where so many posts do not tell.
    #[must_use]
    pub fn look(
        &self,
        from: &FeedKey,
        down: bool,
        most: usize,
        accepts: impl Fn(&Entry) -> bool,
    ) -> Option<&FeedKey> {
        let later = down == self.oldest_first;
        let end = || if later { self.posts.last() } else { self.posts.first() };
        let next = |key: &FeedKey| {
            if later { self.posts.before(key) } else { self.posts.after(key) }.or_else(end)
        };
        let mut key = from;
        for _ in 0..most {
            let (found, entry) = next(key)?;
            if accepts(entry) {
                return Some(found);
            }
            if found == from {
                return None;
            }
            key = found;
        }
        None
    }

    /// Whether a post is listed.
    #[must_use]
    pub fn lists(&self, key: &FeedKey) -> bool {
        self.posts.get(key).is_some()
    }

    /// The posts that are listed, newest first.
    pub fn listed(&self) -> impl Iterator<Item = &Entry> {
        self.posts.iter()
    }

    /// The place of the selected post.
    #[must_use]
    pub fn selected_key(&self) -> Option<&FeedKey> {
        self.selected.as_ref().map(|(_, key)| key)
    }

    /// What was published later is told apart by a rule.
    pub fn set_new_since(&mut self, since: Option<Timestamp>) {
        self.new_since = since;
    }

    /// The post next to another in time that a test accepts.
    #[must_use]
    pub fn find(
        &self,
        from: &FeedKey,
        later: bool,
        accepts: impl Fn(&Entry) -> bool,
    ) -> Option<&FeedKey> {
        let mut key = from;
        loop {
            let (next, entry) = if later { self.posts.before(key) } else { self.posts.after(key) }?;
            if accepts(entry) {
                return Some(next);
            }
            key = next;
        }
    }

    /// Keeps the selected post's row on a screen of another height, where that has it. What is empty then
    /// is filled when the reader moves.
    pub fn resize(&mut self, height: usize) {
        self.row = self.row.min(height.saturating_sub(1));
    }

    /// The rows to show on a screen of `height` rows.
    #[must_use]
    pub fn rows(&self, height: usize, clock: &Clock) -> Vec<FeedRow<'_>> {
        let Some((_, selected)) = &self.selected else {
            return Vec::new();
        };
        let mut above: Vec<FeedRow> = self.rows_above(selected, self.row, clock);
        above.resize_with(self.row, || FeedRow::Empty);
        above.reverse();
        let mut rows = above;
        let mut key = Some(selected);
        while let Some(now) = key.filter(|_| rows.len() < height) {
            if now != selected {
                rows.extend(self.rules_above(now, clock));
            }
            if let Some(entry) = self.posts.get(now) {
                rows.push(FeedRow::Post(entry, now == selected));
            }
            key = self.neighbour(now, true).map(|(next, _)| next);
        }
        rows.truncate(height);
        rows
    }

    /// At most `most` rows above a post, the nearest first.
    fn rows_above(&self, key: &FeedKey, most: usize, clock: &Clock) -> Vec<FeedRow<'_>> {
        let mut rows = Vec::with_capacity(most);
        let mut key = key;
        while rows.len() < most {
            rows.extend(self.rules_above(key, clock).into_iter().rev());
            let Some((next, entry)) = self.neighbour(key, false) else {
                break;
            };
            rows.push(FeedRow::Post(entry, false));
            key = next;
        }
        rows.truncate(most);
        rows
    }

    /// How many rows there are below a post, up to `most`.
    fn count_below(&self, key: &FeedKey, most: usize, clock: &Clock) -> usize {
        let mut rows = 0;
        let mut key = key;
        while rows < most {
            let Some((next, _)) = self.neighbour(key, true) else {
                break;
            };
            rows += 1 + self.rules_above(next, clock).len();
            key = next;
        }
        rows.min(most)
    }

    /// Puts the selected post on a row that leaves no row empty that could hold a post, and shows
    /// its day's rule where it is the first of the screen.
    fn fit(&mut self, height: usize, clock: &Clock) {
        let Some((_, key)) = self.selected.clone() else {
            return;
        };
        let bottom = height.saturating_sub(1);
        let least = self.rules_above(&key, clock).len().min(bottom);
        let mut row = self.row.clamp(least, bottom);
        let below = self.count_below(&key, bottom, clock);
        if row + below < bottom {
            row = bottom - below;
        }
        self.row = row.min(self.rows_above(&key, bottom, clock).len());
    }

    /// Finds the selected post in a new list, or the nearest in time. One that went while a document
    /// was being saved is selected again when it is back.
    fn find_selected(&mut self) {
        let here = |id: PostId, key: &FeedKey| {
            let key = self.posts.snapshot().key(id).unwrap_or_else(|| key.clone());
            let found = self.posts.get(&key).is_some_and(|entry| entry.id == id);
            found.then_some((id, key))
        };
        let wanted = self.missing.take().or(self.selected.take());
        let Some((id, old)) = wanted else { return };
        self.selected = here(id, &old);
        if self.selected.is_some() {
            return;
        }
        let (first_older, first_newer) = (self.posts.at_or_after(&old), self.posts.before(&old));
        let (mut older, mut newer) = (first_older, first_newer);
        while let Some((key, _)) = older.filter(|(_, entry)| self.hides(entry)) {
            older = self.posts.after(key);
        }
        while let Some((key, _)) = newer.filter(|(_, entry)| self.hides(entry)) {
            newer = self.posts.before(key);
        }
        // Where all that was shown is gone, what has come is all there is.
        if older.or(newer).is_none() {
            (older, newer) = (first_older, first_newer);
        }
        let distance = |found: &FeedKey| found.seconds_from(&old);
        let nearest = match (older, newer) {
            (Some(older), Some(newer)) if distance(newer.0) < distance(older.0) => Some(newer),
            (older, newer) => older.or(newer),
        };
        self.selected = nearest.map(|(key, entry)| (entry.id, key.clone()));
        self.missing = Some((id, old));
    }

    /// The post below or above another on the screen.
    fn neighbour(&self, key: &FeedKey, below: bool) -> Option<(&FeedKey, &Entry)> {
        let next = |key: &FeedKey| {
            if below == self.oldest_first { self.posts.before(key) } else { self.posts.after(key) }
        };
        let mut found = next(key);
        while let Some((key, _)) = found.filter(|(_, entry)| self.hides(entry)) {
            found = next(key);
        }
        found
    }

    /// The day that the post at a place is shown under.
    fn day(&self, key: &FeedKey, clock: &Clock) -> Option<Date> {
        if clock.zones == Zones::Printed {
            return self.posts.get(key)?.post.time.moment().map(|moment| clock.day(moment));
        }
        // The place alone tells it: there is no need to look at the post.
        key.instant().map(|instant| clock.zone().to_datetime(instant).date())
    }

    /// The rules that stand above a post, in their order.
    fn rules_above<'a>(&self, key: &FeedKey, clock: &Clock) -> Rules<'a> {
        let above = self.neighbour(key, false);
        let is_new = |key: &FeedKey| self.new_since < key.instant();
        let between = above.is_some_and(|(above, _)| is_new(above) != is_new(key));
        let new = self.new_since.filter(|_| between).map(FeedRow::New);
        let own = self.day(key, clock);
        let starts = above.is_none_or(|(above, _)| self.day(above, clock) != own);
        let day = starts.then_some(FeedRow::Day(own));
        new.into_iter().chain(day).collect()
    }
}

/// The rules above one post: seldom any.
type Rules<'a> = SmallVec<[FeedRow<'a>; 2]>;

#[cfg(test)]
mod tests;
