//! The hour that comes twice when clocks are set back: which of the two is told by the order of the posts.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::news::post::Moment;

/// Civil times → moments, from the oldest post of a page to its newest.
#[derive(Default)]
pub struct Folds {
    last: Option<Timestamp>,
}

impl Folds {
    /// The moment of a post, which is the first of two unless an older post is of the second, or lies between them.
    pub fn moment(&mut self, civil: DateTime, zone: &TimeZone) -> Option<Moment> {
        let ambiguous = zone.to_ambiguous_zoned(civil);
        let is_twice = matches!(ambiguous.offset(), jiff::tz::AmbiguousOffset::Fold { .. });
        let mut zoned = ambiguous.compatible().ok()?;
        if is_twice
            && self.last.is_some_and(|last| last > zoned.timestamp())
            && let Ok(later) = zone.to_ambiguous_zoned(civil).later()
        {
            zoned = later;
        }
        self.last = self.last.max(Some(zoned.timestamp()));
        Some(Moment { instant: zoned.timestamp(), offset: zoned.offset() })
    }
}
