//! `1 hr 3 min ago`: times that are told from the moment a page was changed, or saved.

use jiff::civil::Time;
use jiff::{Timestamp, ToSpan};

use super::{Context, moment};
use crate::news::post::{Moment, PostTime, TimeSource};

/// From a day on, a page rounds the clock away.
const DAY: i64 = 24 * 60;

/// From so many minutes on, it rounds the day away as well.
pub const LONGEST_AGO: i64 = 30 * DAY;

/// The time so many minutes before the page was changed, or else before the file was written. Where that is a day or
/// more it is a date alone; where nothing tells the date either, none.
#[must_use]
pub fn before(minutes: i64, changed: Option<Moment>, context: &Context) -> Option<PostTime> {
    let (from, source) = match (changed, context.modified) {
        (Some(changed), _) => (changed.instant, TimeSource::Page),
        (None, modified) => (modified?, TimeSource::File),
    };
    let moment = if minutes < DAY {
        let instant: Timestamp = from.checked_sub(minutes.minutes()).ok()?;
        Moment { instant, offset: context.zone.to_offset(instant) }
    } else {
        let days = Some(minutes / DAY).filter(|_| minutes < LONGEST_AGO)?;
        let date = context.zone.to_datetime(from).date().checked_sub(days.days()).ok()?;
        moment(date.to_datetime(Time::midnight()), &context.zone)?
    };
    Some(PostTime::new(Some(moment), source))
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn a_page_is_counted_back_from_its_own_time() {
        let context = Context {
            name: String::new(),
            modified: "2025-06-02T12:00:00Z".parse().ok(),
            zone: TimeZone::UTC,
            year: None,
        };
        let told = |minutes, changed: Option<&str>| {
            let instant = changed.and_then(|changed| changed.parse().ok());
            let changed = instant.map(|instant| Moment { instant, offset: jiff::tz::Offset::UTC });
            let time = before(minutes, changed, &context)?;
            Some((time.moment()?.instant.to_string(), time.source()))
        };
        let page = Some("2025-06-01T10:00:00Z");
        assert_eq!(told(63, None), Some(("2025-06-02T10:57:00Z".to_owned(), TimeSource::File)));
        assert_eq!(told(63, page), Some(("2025-06-01T08:57:00Z".to_owned(), TimeSource::Page)));
        for (days, date) in [(1, "2025-05-31"), (21, "2025-05-11")] {
            let date = format!("{date}T00:00:00Z");
            assert_eq!(told(days * DAY, page), Some((date, TimeSource::Page)), "{days} days");
        }
        assert_eq!(told(LONGEST_AGO, page), None, "a month");
    }
}
