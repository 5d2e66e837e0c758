//! The rows of the sidebar as they stand on the screen.

use super::layout;
use super::model::Model;
use super::sidebar::Item;

/// Rows of the tempo at the bottom.
const TEMPO: usize = 4;
/// From so many rows on, there is room for it.
const ROOM: usize = 24;

/// A row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row<'a> {
    /// The heading of what is below.
    Heading(Heading),
    /// What can be chosen.
    Item(&'a Item),
}

/// What is below a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Heading {
    Queries,
    Kinds,
    Correspondents,
}

/// What is in sight.
#[derive(Clone, Debug)]
pub struct Listed<'a> {
    /// The rows, from the first one in sight on.
    pub rows: Vec<Row<'a>>,
    /// The row that the cursor is on.
    pub cursor: usize,
    /// Rows below them for the tempo.
    pub tempo: usize,
}

/// The rows of a sidebar of so many.
#[must_use]
pub fn listed(model: &Model, height: usize) -> Listed<'_> {
    let tempo = if model.tempo.scale.is_some() && height >= ROOM { TEMPO } else { 0 };
    let height = height - tempo;
    let mut rows = Vec::new();
    let mut last = None;
    for item in model.sidebar.items() {
        let heading = match item {
            Item::All if !model.queries.is_empty() => None,
            Item::All | Item::Kind(_) => Some(Heading::Kinds),
            Item::Query(_) => Some(Heading::Queries),
            Item::Correspondent(_) => Some(Heading::Correspondents),
            // The row itself is the heading.
            Item::Fold(_) | Item::Value(..) => None,
        };
        rows.extend(heading.filter(|_| heading != last).map(Row::Heading));
        last = heading;
        rows.push(Row::Item(item));
    }
    let on_cursor = |row: &Row| matches!(row, Row::Item(item) if item.is(model.sidebar.cursor()));
    let cursor = rows.iter().position(on_cursor).unwrap_or_default();
    let top = layout::top_around(cursor, height, rows.len());
    rows.drain(..top);
    rows.truncate(height);
    Listed { rows, cursor: cursor - top, tempo }
}
