//! The tempo in large: the posts of each interval, all of them and by kind and correspondent, and a
//! cursor on one interval.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::tempo::Tempo;
use crate::news::post::Kind;
use crate::news::store::{Change, Entry, FeedKey, Snapshot};

/// Columns of the names of the rows.
pub const LABEL: u16 = 16;
/// Columns of their sums.
const SUM: u16 = 8;

/// How many intervals have room in a box of so many columns.
#[must_use]
pub fn room(columns: u16) -> usize {
    usize::from(columns.saturating_sub(LABEL + 1 + SUM)).max(1)
}

/// How the rows of a box are shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    /// For the columns of all posts.
    pub columns: usize,
    /// For the kinds and correspondents.
    pub facets: usize,
}

impl Rows {
    /// Of a box with so many rows.
    #[must_use]
    pub fn of(rows: usize) -> Rows {
        // The interval of the cursor in words, what broke, the cursor, the days.
        let left = rows.saturating_sub(4);
        let columns = (left / 3).clamp(1, 8);
        Rows { columns, facets: left.saturating_sub(columns) }
    }
}

/// The chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// All posts.
    pub tempo: Tempo,
    rows: BTreeMap<Facet, Vec<u32>>,
    /// When the interval of the cursor begins.
    cursor: Option<Timestamp>,
    /// The first of the rows that are shown.
    pub top: usize,
}

/// What a row counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// A kind.
    Kind(Kind),
    /// A correspondent.
    Correspondent(Arc<str>),
}

/// One facet over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// What it counts.
    pub facet: &'a Facet,
    /// The posts of each interval.
    pub bars: &'a [u32],
    /// Those of all intervals.
    pub posts: u32,
}

impl Chart {
    /// A chart of at most so many intervals, with the cursor where a moment is. It looks at each post
    /// once.
    #[must_use]
    pub fn of(snapshot: &Snapshot, most: usize, cursor: Option<Timestamp>) -> Chart {
        let tempo = Tempo::of(snapshot, most);
        let mut chart = Chart { tempo, ..Chart::default() };
        for (key, entry) in snapshot.posts().iter() {
            chart.count(key, entry, 1);
        }
        let last = chart.tempo.bars.len().saturating_sub(1);
        let at = chart.tempo.scale.zip(cursor).and_then(|(scale, instant)| scale.at(instant));
        chart.put_cursor(at.unwrap_or(last));
        chart
    }

    /// Brings it in line with a new snapshot, at a cost in proportion to what has changed as long as
    /// its span is the same.
    pub fn advance(&mut self, snapshot: &Snapshot, changes: &[Change], most: usize) {
        let before = self.tempo.scale;
        self.tempo.advance(snapshot, changes, most);
        if self.tempo.scale == before {
            for change in changes {
                let (key, entry) = change.post();
                self.count(key, entry, change.step());
            }
        } else {
            *self = self.resized(snapshot, most);
        }
    }

    /// The same with at most so many intervals.
    #[must_use]
    pub fn resized(&self, snapshot: &Snapshot, most: usize) -> Chart {
        Chart { top: self.top, ..Chart::of(snapshot, most, self.cursor) }
    }

    fn count(&mut self, key: &FeedKey, entry: &Entry, step: i32) {
        let Some(scale) = self.tempo.scale.filter(|_| entry.is_present()) else { return };
        let Some(at) = key.instant().and_then(|instant| scale.at(instant)) else { return };
        let people = entry.facets.people.names.iter();
        let kinds = entry.facets.kinds.iter().map(Facet::Kind);
        for facet in kinds.chain(people.map(|name| Facet::Correspondent(Arc::clone(name)))) {
            let bars = self.rows.entry(facet).or_insert_with(|| vec![0; scale.count]);
            if let Some(bar) = bars.get_mut(at) {
                *bar = bar.saturating_add_signed(step);
            }
        }
    }

