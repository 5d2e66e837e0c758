//! The sidebar: queries, kinds, correspondents, organisations and places to choose from.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};

use super::groups::Groups;
use crate::news::filter::Group;
use crate::news::name::{self, Person};
use crate::news::post::Kind;
use crate::news::store::Snapshot;

/// A row that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// All posts: clears the filter.
    All,
    /// What a query of the config lets through, by its name.
    Query(Arc<str>),
    /// Posts of a kind.
    Kind(Kind),
    /// Posts of a correspondent, however the name is written.
    Correspondent(Person),
    /// A facet that is folded, or not.
    Fold(Group),
    /// Posts of an organisation or a place.
    Value(Group, Arc<str>),
}

impl Item {
    /// Whether it is the same row, whatever it counts by now.
    #[must_use]
    pub fn is(&self, other: &Item) -> bool {
        match (self, other) {
            (Item::Correspondent(one), Item::Correspondent(other)) => {
                one.spellings.contains(&other.name) || other.spellings.contains(&one.name)
            }
            (one, other) => one == other,
        }
    }
}

/// The rows, and which one the cursor is on.
#[derive(Clone, Debug)]
pub struct Sidebar {
    items: Vec<Item>,
    cursor: Item,
    queries: Vec<Arc<str>>,
    by_name: bool,
    narrow: String,
    /// Whether others may have posts by now.
    stale: bool,
    folded: HashMap<Arc<str>, Arc<str>>,
}

impl Default for Sidebar {
    fn default() -> Sidebar {
        Sidebar {
            items: vec![Item::All],
            cursor: Item::All,
            queries: Vec::new(),
            by_name: false,
            narrow: String::new(),
            stale: false,
            folded: HashMap::new(),
        }
    }
}

impl Sidebar {
    /// Lists queries of these names in place of those before.
    pub fn set_queries(&mut self, queries: Vec<Arc<str>>, snapshot: &Snapshot, groups: &[Groups]) {
        self.queries = queries;
        self.advance(snapshot, groups);
    }

    /// The rows: all, the queries, the kinds, then the correspondents with the most posts first, or by
    /// name, then what is folded.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The row that the cursor is on.
    #[must_use]
    pub fn cursor(&self) -> &Item {
        &self.cursor
    }

    /// What part of a name correspondents are narrowed to; empty for all of them.
    #[must_use]
    pub fn narrowed_to(&self) -> &str {
        &self.narrow
    }

    /// Whether correspondents are sorted by name.
    #[must_use]
    pub fn is_by_name(&self) -> bool {
        self.by_name
    }

    /// Sorts by name, or by posts.
    pub fn turn(&mut self, snapshot: &Snapshot, groups: &[Groups]) {
        self.by_name = !self.by_name;
        self.advance(snapshot, groups);
    }

    /// Lists only the correspondents that have this in their name, in any case and with any accents. The
    /// cursor goes to the first of them.
    pub fn narrow(&mut self, to: &str, snapshot: &Snapshot, groups: &[Groups]) {
        to.trim().clone_into(&mut self.narrow);
        self.advance(snapshot, groups);
        let is_person = |item: &&Item| matches!(item, Item::Correspondent(_));
        if let Some(first) = self.items.iter().find(is_person).filter(|_| !self.narrow.is_empty()) {
            self.cursor = first.clone();
        }
    }

    /// Others may have posts by now: they are listed when the reader does something, so that no row moves
    /// before.
    pub fn put_off(&mut self) {
        self.stale = true;
    }

    /// Lists whoever has posts now, where that was put off.
    pub fn catch_up(&mut self, snapshot: &Snapshot, groups: &[Groups]) {
        if self.stale {
            self.advance(snapshot, groups);
        }
    }

    /// Lists whoever has posts now. The cursor stays on its row.
    pub fn advance(&mut self, snapshot: &Snapshot, groups: &[Groups]) {
        self.stale = false;
        let counts = snapshot.counts().correspondents.iter();
        let mut people = name::people(counts.map(|(name, posts)| (name, *posts)), &mut self.folded);
        let wanted = name::fold(&self.narrow);
        people.retain(|person| person.spellings.iter().any(|name| self.has(name, &wanted)));
        if self.by_name {
            let key = |person: &Person| self.folded.get(&person.name).cloned();
            people.sort_by_cached_key(key);
        } else {
            people.sort_by(|a, b| b.posts.cmp(&a.posts).then_with(|| a.name.cmp(&b.name)));
        }
        let place = self.place();
        self.items.clear();
        self.items.push(Item::All);
        self.items.extend(self.queries.iter().cloned().map(Item::Query));
        let is_listed =
            |kind: &Kind| Kind::MAIN.contains(kind) || snapshot.counts().of_kind(*kind) > 0;
        self.items.extend(Kind::ALL.into_iter().filter(is_listed).map(Item::Kind));
        self.items.extend(people.into_iter().map(Item::Correspondent));
        for group in Group::ALL {
            self.items.push(Item::Fold(group));
            let values = groups.iter().find(|open| open.group == group).map(Groups::values);
            let values = values.unwrap_or_default().into_iter();
            let values =
                values.filter(|value| wanted.is_empty() || name::fold(value).contains(&wanted));
            self.items.extend(values.map(|value| Item::Value(group, Arc::clone(value))));
        }
        if let Some(item) = self.items.iter().find(|item| item.is(&self.cursor)) {
            self.cursor = item.clone();
        } else {
            self.put(place);
        }
        // Nobody's name is kept for longer than it is printed.
        if self.folded.len() > 2 * snapshot.counts().correspondents.len() + 64 {
            self.folded.retain(|name, _| snapshot.counts().correspondents.contains_key(name));
        }
    }

    fn has(&self, name: &Arc<str>, wanted: &str) -> bool {
        wanted.is_empty() || self.folded.get(name).is_some_and(|name| name.contains(wanted))
    }

    /// Moves the cursor to a row, if it is still there.
    pub fn go_to(&mut self, item: &Item) {
        if let Some(own) = self.items.iter().find(|own| own.is(item)) {
            self.cursor = own.clone();
        }
    }

    /// Moves the cursor by rows.
    pub fn step(&mut self, steps: isize) {
        self.put(self.place().saturating_add_signed(steps));
    }

    /// Moves the cursor to the first row, or to the last.
    pub fn jump(&mut self, to_top: bool) {
        self.put(if to_top { 0 } else { usize::MAX });
    }

    fn place(&self) -> usize {
        self.items.iter().position(|item| item.is(&self.cursor)).unwrap_or_default()
    }

    fn put(&mut self, place: usize) {
        let place = place.min(self.items.len().saturating_sub(1));
        if let Some(item) = self.items.get(place) {
            self.cursor = item.clone();
        }
    }
}
