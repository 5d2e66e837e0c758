//! Rows that have moved up or down: the terminal can move them itself.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};

use super::pen::is_same;
use super::{csi, rows};

/// Moves by more rows are not looked for: a reader's keys move a list by one, an arrival by a few.
const FARTHEST: i32 = 4;

/// One cell of so many in a row tells whether the row has moved.
const SPARSE: usize = 2;

/// Cells of a frame that are looked at for a move of what they show.
const SAMPLES: usize = 512;

/// A move of some rows of the screen by a few.
pub struct Scroll {
    rows: Range<usize>,
    /// How far up, and down where it is negative.
    by: i32,
}

impl Scroll {
    /// The move that most of what differs seems to have made.
    pub fn find(shown: &Buffer, frame: &Buffer) -> Option<Scroll> {
        let width = i32::from(frame.area.width);
        let step = (frame.content.len() / SAMPLES).max(1) | 1;
        let cells = shown.content.iter().zip(&frame.content).enumerate().step_by(step);
        let changed: Vec<(i32, &Cell)> = cells
            .filter(|(_, (old, new))| new.symbol() != " " && !is_same(old, new))
            .filter_map(|(at, (_, new))| Some((i32::try_from(at).ok()?, new)))
            .collect();
        let moved = |by: i32| {
            let stood = |at: i32| shown.content.get(usize::try_from(at + by * width).ok()?);
            changed
                .iter()
                .filter(|(at, new)| stood(*at).is_some_and(|old| is_same(old, new)))
                .count()
        };
        let ways = (1..=FARTHEST).flat_map(|rows| [rows, -rows]);
        let (count, by) = ways.map(|by| (moved(by), by)).max_by_key(|(count, _)| *count)?;
        if count * 4 < changed.len().max(1) {
            return None;
        }
        let rows = region(shown, frame, by)?;
        Some(Scroll { rows, by })
    }

    /// The row of `shown` that stands in row `y` afterwards, where it is none of the new ones.
    pub fn source(&self, y: usize) -> Option<usize> {
        if !self.rows.contains(&y) {
            return Some(y);
        }
        y.checked_add_signed(isize::try_from(self.by).ok()?).filter(|y| self.rows.contains(y))
    }

    /// Writes the move. The rows that come in are blank, in the pen's background, and where the
    /// cursor is then depends on the terminal.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        let [top, bottom] = [self.rows.start + 1, self.rows.end];
        // DECSTBM, set top and bottom margins (DEC), and CUP to its top.
        csi(bytes, &[top, bottom], b'r');
        csi(bytes, &[top], b'H');
        // DL and IL, delete and insert lines (ECMA-48), which the Linux console knows; it knows
        // no SU and SD, scroll up and down.
        let last = if self.by > 0 { b'M' } else { b'L' };
        csi(bytes, &[usize::try_from(self.by.unsigned_abs()).unwrap_or(1)], last);
        csi(bytes, &[], b'r');
    }
}

/// The rows for which to move is to have fewer cells change, by the most.
fn region(shown: &Buffer, frame: &Buffer, by: i32) -> Option<Range<usize>> {
    let changes = |old: &[Cell], new: &[Cell]| {
        let cells = old.iter().zip(new).step_by(SPARSE);
        i64::try_from(cells.filter(|(old, new)| !is_same(old, new)).count()).unwrap_or(i64::MAX)
    };
    let distance = usize::try_from(by.unsigned_abs()).ok()?;
    let down = if by < 0 { distance } else { 0 };
    let moved = rows(shown).skip(distance - down);
    let gains = rows(shown).zip(rows(frame)).skip(down).zip(moved);
    // The run of rows with the largest sum.
    let (mut best, mut rows) = (0, None);
    let (mut sum, mut start) = (0, 0);
    for (at, ((old, new), moved)) in gains.enumerate() {
        sum += changes(old, new) - changes(moved, new);
        if sum <= 0 {
            (sum, start) = (0, at + 1);
        } else if sum > best {
            (best, rows) = (sum, Some(start..at + 1 + distance));
        }
    }
    rows
}
