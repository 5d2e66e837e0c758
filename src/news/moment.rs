//! A moment in a reader's words: `14:30`, `-20m`, `yesterday 9am`, `2 June 10:15`.

use jiff::civil::{Date, Time};
use jiff::{Span, Timestamp, ToSpan, Zoned};

/// What may be typed.
pub const HOW: &str = "try 14:30, -20m, yesterday 9am, 2 June 10:15";

/// The moment that is meant, in the zone of the present one. A clock time alone is of the given day.
#[must_use]
pub fn moment(text: &str, day: Date, now: &Zoned) -> Option<Timestamp> {
    if let Some(ago) = text.trim().strip_prefix(['-', '−']) {
        let span: Span = ago.trim().parse().ok()?;
        let moment = now.checked_sub(span.abs()).ok()?.timestamp();
        return Timestamp::from_second(moment.as_second()).ok();
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    // The time stands last, and may be of two words: `9 am`.
    let (date, time) = (1..=2.min(words.len()))
        .filter_map(|count| words.split_at_checked(words.len() - count))
        .find_map(|(date, clock)| Some((date, time(&clock.concat())?)))
        .unwrap_or((&words, Time::midnight()));
    let date = match date {
        [] if words.is_empty() => return None,
        [] => day,
        [word] if word.eq_ignore_ascii_case("today") => now.date(),
        [word] if word.eq_ignore_ascii_case("yesterday") => now.date().checked_sub(1.day()).ok()?,
        words => self::date(&words.join(" "), day)?,
    };
    now.time_zone().to_timestamp(date.to_datetime(time)).ok()
}

fn time(text: &str) -> Option<Time> {
    let layouts = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"];
    layouts.iter().find_map(|layout| Time::strptime(layout, text).ok())
}

/// A date, of the year of a given day unless it says which.
fn date(text: &str, day: Date) -> Option<Date> {
    let text = text.replace(',', " ");
    let of = |text: &str| {
        let layouts = ["%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y"];
        layouts.iter().find_map(|layout| Date::strptime(layout, text).ok())
    };
    of(&text).or_else(|| of(&format!("{text} {}", day.year())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;

    #[test]
    fn moments_in_words() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let now = "2025-06-02T10:00:00Z".parse::<Timestamp>().unwrap().to_zoned(zone);
        let day = jiff::civil::date(2025, 5, 16);
        for (text, expected) in [
            ("14:30", Some("2025-05-16T13:30:00Z")),
            ("9.05", Some("2025-05-16T08:05:00Z")),
            ("-20m", Some("2025-06-02T09:40:00Z")),
            ("-2h", Some("2025-06-02T08:00:00Z")),
            ("-1d", Some("2025-06-01T10:00:00Z")),
            ("yesterday 9am", Some("2025-06-01T08:00:00Z")),
            ("today 9:15 PM", Some("2025-06-02T20:15:00Z")),
            ("2 June 10:15", Some("2025-06-02T09:15:00Z")),
            ("2 jun", Some("2025-06-01T23:00:00Z")),
            ("June 2, 2024 10:15", Some("2024-06-02T09:15:00Z")),
            ("2025-06-02 10:15", Some("2025-06-02T09:15:00Z")),
            ("", None),
            ("25:61", None),
            ("soon", None),
            ("-", None),
            ("31 June 10:00", None),
        ] {
            let expected: Option<Timestamp> = expected.map(|moment| moment.parse().unwrap());
            assert_eq!(moment(text, day, &now), expected, "{text}");
        }
    }
}
