//! When a page says that it was published or changed: `Updated 2:10 a.m. ET, November 4, 2020`, `First published on
//! Fri 19 Feb 2021 17.20 GMT`, a date in its address.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::times::{self, Told, Zone};
use crate::news::dating::{PageDate, month};
use crate::news::format::lines::Line;
use crate::news::format::publishers::Publisher;

/// A longer line is no stamp, in bytes.
const LONGEST: usize = 160;
/// What stands before the time of the last change, in lower case.
const CHANGED: &[&str] = &[
    "this article was last updated",
    "this page was last updated",
    "live updated",
    "last updated",
    "last modified",
    "last update",
    "updated",
];
/// What stands before the time of publication, in lower case.
const PUBLISHED: &[&str] = &["first published", "published", "posted", "created"];

/// Gathers it from the lines above the posts, and from those at the end of the page, where a date alone may be one of the
/// last post.
pub fn of_lines<'a, 'b: 'a>(
    head: impl Iterator<Item = &'a Line<'b>>,
    end: impl Iterator<Item = &'a Line<'b>>,
    publisher: Option<&Publisher>,
    zone: &TimeZone,
) -> PageDate {
    let mut date = PageDate::default();
    let mut is_said = false;
    let lines = head.map(|line| (line, true)).chain(end.map(|line| (line, false)));
    for (line, is_head) in lines {
        if line.is_blank() || line.text.len() > LONGEST {
            continue;
        }
        for part in line.text.split('|') {
            is_said |= add(&mut date, part.trim(), (is_head, is_said), publisher, zone);
        }
        if is_head && date.published.is_none() && line.text.contains('/') {
            date.published = in_address(&line.text);
        }
    }
    date
}

/// Adds what a part of a line tells, and tells whether it says when the page was changed. `is_said` is whether another in
/// the head has said so before.
fn add(
    date: &mut PageDate,
    text: &str,
    (is_head, is_said): (bool, bool),
    publisher: Option<&Publisher>,
    zone: &TimeZone,
) -> bool {
    let lower = text.to_ascii_lowercase();
    let behind = |starts: &[&str]| {
        let start = starts.iter().find(|start| lower.starts_with(**start))?;
        let rest = text.get(start.len()..)?.trim_start_matches([':', ' ', '\u{a0}', '-']);
        let rest = rest.strip_prefix("on ").or_else(|| rest.strip_prefix("at ")).unwrap_or(rest);
        Some(rest.trim_end_matches('.').trim())
    };
    if let Some(told) = behind(PUBLISHED) {
        let told = times::read(told).and_then(|told| day(&told));
        date.published = date.published.or(told);
    } else if let Some(told) = behind(CHANGED) {
        let Some(told) = times::read(told) else { return false };
        let is_first = is_head && !is_said && day(&told).is_some();
        if is_first && (told.clock.is_some() || date.moment().is_none()) {
            // A time that stands there with no word is that of publication, then.
            let other = date.changed.take().map(|(day, _)| day);
            date.published = date.published.or(other);
        }
        set_changed(date, &told, publisher, zone);
        return is_first;
    } else if is_head && date.changed.is_none() {
        if let Some(told) = times::read(text).or_else(|| behind_byline(text)) {
            set_changed(date, &told, publisher, zone);
        } else if let Some(day) = text.strip_prefix("date ").and_then(|text| text.get(..10)) {
            // Some crawlers write it above the text.
            date.changed = day.parse().ok().map(|day| (day, None));
        }
    }
    false
}

/// `By Kim Sample, Political Correspondent 4 March 2025 • 6:15pm`: the date behind who has written.
fn behind_byline(text: &str) -> Option<Told> {
    let by = text.strip_prefix("By ").filter(|by| by.bytes().any(|byte| byte.is_ascii_digit()))?;
    let mut stamps = by.match_indices(' ').filter_map(|(at, _)| by.get(at + 1..));
    let told = stamps.find_map(times::read)?;
    told.day.is_some_and(|day| day.year.is_some()).then_some(told)
}

