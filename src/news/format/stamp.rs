//! The line of an article that says when it was published: `Updated on June 2, 2025 10:31 IST`.

use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};

use super::find;
use crate::news::dating::{DayMonth, PrintedTime, YEARS, is_weekday, month};
use crate::news::zones;

/// Words that stand around a date.
const AROUND: &[&str] = &[
    "first",
    "published",
    "posted",
    "updated",
    "last",
    "modified",
    "on",
    "at",
    "of",
    "and",
    "by",
    "date",
    "time",
    "am",
    "pm",
    "a.m",
    "p.m",
    "new",
    "delhi",
    "days",
    "day",
    "hours",
    "hour",
    "minutes",
    "minute",
    "mins",
    "min",
    "ago",
];

/// Cities in which `IST` is India's.
const INDIAN: &[&str] = &[
    "New Delhi",
    "Delhi",
    "Mumbai",
    "Navi Mumbai",
    "Kolkata",
    "Chennai",
    "Bengaluru",
    "Bangalore",
    "Hyderabad",
    "Pune",
    "Ahmedabad",
    "Chandigarh",
    "Lucknow",
    "Jaipur",
    "Patna",
    "Bhopal",
    "Indore",
    "Nagpur",
    "Surat",
    "Vadodara",
    "Kanpur",
    "Varanasi",
    "Noida",
    "Gurgaon",
    "Gurugram",
    "Ghaziabad",
    "Faridabad",
    "Ludhiana",
    "Amritsar",
    "Srinagar",
    "Jammu",
    "Shimla",
    "Dehradun",
    "Ranchi",
    "Raipur",
    "Guwahati",
    "Imphal",
    "Bhubaneswar",
    "Kochi",
    "Thiruvananthapuram",
    "Visakhapatnam",
    "Vijayawada",
    "Coimbatore",
    "Madurai",
    "Mysuru",
    "Mangaluru",
    "Thane",
    "Nashik",
    "Panaji",
    "India",
];

/// No stamp is longer, in bytes: a longer line is not looked through.
pub const LONGEST: usize = 160;

/// Reads the day and, where it is printed, the clock time; nothing unless the year is printed.
pub fn read(line: &str) -> PrintedTime {
    let words = if line.len() > LONGEST { Vec::new() } else { words(line) };
    let Some(day) = day(&words) else { return PrintedTime::default() };
    let clock = words.iter().enumerate().find_map(|(at, word)| {
        let after = words.get(at + 1).copied().unwrap_or_default();
        clock(word, after)
    });
    PrintedTime { clock, zone: zone(&words), day: Some(day) }
}

/// The same where it is known what `IST` is on the page.
pub fn read_of(line: &str, ist: Option<&TimeZone>) -> PrintedTime {
    let mut time = read(line);
    if time.day.is_some() && time.zone.is_none() && says_ist(line) {
        time.zone = ist.cloned();
    }
    time
}

/// Whether a line says `IST`, which is India's, Israel's or Ireland's time.
pub fn says_ist(line: &str) -> bool {
    let is_alone = |(before, behind): (&str, &str)| {
        !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric)
    };
    line.len() <= LONGEST && find::split_at_last(line, "IST").is_some_and(is_alone)
}

/// What `IST` is where a place is named before a stamp: `New Delhi | Updated: June 2, 2025 10:31 IST`.
pub fn ist_of_place(line: &str) -> Option<TimeZone> {
    let is_one = |part: &str| INDIAN.contains(&part.trim());
    let is_india = line.len() <= LONGEST && says_ist(line) && line.split(['|', ',']).any(is_one);
    is_india.then(|| TimeZone::get("Asia/Kolkata").ok()).flatten()
}

/// Whether a line is a date and what stands around one, and nothing else.
pub fn is_all(line: &str) -> bool {
    let words = if line.len() > LONGEST { Vec::new() } else { words(behind_place(line)) };
    if day(&words).is_none() {
        return false;
    }
    let zone_words = zone_place(&words).map_or(0..0, |(at, count)| at..at + count);
    let fits = |(at, word): (usize, &&str)| {
        let lower = word.to_lowercase();
        AROUND.contains(&lower.as_str())
            || zone_words.contains(&at)
            || month(word).is_some()
            || is_weekday(word)
            || number::<u16>(word).is_some()
            || iso(word).is_some()
            || numeric(word).is_some()
            || clock(word, "").is_some()
    };
    words.iter().enumerate().all(fits)
}

