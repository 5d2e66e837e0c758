//! How the posts are spread over time: bars of one interval each.

use jiff::Timestamp;

use crate::news::store::{PACE, Pace, Snapshot};

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

/// The bars over the span of the feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tempo {
    /// What a bar stands for, in words.
    pub interval: &'static str,
    /// The posts of each interval, the oldest first.
    pub bars: Vec<Pace>,
    /// When the first one begins, and when the last post of all was published.
    pub span: Option<(Timestamp, Timestamp)>,
}

impl Tempo {
    /// At most so many bars, each of the shortest interval that allows for it.
    #[must_use]
    pub fn of(snapshot: &Snapshot, most: usize) -> Tempo {
        let pace = snapshot.pace();
        let (Some((first, _)), Some((last, _))) = (pace.get_min(), pace.get_max()) else {
            return Tempo::default();
        };
        let count = |units: i64| last.div_euclid(units) - first.div_euclid(units) + 1;
        let fits = |units: i64| usize::try_from(count(units)).is_ok_and(|count| count <= most);
        let Some((units, interval)) = INTERVALS.into_iter().find(|(units, _)| fits(*units)) else {
            return Tempo::default();
        };
        let start = first.div_euclid(units);
        let mut bars = vec![Pace::default(); usize::try_from(count(units)).unwrap_or_default()];
        for (at, pace) in pace {
            let at = usize::try_from(at.div_euclid(units) - start).unwrap_or_default();
            if let Some(bar) = bars.get_mut(at) {
                bar.posts += pace.posts;
                bar.breaking += pace.breaking;
            }
        }
        let instant = |unit: i64| Timestamp::from_second(unit * PACE).ok();
        Tempo { interval, bars, span: instant(start * units).zip(instant(*last)) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::news::dating::Context;
    use crate::news::format;
    use crate::news::store::Store;

    fn of(times: &[(&str, &str)], most: usize) -> Tempo {
        let mut store = Store::new();
        let post = |(number, (time, label)): (usize, &(&str, &str))| {
            format!("  1. Post {number}published at {time} 2025\n    {label}\n\n    It.\n")
        };
        let text: String = times.iter().enumerate().map(post).collect();
        let context =
            Context { name: "page.txt".into(), modified: None, zone: TimeZone::UTC, year: None };
        let name = "page.txt".into();
        let document = format::parse(text.as_bytes(), &name, &context);
        store.apply([(name, Some(document))]);
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
        let tempo = of(&times, 24);
        assert_eq!((tempo.interval, tempo.bars.len()), ("10 min", 9));
        let tempo = of(&times, 4);
        let posts: Vec<u32> = tempo.bars.iter().map(|bar| bar.posts).collect();
        assert_eq!((tempo.interval, posts), ("30 min", vec![2, 1, 0, 1]));
        assert_eq!(tempo.bars[1].breaking, 1);
        assert_eq!(tempo.span.unwrap().0.to_string(), "2025-06-02T10:30:00Z");
        assert_eq!(of(&times, 1).interval, "day", "a week, or a day, has all of it");
        assert_eq!(of(&[], 24), Tempo::default());
        let far = [("10:00 GMT 2 June", ""), ("10:00 GMT 3 January", "")];
        assert!(of(&far, 24).bars.len() <= 24);
    }
}