/// A clock time on the same line counts with the date; one without a date says nothing.
fn set_changed(date: &mut PageDate, told: &Told, publisher: Option<&Publisher>, zone: &TimeZone) {
    let Some(day) = day(told) else { return };
    let zone = match &told.zone {
        Some(Zone::Named(zone)) => zone.clone(),
        Some(Zone::Ist) => publisher.and_then(Publisher::ist).unwrap_or_else(|| zone.clone()),
        None => zone.clone(),
    };
    let clock = told.clock.map(|clock| (clock.time, zone));
    if date.changed.as_ref().is_none_or(|(_, known)| known.is_none() && clock.is_some()) {
        date.changed = Some((day, clock));
    }
}

fn day(told: &Told) -> Option<Date> {
    let day = told.day?;
    Date::new(day.year?, day.month, day.day).ok()
}

/// `/2021/feb/19/`, `/2021/02/19/`, `liveblog-january-16-2025`.
fn in_address(text: &str) -> Option<Date> {
    let address = text.split_whitespace().find(|word| word.starts_with("http"))?;
    let parts: Vec<&str> = address.split(['/', '-', '.', '_', '?', '#']).collect();
    let number = |text: &str, most: usize| -> Option<i16> {
        (!text.is_empty() && text.len() <= most).then(|| text.parse().ok())?
    };
    let named = |text: &str| month(text).or_else(|| i8::try_from(number(text, 2)?).ok());
    parts.windows(3).find_map(|three| {
        let [a, b, c] = three else { return None };
        let year = |text: &str| number(text, 4).filter(|year| (1990..2200).contains(year));
        let day = |text: &str| i8::try_from(number(text, 2)?).ok();
        let year_first = || Date::new(year(a)?, named(b)?, day(c)?).ok();
        let month_first = || Date::new(year(c)?, month(a)?, day(b)?).ok();
        year_first().or_else(month_first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::format::lines;

    fn told(text: &str) -> String {
        let lines = lines::split(text, 1000, &mut Vec::new());
        let date = of_lines(lines.iter(), [].iter(), None, &TimeZone::UTC);
        let moment = date.moment().map(|moment| moment.instant.to_string());
        let changed = moment.or(date.changed.map(|(date, _)| date.to_string()));
        let published = date.published.map(|date| format!("from {date}"));
        [changed, published].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn pages_print_their_dates() {
        for (text, expected) in [
            ("Updated 2:10 a.m. ET, November 4, 2020", "2020-11-04T07:10:00Z"),
            (
                "Fri 19 Feb 2021 19.41 GMT\nFirst published on Fri 19 Feb 2021 17.20 GMT",
                "2021-02-19T19:41:00Z from 2021-02-19",
            ),
            ("Published Nov 23, 2023", "from 2023-11-23"),
            ("Wed, 07 June 2017", "2017-06-07"),
            (
                "11:48, Thu, Jul 18, 2024 | UPDATED: 13:50, Thu, Jul 18, 2024",
                "2024-07-18T13:50:00Z from 2024-07-18",
            ),
            (
                "2 June 2025 10:00\nUpdated 11:30, 3 June 2025\nUpdated 9:00, 4 May 2025",
                "2025-06-03T11:30:00Z from 2025-06-02",
            ),
            ("2 June 2025 10:00 | Updated 3 June 2025", "2025-06-02T10:00:00Z"),
            ("Updated21:22, 6 OCT 2020", "2020-10-06T21:22:00Z"),
            ("https://desk.example/world/live/2021/feb/19/boats-sail", "from 2021-02-19"),
            ("https://desk.example/liveblog-january-16-2025/", "from 2025-01-16"),
            ("This article was last updated at 23:32 UTC/GMT.", ""),
            ("It was published on 2 June 2025 and then withdrawn", ""),
            ("Updated figures show a rise", ""),
            ("date 2020-11-03 Live TV", "2020-11-03"),
            ("4/5/2022", ""),
            (
                "By Kim Sample, Political Correspondent 4 March 2025 • 6:15pm",
                "2025-03-04T18:15:00Z",
            ),
            ("By Kim Sample and Ann Other March 4, 2025", "2025-03-04"),
            ("By Kim Sample, 4 March", ""),
            ("By 4 March 2025 they had left", ""),
            ("By the quay at 6:15pm", ""),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
