//! Organisations and places of the posts' bylines: facets that are folded, and not counted, until the reader
//! asks for them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::choice::Choice;
use crate::news::filter::{Group, People, Sieve};
use crate::news::store::{Change, Snapshot};

/// One of these facets, unfolded.
#[derive(Clone, Debug)]
pub struct Groups {
    /// Which one.
    pub group: Group,
    /// What the posts are counted within: all that is filtered by but for itself.
    within: Choice,
    counts: BTreeMap<Arc<str>, usize>,
}

impl Groups {
    /// The posts of each value within what else is chosen. It looks at each post once.
    #[must_use]
    pub fn of(group: Group, choice: &Choice, snapshot: &Snapshot) -> Groups {
        let within = choice.without(group);
        let mut posts: HashMap<u32, (&People, usize)> = HashMap::new();
        let mut sieve = Sieve::new(within.filter());
        for entry in snapshot.posts().values().filter(|entry| entry.is_present()) {
            if within.counts_in(&mut sieve, entry) && sieve.passes(&entry.facets, false) {
                let people = &*entry.facets.people;
                posts.entry(people.number).or_insert((people, 0)).1 += 1;
            }
        }
        let mut groups = Groups { group, within: Choice::default(), counts: BTreeMap::new() };
        for (people, posts) in posts.into_values() {
            groups.count(people, isize::try_from(posts).unwrap_or(isize::MAX));
        }
        groups.within = within;
        groups
    }

    /// Counts what has changed, within a choice that knows what has come.
    pub fn advance(&mut self, changes: &[Change], choice: &Choice) {
        let (gone, come): (Vec<&Change>, Vec<&Change>) =
            changes.iter().partition(|change| matches!(change, Change::Removed(..)));
        self.count_all(&gone);
        self.within = choice.without(self.group);
        self.count_all(&come);
    }

    fn count_all(&mut self, changes: &[&Change]) {
        for change in changes {
            let (_, entry) = change.post();
            if entry.is_present() && self.within.lists(entry) {
                let step = isize::try_from(change.step()).unwrap_or_default();
                self.count(&entry.facets.people, step);
            }
        }
    }

    fn count(&mut self, people: &People, step: isize) {
        for value in self.group.values(&people.by) {
            let count = self.counts.entry(Arc::from(value)).or_default();
            *count = count.saturating_add_signed(step);
            if *count == 0 {
                self.counts.remove(value);
            }
        }
    }

    /// The values and their posts, most first.
    #[must_use]
    pub fn values(&self) -> Vec<&Arc<str>> {
        let mut values: Vec<(&Arc<str>, &usize)> = self.counts.iter().collect();
        values.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        values.into_iter().map(|(value, _)| value).collect()
    }

    /// The posts of a value.
    #[must_use]
    pub fn posts(&self, value: &str) -> usize {
        self.counts.get(value).copied().unwrap_or_default()
    }
}
