//! `1 hr 3 min ago`: times that are told from the moment a page was changed, or saved.

use jiff::{Timestamp, ToSpan};

use super::Context;
use crate::news::post::{Moment, PostTime, TimeSource};

/// From a day on, a page rounds too much away.
const MOST_MINUTES: i64 = 24 * 60;

/// The time so many minutes before the page was changed, or else before the file was written; none where that is a
/// day or more.
#[must_use]
pub fn before(minutes: i64, changed: Option<Moment>, context: &Context) -> Option<PostTime> {
    if minutes >= MOST_MINUTES {
        return None;
    }
    let (from, source) = match (changed, context.modified) {
        (Some(changed), _) => (changed.instant, TimeSource::Page),
        (None, modified) => (modified?, TimeSource::File),
    };
    let instant: Timestamp = from.checked_sub(minutes.minutes()).ok()?;
    let offset = context.zone.to_offset(instant);
    Some(PostTime { moment: Some(Moment { instant, offset }), source })
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
            Some((time.moment?.instant.to_string(), time.source))
        };
        let page = Some("2025-06-01T10:00:00Z");
        assert_eq!(told(63, None), Some(("2025-06-02T10:57:00Z".to_owned(), TimeSource::File)));
        assert_eq!(told(63, page), Some(("2025-06-01T08:57:00Z".to_owned(), TimeSource::Page)));
        assert_eq!(told(24 * 60, page), None, "a day");
    }
}
