//! Organisations and places of the posts' bylines: facets that are folded, and not counted, until the reader
//! asks for them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::list::is_wanted;
use super::only::Only;
use crate::news::filter::{Filter, Group, People, Sieve};
use crate::news::store::{Change, Snapshot};

/// One of these facets, unfolded.
#[derive(Clone, Debug, PartialEq)]
pub struct Groups {
    /// Which one.
    pub group: Group,
    /// What the posts are counted within: all that is filtered by but for itself.
    within: Filter,
    only: Option<Arc<Only>>,
    counts: BTreeMap<Arc<str>, usize>,
}

impl Groups {
    /// The posts of each value within what else a filter says. It looks at each post once.
    #[must_use]
    pub fn of(
        group: Group,
        filter: &Filter,
        only: Option<&Arc<Only>>,
        snapshot: &Snapshot,
    ) -> Groups {
        let mut within = filter.clone();
        within.groups.retain(|(other, _)| *other != group);
        let mut posts: HashMap<u32, (&People, usize)> = HashMap::new();
        let mut sieve = Sieve::new(&within);
        for entry in snapshot.posts().values().filter(|entry| entry.is_present()) {
            if only.is_none_or(|only| only.lists(entry))
                && sieve.admits(&entry.facets, &entry.post)
                && sieve.passes(&entry.facets, false)
            {
                let people = &*entry.facets.people;
                posts.entry(people.number).or_insert((people, 0)).1 += 1;
            }
        }
        let mut groups = Groups {
            group,
            within: Filter::default(),
            only: only.cloned(),
            counts: BTreeMap::new(),
        };
        for (people, posts) in posts.into_values() {
            groups.count(people, isize::try_from(posts).unwrap_or(isize::MAX));
        }
        groups.within = within;
        groups
    }

    /// Counts what has changed.
    pub fn advance(&mut self, changes: &[Change]) {
        for change in changes {
            let (_, entry) = change.post();
            let counts = entry.is_present()
                && self.within.matches(&entry.facets)
                && is_wanted(&self.within, self.only.as_deref(), entry);
            if counts {
                self.count(
                    &entry.facets.people,
                    isize::try_from(change.step()).unwrap_or_default(),
                );
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
