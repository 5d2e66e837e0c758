//! Which posts a reader wants to see, and how many there are of each sort.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use imbl::OrdMap;

use super::post::{Kind, Kinds, Post};

/// What a post is filtered by and counted under. It stands beside the post in the feed, so that a look at
/// a hundred thousand posts need not go to each.
#[derive(Clone, Debug, PartialEq)]
pub struct Facets {
    /// Its kinds.
    pub kinds: Kinds,
    /// Its correspondents, each once: one list for all posts by the same.
    pub people: Arc<[Arc<str>]>,
}

impl Facets {
    /// The facets of a post, whose list of people may be one of `known`.
    #[must_use]
    pub fn of(post: &Post, known: &mut HashSet<Arc<[Arc<str>]>>) -> Facets {
        let mut people: Vec<Arc<str>> = Vec::with_capacity(post.by.len());
        for by in &post.by {
            if !people.contains(&by.name) {
                people.push(Arc::clone(&by.name));
            }
        }
        let people = if let Some(same) = known.get(people.as_slice()) {
            Arc::clone(same)
        } else {
            let people: Arc<[Arc<str>]> = people.into();
            known.insert(Arc::clone(&people));
            people
        };
        Facets { kinds: post.kinds, people }
    }
}

/// Several rows of one facet are OR, the two facets are AND. The default lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The kinds wanted; none of them is all.
    pub kinds: Kinds,
    /// The correspondents wanted, by name; none of them is all.
    pub correspondents: BTreeSet<Arc<str>>,
}

impl Filter {
    /// Whether it lets everything through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty() && self.correspondents.is_empty()
    }

    /// Whether it lets a post through.
    #[must_use]
    pub fn matches(&self, facets: &Facets) -> bool {
        self.matches_kind(facets) && self.matches_correspondent(facets)
    }

    fn matches_kind(&self, facets: &Facets) -> bool {
        self.kinds.is_empty() || self.kinds.intersects(facets.kinds)
    }

    fn matches_correspondent(&self, facets: &Facets) -> bool {
        self.correspondents.is_empty()
            || facets.people.iter().any(|name| self.correspondents.contains(name))
    }

    /// Puts a correspondent in, or takes it out if it is there.
    pub fn toggle_correspondent(&mut self, name: &Arc<str>) {
        if !self.correspondents.remove(name) {
            self.correspondents.insert(Arc::clone(name));
        }
    }
}

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

    /// Counts posts. Each facet counts what the other facets of `filter` let through.
    #[must_use]
    pub fn of<'a>(posts: impl Iterator<Item = &'a Facets>, filter: &Filter) -> Counts {
        let mut counts = Counts::default();
        // Many posts are by few people, and those by the same share their list.
        let mut lists: HashMap<*const Arc<str>, (&[Arc<str>], usize)> = HashMap::new();
        for facets in posts {
            counts.count_kinds(facets, filter, |count| *count += 1);
            if !facets.people.is_empty() && filter.matches_kind(facets) {
                lists.entry(facets.people.as_ptr()).or_insert((&facets.people, 0)).1 += 1;
            }
        }
        for (people, count) in lists.into_values() {
            for name in people {
                *counts.correspondents.entry(Arc::clone(name)).or_default() += count;
            }
        }
        counts
    }

    /// Counts a post in. Each facet counts what the other facets of `filter` let through.
    pub fn add(&mut self, facets: &Facets, filter: &Filter) {
        self.count(facets, filter, |count| *count += 1);
    }

    /// Counts a post out that was counted in with the same `filter`.
    pub fn remove(&mut self, facets: &Facets, filter: &Filter) {
        self.count(facets, filter, |count| *count = count.saturating_sub(1));
    }

    fn count(&mut self, facets: &Facets, filter: &Filter, step: impl Fn(&mut usize)) {
        self.count_kinds(facets, filter, &step);
        if filter.matches_kind(facets) {
            for name in facets.people.iter() {
                let count = self.correspondents.entry(Arc::clone(name)).or_default();
                step(count);
                if *count == 0 {
                    self.correspondents.remove(name);
                }
            }
        }
    }

    fn count_kinds(&mut self, facets: &Facets, filter: &Filter, step: impl Fn(&mut usize)) {
        let correspondent = filter.matches_correspondent(facets);
        if correspondent && filter.matches_kind(facets) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::post::Byline;

    fn facets(kinds: &[Kind], by: &[&str]) -> Facets {
        let byline = |name: &&str| Byline { name: Arc::from(*name), ..Byline::default() };
        let post = Post {
            kinds: kinds.iter().copied().collect(),
            by: by.iter().map(byline).collect(),
            ..Post::default()
        };
        Facets::of(&post, &mut HashSet::new())
    }

    #[test]
    fn rows_are_or_and_facets_are_and() {
        let posts = [
            facets(&[Kind::Analysis], &["Ann"]),
            facets(&[Kind::Breaking], &["Ann", "Ann"]),
            facets(&[Kind::Breaking, Kind::Analysis], &["Bob"]),
            facets(&[], &["Bob"]),
            facets(&[], &[]),
        ];
        let mut filter = Filter::default();
        filter.kinds.insert(Kind::Analysis);
        filter.kinds.insert(Kind::Breaking);
        filter.toggle_correspondent(&Arc::from("Ann"));
        let matching: Vec<bool> = posts.iter().map(|post| filter.matches(post)).collect();
        assert_eq!(matching, [true, true, false, false, false]);

        let mut counts = Counts::default();
        for post in &posts {
            counts.add(post, &filter);
        }
        assert_eq!(counts, Counts::of(posts.iter(), &filter));
        assert_eq!(counts.all, 2);
        assert_eq!(counts.of_kind(Kind::Breaking), 1, "within Ann's");
        assert_eq!(counts.of_correspondent("Bob"), 1, "within the kinds");
        assert_eq!(counts.of_correspondent("Ann"), 2);
        for post in &posts {
            counts.remove(post, &filter);
        }
        assert_eq!(counts, Counts::default());
    }
}
