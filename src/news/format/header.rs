//! The line that opens a post of a live page: `Headlinepublished at 10:50 British Summer Time
//! 2 June`.

use jiff::civil::{Date, Time};

use crate::news::dating::{DayMonth, PrintedTime, month};
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

/// Takes a header line apart; `None` for any other line.
///
/// Live pages glue the mark to the headline. Where white space stands between them, the line is
/// prose unless it carries a post's number at the start.
pub fn read(line: &str) -> Option<Header<'_>> {
    let at = line.rfind(MARK)?;
    let (before, after) = (line.get(..at)?, line.get(at + MARK.len()..)?);
    let numbered = number(line);
    let glued = before.chars().next_back().is_some_and(|ch| !ch.is_whitespace());
    if !glued && numbered.is_none() {
        return None;
    }
    let (time, faults) = printed_time(after)?;
    let headline = number(before).unwrap_or(before).trim();
    Some(Header { headline, time, faults })
}

/// What follows a post's number (`  12. `), which stands at an indent of less than 4: deeper ones
/// are list items.
pub fn number(line: &str) -> Option<&str> {
    let text = line.trim_start();
    if line.len() - text.len() >= 4 {
        return None;
    }
    super::markers::numbered(text).map(|(_, rest)| rest)
}

/// `10:50 British Summer Time 2 June 2025`: the clock time, then a zone, then a date, to the end of
/// the line. `None` where the line goes on with something else.
fn printed_time(text: &str) -> Option<(PrintedTime, Vec<String>)> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        return None;
    }
    let clock_word = words.remove(0);
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
    let (zone_words, day) = split_day(&words);
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

/// Splits `British Summer Time 2 June 2025` into the zone's words and the date.
fn split_day<'a, 'b>(words: &'a [&'b str]) -> (&'a [&'b str], Option<DayMonth>) {
    let (rest, year) = match words {
        [rest @ .., last] if last.len() == 4 && last.bytes().all(|byte| byte.is_ascii_digit()) => {
            (rest, last.parse().ok())
        }
        _ => (words, None),
    };
    if let [zone @ .., day, name] = rest
        && let Some(month) = month(name)
        && let Ok(day) = day.parse::<i8>()
        && (1..=99).contains(&day)
    {
        return (zone, Some(DayMonth { day, month, year }));
    }
    (words, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    fn told(line: &str) -> Option<(String, String)> {
        let header = read(line)?;
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
            assert_eq!(read(line), None, "{line}");
        }
    }
}
