//! What the reader looks for, and the posts that have it.
//!
//! The first one is found in the key's own frame. All of them are found elsewhere, since to look at every
//! text of a large folder takes longer than a frame.

use std::ops::Range;
use std::sync::Arc;

use super::choice::Choice;
use super::feed::Spot;
use super::list::List;
use super::model::Follow;
use super::reading::Reading;
use crate::news::filter::{Term, Test};
use crate::news::pattern::Pattern;
use crate::news::store::{FeedKey, Snapshot};
use crate::news::wrap::{Role, Row};

/// A search.
#[derive(Clone, Debug)]
pub struct Search {
    /// What is looked for.
    pub pattern: Pattern,
    /// Tells it from all others of the session.
    pub number: u64,
    /// The posts that have it, once they are found.
    pub found: Option<List>,
    /// Whether the reader is still to be taken to the first one.
    pub pending: bool,
}

/// Where the reader was before.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The selected post and its row.
    pub spot: Spot,
    /// The pane.
    pub reading: Reading,
    /// Whether the feed was live.
    pub follow: Follow,
    /// What was looked for then.
    pub search: Option<Search>,
}

impl Search {
    /// A search that has found nothing yet.
    #[must_use]
    pub fn new(pattern: Pattern, number: u64) -> Search {
        Search { pattern, number, found: None, pending: true }
    }

    /// What its posts are chosen by, within what the feed lists: what is known of them goes with it.
    #[must_use]
    pub fn choice(&self, within: &Choice) -> Choice {
        if let Some(found) = &self.found {
            return found.choice().clone();
        }
        let mut filter = within.filter().clone();
        let test = Test::Text(self.pattern.clone());
        let written = self.pattern.text().to_owned();
        // It goes first: what the filter looks for may take longer.
        filter.terms.insert(0, Term { negated: false, test, written });
        Choice::new(filter, within.only().cloned())
    }

    /// Whether it has found all there is in a snapshot.
    #[must_use]
    pub fn knows(&self, snapshot: &Arc<Snapshot>) -> bool {
        self.found.as_ref().is_some_and(|found| found.choice().knows(snapshot))
    }

    /// Where it is found in some rows of a post: the row, and the bytes of its text. What is broken over
    /// rows is found as well.
    #[must_use]
    pub fn in_rows(&self, rows: &[Row]) -> Vec<(usize, Range<usize>)> {
        let is_text = |row: &Row| !matches!(row.role, Role::Time | Role::Gone | Role::Label);
        let mut text = String::new();
        let mut starts = Vec::with_capacity(rows.len());
        for (row, next) in rows.iter().zip(rows.iter().skip(1).map(Some).chain([None])) {
            starts.push(text.len());
            if is_text(row) {
                text.push_str(&row.text);
            }
            // A line that goes on was broken at a space.
            let goes_on = next.is_some_and(|next| next.role == row.role);
            text.push(if goes_on { ' ' } else { '\n' });
        }
        let mut found = Vec::new();
        for range in self.pattern.find_in(&text) {
            let first = starts.partition_point(|start| *start <= range.start).saturating_sub(1);
            for (at, start) in starts.iter().enumerate().skip(first) {
                if *start >= range.end {
                    break;
                }
                let length = rows.get(at).map_or(0, |row| row.text.len());
                let from = range.start.saturating_sub(*start);
                let to = (range.end - start).min(length);
                if from < to {
                    found.push((at, from..to));
                }
            }
        }
        found
    }

    /// Which of the posts one is, from 1 in the order of the feed, and how many there are.
    #[must_use]
    pub fn place(&self, key: Option<&FeedKey>) -> Option<(Option<usize>, usize)> {
        let found = self.found.as_ref()?;
        let place = key.and_then(|key| found.position(key)?.ok()).map(|at| at + 1);
        Some((place, found.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_are_found_over_the_ends_of_rows() {
        let row = |role, text: &str| Row {
            role,
            text: text.to_owned(),
            place: (0, 0),
            links: Vec::new(),
        };
        let rows = [
            row(Role::Headline, "Talks go"),
            row(Role::Headline, "on"),
            row(Role::Time, "10:30 go on"),
            row(Role::Text, "They go"),
            row(Role::Text, "on and on."),
        ];
        for (pattern, found) in [
            ("go on", vec![(0, 6..8), (1, 0..2), (3, 5..7), (4, 0..2)]),
            ("/o. on/", vec![]),
            ("/go.on/", vec![(0, 6..8), (1, 0..2), (3, 5..7), (4, 0..2)]),
        ] {
            let search = Search::new(Pattern::parse(pattern).unwrap(), 1);
            assert_eq!(search.in_rows(&rows), found, "{pattern}");
        }
    }
}
