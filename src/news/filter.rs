//! Which posts a reader wants to see, and how many there are of each sort.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::OrdMap;
use smallvec::SmallVec;

use super::name::{self, Person};
use super::pattern::Pattern;
use super::post::{Byline, Kind, Kinds, Post};

/// Those who filed a post: one of them for all posts by the same.
#[derive(Debug)]
pub struct People {
    /// Tells them from all others that are known at the same time, and is small.
    pub number: u32,
    /// How they are printed.
    pub by: Arc<[Byline]>,
    /// Their names, each once.
    pub names: Box<[Arc<str>]>,
}

impl People {
    /// Those of a printed byline.
    #[must_use]
    pub fn new(number: u32, by: &Arc<[Byline]>) -> People {
        let mut names: Vec<Arc<str>> = Vec::with_capacity(by.len());
        for by in by.iter() {
            if !names.contains(&by.name) {
                names.push(Arc::clone(&by.name));
            }
        }
        People { number, by: Arc::clone(by), names: names.into() }
    }
}

/// What a post is filtered by and counted under. It stands beside the post in the feed, so that a look at
/// a hundred thousand posts need not go to each.
#[derive(Clone, Debug)]
pub struct Facets {
    /// Its kinds.
    pub kinds: Kinds,
    /// Its correspondents.
    pub people: Arc<People>,
}

/// Whom a reader asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// By the whole name.
    Named(Arc<str>),
    /// By words of the name.
    Words(Arc<str>),
}

impl Who {
    /// Whether somebody of that name is meant, in any case.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        match self {
            Who::Named(whole) => **whole == *name || name::fold(whole) == name::fold(name),
            Who::Words(words) => {
                let (name, words) = (name::fold(name), name::fold(words));
                let between = |ch: char| !ch.is_alphanumeric();
                let mut wanted = words.split(between).filter(|word| !word.is_empty()).peekable();
                // Of nothing but signs, nobody is called.
                wanted.peek().is_some()
                    && wanted.all(|word| name.split(between).any(|own| own == word))
            }
        }
    }

    /// The name, or the words of it.
    #[must_use]
    pub fn words(&self) -> &Arc<str> {
        let (Who::Named(words) | Who::Words(words)) = self;
        words
    }
}

/// A facet that is folded until the reader asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// For whom a post was filed.
    Organisation,
    /// From where.
    Place,
}

impl Group {
    /// All of them, in the order of the sidebar.
    pub const ALL: [Group; 2] = [Group::Organisation, Group::Place];

    /// Its heading.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Group::Organisation => "Organisations",
            Group::Place => "Places",
        }
    }

    /// What a query calls it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Group::Organisation => "org",
            Group::Place => "in",
        }
    }

    /// What a query's key stands for.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Group> {
        Group::ALL.into_iter().find(|group| group.key() == key)
    }

    /// What those who filed a post have of it, each value once.
    #[must_use]
    pub fn values(self, by: &[Byline]) -> Vec<&str> {
        let mut values: Vec<&str> = by
            .iter()
            .filter_map(|by| match self {
                Group::Organisation => by.organisation.as_deref(),
                Group::Place => by.located.as_deref(),
            })
            .collect();
        values.sort_unstable();
        values.dedup();
        values
    }

    /// Whether those who filed a post have a value that is meant.
    fn is(self, by: &[Byline], who: &Who) -> bool {
        self.values(by).iter().any(|value| who.is(value))
    }
}

/// What a post may be to a reader, which no document says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Not seen yet.
    Unseen,
    /// Bookmarked.
    Bookmarked,
    /// Edited while the reader was here.
    Edited,
}

impl Sort {
    /// All of them.
    pub const ALL: [Sort; 3] = [Sort::Unseen, Sort::Bookmarked, Sort::Edited];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Sort::Unseen => "unseen",
            Sort::Bookmarked => "bookmarked",
            Sort::Edited => "edited",
        }
    }

    /// What a word stands for, in any case.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Sort> {
        Sort::ALL.into_iter().find(|sort| sort.word().eq_ignore_ascii_case(word))
    }
}

