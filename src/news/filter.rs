//! Which posts a reader wants to see, and how many there are of each sort.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use imbl::OrdMap;

use super::post::{Byline, Kind, Kinds, Post};

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

    /// Whether it lets `post` through.
    #[must_use]
    pub fn matches(&self, post: &Post) -> bool {
        self.matches_kind(post) && self.matches_correspondent(post)
    }

    /// Whether the facet of kinds lets `post` through.
    #[must_use]
    pub fn matches_kind(&self, post: &Post) -> bool {
        self.kinds.is_empty() || self.kinds.intersects(post.kinds)
    }

    /// Whether the facet of correspondents lets `post` through.
    #[must_use]
    pub fn matches_correspondent(&self, post: &Post) -> bool {
        self.correspondents.is_empty()
            || post.by.iter().any(|by| self.correspondents.contains(&by.name))
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
    pub fn of<'a>(posts: impl Iterator<Item = &'a Post>, filter: &Filter) -> Counts {
        let mut counts = Counts::default();
        // Many posts are by few people: a table is counted up faster than a tree.
        let mut people: HashMap<&Arc<str>, usize> = HashMap::new();
        for post in posts {
            counts.count_all_but_people(post, filter, |count| *count += 1);
            if filter.matches_kind(post) {
                distinct(&post.by).for_each(|name| *people.entry(name).or_default() += 1);
            }
        }
        let people = people.into_iter().map(|(name, count)| (Arc::clone(name), count));
        counts.correspondents = people.collect();
        counts
    }

    /// Counts a post in. Each facet counts what the other facets of `filter` let through.
    pub fn add(&mut self, post: &Post, filter: &Filter) {
        self.count(post, filter, |count| *count += 1);
    }

    /// Counts a post out that was counted in with the same `filter`.
    pub fn remove(&mut self, post: &Post, filter: &Filter) {
        self.count(post, filter, |count| *count = count.saturating_sub(1));
    }

    fn count(&mut self, post: &Post, filter: &Filter, step: impl Fn(&mut usize)) {
        self.count_all_but_people(post, filter, &step);
        if filter.matches_kind(post) {
            for name in distinct(&post.by) {
                let count = self.correspondents.entry(Arc::clone(name)).or_default();
                step(count);
                if *count == 0 {
                    self.correspondents.remove(name);
                }
            }
        }
    }

    fn count_all_but_people(&mut self, post: &Post, filter: &Filter, step: impl Fn(&mut usize)) {
        let (kind, correspondent) = (filter.matches_kind(post), filter.matches_correspondent(post));
        if kind && correspondent {
            step(&mut self.all);
        }
        if correspondent {
            for kind in post.kinds.iter() {
                if let Some(count) = self.kinds.get_mut(kind as usize) {
                    step(count);
                }
            }
        }
    }
}

/// The names of bylines, each once.
fn distinct(by: &[Byline]) -> impl Iterator<Item = &Arc<str>> {
    let names = by.iter().map(|by| &by.name);
    names
        .enumerate()
        .filter(|(at, name)| !by.iter().take(*at).any(|by| by.name == **name))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(kinds: &[Kind], by: &[&str]) -> Post {
        let byline = |name: &&str| Byline { name: Arc::from(*name), ..Byline::default() };
        Post {
            kinds: kinds.iter().copied().collect(),
            by: by.iter().map(byline).collect(),
            ..Post::default()
        }
    }

    #[test]
    fn rows_are_or_and_facets_are_and() {
        let posts = [
            post(&[Kind::Analysis], &["Ann"]),
            post(&[Kind::Breaking], &["Ann", "Ann"]),
            post(&[Kind::Breaking, Kind::Analysis], &["Bob"]),
            post(&[], &["Bob"]),
            post(&[], &[]),
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
