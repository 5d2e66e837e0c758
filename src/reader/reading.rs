//! The reading pane: the selected post, wrapped once, and how far it is scrolled.

use std::sync::Arc;

use crate::news::post::{Post, Presence};
use crate::news::store::{Entry, PostId};
use crate::news::when::{Clock, Zones};
use crate::news::wrap::{self, Place, Role, Row};

/// The pane.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    shown: Option<PostId>,
    rows: Vec<Row>,
    wrapped: Option<Wrapped>,
    top: usize,
    /// The place in the text that the first visible row begins with.
    place: Place,
}

/// What the rows were made of. Ages change by the minute.
#[derive(Clone, Debug)]
struct Wrapped {
    post: Arc<Post>,
    presence: Presence,
    width: u16,
    minute: i64,
    zones: Zones,
}

impl PartialEq for Wrapped {
    fn eq(&self, other: &Wrapped) -> bool {
        Arc::ptr_eq(&self.post, &other.post)
            && (self.presence, self.width, self.minute, self.zones)
                == (other.presence, other.width, other.minute, other.zones)
    }
}

impl Reading {
    /// The rows of the post.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The first visible row.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// Shows a post from its top, or, if it is shown already, as it is now: the first visible row
    /// stays the one that shows the same place of the text. A post that is as it was is not wrapped
    /// again.
    pub fn show(&mut self, entry: Option<&Entry>, width: u16, height: usize, clock: &Clock) {
        let id = entry.map(|entry| entry.id);
        if id != self.shown {
            self.shown = id;
            self.top = 0;
            self.place = Place::default();
        }
        let wrapped = entry.map(|entry| Wrapped {
            post: Arc::clone(&entry.post),
            presence: entry.presence,
            width,
            minute: clock.now.as_second().div_euclid(60),
            zones: clock.zones,
        });
        if wrapped != self.wrapped {
            let wrap = |entry: &Entry| wrap::wrap(&entry.post, entry.presence, width, clock);
            let rows = entry.map(wrap).unwrap_or_default();
            let before = std::mem::replace(&mut self.rows, rows);
            let post = |wrapped: &Option<Wrapped>| wrapped.as_ref().map(|it| Arc::as_ptr(&it.post));
            if self.top > 0 && post(&wrapped) != post(&self.wrapped) {
                self.keep_place(&before);
            }
            self.wrapped = wrapped;
        }
        if self.top > 0 {
            let row = wrap::row_of(&self.rows, self.place);
            self.top = row.min(self.last_top(height));
        }
    }

    /// Keeps the text in sight of a post that was edited: what was put in above it, or taken out, does not
    /// move it.
    fn keep_place(&mut self, before: &[Row]) {
        let in_sight = before.iter().skip(self.top).enumerate();
        for (below, row) in in_sight.filter(|(_, row)| row.role != Role::Blank) {
            let near = wrap::row_of(&self.rows, row.place);
            let same =
                |(_, other): &(usize, &Row)| other.text == row.text && other.role == row.role;
            let found = self.rows.iter().enumerate().filter(same);
            // The first row that is still there stands where it stood.
            if let Some((at, _)) = found.min_by_key(|(at, _)| at.abs_diff(near)) {
                let top = at.saturating_sub(below);
                self.place = self.rows.get(top).map(|row| row.place).unwrap_or_default();
                return;
            }
        }
    }

    /// Scrolls by rows, and says whether that moved anything.
    pub fn scroll(&mut self, rows: isize, height: usize) -> bool {
        let top = self.top.saturating_add_signed(rows).min(self.last_top(height));
        let moved = top != self.top;
        self.top = top;
        self.place = self.rows.get(top).map(|row| row.place).unwrap_or_default();
        moved
    }

    /// Brings a row into sight that is not, with what is around it, and says whether that moved anything.
    pub fn bring_into_sight(&mut self, row: usize, height: usize) -> bool {
        if (self.top..self.top + height).contains(&row) {
            return false;
        }
        let top = isize::try_from(row.saturating_sub(height / 3)).unwrap_or(isize::MAX);
        self.scroll(top.saturating_sub_unsigned(self.top), height)
    }

    /// Whether the end of the post is in sight.
    #[must_use]
    pub fn is_at_end(&self, height: usize) -> bool {
        self.top == self.last_top(height)
    }

    fn last_top(&self, height: usize) -> usize {
        self.rows.len().saturating_sub(height)
    }
}
