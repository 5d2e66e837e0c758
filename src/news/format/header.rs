//! The line that opens a post of a live page: `Headlinepublished at 10:50 British Summer Time
//! 2 June`.

use jiff::civil::{Date, Time};
use smallvec::SmallVec;

use super::{find, markers};
use crate::news::dating::{DayMonth, PrintedTime, is_weekday, month};
use crate::news::zones;

const MARK: &str = "published at ";

/// Most words of a zone's name: "Australian Central Western Standard Time".
const ZONE_WORDS: usize = 5;

/// A post's header line, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Header<'a> {
    /// The headline; empty where the line has none.
    pub headline: &'a str,
    /// The time it prints.
    pub time: PrintedTime,
    /// What is wrong with that time.
    pub faults: Vec<String>,
}

/// Where a line stands, which tells how sure it must be of itself to be a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Anywhere: the mark must be glued to the headline, as live pages do.
    Anywhere,
    /// It begins with a post's number.
    Numbered,
    /// It stands below a label, which bears the number.
    Labelled,
}

/// Takes a header line apart; `None` for any other line. `text` has no white space around it.
pub fn read(text: &str, place: Place) -> Option<Header<'_>> {
    // Few lines have the colon of a clock time.
    memchr::memchr(b':', text.as_bytes())?;
    let (before, after) = find::split_at_last(text, MARK)?;
    let glued = before.chars().next_back().is_some_and(|ch| !ch.is_whitespace());
    if !glued && place == Place::Anywhere {
        return None;
    }
    let (time, faults) = printed_time(after)?;
    let number = markers::numbered(before).filter(|_| place != Place::Labelled);
    let headline = number.map_or(before, |(_, rest)| rest).trim();
    Some(Header { headline, time, faults })
}

/// `10:50 British Summer Time 2 June 2025`: the clock time, then a zone, then a date, to the end of
/// the line. `None` where the line goes on with something else.
fn printed_time(text: &str) -> Option<(PrintedTime, Vec<String>)> {
    let words: SmallVec<[&str; 8]> = text.split_whitespace().collect();
    let (clock_word, words) = words.split_first()?;
    let (hour, minute) = clock_word.split_once(':')?;
    let digits = |text: &str| {
        (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(hour) || !digits(minute) || minute.len() != 2 {
        return None;
    }
    let mut faults = Vec::new();
    let clock = Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok();
    if clock.is_none() {
        faults.push(format!("`{clock_word}` is no time of day"));
    }
    let (zone_words, day) = split_day(words);
    if let Some(DayMonth { day, month, year }) = day
        && Date::new(year.unwrap_or(2024), month, day).is_err()
    {
        let printed = words.get(zone_words.len()..).unwrap_or_default().join(" ");
        faults.push(format!("`{printed}` is no date"));
    }
    let zone_name = zone_words.join(" ");
    let zone = zones::named(&zone_name);
    if zone.is_none() && !zone_words.is_empty() {
        let looks_like_a_zone = zone_words.len() <= ZONE_WORDS
            && zone_words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase));
        if !looks_like_a_zone {
            return None;
        }
        faults.push(format!("the time zone `{zone_name}` is not known"));
    }
    Some((PrintedTime { clock, zone, day }, faults))
}