/// What posts alone are asked for, or which not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Is {
    /// What they are.
    pub sort: Sort,
    /// Whether they are not.
    pub negated: bool,
}

/// Something else that is asked of a post.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Whether it is asked not to be so.
    pub negated: bool,
    /// What is asked.
    pub test: Test,
    /// As it was written.
    pub written: String,
}

/// What may be asked of a post by a query alone.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// That its text has something in it.
    Text(Pattern),
    /// That it is of a kind.
    Kind(Kind),
    /// That somebody filed it.
    By(Who),
    /// That it was filed for an organisation, or from a place.
    Group(Group, Who),
    /// That it is in a document: a part of its name, in small letters.
    Document(String),
    /// That it was published at a moment or later.
    Since(jiff::Timestamp),
    /// That it was published before a moment.
    Before(jiff::Timestamp),
}

impl Test {
    fn holds(&self, post: &Post) -> bool {
        self.holds_with(post, || self.holds_of_people(&post.by))
    }

    /// Whether it holds of a post, where it is told whether it holds of those who filed it.
    fn holds_with(&self, post: &Post, of_people: impl FnOnce() -> bool) -> bool {
        match self {
            Test::Text(pattern) => of_people() || pattern.is_in_text(post),
            Test::By(_) | Test::Group(..) => of_people(),
            Test::Kind(kind) => post.kinds.contains(*kind),
            Test::Document(name) => has(&post.document, name),
            Test::Since(instant) => post.instant().is_some_and(|own| own >= *instant),
            Test::Before(instant) => post.instant().is_some_and(|own| own < *instant),
        }
    }

    /// Whether it holds of those who filed a post alone.
    fn holds_of_people(&self, by: &[Byline]) -> bool {
        match self {
            Test::Text(pattern) => pattern.is_in_bylines(by),
            Test::By(who) => by.iter().any(|by| who.is(&by.name)),
            Test::Group(group, who) => group.is(by, who),
            Test::Kind(_) | Test::Document(_) | Test::Since(_) | Test::Before(_) => false,
        }
    }
}

/// Whether a text has a part that is given in small letters.
fn has(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(part)
}

/// Several rows of one facet are OR, the two facets are AND, and so is all else. The default lets everything
/// through.
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

    fn count_kinds(
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

#[cfg(test)]
mod tests {
    use super::*;

    fn facets(number: u32, kinds: &[Kind], by: &[&str]) -> Facets {
        let byline = |name: &&str| Byline { name: Arc::from(*name), ..Byline::default() };
        let by = by.iter().map(byline).collect();
        Facets {
            kinds: kinds.iter().copied().collect(),
            people: Arc::new(People::new(number, &by)),
        }
    }

    #[test]
    fn rows_are_or_and_facets_are_and() {
        let posts = [
            facets(0, &[Kind::Analysis], &["Ann"]),
            facets(1, &[Kind::Breaking], &["Ann", "Ann"]),
            facets(7, &[Kind::Breaking, Kind::Analysis], &["Bob"]),
            facets(7, &[], &["Bob"]),
            facets(3, &[], &[]),
        ];
        let mut filter = Filter::default();
        filter.kinds.insert(Kind::Analysis);
        filter.kinds.insert(Kind::Breaking);
        let ann: Arc<str> = Arc::from("Ann");
        let spellings = vec![Arc::clone(&ann)];
        filter.toggle_correspondent(&Person { name: ann, spellings, posts: 2 });
        let matching: Vec<bool> = posts.iter().map(|post| filter.matches(post)).collect();
        assert_eq!(matching, [true, true, false, false, false]);

        let mut counts = Counts::default();
        for post in &posts {
            counts.add(post, &filter);
        }
        let mut sieve = Sieve::new(&filter);
        let passed: Vec<bool> = posts.iter().map(|post| sieve.passes(post, true)).collect();
        assert_eq!(passed, matching);
        assert_eq!(counts, sieve.counts());
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
