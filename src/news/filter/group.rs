//! Organisations and places: facets that are folded until the reader asks for them.

use super::who::Who;
use crate::news::post::Byline;

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
    pub(super) fn is(self, by: &[Byline], who: &Who) -> bool {
        self.values(by).iter().any(|value| who.is(value))
    }
}