/// Splits `British Summer Time 2 June 2025` into the zone's words and the date, which may be
/// printed with a weekday, or the month first.
fn split_day<'a, 'b>(words: &'a [&'b str]) -> (&'a [&'b str], Option<DayMonth>) {
    let (rest, year) = match words {
        [rest @ .., last] if last.len() == 4 && last.bytes().all(|byte| byte.is_ascii_digit()) => {
            (rest, last.parse().ok())
        }
        _ => (words, None),
    };
    let day =
        |word: &str| word.trim_end_matches(',').parse().ok().filter(|day| (1..=99).contains(day));
    let [zone @ .., first, second] = rest else { return (words, None) };
    let (Some(day), Some(month)) =
        (day(first).or_else(|| day(second)), month(second).or_else(|| month(first)))
    else {
        return (words, None);
    };
    let zone = match zone {
        [zone @ .., weekday] if is_weekday(weekday) => zone,
        zone => zone,
    };
    (zone, Some(DayMonth { day, month, year }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    fn told(line: &str) -> Option<(String, String)> {
        let numbered = markers::numbered(line.trim()).is_some();
        let place = if numbered { Place::Numbered } else { Place::Anywhere };
        let header = read(line.trim(), place)?;
        let PrintedTime { clock, zone, day } = header.time;
        let zone = zone.and_then(|zone| {
            Some(
                jiff::civil::date(2025, 6, 2)
                    .at(12, 0, 0, 0)
                    .to_zoned(zone)
                    .ok()?
                    .offset()
                    .seconds()
                    / 60,
            )
        });
        let day = day.map(|d| (d.day, d.month, d.year));
        Some((
            header.headline.to_owned(),
            format!("{clock:?} {zone:?} {day:?} {:?}", header.faults),
        ))
    }

    #[test]
    fn header_lines_are_taken_apart() {
        let ten_fifty = format!("{:?}", Some(time(10, 50, 0, 0)));
        for (line, headline, rest) in [
            (
                "  1. Ferry sailspublished at 10:50 British Summer Time 2 June",
                "Ferry sails",
                "Some(60) Some((2, 6, None)) []",
            ),
            (
                "    Ferry sailspublished at 10:50 British Summer Time",
                "Ferry sails",
                "Some(60) None []",
            ),
            (
                "Ferry sailspublished at 10:50 Greenwich Mean Time 6 November 2023",
                "Ferry sails",
                "Some(0) Some((6, 11, Some(2023))) []",
            ),
            (
                "  3. Papers published at dawnpublished at 10:50 GMT",
                "Papers published at dawn",
                "Some(0) None []",
            ),
            (
                "  3. When was it published atpublished at 10:50 GMT",
                "When was it published at",
                "Some(0) None []",
            ),
            ("  9. Ferry sails published at 10:50 BST", "Ferry sails", "Some(60) None []"),
            ("Ferry sailspublished at 10:50", "Ferry sails", "None None []"),
            ("Ferry sailspublished at 10:50 2 June", "Ferry sails", "None Some((2, 6, None)) []"),
            (
                "Ferry sailspublished at 10:50 Elbonian Summer Time",
                "Ferry sails",
                "None None [\"the time zone `Elbonian Summer Time` is not known\"]",
            ),
            (
                "Ferry sailspublished at 10:50 BST 31 February",
                "Ferry sails",
                "Some(60) Some((31, 2, None)) [\"`31 February` is no date\"]",
            ),
        ] {
            let (found, told) = told(line).unwrap_or_else(|| panic!("no header: {line}"));
            assert_eq!((found.as_str(), told), (headline, format!("{ten_fifty} {rest}")), "{line}");
        }
        let weekday = read("Xpublished at 10:50 BST Monday 2 June", Place::Anywhere).unwrap();
        assert_eq!(weekday, read("Xpublished at 10:50 BST June 2", Place::Anywhere).unwrap());
        let labelled = read("Not glued published at 10:50 BST", Place::Labelled).unwrap();
        assert_eq!(labelled.headline, "Not glued");
        assert_eq!(read("published at 10:50 BST", Place::Labelled).unwrap().headline, "");
        let (_, fault) = told("Xpublished at 25:61 British Summer Time 2 June").unwrap();
        assert!(fault.contains("`25:61` is no time of day"), "{fault}");
    }

    #[test]
    fn prose_is_not_a_header() {
        for line in [
            "    The report, published at 10:50 British Summer Time 2 June",
            "    It was published at 10:50 British Summer Time 2 June and then withdrawn",
            "    Xpublished at 10:50 and then withdrawn",
            "    Xpublished at noon",
            "published at 10:50 British Summer Time",
            "    1. It was published at 10:50 BST",
        ] {
            assert_eq!(read(line.trim(), Place::Anywhere), None, "{line}");
        }
    }
}