    /// The rows: the kinds in their order, then the correspondents, who has most first.
    #[must_use]
    pub fn rows(&self) -> Vec<Row<'_>> {
        let rows = self.rows.iter();
        let rows = rows.map(|(facet, bars)| Row { facet, bars, posts: bars.iter().sum() });
        let mut rows: Vec<Row> = rows.filter(|row| row.posts > 0).collect();
        rows.sort_by_key(|row| match row.facet {
            Facet::Kind(_) => None,
            Facet::Correspondent(_) => Some(Reverse(row.posts)),
        });
        rows
    }

    /// The interval that the cursor is on.
    #[must_use]
    pub fn cursor(&self) -> Option<usize> {
        self.tempo.scale?.at(self.cursor?)
    }

    /// When an interval begins, and when the next does.
    #[must_use]
    pub fn extent(&self, at: usize) -> Option<(Timestamp, Timestamp)> {
        let scale = self.tempo.scale?;
        scale.begin(at).zip(scale.begin(at + 1))
    }

    /// Moves the cursor by so many intervals, as far as there are some.
    pub fn step(&mut self, steps: isize) {
        let last = self.tempo.bars.len().saturating_sub(1);
        let at = self.cursor().unwrap_or(last).saturating_add_signed(steps).min(last);
        self.put_cursor(at);
    }

    /// Scrolls the rows, as far as there are more than `height`.
    pub fn scroll(&mut self, steps: isize, height: usize) {
        let most = self.rows().len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(steps).min(most);
    }

    fn put_cursor(&mut self, at: usize) {
        self.cursor = self.tempo.scale.and_then(|scale| scale.begin(at));
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::news::dating::Context;
    use crate::news::format;
    use crate::news::store::Store;

    fn put(store: &mut Store, posts: &[(&str, &str, &str)]) {
        let post = |(number, (time, label, by)): (usize, &(&str, &str, &str))| {
            let headline = format!("Post {number}published at {time} 2025");
            let head = match *label {
                "Analysis" => format!("  1. Analysis\n\n    {headline}\n"),
                label => format!("  1. {headline}\n    {label}\n"),
            };
            format!("{head}\n    {by}\n    Correspondent\n\n    It.\n")
        };
        let text: String = posts.iter().enumerate().map(post).collect();
        let context =
            Context { name: "page.txt".into(), modified: None, zone: TimeZone::UTC, year: None };
        let name = "page.txt".into();
        let document = format::parse(text.as_bytes(), &name, &context);
        store.apply([(name, Some(document))]);
    }

    fn rows(chart: &Chart) -> Vec<(String, Vec<u32>)> {
        let words = |facet: &Facet| match facet {
            Facet::Kind(kind) => kind.word().to_owned(),
            Facet::Correspondent(name) => name.to_string(),
        };
        chart.rows().iter().map(|row| (words(row.facet), row.bars.to_vec())).collect()
    }

    #[test]
    fn kinds_and_correspondents_are_counted_by_interval() {
        let mut store = Store::new();
        let first = [
            ("10:31 GMT 2 June", "Analysis", "Ann Archer"),
            ("10:12 GMT 2 June", "", "Bo Baker"),
            ("10:11 GMT 2 June", "Breaking", "Bo Baker"),
        ];
        put(&mut store, &first);
        let mut chart = Chart::of(&store.snapshot(), 10, None);
        assert_eq!(
            rows(&chart),
            [
                ("breaking".to_owned(), vec![1, 0, 0]),
                ("analysis".to_owned(), vec![0, 0, 1]),
                ("Bo Baker".to_owned(), vec![2, 0, 0]),
                ("Ann Archer".to_owned(), vec![0, 0, 1]),
            ]
        );
        assert_eq!(chart.cursor(), Some(2), "on the newest");
        chart.step(-9);
        assert_eq!(chart.cursor(), Some(0));
        chart.step(1);
        // An earlier post comes: the cursor stays on its moment.
        let old = store.snapshot();
        let mut more = first.to_vec();
        more.push(("10:01 GMT 2 June", "", "Ann Archer"));
        put(&mut store, &more);
        let new = store.snapshot();
        let changes: Vec<Change> = new.changes_since(&old).collect();
        chart.advance(&new, &changes, 10);
        assert_eq!(chart.cursor(), Some(2));
        assert_eq!(chart, Chart { cursor: chart.cursor, ..Chart::of(&new, 10, None) });
        // One goes within the same span.
        let old = new;
        more.remove(1);
        put(&mut store, &more);
        let new = store.snapshot();
        let changes: Vec<Change> = new.changes_since(&old).collect();
        chart.advance(&new, &changes, 10);
        assert_eq!(rows(&chart), rows(&Chart::of(&new, 10, None)));
    }

    #[test]
    fn a_chart_of_nothing_has_no_cursor() {
        let mut chart = Chart::of(&Store::new().snapshot(), 10, None);
        chart.step(1);
        chart.scroll(1, 5);
        assert_eq!((chart.cursor(), chart.rows().len()), (None, 0));
    }
}
