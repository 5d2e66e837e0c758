//! Which posts a reader wants to see, and how many there are of each sort.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::name::Person;
use super::pattern::Pattern;
use super::post::{Kinds, Post};

mod counts;
mod group;
mod people;
mod sieve;
mod sort;
mod term;
mod who;

pub use counts::Counts;
pub use group::Group;
pub use people::{Facets, People};
pub use sieve::Sieve;
pub use sort::{Is, Sort};
pub use term::{Term, Test};
pub use who::Who;

/// Several of one facet are OR, the facets are AND, and so is all else. The default lets everything through.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// The kinds wanted; none of them is all.
    pub kinds: Kinds,
    /// The correspondents wanted; none of them is all.
    pub correspondents: BTreeSet<Who>,
    /// The organisations and places wanted; none of a group is all.
    pub groups: BTreeSet<(Group, Who)>,
    /// What the posts are to the reader, who alone knows which ones that are.
    pub is: BTreeSet<Is>,
    /// What else is asked of a post.
    pub terms: Vec<Term>,
}

impl Filter {
    /// Whether it lets everything through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    /// What is looked for in the texts of posts.
    pub fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.terms.iter().filter_map(|term| match &term.test {
            Test::Text(pattern) => Some(pattern),
            _ => None,
        })
    }

    /// Whether a post is such that it is counted within the facets at all.
    #[must_use]
    pub fn admits(&self, post: &Post) -> bool {
        self.terms.iter().all(|term| term.test.holds(post) != term.negated)
    }

    /// Whether a correspondent is among those asked for.
    #[must_use]
    pub fn chooses(&self, name: &str) -> bool {
        self.correspondents.iter().any(|who| who.is(name))
    }

    /// Whether the facets let a post through.
    #[must_use]
    pub fn matches(&self, facets: &Facets) -> bool {
        self.matches_kind(facets) && self.wants(&facets.people)
    }

    fn matches_kind(&self, facets: &Facets) -> bool {
        self.kinds.is_empty() || self.kinds.intersects(facets.kinds)
    }

    fn wants(&self, people: &People) -> bool {
        (self.correspondents.is_empty() || people.names.iter().any(|name| self.chooses(name)))
            && self.wants_groups(people)
    }

    fn wants_groups(&self, people: &People) -> bool {
        Group::ALL.iter().all(|group| {
            let mut wanted = self.groups.iter().filter(|(of, _)| of == group).peekable();
            wanted.peek().is_none() || wanted.any(|(_, who)| group.is(&people.by, who))
        })
    }

    /// Puts a correspondent in, by each way the name is written, or takes it out if it is there.
    pub fn toggle_correspondent(&mut self, person: &Person) {
        if person.spellings.iter().any(|name| self.chooses(name)) {
            let is = |who: &Who| person.spellings.iter().any(|name| who.is(name));
            self.correspondents.retain(|who| !is(who));
        } else {
            self.choose(person);
        }
    }

    /// Puts in each way a name is written that is chosen by some of them.
    pub fn complete(&mut self, person: &Person) {
        if person.spellings.len() > 1 && person.spellings.iter().any(|name| self.chooses(name)) {
            self.choose(person);
        }
    }

    fn choose(&mut self, person: &Person) {
        for name in &person.spellings {
            if !self.chooses(name) {
                self.correspondents.insert(Who::Named(Arc::clone(name)));
            }
        }
    }

    /// Whether an organisation or a place is among those asked for.
    #[must_use]
    pub fn chooses_in(&self, group: Group, value: &str) -> bool {
        self.groups.iter().any(|(of, who)| *of == group && who.is(value))
    }

    /// Puts an organisation or a place in, or takes it out if it is there.
    pub fn toggle_in(&mut self, group: Group, value: &Arc<str>) {
        if self.chooses_in(group, value) {
            self.groups.retain(|(of, who)| *of != group || !who.is(value));
        } else {
            self.groups.insert((group, Who::Named(Arc::clone(value))));
        }
    }

    /// Asks for posts of a sort alone, or not any more.
    pub fn toggle_sort(&mut self, sort: Sort) {
        let is = Is { sort, negated: false };
        if !self.is.remove(&is) {
            self.is.insert(is);
        }
    }
}

#[cfg(test)]
mod tests;
