//! What a query may ask of a post beside its facets.

use super::group::Group;
use super::who::Who;
use crate::news::pattern::Pattern;
use crate::news::post::{Byline, Kind, Post};

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
    /// That it is of a kind, or most likely so.
    Guess(Kind),
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
    pub(super) fn holds(&self, post: &Post) -> bool {
        self.holds_with(post, || self.holds_of_people(&post.by))
    }

    /// Whether it holds of a post, where it is told whether it holds of those who filed it.
    pub(super) fn holds_with(&self, post: &Post, of_people: impl FnOnce() -> bool) -> bool {
        match self {
            Test::Text(pattern) => of_people() || pattern.is_in_text(post),
            Test::By(_) | Test::Group(..) => of_people(),
            Test::Kind(kind) => post.kinds.contains(*kind),
            Test::Guess(kind) => post.kinds.contains(*kind) || post.inferred.contains(*kind),
            Test::Document(name) => has(&post.document, name),
            Test::Since(instant) => post.instant().is_some_and(|own| own >= *instant),
            Test::Before(instant) => post.instant().is_some_and(|own| own < *instant),
        }
    }

    /// Whether it holds of those who filed a post alone.
    pub(super) fn holds_of_people(&self, by: &[Byline]) -> bool {
        match self {
            Test::Text(pattern) => pattern.is_in_bylines(by),
            Test::By(who) => by.iter().any(|by| who.is(&by.name)),
            Test::Group(group, who) => group.is(by, who),
            Test::Kind(_)
            | Test::Guess(_)
            | Test::Document(_)
            | Test::Since(_)
            | Test::Before(_) => false,
        }
    }
}

/// Whether a text has a part that is given in small letters.
fn has(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(part)
}
