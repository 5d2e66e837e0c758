//! Where the panes are. The model needs it to scroll, the screen to draw: both ask here.

/// A screen, in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Cells across.
    pub columns: u16,
    /// Cells down.
    pub rows: u16,
}

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// The leftmost column.
    pub x: u16,
    /// The topmost row.
    pub y: u16,
    /// Cells across.
    pub columns: u16,
    /// Cells down.
    pub rows: u16,
}

impl Area {
    /// Which of its cells a cell of the screen is: its column and row.
    #[must_use]
    pub fn cell(&self, (column, row): (u16, u16)) -> Option<(u16, u16)> {
        let (x, y) = (column.checked_sub(self.x)?, row.checked_sub(self.y)?);
        (x < self.columns && y < self.rows).then_some((x, y))
    }
}

/// One of the three panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// What can be filtered by.
    Sidebar,
    /// The list of posts.
    Feed,
    /// The selected post.
    Reading,
}

/// From so many columns there are three panes.
const THREE_PANES: u16 = 120;
/// From so many there are two; below, one.
const TWO_PANES: u16 = 80;
/// From so many rows panes have borders, where there are several.
const BORDERS_FROM: u16 = 12;
/// The smallest screen that holds a feed.
pub const SMALLEST: Size = Size { columns: 20, rows: 6 };
const SIDEBAR: u16 = 26;

/// The panes on a screen, borders included. Those that are not shown have no area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panes {
    /// Whether each pane has a border.
    pub bordered: bool,
    /// The sidebar.
    pub sidebar: Option<Area>,
    /// The feed.
    pub feed: Option<Area>,
    /// The reading pane.
    pub reading: Option<Area>,
}

impl Panes {
    /// Lays the panes out between the header and the status line; `None` where the screen is too
    /// small. The pane that has the focus is always shown.
    #[must_use]
    pub fn of(size: Size, focus: Pane) -> Option<Panes> {
        if size.columns < SMALLEST.columns || size.rows < SMALLEST.rows {
            return None;
        }
        let rows = size.rows - 2;
        let area = |x: u16, columns: u16| Some(Area { x, y: 1, columns, rows });
        let all = size.columns;
        let bordered = all >= TWO_PANES && size.rows >= BORDERS_FROM;
        let none = Panes { bordered, sidebar: None, feed: None, reading: None };
        let rest = all.saturating_sub(SIDEBAR);
        Some(if all >= THREE_PANES {
            let feed = rest / 2;
            Panes {
                sidebar: area(0, SIDEBAR),
                feed: area(SIDEBAR, feed),
                reading: area(SIDEBAR + feed, rest - feed),
                ..none
            }
        } else if all >= TWO_PANES && focus == Pane::Sidebar {
            Panes { sidebar: area(0, SIDEBAR), feed: area(SIDEBAR, rest), ..none }
        } else if all >= TWO_PANES {
            let feed = all * 46 / 100;
            Panes { feed: area(0, feed), reading: area(feed, all - feed), ..none }
        } else {
            match focus {
                Pane::Sidebar => Panes { sidebar: area(0, all), ..none },
                Pane::Feed => Panes { feed: area(0, all), ..none },
                Pane::Reading => Panes { reading: area(0, all), ..none },
            }
        })
    }

    /// The area of a pane.
    #[must_use]
    pub fn area(&self, pane: Pane) -> Option<Area> {
        match pane {
            Pane::Sidebar => self.sidebar,
            Pane::Feed => self.feed,
            Pane::Reading => self.reading,
        }
    }

    /// The pane that a cell is in, by its column and row.
    #[must_use]
    pub fn at(&self, cell: (u16, u16)) -> Option<Pane> {
        let is_in = |pane: &Pane| self.area(*pane).is_some_and(|area| area.cell(cell).is_some());
        [Pane::Sidebar, Pane::Feed, Pane::Reading].into_iter().find(is_in)
    }

    /// The row for breaking news: in place of the panes' lower border, or of the header where there is none.
    #[must_use]
    pub fn breaking(&self, size: Size) -> u16 {
        if self.bordered { size.rows.saturating_sub(2) } else { 0 }
    }

    /// The cells of a pane inside its border, if it has one; the reading pane keeps a column free on each side,
    /// where it is not too narrow for that.
    #[must_use]
    pub fn inside(&self, pane: Pane) -> Option<Area> {
        let area = self.area(pane)?;
        let edge = u16::from(self.bordered);
        let margin = edge + u16::from(pane == Pane::Reading && area.columns > 30);
        Some(Area {
            x: area.x + margin,
            y: area.y + edge,
            columns: area.columns.saturating_sub(2 * margin),
            rows: area.rows.saturating_sub(2 * edge),
        })
    }
}

/// The first visible of so many rows, where `height` fit and one is to be in their middle.
#[must_use]
pub fn top_around(row: usize, height: usize, of: usize) -> usize {
    row.saturating_sub(height / 2).min(of.saturating_sub(height))
}

/// The cells inside the border of a box over the panes, in the middle: as wide and as high as asked for,
/// where the screen is.
#[must_use]
pub fn inside_box(size: Size, columns: u16, rows: usize) -> Area {
    let columns = columns.min(size.columns.saturating_sub(2));
    let most = size.rows.saturating_sub(4);
    let rows = u16::try_from(rows).unwrap_or(u16::MAX).min(most);
    let x = (size.columns - columns) / 2;
    Area { x, y: 2 + (most - rows) / 2, columns, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(columns: u16, rows: u16, focus: Pane) -> Option<[bool; 3]> {
        let panes = Panes::of(Size { columns, rows }, focus)?;
        Some([panes.sidebar.is_some(), panes.feed.is_some(), panes.reading.is_some()])
    }

    #[test]
    fn panes_by_width() {
        for focus in [Pane::Sidebar, Pane::Feed, Pane::Reading] {
            assert_eq!(shown(120, 40, focus), Some([true, true, true]));
        }
        assert_eq!(shown(80, 24, Pane::Feed), Some([false, true, true]));
        assert_eq!(shown(80, 24, Pane::Sidebar), Some([true, true, false]));
        assert_eq!(shown(79, 24, Pane::Feed), Some([false, true, false]));
        assert_eq!(shown(20, 6, Pane::Reading), Some([false, false, true]));
        assert_eq!(shown(19, 6, Pane::Feed), None);
        assert_eq!(shown(20, 5, Pane::Feed), None);
    }

    #[test]
    fn panes_fill_the_screen() {
        for columns in 20..300 {
            for focus in [Pane::Sidebar, Pane::Feed, Pane::Reading] {
                let panes = Panes::of(Size { columns, rows: 24 }, focus).unwrap();
                let areas = [panes.sidebar, panes.feed, panes.reading];
                let across: u16 = areas.iter().flatten().map(|area| area.columns).sum();
                assert_eq!(across, columns);
            }
        }
    }
}
