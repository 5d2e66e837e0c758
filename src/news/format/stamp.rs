//! The line of an article that says when it was published: `Updated on June 2, 2025 10:31 IST`.

use jiff::civil::Time;

use crate::news::dating::{DayMonth, PrintedTime, month};
use crate::news::zones;

/// Reads a date and a clock time; nothing unless both are printed, the date with its year.
pub fn read(line: &str) -> PrintedTime {
    let words: Vec<&str> = line
        .split([' ', ',', '|', '\u{a0}'])
        .map(|word| word.trim_matches(|ch: char| !ch.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let day = words.windows(3).find_map(date);
    let clock = words.iter().enumerate().find_map(|(at, word)| {
        let after = words.get(at + 1).copied().unwrap_or_default();
        clock(word, after).map(|(clock, with_half)| (clock, at + 1 + usize::from(with_half)))
    });
    let (Some(day), Some((clock, zone_at))) = (day, clock) else {
        return PrintedTime::default();
    };
    let zone_words = words.get(zone_at..).unwrap_or_default();
    let zone = (1..=3).rev().find_map(|count| zones::named(&zone_words.get(..count)?.join(" ")));
    PrintedTime { clock: Some(clock), zone, day: Some(day) }
}

fn date(words: &[&str]) -> Option<DayMonth> {
    let [a, b, c] = words else { return None };
    let year = c.parse().ok().filter(|year| (1900..2200).contains(year))?;
    let day = |word: &str| word.parse::<i8>().ok().filter(|day| (1..=31).contains(day));
    match (month(a), month(b)) {
        (Some(month), _) => Some(DayMonth { day: day(b)?, month, year: Some(year) }),
        (_, Some(month)) => Some(DayMonth { day: day(a)?, month, year: Some(year) }),
        _ => None,
    }
}

/// `10:31`, `1.59am`, `10:31 PM`: the time, and whether the half of the day was a word of its own.
fn clock(word: &str, after: &str) -> Option<(Time, bool)> {
    let lower = word.to_ascii_lowercase();
    let (digits, half) = match lower.strip_suffix("am").map(|d| (d, "am")) {
        Some(found) => found,
        None => lower.strip_suffix("pm").map_or((lower.as_str(), ""), |d| (d, "pm")),
    };
    let (hour, minute) = digits.split_once(':').or_else(|| digits.split_once('.'))?;
    let (hour, minute) = (hour.parse::<i8>().ok()?, minute.get(..2)?.parse::<i8>().ok()?);
    let next = after.to_ascii_lowercase().replace('.', "");
    let with_half = half.is_empty() && (next == "am" || next == "pm");
    let hour = match if with_half { next.as_str() } else { half } {
        "am" if hour == 12 => 0,
        "pm" if hour < 12 => hour + 12,
        _ => hour,
    };
    Some((Time::new(hour, minute, 0, 0).ok()?, with_half))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    #[test]
    fn stamps() {
        let june = Some(DayMonth { day: 2, month: 6, year: Some(2025) });
        for (line, clock, day) in [
            ("Updated on June 2, 2025 10:31 IST", Some(time(10, 31, 0, 0)), june),
            ("Published: 2 June 2025 | 10:31 pm GMT", Some(time(22, 31, 0, 0)), june),
            ("First published on Mon 2 June 2025 1.59am BST", Some(time(1, 59, 0, 0)), june),
            ("Updated on", None, None),
            ("Updated June 2, 2025", None, None),
            ("Updated 10:31", None, None),
        ] {
            let read = read(line);
            assert_eq!((read.clock, read.day), (clock, day), "{line}");
        }
        assert!(read("Published 2 June 2025 10:31 GMT").zone.is_some());
        assert!(read("Published 2 June 2025 10:31 IST").zone.is_none(), "three countries");
    }
}