/// What stands behind the place that a stamp may begin with: `Navi Mumbai | Updated: June 2, 2025`.
pub fn behind_place(line: &str) -> &str {
    match line.split_once(" | ") {
        Some((place, stamp)) if is_place(place) => stamp,
        _ => line,
    }
}

/// Whether a text may be a place: one to three words, each with a capital, that do not say who writes.
fn is_place(text: &str) -> bool {
    let is_capital = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|ch| ch.is_alphabetic() || ".'’-".contains(ch))
    };
    let is_by = ["By ", "BY ", "Written ", "Reported ", "Von ", "Par "]
        .iter()
        .any(|by| text.starts_with(by));
    !is_by
        && (1..=3).contains(&text.split_whitespace().count())
        && text.split_whitespace().all(is_capital)
}

fn words(line: &str) -> Vec<&str> {
    line.split([' ', ',', '|', '/', '·', '•', '\u{a0}'])
        .map(|word| word.trim_matches(|ch: char| !ch.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect()
}

fn day(words: &[&str]) -> Option<DayMonth> {
    let of =
        |date: Date| DayMonth { day: date.day(), month: date.month(), year: Some(date.year()) };
    let date = |word: &&str| iso(word).map(|(date, _)| date).or_else(|| numeric(word));
    let day = words.iter().find_map(date).map(of);
    day.or_else(|| words.windows(3).find_map(day_month_year))
}

fn day_month_year(words: &[&str]) -> Option<DayMonth> {
    let [a, b, c] = words else { return None };
    let year = c.parse().ok().filter(|year| YEARS.contains(year))?;
    match (month(a), month(b)) {
        (Some(month), _) => Some(DayMonth { day: number(b)?, month, year: Some(year) }),
        (_, Some(month)) => Some(DayMonth { day: number(a)?, month, year: Some(year) }),
        _ => None,
    }
}

/// `2`, `2nd`; a year counts as well where a line is looked at as a whole.
fn number<N: std::str::FromStr>(word: &str) -> Option<N> {
    let digits = word.trim_end_matches(char::is_alphabetic);
    let ordinal = word.get(digits.len()..).unwrap_or_default();
    ["", "st", "nd", "rd", "th"].contains(&ordinal).then(|| digits.parse().ok())?
}

/// `2024-06-02`, `2024-06-02T10:31:00Z`.
fn iso(word: &str) -> Option<(Date, Option<Time>)> {
    let (date, time) = word.split_at_checked(10).unwrap_or((word, ""));
    let clock = time.strip_prefix('T').and_then(|time| clock(time.get(..5)?, ""));
    (date.contains('-')).then(|| date.parse().ok().map(|date| (date, clock)))?
}

/// `31-05-2025`, `31.05.2025`: so the day stands first, unless no month has such a number.
fn numeric(word: &str) -> Option<Date> {
    if !(8..=10).contains(&word.len()) || !word.ends_with(|ch: char| ch.is_ascii_digit()) {
        return None;
    }
    let (a, rest) = word.split_once(['-', '.'])?;
    let (b, c) = rest.split_once(['-', '.'])?;
    let (a, b) = (a.parse::<i8>().ok()?, b.parse::<i8>().ok()?);
    let year = c.parse().ok().filter(|year| YEARS.contains(year))?;
    let (day, month) = if b > 12 { (b, a) } else { (a, b) };
    Date::new(year, month, day).ok()
}

/// `10:31`, `1.59am`, `10:31 PM`.
fn clock(word: &str, after: &str) -> Option<Time> {
    if let Some((_, Some(time))) = iso(word) {
        return Some(time);
    }
    if numeric(word).is_some() {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let (digits, half) = match lower.strip_suffix("am").map(|d| (d, "am")) {
        Some(found) => found,
        None => lower.strip_suffix("pm").map_or((lower.as_str(), ""), |d| (d, "pm")),
    };
    let (hour, minute) = digits.split_once(':').or_else(|| digits.split_once('.'))?;
    let (hour, minute) = (hour.parse::<i8>().ok()?, minute.get(..2)?.parse::<i8>().ok()?);
    let next = after.to_ascii_lowercase().replace('.', "");
    let half = if half.is_empty() { next.as_str() } else { half };
    let hour = match half {
        "am" if hour == 12 => 0,
        "pm" if hour < 12 => hour + 12,
        _ => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

/// The first zone that is named; a stamp of the form `…T10:31:00Z` names its own.
fn zone(words: &[&str]) -> Option<TimeZone> {
    if let Some(word) = words.iter().find(|word| matches!(iso(word), Some((_, Some(_))))) {
        return word.ends_with('Z').then_some(TimeZone::UTC);
    }
    let (at, count) = zone_place(words)?;
    named(&words.get(at..at + count)?.join(" "))
}

/// A zone by its name, or by how far it is from Greenwich: `GMT+3`, `UTC+05:30`.
fn named(name: &str) -> Option<TimeZone> {
    let from_greenwich = || {
        let behind = ["GMT", "UTC"].iter().find_map(|zone| name.strip_prefix(zone))?;
        let sign = if behind.starts_with(['-', '−']) { -1 } else { 1 };
        let digits = behind.strip_prefix(['+', '-', '−'])?;
        let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
        let (hours, minutes) = (hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?);
        let is_offset = hours <= 14 && minutes < 60;
        let seconds = sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60);
        is_offset.then(|| Offset::from_seconds(seconds).ok())?.map(TimeZone::fixed)
    };
    zones::named(name).or_else(from_greenwich)
}

fn zone_place(words: &[&str]) -> Option<(usize, usize)> {
    (0..words.len()).find_map(|at| {
        let named = |count: &usize| {
            let name = words.get(at..at + count).unwrap_or_default().join(" ");
            named(&name).is_some() || (*count == 1 && name == "IST")
        };
        (1..=4).rev().find(named).map(|count| (at, count))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    #[test]
    fn stamps() {
        let june = Some(DayMonth { day: 2, month: 6, year: Some(2025) });
        let ten = Some(time(10, 31, 0, 0));
        for (line, clock, day) in [
            ("Updated on June 2, 2025 10:31 IST", ten, june),
            ("Published: 2 June 2025 | 10:31 pm GMT", Some(time(22, 31, 0, 0)), june),
            ("First published on Mon 2 June 2025 1.59am BST", Some(time(1, 59, 0, 0)), june),
            ("Posted on 2nd June 2025 at 10:31", ten, june),
            ("Published 10:31 BST, 2 June 2025", ten, june),
            ("Last updated: 2025-06-02T10:31:00Z", ten, june),
            ("Updated 2025-06-02 10:31", ten, june),
            ("June 2, 2025 / 10:31 AM EDT", ten, june),
            ("First published on: 02-06-2025 at 10:31 IST", ten, june),
            ("Posted 02.06.2025, 10:31", ten, june),
            ("06-02-2025 10:31", ten, Some(DayMonth { day: 6, month: 2, year: Some(2025) })),
            ("Posted 31-31-2025", None, None),
            ("June 2, 2025 10:31 AM UTC Updated 2 hours ago", ten, june),
            ("June 2, 2025 10:31 AM GMT+3 Updated 1 day ago", ten, june),
            ("Updated June 2, 2025", None, june),
            ("Updated on", None, None),
            ("Updated 10:31", None, None),
        ] {
            let read = read(line);
            assert_eq!((read.clock, read.day), (clock, day), "{line}");
            assert_eq!(is_all(line), day.is_some(), "{line}");
        }
        for line in [
            "Mumbai | June 2, 2025 10:31 IST",
            "Navi Mumbai | Updated: June 2, 2025 10:31 IST",
            "St. John’s | Published 2 June 2025",
        ] {
            assert!(is_all(line) && read(line).day == june, "{line}");
        }
        for line in ["Four more ports are shut | 2 June 2025", "What is known | 2 June 2025"] {
            assert!(!is_all(line), "{line}");
        }
        for line in ["Updated figures of 2 June 2025 show a rise", "2 June 2025 was a Monday"] {
            assert!(!is_all(line), "{line}");
        }
        assert!(read("Published 2 June 2025 10:31 GMT").zone.is_some());
        assert!(read("Published 10:31, 2 June 2025 EDT").zone.is_some());
        let offset = |line: &str| read(line).zone?.to_fixed_offset().ok();
        for (zone, hours, minutes) in [("GMT+3", 3, 0), ("UTC+05:30", 5, 30), ("GMT-4", -4, 0)] {
            let seconds = hours * 3600 + minutes * 60;
            let line = format!("June 2, 2025 10:31 AM {zone}");
            assert_eq!(offset(&line), Offset::from_seconds(seconds).ok(), "{zone}");
        }
        assert!(read("Published 2 June 2025 10:31 IST").zone.is_none(), "three countries");
    }
}
