//! The feed under the mouse.

use super::{Feed, FeedRow};
use crate::news::when::Clock;

impl Feed {
    /// Selects the post that stands on a row, which stays there, and answers whether there is one.
    pub fn pick(&mut self, row: usize, height: usize, clock: &Clock) -> bool {
        let id = match self.rows(height, clock).get(row) {
            Some(FeedRow::Post(entry, _)) => entry.id,
            _ => return false,
        };
        let Some(key) = self.posts.snapshot().key(id) else { return false };
        (self.missing, self.shown_to) = (None, None);
        self.selected = Some((id, key));
        self.row = row;
        self.fit(height, clock);
        true
    }

    /// Moves the list by rows, up where positive. The selected post stays selected as long as it is in sight;
    /// then the one at the edge is.
    pub fn scroll(&mut self, rows: isize, height: usize, clock: &Clock) {
        let Some((mut id, mut key)) = self.selected.clone() else { return };
        (self.missing, self.shown_to) = (None, None);
        let signed = |rows: usize| isize::try_from(rows).unwrap_or(isize::MAX);
        let bottom = height.saturating_sub(1);
        // No further than there are posts.
        let wanted = rows.unsigned_abs();
        let rows = if rows > 0 {
            let shown = bottom.saturating_sub(self.row);
            signed(self.count_below(&key, shown + wanted, clock).saturating_sub(shown))
        } else {
            let above = self.rows_above(&key, self.row + wanted, clock).len();
            -signed(above.saturating_sub(self.row))
        };
        let (bottom, count) = (signed(bottom), |rules: usize| signed(rules + 1));
        let mut row = signed(self.row) - rows;
        while row < 0
            && let Some((next, entry)) = self.neighbour(&key, true)
        {
            row += count(self.rules_above(next, clock).len());
            (id, key) = (entry.id, next.clone());
        }
        while row > bottom
            && let Some((next, entry)) = self.neighbour(&key, false)
        {
            row -= count(self.rules_above(&key, clock).len());
            (id, key) = (entry.id, next.clone());
        }
        self.selected = Some((id, key));
        self.row = usize::try_from(row.clamp(0, bottom)).unwrap_or_default();
        self.fit(height, clock);
    }
}
