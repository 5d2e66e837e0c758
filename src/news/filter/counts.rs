//! How many posts there are of each sort.

use std::sync::Arc;

use imbl::OrdMap;

use super::Filter;
use super::people::Facets;
use crate::news::post::Kind;

/// How many posts there are of each sort. Counting one post in or out costs the same however many
/// there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// All that match.
    pub all: usize,
    kinds: [usize; Kind::ALL.len()],
    /// Posts of each correspondent; nobody is listed with none.
    pub correspondents: OrdMap<Arc<str>, usize>,
}

impl Counts {
    /// Posts of a kind.
    #[must_use]
    pub fn of_kind(&self, kind: Kind) -> usize {
        self.kinds.get(kind as usize).copied().unwrap_or_default()
    }

    /// Posts of a correspondent.
    #[must_use]
    pub fn of_correspondent(&self, name: &str) -> usize {
        self.correspondents.get(name).copied().unwrap_or_default()
    }

    /// Counts a post in. Each facet counts what the other facets of `filter` let through.
    pub fn add(&mut self, facets: &Facets, filter: &Filter) {
        self.count(facets, filter, |count| *count += 1);
    }

    /// Counts a post out that was counted in with the same `filter`.
    pub fn remove(&mut self, facets: &Facets, filter: &Filter) {
        self.count(facets, filter, |count| *count = count.saturating_sub(1));
    }

    /// Counts in what others were counted of other posts.
    pub fn add_all(&mut self, others: &Counts) {
        self.all += others.all;
        for (own, other) in self.kinds.iter_mut().zip(others.kinds) {
            *own += other;
        }
        for (name, count) in &others.correspondents {
            *self.correspondents.entry(Arc::clone(name)).or_default() += count;
        }
    }

    fn count(&mut self, facets: &Facets, filter: &Filter, step: impl Fn(&mut usize)) {
        let kind = filter.matches_kind(facets);
        self.count_kinds(facets, kind, filter.wants(&facets.people), &step);
        if kind && filter.wants_groups(&facets.people) {
            for name in &facets.people.names {
                let count = self.correspondents.entry(Arc::clone(name)).or_default();
                step(count);
                if *count == 0 {
                    self.correspondents.remove(name);
                }
            }
        }
    }

    pub(super) fn count_kinds(
        &mut self,
        facets: &Facets,
        kind: bool,
        correspondent: bool,
        step: impl Fn(&mut usize),
    ) {
        if correspondent && kind {
            step(&mut self.all);
        }
        if correspondent {
            for kind in facets.kinds.iter() {
                if let Some(count) = self.kinds.get_mut(kind as usize) {
                    step(count);
                }
            }
        }
    }
}
