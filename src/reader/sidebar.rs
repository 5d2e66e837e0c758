//! The sidebar: kinds and correspondents to choose from.

use std::sync::Arc;

use crate::news::post::Kind;
use crate::news::store::Snapshot;

/// A row that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// All posts: clears the filter.
    All,
    /// Posts of a kind.
    Kind(Kind),
    /// Posts of a correspondent.
    Correspondent(Arc<str>),
}

/// The rows, and which one the cursor is on.
#[derive(Clone, Debug)]
pub struct Sidebar {
    items: Vec<Item>,
    cursor: Item,
    /// Whether others may have posts by now.
    stale: bool,
}

impl Default for Sidebar {
    fn default() -> Sidebar {
        Sidebar { items: vec![Item::All], cursor: Item::All, stale: false }
    }
}

impl Sidebar {
    /// The rows: all, the kinds, then the correspondents with the most posts first.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The row that the cursor is on.
    #[must_use]
    pub fn cursor(&self) -> &Item {
        &self.cursor
    }

    /// Others may have posts by now: they are listed when the reader touches a key, so that no row moves
    /// before.
    pub fn put_off(&mut self) {
        self.stale = true;
    }

    /// Lists whoever has posts now, where that was put off.
    pub fn catch_up(&mut self, snapshot: &Snapshot) {
        if self.stale {
            self.advance(snapshot);
        }
    }

    /// Lists whoever has posts now. The cursor stays on its row.
    pub fn advance(&mut self, snapshot: &Snapshot) {
        self.stale = false;
        let mut people: Vec<(&Arc<str>, &usize)> =
            snapshot.counts().correspondents.iter().collect();
        people.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        let place = self.place();
        self.items.clear();
        self.items.push(Item::All);
        self.items.extend(Kind::ALL.map(Item::Kind));
        self.items
            .extend(people.into_iter().map(|(name, _)| Item::Correspondent(Arc::clone(name))));
        if !self.items.contains(&self.cursor) {
            self.put(place);
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
        self.items.iter().position(|item| *item == self.cursor).unwrap_or_default()
    }

    fn put(&mut self, place: usize) {
        let place = place.min(self.items.len().saturating_sub(1));
        if let Some(item) = self.items.get(place) {
            self.cursor = item.clone();
        }
    }
}
