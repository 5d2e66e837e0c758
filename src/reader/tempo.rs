//! How the posts are spread over time: bars of one interval each.

use jiff::Timestamp;

use crate::news::store::{Change, PACE, Pace, Snapshot};

/// Intervals that a bar may stand for, in units of [`PACE`].
const INTERVALS: [(i64, &str); 13] = [
    (1, "10 min"),
    (3, "30 min"),
    (6, "hour"),
    (18, "3 h"),
    (36, "6 h"),
    (72, "12 h"),
    (144, "day"),
    (432, "3 days"),
    (1008, "week"),
    (4320, "30 days"),
    (13_140, "91 days"),
    (52_560, "year"),
    (525_600, "10 years"),
];

/// A span of time in intervals of one length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// What an interval is called.
    pub words: &'static str,
    /// How many there are.
    pub count: usize,
    /// Their length, in units of [`PACE`].
    units: i64,
    /// The number of the first one since 1970.
    first: i64,
}

impl Scale {
    /// The span of the posts in at most so many intervals, the shortest that allow for it.
    #[must_use]
    pub fn of(snapshot: &Snapshot, most: usize) -> Option<Scale> {
        let ((first, _), (last, _)) = snapshot.pace().get_min().zip(snapshot.pace().get_max())?;
        let of = |(units, words): (i64, &'static str)| {
            let (first, last) = (first.div_euclid(units), last.div_euclid(units));
            let count = usize::try_from(last - first + 1).ok()?;
            Some(Scale { words, count, units, first })
        };
        let fits = INTERVALS.into_iter().filter_map(of).find(|scale| scale.count <= most);
        fits.or_else(|| {
            // A time that is not one, like the year 1, is in the first bar.
            let widest = of(*INTERVALS.last()?)?;
            let cut = widest.count.saturating_sub(most.max(1));
            let first = widest.first + i64::try_from(cut).ok()?;
            Some(Scale { count: widest.count - cut, first, ..widest })
        })
    }

    /// Which interval a moment is in.
    #[must_use]
    pub fn at(&self, instant: Timestamp) -> Option<usize> {
        self.at_unit(instant.as_second().div_euclid(PACE))
    }

    fn at_unit(&self, unit: i64) -> Option<usize> {
        let at = unit.div_euclid(self.units) - self.first;
        usize::try_from(at.max(0)).ok().filter(|at| *at < self.count)
    }

    /// When an interval begins.
    #[must_use]
    pub fn begin(&self, at: usize) -> Option<Timestamp> {
        let unit = (self.first + i64::try_from(at).ok()?) * self.units;
        Timestamp::from_second(unit * PACE).ok()
    }
}

/// The bars over the span of the feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tempo {
    /// What the bars stand for.
    pub scale: Option<Scale>,
    /// The posts of each interval, the oldest first.
    pub bars: Vec<Pace>,
}

impl Tempo {
    /// At most so many bars.
    #[must_use]
    pub fn of(snapshot: &Snapshot, most: usize) -> Tempo {
        let scale = Scale::of(snapshot, most);
        let mut bars = vec![Pace::default(); scale.map_or(0, |scale| scale.count)];
        for (unit, pace) in snapshot.pace() {
            let at = scale.and_then(|scale| scale.at_unit(*unit));
            if let Some(bar) = at.and_then(|at| bars.get_mut(at)) {
                bar.posts += pace.posts;
                bar.breaking += pace.breaking;
            }
        }
        Tempo { scale, bars }
    }

    /// Brings the bars in line with a new snapshot, at a cost in proportion to what has changed as long
    /// as their span is the same.
    pub fn advance(&mut self, snapshot: &Snapshot, changes: &[Change], most: usize) {
        let Some(scale) = Scale::of(snapshot, most).filter(|now| self.scale == Some(*now)) else {
            *self = Tempo::of(snapshot, most);
            return;
        };
        for change in changes {
            let (key, entry) = change.post();
            let at = key.instant().and_then(|instant| scale.at(instant));
            if let Some(bar) =
                at.filter(|_| entry.is_present()).and_then(|at| self.bars.get_mut(at))
            {
                bar.count(entry, change.step());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::news::dating::Context;
    use crate::news::format::{self, Document};
    use crate::news::store::Store;

    const MOST: usize = 24;

    fn document(times: &[(&str, &str)]) -> Document {
        let post = |(number, (time, label)): (usize, &(&str, &str))| {
            format!("  1. Post {number}published at {time} 2025\n    {label}\n\n    It.\n")
        };
        let text: String = times.iter().enumerate().map(post).collect();
        let context =
            Context { name: "page.txt".into(), modified: None, zone: TimeZone::UTC, year: None };
        format::parse(text.as_bytes(), &"page.txt".into(), &context)
    }

    fn of(times: &[(&str, &str)], most: usize) -> Tempo {
        let mut store = Store::new();
        store.apply([("page.txt".into(), Some(document(times)))]);
        Tempo::of(&store.snapshot(), most)
    }

    #[test]
    fn posts_are_counted_by_interval() {
        let times = [
            ("12:05 GMT 2 June", ""),
            ("11:20 GMT 2 June", "Breaking"),
            ("10:50 GMT 2 June", ""),
            ("10:45 GMT 2 June", ""),
        ];
        let words = |tempo: &Tempo| tempo.scale.map(|scale| scale.words);
        let tempo = of(&times, MOST);
        assert_eq!((words(&tempo), tempo.bars.len()), (Some("10 min"), 9));
        let tempo = of(&times, 4);
        let posts: Vec<u32> = tempo.bars.iter().map(|bar| bar.posts).collect();
        assert_eq!((words(&tempo), posts), (Some("30 min"), vec![2, 1, 0, 1]));
        assert_eq!(tempo.bars[1].breaking, 1);
        assert_eq!(tempo.scale.unwrap().begin(0).unwrap().to_string(), "2025-06-02T10:30:00Z");
        assert_eq!(words(&of(&times, 1)), Some("day"), "a week, or a day, has all of it");
        assert_eq!(of(&[], MOST), Tempo::default());
        let far = [("10:00 GMT 2 June", ""), ("10:00 GMT 3 January", "")];
        assert!(of(&far, MOST).bars.len() <= MOST);
    }

    #[test]
    fn bars_counted_step_by_step_are_those_counted_anew() {
        let mut store = Store::new();
        let mut tempo = Tempo::default();
        for times in [
            &[("12:05 GMT 2 June", "")][..],
            &[("12:05 GMT 2 June", ""), ("11:20 GMT 2 June", "Breaking")],
            &[("12:05 GMT 2 June", "Breaking"), ("11:40 GMT 2 June", ""), ("11:20 GMT 2 June", "")],
            &[("12:05 GMT 2 June", ""), ("12:05 GMT 2 June", "")],
            &[("12:05 GMT 9 June", "Breaking")],
            &[],
        ] {
            let old = store.snapshot();
            store.apply([("page.txt".into(), Some(document(times)))]);
            let new = store.snapshot();
            let changes: Vec<Change> = new.changes_since(&old).collect();
            tempo.advance(&new, &changes, MOST);
            assert_eq!(tempo, Tempo::of(&new, MOST), "{times:?}");
        }
    }
}
