//! A filter at work on many posts.

use std::sync::Arc;

use smallvec::SmallVec;

use super::Filter;
use super::counts::Counts;
use super::people::{Facets, People};
use crate::news::post::Post;

/// A filter at work on many posts: it looks at each list of people once.
#[derive(Debug)]
pub struct Sieve<'a> {
    filter: &'a Filter,
    counts: Counts,
    /// By their number.
    people: Vec<Option<Seen<'a>>>,
    /// By their number, what each term says of them.
    terms: Vec<Option<SmallVec<[bool; 1]>>>,
}

/// People met at work, whether they are wanted, and their posts of the wanted kinds.
#[derive(Clone, Debug)]
struct Seen<'a> {
    people: &'a People,
    wanted: bool,
    wanted_groups: bool,
    posts: usize,
}

impl<'a> Sieve<'a> {
    /// A filter that has not met a post yet.
    #[must_use]
    pub fn new(filter: &'a Filter) -> Sieve<'a> {
        Sieve { filter, counts: Counts::default(), people: Vec::new(), terms: Vec::new() }
    }

    /// Whether a post is such that it is counted within the facets at all.
    pub fn admits(&mut self, facets: &Facets, post: &Post) -> bool {
        if self.filter.terms.is_empty() {
            return true;
        }
        let at = facets.people.number as usize;
        if at >= self.terms.len() {
            self.terms.resize(at + 1, None);
        }
        let Some(slot) = self.terms.get_mut(at) else { return false };
        let of_people = slot.get_or_insert_with(|| {
            let terms = self.filter.terms.iter();
            terms.map(|term| term.test.holds_of_people(&facets.people.by)).collect()
        });
        let mut terms = self.filter.terms.iter().zip(of_people);
        terms.all(|(term, of_people)| term.test.holds_with(post, || *of_people) != term.negated)
    }

    /// Whether the filter lets a post through, which is counted if it `stands`.
    pub fn passes(&mut self, facets: &'a Facets, stands: bool) -> bool {
        let at = facets.people.number as usize;
        if at >= self.people.len() {
            self.people.resize(at + 1, None);
        }
        let Some(slot) = self.people.get_mut(at) else { return false };
        let wanted = |people| self.filter.wants(people);
        let seen = slot.get_or_insert_with(|| Seen {
            people: &facets.people,
            wanted: wanted(&facets.people),
            wanted_groups: self.filter.wants_groups(&facets.people),
            posts: 0,
        });
        let kind = self.filter.matches_kind(facets);
        if stands {
            seen.posts += usize::from(kind && seen.wanted_groups);
            self.counts.count_kinds(facets, kind, seen.wanted, |count| *count += 1);
        }
        kind && seen.wanted
    }

    /// The posts counted. Each facet counts what the other facets of the filter let through.
    #[must_use]
    pub fn counts(self) -> Counts {
        let mut counts = self.counts;
        for seen in self.people.into_iter().flatten().filter(|seen| seen.posts > 0) {
            for name in &seen.people.names {
                *counts.correspondents.entry(Arc::clone(name)).or_default() += seen.posts;
            }
        }
        counts
    }
}
